/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * server.c - libmicrohttpd behind the interface of server.h.
 *
 * libmicrohttpd hands over a request in pieces and hangs up on who is silent.
 * What it does not do is done here: keep the body within bounds, and hang up
 * on who sends or reads a byte now and then for ever (bw_server_tick).
 */
#include "web/server.h"
#include "web/crew.h"
#include "base/json.h"
#include "base/vec.h"
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS 1600
/* Request line and headers, and what libmicrohttpd makes of them: of a query
 * of many short fields that is several times as much. */
#define HEADERS_MOST ((size_t)96 << 10)
#define ALL_BODIES_MOST ((uint64_t)256 << 20)
#define SILENCE 15u   /* seconds */
#define PATIENCE 30u  /* seconds */
#define SLOWEST 65536 /* bytes a second */

struct connection {
	struct connection *next, *before;
	int fd;
	int64_t began, deadline; /* seconds of the monotonic clock */
	struct request *request; /* whose end was not told yet */
};

struct bw_server {
	struct bw_app *app;
	struct MHD_Daemon *daemon;
	struct bw_crew *crew; /* works out the answers */
	pthread_mutex_t lock; /* of the list and its deadlines */
	struct connection *first;
	unsigned patience;
	atomic_uint active;
	_Atomic uint64_t held; /* bytes of bodies */
};

struct request {           /* while it comes in, and until it is answered */
	struct bw_job job; /* first: the job is its request */
	struct bw_server *server;
	struct connection *connection;
	char *target;
	BW_VEC(struct bw_header) header;
	struct bw_buf body;
	uint64_t came; /* bytes of body, kept or not */
	enum bw_body state;
	bool seen, keep, failed, quick;
	struct MHD_Connection *mhd;
	const char *method;
	struct bw_response response;
	bool answered;
};

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* A new stage begins: headers, body, answer. */
static void
stage(struct bw_server *s, struct connection *c)
{
	if (c == NULL)
		return;
	pthread_mutex_lock(&s->lock);
	c->began = now();
	c->deadline = c->began + s->patience;
	pthread_mutex_unlock(&s->lock);
}

/* Give the stage the time that so many bytes may take. */
static void
allow(struct bw_server *s, struct connection *c, uint64_t bytes)
{
	if (c == NULL)
		return;
	pthread_mutex_lock(&s->lock);
	c->deadline = c->began + s->patience + (int64_t)(bytes / SLOWEST);
	pthread_mutex_unlock(&s->lock);
}

void
bw_server_tick(struct bw_server *s)
{
	int64_t t = now();

	pthread_mutex_lock(&s->lock);
	for (struct connection *c = s->first; c != NULL; c = c->next)
		if (t > c->deadline)
			shutdown(c->fd, SHUT_RDWR);
	pthread_mutex_unlock(&s->lock);
}

static void
came(struct bw_server *s, struct MHD_Connection *mhd, void **context)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct connection *c = bw_calloc(1, sizeof(*c));

	*context = c;
	bw_app_connections(s->app, 1);
	if (c == NULL || info == NULL)
		return; /* it is served, and only silence ends it */
	c->fd = info->connect_fd;
	c->began = now();
	c->deadline = c->began + s->patience;
	pthread_mutex_lock(&s->lock);
	c->next = s->first;
	if (s->first != NULL)
		s->first->before = c;
	s->first = c;
	pthread_mutex_unlock(&s->lock);
}

static void
drop_body(struct request *q)
{
	atomic_fetch_sub(&q->server->held, q->body.n);
	bw_buf_release(&q->body);
	q->keep = false;
}

static void
ended(struct request *q)
{
	if (q->connection != NULL)
		q->connection->request = NULL;
	drop_body(q);
	if (q->answered)
		bw_response_release(&q->response);
	bw_vec_release(&q->header);
	bw_free(q->target);
	atomic_fetch_sub(&q->server->active, 1);
	bw_free(q);
}

static void
went(struct bw_server *s, struct connection *c)
{
	bw_app_connections(s->app, -1);
	if (c == NULL)
		return;
	/* libmicrohttpd does not tell the end of a request whose headers did
	 * not fit into its memory. */
	if (c->request != NULL)
		ended(c->request);
	pthread_mutex_lock(&s->lock);
	if (c->before != NULL)
		c->before->next = c->next;
	else if (s->first == c)
		s->first = c->next;
	if (c->next != NULL)
		c->next->before = c->before;
	pthread_mutex_unlock(&s->lock);
	bw_free(c);
}

/* Called before the socket is closed, so that bw_server_tick never meets a
 * number that is somebody else's by now. */
