/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_law_codes.c - every entry of the annexes of the Besluit
 * toepassingsbereik sensitieve technologie, asked of the rules one by one.
 *
 * The lists here were typed from the annexes apart from those of rules/law, so
 * that a slip in either shows: seven entries excluded (annex 1), four fields
 * added (annex 2), seventy entries and one military one very sensitive (annex
 * 3). Sub-entries count with their entry; what is coarser or does not exist is
 * neither yes nor no. Taking any entry out of a list of the rules must be
 * noticed here.
 */
#include "own.h"
#include "base/map.h"

static struct own own;

static const char *const excluded[] = { "1A002", "1A008", "1B001", "1B101",
	"1C107", "1C117", "2B109" };
static const char *const added[] = { "AST1", "AST2", "AST3", "AST4" };
/* By category of Annex I. */
static const char *const very[] = { "0B001", "0B002", "0B003", "0B004", "0B005",
	"0B006", "0B007", "0C002", "0C003", "0C004", "0C005", "0D001", "0E001",
	/* 1 */ "1A007", "1B226", "1B231", "1B233", "1C001", "1C012", "1C101",
	"1C233", "1C235", "1C351", "1D103", "1E001", "1E101", "1E102", "1E201",
	/* 3 */ "3A201", "3A228", "3A229", "3A231", "3A232", "3E201",
	/* 5 */ "5A004", "5D002",
	/* 6 */ "6A001", "6A203", "6A225", "6A226", "6B008", "6B108", "6D003",
	/* 7 */ "7A117", "7B001", "7B003", "7B103", "7D101", "7E001", "7E002",
	"7E101",
	/* 8 */ "8A002", "8E002",
	/* 9 */ "9A004", "9A005", "9A007", "9A008", "9A104", "9A105", "9A106",
	"9A108", "9A116", "9A119", "9B115", "9B116", "9D101", "9E001", "9E002",
	"9E101", "9E102" };

static struct bw_value value[BW_LAW_STEPS];

/* What the rules say of one code, told with `fact`. */
static enum bw_truth
is(const struct bw_program *p, const struct own_set *set, const char *fact,
    const char *output, const char *code)
{
	struct bw_arena_mark mark = bw_arena_mark(&own.arena);
	uint32_t f = bw_fact_find(&own.vocabulary, bw_str_of(fact));
	uint32_t o = bw_output_find(&set->rules, bw_str_of(output));
	struct bw_err err = BW_ERR_INIT;
	struct bw_fact_values v;
	struct bw_facts facts;
	enum bw_truth t;

	assert_int_not_equal(f, BW_NONE);
	assert_int_not_equal(o, BW_NONE);
	assert_ok(
	    bw_facts_init(&facts, &own.vocabulary, &own.arena, &err), &err);
	assert_ok(bw_facts_set(&facts, f, bw_str_of(code), BW_FROM_USER,
		      &own.arena, &err),
	    &err);
	v = bw_facts_values(&facts);
	bw_program_run(p, &v, value);
	t = bw_truth_of(&value[set->rules.output[o].step]);
	bw_arena_reset(&own.arena, mark);
	return t;
}

static size_t
differ(const struct bw_program *p, const struct own_set *set,
    const char *output, const char *fact, const char *const *code, size_t n,
    enum bw_truth wanted, bool loud)
{
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++)
		if (is(p, set, fact, output, code[i]) != wanted) {
			wrong++;
			if (loud)
				printf("# %.*s: %s is not %s %s\n",
				    BW_ARG(set->name), code[i], output,
				    bw_truth_name(wanted));
		}
	return wrong;
}

#define ALL(list) (list), BW_LEN(list)
#define YES BW_IS_TRUE
#define NO BW_IS_FALSE
#define UNKNOWN BW_IS_UNKNOWN

