/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * known.h - known answers of others: the cases of cases/supply.json in the
 * test data, with their own tolerance.
 */
#ifndef BW_TEST_KNOWN_H
#define BW_TEST_KNOWN_H
#include "base/json.h"
#include "support/support.h"
#include <math.h>

struct known_kind {
	const char *kind;
	void (*run)(struct bw_json inputs, struct bw_json expect);
};
extern size_t known_numbers; /* compared so far */

/* Within the tolerance of the case that runs; counts. */
void known_near(double got, double want);
double known_number(struct bw_json v, const char *key); /* NAN: none */
struct bw_str known_word(struct bw_json v, const char *key);
/* Runs every case of these kinds, and `other` (may be NULL) with the kind of
 * all the rest. Returns how many ran; skips the test without the file. */
size_t known_cases(
    const struct known_kind *kind, size_t n, void (*other)(struct bw_str kind));

#endif
