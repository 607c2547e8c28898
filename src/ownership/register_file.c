/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * register_file.c - the net of a register to and from world.bwk.net.
 *
 * Making the net reads every stake; mapping it reads memory in one direction.
 * As with the snapshot (world/snap_file.c): a head that says of which world
 * and of which days it is, sections at multiples of 64 bytes with their XXH3,
 * and whatever is not right makes it be made again. The sums find accidents;
 * a file made on purpose has right sums, so every number that engines use as
 * an index or assert to be a share is checked as well, shared out over the
 * pool in chunks.
 */
#include "base/date.h"
#include "base/mem.h"
#include "ownership/register_priv.h"
#include "world/kept.h"
#include <sys/mman.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAGIC "BWKNET \n"
/* Raise it when the columns change, or the rules by which ties are made. */
#define LAYOUT 1u
#define ORDER 0x01020304u /* bytes of a number the other way: not ours */

/* The sum of a section is that of the sums of its pieces. */
#define PIECE ((uint64_t)4 << 20)
#define CHUNK 65536u /* parties or ties of one check */
#define AHEAD 24u    /* ties of a holder to look ahead */

enum {
	IN_AT,
	HOLDER,
	VOTES_LO,
	VOTES_HI,
	CAPITAL_LO, /* empty when every tie has the same of both */
	CAPITAL_HI,
	MARK,
	OUT_AT,
	OUT,
	OUT_COMPANY,
	SECTIONS
};

struct place {
	uint64_t at, bytes, xxh3;
};
struct head {
	char magic[8];
	uint32_t layout, order;
	struct bw_kept_state state;
	int32_t from, until; /* days on which this net holds */
	uint32_t n, m, same, none;
	struct place section[SECTIONS];
	uint64_t xxh3; /* of all above */
};

static uint64_t
expected(const struct head *h, int section)
{
	uint64_t n = h->n, m = h->m;

	switch (section) {
	case IN_AT:
	case OUT_AT:
		return (n + 1) * 4;
	case MARK:
		return m;
	case CAPITAL_LO:
	case CAPITAL_HI:
		return h->same ? 0 : m * 4;
	default:
		return m * 4;
	}
}

static const char *
check_head(const struct head *h, size_t n, const struct bw_kept_state *state,
    bw_date day, uint32_t parties)
{
	if (n < sizeof(*h) || memcmp(h->magic, MAGIC, 8) != 0)
		return "no register";
	if (h->layout != LAYOUT || h->order != ORDER)
		return "another layout";
	if (h->xxh3 != XXH3_64bits(h, offsetof(struct head, xxh3)))
		return "damaged head";
	if (h->state.world != state->world ||
	    memcmp(h->state.hash, state->hash, sizeof(state->hash)) != 0)
		return "of another version of the world";
	if (day < h->from || day >= h->until)
		return "of other days";
	if (h->n != parties || h->m == UINT32_MAX || h->same > 1)
		return "of other columns";
	for (int i = 0; i < SECTIONS; i++) {
		const struct place *p = &h->section[i];

		if (p->at % BW_KEPT_ALIGN != 0 || p->at > n ||
		    p->bytes > n - p->at || p->bytes != expected(h, i))
			return "a section of the wrong size or place";
	}
	return NULL;
}

static void
show(struct bw_net *net, const struct head *h)
{
	const char *base = (const char *)h;
	const void *at[SECTIONS];

	for (int i = 0; i < SECTIONS; i++)
		at[i] = base + h->section[i].at;
	*net = (struct bw_net){ .n = h->n,
		.m = h->m,
		.in_at = at[IN_AT],
		.holder = at[HOLDER],
		.votes_lo = at[VOTES_LO],
		.votes_hi = at[VOTES_HI],
		.capital_lo = at[h->same ? VOTES_LO : CAPITAL_LO],
		.capital_hi = at[h->same ? VOTES_HI : CAPITAL_HI],
		.mark = at[MARK],
		.out_at = at[OUT_AT],
		.out = at[OUT],
		.out_company = at[OUT_COMPANY] };
}

/* ---- sums -----------------------------------------------------------------
 */
struct summing {
	const char *at[SECTIONS];
	uint64_t bytes[SECTIONS];
	size_t first[SECTIONS + 1]; /* pieces of each lie here in `sum` */
	uint64_t *sum;
};

