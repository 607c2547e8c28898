/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_trade.c - asking the trade of a world, and saying what it rests on.
 */
#include "cli/supply_trade.h"
#include "model/ref.h"
#include <math.h>

static int
who_is(struct bw_trade_cli *q, const char *who, struct bw_err *err)
{
	const struct bw_ref_item *c;
	int rc;

	q->ask.who = BW_AREA_NONE;
	if (strcmp(who, "EU") == 0)
		return 0;
	if ((rc = bw_ref_load(err)) != 0)
		return rc;
	c = bw_ref_country(bw_str_of(who));
	if (c == NULL)
		c = bw_ref_ceased(bw_str_of(who), 0);
	if (c != NULL)
		q->ask.who = bw_area_code(c->code);
	if (q->ask.who == BW_AREA_NONE)
		return bw_fail(err, BW_ENOTFOUND,
		    "\"%s\" is no country we know; or write EU", who);
	return 0;
}

static bool
knows(const struct bw_trade_body *b, uint32_t product)
{
	uint32_t from, end;

	for (size_t i = 0; i < b->n; i++) {
		bw_trade_find(&b->file[i]->c, product, &from, &end);
		if (from < end)
			return true;
	}
	return false;
}

static int
pick_body(struct bw_trade_cli *q, uint32_t product, struct bw_err *err)
{
	char code[9];

	if (q->t->n_body == 0)
		return bw_fail(err, BW_ENOTFOUND,
		    "there are no trade figures in this world: load a file of "
		    "BACI, UN Comtrade or Eurostat Comext");
	q->ask.b = &q->t->body[0];
	if (product == BW_PRODUCT_NONE)
		return 0;
	for (size_t i = 0; i < q->t->n_body; i++)
		if (knows(&q->t->body[i], product)) {
			q->ask.b = &q->t->body[i];
			return 0;
		}
	bw_product_print(product, code);
	return bw_fail(err, BW_ENOTFOUND,
	    "the trade figures in this world know no product %s", code);
}

int
bw_trade_cli_open(struct bw_trade_cli *q, struct bw_cli *cli, const char *who,
    uint32_t product, struct bw_err *err)
{
	const char *home = cli->value[BW_OPT_DOMESTIC];
	struct bw_domestic *list;
	int rc, month, day;

	memset(q, 0, sizeof(*q));
	q->cli = cli;
	if ((rc = bw_area_load(err)) != 0 || (rc = who_is(q, who, err)) != 0 ||
	    (rc = bw_trade_rules(&q->rules, &cli->arena, err)) != 0 ||
	    (rc = bw_cli_world(cli, BW_WORLD_READ, &q->w, err)) != 0 ||
	    (rc = bw_cli_known(cli, q->w, err)) != 0 ||
	    (rc = bw_trade_open(&q->t, q->w, cli->known.id, err)) != 0 ||
	    (rc = pick_body(q, product, err)) != 0 ||
	    (rc = bw_trade_asker_init(&q->asker, q->t, err)) != 0)
		return rc;
	bw_cli_say_known(cli);
	q->ask.t = q->t;
	q->ask.rules = &q->rules;
	bw_date_split(cli->as_of, &q->ask.until, &month, &day);
	if (home == NULL)
		return 0;
	rc =
	    bw_domestic_load(home, &cli->arena, &list, &q->ask.n_domestic, err);
	q->ask.domestic = list;
	return rc;
}

void
bw_trade_cli_close(struct bw_trade_cli *q)
{
	bw_trade_asker_release(&q->asker);
	bw_trade_reader_release(&q->rows);
	bw_trade_close(q->t);
	bw_world_close(q->w);
}

struct bw_str
bw_trade_cli_area(struct bw_cli *cli, uint16_t area)
{
	return area == BW_AREA_NONE ? BW_STR("")
				    : bw_area_get(area)->name.in[cli->lang];
}

struct bw_str
bw_trade_cli_code(uint16_t area)
{
	return area == BW_AREA_NONE ? BW_STR("EU") : bw_area_get(area)->code;
}

