/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * own.c - reads cases.yaml; compares what rules say with what a case states.
 */
#include "own.h"
#include "base/embed.h"
#include "base/map.h"

static const struct bw_yaml *
members(const struct bw_yaml *n, const char *key)
{
	n = bw_yaml_get(n, key);
	return n == NULL ? NULL : n->child;
}

static size_t
count(const struct bw_yaml *n)
{
	size_t k = 0;

	for (; n != NULL; n = n->next)
		k++;
	return k;
}

static void
read_sets(struct own *o, const struct bw_yaml *top)
{
	const struct bw_yaml *n = members(top, "sets");
	struct bw_err err = BW_ERR_INIT;

	o->set = BW_ARENA_ARRAY(&o->arena, struct own_set, count(n));
	assert_non_null(o->set);
	for (; n != NULL; n = n->next) {
		struct own_set *s = &o->set[o->n_set++];

		*s = (struct own_set){ .name = n->key,
			.pending = bw_yaml_text(n, "pending") };
		assert_true(bw_date_parse(bw_yaml_text(n, "day"), &s->day));
		assert_ok(
		    bw_rules_make(&s->rules, o->file, o->n_file, &o->vocabulary,
			s->day, s->pending.n > 0, s->pending, &o->arena, &err),
		    &err);
	}
}

static uint64_t
read_on(const struct own *o, const struct bw_yaml *n)
{
	uint64_t bits = 0;

	for (; n != NULL; n = n->next)
		for (size_t i = 0; i < o->n_set; i++)
			if (bw_str_eq(o->set[i].name, n->text))
				bits |= UINT64_C(1) << i;
	return bits;
}

static void
tell(struct own *o, struct own_case *c, const struct bw_yaml *n)
{
	struct bw_err err = BW_ERR_INIT;

	for (; n != NULL; n = n->next) {
		uint32_t fact = bw_fact_find(&o->vocabulary, n->key);

		if (fact == BW_NONE)
			fail_msg("%.*s: no fact %.*s", BW_ARG(c->id),
			    BW_ARG(n->key));
		if (bw_str_eq(n->text, BW_STR("untold"))) {
			bw_facts_forget(&c->facts, fact);
			continue;
		}
		assert_ok(bw_facts_set(&c->facts, fact, n->text, BW_FROM_USER,
			      &o->arena, &err),
		    &err);
	}
}

static void
read_cases(struct own *o, const struct bw_yaml *top)
{
	const struct bw_yaml *n = members(top, "cases");
	struct bw_err err = BW_ERR_INIT;

	o->one = BW_ARENA_ARRAY(&o->arena, struct own_case, count(n));
	assert_non_null(o->one);
	for (; n != NULL; n = n->next) {
		struct own_case *c = &o->one[o->n++];
		const struct bw_yaml *on = members(n, "on");

		*c = (struct own_case){ .id = bw_yaml_text(n, "id"),
			.node = n,
			.sets = read_on(
			    o, on != NULL ? on : members(top, "usual_sets")) };
		if (c->sets == 0)
			fail_msg("%.*s: no set", BW_ARG(c->id));
		assert_ok(
		    bw_facts_init(&c->facts, &o->vocabulary, &o->arena, &err),
		    &err);
		tell(o, c, members(top, "usual_facts"));
		tell(o, c, members(n, "facts"));
	}
}

void
own_begin(struct own *o)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_str text = test_read(test_source("tests/law/cases.yaml"));
	const struct bw_yaml *top;

	*o = (struct own){ 0 };
	bw_arena_init(&o->arena, 0);
	assert_ok(bw_vocabulary_read(&o->vocabulary,
		      bw_embed("rules/law/facts.yaml"), &o->arena, &err),
	    &err);
	assert_ok(bw_rule_files(&o->file, &o->n_file, &o->arena, &err), &err);
	assert_ok(
	    bw_yaml_parse(&top, bw_arena_dup(&o->arena, text), &o->arena, &err),
	    &err);
	free((void *)(uintptr_t)text.p);
	read_sets(o, top);
	read_cases(o, top);
}

void
own_end(struct own *o)
{
	bw_arena_release(&o->arena);
}

static void
print_number(const struct bw_value *v, uint8_t unit, char got[80])
{
	struct bw_buf b = { 0 };

	if (unit == BW_FACT_DATE) {
		bw_date_print(&b, (bw_date)v->lo);
		snprintf(got, 80, "%.*s", (int)b.n, b.p);
	} else {
		snprintf(got, 80, "%lld", (long long)v->lo);
	}
	bw_buf_release(&b);
}

