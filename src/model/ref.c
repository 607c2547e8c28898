/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ref.c - countries and materials by any of their names.
 *
 * Publishers write "Korea, South", "Korea, Rep." and KOR for one country; a
 * program that counts shares per country must know that they are one. The
 * tables in reference/ list the spellings, and every spelling is looked up in
 * its folded form (base/fold.h). Nothing is guessed: what the table does not
 * have is no country, and two rows that claim the same spelling are an error
 * when the table is loaded, so that the answer cannot depend on their order.
 *
 * A load-once cache: read-only and for any thread after bw_ref_load.
 */
#include "model/ref.h"
#include "base/csv.h"
#include "base/embed.h"
#include "base/fold.h"
#include "base/map.h"
#include "base/vec.h"
#include <pthread.h>

#define MAX_NUMBER 1000 /* M49 numbers have three digits */
#define MAX_INTO 16     /* the Soviet Union has fifteen */

struct claim {
	uint32_t spelling, item;
};
struct table {
	BW_VEC(struct bw_ref_item) item;
	struct bw_intern spelling; /* folded */
	BW_VEC(uint32_t) item_of;  /* by id of the spelling */
	/* Codes of countries that are no more were given out again, so that
	 * the year tells which is meant: every row that claims a spelling. */
	bool many;
	BW_VEC(struct claim) claim;
	uint32_t of_number[MAX_NUMBER]; /* item + 1; not when `many` */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
	bool loaded;
	struct bw_arena arena;
	struct table country, material, ceased;
} ref;

static const char countries[] = "reference/countries.csv";
static const char materials[] = "reference/materials.csv";
static const char ceased[] = "reference/countries_ceased.csv";

enum column {
	CODE,
	ALPHA3,
	M49,
	COMTRADE,
	NAME_EN,
	NAME_NL,
	EU,
	EU_LIST,
	UNTIL,
	INTO,
	ALIASES,
	SOURCE,
	COLUMNS
};
static const struct {
	const char *name;
	bool required;
} columns[COLUMNS] = { { "code", true }, { "alpha3", false }, { "m49", false },
	{ "comtrade", false }, { "name_en", true }, { "name_nl", true },
	{ "eu", false }, { "eu_list", false }, { "until", false },
	{ "into", false }, { "aliases", true }, { "source", true } };

/* Which field holds which column; SIZE_MAX = the table has no such column. */
static int
read_header(
    const struct bw_csv_row *row, size_t at[COLUMNS], struct bw_err *err)
{
	for (size_t c = 0; c < COLUMNS; c++) {
		at[c] = SIZE_MAX;
		for (size_t i = 0; i < row->n; i++)
			if (bw_str_is(row->field[i], columns[c].name))
				at[c] = i;
		if (at[c] == SIZE_MAX && columns[c].required)
			return bw_fail(err, BW_EFORMAT,
			    "the column %s is missing", columns[c].name);
	}
	return 0;
}

static struct bw_str
field(const struct bw_csv_row *row, const size_t at[COLUMNS], enum column c)
{
	return at[c] < row->n ? row->field[at[c]] : (struct bw_str){ 0 };
}

static int
add_spelling(
    struct table *t, struct bw_str text, uint32_t item, struct bw_err *err)
{
	struct bw_buf folded = { 0 };
	bool added = false;
	uint32_t id;
	int rc = 0;

	bw_fold(&folded, text);
	if ((rc = bw_buf_check(&folded, err)) < 0 || folded.n == 0)
		goto out;
	rc = bw_intern_add(&t->spelling, bw_buf_get(&folded), &id, &added, err);
	if (rc < 0)
		goto out;
	if ((added && !bw_vec_push(&t->item_of, item)) ||
	    (t->many && !bw_vec_push(&t->claim, (struct claim){ id, item })))
		rc = bw_fail(err, BW_ENOMEM, "no memory for names");
	else if (!t->many && t->item_of.v[id] != item)
		rc = bw_fail(err, BW_ECONFLICT,
		    "\"%.*s\" belongs to %.*s already: a spelling can stand "
		    "for one row only",
		    BW_ARG(text), BW_ARG(t->item.v[t->item_of.v[id]].code));
out:
	bw_buf_release(&folded);
	return rc;
}

