/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * correspondence.c - tables of old and new codes, as offices publish them.
 *
 * Codes are written with points and blanks or without ("0101.21", "0101 21
 * 00"); they are compared without. A spreadsheet that took codes for numbers
 * has dropped the zero in front: where the header says HS or CN, a code with
 * an odd number of digits is refused, because two chapters may be meant.
 */
#include "formats/correspondence.h"
#include "base/csv.h"
#include "base/fold.h"

#define CODE_MAX 24

struct reader {
	const struct bw_sink *sink;
	struct bw_correspondence *out;
	size_t from, to, mark; /* columns; SIZE_MAX = there is none */
	bool pairs[2];         /* digits come in pairs: HS, CN */
	struct bw_place place;
};

static int
refuse(struct reader *r, const char *rule, struct bw_str shown, const char *why,
    struct bw_err *err)
{
	return bw_sink_report(r->sink, BW_REPORT_REFUSED, rule, &r->place, err,
	    "\"%.*s\": %s", BW_ARG(bw_str_sub(shown, 0, 60)), why);
}

/* Is `word` one of the words of the name? */
static bool
has_word(struct bw_str name, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= name.n; i++) {
		bool starts = i == 0 || name.p[i - 1] == ' ';
		bool ends = i + n == name.n || name.p[i + n] < 'a' ||
		    name.p[i + n] > 'z';

		if (starts && ends && memcmp(name.p + i, word, n) == 0)
			return true;
	}
	return false;
}

static bool
one_of(struct bw_str name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (bw_str_is(name, *list))
			return true;
	return false;
}

static void
read_name(struct reader *r, struct bw_str name, size_t i)
{
	static const char *const from[] = { "from", "van", "source", "old",
		"source code", "from code", NULL };
	static const char *const to[] = { "to", "naar", "target", "new",
		"target code", "to code", NULL };
	static const char *const mark[] = { "relationship", "relation",
		"partial", "part", "ex", "mark", "link", "type", "coverage",
		"relatie", "deel", NULL };

	if (one_of(name, from))
		r->from = i;
	else if (one_of(name, to))
		r->to = i;
	else if (one_of(name, mark))
		r->mark = i;
}

static int
read_header(
    struct reader *r, const struct bw_csv_row *header, struct bw_err *err)
{
	struct bw_buf folded = { 0 };
	int rc = 0;

	r->from = r->to = r->mark = SIZE_MAX;
	for (size_t i = 0; i < header->n && rc == 0; i++) {
		bw_buf_clear(&folded);
		bw_fold(&folded, header->field[i]);
		if ((rc = bw_buf_check(&folded, err)) == 0)
			read_name(r, bw_buf_get(&folded), i);
	}
	if (rc == 0 && (r->from == SIZE_MAX || r->to == SIZE_MAX)) {
		r->from = 0;
		r->to = 1;
		if (header->n < 2 || r->mark < 2)
			rc = bw_fail(err, BW_EFORMAT,
			    "a table of codes has two columns of codes: "
			    "from and to");
	}
	for (size_t i = 0; i < 2 && rc == 0; i++) {
		bw_buf_clear(&folded);
		bw_fold(&folded, header->field[i == 0 ? r->from : r->to]);
		if ((rc = bw_buf_check(&folded, err)) == 0)
			r->pairs[i] = has_word(bw_buf_get(&folded), "hs") ||
			    has_word(bw_buf_get(&folded), "cn");
	}
	bw_buf_release(&folded);
	return rc;
}

/* Letters and digits, in capitals; "ex" before it and a star behind it say
 * that only a part is meant. False when it is no code. */
static bool
read_code(struct bw_str s, char out[CODE_MAX], struct bw_str *code,
    bool *partial, bool *digits)
{
	size_t n = 0;

	s = bw_str_trim(s);
	*digits = true;
	if (s.n > 2 && bw_str_eq_nocase(bw_str_sub(s, 0, 2), BW_STR("ex")) &&
	    (s.p[2] == ' ' || s.p[2] == '.')) {
		*partial = true;
		s = bw_str_trim(bw_str_sub(s, 3, s.n));
	}
	if (s.n > 0 && s.p[s.n - 1] == '*') {
		*partial = true;
		s = bw_str_trim(bw_str_sub(s, 0, s.n - 1));
	}
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '.' || c == ' ')
			continue;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (n == CODE_MAX ||
		    !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')))
			return false;
		*digits = *digits && c <= '9';
		out[n++] = c;
	}
	*code = (struct bw_str){ out, n };
	return true;
}

