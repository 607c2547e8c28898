/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_gas_day.c - any bytes as the coldest day of a country. What is read
 * gives an N-k that falls with k, between its ends.
 */
#include "supply/gas_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
look(const struct bw_gas_file *f, struct bw_arena *a)
{
	struct bw_interval *c = BW_ARENA_ARRAY(a, struct bw_interval, f->n);
	struct bw_interval *out =
	    BW_ARENA_ARRAY(a, struct bw_interval, f->n + 1);
	struct bw_gas_day day;

	BW_ASSERT(f->n > 0 && c != NULL && out != NULL);
	for (size_t i = 0; i < f->n; i++)
		c[i] = f->from[i].capacity;
	bw_gas_totals(f, &day);
	BW_ASSERT(bw_gas_n_minus_k(c, f->n, f->peak, out, f->n));
	for (size_t k = 1; k <= f->n; k++) {
		BW_ASSERT(!(out[k].lo > out[k].hi));
		BW_ASSERT(!(out[k].hi > out[k - 1].hi));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_gas_file f;
	struct bw_arena a;

	bw_arena_init(&a, (size_t)64 << 20);
	if (bw_gas_parse(
		&f, (struct bw_str){ (const char *)data, size }, &a, &err) == 0)
		look(&f, &a);
	else
		BW_ASSERT(err.code < 0 && err.what[0] != '\0');
	bw_arena_release(&a);
	return 0;
}
