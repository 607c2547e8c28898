/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_build.c - rows in the order of a file become columns by product.
 *
 * First each block counts how many rows of which group it has (in parallel);
 * from the counts follows where every row goes, without comparing rows; then
 * each group is put in order of importer and exporter by itself. All steps
 * are stable, so the result does not depend on threads.
 */
#include "supply/trade.h"
#include "base/mem.h"
#include "base/vec.h"

#define KG_BITS 56
#define KG_UNTOLD (((uint64_t)1 << KG_BITS) - 1)
#define GROUPS 16u /* of one piece of work */
#define FEW 64u    /* rows that a simpler sort is quicker for */

struct slim { /* a row within its group */
	uint64_t value, kg_part;
	uint32_t line;
	uint16_t importer, exporter;
};
_Static_assert(sizeof(struct slim) == 24, "rows are many");

struct block {
	struct bw_trade_row *row;
	size_t n;
	uint64_t first_line;
	uint64_t *key; /* of the groups in it, as first met */
	uint32_t *count, n_key;
};
struct event {
	uint32_t line, first;
	const char *rule;
};
struct events {
	struct event *v;
	size_t n, cap;
};
struct bw_trade_build {
	BW_VEC(struct block) block;
	uint64_t n;
	char currency[4];
	bool parts;
	/* while ending */
	uint64_t *key; /* of the groups, sorted */
	uint32_t n_group;
	uint32_t *first, *kept;           /* per group: first row, rows kept */
	uint32_t *large_value, *large_kg; /* per group, then where they begin */
	struct slim *row, *scratch;
	size_t widest;
	struct events *event;      /* per piece of work */
	bool (*used)[BW_AREA_MAX]; /* areas, per thread */
	uint16_t local[BW_AREA_MAX];
	struct bw_trade_cols *out;
	struct bw_trade_group *group;
	uint16_t *importer, *exporter;
	uint32_t *value, *kg, *line;
	struct bw_trade_large *values, *kgs;
};

int
bw_trade_build_new(struct bw_trade_build **out, struct bw_err *err)
{
	*out = bw_calloc(1, sizeof(**out));
	return *out != NULL ? 0 : bw_fail(err, BW_ENOMEM, "no memory to load");
}

static size_t
works(const struct bw_trade_build *b)
{
	return (b->n_group + GROUPS - 1) / GROUPS;
}

void
bw_trade_build_free(struct bw_trade_build *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < b->block.n; i++) {
		bw_free(b->block.v[i].row);
		bw_free(b->block.v[i].key);
		bw_free(b->block.v[i].count);
	}
	for (size_t i = 0; b->event != NULL && i < works(b); i++)
		bw_vec_release(&b->event[i]);
	bw_vec_release(&b->block);
	bw_free(b->event);
	bw_free(b->key);
	bw_free(b->first);
	bw_free(b->kept);
	bw_free(b->large_value);
	bw_free(b->large_kg);
	bw_free(b->row);
	bw_free(b->scratch);
	bw_free(b->used);
	bw_free(b);
}

static int
no_memory(uint64_t n, struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for %llu rows of trade",
	    (unsigned long long)n);
}

int
bw_trade_build_add(
    struct bw_trade_build *b, struct bw_trade_block *from, struct bw_err *err)
{
	struct block one = { .n = from->n, .first_line = from->first_line };
	struct bw_trade_row *tight;

	if (from->n == 0)
		return 0;
	snprintf(b->currency, sizeof(b->currency), "%s", from->currency);
	b->parts = from->parts;
	if (b->n + from->n >= UINT32_MAX ||
	    from->first_line >= UINT32_MAX - UINT32_MAX / 8)
		return bw_fail(err, BW_ELIMIT,
		    "more than four billion rows in one file: divide it");
	if (!bw_vec_room(&b->block, 1))
		return no_memory(b->n, err);
	tight = bw_realloc(from->row, from->n, sizeof(*tight));
	one.row = tight != NULL ? tight : from->row;
	from->row = NULL;
	b->block.v[b->block.n++] = one;
	b->n += one.n;
	return 0;
}

