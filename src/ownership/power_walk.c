/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * power_walk.c - power indices by going through all coalitions.
 *
 * For a dozen holders with shares like 33.3333333 %, whose greatest common
 * divisor is one part per billion: 2^n coalitions are fewer than a thousand
 * million steps of weight. A Gray code changes one member at a time. Sums go
 * by blocks, so that rounding does not add up over millions of terms.
 */
#include "ownership/power_priv.h"

#define BLOCK ((uint64_t)1 << 12)

struct walk {
	const struct game *g;
	uint64_t in; /* bits of the members */
	int64_t weight;
	size_t size;
	double *row;
	/* sums over coalitions: how far they lose without i when i is no
	 * member, less how far they lost before i when he is one */
	double all, all_half;         /* as if nobody were a member */
	double *member, *member_half; /* to be taken off for members */
};

static void
visit(struct walk *w)
{
	const struct game *g = w->g;
	double out = 0, in = 0, half = game_lose(g, w->weight);

	game_row(g, w->weight, w->row);
	if (w->size < g->n) /* somebody is outside */
		out = g->coef[w->size] * w->row[w->size];
	if (w->size > 0)
		in = g->coef[w->size - 1] * w->row[w->size - 1];
	w->all += out;
	w->all_half += half;
	for (uint64_t rest = w->in; rest != 0; rest &= rest - 1) {
		unsigned i = (unsigned)__builtin_ctzll(rest);

		w->member[i] += out + in;
		w->member_half[i] += 2 * half;
	}
}

static void
flush(struct walk *w, struct bw_power *out)
{
	for (size_t i = 0; i < w->g->n; i++) {
		out[i].shapley += w->all - w->member[i];
		out[i].swings += w->all_half - w->member_half[i];
		w->member[i] = w->member_half[i] = 0;
	}
	w->all = w->all_half = 0;
}

int
game_walk(const struct game *g, struct bw_power *out, struct bw_err *err)
{
	uint64_t n = (uint64_t)1 << g->n;
	double *room = bw_calloc(g->n * 3 + 1, sizeof(*room));
	struct walk w = { .g = g };

	if (room == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for power indices");
	w.row = room;
	w.member = room + g->n;
	w.member_half = room + g->n * 2;
	for (uint64_t i = 0; i < n; i++) {
		visit(&w);
		if ((i + 1) % BLOCK == 0 || i + 1 == n)
			flush(&w, out);
		if (i + 1 < n) {
			unsigned k = (unsigned)__builtin_ctzll(i + 1);
			bool enters = (w.in >> k & 1) == 0;
			int64_t weight = (int64_t)g->weight[k];

			w.in ^= (uint64_t)1 << k;
			w.weight += enters ? weight : -weight;
			w.size = enters ? w.size + 1 : w.size - 1;
		}
	}
	bw_free(room);
	return 0;
}
