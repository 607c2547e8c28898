/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * asked.h - which tests of CSAF somebody asks for, by the names that
 * csaf-validator-service (secvisogram) gives them.
 *
 * mandatoryTest_6_1_1, optionalTest_6_2_1 (2.0) or recommendedTest_6_2_1
 * (2.1), informativeTest_6_3_1; the forms csaf_2_0 and csaf_2_1, and _strict
 * (members nobody defined are errors); and presets. Each test once.
 */
#ifndef BW_ASKED_H
#define BW_ASKED_H
#include "base/vec.h"
#include "web/app_priv.h"

#define ASKED_TESTS 256 /* rows of the table of tests, at most */
enum asked_form {       /* counted on behind the tests */
	ASKED_2_0 = ASKED_TESTS,
	ASKED_2_0_STRICT,
	ASKED_2_1,
	ASKED_2_1_STRICT,
	ASKED_END
};
struct asked_test {
	uint16_t id;      /* row of bw_csaf_test, or enum asked_form */
	bool recommended; /* the name of 6.2 in 2.1 */
};
struct asked {
	struct asked_test test[ASKED_END];
	size_t n;
	bool has[ASKED_END];
};

/* Add what one name stands for. False when nothing has that name. For presets:
 * those tests that belong to the version. */
bool asked_test(struct asked *a, struct bw_str name);
bool asked_preset(
    struct asked *a, struct bw_str name, enum bw_csaf_version version);
/* Is it a test of the standard that needs a network or a dictionary? */
bool asked_left_out(struct bw_str name);
/* What the library has to run for it. */
struct bw_csaf_preset asked_run(const struct asked *a);
/* "6.1.1"; "schema" for the forms. */
const char *asked_number(struct asked_test t);
bool asked_strict(struct asked_test t);
/* Is it a test of that version? */
bool asked_belongs(struct asked_test t, enum bw_csaf_version version);
/* The name, in text; returns text. */
#define ASKED_NAME 40
const char *asked_name(struct asked_test t, char text[ASKED_NAME]);
void asked_add(struct asked *a, struct asked_test t);

#endif
