/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * schema_forms.c - recognisers: is a text of the form a standard asks for?
 *
 * Each stands for a pattern of CSAF 2.0 or 2.1 (section 3) or of the schemas
 * they refer to, read from left to right once. Where a pattern of 2.0 has a
 * slip that accepts more than was meant (the alternatives of the CPE are not
 * held together), the form accepts that too: valid is what the schema says.
 * "." and blanks are those of ECMA-262, which JSON Schema refers to.
 */
#include "cyber/schema_forms.h"
#include "base/date.h"

#define IS_FORM(name) static bool name(struct bw_str s)

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
in(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static bool
all(struct bw_str s, bool (*of)(char), size_t least, size_t most)
{
	if (s.n < least || s.n > most)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!of(s.p[i]))
			return false;
	return true;
}

/* Length of the blank of ECMA-262 (\s) at p, or 0. */
static size_t
blank_at(const char *p, size_t n)
{
	static const char *const three[] = { "\xe1\x9a\x80", "\xe2\x80\xa8",
		"\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80",
		"\xef\xbb\xbf" };

	if (n == 0)
		return 0;
	if (p[0] == ' ' || (p[0] >= '\t' && p[0] <= '\r'))
		return 1;
	if (n >= 2 && memcmp(p, "\xc2\xa0", 2) == 0)
		return 2;
	if (n < 3)
		return 0;
	if (memcmp(p, "\xe2\x80", 2) == 0 && (uint8_t)p[2] >= 0x80 &&
	    (uint8_t)p[2] <= 0x8a)
		return 3;
	for (size_t i = 0; i < BW_LEN(three); i++)
		if (memcmp(p, three[i], 3) == 0)
			return 3;
	return 0;
}

/* Is there a line end ("." does not match it)? */
static bool
lines(struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\n' || s.p[i] == '\r' ||
		    (s.n - i >= 3 && memcmp(s.p + i, "\xe2\x80", 2) == 0 &&
			(s.p[i + 2] == '\xa8' || s.p[i + 2] == '\xa9')))
			return true;
	return false;
}

static bool
ends_blank(struct bw_str s)
{
	for (size_t n = 1; n <= 3 && n <= s.n; n++)
		if (blank_at(s.p + s.n - n, n) == n)
			return true;
	return false;
}

/* Begins and ends with something to see, and is one line. */
IS_FORM(shown)
{
	return s.n > 0 && blank_at(s.p, s.n) == 0 && !ends_blank(s) &&
	    !lines(s);
}

IS_FORM(slug)
{
	return shown(s) && !in(s.p[0], "-_.") && !in(s.p[s.n - 1], "-_.");
}

IS_FORM(cve)
{
	return s.n >= 13 && memcmp(s.p, "CVE-", 4) == 0 && s.p[8] == '-' &&
	    all(bw_str_sub(s, 4, 4), digit, 4, 4) &&
	    all(bw_str_sub(s, 9, s.n), digit, 4, SIZE_MAX);
}

IS_FORM(cwe)
{
	return s.n > 4 && memcmp(s.p, "CWE-", 4) == 0 && s.p[4] != '0' &&
	    all(bw_str_sub(s, 4, s.n), digit, 1, 6);
}

static bool
number(struct bw_str s, bool positive)
{
	return all(s, digit, 1, SIZE_MAX) && (s.n == 1 || s.p[0] != '0') &&
	    !(positive && s.p[0] == '0');
}

/* MAJOR.MINOR or MAJOR.MINOR.PATCH of the CWE list. */
IS_FORM(cwe_version)
{
	struct bw_str a, b;

	if (!bw_str_cut(&s, '.', &a) || !number(a, true) ||
	    !bw_str_cut(&s, '.', &b) || !number(b, false))
		return false;
	return s.p == NULL || all(s, digit, 1, SIZE_MAX);
}

IS_FORM(hash20)
{
	for (size_t i = 0; i < s.n; i++)
		if (!digit(s.p[i]) && !in(s.p[i], "abcdefABCDEF"))
			return false;
	return s.n >= 32;
}

