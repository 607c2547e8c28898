/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version_key.h - the bytes keys are made of, shared by the schemes.
 *
 * A key is a row of tokens, each a tag and perhaps a value. Tags are in the
 * order in which the kinds of token stand at one place, the end among them. A
 * number is its length and its digits without leading zeros, so that 10 comes
 * after 9 whatever their length; a text ends with a byte 0, so that a prefix
 * comes first. Two keys that differ do so inside a token or at a tag, never
 * because one is a prefix of the other.
 */
#ifndef BW_VERSION_KEY_H
#define BW_VERSION_KEY_H
#include "cyber/version.h"

struct bw_version_scan { /* what is left to read */
	const char *p, *end;
};

static inline bool
is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_alpha(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline int
lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

/* Of a hexadecimal digit, or -1. */
static inline int
hex_value(int c)
{
	return is_digit(c)                       ? c - '0'
	    : lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10
						 : -1;
}

static inline int
peek(const struct bw_version_scan *s)
{
	return s->p < s->end ? (unsigned char)*s->p : -1;
}

static inline struct bw_version_scan
scan_of(struct bw_str s)
{
	return (struct bw_version_scan){ s.p, s.p + s.n };
}

static inline struct bw_str
left_of(const struct bw_version_scan *s)
{
	return (struct bw_str){ s->p, (size_t)(s->end - s->p) };
}

static inline void
put_tag(struct bw_buf *key, unsigned tag)
{
	if (key->n < key->cap)
		key->p[key->n++] = (char)tag;
	else
		bw_buf_char(key, (char)tag);
}

/* Steps over c, when it is the next one. */
bool scan_char(struct bw_version_scan *s, char c);
/* Digits from here on; empty when there are none. */
struct bw_str scan_digits(struct bw_version_scan *s);
/* Letters from here on. */
struct bw_str scan_letters(struct bw_version_scan *s);
bool all_digits(struct bw_str s); /* at least one, and only those */
bool is_zero(struct bw_str digits);
/* Of digits; an empty text is 0. */
void put_number(struct bw_buf *key, struct bw_str digits);
void put_text(struct bw_buf *key, struct bw_str s);       /* and a byte 0 */
void put_text_lower(struct bw_buf *key, struct bw_str s); /* ASCII */

/* One encoder per scheme: false when the text has no order in it. */
bool bw_key_semver(struct bw_str v, struct bw_buf *key);
bool bw_key_pub(struct bw_str v, struct bw_buf *key);
bool bw_key_nuget(struct bw_str v, struct bw_buf *key);
bool bw_key_deb(struct bw_str v, struct bw_buf *key);
bool bw_key_rpm(struct bw_str v, struct bw_buf *key);
bool bw_key_alpm(struct bw_str v, struct bw_buf *key);
bool bw_key_apk(struct bw_str v, struct bw_buf *key);
bool bw_key_gentoo(struct bw_str v, struct bw_buf *key);
bool bw_key_maven(struct bw_str v, struct bw_buf *key);
bool bw_key_pypi(struct bw_str v, struct bw_buf *key);
bool bw_key_gem(struct bw_str v, struct bw_buf *key);
bool bw_key_composer(struct bw_str v, struct bw_buf *key);
bool bw_key_cran(struct bw_str v, struct bw_buf *key);
bool bw_key_hackage(struct bw_str v, struct bw_buf *key);
bool bw_key_conan(struct bw_str v, struct bw_buf *key);
bool bw_key_openssl(struct bw_str v, struct bw_buf *key);
bool bw_key_datetime(struct bw_str v, struct bw_buf *key);
bool bw_key_text(struct bw_str v, struct bw_buf *key);
bool bw_key_plain(struct bw_str v, struct bw_buf *key);
bool bw_key_vendor(struct bw_str v, struct bw_buf *key);

#endif
