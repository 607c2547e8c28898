/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal_print.c - the effect of a deal for people, and as CSV.
 *
 * First in one sentence who controls the target now; then everybody whose
 * control changes, with the stakes that carry it; then the thresholds that are
 * passed; then whose part of the target changes.
 */
#include "cli/deal_out.h"
#include "cli/law.h"
#include "cli/thresholds.h"
#include <math.h>

static void
say(struct bw_deal_run *d, const char *key, const struct bw_fill *fill,
    size_t n, unsigned indent)
{
	struct bw_text t = bw_text_fill(&d->cli->arena, key, fill, n);

	bw_wrap(&d->cli->out, t.in[d->cli->lang], indent, d->cli->width);
}

static void
word(struct bw_deal_run *d, const char *key)
{
	say(d, key, NULL, 0, 0);
}

/* "A and B", of those who do so; at most five by name. */
static struct bw_str
names(struct bw_deal_run *d, bool after, enum bw_certainty how, uint32_t y)
{
	struct bw_arena *a = &d->cli->arena;
	struct bw_str all = BW_STR("");
	size_t n = 0;

	for (size_t i = 0; i < d->effect.n; i++) {
		const struct bw_effect *e = &d->effect.effect[i];
		const struct bw_stand *s = after ? &e->after : &e->before;
		bool is = how == BW_CERTAIN
		    ? s->controls_certain
		    : s->controls_possible && !s->controls_certain;

		if (e->kind != BW_EFFECT_CONTROL || e->company != y || !is ||
		    e->owner >= d->net.n)
			continue;
		if (++n <= 5)
			all = bw_arena_fmt(a, "%.*s%s%.*s", BW_ARG(all),
			    n > 1 ? ", " : "",
			    BW_ARG(bw_deal_name(d, e->owner)));
	}
	if (n > 5)
		all = bw_arena_fmt(a, "%.*s, +%zu", BW_ARG(all), n - 5);
	return all;
}

/* One sentence on the target of each step. */
static void
say_target(struct bw_deal_run *d, uint32_t y)
{
	static const struct {
		const char *key;
		bool after;
		enum bw_certainty how;
	} what[] = { { "deal.now-certain", true, BW_CERTAIN },
		{ "deal.now-possible", true, BW_POSSIBLE },
		{ "deal.was-certain", false, BW_CERTAIN },
		{ "deal.was-possible", false, BW_POSSIBLE } };
	bool any = false;

	for (size_t i = 0; i < BW_LEN(what); i++) {
		struct bw_str who = names(d, what[i].after, what[i].how, y);
		const struct bw_fill fill[] = { { "who", bw_text_same(who) },
			{ "company", bw_text_same(bw_deal_name(d, y)) } };

		if (who.n == 0)
			continue;
		any = true;
		say(d, what[i].key, fill, 2, 0);
	}
	if (!any) {
		const struct bw_fill fill[] = { { "company",
		    bw_text_same(bw_deal_name(d, y)) } };

		say(d, "deal.same", fill, 1, 0);
	}
}

static struct bw_str
place(struct bw_deal_run *d, const struct bw_deal_tie *t)
{
	struct bw_arena *a = &d->cli->arena;

	if (t->by_deal)
		return bw_cli_word(d->cli, "deal.by-deal");
	if (t->place.source == 0)
		return BW_STR("");
	return t->place.line > 0
	    ? bw_arena_fmt(a, "[%u, %llu]", t->place.source,
		  (unsigned long long)t->place.line)
	    : bw_arena_fmt(a, "[%u, %llu]", t->place.source,
		  (unsigned long long)t->place.number);
}

static int
print_proof(
    struct bw_deal_run *d, const struct bw_effect *e, struct bw_err *err)
{
	struct bw_arena *a = &d->cli->arena;
	struct bw_deal_tie *tie;
	struct bw_str all = BW_STR("");
	size_t n;
	int rc = bw_deal_proof(d, e->owner, e->company,
	    e->after.controls_certain ? BW_CERTAIN : BW_POSSIBLE, &tie, &n,
	    err);

