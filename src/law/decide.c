/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * decide.c - runs the program of a day on a case and reads the result.
 */
#include "law/decide.h"
#include "base/map.h"
#include "base/vec.h"

static const struct bw_value *
value_of(const struct bw_decision *d, uint32_t output)
{
	return &d->value[d->rules->output[output].step];
}

const struct bw_value *
bw_decision_value(const struct bw_decision *d, const char *output)
{
	uint32_t o = bw_output_find(d->rules, bw_str_of(output));

	return o == BW_NONE ? NULL : value_of(d, o);
}

static int
list_facts(struct bw_decision *d, const uint64_t *bits, uint32_t **list,
    size_t *n, struct bw_arena *a, struct bw_err *err)
{
	size_t most = d->rules->vocabulary->n;

	*list = BW_ARENA_ARRAY(a, uint32_t, most + 1);
	if (*list == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a decision");
	for (uint32_t i = 0; i < most; i++)
		if (bw_cause_has(bits, i))
			(*list)[(*n)++] = i;
	return 0;
}

/* Facts about which silence is a no: where a rule wants both that it was told
 * and something more, AND with GIVEN. (IF with GIVEN is another way to know the
 * same, and assumes nothing.) */
static void
silent_no(const struct bw_program *p, bool *fact)
{
	for (size_t i = 0; i < p->n_step; i++) {
		const struct bw_step *s = &p->step[i];

		if (s->op != BW_STEP_AND)
			continue;
		if (p->step[s->a].op == BW_STEP_GIVEN)
			fact[p->step[s->a].k] = true;
		if (p->step[s->b].op == BW_STEP_GIVEN)
			fact[p->step[s->b].k] = true;
	}
}

struct trial { /* room to decide once more with one fact otherwise */
	struct bw_value *fact, *value;
};

/* Would an outcome be possible that is not, had this fact been told? */
static bool
silence_decides(
    const struct bw_decision *d, const struct trial *t, uint32_t fact)
{
	const struct bw_program *p = &d->rules->program;
	struct bw_fact_values with = bw_facts_values(d->facts);
	uint32_t o = bw_output_find(d->rules, BW_STR("outcome"));

	memcpy(t->fact, with.fact, with.n * sizeof(*t->fact));
	t->fact[fact].why = (struct bw_cause){ 0 }; /* told: any value */
	with.fact = t->fact;
	bw_program_run(p, &with, t->value);
	return (t->value[d->rules->output[o].step].may & ~d->possible) != 0;
}

static int
list_assumed(struct bw_decision *d, struct bw_arena *a, struct bw_err *err)
{
	size_t most = d->rules->vocabulary->n;
	bool *silent = BW_ARENA_ARRAY(a, bool, most + 1);
	struct trial t = { BW_ARENA_ARRAY(a, struct bw_value, most + 1),
		BW_ARENA_ARRAY(
		    a, struct bw_value, d->rules->program.n_step + 1) };

	d->assumed = BW_ARENA_ARRAY(a, uint32_t, most + 1);
	if (d->assumed == NULL || silent == NULL || t.fact == NULL ||
	    t.value == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a decision");
	silent_no(&d->rules->program, silent);
	for (uint32_t i = 0; i < most; i++)
		if (d->facts->from[i] == BW_FROM_ASSUMPTION ||
		    (d->facts->from[i] == BW_FROM_NOBODY && silent[i] &&
			silence_decides(d, &t, i)))
			d->assumed[d->n_assumed++] = i;
	return 0;
}

/* Grounds: yes-no outputs that are true and name this outcome. */
static int
list_via(struct bw_decision *d, struct bw_arena *a, struct bw_err *err)
{
	const struct bw_rules *r = d->rules;

	d->via = BW_ARENA_ARRAY(a, uint32_t, r->n_output + 1);
	if (d->via == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a decision");
	for (uint32_t i = 0; i < r->n_output; i++)
		if (r->output[i].via.n > 0 &&
		    bw_str_eq(r->output[i].via, d->outcome) &&
		    bw_output_find(r, r->output[i].name) == i &&
		    bw_truth_of(value_of(d, i)) == BW_IS_TRUE)
			d->via[d->n_via++] = i;
	return 0;
}

struct way { /* a step still to be explained, and of whom it is a part */
	uint32_t step, rule;
	unsigned depth;
};

/* Which operands explain the value of a step: of an AND that is false, what is
 * false; of one that is true, all; of one undecided, what is undecided. */
static unsigned
explaining(const struct bw_decision *d, const struct bw_step *s,
    const struct bw_value *v, uint32_t out[3])
{
	const struct bw_value *value = d->value;
	unsigned n = 0;

	switch ((enum bw_step_op)s->op) {
	case BW_STEP_CONST:
	case BW_STEP_FACT:
	case BW_STEP_GIVEN:
	case BW_STEP_CODES:
		return 0;
	case BW_STEP_NOT:
	case BW_STEP_IN:
	case BW_STEP_TIMES:
		out[n++] = s->a;
		return n;
	case BW_STEP_IF:
		out[n++] = s->a;
		if (value[s->a].may & BW_YES)
			out[n++] = s->b;
		if (value[s->a].may & BW_NO)
			out[n++] = s->c;
		return n;
	case BW_STEP_AND:
	case BW_STEP_OR:
		if (value[s->a].may == v->may || !bw_value_single(v))
			out[n++] = s->a;
		if (value[s->b].may == v->may || !bw_value_single(v))
			out[n++] = s->b;
		if (n == 2 && bw_value_single(v) &&
		    v->may == (s->op == BW_STEP_AND ? BW_NO : BW_YES))
			n = 1; /* one is enough */
		return n;
	case BW_STEP_SAME:
	case BW_STEP_LESS:
	case BW_STEP_LESS_EQ:
	case BW_STEP_ADD:
		out[n++] = s->a;
		out[n++] = s->b;
		return n;
	}
	return 0;
}

/* From the outcome down, each output once, at its first place. */
static int
explain(struct bw_decision *d, uint32_t outcome, struct bw_arena *a,
    struct bw_err *err)
{
	const struct bw_rules *r = d->rules;
	bool *told = BW_ARENA_ARRAY(a, bool, r->n_output + 1);
	BW_VEC(struct way) todo = { 0 };
	uint32_t part[3];
	bool ok;

	d->reason = BW_ARENA_ARRAY(a, struct bw_reason, r->n_output + 1);
	ok = told != NULL && d->reason != NULL &&
	    bw_vec_push(&todo, (struct way){ r->output[outcome].step, 0, 0 });
	while (ok && todo.n > 0) {
		struct way w = todo.v[--todo.n];
		const struct bw_step *s = &r->program.step[w.step];
		const struct bw_value *v = &d->value[w.step];
		unsigned n;

		if (s->rule != w.rule && s->rule > 0) {
			uint32_t o = s->rule - 1;

			if (told[o])
				continue;
			told[o] = true;
			d->reason[d->n_reason++] =
			    (struct bw_reason){ o, w.depth++,
				    v->kind == BW_VALUE_CHOICE &&
					    r->output[o].choice == NULL
					? bw_truth_of(v)
					: BW_IS_TRUE };
		}
		n = explaining(d, s, v, part);
		while (n-- > 0 && ok)
			ok = bw_vec_push(
			    &todo, (struct way){ part[n], s->rule, w.depth });
	}
	bw_vec_release(&todo);
	return ok ? 0 : bw_fail(err, BW_ENOMEM, "no memory for a decision");
}

struct bw_str
bw_outcome_word(const struct bw_output *o, const struct bw_value *v)
{
	bool open = false;

	if (bw_value_single(v)) {
		for (unsigned i = 0; i < o->n_choice; i++)
			if (v->may >> i & 1)
				return o->choice[i];
	}
	for (size_t i = 0; i < BW_LEN(v->why.open); i++)
		open = open || v->why.open[i] != 0;
	return open ? BW_STR("OPEN") : BW_STR("UNKNOWN");
}

int
bw_law_decide(struct bw_decision *out, const struct bw_rules *rules,
    const struct bw_facts *facts, struct bw_arena *a, struct bw_err *err)
{
	uint32_t o = bw_output_find(rules, BW_STR("outcome"));
	struct bw_fact_values values = bw_facts_values(facts);
	struct bw_value *value =
	    BW_ARENA_ARRAY(a, struct bw_value, rules->program.n_step + 1);
	const struct bw_value *v;
	int rc;

	*out = (struct bw_decision){
		.rules = rules, .facts = facts, .value = value
	};
	if (o == BW_NONE || rules->output[o].choice == NULL)
		return bw_fail(
		    err, BW_EFORMAT, "the rules of this day make no outcome");
	if (value == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a decision");
	bw_program_run(&rules->program, &values, value);
	v = value_of(out, o);
	out->possible = v->may;
	out->outcome = bw_outcome_word(&rules->output[o], v);
	if ((rc = list_facts(out, v->why.missing, &out->unknown,
		 &out->n_unknown, a, err)) != 0 ||
	    (rc = list_facts(
		 out, v->why.open, &out->open, &out->n_open, a, err)) != 0 ||
	    (rc = list_assumed(out, a, err)) != 0 ||
	    (rc = list_via(out, a, err)) != 0)
		return rc;
	return explain(out, o, a, err);
}
