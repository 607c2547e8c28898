/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_facts.c - the figures of a material in one list, for programs.
 */
#include "cli/supply_facts.h"
#include "base/date.h"
#include "cli/supply_pick.h"

const char *
bw_reach_word(enum bw_reach r)
{
	static const char *const word[] = { "yes", "perhaps", "no", "unknown" };

	return word[r];
}

const char *
bw_eu_list_word(const struct bw_ref_item *m)
{
	static const char *const name[] = { "unlisted", "critical",
		"strategic" };

	return m == NULL ? "unlisted" : name[m->list];
}

struct bw_str
bw_supply_country_name(struct bw_cli *cli, struct bw_str code)
{
	const struct bw_ref_item *c = bw_ref_country(code);

	return c != NULL ? c->name.in[cli->lang] : code;
}

struct bw_str
bw_supply_interval(struct bw_cli *cli, struct bw_interval v, unsigned decimals)
{
	if (!bw_bounds_known(v))
		return bw_supply_number(cli, v.at, decimals);
	return bw_supply_range(cli, v.lo, v.hi, decimals);
}

struct bw_str
bw_supply_place(
    struct bw_cli *cli, struct bw_str ref, uint32_t load, uint64_t line)
{
	const struct bw_fill fill[] = {
		{ "source",
		    bw_text_same(bw_arena_fmt(&cli->arena, "%u", load)) },
		{ "line",
		    bw_text_same(bw_arena_fmt(
			&cli->arena, "%llu", (unsigned long long)line)) }
	};

	if (ref.n > 0)
		return bw_cli_plain(cli, ref);
	return bw_text_fill(&cli->arena, "supply.crit.place", fill, 2)
	    .in[cli->lang];
}

int
bw_supply_profile(struct bw_cli *cli, const struct bw_view *v, const char *name,
    struct bw_criticality_rules *rules, struct bw_profile *out,
    struct bw_err *err)
{
	struct bw_str code;
	int year, month, day;
	int rc = bw_criticality_rules(rules, &cli->arena, err);

	bw_date_split(cli->as_of, &year, &month, &day);
	if (rc == 0)
		rc = bw_supply_material_or_own(cli, v, name, &code, err);
	if (rc == 0)
		rc = bw_profile(v, code, year, rules, &cli->arena, out, err);
	return rc;
}

size_t
bw_supply_newest(
    struct bw_cli *cli, const struct bw_profile *p, size_t *index, size_t most)
{
	int year, month, day;
	size_t n = 0, first, count, all;

	bw_date_split(cli->as_of, &year, &month, &day);
	for (size_t from = 0; from < p->n_made; from += all) {
		all = bw_supply_stage(
		    p->made + from, p->n_made - from, year, &first, &count);
		for (size_t i = 0; i < count && n < most; i++)
			index[n++] = from + first + i;
	}
	return n;
}

/* ---- the list ---- */

static struct bw_fact_line *
add(struct bw_fact_lines *f, const char *part, const char *what,
    const char *stage, int year, struct bw_interval value)
{
	if (!bw_vec_push(&f->list,
		((struct bw_fact_line){ .part = part,
		    .what = what,
		    .stage = stage,
		    .year = year,
		    .value = value,
		    .unit = "",
		    .decimals = 2,
		    .text = BW_STR("") }))) {
		f->failed = true;
		return NULL;
	}
	return &f->list.v[f->list.n - 1];
}

static void
put(struct bw_fact_lines *f, struct bw_fact_line line)
{
	struct bw_fact_line *l =
	    add(f, line.part, line.what, line.stage, line.year, line.value);

	if (l == NULL)
		return;
	l->unit = line.unit != NULL ? line.unit : "";
	l->decimals = line.decimals;
	if (line.text.p != NULL)
		l->text = line.text;
	l->code = line.code;
	l->place = line.place;
	l->newest = line.newest;
}