	for (size_t i = 0; i < n && rc == 0; i++) {
		struct bw_str share = bw_cli_share(d->cli, tie[i].votes);

		if (tie[i].outright)
			share = bw_arena_fmt(a, "%.*s%s%.*s",
			    (int)(tie[i].votes.hi > 0 ? share.n : 0), share.p,
			    tie[i].votes.hi > 0 ? ", " : "",
			    BW_ARG(
				bw_cli_word(d->cli, "cli.controls-directly")));

		all = bw_arena_fmt(a, "%.*s%s%.*s %.*s %.*s %.*s %.*s",
		    BW_ARG(all), i > 0 ? "; " : "",
		    BW_ARG(bw_deal_name(d, tie[i].holder)), BW_ARG(share),
		    BW_ARG(bw_cli_word(d->cli, "cli.in")),
		    BW_ARG(bw_deal_name(d, tie[i].company)),
		    BW_ARG(place(d, &tie[i])));
	}
	if (rc == 0 && n > 0)
		bw_wrap(&d->cli->out, all, 4, d->cli->width);
	return rc;
}

static bool
gained(const struct bw_effect *e)
{
	return e->kind == BW_EFFECT_CONTROL &&
	    ((e->after.controls_certain && !e->before.controls_certain) ||
		(e->after.controls_possible && !e->before.controls_possible));
}

/* Effects about the same owner and company that differ in the threshold only
 * are one line for people: "10, 20, 25 %". How many follow the first. */
static size_t
same_line(const struct bw_deal_run *d, size_t i, struct bw_str *thresholds)
{
	const struct bw_effect *e = &d->effect.effect[i];
	struct bw_arena *a = &d->cli->arena;
	size_t n = 1;

	*thresholds = bw_cli_threshold(d->cli, e->threshold);
	for (; i + n < d->effect.n; n++) {
		const struct bw_effect *o = e + n;

		if (o->owner != e->owner || o->company != e->company ||
		    o->kind != e->kind || o->certainty != e->certainty)
			break;
		/* "10 %" and "20 %" are "10, 20 %" */
		*thresholds = bw_arena_fmt(a, "%.*s, %.*s",
		    (int)(thresholds->n > 2 ? thresholds->n - 2 : 0),
		    thresholds->p == NULL ? "" : thresholds->p,
		    BW_ARG(bw_cli_threshold(d->cli, o->threshold)));
	}
	return n;
}

static void
effect_row(struct bw_deal_run *d, struct bw_listing *l,
    const struct bw_effect *e, struct bw_str thresholds)
{
	static const char *const kind[] = { "control", "up", "down" };
	struct bw_share was = bw_deal_votes(&e->before);
	struct bw_share is = bw_deal_votes(&e->after);

	bw_list_cell(l, bw_deal_name(d, e->owner));
	bw_list_cell(l, bw_deal_name(d, e->company));
	bw_list_code(l, "deal.what", kind[e->kind]);
	bw_list_cell(l, thresholds);
	if (e->kind == BW_EFFECT_CONTROL) {
		bw_list_code(l, "deal.control", bw_deal_control(&e->before));
		bw_list_code(l, "deal.control", bw_deal_control(&e->after));
	} else {
		bw_list_cell(l, bw_cli_share(d->cli, was));
		bw_list_cell(l, bw_cli_share(d->cli, is));
	}
	bw_list_code(l, "certainty", bw_certainty_name(e->certainty));
	bw_list_cell(l, bw_deal_country(d, e->owner));
	bw_list_share(l, true, was);
	bw_list_share(l, true, is);
}

