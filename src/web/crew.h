/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crew.h - a few threads that work on jobs, first come first served.
 *
 * So that an answer that takes seconds keeps nobody waiting who reads and
 * writes sockets. A job is part of what it is about: adding one needs no
 * memory and cannot fail.
 */
#ifndef BW_CREW_H
#define BW_CREW_H
#include "base/err.h"

struct bw_job {
	struct bw_job *next;
	void (*work)(struct bw_job *job);
};
struct bw_crew;
int bw_crew_new(
    struct bw_crew **out, unsigned threads, struct bw_err *err) BW_MUST_USE;
void bw_crew_add(struct bw_crew *crew, struct bw_job *job);
/* Finish all jobs, then end. NULL is fine. */
void bw_crew_free(struct bw_crew *crew);

#endif
