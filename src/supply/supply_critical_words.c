/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_critical_words.c - title and reasons of the finding on a material.
 *
 * The title says what leads, with its figure, place and year, because many
 * read no further. The reasons go from what is made, by whom, to what the EU
 * says of it.
 */
#include "supply/supply_critical.h"

/* ---- title ---- */

static struct bw_text
empty(void)
{
	return bw_text_same(BW_STR(""));
}

static struct bw_text
interval(struct tell *t, struct bw_interval v, unsigned decimals)
{
	if (!bw_bounds_known(v))
		return tell_number(t, v.at, decimals, true);
	return tell_range(t, v.lo, v.hi, decimals);
}

/* What else a reader of titles alone must know. */
static struct bw_text
also(const struct critical *c)
{
	if (c->lead->sign != BW_SIGN_CRITICAL &&
	    c->sign[BW_SIGN_CRITICAL] == BW_CERTAIN)
		return bw_text("supply.critical.also-critical");
	return empty();
}

static struct bw_text
production_in_short(const struct critical *c)
{
	struct tell *t = c->t;

	if (c->made == NULL)
		return bw_text("supply.critical.made-unknown");
	if (!critical_published(c->made))
		return bw_text("supply.critical.made-unpublished");
	return TELL(t, "supply.critical.made-spread",
	    { "hhi", tell_range(t, c->made->c.hhi_lo, c->made->c.hhi_hi, 2) },
	    { "stage", tell_stage(c->made->stage) },
	    { "year", tell_year(t, c->made->year) });
}

static struct bw_text
made_title(const struct critical *c, const char *key)
{
	struct tell *t = c->t;
	const struct bw_production *p = c->made;
	const struct bw_producer *by = tell_abroad(p);

	return TELL(t, key, { "material", tell_material(c->known->code) },
	    { "stage", tell_stage(p->stage) },
	    { "year", tell_year(t, p->year) },
	    { "hhi", tell_range(t, p->c.hhi_lo, p->c.hhi_hi, 2) },
	    { "share", by != NULL ? tell_percent(t, by->share) : empty() },
	    { "country",
		by != NULL ? tell_country(t, by->country, by->where)
			   : empty() },
	    { "also", also(c) });
}

static struct bw_text
study_title(const struct critical *c, const char *key)
{
	struct tell *t = c->t;
	const struct bw_judged *j = c->score;
	bool own = bw_str_eq(j->s.material, c->known->code);

	return TELL(t, key, { "material", tell_material(c->known->code) },
	    { "group",
		own ? empty()
		    : TELL(t, "supply.critical.as-group",
			  { "group", tell_material(j->s.material) }) },
	    { "sr", tell_number(t, j->s.risk.at, 1, true) },
	    { "ei", tell_number(t, j->s.importance.at, 1, true) },
	    { "study", tell_year(t, j->s.year) });
}

struct bw_text
critical_title(const struct critical *c)
{
	bool sure = c->lead->certainty != BW_POSSIBLE;

	switch (c->lead->sign) {
	case BW_SIGN_SINGLE:
		return made_title(c,
		    sure ? "supply.critical.single"
			 : "supply.critical.single-possible");
	case BW_SIGN_CONCENTRATED:
		return made_title(c,
		    sure ? "supply.critical.concentrated"
			 : "supply.critical.concentrated-possible");
	case BW_SIGN_UNPUBLISHED:
		return made_title(c, "supply.critical.unpublished");
	case BW_SIGN_CRITICAL:
		return study_title(c,
		    sure ? "supply.critical.study"
			 : "supply.critical.study-possible");
	case BW_SIGN_STRATEGIC:
	case BW_SIGN_LISTED:
		return TELL(c->t,
		    c->lead->sign == BW_SIGN_STRATEGIC
			? "supply.critical.strategic"
			: "supply.critical.listed",
		    { "material", tell_material(c->known->code) },
		    { "made", production_in_short(c) });
	case BW_SIGN_NONE:
	case BW_SIGNS:
		break;
	}
	return c->made != NULL && critical_published(c->made)
	    ? made_title(c, "supply.critical.none")
	    : study_title(c, "supply.critical.none-study");
}

/* ---- reason ---- */

static struct bw_text
benchmark(const struct critical *c)
{
	struct tell *t = c->t;
	const struct bw_producer *by;

	if (c->made == NULL ||
	    critical_shows(c, BW_SIGN_SINGLE, c->made) == BW_EXCLUDED)
		return empty();
	by = tell_abroad(c->made);
	return TELL(t,
	    c->sign[BW_SIGN_STRATEGIC] == BW_CERTAIN
		? "supply.critical.benchmark"
		: "supply.critical.benchmark-other",
	    { "country", tell_country(t, by->country, by->where) },
	    { "material", tell_material(c->known->code) },
	    { "limit",
		tell_number(t, t->rules.single_country.value, 7, false) });
}

