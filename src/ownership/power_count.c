/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * power_count.c - power indices by counting coalitions per size and weight.
 *
 * For a player one needs how many coalitions of the others have k members and
 * weight s: the coefficients of the product of (1 + x z^weight) over the
 * others (Mann and Shapley 1962). Taking one factor out of the product of all
 * by division loses digits, as it subtracts; instead halves are added in turn:
 * to know the product without each of the players of the left half, first
 * multiply by all of the right half, then go on within the left one. Nothing is
 * ever subtracted, and a player is multiplied log2 n times instead of n times.
 *
 * Coalitions heavier than all that lose matter to nobody and are dropped.
 */
#include "ownership/power_priv.h"

#define CELLS ((uint64_t)12 << 20) /* 96 MiB: 200 blocks in 0.01 % */
#define WORK ((uint64_t)2 << 30)

struct count {
	const struct game *g;
	uint64_t step;
	size_t steps;  /* weights 0 .. steps-1, in steps */
	size_t *unit;  /* the weights in steps */
	double *table; /* levels x n x steps: coalitions of k, weighing u */
	double *row;   /* one of game_row */
	double *lose;  /* n x steps: game_row */
	double *half;  /* steps: game_lose */
	/* Rounded: real weights of coalitions are at most that much below and
	 * above the rounded ones, and so uncertain is whether they lose. */
	uint64_t below, above;
	double *loose, *loose_half;
	struct bw_power *out;
};

static uint64_t
divisor(const struct game *g)
{
	uint64_t d = 0;

	for (size_t i = 0; i < g->n; i++)
		for (uint64_t b = g->weight[i]; b != 0;) {
			uint64_t t = d % b;

			d = b;
			b = t;
		}
	return d == 0 ? 1 : d;
}

static size_t
levels(size_t n)
{
	size_t l = 2;

	for (; n > 1; n = (n + 1) / 2)
		l++;
	return l;
}

/* Do exact tables fit, or which step makes rounded ones fit? */
static bool
choose(struct count *c, bool rounded)
{
	uint64_t n = c->g->n, l = levels(c->g->n), top = game_top(c->g);
	uint64_t most = CELLS / (n * l);

	if (most > WORK / (n * n * l))
		most = WORK / (n * n * l);
	if (top > c->g->total)
		top = c->g->total;
	c->step = divisor(c->g);
	if (rounded) { /* n half steps beyond the bar are uncertain as well */
		c->step = top / (most - n / 2 - 3) + 1;
		most -= n / 2 + 3;
	}
	if (top / c->step + 1 > most)
		return false;
	/* A few players: going through their coalitions is quicker. */
	if (!rounded && n <= GAME_WALK &&
	    (n << n) < n * n * l * (top / c->step + 1))
		return false;
	c->steps = (size_t)(top / c->step + 1);
	if (rounded)
		c->steps += n / 2 + 3;
	return true;
}

static void
round_weights(struct count *c)
{
	for (size_t i = 0; i < c->g->n; i++) {
		uint64_t w = c->g->weight[i], u = (w + c->step / 2) / c->step;

		c->unit[i] = (size_t)u;
		if (u * c->step > w)
			c->below += u * c->step - w;
		else
			c->above += w - u * c->step;
	}
}

static int
make_tables(struct count *c, bool rounded, struct bw_err *err)
{
	size_t n = c->g->n;

	c->unit = bw_alloc(n, sizeof(*c->unit));
	c->row = bw_alloc(n, sizeof(*c->row));
	c->table = bw_calloc(levels(n) * n, c->steps * sizeof(*c->table));
	c->lose = bw_alloc(n * c->steps, sizeof(*c->lose));
	c->half = bw_alloc(c->steps, sizeof(*c->half));
	if (rounded) {
		c->loose = bw_calloc(n * c->steps, sizeof(*c->loose));
		c->loose_half = bw_calloc(c->steps, sizeof(*c->loose_half));
	}
	if (c->unit == NULL || c->row == NULL || c->table == NULL ||
	    c->lose == NULL || c->half == NULL ||
	    (rounded && (c->loose == NULL || c->loose_half == NULL)))
		return bw_fail(err, BW_ENOMEM, "no memory for power indices");
	round_weights(c);
	return 0;
}

