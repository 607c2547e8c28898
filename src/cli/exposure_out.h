/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exposure_out.h - what the files of the verb `exposure` share.
 *
 *	verb_exposure.c    what is asked, and computing it
 *	exposure_which.c   the companies: a list, a country, a sector, all
 *	exposure_out.c     tables for people, CSV
 *	exposure_json.c    JSON
 */
#ifndef BW_EXPOSURE_OUT_H
#define BW_EXPOSURE_OUT_H
#include "cli/stakes_out.h"
#include "ownership/exposure.h"
#include "ownership/register.h"

struct bw_reached { /* the answer; nodes are those of a cone or of the view */
	struct bw_cli *cli;
	const struct bw_view *v;
	const uint32_t *party; /* node -> party; NULL: the same */
	struct bw_shown *one;  /* the cone, when one company is asked about */
	size_t asked;          /* companies looked at */
	struct bw_state *state;
	struct bw_exposed *row; /* by state and company */
	struct bw_exposure_sum *sum;
	size_t n_state, n_row, n_sum;
	struct bw_ruled ruled;
	uint32_t **link; /* per row, when one: the stakes behind it */
	size_t *n_link;
};

static inline uint32_t
reached_party(const struct bw_reached *r, uint32_t node)
{
	return r->party == NULL ? node : r->party[node];
}

/* A bit per party of the view; *n is how many. */
int bw_exposure_which(struct bw_cli *cli, const struct bw_view *v,
    uint64_t **wanted, size_t *n, struct bw_err *err) BW_MUST_USE;
int bw_exposure_print(struct bw_reached *r, struct bw_err *err) BW_MUST_USE;
int bw_exposure_json(struct bw_reached *r, struct bw_err *err) BW_MUST_USE;

#endif
