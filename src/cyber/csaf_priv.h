/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_priv.h - what a test gets to see, and how it says what it found.
 */
#ifndef BW_CSAF_PRIV_H
#define BW_CSAF_PRIV_H
#include "base/map.h"
#include "base/vec.h"
#include "cyber/csaf.h"
#include "cyber/csaf_keys.h"
#include "cyber/csaf_lists.h"
#include "cyber/schema_forms.h"

struct csaf_test {
	const char *number;
	uint8_t versions; /* V20, V21 */
	void (*run)(struct bw_csaf_work *c);
};
#define V20 1
#define V21 2
extern const struct csaf_test csaf_tests[]; /* ends with a NULL number */

/* The profiles of section 4, by /document/category. */
#define P_INFORMATIONAL 1u
#define P_INCIDENT 2u
#define P_ADVISORY 4u
#define P_VEX 8u
#define P_DEPRECATED 16u
#define P_SUPERSEDED 32u
#define P_WITHDRAWN 64u
#define P_REPORT 128u
#define P_BASE 256u

/* Product status groups (3.2.3.9 / 3.2.4.12): those that contradict. */
#define S_AFFECTED 1u
#define S_NOT_AFFECTED 2u
#define S_FIXED 4u
#define S_INVESTIGATED 8u
#define S_UNKNOWN 16u
#define S_RECOMMENDED 32u
#define S_CONTRADICT 31u

/* Texts of a document as dense numbers; emptied in one step. */
struct csaf_names {
	struct {
		struct bw_str text;
		uint32_t round, id;
	} * slot;
	size_t mask, n;
	uint32_t round;
};
#define NOT_NAMED UINT32_MAX
void csaf_names_clear(struct csaf_names *t);
void csaf_names_release(struct csaf_names *t);
/* NOT_NAMED and *failed when there is no memory. */
uint32_t csaf_name_add(struct csaf_names *t, struct bw_str s, bool *failed);
uint32_t csaf_name_find(const struct csaf_names *t, struct bw_str s);

struct csaf_product {    /* a full product name */
	uint32_t at;     /* the node that has name and product_id */
	uint32_t id;     /* the node of its product_id, or 0 */
	uint32_t number; /* of the id: equal ids have equal numbers */
	uint8_t where;
};
#define IN_BRANCH 1
#define IN_NAMES 2
#define IN_PATH 4 /* product path, or relationship in 2.0 */

struct csaf_revision {
	uint32_t at; /* the item */
	int64_t time;
	bool timed, semantic, valid; /* valid: its number is a version */
	uint64_t major;
	struct bw_semver v;
	struct bw_str number;
};

struct csaf_overlap { /* two branches beside each other */
	uint32_t a, b;
	enum csaf_meets {
		MEETS_VERS = 1,
		MEETS_VLS,
		MEETS_VERSION /* b is one version */
	} how;
};
struct csaf_pair {
	uint64_t key;
	uint32_t at;
};

struct bw_csaf {
	struct bw_keys keys;
	struct bw_schema *schema[2];
	uint32_t root[2];
	struct csaf_lists lists;
};

struct bw_csaf_work {
	const struct bw_csaf *csaf;
	struct bw_tree tree;
	const struct bw_node *v; /* of the tree */
	bool v21;
	bool failed; /* no memory */
	bool indexed;
	int64_t today;
	uint64_t steps;        /* taken through groups: see csaf_refs_step */
	const char *test;      /* that runs now */
	struct bw_arena arena; /* of this document */
	struct bw_buf scratch[4];
	BW_VEC(struct bw_csaf_finding) found;
	struct bw_schema_errors errors;
	/* parts of the document, 0 when absent */
	uint32_t document, tracking, publisher, product_tree, vulnerabilities;
	uint32_t extensions; /* of the whole document */
	struct bw_str category, status_text, tlp;
	unsigned profile;
	bool english; /* or not said */
	BW_VEC(struct csaf_product) products;
	struct csaf_names ids, groups;
	BW_VEC(uint32_t) group_at; /* by number of the group: its node */
	BW_VEC(uint32_t) defined;  /* by number of the id: product + 1, or 0 */
	BW_VEC(struct csaf_revision) revisions; /* sorted by date, number */
	BW_VEC(uint32_t) stamp;                 /* by number of the id */
	BW_VEC(uint32_t) bits;
	uint32_t round;
	BW_VEC(struct csaf_pair) pairs;
	BW_VEC(struct csaf_overlap) overlaps;
	bool overlaps_found;
};

