/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * oracle.c - see oracle.h.
 */
#include "oracle.h"

unsigned
oracle_set(
    const struct oracle_net *net, const struct oracle_world *w, unsigned seeds)
{
	unsigned set = seeds, before;

	do {
		before = set;
		for (uint32_t y = 0; y < net->n; y++) {
			uint64_t votes = 0, own = 0, q = net->threshold;
			bool in = false;

			for (size_t i = 0; i < net->m; i++) {
				const struct bw_edge *e = &net->edge[i];

				if (e->company != y)
					continue;
				if (e->holder == y) {
					own += w->v[i];
				} else if (before >> e->holder & 1) {
					votes += w->v[i];
					in = in || e->direct || w->on[i];
				}
			}
			if (own > BW_ONE)
				own = BW_ONE;
			if (votes > 0 && votes * BW_ONE + q * own > q * BW_ONE)
				in = true;
			if (votes > 0 && net->at_least &&
			    votes * BW_ONE + q * own == q * BW_ONE)
				in = true;
			if (in)
				set |= 1u << y;
		}
	} while (set != before);
	return set;
}

struct box { /* one company */
	size_t k, edge[ORACLE_EDGES];
	uint64_t lo[ORACLE_EDGES], hi[ORACLE_EDGES];
	bool over; /* more than 100 % whatever the values */
};

static void
box_of(struct box *b, const struct oracle_net *net, uint32_t y,
    const bool *fixed, const struct oracle_world *given, uint64_t trifle)
{
	uint64_t lo = 0;

	memset(b, 0, sizeof(*b));
	for (size_t i = 0; i < net->m; i++) {
		struct bw_share s = net->edge[i].votes;

		if (net->edge[i].company != y)
			continue;
		b->edge[b->k] = i;
		b->lo[b->k] = s.lo + (s.open & BW_LO_OPEN ? trifle : 0);
		b->hi[b->k] = s.hi - (s.open & BW_HI_OPEN ? trifle : 0);
		lo += b->lo[b->k];
		if (fixed && fixed[i])
			b->lo[b->k] = b->hi[b->k] = given->v[i];
		b->k++;
	}
	b->over = lo > BW_ONE;
}

/* Corner number `bits` of the box; with cut < k that stake takes what is
 * left to 100 % instead. False when there is no such world. */
static bool
corner(const struct box *b, unsigned bits, size_t cut, uint64_t *v)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < b->k; i++) {
		if (bits >> i & 1 && b->lo[i] == b->hi[i])
			return false; /* counted once */
		v[i] = bits >> i & 1 ? b->hi[i] : b->lo[i];
		if (i != cut)
			sum += v[i];
	}
	if (cut == b->k)
		return b->over || sum <= BW_ONE;
	if (b->over || sum > BW_ONE || bits >> cut & 1)
		return false;
	v[cut] = BW_ONE - sum;
	return v[cut] > b->lo[cut] && v[cut] < b->hi[cut];
}

/* Every world so far, times every corner of one more company. */
static bool
multiply(
    struct oracle_worlds *out, struct oracle_worlds *old, const struct box *b)
{
	uint64_t v[ORACLE_EDGES];

	*old = *out;
	out->n = 0;
	for (unsigned bits = 0; bits < 1u << b->k; bits++)
		for (size_t cut = 0; cut <= b->k; cut++) {
			if (!corner(b, bits, cut, v))
				continue;
			for (size_t j = 0; j < old->n; j++) {
				struct oracle_world *w;

				if (out->n == ORACLE_WORLDS)
					return false;
				w = &out->w[out->n++];
				*w = old->w[j];
				for (size_t i = 0; i < b->k; i++)
					w->v[b->edge[i]] = v[i];
			}
		}
	return true;
}

/* A `maybe` that is not fixed may be so or not. */
static bool
double_maybe(struct oracle_worlds *out, const struct oracle_net *net,
    const bool *fixed, const struct oracle_world *given)
{
	size_t n;

	for (size_t i = 0; i < net->m; i++) {
		if (!net->edge[i].maybe)
			continue;
		n = out->n;
		if (fixed && fixed[i]) {
			for (size_t j = 0; j < n; j++)
				out->w[j].on[i] = given->on[i];
			continue;
		}
		if (2 * n > ORACLE_WORLDS)
			return false;
		for (size_t j = 0; j < n; j++) {
			out->w[n + j] = out->w[j];
			out->w[n + j].on[i] = true;
		}
		out->n = 2 * n;
	}
	return true;
}

bool
oracle_worlds(const struct oracle_net *net, const bool *fixed,
    const struct oracle_world *given, uint64_t trifle,
    struct oracle_worlds *out)
{
	static struct oracle_worlds old;
	struct box b;

	memset(&out->w[0], 0, sizeof(out->w[0]));
	out->n = 1;
	for (uint32_t y = 0; y < net->n; y++) {
		box_of(&b, net, y, fixed, given, trifle);
		if (b.k > 0 && !multiply(out, &old, &b))
			return false;
	}
	return double_maybe(out, net, fixed, given);
}

uint32_t
oracle_random(uint64_t *state)
{
	uint64_t x = *state;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	*state = x;
	return (uint32_t)(x * 0x2545F4914F6CDD1Dull >> 32);
}

uint32_t
oracle_below(uint64_t *state, uint32_t n)
{
	return oracle_random(state) % n;
}

static struct bw_share
random_share(uint64_t *state, int kind)
{
	struct bw_share s = { 0 };
	uint32_t a = oracle_below(state, 21), b = oracle_below(state, 21);

	if (kind == 0 || oracle_below(state, 3) == 0) {
		a = oracle_below(state, 3) ? a / 2 : a;
		return bw_share_exact(a * 5 * BW_PERCENT);
	}
	s.lo = (a < b ? a : b) * 5 * BW_PERCENT;
	s.hi = (a < b ? b : a) * 5 * BW_PERCENT;
	if (oracle_below(state, 2)) /* fewer that fill everything */
		s.lo /= 10 * BW_PERCENT, s.lo *= 5 * BW_PERCENT;
	if (s.lo < s.hi)
		s.open = (uint8_t)oracle_below(state, 4);
	return s;
}

void
oracle_net(struct oracle_net *net, uint64_t *state, int kind, uint32_t nodes)
{
	memset(net, 0, sizeof(*net));
	net->n = 2 + oracle_below(state, nodes - 1);
	net->m = oracle_below(state, kind ? 7 : ORACLE_EDGES + 1);
	net->threshold = BW_ONE / 2;
	net->at_least = oracle_below(state, 3) == 0;
	if (oracle_below(state, 6) == 0)
		net->threshold = (1 + oracle_below(state, 20)) * 5 * BW_PERCENT;
	for (size_t i = 0; i < net->m; i++) {
		struct bw_edge *e = &net->edge[i];

		e->holder = oracle_below(state, net->n);
		e->company = oracle_below(state, net->n);
		e->votes = random_share(state, kind);
		e->direct = oracle_below(state, 20) == 0;
		e->maybe = kind && oracle_below(state, 20) == 0;
		e->stake = (uint32_t)i;
	}
}
