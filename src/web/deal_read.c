/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal_read.c - from an address to the question about a purchase (deal.h).
 */
#include "web/deal.h"
#include "model/ref.h"

/* "12,5 %" as "12.5": a share of a whole, in per cent. */
static bool
read_percent(struct page *p, const char *name, struct bw_str *out)
{
	struct bw_str s = page_param(p, name);
	char text[24];
	size_t n = 0, points = 0, digits = 0;
	double v;

	*out = (struct bw_str){ 0 };
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i] == ',' ? '.' : s.p[i];

		if (c == ' ' || c == '%')
			continue;
		points += c == '.';
		digits += c >= '0' && c <= '9';
		if ((c != '.' && (c < '0' || c > '9')) || points > 1 ||
		    n + 1 >= sizeof(text))
			return false;
		text[n++] = c;
	}
	text[n] = '\0';
	if (n == 0)
		return s.n == 0;
	v = strtod(text, NULL);
	*out = page_fmt(p, "%s", text);
	return digits > 0 && v > 0 && v <= 100;
}

/* "#12", "12" or "Name #12". */
static bool
read_number(struct bw_str s, struct bw_str *number)
{
	size_t i = s.n;
	int64_t id;

	while (i > 0 && s.p[i - 1] >= '0' && s.p[i - 1] <= '9')
		i--;
	*number = bw_str_sub(s, i, s.n);
	if (i > 0 && (s.p[i - 1] != '#' || (i > 1 && s.p[i - 2] != ' ')))
		return false;
	return bw_str_i64(*number, &id) && id > 0;
}

/* One name that is exactly this, or only one that has it in it. */
static void
choose(struct page *p, struct deal_party *d, struct bw_json parties)
{
	struct bw_json_each it = bw_json_each(parties);
	size_t n = bw_json_count(parties), same = 0;
	struct bw_json one = { 0 };

	while (bw_json_step(&it)) {
		bool is = bw_str_eq_nocase(
		    bw_json_str(bw_json_get(it.value, "name")), d->typed);

		if (is || (n == 1 && same == 0))
			one = it.value;
		same += is;
	}
	if (n == 0) {
		d->found = DEAL_MISSING;
	} else if (n == 1 || same == 1) {
		d->found = DEAL_FOUND;
		d->who = page_fmt(p, "#%.*s", BW_ARG(page_id(p, one)));
	} else {
		d->found = DEAL_MANY;
		d->choice = parties;
	}
}

static void
look_up(struct page *p, struct deal_party *d)
{
	struct page_question a;
	struct bw_str number;

	if (d->typed.n == 0)
		return;
	if (read_number(d->typed, &number)) {
		d->found = DEAL_FOUND;
		d->who = page_fmt(p, "#%.*s", BW_ARG(number));
		return;
	}
	page_asks(p, &a, "find");
	page_option(p, &a, "limit", BW_STR("12"));
	page_place(p, &a, d->typed);
	choose(p, d, bw_json_get(page_json_maybe(p, &a), "parties"));
}

/* The name of a new party goes into NAME;CC;KIND. */
static void
make_new(struct page *p, struct deal_party *d)
{
	struct bw_str name = page_fmt(p, "%.*s", BW_ARG(d->typed));
	char *z = (char *)(uintptr_t)name.p;

	for (size_t i = 0; i < name.n; i++)
		if (z[i] == ';')
			z[i] = ',';
	d->found = DEAL_NEW;
	d->who = name;
}

struct several { /* vehicles, or who act together */
	struct deal_party *list;
	size_t n;
	bool may_be_new;
};

static void
read_one(struct page *p, struct several *m, struct bw_str s)
{
	struct deal_party *d;

	s = bw_str_trim(s);
	if (s.n == 0 || m->n == DEAL_MORE)
		return;
	d = &m->list[m->n++];
	d->typed = s;
	look_up(p, d);
	/* A vehicle nobody knows is made for the purchase. */
	if (m->may_be_new && d->found == DEAL_MISSING)
		make_new(p, d);
}