bool
own_value_is(const struct bw_rules *r, const struct bw_value *value,
    struct bw_str output, struct bw_str wanted, char got[80])
{
	uint32_t o = bw_output_find(r, output);
	const struct bw_value *v;

	snprintf(got, 80, "no such output");
	if (o == BW_NONE)
		return false;
	v = &value[r->output[o].step];
	if (v->kind == BW_VALUE_CHOICE && r->output[o].choice == NULL) {
		snprintf(got, 80, "%s", bw_truth_name(bw_truth_of(v)));
	} else if (!bw_value_single(v)) {
		bool open = false;

		for (size_t i = 0; i < BW_LEN(v->why.open); i++)
			open = open || v->why.open[i] != 0;
		snprintf(got, 80, "%s", open ? "OPEN" : "UNKNOWN");
	} else if (v->kind == BW_VALUE_NUMBER) {
		print_number(v, r->output[o].unit, got);
	} else {
		for (size_t i = 0; i < r->output[o].n_choice; i++)
			if (v->may >> i & 1)
				snprintf(got, 80, "%.*s",
				    BW_ARG(r->output[o].choice[i]));
	}
	return bw_str_eq(bw_str_of(got), wanted);
}

void
own_list(const struct bw_rules *r, const struct bw_value *value,
    struct bw_str list, char got[80])
{
	size_t n = 0;

	got[0] = '\0';
	for (size_t i = 0; i < r->n_output; i++) {
		const struct bw_output *o = &r->output[i];

		if (bw_str_eq(o->adds, list) &&
		    bw_truth_of(&value[o->step]) == BW_IS_TRUE)
			n += (size_t)snprintf(got + n, 80 - n, "%s%.*s",
			    n > 0 ? "," : "", BW_ARG(o->item));
	}
}

/* The grounds are those stated, all of them and no other. */
static bool
grounds(const struct own_case *c, const struct bw_rules *r,
    const struct bw_value *value, struct bw_str outcome, char why[240])
{
	const struct bw_yaml *via = bw_yaml_get(c->node, "via"), *n;

	if (via == NULL)
		return true;
	for (size_t i = 0; i < r->n_output; i++) {
		const struct bw_output *o = &r->output[i];

		if (!bw_str_eq(o->via, outcome) ||
		    bw_truth_of(&value[o->step]) != BW_IS_TRUE)
			continue;
		for (n = via->child; n != NULL; n = n->next)
			if (bw_str_eq(n->text, o->cite))
				break;
		if (n == NULL) {
			snprintf(why, 240, "also by %.*s", BW_ARG(o->cite));
			return false;
		}
	}
	for (n = via->child; n != NULL; n = n->next) {
		size_t i = 0;

		while (i < r->n_output &&
		    !(bw_str_eq(r->output[i].cite, n->text) &&
			bw_str_eq(r->output[i].via, outcome) &&
			bw_truth_of(&value[r->output[i].step]) == BW_IS_TRUE))
			i++;
		if (i == r->n_output) {
			snprintf(why, 240, "not by %.*s", BW_ARG(n->text));
			return false;
		}
	}
	return true;
}

bool
own_holds(const struct own_case *c, const struct bw_rules *r,
    const struct bw_value *value, char why[240])
{
	struct bw_str outcome = bw_yaml_text(c->node, "outcome");
	const struct bw_yaml *n = members(c->node, "values");
	const struct bw_yaml *list = bw_yaml_get(c->node, "crossed");
	char got[80];

	why[0] = '\0';
	if (outcome.n > 0 &&
	    !own_value_is(r, value, BW_STR("outcome"), outcome, got)) {
		snprintf(
		    why, 240, "outcome %s, not %.*s", got, BW_ARG(outcome));
		return false;
	}
	if (!grounds(c, r, value, outcome, why))
		return false;
	for (; n != NULL; n = n->next)
		if (!own_value_is(r, value, n->key, n->text, got)) {
			snprintf(why, 240, "%.*s is %s, not %.*s",
			    BW_ARG(n->key), got, BW_ARG(n->text));
			return false;
		}
	if (list == NULL)
		return true;
	own_list(r, value, BW_STR("thresholds_crossed"), got);
	if (bw_str_eq(bw_str_of(got), list->text))
		return true;
	snprintf(why, 240, "crosses \"%s\", not %.*s", got, BW_ARG(list->text));
	return false;
}