static struct bw_interval
percent(struct bw_interval v)
{
	return (struct bw_interval){ 100 * v.lo, 100 * v.at, 100 * v.hi };
}

static void
made(struct bw_fact_lines *f, const struct bw_production *p, bool newest)
{
	const struct bw_concentration *c = &p->c;
	struct bw_study_place place = { p->load, 0, 0, BW_STR("") };
	struct bw_fact_line l = { .part = "production",
		.stage = bw_stage_name(p->stage),
		.year = p->year,
		.newest = newest,
		.decimals = 2 };
	bool same = c->hhi_lo == c->hhi_hi;

	if (p->n > 0)
		place = (struct bw_study_place){ p->by[0].load, p->by[0].line,
			p->by[0].number, p->by[0].ref };
	l.place = place;
	l.text = p->detail;
	l.what = "hhi";
	l.value = (struct bw_interval){ c->hhi_lo, same ? c->hhi_lo : NAN,
		c->hhi_hi };
	put(f, l);
	l.what = "hhi-governance";
	same = c->wgi_lo == c->wgi_hi;
	l.value = (struct bw_interval){ c->wgi_lo, same ? c->wgi_lo : NAN,
		c->wgi_hi };
	put(f, l);
	l.what = "effective-suppliers";
	l.value = (struct bw_interval){ 1 / c->hhi_hi,
		c->hhi_lo == c->hhi_hi ? 1 / c->hhi_lo : NAN, 1 / c->hhi_lo };
	l.decimals = 1;
	put(f, l);
	l.unit = "%";
	l.what = "largest-three";
	l.value = bw_exactly(100 * c->top3_share);
	put(f, l);
	l.what = "largest";
	l.value = bw_exactly(100 * c->top_share);
	if (p->n > 0)
		l.text = p->by[0].country;
	put(f, l);
}

static void
side(struct bw_fact_lines *f, const struct bw_side *s)
{
	struct bw_fact_line l = { .part =
				      s->eu ? "eu-sourcing" : "world-supply",
		.stage = bw_stage_name(s->stage),
		.year = s->year,
		.decimals = 2,
		.newest = true,
		.place = s->share[0].place };

	l.what = "hhi";
	l.value = s->hhi.hhi;
	put(f, l);
	l.what = "hhi-wgi-t";
	l.value = s->hhi.weighted;
	put(f, l);
	l.decimals = 1;
	l.unit = "%";
	l.what = "largest";
	l.value = percent(s->share[0].share);
	l.text = s->share[0].country;
	put(f, l);
}

static void
score(struct bw_fact_lines *f, const struct bw_judged *j, bool newest)
{
	struct bw_fact_line l = { .part = "score",
		.stage =
		    j->s.stage >= 0 ? bw_stage_name((unsigned)j->s.stage) : "",
		.year = j->s.year,
		.decimals = 1,
		.newest = newest,
		.place = j->s.place };
	const struct {
		const char *what, *unit;
		struct bw_interval v;
		unsigned decimals;
	} all[] = {
		{ "supply-risk", "", j->s.risk, 1 },
		{ "supply-risk-computed", "", j->computed, 2 },
		{ "economic-importance", "", j->s.importance, 1 },
		{ "import-reliance", "%", percent(j->s.reliance), 0 },
		{ "eol-recycling", "%", percent(j->s.recycling), 0 },
		{ "si-sr", "", j->s.substitution, 1 },
		{ "si-ei", "", j->s.substitution_ei, 1 },
		{ "hhi-wgi-world", "", j->s.world, 1 },
		{ "hhi-wgi-eu", "", j->s.eu, 1 },
		{ "rank", "",
		    j->rank.best == 0
			? BW_INTERVAL_NONE
			: (struct bw_interval){ (double)j->rank.best,
			      j->rank.best == j->rank.worst
				  ? (double)j->rank.best
				  : NAN,
			      (double)j->rank.worst },
		    0 },
	};

	for (size_t i = 0; i < BW_LEN(all); i++) {
		l.what = all[i].what;
		l.unit = all[i].unit;
		l.value = all[i].v;
		l.decimals = all[i].decimals;
		put(f, l);
	}
	l.unit = "";
	l.value = BW_INTERVAL_NONE;
	l.what = "critical";
	l.code = true;
	l.text = bw_str_of(bw_reach_word(j->scored ? j->critical : BW_UNKNOWN));
	put(f, l);
}

