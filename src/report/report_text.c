/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report_text.c - a check on a terminal.
 *
 * The same four questions as the page, one under the other, with tables that
 * fit the terminal (base/table.h wraps them, and turns them into blocks when
 * they can't). Colour only repeats what a word and a sign say already. All
 * text of others passes bw_plain on the way, so no name can move the cursor.
 */
#include "report/report_priv.h"
#include "base/fold.h"
#include "base/table.h"

#define MOST_OWNERS 200u /* lines; --json has all */

#define BOLD "1"
#define RED "1;31"
#define YELLOW "1;33"
#define BLUE "1;34"

static void
begin_colour(struct report *r, struct bw_out *o, const char *code)
{
	if (r->colour)
		bw_out_fmt(o, "\x1b[%sm", code);
}

static void
end_colour(struct report *r, struct bw_out *o)
{
	if (r->colour)
		bw_out_z(o, "\x1b[0m");
}

static void
heading(struct report *r, struct bw_out *o, struct bw_str text)
{
	size_t width = bw_utf8_width(text);

	bw_out_z(o, "\n");
	begin_colour(r, o, BOLD);
	bw_wrap(o, text, 0, r->width);
	for (size_t i = 0; i < (width < r->width ? width : r->width); i++)
		bw_out_z(o, "=");
	end_colour(r, o);
	bw_out_z(o, "\n");
}

/* "label: text", wrapped under each other; nothing when there is no text. */
static void
labelled(struct report *r, struct bw_out *o, const char *key,
    struct bw_str text, unsigned indent)
{
	struct bw_buf b = { 0 };

	if (text.n == 0)
		return;
	bw_buf_str(&b, word(r, key));
	bw_buf_z(&b, ": ");
	bw_buf_str(&b, text);
	bw_wrap(o, kept(r, &b), indent, r->width);
}

/* A mark, and the text wrapped beside it. */
static void
marked(struct report *r, struct bw_out *o, struct bw_str mark,
    struct bw_str text, unsigned indent)
{
	unsigned beside = indent + (unsigned)bw_utf8_width(mark) + 1;
	struct bw_out m;

	bw_out_memory(&m);
	bw_wrap(&m, text, beside, r->width);
	for (unsigned i = 0; i < indent; i++)
		bw_out_z(o, " ");
	bw_out_str(o, mark);
	bw_out_z(o, " ");
	if (m.buf.n > beside)
		bw_out_str(o, bw_str_sub(bw_buf_get(&m.buf), beside, m.buf.n));
	else
		bw_out_z(o, "\n");
	if (m.buf.failed || m.err.code != 0)
		r->failed = true;
	bw_out_release(&m);
	bw_buf_release(&m.buf);
}

static struct bw_str
badges(struct report *r, const struct bw_finding *f)
{
	struct bw_str level = wordf(r, "level", bw_level_name(f->level));
	struct bw_str sure =
	    wordf(r, "certainty", bw_certainty_name(f->certainty));

	return fmt(r, "[%s %.*s | %s %.*s]", level_mark(f->level),
	    BW_ARG(level), certainty_mark(f->certainty), BW_ARG(sure));
}

static void
badge_line(struct report *r, struct bw_out *o, const struct bw_finding *f)
{
	static const char *const code[] = {
		[BW_KNOW] = BLUE, [BW_PLAN] = YELLOW, [BW_ACT] = RED
	};

	begin_colour(r, o, code[f->level]);
	bw_out_str(o, badges(r, f));
	end_colour(r, o);
	bw_out_z(o, "\n");
}

/* ---- the top ------------------------------------------------------------- */
static struct bw_str
who_is_it(struct report *r)
{
	const struct bw_party_facts *f = &r->c->facts;
	struct bw_str ids = identifiers(r);
	struct bw_buf b = { 0 };

	bw_buf_str(&b, wordf(r, "kind", bw_party_kind_name(f->kind)));
	if (f->country.n > 0) {
		bw_buf_z(&b, ", ");
		bw_buf_str(&b, country_name(r, f->country));
	}
	if (ids.n > 0)
		bw_buf_fmt(&b, ", %.*s", BW_ARG(ids));
	return kept(r, &b);
}

static void
summary(struct report *r, struct bw_out *o)
{
	const struct bw_finding *f;

	heading(r, o, word(r, "report.summary"));
	for (enum question q = ASK_CONTROL; q < ASK_DO; q++) {
		bw_wrap(
		    o, wordf(r, "report.ask", question_name(q)), 0, r->width);
		f = top_finding(r, q);
		bw_wrap(o, f != NULL ? in(r, &f->title) : nothing_found(r, q),
		    2, r->width);
		if (f != NULL) {
			bw_out_z(o, "  ");
			badge_line(r, o, f);
		}
	}
	bw_wrap(o, word(r, "report.ask.do"), 0, r->width);
	f = todo(r, 0);
	bw_wrap(o, f != NULL ? in(r, &f->todo) : word(r, "report.none.do"), 2,
	    r->width);
}

static void
top(struct report *r, struct bw_out *o)
{
	begin_colour(r, o, BOLD);
	bw_wrap(o, party_name(r, r->c->party), 0, r->width);
	end_colour(r, o);
	bw_wrap(o, who_is_it(r), 0, r->width);
	bw_wrap(o, FILLED(r, "report.as-of", { "day", day_text(r, r->c->day) }),
	    0, r->width);
	bw_wrap(o, known_text(r), 0, r->width);
	if (is_fictional(r))
		bw_wrap(o, word(r, "report.fictional"), 0, r->width);
	summary(r, o);
}

/* ---- findings ------------------------------------------------------------ */
static void
evidence(struct report *r, struct bw_out *o, const struct bw_evidence *e)
{
	struct bw_str place = evidence_place(r, e);
	struct bw_buf b = { 0 };

	bw_buf_str(&b, in(r, &e->says));
	if (e->source != 0)
		bw_buf_fmt(&b, " [%u%s%.*s]", e->source,
		    place.n > 0 ? ", " : "", BW_ARG(place));
	marked(r, o, BW_STR("-"), kept(r, &b), 4);
}

static void
rules(struct report *r, struct bw_out *o, const struct bw_finding *f)
{
	struct bw_buf again = { 0 };

	for (size_t i = 0; i < f->basis.n; i++) {
		const struct bw_basis *s = &f->basis.v[i];
		struct bw_buf b = { 0 };
		bool first;
		size_t number = rule_number(r, s, &first);

		if (!first) {
			if (again.n == 0)
				bw_buf_str(
				    &again, word(r, "report.basis-again"));
			bw_buf_fmt(&again, " R%zu", number);
			continue;
		}
		bw_buf_fmt(
		    &b, "%.*s R%zu: ", BW_ARG(word(r, "report.basis")), number);
		bw_buf_str(&b, in(r, &s->says));
		if (s->cite.n > 0)
			bw_buf_fmt(&b, " (%.*s)", BW_ARG(s->cite));
		bw_wrap(o, kept(r, &b), 2, r->width);
	}
	bw_wrap(o, kept(r, &again), 2, r->width);
}

static void
finding(struct report *r, struct bw_out *o, const struct bw_finding *f)
{
	bw_out_z(o, "\n");
	badge_line(r, o, f);
	begin_colour(r, o, BOLD);
	bw_wrap(o, in(r, &f->title), 0, r->width);
	end_colour(r, o);
	bw_wrap(o, in(r, &f->reason), 2, r->width);
	labelled(r, o, "report.todo", in(r, &f->todo), 2);
	labelled(r, o, "report.who", in(r, &f->who), 2);
	labelled(r, o, "report.deadline", day_text(r, f->deadline), 2);
	if (r->brief)
		return;
	for (size_t i = 0; i < f->settle.n; i++)
		labelled(r, o, "report.settle", in(r, &f->settle.v[i]), 2);
	if (f->evidence.n > 0)
		bw_wrap(o, fmt(r, "%.*s:", BW_ARG(word(r, "report.evidence"))),
		    2, r->width);
	for (size_t i = 0; i < f->evidence.n; i++)
		evidence(r, o, &f->evidence.v[i]);
	rules(r, o, f);
}

static void
findings(struct report *r, struct bw_out *o, enum question q)
{
	const struct bw_findings *all = &r->c->findings;
	bool any = false;

	heading(r, o, wordf(r, "report.ask", question_name(q)));
	for (size_t i = 0; i < all->list.n; i++) {
		if (question_of(&all->list.v[i]) != q)
			continue;
		finding(r, o, &all->list.v[i]);
		any = true;
	}
	if (!any)
		bw_wrap(o, nothing_found(r, q), 0, r->width);
}

/* ---- tables -------------------------------------------------------------- */
static struct bw_table *
table(struct report *r, const char *const *key, const unsigned *flags, size_t n)
{
	struct bw_table *t = bw_table_new(&r->a);

	for (size_t i = 0; i < n; i++)
		bw_table_col(t, wordf(r, "report.col", key[i]), flags[i]);
	return t;
}

static int
owners(struct report *r, struct bw_out *o, struct bw_err *err)
{
	static const char *const key[] = { "layer", "holder", "company",
		"capital", "votes", "control", "remarks", "source" };
	static const unsigned flags[] = { 0, BW_COL_WRAP, BW_COL_WRAP,
		BW_COL_RIGHT, BW_COL_WRAP, BW_COL_WRAP, BW_COL_WRAP,
		BW_COL_WRAP };
	struct bw_table *t = table(r, key, flags, BW_LEN(key));
	size_t n, all;
	const struct owner_line *line = owner_lines(r, MOST_OWNERS, &n, &all);
	int rc;

	if (n == 0)
		return 0;
	for (size_t i = 0; i < n; i++) {
		const struct bw_link *k = line[i].link;

		bw_table_cell(t, fmt(r, "%u", line[i].row->layer));
		bw_table_cell(t, party_name(r, r->c->cone.party[k->holder]));
		bw_table_cell(t, party_name(r, r->c->cone.party[k->company]));
		bw_table_cell(t, link_capital(r, k));
		bw_table_cell(t, link_votes(r, k));
		bw_table_cell(t, owner_control(r, line[i].row));
		bw_table_cell(t, link_remarks(r, k));
		bw_table_cell(t, link_sources(r, k));
	}
	bw_out_z(o, "\n");
	bw_wrap(o, word(r, "report.owners.caption"), 0, r->width);
	bw_out_z(o, "\n");
	rc = bw_table_print(t, o, r->width, err);
	if (all > n)
		bw_wrap(o,
		    FILLED(r, "report.owners.more", { "n", count(r, all - n) }),
		    0, r->width);
	return rc;
}

static struct bw_str
largest(struct report *r, const struct bw_production *p)
{
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < p->n && i < 3; i++) {
		if (i > 0)
			bw_buf_z(&b, ", ");
		bw_buf_str(&b, producer_name(r, &p->by[i]));
		bw_buf_char(&b, ' ');
		bw_buf_str(&b, percent(r, p->by[i].share));
	}
	return kept(r, &b);
}

