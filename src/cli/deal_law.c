/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal_law.c - from a deal worked out to the facts of a case of law.
 *
 * What ownership knows is told to the law as facts, with their ends: votes of
 * the buyer and of those who act with him before and after, control, who the
 * buyer is. What is only possible stays unknown, so that the decision says on
 * what it hangs. Everything is shown with its evidence before it is used, and
 * --overrule says otherwise, with a reason.
 */
#include "base/map.h"
#include "cli/deal_out.h"
#include "cli/law.h"

struct telling {
	struct bw_deal_run *d;
	struct bw_law_case *c;
	struct bw_str how; /* where the next facts come from */
	struct bw_err *err;
	int rc;
};

static void
tell(struct telling *t, const char *key, struct bw_str value)
{
	uint32_t f = bw_fact_find(&t->c->vocabulary, bw_str_of(key));

	if (t->rc != 0 || f == BW_NONE)
		return;
	t->rc = bw_facts_set(
	    &t->c->facts, f, value, BW_FROM_WORLD, &t->d->cli->arena, t->err);
	t->c->facts.reason[f] = t->how;
}

static void
tell_share(struct telling *t, const char *key, struct bw_share share)
{
	uint32_t f = bw_fact_find(&t->c->vocabulary, bw_str_of(key));

	if (t->rc != 0 || f == BW_NONE)
		return;
	bw_facts_share(&t->c->facts, f, share, BW_FROM_WORLD);
	t->c->facts.reason[f] = t->how;
}

/* "{value}" of the words of a key. */
static void
from(struct telling *t, const char *key, struct bw_str value)
{
	const struct bw_fill fill = { "value", bw_text_same(value) };

	t->how =
	    bw_text_fill(&t->d->cli->arena, key, &fill, 1).in[t->d->cli->lang];
}

static struct bw_str
add_place(struct telling *t, struct bw_str all, const struct bw_evidence *e)
{
	return bw_arena_fmt(&t->d->cli->arena, "%.*s%s[%u, %llu]", BW_ARG(all),
	    all.n > 0 ? " " : "", e->source,
	    (unsigned long long)(e->line > 0 ? e->line : e->number));
}

#define PLACES 4 /* of evidence beside a fact */

/* Where stakes of the holder in the target stand: "[1, 12] [2, 7]". */
static struct bw_str
places(struct telling *t, uint32_t holder, struct bw_str all, size_t *n)
{
	const struct bw_view *v = t->d->v;
	uint32_t y = t->d->step[0].target;

	if (holder >= v->n_party || y >= v->n_party)
		return all;
	for (uint32_t s = v->at[y]; s < v->at[y + 1] && *n < PLACES; s++) {
		struct bw_evidence e = { 0 };

		if (v->holder[s] != holder || t->rc != 0 ||
		    !bw_period_has(bw_view_valid(v, s), t->d->cli->as_of))
			continue;
		t->rc = bw_view_stake_place(
		    v, s, &t->d->cli->arena, &e, NULL, t->err);
		all = add_place(t, all, &e);
		(*n)++;
	}
	return all;
}

/* Which stakes the votes rest on: of the buyer; of the group without him. */
static void
from_stakes(struct telling *t, bool group, bool after, struct bw_share sum)
{
	struct bw_deal_run *d = t->d;
	struct bw_str all = BW_STR("");
	size_t n = 0;

	if (!group)
		all = places(t, d->step[0].buyer, all, &n);
	for (size_t i = 0; group && d->together && i < d->group[0].n; i++)
		if (d->group[0].member[i] != d->step[0].buyer)
			all = places(t, d->group[0].member[i], all, &n);
	if (n == 0)
		from(t,
		    sum.hi == 0           ? "deal.fact-none"
			: after && !group ? "deal.fact-new"
					  : "deal.fact-control",
		    all);
	else
		from(t, after ? "deal.fact-after" : "deal.fact-stakes", all);
}

/* Where the world has a party from. */
static void
from_party(struct telling *t, uint32_t party)
{
	struct bw_party_facts f;
	struct bw_evidence e = { 0 };

	if (party >= t->d->v->n_party) {
		t->how = bw_cli_word(t->d->cli, "deal.fact");
		return;
	}
	if (t->rc == 0)
		t->rc = bw_view_party_facts(
		    t->d->v, party, &t->d->cli->arena, &f, t->err);
	if (t->rc != 0)
		return;
	e.source = f.load;
	e.line = f.line;
	e.number = f.number;
	from(t, "deal.fact-party", add_place(t, BW_STR(""), &e));
}

static bool
in_list(const uint32_t *list, size_t n, uint32_t y)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == y)
			return true;
	return false;
}

