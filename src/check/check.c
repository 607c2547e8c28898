/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * check.c - the main job: one party, all pillars, one answer.
 *
 * A check asks every pillar in a fixed order, adds what takes two of them,
 * says what is missing, and sorts. It computes nothing itself. Everything an
 * answer rests on is in the world and in the day that was asked for, so the
 * same question gives the same bytes, on one thread or on many.
 */
#include "check/check_priv.h"
#include "model/ref.h"

struct bw_text
check_fill(struct bw_arena *a, const char *key, const struct bw_fill *fill,
    size_t n, int *rc, struct bw_err *err)
{
	struct bw_text t = bw_text_fill(a, key, fill, n);

	for (size_t i = 0; i < BW_LANGS; i++)
		if (t.in[i].p == NULL && *rc == 0)
			*rc = bw_fail(
			    err, BW_ENOMEM, "no memory for the findings");
	return t;
}

struct bw_text
check_name(const struct bw_view *v, uint32_t party)
{
	struct bw_str name = bw_view_name(v, party);

	return name.n > 0 ? bw_text_same(name) : bw_text("check.no-name");
}

struct bw_finding *
check_add(struct bw_check *c, const char *id, enum bw_pillar pillar,
    enum bw_level level, enum bw_certainty certainty, struct bw_err *err)
{
	struct bw_finding *f = bw_finding_add(&c->findings, id);

	if (f == NULL) {
		(void)bw_fail(err, BW_ENOMEM, "no memory for the findings");
		return NULL;
	}
	f->pillar = pillar;
	f->level = level;
	f->certainty = certainty;
	f->subject = c->party;
	return f;
}

int
check_settle(struct bw_finding *f, struct bw_text says, struct bw_err *err)
{
	if (!bw_vec_push(&f->settle, says))
		return bw_fail(err, BW_ENOMEM, "no memory for the findings");
	return 0;
}

int
check_evidence(struct bw_finding *f, struct bw_evidence e, struct bw_err *err)
{
	if (!bw_vec_push(&f->evidence, e))
		return bw_fail(err, BW_ENOMEM, "no memory for the findings");
	return 0;
}

/* Somebody who can be owned and can use things. */
static bool
is_company(const struct bw_check *c)
{
	return c->facts.kind != BW_PARTY_PERSON &&
	    c->facts.kind != BW_PARTY_STATE &&
	    c->facts.kind != BW_PARTY_STATE_BODY;
}

static bool
has_owners(const struct bw_check *c)
{
	for (size_t i = 0; i < c->cone.n_link; i++)
		if (c->cone.link[i].company == c->cone.centre)
			return true;
	return false;
}

/* ---- what is missing ---- */

static int
missing(struct bw_check *c, const struct bw_view *v, const char *id,
    enum bw_pillar pillar, const char *const key[4], struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_text name = check_name(v, c->party);
	struct bw_fill fill = { "company", name };
	struct bw_finding *f =
	    check_add(c, id, pillar, BW_PLAN, BW_CERTAIN, err);
	int rc = 0;

	if (f == NULL)
		return BW_ENOMEM;
	f->title = check_fill(a, key[0], &fill, 1, &rc, err);
	f->reason = check_fill(a, key[1], &fill, 1, &rc, err);
	f->todo = bw_text(key[2]);
	f->who = bw_text("check.who.user");
	if (rc == 0)
		rc = check_settle(
		    f, check_fill(a, key[3], &fill, 1, &rc, err), err);
	if (rc == 0 && c->facts.load != 0)
		rc = check_evidence(f,
		    (struct bw_evidence){ .says = name,
			.source = c->facts.load,
			.line = c->facts.line,
			.number = c->facts.number },
		    err);
	return rc;
}

static int
gaps(struct bw_check *c, const struct bw_view *v, struct bw_arena *a,
    struct bw_err *err)
{
	static const char *const owners[] = { "check.no-owners.title",
		"check.no-owners.reason", "check.no-owners.todo",
		"check.no-owners.settle" };
	static const char *const uses[] = { "check.no-uses.title",
		"check.no-uses.reason", "check.no-uses.todo",
		"check.no-uses.settle" };
	int rc = 0;

