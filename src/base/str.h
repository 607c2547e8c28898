/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * str.h - borrowed text (struct bw_str) and owned, growing text (struct
 * bw_buf).
 *
 * bw_str points into memory of somebody else and is not NUL-terminated:
 * print it with "%.*s" and BW_ARG. {NULL, 0} is the empty string.
 * bw_buf never reports a failing allocation per call: it becomes `failed`,
 * ignores what follows, and the user looks once at the end (bw_buf_check).
 */
#ifndef BW_STR_H
#define BW_STR_H
#include "base/err.h"

struct bw_str {
	const char *p;
	size_t n;
};

#define BW_STR_INIT(lit)               \
	{                              \
		(lit), sizeof(lit) - 1 \
	} /* static tables */
#define BW_STR(lit) ((struct bw_str)BW_STR_INIT(lit))
#define BW_ARG(s) (int)(s).n, (s).p ? (s).p : ""

struct bw_str bw_str_of(const char *z); /* NULL gives the empty string */
bool bw_str_eq(struct bw_str a, struct bw_str b);
bool bw_str_is(struct bw_str a, const char *z);
bool bw_str_eq_nocase(struct bw_str a, struct bw_str b); /* ASCII only */
int bw_str_cmp(struct bw_str a, struct bw_str b);        /* by byte */
bool bw_str_starts(struct bw_str s, struct bw_str prefix);
bool bw_str_ends(struct bw_str s, struct bw_str suffix);
struct bw_str bw_str_trim(struct bw_str s); /* ASCII blanks, U+00A0, BOM */
struct bw_str bw_str_sub(struct bw_str s, size_t from, size_t n); /* clamped */
/* Position of needle or -1. */
ptrdiff_t bw_str_find(struct bw_str s, struct bw_str needle);
/* ASCII letters in any case. */
bool bw_str_has_nocase(struct bw_str s, struct bw_str needle);
/* Cut the part before `sep` off *rest; false, and an empty part, when *rest
 * is used up. */
bool bw_str_cut(struct bw_str *rest, char sep, struct bw_str *part);
/* Whole string as a decimal integer; false when it is not one or too large. */
bool bw_str_i64(struct bw_str s, int64_t *out);
/* Valid UTF-8? If not, *bad (may be NULL) gets the offset of the first bad
 * byte. Overlong forms, surrogates and code points > 10FFFF are refused. */
bool bw_utf8_valid(struct bw_str s, size_t *bad);
/* Columns of a terminal that the text takes (combining 0, wide 2). */
size_t bw_utf8_width(struct bw_str s);

struct bw_buf {
	char *p;
	size_t n, cap;
	bool failed;
};

void bw_buf_release(struct bw_buf *b);
void bw_buf_clear(struct bw_buf *b); /* keeps the memory */
bool bw_buf_room(struct bw_buf *b, size_t more);
void bw_buf_add(struct bw_buf *b, const void *p, size_t n);
void bw_buf_str(struct bw_buf *b, struct bw_str s);
void bw_buf_z(struct bw_buf *b, const char *z);
void bw_buf_char(struct bw_buf *b, char c);
void bw_buf_fmt(struct bw_buf *b, const char *fmt, ...) BW_PRINTF(2, 3);
/* One Unicode scalar value as UTF-8. */
void bw_buf_rune(struct bw_buf *b, uint32_t rune);
struct bw_str bw_buf_get(const struct bw_buf *b); /* borrowed */
int bw_buf_check(const struct bw_buf *b, struct bw_err *err) BW_MUST_USE;

#endif
