/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_who.c - what kind of people stand behind a company: a state,
 * somebody from abroad, somebody nobody knows.
 *
 * All states and state bodies of one country are asked as one owner (their
 * votes come from the same government); holders without a name likewise,
 * because nothing says that they are different ones. A party that somebody
 * else certainly controls is not told again: the one behind it is.
 */
#include "ownership/ownership_speak.h"

static const uint32_t threshold[] = { 25 * BW_PERCENT, 20 * BW_PERCENT,
	10 * BW_PERCENT };

/* The largest threshold that is reached; 0 when none. */
static uint32_t
reached(struct bw_sum votes, bool certain)
{
	for (size_t i = 0; i < BW_LEN(threshold); i++)
		if (certain ? bw_sum_certain(votes, threshold[i], false)
			    : bw_sum_possible(votes, threshold[i], false))
			return threshold[i];
	return 0;
}

/* Do the seeds control the company? BW_EXCLUDED when not. */
static enum bw_certainty
control_by(struct speak *s, const uint32_t *seed, size_t n_seed)
{
	static const enum bw_certainty how[] = { BW_CERTAIN, BW_POSSIBLE };
	const uint32_t *set;
	size_t n;

	for (size_t h = 0; h < BW_LEN(how) && s->rc == 0; h++) {
		s->rc = bw_control_set(
		    s->c_up, seed, n_seed, how[h], &set, &n, s->err);
		for (size_t i = 0; i < n && s->rc == 0; i++)
			if (set[i] == s->y)
				return how[h];
	}
	return BW_EXCLUDED;
}

/* The stakes that show it: the proof of control, or what the seeds and the
 * companies they may control hold in the company. */
static struct links
shown_by(struct speak *s, const uint32_t *seed, size_t n_seed,
    enum bw_certainty control)
{
	return control != BW_EXCLUDED ? speak_proof(s, seed, n_seed, control)
				      : speak_share_of(s, seed, n_seed);
}

static bool
is_state(const struct speak *s, uint32_t node)
{
	uint8_t kind = s->v->kind[party_of(s, node)];

	return kind == BW_PARTY_STATE || kind == BW_PARTY_STATE_BODY;
}

static void
tell_state(struct speak *s, const uint32_t *seed, size_t n, uint16_t country)
{
	enum bw_certainty control = control_by(s, seed, n);
	struct bw_sum votes = speak_votes(s, seed, n);
	uint16_t home = s->v->country[party_of(s, s->y)];
	bool foreign = country == 0 || country != home;
	enum bw_level level = BW_KNOW;
	struct bw_finding *f;
	struct links shown;
	const char *title = "ownership.state.stake.title";

	if (control == BW_EXCLUDED && votes.hi == 0)
		return;
	if (foreign && control == BW_CERTAIN)
		level = BW_ACT;
	else if (foreign && (control == BW_POSSIBLE || reached(votes, false)))
		level = BW_PLAN;
	if (control == BW_CERTAIN)
		title = "ownership.state.control.title";
	if (control == BW_POSSIBLE)
		title = "ownership.state.control-possible.title";
	f = speak_add(s, "ownership.state", level,
	    control == BW_CERTAIN || votes.lo > 0 || (votes.open & BW_LO_OPEN)
		? BW_CERTAIN
		: BW_POSSIBLE);
	if (f == NULL)
		return;
	if (control == BW_POSSIBLE)
		f->certainty = BW_POSSIBLE;
	shown = shown_by(s, seed, n, control);
	f->title = FILL(s, title, { "company", speak_name(s, s->y) },
	    { "names", speak_names(s, seed, n) });
	f->reason = FILL(s,
	    votes.hi > 0 ? "ownership.state.reason"
			 : "ownership.state.control.reason",
	    { "country", speak_country(s, country) },
	    { "votes", speak_sum(s, votes) },
	    { "company", speak_name(s, s->y) },
	    { "chain", speak_chain(s, &shown) });
	speak_evidence(s, f, &shown);
	speak_basis(s, f, "ownership.basis.control", "ownership.cite.control");
	if (foreign)
		speak_todo(
		    f, bw_text("ownership.state.todo"), "ownership.who.board");
}

