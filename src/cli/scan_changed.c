/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan_changed.c - then and now, theme by theme.
 */
#include "cli/scan.h"

static struct bw_str
then(struct bw_scan_case *c, size_t t)
{
	const struct bw_scan_theme_score *x = &c->r_before.theme[t];
	const struct bw_scan_told *told = &c->before.theme[t];

	if (!bw_scan_same_version(&c->before, &c->q))
		return told->has ? bw_scan_range_text(c, told->lo, told->hi)
				 : bw_cli_word(c->cli, "scan.none");
	return x->scored ? bw_scan_range_text(c, bw_scan_points(x->score.lo),
			       bw_scan_points(x->score.hi))
			 : bw_cli_word(c->cli, "scan.none");
}

static struct bw_str
now(struct bw_scan_case *c, size_t t)
{
	const struct bw_scan_theme_score *x = &c->r.theme[t];

	return x->scored ? bw_scan_range_text(c, bw_scan_points(x->score.lo),
			       bw_scan_points(x->score.hi))
			 : bw_cli_word(c->cli, "scan.none");
}

static void
questions(struct bw_scan_case *c, bool better)
{
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < c->q.n_question; i++) {
		const struct bw_scan_answer *x = &c->before.answer[i];
		const struct bw_scan_answer *y = &c->s.answer[i];

		if (!bw_scan_measures(&c->q, i) || x->said != BW_SAID_VALUE ||
		    y->said != BW_SAID_VALUE ||
		    (better ? y->value <= x->value : y->value >= x->value))
			continue;
		bw_buf_fmt(&b, "%s%.*s", b.n > 0 ? ", " : "",
		    BW_ARG(c->q.question[i].id));
	}
	if (b.n > 0)
		BW_SCAN_WRAP(c, 2, better ? "better" : "worse",
		    bw_scan_fill(
			"list", bw_arena_dup(&c->cli->arena, bw_buf_get(&b))));
	bw_buf_release(&b);
}

void
bw_scan_changed(struct bw_scan_case *c)
{
	bool same = bw_scan_same_version(&c->before, &c->q);

	if (!c->has_before)
		return;
	bw_out_z(&c->cli->out, "\n");
	bw_scan_wrap(c, 0, "changed", NULL, 0);
	if (!same)
		BW_SCAN_WRAP(c, 2, "changed-version",
		    bw_scan_fill("then", c->before.version),
		    bw_scan_fill("now", c->q.version));
	for (size_t t = 0; t < c->q.n_theme; t++)
		if (c->r.theme[t].scored ||
		    (same ? c->r_before.theme[t].scored
			  : c->before.theme[t].has))
			BW_SCAN_WRAP(c, 2, "changed-theme",
			    bw_scan_fill(
				"theme", bw_scan_in(c, c->q.theme[t].name)),
			    bw_scan_fill("then", then(c, t)),
			    bw_scan_fill("now", now(c, t)));
	if (same) {
		questions(c, true);
		questions(c, false);
	}
}
