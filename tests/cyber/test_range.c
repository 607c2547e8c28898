/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Ranges: the suite of vers, the texts of the ecosystems, and a slow walk over
 * the row beside the quick one.
 */
#include <stdio.h>
#include <stdlib.h>
#include "base/input.h"
#include "base/json.h"
#include "cyber/range.h"
#include "support/support.h"

static char
has(const struct bw_range *r, const char *version)
{
	struct bw_buf scratch = { 0 };
	enum bw_inside in = bw_range_has(r, bw_str_of(version), &scratch);

	bw_buf_release(&scratch);
	return in == BW_INSIDE_YES ? 'y' : in == BW_INSIDE_NO ? 'n' : '?';
}

/* ---- what is in ---- */

static const struct {
	const char *range, *in, *out, *unknown;
} vers[] = {
	{ "vers:npm/>=1.0.0|<2.0.0", "1.0.0 1.9.9 2.0.0-rc.1", "0.9.0 2.0.0",
	    "latest" },
	{ "vers:npm/*", "1.0.0 latest", "", "" },
	{ "vers:pypi/1.0|!=1.5|>=2|<3", "1.0.0 2.0 2.9", "1.5 1.6 3.0", "" },
	{ "vers:pypi/!=1.5", "1.4 2", "1.5.0", "" },
	{ "vers:deb/<1.2-3", "1.2~rc1-1 1.2-2", "1.2-3 1:1.0-1", "" },
	/* bounds that an outer one makes needless */
	{ "vers:npm/>=1.0.0|>=2.0.0|<3.0.0|<4.0.0", "1.5.0 3.5.0",
	    "0.5.0 4.0.0", "" },
	{ "vers:npm/<1.0.0|>=2.0.0", "0.1.0 2.0.0 9.0.0", "1.0.0 1.5.0", "" },
	{ "vers:plain/R2-beta|1.0", "R2-beta 1", "", "R3 2.0" },
};

static void
each(
    const struct bw_range *r, const char *text, const char *versions, char want)
{
	struct bw_str rest = bw_str_of(versions), v;
	char one[64];

	while (rest.n > 0 && bw_str_cut(&rest, ' ', &v)) {
		snprintf(one, sizeof(one), "%.*s", BW_ARG(v));
		if (has(r, one) != want)
			fail_msg("%s: %s is %c, not %c", text, one, has(r, one),
			    want);
	}
}

static void
in_and_out(void **state)
{
	struct bw_arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < BW_LEN(vers); i++) {
		struct bw_err err = { 0 };
		struct bw_range r;

		assert_ok(
		    bw_range_vers(&r, bw_str_of(vers[i].range), true, &a, &err),
		    &err);
		each(&r, vers[i].range, vers[i].in, 'y');
		each(&r, vers[i].range, vers[i].out, 'n');
		each(&r, vers[i].range, vers[i].unknown, '?');
	}
	bw_arena_release(&a);
}

