/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mcs_text.c - what the cells of the USGS world data mean.
 *
 * The file is typed over from the printed Mineral Commodity Summaries and
 * keeps their habits: "W" for withheld (here often in the remarks: "W for
 * 23-24"), ">" for at least, remarks in brackets behind a country, "Other
 * Countries" and "World total (rounded)" among the countries, hard blanks.
 * An empty cell may be nothing or not known: it gives no figure.
 */
#include "formats/mcs.h"
#include <math.h>

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool
bw_mcs_has(struct bw_str s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.n; i++) {
		size_t k = 0;

		while (k < n && lower(s.p[i + k]) == word[k])
			k++;
		if (k == n)
			return true;
	}
	return false;
}

static bool
starts(struct bw_str s, const char *word)
{
	return bw_mcs_has(bw_str_sub(s, 0, strlen(word)), word);
}

struct bw_str
bw_mcs_squeeze(struct bw_arena *a, struct bw_str s)
{
	char *out = bw_arena_alloc(a, s.n + 1, 1);
	struct bw_str r = { out, 0 };

	if (out == NULL)
		return r;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\xc2' && i + 1 < s.n && s.p[i + 1] == '\xa0') {
			c = ' ';
			i++;
		}
		if (c == '\t' || c == '\n' || c == '\r')
			c = ' ';
		if (c == ' ' && (r.n == 0 || out[r.n - 1] == ' '))
			continue;
		out[r.n++] = c;
	}
	if (r.n > 0 && out[r.n - 1] == ' ')
		r.n--;
	return r;
}

/* One of the units that stand in names of columns, or NULL. */
static const char *
unit_of(struct bw_str s)
{
	static const struct {
		const char *code, *unit;
	} units[] = { { "t", "metric tons" }, { "kt", "thousand metric tons" },
		{ "mt", "million metric tons" },
		{ "mmt", "million metric tons" }, { "kg", "kilograms" },
		{ "g", "grams" }, { "ct", "carats" },
		{ "kct", "thousand carats" }, { "mct", "million carats" },
		{ "mcm", "million cubic meters" } };

	for (size_t i = 0; i < BW_LEN(units); i++)
		if (bw_str_eq_nocase(s, bw_str_of(units[i].code)))
			return units[i].unit;
	return NULL;
}

/* What stands behind "PROD_", word by word. */
static bool
read_words(struct bw_str rest, struct bw_mcs_column *out)
{
	struct bw_str word;
	int64_t year;

	while (bw_str_cut(&rest, '_', &word)) {
		word = bw_str_trim(word);
		if (word.n == 0)
			continue;
		if (bw_str_eq_nocase(word, BW_STR("est")))
			out->estimate = true;
		else if (out->unit == NULL && out->year == 0 &&
		    (out->unit = unit_of(word)) != NULL)
			continue;
		else if (word.n == 4 && out->year == 0 &&
		    bw_str_i64(word, &year) && year >= 1900 && year <= 2999)
			out->year = (int)year;
		else
			return false;
	}
	return out->year != 0 ||
	    (out->unit != NULL && out->measure == BW_MEASURE_RESERVES);
}

bool
bw_mcs_column(struct bw_str name, struct bw_mcs_column *out)
{
	static const struct {
		const char *prefix;
		uint8_t measure;
	} kinds[] = { { "prod_", BW_MEASURE_PRODUCTION },
		{ "cap_", BW_MEASURE_CAPACITY },
		{ "reserves_", BW_MEASURE_RESERVES } };

	name = bw_str_trim(name);
	for (size_t i = 0; i < BW_LEN(kinds); i++) {
		struct bw_mcs_column c = { .at = out->at,
			.measure = kinds[i].measure };
		size_t n = strlen(kinds[i].prefix);

		if (!starts(name, kinds[i].prefix) ||
		    !read_words(bw_str_sub(name, n, name.n), &c))
			continue;
		*out = c;
		return true;
	}
	return false;
}

uint8_t
bw_mcs_stage(struct bw_str type)
{
	static const char *const refine[] = { "smelter", "refinery", "plant",
		"primary", "sponge", "pigment", "pig iron", "raw steel",
		"clinker", "cement", "synthetic", "production, all forms",
		"bromine content", "helium gas", "total" };

	if (bw_mcs_has(type, "mine"))
		return BW_STAGE_MINE;
	for (size_t i = 0; i < BW_LEN(refine); i++)
		if (bw_mcs_has(type, refine[i]))
			return BW_STAGE_REFINE;
	return BW_STAGE_MINE;
}

