/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tiers.c - how urgent an action is: now, next, later.
 *
 * Urgency is weight x what is lacking x (1 + exposure of its theme), from 0 to
 * 6. Effort does not divide it: small chores would push out crown jewels.
 */
#include "scan/result.h"

struct exposed {
	uint64_t e, of; /* sums of weight x answer, and of weight x 2 */
};

static void
expose(const struct bw_scan *q, const struct bw_scan_state *s, const bool *ask,
    const uint32_t *weight, struct exposed *theme)
{
	memset(theme, 0, sizeof(*theme) * q->n_theme);
	for (size_t i = 0; i < q->n_question; i++) {
		const struct bw_scan_answer *x = &s->answer[i];
		unsigned e = x->said == BW_SAID_UNKNOWN ? 1 : x->value;

		if (!ask[i] || x->said == BW_SAID_NOTHING)
			continue;
		for (size_t t = 0; t < q->n_theme; t++) {
			if (!(q->question[i].feeds & UINT32_C(1) << t))
				continue;
			theme[t].e += (uint64_t)weight[i] * e;
			theme[t].of += (uint64_t)weight[i] * 2;
		}
	}
}

/* weight in thousandths: w (3-a)/3 (1 + e/of) against 4 and 1.5, multiplied
 * out so that nothing is rounded. */
static enum bw_scan_tier
tier_of(uint32_t weight, unsigned lacking, struct exposed x)
{
	uint64_t of = x.of > 0 ? x.of : 1;
	uint64_t urgency = (uint64_t)weight * lacking * (of + x.e);

	if (lacking == 0)
		return BW_TIER_NONE;
	if (urgency >= 12000 * of)
		return BW_TIER_NOW;
	return urgency * 2 >= 9000 * of ? BW_TIER_NEXT : BW_TIER_LATER;
}

void
bw_scan_tiers(const struct bw_scan *q, const struct bw_scan_state *s,
    const uint32_t *weight, enum bw_scan_tier *tier)
{
	struct exposed theme[BW_SCAN_THEMES];
	bool ask[BW_SCAN_QUESTIONS];

	bw_scan_asks(q, s, ask);
	expose(q, s, ask, weight, theme);
	for (size_t i = 0; i < q->n_question; i++) {
		const struct bw_scan_answer *x = &s->answer[i];
		unsigned lacking =
		    x->said == BW_SAID_UNKNOWN ? 3 : 3u - x->value;

		tier[i] = ask[i] && bw_scan_measures(q, i) &&
			(x->said == BW_SAID_VALUE || x->said == BW_SAID_UNKNOWN)
		    ? tier_of(weight[i], lacking, theme[q->question[i].theme])
		    : BW_TIER_NONE;
	}
}

bool
bw_scan_quick_win(const struct bw_scan *q, const struct bw_scan_action *action)
{
	return q->question[action->question].effort == 'S' &&
	    action->tier < BW_TIER_LATER;
}
