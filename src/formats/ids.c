/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ids.c - identifiers that people write as "scheme:value".
 *
 * One organisation is found in two files because both name the same number.
 * So a number is brought into one form, that of regid.c, and checked by the
 * rule of its scheme where there is one: an LEI has a check number (ISO 17442,
 * by ISO 7064 MOD 97-10), a number of the Dutch trade register (KvK) has eight
 * digits, of which spreadsheets eat the leading zeros. A text before a colon
 * that is no scheme is part of a name ("Holding: the company").
 */
#include "formats/cells.h"
#include "formats/regid.h"

struct scheme {
	const char *name;      /* as written, lower case */
	const char *canonical; /* as kept */
	unsigned digits;       /* exactly so many digits; 0 = any text */
	bool upper;            /* case does not matter: capitals */
};

static const struct scheme schemes[] = {
	{ "lei", "lei", 0, true }, { "xi-lei", "lei", 0, true },
	{ "kvk", "kvk", 8, false }, { "nl-kvk", "kvk", 8, false },
	{ "ra000463", "kvk", 8, false }, { "gb-coh", "gb-coh", 0, true },
	{ "ra000585", "gb-coh", 0, true }, /* England and Wales */
	{ "ra000586", "gb-coh", 0, true }, /* Northern Ireland */
	{ "ra000587", "gb-coh", 0, true }, /* Scotland */
	{ "rsin", "rsin", 9, false }, { "vat", "vat", 0, true },
	{ "btw", "vat", 0, true }, { "bic", "bic", 0, true },
	{ "isin", "isin", 0, true }, { "duns", "duns", 9, false },
	{ "opencorporates", "opencorporates", 0, false },
	{ "wikidata", "wikidata", 0, true },
	{ "example", "example", 0, false }, /* of examples/ */
};

/* Org-id.guide codes ("gb-coh") and GLEIF registration authorities
 * ("ra000463"): too many for a list, but of a clear form. The value must
 * then hold a digit, for "NL-Invest:Group" is a name. */
static bool
formal_scheme(struct bw_str scheme, struct bw_str value)
{
	bool digit = false;

	for (size_t i = 0; i < value.n; i++)
		digit = digit || (value.p[i] >= '0' && value.p[i] <= '9');
	if (!digit)
		return false;
	if (scheme.n == 8 && bw_str_starts(scheme, BW_STR("ra"))) {
		for (size_t i = 2; i < 8; i++)
			if (scheme.p[i] < '0' || scheme.p[i] > '9')
				return false;
		return true;
	}
	if (scheme.n < 5 || scheme.p[2] != '-')
		return false;
	for (size_t i = 0; i < scheme.n; i++)
		if (i != 2 && !(scheme.p[i] >= 'a' && scheme.p[i] <= 'z') &&
		    !(i > 2 && scheme.p[i] >= '0' && scheme.p[i] <= '9'))
			return false;
	return true;
}

/* Lower case into `to`; false when it does not fit or holds a blank. */
static bool
lower_scheme(struct bw_str s, char *to, size_t size)
{
	if (s.n == 0 || s.n >= size)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
		    c != '-')
			return false;
		to[i] = c;
	}
	to[s.n] = '\0';
	return true;
}

/* In a number of a scheme we know blanks mean nothing. */
static bool
copy_value(struct bw_str s, struct bw_id *id, const struct scheme *known)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (known != NULL && (c == ' ' || c == '\t'))
			continue;
		if (n + 1 >= sizeof(id->value))
			return false;
		if (known != NULL && known->upper && c >= 'a' && c <= 'z')
			c = (char)(c - ('a' - 'A'));
		id->value[n++] = c;
	}
	id->value[n] = '\0';
	id->key.value = (struct bw_str){ id->value, n };
	return n > 0;
}

static bool
only_digits(struct bw_str s, unsigned n)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n == n;
}

/* Companies House writes eight characters, zeros in front of the digits. */
static void
pad_company_number(struct bw_id *id)
{
	struct bw_str s = id->key.value;
	size_t letters = 0;

	while (letters < s.n && s.p[letters] >= 'A' && s.p[letters] <= 'Z')
		letters++;
	if (s.n >= 8 || letters > 2 || letters == s.n ||
	    !only_digits(
		bw_str_sub(s, letters, s.n), (unsigned)(s.n - letters)))
		return;
	memmove(id->value + letters + (8 - s.n), id->value + letters,
	    s.n - letters);
	memset(id->value + letters, '0', 8 - s.n);
	id->value[8] = '\0';
	id->key.value.n = 8;
}

static enum bw_id_verdict
judge(const struct scheme *known, struct bw_str value, struct bw_id *id,
    const char **why)
{
	*why = "an identifier needs 1 to 63 characters after the colon";
	if (!copy_value(value, id, known))
		return BW_ID_BAD;
	id->key.scheme = bw_str_of(known ? known->canonical : id->scheme);
	if (known == NULL)
		return BW_ID_GOOD;
	*why = "an LEI has 20 characters and a check number that fits them";
	if (strcmp(known->canonical, "lei") == 0 &&
	    bw_lei_form(id->key.value) != BW_LEI_GOOD)
		return BW_ID_BAD;
	*why = known->digits == 8
	    ? "a KvK number has 8 digits (did a leading zero get lost?)"
	    : "a number of this kind has 9 digits";
	if (known->digits != 0 && !only_digits(id->key.value, known->digits))
		return BW_ID_BAD;
	if (strcmp(known->canonical, "gb-coh") == 0)
		pad_company_number(id);
	return BW_ID_GOOD;
}

static const struct scheme *
find_scheme(const char *name)
{
	for (size_t i = 0; i < BW_LEN(schemes); i++)
		if (strcmp(schemes[i].name, name) == 0)
			return &schemes[i];
	return NULL;
}

enum bw_id_verdict
bw_cell_id(struct bw_str s, struct bw_id *id, const char **why)
{
	const char *colon = s.n > 0 ? memchr(s.p, ':', s.n) : NULL;
	const struct scheme *known;
	struct bw_str scheme, value;

	if (colon == NULL)
		return BW_ID_NONE;
	scheme = (struct bw_str){ s.p, (size_t)(colon - s.p) };
	value = bw_str_trim(bw_str_sub(s, scheme.n + 1, s.n));
	if (!lower_scheme(scheme, id->scheme, sizeof(id->scheme)))
		return BW_ID_NONE;
	known = find_scheme(id->scheme);
	if (known == NULL &&
	    !formal_scheme((struct bw_str){ id->scheme, scheme.n }, value))
		return BW_ID_NONE;
	return judge(known, value, id, why);
}

enum bw_id_verdict
bw_cell_id_of(
    const char *scheme, struct bw_str value, struct bw_id *id, const char **why)
{
	struct bw_str name = bw_str_of(scheme);
	enum bw_id_verdict as_written = bw_cell_id(value, id, why);

	/* "lei:5299..." in a column "lei" says it twice: fine. */
	if (as_written != BW_ID_NONE)
		return as_written;
	if (!lower_scheme(name, id->scheme, sizeof(id->scheme)))
		return BW_ID_NONE;
	return judge(find_scheme(id->scheme), value, id, why);
}
