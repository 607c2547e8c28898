/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * integrated_exact.c - a share as a fraction, without any rounding (GMP).
 *
 * For what lies so near a threshold that doubles cannot tell: 25 % through
 * three chains is 25 % or it is not. Only the parties between the owner and
 * the company matter; circle by circle they are solved by elimination over
 * the rationals, and choices of upper ends are compared exactly too. Fractions
 * grow with every company passed, hence the limits. GMP has memory of its own.
 */
#include "integrated_priv.h"
#include <gmp.h>

#define PARTIES 3000u
#define ROUND 150u /* parties of one circle */

struct part_of {       /* a tie into a circle */
	uint32_t from; /* place in `reached`; OUTSIDE: an owner, who has 1 */
	uint32_t lo, hi, w;
	bool counts;
};
struct exact {
	struct bw_solver *s;
	mpq_t *v, sum, term; /* per place, and one more */
	size_t n;
	bool upper, endless;
	/* the circle: places first .. first + k - 1 */
	uint32_t first, k;
	BW_VEC(struct part_of) tie;
	BW_VEC(uint32_t) at;
	BW_VEC(int64_t) left;
	BW_VEC(uint32_t) live; /* rows that something comes to */
	mpq_t *a;              /* live x (live + 1) */
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for fractions");
}

static int
gather_row(struct exact *e, uint32_t y, struct bw_err *err)
{
	struct row row = bw_rows_in(e->s, y);
	int64_t left = BW_ONE, extra = 0, indirect = 0;

	for (uint32_t i = 0; i < row.n; i++) {
		uint32_t met = e->s->met[row.holder[i]];
		struct part_of t = { .from = met == SEED ? OUTSIDE : met - 1,
			.lo = row.lo[i],
			.hi = row.hi[i],
			.counts = !(row.mark[i] & BW_TIE_INDIRECT) };

		left -= t.counts ? t.lo : 0;
		if (met == 0)
			continue;
		extra += t.counts ? t.hi - t.lo : 0;
		indirect += t.counts ? 0 : t.hi;
		if (!bw_vec_push(&e->tie, t))
			return no_memory(err);
	}
	if (!e->upper || extra + indirect <= left)
		left = -1;
	if (!bw_vec_push(&e->at, (uint32_t)e->tie.n) ||
	    !bw_vec_push(&e->left, left))
		return no_memory(err);
	return 0;
}

/* sum += w of what `from` has */
static void
add(struct exact *e, uint32_t from, uint32_t w)
{
	mpq_set_ui(e->term, w, 1);
	if (from != OUTSIDE)
		mpq_mul(e->term, e->term, e->v[from]);
	mpq_add(e->sum, e->sum, e->term);
}

static bool
in_circle(const struct exact *e, uint32_t from)
{
	return from >= e->first && from - e->first < e->k;
}

/* Rows to which something comes from outside; the others have 0. */
static int
find_live(struct exact *e, struct bw_err *err)
{
	bool is[ROUND] = { false }, more = true;

	while (more) {
		more = false;
		for (uint32_t i = 0; i < e->k; i++)
			for (uint32_t t = e->at.v[i];
			     t < e->at.v[i + 1] && !is[i]; t++) {
				struct part_of p = e->tie.v[t];

				if (p.w == 0)
					continue;
				is[i] = in_circle(e, p.from)
				    ? is[p.from - e->first]
				    : p.from == OUTSIDE ||
					mpq_sgn(e->v[p.from]) > 0;
				more = more || is[i];
			}
	}
	e->live.n = 0;
	for (uint32_t i = 0; i < e->k; i++)
		if (is[i] && !bw_vec_push(&e->live, i))
			return no_memory(err);
	return 0;
}

static uint32_t
live_place(const struct exact *e, uint32_t i)
{
	for (uint32_t l = 0; l < e->live.n; l++)
		if (e->live.v[l] == i)
			return l;
	return OUTSIDE;
}

/* Row l: ONE x - sum of w x_from = what comes from outside. */
static void
fill_row(struct exact *e, uint32_t l)
{
	uint32_t i = e->live.v[l], n = (uint32_t)e->live.n, to;
	mpq_t *row = e->a + (size_t)l * (n + 1);

	mpq_set_ui(row[l], BW_ONE, 1);
	mpq_set_ui(e->sum, 0, 1);
	for (uint32_t t = e->at.v[i]; t < e->at.v[i + 1]; t++) {
		struct part_of p = e->tie.v[t];

		if (!in_circle(e, p.from)) {
			add(e, p.from, p.w);
			continue;
		}
		to = live_place(e, p.from - e->first);
		if (to == OUTSIDE)
			continue;
		mpq_set_ui(e->term, p.w, 1);
		mpq_sub(row[to], row[to], e->term);
	}
	mpq_set(row[n], e->sum);
}

