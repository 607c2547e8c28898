/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * clock_read.c - reads the terms of the law (files of rules/law/clocks).
 *
 * A clock file has the head of any instrument (rules_head.c) and some of
 * pools, terms, path, general_terms, assumptions and calendar; doc/law.md
 * describes them. Nothing is taken for granted: a fact nobody knows, a term
 * without length or a pool that is not there is an error with its line.
 */
#include "law/clock.h"
#include "law/rules_priv.h"

struct reading {
	struct bw_clocks *c;
	struct bw_arena *a;
	struct bw_err *err;
	struct making_rules heads;
	uint32_t instrument;
};

static int
wrong(struct reading *r, const struct bw_yaml *at, const char *what,
    struct bw_str name)
{
	return rules_wrong(&r->heads, r->instrument, at, "%s%s%.*s", what,
	    name.n > 0 ? ": " : "", (int)(name.n < 60 ? name.n : 60),
	    name.p ? name.p : "");
}

static int
nomem(struct reading *r)
{
	return bw_fail(r->err, BW_ENOMEM, "no memory for terms");
}

static size_t
children(const struct bw_yaml *n)
{
	size_t k = 0;

	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next)
		k++;
	return k;
}

static struct bw_text
both(const struct bw_yaml *n)
{
	return (struct bw_text){ .in = { [BW_NL] = bw_yaml_text(n, "nl"),
				     [BW_EN] = bw_yaml_text(n, "en") } };
}

static bool
is_true(const struct bw_yaml *n, const char *name)
{
	return bw_str_eq(bw_yaml_text(n, name), BW_STR("true"));
}

/* A whole number between least and most; absent is 0. */
static int
number(struct reading *r, const struct bw_yaml *at, const char *name,
    int32_t least, int32_t most, int32_t *out)
{
	struct bw_str s = bw_yaml_text(at, name);
	int64_t n = 0;

	*out = 0;
	if (s.n == 0)
		return 0;
	if (!bw_str_i64(s, &n) || n < least || n > most)
		return wrong(r, at, "not a whole number that can be", s);
	*out = (int32_t)n;
	return 0;
}

static int
fact(struct reading *r, const struct bw_yaml *at, struct bw_str name,
    enum bw_fact_type type, uint32_t *out)
{
	const struct bw_vocabulary *v = r->c->vocabulary;

	*out = BW_NONE;
	if (name.n == 0)
		return 0;
	*out = bw_fact_find(v, name);
	if (*out == BW_NONE)
		return wrong(r, at, "no fact is called so", name);
	if (v->fact[*out].type != type)
		return wrong(r, at, "this fact is of another type", name);
	return 0;
}

static int
read_span(struct reading *r, const struct bw_yaml *at, struct bw_span *out)
{
	int rc;

	if ((rc = number(r, at, "days", 0, 3660, &out->days)) != 0 ||
	    (rc = number(r, at, "weeks", 0, 520, &out->weeks)) != 0)
		return rc;
	return number(r, at, "months", 0, 120, &out->months);
}

static int
read_condition(
    struct reading *r, const struct bw_yaml *at, struct bw_clock_when *out)
{
	const struct bw_vocabulary *v = r->c->vocabulary;
	struct bw_str name = bw_yaml_text(at, "fact");
	const struct bw_fact_kind *k;

	out->is = bw_yaml_text(at, "is");
	out->fact = bw_fact_find(v, name);
	if (out->fact == BW_NONE)
		return wrong(r, at, "no fact is called so", name);
	k = &v->fact[out->fact];
	if (k->type == BW_FACT_BOOL)
		out->value = bw_str_is(out->is, "true") ? BW_YES
		    : bw_str_is(out->is, "false")       ? BW_NO
							: 0;
	else if (k->type == BW_FACT_CHOICE)
		for (size_t i = 0; i < k->n_values; i++)
			if (bw_str_eq(k->values[i], out->is))
				out->value = UINT64_C(1) << i;
	return out->value != 0
	    ? 0
	    : wrong(r, at, "the fact has no such value", out->is);
}

