/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_findings.c - findings on the page: what, how sure, why, what to do.
 *
 * A finding is an article: its title is the answer, two badges say in words
 * and signs how urgent and how sure it is, and what it rests on stands below
 * it, open, so that it prints too.
 */
#include "report/report_priv.h"

struct bw_str
finding_id(struct report *r, const struct bw_finding *f)
{
	return fmt(r, "f%td", f - r->c->findings.list.v + 1);
}

static void
badge(
    struct bw_html *h, const char *class_, const char *mark, struct bw_str text)
{
	bw_html_open_class(h, "span", class_);
	bw_html_open_class(h, "span", "mark");
	bw_html_attr_z(h, "aria-hidden", "true");
	bw_html_text(h, bw_str_of(mark));
	bw_html_close(h);
	bw_html_text(h, BW_STR(" "));
	bw_html_text(h, text);
	bw_html_close(h);
}

void
page_badges(struct report *r, struct bw_html *h, const struct bw_finding *f)
{
	char class_[48];

	bw_html_open_class(h, "p", "badges");
	snprintf(
	    class_, sizeof(class_), "badge level %s", bw_level_name(f->level));
	badge(h, class_, level_mark(f->level),
	    wordf(r, "level", bw_level_name(f->level)));
	bw_html_text(h, BW_STR(" "));
	snprintf(class_, sizeof(class_), "badge sure %s",
	    bw_certainty_name(f->certainty));
	badge(h, class_, certainty_mark(f->certainty),
	    wordf(r, "certainty", bw_certainty_name(f->certainty)));
	bw_html_close(h);
}

/* A name and what it says, as part of a list. */
static void
said(struct report *r, struct bw_html *h, const char *key, struct bw_str text)
{
	if (text.n == 0)
		return;
	bw_html_open(h, "div");
	bw_html_leaf(h, "dt", NULL, word(r, key));
	bw_html_leaf(h, "dd", NULL, text);
	bw_html_close(h);
}

static void
source_link(struct report *r, struct bw_html *h, uint32_t source)
{
	bool known = false;

	for (size_t i = 0; i < r->c->n_source; i++)
		known |= r->c->source[i].id == source;
	bw_html_open(h, known ? "a" : "span");
	if (known)
		bw_html_link(h, fmt(r, "s%u", source));
	bw_html_text(
	    h, FILLED(r, "report.source-n", { "n", fmt(r, "%u", source) }));
	bw_html_close(h);
}

static void
evidence_item(struct report *r, struct bw_html *h, const struct bw_evidence *e)
{
	struct bw_str place = evidence_place(r, e);

	bw_html_open(h, "li");
	bw_html_text(h, in(r, &e->says));
	if (e->source != 0) {
		bw_html_text(h, BW_STR(" "));
		bw_html_open_class(h, "span", "place");
		bw_html_text(h, BW_STR("("));
		source_link(r, h, e->source);
		if (place.n > 0) {
			bw_html_text(h, BW_STR(", "));
			bw_html_text(h, place);
		}
		bw_html_text(h, BW_STR(")"));
		bw_html_close(h);
	}
	bw_html_close(h);
}

static struct bw_str
cited(struct report *r, struct bw_str cite)
{
	struct bw_buf b = { 0 };

	bw_buf_fmt(&b, "(%.*s)", BW_ARG(cite));
	return kept(r, &b);
}

static void
rule_full(struct report *r, struct bw_html *h, const struct bw_basis *b,
    size_t number)
{
	bw_html_open(h, "li");
	bw_html_attr(h, "id", fmt(r, "r%zu", number));
	bw_html_leaf(h, "strong", NULL, fmt(r, "R%zu", number));
	bw_html_text(h, BW_STR(" "));
	bw_html_text(h, in(r, &b->says));
	if (b->cite.n > 0) {
		bw_html_text(h, BW_STR(" "));
		bw_html_leaf(h, "span", "place", cited(r, b->cite));
	}
	bw_html_close(h);
}

/* Rules written out earlier: their numbers, on one line. */
static void
rules_again(struct report *r, struct bw_html *h, const struct bw_finding *f)
{
	size_t n = 0, number;
	bool first;

	for (size_t i = 0; i < f->basis.n; i++) {
		number = rule_number(r, &f->basis.v[i], &first);
		if (first)
			continue;
		if (n++ == 0) {
			bw_html_open_class(h, "p", "again");
			bw_html_text(h, word(r, "report.basis-again"));
		}
		bw_html_text(h, BW_STR(" "));
		bw_html_open(h, "a");
		bw_html_link(h, fmt(r, "r%zu", number));
		bw_html_text(h, fmt(r, "R%zu", number));
		bw_html_close(h);
	}
	if (n > 0)
		bw_html_close(h);
}

