/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match.c - which rules speak of a package, and whom an advisory touches.
 */
#include "cyber/match_priv.h"
#include "cyber/purl.h"

#define UNASKED (UINT32_MAX - 1)

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for matching");
}

static uint32_t *
unasked(size_t n)
{
	uint32_t *v = bw_calloc(n + 1, sizeof(*v));

	for (size_t i = 0; v != NULL && i < n; i++)
		v[i] = UNASKED;
	return v;
}

int
bw_match_new(struct bw_match **out, const struct bw_claims *c,
    const struct bw_estate *e, const struct bw_precedence *p,
    const struct bw_match_opt *opt, struct bw_err *err)
{
	struct bw_match *m = bw_calloc(1, sizeof(*m));

	*out = m;
	if (m == NULL)
		return no_memory(err);
	m->c = c;
	m->e = e;
	m->p = p;
	m->opt = *opt;
	m->name_in_claims = unasked(e->names.n);
	m->name_in_estate = unasked(c->names.n);
	if (m->name_in_claims == NULL || m->name_in_estate == NULL)
		return no_memory(err);
	return 0;
}

void
bw_match_free(struct bw_match *m)
{
	if (m == NULL)
		return;
	bw_free(m->name_in_claims);
	bw_free(m->name_in_estate);
	for (unsigned i = 0; i < BW_SCHEMES; i++)
		bw_buf_release(&m->key[i]);
	bw_vec_release(&m->candidate);
	bw_vec_release(&m->problem);
	bw_vec_release(&m->opinion);
	bw_vec_release(&m->verdict);
	bw_vec_release(&m->hit);
	bw_vec_release(&m->package_list);
	bw_free(m);
}

struct bw_match_result
bw_match_result(const struct bw_match *m)
{
	return (struct bw_match_result){ m->verdict.v, m->opinion.v, m->hit.v,
		m->verdict.n, m->opinion.n, m->hit.n };
}

const struct bw_opinion *
bw_opinion_decides(const struct bw_opinion *o, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (o[i].decides)
			return &o[i];
	return o;
}

uint32_t
match_in_claims(struct bw_match *m, uint32_t estate_name)
{
	uint32_t *to = &m->name_in_claims[estate_name];

	if (*to == UNASKED)
		*to = bw_intern_find(
		    &m->c->names, bw_intern_get(&m->e->names, estate_name));
	return *to;
}

uint32_t
match_in_estate(struct bw_match *m, uint32_t claims_name)
{
	uint32_t *to = &m->name_in_estate[claims_name];

	if (*to == UNASKED)
		*to = bw_intern_find(
		    &m->e->names, bw_intern_get(&m->c->names, claims_name));
	return *to;
}

/* ---- rules that speak of a package ---- */

static int
take_rule(struct bw_match *m, uint32_t at, uint8_t sure, struct bw_err *err)
{
	const struct bw_rule *r = &m->c->rule[at];
	const struct bw_package *p = &m->e->package[m->package];
	struct candidate one = { .rule = at,
		.problem = r->problem,
		.advisory = r->advisory,
		.claim = r->claim,
		.sure = sure > r->sure ? sure : r->sure };

	if (one.sure > m->opt.least)
		return 0;
	if (r->qualifiers != BW_NONE &&
	    !bw_purl_covers(bw_claims_text(m->c, r->qualifiers),
		bw_intern_text(&m->e->texts, p->qualifiers)))
		return 0;
	return bw_vec_push(&m->candidate, one) ? 0 : no_memory(err);
}

