/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * advisories_one.c - all that is said about a vulnerability, source by source;
 * and one advisory with its revisions.
 */
#include "cli/advisories.h"

#define SHOWN 12 /* products of a source for people; JSON has all */

struct telling {
	struct bw_said_all *s;
	const uint32_t *problem; /* NULL: all that the advisory has */
	size_t n_problem;
	struct bw_str remedy; /* told last by this source */
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for advisories");
}

/* ---- who speaks of it ---- */

static bool
among(const uint32_t *v, size_t n, uint32_t x)
{
	for (size_t i = 0; i < n; i++)
		if (v[i] == x)
			return true;
	return false;
}

static int
by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

static int
speakers(struct bw_said_all *s, const uint32_t *problem, size_t n,
    struct bw_err *err)
{
	const struct bw_claims *c = &s->c.claims;
	struct bw_ratings r = { 0 };
	size_t kept = 0;
	int rc = 0;

	for (uint32_t i = 0; i < c->n_rule; i++) {
		const struct bw_rule *u = bw_claims_rule(c, i);

		if (among(problem, n, u->problem) &&
		    bw_claims_holds(c, u->advisory) &&
		    !bw_vec_push(&s->advisory, u->advisory))
			return no_memory(err);
	}
	for (size_t k = 0; k < n && rc == 0; k++) {
		rc = bw_claims_ratings(c, problem[k], &r, err);
		for (size_t i = 0; i < r.n && rc == 0; i++)
			if (r.v[i].advisory != BW_NONE &&
			    !bw_vec_push(&s->advisory, r.v[i].advisory))
				rc = no_memory(err);
	}
	bw_ratings_release(&r);
	if (s->advisory.n > 1)
		qsort(s->advisory.v, s->advisory.n, sizeof(*s->advisory.v),
		    by_number);
	for (size_t i = 1; i < s->advisory.n; i++)
		if (s->advisory.v[i] != s->advisory.v[kept])
			s->advisory.v[++kept] = s->advisory.v[i];
	if (s->advisory.n > 0)
		s->advisory.n = kept + 1;
	return rc;
}

/* ---- what one says ---- */

static bool
means(const struct telling *t, struct bw_str name)
{
	uint32_t found[32];
	size_t n =
	    bw_claims_called(&t->s->c.claims, name, found, BW_LEN(found));

	for (size_t i = 0; i < n && i < BW_LEN(found); i++)
		if (among(t->problem, t->n_problem, found[i]))
			return true;
	return false;
}

static bool
about(const struct telling *t, const struct bw_adv_vuln *v)
{
	bool yes = t->problem == NULL || means(t, v->name);

	for (size_t i = 0; i < v->n_alias && !yes; i++)
		yes = means(t, v->alias[i]);
	return yes;
}

static struct bw_str
product_name(const struct telling *t, const struct bw_adv_product *p)
{
	struct bw_arena *a = &t->s->cli->arena;

	if (p->name.n == 0 && p->n_key > 0)
		return p->key[0].value;
	return bw_arena_fmt(a, "%.*s%s%.*s%s%.*s", BW_ARG(p->vendor),
	    p->vendor.n > 0 ? " " : "", BW_ARG(p->name),
	    p->versions.text.n > 0 ? " " : "", BW_ARG(p->versions.text));
}

static void
say_claim(struct telling *t, const struct bw_advisory_rec *r,
    const struct bw_claim *c)
{
	struct bw_cli *cli = t->s->cli;
	struct bw_str vuln =
	    t->problem == NULL ? r->vuln[c->vuln].name : (struct bw_str){ 0 };
	/* Said once for products that follow one another. */
	struct bw_str remedy =
	    bw_str_eq(t->remedy, c->remedy) ? (struct bw_str){ 0 } : c->remedy;
	struct bw_str others = (c->flags & BW_CLAIM_DEFAULT) != 0
	    ? bw_cli_word(cli, "advisories.others")
	    : (struct bw_str){ 0 };
	struct bw_str line = bw_arena_fmt(&cli->arena,
	    "- %.*s%s%.*s%.*s: %.*s%s%.*s%s%.*s", BW_ARG(vuln),
	    vuln.n > 0 ? ", " : "",
	    BW_ARG(product_name(t, &r->product[c->product])), BW_ARG(others),
	    BW_ARG(bw_cli_wordf(
		cli, "advisories.status", bw_claim_status_name(c->status))),
	    c->reason.n > 0 ? "; " : "", BW_ARG(c->reason),
	    remedy.n > 0 ? "; " : "", BW_ARG(remedy));

	if (c->remedy.n > 0)
		t->remedy = c->remedy;

	bw_wrap(&cli->out, bw_cli_plain(cli, line), 2, cli->width);
}

