/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_web.c - any bytes as a request: a method, a target and headers on lines
 * of their own, an empty line, the body. Whatever comes, there is an answer
 * with the security headers, and what calls itself JSON is JSON.
 */
#include "base/json.h"
#include "base/mem.h"
#include "web/app.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HEADERS 40

static size_t
headers(struct bw_str *rest, struct bw_header header[HEADERS])
{
	struct bw_str line;
	size_t n = 0;

	while (n < HEADERS && bw_str_cut(rest, '\n', &line) && line.n > 0) {
		bw_str_cut(&line, ':', &header[n].name);
		header[n++].value = bw_str_trim(line);
	}
	return n;
}

static bool
has(const struct bw_response *r, const char *name, struct bw_str *value)
{
	for (size_t i = 0; i < r->n_header; i++)
		if (bw_str_is(r->header[i].name, name)) {
			*value = r->header[i].value;
			return true;
		}
	return false;
}

static void
look(struct bw_response *r)
{
	struct bw_json_parser *p = NULL;
	struct bw_json root;
	struct bw_str v;
	size_t n = r->body.buf.n;

	BW_ASSERT(r->status >= 200 && r->status < 600 && r->status != 500);
	BW_ASSERT(has(r, "Content-Security-Policy", &v) &&
	    has(r, "X-Content-Type-Options", &v) &&
	    has(r, "Referrer-Policy", &v));
	BW_ASSERT((n == 0) == (r->status == 204 || r->status == 302));
	BW_ASSERT(r->status != 405 || has(r, "Allow", &v));
	if (n == 0)
		return;
	BW_ASSERT(has(r, "Content-Type", &v));
	if (bw_str_find(v, BW_STR("json")) < 0)
		return;
	BW_ASSERT(bw_buf_room(&r->body.buf, BW_JSON_PAD));
	BW_ASSERT(bw_json_parser_new(&p, NULL) == 0 &&
	    bw_json_parse(p, r->body.buf.p, n, &root, NULL) == 0);
	bw_json_parser_free(p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const origin[] = { "https://editor.example" };
	static struct bw_app *app; /* made once, asked many times */
	struct bw_app_opt opt = { .loopback = true,
		.version = "0",
		.origin = origin,
		.n_origin = 1 };
	struct bw_header header[HEADERS];
	struct bw_request q = { .header = header };
	struct bw_response r;
	char *text = bw_calloc(size + BW_JSON_PAD, 1);
	struct bw_str rest = { text, size }, target;
	enum bw_ask ask;

	if (app == NULL)
		BW_ASSERT(bw_text_load(NULL) == 0 &&
		    bw_app_new(&app, &opt, NULL) == 0);
	BW_ASSERT(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	bw_str_cut(&rest, '\n', &target);
	bw_str_cut(&target, ' ', &q.method);
	bw_request_target(&q, target);
	q.n_header = headers(&rest, header);
	q.body = rest;
	ask = bw_app_look(app, &q);
	bw_response_init(&r);
	bw_app_answer(app, &q, &r);
	BW_ASSERT(
	    (ask != BW_ASK_PLAIN && ask != BW_ASK_QUICK) || r.status < 500);
	look(&r);
	bw_response_release(&r);
	bw_free(text);
	return 0;
}
