/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * claims_join.c - which names of vulnerabilities mean the same.
 *
 * A CVE id is the meeting point. An entry that has CVEs is about those; its
 * other names (GHSA-..., RHSA-..., a vendor's number) mean them too, wherever
 * they stand alone. Names that never stand beside a CVE are joined with each
 * other (union-find) and called by the first in the order of bytes. Two CVEs
 * in one entry are not one problem: the entry is about both. Joining them
 * would spread what is said of the one to the other (an RHSA lists dozens).
 *
 * Over a lower layer its names keep their meaning, and what is new may take
 * part in it. What would change it (a GHSA that stood alone gets a CVE) is not
 * done but told: the claims are stale.
 */
#include "cyber/claims_priv.h"

struct pair { /* a name beside a CVE */
	uint32_t name, cve;
};
#define MANY BW_NONE
#define NOBODY (BW_NONE - 1)
struct joining {
	struct bw_claims_build *b;
	BW_VEC(struct pair) pair;
	BW_VEC(uint32_t) problem; /* result */
	BW_VEC(uint32_t) asked;   /* of a problem: by whom last */
	uint32_t asking;
	BW_VEC(struct bw_alias) alias;
	uint32_t *at, *parent;
	bool *cve, *alone;
	uint32_t *user;  /* of a name: the only advisory; MANY, NOBODY */
	uint32_t *below; /* the same name in the aliases of the layer below */
	struct bw_err *err;
};

static int
no_memory(struct joining *j)
{
	return bw_fail(j->err, BW_ENOMEM, "no memory for vulnerabilities");
}

static const uint32_t *
names_of(const struct joining *j, size_t entry, uint32_t *n)
{
	*n = j->b->entry.v[entry].n;
	return j->b->entry_name.v + j->b->entry.v[entry].first;
}

static struct bw_str
text_of(const struct joining *j, uint32_t name)
{
	return bw_intern_get(&j->b->vuln_names, name);
}

static uint32_t
root(struct joining *j, uint32_t name)
{
	while (j->parent[name] != name) {
		j->parent[name] = j->parent[j->parent[name]];
		name = j->parent[name];
	}
	return name;
}

/* The first by bytes stays the root, so that it is the name of the set. */
static void
unite(struct joining *j, uint32_t a, uint32_t b)
{
	a = root(j, a);
	b = root(j, b);
	if (a == b)
		return;
	if (bw_str_cmp(text_of(j, a), text_of(j, b)) < 0)
		j->parent[b] = a;
	else
		j->parent[a] = b;
}

static int
by_pair(const void *x, const void *y)
{
	const struct pair *a = x, *b = y;

	return a->name != b->name ? (a->name > b->name) - (a->name < b->name)
				  : (a->cve > b->cve) - (a->cve < b->cve);
}

/* 0, 1, or 2 for more; one that is told twice, or as "cve-", is one. */
static uint32_t
cves_of(const struct bw_claims_build *b, size_t entry)
{
	const struct claims_entry *e = &b->entry.v[entry];
	struct bw_str first = { NULL, 0 };

	for (uint32_t i = 0; i < e->n; i++) {
		struct bw_str s = bw_intern_get(
		    &b->vuln_names, b->entry_name.v[e->first + i]);

		if (!claims_is_cve(s))
			continue;
		if (first.p == NULL)
			first = s;
		else if (!bw_str_eq_nocase(first, s))
			return 2;
	}
	return first.p == NULL ? 0 : 1;
}

/* The names of an entry with one CVE stand beside it. */
static bool
beside_cve(struct joining *j, const uint32_t *name, uint32_t n)
{
	uint32_t cve = 0;

	while (!j->cve[name[cve]])
		cve++;
	for (uint32_t i = 0; i < n; i++)
		if (!j->cve[name[i]] &&
		    !bw_vec_push(&j->pair, (struct pair){ name[i], name[cve] }))
			return false;
	return true;
}

/* Names beside CVEs, and sets of names that have none. */
static int
look_through(struct joining *j)
{
	for (size_t e = 0; e < j->b->entry.n; e++) {
		uint32_t n, cves = cves_of(j->b, e);
		const uint32_t *name = names_of(j, e, &n);

		for (uint32_t i = 0; i < n && cves == 0; i++) {
			unite(j, name[0], name[i]);
			j->alone[name[i]] = true;
		}
		/* A document with many CVEs is a bulletin, no other name of
		 * each: its own number means none of them. */
		if (cves == 1 && !beside_cve(j, name, n))
			return no_memory(j);
	}
	if (j->pair.n > 0)
		qsort(j->pair.v, j->pair.n, sizeof(*j->pair.v), by_pair);
	return 0;
}

/* ---- problems ---- */

static int
problem_called(struct joining *j, uint32_t name, uint32_t *id)
{
	char text[64];
	struct bw_str s = text_of(j, name);

	if (j->cve[name] && s.n < sizeof(text)) { /* cve-1 is CVE-1 */
		memcpy(text, s.p, s.n);
		memcpy(text, "CVE", 3);
		s.p = text;
	}
	return bw_intern_add(&j->b->c.problems, s, id, NULL, j->err);
}

/* Each once: for who asks from here on. */
static size_t
ask(struct joining *j)
{
	j->asking++;
	return j->problem.n;
}

static int
add_problem(struct joining *j, uint32_t id)
{
	while (j->asked.n <= id)
		if (!bw_vec_push(&j->asked, 0u))
			return no_memory(j);
	if (j->asked.v[id] == j->asking)
		return 0;
	j->asked.v[id] = j->asking;
	return bw_vec_push(&j->problem, id) ? 0 : no_memory(j);
}

/* What the layer below takes a name for. */
static const struct bw_alias *
meant_below(const struct joining *j, uint32_t name, size_t *n)
{
	*n = 0;
	return j->below == NULL || j->below[name] == BW_NONE
	    ? NULL
	    : claims_aliases(j->b->c.under, j->below[name], n);
}

/* The CVEs that a name stands beside somewhere. */
static int
through(struct joining *j, uint32_t name)
{
	size_t lo = 0, hi = j->pair.n, n;
	const struct bw_alias *a = meant_below(j, name, &n);
	int rc = 0;

	for (size_t i = 0; i < n && rc == 0; i++)
		if (a[i].problem != BW_NONE)
			rc = add_problem(j, a[i].problem);
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (j->pair.v[mid].name < name)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < j->pair.n && j->pair.v[lo].name == name && rc == 0; lo++) {
		uint32_t id;

		rc = problem_called(j, j->pair.v[lo].cve, &id);
		if (rc == 0)
			rc = add_problem(j, id);
	}
	return rc;
}

