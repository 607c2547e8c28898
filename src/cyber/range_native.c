/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * range_native.c - ranges as the ecosystems write them.
 *
 * node-semver ("Ranges"), and close to it Cargo, Composer, Conan, Hex, Pub:
 * alternatives between "||", each a row of comparators; ^1.2.3 up to the next
 * version that changes the first number that is not 0, ~1.2.3 up to the next
 * minor one, 1.2.x all of 1.2, "a - b" from a up to and including b. In Cargo
 * a bare 1.2 is ^1.2.
 *
 * Maven and NuGet: intervals in brackets, "[1.0,2.0),[3.0,)"; a bare version
 * is at least that one in NuGet, and that one in Maven.
 *
 * All others: comparators between commas. "~> 2.0.8" (gems) and "~= 2.0.8"
 * (PEP 440) go up to the next version of all numbers but the last. In nginx
 * "1.4.1+" means up to the next minor version, "a-b" from a to b.
 */
#include "cyber/range_priv.h"

/* ---- numbers of a bound ---- */

#define NUMBERS 4

struct parts {
	uint64_t n[NUMBERS];
	size_t told;          /* numbers that are told */
	bool any;             /* an x, X or * in the next place, or nothing */
	struct bw_str behind; /* "-beta.1+b" */
};

static bool
one_number(struct bw_version_scan *s, uint64_t *out)
{
	struct bw_str d = scan_digits(s);

	*out = 0;
	for (size_t i = 0; i < d.n; i++) {
		if (*out > UINT64_MAX / 20)
			return false;
		*out = *out * 10 + (uint64_t)(d.p[i] - '0');
	}
	return d.n > 0;
}

static bool
parts_of(struct bw_str v, struct parts *p)
{
	struct bw_version_scan s = scan_of(v);

	*p = (struct parts){ 0 };
	if (!scan_char(&s, 'v'))
		scan_char(&s, 'V');
	do {
		if (scan_char(&s, 'x') || scan_char(&s, 'X') ||
		    scan_char(&s, '*')) {
			p->any = true;
			while (scan_char(&s, '.') &&
			    (scan_char(&s, 'x') || scan_char(&s, 'X') ||
				scan_char(&s, '*')))
				continue;
			break;
		}
		if (p->told == NUMBERS || !one_number(&s, &p->n[p->told]))
			return false;
		p->told++;
	} while (scan_char(&s, '.'));
	p->behind = left_of(&s);
	return true;
}

/* The first version that differs at place `at`: 1.2.3 at 1 is 1.3, written
 * with `width` numbers. */
static int
bump(struct making *m, const struct parts *p, size_t at, size_t width,
    const char *end)
{
	bw_buf_clear(&m->text);
	for (size_t i = 0; i < width || i <= at; i++)
		bw_buf_fmt(&m->text, "%s%llu", i > 0 ? "." : "",
		    (unsigned long long)(i < at ? p->n[i]
			    : i == at           ? p->n[i] + 1
						: 0));
	bw_buf_z(&m->text, end);
	return making_add(m, BW_CMP_LT, bw_buf_get(&m->text));
}

static int
padded(struct making *m, unsigned op, const struct parts *p, size_t width)
{
	bw_buf_clear(&m->text);
	for (size_t i = 0; i < width || i < p->told; i++)
		bw_buf_fmt(&m->text, "%s%llu", i > 0 ? "." : "",
		    (unsigned long long)p->n[i]);
	bw_buf_str(&m->text, p->behind);
	return making_add(m, op, bw_buf_get(&m->text));
}

/* ---- like node-semver ---- */

enum sign {
	SIGN_OP,
	SIGN_CARET,
	SIGN_TILDE
};

struct semver_like {
	struct making m;
	bool conan, bare_is_caret;
	size_t width;    /* to which numbers are filled up; 0: as written */
	const char *end; /* behind an upper end: Conan means its pre-releases */
};

/* Where ^ changes: at the first number that is not 0, or the last told. */
static size_t
caret_place(const struct parts *p)
{
	size_t at = 0;

	while (at + 1 < p->told && p->n[at] == 0)
		at++;
	return at;
}

