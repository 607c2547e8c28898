/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * schema_priv.h - the steps a schema is compiled to.
 */
#ifndef BW_SCHEMA_PRIV_H
#define BW_SCHEMA_PRIV_H
#include "cyber/schema.h"
#include "base/map.h"

enum step_op {
	STEP_ANY,
	STEP_NEVER,
	STEP_TEXT,
	STEP_STRING,
	STEP_NUMBER,
	STEP_BOOLEAN,
	STEP_OBJECT,
	STEP_WORD,   /* a..b in words */
	STEP_FORM,   /* a in forms */
	STEP_LIST,   /* of step a, at least b */
	STEP_SET,    /* the same, no two equal */
	STEP_SHAPE,  /* a */
	STEP_EITHER, /* steps a and b */
	STEP_NAME    /* a in names: not linked yet */
};
struct step {
	enum step_op op;
	uint32_t a, b;
	double low, high;
	struct bw_str what; /* as it stands in the file */
};
struct member {
	uint16_t key;
	bool must;
	uint32_t step;
};
struct shape {
	struct bw_str name;
	uint32_t least, most;
	uint32_t first, n; /* members */
	uint16_t *of_key;  /* key -> 1 + member, 0: none */
	uint64_t must;     /* a bit per member */
	bool closed;
	uint16_t score, rating; /* members that must agree, or 0 */
};
struct form {
	bw_form_fn *fn;
	struct bw_str name;
};
struct bw_schema {
	struct bw_keys *keys;
	struct bw_arena arena;
	BW_VEC(struct step) steps;
	BW_VEC(struct member) members;
	BW_VEC(struct shape) shapes;
	BW_VEC(struct bw_str) words;
	BW_VEC(struct form) forms;
	size_t n_of_key; /* length of every of_key */
	const char *file;
};

#endif
