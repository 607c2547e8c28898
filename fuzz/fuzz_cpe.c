/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * CPE names. The input is one or two lines, each a name. What was read and
 * printed is read as the same name again, in both bindings; a name equals
 * itself, or has wildcards; and comparing the other way gives the other
 * relation, where neither has any.
 */
#include <stdlib.h>
#include "base/base.h"
#include "cyber/cpe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
again(const struct bw_cpe *c,
    void (*print)(struct bw_buf *, const struct bw_cpe *), struct bw_arena *a)
{
	struct bw_buf text = { 0 };
	struct bw_err err = { 0 };
	struct bw_cpe back;

	print(&text, c);
	if (text.n <= BW_CPE_MOST) { /* %XX takes more room */
		must(bw_cpe_parse(&back, bw_buf_get(&text), a, &err) == 0);
		for (unsigned i = 0; i < BW_CPE_ATTRS; i++)
			must(bw_str_eq(c->attr[i], back.attr[i]));
	}
	bw_buf_release(&text);
}

static void
relate(const struct bw_cpe *a, const struct bw_cpe *b)
{
	static const enum bw_cpe_relation other[] = { [BW_CPE_DISJOINT] =
							  BW_CPE_DISJOINT,
		[BW_CPE_EQUAL] = BW_CPE_EQUAL,
		[BW_CPE_SUBSET] = BW_CPE_SUPERSET,
		[BW_CPE_SUPERSET] = BW_CPE_SUBSET,
		[BW_CPE_UNDEFINED] = BW_CPE_UNDEFINED };
	enum bw_cpe_relation self = bw_cpe_compare(a, a);
	enum bw_cpe_relation r = bw_cpe_compare(a, b);

	must(self == BW_CPE_EQUAL || self == BW_CPE_UNDEFINED);
	if (self == BW_CPE_EQUAL && bw_cpe_compare(b, b) == BW_CPE_EQUAL)
		must(bw_cpe_compare(b, a) == other[r]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bw_str rest = { (const char *)data, n }, first;
	struct bw_arena a = { 0 };
	struct bw_err err = { 0 };
	struct bw_cpe x, y;

	if (n == 0)
		return 0;
	bw_str_cut(&rest, '\n', &first);
	if (bw_cpe_parse(&x, first, &a, &err) == 0) {
		again(&x, bw_cpe_print, &a);
		again(&x, bw_cpe_print_uri, &a);
		if (bw_cpe_parse(&y, rest, &a, &err) == 0)
			relate(&x, &y);
	}
	bw_arena_release(&a);
	return 0;
}
