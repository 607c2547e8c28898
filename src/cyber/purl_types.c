/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * purl_types.c - the tables of package URLs, searched by name.
 */
#include "cyber/purl_types.h"

struct same {
	struct bw_str key, value, means;
};
#include "purl_tables.h"

const struct bw_purl_type *
bw_purl_type_find(struct bw_str name)
{
	size_t lo = 0, hi = BW_LEN(types);

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int o = bw_str_cmp(types[mid].name, name);

		if (o == 0)
			return &types[mid];
		if (o < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

struct bw_str
bw_purl_meaning(struct bw_str key, struct bw_str value)
{
	for (size_t i = 0; i < BW_LEN(same); i++)
		if (bw_str_eq(same[i].key, key) &&
		    bw_str_eq_nocase(same[i].value, value))
			return same[i].means;
	return value;
}