static int
read_when(struct reading *r, const struct bw_yaml *at,
    struct bw_clock_when *out, size_t *n)
{
	const struct bw_yaml *list = bw_yaml_get(at, "when"), *one;
	int rc = 0;

	if (children(list) > BW_CLOCK_FACTS)
		return wrong(r, list, "too many conditions", BW_STR(""));
	for (one = list ? list->child : NULL; one && rc == 0; one = one->next)
		rc = read_condition(r, one, &out[(*n)++]);
	return rc;
}

static int
read_extension(
    struct reading *r, const struct bw_yaml *at, struct bw_term_rule *t)
{
	struct bw_extension_rule *e = &t->extension[t->n_extension++];
	struct bw_str pool = bw_yaml_text(at, "pool");
	int rc;

	e->cite = bw_yaml_text(at, "cite");
	e->on_top = is_true(at, "on_top");
	e->pool = BW_NONE;
	for (size_t i = 0; i < r->c->n_pool; i++)
		if (bw_str_eq(r->c->pool[i].id, pool))
			e->pool = (uint32_t)i;
	if (e->cite.n == 0 || e->pool == BW_NONE)
		return wrong(r, at, "an extension has cite and pool", pool);
	rc = fact(r, at, bw_yaml_text(at, "told"), BW_FACT_INTEGER, &e->told);
	return rc != 0 ? rc : read_when(r, at, e->when, &e->n_when);
}

static int
read_stop(struct reading *r, const struct bw_yaml *at, struct bw_term_rule *t)
{
	struct bw_stop_rule *s = &t->stop[t->n_stop++];
	struct bw_str begins = bw_yaml_text(at, "begins");
	int rc;

	s->cite = bw_yaml_text(at, "cite");
	s->next_day = bw_str_is(begins, "next_day");
	if (s->cite.n == 0 || (!s->next_day && !bw_str_is(begins, "same_day")))
		return wrong(r, at,
		    "a stop has cite, asked, supplied and begins: same_day or "
		    "next_day",
		    begins);
	if ((rc = fact(r, at, bw_yaml_text(at, "asked"), BW_FACT_DATE,
		 &s->asked)) != 0 ||
	    (rc = fact(r, at, bw_yaml_text(at, "supplied"), BW_FACT_DATE,
		 &s->supplied)) != 0)
		return rc;
	return s->asked != BW_NONE && s->supplied != BW_NONE
	    ? 0
	    : wrong(r, at, "a stop has asked and supplied", s->cite);
}

static int
read_from(struct reading *r, const struct bw_yaml *at, struct bw_term_rule *t)
{
	const struct bw_yaml *list = bw_yaml_get(at, "from"), *one;
	struct bw_str take = bw_yaml_text(at, "take");
	int rc = 0;

	t->latest = bw_str_is(take, "latest");
	if (take.n > 0 && !t->latest && !bw_str_is(take, "first_told"))
		return wrong(r, at, "take is latest or first_told", take);
	if (children(list) == 0 || children(list) > BW_CLOCK_FACTS)
		return wrong(
		    r, at, "from is a list of facts that are dates", t->id);
	for (one = list->child; one != NULL && rc == 0; one = one->next) {
		rc = fact(r, one, one->text, BW_FACT_DATE, &t->from[t->n_from]);
		if (rc == 0 && t->from[t->n_from++] == BW_NONE)
			rc = wrong(r, one, "an empty name", t->id);
	}
	return rc;
}

static int
read_lists(struct reading *r, const struct bw_yaml *at, struct bw_term_rule *t)
{
	const struct bw_yaml *ext = bw_yaml_get(at, "extensions");
	const struct bw_yaml *stop = bw_yaml_get(at, "stops"), *n;
	int rc = 0;

	if (children(ext) > BW_CLOCK_EXTENSIONS ||
	    children(stop) > BW_CLOCK_STOPS)
		return wrong(r, at, "too many extensions or stops", t->id);
	for (n = ext ? ext->child : NULL; n != NULL && rc == 0; n = n->next)
		rc = read_extension(r, n, t);
	for (n = stop ? stop->child : NULL; n != NULL && rc == 0; n = n->next)
		rc = read_stop(r, n, t);
	return rc;
}

