/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain.c - a chain in rows, its order, and what can be made.
 *
 * Counting sorts give rows in both directions; numbers stay in the caller's
 * order within a row, so that everything computed from them is reproducible.
 * Circles (recycling, tools that make tools) are components; components close
 * from the suppliers up (Tarjan 1972, the call stack an array), which is the
 * order in which one pass evaluates what has no circle.
 */
#include "supply/chain.h"
#include "base/map.h"
#include "base/mem.h"

static int
check(uint32_t n, const struct bw_days *stock, const struct bw_chain_need *need,
    size_t n_need, const struct bw_chain_supplier *sup, size_t n_sup,
    struct bw_err *err)
{
	if (n >= BW_NONE || n_need >= BW_NONE || n_sup >= BW_NONE)
		return bw_fail(err, BW_ELIMIT,
		    "a chain holds at most 2^32 - 2 things, needs, suppliers");
	for (uint32_t i = 0; stock != NULL && i < n; i++)
		if (stock[i].lo > stock[i].hi)
			return bw_fail(err, BW_EFORMAT,
			    "the stock of thing %u ends before it begins", i);
	for (size_t i = 0; i < n_need; i++)
		if (need[i].thing >= n || need[i].kind > BW_NEED_CAPACITY ||
		    need[i].stock.lo > need[i].stock.hi)
			return bw_fail(err, BW_EFORMAT,
			    "need %zu is of no thing or no kind, or its stock "
			    "ends before it begins",
			    i);
	for (size_t i = 0; i < n_sup; i++)
		if (sup[i].need >= n_need || sup[i].thing >= n ||
		    sup[i].lo > sup[i].hi || sup[i].hi > BW_ONE)
			return bw_fail(err, BW_EFORMAT,
			    "supplier %zu is of no need, is no thing, or its "
			    "share is no part of 0 - 100 %%",
			    i);
	return 0;
}

static int
alloc_rows(struct bw_chain *c, struct bw_err *err)
{
	size_t n = c->n, needs = c->n_need, sups = c->n_sup;

	c->need_at = bw_calloc(n + 2, sizeof(uint32_t));
	c->need = bw_alloc(needs + 1, sizeof(uint32_t));
	c->owner = bw_alloc(needs + 1, sizeof(uint32_t));
	c->kind = bw_alloc(needs + 1, sizeof(uint8_t));
	c->kept = bw_alloc(needs + 1, sizeof(struct bw_days));
	c->sup_at = bw_calloc(needs + 2, sizeof(uint32_t));
	c->sup = bw_alloc(sups + 1, sizeof(uint32_t));
	c->lo = bw_alloc(sups + 1, sizeof(uint32_t));
	c->hi = bw_alloc(sups + 1, sizeof(uint32_t));
	c->stock = bw_calloc(n + 1, sizeof(struct bw_days));
	c->use_at = bw_calloc(n + 2, sizeof(uint32_t));
	c->use = bw_alloc(sups + 1, sizeof(uint32_t));
	c->order = bw_alloc(n + 1, sizeof(uint32_t));
	c->comp_at = bw_calloc(n + 2, sizeof(uint32_t));
	c->comp = bw_calloc(n + 1, sizeof(uint32_t));
	c->round = bw_calloc(n + 1, sizeof(uint8_t));
	if (c->need_at == NULL || c->need == NULL || c->owner == NULL ||
	    c->kind == NULL || c->kept == NULL || c->sup_at == NULL ||
	    c->sup == NULL || c->lo == NULL || c->hi == NULL ||
	    c->stock == NULL || c->use_at == NULL || c->use == NULL ||
	    c->order == NULL || c->comp_at == NULL || c->comp == NULL ||
	    c->round == NULL)
		return bw_fail(
		    err, BW_ENOMEM, "no memory for a chain of %u things", c->n);
	return 0;
}

/* Rows from counts kept one place too far: at[i + 1] counts row i and runs
 * from its start to its end while it is filled. */
static void
starts(uint32_t *at, uint32_t n)
{
	uint32_t sum = 0;

	for (uint32_t i = 0; i <= n; i++) {
		uint32_t count = at[i + 1];

		at[i + 1] = sum;
		sum += count;
	}
}

