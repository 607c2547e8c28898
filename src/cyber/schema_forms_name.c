/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * schema_forms_name.c - CPE names, CVSS vectors, SSVC namespaces and keys.
 */
#include "cyber/schema_forms.h"

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

/* One character of a value of a CPE 2.3 name at i: 1, 2 when escaped, or 0. */
static size_t
cpe_char(struct bw_str s, size_t i)
{
	if (i >= s.n)
		return 0;
	if (letter(s.p[i]) || digit(s.p[i]) || in(s.p[i], "-._"))
		return 1;
	if (s.p[i] == '\\' && i + 1 < s.n &&
	    in(s.p[i + 1], "\\*?!\"#$%&'()+,/:;<=>@[]^`{|}~"))
		return 2;
	return 0;
}

static size_t
wild(struct bw_str s, size_t i)
{
	size_t n = 0;

	if (i < s.n && s.p[i] == '*')
		return 1;
	while (i + n < s.n && s.p[i + n] == '?')
		n++;
	return n;
}

/* Length of the longest value of an attribute at i, or 0. */
static size_t
cpe_value(struct bw_str s, size_t i)
{
	size_t at = i + wild(s, i), n, body = at;

	while ((n = cpe_char(s, at)) > 0)
		at += n;
	if (at > body)
		return at + wild(s, at) - i;
	return i < s.n && in(s.p[i], "*-") ? 1 : 0;
}

static size_t
cpe_lang(struct bw_str s, size_t i)
{
	size_t at = i, n;

	if (i < s.n && in(s.p[i], "*-"))
		return 1;
	while (at < s.n && letter(s.p[at]))
		at++;
	if (at - i < 2 || at - i > 3)
		return 0;
	if (at >= s.n || s.p[at] != '-')
		return at - i;
	for (n = 0; n < 3 && at + 1 + n < s.n && digit(s.p[at + 1 + n]);)
		n++;
	if (n == 3)
		return at + 4 - i;
	for (n = 0; n < 2 && at + 1 + n < s.n && letter(s.p[at + 1 + n]);)
		n++;
	return n == 2 ? at + 3 - i : 0;
}

/* A formatted string; *at: behind its last value. */
static bool
cpe_string(struct bw_str s, size_t *at)
{
	size_t i = 9, n;

	if (!bw_str_starts(s, BW_STR("cpe:2.3:")) || s.n < 10 ||
	    !in(s.p[8], "aho*-"))
		return false;
	for (unsigned part = 0; part < 10; part++) {
		if (i >= s.n || s.p[i++] != ':')
			return false;
		n = part == 5 ? cpe_lang(s, i) : cpe_value(s, i);
		if (n == 0)
			return false;
		i += n;
	}
	*at = i;
	return true;
}

/* A URI from i to the end. */
static bool
cpe_uri(struct bw_str s, size_t i)
{
	unsigned parts = 0;

	if (s.n - i < 5 || s.p[i] != 'c' || !in(s.p[i + 1], "pP") ||
	    !in(s.p[i + 2], "eE") || s.p[i + 3] != ':' || s.p[i + 4] != '/')
		return false;
	i += 5;
	if (i < s.n && in(s.p[i], "AHOaho"))
		i++;
	for (; i < s.n; i++)
		if (s.p[i] == ':')
			parts++;
		else if (parts == 0 ||
		    (!letter(s.p[i]) && !digit(s.p[i]) && !in(s.p[i], "._-~%")))
			return false;
	return parts <= 6;
}

bool
bw_form_cpe21(struct bw_str s)
{
	size_t at;

	return (cpe_string(s, &at) && at == s.n) || cpe_uri(s, 0);
}

/* The pattern of 2.0 holds the beginning of the one and the end of the other
 * only. */
bool
bw_form_cpe20(struct bw_str s)
{
	size_t at;

	if (cpe_string(s, &at))
		return true;
	for (at = 0; at < s.n; at++)
		if (s.p[at] == 'c' && cpe_uri(s, at))
			return true;
	return false;
}

/* Names here have one to three letters: shorter to compare than to measure. */
static bool
same(struct bw_str s, const char *z)
{
	size_t i = 0;

	while (i < s.n && z[i] == s.p[i])
		i++;
	return i == s.n && z[i] == '\0';
}

/* Is it one of the words of a list, "N A L"? */
static bool
listed(struct bw_str s, const char *list)
{
	while (*list != '\0') {
		size_t i = 0;

		while (i < s.n && list[i] == s.p[i])
			i++;
		if (i == s.n && (list[i] == ' ' || list[i] == '\0'))
			return s.n > 0;
		while (*list != '\0' && *list != ' ')
			list++;
		list += *list == ' ';
	}
	return false;
}

