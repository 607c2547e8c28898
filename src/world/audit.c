/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * audit.c - a chain of hashes over what was loaded, in order.
 *
 * Every load adds one link in the transaction of its rows. A link is the
 * SHA-256 of a text that spells out the link, the row of the load, and the
 * hash of the link before (Haber and Stornetta, "How to time-stamp a digital
 * document", 1991). Whoever notes the last hash somewhere else can later
 * show that no load was changed, removed or slipped in. Every field stands
 * there with its length, so that no two rows give the same text.
 *
 * The chain covers which files were loaded (each by the SHA-256 of its
 * bytes), not each row made from them: those follow from the file and the
 * version of the reader, and loading the files again gives the same rows.
 */
#include "world/world_priv.h"
#include <sodium.h>

#define NONE "0000000000000000000000000000000000000000000000000000000000000000"

/* Columns in the order of the text that is hashed. */
#define LINK                                                      \
	"SELECT a.seq, a.at, a.what, a.load, a.sha256, l.sha256," \
	" l.name, l.dataset, l.format, l.reader, l.bytes,"        \
	" l.loaded_at, l.whole, l.licence, l.publisher,"          \
	" l.published, l.version, l.parties, l.stakes, l.uses,"   \
	" l.figures, l.refused, l.notes, l.skipped, a.prev_hash," \
	" a.hash FROM audit a LEFT JOIN load l ON l.id = a.load"
enum {
	AT_SEQ = 0,
	AT_LOAD = 3,
	AT_SHA = 4,
	AT_LOAD_SHA = 5,
	AT_PREV = 24,
	AT_HASH = 25
};

int
bw_audit_head(sqlite3 *db, struct bw_audit_head *out, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	bool row = false;
	struct bw_str hash;
	int rc;

	*out = (struct bw_audit_head){ .hash = NONE };
	rc = bw_sql_prepare(db,
	    "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", &st, err);
	if (rc == 0)
		rc = bw_sql_step(st, &row, err);
	if (rc == 0 && row) {
		out->seq = (uint64_t)sqlite3_column_int64(st, 0);
		hash = bw_sql_text(st, 1);
		if (hash.n != 64)
			rc = bw_fail(err, BW_EFORMAT,
			    "audit link %llu has no hash: the world file was "
			    "changed by hand",
			    (unsigned long long)out->seq);
		else
			memcpy(out->hash, hash.p, 64);
	}
	sqlite3_finalize(st);
	return rc;
}

static void
hex(const uint8_t sum[32], char out[65])
{
	sodium_bin2hex(out, 65, sum, 32);
}

/* "12:2026-11-25T..." and a line end per column. */
static void
link_hash(sqlite3_stmt *st, char out[65])
{
	crypto_hash_sha256_state state;
	uint8_t sum[32];
	struct bw_str s;
	char n[32];

	crypto_hash_sha256_init(&state);
	for (int i = AT_SEQ; i <= AT_PREV; i++) {
		s = bw_sql_text(st, i);
		snprintf(n, sizeof(n), "%zu:", s.n);
		crypto_hash_sha256_update(
		    &state, (const unsigned char *)n, strlen(n));
		crypto_hash_sha256_update(&state,
		    (const unsigned char *)(s.p != NULL ? s.p : ""), s.n);
		crypto_hash_sha256_update(
		    &state, (const unsigned char *)"\n", 1);
	}
	crypto_hash_sha256_final(&state, sum);
	hex(sum, out);
}

/* The link has to be a row to be read back as it will be; a row cannot be
 * changed. So the hash is computed from the row as it would be. */
#define DRAFT                                                       \
	"SELECT ?1, l.loaded_at, 'load', l.id, l.sha256, l.sha256," \
	" l.name, l.dataset, l.format, l.reader, l.bytes,"          \
	" l.loaded_at, l.whole, l.licence, l.publisher,"            \
	" l.published, l.version, l.parties, l.stakes, l.uses,"     \
	" l.figures, l.refused, l.notes, l.skipped, ?2"             \
	" FROM load l WHERE l.id = ?3"
#define INSERT                                                        \
	"INSERT INTO audit SELECT ?1, loaded_at, 'load', id, sha256," \
	" ?2, ?4 FROM load WHERE id = ?3"

static void
bind_link(sqlite3_stmt *st, const struct bw_audit_head *head, uint32_t load)
{
	sqlite3_bind_int64(st, 1, (int64_t)head->seq + 1);
	bw_sql_bind(st, 2, bw_str_of(head->hash));
	sqlite3_bind_int64(st, 3, load);
}

int
bw_audit_add(sqlite3 *db, uint32_t load, struct bw_err *err)
{
	struct bw_audit_head head;
	sqlite3_stmt *draft = NULL, *insert = NULL;
	bool row = false;
	char hash[65];
	int rc = bw_audit_head(db, &head, err);

	if (rc == 0)
		rc = bw_sql_prepare(db, DRAFT, &draft, err);
	if (rc == 0)
		rc = bw_sql_prepare(db, INSERT, &insert, err);
	if (rc != 0)
		goto out;
	bind_link(draft, &head, load);
	rc = bw_sql_step(draft, &row, err);
	if (rc != 0)
		goto out;
	BW_ASSERT(row);
	link_hash(draft, hash);
	bind_link(insert, &head, load);
	bw_sql_bind(insert, 4, bw_str_of(hash));
	rc = bw_sql_run(insert, err);
out:
	sqlite3_finalize(draft);
	sqlite3_finalize(insert);
	return rc;
}

static int
check_link(sqlite3_stmt *st, uint64_t seq, const char *prev, char hash[65],
    struct bw_err *err)
{
	uint64_t at = (uint64_t)sqlite3_column_int64(st, AT_SEQ);
	const char *wrong = NULL;

	link_hash(st, hash);
	if (at != seq)
		wrong = "a link is missing before it";
	else if (!bw_str_is(bw_sql_text(st, AT_PREV), prev))
		wrong = "it does not follow the link before";
	else if (!bw_str_is(bw_sql_text(st, AT_HASH), hash))
		wrong = "its text does not give its hash";
	else if (!bw_str_eq(
		     bw_sql_text(st, AT_SHA), bw_sql_text(st, AT_LOAD_SHA)))
		wrong = "it names another file than the load";
	if (wrong == NULL)
		return 0;
	return bw_fail(err, BW_EFORMAT,
	    "audit link %llu (load %lld) is broken: %s; the world file was "
	    "changed outside Bolwerk",
	    (unsigned long long)at,
	    (long long)sqlite3_column_int64(st, AT_LOAD), wrong);
}

/* Loads that no link speaks of were slipped in. */
static int
check_loads(sqlite3 *db, struct bw_err *err)
{
	int64_t id;
	int rc = bw_sql_number(db,
	    "SELECT id FROM load WHERE id NOT IN (SELECT load FROM audit"
	    " WHERE load IS NOT NULL) ORDER BY id LIMIT 1",
	    0, &id, err);

	if (rc == 0 && id != 0)
		return bw_fail(err, BW_EFORMAT,
		    "load %lld has no audit link; the world file was changed "
		    "outside Bolwerk",
		    (long long)id);
	return rc;
}

int
bw_world_audit(struct bw_world *w, uint64_t *links, struct bw_err *err)
{
	char prev[65] = NONE, hash[65];
	sqlite3_stmt *st = NULL;
	bool row = true;
	int rc = bw_sql_prepare(w->db, LINK " ORDER BY a.seq", &st, err);

	*links = 0;
	while (rc == 0) {
		rc = bw_sql_step(st, &row, err);
		if (rc != 0 || !row)
			break;
		rc = check_link(st, *links + 1, prev, hash, err);
		memcpy(prev, hash, sizeof(prev));
		*links += rc == 0;
	}
	sqlite3_finalize(st);
	if (rc == 0)
		rc = check_loads(w->db, err);
	return rc;
}
