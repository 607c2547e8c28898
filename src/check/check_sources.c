/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * check_sources.c - the files that an answer rests on.
 *
 * Not only those that findings cite: also those of the stakes, uses and
 * figures that a report shows beside them, and of the party itself. Each
 * once, by id, so that a report can number them.
 */
#include "check/check_priv.h"

struct loads {
	BW_VEC(uint32_t) id;
	bool failed;
};

static void
add(struct loads *l, uint32_t load)
{
	if (load != 0 && !bw_vec_push(&l->id, load))
		l->failed = true;
}

static void
add_findings(struct loads *l, const struct bw_findings *f)
{
	for (size_t i = 0; i < f->list.n; i++)
		for (size_t k = 0; k < f->list.v[i].evidence.n; k++)
			add(l, f->list.v[i].evidence.v[k].source);
}

static void
add_stakes(struct loads *l, const struct bw_view *v, const struct bw_cone *c)
{
	for (size_t i = 0; i < c->n_link; i++)
		for (size_t k = 0; k < c->link[i].n_stake; k++)
			add(l, v->load[c->link[i].stake[k]]);
}

static void
add_production(struct loads *l, const struct bw_production *p)
{
	add(l, p->load);
	for (size_t i = 0; i < p->n; i++)
		add(l, p->by[i].governance_load);
}

static int
by_id(const void *pa, const void *pb)
{
	const uint32_t *a = pa, *b = pb;

	return (*a > *b) - (*a < *b);
}

static int
look_up(struct bw_check *c, struct loads *l, const struct bw_view *v,
    struct bw_arena *a, struct bw_err *err)
{
	int rc = 0;

	c->source = BW_ARENA_ARRAY(a, struct bw_source, l->id.n);
	if (c->source == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for sources");
	qsort(l->id.v, l->id.n, sizeof(*l->id.v), by_id);
	for (size_t i = 0; i < l->id.n && rc == 0; i++) {
		if (i > 0 && l->id.v[i] == l->id.v[i - 1])
			continue;
		rc = bw_world_source(bw_view_world(v), l->id.v[i], a,
		    &c->source[c->n_source], err);
		c->n_source += rc == 0;
	}
	return rc;
}

int
check_sources(struct bw_check *c, const struct bw_view *v, struct bw_arena *a,
    struct bw_err *err)
{
	struct loads l = { 0 };
	int rc = 0;

	add(&l, c->facts.load);
	add_findings(&l, &c->findings);
	add_stakes(&l, v, &c->cone);
	for (size_t i = 0; i < c->n_use; i++)
		add(&l, c->use[i].load);
	for (size_t i = 0; i < c->n_production; i++)
		add_production(&l, &c->production[i]);
	if (l.failed)
		rc = bw_fail(err, BW_ENOMEM, "no memory for sources");
	else if (l.id.n > 0)
		rc = look_up(c, &l, v, a, err);
	bw_vec_release(&l.id);
	return rc;
}