/* A pivot that is not positive: the circle feeds itself without end. */
static bool
eliminate(struct exact *e)
{
	size_t n = e->live.n, w = n + 1;
	mpq_t *a = e->a;

	for (size_t p = 0; p < n; p++) {
		if (mpq_sgn(a[p * w + p]) <= 0)
			return false;
		for (size_t r = 0; r < n; r++) {
			if (r == p || mpq_sgn(a[r * w + p]) == 0)
				continue;
			mpq_div(e->sum, a[r * w + p], a[p * w + p]);
			for (size_t c = p; c <= n; c++) {
				if (mpq_sgn(a[p * w + c]) == 0)
					continue;
				mpq_mul(e->term, e->sum, a[p * w + c]);
				mpq_sub(a[r * w + c], a[r * w + c], e->term);
			}
		}
	}
	return true;
}

static int
solve(struct exact *e, struct bw_err *err)
{
	int rc = find_live(e, err);
	size_t n = e->live.n, cells = n * (n + 1);

	if (rc != 0)
		return rc;
	e->a = bw_alloc(cells + 1, sizeof(*e->a));
	if (e->a == NULL)
		return no_memory(err);
	for (size_t i = 0; i < cells; i++)
		mpq_init(e->a[i]);
	for (uint32_t l = 0; l < n; l++)
		fill_row(e, l);
	e->endless = !eliminate(e);
	/* a better choice that cuts the owner off: see integrated_circle.c */
	for (uint32_t i = 0; i < e->k; i++)
		if (mpq_sgn(e->v[e->first + i]) > 0 &&
		    live_place(e, i) == OUTSIDE)
			e->endless = true;
	for (uint32_t i = 0; i < e->k; i++)
		mpq_set_ui(e->v[e->first + i], 0, 1);
	for (size_t l = 0; l < n && !e->endless; l++)
		mpq_div(e->v[e->first + e->live.v[l]], e->a[l * (n + 1) + n],
		    e->a[l * (n + 1) + l]);
	for (size_t i = 0; i < cells; i++)
		mpq_clear(e->a[i]);
	bw_free(e->a);
	e->a = NULL;
	return 0;
}

/* Worth of a holder: 1, or its value. */
static int
worth_cmp(struct exact *e, uint32_t a, uint32_t b)
{
	if (a == OUTSIDE || b == OUTSIDE)
		return (a == b)    ? 0
		    : a == OUTSIDE ? -mpq_cmp_ui(e->v[b], 1, 1)
				   : mpq_cmp_ui(e->v[a], 1, 1);
	return mpq_cmp(e->v[a], e->v[b]);
}

/* Next best tie of row i that was not taken: rows are short. */
static uint32_t
next_best(struct exact *e, uint32_t i, const bool *taken)
{
	uint32_t best = OUTSIDE, from = e->at.v[i];

	for (uint32_t t = from; t < e->at.v[i + 1]; t++) {
		struct part_of *p = &e->tie.v[t];

		if (taken[t - from] ||
		    (p->from != OUTSIDE && mpq_sgn(e->v[p->from]) == 0))
			continue;
		if (best == OUTSIDE ||
		    worth_cmp(e, p->from, e->tie.v[best].from) > 0)
			best = t;
	}
	return best;
}

static void
row_sum(struct exact *e, uint32_t i, const uint32_t *w)
{
	uint32_t from = e->at.v[i];

	mpq_set_ui(e->sum, 0, 1);
	for (uint32_t t = from; t < e->at.v[i + 1]; t++)
		add(e, e->tie.v[t].from, w ? w[t - from] : e->tie.v[t].w);
}

