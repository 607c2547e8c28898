/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal_text.h - a deal as people write it down, in a YAML file.
 *
 *	deal:
 *	  - buyer: Lumen Capital
 *	    target: Voorbeeld B.V.
 *	    from: Familie Holding      # or new_shares: true, or neither
 *	    percent: 20                # or votes: 20 and capital: 10
 *	    via: [Lumen Nederland]     # buyer -> vehicles -> target
 *	    board: true                # gets the right to appoint the board
 *	    seller_board: false        # the seller loses it
 *	with: [Oosterlicht Fund]       # act in concert with the first buyer
 *	parties:                       # who are not in the world yet
 *	  - name: Lumen Nederland
 *	    kind: company
 *	    country: NL
 *
 * Nothing is looked up here. doc/formats/deal.md describes it for users.
 */
#ifndef BW_DEAL_TEXT_H
#define BW_DEAL_TEXT_H
#include "ownership/deal.h"

struct bw_deal_line { /* a step in words */
	struct bw_str buyer, target, seller;
	struct bw_str via[BW_DEAL_VIAS];
	unsigned n_via;
	uint32_t votes, capital;
	bool new_shares, board, board_lost;
	uint64_t line; /* in the file; 0: the command line */
};
struct bw_deal_party {
	struct bw_str name, country; /* two letters, or empty */
	uint8_t kind;                /* enum bw_party_kind */
};
struct bw_deal_text {
	struct bw_deal_line *step;
	size_t n;
	struct bw_str *with;
	size_t n_with;
	struct bw_deal_party *party;
	size_t n_party;
};
/* Text must outlive the result. Errors tell the line and what to write. */
int bw_deal_text_read(struct bw_deal_text *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* "20", "12.5 %": one exact percentage, in parts per billion. */
int bw_deal_percent(
    struct bw_str text, uint32_t *out, struct bw_err *err) BW_MUST_USE;
/* "NAME; COUNTRY; KIND", the last two may be missing. */
int bw_deal_party(struct bw_str text, struct bw_deal_party *out,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
