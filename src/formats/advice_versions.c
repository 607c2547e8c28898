/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * advice_versions.c - versions as advisories tell them, see advice.h.
 *
 * Ranges that a source gives in fields ("introduced", "lessThan") become
 * `vers`, whose reader puts them in order. Where one version is asked for and
 * a sentence was written, the sentence goes on as it is: of 130,192 "single"
 * versions in CVE records some 16,600 are such.
 */
#include "formats/advice.h"

static bool
plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || strchr(".-_~+:", c) != NULL;
}

void
bw_vers_begin(struct bw_advice *a, struct bw_str scheme)
{
	bw_buf_clear(&a->text);
	bw_buf_z(&a->text, "vers:");
	bw_buf_str(&a->text, scheme);
	bw_buf_char(&a->text, '/');
	a->parts = 0;
}

void
bw_vers_part(struct bw_advice *a, const char *op, struct bw_str version)
{
	if (a->parts++ > 0)
		bw_buf_char(&a->text, '|');
	bw_buf_z(&a->text, op);
	for (size_t i = 0; i < version.n; i++) {
		char c = version.p[i];

		if (c != '\0' && plain(c))
			bw_buf_char(&a->text, c);
		else
			bw_buf_fmt(&a->text, "%%%02X", (unsigned char)c);
	}
}

struct bw_versions
bw_vers_take(struct bw_advice *a, struct bw_str scheme)
{
	struct bw_versions v = { .form = BW_VERSIONS_VERS, .scheme = scheme };

	if (a->parts == 0)
		bw_buf_char(&a->text, '*');
	v.text = bw_arena_dup(&a->rd.scratch, bw_buf_get(&a->text));
	if (v.text.p == NULL)
		a->rd.oom = true;
	return v;
}

/* Every version, said so. */
static bool
says_all(struct bw_str s)
{
	return s.n == 0 || bw_str_is(s, "*") ||
	    bw_str_eq_nocase(s, BW_STR("all")) ||
	    bw_str_eq_nocase(s, BW_STR("any"));
}

/* Words in place of a version: that nothing is told is not that all versions
 * are meant. Whoever matches has to see what was written. */
static bool
says_nothing(struct bw_str s)
{
	static const char *const words[] = { "n/a", "unspecified", "-", "na",
		"not specified", "unknown", "none" };

	for (size_t i = 0; i < BW_LEN(words); i++)
		if (bw_str_eq_nocase(s, bw_str_of(words[i])))
			return true;
	return false;
}

/* "1.2-1.4", "2.x", "<= 3", "8.0 and prior"; but not "15.2(4)M3". */
static bool
is_sentence(struct bw_str s)
{
	const char *dash = memchr(s.p, '-', s.n);

	for (size_t i = 0; i < s.n; i++)
		if (strchr("<>=*,;|^~ \t\n[]/", s.p[i]) != NULL &&
		    (s.p[i] != '~' || i == 0))
			return true;
	if (s.n > 2 && (s.p[s.n - 1] == 'x' || s.p[s.n - 1] == 'X') &&
	    s.p[s.n - 2] == '.')
		return true;
	return dash != NULL && dash > s.p && dash + 1 < s.p + s.n &&
	    memchr(s.p, '.', (size_t)(dash - s.p)) != NULL &&
	    memchr(dash, '.', (size_t)(s.p + s.n - dash)) != NULL &&
	    (dash[1] >= '0' && dash[1] <= '9');
}

struct bw_versions
bw_versions_told(struct bw_str text, struct bw_str scheme)
{
	struct bw_versions v = { .scheme = scheme, .text = text };

	if (says_all(text)) {
		v.form = BW_VERSIONS_ALL;
		v.text = (struct bw_str){ 0 };
	} else if (bw_str_starts(text, BW_STR("vers:"))) {
		v.form = BW_VERSIONS_VERS;
	} else {
		v.form = says_nothing(text) || is_sentence(text)
		    ? BW_VERSIONS_WORDS
		    : BW_VERSIONS_ONE;
	}
	return v;
}

struct bw_str
bw_ecosystem_type(struct bw_str ecosystem)
{
	static const char *const types[][2] = { { "Go", "golang" },
		{ "npm", "npm" }, { "PyPI", "pypi" }, { "Maven", "maven" },
		{ "crates.io", "cargo" }, { "RubyGems", "gem" },
		{ "NuGet", "nuget" }, { "Packagist", "composer" },
		{ "Hex", "hex" }, { "Pub", "pub" }, { "SwiftURL", "swift" },
		{ "Bitnami", "bitnami" }, { "ConanCenter", "conan" },
		{ "CRAN", "cran" }, { "Bioconductor", "cran" },
		{ "Hackage", "hackage" }, { "GitHub Actions", "github" },
		{ "Julia", "julia" }, { "Debian", "deb" }, { "Ubuntu", "deb" },
		{ "Echo", "deb" }, { "Red Hat", "rpm" },
		{ "Rocky Linux", "rpm" }, { "AlmaLinux", "rpm" },
		{ "SUSE", "rpm" }, { "openSUSE", "rpm" }, { "Mageia", "rpm" },
		{ "openEuler", "rpm" }, { "Photon OS", "rpm" },
		{ "Azure Linux", "rpm" }, { "Alpine", "apk" },
		{ "Wolfi", "apk" }, { "Chainguard", "apk" },
		{ "MinimOS", "apk" }, { "Alpaquita", "apk" } };
	struct bw_str rest = ecosystem, name;

	if (!bw_str_cut(&rest, ':', &name))
		return (struct bw_str){ 0 };
	for (size_t i = 0; i < BW_LEN(types); i++)
		if (bw_str_eq_nocase(name, bw_str_of(types[i][0])))
			return bw_str_of(types[i][1]);
	return (struct bw_str){ 0 };
}
