/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reach_proof.c - the ties that carry control, in a net and its patch.
 */
#include "base/mem.h"
#include "ownership/proof.h"
#include "ownership/reach_priv.h"

struct row { /* the ties in a company, wherever they lie */
	const struct bw_reach *r;
	const struct bw_tie *tie; /* of a patch, or NULL */
	uint32_t first, n;        /* number of the first */
};

static struct row
row_of(const struct bw_reach *r, uint32_t y)
{
	const struct reach_base *b = r->base;
	struct row w = { .r = r };

	if (b->patch != NULL && bw_patch_touches(b->patch, y)) {
		w.first = bw_patch_row(b->patch, y, &w.tie, &w.n);
		return w;
	}
	w.first = b->net->in_at[y];
	w.n = b->net->in_at[y + 1] - w.first;
	return w;
}

static uint32_t
holder_of(const struct row *w, uint32_t i)
{
	return w->tie != NULL ? w->tie[i].holder
			      : w->r->base->net->holder[w->first + i];
}

static struct reach_tie
tie_of(const struct row *w, uint32_t i)
{
	const struct reach_base *b = w->r->base;

	return w->tie != NULL ? reach_patched(b, w->first - b->net->m + i)
			      : reach_tie_of(b, w->first + i);
}

/* A member from before, so that the proof is founded? */
static bool
earlier(const struct bw_reach *r, uint32_t z, uint32_t y)
{
	return reach_has(r, z) && r->acc[z].pos < r->acc[y].pos;
}

static bool
outright(const struct row *w, uint32_t y, uint8_t mark, uint32_t *tie)
{
	if (w->r->base->rule.shares_only)
		return false;
	for (uint32_t i = 0; i < w->n; i++)
		if ((tie_of(w, i).mark & mark) && holder_of(w, i) != y &&
		    earlier(w->r, holder_of(w, i), y)) {
			*tie = w->first + i;
			return true;
		}
	return false;
}

static bool
gather(struct proof *p, const struct row *w, uint32_t y)
{
	for (uint32_t i = 0; i < w->n; i++) {
		uint32_t z = holder_of(w, i);
		struct reach_tie t = tie_of(w, i);

		if ((z == y || earlier(w->r, z, y)) &&
		    !proof_add(p, w->first + i,
			(struct bw_share){ t.lo, t.hi, t.open }, z == y))
			return false;
	}
	return true;
}

int
bw_reach_proof(struct bw_reach *r, uint32_t y, uint32_t *tie, size_t cap,
    size_t *n, struct bw_err *err)
{
	const struct pass rule = { r->base->rule.threshold,
		r->base->rule.at_least, r->mode };
	struct row w = row_of(r, y);
	struct proof p = { .rule = &rule };
	uint32_t one;
	int rc = 0;

	*n = 0;
	if (!reach_has(r, y) || r->acc[y].pos < r->n_seed)
		return 0;
	if (!outright(&w, y, BW_TIE_DIRECT, &one)) {
		p.firm = reach_firm(r->base, y);
		if (!gather(&p, &w, y))
			rc = bw_fail(err, BW_ENOMEM, "no memory for a proof");
		else if (proof_select(&p))
			*n = proof_taken(&p, tie, cap);
		else
			BW_ASSERT(outright(&w, y, BW_TIE_MAYBE, &one));
		bw_vec_release(&p.list);
	}
	if (rc == 0 && *n == 0) {
		if (cap > 0)
			tie[0] = one;
		*n = 1;
	}
	return rc;
}
