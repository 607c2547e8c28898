/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version_pypi.c - Python: PEP 440, and before it what setuptools did.
 *
 * [N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local], with the many spellings that
 * the PEP normalises. A development release comes before its pre-releases,
 * those before the release, that before its post-releases; zeros at the end of
 * the release say nothing; a local version comes after the one without, its
 * numbers after its texts.
 *
 * Old versions that are none by the PEP ("0.9-doduo") come before all that
 * are, among each other in the order of setuptools before 66: parts padded to
 * texts, with "final" behind pre-releases.
 */
#include "cyber/version_key.h"

enum {
	OLD,
	BY_PEP
};
enum {
	LOWEST,
	PRESENT,
	HIGHEST
}; /* of a part that may be absent */
enum {
	LOCAL_END,
	LOCAL_TEXT,
	LOCAL_NUMBER
};

struct pep {
	struct bw_str epoch, pre_n, post_n, dev_n, local;
	struct bw_version_scan release;
	char pre; /* 'a', 'b', 'c', or 0 */
	bool post, dev, has_local;
};

static bool
separator(int c)
{
	return c == '.' || c == '-' || c == '_';
}

/* One of the words behind an optional separator, with its number. */
static bool
labelled(struct bw_version_scan *s, const char *const *word, const char *tag,
    char *got, struct bw_str *n)
{
	struct bw_version_scan at = *s;
	struct bw_str w;

	if (separator(peek(&at)))
		at.p++;
	w = scan_letters(&at);
	for (size_t i = 0; word[i] != NULL; i++) {
		struct bw_version_scan behind = at;

		if (!bw_str_eq_nocase(w, bw_str_of(word[i])))
			continue;
		if (separator(peek(&behind)))
			behind.p++;
		*n = scan_digits(&behind);
		*s = n->n > 0 ? behind : at;
		*got = tag[i];
		return true;
	}
	return false;
}

static bool
release(struct bw_version_scan *s, struct pep *p)
{
	if (lower(peek(s)) == 'v')
		s->p++;
	p->epoch = scan_digits(s);
	if (p->epoch.n == 0)
		return false;
	if (!scan_char(s, '!')) {
		s->p -= p->epoch.n;
		p->epoch = BW_STR("");
	}
	p->release.p = s->p;
	do
		if (scan_digits(s).n == 0)
			return false;
	while (s->end - s->p > 1 && *s->p == '.' && is_digit(s->p[1]) &&
	    scan_char(s, '.'));
	p->release.end = s->p;
	return true;
}

static bool
local(struct bw_version_scan *s, struct pep *p)
{
	bool empty = true;

	p->has_local = scan_char(s, '+');
	p->local = left_of(s);
	if (!p->has_local)
		return s->p == s->end;
	for (; s->p < s->end; s->p++) {
		bool between = separator(peek(s));

		if ((between && empty) ||
		    (!between && !is_digit(peek(s)) && !is_alpha(peek(s))))
			return false;
		empty = between;
	}
	return !empty;
}

static bool
parse(struct bw_version_scan s, struct pep *p)
{
	static const char *const pre[] = { "a", "alpha", "b", "beta", "c", "rc",
		"pre", "preview", NULL };
	static const char *const post[] = { "post", "rev", "r", NULL };
	static const char *const dev[] = { "dev", NULL };
	char got;

	if (!release(&s, p))
		return false;
	labelled(&s, pre, "aabbcccc", &p->pre, &p->pre_n);
	if (s.end - s.p > 1 && *s.p == '-' && is_digit(s.p[1])) {
		s.p++;
		p->post = true;
		p->post_n = scan_digits(&s);
	} else {
		p->post = labelled(&s, post, "ppp", &got, &p->post_n);
	}
	p->dev = labelled(&s, dev, "d", &got, &p->dev_n);
	return local(&s, p);
}

static void
put_release(struct bw_version_scan s, struct bw_buf *key)
{
	size_t kept = key->n;

	do {
		struct bw_str n = scan_digits(&s);

		put_tag(key, PRESENT);
		put_number(key, n);
		if (!is_zero(n))
			kept = key->n;
	} while (scan_char(&s, '.'));
	key->n = key->failed ? key->n : kept;
	put_tag(key, LOWEST);
}

static void
put_local(struct bw_str text, struct bw_buf *key)
{
	struct bw_version_scan s = scan_of(text);

	while (s.p < s.end) {
		const char *from = s.p;
		struct bw_str item;

		while (s.p < s.end && !separator(peek(&s)))
			s.p++;
		item = (struct bw_str){ from, (size_t)(s.p - from) };
		put_tag(key, all_digits(item) ? LOCAL_NUMBER : LOCAL_TEXT);
		if (all_digits(item))
			put_number(key, item);
		else
			put_text_lower(key, item);
		s.p += s.p < s.end;
	}
	put_tag(key, LOCAL_END);
}

static void
put_part(struct bw_buf *key, bool has, unsigned absent, struct bw_str n)
{
	put_tag(key, has ? PRESENT : absent);
	if (has)
		put_number(key, n);
}

static void
put_pep(const struct pep *p, struct bw_buf *key)
{
	put_tag(key, BY_PEP);
	put_number(key, p->epoch);
	put_release(p->release, key);
	/* 1.0.dev1 comes before 1.0a1, but 1.0.post1.dev1 does not. */
	if (p->pre == 0) {
		put_tag(key, p->dev && !p->post ? LOWEST : HIGHEST);
	} else {
		put_tag(key, PRESENT);
		put_tag(key, (unsigned char)p->pre);
		put_number(key, p->pre_n);
	}
	put_part(key, p->post, LOWEST, p->post_n);
	put_part(key, p->dev, HIGHEST, p->dev_n);
	put_tag(key, p->has_local ? PRESENT : LOWEST);
	if (p->has_local)
		put_local(p->local, key);
}

/* ---- what setuptools did ---- */

static void
put_old_word(struct bw_buf *key, struct bw_str w)
{
	static const char *const same[][2] = { { "pre", "c" },
		{ "preview", "c" }, { "rc", "c" }, { "dev", "@" },
		{ "-", "final-" } };

	put_tag(key, '*');
	for (size_t i = 0; i < BW_LEN(same); i++)
		if (bw_str_eq_nocase(w, bw_str_of(same[i][0]))) {
			put_text(key, bw_str_of(same[i][1]));
			return;
		}
	put_text_lower(key, w);
}

static void
put_old(struct bw_version_scan s, struct bw_buf *key)
{
	put_tag(key, OLD);
	while (s.p < s.end) {
		const char *from = s.p;

		if (is_digit(peek(&s))) {
			put_tag(key, '0'); /* digits come after "*" */
			put_number(key, scan_digits(&s));
			continue;
		}
		if (is_alpha(peek(&s)))
			scan_letters(&s);
		else if (*s.p++ == '.')
			continue;
		put_old_word(
		    key, (struct bw_str){ from, (size_t)(s.p - from) });
	}
	put_tag(key, '*');
	put_text(key, BW_STR("final"));
}

bool
bw_key_pypi(struct bw_str v, struct bw_buf *key)
{
	struct bw_version_scan s = scan_of(bw_str_trim(v));
	struct pep p = { 0 };

	if (s.p == s.end)
		return false;
	if (parse(s, &p))
		put_pep(&p, key);
	else
		put_old(s, key);
	return true;
}
