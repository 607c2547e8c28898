/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * schema_check.c - a value against the steps of a schema.
 *
 * Recursion follows the document, which base/json.h lets go 256 deep.
 */
#include "cyber/schema_priv.h"

struct check {
	const struct bw_schema *s;
	const struct bw_tree *t;
	struct bw_schema_errors *errors;
};

static bool value(struct check *c, uint32_t at, uint32_t step);

static bool
fault(struct check *c, uint32_t at, enum bw_schema_fault f, struct bw_str what)
{
	struct bw_schema_errors *e = c->errors;

	if (e->most != 0 && e->list.n >= e->most)
		return false;
	if (!bw_vec_push(&e->list, (struct bw_schema_error){ at, f, what }))
		e->failed = true;
	return false;
}

/* The words of CVSS for a score (3.0 section 5, 4.0 section 6). */
static bool
rated(struct check *c, uint32_t at, const struct shape *shape)
{
	static const struct {
		double low, high;
		const char *word;
	} row[] = { { 0, 0, "NONE" }, { 0.1, 3.9, "LOW" }, { 4, 6.9, "MEDIUM" },
		{ 7, 8.9, "HIGH" }, { 9, 10, "CRITICAL" } };
	uint32_t score = bw_tree_get(c->t, at, shape->score);
	uint32_t word = bw_tree_get(c->t, at, shape->rating);
	double x;

	if (score == 0 || word == 0 || c->t->v[score].type != BW_JSON_NUMBER)
		return true; /* said elsewhere */
	x = c->t->v[score].number * 10;
	if (x < -1 || x > 101 || x - (double)(int)x > 1e-6)
		if (x < -1 || x > 101 || (double)(int)x + 1 - x > 1e-6)
			return fault(c, score, BW_FAULT_RANGE, shape->name);
	for (size_t i = 0; i < BW_LEN(row); i++)
		if (x / 10 > row[i].low - 1e-6 && x / 10 < row[i].high + 1e-6)
			return bw_str_is(c->t->v[word].text, row[i].word) ||
			    fault(c, word, BW_FAULT_RATING, shape->name);
	return fault(c, score, BW_FAULT_RANGE, shape->name);
}

static bool
members(struct check *c, uint32_t at, uint32_t of)
{
	const struct shape *shape = &c->s->shapes.v[of];
	const struct bw_node *v = c->t->v;
	uint64_t got = 0;
	bool ok = true;

	for (uint32_t i = v[at].first; i != 0; i = v[i].next) {
		uint16_t key = v[i].key;
		uint16_t m = key < c->s->n_of_key ? shape->of_key[key] : 0;

		if (m == 0) {
			if (shape->closed || c->errors->strict)
				ok = fault(c, i, BW_FAULT_EXTRA, v[i].name);
			continue;
		}
		got |= UINT64_C(1) << (m - 1);
		ok &= value(c, i, c->s->members.v[shape->first + m - 1].step);
	}
	if (shape->score != 0)
		ok &= rated(c, at, shape);
	if (v[at].count < shape->least)
		ok = fault(c, at, BW_FAULT_FEW, shape->name);
	if (v[at].count > shape->most)
		ok = fault(c, at, BW_FAULT_MANY, shape->name);
	if ((got & shape->must) == shape->must)
		return ok;
	for (uint32_t i = 0; i < shape->n; i++) {
		const struct member *m = &c->s->members.v[shape->first + i];

		if (m->must && bw_tree_get(c->t, at, m->key) == 0)
			ok = fault(
			    c, at, BW_FAULT_ABSENT, c->s->keys->name[m->key]);
	}
	return ok;
}

struct seen {
	uint64_t hash;
	uint32_t at;
};

