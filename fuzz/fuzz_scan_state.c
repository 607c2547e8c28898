/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_scan_state.c - any bytes as a saved scan: refused with a reason, or
 * read, scored, written, and read again as the same.
 */
#include "scan/result.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_and_read(
    const struct bw_scan *q, const struct bw_scan_state *s, struct bw_arena *a)
{
	struct bw_buf one = { 0 }, two = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_scan_state again;
	struct bw_scan_result r;

	if (bw_scan_score(&r, q, s, a, &err) == 0) {
		bw_scan_state_write(&one, q, s, &r);
		if (bw_scan_state_read(&again, q, bw_buf_get(&one), a, &err) ==
		    0) {
			bw_scan_state_write(&two, q, &again, &r);
			BW_ASSERT(
			    bw_str_eq(bw_buf_get(&one), bw_buf_get(&two)));
		} else {
			BW_ASSERT(err.code == BW_ENOMEM);
		}
	}
	bw_buf_release(&one);
	bw_buf_release(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_str text = { (const char *)data, size };
	struct bw_err err = BW_ERR_INIT;
	static struct bw_arena kept; /* the questions are read once */
	static struct bw_scan q;
	struct bw_scan_state s;
	struct bw_arena a;

	if (q.n_question == 0)
		BW_ASSERT(bw_scan_own(&q, &kept, &err) == 0);
	bw_arena_init(&a, (size_t)64 << 20);
	if (bw_scan_state_read(&s, &q, text, &a, &err) != 0)
		BW_ASSERT(err.code < 0 && err.what[0] != '\0');
	else
		write_and_read(&q, &s, &a);
	bw_arena_release(&a);
	return 0;
}
