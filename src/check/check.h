/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * check.h - the main job: one party, all pillars, one answer.
 */
#ifndef BW_CHECK_H
#define BW_CHECK_H
#include "ownership/ownership_findings.h"
#include "supply/supply_findings.h"

struct bw_check_opt {
	bw_date day; /* as-of */
	/* The load after which the view is, to be told; NULL = it is now. */
	const struct bw_source *known;
};
struct bw_check {
	uint32_t party;
	struct bw_party_facts facts;
	bw_date day;
	struct bw_source known;      /* id 0 = now */
	struct bw_findings findings; /* sorted */
	struct bw_cone cone;         /* above the party */
	struct bw_owner_row *owner;  /* layers for table and drawing */
	size_t n_owner;
	struct bw_use *use;
	size_t n_use;
	struct bw_production *production; /* per used material and stage,
					     newest year up to the day */
	size_t n_production;
	struct bw_source *source; /* those the answer rests on, by id */
	size_t n_source;
};
/* Same world, same day: same result, whatever the number of threads. */
int bw_check_run(struct bw_check *out, const struct bw_view *v, uint32_t party,
    const struct bw_check_opt *opt, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
void bw_check_release(struct bw_check *c);

#endif
