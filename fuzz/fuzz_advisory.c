/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_advisory.c - any bytes as the line of an advisory or a component, as a
 * world file of somebody else may hold them: what is read is written and read
 * again, and stays the same.
 */
#include "model/advisory.h"
#include "model/inventory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
same(const struct bw_buf *x, const struct bw_buf *y)
{
	BW_ASSERT(bw_str_eq(bw_buf_get(x), bw_buf_get(y)));
}

static void
advisory(struct bw_str text, struct bw_arena *a)
{
	struct bw_advisory_rec r;
	struct bw_buf one = { 0 }, two = { 0 };

	if (bw_advisory_parse(&r, text, a, NULL) != 0)
		return;
	(void)bw_advisory_digest(&r);
	bw_advisory_write(&one, &r);
	BW_ASSERT(bw_advisory_parse(&r, bw_buf_get(&one), a, NULL) == 0);
	bw_advisory_write(&two, &r);
	same(&one, &two);
	bw_buf_release(&one);
	bw_buf_release(&two);
}

static void
component(struct bw_str text, struct bw_arena *a)
{
	struct bw_component_rec r;
	struct bw_buf one = { 0 }, two = { 0 };

	if (bw_component_parse(&r, text, a, NULL) != 0)
		return;
	bw_component_write(&one, &r);
	BW_ASSERT(bw_component_parse(&r, bw_buf_get(&one), a, NULL) == 0);
	bw_component_write(&two, &r);
	same(&one, &two);
	bw_buf_release(&one);
	bw_buf_release(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_str text = { (const char *)data, size };
	struct bw_arena a;

	bw_arena_init(&a, 0);
	advisory(text, &a);
	component(text, &a);
	bw_arena_release(&a);
	return 0;
}
