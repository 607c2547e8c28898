/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * range_pack.c - ranges as bytes.
 *
 * A catalogue of half a million vulnerabilities opens in a fraction of a
 * second because the keys of its bounds (version.h) are kept and not made
 * again. Numbers are LEB128 (seven bits a byte, low ones first); a bound with
 * a key needs its text no more.
 */
#include "cyber/range_priv.h"

static void
put(struct bw_buf *b, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		bw_buf_char(b, (char)(n | 0x80));
	bw_buf_char(b, (char)n);
}

static void
put_bytes(struct bw_buf *b, struct bw_str s)
{
	put(b, s.n);
	bw_buf_str(b, s);
}

void
bw_range_pack(struct bw_buf *b, const struct bw_range *r)
{
	put(b, r->scheme);
	put(b, r->n_alt);
	for (size_t i = 0; i < r->n_alt; i++) {
		const struct bw_alternative *alt = &r->alt[i];

		put(b, alt->n * 2 + alt->any);
		for (size_t k = 0; k < alt->n; k++) {
			const struct bw_constraint *c = &alt->c[k];
			bool keyed = c->key.n > 0;

			put(b, c->op * 2u + keyed);
			put_bytes(b, keyed ? c->key : c->version);
		}
	}
}

/* ---- and back ---- */

static bool
get(struct bw_version_scan *s, uint64_t *n)
{
	unsigned shift = 0, c;

	*n = 0;
	do {
		if (s->p == s->end || shift > 56)
			return false;
		c = (unsigned char)*s->p++;
		*n |= (uint64_t)(c & 0x7f) << shift;
		shift += 7;
	} while ((c & 0x80) != 0);
	return true;
}

static bool
get_constraint(struct bw_version_scan *s, struct bw_constraint *c)
{
	struct bw_str text;
	uint64_t op, n;

	if (!get(s, &op) || op > BW_CMP_GE * 2 + 1 || !get(s, &n) ||
	    n > (uint64_t)(s->end - s->p))
		return false;
	text = (struct bw_str){ s->p, (size_t)n };
	s->p += n;
	*c = (struct bw_constraint){ .op = (uint8_t)(op / 2) };
	if (op % 2 != 0)
		c->key = text;
	else
		c->version = text;
	return true;
}

static int
bad(struct bw_err *err)
{
	return bw_fail(err, BW_EFORMAT, "a kept range of versions is damaged");
}

static int
get_alternative(struct bw_version_scan *s, struct bw_alternative *alt,
    struct bw_arena *a, struct bw_err *err)
{
	uint64_t n;

	if (!get(s, &n) || n / 2 > (uint64_t)(s->end - s->p))
		return bad(err);
	alt->any = n % 2 != 0;
	alt->n = (size_t)(n / 2);
	alt->c = BW_ARENA_ARRAY(a, struct bw_constraint, alt->n + 1);
	if (alt->c == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a range");
	for (size_t i = 0; i < alt->n; i++)
		if (!get_constraint(s, &alt->c[i]))
			return bad(err);
	return 0;
}

int
bw_range_unpack(struct bw_range *out, struct bw_str bytes, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_version_scan s = scan_of(bytes);
	uint64_t scheme, n;
	int rc = 0;

	*out = (struct bw_range){ 0 };
	if (!get(&s, &scheme) || scheme >= BW_SCHEMES || !get(&s, &n) ||
	    n > (uint64_t)(s.end - s.p))
		return bad(err);
	out->scheme = (enum bw_scheme)scheme;
	out->n_alt = (size_t)n;
	out->alt = BW_ARENA_ARRAY(a, struct bw_alternative, out->n_alt + 1);
	if (out->alt == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a range");
	for (size_t i = 0; i < out->n_alt && rc == 0; i++)
		rc = get_alternative(&s, &out->alt[i], a, err);
	return rc != 0 ? rc : s.p == s.end ? 0 : bad(err);
}
