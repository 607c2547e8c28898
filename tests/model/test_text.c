/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_text.c - the words of the program, and what is refused in a file of
 * words. Includes the source, to feed it files that the tree must not hold.
 */
#include "support/support.h"
#include "base/embed.h"
#include "model/text.c"
#include "base/pool.h"
#include <ftw.h>
#include <regex.h>

static int
load(void **state)
{
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_text_load(&err), &err);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	bw_text_unload();
	return 0;
}

static void
all_texts_of_the_tree_load(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_str first;

	(void)state;
	assert_ok(bw_text_load(&err), &err);
	first = bw_word(BW_NL, "certainty.certain");
	assert_str(first, "zeker");
	assert_str(bw_word(BW_EN, "certainty.certain"), "certain");
	assert_ok(bw_text_load(&err), &err); /* again: nothing happens */
	assert_ptr_equal(bw_word(BW_NL, "certainty.certain").p, first.p);
	assert_true(words.text.n >= 40);
	for (size_t i = 0; i < words.text.n; i++) {
		for (size_t l = 0; l < BW_LANGS; l++) {
			struct bw_str s = words.text.v[i].in[l];

			assert_true(bw_utf8_valid(s, NULL));
			assert_true(s.n > 0 && s.p[0] != '[');
		}
	}
}

static void
a_missing_key_shows_itself(void **state)
{
	struct bw_text t = bw_text("no.such.key");

	(void)state;
	assert_str(t.in[BW_NL], "[no.such.key]");
	assert_str(t.in[BW_EN], "[no.such.key]");
	assert_str(bw_word(BW_NL, "other"), "[other]");
	assert_ptr_equal(bw_text("no.such.key").in[0].p, t.in[0].p);
}

static const struct {
	const char *yaml, *says;
	unsigned line;
} refused[] = {
	{ "a: {nl: x}\n", "no text in en", 1 },
	{ "a: {nl: x, en: y}\nb: {en: y}\n", "no text in nl", 2 },
	{ "a: {nl: '', en: y}\n", "no text in nl", 1 },
	{ "a: {nl: x, en: y, de: z}\n", "only nl and en", 1 },
	{ "a: {nl: x, en: [y]}\n", "no text in en", 1 },
	{ "a: x\n", "write {nl: ..., en: ...}", 1 },
	{ "- a\n", "map", 0 },
	{ "a: {nl: 'x {p}', en: y}\n", "{p} is in nl but not in en", 1 },
	{ "a: {nl: x, en: 'y {p} {q}'}\n", "{p} is in en but not in nl", 1 },
	{ "a: {nl: 'x {p', en: 'y {p}'}\n", "brace", 1 },
	{ "a: {nl: 'x }', en: 'y'}\n", "brace", 1 },
	{ "a: {nl: 'x {}', en: 'y {}'}\n", "brace", 1 },
	{ "a: {nl: 'x {P Q}', en: 'y {P Q}'}\n", "brace", 1 },
	{ "level.act: {nl: x, en: y}\n", "level.act: this key", 1 },
};

static void
half_a_translation_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < BW_LEN(refused); i++) {
		struct bw_err err = BW_ERR_INIT;

		if (read_file(bw_str_of(refused[i].yaml), &err) >= 0)
			fail_msg("taken: %s", refused[i].yaml);
		if (strstr(err.what, refused[i].says) == NULL)
			fail_msg("%s, not %s", err.what, refused[i].says);
		assert_int_equal(err.line, refused[i].line);
	}
}

static void
places_are_filled(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_arena a;
	struct bw_text t;
	const struct bw_fill fill[] = {
		{ "who", bw_text_same(BW_STR("A {n} B.V.")) },
		{ "n", { { [BW_NL] = { "1,5", 3 }, [BW_EN] = { "1.5", 3 } } } },
	};

	(void)state;
	bw_arena_init(&a, 0);
	assert_ok(
	    read_file(BW_STR("t.fill: {nl: '{n} van {who}: {n}', en: "
			     "\"{who}'s {n}\"}\n"
			     "t.none: {nl: ' kaal ', en: bare}\n"
			     "t.end: {nl: '{who}. Ja', en: '{who}...'}\n"),
		&err),
	    &err);
	t = bw_text_fill(&a, "t.fill", fill, 2);
	/* What is filled in is not looked at again. */
	assert_str(t.in[BW_NL], "1,5 van A {n} B.V.: 1,5");
	assert_str(t.in[BW_EN], "A {n} B.V.'s 1.5");
	t = bw_text_fill(&a, "t.fill", fill, 1);
	assert_str(t.in[BW_EN], "A {n} B.V.'s {n}");
	t = bw_text_fill(&a, "t.end", fill, 2);
	assert_str(t.in[BW_NL], "A {n} B.V. Ja");
	assert_str(t.in[BW_EN], "A {n} B.V....");
	t = bw_text_fill(&a, "t.none", fill, 2);
	assert_str(t.in[BW_NL], "kaal");
	t = bw_text_fill(&a, "t.gone", fill, 2);
	assert_str(t.in[BW_NL], "[t.gone]");
	bw_arena_release(&a);
}

