/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * integrated_priv.h - the parts of the solver of integrated.h and how they fit.
 *
 *	integrated.c         questions downward: walk, solve, list
 *	integrated_rows.c    the ties of a party, whether in the net or a patch
 *	integrated_walk.c    what is reached, circle by circle, in order
 *	integrated_circle.c  one circle: its ties, lower end, policy iteration
 *	integrated_linear.c  the linear system of a circle
 *	integrated_up.c      questions upward
 *	integrated_paths.c   the sum over simple paths
 *	integrated_exact.c   fractions (GMP)
 *	integrated_all.c     everybody
 *	integrated_spine.c   large circles, for everybody
 *
 * Between questions `met` and `v` are zero everywhere; a question cleans up
 * what it touched. Weights are doubles that hold whole parts per billion, so
 * that sums of them are exact.
 */
#ifndef BW_INTEGRATED_PRIV_H
#define BW_INTEGRATED_PRIV_H
#include "base/vec.h"
#include "ownership/integrated.h"
#include "ownership/order.h"
#include <math.h>

#define DENSE 64u       /* parties of a circle that elimination takes */
#define ONE 1e9         /* 100 % */
#define SEED UINT32_MAX /* `met` of an owner */
#define OUTSIDE UINT32_MAX

struct value {
	double lo, hi;
};
struct row { /* the holders of one company */
	uint32_t n;
	const uint32_t *holder, *lo, *hi;
	const uint8_t *mark;
};
struct offer { /* a holder that what is left over may go to */
	double v;
	uint32_t extra, tie;
};
/* k unknowns, x_i (ONE - own_i) = b_i + sum of w x_from over its ties. Slack
 * is ONE less the sum over the ties of company i, own_i included. `across`:
 * rows are those of holders, and ties lead to companies. */
struct system {
	size_t k, m;
	bool across;
	uint32_t *at, *from; /* k + 1; m: ties to itself and of 0 left out */
	uint32_t *place;     /* k: for leaving parties out */
	double *w;           /* m */
	double *b, *own, *slack, *x; /* k */
	double *work;                /* 8 k, or DENSE * (DENSE + 1) */
	size_t cap_k, cap_m;
	uint64_t spent; /* products */
};
struct link {          /* a tie into a circle, from a holder that is reached */
	uint32_t from; /* place in the circle, or OUTSIDE */
	uint32_t lo, hi;
	bool counts;    /* against others: not indirect */
	double w;       /* of the present choice */
	struct value v; /* of a holder outside */
};
struct circle {
	const uint32_t *node; /* last one first */
	size_t k;
	BW_VEC(struct link) link;
	BW_VEC(uint32_t) at;
	BW_VEC(int64_t) left; /* ONE less what all surely hold */
	BW_VEC(double) had;   /* values of the choice before */
	bool exact;           /* nothing in it, or coming in, is a range */
	bool open; /* a company where holders have to share what is left */
};
struct step {
	uint32_t node, next, given;
};
struct stride { /* on a path, with the product of what was passed */
	uint32_t node, next;
	struct value v;
};
struct bw_solver {
	const struct bw_net *net;
	const struct bw_patch *patch;
	enum bw_column column;
	const uint32_t *lo, *hi; /* of the net, the column asked for */
	uint32_t *patch_holder, *patch_lo, *patch_hi;
	uint8_t *patch_mark;
	uint32_t *met;   /* n: 0 not reached; else of the walk */
	struct value *v; /* n */
	uint8_t *inside; /* n, or NULL: a walk stays where it is `want` */
	uint8_t want;
	bool up, fenced; /* the walk goes to holders; stays inside */
	/* what was reached, circle by circle, companies first */
	BW_VEC(uint32_t) reached;
	BW_VEC(uint32_t) ends; /* of each circle in `reached` */
	BW_VEC(struct step) stack;
	BW_VEC(uint32_t) open;
	BW_VEC(struct stride) path;
	BW_VEC(struct offer) offer;
	BW_VEC(struct bw_part) list;
	struct circle circle;
	struct system sys;
	uint32_t number; /* next of the walk */
	uint32_t source; /* who has 1 of itself to begin with, or OUTSIDE */
	uint64_t spent;  /* ties looked at, for budgets */
};

