/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match_out.c - what match found: a table, the chain of reasons, JSON.
 */
#include "cli/match.h"

const char *
bw_says_name(unsigned says)
{
	static const char *const name[] = { "nothing", "affected",
		"not-affected", "unknown" };

	return name[says];
}

const char *
bw_why_name(unsigned why)
{
	static const char *const name[BW_WHYS] = {
		[BW_WHY_IN_RANGE] = "in-range",
		[BW_WHY_ALL_VERSIONS] = "all-versions",
		[BW_WHY_OUTSIDE] = "outside",
		[BW_WHY_DEFAULT] = "default",
		[BW_WHY_BEFORE_FIX] = "before-fix",
		[BW_WHY_FIXED] = "fixed",
		[BW_WHY_NOT_AFFECTED] = "not-affected",
		[BW_WHY_INVESTIGATING] = "investigating",
		[BW_WHY_NO_ORDER] = "no-order",
		[BW_WHY_UNREAD] = "unread",
		[BW_WHY_NO_VERSION] = "no-version",
		[BW_WHY_SIMILAR] = "similar",
		[BW_WHY_BACKPORT] = "backport",
		[BW_WHY_CONTEXT] = "context",
		[BW_WHY_ELSEWHERE] = "elsewhere",
		[BW_WHY_CONFLICT] = "conflict",
	};

	return name[why];
}

const char *
bw_sure_name(unsigned sure)
{
	static const char *const name[] = { "exact", "curated", "derived",
		"similar" };

	return name[sure];
}

const struct bw_opinion *
bw_found_decides(const struct bw_found_all *f, const struct bw_found_hit *h)
{
	return bw_opinion_decides(&f->opinion.v[h->first], h->n);
}

static struct bw_str
estate_text(const struct bw_found_all *f, uint32_t id)
{
	return bw_intern_text(&f->c.estate.texts, id);
}

static struct bw_str
claims_text(const struct bw_found_all *f, uint32_t id)
{
	return bw_claims_text(&f->c.claims, id);
}

struct bw_str
bw_found_package(const struct bw_found_all *f, uint32_t package)
{
	const struct bw_package *p =
	    bw_estate_package_at(&f->c.estate, package);
	struct bw_str label = estate_text(f, p->label);
	struct bw_str version = estate_text(f, p->version);

	return bw_arena_fmt(&f->cli->arena, "%.*s%s%.*s", BW_ARG(label),
	    label.n > 0 && version.n > 0 ? " " : "", BW_ARG(version));
}

static const struct bw_spoken *
speaker(const struct bw_found_all *f, const struct bw_opinion *o)
{
	return bw_claims_advisory(
	    &f->c.claims, bw_claims_rule(&f->c.claims, o->rule)->advisory);
}

static struct bw_str
said_by(const struct bw_found_all *f, const struct bw_opinion *o)
{
	const struct bw_spoken *s = speaker(f, o);

	struct bw_str publisher = claims_text(f, s->publisher);

	return bw_arena_fmt(&f->cli->arena, "%.*s%s%.*s", BW_ARG(publisher),
	    publisher.n > 0 ? " " : "", BW_ARG(claims_text(f, s->ref)));
}

/* ---- the table ---- */

static const char *const column[] = { "match-tier", "match-vuln", "match-host",
	"match-owner", "match-component", "match-version", "match-what",
	"match-says", "match-why", "match-first", "match-rule", "match-certain",
	"match-exploited", "match-epss", "match-cvss", "match-ssvc",
	"match-urgency", "match-chance", "match-damage", "match-sure",
	"match-by", "match-advisory", "match-remedy" };
static const unsigned flag[] = { BW_COL_WRAP, 0, BW_COL_WRAP, BW_LIST_CSV,
	BW_LIST_CSV, BW_LIST_CSV, BW_COL_WRAP | BW_LIST_PEOPLE, BW_LIST_CSV,
	BW_LIST_CSV, BW_COL_WRAP | BW_LIST_PEOPLE, BW_LIST_CSV, BW_LIST_CSV,
	BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV,
	BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_COL_WRAP,
	BW_LIST_CSV };

/* For people what is not known says so, and not when to act on it. */
static void
tier_cell(struct bw_listing *l, const struct bw_found_all *f,
    const struct bw_found_hit *h)
{
	char tier[32];

	snprintf(tier, sizeof(tier), "%.*s", BW_ARG(bw_found_tier(f, h)));
	if (l->to_csv)
		bw_list_cell(l, bw_found_tier(f, h));
	else if (h->says == BW_SAYS_AFFECTED)
		bw_list_code(l, "match.tier", tier);
	else
		bw_list_code(l, "match.says", bw_says_name(h->says));
}

