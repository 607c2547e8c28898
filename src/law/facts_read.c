/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * facts_read.c - the facts of a case from JSON.
 *
 * {"deal.kind": "shares", "deal.votes_after": "12.5", "target.codes":
 * ["6A001"], "concert": [{"id": "P", "votes_before": "3", "votes_after": "3"}]}
 * Percentages are decimal text, so that no binary fraction comes between; a
 * number is taken by the decimal it was written as.
 */
#include "law/facts.h"
#include "base/map.h"

/* A list as one text, its items between semicolons. */
static int
list_text(struct bw_json value, struct bw_arena *a, struct bw_str *out,
    struct bw_err *err)
{
	struct bw_json_each it = bw_json_each(value);
	struct bw_str all = BW_STR("");

	while (bw_json_step(&it)) {
		if (bw_json_type(it.value) != BW_JSON_STRING)
			return bw_fail(err, BW_EFORMAT,
			    "a list holds something that is no text");
		all = bw_arena_fmt(a, "%.*s%s%.*s", BW_ARG(all),
		    all.n > 0 ? ";" : "", BW_ARG(bw_json_str(it.value)));
		if (all.p == NULL)
			return bw_fail(err, BW_ENOMEM, "no memory for facts");
	}
	*out = all;
	return 0;
}

static int
value_text(struct bw_json v, struct bw_arena *a, struct bw_str *out,
    struct bw_err *err)
{
	switch (bw_json_type(v)) {
	case BW_JSON_STRING:
		*out = bw_json_str(v);
		return 0;
	case BW_JSON_BOOL:
		*out =
		    bw_json_bool(v, false) ? BW_STR("true") : BW_STR("false");
		return 0;
	case BW_JSON_NUMBER:
		*out = bw_json_decimal(v, a);
		return out->p != NULL
		    ? 0
		    : bw_fail(err, BW_ENOMEM, "no memory for facts");
	case BW_JSON_ARRAY:
		return list_text(v, a, out, err);
	case BW_JSON_NONE:
	case BW_JSON_NULL:
	case BW_JSON_OBJECT:
		break;
	}
	return bw_fail(
	    err, BW_EFORMAT, "its value is no text, number, yes-no or list");
}

/* A party's votes; not told: anything, for the reason that `concert` is. */
static int
votes_of(struct bw_json party, const char *key, struct bw_value *sum,
    const struct bw_value *any, struct bw_arena *a, struct bw_err *err)
{
	struct bw_json v = bw_json_get(party, key);
	struct bw_value one = *any;
	struct bw_share share;
	struct bw_str text;
	int rc;

	if (bw_json_type(v) != BW_JSON_NONE &&
	    bw_json_type(v) != BW_JSON_NULL) {
		if ((rc = value_text(v, a, &text, err)) != 0)
			return rc;
		if (!bw_fact_fraction(text, &one)) {
			if ((rc = bw_share_parse(text, &share, err)) != 0)
				return rc;
			one = bw_value_number(share.lo);
			one.hi = share.hi;
			one.open = share.open;
		}
	}
	*sum = bw_value_add(sum, &one);
	return 0;
}

static int
read_concert(struct bw_facts *f, uint32_t fact, struct bw_json list,
    enum bw_fact_from from, struct bw_arena *a, struct bw_err *err)
{
	const struct bw_vocabulary *v = f->vocabulary;
	struct bw_json_each it = bw_json_each(list);
	uint32_t at[2] = { v->concert_before, v->concert_after };
	struct bw_value sum[2] = { bw_value_number(0), bw_value_number(0) };
	int rc = 0;

	if (bw_json_type(list) != BW_JSON_ARRAY)
		return bw_fail(err, BW_EFORMAT,
		    "concert: write a list of {\"id\", \"votes_before\", "
		    "\"votes_after\"}");
	if (at[0] == BW_NONE || at[1] == BW_NONE)
		return bw_fail(err, BW_EFORMAT,
		    "concert: the vocabulary has no sums for it");
	while (rc == 0 && bw_json_step(&it)) {
		rc = votes_of(it.value, "votes_before", &sum[0],
		    &f->value[at[0]], a, err);
		if (rc == 0)
			rc = votes_of(it.value, "votes_after", &sum[1],
			    &f->value[at[1]], a, err);
	}
	if (rc != 0)
		return bw_fail_in(err, "concert");
	f->from[fact] = (uint8_t)from;
	f->value[fact] = bw_value_bool(bw_json_count(list) > 0);
	for (int i = 0; i < 2; i++) {
		f->value[at[i]] = sum[i];
		f->text[at[i]] = BW_STR("");
		f->from[at[i]] = (uint8_t)from;
	}
	return 0;
}

int
bw_facts_take(struct bw_facts *f, uint32_t fact, struct bw_json value,
    enum bw_fact_from from, struct bw_arena *a, struct bw_err *err)
{
	const struct bw_fact_kind *k = &f->vocabulary->fact[fact];
	struct bw_str text;
	char key[80];
	int rc;

	/* What is known of those who act together is not assumed away. */
	if (k->type == BW_FACT_CONCERT && from == BW_FROM_ASSUMPTION &&
	    f->vocabulary->concert_after != BW_NONE &&
	    f->from[f->vocabulary->concert_after] != BW_FROM_NOBODY)
		return 0;
	if (k->type == BW_FACT_CONCERT)
		return read_concert(f, fact, value, from, a, err);
	if ((rc = value_text(value, a, &text, err)) == 0)
		return bw_facts_set(f, fact, text, from, a, err);
	snprintf(key, sizeof(key), "%.*s", BW_ARG(k->key));
	return bw_fail_in(err, key);
}

int
bw_facts_read(struct bw_facts *f, struct bw_json object, enum bw_fact_from from,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_json_each it = bw_json_each(object);
	const struct bw_vocabulary *v = f->vocabulary;
	bool *seen = BW_ARENA_ARRAY(a, bool, v->n + 1);
	uint32_t fact;
	int rc = 0;

	if (seen == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for facts");
	if (bw_json_type(object) != BW_JSON_OBJECT)
		return bw_fail(err, BW_EFORMAT,
		    "facts are an object: {\"deal.kind\": \"shares\", ...}");
	while (rc == 0 && bw_json_step(&it)) {
		fact = bw_fact_find(v, it.key);
		if (fact == BW_NONE)
			return bw_fail(err, BW_EFORMAT,
			    "no fact is called \"%.*s\"; see 'bolwerk law "
			    "facts'",
			    (int)(it.key.n < 80 ? it.key.n : 80), it.key.p);
		if (seen[fact]) /* which of the two is meant? */
			return bw_fail(err, BW_EFORMAT,
			    "%.*s is told twice; leave one out", (int)it.key.n,
			    it.key.p);
		seen[fact] = true;
		if (bw_json_type(it.value) == BW_JSON_NULL ||
		    (from == BW_FROM_ASSUMPTION &&
			f->from[fact] != BW_FROM_NOBODY))
			continue;
		rc = bw_facts_take(f, fact, it.value, from, a, err);
	}
	return rc;
}
