/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_integrated_cases.c - worked cases of shares through chains and circles,
 * one test per case: as exact fractions, and as doubles to 1e-12, downward and
 * upward. The cases are data of others (see test_data and test_cases.c).
 */
#include "support/support.h"
#include "base/json.h"
#include "base/map.h"
#include "base/vec.h"
#include "ownership/integrated.h"
#include <math.h>

static struct bw_input *input;
static struct bw_json_reader *reader;
static struct bw_json cases;
static struct bw_arena arena;

struct shares {
	struct bw_intern name;
	BW_VEC(struct bw_tie) tie;
	struct bw_net net;
	struct bw_solver *s;
};

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
node(struct shares *a, struct bw_str name)
{
	struct bw_err err = BW_ERR_INIT;
	uint32_t id;

	assert_ok(bw_intern_add(&a->name, name, &id, NULL, &err), &err);
	return id;
}

static uint32_t
percent(struct bw_json v)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_share s;

	assert_ok(bw_share_parse(bw_json_str(v), &s, &err), &err);
	return s.lo;
}

static void
shares_open(struct shares *a, struct bw_json rows)
{
	struct bw_json_each it = bw_json_each(rows);
	struct bw_err err = BW_ERR_INIT;

	memset(a, 0, sizeof(*a));
	bw_intern_init(&a->name);
	while (bw_json_step(&it)) {
		struct bw_tie t = { .holder =
					node(a, bw_json_str(item(it.value, 0))),
			.company = node(a, bw_json_str(item(it.value, 1))) };

		t.capital = bw_share_exact(percent(item(it.value, 2)));
		if (bw_json_count(it.value) == 6)
			t.capital.hi = percent(item(it.value, 3));
		assert_true(bw_vec_push(&a->tie, t));
	}
	assert_ok(
	    bw_net_init(&a->net, (uint32_t)a->name.n, a->tie.v, a->tie.n, &err),
	    &err);
	assert_ok(bw_solver_new(&a->s, &a->net, NULL, BW_CAPITAL, &err), &err);
}

static void
shares_close(struct shares *a)
{
	bw_solver_free(a->s);
	bw_net_release(&a->net);
	bw_intern_release(&a->name);
	bw_vec_release(&a->tie);
}

static double
fraction(struct bw_str text)
{
	struct bw_str rest = text, part;
	int64_t up, down = 1;

	assert_true(bw_str_cut(&rest, '/', &part));
	assert_true(bw_str_i64(part, &up));
	if (rest.n > 0)
		assert_true(bw_str_i64(rest, &down));
	return (double)up / (double)down;
}

static struct bw_part
find(const struct bw_part *list, size_t n, uint32_t party)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].party == party)
			return list[i];
	return (struct bw_part){ 0 };
}

static void
expect_near(double got, struct bw_str want)
{
	double w = fraction(want);

	if (!(fabs(got - w) <= 1e-12 * (w > 1 ? w : 1)))
		fail_msg("%.17g is not %.*s", got, BW_ARG(want));
}

static void
expect_exact(
    struct shares *a, uint32_t x, uint32_t y, bool upper, struct bw_str want)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_buf text = { 0 };
	int compare;

	assert_ok(bw_part_exact(&a->net, NULL, BW_CAPITAL, &x, 1, y, upper,
		      BW_ONE, &compare, &text, &err),
	    &err);
	if (!bw_str_eq(bw_buf_get(&text), want))
		fail_msg("%.*s is not %.*s", BW_ARG(bw_buf_get(&text)),
		    BW_ARG(want));
	assert_int_equal(compare,
	    fraction(want) < 1       ? -1
		: fraction(want) > 1 ? 1
				     : 0);
	bw_buf_release(&text);
}

/* From below and from above, both ends. */
static void
expect_part(struct shares *a, uint32_t x, uint32_t y, enum bw_reading reading,
    struct bw_str lo, struct bw_str hi)
{
	struct bw_err err = BW_ERR_INIT;
	const struct bw_part *list;
	struct bw_part p;
	size_t n;

	assert_true(x != BW_NONE && y != BW_NONE);
	assert_ok(bw_part_down(a->s, &x, 1, reading, &list, &n, &err), &err);
	p = find(list, n, y);
	expect_near(p.lo, lo);
	expect_near(p.hi, hi);
	assert_ok(bw_part_up(a->s, y, reading, &list, &n, &err), &err);
	p = find(list, n, x);
	expect_near(p.lo, lo);
	expect_near(p.hi, hi);
	if (reading != BW_INTEGRATED)
		return;
	expect_exact(a, x, y, false, lo);
	expect_exact(a, x, y, true, hi);
}

static unsigned
check_table(struct shares *a, struct bw_json table, enum bw_reading reading)
{
	struct bw_json_each owner = bw_json_each(table), it;
	unsigned checked = 0;

	while (bw_json_step(&owner)) {
		uint32_t x = bw_intern_find(&a->name, owner.key);

		it = bw_json_each(owner.value);
		while (bw_json_step(&it)) {
			expect_part(a, x, bw_intern_find(&a->name, it.key),
			    reading, bw_json_str(it.value),
			    bw_json_str(it.value));
			checked++;
		}
	}
	return checked;
}

static unsigned
check_range(struct shares *a, struct bw_json table)
{
	struct bw_json_each owner = bw_json_each(table), it;
	unsigned checked = 0;

	while (bw_json_step(&owner)) {
		uint32_t x = bw_intern_find(&a->name, owner.key);

		it = bw_json_each(owner.value);
		while (bw_json_step(&it)) {
			expect_part(a, x, bw_intern_find(&a->name, it.key),
			    BW_INTEGRATED,
			    bw_json_str(bw_json_get(it.value, "min")),
			    bw_json_str(bw_json_get(it.value, "max")));
			checked++;
		}
	}
	return checked;
}

