/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_web.c - requests as values, answered without a socket.
 */
#include "support/support.h"
#include "base/json.h"
#include "base/mem.h"
#include "cyber/csaf.h"
#include "web/app.h"

static const char *const origin[] = { "https://editor.example",
	"http://localhost:8080" };
static const struct bw_app_opt opt = {
	.loopback = true, .version = "1.2.3", .origin = origin, .n_origin = 2
};

struct asking {
	struct bw_app *app;
	struct bw_response r;
	struct bw_json_parser *parser;
	struct bw_json json; /* of the answer */
	struct bw_buf body;
};

static struct bw_str
header(const struct asking *a, const char *name)
{
	for (size_t i = 0; i < a->r.n_header; i++)
		if (bw_str_is(a->r.header[i].name, name))
			return a->r.header[i].value;
	return (struct bw_str){ 0 };
}

/* headers: "Name: value" a line. */
static int
ask(struct asking *a, const char *method, const char *target,
    const char *headers, struct bw_str body)
{
	struct bw_header line_of[20];
	struct bw_request q = { .method = bw_str_of(method),
		.header = line_of };
	struct bw_str rest = bw_str_of(headers), line;

	bw_request_target(&q, bw_str_of(target));
	while (bw_str_cut(&rest, '\n', &line)) {
		bw_str_cut(&line, ':', &line_of[q.n_header].name);
		line_of[q.n_header++].value = bw_str_trim(line);
	}
	bw_buf_clear(&a->body);
	bw_buf_str(&a->body, body);
	assert_true(bw_buf_room(&a->body, BW_JSON_PAD));
	q.body = bw_buf_get(&a->body);
	bw_response_release(&a->r);
	bw_response_init(&a->r);
	bw_app_answer(a->app, &q, &a->r);
	a->json = (struct bw_json){ 0 };
	assert_true(bw_buf_room(&a->r.body.buf, BW_JSON_PAD));
	if (a->r.body.buf.n > 0 && a->r.body.buf.p[0] != '#' &&
	    !bw_str_starts(header(a, "Content-Type"), BW_STR("text/html")))
		assert_int_equal(bw_json_parse(a->parser, a->r.body.buf.p,
				     a->r.body.buf.n, &a->json, NULL),
		    0);
	return a->r.status;
}

#define HOST "Host: localhost:8082"
#define JSON HOST "\nContent-Type: application/json"

static struct bw_str
member(const struct asking *a, const char *name)
{
	return bw_json_str(bw_json_get(a->json, name));
}

static int
setup(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct asking *a = bw_calloc(1, sizeof(*a));

	assert_non_null(a);
	assert_ok(bw_text_load(&err), &err);
	assert_ok(bw_app_new(&a->app, &opt, &err), &err);
	assert_ok(bw_json_parser_new(&a->parser, &err), &err);
	*state = a;
	return 0;
}

static int
teardown(void **state)
{
	struct asking *a = *state;

	bw_response_release(&a->r);
	bw_buf_release(&a->body);
	bw_json_parser_free(a->parser);
	bw_app_free(a->app);
	bw_free(a);
	return 0;
}

