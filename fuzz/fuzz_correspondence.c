/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_correspondence.c - any bytes as a table of codes, chained with itself.
 */
#include "formats/correspondence.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct bw_correspondence *c)
{
	for (uint32_t i = 0; i < c->from.n; i++) {
		size_t n;
		const struct bw_code_link *l =
		    bw_correspondence_of(c, bw_intern_get(&c->from, i), &n);

		for (size_t k = 0; k < n; k++) {
			BW_ASSERT(l[k].from == i && l[k].to < c->to.n);
			BW_ASSERT(c->into.v[l[k].to] > 0);
			BW_ASSERT(!bw_correspondence_whole(c, &l[k]) || n == 1);
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_str bytes = { (const char *)data, size };
	struct bw_sink sink = { 0 };
	struct bw_correspondence c, twice;
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;

	bw_correspondence_init(&c);
	bw_correspondence_init(&twice);
	if (bw_input_memory(&in, bytes, NULL, &err) == 0 &&
	    bw_correspondence_read(in, &sink, &c, &err) == 0) {
		check(&c);
		/* A dense table makes a chain as large as its square. */
		if (c.link.n < 2000 &&
		    bw_correspondence_chain(&c, &c, &twice, NULL, &err) == 0)
			check(&twice);
	}
	bw_input_free(in);
	bw_correspondence_release(&c);
	bw_correspondence_release(&twice);
	return 0;
}
