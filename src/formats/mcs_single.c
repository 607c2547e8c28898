/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mcs_single.c - what the older releases of the USGS world data leave out.
 *
 * Up to 2024 there is one file per commodity, mcs2023-lithi_world.csv, with
 * the units in the names of the columns (Prod_t_2021) and the commodity in
 * no column at all: it stands in the words of the type ("Mine production,
 * contained lithium"), or only in five letters of the name of the file. When
 * the words name two materials ("silicon content of ferrosilicon") nothing is
 * guessed.
 */
#include "formats/mcs.h"
#include "base/fold.h"

/* The longest run of words from `rest` that names a material; how many bytes
 * it takes. */
static const struct bw_ref_item *
match(struct bw_str rest, size_t *bytes)
{
	size_t end[3], n = 0;

	for (size_t i = 0; i <= rest.n && n < BW_LEN(end); i++)
		if (i == rest.n || rest.p[i] == ' ')
			end[n++] = i;
	while (n-- > 0) {
		const struct bw_ref_item *m =
		    bw_ref_material(bw_str_sub(rest, 0, end[n]));

		*bytes = end[n];
		if (m != NULL)
			return m;
	}
	return NULL;
}

static const struct bw_ref_item *
in_words(struct bw_str folded, bool *several)
{
	const struct bw_ref_item *found = NULL, *m;
	size_t bytes = 0;

	*several = false;
	while (folded.n > 0) {
		m = match(folded, &bytes);
		*several |= m != NULL && found != NULL && m != found;
		if (m != NULL)
			found = m;
		folded = bw_str_trim(
		    bw_str_sub(folded, bytes > 0 ? bytes : 1, folded.n));
	}
	return found;
}

/* "data/mcs2023-zirco-hafni_world.csv" -> zirco */
static struct bw_str
code_of(struct bw_str file)
{
	struct bw_str code = { 0 };
	size_t n = 0;

	for (size_t i = file.n; i-- > 0 && file.p[i] != '/';)
		n++;
	file = bw_str_sub(file, file.n - n, n);
	if (!bw_mcs_has(bw_str_sub(file, 0, 3), "mcs") ||
	    !bw_str_cut(&file, '-', &code))
		return (struct bw_str){ 0 };
	for (n = 0; n < file.n; n++)
		if (file.p[n] == '-' || file.p[n] == '_' || file.p[n] == '.')
			break;
	return bw_str_sub(file, 0, n);
}

int
bw_mcs_single_material(struct bw_str type, struct bw_str file,
    const struct bw_ref_item **out, struct bw_err *err)
{
	struct bw_buf folded = { 0 };
	struct bw_str code = code_of(file);
	bool several = false;
	int rc;

	bw_fold(&folded, type);
	*out = NULL;
	if ((rc = bw_buf_check(&folded, err)) == 0) {
		*out = in_words(bw_buf_get(&folded), &several);
		if (several)
			*out = NULL;
		else if (*out == NULL && code.n > 0)
			*out = bw_ref_material_begins(code);
	}
	bw_buf_release(&folded);
	return rc;
}

int
bw_mcs_edition(struct bw_str source)
{
	int64_t year;

	source = bw_str_trim(source);
	if (source.n < 7 || !bw_mcs_has(bw_str_sub(source, 0, 3), "mcs") ||
	    !bw_str_i64(bw_str_sub(source, source.n - 4, 4), &year) ||
	    year < 1900 || year > 2999)
		return 0;
	return (int)year;
}
