/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * snap_party.c - rows of party become parties.
 *
 * A row is one key. Claims that hold now join rows (union-find, the smallest
 * row leads; Tarjan 1975); what a later statement says goes before what an
 * earlier one said, and the leading row before the others. A row that nothing
 * speaks of any more (its delivery was replaced) is no party of the view.
 */
#include "world/snap_parts.h"

uint32_t
bw_parts_root(struct bw_parts *p, uint32_t row)
{
	while (p->parent[row] != row) {
		p->parent[row] = p->parent[p->parent[row]];
		row = p->parent[row];
	}
	return row;
}

uint32_t
bw_parts_row(const struct bw_parts *p, sqlite3_stmt *st, int column)
{
	int64_t row = sqlite3_column_int64(st, column);

	return row > 0 && row <= p->n_row ? (uint32_t)row : 0;
}

/* "Company" is also what files say that do not tell kinds apart, so it takes
 * no other kind away. */
static bool
tells_more(int kind)
{
	return kind != BW_PARTY_UNKNOWN && kind != BW_PARTY_COMPANY;
}

static uint16_t
country_of(struct bw_str s)
{
	if (s.n < 2 || s.p[0] < 'A' || s.p[0] > 'Z' || s.p[1] < 'A' ||
	    s.p[1] > 'Z')
		return 0;
	return (uint16_t)(s.p[0] << 8 | s.p[1]);
}