static void
what_is_refused(void **state)
{
	static const struct {
		int status;
		const char *method, *target, *headers, *body, *place, *value;
	} row[] = {
		{ 404, "GET", "/nothing", HOST, "", NULL, NULL },
		{ 404, "GET", "/api/v1/tests/", HOST, "", NULL, NULL },
		{ 404, "GET", "*", HOST, "", NULL, NULL },
		{ 404, "GET", "http://localhost", HOST, "", NULL, NULL },
		{ 400, "POST", "/api/v1/validate",
		    JSON "\nTransfer-Encoding: gzip", "{}", "header",
		    "Transfer-Encoding" },
		{ 405, "PUT", "/health", HOST, "", NULL, NULL },
		{ 405, "GET", "/api/v1/validate", HOST, "", NULL, NULL },
		{ 421, "GET", "/health", "Host: evil.example", "", "header",
		    "Host" },
		{ 421, "GET", "/health", "Host: 127.0.0.1.evil.example", "",
		    "header", "Host" },
		{ 421, "GET", "/health", "", "", "header", "Host" },
		{ 421, "GET", "/health", "Host: localhost:x", "", "header",
		    "Host" },
		{ 400, "GET", "/health", HOST "\n" HOST, "", "header", "Host" },
		{ 400, "GET", "/health", HOST "\nContent-Length: 3", "abc",
		    "header", "Content-Length" },
		{ 400, "POST", "/api/v1/validate",
		    JSON "\nContent-Length: 2\nTransfer-Encoding: chunked",
		    "{}", "header", "Transfer-Encoding" },
		{ 400, "POST", "/api/v1/validate", JSON "\nContent-Length: -2",
		    "{}", "header", "Content-Length" },
		{ 413, "POST", "/api/v1/validate",
		    JSON "\nContent-Length: 33554433", "", "header",
		    "Content-Length" },
		{ 415, "POST", "/api/v1/validate", HOST, "{}", "header",
		    "Content-Type" },
		{ 415, "POST", "/api/v1/validate",
		    HOST "\nContent-Type: text/plain", "{}", "header",
		    "Content-Type" },
		{ 415, "POST", "/api/v1/validate",
		    JSON "\nContent-Encoding: gzip", "{}", "header",
		    "Content-Encoding" },
		{ 400, "POST", "/api/v1/validate", JSON, "[]", "pointer", "" },
		{ 400, "POST", "/api/v1/validate", JSON, "{}", "pointer",
		    "/document" },
		{ 400, "POST", "/api/v1/validate", JSON,
		    "{\"document\":{},\"tests\":[]}", "pointer", "/tests" },
		{ 400, "POST", "/api/v1/validate", JSON,
		    "{\"document\":{},\"tests\":[7]}", "pointer", "/tests/0" },
		{ 400, "POST", "/api/v1/validate", JSON,
		    "{\"document\":{},\"tests\":[{\"type\":\"x\"}]}", "pointer",
		    "/tests/0/type" },
		{ 400, "POST", "/api/v1/validate", JSON,
		    "{\"document\":{},\"tests\":[{\"type\":\"preset\","
		    "\"name\":\"6.1.1\"}]}",
		    "pointer", "/tests/0/name" },
		{ 400, "POST", "/api/v1/validate", JSON,
		    "{\"document\":{},\"tests\":[{\"type\":\"test\",\"name\":"
		    "\"csaf_2_0\"},{\"type\":\"test\",\"name\":"
		    "\"mandatoryTest_6_2_1\"}]}",
		    "pointer", "/tests/1/name" },
	};
	struct asking *a = *state;

	for (size_t i = 0; i < BW_LEN(row); i++) {
		int64_t status = 0;

		assert_int_equal(ask(a, row[i].method, row[i].target,
				     row[i].headers, bw_str_of(row[i].body)),
		    row[i].status);
		assert_str(
		    header(a, "Content-Type"), "application/problem+json");
		assert_true(
		    bw_json_i64(bw_json_get(a->json, "status"), &status));
		assert_int_equal(status, row[i].status);
		assert_true(member(a, "detail").n > 0);
		if (row[i].place != NULL)
			assert_str(member(a, row[i].place), row[i].value);
		assert_true(row[i].status != 405 || header(a, "Allow").n > 0);
	}
}

static void
broken_json_has_a_line(void **state)
{
	struct asking *a = *state;
	int64_t line = 0, byte = 0;

	assert_int_equal(ask(a, "POST", "/api/v1/validate", JSON,
			     BW_STR("{\"tests\":\n [1,}")),
	    400);
	assert_true(bw_json_i64(bw_json_get(a->json, "line"), &line));
	assert_true(bw_json_i64(bw_json_get(a->json, "byte"), &byte));
	assert_int_equal(line, 2);
	assert_int_equal(byte, 14);
	assert_int_equal(
	    ask(a, "POST", "/api/v1/validate", JSON, (struct bw_str){ 0 }),
	    400);
}

