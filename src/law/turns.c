/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * turns.c - moves one uncertain number through what it can be, and decides
 * again wherever a comparison of the rules turns.
 */
#include "law/turns.h"
#include "base/map.h"
#include "base/vec.h"
#include <stdlib.h>

#define MOST (INT64_C(1) << 53) /* of counts: above it nothing real is */

struct moving {
	const struct bw_rules *rules;
	struct bw_value *fact; /* a copy, one of which is moved */
	struct bw_fact_values values;
	struct bw_value *at, *lowest, *highest; /* by step */
	uint32_t outcome, moved;
	int64_t lo, hi;
	BW_VEC(int64_t) turn; /* where some comparison turns */
	BW_VEC(struct bw_turn) found;
};

static void
run(struct moving *m, int64_t n, struct bw_value *value)
{
	m->fact[m->moved] = bw_value_number(n);
	bw_program_run(&m->rules->program, &m->values, value);
}

static bool
compares(const struct bw_step *s)
{
	return s->op == BW_STEP_LESS || s->op == BW_STEP_LESS_EQ;
}

/* The first value from which step i is what it is at the highest. A comparison
 * of sums turns once. */
static int64_t
turn_of(struct moving *m, size_t i)
{
	int64_t before = m->lo, from = m->hi;

	while (from - before > 1) {
		int64_t middle = before + (from - before) / 2;

		run(m, middle, m->at);
		if (m->at[i].may == m->highest[i].may)
			from = middle;
		else
			before = middle;
	}
	return from;
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static bool
find_turns(struct moving *m)
{
	const struct bw_program *p = &m->rules->program;
	bool ok = true;

	m->turn.n = 0;
	run(m, m->lo, m->lowest);
	run(m, m->hi, m->highest);
	for (size_t i = 0; i < p->n_step && ok; i++)
		if (compares(&p->step[i]) &&
		    m->lowest[i].may != m->highest[i].may)
			ok = bw_vec_push(&m->turn, turn_of(m, i));
	if (ok && m->turn.n > 0)
		qsort(m->turn.v, m->turn.n, sizeof(*m->turn.v), by_value);
	return ok;
}

static struct bw_str
word(struct moving *m, int64_t n)
{
	const struct bw_output *o = &m->rules->output[m->outcome];

	run(m, n, m->at);
	return bw_outcome_word(o, &m->at[o->step]);
}

/* One fact: what the outcome is from its lowest value on. */
static bool
follow(struct moving *m)
{
	struct bw_turn now = { m->moved, m->lo, word(m, m->lo) };
	size_t first = m->found.n;
	bool ok = bw_vec_push(&m->found, now);

	for (size_t i = 0; i < m->turn.n && ok; i++) {
		struct bw_turn t = { m->moved, m->turn.v[i],
			word(m, m->turn.v[i]) };

		if (!bw_str_eq(t.outcome, now.outcome)) {
			ok = bw_vec_push(&m->found, t);
			now = t;
		}
	}
	if (ok && m->found.n == first + 1)
		m->found.n = first; /* it turns nothing */
	return ok;
}

/* The lowest and highest the number can be; false when it is no range. */
static bool
range(struct moving *m, const struct bw_value *v)
{
	m->lo = v->lo < 0 ? 0 : v->lo + ((v->open & BW_LO_OUT) != 0);
	m->hi = v->hi > MOST ? MOST : v->hi - ((v->open & BW_HI_OUT) != 0);
	return m->lo < m->hi;
}

static bool
moves(const struct bw_decision *d, uint32_t fact)
{
	uint8_t type = d->rules->vocabulary->fact[fact].type;

	return (type == BW_FACT_PERCENT || type == BW_FACT_INTEGER) &&
	    !bw_value_single(&d->facts->value[fact]);
}

static bool
each_fact(struct moving *m, const struct bw_decision *d)
{
	bool ok = true;

	for (size_t i = 0; i < d->n_unknown && ok; i++) {
		struct bw_value told = d->facts->value[d->unknown[i]];

		m->moved = d->unknown[i];
		if (!moves(d, m->moved) || !range(m, &told))
			continue;
		ok = find_turns(m) && follow(m);
		m->fact[m->moved] = told;
	}
	return ok;
}

static int
nomem(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for turning points");
}

int
bw_law_turns(struct bw_turn **out, size_t *n, const struct bw_decision *d,
    struct bw_arena *a, struct bw_err *err)
{
	size_t n_fact = d->rules->vocabulary->n;
	size_t n_step = d->rules->program.n_step;
	struct moving m = { .rules = d->rules,
		.fact = BW_ARENA_ARRAY(a, struct bw_value, n_fact + 1),
		.at = BW_ARENA_ARRAY(a, struct bw_value, n_step + 1),
		.lowest = BW_ARENA_ARRAY(a, struct bw_value, n_step + 1),
		.highest = BW_ARENA_ARRAY(a, struct bw_value, n_step + 1),
		.outcome = bw_output_find(d->rules, BW_STR("outcome")) };
	bool ok;

	*out = NULL;
	*n = 0;
	if (m.fact == NULL || m.at == NULL || m.lowest == NULL ||
	    m.highest == NULL)
		return nomem(err);
	memcpy(m.fact, d->facts->value, n_fact * sizeof(*m.fact));
	m.values = bw_facts_values(d->facts);
	m.values.fact = m.fact;
	ok = each_fact(&m, d);
	if (ok)
		*out = BW_ARENA_ARRAY(a, struct bw_turn, m.found.n + 1);
	if (*out != NULL && m.found.n > 0)
		memcpy(*out, m.found.v, m.found.n * sizeof(**out));
	*n = *out == NULL ? 0 : m.found.n;
	bw_vec_release(&m.turn);
	bw_vec_release(&m.found);
	return *out == NULL ? nomem(err) : 0;
}
