/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rules_ops.c - the operations of a rule file, each as a few steps.
 *
 * Names and members are those of regelrecht where it has them (AND, OR with
 * conditions; EQUALS, GREATER_THAN ... with subject and value; ADD with
 * values; IF with cases); HAS, CODES, GIVEN and CROSSES are ours. They are
 * described in doc/formats/rules.md.
 */
#include "law/rules_priv.h"

static int
part(struct making_rules *m, struct place in, const struct bw_yaml *n,
    const char *key, const struct step_type *like, uint32_t *out)
{
	const struct bw_yaml *p = bw_yaml_get(n, key);

	if (p == NULL)
		return rules_wrong(
		    m, in.instrument, n, "this operation needs %s", key);
	return rules_expression(m, in, p, like, out);
}

static int
truth_part(struct making_rules *m, struct place in, const struct bw_yaml *n,
    uint32_t *out)
{
	int rc = rules_expression(m, in, n, &TRUTH, out);

	if (rc == 0 &&
	    (m->type.v[*out].kind != BW_VALUE_CHOICE ||
		m->type.v[*out].choice != NULL))
		return rules_wrong(
		    m, in.instrument, n, "this is no yes-no value");
	return rc;
}

/* AND, OR over conditions */
static int
joined(struct making_rules *m, struct place in, const struct bw_yaml *n,
    enum bw_step_op op, uint32_t *out)
{
	const struct bw_yaml *c = bw_yaml_get(n, "conditions");
	uint32_t one, all = BW_NONE;
	int rc = 0;

	if (c == NULL || c->child == NULL)
		return rules_wrong(
		    m, in.instrument, n, "AND and OR have conditions");
	for (c = c->child; c != NULL && rc == 0; c = c->next) {
		rc = truth_part(m, in, c, &one);
		if (rc == 0 && all != BW_NONE)
			rc = rules_push_truth(m, op, all, one, &one);
		all = one;
	}
	*out = all;
	return rc;
}

static bool
same_type(const struct step_type *a, const struct step_type *b)
{
	return a->kind == b->kind &&
	    (a->kind != BW_VALUE_NUMBER || a->unit == b->unit) &&
	    a->choice == b->choice;
}

/* subject and value, of one type */
static int
two(struct making_rules *m, struct place in, const struct bw_yaml *n,
    const char *first, const char *second, uint32_t *a, uint32_t *b)
{
	struct step_type t;
	int rc = part(m, in, n, first, NULL, a);

	if (rc != 0)
		return rc;
	t = m->type.v[*a];
	if ((rc = part(m, in, n, second, &t, b)) != 0)
		return rc;
	if (!same_type(&m->type.v[*a], &m->type.v[*b]))
		return rules_wrong(m, in.instrument, n,
		    "%s and %s are not of one kind", first, second);
	return 0;
}

static int
compared(struct making_rules *m, struct place in, const struct bw_yaml *n,
    enum bw_step_op op, bool turned, bool negated, uint32_t *out)
{
	uint32_t a, b;
	int rc = two(m, in, n, "subject", "value", &a, &b);

	if (rc == 0 && op != BW_STEP_SAME &&
	    m->type.v[a].kind != BW_VALUE_NUMBER)
		return rules_wrong(
		    m, in.instrument, n, "only numbers are compared so");
	if (rc == 0)
		rc = rules_push_truth(
		    m, op, turned ? b : a, turned ? a : b, out);
	if (rc == 0 && negated)
		rc = rules_push_truth(m, BW_STEP_NOT, *out, 0, out);
	return rc;
}

