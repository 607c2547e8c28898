/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * regid.c - see regid.h.
 *
 * The check digits of an LEI: letters become two digits (A = 10 ... Z = 35)
 * and the number so written must leave 1 after division by 97.
 */
#include "formats/regid.h"

enum bw_lei_form
bw_lei_form(struct bw_str s)
{
	unsigned rest = 0;

	if (s.n != 20)
		return BW_LEI_BAD;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c >= '0' && c <= '9')
			rest = (rest * 10 + (unsigned)(c - '0')) % 97;
		else if (c >= 'A' && c <= 'Z')
			rest = (rest * 100 + (unsigned)(c - 'A') + 10) % 97;
		else if (c >= 'a' && c <= 'z')
			rest = (rest * 100 + (unsigned)(c - 'a') + 10) % 97;
		else
			return BW_LEI_BAD;
	}
	return rest == 1 ? BW_LEI_GOOD : BW_LEI_CHECK;
}

struct bw_str
bw_regid_gb(struct bw_reading *rd, struct bw_str number)
{
	struct bw_str s = bw_rd_upper(rd, bw_rd_text(rd, number));
	size_t letters = 0;

	while (letters < s.n && s.p[letters] >= 'A' && s.p[letters] <= 'Z')
		letters++;
	for (size_t i = letters; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return s;
	if (s.n >= 8 || letters > 2 || letters == s.n)
		return s;
	return bw_rd_fmt(rd, "%.*s%.*s%.*s", (int)letters, s.p, (int)(8 - s.n),
	    "00000000", (int)(s.n - letters), s.p + letters);
}

/* Authorities of the GLEIF list that stand for a register org-id.guide has a
 * code for and that our other formats use. */
static const struct {
	const char *ra, *scheme;
} authorities[] = {
	{ "RA000463", "kvk" },    /* KvK, Netherlands */
	{ "RA000585", "gb-coh" }, /* Companies House, England and Wales */
	{ "RA000586", "gb-coh" }, /* Northern Ireland */
	{ "RA000587", "gb-coh" }, /* Scotland */
};

struct bw_str
bw_regid_authority(struct bw_str ra)
{
	for (size_t i = 0; i < BW_LEN(authorities); i++)
		if (bw_str_is(ra, authorities[i].ra))
			return bw_str_of(authorities[i].scheme);
	return (struct bw_str){ 0 };
}

static struct bw_str
canonical(struct bw_reading *rd, struct bw_str scheme)
{
	struct bw_str s = bw_rd_lower(rd, bw_rd_text(rd, scheme));

	if (bw_str_is(s, "xi-lei"))
		return BW_STR("lei");
	if (bw_str_is(s, "nl-kvk"))
		return BW_STR("kvk");
	return s;
}

bool
bw_regid(struct bw_reading *rd, struct bw_str scheme, struct bw_str value,
    struct bw_key *out, const char **why)
{
	const char *none;

	if (why == NULL)
		why = &none;
	*why = NULL;
	out->scheme = canonical(rd, scheme);
	out->value = bw_rd_text(rd, value);
	if (out->scheme.n == 0 || out->value.n == 0) {
		*why = "no scheme or no number";
		return false;
	}
	if (bw_str_is(out->scheme, "gb-coh")) {
		out->value = bw_regid_gb(rd, value);
	} else if (bw_str_is(out->scheme, "lei")) {
		out->value = bw_rd_upper(rd, out->value);
		switch (bw_lei_form(out->value)) {
		case BW_LEI_BAD:
			*why = "an LEI has 20 letters and digits";
			return false;
		case BW_LEI_CHECK:
			*why = "the check digits of the LEI do not fit";
			break;
		case BW_LEI_GOOD:
			break;
		}
	}
	return out->value.n > 0;
}

bool
bw_is_stichting(struct bw_str name, struct bw_str country)
{
	return bw_str_is(bw_str_sub(country, 0, 2), "NL") &&
	    bw_str_eq_nocase(bw_str_sub(name, 0, 10), BW_STR("stichting "));
}
