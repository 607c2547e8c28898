/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * result.c - scores of themes, exposure, total, and the plan.
 */
#include "scan/result.h"

__extension__ typedef unsigned __int128 wide;

struct scoring {
	const struct bw_scan *q;
	const struct bw_scan_state *s;
	struct bw_scan_result *r;
	bool ask[BW_SCAN_QUESTIONS];
	/* Per theme: sums of weight x answer, with what is unknown as 0 and
	 * as 3, and of weight. */
	uint32_t lo[BW_SCAN_THEMES], hi[BW_SCAN_THEMES], of[BW_SCAN_THEMES];
};

/* 100 a/b in millionths, rounded down: digit by digit, because a and b may
 * leave room for no more (common). */
static uint32_t
points(wide a, wide b)
{
	wide whole = a * 100 / b, rest = a * 100 % b;

	for (uint32_t one = 1; one < BW_SCAN_POINT; one *= 10) {
		whole = whole * 10 + rest * 10 / b;
		rest = rest * 10 % b;
	}
	return (uint32_t)whole;
}

static void
count_measure(struct scoring *c, size_t i)
{
	const struct bw_scan_question *x = &c->q->question[i];
	const struct bw_scan_answer *said = &c->s->answer[i];
	struct bw_scan_theme_score *t = &c->r->theme[x->theme];

	if (said->said == BW_SAID_NA) {
		t->not_applicable++;
		t->answered++;
		return;
	}
	c->r->applicable_weight += x->weight;
	if (said->said == BW_SAID_NOTHING)
		return;
	c->r->answered_weight += x->weight;
	t->answered++;
	c->of[x->theme] += x->weight;
	if (said->said == BW_SAID_UNKNOWN) {
		t->unknown++;
		c->hi[x->theme] += 3u * x->weight;
	} else {
		c->lo[x->theme] += (uint32_t)x->weight * said->value;
		c->hi[x->theme] += (uint32_t)x->weight * said->value;
	}
}

static void
count_exposure(struct scoring *c, size_t i)
{
	const struct bw_scan_question *x = &c->q->question[i];
	const struct bw_scan_answer *said = &c->s->answer[i];
	bool unknown = said->said == BW_SAID_UNKNOWN;

	if (said->said == BW_SAID_NOTHING)
		return;
	c->r->theme[x->theme].answered++;
	c->r->theme[x->theme].unknown += unknown;
	for (size_t t = 0; t < c->q->n_theme; t++) {
		struct bw_scan_theme_score *to = &c->r->theme[t];

		if (!(x->feeds & UINT32_C(1) << t))
			continue;
		to->exposed += x->weight * (unknown ? 1u : said->value);
		to->of += x->weight * 2u;
		to->unknown_exposure += unknown;
	}
}

static void
count(struct scoring *c)
{
	for (size_t i = 0; i < c->q->n_question; i++) {
		if (!c->ask[i])
			continue;
		c->r->theme[c->q->question[i].theme].asked++;
		if (bw_scan_measures(c->q, i))
			count_measure(c, i);
		else
			count_exposure(c, i);
	}
	for (size_t t = 0; t < c->q->n_theme; t++) {
		struct bw_scan_theme_score *to = &c->r->theme[t];

		c->r->asked += to->asked;
		c->r->answered += to->answered;
		c->r->unknown += to->unknown;
		to->scored = c->of[t] > 0;
		if (to->scored)
			to->score = (struct bw_scan_range){
				points(c->lo[t], (wide)3 * c->of[t]),
				points(c->hi[t], (wide)3 * c->of[t])
			};
	}
}

/* ---- total ---- */

