/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fold.h - text made comparable, and text made harmless to show.
 *
 * Folding is what search and the tables of countries and materials compare
 * by: "  Côte d'Ivoire" and "COTE D IVOIRE" become "cote d ivoire". It is
 * fixed here, in small tables, so that it gives the same bytes with every
 * locale and library version (ICU's rules grow with every Unicode release;
 * matching of names by script belongs to a room of its own).
 */
#ifndef BW_FOLD_H
#define BW_FOLD_H
#include "base/str.h"

/* Append s in lower case, Latin letters without accents (ß ss, æ ae, œ oe,
 * ĳ ij, þ th), Greek and Cyrillic in lower case, all other letters as they
 * are. Blanks, punctuation and bytes that are no UTF-8 become one blank, none
 * at the ends; combining accents go. O(n); plain ASCII takes a fast path. */
void bw_fold(struct bw_buf *b, struct bw_str s);

/* Append s fit for a terminal: control characters (ESC moves the cursor) and
 * line ends become a blank, marks that turn the direction of writing go
 * (they make one name look like another), no UTF-8 becomes U+FFFD. */
void bw_plain(struct bw_buf *b, struct bw_str s);

#endif
