/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * study_load.c - the table study of the world, read.
 */
#include "supply/study_load.h"
#include "base/vec.h"
#include "model/kind.h"
#include "supply/concentration.h"
#include <sqlite3.h>

/* See supply_load.c: what the user brought goes before what we brought. */
#define BUILT_IN "substr(l.dataset, 1, 8) = 'bolwerk:'"
#define LIVE                                       \
	" l.id <= ?9 AND (l.superseded_by IS NULL" \
	" OR l.superseded_by > ?9)"
#define ORDER " " BUILT_IN ", s.load DESC, s.id"
#define COLUMNS                                                     \
	"SELECT s.name, s.subject, ifnull(s.stage, -1), s.country," \
	" s.counterpart, s.year, s.value, s.lo, s.hi, s.unit,"      \
	" s.detail, s.load, s.line, s.number, s.ref FROM study s"   \
	" JOIN load l ON l.id = s.load WHERE " LIVE

struct row { /* of the table, borrowed until the next step */
	struct bw_str name, subject, country, counterpart, unit, detail;
	int8_t stage;
	int year;
	struct bw_interval value;
	struct bw_study_place place;
};
struct reader {
	sqlite3_stmt *st; /* NULL: the world is older than the table */
	struct bw_arena *a;
	struct bw_err *err;
};

static int
fail(sqlite3 *db, struct bw_err *err)
{
	return bw_fail(err,
	    sqlite3_errcode(db) == SQLITE_NOMEM ? BW_ENOMEM : BW_EIO,
	    "cannot read studies from the world: %s; make the world anew if "
	    "this goes on",
	    sqlite3_errmsg(db));
}

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for studies");
}

static int
has_table(sqlite3 *db, bool *yes, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db,
	    "SELECT 1 FROM sqlite_schema WHERE name = 'study'", -1, &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	*yes = rc == SQLITE_ROW;
	sqlite3_finalize(st);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : fail(db, err);
}

/* ?1 is `key`, ?9 the last load that counts. */
static int
reader_open(struct reader *r, const struct bw_view *v, const char *sql,
    struct bw_str key, struct bw_arena *a, struct bw_err *err)
{
	sqlite3 *db = bw_world_db(bw_view_world(v));
	bool yes = false;
	int rc = has_table(db, &yes, err);

	*r = (struct reader){ .a = a, .err = err };
	if (rc != 0 || !yes)
		return rc;
	if (sqlite3_prepare_v2(db, sql, -1, &r->st, NULL) != SQLITE_OK)
		return fail(db, err);
	sqlite3_bind_int64(r->st, 9, bw_view_known(v));
	if (key.p != NULL &&
	    sqlite3_bind_text64(r->st, 1, key.p, key.n, SQLITE_STATIC,
		SQLITE_UTF8) != SQLITE_OK)
		return fail(db, err);
	return 0;
}

static struct bw_str
text(struct reader *r, int column)
{
	const char *p = (const char *)sqlite3_column_text(r->st, column);

	return p == NULL
	    ? BW_STR("")
	    : bw_arena_dup(r->a,
		  (struct bw_str){
		      p, (size_t)sqlite3_column_bytes(r->st, column) });
}

static double
real(sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) == SQLITE_NULL
	    ? NAN
	    : sqlite3_column_double(st, column);
}

static int
next(struct reader *r, struct row *row, bool *more)
{
	int rc = r->st == NULL ? SQLITE_DONE : sqlite3_step(r->st);

	*more = rc == SQLITE_ROW;
	if (rc == SQLITE_DONE)
		return 0;
	if (rc != SQLITE_ROW)
		return fail(sqlite3_db_handle(r->st), r->err);
	*row = (struct row){ .name = text(r, 0),
		.subject = text(r, 1),
		.stage = (int8_t)sqlite3_column_int(r->st, 2),
		.country = text(r, 3),
		.counterpart = text(r, 4),
		.year = sqlite3_column_int(r->st, 5),
		.value = { real(r->st, 7), real(r->st, 6), real(r->st, 8) },
		.unit = text(r, 9),
		.detail = text(r, 10),
		.place = { (uint32_t)sqlite3_column_int64(r->st, 11),
		    (uint64_t)sqlite3_column_int64(r->st, 12),
		    (uint64_t)sqlite3_column_int64(r->st, 13), text(r, 14) } };
	return row->name.p == NULL || row->subject.p == NULL ||
		row->country.p == NULL || row->place.ref.p == NULL
	    ? no_memory(r->err)
	    : 0;
}

