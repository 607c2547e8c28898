/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_rows.c - a batch of rows as a virtual table (sqlite.org/vtab.html).
 *
 * "INSERT OR ROLLBACK INTO stake SELECT * FROM bw_rows_stake" moves a whole
 * batch in one statement. The virtual tables exist on the connection that
 * loads, and for statements of this program only (DIRECTONLY: no view or
 * trigger in a world file can read them).
 *
 * OR ROLLBACK: a row that contradicts the schema ends the load, so SQLite
 * need not be able to take back half a batch, for which it would copy every
 * page of an index that the batch touches.
 */
#include "world/load_rows.h"
#include "base/mem.h"

#define ROWS 32768u      /* in a batch */
#define SMALL_ROWS 2048u /* of tables that stay small */

enum {
	INT = BW_ROWS_INT,
	REAL = BW_ROWS_REAL,
	TEXT = BW_ROWS_TEXT
};

const struct bw_rows_table bw_rows_table[BW_BULK_TABLES] = {
	/* Rows number themselves, which saves SQLite a search for each; the
	 * numbers are those the loader counts on (see load.c). */
	[BW_BULK_PARTY] = { "bw_rows_party",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i)",
	    "INSERT OR ROLLBACK INTO party(kind, flags, country, name, reason, "
	    "ended,"
	    " load, line, number) SELECT * FROM bw_rows_party",
	    ROWS, { INT, INT, TEXT, TEXT, TEXT, INT, INT, INT, INT } },
	[BW_BULK_FACT] = { "bw_rows_fact", "CREATE TABLE x(a,b,c,d,e,f,g,h,i)",
	    "INSERT OR ROLLBACK INTO party_fact(party, kind, country, name, "
	    "reason, ended,"
	    " load, line, number) SELECT * FROM bw_rows_fact",
	    ROWS, { INT, INT, TEXT, TEXT, TEXT, INT, INT, INT, INT } },
	[BW_BULK_NAME] = { "bw_rows_name", "CREATE TABLE x(a,b,c,d,e)",
	    "INSERT OR ROLLBACK INTO party_name(party, text, kind, lang, load)"
	    " SELECT * FROM bw_rows_name",
	    ROWS, { INT, TEXT, TEXT, TEXT, INT } },
	[BW_BULK_ID] = { "bw_rows_id", "CREATE TABLE x(a,b,c,d)",
	    "INSERT OR ROLLBACK INTO party_id SELECT * FROM bw_rows_id", ROWS,
	    { INT, TEXT, INT, INT } },
	[BW_BULK_SAME] = { "bw_rows_same", "CREATE TABLE x(a,b,c,d,e)",
	    "INSERT OR ROLLBACK INTO party_same(a, b, load, line, number)"
	    " SELECT * FROM bw_rows_same",
	    ROWS, { INT, INT, INT, INT, INT } },
	[BW_BULK_CLASS] = { "bw_rows_class", "CREATE TABLE x(a,b,c,d,e,f)",
	    "INSERT OR ROLLBACK INTO party_class(party, scheme, code, load,"
	    " line, number) SELECT * FROM bw_rows_class",
	    SMALL_ROWS, { INT, TEXT, TEXT, INT, INT, INT } },
	[BW_BULK_STAKE] = { "bw_rows_stake",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i,j,k,l,m,n)",
	    "INSERT OR ROLLBACK INTO stake(holder, company, nature, flags, lo, "
	    "hi, open,"
	    " valid_from, valid_to, load, line, number, ref, detail)"
	    " SELECT * FROM bw_rows_stake",
	    ROWS,
	    { INT, INT, INT, INT, INT, INT, INT, INT, INT, INT, INT, INT, TEXT,
		TEXT } },
	[BW_BULK_USE] = { "bw_rows_use",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i,j,k)",
	    "INSERT OR ROLLBACK INTO use_item(company, item, supplier, "
	    "country, amount,"
	    " unit, critical, load, line, number, ref)"
	    " SELECT * FROM bw_rows_use",
	    SMALL_ROWS,
	    { INT, TEXT, INT, TEXT, REAL, TEXT, INT, INT, INT, INT, TEXT } },
	[BW_BULK_PRODUCTION] = { "bw_rows_production",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i,j,k,l,m,n)",
	    "INSERT OR ROLLBACK INTO production(material, stage, measure, "
	    "flags, country,"
	    " printed, year, amount, unit, detail, load, line, number, ref)"
	    " SELECT * FROM bw_rows_production",
	    SMALL_ROWS,
	    { TEXT, INT, INT, INT, TEXT, TEXT, INT, REAL, TEXT, TEXT, INT, INT,
		INT, TEXT } },
	[BW_BULK_MADE_BY] = { "bw_rows_made_by",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i,j,k,l,m,n)",
	    "INSERT OR ROLLBACK INTO made_by(producer, material, stage, flags,"
	    " country, printed, year, amount, unit, detail, load, line,"
	    " number, ref) SELECT * FROM bw_rows_made_by",
	    SMALL_ROWS,
	    { INT, TEXT, INT, INT, TEXT, TEXT, INT, REAL, TEXT, TEXT, INT, INT,
		INT, TEXT } },
	[BW_BULK_GOVERNANCE] = { "bw_rows_governance",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i)",
	    "INSERT OR ROLLBACK INTO governance(country, year, dimension, "
	    "estimate,"
	    " stddev, load, line, number, ref)"
	    " SELECT * FROM bw_rows_governance",
	    SMALL_ROWS, { TEXT, INT, TEXT, REAL, REAL, INT, INT, INT, TEXT } },
	[BW_BULK_STUDY] = { "bw_rows_study",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i,j,k,l,m,n,o)",
	    "INSERT OR ROLLBACK INTO study(name, subject, stage, country,"
	    " counterpart, year, value, lo, hi, unit, detail, load, line,"
	    " number, ref) SELECT * FROM bw_rows_study",
	    SMALL_ROWS,
	    { TEXT, TEXT, INT, TEXT, TEXT, INT, REAL, REAL, REAL, TEXT, TEXT,
		INT, INT, INT, TEXT } },
	[BW_BULK_ADVISORY] = { "bw_rows_advisory",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i,j,k,l,m,n,o)",
	    "INSERT OR ROLLBACK INTO advisory(scheme, ref, publisher, version,"
	    " state, title, published, modified, tlp, digest, load, line,"
	    " number, until_load, body) SELECT * FROM bw_rows_advisory",
	    SMALL_ROWS,
	    { TEXT, TEXT, TEXT, TEXT, INT, TEXT, INT, INT, TEXT, INT, INT, INT,
		INT, INT, TEXT } },
	[BW_BULK_VULN] = { "bw_rows_vuln", "CREATE TABLE x(a,b)",
	    "INSERT OR ROLLBACK INTO advisory_vuln SELECT * FROM bw_rows_vuln",
	    ROWS, { TEXT, INT } },
	[BW_BULK_SIGNAL] = { "bw_rows_signal",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i)",
	    "INSERT OR ROLLBACK INTO signal(vuln, kind, value, extra, rater,"
	    " at, load, line, number) SELECT * FROM bw_rows_signal",
	    SMALL_ROWS, { TEXT, INT, TEXT, TEXT, TEXT, INT, INT, INT, INT } },
	[BW_BULK_PACKAGE] = { "bw_rows_package", "CREATE TABLE x(a,b,c,d,e)",
	    "INSERT OR ROLLBACK INTO package(digest, body, load, line, number)"
	    " SELECT * FROM bw_rows_package",
	    SMALL_ROWS, { INT, TEXT, INT, INT, INT } },
	[BW_BULK_INVENTORY] = { "bw_rows_inventory",
	    "CREATE TABLE x(a,b,c,d,e,f,g,h,i,j,k,l,m,n,o)",
	    "INSERT OR ROLLBACK INTO inventory(scheme, ref, name, owner,"
	    " exposure, importance, distro, version, made, digest, load, line,"
	    " number, until_load, packages) SELECT * FROM bw_rows_inventory",
	    SMALL_ROWS,
	    { TEXT, TEXT, TEXT, INT, TEXT, TEXT, TEXT, TEXT, INT, INT, INT, INT,
		INT, INT, TEXT } },
	[BW_BULK_REPORT] = { "bw_rows_report", "CREATE TABLE x(a,b,c,d,e,f,g)",
	    "INSERT OR ROLLBACK INTO report(load, kind, rule, line, number, "
	    "ref, what)"
	    " SELECT * FROM bw_rows_report",
	    SMALL_ROWS, { INT, INT, TEXT, INT, INT, TEXT, TEXT } },
};

