/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * panic.c - a broken invariant ends the program, loudly.
 *
 * Assertions stay on in production: going on with a broken invariant could
 * write a wrong answer into somebody's file. A transaction that was open is
 * rolled back by SQLite on the next start.
 */
#include "base/base.h"

_Noreturn void
bw_panic(const char *file, int line, const char *what)
{
	fprintf(
	    stderr, "bolwerk: internal error at %s:%d: %s\n", file, line, what);
	abort();
}
