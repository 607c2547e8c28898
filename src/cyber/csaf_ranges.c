/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_ranges.c - tests of product version ranges (6.2.49 to 6.2.51, 6.3.19).
 *
 * Which branches overlap is found once for a document, among those that lie
 * beside each other; the tests look at what follows from it.
 */
#include "cyber/csaf_range.h"

#define STEPS_MOST 20000000 /* of comparing ranges, in one document */

static uint32_t
range_name(const struct bw_csaf_work *c, uint32_t branch)
{
	return csaf_is_category(c, branch, "product_version_range")
	    ? csaf_get(c, branch, K_name)
	    : 0;
}

static void
open_range(struct bw_csaf_work *c, uint32_t branch)
{
	uint32_t at = range_name(c, branch);
	struct csaf_range r;

	if (at == 0)
		return;
	csaf_range_read(c, c->v[at].text, &r);
	if (csaf_range_open(&r))
		csaf_say1(c, at, "open-range", c->v[at].text);
}

CSAF_TEST(csaf_6_2_49)
{
	csaf_branches(c, open_range);
}

static void
unknown_scheme(struct bw_csaf_work *c, uint32_t branch)
{
	uint32_t at = range_name(c, branch);
	struct csaf_range r;

	if (at == 0)
		return;
	csaf_range_read(c, c->v[at].text, &r);
	if (r.vers && !r.all && !r.known)
		csaf_say1(c, at, "vers-unregistered", r.scheme);
}

CSAF_TEST(csaf_6_2_51)
{
	csaf_branches(c, unknown_scheme);
}

static void
add(struct bw_csaf_work *c, uint32_t a, uint32_t b, enum csaf_meets how)
{
	if (!bw_vec_push(&c->overlaps, (struct csaf_overlap){ a, b, how }))
		c->failed = true;
}

/* One range against the branches beside it: later ranges (to overlap goes
 * both ways), and all single versions. */
static void
beside(struct bw_csaf_work *c, uint32_t branch, const struct csaf_range *mine,
    const struct csaf_range *all)
{
	uint32_t list = c->v[branch].parent;

	EACH(c, b, list)
	{
		const struct csaf_range *r = &all[c->v[b].index];

		if (++c->steps > STEPS_MOST)
			return;
		if (csaf_is_category(c, b, "product_version")) {
			if (csaf_range_holds(c, mine, csaf_text(c, b, K_name)))
				add(c, branch, b, MEETS_VERSION);
		} else if (b > branch && r->well && r->vers == mine->vers &&
		    csaf_range_overlap(c, mine, r))
			add(c, branch, b, r->vers ? MEETS_VERS : MEETS_VLS);
	}
}

static void
in_list(struct bw_csaf_work *c, uint32_t list)
{
	struct csaf_range *all;
	bool any = false;

	EACH(c, b, list)
	any |= range_name(c, b) != 0;
	if (!any)
		return;
	all = bw_arena_alloc(&c->arena, c->v[list].count, sizeof(*all));
	if (all == NULL) {
		c->failed = true;
		return;
	}
	EACH(c, b, list)
	if (range_name(c, b) != 0)
		csaf_range_read(
		    c, c->v[range_name(c, b)].text, &all[c->v[b].index]);
	EACH(c, b, list)
	if (range_name(c, b) != 0 && all[c->v[b].index].well)
		beside(c, b, &all[c->v[b].index], all);
}

static void
find_overlaps(struct bw_csaf_work *c)
{
	uint32_t list = csaf_get(c, c->product_tree, K_branches);
	uint32_t end = list == 0 ? 0 : csaf_end(c, list);

	if (c->overlaps_found)
		return;
	c->overlaps_found = true;
	c->overlaps.n = 0;
	for (uint32_t at = list; at < end; at++)
		if (c->v[at].key == K_branches &&
		    c->v[at].type == BW_JSON_ARRAY)
			in_list(c, at);
}

static uint32_t
number_of(struct bw_csaf_work *c, uint32_t branch)
{
	uint32_t id = csaf_get2(c, branch, K_product, K_product_id);

	return id == 0 ? NOT_NAMED : csaf_number(c, c->v[id].text);
}

static void
by_status(struct bw_csaf_work *c, enum csaf_meets how, bool same)
{
	find_overlaps(c);
	EACH(c, v, c->vulnerabilities)
	{
		if (c->overlaps.n == 0)
			return;
		csaf_mark_status(c, v);
		for (size_t i = 0; i < c->overlaps.n; i++) {
			const struct csaf_overlap *o = &c->overlaps.v[i];
			unsigned a, b;

			if (o->how != how)
				continue;
			a = csaf_mark_of(c, number_of(c, o->a));
			b = csaf_mark_of(c, number_of(c, o->b));
			if (!same) {
				a &= S_CONTRADICT;
				b &= S_CONTRADICT;
			}
			/* In two groups, or in one, that both are in. */
			if (same ? (a & b) != 0
				 : a != 0 && b != 0 &&
				    (a != b || (a & (a - 1)) != 0))
				csaf_say2(c, csaf_get(c, v, K_product_status),
				    same ? "overlap-same" : "overlap-status",
				    csaf_text(c, o->a, K_name),
				    csaf_text(c, o->b, K_name));
		}
	}
}

CSAF_TEST(csaf_6_2_50_1)
{
	by_status(c, MEETS_VERS, false);
}

CSAF_TEST(csaf_6_2_50_2)
{
	by_status(c, MEETS_VLS, false);
}

CSAF_TEST(csaf_6_2_50_3)
{
	by_status(c, MEETS_VERSION, false);
}

CSAF_TEST(csaf_6_3_19_1)
{
	by_status(c, MEETS_VERS, true);
}

CSAF_TEST(csaf_6_3_19_2)
{
	by_status(c, MEETS_VLS, true);
}

CSAF_TEST(csaf_6_3_19_3)
{
	by_status(c, MEETS_VERSION, true);
}

/* Overlaps with a branch that has branches of its own. */
static void
with_branches(struct bw_csaf_work *c, bool version)
{
	find_overlaps(c);
	for (size_t i = 0; i < c->overlaps.n; i++) {
		const struct csaf_overlap *o = &c->overlaps.v[i];

		if ((o->how == MEETS_VERSION) == version &&
		    csaf_get(c, o->b, K_branches) != 0)
			csaf_say2(c, csaf_get(c, o->b, K_name), "overlap-same",
			    csaf_text(c, o->a, K_name),
			    csaf_text(c, o->b, K_name));
	}
}

CSAF_TEST(csaf_6_3_19_4)
{
	with_branches(c, false);
}

CSAF_TEST(csaf_6_3_19_5)
{
	with_branches(c, true);
}
