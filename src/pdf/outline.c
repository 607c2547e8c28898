/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * outline.c - the outline: headings as a tree that a viewer shows beside the
 * pages (ISO 32000-1, 12.3.3).
 */
#include "pdf/pdf_priv.h"

#define DEEPEST 8u

struct outline {
	struct bw_pdf *p;
	struct file *f;
	const struct page_ids *ids;
	uint32_t *id;                              /* per bookmark */
	uint32_t parent[DEEPEST], before[DEEPEST]; /* per level */
};

/* The next one on the same level below the same parent; n when there is none.
 */
static size_t
next_of(const struct bw_pdf *p, size_t i)
{
	size_t k = i + 1;

	while (k < p->bookmark.n &&
	    p->bookmark.v[k].level > p->bookmark.v[i].level)
		k++;
	return k < p->bookmark.n &&
		p->bookmark.v[k].level == p->bookmark.v[i].level
	    ? k
	    : p->bookmark.n;
}

static void
children_write(
    const struct bw_pdf *p, struct bw_buf *b, size_t first, const uint32_t *id)
{
	size_t n = 0, last = first;

	for (size_t i = first; i < p->bookmark.n; i = next_of(p, i)) {
		last = i;
		n++;
	}
	/* Closed but for the uppermost. */
	bw_buf_fmt(b, " /First %u 0 R /Last %u 0 R /Count %s%zu", id[first],
	    id[last], first == 0 ? "" : "-", n);
}

static void
item_write(struct outline *o, size_t i)
{
	const struct bookmark *m = &o->p->bookmark.v[i];
	unsigned level = m->level - o->p->bookmark.v[0].level;
	size_t next = next_of(o->p, i), n = o->p->bookmark.n;
	struct bw_buf *b = &o->f->b;

	BW_ASSERT(level + 1 < DEEPEST);
	file_open(o->f, o->id[i]);
	bw_buf_fmt(b, "<< /Parent %u 0 R", o->parent[level]);
	if (o->before[level] != 0)
		bw_buf_fmt(b, " /Prev %u 0 R", o->before[level]);
	if (next < n)
		bw_buf_fmt(b, " /Next %u 0 R", o->id[next]);
	if (i + 1 < n && o->p->bookmark.v[i + 1].level > m->level)
		children_write(o->p, b, i + 1, o->id);
	bw_buf_z(b, " /Title ");
	file_text(b, m->title);
	bw_buf_z(b, " /Dest ");
	page_dest(b, o->ids->page[m->page], m->y);
	bw_buf_z(b, " >>");
	file_close(o->f);
	o->before[level] = o->id[i];
	o->before[level + 1] = 0;
	o->parent[level + 1] = o->id[i];
}

uint32_t
outline_write(struct bw_pdf *p, struct file *f, const struct page_ids *ids)
{
	struct outline o = { .p = p, .f = f, .ids = ids };
	size_t n = p->bookmark.n;
	uint32_t root;

	if (n == 0)
		return 0;
	root = file_id(f);
	o.id = BW_ARENA_ARRAY(&p->a, uint32_t, n);
	for (size_t i = 0; o.id != NULL && i < n; i++)
		o.id[i] = file_id(f);
	if (o.id == NULL)
		f->b.failed = true;
	if (f->b.failed)
		return root;
	file_open(f, root);
	bw_buf_z(&f->b, "<< /Type /Outlines");
	children_write(p, &f->b, 0, o.id);
	bw_buf_z(&f->b, " >>");
	file_close(f);
	o.parent[0] = root;
	for (size_t i = 0; i < n; i++)
		item_write(&o, i);
	return root;
}
