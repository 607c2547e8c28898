/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * assets.h - style sheets and modules, part of the program.
 *
 * Their address holds a hash of their bytes, so a browser may keep them for
 * ever and gets new ones with a new program. They lie in the binary as they
 * are and compressed beforehand (tools/embed.py).
 */
#ifndef BW_ASSETS_H
#define BW_ASSETS_H
#include "report/url.h"
#include "web/app_priv.h"

/* "/assets/0123456789abcdef/page.css"; name: a literal, such as
 * "content/web/page.css". */
void web_asset_to(
    const struct web_assets *all, const char *name, struct bw_url *url);

#endif
