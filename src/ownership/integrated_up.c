/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * integrated_up.c - what everybody above a company has in it.
 *
 * One pass over all ties above y gives column y of L = (I - W)^-1: everybody's
 * share over all walks. For owners outside circles that is the answer, as no
 * walk comes back to them. For an owner x in a circle the walks that pass x
 * again must go (Baldone: L_xy / L_xx), and where holders compete for what is
 * left over each owner has a best choice of its own: these are asked one by
 * one, downward, within the parties above y, the largest first and up to a
 * stated amount of work. Ordinary companies stay far below it. Beyond it an
 * owner in a circle gets an interval that surely encloses the value: at most
 * the share over all walks (and 1, unless more than 100 % is surely held
 * somewhere), and at least that less the part of it that can come back: a walk
 * upward from x that returns stays in circles for two steps.
 */
#include "integrated_priv.h"

#define WORK UINT64_C(1000000) /* ties looked at, one by one: some 10 ms */

static uint64_t
surely(struct row row)
{
	uint64_t sure = 0;

	for (uint32_t i = 0; i < row.n; i++)
		sure += row.mark[i] & BW_TIE_INDIRECT ? 0 : row.lo[i];
	return sure;
}

/* Ties of y as they weigh in one pass: upper ends cut off at what others
 * leave. */
static uint32_t
upper(struct row row, uint32_t i, uint64_t sure)
{
	uint64_t most = BW_ONE - (sure - row.lo[i]);

	if (row.mark[i] & BW_TIE_INDIRECT || sure > BW_ONE || row.hi[i] <= most)
		return row.hi[i];
	return (uint32_t)most;
}

/* Can holders not all have what they may have each? What is told indirectly
 * is no sum either. */
static bool
compete(struct row row, uint64_t sure)
{
	uint64_t sum = 0;
	bool indirect = false;

	for (uint32_t i = 0; i < row.n; i++) {
		sum += row.hi[i];
		indirect = indirect || row.mark[i] & BW_TIE_INDIRECT;
	}
	return indirect || (sure <= BW_ONE && sum > BW_ONE && sum > sure);
}

static double
lower(struct row row, uint32_t i)
{
	return row.mark[i] & BW_TIE_INDIRECT ? 0 : row.lo[i];
}

static uint64_t
all_lower(struct row row)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < row.n; i++)
		sum += (uint64_t)lower(row, i);
	return sum;
}

/* From y, whose value is final, to its holders, but not to the k of its circle,
 * which have theirs. */
static void
hand_on(struct bw_solver *s, uint32_t y, uint32_t k)
{
	struct row row = bw_rows_in(s, y);
	uint64_t sure = surely(row);
	struct value v = s->v[y];

	s->spent += row.n;
	for (uint32_t i = 0; i < row.n; i++) {
		struct value *to = &s->v[row.holder[i]];

		if (k > 0 && s->met[row.holder[i]] - 1 < k)
			continue;
		to->lo += lower(row, i) * v.lo / ONE;
		to->hi += times(upper(row, i, sure), v.hi) / ONE;
	}
}

/* Ties within the circle, by holder: count, then fill. */
static void
across(struct bw_solver *s, bool high)
{
	struct circle *c = &s->circle;
	struct system *y = &s->sys;

	memset(y->at, 0, (c->k + 1) * sizeof(*y->at));
	for (size_t i = 0; i < c->k; i++)
		y->own[i] = 0;
	for (size_t t = 0; t < c->link.n; t++)
		y->at[c->link.v[t].from + 1]++;
	for (size_t i = 0; i < c->k; i++)
		y->at[i + 1] += y->at[i];
	for (size_t i = 0; i < c->k; i++) {
		y->slack[i] = ONE;
		for (uint32_t t = c->at.v[i]; t < c->at.v[i + 1]; t++) {
			const struct link *l = &c->link.v[t];
			double w = high ? l->hi : l->lo;
			uint32_t at = y->at[l->from]++;

			y->slack[i] -= w;
			y->own[i] += l->from == i ? w : 0;
			y->from[at] = (uint32_t)i;
			y->w[at] = l->from == i ? 0 : w;
		}
	}
	memmove(y->at + 1, y->at, c->k * sizeof(*y->at));
	y->at[0] = 0;
	y->k = c->k;
	y->m = c->link.n;
	y->across = true;
}

