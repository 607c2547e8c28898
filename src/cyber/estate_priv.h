/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * estate_priv.h - where the numbers of a layer begin.
 */
#ifndef BW_ESTATE_PRIV_H
#define BW_ESTATE_PRIV_H
#include "cyber/estate.h"

struct estate_from {
	uint32_t package, name, host;
};
static inline struct estate_from
estate_from(const struct bw_estate *e)
{
	const struct bw_estate *u = e->under;

	return u == NULL
	    ? (struct estate_from){ 0 }
	    : (struct estate_from){ u->n_package, u->n_name, u->n_host };
}

#endif
