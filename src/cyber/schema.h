/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * schema.h - what a JSON document must look like, compiled to flat steps: pure.
 *
 * The subset of JSON Schema that security formats use, in a notation of our
 * own (content/csaf/): a shape is the list of members of an object, each with
 * what it holds.
 *
 *	branch:                       # a shape; (least), (most): members
 *	  (least): 3
 *	  branches: list of branch    # shapes may refer to themselves
 *	  category!: one of vendor product_name
 *	  name!: text                 # ! = must be there; text is not empty
 *	  product: product
 *
 * (open) lets other members in where a file is closed; (rated) SCORE RATING
 * are a CVSS score in steps of 0.1 and the word for it.
 * text, string, number LOW HIGH, boolean, object, any, never; one of WORD...;
 *list of X, set of X (no two equal), list from 2 of X; either X Y: exactly one
 *fits; or the name of a shape or of a form. A form is a recogniser in C
 * (schema_forms.c) where a schema would have a regular expression: a document
 * never runs an expression, so that none can be made that takes for ever.
 *
 * Checking costs one step per value and member, whatever the number of rules;
 * it goes no deeper than the document (base/json.h: 256).
 */
#ifndef BW_SCHEMA_H
#define BW_SCHEMA_H
#include "base/vec.h"
#include "cyber/tree.h"

enum bw_schema_fault {
	BW_FAULT_TYPE,   /* of another type; what: the type it must have */
	BW_FAULT_ABSENT, /* what: the member that is not there */
	BW_FAULT_EXTRA,  /* a member nobody defined */
	BW_FAULT_WORD,   /* none of the words allowed; what: the words */
	BW_FAULT_FORM,   /* what: the form */
	BW_FAULT_EMPTY,  /* text without a character */
	BW_FAULT_FEW,
	BW_FAULT_MANY,
	BW_FAULT_TWICE, /* equal to an earlier item */
	BW_FAULT_RANGE,
	BW_FAULT_RATING, /* the word is not that of the score */
	BW_FAULT_EITHER, /* none, or more than one, of what: fits */
	BW_FAULTS
};
struct bw_schema_error {
	uint32_t at; /* node */
	enum bw_schema_fault fault;
	struct bw_str what; /* of the schema: lives as long */
};
struct bw_schema_errors {
	BW_VEC(struct bw_schema_error) list;
	size_t most; /* stop there; 0: no limit */
	bool strict; /* members nobody defined are faults everywhere */
	bool failed; /* no memory */
};

struct bw_schema;
int bw_schema_new(struct bw_schema **out, struct bw_keys *keys,
    struct bw_err *err) BW_MUST_USE;
void bw_schema_free(struct bw_schema *s);
/* Add the shapes of a file; `closed` shapes refuse members they do not name.
 * name is for error messages. Call bw_schema_link when all are there. */
int bw_schema_add(struct bw_schema *s, struct bw_str yaml, const char *name,
    bool closed, struct bw_err *err) BW_MUST_USE;
int bw_schema_link(struct bw_schema *s, struct bw_err *err) BW_MUST_USE;
/* The number of a shape, or BW_SCHEMA_NONE. */
#define BW_SCHEMA_NONE UINT32_MAX
uint32_t bw_schema_shape(const struct bw_schema *s, const char *name);
/* Does the value at a node fit the shape? Adds what does not. */
bool bw_schema_check(const struct bw_schema *s, const struct bw_tree *t,
    uint32_t at, uint32_t shape, struct bw_schema_errors *errors);

/* A form by name: is the text of that form? NULL when there is none. */
typedef bool bw_form_fn(struct bw_str s);
bw_form_fn *bw_form(struct bw_str name);
/* An RFC 3339 time as nanoseconds since 1970 in UTC; false when it is none.
 * A leap second counts as the second after it. */
bool bw_form_time(struct bw_str s, int64_t *out);

#endif
