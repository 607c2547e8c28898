/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * own.c - how the pages of ownership put their question. See own.h.
 */
#include "web/own.h"
#include "base/date.h"
#include "base/share.h"
#include "web/assets.h"

static bool
is_day(struct bw_str s)
{
	bw_date day;

	return bw_date_parse(s, &day) && day != BW_DATE_MIN;
}

static bool
is_known(struct bw_str s)
{
	int64_t load;
	bw_date day;

	if (bw_str_i64(s, &load))
		return load > 0 && load < UINT32_MAX;
	return bw_date_parse(s, &day) && day != BW_DATE_MIN &&
	    day <= bw_date_today();
}

static bool
is_share(struct bw_str s)
{
	struct bw_share share;

	return bw_share_parse(s, &share, NULL) == 0 && bw_share_is_exact(share);
}

static bool
is_threshold(struct bw_str s)
{
	struct bw_share share;

	return is_share(s) && bw_share_parse(s, &share, NULL) == 0 &&
	    share.lo > 0 && share.lo < BW_ONE;
}

static bool
is_reading(struct bw_str s)
{
	return bw_str_is(s, "integrated") || bw_str_is(s, "leontief") ||
	    bw_str_is(s, "paths");
}

static struct bw_str
take(struct page *p, struct own_form *f, const char *name,
    bool (*good)(struct bw_str), const char *wrong)
{
	struct bw_str value = page_param(p, name);

	if (value.n == 0)
		return value;
	f->told = true;
	if (good(value))
		return value;
	page_wrong(p, name, wrong);
	return (struct bw_str){ 0 };
}

void
own_form_read(struct page *p, struct own_form *f)
{
	*f = (struct own_form){ 0 };
	f->as_of = take(p, f, "as-of", is_day, "web.own.wrong.day");
	f->known = take(p, f, "known", is_known, "web.own.wrong.known");
	f->threshold =
	    take(p, f, "threshold", is_threshold, "web.own.wrong.threshold");
	f->told |= page_param(p, "capital").n > 0;
	f->min = take(p, f, "min", is_share, "web.own.wrong.min");
	f->reading = take(p, f, "reading", is_reading, "web.own.wrong.reading");
}

void
own_form_ask(struct page *p, struct page_question *a, const struct own_form *f)
{
	page_option(p, a, "as-of", f->as_of);
	page_option(p, a, "known", f->known);
}

bool
own_answer(struct page *p, struct own_form *f, own_build_fn *build,
    struct bw_json *out)
{
	struct page_question a;

	for (;;) {
		build(p, &a, f);
		*out = page_json_maybe(p, &a);
		if (bw_json_type(*out) != BW_JSON_NONE)
			return true;
		if (f->reading.n > 0) {
			page_wrong(p, "reading", "web.own.wrong.no-reading");
			f->reading = (struct bw_str){ 0 };
		} else if (f->known.n > 0) {
			page_wrong(p, "known", "web.own.wrong.not-known");
			f->known = (struct bw_str){ 0 };
		} else {
			break;
		}
	}
	build(p, &a, f);
	return page_json(p, &a, out);
}

void
own_form_show(
    struct page *p, const struct own_form *f, void (*more)(struct page *p))
{
	struct bw_html *h = &p->h;
	struct bw_url u;

	bw_html_open_class(h, "details", "ask-otherwise");
	if (f->told)
		bw_html_attr_z(h, "open", "open");
	bw_html_leaf(h, "summary", NULL, page_word(p, "web.own.otherwise"));
	page_again(p, &u, "as-of", "known", "min", "reading", "knowledge",
	    "threshold", "capital", "open", "stakes", "owners", NULL);
	page_form(p, "get", &u);
	if (more != NULL)
		more(p);
	page_field(p, "date", "as-of", "web.own.day", "web.own.day-hint");
	page_field(p, "text", "known", "web.own.known", "web.own.known-hint");
	page_button(p, "web.own.ask");
	page_form_end(p);
	bw_html_close(h);
}

void
own_when(struct page *p, struct bw_url *u)
{
	bw_url_param(u, "as-of", page_param(p, "as-of"));
	bw_url_param(u, "known", page_param(p, "known"));
}