#define EACH(c, i, list) \
	for (uint32_t i = csaf_first((c), (list)); i != 0; i = (c)->v[i].next)
/* The items of an array, of whatever type; none when it is no array. */
static inline uint32_t
csaf_first(const struct bw_csaf_work *c, uint32_t list)
{
	return list != 0 && c->v[list].type == BW_JSON_ARRAY ? c->v[list].first
							     : 0;
}
/* Member of a node; 0 has none: parts of the document itself are fields. */
static inline uint32_t
csaf_get(const struct bw_csaf_work *c, uint32_t at, uint16_t key)
{
	return at == 0 ? 0 : bw_tree_get(&c->tree, at, key);
}
static inline uint32_t
csaf_get2(const struct bw_csaf_work *c, uint32_t at, uint16_t a, uint16_t b)
{
	at = csaf_get(c, at, a);
	return at == 0 ? 0 : bw_tree_get(&c->tree, at, b);
}
/* The text of a member; empty when there is none. */
static inline struct bw_str
csaf_text(const struct bw_csaf_work *c, uint32_t at, uint16_t key)
{
	at = csaf_get(c, at, key);
	return at == 0 ? (struct bw_str){ 0 } : c->v[at].text;
}

/* Say something about a node: message is a key of content/words/csaf.yaml
 * without "csaf."; a and b fill {a} and {b}. */
void csaf_say(struct bw_csaf_work *c, uint32_t at, const char *message);
void csaf_say1(
    struct bw_csaf_work *c, uint32_t at, const char *message, struct bw_str a);
void csaf_say2(struct bw_csaf_work *c, uint32_t at, const char *message,
    struct bw_str a, struct bw_str b);
/* About a member of it that is not there. */
/* And {c}. */
void csaf_say3(struct bw_csaf_work *c, uint32_t at, const char *message,
    struct bw_str a, struct bw_str b, struct bw_str d);
/* What the value at a node lacks to be of that shape; all faults of c->errors.
 */
void csaf_shape(struct bw_csaf_work *c, uint32_t at, const char *shape);
void csaf_say_faults(struct bw_csaf_work *c);
void csaf_say_absent(struct bw_csaf_work *c, uint32_t at, const char *member,
    const char *message);
/* Text that lives as long as the findings. */
struct bw_str csaf_keep(struct bw_csaf_work *c, struct bw_str s);
struct bw_str csaf_fmt(struct bw_csaf_work *c, const char *fmt, ...)
    BW_PRINTF(2, 3);

int csaf_index(struct bw_csaf_work *c, struct bw_err *err) BW_MUST_USE;
int csaf_revisions(struct bw_csaf_work *c, struct bw_err *err) BW_MUST_USE;
/* -1, 0, 1 by number alone: an integer is N.0.0; build metadata has no say. */
int csaf_number_order(
    const struct csaf_revision *a, const struct csaf_revision *b);
bool csaf_number_read(struct bw_str s, struct csaf_revision *out);
/* The date of the newest revision; false when there is none. */
bool csaf_newest(const struct bw_csaf_work *c, int64_t *out);
bool csaf_released(const struct bw_csaf_work *c); /* final or interim */

