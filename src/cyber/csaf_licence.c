/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_licence.c - tests of /document/license_expression (6.1.54, 6.1.55,
 * 6.2.43 to 6.2.46, 6.3.17).
 *
 * The grammar is that of SPDX 3.0.1, annex B: identifiers, LicenseRef-...,
 * AND, OR, WITH and brackets, read from left to right with a count of open
 * brackets. CSAF allows no reference to another document.
 */
#include "cyber/csaf_priv.h"

enum token {
	NOTHING,
	ID,
	AND_OR,
	WITH,
	OPEN,
	CLOSE,
	WRONG
};

static bool
id_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static enum token
next(struct bw_str *rest, struct bw_str *id)
{
	size_t n = 0;

	while (rest->n > 0 && rest->p[0] == ' ')
		*rest = bw_str_sub(*rest, 1, rest->n);
	if (rest->n == 0)
		return NOTHING;
	if (rest->p[0] == '(' || rest->p[0] == ')') {
		enum token t = rest->p[0] == '(' ? OPEN : CLOSE;

		*rest = bw_str_sub(*rest, 1, rest->n);
		return t;
	}
	while (n < rest->n && id_char(rest->p[n]))
		n++;
	*id = bw_str_sub(*rest, 0, n);
	*rest = bw_str_sub(*rest, n, rest->n);
	if (n == 0)
		return WRONG;
	if (bw_str_is(*id, "AND") || bw_str_is(*id, "OR") ||
	    bw_str_is(*id, "and") || bw_str_is(*id, "or"))
		return AND_OR;
	if (bw_str_is(*id, "WITH") || bw_str_is(*id, "with"))
		return WITH;
	/* GPL-2.0+: this version or a later one */
	if (rest->n > 0 && rest->p[0] == '+') {
		*rest = bw_str_sub(*rest, 1, rest->n);
		if (bw_str_starts(*id, BW_STR("LicenseRef-")))
			return WRONG;
	}
	return ID;
}

/* LicenseRef- and AdditionRef- are written just so, and name something. */
static bool
reference(struct bw_str id, bool *known)
{
	static const char *const prefix[] = { "LicenseRef-", "AdditionRef-" };

	*known = false;
	for (size_t i = 0; i < BW_LEN(prefix); i++) {
		struct bw_str p = bw_str_of(prefix[i]);

		if (id.n < p.n || !bw_str_eq_nocase(bw_str_sub(id, 0, p.n), p))
			continue;
		*known = true;
		return bw_str_starts(id, p) && id.n > p.n;
	}
	return true;
}

typedef void id_fn(
    struct bw_csaf_work *c, uint32_t at, struct bw_str id, bool exception);

/* Calls fn (may be NULL) for every identifier; false: no valid expression. */
static bool
read(struct bw_csaf_work *c, uint32_t at, id_fn *fn)
{
	struct bw_str rest = c->v[at].text, id = { 0 };
	enum token t, before = AND_OR;
	unsigned open = 0;
	bool ref;

	while ((t = next(&rest, &id)) != NOTHING) {
		bool want =
		    before == AND_OR || before == OPEN || before == WITH;

		if (t == WRONG || (t == ID && (!want || !reference(id, &ref))))
			return false;
		if (want ? t != ID && (t != OPEN || before == WITH) : t == OPEN)
			return false;
		if (t == WITH && before != ID)
			return false;
		if (t == CLOSE && open-- == 0)
			return false;
		open += t == OPEN;
		if (t == ID && fn != NULL)
			fn(c, at, id, before == WITH);
		before = t;
	}
	return open == 0 && (before == ID || before == CLOSE);
}

static uint32_t
expression(const struct bw_csaf_work *c)
{
	uint32_t at = csaf_get(c, c->document, K_license_expression);

	return at != 0 && c->v[at].type == BW_JSON_STRING ? at : 0;
}

CSAF_TEST(csaf_6_1_54)
{
	uint32_t at = expression(c);

	if (at != 0 && !read(c, at, NULL))
		csaf_say1(c, at, "licence", c->v[at].text);
}

static bool
unlisted(const struct bw_csaf_work *c, struct bw_str id)
{
	return csaf_licence_find(&c->csaf->lists, id) == NULL;
}

static void
count_unlisted(
    struct bw_csaf_work *c, uint32_t at, struct bw_str id, bool exception)
{
	(void)at;
	(void)exception;
	c->steps += unlisted(c, id);
}

/* Does it name a licence that is in neither list? */
static bool
has_unlisted(struct bw_csaf_work *c)
{
	uint32_t at = expression(c);
	uint64_t steps = c->steps;

	return at != 0 && read(c, at, count_unlisted) && c->steps > steps;
}

CSAF_TEST(csaf_6_1_55)
{
	if (c->english && has_unlisted(c))
		csaf_one_note(c, csaf_get(c, c->document, K_notes),
		    BW_STR("License"), "legal_disclaimer");
}

CSAF_TEST(csaf_6_2_46)
{
	struct bw_str term = csaf_term_in(
	    &c->csaf->lists, csaf_text(c, c->document, K_lang), "License");

	if (!c->english && term.n > 0 && has_unlisted(c))
		csaf_one_note(c, csaf_get(c, c->document, K_notes), term,
		    "legal_disclaimer");
}

CSAF_TEST(csaf_6_2_43)
{
	uint32_t at = csaf_get(c, c->document, K_license_expression);

	if (at == 0)
		csaf_say_absent(
		    c, c->document, "license_expression", "no-licence");
	else if (c->v[at].text.n == 0)
		csaf_say(c, at, "empty");
}

static void
deprecated(
    struct bw_csaf_work *c, uint32_t at, struct bw_str id, bool exception)
{
	const struct csaf_licence *l = csaf_licence_find(&c->csaf->lists, id);

	(void)exception;
	if (l != NULL && l->deprecated)
		csaf_say1(c, at, "licence-deprecated", id);
}

CSAF_TEST(csaf_6_2_44)
{
	if (expression(c) != 0)
		read(c, expression(c), deprecated);
}

/* References to lists of others than SPDX and ScanCode are not looked at. */
static void
unknown(struct bw_csaf_work *c, uint32_t at, struct bw_str id, bool exception)
{
	bool ref, ours;

	(void)exception;
	reference(id, &ref);
	ours = !ref || bw_str_starts(id, BW_STR("LicenseRef-scancode-")) ||
	    bw_str_starts(id, BW_STR("AdditionRef-scancode-"));
	if (ours && unlisted(c, id))
		csaf_say1(c, at, "licence-unknown", id);
}

CSAF_TEST(csaf_6_2_45)
{
	if (expression(c) != 0)
		read(c, expression(c), unknown);
}

static void
unregistered(
    struct bw_csaf_work *c, uint32_t at, struct bw_str id, bool exception)
{
	(void)exception;
	if (unlisted(c, id))
		csaf_say1(c, at, "licence-unregistered", id);
}

CSAF_TEST(csaf_6_3_17)
{
	if (expression(c) != 0)
		read(c, expression(c), unregistered);
}
