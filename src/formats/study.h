/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * study.h - figures as studies print them: "4%", "<0.1%", "2.3", "N/A".
 *
 * What is printed is rounded, so a cell is an interval: half a unit of the
 * last digit to both sides. That is kept with the figure (record.h), because
 * afterwards nobody can tell 2.0 from 2.
 */
#ifndef BW_STUDY_H
#define BW_STUDY_H
#include "base/map.h"
#include "formats/columns.h"

struct bw_printed {
	double lo, value, hi;
};
enum bw_printed_as {
	BW_PRINTED_NOTHING, /* empty, "-", "N/A", ":", ".." */
	BW_PRINTED_GOOD,
	BW_PRINTED_BAD
};
/* "<0.1%" is 0 to 0.1 and counts as half of it; ">0%" among whole numbers is
 * 0 to 0.5: anything more would have been printed. A sign is read when
 * `negative`. All values lie within least .. most, or the cell is bad. */
enum bw_printed_as bw_cell_printed(
    struct bw_str s, double least, double most, struct bw_printed *out);

/* What the readers of studies share: where the records go, and what was said
 * of the whole file. */
struct bw_study {
	const struct bw_sink *sink;
	unsigned told;
	struct bw_str publisher, licence; /* when the file does not tell */
	struct bw_intern seen;            /* see bw_study_again */
};
/* The material, or its own name when it is none we know (then *known is
 * false). The EU study calls some ores by the name of the metal, for which
 * materials.csv has aliases "EU study: NAME". */
struct bw_str bw_study_material(struct bw_str printed, bool *known);
/* "E", "Extraction", "P", "Processing", and our own words; -1 = none. */
int8_t bw_study_stage(struct bw_str s);
/* Country of a statistic: as bw_cell_country, the remark behind the name cut
 * off; "EU" for the Union as it is today. False for other groups. */
bool bw_study_country(struct bw_str s, struct bw_str *code);
int bw_study_refuse(const struct bw_study *s, const struct bw_row *row,
    enum bw_report_kind kind, const char *rule, struct bw_str shown,
    const char *why, struct bw_err *err) BW_MUST_USE;
/* Was a record with this name, subject, stage, country, counterpart, year and
 * unit told before in this file? */
int bw_study_again(struct bw_study *s, const struct bw_study_rec *r, bool *yes,
    struct bw_err *err) BW_MUST_USE;
/* Read the table; tells publisher and licence when no row did. */
int bw_study_read(struct bw_input *in, const struct bw_table_form *form,
    struct bw_study *s, struct bw_err *err) BW_MUST_USE;

#endif
