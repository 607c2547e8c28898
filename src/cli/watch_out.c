/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch_out.c - changed answers as a table, as CSV, and as JSON.
 *
 * For people, thresholds that changed alike stand in one row: who now holds
 * 60 % crossed four of them at once.
 */
#include "cli/watch_out.h"
#include "base/map.h"

#define CAUSES 3 /* written out for people */

static const char *const side_name[] = { "before", "after" };

enum bw_level
bw_watch_level(const struct bw_watch_row *row)
{
	bool sure =
	    row->is[BW_BEFORE] == BW_CERTAIN || row->is[BW_AFTER] == BW_CERTAIN;

	if (row->threshold == 0)
		return sure ? BW_ACT : BW_PLAN;
	return sure ? BW_PLAN : BW_KNOW;
}

/* ---- parties of a unit ----------------------------------------------------
 */
/* The party it is now; or was, when it is gone. */
static uint32_t
party_of(const struct watching *t, uint32_t unit, int *side)
{
	const struct bw_units *u = &t->w.unit;

	*side = bw_unit_size(u, BW_AFTER, unit) > 0 ? BW_AFTER : BW_BEFORE;
	return u->member[*side][u->at[*side][unit]];
}

static struct bw_str
unit_name(const struct watching *t, uint32_t unit)
{
	int side;
	uint32_t party = party_of(t, unit, &side);

	return bw_cli_has(t->cli, BW_OPT_CSV)
	    ? bw_view_name(t->v[side], party)
	    : bw_cli_name(t->cli, t->v[side], party);
}

