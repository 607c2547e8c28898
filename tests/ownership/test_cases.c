/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_cases.c - worked cases with a known answer, one test per case.
 *
 * The cases come from textbooks, manuals, public guidance and case law; they
 * are data of others (see test_data). Checked here is what this engine answers:
 * control, votes, thresholds, groups, blocked companies, closed groups,
 * totals. Cases that ask nothing of that are left to other tests; that no
 * question is left to nobody is a test of its own (`asked`).
 *
 * `control` in the cases leaves treasury votes in the total; the engine
 * suspends them, which the cases call control_treasury. Without the own
 * stakes both are the same question.
 */
#include "support/support.h"
#include "base/json.h"
#include "base/map.h"
#include "base/vec.h"
#include "ownership/control.h"

static struct bw_input *input;
static struct bw_json_reader *reader;
static struct bw_json cases; /* the whole array */
static struct bw_arena arena;

struct net {
	struct bw_intern name;
	BW_VEC(struct bw_edge) edge;
	struct bw_graph g;
	struct bw_control *c;
};

static uint32_t
node(struct net *net, struct bw_str name)
{
	struct bw_err err = BW_ERR_INIT;
	uint32_t id;

	assert_ok(bw_intern_add(&net->name, name, &id, NULL, &err), &err);
	return id;
}

static struct bw_json
item(struct bw_json array, size_t i)
{
	struct bw_json_each it = bw_json_each(array);

	while (bw_json_step(&it))
		if (i-- == 0)
			return it.value;
	return (struct bw_json){ 0 };
}

static uint32_t
percent(struct bw_json v)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_share s;

	assert_ok(bw_share_parse(bw_json_str(v), &s, &err), &err);
	assert_true(bw_share_is_exact(s));
	return s.lo;
}

static void
add_edge(struct net *net, struct bw_json row, bool own, bool direct)
{
	size_t n = bw_json_count(row);
	struct bw_edge e = { .holder = node(net, bw_json_str(item(row, 0))),
		.company = node(net, bw_json_str(item(row, 1))),
		.direct = direct };

	if (n >= 3)
		e.votes = bw_share_exact(percent(item(row, 2)));
	if (n == 6) {
		e.votes.hi = percent(item(row, 3));
		if (!bw_json_bool(item(row, 4), true))
			e.votes.open |= BW_LO_OPEN;
		if (!bw_json_bool(item(row, 5), true))
			e.votes.open |= BW_HI_OPEN;
	}
	e.stake = (uint32_t)net->edge.n;
	if (own || e.holder != e.company)
		assert_true(bw_vec_push(&net->edge, e));
}

static void
net_open(struct net *net, struct bw_json rows, struct bw_json direct, bool own,
    struct bw_control_rule rule)
{
	struct bw_json_each it = bw_json_each(rows);
	struct bw_err err = BW_ERR_INIT;

	memset(net, 0, sizeof(*net));
	bw_intern_init(&net->name);
	while (bw_json_step(&it))
		add_edge(net, it.value, own, false);
	it = bw_json_each(direct);
	while (bw_json_step(&it))
		add_edge(net, it.value, own, true);
	assert_ok(bw_graph_init(&net->g, (uint32_t)net->name.n, net->edge.v,
		      net->edge.n, &err),
	    &err);
	assert_ok(bw_control_new(&net->c, &net->g, rule, &err), &err);
}

static void
net_close(struct net *net)
{
	bw_control_free(net->c);
	bw_graph_release(&net->g);
	bw_intern_release(&net->name);
	bw_vec_release(&net->edge);
}

static bool *
set_of(
    struct net *net, const uint32_t *seed, size_t n_seed, enum bw_certainty how)
{
	bool *in = BW_ARENA_ARRAY(&arena, bool, net->name.n + 1);
	struct bw_err err = BW_ERR_INIT;
	const uint32_t *set;
	size_t n;

	assert_ok(
	    bw_control_set(net->c, seed, n_seed, how, &set, &n, &err), &err);
	for (size_t i = 0; i < n; i++)
		in[set[i]] = true;
	return in;
}