static int
between(struct semver_like *q, const struct parts *p, size_t at)
{
	int rc = padded(&q->m, BW_CMP_GE, p, q->width);

	return rc == 0 ? bump(&q->m, p, at, q->width, q->end) : rc;
}

static int
spread(struct semver_like *q, struct bw_str v, enum sign sign)
{
	struct parts p;

	if (!parts_of(v, &p))
		return bw_fail(q->m.err, BW_EFORMAT,
		    "'%.*s' of the range is no version", BW_ARG(v));
	if (p.told == 0)
		return making_alternative(&q->m, true, false);
	if (q->conan && bw_str_is(p.behind, "-"))
		p.behind = BW_STR("");
	if (sign == SIGN_CARET)
		return between(q, &p, caret_place(&p));
	return between(q, &p, p.told > 1 ? 1 : 0);
}

/* "1.2.x", or "1.2" where an exact version has three numbers. */
static int
wild(struct semver_like *q, unsigned op, const struct parts *p)
{
	int rc;

	switch (op) {
	case BW_CMP_LT:
	case BW_CMP_GE:
		return padded(&q->m, op, p, q->width);
	case BW_CMP_LE:
	case BW_CMP_GT:
		rc = bump(&q->m, p, p->told - 1, q->width, q->end);
		if (rc == 0 && op == BW_CMP_GT)
			q->m.c.v[q->m.c.n - 1].op = BW_CMP_GE;
		return rc;
	default:
		return between(q, p, p->told - 1);
	}
}

static int
compared(struct semver_like *q, unsigned op, struct bw_str v)
{
	struct parts p;

	if (q->conan && bw_str_ends(v, BW_STR("-")))
		v.n--;
	if (v.n > 1 && (v.p[0] == 'v' || v.p[0] == 'V') &&
	    is_digit((unsigned char)v.p[1]))
		v = bw_str_sub(v, 1, v.n - 1);
	if (!parts_of(v, &p))
		return making_add(&q->m, op, v);
	if (p.any && p.told > 0)
		return wild(q, op, &p);
	if (p.any && q->conan)
		return making_add(&q->m, BW_CMP_GE, BW_STR("0.0.0"));
	if (p.any)
		return making_alternative(&q->m, true, false);
	if (p.told >= q->width || p.behind.n > 0)
		return making_add(&q->m, op, v);
	/* "2.1" is every 2.1.x, but "<= 2.1" in an advisory means 2.1.0. */
	return op == BW_CMP_EQ ? wild(q, op, &p)
			       : padded(&q->m, op, &p, q->width);
}

static struct bw_str
word(struct bw_version_scan *s)
{
	const char *from = s->p;

	while (s->p < s->end && strchr(" \t,<>=!^~", *s->p) == NULL)
		s->p++;
	return (struct bw_str){ from, (size_t)(s->p - from) };
}

static void
blanks(struct bw_version_scan *s)
{
	while (peek(s) == ' ' || peek(s) == '\t' || peek(s) == ',')
		s->p++;
}

/* "a - b" */
static bool
hyphen(struct bw_version_scan *s)
{
	struct bw_version_scan at = *s;

	blanks(&at);
	if (!scan_char(&at, '-') || peek(&at) != ' ')
		return false;
	blanks(&at);
	*s = at;
	return true;
}

static int
comparator(struct semver_like *q, struct bw_version_scan *s)
{
	enum sign sign = SIGN_OP;
	struct bw_str v;
	unsigned op;
	bool bare;
	int rc;

	if (scan_char(s, '^'))
		sign = SIGN_CARET;
	else if (scan_char(s, '~'))
		sign = SIGN_TILDE;
	if (sign == SIGN_TILDE)
		scan_char(s, '>');
	bare = sign == SIGN_OP && strchr("<>=!", peek(s)) == NULL;
	op = making_op(s);
	blanks(s);
	v = word(s);
	if (v.n == 0)
		return bw_fail(q->m.err, BW_EFORMAT,
		    "the range has a sign without a version");
	if (sign != SIGN_OP)
		return spread(q, v, sign);
	if (!bare || !hyphen(s))
		return bare && q->bare_is_caret ? spread(q, v, SIGN_CARET)
						: compared(q, op, v);
	rc = making_add(&q->m, BW_CMP_GE, v);
	return rc == 0 ? compared(q, BW_CMP_LE, word(s)) : rc;
}