static void
every_answer_is_guarded(void **state)
{
	static const char *const target[] = { "/health", "/metrics", "/x", "/",
		"/nl/", "/en/search", "/v1/companies", "/assets/x/y",
		"/api/v1/tests", "/api/v1/validate" };
	struct asking *a = *state;

	for (size_t i = 0; i < BW_LEN(target); i++) {
		ask(a, "GET", target[i], HOST, (struct bw_str){ 0 });
		assert_true(bw_str_starts(header(a, "Content-Security-Policy"),
		    BW_STR("default-src 'none'")));
		assert_str(header(a, "X-Content-Type-Options"), "nosniff");
		assert_str(header(a, "Referrer-Policy"), "no-referrer");
		assert_int_equal(header(a, "Access-Control-Allow-Origin").n, 0);
	}
}

static void
only_named_origins(void **state)
{
	struct asking *a = *state;
	char name[280];

	assert_int_equal(
	    ask(a, "OPTIONS", "/api/v1/validate",
		HOST "\nOrigin: https://editor.example", (struct bw_str){ 0 }),
	    204);
	assert_str(
	    header(a, "Access-Control-Allow-Origin"), "https://editor.example");
	assert_str(header(a, "Access-Control-Allow-Methods"), "POST, OPTIONS");
	assert_int_equal(
	    ask(a, "OPTIONS", "/api/v1/validate",
		HOST "\nOrigin: https://evil.example", (struct bw_str){ 0 }),
	    204);
	assert_int_equal(header(a, "Access-Control-Allow-Origin").n, 0);
	assert_true(bw_origin_valid(BW_STR("http://[::1]:8080")));
	assert_false(bw_origin_valid(BW_STR("*")));
	memset(name, 'a', sizeof(name));
	memcpy(name, "http://", 7);
	assert_true(bw_origin_valid((struct bw_str){ name, 260 }));
	assert_false(bw_origin_valid((struct bw_str){ name, sizeof(name) }));
	assert_false(bw_origin_valid(BW_STR("null")));
	assert_false(bw_origin_valid(BW_STR("https://")));
	assert_false(bw_origin_valid(BW_STR("https://a.example/")));
}

static void
language_of_the_asker(void **state)
{
	static const struct {
		const char *accept, *got;
	} row[] = {
		{ "nl", "nl" },
		{ "nl-NL,nl;q=0.9,en;q=0.8", "nl" },
		{ "en-GB,en;q=0.9,nl;q=0.8", "en" },
		{ "de, nl;q=0.1", "nl" },
		{ "nl;q=0, *", "en" },
		{ "nld;q=1", "en" },
		{ "fr", "en" },
		{ "", "en" },
	};
	struct asking *a = *state;
	char text[100];

	for (size_t i = 0; i < BW_LEN(row); i++) {
		snprintf(text, sizeof(text), HOST "\nAccept-Language: %s",
		    row[i].accept);
		ask(a, "GET", "/x", text, (struct bw_str){ 0 });
		assert_str(header(a, "Content-Language"), row[i].got);
		assert_int_equal(
		    bw_str_find(member(a, "detail"), BW_STR("Hier")) >= 0,
		    row[i].got[0] == 'n');
	}
}

static void
health_and_counts(void **state)
{
	struct asking *a = *state;
	struct bw_str text;

	assert_int_equal(
	    ask(a, "GET", "/health", HOST, (struct bw_str){ 0 }), 200);
	assert_str(member(a, "status"), "pass");
	assert_str(member(a, "version"), "1.2.3");
	assert_int_equal(ask(a, "HEAD", "http://localhost:8082/health?x", HOST,
			     (struct bw_str){ 0 }),
	    200);
	assert_int_equal(
	    ask(a, "GET", "/metrics", HOST, (struct bw_str){ 0 }), 200);
	text = bw_buf_get(&a->r.body.buf);
	assert_true(bw_str_find(text,
			BW_STR("\nbolwerk_http_requests_total{route=\"health\","
			       "code=\"200\"} 2\n")) > 0);
}