int
bw_mcs_material(struct bw_str commodity, struct bw_str type,
    const struct bw_ref_item **out, struct bw_err *err)
{
	struct bw_str part, rest = type;
	struct bw_buf key = { 0 };
	bool more = true;
	int rc = 0;

	*out = NULL;
	for (part = type; *out == NULL && more;
	     more = bw_str_cut(&rest, ',', &part)) {
		bw_buf_clear(&key);
		bw_buf_str(&key, commodity);
		bw_buf_z(&key, ": ");
		bw_buf_str(&key, part);
		if ((rc = bw_buf_check(&key, err)) < 0)
			break;
		*out = bw_ref_material(bw_buf_get(&key));
	}
	if (rc == 0 && *out == NULL)
		*out = bw_ref_material(commodity);
	bw_buf_release(&key);
	return rc;
}

/* Digits with commas between thousands, and a point. */
static bool
number(struct bw_str s, double *out)
{
	char text[40];
	size_t n = 0, dots = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == ',')
			continue;
		dots += c == '.';
		if ((c != '.' && (c < '0' || c > '9')) || n + 1 >= sizeof(text))
			return false;
		text[n++] = c;
	}
	text[n] = '\0';
	if (n == dots || dots > 1)
		return false;
	*out = strtod(text, NULL);
	return isfinite(*out);
}

static bool
nothing(struct bw_str s)
{
	static const char *const words[] = { "NA", "XX", "-", "--",
		"\xe2\x80\x94", "\xe2\x80\x93" };

	for (size_t i = 0; i < BW_LEN(words); i++)
		if (bw_str_eq_nocase(s, bw_str_of(words[i])))
			return true;
	return s.n == 0;
}

/* "W", or "W for 23-24". */
static bool
withheld(struct bw_str note)
{
	return note.n > 0 && note.p[0] == 'W' &&
	    (note.n == 1 || note.p[1] == ' ');
}

/* The column says so for the newest year; for the year before the type or
 * the remark does ("estimated 2023"), unless the remark is "reported". */
static bool
estimated(const struct bw_mcs_row *row, const struct bw_mcs_column *c)
{
	struct bw_str note = row->note[c->measure];

	if (c->estimate || starts(note, "estimated"))
		return true;
	return bw_mcs_has(row->type, "estimated") && !starts(note, "repo") &&
	    !starts(note, "repr");
}

enum bw_mcs_verdict
bw_mcs_figure(const struct bw_mcs_row *row, size_t column,
    const struct bw_mcs_column *c, double *amount, uint8_t *flags)
{
	struct bw_str s = row->figure[column];

	*amount = NAN;
	if (bw_str_is(s, "W") ||
	    (s.n == 0 && c->measure == BW_MEASURE_PRODUCTION &&
		withheld(row->note[0]))) {
		*flags |= BW_FIGURE_WITHHELD;
		return BW_MCS_AMOUNT;
	}
	if (nothing(s))
		return BW_MCS_NONE;
	if (s.p[0] == '>') {
		*flags |= BW_FIGURE_AT_LEAST;
		s = bw_str_trim(bw_str_sub(s, 1, s.n));
	}
	if (!number(s, amount))
		return BW_MCS_BAD;
	if (c->measure != BW_MEASURE_RESERVES && estimated(row, c))
		*flags |= BW_FIGURE_ESTIMATE;
	return BW_MCS_AMOUNT;
}

bool
bw_mcs_where(struct bw_str printed, struct bw_str *country, uint8_t *flags)
{
	const struct bw_ref_item *c;
	const char *bracket;

	*country = (struct bw_str){ 0 };
	if (starts(printed, "world")) {
		*flags |= BW_FIGURE_WORLD;
		return true;
	}
	if (starts(printed, "other")) {
		*flags |= BW_FIGURE_REST;
		return true;
	}
	if ((c = bw_ref_country(printed)) == NULL && printed.n > 0 &&
	    (bracket = memchr(printed.p, '(', printed.n)) != NULL)
		c = bw_ref_country(
		    bw_str_sub(printed, 0, (size_t)(bracket - printed.p)));
	if (c != NULL) {
		*country = c->code;
		return true;
	}
	/* "United States and Canada": part of the total, no one country. */
	*flags |= BW_FIGURE_REST;
	return bw_mcs_has(printed, " and ");
}
