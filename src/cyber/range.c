/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * range.c - making ranges, and what is in them.
 */
#include "cyber/range_priv.h"

int
making_open(struct making *m, struct bw_range *r, struct bw_str scheme,
    struct bw_arena *a, struct bw_err *err)
{
	*m = (struct making){ .r = r, .a = a, .err = err };
	*r = (struct bw_range){ .name = bw_arena_dup(a, scheme) };
	if (r->name.p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a range");
	if (!bw_scheme_find(scheme, &r->scheme))
		return bw_fail(err, BW_ENOTFOUND,
		    "no scheme of versions is called '%.*s'", BW_ARG(scheme));
	return 0;
}

int
making_add(struct making *m, unsigned op, struct bw_str version)
{
	struct bw_constraint c = { .op = (uint8_t)op,
		.version = bw_arena_dup(m->a, version) };

	if (m->text.failed)
		return bw_fail(m->err, BW_ENOMEM, "no memory for a range");
	if (version.n == 0)
		return bw_fail(
		    m->err, BW_EFORMAT, "a bound of the range has no version");
	if (m->c.n >= BW_RANGE_MOST)
		return bw_fail(m->err, BW_EFORMAT,
		    "the range has more than %d bounds", BW_RANGE_MOST);
	if (bw_version_key(m->r->scheme, version, &m->key))
		c.key = bw_arena_dup(m->a, bw_buf_get(&m->key));
	if (m->key.failed || c.version.p == NULL || !bw_vec_push(&m->c, c))
		return bw_fail(m->err, BW_ENOMEM, "no memory for a range");
	return 0;
}

/* At one version: in one alternative what begins comes before what ends
 * ("[1,1]"), among several what ends comes first ("<=1 or >=1"). */
static const uint8_t in_one[] = { [BW_CMP_NE] = 0,
	[BW_CMP_LT] = 1,
	[BW_CMP_GE] = 2,
	[BW_CMP_EQ] = 3,
	[BW_CMP_LE] = 4,
	[BW_CMP_GT] = 5 };
static const uint8_t among_all[] = { [BW_CMP_NE] = 0,
	[BW_CMP_LT] = 1,
	[BW_CMP_LE] = 2,
	[BW_CMP_EQ] = 3,
	[BW_CMP_GE] = 4,
	[BW_CMP_GT] = 5 };

struct sorting {
	enum bw_scheme scheme;
	const uint8_t *place;
};

static int
by_version(const void *x, const void *y, void *ctx)
{
	const struct bw_constraint *a = x, *b = y;
	const struct sorting *s = ctx;
	int o;

	if (a->key.n > 0 && b->key.n > 0)
		o = (int)bw_key_compare(s->scheme, a->key, b->key);
	else
		o = bw_str_cmp(a->version, b->version);
	return o != 0 ? o : (int)s->place[a->op] - (int)s->place[b->op];
}

int
making_alternative(struct making *m, bool any, bool sort)
{
	struct bw_alternative alt = { .any = any, .n = m->c.n };
	struct sorting how = { m->r->scheme, in_one };

	alt.c = BW_ARENA_ARRAY(m->a, struct bw_constraint, alt.n + 1);
	if (alt.c == NULL || !bw_vec_push(&m->alt, alt))
		return bw_fail(m->err, BW_ENOMEM, "no memory for a range");
	if (alt.n > 0)
		memcpy(alt.c, m->c.v, alt.n * sizeof(*alt.c));
	if (sort)
		qsort_r(alt.c, alt.n, sizeof(*alt.c), by_version, &how);
	m->c.n = 0;
	return 0;
}

/* All constraints in one row, for printing. */
static int
whole_row(struct making *m)
{
	struct sorting how = { m->r->scheme, among_all };

	m->c.n = 0;
	for (size_t k = 0; k < m->alt.n; k++)
		for (size_t i = 0; i < m->alt.v[k].n; i++)
			if (!bw_vec_push(&m->c, m->alt.v[k].c[i]))
				return bw_fail(
				    m->err, BW_ENOMEM, "no memory for a range");
	m->r->row = BW_ARENA_ARRAY(m->a, struct bw_constraint, m->c.n + 1);
	m->r->alt = BW_ARENA_ARRAY(m->a, struct bw_alternative, m->alt.n + 1);
	if (m->r->row == NULL || m->r->alt == NULL)
		return bw_fail(m->err, BW_ENOMEM, "no memory for a range");
	if (m->c.n > 0)
		memcpy(m->r->row, m->c.v, m->c.n * sizeof(*m->c.v));
	if (m->alt.n > 0)
		memcpy(m->r->alt, m->alt.v, m->alt.n * sizeof(*m->alt.v));
	m->r->n_row = m->c.n;
	m->r->n_alt = m->alt.n;
	qsort_r(m->r->row, m->c.n, sizeof(*m->r->row), by_version, &how);
	return 0;
}

int
making_close(struct making *m, int rc)
{
	if (rc == 0)
		rc = whole_row(m);
	bw_vec_release(&m->c);
	bw_vec_release(&m->alt);
	bw_buf_release(&m->key);
	bw_buf_release(&m->text);
	return rc;
}

int
bw_range_one(struct bw_range *out, struct bw_str scheme, struct bw_str version,
    struct bw_arena *a, struct bw_err *err)
{
	struct making m;
	int rc = making_open(&m, out, scheme, a, err);

