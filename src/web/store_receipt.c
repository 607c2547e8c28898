/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store_receipt.c - 256 random bits as text, and their hash.
 *
 * Base 32 of Crockford: 52 characters hold 260 bits; the last four bits are
 * zero. Without I, L, O and U it can be read out loud and typed in.
 */
#include "web/store_priv.h"
#include <sodium.h>

#define BYTES 32

static const char digit[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

bool
receipt_new(struct bw_receipt *out)
{
	unsigned char raw[BYTES + 1] = { 0 };

	if (sodium_init() < 0)
		return false;
	randombytes_buf(raw, BYTES);
	for (size_t i = 0; i + 1 < BW_RECEIPT; i++) {
		size_t bit = i * 5;
		unsigned two = (unsigned)raw[bit / 8] << 8 |
		    raw[bit / 8 + 1 < sizeof(raw) ? bit / 8 + 1 : BYTES];

		out->text[i] = digit[two >> (11 - bit % 8) & 31];
	}
	out->text[BW_RECEIPT - 1] = '\0';
	sodium_memzero(raw, sizeof(raw));
	return true;
}

static char
read_digit(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		c = '0';
	if (c == 'I' || c == 'L')
		c = '1';
	return c != '\0' && strchr(digit, c) != NULL ? c : '\0';
}

bool
bw_receipt_parse(struct bw_str s, struct bw_receipt *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '-' || c == ' ' || c == '\t' || c == '\r' || c == '\n')
			continue;
		if ((c = read_digit(c)) == '\0' || n + 1 == BW_RECEIPT)
			return false;
		out->text[n++] = c;
	}
	out->text[n] = '\0';
	/* The bits behind the 256th. */
	return n + 1 == BW_RECEIPT &&
	    (strchr(digit, out->text[n - 1]) - digit) % 16 == 0;
}

void
bw_receipt_show(const struct bw_receipt *r, char to[BW_RECEIPT_SHOWN])
{
	size_t n = 0;

	for (size_t i = 0; i + 1 < BW_RECEIPT; i++) {
		if (i > 0 && i % 4 == 0)
			to[n++] = '-';
		to[n++] = r->text[i];
	}
	to[n] = '\0';
}

void
receipt_name(const struct bw_receipt *r, char name[STORE_NAME])
{
	static const unsigned char key[] = "bolwerk private world";
	unsigned char hash[BYTES];

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)r->text,
	    BW_RECEIPT - 1, key, sizeof(key) - 1);
	sodium_bin2hex(name, STORE_NAME, hash, sizeof(hash));
}

bool
store_is_name(const char *name)
{
	return strlen(name) == STORE_NAME - 1 &&
	    strspn(name, "0123456789abcdef") == STORE_NAME - 1;
}