/* ---- texts --------------------------------------------------------------- */
struct bw_str
own_number(struct page *p, struct bw_json object, const char *key)
{
	int64_t n;

	return bw_json_i64(bw_json_get(object, key), &n)
	    ? page_fmt(p, "%lld", (long long)n)
	    : (struct bw_str){ 0 };
}

struct bw_str
own_part(struct page *p, struct bw_json part)
{
	double lo, hi;

	if (!bw_json_f64(bw_json_get(part, "min"), &lo))
		return (struct bw_str){ 0 };
	if (!bw_json_f64(bw_json_get(part, "max"), &hi))
		return page_word(p, "regime.not-determined");
	if (hi - lo < 5e-5) /* the same to what is shown of it */
		return page_per_cent(p, hi, 2);
	return page_share(p, part);
}

void
own_party(
    struct page *p, struct bw_str id, struct bw_str name, const char *tail)
{
	struct bw_url u;

	if (name.n == 0)
		name = page_word(p, "web.no-name");
	page_to(
	    p, &u, "company", page_fmt(p, "%.*s", BW_ARG(id)).p, tail, NULL);
	own_when(p, &u);
	page_a(p, &u, NULL, name);
}

struct bw_str
own_votes(struct page *p, struct bw_json stake)
{
	if (bw_json_bool(bw_json_get(stake, "controls_directly"), false))
		return page_word(p, "cli.controls-directly");
	return page_share(p, bw_json_get(stake, "votes"));
}

void
own_day(struct page *p, const char *column, bool header, struct bw_str day)
{
	page_open_cell(p, column, header);
	if (day.n > 0)
		bw_html_leaf(&p->h, "span", "day", day);
	bw_html_close(&p->h);
}

/* The last part of a path: folders are nobody's business. */
static struct bw_str
file_name(struct bw_str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return bw_str_sub(path, i, path.n);
	return path;
}

static void
place(struct page *p, struct bw_json e)
{
	struct bw_str file = file_name(page_string(e, "file"));
	struct bw_str day = page_string(e, "published");
	struct bw_str ref = page_string(e, "ref"),
		      line = own_number(p, e, "line");
	const char *what = "cli.place.line";

	if (line.n == 0 || bw_str_is(line, "0")) {
		line = own_number(p, e, "number");
		what = "cli.place.record";
	}
	bw_html_leaf(&p->h, "bdi", NULL, file);
	if (line.n > 0 && !bw_str_is(line, "0"))
		bw_html_text(&p->h,
		    page_fmt(p, ", %.*s %.*s", BW_ARG(page_word(p, what)),
			BW_ARG(line)));
	if (day.n > 0)
		bw_html_text(&p->h, page_fmt(p, ", %.*s", BW_ARG(day)));
	if (ref.n > 0) {
		bw_html_text(&p->h, BW_STR(": "));
		bw_html_leaf(&p->h, "bdi", NULL, ref);
	}
}

#define PLACES 5u /* of one stake that are written out */

void
own_evidence(struct page *p, struct bw_json stake)
{
	struct bw_json all = bw_json_get(stake, "evidence");
	struct bw_json_each it = bw_json_each(all);
	size_t n = bw_json_count(all), i = 0;

	while (i < PLACES && bw_json_step(&it)) {
		if (i++ > 0)
			bw_html_text(&p->h, BW_STR("; "));
		place(p, it.value);
	}
	if (n > PLACES)
		bw_html_text(&p->h,
		    page_fmt(p, "; %.*s",
			BW_ARG(PAGE_FILLED(p, "web.own.places-more",
			    { "n", page_fmt(p, "%zu", n - PLACES) }))));
}

void
own_module(struct page *p)
{
	struct bw_url u;

	web_asset_to(p->app->assets, "content/web/owners.js", &u);
	bw_html_module(&p->h, &u);
	bw_url_release(&u);
}

/* ---- rows in pieces ------------------------------------------------------ */
struct own_piece
own_piece_of(struct page *p, const char *name, size_t most, size_t n)
{
	struct own_piece k = { .name = name, .most = most, .n = n };
	int64_t first;

	if (bw_str_i64(page_param(p, name), &first) && first > 1 &&
	    (uint64_t)first <= n)
		k.first = (size_t)(first - 1) / most * most;
	return k;
}