static int
stand(struct telling *t, struct bw_reach *r, const uint32_t *seed, size_t n,
    struct bw_stand *out)
{
	uint32_t y = t->d->step[0].target;
	const uint32_t *list;
	struct bw_sum sure, may;
	size_t n_list;
	int rc = bw_reach_set(r, seed, n, BW_CERTAIN, &list, &n_list, t->err);

	if (rc != 0)
		return rc;
	out->controls_certain = in_list(list, n_list, y);
	sure = bw_reach_held(r, y);
	rc = bw_reach_set(r, seed, n, BW_POSSIBLE, &list, &n_list, t->err);
	if (rc != 0)
		return rc;
	out->controls_possible = in_list(list, n_list, y);
	may = bw_reach_held(r, y);
	out->votes = (struct bw_sum){ sure.lo, may.hi,
		(uint8_t)((sure.open & BW_LO_OPEN) | (may.open & BW_HI_OPEN)) };
	return 0;
}

/* Perhaps: the world does not know, and no assumption may say it does. */
static void
keep_open(struct telling *t, const char *key)
{
	uint32_t f = bw_fact_find(&t->c->vocabulary, bw_str_of(key));

	if (t->rc != 0 || f == BW_NONE)
		return;
	t->c->facts.from[f] = BW_FROM_WORLD;
	t->c->facts.reason[f] = bw_cli_word(t->d->cli, "deal.fact-open");
}

static void
tell_control(struct telling *t, const char *key, const struct bw_stand *s)
{
	if (s->controls_certain)
		tell(t, key, BW_STR("true"));
	else if (!s->controls_possible)
		tell(t, key, BW_STR("false"));
	else
		keep_open(t, key);
}

/* Whose control before the deal counts: that of all who act together when they
 * did so before, the buyer's alone when they only begin now. When nobody told,
 * what holds in both. */
static struct bw_stand
before(const struct telling *t, const struct bw_stand *buyer,
    const struct bw_stand *group)
{
	uint32_t f =
	    bw_fact_find(&t->c->vocabulary, BW_STR("concert.existed_before"));
	struct bw_stand s = *group;

	if (f != BW_NONE && bw_value_single(&t->c->facts.value[f]))
		return t->c->facts.value[f].may == BW_YES ? *group : *buyer;
	s.controls_certain &= buyer->controls_certain;
	s.controls_possible |= buyer->controls_possible;
	return s;
}

/* What the group has beyond the buyer: at least and at most. */
static struct bw_share
beyond(const struct bw_stand *group, const struct bw_stand *buyer)
{
	struct bw_share g = bw_deal_votes(group), b = bw_deal_votes(buyer);
	struct bw_share s = { g.lo > b.hi ? g.lo - b.hi : 0,
		g.hi > b.lo ? g.hi - b.lo : 0, 0 };

	if (s.lo > s.hi)
		s.lo = s.hi;
	return s;
}

static void
tell_votes(struct telling *t, struct bw_reach *reach, bool after)
{
	struct bw_deal_run *d = t->d;
	struct bw_stand own = { 0 }, all = { 0 };
	struct bw_share more = { 0 };

	if (t->rc == 0)
		t->rc = stand(t, reach, &d->step[0].buyer, 1, &own);
	all = own;
	if (t->rc == 0 && d->together)
		t->rc =
		    stand(t, reach, d->group[0].member, d->group[0].n, &all);
	from_stakes(t, false, after, bw_deal_votes(&own));
	tell_share(t, after ? "deal.votes_after" : "deal.votes_before",
	    bw_deal_votes(&own));
	if (d->together) /* else none: not the buyer's own uncertainty twice */
		more = beyond(&all, &own);
	from_stakes(t, true, after, more);
	tell_share(
	    t, after ? "concert.votes_after" : "concert.votes_before", more);
	t->how = bw_cli_word(t->d->cli, "deal.fact-control");
	if (!after)
		all = before(t, &own, &all);
	tell_control(
	    t, after ? "deal.control_after" : "deal.control_before", &all);
}

static uint8_t
kind_of(const struct bw_deal_run *d, uint32_t party)
{
	return party < d->v->n_party
	    ? d->v->kind[party]
	    : d->text.party[party - d->v->n_party].kind;
}

/* Who the buyer is, where its kind says so: a province or a protective
 * foundation cannot be told from others, and stay unknown. */
