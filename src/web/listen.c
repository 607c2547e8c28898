/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * listen.c - bind and listen.
 */
#include "web/listen.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

/* Connections that wait to be taken; the kernel has its own bound too. */
#define WAITING 1024

static int
resolve(const char *address, uint16_t port, struct addrinfo **out,
    struct bw_err *err)
{
	struct addrinfo hint = { .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE };
	char text[8];

	snprintf(text, sizeof(text), "%u", port);
	if (getaddrinfo(address, text, &hint, out) == 0)
		return 0;
	return bw_fail(err, BW_EUSAGE,
	    "--address: \"%s\" is no address in figures, such as 127.0.0.1 "
	    "or ::1",
	    address);
}

int
bw_address_loopback(const char *address, bool *loopback, struct bw_err *err)
{
	struct addrinfo *a = NULL;
	int rc = resolve(address, 0, &a, err);

	if (rc != 0)
		return rc;
	if (a->ai_family == AF_INET)
		*loopback =
		    ntohl(((const struct sockaddr_in *)(const void *)a->ai_addr)
			      ->sin_addr.s_addr) >>
			24 ==
		    127;
	else
		*loopback = IN6_IS_ADDR_LOOPBACK(
		    &((const struct sockaddr_in6 *)(const void *)a->ai_addr)
			 ->sin6_addr);
	freeaddrinfo(a);
	return 0;
}

static int
bind_and_listen(const struct addrinfo *a)
{
	int one = 1;
	int fd = socket(a->ai_family,
	    a->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, a->ai_protocol);

	if (fd >= 0 &&
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) == 0 &&
	    bind(fd, a->ai_addr, a->ai_addrlen) == 0 &&
	    listen(fd, WAITING) == 0)
		return fd;
	if (fd >= 0) {
		int why = errno;

		close(fd);
		errno = why;
	}
	return -1;
}

/* The port may have been any. */
static int
where(struct bw_listener *l, struct bw_err *err)
{
	struct sockaddr_storage at = { 0 };
	socklen_t n = sizeof(at);
	char host[64] = "", port[8] = "";

	if (getsockname(l->fd, (struct sockaddr *)&at, &n) != 0 ||
	    getnameinfo((struct sockaddr *)&at, n, host, sizeof(host), port,
		sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return bw_fail(err, BW_EIO, "cannot tell where we listen");
	snprintf(l->url, sizeof(l->url),
	    at.ss_family == AF_INET6 ? "http://[%s]:%s/" : "http://%s:%s/",
	    host, port);
	return 0;
}

int
bw_listen(struct bw_listener *l, const char *address, uint16_t port,
    struct bw_err *err)
{
	struct addrinfo *a = NULL;
	int rc;

	*l = (struct bw_listener){ .fd = -1 };
	if ((rc = resolve(address, port, &a, err)) != 0)
		return rc;
	l->fd = bind_and_listen(a);
	rc = l->fd < 0
	    ? bw_fail_sys(err, "cannot listen at %s, port %u", address, port)
	    : where(l, err);
	freeaddrinfo(a);
	if (rc != 0)
		bw_listener_close(l);
	return rc;
}

void
bw_listener_close(struct bw_listener *l)
{
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
}
