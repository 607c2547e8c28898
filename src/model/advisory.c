/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * advisory.c - what statuses, speakers and ratings are called, and whether
 * a new revision says anything that matters.
 *
 * CSAF 2.1 asks of a matching system that a newer revision does not alert
 * again when the remedy did not change. So the digest leaves out what editors
 * change all the time (titles, dates, revision numbers, addresses) and takes
 * in what an answer can hang on. It is XXH3 over the values, with their
 * lengths, in the order of the document: it needs no memory.
 */
#include "model/advisory.h"
#include "base/map.h"

static const char *
one_of(const char *const *name, size_t n, unsigned i)
{
	return i < n ? name[i] : "unknown";
}

const char *
bw_claim_status_name(unsigned status)
{
	static const char *const name[] = { "affected", "not-affected", "fixed",
		"investigating", "unknown" };

	return one_of(name, BW_LEN(name), status);
}

const char *
bw_speaker_name(unsigned speaker)
{
	static const char *const name[] = { "unknown", "vendor", "distribution",
		"upstream", "coordinator", "enricher", "own" };

	return one_of(name, BW_LEN(name), speaker);
}

const char *
bw_rating_name(unsigned kind)
{
	static const char *const name[] = { "cvss", "ssvc", "epss", "exploited",
		"severity", "urgency", "chance", "damage" };

	return one_of(name, BW_LEN(name), kind);
}

static void
number(uint64_t *h, uint64_t v)
{
	*h = (*h ^ v) * 0x9e3779b97f4a7c15u;
	*h ^= *h >> 29;
}

static void
text(uint64_t *h, struct bw_str s)
{
	number(h, s.n);
	number(h, s.n == 0 ? 0 : bw_hash(s));
}

static void
keys(uint64_t *h, const struct bw_key *key, size_t n)
{
	number(h, n);
	for (size_t i = 0; i < n; i++) {
		text(h, key[i].scheme);
		text(h, key[i].value);
	}
}

static void
vulnerability(uint64_t *h, const struct bw_adv_vuln *v)
{
	text(h, v->name);
	number(h, v->n_alias);
	for (size_t i = 0; i < v->n_alias; i++)
		text(h, v->alias[i]);
	number(h, v->n_rating);
	for (size_t i = 0; i < v->n_rating; i++) {
		number(h, v->rating[i].kind);
		text(h, v->rating[i].value);
		text(h, v->rating[i].extra);
		text(h, v->rating[i].by);
	}
	number(h, v->n_node);
	for (size_t i = 0; i < v->n_node; i++) {
		const struct bw_adv_node *n = &v->node[i];

		number(h,
		    n->op | (n->negate ? 256u : 0u) |
			(n->vulnerable ? 512u : 0u));
		number(h, n->product);
		number(h, n->n);
	}
}

static void
product(uint64_t *h, const struct bw_adv_product *p)
{
	text(h, p->vendor);
	text(h, p->name);
	text(h, p->ecosystem);
	keys(h, p->key, p->n_key);
	number(h, p->versions.form);
	text(h, p->versions.scheme);
	text(h, p->versions.text);
	number(h, p->on);
}

uint64_t
bw_advisory_digest(const struct bw_advisory_rec *r)
{
	uint64_t h = 0;

	keys(&h, &r->key, 1);
	text(&h, r->publisher);
	number(&h, r->speaker);
	number(&h, r->state);
	number(&h, r->n_vuln);
	for (size_t i = 0; i < r->n_vuln; i++)
		vulnerability(&h, &r->vuln[i]);
	number(&h, r->n_product);
	for (size_t i = 0; i < r->n_product; i++)
		product(&h, &r->product[i]);
	number(&h, r->n_claim);
	for (size_t i = 0; i < r->n_claim; i++) {
		const struct bw_claim *c = &r->claim[i];

		number(&h, (uint64_t)c->vuln << 32 | c->product);
		number(&h, c->status | (uint64_t)c->flags << 8);
		text(&h, c->reason);
		text(&h, c->remedy);
	}
	return h;
}
