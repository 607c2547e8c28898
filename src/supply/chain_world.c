/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_world.c - see chain_world.h.
 *
 * The share of one country is smallest when its own amount is rounded up and
 * all others are rounded down, and the other way round; where an amount is
 * withheld and no total covers it, only "not more than if there were no such
 * country" can be said. Computed in floating point and widened by more than it
 * can be wrong, then rounded outwards to whole parts per billion.
 */
#include "supply/chain_world.h"
#include "model/kind.h"
#include "model/ref.h"
#include "supply/supply_group.h"
#include <math.h>

#define SLACK 1e-9 /* far above the error of adding some hundred amounts */

struct maker {
	struct bw_str country; /* "" = not told which */
	double lo, hi;         /* amounts */
	bool named;            /* with an amount of its own */
};
struct makers {
	struct bw_chain_file *f;
	const struct bw_chain_ask *ask;
	const struct bw_production *p;
	struct maker *m;
	size_t n;
	double lo, hi;   /* sums of what is named */
	double rest;     /* at least, whoever makes it */
	double unlisted; /* at most: the rest and what is withheld */
	struct bw_err *err;
};

static uint32_t
ppb(double share, bool up)
{
	double x = share * BW_ONE;

	x = up ? ceil(x + SLACK * BW_ONE) : floor(x - SLACK * BW_ONE);
	return x <= 0 ? 0 : x >= BW_ONE ? BW_ONE : (uint32_t)x;
}

static void
add(struct makers *k, struct bw_str country, double lo, double hi)
{
	k->m[k->n++] = (struct maker){ country, lo, hi, true };
	k->lo += lo;
	k->hi += hi;
}

/* Named amounts; then the rest, which holds what is withheld when a total
 * covers it, and may do so when none does. */
static void
collect(struct makers *k)
{
	const struct bw_production *p = k->p;
	double rest = p->unnamed, error = 0;

	for (size_t i = 0; i < p->n; i++) {
		double e = bw_printed_error(p->by[i].amount);

		if ((p->by[i].flags & BW_FIGURE_REST) != 0) {
			rest += p->by[i].amount;
			error += e;
		} else
			add(k, p->by[i].country, p->by[i].amount - e,
			    (p->by[i].flags & BW_FIGURE_AT_LEAST) != 0
				? INFINITY
				: p->by[i].amount + e);
	}
	k->rest = fmax(0, rest - error);
	k->unlisted = rest + error;
	if (p->withheld > 0 && p->open_ended)
		k->unlisted = INFINITY;
	for (size_t i = 0; i < p->withheld; i++)
		k->m[k->n++] =
		    (struct maker){ p->held[i].country, 0, k->unlisted, false };
	if (rest > 0)
		k->m[k->n++] = (struct maker){ BW_STR(""),
			p->withheld > 0 ? 0 : k->rest, rest + error, false };
}

/* m has the least share when it makes least and all others most. */
static void
share(const struct makers *k, const struct maker *m, uint32_t *lo, uint32_t *hi)
{
	double most = k->hi + (m->named ? k->unlisted - m->hi : 0);
	double least = k->lo + (m->named ? k->rest - m->lo : 0);

	*lo = isfinite(most) && m->lo > 0 ? ppb(m->lo / (m->lo + most), false)
					  : 0;
	if (m->named && k->n == 1) /* who is alone makes all of it */
		*lo = BW_ONE;
	*hi = isfinite(m->hi) ? ppb(m->hi / (m->hi + least), true) : BW_ONE;
}

static struct bw_text
maker_name(struct makers *k, const struct maker *m)
{
	const struct bw_ref_item *c = bw_ref_country(m->country);
	const struct bw_ref_item *what = bw_ref_material(k->ask->material);
	struct bw_fill fill[2] = { { "material",
				       what != NULL
					   ? what->name
					   : bw_text_same(k->ask->material) },
		{ "country",
		    c != NULL ? c->name : bw_text("supply-chain.elsewhere") } };

	return bw_text_fill(k->f->arena,
	    k->ask->stage == BW_STAGE_MINE         ? "supply-chain.mined"
		: k->ask->stage == BW_STAGE_REFINE ? "supply-chain.refined"
						   : "supply-chain.made",
	    fill, BW_LEN(fill));
}

