/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * map.c - interning by open addressing with linear probing.
 *
 * The full 64-bit hash lies in the slot, so that a probe touches the text
 * only when the hashes are equal, and growing never hashes again.
 */
#include "base/map.h"
#include "base/mem.h"
#include <sys/random.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t
bw_hash(struct bw_str s)
{
	uint64_t h = XXH3_64bits(s.p, s.n);

	return h == 0 ? 1 : h;
}

uint64_t
bw_intern_hash(const struct bw_intern *t, struct bw_str s)
{
	uint64_t h = XXH3_64bits_withSeed(s.p, s.n, t->seed);

	return h == 0 ? 1 : h;
}

void
bw_intern_init(struct bw_intern *t)
{
	*t = (struct bw_intern){ 0 };
}

void
bw_intern_over(struct bw_intern *t, const struct bw_intern *under)
{
	*t = (struct bw_intern){ .under = under, .n = under->n };
}

void
bw_intern_release(struct bw_intern *t)
{
	if (!t->borrowed) {
		bw_free(t->slot);
		bw_free(t->text);
		bw_free(t->start);
	}
	*t = (struct bw_intern){ 0 };
}

/* How many ids are given below. */
static size_t
below(const struct bw_intern *t)
{
	return t->under == NULL ? 0 : t->under->n;
}

struct bw_str
bw_intern_get(const struct bw_intern *t, uint32_t id)
{
	BW_ASSERT(id < t->n);
	if (t->under != NULL) {
		if (id < t->under->n)
			return bw_intern_get(t->under, id);
		id -= (uint32_t)t->under->n;
	}
	if (t->text == NULL) /* nothing but empty texts */
		return (struct bw_str){ 0 };
	return (struct bw_str){ t->text + t->start[id],
		(size_t)(t->start[id + 1] - t->start[id]) };
}

/* The slot that holds s, or the free one where it belongs. */
static size_t
probe(const struct bw_intern *t, struct bw_str s, uint64_t hash)
{
	size_t i = hash & t->mask;

	while (t->slot[i].hash != 0) {
		if (t->slot[i].hash == hash &&
		    bw_str_eq(bw_intern_get(t, t->slot[i].id), s))
			break;
		i = (i + 1) & t->mask;
	}
	return i;
}

uint32_t
bw_intern_find(const struct bw_intern *t, struct bw_str s)
{
	uint32_t id = t->under == NULL ? BW_NONE : bw_intern_find(t->under, s);
	size_t i;

	if (id != BW_NONE || t->mask == 0)
		return id;
	i = probe(t, s, bw_intern_hash(t, s));
	return t->slot[i].hash == 0 ? BW_NONE : t->slot[i].id;
}

/* Ids are given in order of appearance, so the seed never shows. Without
 * one (early in the boot) the table is only easier to jam. */
static void
pick_seed(struct bw_intern *t)
{
	if (getrandom(&t->seed, sizeof(t->seed), GRND_NONBLOCK) < 0)
		t->seed = 0;
}

static bool
grow_slots(struct bw_intern *t)
{
	size_t old = t->mask == 0 ? 0 : t->mask + 1;
	size_t slots = old == 0 ? 64 : old * 2, j;
	struct bw_intern_slot *slot = bw_calloc(slots, sizeof(*slot));

	if (slot == NULL)
		return false;
	/* Probes jump all over: a miss in the TLB each, with small pages. */
	bw_mem_huge(slot, slots * sizeof(*slot));
	for (size_t i = 0; i < old; i++) {
		if (t->slot[i].hash == 0)
			continue;
		j = t->slot[i].hash & (slots - 1);
		while (slot[j].hash != 0)
			j = (j + 1) & (slots - 1);
		slot[j] = t->slot[i];
	}
	bw_free(t->slot);
	t->slot = slot;
	t->mask = slots - 1;
	return true;
}

static bool
grow_text(struct bw_intern *t, size_t more)
{
	size_t cap = t->text_cap ? t->text_cap : 4096, need;
	char *p;

	if (bw_add_overflow(t->text_n, more, &need))
		return false;
	if (need <= t->text_cap)
		return true;
	while (cap < need)
		cap += cap / 2;
	p = bw_realloc(t->text, cap, 1);
	if (p == NULL)
		return false;
	bw_mem_huge(p + t->text_n, cap - t->text_n);
	t->text = p;
	t->text_cap = cap;
	return true;
}

static bool
grow_start(struct bw_intern *t)
{
	size_t cap = t->start_cap ? t->start_cap + t->start_cap / 2 : 64;
	size_t n = t->n - below(t);
	uint64_t *p;

	if (n + 2 <= t->start_cap)
		return true;
	p = bw_realloc(t->start, cap, sizeof(*p));
	if (p == NULL)
		return false;
	bw_mem_huge(p + n + 1, (cap - n - 1) * sizeof(*p));
	p[0] = 0;
	t->start = p;
	t->start_cap = cap;
	return true;
}

/* Put a text that is nowhere yet behind the others. */
static bool
append(struct bw_intern *t, struct bw_str s, uint64_t hash)
{
	size_t own = t->n - below(t), i;

	if (own + 1 > (t->mask + 1) / 4 * 3 && !grow_slots(t))
		return false;
	if (!grow_text(t, s.n) || !grow_start(t))
		return false;
	i = probe(t, s, hash);
	if (s.n > 0)
		memcpy(t->text + t->text_n, s.p, s.n);
	t->text_n += s.n;
	t->start[own + 1] = t->text_n;
	t->slot[i] = (struct bw_intern_slot){ hash, (uint32_t)t->n };
	t->n++;
	return true;
}

int
bw_intern_add(struct bw_intern *t, struct bw_str s, uint32_t *id, bool *added,
    struct bw_err *err)
{
	uint64_t hash;
	size_t i;

	BW_ASSERT(!t->borrowed);
	if (added != NULL)
		*added = false;
	if (t->under != NULL) {
		*id = bw_intern_find(t->under, s);
		if (*id != BW_NONE)
			return 0;
	}
	if (t->mask == 0)
		pick_seed(t);
	hash = bw_intern_hash(t, s);
	if (t->mask != 0) {
		i = probe(t, s, hash);
		if (t->slot[i].hash != 0) {
			*id = t->slot[i].id;
			return 0;
		}
	}
	if (t->n >= BW_NONE - 1)
		return bw_fail(err, BW_ELIMIT, "more than 4 billion names");
	*id = (uint32_t)t->n;
	if (!append(t, s, hash))
		return bw_fail(
		    err, BW_ENOMEM, "no memory for %zu names", t->n + 1);
	if (added != NULL)
		*added = true;
	return 0;
}

int
bw_intern_text_add(
    struct bw_intern *t, struct bw_str s, uint32_t *id, struct bw_err *err)
{
	*id = BW_NONE;
	return s.n == 0 ? 0 : bw_intern_add(t, s, id, NULL, err);
}

struct bw_str
bw_intern_text(const struct bw_intern *t, uint32_t id)
{
	return id == BW_NONE ? (struct bw_str){ NULL, 0 }
			     : bw_intern_get(t, id);
}
