/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * compare.c - one case under two laws, and cases made up by number.
 */
#include "law/compare.h"
#include "base/map.h"

static int
nomem(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory to compare");
}

static void
take_numbers(struct bw_compare *c, const struct bw_rules *r)
{
	for (size_t i = 0; i < r->program.n_step; i++) {
		const struct bw_step *s = &r->program.step[i];
		const struct bw_value *k;

		if (s->op != BW_STEP_CONST)
			continue;
		k = &r->program.constant[s->k];
		if (k->kind == BW_VALUE_NUMBER && k->lo == k->hi)
			c->number[c->n_number++] = k->lo;
	}
}

int
bw_compare_init(struct bw_compare *c, const struct bw_rules *old_rules,
    const struct bw_rules *new_rules, uint32_t closing, struct bw_arena *a,
    struct bw_err *err)
{
	const struct bw_rules *r[2] = { old_rules, new_rules };
	size_t n = new_rules->vocabulary->n;

	*c = (struct bw_compare){ .closing = closing };
	c->code = bw_arena_alloc(a, n + 1, BW_CODE_TEXT);
	c->code_str = BW_ARENA_ARRAY(a, struct bw_str, n + 1);
	c->number = BW_ARENA_ARRAY(
	    a, int64_t, r[0]->program.n_step + r[1]->program.n_step + 1);
	if (c->code == NULL || c->code_str == NULL || c->number == NULL)
		return nomem(err);
	for (int i = 0; i < 2; i++) {
		c->rules[i] = r[i];
		c->value[i] = BW_ARENA_ARRAY(
		    a, struct bw_value, r[i]->program.n_step + 1);
		if (c->value[i] == NULL)
			return nomem(err);
		c->outcome[i] = bw_output_find(r[i], BW_STR("outcome"));
		if (c->outcome[i] == BW_NONE ||
		    r[i]->output[c->outcome[i]].choice == NULL)
			return bw_fail(err, BW_EFORMAT,
			    "the rules of this day make no outcome");
		take_numbers(c, r[i]);
	}
	return 0;
}

void
bw_compare_run(struct bw_compare *c, struct bw_facts *f, struct bw_str word[2])
{
	struct bw_fact_values values = bw_facts_values(f);
	struct bw_value told = { 0 };

	if (c->closing != BW_NONE)
		told = f->value[c->closing];
	for (int i = 0; i < 2; i++) {
		const struct bw_rules *r = c->rules[i];
		const struct bw_output *o = &r->output[c->outcome[i]];

		if (c->closing != BW_NONE)
			f->value[c->closing] = bw_value_number(r->day);
		bw_program_run(&r->program, &values, c->value[i]);
		word[i] = bw_outcome_word(o, &c->value[i][o->step]);
	}
	if (c->closing != BW_NONE)
		f->value[c->closing] = told;
}

/* splitmix64 (Steele, Lea and Flood 2014): every number a start of its own. */
static uint64_t
next(uint64_t *s)
{
	uint64_t z = *s += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static uint64_t
below(uint64_t *s, uint64_t n)
{
	return n == 0 ? 0 : (next(s) >> 11) % n;
}

/* An entry of a list of the rules; its signs for any become one of them. */
static size_t
some_code(struct bw_compare *c, uint32_t fact, uint64_t *s)
{
	const struct bw_program *p = &c->rules[1]->program;
	const struct bw_code_list *list;
	struct bw_str entry;

	if (p->n_list == 0)
		return 0;
	list = &p->list[below(s, p->n_list)];
	if (list->n == 0)
		return 0;
	entry = list->entry[below(s, list->n)];
	if (entry.n > BW_CODE_TEXT)
		return 0;
	memcpy(c->code[fact], entry.p, entry.n);
	c->code_str[fact] = (struct bw_str){ c->code[fact], entry.n };
	return 1;
}

/* At a number of the rules or just beside it: there decisions turn. */
static int64_t
some_number(struct bw_compare *c, uint8_t type, bw_date day, uint64_t *s)
{
	int64_t n = 0;

	if (type == BW_FACT_DATE)
		return day - 400 + (int64_t)below(s, 800);
	for (int i = 0; i < 8 && c->n_number > 0; i++) {
		n = c->number[below(s, c->n_number)] + (int64_t)below(s, 3) - 1;
		if (n >= 0 && (type != BW_FACT_PERCENT || n <= BW_ONE))
			return n;
	}
	return 0;
}

static void
vary_one(struct bw_compare *c, struct bw_facts *f, uint32_t i, uint64_t *s)
{
	const struct bw_fact_kind *k = &f->vocabulary->fact[i];
	bool common = below(s, 2) == 0; /* most cases are plain in most */
	size_t n;

	switch ((enum bw_fact_type)k->type) {
	case BW_FACT_BOOL:
		f->value[i] = bw_value_bool(!common && below(s, 2) == 0);
		break;
	case BW_FACT_CHOICE:
		f->value[i] = bw_value_choice(
		    common ? 0 : (unsigned)below(s, k->n_values));
		break;
	case BW_FACT_SET:
		f->value[i] = (struct bw_value){ .kind = BW_VALUE_SET };
		if (!common)
			f->value[i].must = f->value[i].may = UINT64_C(1)
			    << below(s, k->n_values);
		break;
	case BW_FACT_CODES:
		n = common ? 0 : some_code(c, i, s);
		f->codes[i] = (struct bw_codes){ &c->code_str[i], n, true,
			f->codes[i].any };
		f->value[i] = bw_value_bool(n > 0);
		break;
	case BW_FACT_PERCENT:
	case BW_FACT_INTEGER:
	case BW_FACT_DATE:
		f->value[i] = bw_value_number(
		    some_number(c, k->type, c->rules[1]->day, s));
		break;
	case BW_FACT_TEXT:
	case BW_FACT_CONCERT:
		f->value[i] = bw_value_bool(false);
		break;
	}
}

void
bw_compare_vary(struct bw_compare *c, struct bw_facts *f, uint64_t number)
{
	uint64_t s = number * UINT64_C(0xd1342543de82ef95) + 1;

	for (uint32_t i = 0; i < f->vocabulary->n; i++)
		if (f->from[i] != BW_FROM_USER && i != c->closing) {
			vary_one(c, f, i, &s);
			f->from[i] = BW_FROM_ASSUMPTION;
		}
}

void
bw_compare_shrink(struct bw_compare *c, struct bw_facts *f)
{
	struct bw_str was[2], is[2];

	bw_compare_run(c, f, was);
	for (uint32_t i = 0; i < f->vocabulary->n; i++) {
		struct bw_value value = f->value[i];
		struct bw_codes codes = f->codes[i];
		struct bw_str text = f->text[i], reason = f->reason[i];
		uint8_t from = f->from[i];

		bw_facts_forget(f, i);
		bw_compare_run(c, f, is);
		if (bw_str_eq(was[0], is[0]) && bw_str_eq(was[1], is[1]))
			continue;
		f->value[i] = value;
		f->codes[i] = codes;
		f->text[i] = text;
		f->reason[i] = reason;
		f->from[i] = from;
	}
}
