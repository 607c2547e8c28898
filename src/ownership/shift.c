/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * shift.c - what a change does to the owners it can touch (shift_who.c).
 *
 * They are asked before and after, within a part of the net: the changed
 * companies, those who hold in them, and all above (shift_part.c). Whether an
 * owner controls a company of the part hangs on its holders, who are in the
 * part as well, so the answers are those of the whole net.
 *
 * Outside the part nothing changes for an owner as long as every company whose
 * control changes for him has all that it holds in the part: of the companies
 * outside that would change, take the first that his walk before or after comes
 * to and the other does not. Its row is as it was, so a holder came to be his
 * earlier, in the one walk and not in the other; that holder is in the part and
 * what it holds too. Hence the part grows below those companies, and upwards
 * again, and he is asked anew, until no control changes at its edge.
 */
#include "base/mem.h"
#include "ownership/shift_priv.h"

int
shift_nomem(struct shifting *s)
{
	return bw_fail(s->err, BW_ENOMEM, "no memory for a change");
}

static struct bw_stand
stand_in(const struct bw_reach *sure, const struct bw_reach *may, uint32_t y)
{
	struct bw_sum lo = bw_reach_held(sure, y), hi = bw_reach_held(may, y);
	struct bw_stand st = {
		.controls_certain =
		    reach_has(sure, y) && sure->acc[y].pos >= sure->n_seed,
		.controls_possible =
		    reach_has(may, y) && may->acc[y].pos >= may->n_seed,
		.votes = { .lo = lo.lo,
		    .hi = hi.hi,
		    .open = (uint8_t)((lo.open & BW_LO_OPEN) |
			(hi.open & BW_HI_OPEN)) },
	};

	return st;
}

static bool
same_control(const struct bw_stand *a, const struct bw_stand *b)
{
	return a->controls_certain == b->controls_certain &&
	    a->controls_possible == b->controls_possible;
}

static bool
same(const struct bw_stand *a, const struct bw_stand *b)
{
	return same_control(a, b) && a->votes.lo == b->votes.lo &&
	    a->votes.hi == b->votes.hi && a->votes.open == b->votes.open;
}

/* Before and after, surely and possibly; s->company: where it has anything. */
static int
ask_all(struct shifting *s, struct bw_reach *r[2][2], const uint32_t *seed,
    size_t n)
{
	const uint32_t *list;
	size_t n_list;
	int rc;

	s->company.n = 0;
	for (int i = 0; i < 4; i++) {
		rc = bw_reach_set(r[i / 2][i % 2], seed, n,
		    i % 2 == BW_CERTAIN ? BW_CERTAIN : BW_POSSIBLE, &list,
		    &n_list, s->err);
		if (rc != 0)
			return rc;
		bw_reach_touched(r[i / 2][i % 2], &list, &n_list);
		for (size_t k = 0; k < n_list; k++)
			if (bit_note(s->named, list[k]) &&
			    !bw_vec_push(&s->company, list[k]))
				return shift_nomem(s);
	}
	for (size_t k = 0; k < s->company.n; k++)
		s->named[s->company.v[k] / 64] = 0;
	return 0;
}

static struct bw_shift_row
row_of(struct bw_reach *r[2][2], uint32_t y)
{
	return (struct bw_shift_row){ .company = y,
		.before =
		    stand_in(r[BEFORE][BW_CERTAIN], r[BEFORE][BW_POSSIBLE], y),
		.after =
		    stand_in(r[AFTER][BW_CERTAIN], r[AFTER][BW_POSSIBLE], y) };
}

/* An owner within the part. Control that changed changes votes below, which
 * must be in the part: *again when they are not yet. */
static int
ask(struct shifting *s, uint32_t owner, bool *again)
{
	const struct part *p = &s->part;
	uint32_t seed = p->number[owner] - 1;
	size_t begin = s->out.n;
	int rc = ask_all(s, s->part.reach, &seed, 1);

	*again = false;
	for (size_t k = 0; k < s->company.n && rc == 0; k++) {
		uint32_t y = s->company.v[k];
		struct bw_shift_row row = row_of(s->part.reach, y);
		bool flips = !same_control(&row.before, &row.after);

		row.owner = owner;
		row.company = p->party.v[y];
		if (!same(&row.before, &row.after) &&
		    !bw_vec_push(&s->out, row))
			return shift_nomem(s);
		if (!flips || (p->row.v[y].flags & PART_OPENED))
			continue;
		*again = true;
		if (!bw_vec_push(&s->below, y))
			return shift_nomem(s);
	}
	if (*again)
		s->out.n = begin;
	return rc;
}

/* More than asked for: what lies below as well, up to so many ties, so that
 * a long chain does not take as many rounds. */
static int
open_below(struct shifting *s, uint64_t ties)
{
	int rc = 0;

	for (size_t i = 0; i < s->below.n && rc == 0; i++)
		rc = part_open(s, s->below.v[i], &ties, ties > 0);
	s->below.n = 0;
	if (rc == 0)
		rc = part_climb(s);
	return rc == 0 ? part_close(s) : rc;
}

