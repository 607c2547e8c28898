/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * range_priv.h - making ranges: shared by vers and native readers.
 */
#ifndef BW_RANGE_PRIV_H
#define BW_RANGE_PRIV_H
#include "base/vec.h"
#include "cyber/range.h"
#include "cyber/version_key.h"

struct making {
	struct bw_range *r;
	struct bw_arena *a;
	struct bw_err *err;
	BW_VEC(struct bw_constraint) c; /* of the alternative being made */
	BW_VEC(struct bw_alternative) alt;
	struct bw_buf key, text;
};

int making_open(struct making *m, struct bw_range *r, struct bw_str scheme,
    struct bw_arena *a, struct bw_err *err);
/* A copy of the version is taken. */
int making_add(struct making *m, unsigned op, struct bw_str version);
/* The constraints so far become an alternative, sorted when `sort`. */
int making_alternative(struct making *m, bool any, bool sort);
/* Everything to the range; frees. rc is handed through. */
int making_close(struct making *m, int rc);
/* ">=" and so on; BW_CMP_EQ for none. Blanks behind it are skipped. */
unsigned making_op(struct bw_version_scan *s);

#endif
