/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_clock_print.c - `law clock` for people: a table of the terms that run or
 * ran, what follows each, and what the counting rests on.
 */
#include "base/map.h"
#include "cli/law_clock.h"

struct page {
	struct bw_law_clock *k;
	struct bw_out *out;
	unsigned width;
};

static struct bw_fill
fill(const char *name, struct bw_str s)
{
	return (struct bw_fill){ name, bw_text_same(s) };
}

static struct bw_str
day(struct page *p, bool known, bw_date d)
{
	struct bw_cli *cli = p->k->c.cli;

	if (!known) /* programs want an empty cell */
		return bw_cli_has(cli, BW_OPT_CSV) ? BW_STR("") : BW_STR("?");
	return bw_cli_day(cli, d);
}

static struct bw_str
fact(struct page *p, uint32_t f)
{
	return f == BW_NONE ? BW_STR("-") : p->k->c.vocabulary.fact[f].key;
}

static void
line(struct page *p, unsigned indent, const char *key, const struct bw_fill *f,
    size_t n)
{
	bw_wrap(p->out, bw_law_clock_words(p->k, key, f, n), indent, p->width);
}

/* Words of the law with the article behind them. */
static void
cited(struct page *p, unsigned indent, const char *key, struct bw_str words,
    struct bw_str cite)
{
	const struct bw_fill f[] = { fill("words", words), fill("cite", cite) };

	if (words.n > 0)
		line(p, indent, key, f, BW_LEN(f));
}

static bool
any_moves(const struct bw_law_clock *k)
{
	for (size_t i = 0; i < k->clock.n_term; i++)
		if (bw_law_clock_differs(&k->clock.term[i].plain))
			return true;
	return false;
}

static int
table(struct page *p, bool *any, struct bw_err *err)
{
	static const char *const name[] = { "term", "article", "who_acts",
		"start", "end", "if_moved", "latest", "stands", "done",
		"stopped_days", "missing" };
	struct bw_law_clock *k = p->k;
	struct bw_cli *cli = k->c.cli;
	bool moves = any_moves(k), csv = bw_cli_has(cli, BW_OPT_CSV);
	const unsigned flags[] = { BW_COL_WRAP, 0, BW_LIST_CSV, 0, 0,
		moves ? 0 : BW_LIST_CSV, 0, BW_COL_WRAP, BW_LIST_CSV,
		BW_LIST_CSV, BW_LIST_CSV };
	struct bw_listing l;
	int rc = bw_list_open(&l, cli, name, flags, BW_LEN(name), err);

	*any = false;
	for (size_t i = 0; i < k->clock.n_term && rc == 0; i++) {
		const struct bw_term *t = &k->clock.term[i];
		bool begun = t->state != BW_CLOCK_UNKNOWN;
		if (!csv && !bw_law_clock_shown(k, t))
			continue;
		*any = true;
		bw_list_cell(
		    &l, csv ? t->rule->id : bw_law_text(&k->c, t->rule->title));
		bw_list_cell(&l, t->rule->cite);
		bw_list_cell(&l, t->rule->who);
		bw_list_cell(&l, day(p, begun, t->start));
		bw_list_cell(&l, day(p, t->plain.known, t->plain.day));
		bw_list_cell(&l, day(p, t->plain.known, t->plain.moved));
		bw_list_cell(&l, day(p, t->worst.known, t->worst.day));
		bw_list_code(&l, "clock.state", bw_clock_state_name(t->state));
		bw_list_cell(&l,
		    begun && t->done != BW_DATE_MAX ? day(p, true, t->done)
						    : BW_STR(""));
		bw_list_count(&l, (uint64_t)t->stopped);
		bw_list_cell(&l,
		    t->missing == BW_NONE ? BW_STR("") : fact(p, t->missing));
	}
	return rc != 0 || !(csv || *any) ? rc : bw_list_close(&l, err);
}

