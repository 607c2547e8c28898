/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_report.c - what a reader of a report relies on, in every form.
 *
 * The hand-made check (fixture.h) is written out and read back: the page and
 * the drawings as XML (which they are, too), the JSON with our own reader.
 */
#include "support/support.h"
#include "report/fixture.h"
#include "report/report.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/xml.h"
#include <ctype.h>
#include <sodium.h>

typedef int report_fn(const struct bw_check *, const struct bw_view *,
    const struct bw_report_opt *, struct bw_out *, struct bw_err *);

static struct bw_buf
made(report_fn *report, enum fixture_kind kind, struct bw_report_opt opt)
{
	struct bw_err err = BW_ERR_INIT;
	struct fixture f;
	struct bw_out o;

	fixture_make(&f, kind);
	bw_out_memory(&o);
	assert_ok(report(&f.check, &f.view, &opt, &o, &err), &err);
	assert_ok(bw_out_finish(&o, &err), &err);
	fixture_release(&f);
	return o.buf;
}

static int
svg_owners(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o, struct bw_err *err)
{
	return bw_svg_owners(c, v, opt->lang, o, err);
}

static int
svg_supply(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o, struct bw_err *err)
{
	return bw_svg_supply(c, v, opt->lang, o, err);
}

static report_fn *const forms[] = { bw_report_text, bw_report_json,
	bw_report_html, svg_owners, svg_supply };

/* ---- reading a page back ------------------------------------------------- */
struct seen {
	unsigned h1, last_heading;
	size_t elements, svgs, tables, links;
	struct bw_str id[512];
	size_t n_id;
	struct bw_str target[1024];
	size_t n_target;
	bool hostile; /* the name that would be markup, met as plain text */
	struct bw_str style, policy, lang;
};

static bool
one_of(struct bw_str name, const char *words)
{
	struct bw_str rest = bw_str_of(words), w;

	while (bw_str_cut(&rest, ' ', &w))
		if (bw_str_eq(w, name))
			return true;
	return false;
}

static void
add_targets(struct seen *s, struct bw_str ids)
{
	struct bw_str id;

	while (bw_str_cut(&ids, ' ', &id)) {
		assert_true(s->n_target < BW_LEN(s->target));
		s->target[s->n_target++] = id;
	}
}

static void
attribute(struct seen *s, const struct bw_xml_attr *a)
{
	/* Nothing that runs, and nothing that fetches. */
	assert_true(one_of(a->name,
	    "xmlns class id lang charset http-equiv content name role scope "
	    "href "
	    "tabindex open viewBox width height x y rx cx cy r d transform "
	    "text-anchor aria-label aria-labelledby aria-hidden data-label "
	    "data-party data-open"));
	if (bw_str_is(a->name, "href")) {
		assert_true(a->value.n > 1 && a->value.p[0] == '#');
		add_targets(s, bw_str_sub(a->value, 1, a->value.n));
		s->links++;
	}
	if (bw_str_is(a->name, "aria-labelledby"))
		add_targets(s, a->value);
	if (bw_str_is(a->name, "lang"))
		s->lang = a->value;
	if (!bw_str_is(a->name, "id"))
		return;
	for (size_t i = 0; i < s->n_id; i++)
		assert_false(bw_str_eq(s->id[i], a->value));
	assert_true(s->n_id < BW_LEN(s->id));
	s->id[s->n_id++] = a->value;
}

static void
heading(struct seen *s, const struct bw_xml_node *n)
{
	unsigned level;

	if (n->name.n != 2 || n->name.p[0] != 'h' ||
	    !isdigit((unsigned char)n->name.p[1]))
		return;
	level = (unsigned)(n->name.p[1] - '0');
	s->h1 += level == 1;
	assert_true(level <= s->last_heading + 1);
	s->last_heading = level;
}

static void
picture(struct seen *s, const struct bw_xml_node *n)
{
	if (!bw_str_is(n->name, "svg"))
		return;
	s->svgs++;
	assert_true(bw_str_is(n->child->name, "title"));
	assert_true(n->child->text.n > 0);
	assert_true(bw_str_is(n->child->next->name, "desc"));
	assert_true(n->child->next->text.n > 0);
	assert_str(bw_xml_attr(n, "role"), "img");
	assert_true(bw_xml_attr(n, "aria-labelledby").n > 0);
}

