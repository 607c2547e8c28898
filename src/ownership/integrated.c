/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * integrated.c - what part of every company is an owner's: questions downward.
 *
 * Three steps: walk to what the owner reaches (integrated_walk.c), solve it
 * holders first, one look at the ties of each company where there are no
 * circles (integrated_circle.c for those), and list the result. What is held
 * in the owner is left out of the walk, so its own value stays 1 throughout;
 * what it has in itself through others is the row of the owner, looked at
 * last. For all walks (Leontief) the owner is an ordinary party with 1 of
 * itself to begin with.
 */
#include "integrated_priv.h"

int
bw_solver_new(struct bw_solver **out, const struct bw_net *net,
    const struct bw_patch *patch, enum bw_column column, struct bw_err *err)
{
	struct bw_solver *s = bw_calloc(1, sizeof(*s));
	int rc;

	*out = NULL;
	if (s == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for shares");
	s->net = net;
	s->patch = patch;
	s->column = column;
	s->number = 1;
	s->source = OUTSIDE;
	s->met = bw_calloc((size_t)net->n + 1, sizeof(*s->met));
	s->v = bw_calloc((size_t)net->n + 1, sizeof(*s->v));
	if (s->met == NULL || s->v == NULL)
		rc = bw_fail(err, BW_ENOMEM,
		    "no memory for the shares of %u parties", net->n);
	else
		rc = bw_rows_init(s, err);
	if (rc != 0) {
		bw_solver_free(s);
		return rc;
	}
	*out = s;
	return 0;
}

void
bw_solver_free(struct bw_solver *s)
{
	if (s == NULL)
		return;
	bw_rows_release(s);
	bw_free(s->met);
	bw_free(s->v);
	bw_free(s->inside);
	bw_vec_release(&s->reached);
	bw_vec_release(&s->ends);
	bw_vec_release(&s->stack);
	bw_vec_release(&s->open);
	bw_vec_release(&s->path);
	bw_vec_release(&s->offer);
	bw_vec_release(&s->list);
	bw_vec_release(&s->circle.link);
	bw_vec_release(&s->circle.at);
	bw_vec_release(&s->circle.left);
	bw_vec_release(&s->circle.had);
	bw_system_release(&s->sys);
	bw_free(s);
}

/* Holders have to share what is left over: the largest goes first. Indirect
 * shares run through those of others or through holders nobody names: they take
 * the place of whoever has least, so that the whole stays 100 %. */
static int
share_out(struct bw_solver *s, struct row row, uint64_t left, double *hi,
    struct bw_err *err)
{
	uint64_t take, all = BW_ONE;
	double sum = 0;

	s->offer.n = 0;
	for (uint32_t i = 0; i < row.n; i++) {
		double v = s->v[row.holder[i]].hi;

		if (v > 0 &&
		    !bw_vec_push(&s->offer,
			(struct offer){ v, row.hi[i] - row.lo[i], i }))
			return bw_fail(
			    err, BW_ENOMEM, "no memory for %u holders", row.n);
	}
	bw_offers_sort(s->offer.v, s->offer.n);
	for (size_t o = 0; o < s->offer.n && all > 0; o++) {
		uint32_t i = s->offer.v[o].tie;

		take = s->offer.v[o].extra;
		if (!(row.mark[i] & BW_TIE_INDIRECT)) {
			take = take < left ? take : left;
			left -= take;
		}
		take += row.lo[i];
		take = take < all ? take : all;
		all -= take;
		sum += times((double)take, s->offer.v[o].v);
	}
	*hi = sum;
	return 0;
}

/* From the values of the holders of y, which must be there. What is told
 * indirectly may be the same share once more: it counts as far as it is more
 * than the rest together. */
int
bw_solve_row(
    struct bw_solver *s, uint32_t y, struct value *out, struct bw_err *err)
{
	struct row row = bw_rows_in(s, y);
	uint64_t sure = 0, extra = 0, indirect = 0;
	double lo = 0, hi = 0, told = 0;
	int rc = 0;

	for (uint32_t i = 0; i < row.n; i++) {
		struct value v = s->v[row.holder[i]];
		bool counts = !(row.mark[i] & BW_TIE_INDIRECT);

		sure += counts ? row.lo[i] : 0;
		if (v.hi == 0)
			continue;
		if (counts)
			lo += row.lo[i] * v.lo;
		else
			told = fmax(told, row.lo[i] * v.lo);
		hi += times(row.hi[i], v.hi);
		extra += counts ? row.hi[i] - row.lo[i] : 0;
		indirect += counts ? 0 : row.hi[i];
	}
	s->spent += row.n;
	if (sure <= BW_ONE && sure + extra + indirect > BW_ONE)
		rc = share_out(s, row, BW_ONE - sure, &hi, err);
	lo = fmax(lo, told);
	out->lo = lo / ONE;
	out->hi = (hi > lo ? hi : lo) / ONE;
	return rc;
}

bool
bw_holds_itself(const struct bw_solver *s, uint32_t y)
{
	struct row row = bw_rows_in(s, y);

	for (uint32_t i = 0; i < row.n; i++)
		if (row.holder[i] == y)
			return true;
	return false;
}

int
bw_solve_reached(struct bw_solver *s, struct bw_err *err)
{
	int rc = 0;

	for (size_t c = s->ends.n; c-- > 0 && rc == 0;) {
		uint32_t from = c > 0 ? s->ends.v[c - 1] : 0;
		uint32_t k = s->ends.v[c] - from, y = s->reached.v[from];

		if (k > 1 || y == s->source || bw_holds_itself(s, y))
			rc = bw_circle_solve(s, s->reached.v + from, k, err);
		else
			rc = bw_solve_row(s, y, &s->v[y], err);
	}
	return rc;
}

static int
by_party(const void *a, const void *b)
{
	const struct bw_part *p = a, *q = b;

	return p->party < q->party ? -1 : p->party > q->party;
}

int
bw_add_part(
    struct bw_solver *s, uint32_t party, struct value v, struct bw_err *err)
{
	if (!(v.hi > 0))
		return 0;
	if (!bw_vec_push(&s->list, (struct bw_part){ party, v.lo, v.hi }))
		return bw_fail(err, BW_ENOMEM, "no memory for the result");
	return 0;
}

void
bw_sort_parts(struct bw_solver *s)
{
	if (s->list.n > 1)
		qsort(s->list.v, s->list.n, sizeof(*s->list.v), by_party);
}

/* By party: sorted, or when much was reached, by going round everybody. What
 * owners have in themselves comes apart. */
static int
list_reached(struct bw_solver *s, struct bw_err *err)
{
	uint32_t n = s->net->n, y;
	int rc = 0;

	if (s->reached.n > n / 16) {
		for (y = 0; y < n && rc == 0; y++)
			if (s->met[y] != 0 && s->met[y] != SEED)
				rc = bw_add_part(s, y, s->v[y], err);
		return rc;
	}
	for (size_t i = 0; i < s->reached.n && rc == 0; i++) {
		y = s->reached.v[i];
		if (s->met[y] != SEED)
			rc = bw_add_part(s, y, s->v[y], err);
	}
	bw_sort_parts(s);
	return rc;
}

static int
list_owners(struct bw_solver *s, const uint32_t *seed, size_t n_seed,
    struct bw_err *err)
{
	size_t old = s->list.n;
	struct value v;
	int rc = 0;

	for (size_t i = 0; i < n_seed && rc == 0; i++) {
		if (s->met[seed[i]] != SEED)
			continue; /* named twice */
		s->met[seed[i]] = SEED - 1;
		rc = bw_solve_row(s, seed[i], &v, err);
		if (rc == 0)
			rc = bw_add_part(s, seed[i], v, err);
	}
	if (s->list.n > old)
		bw_sort_parts(s);
	return rc;
}

/* Leaves the values in v, for what was reached. */
int
bw_solve_down(struct bw_solver *s, const uint32_t *seed, size_t n_seed,
    bool all_walks, struct bw_err *err)
{
	int rc;

	if (all_walks) {
		s->source = seed[0];
		rc = bw_walk_from(s, seed[0], err);
	} else {
		for (size_t i = 0; i < n_seed; i++)
			s->v[seed[i]] = (struct value){ 1, 1 };
		rc = bw_walk_seeds(s, seed, n_seed, err);
	}
	if (rc == 0)
		rc = bw_solve_reached(s, err);
	s->source = OUTSIDE;
	return rc;
}

void
bw_solver_clear(struct bw_solver *s, const uint32_t *seed, size_t n_seed)
{
	bw_walk_clear(s);
	for (size_t i = 0; i < n_seed; i++) {
		s->met[seed[i]] = 0;
		s->v[seed[i]] = (struct value){ 0, 0 };
	}
}

static int
answer(struct bw_solver *s, const uint32_t *seed, size_t n_seed, bool all_walks,
    struct bw_err *err)
{
	int rc = bw_solve_down(s, seed, n_seed, all_walks, err);

	for (size_t i = 0; i < n_seed; i++)
		s->met[seed[i]] = SEED;
	if (rc == 0)
		rc = list_reached(s, err);
	if (rc == 0)
		rc = list_owners(s, seed, n_seed, err);
	return rc;
}

static int
check_seeds(const struct bw_solver *s, const uint32_t *seed, size_t n_seed,
    enum bw_reading reading, struct bw_err *err)
{
	for (size_t i = 0; i < n_seed; i++)
		if (seed[i] >= s->net->n)
			return bw_fail(err, BW_EUSAGE,
			    "owner %u is outside the net of %u", seed[i],
			    s->net->n);
	if (reading != BW_INTEGRATED && n_seed != 1)
		return bw_fail(err, BW_EUSAGE,
		    "this reading takes one owner, not %zu", n_seed);
	return 0;
}

int
bw_part_down(struct bw_solver *s, const uint32_t *seed, size_t n_seed,
    enum bw_reading reading, const struct bw_part **list, size_t *n,
    struct bw_err *err)
{
	int rc = check_seeds(s, seed, n_seed, reading, err);

	*n = 0;
	*list = NULL;
	if (rc != 0)
		return rc;
	s->list.n = 0;
	s->up = s->fenced = false;
	s->source = OUTSIDE;
	if (reading == BW_PATHS)
		rc = bw_paths(s, seed[0], false, err);
	else
		rc = answer(s, seed, n_seed, reading == BW_LEONTIEF, err);
	bw_solver_clear(s, seed, n_seed);
	*list = s->list.v;
	*n = s->list.n;
	return rc;
}
