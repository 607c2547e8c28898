/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_power.c - who decides where nobody has a majority: Shapley and Banzhaf
 * of the blocks that vote together. No law asks this, and the page says so.
 */
#include "web/own.h"

#define BLOCKS_MOST 50u

static void
build(struct page *p, struct page_question *a, const struct own_form *f)
{
	page_asks(p, a, "power");
	own_form_ask(p, a, f);
	page_party(p, a, p->step[0]);
}

/* Names of a list of parties, with commas. */
static struct bw_str
names(struct page *p, struct bw_json list)
{
	struct bw_json_each it = bw_json_each(list);
	struct bw_buf b = { 0 };
	struct bw_str s;

	while (bw_json_step(&it))
		bw_buf_fmt(&b, "%s%.*s", b.n > 0 ? ", " : "",
		    BW_ARG(page_name(p, it.value)));
	s = bw_arena_dup(&p->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return s;
}

static void
who_has_it(struct page *p, struct bw_json all)
{
	struct bw_json sure = bw_json_get(all, "controllers");
	struct bw_json may = bw_json_get(all, "possible_controllers");
	struct bw_str company = page_name(p, bw_json_get(all, "party"));

	if (bw_json_count(sure) > 0) {
		page_notice(p, "plan",
		    PAGE_FILLED(p, "power.majority", { "who", names(p, sure) },
			{ "company", company }));
		return;
	}
	bw_html_leaf(&p->h, "p", NULL,
	    PAGE_FILLED(p, "power.nobody", { "company", company }));
	if (bw_json_count(may) > 0)
		page_notice(p, "plan",
		    PAGE_FILLED(p, "power.perhaps", { "who", names(p, may) }));
}

static const char *const column[] = { "cli.col.block", "cli.col.votes",
	"cli.col.shapley", "cli.col.banzhaf", "cli.col.shapley-voting",
	"cli.col.banzhaf-voting", "cli.col.through" };

static void
through(struct page *p, struct bw_json block)
{
	struct bw_json_each it = bw_json_each(bw_json_get(block, "stakes"));

	for (size_t i = 0; i < 6 && bw_json_step(&it); i++) {
		if (i > 0)
			bw_html_text(&p->h, BW_STR(", "));
		own_party(p, own_number(p, it.value, "holder"),
		    page_string(it.value, "holder_name"), NULL);
	}
}

static void
block_row(struct page *p, struct bw_json b)
{
	static const char *const figure[] = { "shapley", "banzhaf",
		"shapley_voting", "banzhaf_voting" };
	struct bw_json leader = bw_json_get(b, "leader");

	page_row(p);
	page_open_cell(p, column[0], true);
	own_party(p, page_id(p, leader), page_name(p, leader), NULL);
	bw_html_close(&p->h);
	page_cell(p, column[1], page_share(p, bw_json_get(b, "votes")));
	for (size_t i = 0; i < BW_LEN(figure); i++)
		page_cell(
		    p, column[2 + i], own_part(p, bw_json_get(b, figure[i])));
	page_open_cell(p, column[6], false);
	through(p, b);
	bw_html_close(&p->h);
	page_row_end(p);
}

static void
rest_row(struct page *p, struct bw_json all)
{
	double hi = 0;

	if (!bw_json_f64(bw_json_get(bw_json_get(all, "rest"), "max"), &hi) ||
	    hi <= 0)
		return;
	page_row(p);
	page_head_cell(p, column[0], page_word(p, "power.rest"));
	page_cell(p, column[1], page_share(p, bw_json_get(all, "rest")));
	page_cell(p, column[2], own_part(p, bw_json_get(all, "rest_shapley")));
	for (size_t i = 3; i < BW_LEN(column); i++)
		page_cell(p, column[i], (struct bw_str){ 0 });
	page_row_end(p);
}

static void
remarks(struct page *p, struct bw_json all)
{
	int64_t choices = 0, small = 0;

	if (bw_json_i64(bw_json_get(all, "choices"), &choices) && choices > 1)
		bw_html_leaf(&p->h, "p", NULL,
		    PAGE_FILLED(p, "power.range",
			{ "n", page_fmt(p, "%lld", (long long)choices) }));
	if (bw_json_i64(bw_json_get(all, "small_blocks"), &small) && small > 0)
		bw_html_leaf(&p->h, "p", NULL,
		    PAGE_FILLED(p, "power.small",
			{ "n", page_fmt(p, "%lld", (long long)small) }));
	if (bw_json_bool(bw_json_get(all, "above_100"), false))
		page_notice(p, "plan", page_word(p, "power.over"));
}

static void
blocks(struct page *p, struct bw_json all)
{
	struct bw_json list = bw_json_get(all, "blocks");
	struct bw_json_each it = bw_json_each(list);
	struct own_piece k =
	    own_piece_of(p, "blocks", BLOCKS_MOST, bw_json_count(list));

	page_h2(p, "blocks", "web.power.blocks");
	page_p(p, NULL, "web.power.how");
	page_table(p, "web.power.blocks", column, BW_LEN(column));
	for (size_t i = 0; bw_json_step(&it); i++)
		if (own_piece_has(&k, i))
			block_row(p, it.value);
	rest_row(p, all);
	page_table_end(p);
	own_piece_show(p, &k, "blocks");
	remarks(p, all);
}

void
page_power(struct page *p)
{
	struct bw_json all, party;
	struct own_form f;

	own_form_read(p, &f);
	if (!own_answer(p, &f, build, &all))
		return;
	party = bw_json_get(all, "party");
	page_begin_company(p, party, page_word(p, "web.power.title"));
	page_notice(p, "know", page_word(p, "web.power.legal"));
	if (bw_json_count(bw_json_get(all, "blocks")) == 0) {
		bw_html_leaf(&p->h, "p", NULL,
		    PAGE_FILLED(p, "power.nothing",
			{ "company", page_name(p, party) }));
	} else {
		who_has_it(p, all);
		blocks(p, all);
	}
	own_form_show(p, &f, NULL);
	page_data(p, true, "companies", page_id(p, party).p, "voters", NULL);
	page_end(p);
}