static void
languages_by_any_name(void **state)
{
	static const char *const dutch[] = { "nl", "NL", "nl_NL", "nl-BE",
		"nl_NL.UTF-8", "nl@euro", "nl.UTF-8" };
	static const char *const neither[] = { "", "n", "nld", "C", "POSIX",
		"de_DE", "enx", "e" };
	enum bw_lang l = BW_EN;

	(void)state;
	for (size_t i = 0; i < BW_LEN(dutch); i++) {
		l = BW_EN;
		assert_true(bw_lang_of(bw_str_of(dutch[i]), &l));
		assert_int_equal(l, BW_NL);
	}
	assert_true(bw_lang_of(BW_STR("en_GB.UTF-8"), &l));
	assert_int_equal(l, BW_EN);
	for (size_t i = 0; i < BW_LEN(neither); i++)
		assert_false(bw_lang_of(bw_str_of(neither[i]), &l));
	assert_false(bw_lang_of((struct bw_str){ NULL, 0 }, &l));
}

/* Every key that the code names must have a text. Keys pass through helpers
 * and tables, so each literal of the form "room.part.part" is looked at whose
 * first part is a room of the words: it must be a key, or the beginning of
 * one (the id of a finding, whose texts are id.title and id.reason). */
static regex_t literal;
static unsigned literals;

static bool
begins_a_key(struct bw_str s)
{
	for (uint32_t i = 0; i < words.key.n; i++) {
		struct bw_str key = bw_intern_get(&words.key, i);

		if (key.n > s.n && bw_str_starts(key, s) && key.p[s.n] == '.')
			return true;
	}
	return bw_intern_find(&words.key, s) != BW_NONE;
}

/* Facts of law have names of the same form ("deal.kind"): the rules know
 * them. */
static bool
is_in_the_rules(struct bw_str s)
{
	for (size_t i = 0; bw_embed_name(i) != NULL; i++) {
		struct bw_str text = bw_embed(bw_embed_name(i));

		if (strncmp(bw_embed_name(i), "rules/law/", 10) == 0 &&
		    memmem(text.p, text.n, s.p, s.n) != NULL)
			return true;
	}
	return false;
}

static void
keys_of(struct bw_str source, const char *path)
{
	char *text = strndup(source.p, source.n), *at = text;
	regmatch_t m[3];

	assert_non_null(text);
	for (; regexec(&literal, at, 3, m, 0) == 0; at += m[0].rm_eo - 1) {
		struct bw_str s = { at + m[1].rm_so,
			(size_t)(m[1].rm_eo - m[1].rm_so) };
		struct bw_str rest = s, room;

		if (!bw_str_cut(&rest, '.', &room) || !begins_a_key(room))
			continue;
		if (!begins_a_key(s) && !is_in_the_rules(s))
			fail_msg("%s: no words for \"%.*s\"", path, BW_ARG(s));
		literals++;
	}
	free(text);
}

static int
look_into(const char *path, const struct stat *st, int type, struct FTW *at)
{
	struct bw_str source;

	(void)st;
	(void)at;
	if (type != FTW_F || !bw_str_ends(bw_str_of(path), BW_STR(".c")))
		return 0;
	source = test_read(path);
	keys_of(source, path);
	free((void *)(uintptr_t)source.p);
	return 0;
}

static void
every_key_in_the_code_has_words(void **state)
{
	(void)state;
	assert_int_equal(
	    regcomp(&literal, "\"([a-z]+(\\.[a-z0-9-]+)+)\"", REG_EXTENDED), 0);
	assert_int_equal(nftw(test_source("src"), look_into, 16, FTW_PHYS), 0);
	print_message("# %u keys looked up\n", literals);
	assert_true(literals > 0);
	regfree(&literal);
}

static int
read_words(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	char key[32];

	(void)ctx;
	(void)chunk;
	(void)worker;
	for (size_t i = begin; i < end; i++) {
		snprintf(key, sizeof(key), "missing.%zu", i % 7);
		if (bw_word(BW_NL, "level.act").n == 0 ||
		    bw_word(BW_EN, key).p[0] != '[' || bw_text_load(NULL) != 0)
			return -1;
	}
	return 0;
}

static void
many_threads_read(void **state)
{
	struct bw_pool *pool;

	(void)state;
	assert_int_equal(bw_pool_new(&pool, 4, NULL), 0);
	assert_int_equal(bw_pool_run(pool, 2000, 10, read_words, NULL), 0);
	bw_pool_free(pool);
}

static int
brutal(void *ctx, struct bw_err *err)
{
	struct bw_arena a;
	struct bw_text t;
	int rc;

	(void)ctx;
	bw_arena_init(&a, 0);
	rc = bw_text_load(err);
	if (rc == 0) {
		t = bw_text_fill(&a, "level.act", NULL, 0);
		(void)bw_word(BW_NL, "missing");
		if (t.in[BW_EN].p == NULL || t.in[BW_NL].p == NULL)
			rc = bw_fail(err, BW_ENOMEM, "no memory");
	}
	bw_text_unload();
	bw_arena_release(&a);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	bw_text_unload();
	test_brutal(brutal, NULL, 2000);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, load, unload)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(all_texts_of_the_tree_load),
		CASE(a_missing_key_shows_itself),
		CASE(half_a_translation_is_refused),
		CASE(places_are_filled),
		CASE(languages_by_any_name),
		CASE(every_key_in_the_code_has_words),
		CASE(many_threads_read),
		CASE(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
