/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * partners_rules.h - partners, groups of countries and the use of reserves, as
 * rules/supply/partners.yaml has them.
 */
#ifndef BW_PARTNERS_RULES_H
#define BW_PARTNERS_RULES_H
#include "base/arena.h"

struct bw_country_group {
	struct bw_str name;     /* "coercion"; of the partners: empty */
	struct bw_str *country; /* alpha-2, as in the table of countries */
	size_t n;
	struct bw_str cite;
	bool verified; /* the text that `cite` names was read */
};
struct bw_partners_rules {
	struct bw_country_group partners;
	struct bw_country_group *group;
	size_t n_group;
	double least_years; /* of world reserves; fewer are no reserves */
	struct bw_str *of_a_group; /* materials */
	size_t n_of_a_group;
};
/* Text lives in the arena. */
int bw_partners_rules(struct bw_partners_rules *out, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
int bw_partners_rules_parse(struct bw_partners_rules *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* A group by its name: one of the rules, "eu", "outside-eu" (all of the table
 * of countries), "partners", or one country by any spelling. The names in
 * `text` are separated by commas; each country once, in order. */
int bw_partners_countries(const struct bw_partners_rules *r, struct bw_str text,
    struct bw_arena *a, struct bw_str **country, size_t *n,
    struct bw_err *err) BW_MUST_USE;

#endif