static size_t
seeds_of(struct net *net, struct bw_json names, uint32_t *seed)
{
	struct bw_json_each it = bw_json_each(names);
	size_t n = 0;

	while (bw_json_step(&it)) {
		seed[n] = bw_intern_find(&net->name, bw_json_str(it.value));
		assert_int_not_equal(seed[n], BW_NONE);
		n++;
	}
	return n;
}

/* Is v / ONE the fraction in the text, of a total of `of` / ONE? */
static void
expect_fraction(struct bw_str text, uint64_t v, uint64_t of)
{
	struct bw_str rest = text, part;
	int64_t up, down = 1;

	assert_true(bw_str_cut(&rest, '/', &part));
	assert_true(bw_str_i64(part, &up));
	if (rest.n > 0)
		assert_true(bw_str_i64(rest, &down));
	assert_int_equal(v * (uint64_t)down, of * (uint64_t)up);
}

/* The same of a sum: the fraction, or the parts of a billion around it. */
static void
expect_sum(struct bw_str text, struct bw_sum s)
{
	struct bw_str rest = text, part;
	int64_t up, down = 1;

	if (s.lo == s.hi) {
		expect_fraction(text, s.lo, BW_ONE);
		return;
	}
	assert_true(bw_str_cut(&rest, '/', &part));
	assert_true(bw_str_i64(part, &up));
	assert_true(bw_str_i64(rest, &down));
	assert_int_equal(s.lo, (uint64_t)up * BW_ONE / (uint64_t)down);
	assert_int_equal(s.hi, s.lo + 1);
	assert_int_equal(s.open, BW_LO_OPEN | BW_HI_OPEN);
}

/* The members of `set` are exactly the names in the list. */
static void
expect_names(struct net *net, const bool *set, struct bw_json names)
{
	struct bw_json_each it = bw_json_each(names);
	size_t listed = 0, found = 0;

	while (bw_json_step(&it)) {
		uint32_t id = bw_intern_find(&net->name, bw_json_str(it.value));

		if (id == BW_NONE || !set[id])
			fail_msg("%.*s is not in the set",
			    BW_ARG(bw_json_str(it.value)));
		listed++;
	}
	for (size_t i = 0; i < net->name.n; i++)
		found += set[i];
	assert_int_equal(found, listed);
}

/* All ordered pairs, with every node as owner. */
static void
check_pairs(struct net *net, struct bw_json pairs, enum bw_certainty how)
{
	size_t listed = bw_json_count(pairs), found = 0;

	for (uint32_t x = 0; x < net->name.n; x++) {
		const bool *in = set_of(net, &x, 1, how);
		struct bw_json_each it = bw_json_each(pairs);

		for (size_t i = 0; i < net->name.n; i++)
			found += in[i];
		while (bw_json_step(&it)) {
			if (bw_intern_find(&net->name,
				bw_json_str(item(it.value, 0))) != x)
				continue;
			assert_true(in[bw_intern_find(
			    &net->name, bw_json_str(item(it.value, 1)))]);
		}
	}
	assert_int_equal(found, listed);
}

/* {owner: {company: fraction}}, treasury votes out of the total. */
static void
check_votes(struct net *net, struct bw_json votes)
{
	struct bw_json_each owner = bw_json_each(votes), it;

	while (bw_json_step(&owner)) {
		uint32_t x = bw_intern_find(&net->name, owner.key);

		(void)set_of(net, &x, 1, BW_CERTAIN);
		it = bw_json_each(owner.value);
		while (bw_json_step(&it)) {
			uint32_t y = bw_intern_find(&net->name, it.key);

			expect_sum(
			    bw_json_str(it.value), bw_control_votes(net->c, y));
		}
	}
}

