/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_cpe.c - names of products as vulnerability lists write them (CPE): what
 * a name says, and how two names relate. Without names behind the verb it is a
 * filter: a line in, a line out. A line that is no name gets a line as well, so
 * that input and output stay side by side, and exit status 3 at the end.
 */
#include "cli/lines.h"
#include "cyber/cpe.h"

static const char *const attr_name[BW_CPE_ATTRS] = { "part", "vendor",
	"product", "version", "update", "edition", "language", "sw_edition",
	"target_sw", "target_hw", "other" };

struct names {
	struct bw_cli *cli;
	struct bw_buf text;
};

/* The text that fn prints, in the scratch buffer until the next one. */
static struct bw_str
printed(struct names *f, void (*fn)(struct bw_buf *, const struct bw_cpe *),
    const struct bw_cpe *c)
{
	bw_buf_clear(&f->text);
	fn(&f->text, c);
	return bw_buf_get(&f->text);
}

static void
parts_json(struct names *f, struct bw_jw *j, const struct bw_cpe *c)
{
	bw_jw_str(j, "formatted", printed(f, bw_cpe_print, c));
	bw_jw_str(j, "uri", printed(f, bw_cpe_print_uri, c));
	for (unsigned i = 0; i < BW_CPE_ATTRS; i++)
		bw_jw_str(j, attr_name[i], c->attr[i]);
}

/* ---- filters ---- */

static int
parse_line(
    void *ctx, struct bw_str line, struct bw_arena *a, struct bw_err *why)
{
	struct names *f = ctx;
	struct bw_out *o = &f->cli->out;
	struct bw_cpe c;
	int rc = bw_cpe_parse(&c, line, a, why);

	if (rc != 0)
		return rc;
	if (f->cli->given[BW_OPT_JSON]) {
		struct bw_jw j = bw_jw(o);

		j.compact = true;
		bw_jw_open(&j, NULL, '{');
		parts_json(f, &j, &c);
		bw_jw_close(&j);
		return 0;
	}
	for (unsigned i = 0; i < BW_CPE_ATTRS; i++) {
		bw_out_z(o, i > 0 ? "\t" : "");
		bw_out_str(o, c.attr[i]);
	}
	bw_out_z(o, "\n");
	return 0;
}

static int
match_line(
    void *ctx, struct bw_str line, struct bw_arena *arena, struct bw_err *why)
{
	struct names *f = ctx;
	struct bw_out *o = &f->cli->out;
	struct bw_cpe a, b;
	struct bw_str first;
	const char *relation;
	int rc;

	bw_str_cut(&line, '\t', &first);
	if (line.p == NULL)
		return bw_fail(why, BW_EFORMAT,
		    "not two CPE names with a tab between them");
	if ((rc = bw_cpe_parse(&a, first, arena, why)) != 0 ||
	    (rc = bw_cpe_parse(&b, line, arena, why)) != 0)
		return rc;
	relation = bw_cpe_relation_name(bw_cpe_compare(&a, &b));
	if (f->cli->given[BW_OPT_JSON]) {
		struct bw_jw j = bw_jw(o);

		j.compact = true;
		bw_jw_open(&j, NULL, '{');
		bw_jw_z(&j, "relation", relation);
		bw_jw_close(&j);
	} else {
		bw_out_fmt(o, "%s\n", relation);
	}
	return 0;
}

static int
filter(struct names *f, bw_line_fn *one, struct bw_err *err)
{
	return bw_lines_filter(f->cli, one, f, "CPE names", err);
}

/* ---- for people ---- */

/* A value as one reads it; ANY and NA in words. */
static struct bw_str
for_people(struct names *f, struct bw_str v)
{
	if (bw_cpe_logical(v))
		return bw_cli_word(
		    f->cli, v.p[0] == '*' ? "cpe.any" : "cpe.na");
	bw_buf_clear(&f->text);
	bw_cpe_plain(&f->text, v);
	return bw_arena_dup(&f->cli->arena, bw_buf_get(&f->text));
}

static bool
is_any(struct bw_str v)
{
	return v.n == 1 && v.p[0] == '*';
}

static int
parse_table(struct names *f, const struct bw_cpe *c, struct bw_err *err)
{
	struct bw_cli *cli = f->cli;
	struct bw_table *t = bw_table_new(&cli->arena);

	bw_table_col(t, bw_cli_word(cli, "cpe.col.attribute"), 0);
	bw_table_col(t, bw_cli_word(cli, "cpe.col.value"), BW_COL_WRAP);
	for (unsigned i = 0; i < BW_CPE_ATTRS; i++) {
		if (is_any(c->attr[i]))
			continue;
		bw_table_cell(t, bw_cli_wordf(cli, "cpe.attr", attr_name[i]));
		bw_table_cell(t, for_people(f, c->attr[i]));
	}
	bw_out_fmt(&cli->out, "%.*s\n", BW_ARG(printed(f, bw_cpe_print, c)));
	bw_out_fmt(
	    &cli->out, "%.*s\n", BW_ARG(printed(f, bw_cpe_print_uri, c)));
	return bw_table_print(t, &cli->out, cli->width, err);
}

