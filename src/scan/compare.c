/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * compare.c - how many came out lower.
 */
#include "scan/compare.h"

static bool
alike(const struct bw_scan_other *o, const struct bw_scan_state *s)
{
	return bw_str_eq_nocase(o->sector, s->sector) &&
	    bw_str_eq_nocase(o->size, s->size);
}

static struct bw_scan_place
place(const struct bw_scan_other *other, size_t n,
    const struct bw_scan_state *s, const struct bw_scan_result *r, bool only)
{
	struct bw_scan_place p = { .alike = only };

	for (size_t i = 0; i < n; i++) {
		if (only && !alike(&other[i], s))
			continue;
		p.of++;
		p.below += other[i].points < bw_scan_points(r->total.lo);
		p.below_may += other[i].points < bw_scan_points(r->total.hi);
	}
	p.there = p.of >= BW_SCAN_ENOUGH;
	return p;
}

struct bw_scan_place
bw_scan_compare(const struct bw_scan_other *other, size_t n,
    const struct bw_scan_state *s, const struct bw_scan_result *r)
{
	struct bw_scan_place p = { 0 };

	if (r->no_total != BW_TOTAL_IS_THERE)
		return p;
	if (s->sector.n > 0 && s->size.n > 0)
		p = place(other, n, s, r, true);
	if (!p.there)
		p = place(other, n, s, r, false);
	return p.there ? p : (struct bw_scan_place){ .of = p.of };
}