/* By the documentation of each ecosystem. */
static const struct {
	const char *scheme, *range, *in, *out;
} native[] = {
	/* node-semver, "Advanced Range Syntax" */
	{ "npm", "1.2.3 - 2.3.4", "1.2.3 2.3.4", "1.2.2 2.3.5" },
	{ "npm", "1.2", "1.2.0 1.2.9", "1.3.0 1.1.9" },
	{ "npm", ">=1.x", "1.0.0 2.5.0", "0.9.9" },
	{ "npm", ">1.x", "2.0.0", "1.9.9" },
	{ "npm", "<=1.2.x", "1.2.9", "1.3.0" },
	{ "npm", "~1.2.3", "1.2.3 1.2.9", "1.3.0" },
	{ "npm", "~1", "1.9.9", "2.0.0" },
	{ "npm", "^0.2.3", "0.2.9", "0.3.0" },
	{ "npm", "^0.0.3", "0.0.3", "0.0.4" },
	{ "npm", "^1.2.x || >=3.0.0 <3.1.0", "1.9.0 3.0.5", "2.0.0 3.1.0" },
	{ "npm", "*", "1.0.0", "" },
	/* doc.rust-lang.org/cargo, "Specifying Dependencies" */
	{ "cargo", "1.2", "1.2.0 1.9.0", "2.0.0 1.1.0" },
	{ "cargo", "=1.2.3", "1.2.3", "1.2.4" },
	{ "cargo", ">=1.2, <1.5", "1.2.0 1.4.9", "1.5.0" },
	/* PEP 440, "Version specifiers" */
	{ "pypi", "~=2.2", "2.2 2.9", "2.1 3.0" },
	{ "pypi", "~= 1.4.5", "1.4.5 1.4.9", "1.5.0" },
	{ "pypi", "==1.1.*", "1.1 1.1.5", "1.2" },
	{ "pypi", "!=1.1.*", "1.0 1.2", "1.1 1.1.5" },
	{ "pypi", ">=1.0,!=1.5,<2", "1.0 1.6", "1.5 2.0" },
	/* guides.rubygems.org, "Pessimistic version constraint" */
	{ "gem", "~> 2.2", "2.2 2.9", "3.0 2.1" },
	{ "gem", "~> 2.2.0", "2.2.5", "2.3.0" },
	/* maven.apache.org, "Dependency Version Requirement" */
	{ "maven", "(,1.0],[1.2,)", "0.9 1.0 1.2", "1.1" },
	{ "maven", "[1.5]", "1.5", "1.6" },
	/* learn.microsoft.com/nuget, "Version ranges" */
	{ "nuget", "1.0", "1.0.0 9.0", "0.9" },
	{ "nuget", "(1.0,2.0]", "1.5 2.0", "1.0 2.1" },
	{ "deb", ">= 1.2-1, << 2", "1.2-1 1.9", "2 1.1" },
	{ "rpm", "<= 1.0", "1.0 0.9", "1.1" },
};

static void
of_the_ecosystems(void **state)
{
	struct bw_arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < BW_LEN(native); i++) {
		struct bw_err err = { 0 };
		struct bw_range r;

		assert_ok(bw_range_native(&r, bw_str_of(native[i].scheme),
			      bw_str_of(native[i].range), &a, &err),
		    &err);
		each(&r, native[i].range, native[i].in, 'y');
		each(&r, native[i].range, native[i].out, 'n');
	}
	bw_arena_release(&a);
}

static void
refused(void **state)
{
	static const char *const bad[] = { "", "npm/1", "vers:npm", "vers:npm/",
		"vers:/1", "vers:windows/1", "vers:npm/>=", "vers:npm/1|",
		"vers:npm/|1", "vers:npm/1||2", "vers:npm/%00", "vers:npm/1%2",
		"vers:npm/2|1", "vers:npm/1 |2" };
	static const char *const bad_native[][2] = { { "npm", "^" },
		{ "maven", "[1.0,2.0" }, { "npm", "^abc" }, { "windows", "1" },
		{ "gem", "~>" } };
	struct bw_arena a = { 0 };
	struct bw_range r;

	(void)state;
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		struct bw_err err = { 0 };

		if (bw_range_vers(&r, bw_str_of(bad[i]), true, &a, &err) == 0)
			fail_msg("'%s' was taken", bad[i]);
	}
	for (size_t i = 0; i < BW_LEN(bad_native); i++) {
		struct bw_err err = { 0 };

		if (bw_range_native(&r, bw_str_of(bad_native[i][0]),
			bw_str_of(bad_native[i][1]), &a, &err) == 0)
			fail_msg("'%s' was taken", bad_native[i][1]);
	}
	bw_arena_release(&a);
}

/* ---- the suite of vers ---- */

struct suite {
	struct bw_arena a;
	size_t native, validate, parse, containment, differs;
};

/* Where the suite is not what node-semver does: ">=1.x" has no upper end
 * there, "2.1" means every 2.1.x, and ~0.8.0-pre goes up to 0.9.0. */
static bool
known(struct bw_str range)
{
	return bw_str_is(range, ">= 1.x") || bw_str_is(range, ">= 2.2.x") ||
	    bw_str_is(range, "2.1 || 2.6") ||
	    bw_str_find(range, BW_STR("~0.8.0-pre")) >= 0;
}

static void
native_case(struct suite *s, struct bw_json in, struct bw_str want)
{
	struct bw_str range = bw_json_str(bw_json_get(in, "native_range"));
	struct bw_err err = { 0 };
	struct bw_buf b = { 0 };
	struct bw_range r;
	int rc = bw_range_native(
	    &r, bw_json_str(bw_json_get(in, "scheme")), range, &s->a, &err);

	s->native++;
	if (rc == 0)
		bw_range_print(&b, &r);
	if (rc != 0 || !bw_str_eq(bw_buf_get(&b), want)) {
		if (!known(range))
			fail_msg("'%.*s': %.*s, not %.*s", BW_ARG(range),
			    BW_ARG(bw_buf_get(&b)), BW_ARG(want));
		s->differs++;
	}
	bw_buf_release(&b);
}

