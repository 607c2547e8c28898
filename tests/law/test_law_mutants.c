/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_law_mutants.c - would our cases notice a mistake in a rule?
 *
 * Every rule is spoilt in every small way, one at a time: a comparison takes
 * or loses its boundary, a condition or an exception is dropped, a term of a
 * sum too, a value of a list, a case of a choice, a number is one too large.
 * That is done on the steps a rule file becomes, which say the same as the
 * file and cost no reading. At least 95 of 100 such mutants must make one of
 * our own cases (cases.yaml) come out otherwise; those that live are printed
 * with file, line and rule. Of a pending instrument only its own rules are
 * spoilt, as the rest is spoilt in the versions in force.
 */
#include "own.h"
#include "base/map.h"

static struct own own;

struct tally {
	size_t made, living;
};
struct mutant { /* one step otherwise, or one constant */
	struct bw_rules rules;
	struct bw_step *step;
	struct bw_value *constant, *value;
};

static bool
noticed(const struct own_set *set, uint64_t bit, struct mutant *m)
{
	char why[240];

	for (size_t i = 0; i < own.n; i++) {
		struct bw_fact_values facts;

		if (!(own.one[i].sets & bit))
			continue;
		facts = bw_facts_values(&own.one[i].facts);
		bw_program_run(&m->rules.program, &facts, m->value);
		if (!own_holds(&own.one[i], &set->rules, m->value, why))
			return true;
	}
	return false;
}

static const char *
op_name(unsigned op)
{
	static const char *const name[] = { "constant", "fact", "given",
		"codes", "and", "or", "not", "equal", "among", "less than",
		"at most", "sum", "times", "if" };

	return op < BW_LEN(name) ? name[op] : "?";
}

static void
judge(struct own_set *set, uint64_t bit, struct mutant *m, size_t at,
    const char *what, struct tally *t)
{
	const struct bw_rules *r = &set->rules;
	const struct bw_step *s = &r->program.step[at];
	const struct bw_output *o = &r->output[s->rule - 1];

	t->made++;
	if (!noticed(set, bit, m)) {
		t->living++;
		printf("# lives (%.*s): %.*s line %llu, %.*s: %s %s\n",
		    BW_ARG(set->name),
		    BW_ARG(
			r->instrument[r->article[o->article].instrument].file),
		    (unsigned long long)o->line, BW_ARG(o->name),
		    op_name(s->op), what);
	}
	m->step[at] = *s;
}

/* What step `from` gives, in place of step `at`. */
static void
pass(struct bw_step *s, uint32_t from)
{
	*s = (struct bw_step){
		.op = BW_STEP_OR, .a = from, .b = from, .rule = s->rule
	};
}

/* The same for numbers and choices: "if yes then it, else it". */
static void
pass_any(struct bw_step *s, uint32_t from)
{
	s->b = s->c = from;
}

static void
spoil_list(struct own_set *set, uint64_t bit, struct mutant *m, size_t at,
    struct tally *t)
{
	uint64_t mask = set->rules.program.step[at].mask;
	char what[40];

	for (unsigned k = 0; k < 64; k++) {
		if (!(mask >> k & 1))
			continue;
		m->step[at].mask = mask & ~(UINT64_C(1) << k);
		snprintf(what, sizeof(what), "without value %u", k);
		judge(set, bit, m, at, what, t);
	}
}

/* EQUALS a choice becomes NOT_EQUALS. */
static void
spoil_equal(struct own_set *set, uint64_t bit, struct mutant *m, size_t at,
    struct tally *t)
{
	const struct bw_program *p = &set->rules.program;
	const struct bw_step *s = &p->step[at];
	const struct bw_value *v;

	if (p->step[s->b].op != BW_STEP_CONST)
		return;
	v = &p->constant[p->step[s->b].k];
	m->step[at].op = BW_STEP_IN;
	m->step[at].mask = ~v->may;
	judge(set, bit, m, at, "turned round", t);
}

static void
spoil_number(struct own_set *set, uint64_t bit, struct mutant *m, size_t at,
    struct tally *t)
{
	size_t k = (size_t)set->rules.program.step[at].k;
	struct bw_value *v = &m->constant[k], kept = *v;

	if (v->kind != BW_VALUE_NUMBER)
		return;
	v->lo++;
	v->hi++;
	judge(set, bit, m, at, "one more", t);
	*v = kept;
}

static void
spoil_step(struct own_set *set, uint64_t bit, struct mutant *m, size_t at,
    struct tally *t)
{
	const struct bw_step *s = &set->rules.program.step[at];
	struct bw_step *mine = &m->step[at];

