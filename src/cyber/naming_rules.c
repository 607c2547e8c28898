/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * naming_rules.c - rules/cyber/names.yaml: ecosystems, words without meaning.
 */
#include "base/yaml.h"
#include "cyber/naming.h"

static size_t
children(const struct bw_yaml *n)
{
	size_t count = 0;

	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next)
		count++;
	return count;
}

int
bw_naming_rules_read(struct bw_naming_rules *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err)
{
	const struct bw_yaml *root, *eco, *legal, *n;
	struct bw_ecosystem *e;
	struct bw_str *word;
	int rc = bw_yaml_parse(&root, yaml, a, err);

	if (rc != 0)
		return rc;
	eco = bw_yaml_get(root, "ecosystems");
	legal = bw_yaml_get(root, "legal");
	e = BW_ARENA_ARRAY(a, struct bw_ecosystem, children(eco) + 1);
	word = BW_ARENA_ARRAY(a, struct bw_str, children(legal) + 1);
	if (e == NULL || word == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for names");
	*out = (struct bw_naming_rules){ .ecosystem = e, .legal = word };
	for (n = eco == NULL ? NULL : eco->child; n != NULL; n = n->next) {
		struct bw_str between = bw_yaml_text(n, "between");

		e[out->n_ecosystem++] = (struct bw_ecosystem){
			.name = n->key,
			.type = bw_yaml_text(n, "type"),
			.ns = bw_yaml_text(n, "namespace"),
			.between = between.n > 0 ? between.p[0] : '\0',
		};
	}
	for (n = legal == NULL ? NULL : legal->child; n != NULL; n = n->next)
		word[out->n_legal++] = n->text;
	return 0;
}
