/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * own.h - our own cases (tests/law/cases.yaml) and whether rules answer them.
 *
 * A case says what is told, and states by hand, from the text of the law, what
 * must come out: the outcome, all its grounds, and values of outputs. It is put
 * to every version of the law it names, so that a boundary is looked at in
 * each of them.
 */
#ifndef TEST_LAW_OWN_H
#define TEST_LAW_OWN_H
#include "support/support.h"
#include "base/yaml.h"
#include "law/decide.h"

struct own_set { /* rules of one day, perhaps with one pending instrument */
	struct bw_str name, pending;
	bw_date day;
	struct bw_rules rules;
};
struct own_case {
	struct bw_str id;
	const struct bw_yaml *node;
	uint64_t sets; /* bits */
	struct bw_facts facts;
};
struct own {
	struct bw_arena arena;
	struct bw_vocabulary vocabulary;
	struct bw_rule_file *file;
	size_t n_file;
	struct own_set *set;
	size_t n_set;
	struct own_case *one;
	size_t n;
};
void own_begin(struct own *o); /* fails the test when something is wrong */
void own_end(struct own *o);

/* Does the value of this output read like `wanted`? got: what it is. */
bool own_value_is(const struct bw_rules *r, const struct bw_value *value,
    struct bw_str output, struct bw_str wanted, char got[80]);
/* Items that outputs with `adds` bring to a list: "10,20". */
void own_list(const struct bw_rules *r, const struct bw_value *value,
    struct bw_str list, char got[80]);
/* Is everything that the case states so? value: by step. why: what is not. */
bool own_holds(const struct own_case *c, const struct bw_rules *r,
    const struct bw_value *value, char why[240]);

#endif
