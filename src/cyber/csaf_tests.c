/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_tests.c - the table of tests: number, versions, function; and presets.
 */
#include "cyber/csaf_priv.h"

const struct csaf_test csaf_tests[] = {
	{ "6.1.1", V20 | V21, csaf_6_1_1 },
	{ "6.1.2", V20 | V21, csaf_6_1_2 },
	{ "6.1.3", V20 | V21, csaf_6_1_3 },
	{ "6.1.4", V20 | V21, csaf_6_1_4 },
	{ "6.1.5", V20 | V21, csaf_6_1_5 },
	{ "6.1.6", V20 | V21, csaf_6_1_6 },
	{ "6.1.7", V20 | V21, csaf_6_1_7 },
	{ "6.1.8", V20 | V21, csaf_6_1_8 },
	{ "6.1.9", V20 | V21, csaf_6_1_9 },
	{ "6.1.10", V20 | V21, csaf_6_1_10 },
	{ "6.1.11", V20 | V21, csaf_6_1_11 },
	{ "6.1.12", V20 | V21, csaf_6_1_12 },
	{ "6.1.13", V20 | V21, csaf_6_1_13 },
	{ "6.1.14", V20 | V21, csaf_6_1_14 },
	{ "6.1.15", V20 | V21, csaf_6_1_15 },
	{ "6.1.16", V20 | V21, csaf_6_1_16 },
	{ "6.1.17", V20 | V21, csaf_6_1_17 },
	{ "6.1.18", V20 | V21, csaf_6_1_18 },
	{ "6.1.19", V20 | V21, csaf_6_1_19 },
	{ "6.1.20", V20 | V21, csaf_6_1_20 },
	{ "6.1.21", V20 | V21, csaf_6_1_21 },
	{ "6.1.22", V20 | V21, csaf_6_1_22 },
	{ "6.1.23", V20 | V21, csaf_6_1_23 },
	{ "6.1.24", V20 | V21, csaf_6_1_24 },
	{ "6.1.25", V20 | V21, csaf_6_1_25 },
	{ "6.1.26", V20 | V21, csaf_6_1_26 },
	{ "6.1.27.1", V20 | V21, csaf_6_1_27_1 },
	{ "6.1.27.2", V20 | V21, csaf_6_1_27_2 },
	{ "6.1.27.3", V20 | V21, csaf_6_1_27_3 },
	{ "6.1.27.4", V20 | V21, csaf_6_1_27_4 },
	{ "6.1.27.5", V20 | V21, csaf_6_1_27_5 },
	{ "6.1.27.6", V20 | V21, csaf_6_1_27_6 },
	{ "6.1.27.7", V20 | V21, csaf_6_1_27_7 },
	{ "6.1.27.8", V20 | V21, csaf_6_1_27_8 },
	{ "6.1.27.9", V20 | V21, csaf_6_1_27_9 },
	{ "6.1.27.10", V20 | V21, csaf_6_1_27_10 },
	{ "6.1.27.11", V20 | V21, csaf_6_1_27_11 },
	{ "6.1.27.12", V21, csaf_6_1_27_12 },
	{ "6.1.27.13", V21, csaf_6_1_27_13 },
	{ "6.1.27.14", V21, csaf_6_1_27_14 },
	{ "6.1.27.15", V21, csaf_6_1_27_15 },
	{ "6.1.27.16", V21, csaf_6_1_27_16 },
	{ "6.1.27.17", V21, csaf_6_1_27_17 },
	{ "6.1.27.18", V21, csaf_6_1_27_18 },
	{ "6.1.27.19", V21, csaf_6_1_27_19 },
	{ "6.1.28", V20 | V21, csaf_6_1_28 },
	{ "6.1.29", V20 | V21, csaf_6_1_29 },
	{ "6.1.30", V20 | V21, csaf_6_1_30 },
	{ "6.1.31", V20 | V21, csaf_6_1_31 },
	{ "6.1.32", V20 | V21, csaf_6_1_32 },
	{ "6.1.33", V20 | V21, csaf_6_1_33 },
	{ "6.1.34", V21, csaf_6_1_34 },
	{ "6.1.35", V21, csaf_6_1_35 },
	{ "6.1.36", V21, csaf_6_1_36 },
	{ "6.1.37", V21, csaf_6_1_37 },
	{ "6.1.38", V21, csaf_6_1_38 },
	{ "6.1.39", V21, csaf_6_1_39 },
	{ "6.1.40", V21, csaf_6_1_40 },
	{ "6.1.41", V21, csaf_6_1_41 },
	{ "6.1.42", V21, csaf_6_1_42 },
	{ "6.1.43", V21, csaf_6_1_43 },
	{ "6.1.44", V21, csaf_6_1_44 },
	{ "6.1.45", V21, csaf_6_1_45 },
	{ "6.1.46", V21, csaf_6_1_46 },
	{ "6.1.47", V21, csaf_6_1_47 },
	{ "6.1.48", V21, csaf_6_1_48 },
	{ "6.1.49", V21, csaf_6_1_49 },
	{ "6.1.50", V21, csaf_6_1_50 },
	{ "6.1.51", V21, csaf_6_1_51 },
	{ "6.1.52", V21, csaf_6_1_52 },
	{ "6.1.53", V21, csaf_6_1_53 },
	{ "6.1.54", V21, csaf_6_1_54 },
	{ "6.1.55", V21, csaf_6_1_55 },
	{ "6.1.56", V21, csaf_6_1_56 },
	{ "6.1.57", V21, csaf_6_1_57 },
	{ "6.1.58", V21, csaf_6_1_58 },
	{ "6.1.59", V21, csaf_6_1_59 },
	{ "6.1.60.1", V21, csaf_6_1_60_1 },
	{ "6.1.60.2", V21, csaf_6_1_60_2 },
	{ "6.1.60.3", V21, csaf_6_1_60_3 },
	{ "6.1.61", V21, csaf_6_1_61 },
	{ "6.2.1", V20 | V21, csaf_6_2_1 },
	{ "6.2.2", V20 | V21, csaf_6_2_2 },
	{ "6.2.3", V20 | V21, csaf_6_2_3 },
	{ "6.2.4", V20 | V21, csaf_6_2_4 },
	{ "6.2.5", V20 | V21, csaf_6_2_5 },
	{ "6.2.6", V20 | V21, csaf_6_2_6 },
	{ "6.2.7", V20 | V21, csaf_6_2_7 },
	{ "6.2.8", V20 | V21, csaf_6_2_8 },
	{ "6.2.9", V20 | V21, csaf_6_2_9 },
	{ "6.2.10", V20, csaf_6_2_10 },
	{ "6.2.11", V20 | V21, csaf_6_2_11 },
	{ "6.2.12", V20 | V21, csaf_6_2_12 },
	{ "6.2.13", V20 | V21, csaf_6_2_13 },
	{ "6.2.14", V20 | V21, csaf_6_2_14 },
	{ "6.2.15", V20 | V21, csaf_6_2_15 },
	{ "6.2.16", V20 | V21, csaf_6_2_16 },
	{ "6.2.17", V20 | V21, csaf_6_2_17 },
	{ "6.2.18", V20 | V21, csaf_6_2_18 },
	{ "6.2.19", V20 | V21, csaf_6_2_19 },
	{ "6.2.20", V20 | V21, csaf_6_2_20 },
	{ "6.2.21", V21, csaf_6_2_21 },
	{ "6.2.22", V21, csaf_6_2_22 },
	{ "6.2.23", V21, csaf_6_2_23 },
	{ "6.2.24", V21, csaf_6_2_24 },
	{ "6.2.25", V21, csaf_6_2_25 },
	{ "6.2.26", V21, csaf_6_2_26 },
	{ "6.2.27", V21, csaf_6_2_27 },
	{ "6.2.28", V21, csaf_6_2_28 },
	{ "6.2.29", V21, csaf_6_2_29 },
	{ "6.2.30", V21, csaf_6_2_30 },
	{ "6.2.31", V21, csaf_6_2_31 },
	{ "6.2.32", V21, csaf_6_2_32 },
	{ "6.2.33", V21, csaf_6_2_33 },
	{ "6.2.34", V21, csaf_6_2_34 },
	{ "6.2.35", V21, csaf_6_2_35 },
	{ "6.2.36", V21, csaf_6_2_36 },
	{ "6.2.37", V21, csaf_6_2_37 },
	{ "6.2.38", V21, csaf_6_2_38 },
	{ "6.2.39.1", V21, csaf_6_2_39_1 },
	{ "6.2.39.2", V21, csaf_6_2_39_2 },
	{ "6.2.39.3", V21, csaf_6_2_39_3 },
	{ "6.2.39.4", V21, csaf_6_2_39_4 },
	{ "6.2.39.5", V21, csaf_6_2_39_5 },
	{ "6.2.40", V21, csaf_6_2_40 },
	{ "6.2.41", V21, csaf_6_2_41 },
	{ "6.2.42", V21, csaf_6_2_42 },
	{ "6.2.43", V21, csaf_6_2_43 },
	{ "6.2.44", V21, csaf_6_2_44 },
	{ "6.2.45", V21, csaf_6_2_45 },
	{ "6.2.46", V21, csaf_6_2_46 },
	{ "6.2.47", V21, csaf_6_2_47 },
	{ "6.2.48", V21, csaf_6_2_48 },
	{ "6.2.49", V21, csaf_6_2_49 },
	{ "6.2.50.1", V21, csaf_6_2_50_1 },
	{ "6.2.50.2", V21, csaf_6_2_50_2 },
	{ "6.2.50.3", V21, csaf_6_2_50_3 },
	{ "6.2.51", V21, csaf_6_2_51 },
	{ "6.2.52", V21, csaf_6_2_52 },
	{ "6.2.53", V21, csaf_6_2_53 },
	{ "6.2.54.1", V21, csaf_6_2_54_1 },
	{ "6.2.54.2", V21, csaf_6_2_54_2 },
	{ "6.2.54.3", V21, csaf_6_2_54_3 },
	{ "6.2.54.4", V21, csaf_6_2_54_4 },
	{ "6.3.1", V20 | V21, csaf_6_3_1 },
	{ "6.3.2", V20 | V21, csaf_6_3_2 },
	{ "6.3.3", V20 | V21, csaf_6_3_3 },
	{ "6.3.4", V20 | V21, csaf_6_3_4 },
	{ "6.3.5", V20 | V21, csaf_6_3_5 },
	{ "6.3.9", V20 | V21, csaf_6_3_9 },
	{ "6.3.10", V20 | V21, csaf_6_3_10 },
	{ "6.3.11", V20 | V21, csaf_6_3_11 },
	{ "6.3.12", V21, csaf_6_3_12 },
	{ "6.3.13", V21, csaf_6_3_13 },
	{ "6.3.14", V21, csaf_6_3_14 },
	{ "6.3.15", V21, csaf_6_3_15 },
	{ "6.3.17", V21, csaf_6_3_17 },
	{ "6.3.18", V21, csaf_6_3_18 },
	{ "6.3.19.1", V21, csaf_6_3_19_1 },
	{ "6.3.19.2", V21, csaf_6_3_19_2 },
	{ "6.3.19.3", V21, csaf_6_3_19_3 },
	{ "6.3.19.4", V21, csaf_6_3_19_4 },
	{ "6.3.19.5", V21, csaf_6_3_19_5 },
	{ "6.3.20", V21, csaf_6_3_20 },
	{ "6.3.21.1", V21, csaf_6_3_21_1 },
	{ "6.3.21.2", V21, csaf_6_3_21_2 },
	{ "6.3.21.3", V21, csaf_6_3_21_3 },
	{ "6.3.21.4", V21, csaf_6_3_21_4 },
	{ "6.3.21.5", V21, csaf_6_3_21_5 },
	{ "6.3.21.6", V21, csaf_6_3_21_6 },
	{ "6.3.21.7", V21, csaf_6_3_21_7 },
	{ "6.3.21.8", V21, csaf_6_3_21_8 },
	{ "6.3.21.9", V21, csaf_6_3_21_9 },
	{ "6.3.22", V21, csaf_6_3_22 },
	{ NULL, 0, NULL },
};

