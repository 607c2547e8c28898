/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tree.c - the structure tree: what a screen reader reads, in its order.
 *
 * ISO 32000-1, 14.7. Every piece of tagged content has a number on its page
 * (MCID); the parent tree leads from there, and from links, back to the
 * element.
 */
#include "pdf/pdf_priv.h"

void
page_add_kid(struct bw_pdf *p, uint32_t elem, struct kid kid)
{
	uint32_t at = (uint32_t)p->kid.n;
	struct elem *e = &p->elem.v[elem];

	kid.next = BW_NONE;
	if (!bw_vec_push(&p->kid, kid)) {
		p->failed = true;
		return;
	}
	if (e->last == BW_NONE)
		e->first = at;
	else
		p->kid.v[e->last].next = at;
	e->last = at;
}

uint32_t
bw_pdf_elem(struct bw_pdf *p, uint32_t parent, const char *role)
{
	uint32_t id = (uint32_t)p->elem.n;
	struct elem e = { .role = role,
		.parent = parent == BW_NONE ? 0 : parent,
		.first = BW_NONE,
		.last = BW_NONE };

	if (p->failed || !bw_vec_push(&p->elem, e)) {
		p->failed = true;
		return 0;
	}
	if (id > 0)
		page_add_kid(
		    p, e.parent, (struct kid){ .kind = KID_ELEM, .id = id });
	return id;
}

void
bw_pdf_alt(struct bw_pdf *p, uint32_t elem, struct bw_str alt)
{
	if (p->failed)
		return;
	p->elem.v[elem].alt = bw_arena_dup(&p->a, alt);
	if (p->elem.v[elem].alt.p == NULL)
		p->failed = true;
}

void
bw_pdf_attr(struct bw_pdf *p, uint32_t elem, const char *attr)
{
	if (!p->failed)
		p->elem.v[elem].attr = attr;
}

void
bw_pdf_box(struct bw_pdf *p, uint32_t elem, bw_mp x, bw_mp y, bw_mp width,
    bw_mp height)
{
	const bw_mp at[] = { x, y, x + width, y + height };
	struct bw_buf b = { 0 };
	struct bw_str s = { 0 };

	bw_buf_z(&b, "/O /Layout /Placement /Block /BBox [");
	for (size_t i = 0; i < BW_LEN(at); i++) {
		file_mp(&b, at[i]);
		bw_buf_char(&b, ' ');
	}
	bw_buf_char(&b, ']');
	if (!b.failed)
		s = bw_arena_dup(&p->a, bw_buf_get(&b));
	bw_buf_release(&b);
	if (s.p == NULL)
		p->failed = true;
	else
		bw_pdf_attr(p, elem, s.p);
}

static void
kid_write(struct bw_buf *b, const struct kid *k, const uint32_t *elem_id,
    const struct page_ids *ids)
{
	switch (k->kind) {
	case KID_ELEM:
		bw_buf_fmt(b, " %u 0 R", elem_id[k->id]);
		break;
	case KID_MARK:
		bw_buf_fmt(b, " << /Type /MCR /Pg %u 0 R /MCID %u >>",
		    ids->page[k->page], k->id);
		break;
	case KID_LINK:
		bw_buf_fmt(b, " << /Type /OBJR /Pg %u 0 R /Obj %u 0 R >>",
		    ids->page[k->page], ids->link[k->id]);
		break;
	}
}

static void
elem_write(struct bw_pdf *p, struct file *f, size_t i, const uint32_t *id,
    uint32_t root, const struct page_ids *ids)
{
	const struct elem *e = &p->elem.v[i];

	file_open(f, id[i]);
	bw_buf_fmt(&f->b, "<< /Type /StructElem /S /%s /P %u 0 R", e->role,
	    i == 0 ? root : id[e->parent]);
	if (e->alt.n > 0) {
		bw_buf_z(&f->b, " /Alt ");
		file_text(&f->b, e->alt);
	}
	if (e->attr != NULL)
		bw_buf_fmt(&f->b, " /A << %s >>", e->attr);
	bw_buf_z(&f->b, " /K [");
	for (uint32_t k = e->first; k != BW_NONE; k = p->kid.v[k].next)
		kid_write(&f->b, &p->kid.v[k], id, ids);
	bw_buf_z(&f->b, " ] >>");
	file_close(f);
}

/* Per page the elements of its marks, per link its own: numbers as pages.c
 * gives them out (pages first, then links). */
static void
parents_write(
    struct bw_pdf *p, struct file *f, uint32_t parents, const uint32_t *id)
{
	file_open(f, parents);
	bw_buf_z(&f->b, "<< /Nums [");
	for (size_t i = 0; i < p->page.n; i++) {
		const struct page *page = &p->page.v[i];

		bw_buf_fmt(&f->b, "\n%zu [", i);
		for (size_t k = 0; k < page->mark.n; k++)
			bw_buf_fmt(&f->b, " %u 0 R", id[page->mark.v[k]]);
		bw_buf_z(&f->b, " ]");
	}
	for (size_t i = 0; i < p->link.n; i++)
		bw_buf_fmt(&f->b, "\n%zu %u 0 R", p->page.n + i,
		    id[p->link.v[i].elem]);
	bw_buf_z(&f->b, " ] >>");
	file_close(f);
}

uint32_t
tree_write(struct bw_pdf *p, struct file *f, const struct page_ids *ids)
{
	uint32_t *id = BW_ARENA_ARRAY(&p->a, uint32_t, p->elem.n);
	uint32_t root = file_id(f), parents = file_id(f);

	if (id == NULL) {
		f->b.failed = true;
		return root;
	}
	for (size_t i = 0; i < p->elem.n; i++)
		id[i] = file_id(f);
	if (f->b.failed)
		return root;
	file_open(f, root);
	bw_buf_fmt(&f->b,
	    "<< /Type /StructTreeRoot /K [ %u 0 R ] /ParentTree %u 0 R "
	    "/ParentTreeNextKey %zu >>",
	    id[0], parents, p->page.n + p->link.n);
	file_close(f);
	parents_write(p, f, parents, id);
	for (size_t i = 0; i < p->elem.n; i++)
		elem_write(p, f, i, id, root, ids);
	return root;
}
