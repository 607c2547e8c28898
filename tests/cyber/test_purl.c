/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Package URLs: the whole suite of the specification, and which statements
 * speak of which components.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/input.h"
#include "base/json.h"
#include "cyber/purl.h"
#include "support/support.h"

static struct bw_arena arena;

static bool
is(struct bw_str s, struct bw_json want)
{
	return bw_str_eq(s, bw_json_str(want));
}

/* Are the qualifiers those of the object? */
static bool
same_qualifiers(const struct bw_purl *p, struct bw_json want)
{
	struct bw_json_each it = bw_json_each(want);
	struct bw_str rest = p->qualifiers, part;
	size_t n = 0;

	while (rest.n > 0 && bw_str_cut(&rest, '&', &part))
		n++;
	if (n != bw_json_count(want))
		return false;
	while (bw_json_step(&it)) {
		struct bw_buf b = { 0 };
		char key[64];
		bool same;

		snprintf(key, sizeof(key), "%.*s", BW_ARG(it.key));
		bw_purl_plain(&b, bw_purl_qualifier(p->qualifiers, key));
		same = is(bw_buf_get(&b), it.value);
		bw_buf_release(&b);
		if (!same)
			return false;
	}
	return true;
}

static bool
parses(struct bw_json t)
{
	bool required =
	    bw_str_is(bw_json_str(bw_json_get(t, "test_group")), "required");
	struct bw_str in = bw_json_str(bw_json_get(t, "input"));
	struct bw_json out = bw_json_get(t, "expected_output");
	struct bw_err err = { 0 };
	struct bw_purl p;
	int rc = required ? bw_purl_parse_strict(&p, in, &arena, &err)
			  : bw_purl_parse(&p, in, &arena, &err);

	if (rc != 0 || bw_json_bool(bw_json_get(t, "expected_failure"), false))
		return (rc != 0) ==
		    bw_json_bool(bw_json_get(t, "expected_failure"), false);
	return is(p.type, bw_json_get(out, "type")) &&
	    is(p.ns, bw_json_get(out, "namespace")) &&
	    is(p.name, bw_json_get(out, "name")) &&
	    is(p.version, bw_json_get(out, "version")) &&
	    is(p.subpath, bw_json_get(out, "subpath")) &&
	    same_qualifiers(&p, bw_json_get(out, "qualifiers"));
}

static bool
printed(const struct bw_purl *p, struct bw_json t)
{
	struct bw_buf b = { 0 };
	struct bw_err err = { 0 };
	bool same = bw_purl_build(&b, p, &err) == 0 &&
	    is(bw_buf_get(&b), bw_json_get(t, "expected_output"));

	bw_buf_release(&b);
	return same;
}

static bool
builds(struct bw_json t)
{
	struct bw_json in = bw_json_get(t, "input");
	struct bw_json_each it = bw_json_each(bw_json_get(in, "qualifiers"));
	bool fails = bw_json_bool(bw_json_get(t, "expected_failure"), false);
	struct bw_err err = { 0 };
	struct bw_purl_pair q[16];
	struct bw_purl_told told = { bw_json_str(bw_json_get(in, "type")),
		bw_json_str(bw_json_get(in, "namespace")),
		bw_json_str(bw_json_get(in, "name")),
		bw_json_str(bw_json_get(in, "version")),
		bw_json_str(bw_json_get(in, "subpath")), q, 0 };
	struct bw_purl p;
	int rc;

	while (bw_json_step(&it) && told.n_qualifier < BW_LEN(q))
		q[told.n_qualifier++] =
		    (struct bw_purl_pair){ it.key, bw_json_str(it.value) };
	rc = bw_purl_tell(&p, &told, &arena, &err);
	return fails ? rc != 0 : rc == 0 && printed(&p, t);
}

static bool
validates(struct bw_json t)
{
	struct bw_err err = { 0 };
	struct bw_purl p;

	return bw_purl_parse(&p, bw_json_str(bw_json_get(t, "input")), &arena,
		   &err) == 0 &&
	    printed(&p, t);
}

static bool
holds(struct bw_json t)
{
	struct bw_str kind = bw_json_str(bw_json_get(t, "test_type"));

	return bw_str_is(kind, "parse") ? parses(t)
	    : bw_str_is(kind, "build")  ? builds(t)
					: validates(t);
}

static size_t
suite_file(const char *path, size_t *n)
{
	struct bw_json_opt whole = { .whole = true };
	struct bw_json_reader *r = NULL;
	struct bw_input *in = NULL;
	struct bw_err err = { 0 };
	struct bw_json_each it;
	struct bw_json doc;
	size_t passed = 0;
	bool more;

	assert_ok(bw_input_open(&in, path, NULL, &err), &err);
	assert_ok(bw_json_open(&r, in, &whole, &err), &err);
	assert_ok(bw_json_next(r, &doc, &more, &err), &err);
	it = bw_json_each(bw_json_get(doc, "tests"));
	for (; bw_json_step(&it); ++*n) {
		bool good = holds(it.value);

		passed += good;
		if (!good)
			print_error("%s: %.*s (%.*s) %.*s\n", path,
			    BW_ARG(bw_json_str(
				bw_json_get(it.value, "description"))),
			    BW_ARG(bw_json_str(
				bw_json_get(it.value, "test_type"))),
			    BW_ARG(
				bw_json_str(bw_json_get(it.value, "input"))));
	}
	bw_json_close(r);
	bw_input_free(in);
	return passed;
}

