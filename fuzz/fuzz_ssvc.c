/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Facts for SSVC: a table on the first line, then facts "Point=value;..." as
 * ratings keep them. More known never leaves more possible, and a walk always
 * leaves something.
 */
#include <stdlib.h>
#include "cyber/ssvc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
walk(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    const struct bw_ssvc_facts *f)
{
	struct bw_ssvc_facts nothing = { 0 };
	struct bw_ssvc_walk w, all;

	bw_ssvc_decide(s, t, f, &w);
	bw_ssvc_decide(s, t, &nothing, &all);
	must(w.decisions != 0 && (w.decisions & ~all.decisions) == 0);
	must(w.certain == ((w.decisions & (w.decisions - 1)) == 0));
	for (uint32_t i = 0; i < w.n_open; i++) {
		uint16_t sum = 0;

		for (int v = 0; v < BW_SSVC_VALUES; v++)
			sum |= w.open[i].then[v];
		must(sum == w.decisions);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct bw_ssvc *s; /* the tables do not change */
	struct bw_str rest = { (const char *)data, n }, name;
	const struct bw_ssvc_table *t;
	struct bw_ssvc_facts f = { 0 };
	struct bw_err err = BW_ERR_INIT;

	if (s == NULL)
		must(bw_ssvc_new(&s, &err) == 0);
	if (n == 0 || !bw_str_cut(&rest, '\n', &name))
		return 0;
	t = bw_ssvc_table_of(s, name);
	(void)bw_ssvc_tell_rating(s, t, &f, rest);
	if (t != NULL)
		walk(s, t, &f);
	return 0;
}
