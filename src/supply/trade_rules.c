/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_rules.c - reads rules/supply/trade.yaml.
 */
#include "supply/trade_rules.h"
#include "base/embed.h"
#include "base/yaml.h"

#define FILE_NAME "rules/supply/trade.yaml"

static int
wrong(const struct bw_yaml *at, const char *name, const char *what,
    struct bw_err *err)
{
	int rc = bw_fail(err, BW_EFORMAT, "%s: %s", name, what);

	bw_fail_at(err, at->line, UINT64_MAX);
	return rc;
}

/* "0.4" in parts per billion, exactly. */
static int
limit(const struct bw_yaml *rule, const char *name, uint64_t *out,
    struct bw_err *err)
{
	struct bw_str s = bw_yaml_text(rule, name);
	uint64_t n = 0;
	int decimals = -1;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (s.p[i] < '0' || s.p[i] > '9' || n > 1000000000 ||
		    decimals == 9)
			return wrong(rule, name, "no decimal number", err);
		n = n * 10 + (uint64_t)(s.p[i] - '0');
		decimals += decimals >= 0;
	}
	if (s.n == 0)
		return wrong(rule, name, "is missing", err);
	for (decimals = decimals < 0 ? 0 : decimals; decimals < 9; decimals++)
		n *= 10;
	*out = n;
	return 0;
}

static int
share(const struct bw_yaml *rule, const char *name, uint32_t *out,
    struct bw_err *err)
{
	uint64_t n;
	int rc = limit(rule, name, &n, err);

	if (rc == 0 && n > 1000000000)
		return wrong(rule, name, "more than 1", err);
	*out = rc == 0 ? (uint32_t)n : 0;
	return rc;
}

static int
count(const struct bw_yaml *rule, const char *name, unsigned *out,
    struct bw_err *err)
{
	int64_t n;

	if (!bw_str_i64(bw_yaml_text(rule, name), &n) || n < 1 || n > 100)
		return wrong(rule, name, "no number of years", err);
	*out = (unsigned)n;
	return 0;
}

static int
section(const struct bw_yaml *top, const char *name,
    const struct bw_yaml **rule, struct bw_str *cite, struct bw_err *err)
{
	*rule = bw_yaml_get(top, name);
	if (*rule == NULL || (*rule)->kind != BW_YAML_MAP)
		return wrong(top, name, "is missing", err);
	*cite = bw_yaml_text(*rule, "cite");
	if (cite->n == 0)
		return wrong(*rule, name,
		    "no cite: name the text that the rule comes from", err);
	return 0;
}

int
bw_trade_rules_parse(struct bw_trade_rules *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err)
{
	const struct bw_yaml *top = NULL, *r;
	int rc;

	*out = (struct bw_trade_rules){ 0 };
	if ((rc = bw_yaml_parse(&top, yaml, a, err)) != 0 ||
	    (rc = section(top, "cdi", &r, &out->cdi_cite, err)) != 0 ||
	    (rc = share(r, "concentration", &out->cdi.concentration, err)) !=
		0 ||
	    (rc = share(r, "outside", &out->cdi.outside, err)) != 0 ||
	    (rc = limit(r, "exports", &out->cdi.exports, err)) != 0 ||
	    (rc = section(top, "geodep", &r, &out->geodep_cite, err)) != 0 ||
	    (rc = share(r, "imports", &out->geodep.imports, err)) != 0 ||
	    (rc = share(r, "world", &out->geodep.world, err)) != 0 ||
	    (rc = limit(r, "exports", &out->geodep.exports, err)) != 0 ||
	    (rc = count(r, "needed", &out->geodep.needed, err)) != 0 ||
	    (rc = count(r, "of", &out->geodep.of, err)) != 0 ||
	    (rc = section(top, "elasticity", &r, &out->elasticity_cite, err)) !=
		0 ||
	    (rc = section(top, "reexports", &r, &out->reexport_cite, err)) != 0)
		return rc;
	out->reexports = bw_yaml_text(r, "countries");
	return 0;
}

int
bw_trade_rules(
    struct bw_trade_rules *out, struct bw_arena *a, struct bw_err *err)
{
	struct bw_str yaml = bw_embed(FILE_NAME);
	int rc;

	if (yaml.p == NULL)
		return bw_fail(err, BW_ENOTFOUND,
		    FILE_NAME " is not part of this program: build it anew");
	if ((rc = bw_trade_rules_parse(out, yaml, a, err)) != 0)
		bw_fail_in(err, FILE_NAME);
	return rc;
}
