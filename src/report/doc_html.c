/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * doc_html.c - a document as one page that needs nothing from outside.
 *
 * The same style sheets as the page of a check, the same policy. Every
 * chapter is a section with its heading as its name; a table has a caption
 * and scopes, and keeps its roles where the style sheet makes blocks of it.
 */
#include "report/doc.h"
#include "base/embed.h"

struct page {
	struct bw_html h;
	const struct bw_doc *d;
	bool section, main; /* open */
	unsigned card;
	unsigned heads; /* so far, for their ids */
};

static void
head(struct page *p)
{
	struct bw_str css[2] = { bw_embed("content/drawing.css"),
		bw_embed("content/report.css") };
	static const char *const meta[][2] = {
		{ "viewport", "width=device-width, initial-scale=1" },
		{ "color-scheme", "light dark" },
	};

	bw_html_open(&p->h, "head");
	bw_html_open(&p->h, "meta");
	bw_html_attr_z(&p->h, "charset", "utf-8");
	bw_html_close(&p->h);
	bw_html_policy(&p->h, css, BW_LEN(css));
	for (size_t i = 0; i < BW_LEN(meta); i++) {
		bw_html_open(&p->h, "meta");
		bw_html_attr_z(&p->h, "name", meta[i][0]);
		bw_html_attr_z(&p->h, "content", meta[i][1]);
		bw_html_close(&p->h);
	}
	bw_html_leaf(&p->h, "title", NULL, p->d->title);
	bw_html_style(&p->h, css, BW_LEN(css));
	bw_html_close(&p->h);
}

static void
run(struct page *p, const struct bw_doc_run *r)
{
	static const char *const class_[] = { [BW_DOC_SOFT] = "place",
		[BW_DOC_ACT] = "badge level act",
		[BW_DOC_PLAN] = "badge level plan",
		[BW_DOC_KNOW] = "badge level know",
		[BW_DOC_SURE] = "badge sure" };

	if (r->to.n > 0) {
		bw_html_open(&p->h, "a");
		bw_html_link(&p->h, r->to);
	}
	if (r->face == BW_DOC_PLAIN)
		bw_html_text(&p->h, r->text);
	else if (r->face == BW_DOC_STRONG)
		bw_html_leaf(&p->h, "strong", NULL, r->text);
	else
		bw_html_leaf(&p->h, "span", class_[r->face], r->text);
	if (r->to.n > 0)
		bw_html_close(&p->h);
}

static void
text(struct page *p, const struct bw_doc_text *t)
{
	for (const struct bw_doc_run *r = t->first; r != NULL; r = r->next) {
		if (r != t->first)
			bw_html_text(&p->h, BW_STR(" "));
		run(p, r);
	}
}

static void
end_card(struct page *p)
{
	if (p->card != 0)
		bw_html_close(&p->h);
	p->card = 0;
}

static void
end_section(struct page *p)
{
	end_card(p);
	if (p->section)
		bw_html_close(&p->h);
	p->section = false;
}

static void
heading(struct page *p, const struct bw_doc_block *b)
{
	static const char *const element[] = { "h1", "h2", "h3" };
	char id[32];

	BW_ASSERT(b->level >= 1 && b->level <= BW_LEN(element));
	snprintf(id, sizeof(id), "head-%u", ++p->heads);
	if (b->level == 2) {
		end_section(p);
		if (!p->main) {
			bw_html_close(&p->h);
			bw_html_open(&p->h, "main");
			p->main = true;
		}
		bw_html_open(&p->h, "section");
		bw_html_attr_z(&p->h, "aria-labelledby", id);
		p->section = true;
	}
	bw_html_open(&p->h, element[b->level - 1]);
	bw_html_attr(
	    &p->h, "id", b->level == 2 || b->id.n == 0 ? bw_str_of(id) : b->id);
	if (b->level == 2 && b->id.n > 0) { /* the section has its own */
		bw_html_open(&p->h, "span");
		bw_html_attr(&p->h, "id", b->id);
		text(p, &b->text);
		bw_html_close(&p->h);
	} else
		text(p, &b->text);
	bw_html_close(&p->h);
}

static void list(struct page *p, const struct bw_doc_list *l);

