/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_check.c - the main job: one party, all pillars, one answer.
 */
#include "cli/cli.h"
#include "report/report.h"
#include <errno.h>
#include <sys/stat.h>

typedef int report_fn(const struct bw_check *, const struct bw_view *,
    const struct bw_report_opt *, struct bw_out *, struct bw_err *);
typedef int svg_fn(const struct bw_check *, const struct bw_view *,
    enum bw_lang, struct bw_out *, struct bw_err *);

static int
html_file(const struct bw_cli *cli, const struct bw_check *c,
    const struct bw_view *v, const struct bw_report_opt *opt,
    struct bw_err *err)
{
	struct bw_out o;
	int rc = bw_out_file(&o, cli->value[BW_OPT_HTML], err);

	if (rc != 0)
		return rc;
	rc = bw_report_html(c, v, opt, &o, err);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	bw_out_release(&o);
	return rc;
}

static int
svg_file(struct bw_cli *cli, const struct bw_check *c, const struct bw_view *v,
    const char *name, svg_fn *draw, struct bw_err *err)
{
	struct bw_str path =
	    bw_arena_fmt(&cli->arena, "%s/%s", cli->value[BW_OPT_SVG], name);
	struct bw_out o;
	int rc;

	if (path.p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a path");
	rc = bw_out_file(&o, path.p, err);
	if (rc != 0)
		return rc;
	rc = draw(c, v, cli->lang, &o, err);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	bw_out_release(&o);
	return rc;
}

static int
svg_files(struct bw_cli *cli, const struct bw_check *c, const struct bw_view *v,
    struct bw_err *err)
{
	const char *folder = cli->value[BW_OPT_SVG];
	int rc;

	if (mkdir(folder, 0777) != 0 && errno != EEXIST)
		return bw_fail_sys(err, "cannot make the folder %s", folder);
	rc = svg_file(cli, c, v, "owners.svg", bw_svg_owners, err);
	if (rc == 0)
		rc = svg_file(cli, c, v, "materials.svg", bw_svg_supply, err);
	return rc;
}

static int
show(struct bw_cli *cli, const struct bw_check *c, const struct bw_view *v,
    struct bw_err *err)
{
	struct bw_report_opt opt = { .lang = cli->lang,
		.width = cli->width,
		.colour = cli->colour,
		.brief = bw_cli_has(cli, BW_OPT_BRIEF) };
	bool json = bw_cli_has(cli, BW_OPT_JSON);
	bool page = bw_cli_has(cli, BW_OPT_HTML) &&
	    strcmp(cli->value[BW_OPT_HTML], "-") == 0;
	report_fn *print = json ? bw_report_json : bw_report_text;
	int rc = 0;

	if (page && json)
		return bw_fail(err, BW_EUSAGE,
		    "standard output takes either --json or --html -");
	if (page)
		rc = bw_report_html(c, v, &opt, &cli->out, err);
	else if (bw_cli_has(cli, BW_OPT_HTML))
		rc = html_file(cli, c, v, &opt, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_SVG))
		rc = svg_files(cli, c, v, err);
	/* Quiet is for people; a program that asks for JSON gets it. */
	if (rc == 0 && !page && (json || !bw_cli_has(cli, BW_OPT_QUIET)))
		rc = print(c, v, &opt, &cli->out, err);
	return rc;
}

int
bw_verb_check(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_check_opt opt = { 0 };
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	struct bw_check c = { 0 };
	uint32_t party;
	int rc = bw_cli_view(cli, &w, &v, err);

	if (rc == 0)
		rc = bw_cli_party(cli, v, cli->arg[0], &party, err);
	opt.day = cli->as_of; /* --known may have set it */
	opt.known = cli->known.id != 0 ? &cli->known : NULL;
	if (rc == 0)
		rc = bw_check_run(&c, v, party, &opt, &cli->arena, err);
	if (rc == 0)
		rc = show(cli, &c, v, err);
	for (size_t i = 0; rc == 0 && i < c.findings.list.n; i++)
		if (c.findings.list.v[i].level >= cli->fail_on &&
		    c.findings.list.v[i].certainty != BW_EXCLUDED)
			cli->hit = true;
	bw_check_release(&c);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
