/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Columns kept beside the world: what is asked of them, with what came since
 * laid over, is what is asked of everything gathered anew. Made-up deliveries,
 * one after the other, with revisions, lists that replace one another, hosts
 * that change; and files that are damaged or of another world.
 */
#include <stdio.h>
#include <unistd.h>
#include "cyber/cyber_load.h"
#include "world/feed.h"

static uint64_t seed;

static uint32_t
dice(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 33) % n;
}

/* ---- deliveries ---- */

static const char *
vuln_name(char *to)
{
	if (dice(3) == 0)
		snprintf(to, 32, "GHSA-%u", dice(5));
	else
		snprintf(to, 32, "CVE-2026-%u", dice(6));
	return to;
}

/* A revision, when that number was there before. */
static void
say(struct bw_load *l, int64_t when)
{
	static const uint8_t status[] = { BW_CLAIM_AFFECTED, BW_CLAIM_AFFECTED,
		BW_CLAIM_NOT_AFFECTED, BW_CLAIM_FIXED };
	char name[32], other[32], package[16], range[32], ref[16];
	struct bw_str alias = bw_str_of(vuln_name(other));
	struct bw_rating rating = { .kind = BW_RATING_SEVERITY,
		.value = dice(2) == 0 ? BW_STR("High") : BW_STR("Low"),
		.at = BW_DATE_MIN };
	struct bw_adv_product p = { .name = { package, 0 },
		.ecosystem = BW_STR("npm"),
		.on = BW_ADV_NONE };
	struct bw_adv_vuln v = { .name = bw_str_of(vuln_name(name)),
		.alias = &alias,
		.n_alias = dice(2),
		.rating = &rating,
		.n_rating = dice(2) };
	struct bw_claim c = { .status = status[dice(4)],
		.remedy = BW_STR("update") };
	struct bw_advisory_rec r = { .key = { BW_STR("osv"), { ref, 0 } },
		.publisher = BW_STR("Example"),
		.state = dice(8) == 0 ? BW_ADV_WITHDRAWN : BW_ADV_CURRENT,
		.speaker =
		    dice(2) == 0 ? BW_SPEAKER_VENDOR : BW_SPEAKER_UPSTREAM,
		.published = BW_NO_TIME,
		.modified = when,
		.vuln = &v,
		.n_vuln = 1,
		.product = &p,
		.n_product = 1,
		.claim = &c,
		.n_claim = 1 };
	struct bw_sink sink = bw_load_sink(l);
	struct bw_err err = BW_ERR_INIT;

	snprintf(ref, sizeof(ref), "ADV-%u", dice(30));
	snprintf(package, sizeof(package), "p%u", dice(4));
	snprintf(range, sizeof(range), "vers:npm/<%u.0.0", 1 + dice(4));
	r.key.value = bw_str_of(ref);
	p.name = bw_str_of(package);
	p.versions = (struct bw_versions){ BW_VERSIONS_VERS, BW_STR("npm"),
		bw_str_of(range) };
	assert_ok(bw_sink_advisory(&sink, &r, &err), &err);
}

static void
place(struct bw_load *l, int64_t when)
{
	static const char *const distro[] = { "", "debian:11", "debian:12" };
	char ref[16], purl[6][32];
	struct bw_key key[6];
	struct bw_component_rec c[6] = { 0 };
	struct bw_inventory_rec r = { .key = { BW_STR("dpkg"), { ref, 0 } },
		.exposure = dice(2) == 0 ? BW_STR("internet") : BW_STR(""),
		.distro = bw_str_of(distro[dice(3)]),
		.made = when,
		.component = c,
		.n_component = dice(6) };
	struct bw_sink sink = bw_load_sink(l);
	struct bw_err err = BW_ERR_INIT;

	snprintf(ref, sizeof(ref), "host-%u", dice(6));
	r.key.value = r.name = bw_str_of(ref);
	for (size_t i = 0; i < r.n_component; i++) {
		snprintf(purl[i], sizeof(purl[i]), "pkg:npm/p%u@%u.0.0",
		    dice(4), dice(4));
		key[i] = (struct bw_key){ BW_STR("purl"), bw_str_of(purl[i]) };
		c[i] = (struct bw_component_rec){
			.key = &key[i], .n_key = 1, .place.number = i + 1
		};
	}
	assert_ok(bw_sink_inventory(&sink, &r, &err), &err);
}

static void
rate(struct bw_load *l)
{
	struct bw_signal_rec r = { .rating = { .kind = BW_RATING_EPSS,
				       .value = BW_STR("0.5"),
				       .at = BW_DATE_MIN } };
	struct bw_sink sink = bw_load_sink(l);
	struct bw_err err = BW_ERR_INIT;
	char name[32];

	r.vuln = bw_str_of(vuln_name(name));
	assert_ok(bw_sink_signal(&sink, &r, &err), &err);
}

