/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kind.h - the words every room agrees on, as numbers with stable names.
 *
 * The numbers are stored in world files: never renumber, only add. The names
 * (bw_*_name) are the words of JSON, CSV and the schema.
 */
#ifndef BW_KIND_H
#define BW_KIND_H
#include "base/str.h"

enum bw_party_kind {
	BW_PARTY_UNKNOWN = 0, /* somebody, but not known who; with a reason */
	BW_PARTY_COMPANY = 1, /* any legal entity that is none of the below */
	BW_PARTY_PERSON = 2,
	BW_PARTY_STATE = 3,
	BW_PARTY_STATE_BODY = 4,
	BW_PARTY_FUND = 5,
	BW_PARTY_TRUST = 6,
	BW_PARTY_ARRANGEMENT = 7,
	BW_PARTY_FOUNDATION = 8, /* for instance a Dutch STAK */
	BW_PARTY_KINDS
};

enum bw_nature {
	BW_NATURE_SHARES = 0, /* capital and votes alike, not told apart */
	BW_NATURE_CAPITAL = 1,
	BW_NATURE_VOTES = 2,
	BW_NATURE_BOARD = 3, /* appoints or removes a majority of the board */
	BW_NATURE_VETO = 4,  /* golden share, priority share, veto */
	BW_NATURE_CONTRACT = 5,
	BW_NATURE_NOMINEE =
	    6, /* holder acts on behalf of: nominator -> nominee */
	BW_NATURE_GENERAL_PARTNER = 7,
	BW_NATURE_OTHER = 8, /* other influence or control, see detail */
	BW_NATURE_CONSOLIDATION = 9, /* consolidates in its accounts (GLEIF) */
	BW_NATURE_TRUST_ROLE =
	    10,                  /* settlor, trustee, protector, beneficiary */
	BW_NATURE_ECONOMIC = 11, /* profit, surplus assets, certificates */
	BW_NATURE_MANAGES = 12,  /* fund manager, umbrella, branch: no stake */
	BW_NATURES
};

enum bw_stage { /* of a material, from the ground to the product */
	BW_STAGE_MINE = 0,
	BW_STAGE_REFINE = 1, /* smelter, refinery, processing */
	BW_STAGE_PART = 2,   /* component or product */
	BW_STAGES
};

/* Machine names: "company", "state-body", "general-partner", "mine" ... */
const char *bw_party_kind_name(unsigned kind);
const char *bw_nature_name(unsigned nature);
const char *bw_stage_name(unsigned stage);
/* And back; false when it is none. Case and '_' for '-' do not matter. */
bool bw_party_kind_of(struct bw_str s, uint8_t *kind);
bool bw_nature_of(struct bw_str s, uint8_t *nature);
bool bw_stage_of(struct bw_str s, uint8_t *stage);

#endif
