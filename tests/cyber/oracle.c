/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * oracle.c - the rules of matching, word for word, over everything there is.
 */
#include "oracle.h"

const char *const oracle_scheme[] = { "osv", "csaf", "cve", "nvd", "openvex",
	"cyclonedx" };
const char *const oracle_name[NAMES] = { "CVE-2026-1", "CVE-2026-2",
	"CVE-2026-3", "A-1", "A-2", "GHSA-1", "GHSA-2" };

/* ---- which problems an entry is about ---- */

typedef unsigned names; /* a set, a bit a name */
#define CVE_NAMES ((1u << CVES) - 1)

static names
names_of(const struct said_vuln *v)
{
	names n = 0;

	for (unsigned i = 0; i < v->n_name; i++)
		n |= 1u << v->name[i];
	return n;
}

/* The CVEs beside which a name stands in an entry with one CVE. */
static names
means(const struct oracle_world *w, names name)
{
	names out = 0;

	for (unsigned a = 0; a < ADVISORIES; a++)
		for (unsigned v = 0; v < w->said[a].n_vuln; v++) {
			names n = names_of(&w->said[a].vuln[v]);

			if (!w->said[a].withdrawn && (n & name) != 0 &&
			    __builtin_popcount(n & CVE_NAMES) == 1)
				out |= n & CVE_NAMES;
		}
	return out;
}

/* All names that entries without a CVE join with these. */
static names
joined(const struct oracle_world *w, names n)
{
	for (unsigned again = 0; again < NAMES; again++)
		for (unsigned a = 0; a < ADVISORIES; a++)
			for (unsigned v = 0; v < w->said[a].n_vuln; v++) {
				names k = names_of(&w->said[a].vuln[v]);

				if (!w->said[a].withdrawn && (n & k) != 0 &&
				    (k & CVE_NAMES) == 0)
					n |= k;
			}
	return n;
}

static bool
is_about(
    const struct oracle_world *w, const struct said_vuln *v, unsigned problem)
{
	names n = names_of(v), cves = n & CVE_NAMES;

	if (cves == 0)
		cves = means(w, n);
	if (cves == 0) /* called by the first; names are in that order */
		cves = n == 0 ? 0 : 1u << __builtin_ctz(joined(w, n));
	return (cves >> problem & 1) != 0;
}

/* ---- does a product mean a component? ---- */

#define APART (BW_SURE_SIMILAR + 1)

static bool
has_cpe(const struct thing *t)
{
	return t->kind == CPE || t->kind == NPM_CPE;
}

static bool
has_npm(const struct thing *t)
{
	return t->kind == NPM || t->kind == NPM_CPE;
}

static bool
in_words(const struct thing *t)
{
	return t->kind == WORDS || t->kind == ALONE;
}

static unsigned
meet(const struct thing *said, const struct thing *here)
{
	if (said->product != here->product)
		return APART;
	if ((has_cpe(said) && has_cpe(here)) ||
	    (has_npm(said) && has_npm(here)))
		return BW_SURE_EXACT;
	if (said->kind == DEB && here->kind == DEB)
		return said->release == 0 || here->release == 0 ||
			said->release == here->release
		    ? BW_SURE_EXACT
		    : APART;
	if (!in_words(said) || !in_words(here))
		return APART;
	if (said->kind == ALONE || here->kind == ALONE)
		return BW_SURE_SIMILAR;
	return said->vendor == here->vendor ? BW_SURE_DERIVED : APART;
}

/* ---- is its version meant? ---- */

struct view {
	unsigned says, why;
};

static enum bw_inside
inside(const struct said_product *p, unsigned version, unsigned *why)
{
	bool in;

	*why = BW_WHY_UNREAD;
	if (p->form == UNREAD)
		return BW_INSIDE_UNKNOWN;
	*why = BW_WHY_ALL_VERSIONS;
	if (p->form == ALL)
		return BW_INSIDE_YES;
	*why = version == 0 ? BW_WHY_NO_VERSION : BW_WHY_NO_ORDER;
	if (version == 0 || version == ODD)
		return BW_INSIDE_UNKNOWN;
	in = p->form == ONE ? version == p->hi
			    : version >= p->lo && version < p->hi;
	*why = in ? BW_WHY_IN_RANGE : BW_WHY_OUTSIDE;
	return in ? BW_INSIDE_YES : BW_INSIDE_NO;
}

