/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyber_load.h - claims and inventories out of the world.
 *
 * Everything that holds at a known load becomes columns (claims.h, estate.h):
 * what is said about vulnerabilities, the packages that hosts have, and the
 * hosts with what only a person can tell of them (who owns them, how they can
 * be reached, how much depends on them).
 */
#ifndef BW_CYBER_LOAD_H
#define BW_CYBER_LOAD_H
#include "cyber/claims_build.h"
#include "cyber/match.h"
#include "world/told.h"

struct bw_cyber_host {
	int64_t row;   /* of inventory */
	int64_t owner; /* of party, or 0 */
	uint32_t load;
	struct bw_str name, exposure, importance, distro;
};
struct bw_cyber {
	struct bw_claims claims;
	struct bw_estate estate;
	struct bw_cyber_host *host; /* estate.n_host */
	struct bw_precedence precedence;
	struct bw_naming_rules names;
	struct bw_arena arena;
};

/* known = 0: now. */
int bw_cyber_open(struct bw_cyber *out, struct bw_world *w, uint32_t known,
    struct bw_err *err) BW_MUST_USE;
void bw_cyber_close(struct bw_cyber *c);

#endif
