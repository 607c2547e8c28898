/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_text.c - texts and addresses of a page.
 */
#include "web/page.h"
#include "model/ref.h"
#include <math.h>
#include <stdarg.h>

struct bw_str
page_param(const struct page *p, const char *name)
{
	return bw_str_trim(bw_form_get(&p->query, name));
}

struct bw_str
page_string(struct bw_json object, const char *key)
{
	return bw_json_str(bw_json_get(object, key));
}

struct bw_str
page_word(const struct page *p, const char *key)
{
	return bw_word(p->lang, key);
}

struct bw_str
page_fmt(struct page *p, const char *fmt, ...)
{
	struct bw_buf b = { 0 };
	struct bw_str s;
	char text[256];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < sizeof(text))
		return bw_arena_dup(
		    &p->arena, (struct bw_str){ text, (size_t)n });
	if (n < 0 || !bw_buf_room(&b, (size_t)n + 1))
		return BW_STR("");
	va_start(ap, fmt);
	vsnprintf(b.p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	s = bw_arena_dup(&p->arena, (struct bw_str){ b.p, (size_t)n });
	bw_buf_release(&b);
	return s;
}

struct bw_str
page_word_of(struct page *p, const char *prefix, struct bw_str name)
{
	struct bw_str key = page_fmt(p, "%s.%.*s", prefix, BW_ARG(name));

	return key.p != NULL && bw_text_has(key.p) ? page_word(p, key.p) : name;
}

struct bw_str
page_worded(
    struct page *p, const char *key, const struct page_fill *fill, size_t n)
{
	struct bw_fill all[8];

	BW_ASSERT(n <= BW_LEN(all));
	for (size_t i = 0; i < n; i++)
		all[i] = (struct bw_fill){ fill[i].name,
			bw_text_same(fill[i].value) };
	return bw_text_fill(&p->arena, key, all, n).in[p->lang];
}

struct bw_str
page_country(struct page *p, struct bw_str code)
{
	const struct bw_ref_item *c = code.n > 0 ? bw_ref_country(code) : NULL;

	return c != NULL ? c->name.in[p->lang] : code;
}

struct bw_str
page_name(struct page *p, struct bw_json party)
{
	struct bw_str name = bw_json_str(bw_json_get(party, "name"));

	return name.n > 0 ? name : page_word(p, "web.no-name");
}

struct bw_str
page_id(struct page *p, struct bw_json party)
{
	int64_t id = 0;

	return bw_json_i64(bw_json_get(party, "id"), &id)
	    ? page_fmt(p, "%lld", (long long)id)
	    : BW_STR("");
}

/* 0.125 as "12.5": at most so many digits, no zeros behind. */
static struct bw_str
digits_of(struct page *p, double v, int digits)
{
	struct bw_str s = page_fmt(p, "%.*f", digits, v);
	char *z = (char *)(uintptr_t)s.p;
	char *point = s.p != NULL ? strchr(z, '.') : NULL;

	if (point == NULL)
		return s;
	while (s.n > 0 && z[s.n - 1] == '0')
		s.n--;
	if (z[s.n - 1] == '.')
		s.n--;
	if (p->lang == BW_NL)
		*point = ',';
	return s;
}

struct bw_str
page_per_cent(struct page *p, double fraction, int digits)
{
	return isfinite(fraction)
	    ? page_fmt(p, "%.*s\xc2\xa0%%",
		  BW_ARG(digits_of(p, fraction * 100, digits)))
	    : BW_STR("");
}

/* "more than 25 %", "25-50 %" (both ends as they are known). */
struct bw_str
page_share(struct page *p, struct bw_json share)
{
	double lo, hi;
	bool over, under;

	if (!bw_json_f64(bw_json_get(share, "min"), &lo) ||
	    !bw_json_f64(bw_json_get(share, "max"), &hi))
		return BW_STR("");
	over = bw_json_bool(bw_json_get(share, "min_excluded"), false);
	under = bw_json_bool(bw_json_get(share, "max_excluded"), false);
	if (lo >= hi)
		return page_per_cent(p, lo, 2);
	return page_fmt(p, "%s%.*s\xe2\x80\x93%s%.*s\xc2\xa0%%",
	    over ? ">\xc2\xa0" : "", BW_ARG(digits_of(p, lo * 100, 2)),
	    under ? "<\xc2\xa0" : "", BW_ARG(digits_of(p, hi * 100, 2)));
}

/* ---- addresses ----------------------------------------------------------- */
void
page_to(struct page *p, struct bw_url *u, ...)
{
	const char *step;
	va_list ap;

	bw_url_begin(u);
	bw_url_step(u, p->lang == BW_NL ? BW_STR("nl") : BW_STR("en"));
	va_start(ap, u);
	while ((step = va_arg(ap, const char *)) != NULL)
		bw_url_step(u, bw_str_of(step));
	va_end(ap);
	if (u->text.n == 3) /* "/nl" alone is no page: "/nl/" is */
		bw_buf_char(&u->text, '/');
}

static bool
named(struct bw_str name, va_list list)
{
	const char *z;
	bool found = false;

	while ((z = va_arg(list, const char *)) != NULL)
		found |= bw_str_is(name, z);
	return found;
}

void
page_again(struct page *p, struct bw_url *u, ...)
{
	struct bw_str path = bw_str_of(p->view->path + 1), one;
	size_t step = 0;
	va_list ap;
	bool out;

	page_to(p, u, NULL);
	while (bw_str_cut(&path, '/', &one))
		if (one.n > 0)
			bw_url_step(
			    u, bw_str_is(one, "{}") ? p->step[step++] : one);
	for (size_t i = 0; i < p->query.n; i++) {
		const struct bw_field *f = &p->query.field[i];

		va_start(ap, u);
		out = named(f->name, ap);
		va_end(ap);
		if (!out)
			bw_url_param(u, page_fmt(p, "%.*s", BW_ARG(f->name)).p,
			    f->value);
	}
}

void
page_a(struct page *p, struct bw_url *u, const char *class_, struct bw_str text)
{
	bw_html_open_class(&p->h, "a", class_);
	bw_html_to(&p->h, "href", u);
	bw_html_text(&p->h, text);
	bw_html_close(&p->h);
	bw_url_release(u);
}
