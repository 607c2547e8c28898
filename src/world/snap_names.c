/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * snap_names.c - names and identifiers: to show, to find, to search.
 *
 * Searched is one long text of folded names, each ended by a line feed: a
 * scan with memmem answers "contains" at gigabytes a second, without an
 * index of letters that would be larger than the names. Equal names are
 * found by a sorted table of hashes. Identifiers the same, as
 * "scheme:value" in lower case.
 */
#include "base/fold.h"
#include "world/snap_parts.h"

/* Texts of one kind while they are collected. */
struct entries {
	struct bw_buf text;
	BW_VEC(uint64_t) at;
	BW_VEC(uint32_t) party;
};

static void
release(struct entries *e)
{
	bw_buf_release(&e->text);
	bw_vec_release(&e->at);
	bw_vec_release(&e->party);
}

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for names");
}

/* The text of the entry has been added to e->text from `at` on. */
static int
end_entry(struct entries *e, uint64_t at, uint32_t party, struct bw_err *err)
{
	bw_buf_char(&e->text, '\n');
	if (bw_vec_push(&e->at, at) && bw_vec_push(&e->party, party))
		return 0;
	return no_memory(err);
}

/* Hashes and whose they are, sorted by hash, equal ones in order of entry:
 * four stable passes over 16 bits, between two pairs of columns. */
struct columns {
	uint64_t *hash;
	uint32_t *entry;
};

static void
pass(struct columns to, struct columns from, size_t n, unsigned shift,
    uint32_t count[65537])
{
	uint32_t at;

	memset(count, 0, 65537 * sizeof(*count));
	for (size_t i = 0; i < n; i++)
		count[(from.hash[i] >> shift & 0xffff) + 1]++;
	for (size_t i = 0; i < 65536; i++)
		count[i + 1] += count[i];
	for (size_t i = 0; i < n; i++) {
		at = count[from.hash[i] >> shift & 0xffff]++;
		to.hash[at] = from.hash[i];
		to.entry[at] = from.entry[i];
	}
}

static int
sort(struct columns c, size_t n, struct bw_err *err)
{
	struct columns other = { 0 };
	uint32_t *count = NULL;
	int rc = bw_parts_new(&count, 65537, 4, err);

	if (rc == 0)
		rc = bw_parts_new(&other.hash, n, 8, err);
	if (rc == 0)
		rc = bw_parts_new(&other.entry, n, 4, err);
	for (unsigned shift = 0; shift < 64 && rc == 0; shift += 32) {
		pass(other, c, n, shift, count);
		pass(c, other, n, shift + 16, count);
	}
	bw_free(other.hash);
	bw_free(other.entry);
	bw_free(count);
	return rc;
}

/* The sections at + 3 and at + 4, from the texts that are there. */
static int
give_index(
    size_t n, struct bw_snap *s, enum bw_snap_section at, struct bw_err *err)
{
	struct columns c = { 0 };
	struct bw_str text;
	int rc = bw_parts_new(&c.hash, n, 8, err);

	if (rc == 0)
		bw_snap_give(s, at + 3, c.hash, (uint64_t)n * 8);
	if (rc == 0)
		rc = bw_parts_new(&c.entry, n, 4, err);
	if (rc == 0)
		bw_snap_give(s, at + 4, c.entry, (uint64_t)n * 4);
	for (size_t i = 0; i < n && rc == 0; i++) {
		text = bw_snap_text(s, at, i);
		text.n--; /* the line feed */
		c.hash[i] = bw_hash(text);
		c.entry[i] = (uint32_t)i;
	}
	return rc != 0 ? rc : sort(c, n, err);
}

static int
give(struct entries *e, struct bw_snap *s, enum bw_snap_section at,
    enum bw_snap_count count, struct bw_err *err)
{
	size_t n = e->party.n;

	/* Empty sections are a block too. */
	if (e->text.failed || !bw_buf_room(&e->text, 1) ||
	    !bw_vec_push(&e->at, e->text.n) || !bw_vec_room(&e->party, 1))
		return no_memory(err);
	if (n >= UINT32_MAX)
		return bw_fail(err, BW_ELIMIT, "more than 4 billion names");
	s->n[count] = n;
	bw_snap_give(s, at, e->at.v, ((uint64_t)n + 1) * 8);
	bw_snap_give(s, at + 1, e->text.p, e->text.n);
	bw_snap_give(s, at + 2, e->party.v, (uint64_t)n * 4);
	e->text = (struct bw_buf){ 0 };
	e->at.v = NULL;
	e->party.v = NULL;
	return give_index(n, s, at, err);
}

static void
lower(struct bw_buf *b, uint64_t from)
{
	for (size_t i = from; i < b->n && !b->failed; i++) {
		if (b->p[i] >= 'A' && b->p[i] <= 'Z')
			b->p[i] = (char)(b->p[i] + 32);
		else if (b->p[i] == '\n') /* ends an entry */
			b->p[i] = ' ';
	}
}

/* A party without a name is shown by an identifier; one that means something
 * outside its file goes before one that does not. */
static void
name_by_id(
    struct bw_parts *p, uint32_t row, struct bw_str scheme, struct bw_str value)
{
	uint8_t by =
	    bw_str_is(scheme, "record") ? BW_ROW_BY_RECORD : BW_ROW_BY_ID;
	uint8_t flags = p->flags[row];

