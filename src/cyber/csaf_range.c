/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_range.c - reading ranges, and whether two of them meet.
 *
 * Ranges meet when one of the bounds of either, or a place just behind one,
 * or the place before all of them, is in both: between two bounds next to
 * each other nothing changes. Bounds are keys (version.h), so that this is
 * comparing bytes.
 */
#include "cyber/csaf_range.h"

static bool
comparator(struct bw_str *s, uint8_t *op)
{
	static const struct {
		const char *text;
		uint8_t op;
	} row[] = { { "!=", BW_CMP_NE }, { "<=", BW_CMP_LE },
		{ ">=", BW_CMP_GE }, { "<", BW_CMP_LT }, { ">", BW_CMP_GT },
		{ "=", BW_CMP_EQ } };

	*op = BW_CMP_EQ;
	for (size_t i = 0; i < BW_LEN(row); i++) {
		struct bw_str text = bw_str_of(row[i].text);

		if (!bw_str_starts(*s, text))
			continue;
		*op = row[i].op;
		*s = bw_str_sub(*s, text.n, s->n);
		return true;
	}
	return false;
}

static bool
plain(struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((uint8_t)s.p[i] <= ' ' || strchr("<>=!*|", s.p[i]) != NULL)
			return false;
	return s.n > 0;
}

static void
key(struct bw_csaf_work *c, struct csaf_range *r, struct csaf_constraint *x)
{
	struct bw_str version = x->version;

	/* 3.0 and v3.0 are one version where no scheme says otherwise. */
	if (!r->vers && version.n > 1 && (version.p[0] | 0x20) == 'v')
		version = bw_str_sub(version, 1, version.n);
	if (r->known && bw_version_key(r->order, version, &c->scratch[0]))
		x->key = csaf_keep(c, bw_buf_get(&c->scratch[0]));
	else
		r->ordered = false;
}

static void
constraints(struct bw_csaf_work *c, struct bw_str text, struct csaf_range *r)
{
	struct bw_str part, rest = text;
	size_t n = 1;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '|';
	if (n > CSAF_CONSTRAINTS)
		return;
	r->c = bw_arena_alloc(&c->arena, n, sizeof(*r->c));
	if (r->c == NULL) {
		c->failed = true;
		return;
	}
	r->well = r->ordered = true;
	while (bw_str_cut(&rest, '|', &part)) {
		struct csaf_constraint *x = &r->c[r->n++];

		/* In the canonical form "=" is not written. */
		if (comparator(&part, &x->op) && x->op == BW_CMP_EQ && r->vers)
			r->well = false;
		x->version = part;
		if (!plain(part))
			r->well = false;
		key(c, r, x);
	}
}

static bool
scheme_name(struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') ||
			(i > 0 && s.p[i] >= '0' && s.p[i] <= '9') ||
			(i > 0 && (s.p[i] == '.' || s.p[i] == '-'))))
			return false;
	return s.n > 0;
}

static void
read_vers(struct bw_csaf_work *c, struct bw_str name, struct csaf_range *r)
{
	struct bw_str rest = bw_str_sub(name, 5, name.n);
	struct bw_range range;

	r->vers = true;
	if (!bw_str_cut(&rest, '/', &r->scheme) || rest.p == NULL)
		return;
	r->known = bw_scheme_find(r->scheme, &r->order);
	constraints(c, rest, r);
	if (!scheme_name(r->scheme) || bw_str_is(r->scheme, "all"))
		r->well = false;
	if (r->well && r->known)
		r->well =
		    bw_range_vers(&range, name, true, &c->arena, NULL) == 0;
}

void
csaf_range_read(
    struct bw_csaf_work *c, struct bw_str name, struct csaf_range *out)
{
	*out = (struct csaf_range){ 0 };
	if (bw_str_is(name, "vers:all/*")) {
		out->vers = out->all = out->well = out->ordered = true;
		out->known = true;
		out->scheme = BW_STR("all");
	} else if (bw_str_starts(name, BW_STR("vers:")))
		read_vers(c, name, out);
	else {
		out->order = BW_SCHEME_PLAIN;
		out->known = true;
		constraints(c, name, out);
		if (csaf_range_single(out))
			out->well = false;
	}
}

bool
csaf_range_single(const struct csaf_range *r)
{
	return r->n == 1 && r->c[0].op == BW_CMP_EQ && plain(r->c[0].version);
}

bool
csaf_range_open(const struct csaf_range *r)
{
	for (size_t i = r->n; i-- > 0;)
		if (r->c[i].op != BW_CMP_NE)
			return r->c[i].op == BW_CMP_GT ||
			    r->c[i].op == BW_CMP_GE;
	return false;
}

/* Is the place of a key, or just behind it, in the range? */
static bool
inside(const struct csaf_range *r, struct bw_str at, bool behind)
{
	const struct csaf_constraint *below = NULL, *above = NULL;
	bool others = false, named = false, shut = false, hit = false;

	if (r->all)
		return true;
	for (size_t i = 0; i < r->n; i++) {
		const struct csaf_constraint *x = &r->c[i];
		int order = bw_key_compare(r->order, x->key, at);

		if (x->op == BW_CMP_NE || x->op == BW_CMP_EQ) {
			others |= x->op == BW_CMP_NE;
			named |= x->op == BW_CMP_EQ;
			if (order == 0 && !behind)
				return x->op == BW_CMP_EQ;
			continue;
		}
		if (order == 0 && !behind) {
			hit |= x->op == BW_CMP_LE || x->op == BW_CMP_GE;
			shut = true;
		}
		if (order < 0 || (order == 0 && behind)) {
			if (below == NULL ||
			    bw_key_compare(r->order, x->key, below->key) >= 0)
				below = x;
		} else if (order > 0 &&
		    (above == NULL ||
			bw_key_compare(r->order, x->key, above->key) < 0))
			above = x;
	}
	if (shut)
		return hit;
	if (below == NULL && above == NULL)
		return others && !named;
	return (below != NULL &&
		   (below->op == BW_CMP_GT || below->op == BW_CMP_GE)) ||
	    (above != NULL &&
		(above->op == BW_CMP_LT || above->op == BW_CMP_LE));
}

static bool
comparable(const struct csaf_range *a, const struct csaf_range *b)
{
	return a->all || b->all ||
	    (a->ordered && b->ordered && a->order == b->order);
}

bool
csaf_range_overlap(struct bw_csaf_work *c, const struct csaf_range *a,
    const struct csaf_range *b)
{
	const struct csaf_range *of[2] = { a, b };
	struct bw_str before = { 0 };

	if (!comparable(a, b) || !a->well || !b->well)
		return false;
	/* Before all bounds; an empty key is before every other. */
	if (inside(a, before, true) && inside(b, before, true))
		return true;
	for (size_t i = 0; i < 2; i++)
		for (size_t j = 0; j < of[i]->n; j++)
			for (int behind = 0; behind < 2; behind++) {
				struct bw_str at = of[i]->c[j].key;

				c->steps += a->n + b->n;
				if (inside(a, at, behind) &&
				    inside(b, at, behind))
					return true;
			}
	return false;
}

bool
csaf_range_holds(
    struct bw_csaf_work *c, const struct csaf_range *r, struct bw_str version)
{
	struct csaf_range one = { .vers = r->vers,
		.known = r->known,
		.ordered = true,
		.order = r->order };
	struct csaf_constraint x = { .version = version };

	if (r->all)
		return true;
	if (!r->ordered || !r->well)
		return false;
	key(c, &one, &x);
	return one.ordered && inside(r, x.key, false);
}
