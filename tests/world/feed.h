/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * feed.h - small deliveries for the tests of the world, in one line each.
 */
#ifndef BW_TEST_FEED_H
#define BW_TEST_FEED_H
#include "support/support.h"
#include "world/load.h"
#include "world/view.h"

/* The path of a world in test_tmp(). */
const char *feed_path(const char *name);
struct bw_world *feed_open(const char *path, enum bw_world_mode mode);

/* Begin a load of `dataset`; its hash is made of `seed`. */
struct bw_load *feed_begin(struct bw_world *w, const char *dataset, bool whole);
struct bw_load_result feed_commit(struct bw_load *l, unsigned seed);
void feed_hash(unsigned seed, uint8_t sha256[32]);

/* "scheme:value" */
struct bw_key feed_key(const char *text);
/* holder "name:A", company "name:B", percent "25" */
void feed_stake(struct bw_load *l, const char *holder, const char *company,
    const char *percent);
void feed_record_stake(struct bw_load *l, const char *ref, const char *holder,
    const char *company, const char *percent);
void feed_replace(struct bw_load *l, const char *ref);
/* id may be NULL */
void feed_party(struct bw_load *l, const char *key, const char *name,
    const char *country, const char *id);

/* A party that does `code` of NACE. */
void feed_sector(struct bw_load *l, const char *key, const char *code);

struct bw_view *feed_view(struct bw_world *w, uint32_t known_load);
/* The party of a text; fails the test when it is not exactly one. */
uint32_t feed_find(const struct bw_view *v, const char *text);
/* "A>B 25%; ..." of all stakes in the view, sorted as they are there. */
const char *feed_stakes(const struct bw_view *v);
/* One number from SQL, on a connection of its own that may do anything. */
int64_t feed_sql(const char *path, const char *sql);
void feed_script(const char *path, const char *sql); /* several statements */

/* n stakes over about n * 7 / 10 parties, always the same ones. Stops at the
 * first error. */
int feed_many(struct bw_load *l, uint32_t n, struct bw_err *err);

#endif
