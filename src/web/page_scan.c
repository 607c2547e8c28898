/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_scan.c - the scan: where it begins, and what a form of it says.
 */
#include "web/page_scan.h"
#include "base/date.h"
#include "web/multipart.h"

/* ---- what pages share ---- */

size_t
scan_pages(const struct scan_page *c)
{
	return c->s.full ? c->q->n_theme : 2;
}

size_t
scan_page_of(const struct scan_page *c, size_t question)
{
	return c->s.full ? c->q->question[question].theme
			 : bw_scan_measures(c->q, question);
}

void
scan_form(struct scan_page *c, bool with_file)
{
	struct bw_buf b = { 0 };
	struct bw_url u;

	page_to(c->p, &u, "scan", NULL);
	page_form(c->p, "post", &u);
	if (with_file)
		bw_html_attr_z(&c->p->h, "enctype", "multipart/form-data");
	bw_scan_state_write(&b, c->q, &c->s, NULL);
	if (b.failed)
		c->p->r->failed = true;
	page_hidden(c->p, "state", bw_buf_get(&b));
	bw_buf_release(&b);
	page_hidden(c->p, "at", page_fmt(c->p, "%zu", c->at));
	if (c->party.n > 0)
		page_hidden(c->p, "party", c->party);
}

void
scan_go(
    struct scan_page *c, const char *value, const char *word, bool secondary)
{
	struct bw_html *h = &c->p->h;

	bw_html_open_class(
	    h, "button", secondary ? "button secondary" : "button");
	bw_html_attr_z(h, "type", "submit");
	bw_html_attr_z(h, "name", "go");
	bw_html_attr_z(h, "value", value);
	bw_html_text(h, page_word(c->p, word));
	bw_html_close(h);
}

/* ---- where it begins ---- */

static void
choice(struct scan_page *c, const char *go, const char *title, const char *more,
    const char *button)
{
	struct bw_html *h = &c->p->h;

	bw_html_open_class(h, "li", "card");
	bw_html_leaf(h, "h2", NULL, page_word(c->p, title));
	page_p(c->p, NULL, more);
	scan_form(c, false);
	scan_go(c, go, button, false);
	page_form_end(c->p);
	bw_html_close(h);
}

static void
open_file(struct scan_page *c)
{
	page_h2(c->p, "go-on", "web.scan.go-on");
	if (c->wrong_file != NULL)
		page_wrong(c->p, "file", c->wrong_file);
	scan_form(c, true);
	page_field(c->p, "file", "file", "web.scan.file", "web.scan.file-hint");
	scan_go(c, "open", "web.scan.open", true);
	page_form_end(c->p);
}

static void
known(struct scan_page *c)
{
	struct bw_json_each it = bw_json_each(c->known), because;

	if (bw_json_count(c->known) == 0) {
		page_notice(
		    c->p, "know", page_word(c->p, "web.scan.known-nothing"));
		return;
	}
	page_p(c->p, NULL, "web.scan.known-lead");
	bw_html_open_class(&c->p->h, "ul", "said");
	while (bw_json_step(&it)) {
		because = bw_json_each(bw_json_get(it.value, "because"));
		if (bw_json_step(&because))
			bw_html_leaf(&c->p->h, "li", NULL,
			    bw_json_str(
				bw_json_get(because.value, "evidence")));
	}
	bw_html_close(&c->p->h);
}

void
scan_start(struct scan_page *c)
{
	struct page *p = c->p;

	if (!c->begun)
		page_begin(p, page_word(p, "web.scan.title"));
	if (c->party.n > 0)
		known(c);
	else
		page_p(p, "lead", "web.scan.lead");
	bw_html_open_class(&p->h, "ul", "cards");
	choice(c, "quick", "web.scan.quick", "web.scan.quick-more",
	    "web.scan.quick-go");
	choice(c, "full", "web.scan.full", "web.scan.full-more",
	    "web.scan.full-go");
	bw_html_close(&p->h);
	open_file(c);
	page_p(p, "privacy", "web.scan.privacy");
	page_end(p);
}

/* ---- what a form says ---- */

struct said { /* fields of a form, whichever way it came */
	struct bw_form form;
	struct bw_multipart parts;
	bool multipart;
};

static int
said_read(struct said *f, const struct bw_request *q, struct bw_err *err)
{
	struct bw_str boundary;

	*f = (struct said){ .multipart = bw_multipart_boundary(
				bw_request_header(q, "Content-Type"),
				&boundary) };
	return f->multipart
	    ? bw_multipart_parse(&f->parts, boundary, q->body, err)
	    : bw_form_parse(&f->form, q->body, err);
}

static void
said_release(struct said *f)
{
	bw_form_release(&f->form);
	bw_multipart_release(&f->parts);
}

static struct bw_str
said_get(const struct said *f, const char *name)
{
	const struct bw_form_part *part;

	if (!f->multipart)
		return bw_form_get(&f->form, name);
	part = bw_multipart_get(&f->parts, name);
	return part != NULL ? part->body : BW_STR("");
}

