/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * prover.h - the whole proof of control: the stakes from the company back to
 * the owners asked about.
 *
 * bw_control_proof proves one step: which stakes carry control of a company.
 * Going on with their holders until only seeds are left gives all of it. Every
 * holder was reached before what it helps to control, so this ends. There are
 * many proofs in one answer (one per controller, per company), so the memory
 * for them is made once, and a proof costs its own size only.
 */
#ifndef BW_PROVER_H
#define BW_PROVER_H
#include "ownership/control.h"
#include "base/vec.h"

struct bw_prover {
	struct bw_control *c; /* both borrowed */
	const struct bw_graph *g;
	uint32_t *seen, epoch; /* per node: listed in proof number epoch */
	uint32_t *block;       /* per node: where its edges begin, or BW_NONE */
	uint32_t *step;        /* room for the proof of one company */
	BW_VEC(uint32_t) todo;
	BW_VEC(uint32_t) edge; /* the proof made last */
};
int bw_prover_init(struct bw_prover *p, struct bw_control *c,
    const struct bw_graph *g, struct bw_err *err) BW_MUST_USE;
void bw_prover_release(struct bw_prover *p);

/* After bw_control_set: the edges that carry control of y and of all holders
 * between, each company once, from y up; within a company as bw_control_proof
 * has them, the largest first. With `only`, those of y alone. In p->edge,
 * until the next call; empty when y is not in the set. */
int bw_prove(
    struct bw_prover *p, uint32_t y, bool only, struct bw_err *err) BW_MUST_USE;
/* In parts, for an answer that begins with stakes of its own: begin; add
 * edges, whose holders are then proved; end. */
void bw_prove_begin(struct bw_prover *p);
int bw_prove_add(
    struct bw_prover *p, uint32_t edge, struct bw_err *err) BW_MUST_USE;
int bw_prove_end(struct bw_prover *p, struct bw_err *err) BW_MUST_USE;
/* The same edges from the owner down, fit to be read as a chain: whoever
 * holds is proved before what it holds. Once per proof. */
int bw_prove_chain(
    struct bw_prover *p, uint32_t *chain, struct bw_err *err) BW_MUST_USE;

#endif