/* A mark per product number, empty again after csaf_marks. */
void csaf_marks(struct bw_csaf_work *c);
static inline uint32_t
csaf_mark_of(const struct bw_csaf_work *c, uint32_t number)
{
	return number < c->stamp.n && c->stamp.v[number] == c->round
	    ? c->bits.v[number]
	    : 0;
}
void csaf_mark(struct bw_csaf_work *c, uint32_t number, uint32_t bits);
/* The number of the product a text names; a new one when it is not defined. */
uint32_t csaf_number(struct bw_csaf_work *c, struct bw_str id);

/* Products an item names, by product_ids (products) and through group_ids:
 *	struct csaf_refs r = csaf_refs(c, item);
 *	while (csaf_refs_step(c, &r)) use(r.number, r.at)
 */
struct csaf_refs {
	uint32_t item, at, number, group, inner;
	int stage;
};
struct csaf_refs csaf_refs(const struct bw_csaf_work *c, uint32_t item);
bool csaf_refs_step(struct bw_csaf_work *c, struct csaf_refs *r);

/* Things that may not be there twice: add a key (a hash) for each, then report
 * those whose key came before, with their text as {a}. */
void csaf_pairs(struct bw_csaf_work *c);
void csaf_pair(struct bw_csaf_work *c, uint64_t key, uint32_t at);
void csaf_say_twice(struct bw_csaf_work *c, const char *message);
/* The same for keys of two kinds, told by the last bit: those of the second
 * kind that are there in the first too. */
void csaf_say_both(struct bw_csaf_work *c, const char *message);
static inline uint64_t
csaf_mix(uint64_t a, uint64_t b)
{
	a = (a ^ (b + UINT64_C(0x9e3779b97f4a7c15) + (a << 6) + (a >> 2))) *
	    UINT64_C(0xff51afd7ed558ccd);
	return a ^ a >> 33;
}

/* Lists of product_status, each with the group it belongs to. */
struct csaf_status_list {
	uint16_t key;
	unsigned group;
	const char *name;
};
extern const struct csaf_status_list csaf_status_lists[9];
/* Mark every product of a vulnerability with its status groups. */
void csaf_mark_status(struct bw_csaf_work *c, uint32_t vulnerability);
const char *csaf_group_name(unsigned group);
/* metrics in 2.1, scores in 2.0; what an item says in its content. */
uint32_t csaf_metrics(const struct bw_csaf_work *c, uint32_t vulnerability);
uint32_t csaf_content(const struct bw_csaf_work *c, uint32_t metric);
bool csaf_is_category(
    const struct bw_csaf_work *c, uint32_t item, const char *category);
/* Behind the last node of what a node holds. */
uint32_t csaf_end(const struct bw_csaf_work *c, uint32_t at);
/* The branch above a branch (or above the product in one), or 0. */
uint32_t csaf_branch_up(const struct bw_csaf_work *c, uint32_t at);
typedef void csaf_branch_fn(struct bw_csaf_work *c, uint32_t branch);
/* Every branch of the tree, parents first. */
void csaf_branches(struct bw_csaf_work *c, csaf_branch_fn *fn);
/* Every element of a helper array of every product. */
typedef void csaf_value_fn(struct bw_csaf_work *c, uint32_t at);
void csaf_helpers(struct bw_csaf_work *c, uint16_t list, csaf_value_fn *fn);
/* Exactly one note titled so, of that category (6.1.27.16 and its like). */
void csaf_one_note(struct bw_csaf_work *c, uint32_t notes, struct bw_str title,
    const char *category);

/* Every place that names a product. */
void csaf_each_reference(struct bw_csaf_work *c, csaf_value_fn *fn);
/* Product paths (relationships in 2.0), and what one is made of. */
uint32_t csaf_paths(const struct bw_csaf_work *c);
void csaf_path_parts(struct bw_csaf_work *c, uint32_t path, csaf_value_fn *fn);

#include "cyber/csaf_tests.h"

#endif
