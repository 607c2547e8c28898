/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * study_load.c - scores, shares of countries and end uses of materials, put
 * together from the table study of the world.
 */
#include "supply/study_load.h"
#include "base/vec.h"
#include "model/kind.h"
#include "supply/study_load_read.h"

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
put(struct bw_score *s, const struct bw_study_row *row,
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
new_score(const struct bw_study_row *row)
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
same_score(const struct bw_score *s, const struct bw_study_row *row)
{
	return s->year == row->year && bw_str_eq(s->material, row->subject) &&
	    (s->stage < 0 || row->stage < 0 || s->stage == row->stage);
}

static int
read_scores(struct bw_study_reader *r, const struct bw_criticality_rules *rules,
    scores_vec *to)
{
	struct bw_study_row row;
	bool more;
	int rc;

	while ((rc = bw_study_next(r, &row, &more)) == 0 && more) {
		size_t k = to->n;

		while (k > 0 && to->v[k - 1].year == row.year &&
		    !same_score(&to->v[k - 1], &row))
			k--;
		if (k == 0 || !same_score(&to->v[k - 1], &row)) {
			if (!bw_vec_push(to, new_score(&row)))
				return supply_no_memory(r->err);
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
	struct bw_study_reader r;
	int rc = bw_study_open(&r, v,
	    BW_STUDY_ROWS
	    " AND s.name IN ('supply-risk', 'economic-importance',"
	    " 'import-reliance', 'eol-recycling', 'si-sr', 'si-ei',"
	    " 'hhi-wgi-world', 'hhi-wgi-eu', 'supply-data')"
	    " AND (?1 = '' OR s.subject = ?1)"
	    " ORDER BY s.subject, s.year DESC," BW_STUDY_ORDER,
	    material.p == NULL ? BW_STR("") : material, a, err);

	if (rc == 0)
		rc = read_scores(&r, rules, &s);
	sqlite3_finalize(r.st);
	*list = supply_keep(a, s.v, s.n, sizeof(*s.v), n, &rc, err);
	bw_vec_release(&s);
	return rc;
}

/* ---- shares ---- */

typedef BW_VEC(struct bw_study_share) shares_vec;

/* Rows come preferred load first within side and stage; the factor follows
 * its share in the file. */
static int
read_shares(struct bw_study_reader *r, shares_vec *to)
{
	struct bw_study_row row;
	bool more;
	int rc;

	while ((rc = bw_study_next(r, &row, &more)) == 0 && more) {
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
			return supply_no_memory(r->err);
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
	struct bw_study_reader r;
	int rc = bw_study_open(&r, v,
	    BW_STUDY_ROWS
	    " AND s.name IN ('world-share', 'world-factor', 'eu-share',"
	    " 'eu-factor') AND s.subject = ?1"
	    " ORDER BY substr(s.name, 1, 2), s.stage, s.year "
	    "DESC," BW_STUDY_ORDER,
	    material, a, err);

	*from = *to = 0;
	if (rc == 0)
		rc = read_shares(&r, &s);
	sqlite3_finalize(r.st);
	if (rc == 0)
		rc = weigh(v, &s, rules, from, to, err);
	if (s.n > 0)
		qsort(s.v, s.n, sizeof(*s.v), by_share);
	*list = supply_keep(a, s.v, s.n, sizeof(*s.v), n, &rc, err);
	bw_vec_release(&s);
	return rc;
}

/* ---- end uses ---- */

typedef BW_VEC(struct bw_study_use) uses_vec;

static int
read_uses(struct bw_study_reader *r, uses_vec *to)
{
	struct bw_study_row row;
	bool more;
	int rc;

	while ((rc = bw_study_next(r, &row, &more)) == 0 && more) {
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
			return supply_no_memory(r->err);
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
	*largest = rc == SQLITE_ROW ? supply_real(st, 0) : NAN;
	sqlite3_finalize(st);
	return rc == SQLITE_ROW ? 0 : supply_sql_fail(db, err);
}

int
bw_study_uses(const struct bw_view *v, struct bw_str material,
    struct bw_arena *a, struct bw_study_use **list, size_t *n, double *largest,
    struct bw_err *err)
{
	uses_vec u = { 0 };
	struct bw_study_reader r;
	int rc = bw_study_open(&r, v,
	    BW_STUDY_ROWS
	    " AND s.name IN ('use-share', 'value-added') AND s.subject = ?1"
	    " ORDER BY s.year DESC," BW_STUDY_ORDER,
	    material, a, err);

	*largest = NAN;
	if (rc == 0)
		rc = read_uses(&r, &u);
	sqlite3_finalize(r.st);
	if (rc == 0 && u.n > 0)
		rc = largest_sector(v, u.v, largest, err);
	*list = supply_keep(a, u.v, u.n, sizeof(*u.v), n, &rc, err);
	bw_vec_release(&u);
	return rc;
}