/* integrated_rows.c */
int bw_rows_init(struct bw_solver *s, struct bw_err *err) BW_MUST_USE;
void bw_rows_release(struct bw_solver *s);
struct row bw_rows_in(const struct bw_solver *s, uint32_t y);
/* The k-th company x holds something in, OUTSIDE when it is to be skipped;
 * false when there are no more. */
bool bw_rows_out(
    const struct bw_solver *s, uint32_t x, uint32_t k, uint32_t *company);

/* All x has in y, each upper end cut off at what others leave. */
void bw_rows_between(const struct bw_solver *s, uint32_t x, uint32_t y,
    uint64_t *lo, uint64_t *hi);

/* integrated_walk.c */
int bw_walk_from(
    struct bw_solver *s, uint32_t start, struct bw_err *err) BW_MUST_USE;
int bw_walk_seeds(struct bw_solver *s, const uint32_t *seed, size_t n_seed,
    struct bw_err *err) BW_MUST_USE;
void bw_walk_clear(struct bw_solver *s);

/* integrated_linear.c: x is 0 where b does not reach; 1 when nothing finite
 * solves the rest, which is INFINITY then; or an error */
int bw_system_room(
    struct system *y, size_t k, size_t m, struct bw_err *err) BW_MUST_USE;
int bw_system_solve(struct system *y, struct bw_err *err) BW_MUST_USE;
void bw_system_release(struct system *y);

/* integrated_circle.c */
int bw_circle_solve(struct bw_solver *s, const uint32_t *node, size_t k,
    struct bw_err *err) BW_MUST_USE;
void bw_offers_sort(struct offer *o, size_t n); /* best first, then by tie */

/* integrated.c */
int bw_solve_row(struct bw_solver *s, uint32_t y, struct value *out,
    struct bw_err *err) BW_MUST_USE;
bool bw_holds_itself(const struct bw_solver *s, uint32_t y);
int bw_solve_reached(struct bw_solver *s, struct bw_err *err) BW_MUST_USE;
int bw_solve_down(struct bw_solver *s, const uint32_t *seed, size_t n_seed,
    bool all_walks, struct bw_err *err) BW_MUST_USE;
void bw_solver_clear(struct bw_solver *s, const uint32_t *seed, size_t n_seed);
int bw_add_part(struct bw_solver *s, uint32_t party, struct value v,
    struct bw_err *err) BW_MUST_USE;
void bw_sort_parts(struct bw_solver *s);

/*
 * integrated_spine.c: parties of circles too large to solve again for each
 * owner, and everybody above them. `on[y]`: 1 on the spine.
 */
struct spine {
	uint8_t *on;     /* n */
	uint32_t *place; /* n: number on the spine, holders first */
	uint32_t n_on;
	uint32_t *node, *comp; /* n_on */
	/* ties from one to another, by holder: to[at[i] .. at[i + 1] - 1] */
	uint32_t *at, *to, *lo, *hi;
	bool simple;  /* shares may be pushed along it, one owner at a time */
	double cut;   /* what is too little to be pushed on */
	double error; /* and what that leaves out at most */
};
struct push { /* of one thread; all by place */
	const struct spine *spine;
	struct value *v, *rest; /* n_on: what arrived and went on; residuals */
	uint8_t *waits;         /* n_on */
	BW_VEC(uint32_t) heap;  /* waiting in circles still to come */
	BW_VEC(uint32_t) now, next; /* waiting in the present circle */
	BW_VEC(uint32_t) touched;
};
int bw_push_init(
    struct push *p, const struct spine *spine, struct bw_err *err) BW_MUST_USE;
void bw_push_release(struct push *p);
int bw_spine_init(
    struct spine *p, struct bw_solver *s, struct bw_err *err) BW_MUST_USE;
void bw_spine_release(struct spine *p);
/* The values of x on the spine, in s->v; bw_push_clear takes them away. */
int bw_push_run(struct push *p, struct bw_solver *s, uint32_t x,
    struct bw_err *err) BW_MUST_USE;
void bw_push_clear(struct push *p, struct bw_solver *s);

/* integrated_paths.c */
int bw_paths(struct bw_solver *s, uint32_t start, bool up,
    struct bw_err *err) BW_MUST_USE;

static inline double
times(double w, double v)
{
	return w > 0 ? w * v : 0; /* 0 of something without end is 0 */
}

#endif
