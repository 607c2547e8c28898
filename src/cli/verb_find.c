/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_find.c - parties whose name or identifier contains a text.
 */
#include "cli/cli.h"
#include "world/view.h"

/* The arguments as one text: find Voorbeeld Fotonica needs no quotes. */
static struct bw_str
joined(struct bw_cli *cli)
{
	struct bw_buf b = { 0 };
	struct bw_str s;

	for (int i = 0; i < cli->n_arg; i++) {
		if (i > 0)
			bw_buf_char(&b, ' ');
		bw_buf_z(&b, cli->arg[i]);
	}
	s = bw_arena_dup(&cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return s;
}

static int
show(struct bw_cli *cli, const struct bw_view *v, const uint32_t *party,
    size_t n, bool more, struct bw_err *err)
{
	struct bw_jw j;
	int rc = 0;

	if (!bw_cli_has(cli, BW_OPT_JSON)) {
		rc = bw_cli_parties(cli, v, party, n, err);
		if (rc == 0 && more && !bw_cli_has(cli, BW_OPT_CSV))
			bw_out_fmt(&cli->out, "\n%.*s\n",
			    BW_ARG(bw_cli_word(cli, "cli.find.more")));
		return rc;
	}
	j = bw_cli_json(cli);
	bw_jw_open(&j, "parties", '[');
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = bw_cli_party_json(cli, &j, NULL, v, party[i], err);
	bw_jw_close(&j);
	bw_jw_bool(&j, "more", more);
	bw_jw_close(&j);
	return rc;
}

int
bw_verb_find(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	struct bw_str text = joined(cli);
	uint32_t *party = NULL;
	size_t n = 0;
	bool more;
	int rc = bw_cli_view(cli, &w, &v, err);

	if (rc == 0)
		rc = bw_view_search(
		    v, text, cli->limit + 1, &cli->arena, &party, &n, err);
	more = n > cli->limit;
	if (more)
		n = cli->limit;
	/* A program gets an empty list. */
	if (rc == 0 && n == 0 && !bw_cli_has(cli, BW_OPT_JSON) &&
	    !bw_cli_has(cli, BW_OPT_CSV))
		rc = bw_fail(err, BW_ENOTFOUND,
		    "no party has \"%.*s\" in its name or identifiers",
		    BW_ARG(text));
	if (rc == 0)
		rc = show(cli, v, party, n, more, err);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