/* What the browser asks for decides, once: then it is in the address. */
static void
a_page_has_its_language_in_its_address(void **state)
{
	static const struct {
		const char *lang, *target, *to;
	} row[] = {
		{ "nl", "/", "/nl/" },
		{ "en", "/", "/en/" },
		{ "nl-NL,en;q=0.5", "/search?q=a%20b", "/nl/search?q=a%20b" },
		{ "de", "/company/12", "/en/company/12" },
	};
	struct asking *a = *state;
	char text[100];

	for (size_t i = 0; i < BW_LEN(row); i++) {
		snprintf(text, sizeof(text), HOST "\nAccept-Language: %s",
		    row[i].lang);
		assert_int_equal(
		    ask(a, "GET", row[i].target, text, (struct bw_str){ 0 }),
		    302);
		assert_str(header(a, "Location"), row[i].to);
	}
	assert_int_equal(ask(a, "GET", "/nl/", HOST "\nAccept-Language: en",
			     (struct bw_str){ 0 }),
	    200);
	assert_str(header(a, "Content-Language"), "nl");
	assert_true(bw_str_find(bw_buf_get(&a->r.body.buf),
			BW_STR("\n<html lang=\"nl\">")) > 0);
}

/* Pages for people, problem details for programs. */
static void
what_is_not_there_says_so_in_its_own_form(void **state)
{
	struct asking *a = *state;

	assert_int_equal(ask(a, "GET", "/nl/x", HOST "\nAccept: text/html",
			     (struct bw_str){ 0 }),
	    404);
	assert_str(header(a, "Content-Type"), "text/html; charset=utf-8");
	assert_int_equal(
	    ask(a, "GET", "/v1/x", HOST, (struct bw_str){ 0 }), 404);
	assert_str(header(a, "Content-Type"), "application/problem+json");
	assert_int_equal(
	    ask(a, "POST", "/nl/search", JSON, (struct bw_str){ 0 }), 405);
}

/* Nothing that moves the cursor or begins a line, and no query. */
static void
a_line_of_the_log(void **state)
{
	struct bw_request q = { .method = BW_STR_INIT("GET") };
	struct bw_response r;
	struct bw_buf b = { 0 };

	(void)state;
	bw_request_target(&q, BW_STR("/a\x1b[2J\nb?secret"));
	bw_response_init(&r);
	r.status = 404;
	bw_out_z(&r.body, "12345");
	/* date -u -d @1795698840 */
	bw_request_log(&b, 1795698840, &q, &r, 1234567);
	assert_str(
	    bw_buf_get(&b), "2026-11-26T13:14:00Z 404 5 1.235 GET /a [2J b\n");
	bw_response_release(&r);
	bw_buf_release(&b);
}

/* The name of a test as csaf-validator-service has it. */
static void
reference_name(const char *number, bool v21, char name[40])
{
	const char *part = number[2] == '1' ? "mandatory"
	    : number[2] == '3'              ? "informative"
	    : v21                           ? "recommended"
					    : "optional";

	snprintf(name, 40, "%sTest_%s", part, number);
	for (char *p = name; *p != '\0'; p++)
		if (*p == '.')
			*p = '_';
}

static size_t
listed(const struct asking *a, const char *name)
{
	struct bw_json_each it = bw_json_each(a->json);
	size_t n = 0;

	while (bw_json_step(&it))
		n +=
		    bw_str_is(bw_json_str(bw_json_get(it.value, "name")), name);
	return n;
}

static void
names_of_tests(void **state)
{
	struct asking *a = *state;
	const char *number;
	bool v20, v21;
	size_t n = 4;
	char name[40];

	assert_int_equal(
	    ask(a, "GET", "/api/v1/tests", HOST, (struct bw_str){ 0 }), 200);
	for (size_t i = 0; bw_csaf_test(i, &number, &v20, &v21); i++) {
		bool both = v20 && v21 && number[2] == '2';

		reference_name(number, !v20, name);
		assert_int_equal(listed(a, name), 1);
		reference_name(number, v21, name);
		assert_int_equal(listed(a, name), 1);
		n += both ? 2 : 1;
	}
	assert_int_equal(listed(a, "csaf_2_0"), 1);
	assert_int_equal(listed(a, "csaf_2_0_strict"), 1);
	assert_int_equal(listed(a, "csaf_2_1"), 1);
	assert_int_equal(listed(a, "csaf_2_1_strict"), 1);
	assert_int_equal(bw_json_count(a->json), n);
}