static void
table(struct seen *s, const struct bw_xml_node *n)
{
	if (bw_str_is(n->name, "th"))
		assert_true(one_of(bw_xml_attr(n, "scope"), "row col"));
	if (bw_str_is(n->name, "td"))
		assert_true(bw_xml_attr(n, "data-label").n > 0);
	if (!bw_str_is(n->name, "table"))
		return;
	s->tables++;
	assert_true(bw_str_is(n->child->name, "caption"));
	assert_true(n->child->text.n > 0);
}

static void
element(struct seen *s, const struct bw_xml_node *n)
{
	s->elements++;
	assert_true(one_of(n->name,
	    "html head meta title style body header nav main section article "
	    "footer h1 h2 h3 p ul ol li dl dt dd div a span strong bdi table "
	    "caption thead tbody tr th td details summary svg desc g text "
	    "path circle rect"));
	if (bw_str_is(n->text,
		"<script>alert(1)</script> & \"onload=alert(2)// ' ]]> "
		"</style><!--"))
		s->hostile = true;
	if (bw_str_is(n->name, "style"))
		s->style = n->text;
	if (bw_str_is(bw_xml_attr(n, "http-equiv"), "Content-Security-Policy"))
		s->policy = bw_xml_attr(n, "content");
	for (const struct bw_xml_attr *a = n->attr; a != NULL; a = a->next)
		attribute(s, a);
	heading(s, n);
	picture(s, n);
	table(s, n);
	for (const struct bw_xml_node *c = n->child; c != NULL; c = c->next)
		element(s, c);
}

static void
resolved(const struct seen *s)
{
	for (size_t i = 0; i < s->n_target; i++) {
		bool found = false;

		for (size_t k = 0; k < s->n_id; k++)
			found |= bw_str_eq(s->id[k], s->target[i]);
		if (!found)
			print_error("#%.*s\n", BW_ARG(s->target[i]));
		assert_true(found);
	}
}

/* The bytes of the style sheet hash to what the policy allows. */
static void
policy_fits(const struct seen *s, struct bw_str page)
{
	ptrdiff_t from = bw_str_find(page, BW_STR("<style>"));
	ptrdiff_t to = bw_str_find(page, BW_STR("</style>"));
	unsigned char digest[crypto_hash_sha256_BYTES];
	char b64[64], want[160];

	assert_true(from > 0 && to > from + 7);
	crypto_hash_sha256(digest, (const unsigned char *)page.p + from + 7,
	    (unsigned long long)(to - from - 7));
	sodium_bin2base64(b64, sizeof(b64), digest, sizeof(digest),
	    sodium_base64_VARIANT_ORIGINAL);
	snprintf(want, sizeof(want), "style-src 'sha256-%s';", b64);
	assert_true(bw_str_starts(s->policy, BW_STR("default-src 'none';")));
	assert_true(bw_str_find(s->policy, bw_str_of(want)) > 0);
	assert_true(s->style.n > 1000);
}

static struct bw_str current; /* the page being read */

static int
page(void *ctx, const struct bw_xml_node *n, uint64_t number, uint64_t byte,
    struct bw_err *err)
{
	const enum fixture_kind kind = *(const enum fixture_kind *)ctx;
	static struct seen s;

	(void)number;
	(void)byte;
	(void)err;
	s = (struct seen){ 0 };
	element(&s, n);
	resolved(&s);
	policy_fits(&s, current);
	assert_int_equal(s.h1, 1);
	assert_true(one_of(s.lang, "nl en"));
	assert_int_equal(s.hostile, kind == FIXTURE_FULL);
	/* owners and one per production; none without data */
	assert_int_equal(s.svgs, kind == FIXTURE_EMPTY ? 0 : 5);
	assert_int_equal(s.tables, kind == FIXTURE_EMPTY ? 0 : 4);
	assert_true(s.links >= 8);
	return 0;
}

static int
drawing(void *ctx, const struct bw_xml_node *n, uint64_t number, uint64_t byte,
    struct bw_err *err)
{
	static struct seen s;

