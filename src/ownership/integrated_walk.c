/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * integrated_walk.c - what is reached, circle by circle, in order.
 *
 * The walk of order.c (Tarjan 1972, Pearce 2016) over what a question reaches
 * only: down to companies or up to holders. Circles are closed from the far
 * end; read from its end, `reached` therefore begins near the start, and within
 * a circle most ties lead forward, which is the order in which sweeps settle
 * quickest. Closed circles have numbers from above, parties being walked from
 * below. Owners (SEED) are never entered: what is held in them is left out.
 */
#include "integrated_priv.h"

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory to follow stakes");
}

static bool
neighbour(const struct bw_solver *s, uint32_t x, uint32_t k, uint32_t *to)
{
	struct row row;

	if (!s->up)
		return bw_rows_out(s, x, k, to);
	row = bw_rows_in(s, x);
	if (k >= row.n)
		return false;
	*to = row.holder[k];
	return true;
}

static int
enter(struct bw_solver *s, uint32_t x, struct bw_err *err)
{
	if (!bw_vec_push(&s->stack, (struct step){ x, 0, s->number }))
		return no_memory(err);
	s->met[x] = s->number++;
	return 0;
}

/* x leads: with it close all open parties that were met after it. */
static int
close_circle(struct bw_solver *s, uint32_t x, struct bw_err *err)
{
	uint32_t id = SEED - 1 - (uint32_t)s->ends.n;
	size_t at = s->open.n;

	while (at > 0 && s->met[s->open.v[at - 1]] >= s->met[x])
		at--;
	if (!bw_vec_room(&s->reached, s->open.n - at + 1) ||
	    !bw_vec_room(&s->ends, 1))
		return no_memory(err);
	s->number -= (uint32_t)(s->open.n - at + 1);
	for (size_t i = at; i < s->open.n; i++) {
		s->reached.v[s->reached.n++] = s->open.v[i];
		s->met[s->open.v[i]] = id;
	}
	s->open.n = at;
	s->reached.v[s->reached.n++] = x;
	s->met[x] = id;
	s->ends.v[s->ends.n++] = (uint32_t)s->reached.n;
	return 0;
}

static void
lower(struct bw_solver *s, uint32_t x, uint32_t met)
{
	if (met < s->met[x])
		s->met[x] = met;
}

static int
leave(struct bw_solver *s, struct bw_err *err)
{
	struct step last = s->stack.v[--s->stack.n];
	int rc = 0;

	if (s->met[last.node] == last.given)
		rc = close_circle(s, last.node, err);
	else if (!bw_vec_push(&s->open, last.node))
		rc = no_memory(err);
	if (rc == 0 && s->stack.n > 0)
		lower(s, s->stack.v[s->stack.n - 1].node, s->met[last.node]);
	return rc;
}

int
bw_walk_from(struct bw_solver *s, uint32_t start, struct bw_err *err)
{
	int rc = enter(s, start, err);
	uint32_t y;

	while (rc == 0 && s->stack.n > 0) {
		struct step *top = &s->stack.v[s->stack.n - 1];

		if (!neighbour(s, top->node, top->next, &y)) {
			rc = leave(s, err);
			continue;
		}
		top->next++;
		s->spent++;
		if (y == OUTSIDE || (s->fenced && s->inside[y] != s->want))
			continue;
		if (s->met[y] == 0)
			rc = enter(s, y, err);
		else
			lower(s, top->node, s->met[y]);
	}
	return rc;
}

int
bw_walk_seeds(struct bw_solver *s, const uint32_t *seed, size_t n_seed,
    struct bw_err *err)
{
	uint32_t y;
	int rc = 0;

	for (size_t i = 0; i < n_seed; i++)
		s->met[seed[i]] = SEED;
	for (size_t i = 0; i < n_seed; i++)
		for (uint32_t k = 0; rc == 0 && neighbour(s, seed[i], k, &y);
		     k++)
			if (y != OUTSIDE && s->met[y] == 0 &&
			    !(s->fenced && s->inside[y] != s->want))
				rc = bw_walk_from(s, y, err);
	return rc;
}

/* After an error the stacks tell of more than was reached. */
void
bw_walk_clear(struct bw_solver *s)
{
	for (size_t i = 0; i < s->reached.n; i++) {
		s->met[s->reached.v[i]] = 0;
		s->v[s->reached.v[i]] = (struct value){ 0, 0 };
	}
	for (size_t i = 0; i < s->stack.n; i++)
		s->met[s->stack.v[i].node] = 0;
	for (size_t i = 0; i < s->open.n; i++)
		s->met[s->open.v[i]] = 0;
	s->reached.n = s->ends.n = s->stack.n = s->open.n = 0;
	s->number = 1;
}
