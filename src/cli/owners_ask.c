/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * owners_ask.c - which owners of a party matter, and what is asked of them.
 *
 * Everybody above is asked; those at the top of a chain and those who reach a
 * threshold of some regime are kept, the largest first. Parties of --with are
 * one owner more, and so are the bodies of one state (owners_group.c).
 */
#include "cli/owners_out.h"

/* ---- gathering -------------------------------------------------------------
 */
static int
read_options(struct owners *o, struct bw_err *err)
{
	static const char *const name[] = { "integrated", "leontief", "paths" };
	struct bw_cli *cli = o->s.cli;
	const char *text = cli->value[BW_OPT_READING];
	struct bw_share s = { 0 };
	size_t i = 0;

	if (bw_cli_has(cli, BW_OPT_MIN) &&
	    (bw_share_parse(bw_str_of(cli->value[BW_OPT_MIN]), &s, NULL) != 0 ||
		!bw_share_is_exact(s)))
		return bw_fail(err, BW_EUSAGE,
		    "--min: \"%s\" is no percentage from 0 to 100; write 25",
		    cli->value[BW_OPT_MIN]);
	o->min = s.lo;
	if (!bw_cli_has(cli, BW_OPT_READING))
		return 0;
	while (i < BW_LEN(name) && strcmp(name[i], text) != 0)
		i++;
	if (i == BW_LEN(name))
		return bw_fail(err, BW_EUSAGE,
		    "--reading: \"%s\" is none; write integrated, leontief or "
		    "paths",
		    text);
	o->reading = (enum bw_reading)i;
	if (o->reading != BW_INTEGRATED && bw_cli_has(cli, BW_OPT_EXACT))
		return bw_fail(err, BW_EUSAGE,
		    "--exact: fractions are of the integrated share; leave out "
		    "--reading");
	return 0;
}

