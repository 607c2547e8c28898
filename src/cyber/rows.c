/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rows.c - reading the tables of reference/cyber/.
 */
#include "cyber/rows.h"
#include "base/embed.h"

struct bw_table_rows
bw_rows_of(const char *path, struct bw_arena *a, bool *failed)
{
	struct bw_table_rows r = {
		.rest = bw_embed(path), .arena = a, .failed = failed
	};
	struct bw_str head;

	BW_ASSERT(r.rest.p != NULL);
	bw_str_cut(&r.rest, '\n', &head);
	return r;
}

/* A field in quotes, without them, and the line behind it. */
static struct bw_str
quoted(struct bw_table_rows *r, struct bw_str *line)
{
	char *out = bw_arena_alloc(r->arena, line->n, 1);
	size_t n = 0, at;

	if (out == NULL) {
		*r->failed = true;
		return (struct bw_str){ 0 };
	}
	for (at = 1; at < line->n; at++)
		if (line->p[at] != '"')
			out[n++] = line->p[at];
		else if (at + 1 < line->n && line->p[at + 1] == '"')
			out[n++] = line->p[at++];
		else
			break;
	*line = at + 2 <= line->n ? bw_str_sub(*line, at + 2, line->n)
				  : (struct bw_str){ 0 };
	return (struct bw_str){ out, n };
}

bool
bw_rows_next(struct bw_table_rows *r, struct bw_str *field, size_t n)
{
	struct bw_str line;

	if (*r->failed || !bw_str_cut(&r->rest, '\n', &line) || line.n == 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		field[i] = (struct bw_str){ 0 };
		if (line.p != NULL && line.n > 0 && line.p[0] == '"')
			field[i] = quoted(r, &line);
		else
			bw_str_cut(&line, ',', &field[i]);
	}
	return !*r->failed;
}
