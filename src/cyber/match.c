/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match.c - which rules speak of a package, and whom an advisory touches.
 */
#include "cyber/match_priv.h"
#include "cyber/purl.h"

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for matching");
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
	m->name_in_claims = bw_calloc(e->names.n + 1, sizeof(uint32_t));
	m->name_in_estate = bw_calloc(c->names.n + 1, sizeof(uint32_t));
	m->where = bw_calloc(c->n_where + 1u, sizeof(*m->where));
	if (m->name_in_claims != NULL && m->name_in_estate != NULL &&
	    m->where != NULL)
		return 0;
	bw_match_free(m);
	*out = NULL;
	return no_memory(err);
}

void
bw_match_free(struct bw_match *m)
{
	if (m == NULL)
		return;
	bw_free(m->name_in_claims);
	bw_free(m->name_in_estate);
	bw_free(m->where);
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

/* Kept as the id and 2, 1 when it is nowhere. */
static uint32_t
same_name(uint32_t *kept, const struct bw_intern *there,
    const struct bw_intern *here, uint32_t name)
{
	if (*kept == 0)
		*kept = bw_intern_find(there, bw_intern_get(here, name)) + 2;
	return *kept - 2;
}

uint32_t
match_in_claims(struct bw_match *m, uint32_t estate_name)
{
	return same_name(&m->name_in_claims[estate_name], &m->c->names,
	    &m->e->names, estate_name);
}

uint32_t
match_in_estate(struct bw_match *m, uint32_t claims_name)
{
	return same_name(&m->name_in_estate[claims_name], &m->e->names,
	    &m->c->names, claims_name);
}

/* ---- rules that speak of a package ---- */

static int
take_rule(struct bw_match *m, uint32_t at, uint8_t sure, struct bw_err *err)
{
	const struct bw_rule *r = bw_claims_rule(m->c, at);
	const struct bw_package *p = bw_estate_package_at(m->e, m->package);
	struct candidate one = { .rule = at,
		.problem = r->problem,
		.advisory = r->advisory,
		.claim = r->claim,
		.sure = sure > r->sure ? sure : r->sure };

	if (one.sure > m->opt.least || !bw_claims_holds(m->c, r->advisory))
		return 0;
	if (r->qualifiers != BW_NONE &&
	    !bw_purl_covers(bw_claims_text(m->c, r->qualifiers),
		bw_intern_text(&m->e->texts, p->qualifiers)))
		return 0;
	return bw_vec_push(&m->candidate, one) ? 0 : no_memory(err);
}

/* The first rule of these that is about this problem or a later one. */
static uint32_t
rule_about(const struct bw_claims *c, struct bw_rule_span in, uint32_t problem)
{
	uint32_t lo = in.from, hi = in.end;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (bw_claims_rule(c, mid)->problem < problem)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static int
take_some(struct bw_match *m, struct bw_rule_span in, uint8_t sure,
    struct bw_err *err)
{
	int rc = 0;

	for (size_t k = 0; k < m->problem.n && rc == 0; k++) {
		uint32_t problem = m->problem.v[k];

		for (uint32_t i = rule_about(m->c, in, problem); i < in.end &&
		     rc == 0 && bw_claims_rule(m->c, i)->problem == problem;
		     i++)
			rc = take_rule(m, i, sure, err);
	}
	return rc;
}

static int
take_name(struct bw_match *m, uint32_t name, uint8_t sure, struct bw_err *err)
{
	int rc = 0;

	for (unsigned l = 0; l < BW_LAYERS && rc == 0; l++) {
		struct bw_rule_span in = bw_claims_named(m->c, name, l);

		if (m->some)
			rc = take_some(m, in, sure, err);
		for (uint32_t i = in.from; i < in.end && !m->some && rc == 0;
		     i++)
			rc = take_rule(m, i, sure, err);
	}
	return rc;
}

static struct bw_str
name_of(const struct bw_match *m, const struct candidate *c)
{
	return bw_intern_get(&m->c->names, bw_claims_rule(m->c, c->rule)->name);
}

static int
by_claim(const void *x, const void *y, void *ctx)
{
	const struct candidate *a = x, *b = y;
	const struct bw_match *m = ctx;

	if (a->problem != b->problem)
		return a->problem < b->problem ? -1 : 1;
	if (a->advisory != b->advisory)
		return a->advisory < b->advisory ? -1 : 1;
	if (a->claim != b->claim)
		return a->claim < b->claim ? -1 : 1;
	if (a->sure != b->sure)
		return (int)a->sure - (int)b->sure;
	return a->rule == b->rule ? 0
				  : bw_str_cmp(name_of(m, a), name_of(m, b));
}

/* The rules under one name are: most packages are met under one. */
static bool
in_order(const struct bw_match *m)
{
	size_t i = 1;

	while (i < m->candidate.n &&
	    by_claim(&m->candidate.v[i - 1], &m->candidate.v[i],
		(void *)(uintptr_t)m) <= 0)
		i++;
	return i >= m->candidate.n;
}

/* A claim that is met under several names counts once, as sure as the surest
 * of them. */
static void
each_claim_once(struct bw_match *m)
{
	size_t kept = 0;

	if (m->candidate.n == 0)
		return;
	if (!in_order(m))
		qsort_r(m->candidate.v, m->candidate.n, sizeof(*m->candidate.v),
		    by_claim, m);
	for (size_t i = 1; i < m->candidate.n; i++)
		if (m->candidate.v[i].claim != m->candidate.v[kept].claim ||
		    m->candidate.v[i].problem != m->candidate.v[kept].problem)
			m->candidate.v[++kept] = m->candidate.v[i];
	m->candidate.n = kept + 1;
}

int
match_gather(struct bw_match *m, uint32_t package, struct bw_err *err)
{
	const struct bw_package *p = bw_estate_package_at(m->e, package);
	int rc = 0;

	m->package = package;
	m->candidate.n = 0;
	memset(m->keyed, 0, sizeof(m->keyed));
	for (uint32_t i = 0; i < p->n_name && rc == 0; i++) {
		const struct bw_package_name *n =
		    bw_estate_name_at(m->e, p->name + i);
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

/* The only voice says that other versions are affected: no verdict, found
 * without asking who speaks. Of most rules there is no more to say. */
static bool
of_others(struct bw_match *m, const struct candidate *c)
{
	const struct bw_rule *r = bw_claims_rule(m->c, c->rule);
	uint8_t why;

	return !m->opt.silent && r->status == BW_CLAIM_AFFECTED &&
	    (r->flags & BW_CLAIM_DEFAULT) == 0 && r->range != BW_NONE &&
	    match_inside(m, m->package, r->range, r->form, &why) ==
	    BW_INSIDE_NO;
}

int
match_judge(struct bw_match *m, uint32_t host, struct bw_err *err)
{
	int rc = 0;

	/* What a tree says of a host is the same for each of its packages. */
	if (m->asking == 0 || host == NO_HOST || host != m->host)
		m->asking++;
	m->host = host;
	for (size_t i = 0, end; i < m->candidate.n && rc == 0; i = end) {
		end = same_problem(m, i);
		if (end > i + 1 || !of_others(m, &m->candidate.v[i]))
			rc = judge(m, i, end, err);
	}
	return rc;
}

void
match_begin(struct bw_match *m, bool some)
{
	m->some = some;
	m->problem.n = m->opinion.n = m->verdict.n = m->hit.n = 0;
}

int
bw_match_package(struct bw_match *m, uint32_t package, struct bw_err *err)
{
	int rc;

	match_begin(m, false);
	rc = match_gather(m, package, err);
	return rc == 0 ? match_judge(m, NO_HOST, err) : rc;
}

int
bw_match_host(struct bw_match *m, uint32_t host, struct bw_err *err)
{
	struct bw_ids here = bw_estate_on_host(m->e, host);
	int rc = 0;

	match_begin(m, false);
	for (size_t i = 0; i < here.n && rc == 0; i++) {
		rc = match_gather(m, here.v[i], err);
		if (rc == 0)
			rc = match_judge(m, host, err);
	}
	return rc;
}
