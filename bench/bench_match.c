/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Matching at the scale of a country: so many hosts with so many components
 * each, so many vulnerabilities, made up with the skew of real package use (a
 * package of rank k is on 1/k of the hosts). Measured: bringing all into
 * columns, an advisory to the hosts it touches, a host to its findings; the
 * same for an advisory and for an inventory that has just come, as a file that
 * is to be read and laid over the others; opening the columns when they are
 * kept in a file; and the most memory. One JSON line. Times of single
 * questions are percentiles.
 *
 *	bench_match [HOSTS [COMPONENTS [VULNERABILITIES [PACKAGES]]]]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include "base/embed.h"
#include "cyber/cyber_load_kept.h"
#include "formats/formats.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct bench {
	uint32_t hosts, components, vulns, packages;
	uint64_t seed;
	struct bw_arena arena;
	struct bw_naming_rules names;
	struct bw_precedence precedence;
	struct bw_claims claims;
	struct bw_estate estate;
	uint32_t *had; /* of a package: the last host that has it */
	double *time;
	int n_time;
	uint64_t found;
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

/* A package that the host has not yet: in one version each, as most are. */
static uint32_t
another(struct bench *b, uint32_t host)
{
	uint32_t rank;

	do
		rank = skewed(&b->seed, b->packages);
	while (b->had[rank] == host);
	b->had[rank] = host;
	return rank;
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
			uint32_t rank = another(b, h + 1);
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
#define ARRIVALS 500

static void
tell(struct bench *b, const char *what)
{
	double *t = b->time;
	int n = b->n_time;

	qsort(t, (size_t)n, sizeof(*t), by_time);
	printf(", \"%s\": {\"p50_ms\": %.4f, \"p99_ms\": %.4f, "
	       "\"max_ms\": %.4f, \"found\": %" PRIu64 "}",
	    what, t[n / 2] * 1e3, t[n * 99 / 100] * 1e3, t[n - 1] * 1e3,
	    b->found);
	b->n_time = 0;
	b->found = 0;
}

static struct bw_match *
matcher(
    const struct bench *b, const struct bw_claims *c, const struct bw_estate *e)
{
	struct bw_match_opt opt = { .least = BW_SURE_DERIVED };
	struct bw_err err = { 0 };
	struct bw_match *m;

	must(bw_match_new(&m, c, e, &b->precedence, &opt, &err), &err);
	return m;
}

static void
ask(struct bench *b, bool advisories, const char *what)
{
	struct bw_match *m = matcher(b, &b->claims, &b->estate);
	struct bw_err err = { 0 };

	for (int i = 0; i < QUESTIONS; i++) {
		uint32_t which = (uint32_t)(next(&b->seed) %
		    (advisories ? b->vulns : b->hosts));
		double from = now();

		if (advisories)
			must(bw_match_advisory(m, which, &err), &err);
		else
			must(bw_match_host(m, which, &err), &err);
		b->time[b->n_time++] = now() - from;
		b->found += advisories ? bw_match_result(m).n_hit
				       : bw_match_result(m).n_verdict;
	}
	tell(b, what);
	bw_match_free(m);
}

/* ---- what has just come ---- */

static void
read_text(const char *format, struct bw_str text, const struct bw_sink *sink)
{
	struct bw_input *in;
	struct bw_err err = { 0 };

	must(bw_input_memory(&in, text, NULL, &err), &err);
	must(bw_format_named(format)->read(in, sink, &err), &err);
	bw_input_free(in);
}

static int
on_advisory(void *ctx, const struct bw_advisory_rec *r, struct bw_err *err)
{
	return bw_claims_add(ctx, r, 1, err);
}

/* As a database of an ecosystem tells it. */
static void
write_advisory(struct bench *b, struct bw_buf *text, int i)
{
	bw_buf_clear(text);
	bw_buf_fmt(text,
	    "{\"schema_version\": \"1.6.0\", \"id\": \"NEW-%d\", "
	    "\"modified\": \"2026-11-01T00:00:00Z\", \"aliases\": "
	    "[\"CVE-2027-%d\"], \"affected\": [{\"package\": "
	    "{\"ecosystem\": \"npm\", \"name\": \"package-%" PRIu32
	    "\"}, \"ranges\": [{\"type\": \"SEMVER\", \"events\": "
	    "[{\"introduced\": \"%u.0.0\"}, {\"fixed\": "
	    "\"%u.%u.0\"}]}]}]}\n",
	    i, i, skewed(&b->seed, b->packages), (unsigned)i % 5,
	    (unsigned)i % 5, (unsigned)i % 9 + 1);
}

static void
advisory_comes(struct bench *b, struct bw_str text)
{
	struct bw_claims_build *build;
	struct bw_claims over;
	struct bw_match *m;
	struct bw_err err = { 0 };
	double from = now();

	must(bw_claims_begin_over(&build, &b->names, &b->claims, &err), &err);
	read_text("osv", text,
	    &(struct bw_sink){ .ctx = build, .advisory = on_advisory });
	must(bw_claims_finish(build, &over, &err), &err);
	m = matcher(b, &over, &b->estate);
	must(bw_match_advisory(m, over.n_advisory - 1, &err), &err);
	b->time[b->n_time++] = now() - from;
	b->found += bw_match_result(m).n_hit;
	bw_match_free(m);
	bw_claims_release(&over);
}

static int
on_inventory(void *ctx, const struct bw_inventory_rec *r, struct bw_err *err)
{
	uint32_t *id = calloc(r->n_component + 1, sizeof(*id));
	int rc = id == NULL ? BW_ENOMEM : 0;

	for (size_t i = 0; i < r->n_component && rc == 0; i++)
		rc = bw_estate_package(
		    ctx, &r->component[i], BW_STR(""), i, &id[i], err);
	if (rc == 0)
		rc = bw_estate_host(ctx, 1, id, r->n_component, err);
	free(id);
	return rc;
}

static void
write_inventory(struct bench *b, struct bw_buf *text, int number)
{
	bw_buf_clear(text);
	bw_buf_fmt(text,
	    "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.5\", "
	    "\"version\": 1, \"metadata\": {\"component\": {\"type\": "
	    "\"application\", \"name\": \"host-%d\"}}, \"components\": [",
	    number);
	for (uint32_t i = 0; i < b->components; i++) {
		uint32_t rank = another(b, BW_NONE - (uint32_t)number);
		uint32_t v = skewed(&b->seed, VERSIONS);

		bw_buf_fmt(text,
		    "%s{\"type\": \"library\", \"bom-ref\": \"c%" PRIu32
		    "\", \"name\": \"package-%" PRIu32
		    "\", \"version\": \"%u.%u.%u\", \"purl\": "
		    "\"pkg:npm/package-%" PRIu32 "@%u.%u.%u\"}",
		    i == 0 ? "" : ", ", i, rank, v % 5, v / 5, v % 3, rank,
		    v % 5, v / 5, v % 3);
	}
	bw_buf_z(text, "]}");
}

static void
inventory_comes(struct bench *b, struct bw_str text)
{
	struct bw_estate_build *build;
	struct bw_estate over;
	struct bw_match *m;
	struct bw_err err = { 0 };
	double from = now();

	must(bw_estate_begin_over(&build, &b->names, &b->estate, &err), &err);
	read_text("cyclonedx", text,
	    &(struct bw_sink){ .ctx = build, .inventory = on_inventory });
	must(bw_estate_finish(build, &over, &err), &err);
	m = matcher(b, &b->claims, &over);
	must(bw_match_host(m, over.n_host - 1, &err), &err);
	b->time[b->n_time++] = now() - from;
	b->found += bw_match_result(m).n_verdict;
	bw_match_free(m);
	bw_estate_release(&over);
}

static void
arrivals(struct bench *b)
{
	struct bw_buf text = { 0 };

	for (int i = 0; i < ARRIVALS; i++) {
		write_advisory(b, &text, i);
		advisory_comes(b, bw_buf_get(&text));
	}
	tell(b, "new_advisory_file_to_hosts");
	for (int i = 0; i < ARRIVALS; i++) {
		write_inventory(b, &text, i);
		inventory_comes(b, bw_buf_get(&text));
	}
	tell(b, "new_inventory_file_to_findings");
	bw_buf_release(&text);
}

/* ---- kept in a file ---- */

static double
open_kept(const char *path)
{
	struct bw_kept_state state;
	struct bw_told_mark mark;
	struct bw_cyber c = { 0 };
	double from = now();
	const char *why = bw_cyber_map(&c, path, &state, &mark);

	if (why != NULL) {
		fprintf(stderr, "bench_match: %s\n", why);
		exit(1);
	}
	from = now() - from;
	bw_cyber_close(&c);
	return from;
}

/* Not in memory any more: the pages come from the disk. */
static void
put_away(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0 || fsync(fd) != 0 ||
	    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED) != 0)
		exit(1);
	close(fd);
}

