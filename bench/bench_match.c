/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Matching at the scale of a country: so many hosts with so many components
 * each, so many vulnerabilities, made up with the skew of real package use (a
 * package of rank k is on 1/k of the hosts). Measured: bringing all into
 * columns, an advisory to the hosts it touches, a host to its findings, and
 * the most memory. One JSON line. Times of single questions are percentiles.
 *
 *	bench_match [HOSTS [COMPONENTS [VULNERABILITIES [PACKAGES]]]]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include "base/embed.h"
#include "cyber/claims_build.h"
#include "cyber/match.h"

struct bench {
	uint32_t hosts, components, vulns, packages;
	uint64_t seed;
	struct bw_arena arena;
	struct bw_naming_rules names;
	struct bw_precedence precedence;
	struct bw_claims claims;
	struct bw_estate estate;
};

static uint64_t
next(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s;
}

/* A rank with chance 1/rank (log-uniform). */
static uint32_t
skewed(uint64_t *s, uint32_t n)
{
	double u = (double)(next(s) >> 11) / (double)(UINT64_C(1) << 53);
	double rank = __builtin_exp(u * __builtin_log((double)n + 1));

	return rank >= n ? n - 1 : (uint32_t)rank - 1;
}

/* Vulnerabilities are spread wider than use: rank is n times u squared. */
static uint32_t
mildly(uint64_t *s, uint32_t n)
{
	double u = (double)(next(s) >> 11) / (double)(UINT64_C(1) << 53);

	return (uint32_t)(u * u * (double)n);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
must(int rc, const struct bw_err *err)
{
	if (rc != 0) {
		fprintf(stderr, "bench_match: %s\n", err->what);
		exit(1);
	}
}

static void
claims(struct bench *b)
{
	struct bw_claims_build *build;
	struct bw_err err = { 0 };

	must(bw_claims_begin(&build, &b->names, &err), &err);
	for (uint32_t i = 0; i < b->vulns; i++) {
		char name[64], vuln[32], range[64];
		uint64_t major = next(&b->seed) % 5, minor = next(&b->seed) % 9;
		struct bw_adv_product p = { .ecosystem = BW_STR("npm"),
			.on = BW_ADV_NONE };
		struct bw_adv_vuln v = { .name = { vuln, 0 } };
		struct bw_claim c = { .status = BW_CLAIM_AFFECTED };
		struct bw_advisory_rec r = { .key = { BW_STR("osv"),
						 { vuln, 0 } },
			.publisher = BW_STR("bench"),
			.speaker = BW_SPEAKER_UPSTREAM,
			.vuln = &v,
			.n_vuln = 1,
			.product = &p,
			.n_product = 1,
			.claim = &c,
			.n_claim = 1 };

		snprintf(name, sizeof(name), "package-%" PRIu32,
		    mildly(&b->seed, b->packages));
		snprintf(vuln, sizeof(vuln), "CVE-2026-%" PRIu32, i);
		snprintf(range, sizeof(range),
		    "vers:npm/>=%" PRIu64 ".0.0|<%" PRIu64 ".%" PRIu64 ".0",
		    major, major, minor + 1);
		p.name = bw_str_of(name);
		p.versions = (struct bw_versions){ BW_VERSIONS_VERS,
			BW_STR("npm"), bw_str_of(range) };
		v.name = r.key.value = bw_str_of(vuln);
		must(bw_claims_add(build, &r, i, &err), &err);
	}
	must(bw_claims_finish(build, &b->claims, &err), &err);
}

#define VERSIONS 40 /* of a package that are in use */

static void
estate(struct bench *b)
{
	struct bw_estate_build *build;
	struct bw_err err = { 0 };
	uint32_t *id = calloc((size_t)b->packages * VERSIONS, sizeof(*id));
	uint32_t *host = calloc(b->components, sizeof(*host));

	if (id == NULL || host == NULL)
		exit(1);
	must(bw_estate_begin(&build, &b->names, &err), &err);
	for (uint32_t h = 0; h < b->hosts; h++) {
		for (uint32_t i = 0; i < b->components; i++) {
			uint32_t rank = skewed(&b->seed, b->packages);
			uint32_t v = skewed(&b->seed, VERSIONS);
			uint32_t *at = &id[(size_t)rank * VERSIONS + v];

			if (*at == 0) {
				char purl[96];
				struct bw_key key = { BW_STR("purl"),
					{ purl, 0 } };
				struct bw_component_rec c = { .key = &key,
					.n_key = 1 };

				snprintf(purl, sizeof(purl),
				    "pkg:npm/package-%" PRIu32 "@%u.%u.%u",
				    rank, v % 5, v / 5, v % 3);
				key.value = bw_str_of(purl);
				must(bw_estate_package(
					 build, &c, BW_STR(""), rank, at, &err),
				    &err);
				++*at;
			}
			host[i] = *at - 1;
		}
		must(bw_estate_host(build, h, host, b->components, &err), &err);
	}
	free(id);
	free(host);
	must(bw_estate_finish(build, &b->estate, &err), &err);
}

static int
by_time(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

#define QUESTIONS 2000

static void
ask(struct bench *b, bool advisories, const char *what)
{
	struct bw_match_opt opt = { .least = BW_SURE_DERIVED };
	double *t = calloc(QUESTIONS, sizeof(*t));
	struct bw_err err = { 0 };
	struct bw_match *m;
	uint64_t found = 0;

	if (t == NULL)
		exit(1);
	must(bw_match_new(
		 &m, &b->claims, &b->estate, &b->precedence, &opt, &err),
	    &err);
	for (int i = 0; i < QUESTIONS; i++) {
		uint32_t which = (uint32_t)(next(&b->seed) %
		    (advisories ? b->vulns : b->hosts));
		double from = now();

		if (advisories)
			must(bw_match_advisory(m, which, &err), &err);
		else
			must(bw_match_host(m, which, &err), &err);
		t[i] = now() - from;
		found += advisories ? bw_match_result(m).n_hit
				    : bw_match_result(m).n_verdict;
	}
	qsort(t, QUESTIONS, sizeof(*t), by_time);
	printf(", \"%s\": {\"p50_ms\": %.4f, \"p99_ms\": %.4f, "
	       "\"max_ms\": %.4f, \"found\": %" PRIu64 "}",
	    what, t[QUESTIONS / 2] * 1e3, t[QUESTIONS * 99 / 100] * 1e3,
	    t[QUESTIONS - 1] * 1e3, found);
	bw_match_free(m);
	free(t);
}

static uint32_t
argument(int argc, char **argv, int i, uint32_t usual)
{
	return argc > i ? (uint32_t)strtoul(argv[i], NULL, 10) : usual;
}

int
main(int argc, char **argv)
{
	struct bench b = { .hosts = argument(argc, argv, 1, 10000),
		.components = argument(argc, argv, 2, 1000),
		.vulns = argument(argc, argv, 3, 500000),
		.packages = argument(argc, argv, 4, 500000),
		.seed = 88172645463325252u };
	struct bw_err err = { 0 };
	struct rusage u;
	double t0 = now(), t1;

	must(bw_naming_rules_read(
		 &b.names, bw_embed("rules/cyber/names.yaml"), &b.arena, &err),
	    &err);
	must(bw_precedence_read(&b.precedence,
		 bw_embed("rules/cyber/precedence.yaml"), &b.arena, &err),
	    &err);
	claims(&b);
	t1 = now();
	estate(&b);
	printf("{\"bench\": \"match\", \"hosts\": %" PRIu32
	       ", \"components\": %" PRIu32 ", \"vulnerabilities\": %" PRIu32
	       ", \"claims_s\": %.2f, \"estate_s\": %.2f",
	    b.hosts, b.components, b.vulns, t1 - t0, now() - t1);
	ask(&b, true, "advisory_to_hosts");
	ask(&b, false, "host_to_findings");
	getrusage(RUSAGE_SELF, &u);
	printf(", \"max_rss_mib\": %ld}\n", u.ru_maxrss / 1024);
	bw_claims_release(&b.claims);
	bw_estate_release(&b.estate);
	bw_arena_release(&b.arena);
	return 0;
}
