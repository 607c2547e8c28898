/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rules_step.c - from the operations of a rule file to flat steps.
 *
 * An output is made when it is first needed, after those it refers to, so the
 * list of steps is in order. Referring to oneself on the way is a circle and
 * an error. Literals have no types in YAML; they are read as what stands beside
 * them: a choice of that list, a percentage, a date.
 */
#include "law/rules_priv.h"

int
rules_push(
    struct making_rules *m, struct bw_step s, struct step_type t, uint32_t *out)
{
	if (m->step.n >= BW_LAW_STEPS)
		return bw_fail(m->err, BW_ELIMIT,
		    "the rules need more than %d steps", BW_LAW_STEPS);
	*out = (uint32_t)m->step.n;
	return bw_vec_push(&m->step, s) && bw_vec_push(&m->type, t)
	    ? 0
	    : bw_fail(m->err, BW_ENOMEM, "no memory for rules");
}

int
rules_push_truth(struct making_rules *m, enum bw_step_op op, uint32_t a,
    uint32_t b, uint32_t *out)
{
	return rules_push(m,
	    (struct bw_step){ .op = (uint8_t)op, .a = a, .b = b }, TRUTH, out);
}

static int
push_value(struct making_rules *m, struct bw_value v, struct step_type t,
    uint32_t *out)
{
	struct bw_step s = { .op = BW_STEP_CONST, .k = (int64_t)m->constant.n };

	if (!bw_vec_push(&m->constant, v))
		return bw_fail(m->err, BW_ENOMEM, "no memory for rules");
	return rules_push(m, s, t, out);
}

static struct step_type
type_of_fact(const struct bw_fact_kind *k)
{
	struct step_type t = { .kind = BW_VALUE_CHOICE, .unit = k->type };

	if (k->type == BW_FACT_SET)
		t.kind = BW_VALUE_SET;
	if (k->type == BW_FACT_PERCENT || k->type == BW_FACT_INTEGER ||
	    k->type == BW_FACT_DATE)
		t.kind = BW_VALUE_NUMBER;
	t.choice = k->type == BW_FACT_CHOICE || k->type == BW_FACT_SET
	    ? k->values
	    : NULL;
	t.n_choice = k->n_values;
	return t;
}

int
rules_choice(struct making_rules *m, struct place in, const struct step_type *t,
    struct bw_str text, unsigned *choice)
{
	if (t->choice == NULL) {
		*choice = bw_str_eq(text, BW_STR("true")) ? 1 : 0;
		if (*choice == 1 || bw_str_eq(text, BW_STR("false")))
			return 0;
		return rules_wrong(m, in.instrument, in.at,
		    "\"%.*s\" is not true or false", BW_ARG(text));
	}
	for (unsigned i = 0; i < t->n_choice; i++)
		if (bw_str_eq(t->choice[i], text)) {
			*choice = i;
			return 0;
		}
	return rules_wrong(m, in.instrument, in.at,
	    "\"%.*s\" is none of the choices here", BW_ARG(text));
}

/* "10%", "2023-06-01", "250" */
static bool
number_of(struct bw_str text, struct bw_value *v, uint8_t *unit)
{
	struct bw_err own = BW_ERR_INIT;
	struct bw_share share;
	bw_date day;
	int64_t n;

	if (text.n > 1 && text.p[text.n - 1] == '%') {
		*unit = BW_FACT_PERCENT;
		if (bw_share_parse(text, &share, &own) != 0 ||
		    !bw_share_is_exact(share))
			return false;
		*v = bw_value_number(share.lo);
		return true;
	}
	if (text.n == 10 && text.p[4] == '-' && bw_date_parse(text, &day)) {
		*unit = BW_FACT_DATE;
		*v = bw_value_number(day);
		return true;
	}
	*unit = BW_FACT_INTEGER;
	if (!bw_str_i64(text, &n))
		return false;
	*v = bw_value_number(n);
	return true;
}

static int
literal(struct making_rules *m, struct place in, struct bw_str text,
    const struct step_type *like, uint32_t *out)
{
	struct step_type t = like != NULL ? *like : TRUTH;
	struct bw_value v;
	unsigned choice = 0;
	int rc;

	if (t.kind == BW_VALUE_NUMBER || like == NULL) {
		if (number_of(text, &v, &t.unit)) {
			t.kind = BW_VALUE_NUMBER;
			t.choice = NULL;
			return push_value(m, v, t, out);
		}
		if (like != NULL)
			return rules_wrong(m, in.instrument, in.at,
			    "\"%.*s\" is no number, percentage or date",
			    BW_ARG(text));
	}
	if (t.kind == BW_VALUE_SET)
		return rules_wrong(
		    m, in.instrument, in.at, "a set is asked with HAS");
	if ((rc = rules_choice(m, in, &t, text, &choice)) != 0)
		return rc;
	return push_value(m, bw_value_choice(choice), t, out);
}

