/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match_settle.c - voices become a verdict.
 *
 * Voices are heard by rank, and within a rank the newest first; of one
 * publisher only the newest counts. The first rank that says yes or no
 * decides. Doubt of a higher rank does not silence a lower one that knows: if
 * the vendor's range could not be read, but a database names the version, the
 * version is affected. Three cases stay unknown in spite of a lower "no": the
 * source is still looking, equals contradict each other, or a distribution may
 * have put the remedy into its package.
 */
#include "cyber/match_priv.h"

static const struct bw_spoken *
spoken(const struct bw_match *m, const struct bw_opinion *o)
{
	return bw_claims_advisory(
	    m->c, bw_claims_rule(m->c, o->rule)->advisory);
}

static int64_t
modified(const struct bw_match *m, const struct bw_opinion *o)
{
	return spoken(m, o)->modified;
}

/* In the order in which they were told, whatever the numbers of names are. */
static int
by_claim(const struct bw_rule *a, const struct bw_rule *b)
{
	if (a->advisory != b->advisory)
		return a->advisory < b->advisory ? -1 : 1;
	return (a->claim > b->claim) - (a->claim < b->claim);
}

static int
by_rank(const void *x, const void *y, void *ctx)
{
	const struct bw_opinion *a = x, *b = y;
	const struct bw_match *m = ctx;

	if (a->rank != b->rank)
		return (int)a->rank - (int)b->rank;
	if (modified(m, a) != modified(m, b))
		return modified(m, a) > modified(m, b) ? -1 : 1;
	return by_claim(
	    bw_claims_rule(m->c, a->rule), bw_claims_rule(m->c, b->rule));
}

static int
by_publisher(const void *x, const void *y, void *ctx)
{
	const struct bw_opinion *a = x, *b = y;
	const struct bw_match *m = ctx;
	uint32_t p = spoken(m, a)->publisher, q = spoken(m, b)->publisher;

	if (a->rank != b->rank)
		return (int)a->rank - (int)b->rank;
	if (p != q)
		return p < q ? -1 : 1;
	return (modified(m, a) < modified(m, b)) -
	    (modified(m, a) > modified(m, b));
}

/* A newer advisory of the same publisher takes the place of an older one. */
static void
newest_only(struct bw_match *m, struct bw_opinion *o, size_t n)
{
	size_t newest = 0;

	qsort_r(o, n, sizeof(*o), by_publisher, m);
	for (size_t i = 1; i < n && o[i].rank != BW_NO_VOICE; i++)
		if (o[newest].rank != o[i].rank ||
		    spoken(m, &o[newest])->publisher !=
			spoken(m, &o[i])->publisher)
			newest = i;
		else if (modified(m, &o[newest]) != modified(m, &o[i]))
			o[i].rank = BW_NO_VOICE;
}

/* A "no" that is told counts before one that follows from silence. */
static unsigned
silence(const struct bw_opinion *o)
{
	return o->says != BW_SAYS_NOT  ? 0
	    : o->why == BW_WHY_OUTSIDE ? 2
	    : o->why == BW_WHY_DEFAULT ? 1
				       : 0;
}

/* What one rank says together; *who is the opinion that stands for it. */
static unsigned
one_rank(struct bw_opinion *o, size_t n, struct bw_opinion **who)
{
	struct bw_opinion *yes = NULL, *no = NULL, *doubt = NULL;

	for (size_t i = 0; i < n; i++) {
		struct bw_opinion **to = o[i].says == BW_SAYS_AFFECTED ? &yes
		    : o[i].says == BW_SAYS_NOT                         ? &no
								       : &doubt;

		if (*to == NULL || silence(&o[i]) < silence(*to))
			*to = &o[i];
	}
	/* A version outside of one's range is no contradiction: the other
	 * knows of more versions. */
	if (yes != NULL && no != NULL && silence(no) == 0) {
		*who = yes;
		no->decides = true;
		return BW_SAYS_NOTHING; /* conflict */
	}
	*who = yes != NULL ? yes : no != NULL ? no : doubt;
	return (*who)->says;
}

static void
take(struct bw_verdict *v, struct bw_opinion *who, unsigned says, unsigned why)
{
	v->says = (uint8_t)says;
	v->why = (uint8_t)why;
	v->sure = who->sure;
	who->decides = true;
}

/* Does doubt stand although somebody lower says no? */
static bool
stubborn(const struct bw_verdict *v)
{
	return v->why == BW_WHY_INVESTIGATING || v->why == BW_WHY_CONFLICT ||
	    v->why == BW_WHY_BACKPORT;
}

static void
decide(struct bw_verdict *v, struct bw_opinion *o, size_t n)
{
	for (size_t i = 0, end; i < n && o[i].rank != BW_NO_VOICE; i = end) {
		struct bw_opinion *who;
		unsigned says;

		for (end = i + 1; end < n && o[end].rank == o[i].rank;)
			end++;
		says = one_rank(o + i, end - i, &who);
		if (v->says == BW_SAYS_UNKNOWN &&
		    (says == BW_SAYS_UNKNOWN ||
			(says == BW_SAYS_NOT && stubborn(v))))
			continue;
		if (says == BW_SAYS_NOTHING)
			take(v, who, BW_SAYS_UNKNOWN, BW_WHY_CONFLICT);
		else
			take(v, who, says, who->why);
		if (v->says != BW_SAYS_UNKNOWN)
			return;
	}
}

int
match_settle(
    struct bw_match *m, uint32_t problem, size_t first, struct bw_err *err)
{
	size_t n = m->opinion.n - first;
	struct bw_opinion *o;
	struct bw_verdict v = { .package = m->package,
		.problem = problem,
		.first = (uint32_t)first,
		.n = (uint32_t)n };

	if (n == 0)
		return 0;
	o = &m->opinion.v[first];
	if (n > 1) {
		newest_only(m, o, n);
		qsort_r(o, n, sizeof(*o), by_rank, m);
	}
	decide(&v, o, n);
	if (v.says == BW_SAYS_NOT && !m->opt.silent) {
		m->opinion.n = first;
		return 0;
	}
	return bw_vec_push(&m->verdict, v)
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for matching");
}
