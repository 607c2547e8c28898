/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_match.c - which hosts are touched by which vulnerabilities.
 *
 * match                     everything that is found
 * match HOST | OWNER        on that host, or on the hosts of that party
 * match VULNERABILITY | ADVISORY
 * match HOST VULNERABILITY  with every reason
 *
 * --since compares with what was found after an earlier load: what is the same
 * (host, component, vulnerability, verdict, tier, remedy) is not told again, so
 * a new revision that changes nothing that matters alerts nobody.
 */
#include "cli/match.h"
#include "base/progress.h"

struct wanted {
	uint32_t host, advisory; /* BW_NONE: any; host: every one of its name */
	int64_t owner;           /* row of party; 0: any */
	uint32_t problem[32];    /* any of them */
	size_t n_problem;        /* 0: any at all */
};

/* ---- what is asked ---- */

static bool
is_problem(const struct bw_cyber *c, struct bw_str text, struct wanted *w)
{
	w->n_problem =
	    bw_claims_called(&c->claims, text, w->problem, BW_LEN(w->problem));
	if (w->n_problem > BW_LEN(w->problem))
		w->n_problem = BW_LEN(w->problem);
	return w->n_problem > 0;
}

static bool
is_advisory(const struct bw_cyber *c, struct bw_str text, struct wanted *w)
{
	for (uint32_t i = 0; i < c->claims.n_advisory; i++)
		if (bw_claims_holds(&c->claims, i) &&
		    bw_str_eq_nocase(
			bw_claims_text(
			    &c->claims, bw_claims_advisory(&c->claims, i)->ref),
			text)) {
			w->advisory = i;
			return true;
		}
	return false;
}

static bool
is_host(const struct bw_cyber *c, struct bw_str text, struct wanted *w)
{
	for (uint32_t i = 0; i < c->estate.n_host; i++)
		if (bw_estate_has_host(&c->estate, i) &&
		    bw_str_eq_nocase(c->host[i].name, text)) {
			w->host = i;
			return true;
		}
	return false;
}

static int
is_owner(struct bw_found_all *f, const char *text, struct wanted *w,
    struct bw_err *err)
{
	uint32_t party;
	int rc = bw_cli_party(f->cli, f->v, text, &party, err);

	if (rc == 0)
		w->owner = f->v->party_row[party];
	if (rc == BW_ENOTFOUND) {
		*err = (struct bw_err)BW_ERR_INIT;
		return bw_fail(err, BW_ENOTFOUND,
		    "'%s' is no host, owner, vulnerability or advisory of "
		    "this world; bolwerk inventory and bolwerk advisories "
		    "list them",
		    text);
	}
	return rc;
}

/* Where (a host or an owner) or what (a vulnerability or an advisory)? */
static int
one_wanted(struct bw_found_all *f, const char *arg, struct wanted *w,
    bool *what, struct bw_err *err)
{
	struct bw_str text = bw_str_of(arg);

	*what = false;
	if (is_host(&f->c, text, w))
		return 0;
	*what = is_problem(&f->c, text, w) || is_advisory(&f->c, text, w);
	return *what ? 0 : is_owner(f, arg, w, err);
}

static int
what_is_wanted(struct bw_found_all *f, struct wanted *w, struct bw_err *err)
{
	int n[2] = { 0 };

	*w = (struct wanted){ .host = BW_NONE, .advisory = BW_NONE };
	for (int i = 0; i < f->cli->n_arg; i++) {
		bool what;
		int rc = one_wanted(f, f->cli->arg[i], w, &what, err);

		if (rc != 0)
			return rc;
		if (++n[what] > 1)
			return bw_fail(err, BW_EUSAGE,
			    "match takes one host or owner, and one "
			    "vulnerability or advisory; '%s' is one more",
			    f->cli->arg[i]);
	}
	f->chain = w->n_problem > 0 && (w->host != BW_NONE || w->owner != 0);
	return 0;
}

static int
least_sure(struct bw_cli *cli, uint8_t *out, struct bw_err *err)
{
	const char *text = cli->value[BW_OPT_SURE];

	*out = BW_SURE_DERIVED;
	if (!bw_cli_has(cli, BW_OPT_SURE))
		return 0;
	for (unsigned i = BW_SURE_EXACT; i <= BW_SURE_SIMILAR; i++)
		if (strcmp(text, bw_sure_name(i)) == 0) {
			*out = (uint8_t)i;
			return 0;
		}
	return bw_fail(err, BW_EUSAGE,
	    "--sure %s: write exact, curated, derived or similar", text);
}

/* ---- what is found ---- */

static bool
of_advisory(const struct bw_found_all *f, const struct bw_match_result *r,
    const struct bw_verdict *v, uint32_t advisory)
{
	for (uint32_t i = 0; i < v->n; i++)
		if (bw_claims_rule(&f->c.claims, r->opinion[v->first + i].rule)
			->advisory == advisory)
			return true;
	return false;
}

