/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_deal_form.c - who buys what, asked by a form that needs no script.
 *
 * A name that several have is asked again as a choice between them; what is
 * not right is said beside its field (WCAG 2.2: 3.3.1, 3.3.3).
 */
#include "web/deal.h"

static void
labelled(struct page *p, const char *id, const char *word)
{
	bw_html_open(&p->h, "label");
	bw_html_attr_z(&p->h, "for", id);
	bw_html_text(&p->h, page_word(p, word));
	bw_html_close(&p->h);
}

static void
below(struct page *p, const char *class_, const char *id, const char *word,
    struct bw_str most)
{
	if (word == NULL)
		return;
	bw_html_open_class(&p->h, "p", class_);
	bw_html_attr_z(&p->h, "id", id);
	bw_html_text(&p->h, PAGE_FILLED(p, word, { "most", most }));
	bw_html_close(&p->h);
}

struct box {                                     /* one field */
	const char *name, *label, *hint, *wrong; /* words; wrong: NULL, right */
	struct bw_str value;
	struct bw_str most; /* {most} in wrong */
	size_t i;           /* of several of one name */
};

static void
box(struct page *p, const struct box *b)
{
	const char *id = page_fmt(p, "f-%s-%zu", b->name, b->i).p;
	const char *hint = page_fmt(p, "%s-hint", id).p;
	const char *wrong = page_fmt(p, "%s-wrong", id).p;
	struct bw_html *h = &p->h;

	bw_html_open_class(
	    h, "div", b->wrong != NULL ? "form-field wrong" : "form-field");
	labelled(p, id, b->label);
	below(p, "hint", hint, b->hint, BW_STR(""));
	below(p, "wrong-text", wrong, b->wrong, b->most);
	bw_html_open(h, "input");
	bw_html_attr_z(h, "type", "text");
	bw_html_attr_z(h, "id", id);
	bw_html_attr_z(h, "name", b->name);
	if (b->wrong != NULL)
		bw_html_attr_z(h, "aria-invalid", "true");
	if (b->hint != NULL || b->wrong != NULL)
		bw_html_attr(h, "aria-describedby",
		    page_fmt(p, "%s%s%s", b->hint != NULL ? hint : "",
			b->hint != NULL && b->wrong != NULL ? " " : "",
			b->wrong != NULL ? wrong : ""));
	if (b->value.n > 0)
		bw_html_attr(h, "value", b->value);
	bw_html_close(h);
	bw_html_close(h);
}

/* "Name, kind, country" of one of several. */
static struct bw_str
who(struct page *p, struct bw_json party)
{
	struct bw_str country =
	    page_country(p, bw_json_str(bw_json_get(party, "country")));

	return page_fmt(p, "%.*s, %.*s%s%.*s (#%.*s)",
	    BW_ARG(page_name(p, party)),
	    BW_ARG(page_word_of(
		p, "kind", bw_json_str(bw_json_get(party, "kind")))),
	    country.n > 0 ? ", " : "", BW_ARG(country),
	    BW_ARG(page_id(p, party)));
}

/* Of one field another name can be typed below; of several, chosen none. */
static void
namesakes(struct page *p, const struct deal_party *d, struct box b, bool one)
{
	struct bw_json_each it = bw_json_each(d->choice);

	bw_html_open_class(&p->h, "fieldset", "choices wrong");
	bw_html_leaf(&p->h, "legend", NULL,
	    PAGE_FILLED(p, "web.deal.which", { "name", d->typed }));
	while (bw_json_step(&it))
		page_radio(p, b.name,
		    page_fmt(p, "%.*s #%.*s", BW_ARG(page_name(p, it.value)),
			BW_ARG(page_id(p, it.value))),
		    who(p, it.value), false);
	if (!one)
		page_radio(p, b.name, BW_STR(""),
		    page_word(p, "web.deal.none-of-these"), false);
	bw_html_close(&p->h);
	if (one) {
		b.name = "name";
		b.label = "web.deal.other-name";
		b.value = d->typed;
		box(p, &b);
	}
}

static void
party_box(struct page *p, const struct deal_party *d, struct box b, bool one)
{
	if (d->found == DEAL_MANY) {
		namesakes(p, d, b, one);
		return;
	}
	b.value = d->typed;
	if (d->found == DEAL_MISSING)
		b.wrong = one ? "web.deal.nobody" : "web.deal.nobody-here";
	box(p, &b);
}

static void
open_fold(struct page *p, const char *word, bool open)
{
	bw_html_open(&p->h, "details");
	if (open)
		bw_html_attr_z(&p->h, "open", "open");
	bw_html_leaf(&p->h, "summary", NULL, page_word(p, word));
	bw_html_open_class(&p->h, "div", "fold");
}

static void
close_fold(struct page *p)
{
	bw_html_close(&p->h);
	bw_html_close(&p->h);
}

static void
new_buyer(struct page *p, const struct deal_asked *d)
{
	static const char *const kinds[] = { "", "company", "person", "fund",
		"state", "state-body", "foundation", "trust" };
	const struct box country = { .name = "country",
		.label = "web.deal.country",
		.hint = "web.deal.country-hint",
		.wrong = d->wrong_country ? "web.deal.wrong-country" : NULL,
		.value = page_param(p, "country") };
	struct bw_html *h = &p->h;
	bool open =
	    d->buyer.found == DEAL_NEW || d->buyer.found == DEAL_MISSING;

	open_fold(p, "web.deal.stranger", open);
	bw_html_open_class(h, "div", "form-field");
	labelled(p, "f-kind", "web.deal.kind");
	bw_html_open(h, "select");
	bw_html_attr_z(h, "id", "f-kind");
	bw_html_attr_z(h, "name", "kind");
	for (size_t i = 0; i < BW_LEN(kinds); i++) {
		bw_html_open(h, "option");
		bw_html_attr_z(h, "value", kinds[i]);
		if (bw_str_is(page_param(p, "kind"), kinds[i]))
			bw_html_attr_z(h, "selected", "selected");
		bw_html_text(h,
		    kinds[i][0] == '\0'
			? page_word(p, "web.deal.kind-known")
			: page_word_of(p, "kind", bw_str_of(kinds[i])));
		bw_html_close(h);
	}
	bw_html_close(h);
	bw_html_close(h);
	box(p, &country);
	close_fold(p);
}

