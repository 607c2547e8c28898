/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http.c - headers, languages, answers and refusals.
 */
#include "web/http.h"
#include "base/date.h"
#include "base/fold.h"

void
bw_request_target(struct bw_request *q, struct bw_str target)
{
	if (bw_str_starts(target, BW_STR("http://"))) {
		size_t i = 7;

		while (i < target.n && target.p[i] != '/')
			i++;
		target = bw_str_sub(target, i, target.n);
	}
	q->query = target;
	bw_str_cut(&q->query, '?', &q->path);
}

struct bw_str
bw_request_header(const struct bw_request *q, const char *name)
{
	for (size_t i = 0; i < q->n_header; i++)
		if (bw_str_eq_nocase(q->header[i].name, bw_str_of(name)))
			return bw_str_trim(q->header[i].value);
	return (struct bw_str){ 0 };
}

size_t
bw_request_headers(const struct bw_request *q, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < q->n_header; i++)
		n += bw_str_eq_nocase(q->header[i].name, bw_str_of(name));
	return n;
}

/* The weight "q=0.8" of a language, in thousandths (RFC 9110, 12.4.2). */
static unsigned
weight(struct bw_str params)
{
	struct bw_str one;
	unsigned w = 0, unit = 1000;

	while (bw_str_cut(&params, ';', &one)) {
		one = bw_str_trim(one);
		if (one.n < 3 || (one.p[0] | 32) != 'q' || one.p[1] != '=')
			continue;
		for (size_t i = 2; i < one.n && i < 7; i++) {
			if (one.p[i] == '.')
				continue;
			if (one.p[i] < '0' || one.p[i] > '9')
				return 0;
			w += (unsigned)(one.p[i] - '0') * unit;
			unit /= 10;
		}
		return w > 1000 ? 1000 : w;
	}
	return 1000;
}

enum bw_lang
bw_request_lang(const struct bw_request *q)
{
	struct bw_str rest = bw_request_header(q, "Accept-Language"), one, tag;
	enum bw_lang best = BW_EN, lang;
	unsigned most = 0, w;

	while (bw_str_cut(&rest, ',', &one)) {
		bw_str_cut(&one, ';', &tag);
		tag = bw_str_trim(tag);
		w = weight(one);
		if (w > most && bw_lang_of(bw_str_sub(tag, 0, 2), &lang) &&
		    (tag.n == 2 || tag.p[2] == '-')) {
			most = w;
			best = lang;
		}
	}
	return best;
}

void
bw_response_init(struct bw_response *r)
{
	*r = (struct bw_response){ .lang = BW_EN };
	bw_out_memory(&r->body);
	bw_arena_init(&r->arena, 0);
}

void
bw_response_release(struct bw_response *r)
{
	bw_arena_release(&r->arena);
	bw_out_release(&r->body);
}

void
bw_response_header(struct bw_response *r, const char *name, struct bw_str value)
{
	BW_ASSERT(r->n_header < BW_LEN(r->header));
	r->header[r->n_header++] = (struct bw_header){ bw_str_of(name), value };
}

void
bw_response_header_own(
    struct bw_response *r, const char *name, struct bw_str value)
{
	struct bw_str copy = bw_arena_dup(&r->arena, value);

	if (copy.p == NULL && value.n > 0)
		r->failed = true;
	else
		bw_response_header(r, name, copy);
}

static void
forget(struct bw_response *r, const char *name)
{
	for (size_t i = r->n_header; i-- > 0;)
		if (bw_str_is(r->header[i].name, name))
			r->header[i] = r->header[--r->n_header];
}

void
bw_response_header_set(
    struct bw_response *r, const char *name, struct bw_str value)
{
	forget(r, name);
	bw_response_header(r, name, value);
}

void
bw_response_ok(struct bw_response *r, const char *type)
{
	r->status = 200;
	bw_response_header(r, "Content-Type", bw_str_of(type));
}

const char *
bw_status_phrase(int status)
{
	static const struct {
		int status;
		const char *phrase;
	} known[] = {
		{ 200, "OK" },
		{ 204, "No Content" },
		{ 302, "Found" },
		{ 303, "See Other" },
		{ 400, "Bad Request" },
		{ 403, "Forbidden" },
		{ 404, "Not Found" },
		{ 405, "Method Not Allowed" },
		{ 409, "Conflict" },
		{ 413, "Content Too Large" },
		{ 415, "Unsupported Media Type" },
		{ 421, "Misdirected Request" },
		{ 500, "Internal Server Error" },
		{ 503, "Service Unavailable" },
	};

	for (size_t i = 0; i < BW_LEN(known); i++)
		if (known[i].status == status)
			return known[i].phrase;
	return "Unknown";
}

static void
place(struct bw_jw *j, const struct bw_problem *p)
{
	if (p->header != NULL)
		bw_jw_z(j, "header", p->header);
	if (p->pointer != NULL)
		bw_jw_z(j, "pointer", p->pointer);
	if (p->line > 0) {
		bw_jw_i64(j, "line", (int64_t)p->line);
		bw_jw_i64(j, "byte", (int64_t)p->byte);
	}
}

void
bw_response_problem(struct bw_response *r, const struct bw_problem *p)
{
	struct bw_fill fill = { "what",
		bw_text_same(bw_str_sub(p->what, 0, 200)) };
	struct bw_arena arena;
	struct bw_text detail;
	struct bw_jw j;
	char key[64];

	snprintf(key, sizeof(key), "web.problem.%s", p->word);
	bw_arena_init(&arena, 0);
	detail = bw_text_fill(&arena, key, &fill, 1);
	forget(r, "Content-Type");
	r->status = p->status;
	bw_response_header(
	    r, "Content-Type", BW_STR("application/problem+json"));
	bw_out_release(&r->body);
	bw_out_memory(&r->body);
	j = bw_jw(&r->body);
	j.compact = true;
	bw_jw_open(&j, NULL, '{');
	bw_jw_z(&j, "type", "about:blank");
	bw_jw_z(&j, "title", bw_status_phrase(p->status));
	bw_jw_i64(&j, "status", p->status);
	bw_jw_str(&j, "detail", detail.in[r->lang]);
	place(&j, p);
	bw_jw_close(&j);
	if (r->body.buf.failed) { /* no memory to say why, either */
		forget(r, "Content-Type");
		bw_out_release(&r->body);
		bw_out_memory(&r->body);
	}
	bw_arena_release(&arena);
}

void
bw_request_log(struct bw_buf *b, int64_t seconds_since_1970,
    const struct bw_request *q, const struct bw_response *r,
    uint64_t nanoseconds)
{
	int64_t day = seconds_since_1970 / 86400;
	int s = (int)(seconds_since_1970 % 86400);

	bw_date_print(b, (bw_date)day);
	bw_buf_fmt(b, "T%02d:%02d:%02dZ %d %zu %.3f ", s / 3600, s / 60 % 60,
	    s % 60, r->status, r->body.buf.n, (double)nanoseconds / 1e6);
	bw_plain(b, bw_str_sub(q->method, 0, 20));
	bw_buf_z(b, " ");
	bw_plain(b, bw_str_sub(q->path, 0, 500));
	bw_buf_z(b, "\n");
}
