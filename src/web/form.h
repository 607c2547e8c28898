/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * form.h - what a form sends: names and values, in their order.
 *
 * Of a query or of a body application/x-www-form-urlencoded, read as the URL
 * Standard (WHATWG, 5.1) reads it: pairs between &, + is a blank, %XX a byte,
 * and a % that begins no such pair stands for itself ("q=100%" typed by hand).
 * Stricter than the standard: text that is no UTF-8 is refused, not mended,
 * and so is U+0000, because values go on as C strings.
 *
 * Bounds: 1 MiB of text (BW_FORM_BYTES), 2000 fields (BW_FORM_FIELDS). One
 * pass, one allocation for the text and one for the fields; asking by name
 * looks through all of them.
 */
#ifndef BW_FORM_H
#define BW_FORM_H
#include "base/str.h"

#define BW_FORM_BYTES ((size_t)1 << 20)
#define BW_FORM_FIELDS 2000u

struct bw_field {
	struct bw_str name, value; /* a NUL stands behind each */
};
struct bw_form {
	struct bw_field *field;
	size_t n;
	char *text; /* that the fields point into */
};

/* Fields from text, which may go away after it. BW_EFORMAT, BW_ELIMIT (with
 * the byte in text) or BW_ENOMEM leave nothing to be released. */
int bw_form_parse(
    struct bw_form *f, struct bw_str text, struct bw_err *err) BW_MUST_USE;
void bw_form_release(struct bw_form *f); /* zeroed is fine */

/* Was it sent at all, and how often? */
size_t bw_form_count(const struct bw_form *f, const char *name);
/* The first value of that name; empty when there is none. */
struct bw_str bw_form_get(const struct bw_form *f, const char *name);
/* The i-th value of that name, from 0; false when there are fewer. */
bool bw_form_nth(
    const struct bw_form *f, const char *name, size_t i, struct bw_str *value);

/* The way back: "name=value", with & before it when b is not empty; bytes
 * other than letters, digits, * - . _ become %XX, a blank becomes +. */
void bw_form_add(struct bw_buf *b, const char *name, struct bw_str value);
/* Only one text, escaped like that. */
void bw_form_escape(struct bw_buf *b, struct bw_str text);

#endif
