/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * board_findings.c - findings and steps in the report for the board.
 */
#include "report/board.h"

void
board_badges(struct board *b, const struct bw_finding *f)
{
	static const enum bw_doc_face face[] = { [BW_KNOW] = BW_DOC_KNOW,
		[BW_PLAN] = BW_DOC_PLAN,
		[BW_ACT] = BW_DOC_ACT };
	struct report *r = b->r;
	struct bw_doc_block *p = bw_doc_para(&b->d, BW_DOC_BADGES, BW_STR(""));
	struct bw_str level = wordf(r, "level", bw_level_name(f->level));
	struct bw_str sure =
	    wordf(r, "certainty", bw_certainty_name(f->certainty));

	bw_doc_run(&b->d, &p->text, face[f->level],
	    fmt(r, "%s\xc2\xa0%.*s", level_mark(f->level), BW_ARG(level)),
	    BW_STR(""));
	bw_doc_run(&b->d, &p->text, BW_DOC_SURE,
	    fmt(r, "%s\xc2\xa0%.*s", certainty_mark(f->certainty),
		BW_ARG(sure)),
	    BW_STR(""));
}

static bool
known_source(const struct report *r, uint32_t source)
{
	for (size_t i = 0; i < r->c->n_source; i++)
		if (r->c->source[i].id == source)
			return true;
	return false;
}

static void
evidence(struct board *b, struct bw_doc_list *l, const struct bw_evidence *e)
{
	struct report *r = b->r;
	struct bw_doc_item *i = bw_doc_item(
	    &b->d, l, BW_STR(""), clipped(r, in(r, &e->says), BOARD_TEXT));
	struct bw_str place = clipped(r, evidence_place(r, e), BOARD_NAME);

	if (e->source == 0)
		return;
	bw_doc_run(&b->d, &i->text, BW_DOC_SOFT,
	    FILLED(r, "report.source-n", { "n", fmt(r, "%u", e->source) }),
	    known_source(r, e->source) ? fmt(r, "s%u", e->source) : BW_STR(""));
	bw_doc_run(&b->d, &i->text, BW_DOC_SOFT, place, BW_STR(""));
}

static void
rule(struct board *b, struct bw_doc_list *l, const struct bw_basis *basis,
    size_t n)
{
	struct report *r = b->r;
	struct bw_doc_item *i = bw_doc_item(&b->d, l, BW_STR(""), BW_STR(""));

	i->id = fmt(r, "r%zu", n);
	bw_doc_run(
	    &b->d, &i->text, BW_DOC_STRONG, fmt(r, "R%zu", n), BW_STR(""));
	bw_doc_run(&b->d, &i->text, BW_DOC_PLAIN,
	    clipped(r, in(r, &basis->says), BOARD_TEXT), BW_STR(""));
	bw_doc_run(&b->d, &i->text, BW_DOC_SOFT,
	    clipped(r, basis->cite, BOARD_NAME), BW_STR(""));
}

/* A rule is written out at its first place; later its number leads there. */
static void
rules(struct board *b, const struct bw_finding *f)
{
	struct report *r = b->r;
	struct bw_doc_block *again = NULL;
	struct bw_doc_list *l = NULL;
	bool first;

	for (size_t i = 0; i < f->basis.n; i++) {
		size_t n = rule_number(r, &f->basis.v[i], &first);

		if (b->rule_at[n - 1] != NULL)
			continue;
		b->rule_at[n - 1] = f;
		if (l == NULL) {
			bw_doc_para(
			    &b->d, BW_DOC_LABEL, word(r, "report.basis"));
			l = bw_doc_list(&b->d, BW_DOC_BULLETS);
		}
		rule(b, l, &f->basis.v[i], n);
	}
	for (size_t i = 0; i < f->basis.n; i++) {
		size_t n = rule_number(r, &f->basis.v[i], &first);

		if (b->rule_at[n - 1] == f)
			continue;
		if (again == NULL)
			again = bw_doc_para(
			    &b->d, BW_DOC_NOTE, word(r, "report.basis-again"));
		bw_doc_run(&b->d, &again->text, BW_DOC_PLAIN, fmt(r, "R%zu", n),
		    fmt(r, "r%zu", n));
	}
}

