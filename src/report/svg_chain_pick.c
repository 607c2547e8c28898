/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_chain_pick.c - what of a chain is drawn.
 *
 * All things of the file that the product stands on. Places that figures
 * brought in (a material refined in a country) are not drawn as boxes: their
 * country supplies the material, with its share beside the arrow. Of the
 * countries those are drawn that stop the product on their own, hold a thing
 * of the file, or have a tenth of something; all others are one box.
 */
#include "report/svg_chain_priv.h"

#define TENTH (BW_ONE / 10)

static const struct bw_thing *
thing(const struct chain_pick *p, uint32_t x)
{
	return &p->in->f->thing.v[x];
}

static bool
is_land(const struct chain_pick *p, uint32_t x)
{
	return thing(p, x)->kind == BW_THING_COUNTRY;
}

/* Where a place that figures brought in stands, or BW_NONE. */
static uint32_t
land_of(const struct chain_pick *p, uint32_t x)
{
	const struct bw_chain *c = p->in->c;

	for (uint32_t g = c->need_at[x]; g < c->need_at[x + 1]; g++)
		if (c->sup_at[g] < c->sup_at[g + 1] &&
		    is_land(p, c->sup[c->sup_at[g]]))
			return c->sup[c->sup_at[g]];
	return BW_NONE;
}

static int
add_box(struct chain_pick *p, uint32_t x, struct bw_err *err)
{
	if (p->n_box > BW_CHAIN_BOXES)
		return bw_fail(err, BW_ELIMIT,
		    "a drawing holds at most %u things; --csv and --json hold "
		    "all",
		    BW_CHAIN_BOXES);
	if (x != BW_NONE)
		p->box_of[x] = (uint32_t)p->n_box;
	p->box[p->n_box++] = (struct chain_box){ .thing = x };
	return 0;
}

/* Things of the file, from the product on. */
static int
walk(struct chain_pick *p, struct bw_err *err)
{
	const struct bw_chain *c = p->in->c;
	int rc = add_box(p, p->in->f->product, err);

	for (size_t i = 0; rc == 0 && i < p->n_box; i++) {
		uint32_t x = p->box[i].thing;
		uint32_t end = c->sup_at[c->need_at[x + 1]];

		for (uint32_t s = c->sup_at[c->need_at[x]]; rc == 0 && s < end;
		     s++) {
			uint32_t y = c->sup[s];

			if (p->box_of[y] == BW_NONE && thing(p, y)->told)
				rc = add_box(p, y, err);
		}
	}
	return rc;
}

/* The box that stands for a supplier, or BW_NONE: among the others. A country
 * that is drawn for something else does not supply crumbs of this. */
static uint32_t
stands_for(const struct chain_pick *p, uint32_t s)
{
	uint32_t y = p->in->c->sup[s];

	if (p->box_of[y] != BW_NONE || p->in->c->hi[s] < TENTH)
		return p->box_of[y];
	y = land_of(p, y);
	return y == BW_NONE ? BW_NONE : p->box_of[y];
}

static int
add_lands(struct chain_pick *p, uint32_t x, struct bw_err *err)
{
	const struct bw_chain *c = p->in->c;
	uint32_t end = c->sup_at[c->need_at[x + 1]];
	int rc = 0;

	for (uint32_t s = c->sup_at[c->need_at[x]]; rc == 0 && s < end; s++) {
		uint32_t land = c->sup[s];

		if (!is_land(p, land))
			land = thing(p, land)->told || c->lo[s] < TENTH
			    ? BW_NONE
			    : land_of(p, land);
		if (land != BW_NONE && p->box_of[land] == BW_NONE)
			rc = add_box(p, land, err);
	}
	return rc;
}

/* Countries that matter enough; the rest becomes one box when needed. */
static int
lands(struct chain_pick *p, struct bw_err *err)
{
	const struct bw_chain *c = p->in->c;
	size_t told = p->n_box;
	bool rest = false;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < p->in->n_point; i++)
		if (is_land(p, p->in->point[i]) &&
		    p->box_of[p->in->point[i]] == BW_NONE)
			rc = add_box(p, p->in->point[i], err);
	for (size_t i = 0; rc == 0 && i < told; i++)
		rc = add_lands(p, p->box[i].thing, err);
	for (size_t i = 0; rc == 0 && i < told; i++) {
		uint32_t x = p->box[i].thing;

		for (uint32_t s = c->sup_at[c->need_at[x]];
		     s < c->sup_at[c->need_at[x + 1]]; s++)
			rest = rest || stands_for(p, s) == BW_NONE;
	}
	if (rc == 0 && rest) {
		p->rest = (uint32_t)p->n_box;
		rc = add_box(p, BW_NONE, err);
	}
	return rc;
}

static int
add_arrow(struct chain_pick *p, struct chain_arrow a, struct bw_err *err)
{
	return bw_vec_push(&p->arrow, a)
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for a drawing");
}

/* The arrows of one need of a box. */
static int
need(struct chain_pick *p, uint32_t box, uint32_t g, struct bw_err *err)
{
	const struct bw_chain *c = p->in->c;
	bool told = p->in->f->note.v[c->need[g]].shares;
	struct chain_arrow rest = { .to = box, .told = told, .either = true };
	uint64_t lo = 0, hi = 0;
	int rc = 0;

	for (uint32_t s = c->sup_at[g]; rc == 0 && s < c->sup_at[g + 1]; s++) {
		uint32_t from = stands_for(p, s);
		struct chain_arrow a = { .to = box,
			.either = c->sup_at[g + 1] - c->sup_at[g] > 1,
			.told = told,
			.lo = c->lo[s],
			.hi = c->hi[s] };

		if (from == BW_NONE) {
			rest.others++;
			continue;
		}
		a.from = from;
		lo += a.lo;
		hi += a.hi;
		rc = add_arrow(p, a, err);
	}
	if (rc != 0 || rest.others == 0)
		return rc;
	/* All together are 100 %. */
	rest.from = p->rest;
	rest.lo = hi < BW_ONE ? BW_ONE - (uint32_t)hi : 0;
	rest.hi = lo < BW_ONE ? BW_ONE - (uint32_t)lo : 0;
	return add_arrow(p, rest, err);
}

int
chain_pick(struct chain_pick *p, struct bw_err *err)
{
	const struct bw_chain *c = p->in->c;
	size_t boxes;
	int rc;

	p->rest = BW_NONE;
	p->box = BW_ARENA_ARRAY(p->a, struct chain_box, BW_CHAIN_BOXES + 2);
	p->box_of = BW_ARENA_ARRAY(p->a, uint32_t, (size_t)c->n + 1);
	if (p->box == NULL || p->box_of == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	for (uint32_t x = 0; x < c->n; x++)
		p->box_of[x] = BW_NONE;
	if ((rc = walk(p, err)) != 0)
		return rc;
	boxes = p->n_box;
	rc = lands(p, err);
	for (size_t i = 0; i < p->in->n_point; i++)
		if (p->box_of[p->in->point[i]] != BW_NONE)
			p->box[p->box_of[p->in->point[i]]].point = i + 1;
	for (uint32_t i = 0; i < boxes; i++) {
		uint32_t x = p->box[i].thing;

		for (uint32_t g = c->need_at[x];
		     rc == 0 && g < c->need_at[x + 1]; g++)
			rc = need(p, i, g, err);
	}
	return rc;
}
