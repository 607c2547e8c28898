/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cvss_steps.c - which metric matters: the score one value up or down.
 *
 * Tells a reader what to look at twice before believing a score, and a
 * defender what a measure on one metric (less exposure, say, as a modified
 * attack vector) can win. Every vector is scored again, so that the formula's
 * jumps are in it.
 */
#include "cyber/cvss.h"

static int
size(int x)
{
	return x < 0 ? -x : x;
}

/* In place: larger changes first, then graver ones, then by metric. */
static void
insert(struct bw_cvss_step *list, size_t n, struct bw_cvss_step s)
{
	for (; n > 0; n--) {
		const struct bw_cvss_step *p = &list[n - 1];

		if (size(p->change) > size(s.change) ||
		    (size(p->change) == size(s.change) &&
			p->change >= s.change))
			break;
		list[n] = *p;
	}
	list[n] = s;
}

/* Values that say something; an optional metric's last one does not. */
static uint8_t
values(const struct bw_cvss_metric *m)
{
	uint8_t n = 0;

	while (m->value[n] != NULL)
		n++;
	return m->group == BW_CVSS_BASE ? n : (uint8_t)(n - 1);
}

size_t
bw_cvss_steps(const struct bw_cvss *v, struct bw_cvss_step out[BW_CVSS_STEPS])
{
	size_t n, found = 0;
	const struct bw_cvss_metric *m = bw_cvss_metrics(v->version, &n);
	int now = bw_cvss_scores(v).overall;

	for (uint8_t i = 0; i < n; i++) {
		uint8_t last = values(&m[i]), at = v->value[i];

		if ((at == 0 || at > last) && m[i].group == BW_CVSS_THREAT)
			at = 1;
		if (m[i].group == BW_CVSS_SUPPLEMENT || at == 0 || at > last)
			continue;
		for (int step = -1; step <= 1; step += 2) {
			struct bw_cvss other = *v;
			struct bw_cvss_step s = { .metric = i,
				.from = v->value[i],
				.to = (uint8_t)(at + step) };

			if (s.to == 0 || s.to > last)
				continue;
			other.value[i] = s.to;
			s.overall = bw_cvss_scores(&other).overall;
			s.change = s.overall - now;
			if (s.change != 0 && found < BW_CVSS_STEPS)
				insert(out, found++, s);
		}
	}
	return found;
}
