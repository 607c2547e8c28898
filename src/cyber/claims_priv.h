/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * claims_priv.h - claims while they are being gathered.
 */
#ifndef BW_CLAIMS_PRIV_H
#define BW_CLAIMS_PRIV_H
#include "base/vec.h"
#include "cyber/claims_build.h"

struct claims_versions {
	uint32_t range, text; /* BW_NONE: all versions; of claims.texts */
	uint8_t form;         /* enum bw_rule_form */
};
struct claims_product {    /* of the document at hand */
	uint32_t first, n; /* in named */
	uint32_t where;
	struct claims_versions versions;
};
struct claims_named {
	uint32_t name, qualifiers;
	uint8_t sure;
};
struct claims_entry {      /* names that mean one vulnerability */
	uint32_t first, n; /* in entry_name */
	uint32_t advisory; /* that says so; BW_NONE: a list */
};

struct bw_claims_build {
	struct bw_claims c; /* interns, counts, arena; arrays below */
	uint32_t claims;    /* the number of the next one */
	uint32_t speaking;  /* the advisory at hand; BW_NONE: a list */
	const struct bw_naming_rules *rules;
	/* `problem` of rules and ratings is an entry until the end. */
	BW_VEC(struct bw_rule) rule;
	BW_VEC(struct bw_range) range;
	BW_VEC(uint8_t) range_form;
	BW_VEC(struct bw_spoken) advisory;
	BW_VEC(struct bw_where) where;
	BW_VEC(uint32_t) where_name;
	BW_VEC(struct bw_problem_rating) rating;
	BW_VEC(uint32_t) gone_list;
	struct bw_intern vuln_names, range_texts;
	struct bw_intern rejected; /* CVE records */
	BW_VEC(struct claims_entry) entry;
	BW_VEC(uint32_t) entry_name; /* in vuln_names */
	/* of the document at hand */
	BW_VEC(struct claims_product) product;
	BW_VEC(struct claims_named) named;
	struct bw_namings naming;
	struct bw_arena scratch;
};

/* How many there are below, where the numbers of this layer begin. */
struct claims_from {
	uint32_t rule, range, advisory, where, where_name;
};
struct claims_from claims_from(const struct bw_claims *c);

/* The problems of every entry: problem[at[e] .. at[e + 1]), numbers in
 * c.problems; and what names mean. To be freed. */
struct claims_joined {
	uint32_t *at, *problem;
	struct bw_alias *alias; /* by name */
	size_t n_alias;
};
/* Sets b->c.stale when it joins what stood apart below. */
int claims_join(
    struct bw_claims_build *b, struct claims_joined *out, struct bw_err *err);
bool claims_is_cve(struct bw_str name);
/* What a name means, in one layer. */
const struct bw_alias *claims_aliases(
    const struct bw_claims *c, uint32_t name, size_t *n);
/* Digest of what the entries from `first` on say of names; 0 nothing. */
uint64_t claims_joined_digest(const struct bw_claims_build *b, size_t first);

/* claims_rejected.c */
int claims_note_rejected(struct bw_claims_build *b,
    const struct bw_advisory_rec *r, struct bw_err *err);
/* Before rules and ratings are spread over problems. */
int claims_leave_out_rejected(struct bw_claims_build *b, struct bw_err *err);

#endif
