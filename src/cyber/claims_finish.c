/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * claims_finish.c - rules in the order in which they are asked.
 */
#include "cyber/claims_priv.h"

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for claims");
}

static int
order(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int
by_name(const void *x, const void *y)
{
	const struct bw_rule *a = x, *b = y;
	int o = order(a->name, b->name);

	if (o == 0)
		o = order(a->problem, b->problem);
	if (o == 0)
		o = order(a->advisory, b->advisory);
	if (o == 0)
		o = order(a->claim, b->claim);
	if (o == 0)
		o = order(a->qualifiers, b->qualifiers);
	return o != 0 ? o : (int)a->sure - (int)b->sure;
}

/* A rule per problem of its entry. */
static int
spread_rules(struct bw_claims_build *b, const struct claims_joined *j,
    struct bw_err *err)
{
	size_t n = b->rule.n, kept = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t entry = b->rule.v[i].problem;

		for (uint32_t k = j->at[entry]; k < j->at[entry + 1]; k++) {
			struct bw_rule one = b->rule.v[i];

			one.problem = j->problem[k];
			if (k == j->at[entry])
				continue;
			if (!bw_vec_push(&b->rule, one))
				return no_memory(err);
		}
	}
	for (size_t i = 0; i < b->rule.n; i++) {
		struct bw_rule one = b->rule.v[i];

		if (i < n) {
			uint32_t entry = one.problem;

			if (j->at[entry] == j->at[entry + 1])
				continue; /* a vulnerability without a name */
			one.problem = j->problem[j->at[entry]];
		}
		b->rule.v[kept++] = one;
	}
	b->rule.n = kept;
	return 0;
}

/* The same claim under the same name says it once. */
static void
sort_rules(struct bw_claims_build *b)
{
	size_t kept = 0;

	if (b->rule.n == 0)
		return;
	qsort(b->rule.v, b->rule.n, sizeof(*b->rule.v), by_name);
	for (size_t i = 1; i < b->rule.n; i++) {
		const struct bw_rule *a = &b->rule.v[kept];
		const struct bw_rule *c = &b->rule.v[i];

		if (a->name != c->name || a->problem != c->problem ||
		    a->claim != c->claim || a->qualifiers != c->qualifiers)
			b->rule.v[++kept] = *c;
	}
	b->rule.n = kept + 1;
}

static int
index_names(struct bw_claims *c, struct bw_err *err)
{
	if (c->under != NULL) /* few rules: searched */
		return 0;
	c->at = bw_calloc(c->names.n + 1, sizeof(*c->at));
	if (c->at == NULL)
		return no_memory(err);
	for (uint32_t i = 0; i < c->n_rule; i++)
		c->at[c->rule[i].name + 1]++;
	for (size_t i = 0; i < c->names.n; i++)
		c->at[i + 1] += c->at[i];
	return 0;
}

static int
index_advisories(struct bw_claims *c, struct bw_err *err)
{
	struct claims_from from = claims_from(c);
	uint32_t n = c->n_rule - from.rule, sum = 0;
	uint32_t n_advisory = c->n_advisory - from.advisory;
	uint32_t *next = bw_calloc(n_advisory + 1, sizeof(*next));

	c->by_advisory = bw_calloc(n + 1, sizeof(*c->by_advisory));
	if (c->by_advisory == NULL || next == NULL) {
		bw_free(next);
		return no_memory(err);
	}
	for (uint32_t i = 0; i < n; i++)
		c->advisory[c->rule[i].advisory - from.advisory].n++;
	for (uint32_t i = 0; i < n_advisory; i++) {
		c->advisory[i].first = next[i] = sum;
		sum += c->advisory[i].n;
	}
	for (uint32_t i = 0; i < n; i++)
		c->by_advisory[next[c->rule[i].advisory - from.advisory]++] =
		    from.rule + i;
	bw_free(next);
	return 0;
}

/* ---- ratings ---- */

static int
by_problem(const void *x, const void *y)
{
	const struct bw_problem_rating *a = x, *b = y;
	int o = order(a->problem, b->problem);

	if (o == 0)
		o = (int)a->kind - (int)b->kind;
	if (o == 0)
		o = order(a->value, b->value);
	if (o == 0)
		o = order(a->by, b->by);
	if (o == 0)
		o = order(a->advisory, b->advisory);
	return o != 0 ? o : (a->at > b->at) - (a->at < b->at);
}

static int
spread_ratings(struct bw_claims_build *b, const struct claims_joined *j,
    struct bw_err *err)
{
	size_t n = b->rating.n;

	for (size_t i = 0; i < n; i++) {
		uint32_t entry = b->rating.v[i].problem;

		for (uint32_t k = j->at[entry]; k < j->at[entry + 1]; k++) {
			struct bw_problem_rating one = b->rating.v[i];

			one.problem = j->problem[k];
			if (!bw_vec_push(&b->rating, one))
				return no_memory(err);
		}
	}
	if (n > 0)
		memmove(b->rating.v, b->rating.v + n,
		    (b->rating.n - n) * sizeof(*b->rating.v));
	b->rating.n -= n;
	return 0;
}