static int
gather(struct bw_solver *s, const uint32_t *node, size_t k, struct bw_err *err)
{
	struct circle *c = &s->circle;

	c->node = node;
	c->k = k;
	c->link.n = c->at.n = 0;
	for (size_t i = 0; i < k; i++)
		s->met[node[k - 1 - i]] = (uint32_t)i + 1;
	for (size_t i = 0; i < k; i++) {
		struct row row = bw_rows_in(s, node[k - 1 - i]);
		uint64_t sure = surely(row);

		if (!bw_vec_push(&c->at, (uint32_t)c->link.n))
			goto no_memory;
		for (uint32_t t = 0; t < row.n; t++) {
			struct link l = { .from = s->met[row.holder[t]] - 1,
				.lo = (uint32_t)lower(row, t),
				.hi = upper(row, t, sure) };

			if (l.from < k && !bw_vec_push(&c->link, l))
				goto no_memory;
		}
	}
	if (bw_vec_push(&c->at, (uint32_t)c->link.n))
		return bw_system_room(&s->sys, k, c->link.n, err);
no_memory:
	return bw_fail(
	    err, BW_ENOMEM, "no memory for a circle of %zu companies", k);
}

static int
circle(struct bw_solver *s, const uint32_t *node, size_t k, struct bw_err *err)
{
	int rc = gather(s, node, k, err);

	for (int high = 0; high < 2 && rc == 0; high++) {
		across(s, high);
		for (size_t i = 0; i < k; i++) {
			struct value v = s->v[node[k - 1 - i]];

			s->sys.b[i] = (high ? v.hi : v.lo) * ONE;
		}
		rc = bw_system_solve(&s->sys, err);
		if (rc < 0)
			break;
		rc = 0;
		for (size_t i = 0; i < k; i++) {
			struct value *v = &s->v[node[k - 1 - i]];
			double x = s->sys.x[i];

			if (high)
				v->hi = x > v->lo ? x : v->lo;
			else
				v->lo = isinf(x) ? 0 : x;
		}
	}
	for (size_t i = 0; i < k && rc == 0; i++)
		hand_on(s, node[i], (uint32_t)k);
	for (size_t i = 0; i < k; i++)
		s->met[node[i]] = SEED - 1;
	return rc;
}

/* Column y of L into v. *rivals: somewhere holders compete; *over: somewhere
 * more than 100 % is held. */
static int
column(struct bw_solver *s, uint32_t y, bool *rivals, bool *over,
    struct bw_err *err)
{
	int rc = bw_walk_from(s, y, err);

	*rivals = *over = false;
	s->v[y] = (struct value){ 1, 1 };
	for (size_t c = s->ends.n; c-- > 0 && rc == 0;) {
		uint32_t from = c > 0 ? s->ends.v[c - 1] : 0;
		uint32_t k = s->ends.v[c] - from, z = s->reached.v[from];

		for (uint32_t i = 0; i < k; i++) {
			struct row row = bw_rows_in(s, s->reached.v[from + i]);
			uint64_t sure = surely(row);

			*rivals = *rivals || compete(row, sure);
			*over = *over || all_lower(row) > BW_ONE;
		}
		if (k > 1 || bw_holds_itself(s, z))
			rc = circle(s, s->reached.v + from, k, err);
		else
			hand_on(s, z, 0);
	}
	return rc;
}

/* Part of company y that parties in circles hold; `again`: and of that part
 * what is held by such parties once more. In parts per billion, upward. */
static double
in_circles(const struct bw_solver *s, uint32_t y, bool again)
{
	struct row row = bw_rows_in(s, y);
	double sum = 0;

	for (uint32_t i = 0; i < row.n; i++) {
		uint32_t h = row.holder[i];

		if (s->met[h] == SEED - 1)
			sum += lower(row, i) *
			    (again && h != y ? in_circles(s, h, false) / ONE
					     : 1);
	}
	return sum > ONE ? ONE : sum;
}

/* What the pass says, and whom to ask one by one. */
static int
first_answer(struct bw_solver *s, uint32_t y, bool rivals, bool over,
    enum bw_reading reading, struct bw_err *err)
{
	int rc = 0;

	s->offer.n = 0;
	for (size_t c = 0; c < s->ends.n && rc == 0; c++) {
		uint32_t from = c > 0 ? s->ends.v[c - 1] : 0;
		uint32_t k = s->ends.v[c] - from;
		bool round = k > 1 || bw_holds_itself(s, s->reached.v[from]);

		for (uint32_t i = from; i < from + k && rc == 0; i++) {
			uint32_t x = s->reached.v[i];
			struct value v = s->v[x];
			bool ask = (rivals && v.hi > v.lo) ||
			    (round && reading == BW_INTEGRATED) || x == y;

			uint32_t back = 0;

			if ((x == y && !round) || !(v.hi > 0))
				continue;
			if (round)
				back = over
				    ? BW_ONE
				    : 1 + (uint32_t)in_circles(s, x, true);
			rc = bw_add_part(s, x, v, err);
			if (rc == 0 && ask &&
			    !bw_vec_push(&s->offer,
				(struct offer){
				    x == y ? INFINITY : v.hi, back, x }))
				rc = bw_fail(
				    err, BW_ENOMEM, "no memory for the owners");
		}
	}
	bw_sort_parts(s);
	if (s->offer.n > 0)
		bw_offers_sort(s->offer.v, s->offer.n);
	return rc;
}

