/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load.h - one file into the world: one transaction, whole or not at all.
 *
 *	bw_load_begin -> a sink -> a format fills it -> bw_load_commit
 *
 * Rows carry the load and their place in the file. Loading bytes that are
 * there and hold changes nothing (a full list that a later delivery replaced
 * is a new delivery; a file of records stays the old one, also when a later
 * file said all of them anew). A later delivery of the same dataset replaces
 * the earlier one as a whole for formats that are a full list (stakes, parties,
 * uses, production, governance), and record by record (sink.replace) for
 * those whose records have ids. Nothing is deleted: what was replaced stays
 * with the load that ended it (knowledge time).
 * Documents with revisions (advisories, inventories) have a key; a newer one
 * ends the older, one that is equal to what is there adds nothing.
 * A record with a name, number or text of more than 4096 bytes is refused; an
 * advisory or an inventory may be 64 MiB as a line of JSON, a component 64 KiB.
 * A thread of its own feeds SQLite; memory is bounded by batches and the
 * table of keys, about 40 bytes plus its text per distinct party.
 */
#ifndef BW_LOAD_H
#define BW_LOAD_H
#include "world/world.h"

struct bw_load;

struct bw_load_opt {
	const char *name;    /* file as given */
	const char *dataset; /* default: name */
	const char *format;  /* "bods-0.4" ... */
	unsigned reader;     /* version of the reader */
	bool whole;          /* a full list: replaces the dataset as a whole */
	bool strict;         /* the first refused record ends the load */
	uint64_t budget;     /* refused records before giving up; 0 = 100000 */
	uint64_t bytes;      /* size on disk */
	const char *loaded_at; /* ISO time stamp */
	const char *licence;   /* when the sink is not told */
};

struct bw_load_result {
	uint32_t id;       /* of the load, or of the earlier one */
	bool already;      /* these bytes were there: nothing changed */
	uint32_t replaced; /* earlier load that this one replaced, or 0 */
	uint64_t parties, stakes, uses, figures;
	uint64_t advisories, signals, inventories; /* read, new or not */
	uint64_t refused, notes, skipped;
};

int bw_load_begin(struct bw_load **out, struct bw_world *w,
    const struct bw_load_opt *opt, struct bw_err *err) BW_MUST_USE;
struct bw_sink bw_load_sink(struct bw_load *l);
/* For rows that are kept beside the world: the number that this load will
 * have, and how many figures it holds there. */
uint32_t bw_load_number(const struct bw_load *l);
void bw_load_figures(struct bw_load *l, uint64_t n);
/* Write the rest and commit (fsync); the file's hash goes into the audit
 * trail. Frees l in any case. Too many refused records: BW_EFORMAT. */
int bw_load_commit(struct bw_load *l, const uint8_t sha256[32],
    struct bw_load_result *result, struct bw_err *err) BW_MUST_USE;
void bw_load_abort(struct bw_load *l); /* rolls back, frees; NULL is fine */
/* Has a file of so many bytes been loaded (then hashing first is worth it)?
 * With a hash: was it this one? *id = 0 when not. The same bytes that stand
 * under another dataset are not known where `dataset` has a full list of its
 * own: that list is to be replaced by them. */
int bw_load_known(struct bw_world *w, uint64_t bytes, const uint8_t *sha256,
    const char *dataset, uint32_t *id, struct bw_err *err) BW_MUST_USE;

#endif