static void
check_groups(struct net *net, struct bw_json seeds, struct bw_json expect)
{
	struct bw_json_each group = bw_json_each(seeds), it;
	uint32_t seed[64];
	const bool *in;
	size_t n;

	while (bw_json_step(&group)) {
		char key[64];

		snprintf(key, sizeof(key), "%.*s", BW_ARG(group.key));
		n = seeds_of(net, group.value, seed);
		in = set_of(net, seed, n, BW_CERTAIN);
		expect_names(net, in,
		    bw_json_get(bw_json_get(expect, "control_group"), key));
		it = bw_json_each(
		    bw_json_get(bw_json_get(expect, "votes_group"), key));
		while (bw_json_step(&it))
			expect_fraction(bw_json_str(it.value),
			    bw_control_votes(
				net->c, bw_intern_find(&net->name, it.key))
				.lo,
			    BW_ONE);
	}
}

static void
check_closed(struct net *net, struct bw_json expect)
{
	struct bw_json groups = bw_json_get(expect, "closed_groups");
	struct bw_json_each it = bw_json_each(groups);
	struct bw_err err = BW_ERR_INIT;
	struct bw_controller *who;
	uint32_t seed[64], *group;
	size_t n, m, in_groups = 0, closed = 0;

	while (bw_json_step(&it)) {
		bool *in = BW_ARENA_ARRAY(&arena, bool, net->name.n + 1);

		n = seeds_of(net, it.value, seed);
		in_groups += n;
		assert_ok(bw_control_closed(
			      net->c, seed[0], &arena, &group, &m, &err),
		    &err);
		for (size_t i = 0; i < m; i++)
			in[group[i]] = true;
		expect_names(net, in, it.value);
		assert_int_equal(
		    bw_json_count(bw_json_get(expect, "outside_controllers")),
		    0);
		assert_ok(
		    bw_controllers(net->c, seed[0], &arena, &who, &m, &err),
		    &err);
		for (size_t i = 0; i < m; i++)
			assert_true(in[who[i].party] && !who[i].ultimate);
	}
	for (uint32_t y = 0; y < net->name.n; y++) {
		assert_ok(
		    bw_control_closed(net->c, y, &arena, &group, &m, &err),
		    &err);
		closed += m > 0;
	}
	assert_int_equal(closed, in_groups);
}

/* Listed persons together, at least one half, ownership only. */
static void
check_blocked(struct bw_json c, struct bw_json seeds, struct bw_json blocked)
{
	struct bw_json none = { 0 };
	uint32_t seed[64];
	struct net net;
	size_t n = 0;

	net_open(&net, bw_json_get(c, "edges"), none, false,
	    (struct bw_control_rule){ BW_ONE / 2, true });
	if (bw_json_type(seeds) == BW_JSON_ARRAY)
		n = seeds_of(&net, seeds, seed);
	else /* one owner in the case, and it is the listed one */
		seed[n++] = bw_intern_find(&net.name,
		    bw_json_str(item(item(bw_json_get(c, "edges"), 0), 0)));
	expect_names(&net, set_of(&net, seed, n, BW_CERTAIN), blocked);
	expect_names(&net, set_of(&net, seed, n, BW_POSSIBLE), blocked);
	net_close(&net);
}

static void
check_over(struct net *net, struct bw_json expect)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(expect, "oversubscribed"));

	while (bw_json_step(&it))
		expect_fraction(bw_json_str(it.value),
		    net->g.sum_lo[bw_intern_find(&net->name, it.key)], BW_ONE);
}

/* A transaction: votes and companies before or after it. */
static uint64_t
check_moment(struct bw_json c, struct bw_json rows, struct bw_json expect)
{
	struct bw_json group = bw_json_path(c, "seeds.groups.concert"),
		       none = { 0 };
	bool concert = bw_json_type(group) == BW_JSON_ARRAY;
	struct net net;
	uint32_t seed[8], target;
	uint64_t votes;
	const bool *in;
	size_t n = 1;

	net_open(&net, rows, none, true, (struct bw_control_rule){ 0 });
	seed[0] =
	    bw_intern_find(&net.name, bw_json_str(bw_json_get(c, "investor")));
	if (concert)
		n = seeds_of(&net, group, seed);
	target =
	    bw_intern_find(&net.name, bw_json_str(bw_json_get(c, "target")));
	in = set_of(&net, seed, n, BW_CERTAIN);
	votes = bw_control_votes(net.c, target).lo;
	expect_names(&net, in,
	    bw_json_get(
		expect, concert ? "controlled_by_group" : "controlled_by_I"));
	expect_fraction(
	    bw_json_str(bw_json_get(expect, concert ? "votes_group" : "votes")),
	    votes, BW_ONE);
	net_close(&net);
	return votes;
}

