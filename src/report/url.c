/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * url.c - addresses of this server; see url.h.
 */
#include "report/url.h"

void
bw_url_begin(struct bw_url *u)
{
	*u = (struct bw_url){ 0 };
	bw_buf_z(&u->text, "/");
}

void
bw_url_release(struct bw_url *u)
{
	bw_buf_release(&u->text);
}

static bool
unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	    c == '~';
}

void
bw_url_encode(struct bw_buf *b, struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (unreserved(s.p[i]))
			bw_buf_char(b, s.p[i]);
		else
			bw_buf_fmt(b, "%%%02X", (unsigned char)s.p[i]);
	}
}

void
bw_url_step(struct bw_url *u, struct bw_str step)
{
	BW_ASSERT(!u->query);
	/* Browsers take these away, whether encoded or not (URL standard). */
	if (bw_str_is(step, ".") || bw_str_is(step, ".."))
		step = BW_STR("-");
	if (u->text.n > 0 && u->text.p[u->text.n - 1] != '/')
		bw_buf_char(&u->text, '/');
	bw_url_encode(&u->text, step);
}

void
bw_url_param(struct bw_url *u, const char *name, struct bw_str value)
{
	if (value.n == 0)
		return;
	bw_buf_char(&u->text, u->query ? '&' : '?');
	u->query = true;
	bw_url_encode(&u->text, bw_str_of(name));
	bw_buf_char(&u->text, '=');
	bw_url_encode(&u->text, value);
}

void
bw_url_place(struct bw_url *u, const char *id)
{
	bw_buf_char(&u->text, '#');
	bw_url_encode(&u->text, bw_str_of(id));
}
