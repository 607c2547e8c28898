/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * check_cyber.c - which vulnerabilities touch the machines of the company.
 *
 * Who owns a machine is told by its inventory, what touches it by the cyber
 * pillar. A finding is a vulnerability with all machines it touches, ranked as
 * on the machine where it is most urgent (rules/cyber/rank.yaml), which also
 * tells whether it is to be acted on or planned. After MOST of them the rest is
 * one finding with their number, so that the other pillars are not buried. What
 * is unknown is one finding as well.
 */
#include "base/vec.h"
#include "check/check_priv.h"
#include "cyber/cyber_load.h"
#include "cyber/ranker.h"

#define MOST 10 /* findings of their own */

struct touch {
	uint32_t problem, host, package, rule;
	uint32_t rank; /* of the ranker */
	uint8_t says;
};
struct group { /* touches of one vulnerability, the most urgent first */
	uint32_t first, n;
};
struct cyber {
	struct bw_check *check;
	const struct bw_view *v;
	struct bw_arena *a;
	struct bw_err *err;
	struct bw_cyber c;
	const int64_t *row; /* of the party */
	size_t n_row;
	struct bw_ranker *ranker;
	BW_VEC(struct touch) touch;
	BW_VEC(struct group) group; /* of what is affected */
};

static int
no_memory(struct cyber *k)
{
	return bw_fail(k->err, BW_ENOMEM, "no memory for the findings");
}

static int
found_one(void *ctx, const struct bw_told_row *row,
    const struct bw_inventory_rec *rec, int64_t owner, const int64_t *package,
    size_t n, struct bw_err *err)
{
	(void)row, (void)rec, (void)owner, (void)package, (void)n, (void)err;
	*(bool *)ctx = true;
	return 0;
}

/* Without a machine nothing has to be brought into memory. */
static int
has_machines(struct cyber *k, bool *yes)
{
	int rc = 0;

	*yes = false;
	for (size_t i = 0; i < k->n_row && rc == 0 && !*yes; i++)
		rc = bw_told_hosts(bw_view_world(k->v), bw_view_known(k->v),
		    BW_STR(""), k->row[i], found_one, yes, k->err);
	return rc;
}

static bool
owns(const struct cyber *k, int64_t owner)
{
	for (size_t i = 0; i < k->n_row; i++)
		if (owner != 0 && k->row[i] == owner)
			return true;
	return false;
}

static int
keep(struct cyber *k, uint32_t host, const struct bw_match_result *r)
{
	for (size_t i = 0; i < r->n_verdict; i++) {
		const struct bw_verdict *v = &r->verdict[i];
		const struct bw_opinion *o =
		    bw_opinion_decides(&r->opinion[v->first], v->n);
		struct touch t = { .problem = v->problem,
			.host = host,
			.package = v->package,
			.says = v->says,
			.rule = o->rule };
		struct bw_machine_facts m = bw_cyber_machine(&k->c, host);
		int rc =
		    bw_ranker_rank(k->ranker, v->problem, &m, &t.rank, k->err);

		if (rc != 0)
			return rc;
		if (!bw_vec_push(&k->touch, t))
			return no_memory(k);
	}
	return 0;
}

static int
match_machines(struct cyber *k)
{
	struct bw_match_opt opt = { .least = BW_SURE_DERIVED };
	struct bw_match *m = NULL;
	int rc = bw_match_new(
	    &m, &k->c.claims, &k->c.estate, &k->c.precedence, &opt, k->err);

	for (uint32_t h = 0; h < k->c.estate.n_host && rc == 0; h++) {
		struct bw_match_result r;

		if (!bw_estate_has_host(&k->c.estate, h) ||
		    !owns(k, k->c.host[h].owner))
			continue;
		rc = bw_match_host(m, h, k->err);
		r = bw_match_result(m);
		if (rc == 0)
			rc = keep(k, h, &r);
	}
	bw_match_free(m);
	return rc;
}

static const struct bw_ranked *
ranked(const struct cyber *k, const struct touch *t)
{
	return bw_ranker_at(k->ranker, t->rank);
}

/* Affected first, one vulnerability together, the most urgent machine first. */
static int
by_problem(const void *x, const void *y, void *ctx)
{
	const struct touch *a = x, *b = y;
	const struct cyber *k = ctx;
	int o;

	if (a->says != b->says)
		return a->says == BW_SAYS_AFFECTED ? -1 : 1;
	if (a->problem != b->problem)
		return a->problem < b->problem ? -1 : 1;
	o = bw_rank_key_compare(&ranked(k, a)->key, &ranked(k, b)->key);
	if (o != 0)
		return o;
	if (a->host != b->host)
		return a->host < b->host ? -1 : 1;
	return (a->package > b->package) - (a->package < b->package);
}

