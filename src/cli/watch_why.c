/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch_why.c - of a changed answer: who, and by which stakes, in words.
 */
#include "cli/watch_out.h"
#include "base/map.h"

#define CAUSES 3 /* written out for people */

/* The party it is now; or was, when it is gone. */
uint32_t
bw_watch_party(const struct watching *t, uint32_t unit, int *side)
{
	const struct bw_units *u = &t->w.unit;

	*side = bw_unit_size(u, BW_AFTER, unit) > 0 ? BW_AFTER : BW_BEFORE;
	return u->member[*side][u->at[*side][unit]];
}

struct bw_str
bw_watch_name(const struct watching *t, uint32_t unit)
{
	int side;
	uint32_t party = bw_watch_party(t, unit, &side);

	return bw_cli_has(t->cli, BW_OPT_CSV)
	    ? bw_view_name(t->v[side], party)
	    : bw_cli_name(t->cli, t->v[side], party);
}

int64_t
bw_watch_id(const struct watching *t, uint32_t unit)
{
	int side;
	uint32_t party = bw_watch_party(t, unit, &side);

	return t->v[side]->party_row[party];
}

/* "#2 A, #5 B": the parties of a unit on one side. */
static void
name_parties(struct watching *t, struct bw_buf *b, int side, uint32_t unit)
{
	const struct bw_units *u = &t->w.unit;

	for (uint32_t i = u->at[side][unit]; i < u->at[side][unit + 1]; i++) {
		uint32_t p = u->member[side][i];

		bw_buf_fmt(b, "%s#%lld %.*s", i > u->at[side][unit] ? ", " : "",
		    (long long)t->v[side]->party_row[p],
		    BW_ARG(bw_cli_name(t->cli, t->v[side], p)));
	}
}

static struct watch_cause
odd_cause(const struct watching *t, struct bw_watch_cause of)
{
	const struct bw_units *u = &t->w.unit;
	bool merged = bw_unit_size(u, BW_BEFORE, of.holder) >
	    bw_unit_size(u, BW_AFTER, of.holder);

	return (struct watch_cause){ merged ? "merged" : "split", of,
		{ BW_NONE, BW_NONE } };
}

/* Stakes of one holder in one company that went and came; in order, the
 * first that went was changed into the first that came. */
static int
stake_causes(struct watching *t, struct bw_watch_cause of,
    struct watch_causes *to, struct bw_err *err)
{
	struct bw_arena *a = &t->cli->arena;
	struct bw_watch_stakes s;
	size_t most;
	int rc = bw_watch_stakes(&s, &t->w, (const struct bw_view *const *)t->v,
	    of, t->cli->as_of, a, err);

	if (rc != 0)
		return rc;
	most = s.n[BW_BEFORE] > s.n[BW_AFTER] ? s.n[BW_BEFORE] : s.n[BW_AFTER];
	/* The same stakes of two who became one: the merge is the cause. */
	to->n = most > 0 || bw_unit_odd(&t->w.unit, of.holder) ||
		bw_unit_odd(&t->w.unit, of.company)
	    ? most
	    : 1;
	to->v = BW_ARENA_ARRAY(a, struct watch_cause, to->n + 1);
	if (to->v == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for causes");
	to->v[0] = (struct watch_cause){ "changed", of, { BW_NONE, BW_NONE } };
	for (size_t i = 0; i < most; i++) {
		bool went = i < s.n[BW_BEFORE], came = i < s.n[BW_AFTER];

		to->v[i] = (struct watch_cause){ went && came ? "changed"
			    : went                            ? "went"
							      : "came",
			of,
			{ went ? s.stake[BW_BEFORE][i] : BW_NONE,
			    came ? s.stake[BW_AFTER][i] : BW_NONE } };
	}
	return 0;
}

int
bw_watch_causes(struct watching *t, struct bw_watch_cause of,
    struct watch_causes *to, struct bw_err *err)
{
	if (of.company != BW_NONE)
		return stake_causes(t, of, to, err);
	to->n = 1;
	to->v = BW_ARENA_ARRAY(&t->cli->arena, struct watch_cause, 1);
	if (to->v == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for causes");
	to->v[0] = odd_cause(t, of);
	return 0;
}

/* "60 %", or the kind of stake in words. */
static struct bw_str
stake_share(struct watching *t, int side, uint32_t stake)
{
	struct bw_share s = bw_view_share(t->v[side], stake);
	const char *nature = bw_nature_name(t->v[side]->nature[stake]);

	if (!bw_share_same(s, bw_share_unknown()))
		return bw_cli_share(t->cli, s);
	return bw_cli_has(t->cli, BW_OPT_CSV)
	    ? bw_str_of(nature)
	    : bw_cli_wordf(t->cli, "nature", nature);
}

int
bw_watch_place(struct watching *t, int side, uint32_t stake,
    struct bw_evidence *e, struct bw_err *err)
{
	*e = (struct bw_evidence){ 0 };
	return bw_view_stake_place(
	    t->v[side], stake, &t->cli->arena, e, NULL, err);
}

/* Sources are numbers in the table; their names stand below it. */
static void
cite(struct watching *t, uint32_t source)
{
	for (size_t i = 0; i < t->cited.n; i++)
		if (t->cited.v[i] == source)
			return;
	(void)bw_vec_push(&t->cited, source);
}

/* " 60 % [4, 12]" */
static int
stake_text(struct watching *t, struct bw_buf *b, int side, uint32_t stake,
    struct bw_err *err)
{
	struct bw_evidence e;
	int rc = bw_watch_place(t, side, stake, &e, err);

