/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mcs.h - the parts of the USGS world data reader.
 *
 * mcs_text.c reads what stands in one cell or remark; mcs.c joins the rows
 * of one material and stage and decides what may be told; mcs_single.c knows
 * what the releases of one file per commodity (to 2024) leave out.
 */
#ifndef BW_MCS_H
#define BW_MCS_H
#include "base/arena.h"
#include "base/csv.h"
#include "model/record.h"
#include "model/ref.h"

#define BW_MCS_FIGURES 12 /* columns with figures */

struct bw_mcs_column { /* a column with figures, found by its name */
	size_t at;
	uint8_t measure;  /* enum bw_measure */
	int year;         /* 0: reserves, of the year before the edition */
	bool estimate;    /* "PROD_EST_ 2024" */
	const char *unit; /* "Prod_kt_2022"; NULL = the column does not say */
};
struct bw_mcs_row {
	struct bw_place place;
	struct bw_str country, type, unit;
	struct bw_str note[3]; /* by measure */
	struct bw_str figure[BW_MCS_FIGURES];
	uint32_t group;
};
enum bw_mcs_verdict {
	BW_MCS_NONE, /* empty, NA, not applicable */
	BW_MCS_AMOUNT,
	BW_MCS_BAD
};

/* "PROD_2023", "CAP_EST_ 2024", "RESERVES_2024"; "Prod_t_est_2022",
 * "Reserves_kt". */
bool bw_mcs_column(struct bw_str name, struct bw_mcs_column *out);
/* Blanks, of all kinds, to single ones; .p is NULL without memory. */
struct bw_str bw_mcs_squeeze(struct bw_arena *a, struct bw_str s);
/* Is `word` (lower case) in s, without regard to case? */
bool bw_mcs_has(struct bw_str s, const char *word);
uint8_t bw_mcs_stage(struct bw_str type);
/* By "COMMODITY: TYPE", "COMMODITY: part of TYPE", COMMODITY. */
int bw_mcs_material(struct bw_str commodity, struct bw_str type,
    const struct bw_ref_item **out, struct bw_err *err) BW_MUST_USE;
/* In a file of one commodity: by the words of TYPE when they name just one
 * material, else by the name of the file, "mcs2023-lithi_world.csv". */
int bw_mcs_single_material(struct bw_str type, struct bw_str file,
    const struct bw_ref_item **out, struct bw_err *err) BW_MUST_USE;
/* "MCS2023", "MCS 2024" -> 2023, 2024; 0 when it is none. */
int bw_mcs_edition(struct bw_str source);
/* A figure with its flags, as told by the cell, the remark and the column. */
enum bw_mcs_verdict bw_mcs_figure(const struct bw_mcs_row *row, size_t column,
    const struct bw_mcs_column *c, double *amount, uint8_t *flags);
/* Country and flags (rest, world); false when it is no country we know. */
bool bw_mcs_where(
    struct bw_str printed, struct bw_str *country, uint8_t *flags);

#endif