static int
by_need(const void *x, const void *y, void *ctx)
{
	const struct group *a = x, *b = y;
	const struct cyber *k = ctx;

	return bw_rank_key_compare(&ranked(k, &k->touch.v[a->first])->key,
	    &ranked(k, &k->touch.v[b->first])->key);
}

/* *unknown is where what is not known begins. */
static int
sort_touches(struct cyber *k, size_t *unknown)
{
	struct touch *t = k->touch.v;
	size_t i = 0;

	if (k->touch.n > 0)
		qsort_r(t, k->touch.n, sizeof(*t), by_problem, k);
	while (i < k->touch.n && t[i].says == BW_SAYS_AFFECTED) {
		struct group g = { (uint32_t)i, 1 };

		while (i + g.n < k->touch.n && t[i + g.n].says == t[i].says &&
		    t[i + g.n].problem == t[i].problem)
			g.n++;
		if (!bw_vec_push(&k->group, g))
			return no_memory(k);
		i += g.n;
	}
	if (k->group.n > 0)
		qsort_r(
		    k->group.v, k->group.n, sizeof(*k->group.v), by_need, k);
	*unknown = i;
	return 0;
}

/* ---- findings ---- */

/* "web-1: openssl 3.0.1" */
static struct bw_text
place(const struct cyber *k, const struct touch *t)
{
	const struct bw_package *p =
	    bw_estate_package_at(&k->c.estate, t->package);

	return bw_text_same(bw_arena_fmt(k->a, "%.*s: %.*s %.*s",
	    BW_ARG(k->c.host[t->host].name),
	    BW_ARG(bw_intern_text(&k->c.estate.texts, p->label)),
	    BW_ARG(bw_intern_text(&k->c.estate.texts, p->version))));
}

static int
advisory_load(void *ctx, const struct bw_told_row *row,
    const struct bw_advisory_rec *rec, struct bw_err *err)
{
	(void)rec, (void)err;
	*(uint32_t *)ctx = row->load;
	return 0;
}

/* The machines, then who says so. */
static int
tell(struct cyber *k, struct bw_finding *f, const struct touch *t, size_t n)
{
	const struct bw_spoken *s = bw_claims_advisory(
	    &k->c.claims, bw_claims_rule(&k->c.claims, t->rule)->advisory);
	struct bw_evidence said = { 0 };
	int rc = bw_told_advisory(bw_view_world(k->v), (int64_t)s->row,
	    advisory_load, &said.source, k->err);

	for (size_t i = 0; i < n && rc == 0; i++)
		rc = check_evidence(f,
		    (struct bw_evidence){ .says = place(k, &t[i]),
			.source = k->c.host[t[i].host].load },
		    k->err);
	said.says = bw_text_same(bw_arena_fmt(k->a, "%.*s: %.*s",
	    BW_ARG(bw_claims_text(&k->c.claims, s->publisher)),
	    BW_ARG(bw_claims_text(
		&k->c.claims, s->title != BW_NONE ? s->title : s->ref))));
	return rc == 0 ? check_evidence(f, said, k->err) : rc;
}

static struct bw_text
number(const struct cyber *k, size_t n)
{
	return bw_text_same(bw_arena_fmt(k->a, "%zu", n));
}

/* The words of the vulnerability on its most urgent machine. */
static int
fill_affected(struct cyber *k, const struct touch *t, size_t n,
    struct bw_fill *fill, size_t *n_fill)
{
	const struct bw_claims *c = &k->c.claims;
	const struct bw_rule *r = bw_claims_rule(c, t->rule);
	struct bw_machine_facts m = bw_cyber_machine(&k->c, t->host);
	struct bw_rated rated;
	struct bw_str figures;
	char tier[48];
	int rc =
	    bw_ranker_detail(k->ranker, t->problem, &m, &rated, k->a, k->err);

	if (rc != 0)
		return rc;
	figures = bw_rated_figures(&rated, k->a);
	snprintf(tier, sizeof(tier), "match.tier.%.*s", BW_ARG(rated.tier));
	fill[0] = (struct bw_fill){ "vuln",
		bw_text_same(bw_intern_get(&c->problems, t->problem)) };
	fill[1] = (struct bw_fill){ "first", place(k, t) };
	fill[2] = (struct bw_fill){ "n", number(k, n) };
	fill[3] = (struct bw_fill){ "by",
		bw_text_same(bw_claims_text(
		    c, bw_claims_advisory(c, r->advisory)->publisher)) };
	fill[4] = (struct bw_fill){ "remedy",
		bw_text_same(bw_claims_text(c, r->remedy)) };
	fill[5] = (struct bw_fill){ "tier", bw_text(tier) };
	fill[6] = (struct bw_fill){ "reason", rated.line->reason };
	fill[7] = (struct bw_fill){ "figures",
		bw_text_same(figures.n == 0
			? figures
			: bw_arena_fmt(k->a, " (%.*s)", BW_ARG(figures))) };
	*n_fill = 8;
	return 0;
}

