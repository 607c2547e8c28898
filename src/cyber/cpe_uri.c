/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cpe_uri.c - the URI binding of CPE 2.2 (NISTIR 7695, 6.1).
 *
 * Up to seven components; one that is missing or empty is ANY. What has to be
 * quoted is percent-encoded, %01 is the wildcard "?" and %02 is "*". Edition
 * may hold five attributes, packed as "~edition~sw~target~hw~other".
 */
#include "cyber/cpe_priv.h"
#include "cyber/version_key.h"

#define COMPONENTS 7

static int
hex(int c)
{
	return is_digit(c)                       ? c - '0'
	    : lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10
						 : -1;
}

/* A value of the URI as the formatted string has it. */
static int
unbind(struct bw_str *out, struct bw_str v, size_t at, struct bw_str text,
    struct bw_arena *a, struct bw_err *err)
{
	char *p = bw_arena_alloc(a, v.n * 2 + 1, 1);
	size_t n = 0;

	if (p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a CPE name");
	if (v.n == 0 || bw_str_is(v, "-")) {
		*out = v.n == 0 ? BW_STR("*") : BW_STR("-");
		return 0;
	}
	for (size_t i = 0; i < v.n; i++) {
		int c = (unsigned char)v.p[i], raw = c;

		if (c == '%') {
			int hi = i + 2 < v.n ? hex(v.p[i + 1]) : -1;
			int lo = i + 2 < v.n ? hex(v.p[i + 2]) : -1;

			if (hi < 0 || lo < 0)
				return cpe_bad(err, text, at + i,
				    "two hexadecimal digits belong behind %");
			c = hi * 16 + lo;
			i += 2;
		}
		if (raw == '%' && (c == 1 || c == 2)) {
			p[n++] = c == 1 ? '?' : '*';
			continue;
		}
		if (c < 0x21 || c > 0x7e)
			return cpe_bad(err, text, at + i,
			    "a character that no CPE name may hold");
		c = lower(c);
		if (!is_digit(c) && !is_alpha(c) && c != '_' && c != '-' &&
		    c != '.')
			p[n++] = '\\';
		p[n++] = (char)c;
	}
	*out = (struct bw_str){ p, n };
	return 0;
}

static int
packed(struct bw_cpe *out, struct bw_str v, size_t at, struct bw_str text,
    struct bw_arena *a, struct bw_err *err)
{
	static const uint8_t attr[] = { BW_CPE_EDITION, BW_CPE_SW_EDITION,
		BW_CPE_TARGET_SW, BW_CPE_TARGET_HW, BW_CPE_OTHER };
	int rc = 0;

	v = bw_str_sub(v, 1, v.n);
	for (size_t i = 0; i < BW_LEN(attr) && rc == 0; i++) {
		struct bw_str part = { NULL, 0 };

		if (v.p != NULL)
			bw_str_cut(&v, '~', &part);
		rc = unbind(&out->attr[attr[i]], part, at, text, a, err);
	}
	return rc != 0 || v.p == NULL || v.n == 0
	    ? rc
	    : cpe_bad(err, text, at, "more than five parts in the edition");
}

int
cpe_uri(struct bw_cpe *out, struct bw_str text, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_str rest = bw_str_sub(text, 5, text.n);
	int rc = 0;

	for (unsigned i = 0; i < BW_CPE_ATTRS; i++)
		out->attr[i] = BW_STR("*");
	for (unsigned i = 0; i < COMPONENTS && rest.p != NULL && rc == 0; i++) {
		struct bw_str part;
		size_t at = (size_t)(rest.p - text.p);

		bw_str_cut(&rest, ':', &part);
		rc = i == BW_CPE_EDITION && part.n > 0 && part.p[0] == '~'
		    ? packed(out, part, at, text, a, err)
		    : unbind(&out->attr[i], part, at, text, a, err);
	}
	return rc != 0 || rest.p == NULL
	    ? rc
	    : cpe_bad(err, text, (size_t)(rest.p - text.p),
		  "more than seven components");
}

/* ---- and back ---- */

static void
bind_value(struct bw_buf *b, struct bw_str v)
{
	if (bw_str_is(v, "*"))
		return;
	for (size_t i = 0; i < v.n; i++) {
		unsigned char c = (unsigned char)v.p[i];

		if (c == '\\' && i + 1 < v.n) {
			c = (unsigned char)v.p[++i];
			if (is_digit(c) || is_alpha(c) ||
			    strchr("_-.", c) != NULL)
				bw_buf_char(b, (char)c);
			else
				bw_buf_fmt(b, "%%%02x", c);
		} else if (c == '?' || c == '*') {
			bw_buf_z(b, c == '?' ? "%01" : "%02");
		} else {
			bw_buf_char(b, (char)c);
		}
	}
}

static bool
packs(const struct bw_cpe *c)
{
	for (unsigned i = BW_CPE_SW_EDITION; i <= BW_CPE_OTHER; i++)
		if (!bw_str_is(c->attr[i], "*"))
			return true;
	return false;
}

static void
bind_edition(struct bw_buf *b, const struct bw_cpe *c)
{
	if (!packs(c)) {
		bind_value(b, c->attr[BW_CPE_EDITION]);
		return;
	}
	bw_buf_char(b, '~');
	bind_value(b, c->attr[BW_CPE_EDITION]);
	for (unsigned i = BW_CPE_SW_EDITION; i <= BW_CPE_OTHER; i++) {
		bw_buf_char(b, '~');
		bind_value(b, c->attr[i]);
	}
}

/* Components that are ANY at the end are left out. */
void
bw_cpe_print_uri(struct bw_buf *b, const struct bw_cpe *c)
{
	size_t kept;

	bw_buf_z(b, "cpe:/");
	kept = b->n;
	for (unsigned i = 0; i < COMPONENTS; i++) {
		size_t before;

		if (i > 0)
			bw_buf_char(b, ':');
		before = b->n;
		if (i == BW_CPE_EDITION)
			bind_edition(b, c);
		else
			bind_value(b, c->attr[i]);
		if (b->n > before)
			kept = b->n;
	}
	if (!b->failed)
		b->n = kept;
}
