/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal_effect.c - the difference a deal makes, as effects a person can read.
 *
 * Every owner that can be touched is asked before and after (shift.c). Of what
 * differs, people want to know two things: who controls otherwise, and whose
 * votes pass a threshold. Integrated shares are compared in the target alone:
 * below it they follow.
 */
#include "base/mem.h"
#include "base/vec.h"
#include "ownership/deal.h"
#include "ownership/deal_sides.h"

struct effects {
	BW_VEC(struct bw_effect) list;
	const uint32_t *threshold;
	size_t n_threshold;
	struct bw_sides *sides;
	const struct bw_group *group;
};

/* How sure is it that control changed? When it was certain on one side and
 * excluded on the other. */
static enum bw_certainty
control_certainty(const struct bw_stand *before, const struct bw_stand *after)
{
	bool won = after->controls_certain && !before->controls_possible;
	bool lost = before->controls_certain && !after->controls_possible;

	return won || lost ? BW_CERTAIN : BW_POSSIBLE;
}

/* Is it only that more is known afterwards? Ranges may say "perhaps" where the
 * owner cannot have moved that way (deal_sides.h). */
static int
add_effect(struct effects *e, const struct bw_effect *x, bool up, bool down,
    struct bw_err *err)
{
	bool rise = true, fall = true;
	int rc = x->certainty == BW_POSSIBLE
	    ? bw_sides_of(e->sides, x->owner, e->group, &rise, &fall, err)
	    : 0;

	if (rc != 0 || (!(up && rise) && !(down && fall)))
		return rc;
	return bw_vec_push(&e->list, *x)
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for a deal");
}

static int
add_control(struct effects *e, struct bw_effect x, struct bw_err *err)
{
	const struct bw_stand *b = &x.before, *a = &x.after;
	bool up = (a->controls_certain && !b->controls_certain) ||
	    (a->controls_possible && !b->controls_possible);
	bool down = (b->controls_certain && !a->controls_certain) ||
	    (b->controls_possible && !a->controls_possible);

	if (!up && !down)
		return 0;
	x.kind = BW_EFFECT_CONTROL;
	x.certainty = control_certainty(b, a);
	return add_effect(e, &x, up, down, err);
}

static int
add_effects(
    struct effects *e, const struct bw_shift_row *row, struct bw_err *err)
{
	struct bw_effect x = { .owner = row->owner,
		.company = row->company,
		.before = row->before,
		.after = row->after };
	int rc;

	if (row->owner == row->company)
		return 0; /* votes in oneself are nobody's gain */
	rc = add_control(e, x, err);
	for (size_t i = 0; i < e->n_threshold && rc == 0; i++)
		for (int down = 0; down < 2 && rc == 0; down++) {
			x.threshold = e->threshold[i];
			x.kind = down ? BW_EFFECT_DOWN : BW_EFFECT_UP;
			x.certainty = bw_crossed(row->before.votes,
			    row->after.votes, x.threshold, true, down);
			if (x.certainty != BW_EXCLUDED)
				rc = add_effect(e, &x, !down, down, err);
		}
	return rc;
}

static int
by_company(const void *va, const void *vb)
{
	const struct bw_effect *a = va, *b = vb;

	if (a->company != b->company)
		return a->company < b->company ? -1 : 1;
	if (a->owner != b->owner)
		return a->owner < b->owner ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->threshold < b->threshold ? -1 : a->threshold > b->threshold;
}