/* 1 a part, 0 the whole or not told, -1 no word we know. */
static int
read_mark(struct bw_str s)
{
	static const char *const part[] = { "1:n", "n:n", "1:m", "m:m", "n:m",
		"m:n", "p", "partial", "part", "ex", "*", "x", "yes", "ja",
		"deel" };
	static const char *const whole[] = { "", "1:1", "n:1", "m:1", "full",
		"whole", "no", "nee", "0", "geheel" };

	for (size_t i = 0; i < BW_LEN(part); i++)
		if (bw_str_eq_nocase(s, bw_str_of(part[i])))
			return 1;
	for (size_t i = 0; i < BW_LEN(whole); i++)
		if (bw_str_eq_nocase(s, bw_str_of(whole[i])))
			return 0;
	return -1;
}

static bool
nothing(struct bw_str s)
{
	return s.n == 0 || bw_str_is(s, "-") || bw_str_is(s, "\xe2\x80\x93") ||
	    bw_str_is(s, "\xe2\x80\x94");
}

static struct bw_str
cell(const struct bw_csv_row *row, size_t i)
{
	return i < row->n ? bw_str_trim(row->field[i]) : (struct bw_str){ 0 };
}

static int
read_row(struct reader *r, const struct bw_csv_row *row, struct bw_err *err)
{
	struct bw_str text[2] = { cell(row, r->from), cell(row, r->to) };
	struct bw_str code[2] = { 0 }, mark = cell(row, r->mark);
	bool partial = false, digits;
	char kept[2][CODE_MAX];
	int rc = 0, part = read_mark(mark);

	if (nothing(text[0]) && nothing(text[1]))
		return 0;
	for (size_t i = 0; i < 2; i++) {
		if (i == 1 && nothing(text[1]))
			break;
		if (nothing(text[i]) ||
		    !read_code(text[i], kept[i], &code[i], &partial, &digits) ||
		    code[i].n == 0)
			return refuse(r, "correspondence-code", text[i],
			    "no code: letters and digits, at most 24", err);
		if (r->pairs[i] && digits && code[i].n % 2 == 1)
			return refuse(r, "correspondence-digit", text[i],
			    "an odd number of digits; a spreadsheet may have "
			    "dropped the zero in front",
			    err);
	}
	if (part < 0)
		rc = bw_sink_report(r->sink, BW_REPORT_NOTE,
		    "correspondence-mark", &r->place, err,
		    "\"%.*s\": no mark we know; taken as a part",
		    BW_ARG(bw_str_sub(mark, 0, 60)));
	if (rc != 0)
		return rc;
	return bw_correspondence_add(
	    r->out, code[0], code[1], partial || part != 0, err);
}

static int
read_rows(struct reader *r, struct bw_csv *csv, struct bw_err *err)
{
	struct bw_csv_row row = { 0 };
	bool more = false;
	int rc = bw_csv_next(csv, &row, &more, err);

	if (rc == 0 && !more)
		return bw_fail(err, BW_EFORMAT, "the table is empty");
	if (rc == 0)
		rc = read_header(r, &row, err);
	while (rc == 0) {
		if ((rc = bw_csv_next(csv, &row, &more, err)) != 0 || !more)
			break;
		r->place.line = row.line;
		r->place.number++;
		rc = read_row(r, &row, err);
	}
	return rc;
}

int
bw_correspondence_read(struct bw_input *in, const struct bw_sink *sink,
    struct bw_correspondence *out, struct bw_err *err)
{
	struct reader r = { .sink = sink, .out = out };
	struct bw_csv *csv = NULL;
	int rc;

	if ((rc = bw_csv_open(&csv, in, NULL, err)) == 0 &&
	    (rc = read_rows(&r, csv, err)) == 0)
		rc = bw_correspondence_finish(out, err);
	if (rc < 0)
		bw_fail_in(err, bw_input_name(in));
	bw_csv_close(csv);
	return rc;
}