static int64_t
unit_row(const struct watching *t, uint32_t unit)
{
	int side;
	uint32_t party = party_of(t, unit, &side);

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

/* ---- causes ---------------------------------------------------------------
 */
struct cause {
	const char *what; /* came, went, changed, merged, split */
	struct bw_watch_cause of;
	uint32_t stake[BW_SIDES]; /* BW_NONE */
};
struct causes {
	struct cause *v;
	size_t n;
};

static struct cause
odd_cause(const struct watching *t, struct bw_watch_cause of)
{
	const struct bw_units *u = &t->w.unit;
	bool merged = bw_unit_size(u, BW_BEFORE, of.holder) >
	    bw_unit_size(u, BW_AFTER, of.holder);

	return (struct cause){ merged ? "merged" : "split", of,
		{ BW_NONE, BW_NONE } };
}

/* Stakes of one holder in one company that went and came; in order, the
 * first that went was changed into the first that came. */
static int
stake_causes(struct watching *t, struct bw_watch_cause of, struct causes *to,
    struct bw_err *err)
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
	to->v = BW_ARENA_ARRAY(a, struct cause, to->n + 1);
	if (to->v == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for causes");
	to->v[0] = (struct cause){ "changed", of, { BW_NONE, BW_NONE } };
	for (size_t i = 0; i < most; i++) {
		bool went = i < s.n[BW_BEFORE], came = i < s.n[BW_AFTER];

		to->v[i] = (struct cause){ went && came ? "changed"
			    : went                      ? "went"
							: "came",
			of,
			{ went ? s.stake[BW_BEFORE][i] : BW_NONE,
			    came ? s.stake[BW_AFTER][i] : BW_NONE } };
	}
	return 0;
}

static int
causes_of(struct watching *t, struct bw_watch_cause of, struct causes *to,
    struct bw_err *err)
{
	if (of.company != BW_NONE)
		return stake_causes(t, of, to, err);
	to->n = 1;
	to->v = BW_ARENA_ARRAY(&t->cli->arena, struct cause, 1);
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

static int
place_of(struct watching *t, int side, uint32_t stake, struct bw_evidence *e,
    struct bw_err *err)
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
	int rc = place_of(t, side, stake, &e, err);

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
cause_text(struct watching *t, const struct cause *c, struct bw_buf *b,
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
	bw_buf_fmt(b, "%.*s > %.*s", BW_ARG(unit_name(t, c->of.holder)),
	    BW_ARG(unit_name(t, c->of.company)));
	if (c->stake[BW_BEFORE] != BW_NONE)
		rc = stake_text(t, b, BW_BEFORE, c->stake[BW_BEFORE], err);
	if (c->stake[BW_BEFORE] != BW_NONE && c->stake[BW_AFTER] != BW_NONE)
		bw_buf_z(b, " ->");
	if (rc == 0 && c->stake[BW_AFTER] != BW_NONE)
		rc = stake_text(t, b, BW_AFTER, c->stake[BW_AFTER], err);
	return rc;
}

static int
why(struct watching *t, const struct bw_watch_row *row, struct bw_str *out,
    struct bw_err *err)
{
	size_t most = bw_cli_has(t->cli, BW_OPT_CSV) ? SIZE_MAX : CAUSES;
	size_t told = 0, more = row->n_more;
	struct bw_buf b = { 0 };
	struct causes c;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < row->n_cause; i++) {
		if (told >= most) {
			more++;
			continue;
		}
		rc = causes_of(t, row->cause[i], &c, err);
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

/* ---- table ----------------------------------------------------------------
 */
static struct bw_share
votes(const struct bw_watch_row *row, int side)
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

/* Rows from `i` on that are the same but for their thresholds. */
static size_t
alike(const struct watching *t, size_t i)
{
	const struct bw_watch_row *row = t->w.row;
	size_t n = 1;

	while (row[i].threshold != 0 && i + n < t->w.n &&
	    row[i + n].owner == row[i].owner &&
	    row[i + n].company == row[i].company &&
	    row[i + n].is[BW_BEFORE] == row[i].is[BW_BEFORE] &&
	    row[i + n].is[BW_AFTER] == row[i].is[BW_AFTER])
		n++;
	return n;
}

static struct bw_str
what(struct watching *t, size_t i, size_t n)
{
	const struct bw_watch_row *row = &t->w.row[i];
	struct bw_buf b = { 0 };
	struct bw_str out;

	if (row->threshold == 0)
		return bw_cli_word(t->cli, "time.control");
	for (size_t k = 0; k < n; k++) {
		bw_buf_z(&b, k > 0 ? ", " : "\xe2\x89\xa5 ");
		bw_ppb_print(
		    &b, row[k].threshold, t->cli->lang == BW_NL ? ',' : '.');
	}
	bw_buf_fmt(
	    &b, " %% %.*s", BW_ARG(bw_cli_word(t->cli, "time.of-votes")));
	out = bw_arena_dup(&t->cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

/* "possible (30 % - 60 %)" */
static struct bw_str
state(struct watching *t, const struct bw_watch_row *row, int side)
{
	struct bw_str how = row->is[side] == BW_EXCLUDED
	    ? bw_cli_word(t->cli, "time.no")
	    : bw_cli_wordf(
		  t->cli, "certainty", bw_certainty_name(row->is[side]));

	if (row->threshold == 0)
		return how;
	return bw_arena_fmt(&t->cli->arena, "%.*s (%.*s)", BW_ARG(how),
	    BW_ARG(bw_cli_share(t->cli, votes(row, side))));
}

/* Where the rows of one owner and company have the same cause, it is told
 * once. */
struct told {
	uint32_t owner, company;
	struct bw_str cause;
};

static int
people_row(struct watching *t, struct bw_listing *l, size_t i, size_t n,
    struct told *told, struct bw_err *err)
{
	const struct bw_watch_row *row = &t->w.row[i];
	bool again = told->owner == row->owner && told->company == row->company;
	struct bw_str cause;
	int rc = why(t, row, &cause, err);

	bw_list_cell(l, again ? BW_STR("") : unit_name(t, row->owner));
	bw_list_cell(l, again ? BW_STR("") : unit_name(t, row->company));
	bw_list_cell(l, what(t, i, n));
	bw_list_cell(l, state(t, row, BW_BEFORE));
	bw_list_cell(l, state(t, row, BW_AFTER));
	bw_list_cell(
	    l, again && bw_str_eq(told->cause, cause) ? BW_STR("") : cause);
	*told = (struct told){ row->owner, row->company, cause };
	return rc;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static int
cited(struct watching *t, struct bw_err *err)
{
	struct bw_world *w = bw_view_world(t->v[BW_AFTER]);
	struct bw_cli *cli = t->cli;
	struct bw_source s;
	int rc = 0;

	if (t->cited.n > 1)
		qsort(t->cited.v, t->cited.n, sizeof(*t->cited.v), by_number);
	bw_out_z(&cli->out, t->cited.n > 0 ? "\n" : "");
	for (size_t i = 0; rc == 0 && i < t->cited.n; i++) {
		rc = bw_world_source(w, t->cited.v[i], &cli->arena, &s, err);
		if (rc == 0)
			bw_out_fmt(&cli->out, "[%u] %.*s\n", s.id,
			    BW_ARG(bw_cli_plain(cli, s.name)));
	}
	return rc;
}

static int
people(struct watching *t, struct bw_err *err)
{
	static const char *const name[] = { "owner", "company", "what",
		"before", "after", "because" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP, BW_COL_WRAP,
		BW_COL_WRAP, BW_COL_WRAP, BW_COL_WRAP };
	struct told told = { BW_NONE, BW_NONE, { 0 } };
	struct bw_listing l;
	size_t n;
	int rc = bw_list_open(&l, t->cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; rc == 0 && i < t->w.n; i += n) {
		n = alike(t, i);
		rc = people_row(t, &l, i, n, &told, err);
	}
	if (rc == 0)
		rc = bw_list_close(&l, err);
	return rc != 0 ? rc : cited(t, err);
}

static int
csv_row(struct watching *t, struct bw_listing *l,
    const struct bw_watch_row *row, struct bw_err *err)
{
	struct bw_str cause;
	int rc = why(t, row, &cause, err);

	bw_list_cell(l, unit_name(t, row->owner));
	bw_list_cell(l, unit_name(t, row->company));
	bw_list_cell(l, bw_str_of(row->threshold == 0 ? "control" : "votes"));
	bw_list_cell(l, bw_cli_threshold(t->cli, row->threshold));
	for (int s = 0; s < BW_SIDES; s++)
		bw_list_cell(l, bw_cli_share(t->cli, votes(row, s)));
	for (int s = 0; s < BW_SIDES; s++)
		bw_list_cell(l, bw_str_of(bw_certainty_name(row->is[s])));
	bw_list_cell(l, cause);
	bw_list_cell(l, bw_str_of(bw_level_name(bw_watch_level(row))));
	bw_list_count(l, (uint64_t)unit_row(t, row->owner));
	bw_list_count(l, (uint64_t)unit_row(t, row->company));
	return rc;
}

static int
csv(struct watching *t, struct bw_err *err)
{
	static const char *const name[] = { "owner", "company", "what",
		"threshold", "before", "after", "certainty_before",
		"certainty_after", "cause", "level", "owner_id", "company_id" };
	static const unsigned flags[BW_LEN(name)] = { 0 };
	struct bw_listing l;
	int rc = bw_list_open(&l, t->cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; rc == 0 && i < t->w.n; i++)
		rc = csv_row(t, &l, &t->w.row[i], err);
	return rc != 0 ? rc : bw_list_close(&l, err);
}

int
bw_watch_table(struct watching *t, struct bw_err *err)
{
	return bw_cli_has(t->cli, BW_OPT_CSV) ? csv(t, err) : people(t, err);
}

/* ---- JSON -----------------------------------------------------------------
 */
static int
unit_json(struct watching *t, struct bw_jw *j, const char *key, uint32_t unit,
    struct bw_err *err)
{
	int side;
	uint32_t party = party_of(t, unit, &side);

	return bw_cli_party_json(t->cli, j, key, t->v[side], party, err);
}

static int
file_json(
    struct watching *t, struct bw_jw *j, uint32_t source, struct bw_err *err)
{
	struct bw_source s;
	int rc = bw_world_source(
	    bw_view_world(t->v[BW_AFTER]), source, &t->cli->arena, &s, err);

	if (rc == 0)
		bw_jw_str(j, "file", s.name);
	return rc;
}

static int
stake_json(struct watching *t, struct bw_jw *j, int side, uint32_t stake,
    struct bw_err *err)
{
	struct bw_share share;
	struct bw_evidence e;
	int rc;

	if (stake == BW_NONE) {
		bw_jw_null(j, side_name[side]);
		return 0;
	}
	rc = place_of(t, side, stake, &e, err);
	share = bw_view_share(t->v[side], stake);
	bw_jw_open(j, side_name[side], '{');
	bw_jw_z(j, "nature", bw_nature_name(t->v[side]->nature[stake]));
	bw_jw_share(j, "share", &share);
	bw_jw_i64(j, "source", e.source);
	if (rc == 0)
		rc = file_json(t, j, e.source, err);
	bw_jw_i64(j, "line", (int64_t)e.line);
	bw_jw_i64(j, "number", (int64_t)e.number);
	bw_jw_str(j, "ref", e.ref);
	bw_jw_close(j);
	return rc;
}

static void
ids_json(struct watching *t, struct bw_jw *j, int side, uint32_t unit)
{
	const struct bw_units *u = &t->w.unit;

	bw_jw_open(j, side_name[side], '[');
	for (uint32_t i = u->at[side][unit]; i < u->at[side][unit + 1]; i++)
		bw_jw_i64(j, NULL, t->v[side]->party_row[u->member[side][i]]);
	bw_jw_close(j);
}

static int
cause_json(struct watching *t, struct bw_jw *j, const struct cause *c,
    struct bw_err *err)
{
	int rc = 0;

	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "what", c->what);
	if (c->of.company == BW_NONE) {
		ids_json(t, j, BW_BEFORE, c->of.holder);
		ids_json(t, j, BW_AFTER, c->of.holder);
	} else {
		bw_jw_i64(j, "holder", unit_row(t, c->of.holder));
		bw_jw_str(j, "holder_name", unit_name(t, c->of.holder));
		bw_jw_i64(j, "company", unit_row(t, c->of.company));
		bw_jw_str(j, "company_name", unit_name(t, c->of.company));
		rc = stake_json(t, j, BW_BEFORE, c->stake[BW_BEFORE], err);
		if (rc == 0)
			rc =
			    stake_json(t, j, BW_AFTER, c->stake[BW_AFTER], err);
	}
	bw_jw_close(j);
	return rc;
}

static int
row_json(struct watching *t, struct bw_jw *j, const struct bw_watch_row *row,
    struct bw_err *err)
{
	struct bw_share s;
	struct causes c;
	int rc;

	bw_jw_open(j, NULL, '{');
	rc = unit_json(t, j, "owner", row->owner, err);
	if (rc == 0)
		rc = unit_json(t, j, "company", row->company, err);
	bw_jw_z(j, "what", row->threshold == 0 ? "control" : "votes");
	if (row->threshold == 0)
		bw_jw_null(j, "threshold");
	else
		bw_jw_ppb(j, "threshold", row->threshold);
	bw_jw_z(j, "certainty_before", bw_certainty_name(row->is[BW_BEFORE]));
	bw_jw_z(j, "certainty_after", bw_certainty_name(row->is[BW_AFTER]));
	s = votes(row, BW_BEFORE);
	bw_jw_share(j, "votes_before", &s);
	s = votes(row, BW_AFTER);
	bw_jw_share(j, "votes_after", &s);
	bw_jw_z(j, "level", bw_level_name(bw_watch_level(row)));
	bw_jw_open(j, "because", '[');
	for (size_t i = 0; rc == 0 && i < row->n_cause; i++) {
		rc = causes_of(t, row->cause[i], &c, err);
		for (size_t k = 0; rc == 0 && k < c.n; k++)
			rc = cause_json(t, j, &c.v[k], err);
	}
	bw_jw_close(j);
	bw_jw_i64(j, "more_causes", (int64_t)row->n_more);
	bw_jw_close(j);
	return rc;
}

int
bw_watch_json(struct watching *t, struct bw_jw *j, struct bw_err *err)
{
	int rc = 0;

	for (int s = 0; s < BW_SIDES; s++) {
		bw_jw_open(j, side_name[s], '{');
		bw_jw_i64(j, "load", t->load[s].id);
		bw_jw_str(j, "loaded_at", t->load[s].loaded_at);
		bw_jw_close(j);
	}
	bw_jw_open(j, "changes", '[');
	for (size_t i = 0; rc == 0 && i < t->w.n; i++)
		rc = row_json(t, j, &t->w.row[i], err);
	bw_jw_close(j);
	return rc;
}
