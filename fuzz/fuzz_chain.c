/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_chain.c - any bytes as a chain: refused with a reason, or a chain
 * whose single points, cuts, amounts and days can be asked.
 */
#include "model/ref.h"
#include "supply/chain_file.h"
#include "supply/chain_flow.h"
#include "supply/chain_points.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
ask(const struct bw_chain_file *f, const struct bw_chain *c)
{
	uint32_t *lo = bw_alloc((size_t)c->n + 1, sizeof(*lo));
	uint32_t *hi = bw_alloc((size_t)c->n + 1, sizeof(*hi));
	uint32_t *less = bw_alloc((size_t)c->n + 1, sizeof(*less));
	struct bw_days *day = bw_alloc((size_t)c->n + 1, sizeof(*day));
	struct bw_chain_step *step = NULL;
	struct bw_cuts cuts = { 0 };
	uint32_t last = c->n - 1;
	size_t n;

	if (lo == NULL || hi == NULL || less == NULL || day == NULL ||
	    bw_chain_cuts(c, f->product, 2, NULL, 100000, 1000, &cuts, NULL) !=
		0 ||
	    bw_chain_left(c, &last, 1, lo, hi, NULL) != 0 ||
	    bw_chain_stop(c, &last, 1, day, NULL) != 0 ||
	    bw_chain_less(c, &last, 1, lo, less, NULL) != 0 ||
	    bw_chain_why(c, f->product, &last, 1, &step, &n, NULL) != 0)
		goto out;
	for (uint32_t x = 0; x < c->n; x++) {
		BW_ASSERT(lo[x] <= hi[x] && day[x].lo <= day[x].hi);
		/* what stops leaves nothing */
		BW_ASSERT(day[x].lo == BW_DAYS_EVER || hi[x] == 0);
		BW_ASSERT(less[x] == BW_DAYS_EVER || lo[x] < BW_ONE);
	}
	for (size_t i = 0; i < cuts.n; i++)
		if (cuts.cut[i].size == 1 && cuts.cut[i].thing[0] == last)
			BW_ASSERT(hi[f->product] == 0 && n > 0);
out:
	bw_free(lo);
	bw_free(hi);
	bw_free(less);
	bw_free(day);
	bw_free(step);
	bw_cuts_release(&cuts);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_str s = { (const char *)data, size };
	struct bw_err err = BW_ERR_INIT;
	struct bw_chain_file f = { 0 };
	struct bw_chain c = { 0 };
	struct bw_arena a;

	bw_arena_init(&a, 0);
	if (bw_ref_load(&err) != 0 ||
	    bw_chain_file_parse(&f, s, &a, &err) != 0 ||
	    bw_chain_file_build(&f, &c, &err) != 0)
		BW_ASSERT(err.code < 0 && err.what[0] != '\0');
	else
		ask(&f, &c);
	bw_chain_release(&c);
	bw_chain_file_release(&f);
	bw_arena_release(&a);
	return 0;
}
