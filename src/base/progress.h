/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * progress.h - one line on stderr while work takes longer than a second.
 *
 * Shows what, how far, rate, time left; only on a terminal, at most five
 * times a second, and wiped at the end. Asking is cheap: when the calls come
 * fast bw_progress reads the clock once in 4096 of them.
 */
#ifndef BW_PROGRESS_H
#define BW_PROGRESS_H
#include "base/base.h"

struct bw_progress {
	char what[96];
	uint64_t total;        /* 0 = unknown */
	uint64_t ticks, every; /* calls since the clock was read, and till */
	double start, shown, looked;
	bool on, drawn;
};

void bw_progress_begin(struct bw_progress *p, const char *what, bool wanted);
/* done of total (bytes); items = records so far. */
void bw_progress(
    struct bw_progress *p, uint64_t done, uint64_t total, uint64_t items);
void bw_progress_end(struct bw_progress *p);
double bw_clock(void); /* monotonic seconds */
/* Has the user asked to stop (SIGINT)? Set by the command line. */
bool bw_interrupted(void);
void bw_interrupt_on_signal(void);
void bw_interrupt_end(void); /* from here on the signal ends the program */

#endif