static size_t
all_codes(const struct bw_program *p, const struct own_set *set, bool loud)
{
	static const char *const merely[] = { "1A001", "2B001", "2B009",
		"4A001", "6A002", "5A002", "1B102", "1C118", "ML1", "ML9",
		"ML5.b", "ML10", "ML18", "ML19.a", "ML19.c", "ML21.d", "ML22" };
	static const char *const military[] = { "ML19.d", "ML19.d.2" };
	static const char *const coarse[] = { "ML19" };
	static const char *const nowhere[] = { "9Z999", "0A002", "1C352",
		"3A991", "5A992", "9A610", "4F001", "ML0", "ML23", "ML99",
		"ML23.a" };
	static const char *const where[2][3] = {
		{ "target.codes", "codes_sensitive", "codes_very_sensitive" },
		{ "target.controls.codes", "codes_below_sensitive",
		    "codes_below_very_sensitive" }
	};
	size_t wrong = 0;

	for (int i = 0; i < 2; i++) {
		const char *f = where[i][0], *s = where[i][1];
		const char *v = where[i][2];

		wrong += differ(p, set, s, f, ALL(excluded), NO, loud) +
		    differ(p, set, v, f, ALL(excluded), NO, loud) +
		    differ(p, set, s, f, ALL(added), YES, loud) +
		    differ(p, set, v, f, ALL(added), YES, loud) +
		    differ(p, set, s, f, ALL(very), YES, loud) +
		    differ(p, set, v, f, ALL(very), YES, loud) +
		    differ(p, set, s, f, ALL(military), YES, loud) +
		    differ(p, set, v, f, ALL(military), YES, loud) +
		    differ(p, set, s, f, ALL(coarse), YES, loud) +
		    differ(p, set, v, f, ALL(coarse), UNKNOWN, loud) +
		    differ(p, set, s, f, ALL(nowhere), UNKNOWN, loud) +
		    differ(p, set, v, f, ALL(nowhere), UNKNOWN, loud) +
		    differ(p, set, s, f, ALL(merely), YES, loud) +
		    differ(p, set, v, f, ALL(merely), NO, loud);
	}
	return wrong;
}

static void
test_every_code(void **state)
{
	(void)state;
	assert_int_equal(BW_LEN(excluded), 7);
	assert_int_equal(BW_LEN(very), 70);
	assert_int_equal(BW_LEN(added), 4);
	for (size_t s = 0; s < own.n_set; s++)
		if (bw_output_find(&own.set[s].rules,
			BW_STR("codes_sensitive")) != BW_NONE)
			assert_int_equal(all_codes(&own.set[s].rules.program,
					     &own.set[s], true),
			    0);
}

/* Of every combination of five characters: those of the annexes, the other
 * entries of the edition of Annex I (sensitive, not very), and what stands in
 * no list: that may be a slip, so nobody says yes or no. The entries of a
 * category were counted in the list, apart from the rules. */
static void
test_every_combination(void **state)
{
	static const char category[] = "0123456789", kind[] = "ABCDE";
	static const size_t entries[] = { 15, 93, 55, 51, 11, 13, 36, 37, 8,
		63 };
	const struct own_set *set = &own.set[own.n_set - 4]; /* v2025 */
	const struct bw_program *p = &set->rules.program;
	size_t n = 0, n_not = 0, n_known = 0, n_other = 0, was = 0;
	char code[8];

	(void)state;
	assert_true(bw_str_eq(set->name, BW_STR("v2025")));
	for (size_t c = 0; c < 10; c++, was = n_known) {
		for (int i = 0; i < 5000; i++) {
			enum bw_truth sensitive, very_sensitive;

			snprintf(code, sizeof(code), "%c%c%03d", category[c],
			    kind[i / 1000], i % 1000);
			sensitive =
			    is(p, set, "target.codes", "codes_sensitive", code);
			very_sensitive = is(p, set, "target.codes",
			    "codes_very_sensitive", code);
			n += very_sensitive == YES;
			n_not += sensitive == NO;
			n_known += sensitive != UNKNOWN;
			n_other +=
			    sensitive == UNKNOWN && very_sensitive == UNKNOWN;
		}
		assert_int_equal(n_known - was, entries[c]);
	}
	assert_int_equal(n, 70);
	assert_int_equal(n_not, 7);
	assert_int_equal(n_known, 382);
	assert_int_equal(n_known + n_other, 50000);
}

static void
test_sub_entries(void **state)
{
	static const char *const form[][2] = { { "6A001.a.1", "6A001" },
		{ "6a001", "6A001" }, { " 9E102.b ", "9E102" },
		{ "1B001.a", "1B001" }, { "ML19.d.2", "ML19.d" },
		{ "ml19.D", "ML19.d" }, { "ML5", "ML5" }, { "ast3", "AST3" },
		{ "ML10.a", "ML10.a" } };
	static const char *const none[] = { "", "6A", "6A0011", "A6001", "ML",
		"MLx", "AST", "ASTx", "6A001a", "quantum" };
	struct bw_str entry;

	(void)state;
	for (size_t i = 0; i < BW_LEN(form); i++) {
		assert_true(
		    bw_code_entry(bw_str_of(form[i][0]), &own.arena, &entry));
		assert_str(entry, form[i][1]);
		assert_true(bw_code_is_entry(entry));
		assert_int_equal(bw_code_is_entry(bw_str_of(form[i][0])),
		    strcmp(form[i][0], form[i][1]) == 0);
	}
	for (size_t i = 0; i < BW_LEN(none); i++)
		assert_false(
		    bw_code_entry(bw_str_of(none[i]), &own.arena, &entry));
}

