/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * power_out.h - the answer of the verb `power`, between its two files.
 */
#ifndef BW_POWER_OUT_H
#define BW_POWER_OUT_H
#include "cli/stakes_out.h"
#include "ownership/blocks.h"
#include "ownership/npi.h"

struct bw_powers { /* the answer */
	struct bw_shown s;
	struct bw_vote vote;
	/* who controls the company, those at the top only */
	uint32_t *sure, *perhaps;
	size_t n_sure, n_perhaps;
	struct bw_npi *npi; /* per node, with --network */
	struct bw_npi_how how;
	uint32_t *rank; /* nodes, most powerful first */
};

int bw_power_json(struct bw_powers *p, struct bw_err *err) BW_MUST_USE;

#endif
