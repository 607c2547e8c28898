/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_trade.h - what `supply product` and `supply country` share.
 */
#ifndef BW_CLI_SUPPLY_TRADE_H
#define BW_CLI_SUPPLY_TRADE_H
#include "cli/supply.h"
#include "supply/trade_load_ask.h"

struct bw_trade_cli {
	struct bw_cli *cli;
	struct bw_world *w;
	struct bw_trade *t;
	struct bw_trade_rules rules;
	struct bw_trade_ask ask;
	struct bw_trade_asker asker;
	struct bw_trade_reader rows;
};
/* `who`: a country in any spelling, or EU. Takes the body of figures that was
 * loaded last, or the last one that knows `product` (if not 0). */
int bw_trade_cli_open(struct bw_trade_cli *q, struct bw_cli *cli,
    const char *who, uint32_t product, struct bw_err *err) BW_MUST_USE;
void bw_trade_cli_close(struct bw_trade_cli *q);

struct bw_str bw_trade_cli_area(struct bw_cli *cli, uint16_t area);
struct bw_str bw_trade_cli_code(uint16_t area); /* for programs */
struct bw_str bw_trade_cli_who(const struct bw_trade_cli *q);
/* Cells of a listing: a number, millions of the currency, a verdict. */
void bw_trade_cli_number(struct bw_listing *l, double v, unsigned decimals);
void bw_trade_amount_cell(struct bw_listing *l, uint64_t value);
void bw_trade_verdict_cell(struct bw_listing *l, enum bw_certainty c);
double bw_trade_ratio(uint64_t part, uint64_t whole); /* NAN: no whole */
/* Below a table: sources, units, limits, warnings. */
void bw_trade_cli_notes(const struct bw_trade_cli *q, bool corrected);
void bw_trade_cli_json_head(const struct bw_trade_cli *q, struct bw_jw *j);
void bw_trade_cli_answer_json(const struct bw_trade_cli *q, struct bw_jw *j,
    const struct bw_trade_answer *a);

#endif
