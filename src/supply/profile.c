/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * profile.c - puts together what the world knows of one material.
 *
 * The printed SR lies within half a unit of its last digit; the inputs give
 * an interval of their own, some four times as wide. Both hold, so the SR
 * that decides is where they meet. If they do not meet, the printed value
 * counts and the disagreement is told.
 */
#include "supply/profile.h"

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for the study of a material");
}

static struct bw_judged
judge(const struct bw_score *s, const struct bw_criticality_rules *rules)
{
	const struct bw_risk_input in = { s->sides, s->world, s->eu,
		s->reliance, s->recycling, s->substitution };
	struct bw_judged j = { .s = *s, .risk = s->risk, .agrees = true };

	j.inputs = bw_figure_known(s->world) || bw_figure_known(s->eu) ||
	    bw_figure_known(s->reliance) || bw_figure_known(s->recycling) ||
	    bw_figure_known(s->substitution);
	j.computed = bw_supply_risk(&in, &j.missing);
	j.agrees = bw_interval_meet(&j.risk, j.computed);
	j.scored = bw_figure_known(s->risk) && bw_figure_known(s->importance);
	j.listed =
	    bw_critical(bw_exactly(s->risk.at), bw_exactly(s->importance.at),
		&rules->critical) == BW_REACHED;
	j.critical = bw_critical(j.risk, s->importance, &rules->critical);
	return j;
}

/* Ranks of one study: only those with a score take a place. */
static int
rank_study(struct bw_judged *all, size_t n, int year, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_interval *v = BW_ARENA_ARRAY(a, struct bw_interval, n + 1);
	struct bw_rank *rank = BW_ARENA_ARRAY(a, struct bw_rank, n + 1);
	size_t ranked = 0;

	if (v == NULL || rank == NULL)
		return no_memory(err);
	for (size_t i = 0; i < n; i++) {
		bool in = all[i].s.year == year && bw_bounds_known(all[i].risk);

		v[i] = in ? all[i].risk : BW_INTERVAL_NONE;
		ranked += in;
	}
	if (!bw_rank_ranges(v, n, rank))
		return no_memory(err);
	for (size_t i = 0; i < n; i++) {
		if (all[i].s.year != year)
			continue;
		all[i].rank = rank[i];
		all[i].ranked = ranked;
	}
	return 0;
}

int
bw_judge_all(const struct bw_view *v, const struct bw_criticality_rules *rules,
    struct bw_arena *a, struct bw_judged **out, size_t *n, struct bw_err *err)
{
	struct bw_score *s = NULL;
	int rc = bw_study_scores(v, BW_STR(""), rules, a, &s, n, err);

	*out = NULL;
	if (rc != 0 || *n == 0)
		return rc;
	*out = BW_ARENA_ARRAY(a, struct bw_judged, *n);
	if (*out == NULL)
		return no_memory(err);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = judge(&s[i], rules);
	for (size_t i = 0; i < *n && rc == 0; i++)
		if ((*out)[i].ranked == 0 && bw_bounds_known((*out)[i].risk))
			rc = rank_study(*out, *n, s[i].year, a, err);
	return rc;
}

/* Is it the group of the material, or a part of it? */
static bool
related(const struct bw_criticality_rules *rules, struct bw_str material,
    struct bw_str other)
{
	for (size_t i = 0; i < rules->n_group; i++) {
		const struct bw_score_group *g = &rules->group[i];

		for (size_t k = 0; k < g->n; k++)
			if ((bw_str_eq(g->code, other) &&
				bw_str_eq(g->member[k], material)) ||
			    (bw_str_eq(g->code, material) &&
				bw_str_eq(g->member[k], other)))
				return true;
	}
	return false;
}

