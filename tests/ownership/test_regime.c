/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_regime.c - regimes of law on worked cases (data of others, see
 * test_data), on nets made here, and the files of rules/ownership themselves.
 */
#include "support/support.h"
#include "base/json.h"
#include "base/map.h"
#include "base/vec.h"
#include "ownership/regime.h"
#include <math.h>

static struct bw_arena arena;
static struct bw_regime *regime;
static size_t n_regime;

static const struct bw_regime *
by_id(const char *id)
{
	for (size_t i = 0; i < n_regime; i++)
		if (bw_str_eq(regime[i].id, bw_str_of(id)))
			return &regime[i];
	fail_msg("no regime %s", id);
	return NULL;
}

struct firms {
	struct bw_intern name;
	BW_VEC(struct bw_tie) tie;
	struct bw_net net;
};

static uint32_t
node(struct firms *f, struct bw_str name)
{
	struct bw_err err = BW_ERR_INIT;
	uint32_t id;

	assert_ok(bw_intern_add(&f->name, name, &id, NULL, &err), &err);
	return id;
}

static uint32_t
named(struct firms *f, const char *name)
{
	uint32_t id = bw_intern_find(&f->name, bw_str_of(name));

	assert_int_not_equal(id, BW_NONE);
	return id;
}

/* "X A 50; A B >25-50 m": holder, company, share; m = perhaps controls, d =
 * controls outright. */
static void
firms_open(struct firms *f, const char *text)
{
	struct bw_str rest = bw_str_of(text), row, word;
	struct bw_err err = BW_ERR_INIT;

	memset(f, 0, sizeof(*f));
	bw_intern_init(&f->name);
	while (bw_str_cut(&rest, ';', &row)) {
		struct bw_tie t = { 0 };
		struct bw_str lo;

		row = bw_str_trim(row);
		assert_true(bw_str_cut(&row, ' ', &word));
		t.holder = node(f, word);
		assert_true(bw_str_cut(&row, ' ', &word));
		t.company = node(f, word);
		assert_true(bw_str_cut(&row, ' ', &word));
		if (word.p[0] == '>') {
			t.votes.open = BW_LO_OPEN;
			word = bw_str_sub(word, 1, word.n);
		}
		if (bw_str_find(word, BW_STR("-")) > 0) {
			struct bw_share s;

			assert_true(bw_str_cut(&word, '-', &lo));
			assert_ok(bw_share_parse(lo, &s, &err), &err);
			t.votes.lo = s.lo;
			assert_ok(bw_share_parse(word, &s, &err), &err);
			t.votes.hi = s.lo;
		} else
			assert_ok(bw_share_parse(word, &t.votes, &err), &err);
		t.capital = t.votes;
		if (bw_str_eq(row, BW_STR("m")))
			t.mark = BW_TIE_MAYBE;
		if (bw_str_eq(row, BW_STR("d")))
			t.mark = BW_TIE_DIRECT;
		if (bw_str_eq(row, BW_STR("votes")))
			t.capital = bw_share_exact(0);
		if (bw_str_eq(row, BW_STR("capital")))
			t.votes = bw_share_exact(0);
		assert_true(bw_vec_push(&f->tie, t));
	}
	assert_ok(
	    bw_net_init(&f->net, (uint32_t)f->name.n, f->tie.v, f->tie.n, &err),
	    &err);
}

static void
firms_close(struct firms *f)
{
	bw_net_release(&f->net);
	bw_intern_release(&f->name);
	bw_vec_release(&f->tie);
}

static struct bw_regime_answer
ask_set(
    struct firms *f, const char *id, const uint32_t *seed, size_t n, uint32_t y)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_regime_answer out;
	struct bw_tests *t;

	assert_ok(bw_tests_new(&t, &f->net, y, &err), &err);
	assert_ok(bw_tests_ask(t, by_id(id), seed, n, &out, &err), &err);
	bw_tests_free(t);
	return out;
}

