/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * view.c - opening the columns: mapped when the snapshot is of this very
 * world, built otherwise.
 */
#include "world/view_priv.h"
#include "base/mem.h"
#include "base/progress.h"
#include "world/kept.h"

static void
show(struct bw_view *v)
{
	const struct bw_snap *s = &v->priv->snap;

	v->n_party = (uint32_t)s->n[BW_N_PARTY];
	v->n_stake = (uint32_t)s->n[BW_N_STAKE];
	v->kind = s->at[BW_S_KIND];
	v->country = s->at[BW_S_COUNTRY];
	v->party_row = s->at[BW_S_PARTY_ROW];
	v->name_at = s->at[BW_S_NAME_AT];
	v->names = s->at[BW_S_NAMES];
	v->at = s->at[BW_S_AT];
	v->holder = s->at[BW_S_HOLDER];
	v->company = s->at[BW_S_COMPANY];
	v->lo = s->at[BW_S_LO];
	v->hi = s->at[BW_S_HI];
	v->open = s->at[BW_S_OPEN];
	v->nature = s->at[BW_S_NATURE];
	v->flags = s->at[BW_S_FLAGS];
	v->from = s->at[BW_S_FROM];
	v->to = s->at[BW_S_TO];
	v->load = s->at[BW_S_LOAD];
	v->stake_row = s->at[BW_S_STAKE_ROW];
	v->out_at = s->at[BW_S_OUT_AT];
	v->out = s->at[BW_S_OUT];
}

static int
last_load(struct bw_view_priv *p, struct bw_err *err)
{
	int64_t top;
	int rc = bw_sql_number(
	    p->world->db, "SELECT max(id) FROM load", 0, &top, err);

	if (rc != 0)
		return rc;
	if (p->known > top)
		return bw_fail(err, BW_ENOTFOUND, "there is no load %u",
		    (unsigned)p->known);
	p->now = p->known == 0 || p->known == top;
	if (p->known == 0 && top > 0 && top < UINT32_MAX)
		p->known = (uint32_t)top;
	return 0;
}

static int
begin(struct bw_view_priv *p, struct bw_audit_head *head, struct bw_err *err)
{
	int rc = bw_sql_exec(p->world->db, "BEGIN", err);

	if (rc == 0)
		rc = bw_audit_head(p->world->db, head, err);
	return rc != 0 ? rc : last_load(p, err);
}

static void
end(struct bw_view_priv *p)
{
	if (!sqlite3_get_autocommit(p->world->db))
		(void)sqlite3_exec(p->world->db, "COMMIT", NULL, NULL, NULL);
}

/* In one read transaction, so that all tables are of one moment. */
static int
build(struct bw_view_priv *p, struct bw_err *err)
{
	int rc = begin(p, &p->head, err);

	if (rc == 0)
		rc = bw_snap_build(
		    &p->snap, p->world->db, p->head.seq, p->known, err);
	end(p);
	return rc;
}

/* The columns in the file, if they are those of the world; of the same
 * moment as the last load that counts. */
static int
map(struct bw_view_priv *p, const char *path, bool *mapped, struct bw_err *err)
{
	uint32_t asked = p->known;
	const char *why;
	int rc = begin(p, &p->head, err);

	end(p);
	*mapped =
	    rc == 0 && p->now && bw_snap_map(&p->snap, path, &p->head, &why);
	if (!*mapped)
		p->known = asked;
	return rc;
}

/* Only a cache, so it may fail. What is in the file goes on there: the system
 * can take those pages back when it needs them, those of the heap it cannot.
 * The heap goes first, so that a large world is never there twice; should
 * somebody spoil the file at this very moment, the columns are made again. */
static int
keep(struct bw_view_priv *p, const char *path, struct bw_err *err)
{
	const char *why;

	if (!bw_snap_write(&p->snap, path, p->world->path, &p->head))
		return 0;
	bw_snap_release(&p->snap);
	return bw_snap_map(&p->snap, path, &p->head, &why) ? 0 : build(p, err);
}

static int
fill(struct bw_view_priv *p, const struct bw_view_opt *opt, struct bw_err *err)
{
	bool file = !opt->no_snapshot;
	char *path = file ? bw_kept_path(p->world->path, ".snap") : NULL;
	struct bw_progress bar;
	bool mapped = false;
	int rc = 0;

	if (file && path == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for the view");
	if (file)
		rc = map(p, path, &mapped, err);
	if (rc == 0 && !mapped) {
		bw_progress_begin(&bar, "columns", opt->progress);
		rc = build(p, err);
		if (rc == 0 && file && p->now)
			rc = keep(p, path, err);
		bw_progress_end(&bar);
	}
	p->keeps = rc == 0 && file && p->now;
	bw_free(path);
	return rc;
}

int
bw_view_open(struct bw_view **out, struct bw_world *w,
    const struct bw_view_opt *opt, struct bw_err *err)
{
	static const struct bw_view_opt usual = { 0 };
	struct bw_view *v = bw_calloc(1, sizeof(*v));
	int rc;

	*out = NULL;
	BW_ASSERT(!w->loading);
	if (v != NULL)
		v->priv = bw_calloc(1, sizeof(*v->priv));
	if (v == NULL || v->priv == NULL) {
		bw_free(v);
		return bw_fail(err, BW_ENOMEM, "no memory for the view");
	}
	if (opt == NULL)
		opt = &usual;
	v->priv->world = w;
	v->priv->known = opt->known_load;
	rc = fill(v->priv, opt, err);
	if (rc != 0) {
		bw_view_close(v);
		return rc;
	}
	show(v);
	*out = v;
	return 0;
}

void
bw_view_close(struct bw_view *v)
{
	if (v == NULL)
		return;
	sqlite3_finalize(v->priv->party);
	sqlite3_finalize(v->priv->fact);
	sqlite3_finalize(v->priv->name);
	sqlite3_finalize(v->priv->id);
	sqlite3_finalize(v->priv->place);
	bw_snap_release(&v->priv->snap);
	bw_free(v->priv);
	bw_free(v);
}

struct bw_str
bw_view_name(const struct bw_view *v, uint32_t party)
{
	BW_ASSERT(party < v->n_party);
	return (struct bw_str){ v->names + v->name_at[party],
		(size_t)(v->name_at[party + 1] - v->name_at[party]) };
}

struct bw_share
bw_view_share(const struct bw_view *v, uint32_t stake)
{
	BW_ASSERT(stake < v->n_stake);
	return (struct bw_share){ v->lo[stake], v->hi[stake], v->open[stake] };
}

struct bw_period
bw_view_valid(const struct bw_view *v, uint32_t stake)
{
	BW_ASSERT(stake < v->n_stake);
	return (struct bw_period){ v->from[stake], v->to[stake] };
}

struct bw_world *
bw_view_world(const struct bw_view *v)
{
	return v->priv->world;
}
