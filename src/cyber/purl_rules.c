/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * purl_rules.c - what the type of a package URL demands, and writing one.
 */
#include "cyber/purl_parts.h"
#include "cyber/version_key.h"

static int
bad(struct parsing *p, const struct bw_purl *u, const char *rule)
{
	return bw_fail(p->err, BW_EFORMAT,
	    "'%.*s' is no package URL of type %.*s: %s",
	    BW_ARG(bw_str_sub(p->text, 0, 120)), BW_ARG(u->type), rule);
}

int
purl_cased(struct parsing *p, struct bw_str s, unsigned how, struct bw_str *out)
{
	char *to;

	*out = s;
	if (how == KEEP || s.n == 0)
		return 0;
	to = bw_arena_alloc(p->a, s.n, 1);
	if (to == NULL)
		return bw_fail(
		    p->err, BW_ENOMEM, "no memory for a package URL");
	for (size_t i = 0; i < s.n; i++) {
		int c = (unsigned char)s.p[i];

		to[i] = how == LOWER       ? (char)lower(c)
		    : c >= 'a' && c <= 'z' ? (char)(c - 32)
					   : (char)c;
	}
	*out = (struct bw_str){ to, s.n };
	return 0;
}

/* "repository_url~databricks", "namespace=github|namespace=..." */
static bool
holds(struct bw_str when, const struct bw_purl *u)
{
	struct bw_str one, key;

	while (bw_str_cut(&when, '|', &one)) {
		struct bw_str tilde = one;

		bw_str_cut(&one, '=', &key);
		if (one.p != NULL && bw_str_eq_nocase(u->ns, one))
			return true;
		bw_str_cut(&tilde, '~', &key);
		if (tilde.p != NULL) {
			char name[32];

			snprintf(name, sizeof(name), "%.*s", BW_ARG(key));
			if (bw_str_find(bw_purl_qualifier(u->qualifiers, name),
				tilde) >= 0)
				return true;
		}
	}
	return false;
}

/* "_" and "-" are one (pypi); anything but letters and digits is "_" (pub). */
static int
respelled(struct parsing *p, const struct bw_purl_type *t, struct bw_str *name)
{
	char *to;

	if (!t->other_to_underscore && !t->underscore_to_dash)
		return 0;
	to = bw_arena_alloc(p->a, name->n + 1, 1);
	if (to == NULL)
		return bw_fail(
		    p->err, BW_ENOMEM, "no memory for a package URL");
	for (size_t i = 0; i < name->n; i++) {
		int c = (unsigned char)name->p[i];

		to[i] = (char)c;
		if (t->underscore_to_dash && c == '_')
			to[i] = '-';
		else if (t->other_to_underscore && !is_digit(c) && !is_alpha(c))
			to[i] = '_';
	}
	name->p = to;
	return 0;
}

static const char *
name_breaks(const struct bw_purl_type *t, struct bw_str name)
{
	if (t->length > 0 && name.n != t->length)
		return "the name has another length";
	if (t->without.n > 0 && bw_str_find(name, t->without) >= 0)
		return "the name holds what it may not";
	if (t->not_first != 0 && name.p[0] == t->not_first)
		return "the name begins with what it may not";
	for (size_t i = 0; i < name.n; i++) {
		if (t->low != 0 && (name.p[i] < t->low || name.p[i] > t->high))
			return "the name holds a letter that it may not";
		if (t->without_blank && (name.p[i] == ' ' || name.p[i] == '\t'))
			return "the name holds a blank";
	}
	return NULL;
}

/* At most so many numbers with dots between them. */
static bool
numbered(struct bw_str v, unsigned most)
{
	struct bw_version_scan s = scan_of(v);
	unsigned n = 0;

	do
		if (scan_digits(&s).n == 0 || ++n > most)
			return false;
	while (scan_char(&s, '.'));
	return s.p == s.end;
}

