/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_bulk.c - rows into SQLite by the batch, on a thread of their own.
 *
 * Binding and stepping one INSERT per row costs more than the row: 10 M
 * stakes and 7 M parties took 13 s that way and 8 s this way. A batch of
 * rows is shown to SQLite as a virtual table (sqlite.org/vtab.html) and
 * moved with one "INSERT INTO stake SELECT * FROM bw_rows_stake". The
 * virtual tables exist on the writer's connection only.
 *
 * A cell is 64 bits: a number, or where its text begins in the batch and
 * how long it is. Each table has at most BATCHES batches that go round
 * between the caller and the writer, so memory is bounded and the faster of
 * the two waits. The first error of the writer stops it, and comes out at
 * the caller's next batch.
 */
#include "world/load_bulk.h"
#include "base/mem.h"
#include <math.h>
#include <pthread.h>

#define ROWS 32768u              /* in a batch */
#define SMALL_ROWS 2048u         /* of tables that stay small */
#define TEXT_MAX (4u << 20)      /* a batch with more text is full */
#define ONE_TEXT_MAX (64u << 20) /* longer is no name, word or reason */
#define BATCHES 3                /* of one table */
#define NOTHING INT64_MIN        /* a cell that is NULL */
#define COLUMNS 16

enum cell {
	END,
	INT,
	REAL,
	TEXT
};

struct table {
	const char *module, *declare, *insert;
	unsigned rows;
	uint8_t column[COLUMNS + 1];
};

static const struct table tables[BW_BULK_TABLES] = {
	/* Rows number themselves, which saves SQLite a search for each; the
	 * numbers are those the loader counts on (see bw_load_commit). */
	[BW_BULK_PARTY] = { "bw_rows_party",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i)",
	    "INSERT INTO party(kind, flags, country, name, reason, ended,"
	    " load, line, number) SELECT * FROM bw_rows_party",
	    ROWS, { INT, INT, TEXT, TEXT, TEXT, INT, INT, INT, INT } },
	[BW_BULK_FACT] = { "bw_rows_fact", "CREATE TABLE x(a,b,c,d,e,f,g,h,i)",
	    "INSERT INTO party_fact(party, kind, country, name, reason, ended,"
	    " load, line, number) SELECT * FROM bw_rows_fact",
	    ROWS, { INT, INT, TEXT, TEXT, TEXT, INT, INT, INT, INT } },
	[BW_BULK_NAME] = { "bw_rows_name", "CREATE TABLE x(a,b,c,d,e)",
	    "INSERT INTO party_name(party, text, kind, lang, load)"
	    " SELECT * FROM bw_rows_name",
	    ROWS, { INT, TEXT, TEXT, TEXT, INT } },
	[BW_BULK_ID] = { "bw_rows_id", "CREATE TABLE x(a,b,c,d)",
	    "INSERT INTO party_id SELECT * FROM bw_rows_id", ROWS,
	    { INT, TEXT, INT, INT } },
	[BW_BULK_SAME] = { "bw_rows_same", "CREATE TABLE x(a,b,c,d,e)",
	    "INSERT INTO party_same(a, b, load, line, number)"
	    " SELECT * FROM bw_rows_same",
	    ROWS, { INT, INT, INT, INT, INT } },
	[BW_BULK_STAKE] = { "bw_rows_stake",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i,j,k,l,m,n)",
	    "INSERT INTO stake(holder, company, nature, flags, lo, hi, open,"
	    " valid_from, valid_to, load, line, number, ref, detail)"
	    " SELECT * FROM bw_rows_stake",
	    ROWS,
	    { INT, INT, INT, INT, INT, INT, INT, INT, INT, INT, INT, INT, TEXT,
		TEXT } },
	[BW_BULK_USE] = { "bw_rows_use",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i,j,k)",
	    "INSERT INTO use_item(company, item, supplier, country, amount,"
	    " unit, critical, load, line, number, ref)"
	    " SELECT * FROM bw_rows_use",
	    SMALL_ROWS,
	    { INT, TEXT, INT, TEXT, REAL, TEXT, INT, INT, INT, INT, TEXT } },
	[BW_BULK_PRODUCTION] = { "bw_rows_production",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i,j,k,l,m,n)",
	    "INSERT INTO production(material, stage, measure, flags, country,"
	    " printed, year, amount, unit, detail, load, line, number, ref)"
	    " SELECT * FROM bw_rows_production",
	    SMALL_ROWS,
	    { TEXT, INT, INT, INT, TEXT, TEXT, INT, REAL, TEXT, TEXT, INT, INT,
		INT, TEXT } },
	[BW_BULK_GOVERNANCE] = { "bw_rows_governance",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i)",
	    "INSERT INTO governance(country, year, dimension, estimate,"
	    " stddev, load, line, number, ref)"
	    " SELECT * FROM bw_rows_governance",
	    SMALL_ROWS, { TEXT, INT, TEXT, REAL, REAL, INT, INT, INT, TEXT } },
	[BW_BULK_REPORT] = { "bw_rows_report", "CREATE TABLE x(a,b,c,d,e,f,g)",
	    "INSERT INTO report(load, kind, rule, line, number, ref, what)"
	    " SELECT * FROM bw_rows_report",
	    SMALL_ROWS, { INT, INT, TEXT, INT, INT, TEXT, TEXT } },
};