/* A document with tests before it: {"tests": [...], "document": ...}. */
static int
validate(struct asking *a, const char *tests, struct bw_str document)
{
	struct bw_buf b = { 0 };
	int status;

	bw_buf_fmt(&b, "{\"tests\":[%s],\"document\":", tests);
	bw_buf_str(&b, document);
	bw_buf_z(&b, "}");
	assert_false(b.failed);
	status = ask(a, "POST", "/api/v1/validate", JSON, bw_buf_get(&b));
	bw_buf_release(&b);
	return status;
}

#define TEST(name) "{\"type\":\"test\",\"name\":\"" name "\"}"
#define PRESET(name) "{\"type\":\"preset\",\"name\":\"" name "\"}"

static struct bw_json
result(const struct asking *a, const char *name)
{
	struct bw_json_each it = bw_json_each(bw_json_get(a->json, "tests"));

	while (bw_json_step(&it))
		if (bw_str_is(bw_json_str(bw_json_get(it.value, "name")), name))
			return it.value;
	return (struct bw_json){ 0 };
}

static void
answers_have_the_form_of_the_reference(void **state)
{
	struct asking *a = *state;
	struct bw_str doc =
	    test_read(test_source("tests/cyber/csaf/wrong-2.1.json"));
	struct bw_json_each it;
	struct bw_json one, first;

	assert_int_equal(validate(a,
			     TEST("mandatoryTest_6_1_1") "," TEST(
				 "mandatoryTest_6_1_1") "," PRESET("optional"),
			     doc),
	    200);
	assert_false(bw_json_bool(bw_json_get(a->json, "isValid"), true));
	one = result(a, "mandatoryTest_6_1_1");
	assert_false(bw_json_bool(bw_json_get(one, "isValid"), true));
	assert_int_equal(bw_json_count(bw_json_get(one, "warnings")), 0);
	assert_int_equal(bw_json_count(bw_json_get(one, "infos")), 0);
	it = bw_json_each(bw_json_get(one, "errors"));
	assert_true(bw_json_step(&it));
	first = it.value;
	assert_str(bw_json_str(bw_json_get(first, "instancePath")),
	    "/vulnerabilities/0/product_status/known_not_affected/1");
	assert_true(bw_json_str(bw_json_get(first, "message")).n > 0);
	/* Once, and those of 6.2 by their names of 2.1, which make nothing
	 * invalid. */
	it = bw_json_each(bw_json_get(a->json, "tests"));
	for (size_t n = 0; bw_json_step(&it); n++) {
		struct bw_str name = bw_json_str(bw_json_get(it.value, "name"));

		assert_int_equal(
		    n == 0, bw_str_is(name, "mandatoryTest_6_1_1"));
		assert_true(n == 0 ||
		    bw_str_starts(name, BW_STR("recommendedTest_6_2_")));
		assert_true(n == 0 ||
		    bw_json_bool(bw_json_get(it.value, "isValid"), false));
	}
	free((void *)(uintptr_t)doc.p);
}

static void
versions_and_forms(void **state)
{
	static const struct bw_str extra =
	    BW_STR_INIT("{\"document\":{\"csaf_version\":\"2.0\"},\"x\":1}");
	struct asking *a = *state;
	struct bw_json one;
	size_t plain;

	/* No version: not silently right. */
	assert_int_equal(
	    validate(a, TEST("mandatoryTest_6_1_1"), BW_STR("{}")), 200);
	assert_false(bw_json_bool(bw_json_get(a->json, "isValid"), true));
	/* The other version: told, not run. */
	validate(a, TEST("mandatoryTest_6_1_44") "," TEST("csaf_2_1"), extra);
	one = result(a, "mandatoryTest_6_1_44");
	assert_true(bw_json_bool(bw_json_get(one, "isValid"), false));
	assert_int_equal(bw_json_count(bw_json_get(one, "infos")), 1);
	one = result(a, "csaf_2_1");
	assert_int_equal(bw_json_count(bw_json_get(one, "errors")), 1);
	/* Members nobody defined are errors of the strict form only. */
	validate(a, TEST("csaf_2_0"), extra);
	plain = bw_json_count(bw_json_get(result(a, "csaf_2_0"), "errors"));
	validate(a, TEST("csaf_2_0_strict"), extra);
	assert_int_equal(
	    bw_json_count(bw_json_get(result(a, "csaf_2_0_strict"), "errors")),
	    plain + 1);
}