/* The lists of the EU: each entry once, in the form in which it counts, with
 * words in two languages that are its own; and all codes of the decree exist.
 */
static void
test_lists_of_the_union(void **state)
{
	const struct bw_rules *r = &own.set[own.n_set - 4].rules;
	struct bw_str entry;
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < r->n_list; i++) {
		const struct bw_named_list *l = &r->list[i];

		if (!bw_str_is(l->name, "entries"))
			continue;
		assert_non_null(l->words);
		for (size_t e = 0; e < l->codes.n; e++, n++) {
			assert_true(bw_code_entry(
			    l->codes.entry[e], &own.arena, &entry));
			assert_true(bw_str_eq(entry, l->codes.entry[e]));
			assert_true(l->words[e].in[BW_NL].n > 3);
			assert_true(l->words[e].in[BW_EN].n > 3);
			if (e > 0)
				assert_true(bw_str_cmp(l->codes.entry[e - 1],
						entry) < 0);
		}
		for (size_t k = 0; k < BW_LEN(very) + BW_LEN(excluded); k++) {
			const char *code = k < BW_LEN(very)
			    ? very[k]
			    : excluded[k - BW_LEN(very)];

			if (l->codes.n > 100)
				assert_true(
				    bw_code_listed(&l->codes, bw_str_of(code)));
		}
	}
	assert_int_equal(n, 382 + 22);
}

/* What was perhaps meant, and what is like it. */
static void
test_slips(void **state)
{
	static const char *const meant[][2] = { { "ML19d", "ML19.d" },
		{ "ML 19.d", "ML19.d" }, { "ml19-d", "ML19.d" },
		{ "6a 001", "6A001" }, { "6AOO1", "6A001" },
		{ "6A001a", "6A001" }, { "6A001.a1", "6A001" } };
	static const char *const not_meant[] = { "", "laser", "6A", "ML", "d" };
	static const char *const near[][2] = { { "6A012", "6A002" },
		{ "ML99", "ML9" }, { "ML99", "ML19" }, { "6a001", "6A001" },
		{ "AST", "AST1" } };
	static const char *const far[][2] = { { "9Z999", "9A009" },
		{ "6A001", "6A012" }, { "ML1", "ML122" }, { "", "ML" } };
	struct bw_str out;

	(void)state;
	for (size_t i = 0; i < BW_LEN(meant); i++) {
		assert_true(
		    bw_code_repair(bw_str_of(meant[i][0]), &own.arena, &out));
		assert_str(out, meant[i][1]);
	}
	for (size_t i = 0; i < BW_LEN(not_meant); i++)
		assert_false(
		    bw_code_repair(bw_str_of(not_meant[i]), &own.arena, &out));
	for (size_t i = 0; i < BW_LEN(near); i++)
		assert_true(
		    bw_code_near(bw_str_of(near[i][0]), bw_str_of(near[i][1])));
	for (size_t i = 0; i < BW_LEN(far); i++)
		assert_false(
		    bw_code_near(bw_str_of(far[i][0]), bw_str_of(far[i][1])));
}

static void
test_doubts(void **state)
{
	static const struct {
		const char *code;
		enum bw_code_doubt doubt;
		const char *below;
	} one[] = { { "ML19", BW_CODE_COARSE, "ML19.d" },
		{ "ML19.d", BW_CODE_SURE, "" }, { "ML19.a", BW_CODE_SURE, "" },
		{ "ML1", BW_CODE_SURE, "" }, { "ML23", BW_CODE_NOWHERE, "" },
		{ "9Z999", BW_CODE_NOWHERE, "" }, { "1A002", BW_CODE_SURE, "" },
		{ "AST1", BW_CODE_SURE, "" } };
	const struct bw_program *p = &own.set[own.n_set - 4].rules.program;
	uint32_t f = bw_fact_find(&own.vocabulary, BW_STR("target.codes"));
	struct bw_str below;

	(void)state;
	for (size_t i = 0; i < BW_LEN(one); i++) {
		assert_int_equal(
		    bw_program_doubt(p, f, bw_str_of(one[i].code), &below),
		    one[i].doubt);
		assert_str(below, one[i].below);
	}
}