void
say_state(struct speak *s)
{
	uint32_t n_node = s->cone->n;
	uint32_t *seed = BW_ARENA_ARRAY(s->a, uint32_t, n_node + 1);
	bool *done = BW_ARENA_ARRAY(s->a, bool, n_node + 1);

	if (seed == NULL || done == NULL) {
		speak_nomem(s);
		return;
	}
	for (uint32_t x = 0; x < n_node && s->rc == 0; x++) {
		uint16_t country = s->v->country[party_of(s, x)];
		size_t n = 0;

		if (done[x] || x == s->y || !is_state(s, x))
			continue;
		for (uint32_t z = x; z < n_node; z++)
			if (z != s->y && is_state(s, z) &&
			    s->v->country[party_of(s, z)] == country) {
				seed[n++] = z;
				done[z] = true;
			}
		tell_state(s, seed, n, country);
	}
}

/* Who is certainly controlled by another party of the cone than itself. */
static bool *
governed(struct speak *s)
{
	bool *by_other = BW_ARENA_ARRAY(s->a, bool, s->cone->n + 1);
	const uint32_t *set;
	size_t n;

	if (by_other == NULL) {
		speak_nomem(s);
		return NULL;
	}
	for (uint32_t x = 0; x < s->cone->n && s->rc == 0; x++) {
		s->rc =
		    bw_control_set(s->c, &x, 1, BW_CERTAIN, &set, &n, s->err);
		for (size_t i = 0; i < n && s->rc == 0; i++)
			by_other[set[i]] = true;
	}
	return by_other;
}

static void
tell_abroad(struct speak *s, uint32_t x)
{
	enum bw_certainty control = control_by(s, &x, 1);
	struct bw_sum votes = speak_votes(s, &x, 1);
	uint32_t sure = reached(votes, true), may = reached(votes, false);
	const char *title = "ownership.abroad.control.title";
	uint16_t country = s->v->country[party_of(s, x)];
	uint16_t home = s->v->country[party_of(s, s->y)];
	struct bw_finding *f;
	struct links shown;

	if (s->rc < 0 || (control == BW_EXCLUDED && may == 0))
		return;
	if (control == BW_POSSIBLE)
		title = "ownership.abroad.control-possible.title";
	if (control == BW_EXCLUDED)
		title = sure ? "ownership.abroad.stake.title"
			     : "ownership.abroad.stake-possible.title";
	f = speak_add(s, "ownership.abroad",
	    control == BW_EXCLUDED ? BW_KNOW : BW_PLAN, BW_CERTAIN);
	if (f == NULL)
		return;
	if (control == BW_POSSIBLE || (control == BW_EXCLUDED && !sure))
		f->certainty = BW_POSSIBLE;
	shown = shown_by(s, &x, 1, control);
	f->title = FILL(s, title, { "company", speak_name(s, s->y) },
	    { "who", speak_name(s, x) },
	    { "country", speak_country(s, country) },
	    { "threshold", speak_share(s, bw_share_exact(sure ? sure : may)) });
	f->reason = FILL(s,
	    control == BW_EXCLUDED ? "ownership.abroad.reason"
				   : "ownership.abroad.control.reason",
	    { "company", speak_name(s, s->y) }, { "who", speak_name(s, x) },
	    { "home", speak_country(s, home) },
	    { "country", speak_country(s, country) },
	    { "votes", speak_sum(s, votes) },
	    { "chain", speak_chain(s, &shown) });
	speak_evidence(s, f, &shown);
	speak_basis(s, f, "ownership.basis.vifo", "ownership.cite.vifo");
	speak_todo(f,
	    FILL(
		s, "ownership.abroad.todo", { "company", speak_name(s, s->y) }),
	    "ownership.who.board");
}

void
say_abroad(struct speak *s)
{
	uint16_t home = s->v->country[party_of(s, s->y)];
	const bool *by_other;

	if (home == 0 || s->rc < 0)
		return; /* abroad from where? */
	by_other = governed(s);
	for (uint32_t x = 0; x < s->cone->n && s->rc == 0; x++) {
		uint16_t country = s->v->country[party_of(s, x)];

		if (x == s->y || by_other[x] || country == 0 ||
		    country == home || is_state(s, x))
			continue;
		tell_abroad(s, x);
	}
}

/* The votes nobody accounts for, and those of holders without a name. */
static size_t
nobody_seeds(struct speak *s, uint32_t *seed)
{
	size_t n = 0;

	for (uint32_t x = 0; x < s->cone->n; x++)
		if (x != s->y && s->v->kind[party_of(s, x)] == BW_PARTY_UNKNOWN)
			seed[n++] = x;
	seed[n++] = s->cone->n;
	return n;
}

