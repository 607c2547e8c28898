/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch_cause.c - which changed stakes are behind a changed answer.
 *
 * From the company upwards: its own changed stakes; then those of holders
 * whose control by the owner changed as well, and so on. A holder that the
 * owner controls as before passes on no change, so the walk stops there. Of
 * the changed stakes met, those of the owner and of what it controls before or
 * after are the cause; where there are none (somebody else's stake grew, and
 * left less for the owner), all of them. A party that was merged or split on
 * the way is a cause too.
 */
#include "ownership/watch_priv.h"
#include "base/arena.h"
#include "base/mem.h"

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for causes");
}

int
watch_why_new(struct watch_why *y, const struct watch_two *w,
    const struct watch_changes *changes, struct bw_err *err)
{
	*y = (struct watch_why){ .w = w, .changes = changes };
	y->seen = bw_calloc((size_t)w->unit->n + 1, sizeof(*y->seen));
	return y->seen != NULL ? 0 : no_memory(err);
}

void
watch_why_release(struct watch_why *y)
{
	bw_vec_release(&y->todo);
	bw_vec_release(&y->cause);
	bw_free(y->seen);
}

static bool
is_member(const struct watch_stands *s, uint32_t owner, uint32_t unit)
{
	const struct watch_stand *at = watch_stand_of(s, unit);

	return unit == owner ||
	    (at != NULL &&
		(at->possible[BW_BEFORE] || at->possible[BW_AFTER] ||
		    at->certain[BW_BEFORE] || at->certain[BW_AFTER]));
}

static bool
control_changed(const struct watch_stands *s, uint32_t unit)
{
	const struct watch_stand *at = watch_stand_of(s, unit);

	return at != NULL &&
	    (at->possible[BW_BEFORE] != at->possible[BW_AFTER] ||
		at->certain[BW_BEFORE] != at->certain[BW_AFTER]);
}

static int
add(struct watch_why *y, uint32_t holder, uint32_t company, struct bw_err *err)
{
	return bw_vec_push(
		   &y->cause, (struct bw_watch_cause){ holder, company })
	    ? 0
	    : no_memory(err);
}

static int
visit(struct watch_why *y, uint32_t unit, struct bw_err *err)
{
	if (y->seen[unit] == y->epoch)
		return 0;
	y->seen[unit] = y->epoch;
	return bw_vec_push(&y->todo, unit) ? 0 : no_memory(err);
}

/* Merged or split. */
static bool
several(const struct bw_units *u, uint32_t unit)
{
	return bw_unit_size(u, BW_BEFORE, unit) > 1 ||
	    bw_unit_size(u, BW_AFTER, unit) > 1;
}

/* Holders in the company whose control by the owner changed, or who are not
 * who they were. */
static int
climb(struct watch_why *y, const struct watch_stands *s, uint32_t owner,
    uint32_t company, struct bw_err *err)
{
	const struct bw_units *u = y->w->unit;
	int rc = 0;

	for (int side = 0; side < BW_SIDES; side++)
		for (uint32_t i = u->at[side][company];
		     rc == 0 && i < u->at[side][company + 1]; i++) {
			const struct bw_net *n = y->w->net[side];
			uint32_t p = u->member[side][i];

			for (uint32_t k = n->in_at[p];
			     rc == 0 && k < n->in_at[p + 1]; k++) {
				uint32_t h = u->of[side][n->holder[k]];

				if (h != owner &&
				    (control_changed(s, h) || several(u, h)))
					rc = visit(y, h, err);
			}
		}
	return rc;
}

/* Changed pairs in a company: those of the owner's side, or all. */
static int
take_pairs(struct watch_why *y, const struct watch_stands *s, uint32_t owner,
    uint32_t company, bool all, struct bw_err *err)
{
	const struct watch_changes *c = y->changes;
	uint32_t at = c->place[company];
	int rc = 0;

	if (at == BW_NONE)
		return 0;
	for (size_t i = c->at.v[at]; rc == 0 && i < c->at.v[at + 1]; i++)
		if (all || is_member(s, owner, c->pair.v[i].holder))
			rc = add(y, c->pair.v[i].holder, company, err);
	return rc;
}

static int
take_odd(struct watch_why *y, uint32_t owner, struct bw_err *err)
{
	const struct bw_units *u = y->w->unit;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i <= y->todo.n; i++) {
		uint32_t x = i == 0 ? owner : y->todo.v[i - 1];

		if (several(u, x))
			rc = add(y, x, BW_NONE, err);
	}
	return rc;
}

static int
give(struct watch_why *y, const struct bw_watch_opt *opt,
    struct bw_watch_row *row, struct bw_arena *a, struct bw_err *err)
{
	size_t n =
	    y->cause.n < opt->most_causes ? y->cause.n : opt->most_causes;

	row->cause = BW_ARENA_ARRAY(a, struct bw_watch_cause, n + 1);
	if (row->cause == NULL)
		return no_memory(err);
	if (n > 0)
		memcpy(row->cause, y->cause.v, n * sizeof(*row->cause));
	row->n_cause = n;
	row->n_more = y->cause.n - n;
	return 0;
}

int
watch_why_ask(struct watch_why *y, const struct watch_stands *s, uint32_t owner,
    const struct bw_watch_opt *opt, struct bw_watch_row *row,
    struct bw_arena *a, struct bw_err *err)
{
	int rc;

	y->epoch++;
	y->todo.n = 0;
	y->cause.n = 0;
	rc = visit(y, row->company, err);
	for (size_t i = 0; rc == 0 && i < y->todo.n; i++)
		rc = climb(y, s, owner, y->todo.v[i], err);
	for (int all = 0; rc == 0 && all < 2 && y->cause.n == 0; all++)
		for (size_t i = 0; rc == 0 && i < y->todo.n; i++)
			rc = take_pairs(
			    y, s, owner, y->todo.v[i], all == 1, err);
	if (rc == 0)
		rc = take_odd(y, owner, err);
	return rc != 0 ? rc : give(y, opt, row, a, err);
}