static void
validate_case(struct suite *s, struct bw_str text, struct bw_str want)
{
	struct bw_err err = { 0 };
	struct bw_buf b = { 0 };
	struct bw_range r;

	s->validate++;
	assert_ok(bw_range_vers(&r, text, false, &s->a, &err), &err);
	bw_range_print(&b, &r);
	if (!bw_str_eq(bw_buf_get(&b), want))
		fail_msg("%.*s: %.*s", BW_ARG(text), BW_ARG(bw_buf_get(&b)));
	bw_buf_release(&b);
}

static void
parse_case(struct suite *s, struct bw_json t)
{
	static const char *const op[] = { "=", "!=", "<", "<=", ">", ">=" };
	struct bw_json want = bw_json_get(t, "expected_output");
	struct bw_str text = bw_json_str(bw_json_get(t, "input"));
	struct bw_err err = { 0 };
	struct bw_json_each it;
	struct bw_range r;
	size_t i = 0;
	int rc = bw_range_vers(&r, text, true, &s->a, &err);

	s->parse++;
	if ((rc != 0) !=
	    bw_json_bool(bw_json_get(t, "expected_failure"), false))
		fail_msg("%.*s", BW_ARG(text));
	if (rc != 0)
		return;
	it = bw_json_each(bw_json_get(want, "version_constraints"));
	for (; bw_json_step(&it); i++) {
		struct bw_json_each pair = bw_json_each(it.value);

		assert_true(i < r.n_row && bw_json_step(&pair));
		assert_str(bw_json_str(pair.value), op[r.row[i].op]);
		assert_true(bw_json_step(&pair));
		assert_true(
		    bw_str_eq(bw_json_str(pair.value), r.row[i].version));
	}
	assert_int_equal(i, r.n_row);
}

static void
containment_case(struct suite *s, struct bw_json in, bool want)
{
	struct bw_str v = bw_json_str(bw_json_get(in, "version"));
	struct bw_buf scratch = { 0 };
	struct bw_err err = { 0 };
	struct bw_range r;

	s->containment++;
	assert_ok(bw_range_vers(&r, bw_json_str(bw_json_get(in, "vers")), false,
		      &s->a, &err),
	    &err);
	assert_int_equal(
	    bw_range_has(&r, v, &scratch), want ? BW_INSIDE_YES : BW_INSIDE_NO);
	bw_buf_release(&scratch);
}

static void
one_case(struct suite *s, struct bw_json t)
{
	struct bw_str kind = bw_json_str(bw_json_get(t, "test_type"));
	struct bw_json in = bw_json_get(t, "input");
	struct bw_json want = bw_json_get(t, "expected_output");

	if (bw_str_is(kind, "from_native"))
		native_case(s, in, bw_json_str(want));
	else if (bw_str_is(kind, "validate"))
		validate_case(s, bw_json_str(in), bw_json_str(want));
	else if (bw_str_is(kind, "parse"))
		parse_case(s, t);
	else if (bw_str_is(kind, "containment"))
		containment_case(s, in, bw_json_bool(want, false));
}

static void
of_vers(void **state)
{
	static const char *const file[] = {
		"conan_range_from_native_basic_test",
		"conan_range_from_native_test", "gem_range_from_native_test",
		"nginx_range_from_native_test", "npm_range_containment_test",
		"npm_range_from_native_test", "nuget_range_from_native_test",
		"openssl_range_from_native_test", "pypi_range_containment_test",
		"pypi_range_from_native_test", "pypi_range_validate_test",
		"vers_canonical_parse_test"
	};
	struct suite s = { 0 };

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
			one_case(&s, it.value);
		bw_json_close(r);
		bw_input_free(in);
	}
	assert_int_equal(s.native, 737);
	assert_int_equal(s.validate, 19);
	assert_int_equal(s.parse, 12);
	assert_int_equal(s.containment, 11);
	assert_true(s.differs <= 4);
	bw_arena_release(&s.a);
}

