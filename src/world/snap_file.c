/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * snap_file.c - columns to and from world.bwk.snap.
 *
 * A head (magic, version of the layout, the world it was made from, where
 * each section is and its XXH3) and then the sections, each at a multiple of
 * 64 bytes, as they lie in memory. The file is a cache: whatever is not right
 * in it makes it be built again, and no content of it, made by accident or on
 * purpose, may lead outside the columns: every number that is used as an
 * index is checked here once, so that nobody has to do so later.
 */
#include "world/snap.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/pool.h"
#include "world/kept.h"
#include <sys/mman.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAGIC "BWKSNAP\n"
#define LAYOUT 1u
#define ORDER 0x01020304u /* bytes of a number the other way: not ours */
#define ALIGN BW_KEPT_ALIGN
#define LARGE ((size_t)1 << 28)

struct place {
	uint64_t at, bytes, xxh3;
};
struct head {
	char magic[8];
	uint32_t layout, order;
	uint64_t world;      /* version of the world */
	char world_hash[64]; /* last link of its audit trail */
	uint64_t n[BW_SNAP_COUNTS];
	struct place section[BW_SNAP_SECTIONS];
	uint64_t xxh3; /* of all above */
};

static uint64_t
expected(const uint64_t *n, enum bw_snap_section i)
{
	const struct bw_snap_shape *shape = &bw_snap_shape[i];

	return (n[shape->count] + shape->more) * shape->size;
}

/* Head and sizes. */
static const char *
check_head(const struct head *h, size_t n, const struct bw_audit_head *world)
{
	const struct place *p;

	if (n < sizeof(*h) || memcmp(h->magic, MAGIC, 8) != 0)
		return "no snapshot";
	if (h->layout != LAYOUT || h->order != ORDER)
		return "another layout";
	if (h->xxh3 != XXH3_64bits(h, offsetof(struct head, xxh3)))
		return "damaged head";
	if (world != NULL &&
	    (h->world != world->seq ||
		memcmp(h->world_hash, world->hash, 64) != 0))
		return "of another version of the world";
	for (int i = 0; i < BW_SNAP_COUNTS; i++)
		if (h->n[i] >= UINT32_MAX)
			return "too large";
	for (int i = 0; i < BW_SNAP_SECTIONS; i++) {
		p = &h->section[i];
		if (p->at % ALIGN != 0 || p->at > n || p->bytes > n - p->at)
			return "a section outside the file";
		if (bw_snap_shape[i].count != BW_N_BYTES &&
		    p->bytes != expected(h->n, (enum bw_snap_section)i))
			return "a section of the wrong size";
	}
	return NULL;
}

static bool
below8(const uint8_t *v, uint64_t n, unsigned limit)
{
	bool good = true;

	for (uint64_t i = 0; i < n; i++)
		good &= v[i] < limit;
	return good;
}

static bool
shares(const struct bw_snap *s)
{
	const uint32_t *lo = bw_snap_u32(s, BW_S_LO);
	const uint32_t *hi = bw_snap_u32(s, BW_S_HI);
	const uint8_t *open = s->at[BW_S_OPEN];
	bool good = true;

	for (uint64_t i = 0; i < s->n[BW_N_STAKE]; i++)
		good &= (lo[i] <= hi[i]) & (hi[i] <= BW_ONE) &
		    ((lo[i] < hi[i]) | (open[i] == 0));
	return good;
}

/* Stakes in at[c] .. at[c + 1] are in c; those in out are of h. */
static bool
sorted(const struct bw_snap *s)
{
	const uint32_t *at = bw_snap_u32(s, BW_S_AT);
	const uint32_t *company = bw_snap_u32(s, BW_S_COMPANY);
	uint64_t parties = s->n[BW_N_PARTY];
	bool good = true;

	for (uint64_t c = 0; c < parties; c++)
		for (uint32_t i = at[c]; i < at[c + 1]; i++)
			good &= company[i] == c;
	return good;
}

