/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_lists.c - reading the lists of reference/cyber/, and looking up.
 */
#include "cyber/csaf_lists.h"
#include "base/date.h"
#include "cyber/rows.h"

#define FIELDS 6

static bool
row(struct bw_table_rows *rows, struct bw_str field[FIELDS])
{
	return bw_rows_next(rows, field, FIELDS);
}

static uint32_t
number(struct bw_str s)
{
	int64_t v = 0;

	bw_str_i64(s, &v);
	return (uint32_t)v;
}

static bool
yes(struct bw_str s)
{
	return bw_str_is(s, "yes");
}

static bool
load_cwe(struct csaf_lists *l)
{
	struct bw_table_rows rows = bw_rows_of(
	    "reference/cyber/cwe_versions.csv", &l->arena, &l->failed);
	struct bw_str f[FIELDS];
	bw_date day;

	while (row(&rows, f)) {
		struct csaf_release r = { .version = f[0] };

		if (bw_date_parse(f[1], &day))
			r.time = (int64_t)day * 86400 * 1000000000;
		if (!bw_vec_push(&l->releases, r))
			return false;
	}
	rows = bw_rows_of("reference/cyber/cwe.csv", &l->arena, &l->failed);
	while (row(&rows, f))
		if (!bw_vec_push(&l->cwe,
			(struct csaf_cwe){ number(f[0]),
			    csaf_release_find(l, f[1]),
			    csaf_release_find(l, f[2]), f[3], f[4],
			    yes(f[5]) }))
			return false;
	return true;
}

/* The number of a text in small letters. */
static int
intern(struct bw_intern *t, struct bw_str s, uint32_t *id, bool *added,
    struct bw_err *err)
{
	char small[128];
	size_t n = s.n < sizeof(small) ? s.n : sizeof(small);

	for (size_t i = 0; i < n; i++)
		small[i] = s.p[i] >= 'A' && s.p[i] <= 'Z'
		    ? (char)(s.p[i] | 0x20)
		    : s.p[i];
	return bw_intern_add(t, (struct bw_str){ small, n }, id, added, err);
}

static uint32_t
find(const struct bw_intern *t, struct bw_str s)
{
	char small[128];

	if (s.n > sizeof(small))
		return BW_NONE;
	for (size_t i = 0; i < s.n; i++)
		small[i] = s.p[i] >= 'A' && s.p[i] <= 'Z'
		    ? (char)(s.p[i] | 0x20)
		    : s.p[i];
	return bw_intern_find(t, (struct bw_str){ small, s.n });
}

static int
load_subtags(struct csaf_lists *l, struct bw_err *err)
{
	struct bw_table_rows rows = bw_rows_of(
	    "reference/cyber/language_subtags.csv", &l->arena, &l->failed);
	struct bw_str f[FIELDS];
	int rc;

	while (row(&rows, f)) {
		uint32_t id, next = 0, at = (uint32_t)l->subtags.n;
		bool added;

		rc = intern(&l->subtag_ids, f[1], &id, &added, err);
		if (rc != 0)
			return rc;
		if (!added)
			next = l->subtag_row.v[id];
		else if (!bw_vec_push(&l->subtag_row, 0))
			return bw_fail(err, BW_ENOMEM, "no memory for lists");
		l->subtag_row.v[id] = at + 1;
		if (!bw_vec_push(&l->subtag_next, next) ||
		    !bw_vec_push(&l->subtags,
			(struct csaf_subtag){ f[0], f[1], f[2], f[3] }))
			return bw_fail(err, BW_ENOMEM, "no memory for lists");
	}
	return 0;
}

static int
load_licences(struct csaf_lists *l, struct bw_err *err)
{
	struct bw_table_rows rows =
	    bw_rows_of("reference/cyber/licences.csv", &l->arena, &l->failed);
	struct bw_str f[FIELDS];
	int rc;

	while (row(&rows, f)) {
		uint32_t id;
		bool added;

		rc = intern(&l->licence_ids, f[0], &id, &added, err);
		if (rc != 0)
			return rc;
		if (added &&
		    !bw_vec_push(&l->licence_row, (uint32_t)l->licences.n))
			return bw_fail(err, BW_ENOMEM, "no memory for lists");
		if (!bw_vec_push(&l->licences,
			(struct csaf_licence){ f[0],
			    bw_str_is(f[1], "scancode"),
			    bw_str_is(f[2], "exception"), yes(f[3]) }))
			return bw_fail(err, BW_ENOMEM, "no memory for lists");
	}
	return 0;
}

