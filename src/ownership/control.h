/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * control.h - who controls whom: a least fixpoint over votes.
 *
 * C(X) is the smallest set with: a company y is in it when the votes that X
 * and the members of C(X) other than y hold in y are above the threshold
 * (half, strictly, unless told otherwise), or one of them controls y
 * directly. Votes a company holds in itself are suspended: they are nobody's
 * and leave the total. (Ceri, Gottlob, Tanca 1990; Mumick et al. 1990.)
 *
 * Shares are intervals and what is not recorded may be anybody's. Per set C
 * and company y: surely held = sum of lower ends; at most held = the smaller
 * of the sum of upper ends and 100 % less what others surely hold. Both grow
 * with C, so there are two fixpoints: certain and possible control.
 */
#ifndef BW_CONTROL_H
#define BW_CONTROL_H
#include "ownership/graph.h"
#include "model/finding.h"

struct bw_control_rule {
	uint32_t threshold; /* parts per billion; 0 = half */
	bool at_least;      /* >= instead of > */
};

/* Work memory for many questions on one graph: O(n), cleared by epoch. */
struct bw_control;
int bw_control_new(struct bw_control **out, const struct bw_graph *g,
    struct bw_control_rule rule, struct bw_err *err) BW_MUST_USE;
void bw_control_free(struct bw_control *c);

/* C(X) for the seeds, certain or possible, in order of being reached. The
 * list is valid until the next call. O(edges out of the set). */
int bw_control_set(struct bw_control *c, const uint32_t *seed, size_t n_seed,
    enum bw_certainty how, const uint32_t **company, size_t *n,
    struct bw_err *err) BW_MUST_USE;
/* After bw_control_set: votes that the set and the seeds together have in y
 * (surely and at most), whether y is in the set or not; of the votes that can
 * be cast, so without y's own shares. */
struct bw_sum bw_control_votes(const struct bw_control *c, uint32_t y);
/* After bw_control_set: the edges that carry control of y: the fewest whose
 * votes pass the threshold (largest first; for possible control: a set of
 * which none can be missed), or one direct edge. A stake of y in itself can
 * be among them, as it lowers the bar. Edge indices into g->edge; *n is how
 * many there are, of which at most cap are written; 0 when y is not in the
 * set. All holders were reached before y: repeating this for them gives the
 * proof tree. */
int bw_control_proof(struct bw_control *c, uint32_t y, uint32_t *edge,
    size_t cap, size_t *n, struct bw_err *err) BW_MUST_USE;

struct bw_controller {
	uint32_t party;
	enum bw_certainty certainty; /* certain or possible */
	bool ultimate;               /* nobody certainly controls it in turn */
};
/* Everybody who controls y, certain first, then by node. A closed group of
 * companies that only control each other has no ultimate controller: see
 * bw_control_closed. Result in the arena. Costs a walk per party above y;
 * chains of tens of thousands of companies are BW_ELIMIT after some seconds.
 */
int bw_controllers(struct bw_control *c, uint32_t y, struct bw_arena *a,
    struct bw_controller **list, size_t *n, struct bw_err *err) BW_MUST_USE;
/* Companies that control each other (y among them) and nobody outside
 * controls: the group, or n = 0. */
int bw_control_closed(struct bw_control *c, uint32_t y, struct bw_arena *a,
    uint32_t **group, size_t *n, struct bw_err *err) BW_MUST_USE;
/* The fewest edges whose exact votes could decide whether the seeds control
 * y (certain is false, possible true): known to be as high as they may be
 * they make it certain, as low, they exclude it; largest uncertainty first.
 * n_edge = 0 when nothing is open. *unknown when even low answers leave it
 * possible that the seeds stand behind votes nobody accounts for. */
int bw_control_settle(struct bw_control *c, const uint32_t *seed, size_t n_seed,
    uint32_t y, struct bw_arena *a, uint32_t **edge, size_t *n_edge,
    bool *unknown, struct bw_err *err) BW_MUST_USE;

#endif
