/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan_others.c - results of others, from a list with the columns sector,
 * size and resilience (0 to 100), and where one stands among them.
 */
#include "base/csv.h"
#include "base/vec.h"
#include "cli/scan.h"
#include "scan/compare.h"

#define OTHERS_MOST 1000000u

enum column {
	SECTOR,
	SIZE,
	RESILIENCE,
	COLUMNS
};
static const char *const column_name[COLUMNS] = { "sector", "size",
	"resilience" };

struct others {
	BW_VEC(struct bw_scan_other) list;
	size_t at[COLUMNS];
};

static int
read_header(struct others *o, const struct bw_csv_row *row, struct bw_err *err)
{
	for (size_t k = 0; k < COLUMNS; k++) {
		o->at[k] = 0;
		while (o->at[k] < row->n &&
		    !bw_str_eq_nocase(bw_str_trim(row->field[o->at[k]]),
			bw_str_of(column_name[k])))
			o->at[k]++;
		if (o->at[k] == row->n) {
			bw_fail(err, BW_EFORMAT,
			    "there is no column %s; write sector, size and "
			    "resilience",
			    column_name[k]);
			return bw_fail_at(err, row->line, row->byte);
		}
	}
	return 0;
}

static struct bw_str
cell(struct bw_scan_case *c, const struct others *o,
    const struct bw_csv_row *row, enum column k)
{
	return o->at[k] < row->n
	    ? bw_arena_dup(&c->cli->arena, bw_str_trim(row->field[o->at[k]]))
	    : (struct bw_str){ 0 };
}

static int
read_row(struct bw_scan_case *c, struct others *o, const struct bw_csv_row *row,
    struct bw_err *err)
{
	struct bw_str points = cell(c, o, row, RESILIENCE);
	int64_t n;

	if (!bw_str_i64(points, &n) || n < 0 || n > 100) {
		bw_fail(err, BW_EFORMAT,
		    "resilience \"%.*s\" is no whole number from 0 to 100",
		    BW_ARG(bw_str_sub(points, 0, 40)));
		return bw_fail_at(err, row->line, row->byte);
	}
	if (o->list.n == OTHERS_MOST)
		return bw_fail(
		    err, BW_ELIMIT, "more than %u results", OTHERS_MOST);
	if (!bw_vec_push(&o->list,
		(struct bw_scan_other){ cell(c, o, row, SECTOR),
		    cell(c, o, row, SIZE), (unsigned)n }))
		return bw_fail(err, BW_ENOMEM, "no memory for results");
	return 0;
}

static int
read_all(struct bw_scan_case *c, struct others *o, struct bw_csv *csv,
    struct bw_err *err)
{
	struct bw_csv_row row;
	bool more = false, head = true;
	int rc;

	while ((rc = bw_csv_next(csv, &row, &more, err)) == 0 && more) {
		rc = head ? read_header(o, &row, err)
			  : read_row(c, o, &row, err);
		head = false;
		if (rc != 0)
			break;
	}
	return rc;
}

int
bw_scan_others(struct bw_scan_case *c, struct bw_err *err)
{
	const char *path = c->cli->value[BW_OPT_OTHERS];
	struct others o = { 0 };
	struct bw_input *in = NULL;
	struct bw_csv *csv = NULL;
	int rc;

	if (path == NULL)
		return 0;
	rc = bw_input_open(&in, path, NULL, err);
	if (rc == 0)
		rc = bw_csv_open(&csv, in, NULL, err);
	if (rc == 0)
		rc = read_all(c, &o, csv, err);
	if (rc == 0) {
		c->place = bw_scan_compare(o.list.v, o.list.n, &c->s, &c->r);
		c->has_place = true;
	}
	bw_csv_close(csv);
	bw_input_free(in);
	bw_vec_release(&o.list);
	return rc != 0 && strstr(err->what, path) == NULL
	    ? bw_fail_in(err, path)
	    : rc;
}

void
bw_scan_print_others(struct bw_scan_case *c)
{
	const struct bw_scan_place *p = &c->place;
	const struct bw_fill fill[] = {
		bw_scan_fill("of", bw_scan_number(c, (unsigned)p->of)),
		bw_scan_fill("below",
		    bw_scan_range_text(
			c, (unsigned)p->below, (unsigned)p->below_may)),
	};

	if (!c->has_place)
		return;
	bw_scan_wrap(c, 2,
	    !p->there      ? "others-few"
		: p->alike ? "others-alike"
			   : "others-all",
	    fill, BW_LEN(fill));
}

void
bw_scan_json_others(struct bw_scan_case *c, struct bw_jw *j)
{
	const struct bw_scan_place *p = &c->place;

	if (!c->has_place || !p->there) {
		bw_jw_null(j, "others");
		return;
	}
	bw_jw_open(j, "others", '{');
	bw_jw_bool(j, "alike", p->alike);
	bw_jw_i64(j, "of", (int64_t)p->of);
	bw_jw_i64(j, "below", (int64_t)p->below);
	bw_jw_i64(j, "below_may", (int64_t)p->below_may);
	bw_jw_close(j);
}
