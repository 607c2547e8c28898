/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_pdf.c - any bytes as text on a page.
 *
 * Laid out to some width and drawn: every letter stands in exactly one line,
 * and the file is written. The same bytes are read as the table of a font of
 * the machine.
 */
#include "pdf/font_machine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
look(const struct bw_pdf_text *t)
{
	size_t at = 0, from, to;

	for (size_t i = 0; i < t->n; i++) {
		from = SIZE_MAX, to = 0;
		for (size_t k = 0; k < t->line[i].n; k++) {
			const struct bw_pdf_seg *s = &t->line[i].seg[k];

			from = s->from < from ? s->from : from;
			to = s->to > to ? s->to : to;
			BW_ASSERT(s->first + s->n <= t->shaped->n_glyph);
			BW_ASSERT(s->x >= 0);
		}
		/* What is left out between two lines is blank. */
		for (; t->line[i].n > 0 && at < from; at++)
			BW_ASSERT(t->shaped->letter[at] <= ' ' ||
			    t->shaped->letter[at] >= 0x80);
		at = t->line[i].n > 0 ? to : at;
	}
	BW_ASSERT(at <= t->shaped->n_letter);
}

static void
draw(struct bw_pdf *p, const struct bw_pdf_text *t)
{
	bw_pdf_tag(p, bw_pdf_elem(p, BW_NONE, "P"));
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->line[i].n; k++)
			bw_pdf_show(p, t, &t->line[i].seg[k], 0, 0);
	bw_pdf_end(p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_str s = { (const char *)data, size };
	struct bw_pdf_about about = { s, s, BW_STR("fuzz"), "nl" };
	struct bw_pdf_run run[2] = {
		{ bw_str_sub(s, 1, size / 2), BW_PDF_BOLD, 9500, 0 },
		{ bw_str_sub(s, 1 + size / 2, size), BW_PDF_REGULAR, 8000, 0 },
	};
	struct bw_err err = BW_ERR_INIT;
	struct bw_pdf_text t;
	struct bw_arena a;
	struct bw_pdf *p;
	struct bw_out o;

	(void)font_cids_are_glyphs((const char *)data, size, 100);
	if (size < 2 || size > 4096 || (p = bw_pdf_new(&about)) == NULL)
		return 0;
	bw_arena_init(&a, 0);
	bw_pdf_page(p, BW_PT(595), BW_PT(842));
	bw_pdf_lay(p, &a, run, 2, BW_PT(1 + data[0] * 4), &t);
	look(&t);
	draw(p, &t);
	bw_pdf_bookmark(p, 1, s, 0);
	bw_out_memory(&o);
	if (bw_pdf_write(p, &o, &err) == 0)
		BW_ASSERT(
		    bw_str_starts(bw_buf_get(&o.buf), BW_STR("%PDF-1.7")));
	bw_out_release(&o);
	bw_arena_release(&a);
	bw_pdf_free(p);
	return 0;
}