struct name_row *
rules_name(struct making_rules *m, uint32_t instrument, struct bw_str name)
{
	struct name_row *other = NULL;

	for (size_t i = 0; i < m->name.n; i++)
		if (bw_str_eq(m->name.v[i].name, name)) {
			if (m->name.v[i].instrument == instrument)
				return &m->name.v[i];
			other = &m->name.v[i];
		}
	return other; /* of another instrument: a decree uses the act's */
}

static uint32_t
output_of(const struct making_rules *m, struct bw_str name)
{
	for (size_t i = m->output.n; i-- > 0;)
		if (bw_str_eq(m->output.v[i].name, name))
			return (uint32_t)i;
	return BW_NONE;
}

static int
use_output(struct making_rules *m, uint32_t o, uint32_t *out)
{
	int rc = rules_output(m, o);

	*out = m->output.v[o].step;
	return rc;
}

/* $base.NAME: what NAME is without the pending instrument. */
static int
use_base(
    struct making_rules *m, struct place in, struct bw_str name, uint32_t *out)
{
	uint32_t o = output_of(m, name);

	while (o != BW_NONE &&
	    m->article.v[m->output.v[o].article].instrument >= in.instrument)
		o = m->base[o];
	if (o == BW_NONE)
		return rules_wrong(m, in.instrument, in.at,
		    "$base.%.*s: nothing in force makes it", BW_ARG(name));
	return use_output(m, o, out);
}

static int
reference(struct making_rules *m, struct place in, struct bw_str name,
    const struct step_type *like, uint32_t *out)
{
	static const char base[] = "base.";
	uint32_t fact = bw_fact_find(m->out->vocabulary, name);
	uint32_t o = output_of(m, name);
	struct name_row *row;

	if (name.n > 5 && memcmp(name.p, base, 5) == 0)
		return use_base(
		    m, in, (struct bw_str){ name.p + 5, name.n - 5 }, out);
	if (fact != BW_NONE)
		return rules_push(m,
		    (struct bw_step){ .op = BW_STEP_FACT, .k = fact },
		    type_of_fact(&m->out->vocabulary->fact[fact]), out);
	if (o != BW_NONE)
		return use_output(m, o, out);
	row = rules_name(m, in.instrument, name);
	if (row == NULL)
		return rules_wrong(m, in.instrument, in.at,
		    "$%.*s is no fact, output or definition", BW_ARG(name));
	if (row->node->kind == BW_YAML_TEXT)
		return literal(m, in, row->node->text, like, out);
	return rules_expression(
	    m, in, bw_yaml_get(row->node, "value"), like, out);
}

int
rules_expression(struct making_rules *m, struct place in,
    const struct bw_yaml *n, const struct step_type *like, uint32_t *out)
{
	int rc;

	if (n == NULL || n->kind == BW_YAML_LIST)
		return rules_wrong(m, in.instrument, n == NULL ? in.at : n,
		    "a value or an operation is missing here");
	in.at = n;
	if (m->depth >= DEEPEST)
		return rules_wrong(m, in.instrument, n, "nested too deeply");
	m->depth++;
	if (n->kind == BW_YAML_MAP)
		rc = rules_operation(m, in, n, like, out);
	else if (n->text.n > 1 && n->text.p[0] == '$')
		rc = reference(m, in,
		    (struct bw_str){ n->text.p + 1, n->text.n - 1 }, like, out);
	else
		rc = literal(m, in, n->text, like, out);
	m->depth--;
	return rc;
}

int
rules_output(struct making_rules *m, uint32_t i)
{
	struct bw_output *o = &m->output.v[i];
	uint32_t instrument = m->article.v[o->article].instrument, step;
	struct place in = { instrument, m->node[i] };
	struct step_type like = { .kind = BW_VALUE_CHOICE,
		.choice = o->choice,
		.n_choice = o->n_choice };
	const struct bw_yaml *value = bw_yaml_get(m->node[i], "value");
	size_t from = m->step.n;
	uint32_t outer = m->making;
	int rc;

	if (m->state[i] == DONE)
		return 0;
	if (m->state[i] == AT_IT)
		return rules_wrong(m, instrument, m->node[i],
		    "%.*s refers to itself in a circle", BW_ARG(o->name));
	m->state[i] = AT_IT;
	m->making = i + 1;
	/* An operation stands in the action itself, as in regelrecht. */
	if (bw_yaml_get(m->node[i], "operation") != NULL)
		value = m->node[i];
	rc = rules_expression(
	    m, in, value, o->choice != NULL ? &like : NULL, &step);
	if (rc != 0)
		return rc;
	m->making = outer;
	for (size_t s = from; s < m->step.n; s++)
		if (m->step.v[s].rule == 0)
			m->step.v[s].rule = i + 1;
	o = &m->output.v[i];
	o->step = step;
	o->kind = m->type.v[step].kind;
	o->unit = m->type.v[step].unit;
	if (o->choice == NULL && m->type.v[step].choice != NULL) {
		o->choice = m->type.v[step].choice;
		o->n_choice = m->type.v[step].n_choice;
	}
	m->state[i] = DONE;
	return 0;
}