/* "n" and its reason; an answer as it is. Who takes the proposal of a company
 * keeps where it came from. */
static int
take_answer(struct scan_page *c, const struct said *f, size_t i,
    struct bw_str answer, struct bw_err *err)
{
	struct bw_str id = c->q->question[i].id;
	struct bw_str reason =
	    bw_str_trim(said_get(f, page_fmt(c->p, "r-%.*s", BW_ARG(id)).p));
	struct bw_err why = BW_ERR_INIT;
	int rc;

	if (bw_str_is(answer, "n")) {
		if (reason.n > BW_SCAN_NOTE)
			reason.n = 0;
		answer = page_fmt(c->p, "n:%.*s", BW_ARG(reason));
	}
	rc = bw_scan_say(&c->s, c->q, i, answer, &c->p->arena, &why);
	if (rc == BW_EFORMAT) { /* shown again, with what is the matter */
		c->no_reason[i] = true;
		return 0;
	}
	return rc != 0 ? bw_fail(err, rc, "%s", why.what) : 0;
}

static void
keep_evidence(struct scan_page *c)
{
	struct bw_json_each it = bw_json_each(c->known), because;
	int64_t value;

	while (bw_json_step(&it)) {
		uint32_t i = bw_scan_find(
		    c->q, bw_json_str(bw_json_get(it.value, "question")));
		struct bw_scan_answer *x;

		if (i >= c->q->n_question ||
		    !bw_json_i64(bw_json_get(it.value, "value"), &value))
			continue;
		x = &c->s.answer[i];
		because = bw_json_each(bw_json_get(it.value, "because"));
		if (x->said == BW_SAID_VALUE && x->value == value &&
		    bw_json_step(&because))
			x->evidence = bw_str_sub(
			    bw_json_str(bw_json_get(because.value, "evidence")),
			    0, BW_SCAN_NOTE);
	}
}

static int
take_answers(struct scan_page *c, const struct said *f, struct bw_err *err)
{
	int rc = 0;

	for (size_t i = 0; i < c->q->n_question && rc == 0; i++) {
		struct bw_str answer = said_get(f,
		    page_fmt(c->p, "q-%.*s", BW_ARG(c->q->question[i].id)).p);

		if (answer.n > 0)
			rc = take_answer(c, f, i, answer, err);
	}
	keep_evidence(c);
	return rc;
}

static void
take_party(struct scan_page *c, struct bw_str party)
{
	struct page_question a;
	int64_t id;

	if (!bw_str_i64(party, &id) || id <= 0)
		return;
	c->party = bw_arena_dup(&c->p->arena, party);
	page_asks(c->p, &a, "scan");
	page_option(c->p, &a, "party", page_fmt(c->p, "#%.*s", BW_ARG(party)));
	c->known = bw_json_get(page_json_maybe(c->p, &a), "proposals");
}

/* A file: of this scan, or of an earlier one. */
static int
take_file(struct scan_page *c, struct bw_str bytes, struct bw_scan_state *to,
    struct bw_err *err)
{
	struct bw_err why = BW_ERR_INIT;
	int rc = bw_scan_state_read(to, c->q, bytes, &c->p->arena, &why);

	if (rc == BW_ENOMEM)
		return bw_fail(err, rc, "%s", why.what);
	if (rc != 0)
		c->wrong_file =
		    bytes.n == 0 ? "web.scan.no-file" : "web.scan.wrong-file";
	return 0;
}

static int
take_state(struct scan_page *c, const struct said *f, struct bw_err *err)
{
	struct bw_str state = said_get(f, "state"), at = said_get(f, "at");
	struct bw_scan_state read;
	int64_t n = 0;
	int rc = bw_scan_state_init(&c->s, c->q, &c->p->arena, err);

	if (rc == 0 && state.n > 0)
		rc = take_file(c, state, &read, err);
	if (rc == 0 && state.n > 0 && c->wrong_file == NULL)
		c->s = read;
	if (bw_str_i64(at, &n) && n >= 0 && (size_t)n < scan_pages(c))
		c->at = (size_t)n;
	return rc;
}

/* ---- which page comes next ---- */

static bool
asks_something(const struct scan_page *c, size_t at)
{
	for (size_t i = 0; i < c->q->n_question; i++)
		if (c->ask[i] && scan_page_of(c, i) == at)
			return true;
	return false;
}

/* Pages without a question are passed over; false: past the last. */
static bool
turn(struct scan_page *c, int step)
{
	size_t at = c->at;

	do {
		if ((step < 0 && at == 0) ||
		    (step > 0 && at + 1 >= scan_pages(c)))
			return false;
		at = step < 0 ? at - 1 : at + 1;
	} while (!asks_something(c, at));
	c->at = at;
	return true;
}

