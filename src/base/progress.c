/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * progress.c - the line on stderr, the clock, and the wish to stop.
 *
 * The line holds numbers only ("psc.json  45 %  1234567  80 MB/s  0:32"), so
 * that it needs no translation: how far, records so far, bytes per second,
 * time left. Work shorter than a second shows nothing. The clock is read so
 * seldom as the calls come fast: the distance between two looks doubles as
 * long as they lie within a millisecond, up to 4096 calls.
 *
 * The flag that the signal handler sets is the one variable of the program
 * that changes behind its back; a lock-free atomic is all that C17 (7.14.1.1)
 * allows there, and other threads may read it. The second signal ends the
 * program at once (SA_RESETHAND), for when the first is not heard.
 */
#include "base/progress.h"
#include "base/fold.h"
#include "base/table.h"
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#define SHOW_AFTER 1.0
#define SHOW_EVERY 0.2
#define LOOK_EVERY 0.001
#define CALLS_MAX 4096u

_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "the signal handler needs this");
static atomic_int interrupted;

double
bw_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Progress is decoration: a terminal that does not take it is no error. */
static void
show(struct bw_str s)
{
	if (write(STDERR_FILENO, s.p, s.n) < 0)
		return;
}

void
bw_progress_begin(struct bw_progress *p, const char *what, bool wanted)
{
	const char *term = getenv("TERM");
	struct bw_buf b = { 0 };
	size_t n;

	*p = (struct bw_progress){ 0 };
	p->on = wanted && isatty(STDERR_FILENO) == 1 && term != NULL &&
	    strcmp(term, "dumb") != 0;
	if (!p->on)
		return;
	bw_plain(&b, bw_str_of(what));
	n = b.n < sizeof(p->what) - 1 ? b.n : sizeof(p->what) - 1;
	while (n < b.n && n > 0 && (b.p[n] & 0xc0) == 0x80)
		n--;
	if (n > 0)
		memcpy(p->what, b.p, n);
	bw_buf_release(&b);
	p->every = 1;
	p->start = p->shown = p->looked = bw_clock();
}

static void
draw(const struct bw_progress *p, double now, uint64_t done, uint64_t items)
{
	double spent = now - p->start, rate = (double)done / spent;
	struct bw_buf b = { 0 };
	unsigned width = bw_term_width(STDERR_FILENO);

	bw_buf_z(&b, p->what);
	if (p->total > 0)
		bw_buf_fmt(
		    &b, "  %.0f %%", 100.0 * (double)done / (double)p->total);
	if (items > 0)
		bw_buf_fmt(&b, "  %llu", (unsigned long long)items);
	if (done > 0)
		bw_buf_fmt(&b, "  %.1f MB/s", rate / 1e6);
	if (p->total > done && done > 0) {
		unsigned long left =
		    (unsigned long)((double)(p->total - done) / rate);

		bw_buf_fmt(&b, "  %lu:%02lu", left / 60, left % 60);
	}
	/* A full line would wrap and then not be wiped. */
	while (b.n > 0 && bw_utf8_width(bw_buf_get(&b)) >= width)
		b.n--;
	while (b.n > 0 && !bw_utf8_valid(bw_buf_get(&b), NULL))
		b.n--;
	bw_buf_z(&b, "\033[K\r");
	if (!b.failed)
		show(bw_buf_get(&b));
	bw_buf_release(&b);
}

void
bw_progress(
    struct bw_progress *p, uint64_t done, uint64_t total, uint64_t items)
{
	double now;

	if (!p->on || ++p->ticks < p->every)
		return;
	p->ticks = 0;
	now = bw_clock();
	if (now - p->looked < LOOK_EVERY && p->every < CALLS_MAX)
		p->every *= 2;
	else if (now - p->looked > SHOW_EVERY && p->every > 1)
		p->every /= 2;
	p->looked = now;
	p->total = total;
	if (now - p->start < SHOW_AFTER || now - p->shown < SHOW_EVERY)
		return;
	p->shown = now;
	p->drawn = true;
	draw(p, now, done, items);
}

void
bw_progress_end(struct bw_progress *p)
{
	if (p->drawn)
		show(BW_STR("\r\033[K"));
	p->drawn = p->on = false;
}

bool
bw_interrupted(void)
{
	return atomic_load_explicit(&interrupted, memory_order_relaxed) != 0;
}

static void
on_signal(int signo)
{
	(void)signo;
	atomic_store_explicit(&interrupted, 1, memory_order_relaxed);
}

void
bw_interrupt_on_signal(void)
{
	static const int stop[] = { SIGINT, SIGTERM };
	struct sigaction act = { .sa_handler = on_signal,
		.sa_flags = SA_RESTART | (int)SA_RESETHAND };
	struct sigaction old;

	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < BW_LEN(stop); i++) {
		/* Ignored (nohup, a background job): leave it so. */
		if (sigaction(stop[i], NULL, &old) == 0 &&
		    old.sa_handler == SIG_IGN)
			continue;
		(void)sigaction(stop[i], &act, NULL);
	}
}

void
bw_interrupt_end(void)
{
	static const int stop[] = { SIGINT, SIGTERM };
	struct sigaction old;

	for (size_t i = 0; i < BW_LEN(stop); i++)
		if (sigaction(stop[i], NULL, &old) == 0 &&
		    old.sa_handler == on_signal)
			signal(stop[i], SIG_DFL);
}