static struct bw_regime_answer
ask(struct firms *f, const char *id, const char *owner, const char *company)
{
	uint32_t x = named(f, owner);

	return ask_set(f, id, &x, 1, named(f, company));
}

static void
expect(struct firms *f, const char *id, const char *owner, const char *company,
    size_t at, enum bw_certainty how)
{
	struct bw_regime_answer a = ask(f, id, owner, company);

	if (a.at[at].certainty != how)
		fail_msg("%s of %s in %s at %zu is %s", id, owner, company, at,
		    bw_certainty_name(a.at[at].certainty));
}

/* ---- the files ------------------------------------------------------------
 */

static void
files(void **state)
{
	const struct bw_regime *r;
	bw_date before, after;

	(void)state;
	assert_true(n_regime >= 9);
	r = by_id("vifo-influence-2023");
	assert_int_equal(r->n_threshold, 3);
	assert_int_equal(r->threshold[0].share, 10 * BW_PERCENT);
	assert_int_equal(r->threshold[2].share, 25 * BW_PERCENT);
	for (size_t i = 0; i < 3; i++)
		assert_true(r->threshold[i].at_least);
	assert_false(by_id("uk-psc")->threshold[0].at_least);
	assert_false(by_id("uk-sanctions")->threshold[0].at_least);
	r = by_id("amlr-2027");
	assert_true(bw_date_of(2027, 7, 9, &before));
	assert_true(bw_date_of(2027, 7, 10, &after));
	assert_int_equal(bw_regime_state(r, before), BW_REGIME_NOT_YET);
	assert_int_equal(bw_regime_state(r, after), BW_REGIME_IN_FORCE);
	assert_int_equal(
	    bw_regime_state(by_id("bis-affiliates"), after), BW_REGIME_PAUSED);
	for (size_t i = 0; i < n_regime; i++) {
		assert_true(regime[i].cite.n > 0);
		assert_true(regime[i].status == BW_REGIME_IN_FORCE ||
		    regime[i].unverified.in[BW_NL].n > 0);
	}
}

#define GOOD                                                    \
	"id: a\nshort: {nl: a, en: a}\nname: {nl: a, en: a}\n"  \
	"about: {nl: a, en: a}\nasked: anybody\nbasis: votes\n" \
	"chain: attributed\nother-means: no\nstatus: in-force\ncite: b\n"

static void
refused(void **state)
{
	static const struct {
		const char *tail;
		uint64_t line;
		const char *word;
	} bad[] = {
		{ "", 1, "thresholds" },
		{ "thresholds: [\"25\"]\n", 11, "thresholds" },
		{ "thresholds:\n  - \">= 10\"\n  - \">= 10\"\n", 13, "rising" },
		{ "thresholds: [\">= 0\"]\n", 11, "percentage" },
		{ "thresholds: [\"> 101\"]\n", 11, "percentage" },
		{ "thresholds: [\"> 50\"]\ntreshold: 3\n", 12, "treshold" },
		{ "thresholds: [\"> 50\"]\nfrom: yesterday\n", 12, "date" },
		{ "thresholds: [\"> 50\"]\nfrom: 2024-01-02\nto: 2024-01-02\n",
		    13, "after" },
		{ "thresholds: [\"> 50\"]\nhalf: maybe\n", 12, "half" },
		{ "thresholds: [\"> 50\"]\nunverified: {nl: a}\n", 12, "en" },
	};
	struct bw_err err = BW_ERR_INIT;
	struct bw_regime r;
	char text[600];

	(void)state;
	assert_ok(bw_regime_parse(&r, BW_STR(GOOD "thresholds: [\"> 50\"]\n"),
		      &arena, &err),
	    &err);
	assert_false(r.threshold[0].at_least);
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		snprintf(text, sizeof(text), "%s%s", GOOD, bad[i].tail);
		err = (struct bw_err)BW_ERR_INIT;
		assert_int_equal(
		    bw_regime_parse(&r, bw_str_of(text), &arena, &err),
		    BW_EFORMAT);
		assert_int_equal(err.line, bad[i].line);
		assert_non_null(strstr(err.what, bad[i].word));
	}
}