/* At most `half` around what is printed: the studies round so, whatever a
 * table makes of it ("1" for "1.0"). */
static struct bw_interval
within(struct bw_interval v, double half, double unit, double most)
{
	struct bw_interval cap = bw_rounded(v.at, half, 0, most);

	if (v.lo < cap.lo)
		v.lo = cap.lo;
	if (v.hi > cap.hi)
		v.hi = cap.hi;
	return (struct bw_interval){ v.lo / unit, v.at / unit, v.hi / unit };
}

/* ---- scores ---- */

/* The field of a score that a name stands for, and how it is rounded. */
static struct bw_interval *
field(struct bw_score *s, struct bw_str name,
    const struct bw_criticality_rules *rules, double *half, double *unit,
    double *most)
{
	const struct {
		const char *name;
		struct bw_interval *at;
		double half, unit, most;
	} all[] = {
		{ "supply-risk", &s->risk, rules->half.risk, 1, 100 },
		{ "economic-importance", &s->importance, rules->half.importance,
		    1, 100 },
		{ "import-reliance", &s->reliance, rules->half.reliance, 100,
		    100 },
		{ "eol-recycling", &s->recycling, rules->half.recycling, 100,
		    100 },
		{ "si-sr", &s->substitution, rules->half.substitution, 1, 1 },
		{ "si-ei", &s->substitution_ei, rules->half.substitution, 1,
		    1 },
		{ "hhi-wgi-world", &s->world, rules->half.hhi, 1, 100 },
		{ "hhi-wgi-eu", &s->eu, rules->half.hhi, 1, 100 },
	};

	for (size_t i = 0; i < BW_LEN(all); i++) {
		if (!bw_str_is(name, all[i].name))
			continue;
		*half = all[i].half;
		*unit = all[i].unit;
		*most = all[i].most;
		return all[i].at;
	}
	return NULL;
}

static void
put(struct bw_score *s, const struct row *row,
    const struct bw_criticality_rules *rules)
{
	double half = 0, unit = 1, most = 0;
	struct bw_interval *to;

	if (s->stage < 0)
		s->stage = row->stage;
	if (bw_str_is(row->name, "supply-data")) {
		if (!s->sides_told)
			s->sides = bw_str_is(row->detail, "world")
			    ? BW_SIDES_WORLD
			    : bw_str_is(row->detail, "eu") ? BW_SIDES_EU
							   : BW_SIDES_BOTH;
		s->sides_told = true;
		return;
	}
	to = field(s, row->name, rules, &half, &unit, &most);
	if (to != NULL && !bw_figure_known(*to))
		*to = within(row->value, half, unit, most);
}

static struct bw_score
new_score(const struct row *row)
{
	const struct bw_interval none = BW_INTERVAL_NONE;

	return (struct bw_score){ .material = row->subject,
		.year = row->year,
		.stage = row->stage,
		.risk = none,
		.importance = none,
		.reliance = none,
		.recycling = none,
		.substitution = none,
		.substitution_ei = none,
		.world = none,
		.eu = none,
		.place = row->place };
}

typedef BW_VEC(struct bw_score) scores_vec;

static bool
same_score(const struct bw_score *s, const struct row *row)
{
	return s->year == row->year && bw_str_eq(s->material, row->subject) &&
	    (s->stage < 0 || row->stage < 0 || s->stage == row->stage);
}

static int
read_scores(
    struct reader *r, const struct bw_criticality_rules *rules, scores_vec *to)
{
	struct row row;
	bool more;
	int rc;

	while ((rc = next(r, &row, &more)) == 0 && more) {
		size_t k = to->n;

		while (k > 0 && to->v[k - 1].year == row.year &&
		    !same_score(&to->v[k - 1], &row))
			k--;
		if (k == 0 || !same_score(&to->v[k - 1], &row)) {
			if (!bw_vec_push(to, new_score(&row)))
				return no_memory(r->err);
			k = to->n;
		}
		put(&to->v[k - 1], &row, rules);
	}
	return rc;
}

int
bw_study_scores(const struct bw_view *v, struct bw_str material,
    const struct bw_criticality_rules *rules, struct bw_arena *a,
    struct bw_score **list, size_t *n, struct bw_err *err)
{
	scores_vec s = { 0 };
	struct reader r;
	int rc = reader_open(&r, v,
	    COLUMNS " AND s.name IN ('supply-risk', 'economic-importance',"
		    " 'import-reliance', 'eol-recycling', 'si-sr', 'si-ei',"
		    " 'hhi-wgi-world', 'hhi-wgi-eu', 'supply-data')"
		    " AND (?1 = '' OR s.subject = ?1)"
		    " ORDER BY s.subject, s.year DESC," ORDER,
	    material.p == NULL ? BW_STR("") : material, a, err);

