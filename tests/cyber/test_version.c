/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Orders of versions: against the suites of osv-scalibr and of vers, against
 * dpkg itself, and against what the texts of the schemes say.
 */
#include <stdio.h>
#include <stdlib.h>
#include "base/input.h"
#include "base/json.h"
#include "cyber/version.h"
#include "support/support.h"

static char
sign(enum bw_order o)
{
	return o == BW_BEFORE ? '<'
	    : o == BW_AFTER   ? '>'
	    : o == BW_SAME    ? '='
			      : '?';
}

static char
compare(enum bw_scheme s, struct bw_str a, struct bw_str b)
{
	struct bw_buf scratch[2] = { 0 };
	char c = sign(bw_version_compare(s, a, b, scratch));

	bw_buf_release(&scratch[0]);
	bw_buf_release(&scratch[1]);
	return c;
}

/* ---- by the texts of the schemes ---- */

/* Rows in ascending order; "=" joins what is equal. */
static const struct {
	const char *scheme, *rising;
} texts[] = {
	/* semver.org, 11 */
	{ "npm",
	    "1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta < 1.0.0-beta < "
	    "1.0.0-beta.2 < 1.0.0-beta.11 < 1.0.0-rc.1 < 1.0.0 = 1.0.0+b < "
	    "2.0.0 < 2.1.0 < 2.1.1" },
	/* Debian Policy 5.6.12 */
	{ "Debian:12",
	    "~~ < ~~a < ~ < 0~ < 1.0~beta1~svn1245 < 1.0~beta1 < 1.0 < 1.0-1 < "
	    "1.0a < 1.0+b < 1:0.1" },
	/* rpm-version(7) */
	{ "rpm", "1.0~rc1 < 1.0 < 1.0^git1 < 1.0.a < 1.0.1 < 1.10 < 1:0.5" },
	/* vercmp(8) */
	{ "alpm",
	    "1.0a < 1.0b < 1.0beta < 1.0p < 1.0pre < 1.0rc < 1.0 < 1.0.a < "
	    "1.0.1" },
	{ "alpm", "1 < 1.0 < 1.1 < 1.1.1 < 1.2 < 2.0 < 3.0.0" },
	/* PMS 3.3 */
	{ "gentoo",
	    "1.0_alpha < 1.0_beta2 < 1.0_pre < 1.0_rc1 < 1.0 = 1.0-r0 < 1.0-r1 "
	    "< 1.0_p1 < 1.0a < 1.0.1" },
	/* PEP 440, "Summary of permitted suffixes and relative ordering" */
	{ "PyPI",
	    "1.dev0 < 1.0.dev456 < 1.0a1 < 1.0a2.dev456 < 1.0a12.dev456 < "
	    "1.0a12 < 1.0b1.dev456 < 1.0b2 < 1.0b2.post345.dev456 < "
	    "1.0b2.post345 < 1.0rc1.dev456 < 1.0rc1 < 1.0 = 1.0.0 < "
	    "1.0+abc.5 < 1.0+abc.7 < 1.0+5 < 1.0.post456.dev34 < 1.0.post456 "
	    "< 1.0.15 < 1.1.dev1" },
	/* maven.apache.org/pom.html, "Version Order Specification" */
	{ "maven",
	    "1-alpha-1 = 1a1 < 1-beta-1 < 1-milestone-1 < 1-rc-1 = 1-cr-1 < "
	    "1-snapshot < 1 = 1-ga = 1.0.0 < 1-sp < 1-foo = 1foo < 1-1 < 1.1" },
	/* guides.rubygems.org, Gem::Version */
	{ "gem", "1.0.a.2 = 1.0.a2 < 1.0.b1 < 1.0.rc1 < 1.0 = 1 < 1.0.1" },
	/* php.net, version_compare */
	{ "composer",
	    "1.0-foo < 1.0-dev < 1.0alpha1 = 1.0a1 < 1.0b1 < 1.0RC1 < 1.0 < "
	    "1.0.1 < 1.0pl1" },
	{ "cran", "1.0 < 1.0-1 = 1.0.1 < 1.0-1-0 < 1.1" },
	{ "hackage", "1 < 1.0 < 1.0.0 < 1.0.1 < 1.1" },
	{ "openssl",
	    "0.9.8 < 0.9.8a < 1.0.2z < 1.0.2za < 3.0.0-alpha1 < 3.0.0" },
	{ "plain", "1 = 1.0 < 1.0.1 < 1.9 < 1.10" },
	{ "datetime",
	    "1969-12-31T23:59:59Z < 2024-01-01T00:00:00+02:00 < "
	    "2024-01-01T00:00:00Z = 2023-12-31T19:00:00-05:00 < "
	    "2024-01-01T00:00:00.5Z" },
	{ "lexicographic", "A < a < aa < b" },
};

