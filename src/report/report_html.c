/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report_html.c - a check as one page that needs nothing from outside.
 *
 * At the top what a busy person reads in ten seconds: per question the most
 * important answer, how sure it is, and what to do first. Below it the same
 * four questions with everything that was found. One file, no scripts, a
 * policy that lets nothing in (Content Security Policy level 3), readable
 * from 320 pixels wide, on paper, in the dark, and by ear: WCAG 2.2 AA and
 * EN 301 549 are the measure.
 */
#include "report/report_priv.h"
#include "base/embed.h"

static void
head(struct report *r, struct bw_html *h)
{
	struct bw_str css[2] = { bw_embed("content/drawing.css"),
		bw_embed("content/report.css") };

	bw_html_open(h, "head");
	bw_html_open(h, "meta");
	bw_html_attr_z(h, "charset", "utf-8");
	bw_html_close(h);
	bw_html_policy(h, css, BW_LEN(css));
	bw_html_open(h, "meta");
	bw_html_attr_z(h, "name", "viewport");
	bw_html_attr_z(h, "content", "width=device-width, initial-scale=1");
	bw_html_close(h);
	bw_html_open(h, "meta");
	bw_html_attr_z(h, "name", "color-scheme");
	bw_html_attr_z(h, "content", "light dark");
	bw_html_close(h);
	bw_html_leaf(h, "title", NULL,
	    FILLED(r, "report.title", { "name", party_name(r, r->c->party) }));
	bw_html_style(h, css, BW_LEN(css));
	bw_html_close(h);
}

static void
fact(struct report *r, struct bw_html *h, const char *key, struct bw_str text)
{
	if (text.n == 0)
		return;
	bw_html_open(h, "div");
	bw_html_leaf(h, "dt", NULL, word(r, key));
	bw_html_open(h, "dd");
	bw_html_leaf(h, "bdi", NULL, text);
	bw_html_close(h);
	bw_html_close(h);
}

static struct bw_str
other_names(struct report *r)
{
	const struct bw_party_facts *f = &r->c->facts;
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < f->n_other; i++)
		bw_buf_fmt(
		    &b, "%s%.*s", i > 0 ? "; " : "", BW_ARG(f->other[i].text));
	return kept(r, &b);
}

static void
banner(struct report *r, struct bw_html *h)
{
	const struct bw_party_facts *f = &r->c->facts;

	bw_html_open_class(h, "header", "top");
	bw_html_leaf(h, "p", "brand", word(r, "report.brand"));
	bw_html_open(h, "h1");
	bw_html_leaf(h, "bdi", NULL, party_name(r, r->c->party));
	bw_html_close(h);
	bw_html_open_class(h, "dl", "facts");
	fact(r, h, "report.col.kind",
	    wordf(r, "kind", bw_party_kind_name(f->kind)));
	fact(r, h, "report.col.country", country_name(r, f->country));
	fact(r, h, "report.identifiers", identifiers(r));
	fact(r, h, "report.other-names", other_names(r));
	fact(r, h, "report.ended", day_text(r, f->ended));
	fact(r, h, "report.day", day_text(r, r->c->day));
	fact(r, h, "report.knowledge", known_text(r));
	bw_html_close(h);
	if (is_fictional(r))
		bw_html_leaf(h, "p", "fictional", word(r, "report.fictional"));
	bw_html_close(h);
}

static void
contents(struct report *r, struct bw_html *h)
{
	static const char *const part[] = { "summary", "control", "depend",
		"weak", "do", "sources", "method" };

	bw_html_open_class(h, "nav", "contents");
	bw_html_attr(h, "aria-label", word(r, "report.contents"));
	bw_html_open(h, "ul");
	for (size_t i = 0; i < BW_LEN(part); i++) {
		bw_html_open(h, "li");
		bw_html_open(h, "a");
		bw_html_link(h, bw_str_of(part[i]));
		bw_html_text(h, wordf(r, "report.nav", part[i]));
		bw_html_close(h);
		bw_html_close(h);
	}
	bw_html_close(h);
	bw_html_close(h);
}

/* ---- the summary --------------------------------------------------------- */
static void
counts(struct report *r, struct bw_html *h)
{
	static const enum bw_level levels[] = { BW_ACT, BW_PLAN, BW_KNOW };
	char class_[32];

	bw_html_open_class(h, "ul", "counts");
	for (size_t i = 0; i < BW_LEN(levels); i++) {
		snprintf(class_, sizeof(class_), "badge level %s",
		    bw_level_name(levels[i]));
		bw_html_open_class(h, "li", class_);
		bw_html_leaf(
		    h, "strong", NULL, count(r, count_level(r, levels[i])));
		bw_html_text(h, BW_STR(" "));
		bw_html_text(h, wordf(r, "level", bw_level_name(levels[i])));
		bw_html_close(h);
	}
	bw_html_close(h);
}

