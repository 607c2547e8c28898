/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_csv.c - any bytes as a table. Where the window ends may not matter:
 * a usual and a tiny one give the same rows or the same refusal. The first
 * byte of the input chooses delimiter and window.
 */
#include "base/csv.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
read_it(struct bw_str text, const struct bw_csv_opt *opt, struct bw_buf *b,
    struct bw_err *err)
{
	struct bw_input *in = NULL;
	struct bw_csv *c = NULL;
	struct bw_csv_row row;
	bool more = true;
	int rc = bw_input_memory(&in, text, NULL, err);

	if (rc == 0)
		rc = bw_csv_open(&c, in, opt, err);
	while (rc == 0) {
		rc = bw_csv_next(c, &row, &more, err);
		if (rc != 0 || !more)
			break;
		bw_buf_fmt(b, "%llu %llu:", (unsigned long long)row.line,
		    (unsigned long long)row.byte);
		for (size_t i = 0; i < row.n; i++) {
			BW_ASSERT(bw_utf8_valid(row.field[i], NULL));
			bw_buf_str(b, row.field[i]);
			bw_buf_char(b, '\0');
		}
	}
	bw_csv_close(c);
	bw_input_free(in);
	return rc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delimiters[] = { 0, ',', ';', '\t' };
	struct bw_csv_opt opt = { .max_record = 4096, .max_fields = 64 };
	struct bw_err e1 = BW_ERR_INIT, e2 = BW_ERR_INIT;
	struct bw_buf a = { 0 }, b = { 0 };
	struct bw_str text;
	int rc;

	if (size == 0)
		return 0;
	text = (struct bw_str){ (const char *)data + 1, size - 1 };
	opt.delimiter = delimiters[data[0] & 3];
	rc = read_it(text, &opt, &a, &e1);
	opt.block = (size_t)(data[0] >> 2) + 1;
	BW_ASSERT(read_it(text, &opt, &b, &e2) == rc);
	BW_ASSERT(e1.line == e2.line);
	BW_ASSERT(bw_str_eq(bw_buf_get(&a), bw_buf_get(&b)));
	bw_buf_release(&a);
	bw_buf_release(&b);
	return 0;
}
