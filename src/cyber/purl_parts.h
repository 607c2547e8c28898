/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * purl_parts.h - a package URL that is being read.
 */
#ifndef BW_PURL_PARTS_H
#define BW_PURL_PARTS_H
#include <stdlib.h>
#include "cyber/purl.h"
#include "cyber/purl_types.h"

struct parsing {
	struct bw_str text; /* for errors */
	bool strict;
	struct bw_arena *a;
	struct bw_err *err;
};

/* What the type demands and normalises; `whole`: qualifiers are told. */
int purl_rules(struct parsing *p, struct bw_purl *u, bool whole);
int purl_cased(
    struct parsing *p, struct bw_str s, unsigned how, struct bw_str *out);
/* Percent-encoded but for what ECMA-427 leaves; `slashes` stay. */
void purl_encode(struct bw_buf *b, struct bw_str s, bool slashes);

#endif