/* What names mean together that stand without a CVE. */
static int
meaning(struct joining *j, size_t from, const uint32_t *name, uint32_t n)
{
	uint32_t id;
	int rc = 0;

	for (uint32_t i = 0; i < n && rc == 0; i++)
		rc = through(j, name[i]);
	if (rc != 0 || j->problem.n > from || n == 0)
		return rc;
	rc = problem_called(j, root(j, name[0]), &id);
	return rc == 0 ? add_problem(j, id) : rc;
}

static int
problems_of(struct joining *j, size_t entry)
{
	uint32_t n, id;
	const uint32_t *name = names_of(j, entry, &n);
	size_t from = ask(j);
	int rc = 0;

	for (uint32_t i = 0; i < n && rc == 0; i++) {
		if (!j->cve[name[i]])
			continue;
		rc = problem_called(j, name[i], &id);
		if (rc == 0)
			rc = add_problem(j, id);
	}
	return rc != 0 || j->problem.n > from ? rc : meaning(j, from, name, n);
}

/* ---- names and what they mean, for later ---- */

static int
keep_alias(struct joining *j, uint32_t name)
{
	struct bw_alias a = { .problem = BW_NONE,
		.user = j->user[name],
		.alone = j->alone[name] };
	size_t from = ask(j);
	int rc = bw_intern_add(
	    &j->b->c.aliases, text_of(j, name), &a.name, NULL, j->err);

	if (rc == 0)
		rc = j->alone[name] ? meaning(j, from, &name, 1)
				    : through(j, name);
	for (size_t i = from; i < j->problem.n && rc == 0; i++) {
		a.problem = j->problem.v[i];
		if (!bw_vec_push(&j->alias, a))
			rc = no_memory(j);
	}
	j->problem.n = from;
	return rc;
}

static int
by_alias(const void *x, const void *y)
{
	const struct bw_alias *a = x, *b = y;

	if (a->name != b->name)
		return a->name < b->name ? -1 : 1;
	return (a->problem > b->problem) - (a->problem < b->problem);
}

static int
keep_aliases(struct joining *j)
{
	int rc = 0;

	for (uint32_t i = 0; i < j->b->vuln_names.n && rc == 0; i++)
		if (!j->cve[i])
			rc = keep_alias(j, i);
	if (j->alias.n > 0)
		qsort(j->alias.v, j->alias.n, sizeof(*j->alias.v), by_alias);
	return rc;
}

