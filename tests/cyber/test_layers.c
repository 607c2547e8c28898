/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Claims and inventories in two layers: what is asked of both must be what is
 * asked of everything gathered at once, or the upper layer must say that it is
 * stale. Made-up worlds, cut at every place; records of the lower layer are
 * replaced and withdrawn in the upper one.
 */
#include <stdio.h>
#include "base/embed.h"
#include "cyber/claims_build.h"
#include "cyber/match.h"
#include "support/support.h"

static struct {
	struct bw_arena arena;
	struct bw_naming_rules names;
	struct bw_precedence precedence;
} rules;

static int
read_rules(void **state)
{
	struct bw_err err = { 0 };

	(void)state;
	assert_ok(bw_naming_rules_read(&rules.names,
		      bw_embed("rules/cyber/names.yaml"), &rules.arena, &err),
	    &err);
	assert_ok(
	    bw_precedence_read(&rules.precedence,
		bw_embed("rules/cyber/precedence.yaml"), &rules.arena, &err),
	    &err);
	return 0;
}

static int
free_rules(void **state)
{
	(void)state;
	bw_arena_release(&rules.arena);
	return 0;
}

/* ---- a made-up world ---- */

#define ADVISORIES 12
#define HOSTS 5
#define PACKAGES 8

struct advisory {
	char name[3][16], package[16], range[32], ref[16];
	struct bw_str alias[2];
	struct bw_adv_product product;
	struct bw_adv_vuln vuln;
	struct bw_claim claim;
	struct bw_rating rating;
	struct bw_advisory_rec rec;
};
struct world {
	uint64_t seed;
	struct advisory advisory[ADVISORIES];
	bool replaced[ADVISORIES]; /* by a later one */
	char purl[PACKAGES][32];
	uint32_t on_host[HOSTS][PACKAGES];
	size_t n_on_host[HOSTS];
	bool moved[HOSTS]; /* replaced by a later one */
};

static uint32_t
dice(struct world *w, uint32_t n)
{
	w->seed ^= w->seed << 13;
	w->seed ^= w->seed >> 7;
	w->seed ^= w->seed << 17;
	return (uint32_t)(w->seed >> 33) % n;
}

static void
name_of(struct world *w, char *to)
{
	if (dice(w, 3) == 0)
		snprintf(to, 16, "GHSA-%u", dice(w, 4));
	else if (dice(w, 3) == 0)
		snprintf(to, 16, "A-%u", dice(w, 3));
	else
		snprintf(to, 16, "CVE-2026-%u", dice(w, 4));
}

static void
make_advisory(struct world *w, struct advisory *a, unsigned i)
{
	static const uint8_t speaker[] = { BW_SPEAKER_UPSTREAM,
		BW_SPEAKER_VENDOR, BW_SPEAKER_OWN, BW_SPEAKER_ENRICHER };
	static const uint8_t status[] = { BW_CLAIM_AFFECTED, BW_CLAIM_AFFECTED,
		BW_CLAIM_NOT_AFFECTED, BW_CLAIM_FIXED };

	for (int k = 0; k < 3; k++)
		name_of(w, a->name[k]);
	snprintf(a->ref, sizeof(a->ref), "ADV-%u", i);
	snprintf(a->package, sizeof(a->package), "p%u", dice(w, 4));
	snprintf(
	    a->range, sizeof(a->range), "vers:npm/<%u.0.0", 1 + dice(w, 4));
	a->alias[0] = bw_str_of(a->name[1]);
	a->alias[1] = bw_str_of(a->name[2]);
	a->product = (struct bw_adv_product){ .ecosystem = BW_STR("npm"),
		.name = bw_str_of(a->package),
		.versions = { BW_VERSIONS_VERS, BW_STR("npm"),
		    bw_str_of(a->range) },
		.on = BW_ADV_NONE };
	a->rating = (struct bw_rating){
		.kind = BW_RATING_CVSS, .value = bw_str_of(a->ref), .at = 100
	};
	a->vuln = (struct bw_adv_vuln){ .name = bw_str_of(a->name[0]),
		.alias = a->alias,
		.n_alias = dice(w, 3),
		.rating = &a->rating,
		.n_rating = dice(w, 2) };
	a->claim = (struct bw_claim){ .status = status[dice(w, 4)] };
	a->rec = (struct bw_advisory_rec){ .key = { BW_STR("osv"),
					       bw_str_of(a->ref) },
		.publisher = dice(w, 2) == 0 ? BW_STR("one") : BW_STR("two"),
		.modified = dice(w, 3),
		.speaker = speaker[dice(w, 4)],
		.state = dice(w, 8) == 0 ? BW_ADV_WITHDRAWN : BW_ADV_CURRENT,
		.vuln = &a->vuln,
		.product = &a->product,
		.claim = &a->claim,
		.n_vuln = 1,
		.n_product = 1,
		.n_claim = 1 };
}

