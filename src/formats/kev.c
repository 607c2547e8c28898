/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kev.c - the catalogue of vulnerabilities known to be exploited, of CISA
 * (cisa.gov/known-exploited-vulnerabilities-catalog), as JSON and as CSV.
 *
 * Each entry is a signal: exploited since the day it was added, which CISA
 * wants mended before the due date, with or without known use for ransom. The
 * catalogue comes whole: what is no longer in it no longer holds. Both forms
 * say the same and must give the same. Rules: doc/formats/signals.md.
 */
#include "formats/columns.h"
#include "formats/formats_priv.h"
#include "formats/reading.h"
#include "model/advisory.h"

struct kev_entry {
	struct bw_str id, added, due, ransomware;
};

/* A date is ten bytes; behind it, what is known of ransom. */
static int
tell(struct bw_reading *rd, const struct kev_entry *e)
{
	struct bw_signal_rec s = { .vuln = e->id,
		.rating = { .kind = BW_RATING_EXPLOITED,
		    .value = BW_STR("kev"),
		    .at = BW_DATE_MIN } };
	bool known = bw_str_eq_nocase(e->ransomware, BW_STR("Known"));
	bw_date due;
	int rc = 0;

	rd->place.ref = (struct bw_str){ 0 };
	if (!bw_str_starts(e->id, BW_STR("CVE-")))
		return bw_rd_refuse(
		    rd, "kev-id", "\"%.*s\" is no CVE id", BW_SHOW(e->id));
	rd->place.ref = e->id;
	if (!bw_date_parse(e->added, &s.rating.at))
		rc = bw_rd_note(rd, "kev-date", "added on \"%.*s\": no date",
		    BW_SHOW(e->added));
	if (bw_date_parse(e->due, &due))
		s.rating.extra = bw_str_sub(e->due, 0, 10);
	else if (rc == 0 && e->due.n > 0)
		rc = bw_rd_note(rd, "kev-date", "due on \"%.*s\": no date",
		    BW_SHOW(e->due));
	if (known)
		s.rating.extra =
		    bw_rd_fmt(rd, "%.*s;ransomware", BW_ARG(s.rating.extra));
	s.place = rd->place;
	if (rd->oom)
		return bw_fail(rd->err, BW_ENOMEM, "no memory for a signal");
	return rc != 0 ? rc : bw_sink_signal(rd->sink, &s, rd->err);
}

/* ---- JSON ---- */

static struct bw_str
text(struct bw_reading *rd, struct bw_json n, const char *key)
{
	return bw_rd_text(rd, bw_json_str(bw_json_get(n, key)));
}

static int
catalogue(struct bw_reading *rd, struct bw_json n)
{
	struct bw_json list = bw_json_get(n, "vulnerabilities");
	struct bw_json_each it = bw_json_each(list);
	int rc;

	if (bw_json_type(list) != BW_JSON_ARRAY)
		return bw_rd_refuse(
		    rd, "kev-list", "no list of vulnerabilities");
	rc = bw_rd_about(rd, "version", text(rd, n, "catalogVersion"));
	if (rc == 0)
		rc = bw_rd_published(rd, text(rd, n, "dateReleased"));
	for (uint64_t i = 1; rc == 0 && bw_json_step(&it); i++) {
		struct kev_entry e = { text(rd, it.value, "cveID"),
			text(rd, it.value, "dateAdded"),
			text(rd, it.value, "dueDate"),
			text(rd, it.value, "knownRansomwareCampaignUse") };

		rd->place.number = i;
		rc = tell(rd, &e);
	}
	return rc;
}

static int
read_json(struct bw_reading *rd, struct bw_input *in)
{
	static const struct bw_json_opt opt = { .whole = true };
	struct bw_json_reader *r = NULL;
	struct bw_json n;
	bool more = true;
	int rc = bw_json_open(&r, in, &opt, rd->err);

	if (rc == 0)
		rc = bw_rd_json_next(rd, r, &n, &more);
	if (rc == 0 && more)
		rc = catalogue(rd, n);
	bw_json_close(r);
	return rc;
}

/* ---- CSV ---- */

enum {
	ID,
	ADDED,
	DUE,
	RANSOMWARE,
	N_COLUMNS = 11
};
static const struct bw_column columns[N_COLUMNS] = {
	[ID] = { "cveID", BW_COL_REQUIRED },
	[ADDED] = { "dateAdded", BW_COL_REQUIRED },
	[DUE] = { "dueDate", BW_COL_WEIGHS },
	[RANSOMWARE] = { "knownRansomwareCampaignUse", BW_COL_WEIGHS },
	/* There, and not read. */
	{ "vendorProject", BW_COL_OPTIONAL },
	{ "product", BW_COL_OPTIONAL },
	{ "vulnerabilityName", BW_COL_OPTIONAL },
	{ "shortDescription", BW_COL_OPTIONAL },
	{ "requiredAction", BW_COL_OPTIONAL },
	{ "notes", BW_COL_OPTIONAL },
	{ "cwes", BW_COL_OPTIONAL },
};

static int
read_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct bw_reading *rd = ctx;
	struct kev_entry e = { bw_cell(row, ID), bw_cell(row, ADDED),
		bw_cell(row, DUE), bw_cell(row, RANSOMWARE) };

	(void)err;
	bw_rd_next(rd, row->place.line, row->place.number);
	return tell(rd, &e);
}

static int
read_kev(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = { columns, N_COLUMNS, NULL,
		read_row };
	struct bw_reading rd;
	struct bw_str ahead = { 0 };
	int rc = bw_rd_init(&rd, sink, err);

	if (rc == 0)
		rc = bw_input_peek(in, &ahead, err);
	ahead = bw_str_trim(ahead);
	if (rc == 0)
		rc = ahead.n > 0 && ahead.p[0] == '{'
		    ? read_json(&rd, in)
		    : bw_table_read(in, &form, &rd, sink, err);
	bw_rd_release(&rd);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_str s = bw_str_trim(ahead);
	uint32_t need = 1u << ID | 1u << ADDED | 1u << RANSOMWARE;

	(void)cut;
	(void)name;
	if (s.n == 0)
		return 0;
	if (s.p[0] == '{')
		return bw_has_key(s, "cveID") && bw_has_key(s, "dateAdded") ? 96
									    : 0;
	return (bw_table_peek(s, columns, N_COLUMNS) & need) == need ? 95 : 0;
}

const struct bw_format bw_format_kev = {
	.name = "kev",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_kev,
};
