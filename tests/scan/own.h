/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * own.h - the questions of the program, and small ones, for tests of the scan.
 */
#ifndef TEST_SCAN_OWN_H
#define TEST_SCAN_OWN_H
#include "support/support.h"
#include "scan/result.h"

struct own {
	struct bw_arena a;
	struct bw_scan q;
	struct bw_scan_state s;
	struct bw_scan_result r;
};
void own_open(struct own *o); /* nothing answered, full */
void own_close(struct own *o);
/* "X1=2 KJ1=u" */
void own_say(struct own *o, const char *answers);
void own_score(struct own *o);
size_t own_question(const struct own *o, const char *id);
const struct bw_scan_theme_score *own_theme(
    const struct own *o, const char *id);
bool own_asks(const struct own *o, const char *id);
unsigned below(unsigned n); /* the same numbers in every run */

#endif
