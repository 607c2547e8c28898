/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_vocabulary.c - any bytes as the words of a case: refused with a line, or
 * facts that can be asked, each found again by its name.
 */
#include "base/map.h"
#include "law/facts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_str s = { (const char *)data, size };
	struct bw_err err = BW_ERR_INIT;
	struct bw_vocabulary v;
	struct bw_facts f;
	struct bw_arena a;

	bw_arena_init(&a, (size_t)64 << 20);
	if (bw_vocabulary_read(&v, s, &a, &err) != 0) {
		BW_ASSERT(err.code < 0 && err.what[0] != '\0');
		goto out;
	}
	BW_ASSERT(v.n > 0 && v.n <= BW_LAW_FACTS);
	for (uint32_t i = 0; i < v.n; i++) {
		BW_ASSERT(bw_fact_find(&v, v.fact[i].key) == i);
		BW_ASSERT(v.fact[i].question.in[BW_NL].n > 0);
		BW_ASSERT(v.fact[i].n_values <= 64);
	}
	if (bw_facts_init(&f, &v, &a, &err) != 0)
		BW_ASSERT(err.code == BW_ENOMEM);
out:
	bw_arena_release(&a);
	return 0;
}