/* ---- does it change what names mean below? ---- */

static bool
means_below(const struct joining *j, uint32_t name, struct bw_str cve)
{
	size_t n;
	const struct bw_alias *a = meant_below(j, name, &n);

	for (size_t i = 0; i < n; i++)
		if (a[i].problem != BW_NONE &&
		    bw_str_eq_nocase(
			bw_intern_get(&j->b->c.problems, a[i].problem), cve))
			return true;
	return false;
}

static bool
alone_below(const struct joining *j, uint32_t name)
{
	size_t n;
	const struct bw_alias *a = meant_below(j, name, &n);

	return n > 0 && a[0].alone;
}

static bool
same_below(const struct joining *j, uint32_t x, uint32_t y)
{
	size_t n, m;
	const struct bw_alias *a = meant_below(j, x, &n);
	const struct bw_alias *b = meant_below(j, y, &m);

	for (size_t i = 0; i < n && n == m; i++)
		if (a[i].problem != b[i].problem)
			return false;
	return n == m;
}

/* It stands alone somewhere and means a CVE: names that were joined with it
 * and mean none are called after the whole set. */
static bool
alone_beside_cve(const struct joining *j, uint32_t name)
{
	size_t n;
	const struct bw_alias *a = meant_below(j, name, &n);

	return n > 0 && a[0].alone && a[0].problem != BW_NONE &&
	    claims_is_cve(bw_intern_get(&j->b->c.problems, a[0].problem));
}

/* Names without a CVE that are joined, some of which are known below: fine
 * when they meant the same all along. */
static bool
joins_below(const struct joining *j, size_t entry)
{
	uint32_t n, known = 0;
	const uint32_t *name = names_of(j, entry, &n);

	if (n < 2 || cves_of(j->b, entry) > 0)
		return false;
	for (uint32_t i = 0; i < n; i++)
		known += j->below[name[i]] != BW_NONE;
	if (known == 0)
		return false;
	for (uint32_t i = 0; i < n; i++)
		if (!same_below(j, name[0], name[i]) ||
		    alone_beside_cve(j, name[i]))
			return true;
	return known < n;
}