static void
tell_buyer(struct telling *t)
{
	uint32_t buyer = t->d->step[0].buyer;
	struct bw_str country = bw_deal_country(t->d, buyer);
	bool dutch = bw_str_eq(country, BW_STR("NL"));
	uint8_t kind = kind_of(t->d, buyer);

	from_party(t, buyer);
	if (country.n > 0)
		tell(t, "acquirer.country", country);
	if (kind == BW_PARTY_PERSON)
		tell(t, "acquirer.kind", BW_STR("natural_person"));
	else if (kind == BW_PARTY_STATE && dutch)
		tell(t, "acquirer.kind", BW_STR("state_nl"));
	else if ((kind == BW_PARTY_STATE || kind == BW_PARTY_STATE_BODY) &&
	    country.n > 0 && !dutch)
		tell(t, "acquirer.kind", BW_STR("foreign_state_fund"));
	else if (kind == BW_PARTY_COMPANY || kind == BW_PARTY_FUND)
		tell(t, "acquirer.kind", BW_STR("company"));
}

static void
tell_target(struct telling *t)
{
	struct bw_str country = bw_deal_country(t->d, t->d->step[0].target);

	from_party(t, t->d->step[0].target);
	if (country.n > 0)
		tell(t, "target.established_nl",
		    bw_str_eq(country, BW_STR("NL")) ? BW_STR("true")
						     : BW_STR("false"));
}

/* What nobody has to tell: that the question is the duty to notify, and that
 * the deal closes on the day it is worked out for. */
static void
tell_question(struct telling *t)
{
	struct bw_law_case *c = t->c;
	uint32_t question = bw_fact_find(&c->vocabulary, BW_STR("question"));
	uint32_t day = bw_fact_find(&c->vocabulary, BW_STR("dates.closing"));
	struct bw_arena *a = &t->d->cli->arena;

	if (t->rc == 0 && question != BW_NONE)
		t->rc = bw_facts_set(&c->facts, question, BW_STR("notify"),
		    BW_FROM_USER, a, t->err);
	if (t->rc == 0 && day != BW_NONE)
		t->rc = bw_facts_set(&c->facts, day,
		    bw_cli_day(t->d->cli, t->d->cli->as_of),
		    bw_cli_has(t->d->cli, BW_OPT_AS_OF) ? BW_FROM_USER
							: BW_FROM_ASSUMPTION,
		    a, t->err);
}

/* Told by --fact, which comes after the world: but what the world has to say of
 * control before the deal hangs on it. */
static void
told_concert(struct telling *t)
{
	struct bw_cli *cli = t->d->cli;
	uint32_t f =
	    bw_fact_find(&t->c->vocabulary, BW_STR("concert.existed_before"));

	for (size_t i = 0; i < cli->n_each && f != BW_NONE; i++) {
		struct bw_str key, value = bw_str_of(cli->each[i].text);

		if (t->rc != 0 || cli->each[i].option != BW_OPT_FACT ||
		    memchr(value.p, '=', value.n) == NULL ||
		    !bw_str_cut(&value, '=', &key) ||
		    !bw_str_eq(key, BW_STR("concert.existed_before")))
			continue;
		t->rc = bw_facts_set(
		    &t->c->facts, f, value, BW_FROM_USER, &cli->arena, t->err);
	}
}

static int
decide(struct bw_deal_run *d, struct bw_law_case *c, struct bw_err *err)
{
	struct telling t = { .d = d,
		.c = c,
		.err = err,
		.how = bw_cli_word(d->cli, "deal.fact") };
	const struct bw_deal_step *s = &d->step[0];
	struct bw_reach *before = NULL;

	t.rc = bw_law_open(c, d->cli, err);
	if (t.rc == 0)
		t.rc = bw_reach_new(
		    &before, &d->net, NULL, (struct bw_reach_rule){ 0 }, err);
	tell_question(&t);
	tell(&t, "deal.kind",
	    s->votes > 0 || s->capital > 0 ? BW_STR("shares")
					   : BW_STR("other"));
	told_concert(&t);
	tell_votes(&t, before, false);
	tell_votes(&t, d->reach, true);
	tell_buyer(&t);
	tell_target(&t);
	bw_reach_free(before);
	if (t.rc == 0)
		t.rc = bw_law_facts(c, NULL, err);
	return t.rc != 0 ? t.rc : bw_law_run(c, err);
}

/* Once, for the answer and for the draft. */
int
bw_deal_law(struct bw_deal_run *d, struct bw_law_case **c, struct bw_err *err)
{
	struct bw_law_case *law = d->law;
	int rc;

	if (law == NULL) {
		law = BW_ARENA_NEW(&d->cli->arena, struct bw_law_case);
		if (law == NULL)
			return bw_fail(err, BW_ENOMEM, "no memory for a case");
		if ((rc = decide(d, law, err)) != 0)
			return rc;
		d->law = law;
	}
	*c = law;
	return 0;
}