/* The first rule under a name that is about this problem or a later one. */
static uint32_t
rule_about(const struct bw_claims *c, uint32_t name, uint32_t problem)
{
	uint32_t lo = c->at[name], hi = c->at[name + 1];

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (c->rule[mid].problem < problem)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static int
take_name(struct bw_match *m, uint32_t name, uint8_t sure, struct bw_err *err)
{
	const struct bw_claims *c = m->c;
	int rc = 0;

	if (!m->some) {
		for (uint32_t i = c->at[name]; i < c->at[name + 1] && rc == 0;
		     i++)
			rc = take_rule(m, i, sure, err);
		return rc;
	}
	for (size_t k = 0; k < m->problem.n && rc == 0; k++) {
		uint32_t problem = m->problem.v[k];

		for (uint32_t i = rule_about(c, name, problem);
		     i < c->at[name + 1] && c->rule[i].problem == problem &&
		     rc == 0;
		     i++)
			rc = take_rule(m, i, sure, err);
	}
	return rc;
}

static int
by_claim(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;

	if (a->problem != b->problem)
		return a->problem < b->problem ? -1 : 1;
	if (a->advisory != b->advisory)
		return a->advisory < b->advisory ? -1 : 1;
	if (a->claim != b->claim)
		return a->claim < b->claim ? -1 : 1;
	return (int)a->sure - (int)b->sure;
}

/* A claim that is met under several names counts once, as sure as the surest
 * of them. */
static void
each_claim_once(struct bw_match *m)
{
	size_t kept = 0;

	if (m->candidate.n == 0)
		return;
	qsort(
	    m->candidate.v, m->candidate.n, sizeof(*m->candidate.v), by_claim);
	for (size_t i = 1; i < m->candidate.n; i++)
		if (m->candidate.v[i].claim != m->candidate.v[kept].claim ||
		    m->candidate.v[i].problem != m->candidate.v[kept].problem)
			m->candidate.v[++kept] = m->candidate.v[i];
	m->candidate.n = kept + 1;
}

static int
gather(struct bw_match *m, uint32_t package, struct bw_err *err)
{
	const struct bw_package *p = &m->e->package[package];
	int rc = 0;

	m->package = package;
	m->candidate.n = 0;
	memset(m->keyed, 0, sizeof(m->keyed));
	for (uint32_t i = 0; i < p->n_name && rc == 0; i++) {
		const struct bw_package_name *n = &m->e->name[p->name + i];
		uint32_t name = match_in_claims(m, n->name);

		if (name != BW_NONE)
			rc = take_name(m, name, n->sure, err);
	}
	if (rc == 0)
		each_claim_once(m);
	return rc;
}

/* ---- verdicts ---- */

/* Candidates i .. end are about one problem. */
static int
judge(struct bw_match *m, size_t i, size_t end, struct bw_err *err)
{
	uint32_t problem = m->candidate.v[i].problem;
	size_t first = m->opinion.n, from;
	int rc = 0;

	for (; i < end && rc == 0; i += from) {
		const struct candidate *c = &m->candidate.v[i];

		for (from = 1;
		     i + from < end && c[from].advisory == c->advisory;)
			from++;
		rc = match_opinions(m, c, from, err);
	}
	return rc == 0 ? match_settle(m, problem, first, err) : rc;
}

static size_t
same_problem(const struct bw_match *m, size_t i)
{
	size_t end = i + 1;

	while (end < m->candidate.n &&
	    m->candidate.v[end].problem == m->candidate.v[i].problem)
		end++;
	return end;
}

static int
judge_all(struct bw_match *m, uint32_t host, struct bw_err *err)
{
	int rc = 0;

	m->host = host;
	for (size_t i = 0, end; i < m->candidate.n && rc == 0; i = end) {
		end = same_problem(m, i);
		rc = judge(m, i, end, err);
	}
	return rc;
}

static void
begin(struct bw_match *m, bool some)
{
	m->some = some;
	m->problem.n = m->opinion.n = m->verdict.n = m->hit.n = 0;
}

int
bw_match_package(struct bw_match *m, uint32_t package, struct bw_err *err)
{
	int rc;

	begin(m, false);
	rc = gather(m, package, err);
	return rc == 0 ? judge_all(m, NO_HOST, err) : rc;
}

int
bw_match_host(struct bw_match *m, uint32_t host, struct bw_err *err)
{
	const struct bw_estate *e = m->e;
	int rc = 0;

	begin(m, false);
	for (uint64_t i = e->host_at[host]; i < e->host_at[host + 1] && rc == 0;
	     i++) {
		rc = gather(m, e->on_host[i], err);
		if (rc == 0)
			rc = judge_all(m, host, err);
	}
	return rc;
}

/* ---- whom an advisory touches ---- */

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

/* Its problems, and the packages that its names can mean. */
static int
reach(struct bw_match *m, uint32_t advisory, struct bw_err *err)
{
	const struct bw_spoken *s = &m->c->advisory[advisory];
	uint32_t last = BW_NONE;

	m->package_list.n = 0;
	for (uint32_t i = 0; i < s->n; i++) {
		const struct bw_rule *r =
		    &m->c->rule[m->c->by_advisory[s->first + i]];
		uint32_t name;

		if (!bw_vec_push(&m->problem, r->problem))
			return no_memory(err);
		if (r->name == last)
			continue;
		last = r->name;
		name = match_in_estate(m, r->name);
		if (name == BW_NONE)
			continue;
		for (uint64_t k = m->e->called_at[name];
		     k < m->e->called_at[name + 1]; k++)
			if (!bw_vec_push(&m->package_list, m->e->called[k]))
				return no_memory(err);
	}
	m->problem.n = once(m->problem.v, m->problem.n);
	m->package_list.n = once(m->package_list.v, m->package_list.n);
	return 0;
}

static bool
depends_on_host(const struct bw_match *m)
{
	for (size_t i = 0; i < m->candidate.n; i++)
		if (m->c->rule[m->candidate.v[i].rule].where != BW_NONE)
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
on_all_hosts(struct bw_match *m, uint32_t package, struct bw_err *err)
{
	const struct bw_estate *e = m->e;
	bool each = depends_on_host(m);
	size_t first = m->verdict.n;
	int rc = each ? 0 : judge_all(m, NO_HOST, err);

	if (rc == 0 && !each && m->verdict.n == first)
		return 0;
	for (uint64_t i = e->where_at[package];
	     i < e->where_at[package + 1] && rc == 0; i++) {
		if (each) {
			first = m->verdict.n;
			rc = judge_all(m, e->where[i], err);
		}
		if (rc == 0)
			rc = hits(m, e->where[i], first, err);
	}
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

int
bw_match_advisory(struct bw_match *m, uint32_t advisory, struct bw_err *err)
{
	int rc;

	begin(m, true);
	rc = reach(m, advisory, err);
	for (size_t i = 0; i < m->package_list.n && rc == 0; i++) {
		rc = gather(m, m->package_list.v[i], err);
		if (rc == 0)
			rc = on_all_hosts(m, m->package_list.v[i], err);
	}
	if (rc == 0 && m->hit.n > 1)
		qsort(m->hit.v, m->hit.n, sizeof(*m->hit.v), by_host);
	return rc;
}
