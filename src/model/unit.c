/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * unit.c - scales ("thousand") and things ("metric tons") of published units.
 *
 * The scales of mass are those of the international system; a carat is 0.2
 * gram (CGPM 1907).
 */
#include "model/unit.h"

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Cut `word` off the front, with the blank behind it. */
static bool
cut(struct bw_str *s, const char *word)
{
	size_t n = strlen(word);

	if (s->n <= n || s->p[n] != ' ')
		return false;
	for (size_t i = 0; i < n; i++)
		if (lower(s->p[i]) != word[i])
			return false;
	*s = bw_str_sub(*s, n + 1, s->n - n - 1);
	return true;
}

static double
scale(struct bw_str *s)
{
	static const struct {
		const char *word;
		double by;
	} word[] = { { "thousand", 1e3 }, { "duizend", 1e3 },
		{ "million", 1e6 }, { "miljoen", 1e6 }, { "billion", 1e9 },
		{ "miljard", 1e9 } };

	for (size_t i = 0; i < BW_LEN(word); i++)
		if (cut(s, word[i].word))
			return word[i].by;
	return 1;
}

/* Gram for what is a mass, 0 for anything else. */
static double
gram(struct bw_str thing)
{
	static const struct {
		const char *name;
		double gram;
	} mass[] = { { "metric tons", 1e6 }, { "metric ton", 1e6 },
		{ "tonnes", 1e6 }, { "tonne", 1e6 }, { "ton", 1e6 },
		{ "t", 1e6 }, { "kt", 1e9 }, { "kilograms", 1e3 },
		{ "kilogram", 1e3 }, { "kg", 1e3 }, { "grams", 1 },
		{ "gram", 1 }, { "g", 1 }, { "carats", .2 }, { "karaat", .2 } };

	for (size_t i = 0; i < BW_LEN(mass); i++)
		if (bw_str_eq_nocase(thing, bw_str_of(mass[i].name)))
			return mass[i].gram;
	return 0;
}

bool
bw_unit_factor(struct bw_str from, struct bw_str to, double *factor)
{
	double a, b;

	*factor = 1;
	if (bw_str_eq_nocase(from, to))
		return true;
	a = scale(&from);
	b = scale(&to);
	if (!bw_str_eq_nocase(from, to)) {
		a *= gram(from);
		b *= gram(to);
	}
	if (!(a > 0) || !(b > 0))
		return false;
	*factor = a / b;
	return true;
}
