/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * purl.c - package URLs: taking apart, and the canonical text (ECMA-427,
 * "How to parse a PURL": from the right, "#", "?", the scheme, the type, "@",
 * the last "/").
 */
#include "cyber/purl_parts.h"
#include "cyber/version_key.h"

static int
bad(struct parsing *p, const char *rule)
{
	return bw_fail(p->err, BW_EFORMAT, "'%.*s' is no package URL: %s",
	    BW_ARG(bw_str_sub(p->text, 0, 120)), rule);
}

static int
no_memory(struct parsing *p)
{
	return bw_fail(p->err, BW_ENOMEM, "no memory for a package URL");
}

/* Of two hexadecimal digits, else -1. */
static int
escaped(struct bw_str s, size_t i)
{
	int hi = i + 2 < s.n ? hex_value((unsigned char)s.p[i + 1]) : -1;
	int lo = i + 2 < s.n ? hex_value((unsigned char)s.p[i + 2]) : -1;

	return hi < 0 || lo < 0 ? -1 : hi * 16 + lo;
}

void
bw_purl_plain(struct bw_buf *b, struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		int c = s.p[i] == '%' ? escaped(s, i) : -1;

		bw_buf_char(b, c < 0 ? s.p[i] : (char)c);
		i += c < 0 ? 0 : 2;
	}
}

/* Decoded, in the arena; a NUL is no part of any name. */
static int
decode(struct parsing *p, struct bw_str s, struct bw_str *out)
{
	char *to = bw_arena_alloc(p->a, s.n + 1, 1);
	size_t n = 0;

	if (to == NULL)
		return no_memory(p);
	for (size_t i = 0; i < s.n; i++) {
		int c = s.p[i] == '%' ? escaped(s, i) : (unsigned char)s.p[i];

		if (c < 0) /* a "%" that means itself */
			c = '%';
		else if (s.p[i] == '%')
			i += 2;
		if (c == 0)
			return bad(p, "a part holds a zero byte");
		to[n++] = (char)c;
	}
	*out = (struct bw_str){ to, n };
	return bw_utf8_valid(*out, NULL) ? 0 : bad(p, "a part is no UTF-8");
}

/* Segments between "/", each decoded; empty ones go, in a subpath "." and
 * ".." too. */
static int
segments(struct parsing *p, struct bw_str s, bool subpath, struct bw_str *out)
{
	char *to = bw_arena_alloc(p->a, s.n + 1, 1);
	struct bw_str part;
	size_t n = 0;

	if (to == NULL)
		return no_memory(p);
	while (bw_str_cut(&s, '/', &part)) {
		int rc = decode(p, part, &part);

		if (rc != 0)
			return rc;
		/* Written back it would be two segments; the specification
		 * lets none hold one. */
		if (part.n > 0 && memchr(part.p, '/', part.n) != NULL)
			return bad(p, "a segment holds an encoded '/'");
		if (part.n == 0 ||
		    (subpath &&
			(bw_str_is(part, ".") || bw_str_is(part, ".."))))
			continue;
		if (n > 0)
			to[n++] = '/';
		memcpy(to + n, part.p, part.n);
		n += part.n;
	}
	*out = (struct bw_str){ to, n };
	return 0;
}

/* ---- qualifiers ---- */

static bool
key_is_sound(struct bw_str key)
{
	if (key.n == 0 || is_digit((unsigned char)key.p[0]))
		return false;
	for (size_t i = 0; i < key.n; i++) {
		int c = (unsigned char)key.p[i];

		if (!is_digit(c) && !is_alpha(c) && c != '.' && c != '-' &&
		    c != '_')
			return false;
	}
	return true;
}

static int
by_key(const void *x, const void *y)
{
	const struct bw_purl_pair *a = x, *b = y;

	return bw_str_cmp(a->key, b->key);
}

#define PAIRS 64

static int
join_pairs(
    struct parsing *p, struct bw_purl_pair *pair, size_t n, struct bw_str *out)
{
	struct bw_buf b = { 0 };

