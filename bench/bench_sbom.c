/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_sbom.c - from the bytes of a bill of materials to its components.
 *
 *	bench_sbom FORM [COMPONENTS [ROUNDS]]	one JSON line
 *	bench_sbom FILE [ROUNDS]		the same of a real one
 *
 * FORM is cyclonedx or spdx: a made-up bill with what scanners write of a
 * package (licence, digest, purl, CPE, properties, dependencies), always the
 * same. Each round opens the bytes anew, recognises them and reads all
 * components, which are looked at and dropped. The first round also fills
 * what stays in the process; times are of the wall clock.
 */
#include "formats/formats.h"
#include "model/inventory.h"

struct seen {
	uint64_t components, text, reports;
};

static int
on_inventory(void *ctx, const struct bw_inventory_rec *r, struct bw_err *err)
{
	struct seen *s = ctx;

	(void)err;
	s->components += r->n_component;
	for (size_t i = 0; i < r->n_component; i++)
		s->text += r->component[i].name.n + r->component[i].version.n;
	return 0;
}

static int
on_report(void *ctx, enum bw_report_kind kind, const char *rule,
    const struct bw_place *place, struct bw_str what, struct bw_err *err)
{
	(void)kind;
	(void)rule;
	(void)place;
	(void)what;
	(void)err;
	((struct seen *)ctx)->reports++;
	return 0;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void
make_cyclonedx(struct bw_buf *b, unsigned n)
{
	bw_buf_z(b,
	    "{\"$schema\":\"http://cyclonedx.org/schema/bom-1.6.schema.json\","
	    "\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\","
	    "\"serialNumber\":\"urn:uuid:00000000-0000-4000-8000-000000000001\""
	    ",\"version\":1,\"metadata\":{\"timestamp\":"
	    "\"2026-01-31T10:00:00Z\",\"component\":{\"bom-ref\":\"root\","
	    "\"type\":\"container\",\"name\":\"shop\",\"version\":\"1\"}},"
	    "\"components\":[");
	for (unsigned i = 0; i < n; i++)
		bw_buf_fmt(b,
		    "%s{\"bom-ref\":\"pkg:npm/%%40acme/part-%u@1.%u.0\","
		    "\"type\":\"library\",\"publisher\":\"Acme %u\","
		    "\"name\":\"part-%u\",\"version\":\"1.%u.0\","
		    "\"hashes\":[{\"alg\":\"SHA-1\",\"content\":"
		    "\"%08x0123456789abcdef0123456789abcdef\"}],"
		    "\"licenses\":[{\"license\":{\"id\":\"MIT\"}}],"
		    "\"cpe\":\"cpe:2.3:a:acme:part-%u:1.%u.0:*:*:*:*:*:*:*\","
		    "\"purl\":\"pkg:npm/%%40acme/part-%u@1.%u.0\","
		    "\"properties\":[{\"name\":\"syft:package:foundBy\","
		    "\"value\":\"javascript-package-cataloger\"},{\"name\":"
		    "\"syft:package:language\",\"value\":\"javascript\"}]}",
		    i > 0 ? "," : "", i, i % 97, i % 50, i, i % 97, i * 2654435,
		    i, i % 97, i, i % 97);
	bw_buf_z(b, "],\"dependencies\":[");
	for (unsigned i = 0; i < n; i++)
		bw_buf_fmt(b,
		    "%s{\"ref\":\"pkg:npm/%%40acme/part-%u@1.%u.0\","
		    "\"dependsOn\":[\"pkg:npm/%%40acme/part-%u@1.%u.0\"]}",
		    i > 0 ? "," : "", i, i % 97, i / 2, i / 2 % 97);
	bw_buf_z(b, "]}\n");
}

static void
make_spdx(struct bw_buf *b, unsigned n)
{
	bw_buf_z(b,
	    "{\"spdxVersion\":\"SPDX-2.3\",\"dataLicense\":\"CC0-1.0\","
	    "\"SPDXID\":\"SPDXRef-DOCUMENT\",\"name\":\"shop\","
	    "\"documentNamespace\":\"https://example.org/shop\","
	    "\"creationInfo\":{\"created\":\"2026-01-31T10:00:00Z\","
	    "\"creators\":[\"Tool: bench\"]},\"packages\":[");
	for (unsigned i = 0; i < n; i++)
		bw_buf_fmt(b,
		    "%s{\"name\":\"part-%u\",\"SPDXID\":\"SPDXRef-Package-%u\","
		    "\"versionInfo\":\"1.%u.0\",\"supplier\":\"Organization: "
		    "Acme %u\",\"downloadLocation\":\"NOASSERTION\","
		    "\"filesAnalyzed\":false,\"licenseConcluded\":"
		    "\"NOASSERTION\",\"licenseDeclared\":\"MIT\","
		    "\"copyrightText\":\"NOASSERTION\",\"externalRefs\":["
		    "{\"referenceCategory\":\"SECURITY\",\"referenceType\":"
		    "\"cpe23Type\",\"referenceLocator\":"
		    "\"cpe:2.3:a:acme:part-%u:1.%u.0:*:*:*:*:*:*:*\"},"
		    "{\"referenceCategory\":\"PACKAGE-MANAGER\","
		    "\"referenceType\":\"purl\",\"referenceLocator\":"
		    "\"pkg:npm/%%40acme/part-%u@1.%u.0\"}]}",
		    i > 0 ? "," : "", i, i, i % 97, i % 50, i, i % 97, i,
		    i % 97);
	bw_buf_z(b, "],\"relationships\":[");
	for (unsigned i = 0; i < n; i++)
		bw_buf_fmt(b,
		    "%s{\"spdxElementId\":\"SPDXRef-Package-%u\","
		    "\"relatedSpdxElement\":\"SPDXRef-Package-%u\","
		    "\"relationshipType\":\"DEPENDENCY_OF\"}",
		    i > 0 ? "," : "", i, i / 2);
	bw_buf_z(b, "]}\n");
}

static void
must(int rc, const struct bw_err *err)
{
	if (rc != 0) {
		fprintf(stderr, "bench_sbom: %s\n", err->what);
		exit(1);
	}
}

static void
from_file(struct bw_buf *b, const char *path)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	char *text;
	size_t n;

	must(bw_input_open(&in, path, NULL, &err), &err);
	must(bw_input_all(in, (size_t)1 << 30, 1, &text, &n, &err), &err);
	bw_buf_str(b, (struct bw_str){ text, n });
	bw_input_free(in);
	free(text);
}