static int
index_ratings(struct bw_claims *c, struct bw_err *err)
{
	if (c->n_rating > 0)
		qsort(c->rating, c->n_rating, sizeof(*c->rating), by_problem);
	if (c->under != NULL)
		return 0;
	c->rating_at = bw_calloc(c->problems.n + 1, sizeof(*c->rating_at));
	if (c->rating_at == NULL)
		return no_memory(err);
	for (size_t i = 0; i < c->n_rating; i++)
		c->rating_at[c->rating[i].problem + 1]++;
	for (size_t i = 0; i < c->problems.n; i++)
		c->rating_at[i + 1] += c->rating_at[i];
	return 0;
}

/* ---- counts ---- */

static void
count_one(struct bw_claims *c, const struct bw_spoken *s, bool add)
{
	for (unsigned i = 0; i < BW_COUNTS; i++)
		c->count[i] += add ? s->count[i] : -(uint64_t)s->count[i];
	c->n_holds += add ? 1 : UINT32_MAX;
	if (s->state == BW_ADV_WITHDRAWN)
		c->n_withdrawn += add ? 1 : UINT32_MAX;
}

static void
count_all(struct bw_claims *c)
{
	const struct bw_claims *u = c->under;
	uint32_t from = claims_from(c).advisory;

	if (u != NULL) {
		memcpy(c->count, u->count, sizeof(c->count));
		c->n_holds = u->n_holds;
		c->n_withdrawn = u->n_withdrawn;
	}
	for (uint32_t w = 0; u != NULL && w <= from / 64; w++)
		for (uint64_t left = c->gone[w]; left != 0; left &= left - 1)
			count_one(c,
			    &u->advisory[w * 64 +
				(uint32_t)__builtin_ctzll(left)],
			    false);
	for (uint32_t i = from; i < c->n_advisory; i++)
		count_one(c, &c->advisory[i - from], true);
}

/* ---- all ---- */

/* Arrays change hands; what was needed to build goes. */
#define MOVE(vec, array, count, from)                               \
	((array) = (vec).v, (count) = (uint32_t)((from) + (vec).n), \
	    (vec).v = NULL, (vec).n = 0)

static void
hand_over(
    struct bw_claims_build *b, struct claims_joined *j, struct bw_claims *out)
{
	struct claims_from from = claims_from(&b->c);

	*out = b->c;
	MOVE(b->rule, out->rule, out->n_rule, from.rule);
	MOVE(b->range, out->range, out->n_range, from.range);
	MOVE(b->advisory, out->advisory, out->n_advisory, from.advisory);
	MOVE(b->where, out->where, out->n_where, from.where);
	MOVE(
	    b->where_name, out->where_name, out->n_where_name, from.where_name);
	out->n_claim = b->claims;
	out->rating = b->rating.v;
	out->n_rating = b->rating.n;
	b->rating.v = NULL;
	out->gone_list = b->gone_list.v;
	out->n_gone_list = b->gone_list.n;
	b->gone_list.v = NULL;
	out->alias = j->alias;
	out->n_alias = j->n_alias;
	j->alias = NULL;
	b->c = (struct bw_claims){ 0 };
}

/* Numbers are of 32 bits; nobody has so much. */
static int
fits(const struct bw_claims_build *b, struct bw_err *err)
{
	struct claims_from from = claims_from(&b->c);

	if (b->rule.n >= BW_NONE - from.rule ||
	    b->where.n >= BW_NONE - from.where ||
	    b->where_name.n >= BW_NONE - from.where_name ||
	    b->rating.n >= BW_NONE)
		return bw_fail(err, BW_ELIMIT, "more than 4 billion claims");
	return 0;
}

static int
finish(struct bw_claims_build *b, struct claims_joined *j,
    struct bw_claims *out, struct bw_err *err)
{
	int rc = claims_join(b, j, err);

	if (rc == 0)
		rc = claims_leave_out_rejected(b, err);
	if (rc == 0)
		rc = spread_rules(b, j, err);
	if (rc == 0)
		rc = spread_ratings(b, j, err);
	if (rc == 0)
		rc = fits(b, err);
	if (rc != 0)
		return rc;
	sort_rules(b);
	hand_over(b, j, out);
	count_all(out);
	rc = index_names(out, err);
	if (rc == 0)
		rc = index_advisories(out, err);
	return rc == 0 ? index_ratings(out, err) : rc;
}

int
bw_claims_finish(
    struct bw_claims_build *b, struct bw_claims *out, struct bw_err *err)
{
	struct claims_joined j = { 0 };
	int rc;

	*out = (struct bw_claims){ 0 };
	rc = finish(b, &j, out, err);
	bw_free(j.at);
	bw_free(j.problem);
	bw_free(j.alias);
	if (rc != 0)
		bw_claims_release(out);
	bw_claims_abort(b);
	return rc;
}