static wide
greatest(wide a, wide b)
{
	while (b != 0) {
		wide rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* A multiple of all that is divided by, so that sums over themes are whole
 * numbers: under 10^33 by BW_SCAN_WEIGHTS, and a sum of shares of it under
 * 10^35, where 128 bits hold 3 x 10^38. */
static wide
common(const struct scoring *c)
{
	wide all = 1;

	for (size_t t = 0; t < c->q->n_theme; t++) {
		const struct bw_scan_theme_score *x = &c->r->theme[t];
		wide one = (wide)(c->of[t] > 0 ? 3 * c->of[t] : 1) *
		    (x->of > 0 ? x->of : 1);

		all = all / greatest(all, one) * one;
	}
	return all;
}

/* Sum of R (1+x) over sum of (1+x), for the low or the high end. */
static uint32_t
total(const struct scoring *c, const uint32_t *sum)
{
	wide all = common(c), up = 0, down = 0;

	for (size_t t = 0; t < c->q->n_theme; t++) {
		const struct bw_scan_theme_score *x = &c->r->theme[t];
		wide of = x->of > 0 ? x->of : 1, share;

		if (!x->scored)
			continue;
		share = all / of * (of + x->exposed);
		down += share;
		up += share / (3 * c->of[t]) * sum[t];
	}
	return points(up, down);
}

static enum bw_scan_no_total
why_none(const struct scoring *c)
{
	const struct bw_scan_result *r = c->r;
	uint32_t na = 0, measured = 0, known = 0;

	for (size_t t = 0; t < c->q->n_theme; t++)
		na += r->theme[t].not_applicable;
	for (size_t i = 0; i < c->q->n_question; i++) {
		if (!c->ask[i] || !bw_scan_measures(c->q, i))
			continue;
		measured++;
		known += c->s->answer[i].said == BW_SAID_VALUE;
	}
	if (measured > 0 && na == measured)
		return BW_TOTAL_NOT_APPLICABLE;
	if (r->answered_weight == 0)
		return BW_TOTAL_NO_ANSWERS;
	if (known == 0)
		return BW_TOTAL_NOTHING_KNOWN;
	if (r->answered_weight * 10 < r->applicable_weight * 6)
		return BW_TOTAL_COVERAGE;
	return BW_TOTAL_IS_THERE;
}

/* The mean over the themes whose exposure is known at all. */
static void
exposure(struct scoring *c)
{
	wide all = common(c), sum = 0, n = 0;

	for (size_t t = 0; t < c->q->n_theme; t++) {
		const struct bw_scan_theme_score *x = &c->r->theme[t];

		if (!c->q->theme[t].measured || x->of == 0)
			continue;
		sum += all / x->of * x->exposed;
		n++;
	}
	c->r->has_exposure = n > 0;
	if (n > 0)
		c->r->exposure = points(sum, all * n);
}

/* ---- the plan ---- */

static void
signals(struct scoring *c, uint16_t *to)
{
	static const enum bw_scan_signal_kind order[] = { BW_SCAN_ALERT,
		BW_SCAN_DUTY };

	c->r->signal = to;
	for (size_t k = 0; k < BW_LEN(order); k++)
		for (size_t i = 0; i < c->q->n_signal; i++)
			if (c->q->signal[i].kind == order[k] &&
			    bw_scan_holds(&c->q->signal[i].when, c->q, c->s,
				c->ask) == BW_SCAN_TRUE)
				to[c->r->n_signal++] = (uint16_t)i;
}

static void
profile(struct scoring *c, uint16_t *to)
{
	c->r->profile = to;
	for (size_t i = 0; i < c->q->n_question; i++) {
		const struct bw_scan_answer *x = &c->s->answer[i];

		if (c->ask[i] && !bw_scan_measures(c->q, i) &&
		    (x->said == BW_SAID_UNKNOWN || x->value > 0))
			to[c->r->n_profile++] = (uint16_t)i;
	}
}

static enum bw_scan_step
step(const struct bw_scan_answer *x)
{
	if (x->said == BW_SAID_UNKNOWN)
		return BW_STEP_FIND_OUT;
	return x->value == 0 ? BW_STEP_FIRST : BW_STEP_NEXT;
}

static void
actions(struct scoring *c, struct bw_scan_action *to)
{
	static const char effort[] = "SML";
	uint32_t weight[BW_SCAN_QUESTIONS];
	enum bw_scan_tier tier[BW_SCAN_QUESTIONS];
	struct bw_scan_result *r = c->r;

	for (size_t i = 0; i < c->q->n_question; i++)
		weight[i] = c->q->question[i].weight * 1000u;
	bw_scan_tiers(c->q, c->s, weight, tier);
	r->action = to;
	for (int t = BW_TIER_NOW; t < BW_TIER_NONE; t++)
		for (size_t e = 0; effort[e] != '\0'; e++)
			for (size_t i = 0; i < c->q->n_question; i++)
				if ((int)tier[i] == t &&
				    c->q->question[i].effort == effort[e])
					to[r->n_action++] =
					    (struct bw_scan_action){
						    (uint16_t)i, tier[i],
						    step(&c->s->answer[i])
					    };
	while (r->n_first_page < r->n_action &&
	    r->n_first_page < BW_SCAN_FIRST_PAGE &&
	    to[r->n_first_page].tier < BW_TIER_LATER)
		r->n_first_page++;
}

int
bw_scan_score(struct bw_scan_result *out, const struct bw_scan *q,
    const struct bw_scan_state *s, struct bw_arena *a, struct bw_err *err)
{
	struct scoring c = { .q = q, .s = s, .r = out };
	uint16_t *signal = BW_ARENA_ARRAY(a, uint16_t, q->n_signal + 1);
	uint16_t *exposed = BW_ARENA_ARRAY(a, uint16_t, q->n_question + 1);
	struct bw_scan_action *action =
	    BW_ARENA_ARRAY(a, struct bw_scan_action, q->n_question + 1);

	if (signal == NULL || exposed == NULL || action == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for the result");
	*out = (struct bw_scan_result){ 0 };
	bw_scan_asks(q, s, c.ask);
	count(&c);
	exposure(&c);
	out->no_total = why_none(&c);
	if (out->no_total == BW_TOTAL_IS_THERE)
		out->total =
		    (struct bw_scan_range){ total(&c, c.lo), total(&c, c.hi) };
	signals(&c, signal);
	profile(&c, exposed);
	actions(&c, action);
	return 0;
}

/* ---- names ---- */

enum bw_scan_band
bw_scan_band(uint32_t millionths)
{
	static const uint32_t from[] = { 40, 70, 90 };
	int b = 0;

	while (b < 3 && millionths >= from[b] * BW_SCAN_POINT)
		b++;
	return (enum bw_scan_band)b;
}

const char *
bw_scan_band_name(enum bw_scan_band b)
{
	static const char *const name[] = { "vulnerable", "building",
		"resilient", "exemplary" };

	return name[b];
}

const char *
bw_scan_tier_name(enum bw_scan_tier t)
{
	static const char *const name[] = { "now", "next", "later", "none" };

	return name[t];
}

const char *
bw_scan_step_name(enum bw_scan_step s)
{
	static const char *const name[] = { "first", "next", "find-out" };

	return name[s];
}

const char *
bw_scan_no_total_name(enum bw_scan_no_total n)
{
	static const char *const name[] = { "there", "no-answers",
		"not-applicable", "nothing-known", "coverage" };

	return name[n];
}

const char *
bw_scan_field_name(const struct bw_scan_result *r)
{
	static const char *const name[2][2] = { { "low-low", "low-high" },
		{ "high-low", "high-high" } };

	if (r->no_total != BW_TOTAL_IS_THERE || !r->has_exposure)
		return NULL;
	return name[r->exposure >= 50 * BW_SCAN_POINT]
		   [r->total.lo >= 70 * BW_SCAN_POINT];
}