/* ---- groups --------------------------------------------------------------
 */
static uint64_t
key_of(const struct bw_trade_row *r)
{
	return (uint64_t)r->product << 32 | (uint64_t)r->year << 16 |
	    bw_trade_month(r) << 8 | r->how;
}

struct table {          /* key -> number, as first met */
	uint32_t *slot; /* number + 1, 0 free */
	size_t mask;
	BW_VEC(uint64_t) key;
};

static size_t
spot(uint64_t key, size_t mask)
{
	/* What differs is in the upper half and the lowest bits. */
	key = (key ^ key >> 33) * 0xff51afd7ed558ccdu;
	return (size_t)(key ^ key >> 32) & mask;
}

static bool
grow(struct table *t)
{
	size_t size = t->mask == 0 ? 1024 : (t->mask + 1) * 2;
	uint32_t *slot = bw_calloc(size, sizeof(*slot));

	if (slot == NULL)
		return false;
	for (size_t i = 0; i < t->key.n; i++) {
		size_t at = spot(t->key.v[i], size - 1);

		while (slot[at] != 0)
			at = (at + 1) & (size - 1);
		slot[at] = (uint32_t)i + 1;
	}
	bw_free(t->slot);
	t->slot = slot;
	t->mask = size - 1;
	return true;
}

static inline bool
number(struct table *t, uint64_t key, uint32_t *out)
{
	size_t at;

	if (t->key.n * 2 >= t->mask && !grow(t))
		return false;
	for (at = spot(key, t->mask); t->slot[at] != 0; at = (at + 1) & t->mask)
		if (t->key.v[t->slot[at] - 1] == key) {
			*out = t->slot[at] - 1;
			return true;
		}
	*out = (uint32_t)t->key.n;
	if (!bw_vec_push(&t->key, key))
		return false;
	t->slot[at] = *out + 1;
	return true;
}

static void
forget(struct table *t)
{
	bw_free(t->slot);
	bw_vec_release(&t->key);
}

/* The number of its group within the block takes the place of the product. */
static int
count_block(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct bw_trade_build *b = ctx;
	struct block *k = &b->block.v[chunk];
	struct table t = { 0 };
	uint64_t last = 0;
	uint32_t is = 0;

	(void)begin;
	(void)end;
	(void)worker;
	for (size_t i = 0; i < k->n; i++) {
		struct bw_trade_row *r = &k->row[i];
		uint64_t key = key_of(r);

		if (key != last && !number(&t, key, &is))
			goto out;
		last = key;
		r->product = is;
		b->used[worker][r->importer] = true;
		b->used[worker][r->exporter] = true;
	}
	k->count = bw_calloc(t.key.n, sizeof(*k->count));
	if (k->count == NULL)
		goto out;
	for (size_t i = 0; i < k->n; i++)
		k->count[k->row[i].product]++;
	k->n_key = (uint32_t)t.key.n;
	k->key = t.key.v;
	bw_free(t.slot);
	return 0;
out:
	forget(&t);
	return BW_ENOMEM;
}

