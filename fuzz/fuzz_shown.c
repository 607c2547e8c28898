/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_shown.c - any bytes as text to compare and to show.
 *
 * Names come from files of strangers. Whatever they hold: folding ends in
 * valid UTF-8 and folding again changes nothing; plain text and wrapped text
 * hold no control character but line ends; a JSON string is valid UTF-8 with
 * its quotes and escapes in order; a CSV field cannot leave its cell.
 */
#include "base/fold.h"
#include "base/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_fold(struct bw_str s)
{
	struct bw_buf once = { 0 }, twice = { 0 };

	bw_fold(&once, s);
	bw_fold(&twice, bw_buf_get(&once));
	BW_ASSERT(bw_utf8_valid(bw_buf_get(&once), NULL));
	BW_ASSERT(bw_str_eq(bw_buf_get(&once), bw_buf_get(&twice)));
	bw_buf_release(&once);
	bw_buf_release(&twice);
}

static void
check_harmless(struct bw_str s)
{
	BW_ASSERT(bw_utf8_valid(s, NULL));
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		BW_ASSERT(c == '\n' || (c >= 0x20 && c != 0x7f));
		BW_ASSERT(c != 0xc2 || (unsigned char)s.p[i + 1] >= 0xa0);
	}
}

static void
check_shown(struct bw_str s)
{
	struct bw_arena a;
	struct bw_table *t;
	struct bw_out o;

	bw_arena_init(&a, 0);
	bw_out_memory(&o);
	t = bw_table_new(&a);
	bw_table_col(t, BW_STR("Name"), BW_COL_WRAP);
	bw_table_col(t, BW_STR("Why"), (unsigned)(s.n % 4));
	bw_table_cell(t, s);
	bw_table_cell(t, bw_str_sub(s, s.n / 2, s.n));
	BW_ASSERT(bw_table_print(t, &o, (unsigned)(40 + s.n % 60), NULL) == 0);
	bw_wrap(&o, s, (unsigned)(s.n % 8), (unsigned)(20 + s.n % 60));
	BW_ASSERT(bw_out_finish(&o, NULL) == 0);
	check_harmless(bw_buf_get(&o.buf));
	bw_buf_release(&o.buf);
	bw_arena_release(&a);
}

static void
check_json(struct bw_str s)
{
	struct bw_out o;
	struct bw_jw j;

	bw_out_memory(&o);
	j = bw_jw(&o);
	bw_jw_str(&j, NULL, s);
	BW_ASSERT(bw_utf8_valid(bw_buf_get(&o.buf), NULL));
	BW_ASSERT(o.buf.n >= 2 && o.buf.p[0] == '"');
	for (size_t i = 1; i < o.buf.n; i++) {
		BW_ASSERT((unsigned char)o.buf.p[i] >= 0x20);
		if (o.buf.p[i] == '\\')
			i++;
		else
			BW_ASSERT((o.buf.p[i] == '"') == (i == o.buf.n - 1));
	}
	bw_out_release(&o);
}

static void
check_csv(struct bw_str s)
{
	struct bw_out o;
	bool inside = false;

	bw_out_memory(&o);
	bw_csvw_field(&o, s, true);
	for (size_t i = 0; i < o.buf.n; i++) {
		char c = o.buf.p[i];

		inside ^= c == '"';
		BW_ASSERT(inside || (c != ',' && c != '\n' && c != '\r'));
	}
	BW_ASSERT(!inside);
	bw_out_release(&o);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_str s = { (const char *)data, size };

	check_fold(s);
	check_shown(s);
	check_json(s);
	check_csv(s);
	return 0;
}
