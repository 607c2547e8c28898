/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_partners.c - what partner countries can add to the supply of a
 * material, or of all materials of the world.
 *
 * Three countries unless --partner says otherwise. --years and --opening are
 * assumptions of who asks; without them no step needs one, and nothing is
 * said about time.
 */
#include "cli/supply_partners.h"
#include "report/svg_partners.h"
#include <math.h>

const char *const bw_step_words[] = { [BW_STEP_SPARE] = "spare",
	[BW_STEP_PACE] = "pace",
	[BW_STEP_RESERVES] = "reserves",
	[BW_STEP_CHOSEN] = "chosen" };
const char *const bw_holdings_words[] = { [BW_HOLDINGS_USED] = "used",
	[BW_HOLDINGS_NONE] = "none",
	[BW_HOLDINGS_OTHER_UNIT] = "other-unit",
	[BW_HOLDINGS_TOO_SMALL] = "too-small",
	[BW_HOLDINGS_OF_A_GROUP] = "of-a-group" };

struct bw_between
bw_partners_focus(const struct bw_partner_step *s)
{
	return (struct bw_between){ s->aimed.focus, s->even.focus };
}

struct bw_between
bw_partners_hhi(const struct bw_partner_step *s)
{
	return (struct bw_between){ s->aimed.is.hhi.lo, s->even.is.hhi.hi };
}

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for partners");
}

/* All of --partner together, each country once; else those of the rules. */
static int
read_partners(struct bw_partners_shown *s, struct bw_err *err)
{
	const struct bw_cli *cli = s->pick.cli;
	struct bw_str all = BW_STR("partners");

	s->own_partners = bw_cli_has(cli, BW_OPT_PARTNER);
	for (size_t i = 0, n = 0; i < cli->n_each; i++)
		if (cli->each[i].option == BW_OPT_PARTNER)
			all = n++ == 0
			    ? bw_str_of(cli->each[i].text)
			    : bw_arena_fmt(&s->pick.cli->arena, "%.*s,%s",
				  BW_ARG(all), cli->each[i].text);
	return bw_partners_countries(&s->rules, all, &s->pick.cli->arena,
	    &s->partner, &s->n_partner, err);
}

static bool
is_partner(const struct bw_partners_shown *s, struct bw_str country)
{
	for (size_t i = 0; i < s->n_partner; i++)
		if (bw_str_eq(s->partner[i], country))
			return true;
	return false;
}

/* --add CA=5000: what who asks lets a partner add. */
static int
read_choice(struct bw_partners_shown *s, const char *text, struct bw_err *err)
{
	struct bw_supply_choice c = { 0 };
	struct bw_str rest = bw_str_of(text), name, *country = NULL;
	size_t n = 0;
	int rc;

	if (!bw_str_cut(&rest, '=', &name))
		name = BW_STR("");
	rc = bw_partners_countries(
	    &s->rules, name, &s->pick.cli->arena, &country, &n, err);
	if (rc != 0)
		return rc;
	if (n != 1 || !bw_supply_amount_of(rest, &c.amount, &c.percent))
		return bw_fail(err, BW_EUSAGE,
		    "--add %s: write CA=5000, in the unit of the production, "
		    "or CA=5%% of it",
		    text);
	if (!is_partner(s, country[0]))
		return bw_fail(err, BW_EUSAGE,
		    "--add %s: %.*s is none of the partners; see --partner",
		    text, BW_ARG(country[0]));
	c.country = country[0];
	return bw_vec_push(&s->choice, c) ? 0 : no_memory(err);
}

static int
read_choices(struct bw_partners_shown *s, struct bw_err *err)
{
	const struct bw_cli *cli = s->pick.cli;
	int rc = 0;

	for (size_t i = 0; i < cli->n_each && rc == 0; i++)
		if (cli->each[i].option == BW_OPT_ADD)
			rc = read_choice(s, cli->each[i].text, err);
	return rc;
}

static int
read_number(const struct bw_cli *cli, enum bw_option option, const char *name,
    double *out, struct bw_err *err)
{
	int64_t v;

	*out = NAN;
	if (!bw_cli_has(cli, option))
		return 0;
	if (!bw_str_i64(bw_str_of(cli->value[option]), &v) || v < 1 || v > 1000)
		return bw_fail(err, BW_EUSAGE,
		    "--%s %s: write a whole number of years, 1 to 1000", name,
		    cli->value[option]);
	*out = (double)v;
	return 0;
}

