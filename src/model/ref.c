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

struct table {
	BW_VEC(struct bw_ref_item) item;
	struct bw_intern spelling; /* folded */
	BW_VEC(uint32_t) item_of;  /* by id of the spelling */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
	bool loaded;
	struct bw_arena arena;
	struct table country, material;
} ref;

static const char countries[] = "reference/countries.csv";
static const char materials[] = "reference/materials.csv";

enum column {
	CODE,
	ALPHA3,
	NAME_EN,
	NAME_NL,
	EU,
	EU_LIST,
	ALIASES,
	SOURCE,
	COLUMNS
};
static const char *const columns[COLUMNS] = { "code", "alpha3", "name_en",
	"name_nl", "eu", "eu_list", "aliases", "source" };

/* Which field holds which column; SIZE_MAX = the table has no such column. */
static int
read_header(
    const struct bw_csv_row *row, size_t at[COLUMNS], struct bw_err *err)
{
	for (size_t c = 0; c < COLUMNS; c++) {
		at[c] = SIZE_MAX;
		for (size_t i = 0; i < row->n; i++)
			if (bw_str_is(row->field[i], columns[c]))
				at[c] = i;
		if (at[c] == SIZE_MAX && c != ALPHA3 && c != EU && c != EU_LIST)
			return bw_fail(err, BW_EFORMAT,
			    "the column %s is missing", columns[c]);
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
	if (added && !bw_vec_push(&t->item_of, item))
		rc = bw_fail(err, BW_ENOMEM, "no memory for names");
	else if (t->item_of.v[id] != item)
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

static int
read_item(const struct bw_csv_row *row, const size_t at[COLUMNS],
    struct bw_ref_item *item, struct bw_err *err)
{
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
	    (rc = add_spelling(t, item.alpha3, id, err)) < 0)
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
	bw_intern_release(&t->spelling);
}

static void
forget(void)
{
	release(&ref.country);
	release(&ref.material);
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
	if ((rc = read_embedded(&ref.country, countries, err)) < 0 ||
	    (rc = read_embedded(&ref.material, materials, err)) < 0)
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

static const struct bw_ref_item *
look_up(const struct table *t, struct bw_str any)
{
	struct bw_buf folded = { 0 };
	uint32_t id;

	bw_fold(&folded, any);
	/* An empty table, or no memory: nothing is found. */
	id = folded.failed ? BW_NONE
			   : bw_intern_find(&t->spelling, bw_buf_get(&folded));
	bw_buf_release(&folded);
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
