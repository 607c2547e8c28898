/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * vocabulary.c - reads the words in which a case is told (facts.h).
 */
#include "law/facts.h"
#include "base/map.h"
#include "base/yaml.h"

static const char *const type_name[] = { "bool", "choice", "set", "percent",
	"integer", "date", "codes", "text", "concert" };

struct reading {
	struct bw_vocabulary *v;
	struct bw_arena *a;
	struct bw_err *err;
};

static int
wrong(struct reading *r, const struct bw_yaml *at, const char *what)
{
	bw_fail(r->err, BW_EFORMAT, "fact %.*s: %s",
	    BW_ARG(bw_yaml_text(at, "key")), what);
	return bw_fail_at(r->err, at->line, UINT64_MAX);
}

static struct bw_text
both(const struct bw_yaml *n)
{
	return (struct bw_text){ .in = { [BW_NL] = bw_yaml_text(n, "nl"),
				     [BW_EN] = bw_yaml_text(n, "en") } };
}

static size_t
count(const struct bw_yaml *n)
{
	size_t k = 0;

	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next)
		k++;
	return k;
}

/* values: [a, b] or values: {a: {nl: ..., en: ...}, ...} */
static int
read_values(struct reading *r, const struct bw_yaml *at, struct bw_fact_kind *f)
{
	const struct bw_yaml *list = bw_yaml_get(at, "values"), *n;
	bool choices = f->type == BW_FACT_CHOICE || f->type == BW_FACT_SET;
	struct bw_str *value;
	struct bw_text *text;
	size_t k = 0;

	f->n_values = count(list);
	if (f->type != BW_FACT_CODES && choices != (f->n_values > 0))
		return wrong(r, at,
		    "a choice or a set has values, codes may have, and "
		    "nothing else has");
	if (f->n_values > 64)
		return wrong(r, at, "more than 64 values");
	f->values = value =
	    BW_ARENA_ARRAY(r->a, struct bw_str, f->n_values + 1);
	f->value_text = text =
	    BW_ARENA_ARRAY(r->a, struct bw_text, f->n_values + 1);
	if (value == NULL || text == NULL)
		return bw_fail(r->err, BW_ENOMEM, "no memory for facts");
	for (n = list == NULL ? NULL : list->child; n != NULL; n = n->next) {
		value[k] = list->kind == BW_YAML_MAP ? n->key : n->text;
		text[k] =
		    list->kind == BW_YAML_MAP ? both(n) : bw_text_same(n->text);
		k++;
	}
	return 0;
}

static int
read_fact(struct reading *r, const struct bw_yaml *at, struct bw_fact_kind *f)
{
	struct bw_str type = bw_yaml_text(at, "type");
	struct bw_str open = bw_yaml_text(at, "open");

	f->key = bw_yaml_text(at, "key");
	f->line = at->line;
	if (f->key.n == 0)
		return wrong(r, at, "it has no key");
	for (f->type = 0; f->type < BW_LEN(type_name); f->type++)
		if (bw_str_eq(type, bw_str_of(type_name[f->type])))
			break;
	if (f->type == BW_LEN(type_name))
		return wrong(r, at,
		    "its type is none of bool, choice, set, "
		    "percent, integer, date, codes, text, "
		    "concert");
	f->open = bw_str_eq(open, BW_STR("true"));
	f->unit = bw_yaml_text(at, "unit");
	f->cite = bw_yaml_text(at, "cite");
	f->question = both(bw_yaml_get(at, "question"));
	f->help = both(bw_yaml_get(at, "help"));
	if (f->question.in[BW_NL].n == 0 || f->question.in[BW_EN].n == 0)
		return wrong(r, at, "write question: {nl: ..., en: ...}");
	return read_values(r, at, f);
}

uint32_t
bw_fact_find(const struct bw_vocabulary *v, struct bw_str key)
{
	for (size_t i = 0; i < v->n; i++)
		if (bw_str_eq(v->fact[i].key, key))
			return (uint32_t)i;
	return BW_NONE;
}

/* "after: KEY", once all keys are known. */
static int
read_after(struct reading *r, const struct bw_yaml *list)
{
	struct bw_fact_kind *f = r->v->fact;

	for (const struct bw_yaml *n = list->child; n != NULL;
	     n = n->next, f++) {
		struct bw_str key = bw_yaml_text(n, "after");

		f->after = bw_fact_find(r->v, key);
		if (key.n > 0 &&
		    (f->after == BW_NONE || f == &r->v->fact[f->after]))
			return wrong(r, n, "after: names no other fact");
	}
	return 0;
}

int
bw_vocabulary_read(struct bw_vocabulary *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err)
{
	struct reading r = { out, a, err };
	const struct bw_yaml *top = NULL, *list, *n;
	int rc = bw_yaml_parse(&top, yaml, a, err);
	size_t most;

	memset(out, 0, sizeof(*out));
	if (rc != 0)
		return rc;
	list = bw_yaml_get(top, "facts");
	most = count(list);
	if (most == 0 || most > BW_LAW_FACTS)
		return bw_fail(err, BW_EFORMAT,
		    "write facts: with 1 to %d facts, not %zu", BW_LAW_FACTS,
		    most);
	out->fact = BW_ARENA_ARRAY(a, struct bw_fact_kind, most);
	if (out->fact == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for facts");
	for (n = list->child; n != NULL && rc == 0; n = n->next) {
		if (bw_fact_find(out, bw_yaml_text(n, "key")) != BW_NONE)
			return wrong(&r, n, "it stands here twice");
		rc = read_fact(&r, n, &out->fact[out->n]);
		out->n++;
	}
	if (rc == 0)
		rc = read_after(&r, list);
	out->concert_before = bw_fact_find(out, BW_STR("concert.votes_before"));
	out->concert_after = bw_fact_find(out, BW_STR("concert.votes_after"));
	return rc;
}
