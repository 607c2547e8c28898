/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats.c - the table of formats, and telling them apart.
 *
 * A file is recognised by what stands in it, not by its name: files are
 * renamed, and half of them are called data.csv. Each format looks at the
 * first bytes and says how sure it is; the surest wins, and of equals the
 * first in the table, so that the answer is always the same.
 */
#include "formats/formats_priv.h"
#include "formats/columns.h"

const struct bw_format *const bw_formats[] = { &bw_format_stakes,
	&bw_format_parties, &bw_format_uses, &bw_format_production,
	&bw_format_governance, &bw_format_mcs, &bw_format_mcs_single,
	&bw_format_bgs, &bw_format_wgi, &bw_format_bods, &bw_format_gleif_xml,
	&bw_format_gleif_csv, &bw_format_gleif_api, &bw_format_psc,
	&bw_format_resights, &bw_format_crm_scores, &bw_format_crm_world,
	&bw_format_crm_eu, &bw_format_crm_uses, &bw_format_energy_trade,
	&bw_format_energy_imports, &bw_format_baci, &bw_format_comtrade,
	&bw_format_comext, &bw_format_sdmx, &bw_format_cyclonedx,
	&bw_format_inventory, &bw_format_dpkg, &bw_format_rpm, &bw_format_apk,
	&bw_format_spdx, &bw_format_openvex, &bw_format_osv, &bw_format_cve,
	&bw_format_csaf, &bw_format_kev, &bw_format_epss, &bw_format_nvd,
	NULL };

const struct bw_format *
bw_format_named(const char *name)
{
	for (size_t i = 0; bw_formats[i] != NULL; i++)
		if (strcmp(bw_formats[i]->name, name) == 0)
			return bw_formats[i];
	return NULL;
}

/* At most n bytes, and no half of a character. */
static struct bw_str
cut(struct bw_str s, size_t n)
{
	if (s.n <= n)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return bw_str_sub(s, 0, n);
}

/* What a person would call it, for the error. */
static void
describe(struct bw_str ahead, struct bw_buf *b)
{
	struct bw_str text = bw_str_trim(ahead), field[8];
	size_t n;

	if (text.n == 0) {
		bw_buf_z(b, "there is nothing in it");
	} else if (bw_str_starts(text, BW_STR("\xff\xfe")) ||
	    bw_str_starts(text, BW_STR("\xfe\xff"))) {
		bw_buf_z(b, "text in UTF-16; save it as CSV UTF-8");
	} else if (memchr(text.p, '\0', text.n) != NULL) {
		bw_buf_z(b, "it is no text");
	} else if (text.p[0] == '{' || text.p[0] == '[') {
		bw_buf_z(b, "JSON of no form we know");
	} else if (text.p[0] == '<') {
		bw_buf_z(b, "XML of no form we know");
	} else {
		/* Most often a list whose first line names no columns. */
		n = bw_header_split(text, field, BW_LEN(field));
		bw_buf_z(b,
		    n > 1 ? "a table with the columns " : "text that begins ");
		for (size_t i = 0; i < n && b->n < 110; i++) {
			if (i > 0)
				bw_buf_z(b, ", ");
			bw_buf_str(b, cut(field[i], 24));
		}
		bw_buf_z(b,
		    "; the first line of a list names the columns, "
		    "such as holder, company, percent");
	}
}

static int
unknown(struct bw_input *in, struct bw_str ahead, struct bw_err *err)
{
	struct bw_buf seen = { 0 };
	int rc;

	describe(ahead, &seen);
	if ((rc = bw_buf_check(&seen, err)) == 0)
		rc = bw_fail(err, BW_EFORMAT,
		    "%s: format not recognised: %.*s. Name it with --format, "
		    "or see doc/formats",
		    bw_input_name(in), BW_ARG(bw_buf_get(&seen)));
	bw_buf_release(&seen);
	return rc;
}

/* Above 50 and the surest, of equals the first; NULL when there is none. */
static const struct bw_format *
surest(struct bw_str ahead, bool goes_on, const char *name, int *best)
{
	const struct bw_format *found = NULL;

	*best = 50;
	for (size_t i = 0; bw_formats[i] != NULL; i++) {
		int sure = bw_formats[i]->recognise(ahead, goes_on, name);

		if (sure > *best) {
			*best = sure;
			found = bw_formats[i];
		}
	}
	return found;
}

/* Most documents say at once what they are. Then the rest is not looked
 * through: that takes longer than reading a bill of materials does. */
#define BEGINNING ((size_t)16 * 1024)
#define CERTAIN 95

int
bw_format_recognise(
    struct bw_input *in, const struct bw_format **out, struct bw_err *err)
{
	struct bw_str ahead = { 0 };
	int best = 0, rc;

	*out = NULL;
	if ((rc = bw_input_peek(in, &ahead, err)) < 0)
		return rc;
	if (ahead.n > BEGINNING)
		*out = surest(
		    cut(ahead, BEGINNING), true, bw_input_name(in), &best);
	if (best < CERTAIN)
		*out = surest(
		    ahead, ahead.n >= BW_PEEK_MAX, bw_input_name(in), &best);
	return *out == NULL ? unknown(in, ahead, err) : 0;
}