/* ---- ways of counting ------------------------------------------------------
 */

/* Exactly at a threshold, and the band just above it. */
static void
strictness(void **state)
{
	struct firms f;

	(void)state;
	firms_open(&f, "A T 25; B T >25-50; C T 10");
	expect(&f, "uk-psc", "A", "T", 0, BW_EXCLUDED);
	expect(&f, "uk-psc", "B", "T", 0, BW_CERTAIN);
	expect(&f, "amlr-2027", "A", "T", 0, BW_CERTAIN);
	expect(&f, "amlr-2027", "B", "T", 0, BW_CERTAIN);
	expect(&f, "vifo-influence-2023", "C", "T", 0, BW_CERTAIN);
	expect(&f, "vifo-influence-2023", "C", "T", 1, BW_EXCLUDED);
	expect(&f, "ofac-50", "B", "T", 0, BW_POSSIBLE);
	expect(&f, "uk-sanctions", "B", "T", 0, BW_EXCLUDED);
	firms_close(&f);
}

/* One third of three quarters is a quarter, and no double says so. */
static void
exactly(void **state)
{
	struct firms f;

	(void)state;
	firms_open(&f, "A B 62.5; B T 40; C T 60");
	expect(&f, "amlr-2027", "A", "T", 0, BW_CERTAIN);
	firms_close(&f);
	firms_open(&f, "A B 10; A D 30; B T 10; D T 80; C T 10");
	expect(&f, "amlr-2027", "A", "T", 0, BW_CERTAIN); /* 1 + 24 */
	firms_close(&f);
	firms_open(&f, "A B 10; A D 30; B T 9.9999999; D T 80; C T 10");
	expect(&f, "amlr-2027", "A", "T", 0, BW_EXCLUDED);
	firms_close(&f);
}

/* Votes at a foundation, proceeds elsewhere: each regime sees its own. */
static void
votes_and_capital(void **state)
{
	struct firms f;

	(void)state;
	firms_open(&f, "S T 100 votes; P T 60 capital; Q T 40 capital");
	expect(&f, "vifo-control-2023", "S", "T", 0, BW_CERTAIN);
	expect(&f, "vifo-control-2023", "P", "T", 0, BW_EXCLUDED);
	expect(&f, "ofac-50", "S", "T", 0, BW_EXCLUDED);
	expect(&f, "ofac-50", "P", "T", 0, BW_CERTAIN);
	expect(&f, "eu-sanctions", "S", "T", 0, BW_CERTAIN);
	expect(&f, "eu-sanctions", "P", "T", 0, BW_CERTAIN);
	expect(&f, "eu-sanctions", "Q", "T", 0, BW_EXCLUDED);
	expect(&f, "amlr-2027", "Q", "T", 0, BW_CERTAIN);
	firms_close(&f);
	/* By votes, then by capital: only both ways together get there. */
	firms_open(&f,
	    "X A 60 votes; Y A 60 capital; A T 60 capital; "
	    "Z T 60 votes");
	expect(&f, "eu-sanctions", "X", "T", 0, BW_CERTAIN);
	expect(&f, "ofac-50", "X", "T", 0, BW_EXCLUDED);
	expect(&f, "vifo-control-2023", "X", "T", 0, BW_EXCLUDED);
	firms_close(&f);
}

