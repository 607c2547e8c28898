/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version_key.c - reading versions and writing keys.
 */
#include "cyber/version_key.h"

#define LONG_NUMBER 0xf0u

bool
scan_char(struct bw_version_scan *s, char c)
{
	if (s->p == s->end || *s->p != c)
		return false;
	s->p++;
	return true;
}

struct bw_str
scan_digits(struct bw_version_scan *s)
{
	const char *from = s->p;

	while (is_digit(peek(s)))
		s->p++;
	return (struct bw_str){ from, (size_t)(s->p - from) };
}

struct bw_str
scan_letters(struct bw_version_scan *s)
{
	const char *from = s->p;

	while (is_alpha(peek(s)))
		s->p++;
	return (struct bw_str){ from, (size_t)(s->p - from) };
}

bool
all_digits(struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit((unsigned char)s.p[i]))
			return false;
	return s.n > 0;
}

bool
is_zero(struct bw_str digits)
{
	for (size_t i = 0; i < digits.n; i++)
		if (digits.p[i] != '0')
			return false;
	return true;
}

void
put_number(struct bw_buf *key, struct bw_str digits)
{
	while (digits.n > 0 && digits.p[0] == '0')
		digits = bw_str_sub(digits, 1, digits.n - 1);
	if (digits.n < LONG_NUMBER) {
		put_tag(key, (unsigned)digits.n);
	} else {
		put_tag(key, LONG_NUMBER);
		for (unsigned i = sizeof(digits.n); i-- > 0;)
			put_tag(key, (unsigned)(digits.n >> (8 * i) & 0xff));
	}
	for (size_t i = 0; i < digits.n; i++)
		put_tag(key, (unsigned char)digits.p[i]);
}

void
put_text(struct bw_buf *key, struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++)
		put_tag(key, (unsigned char)s.p[i]);
	put_tag(key, 0);
}

void
put_text_lower(struct bw_buf *key, struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++)
		put_tag(key, (unsigned)lower((unsigned char)s.p[i]));
	put_tag(key, 0);
}
