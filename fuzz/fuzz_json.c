/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_json.c - any bytes as JSON. A usual and a tiny window give the same
 * records and the same refusals; every value is walked. The first byte of the
 * input chooses window and shape.
 */
#include "base/json.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
walk(struct bw_buf *b, struct bw_json v, struct bw_arena *a)
{
	struct bw_json_each it = bw_json_each(v);
	size_t n = 0;

	bw_buf_fmt(b, "%d", (int)bw_json_type(v));
	BW_ASSERT(bw_utf8_valid(bw_json_str(v), NULL));
	bw_buf_str(b, bw_json_str(v));
	bw_buf_str(b, bw_json_decimal(v, a));
	while (bw_json_step(&it)) {
		n++;
		bw_buf_str(b, it.key);
		walk(b, it.value, a);
	}
	BW_ASSERT(n == bw_json_count(v));
}

static int
read_it(struct bw_str text, const struct bw_json_opt *opt, struct bw_buf *b)
{
	struct bw_json_reader *r = NULL;
	struct bw_input *in = NULL;
	struct bw_arena a;
	struct bw_json v;
	bool more = true;
	int rc = bw_input_memory(&in, text, NULL, NULL);

	bw_arena_init(&a, 0);
	if (rc == 0)
		rc = bw_json_open(&r, in, opt, NULL);
	while (rc == 0 && more) {
		struct bw_err err = BW_ERR_INIT;

		rc = bw_json_next(r, &v, &more, &err);
		BW_ASSERT(rc == err.code);
		bw_buf_fmt(b, "\n%d %llu %llu:", rc,
		    (unsigned long long)bw_json_line(r),
		    (unsigned long long)bw_json_byte(r));
		if (rc == 0 && more)
			walk(b, v, &a);
		if (rc != 0 && bw_json_can_go_on(r)) {
			rc = 0;
			more = true;
		}
	}
	bw_json_close(r);
	bw_input_free(in);
	bw_arena_release(&a);
	return rc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_json_opt opt = { .max_record = 4096 };
	struct bw_buf a = { 0 }, b = { 0 };
	struct bw_str text;
	int rc;

	if (size == 0)
		return 0;
	text = (struct bw_str){ (const char *)data + 1, size - 1 };
	opt.whole = data[0] & 1;
	rc = read_it(text, &opt, &a);
	opt.block = (size_t)(data[0] >> 1) + 1;
	BW_ASSERT(read_it(text, &opt, &b) == rc);
	BW_ASSERT(rc == BW_ELIMIT || bw_str_eq(bw_buf_get(&a), bw_buf_get(&b)));
	bw_buf_release(&a);
	bw_buf_release(&b);
	return 0;
}
