/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rated.h - all that is told of how urgent a vulnerability is, by whom, and
 * what the ranking makes of it: pure.
 *
 * Ratings stand side by side as they were told; the only things computed are
 * the scores of CVSS vectors, the decisions of SSVC tables from the facts that
 * sources tell, and the line of rules/cyber/rank.yaml that holds. Nothing is
 * added up. Sources that differ all stay; where the ranking needs one answer
 * it takes several as "one of these":
 *
 *   exploited  yes when anybody says so (KEV, a date of first exploitation,
 *              SSVC Exploitation active); no when SSVC says none or public
 *              PoC and nobody yes; else unknown;
 *   SSVC       of each source what it told last; where sources differ on a
 *              point all their values are possible. "Exploited" is Active,
 *              which is SSVC's word for it. A decision that a source tells
 *              itself stands before one that follows from facts;
 *   the others as bw_rank_ratings has it.
 */
#ifndef BW_RATED_H
#define BW_RATED_H
#include "cyber/claims.h"
#include "cyber/cvss.h"
#include "cyber/rank.h"
#include "cyber/ssvc.h"

struct bw_said {
	struct bw_rating rating; /* as told; `by` is never empty if known */
	struct bw_str document;  /* in which; empty: a list */
};
/* Who rates, when the rating does not tell: its publisher, or who keeps the
 * list it stands in (KEV: CISA; EPSS: FIRST). */
struct bw_said bw_said_of(
    const struct bw_rating *r, struct bw_str publisher, struct bw_str document);
/* What is said about a problem and holds. Texts are borrowed from the
 * claims; *scratch is the caller's, to be released once. */
int bw_said_of_problem(const struct bw_claims *c, uint32_t problem,
    struct bw_ratings *scratch, struct bw_said **out, size_t *n,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

struct bw_scored { /* a CVSS vector that could be read */
	uint32_t said;
	uint8_t version, severity; /* enum bw_cvss_version, bw_cvss_severity */
	int tenths;                /* the score that counts for the vector */
};
struct bw_decided {                        /* by a table of SSVC */
	const struct bw_ssvc_table *table; /* NULL: nothing was told for it */
	const struct bw_ssvc_point *outcome;
	uint16_t decisions; /* values of the outcome, a bit each; never 0 */
	bool told;          /* a source tells the decision itself */
	struct bw_ssvc_walk walk;
};
enum bw_decided_by {
	BW_DECIDED_MACHINE, /* who installs the patch, on this machine */
	BW_DECIDED_ALONE,   /* the vulnerability alone */
	BW_DECIDED
};

struct bw_rated {
	/* Each once: first exploited, then the labels of NCSC-NL, SSVC, EPSS,
	 * CVSS, words; of a kind the latest first. */
	const struct bw_said *said;
	size_t n;
	const struct bw_scored *score; /* the first is the one that counts */
	size_t n_score;
	/* Of scores of the same version (3.0 and 3.1 are one), in tenths. */
	int lowest, highest;
	/* In `said`, what counts; BW_NONE: nobody tells. */
	uint32_t exploited, urgency, chance, damage, epss;
	struct bw_decided decided[BW_DECIDED];
	size_t not_understood; /* parts of SSVC ratings */
	struct bw_rank_case facts;
	struct bw_urgency urgency_of;
	const struct bw_rank_line *line; /* that decides */
	struct bw_str tier;
};

/* A machine, in the words of inventories (model/inventory.h). */
struct bw_machine_facts {
	struct bw_str exposure, importance;
};

struct bw_ranking; /* the rule, the tables of SSVC, and what was read of them */
int bw_ranking_new(struct bw_ranking **out, struct bw_err *err) BW_MUST_USE;
void bw_ranking_free(struct bw_ranking *k);
const struct bw_rank_rule *bw_ranking_rule(const struct bw_ranking *k);
const struct bw_ssvc *bw_ranking_ssvc(const struct bw_ranking *k);
/* `name` is the vulnerability's; m is NULL for the vulnerability alone. Lists
 * live in the arena, texts in what was given. */
int bw_rated_of(struct bw_rated *out, struct bw_ranking *k, struct bw_str name,
    const struct bw_said *said, size_t n, const struct bw_machine_facts *m,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

/* In the arena, or empty: the score that counts ("9.8"); the decision of SSVC,
 * several where facts leave it open ("Attend|Track"); what was told ("Urgent";
 * said may be BW_NONE); and the figures side by side. */
struct bw_str bw_rated_cvss(const struct bw_rated *r, struct bw_arena *a);
struct bw_str bw_rated_ssvc(const struct bw_rated *r, struct bw_arena *a);
struct bw_str bw_rated_value(const struct bw_rated *r, uint32_t said);
struct bw_str bw_rated_figures(const struct bw_rated *r, struct bw_arena *a);

#endif
