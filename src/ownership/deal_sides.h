/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal_sides.h - who can have risen by a deal, and who can have fallen.
 *
 * Where holdings are only known as ranges, comparing the range before with the
 * range after takes them for two unrelated numbers: a buyer with 25 to 50 %
 * would perhaps fall. They are one number, and what the deal did to it is
 * known. Let C be what an owner controls before, whatever the true figures are:
 * it follows from the holdings of the owner and of C alone. When none of these
 * fell, C and their votes everywhere are at least what they were. So only who
 * possibly controls (or is) a holder that lost something can fall; and, the
 * other way round in time, only who possibly controls afterwards a holder that
 * gained something can rise. Votes that a company has in itself are suspended,
 * so a deal in those moves everybody's part: then all can rise and fall.
 */
#ifndef BW_DEAL_SIDES_H
#define BW_DEAL_SIDES_H
#include "ownership/shift.h"

struct bw_sides;
/* O(n / 64 + k log k) for k ties in changed companies, and two reach's. */
int bw_sides_new(struct bw_sides **out, const struct bw_net *net,
    const struct bw_patch *patch, struct bw_err *err) BW_MUST_USE;
void bw_sides_free(struct bw_sides *s);
/* Two walks of reach.h; none when it is the owner of the last call. */
int bw_sides_of(struct bw_sides *s, uint32_t owner,
    const struct bw_group *group, bool *rise, bool *fall,
    struct bw_err *err) BW_MUST_USE;

#endif
