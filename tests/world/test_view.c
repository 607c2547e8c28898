/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_view.c - the world as columns: who is found, and whether the columns
 * say what the tables say.
 */
#include "world/feed.h"
#include <sqlite3.h>

static void
say_name(struct bw_load *l, const char *key, const char *name,
    const char *other, const char *kind)
{
	struct bw_sink sink = bw_load_sink(l);
	struct bw_name more = { bw_str_of(other), bw_str_of(kind), BW_STR("") };
	struct bw_party_rec rec = { .key = feed_key(key),
		.kind = BW_PARTY_COMPANY,
		.name = bw_str_of(name),
		.other = &more,
		.n_other = 1,
		.ended = BW_DATE_MAX,
		.place = { .line = 7, .number = 6 } };
	struct bw_err err = BW_ERR_INIT;

	assert_ok(sink.party(sink.ctx, &rec, &err), &err);
}

static struct bw_world *
small_world(const char *path)
{
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "a.csv", true);

	feed_party(
	    l, "lei:AAA111", "Bakkerij De Vries B.V.", "NL", "kvk:12345678");
	say_name(l, "lei:BBB222", "De Vries Holding", "Oude Vries", "former");
	feed_party(l, "kvk:87654321", "Café Zuid", "NL", NULL);
	feed_party(l, "kvk:87654322", "Cafe Zuid", "BE", NULL);
	feed_party(l, "name:Devries", "Devries", "", NULL);
	feed_stake(l, "lei:BBB222", "kvk:12345678", "75");
	feed_stake(l, "kvk:87654321", "lei:BBB222", "33.33333333333");
	feed_stake(l, "gb-coh:00000001", "lei:BBB222", "0");
	feed_commit(l, 1);
	return w;
}

static void
say_kind(struct bw_load *l, const char *key, uint8_t kind, const char *country,
    const char *id)
{
	struct bw_sink sink = bw_load_sink(l);
	struct bw_key more = feed_key(id != NULL ? id : ":");
	struct bw_party_rec rec = { .key = feed_key(key),
		.kind = kind,
		.country = bw_str_of(country),
		.id = &more,
		.n_id = id != NULL,
		.ended = BW_DATE_MAX };
	struct bw_err err = BW_ERR_INIT;

	assert_ok(sink.party(sink.ctx, &rec, &err), &err);
}

/* "Company" is what files say that know no kinds. */
static void
test_kinds(void **state)
{
	struct bw_world *w = feed_open(feed_path("kinds.bwk"), BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "a.csv", true);
	struct bw_view *v;

	(void)state;
	say_kind(l, "name:Jan", BW_PARTY_PERSON, "NL", NULL);
	say_kind(l, "name:Jan", BW_PARTY_COMPANY, "BE", NULL);
	say_kind(l, "name:Funds", BW_PARTY_COMPANY, "", "lei:F1");
	feed_stake(l, "name:Only mentioned", "lei:S1", "1");
	feed_commit(l, 1);
	l = feed_begin(w, "gleif", false);
	say_kind(l, "lei:F1", BW_PARTY_FUND, "LU", NULL);
	say_kind(l, "lei:S1", BW_PARTY_STATE_BODY, "", NULL);
	say_kind(l, "name:Only mentioned", BW_PARTY_TRUST, "", NULL);
	feed_commit(l, 2);
	v = feed_view(w, 0);
	assert_int_equal(v->kind[feed_find(v, "Jan")], BW_PARTY_PERSON);
	assert_int_equal(v->country[feed_find(v, "Jan")], 'B' << 8 | 'E');
	assert_int_equal(v->kind[feed_find(v, "Funds")], BW_PARTY_FUND);
	assert_int_equal(v->kind[feed_find(v, "lei:S1")], BW_PARTY_STATE_BODY);
	assert_int_equal(
	    v->kind[feed_find(v, "Only mentioned")], BW_PARTY_TRUST);
	bw_view_close(v);
	/* A new delivery may say otherwise. */
	l = feed_begin(w, "a.csv", true);
	say_kind(l, "name:Jan", BW_PARTY_COMPANY, "BE", NULL);
	feed_commit(l, 3);
	v = feed_view(w, 0);
	assert_int_equal(v->kind[feed_find(v, "Jan")], BW_PARTY_COMPANY);
	bw_view_close(v);
	bw_world_close(w);
}

