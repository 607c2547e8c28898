/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * text.c - the words of content/words/ *.yaml, loaded once.
 *
 * Every file is a flat map from a key to both languages. All that can be
 * wrong with a text is found when the program starts, in every file and with
 * its line, not on the day somebody asks for that text in that language: a
 * language that is missing, a key said twice, and a {place} that one language
 * fills and the other does not.
 *
 * The table is a load-once cache: after bw_text_load nothing in it changes
 * and any thread may read it. Only a key that does not exist, a mistake in
 * the program, adds to it (under a lock): it is shown as [key].
 */
#include "model/text.h"
#include "base/embed.h"
#include "base/map.h"
#include "base/vec.h"
#include "base/yaml.h"
#include <pthread.h>

static const char *const languages[BW_LANGS] = {
	[BW_NL] = "nl", [BW_EN] = "en"
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
	bool loaded;
	struct bw_arena arena;
	struct bw_intern key;
	BW_VEC(struct bw_text) text; /* by id of the key */
	struct bw_arena missing;
	struct bw_intern missing_key;
	BW_VEC(struct bw_str) missing_text;
} words;

static bool
name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
	    c == '-';
}

/* Cut up to and with the next {name} off *rest. plain is the text before it;
 * false when there is none (plain is then all). *bad: a brace that begins or
 * ends nothing. */
static bool
next_place(
    struct bw_str *rest, struct bw_str *plain, struct bw_str *name, bool *bad)
{
	size_t open = 0, end;

	*bad = false;
	while (open < rest->n && rest->p[open] != '{' && rest->p[open] != '}')
		open++;
	*plain = bw_str_sub(*rest, 0, open);
	if (open == rest->n) {
		*rest = (struct bw_str){ 0 };
		return false;
	}
	for (end = open + 1; end < rest->n && name_char(rest->p[end]);)
		end++;
	*bad = rest->p[open] == '}' || end == open + 1 || end == rest->n ||
	    rest->p[end] != '}';
	*name = bw_str_sub(*rest, open + 1, end - open - 1);
	*rest = bw_str_sub(*rest, end + 1, rest->n);
	return true;
}

static bool
has_place(struct bw_str text, struct bw_str wanted)
{
	struct bw_str plain, name;
	bool bad;

	while (next_place(&text, &plain, &name, &bad))
		if (bw_str_eq(name, wanted))
			return true;
	return false;
}

/* Every {place} of `in` must be in the other language too. */
static int
check_places(const struct bw_yaml *entry, const struct bw_text *text,
    enum bw_lang in, struct bw_err *err)
{
	struct bw_str rest = text->in[in], plain, name;
	enum bw_lang other = in == BW_NL ? BW_EN : BW_NL;
	bool bad;

	while (next_place(&rest, &plain, &name, &bad)) {
		if (bad)
			return bw_fail(err, BW_EFORMAT,
			    "%.*s: %s has a brace that is not part of a "
			    "{name}: write the place as {name}",
			    BW_ARG(entry->key), languages[in]);
		if (!has_place(text->in[other], name))
			return bw_fail(err, BW_EFORMAT,
			    "%.*s: {%.*s} is in %s but not in %s: use the "
			    "same places in both",
			    BW_ARG(entry->key), BW_ARG(name), languages[in],
			    languages[other]);
	}
	return 0;
}

static int
read_text(const struct bw_yaml *entry, struct bw_text *text, struct bw_err *err)
{
	const struct bw_yaml *n;
	size_t found = 0;
	int rc;

	if (entry->kind != BW_YAML_MAP)
		return bw_fail(err, BW_EFORMAT,
		    "%.*s: write {nl: ..., en: ...}", BW_ARG(entry->key));
	for (size_t i = 0; i < BW_LANGS; i++) {
		n = bw_yaml_get(entry, languages[i]);
		if (n != NULL && n->kind == BW_YAML_TEXT)
			text->in[i] = bw_str_trim(n->text);
		if (text->in[i].n == 0)
			return bw_fail(err, BW_EFORMAT,
			    "%.*s: no text in %s: give both languages",
			    BW_ARG(entry->key), languages[i]);
	}
	for (n = entry->child; n != NULL; n = n->next)
		found++;
	if (found != BW_LANGS)
		return bw_fail(err, BW_EFORMAT,
		    "%.*s: only nl and en belong here", BW_ARG(entry->key));
	for (size_t i = 0; i < BW_LANGS; i++)
		if ((rc = check_places(entry, text, (enum bw_lang)i, err)) < 0)
			return rc;
	return 0;
}

static int
add_text(const struct bw_yaml *entry, struct bw_err *err)
{
	struct bw_text text = { 0 };
	bool added = false;
	uint32_t id;
	int rc;

	if ((rc = read_text(entry, &text, err)) < 0 ||
	    (rc = bw_intern_add(&words.key, entry->key, &id, &added, err)) < 0)
		return rc;
	if (!added)
		return bw_fail(err, BW_ECONFLICT,
		    "%.*s: this key has a text already: choose another",
		    BW_ARG(entry->key));
	if (!bw_vec_push(&words.text, text))
		return bw_fail(err, BW_ENOMEM, "no memory for texts");
	return 0;
}