/* ---- does it run where it must? ---- */

/* A list of packages lists packages; one that tells its system lists all. */
static bool
would_be_listed(
    const struct oracle_world *w, unsigned host, const struct thing *t)
{
	for (unsigned c = 0; c < COMPONENTS; c++)
		if (w->on_host[host][c] && w->component[c].system)
			return true;
	return !in_words(t);
}

static enum bw_inside
runs(const struct oracle_world *w, unsigned host, const struct said_product *p)
{
	bool doubt = false, other = false;

	for (unsigned c = 0; c < COMPONENTS; c++) {
		unsigned sure = meet(&p->thing, &w->component[c].thing), why;
		enum bw_inside in = inside(p, w->component[c].version, &why);

		if (!w->on_host[host][c] || sure == APART)
			continue;
		if (sure < BW_SURE_SIMILAR && in == BW_INSIDE_YES)
			return BW_INSIDE_YES;
		if (in == BW_INSIDE_NO)
			other = other || sure < BW_SURE_SIMILAR;
		else
			doubt = true;
	}
	if (doubt)
		return BW_INSIDE_UNKNOWN;
	return other || would_be_listed(w, host, &p->thing) ? BW_INSIDE_NO
							    : BW_INSIDE_UNKNOWN;
}

static enum bw_inside
turned(enum bw_inside in, bool negate)
{
	if (!negate || in == BW_INSIDE_UNKNOWN)
		return in;
	return in == BW_INSIDE_YES ? BW_INSIDE_NO : BW_INSIDE_YES;
}

static enum bw_inside
tree(const struct oracle_world *w, unsigned host, const struct said *s,
    const struct said_node **at)
{
	const struct said_node *n = (*at)++;
	enum bw_inside a, b, out;

	if (n->op == BW_ADV_LEAF)
		return turned(
		    runs(w, host, &s->product[n->product]), n->negate);
	a = tree(w, host, s, at);
	b = tree(w, host, s, at);
	out = n->op == BW_ADV_AND ? BW_INSIDE_NO : BW_INSIDE_YES;
	if (a != out && b != out)
		out = a == b ? a : BW_INSIDE_UNKNOWN;
	return turned(out, n->negate);
}

static enum bw_inside
where(const struct oracle_world *w, unsigned host, const struct said *s,
    const struct said_claim *c)
{
	const struct said_vuln *v = &s->vuln[c->vuln];
	const struct said_node *at = v->node;
	int on = s->product[c->product].on;

	if (v->n_node > 0)
		return tree(w, host, s, &at);
	return on < 0 ? BW_INSIDE_YES : runs(w, host, &s->product[on]);
}

/* ---- what one claim says ---- */

struct asked {
	const struct oracle_world *w;
	const struct bw_precedence *p;
	const struct said *s;
	const struct component *c;
	unsigned host, problem;
	bool told_affected, named;
};

static struct view
of_fixed(const struct asked *q, unsigned fixed)
{
	unsigned v = q->c->version;
	bool more = !q->told_affected &&
	    (q->s->speaker == BW_SPEAKER_VENDOR ||
		q->s->speaker == BW_SPEAKER_DISTRIBUTION);

	if (v == 0 || v == ODD)
		return (struct view){ more ? BW_SAYS_UNKNOWN : BW_SAYS_NOTHING,
			v == 0 ? BW_WHY_NO_VERSION : BW_WHY_NO_ORDER };
	if (v >= fixed)
		return (struct view){ BW_SAYS_NOT, BW_WHY_FIXED };
	return (struct view){ more ? BW_SAYS_AFFECTED : BW_SAYS_NOTHING,
		BW_WHY_BEFORE_FIX };
}