/* from < at <= to: a threshold that is reached by this deal */
static int
crosses(struct making_rules *m, struct place in, const struct bw_yaml *n,
    uint32_t *out)
{
	uint32_t from, to, at, below, reached;
	int rc = two(m, in, n, "from", "at", &from, &at);

	if (rc == 0)
		rc = rules_push_truth(m, BW_STEP_LESS, from, at, &below);
	if (rc == 0)
		rc = two(m, in, n, "to", "at", &to, &at);
	if (rc == 0)
		rc = rules_push_truth(m, BW_STEP_LESS_EQ, at, to, &reached);
	if (rc == 0)
		rc = rules_push_truth(m, BW_STEP_AND, below, reached, out);
	return rc;
}

/* IN: a choice among values; HAS: a set with one of them */
static int
among(struct making_rules *m, struct place in, const struct bw_yaml *n,
    uint32_t *out)
{
	struct bw_step s = { .op = BW_STEP_IN };
	const struct bw_yaml *v = bw_yaml_get(n, "values");
	struct step_type t;
	unsigned choice = 0;
	int rc = part(m, in, n, "subject", NULL, &s.a);

	if (rc != 0)
		return rc;
	t = m->type.v[s.a];
	if (v == NULL || v->child == NULL || t.kind == BW_VALUE_NUMBER)
		return rules_wrong(m, in.instrument, n,
		    "IN and HAS have a choice or set as subject, and values");
	for (v = v->child; v != NULL && rc == 0; v = v->next) {
		rc = rules_choice(m, in, &t, v->text, &choice);
		s.mask |= rc == 0 ? UINT64_C(1) << choice : 0;
	}
	return rc != 0 ? rc : rules_push(m, s, TRUTH, out);
}

/* GIVEN: was it told at all? For criteria that only count when somebody says
 * so; used with care, as it turns silence into no. */
static int
given(struct making_rules *m, struct place in, const struct bw_yaml *n,
    uint32_t *out)
{
	struct bw_str name = bw_yaml_text(n, "subject");
	uint32_t fact = BW_NONE;

	if (name.n > 1 && name.p[0] == '$')
		fact = bw_fact_find(m->out->vocabulary,
		    (struct bw_str){ name.p + 1, name.n - 1 });
	if (fact == BW_NONE)
		return rules_wrong(
		    m, in.instrument, n, "GIVEN has a fact as subject");
	return rules_push(
	    m, (struct bw_step){ .op = BW_STEP_GIVEN, .k = fact }, TRUTH, out);
}

static int
sum(struct making_rules *m, struct place in, const struct bw_yaml *n,
    bool minus, uint32_t *out)
{
	const struct bw_yaml *v = bw_yaml_get(n, "values");
	uint32_t one, all = BW_NONE;
	struct step_type t;
	int rc = 0;

	for (v = v == NULL ? NULL : v->child; v != NULL && rc == 0;
	     v = v->next) {
		rc = rules_expression(m, in, v, NULL, &one);
		if (rc == 0 && m->type.v[one].kind != BW_VALUE_NUMBER)
			rc = rules_wrong(
			    m, in.instrument, v, "only numbers are added");
		if (rc == 0 && all != BW_NONE) {
			/* a day and a number of days are a day */
			t = m->type.v[all].unit == BW_FACT_DATE
			    ? m->type.v[all]
			    : m->type.v[one];
			if (minus)
				rc = rules_push(m,
				    (struct bw_step){ .op = BW_STEP_TIMES,
					.a = one,
					.k = -1 },
				    t, &one);
			if (rc == 0)
				rc = rules_push(m,
				    (struct bw_step){
					.op = BW_STEP_ADD, .a = all, .b = one },
				    t, &one);
		}
		all = one;
	}
	if (rc == 0 && all == BW_NONE)
		return rules_wrong(m, in.instrument, n, "no values to add");
	*out = all;
	return rc;
}

static int
times(struct making_rules *m, struct place in, const struct bw_yaml *n,
    uint32_t *out)
{
	struct bw_step s = { .op = BW_STEP_TIMES };
	int rc = part(m, in, n, "subject", NULL, &s.a);

	if (rc != 0)
		return rc;
	if (!bw_str_i64(bw_yaml_text(n, "value"), &s.k) ||
	    m->type.v[s.a].kind != BW_VALUE_NUMBER)
		return rules_wrong(m, in.instrument, n,
		    "MULTIPLY has a number as subject and a whole number as "
		    "value");
	return rules_push(m, s, m->type.v[s.a], out);
}