static void
grounds(struct board *b, const struct bw_finding *f)
{
	struct bw_doc_list *l;

	if (f->evidence.n > 0) {
		bw_doc_para(&b->d, BW_DOC_LABEL, word(b->r, "report.evidence"));
		l = bw_doc_list(&b->d, BW_DOC_BULLETS);
		for (size_t i = 0; i < f->evidence.n && i < BOARD_LINES; i++)
			evidence(b, l, &f->evidence.v[i]);
		board_more(b,
		    f->evidence.n > BOARD_LINES ? f->evidence.n - BOARD_LINES
						: 0);
	}
	rules(b, f);
}

static void
term(
    struct board *b, struct bw_doc_list *l, const char *key, struct bw_str text)
{
	if (text.n > 0)
		bw_doc_item(
		    &b->d, l, word(b->r, key), clipped(b->r, text, BOARD_TEXT));
}

static void
settle(struct board *b, struct bw_doc_list *l, const struct bw_finding *f)
{
	struct report *r = b->r;
	struct bw_doc_list *more;

	if (f->settle.n == 1)
		term(b, l, "report.settle", in(r, &f->settle.v[0]));
	if (f->settle.n < 2)
		return;
	more = bw_doc_sublist(&b->d,
	    bw_doc_item(&b->d, l, word(r, "report.settle"), BW_STR("")),
	    BW_DOC_BULLETS);
	for (size_t i = 0; i < f->settle.n && i < BOARD_LINES; i++)
		bw_doc_item(&b->d, more, BW_STR(""),
		    clipped(r, in(r, &f->settle.v[i]), BOARD_TEXT));
}

static void
finding(struct board *b, const struct bw_finding *f)
{
	struct report *r = b->r;
	struct bw_doc_list *l;

	bw_doc_card(&b->d, f->level);
	bw_doc_head(&b->d, 3, finding_id(r, f),
	    clipped(r, in(r, &f->title), BOARD_TEXT));
	board_badges(b, f);
	if (in(r, &f->reason).n > 0)
		bw_doc_para(&b->d, BW_DOC_BODY,
		    clipped(r, in(r, &f->reason), BOARD_TEXT));
	if (in(r, &f->todo).n + in(r, &f->who).n + f->settle.n > 0 ||
	    f->deadline != BW_DATE_MAX) {
		l = bw_doc_list(&b->d, BW_DOC_TERMS);
		term(b, l, "report.todo", in(r, &f->todo));
		term(b, l, "report.who", in(r, &f->who));
		term(b, l, "report.deadline", day_text(r, f->deadline));
		settle(b, l, f);
	}
	if (!r->brief)
		grounds(b, f);
	bw_doc_card_end(&b->d);
}

/* Is it among those that are written out? */
static bool
is_shown(const struct report *r, const struct bw_finding *f)
{
	enum question q = question_of(f);
	size_t n = 0;

	for (const struct bw_finding *g = r->c->findings.list.v; g < f; g++)
		n += question_of(g) == q;
	return n < BOARD_FINDINGS;
}

void
board_findings(struct board *b, enum question q)
{
	const struct bw_findings *all = &b->r->c->findings;
	size_t n = 0;

	for (size_t i = 0; i < all->list.n; i++) {
		if (question_of(&all->list.v[i]) != q)
			continue;
		if (n++ < BOARD_FINDINGS)
			finding(b, &all->list.v[i]);
	}
	if (n == 0)
		bw_doc_para(&b->d, BW_DOC_BODY, nothing_found(b->r, q));
	board_more(b, n > BOARD_FINDINGS ? n - BOARD_FINDINGS : 0);
}

