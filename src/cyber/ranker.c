/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ranker.c - each vulnerability on each kind of machine is ranked once.
 */
#include "cyber/ranker.h"
#include "base/vec.h"

struct bw_ranker {
	const struct bw_claims *c;
	struct bw_ranking *rule;
	struct bw_intern kinds; /* problem, exposure, importance */
	BW_VEC(struct bw_ranked) ranked;
	struct bw_ratings ratings;
	struct bw_arena scratch;
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for the ranking");
}

int
bw_ranker_new(
    struct bw_ranker **out, const struct bw_claims *c, struct bw_err *err)
{
	struct bw_ranker *k = bw_calloc(1, sizeof(*k));
	int rc;

	*out = NULL;
	if (k == NULL)
		return no_memory(err);
	k->c = c;
	bw_intern_init(&k->kinds);
	bw_arena_init(&k->scratch, 0);
	rc = bw_ranking_new(&k->rule, err);
	if (rc == 0)
		*out = k;
	else
		bw_ranker_free(k);
	return rc;
}

void
bw_ranker_free(struct bw_ranker *k)
{
	if (k == NULL)
		return;
	bw_ranking_free(k->rule);
	bw_intern_release(&k->kinds);
	bw_vec_release(&k->ranked);
	bw_ratings_release(&k->ratings);
	bw_arena_release(&k->scratch);
	bw_free(k);
}

const struct bw_rank_rule *
bw_ranker_rule(const struct bw_ranker *k)
{
	return bw_ranking_rule(k->rule);
}

const struct bw_ranked *
bw_ranker_at(const struct bw_ranker *k, uint32_t at)
{
	return &k->ranked.v[at];
}

bool
bw_ranker_acts(const struct bw_ranker *k, uint32_t at)
{
	return k->ranked.v[at].urgency.tier <= bw_ranker_rule(k)->act;
}

int
bw_ranker_detail(struct bw_ranker *k, uint32_t problem,
    const struct bw_machine_facts *m, struct bw_rated *out, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_said *said;
	size_t n;
	int rc =
	    bw_said_of_problem(k->c, problem, &k->ratings, &said, &n, a, err);

	return rc == 0
	    ? bw_rated_of(out, k->rule, bw_intern_get(&k->c->problems, problem),
		  said, n, m, a, err)
	    : rc;
}

static int
work_out(struct bw_ranker *k, uint32_t problem,
    const struct bw_machine_facts *m, struct bw_err *err)
{
	struct bw_arena_mark mark = bw_arena_mark(&k->scratch);
	const struct bw_rank_told *exploited;
	struct bw_rated r;
	struct bw_ranked one;
	int rc = bw_ranker_detail(k, problem, m, &r, &k->scratch, err);

	if (rc == 0) {
		exploited = &r.facts.fact[BW_RANK_EXPLOITED];
		one = (struct bw_ranked){ bw_rank_key(
					      bw_ranker_rule(k), &r.facts),
			r.line, r.urgency_of,
			exploited->n == 1 &&
			    bw_str_is(exploited->word[0], "yes") };
		if (!bw_vec_push(&k->ranked, one))
			rc = no_memory(err);
	}
	bw_arena_reset(&k->scratch, mark);
	return rc;
}

int
bw_ranker_rank(struct bw_ranker *k, uint32_t problem,
    const struct bw_machine_facts *m, uint32_t *at, struct bw_err *err)
{
	struct bw_arena_mark mark = bw_arena_mark(&k->scratch);
	struct bw_str key = bw_arena_fmt(&k->scratch, "%u %.*s %.*s", problem,
	    BW_ARG(m->exposure), BW_ARG(m->importance));
	int rc = key.p == NULL ? no_memory(err) : 0;

	if (rc == 0)
		rc = bw_intern_add(&k->kinds, key, at, NULL, err);
	bw_arena_reset(&k->scratch, mark);
	return rc == 0 && *at >= k->ranked.n ? work_out(k, problem, m, err)
					     : rc;
}
