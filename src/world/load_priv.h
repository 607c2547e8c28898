/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_priv.h - a load in progress; shared by the load_*.c files.
 */
#ifndef BW_LOAD_PRIV_H
#define BW_LOAD_PRIV_H
#include "base/map.h"
#include "model/advisory.h"
#include "model/inventory.h"
#include "world/load.h"
#include "world/load_bulk.h"

enum bw_party_flag {      /* party.flags in the schema */
	BW_PARTY_OWN = 1, /* own files call it by its name */
	BW_PARTY_BARE = 2 /* only mentioned: nothing was said of it */
};

struct bw_keyed {
	uint32_t party; /* 0 = not made yet */
	uint32_t seen;  /* counted as a party of this load */
};

/* All keys of one scheme that this load met (or all there are: complete). */
struct bw_scheme {
	struct bw_str name;
	int64_t row; /* scheme.id; 0: its keys are not stored */
	bool complete, own, unknown;
	unsigned lookups;
	struct bw_intern in;
	/* by id of `in` */
	struct bw_keyed *keyed;
	uint64_t *said; /* hash of the last party record, made when needed */
	size_t cap, said_cap;
};

/* Records that can be said anew; see load_record.c. */
struct bw_ended {
	uint32_t first, last, record;
};
struct bw_records {
	struct bw_intern in;
	BW_VEC(uint32_t) first;
	BW_VEC(uint32_t) last;
	BW_VEC(struct bw_ended) ended;
	uint32_t now; /* the one that stakes belong to, or BW_NONE */
	bool complete;
	unsigned lookups;
};

/* Stakes whose look-ups are being prepared; see load_stake.c. */
#define BW_WAITING 16u
struct bw_waiting {
	struct bw_stake_rec rec;
	struct bw_buf text; /* of rec */
	struct bw_scheme *scheme[2];
	uint64_t hash[2];
	uint32_t key[2];
};
struct bw_stakes {
	struct bw_waiting ring[BW_WAITING];
	uint64_t in, out;
};

/* Documents that can be said anew (advisories, inventories), by key; see
 * load_revision.c. */
struct bw_revision {
	int64_t row;           /* 0: there is none */
	int64_t when;          /* or BW_NO_TIME */
	struct bw_str version; /* borrowed, or in the arena of the run */
	uint64_t hash;         /* of all it says */
};
struct bw_revisions {
	bool started;
	struct bw_intern in; /* scheme, value and third text of the key */
	BW_VEC(struct bw_revision) newest;
	BW_VEC(int64_t) ended;
	int64_t first, next; /* rows of this load */
	sqlite3_stmt *find;
	struct bw_buf key;
};
struct bw_packages { /* see load_inventory.c */
	bool started;
	struct bw_intern in; /* bodies */
	BW_VEC(int64_t) row;
	BW_VEC(int64_t) list; /* of the inventory in hand */
	int64_t first, next;
	sqlite3_stmt *find;
	struct bw_buf text;
};

struct bw_load {
	struct bw_world *w;
	struct bw_bulk *bulk;
	struct bw_arena run;
	struct bw_load_opt opt; /* text in run */
	struct bw_load_result n;
	uint64_t reported[3];
	struct bw_str licence, publisher, version;
	bw_date published;
	int64_t next_party, next_stake;
	struct bw_intern scheme_names;
	BW_VEC(struct bw_scheme *) schemes;
	struct bw_scheme *last_scheme;
	sqlite3_stmt *find_key, *find_record;
	struct bw_records records;
	struct bw_stakes stakes;
	struct bw_revisions advisories, inventories;
	struct bw_packages packages;
	struct bw_buf line; /* of the advisory in hand */
};

/* load_keys.c */
struct bw_found {
	struct bw_scheme *scheme;
	uint32_t key; /* id in scheme->in */
	int64_t party;
	bool made; /* just now */
};
/* The party of a key. A new one is written with what rec says of it (when
 * rec is not NULL), or as mentioned only, being of `kind`. */
