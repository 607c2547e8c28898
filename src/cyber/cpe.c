/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cpe.c - CPE names: the formatted string of 2.3 (NISTIR 7695, 6.2), keys.
 *
 * Capitals are made small (5.3.2: values are lower case), which real names
 * need; any other breach of the grammar is refused with its place.
 */
#include "cyber/cpe_priv.h"
#include "cyber/version_key.h"

static bool
is_plain(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
	    c == '-' || c == '.';
}

bool
bw_cpe_logical(struct bw_str v)
{
	return v.n == 1 && (v.p[0] == '*' || v.p[0] == '-');
}

int
cpe_bad(struct bw_err *err, struct bw_str text, size_t at, const char *rule)
{
	return bw_fail(err, BW_EFORMAT,
	    "'%.*s' is no CPE name: %s (at byte %zu)",
	    BW_ARG(bw_str_sub(text, 0, 120)), rule, at + 1);
}

/* Wildcards may stand at the ends: any number of "?", or one "*". */
static bool
wildcards_at_ends(struct bw_str v)
{
	size_t from = 0, to = v.n;

	if (v.n > 0 && v.p[0] == '*')
		from = 1;
	while (from > 0 || from < v.n) {
		if (from < v.n && v.p[0] == '?' && v.p[from] == '?')
			from++;
		else
			break;
	}
	if (to > from && v.p[to - 1] == '*' && (to < 2 || v.p[to - 2] != '\\'))
		to--;
	while (to > from && v.p[to - 1] == '?' &&
	    (to < 2 || v.p[to - 2] != '\\') && (to == v.n || v.p[to] == '?'))
		to--;
	if (from >= to) /* nothing between them */
		return bw_cpe_logical(v);
	for (size_t i = from; i < to; i++) {
		if (v.p[i] == '\\')
			i++;
		else if (v.p[i] == '*' || v.p[i] == '?')
			return false;
	}
	return true;
}

/* One component of the formatted string, checked and made small. */
static int
component(struct bw_str *out, struct bw_str v, size_t at, struct bw_str text,
    struct bw_arena *a, struct bw_err *err)
{
	char *p = bw_arena_alloc(a, v.n + 1, 1);

	if (p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a CPE name");
	if (v.n == 0)
		return cpe_bad(err, text, at, "an attribute is empty");
	for (size_t i = 0; i < v.n; i++) {
		unsigned char c = (unsigned char)v.p[i];

		p[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : (char)c;
		if (c == '\\') {
			unsigned char q =
			    i + 1 < v.n ? (unsigned char)v.p[i + 1] : 0;

			if (q < 0x21 || q > 0x7e || is_alpha(q) || is_digit(q))
				return cpe_bad(err, text, at + i,
				    "a backslash quotes punctuation alone");
			i++;
			p[i] = (char)q;
		} else if (!is_plain((unsigned char)p[i]) && c != '*' &&
		    c != '?') {
			return cpe_bad(err, text, at + i,
			    "a character that must be quoted");
		}
	}
	*out = (struct bw_str){ p, v.n };
	if (!wildcards_at_ends(*out))
		return cpe_bad(err, text, at,
		    "a wildcard that is not at an end of the value");
	return 0;
}

/* Up to the next ":" that is not quoted. */
static struct bw_str
cut(struct bw_str *rest)
{
	size_t i = 0;
	struct bw_str part;

	while (i < rest->n && rest->p[i] != ':')
		i += rest->p[i] == '\\' && i + 1 < rest->n ? 2 : 1;
	part = bw_str_sub(*rest, 0, i);
	*rest = i < rest->n ? bw_str_sub(*rest, i + 1, rest->n)
			    : (struct bw_str){ NULL, 0 };
	return part;
}

static int
formatted(struct bw_cpe *out, struct bw_str text, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_str rest = bw_str_sub(text, 8, text.n);

	for (unsigned i = 0; i < BW_CPE_ATTRS; i++) {
		size_t at = rest.p == NULL ? text.n : (size_t)(rest.p - text.p);
		int rc;

		if (rest.p == NULL)
			return cpe_bad(
			    err, text, at, "less than 11 attributes");
		rc = component(&out->attr[i], cut(&rest), at, text, a, err);
		if (rc != 0)
			return rc;
	}
	return rest.p == NULL ? 0
			      : cpe_bad(err, text, (size_t)(rest.p - text.p),
				    "more than 11 attributes");
}

int
bw_cpe_parse(struct bw_cpe *out, struct bw_str text, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_str part;
	int rc;

	*out = (struct bw_cpe){ 0 };
	if (text.n > BW_CPE_MOST)
		return bw_fail(err, BW_EFORMAT,
		    "a CPE name is longer than %d bytes", BW_CPE_MOST);
	if (bw_str_eq_nocase(bw_str_sub(text, 0, 8), BW_STR("cpe:2.3:")))
		rc = formatted(out, text, a, err);
	else if (bw_str_eq_nocase(bw_str_sub(text, 0, 5), BW_STR("cpe:/")))
		rc = cpe_uri(out, text, a, err);
	else
		rc = cpe_bad(
		    err, text, 0, "it begins with neither cpe:2.3: nor cpe:/");
	part = out->attr[BW_CPE_PART];
	if (rc == 0 && (part.n != 1 || strchr("aoh*-", part.p[0]) == NULL))
		rc = cpe_bad(err, text, 0, "the part is none of a, o, h");
	return rc;
}

void
bw_cpe_print(struct bw_buf *b, const struct bw_cpe *c)
{
	bw_buf_z(b, "cpe:2.3");
	for (unsigned i = 0; i < BW_CPE_ATTRS; i++) {
		bw_buf_char(b, ':');
		bw_buf_str(b, c->attr[i]);
	}
}

void
bw_cpe_plain(struct bw_buf *b, struct bw_str v)
{
	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] == '\\' && i + 1 < v.n)
			i++;
		bw_buf_char(b, v.p[i]);
	}
}

void
bw_cpe_key(struct bw_buf *b, const struct bw_cpe *c)
{
	bw_buf_str(b, c->attr[BW_CPE_PART]);
	bw_buf_char(b, ':');
	bw_buf_str(b, c->attr[BW_CPE_VENDOR]);
	bw_buf_char(b, ':');
	bw_buf_str(b, c->attr[BW_CPE_PRODUCT]);
}
