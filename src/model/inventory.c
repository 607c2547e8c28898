/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * inventory.c - a component as one line of JSON, and back.
 *
 * A thousand hosts of one supplier have the same components: the world keeps
 * each once, by this line, so its bytes decide what is the same. Where in
 * which document it stood is therefore not in it.
 */
#include "model/inventory.h"
#include "model/advisory_line.h"
#include "model/line.h"

void
bw_component_write(struct bw_buf *b, const struct bw_component_rec *r)
{
	bw_line_open(b, NULL, '{');
	bw_line_str(b, "by", r->vendor);
	bw_line_str(b, "n", r->name);
	bw_line_str(b, "v", r->version);
	bw_line_str(b, "e", r->ecosystem);
	bw_line_str(b, "s", r->source);
	bw_line_str(b, "sv", r->source_version);
	bw_line_keys(b, "k", r->key, r->n_key);
	bw_line_num(b, "f", r->flags, 0);
	bw_line_close(b, '}');
}

int
bw_component_from(struct bw_component_rec *out, struct bw_json v,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_line l = { .a = a };

	*out = (struct bw_component_rec){ 0 };
	if (bw_json_type(v) != BW_JSON_OBJECT)
		l.bad = "it is no object";
	out->vendor = bw_line_get_str(&l, v, "by");
	out->name = bw_line_get_str(&l, v, "n");
	out->version = bw_line_get_str(&l, v, "v");
	out->ecosystem = bw_line_get_str(&l, v, "e");
	out->source = bw_line_get_str(&l, v, "s");
	out->source_version = bw_line_get_str(&l, v, "sv");
	out->key = bw_line_get_keys(&l, v, "k", &out->n_key);
	out->flags = (uint8_t)bw_line_get_num(&l, v, "f", 0, 0, UINT8_MAX);
	return bw_line_end(&l, err);
}

int
bw_component_parse(struct bw_component_rec *out, struct bw_str json,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_json_parser *p = NULL;
	struct bw_json v;
	int rc = bw_line_parse(&p, json, a, &v, err);

	if (rc == 0)
		rc = bw_component_from(out, v, a, err);
	bw_json_parser_free(p);
	return rc;
}
