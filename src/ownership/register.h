/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * register.h - the world on one day as a net: everybody, or one cone.
 *
 * Nodes of a register are the parties of the view. What sources say becomes
 * ties by the rules of ownership_load.h, the same for a cone and for all, so
 * that one answer never contradicts the other.
 *
 * Capital of a tie: as told; of a stake in votes alone, when nobody tells of
 * capital in that company, the votes (marked "assumed" in the link), else
 * 0 - 100 %; of control by other means none. A holder's right to proceeds
 * beside its own capital is at least the larger of both and at most the sum.
 */
#ifndef BW_REGISTER_H
#define BW_REGISTER_H
#include "ownership/net.h"
#include "ownership/order.h"
#include "ownership/ownership_load.h"
#include "base/pool.h"

struct bw_register {
	const struct bw_view *v;
	bw_date day;
	struct bw_net net;
	struct bw_order order; /* n = 0 until bw_register_order */
	void *map; /* the columns of the net, when they are in a file */
	size_t map_bytes;
};
/* Maps world.bwk.net, where what was made last is kept, when it is of this
 * world and no stake begins or ends between its day and this one; else makes
 * it, with the threads of the pool (or NULL), and keeps it if it can. A view of
 * what was known earlier, or without a snapshot, keeps nothing; nor does one of
 * few stakes, where making is as quick as mapping. */
int bw_register_open(struct bw_register *out, const struct bw_view *v,
    bw_date day, struct bw_pool *pool, struct bw_err *err) BW_MUST_USE;
int bw_register_order(struct bw_register *r, struct bw_err *err) BW_MUST_USE;
void bw_register_close(struct bw_register *r);
/* The stakes of the view that a tie was made of lie in *from .. *end - 1:
 * those of its holder in its company (that hold on the day: some of them). */
void bw_register_stakes(
    const struct bw_register *r, uint32_t tie, uint32_t *from, uint32_t *end);

/* A cone as a net of its own, by the same node numbers; tie i of the net is
 * made of link link_of[i] (arena). bw_net_release ends it. */
int bw_cone_net(struct bw_net *net, uint32_t **link_of, const struct bw_cone *c,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
