/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * doc.c - building a document, block by block.
 */
#include "report/doc.h"

static void *
made(struct bw_doc *d, size_t n, size_t size)
{
	void *p = bw_arena_alloc(d->a, n, size);

	if (p == NULL)
		d->failed = true;
	return p;
}
#define MADE(d, type) ((type *)made((d), 1, sizeof(type)))

/* What a builder gets that has no memory: it may write there. */
static _Thread_local struct {
	struct bw_doc_block block;
	struct bw_doc_list list;
	struct bw_doc_item item;
	struct bw_doc_table table;
} spare;

static struct bw_doc_block *
block(struct bw_doc *d, enum bw_doc_kind kind)
{
	struct bw_doc_block *b = MADE(d, struct bw_doc_block);

	if (b == NULL) {
		spare.block = (struct bw_doc_block){ 0 };
		return &spare.block;
	}
	b->kind = kind;
	b->card = d->card;
	b->mark = d->mark;
	if (d->last != NULL)
		d->last->next = b;
	else
		d->first = b;
	d->last = b;
	return b;
}

void
bw_doc_run(struct bw_doc *d, struct bw_doc_text *t, enum bw_doc_face face,
    struct bw_str text, struct bw_str to)
{
	struct bw_doc_run *r;

	if (text.n == 0 || d->failed ||
	    (r = MADE(d, struct bw_doc_run)) == NULL)
		return;
	*r = (struct bw_doc_run){ .text = text, .face = face, .to = to };
	if (t->last != NULL)
		t->last->next = r;
	else
		t->first = r;
	t->last = r;
}

struct bw_doc_block *
bw_doc_head(
    struct bw_doc *d, unsigned level, struct bw_str id, struct bw_str text)
{
	struct bw_doc_block *b = block(d, BW_DOC_HEAD);

	b->level = level;
	b->id = id;
	bw_doc_run(d, &b->text, BW_DOC_PLAIN, text, BW_STR(""));
	return b;
}

struct bw_doc_block *
bw_doc_para(struct bw_doc *d, enum bw_doc_look look, struct bw_str text)
{
	struct bw_doc_block *b = block(d, BW_DOC_PARA);

	b->look = look;
	bw_doc_run(d, &b->text, BW_DOC_PLAIN, text, BW_STR(""));
	return b;
}

static struct bw_doc_list *
new_list(struct bw_doc *d, enum bw_doc_marks marks)
{
	struct bw_doc_list *l = MADE(d, struct bw_doc_list);

	if (l == NULL) {
		spare.list = (struct bw_doc_list){ 0 };
		return &spare.list;
	}
	l->marks = marks;
	return l;
}

struct bw_doc_list *
bw_doc_list(struct bw_doc *d, enum bw_doc_marks marks)
{
	struct bw_doc_block *b = block(d, BW_DOC_LIST);

	return b->list = new_list(d, marks);
}

struct bw_doc_list *
bw_doc_sublist(
    struct bw_doc *d, struct bw_doc_item *item, enum bw_doc_marks marks)
{
	return item->more = new_list(d, marks);
}

struct bw_doc_item *
bw_doc_item(struct bw_doc *d, struct bw_doc_list *l, struct bw_str label,
    struct bw_str text)
{
	struct bw_doc_item *i = MADE(d, struct bw_doc_item);

	if (i == NULL || d->failed) {
		spare.item = (struct bw_doc_item){ 0 };
		return &spare.item;
	}
	i->label = label;
	bw_doc_run(d, &i->text, BW_DOC_PLAIN, text, BW_STR(""));
	if (l->last != NULL)
		l->last->next = i;
	else
		l->first = i;
	l->last = i;
	return i;
}

struct bw_doc_table *
bw_doc_table(struct bw_doc *d, struct bw_str caption,
    const struct bw_str *column, size_t columns, size_t header)
{
	struct bw_doc_block *b = block(d, BW_DOC_TABLE);
	struct bw_doc_table *t = MADE(d, struct bw_doc_table);
	struct bw_str *name = made(d, columns, sizeof(*name));

	if (t == NULL || name == NULL) {
		spare.table = (struct bw_doc_table){ 0 };
		return &spare.table;
	}
	memcpy(name, column, columns * sizeof(*name));
	*t = (struct bw_doc_table){ .caption = caption,
		.column = name,
		.columns = columns,
		.header = header };
	return b->table = t;
}

void
bw_doc_row(struct bw_doc *d, struct bw_doc_table *t, struct bw_str id,
    const struct bw_str *cell)
{
	struct bw_doc_row *r = MADE(d, struct bw_doc_row);

	if (r == NULL || d->failed ||
	    (r->cell = made(d, t->columns, sizeof(*r->cell))) == NULL)
		return;
	r->id = id;
	for (size_t i = 0; i < t->columns;
	     i++) /* nothing is said with a dash */
		r->cell[i] = cell[i].n > 0 ? cell[i] : BW_STR("\xe2\x80\x93");
	if (t->last != NULL)
		t->last->next = r;
	else
		t->first = r;
	t->last = r;
}

void
bw_doc_figures(struct bw_doc *d, struct bw_str name, bw_doc_draw *draw,
    void *ctx, size_t n)
{
	struct bw_doc_block *b = block(d, BW_DOC_FIGURES);

	b->figures = (struct bw_doc_figures){ draw, ctx, n, name };
}

void
bw_doc_card(struct bw_doc *d, enum bw_level mark)
{
	d->card = ++d->cards;
	d->mark = mark;
}

void
bw_doc_card_end(struct bw_doc *d)
{
	d->card = 0;
}
