/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_clocks.c - any bytes as a file of terms; what reads well is counted for
 * a case with all dates told and several stops.
 */
#include "base/embed.h"
#include "law/clock.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
tell(struct bw_facts *f)
{
	for (size_t i = 0; i < f->vocabulary->n; i++) {
		uint8_t type = f->vocabulary->fact[i].type;

		if (type == BW_FACT_DATE)
			f->value[i] = bw_value_number(20000 + (int64_t)i);
		else if (type == BW_FACT_INTEGER && i % 2 == 0)
			f->value[i] = bw_value_number((int64_t)i % 5);
	}
}

static void
one(struct bw_str text, struct bw_arena *a, struct bw_err *err)
{
	const struct bw_clock_stop stop[] = { { 20010, 20020 },
		{ 20015, 20100 }, { 20200, BW_DATE_MAX } };
	struct bw_rule_file file = { BW_STR("rules/law/clocks/x.yaml"), text };
	struct bw_vocabulary v;
	struct bw_clocks c;
	struct bw_clock k;
	struct bw_facts f;
	struct bw_clock_case in = { &f, stop, BW_LEN(stop), 20050 };

	if (bw_vocabulary_read(&v, bw_embed("rules/law/facts.yaml"), a, err) ||
	    bw_clocks_read(&c, &file, 1, &v, 20050, a, err) ||
	    bw_facts_init(&f, &v, a, err) || bw_clock_run(&k, &c, &in, a, err))
		return;
	tell(&f);
	if (bw_clock_run(&k, &c, &in, a, err) != 0)
		return;
	for (size_t i = 0; i < k.n_term; i++)
		BW_ASSERT(!k.term[i].plain.known ||
		    k.term[i].plain.moved >= k.term[i].plain.day);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_arena a;

	bw_arena_init(&a, 64u << 20);
	one((struct bw_str){ (const char *)data, size }, &a, &err);
	bw_arena_release(&a);
	return 0;
}
