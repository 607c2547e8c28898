/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * font.c - fonts: which one has a letter, and their part in the file.
 *
 * The fonts of the program come first (Open Sans; DejaVu Sans for signs and
 * more scripts), so that what they can write looks the same everywhere. A
 * font goes into the file with the glyphs that are used and no others
 * (hb-subset); each glyph tells what text it stands for (ToUnicode), so that
 * text can be searched, copied and read out.
 */
#include "pdf/font_machine.h"
#include "pdf/fonts.h"
#include <hb-subset.h>

enum {
	SANS,
	SANS_BOLD,
	SIGNS,
	OWN_FONTS
};

static bool
has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *b = hb_face_reference_table(face, tag);
	bool there = hb_blob_get_length(b) > 0;

	hb_blob_destroy(b);
	return there;
}

bool
font_add(struct bw_pdf *p, const char *name, hb_blob_t *blob, unsigned index)
{
	struct font *f = &p->font[p->n_font];
	hb_font_extents_t x = { 0 };

	BW_ASSERT(p->n_font < MOST_FONTS);
	*f = (struct font){ .name = name, .face = hb_face_create(blob, index) };
	hb_blob_destroy(blob);
	f->hb = hb_font_create(f->face);
	f->upem = (int)hb_face_get_upem(f->face);
	f->n_glyph = hb_face_get_glyph_count(f->face);
	if (f->upem < 16 || f->n_glyph == 0 || f->n_glyph > 0xffff ||
	    f->hb == hb_font_get_empty()) {
		hb_font_destroy(f->hb);
		hb_face_destroy(f->face);
		return false;
	}
	f->cff = has_table(f->face, HB_TAG('C', 'F', 'F', ' '));
	hb_font_set_scale(f->hb, f->upem, f->upem);
	hb_font_get_h_extents(f->hb, &x);
	f->ascent = x.ascender;
	f->descent = x.descender;
	hb_face_make_immutable(f->face);
	hb_font_make_immutable(f->hb);
	p->n_font++;
	return true;
}

bool
fonts_open(struct bw_pdf *p)
{
	static const char *const name[] = { [SANS] = "OpenSans",
		[SANS_BOLD] = "OpenSans-Semibold",
		[SIGNS] = "DejaVuSans" };

	for (size_t i = 0; i < OWN_FONTS; i++)
		if (!font_add(p, name[i],
			hb_blob_create(bw_pdf_fonts[i].bytes, bw_pdf_fonts[i].n,
			    HB_MEMORY_MODE_READONLY, NULL, NULL),
			0))
			return false;
	p->hb = hb_buffer_create();
	return hb_buffer_allocation_successful(p->hb);
}

void
fonts_close(struct bw_pdf *p)
{
	for (size_t i = 0; i < p->n_font; i++) {
		hb_font_destroy(p->font[i].hb);
		hb_face_destroy(p->font[i].face);
		bw_free(p->font[i].says);
	}
	hb_buffer_destroy(p->hb);
	font_machine_close(p);
}

static bool
has(const struct bw_pdf *p, size_t font, uint32_t letter)
{
	hb_codepoint_t glyph;

	return hb_font_get_nominal_glyph(p->font[font].hb, letter, &glyph) &&
	    glyph != 0;
}

uint32_t
font_for(struct bw_pdf *p, enum bw_pdf_face face, uint32_t letter)
{
	if (has(p, face == BW_PDF_BOLD ? SANS_BOLD : SANS, letter))
		return face == BW_PDF_BOLD ? SANS_BOLD : SANS;
	for (size_t i = SIGNS; i < p->n_font; i++)
		if (has(p, i, letter))
			return (uint32_t)i;
	return font_of_machine(p, letter);
}

bw_mp
font_scaled(const struct font *f, int32_t units, bw_mp size)
{
	return (bw_mp)((int64_t)units * size / f->upem);
}