/* A row of "=" alone is an "or" for whoever writes "1.1.2 1.2.2". */
static int
row(struct semver_like *q, struct bw_str text)
{
	size_t before = q->m.alt.n;
	struct bw_version_scan s = scan_of(text);
	int rc = 0;

	blanks(&s);
	while (rc == 0 && s.p < s.end) {
		/* What Conan says of itself: include_prerelease=True. */
		if (q->conan && is_alpha(peek(&s)) &&
		    bw_str_starts(left_of(&s), BW_STR("include_prerelease")))
			break;
		rc = comparator(q, &s);
		blanks(&s);
	}
	if (rc == 0 && (q->m.c.n > 0 || q->m.alt.n == before))
		rc = making_alternative(&q->m, false, true);
	return rc;
}

static int
semver_like(struct semver_like *q, struct bw_str text)
{
	int rc = 0;

	while (rc == 0 && text.p != NULL) {
		ptrdiff_t at = bw_str_find(text, BW_STR("||"));
		struct bw_str part =
		    at < 0 ? text : bw_str_sub(text, 0, (size_t)at);

		text = at < 0 ? (struct bw_str){ NULL, 0 }
			      : bw_str_sub(text, (size_t)at + 2, text.n);
		rc = row(q, part);
	}
	return rc;
}

/* ---- brackets ---- */

static int
interval(struct making *m, struct bw_version_scan *s)
{
	bool low_in = *s->p++ == '[', high_in;
	const char *end = s->p;
	struct bw_str low, high;
	int rc = 0;

	while (end < s->end && *end != ']' && *end != ')')
		end++;
	if (end == s->end)
		return bw_fail(
		    m->err, BW_EFORMAT, "a bracket of the range is not closed");
	high_in = *end == ']';
	high = (struct bw_str){ s->p, (size_t)(end - s->p) };
	s->p = end + 1;
	bw_str_cut(&high, ',', &low);
	low = bw_str_trim(low);
	if (high.p == NULL)
		return making_add(m, BW_CMP_EQ, low);
	high = bw_str_trim(high);
	if (low.n == 0 && high.n == 0)
		return making_alternative(m, true, false);
	if (low.n > 0)
		rc = making_add(m, low_in ? BW_CMP_GE : BW_CMP_GT, low);
	if (rc == 0 && high.n > 0)
		rc = making_add(m, high_in ? BW_CMP_LE : BW_CMP_LT, high);
	return rc;
}

static int
brackets(struct making *m, struct bw_str text)
{
	struct bw_version_scan s = scan_of(text);
	int rc = 0;

	if (text.n > 0 && strchr("[(", text.p[0]) == NULL) {
		rc = making_add(m,
		    m->r->scheme == BW_SCHEME_NUGET ? BW_CMP_GE : BW_CMP_EQ,
		    text);
		return rc == 0 ? making_alternative(m, false, false) : rc;
	}
	for (blanks(&s); rc == 0 && s.p < s.end; blanks(&s)) {
		if (*s.p != '[' && *s.p != '(')
			return bw_fail(m->err, BW_EFORMAT,
			    "the range has '%c' where a bracket is expected",
			    *s.p);
		rc = interval(m, &s);
		if (rc == 0 && m->c.n > 0)
			rc = making_alternative(m, false, true);
	}
	return rc;
}

/* ---- between commas ---- */

/* ~> 2.0.8 and ~= 2.0.8; == 1.1.* and != 1.1.* */
static int
almost(struct making *m, struct bw_str v)
{
	struct parts p;
	int rc;

	if (!parts_of(v, &p) || p.told == 0)
		return bw_fail(m->err, BW_EFORMAT,
		    "'%.*s' of the range is no version", BW_ARG(v));
	rc = making_add(m, BW_CMP_GE, v);
	if (rc == 0)
		rc = bump(m, &p, p.told > 1 ? p.told - 2 : 0, 0, "");
	return rc;
}

