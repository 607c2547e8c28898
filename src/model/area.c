/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * area.c - areas of trade statistics from three reference tables.
 *
 * Letters of two and three are found in tables that they index, so that a
 * hundred million rows are looked up in no time; longer codes ("EU27_2020")
 * by hash. Countries of today go before those that are no more, because some
 * codes were given out anew; of several that are no more each has its years.
 *
 * A load-once cache: read-only and for any thread after bw_area_load.
 */
#include "model/area.h"
#include "base/csv.h"
#include "base/embed.h"
#include "base/map.h"
#include "base/vec.h"
#include <pthread.h>

#define TWO ((size_t)26 * 26)
#define THREE ((size_t)26 * 26 * 26)
#define NUMBERS 1000u

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
	bool loaded;
	struct bw_arena arena;
	BW_VEC(struct bw_area) list;
	struct bw_intern code;   /* id = area */
	struct bw_intern longer; /* letters of any other form */
	BW_VEC(uint16_t) longer_is;
	uint16_t two[TWO], three[THREE], number[NUMBERS];
} all;

enum column {
	CODE,
	ALPHA3,
	M49,
	COMTRADE,
	NAME_EN,
	NAME_NL,
	EU,
	UNTIL,
	KIND,
	INTO,
	ALIASES,
	SOURCE,
	COLUMNS
};
static const char *const columns[COLUMNS] = { "code", "alpha3", "m49",
	"comtrade", "name_en", "name_nl", "eu", "until", "kind", "into",
	"aliases", "source" };

struct table {
	const char *name;
	enum bw_area_kind kind;
	size_t at[COLUMNS];
	const struct bw_csv_row *row;
};

static struct bw_str
cell(const struct table *t, enum column c)
{
	return t->at[c] < t->row->n ? bw_str_trim(t->row->field[t->at[c]])
				    : (struct bw_str){ 0 };
}

/* Place of two or three capitals in their table; SIZE_MAX when they are none.
 */
static size_t
place(struct bw_str s)
{
	size_t at = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < 'A' || s.p[i] > 'Z')
			return SIZE_MAX;
		at = at * 26 + (size_t)(s.p[i] - 'A');
	}
	return at;
}

/* Whoever is there already stays; of those that are no more the later one is
 * reached through the earlier. */
static void
claim(uint16_t *slot, uint16_t area)
{
	struct bw_area *there;

	if (*slot == BW_AREA_NONE) {
		*slot = area;
		return;
	}
	there = &all.list.v[*slot];
	if (*slot == area || there->until == 0)
		return;
	if (all.list.v[area].until != 0 &&
	    all.list.v[area].until < there->until) {
		if (all.list.v[area].next == BW_AREA_NONE)
			all.list.v[area].next = *slot;
		*slot = area;
	} else if (there->next == BW_AREA_NONE) {
		there->next = area;
	}
}

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for the list of countries");
}

static int
claim_letters(struct bw_str s, uint16_t area, struct bw_err *err)
{
	size_t at = place(s);
	bool added;
	uint32_t id;
	int rc;

	if (s.n == 0)
		return 0;
	if (at != SIZE_MAX && s.n == 2) {
		claim(&all.two[at], area);
		return 0;
	}
	if (at != SIZE_MAX && s.n == 3) {
		claim(&all.three[at], area);
		return 0;
	}
	if ((rc = bw_intern_add(&all.longer, s, &id, &added, err)) != 0)
		return rc;
	if (added && !bw_vec_push(&all.longer_is, area))
		return no_memory(err);
	return 0;
}

static int
claim_number(struct bw_str s, uint16_t area, struct bw_err *err)
{
	int64_t n;

	if (s.n == 0)
		return 0;
	if (!bw_str_i64(s, &n) || n < 0 || n >= NUMBERS)
		return bw_fail(
		    err, BW_EFORMAT, "%.*s is no number of M49", BW_ARG(s));
	claim(&all.number[n], area);
	return 0;
}

