/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * questionnaire.c - reads a questionnaire: its head, scales, themes, questions.
 */
#include "base/map.h"
#include "scan/questionnaire_priv.h"

static const char *const head_keys[] = { "questionnaire", "version", "date",
	"title", "scales", "themes", "questions", "signals", "proposals" };
static const char *const question_keys[] = { "id", "theme", "scale", "weight",
	"effort", "quick", "feeds", "ask_when", "nl", "en", "why", "first",
	"next", "ask", "themes_of" };

int
scan_wrong(struct scan_reading *r, const struct bw_yaml *at, struct bw_str who,
    const char *what)
{
	bw_fail(r->err, BW_EFORMAT, "%.*s: %s", who.n > 80 ? 80 : (int)who.n,
	    who.p != NULL ? who.p : "", what);
	return bw_fail_at(r->err, at != NULL ? at->line : 1, UINT64_MAX);
}

int
scan_no_memory(struct scan_reading *r)
{
	return bw_fail(r->err, BW_ENOMEM, "no memory for the questions");
}

size_t
scan_count(const struct bw_yaml *n)
{
	size_t k = 0;

	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next)
		k++;
	return k;
}

int
scan_both(struct scan_reading *r, const struct bw_yaml *at, struct bw_str who,
    const char *key, struct bw_text *out)
{
	const struct bw_yaml *n = key == NULL ? at : bw_yaml_get(at, key);
	char what[64];

	out->in[BW_NL] = bw_yaml_text(n, "nl");
	out->in[BW_EN] = bw_yaml_text(n, "en");
	if (out->in[BW_NL].n > 0 && out->in[BW_EN].n > 0)
		return 0;
	snprintf(what, sizeof(what), "write %s%s in nl and in en",
	    key == NULL ? "it" : "its ", key == NULL ? "" : key);
	return scan_wrong(r, n != NULL ? n : at, who, what);
}

/* A key nobody knows is a key misspelt: what it says would not count. */
static int
known_keys(struct scan_reading *r, const struct bw_yaml *at, struct bw_str who,
    const char *const *key, size_t n)
{
	if (at->kind != BW_YAML_MAP)
		return scan_wrong(r, at, who, "it is no list of keys");
	for (const struct bw_yaml *c = at->child; c != NULL; c = c->next) {
		size_t i = 0;

		while (i < n && !bw_str_is(c->key, key[i]))
			i++;
		if (i == n)
			return scan_wrong(r, c, c->key, "no such key");
	}
	return 0;
}

static int
read_scale(struct scan_reading *r, const struct bw_yaml *at)
{
	struct bw_scan_scale *s = &r->scale[r->q->n_scale];
	const struct bw_yaml *n = bw_yaml_get(at, "answers");
	struct bw_str kind = bw_yaml_text(at, "kind");
	struct bw_text *answer;
	int64_t value;
	int rc = 0;

	s->id = bw_yaml_text(at, "id");
	s->kind =
	    bw_str_is(kind, "exposure") ? BW_SCAN_EXPOSURE : BW_SCAN_MEASURE;
	if (s->id.n == 0 ||
	    (s->kind == BW_SCAN_MEASURE && !bw_str_is(kind, "measure")))
		return scan_wrong(r, at, s->id,
		    "a scale has an id, and kind measure or exposure");
	if (scan_count(n) != (s->kind == BW_SCAN_MEASURE ? 4u : 3u))
		return scan_wrong(r, at, s->id,
		    "measure has the answers 0 to 3, exposure 0 to 2");
	s->answer = answer = BW_ARENA_ARRAY(r->a, struct bw_text, 4);
	if (answer == NULL)
		return scan_no_memory(r);
	for (n = n->child; n != NULL && rc == 0; n = n->next, s->n++) {
		if (!bw_str_i64(bw_yaml_text(n, "value"), &value) ||
		    value != (int64_t)s->n)
			return scan_wrong(r, n, s->id,
			    "its answers have the values 0, 1, 2 ... in order");
		rc = scan_both(r, n, s->id, NULL, &answer[s->n]);
	}
	r->q->n_scale++;
	return rc;
}

