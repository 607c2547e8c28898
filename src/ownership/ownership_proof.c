/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_proof.c - the stakes behind an answer, as a list from the owner
 * down.
 *
 * bw_control_proof proves one step: the stakes in one company and who holds
 * them. Going on with those holders until only seeds are left gives the whole
 * proof. Each holder was reached before what it helps to control, so this
 * ends, and turned round the list reads like a chain.
 */
#include "ownership/ownership_speak.h"

struct proof {
	const struct bw_graph *g;
	bool *seen;
	BW_VEC(uint32_t) todo;
	BW_VEC(uint32_t) link;
};

/* A step; a seed has none. */
static int
prove_step(
    struct bw_control *c, struct proof *p, uint32_t y, struct bw_err *err)
{
	uint32_t *edge, at = p->g->in_at[y];
	size_t cap = p->g->in_at[y + 1] - at, n = 0;
	int rc = 0;

	edge = bw_alloc(cap + 1, sizeof(*edge));
	if (edge == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a proof");
	rc = bw_control_proof(c, y, edge, cap, &n, err);
	for (size_t i = n; rc == 0 && i-- > 0;) { /* largest ends up first */
		uint32_t holder = p->g->edge[edge[i]].holder;

		if (!bw_vec_push(&p->link, edge[i]))
			rc = bw_fail(err, BW_ENOMEM, "no memory for a proof");
		if (rc == 0 && !p->seen[holder]) {
			p->seen[holder] = true;
			if (!bw_vec_push(&p->todo, holder))
				rc = bw_fail(
				    err, BW_ENOMEM, "no memory for a proof");
		}
	}
	bw_free(edge);
	return rc;
}

static struct links
kept(struct speak *s, const uint32_t *v, size_t n, bool turn)
{
	struct links l = { .v = BW_ARENA_ARRAY(s->a, uint32_t, n + 1) };

	if (l.v == NULL) {
		speak_nomem(s);
		return l;
	}
	l.n = n;
	for (size_t i = 0; i < n; i++)
		l.v[i] = v[turn ? n - 1 - i : i];
	return l;
}

/* All steps from what is in todo back to the seeds. */
static struct links
prove(struct speak *s, struct proof *p)
{
	struct links l = { 0 };

	for (size_t i = 0; s->rc == 0 && i < p->todo.n; i++)
		s->rc = prove_step(s->c_up, p, p->todo.v[i], s->err);
	if (s->rc == 0)
		l = kept(s, p->link.v, p->link.n, true);
	bw_free(p->seen);
	bw_vec_release(&p->todo);
	bw_vec_release(&p->link);
	return l;
}

struct links
speak_proof(
    struct speak *s, const uint32_t *seed, size_t n_seed, enum bw_certainty how)
{
	struct proof p = { .g = &s->up };
	const uint32_t *set;
	size_t n;

	if (s->rc < 0)
		return (struct links){ 0 };
	s->rc = bw_control_set(s->c_up, seed, n_seed, how, &set, &n, s->err);
	p.seen = bw_calloc((size_t)p.g->n + 1, sizeof(*p.seen));
	if (p.seen == NULL || !bw_vec_push(&p.todo, s->y))
		speak_nomem(s);
	else
		p.seen[s->y] = true;
	return prove(s, &p);
}

struct links
speak_held(struct speak *s, const uint32_t *member, size_t n, uint32_t company)
{
	const struct bw_graph *g = &s->up;
	BW_VEC(uint32_t) held = { 0 };
	struct links l = { 0 };
	bool *in = bw_calloc((size_t)g->n, sizeof(*in));

	if (in == NULL) {
		speak_nomem(s);
		return l;
	}
	for (size_t i = 0; i < n; i++)
		in[member[i]] = true;
	for (uint32_t i = g->in_at[company]; i < g->in_at[company + 1]; i++) {
		const struct bw_edge *e = &s->up_edge[g->in[i]];

		if (in[e->holder] && e->holder != company &&
		    !bw_vec_push(&held, g->in[i]))
			speak_nomem(s);
	}
	l = kept(s, held.v, held.n, false);
	bw_vec_release(&held);
	bw_free(in);
	return l;
}

/* The stakes of members in the company, and the proof that their holders
 * are members. */
struct links
speak_share_of(struct speak *s, const uint32_t *seed, size_t n_seed)
{
	struct proof p = { .g = &s->up };
	const uint32_t *set;
	struct links held;
	uint32_t *member;
	size_t n;

	if (s->rc < 0)
		return (struct links){ 0 };
	s->rc = bw_control_set(
	    s->c_up, seed, n_seed, BW_POSSIBLE, &set, &n, s->err);
	if (s->rc < 0)
		return (struct links){ 0 };
	member = BW_ARENA_ARRAY(s->a, uint32_t, n + n_seed + 1);
	p.seen = bw_calloc((size_t)p.g->n + 1, sizeof(*p.seen));
	if (member == NULL || p.seen == NULL) {
		speak_nomem(s);
		bw_free(p.seen);
		return (struct links){ 0 };
	}
	memcpy(member, set, n * sizeof(*member));
	memcpy(member + n, seed, n_seed * sizeof(*member));
	held = speak_held(s, member, n + n_seed, s->y);
	for (size_t i = held.n; s->rc == 0 && i-- > 0;) {
		uint32_t z = s->up_edge[held.v[i]].holder;

		if (!bw_vec_push(&p.link, held.v[i]) ||
		    (!p.seen[z] && !bw_vec_push(&p.todo, z)))
			speak_nomem(s);
		p.seen[z] = true;
	}
	return prove(s, &p);
}

struct bw_sum
speak_votes(struct speak *s, const uint32_t *seed, size_t n_seed)
{
	struct bw_sum sure = { 0 }, most = { 0 };
	const uint32_t *set;
	size_t n;

	if (s->rc < 0)
		return sure;
	s->rc =
	    bw_control_set(s->c_up, seed, n_seed, BW_CERTAIN, &set, &n, s->err);
	if (s->rc < 0)
		return sure;
	sure = bw_control_votes(s->c_up, s->y);
	s->rc = bw_control_set(
	    s->c_up, seed, n_seed, BW_POSSIBLE, &set, &n, s->err);
	if (s->rc < 0)
		return sure;
	most = bw_control_votes(s->c_up, s->y);
	most.lo = sure.lo;
	most.open =
	    (uint8_t)((sure.open & BW_LO_OPEN) | (most.open & BW_HI_OPEN));
	if (most.hi < most.lo)
		most.hi = most.lo;
	return most;
}
