/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * lines.c - reading standard input line by line.
 */
#include <errno.h>
#include <unistd.h>
#include "cli/lines.h"

#define BLOCK (64u << 10)

/* What was not given yet to the front, and a block behind it. */
static int
fill(struct bw_lines *l, struct bw_err *err)
{
	ssize_t got;

	if (l->at > 0) {
		memmove(l->buf.p, l->buf.p + l->at, l->buf.n - l->at);
		l->buf.n -= l->at;
		l->at = 0;
	}
	if (l->buf.n > BW_LINE_MOST)
		return bw_fail(err, BW_EFORMAT,
		    "line %llu of the input is longer than %u bytes",
		    (unsigned long long)l->number + 1, BW_LINE_MOST);
	if (!bw_buf_room(&l->buf, BLOCK))
		return bw_fail(err, BW_ENOMEM, "no memory for a line");
	do
		got = read(STDIN_FILENO, l->buf.p + l->buf.n, BLOCK);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return bw_fail_sys(err, "cannot read standard input");
	l->end = got == 0;
	l->buf.n += (size_t)got;
	return 0;
}

int
bw_lines_next(
    struct bw_lines *l, struct bw_str *line, bool *more, struct bw_err *err)
{
	size_t seen = l->at;
	const char *nl = NULL;
	int rc;

	for (;;) {
		if (l->buf.n > seen)
			nl = memchr(l->buf.p + seen, '\n', l->buf.n - seen);
		if (nl != NULL || l->end)
			break;
		/* Whoever asks one by one waits for the answer first. */
		bw_out_flush(l->out);
		seen = l->buf.n - l->at;
		if ((rc = fill(l, err)) != 0)
			return rc;
	}
	*more = nl != NULL || l->at < l->buf.n;
	if (!*more)
		return 0;
	*line = (struct bw_str){ l->buf.p + l->at,
		nl != NULL ? (size_t)(nl - (l->buf.p + l->at))
			   : l->buf.n - l->at };
	l->at += line->n + (nl != NULL);
	if (line->n > 0 && line->p[line->n - 1] == '\r')
		line->n--;
	l->number++;
	return 0;
}

void
bw_lines_release(struct bw_lines *l)
{
	bw_buf_release(&l->buf);
}

static void
refuse(struct bw_cli *cli, const struct bw_err *why)
{
	struct bw_jw j = bw_jw(&cli->out);

	if (!cli->given[BW_OPT_JSON]) {
		bw_out_fmt(&cli->out, "?\t%s\n", why->what);
		return;
	}
	j.compact = true;
	bw_jw_open(&j, NULL, '{');
	bw_jw_z(&j, "error", why->what);
	bw_jw_close(&j);
}

int
bw_lines_filter(struct bw_cli *cli, bw_line_fn *fn, void *ctx, const char *what,
    struct bw_err *err)
{
	struct bw_lines l = { .out = &cli->out };
	struct bw_arena a;
	uint64_t bad = 0, first = 0;
	struct bw_str text;
	bool more = true;
	int rc;

	bw_arena_init(&a, 0);
	while ((rc = bw_lines_next(&l, &text, &more, err)) == 0 && more) {
		struct bw_arena_mark start = bw_arena_mark(&a);
		struct bw_err why = BW_ERR_INIT;

		if (fn(ctx, text, &a, &why) == BW_ENOMEM) {
			rc = bw_fail(err, BW_ENOMEM, "%s", why.what);
			break;
		}
		if (why.code != 0) {
			refuse(cli, &why);
			first = bad++ == 0 ? l.number : first;
		}
		bw_arena_reset(&a, start);
	}
	if (rc == 0 && bad > 0)
		rc = bw_fail(err, BW_EFORMAT,
		    "%llu of %llu lines are no %s, the first is line %llu; "
		    "the output says why",
		    (unsigned long long)bad, (unsigned long long)l.number, what,
		    (unsigned long long)first);
	bw_arena_release(&a);
	bw_lines_release(&l);
	return rc;
}
