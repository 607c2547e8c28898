/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_group.c - which figures belong together, and what they leave open.
 *
 * Publishers print countries, "other countries", a total of the world and
 * remarks in one column; the flags of the rows tell them apart
 * (model/record.h). The total is never used in place of the sum, since it is
 * rounded and sometimes wrong. It serves to see what is missing: more than
 * rounding can explain belongs to countries that nobody names, and widens
 * the range of the concentration as the rest does.
 */
#include "supply/supply_group.h"
#include "base/vec.h"
#include <math.h>

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for production figures");
}

double
bw_printed_error(double amount)
{
	char text[40];
	int digits = 1, exponent;
	double place;

	if (!isfinite(amount) || amount <= 0)
		return 0;
	for (; digits < 17; digits++) {
		snprintf(text, sizeof(text), "%.*e", digits - 1, amount);
		if (strtod(text, NULL) == amount)
			break;
	}
	exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
	place = pow(10, exponent - digits + 1);
	if (place > 1)
		place = fmax(1, fmin(place, pow(10, exponent - 1)));
	return place / 2;
}

static bool
has(const struct bw_figure *f, unsigned flag)
{
	return (f->flags & flag) != 0;
}

/* A figure of one country that can be counted. */
static bool
counts(const struct bw_figure *f)
{
	return !has(f, BW_FIGURE_WORLD | BW_FIGURE_WITHHELD) &&
	    isfinite(f->amount) && f->amount > 0;
}

static int
by_country(const void *pa, const void *pb)
{
	const struct bw_figure *const *a = pa, *const *b = pb;
	int c = bw_str_cmp((*a)->country, (*b)->country);

	if (c == 0)
		c = bw_str_cmp((*a)->detail, (*b)->detail);
	return c != 0 ? c : (*a > *b) - (*a < *b);
}

/* Pointers to the rows, sorted by country, detail, place. */
static int
sorted(const struct bw_figure *row, size_t n, const struct bw_figure ***out,
    struct bw_err *err)
{
	const struct bw_figure **p = bw_alloc(n, sizeof(*p));

	if ((*out = p) == NULL)
		return no_memory(err);
	for (size_t i = 0; i < n; i++)
		p[i] = &row[i];
	qsort(p, n, sizeof(*p), by_country);
	return 0;
}

/* Does a country, or the rest, occur in two details? */
static bool
overlap(const struct bw_figure *const *p, size_t n)
{
	const struct bw_figure *last = NULL;

	for (size_t i = 0; i < n; i++) {
		if (has(p[i], BW_FIGURE_WORLD))
			continue;
		if (last != NULL && bw_str_eq(last->country, p[i]->country) &&
		    !bw_str_eq(last->detail, p[i]->detail))
			return true;
		last = p[i];
	}
	return false;
}

struct sums {
	double listed, world, error;
	size_t worlds;
};

static struct sums
sum_up(const struct bw_figure *row, size_t n)
{
	struct sums s = { .world = NAN };

	for (size_t i = 0; i < n; i++) {
		if (has(&row[i], BW_FIGURE_WORLD)) {
			s.worlds++;
			s.world = row[i].amount;
			s.error += bw_printed_error(row[i].amount);
		} else if (counts(&row[i])) {
			s.listed += row[i].amount;
			s.error += bw_printed_error(row[i].amount);
		}
	}
	return s;
}

/* May the types in these rows, all of one unit, be added up? */
static int
addable(const struct bw_figure *row, size_t n, bool *yes, struct bw_err *err)
{
	const struct bw_figure **p = NULL;
	struct sums s = sum_up(row, n);
	int rc = 0;

	*yes = true;
	if (bw_str_eq(row[0].detail, row[n - 1].detail))
		return 0; /* they are sorted: one type only */
	if ((rc = sorted(row, n, &p, err)) != 0)
		return rc;
	if (s.worlds > 1)
		*yes = false;
	else if (overlap(p, n))
		*yes = s.worlds == 1 &&
		    fabs(s.world - s.listed) <= s.error * (1 + 1e-9);
	bw_free(p);
	return 0;
}

/* ---- one production ---- */

static struct bw_producer
producer(const struct bw_figure *f)
{
	return (struct bw_producer){ .country = f->country,
		.where = f->where,
		.amount = f->amount,
		.share = NAN,
		.governance = NAN,
		.flags = f->flags,
		.load = f->load,
		.line = f->line,
		.number = f->number,
		.ref = f->ref };
}

