/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_ask.c - a page asks the program, and reads what it answers.
 */
#include "web/page.h"
#include "base/date.h"

struct asking {
	const struct bw_asker *asker;
	const struct bw_question *q;
};

static int
ask(void *ctx, struct bw_buf *text, struct bw_err *err)
{
	const struct asking *a = ctx;

	return a->asker->ask(a->asker->ctx, a->q, text, err);
}

/* World, its state, the day (what is asked for is "today"), and the words. */
static void
write_key(struct bw_buf *key, const struct bw_question *q)
{
	bw_buf_fmt(key, "%s\n%llx %d %d", q->world,
	    (unsigned long long)web_world_state(q->world), (int)bw_date_today(),
	    (int)q->lang);
	for (size_t i = 0; i < q->n; i++) {
		bw_buf_char(key, '\0');
		bw_buf_z(key, q->arg[i]);
	}
}

const struct bw_answer *
app_ask(struct bw_app *app, const struct bw_question *q)
{
	struct asking a = { app->opt.asker, q };
	const struct bw_answer *answer = NULL;
	struct bw_buf key = { 0 };

	write_key(&key, q);
	if (!key.failed)
		answer =
		    bw_answers_get(app->answers, bw_buf_get(&key), ask, &a);
	bw_buf_release(&key);
	return answer;
}

int
app_problem_of(int code)
{
	switch (code) {
	case BW_ENOTFOUND:
		return 404;
	case BW_ECONFLICT:
		return 409;
	case BW_EUSAGE:
	case BW_EFORMAT:
	case BW_ELIMIT:
		return 400;
	case BW_EDENIED:
		return 403;
	default:
		return 500;
	}
}

static void
add(struct page_question *a, const char *arg)
{
	/* 8 are kept for "--" and what stands behind it. */
	if (arg == NULL || a->q.n + 8 + 2 > BW_QUESTION_ARGS)
		a->bad = true;
	else
		a->q.arg[a->q.n++] = arg;
}

void
page_asks(struct page *p, struct page_question *a, const char *verb)
{
	*a = (struct page_question){ 0 };
	a->q.world = p->world;
	a->q.lang = p->lang;
	add(a, "--json");
	add(a, verb);
}

void
page_option(struct page *p, struct page_question *a, const char *name,
    struct bw_str value)
{
	if (value.n == 0)
		return;
	if (memchr(value.p, '\0', value.n) != NULL)
		a->bad = true;
	add(a, page_fmt(p, "--%s=%.*s", name, BW_ARG(value)).p);
}

void
page_switch(struct page *p, struct page_question *a, const char *name)
{
	add(a, page_fmt(p, "--%s", name).p);
}

void
page_place(struct page *p, struct page_question *a, struct bw_str value)
{
	if (a->n_place == BW_LEN(a->place) ||
	    memchr(value.p != NULL ? value.p : "", '\0', value.n) != NULL)
		a->bad = true;
	else
		a->place[a->n_place++] = page_fmt(p, "%.*s", BW_ARG(value)).p;
}

struct bw_str
page_party_name(struct page *p, struct bw_str value)
{
	int64_t id;

	return bw_str_i64(value, &id) && id > 0
	    ? page_fmt(p, "#%.*s", BW_ARG(value))
	    : value;
}

void
page_party(struct page *p, struct page_question *a, struct bw_str value)
{
	page_place(p, a, page_party_name(p, value));
}

/* The question, with what stands behind it. */
const struct bw_answer *
page_answer(struct page *p, struct page_question *a, const char *form)
{
	struct bw_question q = a->q;
	const struct bw_answer *answer;

	if (p->app->opt.asker == NULL || a->bad || p->n_answer == PAGE_ANSWERS)
		return NULL;
	if (form != NULL) /* in place of --json */
		q.arg[0] = form;
	q.arg[q.n++] = "--";
	for (size_t i = 0; i < a->n_place; i++)
		q.arg[q.n++] = a->place[i] != NULL ? a->place[i] : "";
	answer = app_ask(p->app, &q);
	if (answer != NULL)
		p->answer[p->n_answer++] = answer;
	return answer;
}

static bool
parse(struct page *p, const struct bw_answer *answer, struct bw_json *out)
{
	struct bw_json_parser **parser = &p->parser[p->n_answer - 1];

	return bw_json_parser_new(parser, NULL) == 0 &&
	    bw_json_parse(*parser, answer->text.p, answer->text.n, out, NULL) ==
	    0;
}

bool
page_json(struct page *p, struct page_question *a, struct bw_json *out)
{
	const struct bw_answer *answer = page_answer(p, a, NULL);

	*out = (struct bw_json){ 0 };
	if (p->app->opt.asker == NULL)
		page_problem(p, 404, "no-world");
	else if (answer == NULL)
		page_problem(p, a->bad ? 400 : 500, a->bad ? "text" : "memory");
	else if (answer->code != 0)
		page_refusal(p, answer);
	else if (!parse(p, answer, out))
		page_problem(p, 500, "memory");
	else
		return true;
	return false;
}

struct bw_json
page_json_maybe(struct page *p, struct page_question *a)
{
	const struct bw_answer *answer = page_answer(p, a, NULL);
	struct bw_json out = { 0 };

	if (answer == NULL || answer->code != 0 || !parse(p, answer, &out))
		return (struct bw_json){ 0 };
	return out;
}

struct bw_str
page_drawn(struct page *p, struct page_question *a, const char *form)
{
	const struct bw_answer *answer =
	    page_answer(p, a, page_fmt(p, "--%s=-", form).p);

	if (answer == NULL || answer->code != 0)
		return (struct bw_str){ 0 };
	return bw_buf_get(&answer->text);
}

struct bw_str
page_why_not(const struct page *p)
{
	if (p->n_answer == 0 || p->answer[p->n_answer - 1]->code == 0)
		return (struct bw_str){ 0 };
	return bw_str_of(p->answer[p->n_answer - 1]->err.what);
}

void
page_download(struct page *p, struct page_question *a, const char *form,
    const char *type, const char *name)
{
	const struct bw_answer *answer =
	    page_answer(p, a, page_fmt(p, "--%s=-", form).p);

	if (answer == NULL) {
		page_problem(p, a->bad ? 400 : 500, a->bad ? "text" : "memory");
		return;
	}
	if (answer->code != 0) {
		page_refusal(p, answer);
		return;
	}
	bw_response_ok(p->r, type);
	bw_response_header_own(p->r, "Content-Disposition",
	    page_fmt(p, "attachment; filename=\"%s\"", name));
	bw_out_str(&p->r->body, bw_buf_get(&answer->text));
}
