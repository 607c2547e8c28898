/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply.h - what the parts of the verb supply share.
 *
 * A part is one file (cli/supply_*.c) and one row in verb_supply.c. It asks
 * the world, prints a table for people, or writes --json or --csv. A figure
 * never comes without its year and its source.
 */
#ifndef BW_CLI_SUPPLY_H
#define BW_CLI_SUPPLY_H
#include "cli/cli.h"
#include "supply/supply_load.h"

struct bw_supply_part {
	const char *name;
	int least, most; /* arguments behind the name; most -1 = any */
	int (*run)(struct bw_cli *cli, struct bw_err *err);
};

/* A material by any of its names; the error names some that look like it. */
int bw_supply_material_of(
    const char *text, struct bw_str *code, struct bw_err *err) BW_MUST_USE;
/* For people, with the decimal sign of the language; in the arena. NAN gives
 * an empty text: a hole stays a hole. */
struct bw_str bw_supply_number(
    struct bw_cli *cli, double value, unsigned decimals);
/* "0.49", or "0.49–0.51" when the ends differ in print. */
struct bw_str bw_supply_range(
    struct bw_cli *cli, double lo, double hi, unsigned decimals);

int bw_supply_chain(struct bw_cli *cli, struct bw_err *err);
/* --svg of the part producers: shares over the years. */
int bw_supply_lines(struct bw_cli *cli, struct bw_world *w,
    const struct bw_production *list, size_t n, struct bw_err *err) BW_MUST_USE;

int bw_supply_company(struct bw_cli *cli, struct bw_err *err);
int bw_supply_material(struct bw_cli *cli, struct bw_err *err);
int bw_supply_ranking(struct bw_cli *cli, struct bw_err *err);
int bw_supply_compare(struct bw_cli *cli, struct bw_err *err);
int bw_supply_energy(struct bw_cli *cli, struct bw_err *err);
int bw_supply_producers(struct bw_cli *cli, struct bw_err *err);
int bw_supply_product(struct bw_cli *cli, struct bw_err *err);
int bw_supply_of_country(struct bw_cli *cli, struct bw_err *err);
int bw_supply_controllers(struct bw_cli *cli, struct bw_err *err);
int bw_supply_partners_verb(struct bw_cli *cli, struct bw_err *err);
int bw_supply_whatif_verb(struct bw_cli *cli, struct bw_err *err);

#endif
