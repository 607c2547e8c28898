/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cells.c - reading one cell of a form that a person filled in.
 *
 * Shares are the cells that count. Registers and annual reports give them as
 * points, as bands ("more than 25 % but not more than 50 %") or one-sided;
 * all of these are intervals in parts per billion, and the words ">" and ">="
 * stay different to the end (base/share.h).
 */
#include "formats/cells.h"
#include "model/ref.h"
#include <math.h>

/* ---- shares ---- */

enum sign {
	NO_SIGN,
	ABOVE,
	AT_LEAST,
	BELOW,
	AT_MOST
};

static enum sign
take_sign(struct bw_str *s)
{
	static const struct {
		const char *text;
		enum sign sign;
	} signs[] = { { ">=", AT_LEAST }, { "\xe2\x89\xa5", AT_LEAST },
		{ "<=", AT_MOST }, { "\xe2\x89\xa4", AT_MOST }, { ">", ABOVE },
		{ "<", BELOW } };

	*s = bw_str_trim(*s);
	for (size_t i = 0; i < BW_LEN(signs); i++) {
		struct bw_str text = bw_str_of(signs[i].text);

		if (bw_str_starts(*s, text)) {
			*s = bw_str_trim(bw_str_sub(*s, text.n, s->n));
			return signs[i].sign;
		}
	}
	return NO_SIGN;
}

/* Cut "25-50" in two; the dash may be long or a word. */
static bool
split_range(struct bw_str s, struct bw_str *low, struct bw_str *high)
{
	static const char *const between[] = { "-", "\xe2\x80\x93",
		"\xe2\x80\x94", " to ", " tot ", " t/m ", ".." };

	for (size_t i = 0; i < BW_LEN(between); i++) {
		struct bw_str sep = bw_str_of(between[i]);
		ptrdiff_t at = bw_str_find(s, sep);

		if (at <= 0)
			continue;
		*low = bw_str_sub(s, 0, (size_t)at);
		*high = bw_str_sub(s, (size_t)at + sep.n, s.n);
		return true;
	}
	return false;
}

static int
checked(struct bw_share s, struct bw_share *out, struct bw_err *err)
{
	if (s.lo > s.hi)
		return bw_fail(
		    err, BW_EFORMAT, "the smallest share is above the largest");
	if (!bw_share_valid(s))
		return bw_fail(err, BW_EFORMAT,
		    "no share is both above and at most the same number");
	*out = s;
	return 0;
}

/* From the low end of a to the high end of b; open where a sign says so. */
static struct bw_share
between(struct bw_share a, bool above, struct bw_share b, bool below)
{
	struct bw_share s = { .lo = a.lo, .hi = b.hi };

	s.open = (uint8_t)((a.open & BW_LO_OPEN) | (b.open & BW_HI_OPEN));
	if (above)
		s.open |= BW_LO_OPEN;
	if (below)
		s.open |= BW_HI_OPEN;
	return s;
}

int
bw_cell_share(struct bw_str s, struct bw_share *out, struct bw_err *err)
{
	struct bw_str low, high;
	struct bw_share a, b;
	enum sign sign, sign2;
	int rc;

	/* The common case first: a number and no more. */
	if (s.n > 0 && s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9' &&
	    s.p[0] >= '0' && s.p[0] <= '9' && bw_share_parse(s, out, NULL) == 0)
		return 0;
	sign = take_sign(&s);
	if ((sign == ABOVE || sign == AT_LEAST || sign == NO_SIGN) &&
	    split_range(s, &low, &high)) {
		sign2 = take_sign(&high);
		if (sign2 == ABOVE || sign2 == AT_LEAST)
			return bw_fail(err, BW_EFORMAT,
			    "the second number of a range cannot have >");
		if ((rc = bw_share_parse(low, &a, err)) < 0 ||
		    (rc = bw_share_parse(high, &b, err)) < 0)
			return rc;
		return checked(
		    between(a, sign == ABOVE, b, sign2 == BELOW), out, err);
	}
	if ((rc = bw_share_parse(s, &a, err)) < 0)
		return rc;
	if (sign == ABOVE || sign == AT_LEAST)
		a = between(a, sign == ABOVE, bw_share_exact(BW_ONE), false);
	else if (sign == BELOW || sign == AT_MOST)
		a = between(bw_share_exact(0), false, a, sign == BELOW);
	return checked(a, out, err);
}

