/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pages.h - the pages there are; pages.c has their addresses.
 */
#ifndef BW_PAGES_H
#define BW_PAGES_H
#include "web/page.h"

void page_home(struct page *p);
void page_search(struct page *p);
void page_about(struct page *p);
void page_materials(struct page *p);
void page_compare(struct page *p);
void page_material(struct page *p);
void page_material_whatif(struct page *p);
void page_material_partners(struct page *p);
void page_company_supply(struct page *p);
void page_country_choice(struct page *p);
void page_supply_country(struct page *p);
void page_supply_product(struct page *p);
void page_company(struct page *p);
void page_report(struct page *p);
void page_report_pdf(struct page *p);
void page_report_html(struct page *p);
void page_owners_of(struct page *p);
void page_owner(struct page *p);
void page_states(struct page *p);
void page_history(struct page *p);
void page_holdings(struct page *p);
void page_power(struct page *p);
void page_scan(struct page *p);
void page_scan_take(struct page *p);
void page_company_scan(struct page *p);
void page_machines(struct page *p);
void page_machine(struct page *p);
void page_vulnerabilities(struct page *p);
void page_vulnerability(struct page *p);
void page_deal(struct page *p);
void page_case(struct page *p);
void page_draft(struct page *p);
void page_law(struct page *p);
void page_article(struct page *p);
void page_codes(struct page *p);
void page_clock(struct page *p);
void page_clock_file(struct page *p);
void page_draft_file(struct page *p);

/* The rows of an answer of match, with links (page_machines.c). */
void page_matches(struct page *p, struct bw_json all);
/* A finding of `bolwerk check`, with its reasons behind a fold
 * (page_finding.c). level: of its heading, 2 to 4. */
void page_finding(struct page *p, struct bw_json finding, unsigned level);
/* Does it belong under that question: control, depend, weak? */
bool page_finding_is(struct bw_json finding, const char *question);
/* {"nl":..., "en":...} in the language of the page. */
struct bw_str page_said(const struct page *p, struct bw_json text);

#endif
