/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * net.c - making the columns of net.h.
 *
 * Two counting sorts, as in graph.c, but the ties themselves are moved: a walk
 * over the holders of a company then reads memory in one direction, which at
 * ten million ties is the difference between a tenth of a second and one.
 */
#include "ownership/net.h"
#include "base/mem.h"

/* One heap block; the columns of four bytes first. */
int
bw_net_room(struct bw_net *net, uint32_t n, uint32_t m,
    struct bw_net_columns *to, struct bw_err *err)
{
	size_t rows = (size_t)n + 1, ties = (size_t)m;
	uint32_t *at;

	memset(net, 0, sizeof(*net));
	/* untouched pages of an unused column cost nothing */
	at = bw_calloc(2 * rows + 7 * ties + ties / 4 + 1, sizeof(uint32_t));
	if (at == NULL)
		return bw_fail(err, BW_ENOMEM,
		    "no memory for %u parties and %u stakes", n, m);
	net->own = at;
	net->n = n;
	net->m = m;
	net->in_at = to->in_at = at;
	net->out_at = to->out_at = at + rows;
	at += 2 * rows;
	net->holder = to->holder = at;
	net->votes_lo = to->votes_lo = at + ties;
	net->votes_hi = to->votes_hi = at + 2 * ties;
	net->capital_lo = to->capital_lo = at + 3 * ties;
	net->capital_hi = to->capital_hi = at + 4 * ties;
	net->out = to->out = at + 5 * ties;
	net->out_company = to->out_company = at + 6 * ties;
	net->mark = to->mark = (uint8_t *)(at + 7 * ties);
	return 0;
}

static bool
same_columns(const struct bw_net *net)
{
	size_t bytes = net->m * sizeof(uint32_t);

	if (memcmp(net->votes_lo, net->capital_lo, bytes) != 0 ||
	    memcmp(net->votes_hi, net->capital_hi, bytes) != 0)
		return false;
	for (uint32_t i = 0; i < net->m; i++)
		if ((net->mark[i] & 3) != (net->mark[i] >> 2 & 3))
			return false;
	return true;
}

/* out_at counts, becomes ends, and walks back to starts while filling from
 * behind, so that the ties of a holder stay in order of company. */
int
bw_net_index(
    struct bw_net *net, const struct bw_net_columns *to, struct bw_err *err)
{
	uint32_t *at = to->out_at, k;

	for (uint32_t i = 0; i < net->m; i++) {
		if (net->holder[i] >= net->n)
			return bw_fail(err, BW_EFORMAT,
			    "stake %u names a party outside the net of %u", i,
			    net->n);
		at[net->holder[i]]++;
	}
	for (uint32_t x = 1; x <= net->n; x++)
		at[x] += at[x - 1];
	for (uint32_t y = net->n; y-- > 0;)
		for (uint32_t i = net->in_at[y + 1]; i-- > net->in_at[y];) {
			k = --at[net->holder[i]];
			to->out[k] = i;
			to->out_company[k] = y;
		}
	if (same_columns(net)) {
		net->capital_lo = net->votes_lo;
		net->capital_hi = net->votes_hi;
	}
	return 0;
}

static int
check_tie(uint32_t n, const struct bw_tie *t, size_t i, struct bw_err *err)
{
	if (t->holder >= n || t->company >= n)
		return bw_fail(err, BW_EFORMAT,
		    "stake %zu names a party outside the net of %u", i, n);
	if (!bw_share_valid(t->votes) || !bw_share_valid(t->capital))
		return bw_fail(err, BW_EFORMAT,
		    "the share of stake %zu is no part of 0 - 100 %%", i);
	return 0;
}

void
bw_net_put(const struct bw_net_columns *to, uint32_t k, const struct bw_tie *t)
{
	to->holder[k] = t->holder;
	to->votes_lo[k] = t->votes.lo;
	to->votes_hi[k] = t->votes.hi;
	to->capital_lo[k] = t->capital.lo;
	to->capital_hi[k] = t->capital.hi;
	to->mark[k] = (uint8_t)((t->mark & 0x70) | (t->votes.open & 3) |
	    (t->capital.open & 3) << 2);
}

int
bw_net_init(struct bw_net *net, uint32_t n, const struct bw_tie *tie, size_t m,
    struct bw_err *err)
{
	struct bw_net_columns to;
	int rc = 0;

	memset(net, 0, sizeof(*net));
	if (m >= UINT32_MAX)
		return bw_fail(err, BW_ELIMIT,
		    "%zu stakes are more than one net holds (2^32 - 2)", m);
	for (size_t i = 0; i < m && rc == 0; i++)
		rc = check_tie(n, &tie[i], i, err);
	if (rc != 0 || (rc = bw_net_room(net, n, (uint32_t)m, &to, err)) != 0)
		return rc;
	for (size_t i = 0; i < m; i++)
		to.in_at[tie[i].company]++;
	for (uint32_t y = 1; y <= n; y++)
		to.in_at[y] += to.in_at[y - 1];
	for (size_t i = m; i-- > 0;)
		bw_net_put(&to, --to.in_at[tie[i].company], &tie[i]);
	rc = bw_net_index(net, &to, err);
	if (rc != 0)
		bw_net_release(net);
	return rc;
}

void
bw_net_release(struct bw_net *net)
{
	bw_free(net->own);
	memset(net, 0, sizeof(*net));
}

/* in_at rises: the last row that begins at or before the tie. */
uint32_t
bw_net_company(const struct bw_net *net, uint32_t tie)
{
	uint32_t lo = 0, hi = net->n;

	while (lo + 1 < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (net->in_at[mid] <= tie)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

int
bw_net_widen(struct bw_net *out, const struct bw_net *net, uint32_t more,
    struct bw_err *err)
{
	size_t rows = (size_t)net->n + 1;
	uint32_t *at;

	*out = *net;
	out->own = NULL;
	if (more >= UINT32_MAX - net->n)
		return bw_fail(err, BW_ELIMIT, "too many parties");
	at = bw_alloc(2 * (rows + more), sizeof(*at));
	if (at == NULL)
		return bw_fail(
		    err, BW_ENOMEM, "no memory for %u parties", net->n);
	memcpy(at, net->in_at, rows * sizeof(*at));
	memcpy(at + rows + more, net->out_at, rows * sizeof(*at));
	for (uint32_t i = 0; i < more; i++)
		at[rows + i] = at[2 * rows + more + i] = net->m;
	out->own = at;
	out->in_at = at;
	out->out_at = at + rows + more;
	out->n += more;
	return 0;
}
