/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rules_codes.c - the control lists of the instruments that hold.
 *
 * A list is [6A001, 6A002], or its entries have words to find them by ([{code,
 * nl, en}]), or it says what it means to stand in it ({cite, nl, en, codes:
 * [...]}). A rule reads "$list" of its own instrument, or "$instrument.list".
 * Lists are kept in order, so that a code is found by halving.
 */
#include "law/rules_priv.h"
#include <stdlib.h>

struct entry_row {
	struct bw_str code;
	struct bw_text words;
};

static int
by_code(const void *a, const void *b)
{
	const struct entry_row *x = a, *y = b;

	return bw_str_cmp(x->code, y->code);
}

static int
nomem(struct making_rules *m)
{
	return bw_fail(m->err, BW_ENOMEM, "no memory for rules");
}

static size_t
count(const struct bw_yaml *n)
{
	size_t k = 0;

	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next)
		k++;
	return k;
}

/* Rows in order as a list, and their words beside it when there are any. */
static int
keep(struct making_rules *m, struct entry_row *row, size_t n,
    struct bw_code_list *list, const struct bw_text **words)
{
	struct bw_str *code = BW_ARENA_ARRAY(m->a, struct bw_str, n + 1);
	struct bw_text *text = BW_ARENA_ARRAY(m->a, struct bw_text, n + 1);
	bool any = false;

	if (code == NULL || text == NULL)
		return nomem(m);
	if (n > 0)
		qsort(row, n, sizeof(*row), by_code);
	for (size_t i = 0; i < n; i++) {
		code[i] = row[i].code;
		text[i] = row[i].words;
		any = any || text[i].in[BW_NL].n > 0;
	}
	*list = (struct bw_code_list){ code, n };
	if (words != NULL)
		*words = any ? text : NULL;
	return 0;
}

static int
read_list(
    struct making_rules *m, uint32_t instrument, const struct bw_yaml *node)
{
	bool says = node->kind == BW_YAML_MAP;
	const struct bw_yaml *n = says ? bw_yaml_get(node, "codes") : node;
	struct bw_named_list list = { .instrument = instrument,
		.name = node->key };
	struct entry_row *row =
	    BW_ARENA_ARRAY(m->a, struct entry_row, count(n) + 1);
	size_t k = 0;
	int rc;

	if (row == NULL)
		return nomem(m);
	if (says) {
		list.cite = bw_yaml_text(node, "cite");
		list.says = (struct bw_text){
			.in = { [BW_NL] = bw_yaml_text(node, "nl"),
			    [BW_EN] = bw_yaml_text(node, "en") }
		};
	}
	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next, k++) {
		if (n->kind == BW_YAML_TEXT)
			row[k].code = n->text;
		if (n->kind != BW_YAML_MAP)
			continue;
		row[k].code = bw_yaml_text(n, "code");
		row[k].words.in[BW_NL] = bw_yaml_text(n, "nl");
		row[k].words.in[BW_EN] = bw_yaml_text(n, "en");
	}
	for (size_t i = 0; i < k; i++)
		if (row[i].code.n == 0)
			return rules_wrong(m, instrument, node,
			    "%.*s: an entry of a list has no code",
			    BW_ARG(node->key));
	if ((rc = keep(m, row, k, &list.codes, &list.words)) != 0)
		return rc;
	return bw_vec_push(&m->named, list) ? 0 : nomem(m);
}

int
rules_lists(struct making_rules *m)
{
	int rc = 0;

	for (uint32_t i = 0; i < m->instrument.n && rc == 0; i++) {
		const struct bw_yaml *n = bw_yaml_get(m->top.v[i], "lists");

		for (n = n == NULL ? NULL : n->child; n != NULL && rc == 0;
		     n = n->next)
			rc = read_list(m, i, n);
	}
	return rc;
}

/* "$list" or "$instrument.list" */
static const struct bw_named_list *
list_named(const struct making_rules *m, uint32_t instrument, struct bw_str s)
{
	struct bw_str name = bw_str_sub(s, 1, s.n), id = BW_STR(""), part;

	if (s.n < 2 || s.p[0] != '$')
		return NULL;
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == '.') {
			id = bw_str_sub(name, 0, i);
			part = bw_str_sub(name, i + 1, name.n);
			name = part;
			break;
		}
	for (size_t i = 0; i < m->named.n; i++) {
		const struct bw_named_list *l = &m->named.v[i];

		if (bw_str_eq(l->name, name) &&
		    (id.n == 0
			    ? l->instrument == instrument
			    : bw_str_eq(m->instrument.v[l->instrument].id, id)))
			return l;
	}
	return NULL;
}

/* Several lists of codes as one, of the program. */
static int
joined_list(struct making_rules *m, struct place in, const struct bw_yaml *n,
    uint32_t *out)
{
	BW_VEC(struct entry_row) all = { 0 };
	struct bw_code_list list = { 0 };
	int rc = 0;

	for (n = n == NULL ? NULL : n->child; n != NULL && rc == 0;
	     n = n->next) {
		const struct bw_named_list *l =
		    list_named(m, in.instrument, n->text);

		if (l == NULL)
			rc = rules_wrong(m, in.instrument, n,
			    "%.*s is no list of this instrument, nor "
			    "$instrument.list of another",
			    BW_ARG(n->text));
		for (size_t i = 0; rc == 0 && i < l->codes.n; i++) {
			struct bw_str code = l->codes.entry[i];

			if (!bw_code_is_entry(code))
				rc = rules_wrong(m, in.instrument, n,
				    "%.*s in %.*s is no entry such as 6A001, "
				    "ML19.d or AST3",
				    BW_ARG(code), BW_ARG(l->name));
			else if (!bw_vec_push(&all,
				     ((struct entry_row){ .code = code })))
				rc = nomem(m);
		}
	}
	if (rc == 0)
		rc = keep(m, all.v, all.n, &list, NULL);
	*out = (uint32_t)m->list.n;
	if (rc == 0 && !bw_vec_push(&m->list, list))
		rc = nomem(m);
	bw_vec_release(&all);
	return rc;
}

int
rules_codes(struct making_rules *m, struct place in, const struct bw_yaml *n,
    uint32_t *out)
{
	struct bw_step s = { .op = BW_STEP_CODES };
	struct bw_str name = bw_yaml_text(n, "subject");
	uint32_t fact = BW_NONE;
	int rc;

	if (name.n > 1 && name.p[0] == '$')
		fact = bw_fact_find(
		    m->out->vocabulary, bw_str_sub(name, 1, name.n));
	if (fact == BW_NONE ||
	    m->out->vocabulary->fact[fact].type != BW_FACT_CODES)
		return rules_wrong(m, in.instrument, n,
		    "CODES has a fact of codes as subject");
	s.k = fact;
	rc = joined_list(m, in, bw_yaml_get(n, "lists"), &s.a);
	if (rc == 0)
		rc = joined_list(m, in, bw_yaml_get(n, "except"), &s.b);
	if (rc == 0)
		rc = joined_list(m, in, bw_yaml_get(n, "known"), &s.c);
	if (bw_str_eq(bw_yaml_text(n, "when_none"), BW_STR("unknown")))
		s.mask = 1;
	return rc != 0 ? rc : rules_push(m, s, TRUTH, out);
}
