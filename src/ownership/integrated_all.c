/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * integrated_all.c - everybody: all pairs at or above a bound.
 *
 * A company's value is an average of those of its holders with weights of at
 * most 100 % together, so it is never above the largest of them: whatever is
 * at the bound is reached from the owner through companies that are. Only
 * these are followed. A company so found gets its exact value from all its
 * holders, and they from theirs, each once an owner, with the methods of a
 * single question; walks upward stop at the spine (integrated_spine.c), where
 * values were pushed from the owner before. Nothing is approximated to find
 * pairs, and none is missed. Companies of which more than 100 % is held
 * break the rule: their owners are asked for upward, first.
 *
 * The same rule gives an upper end before anything is solved. Let M be the
 * largest share of an owner anywhere; the company that has it is held by the
 * owner itself, with w, and by other companies with q, so M <= w + q M. From M
 * and the row of a company follows the most it can be; if that is below the
 * bound it is not looked into.
 *
 * Owners are shared out over threads; results wait for their turn, so the
 * order and every bit are the same for any number of threads.
 */
#include "integrated_priv.h"

#define CHUNK 256u /* owners */
#define BATCH 64u  /* chunks a thread that wait for their turn */
#define NEAR 1e-12 /* rounding: the bound is not missed by it */

struct extra { /* company above 100 % */
	uint32_t owner, company;
};
struct worker {
	struct bw_solver *s;
	struct push push;
	uint32_t *seen; /* n: 1 + last owner that looked at it */
	BW_VEC(uint32_t) queue;
	double most; /* no share of the present owner is above it */
};
struct found {
	uint32_t owner, n;
};
struct chunk {
	BW_VEC(struct bw_part) part;
	BW_VEC(struct found) found;
	struct bw_err err;
};
struct all {
	const struct bw_net *net;
	double least;
	struct spine spine;
	BW_VEC(struct extra) extra; /* by owner */
	float *held; /* n: part of a company that other companies may hold */
	struct worker *worker;
	unsigned n_worker;
	struct chunk *chunk;
	uint32_t first; /* owner of the batch */
	bw_part_more_fn *more;
	bw_part_fn *fn;
	void *ctx;
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for all pairs");
}

/* The value of y, from its holders and theirs. */
static int
value_of(struct all *a, struct worker *w, uint32_t y, struct bw_err *err)
{
	struct bw_solver *s = w->s;
	size_t first = s->ends.n;
	int rc;

	if (s->met[y] != 0 || a->spine.on[y])
		return 0;
	s->up = s->fenced = true;
	s->want = 0;
	rc = bw_walk_from(s, y, err);
	for (size_t c = first; c < s->ends.n && rc == 0; c++) {
		uint32_t from = c > 0 ? s->ends.v[c - 1] : 0;
		uint32_t k = s->ends.v[c] - from, z = s->reached.v[from];

		if (k > 1 || bw_holds_itself(s, z))
			rc = bw_circle_solve(s, s->reached.v + from, k, err);
		else
			rc = bw_solve_row(s, z, &s->v[z], err);
	}
	return rc;
}

static int
value_of_self(struct all *a, struct worker *w, uint32_t x, struct value *v,
    struct bw_err *err)
{
	struct row row = bw_rows_in(w->s, x);
	int rc = 0;

	for (uint32_t i = 0; i < row.n && rc == 0; i++)
		rc = value_of(a, w, row.holder[i], err);
	return rc == 0 ? bw_solve_row(w->s, x, v, err) : rc;
}

static bool
is_held(const struct bw_net *net, uint32_t x)
{
	return net->in_at[x] != net->in_at[x + 1];
}

/* M of the head comment, from the companies x itself has shares in. */
static double
most_of(const struct all *a, struct bw_solver *s, uint32_t x)
{
	const struct bw_net *net = a->net;
	double most = 0, w = 0, q;

	for (uint32_t k = net->out_at[x]; k < net->out_at[x + 1]; k++) {
		uint32_t z = net->out_company[k];

		w += s->hi[net->out[k]] / ONE;
		if (k + 1 < net->out_at[x + 1] && net->out_company[k + 1] == z)
			continue;
		q = (double)a->held[z] - (is_held(net, x) ? w : 0);
		if (z != x)
			most = fmax(most, q < 0 ? w : q < 1 ? w / (1 - q) : 1);
		w = 0;
	}
	return fmin(most, 1);
}

