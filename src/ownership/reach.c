/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reach.c - the fixpoint of control.c on the columns of a net.
 *
 * The same worklist and the same test (pass.c); the walk reads the companies
 * of a holder side by side, and companies that a patch changes in the patch.
 */
#include "base/mem.h"
#include "ownership/reach_priv.h"

#define AHEAD 8u /* ties */

int
reach_worker(struct bw_reach **out, struct reach_base *base, struct bw_err *err)
{
	size_t n = (size_t)base->net->n + 1;
	struct bw_reach *r = bw_calloc(1, sizeof(*r));

	*out = NULL;
	if (r != NULL) {
		r->base = base;
		r->acc = bw_calloc(n, sizeof(*r->acc));
		r->list = bw_alloc(n, sizeof(*r->list));
	}
	if (r == NULL || r->acc == NULL || r->list == NULL) {
		bw_reach_free(r);
		return bw_fail(err, BW_ENOMEM,
		    "no memory for control among %zu parties", n - 1);
	}
	*out = r;
	return 0;
}

int
bw_reach_new(struct bw_reach **out, const struct bw_net *net,
    const struct bw_patch *patch, struct bw_reach_rule rule, struct bw_err *err)
{
	struct reach_base *base;
	int rc = reach_base_new(&base, net, patch, rule, err);

	*out = NULL;
	if (rc == 0 && (rc = reach_worker(out, base, err)) != 0)
		reach_base_free(base);
	if (rc == 0)
		(*out)->own_base = true;
	return rc;
}

void
bw_reach_free(struct bw_reach *r)
{
	if (r == NULL)
		return;
	if (r->own_base)
		reach_base_free(r->base);
	bw_free(r->acc);
	bw_free(r->list);
	bw_free(r->stop_bits);
	bw_free(r->scope_bits);
	bw_vec_release(&r->touched);
	bw_vec_release(&r->above);
	bw_free(r);
}

static struct acc *
acc_of(struct bw_reach *r, uint32_t y)
{
	struct acc *a = &r->acc[y];

	if (a->stamp != r->epoch) {
		*a = (struct acc){ .stamp = r->epoch, .pos = BW_NONE };
		if (!bw_vec_push(&r->touched, y))
			r->rc = BW_ENOMEM;
	}
	return a;
}

static void
enter(struct bw_reach *r, struct acc *a, uint32_t y)
{
	a->pos = (uint32_t)r->n_list;
	r->list[r->n_list++] = y;
	if (r->stop != NULL && (r->stop[y / 64] >> (y % 64) & 1))
		r->stopped = true;
}

static bool
outright(const struct bw_reach *r, uint8_t mark)
{
	if (r->base->rule.shares_only)
		return false;
	return (mark & BW_TIE_DIRECT) ||
	    ((mark & BW_TIE_MAYBE) && r->mode != RUN_CERTAIN);
}

void
reach_acc_add(struct acc *a, struct reach_tie t)
{
	a->lo += t.lo;
	a->hi += t.hi;
	a->open_lo += (t.open & BW_LO_OPEN) != 0;
	if (t.open & BW_HI_OPEN)
		a->flags |= ACC_HI_OPEN;
}

static bool
passes(const struct bw_reach *r, uint32_t y, const struct acc *a,
    enum run_mode mode)
{
	struct reach_base *b = r->base;
	const struct pass p = { b->rule.threshold, b->rule.at_least, mode };

	return pass_test(&p, reach_firm(b, y), a);
}

/* What a member adds to company y. */
static void
follow(struct bw_reach *r, uint32_t y, struct reach_tie t)
{
	struct acc *a = acc_of(r, y);

	reach_acc_add(a, t);
	if (a->pos != BW_NONE ||
	    (!outright(r, t.mark) && !passes(r, y, a, r->mode)))
		return;
	if (r->as_sure)
		r->as_sure = r->mode == RUN_CERTAIN ||
		    ((t.mark & BW_TIE_DIRECT) && !r->base->rule.shares_only) ||
		    passes(r, y, a, RUN_CERTAIN);
	enter(r, a, y);
}

