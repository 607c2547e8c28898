/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rated.c - see rated.h.
 */
#include <stdlib.h>
#include "base/embed.h"
#include "base/vec.h"
#include "cyber/rated.h"

struct bw_ranking {
	struct bw_rank_rule rule;
	struct bw_ssvc *ssvc;
	/* Told by a text, for a table: thousands say the same. */
	struct bw_intern text;
	struct told_facts *told; /* by id of text */
	size_t cap;
	struct bw_arena arena;
};
struct told_facts {
	struct bw_ssvc_facts f[BW_DECIDED];
	size_t missed;
};
static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for ratings");
}

/* ---- the rule and the tables ---- */

int
bw_ranking_new(struct bw_ranking **out, struct bw_err *err)
{
	struct bw_ranking *k = bw_calloc(1, sizeof(*k));
	int rc;

	*out = NULL;
	if (k == NULL)
		return no_memory(err);
	bw_intern_init(&k->text);
	rc = bw_rank_rule_read(
	    &k->rule, bw_embed("rules/cyber/rank.yaml"), &k->arena, err);
	if (rc == 0)
		rc = bw_ssvc_new(&k->ssvc, err);
	if (rc != 0)
		bw_ranking_free(k);
	else
		*out = k;
	return rc;
}

void
bw_ranking_free(struct bw_ranking *k)
{
	if (k == NULL)
		return;
	bw_ssvc_free(k->ssvc);
	bw_intern_release(&k->text);
	bw_free(k->told);
	bw_arena_release(&k->arena);
	bw_free(k);
}

const struct bw_rank_rule *
bw_ranking_rule(const struct bw_ranking *k)
{
	return &k->rule;
}

const struct bw_ssvc *
bw_ranking_ssvc(const struct bw_ranking *k)
{
	return k->ssvc;
}

static const struct bw_ssvc_table *
table_of(const struct bw_ranking *k, unsigned by)
{
	return bw_ssvc_table_of(k->ssvc,
	    by == BW_DECIDED_MACHINE ? k->rule.machine_table
				     : k->rule.alone_table);
}

/* What one text tells, read once. Borrowed until the next. */
static int
read_told(struct bw_ranking *k, struct bw_str text,
    const struct told_facts **out, struct bw_err *err)
{
	struct told_facts *t;
	uint32_t id;
	bool added;
	int rc;

	if (!bw_vec_grow_(&k->told, &k->cap, k->text.n, 1, sizeof(*k->told)))
		return no_memory(err);
	rc = bw_intern_add(&k->text, text, &id, &added, err);
	if (rc != 0)
		return rc;
	*out = t = &k->told[id];
	if (!added)
		return 0;
	*t = (struct told_facts){ .missed = 0 };
	for (unsigned by = 0; by < BW_DECIDED; by++)
		t->missed = bw_ssvc_tell_rating(
		    k->ssvc, table_of(k, by), &t->f[by], text);
	return 0;
}

/* ---- what is said ---- */

struct bw_said
bw_said_of(
    const struct bw_rating *r, struct bw_str publisher, struct bw_str document)
{
	struct bw_said s = { .rating = *r, .document = document };

	/* Whoever passes it on: the catalogue is CISA's. */
	if (r->kind == BW_RATING_EXPLOITED && bw_str_is(r->value, "kev")) {
		s.rating.by = BW_STR("CISA");
		s.document = (struct bw_str){ 0 };
	} else if (r->by.n == 0) {
		s.rating.by = publisher;
	}
	if (s.rating.by.n == 0 && r->kind == BW_RATING_EPSS)
		s.rating.by = BW_STR("FIRST");
	return s;
}

int
bw_said_of_problem(const struct bw_claims *c, uint32_t problem,
    struct bw_ratings *scratch, struct bw_said **out, size_t *n,
    struct bw_arena *a, struct bw_err *err)
{
	int rc = bw_claims_ratings(c, problem, scratch, err);

	*n = 0;
	if (rc != 0)
		return rc;
	*out = BW_ARENA_ARRAY(a, struct bw_said, scratch->n + 1);
	if (*out == NULL)
		return no_memory(err);
	for (size_t i = 0; i < scratch->n; i++) {
		const struct bw_problem_rating *p = &scratch->v[i];
		struct bw_rating r = { .kind = p->kind,
			.value = bw_claims_text(c, p->value),
			.extra = bw_claims_text(c, p->extra),
			.by = bw_claims_text(c, p->by),
			.at = p->at };
		struct bw_str publisher = { 0 }, document = { 0 };

		if (p->advisory != BW_NONE) {
			const struct bw_spoken *s =
			    bw_claims_advisory(c, p->advisory);

			publisher = bw_claims_text(c, s->publisher);
			document = bw_claims_text(c, s->ref);
		}
		(*out)[(*n)++] = bw_said_of(&r, publisher, document);
	}
	return 0;
}

