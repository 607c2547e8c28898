/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * products.h - what codes of traded products mean: reference/hs.csv and
 * reference/hs_sections.csv, which come with the program.
 *
 * Only headings under which a material is traded are told in words; of every
 * other code the section of the Harmonized System is known, by its chapter.
 */
#ifndef BW_PRODUCTS_H
#define BW_PRODUCTS_H
#include "base/arena.h"
#include "model/text.h"

struct bw_heading { /* one material under one heading */
	struct bw_str material, stage;
	uint32_t product;        /* of six digits */
	bool alone;              /* nothing else is under that heading */
	struct bw_str revisions; /* "2017|2022" */
	struct bw_str text;      /* in English, as the UN has it */
};
struct bw_section {
	struct bw_str number; /* "XV" */
	unsigned first, last; /* chapters */
	struct bw_text name;
};
/* By product, then material. Text lives in the arena. */
int bw_headings(struct bw_heading **list, size_t *n, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* out->number is empty when there is no such chapter. */
int bw_section_of(uint32_t product, struct bw_section *out, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* Is one of them the beginning of the other, or are they the same? */
bool bw_product_within(uint32_t a, uint32_t b);

#endif
