/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal_proof.c - names of those in a deal, and the stakes that carry what they
 * control after it.
 */
#include "cli/deal_out.h"
#include "base/vec.h"

struct bw_str
bw_deal_name(struct bw_deal_run *d, uint32_t owner)
{
	uint32_t n = d->v->n_party;
	struct bw_arena *a = &d->cli->arena;
	const struct bw_state *s;
	struct bw_fill fill;

	if (owner < n)
		return bw_cli_name(d->cli, d->v, owner);
	if (owner < d->net.n)
		return bw_cli_plain(d->cli, d->text.party[owner - n].name);
	owner -= d->net.n;
	if (d->together && owner == 0) {
		fill = (struct bw_fill){ "buyer",
			bw_text_same(bw_deal_name(d, d->step[0].buyer)) };
		return bw_text_fill(a, "deal.together", &fill, 1)
		    .in[d->cli->lang];
	}
	s = &d->state[owner - d->together];
	fill = (struct bw_fill){ "country",
		bw_text_same(s->country == 0
			? bw_cli_word(d->cli, "exposure.unknown-country")
			: bw_cli_country(d->cli, s->country)) };
	return bw_text_fill(a, "deal.state", &fill, 1).in[d->cli->lang];
}

struct bw_str
bw_deal_country(struct bw_deal_run *d, uint32_t owner)
{
	uint32_t n = d->v->n_party;

	if (owner < n)
		return bw_cli_code(d->cli, d->v->country[owner]);
	if (owner < d->net.n)
		return d->text.party[owner - n].country;
	owner -= d->net.n;
	if (d->together && owner == 0)
		return BW_STR("");
	return bw_cli_code(d->cli, d->state[owner - d->together].country);
}

static uint32_t
capped(uint64_t ppb)
{
	return ppb > BW_ONE ? BW_ONE : (uint32_t)ppb;
}

struct bw_share
bw_deal_votes(const struct bw_stand *s)
{
	struct bw_share v = { capped(s->votes.lo), capped(s->votes.hi),
		s->votes.open };

	if (v.hi < v.lo)
		v.hi = v.lo;
	if (v.lo == v.hi)
		v.open = 0;
	return v;
}

const char *
bw_deal_control(const struct bw_stand *s)
{
	return bw_certainty_name(s->controls_certain ? BW_CERTAIN
		: s->controls_possible               ? BW_POSSIBLE
						     : BW_EXCLUDED);
}

static bool
changed(const struct bw_deal_run *d, uint32_t holder, uint32_t company)
{
	for (size_t i = 0; i < d->n_change; i++)
		if (d->change[i].holder == holder &&
		    d->change[i].company == company)
			return true;
	return false;
}

/* The first stake of the pair that holds on the day tells the place. */
static int
place_of(struct bw_deal_run *d, struct bw_deal_tie *t, struct bw_err *err)
{
	const struct bw_view *v = d->v;
	struct bw_str detail;

	if (t->holder >= v->n_party || t->company >= v->n_party)
		return 0;
	for (uint32_t s = v->at[t->company]; s < v->at[t->company + 1]; s++)
		if (v->holder[s] == t->holder &&
		    bw_period_has(bw_view_valid(v, s), d->cli->as_of))
			return bw_view_stake_place(
			    v, s, &d->cli->arena, &t->place, &detail, err);
	return 0;
}

static int
tie_of(struct bw_deal_run *d, uint32_t number, struct bw_deal_tie *t,
    struct bw_err *err)
{
	const struct bw_net *net = &d->net;
	uint8_t mark;

	memset(t, 0, sizeof(*t));
	if (number < net->m) {
		t->holder = net->holder[number];
		t->company = bw_net_company(net, number);
		t->votes = bw_net_votes(net, number);
		mark = net->mark[number];
	} else {
		const struct bw_tie *p = &d->patch.tie[number - net->m];

		t->holder = p->holder;
		t->company = p->company;
		t->votes = p->votes;
		mark = p->mark;
		t->by_deal = changed(d, p->holder, p->company);
	}
	t->outright = (mark & (BW_TIE_DIRECT | BW_TIE_MAYBE)) != 0;
	return t->by_deal ? 0 : place_of(d, t, err);
}

struct walk {
	BW_VEC(uint32_t) todo; /* companies to be proved, each once */
	BW_VEC(uint32_t) tie;
};

static bool
note(struct walk *w, uint32_t company)
{
	for (size_t i = 0; i < w->todo.n; i++)
		if (w->todo.v[i] == company)
			return true;
	return bw_vec_push(&w->todo, company);
}

/* Ties into the company, then into those who hold them, up to the owner. */
static int
walk_up(struct bw_deal_run *d, struct walk *w, struct bw_err *err)
{
	uint32_t tie[64];
	size_t n;
	int rc = 0;

	for (size_t i = 0; i < w->todo.n && rc == 0; i++) {
		rc = bw_reach_proof(
		    d->reach, w->todo.v[i], tie, BW_LEN(tie), &n, err);
		for (size_t k = 0; k < n && k < BW_LEN(tie) && rc == 0; k++) {
			uint32_t holder = tie[k] < d->net.m
			    ? d->net.holder[tie[k]]
			    : d->patch.tie[tie[k] - d->net.m].holder;

			if (!bw_vec_push(&w->tie, tie[k]) ||
			    (holder != w->todo.v[i] && !note(w, holder)))
				rc = bw_fail(
				    err, BW_ENOMEM, "no memory for a proof");
		}
	}
	return rc;
}

int
bw_deal_proof(struct bw_deal_run *d, uint32_t owner, uint32_t company,
    enum bw_certainty how, struct bw_deal_tie **tie, size_t *n,
    struct bw_err *err)
{
	const struct bw_group *g =
	    owner < d->net.n ? NULL : &d->group[owner - d->net.n];
	struct walk w = { 0 };
	const uint32_t *set;
	size_t n_set;
	int rc = bw_reach_set(d->reach, g ? g->member : &owner, g ? g->n : 1,
	    how, &set, &n_set, err);

	*n = 0;
	if (rc == 0 && !note(&w, company))
		rc = bw_fail(err, BW_ENOMEM, "no memory for a proof");
	if (rc == 0)
		rc = walk_up(d, &w, err);
	*tie = BW_ARENA_ARRAY(&d->cli->arena, struct bw_deal_tie, w.tie.n + 1);
	if (rc == 0 && *tie == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for a proof");
	for (size_t i = w.tie.n; i-- > 0 && rc == 0;)
		rc = tie_of(d, w.tie.v[i], &(*tie)[(*n)++], err);
	bw_vec_release(&w.todo);
	bw_vec_release(&w.tie);
	return rc;
}

bool
bw_deal_target(const struct bw_deal_run *d, uint32_t company)
{
	for (size_t i = 0; i < d->text.n; i++)
		if (d->step[i].target == company)
			return true;
	return false;
}

int
bw_deal_doubts(struct bw_deal_run *d, const struct bw_effect *e,
    struct bw_deal_doubt **doubt, size_t *n, bool *unknown, struct bw_err *err)
{
	const struct bw_group *g =
	    e->owner < d->net.n ? NULL : &d->group[e->owner - d->net.n];

	*n = 0;
	*unknown = false;
	if (!e->after.controls_possible || e->after.controls_certain ||
	    !bw_deal_target(d, e->company))
		return 0;
	return bw_deal_settle(&d->net, &d->patch, g ? g->member : &e->owner,
	    g ? g->n : 1, e->company, &d->cli->arena, doubt, n, unknown, err);
}
