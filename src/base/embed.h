/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * embed.h - files that are part of the program.
 *
 * Content (texts, rules, questions) and reference tables lie in the tree as
 * data and are put into the binary at build time (tools/embed.sh), so that
 * one file is the whole program. Names are paths from the root of the tree.
 */
#ifndef BW_EMBED_H
#define BW_EMBED_H
#include "base/str.h"

/* The bytes of an embedded file; .p is NULL when there is none so named. */
struct bw_str bw_embed(const char *path);
/* The i-th name in sorted order, or NULL past the end. */
const char *bw_embed_name(size_t i);

#endif
