/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_whatif.c - before and after: an embargo, a mine that stops, a new
 * supplier.
 *
 * The events of the command line happen in the order in which they stand
 * there. Nobody makes up for what falls away unless --add says so: the answer
 * is the first blow, and the table says which figures are intervals because
 * part of the supply is nobody's by name.
 */
#include "cli/supply_whatif.h"
#include "model/ref.h"
#include "supply/supply_tell.h"
#include <math.h>

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for a what-if");
}

/* ---- what was asked ---- */

static int
embargo(struct bw_whatif_shown *q, const char *text, struct bw_err *err)
{
	struct bw_str *country = NULL;
	size_t n = 0;
	int rc = bw_partners_countries(&q->groups, bw_str_of(text),
	    &q->pick.cli->arena, &country, &n, err);

	for (size_t i = 0; i < n && rc == 0; i++) {
		struct bw_supply_event e = { .kind = BW_EVENT_EMBARGO,
			.country = country[i] };

		if (!bw_vec_push(&q->event, e))
			rc = no_memory(err);
	}
	return rc;
}

/* --without NAME: a company that makes it. */
static int
without_company(struct bw_whatif_shown *q, const char *text, struct bw_err *err)
{
	struct bw_supply_event e = { .kind = BW_EVENT_STOP };
	int rc = bw_cli_party(q->pick.cli, q->pick.v, text, &e.party, err);

	if (rc != 0)
		return rc;
	return bw_vec_push(&q->event, e) ? 0 : no_memory(err);
}

static bool
is_country(const char *text)
{
	struct bw_str rest = bw_str_of(text), name;

	return bw_str_cut(&rest, '=', &name) &&
	    bw_ref_country(bw_str_trim(name)) != NULL;
}

/* CC=AMOUNT, and for --without also CC alone: all of it. */
static int
change(struct bw_whatif_shown *q, enum bw_event_kind kind, const char *option,
    const char *text, struct bw_err *err)
{
	struct bw_supply_event e = { .kind = kind };
	struct bw_str rest = bw_str_of(text), name, *country = NULL;
	size_t n = 0;
	bool told = strchr(text, '=') != NULL;
	int rc;

	if (!bw_str_cut(&rest, '=', &name))
		name = BW_STR("");
	rc = bw_partners_countries(
	    &q->groups, name, &q->pick.cli->arena, &country, &n, err);
	if (rc != 0)
		return rc;
	if (n != 1)
		return bw_fail(
		    err, BW_EUSAGE, "--%s %s: name one country", option, text);
	e.country = country[0];
	if (!told && kind == BW_EVENT_LOSE) {
		e.amount = 100;
		e.percent = true;
	} else if (!bw_supply_amount_of(rest, &e.amount, &e.percent)) {
		return bw_fail(err, BW_EUSAGE,
		    "--%s %s: write CA=5000, in the unit of the production, or "
		    "CA=5%% of it",
		    option, text);
	}
	return bw_vec_push(&q->event, e) ? 0 : no_memory(err);
}

static int
read_events(struct bw_whatif_shown *q, struct bw_err *err)
{
	const struct bw_cli *cli = q->pick.cli;
	int rc = 0;

	for (size_t i = 0; i < cli->n_each && rc == 0; i++) {
		const char *text = cli->each[i].text;

		if (cli->each[i].option == BW_OPT_EMBARGO)
			rc = embargo(q, text, err);
		else if (cli->each[i].option == BW_OPT_WITHOUT)
			rc = is_country(text)
			    ? change(q, BW_EVENT_LOSE, "without", text, err)
			    : without_company(q, text, err);
		else if (cli->each[i].option == BW_OPT_ADD)
			rc = change(q, BW_EVENT_ADD, "add", text, err);
	}
	if (rc == 0 && q->event.n == 0)
		rc = bw_fail(err, BW_EUSAGE,
		    "supply whatif: what happens? --embargo CN, --without "
		    "CL=5000 or --add CA=5000");
	return rc;
}

static struct bw_str
shown(struct bw_cli *cli, const struct bw_whatif_row *l,
    const struct bw_indicators *is)
{
	struct bw_str s =
	    bw_supply_between(cli, bw_whatif_value(l, is), l->by, l->decimals);
	uint32_t who = l->who != NULL ? l->who(is) : 0;

	if (who == 0)
		return s;
	return bw_arena_fmt(&cli->arena, "%.*s %.*s",
	    BW_ARG(bw_supply_country(cli, who)), BW_ARG(s));
}

static const char *const people_column[] = { "whatif-indicator",
	"whatif-before", "whatif-after" };