static struct bw_part *
find(struct bw_solver *s, uint32_t party)
{
	size_t a = 0, b = s->list.n;

	while (a + 1 < b) {
		size_t mid = a + (b - a) / 2;

		if (s->list.v[mid].party <= party)
			a = mid;
		else
			b = mid;
	}
	return &s->list.v[a];
}

static int
ask(struct bw_solver *s, uint32_t x, uint32_t y, bool all_walks,
    struct bw_part *out, struct bw_err *err)
{
	int rc = bw_solve_down(s, &x, 1, all_walks, err);
	struct value v = s->v[y];

	if (rc == 0 && x == y)
		rc = bw_solve_row(s, y, &v, err);
	bw_solver_clear(s, &x, 1);
	out->lo = v.lo;
	out->hi = v.hi;
	return rc;
}

/* Too much work: what surely encloses it. The one pass may let indirect shares
 * run beside others without end; where nobody surely holds more than the whole,
 * an owner's part is a mix of its parts of the holders, so never above 1. */
static void
enclose(struct bw_part *p, uint32_t back, bool over)
{
	p->lo *= back < BW_ONE ? 1 - back / ONE : 0;
	if (!over && p->hi > 1)
		p->hi = 1;
}

static int
ask_all(struct bw_solver *s, uint32_t y, bool over, enum bw_reading reading,
    struct bw_err *err)
{
	bool all_walks = reading == BW_LEONTIEF;
	BW_VEC(struct offer) list = { 0 };
	int rc = 0;

	if (!bw_vec_room(&list, s->offer.n))
		return bw_fail(err, BW_ENOMEM, "no memory for the owners");
	for (size_t i = 0; i < s->offer.n; i++)
		list.v[list.n++] = s->offer.v[i];
	s->spent = 0;
	s->fenced = true;
	s->want = 1;
	for (size_t i = 0; i < list.n && rc == 0; i++) {
		struct bw_part *p = find(s, list.v[i].tie);

		if (s->spent < WORK)
			rc = ask(s, p->party, y, all_walks, p, err);
		else if (!all_walks)
			enclose(p, list.v[i].extra, over);
	}
	s->fenced = false;
	bw_vec_release(&list);
	return rc;
}

static int
one_by_one(struct bw_solver *s, uint32_t y, bool over, enum bw_reading reading,
    struct bw_err *err)
{
	BW_VEC(uint32_t) above = { 0 };
	int rc;

	if (s->inside == NULL) {
		s->inside = bw_calloc((size_t)s->net->n + 1, 1);
		if (s->inside == NULL)
			return bw_fail(err, BW_ENOMEM, "no memory for a fence");
	}
	if (!bw_vec_room(&above, s->reached.n))
		return bw_fail(err, BW_ENOMEM, "no memory for a fence");
	for (size_t i = 0; i < s->reached.n; i++) {
		above.v[above.n++] = s->reached.v[i];
		s->inside[s->reached.v[i]] = 1;
	}
	bw_walk_clear(s);
	s->up = false;
	rc = ask_all(s, y, over, reading, err);
	for (size_t i = 0; i < above.n; i++)
		s->inside[above.v[i]] = 0;
	bw_vec_release(&above);
	return rc;
}

static void
drop_empty(struct bw_solver *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->list.n; i++)
		if (s->list.v[i].hi > 0)
			s->list.v[n++] = s->list.v[i];
	s->list.n = n;
}

int
bw_part_up(struct bw_solver *s, uint32_t y, enum bw_reading reading,
    const struct bw_part **list, size_t *n, struct bw_err *err)
{
	bool rivals, over;
	int rc;

	*n = 0;
	*list = NULL;
	if (y >= s->net->n)
		return bw_fail(err, BW_EUSAGE,
		    "company %u is outside the net of %u", y, s->net->n);
	s->list.n = 0;
	s->up = true;
	s->fenced = false;
	if (reading == BW_PATHS) {
		rc = bw_paths(s, y, true, err);
	} else {
		rc = column(s, y, &rivals, &over, err);
		if (rc == 0)
			rc = first_answer(s, y, rivals, over, reading, err);
		if (rc == 0 && s->offer.n > 0)
			rc = one_by_one(s, y, over, reading, err);
		drop_empty(s);
	}
	bw_walk_clear(s);
	*list = s->list.v;
	*n = s->list.n;
	return rc;
}
