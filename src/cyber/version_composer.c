/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version_composer.c - Composer (Packagist), by PHP's version_compare, which
 * is what Composer\\Semver\\Comparator asks.
 *
 * A "v" in front is left off; "-", "_" and "+" are ".", and one stands between
 * digits and others. Then part by part: any other text < dev < alpha < beta <
 * RC < the end < a number < pl. The beginning of a word is enough ("patch" is
 * "p"), and capitals count. PHP takes "#" for any number, which makes 1.# equal
 * to 1.1 and to 1.2: such a version has no order here.
 */
#include "cyber/version_key.h"

enum {
	OTHER = 1,
	FORM,
	END = 6,
	NUMBER,
	PATCH
};

static const struct {
	const char *begins;
	unsigned tag;
} form[] = {
	{ "dev", FORM },
	{ "a", FORM + 1 },
	{ "b", FORM + 2 },
	{ "RC", FORM + 3 },
	{ "rc", FORM + 3 },
	{ "p", PATCH },
};

static bool
between(int c)
{
	return c == '.' || c == '-' || c == '_' || c == '+';
}

static void
word(struct bw_buf *key, struct bw_str w)
{
	for (size_t i = 0; i < BW_LEN(form); i++)
		if (bw_str_starts(w, bw_str_of(form[i].begins))) {
			put_tag(key, form[i].tag);
			return;
		}
	/* All other texts are one. */
	put_tag(key, OTHER);
}

bool
bw_key_composer(struct bw_str v, struct bw_buf *key)
{
	struct bw_version_scan s = scan_of(bw_str_trim(v));

	if (!scan_char(&s, 'v'))
		scan_char(&s, 'V');
	if (memchr(s.p, '#', (size_t)(s.end - s.p)) != NULL || s.p == s.end)
		return false;
	while (s.p < s.end) {
		const char *from = s.p;

		if (between(peek(&s))) {
			s.p++;
		} else if (is_digit(peek(&s))) {
			put_tag(key, NUMBER);
			put_number(key, scan_digits(&s));
		} else {
			while (s.p < s.end && !is_digit(peek(&s)) &&
			    !between(peek(&s)))
				s.p++;
			word(
			    key, (struct bw_str){ from, (size_t)(s.p - from) });
		}
	}
	put_tag(key, END);
	return true;
}