/* "via" as often as it is there, and "via2" to "via4". */
static size_t
read_more(
    struct page *p, const char *name, struct deal_party *list, bool may_be_new)
{
	struct several m = { list, 0, may_be_new };
	struct bw_str s;

	for (size_t i = 0; bw_form_nth(&p->query, name, i, &s); i++)
		read_one(p, &m, s);
	for (unsigned i = 2; i <= DEAL_MORE; i++)
		read_one(p, &m, page_param(p, page_fmt(p, "%s%u", name, i).p));
	return m.n;
}

static bool
all_found(const struct deal_party *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].found != DEAL_FOUND && list[i].found != DEAL_NEW)
			return false;
	return true;
}

/* A code or any name of a country. */
static void
read_country(struct page *p, struct deal_asked *d)
{
	struct bw_str s = page_param(p, "country");
	const struct bw_ref_item *c = s.n > 0 ? bw_ref_country(s) : NULL;

	if (c != NULL)
		d->country = c->code;
	else
		d->wrong_country = s.n > 0 && d->buyer.found == DEAL_NEW;
}

void
deal_read(struct page *p, struct deal_asked *d)
{
	*d = (struct deal_asked){ 0 };
	d->buyer.typed = page_param(p, "buyer");
	if (d->buyer.typed.n == 0)
		d->buyer.typed = page_param(p, "name");
	d->sent = d->buyer.typed.n > 0 || page_param(p, "percent").n > 0;
	d->wrong_percent = !read_percent(p, "percent", &d->percent);
	d->wrong_votes = !read_percent(p, "votes", &d->votes);
	if (page_param(p, "kind").n > 0 && d->buyer.typed.n > 0)
		make_new(p, &d->buyer);
	else
		look_up(p, &d->buyer);
	d->n_via = read_more(p, "via", d->via, true);
	d->n_with = read_more(p, "with", d->with, false);
	if (d->percent.n == 0 && d->votes.n == 0 &&
	    page_param(p, "board").n == 0)
		d->wrong_percent = true;
	read_country(p, d);
	d->ready = all_found(&d->buyer, 1) && all_found(d->via, d->n_via) &&
	    all_found(d->with, d->n_with) && !d->wrong_percent &&
	    !d->wrong_votes && !d->wrong_country;
}

/* The most that the seller can have in the company itself; or, of nobody in
 * particular, what no holder that is known has. Below 0: not known. */
static double
for_sale(struct page *p, struct bw_json owners)
{
	struct bw_json_each it = bw_json_each(bw_json_get(owners, "stakes"));
	struct bw_str from = page_param(p, "from"), number;
	int64_t seller = 0, company = 0, self = 0, holder = 0;
	double sum = 0, most = 0;

	if (from.n == 0)
		return bw_json_f64(
			   bw_json_path(owners, "unaccounted.max"), &most)
		    ? most
		    : -1;
	if (!read_number(from, &number) || !bw_str_i64(number, &seller))
		return -1;
	bw_json_i64(bw_json_path(owners, "party.id"), &self);
	while (bw_json_step(&it))
		if (bw_json_i64(bw_json_get(it.value, "company"), &company) &&
		    bw_json_i64(bw_json_get(it.value, "holder"), &holder) &&
		    company == self && holder == seller &&
		    bw_json_f64(bw_json_path(it.value, "votes.max"), &most))
			sum += most;
	return sum;
}

void
deal_check_seller(struct page *p, struct deal_asked *d, struct bw_json owners)
{
	double most = for_sale(p, owners);
	double wanted = d->votes.n > 0 ? strtod(d->votes.p, NULL)
	    : d->percent.n > 0         ? strtod(d->percent.p, NULL)
				       : 0;

	if (!d->sent || most < 0 || wanted <= most * 100 + 1e-9)
		return;
	d->at_most = page_per_cent(p, most, 2);
	d->ready = false;
}

