/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bods.h - one statement of the Beneficial Ownership Data Standard while it
 * is read; shared by the bods_*.c files.
 */
#ifndef BW_BODS_H
#define BW_BODS_H
#include "formats/regid.h"
#include "base/json.h"

struct bw_bods {
	struct bw_reading rd;
	struct bw_json statement, details; /* the same in 0.1 to 0.3 */
	bool old;                          /* 0.1 to 0.3: no records */
	bool closed;
	struct bw_str id;  /* of the statement */
	struct bw_str ref; /* of the record; old: of the statement */
	bw_date date;      /* of the statement, BW_DATE_MIN = not told */
	struct bw_buf publisher, licence, version; /* told to the sink */
};

/* Text under a key; empty when absent or null. Any other type is noted (rule
 * "bods-type") and left out. */
int bw_bods_text(struct bw_bods *b, struct bw_json object, const char *key,
    struct bw_str *out) BW_MUST_USE;
/* A date the same way ("bods-date"); *out stays when there is none. */
int bw_bods_date(struct bw_bods *b, struct bw_json object, const char *key,
    bw_date *out) BW_MUST_USE;
/* Note a date that is a year or month only, where 0.4 wants a whole one. */
int bw_bods_whole_date(
    struct bw_bods *b, struct bw_json object, const char *key) BW_MUST_USE;
/* True or false, *out stays when absent; else noted. */
int bw_bods_bool(struct bw_bods *b, struct bw_json object, const char *key,
    bool *out) BW_MUST_USE;
/* An array; anything else but absent is noted, and *out then empty. */
int bw_bods_array(struct bw_bods *b, struct bw_json object, const char *key,
    struct bw_json_each *out) BW_MUST_USE;
/* Note an element of a list that is of the wrong type. */
int bw_bods_bad_type(struct bw_bods *b, const char *key) BW_MUST_USE;
/* reason and description of somebody unspecified, joined; *told is whether
 * there was a reason. */
int bw_bods_reason(struct bw_bods *b, struct bw_json unspecified,
    struct bw_str *out, bool *told) BW_MUST_USE;

int bw_bods_entity(struct bw_bods *b) BW_MUST_USE;
int bw_bods_person(struct bw_bods *b) BW_MUST_USE;
int bw_bods_relation(struct bw_bods *b) BW_MUST_USE;
/* One interest as a stake; holder, company, flags are set. */
int bw_bods_interest(struct bw_bods *b, struct bw_json interest,
    struct bw_stake_rec *s) BW_MUST_USE;
/* When a stake holds; *usable is false when on no day that can be named. */
int bw_bods_period(struct bw_bods *b, struct bw_json interest,
    struct bw_period *valid, bool *usable) BW_MUST_USE;

#endif
