/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * integrated_linear.c - the linear system of a circle.
 *
 * Small circles: elimination without subtraction (Grassmann, Taksar and
 * Heyman 1985). What a company has left after all its other holders is exact
 * in parts per billion; pivots are sums of that, so a circle that leaks one
 * part in a billion keeps all its digits (99 % / 100 % with 1 % outside gives
 * 1, not 0.9999999999999991). Only where more than 100 % is held is something
 * subtracted. A pivot that is not positive means that no finite, non-negative
 * solution exists (Berman and Plemmons, M-matrices).
 *
 * Large circles: sweeps in the order of the walk (Gauss and Seidel), which
 * converge as the circle leaks; when they would be slow, BiCGSTAB (van der
 * Vorst 1992) comes first and sweeps finish. A circle that hardly leaks at all
 * is eliminated after all, up to LARGEST companies (a larger one counts as not
 * determined), and so is one with so many ties that this takes less. The last
 * check of the others is on the result: a positive solution whose residual is
 * rounding proves itself.
 */
#include "integrated_priv.h"

#define QUICK 200u     /* sweeps before another method is tried */
#define PATIENT 20000u /* and after it */
#define ROUNDING 1e-14 /* relative change of a sweep that tells nothing */
#define TIGHT 0.9999   /* rate beyond which doubles lose the digits */
#define LARGEST 1200u  /* companies of a tight circle */
#define ENDLESS 1e15

int
bw_system_room(struct system *y, size_t k, size_t m, struct bw_err *err)
{
	size_t dense = DENSE * (DENSE + 1);
	size_t cells = 8 * k > dense ? 8 * k : dense;

	if (k > y->cap_k || m > y->cap_m) {
		bw_system_release(y);
		y->at = bw_alloc(k + 1, sizeof(*y->at));
		y->from = bw_alloc(m + 1, sizeof(*y->from));
		y->place = bw_alloc(k + 1, sizeof(*y->place));
		y->w = bw_alloc(m + 1, sizeof(*y->w));
		y->b = bw_alloc(4 * k + cells, sizeof(*y->b));
		if (!y->at || !y->from || !y->place || !y->w || !y->b)
			return bw_fail(err, BW_ENOMEM,
			    "no memory for a circle of %zu companies", k);
		y->own = y->b + k;
		y->slack = y->b + 2 * k;
		y->x = y->b + 3 * k;
		y->work = y->b + 4 * k;
		y->cap_k = k;
		y->cap_m = m;
	}
	y->k = k;
	y->m = m;
	y->across = false;
	return 0;
}

void
bw_system_release(struct system *y)
{
	bw_free(y->at);
	bw_free(y->from);
	bw_free(y->place);
	bw_free(y->w);
	bw_free(y->b);
	memset(y, 0, sizeof(*y));
}

/* w[i * k + z]: what i has in company z. */
static void
fill_dense(const struct system *y, double *w)
{
	memset(w, 0, y->k * y->k * sizeof(*w));
	for (size_t i = 0; i < y->k; i++)
		for (uint32_t t = y->at[i]; t < y->at[i + 1]; t++) {
			size_t j = y->from[t];

			w[y->across ? i * y->k + j : j * y->k + i] += y->w[t];
		}
}

/* Take party j out of the circle: its holders hold its companies instead. */
static bool
eliminate(struct system *y, double *w, size_t j, double *pivot)
{
	size_t k = y->k;
	double d = y->slack[j];

	for (size_t x = 0; x < j; x++)
		d += w[x * k + j];
	*pivot = d;
	if (!(d > 0))
		return false;
	for (size_t z = 0; z < j; z++) {
		double f = w[j * k + z] / d;

		if (f == 0)
			continue;
		for (size_t x = 0; x < j; x++)
			w[x * k + z] += x == z ? 0 : w[x * k + j] * f;
		y->slack[z] += y->slack[j] * f;
		if (!y->across)
			y->b[z] += y->b[j] * f;
	}
	for (size_t x = 0; x < j && y->across; x++)
		y->b[x] += w[x * k + j] * y->b[j] / d;
	return true;
}

