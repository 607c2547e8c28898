/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_codes.h - between looking up codes of control lists and showing them.
 */
#ifndef BW_CLI_LAW_CODES_H
#define BW_CLI_LAW_CODES_H
#include "base/vec.h"
#include "cli/law.h"

#define BW_LAW_NEAR 5 /* entries like it that are named, at most */

struct bw_law_why { /* a sentence and where it stands */
	struct bw_text says;
	struct bw_str cite;
};
struct bw_law_code {
	struct bw_str asked, entry; /* as written; as it counts */
	/* the list of the world it stands in, and where; NULL: in none */
	const struct bw_named_list *list;
	size_t at;
	enum bw_truth sensitive, very;
	enum bw_code_doubt doubt;
	struct bw_str below;      /* the listed item it may hold */
	struct bw_law_why why[4]; /* what the lists say of it */
	size_t n_why;
	struct bw_str near[BW_LAW_NEAR]; /* of one in no list */
	size_t n_near;
	struct bw_str first, last; /* or of its category */
	bool by_word;              /* it was found, not asked for */
};
struct bw_law_codes {
	struct bw_law_case *c;
	BW_VEC(struct bw_law_code) code;
};
/* The group of its list a code is in: by = "categories" (first character) or
 * "kinds" (second); empty when the list has none. */
struct bw_str bw_law_code_group(
    struct bw_law_case *c, const struct bw_law_code *k, const char *by);
/* "both", "control", "item", "none", "unknown": what follows for a deal. */
const char *bw_law_code_follows(const struct bw_law_code *k);
/* Its words in the language of the user. */
struct bw_str bw_law_code_words(
    struct bw_law_case *c, const struct bw_law_code *k);
/* The same, and which item it is about when that is what matters. */
struct bw_str bw_law_code_hint(
    struct bw_law_case *c, const struct bw_law_code *k);

int bw_law_codes_show(
    struct bw_law_codes *codes, struct bw_err *err) BW_MUST_USE;
void bw_law_codes_json(struct bw_law_codes *codes);

#endif