struct batch {
	struct batch *next;
	enum bw_bulk_table table;
	uint32_t n;
	int64_t *cell;
	struct bw_buf text;
};

struct side { /* what a virtual table is about */
	struct bw_bulk *bulk;
	const struct table *t;
};

struct bw_bulk {
	sqlite3 *db;
	struct batch *open[BW_BULK_TABLES];
	unsigned made[BW_BULK_TABLES];
	unsigned columns[BW_BULK_TABLES];
	sqlite3_stmt *insert[BW_BULK_TABLES];
	struct side side[BW_BULK_TABLES];
	const struct batch *now; /* what the virtual table shows */
	/* the row in hand */
	struct batch *row;
	int64_t *to, *to_end;
	bool again, too_long;
	/* shared with the writer, under lock */
	pthread_mutex_t lock, db_lock;
	pthread_cond_t changed;
	struct batch *queue, **tail, *idle[BW_BULK_TABLES];
	bool busy, stop;
	struct bw_err err;
	/* the thread, if there is one */
	pthread_t thread;
	bool threaded;
};

/* The virtual table: a cursor over bulk->now. */

struct vtab {
	sqlite3_vtab base;
	const struct side *side;
};
struct cursor {
	sqlite3_vtab_cursor base;
	const struct batch *batch;
	const uint8_t *column;
	const int64_t *at, *end;
	unsigned columns;
	int64_t rowid;
};

static int
vtab_connect(sqlite3 *db, void *aux, int argc, const char *const *argv,
    sqlite3_vtab **out, char **message)
{
	const struct side *side = aux;
	struct vtab *v;
	int rc = sqlite3_declare_vtab(db, side->t->declare);

	(void)argc;
	(void)argv;
	(void)message;
	if (rc != SQLITE_OK)
		return rc;
	sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
	v = bw_calloc(1, sizeof(*v));
	if (v == NULL)
		return SQLITE_NOMEM;
	v->side = side;
	*out = &v->base;
	return SQLITE_OK;
}

static int
vtab_disconnect(sqlite3_vtab *v)
{
	bw_free(v);
	return SQLITE_OK;
}

static int
vtab_best(sqlite3_vtab *v, sqlite3_index_info *info)
{
	(void)v;
	info->estimatedCost = ROWS;
	info->estimatedRows = ROWS;
	return SQLITE_OK;
}

static int
vtab_open(sqlite3_vtab *v, sqlite3_vtab_cursor **out)
{
	struct cursor *c = bw_calloc(1, sizeof(*c));

	(void)v;
	if (c == NULL)
		return SQLITE_NOMEM;
	*out = &c->base;
	return SQLITE_OK;
}

static int
vtab_close(sqlite3_vtab_cursor *c)
{
	bw_free(c);
	return SQLITE_OK;
}

static int
vtab_filter(sqlite3_vtab_cursor *base, int index, const char *name, int argc,
    sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)base;
	const struct side *side = ((struct vtab *)base->pVtab)->side;

	(void)index;
	(void)name;
	(void)argc;
	(void)argv;
	c->batch = side->bulk->now;
	if (c->batch == NULL)
		return SQLITE_MISUSE;
	c->column = side->t->column;
	c->columns = side->bulk->columns[c->batch->table];
	c->at = c->batch->cell;
	c->end = c->at + (size_t)c->batch->n * c->columns;
	c->rowid = 0;
	return SQLITE_OK;
}

