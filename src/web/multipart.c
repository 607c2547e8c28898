/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * multipart.c - parts of a body, found by their boundary.
 *
 * A delimiter is CR LF -- boundary; the first one may stand at the very
 * beginning. Behind it stand blanks and CR LF, or -- for the last one. The CR
 * LF belongs to the delimiter, not to the part before it (RFC 2046, 5.1.1).
 */
#include "web/multipart.h"
#include "base/vec.h"

#define HEADER_LINES 16

struct reader {
	struct bw_str body;
	size_t at; /* the next byte */
	char delimiter[4 + 70 + 1];
	size_t n_delimiter;
	struct bw_err *err;
};

static int
broken(const struct reader *r, size_t at, const char *what)
{
	bw_fail(r->err, BW_EFORMAT, "the form with files is broken: %s", what);
	return bw_fail_at(r->err, 0, at);
}

/* bchars of RFC 2046, 5.1.1. */
static bool
boundary_valid(struct bw_str s)
{
	static const char more[] = "'()+_,-./:=? ";

	if (s.n == 0 || s.n > 70 || s.p[s.n - 1] == ' ')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
		    !(c >= 'A' && c <= 'Z') &&
		    (c == '\0' || strchr(more, c) == NULL))
			return false;
	}
	return true;
}

/* The next of "; name=value; name="value"" off *rest. False at the end, with
 * *rest empty, and where it is broken, with *rest not empty. */
static bool
parameter(struct bw_str *rest, struct bw_str *name, struct bw_str *value)
{
	struct bw_str s = bw_str_trim(*rest);
	const char *eq, *end;

	if (s.n == 0) {
		*rest = s;
		return false;
	}
	eq = memchr(s.p, '=', s.n);
	if (s.p[0] != ';' || eq == NULL)
		return false;
	*name = bw_str_trim((struct bw_str){ s.p + 1, (size_t)(eq - s.p) - 1 });
	s = bw_str_sub(s, (size_t)(eq - s.p) + 1, s.n);
	if (s.n > 0 && s.p[0] == '"') {
		end = memchr(s.p + 1, '"', s.n - 1);
		if (end == NULL)
			return false;
		*value = (struct bw_str){ s.p + 1, (size_t)(end - s.p) - 1 };
		*rest = bw_str_sub(s, value->n + 2, s.n);
		return true;
	}
	end = memchr(s.p, ';', s.n);
	value->p = s.p;
	value->n = end == NULL ? s.n : (size_t)(end - s.p);
	*rest = bw_str_sub(s, value->n, s.n);
	*value = bw_str_trim(*value);
	return value->n > 0;
}

/* "form-data; name=..." -> "form-data", and the rest. */
static struct bw_str
before_parameters(struct bw_str *rest)
{
	const char *semicolon =
	    rest->n == 0 ? NULL : memchr(rest->p, ';', rest->n);
	size_t n = semicolon == NULL ? rest->n : (size_t)(semicolon - rest->p);
	struct bw_str head = bw_str_sub(*rest, 0, n);

	*rest = bw_str_sub(*rest, n, rest->n);
	return bw_str_trim(head);
}

bool
bw_multipart_boundary(struct bw_str content_type, struct bw_str *boundary)
{
	struct bw_str rest = content_type, name, value;
	struct bw_str type = before_parameters(&rest);
	bool found = false;

	if (!bw_str_eq_nocase(type, BW_STR("multipart/form-data")))
		return false;
	while (parameter(&rest, &name, &value))
		if (bw_str_eq_nocase(name, BW_STR("boundary"))) {
			if (found)
				return false;
			found = true;
			*boundary = value;
		}
	return found && rest.n == 0 && boundary_valid(*boundary);
}

/* A name that people may read: nothing that a terminal or a C string obeys. */
static bool
plain(struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
			return false;
	return s.n == 0 || bw_utf8_valid(s, NULL);
}

static int
disposition(struct reader *r, struct bw_form_part *p, struct bw_str value)
{
	struct bw_str rest = value, name, v;
	size_t at = r->at;

	if (p->name.p != NULL)
		return broken(r, at, "two Content-Disposition lines");
	if (!bw_str_eq_nocase(before_parameters(&rest), BW_STR("form-data")))
		return broken(r, at, "a part that is no form-data");
	while (parameter(&rest, &name, &v)) {
		bool is_name = bw_str_eq_nocase(name, BW_STR("name"));
		bool is_file = bw_str_eq_nocase(name, BW_STR("filename"));

		if ((is_name && p->name.p != NULL) || (is_file && p->file))
			return broken(r, at, "a part with two names");
		if ((is_name || is_file) && !plain(v))
			return broken(r, at, "a name that is no plain text");
		if (is_name)
			p->name = v;
		if (is_file)
			p->filename = v;
		p->file = p->file || is_file;
	}
	if (rest.n > 0)
		return broken(r, at, "a Content-Disposition that goes wrong");
	return 0;
}

