/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_serve.c - answer over HTTP, until SIGTERM or SIGINT.
 *
 * The main thread only waits for a signal and keeps the time. After the first
 * signal those who asked get their answer, for at most ten seconds; after a
 * second one, no longer.
 */
#include "cli/asker.h"
#include "cli/cli.h"
#include "version.h"
#include "web/server.h"
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#define PORT 8082 /* that of csaf-validator-service: its users find us */
#define ORIGINS_MOST 32

static int
port_of(struct bw_cli *cli, uint16_t *port, struct bw_err *err)
{
	const char *text = cli->value[BW_OPT_PORT];
	int64_t n = PORT;

	if (bw_cli_has(cli, BW_OPT_PORT) &&
	    (!bw_str_i64(bw_str_of(text), &n) || n < 0 || n > UINT16_MAX))
		return bw_fail(err, BW_EUSAGE,
		    "--port: \"%s\" is no number from 0 to 65535", text);
	*port = (uint16_t)n;
	return 0;
}

static int
origins(struct bw_cli *cli, const char *origin[ORIGINS_MOST], size_t *n,
    struct bw_err *err)
{
	*n = 0;
	for (size_t i = 0; i < cli->n_each; i++) {
		const char *text = cli->each[i].text;

		if (cli->each[i].option != BW_OPT_ALLOW_ORIGIN)
			continue;
		if (!bw_origin_valid(bw_str_of(text)))
			return bw_fail(err, BW_EUSAGE,
			    "--allow-origin: \"%s\" is no origin, such as "
			    "https://editor.example or http://localhost:8080",
			    text);
		if (*n == ORIGINS_MOST)
			return bw_fail(err, BW_EUSAGE,
			    "--allow-origin: at most %d", ORIGINS_MOST);
		origin[(*n)++] = text;
	}
	return 0;
}

/* One call of write a line: lines of several threads do not mix. */
static void
log_line(
    const struct bw_request *q, const struct bw_response *r, uint64_t spent)
{
	struct bw_buf b = { 0 };

	bw_request_log(&b, time(NULL), q, r, spent);
	/* When nobody reads it that is no reason to answer no more. */
	if (!b.failed && write(STDERR_FILENO, b.p, b.n) < 0)
		errno = 0;
	bw_buf_release(&b);
}

static void
say(struct bw_cli *cli, const char *word, const char *url)
{
	if (bw_cli_has(cli, BW_OPT_QUIET) && url == NULL)
		return;
	bw_out_str(&cli->out, bw_cli_wordf(cli, "web.say", word));
	if (url != NULL)
		bw_out_fmt(&cli->out, " %s", url);
	bw_out_z(&cli->out, "\n");
	bw_out_flush(&cli->out);
}

/* A signal within so many milliseconds? */
static bool
signalled(const sigset_t *set, long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	return sigtimedwait(set, NULL, &t) > 0;
}

static void
until_stopped(struct bw_cli *cli, struct bw_server *s, const sigset_t *set)
{
	say(cli, "at", bw_server_url(s));
	while (!signalled(set, 1000))
		bw_server_tick(s);
	say(cli, "stopping", NULL);
	bw_server_quiesce(s);
	for (int i = 0; i < 200 && bw_server_active(s) > 0; i++)
		if (signalled(set, 50))
			break;
}

int
bw_verb_serve(struct bw_cli *cli, struct bw_err *err)
{
	const char *origin[ORIGINS_MOST];
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	const struct bw_asker asker = { .ask = bw_cli_ask,
		.world = cli->value[BW_OPT_WORLD] };
	struct bw_app_opt app_opt = { .workers = cpus < 2 ? 2
		    : cpus > 4                            ? 4
							  : (unsigned)cpus,
		.version = BW_VERSION,
		.asker = &asker,
		.origin = origin,
		.log = bw_cli_has(cli, BW_OPT_VERBOSE) ? log_line : NULL };
	struct bw_server_opt opt = { .threads = app_opt.workers,
		.address = bw_cli_has(cli, BW_OPT_ADDRESS)
		    ? cli->value[BW_OPT_ADDRESS]
		    : "127.0.0.1" };
	struct bw_server *server = NULL;
	struct bw_app *app = NULL;
	sigset_t set;
	int rc;

	if ((rc = port_of(cli, &opt.port, err)) != 0 ||
	    (rc = origins(cli, origin, &app_opt.n_origin, err)) != 0 ||
	    (rc = bw_address_loopback(opt.address, &app_opt.loopback, err)) !=
		0)
		return rc;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	/* Before there are threads: none of them is to take the signal. */
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	if ((rc = bw_app_new(&app, &app_opt, err)) == 0 &&
	    (rc = bw_server_new(&server, &opt, app, err)) == 0)
		until_stopped(cli, server, &set);
	bw_server_free(server);
	bw_app_free(app);
	return rc;
}
