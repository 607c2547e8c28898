/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * psc_nature.h - the codes by which Companies House says how somebody
 * controls ("voting-rights-50-to-75-percent-as-trust").
 */
#ifndef BW_PSC_NATURE_H
#define BW_PSC_NATURE_H
#include "base/share.h"
#include "model/kind.h"

struct bw_psc_nature {
	uint8_t nature;        /* enum bw_nature */
	bool told;             /* share is */
	bool through;          /* over a trust or firm that holds */
	struct bw_share share; /* unknown when not told */
};
/* False when it is no such code. */
bool bw_psc_nature(struct bw_str code, struct bw_psc_nature *out);

#endif