/* What is replaced at a cut holds no more for whoever knows what follows. */
static void
make_world(struct world *w, uint64_t seed)
{
	*w = (struct world){ .seed = seed * 2654435761u + 88172645463325252u };
	for (unsigned i = 0; i < ADVISORIES; i++) {
		make_advisory(w, &w->advisory[i], i);
		w->replaced[i] = dice(w, 5) == 0;
	}
	for (unsigned i = 0; i < PACKAGES; i++)
		snprintf(w->purl[i], sizeof(w->purl[i]), "pkg:npm/p%u@%u.0.0",
		    dice(w, 4), dice(w, 4));
	for (unsigned h = 0; h < HOSTS; h++) {
		w->n_on_host[h] = dice(w, PACKAGES);
		for (size_t i = 0; i < w->n_on_host[h]; i++)
			w->on_host[h][i] = dice(w, PACKAGES);
		w->moved[h] = dice(w, 5) == 0;
	}
}

/* ---- the same, in one layer or two ---- */

struct held {
	struct bw_claims below, claims;
	struct bw_estate under, estate;
};

static void
add_claims(struct bw_claims_build *b, struct world *w, unsigned from,
    unsigned end, bool all)
{
	struct bw_err err = { 0 };

	for (unsigned i = from; i < end; i++)
		if (all || !w->replaced[i])
			assert_ok(
			    bw_claims_add(b, &w->advisory[i].rec, i, &err),
			    &err);
	if (from == 0) { /* a list that is replaced by the next */
		struct bw_signal_rec s = { .vuln = BW_STR("CVE-2026-1"),
			.rating = {
			    .kind = BW_RATING_EPSS, .value = BW_STR("0.1") } };

		if (all)
			assert_ok(bw_claims_signal(b, &s, 1, &err), &err);
	}
	if (end == ADVISORIES) {
		struct bw_signal_rec s = { .vuln = BW_STR("CVE-2026-1"),
			.rating = {
			    .kind = BW_RATING_EPSS, .value = BW_STR("0.9") } };

		assert_ok(bw_claims_signal(b, &s, 2, &err), &err);
	}
}

static void
say(struct held *s, struct world *w, unsigned cut)
{
	struct bw_claims_build *b;
	struct bw_err err = { 0 };

	assert_ok(bw_claims_begin(&b, &rules.names, &err), &err);
	add_claims(b, w, 0, cut == 0 ? ADVISORIES : cut, cut != 0);
	if (cut == 0) {
		assert_ok(bw_claims_finish(b, &s->claims, &err), &err);
		return;
	}
	assert_ok(bw_claims_finish(b, &s->below, &err), &err);
	assert_ok(
	    bw_claims_begin_over(&b, &rules.names, &s->below, &err), &err);
	for (unsigned i = 0; i < cut; i++)
		if (w->replaced[i])
			assert_ok(bw_claims_gone(b, i, &err), &err);
	assert_ok(bw_claims_gone_list(b, 1, &err), &err);
	add_claims(b, w, cut, ADVISORIES, false);
	assert_ok(bw_claims_finish(b, &s->claims, &err), &err);
}

static void
package(struct bw_estate_build *b, struct world *w, unsigned i, uint32_t *id)
{
	struct bw_key key = { BW_STR("purl"), bw_str_of(w->purl[i]) };
	struct bw_component_rec c = { .key = &key, .n_key = 1 };
	struct bw_err err = { 0 };

	assert_ok(bw_estate_package(b, &c, BW_STR(""), i, id, &err), &err);
}

static void
add_hosts(struct bw_estate_build *b, struct world *w, unsigned from,
    unsigned end, const uint32_t *id, bool all)
{
	struct bw_err err = { 0 };

	for (unsigned h = from; h < end; h++) {
		uint32_t on[PACKAGES];
		size_t n = all || !w->moved[h] ? w->n_on_host[h] : 0;

		for (size_t i = 0; i < n; i++)
			on[i] = id[w->on_host[h][i]];
		assert_ok(bw_estate_host(b, h, on, n, &err), &err);
	}
}

