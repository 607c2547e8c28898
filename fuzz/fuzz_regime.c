/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_regime.c - any bytes as a regime: refused with a reason, or a regime
 * that can be asked.
 */
#include "ownership/regime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_tie tie = { 0, 1, { BW_ONE / 4, BW_ONE / 2, 0 },
		{ BW_ONE / 4, BW_ONE / 2, 0 }, 0 };
	struct bw_str s = { (const char *)data, size };
	struct bw_regime_answer answer;
	struct bw_err err = BW_ERR_INIT;
	struct bw_tests *t = NULL;
	struct bw_net net = { 0 };
	struct bw_arena a;
	struct bw_regime r;
	uint32_t x = 0;

	bw_arena_init(&a, 0);
	if (bw_regime_parse(&r, s, &a, &err) != 0) {
		BW_ASSERT(err.code < 0 && err.what[0] != '\0');
		goto out;
	}
	BW_ASSERT(r.n_threshold > 0 && r.cite.n > 0 && r.from < r.to);
	if (bw_net_init(&net, 2, &tie, 1, &err) != 0 ||
	    bw_tests_new(&t, &net, 1, &err) != 0 ||
	    bw_tests_ask(t, &r, &x, 1, &answer, &err) != 0)
		BW_ASSERT(err.code == BW_ENOMEM);
out:
	bw_tests_free(t);
	bw_net_release(&net);
	bw_arena_release(&a);
	return 0;
}
