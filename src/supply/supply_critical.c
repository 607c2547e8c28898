/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_critical.c - the one finding on a material that a company uses.
 *
 * A material can be a worry in several ways at once: one country makes most
 * of it, few countries do, the EU calls it critical. Who buys it wants to hear
 * that once. So all that the world knows is looked at for signs, the rules
 * (content/supply-rules.yaml) say which sign leads, and the rest is told as
 * reasons. World production, and the EU study with its scores, are different
 * numbers of different years: each keeps its own year and its own source.
 */
#include "supply/supply_critical.h"
#include <math.h>

/* ---- signs ---- */

/* Of two scores of parts the newer; of one study that which is least critical:
 * when that part is, all are. */
static bool
speaks_before(const struct bw_judged *a, const struct bw_judged *b)
{
	if (a->s.year != b->s.year)
		return a->s.year > b->s.year;
	if (a->critical != b->critical)
		return a->critical > b->critical;
	return a->s.risk.at < b->s.risk.at;
}

const struct bw_judged *
tell_score(const struct bw_profile *known)
{
	const struct bw_judged *best = NULL;

	for (size_t i = 0; i < known->n_score; i++)
		if (known->score[i].scored)
			return &known->score[i];
	for (size_t i = 0; i < known->n_related; i++) {
		const struct bw_judged *j = &known->related[i];

		if (best == NULL || speaks_before(j, best))
			best = j;
	}
	return best;
}

static enum bw_certainty
reached(const struct bw_judged *score)
{
	if (score == NULL || score->critical == BW_MISSED)
		return BW_EXCLUDED;
	return score->critical == BW_REACHED ? BW_CERTAIN : BW_POSSIBLE;
}

bool
critical_published(const struct bw_production *p)
{
	return p->c.suppliers > 0;
}

enum bw_certainty
critical_shows(const struct critical *c, enum bw_supply_sign sign,
    const struct bw_production *p)
{
	const struct bw_supply_rules *r = &c->t->rules;

	if (sign == BW_SIGN_UNPUBLISHED)
		return critical_published(p) ? BW_EXCLUDED : BW_POSSIBLE;
	if (!critical_published(p))
		return BW_EXCLUDED;
	if (sign == BW_SIGN_SINGLE)
		return tell_single(p, r->single_country.value);
	return tell_concentrated(p, r->concentrated.value);
}

static void
look(struct critical *c)
{
	static const enum bw_supply_sign of_production[] = { BW_SIGN_SINGLE,
		BW_SIGN_CONCENTRATED, BW_SIGN_UNPUBLISHED };
	const struct bw_ref_item *m = c->known->item;

	for (size_t i = 0; i < BW_SIGNS; i++)
		c->sign[i] = BW_EXCLUDED;
	for (size_t k = 0; k < BW_LEN(of_production); k++)
		for (size_t i = 0; i < c->n; i++) {
			enum bw_supply_sign s = of_production[k];
			enum bw_certainty is = critical_shows(c, s, &c->p[i]);

			if (is < c->sign[s])
				c->sign[s] = is;
		}
	c->score = tell_score(c->known);
	c->sign[BW_SIGN_CRITICAL] = reached(c->score);
	if (m != NULL && m->list == BW_EU_STRATEGIC)
		c->sign[BW_SIGN_STRATEGIC] = BW_CERTAIN;
	if (m != NULL && m->list == BW_EU_CRITICAL)
		c->sign[BW_SIGN_LISTED] = BW_CERTAIN;
}

static void
pick_lead(struct critical *c)
{
	const struct bw_supply_rules *r = &c->t->rules;
	size_t i = 0;

	while (i + 1 < r->n_weight &&
	    c->sign[r->weight[i].sign] != r->weight[i].certainty)
		i++;
	c->lead = &r->weight[i];
}

static double
most(enum bw_supply_sign sign, const struct bw_production *p)
{
	const struct bw_producer *by = tell_abroad(p);

	if (sign == BW_SIGN_SINGLE)
		return by != NULL ? by->share : 0;
	return sign == BW_SIGN_CONCENTRATED ? p->c.hhi_lo : p->c.hhi_hi;
}

/* The production that shows the leading sign best; with another sign the most
 * concentrated. */
