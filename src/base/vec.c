/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * vec.c - growth of arrays: by half again, at least eight elements.
 */
#include "base/vec.h"

bool
bw_vec_grow_(void *v, size_t *cap, size_t n, size_t more, size_t size)
{
	size_t need, want;
	void *p;

	if (bw_add_overflow(n, more, &need))
		return false;
	if (need <= *cap)
		return true;
	want = *cap + *cap / 2;
	if (want < need)
		want = need < 8 ? 8 : need;
	/* The caller's pointer has another type: copied, not aliased. */
	memcpy(&p, v, sizeof(p));
	p = bw_realloc(p, want, size);
	if (p == NULL)
		return false;
	memcpy(v, &p, sizeof(p));
	*cap = want;
	return true;
}