/* The most y can be, from what is known by now. */
static double
at_most(const struct all *a, const struct worker *w, uint32_t y)
{
	struct row row = bw_rows_in(w->s, y);
	double sum = 0;

	for (uint32_t i = 0; i < row.n; i++) {
		uint32_t h = row.holder[i];

		if (w->s->met[h] != 0 || a->spine.on[h])
			sum += row.hi[i] * w->s->v[h].hi;
		else if (is_held(a->net, h))
			sum += row.hi[i] * w->most;
	}
	return sum / ONE;
}

/* Look at a company, once; wanted: whatever its value. */
static int
look(struct all *a, struct worker *w, uint32_t x, uint32_t y, bool wanted,
    struct chunk *c, struct bw_err *err)
{
	struct value v;
	int rc;

	if (w->seen[y] == x + 1)
		return 0;
	w->seen[y] = x + 1;
	if (!wanted && y != x && w->s->met[y] == 0 && !a->spine.on[y] &&
	    at_most(a, w, y) < a->least - NEAR)
		return 0;
	rc = y == x ? value_of_self(a, w, x, &v, err) : value_of(a, w, y, err);
	if (rc != 0)
		return rc;
	if (y != x)
		v = w->s->v[y];
	if (v.hi < a->least - NEAR && !wanted)
		return 0;
	if (!bw_vec_push(&c->part, (struct bw_part){ y, v.lo, v.hi }) ||
	    (y != x && v.hi >= a->least - NEAR && !bw_vec_push(&w->queue, y)))
		return no_memory(err);
	return 0;
}

static int
look_below(struct all *a, struct worker *w, uint32_t x, uint32_t h,
    struct chunk *c, struct bw_err *err)
{
	uint32_t y;
	int rc = 0;

	for (uint32_t k = 0; rc == 0 && bw_rows_out(w->s, h, k, &y); k++)
		rc = look(a, w, x, y, false, c, err);
	return rc;
}