struct suite {
	struct asking *a;
	struct bw_csaf_work *work;
	struct bw_json_parser *parser;
	const char *folder;
	size_t asked;
	bool v21;
};

static size_t
all_findings(struct bw_json answer, size_t n[BW_CSAF_KINDS])
{
	static const char *const list[] = { "errors", "warnings", "infos" };
	struct bw_json_each it = bw_json_each(bw_json_get(answer, "tests"));

	memset(n, 0, BW_CSAF_KINDS * sizeof(*n));
	while (bw_json_step(&it))
		for (size_t k = 0; k < BW_CSAF_KINDS; k++)
			n[k] += bw_json_count(bw_json_get(it.value, list[k]));
	return n[0] + n[1] + n[2];
}

/* The preset `full` over HTTP says what the library says; the test the case
 * belongs to says what the suite says. */
static void
one_case(struct suite *s, const char *number, struct bw_str name, bool valid)
{
	int64_t today = INT64_C(1795564800000000000);
	struct bw_csaf_preset full;
	struct bw_csaf_result r;
	struct bw_err err = BW_ERR_INIT;
	struct bw_buf text = { 0 };
	struct bw_json root;
	struct bw_str doc;
	char path[512], one[40], tests[100];
	size_t n[BW_CSAF_KINDS];

	snprintf(path, sizeof(path), "%s/%.*s", s->folder, BW_ARG(name));
	doc = test_read(path);
	bw_buf_str(&text, doc);
	assert_true(bw_buf_room(&text, BW_JSON_PAD));
	assert_true(bw_csaf_preset(BW_STR("full"), &full));
	assert_ok(bw_json_parse(s->parser, text.p, text.n, &root, &err), &err);
	assert_ok(bw_csaf_check(s->work, root, &full, today, &r, &err), &err);
	assert_int_equal(validate(s->a, PRESET("full"), doc), 200);
	all_findings(s->a->json, n);
	for (size_t k = 0; k < BW_CSAF_KINDS; k++)
		assert_int_equal(n[k], r.n[k]);
	assert_int_equal(
	    bw_json_bool(bw_json_get(s->a->json, "isValid"), !r.valid),
	    r.valid);
	reference_name(number, s->v21, one);
	snprintf(
	    tests, sizeof(tests), "{\"type\":\"test\",\"name\":\"%s\"}", one);
	assert_int_equal(validate(s->a, tests, doc), 200);
	if ((all_findings(s->a->json, n) == 0) != valid)
		fail_msg("%s: %.*s", number, BW_ARG(name));
	s->asked++;
	bw_buf_release(&text);
	free((void *)(uintptr_t)doc.p);
}

/* Every thirteenth case; what is wrong in the suite, or not there
 * (doc/cyber.md), is the business of test_csaf. */
static void
sample(struct suite *s, struct bw_json test, const char *list, size_t *turn)
{
	struct bw_json_each it = bw_json_each(bw_json_get(test, list));
	struct bw_str id = bw_json_str(bw_json_get(test, "id"));
	char number[16];

	snprintf(number, sizeof(number), "%.*s", BW_ARG(id));
	if (number[2] == '3' || strcmp(number, "6.1.48") == 0 ||
	    strcmp(number, "6.1.50") == 0)
		return;
	while (bw_json_step(&it))
		if ((*turn)++ % 13 == 0)
			one_case(s, number,
			    bw_json_str(bw_json_get(it.value, "name")),
			    list[0] == 'v');
}

