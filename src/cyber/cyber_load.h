/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyber_load.h - claims and inventories out of the world.
 *
 * Everything that holds at a known load becomes columns (claims.h, estate.h):
 * what is said about vulnerabilities, the packages that hosts have, and the
 * hosts with what only a person can tell of them (who owns them, how they can
 * be reached, how much depends on them).
 *
 * Of a large world the columns of now are kept beside it (cyber_load_kept.h)
 * and mapped the next time; what came since is laid over them. Then opening
 * takes milliseconds instead of seconds, and answers are the same.
 */
#ifndef BW_CYBER_LOAD_H
#define BW_CYBER_LOAD_H
#include "cyber/claims_build.h"
#include "cyber/match.h"
#include "cyber/rated.h"
#include "world/told.h"

struct bw_cyber_host { /* texts of estate.texts */
	int64_t row;   /* of inventory */
	int64_t owner; /* of party, or 0 */
	uint32_t load;
	uint32_t name_id, exposure_id, importance_id, distro_id;
	struct bw_str name, exposure, importance, distro;
};
struct bw_cyber {
	struct bw_claims claims;
	struct bw_estate estate;
	/* estate.n_host; those that are there no more are among them
	 * (bw_estate_has_host). */
	struct bw_cyber_host *host;
	struct bw_precedence precedence;
	struct bw_naming_rules names;
	struct bw_arena arena;
	struct bw_cyber *under; /* what is kept, when this lies over it */
	void *map;              /* the file in which the columns are */
	size_t map_bytes;
};

/* known = 0: now. */
int bw_cyber_open(struct bw_cyber *out, struct bw_world *w, uint32_t known,
    struct bw_err *err) BW_MUST_USE;
/* The same, keeping columns from so many rows on (BW_CYBER_KEEP_NEVER). */
#define BW_CYBER_KEEP_FROM 5000
#define BW_CYBER_KEEP_NEVER INT64_MAX
int bw_cyber_open_kept(struct bw_cyber *out, struct bw_world *w, uint32_t known,
    int64_t keep_from, struct bw_err *err) BW_MUST_USE;
void bw_cyber_close(struct bw_cyber *c);

/* What the ranking asks of a host. */
struct bw_machine_facts bw_cyber_machine(
    const struct bw_cyber *c, uint32_t host);
/* Fill in the texts of the hosts from `from` on. */
void bw_cyber_host_texts(struct bw_cyber *c, size_t from);

#endif
