/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_advisories.c - what is said about vulnerabilities.
 *
 * advisories                      all that hold, the latest first
 * advisories VULNERABILITY        what each source says of it, side by side
 * advisories ID                   one advisory, with its revisions
 * advisories TEXT                 those with that text in title, id or sender
 * --since LOAD|DAY                what came after a load, or changed since
 * --publisher, --scheme, --exploited   of those only these
 * --unread                        what was not understood, by source
 */
#include "cli/advisories.h"
#include "formats/advice.h"

static const char *const column[] = { "advisory-day", "advisory-id",
	"advisory-by", "advisory-title", "advisory-kind", "advisory-version",
	"advisory-state", "advisory-speaker", "advisory-claims",
	"advisory-unread", "advisory-url" };
static const unsigned flag[] = { 0, BW_COL_WRAP, BW_COL_WRAP, BW_COL_WRAP,
	BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV,
	BW_LIST_CSV, BW_LIST_CSV };

struct bw_str
bw_said_day(const struct bw_said_all *s, int64_t moment)
{
	int64_t day = moment / 86400 - (moment % 86400 < 0);

	return moment == BW_NO_TIME || day < INT32_MIN / 2 ||
		day > INT32_MAX / 2
	    ? BW_STR("")
	    : bw_cli_day(s->cli, (bw_date)day);
}

static struct bw_str
text(const struct bw_said_all *s, uint32_t id)
{
	return bw_claims_text(&s->c.claims, id);
}

static const char *
state_name(uint8_t state)
{
	static const char *const name[] = { "current", "draft", "withdrawn" };

	return name[state <= BW_ADV_WITHDRAWN ? state : 0];
}

/* ---- which ---- */

static bool
filtered(const struct bw_cli *cli)
{
	return bw_cli_has(cli, BW_OPT_SINCE) ||
	    bw_cli_has(cli, BW_OPT_PUBLISHER) ||
	    bw_cli_has(cli, BW_OPT_SCHEME) || bw_cli_has(cli, BW_OPT_EXPLOITED);
}

static bool
has_text(const struct bw_said_all *s, const struct bw_spoken *a,
    struct bw_str wanted)
{
	return wanted.n == 0 || bw_str_has_nocase(text(s, a->title), wanted) ||
	    bw_str_has_nocase(text(s, a->ref), wanted) ||
	    bw_str_has_nocase(text(s, a->publisher), wanted);
}

struct only { /* of all advisories */
	struct bw_str text, publisher, scheme;
	uint64_t after;   /* rows after this one */
	int64_t modified; /* at or after this moment; BW_NO_TIME: any */
	bool exploited;
};

static int
only_of(struct only *o, const struct bw_said_all *s, struct bw_err *err)
{
	struct bw_cli *cli = s->cli;
	const char *since = cli->value[BW_OPT_SINCE];
	struct bw_told_mark mark;
	struct bw_source load;
	bw_date day;
	int rc;

	*o = (struct only){ .modified = BW_NO_TIME };
	o->text = bw_str_of(cli->n_arg == 0 ? "" : cli->arg[0]);
	if (bw_cli_has(cli, BW_OPT_PUBLISHER))
		o->publisher = bw_str_of(cli->value[BW_OPT_PUBLISHER]);
	if (bw_cli_has(cli, BW_OPT_SCHEME))
		o->scheme = bw_str_of(cli->value[BW_OPT_SCHEME]);
	o->exploited = bw_cli_has(cli, BW_OPT_EXPLOITED);
	if (!bw_cli_has(cli, BW_OPT_SINCE))
		return 0;
	if (bw_date_parse(bw_str_of(since), &day) && day != BW_DATE_MIN) {
		o->modified = (int64_t)day * 86400;
		return 0;
	}
	rc = bw_cli_load_of(cli, s->w, "since", since, &load, err);
	if (rc == 0)
		rc = bw_told_mark(s->w, load.id, &mark, err);
	if (rc == 0)
		o->after = (uint64_t)mark.advisory;
	return rc;
}

/* Somebody says so outright, or in an answer of SSVC. Only what may be an
 * answer of that kind is walked in full: that takes long. */
static int
problem_exploited(
    struct bw_said_all *s, uint32_t problem, bool *yes, struct bw_err *err)
{
	static const struct bw_machine_facts any;
	const struct bw_claims *c = &s->c.claims;
	bool maybe = false;
	uint32_t at;
	int rc;

	*yes = bw_claims_exploited(c, problem);
	if (*yes)
		return 0;
	rc = bw_claims_ratings(c, problem, &s->ratings, err);
	for (size_t i = 0; i < s->ratings.n && rc == 0 && !maybe; i++) {
		const struct bw_problem_rating *r = &s->ratings.v[i];

		maybe = r->kind == BW_RATING_SSVC &&
		    (bw_str_has_nocase(text(s, r->value), BW_STR("active")) ||
			bw_str_has_nocase(text(s, r->extra), BW_STR("active")));
	}
	if (rc == 0 && maybe)
		rc = bw_ranker_rank(s->ranker, problem, &any, &at, err);
	if (rc == 0 && maybe)
		*yes = bw_ranker_at(s->ranker, at)->exploited;
	return rc;
}