static void
ask_who(struct speak *s, struct bw_finding *f, const struct links *chain)
{
	for (size_t i = 0; i < chain->n && s->rc == 0; i++) {
		const struct bw_edge *e = &s->up_edge[chain->v[i]];

		if (e->holder == s->cone->n)
			speak_settle(s, f,
			    FILL(s,
				e->votes.hi == BW_ONE
				    ? "ownership.settle.rest-all"
				    : "ownership.settle.rest",
				{ "company", speak_name(s, e->company) },
				{ "share",
				    speak_share(
					s, bw_share_exact(e->votes.hi)) }));
		else if (s->v->kind[party_of(s, e->holder)] == BW_PARTY_UNKNOWN)
			speak_settle(s, f,
			    FILL(s, "ownership.settle.unknown",
				{ "company", speak_name(s, e->company) },
				{ "holder", speak_name(s, e->holder) }));
	}
}

/* Does the chain only begin where the data end: at companies above this one
 * of which no stake at all is recorded? Then these are what to name. */
static size_t
ends_of_data(struct speak *s, const struct links *chain, uint32_t *end)
{
	const struct bw_graph *g = &s->cone->graph;
	size_t n = 0;

	for (size_t i = 0; i < chain->n; i++) {
		const struct bw_edge *e = &s->up_edge[chain->v[i]];

		if (e->holder < s->cone->n &&
		    s->v->kind[party_of(s, e->holder)] == BW_PARTY_UNKNOWN)
			return 0;
		if (e->holder < s->cone->n)
			continue;
		if (e->company == s->y ||
		    g->in_at[e->company] < g->in_at[e->company + 1])
			return 0;
		end[n++] = e->company;
	}
	return n;
}

static void
tell_unknown(
    struct speak *s, const uint32_t *seed, size_t n, enum bw_certainty control)
{
	struct bw_sum votes = speak_votes(s, seed, n);
	const char *title = "ownership.unknown.stake.title";
	const char *reason = "ownership.unknown.stake.reason";
	struct bw_text company = speak_name(s, s->y);
	struct links shown;
	struct bw_finding *f;
	uint32_t *end;
	size_t n_end = 0;

	if (s->rc < 0 || (control == BW_EXCLUDED && !reached(votes, false)))
		return;
	shown = shown_by(s, seed, n, control);
	end = BW_ARENA_ARRAY(s->a, uint32_t, shown.n + 1);
	if (end == NULL) {
		speak_nomem(s);
		return;
	}
	if (control != BW_EXCLUDED) {
		reason = "ownership.unknown.control.reason";
		title = control == BW_CERTAIN
		    ? "ownership.unknown.control.title"
		    : "ownership.unknown.control-possible.title";
		n_end = ends_of_data(s, &shown, end);
	}
	if (n_end > 0) {
		title = "ownership.unknown.end.title";
		reason = "ownership.unknown.end.reason";
	}
	f = speak_add(s, "ownership.unknown",
	    control == BW_EXCLUDED ? BW_KNOW
		: n_end > 0        ? BW_PLAN
				   : BW_ACT,
	    control);
	if (f == NULL)
		return;
	if (control == BW_EXCLUDED)
		f->certainty = votes.lo > 0 ? BW_CERTAIN : BW_POSSIBLE;
	f->title = FILL(s, title, { "company", company },
	    { "names", speak_names(s, end, n_end) });
	f->reason = FILL(s, reason, { "company", company },
	    { "names", speak_names(s, end, n_end) },
	    { "votes", speak_sum(s, votes) },
	    { "chain", speak_chain(s, &shown) });
	speak_evidence(s, f, &shown);
	speak_basis(s, f, "ownership.basis.control", "ownership.cite.control");
	speak_todo(f, bw_text("ownership.unknown.todo"), "ownership.who.board");
	ask_who(s, f, &shown);
}

void
say_unknown(struct speak *s)
{
	uint32_t *seed = BW_ARENA_ARRAY(s->a, uint32_t, s->cone->n + 2);
	enum bw_certainty control;
	size_t n;

	if (seed == NULL) {
		speak_nomem(s);
		return;
	}
	n = nobody_seeds(s, seed);
	control = control_by(s, seed, n);
	s->unknown_may = control != BW_EXCLUDED;
	tell_unknown(s, seed, n, control);
}
