/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * json_place.c - where in a broken record is the mistake?
 *
 * simdjson says that a record is broken, not where, and who has to mend a
 * document of a thousand lines needs the line. So a record that was refused
 * is gone through once more by the grammar of RFC 8259, slowly, up to the
 * first byte that cannot stand where it stands.
 */
#include "base/json.h"
#include "base/json_priv.h"

enum expect {
	VALUE,
	VALUE_OR_END, /* behind '[' */
	KEY,
	KEY_OR_END, /* behind '{' */
	COLON,
	COMMA_OR_END,
	NOTHING
};

struct walk {
	const char *p;
	size_t n, i;
	unsigned depth;
	bool object[BW_JSON_DEPTH];
	enum expect expect;
};

static char
here(const struct walk *w)
{
	return w->i < w->n ? w->p[w->i] : '\0';
}

static void
value_ends(struct walk *w)
{
	w->expect = w->depth == 0 ? NOTHING : COMMA_OR_END;
}

static bool
escape(struct walk *w)
{
	char c = here(w);

	if (c == '\0' || memchr("\"\\/bfnrtu", c, 9) == NULL)
		return false;
	w->i++;
	if (c != 'u')
		return true;
	for (int k = 0; k < 4; k++, w->i++)
		if (here(w) == '\0' ||
		    memchr("0123456789abcdefABCDEF", here(w), 22) == NULL)
			return false;
	return true;
}

/* From the opening quote to behind the closing one. */
static bool
text(struct walk *w)
{
	size_t from = ++w->i, bad;

	while (w->i < w->n && w->p[w->i] != '"') {
		if ((unsigned char)w->p[w->i] < 0x20)
			return false;
		if (w->p[w->i++] == '\\' && !escape(w))
			return false;
	}
	if (!bw_utf8_valid((struct bw_str){ w->p + from, w->i - from }, &bad)) {
		w->i = from + bad;
		return false;
	}
	return w->i++ < w->n;
}

static bool
digits(struct walk *w)
{
	size_t from = w->i;

	while (here(w) >= '0' && here(w) <= '9')
		w->i++;
	return w->i > from;
}

static bool
number(struct walk *w)
{
	w->i += here(w) == '-';
	if (here(w) == '0')
		w->i++;
	else if (!digits(w))
		return false;
	if (here(w) == '.' && (w->i++, !digits(w)))
		return false;
	if (here(w) == 'e' || here(w) == 'E') {
		w->i++;
		w->i += here(w) == '+' || here(w) == '-';
		return digits(w);
	}
	return true;
}

static bool
word(struct walk *w)
{
	static const struct bw_str words[] = { BW_STR_INIT("true"),
		BW_STR_INIT("false"), BW_STR_INIT("null") };
	struct bw_str rest = { w->p + w->i, w->n - w->i };

	for (size_t k = 0; k < BW_LEN(words); k++)
		if (bw_str_starts(rest, words[k])) {
			w->i += words[k].n;
			return true;
		}
	return number(w);
}

static bool
begin(struct walk *w, bool object)
{
	if (w->depth == BW_JSON_DEPTH)
		return false;
	w->object[w->depth++] = object;
	w->expect = object ? KEY_OR_END : VALUE_OR_END;
	w->i++;
	return true;
}

static bool
end(struct walk *w)
{
	if (w->depth == 0 || w->object[w->depth - 1] != (here(w) == '}'))
		return false;
	w->depth--;
	w->i++;
	value_ends(w);
	return true;
}

static bool
value(struct walk *w)
{
	char c = here(w);

	if (c == '{' || c == '[')
		return begin(w, c == '{');
	if (!(c == '"' ? text(w) : word(w)))
		return false;
	value_ends(w);
	return true;
}

static bool
step(struct walk *w)
{
	char c = here(w);

	if ((c == ']' && w->expect == VALUE_OR_END) ||
	    (c == '}' && w->expect == KEY_OR_END) ||
	    ((c == ']' || c == '}') && w->expect == COMMA_OR_END))
		return end(w);
	switch (w->expect) {
	case VALUE:
	case VALUE_OR_END:
		return value(w);
	case KEY:
	case KEY_OR_END:
		w->expect = COLON;
		return c == '"' && text(w);
	case COLON:
		w->expect = VALUE;
		return c == ':' && w->i++ < w->n;
	case COMMA_OR_END:
		w->expect = w->object[w->depth - 1] ? KEY : VALUE;
		return c == ',' && w->i++ < w->n;
	case NOTHING:
		break;
	}
	return false;
}

void
bw_json_mistake(struct bw_str text, uint64_t *line, uint64_t *byte)
{
	struct walk w = { .p = text.p, .n = text.n };

	for (;;) {
		while (w.i < w.n && memchr(" \t\r\n", w.p[w.i], 4) != NULL)
			w.i++;
		if (w.i >= w.n || !step(&w))
			break;
	}
	/* Correct by its grammar (a number too large, say): its beginning. */
	if (w.i >= w.n && w.expect == NOTHING)
		w.i = 0;
	if (w.i > w.n)
		w.i = w.n; /* behind a text without its closing quote */
	*line = 1;
	*byte = w.i;
	for (size_t k = 0; k < w.i; k++)
		*line += w.p[k] == '\n';
}

void
bw_json_split_place(const struct bw_json_split *s, struct bw_err *err)
{
	uint64_t line, byte;

	bw_json_mistake(
	    (struct bw_str){ s->text + s->from, s->size }, &line, &byte);
	(void)bw_fail_at(err, s->from_line + line - 1, s->from_byte + byte);
}
