/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ask.c - which question to put next.
 *
 * Every fact that keeps the outcome open is tried with each of its answers, and
 * the decision is run again: the question is the better the fewer facts stay
 * open afterwards, on average over the answers, then in the worst one. (The
 * other way round asks more: one rare answer decides.) A number is tried at its
 * ends and on both sides of every number it is compared with.
 * Open norms come after facts: often a fact makes the judgement needless. A
 * fact that the user does not know is passed over.
 */
#include "base/map.h"
#include "base/mem.h"
#include "law/decide.h"

#define MOST_ANSWERS 64u

struct asking {
	const struct bw_rules *rules;
	struct bw_value *fact; /* a copy, one of which is changed */
	struct bw_codes *codes;
	struct bw_value *value;
	uint32_t outcome;
};
struct score {
	size_t worst, sum, answers;
};

static size_t
bits(const uint64_t *list)
{
	size_t n = 0;

	for (size_t i = 0; i < BW_LAW_FACTS / 64; i++)
		for (uint64_t w = list[i]; w != 0; w &= w - 1)
			n++;
	return n;
}

static void
score(struct asking *q, struct score *s)
{
	const struct bw_fact_values values = { q->fact, q->codes,
		q->rules->vocabulary->n };
	const struct bw_value *v;
	size_t left = 0;

	bw_program_run(&q->rules->program, &values, q->value);
	v = &q->value[q->rules->output[q->outcome].step];
	if (!bw_value_single(v))
		left = bits(v->why.missing) + 2 * bits(v->why.open) + 1;
	s->sum += left;
	s->answers++;
	if (left > s->worst)
		s->worst = left;
}

/* Numbers that the rules hold against this fact, below, at and above. */
static void
try_numbers(struct asking *q, uint32_t fact, struct score *s)
{
	const struct bw_program *p = &q->rules->program;
	struct bw_value told = q->fact[fact];

	for (size_t i = 0; i < p->n_step && s->answers < MOST_ANSWERS; i++) {
		const struct bw_step *c = &p->step[i];
		const struct bw_value *k;

		if (c->op != BW_STEP_CONST)
			continue;
		k = &p->constant[c->k];
		if (k->kind != BW_VALUE_NUMBER || k->lo != k->hi)
			continue;
		for (int64_t d = -1; d <= 1; d++) {
			int64_t n = k->lo + d;

			if (n < told.lo || n > told.hi)
				continue;
			q->fact[fact] = bw_value_number(n);
			score(q, s);
		}
	}
	q->fact[fact] = told;
}

static void
try_choices(struct asking *q, uint32_t fact, struct score *s)
{
	struct bw_value told = q->fact[fact];

	for (unsigned i = 0; i < 64; i++) {
		if (!(told.may >> i & 1))
			continue;
		q->fact[fact] = bw_value_choice(i);
		if (told.kind == BW_VALUE_SET) {
			q->fact[fact].kind = BW_VALUE_SET;
			q->fact[fact].must = q->fact[fact].may;
		}
		score(q, s);
	}
	if (told.kind == BW_VALUE_SET) { /* none of them */
		q->fact[fact] = (struct bw_value){ .kind = BW_VALUE_SET };
		score(q, s);
	}
	q->fact[fact] = told;
}

/* Any entry of a list of the rules may be answered, or none. */
static void
try_codes(struct asking *q, uint32_t fact, struct score *s)
{
	const struct bw_program *p = &q->rules->program;
	struct bw_codes told = q->codes[fact];

	for (size_t i = 0; i < p->n_list; i++) {
		if (p->list[i].n == 0)
			continue;
		q->codes[fact] =
		    (struct bw_codes){ p->list[i].entry, 1, true, told.any };
		score(q, s);
	}
	q->codes[fact] = (struct bw_codes){ NULL, 0, true, told.any };
	score(q, s);
	q->codes[fact] = told;
}

static struct score
try_fact(struct asking *q, uint32_t fact)
{
	struct score s = { 0 };
	uint8_t type = q->rules->vocabulary->fact[fact].type;

	if (type == BW_FACT_CODES)
		try_codes(q, fact, &s);
	else if (q->fact[fact].kind == BW_VALUE_NUMBER)
		try_numbers(q, fact, &s);
	else
		try_choices(q, fact, &s);
	return s;
}

/* Is a better than b? Averages as products: exact. */
static bool
better(const struct score *a, bool a_open, const struct score *b, bool b_open)
{
	if (a_open != b_open)
		return !a_open;
	if (a->sum * b->answers != b->sum * a->answers)
		return a->sum * b->answers < b->sum * a->answers;
	return a->worst < b->worst;
}

/* It leans on a fact that is not told, and that counts: what the parts of a
 * restructuring are is not asked of who does not know whether it is one. */
static bool
waits(const struct bw_decision *d, uint32_t fact)
{
	uint32_t on = d->rules->vocabulary->fact[fact].after;

	if (on == BW_NONE || d->facts->from[on] != BW_FROM_NOBODY)
		return false;
	for (size_t i = 0; i < d->n_unknown; i++)
		if (d->unknown[i] == on)
			return true;
	for (size_t i = 0; i < d->n_open; i++)
		if (d->open[i] == on)
			return true;
	return false;
}

static void
choose(struct asking *q, const struct bw_decision *d, uint32_t *fact)
{
	struct score best = { 0 };
	bool best_open = false;

	for (size_t i = 0; i < d->n_unknown + d->n_open; i++) {
		bool open = i >= d->n_unknown;
		uint32_t f = open ? d->open[i - d->n_unknown] : d->unknown[i];
		struct score s = { 0 };

		if (!d->facts->unasked[f] && !waits(d, f))
			s = try_fact(q, f);
		if (s.answers == 0)
			continue;
		if (*fact == BW_NONE || better(&s, open, &best, best_open)) {
			*fact = f;
			best = s;
			best_open = open;
		}
	}
}

int
bw_law_next(uint32_t *fact, const struct bw_decision *d, struct bw_arena *a,
    struct bw_err *err)
{
	size_t n = d->rules->vocabulary->n;
	struct asking q = { .rules = d->rules,
		.fact = BW_ARENA_ARRAY(a, struct bw_value, n + 1),
		.codes = BW_ARENA_ARRAY(a, struct bw_codes, n + 1),
		.value = BW_ARENA_ARRAY(
		    a, struct bw_value, d->rules->program.n_step + 1),
		.outcome = bw_output_find(d->rules, BW_STR("outcome")) };

	*fact = BW_NONE;
	if (q.fact == NULL || q.codes == NULL || q.value == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a question");
	memcpy(q.fact, d->facts->value, n * sizeof(*q.fact));
	memcpy(q.codes, d->facts->codes, n * sizeof(*q.codes));
	choose(&q, d, fact);
	return 0;
}
