/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * render.c - the hand-made check as a report, for looking at it and for the
 * accessibility check.
 *
 * usage: render html|board|pdf|json|text|owners|supply nl|en [full|plain|empty
 * [WIDTH]]
 */
#include "report/fixture.h"
#include "report/report.h"
#include <unistd.h>

int
main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "text";
	const char *which = argc > 3 ? argv[3] : "full";
	struct bw_report_opt opt = { .width = 100, .colour = isatty(1) == 1 };
	struct bw_err err = BW_ERR_INIT;
	struct fixture f;
	struct bw_out o;
	int rc;

	opt.lang = argc > 2 && strcmp(argv[2], "en") == 0 ? BW_EN : BW_NL;
	if (argc > 4)
		opt.width = (unsigned)strtoul(argv[4], NULL, 10);
	fixture_make(&f,
	    strcmp(which, "empty") == 0       ? FIXTURE_EMPTY
		: strcmp(which, "plain") == 0 ? FIXTURE_PLAIN
					      : FIXTURE_FULL);
	bw_out_fd(&o, 1);
	if (strcmp(what, "html") == 0)
		rc = bw_report_html(&f.check, &f.view, &opt, &o, &err);
	else if (strcmp(what, "board") == 0)
		rc = bw_report_board_html(&f.check, &f.view, &opt, &o, &err);
	else if (strcmp(what, "pdf") == 0)
		rc = bw_report_board_pdf(&f.check, &f.view, &opt, &o, &err);
	else if (strcmp(what, "json") == 0)
		rc = bw_report_json(&f.check, &f.view, &opt, &o, &err);
	else if (strcmp(what, "owners") == 0)
		rc = bw_svg_owners(&f.check, &f.view, opt.lang, &o, &err);
	else if (strcmp(what, "supply") == 0)
		rc = bw_svg_supply(&f.check, &f.view, opt.lang, &o, &err);
	else
		rc = bw_report_text(&f.check, &f.view, &opt, &o, &err);
	if (rc == 0)
		rc = bw_out_finish(&o, &err);
	if (rc != 0)
		fprintf(stderr, "render: %s\n", err.what);
	bw_out_release(&o);
	fixture_release(&f);
	return rc == 0 ? 0 : 4;
}
