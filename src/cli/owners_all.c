/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * owners_all.c - owners --all: every owner and company of the whole world at
 * or above a bound, one row a pair.
 *
 * What counts is the integrated share of capital (integrated.h), the votes of
 * an owner and all it controls (reach.h), and control itself; --by chooses. A
 * pair belongs in the list when the upper end reaches the bound: where data
 * are ranges, what is possible is shown with what is certain. A share so near
 * the bound that doubles cannot tell is decided by its exact fraction.
 *
 * The work is shared out over all processors; rows come in order of party, the
 * same for any number of them, and go straight to the file. For people only
 * the largest pairs are kept.
 */
#include "base/csv.h"
#include "base/pool.h"
#include "base/progress.h"
#include "base/vec.h"
#include "cli/cli.h"
#include "ownership/integrated.h"
#include "ownership/reach.h"
#include "ownership/register.h"
#include <math.h>

#define NEAR 1e-9 /* distance to the bound within which fractions decide */

enum by {
	BY_EITHER,
	BY_INTEGRATED,
	BY_VOTES
};

struct pair {
	uint32_t owner, company;
	double lo, hi; /* of capital */
	struct bw_sum votes;
	double votes_lo, votes_hi;
	enum bw_certainty control; /* excluded: none */
};
struct asker { /* of one thread: what an owner holds and controls */
	struct bw_reach *certain, *possible;
	BW_VEC(uint32_t) wanted;
};
struct owners_all {
	struct bw_cli *cli;
	const struct bw_view *v;
	struct bw_register reg;
	uint32_t least; /* parts per billion */
	enum by by;
	struct asker *asker; /* a thread each, and one for writing */
	unsigned n_asker;
	struct bw_out csv;
	bool to_csv, to_stdout;
	BW_VEC(struct pair) top; /* for people */
	uint64_t n_pair;
	uint8_t *certain, *possible; /* companies controlled by one owner */
	struct bw_progress progress;
};

static bool
many_votes(const struct owners_all *a, struct bw_sum votes)
{
	return votes.hi >= a->least;
}

/* Companies that count by votes or control, whatever the capital. */
static int
more(void *ctx, unsigned worker, uint32_t owner, const uint32_t **company,
    size_t *n, struct bw_err *err)
{
	struct owners_all *a = ctx;
	struct asker *k = &a->asker[worker];
	const uint32_t *set, *touched;
	size_t n_set, n_touched;
	int rc = bw_reach_set(
	    k->possible, &owner, 1, BW_POSSIBLE, &set, &n_set, err);

	k->wanted.n = 0;
	if (rc != 0)
		return rc;
	if (!bw_vec_room(&k->wanted, n_set))
		return bw_fail(err, BW_ENOMEM, "no memory for companies");
	for (size_t i = 0; i < n_set; i++)
		k->wanted.v[k->wanted.n++] = set[i];
	bw_reach_touched(k->possible, &touched, &n_touched);
	for (size_t i = 0; i < n_touched; i++)
		if (touched[i] != owner &&
		    many_votes(a, bw_reach_held(k->possible, touched[i])) &&
		    !bw_vec_push(&k->wanted, touched[i]))
			return bw_fail(
			    err, BW_ENOMEM, "no memory for companies");
	*company = k->wanted.v;
	*n = k->wanted.n;
	return 0;
}

static int
reaches_share(const struct owners_all *a, const struct pair *p, bool *reaches,
    struct bw_err *err)
{
	double bound = a->least / 1e9;
	int order, rc;

	*reaches = p->hi >= bound;
	if (fabs(p->hi - bound) > NEAR)
		return 0;
	rc = bw_part_exact(&a->reg.net, NULL, BW_CAPITAL, &p->owner, 1,
	    p->company, true, a->least, &order, NULL, err);
	if (rc == 0)
		*reaches = order >= 0;
	if (rc == BW_ELIMIT) { /* too many between: what doubles say */
		bw_err_clear(err);
		rc = 0;
	}
	return rc;
}

static int
belongs(const struct owners_all *a, const struct pair *p, bool *yes,
    struct bw_err *err)
{
	bool votes = p->control != BW_EXCLUDED || many_votes(a, p->votes);
	int rc;

	*yes = a->by != BY_INTEGRATED && votes;
	if (*yes || a->by == BY_VOTES)
		return 0;
	rc = reaches_share(a, p, yes, err);
	return rc;
}

static struct bw_str
number(char text[32], double v)
{
	int n = isfinite(v) ? snprintf(text, 32, "%.15g", v) : 0;

	return (struct bw_str){ text, (size_t)n };
}

static const char *
control_code(const struct pair *p)
{
	return p->control == BW_EXCLUDED ? "none"
					 : bw_certainty_name(p->control);
}