static bool
sorted_out(const struct bw_snap *s)
{
	const uint32_t *at = bw_snap_u32(s, BW_S_OUT_AT);
	const uint32_t *out = bw_snap_u32(s, BW_S_OUT);
	const uint32_t *holder = bw_snap_u32(s, BW_S_HOLDER);
	uint64_t parties = s->n[BW_N_PARTY];
	bool good = true;

	for (uint64_t h = 0; h < parties; h++)
		for (uint32_t i = at[h]; i < at[h + 1]; i++)
			good &= holder[out[i]] == h;
	return good;
}

static bool
dense(const struct bw_snap *s)
{
	const uint32_t *d = bw_snap_u32(s, BW_S_DENSE);
	bool good = true;

	for (uint64_t i = 0; i <= s->n[BW_N_ROW]; i++)
		good &= (d[i] < s->n[BW_N_PARTY]) | (d[i] == BW_NONE);
	return good;
}

/* Entries end with a line feed, so none is empty. */
static bool
entries(
    const struct bw_snap *s, enum bw_snap_section at, enum bw_snap_count count)
{
	const uint64_t *o = bw_snap_u64(s, at);
	const char *text = s->at[at + 1];
	uint64_t n = s->n[count];
	bool good = true;

	if (!bw_kept_rises64(o, n, s->bytes[at + 1]) ||
	    !bw_kept_below(bw_snap_u32(s, at + 2), n, s->n[BW_N_PARTY]) ||
	    !bw_kept_below(bw_snap_u32(s, at + 4), n, n))
		return false;
	for (uint64_t i = 0; i < n && good; i++)
		good = o[i] < o[i + 1] && text[o[i + 1] - 1] == '\n';
	return good;
}

static bool
check_parties(const struct bw_snap *s)
{
	uint64_t n = s->n[BW_N_PARTY];

	return below8(s->at[BW_S_KIND], n, BW_PARTY_KINDS) &&
	    bw_kept_rises64(
		bw_snap_u64(s, BW_S_NAME_AT), n, s->bytes[BW_S_NAMES]) &&
	    dense(s) &&
	    bw_kept_below(bw_snap_u32(s, BW_S_MORE_PARTY), s->n[BW_N_MORE], n);
}

static bool
check_stakes(const struct bw_snap *s)
{
	uint64_t n = s->n[BW_N_STAKE], parties = s->n[BW_N_PARTY];

	return bw_kept_below(bw_snap_u32(s, BW_S_HOLDER), n, parties) &&
	    below8(s->at[BW_S_NATURE], n, BW_NATURES) &&
	    below8(s->at[BW_S_OPEN], n, 4) && shares(s) &&
	    bw_kept_rises32(bw_snap_u32(s, BW_S_AT), parties, n) && sorted(s) &&
	    bw_kept_below(bw_snap_u32(s, BW_S_OUT), n, n) &&
	    bw_kept_rises32(bw_snap_u32(s, BW_S_OUT_AT), parties, n) &&
	    sorted_out(s);
}

/* All checks, to be shared out over threads: the sums, then the sense. */
enum {
	SENSE_PARTIES = BW_SNAP_SECTIONS,
	SENSE_STAKES,
	SENSE_FIND,
	SENSE_IDS,
	CHECKS
};

struct checking {
	const struct bw_snap *s;
	const struct head *h;
};

static int
check(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	const struct checking *c = ctx;
	bool good;

	(void)chunk;
	(void)end;
	(void)worker;
	if (begin < BW_SNAP_SECTIONS)
		good =
		    XXH3_64bits(c->s->at[begin], (size_t)c->s->bytes[begin]) ==
		    c->h->section[begin].xxh3;
	else if (begin == SENSE_PARTIES)
		good = check_parties(c->s);
	else if (begin == SENSE_STAKES)
		good = check_stakes(c->s);
	else if (begin == SENSE_FIND)
		good = entries(c->s, BW_S_FIND_AT, BW_N_FIND);
	else
		good = entries(c->s, BW_S_ID_AT, BW_N_ID);
	return good ? 0 : BW_EFORMAT;
}