static void
of_the_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < BW_LEN(texts); i++) {
		struct bw_str row = bw_str_of(texts[i].rising), a, op, b;
		enum bw_scheme s;

		assert_true(bw_scheme_find(bw_str_of(texts[i].scheme), &s));
		bw_str_cut(&row, ' ', &a);
		while (
		    bw_str_cut(&row, ' ', &op) && bw_str_cut(&row, ' ', &b)) {
			if (compare(s, a, b) != op.p[0])
				fail_msg("%s: %.*s %.*s %.*s", texts[i].scheme,
				    BW_ARG(a), BW_ARG(op), BW_ARG(b));
			assert_int_equal(
			    compare(s, b, a), op.p[0] == '<' ? '>' : '=');
			a = b;
		}
	}
}

static void
without_order(void **state)
{
	static const struct {
		const char *scheme, *version;
	} none[] = { { "npm", "latest" }, { "npm", "1.0.0-" },
		{ "npm", "1..0" }, { "deb", "1.0 beta" }, { "plain", "R2-b" },
		{ "gentoo", "1.0_foo" }, { "gem", "junk" },
		{ "composer", "1.#" }, { "openssl", "1.0" },
		{ "datetime", "2024-02-30T00:00:00Z" }, { "nuget", "" } };
	enum bw_scheme s;

	(void)state;
	for (size_t i = 0; i < BW_LEN(none); i++) {
		assert_true(bw_scheme_find(bw_str_of(none[i].scheme), &s));
		assert_int_equal(
		    compare(s, bw_str_of(none[i].version), BW_STR("1.0.0")),
		    '?');
	}
	assert_false(bw_scheme_find(BW_STR("windows"), &s));
	/* A release that is not told stands for all of them. */
	assert_true(bw_scheme_find(BW_STR("arch"), &s));
	assert_int_equal(compare(s, BW_STR("1-1"), BW_STR("1")), '=');
	assert_int_equal(compare(s, BW_STR("1-1"), BW_STR("1-2")), '<');
	assert_int_equal(compare(s, BW_STR("1-1"), BW_STR("1.0")), '<');
}

/* ---- suites of others ---- */

struct count {
	size_t passed, total;
};

static void
line(enum bw_scheme s, struct bw_str text, struct count *c)
{
	struct bw_str a, op, b;

	text = bw_str_trim(text);
	if (text.n == 0 || text.p[0] == '#' ||
	    bw_str_starts(text, BW_STR("//")))
		return;
	if (!bw_str_cut(&text, ' ', &a) || !bw_str_cut(&text, ' ', &op) ||
	    !bw_str_cut(&text, ' ', &b))
		return;
	c->total++;
	if (compare(s, a, b) == op.p[0])
		c->passed++;
	else if (memchr(a.p, '#', a.n) == NULL)
		fail_msg("%s: not %.*s %.*s %.*s", bw_scheme_name(s), BW_ARG(a),
		    BW_ARG(op), BW_ARG(b));
}