static int
find_code(const struct bw_view *v, const char *text, size_t *n)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_arena a;
	uint32_t party, *many;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_view_party(v, bw_str_of(text), &a, &party, &many, n, &err);
	bw_arena_release(&a);
	return rc;
}

static void
test_who_is_meant(void **state)
{
	struct bw_world *w = small_world(feed_path("meant.bwk"));
	struct bw_view *v = feed_view(w, 0);
	uint32_t bakery = feed_find(v, "lei:AAA111");
	size_t n;

	(void)state;
	assert_int_equal(v->n_party, 6);
	assert_int_equal(feed_find(v, "LEI:aaa111"), bakery);
	assert_int_equal(feed_find(v, "kvk:12345678"), bakery);
	assert_int_equal(feed_find(v, "#1"), bakery);
	assert_int_equal(feed_find(v, "#2"), bakery); /* its kvk row */
	assert_int_equal(feed_find(v, "  BAKKERIJ de vries b.v. "), bakery);
	assert_int_equal(
	    feed_find(v, "oude vries"), feed_find(v, "lei:BBB222"));
	/* two that fold alike: the exact spelling decides, else both */
	assert_int_equal(
	    feed_find(v, "Café Zuid"), feed_find(v, "kvk:87654321"));
	assert_int_equal(
	    feed_find(v, "Cafe Zuid"), feed_find(v, "kvk:87654322"));
	assert_int_equal(find_code(v, "CAFE ZUID", &n), BW_ECONFLICT);
	assert_int_equal(n, 2);
	assert_int_equal(find_code(v, "nobody", &n), BW_ENOTFOUND);
	assert_int_equal(find_code(v, "#99", &n), BW_ENOTFOUND);
	assert_int_equal(find_code(v, "#", &n), BW_ENOTFOUND);
	assert_int_equal(find_code(v, "", &n), BW_ENOTFOUND);
	assert_int_equal(find_code(v, "...", &n), BW_ENOTFOUND);
	/* no name: shown by identifier */
	assert_str(bw_view_name(v, feed_find(v, "gb-coh:00000001")),
	    "gb-coh:00000001");
	bw_view_close(v);
	bw_world_close(w);
}

static void
assert_search(const struct bw_view *v, const char *text, const char *expected)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_buf b = { 0 };
	struct bw_arena a;
	uint32_t *party;
	size_t n;

	bw_arena_init(&a, 0);
	assert_ok(
	    bw_view_search(v, bw_str_of(text), 10, &a, &party, &n, &err), &err);
	for (size_t i = 0; i < n; i++) {
		bw_buf_str(&b, bw_view_name(v, party[i]));
		bw_buf_char(&b, '|');
	}
	assert_str(bw_buf_get(&b), expected);
	bw_buf_release(&b);
	bw_arena_release(&a);
}

static void
test_search(void **state)
{
	struct bw_world *w = small_world(feed_path("search.bwk"));
	struct bw_view *v = feed_view(w, 0);

	(void)state;
	/* equal, then begins with, then a word, then anywhere */
	assert_search(v, "Devries", "Devries|");
	assert_search(
	    v, "vries", "De Vries Holding|Bakkerij De Vries B.V.|Devries|");
	assert_search(
	    v, "de vries", "De Vries Holding|Bakkerij De Vries B.V.|");
	assert_search(v, "oude", "De Vries Holding|");
	assert_search(v, "zuid", "Café Zuid|Cafe Zuid|");
	assert_search(v, "8765432", "Café Zuid|Cafe Zuid|");
	assert_search(v, "12345678", "Bakkerij De Vries B.V.|");
	assert_search(v, "kvk:1234", "Bakkerij De Vries B.V.|");
	assert_search(v, "kvk", "");
	assert_search(v, "xyz", "");
	assert_search(v, "", "");
	bw_view_close(v);
	bw_world_close(w);
}

