/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * patch.c - the rows of changed companies, with the changes in them.
 *
 * Only companies that a change names get a row here; it begins as a copy of
 * their row in the net, loses the ties of holders that changed, and gets what
 * those hold now. A deal touches one or two companies, so this costs what their
 * rows cost, and two bits a party.
 */
#include "ownership/patch.h"
#include "base/mem.h"
#include "base/vec.h"

struct numbered { /* a change and its place among those given */
	struct bw_change c;
	size_t at;
};

struct making {
	struct bw_patch *p;
	struct numbered *change; /* by company, then holder */
	size_t n;
	BW_VEC(struct bw_tie) tie;
	struct bw_err *err;
};

static int
by_pair(const void *va, const void *vb)
{
	const struct numbered *a = va, *b = vb;

	if (a->c.company != b->c.company)
		return a->c.company < b->c.company ? -1 : 1;
	if (a->c.holder != b->c.holder)
		return a->c.holder < b->c.holder ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

static int
sort_changes(struct making *m, const struct bw_change *change, size_t n)
{
	const struct bw_net *net = m->p->net;

	m->change = bw_alloc(n + 1, sizeof(*m->change));
	if (m->change == NULL)
		return bw_fail(m->err, BW_ENOMEM, "no memory for changes");
	for (size_t i = 0; i < n; i++) {
		const struct bw_change *c = &change[i];

		if (c->holder >= net->n || c->company >= net->n)
			return bw_fail(m->err, BW_EFORMAT,
			    "change %zu names a party outside the net of %u", i,
			    net->n);
		if (!c->gone &&
		    (!bw_share_valid(c->votes) || !bw_share_valid(c->capital)))
			return bw_fail(m->err, BW_EFORMAT,
			    "the share of change %zu is no part of 0 - 100 %%",
			    i);
		m->change[i] = (struct numbered){ *c, i };
	}
	if (n > 0)
		qsort(m->change, n, sizeof(*m->change), by_pair);
	for (size_t i = 0; i < n; i++) /* of one pair the last */
		if (i + 1 == n ||
		    m->change[i].c.company != m->change[i + 1].c.company ||
		    m->change[i].c.holder != m->change[i + 1].c.holder)
			m->change[m->n++] = m->change[i];
	return 0;
}

static bool
changed(const struct numbered *c, size_t n, uint32_t holder)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c[mid].c.holder < holder)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && c[lo].c.holder == holder;
}

/* The row of one company: n changes about it. */
static bool
add_row(struct making *m, const struct numbered *c, size_t n)
{
	const struct bw_net *net = m->p->net;
	uint32_t y = c->c.company;
	bool ok = true;

	for (uint32_t i = net->in_at[y]; i < net->in_at[y + 1] && ok; i++)
		if (!changed(c, n, net->holder[i]))
			ok = bw_vec_push(&m->tie,
			    (struct bw_tie){ net->holder[i], y,
				bw_net_votes(net, i), bw_net_capital(net, i),
				(uint8_t)(net->mark[i] & 0x70) });
	for (size_t i = 0; i < n && ok; i++)
		if (!c[i].c.gone)
			ok = bw_vec_push(&m->tie,
			    (struct bw_tie){ c[i].c.holder, y, c[i].c.votes,
				c[i].c.capital,
				(uint8_t)(c[i].c.mark & 0x70) });
	return ok;
}

static int
add_rows(struct making *m)
{
	struct bw_patch *p = m->p;
	size_t end;

	p->company = bw_alloc(m->n + 1, sizeof(uint32_t));
	p->at = bw_alloc(m->n + 2, sizeof(uint32_t));
	if (p->company == NULL || p->at == NULL || !bw_vec_room(&m->tie, 1))
		return bw_fail(m->err, BW_ENOMEM, "no memory for changes");
	for (size_t i = 0; i < m->n; i = end) {
		uint32_t y = m->change[i].c.company;

		for (end = i + 1; end < m->n && m->change[end].c.company == y;)
			end++;
		p->company[p->n_company] = y;
		p->at[p->n_company++] = (uint32_t)m->tie.n;
		p->touched[y / 64] |= UINT64_C(1) << (y % 64);
		if (!add_row(m, &m->change[i], end - i))
			return bw_fail(
			    m->err, BW_ENOMEM, "no memory for changes");
	}
	p->at[p->n_company] = (uint32_t)m->tie.n;
	return 0;
}

