/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cpe_priv.h - shared by the two bindings of CPE.
 */
#ifndef BW_CPE_PRIV_H
#define BW_CPE_PRIV_H
#include "cyber/cpe.h"

int cpe_bad(
    struct bw_err *err, struct bw_str text, size_t at, const char *rule);
/* Check a value of the formatted string and write it to *w as it is kept: small
 * letters, no needless backslash. Not longer than v, and *w may be v.p. Gives
 * the rule that is broken and where in v, or NULL. */
const char *cpe_keep(
    char **w, struct bw_str *out, struct bw_str v, size_t *bad);
int cpe_uri(struct bw_cpe *out, struct bw_str text, struct bw_arena *a,
    struct bw_err *err);

#endif
