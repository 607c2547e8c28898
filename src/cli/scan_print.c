/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan_print.c - the result for people: first what cannot wait, then where one
 * stands, then what to do.
 */
#include "cli/scan.h"

#define BAR 16u

static void
heading(struct bw_scan_case *c, const char *key)
{
	bw_out_z(&c->cli->out, "\n");
	bw_scan_wrap(c, 0, key, NULL, 0);
}

void
bw_scan_whom(
    struct bw_scan_case *c, unsigned indent, const struct bw_scan_asked *ask)
{
	for (size_t i = 0; i < ask->n; i++) {
		const struct bw_authority *x = &c->q.authority[ask->at[i]];
		struct bw_str name = bw_scan_in(c, x->name);

		BW_SCAN_WRAP(c, indent,
		    x->address.n == 0 ? "ask-nowhere"
			: x->verified ? "ask"
				      : "ask-unverified",
		    bw_scan_fill("who", name),
		    bw_scan_fill("where", x->address));
	}
}

static void
signals(struct bw_scan_case *c)
{
	if (c->r.n_signal == 0)
		return;
	heading(c, "first");
	for (size_t i = 0; i < c->r.n_signal; i++) {
		const struct bw_scan_signal *s = &c->q.signal[c->r.signal[i]];

		if (i > 0)
			bw_out_z(&c->cli->out, "\n");
		if (s->kind == BW_SCAN_ALERT)
			BW_SCAN_WRAP(c, 2, "alert",
			    bw_scan_fill("text", bw_scan_in(c, s->text)));
		else
			BW_SCAN_WRAP(c, 2, s->verified ? "duty" : "duty-unread",
			    bw_scan_fill("text", bw_scan_in(c, s->text)),
			    bw_scan_fill("law", s->basis));
		bw_scan_whom(c, 4, &s->ask);
	}
}

/* What is sure, what may be more, what is left: ####??..  */
static void
bar(struct bw_scan_case *c, unsigned lo, unsigned hi)
{
	unsigned full = lo * BAR / 100, may = hi * BAR / 100;

	for (unsigned i = 0; i < BAR; i++)
		bw_out_z(&c->cli->out, i < full ? "#" : i < may ? "?" : ".");
}

static void
cell(struct bw_scan_case *c, struct bw_str s, size_t width)
{
	size_t n = bw_utf8_width(s);

	bw_out_str(&c->cli->out, s);
	for (; n < width; n++)
		bw_out_z(&c->cli->out, " ");
}

static struct bw_str
bands(struct bw_scan_case *c, struct bw_scan_range s)
{
	enum bw_scan_band lo = bw_scan_band(s.lo), hi = bw_scan_band(s.hi);
	struct bw_str a =
	    bw_cli_wordf(c->cli, "scan.band", bw_scan_band_name(lo));
	struct bw_str b =
	    bw_cli_wordf(c->cli, "scan.band", bw_scan_band_name(hi));

	if (lo == hi)
		return a;
	return bw_arena_fmt(
	    &c->cli->arena, "%.*s - %.*s", BW_ARG(a), BW_ARG(b));
}

static void
line(struct bw_scan_case *c, struct bw_str name, struct bw_scan_range s,
    struct bw_str word)
{
	unsigned lo = bw_scan_points(s.lo), hi = bw_scan_points(s.hi);
	struct bw_str range = lo == hi
	    ? bw_scan_number(c, lo)
	    : bw_arena_fmt(&c->cli->arena, "%u-%u", lo, hi);

	bw_out_z(&c->cli->out, "  ");
	cell(c, name, 28);
	bw_out_z(&c->cli->out, " ");
	bar(c, lo, hi);
	bw_out_z(&c->cli->out, " ");
	cell(c, range, 6);
	if (word.n > 0)
		bw_out_fmt(&c->cli->out, " %.*s", BW_ARG(word));
	bw_out_z(&c->cli->out, "\n");
}

static void
sums(struct bw_scan_case *c)
{
	const struct bw_scan_result *r = &c->r;
	char key[48];

	if (r->no_total == BW_TOTAL_IS_THERE)
		line(c, bw_cli_word(c->cli, "scan.resilience"), r->total,
		    bands(c, r->total));
	if (r->has_exposure)
		line(c, bw_cli_word(c->cli, "scan.exposure"),
		    (struct bw_scan_range){ r->exposure, r->exposure },
		    bw_cli_word(c->cli,
			r->exposure >= 50 * BW_SCAN_POINT
			    ? "scan.exposure.high"
			    : "scan.exposure.low"));
	if (r->no_total != BW_TOTAL_IS_THERE) {
		snprintf(key, sizeof(key), "no-total.%s",
		    bw_scan_no_total_name(r->no_total));
		bw_scan_wrap(c, 2, key, NULL, 0);
	} else if (r->has_exposure) {
		snprintf(key, sizeof(key), "field.%s", bw_scan_field_name(r));
		bw_scan_wrap(c, 2, key, NULL, 0);
	}
}

static void
standing(struct bw_scan_case *c)
{
	bool any = false;

	if (c->r.answered == 0)
		return;
	heading(c, "standing");
	sums(c);
	bw_scan_print_others(c);
	for (size_t t = 0; t < c->q.n_theme; t++) {
		if (!c->r.theme[t].scored)
			continue;
		if (!any)
			heading(c, "themes");
		any = true;
		line(c, bw_scan_in(c, c->q.theme[t].name), c->r.theme[t].score,
		    bands(c, c->r.theme[t].score));
	}
	if (any && c->r.unknown > 0)
		bw_scan_wrap(c, 2, "range-why", NULL, 0);
}

/* ---- the plan ---- */

