/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cpe.c - CPE names: the formatted string of 2.3 (NISTIR 7695, 6.2), keys.
 *
 * Capitals are made small (5.3.2: values are lower case), which real names
 * need; any other breach of the grammar is refused with its place.
 */
#include "cyber/cpe_priv.h"
#include "cyber/version_key.h"
#include "cyber/version_key.h"

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

/* What may stand as it is. */
static bool
is_plain(char c)
{
	return is_digit(c) || is_alpha(c) || c == '_' || c == '-' || c == '.';
}

/* Unquoted wildcards at i: one "*", or any number of "?" (5.3.2). */
static size_t
wildcards(struct bw_str v, size_t i)
{
	size_t n = 0;

	if (i < v.n && v.p[i] == '*')
		return 1;
	while (i + n < v.n && v.p[i + n] == '?')
		n++;
	return n;
}

/* The character at i, to *c: 1 byte, or 2 when quoted; 0 if it is none. Only
 * punctuation takes a backslash; before "." "-" "_" well-formed names have one
 * too, which the formatted string drops (6.2.2). */
static size_t
character(struct bw_str v, size_t i, char *c)
{
	if (i >= v.n)
		return 0;
	*c = v.p[i];
	if (is_plain(*c))
		return 1;
	if (*c != '\\' || i + 1 == v.n)
		return 0;
	*c = v.p[i + 1];
	return *c > 0x20 && *c < 0x7f && !is_digit(*c) && !is_alpha(*c) ? 2 : 0;
}

const char *
cpe_keep(char **w, struct bw_str *out, struct bw_str v, size_t *bad)
{
	char *p = *w, *from = p, c = 0;
	size_t begin = wildcards(v, 0), i = begin, step;

	for (size_t k = 0; k < begin; k++)
		*p++ = v.p[k];
	for (; (step = character(v, i, &c)) > 0; i += step) {
		if (!is_plain(c))
			*p++ = '\\';
		*p++ = (char)lower(c);
	}
	*bad = i;
	if (i == 0 && v.n == 0)
		return "an attribute is empty; ANY is written *";
	if (bw_str_is(v, "\\-"))
		return "a hyphen alone is NA and cannot be quoted";
	/* After wildcards only, no others. */
	for (step = i > begin || begin == 0 ? wildcards(v, i) : 0; step > 0;
	     step--)
		*p++ = v.p[i++];
	*w = p;
	*out = (struct bw_str){ from, (size_t)(p - from) };
	if (i == v.n)
		return NULL;
	return v.p[*bad] == '*' || v.p[*bad] == '?'
	    ? "a wildcard stands at an end of a value only: one *, or some ?"
	    : v.p[*bad] == '\\'
	    ? "a backslash quotes one sign of punctuation, no other character"
	    : "a character that must be quoted with a backslash";
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
	char *w = bw_arena_alloc(a, text.n + 1, 1);

	if (w == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a CPE name");
	for (unsigned i = 0; i < BW_CPE_ATTRS; i++) {
		const char *rule, *from = rest.p;
		size_t bad;

		if (from == NULL)
			return cpe_bad(err, text, text.n,
			    "it has fewer than 11 attributes");
		rule = cpe_keep(&w, &out->attr[i], cut(&rest), &bad);
		if (rule != NULL)
			return cpe_bad(
			    err, text, (size_t)(from - text.p) + bad, rule);
	}
	return rest.p == NULL ? 0
			      : cpe_bad(err, text, (size_t)(rest.p - text.p),
				    "it has more than 11 attributes");
}

int
bw_cpe_parse(struct bw_cpe *out, struct bw_str text, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_str part;
	int rc;

	*out = (struct bw_cpe){ 0 };
	if (text.n > BW_CPE_MOST)
		return bw_fail(err, BW_ELIMIT,
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
		rc = cpe_bad(err, text, text.p[4] == '/' ? 5 : 8,
		    "the part is none of a, o, h, * and -");
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