	*list = NULL;
	*n = 0;
	if (rc == 0)
		rc = read_scores(&r, rules, &s);
	sqlite3_finalize(r.st);
	if (rc == 0 && s.n > 0) {
		*list = BW_ARENA_ARRAY(a, struct bw_score, s.n);
		if (*list == NULL)
			rc = no_memory(err);
		else
			memcpy(*list, s.v, s.n * sizeof(*s.v));
		*n = rc == 0 ? s.n : 0;
	}
	bw_vec_release(&s);
	return rc;
}

/* ---- shares ---- */

typedef BW_VEC(struct bw_study_share) shares_vec;

/* Rows come preferred load first within side and stage; the factor follows
 * its share in the file. */
static int
read_shares(struct reader *r, shares_vec *to)
{
	struct row row;
	bool more;
	int rc;

	while ((rc = next(r, &row, &more)) == 0 && more) {
		bool eu = bw_str_starts(row.name, BW_STR("eu-"));
		bool factor = bw_str_ends(row.name, BW_STR("-factor"));
		struct bw_study_share *last =
		    to->n > 0 ? &to->v[to->n - 1] : NULL;
		bool other = last != NULL && last->eu == eu &&
		    last->stage == (uint8_t)row.stage &&
		    (last->place.load != row.place.load ||
			last->year != row.year);

		if (other || row.stage < 0)
			continue;
		if (factor) {
			if (last != NULL && last->eu == eu &&
			    bw_str_eq(last->country, row.country))
				last->factor = row.value.at;
			continue;
		}
		if (!bw_vec_push(to,
			((struct bw_study_share){ .eu = eu,
			    .stage = (uint8_t)row.stage,
			    .year = row.year,
			    .country = row.country,
			    .share = { row.value.lo / 100, row.value.at / 100,
				row.value.hi / 100 },
			    .factor = NAN,
			    .weight = NAN,
			    .place = row.place })))
			return no_memory(r->err);
	}
	return rc;
}

static int
by_share(const void *pa, const void *pb)
{
	const struct bw_study_share *a = pa, *b = pb;

	if (a->eu != b->eu)
		return a->eu ? 1 : -1;
	if (a->stage != b->stage)
		return a->stage < b->stage ? -1 : 1;
	if (a->share.at != b->share.at)
		return a->share.at > b->share.at ? -1 : 1;
	return bw_str_cmp(a->country, b->country);
}

static int
weigh(const struct bw_view *v, shares_vec *s,
    const struct bw_criticality_rules *rules, int *from, int *to,
    struct bw_err *err)
{
	int rc = 0;

	*from = *to = 0;
	for (size_t i = 0; i < s->n && rc == 0; i++) {
		const struct bw_governance_years *y =
		    bw_criticality_years(rules, s->v[i].year);
		int first = 0, last = 0;

		if (y == NULL)
			continue;
		rc = bw_study_weight(v, s->v[i].country, y->from, y->to,
		    &s->v[i].weight, &first, &last, err);
		if (first != 0 && (*from == 0 || first < *from))
			*from = first;
		if (last > *to)
			*to = last;
	}
	return rc;
}

int
bw_study_shares(const struct bw_view *v, struct bw_str material,
    const struct bw_criticality_rules *rules, struct bw_arena *a,
    struct bw_study_share **list, size_t *n, int *from, int *to,
    struct bw_err *err)
{
	shares_vec s = { 0 };
	struct reader r;
	int rc = reader_open(&r, v,
	    COLUMNS
	    " AND s.name IN ('world-share', 'world-factor', 'eu-share',"
	    " 'eu-factor') AND s.subject = ?1"
	    " ORDER BY substr(s.name, 1, 2), s.stage, s.year DESC," ORDER,
	    material, a, err);

	*list = NULL;
	*n = 0;
	*from = *to = 0;
	if (rc == 0)
		rc = read_shares(&r, &s);
	sqlite3_finalize(r.st);
	if (rc == 0)
		rc = weigh(v, &s, rules, from, to, err);
	if (rc == 0 && s.n > 0) {
		qsort(s.v, s.n, sizeof(*s.v), by_share);
		*list = BW_ARENA_ARRAY(a, struct bw_study_share, s.n);
		if (*list == NULL)
			rc = no_memory(err);
		else
			memcpy(*list, s.v, s.n * sizeof(*s.v));
		*n = rc == 0 ? s.n : 0;
	}
	bw_vec_release(&s);
	return rc;
}