static void
suite(void **state)
{
	static const char *const folder[] = { "spec", "types" };
	size_t n = 0, passed = 0;

	(void)state;
	if (test_data("cyber/purl-spec/tests/spec") == NULL)
		skip();
	for (size_t i = 0; i < BW_LEN(folder); i++) {
		char path[512], root[256];
		struct dirent *e;
		DIR *d;

		snprintf(
		    path, sizeof(path), "cyber/purl-spec/tests/%s", folder[i]);
		snprintf(root, sizeof(root), "%s", test_data(path));
		d = opendir(root);
		assert_non_null(d);
		while ((e = readdir(d)) != NULL) {
			if (strstr(e->d_name, ".json") == NULL)
				continue;
			snprintf(path, sizeof(path), "%s/%s", root, e->d_name);
			passed += suite_file(path, &n);
		}
		closedir(d);
	}
	assert_int_equal(n, 586);
	assert_int_equal(passed, n);
}

/* Statement, component, does it speak of it? */
static void
covers(void **state)
{
	static const struct {
		const char *statement, *component;
		bool want;
	} row[] = {
		{ "", "arch=amd64", true },
		{ "distro=debian-12", "distro=debian-12.13", true },
		{ "distro=debian-12", "distro=debian-12", true },
		{ "distro=bookworm", "distro=debian-12.13", true },
		{ "distro=debian-12.1", "distro=debian-12", false },
		{ "distro=debian-1", "distro=debian-12", false },
		{ "distro=debian-12", "distro=debian-11", false },
		{ "distro=debian-12", "", true },
		{ "arch=amd64", "", true },
		{ "arch=amd64", "arch=x86_64", true },
		{ "arch=amd64", "arch=arm64", false },
		{ "arch=src", "arch=x86_64", true },
		{ "arch=x86_64", "arch=noarch", true },
		{ "repository_url=a", "repository_url=b", true },
		{ "classifier=sources", "classifier=sources", true },
		{ "classifier=sources", "", false },
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(row); i++)
		if (bw_purl_covers(bw_str_of(row[i].statement),
			bw_str_of(row[i].component)) != row[i].want)
			fail_msg("'%s' and '%s'", row[i].statement,
			    row[i].component);
}

/* Names that an index takes for one are one key. */
static void
keys(void **state)
{
	static const char *const row[][2] = {
		{ "pkg:pypi/Zope.Interface@5", "pypi/zope-interface" },
		{ "pkg:PYPI/Django_package", "pypi/django-package" },
		{ "pkg:nuget/Newtonsoft.Json@1", "nuget/newtonsoft.json" },
		{ "pkg:npm/%40babel/core@7", "npm/@babel/core" },
		{ "pkg:npm/@babel/core@7", "npm/@babel/core" },
		{ "pkg:deb/Debian/OpenSSL@3?arch=x", "deb/debian/openssl" },
		{ "pkg:golang/github.com/A/B@v1", "golang/github.com/a/b" },
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(row); i++) {
		struct bw_err err = { 0 };
		struct bw_buf b = { 0 };
		struct bw_purl p;

		assert_ok(bw_purl_parse(&p, bw_str_of(row[i][0]), &arena, &err),
		    &err);
		bw_purl_key(&b, &p);
		assert_str(bw_buf_get(&b), row[i][1]);
		bw_buf_release(&b);
	}
}

static int
one_purl(void *ctx, struct bw_err *err)
{
	struct bw_arena a = { 0 };
	struct bw_purl p;
	int rc = bw_purl_parse(
	    &p, BW_STR("pkg:deb/Debian/a%20b@1:2?b=1&A=x%20y#s/../t"), &a, err);

	(void)ctx;
	bw_arena_release(&a);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	test_brutal(one_purl, NULL, 100);
}

static void
hostile(void **state)
{
	struct bw_err err = { 0 };
	struct bw_purl p;
	char *long_one = calloc(1, 1 << 20);

	(void)state;
	assert_non_null(long_one);
	memset(long_one, '/', (1 << 20) - 1);
	memcpy(long_one, "pkg:", 4);
	assert_int_not_equal(
	    0, bw_purl_parse(&p, bw_str_of(long_one), &arena, &err));
	free(long_one);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(suite),
		cmocka_unit_test(covers),
		cmocka_unit_test(keys),
		cmocka_unit_test(no_memory),
		cmocka_unit_test(hostile),
	};
	int rc = cmocka_run_group_tests(tests, NULL, NULL);

	bw_arena_release(&arena);
	return rc;
}