static void
test_facts_and_place(void **state)
{
	const char *path = feed_path("facts.bwk");
	struct bw_world *w = small_world(path);
	struct bw_load *l = feed_begin(w, "b.csv", true);
	struct bw_err err = BW_ERR_INIT;
	struct bw_evidence place = { 0 };
	struct bw_party_facts f;
	struct bw_str detail;
	struct bw_arena a;
	struct bw_view *v;
	uint32_t s;

	(void)state;
	feed_party(l, "kvk:12345678", "De Vries Brood", "", "vat:NL001");
	feed_commit(l, 2);
	v = feed_view(w, 0);
	bw_arena_init(&a, 0);
	assert_ok(
	    bw_view_party_facts(v, feed_find(v, "lei:AAA111"), &a, &f, &err),
	    &err);
	assert_str(f.name, "Bakkerij De Vries B.V.");
	assert_str(f.country, "NL");
	assert_int_equal(f.kind, BW_PARTY_COMPANY);
	assert_int_equal(f.n_id, 3);
	assert_str(f.id[0].scheme, "lei");
	assert_str(f.id[0].value, "AAA111");
	assert_int_equal(f.n_other, 1);
	assert_str(f.other[0].text, "De Vries Brood");
	assert_int_equal(f.load, 1);
	assert_int_equal(f.ended, BW_DATE_MAX);
	assert_ok(
	    bw_view_party_facts(v, feed_find(v, "lei:BBB222"), &a, &f, &err),
	    &err);
	assert_str(f.other[0].kind, "former");
	assert_int_equal(f.line, 7);
	assert_int_equal(f.number, 6);
	assert_ok(bw_view_party_facts(
		      v, feed_find(v, "gb-coh:00000001"), &a, &f, &err),
	    &err);
	assert_int_equal(f.name.n, 0);
	s = v->at[feed_find(v, "lei:AAA111")];
	assert_ok(bw_view_stake_place(v, s, &a, &place, &detail, &err), &err);
	assert_int_equal(place.source, 1);
	assert_int_equal(place.line, place.number + 1);
	assert_int_equal(detail.n, 0);
	/* What came later does not count for what was known before. */
	bw_view_close(v);
	v = feed_view(w, 1);
	assert_ok(
	    bw_view_party_facts(v, feed_find(v, "lei:AAA111"), &a, &f, &err),
	    &err);
	assert_int_equal(f.n_id, 2);
	assert_int_equal(f.n_other, 0);
	bw_arena_release(&a);
	bw_view_close(v);
	bw_world_close(w);
}

/* The slow and obvious way: SQL says what every stake of the view must be. */
static void
compare(const struct bw_view *v, const char *path)
{
	static const char sql[] =
	    "SELECT s.id, hp.name, cp.name, s.lo, s.hi, s.open, s.nature,"
	    " s.flags, s.load FROM stake s JOIN load l ON l.id = s.load"
	    " JOIN party hp ON hp.id = s.holder"
	    " JOIN party cp ON cp.id = s.company"
	    " WHERE l.superseded_by IS NULL AND s.until_load IS NULL"
	    " ORDER BY s.company, s.holder, s.id";
	sqlite3_stmt *st;
	sqlite3 *db;
	uint32_t i = 0;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	for (; sqlite3_step(st) == SQLITE_ROW; i++) {
		assert_true(i < v->n_stake);
		assert_int_equal(v->stake_row[i], sqlite3_column_int64(st, 0));
		assert_str(bw_view_name(v, v->holder[i]),
		    (const char *)sqlite3_column_text(st, 1));
		assert_str(bw_view_name(v, v->company[i]),
		    (const char *)sqlite3_column_text(st, 2));
		assert_int_equal(v->lo[i], sqlite3_column_int64(st, 3));
		assert_int_equal(v->hi[i], sqlite3_column_int64(st, 4));
		assert_int_equal(v->open[i], sqlite3_column_int(st, 5));
		assert_int_equal(v->nature[i], sqlite3_column_int(st, 6));
		assert_int_equal(v->flags[i], sqlite3_column_int(st, 7));
		assert_int_equal(v->load[i], sqlite3_column_int(st, 8));
		assert_true(
		    v->at[v->company[i]] <= i && i < v->at[v->company[i] + 1]);
	}
	assert_int_equal(i, v->n_stake);
	sqlite3_finalize(st);
	sqlite3_close(db);
}

static void
check_out(const struct bw_view *v)
{
	assert_int_equal(v->out_at[0], 0);
	assert_int_equal(v->out_at[v->n_party], v->n_stake);
	for (uint32_t h = 0; h < v->n_party; h++)
		for (uint32_t i = v->out_at[h]; i < v->out_at[h + 1]; i++) {
			assert_int_equal(v->holder[v->out[i]], h);
			assert_true(
			    i == v->out_at[h] || v->out[i - 1] < v->out[i]);
		}
}

