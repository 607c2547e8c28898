/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * claims_rejected.c - a CVE that is rejected takes along what others added.
 *
 * The record of a CVE has a container of its maker and containers of others
 * (ADP: CISA adds products, CPEs and SSVC). Each is an advisory of its own,
 * "CVE-2026-1" and "CVE-2026-1/CISA-ADP". A rejected record mostly holds no
 * containers of others any more, so nothing would end those: what they say is
 * left out here. Over a lower layer it is only told (stale), for such layers
 * keep their rules.
 */
#include "cyber/claims_priv.h"

/* Of "CVE-2026-1/CISA-ADP" the record; empty for all others. */
static struct bw_str
record_of(const struct bw_claims *c, const struct bw_spoken *s)
{
	struct bw_str ref = bw_claims_text(c, s->ref), base;

	if (!bw_str_is(bw_claims_text(c, s->scheme), "cve"))
		return (struct bw_str){ NULL, 0 };
	bw_str_cut(&ref, '/', &base);
	return ref.p != NULL ? base : (struct bw_str){ NULL, 0 };
}

static bool
is_rejected(const struct bw_claims_build *b, const struct bw_spoken *s)
{
	struct bw_str record = record_of(&b->c, s);

	return record.n > 0 && bw_intern_find(&b->rejected, record) != BW_NONE;
}

int
claims_note_rejected(struct bw_claims_build *b, const struct bw_advisory_rec *r,
    struct bw_err *err)
{
	uint32_t id;

	return r->state == BW_ADV_WITHDRAWN && bw_str_is(r->key.scheme, "cve")
	    ? bw_intern_add(&b->rejected, r->key.value, &id, NULL, err)
	    : 0;
}

/* Does one layer reject what the other has? */
static bool
concerns_below(const struct bw_claims_build *b, const struct bw_intern *added)
{
	const struct bw_claims *u = b->c.under;

	for (uint32_t i = 0; i < u->n_advisory; i++) {
		const struct bw_spoken *s = &u->advisory[i];

		if (is_rejected(b, s) ||
		    (s->state == BW_ADV_WITHDRAWN &&
			bw_intern_find(added, bw_claims_text(u, s->ref)) !=
			    BW_NONE))
			return true;
	}
	return false;
}

static int
look_below(struct bw_claims_build *b, struct bw_err *err)
{
	struct bw_intern added; /* records to which this layer adds */
	int rc = 0;

	bw_intern_init(&added);
	for (size_t i = 0; i < b->advisory.n && rc == 0; i++) {
		struct bw_str r = record_of(&b->c, &b->advisory.v[i]);
		uint32_t id;

		if (r.n > 0)
			rc = bw_intern_add(&added, r, &id, NULL, err);
	}
	if (rc == 0 && (added.n > 0 || b->rejected.n > 0))
		b->c.stale = b->c.stale || concerns_below(b, &added);
	bw_intern_release(&added);
	return rc;
}

int
claims_leave_out_rejected(struct bw_claims_build *b, struct bw_err *err)
{
	size_t rules = 0, ratings = 0;
	bool *out;

	if (b->c.under != NULL)
		return look_below(b, err);
	if (b->rejected.n == 0)
		return 0;
	out = bw_calloc(b->advisory.n + 1, sizeof(*out));
	if (out == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for claims");
	for (size_t i = 0; i < b->advisory.n; i++)
		out[i] = is_rejected(b, &b->advisory.v[i]);
	for (size_t i = 0; i < b->rule.n; i++)
		if (!out[b->rule.v[i].advisory])
			b->rule.v[rules++] = b->rule.v[i];
	for (size_t i = 0; i < b->rating.n; i++)
		if (b->rating.v[i].advisory == BW_NONE ||
		    !out[b->rating.v[i].advisory])
			b->rating.v[ratings++] = b->rating.v[i];
	b->rule.n = rules;
	b->rating.n = ratings;
	bw_free(out);
	return 0;
}