static void
follow_patch(struct bw_reach *r, uint32_t z)
{
	const struct bw_patch *p = r->base->patch;
	uint32_t n;
	const uint32_t *held = bw_patch_held(p, z, &n);

	for (uint32_t i = 0; i < n; i++)
		if (p->tie[held[i]].company != z)
			follow(r, p->tie[held[i]].company,
			    reach_patched(r->base, held[i]));
}

/* What a tie leads to lies anywhere: have it read before it is needed. */
static inline void
look_ahead(const struct bw_reach *r, uint32_t k)
{
	const struct reach_base *b = r->base;
	uint32_t tie = b->net->out[k], y = b->net->out_company[k];

	__builtin_prefetch(&r->acc[y], 1);
	__builtin_prefetch(&b->firm[y]);
	__builtin_prefetch(&b->lo[tie]);
	__builtin_prefetch(&b->hi[tie]);
	__builtin_prefetch(&b->net->mark[tie]);
}

static void
follow_all(struct bw_reach *r, uint32_t z)
{
	const struct bw_net *net = r->base->net;
	const struct bw_patch *p = r->base->patch;
	const uint64_t *scope = r->scope;
	uint32_t end = net->out_at[z + 1];

	for (uint32_t k = net->out_at[z]; k < end; k++) {
		uint32_t y = net->out_company[k];

		if (k + AHEAD < end)
			look_ahead(r, k + AHEAD);
		if (y == z || (p != NULL && bw_patch_touches(p, y)))
			continue; /* treasury is suspended */
		if (scope != NULL && !(scope[y / 64] >> (y % 64) & 1))
			continue;
		follow(r, y, reach_tie_of(r->base, net->out[k]));
	}
	if (p != NULL && bw_patch_holds(p, z))
		follow_patch(r, z);
}

static void
next_epoch(struct bw_reach *r)
{
	r->touched.n = 0;
	r->n_list = 0;
	r->stopped = false;
	r->as_sure = true;
	r->rc = 0;
	if (++r->epoch != 0)
		return;
	/* After 2^32 questions the old stamps could be taken for new. */
	memset(r->acc, 0, r->base->net->n * sizeof(*r->acc));
	r->epoch = 1;
}

int
bw_reach_set(struct bw_reach *r, const uint32_t *seed, size_t n_seed,
    enum bw_certainty how, const uint32_t **company, size_t *n,
    struct bw_err *err)
{
	*company = NULL;
	*n = 0;
	if (how != BW_CERTAIN && how != BW_POSSIBLE)
		return bw_fail(err, BW_EUSAGE,
		    "control is asked for as certain or as possible");
	next_epoch(r);
	r->mode = how == BW_CERTAIN ? RUN_CERTAIN : RUN_POSSIBLE;
	for (size_t i = 0; i < n_seed; i++) {
		struct acc *a;

		if (seed[i] >= r->base->net->n)
			return bw_fail(err, BW_EUSAGE,
			    "party %u is not among the %u of this net", seed[i],
			    r->base->net->n);
		a = acc_of(r, seed[i]);
		if (a->pos == BW_NONE) /* a seed told twice counts once */
			enter(r, a, seed[i]);
	}
	r->n_seed = r->n_list;
	for (size_t head = 0; head < r->n_list && !r->stopped; head++)
		follow_all(r, r->list[head]);
	if (r->rc != 0)
		return bw_fail(err, BW_ENOMEM, "no memory for a set");
	*company = r->list + r->n_seed;
	*n = r->n_list - r->n_seed;
	return 0;
}

void
bw_reach_touched(const struct bw_reach *r, const uint32_t **company, size_t *n)
{
	*company = r->touched.v;
	*n = r->touched.n;
}

struct bw_sum
bw_reach_held(const struct bw_reach *r, uint32_t y)
{
	const struct acc *a = &r->acc[y];

	if (a->stamp != r->epoch || a->hi == 0)
		return (struct bw_sum){ 0 };
	return pass_votes(reach_firm(r->base, y), a);
}

double
bw_reach_part(const struct bw_reach *r, uint32_t y, bool upper)
{
	const struct acc *a = &r->acc[y];

	if (a->stamp != r->epoch || a->hi == 0)
		return 0;
	return pass_part(reach_firm(r->base, y), a, upper);
}
