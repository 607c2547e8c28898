/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * check_suppliers.c - who controls the suppliers.
 *
 * What a company uses is told by the supply pillar, who controls whom by the
 * ownership pillar; that a supplier around the corner is controlled from
 * another country takes both. Abroad means: outside the country of the
 * supplier (or, when that is not known, of the company that asks). Only
 * controllers nobody else certainly controls are told. Suppliers of whose
 * owners nothing is recorded are named too, in one finding.
 */
#include "base/map.h"
#include "check/check_priv.h"
#include "ownership/prover.h"
#include "model/ref.h"

struct supplier {
	struct bw_check *check;
	const struct bw_view *v;
	struct bw_arena *a;
	struct bw_err *err;
	const struct bw_use *use; /* the first one of this supplier */
	bool critical;            /* one of its deliveries is */
	struct bw_cone cone;
	struct bw_control *control;
};

static struct bw_text
country(uint16_t code, struct bw_arena *a)
{
	char two[2] = { (char)(code >> 8), (char)(code & 0xff) };
	const struct bw_ref_item *item =
	    bw_ref_country((struct bw_str){ two, 2 });

	if (item != NULL)
		return item->name;
	return bw_text_same(bw_arena_dup(a, (struct bw_str){ two, 2 }));
}

static bool
in_eu(uint16_t code)
{
	char two[2] = { (char)(code >> 8), (char)(code & 0xff) };
	const struct bw_ref_item *item =
	    bw_ref_country((struct bw_str){ two, 2 });

	return item != NULL && item->eu;
}

static struct bw_text
item(const struct bw_use *u)
{
	const struct bw_ref_item *material = bw_ref_material(u->material);

	return material != NULL ? material->name : bw_text_same(u->item);
}

static uint16_t
home(const struct supplier *s)
{
	uint16_t code = s->v->country[s->use->supplier_party];

	return code != 0 ? code : s->v->country[s->check->party];
}

/* The controllers from abroad: the certain ones, or else the possible. */
static int
from_abroad(struct supplier *s, struct bw_controller **list, size_t *n)
{
	struct bw_controller *all = NULL;
	size_t n_all = 0, certain = 0;
	int rc = bw_controllers(
	    s->control, s->cone.centre, s->a, &all, &n_all, s->err);

	*n = 0;
	for (size_t i = 0; i < n_all && rc == 0; i++) {
		uint16_t code = s->v->country[s->cone.party[all[i].party]];

		if (!all[i].ultimate || code == 0 || code == home(s))
			continue;
		all[(*n)++] = all[i];
		certain += all[i].certainty == BW_CERTAIN;
	}
	if (certain > 0)
		*n = certain; /* they come first */
	*list = all;
	return rc;
}

/* ---- proof ---- */

static int
tell_link(struct supplier *s, struct bw_finding *f, uint32_t link)
{
	const struct bw_link *k = &s->cone.link[link];
	struct bw_evidence e = { 0 };
	struct bw_text share = { 0 };
	struct bw_buf b = { 0 };
	int rc = 0;

	if (k->n_stake > 0)
		rc = bw_view_stake_place(
		    s->v, k->stake[0], s->a, &e, NULL, s->err);
	for (size_t i = 0; i < BW_LANGS; i++) {
		bw_buf_clear(&b);
		bw_share_print(&b, k->votes, i == BW_NL ? ',' : '.');
		if (!b.failed)
			share.in[i] = bw_arena_dup(s->a, bw_buf_get(&b));
	}
	bw_buf_release(&b);
	if (rc == 0)
		e.says = check_fill(s->a,
		    k->direct ? "check.evidence.direct"
			      : "check.evidence.votes",
		    (const struct bw_fill[]){
			{ "holder",
			    check_name(s->v, s->cone.party[k->holder]) },
			{ "company",
			    check_name(s->v, s->cone.party[k->company]) },
			{ "share", share } },
		    3, &rc, s->err);
	return rc == 0 ? check_evidence(f, e, s->err) : rc;
}

/* The fewest stakes that carry control, from the supplier upwards. */
static int
prove(struct supplier *s, struct bw_finding *f, const struct bw_controller *who)
{
	struct bw_prover p = { 0 };
	const uint32_t *set;
	size_t n;
	int rc = bw_control_set(
	    s->control, &who->party, 1, who->certainty, &set, &n, s->err);

	if (rc == 0)
		rc = bw_prover_init(&p, s->control, &s->cone.graph, s->err);
	if (rc == 0)
		rc = bw_prove(&p, s->cone.centre, false, s->err);
	for (size_t i = 0; rc == 0 && i < p.edge.n; i++)
		rc = tell_link(s, f, p.edge.v[i]);
	bw_prover_release(&p);
	return rc;
}

/* What would make it certain. */
static int
ask(struct supplier *s, struct bw_finding *f, const struct bw_controller *who)
{
	uint32_t *edge = NULL;
	size_t n = 0;
	bool unknown = false;
	int rc = bw_control_settle(s->control, &who->party, 1, s->cone.centre,
	    s->a, &edge, &n, &unknown, s->err);

	for (size_t i = 0; i < n && rc == 0; i++) {
		const struct bw_link *k = &s->cone.link[edge[i]];
		struct bw_text says = check_fill(s->a, "check.settle.votes",
		    (const struct bw_fill[]){
			{ "holder",
			    check_name(s->v, s->cone.party[k->holder]) },
			{ "company",
			    check_name(s->v, s->cone.party[k->company]) } },
		    2, &rc, s->err);

		if (rc == 0)
			rc = check_settle(f, says, s->err);
	}
	if (rc == 0 && unknown)
		rc = check_settle(f, bw_text("check.settle.unknown"), s->err);
	return rc;
}

