/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_ics.c - any bytes as the text of a calendar: what comes out is UTF-8,
 * in lines of at most 75 bytes that end in CR LF, one of them unfolded.
 */
#include "report/ics.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
look(struct bw_str s)
{
	size_t used = 0;

	BW_ASSERT(bw_utf8_valid(s, NULL));
	BW_ASSERT(s.n >= 2 && s.p[s.n - 1] == '\n');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\r') {
			BW_ASSERT((unsigned char)s.p[i] >= 0x20);
			used++;
			continue;
		}
		BW_ASSERT(used <= 75 && i + 1 < s.n && s.p[i + 1] == '\n');
		i++;
		used = 0;
		/* Nothing but a continuation follows. */
		BW_ASSERT(i + 1 == s.n || s.p[i + 1] == ' ');
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_out o;

	bw_out_memory(&o);
	bw_ics_text(&o, "SUMMARY", (struct bw_str){ (const char *)data, size });
	if (!o.buf.failed)
		look(bw_buf_get(&o.buf));
	bw_out_release(&o);
	return 0;
}
