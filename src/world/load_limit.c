/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_limit.c - what is too long to be kept.
 *
 * No register has names of 4 KiB; made-up ones of megabytes would make every
 * later question slow. The check stands in front of the sink of a load, so
 * that it holds for whoever loads and for every format.
 */
#include "world/load_priv.h"

#define LONGEST_TEXT 4096

static bool
too_long(struct bw_str s)
{
	return s.n > LONGEST_TEXT;
}

static int
refuse(struct bw_load *l, const struct bw_place *place, struct bw_err *err)
{
	return bw_limit_refuse(l, BW_REPORT_REFUSED, place, LONGEST_TEXT, err);
}

int
bw_limit_refuse(struct bw_load *l, enum bw_report_kind kind,
    const struct bw_place *place, unsigned most, struct bw_err *err)
{
	struct bw_sink sink = bw_load_sink(l);
	struct bw_place at = *place;

	if (too_long(place->ref))
		at.ref = (struct bw_str){ 0 };
	return bw_sink_report(&sink, kind, "text-too-long", &at, err,
	    "a name, number or text of more than %u bytes", most);
}

static bool
long_party(const struct bw_party_rec *r)
{
	bool any = too_long(r->key.value) || too_long(r->name) ||
	    too_long(r->reason) || too_long(r->place.ref);

	for (size_t i = 0; i < r->n_id; i++)
		any = any || too_long(r->id[i].value);
	for (size_t i = 0; i < r->n_other; i++)
		any = any || too_long(r->other[i].text);
	for (size_t i = 0; i < r->n_code; i++)
		any = any || too_long(r->code[i].value);
	return any;
}

int
bw_limit_party(void *ctx, const struct bw_party_rec *r, struct bw_err *err)
{
	return long_party(r) ? refuse(ctx, &r->place, err)
			     : bw_load_party(ctx, r, err);
}

int
bw_limit_stake(void *ctx, const struct bw_stake_rec *r, struct bw_err *err)
{
	bool any = too_long(r->holder.value) || too_long(r->company.value) ||
	    too_long(r->detail) || too_long(r->place.ref);

	return any ? refuse(ctx, &r->place, err) : bw_load_stake(ctx, r, err);
}

int
bw_limit_use(void *ctx, const struct bw_use_rec *r, struct bw_err *err)
{
	bool any = too_long(r->company.value) || too_long(r->item) ||
	    too_long(r->supplier.value);

	return any ? refuse(ctx, &r->place, err) : bw_load_use(ctx, r, err);
}

/* Titles and remedies may be long, what one looks up by may not. */
int
bw_limit_advisory(
    void *ctx, const struct bw_advisory_rec *r, struct bw_err *err)
{
	bool any = too_long(r->key.value) || too_long(r->key.scheme) ||
	    too_long(r->publisher) || too_long(r->version) ||
	    too_long(r->tlp) || too_long(r->place.ref);

	for (size_t i = 0; i < r->n_vuln && !any; i++) {
		any = too_long(r->vuln[i].name);
		for (size_t k = 0; k < r->vuln[i].n_alias; k++)
			any = any || too_long(r->vuln[i].alias[k]);
	}
	return any ? refuse(ctx, &r->place, err)
		   : bw_load_advisory(ctx, r, err);
}

int
bw_limit_signal(void *ctx, const struct bw_signal_rec *r, struct bw_err *err)
{
	bool any = too_long(r->vuln) || too_long(r->rating.value) ||
	    too_long(r->rating.extra) || too_long(r->rating.by);

	return any ? refuse(ctx, &r->place, err) : bw_load_signal(ctx, r, err);
}

int
bw_limit_inventory(
    void *ctx, const struct bw_inventory_rec *r, struct bw_err *err)
{
	bool any = too_long(r->key.value) || too_long(r->key.scheme) ||
	    too_long(r->name) || too_long(r->version) ||
	    too_long(r->owner.value) || too_long(r->distro) ||
	    too_long(r->exposure) || too_long(r->importance) ||
	    too_long(r->place.ref);

	return any ? refuse(ctx, &r->place, err)
		   : bw_load_inventory(ctx, r, err);
}
