/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_told.c - advisories, signals and inventories in the world.
 *
 * What a user would notice: the newest revision is what holds, in whatever
 * order files come; loading the same again adds nothing; what was known before
 * can be asked; and what comes back is what went in.
 */
#include "world/feed.h"
#include "world/told.h"

/* One document: "CVE-X affects NAME". */
static int
say(struct bw_load *l, const char *ref, const char *version, int64_t modified,
    const char *cve, const char *name, struct bw_err *err)
{
	struct bw_str alias = BW_STR("GHSA-one");
	struct bw_adv_vuln v = {
		.name = bw_str_of(cve), .alias = &alias, .n_alias = 1
	};
	struct bw_adv_product p = { .name = bw_str_of(name),
		.on = BW_ADV_NONE };
	struct bw_claim c = { .remedy = BW_STR("update") };
	struct bw_advisory_rec r = { .key = { BW_STR("csaf"), bw_str_of(ref) },
		.publisher = BW_STR("Example"),
		.version = bw_str_of(version),
		.title = BW_STR("A title"),
		.published = BW_NO_TIME,
		.modified = modified,
		.vuln = &v,
		.n_vuln = 1,
		.product = &p,
		.n_product = 1,
		.claim = &c,
		.n_claim = 1,
		.place = { .line = 3, .number = 1 } };
	struct bw_sink sink = bw_load_sink(l);

	return bw_sink_advisory(&sink, &r, err);
}

static void
feed_say(struct bw_load *l, const char *ref, const char *version,
    int64_t modified, const char *cve, const char *name)
{
	struct bw_err err = BW_ERR_INIT;

	assert_ok(say(l, ref, version, modified, cve, name, &err), &err);
}

/* A host with packages "a b c". */
static int
host(struct bw_load *l, const char *ref, const char *owner, int64_t made,
    const char *packages, struct bw_err *err)
{
	struct bw_component_rec c[8] = { 0 };
	struct bw_inventory_rec r = { .key = { BW_STR("dpkg"), bw_str_of(ref) },
		.name = bw_str_of(ref),
		.distro = BW_STR("debian:12"),
		.exposure = BW_STR("internet"),
		.made = made,
		.component = c };
	struct bw_sink sink = bw_load_sink(l);
	struct bw_str rest = bw_str_of(packages), one;

	if (owner != NULL)
		r.owner = feed_key(owner);
	while (rest.n > 0 && bw_str_cut(&rest, ' ', &one)) {
		c[r.n_component].name = one;
		c[r.n_component].version = BW_STR("1.0-1");
		c[r.n_component].place.number = r.n_component + 1;
		r.n_component++;
	}
	return bw_sink_inventory(&sink, &r, err);
}

static void
feed_host(struct bw_load *l, const char *ref, const char *owner, int64_t made,
    const char *packages)
{
	struct bw_err err = BW_ERR_INIT;

	assert_ok(host(l, ref, owner, made, packages, &err), &err);
}

static struct bw_buf told;

static int
on_advisory(void *ctx, const struct bw_told_row *row,
    const struct bw_advisory_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)err;
	assert_true(row->load > 0);
	assert_true(row->digest == bw_advisory_digest(r));
	assert_int_equal(r->n_claim, 1);
	assert_true(bw_str_is(r->claim[0].remedy, "update"));
	assert_int_equal(r->place.line, 3);
	bw_buf_fmt(&told, "%.*s v%.*s %.*s %.*s; ", BW_ARG(r->key.value),
	    BW_ARG(r->version), BW_ARG(r->vuln[0].name),
	    BW_ARG(r->product[r->claim[0].product].name));
	return 0;
}

static int
on_signal(void *ctx, const struct bw_told_row *row,
    const struct bw_signal_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)row;
	(void)err;
	bw_buf_fmt(&told, "%.*s %s %.*s %.*s; ", BW_ARG(r->vuln),
	    bw_rating_name(r->rating.kind), BW_ARG(r->rating.value),
	    BW_ARG(r->rating.extra));
	return 0;
}

static int
on_package(void *ctx, const struct bw_told_row *row,
    const struct bw_component_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)row;
	(void)err;
	assert_true(bw_str_is(r->version, "1.0-1"));
	bw_buf_str(&told, r->name);
	return 0;
}