int
bw_cell_range(struct bw_str min, struct bw_str max, bool min_open,
    bool max_open, struct bw_share *out, struct bw_err *err)
{
	struct bw_share a = bw_share_exact(0), b = bw_share_exact(BW_ONE);
	int rc;

	if ((min.n > 0 && (rc = bw_share_parse(min, &a, err)) < 0) ||
	    (max.n > 0 && (rc = bw_share_parse(max, &b, err)) < 0))
		return rc;
	return checked(
	    between(a, min_open && min.n > 0, b, max_open && max.n > 0), out,
	    err);
}

/* ---- small things ---- */

bool
bw_cell_date(struct bw_str s, bw_date *out)
{
	int64_t day, month, year;
	struct bw_str part, rest = bw_str_trim(s);
	bool year_first;

	if (bw_date_parse(rest, out))
		return true;
	if (!bw_str_cut(&rest, '-', &part) || !bw_str_i64(part, &day))
		return false;
	year_first = part.n == 4; /* 2020-1-1 */
	if ((!year_first && part.n > 2) || !bw_str_cut(&rest, '-', &part) ||
	    part.n > 2 || !bw_str_i64(part, &month) ||
	    rest.n > (year_first ? 2u : 4u) || (!year_first && rest.n != 4) ||
	    !bw_str_i64(rest, &year))
		return false;
	return year_first ? bw_date_of((int)day, (int)month, (int)year, out)
			  : bw_date_of((int)year, (int)month, (int)day, out);
}

/* Is s one of "a|b|c", without regard to case? */
static bool
one_of(struct bw_str s, const char *words)
{
	struct bw_str rest = bw_str_of(words), word;

	while (bw_str_cut(&rest, '|', &word))
		if (bw_str_eq_nocase(s, word))
			return true;
	return false;
}

int8_t
bw_cell_yes(struct bw_str s)
{
	if (one_of(s, "yes|ja|y|j|true|waar|1|x"))
		return 1;
	if (one_of(s, "no|nee|n|false|onwaar|0"))
		return 0;
	return -1;
}

bool
bw_cell_nobody(struct bw_str s)
{
	if (s.n == 0)
		return true;
	if (s.p[0] != '?' && s.p[0] != 'u' && s.p[0] != 'U' && s.p[0] != 'o' &&
	    s.p[0] != 'O')
		return false;
	return one_of(s, "?|unknown|onbekend");
}

/* Copy the digits of s to text with '.' for the decimals; false when it is
 * no number, or could be two. */
static bool
plain_number(struct bw_str s, char doubtful, char *text, size_t size)
{
	size_t n = 0, points = 0, after = 0;
	char mark = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == ' ' || c == '\'')
			continue;
		if (c == '.' || c == ',') {
			mark = c;
			c = '.';
			after = 0;
			if (++points > 1)
				return false;
		} else if (c < '0' || c > '9') {
			return false;
		} else {
			after++;
		}
		if (n + 1 >= size)
			return false;
		text[n++] = c;
	}
	text[n] = '\0';
	if ((mark == ',' || (mark != 0 && mark == doubtful)) && after == 3 &&
	    !(n == 5 && text[0] == '0'))
		return false; /* "1,234": thousands, or decimals? */
	return n > points;
}

static bool
number(struct bw_str s, char doubtful, double *out)
{
	char text[64];

	if (!plain_number(bw_str_trim(s), doubtful, text, sizeof(text)))
		return false;
	/* The program never leaves the "C" locale: '.' is the point. */
	*out = strtod(text, NULL);
	return isfinite(*out);
}

bool
bw_cell_number(struct bw_str s, double *out)
{
	return number(s, 0, out);
}

bool
bw_cell_amount(struct bw_str s, bool semicolons, double *out)
{
	return number(s, semicolons ? '.' : 0, out);
}

bool
bw_cell_year(struct bw_str s, int *out)
{
	int64_t year;

	if (!bw_str_i64(s, &year) || year < 1000 || year > 9999)
		return false;
	*out = (int)year;
	return true;
}

bool
bw_cell_country(struct bw_str s, struct bw_str *code)
{
	const struct bw_ref_item *c = bw_ref_country(s);

	if (c != NULL) {
		*code = c->code;
		return true;
	}
	/* ISO 3166-2: "NL-NB" */
	if (s.n < 4 || s.n > 6 || s.p[2] != '-')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (i != 2 && !(s.p[i] >= 'A' && s.p[i] <= 'Z') &&
		    !(s.p[i] >= '0' && s.p[i] <= '9'))
			return false;
	if (bw_ref_country(bw_str_sub(s, 0, 2)) == NULL)
		return false;
	*code = s;
	return true;
}

