/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supervise.c - fork, wait, fork again.
 *
 * The supervisor makes nothing and frees nothing while it waits: what can go
 * wrong in it is little. It learns of deaths and orders in one place, from
 * sigtimedwait, so no handler runs at any time.
 */
#include "web/supervise.h"
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define QUICK_MOST 10u /* quick deaths in a row */
#define QUICK_MS 1000
#define BACKOFF_MOST_MS 5000
#define LEAVE_MS 20000

struct bw_life_shared {        /* between supervisor and worker */
	_Atomic int64_t ready; /* milliseconds of the monotonic clock; or 0 */
};

struct supervisor {
	const struct bw_supervise_opt *opt;
	struct bw_life *life;
	sigset_t set, before;
	pid_t worker;
	unsigned quick;
	bool ever; /* one was ready */
	bool leaving;
	int64_t leave_by;
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
bw_life_ready(const struct bw_life *life)
{
	if (life->shared != NULL)
		atomic_store(&life->shared->ready, now_ms());
}

bool
bw_die_with(int parent)
{
	/* It may have died before we asked. */
	return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent;
}

static void
become_worker(struct supervisor *s, pid_t supervisor)
{
	sigset_t term;

	if (!bw_die_with(supervisor))
		_exit(1);
	/* Ctrl-C goes to both; the supervisor passes it on as SIGTERM, and a
	 * second signal means more than one. */
	signal(SIGINT, SIG_IGN);
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	pthread_sigmask(SIG_SETMASK, &s->before, NULL);
	pthread_sigmask(SIG_BLOCK, &term, NULL);
	s->life->worker = true;
}

static int
begin(struct supervisor *s, struct bw_err *err)
{
	pid_t self = getpid();

	atomic_store(&s->life->shared->ready, 0);
	s->worker = fork();
	if (s->worker < 0)
		return bw_fail_sys(err, "the server cannot start a worker");
	if (s->worker == 0)
		become_worker(s, self);
	return 0;
}

/* The next signal of the set, or 0 after so many milliseconds. */
static int
next_signal(const struct supervisor *s, int64_t ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };
	int n;

	do
		n = sigtimedwait(&s->set, NULL, &t);
	while (n < 0 && errno == EINTR);
	return n < 0 ? 0 : n;
}

static void
pass_on(struct supervisor *s)
{
	if (!s->leaving)
		s->leave_by = now_ms() + LEAVE_MS;
	s->leaving = true;
	kill(s->worker, SIGTERM);
}

/* Wait until the worker is dead, and of what. */
static struct bw_death
wait_for_death(struct supervisor *s)
{
	struct bw_death d = { 0 };
	int status;

	for (;;) {
		int n = next_signal(s, 1000);
		pid_t p;

		if (n == SIGTERM || n == SIGINT)
			pass_on(s);
		if (s->leaving && now_ms() > s->leave_by)
			kill(s->worker, SIGKILL);
		while ((p = waitpid(-1, &status, WNOHANG)) > 0)
			if (p == s->worker) {
				if (WIFSIGNALED(status))
					d.signal = WTERMSIG(status);
				else
					d.status = WEXITSTATUS(status);
				return d;
			}
	}
}

/* Wait before the next worker; an order to leave ends that. */
static void
back_off(struct supervisor *s)
{
	int64_t ms = s->quick < 2 ? 0 : 50LL << (s->quick - 1);
	int64_t until =
	    now_ms() + (ms < BACKOFF_MOST_MS ? ms : BACKOFF_MOST_MS);
	int64_t left;

	while (!s->leaving && (left = until - now_ms()) > 0) {
		int n = next_signal(s, left);

		s->leaving = n == SIGTERM || n == SIGINT;
	}
}

/* Is there to be another one? */
static bool
goes_on(struct supervisor *s, const struct bw_death *d, struct bw_err *err)
{
	int64_t ready = atomic_load(&s->life->shared->ready);

	s->ever = s->ever || ready != 0;
	if (s->leaving)
		return false;
	if (!s->ever) {
		s->life->status = d->signal != 0 ? 128 + d->signal : d->status;
		return false;
	}
	if (ready != 0 && now_ms() - ready >= QUICK_MS)
		s->quick = 0;
	if (++s->quick > QUICK_MOST) {
		(void)bw_fail(err, BW_EIO,
		    "the server gives up: its worker died %u times in a row, "
		    "each time within a second",
		    s->quick);
		return false;
	}
	if (s->opt->tell != NULL)
		s->opt->tell(s->opt->ctx, d);
	return true;
}

static int
keep_alive(struct supervisor *s, struct bw_err *err)
{
	int rc;

	while ((rc = begin(s, err)) == 0 && !s->life->worker) {
		struct bw_death d = wait_for_death(s);

		if (!goes_on(s, &d, err))
			return err == NULL ? 0 : err->code;
		back_off(s);
		if (s->leaving)
			return 0;
		s->life->restarts++;
	}
	return rc;
}

int
bw_supervise(struct bw_life *life, const struct bw_supervise_opt *opt,
    struct bw_err *err)
{
	struct supervisor s = { .opt = opt, .life = life };
	struct bw_err own = BW_ERR_INIT;

	*life = (struct bw_life){ 0 };
	life->shared = mmap(NULL, sizeof(*life->shared), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (life->shared == MAP_FAILED) {
		life->shared = NULL;
		return bw_fail_sys(err, "no memory for the supervisor");
	}
	sigemptyset(&s.set);
	sigaddset(&s.set, SIGTERM);
	sigaddset(&s.set, SIGINT);
	sigaddset(&s.set, SIGCHLD);
	pthread_sigmask(SIG_BLOCK, &s.set, &s.before);
	return keep_alive(&s, err != NULL ? err : &own);
}
