/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gas_file.c - reads the coldest day of a country.
 *
 * A capacity without a name, a kind nobody knows or a number that could be
 * two (1,200) is refused with its line: N-1 rests on the sum of all of them.
 */
#include "supply/gas_file.h"
#include "base/yaml.h"
#include <stdlib.h>

const char *
bw_gas_kind_name(unsigned kind)
{
	static const char *const name[BW_GAS_KINDS] = { "entry", "production",
		"storage", "lng" };

	BW_ASSERT(kind < BW_GAS_KINDS);
	return name[kind];
}

static int
wrong(const struct bw_yaml *at, struct bw_err *err, const char *what)
{
	int rc = bw_fail(err, BW_EFORMAT, "%s", what);

	if (at != NULL)
		bw_fail_at(err, at->line, UINT64_MAX);
	return rc;
}

/* Digits and at most one point. */
static bool
number(struct bw_str s, double *out)
{
	char text[24];
	size_t points = 0;

	s = bw_str_trim(s);
	if (s.n == 0 || s.n >= sizeof(text))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		points += s.p[i] == '.';
		if (s.p[i] != '.' && (s.p[i] < '0' || s.p[i] > '9'))
			return false;
	}
	if (points > 1 || points == s.n)
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	*out = strtod(text, NULL);
	return true;
}

/* "900", "300-350" */
static bool
range(struct bw_str s, struct bw_interval *out)
{
	ptrdiff_t dash = bw_str_find(s, BW_STR("-"));
	double lo, hi;

	if (dash < 0) {
		if (!number(s, &lo))
			return false;
		*out = bw_exactly(lo);
		return true;
	}
	if (!number(bw_str_sub(s, 0, (size_t)dash), &lo) ||
	    !number(bw_str_sub(s, (size_t)dash + 1, s.n), &hi) || lo > hi)
		return false;
	*out = (struct bw_interval){ lo, (lo + hi) / 2, hi };
	return true;
}

static int
amount(const struct bw_yaml *y, const char *name, struct bw_interval *out,
    struct bw_err *err)
{
	const struct bw_yaml *at = bw_yaml_get(y, name);

	if (at == NULL || at->kind != BW_YAML_TEXT || !range(at->text, out)) {
		int rc = wrong(at != NULL ? at : y, err,
		    "write a number such as 900, 12.5 or 300-350");

		bw_fail_in(err, name);
		return rc;
	}
	return 0;
}

static int
read_one(const struct bw_yaml *y, struct bw_gas_source *g, struct bw_err *err)
{
	struct bw_str kind = bw_yaml_text(y, "kind");

	g->name = bw_yaml_text(y, "name");
	g->line = y->line;
	if (g->name.n == 0)
		return wrong(y, err, "a capacity without a name");
	for (g->kind = 0; g->kind < BW_GAS_KINDS; g->kind++)
		if (bw_str_is(kind, bw_gas_kind_name(g->kind)))
			break;
	if (g->kind == BW_GAS_KINDS)
		return wrong(
		    y, err, "kind is one of entry, production, storage, lng");
	return amount(y, "capacity", &g->capacity, err);
}

static int
largest_first(const void *pa, const void *pb)
{
	const struct bw_gas_source *a = pa, *b = pb;

	if (a->capacity.at != b->capacity.at)
		return a->capacity.at > b->capacity.at ? -1 : 1;
	return a->line < b->line ? -1 : a->line > b->line;
}

static int
read_all(const struct bw_yaml *list, struct bw_gas_file *out,
    struct bw_arena *a, struct bw_err *err)
{
	size_t n = 0;
	int rc = 0;

	if (list == NULL || list->kind != BW_YAML_LIST || list->child == NULL)
		return wrong(list, err,
		    "no capacities: write a list of {name, kind, capacity}");
	for (const struct bw_yaml *y = list->child; y != NULL; y = y->next)
		n++;
	out->from = BW_ARENA_ARRAY(a, struct bw_gas_source, n);
	if (out->from == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for capacities");
	for (const struct bw_yaml *y = list->child; y != NULL && rc == 0;
	     y = y->next)
		rc = read_one(y, &out->from[out->n++], err);
	if (rc == 0)
		qsort(out->from, out->n, sizeof(*out->from), largest_first);
	return rc;
}

int
bw_gas_parse(struct bw_gas_file *out, struct bw_str yaml, struct bw_arena *a,
    struct bw_err *err)
{
	const struct bw_yaml *top = NULL;
	int rc = bw_yaml_parse(&top, yaml, a, err);

	*out = (struct bw_gas_file){ .measures = bw_exactly(0) };
	if (rc != 0)
		return rc;
	if (top == NULL || top->kind != BW_YAML_MAP)
		return wrong(top, err,
		    "write unit, source, peak and capacities; see "
		    "examples/energy/gas-day.yaml");
	out->unit = bw_yaml_text(top, "unit");
	out->source = bw_yaml_text(top, "source");
	if (out->unit.n == 0 || out->source.n == 0)
		return wrong(top, err,
		    "no unit or no source: say what the numbers are and who "
		    "says so");
	if ((rc = amount(top, "peak", &out->peak, err)) != 0)
		return rc;
	if (bw_yaml_get(top, "measures") != NULL &&
	    (rc = amount(top, "measures", &out->measures, err)) != 0)
		return rc;
	return read_all(bw_yaml_get(top, "capacities"), out, a, err);
}

void
bw_gas_totals(const struct bw_gas_file *f, struct bw_gas_day *out)
{
	struct bw_interval *to[BW_GAS_KINDS] = { &out->entry, &out->production,
		&out->storage, &out->lng };

	*out = (struct bw_gas_day){ .peak = f->peak, .measures = f->measures };
	for (size_t i = 0; i < f->n; i++) {
		struct bw_interval *t = to[f->from[i].kind];

		t->lo += f->from[i].capacity.lo;
		t->at += f->from[i].capacity.at;
		t->hi += f->from[i].capacity.hi;
		if (f->from[i].capacity.lo > out->largest.lo)
			out->largest.lo = f->from[i].capacity.lo;
		if (f->from[i].capacity.at > out->largest.at)
			out->largest.at = f->from[i].capacity.at;
		if (f->from[i].capacity.hi > out->largest.hi)
			out->largest.hi = f->from[i].capacity.hi;
	}
}