static void
csv_row(struct owners_all *a, const struct pair *p)
{
	struct bw_out *out = a->to_stdout ? &a->cli->out : &a->csv;
	const double value[] = { p->lo, p->hi, p->votes_lo, p->votes_hi };
	char text[32];
	int n;

	bw_csvw_field(out, bw_view_name(a->v, p->owner), true);
	bw_csvw_field(out, bw_view_name(a->v, p->company), false);
	for (size_t i = 0; i < BW_LEN(value); i++)
		bw_csvw_field(out, number(text, value[i]), false);
	bw_csvw_field(out, bw_str_of(control_code(p)), false);
	n = snprintf(
	    text, sizeof(text), "%lld", (long long)a->v->party_row[p->owner]);
	bw_csvw_field(out, (struct bw_str){ text, (size_t)n }, false);
	n = snprintf(
	    text, sizeof(text), "%lld", (long long)a->v->party_row[p->company]);
	bw_csvw_field(out, (struct bw_str){ text, (size_t)n }, false);
	bw_csvw_end(out);
}

/* Largest first; equal ones in order of party. */
static int
by_size(const void *va, const void *vb)
{
	const struct pair *a = va, *b = vb;

	if (a->hi != b->hi)
		return a->hi < b->hi ? 1 : -1;
	if (a->votes.hi != b->votes.hi)
		return a->votes.hi < b->votes.hi ? 1 : -1;
	if (a->owner != b->owner)
		return a->owner < b->owner ? -1 : 1;
	return a->company < b->company ? -1 : a->company > b->company;
}

static void
keep_largest(struct owners_all *a)
{
	if (a->top.n > 1)
		qsort(a->top.v, a->top.n, sizeof(*a->top.v), by_size);
	if (a->top.n > a->cli->limit)
		a->top.n = a->cli->limit;
}

static int
take(struct owners_all *a, const struct pair *p, struct bw_err *err)
{
	a->n_pair++;
	if (a->to_csv) {
		csv_row(a, p);
		return 0;
	}
	if (!bw_vec_push(&a->top, *p))
		return bw_fail(err, BW_ENOMEM, "no memory for the pairs");
	if (a->top.n >= 2 * a->cli->limit + 1000)
		keep_largest(a);
	return 0;
}

static int
mark(struct owners_all *a, struct bw_reach *r, uint32_t owner,
    enum bw_certainty how, uint8_t *in, uint8_t value, struct bw_err *err)
{
	const uint32_t *set;
	size_t n;
	int rc = bw_reach_set(r, &owner, 1, how, &set, &n, err);

	(void)a;
	for (size_t i = 0; i < n && rc == 0; i++)
		in[set[i]] = value;
	return rc;
}

/* Pairs of one owner, in order. The sets are asked again here: they are
 * small, and those of the threads are gone. */
static int
one_owner(void *ctx, uint32_t owner, const struct bw_part *list, size_t n,
    struct bw_err *err)
{
	struct owners_all *a = ctx;
	struct asker *k = &a->asker[a->n_asker - 1];
	bool yes;
	int rc;

	bw_progress(&a->progress, owner, a->reg.net.n, a->n_pair);
	if (bw_interrupted())
		return bw_fail(err, BW_ECANCELLED, "stopped");
	rc = mark(a, k->certain, owner, BW_CERTAIN, a->certain, 1, err);
	if (rc == 0)
		rc = mark(
		    a, k->possible, owner, BW_POSSIBLE, a->possible, 1, err);
	for (size_t i = 0; i < n && rc == 0; i++) {
		uint32_t y = list[i].party;
		struct pair p = { .owner = owner,
			.company = y,
			.lo = list[i].lo,
			.hi = list[i].hi,
			.control = a->certain[y] ? BW_CERTAIN
			    : a->possible[y]     ? BW_POSSIBLE
						 : BW_EXCLUDED };

		/* votes it gets back through its companies are not its own */
		if (y != owner) {
			p.votes.lo = bw_reach_held(k->certain, y).lo;
			p.votes.hi = bw_reach_held(k->possible, y).hi;
			p.votes_lo = bw_reach_part(k->certain, y, false);
			p.votes_hi = bw_reach_part(k->possible, y, true);
		}
		if (p.votes.hi < p.votes.lo)
			p.votes.hi = p.votes.lo;
		if (p.votes_hi < p.votes_lo)
			p.votes_hi = p.votes_lo;
		rc = belongs(a, &p, &yes, err);
		if (rc == 0 && yes)
			rc = take(a, &p, err);
	}
	if (rc == 0)
		rc = mark(a, k->certain, owner, BW_CERTAIN, a->certain, 0, err);
	if (rc == 0)
		rc = mark(
		    a, k->possible, owner, BW_POSSIBLE, a->possible, 0, err);
	return rc;
}

