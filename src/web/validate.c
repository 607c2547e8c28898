/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * validate.c - the CSAF validator in the form of csaf-validator-service.
 *
 * Request: {"tests": [{"type": "test"|"preset", "name"}], "document": {}}.
 * Answer: {"tests": [{"name", "isValid", "errors", "warnings", "infos"}],
 * "isValid"}, each finding {"instancePath", "message"}. What is asked of a
 * document of the other version is not silently true: a form is an error, a
 * test says that it was not run.
 */
#include "base/date.h"
#include "web/asked.h"

#define TESTS_MOST 1000
#define LARGE ((size_t)4 << 20)
#define ANSWER_MOST ((size_t)32 << 20) /* findings are left out behind it */

static void
test_row(struct bw_jw *j, struct asked_test t, const char *preset)
{
	char name[ASKED_NAME];

	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "name", asked_name(t, name));
	bw_jw_z(j, "preset", preset);
	bw_jw_close(j);
}

void
app_tests(struct bw_app *a, struct bw_response *r)
{
	static const char *const part[] = { "mandatory", "optional",
		"informative" };
	struct bw_jw j = bw_jw(&r->body);
	const char *number;
	bool v20, v21;

	(void)a;
	bw_response_ok(r, "application/json");
	j.compact = true;
	bw_jw_open(&j, NULL, '[');
	for (uint16_t i = ASKED_2_0; i < ASKED_END; i++)
		test_row(&j, (struct asked_test){ i, false }, "schema");
	for (uint16_t i = 0; bw_csaf_test(i, &number, &v20, &v21); i++) {
		if (v20 || number[2] != '2')
			test_row(&j, (struct asked_test){ i, false },
			    part[number[2] - '1']);
		if (v21 && number[2] == '2')
			test_row(
			    &j, (struct asked_test){ i, true }, "recommended");
	}
	bw_jw_close(&j);
}

struct task {
	struct bw_app *app;
	struct app_worker *w;
	struct bw_response *r;
	struct bw_json document;
	enum bw_csaf_version version;
	struct asked asked;
	struct bw_csaf_result result;
	struct bw_buf path, text;
	size_t findings; /* bytes of them written */
	bool valid, cut;
};

static bool
refuse(
    struct task *t, const char *word, const char *pointer, struct bw_str what)
{
	bw_response_problem(t->r,
	    &(struct bw_problem){ .status = 400,
		.word = word,
		.pointer = pointer,
		.what = what });
	return false;
}

static bool
refuse_json(struct task *t, struct bw_str body)
{
	struct bw_problem p = { .status = 400, .word = "json" };

	bw_json_mistake(body, &p.line, &p.byte);
	bw_response_problem(t->r, &p);
	return false;
}

static bool
ask_one(struct task *t, struct bw_json one, size_t i)
{
	struct bw_str type = bw_json_str(bw_json_get(one, "type"));
	struct bw_str name = bw_json_str(bw_json_get(one, "name"));
	char at[40];

	snprintf(at, sizeof(at), "/tests/%zu", i);
	if (bw_json_type(one) != BW_JSON_OBJECT)
		return refuse(t, "test-form", at, (struct bw_str){ 0 });
	snprintf(at, sizeof(at), "/tests/%zu/name", i);
	if (bw_str_is(type, "preset"))
		return asked_preset(&t->asked, name, t->version) ||
		    refuse(t, "preset", at, name);
	if (bw_str_is(type, "test"))
		return asked_test(&t->asked, name) ||
		    refuse(t, asked_left_out(name) ? "test-left-out" : "test",
			at, name);
	snprintf(at, sizeof(at), "/tests/%zu/type", i);
	return refuse(t, "test-type", at, type);
}

static bool
read_request(struct task *t, struct bw_str body)
{
	struct bw_json root, tests;
	struct bw_json_each it;
	struct bw_str version;
	size_t i = 0;

	if (bw_json_parse(t->w->parser, body.p, body.n, &root, NULL) != 0)
		return refuse_json(t, body);
	if (bw_json_type(root) != BW_JSON_OBJECT)
		return refuse(t, "no-object", "", (struct bw_str){ 0 });
	t->document = bw_json_get(root, "document");
	if (bw_json_type(t->document) != BW_JSON_OBJECT)
		return refuse(t, "document", "/document", (struct bw_str){ 0 });
	version =
	    bw_json_str(bw_json_path(t->document, "document.csaf_version"));
	t->version = bw_str_is(version, "2.0") ? BW_CSAF_2_0
	    : bw_str_is(version, "2.1")        ? BW_CSAF_2_1
					       : BW_CSAF_UNKNOWN;
	tests = bw_json_get(root, "tests");
	if (bw_json_type(tests) != BW_JSON_ARRAY || bw_json_count(tests) == 0 ||
	    bw_json_count(tests) > TESTS_MOST)
		return refuse(t, "tests", "/tests", (struct bw_str){ 0 });
	it = bw_json_each(tests);
	while (bw_json_step(&it))
		if (!ask_one(t, it.value, i++))
			return false;
	return true;
}

static void
entry(struct bw_jw *j, struct bw_str path, struct bw_str message)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "instancePath", path);
	bw_jw_str(j, "message", message);
	bw_jw_close(j);
}

