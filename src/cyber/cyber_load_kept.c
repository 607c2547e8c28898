/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyber_load_kept.c - claims and inventories to and from world.bwk.cyber.
 *
 * A head (magic, version of the layout, of which state of the world, how much
 * of everything, where each section is and its XXH3) and the sections, each at
 * a multiple of 64 bytes, as they lie in memory. Ranges hold pointers, so they
 * are packed (range.h) and read back when the file is mapped.
 */
#include "cyber/cyber_load_priv.h"
#include "base/embed.h"
#include "base/pool.h"
#include <sys/mman.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAGIC "BWKCYBR\n"
#define LAYOUT 3u
#define LARGE ((size_t)16 << 20) /* threads pay from there on */
#define ORDER 0x01020304u        /* bytes of a number the other way: not ours */

struct shape {
	size_t target; /* of the pointer, in struct cyber_kept */
	size_t count;  /* of the number of elements, in struct cyber_counts */
	size_t size;
	unsigned more;
};
#define SHAPE(to, count, more)                                  \
	{                                                       \
		offsetof(struct cyber_kept, to),                \
		    offsetof(struct cyber_counts, count),       \
		    sizeof(*((struct cyber_kept *)0)->to), more \
	}
#define TABLE(i, t)                                                      \
	SHAPE(t.slot, table[i].slots, 0), SHAPE(t.start, table[i].n, 1), \
	    SHAPE(t.text, table[i].bytes, 0)
static const struct shape shapes[] = {
	TABLE(0, c.claims.names),
	TABLE(1, c.claims.problems),
	TABLE(2, c.claims.texts),
	TABLE(3, c.claims.aliases),
	TABLE(4, c.estate.names),
	TABLE(5, c.estate.texts),
	SHAPE(c.claims.rule, rule, 0),
	SHAPE(c.claims.at, by_name, 1),
	SHAPE(c.claims.advisory, advisory, 0),
	SHAPE(c.claims.by_advisory, rule, 0),
	SHAPE(c.claims.where, where, 0),
	SHAPE(c.claims.where_name, where_name, 0),
	SHAPE(c.claims.rating, rating, 0),
	SHAPE(c.claims.rating_at, by_problem, 1),
	SHAPE(c.claims.alias, alias, 0),
	SHAPE(ranges.at, range, 1),
	SHAPE(ranges.bytes, range_bytes, 0),
	SHAPE(c.estate.package, package, 0),
	SHAPE(c.estate.name, name, 0),
	SHAPE(c.estate.host_at, host, 1),
	SHAPE(c.estate.on_host, on_host, 0),
	SHAPE(c.estate.where_at, package, 1),
	SHAPE(c.estate.where, on_host, 0),
	SHAPE(c.estate.called_at, by_called, 1),
	SHAPE(c.estate.called, called, 0),
	SHAPE(c.estate.host_row, host, 0),
	SHAPE(c.estate.host_system, host, 0),
	SHAPE(host, host, 0),
};
#define SECTIONS BW_LEN(shapes)

struct place {
	uint64_t at, bytes, xxh3;
};
struct head {
	char magic[8];
	uint32_t layout, order;
	struct bw_kept_state state;
	struct bw_told_mark mark;
	uint64_t rules; /* those by which names were given */
	struct cyber_counts n;
	struct place section[SECTIONS];
	uint64_t xxh3; /* of all above */
};

static uint64_t
rules_digest(void)
{
	return bw_hash(bw_embed("rules/cyber/names.yaml")) ^
	    bw_hash(bw_embed("reference/cyber/kin.csv")) * 31;
}

static void **
target(struct cyber_kept *k, size_t i)
{
	return (void **)((char *)k + shapes[i].target);
}

static uint64_t
expected(const struct cyber_counts *n, size_t i)
{
	uint64_t count;

	memcpy(&count, (const char *)n + shapes[i].count, sizeof(count));
	return (count + shapes[i].more) * shapes[i].size;
}

/* ---- to the file ---- */

