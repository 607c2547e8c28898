/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * buf.c - owned, growing text with a sticky failure (after varnish's
 * workspaces: one check at the end instead of one per call).
 */
#include "base/str.h"
#include "base/mem.h"
#include <stdarg.h>

void
bw_buf_release(struct bw_buf *b)
{
	bw_free(b->p);
	*b = (struct bw_buf){ 0 };
}

void
bw_buf_clear(struct bw_buf *b)
{
	b->n = 0;
	b->failed = false;
}

bool
bw_buf_room(struct bw_buf *b, size_t more)
{
	size_t need, want = b->cap + b->cap / 2;
	char *p;

	if (b->failed || bw_add_overflow(b->n, more, &need))
		return b->failed = true, false;
	if (need <= b->cap)
		return true;
	if (want < need)
		want = need < 64 ? 64 : need;
	p = bw_realloc(b->p, want, 1);
	if (p == NULL)
		return b->failed = true, false;
	b->p = p;
	b->cap = want;
	return true;
}

void
bw_buf_add(struct bw_buf *b, const void *p, size_t n)
{
	if (n == 0 || !bw_buf_room(b, n))
		return;
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

void
bw_buf_str(struct bw_buf *b, struct bw_str s)
{
	bw_buf_add(b, s.p, s.n);
}

void
bw_buf_z(struct bw_buf *b, const char *z)
{
	bw_buf_str(b, bw_str_of(z));
}

void
bw_buf_char(struct bw_buf *b, char c)
{
	bw_buf_add(b, &c, 1);
}

void
bw_buf_fmt(struct bw_buf *b, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	BW_ASSERT(n >= 0);
	/* vsnprintf wants room for its NUL, which is not counted. */
	if (!bw_buf_room(b, (size_t)n + 1))
		return;
	va_start(args, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, args);
	va_end(args);
	b->n += (size_t)n;
}

void
bw_buf_rune(struct bw_buf *b, uint32_t r)
{
	char c[4];
	size_t n;

	if (r > 0x10ffff || (r >= 0xd800 && r <= 0xdfff))
		r = 0xfffd;
	if (r < 0x80) {
		c[0] = (char)r;
		n = 1;
	} else if (r < 0x800) {
		c[0] = (char)(0xc0 | r >> 6);
		n = 2;
	} else if (r < 0x10000) {
		c[0] = (char)(0xe0 | r >> 12);
		n = 3;
	} else {
		c[0] = (char)(0xf0 | r >> 18);
		n = 4;
	}
	for (size_t i = 1; i < n; i++)
		c[i] = (char)(0x80 | (r >> (6 * (n - 1 - i)) & 0x3f));
	bw_buf_add(b, c, n);
}

struct bw_str
bw_buf_get(const struct bw_buf *b)
{
	return (struct bw_str){ b->p, b->n };
}

int
bw_buf_check(const struct bw_buf *b, struct bw_err *err)
{
	return b->failed ? bw_fail(err, BW_ENOMEM, "no memory for text") : 0;
}
