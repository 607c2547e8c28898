/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_export.c - owners and stakes for other programs, or as a drawing.
 */
#include "cli/stakes_out.h"
#include "base/map.h"
#include "export/export.h"
#include "report/report.h"

#define DRAWN 100u /* SVG: the report draws it */

struct exporting {
	struct bw_shown s;
	struct bw_export_opt opt;
	struct bw_owners_drawing drawing;
	const char *path;
	unsigned form; /* enum bw_export_form, or DRAWN */
	enum bw_cone_side side;
};

static const struct form_name {
	const char *name, *ending;
	unsigned form;
} forms[] = {
	{ "bods", ".json", BW_EXPORT_BODS },
	{ "bods-lines", ".jsonl", BW_EXPORT_BODS_LINES },
	{ "graphml", ".graphml", BW_EXPORT_GRAPHML },
	{ "dot", ".dot", BW_EXPORT_DOT },
	{ "dot", ".gv", BW_EXPORT_DOT },
	{ "csv", ".csv", BW_EXPORT_CSV },
	{ "svg", ".svg", DRAWN },
};

/* By --as, else by the ending of the file. */
static int
choose_form(struct exporting *x, const struct bw_cli *cli, struct bw_err *err)
{
	const char *as = cli->value[BW_OPT_AS];
	struct bw_str path = bw_str_of(x->path);

	for (size_t i = 0; i < BW_LEN(forms); i++)
		if (as != NULL
			? strcmp(as, forms[i].name) == 0
			: bw_str_ends(path, bw_str_of(forms[i].ending))) {
			x->form = forms[i].form;
			return 0;
		}
	return bw_fail(err, BW_EUSAGE,
	    "--as takes bods, bods-lines, graphml, dot, csv or svg; without it "
	    "the file has to end in .json, .jsonl, .graphml, .dot, .csv or "
	    ".svg");
}

static int
choose_side(struct exporting *x, const struct bw_cli *cli, struct bw_err *err)
{
	static const struct {
		const char *name;
		enum bw_cone_side side;
	} sides[] = { { "up", BW_CONE_UP }, { "down", BW_CONE_DOWN },
		{ "both", BW_CONE_BOTH } };
	const char *side = cli->value[BW_OPT_SIDE];

	if (side == NULL)
		return 0; /* up */
	for (size_t i = 0; i < BW_LEN(sides); i++)
		if (strcmp(side, sides[i].name) == 0) {
			x->side = sides[i].side;
			return 0;
		}
	return bw_fail(err, BW_EUSAGE, "--side takes up, down or both");
}

/* The stakes by which OWNER controls the party. */
static int
take_proof(struct exporting *x, struct bw_err *err)
{
	struct bw_cli *cli = x->s.cli;
	const char *name = cli->value[BW_OPT_PROOF];
	uint32_t party, node, *link;
	int rc = bw_cli_party(cli, x->s.v, name, &party, err);

	if (rc != 0)
		return rc;
	node = bw_cone_node(&x->s.cone, party);
	for (int how = 0; node != BW_NONE && how < 2; how++) {
		rc = bw_shown_set(
		    &x->s, node, how == 0 ? BW_CERTAIN : BW_POSSIBLE, err);
		if (rc == 0)
			rc = bw_shown_proof(&x->s, x->s.cone.centre, &link,
			    &x->opt.n_proof, err);
		if (rc != 0)
			return rc;
		x->opt.proof = link;
		x->drawing.owner = node;
		x->drawing.certainty = how == 0 ? BW_CERTAIN : BW_POSSIBLE;
		if (x->opt.n_proof > 0)
			return 0;
	}
	return bw_fail(err, BW_ENOTFOUND,
	    "%s does not control the party, not even possibly: there is no "
	    "proof to draw",
	    name);
}

static int
node_of(
    struct exporting *x, const char *name, uint32_t *node, struct bw_err *err)
{
	uint32_t party;
	int rc = bw_cli_party(x->s.cli, x->s.v, name, &party, err);

	if (rc == 0)
		*node = bw_cone_node(&x->s.cone, party);
	return rc;
}