static void
deliver(struct bw_world *w, unsigned number)
{
	unsigned what = dice(4);
	struct bw_load *l = feed_begin(w, what == 3 ? "scores" : "", what == 3);

	for (unsigned n = 1 + dice(5); n > 0; n--)
		if (what == 3)
			rate(l);
		else if (what == 2)
			place(l, (int64_t)number);
		else
			say(l, (int64_t)number);
	feed_commit(l, number);
}

/* ---- what comes out, as text ---- */

static int
by_text(const void *x, const void *y)
{
	return bw_str_cmp(*(const struct bw_str *)x, *(const struct bw_str *)y);
}

static struct bw_str
told(const struct bw_cyber *c, uint32_t host, const struct bw_match_result *r,
    const struct bw_verdict *v, struct bw_ratings *ratings, struct bw_arena *a)
{
	const struct bw_cyber_host *h = &c->host[host];
	struct bw_err err = BW_ERR_INIT;
	struct bw_str out =
	    bw_arena_fmt(a, "%lld %.*s %.*s %.*s from %u: %u on %.*s %u %u %u",
		(long long)h->row, BW_ARG(h->name), BW_ARG(h->distro),
		BW_ARG(h->exposure), h->load,
		(unsigned)bw_estate_package_at(&c->estate, v->package)->row,
		BW_ARG(bw_intern_get(&c->claims.problems, v->problem)), v->says,
		v->why, v->sure);

	for (uint32_t i = 0; i < v->n; i++) {
		const struct bw_opinion *o = &r->opinion[v->first + i];
		const struct bw_rule *rule =
		    bw_claims_rule(&c->claims, o->rule);

		out = bw_arena_fmt(a, "%.*s; %u says %u", BW_ARG(out),
		    (unsigned)bw_claims_advisory(&c->claims, rule->advisory)
			->row,
		    o->says);
	}
	assert_ok(
	    bw_claims_ratings(&c->claims, v->problem, ratings, &err), &err);
	for (size_t i = 0; i < ratings->n; i++)
		out = bw_arena_fmt(a, "%.*s, %.*s", BW_ARG(out),
		    BW_ARG(bw_claims_text(&c->claims, ratings->v[i].value)));
	return out;
}

static struct bw_str
all(const struct bw_cyber *c, struct bw_arena *a)
{
	static struct bw_str line[4096];
	struct bw_match_opt opt = { .least = BW_SURE_SIMILAR, .silent = true };
	struct bw_ratings ratings = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_str out = BW_STR("");
	struct bw_match *m;
	size_t n = 0;

	assert_ok(bw_match_new(
		      &m, &c->claims, &c->estate, &c->precedence, &opt, &err),
	    &err);
	for (uint32_t h = 0; h < c->estate.n_host; h++) {
		struct bw_match_result r;

		if (!bw_estate_has_host(&c->estate, h))
			continue;
		assert_ok(bw_match_host(m, h, &err), &err);
		r = bw_match_result(m);
		for (size_t i = 0; i < r.n_verdict; i++)
			line[n++] = told(c, h, &r, &r.verdict[i], &ratings, a);
	}
	bw_match_free(m);
	bw_ratings_release(&ratings);
	qsort(line, n, sizeof(*line), by_text);
	for (size_t i = 0; i < n; i++)
		out =
		    bw_arena_fmt(a, "%.*s\n%.*s", BW_ARG(out), BW_ARG(line[i]));
	return out;
}

static struct bw_str
open_known(struct bw_world *w, uint32_t known, int64_t keep_from, bool *over,
    struct bw_arena *a)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_cyber c;
	struct bw_str out;

	assert_ok(bw_cyber_open_kept(&c, w, known, keep_from, &err), &err);
	out = all(&c, a);
	*over = c.under != NULL;
	bw_cyber_close(&c);
	return out;
}

static struct bw_str
open_all(struct bw_world *w, int64_t keep_from, bool *over, struct bw_arena *a)
{
	return open_known(w, 0, keep_from, over, a);
}

/* ---- tests ---- */

/* Of every earlier state, too. */
static unsigned
compare_earlier(struct bw_world *w, unsigned loads)
{
	unsigned laid_over = 0;

	for (unsigned known = 1; known < loads; known++) {
		struct bw_arena a = { 0 };
		bool over, never;
		struct bw_str kept = open_known(w, known, 0, &over, &a);
		struct bw_str anew =
		    open_known(w, known, BW_CYBER_KEEP_NEVER, &never, &a);

		assert_true(bw_str_eq(kept, anew));
		laid_over += over;
		bw_arena_release(&a);
	}
	return laid_over;
}

