/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * whatif_load.c - a production and its events for the engine of whatif.h.
 */
#include "supply/whatif_load.h"
#include "model/ref.h"
#include "supply/makers_load.h"
#include "supply/partners_load.h"
#include <math.h>

static bool
in_eu(struct bw_str country)
{
	const struct bw_ref_item *c = bw_ref_country(country);

	return c != NULL && c->eu;
}

static struct bw_origin
origin(struct bw_str country, uint32_t site, double amount, double governance)
{
	return (struct bw_origin){ bw_country_letters(country), site, amount,
		governance, in_eu(country) };
}

/* A country: its companies, and what is left of its figure. */
static size_t
split(const struct bw_producer *by, const struct bw_made *made, size_t n_made,
    struct bw_origin *o)
{
	double left = by->amount;
	size_t n = 0;

	for (size_t i = 0; i < n_made; i++) {
		double amount = made[i].amount;

		if (!bw_str_eq(made[i].country, by->country) || !(amount > 0))
			continue;
		/* companies never make more than their country */
		amount = fmin(amount, left);
		left -= amount;
		o[n++] = origin(
		    by->country, made[i].producer + 1, amount, by->governance);
	}
	if (left > 0)
		o[n++] = origin(by->country, 0, left, by->governance);
	return n;
}

/* Named producers; *rest is what unnamed countries make. */
static size_t
origins(const struct bw_production *p, const struct bw_made *made,
    size_t n_made, struct bw_origin *o, double *rest)
{
	size_t n = 0;

	*rest = p->unnamed;
	for (size_t i = 0; i < p->n; i++) {
		const struct bw_producer *by = &p->by[i];

		if ((by->flags & BW_FIGURE_REST) != 0)
			*rest += by->amount;
		else
			n += split(by, made, n_made, o + n);
	}
	return n;
}

static int
translate(const struct bw_view *v, const struct bw_production *p,
    const struct bw_supply_event *from, struct bw_event *to, struct bw_err *err)
{
	struct bw_producer by = { .country = from->country, .governance = NAN };
	int rc = 0;

	if (from->kind == BW_EVENT_ADD)
		rc = bw_supply_governance(v, &by, 1, p->year, err);
	*to = (struct bw_event){ .kind = from->kind,
		.country = bw_country_letters(from->country),
		.site = from->kind == BW_EVENT_STOP ? from->party + 1 : 0,
		.amount = from->percent ? from->amount / 100 * p->c.total
					: from->amount,
		.governance = by.governance,
		.eu = in_eu(from->country) };
	return rc;
}

static bool
takes_or_lifts(enum bw_event_kind kind)
{
	return kind == BW_EVENT_EMBARGO || kind == BW_EVENT_LOSE ||
	    kind == BW_EVENT_LIFT;
}

static void
find_unseen(struct bw_supply_whatif *out, const struct bw_production *p,
    const struct bw_supply_event *event, size_t n)
{
	for (size_t i = 0; i < p->withheld; i++) {
		bool away = false;

		for (size_t k = 0; k < n; k++)
			if (bw_str_eq(event[k].country, p->held[i].country) &&
			    takes_or_lifts(event[k].kind))
				away = event[k].kind != BW_EVENT_LIFT;
		if (away)
			out->unseen[out->n_unseen++] = p->held[i].country;
	}
}

/* Figures in per cent take changes in per cent only. */
static void
drop_amounts(struct bw_supply_whatif *out, const struct bw_production *p,
    const struct bw_supply_event *event, struct bw_event *e, size_t n)
{
	if (!bw_str_starts(p->unit, BW_STR("%")))
		return;
	for (size_t i = 0; i < n; i++) {
		if (event[i].percent ||
		    (event[i].kind != BW_EVENT_ADD &&
			event[i].kind != BW_EVENT_LOSE))
			continue;
		e[i].amount = 0;
		out->other_unit[out->n_other_unit++] = event[i].country;
	}
}

int
bw_supply_whatif(const struct bw_view *v, const struct bw_production *p,
    const struct bw_supply_event *event, size_t n, struct bw_arena *a,
    struct bw_supply_whatif *out, struct bw_err *err)
{
	struct bw_event *e = BW_ARENA_ARRAY(a, struct bw_event, n + 1);
	struct bw_made *made = NULL;
	struct bw_origin *o;
	size_t n_o, n_made = 0, left_out;
	double rest;
	int rc = bw_supply_made(v, p, a, &made, &n_made, &left_out, err);

	*out = (struct bw_supply_whatif){ .production = p };
	if (rc != 0)
		return rc;
	o = BW_ARENA_ARRAY(a, struct bw_origin, p->n + n_made + 1);
	out->unseen = BW_ARENA_ARRAY(a, struct bw_str, p->withheld + 1);
	out->other_unit = BW_ARENA_ARRAY(a, struct bw_str, n + 1);
	if (o == NULL || e == NULL || out->unseen == NULL ||
	    out->other_unit == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a what-if");
	n_o = origins(p, made, n_made, o, &rest);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = translate(v, p, &event[i], &e[i], err);
	drop_amounts(out, p, event, e, rc == 0 ? n : 0);
	if (rc == 0)
		rc = bw_whatif(&out->is, o, n_o, rest, e, n, a, err);
	if (rc == 0)
		find_unseen(out, p, event, n);
	return rc;
}
