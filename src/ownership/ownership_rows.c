/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_rows.c - owners in layers, for a table or a drawing.
 *
 * The layer of a party is its smallest distance to the company, so a loop
 * does not end in an endless ladder: a party stands in one layer only.
 */
#include "ownership/ownership_findings.h"

static void
add_layers(const struct bw_graph *g, uint32_t centre, struct bw_owner_row *row,
    size_t *n, bool *seen)
{
	*n = 0;
	seen[centre] = true;
	row[(*n)++] = (struct bw_owner_row){ .node = centre };
	for (size_t head = 0; head < *n; head++) {
		uint32_t y = row[head].node;

		for (uint32_t i = g->in_at[y]; i < g->in_at[y + 1]; i++) {
			uint32_t x = g->edge[g->in[i]].holder;

			if (seen[x])
				continue;
			seen[x] = true;
			row[(*n)++] = (struct bw_owner_row){ .node = x,
				.layer = row[head].layer + 1 };
		}
	}
}

int
bw_ownership_rows(const struct bw_cone *cone, struct bw_arena *a,
    struct bw_owner_row **rows, size_t *n, struct bw_err *err)
{
	struct bw_control *c = NULL;
	struct bw_controller *who;
	uint32_t *row_of;
	bool *seen;
	size_t n_who;
	int rc;

	*n = 0;
	*rows = BW_ARENA_ARRAY(a, struct bw_owner_row, cone->n);
	row_of = BW_ARENA_ARRAY(a, uint32_t, cone->n);
	seen = BW_ARENA_ARRAY(a, bool, cone->n);
	if (*rows == NULL || row_of == NULL || seen == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for owners");
	add_layers(&cone->graph, cone->centre, *rows, n, seen);
	for (size_t i = 0; i < *n; i++)
		row_of[(*rows)[i].node] = (uint32_t)i;
	rc = bw_control_new(
	    &c, &cone->graph, (struct bw_control_rule){ 0 }, err);
	if (rc == 0)
		rc = bw_controllers(c, cone->centre, a, &who, &n_who, err);
	for (size_t i = 0; rc == 0 && i < n_who; i++) {
		struct bw_owner_row *r = &(*rows)[row_of[who[i].party]];

		r->controls_certain = who[i].certainty == BW_CERTAIN;
		r->controls_possible = true;
		r->ultimate = who[i].ultimate;
	}
	bw_control_free(c);
	return rc;
}
