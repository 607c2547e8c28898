/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * study_load.h - what studies and statistics say, from the world.
 *
 * Of several loads that tell the same the one that the user brought last
 * counts, and the tables that come with the program only when there is no
 * other. Scores are put together field by field (one file has SR and EI of
 * all studies, another the inputs of one); shares of countries and end uses,
 * which belong together, are taken from one load only.
 */
#ifndef BW_STUDY_LOAD_H
#define BW_STUDY_LOAD_H
#include "base/arena.h"
#include "supply/criticality.h"
#include "supply/criticality_rules.h"
#include "world/view.h"

struct bw_study_place {
	uint32_t load;
	uint64_t line, number;
	struct bw_str ref;
};
struct bw_score { /* one material in one study */
	struct bw_str material;
	int year;
	int8_t stage; /* enum bw_stage, -1 = not told */
	struct bw_interval risk, importance;
	struct bw_interval reliance, recycling; /* 0..1 */
	struct bw_interval substitution, substitution_ei;
	struct bw_interval world, eu; /* HHI_WGI,t */
	enum bw_supply_sides sides;
	bool sides_told;
	struct bw_study_place place; /* of the first figure */
};
struct bw_study_share { /* of one country in one side and stage */
	bool eu;        /* what the Union gets, else what the world makes */
	uint8_t stage;
	int year; /* of the study */
	struct bw_str country;
	struct bw_interval share; /* 0..1 */
	double factor;            /* t, NAN = not told */
	double weight;            /* governance, NAN = not known */
	struct bw_study_place place;
};
struct bw_study_use {
	struct bw_str application, sector;
	int year;
	struct bw_interval share; /* 0..1 */
	double value_added;       /* million euros; NAN = not told */
	struct bw_study_place place;
};
struct bw_study_import {                         /* of one product and year */
	struct bw_str product, country, partner; /* partner empty: total */
	int year;
	double amount;
	struct bw_str unit;
	struct bw_study_place place;
};

/* All studies of a material (empty: of all), by material, newest first. */
int bw_study_scores(const struct bw_view *v, struct bw_str material,
    const struct bw_criticality_rules *rules, struct bw_arena *a,
    struct bw_score **list, size_t *n, struct bw_err *err) BW_MUST_USE;
/* By side (world first), stage, share (largest first). Weights are the means
 * over the years of governance of the study that the world knows:
 * *from .. *to, 0 when none. */
int bw_study_shares(const struct bw_view *v, struct bw_str material,
    const struct bw_criticality_rules *rules, struct bw_arena *a,
    struct bw_study_share **list, size_t *n, int *from, int *to,
    struct bw_err *err) BW_MUST_USE;
/* As in the file; *largest is the largest value added of any sector. */
int bw_study_uses(const struct bw_view *v, struct bw_str material,
    struct bw_arena *a, struct bw_study_use **list, size_t *n, double *largest,
    struct bw_err *err) BW_MUST_USE;
/* Imports of a country ("EU" for the Union), by product, newest year first,
 * the total before the partners, largest partner first. */
int bw_study_imports(const struct bw_view *v, struct bw_str country,
    struct bw_arena *a, struct bw_study_import **list, size_t *n,
    struct bw_err *err) BW_MUST_USE;
/* Net energy imports in per cent, newest first: partner empty. */
int bw_study_dependency(const struct bw_view *v, struct bw_str country,
    struct bw_arena *a, struct bw_study_import **list, size_t *n,
    struct bw_err *err) BW_MUST_USE;
/* Mean governance weight of a country over the years that are there. NAN:
 * none of them with all six. */
int bw_study_weight(const struct bw_view *v, struct bw_str country, int from,
    int to, double *weight, int *first, int *last,
    struct bw_err *err) BW_MUST_USE;

#endif
