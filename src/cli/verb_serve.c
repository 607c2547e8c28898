/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_serve.c - answer over HTTP, until SIGTERM or SIGINT.
 *
 * The supervisor listens and keeps a worker alive (web/supervise.h). The main
 * thread of the worker only waits for a signal and keeps the time. After the
 * first signal those who asked get their answer, for at most ten seconds;
 * after a second one, no longer.
 */
#include "cli/asker.h"
#include "cli/cli.h"
#include "version.h"
#include "web/server.h"
#include "web/store.h"
#include "web/supervise.h"
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#define PORT 8082 /* that of csaf-validator-service: its users find us */
#define ORIGINS_MOST 32
#define DESCRIPTORS 4096u
#define READERS 2u /* files read at a time */

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

static int
contact(struct bw_cli *cli, const char **out, struct bw_err *err)
{
	const char *text = cli->value[BW_OPT_SECURITY_CONTACT];

	if (!bw_cli_has(cli, BW_OPT_SECURITY_CONTACT))
		return 0;
	if (!bw_contact_valid(bw_str_of(text)))
		return bw_fail(err, BW_EUSAGE,
		    "--security-contact: \"%s\" is no address such as "
		    "mailto:security@example.org or https://example.org/report",
		    text);
	*out = text;
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

/* On stderr, for the log: what a worker died of. */
static void
tell_death(void *ctx, const struct bw_death *d)
{
	struct bw_cli *cli = ctx;

	fprintf(stderr, "bolwerk: %.*s %d\n",
	    BW_ARG(bw_cli_wordf(
		cli, "web.say", d->signal != 0 ? "killed" : "left")),
	    d->signal != 0 ? d->signal : d->status);
}

/* SIGTERM within so many milliseconds? */
static bool
signalled(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	return sigtimedwait(&set, NULL, &t) > 0;
}

/* What visitors upload; the nursery before there are threads. */
struct private
{
	struct bw_nursery *nursery;
	struct bw_store *store;
};

static int
private_new(struct bw_cli *cli, struct private *p, struct bw_err *err)
{
	static bw_box_job *const job[] = { intake_job };
	const char *world = cli->value[BW_OPT_WORLD];
	bool asked = bw_cli_has(cli, BW_OPT_PRIVATE);
	struct bw_store_opt opt = { .world = world,
		.folder = asked
		    ? cli->value[BW_OPT_PRIVATE]
		    : bw_arena_fmt(&cli->arena, "%s.private", world).p };
	struct bw_err why = BW_ERR_INIT;
	int rc;

	if (opt.folder == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for private worlds");
	rc = bw_nursery_new(&p->nursery, job, BW_LEN(job), READERS, err);
	opt.nursery = p->nursery;
	if (rc != 0 || (rc = bw_store_new(&p->store, &opt, &why)) == 0)
		return rc;
	if (asked) {
		*err = why;
		return rc;
	}
	fprintf(stderr, "bolwerk: %.*s %s\n",
	    BW_ARG(bw_cli_wordf(cli, "web.say", "no-private")), why.what);
	return 0;
}

static void
private_free(struct private *p)
{
	bw_store_free(p->store);
	bw_nursery_free(p->nursery);
}

/* Every second, until SIGTERM. */
static int
until_stopped(struct bw_cli *cli, struct bw_server *s, struct private *p,
    struct bw_err *err)
{
	unsigned seconds = 0;

	while (!signalled(1000)) {
		bw_server_tick(s);
		if (++seconds % 3600 == 0 && p->store != NULL)
			bw_store_sweep(p->store);
		/* Another worker has another one. */
		if (!bw_nursery_alive(p->nursery))
			return bw_fail(
			    err, BW_EIO, "the process that reads files died");
	}
	say(cli, "stopping", NULL);
	bw_server_quiesce(s);
	for (int i = 0; i < 200 && bw_server_active(s) > 0; i++)
		if (signalled(50))
			break;
	return 0;
}

/* A descriptor for each connection, and those that questions need. */
static void
allow_descriptors(void)
{
	struct rlimit n;

	if (getrlimit(RLIMIT_NOFILE, &n) != 0 || n.rlim_cur >= DESCRIPTORS)
		return;
	n.rlim_cur = n.rlim_max < DESCRIPTORS ? n.rlim_max : DESCRIPTORS;
	(void)setrlimit(RLIMIT_NOFILE, &n); /* else fewer can come */
}

/* What a worker does. */
static int
serve(struct bw_cli *cli, struct bw_app_opt *app_opt,
    struct bw_listener *listener, const struct bw_life *life,
    struct bw_err *err)
{
	const struct bw_server_opt opt = { .threads = app_opt->workers,
		.workers = 4 * app_opt->workers };
	struct bw_server *server = NULL;
	struct private private = { 0 };
	struct bw_app *app = NULL;
	int rc;

	allow_descriptors();
	rc = private_new(cli, &private, err);
	app_opt->store = private.store;
	if (rc == 0 && (rc = bw_app_new(&app, app_opt, err)) == 0 &&
	    (rc = bw_server_new(&server, &opt, listener, app, err)) == 0) {
		bw_life_ready(life);
		if (life->restarts == 0)
			say(cli, "at", listener->url);
		rc = until_stopped(cli, server, &private, err);
	}
	bw_server_free(server);
	bw_app_free(app);
	private_free(&private);
	return rc;
}

/* Listen, and split into supervisor and workers. */
static int
supervised(struct bw_cli *cli, struct bw_app_opt *app_opt, const char *address,
    uint16_t port, struct bw_err *err)
{
	const struct bw_supervise_opt opt = { .tell = tell_death, .ctx = cli };
	struct bw_listener listener;
	struct bw_life life;
	int rc = bw_listen(&listener, address, port, err);

	if (rc != 0)
		return rc;
	bw_out_flush(&cli->out);
	if ((rc = bw_supervise(&life, &opt, err)) == 0 && life.worker) {
		app_opt->restarts = life.restarts;
		rc = serve(cli, app_opt, &listener, &life, err);
	} else if (rc == 0 && life.status != 0) {
		_exit(life.status); /* the worker has said why */
	}
	bw_listener_close(&listener);
	return rc;
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
	const char *address = bw_cli_has(cli, BW_OPT_ADDRESS)
	    ? cli->value[BW_OPT_ADDRESS]
	    : "127.0.0.1";
	uint16_t port = PORT;
	int rc;

	if ((rc = port_of(cli, &port, err)) != 0 ||
	    (rc = origins(cli, origin, &app_opt.n_origin, err)) != 0 ||
	    (rc = contact(cli, &app_opt.security_contact, err)) != 0 ||
	    (rc = bw_address_loopback(address, &app_opt.loopback, err)) != 0)
		return rc;
	return supervised(cli, &app_opt, address, port, err);
}