static int
by_what(const struct bw_said *a, const struct bw_said *b)
{
	static const uint8_t first[] = { [BW_RATING_EXPLOITED] = 0,
		[BW_RATING_URGENCY] = 1,
		[BW_RATING_CHANCE] = 2,
		[BW_RATING_DAMAGE] = 3,
		[BW_RATING_SSVC] = 4,
		[BW_RATING_EPSS] = 5,
		[BW_RATING_CVSS] = 6,
		[BW_RATING_SEVERITY] = 7 };
	int o = (int)first[a->rating.kind] - (int)first[b->rating.kind];

	if (o == 0)
		o = bw_str_cmp(a->rating.by, b->rating.by);
	return o != 0 ? o : bw_str_cmp(a->rating.value, b->rating.value);
}

/* Of what one says twice, the latest, and that with more to it, is kept. */
static int
by_saying(const void *x, const void *y)
{
	const struct bw_said *a = x, *b = y;
	int o = by_what(a, b);

	if (o == 0 && (a->rating.extra.n > 0) != (b->rating.extra.n > 0))
		o = a->rating.extra.n > 0 ? -1 : 1;
	if (o == 0 && a->rating.at != b->rating.at)
		o = a->rating.at > b->rating.at ? -1 : 1;
	if (o == 0)
		o = bw_str_cmp(a->rating.extra, b->rating.extra);
	return o != 0 ? o : bw_str_cmp(a->document, b->document);
}

static int
by_show(const void *x, const void *y)
{
	const struct bw_said *a = x, *b = y;

	if (a->rating.kind == b->rating.kind && a->rating.at != b->rating.at)
		return a->rating.at > b->rating.at ? -1 : 1;
	return by_saying(x, y);
}

static int
sort_said(struct bw_rated *out, const struct bw_said *said, size_t n,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_said *s = BW_ARENA_ARRAY(a, struct bw_said, n + 1);

	out->said = s;
	out->n = 0;
	if (s == NULL)
		return no_memory(err);
	if (n == 0)
		return 0;
	memcpy(s, said, n * sizeof(*s));
	qsort(s, n, sizeof(*s), by_saying);
	for (size_t i = 0; i < n; i++)
		if (out->n == 0 || by_what(&s[out->n - 1], &s[i]) != 0)
			s[out->n++] = s[i];
	qsort(s, out->n, sizeof(*s), by_show);
	return 0;
}

/* ---- scores ---- */

/* The newest version first, in it the highest score: as the ranking counts. */
static int
by_score(const void *x, const void *y)
{
	const struct bw_scored *a = x, *b = y;

	if (a->version != b->version)
		return a->version > b->version ? -1 : 1;
	if (a->tenths != b->tenths)
		return a->tenths > b->tenths ? -1 : 1;
	return (a->said > b->said) - (a->said < b->said);
}

static unsigned
generation(const struct bw_scored *s)
{
	return s->version == BW_CVSS_30 ? BW_CVSS_31 : s->version;
}

static int
read_scores(struct bw_rated *out, struct bw_arena *a, struct bw_err *err)
{
	struct bw_scored *s = BW_ARENA_ARRAY(a, struct bw_scored, out->n + 1);

	if (s == NULL)
		return no_memory(err);
	out->score = s;
	for (uint32_t i = 0; i < out->n; i++) {
		const struct bw_rating *r = &out->said[i].rating;
		struct bw_cvss v;

		if (r->kind != BW_RATING_CVSS ||
		    bw_cvss_parse(&v, r->value, NULL) != 0)
			continue;
		s[out->n_score] = (struct bw_scored){ .said = i,
			.version = v.version,
			.tenths = bw_cvss_scores(&v).overall };
		s[out->n_score].severity = (uint8_t)bw_cvss_severity(
		    v.version, s[out->n_score].tenths);
		out->n_score++;
	}
	if (out->n_score == 0)
		return 0;
	qsort(s, out->n_score, sizeof(*s), by_score);
	out->lowest = out->highest = s[0].tenths;
	for (size_t i = 1; i < out->n_score; i++) {
		if (generation(&s[i]) != generation(&s[0]))
			continue;
		if (s[i].tenths < out->lowest)
			out->lowest = s[i].tenths;
		if (s[i].tenths > out->highest)
			out->highest = s[i].tenths;
	}
	return 0;
}