static void
rules(struct report *r, struct bw_html *h, const struct bw_finding *f)
{
	size_t n = 0, number;
	bool first;

	for (size_t i = 0; i < f->basis.n; i++) {
		number = rule_number(r, &f->basis.v[i], &first);
		if (!first)
			continue;
		if (n++ == 0) {
			bw_html_leaf(h, "p", "label", word(r, "report.basis"));
			bw_html_open_class(h, "ul", "evidence");
		}
		rule_full(r, h, &f->basis.v[i], number);
	}
	if (n > 0)
		bw_html_close(h);
	rules_again(r, h, f);
}

static void
grounds(struct report *r, struct bw_html *h, const struct bw_finding *f)
{
	if (r->brief || f->evidence.n + f->basis.n == 0)
		return;
	bw_html_open(h, "details");
	bw_html_attr_z(h, "open", "");
	bw_html_leaf(h, "summary", NULL, word(r, "report.evidence"));
	if (f->evidence.n > 0) {
		bw_html_open_class(h, "ul", "evidence");
		for (size_t i = 0; i < f->evidence.n; i++)
			evidence_item(r, h, &f->evidence.v[i]);
		bw_html_close(h);
	}
	rules(r, h, f);
	bw_html_close(h);
}

static void
settle(struct report *r, struct bw_html *h, const struct bw_finding *f)
{
	if (f->settle.n == 0)
		return;
	bw_html_open(h, "div");
	bw_html_leaf(h, "dt", NULL, word(r, "report.settle"));
	for (size_t i = 0; i < f->settle.n; i++)
		bw_html_leaf(h, "dd", NULL, in(r, &f->settle.v[i]));
	bw_html_close(h);
}

static void
finding(struct report *r, struct bw_html *h, const struct bw_finding *f)
{
	char class_[32];

	snprintf(class_, sizeof(class_), "finding %s", bw_level_name(f->level));
	bw_html_open_class(h, "article", class_);
	bw_html_attr(h, "id", finding_id(r, f));
	bw_html_open_class(h, "div", "say");
	page_badges(r, h, f);
	bw_html_leaf(h, "h3", NULL, in(r, &f->title));
	if (in(r, &f->reason).n > 0)
		bw_html_leaf(h, "p", "reason", in(r, &f->reason));
	if (in(r, &f->todo).n + in(r, &f->who).n + f->settle.n > 0 ||
	    f->deadline != BW_DATE_MAX) {
		bw_html_open_class(h, "dl", "steps");
		said(r, h, "report.todo", in(r, &f->todo));
		said(r, h, "report.who", in(r, &f->who));
		said(r, h, "report.deadline", day_text(r, f->deadline));
		settle(r, h, f);
		bw_html_close(h);
	}
	bw_html_close(h);
	grounds(r, h, f);
	bw_html_close(h);
}

void
page_findings(struct report *r, struct bw_html *h, enum question q)
{
	const struct bw_findings *all = &r->c->findings;
	bool any = false;

	for (size_t i = 0; i < all->list.n; i++) {
		if (question_of(&all->list.v[i]) != q)
			continue;
		finding(r, h, &all->list.v[i]);
		any = true;
	}
	if (!any)
		bw_html_leaf(h, "p", "nothing", nothing_found(r, q));
}

/* The findings that ask for it. */
static void
because(struct report *r, struct bw_html *h, const struct bw_finding *f)
{
	const struct bw_findings *all = &r->c->findings;

	bw_html_open(h, "div");
	bw_html_leaf(h, "dt", NULL, word(r, "report.because"));
	for (size_t i = 0; i < all->list.n; i++) {
		if (!same_todo(r, &all->list.v[i], f))
			continue;
		bw_html_open(h, "dd");
		bw_html_open(h, "a");
		bw_html_link(h, finding_id(r, &all->list.v[i]));
		bw_html_text(h, in(r, &all->list.v[i].title));
		bw_html_close(h);
		bw_html_close(h);
	}
	bw_html_close(h);
}

static void
todo_item(struct report *r, struct bw_html *h, const struct bw_finding *f)
{
	bw_html_open(h, "li");
	bw_html_leaf(h, "p", "action", in(r, &f->todo));
	bw_html_open_class(h, "dl", "steps");
	said(r, h, "report.who", in(r, &f->who));
	said(r, h, "report.deadline", day_text(r, f->deadline));
	because(r, h, f);
	bw_html_close(h);
	bw_html_close(h);
}

/* What to do, grouped by how urgent it is. */
void
page_todo(struct report *r, struct bw_html *h)
{
	static const enum bw_level levels[] = { BW_ACT, BW_PLAN, BW_KNOW };
	const struct bw_finding *f;
	bool open;

	if (todo(r, 0) == NULL)
		bw_html_leaf(h, "p", "nothing", word(r, "report.none.do"));
	for (size_t l = 0; l < BW_LEN(levels); l++) {
		open = false;
		for (size_t i = 0; (f = todo(r, i)) != NULL; i++) {
			if (f->level != levels[l])
				continue;
			if (!open) {
				bw_html_leaf(h, "h3", "level-head",
				    wordf(r, "report.do",
					bw_level_name(levels[l])));
				bw_html_open_class(h, "ol", "todo");
				open = true;
			}
			todo_item(r, h, f);
		}
		if (open)
			bw_html_close(h);
	}
}