static const unsigned people_flag[] = { BW_COL_WRAP, BW_COL_RIGHT,
	BW_COL_RIGHT };

static int
indicators(struct bw_cli *cli, const struct bw_whatif *is, struct bw_err *err)
{
	struct bw_listing l;
	int rc = bw_list_open(
	    &l, cli, people_column, people_flag, BW_LEN(people_column), err);

	if (rc != 0)
		return rc;
	for (size_t i = 0; i < BW_WHATIF_ROWS; i++) {
		bw_list_cell(&l,
		    bw_cli_wordf(cli, "cli.whatif", bw_whatif_rows[i].code));
		bw_list_cell(&l, shown(cli, &bw_whatif_rows[i], &is->before));
		bw_list_cell(&l, shown(cli, &bw_whatif_rows[i], &is->after));
	}
	return bw_list_close(&l, err);
}

/* ---- notes ---- */

static void
single_country(struct bw_whatif_shown *q, const struct bw_whatif *is)
{
	static const char *const word[] = { "below", "perhaps", "above" };
	const struct bw_supply_rule *r = &q->rules.single_country;
	struct bw_cli *cli = q->pick.cli;
	enum bw_whatif_stand a = bw_whatif_stands(is->before.abroad, r->value);
	enum bw_whatif_stand b = bw_whatif_stands(is->after.abroad, r->value);
	const struct bw_fill fill[] = {
		{ "limit", bw_text_same(bw_supply_number(cli, r->value, 0)) },
		{ "before",
		    bw_text_same(bw_cli_wordf(cli, "cli.whatif.is", word[a])) },
		{ "after",
		    bw_text_same(bw_cli_wordf(cli, "cli.whatif.is", word[b])) },
	};

	bw_supply_note(cli, "cli.whatif.rule", fill, BW_LEN(fill));
}

/* The one that supplies most after it, of those that are not told yet. */
static const struct bw_whatif_country *
next_largest(const struct bw_whatif *is, const struct bw_whatif_country *last)
{
	const struct bw_whatif_country *best = NULL;

	for (size_t i = 0; i < is->n_country; i++) {
		const struct bw_whatif_country *c = &is->country[i];

		if (last != NULL &&
		    (c->after > last->after ||
			(c->after == last->after &&
			    c->country <= last->country)))
			continue;
		if (c->after > 0 &&
		    (best == NULL || c->after > best->after ||
			(c->after == best->after &&
			    c->country < best->country)))
			best = c;
	}
	return best;
}

static void
who_is_left(struct bw_cli *cli, const struct bw_whatif *is)
{
	const struct bw_whatif_country *c = NULL;
	struct bw_str all = BW_STR("");

	for (size_t told = 0; told < 5; told++) {
		struct bw_between share;

		if ((c = next_largest(is, c)) == NULL)
			break;
		share = (struct bw_between){ c->after / is->after.total.hi,
			c->after / is->after.total.lo };
		all = bw_arena_fmt(&cli->arena, "%.*s%s%.*s %.*s %%",
		    BW_ARG(all), told > 0 ? "; " : "",
		    BW_ARG(bw_supply_country(cli, c->country)),
		    BW_ARG(bw_supply_between(cli, share, 100, 1)));
	}
	if (all.n > 0)
		bw_supply_note(cli, "cli.whatif.left-who",
		    &(struct bw_fill){ "countries", bw_text_same(all) }, 1);
}

static bool
among(struct bw_str code, const struct bw_str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bw_str_eq(code, list[i]))
			return true;
	return false;
}

/* With a large group it says nothing that some of it make nothing. */
static void
idle(struct bw_whatif_shown *q, const struct bw_supply_whatif *w)
{
	struct bw_cli *cli = q->pick.cli;
	struct bw_str all = BW_STR("");
	size_t n = 0;

	for (size_t i = 0; i < q->event.n && i < 64; i++) {
		const struct bw_supply_event *e = &q->event.v[i];
		const struct bw_str *who = &e->country;

		if ((w->is.idle >> i & 1) == 0 ||
		    among(*who, w->unseen, w->n_unseen) ||
		    among(*who, w->other_unit, w->n_other_unit))
			continue;
		all = bw_arena_fmt(&cli->arena, "%.*s%s%.*s", BW_ARG(all),
		    n++ > 0 ? ", " : "",
		    BW_ARG(e->kind == BW_EVENT_STOP
			    ? bw_cli_name(cli, q->pick.v, e->party)
			    : bw_supply_countries(cli, who, 1)));
	}
	if (n > 0 && n <= 10)
		bw_supply_note(cli, "cli.whatif.idle",
		    &(struct bw_fill){ "countries", bw_text_same(all) }, 1);
}

