/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_advisory.c - advisories and components as a line of JSON, and back.
 *
 * Records are made at random, written, read, and compared member by member
 * (not by writing again only: what is left out twice is equal too).
 */
#include "model/advisory.h"
#include "model/inventory.h"
#include "support/support.h"

static uint64_t state;

static uint32_t
dice(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((state >> 33) % n);
}

static struct bw_str
any_text(void)
{
	static const char *const text[] = { "", "a", "CVE-2024-3094",
		"\"quoted\" \\ back", "regel\neen\ttwee", "\x01\x1f",
		"Ünïcödé 漢字 \xf0\x9f\x90\x9b", "vers:deb/<1.2-3",
		"pkg:npm/%40a/b@1?x=y", "{[,]}" };

	return bw_str_of(text[dice(BW_LEN(text))]);
}

static struct bw_arena run;

static struct bw_key *
any_keys(size_t *n)
{
	struct bw_key *k;

	*n = dice(3);
	k = BW_ARENA_ARRAY(&run, struct bw_key, *n + 1);
	for (size_t i = 0; i < *n; i++)
		k[i] = (struct bw_key){ any_text(), any_text() };
	return k;
}

static void
any_vuln(struct bw_adv_vuln *v, uint32_t n_product)
{
	struct bw_str *alias = BW_ARENA_ARRAY(&run, struct bw_str, 3);
	struct bw_rating *r = BW_ARENA_ARRAY(&run, struct bw_rating, 3);
	struct bw_adv_node *c = BW_ARENA_ARRAY(&run, struct bw_adv_node, 3);

	v->name = any_text();
	v->title = any_text();
	v->n_alias = dice(3);
	v->n_rating = dice(3);
	for (size_t i = 0; i < v->n_alias; i++)
		alias[i] = any_text();
	for (size_t i = 0; i < v->n_rating; i++)
		r[i] = (struct bw_rating){ (uint8_t)dice(8), any_text(),
			any_text(), any_text(),
			dice(2) > 0 ? BW_DATE_MIN : (bw_date)dice(40000) };
	if (n_product > 0 && dice(2) > 0) {
		v->n_node = 3; /* this and that, not the other */
		c[0] = (struct bw_adv_node){ .op = BW_ADV_AND, .n = 2 };
		for (int i = 1; i < 3; i++)
			c[i] = (struct bw_adv_node){ .negate = i == 2,
				.vulnerable = i == 1,
				.product = dice(n_product) };
	}
	v->alias = alias;
	v->rating = r;
	v->node = c;
}

static void
any_product(struct bw_adv_product *p, uint32_t n)
{
	p->id = any_text();
	p->vendor = any_text();
	p->name = any_text();
	p->ecosystem = any_text();
	p->key = any_keys(&p->n_key);
	p->versions =
	    (struct bw_versions){ (uint8_t)dice(4), any_text(), any_text() };
	p->on = dice(2) > 0 ? BW_ADV_NONE : dice(n);
}

static int64_t
any_time(void)
{
	return dice(2) > 0 ? BW_NO_TIME : (int64_t)dice(INT32_MAX) - 1000;
}

static struct bw_advisory_rec
any_advisory(void)
{
	const uint32_t n_vuln = 1 + dice(4), n_product = dice(5);
	struct bw_advisory_rec r = { .key = { BW_STR("csaf"), any_text() },
		.publisher = any_text(),
		.version = any_text(),
		.title = any_text(),
		.url = any_text(),
		.tlp = any_text(),
		.lang = any_text(),
		.speaker = (uint8_t)dice(7),
		.state = (uint8_t)dice(3),
		.published = any_time(),
		.modified = any_time() };
	struct bw_adv_vuln *v = BW_ARENA_ARRAY(&run, struct bw_adv_vuln, 5);
	struct bw_adv_product *p =
	    BW_ARENA_ARRAY(&run, struct bw_adv_product, 5);
	struct bw_claim *c = BW_ARENA_ARRAY(&run, struct bw_claim, 20);

	for (uint32_t i = 0; i < n_vuln; i++)
		any_vuln(&v[i], n_product);
	for (uint32_t i = 0; i < n_product; i++)
		any_product(&p[i], n_product);
	r.n_claim = n_product > 0 ? dice(20) : 0;
	for (size_t i = 0; i < r.n_claim; i++)
		c[i] = (struct bw_claim){ dice(n_vuln), dice(n_product),
			(uint8_t)dice(5), (uint8_t)dice(2), any_text(),
			any_text() };
	r.vuln = v;
	r.n_vuln = n_vuln;
	r.product = p;
	r.n_product = n_product;
	r.claim = c;
	return r;
}

#define SAME(x) assert_true(bw_str_eq(a->x, b->x))
#define EQUAL(x) assert_true(a->x == b->x)

static void
same_keys(const struct bw_key *k, size_t n, const struct bw_key *l, size_t m)
{
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++) {
		assert_true(bw_str_eq(k[i].scheme, l[i].scheme));
		assert_true(bw_str_eq(k[i].value, l[i].value));
	}
}