	(void)ctx;
	(void)number;
	(void)byte;
	(void)err;
	s = (struct seen){ 0 };
	element(&s, n);
	resolved(&s);
	assert_int_equal(s.svgs, 1);
	assert_true(s.style.n > 100);
	return 0;
}

static void
read_back(struct bw_str text, const char *root, bw_xml_fn *fn, void *ctx)
{
	const char *const roots[] = { root, NULL };
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	struct bw_str doctype = BW_STR("<!DOCTYPE html>");

	if (bw_str_starts(text, doctype)) /* our reader refuses DTDs */
		text = bw_str_sub(text, doctype.n + 1, text.n);
	current = text;
	assert_ok(bw_input_memory(&in, text, NULL, &err), &err);
	assert_ok(bw_xml_records(in, roots, NULL, fn, ctx, &err), &err);
	bw_input_free(in);
}

static void
pages_are_sound(void **state)
{
	(void)state;
	for (enum fixture_kind k = FIXTURE_FULL; k <= FIXTURE_PLAIN; k++)
		for (enum bw_lang lang = BW_NL; lang < BW_LANGS; lang++) {
			struct bw_buf b = made(bw_report_html, k,
			    (struct bw_report_opt){ .lang = lang });

			read_back(bw_buf_get(&b), "html", page, &k);
			bw_buf_release(&b);
		}
}

static void
drawings_are_sound(void **state)
{
	(void)state;
	for (enum fixture_kind k = FIXTURE_FULL; k <= FIXTURE_PLAIN; k++)
		for (size_t i = 0; i < 2; i++) {
			struct bw_buf b = made(i == 0 ? svg_owners : svg_supply,
			    k, (struct bw_report_opt){ .lang = BW_EN });

			read_back(bw_buf_get(&b), "svg", drawing, NULL);
			bw_buf_release(&b);
		}
}

static void
holds(const struct bw_buf *b, const char *want)
{
	if (bw_str_find(bw_buf_get(b), bw_str_of(want)) < 0)
		fail_msg("\"%s\" is missing", want);
}

static void
the_page_answers_first(void **state)
{
	struct bw_buf b = made(bw_report_html, FIXTURE_FULL,
	    (struct bw_report_opt){ .lang = BW_NL });
	ptrdiff_t summary =
	    bw_str_find(bw_buf_get(&b), BW_STR("id=\"summary-head\""));
	ptrdiff_t answer = bw_str_find(
	    bw_buf_get(&b), BW_STR("Greta Nordlicht (fiktiv) heeft mogelijk"));
	ptrdiff_t control =
	    bw_str_find(bw_buf_get(&b), BW_STR("id=\"control-head\""));

	(void)state;
	assert_true(summary > 0 && answer > summary && control > answer);
	holds(&b, "Vraag Nordlicht om het precieze percentage.");
	holds(&b, "13 december 2026");
	holds(&b, "Dit bedrijf is verzonnen.");
	holds(&b, "9f86d081884c7d65 9a2feaa0c55ad015");
	holds(&b, "&gt; 25\xc2\xa0% - 50\xc2\xa0%");
	bw_buf_release(&b);
}

/* Once, not on every page and not at every finding. */
static void
disclaimers_stand_once(void **state)
{
	static const char *const once[] = { "geen juridisch advies",
		"is verzonnen" };

	(void)state;
	for (size_t form = 0; form < 3; form += 2)
		for (size_t i = 0; i < BW_LEN(once); i++) {
			struct bw_buf b = made(forms[form], FIXTURE_FULL,
			    (struct bw_report_opt){ .width = 1000 });
			struct bw_str s = bw_buf_get(&b);
			ptrdiff_t at = bw_str_find(s, bw_str_of(once[i]));

			assert_true(at >= 0);
			s = bw_str_sub(s, (size_t)at + 1, s.n);
			assert_true(bw_str_find(s, bw_str_of(once[i])) < 0);
			bw_buf_release(&b);
		}
}

static void
every_text_has_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < BW_LEN(forms); i++)
		for (enum fixture_kind k = FIXTURE_FULL; k <= FIXTURE_PLAIN;
		     k++)
			for (enum bw_lang l = BW_NL; l < BW_LANGS; l++) {
				struct bw_buf b = made(forms[i], k,
				    (struct bw_report_opt){
					.lang = l, .width = 100 });
				struct bw_str s = bw_buf_get(&b);

				assert_true(
				    bw_str_find(s, BW_STR("[report.")) < 0);
				assert_true(
				    bw_str_find(s, BW_STR("[kind.")) < 0);
				assert_true(
				    bw_str_find(s, BW_STR("[nature.")) < 0);
				bw_buf_release(&b);
			}
}

