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
		0)
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
