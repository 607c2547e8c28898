/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * controls.h - the verb controls: who is asked about, by which rule, and the
 * forms of its answer (one owner, or everybody).
 */
#ifndef BW_CONTROLS_H
#define BW_CONTROLS_H
#include "cli/stakes_out.h"
#include "ownership/reach.h"
#include "ownership/register.h"

struct bw_asked {          /* one owner: a party, or several as one */
	uint32_t *party;   /* each once */
	size_t n, unknown; /* of a list: not found */
	struct bw_reach_rule rule;
};
/* From the arguments, --list and --state; and from --threshold, --at-least
 * and --capital. */
int bw_asked_parties(struct bw_cli *cli, const struct bw_view *v,
    struct bw_asked *who, struct bw_err *err) BW_MUST_USE;
int bw_asked_rule(struct bw_cli *cli, struct bw_reach_rule *rule,
    struct bw_err *err) BW_MUST_USE;
/* Which rule was used, and of several parties who they are. */
void bw_asked_say(
    struct bw_cli *cli, const struct bw_view *v, const struct bw_asked *who);
void bw_rule_json(struct bw_jw *j, const struct bw_reach_rule *rule);
/* Votes between the least and the most, as a share. */
struct bw_share bw_between(struct bw_sum least, struct bw_sum most);

/* controls_all.c: every pair to CSV, or what they say together. */
int bw_controls_all(struct bw_cli *cli, const struct bw_view *v,
    const struct bw_asked *who, struct bw_err *err) BW_MUST_USE;

#endif