/* cases from the last to the first: if the first applies, else if ... */
static int
cases(struct making_rules *m, struct place in, const struct bw_yaml *c,
    const struct bw_yaml *otherwise, const struct step_type *like,
    uint32_t *out)
{
	struct bw_step s = { .op = BW_STEP_IF };
	struct step_type t;
	int rc;

	if (c == NULL)
		return rules_expression(m, in, otherwise, like, out);
	if (m->depth > DEEPEST)
		return rules_wrong(m, in.instrument, c, "too many cases");
	m->depth++;
	if ((rc = cases(m, in, c->next, otherwise, like, &s.c)) == 0) {
		t = m->type.v[s.c];
		rc = truth_part(m, in, bw_yaml_get(c, "when"), &s.a);
	}
	if (rc == 0)
		rc = part(m, in, c, "then", &t, &s.b);
	if (rc == 0 && !same_type(&m->type.v[s.b], &t))
		rc = rules_wrong(
		    m, in.instrument, c, "the cases are not of one kind");
	m->depth--;
	return rc != 0 ? rc : rules_push(m, s, t, out);
}

static int
choose(struct making_rules *m, struct place in, const struct bw_yaml *n,
    const struct step_type *like, uint32_t *out)
{
	const struct bw_yaml *c = bw_yaml_get(n, "cases");
	const struct bw_yaml *otherwise = bw_yaml_get(n, "default");

	if (c == NULL || c->child == NULL || otherwise == NULL)
		return rules_wrong(
		    m, in.instrument, n, "IF has cases and a default");
	return cases(m, in, c->child, otherwise, like, out);
}

int
rules_operation(struct making_rules *m, struct place in,
    const struct bw_yaml *n, const struct step_type *like, uint32_t *out)
{
	struct bw_str op = bw_yaml_text(n, "operation");
	int rc;

#define IS(name) bw_str_eq(op, BW_STR(name))
	if (IS("AND"))
		return joined(m, in, n, BW_STEP_AND, out);
	if (IS("OR"))
		return joined(m, in, n, BW_STEP_OR, out);
	if (IS("NOT")) {
		rc = truth_part(m, in, bw_yaml_get(n, "value"), out);
		return rc != 0 ? rc
			       : rules_push_truth(m, BW_STEP_NOT, *out, 0, out);
	}
	if (IS("EQUALS") || IS("NOT_EQUALS"))
		return compared(
		    m, in, n, BW_STEP_SAME, false, IS("NOT_EQUALS"), out);
	if (IS("LESS_THAN") || IS("GREATER_THAN"))
		return compared(
		    m, in, n, BW_STEP_LESS, IS("GREATER_THAN"), false, out);
	if (IS("LESS_THAN_OR_EQUAL") || IS("GREATER_THAN_OR_EQUAL"))
		return compared(m, in, n, BW_STEP_LESS_EQ,
		    IS("GREATER_THAN_OR_EQUAL"), false, out);
	if (IS("IN") || IS("HAS"))
		return among(m, in, n, out);
	if (IS("CODES"))
		return rules_codes(m, in, n, out);
	if (IS("GIVEN"))
		return given(m, in, n, out);
	if (IS("CROSSES"))
		return crosses(m, in, n, out);
	if (IS("ADD") || IS("SUBTRACT"))
		return sum(m, in, n, IS("SUBTRACT"), out);
	if (IS("MULTIPLY"))
		return times(m, in, n, out);
	if (IS("IF"))
		return choose(m, in, n, like, out);
#undef IS
	return rules_wrong(m, in.instrument, n,
	    "\"%.*s\" is no operation; see doc/formats/rules.md", BW_ARG(op));
}