static int
read_term(struct reading *r, const struct bw_yaml *at)
{
	struct bw_term_rule *t = &r->c->term[r->c->n_term];
	const struct bw_yaml *silence = bw_yaml_get(at, "silence");
	int rc;

	*t = (struct bw_term_rule){ .id = bw_yaml_text(at, "id"),
		.cite = bw_yaml_text(at, "cite"),
		.who = bw_yaml_text(at, "who"),
		.title = both(bw_yaml_get(at, "title")),
		.note = both(bw_yaml_get(at, "note")),
		.then = both(bw_yaml_get(at, "then")),
		.silence = { bw_yaml_text(silence, "cite"),
		    bw_yaml_text(silence, "code"), both(silence) },
		.in_order = is_true(at, "in_order"),
		.instrument = r->instrument,
		.line = at->line };
	if (t->id.n == 0 || t->cite.n == 0 || t->who.n == 0 ||
	    t->title.in[BW_NL].n == 0 || t->title.in[BW_EN].n == 0)
		return wrong(r, at,
		    "a term has id, cite, who and title {nl, en}", t->id);
	for (size_t i = 0; i < r->c->n_term; i++)
		if (bw_str_eq(r->c->term[i].id, t->id))
			return wrong(r, at, "this term stands twice", t->id);
	if ((rc = read_span(r, bw_yaml_get(at, "length"), &t->length)) != 0 ||
	    (rc = read_from(r, at, t)) != 0 ||
	    (rc = read_when(r, at, t->when, &t->n_when)) != 0 ||
	    (rc = read_lists(r, at, t)) != 0 ||
	    (rc = fact(
		 r, at, bw_yaml_text(at, "done"), BW_FACT_DATE, &t->done)) != 0)
		return rc;
	if ((t->length.days > 0) + (t->length.weeks > 0) +
		(t->length.months > 0) !=
	    1)
		return wrong(
		    r, at, "length is one of days, weeks and months", t->id);
	r->c->n_term++;
	return 0;
}

static int
read_pool(struct reading *r, const struct bw_yaml *at)
{
	struct bw_month_pool *p = &r->c->pool[r->c->n_pool++];

	p->id = bw_yaml_text(at, "id");
	p->cite = bw_yaml_text(at, "cite");
	p->shared = is_true(at, "shared");
	p->not_verified = both(bw_yaml_get(at, "not_verified"));
	if (p->id.n == 0 || p->cite.n == 0)
		return wrong(r, at, "a pool has id, cite and most", p->id);
	return number(r, at, "most", 0, 120, &p->most);
}

static int
read_path(struct reading *r, const struct bw_yaml *list)
{
	const struct bw_yaml *n;

	for (n = list->child; n != NULL; n = n->next) {
		uint32_t t = BW_NONE;

		for (size_t i = 0; i < r->c->n_term; i++)
			if (bw_str_eq(r->c->term[i].id, n->text))
				t = (uint32_t)i;
		if (t == BW_NONE)
			return wrong(r, n, "no term is called so", n->text);
		r->c->path[r->c->n_path++] = t;
	}
	return 0;
}