/* A second row of a country (helium from gas and from a store): added up;
 * the larger row stays as the place. */
static void
join(struct bw_producer *to, const struct bw_producer *from)
{
	double amount = to->amount + from->amount;
	unsigned flags = to->flags | from->flags;

	if (from->amount > to->amount)
		*to = *from;
	to->amount = amount;
	to->flags = flags;
}

/* Largest first, the rest last; ties by country as in bw_concentrate. */
static int
by_amount(const void *pa, const void *pb)
{
	const struct bw_producer *a = pa, *b = pb;
	bool x = (a->flags & BW_FIGURE_REST) != 0;
	bool y = (b->flags & BW_FIGURE_REST) != 0;
	int c;

	if (x != y)
		return x ? 1 : -1;
	if (a->amount != b->amount)
		return a->amount > b->amount ? -1 : 1;
	c = bw_str_cmp(a->country, b->country);
	if (c == 0)
		c = (a->line > b->line) - (a->line < b->line);
	return c != 0 ? c : (a->number > b->number) - (a->number < b->number);
}

static void
add_row(struct bw_production *p, const struct bw_figure *f)
{
	struct bw_producer one = producer(f), *last;

	if (has(f, BW_FIGURE_WORLD)) {
		p->world_line = f->line;
		p->world_number = f->number;
		p->world_ref = f->ref;
		/* "more than so much" is no total to compare with */
		p->world = has(f, BW_FIGURE_AT_LEAST | BW_FIGURE_WITHHELD)
		    ? NAN
		    : f->amount;
	} else if (has(f, BW_FIGURE_WITHHELD)) {
		one.amount = NAN;
		p->held[p->withheld++] = one;
	} else if (counts(f)) {
		last = p->n > 0 ? &p->by[p->n - 1] : NULL;
		if (has(f, BW_FIGURE_AT_LEAST))
			p->open_ended = true;
		if (last != NULL && !has(f, BW_FIGURE_REST) &&
		    (last->flags & BW_FIGURE_REST) == 0 &&
		    bw_str_eq(last->country, f->country))
			join(last, &one);
		else
			p->by[p->n++] = one;
	}
}

/* What the total of the world says about the sum. */
static void
compare(struct bw_production *p, const struct bw_figure *row, size_t n)
{
	struct sums s = sum_up(row, n);
	/* per cent of world supply: the total is 100 without being printed */
	bool implied = isnan(p->world) && bw_str_starts(p->unit, BW_STR("%"));
	double gap;

	p->listed = s.listed;
	gap = (implied ? 100 : p->world) - s.listed;
	if (isfinite(gap) && fabs(gap) > s.error * (1 + 1e-9))
		p->mismatch = !implied;
	if (gap > 0 && (p->mismatch || implied))
		p->unnamed = gap;
	if (p->withheld > 0 && p->unnamed <= 0)
		p->open_ended = true;
}

static int
make(const struct bw_figure *row, size_t n, bool one_type, struct bw_arena *a,
    struct bw_production *p, struct bw_err *err)
{
	const struct bw_figure **order = NULL;
	int rc;

	*p = (struct bw_production){ .stage = row->stage,
		.year = row->year,
		.unit = row->unit,
		.world = NAN,
		.load = row->load };
	if (one_type)
		p->detail = row->detail;
	p->by = BW_ARENA_ARRAY(a, struct bw_producer, n);
	p->held = BW_ARENA_ARRAY(a, struct bw_producer, n);
	if (p->by == NULL || p->held == NULL)
		return no_memory(err);
	if ((rc = sorted(row, n, &order, err)) != 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		add_row(p, order[i]);
	bw_free(order);
	if (p->n > 1)
		qsort(p->by, p->n, sizeof(*p->by), by_amount);
	compare(p, row, n);
	return 0;
}

/* ---- all of them ---- */

struct grouping {
	struct bw_arena *arena;
	BW_VEC(struct bw_production) list;
};

/* Nothing is told of who produces: a total alone, or empty rows. */
static bool
says_nothing(const struct bw_production *p)
{
	return p->withheld == 0 &&
	    (p->n == 0 || (p->by[0].flags & BW_FIGURE_REST) != 0);
}

static int
add_production(struct grouping *g, const struct bw_figure *row, size_t n,
    bool one_type, struct bw_err *err)
{
	struct bw_production p;
	int rc = make(row, n, one_type, g->arena, &p, err);

	if (rc == 0 && !says_nothing(&p) && !bw_vec_push(&g->list, p))
		rc = no_memory(err);
	return rc;
}

/* Rows of one stage, year, load and unit. */
static int
add_unit(struct grouping *g, const struct bw_figure *row, size_t n,
    struct bw_err *err)
{
	bool together;
	int rc = addable(row, n, &together, err);