static int
read_theme(struct scan_reading *r, const struct bw_yaml *at)
{
	struct bw_str id = bw_yaml_text(at, "id");

	if (id.n == 0 || id.n > 16)
		return scan_wrong(
		    r, at, id, "a theme has an id, up to 16 long");
	if (bw_scan_find_theme(r->q, id) != BW_NONE)
		return scan_wrong(r, at, id, "it stands here twice");
	r->theme[r->q->n_theme].id = id;
	return scan_both(r, at, id, NULL, &r->theme[r->q->n_theme++].name);
}

static int
read_feeds(struct scan_reading *r, const struct bw_yaml *at,
    struct bw_scan_question *x)
{
	const struct bw_yaml *n = bw_yaml_get(at, "feeds");

	if (n != NULL && r->scale[x->scale].kind != BW_SCAN_EXPOSURE)
		return scan_wrong(
		    r, n, x->id, "only a question about exposure feeds themes");
	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next) {
		uint32_t t = bw_scan_find_theme(r->q, n->text);

		if (t == BW_NONE)
			return scan_wrong(r, n, n->text, "no such theme");
		x->feeds |= UINT32_C(1) << t;
	}
	return 0;
}

/* Its id, and what it is counted by. */
static int
read_figures(struct scan_reading *r, const struct bw_yaml *at,
    struct bw_scan_question *x)
{
	struct bw_str effort = bw_yaml_text(at, "effort");
	struct bw_str quick = bw_yaml_text(at, "quick");
	struct bw_str scale = bw_yaml_text(at, "scale");
	uint32_t theme = bw_scan_find_theme(r->q, bw_yaml_text(at, "theme"));
	int64_t weight = 0;

	if (theme == BW_NONE)
		return scan_wrong(r, at, x->id, "its theme is not in themes");
	x->theme = (uint16_t)theme;
	while (x->scale < r->q->n_scale &&
	    !bw_str_eq(r->scale[x->scale].id, scale))
		x->scale++;
	if (x->scale == r->q->n_scale)
		return scan_wrong(r, at, x->id, "its scale is not in scales");
	if (!bw_str_i64(bw_yaml_text(at, "weight"), &weight) || weight < 1 ||
	    weight > 3)
		return scan_wrong(r, at, x->id, "its weight is 1, 2 or 3");
	if (effort.n != 1 || memchr("SML", effort.p[0], 3) == NULL)
		return scan_wrong(r, at, x->id, "its effort is S, M or L");
	if (quick.n > 0 && !bw_str_is(quick, "yes"))
		return scan_wrong(r, at, x->id, "quick is yes, or not there");
	x->weight = (uint8_t)weight;
	x->effort = effort.p[0];
	x->quick = quick.n > 0;
	return read_feeds(r, at, x);
}

static int
read_question(struct scan_reading *r, const struct bw_yaml *at)
{
	struct bw_scan_question *x = &r->question[r->q->n_question];
	int rc;

	x->id = bw_yaml_text(at, "id");
	x->line = at->line;
	if (x->id.n == 0 || x->id.n > 16)
		return scan_wrong(
		    r, at, x->id, "a question has an id, up to 16 long");
	if (bw_scan_find(r->q, x->id) != BW_NONE)
		return scan_wrong(r, at, x->id, "it stands here twice");
	rc = known_keys(r, at, x->id, question_keys, BW_LEN(question_keys));
	if (rc == 0)
		rc = read_figures(r, at, x);
	if (rc == 0)
		rc = scan_both(r, at, x->id, NULL, &x->text);
	if (rc == 0)
		rc = scan_both(r, at, x->id, "why", &x->why);
	if (rc == 0)
		rc = scan_both(r, at, x->id, "first", &x->first);
	if (rc == 0 && r->scale[x->scale].kind == BW_SCAN_MEASURE)
		rc = scan_both(r, at, x->id, "next", &x->next);
	if (rc == 0)
		rc = scan_condition(r, at, x->id, "ask_when", &x->when);
	if (rc == 0)
		rc = scan_asked(r, at, x->id, &x->ask);
	x->themes_of = bw_yaml_text(at, "themes_of");
	r->q->n_question++;
	return rc;
}

