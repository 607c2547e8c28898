/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_rules.c - which thresholds of law those at the top reach.
 *
 * One finding for all of them, with each regime that is reached as its basis:
 * what it asks, and its source. Regimes about companies of another country are
 * not asked, nor those that are not in force on the day, paused, not verified
 * or not law.
 */
#include "ownership/ownership_speak.h"
#include "ownership/regime.h"
#include "ownership/register.h"

#define MOST 5 /* owners told by name */

struct rules {
	struct speak *s;
	struct bw_regime *regime;
	size_t n_regime;
	bool *used; /* per regime: reached by somebody */
	struct bw_tests *tests;
	struct bw_net net;
	struct bw_text told[MOST + 1];
	size_t n_told, n_more;
	bool sure; /* something is certain */
};

static bool
asks(const struct rules *r, const struct bw_regime *g, uint32_t node)
{
	const struct speak *s = r->s;
	uint16_t here = s->v->country[party_of(s, s->y)];

	if (bw_regime_state(g, s->day) != BW_REGIME_IN_FORCE)
		return false;
	if (here != 0 && g->country != 0 && g->country != here)
		return false;
	return g->asked != BW_ASKED_PERSONS ||
	    s->v->kind[party_of(s, node)] == BW_PARTY_PERSON;
}

/* "vifo at least 25 %", of the highest threshold that is so sure. */
static bool
item(struct rules *r, size_t k, const struct bw_regime_answer *answer,
    enum bw_certainty how, struct bw_text *out)
{
	const struct bw_regime *g = &r->regime[k];

	for (size_t i = g->n_threshold; i-- > 0;) {
		const struct bw_regime_threshold *t = &g->threshold[i];

		if (answer->at[i].certainty != how)
			continue;
		*out = FILL(r->s,
		    t->at_least ? "ownership.rules.at-least"
				: "ownership.rules.more-than",
		    { "regime", g->brief },
		    { "share", speak_share(r->s, bw_share_exact(t->share)) });
		r->used[k] = true;
		return true;
	}
	return false;
}

static void
tell_owner(struct rules *r, uint32_t x)
{
	struct speak *s = r->s;
	struct bw_text *part[2];
	struct bw_regime_answer answer;
	struct bw_text list[2];
	size_t n[2] = { 0, 0 };

	for (int i = 0; i < 2; i++) {
		part[i] = BW_ARENA_ARRAY(s->a, struct bw_text, r->n_regime + 1);
		if (part[i] == NULL) {
			speak_nomem(s);
			return;
		}
	}
	for (size_t k = 0; s->rc == 0 && k < r->n_regime; k++) {
		if (!asks(r, &r->regime[k], x))
			continue;
		s->rc = bw_tests_ask(
		    r->tests, &r->regime[k], &x, 1, &answer, s->err);
		for (int i = 0; s->rc == 0 && i < 2; i++)
			n[i] += item(r, k, &answer,
			    i == 0 ? BW_CERTAIN : BW_POSSIBLE, &part[i][n[i]]);
	}
	if (s->rc != 0 || n[0] + n[1] == 0)
		return;
	r->sure |= n[0] > 0;
	for (int i = 0; i < 2; i++)
		list[i] = speak_join(s, part[i], n[i], ", ", NULL);
	if (r->n_told == MOST) {
		r->n_more++;
		return;
	}
	r->told[r->n_told++] = FILL(s,
	    n[1] == 0       ? "ownership.rules.sure"
		: n[0] == 0 ? "ownership.rules.may"
			    : "ownership.rules.both",
	    { "who", speak_name(s, x) }, { "sure", list[0] },
	    { "may", list[1] });
}

static void
tell(struct rules *r)
{
	struct speak *s = r->s;
	struct bw_finding *f;

	if (s->rc != 0 || r->n_told == 0)
		return;
	f = speak_add(
	    s, "ownership.rules", BW_KNOW, r->sure ? BW_CERTAIN : BW_POSSIBLE);
	if (f == NULL)
		return;
	if (r->n_more > 0)
		r->told[r->n_told++] = FILL(s, "ownership.rules.more",
		    { "n", speak_number(s, r->n_more) });
	f->title = FILL(
	    s, "ownership.rules.title", { "company", speak_name(s, s->y) });
	f->reason = FILL(s, "ownership.rules.reason",
	    { "list", speak_join(s, r->told, r->n_told, "; ", NULL) });
	for (size_t k = 0; k < r->n_regime; k++) {
		const struct bw_regime *g = &r->regime[k];
		struct bw_basis basis = { g->about, g->cite };

		if (!r->used[k])
			continue;
		if (g->unverified.in[BW_NL].n > 0)
			basis.says = FILL(s, "ownership.rules.basis",
			    { "about", g->about }, { "points", g->unverified });
		if (!bw_vec_push(&f->basis, basis))
			speak_nomem(s);
	}
}

void
say_rules(struct speak *s)
{
	struct rules r = { .s = s };
	uint32_t *link_of;

	if (s->rc == 0)
		s->rc = bw_regimes(&r.regime, &r.n_regime, s->a, s->err);
	if (s->rc == 0)
		s->rc = bw_cone_net(&r.net, &link_of, s->cone, s->a, s->err);
	if (s->rc == 0)
		s->rc = bw_tests_new(&r.tests, &r.net, s->y, s->err);
	r.used = BW_ARENA_ARRAY(s->a, bool, r.n_regime + 1);
	if (r.used == NULL)
		speak_nomem(s);
	for (uint32_t x = 0; s->rc == 0 && x < s->cone->n; x++) {
		const struct bw_graph *g = &s->cone->graph;

		if (x != s->y && g->in_at[x] == g->in_at[x + 1])
			tell_owner(&r, x);
	}
	tell(&r);
	bw_tests_free(r.tests);
	bw_net_release(&r.net);
}
