/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_page.h - what the parts of the page of one material share.
 */
#ifndef BW_CLI_SUPPLY_PAGE_H
#define BW_CLI_SUPPLY_PAGE_H
#include "check/makers.h"
#include "cli/supply_facts.h"
#include "supply/users_load.h"

struct page {
	struct bw_cli *cli;
	const struct bw_view *v;
	struct bw_user *user;
	size_t n_user;
	const struct bw_profile *p;
	const struct bw_criticality_rules *rules;
	struct bw_makers *makers; /* of what companies are known of */
	size_t n_makers;
};

/* Word "supply.crit.NAME"; the same with two places filled. */
struct bw_str page_say(const struct page *g, const char *name);
struct bw_str page_filled(const struct page *g, const char *key, const char *a,
    struct bw_str av, const char *b, struct bw_str bv);
struct bw_str page_year(const struct page *g, int year);
void page_heading(const struct page *g, const char *name);
void page_note(const struct page *g, struct bw_str text);
struct bw_str page_percent(const struct page *g, double share);
struct bw_str page_stage(const struct page *g, uint8_t s);

/* supply_material_eu.c: origin, scores, benchmarks. */
int page_sides(const struct page *g, struct bw_err *err) BW_MUST_USE;
int page_scores(const struct page *g, struct bw_err *err) BW_MUST_USE;
int page_act(const struct page *g, struct bw_err *err) BW_MUST_USE;
/* supply_material_who.c: by place and by who has control. */
int page_makers(struct page *g, struct bw_err *err) BW_MUST_USE;
int page_who(const struct page *g, struct bw_err *err) BW_MUST_USE;
int page_who_facts(const struct page *g, struct bw_fact_lines *f,
    struct bw_err *err) BW_MUST_USE;

#endif