/* Half of the packages are known below. */
static void
place(struct held *s, struct world *w, unsigned cut)
{
	struct bw_estate_build *b;
	struct bw_err err = { 0 };
	uint32_t id[PACKAGES];
	unsigned known = cut == 0 ? PACKAGES : PACKAGES / 2, h;

	assert_ok(bw_estate_begin(&b, &rules.names, &err), &err);
	for (unsigned i = 0; i < known; i++)
		package(b, w, i, &id[i]);
	for (h = 0; h < HOSTS && cut != 0; h++) {
		size_t i = 0;

		while (i < w->n_on_host[h] && w->on_host[h][i] < known)
			i++;
		if (i < w->n_on_host[h])
			break;
	}
	add_hosts(b, w, 0, cut == 0 ? HOSTS : h, id, cut != 0);
	if (cut == 0) {
		assert_ok(bw_estate_finish(b, &s->estate, &err), &err);
		return;
	}
	assert_ok(bw_estate_finish(b, &s->under, &err), &err);
	assert_ok(
	    bw_estate_begin_over(&b, &rules.names, &s->under, &err), &err);
	for (unsigned i = 0; i < h; i++)
		if (w->moved[i])
			assert_ok(bw_estate_gone(b, i, &err), &err);
	for (unsigned i = known; i < PACKAGES; i++)
		package(b, w, i, &id[i]);
	add_hosts(b, w, h, HOSTS, id, false);
	assert_ok(bw_estate_finish(b, &s->estate, &err), &err);
}

static void
let_go(struct held *s)
{
	bw_claims_release(&s->claims);
	bw_claims_release(&s->below);
	bw_estate_release(&s->estate);
	bw_estate_release(&s->under);
}

/* ---- what comes out, as text ---- */

static int
by_text(const void *x, const void *y)
{
	const struct bw_str *a = x, *b = y;

	return bw_str_cmp(*a, *b);
}

static struct bw_str
told(const struct held *s, const struct bw_match_result *r,
    const struct bw_verdict *v, uint64_t host, struct bw_arena *a)
{
	struct bw_str out =
	    bw_arena_fmt(a, "host %u package %u %.*s: %u %u %u", (unsigned)host,
		(unsigned)bw_estate_package_at(&s->estate, v->package)->row,
		BW_ARG(bw_intern_get(&s->claims.problems, v->problem)), v->says,
		v->why, v->sure);

	for (uint32_t i = 0; i < v->n; i++) {
		const struct bw_opinion *o = &r->opinion[v->first + i];
		const struct bw_rule *rule =
		    bw_claims_rule(&s->claims, o->rule);

		out = bw_arena_fmt(a, "%.*s; %u says %u %u%s", BW_ARG(out),
		    (unsigned)bw_claims_advisory(&s->claims, rule->advisory)
			->row,
		    o->says, o->why, o->decides ? "!" : "");
	}
	return out;
}

static struct bw_str
together(struct bw_str *line, size_t n, struct bw_arena *a)
{
	struct bw_str out = BW_STR("");

	qsort(line, n, sizeof(*line), by_text);
	for (size_t i = 0; i < n; i++)
		out =
		    bw_arena_fmt(a, "%.*s%.*s\n", BW_ARG(out), BW_ARG(line[i]));
	return out;
}

#define MOST 4096

static struct bw_str
by_host(const struct held *s, struct bw_match *m, struct bw_arena *a)
{
	struct bw_str *line = BW_ARENA_ARRAY(a, struct bw_str, MOST);
	struct bw_err err = { 0 };
	size_t n = 0;

	for (uint32_t h = 0; h < s->estate.n_host; h++) {
		struct bw_match_result r;

		assert_ok(bw_match_host(m, h, &err), &err);
		r = bw_match_result(m);
		for (size_t i = 0; i < r.n_verdict; i++)
			line[n++] = told(s, &r, &r.verdict[i],
			    bw_estate_host_row(&s->estate, h), a);
		assert_true(n < MOST - 200);
	}
	return together(line, n, a);
}

static struct bw_str
by_advisory(const struct held *s, struct bw_match *m, struct bw_arena *a)
{
	struct bw_str *line = BW_ARENA_ARRAY(a, struct bw_str, MOST);
	struct bw_err err = { 0 };
	size_t n = 0;

	for (uint32_t k = 0; k < s->claims.n_advisory; k++) {
		struct bw_match_result r;

		if (!bw_claims_holds(&s->claims, k))
			continue;
		assert_ok(bw_match_advisory(m, k, &err), &err);
		r = bw_match_result(m);
		for (size_t i = 0; i < r.n_hit; i++)
			line[n++] = told(s, &r, &r.verdict[r.hit[i].verdict],
			    bw_estate_host_row(&s->estate, r.hit[i].host), a);
		assert_true(n < MOST - 200);
	}
	return together(line, n, a);
}

