/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_load_priv.h - what the files that read trade of a world share.
 */
#ifndef BW_TRADE_LOAD_PRIV_H
#define BW_TRADE_LOAD_PRIV_H
#include "supply/trade_load.h"

#define TRADE_PIECE 65536u

enum {
	TRADE_IMPORTER,
	TRADE_EXPORTER,
	TRADE_VALUE,
	TRADE_KG,
	TRADE_LINE,
	TRADE_COLUMNS
};

/* Put right every sum of such a file, for whoever fuzzes what is behind. */
void trade_mend(void *bytes, size_t n);
char *trade_path(const char *world, uint32_t load); /* bw_free */
/* Bytes of a kept file, 64-byte aligned, borrowed; false with the reason. */
bool trade_show(struct bw_trade_file *f, const void *bytes, size_t n,
    uint32_t load, const uint8_t sha256[32], const char **why);
bool trade_map(struct bw_trade_file *f, const char *path, uint32_t load,
    const uint8_t sha256[32], const char **why);
void trade_unmap(struct bw_trade_file *f);
/* Are these columns (bits) of those rows what was written? */
bool trade_check(
    struct bw_trade_file *f, uint32_t from, uint32_t end, unsigned columns);

#endif