static void
test_same_as_anew(void **unused)
{
	unsigned laid_over = 0, answers = 0, earlier = 0;

	(void)unused;
	for (unsigned round = 0; round < 8; round++) {
		char name[32];
		struct bw_world *w;

		snprintf(name, sizeof(name), "kept%u.bwk", round);
		w = feed_open(feed_path(name), BW_WORLD_WRITE);
		seed = (round + 1) * UINT64_C(0x9e3779b97f4a7c15);
		for (unsigned i = 1; i <= 12; i++) {
			struct bw_arena a = { 0 };
			struct bw_str kept, anew;
			bool over, never;

			deliver(w, i);
			kept = open_all(w, 0, &over, &a);
			anew = open_all(w, BW_CYBER_KEEP_NEVER, &never, &a);
			assert_false(never);
			assert_true(bw_str_eq(kept, anew));
			laid_over += over;
			answers += anew.n > 0;
			bw_arena_release(&a);
		}
		earlier += compare_earlier(w, 12);
		bw_world_close(w);
	}
	/* Otherwise nothing was tested. */
	assert_true(laid_over > 48 && answers > 48 && earlier > 30);
}

static int64_t
size_of(const char *path)
{
	struct bw_str s = test_read(path);

	free((void *)(uintptr_t)s.p);
	return (int64_t)s.n;
}

static void
change(const char *path, long at, int by)
{
	FILE *f = fopen(path, "r+b");
	int c;

	assert_non_null(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	c = fgetc(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	fputc(c ^ by, f);
	assert_int_equal(fclose(f), 0);
}

/* Whatever was done to the file, the answers are right and it is mended. */
static void
test_spoiled(void **unused)
{
	const char *path = feed_path("spoiled.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_arena a = { 0 };
	struct bw_str right;
	char kept[4096];
	bool over;
	int64_t n;

	(void)unused;
	seed = 7 * UINT64_C(0x9e3779b97f4a7c15);
	for (unsigned i = 1; i <= 12; i++)
		deliver(w, i);
	snprintf(kept, sizeof(kept), "%s.cyber", path);
	right = open_all(w, BW_CYBER_KEEP_NEVER, &over, &a);
	assert_true(right.n > 0);
	assert_int_not_equal(access(kept, F_OK), 0);
	(void)open_all(w, 0, &over, &a);
	n = size_of(kept);
	for (int64_t at = 0; at < n; at += 1 + n / 200) {
		change(kept, (long)at, 0x55);
		assert_true(bw_str_eq(open_all(w, 0, &over, &a), right));
		assert_int_equal(size_of(kept), n);
	}
	assert_int_equal(truncate(kept, 100), 0);
	assert_true(bw_str_eq(open_all(w, 0, &over, &a), right));
	assert_int_equal(size_of(kept), n);
	bw_arena_release(&a);
	bw_world_close(w);
}

/* A file of another world that has as many loads. */
static void
test_of_another_world(void **unused)
{
	const char *one = feed_path("one.bwk"), *two = feed_path("two.bwk");
	struct bw_arena a = { 0 };
	struct bw_world *w[2] = { feed_open(one, BW_WORLD_WRITE),
		feed_open(two, BW_WORLD_WRITE) };
	struct bw_str right[2];
	char from[4096], to[4096];
	bool over;

	(void)unused;
	for (unsigned i = 0; i < 2; i++) {
		seed = (11 + i) * UINT64_C(0x9e3779b97f4a7c15);
		for (unsigned k = 1; k <= 6; k++)
			deliver(w[i], i * 100 + k);
		right[i] = open_all(w[i], 0, &over, &a);
	}
	assert_false(bw_str_eq(right[0], right[1]));
	snprintf(from, sizeof(from), "%s.cyber", one);
	snprintf(to, sizeof(to), "%s.cyber", two);
	assert_int_equal(rename(from, to), 0);
	assert_true(bw_str_eq(open_all(w[1], 0, &over, &a), right[1]));
	assert_false(over);
	bw_world_close(w[0]);
	bw_world_close(w[1]);
	bw_arena_release(&a);
}

static int
open_brutally(void *ctx, struct bw_err *err)
{
	struct bw_cyber c;
	int rc = bw_cyber_open_kept(&c, ctx, 0, 0, err);

	if (rc == 0)
		bw_cyber_close(&c);
	return rc;
}

/* Without memory: an error, or the columns anew, and never a leak. */
static void
test_no_memory(void **unused)
{
	struct bw_world *w = feed_open(feed_path("brutal.bwk"), BW_WORLD_WRITE);

	(void)unused;
	seed = 5 * UINT64_C(0x9e3779b97f4a7c15);
	for (unsigned i = 1; i <= 5; i++)
		deliver(w, i);
	test_brutal(open_brutally, w, 3000);
	deliver(w, 6);
	test_brutal(open_brutally, w, 3000);
	bw_world_close(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_as_anew),
		cmocka_unit_test(test_spoiled),
		cmocka_unit_test(test_of_another_world),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