/* The parties of --with, as one owner. */
static int
read_group(struct owners *o, struct owner *w, bool *any, struct bw_err *err)
{
	struct bw_cli *cli = o->s.cli;
	uint32_t *seed = BW_ARENA_ARRAY(&cli->arena, uint32_t, cli->n_each + 1);
	uint32_t party, node;
	int rc;

	*any = false;
	*w = (struct owner){ .seed = seed, .group = true };
	if (!bw_cli_has(cli, BW_OPT_WITH))
		return 0;
	if (seed == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for owners");
	for (size_t i = 0; i < cli->n_each; i++) {
		if (cli->each[i].option != BW_OPT_WITH)
			continue;
		rc = bw_cli_party(cli, o->s.v, cli->each[i].text, &party, err);
		if (rc != 0)
			return rc;
		node = bw_cone_node(&o->s.cone, party);
		if (node == BW_NONE || node == o->s.cone.centre)
			return bw_fail(err, BW_EUSAGE,
			    "--with: \"%s\" is no owner of this party, not "
			    "through others either",
			    cli->each[i].text);
		seed[w->n_seed++] = node;
	}
	*any = true;
	return 0;
}

static void
tell_kinds(struct owners *o, struct owner *w)
{
	const struct bw_graph *g = &o->s.cone.graph;

	w->top = true;
	for (size_t i = 0; i < w->n_seed; i++) {
		uint32_t x = w->seed[i];
		uint8_t kind = o->s.v->kind[o->s.cone.party[x]];

		w->person |= kind == BW_PARTY_PERSON;
		w->unnamed |= kind == BW_PARTY_UNKNOWN;
		w->top = w->top && g->in_at[x] == g->in_at[x + 1];
	}
}

static int
group_control(struct owners *o, struct owner *w, struct bw_err *err)
{
	const uint32_t *set;
	size_t n;
	int rc = 0;

	for (int how = BW_CERTAIN; rc == 0 && how <= BW_POSSIBLE; how++) {
		rc = bw_control_set(o->s.control, w->seed, w->n_seed,
		    (enum bw_certainty)how, &set, &n, err);
		for (size_t i = 0; rc == 0 && i < n && !w->controls; i++)
			if (set[i] == o->s.cone.centre) {
				w->controls = true;
				w->certainty = (enum bw_certainty)how;
			}
	}
	return rc;
}

enum bw_certainty
owners_reach(
    const struct owner *w, const struct bw_regime *r, size_t k, size_t at)
{
	enum bw_certainty how = w->answer[k].at[at].certainty;

	if (!owners_asked(w, r))
		return BW_EXCLUDED;
	if (how == BW_CERTAIN && r->asked == BW_ASKED_PERSONS && !w->person)
		return BW_POSSIBLE;
	return how;
}

static bool
reaches(const struct owners *o, const struct owner *w)
{
	for (size_t k = 0; k < o->n_regime; k++)
		for (size_t i = 0; i < o->regime[k].n_threshold; i++)
			if (owners_reach(w, &o->regime[k], k, i) != BW_EXCLUDED)
				return true;
	return false;
}

int
owners_ask(struct owners *o, struct owner *w, struct bw_err *err)
{
	int rc;

	tell_kinds(o, w);
	w->answer = BW_ARENA_ARRAY(
	    &o->s.cli->arena, struct bw_regime_answer, o->n_regime + 1);
	if (w->answer == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for regimes");
	rc = bw_tests_figures(o->tests, w->seed, w->n_seed, &w->figures, err);
	w->part = w->figures.capital_part;
	for (size_t k = 0; rc == 0 && k < o->n_regime; k++)
		rc = bw_tests_ask(o->tests, &o->regime[k], w->seed, w->n_seed,
		    &w->answer[k], err);
	if (rc == 0 && w->group)
		rc = group_control(o, w, err);
	w->reaches = rc == 0 && reaches(o, w);
	return rc;
}

bool
owners_asked(const struct owner *w, const struct bw_regime *r)
{
	return r->asked != BW_ASKED_PERSONS || w->person || w->unnamed;
}

/* Those at the top, and everybody who reaches something. */
bool
owners_matters(const struct owners *o, const struct owner *w)
{
	double min = (double)o->min / BW_ONE;
	bool some = w->part.hi > 0 || w->figures.votes.hi > 0 || w->controls;

	if (o->min > 0 && w->part.hi < min - 1e-12 &&
	    w->figures.votes.hi < o->min)
		return false;
	return ((w->top || w->group || w->ultimate) && some) || w->reaches;
}

static int
by_size(const void *a, const void *b)
{
	const struct owner *x = a, *y = b;

	if (x->group != y->group)
		return x->group ? -1 : 1;
	if (x->ultimate != y->ultimate)
		return x->ultimate ? -1 : 1;
	if (x->reaches != y->reaches)
		return x->reaches ? -1 : 1;
	if (x->part.lo != y->part.lo)
		return x->part.lo > y->part.lo ? -1 : 1;
	if (x->part.hi != y->part.hi)
		return x->part.hi > y->part.hi ? -1 : 1;
	if (x->figures.votes.hi != y->figures.votes.hi)
		return x->figures.votes.hi > y->figures.votes.hi ? -1 : 1;
	return x->seed[0] < y->seed[0] ? -1 : x->seed[0] > y->seed[0];
}

/* Another reading of shares through chains than the integrated one. */
static int
other_reading(struct owners *o, struct bw_err *err)
{
	const struct bw_part *list;
	struct bw_solver *s = NULL;
	size_t n;
	int rc;

	if (o->reading == BW_INTEGRATED)
		return 0;
	rc = bw_solver_new(&s, &o->net, NULL, BW_CAPITAL, err);
	if (rc == 0)
		rc =
		    bw_part_up(s, o->s.cone.centre, o->reading, &list, &n, err);
	for (size_t i = 0; rc == 0 && i < o->n_owner; i++) {
		struct owner *w = &o->owner[i];

		if (w->n_seed != 1) {
			rc = bw_fail(err, BW_EUSAGE,
			    "--reading: only the integrated share knows "
			    "several "
			    "parties as one owner; leave out --with");
			break;
		}
		w->part = (struct bw_regime_span){ 0 };
		for (size_t k = 0; k < n; k++)
			if (list[k].party == w->seed[0])
				w->part = (struct bw_regime_span){ list[k].lo,
					list[k].hi };
	}
	bw_solver_free(s);
	return rc;
}

static int
ask_all(struct owners *o, struct bw_err *err)
{
	struct bw_arena *a = &o->s.cli->arena;
	const struct bw_cone *c = &o->s.cone;
	uint32_t *node = BW_ARENA_ARRAY(a, uint32_t, c->n);
	const struct bw_controller **who =
	    BW_ARENA_ARRAY(a, const struct bw_controller *, c->n);
	struct owner w;
	bool group;
	int rc;

	/* each, one group, and states of at least two bodies */
	o->owner = BW_ARENA_ARRAY(a, struct owner, c->n + c->n / 2 + (size_t)1);
	if (node == NULL || who == NULL || o->owner == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for owners");
	for (size_t i = 0; i < o->n_who; i++)
		who[o->who[i].party] = &o->who[i];
	rc = read_group(o, &w, &group, err);
	if (rc == 0 && group && (rc = owners_ask(o, &w, err)) == 0)
		o->owner[o->n_owner++] = w;
	for (uint32_t x = 0; rc == 0 && x < c->n; x++) {
		if (x == c->centre)
			continue;
		node[x] = x;
		w = (struct owner){ .seed = &node[x], .n_seed = 1 };
		if (who[x] != NULL) {
			w.controls = true;
			w.certainty = who[x]->certainty;
			w.ultimate = who[x]->ultimate;
		}
		rc = owners_ask(o, &w, err);
		if (rc == 0 && owners_matters(o, &w))
			o->owner[o->n_owner++] = w;
	}
	if (rc == 0)
		rc = owners_states(o, err);
	if (rc == 0)
		rc = other_reading(o, err);
	if (rc == 0 && o->n_owner > 1)
		qsort(o->owner, o->n_owner, sizeof(*o->owner), by_size);
	return rc;
}

/* Regimes about this company: those of its own country first, then by state;
 * behind them those about companies of another country, which are not asked. */
static int
sort_regimes(struct owners *o, struct bw_err *err)
{
	uint16_t here = o->s.v->country[o->s.cone.party[o->s.cone.centre]];
	struct bw_regime *sorted =
	    BW_ARENA_ARRAY(&o->s.cli->arena, struct bw_regime, o->n_all + 1);
	size_t n = 0;

	if (sorted == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for regimes");
	for (int turn = 0; turn < 4; turn++) {
		for (size_t k = 0; k < o->n_all; k++) {
			const struct bw_regime *r = &o->regime[k];
			bool now = bw_regime_state(r, o->s.cli->as_of) ==
			    BW_REGIME_IN_FORCE;
			bool other =
			    here != 0 && r->country != 0 && r->country != here;
			int when = other                   ? 3
			    : !now                         ? 2
			    : r->country != 0 && here != 0 ? 0
							   : 1;

			if (when == turn)
				sorted[n++] = *r;
		}
		if (turn == 2)
			o->n_regime = n;
	}
	o->regime = sorted;
	return 0;
}

int
owners_gather(struct owners *o, struct bw_err *err)
{
	struct bw_arena *a = &o->s.cli->arena;
	int rc = read_options(o, err);

	if (rc == 0)
		rc = bw_regimes(&o->regime, &o->n_all, a, err);
	if (rc == 0)
		rc = sort_regimes(o, err);
	if (rc == 0)
		rc = bw_cone_net(&o->net, &o->link_of, &o->s.cone, a, err);
	if (rc == 0)
		rc = bw_tests_new(&o->tests, &o->net, o->s.cone.centre, err);
	return rc != 0 ? rc : ask_all(o, err);
}

void
owners_release(struct owners *o)
{
	bw_tests_free(o->tests);
	bw_net_release(&o->net);
}