static bool
is_wanted(const struct wanted *w, uint32_t problem)
{
	for (size_t i = 0; i < w->n_problem; i++)
		if (w->problem[i] == problem)
			return true;
	return w->n_problem == 0;
}

static int
keep(struct bw_found_all *f, const struct bw_match_result *r,
    const struct bw_verdict *v, const struct wanted *w, uint32_t host,
    struct bw_err *err)
{
	struct bw_found_hit h = { .host = host,
		.package = v->package,
		.problem = v->problem,
		.says = v->says,
		.why = v->why,
		.sure = v->sure,
		.first = f->opinion.n,
		.n = v->n };
	struct bw_machine_facts m = bw_cyber_machine(&f->c, host);
	int rc;

	if (!is_wanted(w, v->problem) ||
	    (w->advisory != BW_NONE && !of_advisory(f, r, v, w->advisory)))
		return 0;
	rc = bw_ranker_rank(f->ranker, v->problem, &m, &h.rank, err);
	if (rc != 0)
		return rc;
	if (!bw_vec_push(&f->hit, h) || !bw_vec_room(&f->opinion, v->n))
		return bw_fail(err, BW_ENOMEM, "no memory for matches");
	memcpy(f->opinion.v + f->opinion.n, r->opinion + v->first,
	    v->n * sizeof(*r->opinion));
	f->opinion.n += v->n;
	return 0;
}

static bool
looks_at(const struct bw_found_all *f, const struct wanted *w, uint32_t host)
{
	return bw_estate_has_host(&f->c.estate, host) &&
	    (w->host == BW_NONE || w->host == host ||
		bw_str_eq_nocase(
		    f->c.host[w->host].name, f->c.host[host].name)) &&
	    (w->owner == 0 || w->owner == f->c.host[host].owner);
}

/* From each host to what is said of its packages. */
static int
from_hosts(struct bw_found_all *f, struct bw_match *m, const struct wanted *w,
    struct bw_err *err)
{
	int rc = 0;

	for (uint32_t i = 0; i < f->c.estate.n_host && rc == 0; i++) {
		struct bw_match_result r;

		if (!looks_at(f, w, i))
			continue;
		if (bw_interrupted())
			return bw_fail(err, BW_ECANCELLED, "stopped");
		rc = bw_match_host(m, i, err);
		r = bw_match_result(m);
		for (size_t k = 0; k < r.n_verdict && rc == 0; k++)
			rc = keep(f, &r, &r.verdict[k], w, i, err);
	}
	return rc;
}

/* From what is said to the hosts that it touches: of a hundred thousand hosts
 * only those are looked at. */
static int
from_claims(struct bw_found_all *f, struct bw_match *m, const struct wanted *w,
    struct bw_err *err)
{
	int rc = w->advisory != BW_NONE
	    ? bw_match_advisory(m, w->advisory, err)
	    : bw_match_problems(m, w->problem, w->n_problem, err);
	struct bw_match_result r = bw_match_result(m);

	for (size_t i = 0; i < r.n_hit && rc == 0; i++)
		if (looks_at(f, w, r.hit[i].host))
			rc = keep(f, &r, &r.verdict[r.hit[i].verdict], w,
			    r.hit[i].host, err);
	return rc;
}

static int
match_hosts(struct bw_found_all *f, const struct wanted *w, struct bw_err *err)
{
	struct bw_match_opt opt = { .silent = bw_cli_has(f->cli, BW_OPT_ALL) ||
		    f->chain };
	struct bw_match *m = NULL;
	int rc = least_sure(f->cli, &opt.least, err);

	for (uint32_t i = 0; i < f->c.estate.n_host; i++)
		f->n_host += looks_at(f, w, i);
	if (rc == 0)
		rc = bw_ranker_new(&f->ranker, &f->c.claims, err);
	if (rc == 0)
		rc = bw_match_new(&m, &f->c.claims, &f->c.estate,
		    &f->c.precedence, &opt, err);
	if (rc == 0)
		rc = w->host == BW_NONE &&
			(w->n_problem > 0 || w->advisory != BW_NONE)
		    ? from_claims(f, m, w, err)
		    : from_hosts(f, m, w, err);
	if (rc == 0 && w->host == BW_NONE && w->owner == 0 &&
	    w->n_problem == 0 && w->advisory == BW_NONE)
		rc = bw_found_unmet(f, m, err);
	bw_match_free(m);
	return rc;
}

/* ---- what is new ---- */