static size_t
first_extra(const struct all *a, uint32_t x)
{
	size_t lo = 0, hi = a->extra.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (a->extra.v[mid].owner < x)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* What is wanted anyway comes first: nothing is looked at twice. */
static int
find_pairs(struct all *a, struct worker *w, uint32_t x, const uint32_t *wanted,
    size_t n_wanted, struct chunk *c, struct bw_err *err)
{
	size_t at = 0, extra = first_extra(a, x);
	bool any = extra < a->extra.n && a->extra.v[extra].owner == x;
	int rc = 0;

	w->queue.n = 0;
	w->most = any ? INFINITY : most_of(a, w->s, x);
	if (w->most < a->least - NEAR && n_wanted == 0 &&
	    !bw_holds_itself(w->s, x))
		return 0;
	w->s->met[x] = SEED;
	w->s->v[x] = (struct value){ 1, 1 };
	if (a->spine.on[x])
		rc = bw_push_run(&w->push, w->s, x, err);
	for (size_t i = 0; i < n_wanted && rc == 0; i++)
		rc = look(a, w, x, wanted[i], true, c, err);
	if (rc == 0)
		rc = look_below(a, w, x, x, c, err);
	for (size_t i = extra;
	     rc == 0 && i < a->extra.n && a->extra.v[i].owner == x; i++)
		rc = look(a, w, x, a->extra.v[i].company, false, c, err);
	while (rc == 0 && at < w->queue.n)
		rc = look_below(a, w, x, w->queue.v[at++], c, err);
	bw_push_clear(&w->push, w->s);
	bw_solver_clear(w->s, &x, 1);
	return rc;
}

/* The net is not made for pushing: solve all that x reaches. */
static int
whole_answer(struct all *a, struct worker *w, uint32_t x,
    const uint32_t *wanted, size_t n_wanted, struct chunk *c,
    struct bw_err *err)
{
	const struct bw_part *list;
	size_t n;
	int rc = bw_part_down(w->s, &x, 1, BW_INTEGRATED, &list, &n, err);

	for (size_t i = 0; i < n_wanted && rc == 0; i++)
		w->seen[wanted[i]] = x + 1;
	for (size_t i = 0; i < n && rc == 0; i++) {
		if (list[i].hi < a->least - NEAR &&
		    w->seen[list[i].party] != x + 1)
			continue;
		w->seen[list[i].party] = 0;
		if (!bw_vec_push(&c->part, list[i]))
			rc = no_memory(err);
	}
	for (size_t i = 0; i < n_wanted && rc == 0; i++)
		if (w->seen[wanted[i]] == x + 1) {
			w->seen[wanted[i]] = 0;
			if (!bw_vec_push(
				&c->part, (struct bw_part){ wanted[i], 0, 0 }))
				rc = no_memory(err);
		}
	return rc;
}

static int
by_party(const void *a, const void *b)
{
	const struct bw_part *p = a, *q = b;

	return p->party < q->party ? -1 : p->party > q->party;
}

static int
one_owner(struct all *a, unsigned worker, uint32_t x, struct chunk *c,
    struct bw_err *err)
{
	struct worker *w = &a->worker[worker];
	const uint32_t *wanted = NULL;
	size_t n_wanted = 0, first = c->part.n;
	int rc = 0;

	if (a->net->out_at[x] == a->net->out_at[x + 1] && a->more == NULL)
		return 0;
	if (a->more)
		rc = a->more(a->ctx, worker, x, &wanted, &n_wanted, err);
	if (rc == 0 && a->spine.on[x] && !a->spine.simple) {
		rc = whole_answer(a, w, x, wanted, n_wanted, c, err);
	} else if (rc == 0) {
		rc = find_pairs(a, w, x, wanted, n_wanted, c, err);
	}
	if (rc != 0 || c->part.n == first)
		return rc;
	qsort(
	    c->part.v + first, c->part.n - first, sizeof(*c->part.v), by_party);
	if (!bw_vec_push(
		&c->found, (struct found){ x, (uint32_t)(c->part.n - first) }))
		return no_memory(err);
	return 0;
}

static int
one_chunk(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct all *a = ctx;
	struct chunk *c = &a->chunk[chunk];
	int rc = 0;

	for (size_t i = begin; i < end && rc == 0; i++)
		rc = one_owner(a, worker, a->first + (uint32_t)i, c, &c->err);
	return rc;
}

static int
hand_out(struct all *a, struct chunk *c, struct bw_err *err)
{
	size_t at = 0;
	int rc = 0;

	for (size_t i = 0; i < c->found.n && rc == 0; i++) {
		rc = a->fn(a->ctx, c->found.v[i].owner, c->part.v + at,
		    c->found.v[i].n, err);
		at += c->found.v[i].n;
	}
	return rc;
}

static int
run(struct all *a, struct bw_pool *pool, struct bw_err *err)
{
	uint32_t n = a->net->n, chunks = BATCH * a->n_worker, size;
	int rc = 0;

	for (a->first = 0; a->first < n && rc == 0; a->first += size) {
		size = n - a->first < chunks * CHUNK ? n - a->first
						     : chunks * CHUNK;
		for (uint32_t i = 0; i < chunks; i++) {
			a->chunk[i].part.n = a->chunk[i].found.n = 0;
			a->chunk[i].err = (struct bw_err)BW_ERR_INIT;
		}
		rc = bw_pool_run(pool, size, CHUNK, one_chunk, a);
		for (uint32_t i = 0; i < chunks && rc != 0; i++)
			if (a->chunk[i].err.code == rc)
				return bw_fail(
				    err, rc, "%s", a->chunk[i].err.what);
		for (uint32_t i = 0; i < chunks && rc == 0; i++)
			rc = hand_out(a, &a->chunk[i], err);
	}
	return rc;
}

static bool
can_exceed(struct row row)
{
	uint64_t sure = 0;

	for (uint32_t i = 0; i < row.n; i++)
		sure += row.mark[i] & BW_TIE_INDIRECT ? 0 : row.lo[i];
	return sure > BW_ONE;
}

static int
by_owner(const void *a, const void *b)
{
	const struct extra *p = a, *q = b;

	if (p->owner != q->owner)
		return p->owner < q->owner ? -1 : 1;
	return p->company < q->company ? -1 : p->company > q->company;
}

static int
find_extra(struct all *a, struct bw_solver *s, struct bw_err *err)
{
	const struct bw_part *list;
	size_t n;
	int rc = 0;

	for (uint32_t y = 0; y < a->net->n && rc == 0; y++) {
		if (!can_exceed(bw_rows_in(s, y)))
			continue;
		rc = bw_part_up(s, y, BW_INTEGRATED, &list, &n, err);
		for (size_t i = 0; i < n && rc == 0; i++)
			if (list[i].hi >= a->least - NEAR &&
			    !bw_vec_push(
				&a->extra, (struct extra){ list[i].party, y }))
				rc = no_memory(err);
	}
	if (a->extra.n > 1)
		qsort(a->extra.v, a->extra.n, sizeof(*a->extra.v), by_owner);
	return rc;
}

/* Rounded up: it is part of a bound. */
static int
find_held(struct all *a, const struct bw_solver *s, struct bw_err *err)
{
	a->held = bw_alloc((size_t)a->net->n + 1, sizeof(*a->held));
	if (a->held == NULL)
		return no_memory(err);
	for (uint32_t y = 0; y < a->net->n; y++) {
		struct row row = bw_rows_in(s, y);
		double sum = 0;

		for (uint32_t i = 0; i < row.n; i++)
			sum += is_held(a->net, row.holder[i]) ? row.hi[i] : 0;
		a->held[y] = (float)(sum / ONE * (1 + 1e-6));
	}
	return 0;
}

static int
worker_init(
    struct all *a, struct worker *w, enum bw_column column, struct bw_err *err)
{
	size_t n = (size_t)a->net->n + 1;
	int rc = bw_solver_new(&w->s, a->net, NULL, column, err);

	if (rc != 0)
		return rc;
	w->seen = bw_calloc(n, sizeof(*w->seen));
	if (w->seen == NULL)
		return no_memory(err);
	return bw_push_init(&w->push, &a->spine, err);
}

static void
worker_release(struct worker *w)
{
	bw_push_release(&w->push);
	bw_free(w->seen);
	bw_vec_release(&w->queue);
	if (w->s)
		w->s->inside = NULL; /* is the spine's */
	bw_solver_free(w->s);
}

static int
prepare(struct all *a, enum bw_column column, struct bw_err *err)
{
	struct bw_solver *s;
	int rc;

	a->worker = bw_calloc(a->n_worker, sizeof(*a->worker));
	a->chunk = bw_calloc((size_t)BATCH * a->n_worker, sizeof(*a->chunk));
	if (a->worker == NULL || a->chunk == NULL)
		return no_memory(err);
	rc = bw_solver_new(&s, a->net, NULL, column, err);
	if (rc == 0)
		rc = bw_spine_init(&a->spine, s, err);
	if (rc == 0)
		rc = find_held(a, s, err);
	if (rc == 0)
		rc = find_extra(a, s, err);
	bw_solver_free(s);
	for (unsigned i = 0; i < a->n_worker && rc == 0; i++) {
		rc = worker_init(a, &a->worker[i], column, err);
		if (rc == 0)
			a->worker[i].s->inside = a->spine.on;
	}
	return rc;
}

static void
release(struct all *a)
{
	for (unsigned i = 0; i < a->n_worker && a->worker; i++)
		worker_release(&a->worker[i]);
	for (size_t i = 0; i < (size_t)BATCH * a->n_worker && a->chunk; i++) {
		bw_vec_release(&a->chunk[i].part);
		bw_vec_release(&a->chunk[i].found);
	}
	bw_free(a->worker);
	bw_free(a->chunk);
	bw_vec_release(&a->extra);
	bw_free(a->held);
	bw_spine_release(&a->spine);
}

int
bw_part_all(const struct bw_net *net, enum bw_column column, double least,
    struct bw_pool *pool, bw_part_more_fn *more, bw_part_fn *fn, void *ctx,
    struct bw_err *err)
{
	struct all a = { .net = net,
		.least = least,
		.n_worker = bw_pool_threads(pool),
		.more = more,
		.fn = fn,
		.ctx = ctx };
	int rc;

	if (!(least > NEAR))
		return bw_fail(err, BW_EUSAGE,
		    "the bound must be above 0: all pairs of a register with "
		    "any share are too many");
	rc = prepare(&a, column, err);
	if (rc == 0)
		rc = run(&a, pool, err);
	release(&a);
	return rc;
}
