/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * doc_list.c - lists on paper: bullets, numbers, terms with their labels.
 */
#include "report/doc_flow.h"

static const char *
numbering(enum bw_doc_marks m)
{
	static const char *const attr[] = {
		[BW_DOC_BULLETS] = "/O /List /ListNumbering /Disc",
		[BW_DOC_NUMBERS] = "/O /List /ListNumbering /Decimal",
		[BW_DOC_TERMS] = "/O /List /ListNumbering /None",
	};

	return attr[m];
}

static bw_mp
indent(enum bw_doc_marks m)
{
	static const bw_mp by[] = { [BW_DOC_BULLETS] = 11000,
		[BW_DOC_NUMBERS] = 20000,
		[BW_DOC_TERMS] = 100000 };

	return by[m];
}

static bw_mp
behind(enum bw_doc_marks m)
{
	return m == BW_DOC_NUMBERS ? BW_PT(4) : BW_PT(1.2);
}

static struct bw_str
mark(struct flow *f, const struct bw_doc_list *l, const struct bw_doc_item *i,
    size_t number)
{
	struct bw_str s = BW_STR("\xe2\x80\xa2"); /* • */

	if (l->marks == BW_DOC_TERMS)
		return i->label;
	if (l->marks == BW_DOC_NUMBERS)
		s = bw_arena_fmt(&f->a, "%zu.", number);
	if (s.p == NULL && f->rc == 0)
		f->rc = bw_fail(f->err, BW_ENOMEM, "no memory for a PDF");
	return s;
}

static const struct style style_term = { BW_PDF_REGULAR, 8600, 14000, SOFT, 0,
	0 };
static const struct style style_number = { BW_PDF_BOLD, 9500, 14000, MAIN, 0,
	0 };
static const struct style style_dot = { BW_PDF_REGULAR, 8600, 12600, SOFT, 0,
	0 };

struct item {
	struct laid label, body;
	uint32_t lbl, lbody;
};

static void
lay_item(struct flow *f, const struct bw_doc_list *l,
    const struct bw_doc_item *i, size_t number, bw_mp width, struct item *it)
{
	static const struct style *const of[] = { &style_dot, &style_number,
		&style_term };
	struct bw_doc_run run = { .text = mark(f, l, i, number) };
	struct bw_doc_text label = { &run, &run };
	bw_mp by = indent(l->marks);
	struct bw_doc_run *keep = bw_arena_alloc(&f->a, 1, sizeof(*keep));

	if (keep != NULL) { /* the layout points to it */
		*keep = run;
		label = (struct bw_doc_text){ keep, keep };
	}
	flow_lay(f, &label, of[l->marks], by - BW_PT(4), &it->label);
	flow_lay(f, &i->text,
	    l->marks == BW_DOC_BULLETS ? &style_small : &style_body, width - by,
	    &it->body);
}

static void
item(struct flow *f, uint32_t list, const struct bw_doc_list *l,
    const struct bw_doc_item *i, size_t number, bw_mp x, bw_mp width,
    unsigned depth)
{
	struct bw_arena_mark m = bw_arena_mark(&f->a);
	uint32_t li = bw_pdf_elem(f->p, list, "LI");
	bw_mp by = indent(l->marks), least, low;
	struct item it;
	size_t page;

	lay_item(f, l, i, number, width, &it);
	if (f->rc != 0)
		return;
	least = flow_least(&it.body);
	if ((bw_mp)it.label.t.n * it.label.style->lead > least)
		least = (bw_mp)it.label.t.n * it.label.style->lead;
	flow_need(f, i->more != NULL ? least + style_body.lead : least);
	if (i->id.n > 0)
		bw_pdf_place(f->p, i->id, f->y);
	it.lbl = bw_pdf_elem(f->p, li, "Lbl");
	it.lbody = bw_pdf_elem(f->p, li, "LBody");
	low = f->y;
	page = bw_pdf_pages(f->p);
	for (size_t k = 0; k < it.label.t.n; k++) {
		flow_line(f, &it.label, k, it.lbl, x, low);
		low -= it.label.style->lead;
	}
	flow_untag(f);
	if (it.body.t.n > 0)
		flow_text(f, &it.body,
		    i->more != NULL ? bw_pdf_elem(f->p, it.lbody, "P")
				    : it.lbody,
		    x + by);
	bw_arena_reset(&f->a, m);
	if (i->more != NULL)
		flow_list(f, it.lbody, i->more, x + by, width - by, depth + 1);
	/* A label of several lines may be the longer one. */
	if (f->y > low && bw_pdf_pages(f->p) == page)
		f->y = low;
	f->y -= behind(l->marks);
}

bw_mp
flow_list_height(
    struct flow *f, const struct bw_doc_list *l, bw_mp width, unsigned depth)
{
	bw_mp by = indent(l->marks), all = depth == 0 ? BW_PT(5) : 0, h, label;

	for (const struct bw_doc_item *i = l->first; i != NULL && f->rc == 0;
	     i = i->next) {
		struct bw_arena_mark m = bw_arena_mark(&f->a);
		struct item it;

		lay_item(f, l, i, 1, width, &it);
		h = (bw_mp)it.body.t.n * it.body.style->lead;
		label = (bw_mp)it.label.t.n * it.label.style->lead;
		bw_arena_reset(&f->a, m);
		if (i->more != NULL)
			h +=
			    flow_list_height(f, i->more, width - by, depth + 1);
		all += (h > label ? h : label) + behind(l->marks);
	}
	return all;
}

void
flow_list(struct flow *f, uint32_t parent, const struct bw_doc_list *l, bw_mp x,
    bw_mp width, unsigned depth)
{
	uint32_t list;
	size_t n = 0;

	if (l->first == NULL || f->rc != 0)
		return;
	list = bw_pdf_elem(f->p, parent, "L");
	bw_pdf_attr(f->p, list, numbering(l->marks));
	if (depth == 0)
		flow_gap(f, BW_PT(2));
	for (const struct bw_doc_item *i = l->first; i != NULL && f->rc == 0;
	     i = i->next)
		item(f, list, l, i, ++n, x, width, depth);
	if (depth == 0)
		f->y -= BW_PT(3);
}