static void
check_vifo(struct bw_json c, struct bw_json expect)
{
	static const uint32_t threshold[] = { 10, 20, 25 };
	struct bw_json after = bw_json_get(c, "edges_after");
	struct bw_json crossed =
	    bw_json_get(expect, "votes_thresholds_crossed");
	uint64_t before, then;
	size_t n = 0;

	before = check_moment(
	    c, bw_json_get(c, "edges"), bw_json_get(expect, "before"));
	if (bw_json_type(after) != BW_JSON_ARRAY)
		return;
	then = check_moment(c, after, bw_json_get(expect, "after"));
	for (size_t i = 0; i < BW_LEN(threshold); i++) {
		uint64_t t = threshold[i] * (uint64_t)BW_PERCENT;

		if (before < t && t <= then)
			expect_fraction(
			    bw_json_str(item(crossed, n++)), t, BW_ONE);
	}
	assert_int_equal(n, bw_json_count(crossed));
}

/* One test of a threshold, ">=25", on a single band. */
static void
check_threshold(struct bw_json rows, struct bw_json expect)
{
	struct bw_json_each it = bw_json_each(expect);
	struct bw_json none = { 0 };
	struct bw_err err = BW_ERR_INIT;

	while (bw_json_step(&it)) {
		bool strict = bw_str_find(it.key, BW_STR("=")) < 0;
		struct bw_str number =
		    bw_str_sub(it.key, strict ? 1 : 2, it.key.n);
		struct bw_share t;
		struct net net;
		uint32_t x = 0;
		bool sure, may;
		struct bw_sum s;

		assert_ok(bw_share_parse(number, &t, &err), &err);
		net_open(&net, rows, none, true,
		    (struct bw_control_rule){ t.lo, !strict });
		sure = set_of(&net, &x, 1, BW_CERTAIN)[1];
		may = set_of(&net, &x, 1, BW_POSSIBLE)[1];
		s = bw_control_votes(net.c, 1);
		assert_int_equal(bw_sum_certain(s, t.lo, strict), sure);
		assert_int_equal(bw_sum_possible(s, t.lo, strict), may);
		assert_str(bw_json_str(it.value),
		    sure      ? "certain"
			: may ? "possible"
			      : "impossible");
		net_close(&net);
	}
}

/* What a holder can have at most, as others surely hold the rest. */
static void
check_tightened(struct net *net, struct bw_json rows)
{
	struct bw_json_each it = bw_json_each(rows);

	while (bw_json_step(&it)) {
		uint32_t x =
		    bw_intern_find(&net->name, bw_json_str(item(it.value, 0)));
		uint32_t y =
		    bw_intern_find(&net->name, bw_json_str(item(it.value, 1)));
		struct bw_sum s;

		(void)set_of(net, &x, 1, BW_CERTAIN);
		s = bw_control_votes(net->c, y);
		assert_int_equal(s.lo, percent(item(it.value, 2)));
		assert_int_equal(s.hi, percent(item(it.value, 3)));
	}
}

