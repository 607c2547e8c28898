/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * epss.c - the Exploit Prediction Scoring System of FIRST, as its daily CSV
 * (first.org/epss).
 *
 * A line of comment names the model and the day; then each vulnerability with
 * the probability that it is exploited within thirty days, and the part of all
 * that have no higher one. Both stay the text they are. The list comes whole
 * and every day anew. Rules: doc/formats/signals.md.
 */
#include "base/csv.h"
#include "formats/columns.h"
#include "formats/formats_priv.h"
#include "formats/reading.h"
#include "model/advisory.h"

enum {
	CVE,
	SCORE,
	PERCENTILE,
	N_COLUMNS
};
static const struct bw_column columns[N_COLUMNS] = {
	[CVE] = { "cve", BW_COL_REQUIRED },
	[SCORE] = { "epss", BW_COL_REQUIRED },
	[PERCENTILE] = { "percentile", BW_COL_OPTIONAL },
};
struct epss {
	struct bw_reading rd;
	int at[N_COLUMNS];
	bool bound;
	bw_date day;
};

static size_t
digits(struct bw_str s, size_t from)
{
	size_t i = from;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i - from;
}

/* "0.00043", "1", "1.0", "9.7e-05": between 0 and 1. */
static bool
is_part(struct bw_str s)
{
	size_t i, n;
	bool one;

	if (s.n == 0 || s.n > 32 || digits(s, 0) != 1)
		return false;
	i = 1;
	if (i < s.n && s.p[i] == '.') {
		n = digits(s, i + 1);
		if (n == 0)
			return false;
		i += 1 + n;
	}
	if (i + 2 < s.n && (s.p[i] == 'e' || s.p[i] == 'E') &&
	    s.p[i + 1] == '-')
		return digits(s, i + 2) == s.n - i - 2;
	one = s.p[0] == '1';
	for (size_t k = 2; k < i; k++)
		one = one && s.p[k] == '0';
	return i == s.n && (s.p[0] == '0' || one);
}

/* "#model_version:v2025.03.14,score_date:2025-08-25T12:55:00Z" in cells. */
static int
comment(struct epss *e, const struct bw_csv_row *row)
{
	struct bw_str version = BW_STR("#model_version:");
	struct bw_str date = BW_STR("score_date:");
	int rc = 0;

	for (size_t i = 0; i < row->n && rc == 0; i++) {
		struct bw_str cell = bw_str_trim(row->field[i]);

		if (bw_str_starts(cell, version)) {
			rc = bw_rd_about(&e->rd, "version",
			    bw_str_sub(cell, version.n, cell.n));
		} else if (bw_str_starts(cell, date)) {
			cell = bw_str_sub(cell, date.n, 10);
			if (!bw_date_parse(cell, &e->day))
				rc = bw_rd_note(&e->rd, "epss-date",
				    "\"%.*s\" is no date", BW_SHOW(cell));
			else
				rc = bw_rd_published(&e->rd, cell);
		}
	}
	return rc;
}

static int
header(struct epss *e, const struct bw_csv_row *row)
{
	uint32_t need = 1u << CVE | 1u << SCORE;

	e->bound = true;
	if ((bw_columns_find(row->field, row->n, columns, N_COLUMNS, e->at) &
		need) == need)
		return 0;
	(void)bw_fail(e->rd.err, BW_EFORMAT,
	    "no columns cve and epss in the first line behind the comment");
	return bw_fail_at(e->rd.err, row->line, row->byte);
}

static struct bw_str
cell(const struct epss *e, const struct bw_csv_row *row, unsigned column)
{
	int at = e->at[column];

	return at < 0 || (size_t)at >= row->n ? (struct bw_str){ 0 }
					      : bw_str_trim(row->field[at]);
}

static int
score(struct epss *e, const struct bw_csv_row *row)
{
	struct bw_signal_rec s = { .vuln = cell(e, row, CVE),
		.rating = { .kind = BW_RATING_EPSS,
		    .value = cell(e, row, SCORE),
		    .extra = cell(e, row, PERCENTILE),
		    .at = e->day } };

	if (!bw_str_starts(s.vuln, BW_STR("CVE-")))
		return bw_rd_refuse(&e->rd, "epss-id", "\"%.*s\" is no CVE id",
		    BW_SHOW(s.vuln));
	e->rd.place.ref = s.vuln;
	if (!is_part(s.rating.value) ||
	    (s.rating.extra.n > 0 && !is_part(s.rating.extra)))
		return bw_rd_refuse(&e->rd, "epss-value",
		    "\"%.*s\", \"%.*s\": a number from 0 to 1 is asked",
		    BW_SHOW(s.rating.value), BW_SHOW(s.rating.extra));
	s.place = e->rd.place;
	return bw_sink_signal(e->rd.sink, &s, e->rd.err);
}

static int
row(struct epss *e, const struct bw_csv_row *r, uint64_t number)
{
	bw_rd_next(&e->rd, r->line, number);
	if (r->n > 0 && bw_str_starts(r->field[0], BW_STR("#")))
		return comment(e, r);
	return e->bound ? score(e, r) : header(e, r);
}

static int
read_epss(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_csv_opt opt = { .delimiter = ',' };
	struct epss e = { .day = BW_DATE_MIN };
	struct bw_csv *csv = NULL;
	struct bw_csv_row r;
	bool more = true;
	int rc = bw_rd_init(&e.rd, sink, err);

	if (rc == 0)
		rc = bw_csv_open(&csv, in, &opt, err);
	for (uint64_t n = 1; rc == 0 && more; n++)
		if ((rc = bw_csv_next(csv, &r, &more, err)) == 0 && more)
			rc = row(&e, &r, n);
	bw_csv_close(csv);
	bw_rd_release(&e.rd);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_str s = bw_str_trim(ahead), line;
	uint32_t all = (1u << N_COLUMNS) - 1;

	(void)cut;
	(void)name;
	if (bw_str_starts(s, BW_STR("#")))
		(void)bw_str_cut(&s, '\n', &line);
	return bw_table_peek(s, columns, N_COLUMNS) == all ? 95 : 0;
}

const struct bw_format bw_format_epss = {
	.name = "epss",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_epss,
};