/* ---- words ---- */

struct words {
	const char *words;
	uint8_t value;
};

static bool
look_up(struct bw_str s, const struct words *list, size_t n, uint8_t *out)
{
	for (size_t i = 0; i < n; i++) {
		if (one_of(s, list[i].words)) {
			*out = list[i].value;
			return true;
		}
	}
	return false;
}

bool
bw_cell_kind(struct bw_str s, uint8_t *kind)
{
	static const struct words list[] = {
		{ "onbekend|?", BW_PARTY_UNKNOWN },
		{ "bedrijf|vennootschap|bv|nv|onderneming|rechtspersoon|"
		  "legal entity|entity",
		    BW_PARTY_COMPANY },
		{ "persoon|natuurlijk persoon|natural person|individual|mens",
		    BW_PARTY_PERSON },
		{ "staat|land|overheid|government", BW_PARTY_STATE },
		{ "staatsorgaan|overheidsorgaan|staatsbedrijf|state body|"
		  "soe|public body|overheidslichaam|zbo",
		    BW_PARTY_STATE_BODY },
		{ "fonds|beleggingsfonds|investment fund", BW_PARTY_FUND },
		{ "regeling|samenwerking|partnership|maatschap",
		    BW_PARTY_ARRANGEMENT },
		{ "stichting|stak|administratiekantoor", BW_PARTY_FOUNDATION },
	};

	return bw_party_kind_of(s, kind) ||
	    look_up(s, list, BW_LEN(list), kind);
}

bool
bw_cell_nature(struct bw_str s, uint8_t *nature)
{
	static const struct words list[] = {
		{ "aandelen|aandeel|gewone aandelen|gewoon aandeel|share|"
		  "shareholding|ordinary shares|equity",
		    BW_NATURE_SHARES },
		{ "kapitaal|aandelenkapitaal", BW_NATURE_CAPITAL },
		{ "stemmen|stemrecht|stemrechten|vote|voting rights",
		    BW_NATURE_VOTES },
		{ "bestuur|benoeming|benoemt bestuur|appointment of board|"
		  "board appointment",
		    BW_NATURE_BOARD },
		{ "prioriteitsaandeel|prioriteitsaandelen|gouden "
		  "aandeel|golden share|"
		  "priority share",
		    BW_NATURE_VETO },
		{ "overeenkomst", BW_NATURE_CONTRACT },
		{ "gevolmachtigde|stroman|nominator", BW_NATURE_NOMINEE },
		{ "beherend vennoot|general partner",
		    BW_NATURE_GENERAL_PARTNER },
		{ "anders|overig|overige", BW_NATURE_OTHER },
		{ "consolidatie|consolideert", BW_NATURE_CONSOLIDATION },
		{ "stemrechtloze aandelen|non-voting "
		  "shares|certificaten|certificaat|certificaten van "
		  "aandelen|winst|winstrecht|certificates|"
		  "depositary receipts|profit",
		    BW_NATURE_ECONOMIC },
		{ "beheert|beheerder|beheer|manager", BW_NATURE_MANAGES },
	};

	return bw_nature_of(s, nature) ||
	    look_up(s, list, BW_LEN(list), nature);
}

bool
bw_cell_nace(struct bw_str s, struct bw_nace *out)
{
	char digit[8];
	size_t n = 0;

	s = bw_str_trim(s);
	if (s.n > 0 && ((*s.p | 0x20) >= 'a' && (*s.p | 0x20) <= 'u'))
		s = bw_str_trim(bw_str_sub(s, 1, s.n));
	for (size_t i = 0; i < s.n; i++) {
		/* 26.11, 26.11.0 */
		bool point = s.p[i] == '.' && (i == 2 || i == 5);

		if (!point && (s.p[i] < '0' || s.p[i] > '9' || n == 5))
			return false;
		if (!point)
			digit[n++] = s.p[i];
	}
	if (n < 2 || s.p[s.n - 1] == '.')
		return false;
	snprintf(out->code, sizeof(out->code), "%.2s%s%.*s", digit,
	    n > 2 ? "." : "", (int)(n - 2), digit + 2);
	return true;
}