/* Metrics and their values: "AV:N" is one. Order and number are free. */
static bool
metrics(struct bw_str s, const char *const *allowed)
{
	size_t i = 0;

	if (s.n == 0)
		return false;
	for (;;) {
		const char *const *a = allowed;
		struct bw_str name = { s.p + i, 0 }, value;

		while (i < s.n && s.p[i] != ':' && s.p[i] != '/')
			i++, name.n++;
		if (i == s.n || s.p[i++] != ':')
			return false;
		value = (struct bw_str){ s.p + i, 0 };
		while (i < s.n && s.p[i] != '/')
			i++, value.n++;
		while (*a != NULL && !same(name, a[0]))
			a += 2;
		if (*a == NULL || !listed(value, a[1]))
			return false;
		if (i == s.n)
			return true;
		i++;
	}
}

bool
bw_form_cvss2(struct bw_str s)
{
	static const char *const allowed[] = { "AV", "N A L", "AC", "L M H",
		"Au", "M S N", "C", "N P C", "I", "N P C", "A", "N P C", "E",
		"U POC F H ND", "RL", "OF TF W U ND", "RC", "UC UR C ND", "CDP",
		"N L LM MH H ND", "TD", "N L M H ND", "CR", "L M H ND", "IR",
		"L M H ND", "AR", "L M H ND", NULL };

	return metrics(s, allowed);
}

static bool
cvss3(struct bw_str s, const char *start, const char *privileges,
    const char *modified)
{
	const char *const allowed[] = { "AV", "N A L P", "AC", "L H", "PR",
		privileges, "UI", "N R", "S", "U C", "C", "N L H", "I", "N L H",
		"A", "N L H", "E", "X U P F H", "RL", "X O T W U", "RC",
		"X U R C", "CR", "X L M H", "IR", "X L M H", "AR", "X L M H",
		"MAV", "X N A L P", "MAC", "X L H", "MPR", modified, "MUI",
		"X N R", "MS", "X U C", "MC", "X N L H", "MI", "X N L H", "MA",
		"X N L H", NULL };

	if (!bw_str_starts(s, bw_str_of(start)))
		return false;
	return metrics(bw_str_sub(s, strlen(start), s.n), allowed);
}

bool
bw_form_cvss30(struct bw_str s)
{
	return cvss3(s, "CVSS:3.0/", "U N L H", "X U N L H");
}

bool
bw_form_cvss31(struct bw_str s)
{
	return cvss3(s, "CVSS:3.1/", "N L H", "X N L H");
}

/* In this order; the first eleven must be there. */
bool
bw_form_cvss40(struct bw_str s)
{
	static const char *const order[][2] = { { "AV", "N A L P" },
		{ "AC", "L H" }, { "AT", "N P" }, { "PR", "N L H" },
		{ "UI", "N P A" }, { "VC", "H L N" }, { "VI", "H L N" },
		{ "VA", "H L N" }, { "SC", "H L N" }, { "SI", "H L N" },
		{ "SA", "H L N" }, { "E", "X A P U" }, { "CR", "X H M L" },
		{ "IR", "X H M L" }, { "AR", "X H M L" },
		{ "MAV", "X N A L P" }, { "MAC", "X L H" }, { "MAT", "X N P" },
		{ "MPR", "X N L H" }, { "MUI", "X N P A" },
		{ "MVC", "X N L H" }, { "MVI", "X N L H" },
		{ "MVA", "X N L H" }, { "MSC", "X N L H" },
		{ "MSI", "X N L H S" }, { "MSA", "X N L H S" },
		{ "S", "X N P" }, { "AU", "X N Y" }, { "R", "X A U I" },
		{ "V", "X D C" }, { "RE", "X L M H" },
		{ "U", "X Clear Green Amber Red" } };
	struct bw_str part;
	size_t at = 0;

	if (!bw_str_starts(s, BW_STR("CVSS:4.0/")))
		return false;
	s = bw_str_sub(s, 9, s.n);
	while (bw_str_cut(&s, '/', &part)) {
		const char *one[3] = { NULL, NULL, NULL };
		size_t from = at;

		for (; at < BW_LEN(order); at++) {
			one[0] = order[at][0];
			one[1] = order[at][1];
			if (metrics(part, one))
				break;
		}
		/* None of those that must be there is skipped. */
		if (at == BW_LEN(order) || (at > from && from < 11))
			return false;
		at++;
	}
	return at >= 11;
}