static int
kind_of(const struct table *t, enum bw_area_kind *kind, struct bw_err *err)
{
	struct bw_str s = cell(t, KIND);

	*kind = t->kind;
	if (s.n == 0 || bw_str_is(s, "country"))
		return 0;
	if (bw_str_is(s, "sum"))
		*kind = BW_AREA_SUM;
	else if (bw_str_is(s, "nowhere"))
		*kind = BW_AREA_NOWHERE;
	else
		return bw_fail(
		    err, BW_EFORMAT, "%.*s is no kind of area", BW_ARG(s));
	return 0;
}

static int
new_area(const struct table *t, uint16_t *area, struct bw_err *err)
{
	struct bw_area a = { .eu = bw_str_is(cell(t, EU), "yes"),
		.next = BW_AREA_NONE };
	int64_t until = 0;
	bool added = false;
	uint32_t id;
	int rc;

	if (cell(t, UNTIL).n > 0 &&
	    !bw_str_i64(bw_str_sub(cell(t, UNTIL), 0, 4), &until))
		return bw_fail(err, BW_EFORMAT, "until is no year");
	a.until = (int)until;
	a.code = bw_arena_dup(&all.arena, cell(t, CODE));
	a.name.in[BW_EN] = bw_arena_dup(&all.arena, cell(t, NAME_EN));
	a.name.in[BW_NL] = bw_arena_dup(&all.arena, cell(t, NAME_NL));
	if (a.code.p == NULL || a.name.in[BW_EN].p == NULL ||
	    a.name.in[BW_NL].p == NULL)
		return no_memory(err);
	if ((rc = kind_of(t, &a.kind, err)) != 0 ||
	    (rc = bw_intern_add(&all.code, a.code, &id, &added, err)) != 0)
		return rc;
	if (!added || all.list.n >= BW_AREA_MAX)
		return bw_fail(
		    err, BW_EFORMAT, "%.*s stands there twice", BW_ARG(a.code));
	if (!bw_vec_push(&all.list, a))
		return no_memory(err);
	*area = (uint16_t)id;
	return 0;
}

/* Only letters stand for an area; an alias that is a name is for ref.h. */
static bool
is_code(struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'A' && s.p[i] <= 'Z') &&
		    !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '_')
			return false;
	return s.n > 0;
}

static int
read_row(const struct table *t, struct bw_err *err)
{
	struct bw_str aliases = cell(t, ALIASES), alias;
	uint16_t area = BW_AREA_NONE;
	int rc = 0;

	/* It stands in the table of those that are no more as well. */
	if (t->kind == BW_AREA_COUNTRY &&
	    bw_str_find(cell(t, SOURCE), BW_STR("ISO 3166-3")) >= 0)
		return 0;

	if (cell(t, CODE).n == 0) { /* only letters of another's making */
		area = bw_area_code(cell(t, INTO));
		if (area == BW_AREA_NONE)
			return bw_fail(err, BW_EFORMAT, "into is no country");
	} else {
		if ((rc = new_area(t, &area, err)) != 0 ||
		    (rc = claim_letters(cell(t, CODE), area, err)) != 0 ||
		    (rc = claim_letters(cell(t, ALPHA3), area, err)) != 0 ||
		    (rc = claim_number(cell(t, M49), area, err)) != 0 ||
		    (rc = claim_number(cell(t, COMTRADE), area, err)) != 0)
			return rc;
	}
	while (rc == 0 && bw_str_cut(&aliases, '|', &alias))
		if (is_code(alias))
			rc = claim_letters(alias, area, err);
	return rc;
}

static int
read_rows(struct table *t, struct bw_csv *csv, struct bw_err *err)
{
	struct bw_csv_row row;
	bool more = false;
	int rc = bw_csv_next(csv, &row, &more, err);

	if (rc != 0 || !more)
		return rc != 0 ? rc
			       : bw_fail(err, BW_EFORMAT, "the table is empty");
	t->row = &row;
	for (size_t c = 0; c < COLUMNS; c++) {
		t->at[c] = SIZE_MAX;
		for (size_t i = 0; i < row.n; i++)
			if (bw_str_is(row.field[i], columns[c]))
				t->at[c] = i;
	}
	while ((rc = bw_csv_next(csv, &row, &more, err)) == 0 && more)
		if ((rc = read_row(t, err)) != 0) {
			bw_fail_at(err, row.line, row.byte);
			return rc;
		}
	return rc;
}

