/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * url.h - addresses of this server, built and never pasted together.
 *
 *	struct bw_url u;
 *	bw_url_begin(&u);                         "/"
 *	bw_url_step(&u, BW_STR("company"));       "/company"
 *	bw_url_step(&u, id);                      "/company/12"
 *	bw_url_param(&u, "min", BW_STR("25 %"));  "/company/12?min=25%20%25"
 *	bw_html_to(&h, "href", &u);
 *	bw_url_release(&u);
 *
 * Every step and value is encoded (RFC 3986, 2.3: all but the unreserved
 * characters), so an address cannot lead to another server, and no value can
 * become another parameter. A step that is "." or ".." is written as "-".
 */
#ifndef BW_URL_H
#define BW_URL_H
#include "base/str.h"

struct bw_url {
	struct bw_buf text;
	bool query; /* a parameter was written */
};

void bw_url_begin(struct bw_url *u);
void bw_url_release(struct bw_url *u);
void bw_url_step(struct bw_url *u, struct bw_str step);
/* name is a literal of the program; a value without bytes is left out. */
void bw_url_param(struct bw_url *u, const char *name, struct bw_str value);
/* The place in the page, an id of it: the last thing that is written. */
void bw_url_place(struct bw_url *u, const char *id);
/* Every byte but the unreserved as %XX. */
void bw_url_encode(struct bw_buf *b, struct bw_str s);

#endif