static int
ask_owners(struct shifting *s)
{
	uint64_t ties = 0;
	bool again;
	int rc = 0;

	s->n_asked = s->owner.n;
	while (s->owner.n > 0 && rc == 0) {
		size_t kept = 0;

		for (size_t i = 0; i < s->owner.n && rc == 0; i++) {
			rc = ask(s, s->owner.v[i], &again);
			if (again)
				s->owner.v[kept++] = s->owner.v[i];
		}
		s->owner.n = kept;
		if (kept > 0 && rc == 0)
			rc = open_below(s, ties);
		ties = ties > 0 ? 4 * ties : 1024;
	}
	return rc;
}

/* Together they may control what none of them does: the part that single
 * owners are asked about does not tell. */
static int
ask_group(struct shifting *s, uint32_t owner, const struct bw_group *g)
{
	int rc = 0;

	for (int i = 0; i < 4 && rc == 0; i++)
		if (s->far[i / 2][i % 2] == NULL)
			rc = bw_reach_new(&s->far[i / 2][i % 2], s->net,
			    i / 2 == AFTER ? s->patch : NULL, s->rule, s->err);
	if (rc == 0)
		rc = ask_all(s, s->far, g->member, g->n);
	for (size_t k = 0; k < s->company.n && rc == 0; k++) {
		struct bw_shift_row row = row_of(s->far, s->company.v[k]);

		row.owner = owner;
		if (!same(&row.before, &row.after) &&
		    !bw_vec_push(&s->out, row))
			rc = shift_nomem(s);
	}
	s->n_asked++;
	return rc;
}

static int
start(struct shifting *s)
{
	size_t words = (size_t)s->net->n / 64 + 1;
	uint64_t **bits[] = { &s->holder, &s->asked, &s->named };
	int rc = 0;

	for (size_t i = 0; i < BW_LEN(bits); i++)
		if ((*bits[i] = bw_calloc(words, sizeof(uint64_t))) == NULL)
			return shift_nomem(s);
	s->part.number = bw_calloc((size_t)s->net->n + 1, sizeof(uint32_t));
	if (s->part.number == NULL)
		return shift_nomem(s);
	for (int i = BEFORE; i <= AFTER && rc == 0; i++)
		rc = reach_base_fill(&s->base[i], s->net,
		    i == AFTER ? s->patch : NULL, s->rule, s->err);
	return rc;
}

static void
stop(struct shifting *s)
{
	for (int i = 0; i < 4; i++)
		bw_reach_free(s->far[i / 2][i % 2]);
	part_release(&s->part);
	bw_free(s->holder);
	bw_free(s->asked);
	bw_free(s->named);
	bw_vec_release(&s->owner);
	bw_vec_release(&s->in_row);
	bw_vec_release(&s->company);
	bw_vec_release(&s->below);
	bw_vec_release(&s->out);
}

static int
by_owner(const void *va, const void *vb)
{
	const struct bw_shift_row *a = va, *b = vb;

	if (a->owner != b->owner)
		return a->owner < b->owner ? -1 : 1;
	return a->company < b->company ? -1 : a->company > b->company;
}

static int
hand_over(struct shifting *s, struct bw_shift *out, struct bw_arena *a)
{
	out->row = BW_ARENA_ARRAY(a, struct bw_shift_row, s->out.n + 1);
	out->n = s->out.n;
	out->n_asked = s->n_asked;
	if (out->row == NULL)
		return shift_nomem(s);
	if (s->out.n > 0)
		memcpy(out->row, s->out.v, s->out.n * sizeof(*s->out.v));
	if (s->out.n > 1)
		qsort(out->row, out->n, sizeof(*out->row), by_owner);
	return 0;
}

int
bw_shift_run(struct bw_shift *out, const struct bw_net *net,
    const struct bw_patch *patch, struct bw_reach_rule rule,
    const struct bw_group *group, size_t n_group, struct bw_arena *a,
    struct bw_err *err)
{
	struct shifting s = {
		.net = net, .patch = patch, .rule = rule, .err = err
	};
	int rc = start(&s);

	memset(out, 0, sizeof(*out));
	if (rc == 0)
		rc = shift_find(&s);
	if (rc == 0)
		rc = ask_owners(&s);
	for (size_t i = 0; i < n_group && rc == 0; i++)
		rc = ask_group(&s, net->n + (uint32_t)i, &group[i]);
	if (rc == 0)
		rc = hand_over(&s, out, a);
	stop(&s);
	return rc;
}

/* Below t before, and not below after: both for all values, or for some. */
enum bw_certainty
bw_crossed(struct bw_sum before, struct bw_sum after, uint64_t t, bool at_least,
    bool down)
{
	struct bw_sum a = down ? after : before, b = down ? before : after;
	bool strict = !at_least;

	if (bw_sum_certain(b, t, strict) && !bw_sum_possible(a, t, strict))
		return BW_CERTAIN;
	if (bw_sum_possible(b, t, strict) && !bw_sum_certain(a, t, strict))
		return BW_POSSIBLE;
	return BW_EXCLUDED;
}
