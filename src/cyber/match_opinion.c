/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match_opinion.c - what one advisory says of one package and one problem.
 *
 * An advisory speaks with one voice: of its claims on the package the one
 * that counts is chosen (affected before an explicit "not affected", that
 * before doubt, doubt before "other versions are meant"); the others stay in
 * the chain without a say.
 */
#include "cyber/match_priv.h"

struct hearing { /* of one advisory */
	const struct bw_spoken *s;
	bool told_affected; /* it names affected versions at all */
	bool named;         /* a claim speaks of this very version */
};

static struct bw_opinion
opinion(unsigned says, unsigned why)
{
	return (
	    struct bw_opinion){ .says = (uint8_t)says, .why = (uint8_t)why };
}

/* ".el9_2" and ".el8": remedies for another release are none for this one. */
static struct bw_str
release_tag(struct bw_str v)
{
	static const char *const tag[] = { ".el", ".fc", ".amzn", ".azl",
		".module+el" };

	for (size_t i = 0; i < BW_LEN(tag); i++) {
		ptrdiff_t at = bw_str_find(v, bw_str_of(tag[i]));
		size_t end;

		if (at < 0)
			continue;
		end = (size_t)at + strlen(tag[i]);
		while (end < v.n && v.p[end] >= '0' && v.p[end] <= '9')
			end++;
		return bw_str_sub(v, (size_t)at, end - (size_t)at);
	}
	return (struct bw_str){ NULL, 0 };
}

static bool
same_release(struct bw_str a, struct bw_str b)
{
	a = release_tag(a);
	b = release_tag(b);
	return a.n == 0 || b.n == 0 || bw_str_eq(a, b);
}

/* "Fixed in version V": from V on it is, and before V it is affected when the
 * source says no more than that and knows the product (Red Hat's advisories
 * name only what is fixed). */
static struct bw_opinion
fixed_version(
    struct bw_match *m, const struct bw_rule *r, const struct hearing *h)
{
	const struct bw_range *range = bw_claims_range(m->c, r->range);
	const struct bw_constraint *c = &range->alt[0].c[0];
	struct bw_str version = match_version(m, m->package, range->scheme);
	struct bw_str key = match_key(m, range->scheme);
	bool knows = h->s->speaker == BW_SPEAKER_DISTRIBUTION ||
	    h->s->speaker == BW_SPEAKER_VENDOR;

	if (!same_release(bw_claims_text(m->c, r->versions), version))
		return opinion(BW_SAYS_NOTHING, BW_WHY_ELSEWHERE);
	if (version.n > 0 && bw_str_eq(version, c->version))
		return opinion(BW_SAYS_NOT, BW_WHY_FIXED);
	if (c->key.n == 0 || key.n == 0)
		return opinion(h->told_affected || !knows ? BW_SAYS_NOTHING
							  : BW_SAYS_UNKNOWN,
		    version.n == 0 ? BW_WHY_NO_VERSION : BW_WHY_NO_ORDER);
	if (bw_key_compare(range->scheme, key, c->key) != BW_BEFORE)
		return opinion(BW_SAYS_NOT, BW_WHY_FIXED);
	return opinion(
	    h->told_affected || !knows ? BW_SAYS_NOTHING : BW_SAYS_AFFECTED,
	    BW_WHY_BEFORE_FIX);
}

static struct bw_opinion
affected(
    struct bw_match *m, enum bw_inside in, uint8_t why, const struct hearing *h)
{
	if (in == BW_INSIDE_YES)
		return opinion(BW_SAYS_AFFECTED, why);
	if (in == BW_INSIDE_UNKNOWN)
		return opinion(BW_SAYS_UNKNOWN, why);
	return opinion(
	    bw_precedence_outside(m->p, bw_claims_text(m->c, h->s->scheme))
		? BW_SAYS_NOT
		: BW_SAYS_NOTHING,
	    BW_WHY_OUTSIDE);
}

static struct bw_opinion
of_version(struct bw_match *m, const struct bw_rule *r, const struct hearing *h)
{
	uint8_t why;
	enum bw_inside in;

	if (r->status == BW_CLAIM_FIXED && r->form == BW_RULE_VERSION)
		return fixed_version(m, r, h);
	in = match_inside(m, m->package, r->range, r->form, &why);
	if ((r->flags & BW_CLAIM_DEFAULT) != 0)
		why = BW_WHY_DEFAULT;
	if (r->status == BW_CLAIM_AFFECTED)
		return affected(m, in, why, h);
	if (in != BW_INSIDE_YES)
		return opinion(BW_SAYS_NOTHING, why);
	switch (r->status) {
	case BW_CLAIM_NOT_AFFECTED:
		return opinion(BW_SAYS_NOT,
		    why == BW_WHY_DEFAULT ? why : BW_WHY_NOT_AFFECTED);
	case BW_CLAIM_FIXED:
		return opinion(BW_SAYS_NOT, BW_WHY_FIXED);
	case BW_CLAIM_INVESTIGATING:
		return opinion(BW_SAYS_UNKNOWN, BW_WHY_INVESTIGATING);
	default: /* a source that does not know has no say */
		return opinion(
		    why == BW_WHY_DEFAULT ? BW_SAYS_NOTHING : BW_SAYS_UNKNOWN,
		    BW_WHY_INVESTIGATING);
	}
}

