/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * regime_priv.h - what the files of the regimes' engine share.
 */
#ifndef BW_REGIME_PRIV_H
#define BW_REGIME_PRIV_H
#include "ownership/control.h"
#include "ownership/integrated.h"
#include "ownership/pass.h"
#include "ownership/regime.h"

/* One way of counting: a graph of one column, and control.h on it. */
struct way {
	bool capital;
	bool other_means; /* rights to control count */
	struct bw_control_rule rule;
	struct bw_edge *edge;
	struct bw_graph graph;
	struct bw_control *control;
};
#define WAYS 16 /* column x other means x few thresholds: never that many */

struct bw_tests {
	const struct bw_net *net;
	uint32_t y;
	uint32_t *company; /* per tie */
	struct way way[WAYS];
	size_t n_way;
	struct bw_solver *solver[2];
	struct bw_regime_span *part[2]; /* per party, of y; by enum bw_column */
	uint8_t *in;                    /* per party: in the set at hand */
	uint32_t *list;                 /* its members */
	size_t n_list;
	struct firm firm[2]; /* what is held in y: votes, capital */
};

/* regime_way.c: fixpoints. */
int tests_way(struct bw_tests *t, bool capital, bool other_means,
    struct bw_control_rule rule, struct way **out, struct bw_err *err);
void tests_way_release(struct way *w);
/* The set of the seeds by majority or rule, by one way or two by turns (b may
 * be NULL), into t->in and t->list, seeds first. */
int tests_set(struct bw_tests *t, struct way *a, struct way *b,
    const uint32_t *seed, size_t n_seed, enum bw_certainty how,
    struct bw_err *err);
/* Once, before the first question. */
void tests_firm(struct bw_tests *t, bool capital);
/* What t->list holds in y, own shares of y left out: O(members). */
struct bw_sum tests_held(const struct bw_tests *t, bool capital);

#endif
