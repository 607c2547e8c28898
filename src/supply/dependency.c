/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * dependency.c - dependency indicators from the flows of one product.
 *
 * One pass over the flows, which lie by importer, gives every importer; two
 * more over the areas (a few hundred) give the exporters of the world and the
 * group. Nothing is sorted and nothing allocated, so a hundred million flows
 * are a matter of reading them.
 */
#include "supply/dependency.h"
#include "base/mem.h"
#include <math.h>

#define WHOLE 1000000000u

int
bw_market_init(struct bw_market *m, size_t n_area, struct bw_err *err)
{
	*m = (struct bw_market){ .n_area = n_area };
	m->importer = bw_calloc(n_area + 1, sizeof(*m->importer));
	m->exports = bw_calloc(n_area + 1, sizeof(*m->exports));
	m->outside = bw_calloc(n_area + 1, sizeof(*m->outside));
	if (m->importer != NULL && m->exports != NULL && m->outside != NULL)
		return 0;
	bw_market_release(m);
	return bw_fail(err, BW_ENOMEM, "no memory for %zu countries", n_area);
}

void
bw_market_release(struct bw_market *m)
{
	bw_free(m->importer);
	bw_free(m->exports);
	bw_free(m->outside);
	*m = (struct bw_market){ 0 };
}

static inline void
add_origin(struct bw_origins *o, uint16_t area, uint64_t value, bool unnamed)
{
	o->total += value;
	if (unnamed) {
		o->unnamed += value;
		return;
	}
	o->squares += (bw_u128)value * value;
	o->n++;
	if (value > o->top_value) {
		o->top = area;
		o->top_value = value;
	}
}

/* Flows of one importer, from i on; returns where the next one begins. */
static size_t
read_importer(struct bw_market *m, const struct bw_areas *areas,
    const struct bw_flow *flow, size_t i, size_t n)
{
	struct bw_dependency *d = &m->importer[m->n_importer++];
	const uint16_t who = flow[i].importer;
	const bool member = areas->kind[who] & BW_AREA_MEMBER;

	*d = (struct bw_dependency){ .importer = who };
	for (; i < n && flow[i].importer == who; i++) {
		const uint16_t by = flow[i].exporter;
		const uint64_t value = flow[i].value;
		const uint8_t kind = areas->kind[by];

		if (value == 0)
			continue;
		if (by == who) {
			d->inside += value;
			continue;
		}
		m->exports[by] += value;
		add_origin(&d->from, by, value, kind & BW_AREA_UNNAMED);
		if (!member)
			continue;
		if (kind & BW_AREA_MEMBER)
			m->group.inside += value;
		else
			m->outside[by] += value;
	}
	d->used = d->from.total;
	return i;
}

/* The world's exporters and the group's exports, from exports per area. */
static void
read_exports(struct bw_market *m, const struct bw_areas *areas)
{
	m->exporters = (struct bw_origins){ 0 };
	m->group.exports = 0;
	for (size_t a = 0; a < areas->n; a++) {
		if (m->exports[a] == 0)
			continue;
		add_origin(&m->exporters, (uint16_t)a, m->exports[a],
		    areas->kind[a] & BW_AREA_UNNAMED);
		if (areas->kind[a] & BW_AREA_MEMBER)
			m->group.exports += m->exports[a];
	}
	for (size_t i = 0; i < m->n_importer; i++)
		m->importer[i].exports = m->exports[m->importer[i].importer];
}

static void
read_outside(struct bw_market *m, const struct bw_areas *areas)
{
	for (size_t a = 0; a < areas->n; a++)
		if (m->outside[a] > 0)
			add_origin(&m->group.from, (uint16_t)a, m->outside[a],
			    areas->kind[a] & BW_AREA_UNNAMED);
	m->group.used = m->group.from.total;
}

void
bw_market_read(struct bw_market *m, const struct bw_areas *areas,
    const struct bw_flow *flow, size_t n)
{
	size_t i = 0;

	BW_ASSERT(areas->n <= m->n_area);
	memset(m->exports, 0, areas->n * sizeof(*m->exports));
	memset(m->outside, 0, areas->n * sizeof(*m->outside));
	m->n_importer = 0;
	m->group = (struct bw_dependency){ 0 };
	while (i < n)
		i = read_importer(m, areas, flow, i, n);
	read_outside(m, areas);
	read_exports(m, areas);
}

void
bw_market_exports(struct bw_market *m, const struct bw_areas *areas,
    const struct bw_flow *flow, size_t n)
{
	/* outside is done with: it remembers who has reported. */
	memset(m->outside, 0, areas->n * sizeof(*m->outside));
	for (size_t i = 0; i < n; i++) {
		const uint16_t by = flow[i].exporter;

		if (flow[i].importer == by)
			continue;
		if (m->outside[by] == 0)
			m->exports[by] = 0;
		m->outside[by] = 1;
		m->exports[by] += flow[i].value;
	}
	read_exports(m, areas);
}

static double
hhi(bw_u128 squares, uint64_t total)
{
	return total == 0 ? (double)NAN
			  : (double)squares / ((double)total * (double)total);
}

