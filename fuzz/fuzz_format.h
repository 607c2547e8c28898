/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_format.h - run one format over any bytes, and hold it to its word.
 *
 * The sink checks what the world relies on: kinds and natures that exist,
 * shares that are intervals, periods that begin before they end, keys with a
 * scheme, text that is text.
 */
#ifndef BW_FUZZ_FORMAT_H
#define BW_FUZZ_FORMAT_H
#include "formats/formats.h"
#include "model/advisory.h"
#include "model/area.h"
#include "model/inventory.h"
#include "model/trade.h"

static void
fuzz_text(struct bw_str s)
{
	BW_ASSERT(s.n == 0 || s.p != NULL);
	BW_ASSERT(bw_utf8_valid(s, NULL));
	BW_ASSERT(s.n == 0 || memchr(s.p, '\0', s.n) == NULL);
}

static void
fuzz_key(struct bw_key k)
{
	BW_ASSERT(k.scheme.n > 0 && k.value.n > 0);
	fuzz_text(k.scheme);
	fuzz_text(k.value);
}

static int
fuzz_party(void *ctx, const struct bw_party_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)err;
	fuzz_key(r->key);
	BW_ASSERT(r->kind < BW_PARTY_KINDS);
	for (size_t i = 0; i < r->n_id; i++)
		fuzz_key(r->id[i]);
	for (size_t i = 0; i < r->n_other; i++)
		fuzz_text(r->other[i].text);
	fuzz_text(r->name);
	fuzz_text(r->country);
	return 0;
}

static int
fuzz_stake(void *ctx, const struct bw_stake_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)err;
	fuzz_key(r->holder);
	fuzz_key(r->company);
	BW_ASSERT(r->nature < BW_NATURES);
	BW_ASSERT(bw_share_valid(r->share));
	BW_ASSERT(r->valid.from < r->valid.to);
	return 0;
}

static int
fuzz_use(void *ctx, const struct bw_use_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)err;
	fuzz_key(r->company);
	BW_ASSERT(r->item.n > 0);
	fuzz_text(r->item);
	if (r->supplier.scheme.n > 0)
		fuzz_key(r->supplier);
	BW_ASSERT(r->critical >= -1 && r->critical <= 1);
	return 0;
}

static int
fuzz_production(
    void *ctx, const struct bw_production_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)err;
	BW_ASSERT(r->material.n > 0 && r->stage < BW_STAGES);
	BW_ASSERT(r->measure <= BW_MEASURE_RESERVES);
	BW_ASSERT(!(r->amount < 0));
	fuzz_text(r->country);
	fuzz_text(r->where);
	fuzz_text(r->detail);
	fuzz_text(r->producer.value);
	BW_ASSERT(r->producer.scheme.n == 0 || r->country.n == 2);
	return 0;
}

static int
fuzz_governance(
    void *ctx, const struct bw_governance_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)err;
	BW_ASSERT(r->country.n >= 2 && r->dimension[2] == '\0');
	BW_ASSERT(r->estimate >= -5 && r->estimate <= 5);
	return 0;
}

static int
fuzz_study(void *ctx, const struct bw_study_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)err;
	BW_ASSERT(r->name.n > 0 && r->subject.n > 0);
	BW_ASSERT(r->stage >= -1 && r->stage < BW_STAGES);
	BW_ASSERT(
	    !(r->lo > r->hi) && !(r->value < r->lo) && !(r->value > r->hi));
	fuzz_text(r->country);
	fuzz_text(r->counterpart);
	fuzz_text(r->detail);
	return 0;
}

static int
fuzz_trade(void *ctx, struct bw_trade_block *b, struct bw_err *err)
{
	(void)ctx;
	(void)err;
	for (size_t i = 0; i < b->n; i++) {
		const struct bw_trade_row *r = &b->row[i];

		BW_ASSERT(r->importer < bw_area_count());
		BW_ASSERT(r->exporter < bw_area_count());
		BW_ASSERT(
		    r->value <= BW_TRADE_MOST || r->value == BW_TRADE_UNTOLD);
		BW_ASSERT(r->kg <= BW_TRADE_MOST || r->kg == BW_TRADE_UNTOLD);
		BW_ASSERT(r->year >= 1900 && r->year <= 2100);
		BW_ASSERT(bw_trade_month(r) <= 12);
		BW_ASSERT(r->how % 4 < BW_TRADE_SIDES);
		BW_ASSERT(r->how / 4 < BW_EDITIONS);
		BW_ASSERT(r->product != BW_PRODUCT_NONE);
	}
	return 0;
}

