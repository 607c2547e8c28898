/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_load_file.c - columns of trade to and from world.bwk.trade.N.
 *
 * Head and short tables have one sum, checked when the file is opened; the
 * columns have one for every piece of 65,536 rows, checked when a piece is
 * first read, so that a question about one product of a hundred million rows
 * touches kilobytes. A file made on purpose has right sums: places in the
 * table of areas are checked with each piece, starts of groups on opening.
 */
#include "base/mem.h"
#include "supply/trade_load_priv.h"
#include "world/kept.h"
#include <sys/mman.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAGIC "BWTRADE\n"
#define LAYOUT 1u
#define ORDER 0x01020304u

enum { /* sections: short ones first */
	GROUPS,
	AREAS,
	LARGE_VALUES,
	LARGE_KGS,
	SUMS,
	SHORT,
	IMPORTER = SHORT,
	EXPORTER,
	VALUE,
	KG,
	LINE,
	SECTIONS
};
static const uint8_t width[TRADE_COLUMNS] = { 2, 2, 4, 4, 4 };

struct head {
	char magic[8];
	uint32_t layout, order, load;
	uint32_t n, n_group, n_area, n_large_value, n_large_kg;
	char currency[4];
	uint8_t sha256[32];
	uint64_t at[SECTIONS + 1]; /* the last one: the end */
	uint64_t xxh3[SHORT + 1];  /* of short sections; of all above */
};

static uint32_t
pieces(uint32_t n)
{
	return (uint32_t)(((uint64_t)n + TRADE_PIECE - 1) / TRADE_PIECE);
}

static uint64_t
expected(const struct head *h, int section)
{
	switch (section) {
	case GROUPS:
		return ((uint64_t)h->n_group + 1) *
		    sizeof(struct bw_trade_group);
	case AREAS:
		return (uint64_t)h->n_area * 8;
	case LARGE_VALUES:
		return (uint64_t)h->n_large_value *
		    sizeof(struct bw_trade_large);
	case LARGE_KGS:
		return (uint64_t)h->n_large_kg * sizeof(struct bw_trade_large);
	case SUMS:
		return (uint64_t)pieces(h->n) * TRADE_COLUMNS * 8;
	default:
		return (uint64_t)h->n * width[section - SHORT];
	}
}

/* ---- writing -------------------------------------------------------------
 */
struct summing {
	const char *column[TRADE_COLUMNS];
	uint64_t *sum;
	uint32_t n, pieces;
};

static uint64_t
sum_of(const char *column, unsigned bytes, uint32_t n, uint32_t piece)
{
	size_t from = (size_t)piece * TRADE_PIECE;
	size_t rows = n - from < TRADE_PIECE ? n - from : TRADE_PIECE;

	return XXH3_64bits(column + from * bytes, rows * bytes);
}

static int
sum_piece(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct summing *s = ctx;

	(void)chunk;
	(void)worker;
	for (size_t p = begin; p < end; p++)
		for (unsigned c = 0; c < TRADE_COLUMNS; c++)
			s->sum[c * s->pieces + p] =
			    sum_of(s->column[c], width[c], s->n, (uint32_t)p);
	return 0;
}

char *
trade_path(const char *world, uint32_t load)
{
	char suffix[32];

	snprintf(suffix, sizeof(suffix), ".trade.%u", load);
	return bw_kept_path(world, suffix);
}

static void
describe(struct head *h, const struct bw_trade_cols *c, uint32_t load,
    const uint8_t sha256[32])
{
	uint64_t at = bw_kept_aligned(sizeof(*h));

	memset(h, 0, sizeof(*h));
	memcpy(h->magic, MAGIC, 8);
	h->layout = LAYOUT;
	h->order = ORDER;
	h->load = load;
	h->n = c->n;
	h->n_group = c->n_group;
	h->n_area = c->n_area;
	h->n_large_value = c->n_large_value;
	h->n_large_kg = c->n_large_kg;
	memcpy(h->currency, c->currency, sizeof(h->currency));
	memcpy(h->sha256, sha256, 32);
	for (int i = 0; i < SECTIONS; i++) {
		h->at[i] = at;
		at = bw_kept_aligned(at + expected(h, i));
	}
	h->at[SECTIONS] = at;
}