static int
place(struct makers *k, const struct maker *m, uint32_t *thing)
{
	enum bw_thing_kind kind = k->ask->stage == BW_STAGE_MINE ? BW_THING_MINE
	    : k->ask->stage == BW_STAGE_REFINE ? BW_THING_REFINERY
					       : BW_THING_SITE;
	struct bw_str id = bw_arena_fmt(k->f->arena, "%.*s/%s/%.*s",
	    BW_ARG(k->ask->material), bw_stage_name(k->ask->stage),
	    BW_ARG(m->country.n > 0 ? m->country : BW_STR("others")));
	size_t known = k->f->thing.n;
	int rc;

	if (id.p == NULL)
		return bw_fail(k->err, BW_ENOMEM, "no memory for a chain");
	rc = bw_chain_file_add(
	    k->f, id, kind, maker_name(k, m), k->ask->line, thing, k->err);
	/* Two things of a file may be made of the same material. */
	if (rc == 0 && k->f->thing.n > known && m->country.n > 0 &&
	    bw_ref_country(m->country) != NULL)
		rc = bw_chain_file_in(
		    k->f, *thing, m->country, k->ask->line, k->err);
	return rc;
}

/* Places come first: adding one may add a need of its own, and suppliers
 * belong to the last need. */
static int
tell(struct makers *k, uint32_t *thing)
{
	struct bw_chain_need need = { .thing = k->ask->thing };
	struct bw_chain_note note = { .shares = true,
		.year = k->p->year,
		.source = k->p->n > 0 ? k->p->by[0].ref : k->p->held[0].ref,
		.load = k->p->load,
		.line = k->ask->line };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < k->n; i++)
		rc = place(k, &k->m[i], &thing[i]);
	if (rc == 0)
		rc = bw_chain_file_need(k->f, need, note, k->err);
	for (size_t i = 0; rc == 0 && i < k->n; i++) {
		uint32_t lo, hi;

		share(k, &k->m[i], &lo, &hi);
		rc = bw_chain_file_supplier(k->f, thing[i], lo, hi, k->err);
	}
	return rc;
}

int
bw_chain_expand_from(struct bw_chain_file *f, const struct bw_chain_ask *ask,
    const struct bw_production *p, struct bw_err *err)
{
	struct makers k = { .f = f, .ask = ask, .p = p, .err = err };
	uint32_t *thing = bw_alloc(p->n + p->withheld + 1, sizeof(*thing));
	int rc;

	k.m = bw_alloc(p->n + p->withheld + 1, sizeof(*k.m));
	if (thing == NULL || k.m == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for a chain");
	else {
		collect(&k);
		rc = tell(&k, thing);
	}
	bw_free(thing);
	bw_free(k.m);
	return rc;
}

/* ---- which figures ------------------------------------------------------- */
static int
choose(const struct bw_chain_ask *ask, const struct bw_production *list,
    size_t n, int year, const struct bw_production **out, struct bw_err *err)
{
	size_t first = 0, of_stage = 0, count = 0, from = 0, hits = 0;

	while (from < n && list[from].stage != ask->stage)
		from++;
	if (from < n)
		of_stage = bw_supply_stage(list + from, n - from,
		    ask->year != 0 ? ask->year : year, &first, &count);
	if (of_stage == 0 ||
	    (ask->year != 0 && list[from + first].year != ask->year))
		bw_fail(err, BW_ENOTFOUND,
		    "this world has no figures for %.*s, stage %s%s%.0d",
		    BW_ARG(ask->material), bw_stage_name(ask->stage),
		    ask->year != 0 ? ", year " : "", ask->year);
	else
		for (size_t i = from + first; i < from + first + count; i++)
			if (ask->detail.n == 0 ||
			    bw_str_eq_nocase(ask->detail, list[i].detail)) {
				*out = &list[i];
				hits++;
			}
	if (of_stage > 0 && hits == 0)
		bw_fail(err, BW_ENOTFOUND,
		    "type: the figures for %.*s tell of no %.*s",
		    BW_ARG(ask->material), BW_ARG(ask->detail));
	if (hits > 1)
		bw_fail(err, BW_ECONFLICT,
		    "%.*s has several types or units in one year (%.*s, "
		    "%.*s): name one with type:",
		    BW_ARG(ask->material), BW_ARG(list[from + first].detail),
		    BW_ARG(list[from + first + 1].detail));
	return hits == 1 ? 0 : bw_fail_at(err, ask->line, UINT64_MAX);
}

int
bw_chain_expand(struct bw_chain_file *f, const struct bw_view *v, int year,
    struct bw_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < f->ask.n; i++) {
		const struct bw_chain_ask *ask = &f->ask.v[i];
		const struct bw_production *p = NULL;
		struct bw_production *list = NULL;
		size_t n = 0;

		rc = bw_supply_production(
		    v, ask->material, f->arena, &list, &n, err);
		if (rc == 0)
			rc = choose(ask, list, n, year, &p, err);
		if (rc == 0)
			rc = bw_chain_expand_from(f, ask, p, err);
	}
	return rc;
}
