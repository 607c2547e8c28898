/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * history_day.c - who controls a company on one day, and whose votes count.
 *
 * The same engine and the same rule as `owners`: a day of a history says
 * what `owners --as-of` that day says (a test holds both against each
 * other). Votes are those of a party and of all it controls: surely those of
 * what it certainly controls, at most those of what it possibly does.
 */
#include "ownership/history.h"
#include "ownership/control.h"
#include "ownership/ownership_load.h"

struct day {
	const struct bw_view *v;
	const struct bw_history_opt *opt;
	struct bw_cone cone;
	struct bw_control *control;
	struct bw_past_owner *of; /* by node */
	struct bw_arena scratch;
};

static int
mark_controllers(struct day *d, struct bw_err *err)
{
	struct bw_controller *who;
	size_t n;
	int rc = bw_controllers(
	    d->control, d->cone.centre, &d->scratch, &who, &n, err);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		d->of[who[i].party].controls = true;
		d->of[who[i].party].certainty = who[i].certainty;
		d->of[who[i].party].ultimate = who[i].ultimate;
	}
	return rc;
}

static int
votes(struct day *d, uint32_t x, enum bw_certainty how, struct bw_sum *sum,
    struct bw_err *err)
{
	const uint32_t *set;
	size_t n;
	int rc = bw_control_set(d->control, &x, 1, how, &set, &n, err);

	if (rc == 0)
		*sum = bw_control_votes(d->control, d->cone.centre);
	return rc;
}

static int
mark_votes(struct day *d, uint32_t x, struct bw_err *err)
{
	const struct bw_history_opt *o = d->opt;
	struct bw_past_owner *p = &d->of[x];
	struct bw_sum sum;
	int rc = votes(d, x, BW_POSSIBLE, &sum, err);

	for (size_t i = 0; rc == 0 && i < o->n_threshold; i++)
		if (bw_sum_possible(sum, o->threshold[i], false))
			p->may = o->threshold[i];
	if (rc != 0 || p->may == 0)
		return rc;
	rc = votes(d, x, BW_CERTAIN, &sum, err);
	for (size_t i = 0; rc == 0 && i < o->n_threshold; i++)
		if (bw_sum_certain(sum, o->threshold[i], false))
			p->sure = o->threshold[i];
	return rc;
}

static int
order(const struct bw_past_owner *x, const struct bw_past_owner *y)
{
	if (x->controls != y->controls)
		return x->controls ? -1 : 1;
	if (x->controls && x->certainty != y->certainty)
		return x->certainty < y->certainty ? -1 : 1;
	if (x->ultimate != y->ultimate)
		return x->ultimate ? -1 : 1;
	if (x->sure != y->sure)
		return x->sure > y->sure ? -1 : 1;
	if (x->may != y->may)
		return x->may > y->may ? -1 : 1;
	/* Parties are in order of their rows. */
	return x->party < y->party ? -1 : x->party > y->party;
}

static int
by_weight(const void *x, const void *y)
{
	return order(x, y);
}

static int
give(struct day *d, struct bw_past *out, struct bw_arena *a, struct bw_err *err)
{
	const struct bw_cone *c = &d->cone;
	size_t n = 0;

	for (uint32_t i = 0; i < c->n; i++)
		n += i != c->centre && (d->of[i].controls || d->of[i].may > 0);
	out->owner = BW_ARENA_ARRAY(a, struct bw_past_owner, n + 1);
	if (out->owner == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a history");
	for (uint32_t i = 0; i < c->n; i++) {
		if (i == c->centre || !(d->of[i].controls || d->of[i].may > 0))
			continue;
		d->of[i].party = c->party[i];
		out->owner[out->n_owner++] = d->of[i];
	}
	qsort(out->owner, n, sizeof(*out->owner), by_weight);
	out->told = c->graph.in_at[c->centre + 1] > c->graph.in_at[c->centre];
	return 0;
}

int
bw_history_day(struct bw_past *out, const struct bw_view *v, uint32_t party,
    bw_date day, const struct bw_history_opt *opt, struct bw_arena *a,
    struct bw_err *err)
{
	struct day d = { .v = v, .opt = opt };
	int rc;

	*out = (struct bw_past){ .from = day, .to = day + 1 };
	bw_arena_init(&d.scratch, 0);
	rc = bw_cone_load(&d.cone, v, party, BW_CONE_UP, day, &d.scratch, err);
	if (rc == 0)
		rc = bw_control_new(&d.control, &d.cone.graph,
		    (struct bw_control_rule){ 0 }, err);
	if (rc == 0) {
		d.of =
		    BW_ARENA_ARRAY(&d.scratch, struct bw_past_owner, d.cone.n);
		if (d.of == NULL)
			rc = bw_fail(err, BW_ENOMEM, "no memory for a history");
	}
	if (rc == 0)
		rc = mark_controllers(&d, err);
	for (uint32_t x = 0; rc == 0 && x < d.cone.n; x++)
		if (x != d.cone.centre)
			rc = mark_votes(&d, x, err);
	if (rc == 0)
		rc = give(&d, out, a, err);
	bw_control_free(d.control);
	bw_cone_release(&d.cone);
	bw_arena_release(&d.scratch);
	return rc;
}