/* Exactly these pairs reach 20 % by the sum over paths. */
static unsigned
check_links(struct shares *a, struct bw_json pairs)
{
	struct bw_err err = BW_ERR_INIT;
	const struct bw_part *list;
	size_t n, found = 0, listed = bw_json_count(pairs);

	if (bw_json_type(pairs) != BW_JSON_ARRAY)
		return 0;
	for (uint32_t x = 0; x < a->net.n; x++) {
		assert_ok(
		    bw_part_down(a->s, &x, 1, BW_PATHS, &list, &n, &err), &err);
		for (size_t i = 0; i < n; i++) {
			struct bw_json_each it = bw_json_each(pairs);
			bool in = false;

			while (bw_json_step(&it))
				in = in ||
				    (bw_intern_find(&a->name,
					 bw_json_str(item(it.value, 0))) == x &&
					bw_intern_find(&a->name,
					    bw_json_str(item(it.value, 1))) ==
					    list[i].party);
			assert_true(in == (list[i].hi >= 0.2 - 1e-12));
			found += in;
		}
	}
	assert_int_equal(found, listed);
	return 1;
}

/* Those nobody holds, with a quarter or more. */
static unsigned
check_holders(struct shares *a, struct bw_json holders)
{
	struct bw_json_each it = bw_json_each(holders);
	struct bw_err err = BW_ERR_INIT;
	const struct bw_part *list;
	unsigned checked = 0;
	size_t n;

	while (bw_json_step(&it)) {
		struct bw_json names = bw_json_get(it.value, ">=1/4");
		size_t found = 0;

		assert_ok(bw_part_up(a->s, bw_intern_find(&a->name, it.key),
			      BW_INTEGRATED, &list, &n, &err),
		    &err);
		for (size_t i = 0; i < n; i++) {
			uint32_t x = list[i].party;
			struct bw_json_each name = bw_json_each(names);
			bool in = false;

			if (a->net.in_at[x] != a->net.in_at[x + 1] ||
			    list[i].lo < 0.25)
				continue;
			while (bw_json_step(&name))
				in = in ||
				    bw_intern_find(
					&a->name, bw_json_str(name.value)) == x;
			assert_true(in);
			found++;
		}
		assert_int_equal(found, bw_json_count(names));
		checked++;
	}
	return checked;
}

static unsigned
check_economic(struct bw_json c, const char *edges, struct bw_json expect)
{
	struct bw_json v = bw_json_get(expect, "economic");
	struct shares a;

	if (bw_json_type(v) != BW_JSON_STRING)
		v = bw_json_get(expect, "economic_of_I");
	if (bw_json_type(v) != BW_JSON_STRING)
		return 0;
	shares_open(&a, bw_json_get(c, edges));
	expect_part(&a,
	    bw_intern_find(&a.name, bw_json_str(bw_json_get(c, "investor"))),
	    bw_intern_find(&a.name, bw_json_str(bw_json_get(c, "target"))),
	    BW_INTEGRATED, bw_json_str(v), bw_json_str(v));
	shares_close(&a);
	return 1;
}

static void
one_case(void **state)
{
	struct bw_json c = item(cases, *(size_t *)*state);
	struct bw_json expect = bw_json_get(c, "expect");
	unsigned checked = 0;
	struct shares a;

	if (bw_json_type(bw_json_get(c, "edges")) == BW_JSON_ARRAY) {
		shares_open(&a, bw_json_get(c, "edges"));
		checked += check_table(
		    &a, bw_json_get(expect, "integrated"), BW_INTEGRATED);
		checked += check_table(
		    &a, bw_json_get(expect, "leontief"), BW_LEONTIEF);
		checked +=
		    check_table(&a, bw_json_get(expect, "path_sum"), BW_PATHS);
		checked += check_links(
		    &a, bw_json_get(expect, "close_links_ge_20pct"));
		checked += check_holders(&a, bw_json_get(expect, "holders"));
		shares_close(&a);
	}
	if (bw_json_type(bw_json_get(c, "ranges")) == BW_JSON_ARRAY) {
		shares_open(&a, bw_json_get(c, "ranges"));
		checked +=
		    check_range(&a, bw_json_get(expect, "integrated_range"));
		shares_close(&a);
	}
	checked += check_economic(c, "edges", bw_json_get(expect, "before"));
	checked +=
	    check_economic(c, "edges_after", bw_json_get(expect, "after"));
	if (checked == 0)
		skip();
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
	size_t n, *number;
	int rc;

	if (path == NULL)
		return cmocka_run_group_tests(none, NULL, NULL);
	bw_arena_init(&arena, 0);
	open_cases(path);
	n = bw_json_count(cases);
	tests = calloc(n + 1, sizeof(*tests));
	number = calloc(n + 1, sizeof(*number));
	BW_ASSERT(tests != NULL && number != NULL);
	for (size_t i = 0; i < n; i++) {
		struct bw_json c = item(cases, i);
		struct bw_str name = bw_arena_fmt(&arena, "%.*s %.*s",
		    BW_ARG(bw_json_str(bw_json_get(c, "id"))),
		    BW_ARG(bw_json_str(bw_json_get(c, "rule"))));

		number[i] = i;
		tests[i] = (struct CMUnitTest){ name.p, one_case, NULL, NULL,
			&number[i] };
	}
	rc = _cmocka_run_group_tests("shares", tests, n, NULL, NULL);
	free(tests);
	free(number);
	bw_json_close(reader);
	bw_input_free(input);
	bw_arena_release(&arena);
	return rc;
}