static int
supply(struct report *r, struct bw_out *o, struct bw_err *err)
{
	static const char *const key[] = { "material", "stage", "year",
		"largest", "hhi", "wgi", "bought" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP,
		BW_COL_RIGHT, BW_COL_WRAP, BW_COL_RIGHT, BW_COL_RIGHT,
		BW_COL_WRAP };
	struct bw_table *t = table(r, key, flags, BW_LEN(key));

	if (r->c->n_production == 0)
		return 0;
	for (size_t i = 0; i < r->c->n_production; i++) {
		const struct bw_production *p = &r->c->production[i];

		bw_table_cell(t, material_name(r, p->material));
		bw_table_cell(t, wordf(r, "stage", bw_stage_name(p->stage)));
		bw_table_cell(t, fmt(r, "%d", p->year));
		bw_table_cell(t, largest(r, p));
		bw_table_cell(t, span(r, p->c.hhi_lo, p->c.hhi_hi, 2));
		bw_table_cell(t, span(r, p->c.wgi_lo, p->c.wgi_hi, 1));
		bw_table_cell(t, bought_where(r, p->material));
	}
	bw_out_z(o, "\n");
	bw_wrap(o, word(r, "report.supply.caption"), 0, r->width);
	bw_out_z(o, "\n");
	return bw_table_print(t, o, r->width, err);
}