/* ---- the finding ---- */

static int
words(struct supplier *s, struct bw_finding *f, const struct bw_controller *who)
{
	uint16_t code = s->v->country[s->cone.party[who->party]];
	const struct bw_fill fill[] = {
		{ "supplier", check_name(s->v, s->use->supplier_party) },
		{ "who", check_name(s->v, s->cone.party[who->party]) },
		{ "country", country(code, s->a) },
		{ "home", country(home(s), s->a) },
		{ "item", item(s->use) },
	};
	bool sure = who->certainty == BW_CERTAIN;
	int rc = 0;

	f->title = check_fill(s->a,
	    sure ? "supply.supplier-abroad-control.title"
		 : "supply.supplier-abroad-control.title-possible",
	    fill, BW_LEN(fill), &rc, s->err);
	f->reason = check_fill(s->a,
	    sure ? "supply.supplier-abroad-control.reason"
		 : "supply.supplier-abroad-control.reason-possible",
	    fill, BW_LEN(fill), &rc, s->err);
	f->todo = bw_text("supply.supplier-abroad-control.todo");
	f->who = bw_text("check.who.purchasing");
	return rc;
}

static int
tell(struct supplier *s, const struct bw_controller *who)
{
	uint16_t code = s->v->country[s->cone.party[who->party]];
	struct bw_basis basis = { bw_text("check.rule.control"),
		bw_word(BW_EN, "check.cite.control") };
	struct bw_finding *f =
	    check_add(s->check, "supply.supplier-abroad-control", BW_SUPPLY,
		s->critical && !in_eu(code) ? BW_PLAN : BW_KNOW, who->certainty,
		s->err);
	int rc;

	if (f == NULL)
		return BW_ENOMEM;
	if ((rc = words(s, f, who)) != 0 || (rc = prove(s, f, who)) != 0)
		return rc;
	rc = check_evidence(f,
	    (struct bw_evidence){ bw_text("check.evidence.use"), s->use->load,
		s->use->line, s->use->number, s->use->ref },
	    s->err);
	if (rc == 0 && !bw_vec_push(&f->basis, basis))
		rc = bw_fail(s->err, BW_ENOMEM, "no memory for the findings");
	if (rc == 0 && who->certainty != BW_CERTAIN)
		rc = ask(s, f, who);
	return rc;
}

/* *owned tells whether anything is recorded of the owners. */
static int
one_supplier(struct supplier *s, bool *owned)
{
	struct bw_controller *who = NULL;
	size_t n = 0;
	int rc = bw_cone_load(&s->cone, s->v, s->use->supplier_party,
	    BW_CONE_UP, s->check->day, s->a, s->err);

	*owned = rc == 0 && s->cone.n_link > 0;
	if (*owned && home(s) != 0) {
		rc = bw_control_new(&s->control, &s->cone.graph,
		    (struct bw_control_rule){ 0 }, s->err);
		if (rc == 0)
			rc = from_abroad(s, &who, &n);
		for (size_t i = 0; i < n && rc == 0; i++)
			rc = tell(s, &who[i]);
	}
	bw_control_free(s->control);
	s->control = NULL;
	bw_cone_release(&s->cone);
	return rc;
}

/* Suppliers of whose owners nothing is recorded. */
static int
tell_unowned(struct supplier *s, const struct bw_use **use, size_t n)
{
	struct bw_finding *f;
	struct bw_buf b = { 0 };
	struct bw_str names = { 0 };
	int rc = 0;

	for (size_t i = 0; i < n; i++) {
		bw_buf_z(&b, i > 0 ? ", " : "");
		bw_buf_str(&b, use[i]->supplier);
	}
	if (!b.failed)
		names = bw_arena_dup(s->a, bw_buf_get(&b));
	bw_buf_release(&b);
	f = check_add(s->check, "check.supplier-owners", BW_SUPPLY, BW_KNOW,
	    BW_CERTAIN, s->err);
	if (f == NULL)
		return BW_ENOMEM;
	f->title = bw_text("check.supplier-owners.title");
	f->reason = check_fill(s->a, "check.supplier-owners.reason",
	    (const struct bw_fill[]){ { "names", bw_text_same(names) } }, 1,
	    &rc, s->err);
	f->todo = bw_text("check.supplier-owners.todo");
	f->who = bw_text("check.who.purchasing");
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = check_evidence(f,
		    (struct bw_evidence){ bw_text_same(use[i]->supplier),
			use[i]->load, use[i]->line, use[i]->number,
			use[i]->ref },
		    s->err);
	return rc;
}

int
check_suppliers(struct bw_check *c, const struct bw_view *v, struct bw_arena *a,
    struct bw_err *err)
{
	struct supplier s = { .check = c, .v = v, .a = a, .err = err };
	const struct bw_use **unowned =
	    BW_ARENA_ARRAY(a, const struct bw_use *, c->n_use + 1);
	size_t n_unowned = 0, first;
	bool owned;
	int rc = 0;

	if (unowned == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for suppliers");
	for (size_t i = 0; i < c->n_use && rc == 0; i++) {
		uint32_t party = c->use[i].supplier_party;

		for (first = 0; c->use[first].supplier_party != party;)
			first++;
		if (party == BW_NONE || first != i)
			continue;
		s.use = &c->use[i];
		s.critical = false;
		for (size_t k = i; k < c->n_use; k++)
			if (c->use[k].supplier_party == party &&
			    c->use[k].critical == 1)
				s.critical = true;
		rc = one_supplier(&s, &owned);
		if (rc == 0 && !owned)
			unowned[n_unowned++] = s.use;
	}
	if (rc == 0 && n_unowned > 0)
		rc = tell_unowned(&s, unowned, n_unowned);
	return rc;
}
