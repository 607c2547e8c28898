/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_speak.c - names, shares, stakes and chains in words.
 *
 * Every sentence comes from content/words/ownership.yaml; here its places
 * are filled, in both languages at once. Shares are printed exactly, with the
 * decimal sign of the language.
 */
#include "ownership/ownership_speak.h"
#include "model/ref.h"

void
speak_nomem(struct speak *s)
{
	if (s->rc == 0)
		s->rc = bw_fail(
		    s->err, BW_ENOMEM, "no memory for the findings on owners");
}

struct bw_text
speak_fill(
    struct speak *s, const char *key, const struct bw_fill *fill, size_t n)
{
	struct bw_text t = bw_text_fill(s->a, key, fill, n);

	for (size_t i = 0; i < BW_LANGS; i++)
		if (t.in[i].p == NULL)
			speak_nomem(s);
	return t;
}

static struct bw_str
keep(struct speak *s, struct bw_buf *b)
{
	struct bw_str kept = { 0 };

	if (!b->failed)
		kept = bw_arena_dup(s->a, bw_buf_get(b));
	if (kept.p == NULL)
		speak_nomem(s);
	bw_buf_clear(b);
	return kept;
}

struct bw_text
speak_name(struct speak *s, uint32_t node)
{
	struct bw_str name;

	if (node >= s->cone->n)
		return bw_text("ownership.rest-name");
	name = bw_view_name(s->v, party_of(s, node));
	return name.n > 0 ? bw_text_same(name) : bw_text("ownership.no-name");
}

struct bw_text
speak_country(struct speak *s, uint16_t code)
{
	char two[2] = { (char)(code >> 8), (char)(code & 0xff) };
	const struct bw_ref_item *item;
	struct bw_str kept;

	if (code == 0)
		return bw_text("ownership.country-unknown");
	item = bw_ref_country((struct bw_str){ two, 2 });
	if (item != NULL)
		return item->name;
	kept = bw_arena_dup(s->a, (struct bw_str){ two, 2 });
	if (kept.p == NULL)
		speak_nomem(s);
	return bw_text_same(kept);
}

static char
decimal(size_t lang)
{
	return lang == BW_NL ? ',' : '.';
}

struct bw_text
speak_share(struct speak *s, struct bw_share share)
{
	struct bw_buf b = { 0 };
	struct bw_text t;

	for (size_t i = 0; i < BW_LANGS; i++) {
		bw_share_print(&b, share, decimal(i));
		t.in[i] = keep(s, &b);
	}
	bw_buf_release(&b);
	return t;
}

/* A sum can be above 100 %; then it is printed as it is. */
struct bw_text
speak_sum(struct speak *s, struct bw_sum sum)
{
	struct bw_buf b = { 0 };
	struct bw_text t;

	for (size_t i = 0; i < BW_LANGS; i++) {
		bw_sum_print(&b, sum, decimal(i));
		t.in[i] = keep(s, &b);
	}
	bw_buf_release(&b);
	return t;
}

struct bw_text
speak_number(struct speak *s, size_t n)
{
	struct bw_str kept = bw_arena_fmt(s->a, "%zu", n);

	if (kept.p == NULL)
		speak_nomem(s);
	return bw_text_same(kept);
}

struct bw_text
speak_join(struct speak *s, const struct bw_text *part, size_t n,
    const char *between, const char *last)
{
	struct bw_buf b = { 0 };
	struct bw_text t;

	for (size_t i = 0; i < BW_LANGS; i++) {
		for (size_t k = 0; k < n; k++) {
			if (k > 0 && k + 1 == n && last != NULL)
				bw_buf_fmt(&b, " %.*s ",
				    BW_ARG(bw_word((enum bw_lang)i, last)));
			else if (k > 0)
				bw_buf_z(&b, between);
			bw_buf_str(&b, part[k].in[i]);
		}
		t.in[i] = keep(s, &b);
	}
	bw_buf_release(&b);
	return t;
}

/* A company can have thousands of owners, and nobody reads a sentence that
 * names them all: so many are named, the others counted. The evidence of the
 * finding has every one. */
#define TOLD_MOST 12u

static size_t
told(size_t n)
{
	return n <= TOLD_MOST ? n : TOLD_MOST - 1;
}

static struct bw_text
others(struct speak *s, const char *key, size_t n)
{
	struct bw_str text = bw_arena_fmt(s->a, "%zu", n);

	return FILL(s, key, { "n", bw_text_same(text) });
}

struct bw_text
speak_names(struct speak *s, const uint32_t *node, size_t n)
{
	struct bw_text name[TOLD_MOST];
	size_t k = 0;

	for (; k < told(n); k++)
		name[k] = speak_name(s, node[k]);
	if (k < n)
		name[k++] = others(s, "ownership.others", n - told(n));
	return speak_join(s, name, k, ", ", "ownership.and");
}