static int
read_holiday(struct reading *r, const struct bw_yaml *at)
{
	struct bw_general_terms *g = &r->c->general;
	struct bw_holiday *h = &g->holiday[g->n_holiday++];
	int rc;

	*h = (struct bw_holiday){ .id = bw_yaml_text(at, "id"),
		.cite = bw_yaml_text(at, "cite"),
		.name = both(at),
		.of_easter = bw_yaml_get(at, "easter") != NULL,
		.not_verified = is_true(at, "not_verified") };
	if (h->id.n == 0 || h->name.in[BW_NL].n == 0 ||
	    h->name.in[BW_EN].n == 0)
		return wrong(r, at, "a holiday has id, nl and en", h->id);
	if ((rc = number(r, at, "easter", -100, 100, &h->offset)) != 0 ||
	    (rc = number(r, at, "month", 1, 12, &h->month)) != 0 ||
	    (rc = number(r, at, "day", 1, 31, &h->day)) != 0)
		return rc;
	if (h->of_easter == (h->month > 0 && h->day > 0))
		return wrong(r, at,
		    "a holiday has month and day, or days from easter", h->id);
	return number(r, at, "on_sunday", -6, 6, &h->on_sunday);
}

static int
read_weekend(struct reading *r, const struct bw_yaml *list)
{
	static const char *const day[] = { "monday", "tuesday", "wednesday",
		"thursday", "friday", "saturday", "sunday" };
	const struct bw_yaml *n;

	for (n = list == NULL ? NULL : list->child; n != NULL; n = n->next) {
		size_t i = 0;

		while (i < BW_LEN(day) && !bw_str_is(n->text, day[i]))
			i++;
		if (i == BW_LEN(day))
			return wrong(r, n, "no day of the week", n->text);
		r->c->general.weekend |= (uint8_t)(1u << i);
	}
	return 0;
}

static int
read_general(struct reading *r, const struct bw_yaml *at)
{
	struct bw_general_terms *g = &r->c->general;
	const struct bw_yaml *limit = bw_yaml_get(at, "limit");
	const struct bw_yaml *list = bw_yaml_get(at, "holidays"), *n;
	int rc;

	if (g->there)
		return wrong(r, at, "general terms stand twice", BW_STR(""));
	*g = (struct bw_general_terms){ .there = true,
		.instrument = r->instrument,
		.cite = bw_yaml_text(at, "cite"),
		.limit_cite = bw_yaml_text(limit, "cite"),
		.missing_cite = bw_yaml_text(at, "missing.cite"),
		.words = both(bw_yaml_get(at, "words")),
		.not_verified = both(bw_yaml_get(at, "not_verified")),
		.missing = both(bw_yaml_get(at, "missing")) };
	g->holiday =
	    BW_ARENA_ARRAY(r->a, struct bw_holiday, children(list) + 1);
	if (g->holiday == NULL)
		return nomem(r);
	if ((rc = read_span(r, limit, &g->limit)) != 0 ||
	    (rc = read_weekend(r, bw_yaml_get(at, "weekend"))) != 0)
		return rc;
	for (n = list ? list->child : NULL; n != NULL && rc == 0; n = n->next)
		rc = read_holiday(r, n);
	return rc;
}

static int
read_assumption(struct reading *r, const struct bw_yaml *at)
{
	r->c->assumption[r->c->n_assumption++] =
	    (struct bw_clock_note){ bw_yaml_text(at, "id"), both(at) };
	return 0;
}

static int
read_alarms(struct reading *r, const struct bw_yaml *list)
{
	const struct bw_yaml *n;
	int64_t days;

	for (n = list->child; n != NULL; n = n->next) {
		if (!bw_str_i64(n->text, &days) || days < 0 || days > 366)
			return wrong(
			    r, n, "an alarm is 0 to 366 days", n->text);
		r->c->alarm[r->c->n_alarm++] = (int32_t)days;
	}
	return 0;
}

/* A list of the file, behind what other files brought already. */
#define READ_LIST(r, top, name, field, count, each)                            \
	do {                                                                   \
		const struct bw_yaml *list_ = bw_yaml_get((top), (name)), *n_; \
		void *old_ = (field);                                          \
		(field) = bw_arena_alloc(                                      \
		    (r)->a, (count) + children(list_) + 1, sizeof(*(field)));  \
		if ((field) == NULL)                                           \
			return nomem(r);                                       \
		if ((count) > 0)                                               \
			memcpy((field), old_, (count) * sizeof(*(field)));     \
		for (n_ = list_ ? list_->child : NULL; n_ != NULL;             \
		     n_ = n_->next)                                            \
			if ((rc = each((r), n_)) != 0)                         \
				return rc;                                     \
	} while (0)