static struct view
of_version(const struct asked *q, const struct said_claim *c)
{
	const struct said_product *p = &q->s->product[c->product];
	const char *scheme = oracle_scheme[q->s->scheme];
	enum bw_inside in;
	unsigned why;

	if (c->status == BW_CLAIM_FIXED && p->form == ONE)
		return of_fixed(q, p->hi);
	in = inside(p, q->c->version, &why);
	if (c->otherwise)
		why = BW_WHY_DEFAULT;
	if (c->status == BW_CLAIM_AFFECTED && in == BW_INSIDE_NO)
		return (
		    struct view){ bw_precedence_outside(q->p, bw_str_of(scheme))
			    ? BW_SAYS_NOT
			    : BW_SAYS_NOTHING,
			BW_WHY_OUTSIDE };
	if (c->status == BW_CLAIM_AFFECTED)
		return (struct view){ in == BW_INSIDE_YES ? BW_SAYS_AFFECTED
							  : BW_SAYS_UNKNOWN,
			why };
	if (in != BW_INSIDE_YES)
		return (struct view){ BW_SAYS_NOTHING, why };
	if (c->status == BW_CLAIM_NOT_AFFECTED)
		return (struct view){ BW_SAYS_NOT,
			c->otherwise ? BW_WHY_DEFAULT : BW_WHY_NOT_AFFECTED };
	if (c->status == BW_CLAIM_FIXED)
		return (struct view){ BW_SAYS_NOT, BW_WHY_FIXED };
	if (c->status == BW_CLAIM_UNKNOWN && c->otherwise)
		return (struct view){ BW_SAYS_NOTHING, why };
	return (struct view){ BW_SAYS_UNKNOWN, BW_WHY_INVESTIGATING };
}

static struct view
of_claim(struct asked *q, const struct said_claim *c, unsigned sure)
{
	const struct said_product *p = &q->s->product[c->product];
	struct view v = of_version(q, c);
	enum bw_inside here;

	if (v.says == BW_SAYS_NOTHING)
		return v;
	if (v.why != BW_WHY_OUTSIDE) {
		q->named = true;
		here = where(q->w, q->host, q->s, c);
		if (here != BW_INSIDE_YES && v.says == BW_SAYS_NOT)
			return (struct view){ BW_SAYS_NOTHING, 0 };
		if (here == BW_INSIDE_NO)
			v = (struct view){ BW_SAYS_NOT, BW_WHY_ELSEWHERE };
		if (here == BW_INSIDE_UNKNOWN)
			v = (struct view){ BW_SAYS_UNKNOWN, BW_WHY_CONTEXT };
	}
	if (sure == BW_SURE_SIMILAR)
		return (struct view){ v.says == BW_SAYS_NOT ? BW_SAYS_NOTHING
							    : BW_SAYS_UNKNOWN,
			BW_WHY_SIMILAR };
	if (v.says == BW_SAYS_AFFECTED && q->c->thing.kind == DEB &&
	    q->s->speaker != BW_SPEAKER_DISTRIBUTION &&
	    q->s->speaker != BW_SPEAKER_OWN && (p->form == ALL || p->upstream))
		return (struct view){ BW_SAYS_UNKNOWN, BW_WHY_BACKPORT };
	return v;
}

/* ---- what an advisory says, with one voice ---- */

static bool
is_soft(const struct view *v) /* a "no" that is only a silence */
{
	return v->why == BW_WHY_OUTSIDE || v->why == BW_WHY_DEFAULT;
}

static unsigned
weight(const struct view *v)
{
	return v->says == BW_SAYS_AFFECTED ? 1
	    : v->says == BW_SAYS_UNKNOWN   ? 3
	    : is_soft(v)                   ? 4
					   : 2;
}

struct voice {
	struct view view;
	unsigned sure, rank, publisher, modified;
	bool silenced;
};

static bool
speaks_of(const struct asked *q, const struct said_claim *c, unsigned *sure)
{
	*sure = meet(&q->s->product[c->product].thing, &q->c->thing);
	return *sure <= q->w->least &&
	    is_about(q->w, &q->s->vuln[c->vuln], q->problem);
}