/* The productions of one material. */
static int
add_material(
    struct bw_partners_shown *s, struct bw_str material, struct bw_err *err)
{
	const struct bw_supply_partners_ask ask = { .partner = s->partner,
		.n = s->n_partner,
		.years = s->years,
		.opening = s->opening,
		.choice = s->choice.v,
		.n_choice = s->choice.n };
	int rc = bw_supply_pick(&s->pick, material, err);

	for (size_t i = 0; i < s->pick.n && rc == 0; i++) {
		struct bw_partners_row row = { .material = material };

		rc = bw_supply_partners(s->pick.v, s->pick.p[i], &ask,
		    &s->rules, &s->pick.cli->arena, &row.is, err);
		if (rc == 0 && !bw_vec_push(&s->row, row))
			rc = no_memory(err);
	}
	return rc;
}

static int
add_all(struct bw_partners_shown *s, struct bw_err *err)
{
	struct bw_str *code = NULL;
	size_t n = 0;
	int rc = bw_produced_materials(
	    s->pick.v, &s->pick.cli->arena, &code, &n, err);

	for (size_t i = 0; i < n && rc == 0; i++)
		rc = add_material(s, code[i], err);
	return rc;
}

static int
gather(struct bw_partners_shown *s, struct bw_err *err)
{
	struct bw_cli *cli = s->pick.cli;
	struct bw_str material;
	int rc;

	if ((rc = bw_partners_rules(&s->rules, &cli->arena, err)) != 0 ||
	    (rc = read_partners(s, err)) != 0 ||
	    (rc = read_choices(s, err)) != 0 ||
	    (rc = read_number(cli, BW_OPT_YEARS, "years", &s->years, err)) !=
		0 ||
	    (rc = read_number(
		 cli, BW_OPT_OPENING, "opening", &s->opening, err)) != 0)
		return rc;
	if (cli->n_arg == 0)
		return add_all(s, err);
	if ((rc = bw_supply_material_or_own(
		 cli, s->pick.v, cli->arg[0], &material, err)) != 0 ||
	    (rc = add_material(s, material, err)) != 0)
		return rc;
	return s->row.n > 0
	    ? 0
	    : bw_fail(err, BW_ENOTFOUND,
		  "this world has no production figures for %.*s%s",
		  BW_ARG(material),
		  bw_cli_has(cli, BW_OPT_STAGE) ? " at that stage" : "");
}

static int
write_svg(struct bw_partners_shown *s, const struct bw_supply_partners **list,
    struct bw_out *o, struct bw_err *err)
{
	size_t n = 0;

	for (size_t i = 0; i < s->row.n; i++)
		if (s->pick.cli->n_arg > 0 || s->row.v[i].is.is.n_step > 0)
			list[n++] = &s->row.v[i].is;
	return bw_svg_partners(list, n, s->pick.v, s->pick.cli->lang, o, err);
}

/* Of one material all stages; of all materials those with a step. */
static int
picture(struct bw_partners_shown *s, struct bw_err *err)
{
	struct bw_cli *cli = s->pick.cli;
	const char *path = cli->value[BW_OPT_SVG];
	const struct bw_supply_partners **list = BW_ARENA_ARRAY(
	    &cli->arena, const struct bw_supply_partners *, s->row.n + 1);
	struct bw_out o;
	int rc;

	if (list == NULL)
		return no_memory(err);
	if (strcmp(path, "-") == 0)
		return write_svg(s, list, &cli->out, err);
	if ((rc = bw_out_file(&o, path, err)) != 0)
		return rc;
	rc = write_svg(s, list, &o, err);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	bw_out_release(&o);
	return rc;
}

static int
show(struct bw_partners_shown *s, struct bw_err *err)
{
	struct bw_cli *cli = s->pick.cli;

	if (bw_cli_has(cli, BW_OPT_SVG)) {
		int rc = picture(s, err);

		if (rc != 0 || strcmp(cli->value[BW_OPT_SVG], "-") == 0)
			return rc;
	}
	if (bw_cli_has(cli, BW_OPT_JSON))
		return bw_partners_json(s, err);
	if (bw_cli_has(cli, BW_OPT_CSV))
		return bw_partners_csv(s, err);
	return cli->n_arg == 0 ? bw_partners_overview(s, err)
			       : bw_partners_people(s, err);
}

int
bw_supply_partners_verb(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_partners_shown s = { 0 };
	int rc = bw_supply_pick_open(&s.pick, cli, err);

	if (rc == 0)
		rc = gather(&s, err);
	if (rc == 0)
		rc = show(&s, err);
	bw_vec_release(&s.row);
	bw_vec_release(&s.price);
	bw_vec_release(&s.choice);
	bw_supply_pick_close(&s.pick);
	return rc;
}
