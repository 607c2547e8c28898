/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * check_priv.h - what the files of this room share.
 */
#ifndef BW_CHECK_PRIV_H
#define BW_CHECK_PRIV_H
#include "check/check.h"

/* A text with places, in both languages; *rc and err tell of no memory. */
struct bw_text check_fill(struct bw_arena *a, const char *key,
    const struct bw_fill *fill, size_t n, int *rc, struct bw_err *err);
struct bw_text check_name(const struct bw_view *v, uint32_t party);
/* A finding about the party asked about; NULL when out of memory. */
struct bw_finding *check_add(struct bw_check *c, const char *id,
    enum bw_pillar pillar, enum bw_level level, enum bw_certainty certainty,
    struct bw_err *err);
int check_settle(
    struct bw_finding *f, struct bw_text says, struct bw_err *err) BW_MUST_USE;
int check_evidence(
    struct bw_finding *f, struct bw_evidence e, struct bw_err *err) BW_MUST_USE;

/* check_names.c: other parties that may be the same as one of these. */
int check_names(struct bw_check *c, const struct bw_view *v, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* check_suppliers.c: suppliers and who controls them. */
int check_suppliers(struct bw_check *c, const struct bw_view *v,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* check_makers.c: by where it is made and by who controls it. */
int check_makers(struct bw_check *c, const struct bw_view *v,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* check_cyber.c: vulnerabilities that touch its machines. */
int check_cyber(struct bw_check *c, const struct bw_view *v, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* check_sources.c: the files that the answer rests on, by id. */
int check_sources(struct bw_check *c, const struct bw_view *v,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