/* Which of the lists of a test a finding stands in, if in any. */
static bool
stands(struct asked_test test, const struct bw_csaf_finding *f,
    enum bw_csaf_kind kind)
{
	if (asked_strict(test) && strcmp(f->test, "6.2.20") == 0)
		return kind == BW_CSAF_ERROR;
	return f->kind == kind && strcmp(f->test, asked_number(test)) == 0;
}

/* Returns how many there are. */
static size_t
list(struct task *t, struct bw_jw *j, struct asked_test test,
    enum bw_csaf_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < t->result.n_all; i++) {
		const struct bw_csaf_finding *f = &t->result.v[i];

		if (!stands(test, f, kind))
			continue;
		n++;
		if (t->findings > ANSWER_MOST) {
			t->cut = true;
			continue;
		}
		bw_buf_clear(&t->path);
		bw_buf_clear(&t->text);
		bw_csaf_path(t->w->csaf, f, &t->path);
		bw_csaf_message(t->r->lang, f, &t->text);
		t->findings += t->path.n + t->text.n;
		entry(j, bw_buf_get(&t->path), bw_buf_get(&t->text));
	}
	return n;
}

/* A test of the other version, or of a document that says none. */
static size_t
elsewhere(struct task *t, struct bw_jw *j, struct asked_test test,
    enum bw_csaf_kind kind)
{
	bool form = test.id >= ASKED_TESTS;
	enum bw_csaf_kind said = form ? BW_CSAF_ERROR : BW_CSAF_INFO;

	if (kind != said)
		return 0;
	entry(j, BW_STR("/document/csaf_version"),
	    bw_word(t->r->lang,
		!form ? "web.csaf.not-run"
		    : t->version == BW_CSAF_UNKNOWN
		    ? "csaf.version"
		    : "web.csaf.other-version"));
	return 1;
}

static void
one_test(struct task *t, struct bw_jw *j, struct asked_test test)
{
	static const char *const key[] = { "errors", "warnings", "infos" };
	bool here = asked_belongs(test, t->version);
	char name[ASKED_NAME];
	size_t n[BW_CSAF_KINDS];

	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "name", asked_name(test, name));
	for (int k = 0; k < BW_CSAF_KINDS; k++) {
		enum bw_csaf_kind kind = (enum bw_csaf_kind)k;

		bw_jw_open(j, key[k], '[');
		n[k] =
		    here ? list(t, j, test, kind) : elsewhere(t, j, test, kind);
		bw_jw_close(j);
	}
	bw_jw_bool(j, "isValid", n[BW_CSAF_ERROR] == 0);
	bw_jw_close(j);
	if (n[BW_CSAF_ERROR] > 0)
		t->valid = false;
}

static void
write_answer(struct task *t)
{
	struct bw_jw j = bw_jw(&t->r->body);

	bw_response_ok(t->r, "application/json");
	j.compact = true;
	t->valid = true;
	t->cut = t->result.cut;
	bw_jw_open(&j, NULL, '{');
	bw_jw_open(&j, "tests", '[');
	for (size_t i = 0; i < t->asked.n; i++)
		one_test(t, &j, t->asked.test[i]);
	bw_jw_close(&j);
	bw_jw_bool(&j, "isValid", t->valid);
	if (t->cut)
		bw_jw_bool(&j, "cut", true);
	bw_jw_close(&j);
	if (t->path.failed || t->text.failed)
		t->r->body.buf.failed = true;
	atomic_fetch_add(&t->app->documents[t->valid], 1);
}

static void
check(struct task *t)
{
	struct bw_csaf_preset run = asked_run(&t->asked);
	/* The end of today, as `csaf validate` has it. */
	int64_t today = ((int64_t)bw_date_today() + 1) * 86400 * 1000000000;
	int rc = bw_csaf_check(
	    t->w->csaf, t->document, &run, today, &t->result, NULL);

	if (rc != 0) {
		bw_response_problem(t->r,
		    &(struct bw_problem){ .status = rc == BW_ELIMIT ? 413 : 500,
			.word = rc == BW_ELIMIT ? "values" : "memory",
			.pointer = rc == BW_ELIMIT ? "/document" : NULL });
		return;
	}
	/* Nothing can be held against what says no version: an error of the
	 * form, whatever was asked. */
	if (t->version == BW_CSAF_UNKNOWN && !run.schema)
		asked_add(&t->asked, (struct asked_test){ ASKED_2_0, false });
	write_answer(t);
}

static void
validate(struct bw_app *a, const struct bw_request *q, struct bw_response *r)
{
	struct task t = { .app = a, .w = app_worker_take(a), .r = r };

	if (t.w == NULL) {
		bw_response_problem(
		    r, &(struct bw_problem){ .status = 500, .word = "memory" });
		return;
	}
	if (read_request(&t, q->body))
		check(&t);
	bw_buf_release(&t.path);
	bw_buf_release(&t.text);
	app_worker_give(a, t.w, q->body.n > LARGE);
}

/* 32 MiB made for it become 1.4 GB of values: one such at a time, and nothing
 * of it is kept. */
void
app_validate(
    struct bw_app *a, const struct bw_request *q, struct bw_response *r)
{
	bool large = q->body.n > LARGE;

	if (large)
		pthread_mutex_lock(&a->large);
	validate(a, q, r);
	if (large)
		pthread_mutex_unlock(&a->large);
}
