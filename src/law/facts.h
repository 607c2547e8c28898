/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * facts.h - the words in which a case is told, and the facts of one case.
 *
 * The vocabulary (rules/law/facts.yaml) names every fact with its type, the
 * question that asks for it, and whether it is an open norm: one that a person
 * has to judge, for which silence means "open" and not "unknown". A fact that
 * is told brings where it comes from: the user, the world (with a stake, a
 * file, a line), or an assumption, and the result lists each kind apart.
 */
#ifndef BW_LAW_FACTS_H
#define BW_LAW_FACTS_H
#include "base/arena.h"
#include "base/date.h"
#include "base/json.h"
#include "base/share.h"
#include "law/program.h"
#include "model/text.h"

enum bw_fact_type {
	BW_FACT_BOOL,
	BW_FACT_CHOICE, /* one of `values` */
	BW_FACT_SET,    /* some of `values` */
	BW_FACT_PERCENT,
	BW_FACT_INTEGER,
	BW_FACT_DATE,
	BW_FACT_CODES,  /* control-list entries */
	BW_FACT_TEXT,   /* no rule depends on it */
	BW_FACT_CONCERT /* parties with votes before and after: two sums */
};
struct bw_fact_kind {
	struct bw_str key, unit;
	uint8_t type;
	bool open;
	const struct bw_str *values; /* of codes: all there are of a kind that
				      * is told apart by its letters (AST) */
	const struct bw_text *value_text; /* for people */
	size_t n_values;
	struct bw_text question, help;
	struct bw_str cite;
	uint32_t after; /* it leans on this fact: asked when that is told */
	uint64_t line;  /* in the file */
};
struct bw_vocabulary {
	struct bw_fact_kind *fact;
	size_t n;
	uint32_t concert_before, concert_after; /* the sums; BW_NONE: none */
};
/* yaml must live as long as the vocabulary. Errors name the line. */
int bw_vocabulary_read(struct bw_vocabulary *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* BW_NONE when there is no such fact. */
uint32_t bw_fact_find(const struct bw_vocabulary *v, struct bw_str key);

enum bw_fact_from {
	BW_FROM_NOBODY, /* not told */
	BW_FROM_USER,
	BW_FROM_WORLD,
	BW_FROM_ASSUMPTION
};
struct bw_facts { /* one case */
	const struct bw_vocabulary *vocabulary;
	struct bw_value *value; /* per fact */
	struct bw_codes *codes;
	struct bw_str *text; /* as told */
	uint8_t *from;
	struct bw_str *reason; /* of the user for overruling the world, or how
				  the world knows */
	bool *unasked;         /* the user does not know: not asked again */
};
int bw_facts_init(struct bw_facts *f, const struct bw_vocabulary *v,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* Facts of a JSON object {"deal.votes_after": "12.5", ...}: a key nobody knows
 * or a value of the wrong type is an error that names it; null tells
 * nothing. What is told already stays when `from` is an assumption. */
int bw_facts_read(struct bw_facts *f, struct bw_json object,
    enum bw_fact_from from, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
int bw_facts_take(struct bw_facts *f, uint32_t fact, struct bw_json value,
    enum bw_fact_from from, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* One fact from text: "yes", "12.5", "2026-03-01", "6A001; AST3" ...
 * "unknown" leaves what is known of it as it is, and it is not asked for. */
int bw_facts_set(struct bw_facts *f, uint32_t fact, struct bw_str text,
    enum bw_fact_from from, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* "1/3" as parts per billion, rounded up; false when it is no fraction. */
bool bw_fact_fraction(struct bw_str text, struct bw_value *out);
/* A share with its ends, as the world knows it. */
void bw_facts_share(struct bw_facts *f, uint32_t fact, struct bw_share share,
    enum bw_fact_from from);
void bw_facts_forget(struct bw_facts *f, uint32_t fact);
struct bw_fact_values bw_facts_values(const struct bw_facts *f);

#endif
