/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * program.c - the loop over the steps of program.h.
 */
#include "law/program.h"

/* A code that is coarser than an entry, or in no list, may be meant either
 * way: c lists all that exist; an empty one says that everybody does. */
static unsigned
code_may(const struct bw_program *p, const struct bw_step *s, struct bw_str c)
{
	const struct bw_code_list *in = &p->list[s->a], *out = &p->list[s->b];
	const struct bw_code_list *all = &p->list[s->c];

	if (bw_code_listed(out, c))
		return BW_NO;
	if (bw_code_listed(in, c))
		return bw_code_below(out, c).n > 0 ? BW_YES | BW_NO : BW_YES;
	if (bw_code_below(in, c).n > 0)
		return BW_YES | BW_NO;
	return all->n == 0 || bw_code_listed(all, c) ||
		bw_code_below(all, c).n > 0
	    ? BW_NO
	    : BW_YES | BW_NO;
}

enum bw_code_doubt
bw_program_doubt(const struct bw_program *p, uint32_t fact, struct bw_str code,
    struct bw_str *below)
{
	*below = BW_STR("");
	for (size_t i = 0; i < p->n_step && below->n == 0; i++) {
		const struct bw_step *s = &p->step[i];

		if (s->op != BW_STEP_CODES || s->k != fact ||
		    code_may(p, s, code) != (BW_YES | BW_NO))
			continue;
		*below = bw_code_below(&p->list[s->a], code);
		if (below->n == 0)
			*below = bw_code_below(&p->list[s->b], code);
		if (below->n == 0 && !bw_code_listed(&p->list[s->c], code))
			return BW_CODE_NOWHERE;
	}
	return below->n > 0 ? BW_CODE_COARSE : BW_CODE_SURE;
}

/* Told codes decide; when nothing is told anything may be among them. */
static struct bw_value
run_codes(const struct bw_program *p, const struct bw_step *s,
    const struct bw_fact_values *facts)
{
	const struct bw_codes *codes = &facts->codes[s->k];
	bool doubt = !codes->told || (codes->n == 0 && s->mask != 0);
	unsigned may;

	for (size_t i = 0; i < codes->n; i++) {
		if ((may = code_may(p, s, codes->code[i])) == BW_YES)
			return bw_value_bool(true);
		doubt = doubt || may != BW_NO;
	}
	return doubt ? codes->any : bw_value_bool(false);
}

void
bw_program_run(const struct bw_program *p, const struct bw_fact_values *facts,
    struct bw_value *v)
{
	for (size_t i = 0; i < p->n_step; i++) {
		const struct bw_step *s = &p->step[i];

		switch ((enum bw_step_op)s->op) {
		case BW_STEP_CONST:
			v[i] = p->constant[s->k];
			break;
		case BW_STEP_FACT:
			v[i] = facts->fact[s->k];
			break;
		case BW_STEP_GIVEN:
			v[i] = bw_value_bool(facts->fact[s->k].told ||
			    bw_cause_none(&facts->fact[s->k].why));
			break;
		case BW_STEP_CODES:
			v[i] = run_codes(p, s, facts);
			break;
		case BW_STEP_AND:
			v[i] = bw_value_and(&v[s->a], &v[s->b]);
			break;
		case BW_STEP_OR:
			v[i] = bw_value_or(&v[s->a], &v[s->b]);
			break;
		case BW_STEP_NOT:
			v[i] = bw_value_not(&v[s->a]);
			break;
		case BW_STEP_SAME:
			v[i] = bw_value_same(&v[s->a], &v[s->b]);
			break;
		case BW_STEP_IN:
			v[i] = bw_value_in(&v[s->a], s->mask);
			break;
		case BW_STEP_LESS:
			v[i] = bw_value_less(&v[s->a], &v[s->b], false);
			break;
		case BW_STEP_LESS_EQ:
			v[i] = bw_value_less(&v[s->a], &v[s->b], true);
			break;
		case BW_STEP_ADD:
			v[i] = bw_value_add(&v[s->a], &v[s->b]);
			break;
		case BW_STEP_TIMES:
			v[i] = bw_value_times(&v[s->a], s->k);
			break;
		case BW_STEP_IF:
			v[i] = bw_value_if(&v[s->a], &v[s->b], &v[s->c]);
			break;
		}
	}
}

static bool
step_sound(const struct bw_program *p, size_t i, size_t n_fact)
{
	const struct bw_step *s = &p->step[i];
	bool fact = s->k >= 0 && (uint64_t)s->k < n_fact;

	switch ((enum bw_step_op)s->op) {
	case BW_STEP_CONST:
		return s->k >= 0;
	case BW_STEP_FACT:
	case BW_STEP_GIVEN:
		return fact;
	case BW_STEP_CODES:
		return fact && s->a < p->n_list && s->b < p->n_list &&
		    s->c < p->n_list;
	case BW_STEP_NOT:
	case BW_STEP_IN:
	case BW_STEP_TIMES:
		return s->a < i;
	case BW_STEP_IF:
		return s->a < i && s->b < i && s->c < i;
	case BW_STEP_AND:
	case BW_STEP_OR:
	case BW_STEP_SAME:
	case BW_STEP_LESS:
	case BW_STEP_LESS_EQ:
	case BW_STEP_ADD:
		return s->a < i && s->b < i;
	}
	return false;
}

bool
bw_program_sound(const struct bw_program *p, size_t n_fact)
{
	for (size_t i = 0; i < p->n_step; i++)
		if (!step_sound(p, i, n_fact))
			return false;
	return p->n_step <= BW_LAW_STEPS;
}
