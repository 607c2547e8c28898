/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyber_load_sense.c - no number of world.bwk.cyber leads outside.
 *
 * Loops have no exit but the end, so that the compiler makes vectors of them:
 * a hundred million numbers are looked at in a tenth of a second. Enumerations
 * and truth values are looked at as bytes, because an object that is neither
 * true nor false may not be read as one.
 */
#include "cyber/cyber_load_priv.h"

/* Is what lies there one of `most` values? 1 or 0. */
static unsigned
byte(const void *at, unsigned most)
{
	return *(const uint8_t *)at < most;
}

/* Missing, or one of them. */
static unsigned
maybe(uint32_t id, uint64_t n)
{
	return (id == BW_NONE) | (id < n);
}

static bool
table(const struct bw_intern *t, uint64_t slots, uint64_t bytes)
{
	uint64_t used = 0;
	bool good = bw_kept_rises64(t->start, t->n, bytes);

	for (uint64_t i = 0; i < slots; i++) {
		bool taken = t->slot[i].hash != 0;

		used += taken;
		good &= !taken | (t->slot[i].id < t->n);
	}
	/* A probe ends at a free slot. */
	return good && (slots == 0 ? t->n == 0 : used < slots);
}

/* ---- claims ---- */

static bool
rules(const struct bw_claims *c)
{
	uint64_t texts = c->texts.n;
	bool good = true;

	for (uint32_t i = 0; i < c->n_rule; i++) {
		const struct bw_rule *r = &c->rule[i];

		good &= (r->name < c->names.n) & (r->problem < c->problems.n) &
		    (r->advisory < c->n_advisory) & (r->claim < c->n_claim) &
		    maybe(r->range, c->n_range) & maybe(r->where, c->n_where) &
		    maybe(r->qualifiers, texts) & maybe(r->reason, texts) &
		    maybe(r->remedy, texts) & maybe(r->versions, texts) &
		    byte(&r->status, BW_CLAIM_UNKNOWN + 1) &
		    byte(&r->sure, BW_SURE_SIMILAR + 1) &
		    byte(&r->form, BW_RULE_VERSION + 1);
	}
	return good && bw_kept_rises32(c->at, c->names.n, c->n_rule);
}

static bool
spoken(const struct bw_claims *c)
{
	uint64_t texts = c->texts.n;
	bool good = true;

	for (uint32_t i = 0; i < c->n_advisory; i++) {
		const struct bw_spoken *s = &c->advisory[i];

		good &= maybe(s->scheme, texts) & maybe(s->ref, texts) &
		    maybe(s->publisher, texts) & maybe(s->version, texts) &
		    maybe(s->title, texts) & maybe(s->url, texts) &
		    byte(&s->speaker, BW_SPEAKER_OWN + 1) &
		    byte(&s->state, BW_ADV_WITHDRAWN + 1) &
		    ((uint64_t)s->first + s->n <= c->n_rule);
	}
	return good && bw_kept_below(c->by_advisory, c->n_rule, c->n_rule);
}

#define DEEPEST 80 /* more than what is read; a walk goes down so far */

static bool
node(const struct bw_claims *c, const struct bw_where *w, uint64_t left)
{
	return byte(&w->op, BW_ADV_OR + 1) && byte(&w->negate, 2) &&
	    byte(&w->itself, 2) && byte(&w->form, BW_RULE_VERSION + 1) &&
	    maybe(w->range, c->n_range) && w->size > 0 && w->size <= left &&
	    (w->op != BW_ADV_LEAF ||
		(w->size == 1 && (uint64_t)w->first + w->n <= c->n_where_name));
}

