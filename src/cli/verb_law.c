/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_law.c - the law as data: decide a case, ask what is missing, look up.
 */
#include "cli/law.h"

static int
decide(struct bw_cli *cli, struct bw_err *err)
{
	return bw_law_decide_verb(cli, false, err);
}

static int
ask(struct bw_cli *cli, struct bw_err *err)
{
	return bw_law_decide_verb(cli, true, err);
}

int
bw_verb_law(struct bw_cli *cli, struct bw_err *err)
{
	static const struct {
		const char *name;
		int least, most;
		int (*run)(struct bw_cli *, struct bw_err *);
	} part[] = {
		{ "decide", 0, 1, decide },
		{ "ask", 0, 1, ask },
		{ "clock", 0, 1, bw_law_clock },
		{ "draft", 0, 1, bw_law_draft_verb },
		{ "list", 0, 0, bw_law_list },
		{ "show", 1, -1, bw_law_show },
		{ "codes", 0, -1, bw_law_codes },
		{ "facts", 0, 1, bw_law_vocabulary },
		{ "explain", 0, 1, bw_law_explain },
		{ "diff", 2, -1, bw_law_diff },
		{ "replay", 1, 1, bw_law_replay },
	};

	const bool clock = bw_cli_has(cli, BW_OPT_RECEIVED) ||
	    bw_cli_has(cli, BW_OPT_STOP) || bw_cli_has(cli, BW_OPT_EXTEND) ||
	    bw_cli_has(cli, BW_OPT_ICS);

	for (size_t i = 0; i < BW_LEN(part); i++) {
		if (strcmp(cli->arg[0], part[i].name) != 0)
			continue;
		cli->arg++;
		cli->n_arg--;
		if (part[i].run != bw_law_clock && clock)
			return bw_fail(err, BW_EUSAGE,
			    "law %s takes no --received, --stop, --extend or "
			    "--ics: those are for law clock",
			    part[i].name);
		if (cli->n_arg < part[i].least ||
		    (part[i].most >= 0 && cli->n_arg > part[i].most))
			return bw_fail(err, BW_EUSAGE,
			    "law %s: see 'bolwerk help law'", part[i].name);
		return part[i].run(cli, err);
	}
	return bw_fail(err, BW_EUSAGE,
	    "law %s: there is decide, explain, ask, draft, clock, list, show, "
	    "codes, facts, diff and replay; see "
	    "'bolwerk help law'",
	    cli->arg[0]);
}
