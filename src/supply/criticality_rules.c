/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * criticality_rules.c - reads rules/supply/criticality.yaml.
 *
 * Every number must be there and every group must name the text it comes
 * from: a limit nobody can look up may not decide anything.
 */
#include "supply/criticality_rules.h"
#include "base/embed.h"
#include "base/yaml.h"
#include <stdlib.h>

#define FILE_NAME "rules/supply/criticality.yaml"

struct reading {
	const struct bw_yaml *top;
	struct bw_err *err;
	int rc;
};

static void
wrong(struct reading *r, const char *path, const char *what)
{
	const struct bw_yaml *at = bw_yaml_get(r->top, path);

	if (r->rc != 0)
		return;
	r->rc = bw_fail(r->err, BW_EFORMAT, "%s: %s", path, what);
	if (at != NULL)
		bw_fail_at(r->err, at->line, UINT64_MAX);
}

/* Digits with at most one point: never through the locale. */
static bool
decimal(struct bw_str s, double *out)
{
	size_t points = 0;

	if (s.n == 0 || s.n > 12 || s.p[0] == '.')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		points += s.p[i] == '.';
		if (s.p[i] != '.' && (s.p[i] < '0' || s.p[i] > '9'))
			return false;
	}
	*out = strtod(s.p, NULL); /* scalars end with a NUL */
	return points <= 1;
}

static double
number(struct reading *r, const char *path)
{
	double x = 0;

	if (!decimal(bw_yaml_text(r->top, path), &x))
		wrong(r, path, "write a decimal number such as \"2.8\"");
	return x;
}

static struct bw_str
cite(struct reading *r, const char *path)
{
	struct bw_str s = bw_yaml_text(r->top, path);

	if (s.n == 0)
		wrong(r, path, "name the text that the numbers come from");
	return s;
}

const char *
bw_benchmark_word(enum bw_benchmark_name name)
{
	static const char *const word[BW_BENCHMARKS] = { "extraction",
		"processing", "recycling", "single-country" };

	return word[name];
}

static void
benchmark(
    struct reading *r, enum bw_benchmark_name name, struct bw_benchmark *out)
{
	char least[64], most[64];

	snprintf(
	    least, sizeof(least), "act.%s.at-least", bw_benchmark_word(name));
	snprintf(most, sizeof(most), "act.%s.at-most", bw_benchmark_word(name));
	out->ceiling = bw_yaml_get(r->top, most) != NULL;
	out->limit = number(r, out->ceiling ? most : least);
}

static int
year(struct reading *r, const struct bw_yaml *y, const char *name)
{
	int64_t n = 0;

	if (!bw_str_i64(bw_yaml_text(y, name), &n) || n < 1900 || n > 2200)
		wrong(r, "governance", "write study, from and to as years");
	return (int)n;
}

static void
governance(
    struct reading *r, struct bw_criticality_rules *out, struct bw_arena *a)
{
	const struct bw_yaml *list = bw_yaml_get(r->top, "governance");
	size_t n = 0;

	if (list == NULL || list->kind != BW_YAML_LIST) {
		wrong(r, "governance", "write a list of studies");
		return;
	}
	for (const struct bw_yaml *y = list->child; y != NULL; y = y->next)
		n++;
	out->governance = BW_ARENA_ARRAY(a, struct bw_governance_years, n + 1);
	if (out->governance == NULL) {
		r->rc = bw_fail(r->err, BW_ENOMEM, "no memory for rules");
		return;
	}
	for (const struct bw_yaml *y = list->child; y != NULL; y = y->next)
		out->governance[out->n_governance++] =
		    (struct bw_governance_years){ year(r, y, "study"),
			    year(r, y, "from"), year(r, y, "to") };
}

static size_t
children(const struct bw_yaml *y)
{
	size_t n = 0;

	for (y = y->child; y != NULL; y = y->next)
		n++;
	return n;
}

static void
group(struct reading *r, const struct bw_yaml *y, struct bw_score_group *g,
    struct bw_arena *a)
{
	*g = (struct bw_score_group){ .code = y->key };
	g->member = BW_ARENA_ARRAY(a, struct bw_str, children(y) + 1);
	if (g->member == NULL) {
		r->rc = bw_fail(r->err, BW_ENOMEM, "no memory for rules");
		return;
	}
	for (const struct bw_yaml *m = y->child; m != NULL; m = m->next)
		g->member[g->n++] = m->text;
}

static void
groups(struct reading *r, struct bw_criticality_rules *out, struct bw_arena *a)
{
	const struct bw_yaml *map = bw_yaml_get(r->top, "groups");

	if (map == NULL || map->kind != BW_YAML_MAP) {
		wrong(r, "groups", "write code: [member, member]");
		return;
	}
	out->group =
	    BW_ARENA_ARRAY(a, struct bw_score_group, children(map) + 1);
	if (out->group == NULL) {
		r->rc = bw_fail(r->err, BW_ENOMEM, "no memory for rules");
		return;
	}
	for (const struct bw_yaml *y = map->child; y != NULL && r->rc == 0;
	     y = y->next)
		group(r, y, &out->group[out->n_group++], a);
}

int
bw_criticality_rules_parse(struct bw_criticality_rules *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err)
{
	struct reading r = { .err = err };

	*out = (struct bw_criticality_rules){ 0 };
	r.rc = bw_yaml_parse(&r.top, yaml, a, err);
	if (r.rc != 0)
		return r.rc;
	out->critical.risk = number(&r, "critical.supply-risk");
	out->critical.importance = number(&r, "critical.economic-importance");
	out->cite = cite(&r, "critical.cite");
	out->half.risk = number(&r, "rounding.supply-risk");
	out->half.importance = number(&r, "rounding.economic-importance");
	out->half.hhi = number(&r, "rounding.concentration");
	out->half.substitution = number(&r, "rounding.substitution");
	out->half.reliance = number(&r, "rounding.import-reliance");
	out->half.recycling = number(&r, "rounding.eol-recycling");
	out->cite_rounding = cite(&r, "rounding.cite");
	out->cite_governance = cite(&r, "cite-governance");
	out->cite_act = cite(&r, "act.cite");
	out->cite_gas = cite(&r, "gas.cite");
	out->gas_least = number(&r, "gas.least");
	for (int i = 0; i < BW_BENCHMARKS; i++)
		benchmark(&r, (enum bw_benchmark_name)i, &out->act[i]);
	out->cite_groups = cite(&r, "cite-groups");
	if (r.rc == 0)
		governance(&r, out, a);
	if (r.rc == 0)
		groups(&r, out, a);
	return r.rc;
}

int
bw_criticality_rules(
    struct bw_criticality_rules *out, struct bw_arena *a, struct bw_err *err)
{
	struct bw_str yaml = bw_embed(FILE_NAME);
	int rc;

	if (yaml.p == NULL)
		return bw_fail(err, BW_ENOTFOUND,
		    FILE_NAME " is not part of this program: build it anew");
	if ((rc = bw_criticality_rules_parse(out, yaml, a, err)) != 0)
		bw_fail_in(err, FILE_NAME);
	return rc;
}

const struct bw_governance_years *
bw_criticality_years(const struct bw_criticality_rules *r, int study)
{
	for (size_t i = 0; i < r->n_governance; i++)
		if (r->governance[i].study == study)
			return &r->governance[i];
	return NULL;
}
