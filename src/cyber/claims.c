/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * claims.c - asking claims, whichever layer holds the answer.
 */
#include "cyber/claims_priv.h"

void
bw_claims_release(struct bw_claims *c)
{
	bw_intern_release(&c->names);
	bw_intern_release(&c->problems);
	bw_intern_release(&c->texts);
	bw_intern_release(&c->aliases);
	bw_free(c->gone);
	bw_free(c->gone_list);
	if (!c->mapped) {
		bw_free(c->rule);
		bw_free(c->at);
		bw_free(c->range);
		bw_free(c->advisory);
		bw_free(c->by_advisory);
		bw_free(c->where);
		bw_free(c->where_name);
		bw_free(c->rating);
		bw_free(c->rating_at);
		bw_free(c->alias);
	}
	bw_arena_release(&c->arena);
	*c = (struct bw_claims){ 0 };
}

struct claims_from
claims_from(const struct bw_claims *c)
{
	const struct bw_claims *u = c->under;

	if (u == NULL)
		return (struct claims_from){ 0 };
	return (struct claims_from){ u->n_rule, u->n_range, u->n_advisory,
		u->n_where, u->n_where_name };
}

/* The layer of number i, which becomes an index there. */
#define LAYER(c, i, count)                                \
	((c)->under == NULL || (i) < (c)->under->count    \
		? ((c)->under == NULL ? (c) : (c)->under) \
		: ((i) -= (c)->under->count, (c)))

struct bw_str
bw_claims_text(const struct bw_claims *c, uint32_t id)
{
	return bw_intern_text(&c->texts, id);
}

const struct bw_rule *
bw_claims_rule(const struct bw_claims *c, uint32_t rule)
{
	const struct bw_claims *l = LAYER(c, rule, n_rule);

	return &l->rule[rule];
}

const struct bw_range *
bw_claims_range(const struct bw_claims *c, uint32_t range)
{
	const struct bw_claims *l = LAYER(c, range, n_range);

	return &l->range[range];
}

const struct bw_spoken *
bw_claims_advisory(const struct bw_claims *c, uint32_t advisory)
{
	const struct bw_claims *l = LAYER(c, advisory, n_advisory);

	return &l->advisory[advisory];
}

const struct bw_where *
bw_claims_where(const struct bw_claims *c, uint32_t where)
{
	const struct bw_claims *l = LAYER(c, where, n_where);

	return &l->where[where];
}

uint32_t
bw_claims_where_name(const struct bw_claims *c, uint32_t at)
{
	const struct bw_claims *l = LAYER(c, at, n_where_name);

	return l->where_name[at];
}

bool
bw_claims_holds(const struct bw_claims *c, uint32_t advisory)
{
	return c->gone == NULL || advisory >= c->under->n_advisory ||
	    (c->gone[advisory / 64] >> advisory % 64 & 1) == 0;
}

/* ---- rules ---- */

/* The first rule of an upper layer under this name or a later one. */
static uint32_t
first_named(const struct bw_claims *c, uint32_t n, uint32_t name)
{
	uint32_t lo = 0, hi = n;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (c->rule[mid].name < name)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

struct bw_rule_span
bw_claims_named(const struct bw_claims *c, uint32_t name, unsigned layer)
{
	const struct bw_claims *l = c->under == NULL ? c : c->under;
	uint32_t base, n, from;

	if (layer == 0)
		return name < l->names.n
		    ? (struct bw_rule_span){ l->at[name], l->at[name + 1] }
		    : (struct bw_rule_span){ 0, 0 };
	if (c->under == NULL)
		return (struct bw_rule_span){ 0, 0 };
	base = c->under->n_rule;
	n = c->n_rule - base;
	from = first_named(c, n, name);
	return (struct bw_rule_span){ base + from,
		base + first_named(c, n, name + 1) };
}

const uint32_t *
bw_claims_of(const struct bw_claims *c, uint32_t advisory, uint32_t *n)
{
	const struct bw_claims *l = LAYER(c, advisory, n_advisory);

	*n = l->advisory[advisory].n;
	return l->by_advisory + l->advisory[advisory].first;
}

/* ---- ratings ---- */

/* Those of a problem in one layer. */
static struct bw_rule_span
rated(const struct bw_claims *c, uint32_t problem)
{
	size_t lo = 0, hi = c->n_rating, end;

	if (c->rating_at != NULL)
		return problem < c->problems.n
		    ? (struct bw_rule_span){ c->rating_at[problem],
			      c->rating_at[problem + 1] }
		    : (struct bw_rule_span){ 0, 0 };
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->rating[mid].problem < problem)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (end = lo; end < c->n_rating && c->rating[end].problem == problem;)
		end++;
	return (struct bw_rule_span){ (uint32_t)lo, (uint32_t)end };
}

