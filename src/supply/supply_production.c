/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_production.c - who produces a material, in words and as signs.
 *
 * Certain means: at both ends of the range that the figures leave. The range
 * is that of the unnamed rest (concentration.h); where amounts are withheld
 * and no total covers them, its ends prove nothing, and what looks certain is
 * only possible. That figures are estimates is said, but does not widen the
 * range: publishers give no margin for them.
 */
#include "model/ref.h"
#include "supply/supply_tell.h"
#include <math.h>

#define TOLERANCE 1e-12
#define SHOWN 5     /* producers in the evidence */
#define SEEN 0.0005 /* a share that shows in a printed percentage */

/* Strictly above, by more than the rounding of binary sums: .36 + .04 is not
 * above .4. */
static bool
above(double value, double limit)
{
	return value > limit + limit * TOLERANCE;
}

static bool
is_rest(const struct bw_producer *p)
{
	return (p->flags & BW_FIGURE_REST) != 0;
}

static struct bw_text
country(struct tell *t, const struct bw_producer *p)
{
	return tell_country(t, p->country, p->where);
}

/* ---- evidence ---- */

static struct bw_text
marks(struct tell *t, const struct bw_producer *p)
{
	struct bw_text out = { 0 }, part[3];
	size_t n = 0;

	if ((p->flags & BW_FIGURE_ESTIMATE) != 0)
		part[n++] = bw_text("supply.mark.estimate");
	if ((p->flags & BW_FIGURE_AT_LEAST) != 0)
		part[n++] = bw_text("supply.mark.at-least");
	if (!isnan(p->governance))
		part[n++] = TELL(t, "supply.mark.governance",
		    { "weight", tell_number(t, p->governance, 1, true) },
		    { "year", tell_year(t, p->governance_year) });
	for (size_t i = 0; i < BW_LANGS; i++) {
		struct bw_buf b = { 0 };

		for (size_t k = 0; k < n; k++)
			bw_buf_str(&b, part[k].in[i]);
		if (!b.failed)
			out.in[i] = bw_arena_dup(t->a, bw_buf_get(&b));
		if (out.in[i].p == NULL)
			tell_no_memory(t);
		bw_buf_release(&b);
	}
	return out;
}

static struct bw_evidence
place(const struct bw_producer *p, struct bw_text says)
{
	return (
	    struct bw_evidence){ says, p->load, p->line, p->number, p->ref };
}

void
tell_producer(struct tell *t, struct bw_finding *f,
    const struct bw_production *p, const struct bw_producer *by)
{
	const struct bw_fill fill[] = { { "country", country(t, by) },
		{ "amount", tell_number(t, by->amount, 6, false) },
		{ "unit", tell_unit(p->unit) },
		{ "share", tell_percent(t, by->share) },
		{ "marks", marks(t, by) } };

	tell_evidence(t, f,
	    place(by,
		tell_fill(t,
		    is_rest(by) ? "supply.evidence.rest"
				: "supply.evidence.producer",
		    fill, BW_LEN(fill))));
}

void
tell_producers(
    struct tell *t, struct bw_finding *f, const struct bw_production *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (i < SHOWN || is_rest(&p->by[i]))
			tell_producer(t, f, p, &p->by[i]);
	for (size_t i = 0; i < p->withheld && i < SHOWN; i++)
		tell_evidence(t, f,
		    place(&p->held[i],
			TELL(t, "supply.evidence.withheld",
			    { "country", country(t, &p->held[i]) })));
}

void
tell_governance(
    struct tell *t, struct bw_finding *f, const struct bw_production *p)
{
	for (size_t i = 0; i < p->n; i++) {
		if (p->by[i].governance_load == 0)
			continue;
		tell_evidence(t, f,
		    (struct bw_evidence){
			.says = bw_text("supply.evidence.governance"),
			.source = p->by[i].governance_load });
		return;
	}
}

/* ---- concentration ---- */

/* Countries picked out of a list of producers, by name. */
static struct bw_text
names(struct tell *t, const struct bw_producer *p, size_t n, bool ungoverned)
{
	struct bw_text *part = BW_ARENA_ARRAY(t->a, struct bw_text, n);
	size_t k = 0;

	if (part == NULL) {
		tell_no_memory(t);
		return (struct bw_text){ 0 };
	}
	for (size_t i = 0; i < n; i++)
		if (!ungoverned || (!is_rest(&p[i]) && isnan(p[i].governance)))
			part[k++] = country(t, &p[i]);
	if (k == 0)
		return (struct bw_text){ 0 };
	return tell_list(t, part, k);
}

