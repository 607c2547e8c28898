/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * spdx.h - what the readers of SPDX 2 and SPDX 3 share.
 *
 * Both list elements with an id and say the rest in relationships of two ids.
 */
#ifndef BW_SPDX_H
#define BW_SPDX_H
#include "base/map.h"
#include "formats/inventory.h"

struct bw_spdx {
	struct bw_inv inv;
	struct bw_input *in;
	struct bw_json doc;
	struct bw_intern refs;  /* ids of the packages */
	BW_VEC(uint32_t) owner; /* by id: number of the component */
};

/* The newest component has this id. */
int bw_spdx_refer(struct bw_spdx *s, struct bw_str id) BW_MUST_USE;
/* Only for building, or optional: what a relationship says of a package. */
void bw_spdx_relate(struct bw_spdx *s, struct bw_str type, struct bw_str from,
    struct bw_str to);
void bw_spdx_describe(struct bw_spdx *s, struct bw_str ref);
struct bw_str bw_spdx_lasting(struct bw_str uri);
int bw_spdx_tell(struct bw_spdx *s, struct bw_str made) BW_MUST_USE;
/* A document with "@graph". */
int bw_spdx_3(struct bw_spdx *s) BW_MUST_USE;

#endif