static void
rank_cells(struct bw_listing *l, const struct bw_found_all *f,
    const struct bw_found_hit *h, const struct bw_rated *r)
{
	struct bw_arena *a = &f->cli->arena;
	const struct bw_ranked *k = bw_found_ranked(f, h);

	bw_list_cell(l, h->says == BW_SAYS_NOT ? BW_STR("") : k->line->id);
	bw_list_cell(l, bw_str_of(k->urgency.certain ? "yes" : "no"));
	bw_list_cell(l, bw_str_of(k->exploited ? "yes" : "no"));
	bw_list_cell(l, bw_rated_value(r, r->epss));
	bw_list_cell(l, bw_rated_cvss(r, a));
	bw_list_cell(l, bw_rated_ssvc(r, a));
	bw_list_cell(l, bw_rated_value(r, r->urgency));
	bw_list_cell(l, bw_rated_value(r, r->chance));
	bw_list_cell(l, bw_rated_value(r, r->damage));
}

static void
thing_cells(struct bw_listing *l, const struct bw_found_all *f,
    const struct bw_found_hit *h)
{
	const struct bw_cyber_host *host = &f->c.host[h->host];
	const struct bw_package *p =
	    bw_estate_package_at(&f->c.estate, h->package);
	uint32_t owner =
	    host->owner == 0 ? BW_NONE : bw_view_of_row(f->v, host->owner);

	bw_list_cell(l, bw_intern_get(&f->c.claims.problems, h->problem));
	bw_list_cell(l, host->name);
	bw_list_cell(
	    l, owner == BW_NONE ? BW_STR("") : bw_view_name(f->v, owner));
	bw_list_cell(l, estate_text(f, p->label));
	bw_list_cell(l, estate_text(f, p->version));
	bw_list_cell(l, bw_found_package(f, h->package));
}

static int
row(struct bw_listing *l, struct bw_found_all *f, const struct bw_found_hit *h,
    struct bw_err *err)
{
	const struct bw_opinion *o = bw_found_decides(f, h);
	const struct bw_spoken *s = speaker(f, o);
	struct bw_arena_mark mark = bw_arena_mark(&f->scratch);
	struct bw_rated r;
	int rc = bw_found_detail(f, h, &r, err);

	if (rc == 0) {
		tier_cell(l, f, h);
		thing_cells(l, f, h);
		bw_list_code(l, "match.says", bw_says_name(h->says));
		bw_list_code(l, "match.why", bw_why_name(h->why));
		bw_list_cell(l,
		    h->says == BW_SAYS_AFFECTED
			? bw_found_signs(f, &r, &f->cli->arena)
			: bw_cli_wordf(
			      f->cli, "match.why", bw_why_name(h->why)));
		rank_cells(l, f, h, &r);
		bw_list_cell(l, bw_str_of(bw_sure_name(h->sure)));
		bw_list_cell(l, claims_text(f, s->publisher));
		bw_list_cell(l, claims_text(f, s->ref));
		bw_list_cell(l,
		    claims_text(
			f, bw_claims_rule(&f->c.claims, o->rule)->remedy));
	}
	bw_arena_reset(&f->scratch, mark);
	return rc;
}

/* "2 now, 5 planned" */
static struct bw_str
tiers(const struct bw_found_all *f)
{
	const struct bw_rank_rule *rule = bw_ranker_rule(f->ranker);
	struct bw_cli *cli = f->cli;
	size_t count[BW_RANK_TIERS] = { 0 };
	struct bw_str out = BW_STR("");

	for (size_t i = 0; i < f->hit.n; i++)
		if (f->hit.v[i].says == BW_SAYS_AFFECTED)
			count[bw_found_ranked(f, &f->hit.v[i])->key.tier]++;
	for (size_t t = 0; t < rule->n_tier; t++) {
		char tier[32];

		if (count[t] == 0)
			continue;
		snprintf(tier, sizeof(tier), "%.*s", BW_ARG(rule->tier[t]));
		out = bw_arena_fmt(&cli->arena, "%.*s%s%zu %.*s", BW_ARG(out),
		    out.n > 0 ? ", " : "", count[t],
		    BW_ARG(bw_cli_wordf(cli, "match.tier", tier)));
	}
	return out.n == 0 ? out
			  : bw_arena_fmt(&cli->arena, " (%.*s)", BW_ARG(out));
}

