/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * line.c - records as one line of JSON: see line.h.
 */
#include "model/line.h"

void
bw_line_next(struct bw_buf *b)
{
	if (b->n > 0 && b->p[b->n - 1] != '{' && b->p[b->n - 1] != '[')
		bw_buf_char(b, ',');
}

static void
name(struct bw_buf *b, const char *key)
{
	bw_line_next(b);
	if (key == NULL)
		return;
	bw_buf_char(b, '"');
	bw_buf_z(b, key);
	bw_buf_add(b, "\":", 2);
}

void
bw_line_open(struct bw_buf *b, const char *key, char bracket)
{
	name(b, key);
	bw_buf_char(b, bracket);
}

void
bw_line_close(struct bw_buf *b, char bracket)
{
	bw_buf_char(b, bracket);
}

/* Valid UTF-8; escaped is what JSON does not allow bare. */
static void
valid(struct bw_buf *b, struct bw_str s)
{
	size_t from = 0, i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		bw_buf_add(b, s.p + from, i - from);
		from = i + 1;
		if (c < 0x20) {
			bw_buf_fmt(b, "\\u%04x", c);
		} else {
			bw_buf_char(b, '\\');
			bw_buf_char(b, (char)c);
		}
	}
	bw_buf_add(b, s.p + from, i - from);
}

static void
quoted(struct bw_buf *b, struct bw_str s)
{
	size_t bad;

	bw_buf_char(b, '"');
	while (s.n > 0 && !bw_utf8_valid(s, &bad)) {
		valid(b, bw_str_sub(s, 0, bad));
		bw_buf_add(b, "\xef\xbf\xbd", 3);
		s = bw_str_sub(s, bad + 1, s.n);
	}
	if (s.n > 0)
		valid(b, s);
	bw_buf_char(b, '"');
}

void
bw_line_text(struct bw_buf *b, struct bw_str s)
{
	bw_line_next(b);
	quoted(b, s);
}

static void
decimal(struct bw_buf *b, int64_t v)
{
	char digit[24], *at = digit + sizeof(digit);
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do
		*--at = (char)('0' + u % 10);
	while ((u /= 10) > 0);
	if (v < 0)
		*--at = '-';
	bw_buf_add(b, at, (size_t)(digit + sizeof(digit) - at));
}

void
bw_line_int(struct bw_buf *b, int64_t v)
{
	bw_line_next(b);
	decimal(b, v);
}

void
bw_line_str(struct bw_buf *b, const char *key, struct bw_str s)
{
	if (s.n == 0)
		return;
	name(b, key);
	quoted(b, s);
}

void
bw_line_num(struct bw_buf *b, const char *key, int64_t v, int64_t none)
{
	if (v == none)
		return;
	name(b, key);
	decimal(b, v);
}

void
bw_line_keys(
    struct bw_buf *b, const char *key, const struct bw_key *k, size_t n)
{
	if (n == 0)
		return;
	bw_line_open(b, key, '[');
	for (size_t i = 0; i < n; i++) {
		bw_line_text(b, k[i].scheme);
		bw_line_text(b, k[i].value);
	}
	bw_line_close(b, ']');
}

static void
bad(struct bw_line *l, const char *what)
{
	if (l->bad == NULL)
		l->bad = what;
}

struct bw_str
bw_line_get_text(struct bw_line *l, struct bw_json v)
{
	struct bw_str s = { 0 };

	if (bw_json_type(v) != BW_JSON_STRING) {
		bad(l, "a text is expected");
		return s;
	}
	s = bw_json_str(v);
	if (s.n == 0)
		return (struct bw_str){ 0 };
	s = bw_arena_dup(l->a, s);
	if (s.p == NULL) {
		l->no_memory = true;
		s.n = 0;
	}
	return s;
}

struct bw_str
bw_line_get_str(struct bw_line *l, struct bw_json object, const char *key)
{
	struct bw_json v = bw_json_get(object, key);

	if (bw_json_type(v) == BW_JSON_NONE)
		return (struct bw_str){ 0 };
	return bw_line_get_text(l, v);
}

int64_t
bw_line_get_value(
    struct bw_line *l, struct bw_json v, int64_t least, int64_t most)
{
	int64_t n;

	if (bw_json_i64(v, &n) && n >= least && n <= most)
		return n;
	bad(l, "a number is missing or out of range");
	return least;
}

int64_t
bw_line_get_num(struct bw_line *l, struct bw_json object, const char *key,
    int64_t none, int64_t least, int64_t most)
{
	struct bw_json v = bw_json_get(object, key);

	if (bw_json_type(v) == BW_JSON_NONE)
		return none;
	return bw_line_get_value(l, v, least, most);
}

void *
bw_line_get_room(struct bw_line *l, struct bw_json object, const char *key,
    size_t size, size_t *n, struct bw_json_each *each)
{
	struct bw_json v = bw_json_get(object, key);
	void *room;

	*n = 0;
	*each = bw_json_each(v);
	if (bw_json_type(v) == BW_JSON_NONE || l->no_memory)
		return NULL;
	if (bw_json_type(v) != BW_JSON_ARRAY) {
		bad(l, "a list is expected");
		return NULL;
	}
	*n = bw_json_count(v);
	if (*n == 0)
		return NULL;
	room = bw_arena_alloc(l->a, *n, size);
	if (room == NULL) {
		l->no_memory = true;
		*n = 0;
	}
	return room;
}

/* Schemes and values by turns. */
struct bw_key *
bw_line_get_keys(
    struct bw_line *l, struct bw_json object, const char *key, size_t *n)
{
	struct bw_json_each e;
	struct bw_key *k = bw_line_get_room(l, object, key, sizeof(*k), n, &e);

	if (*n % 2 != 0)
		bad(l, "a key is half");
	*n /= 2;
	for (size_t i = 0; i < *n; i++) {
		if (bw_json_step(&e))
			k[i].scheme = bw_line_get_text(l, e.value);
		if (bw_json_step(&e))
			k[i].value = bw_line_get_text(l, e.value);
	}
	return *n > 0 ? k : NULL;
}

int
bw_line_end(const struct bw_line *l, struct bw_err *err)
{
	if (l->no_memory)
		return bw_fail(err, BW_ENOMEM, "no memory for a record");
	if (l->bad != NULL)
		return bw_fail(
		    err, BW_EFORMAT, "this is no record of ours: %s", l->bad);
	return 0;
}

int
bw_line_parse(struct bw_json_parser **p, struct bw_str json, struct bw_arena *a,
    struct bw_json *out, struct bw_err *err)
{
	char *copy;

	if (json.n > SIZE_MAX - BW_JSON_PAD)
		return bw_fail(err, BW_ELIMIT, "a record is too long");
	copy = bw_arena_alloc(a, json.n + BW_JSON_PAD, 1);
	if (copy == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a record");
	if (json.n > 0)
		memcpy(copy, json.p, json.n);
	if (*p == NULL) {
		int rc = bw_json_parser_new(p, err);

		if (rc != 0)
			return rc;
	}
	return bw_json_parse(*p, copy, json.n, out, err);
}
