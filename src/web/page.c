/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page.c - from a request to a page: language, world, parameters, keeping.
 */
#include "web/page.h"
#include "base/date.h"
#include "web/world.h"

const struct web_page *
web_page_of(struct bw_str path, struct path_steps *steps)
{
	for (const struct web_page *v = web_pages; v->path != NULL; v++)
		if (path_fits(path, v->path, steps))
			return v;
	return NULL;
}

void
page_init(struct page *p, struct bw_app *app, const struct bw_request *q,
    struct bw_response *r)
{
	*p = (struct page){ .app = app, .q = q, .r = r, .lang = r->lang };
	bw_arena_init(&p->arena, 0);
	web_world_of(p);
}

void
page_release(struct page *p)
{
	for (size_t i = 0; i < p->n_answer; i++) {
		bw_json_parser_free(p->parser[i]);
		bw_answers_drop(p->app->answers, p->answer[i]);
	}
	bw_form_release(&p->query);
	bw_arena_release(&p->arena);
}

static bool
read_address(struct page *p, const struct route *t, struct bw_err *err)
{
	for (p->n_step = 0; p->n_step < t->steps.n; p->n_step++)
		if (path_decode(t->steps.step[p->n_step], &p->arena,
			&p->step[p->n_step], err) != 0)
			return false;
	return bw_form_parse(&p->query, p->q->query, err) == 0;
}

static void
show(struct page *p, const struct route *t)
{
	struct bw_err err = BW_ERR_INIT;

	p->view = t->page;
	if (!read_address(p, t, &err))
		page_problem(p, err.code == BW_ENOMEM ? 500 : 400,
		    err.code == BW_ENOMEM ? "memory" : "text");
	else if (bw_str_is(p->q->method, "POST"))
		t->page->take(p);
	else
		t->page->show(p);
}

/* ---- pages that are kept ------------------------------------------------- */
struct showing {
	struct page *p;
	const struct route *t;
};

static int
show_to(void *ctx, struct bw_buf *text, struct bw_err *err)
{
	struct showing *s = ctx;
	struct bw_out *body = &s->p->r->body;

	show(s->p, s->t);
	/* What went wrong is the answer to this one alone. */
	if (s->p->r->status != 200 || body->buf.failed || body->err.code != 0)
		return bw_fail(err, BW_ECANCELLED, "not a page to keep");
	*text = body->buf;
	body->buf = (struct bw_buf){ 0 };
	return 0;
}

static void
write_key(struct bw_buf *key, struct page *p)
{
	bw_buf_fmt(key, "page %d %s\n%llx %d\n", (int)p->lang, p->world,
	    (unsigned long long)web_world_state(p->world),
	    (int)bw_date_today());
	bw_buf_str(key, p->q->path);
	bw_buf_char(key, '?');
	bw_buf_str(key, p->q->query);
}

static void
show_kept(struct page *p, const struct route *t)
{
	struct showing s = { p, t };
	const struct bw_answer *a = NULL;
	struct bw_buf key = { 0 };

	write_key(&key, p);
	if (!key.failed)
		a = bw_answers_get(
		    p->app->answers, bw_buf_get(&key), show_to, &s);
	bw_buf_release(&key);
	if (a != NULL && a->code == 0) {
		if (p->r->status != 200)
			bw_response_ok(p->r, "text/html; charset=utf-8");
		bw_out_str(&p->r->body, bw_buf_get(&a->text));
	} else if (p->r->status == 0) /* somebody else's went wrong */
		show(p, t);
	bw_answers_drop(p->app->answers, a);
}

void
page_run(struct bw_app *app, const struct bw_request *q, struct bw_response *r,
    const struct route *t)
{
	struct page p;

	page_init(&p, app, q, r);
	if (t->page->pure && !bw_str_is(q->method, "POST"))
		show_kept(&p, t);
	else
		show(&p, t);
	if (r->body.err.code != 0)
		r->failed = true;
	page_release(&p);
}

bool
page_none(struct bw_app *app, const struct bw_request *q, struct bw_response *r)
{
	struct page p;

	if (bw_str_find(bw_request_header(q, "Accept"), BW_STR("text/html")) <
	    0)
		return false;
	page_init(&p, app, q, r);
	page_problem(&p, 404, "none");
	page_release(&p);
	return true;
}

void
page_choose_language(const struct bw_request *q, struct bw_response *r)
{
	struct bw_buf to = { 0 };

	bw_buf_fmt(&to, "/%s%.*s%s%.*s", r->lang == BW_NL ? "nl" : "en",
	    BW_ARG(q->path), q->query.n > 0 ? "?" : "", BW_ARG(q->query));
	r->status = 302;
	bw_response_header_own(r, "Location", bw_buf_get(&to));
	bw_buf_release(&to);
}

void
page_file(
    struct page *p, const char *type, const char *name, struct bw_str bytes)
{
	bw_response_ok(p->r, type);
	bw_response_header_own(p->r, "Content-Disposition",
	    page_fmt(p, "attachment; filename=\"%s\"", name));
	bw_out_str(&p->r->body, bytes);
}

void
page_see(struct page *p, struct bw_url *u)
{
	p->r->status = 303;
	bw_response_header_own(p->r, "Location", bw_buf_get(&u->text));
	bw_url_release(u);
}

/* ---- what went wrong ----------------------------------------------------- */
static void
problem_begin(struct page *p, int status, const char *title)
{
	bw_out_release(&p->r->body);
	bw_out_memory(&p->r->body);
	bw_response_header_set(
	    p->r, "Content-Type", BW_STR("text/html; charset=utf-8"));
	p->r->status = status;
	page_begin(p, page_word(p, title));
}

static void
problem_end(struct page *p)
{
	struct bw_url u;

	page_to(p, &u, NULL);
	bw_html_open(&p->h, "p");
	page_a(p, &u, NULL, page_word(p, "web.go-home"));
	bw_html_close(&p->h);
	page_end(p);
}

void
page_problem(struct page *p, int status, const char *word)
{
	problem_begin(p, status, "web.problem-title");
	page_notice(
	    p, "act", page_word(p, page_fmt(p, "web.problem-page.%s", word).p));
	problem_end(p);
}

/* An error of the program is one line, in English: shown as what it is. */
void
page_refusal(struct page *p, const struct bw_answer *answer)
{
	int status = app_problem_of(answer->code);

	problem_begin(p, status,
	    status == 404 ? "web.not-found-title" : "web.problem-title");
	page_notice(p, status == 500 ? "act" : "plan",
	    page_word(p, page_fmt(p, "web.problem-code.%d", status).p));
	bw_html_open_class(&p->h, "p", "detail");
	bw_html_leaf(&p->h, "code", NULL, bw_str_of(answer->err.what));
	bw_html_close(&p->h);
	problem_end(p);
}
