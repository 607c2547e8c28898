/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * snap_stake.c - stakes as columns, by company and by holder.
 *
 * Two stable counting sorts put them in order of company, then holder, then
 * row, in linear time (Knuth, The Art of Computer Programming 3, 5.2).
 */
#include "world/snap_parts.h"

static bool
regrow(void *column, size_t cap, size_t size)
{
	void *old, *block;

	memcpy(&old, column, sizeof(old));
	block = bw_realloc(old, cap, size);
	if (block == NULL)
		return false;
	memcpy(column, &block, sizeof(block));
	return true;
}

static int
grow(struct bw_stake_parts *k, struct bw_err *err)
{
	size_t cap = k->cap ? k->cap + k->cap / 2 : 1024;

	if (!regrow(&k->holder, cap, 4) || !regrow(&k->company, cap, 4) ||
	    !regrow(&k->lo, cap, 4) || !regrow(&k->hi, cap, 4) ||
	    !regrow(&k->load, cap, 4) || !regrow(&k->open, cap, 1) ||
	    !regrow(&k->nature, cap, 1) || !regrow(&k->flags, cap, 1) ||
	    !regrow(&k->from, cap, 4) || !regrow(&k->to, cap, 4) ||
	    !regrow(&k->row, cap, 8))
		return bw_fail(err, BW_ENOMEM, "no memory for %zu stakes", cap);
	k->cap = cap;
	return 0;
}

static int32_t
day(sqlite3_stmt *st, int column, int32_t none)
{
	return sqlite3_column_type(st, column) == SQLITE_NULL
	    ? none
	    : sqlite3_column_int(st, column);
}

/* Columns as in the SELECT below. */
static int
take(struct bw_stake_parts *k, const struct bw_parts *p, sqlite3_stmt *st,
    struct bw_err *err)
{
	int64_t id = sqlite3_column_int64(st, 0);
	uint32_t holder = bw_parts_row(p, st, 1);
	uint32_t company = bw_parts_row(p, st, 2);
	int64_t nature = sqlite3_column_int64(st, 3);
	int64_t flags = sqlite3_column_int64(st, 4);
	int64_t lo = sqlite3_column_int64(st, 5);
	int64_t hi = sqlite3_column_int64(st, 6);
	int64_t open = sqlite3_column_int64(st, 7);
	size_t i = k->n;

	if (id <= 0 || id >= UINT32_MAX || holder == 0 || company == 0 ||
	    nature < 0 || nature >= BW_NATURES || flags < 0 || flags > 255 ||
	    lo < 0 || lo > hi || hi > BW_ONE || open < 0 || open > 3 ||
	    (lo == hi && open != 0))
		return bw_parts_damaged(p, "stake", id, err);
	k->row[i] = id;
	k->holder[i] = holder;
	k->company[i] = company;
	k->nature[i] = (uint8_t)nature;
	k->flags[i] = (uint8_t)flags;
	k->lo[i] = (uint32_t)lo;
	k->hi[i] = (uint32_t)hi;
	k->open[i] = (uint8_t)open;
	k->from[i] = day(st, 8, BW_DATE_MIN);
	k->to[i] = day(st, 9, BW_DATE_MAX);
	k->n++;
	return 0;
}

int
bw_stakes_read(
    struct bw_stake_parts *k, const struct bw_parts *p, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	int64_t load, until;
	bool row;
	int rc = bw_sql_prepare(k->db,
	    "SELECT id, holder, company, nature, flags, lo, hi, open,"
	    " valid_from, valid_to, load, until_load FROM stake ORDER BY id",
	    &st, err);

	while (rc == 0) {
		rc = bw_sql_step(st, &row, err);
		if (rc != 0 || !row)
			break;
		load = sqlite3_column_int64(st, 10);
		until = sqlite3_column_int64(st, 11);
		if (!bw_parts_live(p, load) ||
		    (until != 0 && until <= p->known))
			continue;
		if (k->n == k->cap)
			rc = grow(k, err);
		if (rc == 0) {
			k->load[k->n] = (uint32_t)load;
			rc = take(k, p, st, err);
		}
	}
	sqlite3_finalize(st);
	return rc;
}

/* Who is in a stake is somebody. */
void
bw_stakes_mark(const struct bw_stake_parts *k, struct bw_parts *p)
{
	for (size_t i = 0; i < k->n; i++) {
		p->flags[k->holder[i]] |= BW_ROW_VISIBLE;
		p->flags[k->company[i]] |= BW_ROW_VISIBLE;
	}
}

/* at[i + 1] = how many have key i, then sums: a key's stakes begin at at[i]. */
static void
count(uint32_t *at, const uint32_t *key, size_t n, uint32_t keys)
{
	memset(at, 0, ((size_t)keys + 1) * sizeof(*at));
	for (size_t i = 0; i < n; i++)
		at[key[i] + 1]++;
	for (uint32_t i = 0; i < keys; i++)
		at[i + 1] += at[i];
}

