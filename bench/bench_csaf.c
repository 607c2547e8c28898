/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_csaf.c - advisories checked a second, on one thread.
 *
 *	bench_csaf PRESET FILE...
 *
 * The files are read into memory first; a round parses and checks each. The
 * best of rounds for about two seconds, as one JSON line.
 */
#include "base/vec.h"
#include "cyber/csaf.h"

struct doc {
	char *text;
	size_t n;
};

static double
seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct doc
load(const char *path)
{
	struct bw_input *in = NULL;
	struct bw_err err = BW_ERR_INIT;
	struct doc d = { 0 };

	if (bw_input_open(&in, path, NULL, &err) != 0 ||
	    bw_input_all(
		in, (size_t)1 << 30, BW_JSON_PAD, &d.text, &d.n, &err) != 0) {
		fprintf(stderr, "%s\n", err.what);
		exit(3);
	}
	bw_input_free(in);
	return d;
}

static bool
check(struct bw_csaf_work *w, struct bw_json_parser *p, const struct doc *d,
    const struct bw_csaf_preset *preset, size_t *findings)
{
	struct bw_csaf_result result = { 0 };
	struct bw_json root;
	bool ok;

	ok = bw_json_parse(p, d->text, d->n, &root, NULL) == 0 &&
	    bw_csaf_check(w, root, preset, INT64_MAX, &result, NULL) == 0;
	*findings += result.n_all;
	return ok && result.valid;
}

int
main(int argc, char **argv)
{
	struct bw_csaf_preset preset;
	struct bw_csaf *csaf = NULL;
	struct bw_csaf_work *w = NULL;
	struct bw_json_parser *p = NULL;
	struct bw_err err = BW_ERR_INIT;
	BW_VEC(struct doc) docs = { 0 };
	double begin = seconds(), best = 1e9;
	size_t bytes = 0, valid = 0, findings = 0;

	if (argc < 3 || !bw_csaf_preset(bw_str_of(argv[1]), &preset)) {
		fprintf(stderr, "usage: bench_csaf PRESET FILE...\n");
		return 2;
	}
	BW_ASSERT(bw_csaf_new(&csaf, &err) == 0);
	BW_ASSERT(bw_csaf_work_new(&w, csaf, &err) == 0);
	BW_ASSERT(bw_json_parser_new(&p, &err) == 0);
	for (int i = 2; i < argc; i++) {
		BW_ASSERT(bw_vec_push(&docs, load(argv[i])));
		bytes += docs.v[docs.n - 1].n;
	}
	do {
		double from = seconds(), took;

		valid = findings = 0;
		for (size_t i = 0; i < docs.n; i++)
			valid += check(w, p, &docs.v[i], &preset, &findings);
		took = seconds() - from;
		if (took < best)
			best = took;
	} while (seconds() - begin < 2);
	printf("{\"preset\": \"%s\", \"documents\": %zu, \"bytes\": %zu, "
	       "\"valid\": %zu, \"findings\": %zu, \"docs_per_second\": %.0f, "
	       "\"mb_per_second\": %.1f}\n",
	    argv[1], docs.n, bytes, valid, findings, (double)docs.n / best,
	    (double)bytes / best / 1e6);
	for (size_t i = 0; i < docs.n; i++)
		bw_free(docs.v[i].text);
	bw_vec_release(&docs);
	bw_json_parser_free(p);
	bw_csaf_work_free(w);
	bw_csaf_free(csaf);
	return 0;
}
