/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_load.c - files into the world: what stays, what is replaced, who is
 * who, and where it came from.
 */
#include "world/feed.h"

static void
test_same_bytes_twice(void **state)
{
	const char *path = feed_path("twice.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load_result r;
	struct bw_load *l;
	uint64_t version;

	(void)state;
	l = feed_begin(w, "stakes.csv", true);
	feed_stake(l, "name:A", "name:B", "60");
	r = feed_commit(l, 1);
	assert_int_equal(r.id, 1);
	assert_int_equal(r.parties, 2);
	assert_int_equal(r.stakes, 1);
	assert_false(r.already);
	version = bw_world_version(w);
	assert_int_equal(version, 1);
	/* under another name too */
	l = feed_begin(w, "copy of stakes.csv", true);
	feed_stake(l, "name:A", "name:B", "60");
	r = feed_commit(l, 1);
	assert_true(r.already);
	assert_int_equal(r.id, 1);
	assert_int_equal(bw_world_version(w), version);
	bw_world_close(w);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM stake"), 1);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM party"), 2);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM load"), 1);
}

static void
test_new_delivery_replaces(void **state)
{
	const char *path = feed_path("replace.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load_result r;
	struct bw_load *l;
	struct bw_view *v;

	(void)state;
	l = feed_begin(w, "stakes.csv", true);
	feed_stake(l, "name:A", "name:B", "60");
	feed_stake(l, "name:Gone", "name:B", "10");
	feed_commit(l, 1);
	l = feed_begin(w, "other.csv", true);
	feed_stake(l, "name:B", "name:C", "51");
	feed_commit(l, 2);
	l = feed_begin(w, "stakes.csv", true);
	feed_stake(l, "name:A", "name:B", "70");
	r = feed_commit(l, 3);
	assert_int_equal(r.replaced, 1);

	v = feed_view(w, 0);
	assert_string_equal(feed_stakes(v), "A>B 70 %; B>C 51 %; ");
	assert_int_equal(v->n_party, 3); /* nobody speaks of Gone any more */
	bw_view_close(v);
	/* What was known before stays known. */
	v = feed_view(w, 1);
	assert_string_equal(feed_stakes(v), "A>B 60 %; Gone>B 10 %; ");
	bw_view_close(v);
	v = feed_view(w, 2);
	assert_string_equal(
	    feed_stakes(v), "A>B 60 %; Gone>B 10 %; B>C 51 %; ");
	bw_view_close(v);
	/* Back to the first: those bytes are not current, so they count. */
	l = feed_begin(w, "stakes.csv", true);
	feed_stake(l, "name:A", "name:B", "60");
	feed_stake(l, "name:Gone", "name:B", "10");
	r = feed_commit(l, 1);
	assert_false(r.already);
	v = feed_view(w, 0);
	assert_string_equal(
	    feed_stakes(v), "A>B 60 %; Gone>B 10 %; B>C 51 %; ");
	bw_view_close(v);
	bw_world_close(w);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM party"), 4);
}

static void
test_record_said_anew(void **state)
{
	const char *path = feed_path("record.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l;
	struct bw_view *v;

	(void)state;
	l = feed_begin(w, "bods.json", false);
	feed_replace(l, "r1");
	feed_record_stake(l, "r1", "lei:A", "lei:B", "10");
	feed_record_stake(l, "r1", "lei:A", "lei:B", "20");
	feed_replace(l, "r2");
	feed_record_stake(l, "r2", "lei:A", "lei:C", "30");
	feed_replace(l, "r1"); /* within the same file */
	feed_record_stake(l, "r1", "lei:A", "lei:B", "25");
	feed_commit(l, 1);
	v = feed_view(w, 0);
	assert_string_equal(
	    feed_stakes(v), "lei:A>lei:B 25 %; lei:A>lei:C 30 %; ");
	bw_view_close(v);
	l = feed_begin(w, "bods.json", false);
	feed_replace(l, "r2"); /* withdrawn */
	feed_replace(l, "r1");
	feed_record_stake(l, "r1", "lei:A", "lei:B", "35");
	feed_commit(l, 2);
	v = feed_view(w, 0);
	assert_string_equal(feed_stakes(v), "lei:A>lei:B 35 %; ");
	bw_view_close(v);
	v = feed_view(w, 1);
	assert_string_equal(
	    feed_stakes(v), "lei:A>lei:B 25 %; lei:A>lei:C 30 %; ");
	bw_view_close(v);
	/* The same id of another publisher is another record. */
	l = feed_begin(w, "elsewhere.json", false);
	feed_replace(l, "r1");
	feed_record_stake(l, "r1", "lei:X", "lei:Y", "5");
	feed_commit(l, 3);
	v = feed_view(w, 0);
	assert_string_equal(
	    feed_stakes(v), "lei:A>lei:B 35 %; lei:X>lei:Y 5 %; ");
	bw_view_close(v);
	/* One record takes the place of two, and is replaced itself. */
	l = feed_begin(w, "elsewhere.json", false);
	feed_replace(l, "r3");
	feed_replace(l, "r1");
	feed_replace(l, "r2");
	feed_record_stake(l, "r3", "lei:X", "lei:Y", "6");
	feed_record_stake(l, "other", "lei:X", "lei:Y", "8");
	feed_record_stake(l, "r3", "lei:X", "lei:Y", "7");
	feed_commit(l, 4);
	l = feed_begin(w, "elsewhere.json", false);
	feed_replace(l, "r3");
	feed_commit(l, 5);
	v = feed_view(w, 0);
	assert_string_equal(
	    feed_stakes(v), "lei:A>lei:B 35 %; lei:X>lei:Y 8 %; ");
	bw_view_close(v);
	bw_world_close(w);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM stake"), 9);
}

static void
test_who_is_who(void **state)
{
	const char *path = feed_path("who.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l;
	struct bw_view *v;

	(void)state;
	l = feed_begin(w, "gleif", true);
	feed_party(l, "lei:AAA", "SHELL PLC", "GB", "gb-coh:04366849");
	feed_party(l, "lei:BBB", "Other N.V.", "NL", NULL);
	feed_commit(l, 1);
	l = feed_begin(w, "mine.csv", true);
	feed_party(l, "name:Shell", "Shell", "", "lei:AAA");
	feed_stake(l, "name:Shell", "name:Mine", "30");
	feed_commit(l, 2);
	v = feed_view(w, 0);
	assert_int_equal(v->n_party, 3);
	assert_int_equal(feed_find(v, "Shell"), feed_find(v, "lei:aaa"));
	assert_int_equal(
	    feed_find(v, "Shell"), feed_find(v, "gb-coh:04366849"));
	assert_int_equal(feed_find(v, "shell plc"), feed_find(v, "Shell"));
	assert_int_equal(v->country[feed_find(v, "Shell")], 'G' << 8 | 'B');
	bw_view_close(v);
	/* It was a mistake: the link goes with the file that made it. */
	l = feed_begin(w, "mine.csv", true);
	feed_party(l, "name:Shell", "Shell", "", "lei:BBB");
	feed_stake(l, "name:Shell", "name:Mine", "30");
	feed_commit(l, 3);
	v = feed_view(w, 0);
	assert_int_equal(v->n_party, 3);
	assert_int_equal(feed_find(v, "Shell"), feed_find(v, "lei:BBB"));
	assert_int_not_equal(feed_find(v, "Shell"), feed_find(v, "lei:AAA"));
	assert_str(bw_view_name(v, feed_find(v, "lei:AAA")), "SHELL PLC");
	bw_view_close(v);
	bw_world_close(w);
}

static void
test_unknown_is_always_new(void **state)
{
	struct bw_world *w =
	    feed_open(feed_path("unknown.bwk"), BW_WORLD_WRITE);
	struct bw_load *l;
	struct bw_view *v;

	(void)state;
	l = feed_begin(w, "a.csv", true);
	feed_stake(l, "unknown:1", "name:B", "10");
	feed_stake(l, "unknown:2", "name:B", "10");
	feed_stake(l, "unknown:1", "name:C", "10");
	feed_commit(l, 1);
	l = feed_begin(w, "b.csv", true);
	feed_stake(l, "unknown:1", "name:B", "10");
	feed_commit(l, 2);
	v = feed_view(w, 0);
	assert_int_equal(v->n_party, 5);
	for (uint32_t i = 0; i < v->n_stake; i++)
		assert_int_equal(v->kind[v->holder[i]], BW_PARTY_UNKNOWN);
	bw_view_close(v);
	bw_world_close(w);
}

static void
test_described_after_mentioned(void **state)
{
	const char *path = feed_path("after.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_err err = BW_ERR_INIT;
	struct bw_load *l;
	struct bw_view *v;

	(void)state;
	l = feed_begin(w, "a.json", false);
	feed_stake(l, "lei:A", "lei:B", "10");
	feed_party(l, "lei:A", "Alpha", "NL", NULL);
	feed_party(l, "lei:A", "Alpha", "NL", NULL);
	/* Push the row of lei:B out of reach. */
	assert_ok(feed_many(l, 50000, &err), &err);
	feed_party(l, "lei:B", "Beta", "DE", NULL);
	feed_commit(l, 1);
	v = feed_view(w, 0);
	assert_str(bw_view_name(v, feed_find(v, "lei:A")), "Alpha");
	assert_str(bw_view_name(v, feed_find(v, "lei:B")), "Beta");
	assert_int_equal(v->country[feed_find(v, "Beta")], 'D' << 8 | 'E');
	bw_view_close(v);
	bw_world_close(w);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM party_fact"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_bytes_twice),
		cmocka_unit_test(test_new_delivery_replaces),
		cmocka_unit_test(test_record_said_anew),
		cmocka_unit_test(test_who_is_who),
		cmocka_unit_test(test_unknown_is_always_new),
		cmocka_unit_test(test_described_after_mentioned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
