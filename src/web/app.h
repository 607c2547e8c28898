/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app.h - what the server answers: a response as a function of a request.
 *
 * Every response carries the security headers; a request is checked in this
 * order: headers given twice, host, path (404), method (405), form and size of
 * the body (415, 413), content (400). Nothing about a request is kept but
 * counts (GET /metrics).
 *
 *	GET  /nl/ /en/ ...     pages (page.h); without language: 302 to one
 *	GET  /v1/...           the same as JSON and CSV (api.h)
 *	GET  /openapi.json     what that is
 *	GET  /assets/...       style sheets and modules
 *	GET  /health
 *	GET  /metrics          counts, in the text form of Prometheus
 *	GET  /api/v1/tests     tests of CSAF
 *	POST /api/v1/validate  a CSAF document held against them
 *
 * The last two in the form of csaf-validator-service.
 *
 * Any number of threads may ask at once; at most `workers` compute.
 */
#ifndef BW_APP_H
#define BW_APP_H
#include "web/asker.h"
#include "web/http.h"

struct bw_app;
struct bw_store;
struct bw_app_opt {
	unsigned workers;             /* documents at a time; 0: one */
	unsigned restarts;            /* of the server, for its counts */
	bool loopback;                /* answer only to names of this machine */
	const char *version;          /* of the program */
	struct bw_store *store;       /* private worlds; NULL: none */
	const struct bw_asker *asker; /* NULL: there are no pages of a world */
	/* Pages from elsewhere that may ask: "https://host[:port]". */
	const char *const *origin;
	size_t n_origin;
	const char *security_contact; /* for security.txt; NULL: nobody */
	/* Told of every answer, by several threads at once; NULL: nobody. */
	void (*log)(const struct bw_request *q, const struct bw_response *r,
	    uint64_t nanoseconds);
};
int bw_app_new(struct bw_app **out, const struct bw_app_opt *opt,
    struct bw_err *err) BW_MUST_USE;
void bw_app_free(struct bw_app *app);
/* Is it the origin of a page, as a browser writes it? */
bool bw_origin_valid(struct bw_str s);
/* Can it stand in security.txt: https://..., mailto:..., tel:...? */
bool bw_contact_valid(struct bw_str s);

/* Look at all but the body: is it worth reading? */
enum bw_ask {
	BW_ASK_REFUSED, /* whatever the body, bw_app_answer says why */
	BW_ASK_QUICK,   /* no body belongs to it, and it takes no time */
	BW_ASK_PLAIN,   /* no body belongs to it */
	BW_ASK_BODY
};
enum bw_ask bw_app_look(struct bw_app *app, const struct bw_request *q);
/* Answer the whole request. */
void bw_app_answer(
    struct bw_app *app, const struct bw_request *q, struct bw_response *r);
/* For the counts: a connection came (+1) or went (-1). */
void bw_app_connections(struct bw_app *app, int change);

#endif