/* ---- SSVC ---- */

/* The version of Exploitation that the table looks at, and its Active. */
static bool
exploitation(const struct bw_ranking *k, const struct bw_ssvc_table *t,
    uint32_t *point, uint16_t *active)
{
	for (uint32_t i = 0; t != NULL && i < t->n_input; i++) {
		const struct bw_ssvc_point *p = &k->ssvc->point[t->input[i]];

		*point = t->input[i];
		*active = 0;
		if (!bw_str_is(p->space, "ssvc") || !bw_str_is(p->key, "E"))
			continue;
		for (uint32_t v = 0; v < p->n; v++)
			if (bw_str_is(p->value[v].key, "A"))
				*active = (uint16_t)(1u << v);
		return *active != 0;
	}
	return false;
}

/* Is it what its source told last? They stand the latest first. */
static bool
is_last(const struct bw_rated *out, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (out->said[k].rating.kind == BW_RATING_SSVC &&
		    bw_str_eq(out->said[k].rating.by, out->said[i].rating.by) &&
		    out->said[k].rating.at > out->said[i].rating.at)
			return false;
	return true;
}

/* Of all sources together; false: nobody tells any. */
static int
join_facts(struct bw_rated *out, struct bw_ranking *k,
    struct bw_ssvc_facts f[BW_DECIDED], bool *any, struct bw_err *err)
{
	const struct told_facts *t = NULL;

	*any = false;
	for (size_t i = 0; i < out->n; i++) {
		int rc;

		if (out->said[i].rating.kind != BW_RATING_SSVC ||
		    !is_last(out, i))
			continue;
		rc = read_told(k, out->said[i].rating.value, &t, err);
		if (rc != 0)
			return rc;
		out->not_understood += t->missed;
		for (unsigned by = 0; by < BW_DECIDED; by++)
			for (size_t p = 0; p < BW_SSVC_POINTS; p++) {
				f[by].may[p] |= t->f[by].may[p];
				*any = *any || t->f[by].may[p] != 0;
			}
	}
	return 0;
}

/* Inventories in the words of SSVC's System Exposure 1.0.1: small (a local
 * service or a highly controlled network), controlled (some restrictions are
 * in place), open (internet or the like). */
static struct bw_str
exposure_of(const struct bw_machine_facts *m)
{
	static const char *const word[][2] = { { "internet", "open" },
		{ "internal", "controlled" }, { "isolated", "small" } };

	for (size_t i = 0; m != NULL && i < BW_LEN(word); i++)
		if (bw_str_is(m->exposure, word[i][0]))
			return bw_str_of(word[i][1]);
	return (struct bw_str){ 0 };
}

static void
decide(struct bw_rated *out, const struct bw_ranking *k, unsigned by,
    struct bw_ssvc_facts *f, const struct bw_machine_facts *m)
{
	struct bw_decided *d = &out->decided[by];
	const struct bw_ssvc_table *t = table_of(k, by);
	struct bw_str exposure = exposure_of(m);
	uint16_t active;
	uint32_t e;

	if (t == NULL || (by == BW_DECIDED_MACHINE && m == NULL))
		return;
	if (exploitation(k, t, &e, &active) && out->exploited != BW_NONE)
		f->may[e] = active;
	/* A machine's own exposure stands before what was told of machines in
	 * general. */
	if (by == BW_DECIDED_MACHINE && exposure.n > 0) {
		struct bw_ssvc_facts own = { { 0 } };

		if (bw_ssvc_tell(k->ssvc, t, &own, BW_STR("ssvc:EXP"), exposure,
			NULL) == 0)
			for (size_t p = 0; p < BW_SSVC_POINTS; p++)
				if (own.may[p] != 0)
					f->may[p] = own.may[p];
	}
	d->table = t;
	d->outcome = &k->ssvc->point[t->outcome];
	bw_ssvc_decide(k->ssvc, t, f, &d->walk);
	d->told = f->may[t->outcome] != 0;
	d->decisions = d->told ? f->may[t->outcome] : d->walk.decisions;
}

