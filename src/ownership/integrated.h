/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * integrated.h - what part of a company is an owner's in the end, through
 * chains and circles.
 *
 * W is the matrix of direct shares of capital. The number is that of Baldone,
 * Brioschi and Paleari (1998): the shares of all walks from the owner to the
 * company that do not pass the owner again; the same as: leave out what is
 * held in the owner, then solve v = w + v W. Exact up to rounding of doubles
 * (relative error below 1e-12 is tested), per component of circles, holders
 * first; nothing is iterated on a net without circles. Other
 * readings have other names: Leontief (I-W)^-1 - I (Brioschi, Buzzacchi,
 * Colombo 1989), which counts walks through the owner as well, and the sum
 * over paths that pass no company twice (European Central Bank, close links).
 *
 * Shares are intervals. The lower end takes every tie at its lower end. The
 * upper end is the largest value that any choice within the intervals gives,
 * with 100 % a company at most: per company what is left over goes to the
 * holders of which the owner has most (a Markov decision process with one
 * choice a company, solved by policy iteration). Indirect shares may run
 * through those of others: they take the place of whoever has least, and at
 * the lower end add nothing to what is known directly, if that is more. So an
 * owner's part is a mix of its parts of the holders, with weights of at most 1
 * together: BW_INTEGRATED is at most 1. Where more than 100 % is surely held,
 * totals tell nothing and upper ends stand as they are; values above 1 are the
 * right answer to such data and are never clamped. A circle of such companies
 * may feed itself without end: then no number is the answer, and lo is 0 and hi
 * INFINITY (not determined).
 */
#ifndef BW_INTEGRATED_H
#define BW_INTEGRATED_H
#include "ownership/patch.h"
#include "base/arena.h"
#include "base/pool.h"

enum bw_reading {
	BW_INTEGRATED, /* Baldone: walks do not pass the owner again */
	BW_LEONTIEF,   /* all walks */
	BW_PATHS       /* simple paths; small nets only, else BW_ELIMIT */
};
struct bw_part { /* lo and hi in fractions of 1; hi may be INFINITY */
	uint32_t party;
	double lo, hi;
};
enum bw_column {
	BW_CAPITAL,
	BW_VOTES /* multiplied along chains: a test of some regimes */
};

/* Work memory for many questions: O(n), of which only what is reached is ever
 * touched. patch may be NULL. The part that is reached is ordered as it is
 * walked (what is held in the seeds is left out, and with it circles through
 * them), so a single question needs no order of the whole net. */
struct bw_solver;
int bw_solver_new(struct bw_solver **out, const struct bw_net *net,
    const struct bw_patch *patch, enum bw_column column,
    struct bw_err *err) BW_MUST_USE;
void bw_solver_free(struct bw_solver *s);
/* What the seeds, as one owner, have in every company they reach, the seeds
 * themselves included when they hold themselves through others. By party.
 * Valid until the next call. O(ties they reach). BW_LEONTIEF and BW_PATHS
 * need one seed. */
int bw_part_down(struct bw_solver *s, const uint32_t *seed, size_t n_seed,
    enum bw_reading reading, const struct bw_part **list, size_t *n,
    struct bw_err *err) BW_MUST_USE;
/* What everybody above y has in y. */
int bw_part_up(struct bw_solver *s, uint32_t y, enum bw_reading reading,
    const struct bw_part **list, size_t *n, struct bw_err *err) BW_MUST_USE;

/* The lower (or upper) end as an exact fraction "13/25" (GMP), and its
 * comparison with `t` parts per billion, -1, 0, 1: for what lies so near a
 * threshold that doubles cannot tell. BW_ELIMIT beyond some thousand parties
 * between the two. out may be NULL. */
int bw_part_exact(const struct bw_net *net, const struct bw_patch *patch,
    enum bw_column column, const uint32_t *seed, size_t n_seed, uint32_t y,
    bool upper, uint64_t t, int *compare, struct bw_buf *out,
    struct bw_err *err) BW_MUST_USE;

/* Every pair (owner, company) whose upper end is at least `least` (a fraction
 * of 1 above 0), by owner and then company; lo and hi enclose the value and
 * are at most 1e-10 apart where shares are exact. `more`, when not NULL, names
 * companies the caller wants whatever the share; it is called from any thread
 * of the pool, with its number, and its list is read before it is called again
 * there. `fn` is called once per owner that has a pair, in order of owner. */
typedef int bw_part_more_fn(void *ctx, unsigned worker, uint32_t owner,
    const uint32_t **company, size_t *n, struct bw_err *err);
typedef int bw_part_fn(void *ctx, uint32_t owner, const struct bw_part *list,
    size_t n, struct bw_err *err);
int bw_part_all(const struct bw_net *net, enum bw_column column, double least,
    struct bw_pool *pool, bw_part_more_fn *more, bw_part_fn *fn, void *ctx,
    struct bw_err *err) BW_MUST_USE;

#endif
