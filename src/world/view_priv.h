/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * view_priv.h - what is behind a view; shared by the view_*.c files.
 */
#ifndef BW_VIEW_PRIV_H
#define BW_VIEW_PRIV_H
#include "world/snap.h"
#include "world/view.h"

struct bw_view_priv {
	struct bw_world *world;
	struct bw_snap snap;
	uint32_t known; /* loads after this one do not count */
	bool now;       /* there are none: what is known is all there is */
	bool keeps;     /* files beside the world may be of these columns */
	struct bw_audit_head head; /* of which state they are */
	sqlite3_stmt *party, *fact, *name, *id, *place;
};

/* Rows of a party: the first, and the others as more[0 .. n-1]. */
const uint32_t *bw_view_more_rows(
    const struct bw_view *v, uint32_t party, size_t *n);

#endif
