/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * told.c - advisories, signals, packages and inventories out of the world.
 *
 * One parser and one arena serve a whole walk: 44,000 records are read in a
 * second, most of it simdjson and copying. Places are those of the row, for
 * a body has none.
 */
#include "world/told.h"
#include "model/advisory_line.h"
#include "world/world_priv.h"

#define MOST_MEMORY ((size_t)4 << 30) /* of one record */

/* Does a row of `t` (load l) hold at load ?1? */
#define HOLDS                                            \
	" t.load <= ?1 AND (t.until_load IS NULL"        \
	" OR t.until_load > ?1) AND (l.superseded_by IS" \
	" NULL OR l.superseded_by > ?1)"
#define ADVISORY                                                       \
	"SELECT t.id, t.load, t.digest, t.line, t.number, t.body FROM" \
	" advisory t CROSS JOIN load l ON l.id = t.load WHERE"
#define PACKAGE                                                        \
	"SELECT t.id, t.load, t.digest, t.line, t.number, t.body FROM" \
	" package t WHERE"
#define INVENTORY                                                           \
	"SELECT t.id, t.load, t.digest, t.line, t.number, t.scheme, t.ref," \
	" t.name, t.owner, t.exposure, t.importance, t.distro, t.version,"  \
	" t.made, t.packages FROM inventory t CROSS JOIN load l ON"         \
	" l.id = t.load WHERE"
#define ALL_SIGNALS                                                          \
	"SELECT t.id, t.load, 0, t.line, t.number, t.vuln, t.kind, t.value," \
	" t.extra, t.rater, t.at FROM signal t CROSS JOIN load l ON"         \
	" l.id = t.load WHERE"
#define SIGNAL                                                      \
	ALL_SIGNALS " t.load <= ?1 AND (l.superseded_by IS NULL OR" \
		    " l.superseded_by > ?1)"
#define SINCE " AND t.id > CAST(?2 AS INTEGER) ORDER BY t.id"

struct walk {
	sqlite3_stmt *st;
	struct bw_json_parser *parser;
	struct bw_arena a;
	struct bw_buf text; /* with room behind it for the parser */
	bw_told_advisory_fn *advisory;
	bw_told_package_fn *package;
	bw_told_inventory_fn *inventory;
	bw_told_signal_fn *signal;
	void *ctx;
};

static struct bw_told_row
row_of(sqlite3_stmt *st)
{
	return (struct bw_told_row){ .row = sqlite3_column_int64(st, 0),
		.load = (uint32_t)sqlite3_column_int64(st, 1),
		.digest = (uint64_t)sqlite3_column_int64(st, 2) };
}

static struct bw_place
place_of(sqlite3_stmt *st)
{
	return (struct bw_place){ .line = (uint64_t)sqlite3_column_int64(st, 3),
		.number = (uint64_t)sqlite3_column_int64(st, 4) };
}

static int
parse(struct walk *k, int column, struct bw_json *out, struct bw_err *err)
{
	static const char pad[BW_JSON_PAD];
	struct bw_str body = bw_sql_text(k->st, column);
	int rc = 0;

	bw_buf_clear(&k->text);
	bw_buf_str(&k->text, body);
	bw_buf_add(&k->text, pad, sizeof(pad));
	rc = bw_buf_check(&k->text, err);
	if (rc == 0 && k->parser == NULL)
		rc = bw_json_parser_new(&k->parser, err);
	if (rc == 0)
		rc = bw_json_parse(k->parser, k->text.p, body.n, out, err);
	return rc;
}

/* A body that is wrong was not written by a load. */
static int
broken(struct walk *k, const char *what, int rc, struct bw_err *err)
{
	char prefix[64];

	if (rc != BW_EFORMAT)
		return rc;
	snprintf(prefix, sizeof(prefix), "%s %lld of the world file", what,
	    (long long)sqlite3_column_int64(k->st, 0));
	return bw_fail_in(err, prefix);
}

static int
give_advisory(struct walk *k, struct bw_err *err)
{
	struct bw_told_row row = row_of(k->st);
	struct bw_advisory_rec rec;
	struct bw_json v;
	int rc = parse(k, 5, &v, err);

	if (rc == 0)
		rc = bw_advisory_from(&rec, v, &k->a, err);
	if (rc != 0)
		return broken(k, "advisory", rc, err);
	rec.place = place_of(k->st);
	return k->advisory(k->ctx, &row, &rec, err);
}