static int
sum_piece(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct summing *k = ctx;
	uint64_t from, left;
	int i = 0;

	(void)chunk;
	(void)end;
	(void)worker;
	while (begin >= k->first[i + 1])
		i++;
	from = (begin - k->first[i]) * PIECE;
	left = k->bytes[i] - from;
	k->sum[begin] =
	    XXH3_64bits(k->at[i] + from, left < PIECE ? left : PIECE);
	return 0;
}

/* Fills xxh3 of every section; false when there is no memory for it. */
static bool
sum_all(
    struct place *section, const void *const at[SECTIONS], struct bw_pool *pool)
{
	struct summing k = { 0 };

	for (int i = 0; i < SECTIONS; i++) {
		k.at[i] = at[i];
		k.bytes[i] = section[i].bytes;
		k.first[i + 1] = k.first[i] +
		    (size_t)((section[i].bytes + PIECE - 1) / PIECE);
	}
	k.sum = bw_calloc(k.first[SECTIONS] + 1, sizeof(*k.sum));
	if (k.sum == NULL)
		return false;
	(void)!bw_pool_run(pool, k.first[SECTIONS], 1, sum_piece, &k);
	for (int i = 0; i < SECTIONS; i++)
		section[i].xxh3 = XXH3_64bits(k.sum + k.first[i],
		    (k.first[i + 1] - k.first[i]) * sizeof(*k.sum));
	bw_free(k.sum);
	return true;
}

static bool
sums_are_right(const struct head *h, struct bw_pool *pool)
{
	struct place now[SECTIONS];
	const void *at[SECTIONS];

	memcpy(now, h->section, sizeof(now));
	for (int i = 0; i < SECTIONS; i++)
		at[i] = (const char *)h + h->section[i].at;
	if (!sum_all(now, at, pool))
		return false;
	for (int i = 0; i < SECTIONS; i++)
		if (now[i].xxh3 != h->section[i].xxh3)
			return false;
	return true;
}

/* ---- sense ----------------------------------------------------------------
 */
/* Row starts rise from 0 to m; both indexes at once. */
static int
check_rows(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	const struct bw_net *net = ctx;
	bool good = true;

	(void)chunk;
	(void)worker;
	for (size_t i = begin; i < end; i++)
		good &= (net->in_at[i] <= net->in_at[i + 1]) &
		    (net->out_at[i] <= net->out_at[i + 1]);
	return good ? 0 : BW_EFORMAT;
}

/* base/share.h: an exact share has no open end. */
static bool
shares(const uint32_t *lo, const uint32_t *hi, const uint8_t *mark,
    unsigned shift, size_t begin, size_t end)
{
	bool good = true;

	for (size_t i = begin; i < end; i++)
		good &= (lo[i] <= hi[i]) & (hi[i] <= BW_ONE) &
		    ((lo[i] < hi[i]) | ((mark[i] >> shift & 3) == 0));
	return good;
}

static int
check_ties(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	const struct bw_net *net = ctx;
	bool good =
	    shares(net->votes_lo, net->votes_hi, net->mark, 0, begin, end);

	(void)chunk;
	(void)worker;
	good &=
	    shares(net->capital_lo, net->capital_hi, net->mark, 2, begin, end);
	for (size_t i = begin; i < end; i++)
		good &= (net->holder[i] < net->n) & (net->mark[i] < 128);
	return good ? 0 : BW_EFORMAT;
}

/* Ties and companies of a holder lie anywhere; ask for those of later holders
 * while these are on their way. (Of a wrong number only the place is made, and
 * a place that is not there is fetched for nothing.) */
static void
look_ahead(const struct bw_net *net, uint32_t k, uint32_t end)
{
	if (end - k <= AHEAD)
		return;
	__builtin_prefetch(net->holder + net->out[k + AHEAD]);
	__builtin_prefetch(net->in_at + net->out_company[k + AHEAD]);
}

/* out is in order of holder, and within one of tie (so of company): with m
 * entries in all, each tie is in it just once. */
