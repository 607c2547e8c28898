/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * listing.c - one result, as an aligned table or as CSV.
 */
#include "cli/cli.h"

static struct bw_out *
csv(struct bw_listing *l)
{
	return l->to_stdout ? &l->cli->out : &l->csv;
}

static void
csv_cell(struct bw_listing *l, struct bw_str text, size_t col)
{
	if ((l->flags[col] & BW_LIST_PEOPLE) == 0)
		bw_csvw_field(csv(l), text, col == 0);
	if (col + 1 == l->cols)
		bw_csvw_end(csv(l));
}

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
				    flags[i] & ~BW_LIST_PEOPLE);
		return 0;
	}
	l->to_stdout = strcmp(cli->value[BW_OPT_CSV], "-") == 0;
	rc = l->to_stdout ? 0
			  : bw_out_file(&l->csv, cli->value[BW_OPT_CSV], err);
	if (rc != 0)
		return rc;
	for (size_t i = 0; i < cols; i++)
		csv_cell(l, bw_str_of(name[i]), i);
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
	csv_cell(l, text, col);
}

void
bw_list_count(struct bw_listing *l, uint64_t n)
{
	bw_list_cell(
	    l, bw_arena_fmt(&l->cli->arena, "%llu", (unsigned long long)n));
}

void
bw_list_code(struct bw_listing *l, const char *prefix, const char *code)
{
	bw_list_cell(l,
	    l->to_csv ? bw_str_of(code) : bw_cli_wordf(l->cli, prefix, code));
}

void
bw_list_share(struct bw_listing *l, bool has, struct bw_share s)
{
	const uint32_t end[] = { s.lo, s.hi };

	for (size_t i = 0; i < BW_LEN(end); i++) {
		struct bw_buf b = { 0 };

		if (has)
			bw_ppb_print(&b, end[i], '.');
		bw_list_cell(l, bw_arena_dup(&l->cli->arena, bw_buf_get(&b)));
		bw_buf_release(&b);
	}
}

int
bw_list_close(struct bw_listing *l, struct bw_err *err)
{
	if (l->to_csv)
		return l->to_stdout ? 0 : bw_out_finish(&l->csv, err);
	return bw_table_print(l->table, &l->cli->out, l->cli->width, err);
}