static int
parse(struct names *f, struct bw_err *err)
{
	struct bw_cli *cli = f->cli;
	bool json = cli->given[BW_OPT_JSON];
	struct bw_jw j;
	int rc = 0;

	if (cli->n_arg == 1)
		return filter(f, parse_line, err);
	if (json) {
		j = bw_cli_json(cli);
		bw_jw_open(&j, "names", '[');
	}
	for (int i = 1; i < cli->n_arg && rc == 0; i++) {
		struct bw_cpe c;

		rc = bw_cpe_parse(&c, bw_str_of(cli->arg[i]), &cli->arena, err);
		if (rc == 0 && json) {
			bw_jw_open(&j, NULL, '{');
			parts_json(f, &j, &c);
			bw_jw_close(&j);
		} else if (rc == 0) {
			bw_out_z(&cli->out, i > 1 ? "\n" : "");
			rc = parse_table(f, &c, err);
		}
	}
	if (json && rc == 0) {
		bw_jw_close(&j);
		bw_jw_close(&j);
	}
	return rc;
}

static int
match_table(struct names *f, const struct bw_cpe *a, const struct bw_cpe *b,
    struct bw_err *err)
{
	struct bw_cli *cli = f->cli;
	struct bw_table *t = bw_table_new(&cli->arena);
	int rc;

	bw_table_col(t, bw_cli_word(cli, "cpe.col.attribute"), 0);
	bw_table_col(t, BW_STR("A"), BW_COL_WRAP);
	bw_table_col(t, BW_STR("B"), BW_COL_WRAP);
	bw_table_col(t, bw_cli_word(cli, "cpe.col.relation"), 0);
	for (unsigned i = 0; i < BW_CPE_ATTRS; i++) {
		if (is_any(a->attr[i]) && is_any(b->attr[i]))
			continue;
		bw_table_cell(t, bw_cli_wordf(cli, "cpe.attr", attr_name[i]));
		bw_table_cell(t, for_people(f, a->attr[i]));
		bw_table_cell(t, for_people(f, b->attr[i]));
		bw_table_cell(t,
		    bw_cli_wordf(cli, "cpe.relation",
			bw_cpe_relation_name(
			    bw_cpe_compare_attr(a->attr[i], b->attr[i]))));
	}
	if ((rc = bw_table_print(t, &cli->out, cli->width, err)) != 0)
		return rc;
	bw_wrap(&cli->out,
	    bw_cli_wordf(
		cli, "cpe.so", bw_cpe_relation_name(bw_cpe_compare(a, b))),
	    0, cli->width);
	return 0;
}

static void
match_json(struct names *f, const struct bw_cpe *a, const struct bw_cpe *b)
{
	struct bw_jw j = bw_cli_json(f->cli);

	bw_jw_z(&j, "relation", bw_cpe_relation_name(bw_cpe_compare(a, b)));
	bw_jw_open(&j, "attributes", '{');
	for (unsigned i = 0; i < BW_CPE_ATTRS; i++)
		bw_jw_z(&j, attr_name[i],
		    bw_cpe_relation_name(
			bw_cpe_compare_attr(a->attr[i], b->attr[i])));
	bw_jw_close(&j);
	bw_jw_close(&j);
}

static int
match(struct names *f, struct bw_err *err)
{
	struct bw_cli *cli = f->cli;
	struct bw_cpe a, b;
	int rc;

	if (cli->n_arg == 1)
		return filter(f, match_line, err);
	if (cli->n_arg != 3)
		return bw_fail(err, BW_EUSAGE,
		    "cpe match A B: give two names, or none and lines "
		    "'A<tab>B' on standard input");
	rc = bw_cpe_parse(&a, bw_str_of(cli->arg[1]), &cli->arena, err);
	if (rc == 0)
		rc = bw_cpe_parse(&b, bw_str_of(cli->arg[2]), &cli->arena, err);
	if (rc != 0)
		return rc;
	if (!cli->given[BW_OPT_JSON])
		return match_table(f, &a, &b, err);
	match_json(f, &a, &b);
	return 0;
}

int
bw_verb_cpe(struct bw_cli *cli, struct bw_err *err)
{
	struct names f = { .cli = cli };
	int rc;

	if (strcmp(cli->arg[0], "match") == 0)
		rc = match(&f, err);
	else if (strcmp(cli->arg[0], "parse") == 0)
		rc = parse(&f, err);
	else
		rc = bw_fail(err, BW_EUSAGE,
		    "cpe %s: there is match and parse; see 'bolwerk help cpe'",
		    cli->arg[0]);
	if (rc == 0)
		rc = bw_buf_check(&f.text, err);
	bw_buf_release(&f.text);
	return rc;
}