static void
json_claim(
    struct bw_jw *j, const struct bw_advisory_rec *r, const struct bw_claim *c)
{
	const struct bw_adv_product *p = &r->product[c->product];

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "vulnerability", r->vuln[c->vuln].name);
	bw_jw_str(j, "vendor", p->vendor);
	bw_jw_str(j, "product", p->name);
	bw_jw_str(j, "ecosystem", p->ecosystem);
	bw_jw_str(j, "versions", p->versions.text);
	bw_jw_open(j, "identities", '[');
	for (size_t i = 0; i < p->n_key; i++)
		bw_jw_str(j, NULL, p->key[i].value);
	bw_jw_close(j);
	bw_jw_z(j, "status", bw_claim_status_name(c->status));
	bw_jw_bool(j, "other_versions", (c->flags & BW_CLAIM_DEFAULT) != 0);
	bw_jw_str(j, "reason", c->reason);
	bw_jw_str(j, "remedy", c->remedy);
	bw_jw_close(j);
}

static void
claims(struct telling *t, const struct bw_advisory_rec *r)
{
	struct bw_cli *cli = t->s->cli;
	bool json = bw_cli_has(cli, BW_OPT_JSON);
	size_t n = 0;

	t->remedy = (struct bw_str){ 0 };
	for (size_t i = 0; i < r->n_claim; i++) {
		const struct bw_claim *c = &r->claim[i];

		if (c->vuln >= r->n_vuln || c->product >= r->n_product ||
		    !about(t, &r->vuln[c->vuln]))
			continue;
		if (json)
			json_claim(&t->s->j, r, c);
		else if (n < SHOWN)
			say_claim(t, r, c);
		n++;
	}
	if (!json && n > SHOWN) {
		struct bw_fill fill = { "n",
			bw_text_same(
			    bw_arena_fmt(&cli->arena, "%zu", n - SHOWN)) };

		bw_wrap(&cli->out,
		    bw_text_fill(&cli->arena, "advisories.products", &fill, 1)
			.in[cli->lang],
		    2, cli->width);
	}
}

static void
json_head(struct bw_said_all *s, const struct bw_advisory_rec *r)
{
	bw_jw_str(&s->j, "scheme", r->key.scheme);
	bw_jw_str(&s->j, "advisory", r->key.value);
	bw_jw_str(&s->j, "publisher", r->publisher);
	bw_jw_z(&s->j, "speaker", bw_speaker_name(r->speaker));
	bw_jw_str(&s->j, "version", r->version);
	bw_jw_str(&s->j, "title", r->title);
	bw_jw_str(&s->j, "url", r->url);
	bw_jw_str(&s->j, "modified", bw_said_day(s, r->modified));
}

/* "CISA ICSA-1 (csaf), 2026-01-31" and its title. */
static void
say_head(struct bw_said_all *s, const struct bw_advisory_rec *r)
{
	struct bw_cli *cli = s->cli;
	struct bw_str day = bw_said_day(s, r->modified);

	bw_wrap(&cli->out,
	    bw_cli_plain(cli,
		bw_arena_fmt(&cli->arena, "%.*s%s%.*s (%.*s%s%.*s)%s%.*s",
		    BW_ARG(r->publisher), r->publisher.n > 0 ? ", " : "",
		    BW_ARG(r->key.value), BW_ARG(r->key.scheme),
		    r->version.n > 0 ? " " : "", BW_ARG(r->version),
		    day.n > 0 ? ", " : "", BW_ARG(day))),
	    0, cli->width);
	if (r->title.n > 0)
		bw_wrap(&cli->out, bw_cli_plain(cli, r->title), 2, cli->width);
	if (r->url.n > 0)
		bw_out_fmt(
		    &cli->out, "  %.*s\n", BW_ARG(bw_cli_plain(cli, r->url)));
}

static int
on_source(void *ctx, const struct bw_told_row *row,
    const struct bw_advisory_rec *r, struct bw_err *err)
{
	struct telling *t = ctx;
	struct bw_said_all *s = t->s;

	(void)row, (void)err;
	if (bw_cli_has(s->cli, BW_OPT_JSON)) {
		bw_jw_open(&s->j, NULL, '{');
		json_head(s, r);
		bw_jw_open(&s->j, "claims", '[');
		claims(t, r);
		bw_jw_close(&s->j);
		bw_jw_close(&s->j);
		return 0;
	}
	bw_out_z(&s->cli->out, "\n");
	say_head(s, r);
	claims(t, r);
	return 0;
}

/* ---- ratings ---- */