static int
read_file(struct bw_str yaml, struct bw_err *err)
{
	const struct bw_yaml *top = NULL, *n;
	int rc;

	if ((rc = bw_yaml_parse(&top, yaml, &words.arena, err)) < 0)
		return rc;
	if (top->kind != BW_YAML_MAP)
		return bw_fail(err, BW_EFORMAT,
		    "a file of texts is a map from key to {nl: ..., en: ...}");
	for (n = top->child; n != NULL; n = n->next) {
		if ((rc = add_text(n, err)) < 0) {
			bw_fail_at(err, n->line, UINT64_MAX);
			return rc;
		}
	}
	return 0;
}

static void
forget(void)
{
	bw_arena_release(&words.arena);
	bw_intern_release(&words.key);
	bw_vec_release(&words.text);
	bw_arena_release(&words.missing);
	bw_intern_release(&words.missing_key);
	bw_vec_release(&words.missing_text);
	words.loaded = false;
}

static int
load_all(struct bw_err *err)
{
	const char *name;
	struct bw_str path;
	int rc;

	bw_arena_init(&words.arena, 0);
	bw_intern_init(&words.key);
	for (size_t i = 0; (name = bw_embed_name(i)) != NULL; i++) {
		path = bw_str_of(name);
		if (!bw_str_starts(path, BW_STR("content/words/")) ||
		    !bw_str_ends(path, BW_STR(".yaml")))
			continue;
		if ((rc = read_file(bw_embed(name), err)) < 0) {
			bw_fail_in(err, name);
			return rc;
		}
	}
	return 0;
}

int
bw_text_load(struct bw_err *err)
{
	int rc = 0;

	pthread_mutex_lock(&lock);
	if (!words.loaded) {
		forget();
		rc = load_all(err);
		if (rc == 0)
			words.loaded = true;
		else
			forget();
	}
	pthread_mutex_unlock(&lock);
	return rc;
}

void
bw_text_unload(void)
{
	pthread_mutex_lock(&lock);
	forget();
	pthread_mutex_unlock(&lock);
}

/* "[key]", kept so that it can be borrowed like any other text. */
static struct bw_str
bracketed(struct bw_str key)
{
	struct bw_str s = key, *slot;
	bool added = false;
	uint32_t id;

	pthread_mutex_lock(&lock);
	if (bw_intern_add(&words.missing_key, key, &id, &added, NULL) < 0)
		goto out;
	while (words.missing_text.n <= id)
		if (!bw_vec_push(&words.missing_text, (struct bw_str){ 0 }))
			goto out;
	slot = &words.missing_text.v[id];
	if (slot->p == NULL)
		*slot = bw_arena_fmt(&words.missing, "[%.*s]", BW_ARG(key));
	if (slot->p != NULL)
		s = *slot;
out:
	pthread_mutex_unlock(&lock);
	return s;
}

struct bw_text
bw_text(const char *key)
{
	struct bw_str k = bw_str_of(key);
	uint32_t id = bw_intern_find(&words.key, k);

	return id == BW_NONE ? bw_text_same(bracketed(k)) : words.text.v[id];
}

bool
bw_text_has(const char *key)
{
	return bw_intern_find(&words.key, bw_str_of(key)) != BW_NONE;
}

struct bw_str
bw_word(enum bw_lang lang, const char *key)
{
	return bw_text(key).in[lang];
}

struct bw_text
bw_text_same(struct bw_str s)
{
	struct bw_text t;

	for (size_t i = 0; i < BW_LANGS; i++)
		t.in[i] = s;
	return t;
}

/* The text with its places filled. A place nobody fills stays as {name}, for
 * all to see; what is filled in is not looked at again. A sentence that ends
 * in "... B.V." gets no second full stop. */
static void
fill_one(struct bw_buf *b, struct bw_str rest, enum bw_lang lang,
    const struct bw_fill *fill, size_t n)
{
	struct bw_str plain, name;
	bool bad, more, dot = false;
	size_t i;

	do {
		more = next_place(&rest, &plain, &name, &bad);
		if (dot && plain.n > 0 && plain.p[0] == '.' &&
		    (plain.n == 1 || plain.p[1] != '.'))
			plain = bw_str_sub(plain, 1, plain.n);
		bw_buf_str(b, plain);
		if (!more)
			break;
		for (i = 0; i < n; i++)
			if (bw_str_is(name, fill[i].name))
				break;
		dot = i < n && bw_str_ends(fill[i].value.in[lang], BW_STR("."));
		if (i < n)
			bw_buf_str(b, fill[i].value.in[lang]);
		else
			bw_buf_fmt(b, "{%.*s}", BW_ARG(name));
	} while (more);
}

struct bw_text
bw_text_fill(
    struct bw_arena *a, const char *key, const struct bw_fill *fill, size_t n)
{
	struct bw_text from = bw_text(key), to = { 0 };
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < BW_LANGS; i++) {
		bw_buf_clear(&b);
		fill_one(&b, from.in[i], (enum bw_lang)i, fill, n);
		if (!b.failed)
			to.in[i] = bw_arena_dup(a, bw_buf_get(&b));
	}
	bw_buf_release(&b);
	return to;
}

bool
bw_lang_of(struct bw_str s, enum bw_lang *lang)
{
	struct bw_str two = bw_str_sub(s, 0, 2);

	/* A territory, a code set or a modifier may follow. */
	if (s.n > 2 && memchr("_-.@", s.p[2], 4) == NULL)
		return false;
	for (size_t i = 0; i < BW_LANGS; i++) {
		if (bw_str_eq_nocase(two, bw_str_of(languages[i]))) {
			*lang = (enum bw_lang)i;
			return true;
		}
	}
	return false;
}
