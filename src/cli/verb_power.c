/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_power.c - who decides in a company where nobody has a majority.
 */
#include "cli/power_out.h"

static int
controllers(struct bw_powers *p, struct bw_err *err)
{
	struct bw_arena *a = &p->s.cli->arena;
	struct bw_controller *list;
	size_t n;
	int rc =
	    bw_controllers(p->s.control, p->s.cone.centre, a, &list, &n, err);

	if (rc != 0)
		return rc;
	p->sure = BW_ARENA_ARRAY(a, uint32_t, n + 1);
	p->perhaps = BW_ARENA_ARRAY(a, uint32_t, n + 1);
	if (p->sure == NULL || p->perhaps == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for controllers");
	for (size_t i = 0; i < n; i++) {
		if (list[i].certainty == BW_CERTAIN && list[i].ultimate)
			p->sure[p->n_sure++] = list[i].party;
		if (list[i].certainty == BW_POSSIBLE && list[i].ultimate)
			p->perhaps[p->n_perhaps++] = list[i].party;
	}
	/* A closed group has nobody at its top, and control all the same. */
	for (size_t i = 0; p->n_sure == 0 && i < n; i++)
		if (list[i].certainty == BW_CERTAIN)
			p->sure[p->n_sure++] = list[i].party;
	return 0;
}

static int
by_index(const void *x, const void *y, void *ctx)
{
	const struct bw_npi *npi = ctx;
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	if (npi[a].index != npi[b].index)
		return npi[a].index > npi[b].index ? -1 : 1;
	return a < b ? -1 : a > b;
}

static int
rank(struct bw_powers *p, struct bw_err *err)
{
	struct bw_arena *a = &p->s.cli->arena;
	uint32_t n = p->s.cone.n;
	int rc = bw_npi_run(
	    &p->s.cone.graph, p->s.cone.centre, a, &p->npi, &p->how, err);

	if (rc != 0)
		return rc;
	p->rank = BW_ARENA_ARRAY(a, uint32_t, n + 1);
	if (p->rank == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a ranking");
	for (uint32_t i = 0; i < n; i++)
		p->rank[i] = i;
	qsort_r(p->rank, n, sizeof(*p->rank), by_index, p->npi);
	return 0;
}

static int
gather(struct bw_powers *p, struct bw_cli *cli, const struct bw_view *v,
    uint32_t party, struct bw_err *err)
{
	int rc = bw_shown_open(&p->s, cli, v, party, BW_CONE_UP, err);

	if (rc == 0)
		rc = controllers(p, err);
	if (rc == 0 && p->n_sure == 0)
		rc = bw_vote_make(
		    &p->vote, &p->s.cone, p->s.control, &cli->arena, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_NETWORK))
		rc = rank(p, err);
	return rc;
}

static void
say(struct bw_powers *p, const char *key, const struct bw_fill *fill, size_t n)
{
	struct bw_cli *cli = p->s.cli;
	struct bw_text t = bw_text_fill(&cli->arena, key, fill, n);

	bw_wrap(&cli->out, t.in[cli->lang], 0, cli->width);
}

static struct bw_text
number(struct bw_powers *p, uint64_t n)
{
	return bw_text_same(
	    bw_arena_fmt(&p->s.cli->arena, "%llu", (unsigned long long)n));
}

/* "A, B, C ...": at most five names. */
static struct bw_str
names(struct bw_powers *p, const uint32_t *node, size_t n)
{
	struct bw_arena *a = &p->s.cli->arena;
	struct bw_str all = BW_STR("");

	for (size_t i = 0; i < n && i < 5; i++)
		all = bw_arena_fmt(a, "%.*s%s%.*s", BW_ARG(all),
		    i > 0 ? ", " : "", BW_ARG(bw_shown_name(&p->s, node[i])));
	return n > 5 ? bw_arena_fmt(a, "%.*s ...", BW_ARG(all)) : all;
}

/* A fraction of one for people: "41.7 %", with a comma in Dutch. */
static struct bw_str
percent(struct bw_powers *p, double v, bool unit)
{
	struct bw_str s =
	    bw_arena_fmt(&p->s.cli->arena, unit ? "%.1f %%" : "%.1f", v * 100);
	char *dot = s.p == NULL ? NULL : memchr(s.p, '.', s.n);

	if (dot != NULL && p->s.cli->lang == BW_NL)
		*dot = ',';
	return s;
}

static struct bw_str
spread(struct bw_powers *p, struct bw_spread f)
{
	struct bw_arena *a = &p->s.cli->arena;

	/* A range is a rough thing; decimals would only take room. */
	if (f.hi - f.lo >= 0.01)
		return bw_arena_fmt(
		    a, "%.0f - %.0f %%", f.lo * 100, f.hi * 100);
	if (f.hi - f.lo >= 0.0005)
		return bw_arena_fmt(a, "%.*s - %.*s",
		    BW_ARG(percent(p, f.lo, false)),
		    BW_ARG(percent(p, f.hi, true)));
	return percent(p, f.hi, true);
}

/* Who is in a block: nothing when its leader alone is. */
static struct bw_str
through(struct bw_powers *p, const struct bw_block *b, bool *alone)
{
	uint32_t node[6];
	size_t n = 0;

	*alone = true;
	for (size_t i = 0; i < b->n_link; i++) {
		uint32_t holder = p->s.cone.link[b->link[i]].holder;
		bool seen = false;

		for (size_t k = 0; k < n; k++)
			seen = seen || node[k] == holder;
		if (holder != b->leader)
			*alone = false;
		if (!seen && n < BW_LEN(node))
			node[n++] = holder;
	}
	return names(p, node, n);
}

/* Under the table: the holders of blocks that are more than their leader. */
static void
say_blocks(struct bw_powers *p)
{
	struct bw_cli *cli = p->s.cli;
	size_t told = 0;

	for (size_t i = 0; i < p->vote.n - p->vote.n_small; i++) {
		const struct bw_block *b = &p->vote.block[i];
		bool alone;
		const struct bw_fill fill[] = {
			{ "holders", bw_text_same(through(p, b, &alone)) },
			{ "leader",
			    bw_text_same(bw_shown_name(&p->s, b->leader)) }
		};
		struct bw_text t =
		    bw_text_fill(&cli->arena, "power.via", fill, 2);

		if (alone || told == cli->limit)
			continue;
		if (told++ == 0)
			bw_out_fmt(&cli->out, "\n%.*s\n",
			    BW_ARG(bw_cli_word(cli, "power.blocks")));
		bw_wrap(&cli->out, t.in[cli->lang], 2, cli->width);
	}
}

static void
fractions(struct bw_listing *l, struct bw_powers *p, const struct bw_spread *f)
{
	double end[] = { f != NULL ? f->lo : 0, f != NULL ? f->hi : 0 };

	for (size_t i = 0; i < BW_LEN(end); i++)
		bw_list_cell(l,
		    f == NULL
			? BW_STR("")
			: bw_arena_fmt(&p->s.cli->arena, "%.12g", end[i]));
}

static void
rest_row(struct bw_powers *p, struct bw_listing *l)
{
	const struct bw_vote *v = &p->vote;

	if (v->rest.hi == 0 && v->n_small == 0)
		return;
	bw_list_cell(
	    l, l->to_csv ? BW_STR("") : bw_cli_word(p->s.cli, "power.rest"));
	bw_list_cell(l, bw_cli_share(p->s.cli, v->rest));
	bw_list_cell(l, spread(p, v->rest_shapley));
	for (int i = 0; i < 3; i++)
		bw_list_cell(l, BW_STR(""));
	bw_list_cell(l, BW_STR(""));
	bw_list_share(l, true, v->rest);
	fractions(l, p, &v->rest_shapley);
	for (int i = 0; i < 3; i++)
		fractions(l, p, NULL);
}

static int
print_table(struct bw_powers *p, struct bw_err *err)
{
	static const char *const name[] = { "block", "votes", "shapley",
		"banzhaf", "shapley-voting", "banzhaf-voting", "block_id",
		"votes_min_percent", "votes_max_percent", "shapley_min",
		"shapley_max", "banzhaf_min", "banzhaf_max",
		"shapley_voting_min", "shapley_voting_max",
		"banzhaf_voting_min", "banzhaf_voting_max" };
	static const unsigned flags[] = { BW_COL_WRAP,
		BW_COL_RIGHT | BW_COL_WRAP,
		BW_COL_RIGHT | BW_COL_WRAP | BW_LIST_PEOPLE,
		BW_COL_RIGHT | BW_COL_WRAP | BW_LIST_PEOPLE,
		BW_COL_RIGHT | BW_COL_WRAP | BW_LIST_PEOPLE,
		BW_COL_RIGHT | BW_COL_WRAP | BW_LIST_PEOPLE, BW_LIST_CSV,
		BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV,
		BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV,
		BW_LIST_CSV };
	struct bw_cli *cli = p->s.cli;
	struct bw_listing l;
	int rc = bw_list_open(&l, cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; rc == 0 && i < p->vote.n - p->vote.n_small; i++) {
		const struct bw_block *b = &p->vote.block[i];
		uint32_t party = p->s.cone.party[b->leader];

		bw_list_cell(&l,
		    l.to_csv ? bw_view_name(p->s.v, party)
			     : bw_shown_name(&p->s, b->leader));
		bw_list_cell(&l, bw_cli_share(cli, b->votes));
		for (int k = 0; k < 2; k++) {
			bw_list_cell(&l, spread(p, b->shapley[k]));
			bw_list_cell(&l, spread(p, b->banzhaf[k]));
		}
		bw_list_count(&l, (uint64_t)p->s.v->party_row[party]);
		bw_list_share(&l, true, b->votes);
		for (int k = 0; k < 2; k++) {
			fractions(&l, p, &b->shapley[k]);
			fractions(&l, p, &b->banzhaf[k]);
		}
	}
	if (rc == 0)
		rest_row(p, &l);
	return rc != 0 ? rc : bw_list_close(&l, err);
}

static struct bw_str
with_error(
    struct bw_powers *p, double v, double by, double times, const char *unit)
{
	struct bw_arena *a = &p->s.cli->arena;
	struct bw_str s;

	if (p->how.exact)
		s = bw_arena_fmt(
		    a, times > 1 ? "%.1f%s" : "%.3f%s", v * times, unit);
	else
		s = bw_arena_fmt(a,
		    times > 1 ? "%.1f \302\261 %.1f%s" : "%.3f \302\261 %.3f%s",
		    v * times, by * times, unit);
	for (size_t i = 0; p->s.cli->lang == BW_NL && i < s.n; i++)
		if (s.p[i] == '.')
			((char *)(uintptr_t)s.p)[i] = ',';
	return s;
}

static int
print_ranking(struct bw_powers *p, struct bw_err *err)
{
	static const char *const name[] = { "name", "country", "npi",
		"npi-chance", "party_id", "index", "index_error", "chance",
		"chance_error" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP,
		BW_COL_RIGHT | BW_LIST_PEOPLE,
		BW_COL_RIGHT | BW_COL_WRAP | BW_LIST_PEOPLE, BW_LIST_CSV,
		BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV };
	struct bw_cli *cli = p->s.cli;
	struct bw_listing l;
	int rc = bw_list_open(&l, cli, name, flags, BW_LEN(name), err);

	for (uint32_t i = 0; rc == 0 && i < p->s.cone.n; i++) {
		const struct bw_npi *x = &p->npi[p->rank[i]];
		uint32_t party = p->s.cone.party[p->rank[i]];
		double all[] = { x->index, x->index_error, x->chance,
			x->chance_error };

		if (x->index <= 0 || (!l.to_csv && i >= cli->limit))
			break;
		bw_list_cell(&l,
		    l.to_csv ? bw_view_name(p->s.v, party)
			     : bw_cli_name(cli, p->s.v, party));
		bw_list_cell(&l,
		    l.to_csv ? bw_cli_code(cli, p->s.v->country[party])
			     : bw_cli_country(cli, p->s.v->country[party]));
		bw_list_cell(
		    &l, with_error(p, x->index, x->index_error, 1, ""));
		bw_list_cell(
		    &l, with_error(p, x->chance, x->chance_error, 100, " %"));
		bw_list_count(&l, (uint64_t)p->s.v->party_row[party]);
		for (size_t k = 0; k < BW_LEN(all); k++)
			bw_list_cell(
			    &l, bw_arena_fmt(&cli->arena, "%.12g", all[k]));
	}
	return rc != 0 ? rc : bw_list_close(&l, err);
}

/* What stands before the table. */
static void
say_who(struct bw_powers *p)
{
	struct bw_text company =
	    bw_text_same(bw_shown_name(&p->s, p->s.cone.centre));
	const struct bw_fill fill[] = { { "company", company },
		{ "who",
		    bw_text_same(p->n_sure > 0
			    ? names(p, p->sure, p->n_sure)
			    : names(p, p->perhaps, p->n_perhaps)) } };

	if (p->n_sure > 0) {
		say(p, "power.majority", fill, 2);
		return;
	}
	say(p, p->vote.n == 0 ? "power.nothing" : "power.nobody", fill, 2);
	if (p->n_perhaps > 0 && p->vote.n > 0)
		say(p, "power.perhaps", fill, 2);
	if (p->vote.over)
		say(p, "power.over", NULL, 0);
}

static void
say_limits(struct bw_powers *p)
{
	const struct bw_vote *v = &p->vote;
	const struct bw_fill fill[] = { { "n", number(p, v->choices) },
		{ "error", bw_text_same(percent(p, v->error, true)) } };
	const struct bw_fill small[] = { { "n", number(p, v->n_small) } };

	bw_out_fmt(&p->s.cli->out, "\n");
	if (v->choices > 1)
		say(p, "power.range", fill, 2);
	if (v->error >= 0.0005)
		say(p, "power.rounded", fill, 2);
	if (v->n_small > 0)
		say(p, "power.small", small, 1);
}

static int
print(struct bw_powers *p, struct bw_err *err)
{
	bool network = bw_cli_has(p->s.cli, BW_OPT_NETWORK);
	bool table = p->n_sure == 0 && p->vote.n > 0;
	struct bw_out *out = &p->s.cli->out;
	int rc = 0;

	if (bw_cli_has(p->s.cli, BW_OPT_CSV))
		return network ? print_ranking(p, err) : print_table(p, err);
	say_who(p);
	if (table) {
		bw_out_fmt(out, "\n");
		rc = print_table(p, err);
		say_blocks(p);
		say_limits(p);
	}
	if (rc == 0 && network) {
		const struct bw_fill all[] = { { "n",
		    number(p, p->s.cone.n) } };
		const struct bw_fill drawn[] = { { "n",
		    number(p, p->how.rounds) } };

		bw_out_fmt(out, "\n");
		say(p, "power.network", all, 1);
		if (!p->how.exact)
			say(p, "power.drawn", drawn, 1);
		bw_out_fmt(out, "\n");
		rc = print_ranking(p, err);
		bw_out_fmt(out, "\n");
	}
	if (rc == 0 && (table || network))
		say(p, "power.legal", NULL, 0);
	return rc;
}

int
bw_verb_power(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	struct bw_powers p = { 0 };
	uint32_t party;
	int rc = bw_cli_view(cli, &w, &v, err);

	if (rc == 0)
		rc = bw_cli_party(cli, v, cli->arg[0], &party, err);
	if (rc == 0)
		rc = gather(&p, cli, v, party, err);
	if (rc == 0)
		rc = bw_cli_has(cli, BW_OPT_JSON) ? bw_power_json(&p, err)
						  : print(&p, err);
	bw_shown_close(&p.s);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