/* The right to appoint the board is control, and no ownership. */
static void
other_means(void **state)
{
	struct firms f;

	(void)state;
	firms_open(&f, "X A 0 d; A T 100; M T 0 m");
	expect(&f, "vifo-control-2023", "X", "T", 0, BW_CERTAIN);
	expect(&f, "vifo-influence-2023", "X", "T", 2, BW_CERTAIN);
	expect(&f, "eu-sanctions", "X", "T", 0, BW_CERTAIN);
	expect(&f, "ofac-50", "X", "T", 0, BW_EXCLUDED);
	expect(&f, "amlr-2027", "X", "T", 0, BW_EXCLUDED);
	expect(&f, "vifo-control-2023", "M", "T", 0, BW_POSSIBLE);
	firms_close(&f);
}

static void
presumed(void **state)
{
	struct bw_regime_answer a;
	struct firms f;

	(void)state;
	firms_open(&f, "A T 50; B T 50; C U 51; A V 50; V W 100");
	a = ask(&f, "eu-sanctions", "A", "T");
	assert_true(a.at[0].certainty == BW_CERTAIN && a.at[0].presumed);
	a = ask(&f, "eu-sanctions", "A", "W");
	assert_true(a.at[0].certainty == BW_CERTAIN && a.at[0].presumed);
	a = ask(&f, "eu-sanctions", "C", "U");
	assert_true(a.at[0].certainty == BW_CERTAIN && !a.at[0].presumed);
	firms_close(&f);
}

static void
settled(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_tests *t;
	struct firms f;
	uint32_t x, *tie;
	size_t n;
	bool unknown;

	(void)state;
	/* 8 sure, 9 through H if it is controlled: one question decides. */
	firms_open(&f, "I H 40-60; H T 9; I T 8; J T 0-1; F T 60");
	x = named(&f, "I");
	assert_ok(bw_tests_new(&t, &f.net, named(&f, "T"), &err), &err);
	assert_ok(bw_tests_settle(t, by_id("vifo-influence-2023"), 0, &x, 1,
		      &arena, &tie, &n, &unknown, &err),
	    &err);
	assert_int_equal(n, 1);
	assert_false(unknown);
	assert_int_equal(f.net.holder[tie[0]], x);
	assert_int_equal(bw_net_company(&f.net, tie[0]), named(&f, "H"));
	/* Excluded already: nothing to ask. */
	assert_ok(bw_tests_settle(t, by_id("vifo-influence-2023"), 1, &x, 1,
		      &arena, &tie, &n, &unknown, &err),
	    &err);
	assert_int_equal(n, 0);
	bw_tests_free(t);
	firms_close(&f);
	/* Two bands that only together decide a product sum. */
	firms_open(&f, "P A 100; P B 100; A T 5-15; B T 5-15; C T 50");
	x = named(&f, "P");
	assert_ok(bw_tests_new(&t, &f.net, named(&f, "T"), &err), &err);
	assert_ok(bw_tests_settle(t, by_id("amlr-2027"), 0, &x, 1, &arena, &tie,
		      &n, &unknown, &err),
	    &err);
	assert_int_equal(n, 2);
	bw_tests_free(t);
	firms_close(&f);
}

/* ---- bounds against every corner -------------------------------------------
 */

static uint64_t
random_next(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s;
}

enum {
	PARTIES = 5,
	TIES = 6
};

static void
random_ties(struct bw_tie *tie, uint64_t *s)
{
	for (size_t i = 0; i < TIES; i++) {
		uint32_t lo = (uint32_t)(random_next(s) % 9) * 5;
		uint32_t hi = lo + (uint32_t)(random_next(s) % 4) * 5;

		tie[i] = (struct bw_tie){
			.holder = (uint32_t)(random_next(s) % PARTIES),
			.votes = { lo * BW_PERCENT, hi * BW_PERCENT, 0 },
		};
		tie[i].company = (uint32_t)(random_next(s) % PARTIES);
		tie[i].capital = tie[i].votes;
	}
}

static bool
fits(const struct bw_tie *tie)
{
	uint64_t sum[PARTIES] = { 0 };

	for (size_t i = 0; i < TIES; i++)
		sum[tie[i].company] += tie[i].votes.lo;
	for (size_t i = 0; i < PARTIES; i++)
		if (sum[i] > BW_ONE)
			return false;
	return true;
}

