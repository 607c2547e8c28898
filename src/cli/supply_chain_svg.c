/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_chain_svg.c - the drawing of a chain, to a file or standard output.
 */
#include "cli/supply_chain.h"
#include "report/svg_chain.h"

static int
to(struct chain_run *r, struct bw_out *out, struct bw_err *err)
{
	uint32_t *point = bw_alloc(r->n_point + 1, sizeof(*point));
	struct bw_days *day = bw_alloc(r->n_point + 1, sizeof(*day));
	struct bw_chain_drawing in = { .f = &r->f,
		.c = &r->c,
		.point = point,
		.day = day,
		.n_point = r->n_point };
	int rc;

	for (size_t i = 0; point != NULL && day != NULL && i < r->n_point;
	     i++) {
		point[i] = r->row[i].thing;
		day[i] = r->row[i].day;
	}
	rc = point != NULL && day != NULL
	    ? bw_svg_chain(&in, r->cli->lang, out, err)
	    : bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	bw_free(point);
	bw_free(day);
	return rc;
}

int
chain_svg(struct chain_run *r, struct bw_err *err)
{
	const char *path = r->cli->value[BW_OPT_SVG];
	struct bw_out out;
	int rc;

	if (strcmp(path, "-") == 0)
		return to(r, &r->cli->out, err);
	rc = bw_out_file(&out, path, err);
	if (rc != 0)
		return rc;
	rc = to(r, &out, err);
	if (rc == 0)
		return bw_out_finish(&out, err);
	bw_out_release(&out);
	return rc;
}