static void
same_check_same_bytes(void **state)
{
	struct bw_report_opt opt = { .lang = BW_EN, .width = 97 };

	(void)state;
	for (size_t i = 0; i < BW_LEN(forms); i++) {
		struct bw_buf a = made(forms[i], FIXTURE_FULL, opt);
		struct bw_buf b = made(forms[i], FIXTURE_FULL, opt);

		assert_int_equal(a.n, b.n);
		assert_memory_equal(a.p, b.p, a.n);
		bw_buf_release(&a);
		bw_buf_release(&b);
	}
}

/* ---- text ---------------------------------------------------------------- */
/* A line may be longer only when it is one word, which cannot be broken. */
static void
fits(struct bw_str text, unsigned width)
{
	struct bw_str line;

	while (bw_str_cut(&text, '\n', &line)) {
		struct bw_str bare = bw_str_trim(line);

		if (bw_utf8_width(line) <= width ||
		    memchr(bare.p, ' ', bare.n) == NULL)
			continue;
		fail_msg("longer than %u: %.*s", width, BW_ARG(line));
	}
}

static void
lines_fit_the_terminal(void **state)
{
	static const unsigned widths[] = { 120, 80, 40 };

	(void)state;
	for (size_t i = 0; i < BW_LEN(widths); i++)
		for (enum fixture_kind k = FIXTURE_EMPTY; k <= FIXTURE_PLAIN;
		     k++) {
			struct bw_buf b = made(bw_report_text, k,
			    (struct bw_report_opt){ .width = widths[i] });

			fits(bw_buf_get(&b), widths[i]);
			bw_buf_release(&b);
		}
}

static void
colour_only_when_asked(void **state)
{
	struct bw_report_opt opt = { .width = 80 };
	struct bw_buf plain = made(bw_report_text, FIXTURE_FULL, opt);
	struct bw_buf colour, bare = { 0 };

	(void)state;
	assert_null(memchr(plain.p, '\x1b', plain.n));
	opt.colour = true;
	colour = made(bw_report_text, FIXTURE_FULL, opt);
	assert_non_null(memchr(colour.p, '\x1b', colour.n));
	/* Without the colours it is the same text. */
	for (size_t i = 0; i < colour.n; i++) {
		if (colour.p[i] == '\x1b')
			while (colour.p[i] != 'm')
				i++;
		else
			bw_buf_char(&bare, colour.p[i]);
	}
	assert_int_equal(bare.n, plain.n);
	assert_memory_equal(bare.p, plain.p, plain.n);
	bw_buf_release(&plain);
	bw_buf_release(&colour);
	bw_buf_release(&bare);
}

static void
brief_leaves_the_evidence_out(void **state)
{
	struct bw_report_opt opt = { .width = 100 };
	struct bw_buf all = made(bw_report_text, FIXTURE_FULL, opt), few;

	(void)state;
	opt.brief = true;
	few = made(bw_report_text, FIXTURE_FULL, opt);
	holds(&all,
	    "[1, regel\xc2\xa0"
	    "3]");
	assert_true(bw_str_find(bw_buf_get(&few),
			BW_STR("regel\xc2\xa0"
			       "3")) < 0);
	holds(&few, "Greta Nordlicht (fiktiv) heeft mogelijk");
	bw_buf_release(&all);
	bw_buf_release(&few);
}

static void
nothing_known_is_said(void **state)
{
	struct bw_buf b = made(bw_report_text, FIXTURE_EMPTY,
	    (struct bw_report_opt){ .lang = BW_EN, .width = 200 });

	(void)state;
	holds(&b, "There are no data about the owners.");
	holds(&b, "There are no data about what the company buys.");
	bw_buf_release(&b);
}

/* ---- JSON ---------------------------------------------------------------- */
static struct bw_json
nth(struct bw_json array, size_t n)
{
	struct bw_json_each it = bw_json_each(array);

	while (bw_json_step(&it))
		if (n-- == 0)
			return it.value;
	return (struct bw_json){ 0 };
}

