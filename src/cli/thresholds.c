/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * thresholds.c - see thresholds.h.
 *
 * A threshold is a share that decides, so it is exact: one with more digits
 * than parts per billion can hold is refused, not rounded.
 */
#include "cli/thresholds.h"

static int
rising(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static int
parse(const char *text, uint32_t *out, struct bw_err *err)
{
	struct bw_share s;

	if (bw_share_parse(bw_str_of(text), &s, NULL) != 0 ||
	    !bw_share_is_exact(s) || s.lo == 0)
		return bw_fail(err, BW_EUSAGE,
		    "--threshold: \"%s\" is no percentage above 0 and up to "
		    "100; write 25",
		    text);
	*out = s.lo;
	return 0;
}

int
bw_cli_thresholds(struct bw_cli *cli, const uint32_t *usual, size_t n_usual,
    const uint32_t **out, size_t *n, struct bw_err *err)
{
	uint32_t *list = BW_ARENA_ARRAY(&cli->arena, uint32_t, cli->n_each + 1);
	size_t kept = 0, all = 0;
	int rc = 0;

	*out = usual;
	*n = n_usual;
	if (!bw_cli_has(cli, BW_OPT_THRESHOLD))
		return 0;
	if (list == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for thresholds");
	for (size_t i = 0; rc == 0 && i < cli->n_each; i++)
		if (cli->each[i].option == BW_OPT_THRESHOLD)
			rc = parse(cli->each[i].text, &list[all++], err);
	if (rc != 0)
		return rc;
	qsort(list, all, sizeof(*list), rising);
	for (size_t i = 0; i < all; i++)
		if (kept == 0 || list[kept - 1] != list[i])
			list[kept++] = list[i];
	*out = list;
	*n = kept;
	return 0;
}

struct bw_str
bw_cli_threshold(struct bw_cli *cli, uint64_t ppb)
{
	bool csv = bw_cli_has(cli, BW_OPT_CSV);
	struct bw_buf b = { 0 };
	struct bw_str out;

	if (ppb == 0)
		return BW_STR("");
	bw_ppb_print(&b, ppb, cli->lang == BW_NL && !csv ? ',' : '.');
	if (!csv)
		bw_buf_z(&b, " %");
	out = bw_arena_dup(&cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}