static int
print_effects(struct bw_deal_run *d, bool control, struct bw_err *err)
{
	static const char *const name[] = { "owner", "company", "what",
		"threshold", "was", "becomes", "certainty", "owner_country",
		"votes_was_min_percent", "votes_was_max_percent",
		"votes_becomes_min_percent", "votes_becomes_max_percent" };
	const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP,
		control ? BW_LIST_CSV : BW_COL_WRAP,
		control ? BW_LIST_CSV : BW_COL_WRAP, BW_COL_RIGHT, BW_COL_RIGHT,
		0, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV,
		BW_LIST_CSV };
	struct bw_listing l;
	size_t shown = 0, step = 1;
	int rc = bw_list_open(&l, d->cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; i < d->effect.n && rc == 0; i += step) {
		const struct bw_effect *e = &d->effect.effect[i];
		struct bw_str thresholds =
		    bw_cli_threshold(d->cli, e->threshold);

		step = 1;
		if (!l.to_csv) {
			if ((e->kind == BW_EFFECT_CONTROL) != control)
				continue;
			step = same_line(d, i, &thresholds);
			if (shown++ >= d->cli->limit)
				continue;
		}
		effect_row(d, &l, e, thresholds);
	}
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc == 0 && !l.to_csv && shown > d->cli->limit)
		bw_out_fmt(&d->cli->out, "%.*s %zu\n",
		    BW_ARG(bw_cli_word(d->cli, "deal.more")),
		    shown - d->cli->limit);
	return rc;
}

static struct bw_str
part(struct bw_deal_run *d, const struct bw_part *p)
{
	struct bw_arena *a = &d->cli->arena;
	struct bw_str s;
	char *z;

	if (!isfinite(p->hi))
		return bw_cli_word(d->cli, "exposure.undetermined");
	s = p->hi - p->lo < 0.00005
	    ? bw_arena_fmt(a, "%.2f %%", p->hi * 100)
	    : bw_arena_fmt(a, "%.2f - %.2f %%", p->lo * 100, p->hi * 100);
	z = s.p == NULL ? NULL : bw_arena_alloc(a, s.n + 1, 1);
	if (z == NULL || d->cli->lang != BW_NL)
		return s;
	for (size_t i = 0; i < s.n; i++)
		z[i] = (char)(s.p[i] == '.' ? ',' : s.p[i]);
	return (struct bw_str){ z, s.n };
}

static int
print_parts(struct bw_deal_run *d, struct bw_err *err)
{
	static const char *const name[] = { "owner", "country", "was",
		"becomes" };
	static const unsigned flags[] = { BW_COL_WRAP, 0, BW_COL_RIGHT,
		BW_COL_RIGHT };
	size_t n =
	    d->effect.n_part < d->cli->limit ? d->effect.n_part : d->cli->limit;
	struct bw_listing l;
	int rc = bw_list_open(&l, d->cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; i < n && rc == 0; i++) {
		const struct bw_part_change *c = &d->effect.part[i];

		bw_list_cell(&l, bw_deal_name(d, c->owner));
		bw_list_cell(&l, bw_deal_country(d, c->owner));
		bw_list_cell(&l, part(d, &c->before));
		bw_list_cell(&l, part(d, &c->after));
	}
	return rc != 0 ? rc : bw_list_close(&l, err);
}

/* States, and those who act together: votes and control, changed or not past
 * a threshold. */
static int
print_groups(struct bw_deal_run *d, struct bw_err *err)
{
	static const char *const name[] = { "owner", "company", "was",
		"becomes", "control" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP,
		BW_COL_RIGHT, BW_COL_RIGHT, 0 };
	size_t n = d->effect.n_group < d->cli->limit ? d->effect.n_group
						     : d->cli->limit;
	struct bw_listing l;
	int rc = bw_list_open(&l, d->cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; i < n && rc == 0; i++) {
		const struct bw_shift_row *g = &d->effect.group[i];
		struct bw_share was = bw_deal_votes(&g->before);
		struct bw_share is = bw_deal_votes(&g->after);

		bw_list_cell(&l, bw_deal_name(d, g->owner));
		bw_list_cell(&l, bw_deal_name(d, g->company));
		bw_list_cell(&l, bw_cli_share(d->cli, was));
		bw_list_cell(&l, bw_cli_share(d->cli, is));
		bw_list_code(&l, "deal.control", bw_deal_control(&g->after));
	}
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc == 0 && n < d->effect.n_group)
		bw_out_fmt(&d->cli->out, "%.*s %zu\n",
		    BW_ARG(bw_cli_word(d->cli, "deal.more")),
		    d->effect.n_group - n);
	return rc;
}

