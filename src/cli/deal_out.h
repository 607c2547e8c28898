/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal_out.h - a deal worked out, and what its two forms of output share.
 */
#ifndef BW_DEAL_OUT_H
#define BW_DEAL_OUT_H
#include "cli/cli.h"
#include "ownership/deal_text.h"
#include "ownership/exposure.h"
#include "ownership/register.h"

struct bw_law_case; /* cli/law.h */
struct bw_deal_run {
	struct bw_cli *cli;
	const struct bw_view *v;
	struct bw_deal_text text;
	struct bw_deal_step *step; /* as many as in the text */
	struct bw_register reg;
	struct bw_net net; /* with the new parties behind those of the view */
	struct bw_change *change;
	size_t n_change;
	struct bw_patch patch;
	struct bw_group *group; /* those who act together, then states */
	size_t n_group;
	bool together; /* group 0 is the buyer and his friends */
	struct bw_state *state;
	size_t n_state;
	struct bw_deal_effect effect;
	struct bw_reach *reach;  /* after the deal, for proofs */
	struct bw_law_case *law; /* decided; NULL: not yet */
};

/* A party, a new one, or a group ("the state of France"). */
struct bw_str bw_deal_name(struct bw_deal_run *d, uint32_t owner);
/* The country of a party, "" when not known. */
struct bw_str bw_deal_country(struct bw_deal_run *d, uint32_t owner);

struct bw_deal_tie { /* a stake that carries an answer */
	uint32_t holder, company;
	struct bw_share votes;
	bool outright; /* control by other means */
	bool by_deal;
	struct bw_evidence place; /* source 0: the deal */
};
/* What carries the control that an owner has after the deal, from him down. */
int bw_deal_proof(struct bw_deal_run *d, uint32_t owner, uint32_t company,
    enum bw_certainty how, struct bw_deal_tie **tie, size_t *n,
    struct bw_err *err) BW_MUST_USE;
bool bw_deal_target(const struct bw_deal_run *d, uint32_t company);
/* What would settle control of a target that is possible after the deal; of
 * other companies nothing: they follow. */
int bw_deal_doubts(struct bw_deal_run *d, const struct bw_effect *e,
    struct bw_deal_doubt **doubt, size_t *n, bool *unknown,
    struct bw_err *err) BW_MUST_USE;
/* Votes as a share; totals above 100 % stop there. */
struct bw_share bw_deal_votes(const struct bw_stand *s);
const char *bw_deal_control(const struct bw_stand *s); /* word: certain ... */

/* The first step as a case of law, decided. */
int bw_deal_law(struct bw_deal_run *d, struct bw_law_case **c,
    struct bw_err *err) BW_MUST_USE;

/* A draft notification about it; path "-": standard output. */
int bw_deal_draft(
    struct bw_deal_run *d, const char *path, struct bw_err *err) BW_MUST_USE;

int bw_deal_print(struct bw_deal_run *d, struct bw_err *err) BW_MUST_USE;
int bw_deal_json(struct bw_deal_run *d, struct bw_err *err) BW_MUST_USE;

#endif