/* ---- from whom ----------------------------------------------------------- */
static void
option(struct page *p, struct bw_str value, struct bw_str text)
{
	bw_html_open(&p->h, "option");
	bw_html_attr(&p->h, "value", value);
	if (bw_str_eq(page_param(p, "from"), value))
		bw_html_attr_z(&p->h, "selected", "selected");
	bw_html_text(&p->h, text);
	bw_html_close(&p->h);
}

/* Who holds something in the company itself, once each. */
static void
holders(struct page *p, struct bw_json owners)
{
	struct bw_json_each it = bw_json_each(bw_json_get(owners, "stakes"));
	int64_t company, holder, self = 0;
	size_t n = 0;

	bw_json_i64(bw_json_path(owners, "party.id"), &self);
	while (bw_json_step(&it) && n < 200) {
		struct bw_str name =
		    bw_json_str(bw_json_get(it.value, "holder_name"));
		struct bw_str share =
		    page_share(p, bw_json_get(it.value, "capital"));

		if (!bw_json_i64(bw_json_get(it.value, "company"), &company) ||
		    !bw_json_i64(bw_json_get(it.value, "holder"), &holder) ||
		    company != self || name.n == 0)
			continue;
		n++;
		option(p, page_fmt(p, "#%lld", (long long)holder),
		    page_fmt(p, "%.*s%s%.*s%s", BW_ARG(name),
			share.n > 0 ? " (" : "", BW_ARG(share),
			share.n > 0 ? ")" : ""));
	}
}

static void
sellers(struct page *p, struct bw_json owners)
{
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "div", "form-field");
	labelled(p, "f-from", "web.deal.from");
	bw_html_open(h, "select");
	bw_html_attr_z(h, "id", "f-from");
	bw_html_attr_z(h, "name", "from");
	option(p, BW_STR(""), page_word(p, "web.deal.from-unknown"));
	option(p, BW_STR("new-shares"), page_word(p, "web.deal.from-new"));
	holders(p, owners);
	bw_html_close(h);
	bw_html_close(h);
}

/* ---- the rest ------------------------------------------------------------ */
static void
several(struct page *p, const struct deal_party *list, size_t n,
    const char *name, const char *label, const char *hint)
{
	static const struct deal_party none;

	for (size_t i = 0; i <= n && i < DEAL_MORE; i++)
		party_box(p, i < n ? &list[i] : &none,
		    (struct box){ .name = i == 0
			    ? name
			    : page_fmt(p, "%s%zu", name, i + 1).p,
			.label = label,
			.hint = i == 0 ? hint : NULL,
			.i = i },
		    false);
}

static void
more(struct page *p, const struct deal_asked *d)
{
	const struct box votes = { .name = "votes",
		.label = "web.deal.votes",
		.hint = "web.deal.votes-hint",
		.wrong = d->wrong_votes ? "web.deal.wrong-percent" : NULL,
		.value = page_param(p, "votes") };
	bool open = d->n_via > 0 || d->n_with > 0 ||
	    page_param(p, "votes").n > 0 || page_param(p, "board").n > 0 ||
	    page_param(p, "as-of").n > 0;

	open_fold(p, "web.deal.more", open);
	several(
	    p, d->via, d->n_via, "via", "web.deal.via", "web.deal.via-hint");
	several(p, d->with, d->n_with, "with", "web.deal.with",
	    "web.deal.with-hint");
	box(p, &votes);
	page_check_box(p, "board", BW_STR("yes"),
	    page_word(p, "web.deal.board"), page_param(p, "board").n > 0);
	page_field(p, "date", "as-of", "web.deal.day", "web.deal.day-hint");
	close_fold(p);
}

void
deal_form(struct page *p, const struct deal_asked *d, struct bw_json owners)
{
	const struct box percent = { .name = "percent",
		.label = "web.deal.percent",
		.hint = "web.deal.percent-hint",
		.wrong = d->sent && d->wrong_percent ? "web.deal.wrong-percent"
		    : d->at_most.n == 0              ? NULL
		    : page_param(p, "from").n > 0    ? "web.deal.too-much"
						     : "web.deal.too-much-rest",
		.most = d->at_most,
		.value = page_param(p, "percent") };
	struct bw_url u;

	page_to(p, &u, "company", page_fmt(p, "%.*s", BW_ARG(p->step[0])).p,
	    "deal", NULL);
	page_form(p, "get", &u);
	party_box(p, &d->buyer,
	    (struct box){ .name = "buyer",
		.label = "web.deal.buyer",
		.hint = "web.deal.buyer-hint",
		.wrong = d->sent && d->buyer.found == DEAL_EMPTY
		    ? "web.deal.no-buyer"
		    : NULL },
	    true);
	new_buyer(p, d);
	box(p, &percent);
	sellers(p, owners);
	more(p, d);
	/* Answers to the law stay when the purchase is changed. */
	deal_carry_facts(p, BW_STR(""));
	page_button(p, "web.deal.go");
	page_form_end(p);
}
