/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * view.h - the world as columns: what engines compute on.
 *
 * Opening maps world.bwk.snap, or builds it when it is missing, older than
 * the world, or damaged (every section has an XXH3; offsets are checked).
 * The snapshot is only a cache: deleting it loses nothing. When it cannot be
 * written, the columns stay in memory.
 *
 * Parties are dense 0 .. n_party-1, in order of their first row; parties
 * that share an identifier are one. One without a name is shown by an
 * identifier ("lei:..."); its facts say that it has no name. Stakes are sorted
 * by company, then holder, then row: those in `at[c] .. at[c+1]-1` are the
 * stakes in c. Only what is known now is here (nothing replaced); dates are not
 * filtered.
 */
#ifndef BW_VIEW_H
#define BW_VIEW_H
#include "world/world.h"

struct bw_view {
	uint32_t n_party, n_stake;
	/* parties */
	const uint8_t *kind;      /* enum bw_party_kind */
	const uint16_t *country;  /* two letters, high byte first; 0 none */
	const int64_t *party_row; /* party.id in the world */
	const uint64_t *name_at;  /* n_party + 1 offsets into names */
	const char *names;
	/* stakes, sorted by company */
	const uint32_t *at; /* n_party + 1 */
	const uint32_t *holder, *company;
	const uint32_t *lo, *hi; /* parts per billion */
	const uint8_t *open, *nature, *flags;
	const int32_t *from, *to; /* valid time */
	const uint32_t *load;
	const int64_t *stake_row; /* stake.id in the world */
	/* stakes by holder: out[out_at[h] .. out_at[h+1]-1] are indices */
	const uint32_t *out_at, *out;
	struct bw_view_priv *priv;
};

struct bw_view_opt {
	bool no_snapshot; /* build in memory, write nothing */
	/* What was known after this load; 0 = now. An earlier state is built in
	 * memory: the snapshot is of what is known now. */
	uint32_t known_load;
	bool progress;
};

int bw_view_open(struct bw_view **out, struct bw_world *w,
    const struct bw_view_opt *opt, struct bw_err *err) BW_MUST_USE;
void bw_view_close(struct bw_view *v);

struct bw_str bw_view_name(const struct bw_view *v, uint32_t party);
struct bw_share bw_view_share(const struct bw_view *v, uint32_t stake);
struct bw_period bw_view_valid(const struct bw_view *v, uint32_t stake);

/* PARTY on the command line: "#12" (row id), "scheme:value", or a name,
 * equal when folded (base/fold.h: case, blanks, accents, punctuation); of
 * several the one that is spelt exactly so. One answer, or BW_ENOTFOUND, or
 * BW_ECONFLICT with the candidates in *many (arena). */
int bw_view_party(const struct bw_view *v, struct bw_str text,
    struct bw_arena *a, uint32_t *party, uint32_t **many, size_t *n_many,
    struct bw_err *err) BW_MUST_USE;
/* Parties whose name (main or other) or identifier contains the text, best
 * first: equal, begins with, word begins with, contains. At most `limit`. */
int bw_view_search(const struct bw_view *v, struct bw_str text, size_t limit,
    struct bw_arena *a, uint32_t **party, size_t *n,
    struct bw_err *err) BW_MUST_USE;

/* What only the world knows of one row. */
struct bw_party_facts {
	struct bw_str name, country, reason;
	uint8_t kind;
	struct bw_key *id; /* identifiers */
	size_t n_id;
	struct bw_name *other;
	size_t n_other;
	bw_date ended;
	uint32_t load;
	uint64_t line, number;
};
int bw_view_party_facts(const struct bw_view *v, uint32_t party,
    struct bw_arena *a, struct bw_party_facts *out,
    struct bw_err *err) BW_MUST_USE;
/* Fills .source, .line, .number, .ref of the evidence; *detail (may be NULL)
 * is the source's own word for the nature. */
int bw_view_stake_place(const struct bw_view *v, uint32_t stake,
    struct bw_arena *a, struct bw_evidence *out, struct bw_str *detail,
    struct bw_err *err) BW_MUST_USE;
/* Parties of which something that holds says a code of this classification
 * ("nace") that is `code` or begins with it; rising, in the arena. */
int bw_view_class(const struct bw_view *v, struct bw_str scheme,
    struct bw_str code, struct bw_arena *a, uint32_t **party, size_t *n,
    struct bw_err *err) BW_MUST_USE;
struct bw_world *bw_view_world(const struct bw_view *v);

/* For the tables of a pillar: the party of a row of `party`, or BW_NONE; the
 * rows of a party (the first one first); and the last load that counts. A
 * load L holds when L <= known and nothing up to `known` replaced it. */
uint32_t bw_view_of_row(const struct bw_view *v, int64_t row);
int bw_view_rows(const struct bw_view *v, uint32_t party, struct bw_arena *a,
    int64_t **row, size_t *n, struct bw_err *err) BW_MUST_USE;
uint32_t bw_view_known(const struct bw_view *v);

#endif