double
bw_origins_lo(const struct bw_origins *o)
{
	return hhi(o->squares, o->total);
}

double
bw_origins_hi(const struct bw_origins *o)
{
	return hhi(o->squares + (bw_u128)o->unnamed * o->unnamed, o->total);
}

/* squares / total^2 > limit / 10^9. Trade of whole currency units stays far
 * below what 128 bits hold; what does not is compared in floating point. */
static bool
hhi_above(bw_u128 squares, uint64_t total, uint32_t limit)
{
	bw_u128 left, right;

	if (!__builtin_mul_overflow(squares, (bw_u128)WHOLE, &left) &&
	    !__builtin_mul_overflow(
		(bw_u128)total * total, (bw_u128)limit, &right))
		return left > right;
	return hhi(squares, total) * WHOLE > (double)limit;
}

enum bw_certainty
bw_origins_above(const struct bw_origins *o, uint32_t limit)
{
	if (o->total == 0)
		return BW_EXCLUDED;
	if (hhi_above(o->squares, o->total, limit))
		return BW_CERTAIN;
	if (o->unnamed > 0 &&
	    hhi_above(
		o->squares + (bw_u128)o->unnamed * o->unnamed, o->total, limit))
		return BW_POSSIBLE;
	return BW_EXCLUDED;
}

bool
bw_ratio_above(uint64_t part, uint64_t whole, uint64_t limit)
{
	return (bw_u128)part * WHOLE > (bw_u128)whole * limit;
}

static double
ratio(uint64_t part, uint64_t whole)
{
	return whole == 0 ? (double)NAN : (double)part / (double)whole;
}

static enum bw_certainty
sure(bool yes)
{
	return yes ? BW_CERTAIN : BW_EXCLUDED;
}

/* All of them hold: as sure as the least sure one. */
static enum bw_certainty
all(enum bw_certainty a, enum bw_certainty b)
{
	if (a == BW_EXCLUDED || b == BW_EXCLUDED)
		return BW_EXCLUDED;
	return a == BW_CERTAIN && b == BW_CERTAIN ? BW_CERTAIN : BW_POSSIBLE;
}

void
bw_cdi(const struct bw_dependency *group, const struct bw_cdi_rule *rule,
    struct bw_cdi *out)
{
	const uint64_t from = group->used;

	*out = (struct bw_cdi){ .cdi1 = bw_origins_lo(&group->from),
		.cdi1_hi = bw_origins_hi(&group->from),
		.cdi2 = ratio(from, from + group->inside),
		.cdi3 = ratio(from, group->exports) };
	out->exceeded[0] = bw_origins_above(&group->from, rule->concentration);
	out->exceeded[1] =
	    sure(bw_ratio_above(from, from + group->inside, rule->outside));
	out->exceeded[2] =
	    sure(bw_ratio_above(from, group->exports, rule->exports));
	out->dependent =
	    all(out->exceeded[0], all(out->exceeded[1], out->exceeded[2]));
}

enum bw_certainty
bw_geodep_year(const struct bw_dependency *d, const struct bw_origins *world,
    const struct bw_geodep_rule *rule)
{
	return all(sure(bw_ratio_above(d->used, d->exports, rule->exports)),
	    all(bw_origins_above(&d->from, rule->imports),
		bw_origins_above(world, rule->world)));
}

enum bw_certainty
bw_geodep(
    const enum bw_certainty *year, size_t n, const struct bw_geodep_rule *rule)
{
	unsigned yes = 0, maybe = 0;

	if (n > rule->of)
		year += n - rule->of;
	for (size_t i = 0; i < n && i < rule->of; i++) {
		yes += year[i] == BW_CERTAIN;
		maybe += year[i] == BW_POSSIBLE;
	}
	if (yes >= rule->needed)
		return BW_CERTAIN;
	return yes + maybe >= rule->needed ? BW_POSSIBLE : BW_EXCLUDED;
}

static uint64_t
part_of(uint64_t value, uint32_t share)
{
	return (uint64_t)(((bw_u128)value * share + WHOLE / 2) / WHOLE);
}

void
bw_domestic_use(struct bw_dependency *d, uint32_t share)
{
	uint64_t passes;

	BW_ASSERT(share <= WHOLE);
	d->used = part_of(d->from.total, share);
	passes = d->from.total - d->used;
	d->exports -= passes < d->exports ? passes : d->exports;
}

void
bw_persistence(const uint8_t *mark, size_t products, size_t years,
    struct bw_persistence *out)
{
	memset(out, 0, years * sizeof(*out));
	for (size_t p = 0; p < products; p++) {
		const uint8_t *now = mark + p * years;

		for (size_t y = 0; y < years; y++) {
			const bool before = y > 0 && now[y - 1];

			out[y].dependent += now[y] != 0;
			if (y == 0)
				continue;
			out[y].stay += now[y] && before;
			out[y].enter += now[y] && !before;
			out[y].leave += !now[y] && before;
		}
	}
}