/* From every problem to its hosts: the same as from every host. */
static struct bw_str
by_problem(const struct held *s, struct bw_match *m, struct bw_arena *a)
{
	struct bw_str *line = BW_ARENA_ARRAY(a, struct bw_str, MOST);
	struct bw_err err = { 0 };
	size_t n = 0;

	for (uint32_t p = 0; p < s->claims.problems.n; p++) {
		struct bw_match_result r;

		assert_ok(bw_match_problems(m, &p, 1, &err), &err);
		r = bw_match_result(m);
		for (size_t i = 0; i < r.n_hit; i++)
			line[n++] = told(s, &r, &r.verdict[r.hit[i].verdict],
			    bw_estate_host_row(&s->estate, r.hit[i].host), a);
		assert_true(n < MOST - 200);
	}
	return together(line, n, a);
}

static struct bw_str
rated(const struct held *s, struct bw_arena *a)
{
	struct bw_str *line = BW_ARENA_ARRAY(a, struct bw_str, MOST);
	struct bw_ratings r = { 0 };
	struct bw_err err = { 0 };
	size_t n = 0;

	for (uint32_t p = 0; p < s->claims.problems.n; p++) {
		struct bw_str out = bw_intern_get(&s->claims.problems, p);

		assert_ok(bw_claims_ratings(&s->claims, p, &r, &err), &err);
		for (size_t i = 0; i < r.n; i++)
			out = bw_arena_fmt(a, "%.*s %.*s", BW_ARG(out),
			    BW_ARG(bw_claims_text(&s->claims, r.v[i].value)));
		if (r.n > 0)
			line[n++] = out;
	}
	bw_ratings_release(&r);
	return together(line, n, a);
}

struct answers {
	struct bw_str host, advisory, ratings;
};

static struct answers
ask(const struct held *s, struct bw_arena *a)
{
	struct bw_match_opt opt = { .least = BW_SURE_DERIVED, .silent = true };
	struct bw_err err = { 0 };
	struct bw_match *m;
	struct answers out;

	assert_ok(bw_match_new(&m, &s->claims, &s->estate, &rules.precedence,
		      &opt, &err),
	    &err);
	out = (struct answers){ by_host(s, m, a), by_advisory(s, m, a),
		rated(s, a) };
	assert_true(bw_str_eq(by_problem(s, m, a), out.host));
	bw_match_free(m);
	return out;
}

static void
same_text(struct bw_str one, struct bw_str two, unsigned seed, unsigned cut)
{
	if (!bw_str_eq(one, two))
		fail_msg("world %u cut at %u: at once\n%.*sin two\n%.*s", seed,
		    cut, BW_ARG(one), BW_ARG(two));
}

static void
two_are_one(void **state)
{
	unsigned stale = 0, asked = 0;

	(void)state;
	for (unsigned seed = 1; seed <= 400; seed++) {
		struct world w;
		struct held once = { 0 };
		struct bw_arena a;
		struct answers at_once;

		bw_arena_init(&a, 0);
		make_world(&w, seed);
		say(&once, &w, 0);
		place(&once, &w, 0);
		at_once = ask(&once, &a);
		for (unsigned cut = 1; cut < ADVISORIES; cut++) {
			struct held two = { 0 };
			struct answers in_two;

			say(&two, &w, cut);
			place(&two, &w, cut);
			asked++;
			stale += two.claims.stale;
			if (!two.claims.stale) {
				in_two = ask(&two, &a);
				same_text(at_once.host, in_two.host, seed, cut);
				same_text(at_once.advisory, in_two.advisory,
				    seed, cut);
				same_text(
				    at_once.ratings, in_two.ratings, seed, cut);
				assert_int_equal(
				    once.claims.n_holds, two.claims.n_holds);
				assert_memory_equal(once.claims.count,
				    two.claims.count,
				    sizeof(once.claims.count));
			}
			let_go(&two);
		}
		let_go(&once);
		bw_arena_release(&a);
	}
	print_message("%u of %u stale\n", stale, asked);
	assert_true(asked - stale > 1000); /* and not for want of trying */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_are_one),
	};

	return cmocka_run_group_tests(tests, read_rules, free_rules);
}
