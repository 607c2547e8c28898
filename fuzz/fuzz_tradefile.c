/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_tradefile.c - any bytes as a kept file of trade rows.
 *
 * A file with right sums may still have been made on purpose. The sums of
 * what the fuzzer makes are put right first, so that it gets to what is behind
 * them; then every row of every group is read.
 */
#include "base/mem.h"
#include "supply/trade_load_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t
read_all(struct bw_trade_file *f)
{
	const struct bw_trade_cols *c = &f->c;
	uint64_t sum = 0;

	for (uint32_t g = 0; g < c->n_group; g++) {
		uint32_t from, end;

		bw_trade_find(c, c->group[g].product, &from, &end);
		BW_ASSERT(from <= g && g < end);
		sum += bw_trade_level(c, from, end);
		for (uint32_t i = c->group[g].first; i < c->group[g + 1].first;
		     i++) {
			sum += bw_trade_value(c, i);
			sum += bw_trade_kg_of(c, i);
			sum += (uint8_t)c->area[c->importer[i]].code[0];
			sum += (uint8_t)c->area[c->exporter[i]].code[0];
		}
	}
	return sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t any[32];
	struct bw_trade_file f = { 0 };
	const char *why = NULL;
	void *copy = NULL;

	/* As a map: at a multiple of 64. */
	if (size == 0 || posix_memalign(&copy, 64, size) != 0)
		return 0;
	memcpy(copy, data, size);
	trade_mend(copy, size);
	if (trade_show(&f, copy, size, 3, NULL, &why)) {
		f.checked = bw_calloc(f.c.n / TRADE_PIECE + 2, 1);
		BW_ASSERT(f.checked != NULL);
		if (trade_check(&f, 0, f.c.n, (1u << TRADE_COLUMNS) - 1))
			(void)read_all(&f);
		bw_free(f.checked);
	}
	BW_ASSERT(!trade_show(&f, copy, size, 4, any, &why));
	free(copy);
	return 0;
}