struct held { /* for sorting: a holder and its tie */
	uint32_t holder, tie;
};

static int
by_holder(const void *va, const void *vb)
{
	const struct held *a = va, *b = vb;

	if (a->holder != b->holder)
		return a->holder < b->holder ? -1 : 1;
	return a->tie < b->tie ? -1 : a->tie > b->tie;
}

/* The rows are in order of company, so within a holder the numbers are too. */
static int
index_holders(struct making *m)
{
	struct bw_patch *p = m->p;
	size_t n = m->tie.n;
	struct held *held = bw_alloc(n + 1, sizeof(*held));

	p->by_holder = bw_alloc(n + 1, sizeof(uint32_t));
	if (held == NULL || p->by_holder == NULL) {
		bw_free(held);
		return bw_fail(m->err, BW_ENOMEM, "no memory for changes");
	}
	for (size_t i = 0; i < n; i++)
		held[i] = (struct held){ m->tie.v[i].holder, (uint32_t)i };
	if (n > 0)
		qsort(held, n, sizeof(*held), by_holder);
	for (size_t i = 0; i < n; i++) {
		p->by_holder[i] = held[i].tie;
		p->holds[held[i].holder / 64] |= UINT64_C(1)
		    << (held[i].holder % 64);
	}
	bw_free(held);
	return 0;
}

int
bw_patch_init(struct bw_patch *p, const struct bw_net *net,
    const struct bw_change *change, size_t n, struct bw_err *err)
{
	struct making m = { .p = p, .err = err };
	size_t words = (size_t)net->n / 64 + 1;
	int rc;

	*p = (struct bw_patch){ .net = net,
		.touched = bw_calloc(words, sizeof(uint64_t)),
		.holds = bw_calloc(words, sizeof(uint64_t)) };
	rc = p->touched != NULL && p->holds != NULL
	    ? sort_changes(&m, change, n)
	    : bw_fail(err, BW_ENOMEM, "no memory for changes");
	if (rc == 0)
		rc = add_rows(&m);
	if (rc == 0 && m.tie.n >= UINT32_MAX - net->m)
		rc = bw_fail(err, BW_ELIMIT, "too many stakes");
	if (rc == 0)
		rc = index_holders(&m);
	p->tie = m.tie.v;
	p->n_tie = (uint32_t)m.tie.n;
	bw_free(m.change);
	if (rc != 0)
		bw_patch_release(p);
	return rc;
}

void
bw_patch_release(struct bw_patch *p)
{
	bw_free(p->touched);
	bw_free(p->holds);
	bw_free(p->company);
	bw_free(p->at);
	bw_free(p->tie);
	bw_free(p->by_holder);
	memset(p, 0, sizeof(*p));
}

uint32_t
bw_patch_row(const struct bw_patch *p, uint32_t y, const struct bw_tie **tie,
    uint32_t *n)
{
	uint32_t lo = 0, hi = p->n_company;

	while (lo + 1 < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (p->company[mid] <= y)
			lo = mid;
		else
			hi = mid;
	}
	*tie = &p->tie[p->at[lo]];
	*n = p->at[lo + 1] - p->at[lo];
	return p->net->m + p->at[lo];
}

/* First tie of x in by_holder; the row ends where the holder does. */
const uint32_t *
bw_patch_held(const struct bw_patch *p, uint32_t x, uint32_t *n)
{
	uint32_t lo = 0, hi = p->n_tie, end;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (p->tie[p->by_holder[mid]].holder < x)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (end = lo; end < p->n_tie && p->tie[p->by_holder[end]].holder == x;)
		end++;
	*n = end - lo;
	return p->by_holder + lo;
}
