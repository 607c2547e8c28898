/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * path.c - paths held against forms such as "company/{}/owners".
 */
#include "web/app_priv.h"

bool
path_fits(struct bw_str path, const char *form, struct path_steps *steps)
{
	struct bw_str want = bw_str_of(form), a, b;
	bool more_a, more_b;

	steps->n = 0;
	for (;;) {
		more_a = bw_str_cut(&path, '/', &a);
		more_b = bw_str_cut(&want, '/', &b);
		if (!more_a || !more_b)
			return more_a == more_b;
		if (bw_str_is(b, "{}")) {
			if (a.n == 0 || steps->n == STEPS_MOST)
				return false;
			steps->step[steps->n++] = a;
		} else if (!bw_str_eq(a, b))
			return false;
	}
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int
path_decode(struct bw_str s, struct bw_arena *arena, struct bw_str *out,
    struct bw_err *err)
{
	char *to = bw_arena_alloc(arena, s.n + 1, 1);
	size_t n = 0;

	if (to == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for an address");
	for (size_t i = 0; i < s.n; i++) {
		int hi = i + 2 < s.n ? hex(s.p[i + 1]) : -1;
		int lo = i + 2 < s.n ? hex(s.p[i + 2]) : -1;

		/* A % that begins nothing stands for itself (URL standard). */
		if (s.p[i] == '%' && hi >= 0 && lo >= 0) {
			to[n++] = (char)(hi << 4 | lo);
			i += 2;
		} else
			to[n++] = s.p[i];
	}
	to[n] = '\0';
	*out = (struct bw_str){ to, n };
	if (memchr(to, '\0', n) != NULL || !bw_utf8_valid(*out, NULL))
		return bw_fail(err, BW_EFORMAT,
		    "a text with %%XX is no UTF-8, or has a zero byte");
	return 0;
}