static int
by_key(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static uint32_t
find_key(const struct bw_trade_build *b, uint64_t key)
{
	uint32_t lo = 0, hi = b->n_group - 1;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (b->key[mid] < key)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* All groups of the file in order; in each block where the rows of each of its
 * groups begin (in place of their count). */
static int
place_groups(struct bw_trade_build *b, struct bw_err *err)
{
	struct table t = { 0 };
	uint32_t is = 0, at = 0, *cursor = NULL, *rank = NULL;
	int rc = 0;

	for (size_t i = 0; i < b->block.n && rc == 0; i++)
		for (uint32_t k = 0; k < b->block.v[i].n_key && rc == 0; k++)
			if (!number(&t, b->block.v[i].key[k], &is))
				rc = no_memory(b->n, err);
	b->n_group = (uint32_t)t.key.n;
	b->key = bw_alloc(t.key.n + 1, sizeof(*b->key));
	b->first = bw_calloc(t.key.n + 1, sizeof(*b->first));
	cursor = bw_alloc(t.key.n + 1, sizeof(*cursor));
	rank = bw_alloc(t.key.n + 1, sizeof(*rank));
	if (rc == 0 &&
	    (b->key == NULL || b->first == NULL || cursor == NULL ||
		rank == NULL))
		rc = no_memory(b->n, err);
	if (rc != 0)
		goto out;
	memcpy(b->key, t.key.v, t.key.n * sizeof(*b->key));
	if (t.key.n > 1)
		qsort(b->key, t.key.n, sizeof(*b->key), by_key);
	for (uint32_t i = 0; i < b->n_group; i++)
		rank[i] = find_key(b, t.key.v[i]);
	for (size_t i = 0; i < b->block.n; i++)
		for (uint32_t k = 0; k < b->block.v[i].n_key; k++) {
			(void)number(&t, b->block.v[i].key[k], &is);
			b->block.v[i].key[k] = rank[is];
			b->first[rank[is]] += b->block.v[i].count[k];
		}
	for (uint32_t i = 0; i <= b->n_group; i++) {
		uint32_t n = i < b->n_group ? b->first[i] : 0;

		b->widest = n > b->widest ? n : b->widest;
		b->first[i] = cursor[i] = at;
		at += n;
	}
	for (size_t i = 0; i < b->block.n; i++)
		for (uint32_t k = 0; k < b->block.v[i].n_key; k++) {
			uint32_t g = (uint32_t)b->block.v[i].key[k];
			uint32_t n = b->block.v[i].count[k];

			b->block.v[i].count[k] = cursor[g];
			cursor[g] += n;
		}
out:
	forget(&t);
	bw_free(cursor);
	bw_free(rank);
	return rc;
}

static int
scatter(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct bw_trade_build *b = ctx;
	struct block *k = &b->block.v[chunk];

	(void)begin;
	(void)end;
	(void)worker;
	for (size_t i = 0; i < k->n; i++) {
		const struct bw_trade_row *r = &k->row[i];
		uint64_t kg = r->kg == BW_TRADE_UNTOLD ? KG_UNTOLD : r->kg;

		b->row[k->count[r->product]++] =
		    (struct slim){ .value = r->value,
			    .kg_part =
				kg | (uint64_t)(r->month_part >> 4) << KG_BITS,
			    .line = (uint32_t)(k->first_line + r->line),
			    .importer = r->importer,
			    .exporter = r->exporter };
	}
	bw_free(k->row);
	k->row = NULL;
	return 0;
}

/* ---- within a group ------------------------------------------------------
 */
static inline uint32_t
pair(const struct slim *r)
{
	return (uint32_t)r->importer << 16 | r->exporter;
}

static void
sort_few(struct slim *r, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct slim one = r[i];
		size_t at = i;

		for (; at > 0 && pair(&r[at - 1]) > pair(&one); at--)
			r[at] = r[at - 1];
		r[at] = one;
	}
}

static void
spread(const struct slim *from, struct slim *to, size_t n, bool importer)
{
	uint32_t at[BW_AREA_MAX] = { 0 }, sum = 0;

	for (size_t i = 0; i < n; i++)
		at[importer ? from[i].importer : from[i].exporter]++;
	for (size_t i = 0; i < BW_AREA_MAX; i++) {
		uint32_t count = at[i];

		at[i] = sum;
		sum += count;
	}
	for (size_t i = 0; i < n; i++)
		to[at[importer ? from[i].importer : from[i].exporter]++] =
		    from[i];
}

/* By exporter, then by importer, each keeping the order there was. */
static void
sort(struct slim *r, struct slim *scratch, size_t n)
{
	bool done = true, exporters = true;

	for (size_t i = 1; i < n; i++) {
		done &= pair(&r[i - 1]) <= pair(&r[i]);
		exporters &= r[i - 1].exporter <= r[i].exporter;
	}
	if (done)
		return;
	if (n <= FEW) {
		sort_few(r, n);
		return;
	}
	if (!exporters) {
		spread(r, scratch, n, false);
		spread(scratch, r, n, true);
	} else {
		memcpy(scratch, r, n * sizeof(*r));
		spread(scratch, r, n, true);
	}
}

static uint64_t
kg_of(const struct slim *r)
{
	return r->kg_part & KG_UNTOLD;
}

static unsigned
part_of(const struct slim *r)
{
	return (unsigned)(r->kg_part >> KG_BITS);
}

/* More of the same flow: add it, or say what is wrong with it. */
static const char *
join(struct slim *to, const struct slim *more, bool parts, unsigned *seen)
{
	const uint64_t kg = kg_of(to), also = kg_of(more);

	if (!parts) {
		if (to->value == BW_TRADE_UNTOLD && also == KG_UNTOLD) {
			to->value = more->value;
			return NULL;
		}
		if (more->value == BW_TRADE_UNTOLD && kg == KG_UNTOLD) {
			to->kg_part |= KG_UNTOLD;
			to->kg_part &= ~KG_UNTOLD | also;
			return NULL;
		}
		return to->value == more->value && kg == also
		    ? "trade-double"
		    : "trade-conflict";
	}
	if (*seen >> part_of(more) & 1)
		return "trade-double";
	*seen |= 1u << part_of(more);
	if (more->value != BW_TRADE_UNTOLD)
		to->value = to->value == BW_TRADE_UNTOLD
		    ? more->value
		    : to->value + more->value;
	to->kg_part =
	    kg == KG_UNTOLD || also == KG_UNTOLD ? KG_UNTOLD : kg + also;
	return NULL;
}

static int
tell(
    struct events *list, const struct slim *r, uint32_t first, const char *rule)
{
	return bw_vec_push(list, (struct event){ r->line, first, rule })
	    ? 0
	    : BW_ENOMEM;
}

/* Each pair once; rows without a value go. */
static int
settle(struct bw_trade_build *b, uint32_t g, struct events *list)
{
	struct slim *r = b->row + b->first[g];
	const size_t n = b->first[g + 1] - b->first[g];
	size_t kept = 0, i = 0;

	while (i < n) {
		struct slim one = r[i];
		unsigned seen = 1u << part_of(&one);
		const char *rule = NULL;

		for (i++; i < n && pair(&r[i]) == pair(&one); i++) {
			rule = join(&one, &r[i], b->parts, &seen);
			if (rule != NULL &&
			    tell(list, &r[i], one.line, rule) != 0)
				return BW_ENOMEM;
		}
		if (one.value == BW_TRADE_UNTOLD) {
			if (tell(list, &one, 0, "trade-no-value") != 0)
				return BW_ENOMEM;
			continue;
		}
		b->large_value[g] += one.value >= BW_TRADE_LARGE;
		b->large_kg[g] +=
		    kg_of(&one) != KG_UNTOLD && kg_of(&one) >= BW_TRADE_NO_KG;
		r[kept++] = one;
	}
	b->kept[g] = (uint32_t)kept;
	return 0;
}

static int
order_groups(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct bw_trade_build *b = ctx;
	struct slim *scratch = b->scratch + worker * b->widest;

	for (size_t g = begin; g < end; g++) {
		sort(b->row + b->first[g], scratch,
		    b->first[g + 1] - b->first[g]);
		if (settle(b, (uint32_t)g, &b->event[chunk]) != 0)
			return BW_ENOMEM;
	}
	return 0;
}

/* ---- columns -------------------------------------------------------------
 */
static uint32_t
running(uint32_t *count, uint32_t n)
{
	uint32_t sum = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t one = count[i];

		count[i] = sum;
		sum += one;
	}
	return sum;
}