static int
scores(struct bw_profile *p, const struct bw_view *v, int until,
    const struct bw_criticality_rules *rules, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_judged *all = NULL;
	size_t n = 0;
	int rc = bw_judge_all(v, rules, a, &all, &n, err);

	p->related = BW_ARENA_ARRAY(a, struct bw_judged, n + 1);
	if (rc == 0 && p->related == NULL)
		return no_memory(err);
	for (size_t i = 0; i < n && rc == 0; i++) {
		struct bw_judged *last =
		    p->n_related > 0 ? &p->related[p->n_related - 1] : NULL;

		if (all[i].s.year > until)
			continue;
		if (bw_str_eq(all[i].s.material, p->code)) {
			if (p->n_score == 0)
				p->score = &all[i]; /* they stand together */
			p->n_score++;
		} else if (all[i].scored &&
		    related(rules, p->code, all[i].s.material) &&
		    (last == NULL ||
			!bw_str_eq(last->s.material, all[i].s.material))) {
			p->related[p->n_related++] = all[i];
		}
	}
	return rc;
}

/* ---- shares ---- */

static int
side(struct bw_side *s, struct bw_arena *a, struct bw_err *err)
{
	struct bw_risk_share *r = BW_ARENA_ARRAY(a, struct bw_risk_share, s->n);
	struct bw_sourcing *from = BW_ARENA_ARRAY(a, struct bw_sourcing, s->n);

	if (r == NULL || from == NULL)
		return no_memory(err);
	for (size_t i = 0; i < s->n; i++) {
		const struct bw_study_share *x = &s->share[i];
		const struct bw_ref_item *c = bw_ref_country(x->country);

		r[i] = (struct bw_risk_share){ x->share, x->weight, x->factor };
		from[i] = (struct bw_sourcing){ x->share, c != NULL && c->eu };
	}
	bw_risk_concentration(r, s->n, &s->hhi);
	bw_act_sourcing(from, s->n, &s->act);
	return 0;
}

static int
shares(struct bw_profile *p, const struct bw_view *v, int until,
    const struct bw_criticality_rules *rules, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_study_share *list = NULL;
	size_t n = 0, end;
	int rc = bw_study_shares(v, p->code, rules, a, &list, &n,
	    &p->governed_from, &p->governed_to, err);

	for (size_t i = 0; i < n && rc == 0 && p->n_side < BW_SIDES; i = end) {
		struct bw_side *s;

		end = i;
		while (end < n && list[end].eu == list[i].eu &&
		    list[end].stage == list[i].stage)
			end++;
		if (list[i].year > until)
			continue;
		s = &p->side[p->n_side++];
		*s = (struct bw_side){ .eu = list[i].eu,
			.stage = list[i].stage,
			.year = list[i].year,
			.share = &list[i],
			.n = end - i };
		rc = side(s, a, err);
	}
	return rc;
}

static const struct bw_side *
find_side(const struct bw_profile *p, bool eu, uint8_t stage)
{
	for (size_t i = 0; i < p->n_side; i++)
		if (p->side[i].eu == eu && p->side[i].stage == stage)
			return &p->side[i];
	return NULL;
}

/* The bracket of SR is a mean of both sides, or one of them, and what it is
 * multiplied with is at most 1. With one side only nobody knows what the study
 * used for the other. */
static void
ceilings(struct bw_profile *p)
{
	for (uint8_t stage = 0; stage < BW_STAGES; stage++) {
		const struct bw_side *world = find_side(p, false, stage);
		const struct bw_side *eu = find_side(p, true, stage);
		double a, b;

		p->ceiling[stage] = BW_INTERVAL_NONE;
		if (world == NULL || eu == NULL)
			continue;
		a = world->hhi.weighted.hi;
		b = eu->hhi.weighted.hi;
		p->ceiling[stage] =
		    (struct bw_interval){ 0, NAN, a > b ? a : b };
	}
}

/* ---- benchmarks ---- */

static void
own_share(struct bw_profile *p, struct bw_act_line *l, uint8_t stage)
{
	const struct bw_side *eu = find_side(p, true, stage);

	l->stage = stage;
	if (eu == NULL) {
		bw_act_stand(&l->limit, BW_INTERVAL_NONE, &l->standing);
		return;
	}
	l->year = eu->year;
	l->place = eu->share[0].place;
	bw_act_stand(&l->limit, eu->act.own, &l->standing);
}

