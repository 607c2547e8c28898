/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * words.c - names, numbers and dates as a person reads them.
 *
 * Everything comes from content/words/ in the language of the report; what
 * is computed (shares, dates) follows the habits of that language. Decimal
 * commas, and words for months, because a date in digits means different
 * days to different readers.
 */
#include "report/report_priv.h"
#include <math.h>
#include <stdarg.h>

int
report_begin(struct report *r, const struct bw_check *c,
    const struct bw_view *v, const struct bw_report_opt *opt,
    struct bw_err *err)
{
	int rc = bw_text_load(err);

	*r = (struct report){ .c = c,
		.v = v,
		.lang = opt->lang,
		.width = opt->width < 40 ? 40 : opt->width,
		.colour = opt->colour,
		.brief = opt->brief };
	bw_arena_init(&r->a, 0);
	if (rc == 0)
		rc = bw_ref_load(err);
	return rc != 0 ? rc : digest_begin(r, err);
}

int
report_end(struct report *r, int rc, const struct bw_out *o, struct bw_err *err)
{
	bool failed = r->failed;

	bw_arena_release(&r->a);
	if (rc != 0)
		return rc;
	if (failed)
		return bw_fail(err, BW_ENOMEM, "no memory for a report");
	if (o->err.code != 0)
		return bw_fail(err, o->err.code, "%s", o->err.what);
	return 0;
}

struct bw_str
word(struct report *r, const char *key)
{
	return bw_word(r->lang, key);
}

struct bw_str
wordf(struct report *r, const char *prefix, const char *name)
{
	char key[96];

	snprintf(key, sizeof(key), "%s.%s", prefix, name);
	return bw_word(r->lang, key);
}

static struct bw_str
checked(struct report *r, struct bw_str s)
{
	if (s.p == NULL)
		r->failed = true;
	return s;
}

struct bw_str
filled(struct report *r, const char *key, const struct fill *fill, size_t n)
{
	struct bw_fill both[8];

	BW_ASSERT(n <= BW_LEN(both));
	for (size_t i = 0; i < n; i++)
		both[i] = (struct bw_fill){ fill[i].name,
			bw_text_same(fill[i].value) };
	return checked(r, bw_text_fill(&r->a, key, both, n).in[r->lang]);
}

struct bw_str
kept(struct report *r, struct bw_buf *b)
{
	struct bw_str s = { 0 };

	if (!b->failed)
		s = bw_arena_dup(&r->a, bw_buf_get(b));
	bw_buf_release(b);
	return checked(r, s);
}

