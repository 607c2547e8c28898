/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade.h - the rows of one trade file as columns: pure.
 *
 * A hundred million rows are too many for rows of a database and few for
 * columns: 16 bytes each. Rows of one product, period, side and edition are a
 * group and lie together, by importer and then exporter, each pair once; so
 * "who supplies whom with this product" is one slice. Amounts that do not
 * fit 32 bits stand in a short list by row. Units: value in whole units of the
 * currency, weight in whole kilograms. `line` leads every row back to its line
 * in the file. See doc/decisions/0004-trade-columns.md.
 */
#ifndef BW_TRADE_H
#define BW_TRADE_H
#include "base/pool.h"
#include "model/area.h"
#include "model/record.h"
#include "model/trade.h"

#define BW_TRADE_LARGE UINT32_MAX       /* value, kg: see the list */
#define BW_TRADE_NO_KG (UINT32_MAX - 1) /* kg: not told */

struct bw_trade_group {
	uint32_t product;
	uint16_t year;
	uint8_t month;  /* 0: the whole year */
	uint8_t how;    /* side + 4 x edition */
	uint32_t first; /* its rows: first .. first of the next - 1 */
};
struct bw_trade_large {
	uint64_t amount;
	uint32_t row, unused;
};
struct bw_trade_area {
	char code[8]; /* of area.h, NUL-padded */
};
struct bw_trade_cols {
	uint32_t n, n_group, n_area, n_large_value, n_large_kg;
	char currency[4];
	const struct bw_trade_group
	    *group; /* n_group + 1, the last one empty */
	const struct bw_trade_area *area;
	const uint16_t *importer, *exporter; /* places in area */
	const uint32_t *value, *kg, *line;
	const struct bw_trade_large *large_value, *large_kg;
	void *own; /* one block, when not a map */
};
void bw_trade_cols_release(struct bw_trade_cols *c);
uint64_t bw_trade_value(const struct bw_trade_cols *c, uint32_t row);
uint64_t bw_trade_kg_of(const struct bw_trade_cols *c, uint32_t row);
/* The groups of that product and of the codes that it is the head of, as
 * *from .. *end - 1: exactly this code if the file has it, else all below. */
void bw_trade_find(const struct bw_trade_cols *c, uint32_t product,
    uint32_t *from, uint32_t *end);
/* Of groups that were found: the fewest digits of a code. Longer ones among
 * them are parts of those. */
unsigned bw_trade_level(
    const struct bw_trade_cols *c, uint32_t from, uint32_t end);

/*
 * Building: blocks in the order of the file, then end. A second row of the
 * same key is a mistake (an overlapping download pasted together): the first
 * stays and the others are refused, as "trade-double" when they say the same
 * and "trade-conflict" when not; adding them would count trade twice. A row
 * that has only the value and one that has only the weight are one flow. Where
 * the format tells a flow in parts, parts are added up, and a part told twice
 * is a double. Needs 56 bytes a row while building, 16 afterwards.
 */
struct bw_trade_build;
int bw_trade_build_new(
    struct bw_trade_build **out, struct bw_err *err) BW_MUST_USE;
void bw_trade_build_free(struct bw_trade_build *b);
int bw_trade_build_add(struct bw_trade_build *b, struct bw_trade_block *block,
    struct bw_err *err) BW_MUST_USE;
/* Reports go to the sink in order of line. */
int bw_trade_build_end(struct bw_trade_build *b, struct bw_pool *pool,
    const struct bw_sink *sink, struct bw_trade_cols *out,
    struct bw_err *err) BW_MUST_USE;

#endif
