/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app_priv.h - what the parts of the app share.
 */
#ifndef BW_APP_PRIV_H
#define BW_APP_PRIV_H
#include "base/json.h"
#include "cyber/csaf.h"
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
	ROUTE_HEALTH,
	ROUTE_METRICS,
	ROUTE_TESTS,
	ROUTE_VALIDATE,
	ROUTES
};
#define ROUTE_NONE ROUTES
#define STATUSES 10
extern const int app_status[STATUSES];

struct bw_app {
	struct bw_app_opt opt;
	struct bw_csaf *csaf;
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

void app_page(struct bw_app *app, struct bw_response *r);
void app_metrics(struct bw_app *app, struct bw_response *r);
void app_tests(struct bw_app *app, struct bw_response *r);
void app_validate(
    struct bw_app *app, const struct bw_request *q, struct bw_response *r);

#endif
