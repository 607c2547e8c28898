/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_facts.h - a profile as a list of figures, one after the other.
 *
 * The same list is the CSV of `supply material`, its JSON, and the rows that
 * `supply compare` puts side by side, so that the three cannot differ. A
 * figure that is not known is in the list without a value: a hole that can be
 * seen.
 */
#ifndef BW_CLI_SUPPLY_FACTS_H
#define BW_CLI_SUPPLY_FACTS_H
#include "base/vec.h"
#include "cli/supply.h"
#include "supply/profile.h"

struct bw_fact_line {
	const char *part;  /* "production" "study" "score" "act" "use" */
	const char *what;  /* "hhi", "supply-risk" ... */
	const char *stage; /* word of the stage, or "" */
	int year;          /* 0 = none */
	struct bw_interval value;
	unsigned decimals;
	const char *unit;   /* "" or "%" */
	struct bw_str text; /* a country, a word, an application */
	bool code;          /* text is a word of the program, not a name */
	struct bw_study_place place;
	bool newest; /* of its kind: goes into a comparison */
};
struct bw_fact_lines {
	BW_VEC(struct bw_fact_line) list;
	bool failed;
};
int bw_supply_facts(struct bw_cli *cli, const struct bw_profile *p,
    struct bw_fact_lines *out, struct bw_err *err) BW_MUST_USE;

/* Profile of a material by any name, with the rules. */
int bw_supply_profile(struct bw_cli *cli, const struct bw_view *v,
    const char *name, struct bw_criticality_rules *rules,
    struct bw_profile *out, struct bw_err *err) BW_MUST_USE;
int bw_supply_facts_csv(struct bw_cli *cli, const struct bw_profile *p,
    struct bw_fact_lines *f, struct bw_err *err) BW_MUST_USE;
void bw_supply_facts_json(
    struct bw_jw *j, const struct bw_profile *p, struct bw_fact_lines *f);

/* "3.9", "1.5–1.7" */
struct bw_str bw_supply_interval(
    struct bw_cli *cli, struct bw_interval v, unsigned decimals);
const char *bw_reach_word(enum bw_reach r); /* "yes" "perhaps" "no" "unknown" */
const char *bw_eu_list_word(const struct bw_ref_item *m);
struct bw_str bw_supply_country_name(struct bw_cli *cli, struct bw_str code);
/* "USGS MCS 2025 world data row 268", or "source 9, line 3". */
struct bw_str bw_supply_place(
    struct bw_cli *cli, struct bw_str ref, uint32_t load, uint64_t line);
/* Index of the productions that count today: the newest year of each stage. */
size_t bw_supply_newest(
    struct bw_cli *cli, const struct bw_profile *p, size_t *index, size_t most);

/* supply_svg.c: the scores v of one study; `here` is the material asked for, or
 * empty. And map-STAGE.svg and trend.svg in the folder of --svg. */
int bw_supply_scatter(struct bw_cli *cli, const struct bw_judged *v, size_t n,
    struct bw_str here, const struct bw_criticality_rules *rules,
    struct bw_out *o, struct bw_err *err) BW_MUST_USE;
int bw_supply_pictures(struct bw_cli *cli, const struct bw_profile *p,
    struct bw_err *err) BW_MUST_USE;

#endif
