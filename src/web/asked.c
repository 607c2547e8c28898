/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * asked.c - names of tests to numbers and back.
 */
#include "web/asked.h"

static const char *const form_name[] = { "csaf_2_0", "csaf_2_0_strict",
	"csaf_2_1", "csaf_2_1_strict" };
/* 6.1, 6.2 in 2.0, 6.2 in 2.1, 6.3 */
static const struct {
	const char *begin;
	char part;
	bool recommended;
} names[] = {
	{ "mandatoryTest_", '1', false },
	{ "optionalTest_", '2', false },
	{ "recommendedTest_", '2', true },
	{ "informativeTest_", '3', false },
};

void
asked_add(struct asked *a, struct asked_test t)
{
	if (a->has[t.id])
		return;
	a->has[t.id] = true;
	a->test[a->n++] = t;
}

/* The number in "mandatoryTest_6_1_27_1": "6.1.27.1". */
static bool
number_of(struct bw_str name, char number[16], bool *recommended)
{
	for (size_t i = 0; i < BW_LEN(names); i++) {
		struct bw_str begin = bw_str_of(names[i].begin), rest;

		if (!bw_str_starts(name, begin))
			continue;
		rest = bw_str_sub(name, begin.n, name.n);
		if (rest.n < 5 || rest.n > 15 || rest.p[2] != names[i].part)
			return false;
		for (size_t k = 0; k < rest.n; k++) {
			if (rest.p[k] == '.')
				return false;
			number[k] = rest.p[k] == '_' ? '.' : rest.p[k];
		}
		number[rest.n] = '\0';
		*recommended = names[i].recommended;
		return true;
	}
	return false;
}

bool
asked_test(struct asked *a, struct bw_str name)
{
	const char *have;
	char number[16];
	bool v20, v21, recommended;

	for (uint16_t i = 0; i < BW_LEN(form_name); i++)
		if (bw_str_is(name, form_name[i])) {
			asked_add(a,
			    (struct asked_test){
				(uint16_t)(ASKED_2_0 + i), false });
			return true;
		}
	if (!number_of(name, number, &recommended))
		return false;
	for (uint16_t i = 0; bw_csaf_test(i, &have, &v20, &v21); i++)
		if (strcmp(have, number) == 0) {
			asked_add(a, (struct asked_test){ i, recommended });
			return true;
		}
	return false;
}

bool
asked_left_out(struct bw_str name)
{
	const char *have;
	char number[16];
	bool recommended;

	if (!number_of(name, number, &recommended))
		return false;
	for (size_t i = 0; (have = bw_csaf_left_out(i)) != NULL; i++)
		if (strcmp(have, number) == 0)
			return true;
	return false;
}

static bool
is_preset(struct bw_str name)
{
	const char *have;

	for (size_t i = 0; (have = bw_csaf_preset_name(i)) != NULL; i++)
		if (bw_str_is(name, have))
			return true;
	return false;
}

bool
asked_preset(struct asked *a, struct bw_str name, enum bw_csaf_version version)
{
	struct bw_csaf_preset preset;
	const char *number;
	bool v20, v21;

	if (!is_preset(name) || !bw_csaf_preset(name, &preset))
		return false;
	if (preset.schema)
		asked_add(a,
		    (struct asked_test){
			version == BW_CSAF_2_1 ? ASKED_2_1 : ASKED_2_0,
			false });
	for (uint16_t i = 0; bw_csaf_test(i, &number, &v20, &v21); i++) {
		struct asked_test t = { i,
			version == BW_CSAF_2_1 && number[2] == '2' };

		if ((preset.test[i / 64] >> (i % 64) & 1) != 0 &&
		    asked_belongs(t, version))
			asked_add(a, t);
	}
	return true;
}

struct bw_csaf_preset
asked_run(const struct asked *a)
{
	struct bw_csaf_preset run = { 0 }, extra;
	bool strict = a->has[ASKED_2_0_STRICT] || a->has[ASKED_2_1_STRICT];

	for (size_t i = 0; i < ASKED_TESTS; i++)
		if (a->has[i])
			run.test[i / 64] |= UINT64_C(1) << (i % 64);
	run.schema = strict || a->has[ASKED_2_0] || a->has[ASKED_2_1];
	if (strict && bw_csaf_preset(BW_STR("6.2.20"), &extra))
		for (size_t i = 0; i < BW_LEN(run.test); i++)
			run.test[i] |= extra.test[i];
	return run;
}

bool
asked_strict(struct asked_test t)
{
	return t.id == ASKED_2_0_STRICT || t.id == ASKED_2_1_STRICT;
}

const char *
asked_number(struct asked_test t)
{
	const char *number = "schema";
	bool v20, v21;

	if (t.id < ASKED_TESTS)
		BW_ASSERT(bw_csaf_test(t.id, &number, &v20, &v21));
	return number;
}

bool
asked_belongs(struct asked_test t, enum bw_csaf_version version)
{
	const char *number;
	bool v20 = t.id < ASKED_2_1, v21 = !v20;

	if (t.id < ASKED_TESTS)
		BW_ASSERT(bw_csaf_test(t.id, &number, &v20, &v21));
	return (version == BW_CSAF_2_0 && v20) ||
	    (version == BW_CSAF_2_1 && v21);
}

const char *
asked_name(struct asked_test t, char text[ASKED_NAME])
{
	const char *number = asked_number(t);

	if (t.id >= ASKED_TESTS) {
		snprintf(text, ASKED_NAME, "%s", form_name[t.id - ASKED_2_0]);
		return text;
	}
	for (size_t i = 0; i < BW_LEN(names); i++)
		if (number[2] == names[i].part &&
		    (number[2] != '2' || t.recommended == names[i].recommended))
			snprintf(
			    text, ASKED_NAME, "%s%s", names[i].begin, number);
	for (char *p = text; *p != '\0'; p++)
		if (*p == '.')
			*p = '_';
	return text;
}