static int
solve_dense(struct system *y)
{
	double *w = y->work, *pivot = y->work + y->k * y->k;
	size_t k = y->k;

	fill_dense(y, w);
	y->spent += k * k * k / 6;
	for (size_t j = k; j-- > 0;)
		if (!eliminate(y, w, j, &pivot[j]))
			return 1;
	for (size_t j = 0; j < k; j++) {
		double sum = y->b[j];

		for (size_t i = 0; i < j; i++)
			sum +=
			    (y->across ? w[j * k + i] : w[i * k + j]) * y->x[i];
		y->x[j] = sum / pivot[j];
	}
	return 0;
}

/* One sweep; the largest relative change. */
static double
sweep(struct system *y)
{
	double most = 0;

	y->spent += y->m + y->k;
	for (size_t i = 0; i < y->k; i++) {
		double sum = y->b[i], change;

		for (uint32_t t = y->at[i]; t < y->at[i + 1]; t++)
			sum += y->w[t] * y->x[y->from[t]];
		sum /= ONE - y->own[i];
		change = fabs(sum - y->x[i]);
		if (change > most * fabs(sum))
			most = change / fabs(sum);
		y->x[i] = sum;
	}
	return most;
}

/* Settled when what further sweeps would add, at the rate at which changes
 * shrink, is below 1e-13. Changes of the size of rounding tell no rate. */
static bool
sweeps(struct system *y, unsigned most, double *rate)
{
	double last = 0, now;

	for (unsigned i = 0; i < most; i++) {
		now = sweep(y);
		if (now > ROUNDING && last > 0)
			*rate = now / last;
		if (now <= ROUNDING && last == 0)
			return true; /* was a solution */
		if (*rate < 1 && now * *rate <= 1e-13 * (1 - *rate))
			return true;
		if (!(now < ENDLESS) || now == 0)
			return now == 0;
		last = now;
	}
	return false;
}

static void
apply(const struct system *y, const double *x, double *out)
{
	for (size_t i = 0; i < y->k; i++) {
		double sum = 0;

		for (uint32_t t = y->at[i]; t < y->at[i + 1]; t++)
			sum += y->w[t] * x[y->from[t]];
		out[i] = x[i] - sum / (ONE - y->own[i]);
	}
}

static double
dot(const double *a, const double *b, size_t k)
{
	double sum = 0;

	for (size_t i = 0; i < k; i++)
		sum += a[i] * b[i];
	return sum;
}

/* On the system divided by its diagonal, from the present x. */
static void
bicgstab(struct system *y)
{
	size_t k = y->k;
	double *r = y->work, *r0 = r + k, *p = r + 2 * k, *q = r + 3 * k,
	       *s = r + 4 * k, *t = r + 5 * k, rho = 1, alpha = 1, omega = 1;

	apply(y, y->x, q);
	for (size_t i = 0; i < k; i++) {
		r0[i] = r[i] = y->b[i] / (ONE - y->own[i]) - q[i];
		p[i] = q[i] = 0;
	}
	for (unsigned round = 0; round < 2000; round++) {
		double next = dot(r0, r, k), beta, tt;

		if (fabs(next) < 1e-300)
			return;
		beta = next / rho * (alpha / omega);
		rho = next;
		for (size_t i = 0; i < k; i++)
			p[i] = r[i] + beta * (p[i] - omega * q[i]);
		apply(y, p, q);
		alpha = rho / dot(r0, q, k);
		for (size_t i = 0; i < k; i++)
			s[i] = r[i] - alpha * q[i];
		apply(y, s, t);
		tt = dot(t, t, k);
		omega = tt > 0 ? dot(t, s, k) / tt : 0;
		if (!isfinite(alpha) || !isfinite(omega))
			return;
		for (size_t i = 0; i < k; i++) {
			y->x[i] += alpha * p[i] + omega * s[i];
			r[i] = s[i] - omega * t[i];
		}
		if (omega == 0 || dot(r, r, k) < 1e-32 * dot(y->x, y->x, k))
			return;
	}
}

/* b >= 0 is reached from everywhere (the caller saw to that), so a solution
 * without negative parts proves that the circle does not feed itself. */
static bool
proved(struct system *y)
{
	for (size_t i = 0; i < y->k; i++) {
		double sum = y->b[i];

		for (uint32_t t = y->at[i]; t < y->at[i + 1]; t++)
			sum += y->w[t] * y->x[y->from[t]];
		if (!(y->x[i] >= 0) || !(y->x[i] < ENDLESS) ||
		    !(fabs(y->x[i] * (ONE - y->own[i]) - sum) <=
			1e-12 * (y->x[i] * ONE + sum)))
			return false;
	}
	return true;
}

