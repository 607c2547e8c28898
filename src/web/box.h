/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * box.h - a job on bytes of a stranger, in a process that can do nothing else.
 *
 * Reading a file that somebody sent is the most dangerous thing a server does.
 * So it happens in a process of its own, which gives up everything before the
 * first byte is looked at: every descriptor but those of the job, every file
 * and address (Landlock), every system call but those that computing needs
 * (seccomp; all others kill it), memory, time, and the size of what it writes.
 * A reader that is taken over can write a wrong answer, and nothing else.
 *
 * Who forks it? A process with threads must not fork and go on (POSIX, fork:
 * a lock that another thread held stays held for ever). So a small process,
 * the nursery, is forked before there are threads; it waits for requests at a
 * socket, forks a child for each, keeps its time and tells how it ended. It
 * ends when its parent does, and its children with it.
 *
 *	parent --(job, descriptors)--> nursery --fork--> child, closed, job()
 *	       <-------- answer of the job --------------/
 *	       <-------- how it ended, by the nursery
 */
#ifndef BW_BOX_H
#define BW_BOX_H
#include "base/str.h"

#define BW_BOX_FILES 4u                       /* descriptors of a job */
#define BW_BOX_TOLD ((size_t)8 << 10)         /* bytes told to a job */
#define BW_BOX_ANSWER_MOST ((size_t)64 << 10) /* bytes of its answer */

struct bw_boxed { /* what a job gets */
	int fd[BW_BOX_FILES];
	unsigned n_fd;
	struct bw_str told;
};
/* Runs in the child. 0, or enum bw_code: BW_ENOMEM ends as BW_BOX_MEMORY, any
 * other is done too, for the answer says what was the matter. */
typedef int bw_box_job(const struct bw_boxed *in, struct bw_buf *answer);

enum bw_box_end {
	BW_BOX_DONE,
	BW_BOX_FORBIDDEN, /* it tried what it may not, and was killed */
	BW_BOX_TIME,
	BW_BOX_MEMORY,
	BW_BOX_SIZE,    /* it wrote more than it may */
	BW_BOX_CRASHED, /* of a defect */
	BW_BOX_ABSENT,  /* there is no nursery, or it could not begin */
	BW_BOX_ENDS
};
extern const char *const bw_box_word[BW_BOX_ENDS]; /* "done", "forbidden" ... */

struct bw_box_limits {
	uint64_t memory;  /* bytes of address space */
	uint64_t written; /* bytes of a file */
	unsigned seconds; /* by the clock, and of computing */
};
struct bw_box_result {
	enum bw_box_end end;
	int signal;           /* that killed it, or 0 */
	uint64_t memory_peak; /* bytes, as the kernel counted */
};

struct bw_nursery;
/* Call it with one thread; at most `most` children at a time. The jobs must
 * outlive it. */
int bw_nursery_new(struct bw_nursery **out, bw_box_job *const *job,
    unsigned n_job, unsigned most, struct bw_err *err) BW_MUST_USE;
void bw_nursery_free(struct bw_nursery *n);
bool bw_nursery_alive(struct bw_nursery *n);
/* Version of Landlock of this kernel; 0: it has none, and only seccomp stands
 * between a job and files. */
int bw_box_landlock(void);

/* Do job number `job` in a box, and wait. Several threads at once; they wait
 * for a place. An error is one of ours (memory, descriptors); how the job
 * ended is in result. The answer is added to `answer`: bytes of a stranger. */
int bw_box_run(struct bw_nursery *n, unsigned job, const struct bw_boxed *in,
    const struct bw_box_limits *limits, struct bw_buf *answer,
    struct bw_box_result *result, struct bw_err *err) BW_MUST_USE;

#endif