struct bw_str
bw_trade_cli_who(const struct bw_trade_cli *q)
{
	return q->ask.who == BW_AREA_NONE
	    ? bw_cli_word(q->cli, "cli.trade.union")
	    : bw_trade_cli_area(q->cli, q->ask.who);
}

double
bw_trade_ratio(uint64_t part, uint64_t whole)
{
	return whole == 0 ? (double)NAN : (double)part / (double)whole;
}

void
bw_trade_cli_number(struct bw_listing *l, double v, unsigned decimals)
{
	if (l->to_csv && !isnan(v))
		bw_list_cell(l, bw_arena_fmt(&l->cli->arena, "%.9g", v));
	else
		bw_list_cell(l, bw_supply_number(l->cli, v, decimals));
}

/* For people in millions. */
void
bw_trade_amount_cell(struct bw_listing *l, uint64_t value)
{
	if (l->to_csv)
		bw_list_count(l, value);
	else
		bw_list_cell(l,
		    bw_supply_number(l->cli, (double)value / 1e6,
			value < 10000000         ? 2
			    : value < 1000000000 ? 1
						 : 0));
}

static const char *
verdict(enum bw_certainty c)
{
	return c == BW_CERTAIN ? "yes"
	    : c == BW_POSSIBLE ? "possible"
	    : c == BW_OPEN     ? ""
			       : "no";
}

void
bw_trade_verdict_cell(struct bw_listing *l, enum bw_certainty c)
{
	const char *v = verdict(c);

	if (l->to_csv || v[0] == '\0')
		bw_list_cell(l, bw_str_of(v));
	else
		bw_list_cell(l, bw_cli_wordf(l->cli, "cli.trade.is", v));
}

/* ---- what it rests on ----------------------------------------------------
 */
static void
say(const struct bw_trade_cli *q, struct bw_str text)
{
	bw_wrap(&q->cli->out, text, 0, q->cli->width);
}

static void
sources(const struct bw_trade_cli *q)
{
	struct bw_cli *cli = q->cli;
	const struct bw_trade_body *b = q->ask.b;
	struct bw_str all = BW_STR("");

	for (size_t i = 0; i < b->n && i < 3; i++)
		all = bw_arena_fmt(&cli->arena, "%.*s%s%.*s (%u)", BW_ARG(all),
		    i > 0 ? ", " : "",
		    BW_ARG(bw_cli_plain(cli, b->file[i]->source.source.name)),
		    b->file[i]->source.source.id);
	if (b->n > 3)
		all = bw_arena_fmt(
		    &cli->arena, "%.*s, +%zu", BW_ARG(all), b->n - 3);
	say(q,
	    bw_arena_fmt(&cli->arena, "%.*s: %.*s, %.*s%s%s. %.*s",
		BW_ARG(bw_cli_word(cli, "cli.trade.source")), BW_ARG(all),
		BW_ARG(b->file[0]->source.source.publisher),
		b->edition != 0 ? ", " : "", bw_edition_name(b->edition),
		BW_ARG(bw_cli_wordf(
		    cli, "cli.trade.unit", b->file[0]->c.currency))));
}

/* A world may hold several bodies of figures: they are never mixed. */
static void
others(const struct bw_trade_cli *q)
{
	struct bw_cli *cli = q->cli;
	struct bw_str all = BW_STR("");

	for (size_t i = 0; i < q->t->n_body; i++) {
		const struct bw_trade_body *b = &q->t->body[i];

		if (b == q->ask.b)
			continue;
		all = bw_arena_fmt(&cli->arena, "%.*s%s%.*s %s", BW_ARG(all),
		    all.n > 0 ? ", " : "", BW_ARG(b->format),
		    bw_edition_name(b->edition));
	}
	if (all.n > 0)
		say(q,
		    bw_arena_fmt(&cli->arena, "%.*s: %.*s.",
			BW_ARG(bw_cli_word(cli, "cli.trade.others")),
			BW_ARG(all)));
}