static void
answer(const struct bw_tie *tie, const struct bw_regime *r,
    struct bw_regime_answer *out)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_tests *t;
	struct bw_net net;
	uint32_t x = 0;

	assert_ok(bw_net_init(&net, PARTIES, tie, TIES, &err), &err);
	assert_ok(bw_tests_new(&t, &net, PARTIES - 1, &err), &err);
	assert_ok(bw_tests_ask(t, r, &x, 1, out, &err), &err);
	bw_tests_free(t);
	bw_net_release(&net);
}

/* Whatever corner is true: certain stays certain, excluded stays excluded. */
static void
corners(void **state)
{
	uint64_t seed = 20261125;
	struct bw_tie tie[TIES], exact[TIES];
	struct bw_regime_answer all, one;
	unsigned tried = 0;

	(void)state;
	for (unsigned round = 0; round < 60; round++) {
		random_ties(tie, &seed);
		if (!fits(tie))
			continue;
		for (size_t k = 0; k < n_regime; k++) {
			answer(tie, &regime[k], &all);
			for (unsigned c = 0; c < 1u << TIES; c++) {
				memcpy(exact, tie, sizeof(tie));
				for (size_t i = 0; i < TIES; i++)
					exact[i].votes = exact[i].capital =
					    bw_share_exact(c >> i & 1
						    ? tie[i].votes.hi
						    : tie[i].votes.lo);
				if (!fits(exact))
					continue;
				tried++;
				answer(exact, &regime[k], &one);
				for (size_t i = 0; i < regime[k].n_threshold;
				     i++) {
					if (all.at[i].certainty != BW_POSSIBLE)
						assert_int_equal(
						    all.at[i].certainty,
						    one.at[i].certainty);
				}
			}
		}
	}
	assert_true(tried > 1000);
}

static int
brutal_body(void *ctx, struct bw_err *err)
{
	struct firms *f = ctx;
	struct bw_tests *t = NULL;
	struct bw_regime_answer out;
	struct bw_arena a;
	uint32_t x = named(f, "I"), *tie;
	bool unknown;
	size_t n;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_tests_new(&t, &f->net, named(f, "T"), err);
	for (size_t i = 0; rc == 0 && i < n_regime; i++)
		rc = bw_tests_ask(t, &regime[i], &x, 1, &out, err);
	if (rc == 0)
		rc = bw_tests_settle(t, by_id("vifo-influence-2023"), 0, &x, 1,
		    &a, &tie, &n, &unknown, err);
	bw_tests_free(t);
	bw_arena_release(&a);
	return rc;
}

static void
no_memory(void **state)
{
	struct firms f;

	(void)state;
	firms_open(&f, "I H 40-60; H T 9; I T 8; F T 60");
	test_brutal(brutal_body, &f, 5000);
	firms_close(&f);
}

/* ---- worked cases -----------------------------------------------------------
 */

static struct bw_input *input;
static struct bw_json_reader *reader;
static struct bw_json cases;

static struct bw_json
item(struct bw_json array, size_t i)
{
	struct bw_json_each it = bw_json_each(array);

	while (bw_json_step(&it))
		if (i-- == 0)
			return it.value;
	return (struct bw_json){ 0 };
}

static bool
case_of(const char *id, struct bw_json *out)
{
	struct bw_json_each it;

	if (reader == NULL)
		return false;
	it = bw_json_each(cases);
	while (bw_json_step(&it)) {
		*out = it.value;
		if (bw_str_eq(bw_json_str(bw_json_get(it.value, "id")),
			bw_str_of(id)))
			return true;
	}
	return false;
}