static void
print_extensions(struct page *p, const struct bw_term *t)
{
	struct bw_arena *a = &p->k->c.cli->arena;

	for (size_t i = 0; i < t->rule->n_extension; i++) {
		const struct bw_extension_rule *e = &t->rule->extension[i];
		const struct bw_fill f[] = {
			fill("used", bw_arena_fmt(a, "%d", t->used[i])),
			fill("most", bw_arena_fmt(a, "%d", t->most[i])),
			fill("cite", e->cite),
			fill("fact",
			    t->perhaps[i] ? fact(p, e->when[0].fact)
					  : BW_STR("")),
		};

		if (t->never[i])
			continue;
		line(p, 4,
		    t->most[i] == 0      ? "clock.extend.none"
			: t->perhaps[i]  ? "clock.extend.perhaps"
			: t->used[i] > 0 ? "clock.extend.used"
					 : "clock.extend",
		    f, BW_LEN(f));
	}
}

static void
print_stops(struct page *p, const struct bw_term *t)
{
	struct bw_arena *a = &p->k->c.cli->arena;
	struct bw_str cite =
	    t->rule->n_stop > 0 ? t->rule->stop[0].cite : BW_STR("");
	const struct bw_fill f[] = {
		fill("days", bw_arena_fmt(a, "%d", t->stopped)),
		fill("left", bw_arena_fmt(a, "%d", t->left)),
		fill("end", day(p, t->running.known, t->running.day)),
		fill("fact", fact(p, t->missing)),
		fill("cite", cite),
	};

	if (t->state == BW_CLOCK_UNKNOWN)
		return;
	if (t->stopped > 0)
		line(p, 4, "clock.stopped", f, BW_LEN(f));
	if (!t->plain.known && t->missing != BW_NONE)
		line(p, 4, t->left >= 0 ? "clock.open" : "clock.open-extended",
		    f, BW_LEN(f));
}

static struct bw_str
who(struct page *p, const struct bw_term_rule *r)
{
	struct bw_str key =
	    bw_arena_fmt(&p->k->c.cli->arena, "clock.who.%.*s", BW_ARG(r->who));

	return key.p == NULL ? r->who : bw_cli_word(p->k->c.cli, key.p);
}

static void
print_term(struct page *p, const struct bw_term *t)
{
	const struct bw_term_rule *r = t->rule;
	const struct bw_fill f[] = {
		fill("fact", fact(p, t->missing)),
		fill("condition", fact(p, t->unsure)),
		fill("untold", fact(p, t->untold)),
		fill("done", day(p, true, t->done)),
		fill("words", bw_law_text(&p->k->c, r->title)),
		fill("cite", r->cite),
		fill("who", who(p, r)),
	};
	bool acted = t->state != BW_CLOCK_UNKNOWN && t->done != BW_DATE_MAX;

	bw_out_z(p->out, "\n");
	line(p, 2, "clock.head", f, BW_LEN(f));
	if (t->unsure != BW_NONE)
		line(p, 4, "clock.unsure", f, BW_LEN(f));
	if (t->state == BW_CLOCK_UNKNOWN)
		line(p, 4, "clock.no-start", f, BW_LEN(f));
	if (acted)
		line(p, 4,
		    t->state == BW_CLOCK_DONE       ? "clock.acted"
			: t->state == BW_CLOCK_LATE ? "clock.acted-late"
						    : "clock.acted-perhaps",
		    f, BW_LEN(f));
	if (t->state == BW_CLOCK_UNLESS)
		line(p, 4, "clock.unless", f, BW_LEN(f));
	print_stops(p, t);
	if (!acted && t->state != BW_CLOCK_OVER)
		print_extensions(p, t);
	if (!acted)
		cited(p, 4, "clock.silence",
		    bw_law_text(&p->k->c, r->silence.words), r->silence.cite);
	bw_wrap(p->out, bw_law_text(&p->k->c, r->then), 4, p->width);
	bw_wrap(p->out, bw_law_text(&p->k->c, r->note), 4, p->width);
}

/* Why there are two: the months of which it is not settled. */
static struct bw_str
unsettled(struct page *p)
{
	const struct bw_clocks *c = &p->k->clocks;

	for (size_t i = 0; i < c->n_pool; i++)
		if (bw_law_text(&p->k->c, c->pool[i].not_verified).n > 0)
			return bw_law_text(&p->k->c, c->pool[i].not_verified);
	return BW_STR("");
}