static void
terms(struct page *p, const struct bw_doc_list *l)
{
	bw_html_open_class(&p->h, "dl", "steps");
	for (const struct bw_doc_item *i = l->first; i != NULL; i = i->next) {
		bw_html_open(&p->h, "div");
		bw_html_leaf(&p->h, "dt", NULL, i->label);
		bw_html_open(&p->h, "dd");
		text(p, &i->text);
		if (i->more != NULL)
			list(p, i->more);
		bw_html_close(&p->h);
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
}

static void
list(struct page *p, const struct bw_doc_list *l)
{
	if (l->first == NULL)
		return;
	if (l->marks == BW_DOC_TERMS) {
		terms(p, l);
		return;
	}
	if (l->marks == BW_DOC_NUMBERS)
		bw_html_open_class(&p->h, "ol", "todo");
	else
		bw_html_open_class(&p->h, "ul", "evidence");
	for (const struct bw_doc_item *i = l->first; i != NULL; i = i->next) {
		bw_html_open(&p->h, "li");
		if (i->id.n > 0)
			bw_html_attr(&p->h, "id", i->id);
		text(p, &i->text);
		if (i->more != NULL)
			list(p, i->more);
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
}

static void
cell(struct page *p, const struct bw_doc_table *t, const struct bw_doc_row *r,
    size_t i)
{
	bool header = i == t->header;

	bw_html_open(&p->h, header ? "th" : "td");
	if (header)
		bw_html_attr_z(&p->h, "scope", "row");
	bw_html_attr_z(&p->h, "role", header ? "rowheader" : "cell");
	bw_html_attr(&p->h, "data-label", t->column[i]);
	bw_html_leaf(&p->h, "bdi", NULL, r->cell[i]);
	bw_html_close(&p->h);
}

static void
group(struct page *p, const char *element, const char *role)
{
	bw_html_open(&p->h, element);
	bw_html_attr_z(&p->h, "role", role);
}

static void
table(struct page *p, const struct bw_doc_table *t)
{
	group(p, "table", "table");
	bw_html_leaf(&p->h, "caption", NULL, t->caption);
	group(p, "thead", "rowgroup");
	group(p, "tr", "row");
	for (size_t i = 0; i < t->columns; i++) {
		bw_html_open(&p->h, "th");
		bw_html_attr_z(&p->h, "scope", "col");
		bw_html_attr_z(&p->h, "role", "columnheader");
		bw_html_text(&p->h, t->column[i]);
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
	bw_html_close(&p->h);
	group(p, "tbody", "rowgroup");
	for (const struct bw_doc_row *r = t->first; r != NULL; r = r->next) {
		bw_html_open(&p->h, "tr");
		if (r->id.n > 0)
			bw_html_attr(&p->h, "id", r->id);
		bw_html_attr_z(&p->h, "role", "row");
		for (size_t i = 0; i < t->columns; i++)
			cell(p, t, r, i);
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
	bw_html_close(&p->h);
}

static int
figures(struct page *p, const struct bw_doc_figures *f, struct bw_err *err)
{
	int rc = 0;

	bool one = f->n == 1;

	bw_html_open_class(&p->h, "div", one ? "figure" : "pictures");
	if (one) { /* a wide one can be moved, by keys as well */
		bw_html_open_class(&p->h, "div", "scroll");
		bw_html_attr_z(&p->h, "role", "region");
		bw_html_attr_z(&p->h, "tabindex", "0");
		bw_html_attr(&p->h, "aria-label", f->name);
	}
	for (size_t i = 0; rc == 0 && i < f->n; i++) {
		bw_html_open(&p->h, "svg");
		rc = f->draw(f->ctx, i, &p->h, err);
	}
	if (rc == 0 && one)
		bw_html_close(&p->h);
	if (rc == 0)
		bw_html_close(&p->h);
	return rc;
}

static void
paragraph(struct page *p, const struct bw_doc_block *b)
{
	static const char *const class_[] = { [BW_DOC_BODY] = "reason",
		[BW_DOC_BRAND] = "brand",
		[BW_DOC_LEAD] = "lead",
		[BW_DOC_BADGES] = "badges",
		[BW_DOC_LABEL] = "label",
		[BW_DOC_NOTE] = "note" };

	bw_html_open_class(&p->h, "p", class_[b->look]);
	text(p, &b->text);
	bw_html_close(&p->h);
}

static int
block(struct page *p, const struct bw_doc_block *b, struct bw_err *err)
{
	char class_[32];

	if (b->card != p->card)
		end_card(p);
	if (b->card != 0 && p->card == 0) {
		snprintf(
		    class_, sizeof(class_), "entry %s", bw_level_name(b->mark));
		bw_html_open_class(&p->h, "div", class_);
		p->card = b->card;
	}
	switch (b->kind) {
	case BW_DOC_HEAD:
		heading(p, b);
		break;
	case BW_DOC_PARA:
		paragraph(p, b);
		break;
	case BW_DOC_LIST:
		list(p, b->list);
		break;
	case BW_DOC_TABLE:
		table(p, b->table);
		break;
	case BW_DOC_FIGURES:
		return figures(p, &b->figures, err);
	}
	return 0;
}

int
bw_doc_html(const struct bw_doc *d, struct bw_out *o, struct bw_err *err)
{
	struct page p = { .d = d };
	int rc = 0;

	if (d->failed)
		return bw_fail(err, BW_ENOMEM, "no memory for a document");
	bw_html_page(&p.h, o, d->lang == BW_NL ? "nl" : "en");
	head(&p);
	bw_html_open(&p.h, "body");
	bw_html_open_class(&p.h, "header", "top");
	for (const struct bw_doc_block *b = d->first; rc == 0 && b != NULL;
	     b = b->next)
		rc = block(&p, b, err);
	if (rc == 0)
		bw_html_finish(&p.h);
	if (rc == 0 && o->err.code != 0)
		return bw_fail(err, o->err.code, "%s", o->err.what);
	return rc;
}
