/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ssvc.h - what to do about a vulnerability, by the decision tables of SSVC
 * (Stakeholder-Specific Vulnerability Categorization, CERT/CC): pure.
 *
 * A table decides from a handful of facts ("decision points"), each of a few
 * values. Here a fact may be unknown, or one of several values: then the walk
 * gives every decision that is still possible, and what each unknown fact
 * would make of it. One decision left is certain, whatever is unknown. A fact
 * that is itself the outcome of a table (human impact, utility) is taken from
 * that table when it is not told.
 *
 * Points and tables are data: reference/cyber/ssvc.csv and ssvc_tables.csv. A
 * fact told for one version of a point holds for every version that has the
 * value (by key), because that is how CERT/CC numbers them.
 */
#ifndef BW_SSVC_H
#define BW_SSVC_H
#include "base/arena.h"
#include "base/json.h"

#define BW_SSVC_VALUES 12 /* most values of a point */
#define BW_SSVC_INPUTS 8  /* most inputs of a table */
#define BW_SSVC_POINTS 256

struct bw_ssvc_value {
	struct bw_str key, name;
};
struct bw_ssvc_point {
	struct bw_str space, key, version, name;
	struct bw_ssvc_value value[BW_SSVC_VALUES]; /* least grave first */
	uint32_t n;
};
struct bw_ssvc_table {
	struct bw_str space, key, version, name;
	uint32_t input[BW_SSVC_INPUTS]; /* points, by number */
	uint32_t n_input, outcome;
	/* A value of the outcome for each combination; that of the last input
	 * changes fastest. */
	const uint8_t *decision;
	uint32_t n_decision;
};
struct bw_ssvc {
	struct bw_arena arena;
	struct bw_ssvc_point *point;
	struct bw_ssvc_table *table;
	uint32_t n_point, n_table;
};
int bw_ssvc_new(struct bw_ssvc **out, struct bw_err *err) BW_MUST_USE;
void bw_ssvc_free(struct bw_ssvc *s);
/* "cisa:DT_CO:2.0.3", "DT_CO", "co" or "CISA Coordinator", in any case. NULL:
 * there is none. */
const struct bw_ssvc_table *bw_ssvc_table_of(
    const struct bw_ssvc *s, struct bw_str name);

/* For each point the values it may have, a bit each; 0: nothing is told. */
struct bw_ssvc_facts {
	uint16_t may[BW_SSVC_POINTS];
};
/* Point by key, "space:key", "space:key:version" or name; value by key or
 * name, several with | between. What the table (or NULL) looks at is found
 * first. BW_EFORMAT: no such point or value, told with those there are;
 * BW_ECONFLICT: told otherwise before. */
int bw_ssvc_tell(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    struct bw_ssvc_facts *f, struct bw_str point, struct bw_str value,
    struct bw_err *err) BW_MUST_USE;
/* "Exploitation=active;Automatable=no", as ratings keep it (model/advisory.h).
 * What is not understood is left out and counted. */
size_t bw_ssvc_tell_rating(const struct bw_ssvc *s,
    const struct bw_ssvc_table *t, struct bw_ssvc_facts *f,
    struct bw_str rating);
/* The same from JSON: `selections` of CSAF 2.1 and SSVC itself, or `options` as
 * CISA adds them to CVE records. */
size_t bw_ssvc_tell_json(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    struct bw_ssvc_facts *f, struct bw_json v);

struct bw_ssvc_open { /* an input of more than one possible value */
	uint32_t point;
	uint16_t may;
	bool settles; /* whichever it is, one decision remains */
	bool matters; /* the decisions depend on it */
	uint16_t then[BW_SSVC_VALUES]; /* decisions if it were that value */
};
struct bw_ssvc_walk {
	uint16_t decisions; /* values of the outcome, a bit each; never 0 */
	bool certain;       /* one is left */
	uint16_t may[BW_SSVC_INPUTS];
	bool derived[BW_SSVC_INPUTS];             /* not told: from a table */
	struct bw_ssvc_open open[BW_SSVC_INPUTS]; /* what settles most first */
	uint32_t n_open;
};
/* Never more combinations than the table has rows. */
void bw_ssvc_decide(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    const struct bw_ssvc_facts *f, struct bw_ssvc_walk *out);
/* The table that gives a point, or NULL. */
const struct bw_ssvc_table *bw_ssvc_gives(
    const struct bw_ssvc *s, uint32_t point);

#endif
