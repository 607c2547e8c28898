/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_proof.c - the stakes behind an answer, as a list from the owner
 * down (prover.h), and the votes behind it.
 */
#include "ownership/ownership_speak.h"

static struct links
kept(struct speak *s, const uint32_t *v, size_t n)
{
	struct links l = { .v = BW_ARENA_ARRAY(s->a, uint32_t, n + 1) };

	if (l.v == NULL) {
		speak_nomem(s);
		return l;
	}
	l.n = n;
	if (n > 0)
		memcpy(l.v, v, n * sizeof(*l.v));
	return l;
}

/* The proof just made, turned so that it reads like a chain. */
static struct links
chain(struct speak *s)
{
	struct links l = { 0 };
	size_t n = s->prover.edge.n;

	if (s->rc < 0)
		return l;
	l.v = BW_ARENA_ARRAY(s->a, uint32_t, n + 1);
	if (l.v == NULL) {
		speak_nomem(s);
		return l;
	}
	l.n = n;
	s->rc = bw_prove_chain(&s->prover, l.v, s->err);
	return l;
}

struct links
speak_proof(
    struct speak *s, const uint32_t *seed, size_t n_seed, enum bw_certainty how)
{
	const uint32_t *set;
	size_t n;

	if (s->rc < 0)
		return (struct links){ 0 };
	s->rc = bw_control_set(s->c_up, seed, n_seed, how, &set, &n, s->err);
	if (s->rc == 0)
		s->rc = bw_prove(&s->prover, s->y, false, s->err);
	return chain(s);
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
	l = kept(s, held.v, held.n);
	bw_vec_release(&held);
	bw_free(in);
	return l;
}

/* The stakes of members in the company, and the proof that their holders
 * are members. */
struct links
speak_share_of(struct speak *s, const uint32_t *seed, size_t n_seed)
{
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
	if (member == NULL) {
		speak_nomem(s);
		return (struct links){ 0 };
	}
	memcpy(member, set, n * sizeof(*member));
	memcpy(member + n, seed, n_seed * sizeof(*member));
	held = speak_held(s, member, n + n_seed, s->y);
	bw_prove_begin(&s->prover);
	for (size_t i = 0; s->rc == 0 && i < held.n; i++)
		s->rc = bw_prove_add(&s->prover, held.v[i], s->err);
	if (s->rc == 0)
		s->rc = bw_prove_end(&s->prover, s->err);
	return chain(s);
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