int
bw_trade_write(const struct bw_trade_cols *c, const char *world, uint32_t load,
    const uint8_t sha256[32], struct bw_pool *pool, struct bw_err *err)
{
	struct summing s = { { (const char *)c->importer,
				 (const char *)c->exporter,
				 (const char *)c->value, (const char *)c->kg,
				 (const char *)c->line },
		NULL, c->n, pieces(c->n) };
	struct bw_kept_part part[1 + SECTIONS];
	char *path = trade_path(world, load);
	const void *at[SECTIONS] = { c->group, c->area, c->large_value,
		c->large_kg, NULL, c->importer, c->exporter, c->value, c->kg,
		c->line };
	struct head h;
	int rc = 0;

	s.sum = bw_calloc((size_t)s.pieces * TRADE_COLUMNS + 1, 8);
	if (path == NULL || s.sum == NULL) {
		rc = bw_fail(err, BW_ENOMEM, "no memory to keep trade rows");
		goto out;
	}
	(void)!bw_pool_run(pool, s.pieces, 16, sum_piece, &s);
	at[SUMS] = s.sum;
	describe(&h, c, load, sha256);
	part[0] = (struct bw_kept_part){ &h, sizeof(h) };
	for (int i = 0; i < SECTIONS; i++) {
		part[1 + i] = (struct bw_kept_part){ at[i], expected(&h, i) };
		if (i < SHORT)
			h.xxh3[i] = XXH3_64bits(at[i], (size_t)expected(&h, i));
	}
	h.xxh3[SHORT] = XXH3_64bits(&h, offsetof(struct head, xxh3[SHORT]));
	if (!bw_kept_write(path, world, part, BW_LEN(part)))
		rc = bw_fail_sys(err,
		    "cannot write %s, where the rows of the file belong", path);
out:
	bw_free(s.sum);
	bw_free(path);
	return rc;
}

/* ---- reading -------------------------------------------------------------
 */
static const char *
check_head(
    const struct head *h, size_t n, uint32_t load, const uint8_t sha256[32])
{
	const char *base = (const char *)h;
	uint64_t at = bw_kept_aligned(sizeof(*h));

	if (n < sizeof(*h) || memcmp(h->magic, MAGIC, 8) != 0)
		return "holds no trade rows";
	if (h->layout != LAYOUT || h->order != ORDER)
		return "has another layout";
	if (h->xxh3[SHORT] !=
	    XXH3_64bits(h, offsetof(struct head, xxh3[SHORT])))
		return "is damaged";
	if (h->load != load ||
	    (sha256 != NULL && memcmp(h->sha256, sha256, 32) != 0))
		return "is of another file";
	if (h->n_area > BW_AREA_MAX || h->currency[3] != '\0')
		return "has another layout";
	for (int i = 0; i < SECTIONS; i++) {
		if (h->at[i] != at || at > n || expected(h, i) > n - at)
			return "is too short";
		at = bw_kept_aligned(at + expected(h, i));
	}
	for (int i = 0; i < SHORT; i++)
		if (h->xxh3[i] !=
		    XXH3_64bits(base + h->at[i], (size_t)expected(h, i)))
			return "is damaged";
	return NULL;
}

static bool
rising(const struct bw_trade_large *list, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++)
		if (list[i - 1].row >= list[i].row)
			return false;
	for (uint32_t i = 0; i < n; i++)
		if (list[i].amount > 16 * (uint64_t)BW_TRADE_MOST)
			return false;
	return true;
}

/* Groups in order, their rows one after the other, and known as such. */
static bool
makes_sense(const struct bw_trade_cols *c)
{
	if (c->group[0].first != 0 || c->group[c->n_group].first != c->n)
		return false;
	for (uint32_t i = 0; i < c->n_group; i++) {
		const struct bw_trade_group *g = &c->group[i];

		if (g->first > g[1].first || g->month > 12 ||
		    g->how % 4 >= BW_TRADE_SIDES || g->how / 4 >= BW_EDITIONS ||
		    (i > 0 && g[-1].product > g->product))
			return false;
	}
	return rising(c->large_value, c->n_large_value) &&
	    rising(c->large_kg, c->n_large_kg);
}

bool
trade_show(struct bw_trade_file *f, const void *bytes, size_t n, uint32_t load,
    const uint8_t sha256[32], const char **why)
{
	const struct head *h = bytes;
	const char *base = bytes;

	if ((*why = check_head(h, n, load, sha256)) != NULL)
		return false;
	f->c = (struct bw_trade_cols){ .n = h->n,
		.n_group = h->n_group,
		.n_area = h->n_area,
		.n_large_value = h->n_large_value,
		.n_large_kg = h->n_large_kg,
		.group = (const void *)(base + h->at[GROUPS]),
		.area = (const void *)(base + h->at[AREAS]),
		.large_value = (const void *)(base + h->at[LARGE_VALUES]),
		.large_kg = (const void *)(base + h->at[LARGE_KGS]),
		.importer = (const void *)(base + h->at[IMPORTER]),
		.exporter = (const void *)(base + h->at[EXPORTER]),
		.value = (const void *)(base + h->at[VALUE]),
		.kg = (const void *)(base + h->at[KG]),
		.line = (const void *)(base + h->at[LINE]) };
	memcpy(f->c.currency, h->currency, sizeof(f->c.currency));
	f->sum = (const void *)(base + h->at[SUMS]);
	if (!makes_sense(&f->c)) {
		*why = "holds no trade rows";
		return false;
	}
	return true;
}