/* Indices `from` (NULL: 0, 1, 2 ...) by key, stably. `at` is spoilt and then
 * put right again. */
static void
place(uint32_t *to, const uint32_t *from, uint32_t *at, const uint32_t *key,
    size_t n, uint32_t keys)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t x = from != NULL ? from[i] : (uint32_t)i;

		to[at[key[x]]++] = x;
	}
	memmove(at + 1, at, keys * sizeof(*at));
	at[0] = 0;
}

static int
move(struct bw_snap *s, enum bw_snap_section to, void *column, size_t size,
    const uint32_t *order, size_t n, struct bw_err *err)
{
	unsigned char *block = NULL, *from;
	int rc = bw_parts_new(&block, n, size, err);

	if (rc != 0)
		return rc;
	memcpy(&from, column, sizeof(from));
	for (size_t i = 0; i < n; i++) {
		const unsigned char *x = from + (size_t)order[i] * size;

		/* Constant sizes become single moves. */
		if (size == 4)
			memcpy(block + i * 4, x, 4);
		else if (size == 1)
			block[i] = *x;
		else
			memcpy(block + i * 8, x, 8);
	}
	bw_free(from);
	memset(column, 0, sizeof(from));
	bw_snap_give(s, to, block, n * size);
	return 0;
}

static int
move_all(struct bw_stake_parts *k, struct bw_snap *s, const uint32_t *order,
    struct bw_err *err)
{
	const struct {
		enum bw_snap_section to;
		void *column;
		size_t size;
	} column[] = {
		{ BW_S_HOLDER, &k->holder, 4 },
		{ BW_S_COMPANY, &k->company, 4 },
		{ BW_S_LO, &k->lo, 4 },
		{ BW_S_HI, &k->hi, 4 },
		{ BW_S_OPEN, &k->open, 1 },
		{ BW_S_NATURE, &k->nature, 1 },
		{ BW_S_FLAGS, &k->flags, 1 },
		{ BW_S_FROM, &k->from, 4 },
		{ BW_S_TO, &k->to, 4 },
		{ BW_S_LOAD, &k->load, 4 },
		{ BW_S_STAKE_ROW, &k->row, 8 },
	};
	int rc = 0;

	for (size_t i = 0; i < BW_LEN(column) && rc == 0; i++)
		rc = move(s, column[i].to, column[i].column, column[i].size,
		    order, k->n, err);
	return rc;
}

static int
order_in(struct bw_stake_parts *k, struct bw_snap *s, uint32_t parties,
    struct bw_err *err)
{
	uint32_t *at = NULL, *one = NULL, *two = NULL;
	int rc = bw_parts_new(&at, (size_t)parties + 1, 4, err);

	if (rc == 0)
		bw_snap_give(s, BW_S_AT, at, ((uint64_t)parties + 1) * 4);
	if (rc == 0)
		rc = bw_parts_new(&one, k->n, 4, err);
	if (rc == 0)
		rc = bw_parts_new(&two, k->n, 4, err);
	if (rc == 0) {
		count(at, k->holder, k->n, parties);
		place(one, NULL, at, k->holder, k->n, parties);
		count(at, k->company, k->n, parties);
		place(two, one, at, k->company, k->n, parties);
		rc = move_all(k, s, two, err);
	}
	bw_free(one);
	bw_free(two);
	return rc;
}

static int
order_out(size_t n, struct bw_snap *s, uint32_t parties, struct bw_err *err)
{
	uint32_t *at = NULL, *out = NULL;
	int rc = bw_parts_new(&at, (size_t)parties + 1, 4, err);

	if (rc == 0)
		bw_snap_give(s, BW_S_OUT_AT, at, ((uint64_t)parties + 1) * 4);
	if (rc == 0)
		rc = bw_parts_new(&out, n, 4, err);
	if (rc == 0) {
		bw_snap_give(s, BW_S_OUT, out, (uint64_t)n * 4);
		count(at, s->at[BW_S_HOLDER], n, parties);
		place(out, NULL, at, s->at[BW_S_HOLDER], n, parties);
	}
	return rc;
}

int
bw_stakes_sort(struct bw_stake_parts *k, const struct bw_parts *p,
    struct bw_snap *s, struct bw_err *err)
{
	int rc;

	s->n[BW_N_STAKE] = k->n;
	for (size_t i = 0; i < k->n; i++) {
		k->holder[i] = p->dense[k->holder[i]];
		k->company[i] = p->dense[k->company[i]];
	}
	rc = order_in(k, s, p->n_party, err);
	if (rc == 0)
		rc = order_out(k->n, s, p->n_party, err);
	return rc;
}

void
bw_stakes_release(struct bw_stake_parts *k)
{
	void *const block[] = { k->holder, k->company, k->lo, k->hi, k->load,
		k->open, k->nature, k->flags, k->from, k->to, k->row };

	for (size_t i = 0; i < BW_LEN(block); i++)
		bw_free(block[i]);
}