static int
fuzz_inventory(void *ctx, const struct bw_inventory_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)err;
	fuzz_key(r->key);
	fuzz_text(r->name);
	fuzz_text(r->distro);
	if (r->owner.scheme.n > 0)
		fuzz_key(r->owner);
	for (size_t i = 0; i < r->n_component; i++) {
		const struct bw_component_rec *c = &r->component[i];

		BW_ASSERT(c->name.n > 0 || c->n_key > 0);
		fuzz_text(c->name);
		fuzz_text(c->version);
		fuzz_text(c->vendor);
		fuzz_text(c->source);
		fuzz_text(c->source_version);
		for (size_t k = 0; k < c->n_key; k++)
			fuzz_key(c->key[k]);
	}
	return 0;
}

/* One tree: as many nodes as their counts say. */
static void
fuzz_tree(const struct bw_adv_vuln *v, size_t n_product)
{
	uint64_t left = v->n_node > 0;

	for (size_t i = 0; i < v->n_node; i++) {
		BW_ASSERT(left > 0);
		left += v->node[i].n;
		left--;
		BW_ASSERT(v->node[i].op == BW_ADV_LEAF
			? v->node[i].n == 0 && v->node[i].product < n_product
			: v->node[i].op <= BW_ADV_OR);
	}
	BW_ASSERT(left == 0);
}

static int
fuzz_advisory(void *ctx, const struct bw_advisory_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)err;
	fuzz_key(r->key);
	BW_ASSERT(r->speaker <= BW_SPEAKER_OWN && r->state <= BW_ADV_WITHDRAWN);
	for (size_t i = 0; i < r->n_claim; i++) {
		BW_ASSERT(r->claim[i].vuln < r->n_vuln);
		BW_ASSERT(r->claim[i].product < r->n_product);
		BW_ASSERT(r->claim[i].status <= BW_CLAIM_UNKNOWN);
		fuzz_text(r->claim[i].reason);
		fuzz_text(r->claim[i].remedy);
	}
	for (size_t i = 0; i < r->n_product; i++) {
		const struct bw_adv_product *p = &r->product[i];

		BW_ASSERT(p->on == BW_ADV_NONE || p->on < r->n_product);
		fuzz_text(p->name);
		fuzz_text(p->versions.text);
		for (size_t k = 0; k < p->n_key; k++)
			fuzz_key(p->key[k]);
	}
	for (size_t i = 0; i < r->n_vuln; i++) {
		BW_ASSERT(r->vuln[i].name.n > 0);
		fuzz_tree(&r->vuln[i], r->n_product);
		for (size_t k = 0; k < r->vuln[i].n_rating; k++)
			fuzz_text(r->vuln[i].rating[k].value);
	}
	return 0;
}

static int
fuzz_signal(void *ctx, const struct bw_signal_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)err;
	BW_ASSERT(r->vuln.n > 0 && r->rating.kind <= BW_RATING_DAMAGE);
	fuzz_text(r->vuln);
	fuzz_text(r->rating.value);
	fuzz_text(r->rating.extra);
	return 0;
}

static int
fuzz_report(void *ctx, enum bw_report_kind kind, const char *rule,
    const struct bw_place *place, struct bw_str what, struct bw_err *err)
{
	(void)ctx;
	(void)kind;
	(void)place;
	(void)err;
	BW_ASSERT(rule != NULL && rule[0] != '\0');
	fuzz_text(what);
	return 0;
}

static int
fuzz_format(const char *name, const uint8_t *data, size_t size)
{
	static const struct bw_sink sink = { .party = fuzz_party,
		.stake = fuzz_stake,
		.use = fuzz_use,
		.production = fuzz_production,
		.governance = fuzz_governance,
		.study = fuzz_study,
		.trade = fuzz_trade,
		.advisory = fuzz_advisory,
		.signal = fuzz_signal,
		.inventory = fuzz_inventory,
		.report = fuzz_report };
	struct bw_input_opt opt = { .max_bytes = 1 << 22, .name = "fuzz" };
	const struct bw_format *format = bw_format_named(name);
	struct bw_str bytes = { (const char *)data, size };
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;

	BW_ASSERT(format != NULL);
	if (bw_input_memory(&in, bytes, &opt, &err) == 0 &&
	    format->read(in, &sink, &err) < 0)
		BW_ASSERT(err.code < 0 && err.what[0] != '\0');
	bw_input_free(in);
	return 0;
}

#endif