/* Groups are few and asked about on purpose: all they gain or lose is told. */
static int
copy_groups(struct bw_deal_effect *out, const struct bw_shift *shift,
    uint32_t n, struct bw_arena *a, struct bw_err *err)
{
	out->group = BW_ARENA_ARRAY(a, struct bw_shift_row, shift->n + 1);
	if (out->group == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a deal");
	for (size_t i = 0; i < shift->n; i++)
		if (shift->row[i].owner >= n)
			out->group[out->n_group++] = shift->row[i];
	return 0;
}

static int
by_number(const void *va, const void *vb)
{
	uint32_t a = *(const uint32_t *)va, b = *(const uint32_t *)vb;

	return a < b ? -1 : a > b;
}

/* How many companies see any difference. */
static int
count_companies(struct bw_deal_effect *out, const struct bw_shift *shift,
    struct bw_err *err)
{
	uint32_t *y = bw_alloc(shift->n + 1, sizeof(*y));

	if (y == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a deal");
	for (size_t i = 0; i < shift->n; i++)
		y[i] = shift->row[i].company;
	if (shift->n > 1)
		qsort(y, shift->n, sizeof(*y), by_number);
	for (size_t i = 0; i < shift->n; i++)
		out->n_company += i == 0 || y[i] != y[i - 1];
	bw_free(y);
	return 0;
}

static int
parts_of(struct bw_part **list, size_t *n, const struct bw_net *net,
    const struct bw_patch *patch, uint32_t y, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_solver *s = NULL;
	const struct bw_part *part = NULL;
	int rc = bw_solver_new(&s, net, patch, BW_CAPITAL, err);

	if (rc == 0)
		rc = bw_part_up(s, y, BW_INTEGRATED, &part, n, err);
	if (rc == 0) {
		*list = BW_ARENA_ARRAY(a, struct bw_part, *n + 1);
		if (*list == NULL)
			rc = bw_fail(err, BW_ENOMEM, "no memory for a deal");
		else if (*n > 0)
			memcpy(*list, part, *n * sizeof(*part));
	}
	bw_solver_free(s);
	return rc;
}

static int
by_size(const void *va, const void *vb)
{
	const struct bw_part_change *a = va, *b = vb;

	if (a->after.lo != b->after.lo)
		return a->after.lo > b->after.lo ? -1 : 1;
	if (a->after.hi != b->after.hi)
		return a->after.hi > b->after.hi ? -1 : 1;
	return a->owner < b->owner ? -1 : a->owner > b->owner;
}

/* Two lists by party, side by side; what is the same is left out. */
static int
compare_parts(struct bw_deal_effect *out, const struct bw_net *net,
    const struct bw_patch *patch, uint32_t target, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_part *was, *is;
	size_t n_was, n_is, i = 0, k = 0;
	int rc = parts_of(&was, &n_was, net, NULL, target, a, err);

	if (rc == 0)
		rc = parts_of(&is, &n_is, net, patch, target, a, err);
	if (rc != 0)
		return rc;
	out->part = BW_ARENA_ARRAY(a, struct bw_part_change, n_was + n_is + 1);
	if (out->part == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a deal");
	while (i < n_was || k < n_is) {
		struct bw_part_change c = { 0 };

		c.owner = k == n_is || (i < n_was && was[i].party < is[k].party)
		    ? was[i].party
		    : is[k].party;
		if (i < n_was && was[i].party == c.owner)
			c.before = was[i++];
		if (k < n_is && is[k].party == c.owner)
			c.after = is[k++];
		if (c.before.lo != c.after.lo || c.before.hi != c.after.hi)
			out->part[out->n_part++] = c;
	}
	if (out->n_part > 1)
		qsort(out->part, out->n_part, sizeof(*out->part), by_size);
	return 0;
}

int
bw_deal_effect(struct bw_deal_effect *out, const struct bw_net *net,
    const struct bw_patch *patch, uint32_t target, const struct bw_group *group,
    size_t n_group, const uint32_t *threshold, size_t n_threshold,
    struct bw_arena *a, struct bw_err *err)
{
	struct effects e = { .threshold = threshold,
		.n_threshold = n_threshold,
		.group = group };
	struct bw_shift shift;
	int rc;

	memset(out, 0, sizeof(*out));
	rc = bw_shift_run(&shift, net, patch, (struct bw_reach_rule){ 0 },
	    group, n_group, a, err);
	if (rc == 0)
		rc = bw_sides_new(&e.sides, net, patch, err);
	for (size_t i = 0; rc == 0 && i < shift.n; i++)
		rc = add_effects(&e, &shift.row[i], err);
	bw_sides_free(e.sides);
	out->n_asked = shift.n_asked;
	out->effect =
	    rc == 0 ? BW_ARENA_ARRAY(a, struct bw_effect, e.list.n + 1) : NULL;
	if (rc == 0 && out->effect == NULL) {
		rc = bw_fail(err, BW_ENOMEM, "no memory for a deal");
	} else if (rc == 0 && e.list.n > 0) {
		qsort(e.list.v, e.list.n, sizeof(*e.list.v), by_company);
		for (int of_target = 1; of_target >= 0; of_target--)
			for (size_t i = 0; i < e.list.n; i++)
				if ((e.list.v[i].company == target) ==
				    of_target)
					out->effect[out->n++] = e.list.v[i];
	}
	bw_vec_release(&e.list);
	if (rc == 0)
		rc = count_companies(out, &shift, err);
	if (rc == 0)
		rc = copy_groups(out, &shift, net->n, a, err);
	return rc != 0 ? rc : compare_parts(out, net, patch, target, a, err);
}