bool
font_says(struct bw_pdf *p, uint32_t font, uint32_t glyph, struct bw_str text)
{
	struct font *f = &p->font[font];

	if (f->says == NULL)
		f->says = bw_calloc(f->n_glyph, sizeof(*f->says));
	if (f->says == NULL) {
		p->failed = true;
		return true;
	}
	BW_ASSERT(glyph < f->n_glyph);
	if (f->says[glyph].p == NULL) {
		f->says[glyph] = bw_arena_dup(&p->a, text);
		if (f->says[glyph].p == NULL)
			p->failed = true;
		return true;
	}
	return bw_str_eq(f->says[glyph], text);
}

/* ---- writing ------------------------------------------------------------- */
/* What a viewer needs to draw glyphs by number, and no more. */
static const hb_tag_t dropped[] = { HB_TAG('G', 'S', 'U', 'B'),
	HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
	HB_TAG('c', 'm', 'a', 'p'), HB_TAG('n', 'a', 'm', 'e'),
	HB_TAG('p', 'o', 's', 't'), HB_TAG('k', 'e', 'r', 'n'),
	HB_TAG('O', 'S', '/', '2'), HB_TAG('F', 'F', 'T', 'M'),
	HB_TAG('g', 'a', 's', 'p') };

static hb_blob_t *
subset(const struct font *f)
{
	hb_subset_input_t *in = hb_subset_input_create_or_fail();
	hb_face_t *small = NULL;
	hb_blob_t *blob = NULL;

	if (in == NULL)
		return NULL;
	for (unsigned g = 0; g < f->n_glyph; g++)
		if (f->says[g].p != NULL)
			hb_set_add(hb_subset_input_glyph_set(in), g);
	for (size_t i = 0; i < BW_LEN(dropped); i++)
		hb_set_add(
		    hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG),
		    dropped[i]);
	/* Numbers stay as they were when the pages were written. */
	hb_subset_input_set_flags(
	    in, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING);
	small = hb_subset_or_fail(f->face, in);
	hb_subset_input_destroy(in);
	if (small != NULL) {
		blob = f->cff
		    ? hb_face_reference_table(small, HB_TAG('C', 'F', 'F', ' '))
		    : hb_face_reference_blob(small);
		hb_face_destroy(small);
	}
	return blob;
}

static void
font_file(struct file *f, uint32_t id, const struct font *font)
{
	hb_blob_t *blob = subset(font);
	unsigned n = 0;
	const char *bytes = blob != NULL ? hb_blob_get_data(blob, &n) : NULL;
	char dict[48];

	if (font->cff)
		snprintf(dict, sizeof(dict), "/Subtype /CIDFontType0C");
	else
		snprintf(dict, sizeof(dict), "/Length1 %u", n);
	if (n > 0)
		file_stream(f, id, dict, (struct bw_str){ bytes, n });
	else
		f->b.failed = true;
	hb_blob_destroy(blob);
}

/* "ABCDEF+Name": a tag per font of the file, for it holds only a part. */
static void
font_name(struct bw_buf *b, const struct font *font, size_t i)
{
	bw_buf_fmt(b, "BWPDF%c+%s", (char)('A' + i), font->name);
}

static void
descriptor(struct file *f, uint32_t id, uint32_t bytes, const struct font *font,
    size_t i)
{
	int up = font->ascent * 1000 / font->upem;
	int down = font->descent * 1000 / font->upem;

	file_open(f, id);
	bw_buf_z(&f->b, "<< /Type /FontDescriptor /FontName /");
	font_name(&f->b, font, i);
	bw_buf_fmt(&f->b,
	    " /Flags 4 /FontBBox [-1000 %d 2000 %d] /ItalicAngle 0 "
	    "/Ascent %d /Descent %d /CapHeight 714 /StemV %d "
	    "/FontFile%d %u 0 R >>",
	    down, up, up, down, i == SANS_BOLD ? 130 : 90, font->cff ? 3 : 2,
	    bytes);
	file_close(f);
}

