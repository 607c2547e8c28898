/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * vec.h - a growing array of one type.
 *
 *	BW_VEC(uint32_t) ids = { 0 };
 *	if (!bw_vec_push(&ids, 7))
 *		return bw_fail(err, BW_ENOMEM, "no memory for ids");
 *	bw_vec_release(&ids);
 *
 * Pushing is O(1) amortised. The elements are v[0..n-1].
 */
#ifndef BW_VEC_H
#define BW_VEC_H
#include "base/mem.h"

#define BW_VEC(type)           \
	struct {               \
		type *v;       \
		size_t n, cap; \
	}

/* Room for `more` elements; false when there is no memory. */
#define bw_vec_room(vec, more) \
	bw_vec_grow_(          \
	    &(vec)->v, &(vec)->cap, (vec)->n, (more), sizeof(*(vec)->v))
#define bw_vec_push(vec, ...) \
	(bw_vec_room((vec), 1) && ((vec)->v[(vec)->n++] = (__VA_ARGS__), true))
#define bw_vec_release(vec) \
	(bw_free((vec)->v), (vec)->v = NULL, (vec)->n = (vec)->cap = 0)

bool bw_vec_grow_(void *v, size_t *cap, size_t n, size_t more, size_t size);

#endif
