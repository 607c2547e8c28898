/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_rules.c - any bytes as a rule file: refused with file and reason, or a
 * sound program that runs with no facts at all and keeps its promises: one
 * value left has no cause, several have one.
 */
#include "base/embed.h"
#include "law/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
run(const struct bw_rules *r, struct bw_arena *a)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_fact_values values;
	struct bw_facts f;
	struct bw_value *v =
	    BW_ARENA_ARRAY(a, struct bw_value, r->program.n_step + 1);

	BW_ASSERT(bw_program_sound(&r->program, r->vocabulary->n));
	if (v == NULL || bw_facts_init(&f, r->vocabulary, a, &err) != 0)
		return;
	values = bw_facts_values(&f);
	bw_program_run(&r->program, &values, v);
	for (size_t i = 0; i < r->program.n_step; i++)
		BW_ASSERT(!bw_value_single(&v[i]) || bw_cause_none(&v[i].why));
	for (size_t i = 0; i < r->n_output; i++)
		BW_ASSERT(r->output[i].step < r->program.n_step);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct bw_rule_file file = { BW_STR("fuzz.yaml"),
		{ (const char *)data, size } };
	struct bw_err err = BW_ERR_INIT;
	struct bw_vocabulary v;
	struct bw_rules r;
	struct bw_arena a;

	bw_arena_init(&a, (size_t)64 << 20);
	if (bw_vocabulary_read(
		&v, bw_embed("rules/law/facts.yaml"), &a, &err) != 0)
		BW_ASSERT(err.code == BW_ENOMEM);
	else if (bw_rules_make(
		     &r, &file, 1, &v, 20454, true, BW_STR(""), &a, &err) != 0)
		BW_ASSERT(err.code < 0 && err.what[0] != '\0');
	else
		run(&r, &a);
	bw_arena_release(&a);
	return 0;
}
