/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * own_regimes.c - what rules of law ask of an owner, as the page says it:
 * in one cell of a table, or one by one with what would settle it.
 *
 * Nothing here says that somebody must notify: only which thresholds are
 * reached, how surely, and where the rule stands.
 */
#include "web/own.h"

static bool
is_so_sure(struct bw_json answer, struct bw_str certainty)
{
	return bw_str_eq(page_string(answer, "certainty"), certainty);
}

static struct bw_json
regime_of(struct bw_json regimes, struct bw_str id)
{
	struct bw_json_each it = bw_json_each(regimes);

	while (bw_json_step(&it))
		if (bw_str_eq(page_string(it.value, "id"), id))
			return it.value;
	return (struct bw_json){ 0 };
}

static bool
is(struct bw_json object, const char *key, const char *value)
{
	return bw_str_is(page_string(object, key), value);
}

struct bw_str
own_threshold(struct page *p, struct bw_json answer)
{
	double share = 0;

	if (!bw_json_f64(bw_json_get(answer, "threshold"), &share))
		return (struct bw_str){ 0 };
	if (bw_json_bool(bw_json_get(answer, "presumed"), false))
		return page_fmt(
		    p, "= %.*s", BW_ARG(page_per_cent(p, share, 2)));
	return page_fmt(p, "%s\xc2\xa0%.*s",
	    bw_json_bool(bw_json_get(answer, "at_least"), false)
		? "\xe2\x89\xa5"
		: ">",
	    BW_ARG(page_per_cent(p, share, 2)));
}

/* Answers come regime by regime, thresholds from low to high: is this the
 * highest of its regime that is so sure? */
static bool
is_highest(
    struct bw_json answers, struct bw_json answer, struct bw_str certainty)
{
	struct bw_json_each it = bw_json_each(answers);
	struct bw_str id = page_string(answer, "regime");
	struct bw_json last = { 0 };

	while (bw_json_step(&it))
		if (bw_str_eq(page_string(it.value, "regime"), id) &&
		    is_so_sure(it.value, certainty))
			last = it.value;
	return last.at == answer.at && last.doc == answer.doc;
}

static size_t
thresholds(struct bw_json answers, struct bw_str id)
{
	struct bw_json_each it = bw_json_each(answers);
	size_t n = 0;

	while (bw_json_step(&it))
		n += bw_str_eq(page_string(it.value, "regime"), id);
	return n;
}