static int
by_digest(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

/* Is it gone, with what it said of names, and nobody says that again? */
static bool
is_unsaid(
    const struct bw_claims_build *b, const uint64_t *said, uint32_t advisory)
{
	uint64_t d = b->c.under->advisory[advisory].joined;

	return d != 0 && (b->c.gone[advisory / 64] >> advisory % 64 & 1) != 0 &&
	    (b->advisory.n == 0 ||
		bsearch(&d, said, b->advisory.n, sizeof(d), by_digest) == NULL);
}

/* An advisory that is gone may take with it what it said of names that others
 * use: below, or in this layer. */
static bool
unsaid(const struct joining *j, const uint64_t *said)
{
	const struct bw_claims_build *b = j->b;
	const struct bw_claims *u = b->c.under;
	size_t n;

	for (uint32_t w = 0; w <= u->n_advisory / 64; w++)
		for (uint64_t left = b->c.gone[w]; left != 0;
		     left &= left - 1) {
			uint32_t i = w * 64 + (uint32_t)__builtin_ctzll(left);

			if (u->advisory[i].only == 0 && is_unsaid(b, said, i))
				return true;
		}
	for (uint32_t i = 0; i < b->vuln_names.n; i++) {
		const struct bw_alias *a = meant_below(j, i, &n);

		if (n > 0 && a[0].user != BW_NONE &&
		    is_unsaid(b, said, a[0].user))
			return true;
	}
	return false;
}

static int
look_for_unsaid(struct joining *j)
{
	struct bw_claims_build *b = j->b;
	uint64_t *said = bw_calloc(b->advisory.n + 1, sizeof(*said));

	if (said == NULL)
		return no_memory(j);
	for (size_t i = 0; i < b->advisory.n; i++)
		said[i] = b->advisory.v[i].joined;
	if (b->advisory.n > 1)
		qsort(said, b->advisory.n, sizeof(*said), by_digest);
	b->c.stale = b->c.stale || unsaid(j, said);
	bw_free(said);
	return 0;
}

static bool
changes_below(const struct joining *j)
{
	for (size_t i = 0; i < j->pair.n; i++)
		if (alone_below(j, j->pair.v[i].name) &&
		    !means_below(
			j, j->pair.v[i].name, text_of(j, j->pair.v[i].cve)))
			return true;
	for (size_t e = 0; e < j->b->entry.n; e++)
		if (joins_below(j, e))
			return true;
	return false;
}

/* ---- who uses a name ---- */

static void
look_for_users(struct joining *j)
{
	for (uint32_t i = 0; i < j->b->vuln_names.n; i++)
		j->user[i] = NOBODY;
	for (size_t e = 0; e < j->b->entry.n; e++) {
		uint32_t n, who = j->b->entry.v[e].advisory;
		const uint32_t *name = names_of(j, e, &n);

		for (uint32_t i = 0; i < n; i++)
			if (j->user[name[i]] == NOBODY)
				j->user[name[i]] = who;
			else if (j->user[name[i]] != who)
				j->user[name[i]] = MANY;
	}
}

static void
mark_only(struct joining *j)
{
	struct bw_claims_build *b = j->b;
	uint32_t from = claims_from(&b->c).advisory;

	for (size_t i = 0; i < b->advisory.n; i++)
		b->advisory.v[i].only = 1;
	for (size_t e = 0; e < b->entry.n; e++) {
		uint32_t n, who = b->entry.v[e].advisory;
		const uint32_t *name = names_of(j, e, &n);

		for (uint32_t i = 0; i < n && who != BW_NONE; i++)
			if (!j->cve[name[i]] && j->user[name[i]] != who)
				b->advisory.v[who - from].only = 0;
	}
}

/* ---- all ---- */

static int
look_below(struct joining *j)
{
	size_t names = j->b->vuln_names.n;

	if (j->b->c.under == NULL)
		return 0;
	j->below = bw_calloc(names + 1, sizeof(*j->below));
	if (j->below == NULL)
		return no_memory(j);
	for (uint32_t i = 0; i < names; i++)
		j->below[i] =
		    bw_intern_find(&j->b->c.under->aliases, text_of(j, i));
	return 0;
}

static int
begin(struct joining *j)
{
	size_t names = j->b->vuln_names.n;

	j->at = bw_calloc(j->b->entry.n + 1, sizeof(*j->at));
	j->parent = bw_calloc(names + 1, sizeof(*j->parent));
	j->cve = bw_calloc(names + 1, sizeof(*j->cve));
	j->alone = bw_calloc(names + 1, sizeof(*j->alone));
	j->user = bw_calloc(names + 1, sizeof(*j->user));
	if (j->at == NULL || j->parent == NULL || j->cve == NULL ||
	    j->alone == NULL || j->user == NULL)
		return no_memory(j);
	look_for_users(j);
	for (uint32_t i = 0; i < names; i++) {
		j->parent[i] = i;
		j->cve[i] = claims_is_cve(text_of(j, i));
	}
	mark_only(j);
	return look_below(j);
}

static int
join(struct joining *j)
{
	int rc = begin(j);

	if (rc == 0)
		rc = look_through(j);
	if (rc == 0 && j->below != NULL) {
		j->b->c.stale = changes_below(j);
		rc = look_for_unsaid(j);
	}
	for (size_t e = 0; e < j->b->entry.n && rc == 0; e++) {
		j->at[e] = (uint32_t)j->problem.n;
		rc = problems_of(j, e);
	}
	if (rc != 0)
		return rc;
	j->at[j->b->entry.n] = (uint32_t)j->problem.n;
	return keep_aliases(j);
}

int
claims_join(
    struct bw_claims_build *b, struct claims_joined *out, struct bw_err *err)
{
	struct joining j = { .b = b, .err = err };
	int rc = join(&j);

	bw_free(j.parent);
	bw_free(j.cve);
	bw_free(j.alone);
	bw_free(j.user);
	bw_free(j.below);
	bw_vec_release(&j.pair);
	bw_vec_release(&j.asked);
	*out =
	    (struct claims_joined){ j.at, j.problem.v, j.alias.v, j.alias.n };
	return rc;
}

/* The names of an entry in any order, entries in any order: sums. An entry
 * with one name, or with many CVEs, joins nothing. */
uint64_t
claims_joined_digest(const struct bw_claims_build *b, size_t first)
{
	uint64_t sum = 0;

	for (size_t e = first; e < b->entry.n; e++) {
		uint64_t one = 0;
		uint32_t cves = cves_of(b, e);

		for (uint32_t i = 0; i < b->entry.v[e].n; i++) {
			struct bw_str s = bw_intern_get(&b->vuln_names,
			    b->entry_name.v[b->entry.v[e].first + i]);
			uint64_t h = bw_hash(s);

			one += h * h;
		}
		if (b->entry.v[e].n > 1 && cves < 2)
			sum += one * one;
	}
	return sum;
}
