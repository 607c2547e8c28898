/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version_vendor.c - versions as makers of machines and firmware write them.
 *
 * Advisories on industrial products know no package scheme. What most of them
 * share (read off the CSAF documents that CISA republishes) is read here:
 *
 *	[V] numbers [(number)] [letter] [SP number] [Update number]
 *
 * "V14 SP1 Update 14", "02.07.07(10)", "1.04E", "v3.01". Numbers compare as
 * numbers, what is not there comes first: V14 < V14 Update 1 < V14 SP1. A
 * blank may be "_" or "-" before a word. Anything else (hotfixes, builds,
 * "FW14", "beta") differs from maker to maker and has no order.
 */
#include "cyber/version_key.h"

enum { /* in the order in which they stand behind equal numbers */
	TAG_END,
	TAG_UPDATE,
	TAG_PACK,
	TAG_LETTER,
	TAG_BRACKET,
	TAG_NUMBER
};

static void
skip_prefix(struct bw_version_scan *s)
{
	static const char *const word[] = { "versions", "version", "ver.",
		"v." };

	for (size_t i = 0; i < BW_LEN(word); i++) {
		struct bw_str w = bw_str_of(word[i]);

		if (bw_str_eq_nocase(bw_str_sub(left_of(s), 0, w.n), w)) {
			s->p += w.n;
			break;
		}
	}
	while (peek(s) == ' ')
		s->p++;
	if (lower(peek(s)) == 'v')
		s->p++;
}

/* A number that is 0 at the end says nothing: V4.0 is V4. */
static bool
numbers(struct bw_version_scan *s, struct bw_buf *key)
{
	size_t kept = key->n;

	for (;;) {
		struct bw_str n = scan_digits(s);

		if (n.n == 0)
			return false;
		put_tag(key, TAG_NUMBER);
		put_number(key, n);
		if (!is_zero(n))
			kept = key->n;
		if (s->end - s->p < 2 || *s->p != '.' || !is_digit(s->p[1]))
			break;
		s->p++;
	}
	key->n = key->failed ? key->n : kept;
	return true;
}

static bool
bracket(struct bw_version_scan *s, struct bw_buf *key)
{
	struct bw_str n;

	if (!scan_char(s, '('))
		return true;
	n = scan_digits(s);
	if (n.n == 0 || !scan_char(s, ')'))
		return false;
	put_tag(key, TAG_BRACKET);
	put_number(key, n);
	return true;
}

static void
letter(struct bw_version_scan *s, struct bw_buf *key)
{
	bool one = is_alpha(peek(s)) &&
	    (s->end - s->p == 1 || strchr(" _-", s->p[1]) != NULL);

	if (!one)
		return;
	put_tag(key, TAG_LETTER);
	put_tag(key, (unsigned)lower(peek(s)));
	s->p++;
}

static void
blanks(struct bw_version_scan *s)
{
	while (peek(s) == ' ' || peek(s) == '_' || peek(s) == '-')
		s->p++;
}

static bool
word_number(struct bw_version_scan *s, const char *const *word, unsigned tag,
    struct bw_buf *key)
{
	struct bw_version_scan at = *s;
	struct bw_str w, n;

	blanks(&at);
	w = scan_letters(&at);
	while (*word != NULL && !bw_str_eq_nocase(w, bw_str_of(*word)))
		word++;
	if (*word == NULL)
		return true;
	blanks(&at);
	n = scan_digits(&at);
	if (n.n == 0)
		return false;
	put_tag(key, tag);
	put_number(key, n);
	*s = at;
	return true;
}

bool
bw_key_vendor(struct bw_str v, struct bw_buf *key)
{
	static const char *const pack[] = { "sp", NULL };
	static const char *const update[] = { "update", "upd", NULL };
	struct bw_version_scan s = scan_of(bw_str_trim(v));

	skip_prefix(&s);
	if (!numbers(&s, key) || !bracket(&s, key))
		return false;
	letter(&s, key);
	if (!word_number(&s, pack, TAG_PACK, key) ||
	    !word_number(&s, update, TAG_UPDATE, key))
		return false;
	put_tag(key, TAG_END);
	return s.p == s.end;
}