static int
vtab_next(sqlite3_vtab_cursor *base)
{
	struct cursor *c = (struct cursor *)base;

	c->at += c->columns;
	c->rowid++;
	return SQLITE_OK;
}

static int
vtab_eof(sqlite3_vtab_cursor *base)
{
	const struct cursor *c = (const struct cursor *)base;

	return c->at >= c->end;
}

static int
vtab_column(sqlite3_vtab_cursor *base, sqlite3_context *x, int i)
{
	const struct cursor *c = (const struct cursor *)base;
	int64_t v = c->at[i];
	double d;

	if (v == NOTHING)
		return SQLITE_OK;
	switch (c->column[i]) {
	case INT:
		sqlite3_result_int64(x, v);
		break;
	case REAL:
		memcpy(&d, &v, sizeof(d));
		sqlite3_result_double(x, d);
		break;
	default:
		/* The batch outlives the statement. */
		sqlite3_result_text64(x, c->batch->text.p + ((uint64_t)v >> 32),
		    (uint32_t)v, SQLITE_STATIC, SQLITE_UTF8);
	}
	return SQLITE_OK;
}

static int
vtab_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
	*out = ((const struct cursor *)base)->rowid;
	return SQLITE_OK;
}

static const sqlite3_module module = {
	.iVersion = 1,
	.xConnect = vtab_connect, /* no xCreate: it exists by itself only */
	.xBestIndex = vtab_best,
	.xDisconnect = vtab_disconnect,
	.xDestroy = vtab_disconnect,
	.xOpen = vtab_open,
	.xClose = vtab_close,
	.xFilter = vtab_filter,
	.xNext = vtab_next,
	.xEof = vtab_eof,
	.xColumn = vtab_column,
	.xRowid = vtab_rowid,
};

/* The writer. */

static int
insert(struct bw_bulk *b, const struct batch *batch, struct bw_err *err)
{
	sqlite3_stmt **st = &b->insert[batch->table];
	int rc = 0;

	if (*st == NULL)
		rc =
		    bw_sql_prepare(b->db, tables[batch->table].insert, st, err);
	b->now = batch;
	if (rc == 0)
		rc = bw_sql_run(*st, err);
	b->now = NULL;
	return rc;
}

static void
empty(struct batch *batch)
{
	batch->n = 0;
	bw_buf_clear(&batch->text);
}

static void
write_one(struct bw_bulk *b, struct batch *batch)
{
	struct bw_err err = BW_ERR_INIT;
	bool go;

	go = b->err.code == 0;
	pthread_mutex_unlock(&b->lock);
	if (go) {
		pthread_mutex_lock(&b->db_lock);
		(void)insert(b, batch, &err);
		pthread_mutex_unlock(&b->db_lock);
	}
	empty(batch);
	pthread_mutex_lock(&b->lock);
	if (err.code != 0 && b->err.code == 0)
		b->err = err;
	batch->next = b->idle[batch->table];
	b->idle[batch->table] = batch;
}

static void *
writer(void *ctx)
{
	struct bw_bulk *b = ctx;
	struct batch *batch;

	pthread_mutex_lock(&b->lock);
	for (;;) {
		while (b->queue == NULL && !b->stop)
			pthread_cond_wait(&b->changed, &b->lock);
		if (b->queue == NULL)
			break;
		batch = b->queue;
		b->queue = batch->next;
		if (b->queue == NULL)
			b->tail = &b->queue;
		b->busy = true;
		write_one(b, batch);
		b->busy = false;
		pthread_cond_broadcast(&b->changed);
	}
	pthread_mutex_unlock(&b->lock);
	return NULL;
}

/* Making and freeing. */

int
bw_bulk_new(
    struct bw_bulk **out, sqlite3 *db, bool threaded, struct bw_err *err)
{
	struct bw_bulk *b = bw_calloc(1, sizeof(*b));
	int rc = SQLITE_OK;

