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

/* What stands at i, to *c; the bytes it takes, or 0. Only the forms of the
 * table of 6.1.2.2 may stand behind "%": punctuation, and 01 and 02. */
static size_t
octet(struct bw_str v, size_t i, int *c)
{
	int hi, lo;

	*c = (unsigned char)v.p[i];
	if (*c != '%')
		return is_digit(*c) || is_alpha(*c) || strchr("_-.~", *c) ? 1
									  : 0;
	hi = i + 2 < v.n ? hex_value(v.p[i + 1]) : -1;
	lo = i + 2 < v.n ? hex_value(v.p[i + 2]) : -1;
	if (hi < 0 || lo < 0)
		return 0;
	*c = hi * 16 + lo;
	return *c == 1 || *c == 2 ||
		(*c > 0x20 && *c < 0x7f && !is_digit(*c) && !is_alpha(*c) &&
		    strchr("_-.", *c) == NULL)
	    ? 3
	    : 0;
}

struct unbinding {
	struct bw_str text;
	char *w; /* where the next value goes */
	struct bw_err *err;
};

/* A value of the URI as the formatted string has it. */
static int
unbind(struct unbinding *u, struct bw_str *out, struct bw_str v)
{
	char *p = u->w;
	size_t from = v.n > 0 ? (size_t)(v.p - u->text.p) : 0, bad;
	const char *rule;
	int c;

	*out = BW_STR("*");
	if (v.n == 0)
		return 0;
	for (size_t i = 0, step; i < v.n; i += step) {
		if ((step = octet(v, i, &c)) == 0)
			return cpe_bad(u->err, u->text, from + i,
			    v.p[i] == '%'
				? "no such sign behind %"
				: "a character that must be written as %"
				  "XX");
		if (step == 3 && c < 3) {
			*p++ = c == 1 ? '?' : '*';
			continue;
		}
		if (step == 3 || c == '~')
			*p++ = '\\';
		*p++ = (char)c;
	}
	rule = cpe_keep(
	    &u->w, out, (struct bw_str){ u->w, (size_t)(p - u->w) }, &bad);
	return rule == NULL ? 0 : cpe_bad(u->err, u->text, from, rule);
}

/* "~edition~sw_edition~target_sw~target_hw~other" (6.1.3.3: unpack). */
static int
packed(struct unbinding *u, struct bw_cpe *out, struct bw_str v)
{
	static const uint8_t attr[] = { BW_CPE_EDITION, BW_CPE_SW_EDITION,
		BW_CPE_TARGET_SW, BW_CPE_TARGET_HW, BW_CPE_OTHER };
	size_t from = (size_t)(v.p - u->text.p), i = 0;
	int rc = 0;

	for (v = bw_str_sub(v, 1, v.n); rc == 0 && i < BW_LEN(attr); i++) {
		ptrdiff_t n = bw_str_find(v, BW_STR("~"));
		bool last = i + 1 == BW_LEN(attr);

		if ((n < 0) != last)
			return cpe_bad(u->err, u->text, from,
			    "an edition that begins with ~ has five parts");
		rc = unbind(u, &out->attr[attr[i]],
		    last ? v : bw_str_sub(v, 0, (size_t)n));
		v = last ? v : bw_str_sub(v, (size_t)n + 1, v.n);
	}
	return rc;
}

int
cpe_uri(struct bw_cpe *out, struct bw_str text, struct bw_arena *a,
    struct bw_err *err)
{
	struct unbinding u = { text, bw_arena_alloc(a, text.n * 2, 1), err };
	struct bw_str rest = bw_str_sub(text, 5, text.n);
	int rc = 0;

	if (u.w == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a CPE name");
	for (unsigned i = 0; i < BW_CPE_ATTRS; i++)
		out->attr[i] = BW_STR("*");
	for (unsigned i = 0; i < COMPONENTS && rest.p != NULL && rc == 0; i++) {
		struct bw_str part;

		if (!bw_str_cut(&rest, ':', &part))
			break;
		rc = i == BW_CPE_EDITION && part.n > 0 && part.p[0] == '~'
		    ? packed(&u, out, part)
		    : unbind(&u, &out->attr[i], part);
	}
	return rc != 0 || rest.p == NULL
	    ? rc
	    : cpe_bad(err, text, (size_t)(rest.p - text.p),
		  "it has more than seven components");
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