static void
same_vuln(const struct bw_adv_vuln *a, const struct bw_adv_vuln *b)
{
	SAME(name);
	SAME(title);
	EQUAL(n_alias);
	for (size_t i = 0; i < a->n_alias; i++)
		SAME(alias[i]);
	EQUAL(n_rating);
	for (size_t i = 0; i < a->n_rating; i++) {
		EQUAL(rating[i].kind);
		SAME(rating[i].value);
		SAME(rating[i].extra);
		SAME(rating[i].by);
		EQUAL(rating[i].at);
	}
	EQUAL(n_node);
	for (size_t i = 0; i < a->n_node; i++) {
		EQUAL(node[i].op);
		EQUAL(node[i].negate);
		EQUAL(node[i].vulnerable);
		EQUAL(node[i].product);
		EQUAL(node[i].n);
	}
}

static void
same_product(const struct bw_adv_product *a, const struct bw_adv_product *b)
{
	SAME(id);
	SAME(vendor);
	SAME(name);
	SAME(ecosystem);
	same_keys(a->key, a->n_key, b->key, b->n_key);
	EQUAL(versions.form);
	SAME(versions.scheme);
	SAME(versions.text);
	EQUAL(on);
}

static void
same_advisory(const struct bw_advisory_rec *a, const struct bw_advisory_rec *b)
{
	same_keys(&a->key, 1, &b->key, 1);
	SAME(publisher);
	SAME(version);
	SAME(title);
	SAME(url);
	SAME(tlp);
	SAME(lang);
	EQUAL(speaker);
	EQUAL(state);
	EQUAL(published);
	EQUAL(modified);
	EQUAL(n_vuln);
	for (size_t i = 0; i < a->n_vuln; i++)
		same_vuln(&a->vuln[i], &b->vuln[i]);
	EQUAL(n_product);
	for (size_t i = 0; i < a->n_product; i++)
		same_product(&a->product[i], &b->product[i]);
	EQUAL(n_claim);
	for (size_t i = 0; i < a->n_claim; i++) {
		EQUAL(claim[i].vuln);
		EQUAL(claim[i].product);
		EQUAL(claim[i].status);
		EQUAL(claim[i].flags);
		SAME(claim[i].reason);
		SAME(claim[i].remedy);
	}
}

static void
test_advisory_comes_back(void **unused)
{
	struct bw_err err = BW_ERR_INIT;

	(void)unused;
	for (int i = 0; i < 2000; i++) {
		struct bw_advisory_rec r, back;
		struct bw_buf b = { 0 };

		bw_arena_init(&run, 0);
		r = any_advisory();
		bw_advisory_write(&b, &r);
		assert_ok(bw_buf_check(&b, &err), &err);
		assert_null(memchr(b.p, '\n', b.n));
		assert_ok(
		    bw_advisory_parse(&back, bw_buf_get(&b), &run, &err), &err);
		same_advisory(&r, &back);
		assert_true(
		    bw_advisory_digest(&r) == bw_advisory_digest(&back));
		bw_buf_release(&b);
		bw_arena_release(&run);
	}
}

static void
test_component_comes_back(void **unused)
{
	struct bw_err err = BW_ERR_INIT;

	(void)unused;
	for (int i = 0; i < 1000; i++) {
		struct bw_component_rec r = { .place = { .line = 7 } }, back;
		const struct bw_component_rec *a = &r, *b = &back;
		struct bw_buf t = { 0 };

		bw_arena_init(&run, 0);
		r.vendor = any_text();
		r.name = any_text();
		r.version = any_text();
		r.ecosystem = any_text();
		r.source = any_text();
		r.source_version = any_text();
		r.key = any_keys(&r.n_key);
		r.flags = (uint8_t)dice(8);
		bw_component_write(&t, &r);
		assert_ok(bw_component_parse(&back, bw_buf_get(&t), &run, &err),
		    &err);
		SAME(vendor);
		SAME(name);
		SAME(version);
		SAME(ecosystem);
		SAME(source);
		SAME(source_version);
		EQUAL(flags);
		same_keys(r.key, r.n_key, back.key, back.n_key);
		bw_buf_release(&t);
		bw_arena_release(&run);
	}
}

/* Bytes that are no UTF-8 give a line that reads back all the same. */
static void
test_bad_utf8(void **unused)
{
	struct bw_component_rec r = { .name = BW_STR("a\xff\xc3(b") }, back;
	struct bw_err err = BW_ERR_INIT;
	struct bw_buf b = { 0 };

	(void)unused;
	bw_arena_init(&run, 0);
	bw_component_write(&b, &r);
	assert_ok(bw_component_parse(&back, bw_buf_get(&b), &run, &err), &err);
	assert_true(bw_str_is(back.name, "a\xef\xbf\xbd\xef\xbf\xbd(b"));
	bw_buf_release(&b);
	bw_arena_release(&run);
}

