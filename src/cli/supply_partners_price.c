/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_partners_price.c - what a higher price of the partners does.
 *
 * There are no open figures on what the partners' product would cost. What
 * is known is how importers react to a price: CEPII's ProTEE has a figure per
 * product of trade (trade_load_elastic.h), and reference/hs.csv tells which
 * products a material is traded as. So a step is as large as it looks only
 * when buyers do not mind the price; here stands what they do when it is 10 %
 * higher, an example.
 */
#include "cli/supply_partners.h"
#include "model/trade.h"
#include "supply/products.h"
#include "supply/trade_load_elastic.h"
#include <math.h>

#define RISE 0.10 /* as in supply product */

static int
price_of(struct bw_partners_shown *s, const struct bw_heading *h,
    struct bw_partners_price *p, struct bw_err *err)
{
	struct bw_elasticity e;
	char code[9];
	int rc = bw_elasticity_load(
	    s->pick.cli->value[BW_OPT_ELASTICITY], h->product, &e, err);

	if (rc != 0)
		return rc;
	bw_product_print(h->product, code);
	*p = (struct bw_partners_price){
		.hs6 = bw_arena_dup(&s->pick.cli->arena, bw_str_of(code)),
		.text = h->text,
		.alone = h->alone,
		.sigma = e.sigma,
		.rise = RISE,
		.change = bw_import_change(e.sigma, RISE)
	};
	return p->hs6.p != NULL
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for products");
}

int
bw_partners_prices(struct bw_partners_shown *s,
    const struct bw_partners_row *row, struct bw_err *err)
{
	const char *stage = bw_stage_name(row->is.production->stage);
	struct bw_partners_price p;
	struct bw_heading *list = NULL;
	size_t n = 0;
	int rc;

	s->price.n = 0;
	if (!bw_cli_has(s->pick.cli, BW_OPT_ELASTICITY))
		return 0;
	rc = bw_headings(&list, &n, &s->pick.cli->arena, err);
	for (size_t i = 0; i < n && rc == 0; i++) {
		if (!bw_str_eq(list[i].material, row->material) ||
		    !bw_str_is(list[i].stage, stage))
			continue;
		rc = price_of(s, &list[i], &p, err);
		if (rc == 0 && !bw_vec_push(&s->price, p))
			rc = bw_fail(err, BW_ENOMEM, "no memory for products");
	}
	return rc;
}

void
bw_partners_say_prices(struct bw_partners_shown *s)
{
	struct bw_cli *cli = s->pick.cli;

	if (!bw_cli_has(cli, BW_OPT_ELASTICITY))
		return;
	if (s->price.n == 0)
		bw_supply_note(cli, "cli.partners.price-none", NULL, 0);
	for (size_t i = 0; i < s->price.n; i++) {
		const struct bw_partners_price *p = &s->price.v[i];
		const struct bw_fill fill[] = {
			{ "hs6", bw_text_same(p->hs6) },
			{ "text", bw_text_same(bw_cli_plain(cli, p->text)) },
			{ "rise",
			    bw_text_same(
				bw_supply_number(cli, p->rise * 100, 0)) },
			{ "change",
			    bw_text_same(
				bw_supply_number(cli, -p->change * 100, 0)) },
		};

		bw_supply_note(cli,
		    isnan(p->sigma) ? "cli.partners.price-unknown"
			: p->alone  ? "cli.partners.price"
				    : "cli.partners.price-mixed",
		    fill, BW_LEN(fill));
	}
}

void
bw_partners_prices_json(const struct bw_partners_shown *s, struct bw_jw *j)
{
	bw_jw_open(j, "price_response", '[');
	for (size_t i = 0; i < s->price.n; i++) {
		const struct bw_partners_price *p = &s->price.v[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "hs6", p->hs6);
		bw_jw_str(j, "text", p->text);
		bw_jw_bool(j, "alone", p->alone);
		bw_jw_f64(j, "elasticity", p->sigma);
		bw_jw_f64(j, "price_rise", p->rise);
		bw_jw_f64(j, "import_change", p->change);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}