static int
ratings(struct bw_said_all *s, uint32_t problem, struct bw_err *err)
{
	struct bw_cli *cli = s->cli;
	struct bw_rated r;
	int rc =
	    bw_ranker_detail(s->ranker, problem, NULL, &r, &cli->arena, err);

	if (rc != 0)
		return rc;
	if (bw_cli_has(cli, BW_OPT_JSON)) {
		for (size_t i = 0; i < r.n; i++)
			bw_rating_json(cli, &s->j, &r.said[i]);
		return 0;
	}
	bw_out_fmt(&cli->out, "\n%.*s\n",
	    BW_ARG(bw_cli_word(cli,
		r.n > 0 ? "advisories.ratings" : "advisories.no-ratings")));
	for (uint32_t i = 0; i < r.n; i++)
		bw_say_rating(cli, &r, i);
	return 0;
}

static int
one_problem(struct bw_said_all *s, struct telling *t, struct bw_err *err)
{
	bool json = bw_cli_has(s->cli, BW_OPT_JSON);
	int rc = 0;

	if (json)
		bw_jw_open(&s->j, "sources", '[');
	for (size_t i = 0; i < s->advisory.n && rc == 0; i++)
		rc = bw_told_advisory(s->w,
		    (int64_t)bw_claims_advisory(&s->c.claims, s->advisory.v[i])
			->row,
		    on_source, t, err);
	if (json) {
		bw_jw_close(&s->j);
		bw_jw_open(&s->j, "ratings", '[');
	}
	for (size_t i = 0; i < t->n_problem && rc == 0; i++)
		rc = ratings(s, t->problem[i], err);
	if (json)
		bw_jw_close(&s->j);
	return rc;
}

int
bw_said_problem(struct bw_said_all *s, const uint32_t *problem, size_t n,
    struct bw_err *err)
{
	struct telling t = { .s = s, .problem = problem, .n_problem = n };
	struct bw_cli *cli = s->cli;
	bool json = bw_cli_has(cli, BW_OPT_JSON);
	int rc = speakers(s, problem, n, err);

	if (json) {
		s->j = bw_cli_json(cli);
		bw_jw_open(&s->j, "vulnerabilities", '[');
	}
	for (size_t i = 0; i < n; i++) {
		struct bw_str name =
		    bw_intern_get(&s->c.claims.problems, problem[i]);

		if (json)
			bw_jw_str(&s->j, NULL, name);
		else
			bw_out_fmt(&cli->out, "%.*s\n",
			    BW_ARG(bw_cli_plain(cli, name)));
	}
	if (json)
		bw_jw_close(&s->j);
	if (rc == 0)
		rc = one_problem(s, &t, err);
	if (json)
		bw_jw_close(&s->j);
	return rc;
}

/* ---- one advisory ---- */

static int
on_revision(void *ctx, const struct bw_told_row *row,
    const struct bw_advisory_rec *r, struct bw_err *err)
{
	struct telling *t = ctx;
	struct bw_said_all *s = t->s;
	struct bw_cli *cli = s->cli;
	struct bw_source from;
	int rc = bw_world_source(s->w, row->load, &cli->arena, &from, err);

	if (rc != 0)
		return rc;
	if (bw_cli_has(cli, BW_OPT_JSON)) {
		bw_jw_open(&s->j, NULL, '{');
		bw_jw_str(&s->j, "version", r->version);
		bw_jw_str(&s->j, "modified", bw_said_day(s, r->modified));
		bw_jw_i64(&s->j, "load", row->load);
		bw_jw_str(&s->j, "source", from.name);
		bw_jw_close(&s->j);
		return 0;
	}
	bw_wrap(&cli->out,
	    bw_cli_plain(cli,
		bw_arena_fmt(&cli->arena, "- %.*s %.*s [%u] %.*s",
		    BW_ARG(r->version), BW_ARG(bw_said_day(s, r->modified)),
		    row->load, BW_ARG(from.name))),
	    2, cli->width);
	return 0;
}

int
bw_said_advisory(struct bw_said_all *s, uint32_t advisory, struct bw_err *err)
{
	struct telling t = { .s = s };
	bool json = bw_cli_has(s->cli, BW_OPT_JSON);
	int64_t row = (int64_t)bw_claims_advisory(&s->c.claims, advisory)->row;
	int rc;

	if (json) {
		s->j = bw_cli_json(s->cli);
		bw_jw_open(&s->j, "sources", '[');
	}
	rc = bw_told_advisory(s->w, row, on_source, &t, err);
	if (json) {
		bw_jw_close(&s->j);
		bw_jw_open(&s->j, "revisions", '[');
	} else {
		bw_out_fmt(&s->cli->out, "\n%.*s\n",
		    BW_ARG(bw_cli_word(s->cli, "advisories.revisions")));
	}
	if (rc == 0)
		rc = bw_told_revisions(
		    s->w, s->cli->known.id, row, on_revision, &t, err);
	if (json) {
		bw_jw_close(&s->j);
		bw_jw_close(&s->j);
	}
	return rc;
}
