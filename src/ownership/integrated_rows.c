/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * integrated_rows.c - the ties of a party, whether in the net or a patch.
 *
 * The rest of the solver sees one kind of row. A company that a patch touches
 * has its row there, so its columns are laid side by side once, when the
 * solver is made.
 */
#include "integrated_priv.h"

static bool
bit(const uint64_t *set, uint32_t i)
{
	return set[i >> 6] >> (i & 63) & 1;
}

int
bw_rows_init(struct bw_solver *s, struct bw_err *err)
{
	const struct bw_net *net = s->net;
	bool votes = s->column == BW_VOTES;
	size_t n = s->patch ? s->patch->n_tie : 0;

	s->lo = votes ? net->votes_lo : net->capital_lo;
	s->hi = votes ? net->votes_hi : net->capital_hi;
	if (n == 0)
		return 0;
	s->patch_holder = bw_alloc(3 * n, sizeof(uint32_t));
	s->patch_mark = bw_alloc(n, 1);
	if (s->patch_holder == NULL || s->patch_mark == NULL)
		return bw_fail(
		    err, BW_ENOMEM, "no memory for %zu changed stakes", n);
	s->patch_lo = s->patch_holder + n;
	s->patch_hi = s->patch_holder + 2 * n;
	for (size_t i = 0; i < n; i++) {
		const struct bw_tie *t = &s->patch->tie[i];

		s->patch_holder[i] = t->holder;
		s->patch_lo[i] = votes ? t->votes.lo : t->capital.lo;
		s->patch_hi[i] = votes ? t->votes.hi : t->capital.hi;
		s->patch_mark[i] = t->mark;
	}
	return 0;
}

void
bw_rows_release(struct bw_solver *s)
{
	bw_free(s->patch_holder);
	bw_free(s->patch_mark);
}

static struct row
patch_row(const struct bw_solver *s, uint32_t y)
{
	const struct bw_patch *p = s->patch;
	uint32_t a = 0, b = p->n_company, from;

	while (a + 1 < b) {
		uint32_t mid = a + (b - a) / 2;

		if (p->company[mid] <= y)
			a = mid;
		else
			b = mid;
	}
	from = p->at[a];
	if (p->at[a + 1] == from)
		return (struct row){ 0 };
	return (struct row){ p->at[a + 1] - from, s->patch_holder + from,
		s->patch_lo + from, s->patch_hi + from, s->patch_mark + from };
}

struct row
bw_rows_in(const struct bw_solver *s, uint32_t y)
{
	const struct bw_net *net = s->net;
	uint32_t from;

	if (s->patch && bit(s->patch->touched, y))
		return patch_row(s, y);
	from = net->in_at[y];
	return (struct row){ net->in_at[y + 1] - from, net->holder + from,
		s->lo + from, s->hi + from, net->mark + from };
}

/* The k-th tie of x in the patch: by_holder rises by holder. */
static bool
patch_out(const struct bw_patch *p, uint32_t x, uint32_t k, uint32_t *company)
{
	uint32_t a = 0, b = p->n_tie;

	while (a < b) {
		uint32_t mid = a + (b - a) / 2;

		if (p->tie[p->by_holder[mid]].holder < x)
			a = mid + 1;
		else
			b = mid;
	}
	if (k >= p->n_tie - a || p->tie[p->by_holder[a + k]].holder != x)
		return false;
	*company = p->tie[p->by_holder[a + k]].company;
	return true;
}

bool
bw_rows_out(
    const struct bw_solver *s, uint32_t x, uint32_t k, uint32_t *company)
{
	const struct bw_net *net = s->net;
	uint32_t n = net->out_at[x + 1] - net->out_at[x];

	if (k < n) {
		*company = net->out_company[net->out_at[x] + k];
		if (s->patch && bit(s->patch->touched, *company))
			*company = OUTSIDE;
		return true;
	}
	return s->patch && bit(s->patch->holds, x) &&
	    patch_out(s->patch, x, k - n, company);
}

void
bw_rows_between(const struct bw_solver *s, uint32_t x, uint32_t y, uint64_t *lo,
    uint64_t *hi)
{
	struct row row = bw_rows_in(s, y);
	uint64_t others = 0, apart = 0;

	*lo = *hi = 0;
	for (uint32_t i = 0; i < row.n; i++) {
		bool counts = !(row.mark[i] & BW_TIE_INDIRECT);

		if (row.holder[i] == x) {
			*lo += row.lo[i];
			*hi += counts ? row.hi[i] : 0;
			apart += counts ? 0 : row.hi[i];
		} else if (counts) {
			others += row.lo[i];
		}
	}
	if (others + *lo <= BW_ONE && *hi > BW_ONE - others)
		*hi = BW_ONE - others;
	*hi = *hi + apart > *lo ? *hi + apart : *lo;
}