static struct bw_str
per_cent(struct owners_all *a, double lo, double hi)
{
	struct bw_arena *mem = &a->cli->arena;
	struct bw_str s;

	if (isinf(hi))
		return bw_cli_word(a->cli, "cli.owners.all.open");
	s = hi - lo < 1e-9
	    ? bw_arena_fmt(mem, "%.4g %%", 100 * hi)
	    : bw_arena_fmt(mem, "%.4g %% - %.4g %%", 100 * lo, 100 * hi);
	for (size_t i = 0; i < s.n && a->cli->lang == BW_NL; i++)
		if (s.p[i] == '.') { /* our own copy */
			char *p = BW_ARENA_ARRAY(mem, char, s.n + 1);

			if (p == NULL)
				break;
			memcpy(p, s.p, s.n);
			for (size_t c = i; c < s.n; c++)
				p[c] = p[c] == '.' ? ',' : p[c];
			return (struct bw_str){ p, s.n };
		}
	return s;
}

static int
print_table(struct owners_all *a, struct bw_err *err)
{
	static const char *const name[] = { "owner", "company", "share",
		"votes", "control" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP,
		BW_COL_RIGHT, BW_COL_RIGHT, 0 };
	struct bw_cli *cli = a->cli;
	struct bw_listing l;
	int rc = bw_list_open(&l, cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; i < a->top.n && rc == 0; i++) {
		const struct pair *p = &a->top.v[i];

		bw_list_cell(&l, bw_cli_name(cli, a->v, p->owner));
		bw_list_cell(&l, bw_cli_name(cli, a->v, p->company));
		bw_list_cell(&l, per_cent(a, p->lo, p->hi));
		bw_list_cell(&l, per_cent(a, p->votes_lo, p->votes_hi));
		bw_list_cell(&l,
		    p->control == BW_EXCLUDED
			? BW_STR("")
			: bw_cli_wordf(
			      cli, "certainty", bw_certainty_name(p->control)));
	}
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc == 0 && a->n_pair > a->top.n)
		bw_out_fmt(&cli->out, "%.*s %llu\n",
		    BW_ARG(bw_cli_word(cli, "cli.owners.all.more")),
		    (unsigned long long)(a->n_pair - a->top.n));
	return rc;
}

static void
range_json(struct bw_jw *j, const char *key, double lo, double hi)
{
	bw_jw_open(j, key, '{');
	bw_jw_f64(j, "min", lo);
	if (isfinite(hi))
		bw_jw_f64(j, "max", hi);
	else
		bw_jw_null(j, "max");
	bw_jw_close(j);
}

