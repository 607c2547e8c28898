/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * layout_order.c - who stands left of whom, so that few lines cross.
 *
 * Crossings of layered drawings cannot be made fewest in reasonable time
 * (Garey & Johnson 1983), so: sort each rank by the mean place of its
 * neighbours, up and down, swap neighbours where that helps, start twice,
 * and keep the best that was seen.
 */
#include "report/layout_priv.h"

#define SWEEPS 24

static void
places(struct plan *p)
{
	for (unsigned r = 0; r < p->ranks; r++)
		for (uint32_t i = p->at[r]; i < p->at[r + 1]; i++)
			p->place[p->order[i]] = i - p->at[r];
}

/* As given, or (back) the other way round. */
static void
first_order(struct plan *p, bool back)
{
	uint32_t n = 0;

	memset(p->at, 0, (p->ranks + 1) * sizeof(*p->at));
	for (size_t i = 0; i < p->n; i++)
		p->at[p->item[i].rank]++;
	for (unsigned r = 0; r < p->ranks; r++)
		p->at[r] = n += p->at[r];
	for (size_t i = p->n; i-- > 0;) {
		size_t it = back ? p->n - 1 - i : i;

		p->order[--p->at[p->item[it].rank]] = (uint32_t)it;
	}
	p->at[p->ranks] = n;
	places(p);
}

/* Earlier ends that lie right of `place`, by a Fenwick tree; then add it. */
static size_t
inversions(uint32_t *tree, uint32_t n, uint32_t place, size_t earlier)
{
	size_t not_right = 0;

	for (uint32_t i = place + 1; i > 0; i -= i & -i)
		not_right += tree[i];
	for (uint32_t i = place + 1; i <= n; i += i & -i)
		tree[i]++;
	return earlier - not_right;
}

/* Crossings between rank r and the one below (Barth, Juenger, Mutzel 2002). */
static size_t
crossings_below(const struct plan *p, unsigned r)
{
	uint32_t n = p->at[r] - p->at[r - 1];
	size_t crossed = 0, earlier = 0, added;

	memset(p->tree, 0, (n + 1) * sizeof(*p->tree));
	for (uint32_t i = p->at[r]; i < p->at[r + 1]; i++) {
		uint32_t it = p->order[i];
		uint32_t from = p->below_at[it], to = p->below_at[it + 1];

		/* Wires of one item do not cross each other: count against
		 * those of earlier items first, then take out what was
		 * counted among themselves. */
		added = 0;
		for (uint32_t w = from; w < to; w++)
			crossed += inversions(p->tree, n,
			    p->place[p->wire[p->below[w]].lower],
			    earlier + added++);
		for (uint32_t w = from; w < to; w++)
			for (uint32_t k = from; k < w; k++)
				crossed -=
				    p->place[p->wire[p->below[k]].lower] >
				    p->place[p->wire[p->below[w]].lower];
		earlier += added;
	}
	return crossed;
}

static size_t
crossings(const struct plan *p)
{
	size_t n = 0;

	for (unsigned r = 1; r < p->ranks; r++)
		n += crossings_below(p, r);
	return n;
}

/* Sort one rank by the mean place of the neighbours below (or above); who has
 * none stays where it is. Insertion keeps equals in their order, or turns it:
 * that is how an order gets out of a place where no single step helps. */
static void
sort_rank(struct plan *p, unsigned r, bool by_lower, bool turn)
{
	uint32_t *row = p->order + p->at[r];
	uint32_t n = p->at[r + 1] - p->at[r];

	for (uint32_t i = 0; i < n; i++) {
		double sum = 0, count = 0;

		const uint32_t *at = by_lower ? p->below_at : p->above_at;

		for (uint32_t w = at[row[i]]; w < at[row[i] + 1]; w++) {
			sum += p->place[by_lower ? p->wire[p->below[w]].lower
						 : p->wire[p->above[w]].upper];
			count++;
		}
		p->key[row[i]] = count > 0 ? sum / count : i;
	}
	for (uint32_t i = 1; i < n; i++) {
		uint32_t it = row[i], k = i;

		for (; k > 0 &&
		     (p->key[row[k - 1]] > p->key[it] ||
			 (turn && p->key[row[k - 1]] >= p->key[it]));
		     k--)
			row[k] = row[k - 1];
		row[k] = it;
	}
	for (uint32_t i = 0; i < n; i++)
		p->place[row[i]] = i;
}

/* Crossings of the wires of a with those of b, a standing left of b. */
static size_t
crossings_of(const struct plan *p, uint32_t a, uint32_t b)
{
	size_t n = 0;

	for (uint32_t i = p->below_at[a]; i < p->below_at[a + 1]; i++)
		for (uint32_t k = p->below_at[b]; k < p->below_at[b + 1]; k++)
			n += p->place[p->wire[p->below[i]].lower] >
			    p->place[p->wire[p->below[k]].lower];
	for (uint32_t i = p->above_at[a]; i < p->above_at[a + 1]; i++)
		for (uint32_t k = p->above_at[b]; k < p->above_at[b + 1]; k++)
			n += p->place[p->wire[p->above[i]].upper] >
			    p->place[p->wire[p->above[k]].upper];
	return n;
}

/* Swap neighbours wherever that takes crossings away: barycentres alone get
 * stuck (Gansner et al. 1993). `equal`: once also where it changes nothing,
 * which may open the way for a swap that does. */
static void
swap_neighbours(struct plan *p, bool equal)
{
	bool better = true;

	for (unsigned turn = 0; better && turn < SWEEPS; turn++) {
		better = equal;
		for (unsigned r = 0; r < p->ranks; r++)
			for (uint32_t i = p->at[r]; i + 1 < p->at[r + 1]; i++) {
				uint32_t a = p->order[i], b = p->order[i + 1];
				size_t now = crossings_of(p, a, b);
				size_t then = crossings_of(p, b, a);

				if (then > now || (then == now && !equal))
					continue;
				p->order[i] = b;
				p->order[i + 1] = a;
				p->place[b]--;
				p->place[a]++;
				better = true;
			}
		equal = false;
	}
}

/* Better the order that stands, keeping the best seen. */
static void
improve(struct plan *p, size_t *fewest)
{
	for (unsigned sweep = 0; sweep<SWEEPS && * fewest> 0; sweep++) {
		bool turn = sweep % 4 >= 2;
		size_t now;

		if (sweep % 2 == 0)
			for (unsigned r = 1; r < p->ranks; r++)
				sort_rank(p, r, true, turn);
		else
			for (unsigned r = p->ranks - 1; r-- > 0;)
				sort_rank(p, r, false, turn);
		swap_neighbours(p, turn);
		now = crossings(p);
		if (now >= *fewest)
			continue;
		*fewest = now;
		memcpy(p->best, p->order, p->n * sizeof(*p->best));
	}
}

void
layout_order(struct bw_layout *l, struct plan *p)
{
	first_order(p, false);
	l->crossings = crossings(p);
	memcpy(p->best, p->order, p->n * sizeof(*p->best));
	improve(p, &l->crossings);
	first_order(p, true);
	improve(p, &l->crossings);
	memcpy(p->order, p->best, p->n * sizeof(*p->best));
	places(p);
}
