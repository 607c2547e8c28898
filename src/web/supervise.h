/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supervise.h - a small parent that keeps a worker alive.
 *
 * What serves may die: of an assertion, of the kernel's hand when memory is
 * short, of a defect. So the program splits in two before it has threads: the
 * parent (the supervisor) holds the socket and does nothing but wait; the
 * child (the worker) serves. When the worker dies by a signal, or leaves
 * without being asked to, another takes its place within a moment; the socket
 * was open all the time. Varnish does so with its manager and its child.
 *
 * SIGTERM and SIGINT to the supervisor become SIGTERM for the worker; a worker
 * that does not leave within 20 seconds is killed. The worker never outlives
 * the supervisor (PR_SET_PDEATHSIG), however that ended.
 *
 * A worker that dies before the first one was ever ready is not replaced: what
 * is wrong is not passing (a usage error, a port that is taken). One that dies
 * within a second of being ready waits ever longer to be replaced, from
 * nothing to 5 seconds; after ten such deaths in a row the supervisor gives
 * up.
 */
#ifndef BW_SUPERVISE_H
#define BW_SUPERVISE_H
#include "base/err.h"

struct bw_death {
	int signal; /* that ended the worker, or 0 */
	int status; /* it left with */
};
struct bw_supervise_opt {
	/* Told when a worker died and is replaced; NULL: nobody. */
	void (*tell)(void *ctx, const struct bw_death *death);
	void *ctx;
};
struct bw_life {
	bool worker;       /* false: this is the supervisor, and all is over */
	unsigned restarts; /* workers before this one */
	int status;        /* of the supervisor: that of a worker that never
			    * was ready, which has said why; otherwise 0 */
	struct bw_life_shared *shared;
};

/* Returns in every worker, and at the very end in the supervisor. Call it with
 * one thread and nothing unwritten. In the worker SIGTERM is blocked, to be
 * waited for, and SIGINT ignored. */
int bw_supervise(struct bw_life *life, const struct bw_supervise_opt *opt,
    struct bw_err *err) BW_MUST_USE;
/* The worker serves. */
void bw_life_ready(const struct bw_life *life);
/* Die with the parent, which is process `parent`. False: it is gone. */
bool bw_die_with(int parent) BW_MUST_USE;

#endif
