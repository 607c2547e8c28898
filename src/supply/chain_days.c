/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_days.c - until when each thing can be had.
 *
 * From the suppliers up: the first need that stops, and the stock. In a circle
 * the thing that stops first is settled first, which may be the last thing
 * that another was waiting for (Dijkstra's order, with Knuth's functions). A
 * thing that this never reaches although it cannot be made is in a circle
 * that only feeds itself. Then the lower ends of that circle are those without
 * the stocks in it, and the upper ends are not known.
 */
#include "base/map.h"
#include "base/mem.h"
#include "supply/chain_flow.h"

#define EVER BW_DAYS_EVER
#define ROUNDS 2000u

struct clock {
	const struct bw_chain *c;
	uint8_t *down, *fails;
	uint32_t *day;          /* the end being worked out */
	uint32_t *first, *last; /* lower and upper end */
	bool upper;
	/* in a circle */
	uint32_t *wait;  /* per need: suppliers in the circle not settled */
	uint32_t *since; /* per need: day of the last one that stopped */
	uint32_t *heap, n_heap;
	uint32_t *at; /* per thing: place in the heap, BW_NONE: not in it */
	uint8_t *settled;
};

static uint32_t
plus(uint32_t a, uint32_t b)
{
	return a == EVER || b >= EVER - a ? EVER : a + b;
}

static uint32_t
end_of(const struct clock *k, struct bw_days d)
{
	return k->upper ? d.hi : d.lo;
}

/* When the last supplier of a need stops. */
static uint32_t
last_of(const struct clock *k, uint32_t g)
{
	const struct bw_chain *c = k->c;
	uint32_t last = 0;

	for (uint32_t i = c->sup_at[g]; i < c->sup_at[g + 1]; i++)
		if (k->day[c->sup[i]] > last)
			last = k->day[c->sup[i]];
	return last;
}

static void
single(const struct clock *k, uint32_t x)
{
	const struct bw_chain *c = k->c;
	uint32_t day = k->fails[x] ? 0 : EVER;

	for (uint32_t g = c->need_at[x]; !k->fails[x] && g < c->need_at[x + 1];
	     g++) {
		uint32_t stops = plus(last_of(k, g), end_of(k, c->kept[g]));

		day = stops < day ? stops : day;
	}
	k->day[x] = k->down[x] ? plus(day, end_of(k, c->stock[x])) : EVER;
}

/* ---- a heap of things by day, ties by number ----------------------------- */
static bool
before(const struct clock *k, uint32_t x, uint32_t y)
{
	return k->day[x] != k->day[y] ? k->day[x] < k->day[y] : x < y;
}

static void
rise(struct clock *k, uint32_t i)
{
	uint32_t x = k->heap[i];

	for (; i > 0 && before(k, x, k->heap[(i - 1) / 2]); i = (i - 1) / 2) {
		k->heap[i] = k->heap[(i - 1) / 2];
		k->at[k->heap[i]] = i;
	}
	k->heap[i] = x;
	k->at[x] = i;
}

static uint32_t
take_first(struct clock *k)
{
	uint32_t first = k->heap[0], x = k->heap[--k->n_heap], i = 0;

	k->at[first] = BW_NONE;
	while (k->n_heap > 0 && 2 * i + 1 < k->n_heap) {
		uint32_t kid = 2 * i + 1;

		if (kid + 1 < k->n_heap &&
		    before(k, k->heap[kid + 1], k->heap[kid]))
			kid++;
		if (before(k, x, k->heap[kid]))
			break;
		k->heap[i] = k->heap[kid];
		k->at[k->heap[i]] = i;
		i = kid;
	}
	if (k->n_heap > 0) {
		k->heap[i] = x;
		k->at[x] = i;
	}
	return first;
}

static void
lower(struct clock *k, uint32_t x, uint32_t day)
{
	if (k->settled[x] || !k->down[x] || day >= k->day[x])
		return;
	k->day[x] = day;
	if (k->at[x] == BW_NONE) {
		k->heap[k->n_heap] = x;
		k->at[x] = k->n_heap++;
	}
	rise(k, k->at[x]);
}

static void
need_stops(struct clock *k, uint32_t g)
{
	const struct bw_chain *c = k->c;
	uint32_t x = c->owner[g];

	if (!k->fails[x])
		lower(k, x,
		    plus(plus(k->since[g], end_of(k, c->kept[g])),
			end_of(k, c->stock[x])));
}

/* What comes from outside the circle is known. */
static void
begin_need(struct clock *k, uint32_t g)
{
	const struct bw_chain *c = k->c;
	uint32_t own = c->comp[c->owner[g]];

	k->wait[g] = k->since[g] = 0;
	for (uint32_t i = c->sup_at[g]; i < c->sup_at[g + 1]; i++) {
		uint32_t s = c->sup[i];

		if (c->comp[s] == own)
			k->wait[g]++;
		else if (k->day[s] > k->since[g])
			k->since[g] = k->day[s];
	}
}

