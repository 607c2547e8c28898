/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_reading.h - the parts of the reader of CSAF documents.
 *
 * A document names its products once, in a tree, and speaks of them by id
 * ever after. Ids are interned, so that a document is read in time linear in
 * what it says; groups and copies can make a short text say very much, which
 * is bounded (CSAF_MENTIONS).
 */
#ifndef BW_FORMATS_CSAF_READING_H
#define BW_FORMATS_CSAF_READING_H
#include "base/map.h"
#include "formats/advice.h"

#define CSAF_MENTIONS ((size_t)16 << 20)
#define CSAF_CHAIN 64 /* relationships of relationships */

enum csaf_id_state {
	CSAF_ID_READY,
	CSAF_ID_WAITING, /* a relationship whose ends are not read yet */
	CSAF_ID_VISITING,
	CSAF_ID_LOST /* leads to no product */
};
struct csaf_id { /* by its number in `ids` */
	uint32_t product;
	uint8_t state;
	struct bw_json relation;
};
struct csaf_seat { /* a product within the current vulnerability */
	uint32_t stamp;
	uint8_t statuses; /* bit for each enum bw_claim_status told */
	uint8_t rank;     /* of its remedy: 0 is the best, or none is told */
	struct bw_str reason, impact, remedy;
};
struct csaf_reading {
	struct bw_advice a;
	struct bw_intern ids, groups;
	BW_VEC(struct csaf_id) id;
	BW_VEC(struct bw_json) group; /* its product_ids, by number */
	BW_VEC(size_t) first_key;     /* of each product */
	BW_VEC(struct csaf_seat) seat;
	struct bw_str key; /* tracking id */
	size_t mentions;
	/* Counted, and told once a document. */
	size_t strays, twice, lost, nameless, silent, exploits;
};

/* Products, relationships and groups of the document. */
void csaf_products(struct csaf_reading *c, struct bw_json tree);
/* The product of that id; BW_ADV_NONE, and a stray more, when there is none. */
uint32_t csaf_product(struct csaf_reading *c, struct bw_str id);
/* One entry of `vulnerabilities`, the number-th. */
void csaf_vulnerability(
    struct csaf_reading *c, struct bw_json document, struct bw_json v);
/* n more steps of work; false when the document asks for too many. */
bool csaf_spend(struct csaf_reading *c, size_t n);

#endif
