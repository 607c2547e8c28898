/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_history.c - the revision history in the order of time, and numbers.
 *
 * Versions are integers or semantic versions (3.1.11); where both stand in one
 * document an integer N is N.0.0, as 2.1 says for tests of the order.
 */
#include "cyber/csaf_priv.h"

static uint64_t
value(struct bw_str digits)
{
	uint64_t v = 0;

	for (size_t i = 0; i < digits.n; i++)
		if (v < UINT64_MAX / 16)
			v = v * 10 + (uint64_t)(digits.p[i] - '0');
	return v;
}

bool
csaf_number_read(struct bw_str s, struct csaf_revision *out)
{
	bool digits = s.n > 0 && (s.n == 1 || s.p[0] != '0');

	out->number = s;
	for (size_t i = 0; i < s.n; i++)
		digits = digits && s.p[i] >= '0' && s.p[i] <= '9';
	out->semantic = !digits;
	out->v = (struct bw_semver){
		.major = s, .minor = BW_STR("0"), .patch = BW_STR("0")
	};
	out->valid = digits || bw_form_semver(s, &out->v);
	out->major = out->valid ? value(out->v.major) : 0;
	return out->valid;
}

static int
number_order(struct bw_str a, struct bw_str b)
{
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	return bw_str_cmp(a, b);
}

static bool
all_digits(struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

/* Clause 11 of semver.org: none is later than any; numbers before words. */
static int
before_order(struct bw_str a, struct bw_str b)
{
	struct bw_str x, y;

	if (a.p == NULL || b.p == NULL)
		return (a.p == NULL) - (b.p == NULL);
	for (;;) {
		bool more_a = bw_str_cut(&a, '.', &x);
		bool more_b = bw_str_cut(&b, '.', &y);
		bool dx, dy;
		int order;

		if (!more_a || !more_b)
			return (int)more_a - (int)more_b;
		dx = all_digits(x);
		dy = all_digits(y);
		if (dx != dy)
			return dx ? -1 : 1;
		order = dx ? number_order(x, y) : bw_str_cmp(x, y);
		if (order != 0)
			return order < 0 ? -1 : 1;
	}
}

int
csaf_number_order(const struct csaf_revision *a, const struct csaf_revision *b)
{
	int order = number_order(a->v.major, b->v.major);

	if (order == 0)
		order = number_order(a->v.minor, b->v.minor);
	if (order == 0)
		order = number_order(a->v.patch, b->v.patch);
	if (order == 0)
		order = before_order(a->v.before, b->v.before);
	return (order > 0) - (order < 0);
}

static int
by_date(const void *x, const void *y)
{
	const struct csaf_revision *a = x, *b = y;
	int order;

	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	if ((order = csaf_number_order(a, b)) != 0)
		return order;
	return a->at < b->at ? -1 : a->at > b->at;
}

int
csaf_revisions(struct bw_csaf_work *c, struct bw_err *err)
{
	uint32_t list = csaf_get(c, c->tracking, K_revision_history);

	c->revisions.n = 0;
	EACH(c, at, list)
	{
		struct csaf_revision r = { .at = at };

		r.timed = bw_form_time(csaf_text(c, at, K_date), &r.time);
		csaf_number_read(csaf_text(c, at, K_number), &r);
		if (!bw_vec_push(&c->revisions, r))
			return bw_fail(
			    err, BW_ENOMEM, "no memory for a document");
	}
	if (c->revisions.n > 1)
		qsort(c->revisions.v, c->revisions.n, sizeof(*c->revisions.v),
		    by_date);
	return 0;
}

bool
csaf_newest(const struct bw_csaf_work *c, int64_t *out)
{
	if (c->revisions.n == 0)
		return false;
	*out = c->revisions.v[c->revisions.n - 1].time;
	return c->revisions.v[c->revisions.n - 1].timed;
}

bool
csaf_released(const struct bw_csaf_work *c)
{
	return bw_str_is(c->status_text, "final") ||
	    bw_str_is(c->status_text, "interim");
}