/* ---- the question -------------------------------------------------------- */
static void
one_party(struct page *p, struct page_question *a, const char *option,
    const struct deal_party *d, struct bw_str country, struct bw_str kind)
{
	page_option(p, a, option, d->who);
	if (d->found == DEAL_NEW)
		page_option(p, a, "new",
		    page_fmt(p, "%.*s;%.*s;%.*s", BW_ARG(d->who),
			BW_ARG(country), BW_ARG(kind)));
}

static void
seller(struct page *p, struct page_question *a)
{
	struct bw_str from = page_param(p, "from"), number;

	if (bw_str_is(from, "new-shares"))
		page_switch(p, a, "new-shares");
	else if (read_number(from, &number))
		page_option(p, a, "from", page_fmt(p, "#%.*s", BW_ARG(number)));
	else
		page_option(p, a, "from", from);
}

void
deal_question(struct page *p, const struct deal_asked *d, bool law,
    struct page_question *a)
{
	struct bw_str none = BW_STR("");
	int64_t id;

	page_asks(p, a, "deal");
	page_option(p, a, "target",
	    page_fmt(p, "%s%.*s", bw_str_i64(p->step[0], &id) ? "#" : "",
		BW_ARG(p->step[0])));
	page_option(p, a, "as-of", page_param(p, "as-of"));
	one_party(p, a, "buyer", &d->buyer, d->country, page_param(p, "kind"));
	page_option(p, a, "percent", d->percent);
	page_option(p, a, "votes", d->votes);
	seller(p, a);
	for (size_t i = 0; i < d->n_via; i++)
		one_party(p, a, "via", &d->via[i], none, none);
	for (size_t i = 0; i < d->n_with; i++)
		one_party(p, a, "with", &d->with[i], none, none);
	if (page_param(p, "board").n > 0)
		page_switch(p, a, "board");
	page_switch(p, a, "law");
	if (law)
		deal_facts(p, a, true);
}

/* ---- answers to the law -------------------------------------------------- */
bool
deal_is_fact(struct bw_str name, struct bw_str *fact)
{
	if (name.n < 3 || (name.p[0] != 'f' && name.p[0] != 'g') ||
	    name.p[1] != '.')
		return false;
	*fact = (struct bw_str){ name.p + 2, name.n - 2 };
	return true;
}

/* "12,5" as "12.5"; other texts as they are. */
static struct bw_str
number(struct page *p, struct bw_str s)
{
	size_t commas = 0;
	char *z;

	for (size_t i = 0; i < s.n; i++) {
		commas += s.p[i] == ',';
		if (s.p[i] != ',' && (s.p[i] < '0' || s.p[i] > '9'))
			return s;
	}
	s = page_fmt(p, "%.*s", BW_ARG(s));
	z = commas == 1 ? (char *)(uintptr_t)s.p : NULL;
	if (z != NULL)
		*strchr(z, ',') = '.';
	return s;
}

bool
deal_answer(struct page *p, struct bw_str fact, struct bw_str *value)
{
	bool any = false;

	*value = BW_STR("");
	for (size_t i = 0; i < p->query.n; i++) {
		struct bw_str name, s = bw_str_trim(p->query.field[i].value);

		if (!deal_is_fact(p->query.field[i].name, &name) ||
		    !bw_str_eq(name, fact) || s.n == 0)
			continue;
		any = true;
		if (bw_str_is(s, "unknown")) {
			*value = s;
			return true;
		}
		if (!bw_str_is(s, "-"))
			*value = page_fmt(p, "%.*s%s%.*s", BW_ARG(*value),
			    value->n > 0 ? ";" : "", BW_ARG(number(p, s)));
	}
	return any;
}

bool
deal_fact_at(struct page *p, size_t i, struct bw_str *fact)
{
	struct bw_str other, value;

	if (!deal_is_fact(p->query.field[i].name, fact) ||
	    !deal_answer(p, *fact, &value))
		return false;
	for (size_t k = 0; k < i; k++)
		if (deal_is_fact(p->query.field[k].name, &other) &&
		    bw_str_eq(other, *fact))
			return false;
	return true;
}

