/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_ics.c - iCalendar files, read back with a small parser by RFC 5545.
 */
#include "support/support.h"
#include "report/ics.h"

static struct bw_buf plain; /* the unfolded file of the last check */

/* Every line ends in CR LF and has at most 75 bytes of whole characters;
 * unfold. */
static void
unfold(struct bw_str s)
{
	size_t used = 0, begin = 0;

	bw_buf_clear(&plain);
	assert_true(bw_utf8_valid(s, NULL));
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			fail_msg("a line feed without CR at %zu", i);
		if (s.p[i] != '\r') {
			assert_true((unsigned char)s.p[i] >= 0x20);
			used++;
			bw_buf_char(&plain, s.p[i]);
			continue;
		}
		assert_true(i + 1 < s.n && s.p[i + 1] == '\n');
		assert_true(used <= 75);
		assert_true(
		    bw_utf8_valid(bw_str_sub(s, begin, i - begin), NULL));
		begin = i + 2;
		used = 0;
		i++;
		if (begin < s.n && s.p[begin] == ' ') {
			i++;
			used = 1;
		} else {
			bw_buf_char(&plain, '\n');
		}
	}
	assert_int_equal(used, 0); /* the last line ends too */
}

static struct bw_str
text_line(struct bw_str value)
{
	struct bw_out o;
	static char kept[8192];

	bw_out_memory(&o);
	bw_ics_text(&o, "SUMMARY", value);
	unfold(bw_buf_get(&o.buf));
	assert_true(plain.n < sizeof(kept));
	memcpy(kept, plain.p, plain.n);
	bw_out_release(&o);
	return (struct bw_str){ kept, plain.n };
}

/* The value of a text again: \n \\ \; \, */
static void
unescape(struct bw_str s, struct bw_buf *out)
{
	bw_buf_clear(out);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\') {
			assert_true(++i < s.n);
			assert_true(strchr("n\\;,", s.p[i]) != NULL);
			bw_buf_char(out, s.p[i] == 'n' ? '\n' : s.p[i]);
			continue;
		}
		assert_true(s.p[i] != ';' && s.p[i] != ',');
		bw_buf_char(out, s.p[i]);
	}
}

static void
test_escape(void **state)
{
	(void)state;
	assert_str(text_line(BW_STR("a, b; c\\d\ne")),
	    "SUMMARY:a\\, b\\; c\\\\d\\ne\n");
	assert_str(text_line(BW_STR("a\r\nBEGIN:VEVENT\ttab")),
	    "SUMMARY:a \\nBEGIN:VEVENT tab\n");
	assert_str(text_line(BW_STR("")), "SUMMARY:\n");
	assert_str(text_line(BW_STR("\xff\xc3")),
	    "SUMMARY:\xef\xbf\xbd\xef\xbf\xbd\n");
}

/* Whatever the text, folding gives it back. */
static void
test_fold(void **state)
{
	static const char piece[][5] = { "a", " ", "\xc3\xab", "\xe2\x82\xac",
		"\xf0\x9f\x93\x85", ";", "\n" };
	struct bw_buf text = { 0 }, back = { 0 };
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 400; round++) {
		struct bw_str line;

		bw_buf_clear(&text);
		for (int i = 0; i < round; i++) {
			seed = seed * 1664525u + 1013904223u;
			bw_buf_z(&text, piece[(seed >> 16) % BW_LEN(piece)]);
		}
		line = text_line(bw_buf_get(&text));
		assert_true(bw_str_starts(line, BW_STR("SUMMARY:")));
		line = bw_str_sub(line, 8, line.n - 9);
		unescape(line, &back);
		assert_true(bw_str_eq(bw_buf_get(&back), bw_buf_get(&text)));
	}
	bw_buf_release(&text);
	bw_buf_release(&back);
}

static void
test_event(void **state)
{
	static const int32_t alarm[] = { 7, 1 };
	struct bw_ics_event e = { .uid = BW_STR("phase1-end@bolwerk"),
		.summary = BW_STR("Laatste dag"),
		.description = BW_STR("Iets, en meer"),
		.alarm = alarm,
		.n_alarm = 2 };
	struct bw_out o;

	(void)state;
	assert_true(bw_date_of(2026, 12, 31, &e.day));
	assert_true(bw_date_of(2026, 11, 25, &e.stamp));
	bw_out_memory(&o);
	bw_ics_open(&o, BW_STR("Termijnen"));
	bw_ics_event(&o, &e);
	bw_ics_close(&o);
	unfold(bw_buf_get(&o.buf));
	assert_str(bw_buf_get(&plain),
	    "BEGIN:VCALENDAR\nVERSION:2.0\n"
	    "PRODID:-//Bolwerk//law clock//EN\nCALSCALE:GREGORIAN\n"
	    "X-WR-CALNAME:Termijnen\nBEGIN:VEVENT\n"
	    "UID:phase1-end@bolwerk\nDTSTAMP:20261125T000000Z\n"
	    "DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270101\n"
	    "SUMMARY:Laatste dag\nDESCRIPTION:Iets\\, en meer\n"
	    "STATUS:CONFIRMED\nTRANSP:TRANSPARENT\n"
	    "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-P7D\n"
	    "DESCRIPTION:Laatste dag\nEND:VALARM\n"
	    "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-P1D\n"
	    "DESCRIPTION:Laatste dag\nEND:VALARM\n"
	    "END:VEVENT\nEND:VCALENDAR\n");
	bw_out_release(&o);
	bw_buf_release(&plain);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escape),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_event),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