/* Is one of the vulnerabilities that it is about exploited in the wild? */
static int
is_exploited(
    struct bw_said_all *s, uint32_t advisory, bool *yes, struct bw_err *err)
{
	const struct bw_claims *c = &s->c.claims;
	uint32_t n, itself, last = BW_NONE;
	struct bw_str name;
	const uint32_t *rule = bw_claims_of(c, advisory, &n);
	int rc = 0;

	*yes = false;
	/* One that names no product is about what it is called by, which may
	 * be a part of a record: "CVE-2026-1/ADP". */
	if (n == 0) {
		struct bw_str ref =
		    text(s, bw_claims_advisory(c, advisory)->ref);

		bw_str_cut(&ref, '/', &name);
		itself = bw_intern_find(&c->problems, name);
		if (itself != BW_NONE)
			rc = problem_exploited(s, itself, yes, err);
	}
	for (uint32_t i = 0; i < n && rc == 0 && !*yes; i++) {
		uint32_t problem = bw_claims_rule(c, rule[i])->problem;

		if (problem != last)
			rc = problem_exploited(s, problem, yes, err);
		last = problem;
	}
	return rc;
}

static int
passes(struct bw_said_all *s, const struct only *o, uint32_t advisory,
    bool *yes, struct bw_err *err)
{
	const struct bw_spoken *a = bw_claims_advisory(&s->c.claims, advisory);

	*yes = bw_claims_holds(&s->c.claims, advisory) && a->row > o->after &&
	    (o->modified == BW_NO_TIME ||
		(a->modified != BW_NO_TIME && a->modified >= o->modified)) &&
	    (o->scheme.n == 0 ||
		bw_str_eq_nocase(text(s, a->scheme), o->scheme)) &&
	    (o->publisher.n == 0 ||
		bw_str_has_nocase(text(s, a->publisher), o->publisher)) &&
	    has_text(s, a, o->text);
	return *yes && o->exploited ? is_exploited(s, advisory, yes, err) : 0;
}

static int
chosen(struct bw_said_all *s, struct bw_err *err)
{
	struct only o;
	int rc = only_of(&o, s, err);

	for (uint32_t i = 0; i < s->c.claims.n_advisory && rc == 0; i++) {
		bool yes;

		rc = passes(s, &o, i, &yes, err);
		if (rc == 0 && yes && !bw_vec_push(&s->advisory, i))
			rc = bw_fail(err, BW_ENOMEM, "no memory for a list");
	}
	if (rc == 0 && s->advisory.n == 0 && o.text.n > 0)
		rc = bw_fail(err, BW_ENOTFOUND,
		    "'%.*s' is no vulnerability, advisory or text in one%s; "
		    "bolwerk advisories lists them",
		    BW_ARG(o.text), filtered(s->cli) ? " of those" : "");
	return rc;
}

static bool
called(const struct bw_said_all *s, struct bw_str ref, uint32_t *out)
{
	for (uint32_t i = 0; i < s->c.claims.n_advisory; i++)
		if (bw_claims_holds(&s->c.claims, i) &&
		    bw_str_eq_nocase(
			text(s, bw_claims_advisory(&s->c.claims, i)->ref),
			ref)) {
			*out = i;
			return true;
		}
	return false;
}

/* ---- the list ---- */

static int
by_day(const void *x, const void *y, void *ctx)
{
	const struct bw_said_all *s = ctx;
	const struct bw_spoken *a =
	    bw_claims_advisory(&s->c.claims, *(const uint32_t *)x);
	const struct bw_spoken *b =
	    bw_claims_advisory(&s->c.claims, *(const uint32_t *)y);

	if (a->modified != b->modified)
		return a->modified > b->modified ? -1 : 1;
	return bw_str_cmp(text(s, a->ref), text(s, b->ref));
}

static void
json_row(struct bw_said_all *s, const struct bw_spoken *a)
{
	struct bw_jw *j = &s->j;

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "scheme", text(s, a->scheme));
	bw_jw_str(j, "advisory", text(s, a->ref));
	bw_jw_str(j, "publisher", text(s, a->publisher));
	bw_jw_z(j, "speaker", bw_speaker_name(a->speaker));
	bw_jw_str(j, "version", text(s, a->version));
	bw_jw_z(j, "state", state_name(a->state));
	bw_jw_str(j, "title", text(s, a->title));
	bw_jw_str(j, "url", text(s, a->url));
	bw_jw_str(j, "modified", bw_said_day(s, a->modified));
	bw_jw_i64(j, "claims", a->count[BW_COUNT_CLAIMS]);
	bw_jw_i64(j, "claims_unread", a->count[BW_COUNT_UNREAD]);
	bw_jw_close(j);
}