/* "kvk:12345678, lei:...", of a party in the world. */
static struct bw_str
identifiers(struct bw_deal_run *d, uint32_t party, struct bw_err *err)
{
	struct bw_arena *a = &d->cli->arena;
	struct bw_party_facts f;
	struct bw_str s = BW_STR("");

	if (party >= d->v->n_party ||
	    bw_view_party_facts(d->v, party, a, &f, err) != 0)
		return s;
	for (size_t i = 0; i < f.n_id; i++)
		if (!bw_str_eq(f.id[i].scheme, BW_STR("record")))
			s = bw_arena_fmt(a, "%.*s%s%.*s:%.*s", BW_ARG(s),
			    s.n > 0 ? ", " : "", BW_ARG(f.id[i].scheme),
			    BW_ARG(f.id[i].value));
	return s;
}

static struct bw_str
steps_in_words(struct bw_deal_run *d)
{
	struct bw_arena *a = &d->cli->arena;
	struct bw_str all = BW_STR("");

	for (size_t i = 0; i < d->text.n; i++) {
		const struct bw_deal_step *s = &d->step[i];
		struct bw_share votes = bw_share_exact(s->votes);
		struct bw_share capital = bw_share_exact(s->capital);
		const struct bw_fill fill[] = {
			{ "buyer", bw_text_same(bw_deal_name(d, s->buyer)) },
			{ "target", bw_text_same(bw_deal_name(d, s->target)) },
			{ "votes", bw_text_same(bw_cli_share(d->cli, votes)) },
			{ "capital",
			    bw_text_same(bw_cli_share(d->cli, capital)) },
		};
		struct bw_text t =
		    bw_text_fill(a, "law.draft.step", fill, BW_LEN(fill));

		all = bw_arena_fmt(a, "%.*s%s%.*s", BW_ARG(all),
		    i > 0 ? " " : "", BW_ARG(t.in[d->cli->lang]));
	}
	return all;
}

#define NAMED 20 /* in a list of a draft */

static struct bw_str
more(struct bw_deal_run *d, struct bw_str all, uint32_t party, size_t i)
{
	return i >= NAMED
	    ? all
	    : bw_arena_fmt(&d->cli->arena, "%.*s%s%.*s", BW_ARG(all),
		  i > 0 ? "; " : "", BW_ARG(bw_deal_name(d, party)));
}

/* What the target certainly controls. */
static struct bw_str
subsidiaries(struct bw_deal_run *d, struct bw_err *err)
{
	struct bw_str all = BW_STR("");
	const uint32_t *list;
	size_t n;

	if (bw_reach_set(d->reach, &d->step[0].target, 1, BW_CERTAIN, &list, &n,
		err) != 0)
		return all;
	for (size_t i = 0; i < n; i++)
		all = more(d, all, list[i], i);
	return all;
}

/* Everybody above the buyer. */
static struct bw_str
owners(struct bw_deal_run *d, struct bw_err *err)
{
	struct bw_str all = BW_STR("");
	struct bw_solver *s = NULL;
	const struct bw_part *list;
	size_t n;

	if (bw_solver_new(&s, &d->net, &d->patch, BW_CAPITAL, err) == 0 &&
	    bw_part_up(s, d->step[0].buyer, BW_INTEGRATED, &list, &n, err) == 0)
		for (size_t i = 0; i < n; i++)
			all = more(d, all, list[i].party, i);
	bw_solver_free(s);
	return all;
}

int
bw_deal_draft(struct bw_deal_run *d, const char *path, struct bw_err *err)
{
	const struct bw_deal_step *s = &d->step[0];
	struct bw_law_case *c = NULL;
	struct bw_out file = { 0 }, *out = &d->cli->out;
	bool to_stdout = strcmp(path, "-") == 0;
	int rc = bw_deal_law(d, &c, err), rc_out;
	struct bw_law_known known[] = {
		{ "acquirer.name", bw_deal_name(d, s->buyer) },
		{ "acquirer.identifiers", identifiers(d, s->buyer, err) },
		{ "target.name", bw_deal_name(d, s->target) },
		{ "target.identifiers", identifiers(d, s->target, err) },
		{ "acquirer.owners", owners(d, err) },
		{ "target.subsidiaries", subsidiaries(d, err) },
		{ "deal.steps", steps_in_words(d) },
	};

	if (rc == 0 && !to_stdout) {
		rc = bw_out_file(&file, path, err);
		out = &file;
	}
	if (rc == 0)
		rc = bw_law_draft(c, out, known, BW_LEN(known), err);
	if (to_stdout)
		return rc;
	rc_out = bw_out_finish(&file, rc == 0 ? err : NULL);
	bw_out_release(&file);
	return rc != 0 ? rc : rc_out;
}
