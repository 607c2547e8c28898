/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load.c - the transaction around one file: begin, commit, abort.
 *
 * Everything a load writes, its link in the audit trail included, is in one
 * transaction that SQLite makes last with fsync (synchronous = FULL). When
 * the process dies at any moment the next opener finds the journal and puts
 * the old pages back: the world is as it was before the load.
 */
#include "world/load_priv.h"
#include "base/mem.h"
#include <sodium.h>

static bool
copy_text(
    struct bw_load *l, const char *from, const char *other, const char **to)
{
	*to = bw_arena_dup(&l->run, bw_str_of(from != NULL ? from : other)).p;
	return *to != NULL;
}

static int
copy_opt(struct bw_load *l, const struct bw_load_opt *opt, struct bw_err *err)
{
	l->opt = *opt;
	if (!copy_text(l, opt->name, "", &l->opt.name) ||
	    !copy_text(l, opt->dataset, opt->name, &l->opt.dataset) ||
	    !copy_text(l, opt->format, "", &l->opt.format) ||
	    !copy_text(l, opt->loaded_at, "", &l->opt.loaded_at) ||
	    !copy_text(l, opt->licence, "", &l->opt.licence))
		return bw_fail(err, BW_ENOMEM, "no memory to load");
	return 0;
}

/* The delivery that this one will replace, 0 when it is the first. */
static int
find_replaced(struct bw_load *l, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	bool row = false;
	int rc;

	if (!l->opt.whole)
		return 0;
	rc = bw_sql_prepare(l->w->db,
	    "SELECT id FROM load WHERE dataset = ? AND whole = 1"
	    " AND superseded_by IS NULL",
	    &st, err);
	if (rc == 0) {
		bw_sql_bind(st, 1, bw_str_of(l->opt.dataset));
		rc = bw_sql_step(st, &row, err);
	}
	if (rc == 0 && row)
		l->n.replaced = (uint32_t)sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return rc;
}

static int
number_rows(struct bw_load *l, struct bw_err *err)
{
	sqlite3 *db = l->w->db;
	int64_t id = 0;
	int rc = bw_sql_number(db, "SELECT max(id) + 1 FROM load", 1, &id, err);

	if (rc == 0 && (id < 1 || id >= UINT32_MAX))
		rc = bw_fail(err, BW_ELIMIT, "too many loads in this world");
	l->n.id = (uint32_t)id;
	if (rc == 0)
		rc = bw_sql_number(db, "SELECT max(id) + 1 FROM party", 1,
		    &l->next_party, err);
	if (rc == 0)
		rc = bw_sql_number(db, "SELECT max(id) + 1 FROM stake", 1,
		    &l->next_stake, err);
	return rc;
}

/* Rows are never checked one by one against the tables they point to: their
 * ids come from this code, and three look-ups a row would cost as much as
 * the row. The setting has no effect inside a transaction. */
static int
start(struct bw_load *l, struct bw_err *err)
{
	int rc = bw_sql_exec(l->w->db, "PRAGMA foreign_keys = OFF", err);

	/* Another load is told of at once; for readers the commit waits. */
	sqlite3_busy_timeout(l->w->db, 500);
	if (rc == 0)
		rc = bw_sql_exec(l->w->db, "BEGIN IMMEDIATE", err);
	sqlite3_busy_timeout(l->w->db, 60000);
	if (rc == 0)
		rc = find_replaced(l, err);
	if (rc == 0)
		rc = number_rows(l, err);
	if (rc == 0)
		rc = bw_bulk_new(&l->bulk, l->w->db, true, err);
	return rc;
}