	if (rc == 0)
		rc = making_add(&m, BW_CMP_EQ, version);
	if (rc == 0)
		rc = making_alternative(&m, false, false);
	return making_close(&m, rc);
}

unsigned
making_op(struct bw_version_scan *s)
{
	unsigned op = BW_CMP_EQ;

	if (scan_char(s, '!')) {
		scan_char(s, '=');
		op = BW_CMP_NE;
	} else if (scan_char(s, '<')) {
		op = scan_char(s, '=') ? BW_CMP_LE : BW_CMP_LT;
		scan_char(s, '<'); /* Debian's << */
	} else if (scan_char(s, '>')) {
		op = scan_char(s, '=') ? BW_CMP_GE : BW_CMP_GT;
		scan_char(s, '>');
	} else if (scan_char(s, '=')) {
		scan_char(s, '=');
		scan_char(s, '='); /* Python's === */
	}
	while (peek(s) == ' ' || peek(s) == '\t')
		s->p++;
	return op;
}

/* ---- what is in ---- */

static bool
lower_bound(unsigned op)
{
	return op == BW_CMP_GT || op == BW_CMP_GE;
}

static bool
upper_bound(unsigned op)
{
	return op == BW_CMP_LT || op == BW_CMP_LE;
}

/* The next bound of an interval at or after i. */
static size_t
next_bound(const struct bw_alternative *alt, size_t i)
{
	while (i < alt->n && !lower_bound(alt->c[i].op) &&
	    !upper_bound(alt->c[i].op))
		i++;
	return i;
}

static bool
beyond(enum bw_scheme s, const struct bw_constraint *c, struct bw_str key)
{
	enum bw_order o = bw_key_compare(s, key, c->key);

	switch (c->op) {
	case BW_CMP_LT:
		return o == BW_BEFORE;
	case BW_CMP_LE:
		return o != BW_AFTER;
	case BW_CMP_GT:
		return o == BW_AFTER;
	default:
		return o != BW_BEFORE;
	}
}

/* Of a row ">= a, >= b" the first counts, of "< a, < b" the last. */
static bool
in_intervals(
    enum bw_scheme s, const struct bw_alternative *alt, struct bw_str key)
{
	size_t i = next_bound(alt, 0);
	bool bounded = i < alt->n;

