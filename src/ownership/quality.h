/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * quality.h - what is wrong, doubtful or missing in the data about owners,
 * of one company and of a whole world.
 *
 * The rules are those by which sources become links (ownership_load.h): a
 * flaw is told where a choice had to be made there, or where the answer rests
 * on something nobody tells. Nothing is corrected.
 */
#ifndef BW_QUALITY_H
#define BW_QUALITY_H
#include "ownership/ownership_load.h"
#include "base/pool.h"
#include "base/vec.h"

enum bw_flaw_kind {
	BW_FLAW_ABOVE,      /* surely held together: more than 100 %; the sum */
	BW_FLAW_CONTRADICT, /* sources disagree about a stake; upper end */
	BW_FLAW_ENDED,      /* holder dissolved or dead, and still holds */
	BW_FLAW_LOOP,       /* hold each other in a circle; how many do */
	BW_FLAW_DANGLING,   /* holds much, and nobody tells who owns it; the
			       largest share it surely holds */
	BW_FLAW_SHORT,      /* more than half is not accounted for; how much */
	BW_FLAW_INDIRECT,   /* declared indirect, no chain; lower end */
	BW_FLAW_NARROWED,   /* one source a range, another a figure in it */
	BW_FLAW_DOUBLE,     /* the same by two sources: counted once; share */
	BW_FLAW_OWN,        /* shares in itself; lower end */
	BW_FLAW_KINDS
};
const char *bw_flaw_name(enum bw_flaw_kind kind); /* "above-100" ... */

struct bw_flaw {
	uint8_t kind;
	uint32_t company;        /* party */
	uint32_t holder;         /* party, or BW_NONE: about the company */
	uint64_t figure;         /* parts per billion, or a number (loop) */
	uint32_t stake, n_stake; /* the first of those it rests on */
};
struct bw_flaws {
	BW_VEC(struct bw_flaw) list;
};
void bw_flaws_release(struct bw_flaws *f);

/* Those of one company of a cone, whose links are link[0 .. n-1]; loops and
 * ended holders are not among them. party: of a node. */
int bw_quality_company(struct bw_flaws *out, const struct bw_view *v,
    bw_date day, uint32_t company, const struct bw_link *link,
    const struct bw_edge *edge, size_t n, const uint32_t *party,
    struct bw_err *err) BW_MUST_USE;
/* Of the world, by company, then kind, then holder. pool may be NULL. */
int bw_quality_world(struct bw_flaws *out, const struct bw_view *v, bw_date day,
    struct bw_pool *pool, struct bw_err *err) BW_MUST_USE;
/* Parties of the view that ended by the day, in order (quality_load.c). */
int bw_quality_ended(const struct bw_view *v, bw_date day, struct bw_arena *a,
    uint32_t **party, size_t *n, struct bw_err *err) BW_MUST_USE;

#endif