static enum bw_level
level_of(const struct cyber *k, const struct touch *t)
{
	return bw_ranker_acts(k->ranker, t->rank) ? BW_ACT : BW_PLAN;
}

static int
affected(struct cyber *k, const struct touch *t, size_t n)
{
	struct bw_str remedy = bw_claims_text(
	    &k->c.claims, bw_claims_rule(&k->c.claims, t->rule)->remedy);
	struct bw_fill fill[8];
	struct bw_finding *f = check_add(k->check, "cyber.affected", BW_CYBER,
	    level_of(k, t), BW_CERTAIN, k->err);
	size_t n_fill;
	int rc = f == NULL ? BW_ENOMEM : fill_affected(k, t, n, fill, &n_fill);

	if (rc != 0)
		return rc;
	f->title =
	    check_fill(k->a, n == 1 ? "check.cyber.one" : "check.cyber.more",
		fill, n_fill, &rc, k->err);
	f->reason =
	    check_fill(k->a, "check.cyber.reason", fill, n_fill, &rc, k->err);
	f->todo = check_fill(k->a,
	    remedy.n > 0 ? "check.cyber.remedy" : "check.cyber.todo", fill,
	    n_fill, &rc, k->err);
	f->who = bw_text("check.who.machines");
	return rc == 0 ? tell(k, f, t, n) : rc;
}

/* What is told by its number alone. */
static int
rest(struct cyber *k, const char *id, enum bw_certainty certainty,
    const char *const key[3], const struct touch *t, size_t n)
{
	struct bw_fill fill = { "n", number(k, n) };
	struct bw_finding *f = check_add(k->check, id, BW_CYBER,
	    certainty == BW_CERTAIN ? level_of(k, t) : BW_KNOW, certainty,
	    k->err);
	int rc = 0;

	if (f == NULL)
		return BW_ENOMEM;
	f->title = check_fill(k->a, key[0], &fill, 1, &rc, k->err);
	f->reason = check_fill(k->a, key[1], &fill, 1, &rc, k->err);
	f->todo = bw_text(key[2]);
	f->who = bw_text("check.who.machines");
	if (rc == 0 && certainty != BW_CERTAIN)
		rc = check_settle(f, bw_text("check.cyber.settle"), k->err);
	return rc == 0 ? tell(k, f, t, 1) : rc;
}

static int
findings(struct cyber *k)
{
	static const char *const others[] = { "check.cyber.others",
		"check.cyber.others-reason", "check.cyber.others-todo" };
	static const char *const unknown[] = { "check.cyber.unknown",
		"check.cyber.unknown-reason", "check.cyber.unknown-todo" };
	size_t from = 0;
	int rc = sort_touches(k, &from);

	for (size_t i = 0; i < k->group.n && i < MOST && rc == 0; i++)
		rc = affected(
		    k, &k->touch.v[k->group.v[i].first], k->group.v[i].n);
	if (rc == 0 && k->group.n > MOST)
		rc = rest(k, "cyber.affected-more", BW_CERTAIN, others,
		    &k->touch.v[k->group.v[MOST].first], k->group.n - MOST);
	if (rc == 0 && from < k->touch.n)
		rc = rest(k, "cyber.unknown", BW_POSSIBLE, unknown,
		    &k->touch.v[from], k->touch.n - from);
	return rc;
}

static int
run(struct cyber *k)
{
	bool machines;
	int rc = has_machines(k, &machines);

	if (rc != 0 || !machines)
		return rc;
	rc = bw_cyber_open(
	    &k->c, bw_view_world(k->v), bw_view_known(k->v), k->err);
	if (rc == 0)
		rc = bw_ranker_new(&k->ranker, &k->c.claims, k->err);
	if (rc == 0)
		rc = match_machines(k);
	return rc == 0 ? findings(k) : rc;
}

int
check_cyber(struct bw_check *c, const struct bw_view *v, struct bw_arena *a,
    struct bw_err *err)
{
	struct cyber k = { .check = c, .v = v, .a = a, .err = err };
	int64_t *row;
	int rc = bw_view_rows(v, c->party, a, &row, &k.n_row, err);

	k.row = row;
	if (rc == 0)
		rc = run(&k);
	bw_vec_release(&k.touch);
	bw_vec_release(&k.group);
	bw_ranker_free(k.ranker);
	if (k.c.host != NULL || k.c.claims.n_rule > 0)
		bw_cyber_close(&k.c);
	return rc;
}
