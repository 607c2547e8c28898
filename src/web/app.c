/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app.c - routes, the checks every request passes, and who computes.
 */
#include "base/mem.h"
#include "web/app_priv.h"

const int app_status[STATUSES] = { 200, 204, 400, 404, 405, 413, 415, 421, 500,
	503 };

static const struct {
	const char *path, *label, *allow;
	bool post;
} routes[ROUTES + 1] = {
	[ROUTE_PAGE] = { "/", "page", "GET, HEAD, OPTIONS", false },
	[ROUTE_HEALTH] = { "/health", "health", "GET, HEAD, OPTIONS", false },
	[ROUTE_METRICS] = { "/metrics", "metrics", "GET, HEAD, OPTIONS",
	    false },
	[ROUTE_TESTS] = { "/api/v1/tests", "tests", "GET, HEAD, OPTIONS",
	    false },
	[ROUTE_VALIDATE] = { "/api/v1/validate", "validate", "POST, OPTIONS",
	    true },
	[ROUTE_NONE] = { NULL, "none", NULL, false },
};

int
bw_app_new(
    struct bw_app **out, const struct bw_app_opt *opt, struct bw_err *err)
{
	struct bw_app *a = bw_calloc(1, sizeof(*a));
	int rc;

	*out = NULL;
	if (a == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for the server");
	a->opt = *opt;
	if (a->opt.workers == 0)
		a->opt.workers = 1;
	a->started = time(NULL);
	pthread_mutex_init(&a->lock, NULL);
	pthread_mutex_init(&a->large, NULL);
	pthread_cond_init(&a->idle, NULL);
	a->worker = bw_calloc(a->opt.workers, sizeof(*a->worker));
	rc = a->worker == NULL
	    ? bw_fail(err, BW_ENOMEM, "no memory for the server")
	    : bw_csaf_new(&a->csaf, err);
	if (rc != 0) {
		bw_app_free(a);
		return rc;
	}
	*out = a;
	return 0;
}

static void
empty(struct app_worker *w)
{
	bw_csaf_work_free(w->csaf);
	bw_json_parser_free(w->parser);
	*w = (struct app_worker){ 0 };
}

void
bw_app_free(struct bw_app *a)
{
	if (a == NULL)
		return;
	for (unsigned i = 0; a->worker != NULL && i < a->opt.workers; i++)
		empty(&a->worker[i]);
	bw_free(a->worker);
	bw_csaf_free(a->csaf);
	pthread_cond_destroy(&a->idle);
	pthread_mutex_destroy(&a->large);
	pthread_mutex_destroy(&a->lock);
	bw_free(a);
}

static struct app_worker *
idle_one(struct bw_app *a)
{
	for (unsigned i = 0; i < a->opt.workers; i++)
		if (!a->worker[i].busy)
			return &a->worker[i];
	return NULL;
}

/* One that is free, with all it needs; NULL: no memory. */
struct app_worker *
app_worker_take(struct bw_app *a)
{
	struct app_worker *w;

	pthread_mutex_lock(&a->lock);
	while ((w = idle_one(a)) == NULL)
		pthread_cond_wait(&a->idle, &a->lock);
	w->busy = true;
	pthread_mutex_unlock(&a->lock);
	if ((w->csaf == NULL &&
		bw_csaf_work_new(&w->csaf, a->csaf, NULL) != 0) ||
	    (w->parser == NULL && bw_json_parser_new(&w->parser, NULL) != 0)) {
		app_worker_give(a, w, true);
		return NULL;
	}
	return w;
}

void
app_worker_give(struct bw_app *a, struct app_worker *w, bool large)
{
	bool busy = w->busy;

	if (large)
		empty(w);
	w->busy = busy;
	pthread_mutex_lock(&a->lock);
	w->busy = false;
	pthread_cond_signal(&a->idle);
	pthread_mutex_unlock(&a->lock);
}

void
bw_app_connections(struct bw_app *a, int change)
{
	atomic_fetch_add(&a->connections, change);
}

bool
bw_origin_valid(struct bw_str s)
{
	struct bw_str host = s;

	if (bw_str_starts(s, BW_STR("https://")))
		host = bw_str_sub(s, 8, s.n);
	else if (bw_str_starts(s, BW_STR("http://")))
		host = bw_str_sub(s, 7, s.n);
	else
		return false;
	for (size_t i = 0; i < host.n; i++)
		if (!((host.p[i] >= 'a' && host.p[i] <= 'z') ||
			(host.p[i] >= '0' && host.p[i] <= '9') ||
			memchr(".-:[]", host.p[i], 5) != NULL))
			return false;
	return host.n > 0 && host.n <= 260; /* a name of 253 and a port */
}

/* Nothing may be loaded, framed, guessed or kept. */
static void
security_headers(struct bw_response *r)
{
	static const char *const header[][2] = {
		{ "Content-Security-Policy",
		    "default-src 'none'; base-uri 'none'; form-action 'none'; "
		    "frame-ancestors 'none'" },
		{ "X-Content-Type-Options", "nosniff" },
		{ "Referrer-Policy", "no-referrer" },
		{ "Cross-Origin-Resource-Policy", "same-origin" },
		{ "Cache-Control", "no-store" },
	};

	for (size_t i = 0; i < BW_LEN(header); i++)
		bw_response_header(r, header[i][0], bw_str_of(header[i][1]));
	bw_response_header(r, "Content-Language",
	    r->lang == BW_NL ? BW_STR("nl") : BW_STR("en"));
	bw_response_header(r, "Vary", BW_STR("Accept-Language, Origin"));
}

/* What a page from an allowed origin may do (Fetch standard, CORS). */
static void
origin_headers(const struct bw_app *a, const struct bw_request *q,
    struct bw_response *r, const char *allow)
{
	struct bw_str origin = bw_request_header(q, "Origin");
	bool known = false;

