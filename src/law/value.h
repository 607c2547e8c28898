/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * value.h - what the law engine knows of a value: which are still possible,
 * and what keeps it from being one.
 *
 * A lawyer's question has more answers than yes and no. A fact can be missing
 * (somebody can be asked) and a norm can be open (somebody has to judge). So a
 * value is not a truth but a set of possible ones with the causes why it is
 * not one alone. A yes-no value with one possibility is true or false; with
 * both it is unknown, or open when judgement is among its causes. Operations
 * work on all possibilities at once (Kleene's strong three-valued logic; Cousot
 * and Cousot 1977 for numbers as intervals), so that nothing missing ever
 * becomes "no" on the way.
 *
 * Choices are numbers 0 .. 63 of a type; numbers are exact 64-bit integers
 * (parts per billion, days since 1970, counts) with open or closed ends.
 */
#ifndef BW_LAW_VALUE_H
#define BW_LAW_VALUE_H
#include "base/err.h"

#define BW_LAW_FACTS 256 /* facts of a vocabulary, at most */

struct bw_cause {                            /* a bit per fact */
	uint64_t missing[BW_LAW_FACTS / 64]; /* nobody told */
	uint64_t open[BW_LAW_FACTS / 64];    /* needs judgement */
};

enum bw_value_kind {
	BW_VALUE_CHOICE, /* one of the choices in `may`; yes-no: bits 0, 1 */
	BW_VALUE_SET,    /* surely all of `must`, perhaps more of `may` */
	BW_VALUE_NUMBER  /* between lo and hi */
};
#define BW_NO 1u    /* may: false is possible */
#define BW_YES 2u   /* may: true is possible */
#define BW_LO_OUT 1 /* open: lo itself is not included */
#define BW_HI_OUT 2

struct bw_value {
	uint8_t kind, open;
	bool told; /* of a fact: told, though it may still be a range */
	uint64_t may, must;
	int64_t lo, hi;      /* INT64_MIN, INT64_MAX: no end */
	struct bw_cause why; /* empty when it is one value */
};

enum bw_truth {
	BW_IS_FALSE,
	BW_IS_TRUE,
	BW_IS_UNKNOWN, /* a fact is missing */
	BW_IS_OPEN     /* a norm needs judgement (and perhaps facts too) */
};
enum bw_truth bw_truth_of(const struct bw_value *v);
const char *bw_truth_name(enum bw_truth t);

struct bw_value bw_value_bool(bool b);
struct bw_value bw_value_choice(unsigned choice);
struct bw_value bw_value_number(int64_t n);
/* Any of `may`, any number, any subset of may: because fact f is missing, or
 * its norm is open. */
struct bw_value bw_value_any(
    enum bw_value_kind kind, uint64_t may, unsigned fact, bool open);
bool bw_value_single(const struct bw_value *v);

struct bw_value bw_value_and(
    const struct bw_value *a, const struct bw_value *b);
struct bw_value bw_value_or(const struct bw_value *a, const struct bw_value *b);
struct bw_value bw_value_not(const struct bw_value *a);
/* Equal choices; a choice among those of `mask`; a set that has one of them. */
struct bw_value bw_value_same(
    const struct bw_value *a, const struct bw_value *b);
struct bw_value bw_value_in(const struct bw_value *a, uint64_t mask);
/* a < b, a <= b */
struct bw_value bw_value_less(
    const struct bw_value *a, const struct bw_value *b, bool or_equal);
/* Sums stop at the ends of 64 bits, where nothing real is. */
struct bw_value bw_value_add(
    const struct bw_value *a, const struct bw_value *b);
struct bw_value bw_value_times(const struct bw_value *a, int64_t k);
/* c ? a : b, all possibilities. */
struct bw_value bw_value_if(const struct bw_value *c, const struct bw_value *a,
    const struct bw_value *b);

void bw_cause_join(struct bw_cause *to, const struct bw_cause *from);
bool bw_cause_none(const struct bw_cause *c);
static inline bool
bw_cause_has(const uint64_t *bits, unsigned fact)
{
	return (bits[fact / 64] >> (fact % 64) & 1) != 0;
}

#endif