static int
check_out(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	const struct bw_net *net = ctx;
	uint32_t last = net->out_at[end];
	bool good = true;

	(void)chunk;
	(void)worker;
	for (size_t x = begin; x < end && good; x++) {
		int64_t before = -1;

		for (uint32_t k = net->out_at[x]; k < net->out_at[x + 1]; k++) {
			uint32_t i = net->out[k], y = net->out_company[k];

			look_ahead(net, k, last);
			if (i >= net->m || y >= net->n)
				return BW_EFORMAT;
			good &= (net->holder[i] == x) & (before < i) &
			    (net->in_at[y] <= i) & (i < net->in_at[y + 1]);
			before = i;
		}
	}
	return good ? 0 : BW_EFORMAT;
}

static bool
makes_sense(struct bw_net *net, struct bw_pool *pool)
{
	return net->in_at[0] == 0 && net->out_at[0] == 0 &&
	    net->in_at[net->n] == net->m && net->out_at[net->n] == net->m &&
	    bw_pool_run(pool, net->n, CHUNK, check_rows, net) == 0 &&
	    bw_pool_run(pool, net->m, CHUNK, check_ties, net) == 0 &&
	    bw_pool_run(pool, net->n, CHUNK, check_out, net) == 0;
}

bool
register_read(struct bw_net *net, const void *bytes, size_t n,
    const struct bw_kept_state *state, bw_date day, uint32_t parties,
    struct bw_pool *pool, const char **why)
{
	const struct head *h = bytes;

	*why = check_head(h, n, state, day, parties);
	if (*why == NULL && !sums_are_right(h, pool))
		*why = "damaged";
	if (*why == NULL) {
		show(net, h);
		if (!makes_sense(net, pool))
			*why = "no net";
	}
	if (*why != NULL)
		memset(net, 0, sizeof(*net));
	return *why == NULL;
}

bool
register_map(struct bw_register *r, const char *path,
    const struct bw_kept_state *state, struct bw_pool *pool)
{
	const char *why;
	size_t n;
	void *map = bw_kept_map(path, sizeof(struct head), &n, &why);

	if (map == NULL)
		return false;
	if (!register_read(
		&r->net, map, n, state, r->day, r->v->n_party, pool, &why)) {
		munmap(map, n);
		return false;
	}
	r->map = map;
	r->map_bytes = n;
	return true;
}

/* ---- writing --------------------------------------------------------------
 */
/* Until when what holds on the day holds on: no stake begins or ends. */
static void
days(struct head *h, const struct bw_register *r)
{
	const struct bw_view *v = r->v;
	bw_date from = BW_DATE_MIN, until = BW_DATE_MAX;

	for (uint32_t s = 0; s < v->n_stake; s++) {
		const bw_date edge[] = { v->from[s], v->to[s] };

		for (int i = 0; i < 2; i++) {
			if (edge[i] <= r->day)
				from = edge[i] > from ? edge[i] : from;
			else
				until = edge[i] < until ? edge[i] : until;
		}
	}
	h->from = from;
	h->until = until;
}

bool
register_write(const struct bw_register *r, const char *path,
    const struct bw_kept_state *state, struct bw_pool *pool)
{
	const struct bw_net *net = &r->net;
	const void *const at[SECTIONS] = { net->in_at, net->holder,
		net->votes_lo, net->votes_hi, net->capital_lo, net->capital_hi,
		net->mark, net->out_at, net->out, net->out_company };
	struct bw_kept_part part[1 + SECTIONS];
	struct head h;
	uint64_t place = bw_kept_aligned(sizeof(h));

	memset(&h, 0, sizeof(h));
	memcpy(h.magic, MAGIC, 8);
	h.layout = LAYOUT;
	h.order = ORDER;
	h.state = *state;
	h.n = net->n;
	h.m = net->m;
	h.same = net->capital_lo == net->votes_lo;
	days(&h, r);
	part[0] = (struct bw_kept_part){ &h, sizeof(h) };
	for (int i = 0; i < SECTIONS; i++) {
		uint64_t bytes = expected(&h, i);

		h.section[i] = (struct place){ place, bytes, 0 };
		part[1 + i] = (struct bw_kept_part){ at[i], bytes };
		place = bw_kept_aligned(place + bytes);
	}
	if (!sum_all(h.section, at, pool))
		return false;
	h.xxh3 = XXH3_64bits(&h, offsetof(struct head, xxh3));
	return bw_kept_write(
	    path, bw_world_path(bw_view_world(r->v)), part, BW_LEN(part));
}
