/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_owner.c - why an owner: the stakes that carry the answer, layer by
 * layer and each with its source; how sure it is, what would settle it, and
 * under which rules.
 *
 * Who controls has a proof: the fewest stakes that carry it. Of others the
 * page shows all stakes on the ways down from them.
 */
#include "web/own.h"

struct why {
	struct bw_json all, owner, controller, party;
	struct bw_str id, company; /* of the owner; of the company */
};

static void
build(struct page *p, struct page_question *a, const struct own_form *f)
{
	page_asks(p, a, "owners");
	own_form_ask(p, a, f);
	page_switch(p, a, "rules");
	page_option(p, a, "limit", BW_STR("100"));
	page_party(p, a, p->step[0]);
}

/* ---- who is asked about -------------------------------------------------- */
static bool
is_party(struct page *p, struct bw_json party, struct bw_str id)
{
	return bw_str_eq(page_id(p, party), id);
}

/* The row of one party; rows of several are states. */
static struct bw_json
owner_of(struct page *p, struct bw_json all, struct bw_str id)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "owners"));

	while (bw_json_step(&it)) {
		struct bw_json parties = bw_json_get(it.value, "parties");
		struct bw_json_each one = bw_json_each(parties);

		if (bw_json_count(parties) == 1 && bw_json_step(&one) &&
		    is_party(p, one.value, id))
			return it.value;
	}
	return (struct bw_json){ 0 };
}

static struct bw_json
controller_of(struct page *p, struct bw_json all, struct bw_str id)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "controllers"));

	while (bw_json_step(&it))
		if (is_party(p, bw_json_get(it.value, "party"), id))
			return it.value;
	return (struct bw_json){ 0 };
}

static bool
holds(struct page *p, struct bw_json all, struct bw_str id, struct bw_str *name)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "stakes"));

	while (bw_json_step(&it))
		if (bw_str_eq(own_number(p, it.value, "holder"), id)) {
			*name = page_string(it.value, "holder_name");
			return true;
		}
	return false;
}

/* ---- the figures --------------------------------------------------------- */
static void
figures(struct page *p, const struct why *w)
{
	struct bw_str control = page_string(w->owner, "control");
	bool ultimate = bw_json_bool(bw_json_get(w->owner, "ultimate"), false);

	if (control.n == 0)
		control = page_string(w->controller, "certainty");
	bw_html_open_class(&p->h, "dl", "facts");
	page_pair(p, "cli.col.control",
	    control.n > 0 ? page_fmt(p, "%.*s%s%.*s",
				BW_ARG(page_word_of(p, "certainty", control)),
				ultimate ? ", " : "",
				BW_ARG(ultimate ? page_word(p, "cli.ultimate")
						: BW_STR("")))
			  : page_word(p, "exposure.no-control"));
	page_pair(
	    p, "web.own.share", own_part(p, bw_json_get(w->owner, "share")));
	page_pair(p, "regime.col.votes",
	    page_share(p, bw_json_get(w->owner, "votes")));
	page_pair(p, "web.own.capital",
	    page_share(p, bw_json_get(w->owner, "capital")));
	bw_html_close(&p->h);
}

/* ---- the drawing --------------------------------------------------------- */
static void
drawing(
    struct page *p, const struct own_form *f, const struct why *w, bool proved)
{
	struct bw_str id = page_fmt(p, "#%.*s", BW_ARG(w->id));
	const struct bw_answer *svg;
	struct page_question a;

	page_asks(p, &a, "export");
	own_form_ask(p, &a, f);
	page_option(p, &a, proved ? "proof" : "ways", id);
	page_place(p, &a, page_fmt(p, "#%.*s", BW_ARG(w->company)));
	page_place(p, &a, BW_STR("-"));
	svg = page_answer(p, &a, "--as=svg");
	if (svg != NULL && svg->code == 0)
		page_drawing(p, bw_buf_get(&svg->text), "d-");
}

/* ---- the ways down ------------------------------------------------------- */
/* Parties that are reached from the owner downward, company by company; the
 * company asked about ends a way. Names of parties are their numbers. */
struct ways {
	struct bw_str *party;
	size_t n, most;
};

static bool
is_below(const struct ways *w, struct bw_str id)
{
	for (size_t i = 0; i < w->n; i++)
		if (bw_str_eq(w->party[i], id))
			return true;
	return false;
}

#define BELOW_MOST 256u /* parties; who is above more is not drawn whole */

static bool
one_round(struct page *p, struct ways *below, const struct why *w)
{
	struct bw_json_each it = bw_json_each(bw_json_get(w->all, "stakes"));
	size_t before = below->n;

	while (below->n < below->most && bw_json_step(&it)) {
		struct bw_str holder = own_number(p, it.value, "holder");
		struct bw_str company = own_number(p, it.value, "company");

		if (!bw_str_eq(holder, w->company) && is_below(below, holder) &&
		    !is_below(below, company))
			below->party[below->n++] = company;
	}
	return below->n > before;
}

