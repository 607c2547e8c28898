/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * patch.h - a net with a few companies changed, without copying it.
 *
 * A change says what a holder has in a company from now on, in place of all
 * it had there; nothing means its ties are gone. Everything else stands. An
 * engine that is given a patch walks the rows of changed companies in the
 * patch and all others in the net. Ties of a patch are numbered on from
 * net->m.
 */
#ifndef BW_PATCH_H
#define BW_PATCH_H
#include "ownership/net.h"

struct bw_change {
	uint32_t holder, company;
	bool gone;                      /* holds nothing there any more */
	struct bw_share votes, capital; /* otherwise */
	uint8_t mark;                   /* enum bw_tie_mark */
};
struct bw_patch {
	const struct bw_net *net;
	uint64_t *touched; /* bit per party: its row of holders is replaced */
	uint64_t *holds;   /* bit per party: has ties in the patch */
	/* ties in changed companies, by company and then as the net had them,
	 * new ones last */
	uint32_t n_company, n_tie;
	uint32_t *company; /* n_company, rising */
	uint32_t *at;      /* n_company + 1 */
	struct bw_tie *tie;
	uint32_t *by_holder; /* ties in order of holder, then company */
};
/* Changes about one pair: the last one counts. O(n / 64 + ties in changed
 * companies). */
int bw_patch_init(struct bw_patch *p, const struct bw_net *net,
    const struct bw_change *change, size_t n, struct bw_err *err) BW_MUST_USE;
void bw_patch_release(struct bw_patch *p);

static inline bool
bw_patch_touches(const struct bw_patch *p, uint32_t company)
{
	return (p->touched[company / 64] >> (company % 64) & 1) != 0;
}

static inline bool
bw_patch_holds(const struct bw_patch *p, uint32_t holder)
{
	return (p->holds[holder / 64] >> (holder % 64) & 1) != 0;
}

/* The ties in a touched company; returns the number of the first. */
uint32_t bw_patch_row(const struct bw_patch *p, uint32_t company,
    const struct bw_tie **tie, uint32_t *n);
/* The patch's ties of a holder: indices into p->tie. */
const uint32_t *bw_patch_held(
    const struct bw_patch *p, uint32_t holder, uint32_t *n);

#endif
