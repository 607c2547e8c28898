/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reach.h - control over a whole register: the fixpoint of control.h on a
 * net, for one owner in microseconds and for all owners in one go.
 *
 * Same rule, same answers as control.h (tests hold both against each other);
 * that engine proves and settles, this one is quick. A rule also says which
 * column counts and whether control by other means does, so that "blocked
 * parties together own half" (capital, at least, no other means) is the same
 * question.
 */
#ifndef BW_REACH_H
#define BW_REACH_H
#include "ownership/net.h"
#include "ownership/patch.h"
#include "base/pool.h"
#include "model/finding.h"

struct bw_reach_rule {
	uint32_t threshold; /* parts per billion; 0 = half */
	bool at_least;      /* >= instead of > */
	bool capital;       /* the column of capital; else votes */
	bool shares_only;   /* rights to control by other means do not count */
};

/* Work memory of one thread for many questions on one net: O(n), cleared by
 * epoch. patch may be NULL. */
struct bw_reach;
int bw_reach_new(struct bw_reach **out, const struct bw_net *net,
    const struct bw_patch *patch, struct bw_reach_rule rule,
    struct bw_err *err) BW_MUST_USE;
void bw_reach_free(struct bw_reach *r);
/* C(seeds), certain or possible, in order of being reached, without the
 * seeds; valid until the next call. O(ties out of the set). */
int bw_reach_set(struct bw_reach *r, const uint32_t *seed, size_t n_seed,
    enum bw_certainty how, const uint32_t **company, size_t *n,
    struct bw_err *err) BW_MUST_USE;
/* After bw_reach_set: what seeds and set together have in y, of what is left
 * without y's own shares (pass_votes); and every
 * company in which they have anything (members or not), valid until the next
 * call. */
struct bw_sum bw_reach_held(const struct bw_reach *r, uint32_t y);
/* An end of it as a fraction of one, to all digits of a double. */
double bw_reach_part(const struct bw_reach *r, uint32_t y, bool upper);
void bw_reach_touched(
    const struct bw_reach *r, const uint32_t **company, size_t *n);
/* After bw_reach_set: the fewest ties into y that carry control of it,
 * largest first (ties of a patch: see patch.h). *n of them are there, at most
 * cap are written; 0 when y is not in the set. */
int bw_reach_proof(struct bw_reach *r, uint32_t y, uint32_t *tie, size_t cap,
    size_t *n, struct bw_err *err) BW_MUST_USE;

/* Do the seeds control this company? The walk goes no further than that takes:
 * bw_reach_proof then tells of the company, and of those in its proof, what it
 * would after bw_reach_set; sums and other companies may be unfinished. */
int bw_reach_until(struct bw_reach *r, const uint32_t *seed, size_t n_seed,
    enum bw_certainty how, uint32_t company, bool *reached,
    struct bw_err *err) BW_MUST_USE;

/* Every owner and every company that it possibly controls, in order of owner
 * and company, handed to fn by the calling thread in pieces (some empty).
 * Votes: what the owner and all it controls have in the company, from the least
 * by certain to the most by possible control. fn returns 0, or the error it put
 * where the caller finds it, which ends the walk. Memory: 60 bytes a party, 50
 * more for each thread, 4 a tie, and the pairs of 262,144 owners. */
struct bw_reach_row {
	uint32_t owner, company;
	bool certain;
	struct bw_sum votes;
};
typedef int bw_reach_rows_fn(
    void *ctx, const struct bw_reach_row *row, size_t n);
int bw_reach_each(const struct bw_net *net, struct bw_reach_rule rule,
    struct bw_pool *pool, bw_reach_rows_fn *fn, void *ctx,
    struct bw_err *err) BW_MUST_USE;

/* Who controls whom, for all: pairs by controller and by company, both in
 * order of party. Parties that control nothing have an empty row. */
struct bw_pairs {
	uint32_t n;
	uint64_t n_pair;
	const uint64_t
	    *down_at; /* n + 1: down[down_at[x] ..] are x's companies */
	const uint32_t *down;
	const uint64_t *up_at; /* n + 1: up[up_at[y] ..] control y */
	const uint32_t *up;
	void *own[4];
};
/* Bit for bit the same for any number of threads; pool NULL = this thread.
 * 8 bytes a pair, 16 a party, and work memory per thread. */
int bw_pairs_make(struct bw_pairs *p, const struct bw_net *net,
    struct bw_reach_rule rule, enum bw_certainty how, struct bw_pool *pool,
    struct bw_err *err) BW_MUST_USE;
/* Certain and possible. Where all shares are exact they are the same, and *may
 * shares the columns of *sure, which is to be released last. */
int bw_pairs_both(struct bw_pairs *sure, struct bw_pairs *may,
    const struct bw_net *net, struct bw_reach_rule rule, struct bw_pool *pool,
    struct bw_err *err) BW_MUST_USE;
void bw_pairs_release(struct bw_pairs *p);

#endif
