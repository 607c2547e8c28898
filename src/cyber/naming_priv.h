/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * naming_priv.h - what naming.c and naming_kin.c share.
 */
#ifndef BW_NAMING_PRIV_H
#define BW_NAMING_PRIV_H
#include "cyber/naming.h"

struct bw_kins {
	const struct bw_kin *v;
	size_t n;
};
/* What a name ("p:npm/lodash", "c:a:lodash:lodash") is by the table. */
struct bw_kins naming_kin(const struct bw_naming_rules *r, struct bw_str name);

#endif
