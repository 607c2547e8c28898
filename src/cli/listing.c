/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * listing.c - one result, as an aligned table or as CSV.
 */
#include "cli/cli.h"

int
bw_list_open(struct bw_listing *l, struct bw_cli *cli, const char *const *name,
    const unsigned *flags, size_t cols, struct bw_err *err)
{
	int rc;

	*l = (struct bw_listing){
		.cli = cli,
		.cols = cols,
		.flags = flags,
		.to_csv = bw_cli_has(cli, BW_OPT_CSV),
	};
	if (!l->to_csv) {
		l->table = bw_table_new(&cli->arena);
		for (size_t i = 0; i < cols; i++)
			if ((flags[i] & BW_LIST_CSV) == 0)
				bw_table_col(l->table,
				    bw_cli_wordf(cli, "cli.col", name[i]),
				    flags[i]);
		return 0;
	}
	rc = bw_out_file(&l->csv, cli->value[BW_OPT_CSV], err);
	if (rc != 0)
		return rc;
	for (size_t i = 0; i < cols; i++)
		bw_csvw_field(&l->csv, bw_str_of(name[i]), i == 0);
	bw_csvw_end(&l->csv);
	return 0;
}

void
bw_list_cell(struct bw_listing *l, struct bw_str text)
{
	size_t col = l->cell++ % l->cols;

	if (!l->to_csv) {
		if ((l->flags[col] & BW_LIST_CSV) == 0)
			bw_table_cell(l->table, text);
		return;
	}
	bw_csvw_field(&l->csv, text, col == 0);
	if (col + 1 == l->cols)
		bw_csvw_end(&l->csv);
}

void
bw_list_count(struct bw_listing *l, uint64_t n)
{
	bw_list_cell(
	    l, bw_arena_fmt(&l->cli->arena, "%llu", (unsigned long long)n));
}

int
bw_list_close(struct bw_listing *l, struct bw_err *err)
{
	if (l->to_csv)
		return bw_out_finish(&l->csv, err);
	return bw_table_print(l->table, &l->cli->out, l->cli->width, err);
}
