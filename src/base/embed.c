/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * embed.c - binary search in the table of embedded files.
 */
#include "base/embed.h"
#include "base/embed_table.h"

struct bw_str
bw_embed(const char *path)
{
	unsigned long lo = 0, hi = bw_embed_count, mid;
	int c;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		c = strcmp(path, bw_embed_table[mid].name);
		if (c == 0)
			return (struct bw_str){ bw_embed_table[mid].bytes,
				bw_embed_table[mid].size };
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return (struct bw_str){ NULL, 0 };
}

const char *
bw_embed_name(size_t i)
{
	return i < bw_embed_count ? bw_embed_table[i].name : NULL;
}
