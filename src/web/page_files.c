/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_files.c - the page of one's own files.
 */
#include "web/files.h"
#include "formats/formats.h"
#include "supply/trade_load.h"

#define REPORTS_OF 6u    /* files whose notes are listed */
#define REPORTS_MOST 20u /* notes of each */

/* ---- what became of an upload -------------------------------------------- */
static void
outcome(struct page *p, const struct files_outcome *o)
{
	const struct bw_added *a = &o->added;
	bool good = o->code == 0 && a->end == BW_BOX_DONE && a->file.code == 0;
	struct bw_str word;

	if (o->code != 0)
		word = page_word(p,
		    o->code == BW_ELIMIT          ? "web.files.no-room"
			: o->code == BW_ECONFLICT ? "web.files.busy"
						  : "web.files.machine");
	else if (a->end != BW_BOX_DONE)
		word = page_word_of(
		    p, "web.files.end", bw_str_of(bw_box_word[a->end]));
	else
		word = page_word(
		    p, good ? "web.files.loaded" : "web.files.refused");
	bw_html_open_class(&p->h, "div", good ? "alert know" : "alert act");
	bw_html_open(&p->h, "p");
	bw_html_leaf(&p->h, "bdi", NULL, o->name);
	bw_html_text(&p->h, BW_STR(": "));
	bw_html_text(&p->h, word);
	bw_html_close(&p->h);
	if (a->end == BW_BOX_DONE && a->file.why[0] != '\0')
		bw_html_leaf(&p->h, "p", "detail", bw_str_of(a->file.why));
	bw_html_close(&p->h);
}

/* ---- what is there ------------------------------------------------------- */
static void
reports(struct page *p, struct bw_json source)
{
	struct page_question a;
	struct bw_json all;
	struct bw_json_each it;
	int64_t id = 0;
	size_t n = 0;

	bw_json_i64(bw_json_get(source, "id"), &id);
	page_asks(p, &a, "sources");
	page_place(p, &a, page_fmt(p, "%lld", (long long)id));
	all = page_json_maybe(p, &a);
	bw_html_leaf(
	    &p->h, "h3", NULL, bw_json_str(bw_json_get(source, "file")));
	bw_html_open(&p->h, "ul");
	it = bw_json_each(bw_json_get(all, "sources"));
	if (bw_json_step(&it)) {
		it = bw_json_each(bw_json_get(it.value, "reports"));
		while (bw_json_step(&it) && n++ < REPORTS_MOST) {
			struct bw_json r = it.value;
			int64_t line = 0;

			bw_html_open(&p->h, "li");
			if (bw_json_i64(bw_json_get(r, "line"), &line) &&
			    line > 0)
				bw_html_text(&p->h,
				    page_fmt(p, "%.*s %lld: ",
					BW_ARG(page_word(p, "web.files.line")),
					(long long)line));
			bw_html_text(
			    &p->h, bw_json_str(bw_json_get(r, "what")));
			bw_html_leaf(&p->h, "span", "place",
			    page_fmt(p, " (%.*s)",
				BW_ARG(bw_json_str(bw_json_get(r, "rule")))));
			bw_html_close(&p->h);
		}
	}
	bw_html_close(&p->h);
}

static bool
of_the_program(struct bw_json source)
{
	return bw_str_starts(
	    bw_json_str(bw_json_get(source, "file")), BW_STR("bolwerk:"));
}

static int64_t
sum(struct bw_json s, const char *const *key, size_t n)
{
	int64_t all = 0, one;

	for (size_t i = 0; i < n; i++)
		if (bw_json_i64(bw_json_get(s, key[i]), &one))
			all += one;
	return all;
}

static void
source_row(struct page *p, struct bw_json s)
{
	static const char *const read[] = { "parties", "stakes", "uses",
		"figures", "advisories", "signals", "inventories" };
	static const char *const bad[] = { "refused" };
	static const char *const note[] = { "notes" };

	page_row(p);
	page_head_cell(
	    p, "web.files.name", bw_json_str(bw_json_get(s, "file")));
	page_cell(p, "web.files.kind", bw_json_str(bw_json_get(s, "format")));
	page_cell(p, "web.files.read",
	    page_fmt(p, "%lld", (long long)sum(s, read, BW_LEN(read))));
	page_cell(
	    p, "web.files.bad", page_fmt(p, "%lld", (long long)sum(s, bad, 1)));
	page_cell(p, "web.files.notes",
	    page_fmt(p, "%lld", (long long)sum(s, note, 1)));
	page_row_end(p);
}

static void
sources(struct page *p)
{
	static const char *const column[] = { "web.files.name",
		"web.files.kind", "web.files.read", "web.files.bad",
		"web.files.notes" };
	static const char *const told[] = { "refused", "notes" };
	struct page_question a;
	struct bw_json all;
	struct bw_json_each it;
	size_t n = 0;

	page_asks(p, &a, "sources");
	all = bw_json_get(page_json_maybe(p, &a), "sources");
	page_table(p, "web.files.there", column, BW_LEN(column));
	it = bw_json_each(all);
	while (bw_json_step(&it))
		if (!of_the_program(it.value))
			source_row(p, it.value);
	page_table_end(p);
	it = bw_json_each(all);
	while (bw_json_step(&it))
		if (!of_the_program(it.value) && sum(it.value, told, 2) > 0 &&
		    n++ < REPORTS_OF)
			reports(p, it.value);
}