static int
copy(struct bw_str from, struct bw_str *to, struct bw_err *err)
{
	*to = bw_arena_dup(&ref.arena, bw_str_trim(from));
	return to->p == NULL ? bw_fail(err, BW_ENOMEM, "no memory for names")
			     : 0;
}

/* Digits only, below the bound; an empty field is 0. */
static int
read_number(struct bw_str s, unsigned bound, unsigned *out, struct bw_err *err)
{
	*out = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || *out >= bound)
			return bw_fail(err, BW_EFORMAT,
			    "\"%.*s\" is no number below %u", BW_ARG(s), bound);
		*out = *out * 10 + (unsigned)(s.p[i] - '0');
	}
	return *out < bound
	    ? 0
	    : bw_fail(err, BW_EFORMAT, "%u is no number below %u", *out, bound);
}

static int
add_number(
    struct table *t, struct bw_str text, uint32_t item, struct bw_err *err)
{
	unsigned number;
	int rc;

	if ((rc = read_number(text, MAX_NUMBER, &number, err)) < 0 ||
	    number == 0 || t->many)
		return rc;
	if (t->of_number[number] != 0)
		return bw_fail(err, BW_ECONFLICT,
		    "the number %u belongs to %.*s already", number,
		    BW_ARG(t->item.v[t->of_number[number] - 1].code));
	t->of_number[number] = item + 1;
	return 0;
}

