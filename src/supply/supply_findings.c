/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_findings.c - from what a company uses to what it should know.
 *
 * Uses of the same thing are taken together, in the order in which the
 * company first names them: several lines of gallium are one dependence. For
 * each: who supplies it, then one finding on the material itself, from the
 * newest figures of each stage and the newest study. What no source can say
 * anything about is a finding too.
 */
#include "supply/supply_findings.h"
#include "base/fold.h"
#include "base/map.h"
#include "model/ref.h"
#include "supply/supply_tell.h"

/* ---- the same thing ---- */

/* What a use is filed under: a material by its code, else its own words. */
static int
file_under(struct bw_intern *keys, const struct bw_use *u, struct bw_buf *b,
    uint32_t *id, struct bw_err *err)
{
	bw_buf_clear(b);
	bw_buf_z(b, u->material.n > 0 ? "m:" : "i:");
	if (u->material.n > 0)
		bw_buf_str(b, u->material);
	else
		bw_fold(b, u->item);
	if (b->failed)
		return bw_fail(err, BW_ENOMEM, "no memory for uses");
	return bw_intern_add(keys, bw_buf_get(b), id, NULL, err);
}

static void
put(struct item *item, const struct bw_use *u)
{
	if (item->n == 0) {
		item->material = u->material;
		item->name = u->material.n > 0 ? tell_material(u->material)
					       : bw_text_same(u->item);
		item->critical = u->critical;
	}
	if (u->critical > item->critical)
		item->critical = u->critical;
	item->use[item->n++] = u;
}

/* Items in order of first appearance. */
static int
collect(struct tell *t, const struct bw_use *use, size_t n, struct item **items,
    size_t *n_items)
{
	uint32_t *id = BW_ARENA_ARRAY(t->a, uint32_t, n);
	const struct bw_use **slot =
	    BW_ARENA_ARRAY(t->a, const struct bw_use *, n);
	size_t *count = BW_ARENA_ARRAY(t->a, size_t, n);
	struct bw_intern keys;
	struct bw_buf b = { 0 };

	*items = BW_ARENA_ARRAY(t->a, struct item, n);
	if (id == NULL || slot == NULL || count == NULL || *items == NULL)
		return bw_fail(t->err, BW_ENOMEM, "no memory for uses");
	bw_intern_init(&keys);
	for (size_t i = 0; i < n && t->rc == 0; i++) {
		t->rc = file_under(&keys, &use[i], &b, &id[i], t->err);
		if (t->rc == 0)
			count[id[i]]++;
	}
	for (size_t i = 0; i < keys.n && t->rc == 0; i++) {
		(*items)[i].use = slot;
		slot += count[i];
	}
	for (size_t i = 0; i < n && t->rc == 0; i++)
		put(&(*items)[id[i]], &use[i]);
	*n_items = keys.n;
	bw_buf_release(&b);
	bw_intern_release(&keys);
	return t->rc;
}

/* ---- one supplier, one country ---- */

enum source {
	SUPPLIER,
	COUNTRY
};

static struct bw_str
named(const struct bw_use *u, enum source what)
{
	return what == SUPPLIER ? u->supplier : u->country;
}

static bool
same(const struct bw_use *a, const struct bw_use *b, enum source what)
{
	if (what == SUPPLIER && a->supplier_party != BW_NONE)
		return a->supplier_party == b->supplier_party;
	return bw_str_eq(named(a, what), named(b, what));
}

/* The first use that names one, when no other names another. *gaps tells
 * whether some name none. */
static const struct bw_use *
only(const struct item *item, enum source what, bool *gaps)
{
	const struct bw_use *first = NULL;

	*gaps = false;
	for (size_t i = 0; i < item->n; i++) {
		if (named(item->use[i], what).n == 0)
			*gaps = true;
		else if (first == NULL)
			first = item->use[i];
		else if (!same(first, item->use[i], what))
			return NULL;
	}
	return first;
}

static void
sole_settle(struct tell *t, struct bw_finding *f, const struct item *item,
    enum source what, bool gaps)
{
	if (item->critical < 0)
		tell_settle(t, f,
		    TELL(t, "supply.sole-supplier.settle-critical",
			{ "item", item->name }));
	if (gaps)
		tell_settle(t, f,
		    TELL(t,
			what == SUPPLIER
			    ? "supply.sole-supplier.settle-supplier"
			    : "supply.sole-supplier.settle-country",
			{ "item", item->name }));
}

static const char *
sole_reason(const struct item *item, enum source what)
{
	if (item->critical < 0)
		return "supply.sole-supplier.reason-not-told";
	return what == SUPPLIER ? "supply.sole-supplier.reason"
				: "supply.sole-supplier.reason-country";
}

