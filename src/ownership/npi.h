/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * npi.h - power through a network of owners: how many companies follow you.
 *
 * The Network Power Index of Mizuno, Doi and Kurizaki, "The power of corporate
 * control in the global ownership network" (PLoS ONE 2020). From the top
 * down, the holders of a company vote in random order, holders with the same
 * ultimate owner together; the one who turns the vote passes its ultimate
 * owner on to the company. A party's index is how many parties end with it on
 * average, itself included. A ranking, never a test of law.
 *
 * Ours to choose, where the definition is silent: a range counts at its
 * midpoint; what nobody accounts for is an ocean of small voters (power.h), and
 * a company whose vote they turn is its own; own shares have no votes; a
 * right to control outright goes before votes; within a circle holders count
 * as themselves, and companies that end up following each other in a ring have
 * no owner but themselves.
 */
#ifndef BW_NPI_H
#define BW_NPI_H
#include "base/arena.h"
#include "ownership/graph.h"

struct bw_npi {
	double index;  /* parties that end with this one */
	double chance; /* that `centre` does */
	/* standard errors; 0 when all outcomes were gone through */
	double index_error, chance_error;
};
struct bw_npi_how {
	bool exact;      /* all outcomes, one by one, each with its chance */
	uint32_t rounds; /* otherwise: so many drawn, always the same ones */
};
/* One per node, in the arena. */
int bw_npi_run(const struct bw_graph *g, uint32_t centre, struct bw_arena *a,
    struct bw_npi **out, struct bw_npi_how *how,
    struct bw_err *err) BW_MUST_USE;

#endif
