/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tree.h - a JSON document as a flat list of nodes that know their parent.
 *
 * What checks a document against rules looks up the same few hundred names
 * again and again, and must say where in the document it found something. So
 * a record of base/json.h is copied once into a tree whose names are small
 * numbers (a name is compared in one instruction) and whose nodes know their
 * way up (a JSON pointer, RFC 6901, is written only when it is asked for).
 * Memory is kept from one document to the next: no allocation per document.
 *
 * Node 0 is the document; 0 as a reference to a child or sibling is "none".
 */
#ifndef BW_TREE_H
#define BW_TREE_H
#include "base/json.h"

/* Names of members, numbered from 1; 0 is a name nobody asks for. */
struct bw_keys {
	struct bw_str *name; /* name[0] is empty */
	size_t n, cap;
	uint16_t *slot;
	size_t mask;
	struct bw_arena arena;
};
void bw_keys_init(struct bw_keys *k);
void bw_keys_release(struct bw_keys *k);
/* The number of a name, new or old; at most 4,000. */
int bw_keys_add(struct bw_keys *k, struct bw_str name, uint16_t *id,
    struct bw_err *err) BW_MUST_USE;
uint16_t bw_keys_find(const struct bw_keys *k, struct bw_str name);

struct bw_node {
	struct bw_str text; /* of a string */
	struct bw_str name; /* when a member of an object */
	double number;
	uint32_t parent, first, next;
	uint32_t count; /* of children */
	uint32_t index; /* among its siblings, from 0 */
	uint16_t key;   /* when a member of an object */
	uint8_t type;   /* enum bw_json_type */
	bool truth;
};
struct bw_tree {
	struct bw_node *v;
	size_t n, cap;
	const struct bw_keys *keys;
};
#define BW_TREE_MOST ((size_t)1 << 26) /* nodes of one document */

void bw_tree_release(struct bw_tree *t);
/* Texts stay those of the record: valid as long as it. BW_ELIMIT above
 * BW_TREE_MOST values. */
int bw_tree_read(struct bw_tree *t, const struct bw_keys *keys,
    struct bw_json record, struct bw_err *err) BW_MUST_USE;
/* Append the JSON pointer of a node; the whole document is "". */
void bw_tree_pointer(const struct bw_tree *t, uint32_t at, struct bw_buf *out);
/* Equal as JSON values: the members of objects in any order. */
bool bw_tree_equal(const struct bw_tree *t, uint32_t a, uint32_t b);
/* Of equal values equal; at most 64 values deep or wide are looked at. */
uint64_t bw_tree_hash(const struct bw_tree *t, uint32_t at);

/* The member with that key of an object, or 0. */
static inline uint32_t
bw_tree_get(const struct bw_tree *t, uint32_t at, uint16_t key)
{
	const struct bw_node *v = t->v;

	if (v[at].type != BW_JSON_OBJECT)
		return 0;
	for (at = v[at].first; at != 0; at = v[at].next)
		if (v[at].key == key)
			return at;
	return 0;
}

#endif