static const char *
demands(const struct bw_purl_type *t, const struct bw_purl *u, bool whole)
{
	struct bw_str need = t->required, key;
	char name[32];

	if (t->need == NS_NONE && u->ns.n > 0)
		return "it has no namespace";
	if (t->need == NS_REQUIRED && u->ns.n == 0)
		return "the namespace is missing";
	if (t->numbers > 0 && u->version.n > 0 &&
	    !numbered(u->version, t->numbers))
		return "the version is other than some numbers";
	while (whole && need.n > 0 && bw_str_cut(&need, ' ', &key)) {
		snprintf(name, sizeof(name), "%.*s", BW_ARG(key));
		if (bw_purl_qualifier(u->qualifiers, name).n == 0)
			return "a qualifier that it needs is missing";
	}
	return name_breaks(t, u->name);
}

int
purl_rules(struct parsing *p, struct bw_purl *u, bool whole)
{
	const struct bw_purl_type *t = bw_purl_type_find(u->type);
	const char *broken;
	int rc;

	if (u->name.n == 0)
		return bad(p, u, "the name is missing");
	if (t == NULL)
		return 0;
	rc = purl_cased(p, u->ns, t->ns_case, &u->ns);
	if (rc == 0)
		rc = purl_cased(p, u->name,
		    holds(t->lower_when, u) ? LOWER : t->name_case, &u->name);
	if (rc == 0 && holds(t->lower_when, u))
		rc = purl_cased(p, u->ns, LOWER, &u->ns);
	if (rc == 0)
		rc = purl_cased(p, u->version, t->version_case, &u->version);
	if (rc == 0)
		rc = purl_cased(p, u->subpath, t->subpath_case, &u->subpath);
	if (rc == 0)
		rc = respelled(p, t, &u->name);
	if (rc != 0)
		return rc;
	broken = demands(t, u, whole);
	return broken == NULL ? 0 : bad(p, u, broken);
}

/* ---- writing ---- */

void
purl_encode(struct bw_buf *b, struct bw_str s, bool slashes)
{
	for (size_t i = 0; i < s.n; i++) {
		int c = (unsigned char)s.p[i];

		if (is_digit(c) || is_alpha(c) ||
		    memchr(".-_~:", c, 5) != NULL || (slashes && c == '/'))
			bw_buf_char(b, (char)c);
		else
			bw_buf_fmt(b, "%%%02X", (unsigned)c);
	}
}

int
bw_purl_build(struct bw_buf *b, const struct bw_purl *u, struct bw_err *err)
{
	const struct bw_purl_type *t = bw_purl_type_find(u->type);

	bw_buf_z(b, "pkg:");
	bw_buf_str(b, u->type);
	bw_buf_char(b, '/');
	if (u->ns.n > 0) {
		purl_encode(b, u->ns, true);
		bw_buf_char(b, '/');
	}
	purl_encode(b, u->name, t != NULL && t->split_first);
	if (u->version.n > 0) {
		bw_buf_char(b, '@');
		purl_encode(b, u->version, false);
	}
	if (u->qualifiers.n > 0) {
		bw_buf_char(b, '?');
		bw_buf_str(b, u->qualifiers);
	}
	if (u->subpath.n > 0) {
		bw_buf_char(b, '#');
		purl_encode(b, u->subpath, true);
	}
	return bw_buf_check(b, err);
}

/* Names that an index takes for one are one here: nuget ignores case, pypi
 * takes runs of ".", "-" and "_" for one "-" (PEP 503). */
void
bw_purl_key(struct bw_buf *b, const struct bw_purl *u)
{
	const struct bw_purl_type *t = bw_purl_type_find(u->type);
	unsigned same = t == NULL ? SAME_BYTES : t->same;

	bw_buf_str(b, u->type);
	bw_buf_char(b, '/');
	if (u->ns.n > 0) {
		bw_buf_str(b, u->ns);
		bw_buf_char(b, '/');
	}
	for (size_t i = 0; i < u->name.n; i++) {
		int c = (unsigned char)u->name.p[i];
		bool dash = c == '.' || c == '-' || c == '_';

		if (same == SAME_PEP503 && dash) {
			if (b->n > 0 && !b->failed && b->p[b->n - 1] != '-')
				bw_buf_char(b, '-');
			continue;
		}
		bw_buf_char(b, same == SAME_BYTES ? (char)c : (char)lower(c));
	}
}