static int
give_package(struct walk *k, struct bw_err *err)
{
	struct bw_told_row row = row_of(k->st);
	struct bw_component_rec rec;
	struct bw_json v;
	int rc = parse(k, 5, &v, err);

	if (rc == 0)
		rc = bw_component_from(&rec, v, &k->a, err);
	if (rc != 0)
		return broken(k, "package", rc, err);
	rec.place = place_of(k->st);
	return k->package(k->ctx, &row, &rec, err);
}

static int
give_signal(struct walk *k, struct bw_err *err)
{
	sqlite3_stmt *st = k->st;
	struct bw_told_row row = row_of(st);
	struct bw_signal_rec rec = { .vuln = bw_sql_text(st, 5),
		.rating = { .kind = (uint8_t)sqlite3_column_int(st, 6),
		    .value = bw_sql_text(st, 7),
		    .extra = bw_sql_text(st, 8),
		    .by = bw_sql_text(st, 9),
		    .at = sqlite3_column_type(st, 10) == SQLITE_NULL
			? BW_DATE_MIN
			: sqlite3_column_int(st, 10) },
		.place = place_of(st) };

	return k->signal(k->ctx, &row, &rec, err);
}

/* "[1,5,9]"; a bound on the numbers is their commas. */
static int
numbers(struct walk *k, struct bw_str text, int64_t **out, size_t *n,
    struct bw_err *err)
{
	size_t most = 1;
	struct bw_str part;