static void
fill_needs(struct bw_chain *c, const struct bw_chain_need *need, uint32_t *at)
{
	for (uint32_t i = 0; i < c->n_need; i++)
		c->need_at[need[i].thing + 1]++;
	starts(c->need_at, c->n);
	for (uint32_t i = 0; i < c->n_need; i++) {
		uint32_t p = c->need_at[need[i].thing + 1]++;

		at[i] = p;
		c->need[p] = i;
		c->owner[p] = need[i].thing;
		c->kind[p] = need[i].kind;
		c->kept[p] = need[i].stock;
	}
}

static void
fill_suppliers(
    struct bw_chain *c, const struct bw_chain_supplier *sup, const uint32_t *at)
{
	for (uint32_t i = 0; i < c->n_sup; i++)
		c->sup_at[at[sup[i].need] + 1]++;
	starts(c->sup_at, c->n_need);
	for (uint32_t i = 0; i < c->n_sup; i++) {
		uint32_t p = c->sup_at[at[sup[i].need] + 1]++;

		c->sup[p] = sup[i].thing;
		c->lo[p] = sup[i].lo;
		c->hi[p] = sup[i].hi;
		c->use_at[sup[i].thing + 1]++;
	}
	starts(c->use_at, c->n);
	for (uint32_t g = 0; g < c->n_need; g++)
		for (uint32_t p = c->sup_at[g]; p < c->sup_at[g + 1]; p++)
			c->use[c->use_at[c->sup[p] + 1]++] = g;
}

/* ---- order --------------------------------------------------------------- */
struct walk {
	struct bw_chain *c;
	uint32_t *met, *low; /* met: 0 = not yet */
	uint32_t *path, *at; /* things inside, and the supplier to look at */
	uint32_t *open;      /* met, component not closed */
	uint32_t depth, n_open, clock, placed;
};

static void
enter(struct walk *w, uint32_t x)
{
	w->met[x] = w->low[x] = ++w->clock;
	w->path[w->depth] = x;
	w->at[w->depth++] = w->c->sup_at[w->c->need_at[x]];
	w->open[w->n_open++] = x;
	w->c->comp[x] = BW_NONE;
}

static void
leave(struct walk *w)
{
	struct bw_chain *c = w->c;
	uint32_t x = w->path[--w->depth], y;

	if (w->depth > 0 && w->low[x] < w->low[w->path[w->depth - 1]])
		w->low[w->path[w->depth - 1]] = w->low[x];
	if (w->low[x] != w->met[x])
		return;
	do {
		y = w->open[--w->n_open];
		c->comp[y] = c->n_comp;
		c->order[w->placed++] = y;
	} while (y != x);
	c->round[c->n_comp] = w->placed - c->comp_at[c->n_comp] > 1;
	c->comp_at[++c->n_comp] = w->placed;
}

static void
walk_from(struct walk *w, uint32_t start)
{
	const struct bw_chain *c = w->c;

	enter(w, start);
	while (w->depth > 0) {
		uint32_t x = w->path[w->depth - 1], y;

		if (w->at[w->depth - 1] == c->sup_at[c->need_at[x + 1]]) {
			leave(w);
			continue;
		}
		y = c->sup[w->at[w->depth - 1]++];
		if (w->met[y] == 0)
			enter(w, y);
		else if (c->comp[y] == BW_NONE && w->met[y] < w->low[x])
			w->low[x] = w->met[y];
	}
}

static int
put_in_order(struct bw_chain *c, struct bw_err *err)
{
	size_t n = c->n;
	uint32_t *own = bw_calloc(5 * n + 1, sizeof(uint32_t));
	struct walk w = { .c = c };

	if (own == NULL)
		return bw_fail(err, BW_ENOMEM,
		    "no memory to order a chain of %u things", c->n);
	w.met = own;
	w.low = own + n;
	w.path = own + 2 * n;
	w.at = own + 3 * n;
	w.open = own + 4 * n;
	for (uint32_t x = 0; x < c->n; x++)
		if (w.met[x] == 0)
			walk_from(&w, x);
	bw_free(own);
	/* Who needs itself is a circle too. */
	for (uint32_t g = 0; g < c->n_need; g++)
		for (uint32_t p = c->sup_at[g]; p < c->sup_at[g + 1]; p++)
			if (c->sup[p] == c->owner[g])
				c->round[c->comp[c->sup[p]]] = 1;
	return 0;
}

