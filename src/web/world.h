/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * world.h - which world a request is about: that of the server, or a private
 * one that its cookie names.
 */
#ifndef BW_WEB_WORLD_H
#define BW_WEB_WORLD_H
#include "web/page.h"

/* Fill p->world and p->own. */
void web_world_of(struct page *p);
/* The private one of that receipt, when there is one. */
struct bw_receipt;
void web_world_use(struct page *p, const struct bw_receipt *r);

#endif
