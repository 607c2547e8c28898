/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_audit.c - is the trail of loads unbroken?
 */
#include "cli/cli.h"

int
bw_verb_audit(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_world *w = NULL;
	uint64_t links = 0;
	struct bw_jw j;
	int rc;

	rc = bw_cli_world(cli, BW_WORLD_READ, &w, err);
	if (rc == 0)
		rc = bw_world_audit(w, &links, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_JSON)) {
		j = bw_cli_json(cli);
		bw_jw_bool(&j, "unbroken", true);
		bw_jw_i64(&j, "links", (int64_t)links);
		bw_jw_close(&j);
	} else if (rc == 0) {
		bw_out_fmt(&cli->out, "%.*s %llu\n",
		    BW_ARG(bw_cli_word(cli, "cli.audit.unbroken")),
		    (unsigned long long)links);
	}
	bw_world_close(w);
	return rc;
}