static int64_t
number(struct bw_json v, const char *path)
{
	int64_t n = -1;

	assert_true(bw_json_i64(bw_json_path(v, path), &n));
	return n;
}

static void
same_str(struct bw_json v, const char *path, struct bw_str want)
{
	struct bw_str got = bw_json_str(bw_json_path(v, path));

	if (!bw_str_eq(got, want))
		fail_msg("%s: \"%.*s\", not \"%.*s\"", path, BW_ARG(got),
		    BW_ARG(want));
}

static void
same_findings(struct bw_json list, const struct bw_findings *f)
{
	assert_int_equal(bw_json_count(list), f->list.n);
	for (size_t i = 0; i < f->list.n; i++) {
		const struct bw_finding *x = &f->list.v[i];
		struct bw_json j = nth(list, i);

		same_str(j, "id", bw_str_of(x->id));
		same_str(j, "level", bw_str_of(bw_level_name(x->level)));
		same_str(
		    j, "certainty", bw_str_of(bw_certainty_name(x->certainty)));
		same_str(j, "title.nl", x->title.in[BW_NL]);
		same_str(j, "title.en", x->title.in[BW_EN]);
		assert_int_equal(
		    bw_json_count(bw_json_get(j, "evidence")), x->evidence.n);
		assert_int_equal(
		    bw_json_count(bw_json_get(j, "basis")), x->basis.n);
		assert_int_equal(
		    bw_json_count(bw_json_get(j, "settle")), x->settle.n);
	}
}

static void
same_stakes(struct bw_json list, const struct fixture *f, struct bw_arena *a)
{
	const struct bw_cone *c = &f->check.cone;

	assert_int_equal(bw_json_count(list), c->n_link);
	for (size_t i = 0; i < c->n_link; i++) {
		const struct bw_link *k = &c->link[i];
		struct bw_json j = nth(list, i);
		struct bw_share min, max;
		struct bw_str text;
		struct bw_err err = BW_ERR_INIT;

		assert_int_equal(number(j, "holder"), 100 + k->holder);
		assert_int_equal(number(j, "company"), 100 + k->company);
		assert_int_equal(bw_json_type(bw_json_get(j, "capital")),
		    k->has_capital ? BW_JSON_OBJECT : BW_JSON_NULL);
		if (!k->has_capital)
			continue;
		/* The fraction of one, as text, is the percentage / 100. */
		text = bw_json_decimal(bw_json_path(j, "capital.min"), a);
		assert_ok(bw_share_parse(text, &min, &err), &err);
		text = bw_json_decimal(bw_json_path(j, "capital.max"), a);
		assert_ok(bw_share_parse(text, &max, &err), &err);
		if (k->capital.lo % 100 == 0) {
			assert_int_equal(min.lo * 100, k->capital.lo);
			assert_int_equal(max.hi * 100, k->capital.hi);
		}
		assert_int_equal(
		    bw_json_bool(
			bw_json_path(j, "capital.min_excluded"), false),
		    (k->capital.open & BW_LO_OPEN) != 0);
	}
}

static void
json_is_the_check(void **state)
{
	struct bw_buf b =
	    made(bw_report_json, FIXTURE_FULL, (struct bw_report_opt){ 0 });
	struct bw_err err = BW_ERR_INIT;
	struct bw_json_reader *r = NULL;
	struct bw_input *in = NULL;
	struct bw_json j;
	struct fixture f;
	bool more;

	(void)state;
	fixture_make(&f, FIXTURE_FULL);
	assert_ok(bw_input_memory(&in, bw_buf_get(&b), NULL, &err), &err);
	assert_ok(bw_json_open(&r, in, NULL, &err), &err);
	assert_ok(bw_json_next(r, &j, &more, &err), &err);
	assert_true(more);
	same_str(j, "as_of", BW_STR("2026-11-25"));
	same_str(j, "party.name", f.check.facts.name);
	same_str(j, "party.country", BW_STR("NL"));
	assert_int_equal(number(j, "party.id"), 100);
	assert_true(bw_json_bool(bw_json_path(j, "party.fictional"), false));
	assert_int_equal(
	    bw_json_count(bw_json_path(j, "owners.parties")), f.check.n_owner);
	same_stakes(bw_json_path(j, "owners.stakes"), &f, &f.a);
	same_findings(bw_json_get(j, "findings"), &f.check.findings);
	assert_int_equal(
	    bw_json_count(bw_json_path(j, "supply.uses")), f.check.n_use);
	assert_int_equal(bw_json_type(bw_json_path(
			     nth(bw_json_path(j, "supply.uses"), 2), "amount")),
	    BW_JSON_NULL);
	assert_int_equal(bw_json_count(bw_json_path(j, "supply.production")),
	    f.check.n_production);
	same_str(nth(bw_json_get(j, "sources"), 2), "sha256",
	    f.check.source[2].sha256);
	bw_json_close(r);
	bw_input_free(in);
	fixture_release(&f);
	bw_buf_release(&b);
}

