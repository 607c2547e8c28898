/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exposure.h - how far states reach into companies, one or a whole sector.
 *
 * All states and state bodies of a country act as one owner, with all they
 * control; a body whose country nobody tells stands alone. Per state and
 * company: control, votes attributed (reach.h) and the integrated share of
 * capital (integrated.h), each with both ends. One walk per state answers for
 * every company at once, so a sector costs as much as one company.
 *
 * Beside it, whom companies follow at all: the countries of those at the top
 * of the chains that control them, state or not.
 */
#ifndef BW_EXPOSURE_H
#define BW_EXPOSURE_H
#include "ownership/integrated.h"
#include "ownership/reach.h"

struct bw_state {
	uint16_t country; /* 0: not known */
	uint32_t *member;
	size_t n;
};
/* The states among n parties, by country; unknown ones last. */
int bw_states_make(struct bw_state **out, size_t *n_state, uint32_t n,
    const uint8_t *kind, const uint16_t *country, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;

struct bw_exposed {              /* a state in a company */
	uint32_t state, company; /* index of the state */
	bool body;               /* the company is a body of it */
	enum bw_certainty control;
	struct bw_sum votes; /* lo by what it certainly, hi by what it possibly
				controls; at most 100 % */
	double share_lo, share_hi; /* of capital; hi may be INFINITY */
};
/* Rows for the companies whose bit is set in `wanted`, by state and company;
 * none where a state has nothing. */
int bw_exposure_run(struct bw_exposed **out, size_t *n,
    const struct bw_net *net, const struct bw_state *state, size_t n_state,
    const uint64_t *wanted, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* The ties that carry it: all of the state and what it controls or may
 * control into the company, and those that carry control of their holders. */
int bw_exposure_ties(const struct bw_net *net, const struct bw_state *state,
    uint32_t company, struct bw_arena *a, uint32_t **tie, size_t *n,
    struct bw_err *err) BW_MUST_USE;

#define BW_EXPOSURE_STEPS 3u /* 10, 20, 25 % */
extern const uint32_t bw_exposure_step[BW_EXPOSURE_STEPS];
struct bw_exposure_sum { /* a country's state in all companies asked about */
	uint16_t country;
	size_t companies;   /* in which it has anything */
	size_t controls[2]; /* certainly; certainly or possibly */
	size_t votes[BW_EXPOSURE_STEPS][2]; /* at least: the same */
	double share_lo, share_hi; /* added up: in companies, 1 = one whole */
};
int bw_exposure_sums(struct bw_exposure_sum **out, size_t *n,
    const struct bw_state *state, const struct bw_exposed *row, size_t n_row,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

struct bw_ruler { /* a country at the top of chains of control */
	uint16_t country;
	size_t controls[2]; /* companies: certainly; certainly or possibly */
};
struct bw_ruled {
	struct bw_ruler *country; /* most companies first */
	size_t n;
	/* companies: nobody certainly controls them; only each other */
	size_t nobody, closed;
};
int bw_rulers_run(struct bw_ruled *out, const struct bw_net *net,
    const uint16_t *country, const uint64_t *wanted, struct bw_pool *pool,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

static inline bool
bw_wanted(const uint64_t *wanted, uint32_t party)
{
	return (wanted[party / 64] >> party % 64 & 1) != 0;
}

#endif