void
deal_carry_facts(struct page *p, struct bw_str but)
{
	for (size_t i = 0; i < p->query.n; i++) {
		struct bw_str fact, value, why;

		if (!deal_fact_at(p, i, &fact) || bw_str_eq(fact, but))
			continue;
		deal_answer(p, fact, &value);
		page_hidden(p, page_fmt(p, "f.%.*s", BW_ARG(fact)).p,
		    value.n > 0 ? value : BW_STR("-"));
		why = page_param(p, page_fmt(p, "why.%.*s", BW_ARG(fact)).p);
		if (why.n > 0)
			page_hidden(
			    p, page_fmt(p, "why.%.*s", BW_ARG(fact)).p, why);
	}
}

void
deal_facts(struct page *p, struct page_question *a, bool overrule)
{
	for (size_t i = 0; i < p->query.n; i++) {
		struct bw_str fact, value, why;

		if (!deal_fact_at(p, i, &fact) || !deal_answer(p, fact, &value))
			continue;
		why = page_param(p, page_fmt(p, "why.%.*s", BW_ARG(fact)).p);
		if (why.n > 0 && overrule)
			page_option(p, a, "overrule",
			    page_fmt(p, "%.*s=%.*s: %.*s", BW_ARG(fact),
				BW_ARG(value), BW_ARG(why)));
		else
			page_option(p, a, "fact",
			    page_fmt(
				p, "%.*s=%.*s", BW_ARG(fact), BW_ARG(value)));
	}
}

/* ---- addresses ----------------------------------------------------------- */
void
deal_to(struct page *p, struct bw_url *u, const char *a, const char *b)
{
	page_to(p, u, "company", page_fmt(p, "%.*s", BW_ARG(p->step[0])).p, a,
	    b, NULL);
	for (size_t i = 0; i < p->query.n; i++)
		if (!bw_str_is(p->query.field[i].name, "ask") &&
		    !bw_str_is(p->query.field[i].name, "sent"))
			bw_url_param(u,
			    page_fmt(p, "%.*s", BW_ARG(p->query.field[i].name))
				.p,
			    p->query.field[i].value);
}

/* "--new-shares" is the parameter newShares=true of /v1/deals. */
static void
api_param(struct bw_url *u, const char *arg)
{
	struct bw_str value = bw_str_of(arg + 2), name;
	char camel[32];
	size_t n = 0;

	if (!bw_str_cut(&value, '=', &name))
		return;
	for (size_t i = 0; i < name.n && n + 1 < sizeof(camel); i++) {
		bool up = name.p[i] == '-' && i + 1 < name.n;

		if (up)
			i++;
		camel[n++] = up ? (char)(name.p[i] - 'a' + 'A') : name.p[i];
	}
	camel[n] = '\0';
	bw_url_param(
	    u, camel, strchr(arg, '=') != NULL ? value : BW_STR("true"));
}

void
deal_data(struct page *p, const struct page_question *a)
{
	static const char *const format[] = { "json", "csv" };
	struct bw_url u;

	bw_html_open_class(&p->h, "p", "data");
	bw_html_text(&p->h, page_word(p, "web.data"));
	for (size_t k = 0; k < BW_LEN(format); k++) {
		bw_url_begin(&u);
		bw_url_step(&u, BW_STR("v1"));
		bw_url_step(&u, BW_STR("deals"));
		for (size_t i = 2; i < a->q.n; i++) /* 0, 1: --json deal */
			api_param(&u, a->q.arg[i]);
		bw_url_param(&u, "format", bw_str_of(format[k]));
		bw_html_text(&p->h, BW_STR(" "));
		page_a(p, &u, NULL, k == 0 ? BW_STR("JSON") : BW_STR("CSV"));
	}
	bw_html_close(&p->h);
}
