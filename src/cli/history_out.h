/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * history_out.h - the lines of a history, as they are shown.
 *
 * One shape serves both axes of time: a line has a place in time, parties,
 * and a reason. Text is taken out of a view before it is closed, for on the
 * axis of knowledge every line has a view of its own.
 */
#ifndef BW_HISTORY_OUT_H
#define BW_HISTORY_OUT_H
#include "cli/thresholds.h"
#include "ownership/history.h"

struct past_owner { /* of one line, whatever view it is from */
	struct bw_past_owner is;
	int64_t row;
	struct bw_str name;
	uint8_t kind;
	uint16_t country;
};
struct past_event {
	bool began;
	bool again; /* to be read as one before it: shares, and votes alike */
	int64_t holder, company;
	struct bw_str holder_name, company_name;
	struct bw_share share;
	uint8_t nature;
	struct bw_evidence at;
};
struct past_line {
	bw_date from, to;                 /* of valid time */
	const struct bw_source_row *load; /* or of knowledge */
	uint32_t until;                   /* load that ends it, or 0 */
	bool told;
	struct past_owner *owner;
	size_t n_owner;
	struct past_event *event;
	size_t n_event;
};
struct history_out {
	struct bw_cli *cli;
	struct bw_history_opt opt;
	BW_VEC(struct past_line) line;
};

int bw_history_table(struct history_out *h, struct bw_err *err) BW_MUST_USE;
int bw_history_json(struct history_out *h, const struct bw_view *v,
    uint32_t party, struct bw_err *err) BW_MUST_USE;

#endif