/* What makes two findings the same over revisions. */
static struct bw_str
same_as(const struct bw_found_all *f, const struct bw_found_hit *h)
{
	const struct bw_opinion *o = bw_found_decides(f, h);

	return bw_arena_fmt(&f->cli->arena, "%.*s\t%llu\t%.*s\t%u\t%.*s\t%.*s",
	    BW_ARG(f->c.host[h->host].name),
	    (unsigned long long)bw_estate_package_at(&f->c.estate, h->package)
		->row,
	    BW_ARG(bw_intern_get(&f->c.claims.problems, h->problem)), h->says,
	    BW_ARG(bw_found_tier(f, h)),
	    BW_ARG(bw_claims_text(
		&f->c.claims, bw_claims_rule(&f->c.claims, o->rule)->remedy)));
}

static int
remember(
    struct bw_found_all *before, struct bw_intern *seen, struct bw_err *err)
{
	struct wanted all = { .host = BW_NONE, .advisory = BW_NONE };
	int rc = match_hosts(before, &all, err);

	for (size_t i = 0; i < before->hit.n && rc == 0; i++) {
		uint32_t id;

		rc = bw_intern_add(
		    seen, same_as(before, &before->hit.v[i]), &id, NULL, err);
	}
	return rc;
}

static void
release(struct bw_found_all *f)
{
	bw_vec_release(&f->hit);
	bw_vec_release(&f->opinion);
	bw_vec_release(&f->unmet);
	bw_ranker_free(f->ranker);
	bw_arena_release(&f->scratch);
	bw_cyber_close(&f->c);
}

/* Leave out what was found after that load already. */
static int
only_new(struct bw_found_all *f, struct bw_world *w, struct bw_err *err)
{
	struct bw_found_all before = { .cli = f->cli, .v = f->v };
	struct bw_source since;
	struct bw_intern seen;
	size_t kept = 0;
	int rc = bw_cli_load_of(
	    f->cli, w, "since", f->cli->value[BW_OPT_SINCE], &since, err);

	bw_intern_init(&seen);
	if (rc == 0)
		rc = bw_cyber_open(&before.c, w, since.id, err);
	if (rc == 0)
		rc = remember(&before, &seen, err);
	for (size_t i = 0; i < f->hit.n && rc == 0; i++)
		if (bw_intern_find(&seen, same_as(f, &f->hit.v[i])) == BW_NONE)
			f->hit.v[kept++] = f->hit.v[i];
	if (rc == 0)
		f->hit.n = kept;
	bw_intern_release(&seen);
	release(&before);
	return rc;
}

/* ---- the order in which people read ---- */

static int
by_need(const void *x, const void *y, void *ctx)
{
	const struct bw_found_hit *a = x, *b = y;
	const struct bw_found_all *f = ctx;
	int o;

	if (a->says != b->says)
		return a->says == BW_SAYS_AFFECTED ? -1
		    : b->says == BW_SAYS_AFFECTED  ? 1
		    : a->says == BW_SAYS_UNKNOWN   ? -1
						   : 1;
	o = bw_rank_key_compare(
	    &bw_found_ranked(f, a)->key, &bw_found_ranked(f, b)->key);
	if (o != 0)
		return o;
	if (a->host != b->host)
		return a->host < b->host ? -1 : 1;
	return (a->package > b->package) - (a->package < b->package);
}

static void
levels(struct bw_found_all *f)
{
	for (size_t i = 0; i < f->hit.n; i++)
		if (f->hit.v[i].says != BW_SAYS_NOT &&
		    bw_cli_has(f->cli, BW_OPT_FAIL_ON) &&
		    bw_found_level(f, &f->hit.v[i]) >= f->cli->fail_on)
			f->cli->hit = true;
}

static int
show(struct bw_found_all *f, struct bw_err *err)
{
	int rc = 0;

	if (f->hit.n > 0)
		qsort_r(f->hit.v, f->hit.n, sizeof(*f->hit.v), by_need, f);
	levels(f);
	if (bw_cli_has(f->cli, BW_OPT_JSON))
		return bw_match_json(f, err);
	rc = bw_match_table(f, err);
	if (rc == 0 && f->chain && !bw_cli_has(f->cli, BW_OPT_CSV))
		rc = bw_match_chain(f, err);
	return rc;
}

int
bw_verb_match(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_found_all f = { .cli = cli };
	struct bw_world *w = NULL;
	struct wanted wanted;
	int rc = bw_cli_view(cli, &w, &f.v, err);

	if (rc == 0)
		rc = bw_cyber_open(&f.c, w, cli->known.id, err);
	if (rc == 0)
		rc = what_is_wanted(&f, &wanted, err);
	if (rc == 0)
		rc = match_hosts(&f, &wanted, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_SINCE))
		rc = only_new(&f, w, err);
	if (rc == 0)
		rc = show(&f, err);
	release(&f);
	bw_view_close(f.v);
	bw_world_close(w);
	return rc;
}
