/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_file.h - a chain as somebody wrote it down (doc/formats/chain.md).
 *
 * YAML to things, needs and suppliers. What a file leaves to the figures of
 * the world (`material: gallium`) becomes a question (struct bw_chain_ask),
 * answered by chain_world.h. A share, a capacity or a stock without a source
 * is refused: a figure nobody can look up decides nothing.
 */
#ifndef BW_CHAIN_FILE_H
#define BW_CHAIN_FILE_H
#include "base/map.h"
#include "base/vec.h"
#include "model/text.h"
#include "supply/chain.h"

enum bw_thing_kind {
	BW_THING_PRODUCT,
	BW_THING_PART,
	BW_THING_MATERIAL,
	BW_THING_REFINERY,
	BW_THING_MINE,
	BW_THING_SITE,
	BW_THING_COMPANY,
	BW_THING_COUNTRY,
	BW_THING_OTHER,
	BW_THING_KINDS
};
const char *bw_thing_kind_name(unsigned kind);
bool bw_thing_kind_of(struct bw_str s, uint8_t *kind);

struct bw_thing {
	struct bw_str id;
	struct bw_text name;
	uint8_t kind;
	bool told;            /* in the file; else made from figures or codes */
	struct bw_str source; /* of its stock, as written */
	struct bw_days stock;
	uint64_t line; /* where it is told, or first named */
};
struct bw_chain_note {        /* what a need says of itself, for people */
	bool shares;          /* shares or capacities are told */
	int year;             /* of figures; 0 = none */
	struct bw_str source; /* as written, or of the figures */
	uint32_t load;        /* of the world, 0 = the file */
	uint64_t line;
};
struct bw_chain_ask { /* who makes this material, at this stage? */
	uint32_t thing;
	struct bw_str material; /* code of reference/materials.csv */
	uint8_t stage;
	int year;             /* 0 = the newest */
	struct bw_str detail; /* type, when there are several */
	uint64_t line;
};
struct bw_chain_file {
	struct bw_text title, about;
	bool illustrative;
	uint32_t product;
	struct bw_intern ids; /* numbers of things */
	BW_VEC(struct bw_thing) thing;
	BW_VEC(struct bw_chain_need) need;
	BW_VEC(struct bw_chain_note) note; /* one per need */
	BW_VEC(struct bw_chain_supplier) sup;
	BW_VEC(struct bw_chain_ask) ask;
	struct bw_arena *arena; /* texts */
};

/* Countries and materials must be loaded (model/ref.h). Texts live in the
 * arena; release frees the rest. Errors name the line. */
int bw_chain_file_parse(struct bw_chain_file *f, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
void bw_chain_file_release(struct bw_chain_file *f);
/* By id, any case; BW_NONE. */
uint32_t bw_chain_file_find(const struct bw_chain_file *f, struct bw_str id);

/* For whoever adds what figures say. A thing that is there already with
 * another kind is BW_ECONFLICT. */
int bw_chain_file_add(struct bw_chain_file *f, struct bw_str id,
    enum bw_thing_kind kind, struct bw_text name, uint64_t line, uint32_t *out,
    struct bw_err *err) BW_MUST_USE;
int bw_chain_file_need(struct bw_chain_file *f, struct bw_chain_need need,
    struct bw_chain_note note, struct bw_err *err) BW_MUST_USE;
/* Of the last need. */
int bw_chain_file_supplier(struct bw_chain_file *f, uint32_t thing, uint32_t lo,
    uint32_t hi, struct bw_err *err) BW_MUST_USE;
/* The thing is in that country: alpha-2 or any name of it. */
int bw_chain_file_in(struct bw_chain_file *f, uint32_t thing,
    struct bw_str country, uint64_t line, struct bw_err *err) BW_MUST_USE;

/* The chain itself, once all questions are answered. */
int bw_chain_file_build(const struct bw_chain_file *f, struct bw_chain *c,
    struct bw_err *err) BW_MUST_USE;

#endif