/* ---- end uses ---- */

typedef BW_VEC(struct bw_study_use) uses_vec;

static int
read_uses(struct reader *r, uses_vec *to)
{
	struct row row;
	bool more;
	int rc;

	while ((rc = next(r, &row, &more)) == 0 && more) {
		struct bw_study_use *last =
		    to->n > 0 ? &to->v[to->n - 1] : NULL;

		if (last != NULL &&
		    (last->place.load != row.place.load ||
			last->year != row.year))
			continue;
		if (bw_str_is(row.name, "value-added")) {
			if (last != NULL &&
			    last->place.number == row.place.number)
				last->value_added = row.value.at;
			continue;
		}
		if (!bw_vec_push(to,
			((struct bw_study_use){ .application = row.detail,
			    .sector = row.counterpart,
			    .year = row.year,
			    .share = { row.value.lo / 100, row.value.at / 100,
				row.value.hi / 100 },
			    .value_added = NAN,
			    .place = row.place })))
			return no_memory(r->err);
	}
	return rc;
}

static int
largest_sector(const struct bw_view *v, const struct bw_study_use *u,
    double *largest, struct bw_err *err)
{
	sqlite3 *db = bw_world_db(bw_view_world(v));
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db,
	    "SELECT max(value) FROM study WHERE name = 'value-added'"
	    " AND load = ?1 AND year = ?2",
	    -1, &st, NULL);

	if (rc == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, u->place.load);
		sqlite3_bind_int(st, 2, u->year);
		rc = sqlite3_step(st);
	}
	*largest = rc == SQLITE_ROW ? real(st, 0) : NAN;
	sqlite3_finalize(st);
	return rc == SQLITE_ROW ? 0 : fail(db, err);
}

int
bw_study_uses(const struct bw_view *v, struct bw_str material,
    struct bw_arena *a, struct bw_study_use **list, size_t *n, double *largest,
    struct bw_err *err)
{
	uses_vec u = { 0 };
	struct reader r;
	int rc = reader_open(&r, v,
	    COLUMNS
	    " AND s.name IN ('use-share', 'value-added') AND s.subject = ?1"
	    " ORDER BY s.year DESC," ORDER,
	    material, a, err);

	*list = NULL;
	*n = 0;
	*largest = NAN;
	if (rc == 0)
		rc = read_uses(&r, &u);
	sqlite3_finalize(r.st);
	if (rc == 0 && u.n > 0) {
		rc = largest_sector(v, u.v, largest, err);
		*list = BW_ARENA_ARRAY(a, struct bw_study_use, u.n);
		if (*list == NULL)
			rc = no_memory(err);
		else
			memcpy(*list, u.v, u.n * sizeof(*u.v));
		*n = rc == 0 ? u.n : 0;
	}
	bw_vec_release(&u);
	return rc;
}

/* ---- energy ---- */

typedef BW_VEC(struct bw_study_import) imports_vec;

/* Rows of one product, year and partner come preferred load first. */
static int
read_imports(struct reader *r, imports_vec *to)
{
	struct row row;
	bool more;
	int rc;

	while ((rc = next(r, &row, &more)) == 0 && more) {
		struct bw_study_import *last =
		    to->n > 0 ? &to->v[to->n - 1] : NULL;

		if (last != NULL && last->year == row.year &&
		    bw_str_eq(last->product, row.subject) &&
		    (bw_str_eq(last->partner, row.counterpart)
			    ? true
			    : !bw_str_eq(last->unit, row.unit)))
			continue;
		if (!bw_vec_push(to,
			((struct bw_study_import){ .product = row.subject,
			    .country = row.country,
			    .partner = row.counterpart,
			    .year = row.year,
			    .amount = row.value.at,
			    .unit = row.unit,
			    .place = row.place })))
			return no_memory(r->err);
	}
	return rc;
}

static int
by_amount(const void *pa, const void *pb)
{
	const struct bw_study_import *a = pa, *b = pb;
	int c = bw_str_cmp(b->product, a->product); /* natural gas first */

	if (c != 0)
		return c;
	if (a->year != b->year)
		return a->year > b->year ? -1 : 1;
	if ((a->partner.n == 0) != (b->partner.n == 0))
		return a->partner.n == 0 ? -1 : 1;
	if (a->amount != b->amount)
		return a->amount > b->amount ? -1 : 1;
	return bw_str_cmp(a->partner, b->partner);
}

