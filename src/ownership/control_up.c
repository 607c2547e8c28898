/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * control_up.c - who controls a company: the same question from below.
 *
 * Whoever controls y is connected to it by stakes, so only the parties above
 * y come into question, and walking never needs to leave that scope (all
 * holders of a party above y are above y themselves). Each of them is asked
 * for his control set inside the scope.
 *
 * "Ultimate" is who is not certainly controlled by anybody in turn; a party
 * that controls a controller of y controls y too, so the scope is enough to
 * see that. In a closed group (companies that own each other) everyone is
 * controlled by another member and nobody is ultimate: such groups are an
 * answer of their own (Brioschi, Buzzacchi and Colombo, "Risk capital
 * financing and the separation of ownership and control in business groups",
 * Journal of Banking and Finance 13, 1989, on cross-held groups).
 */
#include "ownership/control_priv.h"

static bool
carries(const struct bw_edge *e)
{
	return e->votes.hi > 0 || e->direct || e->maybe;
}

int
control_scope(struct bw_control *c, uint32_t y, uint32_t **above, size_t *n,
    struct bw_err *err)
{
	const struct bw_graph *g = c->g;
	BW_VEC(uint32_t) list = { 0 };

	if (++c->scopes == 0) {
		memset(c->in_scope, 0, g->n * sizeof(*c->in_scope));
		memset(c->mark, 0, g->n * sizeof(*c->mark));
		c->scopes = 1;
	}
	c->scope = c->scopes;
	if (!bw_vec_push(&list, y))
		goto nomem;
	c->in_scope[y] = c->scope;
	for (size_t head = 0; head < list.n; head++) {
		uint32_t z = list.v[head];

		for (uint32_t i = g->in_at[z]; i < g->in_at[z + 1]; i++) {
			const struct bw_edge *e = &g->edge[g->in[i]];

			if (!carries(e) || c->in_scope[e->holder] == c->scope)
				continue;
			c->in_scope[e->holder] = c->scope;
			if (!bw_vec_push(&list, e->holder))
				goto nomem;
		}
	}
	*above = list.v;
	*n = list.n;
	return 0;
nomem:
	bw_vec_release(&list);
	control_unscope(c);
	return bw_fail(err, BW_ENOMEM, "no memory for the owners of a company");
}

void
control_unscope(struct bw_control *c)
{
	c->scope = 0;
	c->goal = BW_NONE;
}

static int
by_certainty(const void *pa, const void *pb)
{
	const struct bw_controller *a = pa, *b = pb;

	if (a->certainty != b->certainty)
		return a->certainty < b->certainty ? -1 : 1;
	return a->party < b->party ? -1 : a->party > b->party;
}

static int
by_node(const void *pa, const void *pb)
{
	const uint32_t *a = pa, *b = pb;

	return *a < *b ? -1 : *a > *b;
}

/* Mark who is certainly controlled by z. */
static void
mark_controlled(struct bw_control *c, uint32_t z)
{
	control_run(c, &z, 1, RUN_CERTAIN);
	for (size_t i = c->n_seed; i < c->n_list; i++)
		c->mark[c->list[i]] = c->scope;
}

static int
too_much(struct bw_err *err)
{
	return bw_fail(err, BW_ELIMIT,
	    "the chains above this company are too long to follow each; ask "
	    "about a company higher up");
}

/* above[0] is y itself: it counts as one who may control others. Most of
 * those above control nothing here; only the few who do are looked at
 * closer (who controls a controller is a controller, so these are enough to
 * see who is ultimate). */
static int
ask_all(struct bw_control *c, const uint32_t *above, size_t n,
    struct bw_controller *found, size_t *count, struct bw_err *err)
{
	uint64_t end = c->work + CONTROL_WORK;
	uint32_t y = above[0];
	size_t n_found = 0;

	c->goal = y;
	for (size_t i = 1; i < n && c->work < end; i++) {
		control_run(c, &above[i], 1, RUN_POSSIBLE);
		if (control_has(c, y))
			found[n_found++] = (struct bw_controller){ above[i],
				BW_POSSIBLE, false };
	}
	c->goal = BW_NONE;
	mark_controlled(c, y);
	for (size_t i = 0; i < n_found && c->work < end; i++) {
		mark_controlled(c, found[i].party);
		if (control_has(c, y))
			found[i].certainty = BW_CERTAIN;
	}
	for (size_t i = 0; i < n_found; i++)
		found[i].ultimate = c->mark[found[i].party] != c->scope;
	if (n_found > 1)
		qsort(found, n_found, sizeof(*found), by_certainty);
	*count = n_found;
	return c->work < end ? 0 : too_much(err);
}

int
bw_controllers(struct bw_control *c, uint32_t y, struct bw_arena *a,
    struct bw_controller **list, size_t *n, struct bw_err *err)
{
	uint32_t *above = NULL;
	size_t n_above;
	int rc;

	*list = NULL;
	*n = 0;
	if ((rc = control_check(c, NULL, 0, y, err)) < 0 ||
	    (rc = control_scope(c, y, &above, &n_above, err)) < 0)
		return rc;
	*list = BW_ARENA_ARRAY(a, struct bw_controller, n_above);
	if (*list == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for controllers");
	else
		rc = ask_all(c, above, n_above, *list, n, err);
	control_unscope(c);
	bw_free(above);
	return rc;
}

/* Those above y who certainly control it, in found; true when each of them
 * is certainly controlled by y as well (and so marked). */
static bool
only_mutual(struct bw_control *c, const uint32_t *above, size_t n,
    uint32_t *found, size_t *n_found, uint64_t end)
{
	uint32_t y = above[0];
	bool mutual = true;

	*n_found = 0;
	for (size_t i = 1; i < n && mutual && c->work < end; i++) {
		c->goal = y;
		control_run(c, &above[i], 1, RUN_CERTAIN);
		c->goal = BW_NONE;
		if (!control_has(c, y))
			continue;
		found[(*n_found)++] = above[i];
		mutual = c->mark[above[i]] == c->scope;
	}
	return mutual;
}

int
bw_control_closed(struct bw_control *c, uint32_t y, struct bw_arena *a,
    uint32_t **group, size_t *n, struct bw_err *err)
{
	uint64_t end = c->work + CONTROL_WORK;
	uint32_t *above = NULL;
	size_t n_above;
	int rc;

	*group = NULL;
	*n = 0;
	if ((rc = control_check(c, NULL, 0, y, err)) < 0 ||
	    (rc = control_scope(c, y, &above, &n_above, err)) < 0)
		return rc;
	*group = BW_ARENA_ARRAY(a, uint32_t, n_above);
	if (*group == NULL) {
		rc = bw_fail(err, BW_ENOMEM, "no memory for a closed group");
		goto out;
	}
	mark_controlled(c, y);
	if (only_mutual(c, above, n_above, *group, n, end) && *n > 0) {
		(*group)[(*n)++] = y;
		qsort(*group, *n, sizeof(**group), by_node);
	} else {
		*n = 0;
	}
	if (c->work >= end)
		rc = too_much(err);
out:
	control_unscope(c);
	bw_free(above);
	return rc;
}