static void
list_row(struct bw_said_all *s, struct bw_listing *l, const struct bw_spoken *a)
{
	struct bw_str title = text(s, a->title);

	if (!l->to_csv && title.n > 120)
		title = bw_arena_fmt(
		    &s->cli->arena, "%.*s…", BW_ARG(bw_text_cut(title, 120)));
	bw_list_cell(l, bw_said_day(s, a->modified));
	bw_list_cell(l, text(s, a->ref));
	bw_list_cell(l, text(s, a->publisher));
	bw_list_cell(l, title);
	bw_list_cell(l, text(s, a->scheme));
	bw_list_cell(l, text(s, a->version));
	bw_list_cell(l, bw_str_of(state_name(a->state)));
	bw_list_cell(l, bw_str_of(bw_speaker_name(a->speaker)));
	bw_list_count(l, a->count[BW_COUNT_CLAIMS]);
	bw_list_count(l, a->count[BW_COUNT_UNREAD]);
	bw_list_cell(l, text(s, a->url));
}

/* Programs get all, unless they ask for fewer. */
static size_t
shown(const struct bw_said_all *s, bool program)
{
	size_t most = bw_cli_has(s->cli, BW_OPT_LIMIT) ? s->cli->limit
	    : program                                  ? SIZE_MAX
						       : 50;

	return s->advisory.n < most ? s->advisory.n : most;
}

static int
list(struct bw_said_all *s, struct bw_err *err)
{
	struct bw_cli *cli = s->cli;
	bool csv = bw_cli_has(cli, BW_OPT_CSV);
	size_t n = shown(s, csv);
	struct bw_fill fill[2];
	struct bw_listing l;
	int rc = bw_list_open(&l, cli, column, flag, BW_LEN(column), err);

	for (size_t i = 0; i < n && rc == 0; i++)
		list_row(
		    s, &l, bw_claims_advisory(&s->c.claims, s->advisory.v[i]));
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc != 0 || csv)
		return rc;
	fill[0] = (struct bw_fill){ "n",
		bw_text_same(bw_arena_fmt(&cli->arena, "%zu", s->advisory.n)) };
	fill[1] = (struct bw_fill){ "shown",
		bw_text_same(bw_arena_fmt(&cli->arena, "%zu", n)) };
	bw_wrap(&cli->out,
	    bw_text_fill(&cli->arena,
		n < s->advisory.n ? "advisories.more" : "advisories.all", fill,
		2)
		.in[cli->lang],
	    0, cli->width);
	return 0;
}

static int
show_list(struct bw_said_all *s, struct bw_err *err)
{
	if (s->advisory.n > 1)
		qsort_r(s->advisory.v, s->advisory.n, sizeof(*s->advisory.v),
		    by_day, s);
	if (!bw_cli_has(s->cli, BW_OPT_JSON))
		return list(s, err);
	s->j = bw_cli_json(s->cli);
	bw_jw_i64(&s->j, "found", (int64_t)s->advisory.n);
	bw_jw_open(&s->j, "advisories", '[');
	for (size_t i = 0; i < shown(s, true); i++)
		json_row(s, bw_claims_advisory(&s->c.claims, s->advisory.v[i]));
	bw_jw_close(&s->j);
	bw_jw_close(&s->j);
	return 0;
}

/* ---- all ---- */

static int
answer(struct bw_said_all *s, struct bw_err *err)
{
	struct bw_str wanted =
	    bw_str_of(s->cli->n_arg == 0 ? "" : s->cli->arg[0]);
	uint32_t problem[32], advisory;
	size_t n;
	int rc;

	if (bw_cli_has(s->cli, BW_OPT_UNREAD))
		return bw_said_unread(s, err);
	if (wanted.n > 0 && !filtered(s->cli)) {
		n = bw_claims_called(
		    &s->c.claims, wanted, problem, BW_LEN(problem));
		if (n > 0)
			return bw_said_problem(s, problem,
			    n < BW_LEN(problem) ? n : BW_LEN(problem), err);
		if (called(s, wanted, &advisory))
			return bw_said_advisory(s, advisory, err);
	}
	rc = chosen(s, err);
	return rc == 0 ? show_list(s, err) : rc;
}

int
bw_verb_advisories(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_said_all s = { .cli = cli };
	int rc = bw_cli_view(cli, &s.w, &s.v, err);

	if (rc == 0)
		rc = bw_cyber_open(&s.c, s.w, cli->known.id, err);
	if (rc == 0)
		rc = bw_ranker_new(&s.ranker, &s.c.claims, err);
	if (rc == 0)
		rc = answer(&s, err);
	bw_ranker_free(s.ranker);
	bw_vec_release(&s.advisory);
	bw_ratings_release(&s.ratings);
	bw_cyber_close(&s.c);
	bw_view_close(s.v);
	bw_world_close(s.w);
	return rc;
}
