/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_kind.c - numbers that lie in world files, and the names they go by.
 */
#include "support/support.h"
#include "model/kind.h"
#include "model/text.h"

/* Written out a second time on purpose: these numbers are in files. */
static const char *const kinds[] = { "unknown", "company", "person", "state",
	"state-body", "fund", "trust", "arrangement", "foundation" };
static const char *const natures[] = { "shares", "capital", "votes", "board",
	"veto", "contract", "nominee", "general-partner", "other",
	"consolidation", "trust-role", "economic", "manages" };
static const char *const stages[] = { "mine", "refine", "part" };

static void
numbers_never_change(void **state)
{
	(void)state;
	assert_int_equal(BW_PARTY_KINDS, BW_LEN(kinds));
	for (unsigned i = 0; i < BW_LEN(kinds); i++)
		assert_string_equal(bw_party_kind_name(i), kinds[i]);
	assert_int_equal(BW_NATURES, BW_LEN(natures));
	for (unsigned i = 0; i < BW_LEN(natures); i++)
		assert_string_equal(bw_nature_name(i), natures[i]);
	assert_int_equal(BW_STAGES, BW_LEN(stages));
	for (unsigned i = 0; i < BW_LEN(stages); i++)
		assert_string_equal(bw_stage_name(i), stages[i]);
}

static void
names_lead_back(void **state)
{
	uint8_t n;

	(void)state;
	for (unsigned i = 0; i < BW_LEN(kinds); i++) {
		assert_true(bw_party_kind_of(bw_str_of(kinds[i]), &n));
		assert_int_equal(n, i);
	}
	for (unsigned i = 0; i < BW_LEN(natures); i++) {
		assert_true(bw_nature_of(bw_str_of(natures[i]), &n));
		assert_int_equal(n, i);
	}
	for (unsigned i = 0; i < BW_LEN(stages); i++) {
		assert_true(bw_stage_of(bw_str_of(stages[i]), &n));
		assert_int_equal(n, i);
	}
}

static void
spelling_is_forgiven_and_nothing_else(void **state)
{
	uint8_t n = 77;

	(void)state;
	assert_true(bw_nature_of(BW_STR("General_Partner"), &n));
	assert_int_equal(n, BW_NATURE_GENERAL_PARTNER);
	assert_true(bw_party_kind_of(BW_STR("STATE_BODY"), &n));
	assert_int_equal(n, BW_PARTY_STATE_BODY);
	n = 77;
	assert_false(bw_party_kind_of(BW_STR("compan"), &n));
	assert_false(bw_party_kind_of(BW_STR("company "), &n));
	assert_false(bw_party_kind_of(BW_STR(""), &n));
	assert_false(bw_nature_of((struct bw_str){ NULL, 0 }, &n));
	assert_false(bw_stage_of(BW_STR("company"), &n));
	assert_int_equal(n, 77);
}

static void
a_newer_number_reads_as_the_least_specific(void **state)
{
	(void)state;
	assert_string_equal(bw_party_kind_name(200), "unknown");
	assert_string_equal(bw_nature_name(200), "other");
	assert_string_equal(bw_stage_name(200), "unknown");
}

static void
every_name_has_words_for_people(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	char key[80];

	(void)state;
	assert_ok(bw_text_load(&err), &err);
	for (unsigned i = 0; i < BW_LEN(kinds); i++) {
		snprintf(key, sizeof(key), "kind.%s", kinds[i]);
		assert_int_not_equal(bw_word(BW_NL, key).p[0], '[');
	}
	for (unsigned i = 0; i < BW_LEN(natures); i++) {
		snprintf(key, sizeof(key), "nature.%s", natures[i]);
		assert_int_not_equal(bw_word(BW_NL, key).p[0], '[');
	}
	for (unsigned i = 0; i < BW_LEN(stages); i++) {
		snprintf(key, sizeof(key), "stage.%s", stages[i]);
		assert_int_not_equal(bw_word(BW_NL, key).p[0], '[');
	}
	bw_text_unload();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_never_change),
		cmocka_unit_test(names_lead_back),
		cmocka_unit_test(spelling_is_forgiven_and_nothing_else),
		cmocka_unit_test(a_newer_number_reads_as_the_least_specific),
		cmocka_unit_test(every_name_has_words_for_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