static int
width_of(const struct font *f, unsigned glyph)
{
	return (int)(((int64_t)hb_font_get_glyph_h_advance(f->hb, glyph) *
			     2000 / f->upem +
			 1) /
	    2);
}

static void
descendant(struct file *f, uint32_t id, uint32_t about, const struct font *font,
    size_t i)
{
	file_open(f, id);
	bw_buf_fmt(&f->b, "<< /Type /Font /Subtype /CIDFontType%d /BaseFont /",
	    font->cff ? 0 : 2);
	font_name(&f->b, font, i);
	bw_buf_fmt(&f->b,
	    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
	    "/Supplement 0 >>%s /FontDescriptor %u 0 R /DW 0 /W [",
	    font->cff ? "" : " /CIDToGIDMap /Identity", about);
	for (unsigned g = 0; g < font->n_glyph; g++)
		if (font->says[g].p != NULL)
			bw_buf_fmt(&f->b, "\n%u [%d]", g, width_of(font, g));
	bw_buf_z(&f->b, " ] >>");
	file_close(f);
}

/* Glyph to text; at most 100 in a block (ISO 32000-1, 9.10.3). */
static void
to_unicode(struct file *f, uint32_t id, const struct font *font)
{
	struct bw_buf b = { 0 }, block = { 0 };
	unsigned n = 0;

	bw_buf_z(&b,
	    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement "
	    "0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
	    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (unsigned g = 0; g <= font->n_glyph; g++) {
		bool last = g == font->n_glyph;

		if (!last && font->says[g].p != NULL) {
			bw_buf_fmt(&block, "<%04X> <", g);
			file_utf16(&block, font->says[g]);
			bw_buf_z(&block, ">\n");
			n++;
		}
		if (n == 0 || (n < 100 && !last))
			continue;
		bw_buf_fmt(&b, "%u beginbfchar\n", n);
		bw_buf_str(&b, bw_buf_get(&block));
		bw_buf_z(&b, "endbfchar\n");
		b.failed |= block.failed;
		bw_buf_clear(&block);
		n = 0;
	}
	bw_buf_z(&b,
	    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\n"
	    "end\n");
	if (b.failed)
		f->b.failed = true;
	else
		file_stream(f, id, "", bw_buf_get(&b));
	bw_buf_release(&b);
	bw_buf_release(&block);
}

static void
font_write(struct file *f, uint32_t id, const struct font *font, size_t i)
{
	uint32_t below = file_id(f), about = file_id(f), bytes = file_id(f),
		 text = file_id(f);

	file_open(f, id);
	bw_buf_z(&f->b, "<< /Type /Font /Subtype /Type0 /BaseFont /");
	font_name(&f->b, font, i);
	bw_buf_fmt(&f->b,
	    " /Encoding /Identity-H /DescendantFonts [%u 0 R] /ToUnicode %u 0 "
	    "R >>",
	    below, text);
	file_close(f);
	descendant(f, below, about, font, i);
	descriptor(f, about, bytes, font, i);
	font_file(f, bytes, font);
	to_unicode(f, text, font);
}

void
fonts_write(struct bw_pdf *p, struct file *f, uint32_t id)
{
	uint32_t of[MOST_FONTS] = { 0 };

	for (size_t i = 0; i < p->n_font; i++)
		if (p->font[i].says != NULL)
			of[i] = file_id(f);
	file_open(f, id);
	bw_buf_z(&f->b, "<<");
	for (size_t i = 0; i < p->n_font; i++)
		if (of[i] != 0)
			bw_buf_fmt(&f->b, " /F%zu %u 0 R", i, of[i]);
	bw_buf_z(&f->b, " >>");
	file_close(f);
	for (size_t i = 0; i < p->n_font; i++)
		if (of[i] != 0)
			font_write(f, of[i], &p->font[i], i);
}