static void
on_connection(void *cls, struct MHD_Connection *mhd, void **context,
    enum MHD_ConnectionNotificationCode what)
{
	if (what == MHD_CONNECTION_NOTIFY_STARTED)
		came(cls, mhd, context);
	else
		went(cls, *context);
}

/* The request line is there. */
static void *
on_target(void *cls, const char *target, struct MHD_Connection *mhd)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct bw_server *s = cls;
	struct request *q = bw_calloc(1, sizeof(*q));
	size_t n = strlen(target) + 1;

	if (q == NULL)
		return NULL;
	q->server = s;
	q->connection = info == NULL ? NULL : info->socket_context;
	if ((q->target = bw_alloc(n, 1)) != NULL)
		memcpy(q->target, target, n);
	if (q->connection != NULL)
		q->connection->request = q;
	atomic_fetch_add(&s->active, 1);
	stage(s, q->connection);
	return q;
}

static void
on_completed(void *cls, struct MHD_Connection *mhd, void **con_cls,
    enum MHD_RequestTerminationCode why)
{
	struct request *q = *con_cls;
	struct bw_server *s = cls;

	(void)mhd;
	(void)why;
	*con_cls = NULL;
	if (q == NULL)
		return;
	if (why == MHD_REQUEST_TERMINATED_COMPLETED_OK)
		stage(s, q->connection);
	ended(q);
}

static enum MHD_Result
on_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t n_name,
    const char *value, size_t n_value)
{
	struct request *q = cls;

	(void)kind;
	if (!bw_vec_push(&q->header,
		(struct bw_header){ { name, n_name }, { value, n_value } }))
		q->failed = true;
	return q->failed ? MHD_NO : MHD_YES;
}

static struct bw_request
as_value(struct request *q, const char *method)
{
	struct bw_request value = { .method = bw_str_of(method),
		.header = q->header.v,
		.n_header = q->header.n,
		.body = bw_buf_get(&q->body),
		.state = q->state };

	bw_request_target(&value, bw_str_of(q->target));
	return value;
}

/* The body of the response goes over to libmicrohttpd. */
static enum MHD_Result
queue(struct request *q, struct MHD_Connection *mhd, struct bw_response *r)
{
	struct bw_buf *b = &r->body.buf;
	uint64_t n = b->n;
	struct bw_buf value = { 0 };
	struct MHD_Response *m =
	    MHD_create_response_from_buffer_with_free_callback(
		b->n, b->n > 0 ? b->p : NULL, bw_free);
	enum MHD_Result ok = m == NULL ? MHD_NO : MHD_YES;

	if (m == NULL)
		return MHD_NO;
	if (b->n > 0)
		*b = (struct bw_buf){ 0 };
	for (size_t i = 0; ok == MHD_YES && i < r->n_header; i++) {
		bw_buf_clear(&value);
		bw_buf_str(&value, r->header[i].value);
		bw_buf_char(&value, '\0');
		ok = value.failed
		    ? MHD_NO
		    : MHD_add_response_header(m, r->header[i].name.p, value.p);
	}
	bw_buf_release(&value);
	if (ok == MHD_YES)
		ok = MHD_queue_response(mhd, (unsigned)r->status, m);
	MHD_destroy_response(m);
	stage(q->server, q->connection);
	allow(q->server, q->connection, n);
	return ok;
}

/* In a thread of the crew, or at once. */
static void
work_out(struct request *q)
{
	struct bw_request value = as_value(q, q->method);

	bw_response_init(&q->response);
	bw_app_answer(q->server->app, &value, &q->response);
	q->answered = true;
	drop_body(q);
}

static void
work(struct bw_job *job)
{
	struct request *q = (struct request *)job;

	work_out(q);
	/* on_request is called again. From here on q is somebody else's. */
	MHD_resume_connection(q->mhd);
}

/* The connection sleeps while somebody works on it; then it is asked again.
 * What takes no time need not go there and back. */
static enum MHD_Result
answer(struct request *q, struct MHD_Connection *mhd, const char *method)
{
	if (q->answered)
		return queue(q, mhd, &q->response);
	if (q->state == BW_BODY_WHOLE && !bw_buf_room(&q->body, BW_JSON_PAD))
		return MHD_NO;
	if (q->state == BW_BODY_WHOLE)
		memset(q->body.p + q->body.n, 0, BW_JSON_PAD);
	allow(q->server, q->connection, UINT64_MAX); /* we compute */
	q->mhd = mhd;
	q->method = method;
	if (q->quick) {
		work_out(q);
		return queue(q, mhd, &q->response);
	}
	q->job.work = work;
	MHD_suspend_connection(mhd);
	bw_crew_add(q->server->crew, &q->job);
	return MHD_YES;
}

/* All headers are there. Who is refused may send the rest first, unless that
 * is much, of unknown length or they wait for a sign: else the reason would not
 * reach them. */
