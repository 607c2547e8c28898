/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * view_find.c - from what a person types to a party.
 */
#include "base/fold.h"
#include "base/mem.h"
#include "world/view_priv.h"

#define CANDIDATES 1000 /* of an ambiguous name; more are not listed */

struct hit {
	uint32_t rank, length, party;
};
typedef int by(const void *, const void *);
struct hits {
	BW_VEC(struct hit) list;
	size_t keep; /* 0 = all */
};

static int
by_party(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->party != y->party)
		return x->party < y->party ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->length < y->length ? -1 : x->length > y->length;
}

static int
by_rank(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->length != y->length)
		return x->length < y->length ? -1 : 1;
	return x->party < y->party ? -1 : x->party > y->party;
}

/* Every party once, best first, no more than are asked for. */
static void
settle(struct hits *h)
{
	struct hit *v = h->list.v;
	size_t n = 0;

	if (h->list.n == 0)
		return;
	qsort(v, h->list.n, sizeof(*v), by_party);
	for (size_t i = 0; i < h->list.n; i++)
		if (n == 0 || v[n - 1].party != v[i].party)
			v[n++] = v[i];
	qsort(v, n, sizeof(*v), by_rank);
	h->list.n = h->keep != 0 && n > h->keep ? h->keep : n;
}

static int
add(struct hits *h, uint32_t rank, size_t length, uint32_t party,
    struct bw_err *err)
{
	struct hit one = { rank,
		length > UINT32_MAX ? UINT32_MAX : (uint32_t)length, party };

	if (h->keep != 0 && h->list.n > h->keep * 16 + 4096)
		settle(h);
	if (!bw_vec_push(&h->list, one))
		return bw_fail(err, BW_ENOMEM, "no memory to search");
	return 0;
}

static int
give(struct hits *h, struct bw_arena *a, uint32_t **party, size_t *n,
    struct bw_err *err)
{
	settle(h);
	*n = h->list.n;
	*party = BW_ARENA_ARRAY(a, uint32_t, h->list.n + 1);
	if (*party == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to search");
	for (size_t i = 0; i < h->list.n; i++)
		(*party)[i] = h->list.v[i].party;
	return 0;
}

static struct bw_str
entry(const struct bw_snap *s, enum bw_snap_section at, size_t i)
{
	struct bw_str e = bw_snap_text(s, at, i);

	e.n--; /* the line feed; there is one, snap_file.c looked */
	return e;
}

/* All entries that are equal to the text, by binary search of its hash. */
static int
equal(const struct bw_snap *s, enum bw_snap_section at,
    enum bw_snap_count count, struct bw_str text, struct hits *h,
    struct bw_err *err)
{
	const uint64_t *hash = bw_snap_u64(s, at + 3);
	const uint32_t *order = bw_snap_u32(s, at + 4);
	uint64_t want = bw_hash(text);
	size_t lo = 0, hi = (size_t)s->n[count], mid;
	int rc = 0;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (hash[mid] < want)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < s->n[count] && hash[lo] == want && rc == 0; lo++)
		if (bw_str_eq(entry(s, at, order[lo]), text))
			rc = add(h, 0, text.n,
			    bw_snap_u32(s, at + 2)[order[lo]], err);
	return rc;
}

static void
lower(struct bw_buf *b, struct bw_str s)
{
	bw_buf_str(b, s);
	for (size_t i = 0; i < b->n; i++)
		if (b->p[i] >= 'A' && b->p[i] <= 'Z')
			b->p[i] = (char)(b->p[i] + 32);
}

/* "#12": the row of a party, which may have joined another. */
static bool
by_row(const struct bw_view *v, struct bw_str text, uint32_t *party)
{
	const struct bw_snap *s = &v->priv->snap;
	int64_t row;

	if (!bw_str_i64(bw_str_sub(text, 1, text.n), &row) || row < 1 ||
	    (uint64_t)row > s->n[BW_N_ROW])
		return false;
	*party = bw_snap_u32(s, BW_S_DENSE)[row];
	return *party != BW_NONE;
}

/* Of several with equal folded names, the one spelt exactly so. */
static void
prefer_exact(const struct bw_view *v, struct bw_str text, struct hits *h)
{
	struct hit exact = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < h->list.n; i++) {
		if (bw_str_eq(bw_view_name(v, h->list.v[i].party), text)) {
			exact = h->list.v[i];
			n++;
		}
	}
	if (n != 1)
		return;
	h->list.v[0] = exact;
	h->list.n = 1;
}

static int
look(const struct bw_view *v, struct bw_str text, struct hits *h,
    struct bw_err *err)
{
	const struct bw_snap *s = &v->priv->snap;
	struct bw_buf b = { 0 };
	int rc = 0;