static void
card(struct report *r, struct bw_html *h, enum question q)
{
	const struct bw_finding *f =
	    q == ASK_DO ? todo(r, 0) : top_finding(r, q);
	char class_[32];

	snprintf(class_, sizeof(class_), "card %s",
	    f != NULL ? bw_level_name(f->level) : "none");
	bw_html_open_class(h, "li", class_);
	bw_html_leaf(h, "h3", NULL, wordf(r, "report.ask", question_name(q)));
	if (f == NULL) {
		bw_html_leaf(h, "p", "answer",
		    q == ASK_DO ? word(r, "report.none.do")
				: nothing_found(r, q));
		bw_html_close(h);
		return;
	}
	bw_html_open_class(h, "p", "answer");
	bw_html_open(h, "a");
	bw_html_link(h, q == ASK_DO ? BW_STR("do") : finding_id(r, f));
	bw_html_text(h, in(r, q == ASK_DO ? &f->todo : &f->title));
	bw_html_close(h);
	bw_html_close(h);
	if (q != ASK_DO)
		page_badges(r, h, f);
	else
		bw_html_leaf(h, "p", "badges",
		    FILLED(
			r, "report.todo-count", { "n", count(r, r->n_todo) }));
	bw_html_close(h);
}

/* ---- sections ------------------------------------------------------------ */
static void
section(
    struct report *r, struct bw_html *h, const char *id, struct bw_str title)
{
	bw_html_open(h, "section");
	bw_html_attr_z(h, "id", id);
	bw_html_attr(h, "aria-labelledby", fmt(r, "%s-head", id));
	bw_html_open(h, "h2");
	bw_html_attr(h, "id", fmt(r, "%s-head", id));
	bw_html_text(h, title);
	bw_html_close(h);
}

static void
ask(struct report *r, struct bw_html *h, enum question q)
{
	section(
	    r, h, question_name(q), wordf(r, "report.ask", question_name(q)));
}

static int
body(struct report *r, struct bw_html *h, struct bw_err *err)
{
	int rc;

	section(r, h, "summary", word(r, "report.summary"));
	counts(r, h);
	bw_html_open_class(h, "ul", "cards");
	for (enum question q = ASK_CONTROL; q < QUESTIONS; q++)
		card(r, h, q);
	bw_html_close(h);
	bw_html_close(h);
	ask(r, h, ASK_CONTROL);
	page_findings(r, h, ASK_CONTROL);
	rc = page_owners(r, h, err);
	if (rc != 0)
		return rc;
	bw_html_close(h);
	ask(r, h, ASK_DEPEND);
	page_findings(r, h, ASK_DEPEND);
	page_supply(r, h);
	bw_html_close(h);
	ask(r, h, ASK_WEAK);
	page_findings(r, h, ASK_WEAK);
	bw_html_close(h);
	ask(r, h, ASK_DO);
	page_todo(r, h);
	bw_html_close(h);
	section(r, h, "sources", word(r, "report.sources"));
	page_sources(r, h);
	bw_html_close(h);
	section(r, h, "method", word(r, "report.method"));
	page_method(r, h);
	bw_html_close(h);
	return 0;
}

static int
page(struct report *r, struct bw_html *h, struct bw_err *err)
{
	int rc;

	head(r, h);
	bw_html_open(h, "body");
	bw_html_open_class(h, "a", "skip");
	bw_html_link(h, BW_STR("main"));
	bw_html_text(h, word(r, "report.skip"));
	bw_html_close(h);
	banner(r, h);
	contents(r, h);
	bw_html_open(h, "main");
	bw_html_attr_z(h, "id", "main");
	bw_html_attr_z(h, "tabindex", "-1");
	rc = body(r, h, err);
	if (rc != 0)
		return rc;
	bw_html_close(h);
	bw_html_open(h, "footer");
	bw_html_leaf(h, "p", NULL, word(r, "report.no-advice"));
	bw_html_leaf(h, "p", NULL,
	    FILLED(
		r, "report.made-by", { "version", BW_STR(BW_REPORT_VERSION) }));
	bw_html_close(h);
	return 0;
}

int
bw_report_html(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o, struct bw_err *err)
{
	struct bw_html h;
	struct report r;
	int rc = report_begin(&r, c, v, opt, err);

	if (rc == 0) {
		bw_html_page(&h, o, opt->lang == BW_NL ? "nl" : "en");
		rc = page(&r, &h, err);
		bw_html_finish(&h);
	}
	return report_end(&r, rc, o, err);
}