static void
sole(struct tell *t, const struct item *item)
{
	enum source what = SUPPLIER;
	bool gaps;
	const struct bw_use *u = only(item, what, &gaps);
	struct bw_finding *f;
	struct bw_text name;
	bool sure;

	if (item->critical == 0)
		return;
	if (u == NULL)
		u = only(item, what = COUNTRY, &gaps);
	if (u == NULL)
		return;
	sure = item->critical == 1 && !gaps;
	f = tell_finding(t, "supply.sole-supplier", BW_SUPPLY,
	    item->critical < 0             ? BW_KNOW
		: sure && what == SUPPLIER ? BW_ACT
					   : BW_PLAN,
	    sure ? BW_CERTAIN : BW_POSSIBLE);
	if (f == NULL)
		return;
	name = what == SUPPLIER ? bw_text_same(u->supplier)
				: tell_country(t, u->country, u->country);
	f->title = TELL(t,
	    what == SUPPLIER ? "supply.sole-supplier.title"
			     : "supply.sole-supplier.title-country",
	    { "item", item->name }, { "supplier", name }, { "country", name });
	f->reason = TELL(t, sole_reason(item, what), { "supplier", name },
	    { "country", name });
	f->todo = bw_text("supply.sole-supplier.todo");
	f->who = bw_text("supply.who");
	tell_uses(t, f, item);
	sole_settle(t, f, item, what, gaps);
}

/* ---- a material ---- */

static void
no_data(struct tell *t, const struct item *item)
{
	struct bw_finding *f = tell_finding(t, "supply.no-data", BW_SUPPLY,
	    item->critical == 1 && item->material.n > 0 ? BW_PLAN : BW_KNOW,
	    BW_CERTAIN);

	if (f == NULL)
		return;
	f->title = TELL(t, "supply.no-data.title", { "item", item->name });
	f->reason =
	    bw_text(item->material.n > 0 ? "supply.no-data.reason-material"
					 : "supply.no-data.reason-item");
	f->todo = bw_text("supply.no-data.todo");
	f->who = bw_text("supply.who");
	tell_uses(t, f, item);
	if (item->material.n > 0)
		tell_settle(t, f,
		    TELL(t, "supply.no-data.settle", { "item", item->name }));
}

/* Of each stage the productions that count, in their order. */
static size_t
newest(
    struct tell *t, const struct bw_profile *known, struct bw_production **out)
{
	size_t n = 0, first, count, stage;

	*out = BW_ARENA_ARRAY(t->a, struct bw_production, known->n_made + 1);
	if (*out == NULL) {
		tell_no_memory(t);
		return 0;
	}
	for (size_t i = 0; i < known->n_made; i += stage) {
		stage = bw_supply_stage(known->made + i, known->n_made - i,
		    t->year, &first, &count);
		for (size_t j = 0; j < count; j++)
			(*out)[n++] = known->made[i + first + j];
	}
	return n;
}

static void
material(struct tell *t, const struct item *item)
{
	struct bw_profile known = { 0 };
	struct bw_production *p = NULL;
	size_t n = 0;

	if (t->rc == 0 && item->material.n > 0)
		t->rc = bw_profile(t->v, item->material, t->year, &t->crit,
		    t->a, &known, t->err);
	if (t->rc == 0)
		n = newest(t, &known, &p);
	if (t->rc == 0 && n == 0 && tell_score(&known) == NULL)
		no_data(t, item);
	else if (t->rc == 0)
		tell_critical(t, item, &known, p, n);
	for (size_t i = 0; i < n && t->rc == 0; i++)
		tell_figures(t, &p[i]);
}

int
bw_supply_findings(struct bw_findings *out, const struct bw_view *v,
    uint32_t party, const struct bw_use *use, size_t n_use, bw_date day,
    struct bw_arena *a, struct bw_err *err)
{
	struct tell t = {
		.out = out, .v = v, .party = party, .a = a, .err = err
	};
	struct item *items = NULL;
	size_t n = 0;
	int rc, month, mday;

	if (n_use == 0)
		return 0;
	bw_date_split(day, &t.year, &month, &mday);
	if ((rc = bw_ref_load(err)) != 0 || (rc = bw_text_load(err)) != 0 ||
	    (rc = bw_supply_rules(&t.rules, a, err)) != 0 ||
	    (rc = bw_criticality_rules(&t.crit, a, err)) != 0 ||
	    (rc = collect(&t, use, n_use, &items, &n)) != 0)
		return rc;
	for (size_t i = 0; i < n && t.rc == 0; i++) {
		sole(&t, &items[i]);
		material(&t, &items[i]);
	}
	tell_several(&t);
	bw_vec_release(&t.several);
	return t.rc;
}