static bool
on_a_way(struct page *p, const struct ways *below, const struct why *w,
    struct bw_json stake)
{
	struct bw_str holder = own_number(p, stake, "holder");

	return !bw_str_eq(holder, w->company) &&
	    !bw_str_eq(own_number(p, stake, "company"), w->id) &&
	    is_below(below, holder);
}

#define WAYS_MOST 100u /* stakes that are written out */

static void
all_ways(struct page *p, const struct why *w)
{
	struct bw_json_each it = bw_json_each(bw_json_get(w->all, "stakes"));
	struct ways below = { .most = BELOW_MOST };
	size_t n = 0, more = 0;

	below.party = BW_ARENA_ARRAY(&p->arena, struct bw_str, BELOW_MOST);
	if (below.party == NULL)
		return;
	below.party[below.n++] = w->id;
	while (below.n < below.most && one_round(p, &below, w))
		;
	page_p(p, NULL, "web.own.ways-intro");
	own_stakes_begin(p, "web.own.carries", true);
	while (bw_json_step(&it)) {
		if (!on_a_way(p, &below, w, it.value))
			continue;
		if (n++ < WAYS_MOST)
			own_stakes_row(p, it.value);
		else
			more++;
	}
	page_table_end(p);
	if (more > 0)
		bw_html_leaf(&p->h, "p", NULL,
		    PAGE_FILLED(p, "web.own.ways-more",
			{ "n", page_fmt(p, "%zu", more) }));
}

/* A proof is told from the company up; people read it from the owner down. */
static void
proof(struct page *p, struct bw_json stakes)
{
	size_t n = bw_json_count(stakes), i = 0;
	struct bw_json *list = BW_ARENA_ARRAY(&p->arena, struct bw_json, n + 1);
	struct bw_json_each it = bw_json_each(stakes);

	if (list == NULL)
		return;
	while (i < n && bw_json_step(&it))
		list[i++] = it.value;
	page_p(p, NULL, "web.own.proof-intro");
	own_stakes_begin(p, "web.own.carries", true);
	for (size_t k = 0; k < i && k < WAYS_MOST; k++)
		own_stakes_row(p, list[i - 1 - k]);
	page_table_end(p);
	if (i > WAYS_MOST)
		bw_html_leaf(&p->h, "p", NULL,
		    PAGE_FILLED(p, "web.own.ways-more",
			{ "n", page_fmt(p, "%zu", i - WAYS_MOST) }));
}

static struct bw_str
answer(struct page *p, const struct why *w, struct bw_str owner)
{
	struct bw_str how = page_string(w->controller, "certainty");

	return PAGE_FILLED(p,
	    bw_str_is(how, "certain")        ? "web.own.why-certain"
		: bw_str_is(how, "possible") ? "web.own.why-possible"
					     : "web.own.why-not",
	    { "owner", owner }, { "company", page_name(p, w->party) });
}

static void
show(struct page *p, const struct own_form *f, const struct why *w,
    struct bw_str owner)
{
	struct bw_json stakes = bw_json_get(w->controller, "proof");
	bool proved = bw_json_count(stakes) > 0;

	page_begin_company(p, w->party,
	    PAGE_FILLED(p, "web.own.why-title", { "owner", owner }));
	bw_html_open_class(&p->h, "p", "lead");
	bw_html_leaf(&p->h, "bdi", NULL, answer(p, w, owner));
	bw_html_close(&p->h);
	figures(p, w);
	bw_html_open(&p->h, "p");
	own_party(p, w->id,
	    PAGE_FILLED(p, "web.own.to-party", { "owner", owner }), NULL);
	bw_html_text(&p->h, BW_STR(" "));
	own_party(p, w->company, page_word(p, "web.own.to-owners"), "owners");
	bw_html_close(&p->h);
	drawing(p, f, w, proved);
	page_h2(p, "carries", "web.own.carries");
	if (proved)
		proof(p, stakes);
	else
		all_ways(p, w);
	own_settle(p, w->owner, bw_json_get(w->all, "regimes"));
	own_regimes(p, w->owner, bw_json_get(w->all, "regimes"));
	own_form_show(p, f, NULL);
	page_data(p, false, "companies", w->company.p, "owners", NULL);
	own_module(p);
	page_end(p);
}

void
page_owner(struct page *p)
{
	struct own_form f;
	struct why w;
	struct bw_str name = { 0 };

	own_form_read(p, &f);
	if (!own_answer(p, &f, build, &w.all))
		return;
	w.id = p->step[1];
	w.party = bw_json_get(w.all, "party");
	w.company = page_id(p, w.party);
	w.owner = owner_of(p, w.all, w.id);
	w.controller = controller_of(p, w.all, w.id);
	if (bw_str_eq(w.id, w.company) || !holds(p, w.all, w.id, &name))
		page_problem(p, 404, "no-owner");
	else
		show(
		    p, &f, &w, name.n > 0 ? name : page_word(p, "web.no-name"));
}
