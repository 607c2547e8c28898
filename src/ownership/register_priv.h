/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * register_priv.h - what the files of the register share.
 */
#ifndef BW_REGISTER_PRIV_H
#define BW_REGISTER_PRIV_H
#include "ownership/ownership_priv.h"
#include "ownership/register.h"

/* register_build.c */
int register_build(struct bw_net *net, const struct bw_view *v, bw_date day,
    struct bw_pool *pool, struct bw_err *err);

#endif
