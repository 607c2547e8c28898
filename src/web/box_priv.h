/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * box_priv.h - between the parts of the box.
 *
 *	box.c          the parent's side: ask, wait, read
 *	box_nursery.c  the process that forks
 *	box_child.c    the child: give up everything, then do the job
 */
#ifndef BW_BOX_PRIV_H
#define BW_BOX_PRIV_H
#include "web/box.h"

/* One message on a SOCK_SEQPACKET; told follows. With it go descriptors: for
 * the answer, for the end, and those of the job. */
struct box_request {
	uint32_t job, n_fd, n_told;
	struct bw_box_limits limits;
};
#define BOX_FDS (2 + BW_BOX_FILES)

struct box_order { /* a request as it arrived */
	struct box_request q;
	int fd[BOX_FDS];
	char told[BW_BOX_TOLD];
};

/* The life of the nursery; ends when the other end of the socket closes. */
_Noreturn void box_nursery(
    int socket, bw_box_job *const *job, unsigned n_job, int parent);
/* The life of a child. */
_Noreturn void box_child(
    const struct box_order *o, bw_box_job *job, int parent);
/* Give up all but the descriptors 0 to n_fd - 1 and what computing needs.
 * False when this kernel has no seccomp: then nothing may be done. */
bool box_close(const struct bw_box_limits *limits, unsigned n_fd);
/* Exit status of a child that ran out of memory, and of one that could not
 * close itself in. */
#define BOX_EXIT_MEMORY 3
#define BOX_EXIT_OPEN 4

#endif