static enum MHD_Result
first_look(struct request *q, struct MHD_Connection *mhd, const char *method)
{
	struct bw_request value;
	enum bw_ask ask;
	int64_t n = 0;

	q->seen = true;
	stage(q->server, q->connection);
	MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, on_header, q);
	if (q->failed || q->target == NULL)
		return MHD_NO;
	value = as_value(q, method);
	ask = bw_app_look(q->server->app, &value);
	q->keep = ask == BW_ASK_BODY;
	q->quick = ask == BW_ASK_REFUSED || ask == BW_ASK_QUICK;
	bw_str_i64(bw_request_header(&value, "Content-Length"), &n);
	if (ask == BW_ASK_REFUSED &&
	    (bw_request_headers(&value, "Expect") > 0 ||
		bw_request_headers(&value, "Transfer-Encoding") > 0 ||
		n > 2 * (int64_t)BW_BODY_MOST))
		return answer(q, mhd, method);
	return MHD_YES;
}

static enum MHD_Result
take(struct request *q, const char *data, size_t n)
{
	q->came += n;
	allow(q->server, q->connection, q->came);
	if (!q->keep)
		return q->came > 2 * (uint64_t)BW_BODY_MOST ? MHD_NO : MHD_YES;
	if (q->came > BW_BODY_MOST)
		q->state = BW_BODY_TOO_LARGE;
	else if (atomic_load(&q->server->held) + n > ALL_BODIES_MOST)
		q->state = BW_BODY_NO_ROOM;
	if (q->state != BW_BODY_WHOLE) {
		drop_body(q);
		return MHD_YES;
	}
	bw_buf_add(&q->body, data, n);
	if (q->body.failed)
		return MHD_NO;
	atomic_fetch_add(&q->server->held, n);
	return MHD_YES;
}

static enum MHD_Result
on_request(void *cls, struct MHD_Connection *mhd, const char *url,
    const char *method, const char *version, const char *data, size_t *n,
    void **con_cls)
{
	struct request *q = *con_cls;
	size_t got = *n;

	(void)cls;
	(void)url;
	(void)version;
	if (q == NULL)
		return MHD_NO; /* no memory */
	if (!q->seen)
		return first_look(q, mhd, method);
	if (got == 0)
		return answer(q, mhd, method);
	*n = 0;
	return take(q, data, got);
}

static int
start(struct bw_server *s, const struct bw_server_opt *opt,
    struct bw_listener *listener, struct bw_err *err)
{
	unsigned silence = opt->silence > 0 ? opt->silence : SILENCE;

	s->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD |
		MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME,
	    0, NULL, NULL, on_request, s, MHD_OPTION_LISTEN_SOCKET,
	    listener->fd, MHD_OPTION_THREAD_POOL_SIZE, opt->threads,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
	    MHD_OPTION_CONNECTION_TIMEOUT, silence,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEADERS_MOST,
	    MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_NOTIFY_CONNECTION,
	    on_connection, s, MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
	    MHD_OPTION_URI_LOG_CALLBACK, on_target, s, MHD_OPTION_END);
	if (s->daemon == NULL)
		return bw_fail_sys(err, "the server does not start");
	listener->fd = -1; /* libmicrohttpd closes it */
	return 0;
}

int
bw_server_new(struct bw_server **out, const struct bw_server_opt *opt,
    struct bw_listener *listener, struct bw_app *app, struct bw_err *err)
{
	struct bw_server *s = bw_calloc(1, sizeof(*s));
	int rc;

	*out = NULL;
	if (s == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for the server");
	s->app = app;
	s->patience = opt->patience > 0 ? opt->patience : PATIENCE;
	pthread_mutex_init(&s->lock, NULL);
	rc = bw_crew_new(&s->crew, opt->workers, err);
	if (rc == 0)
		rc = start(s, opt, listener, err);
	if (rc != 0) {
		bw_server_free(s);
		return rc;
	}
	*out = s;
	return 0;
}

void
bw_server_quiesce(struct bw_server *s)
{
	int fd = MHD_quiesce_daemon(s->daemon);

	if (fd < 0)
		return;
	/* For all who hold it, the supervisor too: else people would wait
	 * for nobody. */
	shutdown(fd, SHUT_RDWR);
	close(fd);
}

unsigned
bw_server_active(const struct bw_server *s)
{
	return atomic_load(&s->active);
}

void
bw_server_free(struct bw_server *s)
{
	if (s == NULL)
		return;
	/* libmicrohttpd may not end while a connection sleeps. */
	bw_crew_free(s->crew);
	if (s->daemon != NULL)
		MHD_stop_daemon(s->daemon);
	pthread_mutex_destroy(&s->lock);
	bw_free(s);
}
