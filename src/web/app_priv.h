/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app_priv.h - what the parts of the app share.
 */
#ifndef BW_APP_PRIV_H
#define BW_APP_PRIV_H
#include "base/json.h"
#include "cyber/csaf.h"
#include "scan/questionnaire.h"
#include "web/answers.h"
#include "web/app.h"
#include <pthread.h>
#include <stdatomic.h>

/* Memory for one document at a time. */
struct app_worker {
	struct bw_csaf_work *csaf;
	struct bw_json_parser *parser;
	bool busy;
};

enum app_route {
	ROUTE_PAGE,
	ROUTE_SEE, /* a page without language: go to the one with it */
	ROUTE_API,
	ROUTE_ASSET,
	ROUTE_OPENAPI,
	ROUTE_HEALTH,
	ROUTE_METRICS,
	ROUTE_SECURITY,
	ROUTE_TESTS,
	ROUTE_VALIDATE,
	ROUTES
};
#define ROUTE_NONE ROUTES
#define STATUSES 14
#define ANSWERS_MOST ((size_t)192 << 20) /* bytes of answers that are kept */
extern const int app_status[STATUSES];
#define API_VERSION "1.0.0"
struct app_route_row {
	const char *path, *label;
};
extern const struct app_route_row app_routes[ROUTES + 1];

/* The steps of a path that stand at a {}, as they came (no %XX undone). */
#define STEPS_MOST 6u
struct path_steps {
	struct bw_str step[STEPS_MOST];
	size_t n;
};
/* Does the path fit "a/{}/b"? Fills the steps when it does. */
bool path_fits(struct bw_str path, const char *form, struct path_steps *steps);
/* %XX undone, in the arena; BW_EFORMAT when that is no text. */
int path_decode(struct bw_str s, struct bw_arena *arena, struct bw_str *out,
    struct bw_err *err) BW_MUST_USE;

struct web_page;
struct api_row;
struct web_assets;
struct route {
	enum app_route kind;
	enum bw_lang lang;
	bool lang_given;
	bool for_programs;  /* whose errors are problem+json */
	struct bw_str path; /* of a page: behind the language, from the / */
	const struct web_page *page;
	const struct api_row *api;
	struct path_steps steps;
};

struct bw_app {
	struct bw_app_opt opt;
	struct bw_csaf *csaf;
	struct bw_answers *answers;
	struct web_assets *assets;
	struct bw_scan *scan; /* the questions, read once; in: */
	struct bw_arena kept;
	struct app_worker *worker;
	pthread_mutex_t lock;
	pthread_mutex_t large; /* held while a large document is checked */
	pthread_cond_t idle;
	int64_t started; /* seconds since 1970 */
	_Atomic uint64_t answered[ROUTES + 1][STATUSES];
	_Atomic uint64_t spent[ROUTES + 1]; /* nanoseconds */
	_Atomic uint64_t documents[2];      /* not valid, valid */
	_Atomic int64_t connections;
};

struct app_worker *app_worker_take(struct bw_app *app);
/* large: what it holds has grown too much to be kept. */
void app_worker_give(struct bw_app *app, struct app_worker *w, bool large);

void app_metrics(struct bw_app *app, struct bw_response *r);
void app_security(
    struct bw_app *a, const struct bw_request *q, struct bw_response *r);
void app_tests(struct bw_app *app, struct bw_response *r);
void app_validate(
    struct bw_app *app, const struct bw_request *q, struct bw_response *r);

/* ---- guard.c ------------------------------------------------------------- */
void guard_headers(struct bw_response *r, const struct route *t);
void guard_origin(const struct bw_app *app, const struct bw_request *q,
    struct bw_response *r, const char *allow);
/* True: refused, and r says why. */
bool guard_refuses(const struct bw_app *app, const struct bw_request *q,
    struct bw_response *r);
bool guard_refuses_body(
    const struct bw_request *q, struct bw_response *r, bool post);
/* A form: from one of our own pages, in a form we read. */
bool guard_refuses_form(const struct bw_request *q, struct bw_response *r);

/* ---- page.c, api.c, assets.c --------------------------------------------- */
/* The page at a path behind the language; NULL: none. */
const struct web_page *web_page_of(
    struct bw_str path, struct path_steps *steps);
void page_run(struct bw_app *app, const struct bw_request *q,
    struct bw_response *r, const struct route *t);
/* The page that says that there is none. False: who asks wants no HTML. */
bool page_none(
    struct bw_app *app, const struct bw_request *q, struct bw_response *r);
void page_choose_language(const struct bw_request *q, struct bw_response *r);
const struct api_row *api_row_of(struct bw_str path, struct path_steps *steps);
void api_run(struct bw_app *app, const struct bw_request *q,
    struct bw_response *r, const struct route *t);
void api_describe(struct bw_app *app, struct bw_response *r);
int web_assets_new(struct web_assets **out, struct bw_err *err) BW_MUST_USE;
void web_assets_free(struct web_assets *all);
void web_asset(const struct web_assets *all, const struct bw_request *q,
    struct bw_response *r);

#endif