	while (i < alt->n) {
		bool above = true;

		if (lower_bound(alt->c[i].op)) {
			above = beyond(s, &alt->c[i], key);
			while (i < alt->n && lower_bound(alt->c[i].op))
				i = next_bound(alt, i + 1);
			if (i == alt->n)
				return above;
		}
		for (size_t k = next_bound(alt, i + 1);
		     k < alt->n && upper_bound(alt->c[k].op);
		     k = next_bound(alt, k + 1))
			i = k;
		if (above && beyond(s, &alt->c[i], key))
			return true;
		i = next_bound(alt, i + 1);
	}
	return !bounded && alt->n > 0 && alt->c[0].op == BW_CMP_NE;
}

/* Named by "=" or "!="? 1 and -1; 0 not named. *doubt when a name without
 * order is not letter by letter the same. */
static int
named(const struct bw_range *r, const struct bw_alternative *alt,
    struct bw_str version, struct bw_str key, bool *doubt)
{
	for (size_t i = 0; i < alt->n; i++) {
		const struct bw_constraint *c = &alt->c[i];
		bool names = c->op == BW_CMP_NE || c->op == BW_CMP_EQ, same;

		if (c->key.n == 0 || key.n == 0) {
			same = bw_str_eq(c->version, version);
			*doubt = *doubt || !same;
		} else {
			same = names &&
			    bw_key_compare(r->scheme, key, c->key) == BW_SAME;
		}
		if (same && c->op == BW_CMP_NE)
			return -1;
		if (same && c->op == BW_CMP_EQ)
			return 1;
	}
	return 0;
}

static enum bw_inside
alternative_has(const struct bw_range *r, const struct bw_alternative *alt,
    struct bw_str version, struct bw_str key)
{
	bool doubt = false;
	int name;

	if (alt->any)
		return BW_INSIDE_YES;
	name = named(r, alt, version, key, &doubt);
	if (name != 0)
		return name > 0 ? BW_INSIDE_YES : BW_INSIDE_NO;
	if (doubt)
		return BW_INSIDE_UNKNOWN;
	return in_intervals(r->scheme, alt, key) ? BW_INSIDE_YES : BW_INSIDE_NO;
}

enum bw_inside
bw_range_has(
    const struct bw_range *r, struct bw_str version, struct bw_buf *scratch)
{
	struct bw_str key = { NULL, 0 };

	if (bw_version_key(r->scheme, version, scratch))
		key = bw_buf_get(scratch);
	return bw_range_has_key(r, version, key);
}

enum bw_inside
bw_range_has_key(
    const struct bw_range *r, struct bw_str version, struct bw_str key)
{
	enum bw_inside out = BW_INSIDE_NO;

	for (size_t i = 0; i < r->n_alt && out != BW_INSIDE_YES; i++) {
		enum bw_inside in =
		    alternative_has(r, &r->alt[i], version, key);

		if (in != BW_INSIDE_NO)
			out = in;
	}
	return out;
}

/* ---- as vers ---- */

static const char *
op_text(unsigned op)
{
	static const char *const text[] = { "", "!=", "<", "<=", ">", ">=" };

	return text[op];
}

/* What the grammar of vers uses is percent-encoded. */
static void
print_version(struct bw_buf *b, const struct bw_range *r, struct bw_str v)
{
	bool time = r->scheme == BW_SCHEME_DATETIME;

	for (size_t i = 0; i < v.n; i++) {
		unsigned char c = (unsigned char)v.p[i];

		if (is_digit(c) || is_alpha(c) || strchr(".-_~+^", c) != NULL ||
		    (c == ':' && time))
			bw_buf_char(b, (char)c);
		else
			bw_buf_fmt(b, "%%%02X", c);
	}
}

void
bw_range_print(struct bw_buf *b, const struct bw_range *r)
{
	bw_buf_fmt(b, "vers:%.*s/", BW_ARG(r->name));
	for (size_t i = 0; i < r->n_alt; i++)
		if (r->alt[i].any) {
			bw_buf_char(b, '*');
			return;
		}
	for (size_t i = 0; i < r->n_row; i++) {
		bw_buf_z(b, i > 0 ? "|" : "");
		bw_buf_z(b, op_text(r->row[i].op));
		print_version(b, r, r->row[i].version);
	}
}
