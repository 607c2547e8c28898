/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * view_rows.c - between parties of a view and rows of the table party.
 *
 * A pillar that keeps tables of its own (what a company uses) refers to rows;
 * its load file asks here which party of the view that is, and which rows a
 * party has. Rows are joined by what sources claim, so neither is a constant
 * of the world: it depends on what is known.
 */
#include "world/view_priv.h"

uint32_t
bw_view_of_row(const struct bw_view *v, int64_t row)
{
	const struct bw_snap *s = &v->priv->snap;

	if (row < 1 || (uint64_t)row > s->n[BW_N_ROW])
		return BW_NONE;
	return bw_snap_u32(s, BW_S_DENSE)[row];
}

int
bw_view_rows(const struct bw_view *v, uint32_t party, struct bw_arena *a,
    int64_t **row, size_t *n, struct bw_err *err)
{
	size_t n_more;
	const uint32_t *more = bw_view_more_rows(v, party, &n_more);

	*n = 0;
	*row = BW_ARENA_ARRAY(a, int64_t, n_more + 1);
	if (*row == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a party");
	(*row)[(*n)++] = v->party_row[party];
	for (size_t i = 0; i < n_more; i++)
		(*row)[(*n)++] = more[i];
	return 0;
}

uint32_t
bw_view_known(const struct bw_view *v)
{
	return v->priv->known;
}
