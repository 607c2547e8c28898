/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * export.c - what is exported: parties, then stakes, with their evidence.
 *
 * A cone is in memory already. The world is walked company by company, with
 * a cone of one company each time, so that what is counted is the same in
 * both, and a world of millions of stakes is written while it is read.
 */
#include "export/export_priv.h"

static const struct export_writer *
writer_of(enum bw_export_form form)
{
	switch (form) {
	case BW_EXPORT_BODS:
		return &export_bods;
	case BW_EXPORT_BODS_LINES:
		return &export_bods_lines;
	case BW_EXPORT_GRAPHML:
		return &export_graphml;
	case BW_EXPORT_DOT:
		return &export_dot;
	case BW_EXPORT_CSV:
		return &export_csv;
	}
	return NULL;
}

static int
no_memory(struct exporter *e)
{
	return bw_fail(e->err, BW_ENOMEM, "no memory for an export");
}

struct bw_str
export_day(struct exporter *e, bw_date d)
{
	struct bw_buf b = { 0 };
	struct bw_str out;

	bw_date_print(&b, d);
	out = bw_arena_dup(&e->scratch, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

const char *
export_control(const struct bw_link *k)
{
	struct bw_sum sum = { k->votes.lo, k->votes.hi, k->votes.open };

	if (k->direct)
		return "certain";
	if (k->maybe)
		return "possible";
	if (!k->has_votes || !bw_sum_possible(sum, BW_ONE / 2, true))
		return "no";
	return bw_sum_certain(sum, BW_ONE / 2, true) ? "certain" : "possible";
}

static int
sources(struct exporter *e)
{
	struct bw_source_row *row;
	size_t n;
	int rc = bw_world_sources(bw_view_world(e->v), &e->a, &row, &n, e->err);

	for (size_t i = 0; rc == 0 && i < n; i++)
		if (row[i].source.id > e->n_source)
			e->n_source = row[i].source.id;
	if (rc != 0)
		return rc;
	e->source = BW_ARENA_ARRAY(&e->a, struct bw_source, e->n_source + 1);
	if (e->source == NULL)
		return no_memory(e);
	for (size_t i = 0; i < n; i++)
		if (row[i].source.id > 0)
			e->source[row[i].source.id - 1] = row[i].source;
	return 0;
}

static int
begin(struct exporter *e, const struct bw_view *v,
    const struct bw_export_opt *opt, struct bw_out *o, struct bw_err *err)
{
	*e = (struct exporter){ .v = v,
		.opt = opt,
		.w = writer_of(opt->form),
		.o = o,
		.err = err,
		.centre = BW_NONE };
	BW_ASSERT(e->w != NULL);
	bw_arena_init(&e->a, 0);
	bw_arena_init(&e->scratch, 0);
	e->day = export_day(e, opt->day);
	if (e->day.p != NULL)
		e->day = bw_arena_dup(&e->a, e->day);
	return e->day.p != NULL ? sources(e) : no_memory(e);
}

static int
end(struct exporter *e, int rc)
{
	if (e->asked > 0)
		bw_world_let_go(bw_view_world(e->v));
	bw_arena_release(&e->a);
	bw_arena_release(&e->scratch);
	return rc;
}

/* Every so often the world is let go, for a load that waits. */
static int
breathe(struct exporter *e)
{
	struct bw_world *w = bw_view_world(e->v);

	if (e->asked++ % 4096 != 0)
		return 0;
	if (e->asked > 1)
		bw_world_let_go(w);
	return bw_world_hold(w, e->err);
}

/* ---- parties ------------------------------------------------------------- */
static int
give_party(struct exporter *e, uint32_t party, uint32_t slot,
    const struct bw_owner_row *row)
{
	struct bw_arena_mark mark = bw_arena_mark(&e->scratch);
	struct export_party p = { .party = party,
		.slot = slot,
		.controls = "",
		.centre = party == e->centre };
	int rc = breathe(e);

	if (rc == 0)
		rc = bw_view_party_facts(
		    e->v, party, &e->scratch, &p.facts, e->err);

	if (row != NULL && row->layer > 0)
		p.controls = row->controls_certain ? "certain"
		    : row->controls_possible       ? "possible"
						   : "";
	if (rc == 0)
		rc = e->w->party(e, &p);
	bw_arena_reset(&e->scratch, mark);
	return rc;
}

/* ---- stakes -------------------------------------------------------------- */
/* Where it stands, for people: the sources of the stake, each once. */
static int
add_place(struct exporter *e, struct export_stake *s, uint32_t stake,
    struct bw_buf *b)
{
	struct bw_evidence at = { 0 };
	struct bw_str detail, name = { 0 };
	int rc =
	    bw_view_stake_place(e->v, stake, &e->scratch, &at, &detail, e->err);

	if (rc != 0)
		return rc;
	if (s->detail.n == 0)
		s->detail = detail;
	if (at.source > 0 && at.source <= e->n_source)
		name = e->source[at.source - 1].name;
	bw_buf_fmt(b, "%s%.*s", b->n > 0 ? "; " : "", BW_ARG(name));
	if (at.line > 0)
		bw_buf_fmt(b, ", line %llu", (unsigned long long)at.line);
	else if (at.number > 0)
		bw_buf_fmt(b, ", record %llu", (unsigned long long)at.number);
	return 0;
}

static void
add_share(struct exporter *e, struct export_stake *s, uint32_t stake)
{
	struct bw_share share = bw_view_share(e->v, stake);

	if (e->v->flags[stake] & BW_STAKE_NO_SHARE)
		return;
	if (!s->told || share.lo >= s->share.lo)
		s->share = share;
	s->told = true;
}

static int
evidence(struct exporter *e, struct export_stake *s)
{
	const struct bw_link *k = s->link;
	struct bw_buf b = { 0 };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < k->n_stake; i++) {
		struct bw_period one = bw_view_valid(e->v, k->stake[i]);

		if (one.from > s->valid.from)
			s->valid.from = one.from;
		if (one.to < s->valid.to)
			s->valid.to = one.to;
		s->beneficial |=
		    (e->v->flags[k->stake[i]] & BW_STAKE_BENEFICIAL) != 0;
		add_share(e, s, k->stake[i]);
		rc = add_place(e, s, k->stake[i], &b);
	}
	s->places = bw_arena_dup(&e->scratch, bw_buf_get(&b));
	if (rc == 0 && (b.failed || s->places.p == NULL))
		rc = no_memory(e);
	bw_buf_release(&b);
	return rc;
}

static int
give_stake(struct exporter *e, struct export_stake *s)
{
	struct bw_arena_mark mark = bw_arena_mark(&e->scratch);
	int rc;

	s->valid = BW_ALWAYS;
	rc = breathe(e);
	if (rc == 0)
		rc = evidence(e, s);
	if (rc == 0)
		rc = e->w->stake(e, s);
	bw_arena_reset(&e->scratch, mark);
	return rc;
}

/* ---- a cone -------------------------------------------------------------- */
static int
cone_parties(struct exporter *e, const struct bw_cone *c)
{
	const struct bw_owner_row **row = BW_ARENA_ARRAY(
	    &e->a, const struct bw_owner_row *, (size_t)c->n + 1);
	int rc = 0;

	if (row == NULL)
		return no_memory(e);
	for (size_t i = 0; i < e->opt->n_row; i++)
		row[e->opt->row[i].node] = &e->opt->row[i];
	for (uint32_t i = 0; rc == 0 && i < c->n; i++)
		rc = give_party(e, c->party[i], i, row[i]);
	return rc;
}

static int
cone_stakes(struct exporter *e, const struct bw_cone *c)
{
	bool *proof = BW_ARENA_ARRAY(&e->a, bool, c->n_link + 1);
	int rc = 0;

	if (proof == NULL)
		return no_memory(e);
	for (size_t i = 0; i < e->opt->n_proof; i++)
		proof[e->opt->proof[i]] = true;
	for (size_t i = 0; rc == 0 && i < c->n_link; i++) {
		const struct bw_link *k = &c->link[i];
		struct export_stake s = { .link = k,
			.holder = c->party[k->holder],
			.company = c->party[k->company],
			.from = k->holder,
			.to = k->company,
			.proof = proof[i] };

		rc = give_stake(e, &s);
	}
	return rc;
}

static int
ids(struct exporter *e, size_t n)
{
	e->slots = n;
	if (e->opt->form != BW_EXPORT_BODS &&
	    e->opt->form != BW_EXPORT_BODS_LINES)
		return 0;
	e->id = BW_ARENA_ARRAY(&e->a, struct export_id, n + 1);
	return e->id != NULL ? 0 : no_memory(e);
}

int
bw_export_cone(const struct bw_view *v, const struct bw_cone *cone,
    const struct bw_export_opt *opt, struct bw_out *o, struct bw_err *err)
{
	struct exporter e;
	int rc = begin(&e, v, opt, o, err);

	e.centre = cone->party[cone->centre];
	if (rc == 0)
		rc = ids(&e, cone->n);
	if (rc != 0)
		return end(&e, rc);
	e.w->begin(&e);
	rc = cone_parties(&e, cone);
	if (rc == 0) {
		e.w->middle(&e);
		rc = cone_stakes(&e, cone);
	}
	if (rc == 0)
		e.w->end(&e);
	return end(&e, rc);
}

/* ---- the world ----------------------------------------------------------- */
static int
company_stakes(struct exporter *e, uint32_t company, struct bw_arena *a)
{
	struct bw_cone c = { 0 };
	int rc = bw_cone_load(
	    &c, e->v, company, BW_CONE_HOLDERS, e->opt->day, a, e->err);

	for (size_t i = 0; rc == 0 && i < c.n_link; i++) {
		struct export_stake s = { .link = &c.link[i],
			.holder = c.party[c.link[i].holder],
			.company = company,
			.from = c.party[c.link[i].holder],
			.to = company };

		rc = give_stake(e, &s);
	}
	bw_cone_release(&c);
	return rc;
}

static int
world_stakes(struct exporter *e)
{
	struct bw_arena a;
	struct bw_arena_mark mark;
	int rc = 0;

	bw_arena_init(&a, 0);
	mark = bw_arena_mark(&a);
	for (uint32_t y = 0; rc == 0 && y < e->v->n_party; y++) {
		if (e->v->at[y] == e->v->at[y + 1])
			continue;
		rc = company_stakes(e, y, &a);
		bw_arena_reset(&a, mark);
	}
	bw_arena_release(&a);
	return rc;
}

int
bw_export_world(const struct bw_view *v, const struct bw_export_opt *opt,
    struct bw_out *o, struct bw_err *err)
{
	struct exporter e;
	int rc = begin(&e, v, opt, o, err);

	if (rc == 0)
		rc = ids(&e, v->n_party);
	if (rc != 0)
		return end(&e, rc);
	e.w->begin(&e);
	for (uint32_t x = 0; rc == 0 && x < v->n_party; x++)
		rc = give_party(&e, x, x, NULL);
	if (rc == 0) {
		e.w->middle(&e);
		rc = world_stakes(&e);
	}
	if (rc == 0)
		e.w->end(&e);
	return end(&e, rc);
}
