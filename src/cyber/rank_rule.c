/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rank_rule.c - reading rules/cyber/rank.yaml. A rule that could leave a case
 * without a line, or says something nobody understands, is refused with the
 * line it stands on.
 */
#include "base/yaml.h"
#include "cyber/rank.h"

static int
wrong(struct bw_err *err, const struct bw_yaml *n, const char *what)
{
	return bw_fail(err, BW_EFORMAT, "ranking, line %llu: %s",
	    (unsigned long long)n->line, what);
}

static bool
fact_of(struct bw_str name, uint8_t *out)
{
	for (uint8_t i = 0; i < BW_RANK_FACTS; i++)
		if (bw_str_is(name, bw_rank_fact_name(i))) {
			*out = i;
			return true;
		}
	return false;
}

static size_t
children(const struct bw_yaml *n)
{
	size_t count = 0;

	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next)
		count++;
	return count;
}

static int
words(const struct bw_yaml *n, const struct bw_str **out, size_t *count,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_str *w;

	*count = children(n);
	if (n->kind != BW_YAML_LIST || *count == 0)
		return wrong(err, n, "a list of words is expected here");
	if ((w = BW_ARENA_ARRAY(a, struct bw_str, *count)) == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a ranking");
	*out = w;
	for (n = n->child; n != NULL; n = n->next)
		*w++ = n->text;
	return 0;
}

static bool
number(struct bw_str text, int64_t *out)
{
	struct bw_rank_case c = { .name = text };

	if (!bw_rank_tell_number(&c, BW_RANK_CVSS, text))
		return false;
	*out = c.fact[BW_RANK_CVSS].number;
	return true;
}

static int
condition(struct bw_rank_line *l, const struct bw_yaml *n, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_rank_if *on = &l->on[l->n];

	if (l->n == BW_RANK_IFS)
		return wrong(err, n, "too many conditions");
	if (!fact_of(n->key, &on->fact))
		return wrong(err, n, "there is no such fact");
	l->n++;
	if (!bw_rank_is_number(on->fact))
		return words(n, &on->word, &on->n, a, err);
	if (n->kind != BW_YAML_TEXT || !number(n->text, &on->at_least))
		return wrong(err, n, "a number is expected here");
	return 0;
}

static int
line(struct bw_rank_rule *r, const struct bw_yaml *n, struct bw_arena *a,
    struct bw_err *err)
{
	const struct bw_yaml *on = bw_yaml_get(n, "if");
	struct bw_str tier = bw_yaml_text(n, "tier");
	struct bw_rank_line *l = &r->line[r->n_line];
	int rc = 0;

	if (r->n_line == BW_RANK_LINES)
		return wrong(err, n, "too many lines");
	r->n_line++;
	l->id = bw_yaml_text(n, "id");
	l->source = bw_yaml_text(n, "source");
	l->reason.in[BW_NL] = bw_yaml_text(n, "reason.nl");
	l->reason.in[BW_EN] = bw_yaml_text(n, "reason.en");
	while (l->tier < r->n_tier && !bw_str_eq(r->tier[l->tier], tier))
		l->tier++;
	if (l->tier == r->n_tier)
		return wrong(err, n, "there is no such tier");
	if (l->id.n == 0 || l->source.n == 0 || l->reason.in[BW_NL].n == 0 ||
	    l->reason.in[BW_EN].n == 0)
		return wrong(err, n, "id, source and reasons are needed");
	for (on = on == NULL ? NULL : on->child; on != NULL && rc == 0;
	     on = on->next)
		rc = condition(l, on, a, err);
	return rc;
}

static int
cuts(struct bw_rank_order *o, const struct bw_yaml *n, struct bw_arena *a,
    struct bw_err *err)
{
	int64_t *v = BW_ARENA_ARRAY(a, int64_t, children(n) + 1);

	if (v == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a ranking");
	o->from = v;
	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next) {
		if (!number(n->text, &v[o->n]) ||
		    (o->n > 0 && v[o->n] >= v[o->n - 1]))
			return wrong(err, n,
			    "numbers are expected here, the largest first");
		o->n++;
	}
	return 0;
}

static int
order(struct bw_rank_rule *r, const struct bw_yaml *n, struct bw_arena *a,
    struct bw_err *err)
{
	const struct bw_yaml *first = bw_yaml_get(n, "first");
	struct bw_rank_order *o = &r->order[r->n_order];

	if (r->n_order == BW_RANK_FACTS)
		return wrong(err, n, "too many facts");
	if (!fact_of(bw_yaml_text(n, "fact"), &o->fact))
		return wrong(err, n, "there is no such fact");
	r->n_order++;
	if (bw_rank_is_number(o->fact))
		return cuts(o, first, a, err);
	if (first == NULL)
		return wrong(err, n, "which words come first is missing");
	return words(first, &o->first, &o->n, a, err);
}

int
bw_rank_rule_read(struct bw_rank_rule *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err)
{
	const struct bw_yaml *root, *n;
	int rc = bw_yaml_parse(&root, yaml, a, err);

	*out = (struct bw_rank_rule){ 0 };
	if (rc != 0)
		return rc;
	n = bw_yaml_get(root, "tiers");
	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next) {
		if (out->n_tier == BW_RANK_TIERS)
			return wrong(err, n, "too many tiers");
		out->tier[out->n_tier++] = n->text;
	}
	while (out->act + 1u < out->n_tier &&
	    !bw_str_eq(out->tier[out->act], bw_yaml_text(root, "act")))
		out->act++;
	n = bw_yaml_get(root, "decide");
	out->machine_table =
	    n == NULL ? BW_STR("") : bw_yaml_text(n, "machine");
	out->alone_table = n == NULL ? BW_STR("") : bw_yaml_text(n, "alone");
	n = bw_yaml_get(root, "lines");
	for (n = n == NULL ? NULL : n->child; rc == 0 && n != NULL; n = n->next)
		rc = line(out, n, a, err);
	n = bw_yaml_get(root, "order");
	for (n = n == NULL ? NULL : n->child; rc == 0 && n != NULL; n = n->next)
		rc = order(out, n, a, err);
	if (rc == 0 && (out->n_line == 0 || out->line[out->n_line - 1].n != 0))
		rc = wrong(err, root, "the last line must have no condition");
	return rc;
}
