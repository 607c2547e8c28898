/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyber_load_priv.h - how much there is of everything in world.bwk.cyber.
 */
#ifndef BW_CYBER_LOAD_PRIV_H
#define BW_CYBER_LOAD_PRIV_H
#include "cyber/cyber_load_kept.h"

#define CYBER_TABLES                                            \
	6 /* of claims: names, problems, texts, aliases; of the \
	   * estate: names, texts */
struct cyber_counts {
	struct {
		uint64_t n, slots, bytes, seed;
	} table[CYBER_TABLES];
	uint64_t rule, range, range_bytes, advisory, where, where_name, claim;
	uint64_t rating, alias, count[BW_COUNTS], holds, withdrawn;
	uint64_t package, name, host, on_host, called;
	uint64_t by_name, by_problem; /* names and problems of the claims */
	uint64_t by_called;           /* names of the estate */
};
struct cyber_ranges { /* packed, one after the other */
	uint64_t *at;
	char *bytes;
};
/* A host as it is kept. */
struct cyber_host {
	int64_t row, owner;
	uint32_t load, text[4], zero;
};

/* All that is kept, to find the columns in. */
struct cyber_kept {
	struct bw_cyber c;
	struct cyber_ranges ranges;
	struct cyber_host *host;
	struct cyber_counts n;
};

/* cyber_load_sense.c: is every number of a part within its bounds? All sections
 * lie where they should, with the sizes that the counts tell. Parts are 0 ..
 * CYBER_SENSES - 1, for threads to share. */
#define CYBER_SENSES (6u + CYBER_TABLES)
bool cyber_kept_sense(const struct cyber_kept *k, unsigned which);

#endif
