/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Matching, held against the rules. The bytes are the dice of a small world
 * of advisories and machines (tests/cyber/oracle.h): what is found is what the
 * rules say, in one layer and in two cut wherever the first byte says.
 */
#include <stdlib.h>
#include "base/embed.h"
#include "cyber/oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct {
	struct bw_arena arena;
	struct bw_naming_rules names;
	struct bw_precedence precedence;
} rules;

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
agree(const struct oracle_world *w, unsigned cut)
{
	struct bw_err err = { 0 };
	struct bw_buf why = { 0 };
	struct oracle_held h;
	size_t verdicts = 0;

	must(oracle_say(&h, w, &rules.names, cut, &err) == 0);
	must(h.claims.stale ||
	    oracle_agrees(&h, w, &rules.precedence, &why, &verdicts));
	bw_buf_release(&why);
	oracle_release(&h);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct dice d = { .p = data, .end = data + n };
	struct oracle_world w;

	if (n == 0)
		return 0;
	if (rules.precedence.n == 0) {
		must(bw_naming_rules_read(&rules.names,
			 bw_embed("rules/cyber/names.yaml"), &rules.arena,
			 NULL) == 0);
		must(bw_precedence_read(&rules.precedence,
			 bw_embed("rules/cyber/precedence.yaml"), &rules.arena,
			 NULL) == 0);
	}
	d.p++;
	oracle_make(&w, &d);
	agree(&w, 0);
	agree(&w, 1 + data[0] % (ADVISORIES - 1));
	return 0;
}