	switch ((enum bw_step_op)s->op) {
	case BW_STEP_FACT:
	case BW_STEP_GIVEN:
	case BW_STEP_CODES: /* all codes: test_law_codes.c */
		break;
	case BW_STEP_CONST:
		spoil_number(set, bit, m, at, t);
		break;
	case BW_STEP_AND:
	case BW_STEP_OR:
		pass(mine, s->a);
		judge(set, bit, m, at, "without the last", t);
		pass(mine, s->b);
		judge(set, bit, m, at, "without the first", t);
		mine->op = s->op == BW_STEP_AND ? BW_STEP_OR : BW_STEP_AND;
		judge(set, bit, m, at, "turned into the other", t);
		break;
	case BW_STEP_NOT:
		pass(mine, s->a);
		judge(set, bit, m, at, "dropped", t);
		break;
	case BW_STEP_SAME:
		spoil_equal(set, bit, m, at, t);
		break;
	case BW_STEP_IN:
		spoil_list(set, bit, m, at, t);
		break;
	case BW_STEP_LESS:
	case BW_STEP_LESS_EQ:
		mine->op =
		    s->op == BW_STEP_LESS ? BW_STEP_LESS_EQ : BW_STEP_LESS;
		judge(set, bit, m, at, "with the boundary otherwise", t);
		mine->a = s->b;
		mine->b = s->a;
		judge(set, bit, m, at, "turned round", t);
		break;
	case BW_STEP_ADD:
		mine->op = BW_STEP_TIMES;
		mine->k = 1;
		judge(set, bit, m, at, "without the last", t);
		mine->op = BW_STEP_TIMES;
		mine->k = 1;
		mine->a = s->b;
		judge(set, bit, m, at, "without the first", t);
		break;
	case BW_STEP_TIMES:
		mine->k++;
		judge(set, bit, m, at, "one more", t);
		break;
	case BW_STEP_IF:
		pass_any(mine, s->c);
		judge(set, bit, m, at, "without this case", t);
		pass_any(mine, s->b);
		judge(set, bit, m, at, "always this case", t);
		break;
	}
}

static bool
mine_to_spoil(const struct own_set *set, size_t at)
{
	const struct bw_rules *r = &set->rules;
	uint32_t rule = r->program.step[at].rule;
	uint32_t in;

	if (rule == 0)
		return false;
	in = r->article[r->output[rule - 1].article].instrument;
	return set->pending.n == 0 ||
	    r->instrument[in].status == BW_LAW_PENDING;
}

static void
spoil_set(struct own_set *set, uint64_t bit, struct tally *t)
{
	const struct bw_program *p = &set->rules.program;
	struct bw_arena_mark mark = bw_arena_mark(&own.arena);
	size_t n_constant = 0;
	struct mutant m = { .rules = set->rules };

	for (size_t i = 0; i < p->n_step; i++)
		if (p->step[i].op == BW_STEP_CONST &&
		    (size_t)p->step[i].k >= n_constant)
			n_constant = (size_t)p->step[i].k + 1;
	m.step = BW_ARENA_ARRAY(&own.arena, struct bw_step, p->n_step);
	m.value = BW_ARENA_ARRAY(&own.arena, struct bw_value, p->n_step);
	m.constant =
	    BW_ARENA_ARRAY(&own.arena, struct bw_value, n_constant + 1);
	assert_true(m.step && m.value && m.constant);
	memcpy(m.step, p->step, p->n_step * sizeof(*m.step));
	memcpy(m.constant, p->constant, n_constant * sizeof(*m.constant));
	m.rules.program.step = m.step;
	m.rules.program.constant = m.constant;
	assert_false(noticed(set, bit, &m)); /* unspoilt, all holds */
	for (size_t i = 0; i < p->n_step; i++)
		if (mine_to_spoil(set, i))
			spoil_step(set, bit, &m, i, t);
	bw_arena_reset(&own.arena, mark);
}

static void
test_mutants_are_noticed(void **state)
{
	struct tally t = { 0 };

	(void)state;
	for (size_t s = 0; s < own.n_set; s++)
		spoil_set(&own.set[s], UINT64_C(1) << s, &t);
	printf("# %zu mutants, %zu noticed, %zu live\n", t.made,
	    t.made - t.living, t.living);
	assert_true(t.made > 500);
	assert_true(t.living * 20 <= t.made);
}

static int
begin(void **state)
{
	(void)state;
	own_begin(&own);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	own_end(&own);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mutants_are_noticed),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