static void
action(struct bw_scan_case *c, const struct bw_scan_action *a, bool between)
{
	const struct bw_scan_question *x = &c->q.question[a->question];
	struct bw_str text =
	    bw_scan_in(c, a->step == BW_STEP_NEXT ? x->next : x->first);
	char effort[] = "scan.effort.S";

	effort[sizeof(effort) - 2] = x->effort;
	if (between)
		bw_out_z(&c->cli->out, "\n");
	BW_SCAN_WRAP(c, 2,
	    a->step == BW_STEP_FIND_OUT ? "action-find-out" : "action",
	    bw_scan_fill("text", text),
	    bw_scan_fill("question", bw_scan_in(c, x->text)));
	BW_SCAN_WRAP(c, 4, "why", bw_scan_fill("text", bw_scan_in(c, x->why)));
	BW_SCAN_WRAP(c, 4, "effort",
	    bw_scan_fill("effort", bw_cli_word(c->cli, effort)),
	    bw_scan_fill("id", x->id),
	    bw_scan_fill("theme", bw_scan_in(c, c->q.theme[x->theme].name)));
	bw_scan_whom(c, 4, &x->ask);
}

static void
quick_wins(struct bw_scan_case *c)
{
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < c->r.n_action; i++)
		if (bw_scan_quick_win(&c->q, &c->r.action[i]))
			bw_buf_fmt(&b, "%s%.*s", b.n > 0 ? ", " : "",
			    BW_ARG(c->q.question[c->r.action[i].question].id));
	if (b.n > 0) {
		bw_out_z(&c->cli->out, "\n");
		BW_SCAN_WRAP(c, 0, "quick-wins",
		    bw_scan_fill(
			"list", bw_arena_dup(&c->cli->arena, bw_buf_get(&b))));
	}
	bw_buf_release(&b);
}

static void
plan(struct bw_scan_case *c)
{
	size_t most = bw_cli_has(c->cli, BW_OPT_LIMIT) ? c->cli->limit
						       : BW_SCAN_FIRST_PAGE;
	enum bw_scan_tier tier = BW_TIER_NONE;
	char key[32];
	size_t i;

	for (i = 0; i < c->r.n_action && i < most; i++) {
		bool between = c->r.action[i].tier == tier;

		if (!between) {
			tier = c->r.action[i].tier;
			snprintf(key, sizeof(key), "tier.%s",
			    bw_scan_tier_name(tier));
			heading(c, key);
		}
		action(c, &c->r.action[i], between);
	}
	quick_wins(c);
	if (i < c->r.n_action) {
		bw_out_z(&c->cli->out, "\n");
		BW_SCAN_WRAP(c, 0, "more-actions",
		    bw_scan_fill(
			"n", bw_scan_number(c, (unsigned)(c->r.n_action - i))));
	}
}

static void
profile(struct bw_scan_case *c)
{
	if (c->r.n_profile == 0)
		return;
	heading(c, "profile");
	for (size_t i = 0; i < c->r.n_profile; i++) {
		const struct bw_scan_question *x =
		    &c->q.question[c->r.profile[i]];

		BW_SCAN_WRAP(c, 2, "profile-action",
		    bw_scan_fill("text", bw_scan_in(c, x->first)),
		    bw_scan_fill("why", bw_scan_in(c, x->why)));
	}
}

static void
proposals(struct bw_scan_case *c)
{
	bool any = false;

	for (size_t i = 0; i < c->n_known; i++) {
		const struct bw_scan_known *k = &c->known[i];
		const struct bw_scan_question *x = &c->q.question[k->question];

		if (c->s.answer[k->question].said != BW_SAID_NOTHING)
			continue;
		if (!any)
			heading(c, "known");
		any = true;
		BW_SCAN_WRAP(c, 2, "known-question", bw_scan_fill("id", x->id),
		    bw_scan_fill("text", bw_scan_in(c, x->text)));
		for (size_t f = 0; f < k->n_finding && f < 3; f++)
			bw_wrap(&c->cli->out,
			    bw_check_scan_evidence(k->finding[f], &c->check,
				c->cli->lang, &c->cli->arena),
			    4, c->cli->width);
		if (k->answers)
			BW_SCAN_WRAP(c, 4, "proposed",
			    bw_scan_fill("id", x->id),
			    bw_scan_fill("value", bw_scan_number(c, k->value)));
	}
}

static void
head(struct bw_scan_case *c)
{
	struct bw_scan_progress p = bw_scan_progress(&c->q, &c->s);

	BW_SCAN_WRAP(c, 0, c->s.full ? "head-full" : "head-quick",
	    bw_scan_fill("title", bw_scan_in(c, c->q.title)),
	    bw_scan_fill("version", c->q.version),
	    bw_scan_fill("n", bw_scan_number(c, (unsigned)p.answered)),
	    bw_scan_fill("of", bw_scan_number(c, (unsigned)p.asked)));
	if (!bw_scan_same_version(&c->s, &c->q))
		BW_SCAN_WRAP(c, 0, "other-version",
		    bw_scan_fill("then", c->s.version),
		    bw_scan_fill("now", c->q.version));
	if (p.answered == 0)
		bw_scan_wrap(c, 0, "nothing", NULL, 0);
}

void
bw_scan_print(struct bw_scan_case *c)
{
	head(c);
	signals(c);
	standing(c);
	bw_scan_changed(c);
	plan(c);
	profile(c);
	proposals(c);
	if (c->r.answered > 0) {
		bw_out_z(&c->cli->out, "\n");
		bw_scan_wrap(c, 0, "no-advice", NULL, 0);
	}
	if (bw_cli_has(c->cli, BW_OPT_SAVE))
		BW_SCAN_WRAP(c, 0, "saved",
		    bw_scan_fill(
			"file", bw_str_of(c->cli->value[BW_OPT_SAVE])));
}
