/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_scan_questions.c - any bytes as a questionnaire: refused with a reason,
 * or questions that can be asked and answered, whose scores stay in bounds.
 */
#include "scan/result.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
use(const struct bw_scan *q, struct bw_arena *a)
{
	struct bw_scan_state s;
	struct bw_scan_result r;

	if (bw_scan_state_init(&s, q, a, NULL) != 0)
		return;
	s.full = true;
	for (size_t i = 0; i < q->n_question; i++) {
		BW_ASSERT(q->question[i].theme < q->n_theme);
		BW_ASSERT(bw_scan_find(q, q->question[i].id) == i);
		s.answer[i].said = BW_SAID_VALUE;
		s.answer[i].value = (uint8_t)(i % 3);
	}
	if (bw_scan_score(&r, q, &s, a, NULL) != 0)
		return;
	BW_ASSERT(r.total.lo <= r.total.hi);
	BW_ASSERT(r.total.hi <= 100 * BW_SCAN_POINT);
	BW_ASSERT(r.exposure <= 100 * BW_SCAN_POINT);
	BW_ASSERT(r.n_signal <= q->n_signal && r.n_action <= q->n_question);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct bw_authority who[] = { { .code = BW_STR_INIT(
							 "OLEV") } };
	struct bw_str s = { (const char *)data, size };
	struct bw_err err = BW_ERR_INIT;
	struct bw_scan q;
	struct bw_arena a;

	bw_arena_init(&a, (size_t)64 << 20);
	if (bw_scan_read(&q, s, who, 1, &a, &err) != 0)
		BW_ASSERT(err.code < 0 && err.what[0] != '\0');
	else
		use(&q, &a);
	bw_arena_release(&a);
	return 0;
}
