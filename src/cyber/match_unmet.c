/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match_unmet.c - statements that met nothing.
 *
 * Who loads a VEX document expects it to silence something. When a typing
 * error in a purl or another version makes it meet nothing, nobody would see
 * that without being told.
 */
#include "cyber/match_priv.h"
#include "cyber/purl.h"

struct meeting { /* of one claim, over its names */
	uint32_t claim, rule;
	uint8_t far; /* 0 nothing, 1 the name, 2 the version as well */
};

static int
by_claim(const void *x, const void *y)
{
	const struct meeting *a = x, *b = y;

	if (a->claim != b->claim)
		return a->claim < b->claim ? -1 : 1;
	if (a->far != b->far)
		return a->far > b->far ? -1 : 1;
	return (a->rule > b->rule) - (a->rule < b->rule);
}

static bool
is_somewhere(const struct bw_match *m, uint32_t package)
{
	for (unsigned l = 0; l < BW_LAYERS; l++) {
		struct bw_ids on = bw_estate_hosts_of(m->e, package, l);

		for (size_t i = 0; i < on.n; i++)
			if (bw_estate_has_host(m->e, on.v[i]))
				return true;
	}
	return false;
}

/* Does it speak of this version of the package? */
static bool
is_meant(struct bw_match *m, const struct bw_rule *r, uint32_t package)
{
	const struct bw_package *p = bw_estate_package_at(m->e, package);
	uint8_t why;

	if (r->qualifiers != BW_NONE &&
	    !bw_purl_covers(bw_claims_text(m->c, r->qualifiers),
		bw_intern_text(&m->e->texts, p->qualifiers)))
		return false;
	m->package = package;
	memset(m->keyed, 0, sizeof(m->keyed));
	return match_inside(m, package, r->range, r->form, &why) !=
	    BW_INSIDE_NO;
}

static uint8_t
how_far(struct bw_match *m, const struct bw_rule *r)
{
	uint32_t name = match_in_estate(m, r->name);
	uint8_t far = 0;

	for (unsigned l = 0; l < BW_LAYERS && name != BW_NONE && far < 2; l++) {
		struct bw_ids called = bw_estate_called(m->e, name, l);

		for (size_t i = 0; i < called.n && far < 2; i++)
			if (is_somewhere(m, called.v[i]))
				far = is_meant(m, r, called.v[i]) ? 2 : 1;
	}
	return far;
}

int
bw_match_unmet(struct bw_match *m, uint32_t advisory, struct bw_unmet **out,
    size_t *n, struct bw_arena *a, struct bw_err *err)
{
	uint32_t n_rule;
	const uint32_t *rule = bw_claims_of(m->c, advisory, &n_rule);
	struct meeting *v = BW_ARENA_ARRAY(a, struct meeting, n_rule + 1u);

	*n = 0;
	*out = BW_ARENA_ARRAY(a, struct bw_unmet, n_rule + 1u);
	if (v == NULL || *out == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for matching");
	for (uint32_t i = 0; i < n_rule; i++) {
		const struct bw_rule *r = bw_claims_rule(m->c, rule[i]);

		v[i] = (struct meeting){ r->claim, rule[i], how_far(m, r) };
	}
	qsort(v, n_rule, sizeof(*v), by_claim);
	for (uint32_t i = 0; i < n_rule; i++)
		if ((i == 0 || v[i].claim != v[i - 1].claim) && v[i].far < 2)
			(*out)[(*n)++] =
			    (struct bw_unmet){ v[i].rule, v[i].far == 1 };
	return 0;
}