static unsigned
check_exact(struct bw_json c, struct bw_json expect)
{
	struct bw_json edges = bw_json_get(c, "edges"), none = { 0 };
	struct bw_control_rule half = { 0 };
	unsigned checked = 0;
	struct net net;

	if (bw_json_type(edges) != BW_JSON_ARRAY)
		return 0;
	net_open(&net, edges, none, false, half);
	if (bw_json_type(bw_json_get(expect, "control")) == BW_JSON_ARRAY) {
		check_pairs(&net, bw_json_get(expect, "control"), BW_CERTAIN);
		check_pairs(&net, bw_json_get(expect, "control"), BW_POSSIBLE);
		checked++;
	}
	if (bw_json_type(bw_json_get(expect, "votes")) == BW_JSON_OBJECT) {
		check_votes(&net, bw_json_get(expect, "votes"));
		checked++;
	}
	if (bw_json_type(bw_json_get(expect, "closed_groups")) ==
	    BW_JSON_ARRAY) {
		check_closed(&net, expect);
		checked++;
	}
	if (bw_json_type(bw_json_get(expect, "control_group")) ==
	    BW_JSON_OBJECT) {
		check_groups(&net, bw_json_path(c, "seeds.groups"), expect);
		checked++;
	}
	if (bw_json_type(bw_json_get(expect, "oversubscribed")) ==
	    BW_JSON_OBJECT) {
		check_over(&net, expect);
		checked++;
	}
	net_close(&net);
	if (bw_json_type(bw_json_get(expect, "control_treasury")) ==
	    BW_JSON_ARRAY) {
		net_open(&net, edges, none, true, half);
		check_pairs(
		    &net, bw_json_get(expect, "control_treasury"), BW_CERTAIN);
		check_votes(&net, bw_json_get(expect, "votes_treasury"));
		net_close(&net);
		checked++;
	}
	if (bw_json_type(bw_json_get(expect, "state_share")) ==
	    BW_JSON_OBJECT) {
		net_open(
		    &net, edges, bw_json_get(c, "control_edges"), true, half);
		check_votes(&net, bw_json_get(expect, "state_share"));
		net_close(&net);
		checked++;
	}
	return checked;
}

static unsigned
check_ranges(struct bw_json c, struct bw_json expect)
{
	struct bw_json rows = bw_json_get(c, "ranges"), none = { 0 };
	unsigned checked = 0;
	struct net net;

	if (bw_json_type(rows) != BW_JSON_ARRAY)
		return 0;
	net_open(&net, rows, none, true, (struct bw_control_rule){ 0 });
	if (bw_json_type(bw_json_get(expect, "control_certain")) ==
	    BW_JSON_ARRAY) {
		check_pairs(
		    &net, bw_json_get(expect, "control_certain"), BW_CERTAIN);
		check_pairs(
		    &net, bw_json_get(expect, "control_possible"), BW_POSSIBLE);
		checked++;
	}
	if (bw_json_type(bw_json_get(expect, "tightened")) == BW_JSON_ARRAY) {
		check_tightened(&net, bw_json_get(expect, "tightened"));
		checked++;
	}
	net_close(&net);
	return checked;
}

static void
one_case(void **state)
{
	struct bw_json c = item(cases, *(size_t *)*state);
	struct bw_json expect = bw_json_get(c, "expect");
	struct bw_json_each it = bw_json_each(bw_json_get(c, "variants"));
	unsigned checked = check_exact(c, expect) + check_ranges(c, expect);

	if (bw_json_type(bw_json_get(expect, "blocked")) == BW_JSON_ARRAY) {
		check_blocked(c, bw_json_path(c, "seeds.blocked"),
		    bw_json_get(expect, "blocked"));
		checked++;
	}
	if (bw_json_type(bw_json_get(expect, "ofac_blocked")) ==
	    BW_JSON_ARRAY) {
		check_blocked(c, bw_json_path(c, "seeds.blocked"),
		    bw_json_get(expect, "ofac_blocked"));
		checked++;
	}
	if (bw_json_type(bw_json_get(c, "investor")) == BW_JSON_STRING) {
		check_vifo(c, expect);
		checked++;
	}
	while (bw_json_step(&it)) {
		char key[64];

		snprintf(key, sizeof(key), "%.*s", BW_ARG(it.key));
		check_threshold(it.value, bw_json_get(expect, key));
		checked++;
	}
	assert_true(checked > 0);
}

