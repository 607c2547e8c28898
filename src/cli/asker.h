/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * asker.h - the command line, asked from inside (web/asker.h).
 */
#ifndef BW_CLI_ASKER_H
#define BW_CLI_ASKER_H
#include "web/asker.h"

/* Runs one verb that only reads the world, and writes what it prints to text.
 * BW_EDENIED: a verb or option that reads or writes files. */
int bw_cli_ask(void *ctx, const struct bw_question *q, struct bw_buf *text,
    struct bw_err *err) BW_MUST_USE;

#endif