	cite(t, e.source);
	bw_buf_fmt(
	    b, " %.*s [%u", BW_ARG(stake_share(t, side, stake)), e.source);
	if (e.line != 0 || e.number != 0)
		bw_buf_fmt(b, ", %llu",
		    (unsigned long long)(e.line != 0 ? e.line : e.number));
	bw_buf_z(b, "]");
	return rc;
}

/* "changed: A in B, 40 % [3, 2] -> 60 % [4, 2]" */
static int
cause_text(struct watching *t, const struct watch_cause *c, struct bw_buf *b,
    struct bw_err *err)
{
	bool csv = bw_cli_has(t->cli, BW_OPT_CSV);
	int rc = 0;

	bw_buf_fmt(b, "%.*s: ",
	    BW_ARG(csv ? bw_str_of(c->what)
		       : bw_cli_wordf(t->cli, "time.cause", c->what)));
	if (c->of.company == BW_NONE) {
		name_parties(t, b, BW_BEFORE, c->of.holder);
		bw_buf_z(b, " -> ");
		name_parties(t, b, BW_AFTER, c->of.holder);
		return 0;
	}
	bw_buf_fmt(b, "%.*s > %.*s", BW_ARG(bw_watch_name(t, c->of.holder)),
	    BW_ARG(bw_watch_name(t, c->of.company)));
	if (c->stake[BW_BEFORE] != BW_NONE)
		rc = stake_text(t, b, BW_BEFORE, c->stake[BW_BEFORE], err);
	if (c->stake[BW_BEFORE] != BW_NONE && c->stake[BW_AFTER] != BW_NONE)
		bw_buf_z(b, " ->");
	if (rc == 0 && c->stake[BW_AFTER] != BW_NONE)
		rc = stake_text(t, b, BW_AFTER, c->stake[BW_AFTER], err);
	return rc;
}

int
bw_watch_why(struct watching *t, const struct bw_watch_row *row,
    struct bw_str *out, struct bw_err *err)
{
	size_t most = bw_cli_has(t->cli, BW_OPT_CSV) ? SIZE_MAX : CAUSES;
	size_t told = 0, more = row->n_more;
	struct bw_buf b = { 0 };
	struct watch_causes c;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < row->n_cause; i++) {
		if (told >= most) {
			more++;
			continue;
		}
		rc = bw_watch_causes(t, row->cause[i], &c, err);
		for (size_t k = 0; rc == 0 && k < c.n; k++) {
			if (told++ >= most) {
				more++;
				continue;
			}
			bw_buf_z(&b, b.n > 0 ? "; " : "");
			rc = cause_text(t, &c.v[k], &b, err);
		}
	}
	if (more > 0)
		bw_buf_fmt(&b, "; +%zu", more);
	*out = bw_arena_dup(&t->cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return rc;
}

struct bw_share
bw_watch_votes(const struct bw_watch_row *row, int side)
{
	struct bw_sum sum = row->votes[side];
	struct bw_share s = { .lo = sum.lo > BW_ONE ? BW_ONE : (uint32_t)sum.lo,
		.hi = sum.hi > BW_ONE ? BW_ONE : (uint32_t)sum.hi,
		.open = sum.open };

	if (s.hi <= s.lo) {
		s.hi = s.lo;
		s.open = 0;
	}
	return s;
}
