/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Matching. The input is lines: "A" and an advisory as the world keeps it,
 * "C" and a component on the host at hand, "H" another host, "-" the same, and
 * the first one is where the upper layer begins. What is found in two layers
 * must be what is found at once, unless the upper one says that it is stale;
 * and going from problems to hosts must find what going from hosts finds.
 */
#include <stdlib.h>
#include "base/embed.h"
#include "cyber/claims_build.h"
#include "cyber/match.h"
#include "model/advisory.h"
#include "model/inventory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define MOST 64 /* components of a host, advisories */

static struct {
	struct bw_arena arena;
	struct bw_naming_rules names;
	struct bw_precedence precedence;
} rules;

struct side {
	struct bw_claims below, claims;
	struct bw_estate under, estate;
};
struct building {
	struct bw_claims_build *claims;
	struct bw_estate_build *estate;
	uint32_t on[MOST];
	size_t n_on;
	uint64_t row, host;
};

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static int
end_host(struct building *b)
{
	int rc = b->n_on == 0
	    ? 0
	    : bw_estate_host(b->estate, b->host, b->on, b->n_on, NULL);

	b->host++;
	b->n_on = 0;
	return rc;
}

static int
line(struct building *b, struct bw_str s, struct bw_arena *a)
{
	struct bw_advisory_rec adv;
	struct bw_component_rec c;
	struct bw_str body = bw_str_sub(s, 1, s.n);
	uint32_t id;
	int rc;

	b->row++;
	if (s.n > 0 && (s.p[0] == 'H' || s.p[0] == '-'))
		return end_host(b);
	if (s.n > 0 && s.p[0] == 'A' &&
	    bw_advisory_parse(&adv, body, a, NULL) == 0)
		return bw_claims_add(b->claims, &adv, b->row, NULL);
	if (s.n == 0 || s.p[0] != 'C' || b->n_on == MOST ||
	    bw_component_parse(&c, body, a, NULL) != 0)
		return 0;
	rc = bw_estate_package(
	    b->estate, &c, BW_STR("debian:12"), b->row, &id, NULL);
	if (rc == 0)
		b->on[b->n_on++] = id;
	return rc;
}

/* Both builds are gone afterwards. */
static int
finish(struct building *b, int rc, struct bw_claims *c, struct bw_estate *e)
{
	if (rc == 0)
		rc = end_host(b);
	if (rc != 0) {
		bw_claims_abort(b->claims);
		bw_estate_abort(b->estate);
		return rc;
	}
	rc = bw_claims_finish(b->claims, c, NULL);
	if (rc == 0)
		return bw_estate_finish(b->estate, e, NULL);
	bw_estate_abort(b->estate);
	return rc;
}

/* At once when cut is false: then "-" means nothing. */
static int
build(struct side *s, struct bw_str text, bool cut, struct bw_arena *a)
{
	struct building b = { 0 };
	struct bw_str one;
	bool upper = false;
	int rc;

	must(bw_claims_begin(&b.claims, &rules.names, NULL) == 0 &&
	    bw_estate_begin(&b.estate, &rules.names, NULL) == 0);
	for (rc = 0; rc == 0 && text.n > 0 && bw_str_cut(&text, '\n', &one);) {
		if (!cut || upper || !bw_str_is(one, "-")) {
			rc = line(&b, one, a);
			continue;
		}
		rc = finish(&b, rc, &s->below, &s->under);
		if (rc != 0)
			return rc;
		must(bw_claims_begin_over(
			 &b.claims, &rules.names, &s->below, NULL) == 0 &&
		    bw_estate_begin_over(
			&b.estate, &rules.names, &s->under, NULL) == 0);
		b.row++;
		upper = true;
	}
	return finish(&b, rc, &s->claims, &s->estate);
}

static uint64_t
digest(const struct side *s, const struct bw_verdict *v, uint64_t host)
{
	uint64_t h = bw_hash(bw_intern_get(&s->claims.problems, v->problem));

	h = h * 31 + host;
	h = h * 31 + bw_estate_package_at(&s->estate, v->package)->row;
	h = h * 31 + v->says * 8u + v->why;
	return h * h;
}

/* The sums of all that is found: from hosts, and from problems. */
static void
found(const struct side *s, uint64_t sum[2])
{
	struct bw_match_opt opt = { .least = BW_SURE_SIMILAR, .silent = true };
	struct bw_match_result r;
	struct bw_match *m;

	must(bw_match_new(&m, &s->claims, &s->estate, &rules.precedence, &opt,
		 NULL) == 0);
	for (uint32_t h = 0; h < s->estate.n_host; h++) {
		must(bw_match_host(m, h, NULL) == 0);
		r = bw_match_result(m);
		for (size_t i = 0; i < r.n_verdict; i++)
			sum[0] += digest(s, &r.verdict[i],
			    bw_estate_host_row(&s->estate, h));
	}
	for (uint32_t p = 0; p < s->claims.problems.n; p++) {
		must(bw_match_problems(m, &p, 1, NULL) == 0);
		r = bw_match_result(m);
		for (size_t i = 0; i < r.n_hit; i++)
			sum[1] += digest(s, &r.verdict[r.hit[i].verdict],
			    bw_estate_host_row(&s->estate, r.hit[i].host));
	}
	bw_match_free(m);
}

static void
release(struct side *s)
{
	bw_claims_release(&s->claims);
	bw_claims_release(&s->below);
	bw_estate_release(&s->estate);
	bw_estate_release(&s->under);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bw_str text = { (const char *)data, n };
	struct side once = { 0 }, two = { 0 };
	uint64_t sum_once[2] = { 0 }, sum_two[2] = { 0 };
	struct bw_arena a = { 0 };

	if (rules.precedence.n == 0 &&
	    (bw_naming_rules_read(&rules.names,
		 bw_embed("rules/cyber/names.yaml"), &rules.arena, NULL) != 0 ||
		bw_precedence_read(&rules.precedence,
		    bw_embed("rules/cyber/precedence.yaml"), &rules.arena,
		    NULL) != 0))
		return 0;
	if (build(&once, text, false, &a) == 0 &&
	    build(&two, text, true, &a) == 0) {
		found(&once, sum_once);
		found(&two, sum_two);
		must(sum_once[0] == sum_once[1]);
		must(two.claims.stale ||
		    (sum_two[0] == sum_once[0] && sum_two[1] == sum_once[0]));
	}
	release(&once);
	release(&two);
	bw_arena_release(&a);
	return 0;
}
