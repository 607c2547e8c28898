/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * main.c - the program: parse, run one verb, say how it went.
 *
 * Exit status: 0 done, 1 done and something is at or above --fail-on, 2 wrong
 * usage, 3 input refused, 4 the machine failed. An error is one line.
 */
#include "cli/cli.h"
#include "model/ref.h"
#include "version.h"
#include <errno.h>
#include <signal.h>
#include <unistd.h>

static int
run(struct bw_cli *cli, struct bw_err *err)
{
	if (bw_cli_has(cli, BW_OPT_VERSION)) {
		bw_out_z(&cli->out, "bolwerk " BW_VERSION "\n");
		return 0;
	}
	if (cli->verb == NULL || bw_cli_has(cli, BW_OPT_HELP))
		return bw_cli_help(cli, cli->verb);
	return cli->verb->run(cli, err);
}

int
main(int argc, char **argv)
{
	struct bw_cli cli = { .fail_on = BW_ACT };
	struct bw_err err = BW_ERR_INIT;
	int rc, rc_out;

	/* A reader that went away is an error value, not a signal; so is a
	 * file that grew to its limit. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	bw_arena_init(&cli.arena, 0);
	bw_out_fd(&cli.out, STDOUT_FILENO);
	if ((rc = bw_text_load(&err)) == 0 && (rc = bw_ref_load(&err)) == 0 &&
	    (rc = bw_cli_parse(&cli, argc, argv, &err)) == 0)
		rc = run(&cli, &err);
	rc_out = bw_out_finish(&cli.out, &err);
	/* Somebody who reads with head has seen enough: no failure. */
	if (rc == 0 && err.sys != EPIPE)
		rc = rc_out;
	if (rc != 0)
		bw_cli_say_error(&err);
	bw_out_release(&cli.out);
	bw_arena_release(&cli.arena);
	bw_ref_unload();
	bw_text_unload();
	if (rc != 0)
		return bw_err_exit(rc);
	/* Verbs with --fail-on hit only when asked to; others say no by it. */
	return cli.hit &&
		(bw_cli_has(&cli, BW_OPT_FAIL_ON) ||
		    !bw_verb_takes(cli.verb, BW_OPT_FAIL_ON))
	    ? 1
	    : 0;
}