static int
read_alarm_list(struct reading *r, const struct bw_yaml *calendar)
{
	const struct bw_yaml *list = bw_yaml_get(calendar, "alarms_days");

	if (list == NULL)
		return 0;
	r->c->alarm = BW_ARENA_ARRAY(r->a, int32_t, children(list) + 1);
	r->c->n_alarm = 0;
	return r->c->alarm == NULL ? nomem(r) : read_alarms(r, list);
}

static int
read_file(struct reading *r, const struct bw_yaml *top)
{
	const struct bw_yaml *general = bw_yaml_get(top, "general_terms");
	const struct bw_yaml *path = bw_yaml_get(top, "path");
	struct bw_clocks *c = r->c;
	int rc = 0;

	READ_LIST(r, top, "pools", c->pool, c->n_pool, read_pool);
	READ_LIST(r, top, "terms", c->term, c->n_term, read_term);
	READ_LIST(r, top, "assumptions", c->assumption, c->n_assumption,
	    read_assumption);
	if (general != NULL && (rc = read_general(r, general)) != 0)
		return rc;
	if (path != NULL) {
		c->path = BW_ARENA_ARRAY(r->a, uint32_t, children(path) + 1);
		c->n_path = 0;
		if (c->path == NULL)
			return nomem(r);
		if ((rc = read_path(r, path)) != 0)
			return rc;
	}
	return read_alarm_list(r, bw_yaml_get(top, "calendar"));
}

static int
only_clocks(const struct bw_rule_file *file, size_t n_file,
    struct bw_rule_file **out, size_t *n, struct reading *r)
{
	*n = 0;
	*out = BW_ARENA_ARRAY(r->a, struct bw_rule_file, n_file + 1);
	if (*out == NULL)
		return nomem(r);
	for (size_t i = 0; i < n_file; i++)
		if (bw_str_find(file[i].name, BW_STR("/clocks/")) >= 0)
			(*out)[(*n)++] = file[i];
	return 0;
}

static int
read_all(struct reading *r, bw_date day)
{
	struct making_rules *m = &r->heads;
	struct bw_buf text = { 0 };
	int rc = 0;

	r->c->n_instrument = m->instrument.n;
	r->c->instrument =
	    BW_ARENA_ARRAY(r->a, struct bw_instrument, m->instrument.n + 1);
	if (r->c->instrument == NULL)
		return nomem(r);
	for (size_t i = 0; i < m->instrument.n && rc == 0; i++) {
		r->instrument = (uint32_t)i;
		r->c->instrument[i] = m->instrument.v[i];
		rc = read_file(r, m->top.v[i]);
	}
	if (rc == 0 && r->c->n_term == 0) {
		bw_date_print(&text, day);
		rc = bw_fail(r->err, BW_ENOTFOUND,
		    "no terms hold on %.*s: the act did not exist",
		    BW_ARG(bw_buf_get(&text)));
	}
	bw_buf_release(&text);
	return rc;
}

int
bw_clocks_read(struct bw_clocks *out, const struct bw_rule_file *file,
    size_t n_file, const struct bw_vocabulary *v, bw_date day,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_rules rules = { .vocabulary = v, .day = day };
	struct reading r = { .c = out,
		.a = a,
		.err = err,
		.heads = { .out = &rules, .a = a, .err = err } };
	struct bw_rule_file *clock = NULL;
	size_t n = 0;
	int rc;

	*out = (struct bw_clocks){ .vocabulary = v };
	if ((rc = only_clocks(file, n_file, &clock, &n, &r)) == 0 &&
	    (rc = rules_heads(&r.heads, clock, n, false, BW_STR(""))) == 0)
		rc = read_all(&r, day);
	bw_vec_release(&r.heads.instrument);
	bw_vec_release(&r.heads.top);
	return rc;
}