/* "CZ|SK": the table of countries is there already. */
static int
read_into(struct bw_str codes, struct bw_ref_item *item, struct bw_err *err)
{
	const struct bw_ref_item *into[MAX_INTO], **kept, *one;
	struct bw_str code;
	size_t n = 0;

	while (bw_str_cut(&codes, '|', &code)) {
		if (code.n == 0)
			continue;
		if ((one = bw_ref_country(code)) == NULL || n == MAX_INTO)
			return bw_fail(err, BW_EFORMAT,
			    "\"%.*s\" is no country of today, or there are "
			    "more than %d",
			    BW_ARG(code), MAX_INTO);
		into[n++] = one;
	}
	if (n == 0)
		return 0;
	kept = bw_arena_alloc(&ref.arena, n, sizeof(*kept));
	if (kept == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for names");
	memcpy(kept, into, n * sizeof(*kept));
	item->into = kept;
	item->n_into = n;
	return 0;
}

static int
read_item(const struct bw_csv_row *row, const size_t at[COLUMNS],
    struct bw_ref_item *item, struct bw_err *err)
{
	unsigned year;
	int rc;

	if ((rc = copy(field(row, at, CODE), &item->code, err)) < 0 ||
	    (rc = copy(field(row, at, ALPHA3), &item->alpha3, err)) < 0 ||
	    (rc = copy(field(row, at, NAME_EN), &item->name.in[BW_EN], err)) <
		0 ||
	    (rc = copy(field(row, at, NAME_NL), &item->name.in[BW_NL], err)) <
		0)
		return rc;
	item->eu = bw_str_is(field(row, at, EU), "yes");
	if (bw_str_is(field(row, at, EU_LIST), "strategic"))
		item->list = BW_EU_STRATEGIC;
	else if (bw_str_is(field(row, at, EU_LIST), "critical"))
		item->list = BW_EU_CRITICAL;
	if ((rc = read_number(
		 field(row, at, M49), MAX_NUMBER, &item->m49, err)) < 0 ||
	    (rc = read_number(bw_str_sub(field(row, at, UNTIL), 0, 4), 10000,
		 &year, err)) < 0 ||
	    (rc = read_into(field(row, at, INTO), item, err)) < 0)
		return rc;
	item->until = (int)year;
	if (item->code.n == 0 || item->name.in[BW_EN].n == 0 ||
	    item->name.in[BW_NL].n == 0 || field(row, at, SOURCE).n == 0)
		return bw_fail(err, BW_EFORMAT,
		    "a row needs a code, two names and a source");
	return 0;
}

static int
read_row(struct table *t, const struct bw_csv_row *row,
    const size_t at[COLUMNS], struct bw_err *err)
{
	struct bw_str aliases = field(row, at, ALIASES), alias;
	uint32_t id = (uint32_t)t->item.n;
	struct bw_ref_item item = { 0 };
	int rc;

	if ((rc = read_item(row, at, &item, err)) < 0)
		return rc;
	if (!bw_vec_push(&t->item, item))
		return bw_fail(err, BW_ENOMEM, "no memory for names");
	if ((rc = add_spelling(t, item.code, id, err)) < 0 ||
	    (rc = add_spelling(t, item.alpha3, id, err)) < 0 ||
	    (rc = add_number(t, field(row, at, M49), id, err)) < 0 ||
	    (rc = add_number(t, field(row, at, COMTRADE), id, err)) < 0)
		return rc;
	for (size_t i = 0; i < BW_LANGS; i++)
		if ((rc = add_spelling(t, item.name.in[i], id, err)) < 0)
			return rc;
	while (bw_str_cut(&aliases, '|', &alias))
		if ((rc = add_spelling(t, alias, id, err)) < 0)
			return rc;
	return 0;
}

static int
read_rows(struct table *t, struct bw_csv *csv, struct bw_err *err)
{
	struct bw_csv_row row = { 0 };
	size_t at[COLUMNS] = { 0 };
	bool more = false;
	int rc;

	if ((rc = bw_csv_next(csv, &row, &more, err)) < 0)
		return rc;
	if (!more)
		return bw_fail(err, BW_EFORMAT, "the table is empty");
	if ((rc = read_header(&row, at, err)) < 0)
		return rc;
	for (;;) {
		if ((rc = bw_csv_next(csv, &row, &more, err)) < 0 || !more)
			return rc;
		if ((rc = read_row(t, &row, at, err)) < 0) {
			bw_fail_at(err, row.line, row.byte);
			return rc;
		}
	}
}

static int
read_table(
    struct table *t, const char *name, struct bw_str bytes, struct bw_err *err)
{
	struct bw_input_opt named = { .name = name };
	struct bw_csv_opt comma = { .delimiter = ',' };
	struct bw_input *in = NULL;
	struct bw_csv *csv = NULL;
	int rc;

	if (bytes.p == NULL)
		return bw_fail(err, BW_ENOTFOUND,
		    "%s is not part of this program: build it anew", name);
	if ((rc = bw_input_memory(&in, bytes, &named, err)) < 0 ||
	    (rc = bw_csv_open(&csv, in, &comma, err)) < 0 ||
	    (rc = read_rows(t, csv, err)) < 0)
		bw_fail_in(err, name);
	bw_csv_close(csv);
	bw_input_free(in);
	return rc;
}

static int
read_embedded(struct table *t, const char *path, struct bw_err *err)
{
	return read_table(t, path, bw_embed(path), err);
}

static void
release(struct table *t)
{
	bw_vec_release(&t->item);
	bw_vec_release(&t->item_of);
	bw_vec_release(&t->claim);
	memset(t->of_number, 0, sizeof(t->of_number));
	bw_intern_release(&t->spelling);
}

static void
forget(void)
{
	release(&ref.country);
	release(&ref.material);
	release(&ref.ceased);
	bw_arena_release(&ref.arena);
	ref.loaded = false;
}

int
bw_ref_load(struct bw_err *err)
{
	int rc = 0;

	pthread_mutex_lock(&lock);
	if (ref.loaded)
		goto out;
	bw_arena_init(&ref.arena, 0);
	bw_intern_init(&ref.country.spelling);
	bw_intern_init(&ref.material.spelling);
	bw_intern_init(&ref.ceased.spelling);
	ref.ceased.many = true;
	if ((rc = read_embedded(&ref.country, countries, err)) < 0 ||
	    (rc = read_embedded(&ref.material, materials, err)) < 0 ||
	    (rc = read_embedded(&ref.ceased, ceased, err)) < 0)
		forget();
	else
		ref.loaded = true;
out:
	pthread_mutex_unlock(&lock);
	return rc;
}

void
bw_ref_unload(void)
{
	pthread_mutex_lock(&lock);
	forget();
	pthread_mutex_unlock(&lock);
}

/* An empty table, or no memory: nothing is found. */
static uint32_t
spelling_of(const struct table *t, struct bw_str any)
{
	struct bw_buf folded = { 0 };
	uint32_t id;

	bw_fold(&folded, any);
	id = folded.failed ? BW_NONE
			   : bw_intern_find(&t->spelling, bw_buf_get(&folded));
	bw_buf_release(&folded);
	return id;
}

static const struct bw_ref_item *
look_up(const struct table *t, struct bw_str any)
{
	uint32_t id = spelling_of(t, any);

	return id == BW_NONE ? NULL : &t->item.v[t->item_of.v[id]];
}

const struct bw_ref_item *
bw_ref_country(struct bw_str any)
{
	return look_up(&ref.country, any);
}

const struct bw_ref_item *
bw_ref_material(struct bw_str any)
{
	return look_up(&ref.material, any);
}

/* Does the spelling begin with `start`, blanks of both left out? */
static bool
begins(struct bw_str spelling, struct bw_str start)
{
	size_t i = 0;

	for (size_t k = 0; k < start.n; k++) {
		if (start.p[k] == ' ')
			continue;
		while (i < spelling.n && spelling.p[i] == ' ')
			i++;
		if (i == spelling.n || spelling.p[i++] != start.p[k])
			return false;
	}
	return true;
}

/* The shortest spelling that begins so, when all others go on from it: "rare
 * earths", but neither alumina nor aluminium for "alumi". */
static uint32_t
root_of(const struct table *t, struct bw_str start)
{
	struct bw_str root = { 0 }, s;
	uint32_t id = BW_NONE;

	for (uint32_t i = 0; i < t->spelling.n; i++) {
		s = bw_intern_get(&t->spelling, i);
		if (begins(s, start) && (id == BW_NONE || s.n < root.n)) {
			root = s;
			id = i;
		}
	}
	for (uint32_t i = 0; i < t->spelling.n && id != BW_NONE; i++) {
		s = bw_intern_get(&t->spelling, i);
		if (begins(s, start) && !begins(s, root) &&
		    t->item_of.v[i] != t->item_of.v[id])
			return BW_NONE;
	}
	return id;
}

const struct bw_ref_item *
bw_ref_material_begins(struct bw_str start)
{
	const struct bw_ref_item *whole = bw_ref_material(start);
	const struct table *t = &ref.material;
	struct bw_buf folded = { 0 };
	uint32_t id = BW_NONE;

	bw_fold(&folded, start);
	if (whole == NULL && !folded.failed && folded.n > 0)
		id = root_of(t, bw_buf_get(&folded));
	bw_buf_release(&folded);
	return id == BW_NONE ? whole : &t->item.v[t->item_of.v[id]];
}

const struct bw_ref_item *
bw_ref_country_number(unsigned number)
{
	uint32_t at = number < MAX_NUMBER ? ref.country.of_number[number] : 0;

	return at == 0 ? NULL : &ref.country.item.v[at - 1];
}

/* Of two that bear the code, the one that ended first after that year; past
 * the last end, and for year 0, the last one. */
static const struct bw_ref_item *
of_year(const struct bw_ref_item *a, const struct bw_ref_item *b, int year)
{
	const struct bw_ref_item *old, *new;

	if (a == NULL)
		return b;
	old = a->until <= b->until ? a : b;
	new = old == a ? b : a;
	return year != 0 && year <= old->until ? old : new;
}

const struct bw_ref_item *
bw_ref_ceased(struct bw_str any, int year)
{
	uint32_t id = spelling_of(&ref.ceased, any);
	const struct bw_ref_item *best = NULL;

	for (size_t i = 0; id != BW_NONE && i < ref.ceased.claim.n; i++)
		if (ref.ceased.claim.v[i].spelling == id)
			best = of_year(best,
			    &ref.ceased.item.v[ref.ceased.claim.v[i].item],
			    year);
	return best;
}

const struct bw_ref_item *
bw_ref_ceased_number(unsigned number, int year)
{
	const struct bw_ref_item *best = NULL;

	for (size_t i = 0; number != 0 && i < ref.ceased.item.n; i++)
		if (ref.ceased.item.v[i].m49 == number)
			best = of_year(best, &ref.ceased.item.v[i], year);
	return best;
}
