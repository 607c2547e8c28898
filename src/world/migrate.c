/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * migrate.c - the version of the schema: made, recognised, brought up to date.
 *
 * SQLite keeps two numbers in the head of the file for its owner:
 * application_id says "this is a world" (file(1) knows it so), user_version
 * which schema. A newer one is refused rather than guessed at; an older one is
 * read as it is (later tables are not there, and nothing was said in them) and
 * brought up to date by the next load. Step n leads from version n to n + 1;
 * step 0 makes a world out of an empty file, all in one transaction.
 */
#include "world/world_priv.h"
#include "base/embed.h"

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)

static const char *const step[BW_WORLD_SCHEMA] = { "src/world/schema.sql",
	"src/world/schema-2.sql", "src/world/schema-3.sql",
	"src/world/schema-4.sql", "src/world/schema-5.sql" };

static int
look(sqlite3 *db, int64_t *app, int64_t *version, int64_t *tables,
    struct bw_err *err)
{
	int rc = bw_sql_number(db, "PRAGMA application_id", 0, app, err);

	if (rc == 0)
		rc = bw_sql_number(db, "PRAGMA user_version", 0, version, err);
	if (rc == 0)
		rc = bw_sql_number(
		    db, "SELECT count(*) FROM sqlite_schema", 0, tables, err);
	return rc;
}

static int
refuse(const struct bw_world *w, int64_t app, int64_t version, int64_t tables,
    struct bw_err *err)
{
	if (app != BW_WORLD_APP_ID && (app != 0 || tables != 0))
		return bw_fail(err, BW_EFORMAT,
		    "%s is a database of another program, not a world file",
		    w->path);
	if (version > BW_WORLD_SCHEMA)
		return bw_fail(err, BW_EFORMAT,
		    "%s was made by a newer Bolwerk (schema %lld, this program "
		    "knows %d): use that one",
		    w->path, (long long)version, BW_WORLD_SCHEMA);
	if (version < 0)
		return bw_fail(
		    err, BW_EFORMAT, "%s has no known schema", w->path);
	return 0;
}

int
bw_world_recognise(struct bw_world *w, struct bw_err *err)
{
	int64_t app, version, tables;
	int rc = look(w->db, &app, &version, &tables, err);

	if (rc == 0)
		rc = refuse(w, app, version, tables, err);
	if (rc == 0 && app == 0)
		rc = bw_fail(err, BW_EFORMAT,
		    "%s is empty, not a world file: load a file first",
		    w->path);
	if (rc == 0 && version < 1)
		rc =
		    bw_fail(err, BW_EFORMAT, "%s has no known schema", w->path);
	w->schema = version;
	return rc;
}

static int
climb(struct bw_world *w, int64_t version, struct bw_err *err)
{
	int rc = 0;

	for (; rc == 0 && version < BW_WORLD_SCHEMA; version++)
		/* Embedded files end with a NUL. */
		rc = bw_sql_exec(w->db, bw_embed(step[version]).p, err);
	if (rc == 0)
		rc = bw_sql_exec(
		    w->db, "PRAGMA application_id = 0x42776c6b", err);
	if (rc == 0)
		rc = bw_sql_exec(
		    w->db, "PRAGMA user_version = " TEXT(BW_WORLD_SCHEMA), err);
	return rc;
}

int
bw_world_migrate(struct bw_world *w, struct bw_err *err)
{
	int64_t app, version, tables;
	int rc = look(w->db, &app, &version, &tables, err);

	if (rc == 0)
		rc = refuse(w, app, version, tables, err);
	w->schema = BW_WORLD_SCHEMA;
	if (rc != 0 || (app != 0 && version == BW_WORLD_SCHEMA))
		return rc;
	/* Before the first table, for a new file only. */
	rc = bw_sql_exec(w->db, "PRAGMA page_size = 16384", err);
	if (rc == 0)
		rc = bw_sql_exec(w->db, "BEGIN IMMEDIATE", err);
	if (rc != 0)
		return rc;
	/* Another process may have made it meanwhile. */
	rc = look(w->db, &app, &version, &tables, err);
	if (rc == 0)
		rc = refuse(w, app, version, tables, err);
	if (rc == 0)
		rc = climb(w, version, err);
	if (rc == 0)
		rc = bw_sql_exec(w->db, "COMMIT", err);
	if (!sqlite3_get_autocommit(w->db))
		(void)sqlite3_exec(w->db, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}
