/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_findings.c - who controls: the first questions about a party.
 *
 * A finding per ultimate controller; those in between stand in its chain.
 * When nobody controls, that is a finding too, shown by the votes of the
 * largest. Companies that control each other, with nobody outside, are a
 * finding of their own. Who is from abroad, a state, or nobody we know is in
 * ownership_who.c, what is wrong with the data in ownership_data.c.
 */
#include "ownership/ownership_speak.h"

/* More possible controllers than this are named together: beyond a handful
 * it is one missing fact (nobody knows the shares), not many findings. */
#define MAX_POSSIBLE 5u

static bool
nobody_known(const struct speak *s, uint32_t node)
{
	return s->v->kind[party_of(s, node)] == BW_PARTY_UNKNOWN;
}

/* What to ask, when control is possible only. */
static void
settle(struct speak *s, struct bw_finding *f, uint32_t x)
{
	uint32_t *edge;
	bool unknown;
	size_t n;

	if (s->rc < 0)
		return;
	s->rc = bw_control_settle(
	    s->c_up, &x, 1, s->y, s->a, &edge, &n, &unknown, s->err);
	for (size_t i = 0; i < n && s->rc == 0; i++) {
		const struct bw_link *k = &s->cone->link[edge[i]];

		speak_settle(s, f,
		    FILL(s,
			k->maybe ? "ownership.settle.influence"
				 : "ownership.settle.votes",
			{ "holder", speak_name(s, k->holder) },
			{ "company", speak_name(s, k->company) },
			{ "share", speak_share(s, k->votes) }));
	}
}

/* Is the last step a single stake? Then the chain says it all. */
static bool
plain(const struct speak *s, const struct links *chain)
{
	size_t n = 0;

	for (size_t i = 0; i < chain->n; i++)
		n += s->cone->link[chain->v[i]].company == s->y;
	return n < 2;
}

static void
say_certain(struct speak *s, uint32_t x)
{
	struct bw_finding *f =
	    speak_add(s, "ownership.controller", BW_KNOW, BW_CERTAIN);
	struct bw_text who = speak_name(s, x), company = speak_name(s, s->y);
	struct links chain;

	if (f == NULL)
		return;
	f->title = FILL(s, "ownership.controller.certain.title", { "who", who },
	    { "company", company });
	chain = speak_proof(s, &x, 1, BW_CERTAIN);
	if (plain(s, &chain))
		f->reason = FILL(s, "ownership.controller.chain",
		    { "chain", speak_chain(s, &chain) });
	else
		f->reason = FILL(s, "ownership.controller.joint",
		    { "who", who }, { "company", company },
		    { "votes", speak_sum(s, speak_votes(s, &x, 1)) },
		    { "chain", speak_chain(s, &chain) });
	speak_evidence(s, f, &chain);
	speak_basis(s, f, "ownership.basis.control", "ownership.cite.control");
}

static void
say_possible(struct speak *s, uint32_t x)
{
	struct bw_finding *f =
	    speak_add(s, "ownership.controller", BW_PLAN, BW_POSSIBLE);
	struct bw_text who = speak_name(s, x), company = speak_name(s, s->y);
	struct links chain;
	bool influence = false;

	if (f == NULL)
		return;
	f->title = FILL(s, "ownership.controller.possible.title",
	    { "who", who }, { "company", company });
	chain = speak_proof(s, &x, 1, BW_POSSIBLE);
	for (size_t i = 0; i < chain.n; i++)
		influence |= s->cone->link[chain.v[i]].maybe;
	f->reason = FILL(s,
	    influence ? "ownership.controller.possible.influence"
		      : "ownership.controller.possible.reason",
	    { "who", who }, { "company", company },
	    { "votes", speak_sum(s, speak_votes(s, &x, 1)) },
	    { "chain", speak_chain(s, &chain) });
	speak_evidence(s, f, &chain);
	speak_basis(s, f, "ownership.basis.control", "ownership.cite.control");
	speak_todo(f, bw_text("ownership.controller.possible.todo"),
	    "ownership.who.board");
	settle(s, f, x);
}

