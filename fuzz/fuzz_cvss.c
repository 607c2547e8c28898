/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * CVSS vectors. What is read has scores within 0 and 10, prints as a vector
 * that is read again to the same, and each step away from it is what the score
 * of that vector is.
 */
#include <stdlib.h>
#include "cyber/cvss.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
steps(const struct bw_cvss *v, int now)
{
	struct bw_cvss_step step[BW_CVSS_STEPS];
	size_t n = bw_cvss_steps(v, step);

	for (size_t i = 0; i < n; i++) {
		struct bw_cvss other = *v;

		other.value[step[i].metric] = step[i].to;
		must(bw_cvss_scores(&other).overall == step[i].overall);
		must(step[i].change == step[i].overall - now);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_buf text = { 0 };
	struct bw_cvss_score s;
	struct bw_cvss v, back;

	if (bw_cvss_parse(&v, (struct bw_str){ (const char *)data, n }, &err) !=
	    0) {
		must(err.code == BW_EFORMAT && err.byte <= n);
		return 0;
	}
	s = bw_cvss_scores(&v);
	must(s.base >= 0 && s.base <= 100);
	must(s.temporal >= -1 && s.temporal <= s.base);
	must(s.environmental >= -1 && s.environmental <= 100);
	bw_cvss_print(&text, &v);
	must(bw_cvss_parse(&back, bw_buf_get(&text), &err) == 0);
	must(memcmp(&v, &back, sizeof(v)) == 0);
	bw_buf_release(&text);
	steps(&v, s.overall);
	return 0;
}