static void
test_what_is_no_advisory(void **unused)
{
	static const char *const text[] = { "", "1", "[]", "{\"key\":1}",
		"{\"key\":[\"csaf\"]}", "{\"speaker\":7}", "{\"state\":-1}",
		"{\"title\":3}", "{\"vulns\":{}}", "{\"claims\":[[0,0,0]]}",
		"{\"vulns\":[{}],\"products\":[{}],\"claims\":[[0,0]]}",
		"{\"vulns\":[{}],\"products\":[{}],\"claims\":[[0,1,0]]}",
		"{\"vulns\":[{}],\"products\":[{}],\"claims\":[[0,0,5]]}",
		"{\"vulns\":[{}],\"products\":[{}],\"claims\":[[0,0,0,0,1]]}",
		"{\"products\":[{\"on\":1}]}", "{\"products\":[{\"f\":4}]}",
		"{\"vulns\":[{\"c\":[[0,0,0,0]]}]}",
		"{\"vulns\":[{\"c\":[[1,0,0,1]]}]}",
		"{\"vulns\":[{\"c\":[[3,0,0,0]]}]}",
		"{\"vulns\":[{\"r\":[{\"k\":8}]}]}" };

	(void)unused;
	for (size_t i = 0; i < BW_LEN(text); i++) {
		struct bw_err err = BW_ERR_INIT;
		struct bw_advisory_rec r;

		bw_arena_init(&run, 0);
		assert_int_equal(
		    bw_advisory_parse(&r, bw_str_of(text[i]), &run, &err),
		    BW_EFORMAT);
		bw_arena_release(&run);
	}
}

/* Editorial changes are no reason to alert again; others are. */
static void
test_digest(void **unused)
{
	struct bw_claim c = { 0 };
	struct bw_adv_product p = { .name = BW_STR("x"), .on = BW_ADV_NONE };
	struct bw_adv_vuln v = { .name = BW_STR("CVE-2024-1") };
	struct bw_advisory_rec r = { .key = { BW_STR("csaf"), BW_STR("a") },
		.vuln = &v,
		.n_vuln = 1,
		.product = &p,
		.n_product = 1,
		.claim = &c,
		.n_claim = 1 };
	uint64_t was = bw_advisory_digest(&r);

	(void)unused;
	r.title = BW_STR("new");
	r.version = BW_STR("2");
	r.modified = 5;
	v.title = BW_STR("other");
	p.id = BW_STR("CSAFPID-1");
	assert_true(bw_advisory_digest(&r) == was);
	c.status = BW_CLAIM_FIXED;
	assert_true(bw_advisory_digest(&r) != was);
	c.status = BW_CLAIM_AFFECTED;
	c.remedy = BW_STR("update");
	assert_true(bw_advisory_digest(&r) != was);
	c.remedy = BW_STR("");
	p.versions =
	    (struct bw_versions){ BW_VERSIONS_ONE, BW_STR(""), BW_STR("1") };
	assert_true(bw_advisory_digest(&r) != was);
}

static void
test_names(void **unused)
{
	(void)unused;
	assert_string_equal(
	    bw_claim_status_name(BW_CLAIM_NOT_AFFECTED), "not-affected");
	assert_string_equal(bw_speaker_name(BW_SPEAKER_OWN), "own");
	assert_string_equal(bw_rating_name(BW_RATING_DAMAGE), "damage");
	assert_string_equal(bw_rating_name(99), "unknown");
}

static void
test_instants(void **unused)
{
	/* date -u -d ... +%s */
	static const struct {
		const char *text;
		int64_t at;
	} row[] = { { "2024-03-29T16:51:12Z", 1711731072 },
		{ "2024-03-29T16:51:12.987+02:00", 1711723872 },
		{ "2024-03-29", 1711670400 }, { "1969-12-31T23:59:59Z", -1 } };
	struct bw_buf b = { 0 };
	int64_t t;

	(void)unused;
	for (size_t i = 0; i < BW_LEN(row); i++) {
		assert_true(bw_instant_parse(bw_str_of(row[i].text), &t));
		assert_true(t == row[i].at);
	}
	assert_false(bw_instant_parse(BW_STR("2024-03-29T"), &t));
	assert_false(bw_instant_parse(BW_STR("2024-13-29"), &t));
	bw_instant_print(&b, 1711731072);
	assert_true(bw_str_is(bw_buf_get(&b), "2024-03-29T16:51:12Z"));
	bw_buf_release(&b);
}

static int
write_and_parse(void *ctx, struct bw_err *err)
{
	struct bw_advisory_rec back;
	struct bw_buf b = { 0 };
	struct bw_arena a;
	int rc;

	bw_arena_init(&a, 0);
	bw_advisory_write(&b, ctx);
	rc = bw_buf_check(&b, err);
	if (rc == 0)
		rc = bw_advisory_parse(&back, bw_buf_get(&b), &a, err);
	bw_buf_release(&b);
	bw_arena_release(&a);
	return rc;
}

static void
test_no_memory(void **unused)
{
	struct bw_advisory_rec r;

	(void)unused;
	bw_arena_init(&run, 0);
	do
		r = any_advisory();
	while (r.n_claim < 10);
	test_brutal(write_and_parse, &r, 1000);
	bw_arena_release(&run);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_advisory_comes_back),
		cmocka_unit_test(test_component_comes_back),
		cmocka_unit_test(test_bad_utf8),
		cmocka_unit_test(test_what_is_no_advisory),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_instants),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