/* The virtual table: a cursor over rows->now. */

struct vtab {
	sqlite3_vtab base;
	const struct bw_rows *rows;
};
struct cursor {
	sqlite3_vtab_cursor base;
	const struct bw_batch *batch;
	const uint8_t *column;
	const int64_t *at, *end;
	unsigned columns;
	int64_t rowid;
};

static int
vtab_connect(sqlite3 *db, void *aux, int argc, const char *const *argv,
    sqlite3_vtab **out, char **message)
{
	const struct bw_rows *rows = aux;
	struct vtab *v;
	int rc = sqlite3_declare_vtab(db, rows->table->declare);

	(void)argc;
	(void)argv;
	(void)message;
	if (rc != SQLITE_OK)
		return rc;
	sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
	v = bw_calloc(1, sizeof(*v));
	if (v == NULL)
		return SQLITE_NOMEM;
	v->rows = rows;
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
	const struct bw_rows *rows = ((struct vtab *)base->pVtab)->rows;

	(void)index;
	(void)name;
	(void)argc;
	(void)argv;
	c->batch = rows->now;
	if (c->batch == NULL)
		return SQLITE_MISUSE;
	c->column = rows->table->column;
	c->columns = rows->columns;
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

	if (v == BW_ROWS_NULL)
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

int
bw_rows_make(sqlite3 *db, struct bw_rows *r, enum bw_bulk_table t)
{
	*r = (struct bw_rows){ .table = &bw_rows_table[t] };
	while (r->table->column[r->columns] != BW_ROWS_END)
		r->columns++;
	return sqlite3_create_module(db, r->table->module, &module, r);
}

void
bw_rows_drop(sqlite3 *db, enum bw_bulk_table t)
{
	sqlite3_create_module(db, bw_rows_table[t].module, NULL, NULL);
}
