/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_points.h - what stops a product: single points, cuts, and why.
 *
 * A single point of failure is a thing whose failure alone stops the
 * product: with suppliers only (no thing has two needs) a dominator of the
 * product in the graph of suppliers. A cut is a set of things that stop it
 * together; it is minimal when no part of it does (a minimal cut set of the
 * fault tree). Exact: all of them are found, or the answer says it is not
 * complete and how far it came.
 *
 * With AND and OR mixed there is no linear way known, nor to be hoped for:
 * single points alone can express the problem of orthogonal vectors, so that
 * less than about n^2 steps in the worst case would refute the strong
 * exponential time hypothesis (for each vector a need of the product; under
 * it, per 1 of the vector, a supplier that needs every v_b with a 0 there;
 * v_b stops the product when some vector is orthogonal to b). What can be
 * done is to ask few and cheap questions, see chain_points.c.
 */
#ifndef BW_CHAIN_POINTS_H
#define BW_CHAIN_POINTS_H
#include "supply/chain.h"

#define BW_CUT_MOST 4u

struct bw_cut {
	uint32_t size;
	uint32_t thing[BW_CUT_MOST]; /* rising */
};
struct bw_cuts {
	struct bw_cut *cut; /* by size, then by things */
	size_t n;
	bool never;    /* it cannot be made even when nothing fails */
	bool complete; /* all minimal cuts up to the size asked for */
	/* when not: of the first things that were to be tried for the size
	 * that was being worked on, how many were */
	uint32_t size, tried, of;
	uint64_t work; /* suppliers looked at */
};

/* Things whose failure alone stops the product, rising, without the product
 * itself; in memory of bw_free. may_fail[x] (NULL: all) tells which count.
 * *never when the product cannot be made anyway; then there are none. */
int bw_chain_points(const struct bw_chain *c, uint32_t product,
    const uint8_t *may_fail, uint32_t **point, size_t *n, bool *never,
    struct bw_err *err) BW_MUST_USE;
/* The minimal cuts of at most `most` things (1 .. BW_CUT_MOST) that may
 * fail. Stops after `work` suppliers looked at, or at `cuts` cuts. */
int bw_chain_cuts(const struct bw_chain *c, uint32_t product, unsigned most,
    const uint8_t *may_fail, uint64_t work, size_t cuts, struct bw_cuts *out,
    struct bw_err *err) BW_MUST_USE;
void bw_cuts_release(struct bw_cuts *c);

/* Why x stops when these fail: things from x down to one that fails, each
 * because of the next. step[i].need (a place in c->need) is the need of
 * step[i].thing of which no supplier is left; the last step has BW_NONE. The
 * shortest such way. *n = 0 when x can still be made, or stops without it. */
struct bw_chain_step {
	uint32_t thing, need;
};
int bw_chain_why(const struct bw_chain *c, uint32_t x, const uint32_t *failed,
    size_t n_failed, struct bw_chain_step **step, size_t *n,
    struct bw_err *err) BW_MUST_USE;

#endif
