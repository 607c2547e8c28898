/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match_hosts.c - whom an advisory or a vulnerability touches.
 *
 * From its names to the packages that are called so, from those to their
 * hosts. A package is judged once for all hosts, unless what must run beside
 * it decides.
 */
#include "cyber/match_priv.h"

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for matching");
}

static int
by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

static size_t
once(uint32_t *v, size_t n)
{
	size_t kept = 0;

	if (n == 0)
		return 0;
	qsort(v, n, sizeof(*v), by_number);
	for (size_t i = 1; i < n; i++)
		if (v[i] != v[kept])
			v[++kept] = v[i];
	return kept + 1;
}

static int
called(struct bw_match *m, uint32_t name, struct bw_err *err)
{
	for (unsigned l = 0; l < BW_LAYERS && name != BW_NONE; l++) {
		struct bw_ids are = bw_estate_called(m->e, name, l);

		if (!bw_vec_room(&m->package_list, are.n))
			return no_memory(err);
		for (size_t i = 0; i < are.n; i++)
			m->package_list.v[m->package_list.n++] = are.v[i];
	}
	return 0;
}

/* The problem of a rule, and the packages that its name can mean. */
static int
reach(struct bw_match *m, const struct bw_rule *r, uint32_t *last,
    struct bw_err *err)
{
	if (!bw_vec_push(&m->problem, r->problem))
		return no_memory(err);
	if (r->name == *last)
		return 0;
	*last = r->name;
	return called(m, match_in_estate(m, r->name), err);
}

static bool
depends_on_host(const struct bw_match *m)
{
	for (size_t i = 0; i < m->candidate.n; i++)
		if (bw_claims_rule(m->c, m->candidate.v[i].rule)->where !=
		    BW_NONE)
			return true;
	return false;
}

static int
hits(struct bw_match *m, uint32_t host, size_t first, struct bw_err *err)
{
	for (size_t v = first; v < m->verdict.n; v++)
		if (!bw_vec_push(&m->hit, (struct bw_hit){ host, (uint32_t)v }))
			return no_memory(err);
	return 0;
}

static int
on_hosts(struct bw_match *m, struct bw_ids hosts, bool each, size_t first,
    struct bw_err *err)
{
	int rc = 0;

	for (size_t i = 0; i < hosts.n && rc == 0; i++) {
		if (!bw_estate_has_host(m->e, hosts.v[i]))
			continue;
		if (each) {
			first = m->verdict.n;
			rc = match_judge(m, hosts.v[i], err);
		}
		if (rc == 0)
			rc = hits(m, hosts.v[i], first, err);
	}
	return rc;
}

static int
on_all_hosts(struct bw_match *m, uint32_t package, struct bw_err *err)
{
	bool each = depends_on_host(m);
	size_t first = m->verdict.n;
	int rc = each ? 0 : match_judge(m, NO_HOST, err);

	if (rc == 0 && !each && m->verdict.n == first)
		return 0;
	for (unsigned l = 0; l < BW_LAYERS && rc == 0; l++)
		rc = on_hosts(
		    m, bw_estate_hosts_of(m->e, package, l), each, first, err);
	return rc;
}

static int
by_host(const void *x, const void *y)
{
	const struct bw_hit *a = x, *b = y;

	if (a->host != b->host)
		return a->host < b->host ? -1 : 1;
	return (a->verdict > b->verdict) - (a->verdict < b->verdict);
}

/* The packages that were reached, on all hosts. */
static int
match_reached(struct bw_match *m, struct bw_err *err)
{
	int rc = 0;

	m->problem.n = once(m->problem.v, m->problem.n);
	m->package_list.n = once(m->package_list.v, m->package_list.n);
	for (size_t i = 0; i < m->package_list.n && rc == 0; i++) {
		rc = match_gather(m, m->package_list.v[i], err);
		if (rc == 0)
			rc = on_all_hosts(m, m->package_list.v[i], err);
	}
	if (rc == 0 && m->hit.n > 1)
		qsort(m->hit.v, m->hit.n, sizeof(*m->hit.v), by_host);
	return rc;
}

int
bw_match_advisory(struct bw_match *m, uint32_t advisory, struct bw_err *err)
{
	uint32_t last = BW_NONE, n;
	const uint32_t *rule = bw_claims_of(m->c, advisory, &n);
	int rc = 0;

	match_begin(m, true);
	m->package_list.n = 0;
	if (!bw_claims_holds(m->c, advisory))
		return 0;
	for (uint32_t i = 0; i < n && rc == 0; i++)
		rc = reach(m, bw_claims_rule(m->c, rule[i]), &last, err);
	return rc == 0 ? match_reached(m, err) : rc;
}

int
bw_match_problems(
    struct bw_match *m, const uint32_t *problem, size_t n, struct bw_err *err)
{
	uint32_t last = BW_NONE;
	int rc = 0;

	match_begin(m, true);
	m->package_list.n = 0;
	for (uint32_t i = 0; i < m->c->n_rule && rc == 0; i++) {
		const struct bw_rule *r = bw_claims_rule(m->c, i);
		size_t k = 0;

		while (k < n && problem[k] != r->problem)
			k++;
		if (k < n && bw_claims_holds(m->c, r->advisory))
			rc = reach(m, r, &last, err);
	}
	return rc == 0 ? match_reached(m, err) : rc;
}
