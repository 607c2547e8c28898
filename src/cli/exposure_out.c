/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exposure_out.c - the exposure to states for people, and as CSV.
 */
#include "cli/exposure_out.h"
#include <math.h>

static void
say(struct bw_reached *r, const char *key, size_t n)
{
	struct bw_cli *cli = r->cli;
	struct bw_str company = r->one == NULL
	    ? BW_STR("")
	    : bw_shown_name(r->one, r->one->cone.centre);
	const struct bw_fill fill[] = { { "company", bw_text_same(company) },
		{ "n", bw_text_same(bw_arena_fmt(&cli->arena, "%zu", n)) } };
	struct bw_text t = bw_text_fill(&cli->arena, key, fill, 2);

	bw_wrap(&cli->out, t.in[cli->lang], 0, cli->width);
}

/* The words of one company, or of many. */
static void
say_of(struct bw_reached *r, const char *key, size_t n)
{
	struct bw_str k = bw_arena_fmt(
	    &r->cli->arena, "%s.%s", key, r->one != NULL ? "one" : "many");

	say(r, k.p != NULL ? k.p : key, n);
}

static struct bw_str
country_name(struct bw_reached *r, uint16_t country)
{
	return country == 0 ? bw_cli_word(r->cli, "exposure.unknown-country")
			    : bw_cli_country(r->cli, country);
}

static struct bw_share
votes_of(const struct bw_exposed *e)
{
	return (struct bw_share){ .lo = (uint32_t)e->votes.lo,
		.hi = (uint32_t)e->votes.hi,
		.open = e->votes.open };
}

/* "12.5 %", "0 - 12.5 %", with a comma in Dutch. */
static struct bw_str
part(struct bw_reached *r, double lo, double hi)
{
	struct bw_arena *a = &r->cli->arena;
	struct bw_str s;

	if (!isfinite(hi))
		return bw_cli_word(r->cli, "exposure.undetermined");
	if (hi - lo < 0.00005)
		s = bw_arena_fmt(a, "%.*f %%", hi < 0.1 ? 2 : 1, hi * 100);
	else
		s = bw_arena_fmt(a, "%.*f - %.*f %%", hi < 0.1 ? 2 : 1,
		    lo * 100, hi < 0.1 ? 2 : 1, hi * 100);
	if (r->cli->lang == BW_NL && s.p != NULL) {
		struct bw_buf b = { 0 };

		for (size_t i = 0; i < s.n; i++)
			bw_buf_char(&b, s.p[i] == '.' ? ',' : s.p[i]);
		s = bw_arena_dup(a, bw_buf_get(&b));
		bw_buf_release(&b);
	}
	return s;
}

/* "3", or "3 - 5". */
static struct bw_str
count(struct bw_reached *r, const size_t n[2])
{
	return n[0] == n[1]
	    ? bw_arena_fmt(&r->cli->arena, "%zu", n[0])
	    : bw_arena_fmt(&r->cli->arena, "%zu - %zu", n[0], n[1]);
}

/* Did the holder of this link hold in the same company by an earlier one? */
static bool
told_before(const struct bw_reached *r, size_t i, size_t k)
{
	const struct bw_link *link = r->one->cone.link;
	const struct bw_link *l = &link[r->link[i][k]];

	for (size_t j = 0; j < k; j++)
		if (link[r->link[i][j]].company == l->company &&
		    link[r->link[i][j]].holder == l->holder)
			return true;
	return false;
}

/* The state's bodies and the companies that hold the stakes themselves. */
static struct bw_str
through(struct bw_reached *r, size_t i)
{
	struct bw_shown *s = r->one;
	struct bw_arena *a = &r->cli->arena;
	struct bw_str all = BW_STR("");
	size_t told = 0;

	if (r->row[i].body)
		return bw_cli_word(r->cli, "exposure.body");
	for (size_t k = 0; k < r->n_link[i]; k++) {
		const struct bw_link *l = &s->cone.link[r->link[i][k]];

		if (l->company != r->row[i].company || told_before(r, i, k))
			continue;
		if (told++ == 5) {
			all = bw_arena_fmt(a, "%.*s ...", BW_ARG(all));
			break;
		}
		all = bw_arena_fmt(a, "%.*s%s%.*s", BW_ARG(all),
		    told > 1 ? ", " : "", BW_ARG(bw_shown_name(s, l->holder)));
	}
	return all;
}