static struct cyber_counts
counts_of(const struct bw_cyber *cy, const struct bw_buf *ranges)
{
	const struct bw_claims *c = &cy->claims;
	const struct bw_estate *e = &cy->estate;
	const struct bw_intern *t[CYBER_TABLES] = { &c->names, &c->problems,
		&c->texts, &c->aliases, &e->names, &e->texts };
	struct cyber_counts n = { .rule = c->n_rule,
		.range = c->n_range,
		.range_bytes = ranges->n,
		.advisory = c->n_advisory,
		.where = c->n_where,
		.where_name = c->n_where_name,
		.claim = c->n_claim,
		.rating = c->n_rating,
		.alias = c->n_alias,
		.holds = c->n_holds,
		.withdrawn = c->n_withdrawn,
		.package = e->n_package,
		.name = e->n_name,
		.host = e->n_host,
		.on_host = e->n_where,
		.called = e->n_called,
		.by_name = c->names.n,
		.by_problem = c->problems.n,
		.by_called = e->names.n };

	memcpy(n.count, c->count, sizeof(n.count));
	for (size_t i = 0; i < CYBER_TABLES; i++) {
		n.table[i].n = t[i]->n;
		n.table[i].slots = t[i]->mask == 0 ? 0 : t[i]->mask + 1;
		n.table[i].bytes = t[i]->text_n;
		n.table[i].seed = t[i]->seed;
	}
	return n;
}

/* What is not in the form in which it is kept. */
static bool
pack(const struct bw_cyber *c, struct cyber_kept *k, struct bw_buf *ranges)
{
	k->ranges.at = bw_calloc(c->claims.n_range + 1u, sizeof(uint64_t));
	k->host = bw_calloc(c->estate.n_host + 1u, sizeof(*k->host));
	if (k->ranges.at == NULL || k->host == NULL)
		return false;
	for (uint32_t i = 0; i < c->claims.n_range; i++) {
		bw_range_pack(ranges, &c->claims.range[i]);
		k->ranges.at[i + 1] = ranges->n;
	}
	for (uint32_t i = 0; i < c->estate.n_host; i++) {
		const struct bw_cyber_host *h = &c->host[i];

		k->host[i] = (struct cyber_host){ h->row, h->owner, h->load,
			{ h->name_id, h->exposure_id, h->importance_id,
			    h->distro_id },
			0 };
	}
	k->ranges.bytes = ranges->p;
	return bw_buf_check(ranges, NULL) == 0;
}

static bool
write_all(const char *path, const char *world_path, struct head *h,
    struct cyber_kept *k)
{
	/* An empty table has no offsets at all. */
	static uint64_t none;
	struct bw_kept_part part[SECTIONS + 1];
	uint64_t at = bw_kept_aligned(sizeof(*h));

	for (size_t i = 0; i < SECTIONS; i++) {
		uint64_t n = expected(&h->n, i);
		void **v = target(k, i);

		if (*v == NULL)
			*v = &none;
		h->section[i] =
		    (struct place){ at, n, XXH3_64bits(*v, (size_t)n) };
		part[i + 1] = (struct bw_kept_part){ *v, n };
		at += bw_kept_aligned(n);
	}
	h->xxh3 = XXH3_64bits(h, offsetof(struct head, xxh3));
	part[0] = (struct bw_kept_part){ h, sizeof(*h) };
	return bw_kept_write(path, world_path, part, SECTIONS + 1);
}

bool
bw_cyber_keep(const struct bw_cyber *c, const char *path,
    const char *world_path, const struct bw_kept_state *state,
    const struct bw_told_mark *mark)
{
	struct cyber_kept k = { .c = *c };
	struct bw_buf ranges = { 0 };
	struct head h = { .magic = MAGIC,
		.layout = LAYOUT,
		.order = ORDER,
		.state = *state,
		.mark = *mark,
		.rules = rules_digest() };
	bool good;

	BW_ASSERT(c->under == NULL);
	good = pack(c, &k, &ranges);
	h.n = counts_of(c, &ranges);
	good = good && write_all(path, world_path, &h, &k);
	bw_free(k.ranges.at);
	bw_free(k.host);
	bw_buf_release(&ranges);
	return good;
}

/* ---- from the file ---- */