static void
act(struct bw_fact_lines *f, const struct bw_act_line *a)
{
	struct bw_fact_line l = { .part = "act",
		.what = bw_benchmark_word(a->name),
		.stage = a->name == BW_ACT_SINGLE_COUNTRY
		    ? bw_stage_name(a->stage)
		    : "",
		.year = a->year,
		.value = a->standing.share,
		.decimals = 0,
		.unit = "%",
		.text = a->country,
		.newest = true,
		.place = a->place };
	static const char *const distance[BW_BENCHMARKS] = {
		"extraction-distance", "processing-distance",
		"recycling-distance", "single-country-distance"
	};
	static const char *const limit[BW_BENCHMARKS] = { "extraction-limit",
		"processing-limit", "recycling-limit", "single-country-limit" };
	static const char *const met[BW_BENCHMARKS] = { "extraction-met",
		"processing-met", "recycling-met", "single-country-met" };

	put(f, l);
	l.what = limit[a->name];
	l.value = (struct bw_interval){ a->limit.limit, a->limit.limit,
		a->limit.limit };
	l.text = BW_STR("");
	put(f, l);
	l.what = distance[a->name];
	l.value = a->standing.distance;
	put(f, l);
	l.what = met[a->name];
	l.value = BW_INTERVAL_NONE;
	l.unit = "";
	l.code = true;
	l.text = bw_str_of(bw_reach_word(a->standing.met));
	put(f, l);
}

static void
uses(struct bw_fact_lines *f, const struct bw_profile *p)
{
	const struct bw_importance *e = &p->importance;

	for (size_t i = 0; i < p->n_use; i++)
		put(f,
		    (struct bw_fact_line){ .part = "use",
			.what = "share",
			.stage = "",
			.year = p->use[i].year,
			.value = percent(p->use[i].share),
			.decimals = 0,
			.unit = "%",
			.text = p->use[i].application,
			.place = p->use[i].place });
	if (p->n_use == 0)
		return;
	put(f,
	    (struct bw_fact_line){ .part = "importance",
		.what = "without-substitution",
		.stage = "",
		.year = p->use[0].year,
		.value = e->without,
		.decimals = 1,
		.newest = true,
		.place = p->use[0].place });
	put(f,
	    (struct bw_fact_line){ .part = "importance",
		.what = "implied-si-ei",
		.stage = "",
		.year = p->use[0].year,
		.value = e->implied,
		.decimals = 2,
		.newest = true,
		.place = p->use[0].place });
}

int
bw_supply_facts(struct bw_cli *cli, const struct bw_profile *p,
    struct bw_fact_lines *f, struct bw_err *err)
{
	size_t newest[16], n;

	*f = (struct bw_fact_lines){ 0 };
	n = bw_supply_newest(cli, p, newest, BW_LEN(newest));
	for (size_t i = 0; i < p->n_made; i++) {
		bool now = false;

		for (size_t k = 0; k < n; k++)
			now = now || newest[k] == i;
		made(f, &p->made[i], now);
	}
	for (size_t i = 0; i < p->n_side; i++)
		side(f, &p->side[i]);
	for (uint8_t s = 0; s < BW_STAGES; s++)
		if (bw_bounds_known(p->ceiling[s]))
			put(f,
			    (struct bw_fact_line){ .part = "score",
				.what = "supply-risk-at-most",
				.stage = bw_stage_name(s),
				.year = p->side[0].year,
				.value = { 0, NAN, p->ceiling[s].hi },
				.decimals = 1,
				.place = p->side[0].share[0].place });
	for (size_t i = 0; i < p->n_score; i++)
		score(f, &p->score[i], i == 0);
	for (size_t i = 0; i < p->n_related; i++)
		put(f,
		    (struct bw_fact_line){ .part = "group-score",
			.what = "supply-risk",
			.stage = "",
			.year = p->related[i].s.year,
			.value = p->related[i].risk,
			.decimals = 1,
			.text = p->related[i].s.material,
			.place = p->related[i].s.place });
	for (size_t i = 0; i < BW_ACT_LINES; i++)
		act(f, &p->act[i]);
	uses(f, p);
	if (!f->failed)
		return 0;
	bw_vec_release(&f->list);
	return bw_fail(err, BW_ENOMEM, "no memory for figures");
}

