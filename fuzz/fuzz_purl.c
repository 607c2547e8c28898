/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Package URLs. The input is one or two lines, each a purl. What was read and
 * written is read as the same again and written the same; and a statement about
 * a package without qualifiers speaks of it with any.
 */
#include <stdlib.h>
#include "base/base.h"
#include "cyber/purl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
again(const struct bw_purl *p, struct bw_arena *a)
{
	struct bw_buf text = { 0 }, twice = { 0 }, key = { 0 };
	struct bw_err err = { 0 };
	struct bw_purl back;

	must(bw_purl_build(&text, p, &err) == 0);
	bw_purl_key(&key, p);
	must(bw_buf_check(&key, &err) == 0);
	if (text.n <= BW_PURL_MOST) { /* %XX takes more room */
		must(bw_purl_parse(&back, bw_buf_get(&text), a, &err) == 0);
		must(bw_str_eq(p->type, back.type) &&
		    bw_str_eq(p->ns, back.ns) &&
		    bw_str_eq(p->name, back.name) &&
		    bw_str_eq(p->version, back.version) &&
		    bw_str_eq(p->qualifiers, back.qualifiers) &&
		    bw_str_eq(p->subpath, back.subpath));
		must(bw_purl_build(&twice, &back, &err) == 0);
		must(bw_str_eq(bw_buf_get(&text), bw_buf_get(&twice)));
	}
	bw_buf_release(&text);
	bw_buf_release(&twice);
	bw_buf_release(&key);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bw_str rest = { (const char *)data, n }, first;
	struct bw_arena a = { 0 };
	struct bw_err err = { 0 };
	struct bw_purl one, two;

	bw_str_cut(&rest, '\n', &first);
	if (bw_purl_parse(&one, first, &a, &err) == 0) {
		again(&one, &a);
		must(bw_purl_covers(BW_STR(""), one.qualifiers));
		if (rest.p != NULL && bw_purl_parse(&two, rest, &a, &err) == 0)
			(void)bw_purl_covers(one.qualifiers, two.qualifiers);
	}
	bw_arena_release(&a);
	return 0;
}