#define MOST (UINT64_C(1) << 40) /* no size overflows below that */

static bool
counts_fit(const struct cyber_counts *n)
{
	const uint64_t *v = (const uint64_t *)(const void *)n;

	for (size_t i = 0; i < CYBER_TABLES; i++) {
		uint64_t slots = n->table[i].slots;

		if (n->table[i].n >= BW_NONE || slots > MOST ||
		    n->table[i].bytes > MOST || (slots & (slots - 1)) != 0 ||
		    slots == 1)
			return false;
	}
	/* Numbers are of 32 bits, but for bytes and what they count. */
	for (size_t i = offsetof(struct cyber_counts, rule) / sizeof(*v);
	     i < sizeof(*n) / sizeof(*v); i++)
		if (v[i] > MOST)
			return false;
	return n->rule < BW_NONE && n->range < BW_NONE &&
	    n->advisory < BW_NONE && n->where < BW_NONE &&
	    n->where_name < BW_NONE && n->claim < BW_NONE &&
	    n->rating < BW_NONE && n->package < BW_NONE && n->name < BW_NONE &&
	    n->host < BW_NONE && n->holds < BW_NONE && n->withdrawn < BW_NONE &&
	    n->by_name == n->table[0].n && n->by_problem == n->table[1].n &&
	    n->by_called == n->table[4].n;
}

/* Head and sizes. */
static const char *
check_head(const struct head *h, size_t n)
{
	if (memcmp(h->magic, MAGIC, 8) != 0)
		return "no kept columns";
	if (h->layout != LAYOUT || h->order != ORDER ||
	    h->rules != rules_digest())
		return "another layout, or other rules";
	if (h->xxh3 != XXH3_64bits(h, offsetof(struct head, xxh3)))
		return "damaged head";
	if (!counts_fit(&h->n))
		return "too large";
	for (size_t i = 0; i < SECTIONS; i++) {
		const struct place *p = &h->section[i];

		if (p->at % BW_KEPT_ALIGN != 0 || p->at > n ||
		    p->bytes > n - p->at)
			return "a section outside the file";
		if (p->bytes != expected(&h->n, i))
			return "a section of the wrong size";
	}
	return NULL;
}

/* The sums, then the sense, shared out over threads. */
struct checking {
	struct cyber_kept *k;
	const struct head *h;
};

static int
check(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	const struct checking *c = ctx;
	const struct place *p;

	(void)chunk, (void)end, (void)worker;
	if (begin >= SECTIONS)
		return cyber_kept_sense(c->k, (unsigned)(begin - SECTIONS))
		    ? 0
		    : BW_EFORMAT;
	p = &c->h->section[begin];
	return XXH3_64bits((const char *)c->h + p->at, (size_t)p->bytes) ==
		p->xxh3
	    ? 0
	    : BW_EFORMAT;
}

static bool
check_all(struct cyber_kept *k, const struct head *h, size_t bytes)
{
	struct checking c = { k, h };
	struct bw_pool *pool = NULL;
	bool good;

	if (bytes > LARGE && bw_pool_new(&pool, 0, NULL) != 0)
		pool = NULL;
	good = bw_pool_run(pool, SECTIONS + CYBER_SENSES, 1, check, &c) == 0;
	bw_pool_free(pool);
	return good;
}

static void
take_tables(struct bw_cyber *c, const struct cyber_counts *n)
{
	struct bw_intern *t[CYBER_TABLES] = { &c->claims.names,
		&c->claims.problems, &c->claims.texts, &c->claims.aliases,
		&c->estate.names, &c->estate.texts };

	for (size_t i = 0; i < CYBER_TABLES; i++) {
		t[i]->n = (size_t)n->table[i].n;
		t[i]->mask =
		    n->table[i].slots == 0 ? 0 : (size_t)n->table[i].slots - 1;
		t[i]->text_n = (size_t)n->table[i].bytes;
		t[i]->seed = n->table[i].seed;
		t[i]->borrowed = true;
	}
}

