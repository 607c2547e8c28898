/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_load.c - files into the world.
 */
#include "cli/cli.h"
#include "base/progress.h"

int
bw_verb_load(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_world *world = NULL;
	uint32_t first;
	struct bw_jw w;
	int rc;

	/* Only here: a question has nothing to put back, so the first Ctrl-C
	 * ends it, wherever it is. */
	bw_interrupt_on_signal();
	rc = bw_world_open(
	    &world, cli->value[BW_OPT_WORLD], BW_WORLD_WRITE, err);
	if (rc == 0)
		rc = bw_cli_load_own(cli, world, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_JSON)) {
		w = bw_cli_json(cli);
		bw_jw_open(&w, "loads", '[');
		rc = bw_cli_load_files(cli, world, false, &w, &first, err);
		bw_jw_close(&w);
		bw_jw_close(&w);
	} else if (rc == 0) {
		rc = bw_cli_load_files(cli, world,
		    !bw_cli_has(cli, BW_OPT_QUIET), NULL, &first, err);
	}
	bw_world_close(world);
	return rc;
}
