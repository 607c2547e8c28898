/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_format.c - how fast a format turns a file into records.
 *
 * usage: bench_format FORMAT FILE	prints one JSON line
 *
 * The records are counted and dropped, so that reader and format are
 * measured and not the world. A file of ten million stakes: gen_stakes.
 */
#include "formats/formats.h"

struct counts {
	uint64_t records, reports;
};

static int
on_party(void *ctx, const struct bw_party_rec *r, struct bw_err *err)
{
	(void)r;
	(void)err;
	((struct counts *)ctx)->records++;
	return 0;
}

static int
on_stake(void *ctx, const struct bw_stake_rec *r, struct bw_err *err)
{
	(void)r;
	(void)err;
	((struct counts *)ctx)->records++;
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
	((struct counts *)ctx)->reports++;
	return 0;
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	struct counts n = { 0 };
	struct bw_sink sink = { .ctx = &n,
		.party = on_party,
		.stake = on_stake,
		.report = on_report };
	const struct bw_format *format;
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	double begin = seconds(), spent;

	if (argc != 3 || (format = bw_format_named(argv[1])) == NULL)
		return fprintf(stderr, "usage: bench_format FORMAT FILE\n"), 2;
	if (bw_input_open(&in, argv[2], NULL, &err) < 0 ||
	    format->read(in, &sink, &err) < 0) {
		fprintf(stderr, "%s\n", err.what);
		bw_input_free(in);
		return 1;
	}
	spent = seconds() - begin;
	printf("{\"format\": \"%s\", \"bytes\": %llu, \"records\": %llu, "
	       "\"reports\": %llu, \"cpu_seconds\": %.3f, "
	       "\"records_per_second\": %.0f}\n",
	    format->name, (unsigned long long)bw_input_at(in),
	    (unsigned long long)n.records, (unsigned long long)n.reports, spent,
	    (double)n.records / spent);
	bw_input_free(in);
	return 0;
}