static void
run_suite(struct asking *a, const char *folder, bool v21)
{
	struct suite s = { .a = a, .v21 = v21 };
	struct bw_csaf *csaf = NULL;
	struct bw_err err = BW_ERR_INIT;
	struct bw_json_parser *parser = NULL;
	struct bw_buf text = { 0 };
	struct bw_json_each it;
	struct bw_json root;
	struct bw_str list;
	char own[512], path[600];
	size_t turn = 0;

	snprintf(own, sizeof(own), "%s", test_data(folder));
	s.folder = own;
	snprintf(path, sizeof(path), "%s/testcases.json", own);
	list = test_read(path);
	bw_buf_str(&text, list);
	assert_true(bw_buf_room(&text, BW_JSON_PAD));
	assert_ok(bw_json_parser_new(&parser, &err), &err);
	assert_ok(bw_json_parser_new(&s.parser, &err), &err);
	assert_ok(bw_csaf_new(&csaf, &err), &err);
	assert_ok(bw_csaf_work_new(&s.work, csaf, &err), &err);
	assert_ok(bw_json_parse(parser, text.p, text.n, &root, &err), &err);
	it = bw_json_each(bw_json_get(root, "tests"));
	while (bw_json_step(&it)) {
		sample(&s, it.value, "failures", &turn);
		sample(&s, it.value, "valid", &turn);
	}
	assert_true(s.asked > 12);
	bw_csaf_work_free(s.work);
	bw_csaf_free(csaf);
	bw_json_parser_free(s.parser);
	bw_json_parser_free(parser);
	bw_buf_release(&text);
	free((void *)(uintptr_t)list.p);
}

static void
suite_2_0(void **state)
{
	const char *folder = "cyber/csaf-oasis/csaf_2.0/test/validator/data";

	if (test_data(folder) == NULL)
		skip();
	run_suite(*state, folder, false);
}

static void
suite_2_1(void **state)
{
	const char *folder = "cyber/csaf-oasis/csaf_2.1/test/validator/data";

	if (test_data(folder) == NULL)
		skip();
	run_suite(*state, folder, true);
}

/* Memory that runs out gives no server, or an answer that says so. (The rules
 * of CSAF are tried at every place by test_csaf.) */
static void
survives_no_memory(void **state)
{
	static const char body[] =
	    "{\"tests\":[" PRESET("full") "],\"document\":"
					  "{\"document\":{\"csaf_version\":\"2."
					  "0\",\"title\":\"x\"}}}";
	char padded[sizeof(body) + BW_JSON_PAD] = { 0 };
	struct bw_header h[] = {
		{ BW_STR_INIT("Host"), BW_STR_INIT("localhost") },
		{ BW_STR_INIT("Content-Type"),
		    BW_STR_INIT("application/json") },
	};
	struct bw_request q = { .method = BW_STR_INIT("POST"),
		.path = BW_STR_INIT("/api/v1/validate"),
		.header = h,
		.n_header = 2,
		.body = { padded, sizeof(body) - 1 } };
	struct bw_app *app = NULL;
	int status = 0;

	(void)state;
	for (uint64_t n = 1; n < 6; n++) {
		bw_mem_fail_at(n);
		assert_int_equal(bw_app_new(&app, &opt, NULL), BW_ENOMEM);
		assert_null(app);
	}
	bw_mem_fail_at(0);
	assert_int_equal(bw_app_new(&app, &opt, NULL), 0);
	memcpy(padded, body, sizeof(body));
	/* What a worker lacks is made again after each failure. */
	for (uint64_t n = 1; n < 500 && status != 200; n++) {
		struct bw_response r;

		bw_response_init(&r);
		bw_mem_fail_at(n);
		bw_app_answer(app, &q, &r);
		bw_mem_fail_at(0);
		status = r.status;
		assert_true(status == 200 || status == 500);
		bw_response_release(&r);
	}
	bw_app_free(app);
	assert_int_equal(status, 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    what_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    broken_json_has_a_line, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    every_answer_is_guarded, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    only_named_origins, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    language_of_the_asker, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    health_and_counts, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    what_is_not_there_says_so_in_its_own_form, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_page_has_its_language_in_its_address, setup, teardown),
		cmocka_unit_test(a_line_of_the_log),
		cmocka_unit_test_setup_teardown(
		    names_of_tests, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    answers_have_the_form_of_the_reference, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    versions_and_forms, setup, teardown),
		cmocka_unit_test_setup_teardown(suite_2_0, setup, teardown),
		cmocka_unit_test_setup_teardown(suite_2_1, setup, teardown),
		cmocka_unit_test(survives_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
