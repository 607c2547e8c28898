/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * owners_rules.c - the regimes of law side by side on one graph, with what
 * they count, how strict they are, where they stand and what would settle
 * what is only possible. Nothing here decides that somebody must do something.
 */
#include "cli/owners_out.h"

struct bw_str
owners_threshold(struct owners *o, const struct bw_regime_threshold *t)
{
	struct bw_buf b = { 0 };
	struct bw_str out;

	/* Blanks at which a line is not broken. */
	bw_buf_z(&b, t->at_least ? "\xe2\x89\xa5\xc2\xa0" : ">\xc2\xa0");
	bw_ppb_print(&b, t->share, o->s.cli->lang == BW_NL ? ',' : '.');
	bw_buf_z(&b, "\xc2\xa0%");
	out = bw_arena_dup(&o->s.cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

static struct bw_str
brief(struct owners *o, const struct bw_regime *r)
{
	return r->brief.in[o->s.cli->lang];
}

/* The highest threshold that is at least so sure, or none. */
static bool
highest(const struct owner *w, const struct bw_regime *r, size_t k,
    enum bw_certainty how, size_t *at)
{
	for (size_t i = r->n_threshold; i-- > 0;)
		if (owners_reach(w, r, k, i) == how) {
			*at = i;
			return true;
		}
	return false;
}

struct bw_str
owners_reached(struct owners *o, const struct owner *w, enum bw_certainty how)
{
	struct bw_buf b = { 0 };
	struct bw_str out;
	size_t at;

	for (size_t k = 0; k < o->n_regime; k++) {
		const struct bw_regime *r = &o->regime[k];
		bool now =
		    bw_regime_state(r, o->s.cli->as_of) == BW_REGIME_IN_FORCE;

		if (r->status == BW_REGIME_OPTION ||
		    !highest(w, r, k, how, &at))
			continue;
		bw_buf_fmt(&b, "%s%s%.*s", b.n > 0 ? ", " : "", now ? "" : "(",
		    BW_ARG(brief(o, r)));
		if (r->n_threshold > 1)
			bw_buf_fmt(&b, " %.*s",
			    BW_ARG(owners_threshold(o, &r->threshold[at])));
		bw_buf_z(&b, now ? "" : ")");
	}
	out = bw_arena_dup(&o->s.cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

/* "≥ 20 %", "> 25 % ?", "= 50 %", "-"; "." when it does not ask about it. */
static struct bw_str
cell(struct owners *o, const struct owner *w, size_t k)
{
	const struct bw_regime *r = &o->regime[k];
	struct bw_arena *a = &o->s.cli->arena;
	struct bw_str sure = { 0 }, may = { 0 };
	size_t i, j = 0;

	if (!owners_asked(w, r))
		return bw_cli_word(o->s.cli, "regime.not-asked");
	if (highest(w, r, k, BW_CERTAIN, &i))
		sure = w->answer[k].at[i].presumed
		    ? BW_STR("= 50 %")
		    : owners_threshold(o, &r->threshold[i]);
	if (highest(w, r, k, BW_POSSIBLE, &j))
		may = bw_arena_fmt(
		    a, "%.*s?", BW_ARG(owners_threshold(o, &r->threshold[j])));
	if (sure.n == 0 && may.n == 0)
		return BW_STR("-");
	if (sure.n == 0 || may.n == 0)
		return sure.n > 0 ? sure : may;
	return bw_arena_fmt(a, "%.*s, %.*s", BW_ARG(sure), BW_ARG(may));
}

static struct bw_str
state_text(struct owners *o, const struct bw_regime *r)
{
	struct bw_cli *cli = o->s.cli;
	enum bw_regime_status s = bw_regime_state(r, cli->as_of);
	bool begins = r->from != BW_DATE_MIN;
	char key[64];
	const struct bw_fill fill[] = { { "from",
	    bw_text_same(bw_cli_day(cli, r->from)) } };

	snprintf(key, sizeof(key), "regime.status.%s%s",
	    bw_regime_status_name(s),
	    s == BW_REGIME_IN_FORCE && begins ? "-since" : "");
	return bw_text_fill(&cli->arena, key, fill, 1).in[cli->lang];
}

static struct bw_str
thresholds_text(struct owners *o, const struct bw_regime *r)
{
	struct bw_buf b = { 0 };
	struct bw_str out;

	for (size_t i = 0; i < r->n_threshold; i++)
		bw_buf_fmt(&b, "%s%.*s", i > 0 ? ", " : "",
		    BW_ARG(owners_threshold(o, &r->threshold[i])));
	out = bw_arena_dup(&o->s.cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

static void
sentence(struct bw_buf *b, struct bw_str s)
{
	bool ends = s.n > 0 && s.p[s.n - 1] == '.';

	bw_buf_fmt(
	    b, "%s%.*s%s", b->n > 0 ? " " : "", BW_ARG(s), ends ? "" : ".");
}

/* What one regime is: a paragraph below the table. */
static void
explain(struct owners *o, const struct bw_regime *r, bool asked)
{
	struct bw_cli *cli = o->s.cli;
	struct bw_buf b = { 0 };
	const struct bw_fill how[] = {
		{ "thresholds", bw_text_same(thresholds_text(o, r)) },
		{ "basis",
		    bw_text_same(bw_cli_wordf(
			cli, "regime.basis", bw_regime_basis_name(r->basis))) },
		{ "chain",
		    bw_text_same(bw_cli_wordf(
			cli, "regime.chain", bw_regime_chain_name(r->chain))) }
	};
	const struct bw_fill cite[] = { { "cite", bw_text_same(r->cite) } };
	const struct bw_fill open[] = { { "points",
	    bw_text_same(r->unverified.in[cli->lang]) } };

	bw_out_fmt(&cli->out, "\n");
	bw_wrap(&cli->out,
	    bw_arena_fmt(&cli->arena, "%.*s: %.*s", BW_ARG(brief(o, r)),
		BW_ARG(r->name.in[cli->lang])),
	    0, cli->width);
	sentence(&b, r->about.in[cli->lang]);
	sentence(
	    &b, bw_text_fill(&cli->arena, "regime.how", how, 3).in[cli->lang]);
	if (r->other_means)
		sentence(&b, bw_cli_word(cli, "regime.other-means"));
	sentence(&b,
	    bw_cli_wordf(cli, "regime.asked", bw_regime_asked_name(r->asked)));
	sentence(&b, state_text(o, r));
	sentence(&b,
	    bw_text_fill(&cli->arena, "regime.cite", cite, 1).in[cli->lang]);
	if (r->unverified.in[cli->lang].n > 0)
		sentence(&b,
		    bw_text_fill(&cli->arena, "regime.unverified", open, 1)
			.in[cli->lang]);
	if (!asked)
		sentence(&b, bw_cli_word(cli, "regime.elsewhere"));
	bw_wrap(&cli->out, bw_buf_get(&b), 2, cli->width);
	bw_buf_release(&b);
}

/* ---- what would settle it
 * ----------------------------------------------------- */
/* Links in the arena. Control by votes has its own search, which knows of
 * direct control; the rest is the engine's. */
static int
settle(struct owners *o, const struct owner *w, size_t k, size_t at,
    uint32_t **link, size_t *n, bool *unknown, struct bw_err *err)
{
	const struct bw_regime *r = &o->regime[k];
	struct bw_arena *a = &o->s.cli->arena;
	uint32_t *found;
	bool majority = r->chain == BW_CHAIN_CONTROL &&
	    r->basis == BW_BASIS_VOTES && r->other_means &&
	    r->threshold[at].share == BW_ONE / 2 && !r->threshold[at].at_least;
	int rc = majority ? bw_control_settle(o->s.control, w->seed, w->n_seed,
				o->s.cone.centre, a, &found, n, unknown, err)
			  : bw_tests_settle(o->tests, r, at, w->seed, w->n_seed,
				a, &found, n, unknown, err);

	*link = BW_ARENA_ARRAY(a, uint32_t, *n + 1);
	if (rc == 0 && *link == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to settle");
	for (size_t i = 0; rc == 0 && i < *n; i++)
		(*link)[i] = majority ? o->s.cone.edge[found[i]].stake
				      : o->link_of[found[i]];
	return rc;
}

static void
say_asked(struct owners *o, const uint32_t *link, size_t n, bool unknown)
{
	struct bw_cli *cli = o->s.cli;
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < n; i++) {
		const struct bw_link *l = &o->s.cone.link[link[i]];

		bw_buf_fmt(&b, "%s%.*s %.*s %.*s", i > 0 ? "; " : "",
		    BW_ARG(bw_shown_holders(&o->s, &link[i], 1)),
		    BW_ARG(bw_cli_word(cli, "cli.in")),
		    BW_ARG(bw_shown_name(&o->s, l->company)));
	}
	if (unknown)
		bw_buf_fmt(&b, "%s%.*s", n > 0 ? "; " : "",
		    BW_ARG(bw_cli_word(cli, "regime.settle.unknown")));
	bw_wrap(&cli->out, bw_buf_get(&b), 6, cli->width);
	bw_buf_release(&b);
}

/* What one threshold hangs on; those that hang on the same are told once. */
struct hangs {
	size_t regime, at;
	uint32_t *link;
	size_t n;
	bool unknown, told;
};

static bool
same(const struct hangs *a, const struct hangs *b)
{
	return a->n == b->n && a->unknown == b->unknown &&
	    (a->n == 0 ||
		memcmp(a->link, b->link, a->n * sizeof(*a->link)) == 0);
}

static void
say_hangs(struct owners *o, const struct owner *w, struct hangs *h, size_t n)
{
	struct bw_cli *cli = o->s.cli;
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (h[i].told)
			continue;
		bw_buf_clear(&b);
		for (size_t k = i; k < n; k++) {
			const struct bw_regime *r = &o->regime[h[k].regime];

			if (!same(&h[i], &h[k]))
				continue;
			h[k].told = true;
			bw_buf_fmt(&b, "%s%.*s %.*s", k > i ? ", " : "",
			    BW_ARG(brief(o, r)),
			    BW_ARG(
				owners_threshold(o, &r->threshold[h[k].at])));
		}
		bw_wrap(&cli->out,
		    bw_arena_fmt(&cli->arena, "%.*s: %.*s",
			BW_ARG(owners_name(o, w)), BW_ARG(bw_buf_get(&b))),
		    2, cli->width);
		/* Nothing to ask but who somebody is. */
		if (h[i].n == 0 && !h[i].unknown)
			bw_wrap(&cli->out,
			    bw_cli_word(cli, "regime.settle.person"), 6,
			    cli->width);
		else
			say_asked(o, h[i].link, h[i].n, h[i].unknown);
	}
	bw_buf_release(&b);
}

static int
settle_owner(
    struct owners *o, const struct owner *w, bool *any, struct bw_err *err)
{
	struct bw_cli *cli = o->s.cli;
	struct hangs *h = BW_ARENA_ARRAY(
	    &cli->arena, struct hangs, o->n_regime * BW_REGIME_THRESHOLDS + 1);
	size_t n = 0;
	int rc = 0;

	if (h == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to settle");
	for (size_t k = 0; rc == 0 && k < o->n_regime; k++)
		for (size_t i = 0; rc == 0 && i < o->regime[k].n_threshold;
		     i++) {
			if (owners_reach(w, &o->regime[k], k, i) != BW_POSSIBLE)
				continue;
			h[n].regime = k;
			h[n].at = i;
			rc = settle(o, w, k, i, &h[n].link, &h[n].n,
			    &h[n].unknown, err);
			n++;
		}
	if (rc != 0 || n == 0)
		return rc;
	if (!*any)
		bw_out_fmt(&cli->out, "\n%.*s\n",
		    BW_ARG(bw_cli_word(cli, "regime.settle")));
	*any = true;
	say_hangs(o, w, h, n);
	return 0;
}

/* Regimes from .. end-1 as one table. */
static int
one_table(struct owners *o, const char *title, size_t from, size_t end,
    size_t shown, struct bw_err *err)
{
	struct bw_cli *cli = o->s.cli;
	struct bw_table *t = bw_table_new(&cli->arena);

	if (from == end)
		return 0;
	bw_out_fmt(&cli->out, "\n%.*s\n", BW_ARG(bw_cli_word(cli, title)));
	bw_table_col(t, bw_cli_word(cli, "cli.col.owner"), BW_COL_WRAP);
	for (size_t k = from; k < end; k++)
		bw_table_col(t, brief(o, &o->regime[k]), BW_COL_WRAP);
	for (size_t i = 0; i < shown; i++) {
		bw_table_cell(t, owners_name(o, &o->owner[i]));
		for (size_t k = from; k < end; k++)
			bw_table_cell(t, cell(o, &o->owner[i], k));
	}
	return bw_table_print(t, &cli->out, cli->width, err);
}

static int
tables(struct owners *o, size_t shown, struct bw_err *err)
{
	size_t now = 0;
	int rc;

	while (now < o->n_regime &&
	    bw_regime_state(&o->regime[now], o->s.cli->as_of) ==
		BW_REGIME_IN_FORCE)
		now++;
	rc = one_table(o, "regime.table.now", 0, now, shown, err);
	return rc != 0
	    ? rc
	    : one_table(o, "regime.table.other", now, o->n_regime, shown, err);
}

/* Only those who reach something. */
static void
keep_reaching(struct owners *o)
{
	size_t n = 0;

	for (size_t i = 0; i < o->n_owner; i++)
		if (o->owner[i].reaches)
			o->owner[n++] = o->owner[i];
	o->n_owner = n;
}

int
owners_rules(struct owners *o, struct bw_err *err)
{
	struct bw_cli *cli = o->s.cli;
	size_t shown;
	bool any = false;
	int rc = 0;

	keep_reaching(o);
	shown = o->n_owner < cli->limit ? o->n_owner : cli->limit;
	bw_wrap(&cli->out, bw_cli_word(cli, "regime.intro"), 0, cli->width);
	if (shown > 0)
		rc = tables(o, shown, err);
	else
		bw_out_fmt(&cli->out, "\n%.*s\n",
		    BW_ARG(bw_cli_word(cli, "regime.none")));
	if (shown < o->n_owner)
		bw_out_fmt(&cli->out, "%.*s %zu\n",
		    BW_ARG(bw_cli_word(cli, "regime.more")),
		    o->n_owner - shown);
	for (size_t i = 0; rc == 0 && i < shown; i++)
		rc = settle_owner(o, &o->owner[i], &any, err);
	for (size_t k = 0; rc == 0 && k < o->n_all; k++)
		explain(o, &o->regime[k], k < o->n_regime);
	return rc;
}

/* ---- JSON
 * -------------------------------------------------------------------- */
static void
text_json(struct bw_jw *j, const char *key, struct bw_text t)
{
	if (t.in[BW_NL].n == 0) {
		bw_jw_null(j, key);
		return;
	}
	bw_jw_open(j, key, '{');
	bw_jw_str(j, "nl", t.in[BW_NL]);
	bw_jw_str(j, "en", t.in[BW_EN]);
	bw_jw_close(j);
}

static void
day_json(struct owners *o, struct bw_jw *j, const char *key, bw_date d)
{
	if (d == BW_DATE_MIN || d == BW_DATE_MAX)
		bw_jw_null(j, key);
	else
		bw_jw_str(j, key, bw_cli_day(o->s.cli, d));
}

void
owners_regimes_json(struct owners *o, struct bw_jw *j)
{
	bw_jw_open(j, "regimes", '[');
	for (size_t k = 0; k < o->n_all; k++) {
		const struct bw_regime *r = &o->regime[k];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "id", r->id);
		bw_jw_bool(j, "applies", k < o->n_regime);
		text_json(j, "name", r->name);
		text_json(j, "brief", r->brief);
		text_json(j, "about", r->about);
		bw_jw_z(j, "asked", bw_regime_asked_name(r->asked));
		bw_jw_z(j, "basis", bw_regime_basis_name(r->basis));
		bw_jw_z(j, "chain", bw_regime_chain_name(r->chain));
		bw_jw_bool(j, "other_means", r->other_means);
		bw_jw_bool(j, "half_presumed", r->half_presumed);
		bw_jw_z(j, "status",
		    bw_regime_status_name(bw_regime_state(r, o->s.cli->as_of)));
		day_json(o, j, "from", r->from);
		day_json(o, j, "to", r->to);
		bw_jw_str(j, "cite", r->cite);
		if (r->source.n > 0)
			bw_jw_str(j, "source", r->source);
		else
			bw_jw_null(j, "source");
		text_json(j, "unverified", r->unverified);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static int
settle_json(struct owners *o, struct bw_jw *j, const struct owner *w, size_t k,
    size_t at, struct bw_err *err)
{
	uint32_t *link;
	bool unknown;
	size_t n;
	int rc = settle(o, w, k, at, &link, &n, &unknown, err);

	bw_jw_open(j, "settle", '[');
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc =
		    bw_shown_link_json(&o->s, j, &o->s.cone.link[link[i]], err);
	bw_jw_close(j);
	bw_jw_bool(j, "settle_unknown", unknown);
	return rc;
}

int
owners_answers_json(struct owners *o, struct bw_jw *j, const struct owner *w,
    struct bw_err *err)
{
	bool settles = bw_cli_has(o->s.cli, BW_OPT_RULES);
	int rc = 0;

	bw_jw_open(j, "regimes", '[');
	for (size_t k = 0; k < o->n_regime; k++)
		for (size_t i = 0; rc == 0 && i < o->regime[k].n_threshold;
		     i++) {
			const struct bw_regime *r = &o->regime[k];
			enum bw_certainty how = owners_reach(w, r, k, i);

			if (!owners_asked(w, r))
				continue;
			bw_jw_open(j, NULL, '{');
			bw_jw_str(j, "regime", r->id);
			bw_jw_ppb(j, "threshold", r->threshold[i].share);
			bw_jw_bool(j, "at_least", r->threshold[i].at_least);
			bw_jw_z(j, "certainty", bw_certainty_name(how));
			bw_jw_bool(j, "presumed", w->answer[k].at[i].presumed);
			if (settles && how == BW_POSSIBLE)
				rc = settle_json(o, j, w, k, i, err);
			bw_jw_close(j);
		}
	bw_jw_close(j);
	return rc;
}