IS_FORM(hash21)
{
	for (size_t i = 0; i < s.n; i++)
		if (!digit(s.p[i]) && !(s.p[i] >= 'a' && s.p[i] <= 'f'))
			return false;
	return s.n >= 32;
}

IS_FORM(algorithm)
{
	for (size_t i = 0; i < s.n; i++)
		if (!digit(s.p[i]) && !(s.p[i] >= 'a' && s.p[i] <= 'z') &&
		    !(i > 0 && s.p[i] == '-'))
			return false;
	return s.n > 0;
}

/* A UUID of version 4, or all zeroes (nil), or all f (max). */
IS_FORM(uuid)
{
	struct bw_str nil = BW_STR("00000000-0000-0000-0000-000000000000");
	struct bw_str max = BW_STR("ffffffff-ffff-ffff-ffff-ffffffffffff");

	if (bw_str_eq(s, nil) || bw_str_eq(s, max))
		return true;
	if (s.n != 36 || s.p[14] != '4')
		return false;
	for (size_t i = 0; i < 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? s.p[i] != '-'
			 : !digit(s.p[i]) && !in(s.p[i], "abcdef"))
			return false;
	}
	return true;
}

/* From 0.0 to 1.0, as EPSS writes it. */
IS_FORM(fraction)
{
	if (s.n < 3 || s.p[1] != '.')
		return false;
	for (size_t i = 2; i < s.n; i++)
		if (!digit(s.p[i]) || (s.p[0] == '1' && s.p[i] != '0'))
			return false;
	return s.p[0] == '0' || s.p[0] == '1';
}

static bool
purl_of(struct bw_str s, bool upper)
{
	size_t i;

	if (!bw_str_starts(s, BW_STR("pkg:")))
		return false;
	for (i = 4; i < s.n && s.p[i] != '/'; i++) {
		bool small = s.p[i] >= 'a' && s.p[i] <= 'z';

		if (upper ? !letter(s.p[i]) && !in(s.p[i], ".-+") &&
			    !(i > 4 && digit(s.p[i]))
			  : !small &&
			    !(i > 4 && (digit(s.p[i]) || in(s.p[i], ".-"))))
			return false;
	}
	return i > 4 && s.n - i >= 2 && !lines(bw_str_sub(s, i + 1, 1)) &&
	    bw_form_uri(s);
}

IS_FORM(purl20)
{
	return purl_of(s, true);
}

IS_FORM(purl21)
{
	return purl_of(s, false);
}

/* An integer, or a semantic version. */
IS_FORM(version)
{
	struct bw_semver v;

	return number(s, false) || bw_form_semver(s, &v);
}

IS_FORM(semver)
{
	struct bw_semver v;

	return bw_form_semver(s, &v);
}

IS_FORM(lang)
{
	return bw_form_lang(s, 1);
}

static const struct form_row {
	const char *name;
	bw_form_fn *fn;
} forms[] = {
	{ "uri", bw_form_uri },
	{ "time", bw_form_is_time },
	{ "slug", slug },
	{ "shown", shown },
	{ "lang", lang },
	{ "version", version },
	{ "semver", semver },
	{ "cve", cve },
	{ "cwe", cwe },
	{ "cwe-version", cwe_version },
	{ "hash-2.0", hash20 },
	{ "hash-2.1", hash21 },
	{ "algorithm", algorithm },
	{ "uuid", uuid },
	{ "fraction", fraction },
	{ "purl-2.0", purl20 },
	{ "purl-2.1", purl21 },
	{ "cpe-2.0", bw_form_cpe20 },
	{ "cpe-2.1", bw_form_cpe21 },
	{ "cvss2", bw_form_cvss2 },
	{ "cvss30", bw_form_cvss30 },
	{ "cvss31", bw_form_cvss31 },
	{ "cvss40", bw_form_cvss40 },
	{ "ssvc-namespace", bw_form_ssvc_namespace },
	{ "ssvc-key", bw_form_ssvc_key },
	{ "extension-schema", bw_form_extension },
};

bw_form_fn *
bw_form(struct bw_str name)
{
	for (size_t i = 0; i < BW_LEN(forms); i++)
		if (bw_str_is(name, forms[i].name))
			return forms[i].fn;
	return NULL;
}
