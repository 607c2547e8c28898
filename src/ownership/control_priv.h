/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * control_priv.h - what the files of the control engine share.
 *
 * The engine keeps its own copy of the stakes, packed by holder (struct
 * arc), because that is the order in which they are walked, and because
 * control_settle.c asks "what if this one were exact" by changing a few of
 * them for a while. Per company it keeps what does not depend on the owner
 * asked about (struct firm) and, for the current question, how much the set
 * has in it so far (struct acc; old values are told by their stamp).
 */
#ifndef BW_CONTROL_PRIV_H
#define BW_CONTROL_PRIV_H
#include "base/map.h"
#include "base/vec.h"
#include "ownership/control.h"
#include "ownership/pass.h"

enum arc_how {
	ARC_DIRECT = 1, /* controls outright */
	ARC_MAYBE = 2,  /* perhaps controls outright */
	ARC_PLUS = 4    /* hi stands for "just above hi", see settle */
};
struct arc { /* same order as g->out */
	uint32_t company, lo, hi;
	uint8_t open, how;
};

struct bw_control {
	const struct bw_graph *g;
	uint64_t threshold;
	bool at_least;
	struct arc *arc;
	struct firm *firm;
	struct acc *acc;
	uint32_t *list; /* seeds, then companies in order of being reached */
	size_t n_list, n_seed;
	uint32_t epoch;
	enum run_mode mode;
	uint32_t *in_scope; /* stamp: only these nodes are walked */
	uint32_t scope;     /* 0 = all */
	uint32_t *mark;     /* stamp of a scope: see control_up.c */
	uint32_t scopes;    /* last stamp given out */
	uint32_t goal;      /* stop when reached, or BW_NONE */
	uint64_t work;      /* members and stakes walked so far */
};

/* A question from below asks once per party above, each at most O(m). Real
 * chains are tens of companies; a made-up one of 100 000 would take hours.
 * Beyond this much walking (seconds) the question is refused. */
#define CONTROL_WORK ((uint64_t)600 * 1000 * 1000)

static inline void
control_firm_need(struct bw_control *c, uint32_t y)
{
	pass_need(&c->firm[y], c->threshold);
}

static inline bool
control_pass(const struct bw_control *c, uint32_t y, const struct acc *a)
{
	const struct pass p = { c->threshold, c->at_least, c->mode };

	return pass_test(&p, &c->firm[y], a);
}

/* control.c: the fixpoint itself; seeds are checked before. */
void control_run(struct bw_control *c, const uint32_t *seed, size_t n_seed,
    enum run_mode mode);
int control_check(const struct bw_control *c, const uint32_t *seed,
    size_t n_seed, uint32_t y, struct bw_err *err);
static inline bool
control_has(const struct bw_control *c, uint32_t y)
{
	return c->acc[y].stamp == c->epoch && c->acc[y].pos != BW_NONE;
}

/* control_up.c: limit walking to y and everybody above it, list them (y
 * first). The list is the caller's (bw_free). */
int control_scope(struct bw_control *c, uint32_t y, uint32_t **above, size_t *n,
    struct bw_err *err);
void control_unscope(struct bw_control *c);

#endif