static void
say_more(struct speak *s, const uint32_t *node, size_t n)
{
	struct bw_finding *f =
	    speak_add(s, "ownership.controller", BW_PLAN, BW_POSSIBLE);

	if (f == NULL)
		return;
	f->title = FILL(s, "ownership.controller.more.title",
	    { "company", speak_name(s, s->y) }, { "n", speak_number(s, n) });
	f->reason = FILL(s, "ownership.controller.more.reason",
	    { "names", speak_names(s, node, n) });
	speak_basis(s, f, "ownership.basis.control", "ownership.cite.control");
	speak_todo(f, bw_text("ownership.controller.possible.todo"),
	    "ownership.who.board");
}

static void
say_each(struct speak *s)
{
	uint32_t *more = BW_ARENA_ARRAY(s->a, uint32_t, s->n_who + 1);
	size_t possible = 0, n = 0;

	if (more == NULL) {
		speak_nomem(s);
		return;
	}
	for (size_t i = 0; i < s->n_who; i++) {
		uint32_t x = s->who[i].party;

		if (!s->who[i].ultimate || nobody_known(s, x))
			continue; /* in between; or see ownership.unknown */
		if (s->who[i].certainty == BW_CERTAIN)
			say_certain(s, x);
		else if (possible++ < MAX_POSSIBLE)
			say_possible(s, x);
		else
			more[n++] = x;
	}
	if (n > 0)
		say_more(s, more, n);
}

/* The party with most votes, with what it controls; BW_NONE if nobody. */
static uint32_t
largest(struct speak *s, struct bw_sum *votes)
{
	uint32_t best = BW_NONE;

	*votes = (struct bw_sum){ 0 };
	for (uint32_t x = 0; x < s->cone->n && s->rc == 0; x++) {
		struct bw_sum v;

		if (x == s->y)
			continue;
		v = speak_votes(s, &x, 1);
		if (v.hi > votes->hi ||
		    (v.hi == votes->hi && v.lo > votes->lo)) {
			best = x;
			*votes = v;
		}
	}
	return best;
}

static void
say_nobody(struct speak *s)
{
	struct bw_sum votes;
	struct bw_finding *f;
	struct links held;
	uint32_t x;

	if (s->n_who > 0 || s->unknown_may)
		return;
	x = largest(s, &votes);
	if (x == BW_NONE)
		return; /* no votes in it: a person, a state */
	f = speak_add(s, "ownership.nobody", BW_KNOW, BW_CERTAIN);
	if (f == NULL)
		return;
	f->title = FILL(
	    s, "ownership.nobody.title", { "company", speak_name(s, s->y) });
	f->reason = FILL(s, "ownership.nobody.reason",
	    { "who", speak_name(s, x) }, { "votes", speak_sum(s, votes) });
	held = speak_share_of(s, &x, 1);
	speak_evidence(s, f, &held);
	speak_basis(s, f, "ownership.basis.control", "ownership.cite.control");
}

static void
tell_closed(struct speak *s, const uint32_t *group, size_t n)
{
	struct bw_finding *f =
	    speak_add(s, "ownership.closed", BW_PLAN, BW_CERTAIN);
	struct bw_text company = speak_name(s, s->y);
	struct links held;

	if (f == NULL)
		return;
	f->title = FILL(s, "ownership.closed.title", { "company", company });
	f->reason = FILL(s, "ownership.closed.reason",
	    { "names", speak_names(s, group, n) });
	for (size_t i = 0; i < n; i++) {
		held = speak_held(s, group, n, group[i]);
		speak_evidence(s, f, &held);
	}
	speak_basis(s, f, "ownership.basis.control", "ownership.cite.control");
	speak_todo(f, bw_text("ownership.closed.todo"), "ownership.who.board");
}