/* Several codes: one that surely counts decides; one in doubt asks. And a code
 * of a closed kind that does not exist is refused, by the name of the fact. */
static void
test_several_and_none(void **state)
{
	static const struct {
		const char *codes;
		enum bw_truth very;
	} one[] = { { "ML19;6A001", YES }, { "ML19;ML5", UNKNOWN },
		{ "ML1;2B001", NO }, { "ML19;ML19.a", UNKNOWN },
		{ "ML19;ML19.d", YES } };
	static const char *const no_code[] = { "AST5", "AST9", "AST0", "ast5",
		"6A001;AST7" };
	const struct own_set *set = &own.set[own.n_set - 4];
	uint32_t f = bw_fact_find(&own.vocabulary, BW_STR("target.codes"));
	struct bw_facts facts;

	(void)state;
	for (size_t i = 0; i < BW_LEN(one); i++)
		assert_int_equal(is(&set->rules.program, set, "target.codes",
				     "codes_very_sensitive", one[i].codes),
		    one[i].very);
	for (size_t i = 0; i < BW_LEN(no_code); i++) {
		struct bw_err err = BW_ERR_INIT;

		assert_ok(
		    bw_facts_init(&facts, &own.vocabulary, &own.arena, &err),
		    &err);
		assert_int_equal(bw_facts_set(&facts, f, bw_str_of(no_code[i]),
				     BW_FROM_USER, &own.arena, &err),
		    BW_EFORMAT);
		assert_non_null(strstr(err.what, "target.codes"));
		assert_non_null(strstr(err.what, "AST1, AST2, AST3, AST4"));
	}
}

/* Lists of what exists are counted above; of the long list of all that is
 * sensitive only the entries in which the decree makes a difference. */
static bool
to_be_noticed(const struct bw_program *p, size_t list, struct bw_str entry)
{
	bool counts = false;

	for (size_t i = 0; i < p->n_step; i++)
		counts = counts ||
		    (p->step[i].op == BW_STEP_CODES &&
			(p->step[i].a == list || p->step[i].b == list));
	if (!counts || p->list[list].n < 100)
		return counts;
	for (size_t i = 0; i < BW_LEN(very); i++)
		if (bw_str_is(entry, very[i]))
			return true;
	return false;
}

/* Every entry taken out of every list of the decree: noticed above. */
static void
test_dropped_entries_are_noticed(void **state)
{
	const struct own_set *set = &own.set[own.n_set - 4];
	struct bw_program p = set->rules.program;
	struct bw_code_list *list =
	    BW_ARENA_ARRAY(&own.arena, struct bw_code_list, p.n_list + 1);
	size_t made = 0;

	(void)state;
	assert_non_null(list);
	memcpy(list, p.list, p.n_list * sizeof(*list));
	p.list = list;
	for (size_t k = 0; k < p.n_list; k++)
		for (size_t i = 0; i < list[k].n; i++) {
			const struct bw_code_list whole = list[k];
			struct bw_str *less;

			if (!to_be_noticed(&p, k, whole.entry[i]))
				continue;
			less =
			    BW_ARENA_ARRAY(&own.arena, struct bw_str, whole.n);
			assert_non_null(less);
			memcpy(less, whole.entry, i * sizeof(*less));
			memcpy(less + i, whole.entry + i + 1,
			    (whole.n - i - 1) * sizeof(*less));
			list[k] = (struct bw_code_list){ less, whole.n - 1 };
			made++;
			if (all_codes(&p, set, false) == 0)
				fail_msg("nobody misses %.*s",
				    BW_ARG(whole.entry[i]));
			list[k] = whole;
		}
	printf("# %zu lists with an entry less, all noticed\n", made);
	assert_true(made > 2 * (70 + 7 + 4));
}

static int
begin(void **state)
{
	(void)state;
	own_begin(&own);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	own_end(&own);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_code),
		cmocka_unit_test(test_every_combination),
		cmocka_unit_test(test_sub_entries),
		cmocka_unit_test(test_lists_of_the_union),
		cmocka_unit_test(test_slips),
		cmocka_unit_test(test_doubts),
		cmocka_unit_test(test_several_and_none),
		cmocka_unit_test(test_dropped_entries_are_noticed),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
