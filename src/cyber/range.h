/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * range.h - which versions are meant: `vers` and the native ranges: pure.
 *
 * A range is a row of constraints in the order of their versions, as the vers
 * specification has it (package-url/vers-spec): "=" and "!=" name versions, the
 * others bound intervals, and what lies in one interval is in. Bounds that an
 * outer one makes needless have no say (">=1|>=2" is ">=1").
 *
 * Native ranges become the same row. An "or" of intervals that overlap can
 * not be told as one row, so a range holds several alternatives, and a version
 * is in when it is in one of them; printed, they stand in one row, as the vers
 * suite prints them.
 *
 * A version without order (version.h) is neither in nor out, but for being
 * named letter by letter: BW_INSIDE_UNKNOWN.
 */
#ifndef BW_RANGE_H
#define BW_RANGE_H
#include "base/arena.h"
#include "cyber/version.h"

enum bw_comparator {
	BW_CMP_EQ,
	BW_CMP_NE,
	BW_CMP_LT,
	BW_CMP_LE,
	BW_CMP_GT,
	BW_CMP_GE
};
struct bw_constraint {
	uint8_t op; /* enum bw_comparator */
	struct bw_str version;
	struct bw_str key; /* empty: no order */
};
struct bw_alternative { /* constraints by version */
	struct bw_constraint *c;
	size_t n;
	bool any; /* "*" */
};
struct bw_range {
	enum bw_scheme scheme;
	struct bw_str name; /* of the scheme, as written */
	struct bw_alternative *alt;
	size_t n_alt;
	struct bw_constraint *row; /* of all alternatives, by version */
	size_t n_row;
};
enum bw_inside {
	BW_INSIDE_NO,
	BW_INSIDE_YES,
	BW_INSIDE_UNKNOWN
};

#define BW_RANGE_MOST 100000 /* constraints in one range */

/* "vers:npm/>=1.0.0|<2.0.0". `canonical` refuses what is not in the form that
 * the specification prints: blanks, order, encoding. Otherwise the order is
 * mended. BW_ENOTFOUND: no scheme we know. Everything in the arena. */
int bw_range_vers(struct bw_range *out, struct bw_str text, bool canonical,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* A range as the ecosystem itself writes it: "^1.2 || ~2.0.1" (npm, cargo,
 * composer, conan, hex, pub), ">=1.0, !=1.5" (pypi, gem and all others),
 * "[1.0,2.0)" (maven, nuget), "0.7.52-0.8.39, 1.1.4+" (nginx). */
int bw_range_native(struct bw_range *out, struct bw_str scheme,
    struct bw_str text, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* A range in the words of an advisory: "All versions < V4.33", "8.0.17 and
 * prior", "from 4.10 to 5.6". BW_EFORMAT: not understood, so that no version
 * can be said to be in or out. */
#define BW_RANGE_WORDS_MOST 4096
int bw_range_words(struct bw_range *out, struct bw_str scheme,
    struct bw_str text, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* One version and no other, whatever it looks like. */
int bw_range_one(struct bw_range *out, struct bw_str scheme,
    struct bw_str version, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* O(constraints); scratch is memory that is used again. */
enum bw_inside bw_range_has(
    const struct bw_range *r, struct bw_str version, struct bw_buf *scratch);
/* The same; the key is that of the version in the scheme of the range, empty
 * when it has no order. */
enum bw_inside bw_range_has_key(
    const struct bw_range *r, struct bw_str version, struct bw_str key);
/* As vers. */
void bw_range_print(struct bw_buf *b, const struct bw_range *r);

/* As bytes, to be kept in a file, and back: texts stay in the bytes, arrays go
 * to the arena. BW_EFORMAT: not what bw_range_pack wrote. Ranges that are
 * unpacked have no `row` and no `name`, and are not for printing. */
void bw_range_pack(struct bw_buf *b, const struct bw_range *r);
int bw_range_unpack(struct bw_range *out, struct bw_str bytes,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
