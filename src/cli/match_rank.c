/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match_rank.c - what comes first among the findings, and why: the tier, the
 * line of the rule that gives it, and all ratings with who said so.
 */
#include "cli/match.h"
#include <math.h>

const struct bw_ranked *
bw_found_ranked(const struct bw_found_all *f, const struct bw_found_hit *h)
{
	return bw_ranker_at(f->ranker, h->rank);
}

struct bw_str
bw_found_tier(const struct bw_found_all *f, const struct bw_found_hit *h)
{
	return h->says == BW_SAYS_NOT
	    ? BW_STR("")
	    : bw_ranker_rule(f->ranker)
		  ->tier[bw_found_ranked(f, h)->urgency.tier];
}

enum bw_level
bw_found_level(const struct bw_found_all *f, const struct bw_found_hit *h)
{
	if (h->says != BW_SAYS_AFFECTED)
		return BW_KNOW;
	return bw_ranker_acts(f->ranker, h->rank) ? BW_ACT : BW_PLAN;
}

int
bw_found_detail(struct bw_found_all *f, const struct bw_found_hit *h,
    struct bw_rated *out, struct bw_err *err)
{
	struct bw_machine_facts m = bw_cyber_machine(&f->c, h->host);

	return bw_ranker_detail(
	    f->ranker, h->problem, &m, out, &f->scratch, err);
}

struct bw_str
bw_found_signs(
    const struct bw_found_all *f, const struct bw_rated *r, struct bw_arena *a)
{
	struct bw_str out = bw_rated_figures(r, a);

	return bw_arena_fmt(a, "%.*s%s%.*s",
	    BW_ARG(r->line->reason.in[f->cli->lang]), out.n > 0 ? "; " : "",
	    BW_ARG(out));
}

/* ---- for people, in full ---- */

/* The facts that would settle it, in words. */
static struct bw_str
settles(const struct bw_found_all *f, uint16_t facts)
{
	struct bw_arena *a = &f->cli->arena;
	struct bw_str out = BW_STR("");

	for (unsigned i = 0; i < BW_RANK_FACTS; i++)
		if ((facts >> i & 1) != 0)
			out = bw_arena_fmt(a, "%.*s%s%.*s", BW_ARG(out),
			    out.n > 0 ? ", " : "",
			    BW_ARG(bw_cli_wordf(f->cli, "match.fact",
				bw_rank_fact_name((enum bw_rank_fact)i))));
	return out;
}

static struct bw_text
tier_word(const struct bw_found_all *f, uint8_t tier)
{
	char key[48];

	snprintf(key, sizeof(key), "match.tier.%.*s",
	    BW_ARG(bw_ranker_rule(f->ranker)->tier[tier]));
	return bw_text(key);
}

static void
say_tier(const struct bw_found_all *f, const struct bw_rated *r)
{
	struct bw_cli *cli = f->cli;
	const struct bw_urgency *u = &r->urgency_of;
	struct bw_fill fill[] = { { "tier", tier_word(f, u->tier) },
		{ "reason", r->line->reason },
		{ "line", bw_text_same(r->line->id) },
		{ "source", bw_text_same(r->line->source) },
		{ "best", tier_word(f, u->best) },
		{ "facts", bw_text_same(settles(f, u->settles)) } };

	bw_wrap(&cli->out,
	    bw_text_fill(&cli->arena, "match.rank", fill, BW_LEN(fill))
		.in[cli->lang],
	    2, cli->width);
	if (!u->certain)
		bw_wrap(&cli->out,
		    bw_text_fill(
			&cli->arena, "match.rank-open", fill, BW_LEN(fill))
			.in[cli->lang],
		    2, cli->width);
}

/* The score of a vector that could be read. */
static struct bw_str
scored(const struct bw_rated *r, uint32_t said, struct bw_arena *a)
{
	for (size_t i = 0; i < r->n_score; i++)
		if (r->score[i].said == said)
			return bw_arena_fmt(a, " = %d.%d",
			    r->score[i].tenths / 10, r->score[i].tenths % 10);
	return BW_STR("");
}

/* What stands beside the value, in words. */
static struct bw_str
beside(struct bw_cli *cli, const struct bw_rating *g)
{
	struct bw_arena *a = &cli->arena;
	struct bw_str rest = g->extra, day;

	if (g->extra.n == 0)
		return g->extra;
	if (g->kind == BW_RATING_EPSS)
		return bw_arena_fmt(a, "%.*s %.*s",
		    BW_ARG(bw_cli_word(cli, "match.percentile")),
		    BW_ARG(g->extra));
	if (g->kind != BW_RATING_EXPLOITED)
		return g->extra;
	bw_str_cut(&rest, ';', &day);
	return bw_arena_fmt(a, "%.*s%s%.*s%s%.*s",
	    BW_ARG(day.n > 0 ? bw_cli_word(cli, "match.before") : day),
	    day.n > 0 ? " " : "", BW_ARG(day),
	    day.n > 0 && rest.n > 0 ? "; " : "",
	    BW_ARG(bw_str_is(rest, "ransomware")
		    ? bw_cli_word(cli, "match.ransomware")
		    : rest));
}