static void
recycled(struct bw_profile *p, struct bw_act_line *l)
{
	bw_act_stand(&l->limit, BW_INTERVAL_NONE, &l->standing);
	for (size_t i = 0; i < p->n_score; i++) {
		struct bw_interval v = p->score[i].s.recycling;

		if (!bw_figure_known(v))
			continue;
		v.lo *= 100;
		v.at *= 100;
		v.hi *= 100;
		l->year = p->score[i].s.year;
		l->place = p->score[i].s.place;
		bw_act_stand(&l->limit, v, &l->standing);
		return;
	}
}

static void
single(struct bw_profile *p, struct bw_act_line *l, uint8_t stage)
{
	const struct bw_side *eu = find_side(p, true, stage);

	l->stage = stage;
	bw_act_stand(&l->limit, eu != NULL ? eu->act.third : BW_INTERVAL_NONE,
	    &l->standing);
	if (eu == NULL)
		return;
	l->year = eu->year;
	l->place = eu->share[0].place;
	if (eu->act.at != SIZE_MAX) {
		l->country = eu->share[eu->act.at].country;
		l->place = eu->share[eu->act.at].place;
	}
}

static void
act(struct bw_profile *p, const struct bw_criticality_rules *rules)
{
	static const enum bw_benchmark_name name[BW_ACT_LINES] = {
		BW_ACT_EXTRACTION, BW_ACT_PROCESSING, BW_ACT_RECYCLING,
		BW_ACT_SINGLE_COUNTRY, BW_ACT_SINGLE_COUNTRY
	};

	for (size_t i = 0; i < BW_ACT_LINES; i++)
		p->act[i] = (struct bw_act_line){ .name = name[i],
			.limit = rules->act[name[i]] };
	own_share(p, &p->act[0], BW_STAGE_MINE);
	own_share(p, &p->act[1], BW_STAGE_REFINE);
	recycled(p, &p->act[2]);
	single(p, &p->act[3], BW_STAGE_MINE);
	single(p, &p->act[4], BW_STAGE_REFINE);
}

/* ---- end uses ---- */

static int
uses(struct bw_profile *p, const struct bw_view *v, int until,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_interval published = BW_INTERVAL_NONE, si = BW_INTERVAL_NONE;
	struct bw_end_use *u;
	double largest;
	int rc =
	    bw_study_uses(v, p->code, a, &p->use, &p->n_use, &largest, err);

	if (rc != 0)
		return rc;
	if (p->n_use > 0 && p->use[0].year > until)
		p->n_use = 0;
	u = BW_ARENA_ARRAY(a, struct bw_end_use, p->n_use + 1);
	if (u == NULL)
		return no_memory(err);
	for (size_t i = 0; i < p->n_use; i++)
		u[i] = (struct bw_end_use){ p->use[i].share,
			p->use[i].value_added };
	for (size_t i = 0; i < p->n_score && p->n_use > 0; i++)
		if (p->score[i].s.year == p->use[0].year) {
			published = p->score[i].s.importance;
			si = p->score[i].s.substitution_ei;
		}
	bw_economic_importance(
	    u, p->n_use, largest, si, published, &p->importance);
	return 0;
}

int
bw_profile(const struct bw_view *v, struct bw_str material, int until,
    const struct bw_criticality_rules *rules, struct bw_arena *a,
    struct bw_profile *out, struct bw_err *err)
{
	int rc = bw_ref_load(err);

	*out = (struct bw_profile){ .code = material };
	if (rc != 0)
		return rc;
	out->item = bw_ref_material(material);
	if ((rc = bw_supply_production(
		 v, material, a, &out->made, &out->n_made, err)) != 0 ||
	    (rc = scores(out, v, until, rules, a, err)) != 0 ||
	    (rc = shares(out, v, until, rules, a, err)) != 0 ||
	    (rc = uses(out, v, until, a, err)) != 0)
		return rc;
	out->n_made = bw_supply_until(out->made, out->n_made, until);
	ceilings(out);
	act(out, rules);
	return 0;
}