static bool
marked(
    struct bw_str doc, struct bw_str key, const char *before, const char *after)
{
	char mark[96];

	snprintf(mark, sizeof(mark), "%s%.*s%s", before, BW_ARG(key), after);
	return bw_str_find(doc, bw_str_of(mark)) >= 0;
}

/* Every member of the JSON stands in doc/json.md. */
static void
documented(struct bw_json v, struct bw_str doc)
{
	struct bw_json_each it = bw_json_each(v);

	while (bw_json_step(&it)) {
		if (it.object) {
			if (!marked(doc, it.key, "`", "`") &&
			    !marked(doc, it.key, "`", "[]`") &&
			    !marked(doc, it.key, "\"", "\":"))
				fail_msg(
				    "doc/json.md lacks %.*s", BW_ARG(it.key));
		}
		if (bw_json_type(it.value) == BW_JSON_ARRAY ||
		    bw_json_type(it.value) == BW_JSON_OBJECT)
			documented(it.value, doc);
	}
}

static void
json_is_documented(void **state)
{
	struct bw_buf b =
	    made(bw_report_json, FIXTURE_FULL, (struct bw_report_opt){ 0 });
	struct bw_str doc = test_read(test_source("doc/json.md"));
	struct bw_err err = BW_ERR_INIT;
	struct bw_json_reader *r = NULL;
	struct bw_input *in = NULL;
	struct bw_json j;
	bool more;

	(void)state;
	assert_ok(bw_input_memory(&in, bw_buf_get(&b), NULL, &err), &err);
	assert_ok(bw_json_open(&r, in, NULL, &err), &err);
	assert_ok(bw_json_next(r, &j, &more, &err), &err);
	documented(j, doc);
	bw_json_close(r);
	bw_input_free(in);
	bw_buf_release(&b);
	free((void *)(uintptr_t)doc.p);
}

/* ---- out of memory ------------------------------------------------------- */
struct attempt {
	report_fn *report;
	struct fixture f;
};

static int
brutal(void *ctx, struct bw_err *err)
{
	struct attempt *t = ctx;
	struct bw_report_opt opt = { .lang = BW_NL, .width = 80 };
	struct bw_out o;
	int rc;

	bw_out_memory(&o);
	rc = t->report(&t->f.check, &t->f.view, &opt, &o, err);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	bw_buf_release(&o.buf);
	bw_out_release(&o);
	return rc;
}

static void
no_memory_is_an_error(void **state)
{
	struct attempt t;

	(void)state;
	fixture_make(&t.f, FIXTURE_PLAIN);
	for (size_t i = 0; i < BW_LEN(forms); i++) {
		t.report = forms[i];
		test_brutal(brutal, &t, 60000);
	}
	fixture_release(&t.f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_are_sound),
		cmocka_unit_test(drawings_are_sound),
		cmocka_unit_test(the_page_answers_first),
		cmocka_unit_test(disclaimers_stand_once),
		cmocka_unit_test(every_text_has_words),
		cmocka_unit_test(same_check_same_bytes),
		cmocka_unit_test(lines_fit_the_terminal),
		cmocka_unit_test(colour_only_when_asked),
		cmocka_unit_test(brief_leaves_the_evidence_out),
		cmocka_unit_test(nothing_known_is_said),
		cmocka_unit_test(json_is_the_check),
		cmocka_unit_test(json_is_documented),
		cmocka_unit_test(no_memory_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
