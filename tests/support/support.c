/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * support.c - see support.h.
 */
#include "support/support.h"
#include "base/mem.h"
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * cmocka 1.1 prints a skipped test as "not ok N # SKIP", which TAP readers
 * count as a failure (TAP 13: a skipped test is ok). All its output goes
 * through this exported function; ours takes its place and puts it right.
 */
void
print_message(const char *const format, ...)
{
	char text[4096];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (strncmp(text, "not ok ", 7) == 0 && strstr(text, "# SKIP") != NULL)
		memmove(text, text + 4, strlen(text + 4) + 1);
	fputs(text, stdout);
	fflush(stdout);
}

static char tmp[64];
static char *kept[4096]; /* paths given out: still reachable at the end */
static size_t n_kept;

static const char *
source_root(void)
{
	const char *root = getenv("BOLWERK_SOURCE");

	return root != NULL ? root : ".";
}

const char *
test_source(const char *relative)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s", source_root(), relative);
	return path;
}

const char *
test_data(const char *relative)
{
	static char path[4096];
	const char *data = getenv("BOLWERK_TEST_DATA");
	struct stat st;

	if (data != NULL)
		snprintf(path, sizeof(path), "%s/%s", data, relative);
	else
		snprintf(path, sizeof(path), "%s/../shared/data/%s",
		    source_root(), relative);
	return stat(path, &st) == 0 ? path : NULL;
}

static int
drop(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static void
drop_tmp(void)
{
	if (tmp[0] != '\0')
		(void)nftw(tmp, drop, 16, FTW_DEPTH | FTW_PHYS);
}

const char *
test_tmp(void)
{
	if (tmp[0] == '\0') {
		snprintf(tmp, sizeof(tmp), "/tmp/bolwerk-test-XXXXXX");
		if (mkdtemp(tmp) == NULL)
			fail_msg("cannot make a folder in /tmp");
		atexit(drop_tmp);
	}
	return tmp;
}

const char *
test_file(const char *name, struct bw_str bytes)
{
	size_t n = strlen(test_tmp()) + strlen(name) + 2;
	char *path = malloc(n);
	FILE *f;

	assert_non_null(path);
	snprintf(path, n, "%s/%s", test_tmp(), name);
	if (n_kept < BW_LEN(kept))
		kept[n_kept++] = path;
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
	assert_int_equal(fclose(f), 0);
	return path;
}

struct bw_str
test_read(const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t n = 0, cap = 4096;
	char *p = malloc(cap);

	if (f == NULL || p == NULL)
		fail_msg("cannot read %s", path);
	for (;;) {
		n += fread(p + n, 1, cap - n, f);
		if (n < cap)
			break;
		cap *= 2;
		p = realloc(p, cap);
		assert_non_null(p);
	}
	fclose(f);
	return (struct bw_str){ p, n };
}

void
test_ok_(int rc, const struct bw_err *err, const char *file, int line)
{
	if (rc == 0)
		return;
	print_error("code %d: %s (line %llu)\n", rc, err ? err->what : "",
	    err ? (unsigned long long)err->line : 0ULL);
	_fail(file, line);
}

void
test_str_(struct bw_str s, const char *z, const char *file, int line)
{
	if (bw_str_is(s, z))
		return;
	print_error("got \"%.*s\", not \"%s\"\n", BW_ARG(s), z);
	_fail(file, line);
}

void
test_brutal(int (*body)(void *ctx, struct bw_err *err), void *ctx, unsigned max)
{
	for (unsigned n = 1; n <= max; n++) {
		struct bw_err err = BW_ERR_INIT;
		int rc;

		bw_mem_fail_at(n);
		rc = body(ctx, &err);
		bw_mem_fail_at(0);
		if (rc == 0)
			return;
		if (rc != BW_ENOMEM) {
			print_error(
			    "allocation %u: code %d: %s\n", n, rc, err.what);
			fail();
		}
		assert_int_equal(err.code, BW_ENOMEM);
		assert_true(err.what[0] != '\0');
	}
	fail_msg("still out of memory after %u allocations", max);
}
