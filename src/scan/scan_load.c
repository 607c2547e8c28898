/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan_load.c - the questionnaire and the authorities of the program.
 */
#include "base/csv.h"
#include "base/date.h"
#include "base/embed.h"
#include "base/vec.h"
#include "scan/questionnaire.h"

enum column {
	CODE,
	NAME_NL,
	NAME_EN,
	WHAT_NL,
	WHAT_EN,
	ADDRESS,
	CHECKED_ON,
	SOURCE,
	VERIFIED,
	COLUMNS
};
static const char *const column[COLUMNS] = { "code", "name_nl", "name_en",
	"what_nl", "what_en", "address", "checked_on", "source", "verified" };

static int
wrong(const struct bw_csv_row *row, const char *what, struct bw_err *err)
{
	bw_fail(err, BW_EFORMAT, "authority %.*s: %s",
	    BW_ARG(row->n > 0 ? bw_str_sub(row->field[0], 0, 80) : BW_STR("")),
	    what);
	return bw_fail_at(err, row->line, UINT64_MAX);
}

static int
check_head(const struct bw_csv_row *row, struct bw_err *err)
{
	if (row->n != COLUMNS)
		return wrong(row, "the header is not as it must be", err);
	for (size_t i = 0; i < COLUMNS; i++)
		if (!bw_str_is(row->field[i], column[i]))
			return wrong(
			    row, "the header is not as it must be", err);
	return 0;
}

/* Who vouches for a contact says when it was looked up, and where. */
static int
read_row(struct bw_authority *to, const struct bw_csv_row *row,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_str f[COLUMNS];
	bw_date day;

	if (row->n != COLUMNS)
		return wrong(row, "it has not nine columns", err);
	for (size_t i = 0; i < COLUMNS; i++) {
		f[i] = bw_arena_dup(a, row->field[i]);
		if (f[i].p == NULL)
			return bw_fail(
			    err, BW_ENOMEM, "no memory for authorities");
		if (f[i].n == 0 && i != ADDRESS && i != CHECKED_ON)
			return wrong(row, column[i], err);
	}
	*to = (struct bw_authority){ .code = f[CODE],
		.name = { .in = { [BW_NL] = f[NAME_NL],
			      [BW_EN] = f[NAME_EN] } },
		.what = { .in = { [BW_NL] = f[WHAT_NL],
			      [BW_EN] = f[WHAT_EN] } },
		.address = f[ADDRESS],
		.checked_on = f[CHECKED_ON],
		.source = f[SOURCE],
		.verified = bw_str_is(f[VERIFIED], "yes") };
	if (!to->verified && !bw_str_is(f[VERIFIED], "no"))
		return wrong(row, "verified is yes or no", err);
	if (to->verified &&
	    (to->address.n == 0 || !bw_date_parse(to->checked_on, &day)))
		return wrong(row,
		    "what is verified has an address, and a date of the check",
		    err);
	return 0;
}

int
bw_authorities_load(const struct bw_authority **out, size_t *n,
    struct bw_str csv, struct bw_arena *a, struct bw_err *err)
{
	struct bw_csv_opt opt = { .delimiter = ',', .max_record = 16384 };
	struct bw_authority *list =
	    BW_ARENA_ARRAY(a, struct bw_authority, 1000);
	struct bw_input *in = NULL;
	struct bw_csv *c = NULL;
	struct bw_csv_row row = { 0 };
	bool more = false;
	int rc = list == NULL
	    ? bw_fail(err, BW_ENOMEM, "no memory for authorities")
	    : bw_input_memory(&in, csv, NULL, err);

	*n = 0;
	*out = list;
	if (rc == 0)
		rc = bw_csv_open(&c, in, &opt, err);
	if (rc == 0 && (rc = bw_csv_next(c, &row, &more, err)) == 0)
		rc = more ? check_head(&row, err)
			  : wrong(&row, "there is no header", err);
	while (rc == 0 && (rc = bw_csv_next(c, &row, &more, err)) == 0 && more)
		rc = *n == 1000 ? wrong(&row, "there are over 1000", err)
				: read_row(&list[(*n)++], &row, a, err);
	bw_csv_close(c);
	bw_input_free(in);
	return rc;
}

int
bw_scan_own(struct bw_scan *out, struct bw_arena *a, struct bw_err *err)
{
	const struct bw_authority *list = NULL;
	size_t n = 0;
	int rc = bw_authorities_load(
	    &list, &n, bw_embed("reference/authorities.csv"), a, err);

	if (rc != 0)
		return bw_fail_in(err, "reference/authorities.csv");
	rc =
	    bw_scan_read(out, bw_embed("questions/scan.yaml"), list, n, a, err);
	return rc != 0 ? bw_fail_in(err, "questions/scan.yaml") : 0;
}
