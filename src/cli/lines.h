/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * lines.h - verbs that are filters: a line in from standard input, a line out.
 *
 * The line lives in the buffer that is read into: no copy, no allocation per
 * line. Output is flushed when no more input is waiting, so that another
 * program can put a question and wait for the answer.
 */
#ifndef BW_CLI_LINES_H
#define BW_CLI_LINES_H
#include "cli/cli.h"

#define BW_LINE_MOST (1u << 20) /* a longer one is refused */

struct bw_lines {
	struct bw_buf buf;
	size_t at;       /* of the next line in buf */
	uint64_t number; /* of the line that was given, from 1 */
	struct bw_out *out;
	bool end;
};

/* The next line without its end; *more is false after the last one. */
int bw_lines_next(struct bw_lines *l, struct bw_str *line, bool *more,
    struct bw_err *err) BW_MUST_USE;
void bw_lines_release(struct bw_lines *l);

/* A filter: each line of standard input through fn, which writes the answer. A
 * line that it refuses is answered with "?" and the reason (--json: an object
 * with `error`), so that input and output stay side by side; then the result
 * is BW_EFORMAT with how many lines were no `what`. The arena is of one line.
 */
typedef int bw_line_fn(
    void *ctx, struct bw_str line, struct bw_arena *a, struct bw_err *why);
int bw_lines_filter(struct bw_cli *cli, bw_line_fn *fn, void *ctx,
    const char *what, struct bw_err *err) BW_MUST_USE;

#endif
