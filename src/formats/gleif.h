/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gleif.h - what GLEIF says, apart from the shape it comes in.
 *
 * The Global LEI Foundation publishes the same three lists (who is who, who
 * consolidates whom, why no parent is told) as XML, as CSV and as answers of
 * its interface in JSON. The three readers fill these structs; what they mean
 * to the world is decided once, in gleif.c. All text is borrowed, raw.
 */
#ifndef BW_GLEIF_H
#define BW_GLEIF_H
#include "formats/regid.h"

#define BW_GLEIF_NAMES 64

struct bw_gleif_entity {
	struct bw_str lei, name, lang, jurisdiction, country;
	struct bw_str category, status, registration;
	struct bw_str authority, number; /* registration authority, entity id */
	struct bw_str expired, updated;
	struct bw_name other[BW_GLEIF_NAMES]; /* kind as GLEIF writes it */
	size_t n_other, more_names;           /* more_names did not fit */
	bool deleted;
};
struct bw_gleif_relation {
	struct bw_str start, start_type, end, end_type; /* child, parent */
	struct bw_str type, status, registration;
	struct bw_str from, to; /* of the RELATIONSHIP_PERIOD */
	struct bw_str updated;
	bool deleted;
};
struct bw_gleif_exception {
	struct bw_str lei, category, reason, reference;
	bool deleted;
};

void bw_gleif_name(struct bw_gleif_entity *e, struct bw_str text,
    struct bw_str kind, struct bw_str lang);
int bw_gleif_entity(
    struct bw_reading *rd, const struct bw_gleif_entity *e) BW_MUST_USE;
int bw_gleif_relation(
    struct bw_reading *rd, const struct bw_gleif_relation *r) BW_MUST_USE;
int bw_gleif_exception(
    struct bw_reading *rd, const struct bw_gleif_exception *x) BW_MUST_USE;
int bw_gleif_isin(
    struct bw_reading *rd, struct bw_str lei, struct bw_str isin) BW_MUST_USE;
/* Publisher and licence, of every shape. */
int bw_gleif_about(struct bw_reading *rd) BW_MUST_USE;

/* The nature of a relationship type, also where others quote it; false when
 * it is none. *summary: an ultimate parent, which sums up a chain. */
bool bw_gleif_nature(struct bw_str type, uint8_t *nature, bool *summary);

#endif
