/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * font_machine.c - fonts of the machine, found by fontconfig.
 *
 * A name may be Chinese, Thai or Ethiopic; the fonts for that are too large
 * to be part of the program. Where the machine has one it is used: the first
 * in fontconfig's own order that has the letter, with outlines of which a PDF
 * takes glyphs by their number (TrueType, and CFF where that is so) and a
 * licence that lets it be embedded.
 * A font is a file of others: HarfBuzz checks it before use.
 */
#include "pdf/font_machine.h"
#include <fontconfig/fontconfig.h>

/* OS/2 fsType: restricted, or bitmaps only, or no subsetting. */
static bool
licensed(hb_face_t *face)
{
	hb_blob_t *os2 =
	    hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	unsigned n = 0, type = 0;
	const unsigned char *b =
	    (const unsigned char *)hb_blob_get_data(os2, &n);

	if (n >= 10)
		type = (unsigned)b[8] << 8 | b[9];
	hb_blob_destroy(os2);
	return (type & 0x000f) != 2 && (type & 0x0300) == 0;
}

static bool
named_by_number(hb_face_t *face)
{
	hb_blob_t *cff =
	    hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
	unsigned n = 0;
	const char *b = hb_blob_get_data(cff, &n);
	bool good =
	    n == 0 || font_cids_are_glyphs(b, n, hb_face_get_glyph_count(face));

	hb_blob_destroy(cff);
	return good;
}

static bool
may_embed(hb_blob_t *blob, unsigned index)
{
	hb_face_t *face = hb_face_create(blob, index);
	bool good = licensed(face) && named_by_number(face);

	hb_face_destroy(face);
	return good;
}

static bool
add_file(struct bw_pdf *p, const char *path, unsigned index)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);

	if (blob == NULL)
		return false;
	if (may_embed(blob, index))
		return font_add(p, "Machine", blob, index);
	hb_blob_destroy(blob);
	return false;
}

static bool
usable(FcPattern *font, uint32_t letter, const char **path, unsigned *index)
{
	FcChar8 *format = NULL, *file = NULL;
	FcCharSet *letters = NULL;
	FcBool scalable = FcFalse;
	int at = 0;

	if (FcPatternGetString(font, FC_FONTFORMAT, 0, &format) !=
		FcResultMatch ||
	    (strcmp((const char *)format, "TrueType") != 0 &&
		strcmp((const char *)format, "CFF") != 0))
		return false;
	if (FcPatternGetCharSet(font, FC_CHARSET, 0, &letters) !=
		FcResultMatch ||
	    !FcCharSetHasChar(letters, letter))
		return false;
	if (FcPatternGetBool(font, FC_SCALABLE, 0, &scalable) !=
		FcResultMatch ||
	    !scalable)
		return false;
	if (FcPatternGetString(font, FC_FILE, 0, &file) != FcResultMatch)
		return false;
	(void)FcPatternGetInteger(font, FC_INDEX, 0, &at);
	if (at < 0 || at > 0xffff) /* an instance of a variable font */
		return false;
	*path = (const char *)file;
	*index = (unsigned)at;
	return true;
}

/* The fonts of the machine, the best first; asked for once a document. */
static void
fonts_of_machine(struct bw_pdf *p)
{
	FcResult result = FcResultNoMatch;
	FcPattern *want;

	p->config = FcInitLoadConfigAndFonts();
	if (p->config == NULL)
		return;
	want = FcPatternBuild(
	    NULL, FC_FAMILY, FcTypeString, "sans-serif", (char *)NULL);
	if (want == NULL)
		return;
	FcConfigSubstitute(p->config, want, FcMatchPattern);
	FcDefaultSubstitute(want);
	p->machine = FcFontSort(p->config, want, FcFalse, NULL, &result);
	FcPatternDestroy(want);
}

static bool
search(struct bw_pdf *p, uint32_t letter)
{
	const struct _FcFontSet *set;
	const char *path;
	unsigned index;

	if (p->config == NULL)
		fonts_of_machine(p);
	set = p->machine;
	for (int i = 0; set != NULL && i < set->nfont; i++)
		if (usable(set->fonts[i], letter, &path, &index) &&
		    add_file(p, path, index))
			return true;
	return false;
}

uint32_t
font_of_machine(struct bw_pdf *p, uint32_t letter)
{
	for (size_t i = 0; i < p->asked.n; i++)
		if (p->asked.v[i] == letter)
			return BW_NONE;
	if (p->asked.n == MOST_ASKED)
		return BW_NONE;
	if (p->n_font < MOST_FONTS && search(p, letter))
		return (uint32_t)p->n_font - 1;
	if (!bw_vec_push(&p->asked, letter))
		p->failed = true;
	return BW_NONE;
}

void
font_machine_close(struct bw_pdf *p)
{
	if (p->machine != NULL)
		FcFontSetDestroy(p->machine);
	if (p->config != NULL)
		FcConfigDestroy(p->config);
	bw_vec_release(&p->asked);
}
