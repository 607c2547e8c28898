/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cvss.h - what the two halves of the verb cvss share.
 */
#ifndef BW_CLI_CVSS_H
#define BW_CLI_CVSS_H
#include "cli/cli.h"
#include "cyber/cvss.h"

/* The members of a vector: vector, version, base ... name. */
void bw_cvss_json(
    struct bw_jw *j, struct bw_str vector, const struct bw_cvss *v);
/* Tenths as a number of one decimal; null when there is none. */
void bw_cvss_json_score(struct bw_jw *j, const char *key, int score);
int bw_cvss_explain(struct bw_cli *cli, struct bw_err *err) BW_MUST_USE;

#endif
