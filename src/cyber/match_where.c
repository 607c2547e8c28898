/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match_where.c - what else must be on the host.
 *
 * NVD says "this firmware, running on that hardware"; a VEX says "not
 * affected within this product". The tree is asked of the whole host, in
 * three values: a leaf that an inventory does not list is absent only when
 * such an inventory would list it. A list of packages lists packages; it
 * lists the system only when it says which one it is.
 */
#include "cyber/match_priv.h"

struct bw_str
match_version(const struct bw_match *m, uint32_t package, enum bw_scheme s)
{
	const struct bw_package *p = bw_estate_package_at(m->e, package);
	/* Upstream's numbers are held against the upstream part. */
	uint32_t id = p->scheme == (uint8_t)s ? p->version : p->upstream;

	return bw_intern_text(&m->e->texts, id);
}

struct bw_str
match_key(struct bw_match *m, enum bw_scheme s)
{
	struct bw_buf *key = &m->key[s];

	if (!m->keyed[s]) {
		if (!bw_version_key(s, match_version(m, m->package, s), key))
			bw_buf_clear(key);
		m->keyed[s] = true;
	}
	return bw_buf_get(key);
}

static enum bw_inside
other_inside(
    const struct bw_match *m, uint32_t package, const struct bw_range *r)
{
	struct bw_buf scratch = { 0 };
	enum bw_inside in =
	    bw_range_has(r, match_version(m, package, r->scheme), &scratch);

	bw_buf_release(&scratch);
	return in;
}

enum bw_inside
match_inside(struct bw_match *m, uint32_t package, uint32_t range, uint8_t form,
    uint8_t *why)
{
	const struct bw_range *r;
	enum bw_inside in;

	if (form == BW_RULE_UNREAD) {
		*why = BW_WHY_UNREAD;
		return BW_INSIDE_UNKNOWN;
	}
	if (range == BW_NONE) {
		*why = BW_WHY_ALL_VERSIONS;
		return BW_INSIDE_YES;
	}
	r = bw_claims_range(m->c, range);
	if (match_version(m, package, r->scheme).n == 0) {
		*why = BW_WHY_NO_VERSION;
		return BW_INSIDE_UNKNOWN;
	}
	in = package == m->package
	    ? bw_range_has_key(r, match_version(m, package, r->scheme),
		  match_key(m, r->scheme))
	    : other_inside(m, package, r);
	*why = in == BW_INSIDE_YES ? BW_WHY_IN_RANGE
	    : in == BW_INSIDE_NO   ? BW_WHY_OUTSIDE
				   : BW_WHY_NO_ORDER;
	return in;
}

/* ---- leaves ---- */

static bool
on_host(const struct bw_match *m, uint32_t package)
{
	struct bw_ids here;
	size_t lo = 0, hi;

	if (m->host == NO_HOST)
		return package == m->package;
	here = bw_estate_on_host(m->e, m->host);
	for (hi = here.n; lo < hi;) {
		size_t mid = lo + (hi - lo) / 2;

		if (here.v[mid] < package)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < here.n && here.v[lo] == package;
}

/* Would the inventory list it? */
static bool
would_be_listed(const struct bw_match *m, uint32_t name)
{
	struct bw_str s = bw_intern_get(&m->c->names, name);

	if (m->host == NO_HOST)
		return false;
	return bw_estate_tells_system(m->e, m->host) ||
	    bw_str_starts(s, BW_STR("c:a:")) || bw_str_starts(s, BW_STR("p:"));
}

struct seen { /* packages of the host that are called so */
	bool yes, doubt, no;
};

static void
look_at(struct bw_match *m, const struct bw_where *w, struct bw_ids called,
    struct seen *s)
{
	uint8_t why;

	for (size_t i = 0; i < called.n && !s->yes; i++) {
		enum bw_inside in;

		if (!on_host(m, called.v[i]))
			continue;
		in = match_inside(m, called.v[i], w->range, w->form, &why);
		s->yes = s->yes || in == BW_INSIDE_YES;
		s->no = s->no || in == BW_INSIDE_NO;
		s->doubt = s->doubt || in == BW_INSIDE_UNKNOWN;
	}
}

/* Only the names look alike: it may run there, no more. */
static bool
looks_alike(struct bw_str name)
{
	return bw_str_starts(name, BW_STR("n:*|")) ||
	    bw_str_starts(name, BW_STR("n:|"));
}

static void
under_name(struct bw_match *m, const struct bw_where *w, uint32_t name,
    struct seen *all)
{
	uint32_t here = match_in_estate(m, name);
	struct seen s = { .yes = false };

	for (unsigned l = 0; l < BW_LAYERS && here != BW_NONE; l++)
		look_at(m, w, bw_estate_called(m->e, here, l), &s);
	if (looks_alike(bw_intern_get(&m->c->names, name)))
		s = (struct seen){ .doubt = s.yes || s.doubt };
	all->yes = all->yes || s.yes;
	all->doubt = all->doubt || s.doubt;
	all->no = all->no || s.no || would_be_listed(m, name);
}

static enum bw_inside
leaf(struct bw_match *m, const struct bw_where *w)
{
	struct seen s = { .yes = false };

	for (uint32_t i = 0; i < w->n && !s.yes; i++)
		under_name(m, w, bw_claims_where_name(m->c, w->first + i), &s);
	if (s.yes)
		return BW_INSIDE_YES;
	return s.doubt || !s.no ? BW_INSIDE_UNKNOWN : BW_INSIDE_NO;
}

static enum bw_inside not(enum bw_inside in, bool negate) {
	if (!negate || in == BW_INSIDE_UNKNOWN) return in;
	    return in == BW_INSIDE_YES ? BW_INSIDE_NO : BW_INSIDE_YES;
}

/* Depth is bounded when the tree is read. */
static enum bw_inside
tree(struct bw_match *m, uint32_t node)
{
	const struct bw_where *w = bw_claims_where(m->c, node);
	bool and = w->op == BW_ADV_AND;
	enum bw_inside out = and? BW_INSIDE_YES : BW_INSIDE_NO;
	uint32_t at = node + 1;

	if (w->op == BW_ADV_LEAF)
		return not(leaf(m, w), w->negate);
	for (uint32_t i = 0; i < w->n; i++) {
		enum bw_inside in = tree(m, at);

		at += bw_claims_where(m->c, at)->size;
		if (in == (and? BW_INSIDE_NO : BW_INSIDE_YES))
			return not(in, w->negate);
		if (in == BW_INSIDE_UNKNOWN)
			out = in;
	}
	return not(out, w->negate);
}

enum bw_inside
match_where(struct bw_match *m, uint32_t node)
{
	if (m->where[node].asking != m->asking) {
		m->where[node].said = (uint8_t)tree(m, node);
		m->where[node].asking = m->asking;
	}
	return (enum bw_inside)m->where[node].said;
}