static int
choose(struct exact *e, uint32_t i, bool *better, struct bw_err *err)
{
	uint32_t from = e->at.v[i], n = e->at.v[i + 1] - from, best;
	bool *taken = bw_calloc((size_t)n + 1, sizeof(*taken));
	uint32_t *w = bw_calloc((size_t)n + 1, sizeof(*w));
	int64_t left = e->left.v[i], all = BW_ONE, extra;
	mpq_t is;

	*better = false;
	if (taken == NULL || w == NULL) {
		bw_free(taken);
		bw_free(w);
		return no_memory(err);
	}
	for (uint32_t t = 0; t < n; t++)
		w[t] = 0;
	while ((best = next_best(e, i, taken)) != OUTSIDE) {
		const struct part_of *p = &e->tie.v[best];

		taken[best - from] = true;
		extra = p->hi - p->lo;
		if (p->counts) {
			extra = extra < left ? extra : left;
			left -= extra;
		}
		extra += p->lo;
		extra = extra < all ? extra : all;
		all -= extra;
		w[best - from] = (uint32_t)extra;
	}
	for (uint32_t t = 0; t < n; t++) {
		extra = e->tie.v[from + t].lo;
		if (taken[t] || !e->tie.v[from + t].counts)
			continue;
		w[t] = (uint32_t)(extra < all ? extra : all);
		all -= w[t];
	}
	mpq_init(is);
	row_sum(e, i, w);
	mpq_set(is, e->sum);
	row_sum(e, i, NULL);
	*better = mpq_cmp(is, e->sum) > 0;
	for (uint32_t t = 0; t < n && *better; t++)
		e->tie.v[from + t].w = w[t];
	mpq_clear(is);
	bw_free(taken);
	bw_free(w);
	return 0;
}

/* As in integrated_circle.c: once around from nothing, then policy iteration.
 */
static int
best_choice(struct exact *e, struct bw_err *err)
{
	bool any = true, better;
	int rc = 0;

	for (uint32_t i = 0; i < e->k && rc == 0; i++) {
		if (e->left.v[i] >= 0)
			rc = choose(e, i, &better, err);
		row_sum(e, i, NULL);
		mpq_set_ui(e->term, BW_ONE, 1);
		mpq_div(e->v[e->first + i], e->sum, e->term);
	}
	while (rc == 0 && any) {
		any = false;
		rc = solve(e, err);
		for (uint32_t i = 0; i < e->k && rc == 0 && !e->endless; i++)
			if (e->left.v[i] >= 0) {
				rc = choose(e, i, &better, err);
				any = any || better;
			}
	}
	return rc;
}

/* Outside circles: see bw_solve_row. */
static void
told_indirectly(struct exact *e)
{
	mpq_t *v = &e->v[e->first];

	for (size_t t = 0; t < e->tie.n; t++)
		if (in_circle(e, e->tie.v[t].from))
			return;
	for (size_t t = 0; t < e->tie.n; t++) {
		if (e->tie.v[t].counts)
			continue;
		mpq_set_ui(e->sum, 0, 1);
		add(e, e->tie.v[t].from, e->tie.v[t].lo);
		mpq_set_ui(e->term, BW_ONE, 1);
		mpq_div(e->sum, e->sum, e->term);
		if (mpq_cmp(e->sum, *v) > 0)
			mpq_set(*v, e->sum);
	}
}

/* Parties node[0 .. k-1] with places first and on. */
static int
circle(struct exact *e, const uint32_t *node, uint32_t k, uint32_t first,
    struct bw_err *err)
{
	bool choice = false;
	int rc = 0;

	e->first = first;
	e->k = k;
	e->tie.n = e->at.n = e->left.n = 0;
	if (k > ROUND)
		return bw_fail(err, BW_ELIMIT,
		    "a circle of %u companies is too large for an exact "
		    "fraction (%u)",
		    k, ROUND);
	if (!bw_vec_push(&e->at, 0))
		return no_memory(err);
	for (uint32_t i = 0; i < k && rc == 0; i++)
		rc = gather_row(e, node[i], err);
	for (size_t t = 0; t < e->tie.n; t++)
		e->tie.v[t].w = e->upper ? e->tie.v[t].hi
		    : e->tie.v[t].counts ? e->tie.v[t].lo
					 : 0;
	for (uint32_t i = 0; i < k && rc == 0; i++)
		for (uint32_t t = e->at.v[i];
		     t < e->at.v[i + 1] && e->left.v[i] >= 0; t++) {
			choice = true;
			e->tie.v[t].w = e->tie.v[t].counts ? e->tie.v[t].lo : 0;
		}
	if (rc != 0)
		return rc;
	rc = choice ? best_choice(e, err) : solve(e, err);
	if (rc == 0 && k == 1 && !e->upper)
		told_indirectly(e);
	return rc;
}

/* Places are given as the walk left them: last circle first. */
static int
solve_all(struct exact *e, uint32_t y, struct bw_err *err)
{
	struct bw_solver *s = e->s;
	int rc = 0;

	for (size_t i = 0; i < s->reached.n; i++)
		s->met[s->reached.v[i]] = (uint32_t)i + 1;
	for (size_t c = s->ends.n; c-- > 0 && rc == 0 && !e->endless;) {
		uint32_t from = c > 0 ? s->ends.v[c - 1] : 0;

		rc = circle(
		    e, s->reached.v + from, s->ends.v[c] - from, from, err);
	}
	if (rc == 0 && !e->endless && s->met[y] == SEED)
		rc = circle(e, &y, 1, (uint32_t)s->reached.n, err);
	return rc;
}