	qsort(pair, n, sizeof(*pair), by_key);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && bw_str_eq(pair[i].key, pair[i - 1].key)) {
			bw_buf_release(&b);
			return bad(p, "a qualifier is told twice");
		}
		bw_buf_z(&b, i > 0 ? "&" : "");
		bw_buf_str(&b, pair[i].key);
		bw_buf_char(&b, '=');
		purl_encode(&b, pair[i].value, false);
	}
	*out = bw_arena_dup(p->a, bw_buf_get(&b));
	bw_buf_release(&b);
	return out->p == NULL || b.failed ? no_memory(p) : 0;
}

/* Is it a key that the type defines, written otherwise? */
static bool
misspelt(struct bw_str type, struct bw_str key, struct bw_str lower_key)
{
	const struct bw_purl_type *t = bw_purl_type_find(type);
	struct bw_str keys, one;

	if (t == NULL || bw_str_eq(key, lower_key))
		return false;
	keys = t->qualifiers;
	while (keys.n > 0 && bw_str_cut(&keys, ' ', &one))
		if (bw_str_eq(one, lower_key))
			return true;
	return false;
}

static int
qualifiers(
    struct parsing *p, struct bw_str type, struct bw_str s, struct bw_str *out)
{
	struct bw_purl_pair pair[PAIRS];
	struct bw_str part;
	size_t n = 0;

	while (bw_str_cut(&s, '&', &part)) {
		struct bw_str key;
		int rc;

		if (part.n == 0)
			continue;
		bw_str_cut(&part, '=', &key);
		if (!key_is_sound(key))
			return bad(p,
			    "the name of a qualifier has other than "
			    "letters, digits and .-_");
		if (n == PAIRS)
			return bad(p, "more than 64 qualifiers");
		rc = decode(p, part, &part);
		if (rc == 0)
			rc = purl_cased(p, key, LOWER, &pair[n].key);
		if (rc == 0 && p->strict && misspelt(type, key, pair[n].key))
			rc = bad(p,
			    "a qualifier of the type is written with "
			    "capitals");
		if (rc != 0)
			return rc;
		pair[n].value = part;
		n += part.n > 0;
	}
	return n == 0 ? 0 : join_pairs(p, pair, n, out);
}

/* ---- all ---- */

static int
type_of(struct parsing *p, struct bw_str s, struct bw_str *out)
{
	if (s.n == 0 || is_digit((unsigned char)s.p[0]))
		return bad(p, "the type is missing or begins with a digit");
	for (size_t i = 0; i < s.n; i++) {
		int c = (unsigned char)s.p[i];

		if (!is_digit(c) && !is_alpha(c) && c != '.' && c != '-')
			return bad(
			    p, "the type has other than letters, digits, . -");
	}
	return purl_cased(p, s, LOWER, out);
}

/* Cut what stands behind the last c off. */
static struct bw_str
cut_last(struct bw_str *s, char c)
{
	struct bw_str behind = { NULL, 0 };

	for (size_t i = s->n; i-- > 0;)
		if (s->p[i] == c) {
			behind = bw_str_sub(*s, i + 1, s->n);
			s->n = i;
			break;
		}
	return behind;
}

/* "@" before the version stands in the last segment: "@babel/core@7". */
static struct bw_str
cut_version(struct bw_str *s)
{
	for (size_t i = s->n; i-- > 0 && s->p[i] != '/';)
		if (s->p[i] == '@') {
			struct bw_str v = bw_str_sub(*s, i + 1, s->n);

			s->n = i;
			return v;
		}
	return (struct bw_str){ NULL, 0 };
}

