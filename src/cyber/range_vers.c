/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * range_vers.c - reading `vers` (package-url/vers-spec, "VERS specification").
 *
 * vers:SCHEME/CONSTRAINT|CONSTRAINT..., each a comparator and a version in
 * which what the grammar uses is percent-encoded. The canonical form has no
 * blanks, no empty constraint, versions in their order, and no needless or
 * small-letter encoding; tools write other forms too, and those are read with
 * what is plainly meant.
 */
#include "cyber/range_priv.h"

struct vers {
	struct making m;
	bool canonical;
};

static int
refuse(struct vers *v, const char *why)
{
	return bw_fail(v->m.err, BW_EFORMAT, "no canonical vers: %s", why);
}

/* %2F at s. The colons of a time stand as they are in the canonical form. */
static int
encoded(struct vers *v, struct bw_version_scan *s)
{
	int hi, lo;

	if (s->end - s->p < 3 || hex_value((unsigned char)s->p[1]) < 0 ||
	    hex_value((unsigned char)s->p[2]) < 0)
		return bw_fail(v->m.err, BW_EFORMAT,
		    "invalid percent-encoding in a version of the range");
	hi = hex_value((unsigned char)s->p[1]);
	lo = hex_value((unsigned char)s->p[2]);
	if (v->canonical && v->m.r->scheme == BW_SCHEME_DATETIME &&
	    hi * 16 + lo == ':')
		return refuse(v, "the colons of a time stand as they are");
	if (v->canonical && (s->p[1] >= 'a' || s->p[2] >= 'a'))
		return refuse(v, "the encoding has small letters");
	if (hi * 16 + lo == 0)
		return bw_fail(v->m.err, BW_EFORMAT,
		    "a version of the range holds a zero byte");
	bw_buf_char(&v->m.text, (char)(hi * 16 + lo));
	s->p += 3;
	return 0;
}

static int
version(struct vers *v, struct bw_str text)
{
	struct bw_version_scan s = scan_of(text);
	int rc = 0;

	bw_buf_clear(&v->m.text);
	while (rc == 0 && s.p < s.end)
		if (*s.p == '%')
			rc = encoded(v, &s);
		else
			bw_buf_char(&v->m.text, *s.p++);
	if (rc == 0 && v->canonical && v->m.r->scheme == BW_SCHEME_DATETIME &&
	    (memchr(text.p, 't', text.n) != NULL ||
		memchr(text.p, 'z', text.n) != NULL))
		rc = refuse(v, "a time has a capital T and Z");
	return rc;
}

static int
constraint(struct vers *v, struct bw_str text, size_t i)
{
	struct bw_version_scan s = scan_of(bw_str_trim(text));
	unsigned op;
	int rc;

	if (s.p == s.end)
		return v->canonical || i == 0
		    ? refuse(v, "a bar stands at an end or beside another")
		    : 0;
	op = making_op(&s);
	rc = version(v, left_of(&s));
	if (rc == 0)
		rc = making_add(&v->m, op, bw_buf_get(&v->m.text));
	return rc;
}

static int
in_order(struct vers *v)
{
	for (size_t i = 1; v->canonical && i < v->m.c.n; i++) {
		const struct bw_constraint *a = &v->m.c.v[i - 1], *b = a + 1;

		if (a->key.n > 0 && b->key.n > 0 &&
		    bw_key_compare(v->m.r->scheme, a->key, b->key) == BW_AFTER)
			return refuse(v, "the versions are not in their order");
	}
	return 0;
}

static int
constraints(struct vers *v, struct bw_str rest)
{
	struct bw_str part;
	int rc = 0;

	if (bw_str_is(bw_str_trim(rest), "*"))
		return making_alternative(&v->m, true, false);
	if (rest.n == 0)
		return bw_fail(
		    v->m.err, BW_EFORMAT, "the range has no constraint");
	for (size_t i = 0; rc == 0 && bw_str_cut(&rest, '|', &part); i++)
		rc = constraint(v, part, i);
	if (rc == 0)
		rc = in_order(v);
	return rc == 0 ? making_alternative(&v->m, false, true) : rc;
}

static bool
blank(struct bw_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (strchr(" \t\r\n\v\f", text.p[i]) != NULL)
			return true;
	return false;
}

int
bw_range_vers(struct bw_range *out, struct bw_str text, bool canonical,
    struct bw_arena *a, struct bw_err *err)
{
	struct vers v = { .canonical = canonical };
	struct bw_str rest = bw_str_trim(text), head, scheme;
	int rc;

	if (!bw_str_starts(rest, BW_STR("vers:")))
		return bw_fail(err, BW_EFORMAT,
		    "a vers begins with 'vers:' and a scheme: vers:npm/>=1.0");
	head = bw_str_sub(rest, 5, rest.n - 5);
	if (!bw_str_cut(&head, '/', &scheme) || head.p == NULL)
		return bw_fail(
		    err, BW_EFORMAT, "the vers has no '/' behind its scheme");
	rc = making_open(&v.m, out, scheme, a, err);
	if (rc == 0 && canonical && blank(text))
		rc = refuse(&v, "it holds blanks");
	if (rc == 0)
		rc = constraints(&v, head);
	return making_close(&v.m, rc);
}
