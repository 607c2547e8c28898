/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * asker.c - a verb run in process, for the pages.
 *
 * It is the same code that main.c runs: parse, one verb, its output. What
 * could reach beyond the world is refused before it runs, whatever the page
 * passes on: verbs that load or write, and options that name a file.
 */
#include "cli/asker.h"
#include "base/mem.h"
#include "cli/cli.h"
#include <pthread.h>

/* getopt_long has its state in global variables. */
static pthread_mutex_t parsing = PTHREAD_MUTEX_INITIALIZER;

/* Of verbs with parts, or with a file among their arguments: the parts that
 * take none. NULL: any. */
struct readable {
	const char *verb, *part;
	int most; /* arguments; -1: any number */
};
static const struct readable may_ask[] = {
	{ "sources", NULL, -1 },
	{ "find", NULL, -1 },
	{ "check", NULL, -1 },
	{ "owners", NULL, -1 },
	{ "controls", NULL, -1 },
	{ "history", NULL, -1 },
	{ "quality", NULL, -1 },
	{ "power", NULL, -1 },
	{ "exposure", NULL, -1 },
	{ "audit", NULL, -1 },
	{ "match", NULL, -1 },
	{ "advisories", NULL, -1 },
	{ "inventory", NULL, -1 },
	{ "report", NULL, -1 },
	{ "deal", NULL, 0 },
	{ "scan", NULL, 1 },
	{ "law", "list", -1 },
	{ "law", "show", -1 },
	{ "law", "codes", -1 },
	{ "law", "facts", -1 },
	{ "law", "decide", 1 },
	{ "law", "ask", 1 },
	{ "law", "explain", 1 },
	{ "law", "clock", 1 },
	{ "supply", "material", -1 },
	{ "supply", "materials", -1 },
	{ "supply", "compare", -1 },
	{ "supply", "company", -1 },
	{ "supply", "producers", -1 },
	{ "supply", "controllers", -1 },
	{ "supply", "whatif", -1 },
	{ "supply", "partners", -1 },
	{ "supply", "country", -1 },
	{ "supply", "energy", 2 },
	{ "supply", "product", 2 },
};

static bool
reads_only(const struct bw_cli *cli)
{
	if (cli->verb == NULL || bw_cli_has(cli, BW_OPT_HELP))
		return false;
	for (size_t i = 0; i < BW_LEN(may_ask); i++) {
		const struct readable *m = &may_ask[i];

		if (strcmp(m->verb, cli->verb->name) == 0 &&
		    (m->part == NULL ||
			(cli->n_arg > 0 && strcmp(m->part, cli->arg[0]) == 0)))
			return m->most < 0 || cli->n_arg <= m->most;
	}
	/* A drawing to standard output. */
	return strcmp(cli->verb->name, "export") == 0 && cli->n_arg == 2 &&
	    strcmp(cli->arg[1], "-") == 0;
}

static bool
names_a_file(const struct bw_cli *cli, enum bw_option o)
{
	const char *kind = bw_option_rows[o].value;

	return kind != NULL && o != BW_OPT_WORLD &&
	    (strcmp(kind, "FILE") == 0 || strcmp(kind, "FOLDER") == 0 ||
		strcmp(kind, "PATH") == 0) &&
	    strcmp(cli->value[o], "-") != 0;
}

static int
allowed(const struct bw_cli *cli, struct bw_err *err)
{
	if (!reads_only(cli))
		return bw_fail(
		    err, BW_EDENIED, "a page may not ask this of the program");
	for (int o = 0; o < BW_OPTIONS; o++)
		if (cli->given[o] && names_a_file(cli, (enum bw_option)o))
			return bw_fail(err, BW_EDENIED,
			    "a page may not name files (--%s)",
			    bw_option_rows[o].name);
	return 0;
}

static int
parse(struct bw_cli *cli, int argc, char **argv, struct bw_err *err)
{
	int rc;

	pthread_mutex_lock(&parsing);
	rc = bw_cli_parse(cli, argc, argv, err);
	pthread_mutex_unlock(&parsing);
	if (rc == 0)
		rc = allowed(cli, err);
	cli->colour = false;
	cli->width = 100;
	return rc;
}

/* A question that the pages ask may take so long and so much: the world of a
 * visitor can be made so that an answer takes hours. */
#define SECONDS_MOST 20u
#define ARENA_MOST ((size_t)1 << 30)
#define ANSWER_MOST ((size_t)64 << 20)

static int
run(struct bw_cli *cli, struct bw_err *err)
{
	int rc;

	bw_mem_until(bw_mem_now() + (uint64_t)SECONDS_MOST * 1000000000);
	rc = cli->verb->run(cli, err);
	if (rc == BW_ENOMEM && bw_mem_late()) {
		bw_err_clear(err);
		rc = bw_fail(err, BW_ELIMIT,
		    "this takes more than %u seconds; ask it at the command "
		    "line",
		    SECONDS_MOST);
	}
	bw_mem_until(0);
	if (rc == 0 && cli->out.buf.n > ANSWER_MOST)
		rc = bw_fail(err, BW_ELIMIT,
		    "the answer has more than %zu MiB; ask it at the command "
		    "line",
		    ANSWER_MOST >> 20);
	return rc;
}

int
bw_cli_ask(void *ctx, const struct bw_question *q, struct bw_buf *text,
    struct bw_err *err)
{
	const char *argv[BW_QUESTION_ARGS + 8] = { "bolwerk", "--world",
		q->world, "--lang", q->lang == BW_NL ? "nl" : "en", "--quiet" };
	struct bw_cli cli = { .fail_on = BW_ACT };
	int argc = 6, rc;

	(void)ctx;
	BW_ASSERT(q->n <= BW_QUESTION_ARGS);
	for (size_t i = 0; i < q->n; i++)
		argv[argc++] = q->arg[i];
	bw_arena_init(&cli.arena, ARENA_MOST);
	bw_out_memory(&cli.out);
	/* getopt_long changes the order of argv, not the texts. */
	rc = parse(&cli, argc, (char **)(uintptr_t)argv, err);
	if (rc == 0)
		rc = run(&cli, err);
	if (rc == 0)
		rc = bw_out_finish(&cli.out, err);
	if (rc == 0) {
		*text = cli.out.buf;
		cli.out.buf = (struct bw_buf){ 0 };
	}
	bw_out_release(&cli.out);
	bw_arena_release(&cli.arena);
	return rc;
}
