/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * board.c - the report for the board of a company.
 *
 * One page that says all: the four questions, the most important answer to
 * each and how sure it is, and what to do first. Then every question with
 * what was found, the steps in their order, the sources, and how it was done.
 */
#include "report/board.h"

struct bw_str
clipped(struct report *r, struct bw_str s, size_t most)
{
	struct bw_buf b = { 0 };

	if (s.n <= most)
		return s;
	while (most > 0 && ((unsigned char)s.p[most] & 0xc0) == 0x80)
		most--;
	bw_buf_str(&b, bw_str_sub(s, 0, most));
	bw_buf_z(&b, "\xe2\x80\xa6"); /* … */
	return kept(r, &b);
}

void
board_more(struct board *b, size_t n)
{
	if (n > 0)
		bw_doc_para(&b->d, BW_DOC_NOTE,
		    FILLED(b->r, "report.board.more", { "n", count(b->r, n) }));
}

/* ---- the top ------------------------------------------------------------- */
static void
fact(
    struct board *b, struct bw_doc_list *l, const char *key, struct bw_str text)
{
	if (text.n > 0)
		bw_doc_item(
		    &b->d, l, word(b->r, key), clipped(b->r, text, BOARD_TEXT));
}

static struct bw_str
other_names(struct report *r)
{
	const struct bw_party_facts *f = &r->c->facts;
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < f->n_other && b.n < BOARD_TEXT; i++)
		bw_buf_fmt(
		    &b, "%s%.*s", i > 0 ? "; " : "", BW_ARG(f->other[i].text));
	return kept(r, &b);
}

/* How many sources, and when the last of them was loaded. */
static struct bw_str
data_told(struct report *r)
{
	struct bw_str last = { 0 };

	for (size_t i = 0; i < r->c->n_source; i++)
		if (bw_str_cmp(r->c->source[i].loaded_at, last) > 0)
			last = r->c->source[i].loaded_at;
	if (r->c->n_source == 0)
		return word(r, "report.none.sources");
	return FILLED(r, "report.board.data", { "n", count(r, r->c->n_source) },
	    { "day", bw_str_sub(last, 0, 10) });
}

static void
top(struct board *b)
{
	struct report *r = b->r;
	const struct bw_party_facts *f = &r->c->facts;
	struct bw_doc_list *l;

	bw_doc_para(&b->d, BW_DOC_BRAND, word(r, "report.board.kind"));
	bw_doc_head(&b->d, 1, BW_STR("top"),
	    clipped(r, party_name(r, r->c->party), BOARD_NAME));
	l = bw_doc_list(&b->d, BW_DOC_TERMS);
	fact(b, l, "report.col.kind",
	    wordf(r, "kind", bw_party_kind_name(f->kind)));
	fact(b, l, "report.col.country", country_name(r, f->country));
	fact(b, l, "report.identifiers", identifiers(r));
	fact(b, l, "report.other-names", other_names(r));
	fact(b, l, "report.ended", day_text(r, f->ended));
	fact(b, l, "report.day", day_text(r, r->c->day));
	fact(b, l, "report.knowledge", known_text(r));
	fact(b, l, "report.board.data-head", data_told(r));
	if (is_fictional(r))
		bw_doc_para(&b->d, BW_DOC_NOTE, word(r, "report.fictional"));
}

/* ---- the summary --------------------------------------------------------- */
static void
answer(struct board *b, enum question q)
{
	struct report *r = b->r;
	const struct bw_finding *f = top_finding(r, q);
	struct bw_doc_block *p;

	if (f != NULL)
		bw_doc_card(&b->d, f->level);
	bw_doc_head(
	    &b->d, 3, BW_STR(""), wordf(r, "report.ask", question_name(q)));
	if (f == NULL) {
		bw_doc_para(&b->d, BW_DOC_BODY, nothing_found(r, q));
		return;
	}
	board_badges(b, f);
	p = bw_doc_para(&b->d, BW_DOC_LEAD, BW_STR(""));
	bw_doc_run(&b->d, &p->text, BW_DOC_PLAIN,
	    clipped(r, in(r, &f->title), BOARD_TEXT), finding_id(r, f));
	bw_doc_card_end(&b->d);
}

