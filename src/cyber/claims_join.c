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
 */
#include "cyber/claims_priv.h"

struct pair { /* a name beside a CVE */
	uint32_t name, cve;
};
struct joining {
	struct bw_claims_build *b;
	BW_VEC(struct pair) pair;
	BW_VEC(uint32_t) problem; /* result */
	uint32_t *at, *parent;
	bool *cve;
	struct bw_err *err;
};

static bool
is_cve(struct bw_str s)
{
	return s.n > 8 && bw_str_eq_nocase(bw_str_sub(s, 0, 4), BW_STR("CVE-"));
}

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
	const struct bw_intern *t = &j->b->vuln_names;

	a = root(j, a);
	b = root(j, b);
	if (a == b)
		return;
	if (bw_str_cmp(bw_intern_get(t, a), bw_intern_get(t, b)) < 0)
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

/* Names beside CVEs, and sets of names that have none. */
static int
look_through(struct joining *j)
{
	for (size_t e = 0; e < j->b->entry.n; e++) {
		uint32_t n, cves = 0;
		const uint32_t *name = names_of(j, e, &n);

		for (uint32_t i = 0; i < n; i++)
			cves += j->cve[name[i]];
		for (uint32_t i = 0; i < n && cves == 0; i++)
			unite(j, name[0], name[i]);
		/* A document with many CVEs is a bulletin, no other name of
		 * each: its own number means none of them. */
		for (uint32_t i = 0; i < n && cves == 1; i++)
			for (uint32_t k = 0; k < n; k++)
				if (!j->cve[name[i]] && j->cve[name[k]] &&
				    !bw_vec_push(&j->pair,
					(struct pair){ name[i], name[k] }))
					return no_memory(j);
	}
	if (j->pair.n > 0)
		qsort(j->pair.v, j->pair.n, sizeof(*j->pair.v), by_pair);
	return 0;
}

static int
add_problem(struct joining *j, size_t entry, uint32_t name)
{
	struct bw_intern *t = &j->b->c.problems;
	char text[64];
	struct bw_str s = bw_intern_get(&j->b->vuln_names, name);
	uint32_t id;
	int rc;

	if (is_cve(s) && s.n < sizeof(text)) { /* cve-2024-1 is CVE-2024-1 */
		memcpy(text, s.p, s.n);
		memcpy(text, "CVE", 3);
		s.p = text;
	}
	rc = bw_intern_add(t, s, &id, NULL, j->err);
	if (rc != 0)
		return rc;
	for (size_t i = j->at[entry]; i < j->problem.n; i++)
		if (j->problem.v[i] == id)
			return 0;
	return bw_vec_push(&j->problem, id) ? 0 : no_memory(j);
}

/* The CVEs that a name stands beside somewhere. */
static int
through(struct joining *j, size_t entry, uint32_t name)
{
	size_t lo = 0, hi = j->pair.n;
	int rc = 0;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (j->pair.v[mid].name < name)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < j->pair.n && j->pair.v[lo].name == name && rc == 0; lo++)
		rc = add_problem(j, entry, j->pair.v[lo].cve);
	return rc;
}

static int
problems_of(struct joining *j, size_t entry)
{
	uint32_t n;
	const uint32_t *name = names_of(j, entry, &n);
	int rc = 0;

	for (uint32_t i = 0; i < n && rc == 0; i++)
		if (j->cve[name[i]])
			rc = add_problem(j, entry, name[i]);
	if (rc != 0 || j->problem.n > j->at[entry])
		return rc;
	for (uint32_t i = 0; i < n && rc == 0; i++)
		rc = through(j, entry, name[i]);
	if (rc != 0 || j->problem.n > j->at[entry] || n == 0)
		return rc;
	return add_problem(j, entry, root(j, name[0]));
}

static int
join(struct joining *j)
{
	size_t names = j->b->vuln_names.n;
	int rc;

	j->at = bw_calloc(j->b->entry.n + 1, sizeof(*j->at));
	j->parent = bw_calloc(names + 1, sizeof(*j->parent));
	j->cve = bw_calloc(names + 1, sizeof(*j->cve));
	if (j->at == NULL || j->parent == NULL || j->cve == NULL)
		return no_memory(j);
	for (uint32_t i = 0; i < names; i++) {
		j->parent[i] = i;
		j->cve[i] = is_cve(bw_intern_get(&j->b->vuln_names, i));
	}
	rc = look_through(j);
	for (size_t e = 0; e < j->b->entry.n && rc == 0; e++) {
		j->at[e] = (uint32_t)j->problem.n;
		rc = problems_of(j, e);
	}
	j->at[j->b->entry.n] = (uint32_t)j->problem.n;
	return rc;
}

int
claims_join(
    struct bw_claims_build *b, struct claims_joined *out, struct bw_err *err)
{
	struct joining j = { .b = b, .err = err };
	int rc = join(&j);

	bw_free(j.parent);
	bw_free(j.cve);
	bw_vec_release(&j.pair);
	if (rc != 0) {
		bw_free(j.at);
		bw_vec_release(&j.problem);
		return rc;
	}
	*out = (struct claims_joined){ j.at, j.problem.v };
	return 0;
}