static void
keep(struct bench *b)
{
	char path[] = "/tmp/bench_match.XXXXXX";
	struct bw_cyber c = { .claims = b->claims, .estate = b->estate };
	struct bw_kept_state state = { 0 };
	struct bw_told_mark mark = { 0 };
	struct stat st;
	int fd = mkstemp(path);
	double cold, from = now();

	c.host = calloc(b->hosts, sizeof(*c.host));
	if (c.host == NULL || fd < 0)
		exit(1);
	for (uint32_t i = 0; i < b->hosts; i++)
		c.host[i].name_id = c.host[i].exposure_id =
		    c.host[i].importance_id = c.host[i].distro_id = BW_NONE;
	if (!bw_cyber_keep(&c, path, path, &state, &mark) ||
	    stat(path, &st) != 0)
		exit(1);
	from = now() - from;
	free(c.host);
	bw_claims_release(&b->claims);
	bw_estate_release(&b->estate);
	put_away(path);
	cold = open_kept(path);
	printf(", \"kept_mib\": %lld, \"keep_s\": %.2f, \"open_cold_s\": "
	       "%.3f, \"open_warm_s\": %.3f",
	    (long long)st.st_size >> 20, from, cold, open_kept(path));
	close(fd);
	unlink(path);
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
	b.had = calloc(b.packages, sizeof(*b.had));
	if (b.had == NULL || b.components > b.packages / 2)
		return 1;
	claims(&b);
	t1 = now();
	estate(&b);
	printf("{\"bench\": \"match\", \"hosts\": %" PRIu32
	       ", \"components\": %" PRIu32 ", \"vulnerabilities\": %" PRIu32
	       ", \"claims_s\": %.2f, \"estate_s\": %.2f",
	    b.hosts, b.components, b.vulns, t1 - t0, now() - t1);
	b.time = calloc(QUESTIONS, sizeof(*b.time));
	if (b.time == NULL)
		return 1;
	ask(&b, true, "advisory_to_hosts");
	ask(&b, false, "host_to_findings");
	arrivals(&b);
	keep(&b);
	free(b.time);
	free(b.had);
	getrusage(RUSAGE_SELF, &u);
	printf(", \"max_rss_mib\": %ld}\n", u.ru_maxrss / 1024);
	bw_arena_release(&b.arena);
	return 0;
}