static bool
load_small(struct csaf_lists *l)
{
	struct bw_table_rows rows =
	    bw_rows_of("reference/cyber/ssvc.csv", &l->arena, &l->failed);
	struct bw_str f[FIELDS];

	while (row(&rows, f))
		if (!bw_vec_push(&l->points,
			(struct csaf_point){ f[0], f[1], f[2], f[3], f[4] }))
			return false;
	rows = bw_rows_of(
	    "reference/cyber/translations.csv", &l->arena, &l->failed);
	while (row(&rows, f))
		if (!bw_vec_push(
			&l->terms, (struct csaf_term){ f[0], f[1], f[2] }))
			return false;
	rows =
	    bw_rows_of("reference/cyber/id_systems.csv", &l->arena, &l->failed);
	while (row(&rows, f))
		if (!bw_vec_push(
			&l->systems, (struct csaf_system){ f[0], f[1] }))
			return false;
	rows = bw_rows_of(
	    "reference/cyber/csaf_extensions.csv", &l->arena, &l->failed);
	while (row(&rows, f))
		if (!bw_vec_push(&l->extensions,
			(struct csaf_extension){
			    f[0], f[1], f[2], f[3], f[4] }))
			return false;
	return true;
}

int
csaf_lists_load(struct csaf_lists *l, struct bw_err *err)
{
	int rc;

	*l = (struct csaf_lists){ 0 };
	bw_arena_init(&l->arena, 0);
	bw_intern_init(&l->licence_ids);
	bw_intern_init(&l->subtag_ids);
	if (!load_cwe(l) || !load_small(l))
		return bw_fail(err, BW_ENOMEM, "no memory for lists");
	if ((rc = load_subtags(l, err)) != 0 ||
	    (rc = load_licences(l, err)) != 0)
		return rc;
	return l->failed ? bw_fail(err, BW_ENOMEM, "no memory for lists") : 0;
}

void
csaf_lists_release(struct csaf_lists *l)
{
	bw_vec_release(&l->cwe);
	bw_vec_release(&l->releases);
	bw_vec_release(&l->subtags);
	bw_vec_release(&l->licences);
	bw_vec_release(&l->points);
	bw_vec_release(&l->terms);
	bw_vec_release(&l->systems);
	bw_vec_release(&l->extensions);
	bw_vec_release(&l->licence_row);
	bw_vec_release(&l->subtag_row);
	bw_vec_release(&l->subtag_next);
	bw_intern_release(&l->licence_ids);
	bw_intern_release(&l->subtag_ids);
	bw_arena_release(&l->arena);
}

uint16_t
csaf_release_find(const struct csaf_lists *l, struct bw_str version)
{
	for (size_t i = 0; i < l->releases.n; i++)
		if (bw_str_eq(l->releases.v[i].version, version))
			return (uint16_t)i;
	return CSAF_NO_RELEASE;
}

const struct csaf_cwe *
csaf_cwe_find(const struct csaf_lists *l, uint32_t id, uint16_t release)
{
	size_t low = 0, high = l->cwe.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct csaf_cwe *c = &l->cwe.v[mid];

		if (c->id < id || (c->id == id && c->until < release))
			low = mid + 1;
		else
			high = mid;
	}
	if (low == l->cwe.n || l->cwe.v[low].id != id ||
	    l->cwe.v[low].from > release)
		return NULL;
	return &l->cwe.v[low];
}

const struct csaf_licence *
csaf_licence_find(const struct csaf_lists *l, struct bw_str id)
{
	uint32_t at = find(&l->licence_ids, id);

	return at == BW_NONE ? NULL : &l->licences.v[l->licence_row.v[at]];
}

const struct csaf_subtag *
csaf_subtag_find(
    const struct csaf_lists *l, const char *type, struct bw_str subtag)
{
	uint32_t at = find(&l->subtag_ids, subtag);

	at = at == BW_NONE ? 0 : l->subtag_row.v[at];
	for (; at != 0; at = l->subtag_next.v[at - 1])
		if (bw_str_is(l->subtags.v[at - 1].type, type))
			return &l->subtags.v[at - 1];
	/* Ranges for private use, "qaa..qtz". */
	for (size_t i = 0; i < l->subtags.n; i++) {
		const struct csaf_subtag *s = &l->subtags.v[i];
		ptrdiff_t dots;
		char small[8];

		if (subtag.n > 4 || s->scope.n == 0 ||
		    !bw_str_is(s->scope, "private-use") ||
		    !bw_str_is(s->type, type) ||
		    (dots = bw_str_find(s->subtag, BW_STR(".."))) < 0 ||
		    subtag.n != (size_t)dots)
			continue;
		for (size_t j = 0; j < subtag.n; j++)
			small[j] = (char)(subtag.p[j] | 0x20);
		if (memcmp(small, s->subtag.p, subtag.n) >= 0 &&
		    memcmp(small, s->subtag.p + dots + 2, subtag.n) <= 0)
			return s;
	}
	return NULL;
}

struct bw_str
csaf_term_in(const struct csaf_lists *l, struct bw_str lang, const char *term)
{
	struct bw_str first = lang;

	bw_str_cut(&lang, '-', &first);
	for (size_t i = 0; i < l->terms.n; i++)
		if (bw_str_eq_nocase(l->terms.v[i].lang, first) &&
		    bw_str_is(l->terms.v[i].term, term))
			return l->terms.v[i].text;
	return (struct bw_str){ 0 };
}
