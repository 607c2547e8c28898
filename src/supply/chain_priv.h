/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_priv.h - what the search for single points and cuts stands on.
 *
 * Only what the product needs, directly or not, can stop it: its cone, a
 * chain of its own numbered suppliers first. In it two things are worked out.
 * A proof is a set of things that suffice to make the product; whatever stops
 * the product hits every proof. And a batch asks 512 what-ifs at once, one bit
 * each ("parallel fault simulation", Seshu 1965): a pass over the cone costs
 * as much as one evaluation with words eight times as wide.
 */
#ifndef BW_CHAIN_PRIV_H
#define BW_CHAIN_PRIV_H
#include "supply/chain.h"

#define LANE_WORDS 8u
#define LANES (64 * LANE_WORDS)

struct cone {
	struct bw_chain c; /* numbered in its order; no shares, no stock */
	uint32_t product;  /* here */
	uint32_t *thing;   /* here to the whole chain */
	uint32_t *here;    /* and back, BW_NONE when not in the cone */
};
struct lanes {
	uint64_t w[LANE_WORDS];
};
struct batch {
	const struct cone *k;
	struct lanes *up;  /* per thing: in which what-ifs it can be made */
	struct lanes *own; /* rows of what fails by itself; row 0: nothing */
	uint16_t *row;     /* per thing */
	uint32_t *failing; /* things with a row, row i + 1 */
	uint32_t n_failing;
	uint32_t *queue; /* of a circle */
	uint8_t *queued;
	uint64_t work; /* suppliers looked at so far */
};
/* A search for proofs that use few of the marked things. */
struct prover {
	const struct cone *k;
	double *size;     /* of the smallest proof seen; < 0: none */
	uint32_t *chosen; /* per need: the supplier */
	uint32_t *queue;  /* things */
	uint32_t *open;   /* per thing of a circle: needs not yet met */
	uint8_t *seen;    /* in a proof */
	uint32_t *proof;  /* things */
	uint32_t n_proof;
	uint64_t work;
};

/* chain_cone.c */
int cone_init(struct cone *k, const struct bw_chain *c, uint32_t product,
    struct bw_err *err) BW_MUST_USE;
void cone_release(struct cone *k);

/* chain_batch.c: room for LANES what-ifs in which at most `most` different
 * things fail. */
int batch_init(struct batch *b, const struct cone *k, uint32_t most,
    struct bw_err *err) BW_MUST_USE;
void batch_release(struct batch *b);
void batch_clear(struct batch *b);
void batch_fail(struct batch *b, uint32_t thing, unsigned lane);
void batch_fail_all(struct batch *b, uint32_t thing);
/* In which what-ifs the product can be made. */
const struct lanes *batch_run(struct batch *b);

/* chain_proof.c: false when the product cannot be made while `failed` things
 * fail. Otherwise p->proof is one way to make it, chosen to use few things
 * with a weight (the fewest, where nothing is used twice and no circle is). */
int prover_init(
    struct prover *p, const struct cone *k, struct bw_err *err) BW_MUST_USE;
void prover_release(struct prover *p);
bool prover_run(struct prover *p, const uint8_t *failed, const uint8_t *weight);

#endif
