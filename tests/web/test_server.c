/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_server.c - who is slow: with short patience, for the sake of the test.
 */
#include "support/support.h"
#include "web/server.h"
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

struct running {
	struct bw_app *app;
	struct bw_server *server;
	uint16_t port;
};

static int
setup(void **state)
{
	static struct running r;
	struct bw_app_opt app = {
		.workers = 2, .loopback = true, .version = "0"
	};
	struct bw_server_opt opt = {
		.threads = 2, .workers = 2, .silence = 30, .patience = 1
	};
	struct bw_listener listener;
	struct bw_err err = BW_ERR_INIT;
	const char *port;

	assert_ok(bw_text_load(&err), &err);
	assert_ok(bw_app_new(&r.app, &app, &err), &err);
	assert_ok(bw_listen(&listener, "127.0.0.1", 0, &err), &err);
	assert_ok(bw_server_new(&r.server, &opt, &listener, r.app, &err), &err);
	port = strrchr(listener.url, ':') + 1;
	r.port = (uint16_t)strtoul(port, NULL, 10);
	*state = &r;
	return 0;
}

static int
teardown(void **state)
{
	struct running *r = *state;

	bw_server_free(r->server);
	bw_app_free(r->app);
	return 0;
}

static int
join(const struct running *r)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons(r->port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

/* Neither headers nor a body may go on for ever, a byte at a time. */
static void
who_drips_is_hung_up_on(void **state)
{
	static const struct {
		const char *begin;
		char drop;
	} row[] = {
		{ "GET /health HTTP/1.1\r\nX: ", 'a' },
		{ "POST /api/v1/validate HTTP/1.1\r\nHost: localhost\r\n"
		  "Content-Type: application/json\r\n"
		  "Content-Length: 1000\r\n\r\n",
		    ' ' },
	};
	struct running *r = *state;
	struct pollfd p[BW_LEN(row)];
	size_t gone = 0;
	char c;

	for (size_t k = 0; k < BW_LEN(row); k++) {
		p[k] = (struct pollfd){ .fd = join(r), .events = POLLIN };
		assert_true(send(p[k].fd, row[k].begin, strlen(row[k].begin),
				MSG_NOSIGNAL) > 0);
	}
	for (int i = 0; i < 60 && gone < BW_LEN(row); i++) {
		bw_server_tick(r->server);
		usleep(50000);
		for (size_t k = 0; k < BW_LEN(row); k++) {
			if (p[k].fd < 0)
				continue;
			if (send(p[k].fd, &row[k].drop, 1, MSG_NOSIGNAL) == 1 &&
			    (poll(&p[k], 1, 0) == 0 ||
				recv(p[k].fd, &c, 1, 0) > 0))
				continue;
			close(p[k].fd);
			p[k].fd = -1;
			gone++;
		}
	}
	assert_int_equal(gone, BW_LEN(row));
}

static void
others_are_served_meanwhile(void **state)
{
	static const char ask[] =
	    "GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n";
	struct running *r = *state;
	int idle = join(r), fd = join(r);
	char answer[16] = "";

	assert_int_equal(send(idle, "G", 1, MSG_NOSIGNAL), 1);
	assert_int_equal(
	    send(fd, ask, sizeof(ask) - 1, MSG_NOSIGNAL), sizeof(ask) - 1);
	assert_int_equal(recv(fd, answer, 15, MSG_WAITALL), 15);
	assert_string_equal(answer, "HTTP/1.1 200 OK");
	close(fd);
	close(idle);
}

static void
which_addresses_are_ours(void **state)
{
	static const struct {
		const char *address;
		bool ours;
	} row[] = { { "127.0.0.1", true }, { "127.8.8.8", true },
		{ "::1", true }, { "0.0.0.0", false }, { "192.0.2.1", false },
		{ "::", false }, { "2001:db8::1", false } };
	struct bw_err err = BW_ERR_INIT;
	bool ours;

	(void)state;
	for (size_t i = 0; i < BW_LEN(row); i++) {
		assert_ok(
		    bw_address_loopback(row[i].address, &ours, &err), &err);
		assert_int_equal(ours, row[i].ours);
	}
	assert_int_equal(
	    bw_address_loopback("localhost", &ours, &err), BW_EUSAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_drips_is_hung_up_on),
		cmocka_unit_test(others_are_served_meanwhile),
		cmocka_unit_test(which_addresses_are_ours),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