static const char *const stake_key[BW_NATURES] = {
	[BW_NATURE_SHARES] = "ownership.stake.shares",
	[BW_NATURE_CAPITAL] = "ownership.stake.capital",
	[BW_NATURE_VOTES] = "ownership.stake.votes",
	[BW_NATURE_BOARD] = "ownership.stake.board",
	[BW_NATURE_VETO] = "ownership.stake.veto",
	[BW_NATURE_CONTRACT] = "ownership.stake.contract",
	[BW_NATURE_NOMINEE] = "ownership.stake.nominee",
	[BW_NATURE_GENERAL_PARTNER] = "ownership.stake.general-partner",
	[BW_NATURE_OTHER] = "ownership.stake.other",
	[BW_NATURE_CONSOLIDATION] = "ownership.stake.consolidation",
	[BW_NATURE_TRUST_ROLE] = "ownership.stake.trust-role",
	[BW_NATURE_ECONOMIC] = "ownership.stake.economic",
	[BW_NATURE_MANAGES] = "ownership.stake.manages",
};

/* Holder and company in words; `told` is false when no share is known. */
static struct bw_text
say_stake(struct speak *s, const struct bw_link *k, unsigned nature, bool told,
    struct bw_share share, bool indirect)
{
	bool votes = nature == BW_NATURE_SHARES ||
	    nature == BW_NATURE_CAPITAL || nature == BW_NATURE_VOTES;
	const char *key = stake_key[nature];

	if (votes && !told)
		key = "ownership.stake.no-share";
	else if (votes && k->holder == k->company)
		key = "ownership.stake.treasury";
	else if (votes && indirect)
		key = "ownership.stake.indirect";
	else if (nature == BW_NATURE_BOARD && told)
		key = "ownership.stake.board-part";
	return FILL(s, key, { "holder", speak_name(s, k->holder) },
	    { "company", speak_name(s, k->company) },
	    { "share", speak_share(s, share) });
}

struct bw_text
speak_link(struct speak *s, uint32_t link)
{
	const struct bw_link *k;
	struct bw_text t;
	bool told;

	if (link >= s->cone->n_link) {
		const struct bw_edge *e = &s->up.edge[link];

		return FILL(s,
		    e->votes.hi == BW_ONE ? "ownership.stake.rest-all"
					  : "ownership.stake.rest",
		    { "company", speak_name(s, e->company) },
		    { "share", speak_share(s, bw_share_exact(e->votes.hi)) });
	}
	k = &s->cone->link[link];
	told = k->has_votes && !bw_share_same(k->votes, bw_share_unknown());
	t = say_stake(s, k, k->nature, told, k->votes,
	    (k->marks & BW_LINK_INDIRECT) != 0);
	if (k->marks & BW_LINK_ASSUMED)
		t = FILL(s, "ownership.assumed", { "text", t });
	return t;
}

struct bw_text
speak_chain(struct speak *s, const struct links *links)
{
	struct bw_text part[TOLD_MOST];
	size_t k = 0;

	for (; k < told(links->n); k++)
		part[k] = speak_link(s, links->v[k]);
	if (k < links->n)
		part[k++] = others(
		    s, "ownership.more-stakes", links->n - told(links->n));
	return speak_join(s, part, k, "; ", NULL);
}

struct bw_finding *
speak_add(struct speak *s, const char *id, enum bw_level level,
    enum bw_certainty certainty)
{
	struct bw_finding *f;

	if (s->rc < 0)
		return NULL;
	f = bw_finding_add(s->out, id);
	if (f == NULL) {
		speak_nomem(s);
		return NULL;
	}
	f->pillar = BW_OWNERSHIP;
	f->level = level;
	f->certainty = certainty;
	f->subject = party_of(s, s->y);
	return f;
}

void
speak_todo(struct bw_finding *f, struct bw_text todo, const char *who_key)
{
	f->todo = todo;
	f->who = bw_text(who_key);
}

void
speak_evidence(struct speak *s, struct bw_finding *f, const struct links *links)
{
	for (size_t i = 0; i < links->n && s->rc == 0; i++) {
		const struct bw_link *k;

		if (links->v[i] >= s->cone->n_link)
			continue; /* what nobody tells has no source */
		k = &s->cone->link[links->v[i]];
		for (size_t j = 0; j < k->n_stake && s->rc == 0; j++) {
			uint32_t stake = k->stake[j];
			struct bw_evidence e = { 0 };

			s->rc = bw_view_stake_place(
			    s->v, stake, s->a, &e, NULL, s->err);
			e.says = say_stake(s, k, s->v->nature[stake],
			    !(s->v->flags[stake] & BW_STAKE_NO_SHARE),
			    bw_view_share(s->v, stake),
			    (s->v->flags[stake] & BW_STAKE_INDIRECT) != 0);
			if (s->rc == 0 && !bw_vec_push(&f->evidence, e))
				speak_nomem(s);
		}
	}
}

void
speak_basis(
    struct speak *s, struct bw_finding *f, const char *says, const char *cite)
{
	struct bw_basis b = { bw_text(says), bw_word(BW_EN, cite) };

	if (!bw_vec_push(&f->basis, b))
		speak_nomem(s);
}

void
speak_settle(struct speak *s, struct bw_finding *f, struct bw_text says)
{
	if (!bw_vec_push(&f->settle, says))
		speak_nomem(s);
}
