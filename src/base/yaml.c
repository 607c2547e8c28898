/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * yaml.c - content files as a tree, from libyaml's events.
 *
 * Events, not yaml_document: the tree is built in the caller's arena, knows
 * lines, and refuses what we do not want (anchors, aliases, tags, several
 * documents, duplicate keys) at the place where it stands.
 */
#include "base/yaml.h"
#include <yaml.h>

#define DEPTH 32

struct build {
	yaml_parser_t parser;
	struct bw_arena *a;
	struct bw_err *err;
	struct bw_yaml *open[DEPTH]; /* lists and maps being filled */
	struct bw_yaml *last[DEPTH]; /* their last child */
	struct bw_str key[DEPTH];    /* read, waiting for its value */
	bool has_key[DEPTH];
	int depth;
	const struct bw_yaml *root;
	struct bw_str text;
};

static int
refuse(struct build *b, const yaml_mark_t *at, const char *what)
{
	bw_fail(b->err, BW_EFORMAT, "YAML: %s", what);
	/* libyaml counts characters, not bytes: the line is all it knows. */
	return bw_fail_at(b->err, at->line + 1, UINT64_MAX);
}

static int
nomem(struct build *b)
{
	return bw_fail(b->err, BW_ENOMEM, "no memory for a content file");
}

static bool
twice(const struct bw_yaml *map, struct bw_str key)
{
	for (const struct bw_yaml *n = map->child; n != NULL; n = n->next)
		if (bw_str_eq(n->key, key))
			return true;
	return false;
}

/* Hang a node under the innermost open one, or make it the root. */
static int
hang(struct build *b, struct bw_yaml *n, const yaml_mark_t *at)
{
	int d = b->depth - 1;

	n->line = at->line + 1;
	if (d < 0) {
		if (b->root != NULL)
			return refuse(b, at, "more than one document");
		b->root = n;
		return 0;
	}
	if (b->open[d]->kind == BW_YAML_MAP) {
		if (!b->has_key[d])
			return refuse(b, at, "a key must be text");
		n->key = b->key[d];
		b->has_key[d] = false;
	}
	if (b->last[d] == NULL)
		b->open[d]->child = n;
	else
		b->last[d]->next = n;
	b->last[d] = n;
	return 0;
}

static int
scalar(struct build *b, const yaml_event_t *e)
{
	struct bw_str text = { (const char *)e->data.scalar.value,
		e->data.scalar.length };
	struct bw_str copy = bw_arena_dup(b->a, text);
	struct bw_yaml *n;
	int d = b->depth - 1;

	if (copy.p == NULL)
		return nomem(b);
	if (d >= 0 && b->open[d]->kind == BW_YAML_MAP && !b->has_key[d]) {
		if (twice(b->open[d], copy))
			return refuse(b, &e->start_mark, "a key stands twice");
		b->key[d] = copy;
		b->has_key[d] = true;
		return 0;
	}
	n = BW_ARENA_NEW(b->a, struct bw_yaml);
	if (n == NULL)
		return nomem(b);
	n->kind = BW_YAML_TEXT;
	n->text = copy;
	return hang(b, n, &e->start_mark);
}

static int
begin(struct build *b, enum bw_yaml_kind kind, const yaml_event_t *e)
{
	struct bw_yaml *n = BW_ARENA_NEW(b->a, struct bw_yaml);
	int rc;

	if (n == NULL)
		return nomem(b);
	n->kind = kind;
	if ((rc = hang(b, n, &e->start_mark)) != 0)
		return rc;
	if (b->depth == DEPTH)
		return refuse(b, &e->start_mark, "nested too deep");
	b->open[b->depth] = n;
	b->last[b->depth] = NULL;
	b->has_key[b->depth] = false;
	b->depth++;
	return 0;
}

static int
take(struct build *b, const yaml_event_t *e)
{
	static const char tagged[] = "types (!!int) are not written here";

	switch ((int)e->type) {
	case YAML_SCALAR_EVENT:
		if (e->data.scalar.tag != NULL)
			return refuse(b, &e->start_mark, tagged);
		if (e->data.scalar.anchor != NULL)
			break;
		return scalar(b, e);
	case YAML_SEQUENCE_START_EVENT:
		if (e->data.sequence_start.tag != NULL)
			return refuse(b, &e->start_mark, tagged);
		if (e->data.sequence_start.anchor != NULL)
			break;
		return begin(b, BW_YAML_LIST, e);
	case YAML_MAPPING_START_EVENT:
		if (e->data.mapping_start.tag != NULL)
			return refuse(b, &e->start_mark, tagged);
		if (e->data.mapping_start.anchor != NULL)
			break;
		return begin(b, BW_YAML_MAP, e);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		b->depth--;
		return 0;
	case YAML_ALIAS_EVENT:
		break;
	default: /* starts and ends of stream and document */
		return 0;
	}
	return refuse(
	    b, &e->start_mark, "anchors and aliases are not used here");
}

static int
parse_failed(struct build *b)
{
	const yaml_parser_t *p = &b->parser;
	const char *why = p->problem != NULL ? p->problem : "unreadable";
	uint64_t line = 1;

	if (p->error == YAML_MEMORY_ERROR)
		return nomem(b);
	if (p->error != YAML_READER_ERROR)
		return refuse(b, &p->problem_mark, why);
	/* Bytes that are no text: only their offset is known. */
	for (size_t i = 0; i < p->problem_offset && i < b->text.n; i++)
		line += b->text.p[i] == '\n';
	bw_fail(b->err, BW_EFORMAT, "YAML: %s", why);
	return bw_fail_at(b->err, line, p->problem_offset);
}

static int
events(struct build *b)
{
	yaml_event_t e;
	bool end;
	int rc = 0;

	do {
		if (!yaml_parser_parse(&b->parser, &e))
			return parse_failed(b);
		rc = take(b, &e);
		end = e.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&e);
	} while (rc == 0 && !end);
	return rc;
}

int
bw_yaml_parse(const struct bw_yaml **out, struct bw_str text,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_err own = BW_ERR_INIT;
	struct build b = { .a = a, .err = err, .text = text };
	int rc;

	*out = NULL;
	/* Somebody who does not want to know why still wants the code. */
	if (err == NULL)
		b.err = &own;
	if (!yaml_parser_initialize(&b.parser))
		return nomem(&b);
	yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &b.parser, (const unsigned char *)(text.p ? text.p : ""), text.n);
	rc = events(&b);
	yaml_parser_delete(&b.parser);
	if (rc == 0 && b.root == NULL)
		rc = bw_fail(err, BW_EFORMAT, "YAML: nothing in it");
	if (rc == 0)
		*out = b.root;
	return rc;
}

static const struct bw_yaml *
member(const struct bw_yaml *n, struct bw_str key)
{
	if (n == NULL || n->kind != BW_YAML_MAP)
		return NULL;
	for (n = n->child; n != NULL; n = n->next)
		if (bw_str_eq(n->key, key))
			return n;
	return NULL;
}

const struct bw_yaml *
bw_yaml_get(const struct bw_yaml *n, const char *path)
{
	struct bw_str rest = bw_str_of(path), part;

	while (n != NULL && bw_str_cut(&rest, '.', &part))
		n = member(n, part);
	return n;
}

struct bw_str
bw_yaml_text(const struct bw_yaml *n, const char *path)
{
	n = bw_yaml_get(n, path);
	return n != NULL && n->kind == BW_YAML_TEXT ? n->text
						    : (struct bw_str){ 0 };
}