	for (size_t i = 0; i < a->opt.n_origin; i++)
		known |= bw_str_is(origin, a->opt.origin[i]);
	if (!known)
		return;
	bw_response_header(r, "Access-Control-Allow-Origin", origin);
	if (allow == NULL || !bw_str_is(q->method, "OPTIONS"))
		return;
	bw_response_header(r, "Access-Control-Allow-Methods", bw_str_of(allow));
	bw_response_header(r, "Access-Control-Allow-Headers",
	    BW_STR("Content-Type, Accept-Language"));
	bw_response_header(r, "Access-Control-Max-Age", BW_STR("600"));
}

static bool
digits_or(struct bw_str s, char other)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] < '0' || s.p[i] > '9') && s.p[i] != other)
			return false;
	return true;
}

/* A name of this machine. A page of somebody else's whose name was made to
 * lead here (DNS rebinding) asks with that name. */
static bool
own_name(struct bw_str host)
{
	struct bw_str port = { 0 };

	if (bw_str_starts(host, BW_STR("[::1]"))) {
		port = bw_str_sub(host, 5, host.n);
		if (port.n > 0 && port.p[0] != ':')
			return false;
		return digits_or(bw_str_sub(port, 1, port.n), '0');
	}
	port = host;
	bw_str_cut(&port, ':', &host);
	return digits_or(port, '0') &&
	    (bw_str_eq_nocase(host, BW_STR("localhost")) ||
		(bw_str_starts(host, BW_STR("127.")) && digits_or(host, '.')));
}

/* Headers that would mean two things at once. */
static bool
headers_refused(
    const struct bw_app *a, const struct bw_request *q, struct bw_response *r)
{
	static const char *const once[] = { "Host", "Content-Length",
		"Transfer-Encoding", "Content-Type", "Origin" };
	struct bw_problem p = { .status = 400, .word = "header-twice" };

	for (size_t i = 0; i < BW_LEN(once) && p.header == NULL; i++)
		if (bw_request_headers(q, once[i]) > 1)
			p.header = once[i];
	if (p.header == NULL && bw_request_header(q, "Content-Length").n > 0 &&
	    bw_request_header(q, "Transfer-Encoding").n > 0) {
		p.word = "two-lengths";
		p.header = "Transfer-Encoding";
	}
	if (p.header == NULL &&
	    bw_request_headers(q, "Transfer-Encoding") > 0 &&
	    !bw_str_eq_nocase(
		bw_request_header(q, "Transfer-Encoding"), BW_STR("chunked"))) {
		p.word = "transfer";
		p.header = "Transfer-Encoding";
	}
	if (p.header == NULL && a->opt.loopback &&
	    !own_name(bw_request_header(q, "Host"))) {
		p = (struct bw_problem){ .status = 421,
			.word = "host",
			.what = bw_request_header(q, "Host"),
			.header = "Host" };
	}
	if (p.header != NULL)
		bw_response_problem(r, &p);
	return p.header != NULL;
}

