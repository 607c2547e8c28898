/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_bulk.c - rows into SQLite by the batch, on a thread of their own.
 *
 * Binding and stepping one INSERT per row costs more than the row: 10 M
 * stakes and 7 M parties took 13 s that way and 8 s this way. A batch of
 * rows is shown to SQLite as a virtual table and moved in one statement; see
 * load_rows.c.
 *
 * A cell is 64 bits: a number, or where its text begins in the batch and
 * how long it is. Each table has at most BATCHES batches that go round
 * between the caller and the writer, so memory is bounded and the faster of
 * the two waits. The first error of the writer stops it, and comes out at
 * the caller's next batch.
 */
#include "world/load_rows.h"
#include "base/mem.h"
#include <math.h>
#include <pthread.h>

#define TEXT_MAX (4u << 20)      /* a batch with more text is full */
#define ONE_TEXT_MAX (64u << 20) /* longer is no name, word or reason */
#define BATCHES 3                /* of one table */

struct bw_bulk {
	sqlite3 *db;
	struct bw_batch *open[BW_BULK_TABLES];
	unsigned made[BW_BULK_TABLES];
	sqlite3_stmt *insert[BW_BULK_TABLES];
	struct bw_rows rows[BW_BULK_TABLES];
	/* the row in hand */
	struct bw_batch *row;
	int64_t *to, *to_end;
	bool again, too_long;
	/* shared with the writer, under lock */
	pthread_mutex_t lock, db_lock;
	pthread_cond_t changed;
	struct bw_batch *queue, **tail, *idle[BW_BULK_TABLES];
	bool busy, stop;
	struct bw_err err;
	/* the thread, if there is one */
	pthread_t thread;
	bool threaded;
};

/* The writer. */

static int
insert(struct bw_bulk *b, const struct bw_batch *batch, struct bw_err *err)
{
	sqlite3_stmt **st = &b->insert[batch->table];
	int rc = 0;

	if (*st == NULL)
		rc = bw_sql_prepare(
		    b->db, bw_rows_table[batch->table].insert, st, err);
	b->rows[batch->table].now = batch;
	if (rc == 0)
		rc = bw_sql_run(*st, err);
	b->rows[batch->table].now = NULL;
	return rc;
}

static void
empty(struct bw_batch *batch)
{
	batch->n = 0;
	bw_buf_clear(&batch->text);
}

static void
write_one(struct bw_bulk *b, struct bw_batch *batch)
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
	struct bw_batch *batch;

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
	for (int t = 0; t < BW_BULK_TABLES && rc == SQLITE_OK; t++)
		rc = bw_rows_make(db, &b->rows[t], (enum bw_bulk_table)t);
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
free_batch(struct bw_batch *batch)
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
	struct bw_batch *batch;

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
		bw_rows_drop(b->db, (enum bw_bulk_table)t);
	}
	pthread_mutex_destroy(&b->lock);
	pthread_mutex_destroy(&b->db_lock);
	pthread_cond_destroy(&b->changed);
	bw_free(b);
}

/* The caller's side. */

static struct bw_batch *
make_batch(struct bw_bulk *b, enum bw_bulk_table t)
{
	struct bw_batch *batch = bw_calloc(1, sizeof(*batch));

	if (batch == NULL)
		return NULL;
	batch->table = t;
	batch->cell =
	    bw_alloc((size_t)bw_rows_table[t].rows * b->rows[t].columns,
		sizeof(*batch->cell));
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
	struct bw_batch *batch;

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

int
bw_bulk_trouble(struct bw_bulk *b, struct bw_err *err)
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
	struct bw_batch *batch = b->open[t];

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
	return bw_bulk_trouble(b, err);
}

int
bw_bulk_row(struct bw_bulk *b, enum bw_bulk_table t, struct bw_err *err)
{
	struct bw_batch *batch = b->open[t];
	int rc = 0;

	if (batch != NULL &&
	    (batch->n == bw_rows_table[t].rows || batch->text.n > TEXT_MAX))
		rc = send(b, t, err);
	if (rc == 0 && b->open[t] == NULL)
		rc = take(b, t, err);
	if (rc != 0)
		return rc;
	b->row = b->open[t];
	b->to = b->row->cell + (size_t)b->row->n * b->rows[t].columns;
	b->to_end = b->to + b->rows[t].columns;
	b->again = false;
	return 0;
}

bool
bw_bulk_again(struct bw_bulk *b, enum bw_bulk_table t, uint64_t back)
{
	struct bw_batch *batch = b->open[t];
	size_t i;

	if (batch == NULL || back >= batch->n || batch->text.n > TEXT_MAX)
		return false;
	i = batch->n - 1 - (size_t)back;
	b->row = batch;
	b->to_end = batch->cell + (i + 1) * b->rows[t].columns;
	b->to = batch->cell + i * b->rows[t].columns;
	b->again = true;
	return true;
}

int64_t
bw_bulk_peek(
    const struct bw_bulk *b, enum bw_bulk_table t, uint64_t back, unsigned i)
{
	const struct bw_batch *batch = b->open[t];

	BW_ASSERT(batch != NULL && back < batch->n && i < b->rows[t].columns);
	return batch
	    ->cell[(batch->n - 1 - (size_t)back) * b->rows[t].columns + i];
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
	bw_bulk_int(b, v == null ? BW_ROWS_NULL : v);
}

void
bw_bulk_place(struct bw_bulk *b, uint64_t v)
{
	bw_bulk_int(b, v == 0 || v > INT64_MAX ? BW_ROWS_NULL : (int64_t)v);
}

void
bw_bulk_real(struct bw_bulk *b, double v)
{
	int64_t bits = BW_ROWS_NULL;

	if (!isnan(v))
		memcpy(&bits, &v, sizeof(bits));
	/* -0.0 has the bits of BW_ROWS_NULL; as a number it is 0. */
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
		bw_bulk_int(b, BW_ROWS_NULL);
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
	return rc != 0 ? rc : bw_bulk_trouble(b, err);
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