	*out = NULL;
	if (b == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to load");
	b->db = db;
	b->tail = &b->queue;
	b->err = (struct bw_err)BW_ERR_INIT;
	for (int t = 0; t < BW_BULK_TABLES && rc == SQLITE_OK; t++) {
		while (tables[t].column[b->columns[t]] != END)
			b->columns[t]++;
		b->side[t] = (struct side){ b, &tables[t] };
		rc = sqlite3_create_module(
		    db, tables[t].module, &module, &b->side[t]);
	}
	pthread_mutex_init(&b->lock, NULL);
	pthread_mutex_init(&b->db_lock, NULL);
	pthread_cond_init(&b->changed, NULL);
	if (rc != SQLITE_OK) {
		rc = bw_sql_fail(db, err, "load");
		bw_bulk_free(b);
		return rc;
	}
	/* Without a thread it goes slower, but it goes. */
	b->threaded =
	    threaded && pthread_create(&b->thread, NULL, writer, b) == 0;
	*out = b;
	return 0;
}

static void
free_batch(struct batch *batch)
{
	if (batch == NULL)
		return;
	bw_free(batch->cell);
	bw_buf_release(&batch->text);
	bw_free(batch);
}

static void
stop_writer(struct bw_bulk *b)
{
	pthread_mutex_lock(&b->lock);
	if (b->err.code == 0) /* what waits is not wanted any more */
		b->err.code = BW_ECANCELLED;
	b->stop = true;
	pthread_cond_broadcast(&b->changed);
	pthread_mutex_unlock(&b->lock);
	pthread_join(b->thread, NULL);
}

void
bw_bulk_free(struct bw_bulk *b)
{
	struct batch *batch;

	if (b == NULL)
		return;
	if (b->threaded)
		stop_writer(b);
	for (int t = 0; t < BW_BULK_TABLES; t++) {
		sqlite3_finalize(b->insert[t]);
		free_batch(b->open[t]);
		while ((batch = b->idle[t]) != NULL) {
			b->idle[t] = batch->next;
			free_batch(batch);
		}
		/* Takes the virtual table away with it. */
		sqlite3_create_module(b->db, tables[t].module, NULL, NULL);
	}
	pthread_mutex_destroy(&b->lock);
	pthread_mutex_destroy(&b->db_lock);
	pthread_cond_destroy(&b->changed);
	bw_free(b);
}

/* The caller's side. */

static struct batch *
make_batch(struct bw_bulk *b, enum bw_bulk_table t)
{
	struct batch *batch = bw_calloc(1, sizeof(*batch));

	if (batch == NULL)
		return NULL;
	batch->table = t;
	batch->cell = bw_alloc(
	    (size_t)tables[t].rows * b->columns[t], sizeof(*batch->cell));
	if (batch->cell == NULL) {
		bw_free(batch);
		return NULL;
	}
	b->made[t]++;
	return batch;
}

/* An empty batch: a used one, a new one, or the next that comes back. */
static int
take(struct bw_bulk *b, enum bw_bulk_table t, struct bw_err *err)
{
	struct batch *batch;

	pthread_mutex_lock(&b->lock);
	while (b->threaded && b->idle[t] == NULL && b->made[t] >= BATCHES)
		pthread_cond_wait(&b->changed, &b->lock);
	batch = b->idle[t];
	if (batch != NULL)
		b->idle[t] = batch->next;
	pthread_mutex_unlock(&b->lock);
	if (batch == NULL)
		batch = make_batch(b, t);
	if (batch == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a batch of rows");
	b->open[t] = batch;
	return 0;
}

/* The writer's first error, as this thread's. */
static int
trouble(struct bw_bulk *b, struct bw_err *err)
{
	int code;

	pthread_mutex_lock(&b->lock);
	code = b->err.code;
	if (code != 0 && err != NULL && err->code == 0)
		*err = b->err;
	pthread_mutex_unlock(&b->lock);
	return code;
}

static int
send(struct bw_bulk *b, enum bw_bulk_table t, struct bw_err *err)
{
	struct batch *batch = b->open[t];

	if (batch->text.failed) /* then places in it mean nothing */
		return bw_fail(err, BW_ENOMEM, "no memory for a batch of rows");
	b->open[t] = NULL;
	pthread_mutex_lock(&b->lock);
	if (b->threaded) {
		batch->next = NULL;
		*b->tail = batch;
		b->tail = &batch->next;
		pthread_cond_broadcast(&b->changed);
	} else {
		write_one(b, batch);
	}
	pthread_mutex_unlock(&b->lock);
	return trouble(b, err);
}

int
bw_bulk_row(struct bw_bulk *b, enum bw_bulk_table t, struct bw_err *err)
{
	struct batch *batch = b->open[t];
	int rc = 0;

	if (batch != NULL &&
	    (batch->n == tables[t].rows || batch->text.n > TEXT_MAX))
		rc = send(b, t, err);
	if (rc == 0 && b->open[t] == NULL)
		rc = take(b, t, err);
	if (rc != 0)
		return rc;
	b->row = b->open[t];
	b->to = b->row->cell + (size_t)b->row->n * b->columns[t];
	b->to_end = b->to + b->columns[t];
	b->again = false;
	return 0;
}

bool
bw_bulk_again(struct bw_bulk *b, enum bw_bulk_table t, uint64_t back)
{
	struct batch *batch = b->open[t];
	size_t i;

	if (batch == NULL || back >= batch->n || batch->text.n > TEXT_MAX)
		return false;
	i = batch->n - 1 - (size_t)back;
	b->row = batch;
	b->to_end = batch->cell + (i + 1) * b->columns[t];
	b->to = batch->cell + i * b->columns[t];
	b->again = true;
	return true;
}

int64_t
bw_bulk_peek(
    const struct bw_bulk *b, enum bw_bulk_table t, uint64_t back, unsigned i)
{
	const struct batch *batch = b->open[t];

	BW_ASSERT(batch != NULL && back < batch->n && i < b->columns[t]);
	return batch->cell[(batch->n - 1 - (size_t)back) * b->columns[t] + i];
}

void
bw_bulk_int(struct bw_bulk *b, int64_t v)
{
	BW_ASSERT(b->to < b->to_end);
	*b->to++ = v;
}

void
bw_bulk_int_or_null(struct bw_bulk *b, int64_t v, int64_t null)
{
	bw_bulk_int(b, v == null ? NOTHING : v);
}

void
bw_bulk_place(struct bw_bulk *b, uint64_t v)
{
	bw_bulk_int(b, v == 0 || v > INT64_MAX ? NOTHING : (int64_t)v);
}

void
bw_bulk_real(struct bw_bulk *b, double v)
{
	int64_t bits = NOTHING;

	if (!isnan(v))
		memcpy(&bits, &v, sizeof(bits));
	/* -0.0 has the bits of NOTHING; as a number it is 0. */
	bw_bulk_int(b, v == 0 ? 0 : bits);
}

void
bw_bulk_text(struct bw_bulk *b, struct bw_str s)
{
	size_t at = b->row->text.n;

	if (s.n > ONE_TEXT_MAX) {
		b->too_long = true; /* refused at the end of the row */
		s.n = 0;
	}
	bw_buf_add(&b->row->text, s.p, s.n);
	bw_bulk_int(b, (int64_t)((uint64_t)at << 32 | (uint32_t)s.n));
}

void
bw_bulk_text_or_null(struct bw_bulk *b, struct bw_str s)
{
	if (s.n == 0)
		bw_bulk_int(b, NOTHING);
	else
		bw_bulk_text(b, s);
}

int
bw_bulk_end(struct bw_bulk *b, struct bw_err *err)
{
	if (b->too_long)
		return bw_fail(err, BW_ELIMIT,
		    "a text of more than %u MB in one record",
		    ONE_TEXT_MAX >> 20);
	if (b->row->text.failed)
		return bw_fail(err, BW_ENOMEM, "no memory for a batch of rows");
	BW_ASSERT(b->to == b->to_end);
	b->row->n += !b->again;
	return 0;
}

int
bw_bulk_flush(struct bw_bulk *b, struct bw_err *err)
{
	int rc = 0;

	for (int t = 0; t < BW_BULK_TABLES && rc == 0; t++)
		if (b->open[t] != NULL)
			rc = send(b, (enum bw_bulk_table)t, err);
	pthread_mutex_lock(&b->lock);
	while (b->threaded && (b->queue != NULL || b->busy))
		pthread_cond_wait(&b->changed, &b->lock);
	pthread_mutex_unlock(&b->lock);
	return rc != 0 ? rc : trouble(b, err);
}

sqlite3 *
bw_bulk_lock(struct bw_bulk *b)
{
	pthread_mutex_lock(&b->db_lock);
	return b->db;
}

void
bw_bulk_unlock(struct bw_bulk *b)
{
	pthread_mutex_unlock(&b->db_lock);
}
