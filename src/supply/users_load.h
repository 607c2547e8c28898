/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * users_load.h - which companies of the world say that they use a material.
 */
#ifndef BW_USERS_LOAD_H
#define BW_USERS_LOAD_H
#include "base/arena.h"
#include "world/view.h"

struct bw_user {
	uint32_t party;
	size_t lines;    /* of its list about this material */
	int8_t critical; /* the highest told: 1, 0, or -1 not told */
	uint32_t load;
	uint64_t line; /* of the first one */
};
/* By party; only lines of loads that hold. */
int bw_material_users(const struct bw_view *v, struct bw_str material,
    struct bw_arena *a, struct bw_user **list, size_t *n,
    struct bw_err *err) BW_MUST_USE;

#endif
