/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exposure.c - states in companies: one walk per state.
 */
#include "ownership/exposure.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/kind.h"

const uint32_t bw_exposure_step[BW_EXPOSURE_STEPS] = { 10 * BW_PERCENT,
	20 * BW_PERCENT, 25 * BW_PERCENT };

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for the exposure to states");
}

struct body {
	uint16_t country;
	uint32_t party;
};

/* By country, those without one last. */
static int
by_country(const void *a, const void *b)
{
	const struct body *x = a, *y = b;

	if (x->country != y->country)
		return (uint16_t)(x->country - 1) < (uint16_t)(y->country - 1)
		    ? -1
		    : 1;
	return x->party < y->party ? -1 : x->party > y->party;
}

static int
group(struct bw_state **out, size_t *n_state, const struct body *body, size_t n,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_state *list = BW_ARENA_ARRAY(a, struct bw_state, n + 1);
	uint32_t *member = BW_ARENA_ARRAY(a, uint32_t, n + 1);

	if (list == NULL || member == NULL)
		return no_memory(err);
	for (size_t i = 0; i < n; i++) {
		struct bw_state *last = list + *n_state;

		member[i] = body[i].party;
		if (*n_state == 0 || body[i].country == 0 ||
		    last[-1].country != body[i].country) {
			*last = (struct bw_state){ .country = body[i].country,
				.member = member + i };
			(*n_state)++;
			last++;
		}
		last[-1].n++;
	}
	*out = list;
	return 0;
}

int
bw_states_make(struct bw_state **out, size_t *n_state, uint32_t n,
    const uint8_t *kind, const uint16_t *country, struct bw_arena *a,
    struct bw_err *err)
{
	BW_VEC(struct body) body = { 0 };
	int rc = 0;

	*n_state = 0;
	for (uint32_t i = 0; rc == 0 && i < n; i++)
		if ((kind[i] == BW_PARTY_STATE ||
			kind[i] == BW_PARTY_STATE_BODY) &&
		    !bw_vec_push(&body, (struct body){ country[i], i }))
			rc = no_memory(err);
	if (rc == 0 && body.n > 1)
		qsort(body.v, body.n, sizeof(*body.v), by_country);
	if (rc == 0)
		rc = group(out, n_state, body.v, body.n, a, err);
	bw_vec_release(&body);
	return rc;
}

/* What is known of one state, per party that it touches. */
struct walk {
	const struct bw_net *net;
	const uint64_t *wanted;
	struct bw_reach *reach;
	struct bw_solver *solver;
	uint32_t *place; /* per party: its row + 1, rows of this state only */
	BW_VEC(struct bw_exposed) row;
	size_t first; /* row of this state */
	struct bw_err *err;
};

static struct bw_exposed *
row_of(struct walk *w, uint32_t state, uint32_t company)
{
	if (!bw_wanted(w->wanted, company))
		return NULL;
	if (w->place[company] == 0) {
		if (!bw_vec_push(&w->row,
			(struct bw_exposed){ .state = state,
			    .company = company,
			    .control = BW_EXCLUDED }))
			return NULL;
		w->place[company] = (uint32_t)w->row.n;
	}
	return &w->row.v[w->place[company] - 1];
}

static int
reach(struct walk *w, const struct bw_state *s, uint32_t state,
    enum bw_certainty how)
{
	const uint32_t *set, *touched;
	size_t n;
	int rc = bw_reach_set(w->reach, s->member, s->n, how, &set, &n, w->err);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct bw_exposed *e = row_of(w, state, set[i]);

		if (e != NULL)
			e->control = how;
		else if (bw_wanted(w->wanted, set[i]))
			rc = no_memory(w->err);
	}
	if (rc != 0)
		return rc;
	bw_reach_touched(w->reach, &touched, &n);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct bw_sum held = bw_reach_held(w->reach, touched[i]);
		struct bw_exposed *e;

		if (!bw_wanted(w->wanted, touched[i]) || held.hi == 0)
			continue;
		e = row_of(w, state, touched[i]);
		if (e == NULL)
			return no_memory(w->err);
		if (how == BW_POSSIBLE) {
			e->votes.hi = held.hi;
			e->votes.open |= held.open & BW_HI_OPEN;
		} else {
			e->votes.lo = held.lo;
			e->votes.open |= held.open & BW_LO_OPEN;
		}
	}
	return 0;
}

static int
shares(struct walk *w, const struct bw_state *s, uint32_t state)
{
	const struct bw_part *part;
	size_t n;
	int rc = bw_part_down(
	    w->solver, s->member, s->n, BW_INTEGRATED, &part, &n, w->err);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct bw_exposed *e;

		if (!bw_wanted(w->wanted, part[i].party) || part[i].hi <= 0)
			continue;
		e = row_of(w, state, part[i].party);
		if (e == NULL)
			return no_memory(w->err);
		e->share_lo = part[i].lo;
		e->share_hi = part[i].hi;
	}
	return rc;
}

static int
by_company(const void *a, const void *b)
{
	const struct bw_exposed *x = a, *y = b;

	return x->company < y->company ? -1 : x->company > y->company;
}

/* Its own bodies are the state, whoever holds what in them. */
static int
bodies(struct walk *w, const struct bw_state *s, uint32_t state)
{
	for (size_t i = 0; i < s->n; i++) {
		struct bw_exposed *e;

		if (!bw_wanted(w->wanted, s->member[i]))
			continue;
		e = row_of(w, state, s->member[i]);
		if (e == NULL)
			return no_memory(w->err);
		*e = (struct bw_exposed){ .state = state,
			.company = s->member[i],
			.body = true,
			.control = BW_CERTAIN,
			.votes = { BW_ONE, BW_ONE, 0 },
			.share_lo = 1,
			.share_hi = 1 };
	}
	return 0;
}