static int
by_weight(const void *x, const void *y, void *ctx)
{
	const struct bw_exposed *row = ctx, *a = &row[*(const size_t *)x],
				*b = &row[*(const size_t *)y];

	if (a->control != b->control) /* certain, possible, excluded */
		return a->control < b->control ? -1 : 1;
	if (a->votes.lo != b->votes.lo)
		return a->votes.lo > b->votes.lo ? -1 : 1;
	if (a->votes.hi != b->votes.hi)
		return a->votes.hi > b->votes.hi ? -1 : 1;
	if (a->share_lo != b->share_lo)
		return a->share_lo > b->share_lo ? -1 : 1;
	return *(const size_t *)x < *(const size_t *)y ? -1 : 1;
}

static int
sorted(struct bw_reached *r, size_t **order, struct bw_err *err)
{
	*order = BW_ARENA_ARRAY(&r->cli->arena, size_t, r->n_row + 1);
	if (*order == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a table");
	for (size_t i = 0; i < r->n_row; i++)
		(*order)[i] = i;
	qsort_r(*order, r->n_row, sizeof(**order), by_weight, r->row);
	return 0;
}

static void
number(struct bw_listing *l, double v)
{
	bw_list_cell(l,
	    isfinite(v) ? bw_arena_fmt(&l->cli->arena, "%.12g", v)
			: BW_STR(""));
}

static void
cells(struct bw_reached *r, struct bw_listing *l, size_t i)
{
	const struct bw_exposed *e = &r->row[i];
	uint32_t p = reached_party(r, e->company);
	uint16_t country = r->state[e->state].country;

	bw_list_cell(l,
	    l->to_csv ? bw_cli_code(r->cli, country)
		      : country_name(r, country));
	bw_list_cell(l,
	    l->to_csv            ? bw_view_name(r->v, p)
		: r->one != NULL ? through(r, i)
				 : bw_cli_name(r->cli, r->v, p));
	if (e->control == BW_EXCLUDED) /* by what is recorded, no more */
		bw_list_cell(l,
		    l->to_csv ? BW_STR("")
			      : bw_cli_word(r->cli, "exposure.no-control"));
	else
		bw_list_code(l, "certainty", bw_certainty_name(e->control));
	bw_list_cell(l, bw_cli_share(r->cli, votes_of(e)));
	bw_list_cell(l, part(r, e->share_lo, e->share_hi));
	bw_list_count(l, (uint64_t)r->v->party_row[p]);
	bw_list_cell(l, bw_cli_code(r->cli, r->v->country[p]));
	bw_list_share(l, true, votes_of(e));
	number(l, e->share_lo);
	number(l, e->share_hi);
	bw_list_cell(l, e->body ? BW_STR("1") : BW_STR("0"));
}

/* A row per state and company: all in CSV, the first --limit for people. */
static int
print_rows(struct bw_reached *r, struct bw_err *err)
{
	const char *const name[] = { "state",
		r->one != NULL && !bw_cli_has(r->cli, BW_OPT_CSV) ? "through"
								  : "company",
		"control", "votes", "share", "company_id", "company_country",
		"votes_min_percent", "votes_max_percent", "integrated_min",
		"integrated_max", "state_body" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP, 0,
		BW_COL_RIGHT | BW_COL_WRAP,
		BW_COL_RIGHT | BW_COL_WRAP | BW_LIST_PEOPLE, BW_LIST_CSV,
		BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV,
		BW_LIST_CSV };
	struct bw_listing l;
	size_t *order, n = r->n_row;
	int rc = sorted(r, &order, err);

	if (rc == 0)
		rc = bw_list_open(&l, r->cli, name, flags, BW_LEN(name), err);
	if (rc != 0)
		return rc;
	if (!l.to_csv && n > r->cli->limit)
		n = r->cli->limit;
	for (size_t i = 0; i < n; i++)
		cells(r, &l, order[i]);
	rc = bw_list_close(&l, err);
	if (rc == 0 && n < r->n_row && !l.to_csv)
		say(r, "exposure.more", r->n_row - n);
	return rc;
}

static int
print_sums(struct bw_reached *r, struct bw_err *err)
{
	static const char *const name[] = { "state", "companies", "controlled",
		"from-10", "from-20", "from-25", "mean" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_RIGHT,
		BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT,
		BW_COL_RIGHT | BW_COL_WRAP };
	struct bw_listing l;
	int rc = bw_list_open(&l, r->cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; rc == 0 && i < r->n_sum; i++) {
		const struct bw_exposure_sum *s = &r->sum[i];

		bw_list_cell(&l, country_name(r, s->country));
		bw_list_count(&l, s->companies);
		bw_list_cell(&l, count(r, s->controls));
		for (size_t k = 0; k < BW_EXPOSURE_STEPS; k++)
			bw_list_cell(&l, count(r, s->votes[k]));
		bw_list_cell(&l,
		    part(r, s->share_lo / (double)r->asked,
			s->share_hi / (double)r->asked));
	}
	return rc != 0 ? rc : bw_list_close(&l, err);
}

static int
print_top(struct bw_reached *r, struct bw_err *err)
{
	static const char *const name[] = { "top-country", "control" };
	static const unsigned flags[] = { BW_COL_WRAP, 0 };
	const struct bw_ruled *t = &r->ruled;
	struct bw_listing l;
	int rc = 0;

	if (t->n > 0) {
		say_of(r, "exposure.top", 0);
		bw_out_z(&r->cli->out, "\n");
		rc = bw_list_open(&l, r->cli, name, flags, 2, err);
		for (size_t i = 0; rc == 0 && i < t->n; i++) {
			const struct bw_ruler *x = &t->country[i];

			bw_list_cell(&l, country_name(r, x->country));
			bw_list_cell(&l,
			    r->one == NULL
				? count(r, x->controls)
				: bw_cli_wordf(r->cli, "certainty",
				      x->controls[0] > 0 ? "certain"
							 : "possible"));
		}
		if (rc == 0)
			rc = bw_list_close(&l, err);
	}
	if (rc == 0 && t->n > 0)
		bw_out_z(&r->cli->out, "\n");
	if (rc == 0 && t->nobody > 0)
		say_of(r, "exposure.nobody", t->nobody);
	if (rc == 0 && t->closed > 0)
		say_of(r, "exposure.closed", t->closed);
	return rc;
}

static void
print_proof(struct bw_reached *r)
{
	struct bw_cli *cli = r->cli;

	bw_out_fmt(&cli->out, "\n%.*s\n",
	    BW_ARG(bw_cli_word(cli, "exposure.proof.head")));
	for (size_t i = 0; i < r->n_row; i++) {
		const struct bw_fill fill[] = {
			{ "country",
			    bw_text_same(country_name(
				r, r->state[r->row[i].state].country)) },
			{ "chain",
			    bw_text_same(bw_shown_chain(
				r->one, r->link[i], r->n_link[i])) }
		};
		struct bw_text t =
		    bw_text_fill(&cli->arena, "exposure.proof", fill, 2);

		if (r->n_link[i] > 0)
			bw_wrap(&cli->out, t.in[cli->lang], 2, cli->width);
	}
}

int
bw_exposure_print(struct bw_reached *r, struct bw_err *err)
{
	struct bw_out *out = &r->cli->out;
	int rc = 0;

	if (bw_cli_has(r->cli, BW_OPT_CSV))
		return print_rows(r, err);
	if (r->asked == 0) {
		say(r, "exposure.empty", 0);
		return 0;
	}
	say_of(r, r->n_row > 0 ? "exposure.title" : "exposure.none", r->asked);
	if (r->n_state == 0) /* perhaps only because nobody says so */
		say(r, "exposure.no-bodies", 0);
	if (r->n_row > 0 && r->one == NULL) {
		bw_out_z(out, "\n");
		rc = print_sums(r, err);
		bw_out_z(out, "\n");
		if (rc == 0)
			say(r, "exposure.counts", r->asked);
		if (rc == 0)
			bw_out_fmt(out, "\n%.*s\n",
			    BW_ARG(bw_cli_word(r->cli, "exposure.rows")));
	}
	if (rc == 0 && r->n_row > 0) {
		bw_out_z(out, "\n");
		rc = print_rows(r, err);
	}
	if (rc == 0 && r->n_row > 0 && r->one != NULL)
		print_proof(r);
	bw_out_z(out, "\n");
	if (rc == 0)
		rc = print_top(r, err);
	if (rc == 0)
		say(r, "exposure.unknown", 0);
	return rc;
}