static bool
piece_is_right(const struct bw_trade_file *f, unsigned column, uint32_t piece)
{
	const struct bw_trade_cols *c = &f->c;
	const void *const all[] = { c->importer, c->exporter, c->value, c->kg,
		c->line };
	const uint32_t from = piece * TRADE_PIECE;
	const uint32_t to =
	    c->n - from < TRADE_PIECE ? c->n : from + TRADE_PIECE;
	bool good = f->sum[column * pieces(c->n) + piece] ==
	    sum_of(all[column], width[column], c->n, piece);

	for (uint32_t i = from; column == TRADE_IMPORTER && i < to; i++)
		good &= c->importer[i] < c->n_area;
	for (uint32_t i = from; column == TRADE_EXPORTER && i < to; i++)
		good &= c->exporter[i] < c->n_area;
	return good;
}

bool
trade_check(
    struct bw_trade_file *f, uint32_t from, uint32_t end, unsigned columns)
{
	if (from >= end)
		return true;
	for (uint32_t p = from / TRADE_PIECE; p <= (end - 1) / TRADE_PIECE;
	     p++) {
		/* Threads may look at one piece at once: both find the same. */
		uint8_t done =
		    __atomic_load_n(&f->checked[p], __ATOMIC_RELAXED);

		for (unsigned c = 0; c < TRADE_COLUMNS; c++)
			if ((columns & ~(unsigned)done & 1u << c) != 0 &&
			    !piece_is_right(f, c, p))
				return false;
		__atomic_fetch_or(
		    &f->checked[p], (uint8_t)columns, __ATOMIC_RELAXED);
	}
	return true;
}

bool
trade_map(struct bw_trade_file *f, const char *path, uint32_t load,
    const uint8_t sha256[32], const char **why)
{
	f->map = bw_kept_map(path, sizeof(struct head), &f->bytes, why);
	if (f->map == NULL)
		return false;
	if (trade_show(f, f->map, f->bytes, load, sha256, why)) {
		f->checked = bw_calloc(pieces(f->c.n) + 1, 1);
		if (f->checked != NULL)
			return true;
		*why = "does not fit into memory";
	}
	trade_unmap(f);
	return false;
}

void
trade_unmap(struct bw_trade_file *f)
{
	if (f->map != NULL)
		(void)munmap(f->map, f->bytes);
	bw_free(f->checked);
	bw_free(f->area);
	f->map = NULL;
	f->checked = NULL;
	f->area = NULL;
}

bool
bw_trade_whole(const char *world, uint32_t load)
{
	struct bw_trade_file f = { 0 };
	char *path = trade_path(world, load);
	const char *why;
	bool good = path != NULL && trade_map(&f, path, load, NULL, &why);

	good = good && trade_check(&f, 0, f.c.n, (1u << TRADE_COLUMNS) - 1);
	trade_unmap(&f);
	bw_free(path);
	return good;
}

void
bw_trade_remove(const char *world, uint32_t load)
{
	char *path = trade_path(world, load);

	if (path != NULL)
		(void)unlink(path);
	bw_free(path);
}

void
trade_mend(void *bytes, size_t n)
{
	struct head *h = bytes;
	char *base = bytes;

	if (n < sizeof(*h) || h->n > TRADE_PIECE)
		return;
	for (int i = 0; i < SECTIONS; i++)
		if (h->at[i] > n || expected(h, i) > n - h->at[i] ||
		    h->at[i] % BW_KEPT_ALIGN != 0)
			return;
	for (unsigned c = 0; c < TRADE_COLUMNS && h->n > 0; c++) {
		uint64_t sum =
		    sum_of(base + h->at[SHORT + c], width[c], h->n, 0);

		memcpy(base + h->at[SUMS] + c * 8, &sum, 8);
	}
	for (int i = 0; i < SHORT; i++)
		h->xxh3[i] =
		    XXH3_64bits(base + h->at[i], (size_t)expected(h, i));
	h->xxh3[SHORT] = XXH3_64bits(h, offsetof(struct head, xxh3[SHORT]));
}