static int
copy_groups(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct bw_trade_build *b = ctx;

	(void)chunk;
	(void)worker;
	for (size_t g = begin; g < end; g++) {
		const struct slim *r = b->row + b->first[g];
		uint32_t at = b->group[g].first, to = b->group[g + 1].first;
		uint32_t v = b->large_value[g], k = b->large_kg[g];

		for (; at < to; at++, r++) {
			uint64_t kg = kg_of(r);

			b->importer[at] = b->local[r->importer];
			b->exporter[at] = b->local[r->exporter];
			b->line[at] = r->line;
			b->value[at] = (uint32_t)r->value;
			b->kg[at] =
			    kg == KG_UNTOLD ? BW_TRADE_NO_KG : (uint32_t)kg;
			if (r->value >= BW_TRADE_LARGE) {
				b->value[at] = BW_TRADE_LARGE;
				b->values[v++] =
				    (struct bw_trade_large){ r->value, at, 0 };
			}
			if (kg != KG_UNTOLD && kg >= BW_TRADE_NO_KG) {
				b->kg[at] = BW_TRADE_LARGE;
				b->kgs[k++] =
				    (struct bw_trade_large){ kg, at, 0 };
			}
		}
	}
	return 0;
}

static void *
take(char **at, size_t bytes)
{
	void *p = *at;

	*at += (bytes + 7) / 8 * 8;
	return p;
}

