/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * form.c - application/x-www-form-urlencoded.
 *
 * A field of k bytes needs at most k + 1 with its NULs ("a=b&" becomes
 * "a\0b\0"), so that all of them fit where the text and one byte more fit.
 */
#include "web/form.h"
#include "base/mem.h"

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Undo the escapes of one name or value; returns the end of what it wrote. */
static char *
undo(char *to, struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		int high = i + 2 < s.n ? hex(s.p[i + 1]) : -1;
		int low = high >= 0 ? hex(s.p[i + 2]) : -1;

		if (s.p[i] == '%' && low >= 0) {
			*to++ = (char)(high << 4 | low);
			i += 2;
		} else {
			*to++ = s.p[i] == '+' ? ' ' : s.p[i];
		}
	}
	*to++ = '\0';
	return to;
}

static bool
readable(struct bw_str s)
{
	return memchr(s.p, 0, s.n) == NULL && bw_utf8_valid(s, NULL);
}

static int
add(struct bw_form *f, char **to, struct bw_str pair, size_t at,
    struct bw_err *err)
{
	struct bw_field *field = &f->field[f->n];
	struct bw_str rest = pair;
	struct bw_str name;

	bw_str_cut(&rest, '=', &name);
	field->name.p = *to;
	*to = undo(*to, name);
	field->name.n = (size_t)(*to - 1 - field->name.p);
	field->value = (struct bw_str){ *to - 1, 0 };
	if (name.n < pair.n) {
		field->value.p = *to;
		*to = undo(*to, rest);
		field->value.n = (size_t)(*to - 1 - field->value.p);
	}
	if (!readable(field->name) || !readable(field->value)) {
		bw_fail(
		    err, BW_EFORMAT, "a field of the form is no text in UTF-8");
		return bw_fail_at(err, 0, at);
	}
	f->n++;
	return 0;
}

static size_t
fields(struct bw_str text)
{
	size_t n = 1;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '&';
	return n;
}

static int
split(struct bw_form *f, struct bw_str text, struct bw_err *err)
{
	struct bw_str rest = text, pair;
	char *to = f->text;

	while (bw_str_cut(&rest, '&', &pair)) {
		int rc = pair.n == 0
		    ? 0
		    : add(f, &to, pair, (size_t)(pair.p - text.p), err);

		if (rc != 0)
			return rc;
	}
	return 0;
}

int
bw_form_parse(struct bw_form *f, struct bw_str text, struct bw_err *err)
{
	size_t n = fields(text);
	int rc;

	*f = (struct bw_form){ 0 };
	if (text.n > BW_FORM_BYTES)
		return bw_fail(err, BW_ELIMIT, "a form of more than %zu bytes",
		    BW_FORM_BYTES);
	if (n > BW_FORM_FIELDS)
		return bw_fail(err, BW_ELIMIT, "a form of more than %u fields",
		    BW_FORM_FIELDS);
	f->text = bw_alloc(text.n + 1, 1);
	f->field = bw_alloc(n, sizeof(*f->field));
	rc = f->text == NULL || f->field == NULL
	    ? bw_fail(err, BW_ENOMEM, "no memory for a form")
	    : split(f, text, err);
	if (rc != 0)
		bw_form_release(f);
	return rc;
}

void
bw_form_release(struct bw_form *f)
{
	bw_free(f->field);
	bw_free(f->text);
	*f = (struct bw_form){ 0 };
}

bool
bw_form_nth(
    const struct bw_form *f, const char *name, size_t i, struct bw_str *value)
{
	for (size_t k = 0; k < f->n; k++)
		if (bw_str_is(f->field[k].name, name) && i-- == 0) {
			*value = f->field[k].value;
			return true;
		}
	return false;
}

struct bw_str
bw_form_get(const struct bw_form *f, const char *name)
{
	struct bw_str value = { 0 };

	bw_form_nth(f, name, 0, &value);
	return value;
}

size_t
bw_form_count(const struct bw_form *f, const char *name)
{
	size_t n = 0;

	for (size_t k = 0; k < f->n; k++)
		n += bw_str_is(f->field[k].name, name);
	return n;
}

void
bw_form_escape(struct bw_buf *b, struct bw_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || c == '*' || c == '-' ||
		    c == '.' || c == '_')
			bw_buf_char(b, c);
		else if (c == ' ')
			bw_buf_char(b, '+');
		else
			bw_buf_fmt(b, "%%%02X", (unsigned)(unsigned char)c);
	}
}

void
bw_form_add(struct bw_buf *b, const char *name, struct bw_str value)
{
	if (b->n > 0)
		bw_buf_char(b, '&');
	bw_form_escape(b, bw_str_of(name));
	bw_buf_char(b, '=');
	bw_form_escape(b, value);
}