/* The least of all suppliers is not above 100 %, the most not below. */
static int
check_shares(const struct bw_chain *c, struct bw_err *err)
{
	for (uint32_t g = 0; g < c->n_need; g++) {
		uint64_t lo = 0, hi = 0;

		for (uint32_t p = c->sup_at[g]; p < c->sup_at[g + 1]; p++) {
			lo += c->lo[p];
			hi += c->hi[p];
		}
		if (c->kind[g] == BW_NEED_SHARES &&
		    c->sup_at[g] < c->sup_at[g + 1] &&
		    (lo > BW_ONE || hi < BW_ONE))
			return bw_fail(err, BW_EFORMAT,
			    "the shares of need %u cannot add up to 100 %%",
			    c->need[g]);
	}
	return 0;
}

int
bw_chain_init(struct bw_chain *c, uint32_t n, const struct bw_days *stock,
    const struct bw_chain_need *need, size_t n_need,
    const struct bw_chain_supplier *sup, size_t n_sup, struct bw_err *err)
{
	uint32_t *at = NULL;
	int rc;

	memset(c, 0, sizeof(*c));
	if ((rc = check(n, stock, need, n_need, sup, n_sup, err)) != 0)
		return rc;
	c->n = n;
	c->n_need = (uint32_t)n_need;
	c->n_sup = (uint32_t)n_sup;
	at = bw_alloc(n_need + 1, sizeof(*at));
	rc = at == NULL ? bw_fail(err, BW_ENOMEM, "no memory for a chain")
			: alloc_rows(c, err);
	if (rc == 0) {
		if (stock != NULL && n > 0)
			memcpy(c->stock, stock, n * sizeof(*stock));
		fill_needs(c, need, at);
		fill_suppliers(c, sup, at);
		rc = check_shares(c, err);
	}
	if (rc == 0)
		rc = put_in_order(c, err);
	bw_free(at);
	if (rc != 0)
		bw_chain_release(c);
	return rc;
}

void
bw_chain_release(struct bw_chain *c)
{
	bw_free(c->need_at);
	bw_free(c->need);
	bw_free(c->owner);
	bw_free(c->kind);
	bw_free(c->kept);
	bw_free(c->sup_at);
	bw_free(c->sup);
	bw_free(c->lo);
	bw_free(c->hi);
	bw_free(c->stock);
	bw_free(c->use_at);
	bw_free(c->use);
	bw_free(c->order);
	bw_free(c->comp_at);
	bw_free(c->comp);
	bw_free(c->round);
	memset(c, 0, sizeof(*c));
}

/* ---- what can be made ------------------------------------------------------
 * A thing that can be made meets the needs it supplies; the last open need of
 * a thing that is met makes it. Each need is met once (Dowling, Gallier). */
int
bw_chain_down(const struct bw_chain *c, const uint32_t *failed, size_t n_failed,
    uint8_t *down, struct bw_err *err)
{
	uint32_t *open = bw_alloc((size_t)c->n + 1, sizeof(*open));
	uint32_t *made = bw_alloc((size_t)c->n + 1, sizeof(*made));
	uint8_t *met = bw_calloc((size_t)c->n_need + 1, sizeof(*met));
	uint32_t n_made = 0;
	int rc = 0;

	if (open == NULL || made == NULL || met == NULL) {
		rc = bw_fail(err, BW_ENOMEM, "no memory to work out a chain");
		goto out;
	}
	memset(down, 0, c->n);
	for (size_t i = 0; i < n_failed; i++)
		down[failed[i]] = 1;
	for (uint32_t x = 0; x < c->n; x++) {
		open[x] = c->need_at[x + 1] - c->need_at[x] + down[x];
		down[x] = 1;
		if (open[x] == 0)
			made[n_made++] = x;
	}
	for (uint32_t i = 0; i < n_made; i++) {
		uint32_t x = made[i];

		down[x] = 0;
		for (uint32_t u = c->use_at[x]; u < c->use_at[x + 1]; u++) {
			uint32_t g = c->use[u];

			if (met[g])
				continue;
			met[g] = 1;
			if (--open[c->owner[g]] == 0)
				made[n_made++] = c->owner[g];
		}
	}
out:
	bw_free(open);
	bw_free(made);
	bw_free(met);
	return rc;
}