static bool
is_json(struct bw_str type)
{
	struct bw_str name;

	bw_str_cut(&type, ';', &name);
	return bw_str_eq_nocase(bw_str_trim(name), BW_STR("application/json"));
}

static bool
body_refused(const struct bw_request *q, struct bw_response *r, bool post)
{
	struct bw_str length = bw_request_header(q, "Content-Length");
	struct bw_str coding = bw_request_header(q, "Content-Encoding");
	struct bw_problem p = { 0 };
	int64_t n = 0;

	if (length.n > 0 && (!bw_str_i64(length, &n) || n < 0))
		p = (struct bw_problem){ .status = 400,
			.word = "length",
			.header = "Content-Length" };
	else if (!post &&
	    (n > 0 || bw_request_header(q, "Transfer-Encoding").n > 0))
		p = (struct bw_problem){ .status = 400,
			.word = "no-body",
			.what = q->method,
			.header =
			    n > 0 ? "Content-Length" : "Transfer-Encoding" };
	else if (post && !is_json(bw_request_header(q, "Content-Type")))
		p = (struct bw_problem){ .status = 415,
			.word = "type",
			.what = bw_request_header(q, "Content-Type"),
			.header = "Content-Type" };
	else if (post && coding.n > 0 &&
	    !bw_str_eq_nocase(coding, BW_STR("identity")))
		p = (struct bw_problem){ .status = 415,
			.word = "coding",
			.what = coding,
			.header = "Content-Encoding" };
	else if (n > (int64_t)BW_BODY_MOST ||
	    (post && q->state == BW_BODY_TOO_LARGE))
		p = (struct bw_problem){ .status = 413,
			.word = "size",
			.header = n > 0 ? "Content-Length" : NULL };
	else if (post && q->state == BW_BODY_NO_ROOM) {
		p = (struct bw_problem){ .status = 503, .word = "busy" };
		bw_response_header(r, "Retry-After", BW_STR("5"));
	}
	if (p.status != 0)
		bw_response_problem(r, &p);
	return p.status != 0;
}

static enum app_route
route_of(struct bw_str path)
{
	for (int i = 0; i < ROUTES; i++)
		if (bw_str_is(path, routes[i].path))
			return (enum app_route)i;
	return ROUTE_NONE;
}

/* True when that is the answer. */
static bool
method_answers(
    const struct bw_request *q, struct bw_response *r, enum app_route route)
{
	bool get = bw_str_is(q->method, "GET") || bw_str_is(q->method, "HEAD");
	bool post = bw_str_is(q->method, "POST");

	if (routes[route].post ? post : get)
		return body_refused(q, r, post);
	bw_response_header(r, "Allow", bw_str_of(routes[route].allow));
	if (bw_str_is(q->method, "OPTIONS"))
		r->status = 204;
	else
		bw_response_problem(r,
		    &(struct bw_problem){
			.status = 405, .word = "method", .what = q->method });
	return true;
}

static bool
early(struct bw_app *a, const struct bw_request *q, struct bw_response *r,
    enum app_route route)
{
	r->lang = bw_request_lang(q);
	security_headers(r);
	origin_headers(a, q, r, routes[route].allow);
	if (headers_refused(a, q, r))
		return true;
	if (route == ROUTE_NONE) {
		bw_response_problem(r,
		    &(struct bw_problem){
			.status = 404, .word = "path", .what = q->path });
		return true;
	}
	return method_answers(q, r, route);
}

static void
count(struct bw_app *a, enum app_route route, int status, uint64_t spent)
{
	for (size_t i = 0; i < STATUSES; i++)
		if (app_status[i] == status)
			atomic_fetch_add(&a->answered[route][i], 1);
	atomic_fetch_add(&a->spent[route], spent);
}

