/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * finding.h - what a person gets to see: what, how sure, why, what to do.
 *
 * Pillars make findings, reports show them, nothing else is shown. All
 * memory belongs to the arena of the question.
 */
#ifndef BW_FINDING_H
#define BW_FINDING_H
#include "base/date.h"
#include "base/vec.h"
#include "model/text.h"

enum bw_certainty {
	BW_CERTAIN,  /* holds for every value the data allow */
	BW_POSSIBLE, /* holds for some; see settle */
	BW_EXCLUDED, /* holds for none */
	BW_OPEN      /* a norm that needs human judgement */
};
enum bw_level {
	BW_KNOW,
	BW_PLAN,
	BW_ACT
};
enum bw_pillar {
	BW_OWNERSHIP,
	BW_LAW,
	BW_SUPPLY,
	BW_CYBER,
	BW_DATA /* about the quality of the data themselves */
};

struct bw_source { /* a file that was loaded */
	uint32_t id;
	struct bw_str name;   /* as given on the command line, or built in */
	struct bw_str format; /* "bods-0.4" */
	struct bw_str sha256; /* hex */
	struct bw_str licence, publisher;
	bw_date published;       /* BW_DATE_MIN = not told */
	struct bw_str loaded_at; /* ISO time stamp */
};

struct bw_evidence {
	struct bw_text says; /* "Holding B.V. holds 60 % of ..." */
	uint32_t source;     /* bw_source.id; 0 = none */
	uint64_t line, number;
	struct bw_str ref;
};
struct bw_basis {
	struct bw_text says; /* rule or method in words */
	struct bw_str cite;  /* instrument and article, or paper */
};

struct bw_finding {
	const char *id; /* "ownership.controller" */
	enum bw_pillar pillar;
	enum bw_level level;
	enum bw_certainty certainty;
	uint32_t subject;    /* party */
	struct bw_str about; /* code of a thing, such as a material; or empty */
	struct bw_text title, reason;
	struct bw_text todo, who; /* empty when nothing is to be done */
	bw_date deadline;         /* BW_DATE_MAX = none */
	BW_VEC(struct bw_evidence) evidence;
	BW_VEC(struct bw_basis) basis;
	BW_VEC(struct bw_text) settle; /* facts that would settle it */
};

struct bw_findings {
	BW_VEC(struct bw_finding) list;
};

/* A new one at the end, zeroed but for id; NULL when out of memory. The
 * pointer is good until the next call. */
struct bw_finding *bw_finding_add(struct bw_findings *f, const char *id);
void bw_findings_release(struct bw_findings *f);
/* Stable order for people: level (act first), certainty, pillar, order of
 * making. */
void bw_findings_sort(struct bw_findings *f);
const char *bw_certainty_name(enum bw_certainty c);
const char *bw_level_name(enum bw_level l);
const char *bw_pillar_name(enum bw_pillar p);
bool bw_level_of(struct bw_str s, enum bw_level *out);

#endif
