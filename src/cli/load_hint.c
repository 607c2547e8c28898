/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_hint.c - two files of one name in different folders.
 *
 * A newer delivery takes the place of the older one when it is given by the
 * same path. From another folder it is another dataset, for an adviser keeps
 * a "stakes.csv" per client; but it may as well be the new version of the
 * same list, and then the old rows would go on to count. Only the user knows,
 * so the user is told.
 */
#include "cli/cli.h"
#include "formats/formats.h"

static struct bw_str
base_name(struct bw_str path)
{
	size_t at = path.n;

	while (at > 0 && path.p[at - 1] != '/')
		at--;
	return bw_str_sub(path, at, path.n);
}

/* Is it a full list, which only a delivery of its own name replaces? */
static bool
whole(struct bw_str format)
{
	for (size_t i = 0; bw_formats[i] != NULL; i++)
		if (bw_str_is(format, bw_formats[i]->name))
			return bw_formats[i]->whole;
	return false;
}

static bool
namesakes(const struct bw_source_row *a, const struct bw_source_row *b)
{
	return a->superseded_by == 0 && b->superseded_by == 0 &&
	    bw_str_eq(a->source.format, b->source.format) &&
	    bw_str_eq(base_name(a->dataset), base_name(b->dataset)) &&
	    !bw_str_eq(a->dataset, b->dataset) && whole(a->source.format);
}

int
bw_cli_load_hint(
    struct bw_cli *cli, struct bw_world *w, uint32_t before, struct bw_err *err)
{
	struct bw_source_row *row;
	size_t n;
	int rc = bw_world_sources(w, &cli->arena, &row, &n, err);

	for (size_t i = 0; rc == 0 && i < n; i++)
		for (size_t k = 0; k < i && row[i].source.id > before; k++) {
			if (row[k].source.id > before ||
			    !namesakes(&row[i], &row[k]))
				continue;
			const struct bw_fill fill[] = {
				{ "new",
				    bw_text_same(bw_cli_plain(
					cli, row[i].source.name)) },
				{ "old",
				    bw_text_same(bw_cli_plain(
					cli, row[k].source.name)) },
				{ "dataset",
				    bw_text_same(
					bw_cli_plain(cli, row[k].dataset)) },
			};
			bw_wrap(&cli->out,
			    bw_text_fill(&cli->arena, "cli.load.namesake", fill,
				BW_LEN(fill))
				.in[cli->lang],
			    2, cli->width);
		}
	return rc;
}
