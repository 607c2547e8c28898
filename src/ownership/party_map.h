/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * party_map.h - from parties of the view to small numbers.
 *
 * A question looks at a few hundred parties out of millions: a table of the
 * size of the answer instead of an array of the size of the world. Open
 * addressing, at most half full; never walked, so its order does not matter.
 */
#ifndef BW_PARTY_MAP_H
#define BW_PARTY_MAP_H
#include "base/map.h"

struct party_map {
	uint32_t *key, *value; /* value BW_NONE = free */
	size_t mask, n;
};

/* The value of a party, or BW_NONE. */
uint32_t party_map_get(const struct party_map *m, uint32_t party);
/* Set the value of a party that has none; false when out of memory. */
bool party_map_put(struct party_map *m, uint32_t party, uint32_t value);
void party_map_release(struct party_map *m);

#endif
