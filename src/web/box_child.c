/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * box_child.c - the child of the nursery: close the box, do the job.
 *
 * Descriptors: 0, 1, 2 lead nowhere; 3 takes the answer; from 4 on those of
 * the job.
 */
#include "web/box_priv.h"
#include "web/supervise.h"
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <unistd.h>

#define ANSWER 3
#define FIRST 4

/* They may stand in each other's place: first all of them out of the way. */
static bool
arrange(const struct box_order *o)
{
	int away[1 + BW_BOX_FILES];
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
	bool ok = nowhere >= 0;

	for (unsigned i = 0; ok && i <= o->q.n_fd; i++) {
		/* The descriptor for the end is the nursery's. */
		away[i] = fcntl(o->fd[i == 0 ? 0 : i + 1], F_DUPFD_CLOEXEC, 64);
		ok = away[i] >= 0;
	}
	for (int i = 0; ok && i < ANSWER; i++)
		ok = dup2(nowhere, i) == i;
	for (unsigned i = 0; ok && i <= o->q.n_fd; i++)
		ok = dup2(away[i], ANSWER + (int)i) == ANSWER + (int)i;
	return ok && close_range(FIRST + o->q.n_fd, ~0U, 0) == 0;
}

/* As a program begins, not as the server had them. SIGTERM is for the server:
 * it may finish what it does. */
static void
plain_signals(void)
{
	static const int fatal[] = { SIGXFSZ, SIGXCPU, SIGSYS, SIGSEGV, SIGBUS,
		SIGABRT, SIGFPE, SIGILL };
	sigset_t none;

	for (size_t i = 0; i < BW_LEN(fatal); i++)
		signal(fatal[i], SIG_DFL);
	signal(SIGTERM, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void
write_all(struct bw_str s)
{
	while (s.n > 0) {
		ssize_t n = write(ANSWER, s.p, s.n);

		if (n < 0)
			return;
		s = bw_str_sub(s, (size_t)n, s.n);
	}
}

void
box_child(const struct box_order *o, bw_box_job *job, int parent)
{
	struct bw_boxed in = { .n_fd = o->q.n_fd,
		.told = { o->told, o->q.n_told } };
	struct bw_buf answer = { 0 };
	int rc;

	plain_signals();
	/* glibc looks into /proc before it shrinks the heap of a thread: none
	 * has one of its own. */
	mallopt(M_ARENA_MAX, 1);
	for (unsigned i = 0; i < in.n_fd; i++)
		in.fd[i] = FIRST + (int)i;
	if (!bw_die_with(parent) || !arrange(o) ||
	    !box_close(&o->q.limits, FIRST + o->q.n_fd))
		_exit(BOX_EXIT_OPEN);
	rc = job(&in, &answer);
	if (rc == BW_ENOMEM || answer.failed)
		_exit(BOX_EXIT_MEMORY);
	write_all(bw_buf_get(&answer));
	_exit(0);
}
