/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app.c - routes, and who computes.
 */
#include "base/mem.h"
#include "web/page.h"

const int app_status[STATUSES] = { 200, 204, 302, 303, 400, 403, 404, 405, 409,
	413, 415, 421, 500, 503 };

const struct app_route_row app_routes[ROUTES + 1] = {
	[ROUTE_HEALTH] = { "/health", "health" },
	[ROUTE_METRICS] = { "/metrics", "metrics" },
	[ROUTE_SECURITY] = { "/.well-known/security.txt", "security" },
	[ROUTE_OPENAPI] = { "/openapi.json", "openapi" },
	[ROUTE_TESTS] = { "/api/v1/tests", "tests" },
	[ROUTE_VALIDATE] = { "/api/v1/validate", "validate" },
	/* The others are known by how they begin: route_of. */
	[ROUTE_API] = { NULL, "api" },
	[ROUTE_ASSET] = { NULL, "asset" },
	[ROUTE_PAGE] = { NULL, "page" },
	[ROUTE_SEE] = { NULL, "see" },
	[ROUTE_NONE] = { NULL, "none" },
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
	if (rc == 0)
		rc = bw_answers_new(&a->answers, ANSWERS_MOST, err);
	if (rc == 0)
		rc = web_assets_new(&a->assets, err);
	bw_arena_init(&a->kept, 0);
	a->scan = BW_ARENA_NEW(&a->kept, struct bw_scan);
	if (rc == 0)
		rc = a->scan == NULL
		    ? bw_fail(err, BW_ENOMEM, "no memory for the server")
		    : bw_scan_own(a->scan, &a->kept, err);
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
	bw_arena_release(&a->kept);
	for (unsigned i = 0; a->worker != NULL && i < a->opt.workers; i++)
		empty(&a->worker[i]);
	bw_free(a->worker);
	bw_csaf_free(a->csaf);
	bw_answers_free(a->answers);
	web_assets_free(a->assets);
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

/* "/nl/..." and "/en/...": the language, and what follows from the slash. */
static bool
in_language(struct bw_str path, struct route *t)
{
	bool nl = bw_str_starts(path, BW_STR("/nl/"));

	if (!nl && !bw_str_starts(path, BW_STR("/en/")))
		return false;
	t->lang = nl ? BW_NL : BW_EN;
	t->lang_given = true;
	t->path = bw_str_sub(path, 3, path.n);
	return true;
}

static struct route
route_of(struct bw_str path)
{
	struct route t = { .kind = ROUTE_NONE, .path = path };

	for (int i = 0; i < ROUTES; i++)
		if (app_routes[i].path != NULL &&
		    bw_str_is(path, app_routes[i].path)) {
			t.kind = (enum app_route)i;
			return t;
		}
	if (bw_str_starts(path, BW_STR("/v1/"))) {
		t.api = api_row_of(bw_str_sub(path, 4, path.n), &t.steps);
		t.kind = t.api != NULL ? ROUTE_API : ROUTE_NONE;
		t.for_programs = true;
	} else if (bw_str_starts(path, BW_STR("/assets/")))
		t.kind = ROUTE_ASSET;
	else if (bw_str_starts(path, BW_STR("/api/")))
		t.for_programs = true;
	else {
		bool given = in_language(path, &t);

		t.page = web_page_of(t.path, &t.steps);
		if (t.page != NULL)
			t.kind = given ? ROUTE_PAGE : ROUTE_SEE;
	}
	return t;
}

static const char *
allowed(const struct route *t)
{
	if (t->kind == ROUTE_VALIDATE)
		return "POST, OPTIONS";
	if (t->kind == ROUTE_PAGE && t->page->take != NULL)
		return "GET, HEAD, POST, OPTIONS";
	return t->kind == ROUTE_NONE ? NULL : "GET, HEAD, OPTIONS";
}

/* True when that is the answer. */
static bool
method_answers(
    const struct bw_request *q, struct bw_response *r, const struct route *t)
{
	bool get = bw_str_is(q->method, "GET") || bw_str_is(q->method, "HEAD");
	bool post = bw_str_is(q->method, "POST");

	if (post && t->kind == ROUTE_PAGE && t->page->take != NULL)
		return guard_refuses_form(q, r);
	if (t->kind == ROUTE_VALIDATE ? post : get)
		return guard_refuses_body(q, r, post);
	bw_response_header(r, "Allow", bw_str_of(allowed(t)));
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
    const struct route *t)
{
	r->lang = t->lang_given ? t->lang : bw_request_lang(q);
	guard_headers(r, t);
	guard_origin(a, q, r, allowed(t));
	if (guard_refuses(a, q, r))
		return true;
	if (t->kind == ROUTE_NONE) {
		if (t->for_programs || !page_none(a, q, r))
			bw_response_problem(r,
			    &(struct bw_problem){ .status = 404,
				.word = "path",
				.what = q->path });
		return true;
	}
	return method_answers(q, r, t);
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
	struct route t = route_of(q->path);
	struct bw_response r;
	bool refused;

	bw_response_init(&r);
	refused = early(a, q, &r, &t);
	bw_response_release(&r);
	if (refused)
		return BW_ASK_REFUSED;
	if (bw_str_is(q->method, "POST"))
		return BW_ASK_BODY;
	return t.kind == ROUTE_PAGE || t.kind == ROUTE_API ? BW_ASK_PLAIN
							   : BW_ASK_QUICK;
}

static void
health(struct bw_app *a, struct bw_response *r)
{
	struct bw_jw j;

	bw_response_ok(r, "application/json");
	j = bw_jw(&r->body);
	j.compact = true;
	bw_jw_open(&j, NULL, '{');
	bw_jw_z(&j, "status", "pass");
	bw_jw_z(&j, "version", a->opt.version);
	bw_jw_close(&j);
}

static void
run(struct bw_app *a, const struct bw_request *q, struct bw_response *r,
    const struct route *t)
{
	switch (t->kind) {
	case ROUTE_PAGE:
		page_run(a, q, r, t);
		break;
	case ROUTE_SEE: /* the language that the browser asks for */
		page_choose_language(q, r);
		break;
	case ROUTE_API:
		api_run(a, q, r, t);
		break;
	case ROUTE_ASSET:
		web_asset(a->assets, q, r);
		break;
	case ROUTE_OPENAPI:
		api_describe(a, r);
		break;
	case ROUTE_HEALTH:
		health(a, r);
		break;
	case ROUTE_METRICS:
		app_metrics(a, r);
		break;
	case ROUTE_SECURITY:
		app_security(a, q, r);
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
	struct route t = route_of(q->path);
	uint64_t begin = now(), spent;

	if (!early(a, q, r, &t))
		run(a, q, r, &t);
	if (r->body.buf.failed || r->failed)
		bw_response_problem(
		    r, &(struct bw_problem){ .status = 500, .word = "memory" });
	spent = now() - begin;
	count(a, t.kind, r->status, spent);
	if (a->opt.log != NULL)
		a->opt.log(q, r, spent);
}
