/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * town_net.h - a made-up register for measurements, straight into columns.
 *
 * Half of the parties are companies, the others people. Two in five companies
 * have one owner, the others two to sixty. A holder is a person, or one time in
 * three a company with a lower number; both by a power law (few hold much). A
 * core of companies hold each other (one component), so do some neighbours.
 * One stake in fifty is doubled, one of five shared ones is a band, some
 * companies hold own shares, some holders control by other means. Every
 * company draws from its own seed: the same register on every machine.
 */
#ifndef BW_TOWN_NET_H
#define BW_TOWN_NET_H
#include "ownership/net.h"

/* About so many ties; core companies in one component. */
int town_net(struct bw_net *net, uint64_t ties, uint32_t core,
    struct bw_err *err) BW_MUST_USE;

#endif
