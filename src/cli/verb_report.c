/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_report.c - the report for the board of a company, as HTML and as PDF.
 */
#include "cli/cli.h"
#include "report/report.h"

typedef int report_fn(const struct bw_check *, const struct bw_view *,
    const struct bw_report_opt *, struct bw_out *, struct bw_err *);

static const struct {
	enum bw_option option;
	report_fn *write;
} forms[] = {
	{ BW_OPT_HTML, bw_report_board_html },
	{ BW_OPT_PDF, bw_report_board_pdf },
};

static int
write_one(struct bw_cli *cli, size_t form, const struct bw_check *c,
    const struct bw_view *v, struct bw_err *err)
{
	const char *path = cli->value[forms[form].option];
	struct bw_report_opt opt = { .lang = cli->lang,
		.brief = bw_cli_has(cli, BW_OPT_BRIEF) };
	struct bw_out o;
	int rc;

	if (path == NULL)
		return 0;
	if (strcmp(path, "-") == 0)
		return forms[form].write(c, v, &opt, &cli->out, err);
	rc = bw_out_file(&o, path, err);
	if (rc != 0)
		return rc;
	rc = forms[form].write(c, v, &opt, &o, err);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	bw_out_release(&o);
	return rc;
}

/* Standard output takes one thing. */
static int
look_at_options(const struct bw_cli *cli, struct bw_err *err)
{
	size_t given = 0, out = bw_cli_has(cli, BW_OPT_JSON);

	for (size_t i = 0; i < BW_LEN(forms); i++) {
		const char *path = cli->value[forms[i].option];

		given += path != NULL;
		out += path != NULL && strcmp(path, "-") == 0;
	}
	if (given == 0)
		return bw_fail(err, BW_EUSAGE,
		    "say where the report goes: --pdf FILE, --html FILE or "
		    "both");
	if (out > 1)
		return bw_fail(err, BW_EUSAGE,
		    "standard output takes one of --pdf -, --html - and "
		    "--json");
	return 0;
}

/* What was written, for programs and for people. */
static void
told(struct bw_cli *cli, const struct bw_check *c)
{
	bool json = bw_cli_has(cli, BW_OPT_JSON);
	struct bw_jw j;

	if (json) {
		j = bw_cli_json(cli);
		bw_jw_open(&j, "report", '{');
	}
	for (size_t i = 0; i < BW_LEN(forms); i++) {
		const char *path = cli->value[forms[i].option];

		if (path == NULL || strcmp(path, "-") == 0)
			continue;
		if (json)
			bw_jw_z(&j, bw_option_rows[forms[i].option].name, path);
		else if (!bw_cli_has(cli, BW_OPT_QUIET))
			bw_out_fmt(&cli->out, "%.*s %s\n",
			    BW_ARG(bw_cli_word(cli, "cli.report.written")),
			    path);
	}
	if (json) {
		bw_jw_i64(&j, "findings", (int64_t)c->findings.list.n);
		bw_jw_close(&j);
		bw_jw_close(&j);
	}
}

static bool
to_stdout(const struct bw_cli *cli)
{
	for (size_t i = 0; i < BW_LEN(forms); i++)
		if (cli->value[forms[i].option] != NULL &&
		    strcmp(cli->value[forms[i].option], "-") == 0)
			return true;
	return false;
}

int
bw_verb_report(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_check_opt opt = { 0 };
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	struct bw_check c = { 0 };
	uint32_t party;
	int rc = look_at_options(cli, err);

	if (rc == 0)
		rc = bw_cli_view(cli, &w, &v, err);
	if (rc == 0)
		rc = bw_cli_party(cli, v, cli->arg[0], &party, err);
	opt.day = cli->as_of; /* --known may have set it */
	opt.known = cli->known.id != 0 ? &cli->known : NULL;
	if (rc == 0)
		rc = bw_check_run(&c, v, party, &opt, &cli->arena, err);
	for (size_t i = 0; rc == 0 && i < BW_LEN(forms); i++)
		rc = write_one(cli, i, &c, v, err);
	if (rc == 0 && !to_stdout(cli))
		told(cli, &c);
	bw_check_release(&c);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
