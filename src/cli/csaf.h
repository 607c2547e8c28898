/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf.h - what the parts of the verb csaf share.
 */
#ifndef BW_CLI_CSAF_H
#define BW_CLI_CSAF_H
#include "cli/cli.h"
#include "cyber/csaf.h"

/* One advisory in memory; emptied and filled again file after file. */
struct bw_cli_advisory {
	struct bw_csaf *rules;
	struct bw_csaf_work *work;
	struct bw_json_parser *parser;
	struct bw_json root;
	char *text; /* the file */
	size_t cap;
};
int bw_advisory_new(struct bw_cli_advisory *a, struct bw_err *err) BW_MUST_USE;
void bw_advisory_free(struct bw_cli_advisory *a);
/* Read a file whole. BW_EFORMAT: it is no JSON. */
int bw_advisory_read(struct bw_cli_advisory *a, const char *path,
    struct bw_err *err) BW_MUST_USE;
/* Read it, and take the facts from it. */
int bw_advisory_facts(struct bw_cli_advisory *a, const char *path,
    struct bw_csaf_facts *out, struct bw_err *err) BW_MUST_USE;

int bw_csaf_show(struct bw_cli *cli, struct bw_err *err) BW_MUST_USE;
int bw_csaf_diff(struct bw_cli *cli, struct bw_err *err) BW_MUST_USE;

#endif