/* All but what has a "#", which Composer makes equal to every number. */
static void
of_osv_scalibr(void **state)
{
	static const struct {
		const char *scheme, *file;
		size_t unordered;
	} suite[] = { { "apk", "alpine-versions", 0 },
		{ "apk", "alpine-versions-generated", 0 },
		{ "cran", "cran-versions", 0 },
		{ "cran", "cran-versions-generated", 0 },
		{ "deb", "debian-versions", 0 },
		{ "deb", "debian-versions-generated", 0 },
		{ "hackage", "hackage-versions", 0 },
		{ "maven", "maven-versions", 0 },
		{ "maven", "maven-versions-generated", 0 },
		{ "nuget", "nuget-versions", 0 },
		{ "composer", "packagist-versions", 3 },
		{ "composer", "packagist-versions-generated", 0 },
		{ "pub", "pub-versions", 0 }, { "pypi", "pypi-versions", 0 },
		{ "pypi", "pypi-versions-generated", 0 },
		{ "rpm", "redhat-versions", 0 },
		{ "gem", "rubygems-versions", 0 },
		{ "gem", "rubygems-versions-generated", 0 },
		{ "npm", "semver-versions", 0 } };
	size_t all = 0;

	(void)state;
	if (test_data("cyber/version-cmp-osv-scalibr") == NULL)
		skip();
	for (size_t i = 0; i < BW_LEN(suite); i++) {
		struct count c = { 0 };
		struct bw_str whole, rest, row;
		enum bw_scheme s;
		char path[120];

		snprintf(path, sizeof(path),
		    "cyber/version-cmp-osv-scalibr/semantic/testdata/%s.txt",
		    suite[i].file);
		assert_true(bw_scheme_find(bw_str_of(suite[i].scheme), &s));
		whole = test_read(test_data(path));
		rest = whole;
		while (bw_str_cut(&rest, '\n', &row))
			line(s, row, &c);
		assert_int_equal(c.passed + suite[i].unordered, c.total);
		all += c.total;
		free((char *)(uintptr_t)whole.p);
	}
	assert_true(all > 36000);
}

/* vers: "comparison" gives a row in ascending order, "equality" a yes or no. */
static void
vers_case(struct bw_json t, size_t *n)
{
	struct bw_json in = bw_json_get(t, "input");
	struct bw_json want = bw_json_get(t, "expected_output");
	struct bw_str kind = bw_json_str(bw_json_get(t, "test_type"));
	bool equality = bw_str_is(kind, "equality");
	struct bw_json_each it;
	struct bw_str last = { NULL, 0 };
	enum bw_scheme s;

	if (!equality && !bw_str_is(kind, "comparison"))
		return;
	assert_true(
	    bw_scheme_find(bw_json_str(bw_json_get(in, "input_scheme")), &s));
	it = bw_json_each(equality ? bw_json_get(in, "versions") : want);
	for (; bw_json_step(&it); last = bw_json_str(it.value)) {
		char c;

		if (last.p == NULL)
			continue;
		c = compare(s, last, bw_json_str(it.value));
		if (equality ? (c == '=') != bw_json_bool(want, false)
			     : c != '<' && c != '=')
			fail_msg("%s: %.*s, %.*s", bw_scheme_name(s),
			    BW_ARG(last), BW_ARG(bw_json_str(it.value)));
	}
	++*n;
}

static void
of_vers(void **state)
{
	static const char *const file[] = { "alpine_version_cmp_test",
		"alpm_version_cmp_test", "conan_version_cmp_test",
		"datetime_version_cmp_test", "gentoo_version_cmp_test",
		"lexicographic-test", "maven_version_cmp_test",
		"nuget_version_cmp_test", "openssl_version_cmp_test" };
	size_t n = 0;

	(void)state;
	if (test_data("cyber/vers-spec") == NULL)
		skip();
	for (size_t i = 0; i < BW_LEN(file); i++) {
		struct bw_json_opt opt = { .whole = true };
		struct bw_json_reader *r = NULL;
		struct bw_input *in = NULL;
		struct bw_json_each it;
		struct bw_err err = { 0 };
		struct bw_json top;
		char path[120];
		bool more;

		snprintf(path, sizeof(path), "cyber/vers-spec/tests/%s.json",
		    file[i]);
		assert_ok(
		    bw_input_open(&in, test_data(path), NULL, &err), &err);
		assert_ok(bw_json_open(&r, in, &opt, &err), &err);
		assert_ok(bw_json_next(r, &top, &more, &err), &err);
		it = bw_json_each(bw_json_get(top, "tests"));
		while (bw_json_step(&it))
			vers_case(it.value, &n);
		bw_json_close(r);
		bw_input_free(in);
	}
	assert_int_equal(n, 1922); /* 1,761 comparisons, 161 equalities */
}