/* Tests of the standard that are not in the table: those of addresses need a
 * network, those of spelling and grammar a dictionary. */
static const char *const left_out[] = { "6.3.6", "6.3.7", "6.3.8", "6.3.16" };

const char *
bw_csaf_left_out(size_t i)
{
	return i < BW_LEN(left_out) ? left_out[i] : NULL;
}

bool
bw_csaf_test(size_t i, const char **number, bool *in_2_0, bool *in_2_1)
{
	if (i + 1 >= BW_LEN(csaf_tests))
		return false;
	*number = csaf_tests[i].number;
	*in_2_0 = (csaf_tests[i].versions & V20) != 0;
	*in_2_1 = (csaf_tests[i].versions & V21) != 0;
	return true;
}

/* Each begins with the numbers of its tests; a name ends with a dot to mean
 * all below it. */
static const struct {
	const char *name;
	bool schema;
	const char *tests;
} presets[] = {
	{ "schema", true, "" },
	{ "mandatory", false, "6.1." },
	{ "optional", false, "6.2." },
	{ "recommended", false, "6.2." },
	{ "informative", false, "6.3." },
	{ "basic", true, "6.1." },
	{ "extended", true, "6.1. 6.2." },
	{ "full", true, "6.1. 6.2. 6.3." },
	{ "external-request-free", true, "6.1. 6.2. 6.3." },
	{ "consistent-revision-history", false,
	    "6.1.14 6.1.18 6.1.19 6.1.21 6.1.22 6.1.37 6.2.4 6.2.5 6.2.6 "
	    "6.2.21 6.2.33" },
	{ "consistent-date-times", false,
	    "6.1.37 6.1.45 6.1.49 6.1.51 6.1.52 6.1.53" },
	{ "ssvc", false,
	    "6.1.46 6.1.47 6.1.48 6.1.49 6.2.3 6.2.34 6.2.35 6.2.36 6.2.37 "
	    "6.3.13 6.3.14 6.3.15" },
};