/* Who is reached from x downward, without going through the company. */
static int
mark_below(struct exporting *x, uint32_t from, bool *below, struct bw_err *err)
{
	const struct bw_cone *c = &x->s.cone;
	const struct bw_graph *g = &c->graph;
	uint32_t *list = BW_ARENA_ARRAY(&x->s.cli->arena, uint32_t, c->n);
	size_t n = 0;

	if (list == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	below[from] = true;
	list[n++] = from;
	while (n > 0) {
		uint32_t z = list[--n];

		if (z == c->centre)
			continue;
		for (uint32_t k = g->out_at[z]; k < g->out_at[z + 1]; k++) {
			uint32_t y = g->edge[g->out[k]].company;

			if (!below[y]) {
				below[y] = true;
				list[n++] = y;
			}
		}
	}
	return 0;
}

/* All stakes on a way from OWNER down to the party, from the party up. */
static int
take_ways(struct exporting *x, struct bw_err *err)
{
	const struct bw_cone *c = &x->s.cone;
	const struct bw_graph *g = &c->graph;
	const char *name = x->s.cli->value[BW_OPT_WAYS];
	bool *below = BW_ARENA_ARRAY(&x->s.cli->arena, bool, c->n);
	uint32_t *link =
	    BW_ARENA_ARRAY(&x->s.cli->arena, uint32_t, c->n_link + 1);
	uint32_t from = BW_NONE;
	int rc = node_of(x, name, &from, err);

	if (rc == 0 && (from == BW_NONE || from == c->centre))
		rc = bw_fail(err, BW_ENOTFOUND,
		    "%s has no stake in the party, not through others either",
		    name);
	if (rc == 0 && (below == NULL || link == NULL))
		rc = bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	if (rc == 0)
		rc = mark_below(x, from, below, err);
	for (size_t i = 0; rc == 0 && i < x->opt.n_row; i++) {
		uint32_t y = x->opt.row[i].node;

		for (uint32_t k = g->in_at[y]; k < g->in_at[y + 1]; k++) {
			const struct bw_edge *e = &g->edge[g->in[k]];

			if (y != from && e->holder != c->centre &&
			    below[e->holder])
				link[x->opt.n_proof++] = (uint32_t)e->stake;
		}
	}
	x->opt.proof = link;
	x->drawing.owner = from;
	x->drawing.ways = true;
	return rc;
}

#define OPEN_MOST 8u /* a drawing of more is too large to read */

static int
take_open(struct exporting *x, struct bw_err *err)
{
	struct bw_cli *cli = x->s.cli;
	uint32_t *open = BW_ARENA_ARRAY(&cli->arena, uint32_t, OPEN_MOST);
	uint32_t node = BW_NONE;
	int rc = 0;

	if (open == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	for (size_t i = 0; i < cli->n_each; i++) {
		if (cli->each[i].option != BW_OPT_OPEN)
			continue;
		rc = node_of(x, cli->each[i].text, &node, err);
		if (rc != 0)
			return rc;
		if (node != BW_NONE && x->drawing.n_open < OPEN_MOST)
			open[x->drawing.n_open++] = node;
	}
	x->drawing.open = open;
	return rc;
}

/* Why parties are unknown, and the sources by number. */
static int
captions(struct exporting *x, struct bw_err *err)
{
	const struct bw_cone *c = &x->s.cone;
	struct bw_arena *a = &x->s.cli->arena;
	struct bw_str *reason = BW_ARENA_ARRAY(a, struct bw_str, c->n);
	struct bw_source *source;
	struct bw_source_row *row;
	struct bw_party_facts f;
	size_t n;
	int rc = bw_world_sources(bw_view_world(x->s.v), a, &row, &n, err);

	source = rc == 0 ? BW_ARENA_ARRAY(a, struct bw_source, n + 1) : NULL;
	if (rc == 0 && (reason == NULL || source == NULL))
		rc = bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	for (size_t i = 0; rc == 0 && i < n; i++)
		source[i] = row[i].source;
	for (uint32_t i = 0; rc == 0 && i < c->n; i++) {
		if (x->s.v->kind[c->party[i]] != BW_PARTY_UNKNOWN)
			continue;
		rc = bw_view_party_facts(x->s.v, c->party[i], a, &f, err);
		if (rc == 0)
			reason[i] = f.reason;
	}
	x->drawing.reason = reason;
	x->drawing.source = source;
	x->drawing.n_source = n;
	return rc;
}

static int
draw(struct exporting *x, struct bw_out *o, struct bw_err *err)
{
	int rc = captions(x, err);

	x->drawing.cone = &x->s.cone;
	x->drawing.collapse = true;
	x->drawing.row = x->opt.row;
	x->drawing.n_row = x->opt.n_row;
	x->drawing.proof = x->opt.proof;
	x->drawing.n_proof = x->opt.n_proof;
	return rc != 0
	    ? rc
	    : bw_svg_proof(&x->drawing, x->s.v, x->s.cli->lang, o, err);
}

static int
part(struct exporting *x, struct bw_cli *cli, const struct bw_view *v,
    struct bw_out *o, struct bw_err *err)
{
	struct bw_owner_row *row = NULL;
	uint32_t party;
	int rc = bw_cli_party(cli, v, cli->arg[0], &party, err);

	if (rc == 0)
		rc = bw_shown_open(&x->s, cli, v, party, x->side, err);
	if (rc == 0)
		rc = bw_ownership_rows(
		    &x->s.cone, &cli->arena, &row, &x->opt.n_row, err);
	x->opt.row = row;
	if (rc == 0 && bw_cli_has(cli, BW_OPT_PROOF))
		rc = take_proof(x, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_WAYS))
		rc = take_ways(x, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_OPEN))
		rc = take_open(x, err);
	if (rc != 0)
		return rc;
	if (x->form == DRAWN)
		return draw(x, o, err);
	return bw_export_cone(v, &x->s.cone, &x->opt, o, err);
}