/* ---- the slow walk ---- */

static uint64_t seed = 20261125;

static unsigned
dice(unsigned sides)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % sides;
}

/* In one of the intervals that the bounds make, each read by itself: from a
 * lower bound to the last upper bound before the next lower one. */
static bool
slow(const struct bw_range *r, unsigned version)
{
	const struct bw_alternative *alt = &r->alt[0];
	bool in = false, below = true, open = false, told = false;

	for (size_t i = 0; i < alt->n; i++) {
		unsigned at = (unsigned)(alt->c[i].version.p[0] - '0');
		unsigned op = alt->c[i].op;

		if (op == BW_CMP_EQ && at == version)
			return true;
		if (op == BW_CMP_NE && at == version)
			return false;
	}
	for (size_t i = 0; i < alt->n; i++) {
		unsigned at = (unsigned)(alt->c[i].version.p[0] - '0');

		switch (alt->c[i].op) {
		case BW_CMP_GE:
		case BW_CMP_GT:
			if (!open)
				below = alt->c[i].op == BW_CMP_GE
				    ? version >= at
				    : version > at;
			open = told = true;
			break;
		case BW_CMP_LE:
		case BW_CMP_LT:
			in = in ||
			    (below &&
				(alt->c[i].op == BW_CMP_LE ? version <= at
							   : version < at));
			open = false;
			told = true;
			break;
		default:
			break;
		}
	}
	if (open)
		in = in || below;
	return in || (!told && alt->c[0].op == BW_CMP_NE);
}

static void
random_rows(void **state)
{
	static const char *const op[] = { "", "!=", "<", "<=", ">", ">=" };
	struct bw_arena a = { 0 };

	(void)state;
	for (unsigned i = 0; i < 20000; i++) {
		struct bw_err err = { 0 };
		char text[200], version[16];
		struct bw_range r;
		int n = snprintf(text, sizeof(text), "vers:plain/");
		unsigned v = dice(10);

		for (unsigned k = 0, count = 1 + dice(5); k < count; k++)
			n += snprintf(text + n, sizeof(text) - (size_t)n,
			    "%s%s%u", k > 0 ? "|" : "", op[dice(6)], dice(10));
		assert_ok(
		    bw_range_vers(&r, bw_str_of(text), false, &a, &err), &err);
		snprintf(version, sizeof(version), "%u", v);
		if (has(&r, version) != (slow(&r, v) ? 'y' : 'n'))
			fail_msg("%s: %u", text, v);
		if (i % 1000 == 0)
			bw_arena_release(&a);
	}
	bw_arena_release(&a);
}

static int
make_both(void *ctx, struct bw_err *err)
{
	struct bw_arena a = { 0 };
	struct bw_range r;
	int rc = bw_range_vers(
	    &r, BW_STR("vers:npm/>=1.0.0|<2.0.0"), false, &a, err);

	(void)ctx;
	if (rc == 0)
		rc = bw_range_native(&r, BW_STR("npm"),
		    BW_STR("^1.2.3 || ~2.0 || 3.x"), &a, err);
	bw_arena_release(&a);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	test_brutal(make_both, NULL, 200);
}

/* ---- in words ---- */

/* As advisories write them; what is meant is plain to a reader, and what is
 * not ("with patch X") must be refused. Versions that are in, out, unknown. */