static struct bw_text
governance(struct tell *t, const struct bw_production *p)
{
	struct bw_text text, missing = names(t, p->by, p->n, true);

	if (isnan(p->c.wgi_lo))
		return bw_text("supply.concentrated.no-governance");
	text = TELL(t, "supply.concentrated.governance",
	    { "wgi", tell_range(t, p->c.wgi_lo, p->c.wgi_hi, 1) },
	    { "covered", tell_percent(t, p->c.wgi_covered) });
	if (missing.in[BW_EN].n > 0)
		text = tell_add(t, text,
		    TELL(t, "supply.concentrated.ungoverned",
			{ "countries", missing }));
	return text;
}

static struct bw_text
estimates(struct tell *t, const struct bw_production *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += (p->by[i].flags & BW_FIGURE_ESTIMATE) != 0;
	if (n == 0)
		return (struct bw_text){ 0 };
	return TELL(t, "supply.concentrated.estimates",
	    { "n", tell_count(t, n) }, { "all", tell_count(t, p->n) });
}

/* Share of the total that no named country has. */
static double
unnamed(const struct bw_production *p)
{
	double share = p->unnamed / p->c.total;

	for (size_t i = 0; i < p->n; i++)
		if (is_rest(&p->by[i]))
			share += p->by[i].share;
	return share;
}

/* Are both ends of the HHI the same in two decimals? */
static bool
seen_alike(const struct bw_production *p)
{
	return round(p->c.hhi_lo * 100) >= round(p->c.hhi_hi * 100);
}

static struct bw_text
largest(struct tell *t, const struct bw_production *p)
{
	if (p->c.suppliers == 1)
		return TELL(t, "supply.concentrated.top-one",
		    { "country", country(t, &p->by[0]) },
		    { "share", tell_percent(t, p->c.top_share) });
	return TELL(t, "supply.concentrated.top",
	    { "country", country(t, &p->by[0]) },
	    { "share", tell_percent(t, p->c.top_share) },
	    { "top3", tell_percent(t, p->c.top3_share) });
}

static struct bw_text
limits(struct tell *t, const struct bw_production *p)
{
	struct bw_text text = { 0 };

	if (p->c.suppliers > 0 && unnamed(p) > SEEN)
		text = TELL(t,
		    seen_alike(p) ? "supply.concentrated.rest-small"
				  : "supply.concentrated.rest",
		    { "share", tell_percent(t, unnamed(p)) });
	if (p->mismatch && p->unnamed > 0)
		text =
		    tell_add(t, text, bw_text("supply.concentrated.unnamed"));
	if (p->withheld > 0)
		text = tell_add(t, text,
		    TELL(t, "supply.concentrated.withheld",
			{ "countries",
			    names(t, p->held, p->withheld, false) }));
	if (p->open_ended && p->c.suppliers > 0)
		text = tell_add(
		    t, text, bw_text("supply.concentrated.open-ended"));
	return text;
}

struct bw_text
tell_made(struct tell *t, const struct bw_production *p)
{
	struct bw_text text = { 0 };

	if (p->c.suppliers > 0) {
		text = tell_add(t, largest(t, p),
		    TELL(t, "supply.concentrated.index",
			{ "hhi", tell_range(t, p->c.hhi_lo, p->c.hhi_hi, 2) },
			{ "effective",
			    tell_number(t, p->c.effective, 1, true) }));
		text = tell_add(t, text, governance(t, p));
		text = tell_add(t, text, estimates(t, p));
	}
	if (p->detail.n > 0)
		text = tell_add(t, text,
		    TELL(t, "supply.concentrated.type",
			{ "type", bw_text_same(p->detail) }));
	return tell_add(t, text, limits(t, p));
}

enum bw_certainty
tell_concentrated(const struct bw_production *p, double limit)
{
	bool lo = above(p->c.hhi_lo, limit), hi = above(p->c.hhi_hi, limit);

	if (p->c.suppliers > 0 && !p->open_ended && lo == hi)
		return lo ? BW_CERTAIN : BW_EXCLUDED;
	return BW_POSSIBLE;
}

const struct bw_producer *
tell_abroad(const struct bw_production *p)
{
	const struct bw_ref_item *c;

	for (size_t i = 0; i < p->n && !is_rest(&p->by[i]); i++) {
		c = bw_ref_country(p->by[i].country);
		if (c == NULL || !c->eu)
			return &p->by[i];
	}
	return NULL;
}

enum bw_certainty
tell_single(const struct bw_production *p, double percent)
{
	const struct bw_producer *by = tell_abroad(p);

	if (by == NULL || !above(by->share * 100, percent))
		return BW_EXCLUDED;
	return p->open_ended ? BW_POSSIBLE : BW_CERTAIN;
}

void
tell_unsettled(
    struct tell *t, struct bw_finding *f, const struct bw_production *p)
{
	if (p->withheld > 0)
		tell_settle(
		    t, f, bw_text("supply.concentrated.settle-withheld"));
	if (p->c.suppliers > 0 && unnamed(p) > SEEN)
		tell_settle(t, f, bw_text("supply.concentrated.settle-rest"));
}