static void
test_columns_equal_tables(void **state)
{
	const char *path = feed_path("equal.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "a", true);
	struct bw_err err = BW_ERR_INIT;
	struct bw_view *v;

	(void)state;
	assert_ok(feed_many(l, 90000, &err), &err);
	feed_commit(l, 1);
	l = feed_begin(w, "a", true);
	assert_ok(feed_many(l, 30000, &err), &err);
	feed_commit(l, 2);
	l = feed_begin(w, "b", true);
	assert_ok(feed_many(l, 1000, &err), &err);
	feed_commit(l, 3);
	for (int i = 0; i < 2; i++) { /* built, then mapped */
		v = feed_view(w, 0);
		assert_int_equal(v->n_stake, 31000);
		compare(v, path);
		check_out(v);
		bw_view_close(v);
	}
	bw_world_close(w);
}

static void
test_empty_world(void **state)
{
	const char *path = feed_path("none.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	size_t n;

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct bw_view *v = feed_view(w, 0);

		assert_int_equal(v->n_party, 0);
		assert_int_equal(v->n_stake, 0);
		assert_int_equal(v->at[0], 0);
		assert_int_equal(find_code(v, "x", &n), BW_ENOTFOUND);
		assert_search(v, "x", "");
		bw_view_close(v);
	}
	bw_world_close(w);
}

/* A world of somebody else, who means harm or had bad luck. */
static void
test_hostile_numbers(void **state)
{
	static const char view[] = "ALTER TABLE stake RENAME TO s;"
				   "CREATE VIEW stake AS SELECT * FROM s";
	static const char *const change[] = { "UPDATE stake SET holder = 99",
		"UPDATE stake SET company = -1",
		"UPDATE stake SET company = 9223372036854775807",
		"UPDATE stake SET holder = 0", "UPDATE stake SET lo = hi + 1",
		"UPDATE stake SET hi = 1000000001", "UPDATE stake SET open = 7",
		"UPDATE stake SET nature = 255", "UPDATE stake SET flags = 256",
		"UPDATE stake SET id = 9223372036854775807 WHERE id = 1",
		"UPDATE party SET kind = 200",
		"UPDATE party SET id = -5 WHERE id = 1",
		"UPDATE party SET id = 4294967296 WHERE id = 1",
		"UPDATE party_id SET party = 99",
		"UPDATE party_same SET b = 99",
		"INSERT INTO party_fact(party, kind, load) VALUES (99, 1, 1)",
		"INSERT INTO party_fact(party, kind, load) VALUES (1, 99, 1)",
		"INSERT INTO party_name(party, text, load) VALUES (0, 'x', 1)",
		"INSERT INTO use_item(company, item, load) VALUES (99, 'x', 1)",
		"DROP TABLE stake", view,
		"ALTER TABLE party RENAME COLUMN name TO nome" };
	const char *path = feed_path("hostile.bwk");
	const struct bw_view_opt opt = { .no_snapshot = true };
	struct bw_world *w;
	struct bw_view *v;

	(void)state;
	for (size_t i = 0; i < BW_LEN(change); i++) {
		struct bw_err err = BW_ERR_INIT;

		(void)remove(path);
		bw_world_close(small_world(path));
		feed_script(path, change[i]);
		w = feed_open(path, BW_WORLD_READ);
		if (bw_view_open(&v, w, &opt, &err) != BW_EFORMAT)
			fail_msg("taken: %s", change[i]);
		assert_true(err.what[0] != '\0');
		bw_world_close(w);
	}
}

static int
build_and_ask(void *ctx, struct bw_err *err)
{
	const struct bw_view_opt opt = { .no_snapshot = true };
	struct bw_arena a;
	struct bw_view *v = NULL;
	struct bw_party_facts f;
	uint32_t party, *many;
	size_t n;
	int rc = bw_view_open(&v, ctx, &opt, err);

	bw_arena_init(&a, 0);
	if (rc == 0)
		rc = bw_view_party(
		    v, BW_STR("oude vries"), &a, &party, &many, &n, err);
	if (rc == 0)
		rc = bw_view_party_facts(v, party, &a, &f, err);
	if (rc == 0)
		rc = bw_view_search(v, BW_STR("vries"), 5, &a, &many, &n, err);
	bw_arena_release(&a);
	bw_view_close(v);
	return rc;
}

static void
test_view_without_memory(void **state)
{
	struct bw_world *w = small_world(feed_path("nomem.bwk"));

	(void)state;
	test_brutal(build_and_ask, w, 1000);
	bw_world_close(w);
}

static void
assert_sector(const struct bw_view *v, const char *code, const char *names)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_arena a;
	struct bw_buf b = { 0 };
	uint32_t *party;
	size_t n;

	bw_arena_init(&a, 0);
	assert_ok(bw_view_class(
		      v, BW_STR("nace"), bw_str_of(code), &a, &party, &n, &err),
	    &err);
	for (size_t i = 0; i < n; i++)
		bw_buf_fmt(&b, "%.*s ", BW_ARG(bw_view_name(v, party[i])));
	bw_buf_char(&b, 0);
	assert_string_equal(b.p, names);
	bw_buf_release(&b);
	bw_arena_release(&a);
}