/* A circle that leaks next to nothing: only elimination keeps the digits. */
static int
solve_tight(struct system *y)
{
	double *work = y->work;
	int rc;

	if (y->k > LARGEST)
		return 1;
	y->work = bw_alloc(y->k * (y->k + 1), sizeof(*y->work));
	rc = y->work == NULL ? BW_ENOMEM : solve_dense(y);
	bw_free(y->work);
	y->work = work;
	return rc;
}

/* So many ties that the first sweeps would take longer than elimination. */
static bool
knotted(const struct system *y)
{
	return y->k <= LARGEST && y->k * y->k * y->k / 3 <= QUICK * y->m;
}

static int
solve_large(struct system *y)
{
	double rate = 1;

	if (knotted(y))
		return solve_tight(y);
	for (size_t i = 0; i < y->k; i++) {
		if (y->own[i] >= ONE)
			return 1;
		y->x[i] = 0;
	}
	if (sweeps(y, QUICK, &rate))
		return proved(y) ? 0 : 1;
	if (!(rate < TIGHT))
		return solve_tight(y);
	bicgstab(y);
	if (!proved(y)) /* no luck: from below, patiently */
		for (size_t i = 0; i < y->k; i++)
			y->x[i] = 0;
	if (sweeps(y, PATIENT, &rate) && proved(y))
		return 0;
	return solve_tight(y);
}

/* 0 for those that b does not reach. Most ties lead forward, so few rounds
 * do. Returns how many are reached. */
static size_t
mark_reached(struct system *y)
{
	size_t n = 0, before;

	for (size_t i = 0; i < y->k; i++)
		n += y->place[i] = y->b[i] > 0;
	do {
		before = n;
		for (size_t i = 0; i < y->k && n < y->k; i++)
			for (uint32_t t = y->at[i];
			     t < y->at[i + 1] && !y->place[i]; t++)
				n += y->place[i] =
				    y->w[t] > 0 && y->place[y->from[t]];
	} while (n > before && n < y->k);
	return n;
}

/* Leave the others out: they have 0, and circles among them may be closed,
 * which says nothing about the rest. */
static void
leave_out(struct system *y)
{
	uint32_t n = 0, m = 0;

	for (size_t i = 0; i < y->k; i++)
		y->place[i] = y->place[i] ? n++ : OUTSIDE;
	n = 0;
	for (size_t i = 0; i < y->k; i++) {
		uint32_t from = y->at[i], end = y->at[i + 1];
		double slack = y->slack[i];

		if (y->place[i] == OUTSIDE)
			continue;
		y->at[n] = m;
		for (uint32_t t = from; t < end; t++)
			if (y->place[y->from[t]] == OUTSIDE) {
				slack += y->across ? 0 : y->w[t];
			} else {
				y->from[m] = y->place[y->from[t]];
				y->w[m++] = y->w[t];
			}
		y->b[n] = y->b[i];
		y->own[n] = y->own[i];
		y->slack[n++] = slack;
	}
	y->at[n] = m;
	y->k = n;
}

static int
solve_reached(struct system *y)
{
	int rc = 0;

	for (size_t i = 0; i < y->k && rc == 0; i++)
		rc = isfinite(y->b[i]) ? 0 : 1;
	if (rc == 0)
		rc = y->k <= DENSE ? solve_dense(y) : solve_large(y);
	for (size_t i = 0; i < y->k && rc > 0; i++)
		y->x[i] = INFINITY;
	return rc;
}

/* After it, b, w and slack are used up. */
int
bw_system_solve(struct system *y, struct bw_err *err)
{
	size_t k = y->k, n = mark_reached(y);
	int rc;

	if (n < k)
		leave_out(y);
	rc = solve_reached(y);
	if (rc < 0)
		return bw_fail(
		    err, rc, "no memory for a circle of %zu companies", k);
	if (n == k)
		return rc;
	for (size_t i = k; i-- > 0;)
		y->x[i] = y->place[i] == OUTSIDE ? 0 : y->x[y->place[i]];
	y->k = k;
	return rc;
}