static void
take_counts(struct bw_cyber *cy, const struct cyber_counts *n)
{
	struct bw_claims *c = &cy->claims;
	struct bw_estate *e = &cy->estate;

	c->n_rule = (uint32_t)n->rule;
	c->n_range = (uint32_t)n->range;
	c->n_advisory = (uint32_t)n->advisory;
	c->n_where = (uint32_t)n->where;
	c->n_where_name = (uint32_t)n->where_name;
	c->n_claim = (uint32_t)n->claim;
	c->n_rating = (size_t)n->rating;
	c->n_alias = (size_t)n->alias;
	c->n_holds = (uint32_t)n->holds;
	c->n_withdrawn = (uint32_t)n->withdrawn;
	memcpy(c->count, n->count, sizeof(c->count));
	e->n_package = (uint32_t)n->package;
	e->n_name = (uint32_t)n->name;
	e->n_host = (uint32_t)n->host;
	e->n_where = n->on_host;
	e->n_called = n->called;
	c->mapped = e->mapped = true;
}

static bool
unpack_ranges(struct bw_claims *c, const struct cyber_ranges *r)
{
	c->range = BW_ARENA_ARRAY(&c->arena, struct bw_range, c->n_range + 1u);
	if (c->range == NULL)
		return false;
	for (uint32_t i = 0; i < c->n_range; i++) {
		struct bw_str bytes = { r->bytes + r->at[i],
			(size_t)(r->at[i + 1] - r->at[i]) };

		if (bw_range_unpack(&c->range[i], bytes, &c->arena, NULL) != 0)
			return false;
	}
	return true;
}

/* A rule about one version has a range that tells it. */
static bool
versions_told(const struct bw_claims *c)
{
	for (uint32_t i = 0; i < c->n_rule; i++) {
		const struct bw_rule *r = &c->rule[i];

		if (r->form == BW_RULE_VERSION &&
		    (r->range == BW_NONE || c->range[r->range].n_alt == 0 ||
			c->range[r->range].alt[0].n == 0))
			return false;
	}
	return true;
}

static bool
unpack_hosts(struct bw_cyber *c, const struct cyber_host *host)
{
	c->host = bw_calloc(c->estate.n_host + 1u, sizeof(*c->host));
	if (c->host == NULL)
		return false;
	for (uint32_t i = 0; i < c->estate.n_host; i++)
		c->host[i] = (struct bw_cyber_host){ .row = host[i].row,
			.owner = host[i].owner,
			.load = host[i].load,
			.name_id = host[i].text[0],
			.exposure_id = host[i].text[1],
			.importance_id = host[i].text[2],
			.distro_id = host[i].text[3] };
	bw_cyber_host_texts(c, 0);
	return true;
}

static const char *
take(struct cyber_kept *k, const struct head *h, size_t bytes)
{
	const char *why = check_head(h, bytes);

	if (why != NULL)
		return why;
	for (size_t i = 0; i < SECTIONS; i++)
		*target(k, i) = (char *)(uintptr_t)h + h->section[i].at;
	take_tables(&k->c, &h->n);
	take_counts(&k->c, &h->n);
	k->n = h->n;
	if (!check_all(k, h, bytes))
		return "damaged";
	if (!unpack_ranges(&k->c.claims, &k->ranges) ||
	    !versions_told(&k->c.claims))
		return "ranges that are none";
	return unpack_hosts(&k->c, k->host) ? NULL : "no memory";
}

const char *
bw_cyber_map(struct bw_cyber *c, const char *path, struct bw_kept_state *state,
    struct bw_told_mark *mark)
{
	struct cyber_kept k = { .c = *c };
	const char *why;
	size_t bytes;
	void *map = bw_kept_map(path, sizeof(struct head), &bytes, &why);
	const struct head *h = map;

	if (map == NULL)
		return why;
	(void)madvise(map, bytes, MADV_WILLNEED);
	why = take(&k, h, bytes);
	if (why != NULL) {
		bw_arena_release(&k.c.claims.arena);
		bw_free(k.c.host);
		(void)munmap(map, bytes);
		return why;
	}
	*c = k.c;
	c->map = map;
	c->map_bytes = bytes;
	*state = h->state;
	*mark = h->mark;
	return NULL;
}
