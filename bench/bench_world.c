/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_world.c - how fast stakes go into a world and come out as columns.
 *
 *	bench_world STAKES PARTIES [FOLDER]
 *
 * Feeds made stakes between parties known by name straight into the sink (no
 * file is parsed), opens the view twice (building and mapping the snapshot),
 * asks for one name, and prints one line of JSON. Always the same rows.
 */
#include "base/progress.h"
#include "world/load.h"
#include "world/view.h"
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

struct times {
	double load, load_cpu, build, build_cpu, open, look, search;
	long load_rss, rss;
	struct bw_load_result n;
};

static long
peak_mb(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return u.ru_maxrss / 1024;
}

/* Of all threads: what other work on the machine does not change much. */
static double
cpu(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	    (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e-6;
}

static struct bw_key
key(char *to, size_t size, uint64_t i, uint64_t parties)
{
	uint64_t x = i * 2654435761u % parties;
	int n = snprintf(
	    to, size, "Company number %llu B.V.", (unsigned long long)x);

	return (struct bw_key){ BW_STR("name"), { to, (size_t)n } };
}

static int
feed(struct bw_load *l, uint64_t n, uint64_t parties, struct bw_err *err)
{
	struct bw_sink sink = bw_load_sink(l);
	struct bw_stake_rec rec = { .valid = BW_ALWAYS };
	char a[64], b[64];
	int rc = 0;

	for (uint64_t i = 0; i < n && rc == 0; i++) {
		rec.holder = key(a, sizeof(a), i, parties);
		rec.company = key(b, sizeof(b), i * 7 + 3, parties);
		rec.share = bw_share_exact((uint32_t)(i * 7919 % BW_ONE));
		rec.place = (struct bw_place){ .line = i + 2, .number = i + 1 };
		rc = sink.stake(sink.ctx, &rec, err);
	}
	return rc;
}

static int
load(struct bw_world *w, uint64_t n, uint64_t parties, struct times *t,
    struct bw_err *err)
{
	const struct bw_load_opt opt = { .name = "made",
		.format = "made",
		.whole = true,
		.bytes = n,
		.loaded_at = "2026-01-01T00:00:00Z" };
	const uint8_t sha256[32] = { 1 };
	double start = bw_clock(), used = cpu();
	struct bw_load *l;
	int rc = bw_load_begin(&l, w, &opt, err);

	if (rc != 0)
		return rc;
	rc = feed(l, n, parties, err);
	if (rc == 0)
		rc = bw_load_commit(l, sha256, &t->n, err);
	else
		bw_load_abort(l);
	t->load = bw_clock() - start;
	t->load_cpu = cpu() - used;
	t->load_rss = peak_mb();
	return rc;
}

static int
ask(struct bw_world *w, struct times *t, struct bw_err *err)
{
	uint32_t party, *many;
	struct bw_arena a;
	struct bw_view *v;
	double start = bw_clock(), used = cpu();
	size_t n;
	int rc = bw_view_open(&v, w, NULL, err);

	t->build = bw_clock() - start;
	t->build_cpu = cpu() - used;
	if (rc != 0)
		return rc;
	bw_view_close(v);
	bw_arena_init(&a, 0);
	start = bw_clock();
	rc = bw_view_open(&v, w, NULL, err);
	t->open = bw_clock() - start;
	if (rc != 0)
		return rc;
	start = bw_clock();
	rc = bw_view_party(
	    v, BW_STR("company NUMBER 77 b.v."), &a, &party, &many, &n, err);
	t->look = bw_clock() - start;
	start = bw_clock();
	if (rc == 0)
		rc = bw_view_search(
		    v, BW_STR("number 123456"), 20, &a, &many, &n, err);
	t->search = bw_clock() - start;
	t->rss = peak_mb();
	bw_view_close(v);
	bw_arena_release(&a);
	return rc;
}

int
main(int argc, char **argv)
{
	uint64_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000;
	uint64_t parties = argc > 2 ? strtoull(argv[2], NULL, 10) : 700000;
	const char *folder = argc > 3 ? argv[3] : "/tmp";
	struct bw_err err = BW_ERR_INIT;
	struct times t = { 0 };
	struct bw_world *w;
	char path[4096], snap[4200];
	struct stat world = { 0 }, cache = { 0 };
	int rc;

	snprintf(path, sizeof(path), "%s/bench_world.%ld.bwk", folder,
	    (long)getpid());
	snprintf(snap, sizeof(snap), "%s.snap", path);
	rc = bw_world_open(&w, path, BW_WORLD_WRITE, &err);
	if (rc == 0) {
		rc = load(w, n, parties, &t, &err);
		if (rc == 0)
			rc = ask(w, &t, &err);
		bw_world_close(w);
	}
	(void)stat(path, &world);
	(void)stat(snap, &cache);
	(void)unlink(path);
	(void)unlink(snap);
	if (rc != 0)
		return fprintf(stderr, "%s\n", err.what), 4;
	printf("{\"stakes\": %llu, \"parties\": %llu, \"load_s\": %.2f, "
	       "\"load_cpu_s\": %.2f, \"stakes_per_s\": %.0f, "
	       "\"load_peak_mb\": %ld, "
	       "\"world_mb\": %lld, \"snapshot_mb\": %lld, "
	       "\"build_s\": %.2f, \"build_cpu_s\": %.2f, \"open_s\": %.3f, "
	       "\"lookup_s\": %.6f, "
	       "\"search_s\": %.3f, \"peak_mb\": %ld}\n",
	    (unsigned long long)t.n.stakes, (unsigned long long)t.n.parties,
	    t.load, t.load_cpu, (double)n / t.load, t.load_rss,
	    (long long)world.st_size >> 20, (long long)cache.st_size >> 20,
	    t.build, t.build_cpu, t.open, t.look, t.search, t.rss);
	return 0;
}
