/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * server.h - an app (app.h) on a socket.
 *
 * HTTP itself is the business of libmicrohttpd, which only server.c knows. A
 * few threads serve all connections, and a slow client keeps none of them.
 * Bounds: 1600 connections; 96 KiB of request line and headers; BW_BODY_MOST of
 * body, 256 MiB of all bodies together; 15 s without a byte; 30 s for the
 * headers, and for the rest as long as 64 KiB a second take beyond that.
 */
#ifndef BW_SERVER_H
#define BW_SERVER_H
#include "web/app.h"
#include "web/listen.h"

struct bw_server;
struct bw_server_opt {
	unsigned threads; /* at least 2, for sockets */
	unsigned workers; /* that work out answers */
	/* Seconds without a byte, and for the headers; 0: as above. */
	unsigned silence, patience;
};

/* Begin to answer at a socket, which the server takes over when this succeeds.
 * The app must stay until bw_server_free. */
int bw_server_new(struct bw_server **out, const struct bw_server_opt *opt,
    struct bw_listener *listener, struct bw_app *app,
    struct bw_err *err) BW_MUST_USE;
/* Hang up on those who take too long. Call it about once a second. */
void bw_server_tick(struct bw_server *s);
/* Take no new connections. */
void bw_server_quiesce(struct bw_server *s);
/* Requests that came and are not answered yet. */
unsigned bw_server_active(const struct bw_server *s);
/* Hang up on everybody. */
void bw_server_free(struct bw_server *s);

#endif