	if (!is_company(c))
		return 0;
	if (!has_owners(c))
		rc = missing(
		    c, v, "check.no-owners", BW_OWNERSHIP, owners, a, err);
	if (rc == 0 && c->n_use == 0)
		rc = missing(c, v, "check.no-uses", BW_SUPPLY, uses, a, err);
	return rc;
}

/* ---- pillars ---- */

static int
ownership(struct bw_check *c, const struct bw_view *v, struct bw_arena *a,
    struct bw_err *err)
{
	int rc =
	    bw_cone_load(&c->cone, v, c->party, BW_CONE_UP, c->day, a, err);

	if (rc == 0)
		rc =
		    bw_ownership_rows(&c->cone, a, &c->owner, &c->n_owner, err);
	if (rc == 0)
		rc = bw_ownership_findings(
		    &c->findings, v, &c->cone, c->day, a, err);
	return rc;
}

typedef BW_VEC(struct bw_production) productions;

/* Of each stage of a material the newest year up to the day. */
static int
add_productions(productions *to, const struct bw_view *v,
    struct bw_str material, bw_date day, struct bw_arena *a, struct bw_err *err)
{
	struct bw_production *p = NULL;
	size_t n = 0, first, count, stage;
	int rc, year, month, mday;

	for (size_t i = 0; i < to->n; i++)
		if (bw_str_eq(to->v[i].material, material))
			return 0;
	bw_date_split(day, &year, &month, &mday);
	rc = bw_supply_production(v, material, a, &p, &n, err);
	for (size_t i = 0; i < n && rc == 0; i += stage) {
		stage = bw_supply_stage(p + i, n - i, year, &first, &count);
		for (size_t j = 0; j < count && rc == 0; j++)
			if (!bw_vec_push(to, p[i + first + j]))
				rc = bw_fail(err, BW_ENOMEM,
				    "no memory for production figures");
	}
	return rc;
}

static int
supply(struct bw_check *c, const struct bw_view *v, struct bw_arena *a,
    struct bw_err *err)
{
	productions list = { 0 };
	int rc = bw_supply_uses(v, c->party, a, &c->use, &c->n_use, err);

	for (size_t i = 0; i < c->n_use && rc == 0; i++)
		if (c->use[i].material.n > 0)
			rc = add_productions(
			    &list, v, c->use[i].material, c->day, a, err);
	if (rc == 0 && list.n > 0) {
		c->production = BW_ARENA_ARRAY(a, struct bw_production, list.n);
		if (c->production == NULL) {
			rc = bw_fail(
			    err, BW_ENOMEM, "no memory for production figures");
		} else {
			memcpy(c->production, list.v, list.n * sizeof(*list.v));
			c->n_production = list.n;
		}
	}
	bw_vec_release(&list);
	if (rc == 0)
		rc = bw_supply_findings(&c->findings, v, c->party, c->use,
		    c->n_use, c->day, a, err);
	return rc;
}

int
bw_check_run(struct bw_check *out, const struct bw_view *v, uint32_t party,
    const struct bw_check_opt *opt, struct bw_arena *a, struct bw_err *err)
{
	int rc;

	BW_ASSERT(party < v->n_party);
	*out = (struct bw_check){ .party = party, .day = opt->day };
	if (opt->known != NULL)
		out->known = *opt->known;
	if ((rc = bw_text_load(err)) != 0 || (rc = bw_ref_load(err)) != 0 ||
	    (rc = bw_view_party_facts(v, party, a, &out->facts, err)) != 0 ||
	    (rc = ownership(out, v, a, err)) != 0 ||
	    (rc = supply(out, v, a, err)) != 0 ||
	    (rc = check_suppliers(out, v, a, err)) != 0 ||
	    (rc = check_makers(out, v, a, err)) != 0 ||
	    (rc = check_cyber(out, v, a, err)) != 0 ||
	    (rc = gaps(out, v, a, err)) != 0 ||
	    (rc = check_names(out, v, a, err)) != 0 ||
	    (rc = check_sources(out, v, a, err)) != 0) {
		bw_check_release(out);
		return rc;
	}
	bw_findings_sort(&out->findings);
	return 0;
}

void
bw_check_release(struct bw_check *c)
{
	bw_findings_release(&c->findings);
	bw_cone_release(&c->cone);
	*c = (struct bw_check){ 0 };
}