static int
imports_of(const struct bw_view *v, const char *sql, struct bw_str country,
    struct bw_arena *a, struct bw_study_import **list, size_t *n,
    struct bw_err *err)
{
	imports_vec m = { 0 };
	struct reader r;
	int rc = reader_open(&r, v, sql, country, a, err);

	*list = NULL;
	*n = 0;
	if (rc == 0)
		rc = read_imports(&r, &m);
	sqlite3_finalize(r.st);
	if (rc == 0 && m.n > 0) {
		qsort(m.v, m.n, sizeof(*m.v), by_amount);
		*list = BW_ARENA_ARRAY(a, struct bw_study_import, m.n);
		if (*list == NULL)
			rc = no_memory(err);
		else
			memcpy(*list, m.v, m.n * sizeof(*m.v));
		*n = rc == 0 ? m.n : 0;
	}
	bw_vec_release(&m);
	return rc;
}

int
bw_study_imports(const struct bw_view *v, struct bw_str country,
    struct bw_arena *a, struct bw_study_import **list, size_t *n,
    struct bw_err *err)
{
	return imports_of(v,
	    COLUMNS " AND s.name = 'imports' AND s.country = ?1"
		    " ORDER BY s.subject, s.year DESC, s.counterpart," ORDER,
	    country, a, list, n, err);
}

int
bw_study_dependency(const struct bw_view *v, struct bw_str country,
    struct bw_arena *a, struct bw_study_import **list, size_t *n,
    struct bw_err *err)
{
	return imports_of(v,
	    COLUMNS " AND s.name = 'net-energy-imports' AND s.country = ?1"
		    " ORDER BY s.subject, s.year DESC," ORDER,
	    country, a, list, n, err);
}

/* ---- governance ---- */

static size_t
dimension(const char *name)
{
	static const char *const names[BW_GOVERNANCE_DIMENSIONS] = { "va", "pv",
		"ge", "rq", "rl", "cc" };
	size_t i = 0;

	while (
	    i < BW_LEN(names) && (name == NULL || strcmp(name, names[i]) != 0))
		i++;
	return i;
}

/* First the mean of the six per year, then over the years. A dimension that
 * two loads tell is that of the preferred one. */
static int
mean(sqlite3_stmt *st, double *weight, int *first, int *last)
{
	double e[BW_GOVERNANCE_DIMENSIONS], sum = 0;
	int year = 0, n = 0, rc;

	do {
		int y;

		rc = sqlite3_step(st);
		y = rc == SQLITE_ROW ? sqlite3_column_int(st, 0) : 0;
		if (y != year) {
			double w = year == 0 ? NAN : bw_governance_weight(e);

			if (!isnan(w)) {
				sum += w;
				n++;
				*first = *first == 0 ? year : *first;
				*last = year;
			}
			for (size_t i = 0; i < BW_LEN(e); i++)
				e[i] = NAN;
			year = y;
		}
		if (rc == SQLITE_ROW) {
			size_t i =
			    dimension((const char *)sqlite3_column_text(st, 1));

			if (i < BW_LEN(e) && isnan(e[i]))
				e[i] = sqlite3_column_double(st, 2);
		}
	} while (rc == SQLITE_ROW);
	*weight = n > 0 ? sum / n : NAN;
	return rc;
}

int
bw_study_weight(const struct bw_view *v, struct bw_str country, int from,
    int to, double *weight, int *first, int *last, struct bw_err *err)
{
	sqlite3 *db = bw_world_db(bw_view_world(v));
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db,
	    "SELECT g.year, g.dimension, g.estimate FROM governance g"
	    " JOIN load l ON l.id = g.load WHERE g.country = ?1"
	    " AND g.year BETWEEN ?2 AND ?3 AND" LIVE " ORDER BY 1, " BUILT_IN
	    ", g.load DESC, g.id",
	    -1, &st, NULL);

	*weight = NAN;
	*first = *last = 0;
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text64(st, 1,
		    country.p != NULL ? country.p : "", country.n,
		    SQLITE_STATIC, SQLITE_UTF8);
	if (rc == SQLITE_OK) {
		sqlite3_bind_int(st, 2, from);
		sqlite3_bind_int(st, 3, to);
		sqlite3_bind_int64(st, 9, bw_view_known(v));
		rc = mean(st, weight, first, last);
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : fail(db, err);
}