const char *
bw_csaf_preset_name(size_t i)
{
	return i < BW_LEN(presets) ? presets[i].name : NULL;
}

static bool
add(struct bw_csaf_preset *out, struct bw_str tests)
{
	struct bw_str one;
	bool any = false;

	while (bw_str_cut(&tests, ' ', &one))
		for (size_t i = 0; csaf_tests[i].number != NULL; i++) {
			struct bw_str n = bw_str_of(csaf_tests[i].number);

			if (one.n == 0 ||
			    !(bw_str_ends(one, BW_STR("."))
				    ? bw_str_starts(n, one)
				    : bw_str_eq(n, one)))
				continue;
			out->test[i / 64] |= UINT64_C(1) << (i % 64);
			any = true;
		}
	return any;
}

bool
bw_csaf_preset(struct bw_str name, struct bw_csaf_preset *out)
{
	BW_ASSERT(BW_LEN(csaf_tests) <= 64 * BW_LEN(out->test));
	*out = (struct bw_csaf_preset){ 0 };
	for (size_t i = 0; i < BW_LEN(presets); i++)
		if (bw_str_is(name, presets[i].name)) {
			out->schema = presets[i].schema;
			add(out, bw_str_of(presets[i].tests));
			return true;
		}
	return !bw_str_ends(name, BW_STR(".")) && add(out, name);
}
