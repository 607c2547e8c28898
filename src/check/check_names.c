/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * check_names.c - names that are perhaps one party.
 *
 * Who types a table writes "Zaak B.V." in one row and "Zaak BV" in the next;
 * a register knows the company under a number and the same name. The world
 * keeps them apart, since equal names prove nothing, and then stakes of the
 * one do not count for the other: an answer that looks complete and is not.
 * So it is said. Looked up are the name, and the name with the letters of the
 * legal form at its end written together or apart; other spellings are for
 * the matching of names. When both have an identifier, whoever gave it has
 * told them apart, and nothing is said.
 */
#include "base/fold.h"
#include "base/map.h"
#include "check/check_priv.h"

enum {
	LONGEST_FORM = 5, /* letters: "bv", "vof", "sarl" */
	MOST = 10         /* findings; more would hide the rest */
};

struct alike {
	struct bw_check *check;
	const struct bw_view *v;
	struct bw_arena *a;
	struct bw_err *err;
	size_t found;
	uint32_t pair[MOST][2];
};

/* Where the run of single letters at the end begins, "zaak b v": at 5. */
static size_t
loose_letters(struct bw_str s)
{
	size_t at = s.n;

	while (at >= 2 && s.p[at - 2] == ' ' && s.p[at - 1] != ' ')
		at -= 2;
	return at < s.n ? at + 1 : s.n;
}

/* "zaak b v" as "zaak bv", and the other way round. */
static void
other_way(struct bw_buf *b, struct bw_str s)
{
	size_t from = loose_letters(s), word = s.n;

	bw_buf_clear(b);
	if (from < s.n && s.n - from > 1) {
		bw_buf_str(b, bw_str_sub(s, 0, from));
		for (size_t i = from; i < s.n; i += 2)
			bw_buf_char(b, s.p[i]);
		return;
	}
	while (word > 0 && s.p[word - 1] >= 'a' && s.p[word - 1] <= 'z')
		word--;
	if (word < 2 || s.p[word - 1] != ' ' || s.n - word < 2 ||
	    s.n - word > LONGEST_FORM)
		return;
	bw_buf_str(b, bw_str_sub(s, 0, word));
	for (size_t i = word; i < s.n; i++) {
		if (i > word)
			bw_buf_char(b, ' ');
		bw_buf_char(b, s.p[i]);
	}
}

static bool
has_identifier(const struct bw_party_facts *f)
{
	for (size_t i = 0; i < f->n_id; i++)
		if (!bw_str_is(f->id[i].scheme, "name") &&
		    !bw_str_is(f->id[i].scheme, "unknown"))
			return true;
	return false;
}

static bool
told(const struct alike *s, uint32_t x, uint32_t y)
{
	for (size_t i = 0; i < s->found; i++)
		if ((s->pair[i][0] == x && s->pair[i][1] == y) ||
		    (s->pair[i][0] == y && s->pair[i][1] == x))
			return true;
	return false;
}

static int
place(struct alike *s, struct bw_finding *f, uint32_t party,
    const struct bw_party_facts *facts)
{
	return check_evidence(f,
	    (struct bw_evidence){ .says = check_name(s->v, party),
		.source = facts->load,
		.line = facts->line,
		.number = facts->number },
	    s->err);
}

static int
tell(struct alike *s, uint32_t x, uint32_t y)
{
	const struct bw_fill fill[] = { { "one", check_name(s->v, x) },
		{ "other", check_name(s->v, y) } };
	struct bw_party_facts fx, fy;
	struct bw_finding *f;
	int rc;

	if ((rc = bw_view_party_facts(s->v, x, s->a, &fx, s->err)) != 0 ||
	    (rc = bw_view_party_facts(s->v, y, s->a, &fy, s->err)) != 0)
		return rc;
	if (has_identifier(&fx) && has_identifier(&fy))
		return 0;
	s->pair[s->found][0] = x;
	s->pair[s->found++][1] = y;
	f = check_add(
	    s->check, "data.same-name", BW_DATA, BW_PLAN, BW_POSSIBLE, s->err);
	if (f == NULL)
		return BW_ENOMEM;
	f->title =
	    check_fill(s->a, "data.same-name.title", fill, 2, &rc, s->err);
	f->reason =
	    check_fill(s->a, "data.same-name.reason", fill, 2, &rc, s->err);
	f->todo = bw_text("data.same-name.todo");
	f->who = bw_text("check.who.user");
	if (rc == 0)
		rc = check_settle(f,
		    check_fill(
			s->a, "data.same-name.settle", fill, 2, &rc, s->err),
		    s->err);
	if (rc == 0)
		rc = place(s, f, x, &fx);
	return rc != 0 ? rc : place(s, f, y, &fy);
}

/* Everybody called so, but the party itself. */
static int
look_up(struct alike *s, uint32_t party, struct bw_str name)
{
	struct bw_err none = BW_ERR_INIT;
	uint32_t one, *many = NULL;
	size_t n = 0;
	int rc;

	if (name.n == 0)
		return 0;
	rc = bw_view_party(s->v, name, s->a, &one, &many, &n, &none);
	if (rc == BW_ENOTFOUND)
		return 0;
	if (rc == 0) {
		many = &one;
		n = 1;
	} else if (rc != BW_ECONFLICT) {
		*s->err = none;
		return rc;
	}
	rc = 0;
	for (size_t i = 0; i < n && rc == 0 && s->found < MOST; i++)
		if (many[i] != party && !told(s, party, many[i]))
			rc = tell(s, party, many[i]);
	return rc;
}

static int
look(struct alike *s, uint32_t party)
{
	struct bw_buf name = { 0 }, other = { 0 };
	int rc;

	bw_fold(&name, bw_view_name(s->v, party));
	other_way(&other, bw_buf_get(&name));
	rc = bw_buf_check(&name, s->err);
	if (rc == 0)
		rc = bw_buf_check(&other, s->err);
	if (rc == 0)
		rc = look_up(s, party, bw_buf_get(&name));
	if (rc == 0)
		rc = look_up(s, party, bw_buf_get(&other));
	bw_buf_release(&name);
	bw_buf_release(&other);
	return rc;
}

int
check_names(struct bw_check *c, const struct bw_view *v, struct bw_arena *a,
    struct bw_err *err)
{
	struct alike s = { .check = c, .v = v, .a = a, .err = err };
	int rc = look(&s, c->party);

	for (uint32_t i = 0; i < c->cone.n && rc == 0 && s.found < MOST; i++)
		if (c->cone.party[i] != c->party)
			rc = look(&s, c->cone.party[i]);
	for (size_t i = 0; i < c->n_use && rc == 0 && s.found < MOST; i++)
		if (c->use[i].supplier_party != BW_NONE)
			rc = look(&s, c->use[i].supplier_party);
	return rc;
}
