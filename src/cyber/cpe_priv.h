/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cpe_priv.h - shared by the two bindings of CPE.
 */
#ifndef BW_CPE_PRIV_H
#define BW_CPE_PRIV_H
#include "cyber/cpe.h"

int cpe_bad(
    struct bw_err *err, struct bw_str text, size_t at, const char *rule);
int cpe_uri(struct bw_cpe *out, struct bw_str text, struct bw_arena *a,
    struct bw_err *err);

#endif
