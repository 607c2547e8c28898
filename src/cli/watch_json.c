/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch_json.c - changed answers for other programs; doc/json.md is the
 * promise.
 */
#include "cli/watch_out.h"
#include "base/map.h"

static const char *const side_name[] = { "before", "after" };

static int
unit_json(struct watching *t, struct bw_jw *j, const char *key, uint32_t unit,
    struct bw_err *err)
{
	int side;
	uint32_t party = bw_watch_party(t, unit, &side);

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
	rc = bw_watch_place(t, side, stake, &e, err);
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
cause_json(struct watching *t, struct bw_jw *j, const struct watch_cause *c,
    struct bw_err *err)
{
	int rc = 0;

	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "what", c->what);
	if (c->of.company == BW_NONE) {
		ids_json(t, j, BW_BEFORE, c->of.holder);
		ids_json(t, j, BW_AFTER, c->of.holder);
	} else {
		bw_jw_i64(j, "holder", bw_watch_id(t, c->of.holder));
		bw_jw_str(j, "holder_name", bw_watch_name(t, c->of.holder));
		bw_jw_i64(j, "company", bw_watch_id(t, c->of.company));
		bw_jw_str(j, "company_name", bw_watch_name(t, c->of.company));
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
	struct watch_causes c;
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
	s = bw_watch_votes(row, BW_BEFORE);
	bw_jw_share(j, "votes_before", &s);
	s = bw_watch_votes(row, BW_AFTER);
	bw_jw_share(j, "votes_after", &s);
	bw_jw_z(j, "level", bw_level_name(bw_watch_level(row)));
	bw_jw_open(j, "because", '[');
	for (size_t i = 0; rc == 0 && i < row->n_cause; i++) {
		rc = bw_watch_causes(t, row->cause[i], &c, err);
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
