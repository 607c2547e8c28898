/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_facts.c - any bytes as the facts of a case: refused, naming the fact,
 * or values that are possible ones of their kind.
 */
#include "base/embed.h"
#include "base/map.h"
#include "law/facts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
look(const struct bw_facts *f)
{
	for (size_t i = 0; i < f->vocabulary->n; i++) {
		const struct bw_value *v = &f->value[i];

		BW_ASSERT(v->kind != BW_VALUE_CHOICE || v->may != 0);
		BW_ASSERT(v->kind != BW_VALUE_SET || (v->must & ~v->may) == 0);
		BW_ASSERT(v->kind != BW_VALUE_NUMBER || v->lo <= v->hi);
		BW_ASSERT(!bw_value_single(v) || bw_cause_none(&v->why));
		for (size_t k = 0; k < f->codes[i].n; k++)
			BW_ASSERT(f->codes[i].code[k].n >= 3);
	}
}

static int
read_facts(const uint8_t *data, size_t size, struct bw_facts *f,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_json_opt opt = { .whole = true };
	struct bw_json_reader *r = NULL;
	struct bw_input *in = NULL;
	struct bw_json top;
	bool more = false;
	int rc = bw_input_memory(
	    &in, (struct bw_str){ (const char *)data, size }, NULL, err);

	if (rc == 0)
		rc = bw_json_open(&r, in, &opt, err);
	if (rc == 0)
		rc = bw_json_next(r, &top, &more, err);
	if (rc == 0 && more)
		rc = bw_facts_read(f, top, BW_FROM_USER, a, err);
	bw_json_close(r);
	bw_input_free(in);
	return rc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_vocabulary v;
	struct bw_facts f;
	struct bw_arena a;

	bw_arena_init(&a, (size_t)64 << 20);
	if (bw_vocabulary_read(
		&v, bw_embed("rules/law/facts.yaml"), &a, &err) == 0 &&
	    bw_facts_init(&f, &v, &a, &err) == 0 &&
	    read_facts(data, size, &f, &a, &err) == 0)
		look(&f);
	else
		BW_ASSERT(err.code < 0 && err.what[0] != '\0');
	bw_arena_release(&a);
	return 0;
}
