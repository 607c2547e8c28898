/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * register_priv.h - what the files of the register share.
 */
#ifndef BW_REGISTER_PRIV_H
#define BW_REGISTER_PRIV_H
#include "ownership/ownership_priv.h"
#include "ownership/register.h"
#include "world/kept.h"

/* register_build.c */
int register_build(struct bw_net *net, const struct bw_view *v, bw_date day,
    struct bw_pool *pool, struct bw_err *err);

/* register_file.c */
/* Bytes of a kept net, 64-byte aligned, borrowed: everything is checked, so
 * that no content can lead outside the columns. False, with the reason, when
 * it is not of this state, day and number of parties, or damaged. */
bool register_read(struct bw_net *net, const void *bytes, size_t n,
    const struct bw_kept_state *state, bw_date day, uint32_t parties,
    struct bw_pool *pool, const char **why);
bool register_map(struct bw_register *r, const char *path,
    const struct bw_kept_state *state, struct bw_pool *pool);
bool register_write(const struct bw_register *r, const char *path,
    const struct bw_kept_state *state, struct bw_pool *pool);

#endif
