/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version_maven.c - Maven, by the version order of the POM reference
 * (maven.apache.org/pom.html, "Version Order Specification").
 *
 * A version is split at ".", "-", and between digits and letters (there as if
 * by "-"); an empty token is 0. Tokens that say nothing (0, "", "final", "ga",
 * "release") are dropped before every "-" and at the end. Then token by token:
 * a qualifier comes before "-number" before ".number", whatever the value;
 * qualifiers go alpha, beta, milestone, rc, snapshot, "", sp, and then others
 * by the alphabet, and one behind "." comes before the same kind behind "-" (as
 * ComparableVersion had it up to 3.8). "a", "b" and "m" directly before a
 * number mean the first three.
 */
#include "cyber/version_key.h"

/* The end is as good as a row of zeros. So a zero before a pre-release comes
 * before the end, and any other zero that was not dropped after it. */
enum {
	QUALIFIER = 1,
	LOW_ZERO = 6,
	END,
	SP,
	OTHER,
	DASH_NUMBER,
	DOT_NUMBER
};

static const struct {
	const char *name;
	unsigned tag;
} known[] = {
	{ "alpha", QUALIFIER },
	{ "beta", QUALIFIER + 1 },
	{ "milestone", QUALIFIER + 2 },
	{ "rc", QUALIFIER + 3 },
	{ "cr", QUALIFIER + 3 },
	{ "snapshot", QUALIFIER + 4 },
	{ "", END },
	{ "ga", END },
	{ "final", END },
	{ "release", END },
	{ "sp", SP },
};

struct maven {
	struct bw_version_scan s;
	struct bw_buf *key;
	size_t kept; /* of the key: up to the last token that says something */
	bool dash;   /* in front of the token to come */
};

static unsigned
rank(struct bw_str word, bool number_follows)
{
	if (word.n == 1 && number_follows)
		switch (lower((unsigned char)word.p[0])) {
		case 'a':
			return QUALIFIER;
		case 'b':
			return QUALIFIER + 1;
		case 'm':
			return QUALIFIER + 2;
		default:
			break;
		}
	for (size_t i = 0; i < BW_LEN(known); i++)
		if (bw_str_eq_nocase(word, bw_str_of(known[i].name)))
			return known[i].tag;
	return OTHER;
}

/* Forget the tokens at the end that said nothing. */
static void
drop(struct maven *m)
{
	if (!m->key->failed)
		m->key->n = m->kept;
}

static void
number(struct maven *m, struct bw_str digits)
{
	if (m->dash)
		drop(m);
	put_tag(m->key, m->dash ? DASH_NUMBER : DOT_NUMBER);
	put_number(m->key, digits);
	if (!is_zero(digits))
		m->kept = m->key->n;
}

static void
qualifier(struct maven *m, struct bw_str word)
{
	unsigned tag = rank(word, is_digit(peek(&m->s)));

	if (m->dash)
		drop(m);
	if (tag == END)
		return;
	/* Zeros are two bytes each: their tag and no digits. */
	for (size_t i = m->kept; tag < END && i < m->key->n; i += 2)
		m->key->p[i] = LOW_ZERO;
	put_tag(m->key, tag);
	put_tag(m->key, m->dash);
	if (tag == OTHER)
		put_text_lower(m->key, word);
	m->kept = m->key->n;
}

/* One token; what stands between it and the next says whether that has a
 * dash in front. */
static void
token(struct maven *m)
{
	const char *from = m->s.p;
	bool digits = is_digit(peek(&m->s));

	while (m->s.p < m->s.end && *m->s.p != '.' && *m->s.p != '-' &&
	    is_digit(peek(&m->s)) == digits)
		m->s.p++;
	if (m->s.p == from || digits)
		number(m, (struct bw_str){ from, (size_t)(m->s.p - from) });
	else
		qualifier(m, (struct bw_str){ from, (size_t)(m->s.p - from) });
	m->dash = !scan_char(&m->s, '.');
	if (m->dash)
		scan_char(&m->s, '-');
}

bool
bw_key_maven(struct bw_str v, struct bw_buf *key)
{
	struct maven m = { .s = scan_of(bw_str_trim(v)), .key = key };

	if (m.s.p == m.s.end)
		return false;
	while (m.s.p < m.s.end)
		token(&m);
	drop(&m);
	put_tag(key, END);
	return true;
}