static int
by_time(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static double
once(struct bw_str bytes, struct seen *s, const char **name)
{
	struct bw_sink sink = {
		.ctx = s, .inventory = on_inventory, .report = on_report
	};
	const struct bw_format *format = NULL;
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	double from = now();

	must(bw_input_memory(&in, bytes, NULL, &err), &err);
	must(bw_format_recognise(in, &format, &err), &err);
	must(format->read(in, &sink, &err), &err);
	bw_input_free(in);
	*name = format->name;
	return now() - from;
}

int
main(int argc, char **argv)
{
	const char *form = argc > 1 ? argv[1] : "cyclonedx", *name = "";
	bool cdx = strcmp(form, "cyclonedx") == 0;
	bool made = cdx || strcmp(form, "spdx") == 0;
	unsigned n =
	    made && argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 1000;
	int at = made ? 3 : 2;
	int rounds = argc > at ? (int)strtol(argv[at], NULL, 10) : 1000;
	double *t = calloc((size_t)rounds + 1, sizeof(*t)), first;
	struct bw_buf b = { 0 };
	struct seen s = { 0 };

	if (rounds < 1 || t == NULL)
		return 2;
	if (!made)
		from_file(&b, form);
	else if (cdx)
		make_cyclonedx(&b, n);
	else
		make_spdx(&b, n);
	if (b.failed)
		return 1;
	first = once(bw_buf_get(&b), &s, &name);
	for (int i = 0; i < rounds; i++) {
		s = (struct seen){ 0 };
		t[i] = once(bw_buf_get(&b), &s, &name);
	}
	qsort(t, (size_t)rounds, sizeof(*t), by_time);
	printf("{\"bench\": \"sbom\", \"format\": \"%s\", \"bytes\": %zu, "
	       "\"components\": %llu, \"reports\": %llu, \"first_ms\": %.3f, "
	       "\"p50_ms\": %.3f, \"p99_ms\": %.3f}\n",
	    name, b.n, (unsigned long long)s.components,
	    (unsigned long long)s.reports, first * 1e3, t[rounds / 2] * 1e3,
	    t[rounds * 99 / 100] * 1e3);
	bw_buf_release(&b);
	free(t);
	return 0;
}
