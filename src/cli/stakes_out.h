/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stakes_out.h - what `owners` and `controls` have in common: showing the
 * links of a cone, and the stakes that prove control.
 */
#ifndef BW_STAKES_OUT_H
#define BW_STAKES_OUT_H
#include "cli/cli.h"
#include "ownership/prover.h"
#include "ownership/ownership_load.h"

struct bw_shown { /* a cone and where to show it */
	struct bw_cli *cli;
	const struct bw_view *v;
	struct bw_cone cone;
	struct bw_control *control; /* majority of votes */
	struct bw_prover prover;
	struct bw_source_row *source; /* all files that were loaded */
	size_t n_source;
	const unsigned *layer; /* per node, for the JSON of links; or NULL */
};
int bw_shown_open(struct bw_shown *s, struct bw_cli *cli,
    const struct bw_view *v, uint32_t party, enum bw_cone_side side,
    struct bw_err *err) BW_MUST_USE;
void bw_shown_close(struct bw_shown *s);

/* Votes of a link, or "" when it has none. */
struct bw_str bw_shown_votes(struct bw_shown *s, const struct bw_link *k);
struct bw_str bw_shown_capital(struct bw_shown *s, const struct bw_link *k);
struct bw_str bw_shown_name(struct bw_shown *s, uint32_t node);
int bw_shown_node_json(struct bw_shown *s, struct bw_jw *j, const char *key,
    uint32_t node, struct bw_err *err) BW_MUST_USE;
int bw_shown_link_json(struct bw_shown *s, struct bw_jw *j,
    const struct bw_link *k, struct bw_err *err) BW_MUST_USE;

/* From here on proofs are about what x controls, certainly or possibly. */
int bw_shown_set(struct bw_shown *s, uint32_t x, enum bw_certainty how,
    struct bw_err *err) BW_MUST_USE;
/* The stakes in y itself that carry control of it: link numbers in the
 * arena. */
int bw_shown_last(struct bw_shown *s, uint32_t y, uint32_t **link, size_t *n,
    struct bw_err *err) BW_MUST_USE;
/* And of the holders between, each once, from y upwards: the whole chain. */
int bw_shown_proof(struct bw_shown *s, uint32_t y, uint32_t **link, size_t *n,
    struct bw_err *err) BW_MUST_USE;
/* "A 60 %; B > 25 % - 50 %" */
struct bw_str bw_shown_holders(
    struct bw_shown *s, const uint32_t *link, size_t n);
/* "A 60 % in B (stakes.csv, 2026-01-31, line 3); B 51 % in C (...)" */
struct bw_str bw_shown_chain(
    struct bw_shown *s, const uint32_t *link, size_t n);

#endif
