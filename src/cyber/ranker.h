/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ranker.h - the ranking of many findings: pure.
 *
 * A finding is a vulnerability on a machine; of the machine the ranking asks
 * only how it can be reached and how much depends on it (rated.h). So what is
 * worked out for one finding serves all machines that are alike: a thousand
 * hosts of one image cost as much as one. Memory: 150 bytes for each pair of a
 * vulnerability and a kind of machine.
 */
#ifndef BW_RANKER_H
#define BW_RANKER_H
#include "cyber/rated.h"

struct bw_ranked {
	struct bw_rank_key key; /* to sort by */
	const struct bw_rank_line *line;
	struct bw_urgency urgency;
	bool exploited; /* somebody says so */
};
struct bw_ranker;
/* The claims must outlive it. */
int bw_ranker_new(struct bw_ranker **out, const struct bw_claims *c,
    struct bw_err *err) BW_MUST_USE;
void bw_ranker_free(struct bw_ranker *k);
const struct bw_rank_rule *bw_ranker_rule(const struct bw_ranker *k);
/* *at is the number for bw_ranker_at. */
int bw_ranker_rank(struct bw_ranker *k, uint32_t problem,
    const struct bw_machine_facts *m, uint32_t *at,
    struct bw_err *err) BW_MUST_USE;
/* Borrowed until the next rank. */
const struct bw_ranked *bw_ranker_at(const struct bw_ranker *k, uint32_t at);
/* Is it more than planned work (`act` of the rule)? */
bool bw_ranker_acts(const struct bw_ranker *k, uint32_t at);
/* With all that is told, in the arena. */
int bw_ranker_detail(struct bw_ranker *k, uint32_t problem,
    const struct bw_machine_facts *m, struct bw_rated *out, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;

#endif