static const struct {
	const char *text, *in, *out, *unknown;
} words[] = {
	{ "All versions", "1 V2.0 x", "", "" },
	{ "vers:all/*", "1 latest", "", "" },
	{ "vers:all/<V7.0.3", "V7.0.2 6", "V7.0.3 8", "FW7" },
	{ "< V4.33", "V4.4 4.32", "V4.33 4.100", "beta" },
	{ "All Versions < V14 SP1 Update 2", "V14 V14_SP1 V14_SP1_Update_1",
	    "V14_SP1_Update_2 V14_SP2 V15", "V14_HF3" },
	{ "<= 3.07.11", "3.7.11 3.7.2", "3.7.12", "" },
	{ ">= V6.2 | < V7.1", "6.2 7.0.9", "6.1 7.1", "" },
	{ "> V1.1 and < V1.3.2", "1.2", "1.1 1.3.2", "" },
	{ ">= 3.1.0, < 3.1.3", "3.1.0 3.1.2", "3.1.3 3.0", "" },
	{ "8.0.17 and prior", "8.0.17 1.0", "8.0.18", "" },
	{ "v1.41 and earlier versions", "1.41 1.4", "1.42", "" },
	{ "10.5.0.0 and below", "10.4", "10.5.0.1", "" },
	{ "2.0 or later", "2.0 3", "1.9", "" },
	{ "8.3+", "8.3 9", "8.2", "" },
	{ "4.10 to 5.6", "4.10 5.6 5.0", "4.9 5.7", "" },
	{ "versions 4.50 through 5.37", "5.37", "5.38 4.49", "" },
	{ "12.2.3-12.2.9", "12.2.3 12.2.9", "12.2.10", "" },
	{ "1.02-05", "1.02-05", "", "1.02" },
	{ "prior to 2.3", "2.2", "2.3", "" },
	{ "prior to and including 2.3", "2.3", "2.4", "" },
	{ "before version 3.4.4", "3.4.3", "3.4.4", "" },
	{ "All versions prior to 23.08.07", "23.08.06", "23.08.07", "" },
	{ "up to and including 3.4", "3.4", "3.4.1", "" },
	{ "versions from Ver.16.100 prior to Ver.19.2", "16.100 19.1",
	    "16.99 19.2", "" },
	{ "10.5.x", "10.5 10.5.9", "10.6 10.4.9", "" },
	{ "<= 11.x", "11.9 2", "12", "" },
	{ "7.3, 7.4, 7.5", "7.4", "7.6 7.3.1", "" },
	{ "1.04D | 1.04E", "1.04E", "1.04F 1.04", "" },
	{ "<= 02.07.07(10)", "02.07.07(9) 2.7.7", "2.7.7(11)", "" },
	{ "QCA6391", "QCA6391", "", "QCA6392" },
	{ "< FW14", "", "", "FW13 1" },
	/* refused */
	{ "All versions < V8.2 SP1 with WinCC V7.4 SP1", NULL, NULL, NULL },
	{ ">= 2.8.1 (only affected by CVE-2019-10943)", NULL, NULL, NULL },
	{ "All versions with Ethernet interface", NULL, NULL, NULL },
	{ "< V3.16 P013", NULL, NULL, NULL },
	{ "16 <= 20", NULL, NULL, NULL },
	{ "all versions 4.x.x before 4.9.17", NULL, NULL, NULL },
	{ "< March 13, 2019", NULL, NULL, NULL },
	{ "n/a", NULL, NULL, NULL },
	{ "", NULL, NULL, NULL },
	{ "<", NULL, NULL, NULL },
};

/* The same after it was kept as bytes. */
static void
packed(const struct bw_range *r, size_t i)
{
	struct bw_buf b = { 0 };
	struct bw_arena a = { 0 };
	struct bw_range back;
	struct bw_err err = { 0 };

	bw_range_pack(&b, r);
	assert_false(b.failed);
	assert_ok(bw_range_unpack(&back, bw_buf_get(&b), &a, &err), &err);
	each(&back, words[i].text, words[i].in, 'y');
	each(&back, words[i].text, words[i].out, 'n');
	each(&back, words[i].text, words[i].unknown, '?');
	for (size_t n = 0; n < b.n; n++)
		assert_int_not_equal(0,
		    bw_range_unpack(
			&back, bw_str_sub(bw_buf_get(&b), 0, n), &a, &err));
	bw_arena_release(&a);
	bw_buf_release(&b);
}

static void
in_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < BW_LEN(words); i++) {
		struct bw_arena a = { 0 };
		struct bw_range r;
		struct bw_err err = { 0 };
		int rc = bw_range_words(
		    &r, BW_STR("vendor"), bw_str_of(words[i].text), &a, &err);

		if ((rc != 0) != (words[i].in == NULL))
			fail_msg("'%s' is %s", words[i].text,
			    rc != 0 ? "refused" : "read");
		if (rc == 0) {
			each(&r, words[i].text, words[i].in, 'y');
			each(&r, words[i].text, words[i].out, 'n');
			each(&r, words[i].text, words[i].unknown, '?');
			packed(&r, i);
		}
		bw_arena_release(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_and_out),
		cmocka_unit_test(in_words),
		cmocka_unit_test(of_the_ecosystems),
		cmocka_unit_test(refused),
		cmocka_unit_test(of_vers),
		cmocka_unit_test(random_rows),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
