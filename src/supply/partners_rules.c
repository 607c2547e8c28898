/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * partners_rules.c - reads rules/supply/partners.yaml.
 *
 * A country that is not in the table of countries, or a rule without the text
 * it comes from, is refused: who asks for an embargo by a group must be able
 * to look up who is in it, and why.
 */
#include "supply/partners_rules.h"
#include "base/embed.h"
#include "base/vec.h"
#include "base/yaml.h"
#include "model/ref.h"

#define FILE_NAME "rules/supply/partners.yaml"

static int
wrong(const struct bw_yaml *at, struct bw_err *err, const char *what)
{
	int rc = bw_fail(err, BW_EFORMAT, "%s", what);

	if (at != NULL)
		bw_fail_at(err, at->line, UINT64_MAX);
	return rc;
}

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for groups of countries");
}

static size_t
children(const struct bw_yaml *list)
{
	size_t n = 0;

	for (const struct bw_yaml *c = list->child; c != NULL; c = c->next)
		n++;
	return n;
}

static int
read_list(const struct bw_yaml *list, bool countries, struct bw_arena *a,
    struct bw_str **out, size_t *n, struct bw_err *err)
{
	*n = 0;
	if (list == NULL || list->kind != BW_YAML_LIST)
		return wrong(list, err, "write a list: [CA, AU]");
	*out = BW_ARENA_ARRAY(a, struct bw_str, children(list) + 1);
	if (*out == NULL)
		return no_memory(err);
	for (const struct bw_yaml *c = list->child; c != NULL; c = c->next) {
		const struct bw_ref_item *r = bw_ref_country(c->text);

		if (countries && (r == NULL || !bw_str_eq(r->code, c->text)))
			return wrong(
			    c, err, "no country: write a code of two letters");
		(*out)[(*n)++] = c->text;
	}
	return 0;
}

static int
read_group(const struct bw_yaml *y, struct bw_country_group *g,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_str verified = bw_yaml_text(y, "verified");

	g->cite = bw_yaml_text(y, "cite");
	if (g->cite.n == 0)
		return wrong(
		    y, err, "no cite: name the text that tells who is in it");
	if (!bw_str_is(verified, "yes") && !bw_str_is(verified, "no"))
		return wrong(y, err, "write verified: yes or no");
	g->verified = bw_str_is(verified, "yes");
	return read_list(
	    bw_yaml_get(y, "countries"), true, a, &g->country, &g->n, err);
}

static int
read_groups(const struct bw_yaml *y, struct bw_partners_rules *out,
    struct bw_arena *a, struct bw_err *err)
{
	int rc = 0;

	if (y == NULL || y->kind != BW_YAML_MAP)
		return wrong(y, err, "no groups: write groups: {name: ...}");
	out->group =
	    BW_ARENA_ARRAY(a, struct bw_country_group, children(y) + 1);
	if (out->group == NULL)
		return no_memory(err);
	for (const struct bw_yaml *c = y->child; c != NULL && rc == 0;
	     c = c->next) {
		out->group[out->n_group].name = c->key;
		rc = read_group(c, &out->group[out->n_group++], a, err);
	}
	return rc;
}

static int
read_reserves(const struct bw_yaml *y, struct bw_partners_rules *out,
    struct bw_arena *a, struct bw_err *err)
{
	int64_t years;

	if (y == NULL || bw_yaml_text(y, "cite").n == 0 ||
	    bw_yaml_text(y, "of-a-group-cite").n == 0)
		return wrong(y, err,
		    "no reserves, or no cite: name the text that a rule "
		    "comes from");
	if (!bw_str_i64(bw_yaml_text(y, "least-years"), &years) || years < 0)
		return wrong(y, err, "least-years is no whole number");
	out->least_years = (double)years;
	return read_list(bw_yaml_get(y, "of-a-group"), false, a,
	    &out->of_a_group, &out->n_of_a_group, err);
}