	if (rc != 0 || together)
		return rc != 0 ? rc : add_production(g, row, n, false, err);
	for (size_t i = 0, j; i < n && rc == 0; i = j) {
		for (j = i + 1;
		     j < n && bw_str_eq(row[i].detail, row[j].detail);)
			j++;
		rc = add_production(g, row + i, j - i, true, err);
	}
	return rc;
}

/* The loads behind the newest one, each once; they are sorted. */
static int
others(const struct bw_figure *row, size_t n, struct bw_arena *a,
    uint32_t **other, size_t *n_other, struct bw_err *err)
{
	size_t k = 0;

	*other = BW_ARENA_ARRAY(a, uint32_t, n);
	if (*other == NULL)
		return no_memory(err);
	for (size_t i = 1; i < n; i++)
		if (row[i].load != row[i - 1].load)
			(*other)[k++] = row[i].load;
	*n_other = k;
	return 0;
}

/* Rows of one stage and year. */
static int
add_year(struct grouping *g, const struct bw_figure *row, size_t n,
    struct bw_err *err)
{
	size_t first = g->list.n, used = 1, n_other = 0;
	uint32_t *other = NULL;
	int rc = others(row, n, g->arena, &other, &n_other, err);

	while (used < n && row[used].load == row[0].load)
		used++;
	for (size_t i = 0, j; i < used && rc == 0; i = j) {
		for (j = i + 1;
		     j < used && bw_str_eq(row[i].unit, row[j].unit);)
			j++;
		rc = add_unit(g, row + i, j - i, err);
	}
	for (size_t i = first; i < g->list.n; i++) {
		g->list.v[i].other = other;
		g->list.v[i].n_other = n_other;
	}
	return rc;
}

int
bw_supply_group(const struct bw_figure *row, size_t n, struct bw_arena *a,
    struct bw_production **list, size_t *n_list, struct bw_err *err)
{
	struct grouping g = { .arena = a };
	int rc = 0;

	*list = NULL;
	*n_list = 0;
	for (size_t i = 0, j; i < n && rc == 0; i = j) {
		for (j = i + 1; j < n && row[i].stage == row[j].stage &&
		     row[i].year == row[j].year;)
			j++;
		rc = add_year(&g, row + i, j - i, err);
	}
	if (rc == 0 && g.list.n > 0) {
		*list = BW_ARENA_ARRAY(a, struct bw_production, g.list.n);
		if (*list == NULL)
			rc = no_memory(err);
		else
			memcpy(*list, g.list.v, g.list.n * sizeof(**list));
	}
	if (rc == 0)
		*n_list = g.list.n;
	bw_vec_release(&g.list);
	return rc;
}

static uint32_t
letters(struct bw_str country)
{
	if (country.n < 2)
		return 0;
	return (uint32_t)(unsigned char)country.p[0] << 8 |
	    (unsigned char)country.p[1];
}

int
bw_supply_compute(
    struct bw_production *p, struct bw_arena *a, struct bw_err *err)
{
	struct bw_arena_mark mark = bw_arena_mark(a);
	struct bw_supplier *s = BW_ARENA_ARRAY(a, struct bw_supplier, p->n);
	double rest = p->unnamed;
	size_t n = 0;

	if (s == NULL && p->n > 0)
		return no_memory(err);
	for (size_t i = 0; i < p->n; i++) {
		if ((p->by[i].flags & BW_FIGURE_REST) != 0)
			rest += p->by[i].amount;
		else
			s[n++] =
			    (struct bw_supplier){ letters(p->by[i].country),
				    p->by[i].amount, p->by[i].governance };
	}
	bw_concentrate(s, n, rest, &p->c);
	bw_arena_reset(a, mark);
	for (size_t i = 0; i < p->n; i++)
		p->by[i].share = p->by[i].amount / p->c.total;
	return 0;
}
