/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * check_makers.c - who controls the makers of a used material, added to what
 * is told about that material: is it more concentrated by who controls it
 * than by where it is made?
 *
 * It certainly is when the whole interval by control lies above that by
 * place, and is not when none of it does. It is only told when a source names
 * companies. The supply pillar made the finding; that control is behind it,
 * two pillars know together, so it is said here.
 */
#include "base/map.h"
#include "check/check_priv.h"
#include "check/makers.h"
#include "model/ref.h"
#include "supply/supply_tell.h"
#include <math.h>

struct telling {
	struct bw_check *check;
	const struct bw_view *v;
	struct bw_arena *a;
	struct bw_err *err;
	struct tell t; /* numbers in words */
	int rc;
};

static enum bw_certainty
judge(const struct bw_makers *m)
{
	struct bw_between control = m->by_country.hhi;

	if (control.lo > m->place.hi * (1 + 1e-12))
		return m->production->open_ended ? BW_POSSIBLE : BW_CERTAIN;
	if (control.hi <= m->place.lo * (1 + 1e-12))
		return m->production->open_ended ? BW_POSSIBLE : BW_EXCLUDED;
	return BW_POSSIBLE;
}

static struct bw_text
country_of(struct telling *g, uint32_t letters)
{
	char two[2] = { (char)(letters >> 8), (char)(letters & 0xff) };
	const struct bw_ref_item *c = bw_ref_country((struct bw_str){ two, 2 });

	if (c != NULL)
		return c->name;
	return bw_text_same(bw_arena_dup(g->a, (struct bw_str){ two, 2 }));
}

static struct bw_text
range(struct telling *g, struct bw_between b, unsigned decimals)
{
	return tell_range(&g->t, b.lo, b.hi, decimals);
}

static struct bw_text
percent(struct telling *g, struct bw_between b)
{
	return tell_range(&g->t, b.lo * 100, b.hi * 100, 1);
}

static void
words(struct telling *g, struct bw_finding *f, const struct bw_makers *m,
    enum bw_certainty c)
{
	const struct bw_production *p = m->production;
	const char *how = c == BW_CERTAIN ? "supply.by-controller.more"
	    : c == BW_EXCLUDED            ? "supply.by-controller.not-more"
					  : "supply.by-controller.perhaps";
	const struct bw_fill fill[] = {
		{ "stage", tell_stage(p->stage) },
		{ "year", tell_year(&g->t, p->year) },
		{ "place", range(g, m->place, 2) },
		{ "control", range(g, m->by_country.hhi, 2) },
		{ "top", country_of(g, m->by_country.top_who) },
		{ "share", percent(g, m->by_country.top) },
		{ "told", tell_percent(&g->t, m->told) },
		{ "known", tell_percent(&g->t, m->by_country.known) },
	};
	struct bw_text more = m->by_country.n == 0
	    ? (struct bw_text){ 0 }
	    : check_fill(g->a, how, fill, BW_LEN(fill), &g->rc, g->err);

	f->reason = tell_add(&g->t, f->reason, more);
	f->reason = tell_add(&g->t, f->reason,
	    check_fill(g->a,
		m->by_country.n > 0 ? "supply.by-controller.reason"
				    : "supply.by-controller.reason-unknown",
		fill, BW_LEN(fill), &g->rc, g->err));
	if (m->excess) {
		more = bw_text("supply.by-controller.excess");
		f->reason = tell_add(&g->t, f->reason, more);
	}
	if (c != BW_EXCLUDED) {
		f->todo = tell_add(
		    &g->t, f->todo, bw_text("supply.by-controller.todo"));
		f->who = bw_text("supply.who");
	}
}

static void
evidence(struct telling *g, struct bw_finding *f, const struct bw_makers *m)
{
	static const char *const key[] = {
		[BW_MAKER_UNKNOWN] = "supply.by-controller.line-unknown",
		[BW_MAKER_OWN] = "supply.by-controller.line-own",
		[BW_MAKER_ONE] = "supply.by-controller.line-one",
		[BW_MAKER_SEVERAL] = "supply.by-controller.line-several"
	};

	for (size_t i = 0; i < m->n && g->rc == 0; i++) {
		const struct bw_maker_line *l = &m->line[i];
		const struct bw_ref_item *where =
		    bw_ref_country(l->made.country);
		const struct bw_fill fill[] = {
			{ "company", check_name(g->v, l->made.producer) },
			{ "where",
			    where != NULL ? where->name
					  : bw_text_same(l->made.country) },
			{ "who",
			    l->controller != BW_NONE
				? check_name(g->v, l->controller)
				: bw_text_same((struct bw_str){ 0 }) },
			{ "amount",
			    tell_number(&g->t, l->made.amount, 6, false) },
			{ "unit", tell_unit(m->production->unit) },
		};
		struct bw_text says = check_fill(
		    g->a, key[l->control], fill, BW_LEN(fill), &g->rc, g->err);

		if (g->rc == 0)
			g->rc = check_evidence(f,
			    (struct bw_evidence){ says, l->made.load,
				l->made.line, l->made.number, l->made.ref },
			    g->err);
	}
}

/* Companies whose controller would narrow the interval. */
static void
settle(struct telling *g, struct bw_finding *f, const struct bw_makers *m)
{
	size_t told = 0;

	for (size_t i = 0; i < m->n && told < 3 && g->rc == 0; i++) {
		const struct bw_maker_line *l = &m->line[i];
		const struct bw_fill who = { "company",
			check_name(g->v, l->made.producer) };
		struct bw_text says;

		if (l->from != 0)
			continue;
		told++;
		says = check_fill(g->a, "supply.by-controller.settle", &who, 1,
		    &g->rc, g->err);
		if (g->rc == 0)
			g->rc = check_settle(f, says, g->err);
	}
	if (g->rc == 0 && m->told < 1 - 1e-9)
		g->rc = check_settle(f,
		    bw_text("supply.by-controller.settle-companies"), g->err);
}

/* What the supply pillar said of the material. */
static struct bw_finding *
said_of(struct bw_check *c, struct bw_str material)
{
	for (size_t i = 0; i < c->findings.list.n; i++) {
		struct bw_finding *f = &c->findings.list.v[i];

		if (strcmp(f->id, "supply.critical") == 0 &&
		    bw_str_eq(f->about, material))
			return f;
	}
	return NULL;
}

static void
tell_makers(struct telling *g, const struct bw_makers *m)
{
	enum bw_certainty c = judge(m);
	struct bw_basis basis = { bw_text("supply.by-controller.rule"),
		bw_word(BW_EN, "check.cite.control") };
	struct bw_finding *f = said_of(g->check, m->production->material);

	if (f == NULL)
		return;
	words(g, f, m, c);
	evidence(g, f, m);
	if (g->rc == 0 && !bw_vec_push(&f->basis, basis))
		g->rc =
		    bw_fail(g->err, BW_ENOMEM, "no memory for the findings");
	if (c == BW_POSSIBLE)
		settle(g, f, m);
}

int
check_makers(struct bw_check *c, const struct bw_view *v, struct bw_arena *a,
    struct bw_err *err)
{
	struct telling g = { .check = c,
		.v = v,
		.a = a,
		.err = err,
		.t = { .out = &c->findings, .v = v, .a = a, .err = err } };
	struct bw_makers m;

	for (size_t i = 0; i < c->n_production && g.rc == 0; i++) {
		g.rc = bw_makers(&m, v, &c->production[i], c->day, a, err);
		if (g.rc == 0 && m.n > 0)
			tell_makers(&g, &m);
		if (g.rc == 0)
			g.rc = g.t.rc;
	}
	return g.rc;
}