static void
pick_made(struct critical *c)
{
	enum bw_supply_sign s = c->lead->sign;
	bool own = s == BW_SIGN_SINGLE || s == BW_SIGN_CONCENTRATED ||
	    s == BW_SIGN_UNPUBLISHED;

	for (size_t i = 0; i < c->n; i++) {
		const struct bw_production *p = &c->p[i];

		if (own ? critical_shows(c, s, p) != c->lead->certainty
			: !critical_published(p))
			continue;
		if (c->made == NULL ||
		    (critical_published(p) && most(s, p) > most(s, c->made)))
			c->made = p;
	}
	if (c->made == NULL && c->n > 0)
		c->made = c->p;
}

/* ---- evidence and basis ---- */

static struct bw_evidence
placed(struct bw_text says, const struct bw_study_place *at)
{
	return (struct bw_evidence){ says, at->load, at->line, at->number,
		at->ref };
}

static void
study_evidence(struct tell *t, struct bw_finding *f, const struct bw_score *s)
{
	struct bw_text says = TELL(t, "supply.critical.evidence",
	    { "material", tell_material(s->material) },
	    { "study", tell_year(t, s->year) });

	tell_evidence(t, f, placed(says, &s->place));
}

static void
sourcing_evidence(
    struct tell *t, struct bw_finding *f, const struct bw_act_line *l)
{
	struct bw_text says = TELL(t, "supply.critical.evidence-sourcing",
	    { "country", tell_country(t, l->country, l->country) },
	    { "stage", tell_stage(l->stage) },
	    { "share", tell_number(t, l->standing.share.at, 1, false) },
	    { "study", tell_year(t, l->year) });

	tell_evidence(t, f, placed(says, &l->place));
}

static void
evidence(
    const struct critical *c, struct bw_finding *f, const struct item *item)
{
	struct tell *t = c->t;
	const struct bw_score *printed;

	if (c->made != NULL) {
		tell_producers(t, f, c->made);
		tell_governance(t, f, c->made);
	}
	for (size_t i = 0; i < c->n; i++)
		if (&c->p[i] != c->made && critical_published(&c->p[i]))
			tell_producer(t, f, &c->p[i], &c->p[i].by[0]);
	if (c->score != NULL)
		study_evidence(t, f, &c->score->s);
	printed = critical_reliance(c);
	if (printed != NULL && (c->score == NULL || printed != &c->score->s))
		study_evidence(t, f, printed);
	for (size_t i = 0; i < BW_ACT_LINES; i++)
		if (critical_sourcing(&c->known->act[i]))
			sourcing_evidence(t, f, &c->known->act[i]);
	tell_uses(t, f, item);
}

static void
basis(const struct critical *c, struct bw_finding *f)
{
	struct tell *t = c->t;
	const struct bw_supply_rules *r = &t->rules;

	if (c->made != NULL && critical_published(c->made)) {
		tell_basis(t, f, bw_text("supply.rule.index"), r->index.cite);
		tell_basis(t, f,
		    TELL(t, "supply.rule.concentrated",
			{ "limit",
			    tell_number(t, r->concentrated.value, 7, false) }),
		    r->concentrated.cite);
		if (!isnan(c->made->c.wgi_lo))
			tell_basis(t, f, bw_text("supply.rule.governance"),
			    r->governance.cite);
	}
	if (c->made != NULL &&
	    critical_shows(c, BW_SIGN_SINGLE, c->made) != BW_EXCLUDED)
		tell_basis(t, f,
		    TELL(t, "supply.rule.single-country",
			{ "limit",
			    tell_number(
				t, r->single_country.value, 7, false) }),
		    r->single_country.cite);
	if (c->score != NULL)
		tell_basis(t, f, bw_text("supply.rule.critical"), t->crit.cite);
}

void
tell_critical(struct tell *t, const struct item *item,
    const struct bw_profile *known, const struct bw_production *p, size_t n)
{
	struct critical c = { .t = t, .known = known, .p = p, .n = n };
	struct bw_finding *f;

	look(&c);
	pick_lead(&c);
	pick_made(&c);
	f = tell_finding(t, "supply.critical", BW_SUPPLY,
	    item->critical == 1 ? c.lead->needed : c.lead->other,
	    c.lead->certainty);
	if (f == NULL)
		return;
	f->about = known->code;
	f->title = critical_title(&c);
	f->reason = critical_reason(&c);
	if (c.lead->todo) {
		f->todo = bw_text("supply.critical.todo");
		f->who = bw_text("supply.who");
	}
	evidence(&c, f, item);
	basis(&c, f);
	if (c.lead->certainty == BW_POSSIBLE && c.made != NULL)
		tell_unsettled(t, f, c.made);
}
