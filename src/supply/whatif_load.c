/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * whatif_load.c - a production and its events for the engine of whatif.h.
 */
#include "supply/whatif_load.h"
#include "model/ref.h"
#include "supply/partners_load.h"
#include <math.h>

static bool
in_eu(struct bw_str country)
{
	const struct bw_ref_item *c = bw_ref_country(country);

	return c != NULL && c->eu;
}

/* Named producers; *rest is what unnamed countries make. */
static size_t
origins(const struct bw_production *p, struct bw_origin *o, double *rest)
{
	size_t n = 0;

	*rest = p->unnamed;
	for (size_t i = 0; i < p->n; i++) {
		const struct bw_producer *by = &p->by[i];

		if ((by->flags & BW_FIGURE_REST) != 0)
			*rest += by->amount;
		else
			o[n++] =
			    (struct bw_origin){ bw_country_letters(by->country),
				    0, by->amount, by->governance,
				    in_eu(by->country) };
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
		.amount = from->percent ? from->amount / 100 * p->c.total
					: from->amount,
		.governance = by.governance,
		.eu = in_eu(from->country) };
	return rc;
}

static void
find_unseen(struct bw_supply_whatif *out, const struct bw_production *p,
    const struct bw_supply_event *event, size_t n)
{
	for (size_t i = 0; i < p->withheld; i++) {
		bool away = false;

		for (size_t k = 0; k < n; k++)
			if (bw_str_eq(event[k].country, p->held[i].country) &&
			    (event[k].kind == BW_EVENT_EMBARGO ||
				event[k].kind == BW_EVENT_LIFT))
				away = event[k].kind == BW_EVENT_EMBARGO;
		if (away)
			out->unseen[out->n_unseen++] = p->held[i].country;
	}
}

int
bw_supply_whatif(const struct bw_view *v, const struct bw_production *p,
    const struct bw_supply_event *event, size_t n, struct bw_arena *a,
    struct bw_supply_whatif *out, struct bw_err *err)
{
	struct bw_origin *o = BW_ARENA_ARRAY(a, struct bw_origin, p->n + 1);
	struct bw_event *e = BW_ARENA_ARRAY(a, struct bw_event, n + 1);
	double rest;
	size_t n_o;
	int rc = 0;

	*out = (struct bw_supply_whatif){ .production = p };
	out->unseen = BW_ARENA_ARRAY(a, struct bw_str, p->withheld + 1);
	if (o == NULL || e == NULL || out->unseen == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a what-if");
	n_o = origins(p, o, &rest);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = translate(v, p, &event[i], &e[i], err);
	if (rc == 0)
		rc = bw_whatif(&out->is, o, n_o, rest, e, n, a, err);
	if (rc == 0)
		find_unseen(out, p, event, n);
	return rc;
}
