/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page.c - pages, what is drawn on them, and links.
 */
#include "pdf/pdf_priv.h"

static struct bw_str
copied(struct bw_pdf *p, struct bw_str s)
{
	struct bw_str copy = bw_arena_dup(&p->a, s);

	if (copy.p == NULL)
		p->failed = true;
	return copy;
}

/* For a line of the outline and for a hint: no more than one reads there. */
static struct bw_str
short_copy(struct bw_pdf *p, struct bw_str s)
{
	size_t n = 160;
	struct bw_str copy;

	if (s.n <= n)
		return copied(p, s);
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	copy = bw_arena_fmt(&p->a, "%.*s\xe2\x80\xa6", (int)n, s.p); /* … */
	if (copy.p == NULL)
		p->failed = true;
	return copy;
}

struct bw_pdf *
bw_pdf_new(const struct bw_pdf_about *about)
{
	struct bw_pdf *p = bw_calloc(1, sizeof(*p));

	if (p == NULL)
		return NULL;
	bw_arena_init(&p->a, 0);
	bw_intern_init(&p->place_id);
	p->title = copied(p, about->title);
	p->subject = copied(p, about->subject);
	p->maker = copied(p, about->maker);
	p->lang = copied(p, bw_str_of(about->lang));
	(void)bw_pdf_elem(p, BW_NONE, "Document");
	if (p->failed || !fonts_open(p)) {
		bw_pdf_free(p);
		return NULL;
	}
	return p;
}

void
bw_pdf_free(struct bw_pdf *p)
{
	if (p == NULL)
		return;
	fonts_close(p);
	for (size_t i = 0; i < p->page.n; i++) {
		bw_buf_release(&p->page.v[i].ink);
		bw_vec_release(&p->page.v[i].mark);
		bw_vec_release(&p->page.v[i].link);
	}
	bw_vec_release(&p->page);
	bw_vec_release(&p->elem);
	bw_vec_release(&p->kid);
	bw_vec_release(&p->link);
	bw_vec_release(&p->place);
	bw_vec_release(&p->bookmark);
	bw_intern_release(&p->place_id);
	bw_arena_release(&p->a);
	bw_free(p);
}

void
bw_pdf_page(struct bw_pdf *p, bw_mp width, bw_mp height)
{
	struct page page = { .width = width, .height = height };

	BW_ASSERT(!p->open);
	if (!bw_vec_push(&p->page, page))
		p->failed = true;
	else
		p->at = p->page.n - 1;
}

size_t
bw_pdf_pages(const struct bw_pdf *p)
{
	return p->page.n;
}

void
bw_pdf_go(struct bw_pdf *p, size_t i)
{
	BW_ASSERT(!p->open && i < p->page.n);
	p->at = i;
}

bw_mp
bw_pdf_page_width(const struct bw_pdf *p)
{
	return p->page.n > 0 ? p->page.v[p->at].width : 0;
}

void
bw_pdf_tag(struct bw_pdf *p, uint32_t elem)
{
	struct page *page;
	uint32_t id;

	BW_ASSERT(!p->open);
	p->open = true;
	if (p->failed)
		return;
	page = pdf_page(p);
	id = (uint32_t)page->mark.n;
	if (!bw_vec_push(&page->mark, elem))
		p->failed = true;
	else
		page_add_kid(p, elem,
		    (struct kid){
			.kind = KID_MARK, .page = (uint32_t)p->at, .id = id });
	if (!p->failed)
		bw_buf_fmt(&page->ink, "/%s << /MCID %u >> BDC\n",
		    p->elem.v[elem].role, id);
}

void
bw_pdf_artifact(struct bw_pdf *p, const char *kind)
{
	BW_ASSERT(!p->open);
	p->open = true;
	if (p->failed)
		return;
	if (kind == NULL)
		bw_buf_z(&pdf_page(p)->ink, "/Artifact BMC\n");
	else
		bw_buf_fmt(&pdf_page(p)->ink, "/Artifact << %s >> BDC\n", kind);
}

void
bw_pdf_end(struct bw_pdf *p)
{
	BW_ASSERT(p->open);
	p->open = false;
	if (!p->failed)
		bw_buf_z(&pdf_page(p)->ink, "EMC\n");
}

static void
rgb_ink(struct bw_buf *b, uint32_t rgb)
{
	for (int shift = 16; shift >= 0; shift -= 8) {
		file_mp(b, (bw_mp)((rgb >> shift & 0xff) * 1000 / 255));
		bw_buf_char(b, ' ');
	}
}

void
bw_pdf_rect(
    struct bw_pdf *p, uint32_t rgb, bw_mp x, bw_mp y, bw_mp width, bw_mp height)
{
	const bw_mp side[] = { x, y, width, height };
	struct bw_buf *b;

	BW_ASSERT(p->open);
	if (p->failed)
		return;
	b = &pdf_page(p)->ink;
	rgb_ink(b, rgb);
	bw_buf_z(b, "rg ");
	for (size_t i = 0; i < BW_LEN(side); i++) {
		file_mp(b, side[i]);
		bw_buf_char(b, ' ');
	}
	bw_buf_z(b, "re f\n");
}

