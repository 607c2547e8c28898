/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * owners_out.h - what the files of the verb `owners` share: the owners of a
 * party with their figures, and what each regime of law says of them.
 */
#ifndef BW_OWNERS_OUT_H
#define BW_OWNERS_OUT_H
#include "cli/stakes_out.h"
#include "ownership/integrated.h"
#include "ownership/ownership_findings.h"
#include "base/map.h"
#include "ownership/register.h"
#include "ownership/regime.h"

struct owner {                /* one party, or several that act in concert */
	const uint32_t *seed; /* nodes */
	size_t n_seed;
	bool group;
	uint16_t state; /* of a group: the country, 0 when it is no state */
	bool top;       /* nobody above it holds anything */
	bool person;    /* a natural person is among them */
	bool unnamed;   /* nobody says who it is: perhaps a person */
	bool controls, ultimate;
	bool reaches;                /* a threshold of some regime, possibly */
	enum bw_certainty certainty; /* of control */
	struct bw_regime_answer figures;
	struct bw_regime_span part;      /* by the reading asked for */
	struct bw_regime_answer *answer; /* per regime */
};
struct owners {
	struct bw_shown s;
	struct bw_owner_row *row;
	size_t n_row;
	struct bw_controller *who; /* those at the top of a chain first */
	size_t n_who, n_proof;
	/* owners_ask.c */
	struct bw_net net;
	uint32_t *link_of; /* per tie of the net */
	struct bw_tests *tests;
	struct bw_regime *regime;
	size_t n_regime, n_all; /* behind n_regime: of other countries */
	enum bw_reading reading;
	struct owner *owner; /* groups first, those at the top who control, who
			  reach something, then the largest */
	size_t n_owner;
	uint64_t min; /* parts per billion */
};

/* Read the options, ask the regimes about everybody above. */
int owners_gather(struct owners *o, struct bw_err *err);
void owners_release(struct owners *o);
/* What a party or several are to each regime; and is that worth a row? */
int owners_ask(struct owners *o, struct owner *w, struct bw_err *err);
bool owners_matters(const struct owners *o, const struct owner *w);
/* Does the regime ask about this owner at all? */
bool owners_asked(const struct owner *w, const struct bw_regime *r);
/* The certainty of a threshold, at most possible where it is not known
 * whether the owner is a person. */
enum bw_certainty owners_reach(
    const struct owner *w, const struct bw_regime *r, size_t k, size_t at);

/* owners_group.c: states of several bodies, as one owner each; groups among
 * who controls, and companies that only control each other. */
int owners_states(struct owners *o, struct bw_err *err);
struct bw_str owners_state_name(struct owners *o, uint16_t country);
bool owners_group_controls(const struct owners *o);
int owners_print_groups(struct owners *o, struct bw_err *err);
int owners_print_closed(struct owners *o, struct bw_err *err);
int owners_closed_json(struct owners *o, struct bw_jw *j, struct bw_err *err);

/* owners_who.c: the table and its JSON. */
struct bw_str owners_name(struct owners *o, const struct owner *w);
int owners_print(struct owners *o, struct bw_err *err);
int owners_json(struct owners *o, struct bw_jw *j, struct bw_err *err);

/* owners_rules.c: the regimes side by side, and what would settle them. */
int owners_rules(struct owners *o, struct bw_err *err);
struct bw_str owners_threshold(
    struct owners *o, const struct bw_regime_threshold *t);
/* "vifo >= 20 %, OFAC"; those not in force between brackets. */
struct bw_str owners_reached(
    struct owners *o, const struct owner *w, enum bw_certainty how);
void owners_regimes_json(struct owners *o, struct bw_jw *j);
int owners_answers_json(struct owners *o, struct bw_jw *j,
    const struct owner *w, struct bw_err *err);

#endif
