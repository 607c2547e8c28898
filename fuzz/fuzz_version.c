/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Versions and ranges. The input is three lines: a scheme, a range, a version.
 * A range that was read and printed as vers says the same when read again.
 */
#include <stdlib.h>
#include "base/base.h"
#include "cyber/range.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

/* One alternative only: others are printed in one row. */
static void
again(const struct bw_range *r, struct bw_str version, struct bw_arena *a)
{
	struct bw_buf scratch = { 0 }, text = { 0 };
	struct bw_err err = { 0 };
	struct bw_range back;

	bw_range_print(&text, r);
	if (r->n_alt == 1 && (r->n_row > 0 || r->alt[0].any)) {
		must(bw_range_vers(&back, bw_buf_get(&text), false, a, &err) ==
		    0);
		must(bw_range_has(r, version, &scratch) ==
		    bw_range_has(&back, version, &scratch));
	}
	bw_buf_release(&scratch);
	bw_buf_release(&text);
}

/* As bytes and back it says the same. */
static void
kept(const struct bw_range *r, struct bw_str version, struct bw_arena *a)
{
	struct bw_buf scratch = { 0 }, bytes = { 0 };
	struct bw_err err = { 0 };
	struct bw_range back;

	bw_range_pack(&bytes, r);
	must(bw_range_unpack(&back, bw_buf_get(&bytes), a, &err) == 0);
	must(bw_range_has(r, version, &scratch) ==
	    bw_range_has(&back, version, &scratch));
	bw_buf_release(&scratch);
	bw_buf_release(&bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bw_str rest = { (const char *)data, n }, scheme, range, version;
	struct bw_buf scratch[2] = { 0 };
	struct bw_arena a = { 0 };
	struct bw_err err = { 0 };
	enum bw_scheme s;
	struct bw_range r;

	if (n == 0 || !bw_str_cut(&rest, '\n', &scheme) ||
	    !bw_str_cut(&rest, '\n', &range) ||
	    !bw_str_cut(&rest, '\n', &version) || !bw_scheme_find(scheme, &s))
		return 0;
	must(bw_version_compare(s, version, version, scratch) != BW_BEFORE);
	bw_version_compare(s, version, range, scratch);
	if (bw_range_vers(&r, range, false, &a, &err) == 0)
		again(&r, version, &a);
	if (bw_range_native(&r, scheme, range, &a, &err) == 0)
		bw_range_has(&r, version, &scratch[0]);
	if (bw_range_words(&r, scheme, range, &a, &err) == 0) {
		again(&r, version, &a);
		kept(&r, version, &a);
	}
	bw_buf_release(&scratch[0]);
	bw_buf_release(&scratch[1]);
	bw_arena_release(&a);
	return 0;
}