static int
path(struct parsing *p, struct bw_str rest, struct bw_purl *out)
{
	const struct bw_purl_type *t = bw_purl_type_find(out->type);
	struct bw_str version = cut_version(&rest), name = rest;
	int rc = decode(p, version, &out->version);

	while (name.n > 0 && name.p[name.n - 1] == '/')
		name.n--;
	if (rest.n > name.n && version.p != NULL)
		return bad(p, "the name is missing");
	rest = name;
	if (t != NULL && t->split_first) {
		struct bw_str ns;

		bw_str_cut(&rest, '/', &ns);
		name = rest;
		rest = ns;
		if (rc == 0)
			rc = segments(p, name, false, &out->name);
	} else {
		name = cut_last(&rest, '/');
		if (name.p == NULL) {
			name = rest;
			rest.n = 0;
		}
		if (rc == 0)
			rc = decode(p, name, &out->name);
	}
	return rc == 0 ? segments(p, rest, false, &out->ns) : rc;
}

static int
parse(struct parsing *p, struct bw_purl *out)
{
	struct bw_str rest = p->text, subpath, told, type;
	int rc;

	if (rest.n > BW_PURL_MOST)
		return bw_fail(p->err, BW_EFORMAT,
		    "a package URL is longer than %d bytes", BW_PURL_MOST);
	subpath = cut_last(&rest, '#');
	told = cut_last(&rest, '?');
	if (!bw_str_eq_nocase(bw_str_sub(rest, 0, 4), BW_STR("pkg:")))
		return bad(p, "it does not begin with pkg:");
	rest = bw_str_sub(rest, 4, rest.n);
	while (rest.n > 0 && rest.p[0] == '/')
		rest = bw_str_sub(rest, 1, rest.n);
	bw_str_cut(&rest, '/', &type);
	if (rest.p == NULL)
		return bad(p, "the type or the name is missing");
	rc = type_of(p, type, &out->type);
	if (rc == 0)
		rc = path(p, rest, out);
	if (rc == 0)
		rc = qualifiers(p, out->type, told, &out->qualifiers);
	if (rc == 0)
		rc = segments(p, subpath, true, &out->subpath);
	return rc == 0 ? purl_rules(p, out, true) : rc;
}

int
bw_purl_parse(struct bw_purl *out, struct bw_str text, struct bw_arena *a,
    struct bw_err *err)
{
	struct parsing p = { text, false, a, err };

	*out = (struct bw_purl){ 0 };
	return parse(&p, out);
}

int
bw_purl_parse_strict(struct bw_purl *out, struct bw_str text,
    struct bw_arena *a, struct bw_err *err)
{
	struct parsing p = { text, true, a, err };

	*out = (struct bw_purl){ 0 };
	return parse(&p, out);
}

int
bw_purl_make(struct bw_purl *out, struct bw_str type, struct bw_str ns,
    struct bw_str name, struct bw_arena *a, struct bw_err *err)
{
	struct parsing p = { name, false, a, err };
	int rc;

	*out = (struct bw_purl){ .ns = ns, .name = name };
	rc = type_of(&p, type, &out->type);
	return rc == 0 ? purl_rules(&p, out, false) : rc;
}

int
bw_purl_tell(struct bw_purl *out, const struct bw_purl_told *told,
    struct bw_arena *a, struct bw_err *err)
{
	struct parsing p = { told->name, false, a, err };
	struct bw_purl_pair pair[PAIRS];
	size_t kept = 0;
	int rc = bw_purl_make(out, told->type, told->ns, told->name, a, err);

	if (rc == 0)
		rc = segments(&p, told->subpath, true, &out->subpath);
	if (rc == 0 && told->n_qualifier > PAIRS)
		rc = bad(&p, "more than 64 qualifiers");
	out->version = told->version;
	for (size_t i = 0; rc == 0 && i < told->n_qualifier; i++) {
		const struct bw_purl_pair *q = &told->qualifier[i];

		if (!key_is_sound(q->key))
			return bad(&p,
			    "the name of a qualifier has other "
			    "than letters, digits and .-_");
		rc = purl_cased(&p, q->key, LOWER, &pair[kept].key);
		pair[kept].value = q->value;
		kept += q->value.n > 0;
	}
	if (rc == 0 && kept > 0)
		rc = join_pairs(&p, pair, kept, &out->qualifiers);
	return rc == 0 ? purl_rules(&p, out, true) : rc;
}
