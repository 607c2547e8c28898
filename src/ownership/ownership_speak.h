/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_speak.h - what the files that make findings share.
 *
 * One struct speak per question. Running out of memory is remembered (rc,
 * with the error told once) and later calls do nothing: sentences are made
 * of many small pieces and one look at the end is enough.
 */
#ifndef BW_OWNERSHIP_SPEAK_H
#define BW_OWNERSHIP_SPEAK_H
#include "ownership/ownership_findings.h"
#include "base/map.h"
#include "ownership/prover.h"

struct speak {
	struct bw_findings *out;
	const struct bw_view *v;
	const struct bw_cone *cone;
	/* More than half of the votes, in the graph of the cone, and in `up`,
	 * where what the company itself holds is left out: votes it gets back
	 * through its own subsidiaries are not those of its owner. */
	struct bw_control *c, *c_up;
	bw_date day;
	struct bw_arena *a;
	struct bw_err *err;
	int rc;
	uint32_t y; /* node asked about */
	struct bw_controller *who;
	size_t n_who;
	bool unknown_may; /* somebody nobody names possibly controls y */
	/* The links of the cone, by the same numbers, and behind them those of
	 * one more node, nobody by name, who holds what no stake accounts for
	 * (its number is cone->n). */
	struct bw_graph up;
	struct bw_edge *up_edge;
	struct bw_prover prover; /* with c_up, in `up` */
};
struct links { /* edges of `up`, so mostly links of the cone */
	uint32_t *v;
	size_t n;
};

#define FILL(s, key, ...)                                               \
	speak_fill((s), (key), (const struct bw_fill[]){ __VA_ARGS__ }, \
	    sizeof((const struct bw_fill[]){ __VA_ARGS__ }) /           \
		sizeof(struct bw_fill))

void speak_nomem(struct speak *s);
struct bw_text speak_fill(
    struct speak *s, const char *key, const struct bw_fill *fill, size_t n);
struct bw_text speak_name(struct speak *s, uint32_t node);
struct bw_text speak_country(struct speak *s, uint16_t code);
struct bw_text speak_share(struct speak *s, struct bw_share share);
struct bw_text speak_sum(struct speak *s, struct bw_sum sum);
struct bw_text speak_number(struct speak *s, size_t n);
/* "A, B and C"; `last` is a key, or NULL when there is none */
struct bw_text speak_names(struct speak *s, const uint32_t *node, size_t n);
struct bw_text speak_join(struct speak *s, const struct bw_text *part, size_t n,
    const char *between, const char *last);
/* The sentence of one link, and of several, from the owner down. */
struct bw_text speak_link(struct speak *s, uint32_t link);
struct bw_text speak_chain(struct speak *s, const struct links *links);

/* A finding about the company asked about; NULL when out of memory. */
struct bw_finding *speak_add(struct speak *s, const char *id,
    enum bw_level level, enum bw_certainty certainty);
void speak_todo(struct bw_finding *f, struct bw_text todo, const char *who_key);
void speak_evidence(
    struct speak *s, struct bw_finding *f, const struct links *links);
void speak_basis(
    struct speak *s, struct bw_finding *f, const char *says, const char *cite);
void speak_settle(struct speak *s, struct bw_finding *f, struct bw_text says);

/* The links that prove that the seeds control the company; empty when they
 * do not. */
struct links speak_proof(struct speak *s, const uint32_t *seed, size_t n_seed,
    enum bw_certainty how);
/* The links of the members into a company. */
struct links speak_held(
    struct speak *s, const uint32_t *member, size_t n, uint32_t company);
/* Votes of the seeds in the company asked about: sure by what they certainly
 * control, at most by what they possibly control. */
struct bw_sum speak_votes(struct speak *s, const uint32_t *seed, size_t n_seed);
/* The links into the company of the seeds and all they may control. */
struct links speak_share_of(
    struct speak *s, const uint32_t *seed, size_t n_seed);

/* The parts, in order of being told. */
void say_controllers(struct speak *s);
void say_state(struct speak *s);
void say_abroad(struct speak *s);
void say_rules(struct speak *s); /* ownership_rules.c */
void say_unknown(struct speak *s);
void say_data(struct speak *s);

static inline uint32_t
party_of(const struct speak *s, uint32_t node)
{
	return s->cone->party[node];
}

#endif