static void
test_sectors(void **state)
{
	const char *path = feed_path("sector.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "a", true);
	struct bw_view *v;

	(void)state;
	feed_sector(l, "name:A", "26.11");
	feed_sector(l, "name:B", "26.1");
	feed_sector(l, "name:B", "27");
	feed_sector(l, "name:C", "62.01");
	feed_commit(l, 1);
	v = feed_view(w, 0);
	assert_sector(v, "26", "A B ");
	assert_sector(v, "26.11", "A ");
	assert_sector(v, "27", "B ");
	assert_sector(v, "2", "A B ");
	assert_sector(v, "28", "");
	bw_view_close(v);
	/* replaced: what the earlier delivery said is what was known then */
	l = feed_begin(w, "a", true);
	feed_sector(l, "name:A", "30");
	feed_commit(l, 2);
	v = feed_view(w, 0);
	assert_sector(v, "26", "");
	assert_sector(v, "30", "A ");
	bw_view_close(v);
	v = feed_view(w, 1);
	assert_sector(v, "26", "A B ");
	assert_sector(v, "30", "");
	bw_view_close(v);
	bw_world_close(w);
}

/* A world from before there were sectors: read as it is, then brought up to
 * date by a load. */
static void
test_old_world(void **state)
{
	const char *path = feed_path("old.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "a", true);
	struct bw_view *v;

	(void)state;
	feed_stake(l, "name:A", "name:B", "60");
	feed_commit(l, 1);
	bw_world_close(w);
	feed_script(path,
	    "DROP TABLE made_by; DROP TABLE study; DROP TABLE party_class;"
	    " DROP VIEW v_load; DROP VIEW v_advisory; DROP VIEW v_claim;"
	    " DROP VIEW v_component; DROP TRIGGER load_fixed_5;"
	    " DROP TABLE advisory_vuln; DROP TABLE advisory;"
	    " DROP TABLE inventory; DROP TABLE package; DROP TABLE signal;"
	    " ALTER TABLE load DROP COLUMN advisories;"
	    " ALTER TABLE load DROP COLUMN signals;"
	    " ALTER TABLE load DROP COLUMN inventories;"
	    " CREATE VIEW v_load AS SELECT id FROM load;"
	    " PRAGMA user_version = 1");
	w = feed_open(path, BW_WORLD_READ);
	v = feed_view(w, 0);
	assert_string_equal(feed_stakes(v), "A>B 60 %; ");
	assert_sector(v, "26", "");
	bw_view_close(v);
	bw_world_close(w);
	w = feed_open(path, BW_WORLD_WRITE);
	l = feed_begin(w, "b", true);
	feed_sector(l, "name:B", "26.11");
	feed_commit(l, 2);
	v = feed_view(w, 0);
	assert_string_equal(feed_stakes(v), "A>B 60 %; ");
	assert_sector(v, "26", "B ");
	bw_view_close(v);
	bw_world_close(w);
	assert_int_equal(feed_sql(path, "PRAGMA user_version"), 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sectors),
		cmocka_unit_test(test_old_world),
		cmocka_unit_test(test_who_is_meant),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_facts_and_place),
		cmocka_unit_test(test_columns_equal_tables),
		cmocka_unit_test(test_empty_world),
		cmocka_unit_test(test_hostile_numbers),
		cmocka_unit_test(test_view_without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
