/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version_semver.c - Semantic Versioning 2.0.0 and what grew from it.
 *
 * Section 11: numbers by value; a version with a pre-release comes before the
 * one without; identifiers of a pre-release are numbers (by value, first) or
 * texts (by ASCII), and a shorter row comes first. Build metadata has no say.
 * Real versions also have one, two or more than three numbers and a "v" in
 * front; a number that is not there is 0, as the tools read it.
 *
 * Pub (dart.dev, pub_semver) orders build metadata too: none comes first.
 * NuGet (docs.microsoft.com, NuGetVersion) has a fourth number and no case.
 * Conan 2 (docs.conan.io, Version) allows texts among the numbers, and trims
 * zeros in all three parts.
 */
#include "cyber/version_key.h"

enum {
	END,
	NUMBER,
	TEXT,
	SUFFIX
}; /* at a place of a row */
enum {
	ABSENT_FIRST,
	PRESENT,
	ABSENT
}; /* of a part */

static void
put_item(struct bw_buf *key, struct bw_str item, bool nocase)
{
	put_tag(key, all_digits(item) ? NUMBER : TEXT);
	if (all_digits(item))
		put_number(key, item);
	else if (nocase)
		put_text_lower(key, item);
	else
		put_text(key, item);
}

/* "a.b.10"; false when an item is empty. */
static bool
put_row(struct bw_buf *key, struct bw_str row, bool nocase)
{
	struct bw_str item;

	while (bw_str_cut(&row, '.', &item)) {
		if (item.n == 0)
			return false;
		put_item(key, item, nocase);
	}
	put_tag(key, END);
	return true;
}

/* "1.2.0" without zeros at its end. */
static bool
put_numbers(struct bw_buf *key, struct bw_version_scan *s)
{
	size_t kept = key->n;

	do {
		struct bw_str n = scan_digits(s);

		if (n.n == 0)
			return false;
		put_tag(key, NUMBER);
		put_number(key, n);
		if (!is_zero(n))
			kept = key->n;
	} while (scan_char(s, '.'));
	key->n = key->failed ? key->n : kept;
	put_tag(key, END);
	return true;
}

static bool
semver(struct bw_str v, struct bw_buf *key, bool build, bool nocase)
{
	struct bw_str text, rest = bw_str_trim(v);
	struct bw_version_scan s;
	bool has_build = memchr(rest.p, '+', rest.n) != NULL, pre;

	bw_str_cut(&rest, '+', &text);
	s = scan_of(text);
	if (!scan_char(&s, 'v'))
		scan_char(&s, 'V');
	if (!put_numbers(key, &s))
		return false;
	pre = scan_char(&s, '-');
	if (!pre && s.p < s.end)
		return false;
	put_tag(key, pre ? PRESENT : ABSENT);
	if (pre && !put_row(key, left_of(&s), nocase))
		return false;
	if (!build)
		return true;
	put_tag(key, has_build ? PRESENT : ABSENT_FIRST);
	return !has_build || put_row(key, rest, nocase);
}

bool
bw_key_semver(struct bw_str v, struct bw_buf *key)
{
	return semver(v, key, false, false);
}

bool
bw_key_pub(struct bw_str v, struct bw_buf *key)
{
	return semver(v, key, true, false);
}

bool
bw_key_nuget(struct bw_str v, struct bw_buf *key)
{
	return semver(v, key, false, true);
}

/* An item of Conan: a number, a text, or a number with a text behind it. */
static void
put_mixed(struct bw_buf *key, struct bw_str item)
{
	struct bw_version_scan s = scan_of(item);
	struct bw_str n = scan_digits(&s);

	if (n.n == 0 || n.n == item.n) {
		put_item(key, item, true);
		return;
	}
	put_item(key, n, true);
	put_tag(key, SUFFIX);
	put_text_lower(key, left_of(&s));
}

/* A row of Conan: empty items and zeros at its end count for nothing. */
static void
put_trimmed(struct bw_buf *key, struct bw_str row)
{
	size_t kept = key->n;
	struct bw_str item;

	while (bw_str_cut(&row, '.', &item)) {
		put_mixed(key, item);
		if (!all_digits(item) || !is_zero(item))
			kept = key->n;
	}
	key->n = key->failed ? key->n : kept;
	put_tag(key, END);
}

bool
bw_key_conan(struct bw_str v, struct bw_buf *key)
{
	struct bw_str build = bw_str_trim(v), pre, main;
	bool has_build = memchr(build.p, '+', build.n) != NULL;
	bool has_pre;

	bw_str_cut(&build, '+', &pre);
	has_pre = memchr(pre.p, '-', pre.n) != NULL;
	bw_str_cut(&pre, '-', &main);
	if (main.n == 0)
		return false;
	put_trimmed(key, main);
	put_tag(key, has_pre ? PRESENT : ABSENT);
	if (has_pre)
		put_trimmed(key, pre);
	put_tag(key, has_build ? PRESENT : ABSENT_FIRST);
	if (has_build)
		put_trimmed(key, build);
	return true;
}