static bool
on_this_page_wrong(const struct scan_page *c)
{
	for (size_t i = 0; i < c->q->n_question; i++)
		if (c->no_reason[i])
			return true;
	return false;
}

static int
download(struct scan_page *c, struct bw_err *err)
{
	struct bw_buf b = { 0 };
	int rc;

	c->s.date = bw_date_today();
	rc = bw_scan_score(&c->r, c->q, &c->s, &c->p->arena, err);
	if (rc == 0) {
		bw_scan_state_write(&b, c->q, &c->s, &c->r);
		rc = bw_buf_check(&b, err);
	}
	if (rc == 0)
		page_file(c->p, "application/json", "bolwerk-scan.json",
		    bw_buf_get(&b));
	bw_buf_release(&b);
	return rc;
}

static int
plan(struct scan_page *c, const struct said *f, struct bw_err *err)
{
	const struct bw_form_part *file =
	    f->multipart ? bw_multipart_get(&f->parts, "previous") : NULL;
	int rc = bw_scan_score(&c->r, c->q, &c->s, &c->p->arena, err);

	if (rc == 0 && file != NULL) {
		rc = take_file(c, file->body, &c->before, err);
		c->has_before = rc == 0 && c->wrong_file == NULL;
	}
	if (rc == 0 && c->has_before)
		rc = bw_scan_score(
		    &c->r_before, c->q, &c->before, &c->p->arena, err);
	if (rc == 0)
		scan_plan(c);
	return rc;
}

/* A file that is read goes on where it stopped: at its first open question, or
 * with the plan. */
static int
open_saved(struct scan_page *c, const struct said *f, struct bw_err *err)
{
	struct bw_scan_state read;
	uint32_t next;
	int rc = take_file(c, said_get(f, "file"), &read, err);

	if (rc != 0)
		return rc;
	if (c->wrong_file != NULL) {
		scan_start(c);
		return 0;
	}
	c->s = read;
	bw_scan_asks(c->q, &c->s, c->ask);
	next = bw_scan_next(c->q, &c->s);
	if (next >= c->q->n_question)
		return plan(c, f, err);
	c->at = scan_page_of(c, next);
	scan_questions(c);
	return 0;
}

static int
go(struct scan_page *c, const struct said *f, struct bw_str to,
    struct bw_err *err)
{
	if (bw_str_is(to, "open"))
		return open_saved(c, f, err);
	if (bw_str_is(to, "quick") || bw_str_is(to, "full")) {
		c->s.full = bw_str_is(to, "full");
		c->at = 0;
	}
	bw_scan_asks(c->q, &c->s, c->ask);
	if (!on_this_page_wrong(c)) {
		if (bw_str_is(to, "file"))
			return download(c, err);
		if (bw_str_is(to, "plan") ||
		    (bw_str_is(to, "next") && !turn(c, 1)))
			return plan(c, f, err);
		if (bw_str_is(to, "back") && !turn(c, -1)) {
			scan_start(c);
			return 0;
		}
		if (bw_str_is(to, "again"))
			c->at = 0;
	}
	scan_questions(c);
	return 0;
}

static bool
begin(struct scan_page *c, struct page *p)
{
	*c = (struct scan_page){ .p = p, .q = p->app->scan };
	if (bw_scan_state_init(&c->s, c->q, &p->arena, NULL) == 0)
		return true;
	page_problem(p, 500, "memory");
	return false;
}

void
page_scan(struct page *p)
{
	struct scan_page c;

	if (begin(&c, p))
		scan_start(&c);
}

void
page_scan_take(struct page *p)
{
	struct bw_err err = BW_ERR_INIT;
	struct scan_page c;
	struct said f = { 0 };
	int rc;

	if (!begin(&c, p))
		return;
	rc = said_read(&f, p->q, &err);
	if (rc == 0) {
		take_party(&c, said_get(&f, "party"));
		rc = take_state(&c, &f, &err);
	}
	if (rc == 0 && c.wrong_file != NULL) { /* somebody changed the form */
		scan_start(&c);
		said_release(&f);
		return;
	}
	if (rc == 0)
		rc = take_answers(&c, &f, &err);
	if (rc == 0)
		rc = go(&c, &f, said_get(&f, "go"), &err);
	if (rc != 0)
		page_problem(p, rc == BW_ENOMEM ? 500 : 400,
		    rc == BW_ENOMEM ? "memory" : "text");
	said_release(&f);
}

/* What is known of a company, and on to the questions. */
void
page_company_scan(struct page *p)
{
	struct page_question a;
	struct scan_page c;
	struct bw_json found;

	if (!begin(&c, p))
		return;
	page_asks(p, &a, "check");
	page_party(p, &a, p->step[0]);
	if (!page_json(p, &a, &found))
		return;
	found = bw_json_get(found, "party");
	take_party(&c, page_id(p, found));
	page_begin_company(p, found, page_word(p, "web.scan.title"));
	c.begun = true;
	scan_start(&c);
}
