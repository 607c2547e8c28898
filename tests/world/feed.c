/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * feed.c - see feed.h.
 */
#include "world/feed.h"
#include <sqlite3.h>
#include <sodium.h>

const char *
feed_path(const char *name)
{
	static char path[64][256];
	static size_t used;

	assert_true(used < BW_LEN(path));
	snprintf(path[used], sizeof(path[used]), "%s/%s", test_tmp(), name);
	return path[used++];
}

struct bw_world *
feed_open(const char *path, enum bw_world_mode mode)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_world *w = NULL;

	assert_ok(bw_world_open(&w, path, mode, &err), &err);
	return w;
}

struct bw_load *
feed_begin(struct bw_world *w, const char *dataset, bool whole)
{
	struct bw_load_opt opt = { .name = dataset,
		.format = "test",
		.reader = 1,
		.whole = whole,
		.bytes = 100,
		.loaded_at = "2026-01-02T03:04:05Z" };
	struct bw_err err = BW_ERR_INIT;
	struct bw_load *l = NULL;

	assert_ok(bw_load_begin(&l, w, &opt, &err), &err);
	return l;
}

void
feed_hash(unsigned seed, uint8_t sha256[32])
{
	crypto_hash_sha256(sha256, (const unsigned char *)&seed, sizeof(seed));
}

struct bw_load_result
feed_commit(struct bw_load *l, unsigned seed)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_load_result r;
	uint8_t sum[32];

	feed_hash(seed, sum);
	assert_ok(bw_load_commit(l, sum, &r, &err), &err);
	return r;
}

struct bw_key
feed_key(const char *text)
{
	const char *colon = strchr(text, ':');

	assert_non_null(colon);
	return (struct bw_key){ { text, (size_t)(colon - text) },
		bw_str_of(colon + 1) };
}

void
feed_record_stake(struct bw_load *l, const char *ref, const char *holder,
    const char *company, const char *percent)
{
	static uint64_t number;
	struct bw_sink sink = bw_load_sink(l);
	struct bw_err err = BW_ERR_INIT;
	struct bw_stake_rec rec = { .holder = feed_key(holder),
		.company = feed_key(company),
		.valid = BW_ALWAYS };

	number++;
	rec.place = (struct bw_place){ number + 1, number, bw_str_of(ref) };
	assert_ok(bw_share_parse(bw_str_of(percent), &rec.share, &err), &err);
	assert_ok(sink.stake(sink.ctx, &rec, &err), &err);
}

void
feed_stake(struct bw_load *l, const char *holder, const char *company,
    const char *percent)
{
	feed_record_stake(l, NULL, holder, company, percent);
}

void
feed_replace(struct bw_load *l, const char *ref)
{
	struct bw_sink sink = bw_load_sink(l);
	struct bw_err err = BW_ERR_INIT;

	assert_ok(sink.replace(sink.ctx, bw_str_of(ref), &err), &err);
}

void
feed_party(struct bw_load *l, const char *key, const char *name,
    const char *country, const char *id)
{
	struct bw_sink sink = bw_load_sink(l);
	struct bw_err err = BW_ERR_INIT;
	struct bw_key more = feed_key(id != NULL ? id : ":");
	struct bw_party_rec rec = { .key = feed_key(key),
		.kind = BW_PARTY_COMPANY,
		.name = bw_str_of(name),
		.country = bw_str_of(country),
		.id = &more,
		.n_id = id != NULL,
		.ended = BW_DATE_MAX };

	assert_ok(sink.party(sink.ctx, &rec, &err), &err);
}

void
feed_sector(struct bw_load *l, const char *key, const char *code)
{
	struct bw_sink sink = bw_load_sink(l);
	struct bw_err err = BW_ERR_INIT;
	struct bw_key nace = { BW_STR("nace"), bw_str_of(code) };
	struct bw_party_rec rec = { .key = feed_key(key),
		.kind = BW_PARTY_COMPANY,
		.code = &nace,
		.n_code = 1,
		.ended = BW_DATE_MAX };

	assert_ok(sink.party(sink.ctx, &rec, &err), &err);
}

struct bw_view *
feed_view(struct bw_world *w, uint32_t known_load)
{
	struct bw_view_opt opt = { .known_load = known_load };
	struct bw_err err = BW_ERR_INIT;
	struct bw_view *v = NULL;

	assert_ok(bw_view_open(&v, w, &opt, &err), &err);
	return v;
}

uint32_t
feed_find(const struct bw_view *v, const char *text)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_arena a;
	uint32_t party, *many;
	size_t n;

	bw_arena_init(&a, 0);
	assert_ok(
	    bw_view_party(v, bw_str_of(text), &a, &party, &many, &n, &err),
	    &err);
	bw_arena_release(&a);
	return party;
}

const char *
feed_stakes(const struct bw_view *v)
{
	static struct bw_buf b;

	bw_buf_clear(&b);
	for (uint32_t i = 0; i < v->n_stake; i++) {
		bw_buf_str(&b, bw_view_name(v, v->holder[i]));
		bw_buf_char(&b, '>');
		bw_buf_str(&b, bw_view_name(v, v->company[i]));
		bw_buf_char(&b, ' ');
		bw_share_print(&b, bw_view_share(v, i), '.');
		bw_buf_z(&b, "; ");
	}
	bw_buf_char(&b, '\0');
	assert_false(b.failed);
	return b.p;
}

int64_t
feed_sql(const char *path, const char *sql)
{
	sqlite3_stmt *st = NULL;
	sqlite3 *db = NULL;
	int64_t v = -1;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	if (sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return v;
}

void
feed_script(const char *path, const char *sql)
{
	char *message = NULL;
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
	sqlite3_close(db);
}

static uint32_t
scatter(uint32_t i, uint32_t n)
{
	return (uint32_t)(((uint64_t)i * 2654435761u) % n);
}

static struct bw_key
many_key(char *to, size_t size, uint32_t i)
{
	int n = snprintf(to, size, "Company number %u B.V.", (unsigned)i);

	return (struct bw_key){ BW_STR("name"), { to, (size_t)n } };
}

int
feed_many(struct bw_load *l, uint32_t n, struct bw_err *err)
{
	struct bw_sink sink = bw_load_sink(l);
	struct bw_stake_rec rec = { .valid = BW_ALWAYS };
	uint32_t parties = n / 10 * 7 + 1;
	char a[64], b[64];
	int rc = 0;

	for (uint32_t i = 0; i < n && rc == 0; i++) {
		rec.holder = many_key(a, sizeof(a), scatter(i, parties));
		rec.company =
		    many_key(b, sizeof(b), scatter(i * 7 + 3, parties));
		rec.share = bw_share_exact(scatter(i, BW_ONE));
		rec.place = (struct bw_place){ .line = i + 2, .number = i + 1 };
		rc = sink.stake(sink.ctx, &rec, err);
	}
	return rc;
}