/* What SSVC tells of exploitation, where nobody else says yes. */
static void
exploited(struct bw_rated *out, const struct bw_ranking *k,
    const struct bw_ssvc_facts *f)
{
	struct bw_rank_told *t = &out->facts.fact[BW_RANK_EXPLOITED];
	uint16_t active;
	uint32_t e;

	if (t->n > 0 ||
	    !exploitation(k, table_of(k, BW_DECIDED_ALONE), &e, &active) ||
	    f->may[e] == 0)
		return;
	if ((f->may[e] & active) != 0)
		t->word[t->n++] = BW_STR("yes");
	if ((f->may[e] & ~active) != 0)
		t->word[t->n++] = BW_STR("no");
	/* Two sources that differ: one says that it has seen it. */
	if (t->n == 2)
		t->n = 1;
}

static int
decisions(struct bw_rated *out, struct bw_ranking *k,
    const struct bw_machine_facts *m, struct bw_err *err)
{
	struct bw_ssvc_facts f[BW_DECIDED] = { { { 0 } } };
	struct bw_rank_told *told = &out->facts.fact[BW_RANK_SSVC];
	const struct bw_decided *d =
	    &out->decided[m != NULL ? BW_DECIDED_MACHINE : BW_DECIDED_ALONE];
	bool any;
	int rc = join_facts(out, k, f, &any, err);

	if (rc != 0 || !any)
		return rc;
	exploited(out, k, &f[BW_DECIDED_ALONE]);
	for (unsigned by = 0; by < BW_DECIDED; by++)
		decide(out, k, by, &f[by], m);
	for (uint32_t v = 0; d->table != NULL && v < d->outcome->n; v++)
		if ((d->decisions >> v & 1) != 0 && told->n < BW_RANK_WORDS)
			told->word[told->n++] = d->outcome->value[v].name;
	return 0;
}

/* ---- all ---- */

/* The first of its kind that says what counts. */
static uint32_t
counts(const struct bw_rated *out, uint8_t kind, enum bw_rank_fact fact)
{
	const struct bw_rank_told *t = &out->facts.fact[fact];

	for (uint32_t i = 0; i < out->n; i++)
		if (out->said[i].rating.kind == kind &&
		    (kind == BW_RATING_EXPLOITED ||
			(t->n > 0 &&
			    bw_str_eq(out->said[i].rating.value, t->word[0]))))
			return i;
	return BW_NONE;
}

static int
tell_facts(struct bw_rated *out, const struct bw_machine_facts *m,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_rating *r = BW_ARENA_ARRAY(a, struct bw_rating, out->n + 1);
	struct bw_str exposure = exposure_of(m);

	if (r == NULL)
		return no_memory(err);
	for (size_t i = 0; i < out->n; i++)
		r[i] = out->said[i].rating;
	bw_rank_ratings(&out->facts, r, out->n);
	if (exposure.n > 0)
		bw_rank_tell(&out->facts, BW_RANK_EXPOSURE, exposure);
	if (m != NULL && m->importance.n > 0)
		bw_rank_tell(&out->facts, BW_RANK_IMPORTANCE, m->importance);
	out->exploited = counts(out, BW_RATING_EXPLOITED, BW_RANK_EXPLOITED);
	out->urgency = counts(out, BW_RATING_URGENCY, BW_RANK_URGENCY);
	out->chance = counts(out, BW_RATING_CHANCE, BW_RANK_CHANCE);
	out->damage = counts(out, BW_RATING_DAMAGE, BW_RANK_DAMAGE);
	out->epss = counts(out, BW_RATING_EPSS, BW_RANK_EPSS);
	return 0;
}

int
bw_rated_of(struct bw_rated *out, struct bw_ranking *k, struct bw_str name,
    const struct bw_said *said, size_t n, const struct bw_machine_facts *m,
    struct bw_arena *a, struct bw_err *err)
{
	int rc;

	*out = (struct bw_rated){ .facts.name = name };
	rc = sort_said(out, said, n, a, err);
	if (rc == 0)
		rc = read_scores(out, a, err);
	if (rc == 0)
		rc = tell_facts(out, m, a, err);
	if (rc == 0)
		rc = decisions(out, k, m, err);
	out->urgency_of = bw_rank_of(&k->rule, &out->facts);
	out->line = &k->rule.line[out->urgency_of.line];
	out->tier = k->rule.tier[out->urgency_of.tier];
	return rc;
}