	if (bw_str_find(text, BW_STR(":")) > 0) {
		lower(&b, text);
		rc = bw_buf_check(&b, err);
		if (rc == 0)
			rc = equal(
			    s, BW_S_ID_AT, BW_N_ID, bw_buf_get(&b), h, err);
		bw_buf_clear(&b);
	}
	if (rc == 0 && h->list.n == 0) {
		bw_fold(&b, text);
		rc = bw_buf_check(&b, err);
		if (rc == 0 && b.n > 0)
			rc = equal(
			    s, BW_S_FIND_AT, BW_N_FIND, bw_buf_get(&b), h, err);
		if (rc == 0) {
			settle(h);
			prefer_exact(v, text, h);
		}
	}
	bw_buf_release(&b);
	return rc;
}

int
bw_view_party(const struct bw_view *v, struct bw_str text, struct bw_arena *a,
    uint32_t *party, uint32_t **many, size_t *n_many, struct bw_err *err)
{
	struct hits h = { .keep = CANDIDATES };
	int rc;

	*party = BW_NONE;
	*many = NULL;
	*n_many = 0;
	text = bw_str_trim(text);
	if (text.n > 1 && text.p[0] == '#' && by_row(v, text, party))
		return 0;
	rc = look(v, text, &h, err);
	if (rc == 0)
		rc = give(&h, a, many, n_many, err);
	bw_vec_release(&h.list);
	if (rc != 0)
		return rc;
	if (*n_many == 0)
		return bw_fail(err, BW_ENOTFOUND,
		    "nobody in the world is called \"%.*s\"; search with: "
		    "bolwerk find",
		    BW_ARG(bw_str_sub(text, 0, 100)));
	if (*n_many > 1)
		return bw_fail(err, BW_ECONFLICT,
		    "%zu parties are called \"%.*s\": say which by its number "
		    "(#...)",
		    *n_many, BW_ARG(bw_str_sub(text, 0, 100)));
	*party = (*many)[0];
	return 0;
}

/* Where the entry at this byte begins: the last offset not above it. */
static size_t
entry_at(const uint64_t *at, size_t n, uint64_t byte)
{
	size_t lo = 0, hi = n, mid;

	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (at[mid] <= byte)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

enum rank {
	EQUAL,
	BEGINS,
	WORD,
	CONTAINS,
	NOT
};

static enum rank
rank_of(struct bw_str e, struct bw_str text)
{
	struct bw_str rest = e;
	enum rank best = NOT;
	ptrdiff_t at;

	if (bw_str_eq(e, text))
		return EQUAL;
	if (bw_str_starts(e, text))
		return BEGINS;
	while (best > WORD && (at = bw_str_find(rest, text)) >= 0) {
		rest = bw_str_sub(rest, (size_t)at, rest.n);
		best = rest.p > e.p && rest.p[-1] == ' ' ? WORD : CONTAINS;
		rest = bw_str_sub(rest, 1, rest.n);
	}
	return best;
}

/* Who types no scheme means the value. */
static struct bw_str
value_of(struct bw_str e, struct bw_str text)
{
	const char *colon = memchr(e.p, ':', e.n);

	if (colon == NULL || bw_str_find(text, BW_STR(":")) >= 0)
		return e;
	return bw_str_sub(e, (size_t)(colon + 1 - e.p), e.n);
}

static int
scan(const struct bw_snap *s, enum bw_snap_section at, size_t n,
    struct bw_str text, struct hits *h, struct bw_err *err)
{
	const uint64_t *o = bw_snap_u64(s, at);
	const char *all = s->at[at + 1], *end = all + s->bytes[at + 1];
	const char *p = all;
	struct bw_str e;
	enum rank rank;
	size_t i;
	int rc = 0;

	while (rc == 0 && p < end) {
		p = memmem(p, (size_t)(end - p), text.p, text.n);
		if (p == NULL)
			break;
		i = entry_at(o, n, (uint64_t)(p - all));
		e = entry(s, at, i);
		if (at == BW_S_ID_AT)
			e = value_of(e, text);
		rank = rank_of(e, text);
		if (rank != NOT)
			rc = add(h, rank, e.n, bw_snap_u32(s, at + 2)[i], err);
		p = all + o[i + 1];
	}
	return rc;
}

int
bw_view_search(const struct bw_view *v, struct bw_str text, size_t limit,
    struct bw_arena *a, uint32_t **party, size_t *n, struct bw_err *err)
{
	const struct bw_snap *s = &v->priv->snap;
	struct hits h = { .keep = limit == 0 ? 1 : limit };
	struct bw_buf b = { 0 };
	int rc;

	text = bw_str_trim(text);
	bw_fold(&b, text);
	rc = bw_buf_check(&b, err);
	if (rc == 0 && b.n > 0)
		rc = scan(s, BW_S_FIND_AT, (size_t)s->n[BW_N_FIND],
		    bw_buf_get(&b), &h, err);
	bw_buf_clear(&b);
	lower(&b, text);
	if (rc == 0)
		rc = bw_buf_check(&b, err);
	if (rc == 0 && b.n > 0 && memchr(b.p, '\n', b.n) == NULL)
		rc = scan(s, BW_S_ID_AT, (size_t)s->n[BW_N_ID], bw_buf_get(&b),
		    &h, err);
	if (rc == 0)
		rc = give(&h, a, party, n, err);
	bw_vec_release(&h.list);
	bw_buf_release(&b);
	return rc;
}