/* Does what a lower layer says still hold in c? */
static bool
rating_holds(const struct bw_claims *c, const struct bw_problem_rating *r)
{
	if (r->advisory != BW_NONE)
		return bw_claims_holds(c, r->advisory);
	for (size_t i = 0; i < c->n_gone_list; i++)
		if (c->gone_list[i] == r->list)
			return false;
	return true;
}

bool
bw_claims_exploited(const struct bw_claims *c, uint32_t problem)
{
	for (const struct bw_claims *l = c; l != NULL; l = l->under) {
		struct bw_rule_span in = rated(l, problem);

		for (uint32_t i = in.from; i < in.end; i++)
			if (l->rating[i].kind == BW_RATING_EXPLOITED &&
			    (l == c || rating_holds(c, &l->rating[i])))
				return true;
	}
	return false;
}

static int
by_what_it_says(const void *x, const void *y, void *ctx)
{
	const struct bw_problem_rating *a = x, *b = y;
	const struct bw_claims *c = ctx;
	int o = (int)a->kind - (int)b->kind;

	if (o == 0)
		o = bw_str_cmp(
		    bw_claims_text(c, a->value), bw_claims_text(c, b->value));
	if (o == 0)
		o = bw_str_cmp(
		    bw_claims_text(c, a->by), bw_claims_text(c, b->by));
	if (o == 0)
		o = (a->advisory > b->advisory) - (a->advisory < b->advisory);
	return o != 0 ? o : (a->at > b->at) - (a->at < b->at);
}

int
bw_claims_ratings(const struct bw_claims *c, uint32_t problem,
    struct bw_ratings *out, struct bw_err *err)
{
	out->n = 0;
	for (const struct bw_claims *l = c; l != NULL; l = l->under) {
		struct bw_rule_span in = rated(l, problem);

		for (uint32_t i = in.from; i < in.end; i++)
			if ((l == c || rating_holds(c, &l->rating[i])) &&
			    !bw_vec_push(out, l->rating[i]))
				return bw_fail(
				    err, BW_ENOMEM, "no memory for ratings");
	}
	if (out->n > 1)
		qsort_r(out->v, out->n, sizeof(*out->v), by_what_it_says,
		    (void *)(uintptr_t)c);
	return 0;
}

void
bw_ratings_release(struct bw_ratings *r)
{
	bw_vec_release(r);
}

/* ---- names of vulnerabilities ---- */

bool
claims_is_cve(struct bw_str s)
{
	return s.n > 8 && bw_str_eq_nocase(bw_str_sub(s, 0, 4), BW_STR("CVE-"));
}

/* "cve-2026-1" is CVE-2026-1, "ghsa-aa-bb-cc" GHSA-aa-bb-cc: most names are
 * found so, without a walk over all. */
static uint32_t
find_written(const struct bw_intern *t, struct bw_str name)
{
	char text[64];
	bool first = true;

	if (name.n >= sizeof(text))
		return BW_NONE;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		text[i] = first && c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
		first = first && c != '-';
	}
	return bw_intern_find(t, (struct bw_str){ text, name.n });
}

static uint32_t
find_nocase(const struct bw_intern *t, struct bw_str name)
{
	uint32_t id = bw_intern_find(t, name);

	if (id == BW_NONE)
		id = find_written(t, name);
	for (uint32_t i = 0; id == BW_NONE && i < t->n; i++)
		if (bw_str_eq_nocase(bw_intern_get(t, i), name))
			id = i;
	return id;
}

const struct bw_alias *
claims_aliases(const struct bw_claims *c, uint32_t name, size_t *n)
{
	size_t lo = 0, hi = c->n_alias;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->alias[mid].name < name)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (*n = 0; lo + *n < c->n_alias && c->alias[lo + *n].name == name;)
		++*n;
	return *n == 0 ? NULL : &c->alias[lo];
}

size_t
bw_claims_called(
    const struct bw_claims *c, struct bw_str name, uint32_t *out, size_t most)
{
	uint32_t id = find_nocase(&c->problems, name);
	size_t found = 0, n;

	if (id != BW_NONE) {
		if (most > 0)
			out[0] = id;
		return 1;
	}
	id = find_nocase(&c->aliases, name);
	for (const struct bw_claims *l = c; l != NULL && id != BW_NONE;
	     l = l->under) {
		const struct bw_alias *a = claims_aliases(l, id, &n);

		for (size_t i = 0; i < n; i++) {
			size_t k = 0, told = found < most ? found : most;

			while (k < told && out[k] != a[i].problem)
				k++;
			if (a[i].problem == BW_NONE || k < told)
				continue;
			if (found < most)
				out[found] = a[i].problem;
			found++;
		}
	}
	return found;
}