struct bw_str
fmt(struct report *r, const char *fmt, ...)
{
	struct bw_buf b = { 0 };
	char text[512];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	BW_ASSERT(n >= 0);
	if ((size_t)n < sizeof(text))
		bw_buf_add(&b, text, (size_t)n);
	else if (bw_buf_room(&b, (size_t)n + 1)) { /* a long name */
		va_start(ap, fmt);
		b.n = (size_t)vsnprintf(b.p, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	return kept(r, &b);
}

struct bw_str
in(const struct report *r, const struct bw_text *t)
{
	return t->in[r->lang];
}

struct bw_str
party_name(struct report *r, uint32_t party)
{
	struct bw_str name = bw_view_name(r->v, party);

	if (bw_str_trim(name).n > 0)
		return name;
	return word(r,
	    r->v->kind[party] == BW_PARTY_UNKNOWN ? "report.unknown-party"
						  : "report.no-name");
}

struct bw_str
party_kind(struct report *r, uint32_t party)
{
	return wordf(r, "kind", bw_party_kind_name(r->v->kind[party]));
}

struct bw_str
country_name(struct report *r, struct bw_str code)
{
	const struct bw_ref_item *item;

	if (code.n == 0)
		return code;
	item = bw_ref_country(code);
	return item != NULL ? in(r, &item->name) : code;
}

struct bw_str
party_country(struct report *r, uint32_t party)
{
	uint16_t code = r->v->country[party];

	if (code == 0)
		return BW_STR("");
	return country_name(
	    r, fmt(r, "%c%c", (char)(code >> 8), (char)(code & 0xff)));
}

struct bw_str
producer_name(struct report *r, const struct bw_producer *p)
{
	if (p->country.n > 0)
		return country_name(r, p->country);
	return p->flags & BW_FIGURE_REST ? word(r, "report.rest") : p->where;
}

struct bw_str
material_name(struct report *r, struct bw_str code)
{
	const struct bw_ref_item *item = bw_ref_material(code);

	return item != NULL ? in(r, &item->name) : code;
}

struct bw_str
share_text(struct report *r, struct bw_share s)
{
	struct bw_buf b = { 0 };

	if (bw_share_same(s, bw_share_unknown()))
		return word(r, "share.unknown");
	bw_share_print(&b, s, r->lang == BW_NL ? ',' : '.');
	return kept(r, &b);
}

struct bw_str
decimals(struct report *r, double v, int digits)
{
	char text[64], *dot;

	if (isnan(v))
		return BW_STR("");
	snprintf(text, sizeof(text), "%.*f", digits, v);
	dot = strchr(text, '.');
	if (dot != NULL && r->lang == BW_NL)
		*dot = ',';
	return fmt(r, "%s", text);
}

struct bw_str
percent(struct report *r, double fraction)
{
	struct bw_str s = decimals(r, fraction * 100, 1);

	/* Something is not nothing, and most is not all. */
	if (fraction > 0 && fraction < 0.0005)
		s = r->lang == BW_NL ? BW_STR("< 0,1") : BW_STR("< 0.1");
	else if (fraction < 1 && fraction > 0.9995)
		s = r->lang == BW_NL ? BW_STR("> 99,9") : BW_STR("> 99.9");
	return s.n > 0 ? fmt(r, "%.*s %%", BW_ARG(s)) : s;
}

/* Up to twelve digits, no zeros behind: "14", "0,25", "3,2e+18". */
struct bw_str
amount(struct report *r, double v)
{
	char text[32], *dot;

	if (isnan(v))
		return BW_STR("");
	snprintf(text, sizeof(text), "%.12g", v);
	dot = strchr(text, '.');
	if (dot != NULL && r->lang == BW_NL)
		*dot = ',';
	return fmt(r, "%s", text);
}

struct bw_str
span(struct report *r, double lo, double hi, int digits)
{
	struct bw_str a = decimals(r, lo, digits), b = decimals(r, hi, digits);

	if (bw_str_eq(a, b) || b.n == 0)
		return a;
	return fmt(r, "%.*s\xc2\xa0-\xc2\xa0%.*s", BW_ARG(a), BW_ARG(b));
}

struct bw_str
day_text(struct report *r, bw_date d)
{
	char month[4];
	int y, m, day;

	if (d == BW_DATE_MIN || d == BW_DATE_MAX)
		return BW_STR("");
	bw_date_split(d, &y, &m, &day);
	snprintf(month, sizeof(month), "%d", m);
	return fmt(
	    r, "%d %.*s %d", day, BW_ARG(wordf(r, "report.month", month)), y);
}

struct bw_str
known_text(struct report *r)
{
	const struct bw_source *k = &r->c->known;

	if (k->id == 0)
		return BW_STR("");
	return FILLED(r, "report.known", { "load", count(r, k->id) },
	    { "day", bw_str_sub(k->loaded_at, 0, 10) });
}

struct bw_str
count(struct report *r, size_t n)
{
	return fmt(r, "%zu", n);
}

struct bw_str
evidence_place(struct report *r, const struct bw_evidence *e)
{
	struct bw_str n;

	if (e->source == 0)
		return BW_STR("");
	if (e->line > 0) {
		n = fmt(r, "%llu", (unsigned long long)e->line);
		return FILLED(r, "report.at-line", { "n", n });
	}
	if (e->number > 0) {
		n = fmt(r, "%llu", (unsigned long long)e->number);
		return FILLED(r, "report.at-record", { "n", n });
	}
	return e->ref;
}

struct bw_str
sha_pieces(struct report *r, struct bw_str hex)
{
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < hex.n; i += 16) {
		if (i > 0)
			bw_buf_char(&b, ' ');
		bw_buf_str(&b, bw_str_sub(hex, i, 16));
	}
	return kept(r, &b);
}