static void
print_longest(struct page *p)
{
	const struct bw_clock *c = &p->k->clock;
	const struct bw_fill f[] = {
		fill("day", day(p, c->longest.known, c->longest.day)),
		fill("why", unsettled(p)),
		fill(
		    "each", day(p, c->longest_each.known, c->longest_each.day)),
	};

	if (!c->longest.known)
		return;
	bw_out_z(p->out, "\n");
	line(p, 0, "clock.longest", f, BW_LEN(f));
	if (c->longest_each.known && c->longest_each.day != c->longest.day)
		line(p, 0, "clock.longest-each", f, BW_LEN(f));
}

/* Terms whose start nobody told: one line, article and fact. */
static void
print_rest(struct page *p)
{
	struct bw_arena *a = &p->k->c.cli->arena;
	struct bw_str all = BW_STR("");

	for (size_t i = 0; i < p->k->clock.n_term; i++) {
		const struct bw_term *t = &p->k->clock.term[i];

		if (!bw_law_clock_shown(p->k, t))
			all = bw_arena_fmt(a, "%.*s%s%.*s %.*s", BW_ARG(all),
			    all.n > 0 ? "; " : "", BW_ARG(t->rule->cite),
			    BW_ARG(fact(p, t->missing)));
	}
	if (all.n == 0)
		return;
	bw_out_z(p->out, "\n");
	line(p, 0, "clock.rest", (struct bw_fill[]){ fill("list", all) }, 1);
}

static void
print_basis(struct page *p)
{
	const struct bw_law_clock *k = p->k;
	const struct bw_general_terms *g = &k->clocks.general;
	struct bw_arena *a = &k->c.cli->arena;
	struct bw_str all = BW_STR("");

	bw_out_z(p->out, "\n");
	if (g->there) {
		cited(p, 0, "clock.general", bw_law_text(&p->k->c, g->words),
		    g->cite);
		bw_wrap(p->out, bw_law_text(&p->k->c, g->not_verified), 0,
		    p->width);
		bw_wrap(p->out, bw_law_text(&p->k->c, g->missing), 0, p->width);
	}
	line(p, 0, "clock.counted", NULL, 0);
	for (size_t i = 0; i < k->clocks.n_assumption; i++)
		bw_wrap(p->out,
		    bw_arena_fmt(a, "%.*s",
			BW_ARG(bw_law_text(
			    &p->k->c, k->clocks.assumption[i].words))),
		    2, p->width);
	for (size_t i = 0; i < k->clocks.n_instrument; i++)
		all = bw_arena_fmt(a, "%.*s%s%.*s %.*s", BW_ARG(all),
		    i > 0 ? "; " : "",
		    BW_ARG(bw_law_text(
			&p->k->c, k->clocks.instrument[i].abbreviation)),
		    BW_ARG(k->clocks.instrument[i].version));
	line(p, 0, "law.rules", (struct bw_fill[]){ fill("value", all) }, 1);
	line(p, 0, "law.no-advice", NULL, 0);
}

int
bw_law_clock_people(struct bw_law_clock *k, struct bw_err *err)
{
	struct bw_cli *cli = k->c.cli;
	struct page p = { k, &cli->out, cli->width };
	bool csv = bw_cli_has(cli, BW_OPT_CSV), any;
	const struct bw_fill f = fill("day", bw_cli_day(cli, cli->as_of));
	int rc;

	if (!csv) {
		line(&p, 0, "clock.title", &f, 1);
		bw_out_z(p.out, "\n");
	}
	rc = table(&p, &any, err);
	if (rc != 0 || csv)
		return rc;
	if (!any)
		line(&p, 0, "clock.nothing", NULL, 0);
	for (size_t i = 0; i < k->clock.n_term; i++)
		if (bw_law_clock_shown(k, &k->clock.term[i]))
			print_term(&p, &k->clock.term[i]);
	print_longest(&p);
	print_rest(&p);
	print_basis(&p);
	return 0;
}