/* The parties between the owner and y: above y, and below the owner. */
static int
walk_between(struct bw_solver *s, const uint32_t *seed, size_t n_seed,
    uint32_t y, struct bw_err *err)
{
	int rc;

	s->inside = bw_calloc((size_t)s->net->n + 1, 1);
	if (s->inside == NULL)
		return no_memory(err);
	s->up = true;
	for (size_t i = 0; i < n_seed; i++)
		s->met[seed[i]] = SEED;
	rc = s->met[y] == SEED ? bw_walk_seeds(s, &y, 1, err)
			       : bw_walk_from(s, y, err);
	for (size_t i = 0; i < s->reached.n; i++)
		s->inside[s->reached.v[i]] = 1;
	bw_walk_clear(s);
	s->up = false;
	s->fenced = true;
	s->want = 1;
	if (rc == 0)
		rc = bw_walk_seeds(s, seed, n_seed, err);
	if (rc == 0 && s->reached.n > PARTIES)
		rc = bw_fail(err, BW_ELIMIT,
		    "%zu parties stand between owner and company: too many "
		    "for an exact fraction (%u)",
		    s->reached.n, PARTIES);
	return rc;
}

static void
tell(struct exact *e, uint32_t y, uint64_t t, int *compare, struct bw_buf *out)
{
	uint32_t met = e->s->met[y];
	mpq_t *v = met == 0 ? NULL : &e->v[met == SEED ? e->n : met - 1];
	void (*release)(void *, size_t);
	char *text;
	int order;

	if (e->endless) {
		*compare = e->upper ? 1 : t > 0 ? -1 : 0;
		if (out)
			bw_buf_z(out, e->upper ? "inf" : "0");
		return;
	}
	mpq_set_ui(e->sum, t, BW_ONE);
	mpq_canonicalize(e->sum);
	mpq_set_ui(e->term, 0, 1);
	order = mpq_cmp(v ? *v : e->term, e->sum);
	*compare = order < 0 ? -1 : order > 0;
	if (out == NULL)
		return;
	text = mpq_get_str(NULL, 10, v ? *v : e->term);
	bw_buf_z(out, text);
	mp_get_memory_functions(NULL, NULL, &release);
	release(text, strlen(text) + 1);
}

static int
values(struct exact *e, struct bw_err *err)
{
	e->n = e->s->reached.n;
	e->v = bw_alloc(e->n + 1, sizeof(*e->v));
	if (e->v == NULL)
		return no_memory(err);
	for (size_t i = 0; i <= e->n; i++)
		mpq_init(e->v[i]);
	mpq_init(e->sum);
	mpq_init(e->term);
	return 0;
}

static void
release(struct exact *e)
{
	for (size_t i = 0; i <= e->n && e->v; i++)
		mpq_clear(e->v[i]);
	if (e->v) {
		mpq_clear(e->sum);
		mpq_clear(e->term);
	}
	bw_free(e->v);
	bw_vec_release(&e->tie);
	bw_vec_release(&e->at);
	bw_vec_release(&e->left);
	bw_vec_release(&e->live);
	bw_solver_free(e->s);
}

int
bw_part_exact(const struct bw_net *net, const struct bw_patch *patch,
    enum bw_column column, const uint32_t *seed, size_t n_seed, uint32_t y,
    bool upper, uint64_t t, int *compare, struct bw_buf *out,
    struct bw_err *err)
{
	struct exact e = { .upper = upper };
	int rc = bw_solver_new(&e.s, net, patch, column, err);

	*compare = 0;
	for (size_t i = 0; i < n_seed && rc == 0; i++)
		if (seed[i] >= net->n)
			rc = bw_fail(err, BW_EUSAGE,
			    "owner %u is outside the net", seed[i]);
	if (rc == 0 && y >= net->n)
		rc =
		    bw_fail(err, BW_EUSAGE, "company %u is outside the net", y);
	if (rc == 0)
		rc = walk_between(e.s, seed, n_seed, y, err);
	if (rc == 0)
		rc = values(&e, err);
	if (rc == 0)
		rc = solve_all(&e, y, err);
	if (rc == 0)
		tell(&e, y, t, compare, out);
	if (rc == 0 && out)
		rc = bw_buf_check(out, err);
	release(&e);
	return rc;
}
