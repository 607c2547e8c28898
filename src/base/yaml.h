/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * yaml.h - content files (texts, rules, questions) as a tree (libyaml).
 *
 * Scalars are text; whoever uses one says what type it has, so that NO and
 * 1:30 stay what they are. Anchors and aliases are refused (they hide what
 * is said where, and can explode). Duplicate keys are an error. Every node
 * knows its line.
 */
#ifndef BW_YAML_H
#define BW_YAML_H
#include "base/arena.h"

enum bw_yaml_kind {
	BW_YAML_TEXT,
	BW_YAML_LIST,
	BW_YAML_MAP
};
struct bw_yaml {
	enum bw_yaml_kind kind;
	struct bw_str key;  /* when a member of a map */
	struct bw_str text; /* NUL-terminated */
	struct bw_yaml *child, *next;
	uint64_t line;
};

int bw_yaml_parse(const struct bw_yaml **out, struct bw_str text,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* Member of a map or NULL; a dotted path goes deeper. NULL in, NULL out. */
const struct bw_yaml *bw_yaml_get(const struct bw_yaml *n, const char *path);
struct bw_str bw_yaml_text(const struct bw_yaml *n, const char *path);

#endif
