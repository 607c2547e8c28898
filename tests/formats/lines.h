/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * lines.h - what a format gives, as lines that a person can read.
 *
 *	party name:A (fictief) company NL {kvk:00000001} [Other]
 *	stake name:A > name:B > 25 % - 50 % shares 2020-01-01.. @source
 *	use name:A gallium from name:S CN 14 kg critical
 *	figure gallium refine production CN 2024 750000 kilograms estimate
 *	governance NL 2023 rl 1.64 +-0.17
 *	refused stakes-share line 3
 *
 * Inventories and advisories: lines_cyber.h.
 *
 * With `full` also the main name of a party, kinds of names, the flags of a
 * stake and its detail, and "replace REF".
 *
 * A test compares lines; the numbers beside them count.
 */
#ifndef BW_TEST_LINES_H
#define BW_TEST_LINES_H
#include "formats/formats.h"

struct lines {
	struct bw_buf text;
	unsigned parties, stakes, uses, figures, governance;
	unsigned inventories, components, advisories, claims, signals;
	unsigned refused, notes, skipped, replaced;
	bool full; /* also names, details, flags, replaced records, rules' words
		    */
	double sum; /* of all amounts and estimates */
	struct bw_buf about;
};
struct bw_sink lines_sink(struct lines *l);
void lines_release(struct lines *l);
/* Read bytes, or a file, with the format so named; NULL = recognise. */
int lines_read(struct lines *l, const char *format, struct bw_str bytes,
    struct bw_err *err);
int lines_file(
    struct lines *l, const char *format, const char *path, struct bw_err *err);
/* Exactly these lines and no others. */
#define assert_lines(l, z) \
	test_str_(bw_buf_get(&(l)->text), (z), __FILE__, __LINE__)
bool lines_has(const struct lines *l, const char *line);

#endif
