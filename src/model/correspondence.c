/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * correspondence.c - codes of one classification and what they are in another.
 *
 * Links are kept sorted, so that the same table gives the same answers in
 * whatever order its rows stand. Cost: O(m log m) to finish m links; a chain
 * makes as many links as there are ways through the middle.
 */
#include "model/correspondence.h"
#include <stdlib.h>

void
bw_correspondence_init(struct bw_correspondence *c)
{
	*c = (struct bw_correspondence){ 0 };
	bw_intern_init(&c->from);
	bw_intern_init(&c->to);
}

void
bw_correspondence_release(struct bw_correspondence *c)
{
	bw_intern_release(&c->from);
	bw_intern_release(&c->to);
	bw_vec_release(&c->link);
	bw_vec_release(&c->first);
	bw_vec_release(&c->into);
}

static int
out_of_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for a table of codes");
}

int
bw_correspondence_add(struct bw_correspondence *c, struct bw_str from,
    struct bw_str to, bool partial, struct bw_err *err)
{
	struct bw_code_link l = { .partial = partial };
	int rc;

	if ((rc = bw_intern_add(&c->from, from, &l.from, NULL, err)) < 0 ||
	    to.n == 0)
		return rc;
	if ((rc = bw_intern_add(&c->to, to, &l.to, NULL, err)) < 0)
		return rc;
	return bw_vec_push(&c->link, l) ? 0 : out_of_memory(err);
}

static int
by_codes(const void *pa, const void *pb)
{
	const struct bw_code_link *a = pa, *b = pb;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->to < b->to ? -1 : a->to > b->to;
}

/* Of a link told twice, one that says "whole" is enough. */
static void
drop_doubles(struct bw_correspondence *c)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->link.n; i++) {
		if (kept > 0 &&
		    by_codes(&c->link.v[kept - 1], &c->link.v[i]) == 0) {
			c->link.v[kept - 1].partial &= c->link.v[i].partial;
			c->doubles++;
		} else {
			c->link.v[kept++] = c->link.v[i];
		}
	}
	c->link.n = kept;
}

int
bw_correspondence_finish(struct bw_correspondence *c, struct bw_err *err)
{
	if (c->link.n > 0)
		qsort(c->link.v, c->link.n, sizeof(*c->link.v), by_codes);
	drop_doubles(c);
	if (!bw_vec_room(&c->first, c->from.n + 1) ||
	    !bw_vec_room(&c->into, c->to.n + 1))
		return out_of_memory(err);
	memset(c->first.v, 0, (c->from.n + 1) * sizeof(*c->first.v));
	memset(c->into.v, 0, (c->to.n + 1) * sizeof(*c->into.v));
	c->first.n = c->from.n + 1;
	c->into.n = c->to.n;
	for (size_t i = 0; i < c->link.n; i++) {
		c->first.v[c->link.v[i].from + 1]++;
		c->into.v[c->link.v[i].to]++;
	}
	for (size_t i = 0; i < c->from.n; i++)
		c->first.v[i + 1] += c->first.v[i];
	return 0;
}

static size_t
count_of(const struct bw_correspondence *c, uint32_t from)
{
	return c->first.v[from + 1] - c->first.v[from];
}

const struct bw_code_link *
bw_correspondence_of(
    const struct bw_correspondence *c, struct bw_str from, size_t *n)
{
	uint32_t id = bw_intern_find(&c->from, from);

	*n = id == BW_NONE ? 0 : count_of(c, id);
	return *n == 0 ? NULL : &c->link.v[c->first.v[id]];
}

bool
bw_correspondence_whole(
    const struct bw_correspondence *c, const struct bw_code_link *link)
{
	return count_of(c, link->from) == 1 && !link->partial;
}

enum bw_code_kind
bw_correspondence_kind(
    const struct bw_correspondence *c, const struct bw_code_link *link)
{
	bool alone = c->into.v[link->to] == 1;

	if (bw_correspondence_whole(c, link))
		return alone ? BW_CODE_SAME : BW_CODE_MERGES;
	return alone ? BW_CODE_SPLITS : BW_CODE_MIXED;
}

/* Does something of this code get lost on the way through b? A partial link
 * that stands alone says that the rest goes nowhere; one of several only that
 * the others have the rest. */
static bool
leaks(const struct bw_correspondence *c, uint32_t from)
{
	size_t n = count_of(c, from);

	return n == 0 || (n == 1 && c->link.v[c->first.v[from]].partial);
}

static int
chain_code(const struct bw_correspondence *a, const struct bw_correspondence *b,
    uint32_t from, struct bw_correspondence *out, bool *lost_to,
    struct bw_err *err)
{
	const struct bw_code_link *l = &a->link.v[a->first.v[from]], *on;
	struct bw_str name = bw_intern_get(&a->from, from);
	size_t n = count_of(a, from), n_on;
	bool partial = leaks(a, from);
	int rc =
	    bw_correspondence_add(out, name, (struct bw_str){ 0 }, false, err);

	for (size_t i = 0; i < n; i++) {
		uint32_t mid =
		    bw_intern_find(&b->from, bw_intern_get(&a->to, l[i].to));

		lost_to[l[i].to] = mid == BW_NONE || count_of(b, mid) == 0;
		partial |= mid == BW_NONE || leaks(b, mid);
	}
	for (size_t i = 0; i < n && rc == 0; i++) {
		on = bw_correspondence_of(
		    b, bw_intern_get(&a->to, l[i].to), &n_on);
		for (size_t k = 0; k < n_on && rc == 0; k++)
			rc = bw_correspondence_add(out, name,
			    bw_intern_get(&b->to, on[k].to), partial, err);
	}
	return rc;
}

int
bw_correspondence_chain(const struct bw_correspondence *a,
    const struct bw_correspondence *b, struct bw_correspondence *out,
    size_t *lost, struct bw_err *err)
{
	bool *lost_to = bw_calloc(a->to.n + 1, sizeof(*lost_to));
	int rc = lost_to == NULL ? out_of_memory(err) : 0;

	for (uint32_t i = 0; i < a->from.n && rc == 0; i++)
		rc = chain_code(a, b, i, out, lost_to, err);
	for (size_t i = 0; rc == 0 && lost != NULL && i < a->to.n; i++)
		*lost = (i == 0 ? 0 : *lost) + lost_to[i];
	if (rc == 0 && lost != NULL && a->to.n == 0)
		*lost = 0;
	bw_free(lost_to);
	return rc == 0 ? bw_correspondence_finish(out, err) : rc;
}
