/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * makers.c - from producers to hands.
 */
#include "check/makers.h"
#include "base/map.h"
#include "model/record.h"
#include "ownership/control.h"
#include "ownership/ownership_load.h"
#include <math.h>

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for producers");
}

/* Are more than half of the votes on record, so that no unknown party can
 * have them? */
static bool
votes_known(const struct bw_cone *cone)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < cone->n_link; i++)
		if (cone->link[i].company == cone->centre)
			sum += cone->link[i].votes.lo;
	return sum > BW_ONE / 2;
}

struct asking {
	const struct bw_view *v;
	bw_date day;
	struct bw_arena *a;
	struct bw_err *err;
};

/* The parties that certainly control it in the end. */
static void
judge(const struct asking *q, const struct bw_cone *cone,
    const struct bw_controller *who, size_t n, struct bw_maker_line *l)
{
	size_t certain = 0;
	uint16_t from = 0;
	bool same = true;

	for (size_t i = 0; i < n; i++) {
		uint32_t party = cone->party[who[i].party];

		if (!who[i].ultimate || who[i].certainty != BW_CERTAIN)
			continue;
		same = same && (certain == 0 || q->v->country[party] == from);
		from = q->v->country[party];
		l->controller = party;
		certain++;
	}
	if (certain == 1) {
		l->control = BW_MAKER_ONE;
		l->from = from;
	} else if (certain > 1) {
		l->control = BW_MAKER_SEVERAL;
		l->controller = BW_NONE;
		l->from = same ? from : 0;
	} else if (n == 0 && votes_known(cone)) {
		l->control = BW_MAKER_OWN;
		l->controller = l->made.producer;
		l->from = q->v->country[l->made.producer];
	}
}

static int
ask_control(const struct asking *q, struct bw_maker_line *l)
{
	struct bw_controller *who = NULL;
	struct bw_control *control = NULL;
	struct bw_cone cone = { 0 };
	size_t n = 0;
	int rc = bw_cone_load(
	    &cone, q->v, l->made.producer, BW_CONE_UP, q->day, q->a, q->err);

	if (rc == 0 && cone.n_link > 0) {
		rc = bw_control_new(&control, &cone.graph,
		    (struct bw_control_rule){ 0 }, q->err);
		if (rc == 0)
			rc = bw_controllers(
			    control, cone.centre, q->a, &who, &n, q->err);
		if (rc == 0)
			judge(q, &cone, who, n, l);
	}
	bw_control_free(control);
	bw_cone_release(&cone);
	return rc;
}

/* A company with mines in two countries is asked for once. */
static int
ask_all(const struct asking *q, struct bw_makers *out)
{
	int rc = 0;

	for (size_t i = 0; i < out->n && rc == 0; i++) {
		struct bw_maker_line *l = &out->line[i];
		size_t k = 0;

		while (out->line[k].made.producer != l->made.producer)
			k++;
		if (k == i) {
			rc = ask_control(q, l);
		} else {
			l->control = out->line[k].control;
			l->controller = out->line[k].controller;
			l->from = out->line[k].from;
		}
	}
	return rc;
}

/* ---- sums ---- */

static double
told_in(const struct bw_makers *m, struct bw_str country)
{
	double sum = 0;

	for (size_t i = 0; i < m->n; i++)
		if (bw_str_eq(m->line[i].made.country, country) &&
		    m->line[i].made.amount > 0)
			sum += m->line[i].made.amount;
	return sum;
}

static double
made_in(const struct bw_production *p, struct bw_str country)
{
	for (size_t i = 0; i < p->n; i++)
		if ((p->by[i].flags & BW_FIGURE_REST) == 0 &&
		    bw_str_eq(p->by[i].country, country))
			return p->by[i].amount;
	return 0;
}

/* The total, raised where companies make more than their country is said to
 * (beyond a part in a million, which is conversion). */
static double
total_of(struct bw_makers *m)
{
	double total = m->production->c.total;

	if (!(total > 0))
		total = 0;
	for (size_t i = 0; i < m->n; i++) {
		struct bw_str country = m->line[i].made.country;
		double told, made;

		if (i > 0 && bw_str_eq(country, m->line[i - 1].made.country))
			continue;
		told = told_in(m, country);
		made = made_in(m->production, country);
		if (told > made * (1 + 1e-6)) {
			m->excess = true;
			total += told - made;
		}
	}
	return total;
}

static void
sum_up(struct bw_makers *m, struct bw_held *h)
{
	double total = total_of(m), told = 0, known = 0;
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct bw_maker_line *l = &m->line[i];

		if (!(l->made.amount > 0))
			continue;
		told += l->made.amount;
		if (l->from == 0)
			continue;
		known += l->made.amount;
		h[n++] = (struct bw_held){ l->from, l->made.amount };
	}
	m->told = total > 0 ? fmin(1, told / total) : NAN;
	bw_hands(&m->by_country, h, n, total - known);
	known = 0;
	n = 0;
	for (size_t i = 0; i < m->n; i++) {
		const struct bw_maker_line *l = &m->line[i];

		if (!(l->made.amount > 0) || l->controller == BW_NONE)
			continue;
		known += l->made.amount;
		h[n++] = (struct bw_held){ l->controller, l->made.amount };
	}
	bw_hands(&m->by_party, h, n, total - known);
}

int
bw_makers(struct bw_makers *out, const struct bw_view *v,
    const struct bw_production *p, bw_date day, struct bw_arena *a,
    struct bw_err *err)
{
	const struct asking q = { v, day, a, err };
	struct bw_made *made = NULL;
	struct bw_held *h;
	int rc;

	*out = (struct bw_makers){ .production = p,
		.place = { p->c.hhi_lo, p->c.hhi_hi } };
	rc = bw_supply_made(v, p, a, &made, &out->n, &out->left_out, err);
	if (rc != 0)
		return rc;
	out->line = BW_ARENA_ARRAY(a, struct bw_maker_line, out->n + 1);
	h = BW_ARENA_ARRAY(a, struct bw_held, out->n + 1);
	if (out->line == NULL || h == NULL)
		return no_memory(err);
	for (size_t i = 0; i < out->n; i++)
		out->line[i] = (struct bw_maker_line){ .made = made[i],
			.controller = BW_NONE };
	rc = ask_all(&q, out);
	if (rc == 0)
		sum_up(out, h);
	return rc;
}