bool
own_piece_has(const struct own_piece *k, size_t row)
{
	return row >= k->first && row < k->first + k->most;
}

static void
piece_link(struct page *p, const struct own_piece *k, size_t first,
    const char *word, const char *id)
{
	struct bw_url u;

	page_again(p, &u, k->name, NULL);
	bw_url_param(&u, k->name, page_fmt(p, "%zu", first + 1));
	bw_url_place(&u, id);
	bw_html_text(&p->h, BW_STR(" "));
	page_a(p, &u, NULL, page_word(p, word));
}

void
own_piece_show(struct page *p, const struct own_piece *k, const char *id)
{
	size_t end = k->first + k->most < k->n ? k->first + k->most : k->n;

	if (k->n <= k->most)
		return;
	bw_html_open_class(&p->h, "p", "pieces");
	bw_html_text(&p->h,
	    PAGE_FILLED(p, "web.own.piece",
		{ "from", page_fmt(p, "%zu", k->first + 1) },
		{ "to", page_fmt(p, "%zu", end) },
		{ "n", page_fmt(p, "%zu", k->n) }));
	if (k->first > 0)
		piece_link(p, k, k->first - k->most, "web.own.before", id);
	if (end < k->n)
		piece_link(p, k, end, "web.own.behind", id);
	bw_html_close(&p->h);
}

/* ---- stakes -------------------------------------------------------------- */
static const char *const stake_column[] = { "cli.col.layer", "cli.col.holder",
	"cli.col.company", "cli.col.votes", "cli.col.capital", "cli.col.nature",
	"web.col.source" };

void
own_stakes_row(struct page *p, struct bw_json s)
{
	const char *const *column = stake_column;
	struct bw_str layer = own_number(p, s, "layer");
	struct bw_html *h = &p->h;

	page_row(p);
	if (layer.n > 0)
		page_cell(p, column[0], layer);
	page_open_cell(p, column[1], true);
	own_party(
	    p, own_number(p, s, "holder"), page_string(s, "holder_name"), NULL);
	bw_html_close(h);
	page_open_cell(p, column[2], false);
	own_party(p, own_number(p, s, "company"),
	    page_string(s, "company_name"), NULL);
	bw_html_close(h);
	page_cell(p, column[3], own_votes(p, s));
	page_cell(p, column[4], page_share(p, bw_json_get(s, "capital")));
	page_open_cell(p, column[5], false);
	bw_html_text(h, page_word_of(p, "nature", page_string(s, "nature")));
	if (bw_json_bool(bw_json_get(s, "votes_assumed"), false))
		bw_html_leaf(h, "span", "place",
		    page_fmt(
			p, " (%.*s)", BW_ARG(page_word(p, "web.own.assumed"))));
	if (bw_json_bool(bw_json_get(s, "sources_disagree"), false))
		bw_html_leaf(h, "span", "place",
		    page_fmt(p, " (%.*s)",
			BW_ARG(page_word(p, "web.own.disagree"))));
	bw_html_close(h);
	page_open_cell(p, column[6], false);
	bw_html_open_class(h, "span", "place");
	own_evidence(p, s);
	bw_html_close(h);
	bw_html_close(h);
	page_row_end(p);
}

void
own_stakes_begin(struct page *p, const char *caption, bool layered)
{
	size_t skip = layered ? 0 : 1;

	page_table(
	    p, caption, stake_column + skip, BW_LEN(stake_column) - skip);
}

void
own_stakes(struct page *p, const char *caption, struct bw_json stakes,
    const struct own_piece *k)
{
	struct bw_json_each it = bw_json_each(stakes), first = it;

	if (bw_json_count(stakes) == 0)
		return;
	own_stakes_begin(p, caption,
	    bw_json_step(&first) && own_number(p, first.value, "layer").n > 0);
	for (size_t i = 0; bw_json_step(&it); i++)
		if (k == NULL || own_piece_has(k, i))
			own_stakes_row(p, it.value);
	page_table_end(p);
}