	if ((flags & BW_ROW_BY_ID) ||
	    (p->name_n[row] > 0 && !(flags & BW_ROW_BY_RECORD)) || (flags & by))
		return;
	p->flags[row] |= by;
	p->name_at[row] = p->text.n;
	bw_buf_str(&p->text, scheme);
	bw_buf_char(&p->text, ':');
	bw_buf_str(&p->text, value);
	p->name_n[row] = (uint32_t)(p->text.n - p->name_at[row]);
}

/* Columns scheme, value, party, load. */
static int
take_id(
    struct bw_parts *p, struct entries *e, sqlite3_stmt *st, struct bw_err *err)
{
	uint32_t row = bw_parts_row(p, st, 2);
	struct bw_str scheme = bw_sql_text(st, 0), value = bw_sql_text(st, 1);
	uint64_t at = e->text.n;

	if (sqlite3_column_int64(st, 3) > p->known)
		return 0;
	if (row == 0)
		return bw_parts_damaged(
		    p, "party_id", sqlite3_column_int64(st, 2), err);
	if (p->dense[row] == BW_NONE)
		return 0;
	name_by_id(p, p->leader[p->dense[row]], scheme, value);
	bw_buf_str(&e->text, scheme);
	bw_buf_char(&e->text, ':');
	bw_buf_str(&e->text, value);
	lower(&e->text, at);
	return end_entry(e, at, p->dense[row], err);
}

static int
build_ids(struct bw_parts *p, struct bw_snap *s, struct bw_err *err)
{
	struct entries e = { 0 };
	sqlite3_stmt *st = NULL;
	bool row;
	int rc = bw_sql_prepare(p->db,
	    "SELECT s.name, i.value, i.party, i.load"
	    " FROM scheme s JOIN party_id i ON i.scheme = s.id"
	    " ORDER BY i.scheme, i.value",
	    &st, err);

	while (rc == 0) {
		rc = bw_sql_step(st, &row, err);
		if (rc != 0 || !row)
			break;
		rc = take_id(p, &e, st, err);
	}
	sqlite3_finalize(st);
	if (rc == 0)
		rc = bw_buf_check(&p->text, err);
	if (rc == 0)
		rc = give(&e, s, BW_S_ID_AT, BW_N_ID, err);
	release(&e);
	return rc;
}

static struct bw_str
name_of(const struct bw_parts *p, uint32_t row)
{
	return (struct bw_str){ p->text.p + p->name_at[row], p->name_n[row] };
}

/* The names to show, one after the other. */
static int
give_names(struct bw_parts *p, struct bw_snap *s, struct bw_err *err)
{
	uint64_t *at = NULL, total = 0;
	char *text = NULL;
	struct bw_str name;
	int rc = bw_parts_new(&at, (size_t)p->n_party + 1, 8, err);

	if (rc != 0)
		return rc;
	bw_snap_give(s, BW_S_NAME_AT, at, ((uint64_t)p->n_party + 1) * 8);
	for (uint32_t i = 0; i < p->n_party; i++) {
		at[i] = total;
		total += p->name_n[p->leader[i]];
	}
	at[p->n_party] = total;
	rc = bw_parts_new(&text, (size_t)total, 1, err);
	if (rc != 0)
		return rc;
	for (uint32_t i = 0; i < p->n_party; i++) {
		name = name_of(p, p->leader[i]);
		if (name.n > 0)
			memcpy(text + at[i], name.p, name.n);
	}
	bw_snap_give(s, BW_S_NAMES, text, total);
	return 0;
}

static int
fold(struct entries *e, uint32_t party, struct bw_str name, struct bw_err *err)
{
	uint64_t at = e->text.n;

	bw_fold(&e->text, name);
	if (e->text.n == at)
		return 0; /* nothing in it to find */
	return end_entry(e, at, party, err);
}

static int
build_find(struct bw_parts *p, struct bw_snap *s, struct bw_err *err)
{
	struct entries e = { 0 };
	struct bw_str main, other;
	uint32_t party;
	int rc = 0;

	if (p->extra.n == 0) /* all names are in the section by now */
		bw_buf_release(&p->text);
	for (uint32_t i = 0; i < p->n_party && rc == 0; i++)
		rc = fold(&e, i, bw_snap_text(s, BW_S_NAME_AT, i), err);
	for (size_t i = 0; i < p->extra.n && rc == 0; i++) {
		party = p->dense[p->extra.v[i].row];
		if (party == BW_NONE)
			continue;
		main = bw_snap_text(s, BW_S_NAME_AT, party);
		other = (struct bw_str){ p->text.p + p->extra.v[i].at,
			p->extra.v[i].n };
		if (!bw_str_eq(main, other))
			rc = fold(&e, party, other, err);
	}
	if (rc == 0)
		rc = give(&e, s, BW_S_FIND_AT, BW_N_FIND, err);
	release(&e);
	return rc;
}

int
bw_names_build(struct bw_parts *p, struct bw_snap *s, struct bw_err *err)
{
	int rc = build_ids(p, s, err);

	if (rc == 0)
		rc = give_names(p, s, err);
	if (rc == 0)
		rc = build_find(p, s, err);
	return rc;
}