static int
make_columns(struct bw_trade_build *b, struct bw_err *err)
{
	struct bw_trade_cols *c = b->out;
	const size_t n = c->n, g = c->n_group + 1;
	size_t bytes = g * sizeof(*b->group) + c->n_area * sizeof(*c->area) +
	    n * 16 + ((size_t)c->n_large_value + c->n_large_kg) * 16 + 9 * 8;
	char *at = bw_alloc(bytes, 1);
	struct bw_trade_area *area;

	c->own = at;
	if (at == NULL)
		return no_memory(n, err);
	c->large_value = b->values = take(&at, c->n_large_value * 16);
	c->large_kg = b->kgs = take(&at, c->n_large_kg * 16);
	c->group = b->group = take(&at, g * sizeof(*b->group));
	c->value = b->value = take(&at, n * 4);
	c->kg = b->kg = take(&at, n * 4);
	c->line = b->line = take(&at, n * 4);
	c->importer = b->importer = take(&at, n * 2);
	c->exporter = b->exporter = take(&at, n * 2);
	area = take(&at, c->n_area * sizeof(*area));
	c->area = area;
	memset(area, 0, c->n_area * sizeof(*area));
	for (uint16_t i = 0; i < bw_area_count(); i++)
		if (b->local[i] != BW_AREA_NONE) {
			struct bw_str code = bw_area_get(i)->code;

			memcpy(area[b->local[i]].code, code.p,
			    code.n < 8 ? code.n : 8);
		}
	return 0;
}

static void
name_groups(struct bw_trade_build *b)
{
	uint32_t at = 0;

	for (uint32_t g = 0; g < b->n_group; g++) {
		b->group[g] =
		    (struct bw_trade_group){ (uint32_t)(b->key[g] >> 32),
			    (uint16_t)(b->key[g] >> 16),
			    (uint8_t)(b->key[g] >> 8), (uint8_t)b->key[g], at };
		at += b->kept[g];
	}
	b->group[b->n_group] = (struct bw_trade_group){ .first = at };
}

static void
number_areas(struct bw_trade_build *b, unsigned threads)
{
	memset(b->local, 0xff, sizeof(b->local));
	for (size_t i = 0; i < bw_area_count(); i++)
		for (unsigned t = 0; t < threads; t++)
			if (b->used[t][i]) {
				b->local[i] = (uint16_t)b->out->n_area++;
				break;
			}
}

/* ---- all together --------------------------------------------------------
 */
