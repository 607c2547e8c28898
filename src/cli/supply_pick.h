/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_pick.h - what whatif and partners share: which production the
 * question is about, and how countries, numbers and notes are shown.
 */
#ifndef BW_CLI_SUPPLY_PICK_H
#define BW_CLI_SUPPLY_PICK_H
#include "cli/supply.h"
#include "supply/whatif.h"

struct bw_supply_pick {
	struct bw_cli *cli;
	struct bw_world *w;
	struct bw_view *v;
	struct bw_str material;
	struct bw_production **p; /* newest year of each stage, each type */
	size_t n;
};
/* Opens the world. The first form looks up the material by name. */
int bw_supply_pick_open(struct bw_supply_pick *k, struct bw_cli *cli,
    struct bw_err *err) BW_MUST_USE;
/* A material of the table by any of its names, or one of the user's own that
 * the world has figures of. */
int bw_supply_material_or_own(struct bw_cli *cli, const struct bw_view *v,
    const char *text, struct bw_str *code, struct bw_err *err) BW_MUST_USE;
/* Of a material code; --stage leaves one stage. n may become 0. */
int bw_supply_pick(struct bw_supply_pick *k, struct bw_str material,
    struct bw_err *err) BW_MUST_USE;
void bw_supply_pick_close(struct bw_supply_pick *k);

/* "Lithium, mining, 2024, metric tons" */
void bw_supply_heading(struct bw_supply_pick *k, const struct bw_production *p);
/* Name of a country, by the two letters in a number or by its code. */
struct bw_str bw_supply_country(struct bw_cli *cli, uint32_t letters);
struct bw_str bw_supply_code(struct bw_cli *cli, uint32_t letters);
struct bw_str bw_supply_countries(
    struct bw_cli *cli, const struct bw_str *code, size_t n);
/* An interval times `by`, in print; "-" where there is no number. */
struct bw_str bw_supply_between(
    struct bw_cli *cli, struct bw_between b, double by, unsigned decimals);
/* An amount with no more digits than it has meaning: 9300000, 0.25. */
struct bw_str bw_supply_amount(struct bw_cli *cli, double amount);
void bw_supply_between_json(
    struct bw_jw *j, const char *key, struct bw_between b);
void bw_supply_indicators_json(struct bw_cli *cli, struct bw_jw *j,
    const char *key, const struct bw_indicators *is);
/* "5000" or "12.5%": a plain number above 0, in print of the option. */
bool bw_supply_amount_of(struct bw_str text, double *amount, bool *percent);
/* A line of words, wrapped, after two blanks. */
void bw_supply_note(
    struct bw_cli *cli, const char *key, const struct bw_fill *fill, size_t n);
/* "Source: ..." of a load, with publisher. */
int bw_supply_source(
    struct bw_supply_pick *k, uint32_t load, struct bw_err *err) BW_MUST_USE;
int bw_supply_source_json(struct bw_supply_pick *k, struct bw_jw *j,
    const char *key, uint32_t load, struct bw_err *err) BW_MUST_USE;

#endif