static bool
small(char c)
{
	return (c >= 'a' && c <= 'z') || digit(c);
}

/* Labels of a domain, two or more: a letter or digit at both ends. */
static bool
domain(struct bw_str s)
{
	struct bw_str label;
	size_t n = 0;

	while (bw_str_cut(&s, '.', &label)) {
		if (label.n == 0 || label.n > 63 || !small(label.p[0]) ||
		    !small(label.p[label.n - 1]))
			return false;
		for (size_t i = 0; i < label.n; i++)
			if (!small(label.p[i]) && label.p[i] != '-')
				return false;
		n++;
	}
	return n >= 2;
}

/* Letters and digits with single dots and dashes between them. */
static bool
words(struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!small(s.p[i]) &&
		    (!in(s.p[i], ".-") || i == 0 || i + 1 == s.n ||
			!small(s.p[i - 1])))
			return false;
	return s.n > 0;
}

static bool
with_fragment(struct bw_str s)
{
	ptrdiff_t at = bw_str_find(s, BW_STR("#"));

	return at > 0 && domain(bw_str_sub(s, 0, (size_t)at)) &&
	    words(bw_str_sub(s, (size_t)at + 1, s.n));
}

static bool
ssvc_base(struct bw_str s)
{
	ptrdiff_t at = bw_str_find(s, BW_STR("#"));

	if (bw_str_starts(s, BW_STR("x_")))
		return with_fragment(bw_str_sub(s, 2, s.n));
	if (at >= 0) {
		if (!words(bw_str_sub(s, (size_t)at + 1, s.n)))
			return false;
		s.n = (size_t)at;
	}
	return s.n >= 3 && words(s) && !digit(s.p[0]) && small(s.p[1]);
}

/* /lang, /.domain#words, and both of a translated extension. */
static bool
ssvc_extension(struct bw_str s)
{
	ptrdiff_t at = bw_str_find(s, BW_STR("$"));
	struct bw_str who;

	if (at < 0 && s.n > 0 && s.p[0] == '.')
		return with_fragment(bw_str_sub(s, 1, s.n));
	if (at < 0)
		return bw_form_lang(s, 2);
	who = bw_str_sub(s, 0, (size_t)at);
	if (!bw_form_lang(bw_str_sub(s, (size_t)at + 1, s.n), 2))
		return false;
	if (who.n > 0 && who.p[0] == '.')
		return domain(bw_str_sub(who, 1, who.n));
	return with_fragment(who);
}

bool
bw_form_ssvc_namespace(struct bw_str s)
{
	struct bw_str part;

	if (s.n < 3 || s.n > 1000)
		return false;
	bw_str_cut(&s, '/', &part);
	if (!ssvc_base(part))
		return false;
	if (!bw_str_cut(&s, '/', &part))
		return true;
	if (part.n > 0 && !bw_form_lang(part, 2))
		return false;
	while (bw_str_cut(&s, '/', &part))
		if (!ssvc_extension(part))
			return false;
	return true;
}

bool
bw_form_ssvc_key(struct bw_str s)
{
	if (bw_str_is(s, "T*"))
		return true;
	for (size_t i = 0; i < s.n; i++)
		if (!letter(s.p[i]) && !digit(s.p[i]) &&
		    !(s.p[i] == '_' && i > 0 && i + 1 < s.n))
			return false;
	return s.n > 0;
}

/* The address of the schema of an extension of CSAF: https, a domain, a path
 * to a file that is called NAME_VERSION.json, and not the schema of the
 * standard for all extensions. */
bool
bw_form_extension(struct bw_str s)
{
	struct bw_str rest, host, part, file = { 0 };
	struct bw_semver version;
	bool own;

	if (!bw_str_starts(s, BW_STR("https://")) || !bw_form_uri(s))
		return false;
	rest = bw_str_sub(s, 8, s.n);
	if (!bw_str_cut(&rest, '/', &host) || !domain(host))
		return false;
	own = bw_str_is(host, "docs.oasis-open.org") &&
	    bw_str_starts(rest, BW_STR("csaf/csaf/v2.1/")) &&
	    bw_str_find(rest, BW_STR("/schema/extension-content.json")) >= 0;
	while (bw_str_cut(&rest, '/', &part)) {
		if (part.n == 0)
			return false;
		file = part;
	}
	if (own || !bw_str_ends(file, BW_STR(".json")))
		return false;
	file.n -= 5;
	for (size_t i = file.n; i-- > 1;)
		if (file.p[i] == '_' &&
		    bw_form_semver(bw_str_sub(file, i + 1, file.n), &version))
			return true;
	return false;
}