static bool
any(const struct bw_deal_run *d, bool control)
{
	for (size_t i = 0; i < d->effect.n; i++)
		if ((d->effect.effect[i].kind == BW_EFFECT_CONTROL) == control)
			return true;
	return false;
}

/* What to ask, when control of a target is possible only. */
static int
print_doubts(
    struct bw_deal_run *d, const struct bw_effect *e, struct bw_err *err)
{
	struct bw_deal_doubt *doubt;
	bool unknown;
	size_t n;
	int rc = bw_deal_doubts(d, e, &doubt, &n, &unknown, err);

	for (size_t i = 0; i < n && rc == 0; i++) {
		const struct bw_fill fill[] = {
			{ "holder",
			    bw_text_same(bw_deal_name(d, doubt[i].holder)) },
			{ "company",
			    bw_text_same(bw_deal_name(d, doubt[i].company)) },
			{ "share",
			    bw_text_same(
				bw_cli_share(d->cli, doubt[i].votes)) },
		};

		say(d,
		    doubt[i].maybe ? "deal.settle.influence"
				   : "deal.settle.votes",
		    fill, 3, 4);
	}
	if (rc == 0 && unknown) {
		const struct bw_fill fill[] = { { "company",
		    bw_text_same(bw_deal_name(d, e->company)) } };

		say(d, "deal.settle.rest", fill, 1, 4);
	}
	return rc;
}

/* In the targets; what lies below follows, and is in --json. */
static int
print_gains(struct bw_deal_run *d, struct bw_err *err)
{
	size_t shown = 0;
	int rc = 0;

	for (size_t i = 0; i < d->effect.n && rc == 0; i++) {
		const struct bw_effect *e = &d->effect.effect[i];
		const struct bw_fill fill[] = {
			{ "who", bw_text_same(bw_deal_name(d, e->owner)) },
			{ "company",
			    bw_text_same(bw_deal_name(d, e->company)) },
		};

		if (!gained(e) || !bw_deal_target(d, e->company) ||
		    shown >= d->cli->limit)
			continue;
		if (shown++ == 0)
			word(d, "deal.head.proof");
		say(d,
		    e->after.controls_certain ? "deal.carries"
					      : "deal.carries-perhaps",
		    fill, 2, 2);
		rc = print_proof(d, e, err);
		if (rc == 0)
			rc = print_doubts(d, e, err);
	}
	return rc;
}

int
bw_deal_print(struct bw_deal_run *d, struct bw_err *err)
{
	struct bw_out *out = &d->cli->out;
	int rc = 0;

	if (bw_cli_has(d->cli, BW_OPT_CSV))
		return print_effects(d, true, err);
	for (size_t i = 0; i < d->text.n; i++)
		if (i == 0 || d->step[i].target != d->step[i - 1].target)
			say_target(d, d->step[i].target);
	if (any(d, true)) {
		bw_out_z(out, "\n");
		word(d, "deal.head.control");
		rc = print_effects(d, true, err);
		if (rc == 0)
			bw_out_z(out, "\n");
		if (rc == 0)
			rc = print_gains(d, err);
	}
	if (rc == 0 && any(d, false)) {
		bw_out_z(out, "\n");
		word(d, "deal.head.thresholds");
		rc = print_effects(d, false, err);
	}
	if (rc == 0 && d->effect.n_group > 0) {
		bw_out_z(out, "\n");
		word(d, "deal.head.groups");
		rc = print_groups(d, err);
	}
	if (rc == 0 && d->effect.n_part > 0) {
		const struct bw_fill fill[] = { { "company",
		    bw_text_same(bw_deal_name(d, d->step[0].target)) } };

		bw_out_z(out, "\n");
		say(d, "deal.head.parts", fill, 1, 0);
		rc = print_parts(d, err);
	}
	if (rc == 0 && bw_cli_has(d->cli, BW_OPT_LAW)) {
		struct bw_law_case *c;

		bw_out_z(out, "\n");
		word(d, "deal.head.law");
		rc = bw_deal_law(d, &c, err);
		return rc != 0 ? rc : bw_law_print(c, err);
	}
	if (rc == 0) {
		bw_out_z(out, "\n");
		word(d, "deal.no-advice");
	}
	return rc;
}
