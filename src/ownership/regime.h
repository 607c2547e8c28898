/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * regime.h - named regimes of law, side by side on one net of stakes.
 *
 * Laws ask about owners in different ways: what counts (votes, capital,
 * either), how it goes through chains, where the threshold lies and whether
 * "25 %" is "at least" or "more than". One number for all would be wrong for
 * most. A regime is data, rules/ownership/<id>.yaml, one file for one version
 * of a law; this engine knows three ways through a chain and no law:
 *
 * attributed  what the owner and the companies it controls hold (control: a
 *             majority of the votes or a right that gives it)
 * multiplied  shares times shares along each chain, chains added (the
 *             integrated share of integrated.h)
 * control     whoever holds the threshold of a company has it whole, and
 *             counts with all of it in the next one: a fixpoint
 *
 * Pure: arrays in, arrays out. Who is a natural person or on a list is not
 * known here; the one who asks leaves out whom a regime is not about.
 */
#ifndef BW_REGIME_H
#define BW_REGIME_H
#include "base/arena.h"
#include "base/date.h"
#include "model/finding.h"
#include "ownership/net.h"

enum bw_regime_basis {
	BW_BASIS_VOTES,
	BW_BASIS_CAPITAL,
	BW_BASIS_EITHER /* one of the two is enough */
};
enum bw_regime_chain {
	BW_CHAIN_ATTRIBUTED,
	BW_CHAIN_MULTIPLIED,
	BW_CHAIN_CONTROL
};
enum bw_regime_asked {
	BW_ASKED_ANYBODY,
	BW_ASKED_PERSONS,   /* natural persons only */
	BW_ASKED_DESIGNATED /* what if this owner were on a list */
};
enum bw_regime_status { /* as the file tells; see bw_regime_state */
	BW_REGIME_IN_FORCE,
	BW_REGIME_PAUSED,
	BW_REGIME_OPTION, /* not law: what it could become */
	BW_REGIME_NOT_VERIFIED,
	BW_REGIME_NOT_YET, /* on that day */
	BW_REGIME_ENDED,
	BW_REGIME_STATES
};

#define BW_REGIME_THRESHOLDS 4
struct bw_regime {
	struct bw_str id, cite, source;
	struct bw_text brief, name, about;
	struct bw_text unverified; /* points not read in the source, or "" */
	enum bw_regime_basis basis;
	enum bw_regime_chain chain;
	enum bw_regime_asked asked;
	enum bw_regime_status status;
	struct bw_regime_threshold {
		uint32_t share;            /* parts per billion */
		bool at_least;             /* else more than */
	} threshold[BW_REGIME_THRESHOLDS]; /* rising */
	size_t n_threshold;
	bool other_means;   /* control by other means than shares counts */
	bool half_presumed; /* exactly 50 % is a presumption */
	uint16_t country;   /* it is about companies there; 0: anywhere */
	bw_date from, to;   /* from <= day < to; MIN, MAX: not told */
};

/* All regimes that are part of the program, by file name; errors name file
 * and line. Text lives in the arena. */
int bw_regimes(struct bw_regime **list, size_t *n, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
int bw_regime_parse(struct bw_regime *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
enum bw_regime_status bw_regime_state(const struct bw_regime *r, bw_date day);
/* "votes", "attributed", "persons", "in-force": words of the files, of JSON,
 * and keys of content/words/regime.yaml. */
const char *bw_regime_basis_name(enum bw_regime_basis b);
const char *bw_regime_chain_name(enum bw_regime_chain c);
const char *bw_regime_asked_name(enum bw_regime_asked a);
const char *bw_regime_status_name(enum bw_regime_status s);

struct bw_regime_span { /* fractions of 1; hi may be INFINITY */
	double lo, hi;
};
struct bw_regime_answer {
	struct {
		enum bw_certainty certainty; /* certain, possible, excluded */
		bool presumed;               /* only at exactly one half */
	} at[BW_REGIME_THRESHOLDS];
	/* What it rests on: held together with all that is controlled (lo by
	 * certain, hi by possible), or, multiplied, shares through chains. */
	struct bw_sum votes, capital;
	struct bw_regime_span votes_part, capital_part;
};

/* Questions about owners of one company y. O(n + m), and a fixpoint per way
 * of counting; shares through chains are solved once for all owners. The net
 * is borrowed. */
struct bw_tests;
int bw_tests_new(struct bw_tests **out, const struct bw_net *net, uint32_t y,
    struct bw_err *err) BW_MUST_USE;
void bw_tests_free(struct bw_tests *t);
/* Seeds as one owner, y not among them. Near a threshold shares through
 * chains are compared as fractions; open ends of such products are taken as
 * closed, so what they would exclude stays possible. */
int bw_tests_ask(struct bw_tests *t, const struct bw_regime *r,
    const uint32_t *seed, size_t n_seed, struct bw_regime_answer *out,
    struct bw_err *err) BW_MUST_USE;
/* Attributed votes and capital, and shares through chains, whatever the
 * regime. */
int bw_tests_figures(struct bw_tests *t, const uint32_t *seed, size_t n_seed,
    struct bw_regime_answer *out, struct bw_err *err) BW_MUST_USE;

/* Ties whose exact value decides a threshold that is possible only: as high
 * as they may be it is certain, as low, excluded. A smallest set when there
 * are at most twelve candidates; otherwise one of which none can be missed
 * (largest uncertainty kept). n = 0 when nothing is open, or when no stake
 * that is told decides (*unknown): it hangs on holders nobody names, or the
 * net is too large to try. In the arena. */
int bw_tests_settle(struct bw_tests *t, const struct bw_regime *r, size_t at,
    const uint32_t *seed, size_t n_seed, struct bw_arena *a, uint32_t **tie,
    size_t *n, bool *unknown, struct bw_err *err) BW_MUST_USE;

#endif