static int
walk_state(struct walk *w, const struct bw_state *s, uint32_t state)
{
	int rc;

	w->first = w->row.n;
	rc = reach(w, s, state, BW_POSSIBLE);
	if (rc == 0)
		rc = reach(w, s, state, BW_CERTAIN);
	if (rc == 0)
		rc = shares(w, s, state);
	if (rc == 0)
		rc = bodies(w, s, state);
	for (size_t i = w->first; i < w->row.n; i++) {
		struct bw_sum *v = &w->row.v[i].votes;

		w->place[w->row.v[i].company] = 0;
		if (v->hi < v->lo)
			v->hi = v->lo;
		if (v->lo == v->hi)
			v->open = 0;
	}
	if (w->row.n > w->first + 1)
		qsort(w->row.v + w->first, w->row.n - w->first,
		    sizeof(*w->row.v), by_company);
	return rc;
}

int
bw_exposure_run(struct bw_exposed **out, size_t *n, const struct bw_net *net,
    const struct bw_state *state, size_t n_state, const uint64_t *wanted,
    struct bw_arena *a, struct bw_err *err)
{
	struct walk w = { .net = net, .wanted = wanted, .err = err };
	int rc =
	    bw_reach_new(&w.reach, net, NULL, (struct bw_reach_rule){ 0 }, err);

	*n = 0;
	if (rc == 0)
		rc = bw_solver_new(&w.solver, net, NULL, BW_CAPITAL, err);
	if (rc == 0) {
		w.place = bw_calloc((size_t)net->n + 1, sizeof(*w.place));
		if (w.place == NULL)
			rc = no_memory(err);
	}
	for (size_t i = 0; rc == 0 && i < n_state; i++)
		rc = walk_state(&w, &state[i], (uint32_t)i);
	*out = BW_ARENA_ARRAY(a, struct bw_exposed, w.row.n + 1);
	if (rc == 0 && *out == NULL)
		rc = no_memory(err);
	if (rc == 0 && w.row.n > 0) {
		memcpy(*out, w.row.v, w.row.n * sizeof(**out));
		*n = w.row.n;
	}
	bw_vec_release(&w.row);
	bw_free(w.place);
	bw_solver_free(w.solver);
	bw_reach_free(w.reach);
	return rc;
}

/* The stakes behind one row. */
struct proof {
	const struct bw_net *net;
	struct bw_reach *reach;
	uint8_t *met; /* 1 of the state, 2 of its set, 4 proved */
	BW_VEC(uint32_t) todo;
	BW_VEC(uint32_t) tie;
	struct bw_err *err;
};

static int
take(struct proof *p, uint32_t tie)
{
	uint32_t holder = p->net->holder[tie];

	if (!bw_vec_push(&p->tie, tie))
		return no_memory(p->err);
	if ((p->met[holder] & 5) != 0) /* the state, or proved */
		return 0;
	p->met[holder] |= 4;
	return bw_vec_push(&p->todo, holder) ? 0 : no_memory(p->err);
}

static int
carry(struct proof *p, uint32_t y)
{
	uint32_t room = p->net->in_at[y + 1] - p->net->in_at[y];
	uint32_t *tie = bw_alloc((size_t)room + 1, sizeof(*tie));
	size_t n = 0;
	int rc;

	if (tie == NULL)
		return no_memory(p->err);
	rc = bw_reach_proof(p->reach, y, tie, room, &n, p->err);
	for (size_t i = 0; rc == 0 && i < n && i < room; i++)
		rc = take(p, tie[i]);
	bw_free(tie);
	return rc;
}

static int
prove(struct proof *p, const struct bw_state *s, uint32_t company)
{
	const struct bw_net *net = p->net;
	const uint32_t *set;
	size_t n;
	int rc = bw_reach_set(
	    p->reach, s->member, s->n, BW_POSSIBLE, &set, &n, p->err);

	for (size_t i = 0; rc == 0 && i < n; i++)
		p->met[set[i]] |= 2;
	for (size_t i = 0; rc == 0 && i < s->n; i++)
		p->met[s->member[i]] |= 1;
	p->met[company] |= 4;
	for (uint32_t i = net->in_at[company];
	     rc == 0 && i < net->in_at[company + 1]; i++)
		if (net->holder[i] != company &&
		    (p->met[net->holder[i]] & 3) != 0)
			rc = take(p, i);
	for (size_t i = 0; rc == 0 && i < p->todo.n; i++)
		rc = carry(p, p->todo.v[i]);
	return rc;
}

int
bw_exposure_ties(const struct bw_net *net, const struct bw_state *state,
    uint32_t company, struct bw_arena *a, uint32_t **tie, size_t *n,
    struct bw_err *err)
{
	struct proof p = { .net = net, .err = err };
	int rc =
	    bw_reach_new(&p.reach, net, NULL, (struct bw_reach_rule){ 0 }, err);

	*n = 0;
	p.met = bw_calloc((size_t)net->n + 1, sizeof(*p.met));
	if (rc == 0 && p.met == NULL)
		rc = no_memory(err);
	if (rc == 0)
		rc = prove(&p, state, company);
	*tie = BW_ARENA_ARRAY(a, uint32_t, p.tie.n + 1);
	if (rc == 0 && *tie == NULL)
		rc = no_memory(err);
	if (rc == 0 && p.tie.n > 0) {
		memcpy(*tie, p.tie.v, p.tie.n * sizeof(**tie));
		*n = p.tie.n;
	}
	bw_vec_release(&p.tie);
	bw_vec_release(&p.todo);
	bw_free(p.met);
	bw_reach_free(p.reach);
	return rc;
}