static void
settle(struct clock *k, uint32_t x)
{
	const struct bw_chain *c = k->c;

	k->settled[x] = 1;
	for (uint32_t u = c->use_at[x]; u < c->use_at[x + 1]; u++) {
		uint32_t g = c->use[u];

		if (c->comp[c->owner[g]] != c->comp[x])
			continue;
		if (k->day[x] > k->since[g])
			k->since[g] = k->day[x];
		if (--k->wait[g] == 0)
			need_stops(k, g);
	}
}

static void
circle(struct clock *k, const uint32_t *thing, uint32_t n)
{
	const struct bw_chain *c = k->c;

	k->n_heap = 0;
	for (uint32_t i = 0; i < n; i++) {
		k->day[thing[i]] = EVER;
		k->at[thing[i]] = BW_NONE;
		k->settled[thing[i]] = 0;
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t x = thing[i];

		if (k->fails[x])
			lower(k, x, end_of(k, c->stock[x]));
		for (uint32_t g = c->need_at[x]; g < c->need_at[x + 1]; g++) {
			begin_need(k, g);
			if (k->wait[g] == 0)
				need_stops(k, g);
		}
	}
	while (k->n_heap > 0)
		settle(k, take_first(k));
}

/* A circle that feeds itself: from when on nothing comes in. Days rise from
 * 0; wherever they stand they are not too late. */
static void
without_stocks(struct clock *k, const uint32_t *thing, uint32_t n)
{
	const struct bw_chain *c = k->c;
	bool more = true;

	for (uint32_t i = 0; i < n; i++)
		k->day[thing[i]] = k->down[thing[i]] ? 0 : EVER;
	for (unsigned round = 0; more && round < ROUNDS; round++) {
		more = false;
		for (uint32_t i = 0; i < n; i++) {
			uint32_t x = thing[i], day = EVER;

			if (!k->down[x] || k->fails[x])
				continue;
			for (uint32_t g = c->need_at[x]; g < c->need_at[x + 1];
			     g++) {
				uint32_t stops = last_of(k, g);

				day = stops < day ? stops : day;
			}
			more = more || day > k->day[x];
			k->day[x] = day;
		}
	}
}

static bool
feeds_itself(const struct clock *k, const uint32_t *thing, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (k->down[thing[i]] && k->day[thing[i]] == EVER)
			return true;
	return false;
}

static void
one_end(struct clock *k)
{
	const struct bw_chain *c = k->c;

	k->day = k->upper ? k->last : k->first;
	for (uint32_t i = 0; i < c->n_comp; i++) {
		const uint32_t *thing = &c->order[c->comp_at[i]];
		uint32_t n = c->comp_at[i + 1] - c->comp_at[i];

		if (c->round[i])
			circle(k, thing, n);
		else
			single(k, *thing);
		if (c->round[i] && !k->upper && feeds_itself(k, thing, n))
			without_stocks(k, thing, n);
	}
}

static int
alloc(struct clock *k, struct bw_err *err)
{
	size_t n = k->c->n, needs = k->c->n_need;

	k->down = bw_alloc(n + 1, 1);
	k->fails = bw_calloc(n + 1, 1);
	k->settled = bw_calloc(n + 1, 1);
	k->first = bw_alloc(n + 1, sizeof(*k->first));
	k->last = bw_alloc(n + 1, sizeof(*k->last));
	k->heap = bw_alloc(n + 1, sizeof(*k->heap));
	k->at = bw_alloc(n + 1, sizeof(*k->at));
	k->wait = bw_alloc(needs + 1, sizeof(*k->wait));
	k->since = bw_alloc(needs + 1, sizeof(*k->since));
	return k->down == NULL || k->fails == NULL || k->settled == NULL ||
		k->first == NULL || k->last == NULL || k->heap == NULL ||
		k->at == NULL || k->wait == NULL || k->since == NULL
	    ? bw_fail(err, BW_ENOMEM, "no memory to count days of stock")
	    : 0;
}

int
bw_chain_stop(const struct bw_chain *c, const uint32_t *failed, size_t n_failed,
    struct bw_days *day, struct bw_err *err)
{
	struct clock k = { .c = c };
	int rc = alloc(&k, err);

	if (rc == 0)
		rc = bw_chain_down(c, failed, n_failed, k.down, err);
	if (rc == 0) {
		for (size_t i = 0; i < n_failed; i++)
			k.fails[failed[i]] = 1;
		one_end(&k);
		k.upper = true;
		one_end(&k);
		for (uint32_t x = 0; x < c->n; x++)
			day[x] = (struct bw_days){ k.first[x], k.last[x] };
	}
	bw_free(k.down);
	bw_free(k.fails);
	bw_free(k.settled);
	bw_free(k.first);
	bw_free(k.last);
	bw_free(k.heap);
	bw_free(k.at);
	bw_free(k.wait);
	bw_free(k.since);
	return rc;
}