/* The company itself in a closed group, or under one. */
static void
say_closed(struct speak *s)
{
	uint32_t *group = NULL;
	size_t n = 0;

	if (s->rc < 0)
		return;
	s->rc = bw_control_closed(s->c, s->y, s->a, &group, &n, s->err);
	for (size_t i = 0; s->rc == 0 && n == 0 && i < s->n_who; i++) {
		if (s->who[i].certainty != BW_CERTAIN || s->who[i].ultimate)
			continue;
		s->rc = bw_control_closed(
		    s->c, s->who[i].party, s->a, &group, &n, s->err);
	}
	if (s->rc == 0 && n > 0)
		tell_closed(s, group, n);
}

void
say_controllers(struct speak *s)
{
	say_each(s);
	say_closed(s);
	say_nobody(s);
}

/* What nobody accounts for in a company, if somebody can hold it: it has
 * votes, they are not all told, and nobody rules it without any. */
static bool
rest_of(const struct speak *s, uint32_t y, struct bw_share *rest)
{
	const struct bw_graph *g = &s->cone->graph;
	uint8_t kind = s->v->kind[party_of(s, y)];

	*rest = (struct bw_share){ 0 };
	if (g->sum_lo[y] >= BW_ONE || kind == BW_PARTY_PERSON ||
	    kind == BW_PARTY_STATE || kind == BW_PARTY_STATE_BODY ||
	    kind == BW_PARTY_UNKNOWN)
		return false;
	rest->hi = BW_ONE - (uint32_t)g->sum_lo[y];
	for (uint32_t i = g->in_at[y]; i < g->in_at[y + 1]; i++) {
		const struct bw_edge *e = &g->edge[g->in[i]];

		if (e->direct && e->holder != y)
			return false;
		if (e->votes.open & BW_LO_OPEN)
			rest->open = BW_HI_OPEN;
	}
	return true;
}

static int
make_up(struct speak *s)
{
	const struct bw_cone *cone = s->cone;
	size_t m = cone->n_link;

	s->up_edge = bw_alloc(m + cone->n + 1, sizeof(*s->up_edge));
	if (s->up_edge == NULL)
		return bw_fail(s->err, BW_ENOMEM, "no memory for the rest");
	for (size_t i = 0; i < m; i++) {
		struct bw_edge *e = &s->up_edge[i];

		*e = cone->edge[i];
		if (e->holder == s->y && e->company != s->y)
			*e = (struct bw_edge){ .holder = e->holder,
				.company = e->company,
				.stake = e->stake };
	}
	for (uint32_t y = 0; y < cone->n; y++) {
		struct bw_edge e = { .holder = cone->n, .company = y };

		if (rest_of(s, y, &e.votes)) {
			e.stake = (uint32_t)m;
			s->up_edge[m++] = e;
		}
	}
	return bw_graph_init(&s->up, cone->n + 1, s->up_edge, m, s->err);
}

int
bw_ownership_findings(struct bw_findings *out, const struct bw_view *v,
    const struct bw_cone *cone, bw_date day, struct bw_arena *a,
    struct bw_err *err)
{
	struct speak s = { .out = out,
		.v = v,
		.cone = cone,
		.day = day,
		.a = a,
		.err = err,
		.y = cone->centre };

	s.rc = bw_control_new(
	    &s.c, &cone->graph, (struct bw_control_rule){ 0 }, err);
	if (s.rc == 0)
		s.rc = bw_controllers(s.c, s.y, a, &s.who, &s.n_who, err);
	if (s.rc == 0)
		s.rc = make_up(&s);
	if (s.rc == 0)
		s.rc = bw_control_new(
		    &s.c_up, &s.up, (struct bw_control_rule){ 0 }, err);
	if (s.rc == 0)
		s.rc = bw_prover_init(&s.prover, s.c_up, &s.up, err);
	if (s.rc == 0) {
		say_unknown(&s); /* first: whether it is open who controls */
		say_controllers(&s);
		say_state(&s);
		say_abroad(&s);
		say_rules(&s);
		say_data(&s);
	}
	bw_prover_release(&s.prover);
	bw_control_free(s.c);
	bw_control_free(s.c_up);
	bw_graph_release(&s.up);
	bw_free(s.up_edge);
	return s.rc;
}