int bw_load_find(struct bw_load *l, const struct bw_key *key, uint8_t kind,
    const struct bw_party_rec *rec, const struct bw_place *place,
    struct bw_found *out, struct bw_err *err) BW_MUST_USE;
/* The row of scheme "record" in this load's scope. */
int bw_load_record_scheme(
    struct bw_load *l, int64_t *row, struct bw_err *err) BW_MUST_USE;
void bw_load_keys_release(struct bw_load *l);

/* load_sink.c */
int bw_load_party(
    void *ctx, const struct bw_party_rec *rec, struct bw_err *err);
/* The cells of a new party row. */
int bw_load_party_row(struct bw_load *l, uint8_t kind, unsigned flags,
    struct bw_str name, const struct bw_party_rec *rec,
    const struct bw_place *place, struct bw_err *err) BW_MUST_USE;

void bw_load_mention(struct bw_load *l, const struct bw_found *f);
/* Cells load, line, number. */
void bw_load_place(struct bw_load *l, const struct bw_place *place);

/* load_stake.c */
int bw_load_use(
    void *ctx, const struct bw_use_rec *rec, struct bw_err *err) BW_MUST_USE;
/* load_limit.c: the same, but for records with texts that are too long. */
int bw_limit_party(
    void *ctx, const struct bw_party_rec *rec, struct bw_err *err) BW_MUST_USE;
int bw_limit_stake(
    void *ctx, const struct bw_stake_rec *rec, struct bw_err *err) BW_MUST_USE;
int bw_limit_use(
    void *ctx, const struct bw_use_rec *rec, struct bw_err *err) BW_MUST_USE;
int bw_load_stake(
    void *ctx, const struct bw_stake_rec *rec, struct bw_err *err);
int bw_load_stakes_flush(struct bw_load *l, struct bw_err *err) BW_MUST_USE;
void bw_load_stakes_release(struct bw_load *l);

/* load_record.c */
int bw_load_replace(void *ctx, struct bw_str ref, struct bw_err *err);
void bw_load_record_stake(struct bw_load *l, struct bw_str ref, uint32_t id);
int bw_load_record_end(struct bw_load *l, struct bw_err *err) BW_MUST_USE;
void bw_load_record_release(struct bw_load *l);

/* load_revision.c */
enum bw_revision_of {
	BW_REVISION_ADVISORY,
	BW_REVISION_INVENTORY
};
/* What becomes of a document: *add, as row r->next, and when not *newest as
 * one that has ended already. */
int bw_revision_take(struct bw_load *l, enum bw_revision_of of,
    const struct bw_str key[3], const struct bw_revision *mine, bool *add,
    bool *newest, struct bw_err *err) BW_MUST_USE;
int bw_revision_end(struct bw_load *l, struct bw_err *err) BW_MUST_USE;
void bw_revision_release(struct bw_load *l);
/* As SQLite keeps it: never the number that means NULL in a batch. */
int64_t bw_load_digest(uint64_t hash);

/* load_advisory.c, load_inventory.c */
int bw_load_advisory(void *ctx, const struct bw_advisory_rec *rec,
    struct bw_err *err) BW_MUST_USE;
int bw_load_signal(
    void *ctx, const struct bw_signal_rec *rec, struct bw_err *err) BW_MUST_USE;
int bw_load_inventory(void *ctx, const struct bw_inventory_rec *rec,
    struct bw_err *err) BW_MUST_USE;
void bw_load_packages_release(struct bw_load *l);
int bw_limit_advisory(void *ctx, const struct bw_advisory_rec *rec,
    struct bw_err *err) BW_MUST_USE;
int bw_limit_signal(
    void *ctx, const struct bw_signal_rec *rec, struct bw_err *err) BW_MUST_USE;
int bw_limit_inventory(void *ctx, const struct bw_inventory_rec *rec,
    struct bw_err *err) BW_MUST_USE;
/* A record, or part of it, is not taken: a text of more than `most` bytes. */
int bw_limit_refuse(struct bw_load *l, enum bw_report_kind kind,
    const struct bw_place *place, unsigned most,
    struct bw_err *err) BW_MUST_USE;

#endif