static int
print_json(struct owners_all *a, struct bw_err *err)
{
	static const char *const by[] = { "either", "integrated", "votes" };
	struct bw_jw j = bw_cli_json(a->cli);
	int rc = 0;

	bw_jw_f64(&j, "min", a->least / 1e9);
	bw_jw_z(&j, "by", by[a->by]);
	bw_jw_i64(&j, "n_pairs", (int64_t)a->n_pair);
	bw_jw_open(&j, "pairs", '[');
	for (size_t i = 0; i < a->top.n && rc == 0; i++) {
		const struct pair *p = &a->top.v[i];

		bw_jw_open(&j, NULL, '{');
		rc =
		    bw_cli_party_json(a->cli, &j, "owner", a->v, p->owner, err);
		if (rc == 0)
			rc = bw_cli_party_json(
			    a->cli, &j, "company", a->v, p->company, err);
		range_json(&j, "integrated", p->lo, p->hi);
		range_json(&j, "votes", p->votes_lo, p->votes_hi);
		bw_jw_z(&j, "control", control_code(p));
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}

static int
show(struct owners_all *a, struct bw_err *err)
{
	if (a->to_csv)
		return a->to_stdout ? 0 : bw_out_finish(&a->csv, err);
	keep_largest(a);
	if (bw_cli_has(a->cli, BW_OPT_JSON))
		return print_json(a, err);
	if (a->n_pair == 0) {
		bw_out_fmt(&a->cli->out, "%.*s\n",
		    BW_ARG(bw_cli_word(a->cli, "cli.owners.all.none")));
		return 0;
	}
	return print_table(a, err);
}

static int
take_options(struct owners_all *a, struct bw_err *err)
{
	struct bw_cli *cli = a->cli;
	const char *by = cli->value[BW_OPT_BY];
	struct bw_share s;
	int rc;

	if (cli->n_arg > 0)
		return bw_fail(err, BW_EUSAGE,
		    "--all is about every party; leave \"%s\" or --all out",
		    cli->arg[0]);
	if (!bw_cli_has(cli, BW_OPT_MIN))
		return bw_fail(err, BW_EUSAGE,
		    "--all needs a bound, for instance --min 25");
	rc = bw_share_parse(bw_str_of(cli->value[BW_OPT_MIN]), &s, err);
	if (rc != 0 || !bw_share_is_exact(s) || s.lo == 0) {
		bw_err_clear(err);
		return bw_fail(err, BW_EUSAGE,
		    "--min: \"%s\" is no percentage above 0, up to 100, with "
		    "at most seven decimals",
		    cli->value[BW_OPT_MIN]);
	}
	a->least = s.lo;
	if (by == NULL || strcmp(by, "either") == 0)
		a->by = BY_EITHER;
	else if (strcmp(by, "integrated") == 0)
		a->by = BY_INTEGRATED;
	else if (strcmp(by, "votes") == 0)
		a->by = BY_VOTES;
	else
		return bw_fail(err, BW_EUSAGE,
		    "--by: \"%s\" is not integrated, votes or either", by);
	return 0;
}

static int
open_csv(struct owners_all *a, struct bw_err *err)
{
	static const char *const name[] = { "owner", "company",
		"integrated_min", "integrated_max", "votes_min", "votes_max",
		"control", "owner_id", "company_id" };
	int rc;

	a->to_csv = bw_cli_has(a->cli, BW_OPT_CSV);
	if (!a->to_csv)
		return 0;
	a->to_stdout = strcmp(a->cli->value[BW_OPT_CSV], "-") == 0;
	rc = a->to_stdout
	    ? 0
	    : bw_out_file(&a->csv, a->cli->value[BW_OPT_CSV], err);
	for (size_t i = 0; i < BW_LEN(name) && rc == 0; i++)
		bw_csvw_field(a->to_stdout ? &a->cli->out : &a->csv,
		    bw_str_of(name[i]), i == 0);
	if (rc == 0)
		bw_csvw_end(a->to_stdout ? &a->cli->out : &a->csv);
	return rc;
}

static int
open_askers(struct owners_all *a, struct bw_pool *pool, struct bw_err *err)
{
	struct bw_reach_rule rule = { 0 };
	size_t n = (size_t)a->reg.net.n + 1;
	int rc = 0;

	a->n_asker = bw_pool_threads(pool) + 1;
	a->asker = bw_calloc(a->n_asker, sizeof(*a->asker));
	a->certain = bw_calloc(n, 1);
	a->possible = bw_calloc(n, 1);
	if (a->asker == NULL || a->certain == NULL || a->possible == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for all owners");
	for (unsigned i = 0; i < a->n_asker && rc == 0; i++) {
		rc = bw_reach_new(
		    &a->asker[i].certain, &a->reg.net, NULL, rule, err);
		if (rc == 0)
			rc = bw_reach_new(&a->asker[i].possible, &a->reg.net,
			    NULL, rule, err);
	}
	return rc;
}

static void
release(struct owners_all *a)
{
	for (unsigned i = 0; i < a->n_asker && a->asker; i++) {
		bw_reach_free(a->asker[i].certain);
		bw_reach_free(a->asker[i].possible);
		bw_vec_release(&a->asker[i].wanted);
	}
	bw_free(a->asker);
	bw_free(a->certain);
	bw_free(a->possible);
	bw_vec_release(&a->top);
	bw_out_release(&a->csv);
	bw_register_close(&a->reg);
}

static int
run(struct owners_all *a, struct bw_pool *pool, struct bw_err *err)
{
	struct bw_cli *cli = a->cli;
	/* above all shares: by votes alone nothing is looked for by share */
	double least = a->by == BY_VOTES ? 1e18 : a->least / 1e9;
	int rc = bw_register_open(&a->reg, a->v, cli->as_of, pool, err);

	if (rc == 0)
		rc = open_askers(a, pool, err);
	if (rc == 0)
		rc = open_csv(a, err);
	if (rc != 0)
		return rc;
	bw_progress_begin(
	    &a->progress, "owners", !bw_cli_has(cli, BW_OPT_QUIET));
	rc = bw_part_all(&a->reg.net, BW_CAPITAL, least, pool,
	    a->by == BY_INTEGRATED ? NULL : more, one_owner, a, err);
	bw_progress_end(&a->progress);
	return rc == 0 ? show(a, err) : rc;
}

int
bw_owners_all(struct bw_cli *cli, struct bw_err *err)
{
	struct owners_all a = { .cli = cli };
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	struct bw_pool *pool = NULL;
	int rc = take_options(&a, err);

	if (rc == 0)
		rc = bw_cli_view(cli, &w, &v, err);
	a.v = v;
	if (rc == 0)
		rc = bw_pool_new(&pool, 0, err);
	if (rc == 0)
		rc = run(&a, pool, err);
	bw_pool_free(pool);
	release(&a);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