static void
summary(const struct bw_found_all *f, size_t shown)
{
	struct bw_cli *cli = f->cli;
	struct bw_arena *a = &cli->arena;
	size_t count[4] = { 0 };
	struct bw_fill fill[7];

	for (size_t i = 0; i < f->hit.n; i++)
		count[f->hit.v[i].says]++;
	fill[0] = (struct bw_fill){ "hosts",
		bw_text_same(bw_arena_fmt(a, "%zu", f->n_host)) };
	fill[1] = (struct bw_fill){ "advisories",
		bw_text_same(bw_arena_fmt(a, "%u", f->c.claims.n_holds)) };
	fill[2] = (struct bw_fill){ "affected",
		bw_text_same(bw_arena_fmt(a, "%zu", count[BW_SAYS_AFFECTED])) };
	fill[3] = (struct bw_fill){ "unknown",
		bw_text_same(bw_arena_fmt(a, "%zu", count[BW_SAYS_UNKNOWN])) };
	fill[4] = (struct bw_fill){ "shown",
		bw_text_same(bw_arena_fmt(a, "%zu", shown)) };
	fill[5] = (struct bw_fill){ "unread",
		bw_text_same(bw_arena_fmt(a, "%llu",
		    (unsigned long long)f->c.claims.count[BW_COUNT_UNREAD])) };
	fill[6] = (struct bw_fill){ "tiers", bw_text_same(tiers(f)) };
	bw_wrap(&cli->out,
	    bw_text_fill(a,
		shown < f->hit.n ? "match.summary-more" : "match.summary", fill,
		BW_LEN(fill))
		.in[cli->lang],
	    0, cli->width);
	if (cli->n_arg == 0 && f->c.claims.count[BW_COUNT_UNREAD] > 0)
		bw_wrap(&cli->out,
		    bw_text_fill(a, "match.unread", fill, BW_LEN(fill))
			.in[cli->lang],
		    0, cli->width);
}

int
bw_match_table(struct bw_found_all *f, struct bw_err *err)
{
	bool csv = bw_cli_has(f->cli, BW_OPT_CSV);
	size_t most = bw_cli_has(f->cli, BW_OPT_LIMIT) ? f->cli->limit
	    : csv                                      ? f->hit.n
						       : 50;
	size_t n = f->hit.n < most ? f->hit.n : most;
	struct bw_listing l;
	int rc = 0;

	if (n > 0 || csv) {
		rc =
		    bw_list_open(&l, f->cli, column, flag, BW_LEN(column), err);
		for (size_t i = 0; i < n && rc == 0; i++)
			rc = row(&l, f, &f->hit.v[i], err);
		if (rc == 0)
			rc = bw_list_close(&l, err);
	}
	if (rc == 0 && !csv) {
		summary(f, n);
		bw_say_unmet(f);
	}
	return rc;
}

/* ---- the chain ---- */

static void
one_reason(struct bw_found_all *f, const struct bw_opinion *o)
{
	struct bw_cli *cli = f->cli;
	const struct bw_claims *c = &f->c.claims;
	const struct bw_rule *r = bw_claims_rule(c, o->rule);
	struct bw_str versions = bw_claims_text(c, r->versions);
	struct bw_str remedy = bw_claims_text(c, r->remedy);
	struct bw_str reason = bw_claims_text(c, r->reason);
	struct bw_str sure = o->sure == BW_SURE_EXACT
	    ? BW_STR("")
	    : bw_cli_wordf(cli, "match.sure", bw_sure_name(o->sure));
	struct bw_str line = bw_arena_fmt(&cli->arena,
	    "%s %.*s: %.*s, %.*s%s%.*s%s%s%.*s%s%.*s%s%.*s",
	    o->decides ? "*" : "-", BW_ARG(said_by(f, o)),
	    BW_ARG(bw_cli_wordf(cli, "match.says", bw_says_name(o->says))),
	    BW_ARG(bw_cli_wordf(cli, "match.why", bw_why_name(o->why))),
	    versions.n > 0 ? " (" : "", BW_ARG(versions),
	    versions.n > 0 ? ")" : "", reason.n > 0 ? "; " : "", BW_ARG(reason),
	    remedy.n > 0 ? "; " : "", BW_ARG(remedy), sure.n > 0 ? "; " : "",
	    BW_ARG(sure));

	bw_wrap(&cli->out, bw_cli_plain(cli, line), 2, cli->width);
}