/* What must run where: an affected product that does not run there is not
 * affected, an excuse for another place is none here. */
static struct bw_opinion
in_context(struct bw_match *m, const struct bw_rule *r, struct bw_opinion o)
{
	enum bw_inside here;

	if (o.says == BW_SAYS_NOTHING || o.why == BW_WHY_OUTSIDE ||
	    r->where == BW_NONE)
		return o;
	here = match_where(m, r->where);
	if (here == BW_INSIDE_YES)
		return o;
	if (o.says == BW_SAYS_NOT)
		return opinion(BW_SAYS_NOTHING, BW_WHY_ELSEWHERE);
	return here == BW_INSIDE_NO ? opinion(BW_SAYS_NOT, BW_WHY_ELSEWHERE)
				    : opinion(BW_SAYS_UNKNOWN, BW_WHY_CONTEXT);
}

/* What only looks alike decides nothing; and what upstream calls affected may
 * hold the remedy in the package of a distribution. */
static struct bw_opinion
doubted(struct bw_match *m, const struct bw_rule *r, const struct hearing *h,
    struct bw_opinion o, uint8_t sure)
{
	const struct bw_package *p = bw_estate_package_at(m->e, m->package);
	bool close = h->s->speaker == BW_SPEAKER_DISTRIBUTION ||
	    h->s->speaker == BW_SPEAKER_OWN ||
	    (r->range != BW_NONE &&
		bw_claims_range(m->c, r->range)->scheme ==
		    (enum bw_scheme)p->scheme);

	if (sure >= BW_SURE_SIMILAR && o.says != BW_SAYS_NOTHING)
		return o.why == BW_WHY_OUTSIDE || o.says == BW_SAYS_NOT
		    ? opinion(BW_SAYS_NOTHING, o.why)
		    : opinion(BW_SAYS_UNKNOWN, BW_WHY_SIMILAR);
	if (o.says == BW_SAYS_AFFECTED && p->distro && !close)
		return opinion(BW_SAYS_UNKNOWN, BW_WHY_BACKPORT);
	return o;
}

/* Of several claims of one advisory the lowest counts. */
static unsigned
weight(const struct bw_opinion *o)
{
	switch (o->says) {
	case BW_SAYS_AFFECTED:
		return 0;
	case BW_SAYS_NOT:
		return o->why == BW_WHY_OUTSIDE || o->why == BW_WHY_DEFAULT ? 3
									    : 1;
	case BW_SAYS_UNKNOWN:
		return 2;
	default:
		return 4;
	}
}

/* The one that counts goes first, so that the others can follow it. */
static void
one_voice(struct bw_match *m, size_t first)
{
	size_t best = first;
	struct bw_opinion o;

	for (size_t i = first + 1; i < m->opinion.n; i++)
		if (weight(&m->opinion.v[i]) < weight(&m->opinion.v[best]))
			best = i;
	o = m->opinion.v[best];
	m->opinion.v[best] = m->opinion.v[first];
	m->opinion.v[first] = o;
	for (size_t i = first + 1; i < m->opinion.n; i++)
		m->opinion.v[i].rank = BW_NO_VOICE;
}

/* Those who speak of one package are mostly of one kind. */
static uint8_t
rank_of(struct bw_match *m, const struct bw_spoken *s)
{
	if (!m->voice.told || m->voice.speaker != s->speaker ||
	    m->voice.scheme != s->scheme) {
		m->voice.told = true;
		m->voice.speaker = s->speaker;
		m->voice.scheme = s->scheme;
		m->voice.rank = bw_precedence_rank(
		    m->p, s->speaker, bw_claims_text(m->c, s->scheme));
	}
	return m->voice.rank;
}

static int
hear(struct bw_match *m, const struct candidate *c, struct hearing *h,
    bool others, struct bw_err *err)
{
	const struct bw_rule *r = bw_claims_rule(m->c, c->rule);
	struct bw_opinion o;

	if (((r->flags & BW_CLAIM_DEFAULT) != 0) != others)
		return 0;
	if (others && h->named)
		return 0;
	o = of_version(m, r, h);
	h->named =
	    h->named || (o.why != BW_WHY_OUTSIDE && o.says != BW_SAYS_NOTHING);
	o = in_context(m, r, o);
	o = doubted(m, r, h, o, c->sure);
	if (o.says == BW_SAYS_NOTHING)
		return 0;
	o.rule = c->rule;
	o.sure = c->sure;
	o.rank = rank_of(m, h->s);
	return bw_vec_push(&m->opinion, o)
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for matching");
}

int
match_opinions(
    struct bw_match *m, const struct candidate *c, size_t n, struct bw_err *err)
{
	struct hearing h = { .s = bw_claims_advisory(m->c, c->advisory) };
	size_t first = m->opinion.n;
	int rc = 0;

	for (size_t i = 0; i < n; i++)
		h.told_affected = h.told_affected ||
		    bw_claims_rule(m->c, c[i].rule)->status ==
			BW_CLAIM_AFFECTED;
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = hear(m, &c[i], &h, false, err);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = hear(m, &c[i], &h, true, err);
	if (rc == 0 && m->opinion.n > first)
		one_voice(m, first);
	return rc;
}
