/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * api.c - GET /v1/...: a question by its address, answered in JSON or CSV.
 */
#include "web/api.h"
#include "web/world.h"

struct asking {
	struct page page; /* for memory and world; nothing is drawn */
	struct page_question a;
	const struct api_row *row;
	bool csv;
};

static void
refuse(struct bw_response *r, int status, const char *word, struct bw_str what)
{
	bw_response_problem(r,
	    &(struct bw_problem){
		.status = status, .word = word, .what = what });
}

static const struct api_param *
param_of(const struct api_row *row, struct bw_str name)
{
	const struct api_param *p = row->param;

	while (p != NULL && p->name != NULL && !bw_str_is(name, p->name))
		p++;
	return p != NULL && p->name != NULL ? p : NULL;
}

/* One parameter of the query; false: refused. */
static bool
take_field(struct asking *k, const struct bw_field *f, struct bw_response *r)
{
	const struct api_param *p = param_of(k->row, f->name);
	bool yes;

	if (bw_str_is(f->name, "format")) {
		k->csv = bw_str_is(f->value, "csv");
		if (!bw_str_is(f->value, "json") && !(k->csv && k->row->csv)) {
			refuse(r, 400, "format", f->value);
			return false;
		}
		return true;
	}
	if (p == NULL) {
		refuse(r, 400, "param", f->name);
		return false;
	}
	if (strcmp(p->type, "boolean") != 0) {
		if (p->option == NULL)
			page_place(&k->page, &k->a, f->value);
		else
			page_option(&k->page, &k->a, p->option,
			    strcmp(p->type, "party") == 0
				? page_party_name(&k->page, f->value)
				: f->value);
		return true;
	}
	yes = bw_str_is(f->value, "true");
	if (!yes && !bw_str_is(f->value, "false")) {
		refuse(r, 400, "boolean", f->name);
		return false;
	}
	if (yes)
		page_switch(&k->page, &k->a, p->option);
	return true;
}

static bool
take_query(struct asking *k, struct bw_response *r)
{
	const struct bw_form *q = &k->page.query;
	const struct api_param *p = k->row->param;

	for (size_t i = 0; i < q->n; i++)
		if (!take_field(k, &q->field[i], r))
			return false;
	for (; p != NULL && p->name != NULL; p++)
		if (p->required && bw_form_get(q, p->name).n == 0) {
			refuse(r, 400, "param-missing", bw_str_of(p->name));
			return false;
		}
	return true;
}

/* Steps and query, decoded. */
static bool
read_address(struct asking *k, const struct route *t, struct bw_response *r)
{
	struct page *p = &k->page;
	struct bw_err err = BW_ERR_INIT;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < t->steps.n; i++)
		rc = path_decode(
		    t->steps.step[i], &p->arena, &p->step[p->n_step++], &err);
	if (rc == 0)
		rc = bw_form_parse(&p->query, p->q->query, &err);
	if (rc != 0)
		refuse(r, rc == BW_ENOMEM ? 500 : 400,
		    rc == BW_ENOMEM ? "memory" : "text", (struct bw_str){ 0 });
	return rc == 0;
}

static bool
build(struct asking *k, const struct route *t, struct bw_response *r)
{
	struct page *p = &k->page;

	if (!read_address(k, t, r))
		return false;
	page_asks(p, &k->a, k->row->verb);
	if (k->row->option != NULL)
		page_switch(p, &k->a, k->row->option);
	if (k->row->part != NULL)
		page_place(p, &k->a, bw_str_of(k->row->part));
	for (size_t i = 0; i < p->n_step; i++) {
		if (i == 0 && k->row->party)
			page_party(p, &k->a, p->step[i]);
		else
			page_place(p, &k->a, p->step[i]);
	}
	return take_query(k, r);
}

static void
answer(struct asking *k, struct bw_response *r)
{
	const struct bw_answer *a =
	    page_answer(&k->page, &k->a, k->csv ? "--csv=-" : NULL);

	if (k->page.app->opt.asker == NULL) {
		refuse(r, 404, "no-world", (struct bw_str){ 0 });
		return;
	}
	if (a == NULL) {
		refuse(r, k->a.bad ? 400 : 500, k->a.bad ? "text" : "memory",
		    (struct bw_str){ 0 });
		return;
	}
	if (a->code != 0) {
		refuse(r, app_problem_of(a->code), "refused",
		    bw_str_of(a->err.what));
		return;
	}
	bw_response_ok(
	    r, k->csv ? "text/csv; charset=utf-8" : "application/json");
	if (k->csv)
		bw_response_header(r, "Content-Disposition",
		    BW_STR("attachment; filename=\"bolwerk.csv\""));
	bw_out_str(&r->body, bw_buf_get(&a->text));
}

void
api_run(struct bw_app *app, const struct bw_request *q, struct bw_response *r,
    const struct route *t)
{
	struct asking k = { .row = t->api };

	page_init(&k.page, app, q, r);
	if (build(&k, t, r))
		answer(&k, r);
	page_release(&k.page);
}