	*n = 0;
	for (size_t i = 0; i < text.n; i++)
		most += text.p[i] == ',';
	*out = BW_ARENA_ARRAY(&k->a, int64_t, most);
	if (*out == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for an inventory");
	if (text.n < 2 || text.p[0] != '[' || text.p[text.n - 1] != ']')
		return bw_fail(err, BW_EFORMAT, "no list of packages");
	text = bw_str_sub(text, 1, text.n - 2);
	while (text.n > 0 && bw_str_cut(&text, ',', &part)) {
		if (!bw_str_i64(part, &(*out)[*n]) ||
		    (*out)[*n] <= (*n > 0 ? (*out)[*n - 1] : 0))
			return bw_fail(
			    err, BW_EFORMAT, "no rising list of packages");
		(*n)++;
	}
	return 0;
}

static int
give_inventory(struct walk *k, struct bw_err *err)
{
	sqlite3_stmt *st = k->st;
	struct bw_told_row row = row_of(st);
	struct bw_inventory_rec rec = { .key = { bw_sql_text(st, 5),
					    bw_sql_text(st, 6) },
		.name = bw_sql_text(st, 7),
		.exposure = bw_sql_text(st, 9),
		.importance = bw_sql_text(st, 10),
		.distro = bw_sql_text(st, 11),
		.version = bw_sql_text(st, 12),
		.made = sqlite3_column_type(st, 13) == SQLITE_NULL
		    ? BW_NO_TIME
		    : sqlite3_column_int64(st, 13),
		.place = place_of(st) };
	int64_t *package;
	size_t n;
	int rc = numbers(k, bw_sql_text(st, 14), &package, &n, err);

	if (rc != 0)
		return broken(k, "inventory", rc, err);
	return k->inventory(
	    k->ctx, &row, &rec, sqlite3_column_int64(st, 8), package, n, err);
}

static int
give(struct walk *k, struct bw_err *err)
{
	if (k->advisory != NULL)
		return give_advisory(k, err);
	if (k->package != NULL)
		return give_package(k, err);
	return k->signal != NULL ? give_signal(k, err) : give_inventory(k, err);
}

static int64_t
last(uint32_t known)
{
	return known == 0 ? UINT32_MAX : known;
}

/* All rows of the statement as it is bound; *found counts on. */
static int
rows(struct walk *k, size_t *found, struct bw_err *err)
{
	int rc = 0;

	while (rc == 0) {
		struct bw_arena_mark mark = bw_arena_mark(&k->a);
		bool row;

		rc = bw_sql_step(k->st, &row, err);
		if (rc != 0 || !row)
			break;
		rc = give(k, err);
		bw_arena_reset(&k->a, mark);
		++*found;
	}
	return rc;
}

static void
end(struct walk *k)
{
	sqlite3_finalize(k->st);
	bw_json_parser_free(k->parser);
	bw_buf_release(&k->text);
	bw_arena_release(&k->a);
}

/* Bind and walk; *found counts. */
static int
go(struct bw_world *w, struct walk *k, const char *sql, int64_t one,
    const struct bw_str *two, size_t *found, struct bw_err *err)
{
	int rc;

	*found = 0;
	if (w->schema < 5)
		return 0;
	bw_arena_init(&k->a, MOST_MEMORY);
	rc = bw_sql_prepare(w->db, sql, &k->st, err);
	if (rc == 0)
		sqlite3_bind_int64(k->st, 1, one);
	if (rc == 0 && two != NULL)
		bw_sql_bind(k->st, 2, *two);
	if (rc == 0)
		rc = rows(k, found, err);
	end(k);
	return rc;
}

/* Those after a row. */
static int
since(struct bw_world *w, struct walk *k, const char *sql, uint32_t known,
    int64_t row, struct bw_err *err)
{
	char text[24];
	struct bw_str after;
	size_t n;

	snprintf(text, sizeof(text), "%lld", (long long)row);
	after = bw_str_of(text);
	return go(w, k, sql, last(known), &after, &n, err);
}

/* One number after the other. */
static int
each(struct bw_world *w, struct walk *k, const char *sql, const int64_t *one,
    size_t n, struct bw_err *err)
{
	size_t found = 0;
	int rc;

	if (w->schema < 5 || n == 0)
		return 0;
	bw_arena_init(&k->a, MOST_MEMORY);
	rc = bw_sql_prepare(w->db, sql, &k->st, err);
	for (size_t i = 0; i < n && rc == 0; i++) {
		sqlite3_bind_int64(k->st, 1, one[i]);
		rc = rows(k, &found, err);
		sqlite3_reset(k->st);
	}
	end(k);
	return rc;
}

int
bw_told_advisories(struct bw_world *w, uint32_t known, bw_told_advisory_fn *fn,
    void *ctx, struct bw_err *err)
{
	struct walk k = { .advisory = fn, .ctx = ctx };
	size_t n;

	return go(
	    w, &k, ADVISORY HOLDS " ORDER BY t.id", last(known), NULL, &n, err);
}

int
bw_told_signals(struct bw_world *w, uint32_t known, bw_told_signal_fn *fn,
    void *ctx, struct bw_err *err)
{
	struct walk k = { .signal = fn, .ctx = ctx };
	size_t n;

	return go(w, &k, SIGNAL " ORDER BY t.id", last(known), NULL, &n, err);
}

int
bw_told_packages(struct bw_world *w, uint32_t known, bw_told_package_fn *fn,
    void *ctx, struct bw_err *err)
{
	struct walk k = { .package = fn, .ctx = ctx };
	size_t n;

	return go(w, &k, PACKAGE " t.load <= ?1 ORDER BY t.id", last(known),
	    NULL, &n, err);
}

int
bw_told_inventories(struct bw_world *w, uint32_t known,
    bw_told_inventory_fn *fn, void *ctx, struct bw_err *err)
{
	struct walk k = { .inventory = fn, .ctx = ctx };
	size_t n;

	return go(w, &k, INVENTORY HOLDS " ORDER BY t.id", last(known), NULL,
	    &n, err);
}

int
bw_told_advisories_since(struct bw_world *w, const struct bw_told_mark *mark,
    uint32_t known, bw_told_advisory_fn *fn, void *ctx, struct bw_err *err)
{
	struct walk k = { .advisory = fn, .ctx = ctx };

	return since(w, &k, ADVISORY HOLDS SINCE, known, mark->advisory, err);
}

int
bw_told_signals_since(struct bw_world *w, const struct bw_told_mark *mark,
    uint32_t known, bw_told_signal_fn *fn, void *ctx, struct bw_err *err)
{
	struct walk k = { .signal = fn, .ctx = ctx };

	return since(w, &k, SIGNAL SINCE, known, mark->signal, err);
}

int
bw_told_inventories_since(struct bw_world *w, const struct bw_told_mark *mark,
    uint32_t known, bw_told_inventory_fn *fn, void *ctx, struct bw_err *err)
{
	struct walk k = { .inventory = fn, .ctx = ctx };

	return since(w, &k, INVENTORY HOLDS SINCE, known, mark->inventory, err);
}

int
bw_told_advisories_of(struct bw_world *w, const int64_t *row, size_t n,
    bw_told_advisory_fn *fn, void *ctx, struct bw_err *err)
{
	struct walk k = { .advisory = fn, .ctx = ctx };

	return each(w, &k, ADVISORY " t.id = ?1", row, n, err);
}

int
bw_told_signals_of(struct bw_world *w, const int64_t *load, size_t n,
    bw_told_signal_fn *fn, void *ctx, struct bw_err *err)
{
	struct walk k = { .signal = fn, .ctx = ctx };

	return each(w, &k, ALL_SIGNALS " t.load = ?1", load, n, err);
}

int
bw_told_packages_of(struct bw_world *w, const int64_t *row, size_t n,
    bw_told_package_fn *fn, void *ctx, struct bw_err *err)
{
	struct walk k = { .package = fn, .ctx = ctx };

	return each(w, &k, PACKAGE " t.id = ?1", row, n, err);
}

int
bw_told_inventories_of(struct bw_world *w, const int64_t *row, size_t n,
    bw_told_inventory_fn *fn, void *ctx, struct bw_err *err)
{
	struct walk k = { .inventory = fn, .ctx = ctx };

	return each(w, &k, INVENTORY " t.id = ?1", row, n, err);
}

int
bw_told_advisory(struct bw_world *w, int64_t row, bw_told_advisory_fn *fn,
    void *ctx, struct bw_err *err)
{
	struct walk k = { .advisory = fn, .ctx = ctx };
	size_t n;
	int rc = go(w, &k, ADVISORY " t.id = ?1", row, NULL, &n, err);

	if (rc == 0 && n == 0)
		rc = bw_fail(err, BW_ENOTFOUND, "there is no advisory %lld",
		    (long long)row);
	return rc;
}

int
bw_told_revisions(struct bw_world *w, uint32_t known, int64_t row,
    bw_told_advisory_fn *fn, void *ctx, struct bw_err *err)
{
	struct walk k = { .advisory = fn, .ctx = ctx };
	char text[24];
	struct bw_str number;
	size_t n;

	snprintf(text, sizeof(text), "%lld", (long long)row);
	number = bw_str_of(text);
	return go(w, &k,
	    "SELECT t.id, t.load, t.digest, t.line, t.number, t.body FROM"
	    " advisory o CROSS JOIN advisory t ON t.ref = o.ref AND"
	    " t.scheme = o.scheme AND t.publisher = o.publisher WHERE"
	    " o.id = CAST(?2 AS INTEGER) AND t.load <= ?1 ORDER BY t.id",
	    last(known), &number, &n, err);
}

int
bw_told_package(struct bw_world *w, int64_t row, bw_told_package_fn *fn,
    void *ctx, struct bw_err *err)
{
	struct walk k = { .package = fn, .ctx = ctx };
	size_t n;
	int rc = go(w, &k, PACKAGE " t.id = ?1", row, NULL, &n, err);

	if (rc == 0 && n == 0)
		rc = bw_fail(err, BW_ENOTFOUND, "there is no package %lld",
		    (long long)row);
	return rc;
}

int
bw_told_about(struct bw_world *w, uint32_t known, struct bw_str name,
    bw_told_advisory_fn *fn, void *ctx, struct bw_err *err)
{
	struct walk k = { .advisory = fn, .ctx = ctx };
	size_t n;

	return go(w, &k,
	    ADVISORY HOLDS " AND t.id IN (SELECT advisory FROM advisory_vuln"
			   " WHERE name = ?2 UNION SELECT id FROM advisory"
			   " WHERE ref = ?2) ORDER BY t.id",
	    last(known), &name, &n, err);
}

int
bw_told_hosts(struct bw_world *w, uint32_t known, struct bw_str text,
    int64_t owner, bw_told_inventory_fn *fn, void *ctx, struct bw_err *err)
{
	struct walk k = { .inventory = fn, .ctx = ctx };
	char number[24];
	size_t n;

	if (text.n > 0)
		return go(w, &k,
		    INVENTORY HOLDS
		    " AND (t.ref = ?2 OR t.name = ?2) ORDER BY t.id",
		    last(known), &text, &n, err);
	snprintf(number, sizeof(number), "%lld", (long long)owner);
	text = bw_str_of(number);
	return go(w, &k,
	    INVENTORY HOLDS " AND t.owner = CAST(?2 AS INTEGER) ORDER BY t.id",
	    last(known), &text, &n, err);
}