/* ---- forms --------------------------------------------------------------- */
static void
begin_form(struct page *p, const char *what)
{
	struct bw_url u;

	page_to(p, &u, "files", NULL);
	page_form(p, "post", &u);
	page_hidden(p, "do", bw_str_of(what));
}

static void
format_choice(struct page *p)
{
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "div", "form-field");
	bw_html_open(h, "label");
	bw_html_attr_z(h, "for", "f-format");
	bw_html_text(h, page_word(p, "web.files.format"));
	bw_html_close(h);
	bw_html_open(h, "select");
	bw_html_attr_z(h, "id", "f-format");
	bw_html_attr_z(h, "name", "format");
	bw_html_open(h, "option");
	bw_html_attr_z(h, "value", "");
	bw_html_text(h, page_word(p, "web.files.recognise"));
	bw_html_close(h);
	for (size_t i = 0; bw_formats[i] != NULL; i++) {
		struct bw_str name = bw_str_of(bw_formats[i]->name);

		if (bw_trade_format(name))
			continue;
		bw_html_open(h, "option");
		bw_html_attr(h, "value", name);
		bw_html_text(h, name);
		bw_html_close(h);
	}
	bw_html_close(h);
	bw_html_close(h);
}

static void
upload_form(struct page *p)
{
	struct bw_html *h = &p->h;
	struct bw_url u;

	page_h2(p, "upload", "web.files.upload");
	page_to(p, &u, "files", NULL);
	bw_html_open_class(h, "form", "form");
	bw_html_attr_z(h, "method", "post");
	bw_html_attr_z(h, "enctype", "multipart/form-data");
	bw_html_to(h, "action", &u);
	bw_url_release(&u);
	format_choice(p);
	bw_html_open_class(h, "div", "form-field");
	bw_html_open(h, "label");
	bw_html_attr_z(h, "for", "f-file");
	bw_html_text(h, page_word(p, "web.files.choose"));
	bw_html_close(h);
	bw_html_open(h, "input");
	bw_html_attr_z(h, "type", "file");
	bw_html_attr_z(h, "id", "f-file");
	bw_html_attr_z(h, "name", "file");
	bw_html_attr_z(h, "multiple", "multiple");
	bw_html_attr_z(h, "required", "required");
	bw_html_close(h);
	bw_html_close(h);
	page_button(p, "web.files.send");
	page_form_end(p);
}

static void
own(struct page *p)
{
	char shown[BW_RECEIPT_SHOWN];
	struct bw_receipt r;

	if (files_receipt(p->q, &r)) {
		bw_receipt_show(&r, shown);
		page_h2(p, "code", "web.files.code");
		page_p(p, NULL, "web.files.code-why");
		bw_html_open(&p->h, "p");
		bw_html_leaf(&p->h, "code", NULL, bw_str_of(shown));
		bw_html_close(&p->h);
	}
	sources(p);
	upload_form(p);
	page_h2(p, "leave", "web.files.leave");
	begin_form(p, "close");
	page_button(p, "web.files.close");
	page_form_end(p);
	page_p(p, NULL, "web.files.delete-why");
	begin_form(p, "delete");
	page_button(p, "web.files.delete");
	page_form_end(p);
}

static void
nobody(struct page *p)
{
	upload_form(p);
	if (bw_store_copies(p->app->opt.store)) {
		page_h2(p, "copy", "web.files.copy");
		page_p(p, NULL, "web.files.copy-why");
		begin_form(p, "start");
		page_hidden(p, "with", BW_STR("servers"));
		page_button(p, "web.files.copy-make");
		page_form_end(p);
	}
	page_h2(p, "back", "web.files.back");
	begin_form(p, "open");
	page_field(p, "text", "code", "web.files.code", "web.files.code-hint");
	page_button(p, "web.files.open");
	page_form_end(p);
}

void
files_show(struct page *p, const struct files_done *done)
{
	page_begin(p, page_word(p, "web.files.title"));
	page_p(p, "lead", "web.files.lead");
	if (done != NULL && done->word != NULL)
		page_notice(p, "act", page_word(p, done->word));
	for (size_t i = 0; done != NULL && i < done->n; i++)
		outcome(p, &done->file[i]);
	if (p->own)
		own(p);
	else
		nobody(p);
	page_end(p);
}

void
page_files(struct page *p)
{
	struct bw_receipt r;
	const struct files_done gone = { .word = "web.files.no-world" };

	if (p->app->opt.store == NULL) {
		page_begin(p, page_word(p, "web.files.title"));
		page_notice(p, "plan", page_word(p, "web.files.off"));
		page_end(p);
		return;
	}
	files_show(p, !p->own && files_receipt(p->q, &r) ? &gone : NULL);
}
