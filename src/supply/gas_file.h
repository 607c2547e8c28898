/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gas_file.h - the coldest day of a country, as somebody wrote it down.
 *
 * Operators publish capacities per point, so the file lists them one by one
 * and the largest is found here. YAML: unit, source, peak, measures (may be
 * left out: none), capacities: a list of name, kind (entry, production,
 * storage, lng), capacity. A number may be a range, "300-350". Everything is
 * in one unit a day; nothing is converted.
 */
#ifndef BW_GAS_FILE_H
#define BW_GAS_FILE_H
#include "base/arena.h"
#include "supply/energy.h"

enum bw_gas_kind {
	BW_GAS_ENTRY,
	BW_GAS_PRODUCTION,
	BW_GAS_STORAGE,
	BW_GAS_LNG,
	BW_GAS_KINDS
};
const char *bw_gas_kind_name(unsigned kind);

struct bw_gas_source {
	struct bw_str name;
	uint8_t kind;
	struct bw_interval capacity;
	uint64_t line;
};
struct bw_gas_file {
	struct bw_str unit, source;
	struct bw_interval peak, measures;
	struct bw_gas_source *from; /* largest first */
	size_t n;
};
/* Text lives in the arena. */
int bw_gas_parse(struct bw_gas_file *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* Totals by kind, the largest apart: the terms of annex II. */
void bw_gas_totals(const struct bw_gas_file *f, struct bw_gas_day *out);

#endif
