/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fonts.h - the font files that are part of the program (tools/fonts.py).
 */
#ifndef BW_FONTS_H
#define BW_FONTS_H

struct bw_pdf_font_bytes {
	const char *bytes;
	unsigned n;
};
/* Open Sans, Open Sans Semibold, DejaVu Sans. */
extern const struct bw_pdf_font_bytes bw_pdf_fonts[3];

#endif
