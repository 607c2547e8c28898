/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * integrated_paths.c - the sum over paths that pass no company twice.
 *
 * The reading of close links (European Central Bank) and of tests that
 * "multiply along chains and add". In a net with circles there can be
 * exponentially many such paths (counting them is #P-hard), so every path is
 * walked, and after a stated number of steps the answer is BW_ELIMIT. The
 * upper end takes every tie as high as others leave it: more than any one
 * choice may give where several of them compete for the same rest.
 */
#include "integrated_priv.h"

#define STEPS UINT64_C(20000000)

/* The k-th party beside x that is not on the path; OUTSIDE to go on. Parallel
 * ties are taken together, where the first of them stands. */
static bool
beside(struct bw_solver *s, uint32_t x, uint32_t k, uint32_t *to)
{
	struct row row;
	uint32_t before;

	if (!s->up) {
		if (!bw_rows_out(s, x, k, to))
			return false;
		if (k > 0 && bw_rows_out(s, x, k - 1, &before) && before == *to)
			*to = OUTSIDE;
	} else {
		row = bw_rows_in(s, x);
		if (k >= row.n)
			return false;
		*to = row.holder[k];
		for (uint32_t i = 0; i < k && *to != OUTSIDE; i++)
			if (row.holder[i] == *to)
				*to = OUTSIDE;
		s->spent += k;
	}
	if (*to != OUTSIDE && s->met[*to] == 1)
		*to = OUTSIDE;
	return true;
}

static struct value
along(struct bw_solver *s, struct value v, uint32_t x, uint32_t to)
{
	uint64_t lo, hi;
	uint32_t company = s->up ? x : to;

	bw_rows_between(s, s->up ? to : x, company, &lo, &hi);
	s->spent += bw_rows_in(s, company).n;
	return (
	    struct value){ v.lo * (double)lo / ONE, v.hi * (double)hi / ONE };
}

/* 1: on the path; 2: was reached. */
static int
go(struct bw_solver *s, uint32_t to, struct value v, struct bw_err *err)
{
	if ((s->met[to] == 0 && !bw_vec_push(&s->reached, to)) ||
	    !bw_vec_push(&s->path, (struct stride){ to, 0, v }))
		return bw_fail(err, BW_ENOMEM, "no memory for a path");
	s->met[to] = 1;
	s->v[to].lo += v.lo;
	s->v[to].hi += v.hi;
	return 0;
}

int
bw_paths(struct bw_solver *s, uint32_t start, bool up, struct bw_err *err)
{
	struct value v = { 1, 1 };
	uint32_t to;
	int rc;

	s->up = up;
	s->spent = 0;
	s->path.n = 0;
	rc = go(s, start, v, err);
	while (rc == 0 && s->path.n > 0) {
		struct stride *top = &s->path.v[s->path.n - 1];

		if (s->spent++ > STEPS)
			return bw_fail(err, BW_ELIMIT,
			    "too many paths from party %u to add one by one; "
			    "ask for the integrated share",
			    start);
		if (!beside(s, top->node, top->next, &to)) {
			s->met[top->node] = 2;
			s->path.n--;
			continue;
		}
		top->next++;
		if (to == OUTSIDE)
			continue;
		v = along(s, top->v, top->node, to);
		if (v.hi > 0)
			rc = go(s, to, v, err);
	}
	for (size_t i = 0; i < s->reached.n && rc == 0; i++)
		if (s->reached.v[i] != start)
			rc = bw_add_part(
			    s, s->reached.v[i], s->v[s->reached.v[i]], err);
	bw_sort_parts(s);
	return rc;
}
