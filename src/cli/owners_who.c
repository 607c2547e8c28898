/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * owners_who.c - the owners who matter, as a table and as JSON.
 *
 * Two numbers are kept apart: votes that are an owner's because it controls
 * whoever casts them, and the share that is left of it through chains. The
 * reading of the second is named, as there are several in use.
 */
#include <math.h>
#include "cli/owners_out.h"

struct bw_str
owners_name(struct owners *o, const struct owner *w)
{
	struct bw_buf b = { 0 };
	struct bw_str out;

	if (w->state != 0)
		bw_buf_fmt(
		    &b, "%.*s: ", BW_ARG(owners_state_name(o, w->state)));
	for (size_t i = 0; i < w->n_seed; i++)
		bw_buf_fmt(&b, "%s%.*s", i > 0 ? " + " : "",
		    BW_ARG(bw_shown_name(&o->s, w->seed[i])));
	if (w->n_seed == 1)
		bw_buf_fmt(&b, ", %.*s",
		    BW_ARG(bw_cli_wordf(o->s.cli, "kind",
			bw_party_kind_name(
			    o->s.v->kind[o->s.cone.party[w->seed[0]]]))));
	out = bw_arena_dup(&o->s.cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

/* Per cent with at most four decimals, none that say nothing. */
static void
percent(struct bw_buf *b, double part, char decimal)
{
	char text[48];
	int n = snprintf(text, sizeof(text), "%.4f", part * 100);

	while (n > 0 && text[n - 1] == '0')
		n--;
	if (n > 0 && text[n - 1] == '.')
		n--;
	for (int i = 0; i < n; i++)
		bw_buf_fmt(b, "%c", text[i] == '.' ? decimal : text[i]);
	bw_buf_z(b, " %");
}

static struct bw_str
keep(struct owners *o, struct bw_buf *b)
{
	struct bw_str out = bw_arena_dup(&o->s.cli->arena, bw_buf_get(b));

	bw_buf_release(b);
	return out;
}

static struct bw_str
part_text(struct owners *o, struct bw_regime_span s)
{
	char decimal = o->s.cli->lang == BW_NL ? ',' : '.';
	struct bw_buf b = { 0 };

	if (!isfinite(s.hi))
		return bw_cli_word(o->s.cli, "regime.not-determined");
	if (s.hi - s.lo > 1e-11) {
		percent(&b, s.lo, decimal);
		bw_buf_z(&b, " - ");
	}
	percent(&b, s.hi, decimal);
	return keep(o, &b);
}

static int
part_fraction(struct owners *o, const struct owner *w, bool upper,
    struct bw_buf *b, struct bw_err *err)
{
	int compare, rc;

	if (upper && !isfinite(w->part.hi)) {
		bw_buf_z(b, "?");
		return 0;
	}
	rc = bw_part_exact(&o->net, NULL, BW_CAPITAL, w->seed, w->n_seed,
	    o->s.cone.centre, upper, 0, &compare, b, err);
	return rc;
}

static int
part_exact(struct owners *o, const struct owner *w, struct bw_str *out,
    struct bw_err *err)
{
	struct bw_buf lo = { 0 }, hi = { 0 };
	int rc = part_fraction(o, w, false, &lo, err);

	if (rc == 0)
		rc = part_fraction(o, w, true, &hi, err);
	if (rc == 0 && !bw_str_eq(bw_buf_get(&lo), bw_buf_get(&hi)))
		bw_buf_fmt(&lo, " - %.*s", BW_ARG(bw_buf_get(&hi)));
	*out = bw_arena_dup(&o->s.cli->arena, bw_buf_get(&lo));
	bw_buf_release(&lo);
	bw_buf_release(&hi);
	return rc;
}

static struct bw_str
sum_text(struct owners *o, struct bw_sum s)
{
	char decimal = o->s.cli->lang == BW_NL ? ',' : '.';
	struct bw_buf b = { 0 };

	bw_sum_print(&b, s, decimal);
	return keep(o, &b);
}

static struct bw_str
control_text(struct owners *o, const struct owner *w)
{
	if (!w->controls)
		return BW_STR("");
	return bw_cli_wordf(
	    o->s.cli, "certainty", bw_certainty_name(w->certainty));
}

static struct bw_str
reached_text(struct owners *o, const struct owner *w)
{
	struct bw_str sure = owners_reached(o, w, BW_CERTAIN);
	struct bw_str may = owners_reached(o, w, BW_POSSIBLE);

	if (may.n == 0)
		return sure;
	return bw_arena_fmt(&o->s.cli->arena, "%.*s%s%.*s %.*s", BW_ARG(sure),
	    sure.n > 0 ? "; " : "",
	    BW_ARG(bw_cli_word(o->s.cli, "regime.perhaps")), BW_ARG(may));
}

static struct bw_str
reading_word(struct owners *o)
{
	static const char *const key[] = { "regime.reading.integrated",
		"regime.reading.leontief", "regime.reading.paths" };

	return bw_cli_word(o->s.cli, key[o->reading]);
}

int
owners_print(struct owners *o, struct bw_err *err)
{
	struct bw_cli *cli = o->s.cli;
	struct bw_table *t = bw_table_new(&cli->arena);
	size_t shown = o->n_owner < cli->limit ? o->n_owner : cli->limit;
	int rc = 0;

	bw_table_col(t, bw_cli_word(cli, "cli.col.owner"), BW_COL_WRAP);
	bw_table_col(t, reading_word(o), BW_COL_RIGHT | BW_COL_WRAP);
	bw_table_col(t, bw_cli_word(cli, "regime.col.votes"),
	    BW_COL_RIGHT | BW_COL_WRAP);
	bw_table_col(t, bw_cli_word(cli, "cli.col.control"), BW_COL_WRAP);
	bw_table_col(t, bw_cli_word(cli, "regime.col.reached"), BW_COL_WRAP);
	for (size_t i = 0; rc == 0 && i < shown; i++) {
		const struct owner *w = &o->owner[i];
		struct bw_str part = part_text(o, w->part);

		if (bw_cli_has(cli, BW_OPT_EXACT))
			rc = part_exact(o, w, &part, err);
		bw_table_cell(t, owners_name(o, w));
		bw_table_cell(t, part);
		bw_table_cell(t, sum_text(o, w->figures.votes));
		bw_table_cell(t, control_text(o, w));
		bw_table_cell(t, reached_text(o, w));
	}
	if (rc == 0 && shown > 0)
		rc = bw_table_print(t, &cli->out, cli->width, err);
	if (shown == 0)
		bw_wrap(&cli->out, bw_cli_word(cli, "regime.nobody"), 0,
		    cli->width);
	if (shown < o->n_owner)
		bw_out_fmt(&cli->out, "%.*s %zu\n",
		    BW_ARG(bw_cli_word(cli, "regime.more")),
		    o->n_owner - shown);
	return rc;
}

/* ---- JSON
 * -------------------------------------------------------------------- */
static void
span_json(struct bw_jw *j, const char *key, struct bw_regime_span s)
{
	bw_jw_open(j, key, '{');
	bw_jw_f64(j, "min", s.lo);
	if (isfinite(s.hi))
		bw_jw_f64(j, "max", s.hi);
	else
		bw_jw_null(j, "max");
	bw_jw_close(j);
}

static void
sum_json(struct bw_jw *j, const char *key, struct bw_sum s)
{
	bw_jw_open(j, key, '{');
	bw_jw_ppb(j, "min", s.lo);
	bw_jw_ppb(j, "max", s.hi);
	bw_jw_bool(j, "min_excluded", (s.open & BW_LO_OPEN) && s.lo < s.hi);
	bw_jw_bool(j, "max_excluded", (s.open & BW_HI_OPEN) && s.lo < s.hi);
	bw_jw_close(j);
}

static int
owner_json(struct owners *o, struct bw_jw *j, const struct owner *w,
    struct bw_err *err)
{
	struct bw_str exact;
	int rc = 0;

	bw_jw_open(j, NULL, '{');
	bw_jw_open(j, "parties", '[');
	for (size_t i = 0; rc == 0 && i < w->n_seed; i++)
		rc = bw_shown_node_json(&o->s, j, NULL, w->seed[i], err);
	bw_jw_close(j);
	if (w->state != 0)
		bw_jw_str(j, "state", bw_cli_code(o->s.cli, w->state));
	span_json(j, "share", w->part);
	if (rc == 0 && bw_cli_has(o->s.cli, BW_OPT_EXACT)) {
		rc = part_exact(o, w, &exact, err);
		bw_jw_str(j, "exact", exact);
	}
	span_json(j, "votes_multiplied", w->figures.votes_part);
	sum_json(j, "votes", w->figures.votes);
	sum_json(j, "capital", w->figures.capital);
	bw_jw_z(
	    j, "control", w->controls ? bw_certainty_name(w->certainty) : NULL);
	bw_jw_bool(j, "ultimate", w->ultimate);
	bw_jw_bool(j, "top", w->top);
	if (rc == 0)
		rc = owners_answers_json(o, j, w, err);
	bw_jw_close(j);
	return rc;
}

int
owners_json(struct owners *o, struct bw_jw *j, struct bw_err *err)
{
	static const char *const name[] = { "integrated", "leontief", "paths" };
	int rc = 0;

	bw_jw_z(j, "reading", name[o->reading]);
	bw_jw_open(j, "owners", '[');
	for (size_t i = 0; rc == 0 && i < o->n_owner; i++)
		rc = owner_json(o, j, &o->owner[i], err);
	bw_jw_close(j);
	owners_regimes_json(o, j);
	return rc;
}