static bool
passes_through(const struct bw_trade_cli *q)
{
	return q->ask.who != BW_AREA_NONE &&
	    bw_str_find(q->rules.reexports, bw_trade_cli_code(q->ask.who)) >= 0;
}

void
bw_trade_cli_notes(const struct bw_trade_cli *q, bool corrected)
{
	struct bw_cli *cli = q->cli;
	const bool group = q->ask.who == BW_AREA_NONE;

	bw_out_z(&cli->out, "\n");
	if (passes_through(q) && !corrected)
		say(q,
		    bw_arena_fmt(&cli->arena, "%.*s (%.*s)",
			BW_ARG(bw_cli_word(cli, "cli.trade.distorted")),
			BW_ARG(q->rules.reexport_cite)));
	if (corrected)
		say(q, bw_cli_word(cli, "cli.trade.corrected"));
	say(q,
	    bw_cli_word(cli,
		group                 ? "cli.trade.about-eu"
		    : q->ask.b->world ? "cli.trade.about"
				      : "cli.trade.about-part"));
	say(q,
	    bw_arena_fmt(&cli->arena, "%.*s: %.*s.",
		BW_ARG(bw_cli_word(cli, "cli.trade.rule")),
		BW_ARG(group ? q->rules.cdi_cite : q->rules.geodep_cite)));
	sources(q);
	others(q);
}

void
bw_trade_cli_json_head(const struct bw_trade_cli *q, struct bw_jw *j)
{
	const struct bw_trade_body *b = q->ask.b;

	bw_jw_str(j, "importer", bw_trade_cli_code(q->ask.who));
	bw_jw_str(j, "figures", b->format);
	bw_jw_z(j, "edition", bw_edition_name(b->edition));
	bw_jw_z(j, "currency", b->file[0]->c.currency);
	bw_jw_bool(j, "world", b->world);
	bw_jw_bool(j, "passes_through", passes_through(q));
	bw_jw_str(j, "rule",
	    q->ask.who == BW_AREA_NONE ? q->rules.cdi_cite
				       : q->rules.geodep_cite);
	bw_jw_open(j, "sources", '[');
	for (size_t i = 0; i < b->n; i++) {
		bw_jw_open(j, NULL, '{');
		bw_jw_i64(j, "source", b->file[i]->source.source.id);
		bw_jw_str(j, "name", b->file[i]->source.source.name);
		bw_jw_str(j, "sha256", b->file[i]->source.source.sha256);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

void
bw_trade_cli_answer_json(const struct bw_trade_cli *q, struct bw_jw *j,
    const struct bw_trade_answer *a)
{
	const struct bw_dependency *d = &a->d;

	bw_jw_i64(j, "year", a->year);
	bw_jw_i64(j, "imports", (int64_t)d->from.total);
	bw_jw_i64(j, "used", (int64_t)d->used);
	bw_jw_i64(j, "unnamed", (int64_t)d->from.unnamed);
	bw_jw_i64(j, "inside", (int64_t)d->inside);
	bw_jw_i64(j, "exports", (int64_t)d->exports);
	bw_jw_i64(j, "origins", d->from.n);
	bw_jw_str(j, "top",
	    d->from.n > 0 ? bw_trade_cli_code(d->from.top) : BW_STR(""));
	bw_jw_f64(
	    j, "top_share", bw_trade_ratio(d->from.top_value, d->from.total));
	bw_jw_f64(j, "hhi_min", bw_origins_lo(&d->from));
	bw_jw_f64(j, "hhi_max", bw_origins_hi(&d->from));
	if (q->ask.who == BW_AREA_NONE)
		bw_jw_f64(j, "cdi2", a->cdi.cdi2);
	bw_jw_f64(j, "imports_to_exports", bw_trade_ratio(d->used, d->exports));
	bw_jw_f64(j, "world_hhi_min", bw_origins_lo(&a->world));
	bw_jw_f64(j, "world_hhi_max", bw_origins_hi(&a->world));
	bw_jw_z(j, "dependent",
	    a->dependent == BW_OPEN ? NULL : verdict(a->dependent));
	bw_jw_bool(j, "corrected", a->corrected);
}