static int
starred(struct making *m, unsigned op, struct bw_str v)
{
	struct parts p;
	int rc;

	if (!parts_of(v, &p) || p.told == 0)
		return bw_fail(m->err, BW_EFORMAT,
		    "'%.*s' of the range is no version", BW_ARG(v));
	rc = padded(m, op == BW_CMP_NE ? BW_CMP_LT : BW_CMP_GE, &p, 0);
	if (rc == 0 && op == BW_CMP_NE) /* below it, or from the next on */
		rc = making_alternative(m, false, true);
	if (rc == 0)
		rc = bump(m, &p, p.told - 1, 0, "");
	if (rc == 0 && op == BW_CMP_NE)
		m->c.v[m->c.n - 1].op = BW_CMP_GE;
	return rc;
}

static int
listed(struct making *m, struct bw_str text)
{
	struct bw_str part;
	int rc = 0;

	if (bw_str_is(text, "*") || text.n == 0)
		return making_alternative(m, text.n > 0, false);
	while (rc == 0 && bw_str_cut(&text, ',', &part)) {
		struct bw_version_scan s = scan_of(bw_str_trim(part));
		unsigned op;

		if (scan_char(&s, '~')) {
			if (!scan_char(&s, '>'))
				scan_char(&s, '=');
			blanks(&s);
			rc = almost(m, left_of(&s));
			continue;
		}
		op = making_op(&s);
		rc = bw_str_ends(left_of(&s), BW_STR(".*"))
		    ? starred(m, op, left_of(&s))
		    : making_add(m, op, left_of(&s));
	}
	return rc == 0 ? making_alternative(m, false, true) : rc;
}

/* ---- nginx ---- */

static int
nginx(struct making *m, struct bw_str text)
{
	struct bw_str part;
	int rc = 0;

	while (rc == 0 && bw_str_cut(&text, ',', &part)) {
		struct bw_str high = bw_str_trim(part), low;
		struct parts p;

		if (bw_str_ends(high, BW_STR("+"))) {
			high.n--;
			rc = making_add(m, BW_CMP_GE, high);
			if (rc == 0 && parts_of(high, &p) && p.told > 1 &&
			    p.n[1] % 2 == 0)
				rc = bump(m, &p, 1, 3, "");
		} else {
			bw_str_cut(&high, '-', &low);
			rc = making_add(
			    m, high.p == NULL ? BW_CMP_EQ : BW_CMP_GE, low);
			if (rc == 0 && high.p != NULL)
				rc = making_add(m, BW_CMP_LE, high);
		}
		if (rc == 0)
			rc = making_alternative(m, false, true);
	}
	return rc;
}

static bool
is_semver_like(struct bw_str name, struct semver_like *q)
{
	static const char *const like[] = { "npm", "semver", "cargo",
		"crates.io", "composer", "packagist", "conan", "conancenter",
		"hex", "pub", "swift", "swifturl", "github", "bitnami" };

	for (size_t i = 0; i < BW_LEN(like); i++)
		if (bw_str_eq_nocase(name, bw_str_of(like[i]))) {
			q->conan = like[i][0] == 'c' && like[i][3] == 'a';
			q->bare_is_caret =
			    like[i][0] == 'c' && like[i][1] != 'o';
			q->width = q->conan ? 0 : 3;
			q->end = q->conan ? "-" : "";
			return true;
		}
	return false;
}

int
bw_range_native(struct bw_range *out, struct bw_str scheme, struct bw_str text,
    struct bw_arena *a, struct bw_err *err)
{
	struct semver_like q = { 0 };
	int rc = making_open(&q.m, out, scheme, a, err);

	text = bw_str_trim(text);
	if (text.p == NULL)
		text = BW_STR("");
	if (rc != 0)
		;
	else if (is_semver_like(scheme, &q))
		rc = semver_like(&q, text);
	else if (out->scheme == BW_SCHEME_MAVEN ||
	    out->scheme == BW_SCHEME_NUGET)
		rc = brackets(&q.m, text);
	else if (bw_str_eq_nocase(scheme, BW_STR("nginx")))
		rc = nginx(&q.m, text);
	else
		rc = listed(&q.m, text);
	return making_close(&q.m, rc);
}
