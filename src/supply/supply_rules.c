/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_rules.c - reads content/supply-rules.yaml.
 *
 * A threshold is written as a decimal number and read exactly (base/share.h),
 * not through the locale. A rule without its citation is refused: a number
 * nobody can look up may not decide anything.
 */
#include "supply/supply_rules.h"
#include "base/embed.h"
#include "base/share.h"
#include "base/yaml.h"

#define FILE_NAME "content/supply-rules.yaml"

static int
read_rule(const struct bw_yaml *top, const char *name, bool threshold,
    struct bw_supply_rule *out, struct bw_err *err)
{
	const struct bw_yaml *rule = bw_yaml_get(top, name);
	struct bw_share number;
	int rc;

	if (rule == NULL || rule->kind != BW_YAML_MAP)
		return bw_fail(err, BW_EFORMAT,
		    "no rule %s: write %s: {value: ..., cite: ...}", name,
		    name);
	out->cite = bw_yaml_text(rule, "cite");
	if (out->cite.n == 0) {
		rc = bw_fail(err, BW_EFORMAT,
		    "%s: no cite: name the text that the rule comes from",
		    name);
		bw_fail_at(err, rule->line, UINT64_MAX);
		return rc;
	}
	if (!threshold)
		return 0;
	rc = bw_share_parse(bw_yaml_text(rule, "value"), &number, err);
	if (rc != 0) {
		bw_fail_in(err, name);
		bw_fail_at(err, rule->line, UINT64_MAX);
		return rc;
	}
	out->value = number.lo / (double)BW_PERCENT;
	return 0;
}

/* ---- what leads ---- */

static const char *const sign_name[BW_SIGNS] = { "single-country",
	"concentrated", "eu-critical", "unpublished", "strategic", "listed",
	"none" };

const char *
bw_supply_sign_name(enum bw_supply_sign s)
{
	BW_ASSERT((size_t)s < BW_SIGNS);
	return sign_name[s];
}

static bool
sign_of(struct bw_str s, enum bw_supply_sign *out)
{
	for (size_t i = 0; i < BW_SIGNS; i++)
		if (bw_str_is(s, sign_name[i])) {
			*out = (enum bw_supply_sign)i;
			return true;
		}
	return false;
}

static bool
certainty_of(struct bw_str s, enum bw_certainty *out)
{
	for (int i = BW_CERTAIN; i <= BW_EXCLUDED; i++)
		if (bw_str_is(s, bw_certainty_name((enum bw_certainty)i))) {
			*out = (enum bw_certainty)i;
			return true;
		}
	return false;
}

static int
read_weight(
    const struct bw_yaml *line, struct bw_supply_weight *w, struct bw_err *err)
{
	struct bw_str todo = bw_yaml_text(line, "todo");
	int rc;

	w->todo = bw_str_is(todo, "yes");
	if (sign_of(bw_yaml_text(line, "sign"), &w->sign) &&
	    certainty_of(bw_yaml_text(line, "certainty"), &w->certainty) &&
	    bw_level_of(bw_yaml_text(line, "needed"), &w->needed) &&
	    bw_level_of(bw_yaml_text(line, "other"), &w->other) &&
	    (w->todo || bw_str_is(todo, "no")))
		return 0;
	rc = bw_fail(err, BW_EFORMAT,
	    "weigh: write {sign, certainty: certain|possible|excluded, needed: "
	    "LEVEL, other: LEVEL, todo: yes|no}");
	bw_fail_at(err, line->line, UINT64_MAX);
	return rc;
}

static int
read_weights(
    const struct bw_yaml *top, struct bw_supply_rules *out, struct bw_err *err)
{
	const struct bw_yaml *list = bw_yaml_get(top, "weigh");
	int rc = 0;

	if (list != NULL && list->kind == BW_YAML_LIST)
		for (const struct bw_yaml *i = list->child;
		     i != NULL && rc == 0; i = i->next)
			rc = out->n_weight < BW_SUPPLY_WEIGHTS
			    ? read_weight(i, &out->weight[out->n_weight++], err)
			    : bw_fail(err, BW_EFORMAT,
				  "weigh: more than %d lines",
				  BW_SUPPLY_WEIGHTS);
	if (rc == 0 &&
	    (out->n_weight == 0 ||
		out->weight[out->n_weight - 1].sign != BW_SIGN_NONE))
		rc = bw_fail(err, BW_EFORMAT,
		    "weigh: no list that ends in sign none, for what shows no "
		    "other");
	return rc;
}

int
bw_supply_rules_parse(struct bw_supply_rules *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err)
{
	const struct bw_yaml *top = NULL;
	int rc;

	*out = (struct bw_supply_rules){ 0 };
	if ((rc = bw_yaml_parse(&top, yaml, a, err)) != 0 ||
	    (rc = read_rule(
		 top, "concentrated", true, &out->concentrated, err)) != 0 ||
	    (rc = read_rule(top, "single-country", true, &out->single_country,
		 err)) != 0 ||
	    (rc = read_rule(top, "index", false, &out->index, err)) != 0 ||
	    (rc = read_rule(top, "governance", false, &out->governance, err)) !=
		0 ||
	    (rc = read_weights(top, out, err)) != 0)
		return rc;
	return 0;
}

int
bw_supply_rules(
    struct bw_supply_rules *out, struct bw_arena *a, struct bw_err *err)
{
	struct bw_str yaml = bw_embed(FILE_NAME);
	int rc;

	if (yaml.p == NULL)
		return bw_fail(err, BW_ENOTFOUND,
		    FILE_NAME " is not part of this program: build it anew");
	if ((rc = bw_supply_rules_parse(out, yaml, a, err)) != 0)
		bw_fail_in(err, FILE_NAME);
	return rc;
}
