/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_production.c - findings on who produces a material.
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

static void
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

/* The largest, the rest, and those that keep their figures. */
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

/* The source of the governance figures of the largest that has one. */
static void
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
		text = TELL(t, "supply.concentrated.rest",
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

static struct bw_text
reason(struct tell *t, const struct bw_production *p)
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

static enum bw_certainty
judge(const struct bw_production *p, double limit)
{
	bool lo = above(p->c.hhi_lo, limit), hi = above(p->c.hhi_hi, limit);

	if (p->c.suppliers == 0 || p->open_ended || lo != hi)
		return BW_POSSIBLE;
	return lo ? BW_CERTAIN : BW_EXCLUDED;
}

static const char *
title_key(const struct bw_production *p, enum bw_certainty c)
{
	if (p->c.suppliers == 0)
		return "supply.concentrated.title-unknown";
	if (c == BW_EXCLUDED)
		return "supply.concentrated.title-excluded";
	return c == BW_CERTAIN ? "supply.concentrated.title"
			       : "supply.concentrated.title-possible";
}

static void
concentrated(
    struct tell *t, const struct item *item, const struct bw_production *p)
{
	const struct bw_supply_rules *r = &t->rules;
	enum bw_certainty c = judge(p, r->concentrated.value);
	struct bw_finding *f = tell_finding(t, "supply.concentrated", BW_SUPPLY,
	    item->critical == 1 && c != BW_EXCLUDED ? BW_PLAN : BW_KNOW, c);

	if (f == NULL)
		return;
	f->title =
	    TELL(t, title_key(p, c), { "material", tell_material(p->material) },
		{ "stage", tell_stage(p->stage) },
		{ "hhi", tell_range(t, p->c.hhi_lo, p->c.hhi_hi, 2) },
		{ "year", tell_year(t, p->year) });
	f->reason = reason(t, p);
	if (c != BW_EXCLUDED) {
		f->todo = bw_text("supply.concentrated.todo");
		f->who = bw_text("supply.who");
	}
	tell_producers(t, f, p);
	tell_governance(t, f, p);
	tell_uses(t, f, item);
	tell_basis(t, f, bw_text("supply.rule.index"), r->index.cite);
	tell_basis(t, f,
	    TELL(t, "supply.rule.concentrated",
		{ "limit", tell_number(t, r->concentrated.value, 7, false) }),
	    r->concentrated.cite);
	if (!isnan(p->c.wgi_lo))
		tell_basis(t, f, bw_text("supply.rule.governance"),
		    r->governance.cite);
	if (c == BW_POSSIBLE && p->withheld > 0)
		tell_settle(
		    t, f, bw_text("supply.concentrated.settle-withheld"));
	if (c == BW_POSSIBLE && p->c.suppliers > 0 && unnamed(p) > SEEN)
		tell_settle(t, f, bw_text("supply.concentrated.settle-rest"));
}

/* ---- one country outside the EU ---- */

static const struct bw_producer *
largest_abroad(const struct bw_production *p)
{
	const struct bw_ref_item *c;

	for (size_t i = 0; i < p->n && !is_rest(&p->by[i]); i++) {
		c = bw_ref_country(p->by[i].country);
		if (c == NULL || !c->eu)
			return &p->by[i];
	}
	return NULL;
}

static bool
strategic(struct bw_str material)
{
	const struct bw_ref_item *m = bw_ref_material(material);

	return m != NULL && m->list == BW_EU_STRATEGIC;
}

static void
single_country(
    struct tell *t, const struct item *item, const struct bw_production *p)
{
	const struct bw_supply_rule *r = &t->rules.single_country;
	const struct bw_producer *by = largest_abroad(p);
	struct bw_finding *f;
	struct bw_text limit;

	if (by == NULL || !above(by->share * 100, r->value))
		return;
	f = tell_finding(t, "supply.single-country", BW_SUPPLY,
	    item->critical == 1 ? BW_PLAN : BW_KNOW,
	    p->open_ended ? BW_POSSIBLE : BW_CERTAIN);
	if (f == NULL)
		return;
	limit = tell_number(t, r->value, 7, false);
	f->title = TELL(t, "supply.single-country.title",
	    { "material", tell_material(p->material) },
	    { "stage", tell_stage(p->stage) },
	    { "share", tell_percent(t, by->share) },
	    { "country", country(t, by) });
	f->reason = tell_add(t,
	    TELL(t, "supply.single-country.reason",
		{ "country", country(t, by) },
		{ "share", tell_percent(t, by->share) },
		{ "year", tell_year(t, p->year) }, { "limit", limit }),
	    strategic(p->material)
		? bw_text("supply.single-country.indication")
		: TELL(t, "supply.single-country.not-strategic",
		      { "material", tell_material(p->material) }));
	f->todo = bw_text("supply.single-country.todo");
	f->who = bw_text("supply.who");
	tell_producer(t, f, p, by);
	tell_uses(t, f, item);
	tell_basis(t, f,
	    TELL(t, "supply.rule.single-country", { "limit", limit }), r->cite);
	if (p->open_ended && p->withheld > 0)
		tell_settle(
		    t, f, bw_text("supply.concentrated.settle-withheld"));
}

void
tell_production(
    struct tell *t, const struct item *item, const struct bw_production *p)
{
	concentrated(t, item, p);
	single_country(t, item, p);
	tell_figures(t, p);
}