/* "- CISA (csaf ICSA-1): CVSS CVSS:3.1/... = 9.8, 2026-01-31" */
void
bw_say_rating(struct bw_cli *cli, const struct bw_rated *r, uint32_t i)
{
	struct bw_arena *a = &cli->arena;
	const struct bw_said *s = &r->said[i];
	const struct bw_rating *g = &s->rating;
	struct bw_str by =
	    g->by.n > 0 ? g->by : bw_cli_word(cli, "match.nobody");
	struct bw_str extra = beside(cli, g);
	/* "kev" tells no more than that it is exploited. */
	struct bw_str value =
	    g->kind == BW_RATING_EXPLOITED ? BW_STR("") : g->value;
	struct bw_str day =
	    g->at == BW_DATE_MIN ? BW_STR("") : bw_cli_day(cli, g->at);

	bw_wrap(&cli->out,
	    bw_cli_plain(cli,
		bw_arena_fmt(a, "- %.*s%s%.*s%s: %.*s%s%.*s%.*s%s%.*s%s%.*s",
		    BW_ARG(by), s->document.n > 0 ? " (" : "",
		    BW_ARG(s->document), s->document.n > 0 ? ")" : "",
		    BW_ARG(bw_cli_wordf(
			cli, "match.rating", bw_rating_name(g->kind))),
		    value.n > 0 ? " " : "", BW_ARG(value),
		    BW_ARG(scored(r, i, a)), extra.n > 0 ? "; " : "",
		    BW_ARG(extra), day.n > 0 ? ", " : "", BW_ARG(day))),
	    2, cli->width);
}

int
bw_match_rank_chain(
    struct bw_found_all *f, const struct bw_found_hit *h, struct bw_err *err)
{
	struct bw_rated r;
	int rc = bw_found_detail(f, h, &r, err);

	if (rc != 0)
		return rc;
	say_tier(f, &r);
	for (uint32_t i = 0; i < r.n; i++)
		bw_say_rating(f->cli, &r, i);
	return 0;
}

/* ---- JSON ---- */

void
bw_match_rank_json(struct bw_jw *j, struct bw_found_all *f,
    const struct bw_found_hit *h, const struct bw_rated *r)
{
	const struct bw_rank_rule *rule = bw_ranker_rule(f->ranker);
	const struct bw_ranked *k = bw_found_ranked(f, h);
	const struct bw_urgency *u = &r->urgency_of;
	const struct bw_rank_told *fact = &r->facts.fact[BW_RANK_EPSS];

	bw_jw_str(j, "tier", bw_found_tier(f, h));
	bw_jw_str(j, "rule", r->line->id);
	bw_jw_bool(j, "tier_certain", u->certain);
	bw_jw_str(j, "tier_best", rule->tier[u->best]);
	bw_jw_str(j, "tier_worst", rule->tier[u->worst]);
	bw_jw_open(j, "settles", '[');
	for (unsigned i = 0; i < BW_RANK_FACTS; i++)
		if ((u->settles >> i & 1) != 0)
			bw_jw_z(
			    j, NULL, bw_rank_fact_name((enum bw_rank_fact)i));
	bw_jw_close(j);
	bw_jw_bool(j, "exploited", k->exploited);
	bw_jw_f64(
	    j, "epss", fact->n == 1 ? (double)fact->number / 1e6 : (double)NAN);
	bw_jw_f64(j, "cvss",
	    r->n_score > 0 ? r->score[0].tenths / 10.0 : (double)NAN);
	bw_jw_str(j, "ssvc", bw_rated_ssvc(r, &f->scratch));
	bw_jw_str(j, "ncsc_urgency", bw_rated_value(r, r->urgency));
	bw_jw_str(j, "ncsc_chance", bw_rated_value(r, r->chance));
	bw_jw_str(j, "ncsc_damage", bw_rated_value(r, r->damage));
}

void
bw_rating_json(struct bw_cli *cli, struct bw_jw *j, const struct bw_said *s)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "kind", bw_rating_name(s->rating.kind));
	bw_jw_str(j, "value", s->rating.value);
	bw_jw_str(j, "extra", s->rating.extra);
	bw_jw_str(j, "by", s->rating.by);
	bw_jw_str(j, "document", s->document);
	bw_jw_str(j, "at",
	    s->rating.at == BW_DATE_MIN ? BW_STR("")
					: bw_cli_day(cli, s->rating.at));
	bw_jw_close(j);
}

static int
by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

static int
json_ratings(struct bw_jw *j, struct bw_found_all *f, uint32_t problem,
    struct bw_err *err)
{
	struct bw_arena_mark mark = bw_arena_mark(&f->scratch);
	struct bw_rated r;
	int rc =
	    bw_ranker_detail(f->ranker, problem, NULL, &r, &f->scratch, err);

	if (rc == 0) {
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "vulnerability",
		    bw_intern_get(&f->c.claims.problems, problem));
		bw_jw_open(j, "ratings", '[');
		for (size_t i = 0; i < r.n; i++)
			bw_rating_json(f->cli, j, &r.said[i]);
		bw_jw_close(j);
		bw_jw_close(j);
	}
	bw_arena_reset(&f->scratch, mark);
	return rc;
}

int
bw_match_ratings_json(
    struct bw_jw *j, struct bw_found_all *f, struct bw_err *err)
{
	uint32_t *problem = bw_calloc(f->hit.n + 1, sizeof(*problem));
	int rc = 0;

	if (problem == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for ratings");
	for (size_t i = 0; i < f->hit.n; i++)
		problem[i] = f->hit.v[i].problem;
	qsort(problem, f->hit.n, sizeof(*problem), by_number);
	bw_jw_open(j, "vulnerabilities", '[');
	for (size_t i = 0; i < f->hit.n && rc == 0; i++)
		if (i == 0 || problem[i] != problem[i - 1])
			rc = json_ratings(j, f, problem[i], err);
	bw_jw_close(j);
	bw_free(problem);
	return rc;
}