/* ---- made-up versions ---- */

static uint64_t seed = 20261125;

static unsigned
dice(unsigned sides)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % sides;
}

static struct bw_str
made_up(char *room, const char *alphabet)
{
	size_t n = 1 + dice(8);

	for (size_t i = 0; i < n; i++)
		room[i] = alphabet[dice((unsigned)strlen(alphabet))];
	room[n] = '\0';
	return (struct bw_str){ room, n };
}

/* What the documentation of keys promises, for any text. */
static void
keys(void **state)
{
	struct bw_buf k[2] = { 0 };
	char room[2][16];

	(void)state;
	for (unsigned i = 0; i < 200000; i++) {
		enum bw_scheme s = (enum bw_scheme)(i % BW_SCHEMES);
		const char *alphabet = "01290.-_~^+:!rcapvbx T";
		struct bw_str a = made_up(room[0], alphabet);
		struct bw_str b = made_up(room[1], alphabet);

		if (!bw_version_key(s, a, &k[0]))
			continue;
		assert_true(k[0].n <= 4 * a.n + 64);
		if (!bw_version_key(s, b, &k[1]) || s == BW_SCHEME_ALPM ||
		    bw_str_eq(bw_buf_get(&k[0]), bw_buf_get(&k[1])))
			continue;
		if (bw_str_starts(bw_buf_get(&k[0]), bw_buf_get(&k[1])) ||
		    bw_str_starts(bw_buf_get(&k[1]), bw_buf_get(&k[0])))
			fail_msg("%s: the key of %s begins that of %s",
			    bw_scheme_name(s), room[0], room[1]);
	}
	bw_buf_release(&k[0]);
	bw_buf_release(&k[1]);
}

/* dpkg is there on every Debian. It refuses what starts with no digit. */
static void
as_dpkg_does(void **state)
{
	char room[2][16], command[120];

	(void)state;
	for (unsigned i = 0; i < 120; i++) {
		struct bw_str a, b;
		char c;

		made_up(room[0] + 1, "0129.~+ab");
		made_up(room[1] + 1, "0129.~+ab");
		room[0][0] = room[1][0] = '1';
		a = bw_str_of(room[0]);
		b = bw_str_of(room[1]);
		c = compare(BW_SCHEME_DEB, a, b);
		snprintf(command, sizeof(command),
		    "dpkg --compare-versions '%s' %s '%s'", room[0],
		    c == '<'       ? "lt"
			: c == '>' ? "gt"
				   : "eq",
		    room[1]);
		if (system(command) != 0)
			fail_msg("not %s %c %s", room[0], c, room[1]);
	}
}

static void
long_numbers(void **state)
{
	static char nines[100001], ones[100002];
	struct bw_str a = { nines, 100000 }, b = { ones, 100001 };

	(void)state;
	memset(nines, '9', 100000);
	memset(ones, '1', 100001);
	for (unsigned s = 0; s < BW_SCHEMES; s++)
		if (s != BW_SCHEME_TEXT && s != BW_SCHEME_OPENSSL &&
		    s != BW_SCHEME_DATETIME)
			assert_int_equal(compare((enum bw_scheme)s, a, b), '<');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_the_texts),
		cmocka_unit_test(without_order),
		cmocka_unit_test(of_osv_scalibr),
		cmocka_unit_test(of_vers),
		cmocka_unit_test(keys),
		cmocka_unit_test(as_dpkg_does),
		cmocka_unit_test(long_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
