/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_yaml.c - any bytes as a content file; the whole tree is looked at.
 */
#include "base/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
walk(const struct bw_yaml *n, uint64_t lines)
{
	BW_ASSERT(n->line >= 1 && n->line <= lines);
	if (n->kind == BW_YAML_TEXT)
		BW_ASSERT(n->text.p[n->text.n] == '\0');
	for (n = n->child; n != NULL; n = n->next)
		walk(n, lines);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct bw_yaml *root = NULL;
	struct bw_err err = BW_ERR_INIT;
	struct bw_arena a;
	int rc;

	bw_arena_init(&a, (size_t)64 << 20);
	rc = bw_yaml_parse(
	    &root, (struct bw_str){ (const char *)data, size }, &a, &err);
	BW_ASSERT(rc == err.code);
	BW_ASSERT((rc == 0) == (root != NULL));
	if (root != NULL)
		walk(root, size + 1);
	bw_arena_release(&a);
	return 0;
}