/* Children lie within their parent, as many as it says, and not too deep. */
static bool
trees(const struct bw_claims *c)
{
	struct {
		uint32_t end, children;
	} up[DEEPEST];
	unsigned deep = 0;

	for (uint32_t i = 0; i < c->n_where; i++) {
		const struct bw_where *w = &c->where[i];
		uint32_t end = deep > 0 ? up[deep - 1].end : c->n_where;

		if (!node(c, w, end - i) ||
		    (deep > 0 && up[deep - 1].children-- == 0))
			return false;
		if (w->op != BW_ADV_LEAF) {
			if (deep == DEEPEST)
				return false;
			up[deep].end = i + w->size;
			up[deep++].children = w->n;
		}
		while (deep > 0 && up[deep - 1].end == i + 1)
			if (up[--deep].children != 0)
				return false;
	}
	return deep == 0 &&
	    bw_kept_below(c->where_name, c->n_where_name, c->names.n);
}

static bool
ratings(const struct bw_claims *c)
{
	uint64_t texts = c->texts.n;
	bool good = true;

	for (uint64_t i = 0; i < c->n_rating; i++) {
		const struct bw_problem_rating *r = &c->rating[i];

		good &= (r->problem < c->problems.n) &
		    maybe(r->advisory, c->n_advisory) &
		    byte(&r->kind, BW_RATING_DAMAGE + 1) &
		    maybe(r->value, texts) & maybe(r->extra, texts) &
		    maybe(r->by, texts);
	}
	for (uint64_t i = 0; i < c->n_alias; i++)
		good &= (c->alias[i].name < c->aliases.n) &
		    maybe(c->alias[i].problem, c->problems.n) &
		    maybe(c->alias[i].user, c->n_advisory) &
		    byte(&c->alias[i].alone, 2);
	return good &&
	    bw_kept_rises32(c->rating_at, c->problems.n, c->n_rating);
}

/* ---- inventories ---- */

static bool
packages(const struct bw_estate *e)
{
	uint64_t texts = e->texts.n;
	bool good = true;

	for (uint32_t i = 0; i < e->n_package; i++) {
		const struct bw_package *p = &e->package[i];

		good &= ((uint64_t)p->name + p->n_name <= e->n_name) &
		    maybe(p->version, texts) & maybe(p->upstream, texts) &
		    maybe(p->label, texts) & maybe(p->qualifiers, texts) &
		    maybe(p->release, texts) & byte(&p->scheme, BW_SCHEMES) &
		    byte(&p->distro, 2);
	}
	for (uint32_t i = 0; i < e->n_name; i++)
		good &= (e->name[i].name < e->names.n) &
		    byte(&e->name[i].sure, BW_SURE_SIMILAR + 1);
	return good;
}

static bool
hosts(const struct bw_estate *e, const struct cyber_host *host)
{
	bool good = true;

	for (uint32_t i = 0; i < e->n_host; i++) {
		good &= byte(&e->host_system[i], 2);
		for (int k = 0; k < 4; k++)
			good &= maybe(host[i].text[k], e->texts.n);
	}
	return good;
}

bool
cyber_kept_sense(const struct cyber_kept *k, unsigned which)
{
	const struct bw_claims *c = &k->c.claims;
	const struct bw_estate *e = &k->c.estate;
	const struct cyber_counts *n = &k->n;
	const struct bw_intern *t[CYBER_TABLES] = { &c->names, &c->problems,
		&c->texts, &c->aliases, &e->names, &e->texts };

	switch (which) {
	case 0:
		return bw_kept_rises64(e->host_at, e->n_host, n->on_host) &&
		    bw_kept_below(e->on_host, n->on_host, e->n_package);
	case 1:
		return bw_kept_rises64(e->where_at, e->n_package, n->on_host) &&
		    bw_kept_below(e->where, n->on_host, e->n_host);
	case 2:
		return bw_kept_rises64(e->called_at, e->names.n, n->called) &&
		    bw_kept_below(e->called, n->called, e->n_package);
	case 3:
		return packages(e) && hosts(e, k->host);
	case 4:
		return rules(c);
	case 5:
		return spoken(c) && trees(c) && ratings(c) &&
		    bw_kept_rises64(k->ranges.at, n->range, n->range_bytes);
	default:
		which -= CYBER_SENSES - CYBER_TABLES;
		return table(
		    t[which], n->table[which].slots, n->table[which].bytes);
	}
}
