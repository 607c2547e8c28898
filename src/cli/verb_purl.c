/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_purl.c - package URLs: what one says, and the canonical way to write it.
 * Without purls behind the verb it is a filter (lines.h).
 */
#include "cli/lines.h"
#include "cyber/purl.h"

static const struct {
	const char *name;
	size_t at;
} part[] = { { "type", offsetof(struct bw_purl, type) },
	{ "namespace", offsetof(struct bw_purl, ns) },
	{ "name", offsetof(struct bw_purl, name) },
	{ "version", offsetof(struct bw_purl, version) },
	{ "qualifiers", offsetof(struct bw_purl, qualifiers) },
	{ "subpath", offsetof(struct bw_purl, subpath) } };

static struct bw_str
part_of(const struct bw_purl *p, size_t i)
{
	struct bw_str s;

	memcpy(&s, (const char *)p + part[i].at, sizeof(s));
	return s;
}

/* A purl and its canonical text, in the arena. */
static int
read_one(struct bw_purl *p, struct bw_str *canonical, struct bw_str text,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_buf b = { 0 };
	int rc = bw_purl_parse(p, text, a, err);

	if (rc == 0)
		rc = bw_purl_build(&b, p, err);
	if (rc == 0) {
		*canonical = bw_arena_dup(a, bw_buf_get(&b));
		if (canonical->p == NULL)
			rc = bw_fail(err, BW_ENOMEM, "no memory for a purl");
	}
	bw_buf_release(&b);
	return rc;
}

/* "arch=amd64&distro=debian-12" as an object, decoded. */
static void
qualifiers_json(struct bw_jw *j, struct bw_str all)
{
	struct bw_buf key = { 0 }, value = { 0 };
	struct bw_str pair, name;

	bw_jw_open(j, "qualifiers", '{');
	while (all.n > 0 && bw_str_cut(&all, '&', &pair)) {
		bw_buf_clear(&key);
		bw_buf_clear(&value);
		bw_str_cut(&pair, '=', &name);
		bw_buf_str(&key, name);
		bw_buf_char(&key, '\0');
		bw_purl_plain(&value, pair);
		if (bw_buf_check(&key, NULL) == 0)
			bw_jw_str(j, key.p, bw_buf_get(&value));
	}
	bw_jw_close(j);
	bw_buf_release(&key);
	bw_buf_release(&value);
}

static void
purl_json(struct bw_jw *j, const struct bw_purl *p, struct bw_str canonical)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "purl", canonical);
	for (size_t i = 0; i < BW_LEN(part); i++)
		if (strcmp(part[i].name, "qualifiers") == 0)
			qualifiers_json(j, p->qualifiers);
		else
			bw_jw_str(j, part[i].name, part_of(p, i));
	bw_jw_close(j);
}

static int
parse_line(
    void *ctx, struct bw_str line, struct bw_arena *a, struct bw_err *why)
{
	struct bw_cli *cli = ctx;
	struct bw_str canonical;
	struct bw_purl p;
	int rc = read_one(&p, &canonical, line, a, why);

	if (rc != 0)
		return rc;
	if (cli->given[BW_OPT_JSON]) {
		struct bw_jw j = bw_jw(&cli->out);

		j.compact = true;
		purl_json(&j, &p, canonical);
		return 0;
	}
	bw_out_str(&cli->out, canonical);
	for (size_t i = 0; i < BW_LEN(part); i++) {
		bw_out_z(&cli->out, "\t");
		bw_out_str(&cli->out, part_of(&p, i));
	}
	bw_out_z(&cli->out, "\n");
	return 0;
}

static int
table(struct bw_cli *cli, const struct bw_purl *p, struct bw_str canonical,
    struct bw_err *err)
{
	struct bw_table *t = bw_table_new(&cli->arena);

	bw_table_col(t, bw_cli_word(cli, "cpe.col.attribute"), 0);
	bw_table_col(t, bw_cli_word(cli, "cpe.col.value"), BW_COL_WRAP);
	for (size_t i = 0; i < BW_LEN(part); i++) {
		if (part_of(p, i).n == 0)
			continue;
		bw_table_cell(t, bw_cli_wordf(cli, "purl.part", part[i].name));
		bw_table_cell(t, bw_cli_plain(cli, part_of(p, i)));
	}
	bw_out_fmt(&cli->out, "%.*s\n", BW_ARG(bw_cli_plain(cli, canonical)));
	return bw_table_print(t, &cli->out, cli->width, err);
}

static int
each_csv(struct bw_cli *cli, struct bw_err *err)
{
	static const char *const column[] = { "purl", "purl-type",
		"purl-namespace", "purl-name", "purl-version",
		"purl-qualifiers", "purl-subpath" };
	static const unsigned flag[BW_LEN(column)];
	struct bw_listing l;
	int rc = bw_list_open(&l, cli, column, flag, BW_LEN(column), err);

	for (int i = 1; i < cli->n_arg && rc == 0; i++) {
		struct bw_str canonical;
		struct bw_purl p;

		rc = read_one(
		    &p, &canonical, bw_str_of(cli->arg[i]), &cli->arena, err);
		if (rc != 0)
			break;
		bw_list_cell(&l, canonical);
		for (size_t k = 0; k < BW_LEN(part); k++)
			bw_list_cell(&l, part_of(&p, k));
	}
	return rc == 0 ? bw_list_close(&l, err) : rc;
}

static int
each(struct bw_cli *cli, struct bw_jw *j, struct bw_err *err)
{
	int rc = 0;

	for (int i = 1; i < cli->n_arg && rc == 0; i++) {
		struct bw_str canonical;
		struct bw_purl p;

		rc = read_one(
		    &p, &canonical, bw_str_of(cli->arg[i]), &cli->arena, err);
		if (rc == 0 && j != NULL) {
			purl_json(j, &p, canonical);
		} else if (rc == 0) {
			bw_out_z(&cli->out, i > 1 ? "\n" : "");
			rc = table(cli, &p, canonical, err);
		}
	}
	return rc;
}

int
bw_verb_purl(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_jw j;
	int rc;

	if (strcmp(cli->arg[0], "parse") != 0)
		return bw_fail(err, BW_EUSAGE,
		    "purl %s: there is parse; see 'bolwerk help purl'",
		    cli->arg[0]);
	if (cli->n_arg == 1 && bw_cli_has(cli, BW_OPT_CSV))
		return bw_fail(err, BW_EUSAGE,
		    "purl parse --csv wants purls; without them it is a filter "
		    "with tabs");
	if (cli->n_arg == 1)
		return bw_lines_filter(cli, parse_line, cli, "purls", err);
	if (bw_cli_has(cli, BW_OPT_CSV))
		return each_csv(cli, err);
	if (!cli->given[BW_OPT_JSON])
		return each(cli, NULL, err);
	j = bw_cli_json(cli);
	bw_jw_open(&j, "purls", '[');
	rc = each(cli, &j, err);
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}
