/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_why.c - the shortest way from what stops down to what failed.
 *
 * A walk in breadth from what fails up to whoever stops for want of it: of a
 * need without any supplier left the first one that was reached counts. Only
 * things that stop are walked, so every step is true: this stops, because
 * of that need none is left, and one of those was the next.
 */
#include "base/map.h"
#include "base/mem.h"
#include "supply/chain_points.h"

struct why {
	const struct bw_chain *c;
	uint8_t *down;
	uint8_t *looked; /* per need: at its suppliers */
	uint32_t *next;  /* per thing: the step below; itself when it failed */
	uint32_t *need;  /* for want of which */
	uint32_t *queue, n;
};

static bool
none_left(const struct why *w, uint32_t g)
{
	const struct bw_chain *c = w->c;

	for (uint32_t p = c->sup_at[g]; p < c->sup_at[g + 1]; p++)
		if (!w->down[c->sup[p]])
			return false;
	return true;
}

static void
walk(struct why *w, uint32_t to)
{
	const struct bw_chain *c = w->c;

	for (uint32_t i = 0; i < w->n && w->next[to] == BW_NONE; i++) {
		uint32_t x = w->queue[i];

		for (uint32_t u = c->use_at[x]; u < c->use_at[x + 1]; u++) {
			uint32_t g = c->use[u], y = c->owner[g];

			if (w->looked[g] || !w->down[y] ||
			    w->next[y] != BW_NONE)
				continue;
			w->looked[g] = 1;
			if (!none_left(w, g))
				continue;
			w->next[y] = x;
			w->need[y] = g;
			w->queue[w->n++] = y;
		}
	}
}

static int
tell(const struct why *w, uint32_t x, struct bw_chain_step **step, size_t *n,
    struct bw_err *err)
{
	size_t steps = 1;

	for (uint32_t y = x; w->next[y] != y; y = w->next[y])
		steps++;
	*step = bw_alloc(steps, sizeof(**step));
	if (*step == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to tell why");
	for (; *n < steps; x = w->next[x]) {
		(*step)[*n].thing = x;
		(*step)[(*n)++].need = w->next[x] == x ? BW_NONE : w->need[x];
	}
	return 0;
}

int
bw_chain_why(const struct bw_chain *c, uint32_t x, const uint32_t *failed,
    size_t n_failed, struct bw_chain_step **step, size_t *n, struct bw_err *err)
{
	struct why w = { .c = c };
	int rc;

	*step = NULL;
	*n = 0;
	w.down = bw_alloc((size_t)c->n + 1, 1);
	w.next = bw_alloc((size_t)c->n + 1, sizeof(*w.next));
	w.need = bw_alloc((size_t)c->n + 1, sizeof(*w.need));
	w.queue = bw_alloc((size_t)c->n + 1, sizeof(*w.queue));
	w.looked = bw_calloc((size_t)c->n_need + 1, 1);
	if (w.down == NULL || w.looked == NULL || w.next == NULL ||
	    w.need == NULL || w.queue == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory to tell why");
	else
		rc = bw_chain_down(c, failed, n_failed, w.down, err);
	if (rc != 0)
		goto out;
	for (uint32_t i = 0; i < c->n; i++)
		w.next[i] = BW_NONE;
	for (size_t i = 0; i < n_failed; i++)
		if (w.next[failed[i]] == BW_NONE) {
			w.next[failed[i]] = failed[i];
			w.queue[w.n++] = failed[i];
		}
	walk(&w, x);
	if (w.next[x] != BW_NONE)
		rc = tell(&w, x, step, n, err);
out:
	bw_free(w.down);
	bw_free(w.looked);
	bw_free(w.next);
	bw_free(w.need);
	bw_free(w.queue);
	return rc;
}