/* Threads pay from some megabytes on. */
static bool
check_all(struct checking *c, size_t bytes)
{
	struct bw_pool *pool = NULL;
	bool good;

	if (bytes > 16u << 20 && bw_pool_new(&pool, 0, NULL) != 0)
		pool = NULL;
	good = bw_pool_run(pool, CHECKS, 1, check, c) == 0;
	bw_pool_free(pool);
	return good;
}

bool
bw_snap_read(struct bw_snap *s, const void *bytes, size_t n,
    const struct bw_audit_head *world, const char **why)
{
	const struct head *h = bytes;
	struct checking c = { s, h };

	*s = (struct bw_snap){ 0 };
	*why = check_head(h, n, world);
	if (*why != NULL)
		return false;
	memcpy(s->n, h->n, sizeof(s->n));
	for (int i = 0; i < BW_SNAP_SECTIONS; i++) {
		s->at[i] = (const char *)bytes + h->section[i].at;
		s->bytes[i] = h->section[i].bytes;
	}
	if (!check_all(&c, n))
		*why = "damaged";
	return *why == NULL;
}

bool
bw_snap_map(struct bw_snap *s, const char *path,
    const struct bw_audit_head *world, const char **why)
{
	size_t bytes;
	void *map = bw_kept_map(path, sizeof(struct head), &bytes, why);

	*s = (struct bw_snap){ 0 };
	if (map == NULL)
		return false;
	if (!bw_snap_read(s, map, bytes, world, why)) {
		munmap(map, bytes);
		*s = (struct bw_snap){ 0 };
		return false;
	}
	/* All of it was just read; few questions need all of it. What they need
	 * comes back from the cache of the system. */
	if (bytes > LARGE)
		(void)madvise(map, bytes, MADV_DONTNEED);
	s->map = map;
	s->map_bytes = bytes;
	return true;
}

void
bw_snap_release(struct bw_snap *s)
{
	for (int i = 0; i < BW_SNAP_SECTIONS; i++)
		bw_free(s->own[i]);
	if (s->map != NULL)
		munmap(s->map, s->map_bytes);
	*s = (struct bw_snap){ 0 };
}

static void
fill_head(
    struct head *h, const struct bw_snap *s, const struct bw_audit_head *world)
{
	uint64_t at = bw_kept_aligned(sizeof(*h));

	memset(h, 0, sizeof(*h));
	memcpy(h->magic, MAGIC, 8);
	h->layout = LAYOUT;
	h->order = ORDER;
	h->world = world->seq;
	memcpy(h->world_hash, world->hash, 64);
	memcpy(h->n, s->n, sizeof(h->n));
	for (int i = 0; i < BW_SNAP_SECTIONS; i++) {
		h->section[i] = (struct place){ at, s->bytes[i],
			XXH3_64bits(s->at[i], (size_t)s->bytes[i]) };
		at = bw_kept_aligned(at + s->bytes[i]);
	}
	h->xxh3 = XXH3_64bits(h, offsetof(struct head, xxh3));
}

bool
bw_snap_write(const struct bw_snap *s, const char *path, const char *world_path,
    const struct bw_audit_head *world)
{
	struct bw_kept_part part[1 + BW_SNAP_SECTIONS];
	struct head h;

	fill_head(&h, s, world);
	part[0] = (struct bw_kept_part){ &h, sizeof(h) };
	for (int i = 0; i < BW_SNAP_SECTIONS; i++)
		part[1 + i] = (struct bw_kept_part){ s->at[i], s->bytes[i] };
	return bw_kept_write(path, world_path, part, BW_LEN(part));
}