static int
header(struct reader *r, struct bw_form_part *p, struct bw_str line)
{
	const char *colon = memchr(line.p, ':', line.n);
	struct bw_str name, value;

	if (colon == NULL)
		return broken(r, r->at, "a header line without a colon");
	name = (struct bw_str){ line.p, (size_t)(colon - line.p) };
	value = bw_str_trim(bw_str_sub(line, name.n + 1, line.n));
	if (bw_str_eq_nocase(name, BW_STR("Content-Disposition")))
		return disposition(r, p, value);
	if (bw_str_eq_nocase(name, BW_STR("Content-Type")))
		p->type = value;
	else if (bw_str_eq_nocase(name, BW_STR("Content-Transfer-Encoding")) &&
	    !bw_str_eq_nocase(value, BW_STR("binary")) &&
	    !bw_str_eq_nocase(value, BW_STR("8bit")) &&
	    !bw_str_eq_nocase(value, BW_STR("7bit")))
		return broken(r, r->at, "a part that is encoded");
	return 0;
}

/* Header lines up to the empty one. */
static int
headers(struct reader *r, struct bw_form_part *p)
{
	const size_t begin = r->at;

	for (unsigned lines = 0;; lines++) {
		struct bw_str rest = bw_str_sub(
		    r->body, r->at, BW_PART_HEADERS - (r->at - begin));
		const char *end =
		    rest.n == 0 ? NULL : memmem(rest.p, rest.n, "\r\n", 2);
		size_t n = end == NULL ? 0 : (size_t)(end - rest.p);
		int rc;

		if (end == NULL || lines > HEADER_LINES)
			return broken(r, r->at,
			    r->body.n - begin < BW_PART_HEADERS
				? "it ends within the headers of a part"
				: "too many headers of a part");
		if (n > 0 && (rc = header(r, p, bw_str_sub(rest, 0, n))) != 0)
			return rc;
		r->at += n + 2;
		if (n == 0)
			break;
	}
	return p->name.p == NULL ? broken(r, begin, "a part without a name")
				 : 0;
}

/* What stands behind a boundary: *last when it was the closing one. */
static int
behind_boundary(struct reader *r, bool *last)
{
	struct bw_str rest = bw_str_sub(r->body, r->at, r->body.n);
	size_t n = 0;

	*last = bw_str_starts(rest, BW_STR("--"));
	if (*last)
		n = 2;
	while (n < rest.n && (rest.p[n] == ' ' || rest.p[n] == '\t'))
		n++;
	if (bw_str_starts(bw_str_sub(rest, n, 2), BW_STR("\r\n")))
		n += 2;
	else if (!*last)
		return broken(r, r->at, "a boundary with something behind it");
	r->at += n;
	if (*last && r->at < r->body.n)
		return broken(r, r->at, "something behind the end");
	return 0;
}

static int
part(struct reader *r, struct bw_form_part *p)
{
	const char *end;
	int rc = headers(r, p);

	if (rc != 0)
		return rc;
	p->body = bw_str_sub(r->body, r->at, r->body.n);
	end = p->body.n == 0
	    ? NULL
	    : memmem(p->body.p, p->body.n, r->delimiter, r->n_delimiter);
	if (end == NULL)
		return broken(r, r->body.n, "it was cut off");
	p->body.n = (size_t)(end - p->body.p);
	r->at += p->body.n + r->n_delimiter;
	return 0;
}

static int
parts(struct reader *r, struct bw_multipart *m)
{
	bool last;
	int rc;

	if (!bw_str_starts(r->body,
		(struct bw_str){ r->delimiter + 2, r->n_delimiter - 2 }))
		return broken(r, 0, "it does not begin with the boundary");
	r->at = r->n_delimiter - 2;
	while ((rc = behind_boundary(r, &last)) == 0 && !last) {
		struct bw_form_part p = { 0 };

		if (m->part.n == BW_PARTS)
			return bw_fail(r->err, BW_ELIMIT,
			    "a form of more than %u parts", BW_PARTS);
		if ((rc = part(r, &p)) != 0)
			return rc;
		if (!bw_vec_push(&m->part, p))
			return bw_fail(
			    r->err, BW_ENOMEM, "no memory for a form");
	}
	return rc;
}

int
bw_multipart_parse(struct bw_multipart *m, struct bw_str boundary,
    struct bw_str body, struct bw_err *err)
{
	struct reader r = { .body = body, .err = err };
	int rc;

	*m = (struct bw_multipart){ 0 };
	if (!boundary_valid(boundary))
		return broken(&r, 0, "there is no boundary");
	r.n_delimiter = (size_t)snprintf(
	    r.delimiter, sizeof(r.delimiter), "\r\n--%.*s", BW_ARG(boundary));
	rc = parts(&r, m);
	if (rc != 0)
		bw_multipart_release(m);
	return rc;
}

void
bw_multipart_release(struct bw_multipart *m)
{
	bw_vec_release(&m->part);
}

const struct bw_form_part *
bw_multipart_get(const struct bw_multipart *m, const char *name)
{
	for (size_t i = 0; i < m->part.n; i++)
		if (bw_str_is(m->part.v[i].name, name))
			return &m->part.v[i];
	return NULL;
}

struct bw_str
bw_part_file(const struct bw_form_part *p)
{
	struct bw_str s = p->filename;

	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == '/' || s.p[i - 1] == '\\') {
			s = bw_str_sub(s, i, s.n);
			break;
		}
	if (bw_str_is(s, ".") || bw_str_is(s, ".."))
		s.n = 0;
	return s;
}
