/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_yaml.c - content files as trees, and what they may not contain.
 */
#include "support/support.h"
#include "base/yaml.h"

static void
show(struct bw_buf *b, const struct bw_yaml *n)
{
	if (n->key.p != NULL)
		bw_buf_fmt(b, "%.*s=", BW_ARG(n->key));
	if (n->kind == BW_YAML_TEXT) {
		assert_int_equal(n->text.p[n->text.n], '\0');
		bw_buf_fmt(b, "'%.*s'@%llu", BW_ARG(n->text),
		    (unsigned long long)n->line);
		return;
	}
	bw_buf_char(b, n->kind == BW_YAML_MAP ? '{' : '[');
	for (const struct bw_yaml *c = n->child; c != NULL; c = c->next) {
		if (c != n->child)
			bw_buf_char(b, ' ');
		show(b, c);
	}
	bw_buf_char(b, n->kind == BW_YAML_MAP ? '}' : ']');
}

static void
reads_as(const char *text, const char *expected)
{
	struct bw_err err = BW_ERR_INIT;
	const struct bw_yaml *root = NULL;
	struct bw_buf b = { 0 };
	struct bw_arena a;

	bw_arena_init(&a, 0);
	assert_ok(bw_yaml_parse(&root, bw_str_of(text), &a, &err), &err);
	show(&b, root);
	assert_str(bw_buf_get(&b), expected);
	bw_buf_release(&b);
	bw_arena_release(&a);
}

static void
refused(struct bw_str text, uint64_t line, const char *word)
{
	struct bw_err err = BW_ERR_INIT;
	const struct bw_yaml *root = NULL;
	struct bw_arena a;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_yaml_parse(&root, text, &a, &err);
	if (rc != BW_EFORMAT || err.line != line ||
	    strstr(err.what, word) == NULL)
		fail_msg("%.*s: code %d line %llu \"%s\", not line %llu \"%s\"",
		    BW_ARG(text), rc, (unsigned long long)err.line, err.what,
		    (unsigned long long)line, word);
	assert_null(root);
	assert_int_equal(bw_yaml_parse(&root, text, &a, NULL), BW_EFORMAT);
	bw_arena_release(&a);
}

static void
everything_is_text(void **state)
{
	(void)state;
	reads_as("a: NO\nb: 1:30\nc: 007\nd: ~\ne:\nf: \"x\\ty\"\n",
	    "{a='NO'@1 b='1:30'@2 c='007'@3 d='~'@4 e=''@5 f='x\ty'@6}");
	reads_as("- a\n- [b, c]\n- {d: e}\n- []\n",
	    "['a'@1 ['b'@2 'c'@2] {d='e'@3} []]");
	reads_as("t: |\n  een\n  twee\nu: >-\n  drie\n  vier\n",
	    "{t='een\ntwee\n'@1 u='drie vier'@4}");
	reads_as("# comment\n---\n'één'\n", "'één'@3");
}

static void
paths_go_through_maps(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	const struct bw_yaml *root = NULL;
	struct bw_arena a;

	(void)state;
	bw_arena_init(&a, 0);
	assert_ok(bw_yaml_parse(&root,
		      BW_STR("a:\n  b:\n    nl: ja\n    en: yes\n  l: [x]\n"),
		      &a, &err),
	    &err);
	assert_str(bw_yaml_text(root, "a.b.nl"), "ja");
	assert_int_equal(bw_yaml_get(root, "a.b.en")->line, 4);
	assert_null(bw_yaml_get(root, "a.x.nl"));
	assert_null(bw_yaml_get(root, "a.l.x"));
	assert_null(bw_yaml_get(NULL, "a"));
	assert_int_equal(bw_yaml_text(root, "a.b").n, 0);
	bw_arena_release(&a);
}

static void
tricks_are_refused_by_line(void **state)
{
	struct bw_buf b = { 0 };

	(void)state;
	refused(BW_STR("a: &x 1\nb: *x\n"), 1, "anchors");
	refused(BW_STR("a: 1\nb: *x\n"), 2, "anchors");
	refused(BW_STR("a: &x [1]\n"), 1, "anchors");
	refused(BW_STR("a: 1\nb: 2\na: 3\n"), 3, "twice");
	refused(BW_STR("a: !!int 1\n"), 1, "types");
	refused(BW_STR("a: 1\n---\nb: 1\n"), 3, "more than one");
	refused(BW_STR("? [a]\n: b\n"), 1, "key must be text");
	refused(BW_STR(""), 0, "nothing");
	refused(BW_STR("# only this\n"), 0, "nothing");
	refused(BW_STR("a: [1\nb: 2\n"), 2, "");
	refused(BW_STR("a: b: c\n"), 1, "");
	refused(BW_STR("a:\n\tb: 1\n"), 2, "");
	refused(BW_STR("a: 1\nb: \xff\n"), 2, "");
	for (int i = 0; i < 40; i++)
		bw_buf_char(&b, '[');
	refused(bw_buf_get(&b), 1, "deep");
	bw_buf_release(&b);
}

static int
parse_brutal(void *ctx, struct bw_err *err)
{
	const struct bw_str *text = ctx;
	const struct bw_yaml *root = NULL;
	struct bw_arena a;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_yaml_parse(&root, *text, &a, err);
	bw_arena_release(&a);
	return rc;
}

static void
survives_without_memory(void **state)
{
	struct bw_buf b = { 0 };
	struct bw_str text;

	(void)state;
	for (int i = 0; i < 100; i++)
		bw_buf_fmt(
		    &b, "key%d: [a long enough text, %d, {a: b}]\n", i, i);
	text = bw_buf_get(&b);
	test_brutal(parse_brutal, &text, 100);
	bw_buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_is_text),
		cmocka_unit_test(paths_go_through_maps),
		cmocka_unit_test(tricks_are_refused_by_line),
		cmocka_unit_test(survives_without_memory),
	};

	return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
