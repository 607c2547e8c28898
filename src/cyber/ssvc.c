/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ssvc.c - walking a decision table with facts that may be unknown.
 *
 * Every combination that the facts allow is looked up; tables have some
 * hundreds of rows at most, so nothing cleverer is needed. An input that
 * follows from another table may be narrowed by what that one still allows.
 * Two inputs that follow from the same fact are taken apart, which can only
 * leave more possible, never less.
 */
#include "cyber/ssvc_priv.h"

static uint16_t
all(const struct bw_ssvc_point *p)
{
	return (uint16_t)((1u << p->n) - 1);
}

/* The decisions that a box of possible values allows. */
static uint16_t
box(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    const uint16_t may[BW_SSVC_INPUTS])
{
	uint32_t at[BW_SSVC_INPUTS] = { 0 }, i;
	uint16_t out = 0;

	for (uint32_t row = 0; row < t->n_decision; row++) {
		for (i = 0; i < t->n_input; i++)
			if ((may[i] >> at[i] & 1) == 0)
				break;
		if (i == t->n_input)
			out |= (uint16_t)(1u << t->decision[row]);
		for (i = t->n_input;
		     i-- > 0 && ++at[i] == s->point[t->input[i]].n;)
			at[i] = 0;
	}
	return out;
}

static uint16_t possible(const struct bw_ssvc *s, uint32_t point,
    const struct bw_ssvc_facts *f, int deep, bool *derived);

static void
inputs(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    const struct bw_ssvc_facts *f, int deep, uint16_t may[BW_SSVC_INPUTS],
    bool derived[BW_SSVC_INPUTS])
{
	for (uint32_t i = 0; i < t->n_input; i++)
		may[i] = possible(s, t->input[i], f, deep, &derived[i]);
}

/* What is told of a point, or follows from a table; else every value. */
static uint16_t
possible(const struct bw_ssvc *s, uint32_t point, const struct bw_ssvc_facts *f,
    int deep, bool *derived)
{
	const struct bw_ssvc_table *t = bw_ssvc_gives(s, point);
	uint16_t may[BW_SSVC_INPUTS], out, every = all(&s->point[point]);
	bool below[BW_SSVC_INPUTS];

	*derived = false;
	if (f->may[point] != 0)
		return f->may[point];
	if (t == NULL || deep == 0)
		return every;
	inputs(s, t, f, deep - 1, may, below);
	out = box(s, t, may);
	*derived = out != every;
	return out;
}

static unsigned
count(uint16_t bits)
{
	unsigned n = 0;

	for (; bits != 0; bits &= (uint16_t)(bits - 1))
		n++;
	return n;
}

/* The most decisions that may remain when the point is known. */
static unsigned
worst(const struct bw_ssvc_open *o)
{
	unsigned most = 0;

	for (int i = 0; i < BW_SSVC_VALUES; i++)
		if (count(o->then[i]) > most)
			most = count(o->then[i]);
	return most;
}

static void
open_point(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    struct bw_ssvc_walk *w, uint32_t i)
{
	struct bw_ssvc_open o = {
		.point = t->input[i], .may = w->may[i], .settles = true
	};
	uint16_t may[BW_SSVC_INPUTS];
	uint32_t at = w->n_open++;

	memcpy(may, w->may, sizeof(may));
	for (uint32_t v = 0; v < s->point[o.point].n; v++) {
		may[i] = (uint16_t)(1u << v);
		if ((w->may[i] & may[i]) == 0)
			continue;
		o.then[v] = box(s, t, may);
		o.settles = o.settles && count(o.then[v]) == 1;
		o.matters = o.matters || o.then[v] != w->decisions;
	}
	/* Those that settle more come first; else in the table's order. */
	for (; at > 0 && worst(&w->open[at - 1]) > worst(&o); at--)
		w->open[at] = w->open[at - 1];
	w->open[at] = o;
}

void
bw_ssvc_decide(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    const struct bw_ssvc_facts *f, struct bw_ssvc_walk *out)
{
	*out = (struct bw_ssvc_walk){ 0 };
	inputs(s, t, f, SSVC_DEEP, out->may, out->derived);
	out->decisions = box(s, t, out->may);
	out->certain = count(out->decisions) == 1;
	for (uint32_t i = 0; i < t->n_input; i++)
		if (count(out->may[i]) > 1)
			open_point(s, t, out, i);
}