static void
case_open(struct firms *f, struct bw_json rows)
{
	struct bw_json_each it = bw_json_each(rows);
	struct bw_err err = BW_ERR_INIT;

	memset(f, 0, sizeof(*f));
	bw_intern_init(&f->name);
	while (bw_json_step(&it)) {
		struct bw_tie t = { 0 };

		t.holder = node(f, bw_json_str(item(it.value, 0)));
		t.company = node(f, bw_json_str(item(it.value, 1)));
		assert_ok(bw_share_parse(
			      bw_json_str(item(it.value, 2)), &t.votes, &err),
		    &err);
		t.capital = t.votes;
		assert_true(bw_vec_push(&f->tie, t));
	}
	assert_ok(
	    bw_net_init(&f->net, (uint32_t)f->name.n, f->tie.v, f->tie.n, &err),
	    &err);
}

static bool
listed(struct bw_json names, struct bw_str name)
{
	struct bw_json_each it = bw_json_each(names);

	while (bw_json_step(&it))
		if (bw_str_eq(bw_json_str(it.value), name))
			return true;
	return false;
}

/* Everybody but the listed is blocked exactly when the case says so. */
static void
blocked_case(const char *id, const char *key)
{
	struct bw_json c, seeds, want;
	uint32_t seed[8];
	struct firms f;
	size_t n = 0;
	struct bw_json_each it;

	if (!case_of(id, &c))
		skip();
	case_open(&f, bw_json_get(c, "edges"));
	seeds = bw_json_path(c, "seeds.blocked");
	want = bw_json_path(c, key);
	assert_int_equal(bw_json_type(want), BW_JSON_ARRAY);
	it = bw_json_each(seeds);
	while (bw_json_step(&it))
		seed[n++] = bw_intern_find(&f.name, bw_json_str(it.value));
	for (uint32_t y = 0; y < f.name.n; y++) {
		struct bw_str name = bw_intern_get(&f.name, y);
		struct bw_regime_answer a;

		if (listed(seeds, name))
			continue;
		a = ask_set(&f, "ofac-50", seed, n, y);
		assert_int_equal(a.at[0].certainty,
		    listed(want, name) ? BW_CERTAIN : BW_EXCLUDED);
	}
	firms_close(&f);
}

static void
case_b(void **state)
{
	static const char *const id[] = { "B1", "B2", "B4", "B6" };

	(void)state;
	for (size_t i = 0; i < BW_LEN(id); i++)
		blocked_case(id[i], "expect.blocked");
	blocked_case("B8", "expect.ofac_blocked");
}

static void
case_b8(void **state)
{
	struct bw_regime_answer a;
	struct bw_json c;
	struct firms f;

	(void)state;
	if (!case_of("B8", &c))
		skip();
	case_open(&f, bw_json_get(c, "edges"));
	a = ask(&f, "eu-sanctions", "L", "T");
	assert_str(bw_json_str(bw_json_path(c, "expect.eu.T")),
	    "control_presumed_rebuttable");
	assert_true(a.at[0].presumed && a.at[0].certainty == BW_CERTAIN);
	expect(&f, "vifo-control-2023", "L", "T", 0, BW_EXCLUDED);
	firms_close(&f);
}

static void
case_c8(void **state)
{
	struct bw_json c, want;
	struct firms f;

	(void)state;
	if (!case_of("C8", &c))
		skip();
	case_open(&f, bw_json_get(c, "edges"));
	want = bw_json_get(bw_json_path(c, "expect.holders.B"), ">=1/4");
	assert_int_equal(bw_json_count(want), 2);
	for (size_t i = 0; i < 2; i++) {
		char name[8];

		snprintf(name, sizeof(name), "%.*s",
		    BW_ARG(bw_json_str(item(want, i))));
		expect(&f, "amlr-2027", name, "B", 0, BW_CERTAIN);
		expect(&f, "vifo-control-2023", name, "B", 0, BW_EXCLUDED);
	}
	firms_close(&f);
}

