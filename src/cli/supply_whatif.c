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
#include "cli/supply_pick.h"
#include "supply/partners_rules.h"
#include "supply/supply_rules.h"
#include "supply/supply_tell.h"
#include "supply/whatif_load.h"
#include "base/vec.h"
#include <math.h>

struct asked {
	struct bw_supply_pick pick;
	struct bw_partners_rules groups;
	struct bw_supply_rules rules;
	BW_VEC(struct bw_supply_event) event;
	struct bw_supply_whatif *is; /* one per production */
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for a what-if");
}

/* ---- what was asked ---- */

static int
embargo(struct asked *q, const char *text, struct bw_err *err)
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

/* "5000" or "12.5%": a plain number, above 0. */
static bool
amount_of(struct bw_str text, struct bw_supply_event *e)
{
	char copy[40], *end;

	text = bw_str_trim(text);
	e->percent = bw_str_ends(text, BW_STR("%"));
	if (e->percent)
		text = bw_str_trim(bw_str_sub(text, 0, text.n - 1));
	if (text.n == 0 || text.n >= sizeof(copy) || text.p[0] < '0' ||
	    text.p[0] > '9')
		return false;
	memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	e->amount = strtod(copy, &end);
	return *end == '\0' && isfinite(e->amount) && e->amount > 0;
}

/* CC=AMOUNT, and for --without also CC alone: all of it. */
static int
change(struct asked *q, enum bw_event_kind kind, const char *option,
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
	} else if (!amount_of(rest, &e)) {
		return bw_fail(err, BW_EUSAGE,
		    "--%s %s: write CA=5000, in the unit of the production, or "
		    "CA=5%% of it",
		    option, text);
	}
	return bw_vec_push(&q->event, e) ? 0 : no_memory(err);
}

static int
read_events(struct asked *q, struct bw_err *err)
{
	const struct bw_cli *cli = q->pick.cli;
	int rc = 0;

	for (size_t i = 0; i < cli->n_each && rc == 0; i++) {
		const char *text = cli->each[i].text;

		if (cli->each[i].option == BW_OPT_EMBARGO)
			rc = embargo(q, text, err);
		else if (cli->each[i].option == BW_OPT_WITHOUT)
			rc = change(q, BW_EVENT_LOSE, "without", text, err);
		else if (cli->each[i].option == BW_OPT_ADD)
			rc = change(q, BW_EVENT_ADD, "add", text, err);
	}
	if (rc == 0 && q->event.n == 0)
		rc = bw_fail(err, BW_EUSAGE,
		    "supply whatif: what happens? --embargo CN, --without "
		    "CL=5000 or --add CA=5000");
	return rc;
}

/* ---- the indicators as rows ---- */

struct line {
	const char *code; /* of the words cli.whatif.CODE, and in CSV */
	size_t at;        /* of the struct bw_between in the indicators */
	double by;
	unsigned decimals;
	uint32_t (*who)(const struct bw_indicators *);
};

static uint32_t
top(const struct bw_indicators *is)
{
	return is->top_country;
}

static uint32_t
abroad(const struct bw_indicators *is)
{
	return is->abroad_country;
}

#define AT(field) offsetof(struct bw_indicators, field)

static const struct line line[] = {
	{ "left", AT(kept), 100, 1, NULL },
	{ "hhi", AT(hhi), 1, 2, NULL },
	{ "effective", AT(effective), 1, 1, NULL },
	{ "hhi-wgi", AT(wgi), 1, 1, NULL },
	{ "top", AT(top), 100, 1, top },
	{ "top3", AT(top3), 100, 1, NULL },
	{ "outside-eu", AT(abroad), 100, 1, abroad },
	{ "n1-left", AT(n1_kept), 100, 1, NULL },
	{ "n1-hhi", AT(n1_hhi), 1, 2, NULL },
};

static struct bw_between
value(const struct line *l, const struct bw_indicators *is)
{
	struct bw_between b;

	memcpy(&b, (const char *)is + l->at, sizeof(b));
	return b;
}

static struct bw_str
shown(struct bw_cli *cli, const struct line *l, const struct bw_indicators *is)
{
	struct bw_str s =
	    bw_supply_between(cli, value(l, is), l->by, l->decimals);
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
	for (size_t i = 0; i < BW_LEN(line); i++) {
		bw_list_cell(&l, bw_cli_wordf(cli, "cli.whatif", line[i].code));
		bw_list_cell(&l, shown(cli, &line[i], &is->before));
		bw_list_cell(&l, shown(cli, &line[i], &is->after));
	}
	return bw_list_close(&l, err);
}