struct bw_str
own_reached(struct page *p, struct bw_json owner, struct bw_json regimes,
    const char *certainty)
{
	struct bw_json answers = bw_json_get(owner, "regimes");
	struct bw_json_each it = bw_json_each(answers);
	struct bw_str how = bw_str_of(certainty), out;
	struct bw_buf b = { 0 };

	while (bw_json_step(&it)) {
		struct bw_str id = page_string(it.value, "regime");
		struct bw_json r = regime_of(regimes, id);
		bool now = is(r, "status", "in-force");

		if (is(r, "status", "option") || !is_so_sure(it.value, how) ||
		    !is_highest(answers, it.value, how))
			continue;
		bw_buf_fmt(&b, "%s%s%.*s", b.n > 0 ? ", " : "", now ? "" : "(",
		    BW_ARG(page_said(p, bw_json_get(r, "brief"))));
		if (thresholds(answers, id) > 1)
			bw_buf_fmt(
			    &b, " %.*s", BW_ARG(own_threshold(p, it.value)));
		bw_buf_z(&b, now ? "" : ")");
	}
	out = bw_arena_dup(&p->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

/* ---- one owner, rule by rule --------------------------------------------- */
static const char *const column[] = { "web.own.rule", "web.own.reached",
	"web.own.counts", "web.own.in-force" };

static struct bw_str
status(struct page *p, struct bw_json r)
{
	struct bw_str state = page_string(r, "status"),
		      from = page_string(r, "from");
	bool since = bw_str_is(state, "in-force") && from.n > 0;
	struct bw_str key = page_fmt(
	    p, "regime.status.%.*s%s", BW_ARG(state), since ? "-since" : "");

	return key.p != NULL && bw_text_has(key.p)
	    ? PAGE_FILLED(p, key.p, { "from", from })
	    : state;
}

/* The first answer of a rule none of whose thresholds is reached: the lowest
 * threshold says it all. */
static bool
is_excluded(struct bw_json answers, struct bw_json answer)
{
	struct bw_json_each it = bw_json_each(answers);
	struct bw_str id = page_string(answer, "regime");
	bool first = true;

	while (bw_json_step(&it)) {
		if (!bw_str_eq(page_string(it.value, "regime"), id))
			continue;
		if (!is(it.value, "certainty", "excluded") ||
		    (first && it.value.at != answer.at))
			return false;
		first = false;
	}
	return true;
}

/* Of one rule the highest threshold that is certain, and that is possible. */
static void
reached(struct page *p, struct bw_json answers, struct bw_str id)
{
	struct bw_json_each it = bw_json_each(answers);

	bw_html_open_class(&p->h, "ul", "plain");
	while (bw_json_step(&it)) {
		struct bw_str how = page_string(it.value, "certainty");
		bool told = bw_str_is(how, "excluded")
		    ? is_excluded(answers, it.value)
		    : is_highest(answers, it.value, how);

		if (!told || !bw_str_eq(page_string(it.value, "regime"), id))
			continue;
		bw_html_open(&p->h, "li");
		bw_html_text(&p->h, own_threshold(p, it.value));
		bw_html_text(&p->h, BW_STR(" "));
		page_certainty(p, how);
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
}

static void
rule_row(struct page *p, struct bw_json answers, struct bw_json r)
{
	struct bw_html *h = &p->h;
	struct bw_str open = page_said(p, bw_json_get(r, "unverified"));

	page_row(p);
	page_open_cell(p, column[0], true);
	bw_html_text(h, page_said(p, bw_json_get(r, "name")));
	bw_html_close(h);
	page_open_cell(p, column[1], false);
	reached(p, answers, page_string(r, "id"));
	bw_html_close(h);
	page_open_cell(p, column[2], false);
	bw_html_text(
	    h, page_word_of(p, "regime.basis", page_string(r, "basis")));
	bw_html_leaf(h, "span", "place",
	    page_fmt(p, " (%.*s)",
		BW_ARG(
		    page_word_of(p, "regime.chain", page_string(r, "chain")))));
	bw_html_close(h);
	page_open_cell(p, column[3], false);
	bw_html_text(h, status(p, r));
	bw_html_open_class(h, "span", "place");
	bw_html_text(h, BW_STR(" "));
	bw_html_text(h,
	    PAGE_FILLED(p, "regime.cite", { "cite", page_string(r, "cite") }));
	if (open.n > 0) {
		bw_html_text(h, BW_STR(" "));
		bw_html_text(
		    h, PAGE_FILLED(p, "regime.unverified", { "points", open }));
	}
	bw_html_close(h);
	bw_html_close(h);
	page_row_end(p);
}

void
own_regimes(struct page *p, struct bw_json owner, struct bw_json regimes)
{
	struct bw_json answers = bw_json_get(owner, "regimes");
	struct bw_json_each it = bw_json_each(regimes);

	page_h2(p, "rules", "web.own.rules");
	if (bw_json_count(answers) == 0) {
		page_p(p, NULL, "web.own.rules-none");
		return;
	}
	page_p(p, NULL, "web.own.rules-intro");
	page_table(p, "web.own.rules", column, BW_LEN(column));
	while (bw_json_step(&it))
		if (thresholds(answers, page_string(it.value, "id")) > 0)
			rule_row(p, answers, it.value);
	page_table_end(p);
}

/* ---- what would settle it ------------------------------------------------ */
/* What an answer hangs on, to tell those that hang on the same once. */
static struct bw_str
hangs_on(struct page *p, struct bw_json answer)
{
	struct bw_json_each it = bw_json_each(bw_json_get(answer, "settle"));
	struct bw_buf b = { 0 };
	struct bw_str s;

	bw_buf_z(&b,
	    bw_json_bool(bw_json_get(answer, "settle_unknown"), false) ? "+"
								       : "-");
	while (bw_json_step(&it))
		bw_buf_fmt(&b, " %.*s>%.*s",
		    BW_ARG(own_number(p, it.value, "holder")),
		    BW_ARG(own_number(p, it.value, "company")));
	s = bw_arena_dup(&p->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return s;
}

static bool
told_before(struct page *p, struct bw_json answers, struct bw_json answer,
    struct bw_str hangs)
{
	struct bw_json_each it = bw_json_each(answers);

	while (bw_json_step(&it) && it.value.at != answer.at)
		if (is(it.value, "certainty", "possible") &&
		    bw_str_eq(hangs_on(p, it.value), hangs))
			return true;
	return false;
}

/* The rules whose answers hang on this. */
static void
settled_rules(struct page *p, struct bw_json answers, struct bw_json regimes,
    struct bw_str hangs)
{
	struct bw_json_each it = bw_json_each(answers);
	struct bw_buf b = { 0 };

	while (bw_json_step(&it)) {
		struct bw_json r =
		    regime_of(regimes, page_string(it.value, "regime"));

		if (!is(it.value, "certainty", "possible") ||
		    !bw_str_eq(hangs_on(p, it.value), hangs))
			continue;
		bw_buf_fmt(&b, "%s%.*s %.*s", b.n > 0 ? "; " : "",
		    BW_ARG(page_said(p, bw_json_get(r, "name"))),
		    BW_ARG(own_threshold(p, it.value)));
	}
	bw_buf_z(&b, ":");
	bw_html_leaf(&p->h, "p", "label", bw_buf_get(&b));
	bw_buf_release(&b);
}

static void
settle_stake(struct page *p, struct bw_json s)
{
	struct bw_str votes = own_votes(p, s);
	struct bw_str holder = page_string(s, "holder_name");

	bw_html_open(&p->h, "li");
	bw_html_leaf(&p->h, "bdi", NULL,
	    PAGE_FILLED(p, "web.own.settle-stake",
		{ "holder",
		    holder.n > 0 ? holder : page_word(p, "web.no-name") },
		{ "company", page_string(s, "company_name") },
		{ "share",
		    votes.n > 0 ? votes
				: page_word_of(p, "nature",
				      page_string(s, "nature")) }));
	bw_html_close(&p->h);
}

static void
settle_one(struct page *p, struct bw_json answer)
{
	struct bw_json stakes = bw_json_get(answer, "settle");
	struct bw_json_each it = bw_json_each(stakes);
	bool unknown =
	    bw_json_bool(bw_json_get(answer, "settle_unknown"), false);

	bw_html_open_class(&p->h, "ul", "evidence");
	while (bw_json_step(&it))
		settle_stake(p, it.value);
	if (unknown)
		bw_html_leaf(
		    &p->h, "li", NULL, page_word(p, "regime.settle.unknown"));
	else if (bw_json_count(stakes) == 0)
		bw_html_leaf(
		    &p->h, "li", NULL, page_word(p, "regime.settle.person"));
	bw_html_close(&p->h);
}

void
own_settle(struct page *p, struct bw_json owner, struct bw_json regimes)
{
	struct bw_json answers = bw_json_get(owner, "regimes");
	struct bw_json_each it = bw_json_each(answers);
	struct bw_str hangs;
	bool any = false;

	while (bw_json_step(&it)) {
		if (!is(it.value, "certainty", "possible"))
			continue;
		hangs = hangs_on(p, it.value);
		if (told_before(p, answers, it.value, hangs))
			continue;
		if (!any) {
			page_h2(p, "settle", "web.own.settle");
			page_p(p, NULL, "web.own.settle-intro");
		}
		any = true;
		settled_rules(p, answers, regimes, hangs);
		settle_one(p, it.value);
	}
}