int
bw_match_chain(struct bw_found_all *f, struct bw_err *err)
{
	struct bw_cli *cli = f->cli;
	int rc = 0;

	if (f->hit.n == 0)
		return 0;
	for (size_t i = 0; i < f->hit.n && rc == 0; i++) {
		const struct bw_found_hit *h = &f->hit.v[i];

		bw_out_fmt(&cli->out, "\n%.*s, %.*s, %.*s\n",
		    BW_ARG(bw_intern_get(&f->c.claims.problems, h->problem)),
		    BW_ARG(bw_cli_plain(cli, f->c.host[h->host].name)),
		    BW_ARG(bw_cli_plain(cli, bw_found_package(f, h->package))));
		for (size_t k = 0; k < h->n; k++)
			one_reason(f, &f->opinion.v[h->first + k]);
		if (h->says != BW_SAYS_NOT)
			rc = bw_match_rank_chain(f, h, err);
	}
	bw_out_z(&cli->out, "\n");
	bw_wrap(
	    &cli->out, bw_cli_word(cli, "match.chain-about"), 0, cli->width);
	return rc;
}

/* ---- JSON ---- */

static void
json_opinion(
    struct bw_jw *j, const struct bw_found_all *f, const struct bw_opinion *o)
{
	const struct bw_claims *c = &f->c.claims;
	const struct bw_rule *r = bw_claims_rule(c, o->rule);
	const struct bw_spoken *s = speaker(f, o);

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "scheme", claims_text(f, s->scheme));
	bw_jw_str(j, "advisory", claims_text(f, s->ref));
	bw_jw_str(j, "publisher", claims_text(f, s->publisher));
	bw_jw_z(j, "speaker", bw_speaker_name(s->speaker));
	bw_jw_z(j, "says", bw_says_name(o->says));
	bw_jw_z(j, "why", bw_why_name(o->why));
	bw_jw_z(j, "sure", bw_sure_name(o->sure));
	bw_jw_bool(j, "decides", o->decides);
	bw_jw_bool(j, "heard", o->rank != BW_NO_VOICE);
	bw_jw_str(j, "versions", bw_claims_text(c, r->versions));
	bw_jw_str(j, "reason", bw_claims_text(c, r->reason));
	bw_jw_str(j, "remedy", bw_claims_text(c, r->remedy));
	bw_jw_close(j);
}

static int
json_hit(struct bw_jw *j, struct bw_found_all *f, const struct bw_found_hit *h,
    struct bw_err *err)
{
	const struct bw_package *p =
	    bw_estate_package_at(&f->c.estate, h->package);
	struct bw_arena_mark mark = bw_arena_mark(&f->scratch);
	struct bw_rated r;
	int rc = bw_found_detail(f, h, &r, err);

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "vulnerability",
	    bw_intern_get(&f->c.claims.problems, h->problem));
	bw_jw_str(j, "host", f->c.host[h->host].name);
	bw_jw_i64(j, "inventory", f->c.host[h->host].row);
	bw_jw_str(j, "component", estate_text(f, p->label));
	bw_jw_str(j, "version", estate_text(f, p->version));
	bw_jw_z(j, "says", bw_says_name(h->says));
	bw_jw_z(j, "why", bw_why_name(h->why));
	bw_jw_z(j, "sure", bw_sure_name(h->sure));
	if (rc == 0)
		bw_match_rank_json(j, f, h, &r);
	bw_jw_open(j, "opinions", '[');
	for (size_t k = 0; k < h->n; k++)
		json_opinion(j, f, &f->opinion.v[h->first + k]);
	bw_jw_close(j);
	bw_jw_close(j);
	bw_arena_reset(&f->scratch, mark);
	return rc;
}

int
bw_match_json(struct bw_found_all *f, struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(f->cli);
	const struct bw_claims *c = &f->c.claims;
	int rc = 0;

	bw_jw_i64(&j, "hosts", (int64_t)f->n_host);
	bw_jw_i64(&j, "advisories", (int64_t)c->n_holds);
	bw_jw_i64(&j, "claims", (int64_t)c->count[BW_COUNT_CLAIMS]);
	bw_jw_i64(&j, "claims_unread", (int64_t)c->count[BW_COUNT_UNREAD]);
	bw_jw_i64(
	    &j, "claims_without_name", (int64_t)c->count[BW_COUNT_NO_NAME]);
	bw_jw_open(&j, "matches", '[');
	for (size_t i = 0; i < f->hit.n && rc == 0; i++)
		rc = json_hit(&j, f, &f->hit.v[i], err);
	bw_jw_close(&j);
	if (rc == 0)
		rc = bw_match_ratings_json(&j, f, err);
	bw_unmet_json(&j, f);
	bw_jw_close(&j);
	return rc;
}