enum bw_ask
bw_app_look(struct bw_app *a, const struct bw_request *q)
{
	enum app_route route = route_of(q->path);
	struct bw_response r;
	bool refused;

	bw_response_init(&r);
	refused = early(a, q, &r, route);
	bw_response_release(&r);
	if (refused)
		return BW_ASK_REFUSED;
	return routes[route].post ? BW_ASK_BODY : BW_ASK_PLAIN;
}

static void
run(struct bw_app *a, const struct bw_request *q, struct bw_response *r,
    enum app_route route)
{
	struct bw_jw j;

	switch (route) {
	case ROUTE_PAGE:
		app_page(a, r);
		break;
	case ROUTE_HEALTH:
		bw_response_ok(r, "application/json");
		j = bw_jw(&r->body);
		j.compact = true;
		bw_jw_open(&j, NULL, '{');
		bw_jw_z(&j, "status", "pass");
		bw_jw_z(&j, "version", a->opt.version);
		bw_jw_close(&j);
		break;
	case ROUTE_METRICS:
		app_metrics(a, r);
		break;
	case ROUTE_TESTS:
		app_tests(a, r);
		break;
	case ROUTE_VALIDATE:
		app_validate(a, q, r);
		break;
	case ROUTE_NONE:
		break;
	}
}

static uint64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

void
bw_app_answer(
    struct bw_app *a, const struct bw_request *q, struct bw_response *r)
{
	enum app_route route = route_of(q->path);
	uint64_t begin = now(), spent;

	if (!early(a, q, r, route))
		run(a, q, r, route);
	if (r->body.buf.failed)
		bw_response_problem(
		    r, &(struct bw_problem){ .status = 500, .word = "memory" });
	spent = now() - begin;
	count(a, route, r->status, spent);
	if (a->opt.log != NULL)
		a->opt.log(q, r, spent);
}

/* The text form of Prometheus, version 0.0.4. */
void
app_metrics(struct bw_app *a, struct bw_response *r)
{
	struct bw_out *o = &r->body;

	bw_response_ok(r, "text/plain; version=0.0.4; charset=utf-8");
	bw_out_z(o,
	    "# HELP bolwerk_http_requests_total Requests answered.\n"
	    "# TYPE bolwerk_http_requests_total counter\n");
	for (size_t i = 0; i <= ROUTES; i++)
		for (size_t k = 0; k < STATUSES; k++)
			if (a->answered[i][k] > 0)
				bw_out_fmt(o,
				    "bolwerk_http_requests_total{route=\"%s\","
				    "code=\"%d\"} %llu\n",
				    routes[i].label, app_status[k],
				    (unsigned long long)a->answered[i][k]);
	bw_out_z(o,
	    "# HELP bolwerk_http_answer_seconds_total Time spent on answers.\n"
	    "# TYPE bolwerk_http_answer_seconds_total counter\n");
	for (size_t i = 0; i < ROUTES; i++)
		bw_out_fmt(o,
		    "bolwerk_http_answer_seconds_total{route=\"%s\"} %.9f\n",
		    routes[i].label, (double)a->spent[i] / 1e9);
	bw_out_fmt(o,
	    "# HELP bolwerk_http_connections Connections open now.\n"
	    "# TYPE bolwerk_http_connections gauge\n"
	    "bolwerk_http_connections %lld\n"
	    "# HELP bolwerk_csaf_documents_total CSAF documents checked.\n"
	    "# TYPE bolwerk_csaf_documents_total counter\n"
	    "bolwerk_csaf_documents_total{valid=\"true\"} %llu\n"
	    "bolwerk_csaf_documents_total{valid=\"false\"} %llu\n",
	    (long long)a->connections, (unsigned long long)a->documents[1],
	    (unsigned long long)a->documents[0]);
	bw_out_fmt(o,
	    "# HELP process_start_time_seconds Start, in seconds since 1970.\n"
	    "# TYPE process_start_time_seconds gauge\n"
	    "process_start_time_seconds %lld\n"
	    "# HELP bolwerk_build_info The version that runs.\n"
	    "# TYPE bolwerk_build_info gauge\n"
	    "bolwerk_build_info{version=\"%s\"} 1\n",
	    (long long)a->started, a->opt.version);
}