static int
by_line(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	return x->line < y->line ? -1 : x->line > y->line;
}

static int
report(const struct bw_sink *sink, const struct event *e, struct bw_err *err)
{
	struct bw_place place = { .line = e->line, .number = e->line - 1 };

	if (e->first == 0)
		return bw_sink_report(sink, BW_REPORT_SKIPPED, e->rule, &place,
		    err, "a weight without a value");
	return bw_sink_report(sink, BW_REPORT_REFUSED, e->rule, &place, err,
	    "the same flow stands in line %u%s", e->first,
	    strcmp(e->rule, "trade-double") == 0
		? ""
		: " with other numbers; that one counts");
}

static int
report_all(
    struct bw_trade_build *b, const struct bw_sink *sink, struct bw_err *err)
{
	struct events all = { 0 };
	int rc = 0;

	for (size_t i = 0; i < works(b) && rc == 0; i++) {
		if (b->event[i].n == 0)
			continue;
		if (!bw_vec_room(&all, b->event[i].n)) {
			rc = no_memory(b->n, err);
			break;
		}
		memcpy(all.v + all.n, b->event[i].v,
		    b->event[i].n * sizeof(*all.v));
		all.n += b->event[i].n;
	}
	if (all.n > 1)
		qsort(all.v, all.n, sizeof(*all.v), by_line);
	for (size_t i = 0; i < all.n && rc == 0; i++)
		rc = report(sink, &all.v[i], err);
	bw_vec_release(&all);
	return rc;
}

static int
arrange(struct bw_trade_build *b, struct bw_pool *pool, struct bw_err *err)
{
	const unsigned threads = pool == NULL ? 1 : bw_pool_threads(pool);
	int rc;

	b->used = bw_calloc(threads, sizeof(*b->used));
	if (b->used == NULL)
		return no_memory(b->n, err);
	if (bw_pool_run(pool, b->block.n, 1, count_block, b) != 0)
		return no_memory(b->n, err);
	if ((rc = place_groups(b, err)) != 0)
		return rc;
	b->row = bw_alloc(b->n + 1, sizeof(*b->row));
	b->scratch = bw_alloc(b->widest * threads + 1, sizeof(*b->scratch));
	b->kept = bw_calloc(b->n_group + 1u, sizeof(*b->kept));
	b->large_value = bw_calloc(b->n_group + 1u, sizeof(*b->large_value));
	b->large_kg = bw_calloc(b->n_group + 1u, sizeof(*b->large_kg));
	b->event = bw_calloc(works(b) + 1, sizeof(*b->event));
	if (b->row == NULL || b->scratch == NULL || b->kept == NULL ||
	    b->large_value == NULL || b->large_kg == NULL || b->event == NULL)
		return no_memory(b->n, err);
	(void)!bw_pool_run(pool, b->block.n, 1, scatter, b);
	if (bw_pool_run(pool, b->n_group, GROUPS, order_groups, b) != 0)
		return no_memory(b->n, err);
	number_areas(b, threads);
	return 0;
}

int
bw_trade_build_end(struct bw_trade_build *b, struct bw_pool *pool,
    const struct bw_sink *sink, struct bw_trade_cols *out, struct bw_err *err)
{
	int rc;

	*out = (struct bw_trade_cols){ 0 };
	b->out = out;
	memcpy(out->currency, b->currency, sizeof(out->currency));
	if ((rc = arrange(b, pool, err)) != 0 ||
	    (rc = report_all(b, sink, err)) != 0)
		return rc;
	out->n_group = b->n_group;
	for (uint32_t g = 0; g < b->n_group; g++)
		out->n += b->kept[g];
	out->n_large_value = running(b->large_value, b->n_group);
	out->n_large_kg = running(b->large_kg, b->n_group);
	if ((rc = make_columns(b, err)) != 0)
		return rc;
	name_groups(b);
	(void)!bw_pool_run(pool, b->n_group, GROUPS, copy_groups, b);
	return 0;
}