/* Every question of the cases, and which test asks it. */
#define HERE "test_cases"
static const struct asked {
	const char *key, *by;
} asked[] = {
	{ "control", HERE }, { "votes", HERE }, { "control_group", HERE },
	{ "votes_group", HERE }, { "control_treasury", HERE },
	{ "votes_treasury", HERE }, { "closed_groups", HERE },
	{ "outside_controllers", HERE }, { "blocked", HERE },
	{ "ofac_blocked", HERE }, { "oversubscribed", HERE },
	{ "state_share", HERE }, { "tightened", HERE },
	{ "control_certain", HERE }, { "control_possible", HERE },
	{ "bods_inclusive", HERE }, { "statute", HERE }, { "before", HERE },
	{ "after", HERE }, { "votes_thresholds_crossed", HERE },
	{ "not_control", HERE }, /* what `control` does not list */
	{ "integrated", "test_integrated_cases" },
	{ "leontief", "test_integrated_cases" },
	{ "path_sum", "test_integrated_cases" },
	{ "close_links_ge_20pct", "test_integrated_cases" },
	{ "integrated_range", "test_integrated_cases" },
	{ "holders", "test_integrated_cases" },
	{ "economic_thresholds_crossed", "test_regime" },
	{ "eu", "test_regime" }, { "npi", "test_npi" },
	{ "shapley_shubik", "test_power" },
	{ "banzhaf_absolute", "test_power" },
	{ "banzhaf_normalised", "test_power" },
	{ "banzhaf_swings", "test_power" }, /* the same as absolute */
};

static const struct asked *
asked_by(struct bw_str key)
{
	for (size_t i = 0; i < BW_LEN(asked); i++)
		if (bw_str_is(key, asked[i].key))
			return &asked[i];
	return NULL;
}

static void
all_is_asked(void **state)
{
	(void)state;
	for (size_t i = 0; i < bw_json_count(cases); i++) {
		struct bw_json c = item(cases, i);
		struct bw_json_each it = bw_json_each(bw_json_get(c, "expect"));

		while (bw_json_step(&it))
			if (asked_by(it.key) == NULL)
				fail_msg("nobody asks %.*s of case %.*s",
				    BW_ARG(it.key),
				    BW_ARG(bw_json_str(bw_json_get(c, "id"))));
	}
}

static bool
asks_here(struct bw_json c)
{
	struct bw_json_each it = bw_json_each(bw_json_get(c, "expect"));

	while (bw_json_step(&it)) {
		const struct asked *k = asked_by(it.key);

		if (k != NULL && strcmp(k->by, HERE) == 0)
			return true;
	}
	return false;
}

static void
no_cases(void **state)
{
	(void)state;
	skip();
}

static void
open_cases(const char *path)
{
	struct bw_json_opt opt = { .whole = true };
	struct bw_err err = BW_ERR_INIT;
	bool more = false;

	if (bw_input_open(&input, path, NULL, &err) < 0 ||
	    bw_json_open(&reader, input, &opt, &err) < 0 ||
	    bw_json_next(reader, &cases, &more, &err) < 0 || !more) {
		printf("Bail out! %s\n", err.what);
		exit(1);
	}
}

int
main(void)
{
	const struct CMUnitTest none[] = { cmocka_unit_test(no_cases) };
	const char *path = test_data("cases/ownership.json");
	struct CMUnitTest *tests;
	size_t n, n_test = 1, *number;
	int rc;

	if (path == NULL)
		return cmocka_run_group_tests(none, NULL, NULL);
	bw_arena_init(&arena, 0);
	open_cases(path);
	n = bw_json_count(cases);
	tests = calloc(n + 2, sizeof(*tests));
	number = calloc(n + 1, sizeof(*number));
	BW_ASSERT(tests != NULL && number != NULL);
	tests[0] = (struct CMUnitTest)cmocka_unit_test(all_is_asked);
	for (size_t i = 0; i < n; i++) {
		struct bw_json c = item(cases, i);
		struct bw_str name = bw_arena_fmt(&arena, "%.*s %.*s",
		    BW_ARG(bw_json_str(bw_json_get(c, "id"))),
		    BW_ARG(bw_json_str(bw_json_get(c, "rule"))));

		if (!asks_here(c))
			continue;
		number[i] = i;
		tests[n_test++] = (struct CMUnitTest){ name.p, one_case, NULL,
			NULL, &number[i] };
	}
	rc = _cmocka_run_group_tests("cases", tests, n_test, NULL, NULL);
	free(tests);
	free(number);
	bw_json_close(reader);
	bw_input_free(input);
	bw_arena_release(&arena);
	return rc;
}
