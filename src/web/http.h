/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http.h - a request and a response as values.
 *
 * No socket is in sight: a page is a function of a request (app.h), so that a
 * test or a fuzzer can ask without a network. Texts of a request are borrowed
 * from whoever made it; those of a response live as long as the request and
 * the app, but for the body, which the response owns.
 *
 * Refusals are problem details (RFC 9457) in the language of the asker, with
 * the place of what is wrong: a header, a JSON pointer into the request, or a
 * line and a byte.
 */
#ifndef BW_HTTP_H
#define BW_HTTP_H
#include "base/out.h"
#include "model/text.h"

#define BW_BODY_MOST ((size_t)32 << 20) /* bytes of a request */

struct bw_header {
	struct bw_str name, value;
};
enum bw_body {
	BW_BODY_WHOLE,
	BW_BODY_TOO_LARGE, /* more than BW_BODY_MOST, and not kept */
	BW_BODY_NO_ROOM    /* others send too much at the moment */
};
struct bw_request {
	struct bw_str method, path, query; /* as they came, no %XX undone */
	const struct bw_header *header;
	size_t n_header;
	struct bw_str body; /* with BW_JSON_PAD readable bytes behind it */
	enum bw_body state;
};
/* Path and query from the target of a request line: "/a?b", and what proxies
 * send, "http://host/a?b". */
void bw_request_target(struct bw_request *q, struct bw_str target);
/* The value of a header, whatever its case; empty when it is absent. */
struct bw_str bw_request_header(const struct bw_request *q, const char *name);
size_t bw_request_headers(const struct bw_request *q, const char *name);
/* What Accept-Language likes best of what there is; English otherwise. */
enum bw_lang bw_request_lang(const struct bw_request *q);

struct bw_response {
	int status;
	struct bw_out body; /* in memory */
	struct bw_header header[24];
	size_t n_header;
	enum bw_lang lang;
	bool failed;           /* no memory for a header */
	struct bw_arena arena; /* of texts that only this response has */
};
void bw_response_init(struct bw_response *r);
void bw_response_release(struct bw_response *r);
/* name and value must outlive the response. */
void bw_response_header(
    struct bw_response *r, const char *name, struct bw_str value);
/* With a copy of the value, which lives as long as the response. */
void bw_response_header_own(
    struct bw_response *r, const char *name, struct bw_str value);
/* In place of one of that name. */
void bw_response_header_set(
    struct bw_response *r, const char *name, struct bw_str value);
/* 200 with a body of that type, to be written to r->body. */
void bw_response_ok(struct bw_response *r, const char *type);

struct bw_problem {
	int status;
	const char *word;   /* the key web.problem.WORD */
	struct bw_str what; /* fills {what} in it */
	/* Where; at most one, the others NULL or 0. */
	const char *header, *pointer;
	uint64_t line, byte; /* of the body, from 1 and from 0 */
};
/* Make it the answer, in place of what was written before. */
void bw_response_problem(struct bw_response *r, const struct bw_problem *p);
/* The line of a log: when, status, bytes of body, milliseconds, method, path.
 * Not who asked, nor the query; what a terminal would obey is made harmless. */
void bw_request_log(struct bw_buf *b, int64_t seconds_since_1970,
    const struct bw_request *q, const struct bw_response *r,
    uint64_t nanoseconds);
const char *bw_status_phrase(int status);

#endif