static void
free_tables(struct count *c)
{
	bw_free(c->unit);
	bw_free(c->row);
	bw_free(c->table);
	bw_free(c->lose);
	bw_free(c->half);
	bw_free(c->loose);
	bw_free(c->loose_half);
}

static void
loosen(struct count *c, size_t u)
{
	int64_t s = (int64_t)(u * c->step);
	int64_t light = s - (int64_t)c->below, heavy = s + (int64_t)c->above;

	game_row(c->g, light, c->row);
	for (size_t k = 0; k < c->g->n; k++)
		c->loose[k * c->steps + u] = c->row[k];
	game_row(c->g, heavy, c->row);
	for (size_t k = 0; k < c->g->n; k++)
		c->loose[k * c->steps + u] -= c->row[k];
	c->loose_half[u] = game_lose(c->g, light) - game_lose(c->g, heavy);
}

static void
fill_lose(struct count *c)
{
	for (size_t u = 0; u < c->steps; u++) {
		int64_t s = (int64_t)(u * c->step);

		game_row(c->g, s, c->row);
		for (size_t k = 0; k < c->g->n; k++)
			c->lose[k * c->steps + u] = c->row[k];
		c->half[u] = game_lose(c->g, s);
		if (c->loose != NULL)
			loosen(c, u);
	}
}

/* Coalitions with and without player i, of those without him. */
static void
multiply(const struct count *c, double *t, size_t members, size_t i)
{
	size_t w = c->unit[i];

	for (size_t k = members; k-- > 0;) {
		const double *from = t + k * c->steps;
		double *to = t + (k + 1) * c->steps;

		for (size_t u = w; u < c->steps; u++)
			to[u] += from[u - w];
	}
}

/* What i changes in the coalitions of others, counted in t. */
static void
weigh(struct count *c, const double *t, size_t i)
{
	size_t n = c->g->n, steps = c->steps, w = c->unit[i];
	double loose = 0, loose_half = 0;

	for (size_t k = 0; k < n; k++) {
		const double *count = t + k * steps;
		const double *lose = c->lose + k * steps;
		double order = 0, half = 0;

		for (size_t u = 0; u < steps; u++) {
			bool in = u + w < steps;

			order += count[u] * (lose[u] - (in ? lose[u + w] : 0));
			half +=
			    count[u] * (c->half[u] - (in ? c->half[u + w] : 0));
		}
		c->out[i].shapley += order * c->g->coef[k];
		c->out[i].swings += half;
	}
	if (c->loose == NULL)
		return;
	for (size_t k = 0; k < n; k++)
		for (size_t u = 0; u < steps; u++) {
			size_t at = k * steps + u;
			bool in = u + w < steps;

			loose += t[at] * c->g->coef[k] *
			    (c->loose[at] + (in ? c->loose[at + w] : 0));
			loose_half += t[at] *
			    (c->loose_half[u] +
				(in ? c->loose_half[u + w] : 0));
		}
	c->out[i].error = fmin(fmax(loose, ldexp(loose_half, 1 - (int)n)), 1);
}

/* t counts the coalitions of the players outside from .. end-1; below it in
 * the table is room for the levels to come. */
static void
halve(struct count *c, double *t, size_t members, size_t from, size_t end)
{
	size_t n = c->g->n, level = n * c->steps, mid = from + (end - from) / 2;
	double *next = t + level;

	if (end - from == 1) {
		weigh(c, t, from);
		return;
	}
	memcpy(next, t, level * sizeof(*t));
	for (size_t i = mid; i < end; i++)
		multiply(c, next, members + i - mid + 1, i);
	halve(c, next, members + end - mid, from, mid);
	memcpy(next, t, level * sizeof(*t));
	for (size_t i = from; i < mid; i++)
		multiply(c, next, members + i - from + 1, i);
	halve(c, next, members + mid - from, mid, end);
}

int
game_count(const struct game *g, bool rounded, bool *fits, struct bw_power *out,
    struct bw_err *err)
{
	struct count c = { .g = g, .out = out };
	int rc;

	*fits = choose(&c, rounded);
	if (!*fits)
		return 0;
	rc = make_tables(&c, rounded, err);
	if (rc == 0) {
		fill_lose(&c);
		c.table[0] = 1; /* nobody, weighing nothing */
		halve(&c, c.table, 0, 0, g->n);
	}
	free_tables(&c);
	return rc;
}