static bool
of_advisory(struct asked *q, struct voice *out)
{
	unsigned best = 5, sure;

	q->told_affected = q->named = false;
	for (unsigned i = 0; i < q->s->n_claim; i++)
		if (q->s->claim[i].status == BW_CLAIM_AFFECTED &&
		    speaks_of(q, &q->s->claim[i], &sure))
			q->told_affected = true;
	for (unsigned turn = 0; turn < 2; turn++)
		for (unsigned i = 0; i < q->s->n_claim; i++) {
			const struct said_claim *c = &q->s->claim[i];
			struct view v;

			if (c->otherwise != (turn == 1) ||
			    (turn == 1 && q->named) || !speaks_of(q, c, &sure))
				continue;
			v = of_claim(q, c, sure);
			if (v.says == BW_SAYS_NOTHING || weight(&v) >= best)
				continue;
			best = weight(&v);
			out->view = v;
			out->sure = sure;
		}
	return best < 5;
}

/* ---- the verdict ---- */

static unsigned
hear_all(struct asked *q, struct voice *voice)
{
	unsigned n = 0;

	for (unsigned a = 0; a < ADVISORIES; a++) {
		q->s = &q->w->said[a];
		if (q->s->withdrawn || !of_advisory(q, &voice[n]))
			continue;
		voice[n].rank = bw_precedence_rank(q->p, q->s->speaker,
		    bw_str_of(oracle_scheme[q->s->scheme]));
		voice[n].publisher = q->s->publisher;
		voice[n++].modified = q->s->modified;
	}
	for (unsigned i = 0; i < n; i++)
		for (unsigned k = 0; k < n; k++)
			if (voice[k].rank == voice[i].rank &&
			    voice[k].publisher == voice[i].publisher &&
			    voice[k].modified > voice[i].modified)
				voice[i].silenced = true;
	return n;
}

/* The newest of a rank that says so, or the first told. */
static const struct voice *
says_so(const struct voice *v, unsigned n, unsigned rank, unsigned weigh)
{
	const struct voice *out = NULL;

	for (unsigned i = 0; i < n; i++)
		if (!v[i].silenced && v[i].rank == rank &&
		    weight(&v[i].view) == weigh &&
		    (out == NULL || v[i].modified > out->modified))
			out = &v[i];
	return out;
}

static const struct voice *
soft_no(const struct voice *v, unsigned n, unsigned rank)
{
	const struct voice *out = NULL;

	for (unsigned i = 0; i < n; i++)
		if (!v[i].silenced && v[i].rank == rank &&
		    weight(&v[i].view) == 4 &&
		    (out == NULL ||
			(out->view.why == BW_WHY_OUTSIDE &&
			    v[i].view.why == BW_WHY_DEFAULT) ||
			(out->view.why == v[i].view.why &&
			    v[i].modified > out->modified)))
			out = &v[i];
	return out;
}

static bool
stubborn(unsigned why)
{
	return why == BW_WHY_INVESTIGATING || why == BW_WHY_CONFLICT ||
	    why == BW_WHY_BACKPORT;
}

struct oracle_verdict
oracle_decide(const struct oracle_world *w, const struct bw_precedence *p,
    unsigned host, unsigned component, unsigned problem)
{
	struct asked q = { .w = w,
		.p = p,
		.c = &w->component[component],
		.host = host,
		.problem = problem };
	struct voice v[ADVISORIES] = { 0 };
	unsigned n = hear_all(&q, v);
	struct oracle_verdict out = { 0 };

	for (unsigned rank = 0; rank < BW_NO_VOICE; rank++) {
		const struct voice *yes = says_so(v, n, rank, 1);
		const struct voice *no = says_so(v, n, rank, 2);
		const struct voice *who = yes != NULL ? yes : no;

		if (who == NULL)
			who = soft_no(v, n, rank);
		if (who == NULL && out.says == BW_SAYS_NOTHING)
			who = says_so(v, n, rank, 3);
		if (who == NULL ||
		    (who->view.says == BW_SAYS_NOT &&
			out.says == BW_SAYS_UNKNOWN && stubborn(out.why)))
			continue;
		out = (struct oracle_verdict){ who->view.says, who->view.why,
			who->sure };
		if (yes != NULL && no != NULL) {
			out.says = BW_SAYS_UNKNOWN;
			out.why = BW_WHY_CONFLICT;
		}
		if (out.says != BW_SAYS_UNKNOWN)
			break;
	}
	return out;
}
