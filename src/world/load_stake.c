/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_stake.c - stakes, which come by the million.
 *
 * The table of keys of a country is far larger than the caches of a
 * processor, and a stake needs two look-ups of three far places each: half
 * of the time of a load was waiting for memory. So stakes wait in a short
 * queue, and while they wait the places that their look-ups will need are
 * asked for (Chen, Ailamaki, Gibbons and Mowry, "Improving hash join
 * performance through prefetching", 2007). Whatever else comes in makes the
 * queue run empty first: the order of the file is the order of the rows.
 */
#include "world/load_priv.h"

#define STEP 4u /* records between two stages; the queue has four of those */

static void
stake_cells(struct bw_load *l, int64_t holder, int64_t company,
    const struct bw_stake_rec *rec)
{
	bw_bulk_int(l->bulk, holder);
	bw_bulk_int(l->bulk, company);
	bw_bulk_int(l->bulk, rec->nature);
	bw_bulk_int(l->bulk, rec->flags);
	bw_bulk_int(l->bulk, rec->share.lo);
	bw_bulk_int(l->bulk, rec->share.hi);
	bw_bulk_int(l->bulk, rec->share.open);
	bw_bulk_int_or_null(l->bulk, rec->valid.from, BW_DATE_MIN);
	bw_bulk_int_or_null(l->bulk, rec->valid.to, BW_DATE_MAX);
	bw_load_place(l, &rec->place);
	bw_bulk_text_or_null(l->bulk, rec->place.ref);
	bw_bulk_text_or_null(l->bulk, rec->detail);
}

static int
write_stake(
    struct bw_load *l, const struct bw_stake_rec *rec, struct bw_err *err)
{
	struct bw_found holder, company;
	int rc;

	if (l->next_stake >= UINT32_MAX)
		return bw_fail(
		    err, BW_ELIMIT, "more than 4 billion stakes in a world");
	rc = bw_load_find(
	    l, &rec->holder, BW_PARTY_COMPANY, NULL, &rec->place, &holder, err);
	if (rc == 0)
		rc = bw_load_find(l, &rec->company, BW_PARTY_COMPANY, NULL,
		    &rec->place, &company, err);
	if (rc == 0)
		rc = bw_bulk_row(l->bulk, BW_BULK_STAKE, err);
	if (rc != 0)
		return rc;
	bw_load_mention(l, &holder);
	bw_load_mention(l, &company);
	stake_cells(l, holder.party, company.party, rec);
	rc = bw_bulk_end(l->bulk, err);
	if (rc != 0)
		return rc;
	bw_load_record_stake(l, rec->place.ref, (uint32_t)l->next_stake);
	l->next_stake++;
	l->n.stakes++;
	return 0;
}

static struct bw_str
keep(struct bw_buf *b, struct bw_str s)
{
	size_t at = b->n;

	bw_buf_str(b, s);
	return (struct bw_str){ b->p + at, s.n };
}

static void
keep_key(struct bw_buf *b, struct bw_key *key)
{
	key->scheme = keep(b, key->scheme);
	key->value = keep(b, key->value);
}

/* The texts of a record live as long as the call: copy them. */
static int
copy(struct bw_waiting *w, const struct bw_stake_rec *rec, struct bw_err *err)
{
	size_t n = rec->holder.scheme.n + rec->holder.value.n +
	    rec->company.scheme.n + rec->company.value.n + rec->detail.n +
	    rec->place.ref.n;

	bw_buf_clear(&w->text);
	if (!bw_buf_room(&w->text, n + 1)) /* so that nothing moves */
		return bw_fail(err, BW_ENOMEM, "no memory for a stake");
	w->rec = *rec;
	keep_key(&w->text, &w->rec.holder);
	keep_key(&w->text, &w->rec.company);
	w->rec.detail = keep(&w->text, rec->detail);
	w->rec.place.ref = keep(&w->text, rec->place.ref);
	return 0;
}

/* First: the slot of the hash table. */
static void
ask_slot(
    struct bw_load *l, struct bw_waiting *w, int i, const struct bw_key *key)
{
	struct bw_scheme *s = l->last_scheme;

	w->scheme[i] = NULL;
	if (s == NULL || s->in.mask == 0 || !bw_str_eq(s->name, key->scheme))
		return;
	w->scheme[i] = s;
	w->hash[i] = bw_intern_hash(&s->in, key->value);
	__builtin_prefetch(&s->in.slot[w->hash[i] & s->in.mask]);
}

/* Then what it points to; a slot taken by another key is rare. */
static void
ask_entry(struct bw_waiting *w, int i)
{
	const struct bw_scheme *s = w->scheme[i];
	const struct bw_intern_slot *slot;

	if (s == NULL)
		return;
	slot = &s->in.slot[w->hash[i] & s->in.mask];
	if (slot->hash != w->hash[i]) {
		w->scheme[i] = NULL;
		return;
	}
	w->key[i] = slot->id;
	__builtin_prefetch(&s->in.start[slot->id]);
	__builtin_prefetch(&s->keyed[slot->id], 1);
}

/* Then the text that it will be compared with. */
static void
ask_text(const struct bw_waiting *w, int i)
{
	const struct bw_scheme *s = w->scheme[i];

	if (s != NULL)
		__builtin_prefetch(s->in.text + s->in.start[w->key[i]]);
}

static int
write_next(struct bw_load *l, struct bw_err *err)
{
	struct bw_stakes *q = &l->stakes;
	struct bw_waiting *w = &q->ring[q->out % BW_WAITING];

	q->out++;
	return write_stake(l, &w->rec, err);
}

int
bw_load_stake(void *ctx, const struct bw_stake_rec *rec, struct bw_err *err)
{
	struct bw_load *l = ctx;
	struct bw_stakes *q = &l->stakes;
	struct bw_waiting *w = &q->ring[q->in % BW_WAITING];
	int rc = 0;

	BW_ASSERT(bw_share_valid(rec->share) && rec->nature < BW_NATURES);
	if (q->in - q->out == BW_WAITING)
		rc = write_next(l, err);
	if (rc == 0)
		rc = copy(w, rec, err);
	if (rc != 0)
		return rc;
	ask_slot(l, w, 0, &w->rec.holder);
	ask_slot(l, w, 1, &w->rec.company);
	q->in++;
	if (q->in - q->out > STEP) {
		w = &q->ring[(q->in - 1 - STEP) % BW_WAITING];
		ask_entry(w, 0);
		ask_entry(w, 1);
	}
	if (q->in - q->out > 2 * STEP) {
		w = &q->ring[(q->in - 1 - 2 * STEP) % BW_WAITING];
		ask_text(w, 0);
		ask_text(w, 1);
	}
	return 0;
}

int
bw_load_stakes_flush(struct bw_load *l, struct bw_err *err)
{
	int rc = 0;

	while (rc == 0 && l->stakes.out < l->stakes.in)
		rc = write_next(l, err);
	return rc;
}

void
bw_load_stakes_release(struct bw_load *l)
{
	for (size_t i = 0; i < BW_WAITING; i++)
		bw_buf_release(&l->stakes.ring[i].text);
}