/* Sums of weights stay where exact arithmetic fits (result.c). */
static int
check_weights(struct scan_reading *r)
{
	for (size_t t = 0; t < r->q->n_theme; t++) {
		unsigned own = 0, fed = 0;

		for (size_t i = 0; i < r->q->n_question; i++) {
			const struct bw_scan_question *x = &r->question[i];

			if (x->theme == t && bw_scan_measures(r->q, i)) {
				r->theme[t].measured = true;
				own += x->weight;
			}
			if (x->feeds & UINT32_C(1) << t)
				fed += x->weight;
		}
		if (own > BW_SCAN_WEIGHTS || fed > BW_SCAN_WEIGHTS)
			return scan_wrong(r, NULL, r->theme[t].id,
			    "the weights of a theme, and of what feeds it, are "
			    "at most 40 together");
	}
	return 0;
}

static int
each(struct scan_reading *r, const struct bw_yaml *top, const char *key,
    size_t most, int (*one)(struct scan_reading *, const struct bw_yaml *))
{
	const struct bw_yaml *n = bw_yaml_get(top, key);
	char what[64];
	int rc = 0;

	if (scan_count(n) == 0 || scan_count(n) > most) {
		snprintf(what, sizeof(what), "write 1 to %zu of them", most);
		return scan_wrong(r, n, bw_str_of(key), what);
	}
	for (n = n->child; n != NULL && rc == 0; n = n->next)
		rc = one(r, n);
	return rc;
}

static int
read_all(struct scan_reading *r, const struct bw_yaml *top)
{
	struct bw_scan *q = r->q;
	int rc = known_keys(
	    r, top, BW_STR("questionnaire"), head_keys, BW_LEN(head_keys));

	q->id = bw_yaml_text(top, "questionnaire");
	q->version = bw_yaml_text(top, "version");
	q->date = bw_yaml_text(top, "date");
	if (rc == 0 &&
	    (q->id.n == 0 || q->version.n == 0 || q->id.n > 64 ||
		q->version.n > 32))
		rc = scan_wrong(r, top, BW_STR("questionnaire"),
		    "it has a name and a version");
	if (rc == 0)
		rc = scan_both(
		    r, top, BW_STR("questionnaire"), "title", &q->title);
	if (rc == 0)
		rc = each(r, top, "scales", 8, read_scale);
	if (rc == 0)
		rc = each(r, top, "themes", BW_SCAN_THEMES, read_theme);
	if (rc == 0)
		rc =
		    each(r, top, "questions", BW_SCAN_QUESTIONS, read_question);
	if (rc == 0)
		rc = check_weights(r);
	if (rc == 0)
		rc = scan_signals(r, top);
	return rc == 0 ? scan_proposals(r, top) : rc;
}

int
bw_scan_read(struct bw_scan *out, struct bw_str yaml,
    const struct bw_authority *authority, size_t n_authority,
    struct bw_arena *a, struct bw_err *err)
{
	struct scan_reading r = { .q = out, .a = a, .err = err };
	const struct bw_yaml *top = NULL;
	int rc = bw_yaml_parse(&top, yaml, a, err);

	*out = (struct bw_scan){ .authority = authority,
		.n_authority = n_authority };
	if (rc != 0)
		return rc;
	out->scale = r.scale = BW_ARENA_ARRAY(a, struct bw_scan_scale, 8);
	out->theme = r.theme =
	    BW_ARENA_ARRAY(a, struct bw_scan_theme, BW_SCAN_THEMES);
	out->question = r.question =
	    BW_ARENA_ARRAY(a, struct bw_scan_question, BW_SCAN_QUESTIONS);
	if (r.scale == NULL || r.theme == NULL || r.question == NULL)
		return scan_no_memory(&r);
	return read_all(&r, top);
}

uint32_t
bw_scan_find(const struct bw_scan *q, struct bw_str id)
{
	for (size_t i = 0; i < q->n_question; i++)
		if (bw_str_eq_nocase(q->question[i].id, id))
			return (uint32_t)i;
	return BW_NONE;
}

uint32_t
bw_scan_find_theme(const struct bw_scan *q, struct bw_str id)
{
	for (size_t i = 0; i < q->n_theme; i++)
		if (bw_str_eq_nocase(q->theme[i].id, id))
			return (uint32_t)i;
	return BW_NONE;
}
