/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * party_map.c - see party_map.h.
 */
#include "ownership/party_map.h"
#include "base/mem.h"

static size_t
slot_of(const struct party_map *m, uint32_t party)
{
	/* Fibonacci hashing spreads runs of neighbouring numbers (Knuth, The
	 * Art of Computer Programming 3, 6.4). */
	size_t i = (size_t)(party * UINT64_C(0x9E3779B97F4A7C15) >> 32);

	for (i &= m->mask; m->value[i] != BW_NONE && m->key[i] != party;)
		i = (i + 1) & m->mask;
	return i;
}

uint32_t
party_map_get(const struct party_map *m, uint32_t party)
{
	return m->n == 0 ? BW_NONE : m->value[slot_of(m, party)];
}

static bool
grow(struct party_map *m)
{
	struct party_map big = { .mask = m->mask ? m->mask * 2 + 1 : 63 };
	size_t i;

	big.key = bw_alloc(big.mask + 1, sizeof(*big.key));
	big.value = bw_alloc(big.mask + 1, sizeof(*big.value));
	if (big.key == NULL || big.value == NULL) {
		party_map_release(&big);
		return false;
	}
	memset(big.value, 0xff, (big.mask + 1) * sizeof(*big.value));
	for (i = 0; m->mask && i <= m->mask; i++) {
		if (m->value[i] == BW_NONE)
			continue;
		size_t to = slot_of(&big, m->key[i]);

		big.key[to] = m->key[i];
		big.value[to] = m->value[i];
	}
	big.n = m->n;
	party_map_release(m);
	*m = big;
	return true;
}

bool
party_map_put(struct party_map *m, uint32_t party, uint32_t value)
{
	size_t i;

	BW_ASSERT(value != BW_NONE);
	if (m->n * 2 >= m->mask && !grow(m))
		return false;
	i = slot_of(m, party);
	m->n += m->value[i] == BW_NONE;
	m->key[i] = party;
	m->value[i] = value;
	return true;
}

void
party_map_release(struct party_map *m)
{
	bw_free(m->key);
	bw_free(m->value);
	memset(m, 0, sizeof(*m));
}