static int
on_inventory(void *ctx, const struct bw_told_row *row,
    const struct bw_inventory_rec *r, int64_t owner, const int64_t *package,
    size_t n, struct bw_err *err)
{
	struct bw_world *w = ctx;
	int rc = 0;

	(void)row;
	assert_true(bw_str_is(r->distro, "debian:12"));
	bw_buf_fmt(&told, "%.*s #%lld ", BW_ARG(r->name), (long long)owner);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = bw_told_package(w, package[i], on_package, NULL, err);
	bw_buf_z(&told, "; ");
	return rc;
}

static const char *
finish(int rc, struct bw_err *err)
{
	static char text[4096];

	assert_ok(rc, err);
	snprintf(text, sizeof(text), "%.*s", BW_ARG(bw_buf_get(&told)));
	bw_buf_release(&told);
	return text;
}

static const char *
advisories(struct bw_world *w, uint32_t known)
{
	struct bw_err err = BW_ERR_INIT;

	return finish(
	    bw_told_advisories(w, known, on_advisory, NULL, &err), &err);
}

static const char *
about(struct bw_world *w, const char *name)
{
	struct bw_err err = BW_ERR_INIT;

	return finish(
	    bw_told_about(w, 0, bw_str_of(name), on_advisory, NULL, &err),
	    &err);
}

static const char *
inventories(struct bw_world *w, uint32_t known)
{
	struct bw_err err = BW_ERR_INIT;

	return finish(
	    bw_told_inventories(w, known, on_inventory, w, &err), &err);
}

static const char *
hosts(struct bw_world *w, const char *text, int64_t owner)
{
	struct bw_err err = BW_ERR_INIT;

	return finish(
	    bw_told_hosts(w, 0, bw_str_of(text), owner, on_inventory, w, &err),
	    &err);
}

static void
test_newest_holds(void **unused)
{
	const char *path = feed_path("newest.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "one", false);
	struct bw_load_result n;

	(void)unused;
	feed_say(l, "A", "1", 100, "CVE-1", "x");
	feed_say(l, "B", "1", 100, "CVE-2", "y");
	n = feed_commit(l, 1);
	assert_int_equal(n.advisories, 2);
	assert_string_equal(advisories(w, 0), "A v1 CVE-1 x; B v1 CVE-2 y; ");
	l = feed_begin(w, "two", false);
	feed_say(l, "A", "3", 300, "CVE-1", "z");
	feed_commit(l, 2);
	assert_string_equal(advisories(w, 0), "B v1 CVE-2 y; A v3 CVE-1 z; ");
	/* One that lay about: kept, but it does not hold. */
	l = feed_begin(w, "three", false);
	feed_say(l, "A", "2", 200, "CVE-1", "late");
	feed_commit(l, 3);
	assert_string_equal(advisories(w, 0), "B v1 CVE-2 y; A v3 CVE-1 z; ");
	assert_string_equal(advisories(w, 1), "A v1 CVE-1 x; B v1 CVE-2 y; ");
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM advisory"), 4);
	/* All of it again in one other file, newest first: nothing is new. */
	l = feed_begin(w, "all", false);
	feed_say(l, "A", "3", 300, "CVE-1", "z");
	feed_say(l, "B", "1", 100, "CVE-2", "y");
	feed_commit(l, 4);
	l = feed_begin(w, "old", false);
	feed_say(l, "A", "1", 100, "CVE-1", "x");
	feed_commit(l, 5);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM advisory"), 4);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM v_claim"), 4);
	assert_int_equal(
	    feed_sql(path, "SELECT sum(current) FROM v_advisory"), 2);
	bw_world_close(w);
}

/* Without a time of change the number of the revision decides: 10 is after
 * 9; and within one file too. */