/* The other stages and types, a sentence each. */
static struct bw_text
others(const struct critical *c, struct bw_text text)
{
	struct tell *t = c->t;

	for (size_t i = 0; i < c->n; i++) {
		const struct bw_production *p = &c->p[i];
		struct bw_text what = tell_stage(p->stage);

		if (p == c->made || !critical_published(p))
			continue;
		if (p->detail.n > 0)
			what =
			    TELL(t, "supply.critical.typed", { "stage", what },
				{ "type", bw_text_same(p->detail) });
		text = tell_add(t, text,
		    TELL(t, "supply.critical.other-stage", { "stage", what },
			{ "year", tell_year(t, p->year) },
			{ "country",
			    tell_country(t, p->by[0].country, p->by[0].where) },
			{ "share", tell_percent(t, p->c.top_share) },
			{ "hhi", tell_range(t, p->c.hhi_lo, p->c.hhi_hi, 2) }));
	}
	return text;
}

static struct bw_text
score(const struct critical *c)
{
	struct tell *t = c->t;
	const struct bw_judged *j = c->score;
	const char *verdict = c->sign[BW_SIGN_CRITICAL] == BW_CERTAIN
	    ? "supply.critical.verdict-yes"
	    : c->sign[BW_SIGN_CRITICAL] == BW_POSSIBLE
	    ? "supply.critical.verdict-perhaps"
	    : "supply.critical.verdict-no";
	struct bw_text text;

	if (j == NULL)
		return empty();
	text = TELL(t, "supply.critical.score",
	    { "study", tell_year(t, j->s.year) },
	    { "sr", tell_number(t, j->s.risk.at, 1, true) },
	    { "sr-range", interval(t, j->risk, 2) },
	    { "ei", tell_number(t, j->s.importance.at, 1, true) },
	    { "ei-range", interval(t, j->s.importance, 2) });
	text = tell_add(t, text,
	    TELL(t, verdict,
		{ "sr", tell_number(t, t->crit.critical.risk, 1, true) },
		{ "ei",
		    tell_number(t, t->crit.critical.importance, 1, true) }));
	if (!bw_str_eq(j->s.material, c->known->code))
		text = tell_add(t, text,
		    TELL(t, "supply.critical.score-of",
			{ "group", tell_material(j->s.material) }));
	return text;
}

const struct bw_score *
critical_reliance(const struct critical *c)
{
	for (size_t i = 0; i < c->known->n_score; i++)
		if (bw_figure_known(c->known->score[i].s.reliance))
			return &c->known->score[i].s;
	return NULL;
}

static struct bw_text
reliance(const struct critical *c)
{
	const struct bw_score *s = critical_reliance(c);

	if (s == NULL)
		return empty();
	return TELL(c->t, "supply.critical.reliance",
	    { "share", tell_percent(c->t, s->reliance.at) },
	    { "study", tell_year(c->t, s->year) });
}

bool
critical_sourcing(const struct bw_act_line *l)
{
	return l->name == BW_ACT_SINGLE_COUNTRY && l->year != 0 &&
	    l->country.n > 0;
}

/* What the Union itself gets from one country, when a study says so. */
static struct bw_text
sourcing(const struct critical *c, struct bw_text text)
{
	struct tell *t = c->t;

	for (size_t i = 0; i < BW_ACT_LINES; i++) {
		const struct bw_act_line *l = &c->known->act[i];

		if (!critical_sourcing(l))
			continue;
		text = tell_add(t, text,
		    TELL(t, "supply.critical.sourcing",
			{ "stage", tell_stage(l->stage) },
			{ "study", tell_year(t, l->year) },
			{ "share",
			    tell_number(t, l->standing.share.at, 1, false) },
			{ "country",
			    tell_country(t, l->country, l->country) }));
	}
	return text;
}

static struct bw_text
list(const struct critical *c)
{
	if (c->sign[BW_SIGN_STRATEGIC] == BW_CERTAIN)
		return bw_text("supply.critical.list-strategic");
	if (c->sign[BW_SIGN_LISTED] == BW_CERTAIN)
		return bw_text("supply.critical.list-critical");
	return empty();
}

struct bw_text
critical_reason(const struct critical *c)
{
	struct tell *t = c->t;
	struct bw_text text = empty();

	if (c->made != NULL)
		text = tell_made(t, c->made);
	else
		text = bw_text("supply.critical.no-production");
	text = tell_add(t, text, benchmark(c));
	text = others(c, text);
	text = tell_add(t, text, score(c));
	text = tell_add(t, text, reliance(c));
	text = sourcing(c, text);
	return tell_add(t, text, list(c));
}
