/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * correspondence.h - codes of one classification and what they are in another.
 *
 * Classifications of goods are revised every few years (HS 2012, 2017, 2022;
 * CN and PRODCOM every year), and offices publish tables of old and new codes.
 * Such a table is a relation, many to many. What may be done with a figure
 * follows from its shape alone: the whole of a code that has one successor
 * may be added to it; a code with several cannot be divided, because no table
 * says how much went where. Tables follow one on another (2012 to 2017 to
 * 2022); a code that splits and whose parts meet again is whole again.
 */
#ifndef BW_CORRESPONDENCE_H
#define BW_CORRESPONDENCE_H
#include "base/map.h"
#include "base/vec.h"

struct bw_code_link {
	uint32_t from, to; /* ids in from and to of the correspondence */
	bool partial;      /* the table says so: only a part ("ex") */
};
enum bw_code_kind {
	BW_CODE_SAME,   /* one to one */
	BW_CODE_MERGES, /* the whole goes into one that has others as well */
	BW_CODE_SPLITS, /* a part goes into one that has nothing else */
	BW_CODE_MIXED   /* a part goes into one that has others as well */
};
struct bw_correspondence {
	struct bw_intern from, to;
	BW_VEC(struct bw_code_link) link; /* by from, then to, once each */
	BW_VEC(uint32_t) first;           /* of each from; n + 1 numbers */
	BW_VEC(uint32_t) into;            /* how many lead to each to */
	size_t doubles;                   /* links that were told twice */
};

void bw_correspondence_init(struct bw_correspondence *c);
void bw_correspondence_release(struct bw_correspondence *c);
/* An empty `to`: the code ended, and nothing follows. */
int bw_correspondence_add(struct bw_correspondence *c, struct bw_str from,
    struct bw_str to, bool partial, struct bw_err *err) BW_MUST_USE;
/* After the last link and before any question. */
int bw_correspondence_finish(
    struct bw_correspondence *c, struct bw_err *err) BW_MUST_USE;

/* The links of a code; NULL and 0 when it is not in the table or ended. */
const struct bw_code_link *bw_correspondence_of(
    const struct bw_correspondence *c, struct bw_str from, size_t *n);
enum bw_code_kind bw_correspondence_kind(
    const struct bw_correspondence *c, const struct bw_code_link *link);
/* May all of a figure of that code be booked under the link's new one? */
bool bw_correspondence_whole(
    const struct bw_correspondence *c, const struct bw_code_link *link);

/* a, then b, in `out` (initialised, empty), finished. *lost (may be NULL)
 * counts codes of a's new side that b does not know: what they hold has no
 * way on, and their origins are partial. */
int bw_correspondence_chain(const struct bw_correspondence *a,
    const struct bw_correspondence *b, struct bw_correspondence *out,
    size_t *lost, struct bw_err *err) BW_MUST_USE;

#endif
