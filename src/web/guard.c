/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * guard.c - the checks every request passes, and the headers every answer has.
 */
#include "web/app_priv.h"

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

/* Nothing may be framed, guessed or kept, and nothing comes from elsewhere:
 * a page gets its style sheet and modules from here, and sends its forms
 * here; everything else loads nothing at all (Content Security Policy 3). */
void
guard_headers(struct bw_response *r, const struct route *t)
{
	static const char *const header[][2] = {
		{ "X-Content-Type-Options", "nosniff" },
		{ "Referrer-Policy", "no-referrer" },
		{ "Cross-Origin-Resource-Policy", "same-origin" },
		{ "Cross-Origin-Opener-Policy", "same-origin" },
		{ "Cache-Control", "no-store" },
	};
	bool page = !t->for_programs && t->kind != ROUTE_ASSET;

	bw_response_header(r, "Content-Security-Policy",
	    page ? BW_STR("default-src 'none'; style-src 'self'; "
			  "script-src 'self'; img-src 'self'; "
			  "connect-src 'self'; form-action 'self'; "
			  "base-uri 'none'; frame-ancestors 'none'")
		 : BW_STR("default-src 'none'; base-uri 'none'; "
			  "form-action 'none'; frame-ancestors 'none'"));
	for (size_t i = 0; i < BW_LEN(header); i++)
		bw_response_header(r, header[i][0], bw_str_of(header[i][1]));
	if (t->kind == ROUTE_API || t->kind == ROUTE_OPENAPI)
		bw_response_header(r, "API-Version", BW_STR(API_VERSION));
	bw_response_header(r, "Content-Language",
	    r->lang == BW_NL ? BW_STR("nl") : BW_STR("en"));
	bw_response_header(
	    r, "Vary", BW_STR("Accept-Language, Origin, Cookie"));
}

/* What a page from an allowed origin may do (Fetch standard, CORS). */
void
guard_origin(const struct bw_app *a, const struct bw_request *q,
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
bool
guard_refuses(
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
body_size_refused(const struct bw_request *q, struct bw_response *r)
{
	struct bw_str length = bw_request_header(q, "Content-Length");
	struct bw_problem p = { 0 };
	int64_t n = 0;

	if (length.n > 0 && (!bw_str_i64(length, &n) || n < 0))
		p = (struct bw_problem){ .status = 400,
			.word = "length",
			.header = "Content-Length" };
	else if (n > (int64_t)BW_BODY_MOST || q->state == BW_BODY_TOO_LARGE)
		p = (struct bw_problem){ .status = 413,
			.word = "size",
			.header = n > 0 ? "Content-Length" : NULL };
	else if (q->state == BW_BODY_NO_ROOM) {
		p = (struct bw_problem){ .status = 503, .word = "busy" };
		bw_response_header(r, "Retry-After", BW_STR("5"));
	}
	if (p.status != 0)
		bw_response_problem(r, &p);
	return p.status != 0;
}

bool
guard_refuses_body(const struct bw_request *q, struct bw_response *r, bool post)
{
	struct bw_str length = bw_request_header(q, "Content-Length");
	struct bw_str coding = bw_request_header(q, "Content-Encoding");
	struct bw_problem p = { 0 };
	int64_t n = 0;

	if (length.n > 0 && (!bw_str_i64(length, &n) || n < 0))
		return body_size_refused(q, r);
	if (!post && (n > 0 || bw_request_header(q, "Transfer-Encoding").n > 0))
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
	if (p.status == 0)
		return body_size_refused(q, r);
	bw_response_problem(r, &p);
	return true;
}

/* Where did the form stand? Browsers say it in Sec-Fetch-Site (Fetch
 * Metadata); older ones name the origin. Who says neither is no browser, and
 * carries nobody's cookie by accident. */
static bool
from_here(const struct bw_request *q)
{
	struct bw_str site = bw_request_header(q, "Sec-Fetch-Site");
	struct bw_str origin = bw_request_header(q, "Origin");
	struct bw_str host = bw_request_header(q, "Host");

	if (site.n > 0)
		return bw_str_is(site, "same-origin") ||
		    bw_str_is(site, "none");
	if (origin.n == 0)
		return true;
	return origin.n > host.n + 3 && bw_str_ends(origin, host) &&
	    bw_str_eq(
		bw_str_sub(origin, origin.n - host.n - 3, 3), BW_STR("://"));
}

bool
guard_refuses_form(const struct bw_request *q, struct bw_response *r)
{
	struct bw_str type = bw_request_header(q, "Content-Type"), name;
	struct bw_problem p = { 0 };

	if (!from_here(q))
		p = (struct bw_problem){ .status = 403,
			.word = "elsewhere",
			.header = "Sec-Fetch-Site" };
	bw_str_cut(&type, ';', &name);
	name = bw_str_trim(name);
	if (p.status == 0 &&
	    !bw_str_eq_nocase(
		name, BW_STR("application/x-www-form-urlencoded")) &&
	    !bw_str_eq_nocase(name, BW_STR("multipart/form-data")))
		p = (struct bw_problem){ .status = 415,
			.word = "form",
			.what = name,
			.header = "Content-Type" };
	if (p.status == 0)
		return body_size_refused(q, r);
	bw_response_problem(r, &p);
	return true;
}