static void
test_versions(void **unused)
{
	const char *path = feed_path("versions.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "one", false);

	(void)unused;
	feed_say(l, "A", "1.9", BW_NO_TIME, "CVE-1", "nine");
	feed_say(l, "A", "1.10", BW_NO_TIME, "CVE-1", "ten");
	feed_say(l, "A", "1.2", BW_NO_TIME, "CVE-1", "two");
	feed_commit(l, 1);
	assert_string_equal(advisories(w, 0), "A v1.10 CVE-1 ten; ");
	assert_string_equal(advisories(w, 1), "A v1.10 CVE-1 ten; ");
	/* The same revision, said otherwise: the later one. */
	l = feed_begin(w, "two", false);
	feed_say(l, "A", "1.10", BW_NO_TIME, "CVE-1", "again");
	feed_commit(l, 2);
	assert_string_equal(advisories(w, 0), "A v1.10 CVE-1 again; ");
	bw_world_close(w);
}

static void
test_about(void **unused)
{
	const char *path = feed_path("about.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "one", false);

	(void)unused;
	feed_say(l, "A", "1", 1, "CVE-2024-1", "x");
	feed_say(l, "B", "1", 1, "CVE-2024-2", "y");
	feed_say(l, "C", "1", 1, "ghsa-ONE", "z"); /* twice the same name */
	feed_commit(l, 1);
	assert_string_equal(about(w, "cve-2024-2"), "B v1 CVE-2024-2 y; ");
	assert_string_equal(about(w, "A"), "A v1 CVE-2024-1 x; ");
	assert_string_equal(about(w, "GHSA-one"),
	    "A v1 CVE-2024-1 x; B v1 CVE-2024-2 y; C v1 ghsa-ONE z; ");
	assert_string_equal(about(w, "CVE-2024-9"), "");
	bw_world_close(w);
}

static void
feed_signal(struct bw_load *l, const char *cve, const char *value)
{
	struct bw_sink sink = bw_load_sink(l);
	struct bw_signal_rec r = { .vuln = bw_str_of(cve),
		.rating = { .kind = BW_RATING_EPSS,
		    .value = bw_str_of(value),
		    .extra = BW_STR("0.5"),
		    .at = 20000 } };
	struct bw_err err = BW_ERR_INIT;

	assert_ok(bw_sink_signal(&sink, &r, &err), &err);
}

static const char *
signals(struct bw_world *w, uint32_t known)
{
	struct bw_err err = BW_ERR_INIT;

	return finish(bw_told_signals(w, known, on_signal, NULL, &err), &err);
}

/* A list of today takes the place of that of yesterday. */
static void
test_signals(void **unused)
{
	const char *path = feed_path("signals.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "epss", true);

	(void)unused;
	feed_signal(l, "CVE-1", "0.1");
	feed_signal(l, "CVE-2", "0.2");
	assert_int_equal(feed_commit(l, 1).signals, 2);
	l = feed_begin(w, "epss", true);
	feed_signal(l, "CVE-1", "0.3");
	feed_commit(l, 2);
	assert_string_equal(signals(w, 0), "CVE-1 epss 0.3 0.5; ");
	assert_string_equal(
	    signals(w, 1), "CVE-1 epss 0.1 0.5; CVE-2 epss 0.2 0.5; ");
	bw_world_close(w);
}

static void
test_hosts(void **unused)
{
	const char *path = feed_path("hosts.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "one", false);

	(void)unused;
	feed_host(l, "web", "name:Een", 10, "c a b a");
	feed_host(l, "web", "name:Twee", 10, "a d");
	feed_host(l, "mail", NULL, 10, "");
	assert_int_equal(feed_commit(l, 1).inventories, 3);
	assert_string_equal(
	    inventories(w, 0), "web #1 cab; web #2 ad; mail #0 ; ");
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM package"), 4);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM v_component"), 5);
	/* A newer delivery of one; the rest of the file says nothing new. */
	l = feed_begin(w, "two", false);
	feed_host(l, "web", "name:Een", 20, "e a");
	feed_host(l, "web", "name:Twee", 10, "d a");
	feed_commit(l, 2);
	assert_string_equal(
	    inventories(w, 0), "web #2 ad; mail #0 ; web #1 ae; ");
	assert_string_equal(
	    inventories(w, 1), "web #1 cab; web #2 ad; mail #0 ; ");
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM package"), 5);
	assert_string_equal(hosts(w, "mail", 0), "mail #0 ; ");
	assert_string_equal(hosts(w, "", 2), "web #2 ad; ");
	assert_int_equal(
	    feed_sql(path, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	bw_world_close(w);
}

/* A host that a whole list says anew stays when its words are the same. */
static void
test_whole_list(void **unused)
{
	const char *path = feed_path("whole.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "hosts", true);

	(void)unused;
	feed_host(l, "web", NULL, BW_NO_TIME, "a");
	feed_host(l, "old", NULL, BW_NO_TIME, "b");
	feed_commit(l, 1);
	l = feed_begin(w, "hosts", true);
	feed_host(l, "web", NULL, BW_NO_TIME, "a");
	feed_commit(l, 2);
	assert_string_equal(inventories(w, 0), "web #0 a; ");
	/* Back to what it was: that is a new delivery. */
	l = feed_begin(w, "hosts", true);
	feed_host(l, "web", NULL, BW_NO_TIME, "a");
	feed_host(l, "old", NULL, BW_NO_TIME, "b");
	feed_commit(l, 1);
	assert_string_equal(inventories(w, 0), "web #0 a; old #0 b; ");
	bw_world_close(w);
}

static void
test_too_long(void **unused)
{
	static char name[5000], title[9000];
	struct bw_err err = BW_ERR_INIT;
	const char *path = feed_path("long.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "one", false);
	struct bw_advisory_rec r = { .key = { BW_STR("csaf"), BW_STR("A") },
		.title = { title, sizeof(title) },
		.published = BW_NO_TIME,
		.modified = BW_NO_TIME };
	struct bw_load_result n;
	struct bw_sink sink;

	(void)unused;
	memset(name, 'n', sizeof(name) - 1);
	for (size_t i = 0; i < sizeof(title); i += 3)
		memcpy(title + i, "\xe2\x82\xac", 3);
	feed_say(l, name, "1", 1, "CVE-1", "x");
	feed_say(l, "B", "1", 1, name, "x");
	sink = bw_load_sink(l);
	assert_ok(bw_sink_advisory(&sink, &r, &err), &err);
	n = feed_commit(l, 1);
	assert_int_equal(n.refused, 2);
	assert_int_equal(n.advisories, 1);
	/* Whole characters of the title in its column, all in the body. */
	assert_int_equal(
	    feed_sql(path, "SELECT length(title) FROM advisory"), 1365);
	assert_int_equal(feed_sql(path,
			     "SELECT length(json_extract(body, '$.title'))"
			     " FROM advisory"),
	    3000);
	bw_world_close(w);
}

static int
load_and_read(void *ctx, struct bw_err *err)
{
	struct bw_load_opt opt = { .name = "f",
		.format = "test",
		.reader = 1,
		.bytes = 100,
		.loaded_at = "2026-01-02T03:04:05Z" };
	struct bw_load_result result;
	struct bw_load *l = NULL;
	struct bw_world *w = NULL;
	static unsigned seed = 100;
	uint8_t sum[32];
	int rc = bw_world_open(&w, ctx, BW_WORLD_WRITE, err);

	feed_hash(seed++, sum);
	if (rc == 0)
		rc = bw_load_begin(&l, w, &opt, err);
	if (rc == 0)
		rc = say(l, "A", "2", seed, "CVE-1", "x", err);
	if (rc == 0)
		rc = host(l, "web", "name:Een", seed, "a b", err);
	if (rc == 0)
		rc = bw_load_commit(l, sum, &result, err);
	else
		bw_load_abort(l);
	if (rc == 0)
		rc = bw_told_advisories(w, 0, on_advisory, NULL, err);
	if (rc == 0)
		rc = bw_told_inventories(w, 0, on_inventory, w, err);
	bw_buf_release(&told);
	bw_world_close(w);
	return rc;
}

static void
test_no_memory(void **unused)
{
	const char *path = feed_path("memory.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "one", false);

	(void)unused;
	feed_say(l, "A", "1", 1, "CVE-1", "x");
	feed_host(l, "web", "name:Een", 1, "a c");
	feed_commit(l, 1);
	bw_world_close(w);
	test_brutal(load_and_read, (void *)(uintptr_t)path, 400);
}

/* A world that somebody made by hand is refused, not believed. */
static void
test_broken(void **unused)
{
	const char *path = feed_path("broken.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "one", false);
	struct bw_err err = BW_ERR_INIT;

	(void)unused;
	feed_say(l, "A", "1", 1, "CVE-1", "x");
	feed_host(l, "web", NULL, 1, "a c");
	feed_commit(l, 1);
	bw_world_close(w);
	feed_script(path,
	    "UPDATE advisory SET body = '{\"claims\":[[9,9,9]]}';"
	    "UPDATE inventory SET packages = '[2,1]'");
	w = feed_open(path, BW_WORLD_READ);
	assert_int_equal(
	    bw_told_advisories(w, 0, on_advisory, NULL, &err), BW_EFORMAT);
	assert_non_null(strstr(err.what, "advisory 1 of the world file"));
	bw_err_clear(&err);
	assert_int_equal(
	    bw_told_inventories(w, 0, on_inventory, w, &err), BW_EFORMAT);
	bw_world_close(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_newest_holds),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_about),
		cmocka_unit_test(test_signals),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_whole_list),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_no_memory),
		cmocka_unit_test(test_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