/* ---- places, links, outline ---------------------------------------------- */
static uint32_t
place_of(struct bw_pdf *p, struct bw_str id)
{
	uint32_t at = 0;
	bool added = false;

	if (p->failed ||
	    bw_intern_add(&p->place_id, id, &at, &added, NULL) != 0 ||
	    (added && !bw_vec_push(&p->place, (struct place){ BW_NONE, 0 }))) {
		p->failed = true;
		return BW_NONE;
	}
	return at;
}

void
bw_pdf_place(struct bw_pdf *p, struct bw_str id, bw_mp y)
{
	uint32_t at = place_of(p, id);

	if (at != BW_NONE)
		p->place.v[at] = (struct place){ (uint32_t)p->at, y };
}

void
bw_pdf_link(struct bw_pdf *p, uint32_t elem, bw_mp x, bw_mp y, bw_mp width,
    bw_mp height, struct bw_str to, struct bw_str says)
{
	struct link l = { elem, place_of(p, to), x, y, width, height,
		short_copy(p, says) };
	uint32_t id = (uint32_t)p->link.n;

	if (p->failed || !bw_vec_push(&p->link, l) ||
	    !bw_vec_push(&pdf_page(p)->link, id)) {
		p->failed = true;
		return;
	}
	page_add_kid(p, elem,
	    (struct kid){
		.kind = KID_LINK, .page = (uint32_t)p->at, .id = id });
}

void
bw_pdf_bookmark(struct bw_pdf *p, unsigned level, struct bw_str title, bw_mp y)
{
	struct bookmark b = { level, (uint32_t)p->at, y, short_copy(p, title) };

	if (p->failed || !bw_vec_push(&p->bookmark, b))
		p->failed = true;
}

/* ---- writing ------------------------------------------------------------- */
void
page_dest(struct bw_buf *b, uint32_t page_id, bw_mp y)
{
	bw_buf_fmt(b, "[%u 0 R /XYZ null ", page_id);
	file_mp(b, y);
	bw_buf_z(b, " null]");
}

static void
link_write(
    struct bw_pdf *p, struct file *f, size_t i, const struct page_ids *ids)
{
	const struct link *l = &p->link.v[i];
	const struct place *to = &p->place.v[l->to];
	const bw_mp corner[] = { l->x, l->y, l->x + l->width,
		l->y + l->height };

	file_open(f, ids->link[i]);
	bw_buf_z(&f->b,
	    "<< /Type /Annot /Subtype /Link /Border [0 0 0] /F 4 /Rect [");
	for (size_t k = 0; k < BW_LEN(corner); k++) {
		file_mp(&f->b, corner[k]);
		bw_buf_char(&f->b, ' ');
	}
	bw_buf_fmt(&f->b, "] /StructParent %zu /Contents ", p->page.n + i);
	file_text(&f->b, l->says);
	bw_buf_z(&f->b, " /Dest ");
	if (to->page == BW_NONE) /* nowhere: to the beginning */
		page_dest(&f->b, ids->page[0], p->page.v[0].height);
	else
		page_dest(&f->b, ids->page[to->page], to->y);
	bw_buf_z(&f->b, " >>");
	file_close(f);
}

static void
page_write(struct bw_pdf *p, struct file *f, size_t i,
    const struct page_ids *ids, uint32_t fonts)
{
	struct page *page = &p->page.v[i];
	uint32_t ink = file_id(f);

	if (page->ink.failed)
		f->b.failed = true;
	if (f->b.failed)
		return;
	file_open(f, ids->page[i]);
	bw_buf_fmt(&f->b,
	    "<< /Type /Page /Parent %u 0 R /Contents %u 0 R /StructParents "
	    "%zu /Tabs /S /MediaBox [0 0 ",
	    ids->pages, ink, i);
	file_mp(&f->b, page->width);
	bw_buf_char(&f->b, ' ');
	file_mp(&f->b, page->height);
	bw_buf_fmt(&f->b, "] /Resources << /Font %u 0 R /ExtGState <<", fonts);
	for (unsigned k = 0; k <= 100; k++)
		if (p->opacity[k])
			bw_buf_fmt(&f->b, " /O%u << /ca %u.%02u >>", k, k / 100,
			    k % 100);
	bw_buf_z(&f->b, " >> >>");
	if (page->link.n > 0) {
		bw_buf_z(&f->b, " /Annots [");
		for (size_t k = 0; k < page->link.n; k++)
			bw_buf_fmt(
			    &f->b, " %u 0 R", ids->link[page->link.v[k]]);
		bw_buf_z(&f->b, " ]");
	}
	bw_buf_z(&f->b, " >>");
	file_close(f);
	file_stream(f, ink, "", bw_buf_get(&page->ink));
}

void
pages_write(struct bw_pdf *p, struct file *f, const struct page_ids *ids,
    uint32_t fonts)
{
	file_open(f, ids->pages);
	bw_buf_fmt(&f->b, "<< /Type /Pages /Count %zu /Kids [", p->page.n);
	for (size_t i = 0; i < p->page.n; i++)
		bw_buf_fmt(&f->b, " %u 0 R", ids->page[i]);
	bw_buf_z(&f->b, " ] >>");
	file_close(f);
	for (size_t i = 0; i < p->page.n; i++)
		page_write(p, f, i, ids, fonts);
	for (size_t i = 0; i < p->link.n; i++)
		link_write(p, f, i, ids);
}
