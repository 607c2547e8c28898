/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * text.h - words for people, in Dutch and English, kept as data.
 *
 * content/words/ holds every text with a key and both languages side by
 * side ("check.control.title: {nl: ..., en: ...}"); {name} marks a place to
 * fill. See doc/decisions/ for why this is not gettext. A missing key shows
 * as the key itself in brackets, and a test makes sure there is none.
 */
#ifndef BW_TEXT_H
#define BW_TEXT_H
#include "base/arena.h"

enum bw_lang {
	BW_NL,
	BW_EN,
	BW_LANGS
};

struct bw_text {
	struct bw_str in[BW_LANGS];
};
struct bw_fill { /* one {name} and what stands for it, in each language */
	const char *name;
	struct bw_text value;
};

int bw_text_load(struct bw_err *err) BW_MUST_USE; /* idempotent */
void bw_text_unload(void);
struct bw_text bw_text(const char *key);
bool bw_text_has(const char *key);
struct bw_str bw_word(enum bw_lang lang, const char *key);
/* The same value in every language. */
struct bw_text bw_text_same(struct bw_str s);
/* Fill {name}s; the result lives in the arena. */
struct bw_text bw_text_fill(
    struct bw_arena *a, const char *key, const struct bw_fill *fill, size_t n);
bool bw_lang_of(struct bw_str s, enum bw_lang *lang); /* "nl", "nl_NL" ... */

#endif
