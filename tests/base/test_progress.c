/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_progress.c - the line on a real (pseudo) terminal, silence elsewhere,
 * and SIGINT.
 */
#include "support/support.h"
#include "base/progress.h"
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* Run body with a terminal, or a pipe, as stderr; what it wrote. */
static struct bw_str
captured(void (*body)(void), bool terminal)
{
	static char text[8192];
	struct winsize size = { .ws_row = 24, .ws_col = 60 };
	int ours, theirs, old = dup(STDERR_FILENO), pipe_fd[2];
	size_t n = 0;
	ssize_t got;

	if (terminal) {
		if (openpty(&ours, &theirs, NULL, NULL, &size) != 0)
			skip();
	} else {
		assert_int_equal(pipe(pipe_fd), 0);
		ours = pipe_fd[0];
		theirs = pipe_fd[1];
	}
	dup2(theirs, STDERR_FILENO);
	close(theirs);
	body();
	dup2(old, STDERR_FILENO);
	close(old);
	while ((got = read(ours, text + n, sizeof(text) - n)) > 0)
		n += (size_t)got;
	close(ours);
	return (struct bw_str){ text, n };
}

static void
half_done(void)
{
	struct bw_progress p;

	bw_progress_begin(&p, "psc.json \033[2J", true);
	p.start -= 10; /* as if ten seconds had passed */
	p.shown -= 10;
	bw_progress(&p, 500 * 1000000ull, 1000 * 1000000ull, 1234567);
	bw_progress_end(&p);
}

static void
short_work(void)
{
	struct bw_progress p;

	bw_progress_begin(&p, "psc.json", true);
	for (unsigned i = 0; i < 100000; i++)
		bw_progress(&p, i, 100000, i);
	bw_progress_end(&p);
}

static void
long_name(void)
{
	struct bw_progress p;

	bw_progress_begin(&p,
	    "a-file-with-a-name-that-is-much-longer-than-a-terminal-is-wide-"
	    "and-ends-in-é-é-é-é-é-é-é-é-é-é-é-é-é-é-é-é-é-é-é-é-é-é",
	    true);
	p.start -= 10;
	p.shown -= 10;
	bw_progress(&p, 1, 2, 3);
	bw_progress_end(&p);
}

static void
not_wanted(void)
{
	struct bw_progress p;

	bw_progress_begin(&p, "psc.json", false);
	p.start -= 10;
	p.shown -= 10;
	bw_progress(&p, 1, 2, 3);
	bw_progress_end(&p);
}

static void
a_terminal_sees_how_far(void **state)
{
	struct bw_str s;

	(void)state;
	setenv("TERM", "xterm", 1);
	s = captured(half_done, true);
	assert_true(bw_str_find(s, BW_STR("psc.json")) >= 0);
	assert_true(bw_str_find(s, BW_STR("50 %")) > 0);
	assert_true(bw_str_find(s, BW_STR("1234567")) > 0);
	assert_true(bw_str_find(s, BW_STR("50.0 MB/s")) > 0);
	assert_true(bw_str_find(s, BW_STR("0:10")) > 0 ||
	    bw_str_find(s, BW_STR("0:09")) > 0);
	/* The name's own escape is not passed on; ours wipe the line. */
	assert_true(bw_str_find(s, BW_STR("\033[2J")) < 0);
	assert_true(bw_str_ends(s, BW_STR("\r\033[K")));
	assert_true(bw_str_find(s, BW_STR("\n")) < 0);
}

static void
a_line_never_wraps(void **state)
{
	struct bw_str s, line;

	(void)state;
	setenv("TERM", "xterm", 1);
	s = captured(long_name, true);
	assert_true(bw_str_cut(&s, '\033', &line));
	assert_true(bw_utf8_valid(line, NULL));
	assert_true(line.n > 0 && bw_utf8_width(line) < 60);
}

static void
otherwise_there_is_silence(void **state)
{
	(void)state;
	setenv("TERM", "xterm", 1);
	assert_int_equal(captured(short_work, true).n, 0);
	assert_int_equal(captured(not_wanted, true).n, 0);
	assert_int_equal(captured(half_done, false).n, 0);
	setenv("TERM", "dumb", 1);
	assert_int_equal(captured(half_done, true).n, 0);
}

static void
asking_is_cheap(void **state)
{
	struct bw_progress p;
	double begin = bw_clock();

	(void)state;
	setenv("TERM", "xterm", 1);
	bw_progress_begin(&p, "x", false);
	p.on = true;
	p.every = 1;
	p.start = p.looked = p.shown = begin;
	for (unsigned i = 0; i < 1000000; i++)
		bw_progress(&p, i, 0, i);
	assert_true(p.every > 100);
	assert_true(bw_clock() >= begin);
}

static void
first_signal_asks_second_ends(void **state)
{
	int status, ready[2];
	char byte;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ready), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		bw_interrupt_on_signal();
		if (bw_interrupted())
			_exit(1);
		raise(SIGINT);
		if (!bw_interrupted() || write(ready[1], "x", 1) != 1)
			_exit(2);
		raise(SIGINT);
		_exit(3);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
	close(ready[0]);
	close(ready[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_terminal_sees_how_far),
		cmocka_unit_test(a_line_never_wraps),
		cmocka_unit_test(otherwise_there_is_silence),
		cmocka_unit_test(asking_is_cheap),
		cmocka_unit_test(first_signal_asks_second_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
