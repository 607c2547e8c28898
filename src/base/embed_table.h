/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * embed_table.h - the table that tools/embed.py writes; see embed.h.
 */
#ifndef BW_EMBED_TABLE_H
#define BW_EMBED_TABLE_H

struct bw_embed_entry {
	const char *name;
	const char *bytes;
	unsigned long size;
	unsigned long packed; /* bytes that are there (zlib); 0 = not packed */
};
extern const struct bw_embed_entry bw_embed_table[]; /* sorted by name */
extern const unsigned long bw_embed_count;
/* What was unpacked, kept for good. */
extern _Atomic(const char *) bw_embed_plain[];

#endif