int
bw_load_begin(struct bw_load **out, struct bw_world *w,
    const struct bw_load_opt *opt, struct bw_err *err)
{
	struct bw_load *l = NULL;
	int rc;

	*out = NULL;
	BW_ASSERT(!w->loading);
	if (w->mode != BW_WORLD_WRITE)
		return bw_fail(
		    err, BW_EDENIED, "%s was opened for reading only", w->path);
	l = bw_calloc(1, sizeof(*l));
	if (l == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to load");
	l->w = w;
	w->loading = true;
	l->published = BW_DATE_MIN;
	l->records.now = BW_NONE;
	bw_arena_init(&l->run, 0);
	bw_intern_init(&l->scheme_names);
	bw_intern_init(&l->records.in);
	rc = copy_opt(l, opt, err);
	if (rc == 0)
		rc = start(l, err);
	if (rc != 0) {
		bw_load_abort(l);
		return rc;
	}
	*out = l;
	return 0;
}

uint32_t
bw_load_number(const struct bw_load *l)
{
	return l->n.id;
}

void
bw_load_figures(struct bw_load *l, uint64_t n)
{
	l->n.figures += n;
}

static void
bind_counts(sqlite3_stmt *st, int at, const struct bw_load_result *n)
{
	const uint64_t count[] = { n->parties, n->stakes, n->uses, n->figures,
		n->refused, n->notes, n->skipped, n->advisories, n->signals,
		n->inventories };

	for (int i = 0; i < (int)BW_LEN(count); i++)
		sqlite3_bind_int64(st, at + i, (int64_t)count[i]);
}

static int
write_load(struct bw_load *l, const char *hash, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	int rc = bw_sql_prepare(l->w->db,
	    "INSERT INTO load(id, name, dataset, format, reader, sha256, bytes,"
	    " loaded_at, whole, licence, publisher, published, version,"
	    " parties, stakes, uses, figures, refused, notes, skipped,"
	    " advisories, signals, inventories)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
	    " ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
	    &st, err);

	if (rc != 0)
		return rc;
	sqlite3_bind_int64(st, 1, l->n.id);
	bw_sql_bind(st, 2, bw_str_of(l->opt.name));
	bw_sql_bind(st, 3, bw_str_of(l->opt.dataset));
	bw_sql_bind(st, 4, bw_str_of(l->opt.format));
	sqlite3_bind_int64(st, 5, l->opt.reader);
	bw_sql_bind(st, 6, bw_str_of(hash));
	sqlite3_bind_int64(st, 7, (int64_t)l->opt.bytes);
	bw_sql_bind(st, 8, bw_str_of(l->opt.loaded_at));
	sqlite3_bind_int(st, 9, l->opt.whole);
	bw_sql_bind_or_null(
	    st, 10, l->licence.n > 0 ? l->licence : bw_str_of(l->opt.licence));
	bw_sql_bind_or_null(st, 11, l->publisher);
	if (l->published != BW_DATE_MIN)
		sqlite3_bind_int64(st, 12, l->published);
	bw_sql_bind_or_null(st, 13, l->version);
	bind_counts(st, 14, &l->n);
	rc = bw_sql_run(st, err);
	sqlite3_finalize(st);
	return rc;
}

static int
supersede(struct bw_load *l, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	if (l->n.replaced == 0)
		return 0;
	rc = bw_sql_prepare(l->w->db,
	    "UPDATE load SET superseded_by = ?1 WHERE id = ?2", &st, err);
	if (rc == 0) {
		sqlite3_bind_int64(st, 1, l->n.id);
		sqlite3_bind_int64(st, 2, l->n.replaced);
		rc = bw_sql_run(st, err);
	}
	sqlite3_finalize(st);
	return rc;
}

/* Rows numbered themselves; other rows point to them by those numbers. */
static int
check_numbers(struct bw_load *l, struct bw_err *err)
{
	sqlite3 *db = l->w->db;
	int64_t party = 0, stake = 0;
	int rc =
	    bw_sql_number(db, "SELECT max(id) + 1 FROM party", 1, &party, err);

	if (rc == 0)
		rc = bw_sql_number(
		    db, "SELECT max(id) + 1 FROM stake", 1, &stake, err);
	if (rc == 0 && (party != l->next_party || stake != l->next_stake))
		rc = bw_fail(err, BW_EFORMAT,
		    "the world file does not number its rows as Bolwerk does: "
		    "it was changed outside Bolwerk");
	return rc;
}

static int
finish(struct bw_load *l, const char *hash, struct bw_err *err)
{
	int rc = bw_load_stakes_flush(l, err);

	if (rc == 0)
		rc = bw_bulk_flush(l->bulk, err);
	if (rc != 0)
		return rc;
	/* The writer rests from here on: the connection is ours. */
	rc = check_numbers(l, err);
	if (rc == 0)
		rc = bw_load_record_end(l, err);
	if (rc == 0)
		rc = bw_revision_end(l, err);
	if (rc == 0)
		rc = write_load(l, hash, err);
	if (rc == 0)
		rc = supersede(l, err);
	if (rc == 0)
		rc = bw_audit_add(l->w->db, l->n.id, err);
	/* Statements of the load hold the transaction open. */
	bw_load_keys_release(l);
	bw_revision_release(l);
	bw_load_packages_release(l);
	bw_bulk_free(l->bulk);
	l->bulk = NULL;
	if (rc == 0)
		rc = bw_sql_exec(l->w->db, "COMMIT", err);
	return rc;
}

int
bw_load_commit(struct bw_load *l, const uint8_t sha256[32],
    struct bw_load_result *result, struct bw_err *err)
{
	struct bw_world *w = l->w;
	uint32_t known;
	char hash[65];
	int rc;

	*result = (struct bw_load_result){ 0 };
	sodium_bin2hex(hash, sizeof(hash), sha256, 32);
	/* Not under the eyes of the writer. */
	bw_bulk_lock(l->bulk);
	rc =
	    bw_load_known(w, l->opt.bytes, sha256, l->opt.dataset, &known, err);
	bw_bulk_unlock(l->bulk);
	if (rc == 0 && known != 0) {
		result->id = known;
		result->already = true;
	} else if (rc == 0) {
		rc = finish(l, hash, err);
		if (rc == 0)
			*result = l->n;
	}
	if (rc == 0 && !result->already)
		w->version++;
	bw_load_abort(l);
	return rc;
}

void
bw_load_abort(struct bw_load *l)
{
	sqlite3 *db;

	if (l == NULL)
		return;
	db = l->w->db;
	/* The writer first: nobody else may be in SQLite with it. */
	bw_bulk_free(l->bulk);
	bw_load_keys_release(l);
	bw_load_record_release(l);
	bw_load_stakes_release(l);
	bw_revision_release(l);
	bw_load_packages_release(l);
	bw_buf_release(&l->line);
	bw_arena_release(&l->run);
	if (!sqlite3_get_autocommit(db))
		(void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	(void)sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	sqlite3_db_release_memory(db);
	l->w->loading = false;
	bw_free(l);
}

int
bw_load_known(struct bw_world *w, uint64_t bytes, const uint8_t *sha256,
    const char *dataset, uint32_t *id, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	char hash[65] = "";
	bool row = false;
	int rc;

	*id = 0;
	if (sha256 != NULL)
		sodium_bin2hex(hash, sizeof(hash), sha256, 32);
	rc = bw_sql_prepare(w->db,
	    "SELECT id FROM load k WHERE superseded_by IS NULL AND"
	    " CASE ?2 WHEN '' THEN bytes = ?1 ELSE sha256 = ?2 END"
	    " AND (dataset = ?3 OR NOT EXISTS (SELECT 1 FROM load o WHERE"
	    " o.dataset = ?3 AND o.whole AND o.superseded_by IS NULL))"
	    " ORDER BY dataset <> ?3, id LIMIT 1",
	    &st, err);
	if (rc == 0) {
		sqlite3_bind_int64(st, 1, (int64_t)bytes);
		bw_sql_bind(st, 2, bw_str_of(hash));
		bw_sql_bind(st, 3, bw_str_of(dataset));
		rc = bw_sql_step(st, &row, err);
	}
	if (rc == 0 && row)
		*id = (uint32_t)sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return rc;
}
