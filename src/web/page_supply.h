/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply.h - what the pages about materials share.
 *
 * A figure that is not known is an empty text, never 0. Figures are printed
 * as the command line prints them (digits, ranges), with the decimal sign of
 * the language.
 */
#ifndef BW_PAGE_SUPPLY_H
#define BW_PAGE_SUPPLY_H
#include "web/pages.h"

/* The text for those who want a C string; "" when there was no memory. */
const char *mat_z(struct bw_str s);
struct bw_str mat_str(struct bw_json v, const char *key);
double mat_num(struct bw_json v, const char *key); /* NAN: not known */
bool mat_is(struct bw_json v, const char *key, const char *text);

/* ---- materials ----------------------------------------------------------- */
/* Name of a material from its code; the code itself for one of one's own. */
struct bw_str mat_name(struct page *p, struct bw_str code);
/* The same as a heading: with a capital. */
struct bw_str mat_title(struct page *p, struct bw_str text);
/* Address of /supply/material/CODE and a page below it (NULL: itself). */
void mat_to(
    struct page *p, struct bw_url *u, struct bw_str code, const char *below);
void mat_link(struct page *p, struct bw_str code);
/* Link to the page of a country, by its name. */
void mat_country_link(struct page *p, struct bw_str code);
struct bw_str mat_country_name(struct page *p, struct bw_str code); /* and EU */
/* What to know of figures of trade: what passes through, the rule. */
void mat_trade_notes(struct page *p, struct bw_json all);
/* strategic, critical; nothing for others. */
void mat_list_badge(struct page *p, struct bw_str list);
/* Links between the pages of one material; here: NULL is its own. */
void mat_tabs(struct page *p, struct bw_str code, const char *here);

/* ---- figures in print ---------------------------------------------------- */
struct bw_str mat_number(struct page *p, double v, int decimals);
/* "0,20-0,21", one figure when both print the same. */
struct bw_str mat_range(struct page *p, double lo, double hi, int decimals);
/* {"min", "max"} times `by`. */
struct bw_str mat_between(
    struct page *p, struct bw_json range, double by, int decimals);
/* 220000 as 220.000; small amounts with what is behind the point. */
struct bw_str mat_amount(struct page *p, double v);
struct bw_str mat_unit(struct page *p, struct bw_str unit);
struct bw_str mat_year(struct page *p, struct bw_json v);

/* ---- cells --------------------------------------------------------------- */
/* A cell of text; empty when the text is. */
void mat_cell(struct page *p, const char *column, struct bw_str text);
/* A share (fractions of one) as a bar with its figure beside it. */
void mat_share_cell(struct page *p, const char *column, double lo, double hi);
/* An amount, with a bar for its share of the whole. */
void mat_amount_cell(
    struct page *p, const char *column, double amount, double share);
/* Where the figure comes from: "ref", else source and line. */
void mat_source_cell(struct page *p, const char *column, struct bw_json v);
/* Publisher of {"id","name","publisher"}, in a word with {source}. */
void mat_source(struct page *p, const char *word, struct bw_json source);
/* A fact of a <dl class="facts">; nothing when the text is empty. */
void mat_fact(struct page *p, const char *word, struct bw_str text);

/* <h2> "Mining, 2024, metric tons" of a production. */
void mat_made_heading(struct page *p, struct bw_json made);

/* ---- forms --------------------------------------------------------------- */
struct mat_option {
	struct bw_str value, text;
};
void mat_select(struct page *p, const char *name, const char *label,
    const struct mat_option *option, size_t n, struct bw_str chosen);

/* Links to the JSON and CSV at an address of the API, which is released. */
void mat_data(struct page *p, struct bw_url *u);
/* /v1/materials/CODE and a step below it (NULL: none). */
void mat_api(struct bw_url *u, struct bw_str code, const char *below);

/* ---- what-if ------------------------------------------------------------- */
/* A row of a table of indicators: the key in the answer, the word, how it is
 * printed, and the key of the country it is about (NULL: none). */
struct mat_indicator {
	const char *key, *word, *country;
	double by;
	int decimals;
};
extern const struct mat_indicator mat_indicators[];
extern const size_t mat_n_indicators;
struct bw_str mat_indicator_text(
    struct page *p, const struct mat_indicator *i, struct bw_json indicators);
/* "5000", "12,5 %" or "1.000" as the program takes it ("12.5%"); false: no
 * number. */
bool mat_amount_of(struct page *p, struct bw_str text, struct bw_str *out);
/* A production of supply partners: what each can, and the steps. */
void mat_partners_of(struct page *p, struct bw_json all, struct bw_json made);
/* Who the partners are, and why they. */
void mat_partners_why(struct page *p, struct bw_json all);
/* What the program said of a form that it refused, in a box. */
void mat_refused(struct page *p, const char *word);

#endif