/* The findings that ask for it. */
static void
because(struct report *r, struct bw_out *o, const struct bw_finding *f)
{
	const struct bw_findings *all = &r->c->findings;

	for (size_t i = 0; i < all->list.n; i++)
		if (same_todo(r, &all->list.v[i], f))
			labelled(r, o, "report.because",
			    in(r, &all->list.v[i].title), 3);
}

static void
actions(struct report *r, struct bw_out *o)
{
	const struct bw_finding *f;

	heading(r, o, word(r, "report.ask.do"));
	if (todo(r, 0) == NULL)
		bw_wrap(o, word(r, "report.none.do"), 0, r->width);
	for (size_t i = 0; (f = todo(r, i)) != NULL; i++) {
		marked(r, o, fmt(r, "%zu.", i + 1), in(r, &f->todo), 0);
		labelled(r, o, "report.who", in(r, &f->who), 3);
		labelled(r, o, "report.deadline", day_text(r, f->deadline), 3);
		because(r, o, f);
	}
}

/* "publisher, licence, loaded 2026-11-20" */
static struct bw_str
origin(struct report *r, const struct bw_source *s)
{
	const struct bw_str part[] = { s->format, s->publisher, s->licence };
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < BW_LEN(part); i++) {
		if (part[i].n == 0)
			continue;
		bw_buf_str(&b, part[i]);
		bw_buf_z(&b, ", ");
	}
	bw_buf_str(&b,
	    FILLED(r, "report.loaded-on",
		{ "day", bw_str_sub(s->loaded_at, 0, 10) }));
	return kept(r, &b);
}