static void
notes(struct bw_whatif_shown *q, const struct bw_supply_whatif *w)
{
	struct bw_cli *cli = q->pick.cli;

	single_country(q, &w->is);
	who_is_left(cli, &w->is);
	if (w->is.rest_hit)
		bw_supply_note(cli, "cli.whatif.rest-hit", NULL, 0);
	if (w->n_unseen > 0)
		bw_supply_note(cli, "cli.whatif.unseen",
		    &(struct bw_fill){ "countries",
			bw_text_same(
			    bw_supply_countries(cli, w->unseen, w->n_unseen)) },
		    1);
	if (w->n_other_unit > 0)
		bw_supply_note(cli, "cli.whatif.other-unit",
		    &(struct bw_fill){ "countries",
			bw_text_same(bw_supply_countries(
			    cli, w->other_unit, w->n_other_unit)) },
		    1);
	if (w->production->open_ended)
		bw_supply_note(cli, "cli.whatif.open-ended", NULL, 0);
	idle(q, w);
}

/* Once for all stages: where the limit comes from. */
static void
about_rule(struct bw_whatif_shown *q)
{
	const struct bw_supply_rule *r = &q->rules.single_country;
	struct bw_cli *cli = q->pick.cli;
	const struct bw_fill fill[] = {
		{ "limit", bw_text_same(bw_supply_number(cli, r->value, 0)) },
		{ "cite", bw_text_same(r->cite) },
	};

	bw_wrap(&cli->out,
	    bw_text_fill(
		&cli->arena, "cli.whatif.rule-about", fill, BW_LEN(fill))
		.in[cli->lang],
	    0, cli->width);
}

static int
people(struct bw_whatif_shown *q, struct bw_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < q->pick.n; i++) {
		bw_out_z(&q->pick.cli->out, i > 0 ? "\n" : "");
		bw_supply_heading(&q->pick, q->pick.p[i]);
		rc = indicators(q->pick.cli, &q->is[i].is, err);
		if (rc != 0)
			break;
		notes(q, &q->is[i]);
		rc = bw_supply_source(&q->pick, q->pick.p[i]->load, err);
	}
	if (rc == 0) {
		bw_out_z(&q->pick.cli->out, "\n");
		bw_wrap(&q->pick.cli->out,
		    bw_cli_word(q->pick.cli, "cli.whatif.first-blow"), 0,
		    q->pick.cli->width);
		about_rule(q);
	}
	return rc;
}

static int
compute(struct bw_whatif_shown *q, struct bw_err *err)
{
	struct bw_arena *a = &q->pick.cli->arena;
	int rc = 0;

	q->is = BW_ARENA_ARRAY(a, struct bw_supply_whatif, q->pick.n + 1);
	if (q->is == NULL)
		return no_memory(err);
	for (size_t i = 0; rc == 0 && i < q->pick.n; i++)
		rc = bw_supply_whatif(q->pick.v, q->pick.p[i], q->event.v,
		    q->event.n, a, &q->is[i], err);
	return rc;
}

static int
ask(struct bw_whatif_shown *q, struct bw_err *err)
{
	struct bw_cli *cli = q->pick.cli;
	struct bw_str material;
	int rc;

	if ((rc = bw_supply_material_or_own(
		 cli, q->pick.v, cli->arg[0], &material, err)) != 0 ||
	    (rc = bw_partners_rules(&q->groups, &cli->arena, err)) != 0 ||
	    (rc = bw_supply_rules(&q->rules, &cli->arena, err)) != 0 ||
	    (rc = read_events(q, err)) != 0 ||
	    (rc = bw_supply_pick(&q->pick, material, err)) != 0)
		return rc;
	if (q->pick.n == 0)
		return bw_fail(err, BW_ENOTFOUND,
		    "this world has no production figures for %.*s%s",
		    BW_ARG(material),
		    bw_cli_has(cli, BW_OPT_STAGE) ? " at that stage" : "");
	return compute(q, err);
}

int
bw_supply_whatif_verb(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_whatif_shown q = { 0 };
	int rc = bw_supply_pick_open(&q.pick, cli, err);

	if (rc == 0)
		rc = ask(&q, err);
	if (rc == 0)
		rc = bw_cli_has(cli, BW_OPT_JSON) ? bw_whatif_json(&q, err)
		    : bw_cli_has(cli, BW_OPT_CSV) ? bw_whatif_csv(&q, err)
						  : people(&q, err);
	bw_vec_release(&q.event);
	bw_supply_pick_close(&q.pick);
	return rc;
}