int
bw_partners_rules_parse(struct bw_partners_rules *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err)
{
	const struct bw_yaml *top = NULL, *partners;
	int rc;

	*out = (struct bw_partners_rules){ 0 };
	if ((rc = bw_ref_load(err)) != 0 ||
	    (rc = bw_yaml_parse(&top, yaml, a, err)) != 0)
		return rc;
	partners = bw_yaml_get(top, "partners");
	if (partners == NULL || partners->kind != BW_YAML_MAP)
		return wrong(
		    partners, err, "no partners: write countries and cite");
	if ((rc = read_group(partners, &out->partners, a, err)) != 0 ||
	    (rc = read_groups(bw_yaml_get(top, "groups"), out, a, err)) != 0)
		return rc;
	return read_reserves(bw_yaml_get(top, "reserves"), out, a, err);
}

int
bw_partners_rules(
    struct bw_partners_rules *out, struct bw_arena *a, struct bw_err *err)
{
	struct bw_str yaml = bw_embed(FILE_NAME);
	int rc;

	if (yaml.p == NULL)
		return bw_fail(err, BW_ENOTFOUND,
		    FILE_NAME " is not part of this program: build it anew");
	if ((rc = bw_partners_rules_parse(out, yaml, a, err)) != 0)
		bw_fail_in(err, FILE_NAME);
	return rc;
}

/* ---- a list as somebody types it ---- */

struct asked {
	BW_VEC(struct bw_str) country;
};

static bool
add(struct asked *to, struct bw_str code)
{
	for (size_t i = 0; i < to->country.n; i++)
		if (bw_str_eq(to->country.v[i], code))
			return true;
	return bw_vec_push(&to->country, code);
}

/* Every country of today inside or outside the EU: the table has no list, so
 * every pair of letters is asked for. */
static bool
add_by_union(struct asked *to, bool eu)
{
	for (char a = 'A'; a <= 'Z'; a++) {
		for (char b = 'A'; b <= 'Z'; b++) {
			const char code[2] = { a, b };
			struct bw_str s = { code, 2 };
			const struct bw_ref_item *c = bw_ref_country(s);

			if (c == NULL || !bw_str_eq(c->code, s) || c->eu != eu)
				continue;
			if (!add(to, c->code))
				return false;
		}
	}
	return true;
}

static const struct bw_country_group *
group_of(const struct bw_partners_rules *r, struct bw_str name)
{
	if (bw_str_is(name, "partners"))
		return &r->partners;
	for (size_t i = 0; i < r->n_group; i++)
		if (bw_str_eq_nocase(name, r->group[i].name))
			return &r->group[i];
	return NULL;
}

static int
add_named(const struct bw_partners_rules *r, struct bw_str name,
    struct asked *to, struct bw_err *err)
{
	const struct bw_country_group *g = group_of(r, name);
	const struct bw_ref_item *c;
	bool fits = true;

	if (bw_str_eq_nocase(name, BW_STR("eu")) ||
	    bw_str_eq_nocase(name, BW_STR("outside-eu"))) {
		fits = add_by_union(to, name.n == 2);
	} else if (g != NULL) {
		for (size_t i = 0; i < g->n && fits; i++)
			fits = add(to, g->country[i]);
	} else {
		c = bw_ref_country(name);
		if (c == NULL)
			return bw_fail(err, BW_EUSAGE,
			    "'%.*s' is no country, and no group (eu, "
			    "outside-eu, partners, or one of " FILE_NAME ")",
			    BW_ARG(bw_str_sub(name, 0, 60)));
		fits = add(to, c->code);
	}
	return fits ? 0 : no_memory(err);
}

int
bw_partners_countries(const struct bw_partners_rules *r, struct bw_str text,
    struct bw_arena *a, struct bw_str **country, size_t *n, struct bw_err *err)
{
	struct asked to = { 0 };
	struct bw_str name;
	int rc = bw_ref_load(err);

	while (rc == 0 && bw_str_cut(&text, ',', &name))
		rc = add_named(r, bw_str_trim(name), &to, err);
	*n = to.country.n;
	*country = BW_ARENA_ARRAY(a, struct bw_str, *n + 1);
	if (rc == 0 && *country == NULL)
		rc = no_memory(err);
	if (rc == 0 && *n > 0)
		memcpy(*country, to.country.v, *n * sizeof(**country));
	bw_vec_release(&to.country);
	return rc;
}