/* ---- notes ---- */

enum stand { /* against a limit that is passed strictly */
	BELOW,
	PERHAPS,
	ABOVE
};

static enum stand
stands(struct bw_between share, double percent)
{
	double limit = percent / 100 * (1 + 1e-12);

	if (isnan(share.lo) || share.hi <= limit)
		return BELOW;
	return share.lo > limit ? ABOVE : PERHAPS;
}

static void
single_country(struct asked *q, const struct bw_whatif *is)
{
	static const char *const word[] = { "below", "perhaps", "above" };
	const struct bw_supply_rule *r = &q->rules.single_country;
	struct bw_cli *cli = q->pick.cli;
	enum stand a = stands(is->before.abroad, r->value);
	enum stand b = stands(is->after.abroad, r->value);
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
static const struct bw_standing *
next_largest(const struct bw_whatif *is, const struct bw_standing *last)
{
	const struct bw_standing *best = NULL;

	for (size_t i = 0; i < is->n_country; i++) {
		const struct bw_standing *c = &is->country[i];

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
	const struct bw_standing *c = NULL;
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

static void
idle(struct asked *q, const struct bw_whatif *is)
{
	struct bw_cli *cli = q->pick.cli;
	struct bw_str all = BW_STR("");
	size_t n = 0;

	/* with a group it says nothing that some of it make nothing */
	for (size_t i = 0; i < q->event.n && i < 64; i++)
		if ((is->idle >> i & 1) != 0)
			all = bw_arena_fmt(&cli->arena, "%.*s%s%.*s",
			    BW_ARG(all), n++ > 0 ? ", " : "",
			    BW_ARG(bw_supply_countries(
				cli, &q->event.v[i].country, 1)));
	if (n > 0 && n <= 10)
		bw_supply_note(cli, "cli.whatif.idle",
		    &(struct bw_fill){ "countries", bw_text_same(all) }, 1);
}

static void
notes(struct asked *q, const struct bw_supply_whatif *w)
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
	if (w->production->open_ended)
		bw_supply_note(cli, "cli.whatif.open-ended", NULL, 0);
	idle(q, &w->is);
}

/* Once for all stages: where the limit comes from. */
static void
about_rule(struct asked *q)
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
people(struct asked *q, struct bw_err *err)
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

/* ---- for programs ---- */

static struct bw_str
exact(struct bw_cli *cli, double v)
{
	return isnan(v) ? BW_STR("") : bw_arena_fmt(&cli->arena, "%.12g", v);
}

static void
csv_row(struct bw_listing *l, const struct bw_production *p,
    const struct line *of, const struct bw_whatif *is)
{
	struct bw_between a = value(of, &is->before);
	struct bw_between b = value(of, &is->after);

	bw_list_code(l, "stage", bw_stage_name(p->stage));
	bw_list_count(l, (uint64_t)p->year);
	bw_list_cell(l, p->detail);
	bw_list_cell(l, bw_str_of(of->code));
	bw_list_cell(l, exact(l->cli, a.lo));
	bw_list_cell(l, exact(l->cli, a.hi));
	bw_list_cell(l, exact(l->cli, b.lo));
	bw_list_cell(l, exact(l->cli, b.hi));
	bw_list_cell(l,
	    of->who ? bw_supply_code(l->cli, of->who(&is->before))
		    : BW_STR(""));
	bw_list_cell(l,
	    of->who ? bw_supply_code(l->cli, of->who(&is->after)) : BW_STR(""));
	bw_list_count(l, p->load);
}

static int
csv(struct asked *q, struct bw_err *err)
{
	static const char *const column[] = { "supply-stage", "supply-year",
		"supply-type", "whatif-indicator", "before-min", "before-max",
		"after-min", "after-max", "country-before", "country-after",
		"supply-source" };
	static const unsigned flag[BW_LEN(column)] = { 0 };
	struct bw_listing l;
	int rc =
	    bw_list_open(&l, q->pick.cli, column, flag, BW_LEN(column), err);

	if (rc != 0)
		return rc;
	for (size_t i = 0; i < q->pick.n; i++)
		for (size_t k = 0; k < BW_LEN(line); k++)
			csv_row(&l, q->pick.p[i], &line[k], &q->is[i].is);
	return bw_list_close(&l, err);
}

static void
countries_json(struct bw_cli *cli, struct bw_jw *j, const struct bw_whatif *is)
{
	bw_jw_open(j, "countries", '[');
	for (size_t i = 0; i < is->n_country; i++) {
		const struct bw_standing *c = &is->country[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "country", bw_supply_code(cli, c->country));
		bw_jw_f64(j, "before", c->before);
		bw_jw_f64(j, "after", c->after);
		bw_jw_f64(j, "governance", c->governance);
		bw_jw_bool(j, "embargo", c->embargoed);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static int
production_json(struct asked *q, struct bw_jw *j,
    const struct bw_supply_whatif *w, struct bw_err *err)
{
	static const char *const stand[] = { "no", "possible", "yes" };
	const struct bw_production *p = w->production;
	double limit = q->rules.single_country.value;
	int rc;

	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "stage", bw_stage_name(p->stage));
	bw_jw_i64(j, "year", p->year);
	bw_jw_str(j, "type", p->detail);
	bw_jw_str(j, "unit", p->unit);
	bw_supply_indicators_json(q->pick.cli, j, "before", &w->is.before);
	bw_supply_indicators_json(q->pick.cli, j, "after", &w->is.after);
	bw_jw_f64(j, "single_country_limit", limit / 100);
	bw_jw_z(
	    j, "above_limit_before", stand[stands(w->is.before.abroad, limit)]);
	bw_jw_z(
	    j, "above_limit_after", stand[stands(w->is.after.abroad, limit)]);
	bw_jw_bool(j, "rest_hit", w->is.rest_hit);
	bw_jw_bool(j, "amounts_missing", p->open_ended);
	bw_jw_open(j, "unseen", '[');
	for (size_t i = 0; i < w->n_unseen; i++)
		bw_jw_str(j, NULL, w->unseen[i]);
	bw_jw_close(j);
	countries_json(q->pick.cli, j, &w->is);
	rc = bw_supply_source_json(&q->pick, j, "source", p->load, err);
	bw_jw_close(j);
	return rc;
}

static int
json(struct asked *q, struct bw_err *err)
{
	static const char *const kind[] = { [BW_EVENT_EMBARGO] = "embargo",
		[BW_EVENT_LIFT] = "lift",
		[BW_EVENT_STOP] = "stop",
		[BW_EVENT_START] = "start",
		[BW_EVENT_LOSE] = "lose",
		[BW_EVENT_ADD] = "add" };
	struct bw_jw j = bw_cli_json(q->pick.cli);
	int rc = 0;

	bw_jw_str(&j, "material", q->pick.material);
	bw_jw_open(&j, "events", '[');
	for (size_t i = 0; i < q->event.n; i++) {
		const struct bw_supply_event *e = &q->event.v[i];

		bw_jw_open(&j, NULL, '{');
		bw_jw_z(&j, "event", kind[e->kind]);
		bw_jw_str(&j, "country", e->country);
		bw_jw_f64(&j, "amount",
		    e->kind == BW_EVENT_EMBARGO ? NAN : e->amount);
		bw_jw_bool(&j, "percent", e->percent);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_open(&j, "productions", '[');
	for (size_t i = 0; rc == 0 && i < q->pick.n; i++)
		rc = production_json(q, &j, &q->is[i], err);
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}

static int
compute(struct asked *q, struct bw_err *err)
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
ask(struct asked *q, struct bw_err *err)
{
	struct bw_cli *cli = q->pick.cli;
	struct bw_str material;
	int rc;

	if ((rc = bw_supply_material_or_own(
		 &q->pick, cli->arg[0], &material, err)) != 0 ||
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
	struct asked q = { 0 };
	int rc = bw_supply_pick_open(&q.pick, cli, err);

	if (rc == 0)
		rc = ask(&q, err);
	if (rc == 0)
		rc = bw_cli_has(cli, BW_OPT_JSON) ? json(&q, err)
		    : bw_cli_has(cli, BW_OPT_CSV) ? csv(&q, err)
						  : people(&q, err);
	bw_vec_release(&q.event);
	bw_supply_pick_close(&q.pick);
	return rc;
}
