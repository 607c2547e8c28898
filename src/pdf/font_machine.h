/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * font_machine.h - letters that the fonts of the program lack: ask the
 * machine.
 */
#ifndef BW_FONT_MACHINE_H
#define BW_FONT_MACHINE_H
#include "pdf/pdf_priv.h"

/* Takes the blob; false when it is no font. */
bool font_add(
    struct bw_pdf *p, const char *name, hb_blob_t *blob, unsigned index);
/* A font of the machine that has the letter, added to the document; or
 * BW_NONE. A letter that nobody has is asked for once a document. */
uint32_t font_of_machine(struct bw_pdf *p, uint32_t letter);
/* font_cff.c: of a table "CFF " of a font with so many glyphs. */
bool font_cids_are_glyphs(const char *cff, size_t n, unsigned glyphs);
void font_machine_close(struct bw_pdf *p);

#endif
