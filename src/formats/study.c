/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * study.c - cells of published studies, and what their readers share.
 */
#include "formats/study.h"
#include "formats/cells.h"
#include "model/ref.h"
#include <math.h>

static bool
nothing(struct bw_str s)
{
	static const char *const words[] = { "", "-", "n/a", "na", ":", "..",
		"\xe2\x80\x93", ": c", ": z" };

	for (size_t i = 0; i < BW_LEN(words); i++)
		if (bw_str_eq_nocase(s, bw_str_of(words[i])))
			return true;
	return false;
}

/* Half a unit of the last digit printed. */
static double
half_of(struct bw_str s)
{
	const char *point = memchr(s.p, '.', s.n);
	double half = 0.5;

	if (point == NULL)
		point = memchr(s.p, ',', s.n);
	if (point == NULL)
		return half;
	for (const char *p = point + 1; p < s.p + s.n; p++)
		if (*p >= '0' && *p <= '9')
			half /= 10;
	return half;
}

enum bw_printed_as
bw_cell_printed(
    struct bw_str s, double least, double most, struct bw_printed *out)
{
	bool minus = false, less, more;
	double half;

	*out = (struct bw_printed){ NAN, NAN, NAN };
	s = bw_str_trim(s);
	if (nothing(s))
		return BW_PRINTED_NOTHING;
	if (s.p[s.n - 1] == '%')
		s = bw_str_trim(bw_str_sub(s, 0, s.n - 1));
	less = bw_str_starts(s, BW_STR("<"));
	more = bw_str_starts(s, BW_STR(">"));
	if (less || more)
		s = bw_str_trim(bw_str_sub(s, 1, s.n));
	else if (bw_str_starts(s, BW_STR("-"))) {
		minus = true;
		s = bw_str_sub(s, 1, s.n);
	}
	if (!bw_cell_number(s, &out->value))
		return BW_PRINTED_BAD;
	half = half_of(s);
	if (minus)
		out->value = -out->value;
	if (out->value < least || out->value > most)
		return BW_PRINTED_BAD;
	out->lo = less ? (least > 0 ? least : 0) : out->value - half;
	out->hi = less ? out->value : out->value + half;
	if (more)
		out->lo = out->value;
	if (less)
		out->value = (out->lo + out->hi) / 2;
	out->lo = out->lo < least ? least : out->lo;
	out->hi = out->hi > most ? most : out->hi;
	return BW_PRINTED_GOOD;
}

struct bw_str
bw_study_material(struct bw_str printed, bool *known)
{
	const struct bw_ref_item *m;
	char alias[96];

	snprintf(alias, sizeof(alias), "EU study: %.*s",
	    (int)(printed.n < 70 ? printed.n : 70),
	    printed.n > 0 ? printed.p : "");
	m = bw_ref_material(bw_str_of(alias));
	if (m == NULL)
		m = bw_ref_material(printed);
	*known = m != NULL;
	return m != NULL ? m->code : printed;
}

int8_t
bw_study_stage(struct bw_str s)
{
	uint8_t stage;

	if (bw_str_eq_nocase(s, BW_STR("E")) ||
	    bw_str_eq_nocase(s, BW_STR("Extraction")))
		return BW_STAGE_MINE;
	if (bw_str_eq_nocase(s, BW_STR("P")) ||
	    bw_str_eq_nocase(s, BW_STR("Processing")))
		return BW_STAGE_REFINE;
	return bw_stage_of(s, &stage) ? (int8_t)stage : -1;
}

bool
bw_study_country(struct bw_str s, struct bw_str *code)
{
	const char *bracket;

	if (bw_str_is(s, "EU27_2020") || bw_str_is(s, "EU27") ||
	    bw_str_is(s, "EU") ||
	    bw_str_starts(s, BW_STR("European Union - 27 countries"))) {
		*code = BW_STR("EU");
		return true;
	}
	if (bw_str_is(s, "EL")) { /* Eurostat's Greece */
		*code = BW_STR("GR");
		return true;
	}
	if (bw_cell_country(s, code))
		return true;
	bracket = s.n > 0 ? memchr(s.p, '(', s.n) : NULL;
	return bracket != NULL && !bw_str_starts(s, BW_STR("European Union")) &&
	    !bw_str_starts(s, BW_STR("Euro area")) &&
	    bw_cell_country(
		bw_str_trim(bw_str_sub(s, 0, (size_t)(bracket - s.p))), code);
}

int
bw_study_refuse(const struct bw_study *s, const struct bw_row *row,
    enum bw_report_kind kind, const char *rule, struct bw_str shown,
    const char *why, struct bw_err *err)
{
	return bw_sink_report(s->sink, kind, rule, &row->place, err,
	    "\"%.*s\": %s", BW_ARG(bw_str_sub(shown, 0, 60)), why);
}

int
bw_study_again(struct bw_study *s, const struct bw_study_rec *r, bool *yes,
    struct bw_err *err)
{
	struct bw_buf key = { 0 };
	bool added = false;
	uint32_t id;
	int rc;

	bw_buf_fmt(&key, "%.*s|%.*s|%d|%.*s|%.*s|%d|%.*s", BW_ARG(r->name),
	    BW_ARG(r->subject), r->stage, BW_ARG(r->country),
	    BW_ARG(r->counterpart), r->year, BW_ARG(r->unit));
	rc = bw_buf_check(&key, err);
	if (rc == 0)
		rc =
		    bw_intern_add(&s->seen, bw_buf_get(&key), &id, &added, err);
	bw_buf_release(&key);
	*yes = !added;
	return rc;
}

int
bw_study_read(struct bw_input *in, const struct bw_table_form *form,
    struct bw_study *s, struct bw_err *err)
{
	int rc = bw_ref_load(err);

	bw_intern_init(&s->seen);
	if (rc == 0)
		rc = bw_table_read(in, form, s, s->sink, err);
	if (rc == 0 && s->told == 0 && s->publisher.n > 0)
		rc = bw_sink_about(s->sink, "publisher", s->publisher, err);
	if (rc == 0 && s->told == 0 && s->licence.n > 0)
		rc = bw_sink_about(s->sink, "licence", s->licence, err);
	bw_intern_release(&s->seen);
	return rc;
}
