/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_chain.h - what `supply chain` found, for its people, CSV and JSON.
 */
#ifndef BW_CLI_SUPPLY_CHAIN_H
#define BW_CLI_SUPPLY_CHAIN_H
#include "cli/supply.h"
#include "supply/chain_flow.h"
#include "supply/chain_points.h"
#include "supply/chain_world.h"

struct chain_row { /* one thing falls out */
	uint32_t thing;
	bool stops;         /* the product */
	uint32_t lo, hi;    /* what is left of it, parts per billion */
	struct bw_days day; /* until when it can be had */
	uint32_t less;      /* from when there may be less of it */
};
struct chain_run {
	struct bw_cli *cli;
	struct bw_chain_file f;
	struct bw_chain c;
	bool never;            /* the product cannot be made anyway */
	struct chain_row *row; /* single points first */
	size_t n_row, n_point;
	bool some; /* too large: only countries, companies and points tried */
	unsigned most; /* --cuts */
	struct bw_cuts cuts;
	/* --without: all of these at once */
	uint32_t *failed;
	size_t n_failed;
	uint32_t *lo, *hi;   /* per thing */
	struct bw_days *day; /* per thing */
	uint32_t *less;      /* per thing */
};

struct bw_str chain_name(const struct chain_run *r, uint32_t thing);
/* Why the product stops, product first; free it with bw_free. Worked out when
 * it is told: all ways together can be as long as the square of the chain. */
int chain_why(struct chain_run *r, const struct chain_row *row,
    struct bw_chain_step **step, size_t *n, struct bw_err *err) BW_MUST_USE;
/* "China > gallium > chip", or ids with `codes`; in *path. */
int chain_path(struct chain_run *r, const struct chain_row *row, bool codes,
    struct bw_str *path, struct bw_err *err) BW_MUST_USE;
/* Does a failure change anything for that thing (--without)? */
bool chain_touched(const struct chain_run *r, uint32_t thing);

int chain_people(struct chain_run *r, struct bw_err *err) BW_MUST_USE;
int chain_csv(struct chain_run *r, struct bw_err *err) BW_MUST_USE;
int chain_json(struct chain_run *r, struct bw_err *err) BW_MUST_USE;
int chain_svg(struct chain_run *r, struct bw_err *err) BW_MUST_USE;

#endif
