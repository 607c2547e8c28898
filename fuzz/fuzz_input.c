/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_input.c - any bytes as a file: plain, .gz, .zst or .zip. However it is
 * read, it gives the same bytes or the same refusal, within its limits.
 */
#include "base/input.h"
#include "base/mem.h"

#define LIMIT ((size_t)4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
read_it(struct bw_str bytes, bool peek, struct bw_buf *b)
{
	struct bw_input_opt opt = { .max_bytes = LIMIT };
	struct bw_input *in = NULL;
	struct bw_str ahead;
	uint8_t sha[32];
	size_t got = 1;
	int rc = bw_input_memory(&in, bytes, &opt, NULL);

	if (rc == 0 && peek)
		rc = bw_input_peek(in, &ahead, NULL);
	while (rc == 0 && got > 0 && bw_buf_room(b, 5000)) {
		rc = bw_input_read(
		    in, b->p + b->n, peek ? 777 : 5000, &got, NULL);
		b->n += rc == 0 ? got : 0;
	}
	BW_ASSERT(b->n <= LIMIT);
	if (rc == 0) {
		BW_ASSERT(bw_input_at(in) == b->n);
		rc = bw_input_digest(in, sha, NULL);
	}
	bw_input_free(in);
	return rc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_str bytes = { (const char *)data, size };
	struct bw_buf a = { 0 }, b = { 0 };
	int rc = read_it(bytes, false, &a);

	BW_ASSERT(read_it(bytes, true, &b) == rc);
	BW_ASSERT(rc != 0 || bw_str_eq(bw_buf_get(&a), bw_buf_get(&b)));
	bw_buf_release(&a);
	bw_buf_release(&b);
	return 0;
}