static void
counts(struct board *b)
{
	static const enum bw_level levels[] = { BW_ACT, BW_PLAN, BW_KNOW };
	static const enum bw_doc_face face[] = { BW_DOC_ACT, BW_DOC_PLAN,
		BW_DOC_KNOW };
	struct report *r = b->r;
	struct bw_doc_block *p;

	if (r->c->findings.list.n == 0)
		return;
	p = bw_doc_para(&b->d, BW_DOC_BADGES, BW_STR(""));
	for (size_t i = 0; i < BW_LEN(levels); i++) {
		struct bw_str name =
		    wordf(r, "level", bw_level_name(levels[i]));

		if (count_level(r, levels[i]) == 0)
			continue;
		bw_doc_run(&b->d, &p->text, face[i],
		    fmt(r, "%zu\xc2\xa0%.*s", count_level(r, levels[i]),
			BW_ARG(name)),
		    BW_STR(""));
	}
}

static void
chapter(struct board *b, const char *id, struct bw_str title, bool page)
{
	bw_doc_head(&b->d, 2, bw_str_of(id), title)->page = page;
}

static void
summary(struct board *b)
{
	chapter(b, "summary", word(b->r, "report.summary"), false);
	counts(b);
	for (enum question q = ASK_CONTROL; q < ASK_DO; q++)
		answer(b, q);
	bw_doc_head(&b->d, 3, BW_STR(""),
	    wordf(b->r, "report.ask", question_name(ASK_DO)));
	board_first(b);
}

static void
question(struct board *b, enum question q, bool page)
{
	chapter(b, question_name(q),
	    wordf(b->r, "report.ask", question_name(q)), page);
	if (q == ASK_DO)
		board_steps(b);
	else
		board_findings(b, q);
	if (q == ASK_CONTROL)
		board_owners(b);
	else if (q == ASK_DEPEND)
		board_supply(b);
}

static void
whole(struct board *b)
{
	struct report *r = b->r;
	struct bw_str version = BW_STR(BW_REPORT_VERSION);

	top(b);
	summary(b);
	for (enum question q = ASK_CONTROL; q < QUESTIONS; q++)
		question(b, q, q == ASK_CONTROL);
	chapter(b, "sources", word(r, "report.sources"), false);
	board_sources(b);
	chapter(b, "method", word(r, "report.method"), false);
	board_method(b);
	bw_doc_para(&b->d, BW_DOC_BODY, word(r, "report.no-advice"));
	bw_doc_para(&b->d, BW_DOC_NOTE,
	    FILLED(r, "report.made-by", { "version", version }));
}

static int
board(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o,
    int (*write)(const struct bw_doc *, struct bw_out *, struct bw_err *),
    struct bw_err *err)
{
	struct report r;
	struct board b = { .r = &r, .d = { .a = &r.a, .lang = opt->lang } };
	int rc = report_begin(&r, c, v, opt, err);

	if (rc == 0) {
		struct bw_str name =
		    clipped(&r, party_name(&r, c->party), BOARD_NAME);

		b.d.title = FILLED(&r, "report.board.title", { "name", name });
		b.d.subject = FILLED(&r, "report.board.subject",
		    { "day", day_text(&r, c->day) });
		b.d.maker = BW_STR("Bolwerk " BW_REPORT_VERSION);
		b.rule_at = BW_ARENA_ARRAY(
		    &r.a, const struct bw_finding *, r.n_rule + 1);
		if (b.rule_at == NULL)
			b.d.failed = true;
		else
			whole(&b);
		b.d.failed |= r.failed;
		rc = write(&b.d, o, err);
	}
	return report_end(&r, rc, o, err);
}

int
bw_report_board_html(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o, struct bw_err *err)
{
	return board(c, v, opt, o, bw_doc_html, err);
}

int
bw_report_board_pdf(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o, struct bw_err *err)
{
	return board(c, v, opt, o, bw_doc_pdf, err);
}