static void
sources(struct report *r, struct bw_out *o)
{
	heading(r, o, word(r, "report.sources"));
	if (r->c->n_source == 0)
		bw_wrap(o, word(r, "report.none.sources"), 0, r->width);
	for (size_t i = 0; i < r->c->n_source; i++) {
		const struct bw_source *s = &r->c->source[i];
		struct bw_str number = fmt(r, "[%u]", s->id);
		unsigned beside = (unsigned)number.n + 1;

		marked(r, o, number, s->name, 0);
		bw_wrap(o, origin(r, s), beside, r->width);
		/* In one piece where it fits, to be copied and compared. */
		labelled(r, o, "report.col.sha256",
		    r->width >= beside + 9 + s->sha256.n
			? s->sha256
			: sha_pieces(r, s->sha256),
		    beside);
	}
}

int
bw_report_text(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o, struct bw_err *err)
{
	struct report r;
	int rc = report_begin(&r, c, v, opt, err);

	if (rc != 0)
		return report_end(&r, rc, o, err);
	top(&r, o);
	findings(&r, o, ASK_CONTROL);
	rc = owners(&r, o, err);
	findings(&r, o, ASK_DEPEND);
	if (rc == 0)
		rc = supply(&r, o, err);
	findings(&r, o, ASK_WEAK);
	actions(&r, o);
	sources(&r, o);
	bw_out_z(o, "\n");
	bw_wrap(o, word(&r, "report.no-advice"), 0, r.width);
	return report_end(&r, rc, o, err);
}