static void
fraction_is(struct bw_json want, double got)
{
	struct bw_str rest = bw_json_str(want), part;
	int64_t up = 0, down = 1;

	assert_true(bw_str_cut(&rest, '/', &part) && bw_str_i64(part, &up));
	if (rest.n > 0)
		assert_true(bw_str_i64(rest, &down));
	assert_true(fabs((double)up / (double)down - got) < 1e-12);
}

static void
moment(struct bw_json c, const char *rows, struct bw_json want,
    struct bw_regime_answer *vifo)
{
	struct bw_regime_answer part;
	struct firms f;

	case_open(&f, bw_json_get(c, rows));
	*vifo = ask(&f, "vifo-influence-2023", "I", "T");
	part = ask(&f, "amlr-2027", "I", "T");
	fraction_is(
	    bw_json_get(want, "votes"), (double)vifo->votes.lo / BW_ONE);
	assert_int_equal(vifo->votes.lo, vifo->votes.hi);
	fraction_is(bw_json_get(want, "economic"), part.capital_part.lo);
	firms_close(&f);
}

static void
case_f1(void **state)
{
	struct bw_regime_answer before, after;
	struct bw_json c;

	(void)state;
	if (!case_of("F1", &c))
		skip();
	moment(c, "edges", bw_json_path(c, "expect.before"), &before);
	moment(c, "edges_after", bw_json_path(c, "expect.after"), &after);
	assert_int_equal(before.at[0].certainty, BW_CERTAIN);
	assert_int_equal(before.at[1].certainty, BW_EXCLUDED);
	assert_int_equal(after.at[1].certainty, BW_CERTAIN);
	assert_int_equal(after.at[2].certainty, BW_EXCLUDED);
}

static void
case_f3(void **state)
{
	struct bw_regime_answer a;
	uint32_t seed[2];
	struct bw_json c;
	struct firms f;

	(void)state;
	if (!case_of("F3", &c))
		skip();
	case_open(&f, bw_json_get(c, "edges"));
	seed[0] = named(&f, "I");
	seed[1] = named(&f, "Q");
	a = ask_set(&f, "vifo-influence-2023", seed, 2, named(&f, "T"));
	fraction_is(bw_json_path(c, "expect.before.votes_group"),
	    (double)a.votes.lo / BW_ONE);
	assert_int_equal(a.at[2].certainty, BW_CERTAIN);
	firms_close(&f);
}

static void
open_cases(const char *path)
{
	struct bw_json_opt opt = { .whole = true };
	struct bw_err err = BW_ERR_INIT;
	bool more = false;

	if (bw_input_open(&input, path, NULL, &err) < 0 ||
	    bw_json_open(&reader, input, &opt, &err) < 0 ||
	    bw_json_next(reader, &cases, &more, &err) < 0 || !more) {
		printf("Bail out! %s\n", err.what);
		exit(1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files),
		cmocka_unit_test(refused),
		cmocka_unit_test(strictness),
		cmocka_unit_test(exactly),
		cmocka_unit_test(votes_and_capital),
		cmocka_unit_test(other_means),
		cmocka_unit_test(presumed),
		cmocka_unit_test(settled),
		cmocka_unit_test(corners),
		cmocka_unit_test(no_memory),
		cmocka_unit_test(case_b),
		cmocka_unit_test(case_b8),
		cmocka_unit_test(case_c8),
		cmocka_unit_test(case_f1),
		cmocka_unit_test(case_f3),
	};
	const char *path = test_data("cases/ownership.json");
	struct bw_err err = BW_ERR_INIT;
	int rc;

	bw_arena_init(&arena, 0);
	if (bw_regimes(&regime, &n_regime, &arena, &err) != 0) {
		printf("Bail out! %s\n", err.what);
		return 1;
	}
	if (path != NULL)
		open_cases(path);
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	bw_json_close(reader);
	bw_input_free(input);
	bw_arena_release(&arena);
	return rc;
}