static int
write_out(struct exporting *x, struct bw_cli *cli, const struct bw_view *v,
    struct bw_out *o, struct bw_err *err)
{
	if (x->form != DRAWN)
		x->opt.form = (enum bw_export_form)x->form;
	x->opt.day = cli->as_of;
	x->opt.lang = cli->lang;
	return cli->n_arg == 2 ? part(x, cli, v, o, err)
			       : bw_export_world(v, &x->opt, o, err);
}

static int
to_file(struct exporting *x, struct bw_cli *cli, const struct bw_view *v,
    struct bw_err *err)
{
	struct bw_out o;
	int rc;

	if (strcmp(x->path, "-") == 0)
		return write_out(x, cli, v, &cli->out, err);
	rc = bw_out_file(&o, x->path, err);
	if (rc != 0)
		return rc;
	rc = write_out(x, cli, v, &o, err);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	bw_out_release(&o);
	return rc;
}

static int
about_one_party(const struct bw_cli *cli, struct bw_err *err)
{
	static const enum bw_option needs[] = { BW_OPT_SIDE, BW_OPT_PROOF,
		BW_OPT_WAYS, BW_OPT_OPEN };

	if (bw_cli_has(cli, BW_OPT_PROOF) && bw_cli_has(cli, BW_OPT_WAYS))
		return bw_fail(
		    err, BW_EUSAGE, "--proof and --ways exclude each other");
	for (size_t i = 0; cli->n_arg == 1 && i < BW_LEN(needs); i++)
		if (bw_cli_has(cli, needs[i]))
			return bw_fail(err, BW_EUSAGE,
			    "--side, --proof, --ways and --open are about one "
			    "party: name it before the file");
	return 0;
}

int
bw_verb_export(struct bw_cli *cli, struct bw_err *err)
{
	struct exporting x = { .path = cli->arg[cli->n_arg - 1],
		.side = BW_CONE_UP,
		.drawing.owner = BW_NONE };
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	int rc = choose_form(&x, cli, err);

	if (rc == 0)
		rc = choose_side(&x, cli, err);
	if (rc == 0)
		rc = about_one_party(cli, err);
	if (rc == 0 && x.form == DRAWN &&
	    (cli->n_arg == 1 || x.side != BW_CONE_UP))
		rc = bw_fail(err, BW_EUSAGE,
		    "a drawing shows what is above one party: name it before "
		    "the file, without --side");
	if (rc == 0)
		rc = bw_cli_view(cli, &w, &v, err);
	if (rc == 0)
		rc = to_file(&x, cli, v, err);
	bw_shown_close(&x.s);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
