/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * thresholds.h - the shares that a verb watches for: --threshold, repeatable.
 */
#ifndef BW_THRESHOLDS_H
#define BW_THRESHOLDS_H
#include "cli/cli.h"

/* Those of --threshold in rising order, or the usual ones; arena. */
int bw_cli_thresholds(struct bw_cli *cli, const uint32_t *usual, size_t n_usual,
    const uint32_t **out, size_t *n, struct bw_err *err) BW_MUST_USE;
/* "25 %"; in CSV "25"; 0 is "". */
struct bw_str bw_cli_threshold(struct bw_cli *cli, uint64_t ppb);

#endif