int
bw_parts_make(struct bw_parts *p, struct bw_err *err)
{
	int64_t top = 0;
	size_t n;
	int rc =
	    bw_sql_number(p->db, "SELECT max(id) FROM party", 0, &top, err);

	if (rc == 0 && (top < 0 || top >= UINT32_MAX - 1))
		rc = bw_parts_damaged(p, "party", top, err);
	if (rc != 0)
		return rc;
	p->n_row = (uint32_t)top;
	n = (size_t)top + 1;
	rc = bw_parts_new(&p->kind, n, 1, err);
	if (rc == 0)
		rc = bw_parts_new(&p->flags, n, 1, err);
	if (rc == 0)
		rc = bw_parts_new(&p->country, n, 2, err);
	if (rc == 0)
		rc = bw_parts_new(&p->name_at, n, 8, err);
	if (rc == 0)
		rc = bw_parts_new(&p->name_n, n, 4, err);
	if (rc == 0)
		rc = bw_parts_new(&p->parent, n, 4, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		p->parent[i] = (uint32_t)i;
	return rc;
}

static void
set_name(struct bw_parts *p, uint32_t row, struct bw_str name)
{
	p->name_at[row] = p->text.n;
	p->name_n[row] = (uint32_t)name.n;
	bw_buf_str(&p->text, name);
}

/* Columns id, kind, flags, country, name, load. */
static int
take_party(struct bw_parts *p, sqlite3_stmt *st, struct bw_err *err)
{
	uint32_t row = bw_parts_row(p, st, 0);
	int kind = sqlite3_column_int(st, 1), flags = sqlite3_column_int(st, 2);
	struct bw_str name = bw_sql_text(st, 4);
	bool live = bw_parts_live(p, sqlite3_column_int64(st, 5));

	if (row == 0 || kind < 0 || kind >= BW_PARTY_KINDS)
		return bw_parts_damaged(
		    p, "party", sqlite3_column_int64(st, 0), err);
	p->kind[row] = (uint8_t)kind;
	p->country[row] = country_of(bw_sql_text(st, 3));
	set_name(p, row, name);
	if (live)
		p->flags[row] |= BW_ROW_VISIBLE;
	if (live && (flags & 2) == 0)
		p->flags[row] |= BW_ROW_SAID;
	if (name.n > 0 && (live || (flags & 1) != 0))
		p->flags[row] |= BW_ROW_NAMED;
	return 0;
}

static int
keep_name(struct bw_parts *p, uint32_t row, uint64_t at, uint32_t n,
    struct bw_err *err)
{
	if (bw_vec_push(&p->extra, (struct bw_part_name){ row, n, at }))
		return 0;
	return bw_fail(err, BW_ENOMEM, "no memory for names");
}

/* Columns party, kind, country, name, load, id. */
static int
take_fact(struct bw_parts *p, sqlite3_stmt *st, struct bw_err *err)
{
	uint32_t row = bw_parts_row(p, st, 0);
	int kind = sqlite3_column_int(st, 1), rc = 0;
	struct bw_str name = bw_sql_text(st, 3);
	uint16_t country = country_of(bw_sql_text(st, 2));

	if (!bw_parts_live(p, sqlite3_column_int64(st, 4)))
		return 0;
	if (row == 0 || kind < 0 || kind >= BW_PARTY_KINDS)
		return bw_parts_damaged(
		    p, "party_fact", sqlite3_column_int64(st, 5), err);
	if (tells_more(kind) || (p->flags[row] & BW_ROW_SAID) == 0 ||
	    p->kind[row] == BW_PARTY_UNKNOWN)
		p->kind[row] = (uint8_t)kind;
	if (country != 0)
		p->country[row] = country;
	p->flags[row] |= BW_ROW_VISIBLE | BW_ROW_SAID;
	if (name.n == 0 ||
	    bw_str_eq(name,
		(struct bw_str){
		    p->text.p + p->name_at[row], p->name_n[row] })) {
		p->flags[row] |= name.n > 0 ? BW_ROW_NAMED : 0;
		return 0;
	}
	if (p->flags[row] & BW_ROW_NAMED)
		rc = keep_name(p, row, p->name_at[row], p->name_n[row], err);
	set_name(p, row, name);
	p->flags[row] |= BW_ROW_NAMED;
	return rc;
}

/* Columns party, text, load, id. */
static int
take_name(struct bw_parts *p, sqlite3_stmt *st, struct bw_err *err)
{
	uint32_t row = bw_parts_row(p, st, 0);
	struct bw_str name = bw_sql_text(st, 1);
	uint64_t at = p->text.n;

	if (!bw_parts_live(p, sqlite3_column_int64(st, 2)))
		return 0;
	if (row == 0)
		return bw_parts_damaged(
		    p, "party_name", sqlite3_column_int64(st, 3), err);
	bw_buf_str(&p->text, name);
	return keep_name(p, row, at, (uint32_t)name.n, err);
}

/* Columns a, b, load, id. */
static int
take_same(struct bw_parts *p, sqlite3_stmt *st, struct bw_err *err)
{
	uint32_t a = bw_parts_row(p, st, 0), b = bw_parts_row(p, st, 1);

	if (!bw_parts_live(p, sqlite3_column_int64(st, 2)))
		return 0;
	if (a == 0 || b == 0)
		return bw_parts_damaged(
		    p, "party_same", sqlite3_column_int64(st, 3), err);
	a = bw_parts_root(p, a);
	b = bw_parts_root(p, b);
	if (a < b)
		p->parent[b] = a;
	else
		p->parent[a] = b;
	return 0;
}

/* Columns company, supplier, load, id. */
static int
take_use(struct bw_parts *p, sqlite3_stmt *st, struct bw_err *err)
{
	uint32_t company = bw_parts_row(p, st, 0);
	uint32_t supplier = bw_parts_row(p, st, 1);

	if (!bw_parts_live(p, sqlite3_column_int64(st, 2)))
		return 0;
	if (company == 0 ||
	    (supplier == 0 && sqlite3_column_type(st, 1) != SQLITE_NULL))
		return bw_parts_damaged(
		    p, "use_item", sqlite3_column_int64(st, 3), err);
	p->flags[company] |= BW_ROW_VISIBLE;
	p->flags[supplier] |= BW_ROW_VISIBLE; /* row 0 is nobody */
	return 0;
}

static int
each(struct bw_parts *p, const char *sql,
    int (*take)(struct bw_parts *, sqlite3_stmt *, struct bw_err *),
    struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	bool row;
	int rc = bw_sql_prepare(p->db, sql, &st, err);

	while (rc == 0) {
		rc = bw_sql_step(st, &row, err);
		if (rc != 0 || !row)
			break;
		rc = take(p, st, err);
	}
	sqlite3_finalize(st);
	return rc;
}

int
bw_parts_read(struct bw_parts *p, struct bw_err *err)
{
	static const struct {
		const char *sql;
		int (*take)(struct bw_parts *, sqlite3_stmt *, struct bw_err *);
	} part[] = {
		{ "SELECT id, kind, flags, country, name, load FROM party",
		    take_party },
		{ "SELECT party, kind, country, name, load, id FROM party_fact"
		  " ORDER BY id",
		    take_fact },
		{ "SELECT party, text, load, id FROM party_name ORDER BY id",
		    take_name },
		{ "SELECT a, b, load, id FROM party_same", take_same },
		{ "SELECT company, supplier, load, id FROM use_item",
		    take_use },
	};
	int rc = 0;

	for (size_t i = 0; i < BW_LEN(part) && rc == 0; i++)
		rc = each(p, part[i].sql, part[i].take, err);
	return rc != 0 ? rc : bw_buf_check(&p->text, err);
}

/* What a further row adds to its leader. */
static int
merge(struct bw_parts *p, uint32_t to, uint32_t from, struct bw_err *err)
{
	uint8_t have = p->flags[to], more = p->flags[from];

	if ((more & BW_ROW_SAID) != 0 &&
	    ((have & BW_ROW_SAID) == 0 ||
		(tells_more(p->kind[from]) && !tells_more(p->kind[to]))))
		p->kind[to] = p->kind[from];
	p->flags[to] |= more & BW_ROW_SAID;
	if (p->country[to] == 0)
		p->country[to] = p->country[from];
	if ((more & BW_ROW_NAMED) == 0)
		return 0;
	if ((have & BW_ROW_NAMED) != 0)
		return keep_name(p, to, p->name_at[from], p->name_n[from], err);
	p->flags[to] |= BW_ROW_NAMED;
	p->name_at[to] = p->name_at[from];
	p->name_n[to] = p->name_n[from];
	return 0;
}

static int
number(struct bw_parts *p, uint64_t *n_more, struct bw_err *err)
{
	uint32_t root;
	int rc;

	for (uint32_t r = 1; r <= p->n_row; r++)
		if (p->flags[r] & BW_ROW_VISIBLE)
			p->flags[bw_parts_root(p, r)] |= BW_ROW_VISIBLE;
	rc = bw_parts_new(&p->dense, (size_t)p->n_row + 1, 4, err);
	if (rc != 0)
		return rc;
	p->dense[0] = BW_NONE;
	for (uint32_t r = 1; r <= p->n_row && rc == 0; r++) {
		root = bw_parts_root(p, r);
		if ((p->flags[root] & BW_ROW_VISIBLE) == 0) {
			p->dense[r] = BW_NONE;
		} else if (root == r) {
			p->dense[r] = p->n_party++;
		} else {
			p->dense[r] = p->dense[root];
			*n_more += 1;
			rc = merge(p, root, r, err);
		}
	}
	return rc;
}

static int
by_party(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* Rows beside the leading one, sorted by party: (party, row) pairs. */
static int
list_more(struct bw_parts *p, struct bw_snap *s, struct bw_err *err)
{
	size_t n = (size_t)s->n[BW_N_MORE], i = 0;
	uint32_t *party = NULL, *row = NULL;
	uint64_t *pair = NULL;
	int rc = bw_parts_new(&pair, n, 8, err);

	if (rc == 0)
		rc = bw_parts_new(&party, n, 4, err);
	if (rc == 0)
		rc = bw_parts_new(&row, n, 4, err);
	if (rc != 0) {
		bw_free(pair);
		bw_free(party);
		return rc;
	}
	for (uint32_t r = 1; r <= p->n_row; r++)
		if (p->dense[r] != BW_NONE && p->leader[p->dense[r]] != r)
			pair[i++] = (uint64_t)p->dense[r] << 32 | r;
	BW_ASSERT(i == n);
	qsort(pair, n, sizeof(*pair), by_party);
	for (i = 0; i < n; i++) {
		party[i] = (uint32_t)(pair[i] >> 32);
		row[i] = (uint32_t)pair[i];
	}
	bw_free(pair);
	bw_snap_give(s, BW_S_MORE_PARTY, party, n * 4);
	bw_snap_give(s, BW_S_MORE_ROW, row, n * 4);
	return 0;
}

/* The columns of parties but for names. */
static int
give_columns(struct bw_parts *p, struct bw_snap *s, struct bw_err *err)
{
	uint8_t *kind = NULL;
	uint16_t *country = NULL;
	int64_t *row = NULL;
	int rc = bw_parts_new(&kind, p->n_party, 1, err);

	if (rc == 0)
		bw_snap_give(s, BW_S_KIND, kind, p->n_party);
	if (rc == 0)
		rc = bw_parts_new(&country, p->n_party, 2, err);
	if (rc == 0)
		bw_snap_give(
		    s, BW_S_COUNTRY, country, (uint64_t)p->n_party * 2);
	if (rc == 0)
		rc = bw_parts_new(&row, p->n_party, 8, err);
	if (rc == 0)
		bw_snap_give(s, BW_S_PARTY_ROW, row, (uint64_t)p->n_party * 8);
	for (uint32_t i = 0; i < p->n_party && rc == 0; i++) {
		kind[i] = p->kind[p->leader[i]];
		country[i] = p->country[p->leader[i]];
		row[i] = p->leader[i];
	}
	return rc;
}

int
bw_parts_number(struct bw_parts *p, struct bw_snap *s, struct bw_err *err)
{
	uint32_t *dense = NULL;
	size_t rows = (size_t)p->n_row + 1;
	int rc = number(p, &s->n[BW_N_MORE], err);

	s->n[BW_N_PARTY] = p->n_party;
	s->n[BW_N_ROW] = p->n_row;
	if (rc == 0)
		rc = bw_parts_new(&p->leader, p->n_party, 4, err);
	for (uint32_t r = p->n_row; rc == 0 && r > 0; r--)
		if (p->dense[r] != BW_NONE) /* the smallest row wins */
			p->leader[p->dense[r]] = r;
	if (rc == 0)
		rc = list_more(p, s, err);
	if (rc == 0)
		rc = give_columns(p, s, err);
	if (rc == 0)
		rc = bw_parts_new(&dense, rows, 4, err);
	if (rc == 0) {
		memcpy(dense, p->dense, rows * 4);
		bw_snap_give(s, BW_S_DENSE, dense, rows * 4);
	}
	return rc;
}
