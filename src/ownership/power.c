/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * power.c - power indices: what losing means, and which way to count.
 *
 * With an ocean of size a, a player who comes in at the moment t (evenly
 * spread over 0 .. 1) finds t a of the ocean there. k others of weight s are
 * there before him and still lose as long as s + t a <= q, so up to
 * x = (q - s) / a. Averaged over his moment and over which others came before
 * him, that is the incomplete beta integral of t^k (1 - t)^(n-1-k) up to x:
 * coef[k] times the chance that of n coins, each heads with chance x, more
 * than k are heads (Dubey and Shapley 1979, Theorem 3 says the same with
 * integrals). That chance is what game_row gives.
 */
#include "ownership/power_priv.h"

static double
power_of(double x, size_t n)
{
	double p = 1;

	/* Not pow(): its last bit is the library's affair. */
	for (; n > 0; n >>= 1, x *= x)
		if (n & 1)
			p *= x;
	return p;
}

/* row[k] = chance that more than k of n coins are heads, each with chance x;
 * the smaller side of the coins is counted, so that nothing underflows. */
static void
coins(double x, size_t n, double *row)
{
	bool turn = x > 0.5;
	double p = turn ? 1 - x : x, ratio = p / (1 - p);
	double just = power_of(1 - p, n), sum = 0;

	for (size_t j = 0; j < n; j++) { /* just: exactly j */
		sum += just;
		if (turn) /* at most j tails: at least n - j heads */
			row[n - 1 - j] = fmin(sum, 1);
		else
			row[j] = fmax(1 - sum, 0);
		just *= ratio * (double)(n - j) / (double)(j + 1);
	}
}

void
game_row(const struct game *g, int64_t s, double *row)
{
	double room = (double)((int64_t)g->quota - s);
	bool lose = !g->open && (s < 0 || (uint64_t)s <= g->bar);

	if (g->ocean > 0 && room > 0 && room < (double)g->ocean) {
		coins(room / (double)g->ocean, g->n, row);
		return;
	}
	if (g->ocean > 0)
		lose = room > 0;
	for (size_t k = 0; k < g->n; k++)
		row[k] = lose ? 1 : 0;
}

double
game_lose(const struct game *g, int64_t s)
{
	int64_t twice = 2 * s + (int64_t)g->ocean - 2 * (int64_t)g->quota;

	if (g->ocean == 0)
		return !g->open && (s < 0 || (uint64_t)s <= g->bar) ? 1 : 0;
	return twice < 0 ? 1 : twice == 0 ? 0.5 : 0;
}

uint64_t
game_top(const struct game *g)
{
	if (g->ocean > 0)
		return g->quota;
	return g->open ? 0 : g->bar;
}

/* The quota of the votes that are cast, rounded down; *whole tells whether
 * nothing was lost. */
static uint64_t
quota_of(const struct bw_power_in *in, uint64_t total, bool *whole)
{
	uint64_t one = BW_ONE, rest = in->quota * (total % one);

	*whole = true;
	if (in->how != BW_FLOAT_ABSTAINS)
		return in->quota;
	*whole = rest % one == 0;
	return in->quota * (total / one) + rest / one;
}

static int
make_game(struct game *g, const struct bw_power_in *in, struct bw_err *err)
{
	bool whole;

	*g = (struct game){ .weight = in->weight, .n = in->n };
	if (in->n > BW_POWER_PLAYERS)
		return bw_fail(err, BW_ELIMIT,
		    "power of %zu holders: at most %u can be counted", in->n,
		    BW_POWER_PLAYERS);
	if (in->quota > BW_ONE || in->ocean > BW_ONE)
		return bw_fail(err, BW_EFORMAT, "a quota above 100 %%");
	for (size_t i = 0; i < in->n; i++) {
		if (in->weight[i] > (uint64_t)BW_ONE * 1000)
			return bw_fail(err, BW_EFORMAT, "votes above 100 %%");
		g->total += in->weight[i];
	}
	if (in->how == BW_FLOAT_OCEAN)
		g->ocean = in->ocean;
	g->quota = quota_of(in, g->total, &whole);
	g->open = in->at_least && whole && g->quota == 0;
	g->bar = in->at_least && whole && !g->open ? g->quota - 1 : g->quota;
	g->coef = bw_alloc(in->n + 1, sizeof(*g->coef));
	if (g->coef == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for power indices");
	/* 1 / (n C(n-1, k)) */
	g->coef[0] = in->n > 0 ? 1 / (double)in->n : 0;
	for (size_t k = 0; k + 1 < in->n; k++)
		g->coef[k + 1] =
		    g->coef[k] * (double)(k + 1) / (double)(in->n - 1 - k);
	return 0;
}

/* What follows from the swings, and the part of the ocean. */
static void
finish(const struct game *g, bool at_least, struct bw_power *out)
{
	double swings = 0, rest = 1;
	uint64_t all = g->total + g->ocean;

	for (size_t i = 0; i < g->n; i++)
		swings += out[i].swings;
	for (size_t i = 0; i < g->n; i++) {
		out[i].banzhaf = ldexp(out[i].swings, 1 - (int)g->n);
		if (swings > 0)
			out[i].banzhaf_share = out[i].swings / swings;
		if (fabs(out[i].shapley) < 1e-14) /* nothing but rounding */
			out[i].shapley = 0;
		out[i].shapley = fmin(out[i].shapley, 1);
		rest -= out[i].shapley;
		out[g->n].error = fmax(out[g->n].error, out[i].error);
	}
	if (g->ocean > 0 && (all > g->quota || (at_least && all == g->quota)))
		out[g->n].shapley = fmax(rest, 0);
}

int
bw_power_run(const struct bw_power_in *in, struct bw_arena *a,
    struct bw_power **out, struct bw_err *err)
{
	struct game g;
	bool fits = false;
	int rc = make_game(&g, in, err);

	*out = NULL;
	if (rc == 0)
		*out = BW_ARENA_ARRAY(a, struct bw_power, in->n + 1);
	if (rc == 0 && *out == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for power indices");
	if (rc == 0 && in->n > 0)
		rc = game_count(&g, false, &fits, *out, err);
	if (rc == 0 && in->n > 0 && !fits && in->n <= GAME_WALK)
		rc = game_walk(&g, *out, err);
	else if (rc == 0 && in->n > 0 && !fits)
		rc = game_count(&g, true, &fits, *out, err);
	if (rc == 0)
		finish(&g, in->at_least, *out);
	bw_free(g.coef);
	return rc;
}