/* ---- steps --------------------------------------------------------------- */
static void
because(struct board *b, struct bw_doc_list *l, const struct bw_finding *f)
{
	const struct bw_findings *all = &b->r->c->findings;
	struct report *r = b->r;
	struct bw_doc_list *more = NULL;
	size_t n = 0;

	for (const struct bw_finding *g = f;
	     g < all->list.v + all->list.n && n < BOARD_LINES; g++) {
		struct bw_doc_item *i;

		if (!same_todo(r, g, f))
			continue;
		if (more == NULL)
			more = bw_doc_sublist(&b->d,
			    bw_doc_item(&b->d, l, word(r, "report.because"),
				BW_STR("")),
			    BW_DOC_BULLETS);
		i = bw_doc_item(&b->d, more, BW_STR(""), BW_STR(""));
		bw_doc_run(&b->d, &i->text, BW_DOC_PLAIN,
		    clipped(r, in(r, &g->title), BOARD_TEXT),
		    is_shown(r, g) ? finding_id(r, g) : BW_STR(""));
		n++;
	}
}

static struct bw_doc_item *
action(struct board *b, struct bw_doc_list *l, const struct bw_finding *f)
{
	struct bw_doc_item *i = bw_doc_item(&b->d, l, BW_STR(""), BW_STR(""));

	bw_doc_run(&b->d, &i->text, BW_DOC_STRONG,
	    clipped(b->r, in(b->r, &f->todo), BOARD_TEXT), BW_STR(""));
	return i;
}

static void
step(struct board *b, struct bw_doc_list *l, const struct bw_finding *f)
{
	struct report *r = b->r;
	struct bw_doc_item *i = action(b, l, f);
	struct bw_doc_list *more = bw_doc_sublist(&b->d, i, BW_DOC_TERMS);

	term(b, more, "report.who", in(r, &f->who));
	term(b, more, "report.deadline", day_text(r, f->deadline));
	because(b, more, f);
}

/* On the first page: on one line, with who and when behind it. */
static void
short_step(struct board *b, struct bw_doc_list *l, const struct bw_finding *f)
{
	struct report *r = b->r;
	struct bw_doc_item *i = action(b, l, f);
	struct bw_str who = clipped(r, in(r, &f->who), BOARD_NAME);

	if (who.n > 0)
		bw_doc_run(&b->d, &i->text, BW_DOC_SOFT,
		    FILLED(r, "report.board.who", { "who", who }), BW_STR(""));
	if (f->deadline != BW_DATE_MAX)
		bw_doc_run(&b->d, &i->text, BW_DOC_SOFT,
		    FILLED(r, "report.board.when",
			{ "day", day_text(r, f->deadline) }),
		    BW_STR(""));
}

void
board_first(struct board *b)
{
	struct report *r = b->r;
	struct bw_doc_list *l;

	if (r->n_todo == 0) {
		bw_doc_para(&b->d, BW_DOC_BODY, word(r, "report.none.do"));
		return;
	}
	bw_doc_para(&b->d, BW_DOC_LABEL,
	    FILLED(r, "report.board.first",
		{ "n",
		    count(
			r, r->n_todo < BOARD_FIRST ? r->n_todo : BOARD_FIRST) },
		{ "all", count(r, r->n_todo) }));
	l = bw_doc_list(&b->d, BW_DOC_NUMBERS);
	for (size_t i = 0; i < r->n_todo && i < BOARD_FIRST; i++)
		short_step(b, l, todo(r, i));
}

void
board_steps(struct board *b)
{
	static const enum bw_level levels[] = { BW_ACT, BW_PLAN, BW_KNOW };
	struct report *r = b->r;

	if (r->n_todo == 0)
		bw_doc_para(&b->d, BW_DOC_BODY, word(r, "report.none.do"));
	for (size_t k = 0; k < BW_LEN(levels); k++) {
		struct bw_doc_list *l = NULL;
		size_t n = 0;

		for (size_t i = 0; i < r->n_todo; i++) {
			if (todo(r, i)->level != levels[k])
				continue;
			if (n++ >= BOARD_STEPS)
				continue;
			if (l == NULL) {
				bw_doc_head(&b->d, 3, BW_STR(""),
				    wordf(r, "report.do",
					bw_level_name(levels[k])));
				l = bw_doc_list(&b->d, BW_DOC_NUMBERS);
			}
			step(b, l, todo(r, i));
		}
		board_more(b, n > BOARD_STEPS ? n - BOARD_STEPS : 0);
	}
}
