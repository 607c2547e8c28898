/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_deal.c - what if: who buys what, and what changes for everybody.
 *
 * A deal comes from a file (deal_text.h) or from options, which say one step.
 * Names are looked up in the world; a party that is not there has to be told as
 * new, so that a slip of the pen is not taken for a stranger.
 */
#include "base/input.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "cli/deal_out.h"
#include "cli/thresholds.h"

#define FILE_MAX ((size_t)4 << 20)

static int
one_step(struct bw_deal_run *d, struct bw_err *err)
{
	struct bw_cli *cli = d->cli;
	struct bw_deal_line *s = BW_ARENA_NEW(&cli->arena, struct bw_deal_line);
	const char *const *value = cli->value;
	int rc = 0;

	if (s == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a deal");
	if (!bw_cli_has(cli, BW_OPT_BUYER) || !bw_cli_has(cli, BW_OPT_TARGET))
		return bw_fail(err, BW_EUSAGE,
		    "tell --buyer and --target, or give a file; see 'bolwerk "
		    "help deal'");
	s->buyer = bw_str_of(value[BW_OPT_BUYER]);
	s->target = bw_str_of(value[BW_OPT_TARGET]);
	s->seller = bw_str_of(value[BW_OPT_FROM]);
	s->new_shares = bw_cli_has(cli, BW_OPT_NEW_SHARES);
	s->board = bw_cli_has(cli, BW_OPT_BOARD);
	s->board_lost = bw_cli_has(cli, BW_OPT_BOARD_LOST);
	if (bw_cli_has(cli, BW_OPT_PERCENT))
		rc = bw_deal_percent(
		    bw_str_of(value[BW_OPT_PERCENT]), &s->votes, err);
	s->capital = s->votes;
	for (size_t i = 0; i < cli->n_each && rc == 0; i++) {
		if (cli->each[i].option != BW_OPT_VIA)
			continue;
		if (s->n_via == BW_DEAL_VIAS)
			return bw_fail(
			    err, BW_EUSAGE, "more than eight vehicles");
		s->via[s->n_via++] = bw_str_of(cli->each[i].text);
	}
	if (rc == 0 && bw_cli_has(cli, BW_OPT_VOTES))
		rc = bw_deal_percent(
		    bw_str_of(value[BW_OPT_VOTES]), &s->votes, err);
	if (rc == 0 && s->votes == 0 && s->capital == 0 && !s->board &&
	    !s->board_lost)
		rc = bw_fail(err, BW_EUSAGE,
		    "nothing changes hands: tell --percent, --votes or "
		    "--board");
	d->text.step = s;
	d->text.n = 1;
	return rc;
}

/* --with and --new, which add to what a file says. */
static int
more_parties(struct bw_deal_run *d, struct bw_err *err)
{
	struct bw_cli *cli = d->cli;
	struct bw_str *with = BW_ARENA_ARRAY(
	    &cli->arena, struct bw_str, d->text.n_with + cli->n_each + 1);
	struct bw_deal_party *party = BW_ARENA_ARRAY(&cli->arena,
	    struct bw_deal_party, d->text.n_party + cli->n_each + 1);
	int rc = 0;

	if (with == NULL || party == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a deal");
	for (size_t i = 0; i < d->text.n_with; i++)
		with[i] = d->text.with[i];
	for (size_t i = 0; i < d->text.n_party; i++)
		party[i] = d->text.party[i];
	d->text.with = with;
	d->text.party = party;
	for (size_t i = 0; i < cli->n_each && rc == 0; i++) {
		struct bw_str text = bw_str_of(cli->each[i].text);

		if (cli->each[i].option == BW_OPT_WITH)
			with[d->text.n_with++] = text;
		if (cli->each[i].option == BW_OPT_NEW)
			rc = bw_deal_party(
			    text, &party[d->text.n_party++], &cli->arena, err);
	}
	return rc;
}

static int
read_file(struct bw_deal_run *d, const char *path, struct bw_err *err)
{
	struct bw_input *in = NULL;
	struct bw_str kept = { 0 };
	char *text = NULL;
	size_t n = 0;
	int rc = bw_input_open(&in, path, NULL, err);

	if (rc == 0)
		rc = bw_input_all(in, FILE_MAX, 0, &text, &n, err);
	bw_input_free(in);
	if (rc == 0) {
		kept = bw_arena_dup(&d->cli->arena, (struct bw_str){ text, n });
		if (kept.p == NULL)
			rc = bw_fail(err, BW_ENOMEM, "no memory for a deal");
	}
	bw_free(text);
	if (rc == 0 &&
	    (rc = bw_deal_text_read(&d->text, kept, &d->cli->arena, err)) != 0)
		bw_fail_in(err, path);
	return rc;
}

static int
party_of(struct bw_deal_run *d, struct bw_str name, uint32_t *out,
    struct bw_err *err)
{
	struct bw_str z;

	for (size_t i = 0; i < d->text.n_party; i++)
		if (bw_str_eq_nocase(d->text.party[i].name, name)) {
			*out = d->v->n_party + (uint32_t)i;
			return 0;
		}
	z = bw_arena_dup(&d->cli->arena, name); /* with a NUL */
	if (z.p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a deal");
	return bw_cli_party(d->cli, d->v, z.p, out, err);
}

/* The place of a step that came from a file. */
static void
in_step(const struct bw_deal_run *d, const struct bw_deal_line *l,
    struct bw_err *err)
{
	if (l->line == 0)
		return;
	bw_fail_at(err, l->line, UINT64_MAX);
	bw_fail_in(err, d->cli->arg[0]);
}

static int
find_parties(struct bw_deal_run *d, struct bw_err *err)
{
	int rc = 0;

	d->step =
	    BW_ARENA_ARRAY(&d->cli->arena, struct bw_deal_step, d->text.n + 1);
	if (d->step == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a deal");
	for (size_t i = 0; i < d->text.n && rc == 0; i++) {
		const struct bw_deal_line *l = &d->text.step[i];
		struct bw_deal_step *s = &d->step[i];

		*s = (struct bw_deal_step){ .seller = BW_NONE,
			.new_shares = l->new_shares,
			.votes = l->votes,
			.capital = l->capital,
			.n_via = l->n_via,
			.board = l->board,
			.board_lost = l->board_lost };
		if ((rc = party_of(d, l->buyer, &s->buyer, err)) == 0)
			rc = party_of(d, l->target, &s->target, err);
		if (rc == 0 && l->seller.n > 0)
			rc = party_of(d, l->seller, &s->seller, err);
		for (unsigned k = 0; k < l->n_via && rc == 0; k++)
			rc = party_of(d, l->via[k], &s->via[k], err);
		if (rc != 0)
			in_step(d, l, err);
	}
	return rc;
}

/* Kinds and countries of all, new ones behind: states are found among them. */
static int
find_states(struct bw_deal_run *d, struct bw_err *err)
{
	const struct bw_view *v = d->v;
	uint32_t n = d->net.n;
	uint8_t *kind = bw_alloc((size_t)n + 1, 1);
	uint16_t *country = bw_calloc((size_t)n + 1, sizeof(*country));
	int rc = kind != NULL && country != NULL
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for a deal");

	if (rc == 0) {
		memcpy(kind, v->kind, v->n_party);
		memcpy(country, v->country, v->n_party * sizeof(*country));
		for (uint32_t i = v->n_party; i < n; i++) {
			const struct bw_deal_party *p =
			    &d->text.party[i - v->n_party];

			kind[i] = p->kind;
			if (p->country.n == 2)
				country[i] =
				    (uint16_t)((unsigned char)p->country.p[0]
					    << 8 |
					(unsigned char)p->country.p[1]);
		}
		rc = bw_states_make(&d->state, &d->n_state, n, kind, country,
		    &d->cli->arena, err);
	}
	bw_free(kind);
	bw_free(country);
	return rc;
}

/* The first buyer with those he acts with, and every state. */
static int
make_groups(struct bw_deal_run *d, struct bw_err *err)
{
	struct bw_arena *a = &d->cli->arena;
	uint32_t *friends = BW_ARENA_ARRAY(a, uint32_t, d->text.n_with + 1);
	int rc = find_states(d, err);

	d->group = BW_ARENA_ARRAY(a, struct bw_group, d->n_state + 1);
	if (rc == 0 && (friends == NULL || d->group == NULL))
		rc = bw_fail(err, BW_ENOMEM, "no memory for a deal");
	if (rc == 0 && d->text.n_with > 0) {
		friends[0] = d->step[0].buyer;
		for (size_t i = 0; i < d->text.n_with && rc == 0; i++)
			rc = party_of(d, d->text.with[i], &friends[i + 1], err);
		d->together = true;
		d->group[d->n_group++] =
		    (struct bw_group){ friends, d->text.n_with + 1 };
	}
	for (size_t i = 0; i < d->n_state && rc == 0; i++)
		d->group[d->n_group++] =
		    (struct bw_group){ d->state[i].member, d->state[i].n };
	return rc;
}

static int
work_out(struct bw_deal_run *d, struct bw_err *err)
{
	static const uint32_t usual[] = { 10 * BW_PERCENT, 20 * BW_PERCENT,
		25 * BW_PERCENT, 50 * BW_PERCENT };
	struct bw_arena *a = &d->cli->arena;
	const uint32_t *threshold;
	struct bw_pool *pool = NULL;
	size_t n, step;
	int rc = bw_pool_new(&pool, 0, err);

	if (rc == 0)
		rc = bw_register_open(&d->reg, d->v, d->cli->as_of, pool, err);
	bw_pool_free(pool);
	if (rc == 0)
		rc = bw_net_widen(
		    &d->net, &d->reg.net, (uint32_t)d->text.n_party, err);
	if (rc == 0 && (rc = find_parties(d, err)) == 0)
		rc = make_groups(d, err);
	if (rc == 0 &&
	    (rc = bw_deal_changes(&d->net, d->step, d->text.n, &d->change,
		 &d->n_change, &step, a, err)) != 0)
		in_step(d, &d->text.step[step], err);
	if (rc == 0)
		rc = bw_patch_init(
		    &d->patch, &d->net, d->change, d->n_change, err);
	if (rc == 0)
		rc = bw_cli_thresholds(
		    d->cli, usual, BW_LEN(usual), &threshold, &n, err);
	if (rc == 0)
		rc = bw_deal_effect(&d->effect, &d->net, &d->patch,
		    d->step[0].target, d->group, d->n_group, threshold, n, a,
		    err);
	if (rc == 0)
		rc = bw_reach_new(&d->reach, &d->net, &d->patch,
		    (struct bw_reach_rule){ 0 }, err);
	return rc;
}

/* A draft on standard output stands there alone, to be a file. */
static bool
draft_only(const struct bw_cli *cli)
{
	return bw_cli_has(cli, BW_OPT_DRAFT) &&
	    strcmp(cli->value[BW_OPT_DRAFT], "-") == 0;
}

int
bw_verb_deal(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_deal_run d = { .cli = cli };
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	struct bw_law_case *law;
	int rc;

	rc = cli->n_arg > 0 ? read_file(&d, cli->arg[0], err)
			    : one_step(&d, err);
	if (rc == 0 && (rc = more_parties(&d, err)) == 0)
		rc = bw_cli_view(cli, &w, &v, err);
	d.v = v;
	if (rc == 0)
		rc = work_out(&d, err);
	/* First, so that a fact that does not fit is said before all else. */
	if (rc == 0 &&
	    (bw_cli_has(cli, BW_OPT_LAW) || bw_cli_has(cli, BW_OPT_DRAFT)))
		rc = bw_deal_law(&d, &law, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_DRAFT))
		rc = bw_deal_draft(&d, cli->value[BW_OPT_DRAFT], err);
	if (rc == 0 && !draft_only(cli))
		rc = bw_cli_has(cli, BW_OPT_JSON) ? bw_deal_json(&d, err)
						  : bw_deal_print(&d, err);
	bw_reach_free(d.reach);
	bw_patch_release(&d.patch);
	bw_net_release(&d.net);
	bw_register_close(&d.reg);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