static int
read_table(const char *name, enum bw_area_kind kind, struct bw_err *err)
{
	struct table t = { .name = name, .kind = kind };
	struct bw_csv_opt comma = { .delimiter = ',' };
	struct bw_input *in = NULL;
	struct bw_csv *csv = NULL;
	int rc;

	if (bw_embed(name).p == NULL)
		return bw_fail(err, BW_ENOTFOUND,
		    "%s is not part of this program: build it anew", name);
	if ((rc = bw_input_memory(&in, bw_embed(name), NULL, err)) != 0 ||
	    (rc = bw_csv_open(&csv, in, &comma, err)) != 0 ||
	    (rc = read_rows(&t, csv, err)) != 0)
		bw_fail_in(err, name);
	bw_csv_close(csv);
	bw_input_free(in);
	return rc;
}

static void
forget(void)
{
	bw_intern_release(&all.code);
	bw_intern_release(&all.longer);
	bw_vec_release(&all.longer_is);
	bw_vec_release(&all.list);
	bw_arena_release(&all.arena);
	all.loaded = false;
}

int
bw_area_load(struct bw_err *err)
{
	int rc = 0;

	pthread_mutex_lock(&lock);
	if (all.loaded)
		goto out;
	bw_arena_init(&all.arena, 0);
	bw_intern_init(&all.code);
	bw_intern_init(&all.longer);
	memset(all.two, 0xff, sizeof(all.two));
	memset(all.three, 0xff, sizeof(all.three));
	memset(all.number, 0xff, sizeof(all.number));
	if ((rc = read_table(
		 "reference/countries.csv", BW_AREA_COUNTRY, err)) != 0 ||
	    (rc = read_table(
		 "reference/countries_ceased.csv", BW_AREA_CEASED, err)) != 0 ||
	    (rc = read_table(
		 "reference/countries_trade.csv", BW_AREA_COUNTRY, err)) != 0)
		forget();
	else
		all.loaded = true;
out:
	pthread_mutex_unlock(&lock);
	return rc;
}

void
bw_area_unload(void)
{
	pthread_mutex_lock(&lock);
	if (all.loaded)
		forget();
	pthread_mutex_unlock(&lock);
}

size_t
bw_area_count(void)
{
	return all.list.n;
}

const struct bw_area *
bw_area_get(uint16_t area)
{
	BW_ASSERT(area < all.list.n);
	return &all.list.v[area];
}

/* Of several that had the code one after the other, the one of that year. */
static uint16_t
of_year(uint16_t area, int year)
{
	while (area != BW_AREA_NONE && all.list.v[area].until != 0 &&
	    year > all.list.v[area].until &&
	    all.list.v[area].next != BW_AREA_NONE)
		area = all.list.v[area].next;
	return area;
}

uint16_t
bw_area_number(unsigned m49, int year)
{
	return m49 < NUMBERS ? of_year(all.number[m49], year) : BW_AREA_NONE;
}

uint16_t
bw_area_letters(struct bw_str s, int year)
{
	size_t at = s.n == 2 || s.n == 3 ? place(s) : SIZE_MAX;
	uint32_t id;

	if (at != SIZE_MAX)
		return of_year(s.n == 2 ? all.two[at] : all.three[at], year);
	id = bw_intern_find(&all.longer, s);
	return id == BW_NONE ? BW_AREA_NONE
			     : of_year(all.longer_is.v[id], year);
}

uint16_t
bw_area_code(struct bw_str code)
{
	uint32_t id = bw_intern_find(&all.code, code);

	return id == BW_NONE ? BW_AREA_NONE : (uint16_t)id;
}