/* ---- CSV and JSON ---- */

static void
csv_number(struct bw_listing *l, double v)
{
	bw_list_cell(
	    l, isnan(v) ? BW_STR("") : bw_arena_fmt(&l->cli->arena, "%.9g", v));
}

int
bw_supply_facts_csv(struct bw_cli *cli, const struct bw_profile *p,
    struct bw_fact_lines *f, struct bw_err *err)
{
	static const char *const name[] = { "material", "part", "what", "stage",
		"year", "value", "min", "max", "unit", "text", "source", "line",
		"ref" };
	static const unsigned flag[BW_LEN(name)] = { 0 };
	struct bw_listing l;
	int rc = bw_list_open(&l, cli, name, flag, BW_LEN(name), err);

	for (size_t i = 0; i < f->list.n && rc == 0; i++) {
		const struct bw_fact_line *x = &f->list.v[i];

		bw_list_cell(&l, p->code);
		bw_list_cell(&l, bw_str_of(x->part));
		bw_list_cell(&l, bw_str_of(x->what));
		bw_list_cell(&l, bw_str_of(x->stage));
		if (x->year != 0)
			bw_list_count(&l, (uint64_t)x->year);
		else
			bw_list_cell(&l, BW_STR(""));
		csv_number(&l, x->value.at);
		csv_number(&l, x->value.lo);
		csv_number(&l, x->value.hi);
		bw_list_cell(&l, bw_str_of(x->unit));
		bw_list_cell(&l, x->text);
		bw_list_count(&l, x->place.load);
		bw_list_count(&l, x->place.line);
		bw_list_cell(&l, x->place.ref);
	}
	return rc == 0 ? bw_list_close(&l, err) : rc;
}

static void
line_json(struct bw_jw *j, const struct bw_fact_line *x)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "part", x->part);
	bw_jw_z(j, "what", x->what);
	bw_jw_z(j, "stage", x->stage);
	if (x->year != 0)
		bw_jw_i64(j, "year", x->year);
	else
		bw_jw_null(j, "year");
	bw_jw_f64(j, "value", x->value.at);
	bw_jw_f64(j, "min", x->value.lo);
	bw_jw_f64(j, "max", x->value.hi);
	bw_jw_z(j, "unit", x->unit);
	bw_jw_str(j, "text", x->text);
	if (x->place.load != 0)
		bw_jw_i64(j, "source", x->place.load);
	else
		bw_jw_null(j, "source");
	bw_jw_i64(j, "line", (int64_t)x->place.line);
	bw_jw_str(j, "ref", x->place.ref);
	bw_jw_close(j);
}

void
bw_supply_facts_json(
    struct bw_jw *j, const struct bw_profile *p, struct bw_fact_lines *f)
{
	bw_jw_str(j, "material", p->code);
	bw_jw_z(j, "eu_list", bw_eu_list_word(p->item));
	bw_jw_i64(j, "governance_from", p->governed_from);
	bw_jw_i64(j, "governance_to", p->governed_to);
	bw_jw_open(j, "figures", '[');
	for (size_t i = 0; i < f->list.n; i++)
		line_json(j, &f->list.v[i]);
	bw_jw_close(j);
}
