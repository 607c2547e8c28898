/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_figures.c - findings on the figures themselves.
 *
 * A published total that rounding cannot bring to the sum of the countries,
 * and figures that more than one source tells. Nothing is repaired: it is
 * said what is used, and what was left out.
 */
#include "supply/supply_tell.h"

static void
world_total(struct tell *t, const struct bw_production *p)
{
	struct bw_finding *f =
	    tell_finding(t, "data.world-total", BW_DATA, BW_KNOW, BW_CERTAIN);
	struct bw_text world = tell_number(t, p->world, 6, false);

	if (f == NULL)
		return;
	f->title = TELL(t, "data.world-total.title",
	    { "material", tell_material(p->material) },
	    { "stage", tell_stage(p->stage) },
	    { "year", tell_year(t, p->year) });
	f->reason = TELL(t, "data.world-total.reason", { "world", world },
	    { "sum", tell_number(t, p->listed, 6, false) },
	    { "unit", tell_unit(p->unit) });
	tell_evidence(t, f,
	    (struct bw_evidence){
		TELL(t, "supply.evidence.world", { "amount", world },
		    { "unit", tell_unit(p->unit) }),
		p->load, p->world_line, p->world_number, p->world_ref });
	tell_producers(t, f, p);
	tell_settle(t, f, bw_text("data.world-total.settle"));
}

void
tell_figures(struct tell *t, const struct bw_production *p)
{
	if (p->mismatch)
		world_total(t, p);
	if (p->n_other > 0 && !bw_vec_push(&t->several, *p))
		tell_no_memory(t);
}

/* ---- several sources ---- */

static struct bw_text
source_name(struct tell *t, uint32_t load)
{
	struct bw_source s = { 0 };

	if (t->rc == 0)
		t->rc = bw_world_source(
		    bw_view_world(t->v), load, t->a, &s, t->err);
	return bw_text_same(s.name);
}

static bool
same_sources(const struct bw_production *a, const struct bw_production *b)
{
	return a->load == b->load && a->n_other == b->n_other &&
	    memcmp(a->other, b->other, a->n_other * sizeof(*a->other)) == 0;
}

/* The i-th and all behind it that the same sources tell, by name. */
static struct bw_text
told_by(struct tell *t, size_t i)
{
	struct bw_text *part =
	    BW_ARENA_ARRAY(t->a, struct bw_text, t->several.n);
	size_t n = 0;

	if (part == NULL) {
		tell_no_memory(t);
		return (struct bw_text){ 0 };
	}
	for (size_t k = i; k < t->several.n; k++) {
		const struct bw_production *p = &t->several.v[k];

		if (same_sources(&t->several.v[i], p))
			part[n++] = TELL(t, "data.several-sources.item",
			    { "material", tell_material(p->material) },
			    { "stage", tell_stage(p->stage) },
			    { "year", tell_year(t, p->year) });
	}
	return tell_list(t, part, n);
}

static void
several_sources(struct tell *t, size_t i)
{
	const struct bw_production *p = &t->several.v[i];
	struct bw_text *other =
	    BW_ARENA_ARRAY(t->a, struct bw_text, p->n_other);
	struct bw_text used = source_name(t, p->load);
	struct bw_finding *f = tell_finding(
	    t, "data.several-sources", BW_DATA, BW_KNOW, BW_CERTAIN);

	if (other == NULL)
		tell_no_memory(t);
	if (f == NULL || other == NULL)
		return;
	for (size_t k = 0; k < p->n_other; k++)
		other[k] = source_name(t, p->other[k]);
	f->title = bw_text("data.several-sources.title");
	f->reason = TELL(t, "data.several-sources.reason",
	    { "items", told_by(t, i) }, { "used", used },
	    { "others", tell_list(t, other, p->n_other) });
	tell_evidence(
	    t, f, (struct bw_evidence){ .says = used, .source = p->load });
	for (size_t k = 0; k < p->n_other; k++)
		tell_evidence(t, f,
		    (struct bw_evidence){
			.says = other[k], .source = p->other[k] });
}

void
tell_several(struct tell *t)
{
	for (size_t i = 0; i < t->several.n && t->rc == 0; i++) {
		size_t first = 0;

		while (!same_sources(&t->several.v[first], &t->several.v[i]))
			first++;
		if (first == i)
			several_sources(t, i);
	}
}