static int
by_hash(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Equal items have equal hashes, so they stand together after sorting. A run
 * of one hash longer than this is compared with its neighbours only: someone
 * is playing with us, and the time stays bounded. */
#define RUN_MOST 64

static bool
many_unique(struct check *c, uint32_t list)
{
	const struct bw_node *v = c->t->v;
	struct seen *seen = bw_alloc(v[list].count, sizeof(*seen));
	size_t n = 0;
	bool ok = true;

	if (seen == NULL) {
		c->errors->failed = true;
		return false;
	}
	for (uint32_t i = v[list].first; i != 0; i = v[i].next)
		seen[n++] = (struct seen){ bw_tree_hash(c->t, i), i };
	qsort(seen, n, sizeof(*seen), by_hash);
	for (size_t i = 1; i < n; i++)
		for (size_t j = i; j-- > 0 && i - j < RUN_MOST &&
		     seen[j].hash == seen[i].hash;)
			if (bw_tree_equal(c->t, seen[i].at, seen[j].at)) {
				ok = fault(c, seen[i].at, BW_FAULT_TWICE,
				    (struct bw_str){ 0 });
				break;
			}
	bw_free(seen);
	return ok;
}

static bool
unique(struct check *c, uint32_t list)
{
	const struct bw_node *v = c->t->v;
	bool ok = true;

	if (v[list].count > 8)
		return many_unique(c, list);
	for (uint32_t i = v[list].first; i != 0; i = v[i].next)
		for (uint32_t j = v[list].first; j != i; j = v[j].next)
			if (bw_tree_equal(c->t, i, j)) {
				ok = fault(
				    c, i, BW_FAULT_TWICE, (struct bw_str){ 0 });
				break;
			}
	return ok;
}

static bool
items(struct check *c, uint32_t at, const struct step *step)
{
	const struct bw_node *v = c->t->v;
	bool ok = true;

	if (v[at].count < step->b)
		ok = fault(c, at, BW_FAULT_FEW, step->what);
	for (uint32_t i = v[at].first; i != 0; i = v[i].next)
		ok &= value(c, i, step->a);
	if (step->op == STEP_SET)
		ok &= unique(c, at);
	return ok;
}

static bool
word(struct check *c, uint32_t at, const struct step *step)
{
	struct bw_str text = c->t->v[at].text;

	for (uint32_t i = step->a; i < step->b; i++)
		if (c->s->words.v[i].n == text.n &&
		    memcmp(c->s->words.v[i].p, text.p, text.n) == 0)
			return true;
	return fault(c, at, BW_FAULT_WORD, step->what);
}

/* A word the value of one of the two must have, and has not: "version" tells
 * CVSS 3.0 from 3.1 without looking at all the rest. */
static bool
hopeless(struct check *c, uint32_t at, uint32_t number)
{
	const struct step *step = &c->s->steps.v[number];
	const struct shape *shape;

	if (step->op != STEP_SHAPE || c->t->v[at].type != BW_JSON_OBJECT)
		return false;
	shape = &c->s->shapes.v[step->a];
	for (uint32_t i = 0; i < shape->n; i++) {
		const struct member *m = &c->s->members.v[shape->first + i];
		const struct step *s = &c->s->steps.v[m->step];
		uint32_t v;

		if (!m->must || s->op != STEP_WORD || s->b - s->a != 1)
			continue;
		v = bw_tree_get(c->t, at, m->key);
		if (v != 0 && c->t->v[v].type == BW_JSON_STRING &&
		    !bw_str_eq(c->s->words.v[s->a], c->t->v[v].text))
			return true;
	}
	return false;
}

/* Exactly one of two. The faults of the one that comes nearest are of use:
 * those of the second are dropped when the first has fewer. */
static bool
either(struct check *c, uint32_t at, const struct step *step)
{
	struct bw_schema_errors *e = c->errors;
	size_t n = e->list.n, first;
	bool a, b;

	if (hopeless(c, at, step->a))
		return value(c, at, step->b);
	if (hopeless(c, at, step->b))
		return value(c, at, step->a);
	a = value(c, at, step->a);

	first = e->list.n;
	b = value(c, at, step->b);
	if (a != b) {
		e->list.n = n;
		return true;
	}
	if (a)
		return fault(c, at, BW_FAULT_EITHER, step->what);
	if (e->list.n - first < first - n) {
		memmove(e->list.v + n, e->list.v + first,
		    (e->list.n - first) * sizeof(*e->list.v));
		e->list.n = n + (e->list.n - first);
	} else
		e->list.n = first;
	return false;
}

static bool
typed(struct check *c, uint32_t at, const struct step *step)
{
	static const uint8_t type[] = { [STEP_TEXT] = BW_JSON_STRING,
		[STEP_STRING] = BW_JSON_STRING,
		[STEP_NUMBER] = BW_JSON_NUMBER,
		[STEP_BOOLEAN] = BW_JSON_BOOL,
		[STEP_OBJECT] = BW_JSON_OBJECT,
		[STEP_WORD] = BW_JSON_STRING,
		[STEP_FORM] = BW_JSON_STRING,
		[STEP_LIST] = BW_JSON_ARRAY,
		[STEP_SET] = BW_JSON_ARRAY,
		[STEP_SHAPE] = BW_JSON_OBJECT };

	return c->t->v[at].type == type[step->op];
}

static bool
value(struct check *c, uint32_t at, uint32_t number)
{
	const struct step *step = &c->s->steps.v[number];
	const struct bw_node *v = &c->t->v[at];

	if (step->op == STEP_ANY)
		return true;
	if (step->op == STEP_NEVER)
		return fault(c, at, BW_FAULT_EXTRA, v->name);
	if (step->op == STEP_EITHER)
		return either(c, at, step);
	if (!typed(c, at, step))
		return fault(c, at, BW_FAULT_TYPE, step->what);
	switch (step->op) {
	case STEP_TEXT:
		return v->text.n > 0 ||
		    fault(c, at, BW_FAULT_EMPTY, step->what);
	case STEP_NUMBER:
		return (v->number >= step->low && v->number <= step->high) ||
		    fault(c, at, BW_FAULT_RANGE, step->what);
	case STEP_WORD:
		return word(c, at, step);
	case STEP_FORM:
		return c->s->forms.v[step->a].fn(v->text) ||
		    fault(c, at, BW_FAULT_FORM, step->what);
	case STEP_LIST:
	case STEP_SET:
		return items(c, at, step);
	case STEP_SHAPE:
		return members(c, at, step->a);
	case STEP_ANY:
	case STEP_NEVER:
	case STEP_STRING:
	case STEP_BOOLEAN:
	case STEP_OBJECT:
	case STEP_EITHER:
	case STEP_NAME:
		break;
	}
	return true;
}

bool
bw_schema_check(const struct bw_schema *s, const struct bw_tree *t, uint32_t at,
    uint32_t shape, struct bw_schema_errors *errors)
{
	struct check c = { s, t, errors };

	BW_ASSERT(shape < s->shapes.n);
	if (t->v[at].type != BW_JSON_OBJECT)
		return fault(&c, at, BW_FAULT_TYPE, BW_STR("object"));
	return members(&c, at, shape);
}
