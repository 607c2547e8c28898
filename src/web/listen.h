/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * listen.h - a socket that is listened at.
 *
 * It is apart from the server, because the supervisor (supervise.h) holds it
 * over the deaths of those who serve: who asks meanwhile waits, and is not
 * refused.
 */
#ifndef BW_LISTEN_H
#define BW_LISTEN_H
#include "base/err.h"

struct bw_listener {
	int fd;
	char url[80]; /* where: "http://127.0.0.1:8082/" */
};

/* address: in figures, of IPv4 or IPv6; port 0: any that is free. BW_EUSAGE
 * for what is no address; with an error fd is -1. */
int bw_listen(struct bw_listener *l, const char *address, uint16_t port,
    struct bw_err *err) BW_MUST_USE;
void bw_listener_close(struct bw_listener *l); /* once or more often */
/* Is it an address of this machine only? BW_EUSAGE when it is none. */
int bw_address_loopback(
    const char *address, bool *loopback, struct bw_err *err) BW_MUST_USE;

#endif
