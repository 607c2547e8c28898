/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * condition.c - reads conditions, signals, and whom to ask.
 */
#include "base/map.h"
#include "scan/questionnaire_priv.h"

#define TERMS 64

/* "X1 >= 2" */
static bool
read_term(
    const struct scan_reading *r, struct bw_str s, struct bw_scan_term *out)
{
	static const char *const op[] = { "<", "<=", "=", ">=", ">" };
	struct bw_str part[3];
	uint32_t question;
	int64_t value;

	for (size_t i = 0; i < 3; i++)
		if (!bw_str_cut(&s, ' ', &part[i]))
			return false;
	if (s.n > 0 || !bw_str_i64(part[2], &value) || value < 0 || value > 3)
		return false;
	question = bw_scan_find(r->q, part[0]);
	if (question == BW_NONE)
		return false;
	out->question = (uint16_t)question;
	out->value = (uint8_t)value;
	for (out->op = 0; out->op < BW_LEN(op); out->op++)
		if (bw_str_is(part[1], op[out->op]))
			return true;
	return false;
}

/* "X7 >= 1 or X3 >= 1" */
static bool
read_clause(const struct scan_reading *r, struct bw_str s,
    struct bw_scan_term *out, size_t *n)
{
	bool more = true;

	while (more) {
		ptrdiff_t or = bw_str_find(s, BW_STR(" or "));

		more = or >= 0;
		if (*n == TERMS ||
		    !read_term(r, bw_str_sub(s, 0, more ? (size_t) or : s.n),
			&out[*n]))
			return false;
		out[(*n)++].ends = !more;
		if (more)
			s = bw_str_sub(s, (size_t) or +4, s.n);
	}
	return true;
}

int
scan_condition(struct scan_reading *r, const struct bw_yaml *at,
    struct bw_str who, const char *key, struct bw_scan_condition *out)
{
	const struct bw_yaml *n = bw_yaml_get(at, key);
	struct bw_scan_term *term;

	if (n == NULL)
		return 0;
	if (n->kind != BW_YAML_LIST || n->child == NULL)
		return scan_wrong(
		    r, n, who, "a condition is a list: [\"X1 >= 2\"]");
	out->term = term = BW_ARENA_ARRAY(r->a, struct bw_scan_term, TERMS);
	if (term == NULL)
		return scan_no_memory(r);
	for (n = n->child; n != NULL; n = n->next)
		if (!read_clause(r, n->text, term, &out->n))
			return scan_wrong(r, n, who,
			    "write a condition as \"X1 >= 2\" or \"X1 >= 1 or "
			    "X3 >= 1\", of questions further up");
	return 0;
}

int
scan_asked(struct scan_reading *r, const struct bw_yaml *at, struct bw_str who,
    struct bw_scan_asked *out)
{
	const struct bw_yaml *n = bw_yaml_get(at, "ask");
	uint16_t *to = BW_ARENA_ARRAY(r->a, uint16_t, scan_count(n) + 1);
	size_t i;

	if (to == NULL)
		return scan_no_memory(r);
	if (scan_count(n) == 0)
		return scan_wrong(r, at, who, "ask names one to ask, or more");
	out->at = to;
	for (n = n->child; n != NULL; n = n->next) {
		for (i = 0; i < r->q->n_authority; i++)
			if (bw_str_eq(r->q->authority[i].code, n->text))
				break;
		if (i == r->q->n_authority)
			return scan_wrong(r, n, n->text,
			    "it is not in reference/authorities.csv");
		to[out->n++] = (uint16_t)i;
	}
	return 0;
}

static int
read_signal(
    struct scan_reading *r, const struct bw_yaml *at, struct bw_scan_signal *s)
{
	struct bw_str kind = bw_yaml_text(at, "kind");
	struct bw_str verified = bw_yaml_text(at, "verified");
	int rc;

	s->id = bw_yaml_text(at, "id");
	s->basis = bw_yaml_text(at, "basis");
	s->verified = bw_str_is(verified, "yes");
	s->kind = bw_str_is(kind, "duty") ? BW_SCAN_DUTY : BW_SCAN_ALERT;
	if (s->id.n == 0 ||
	    (s->kind == BW_SCAN_ALERT && !bw_str_is(kind, "alert")))
		return scan_wrong(
		    r, at, s->id, "a signal has an id, and kind duty or alert");
	/* Nobody should take for law what nobody vouches for. */
	if (s->kind == BW_SCAN_DUTY &&
	    (s->basis.n == 0 || (!s->verified && !bw_str_is(verified, "no"))))
		return scan_wrong(
		    r, at, s->id, "a duty has a basis, and verified yes or no");
	rc = scan_both(r, at, s->id, NULL, &s->text);
	if (rc == 0)
		rc = scan_condition(r, at, s->id, "when", &s->when);
	if (rc == 0 && s->when.n == 0)
		rc = scan_wrong(r, at, s->id, "a signal has a condition: when");
	return rc == 0 ? scan_asked(r, at, s->id, &s->ask) : rc;
}

int
scan_signals(struct scan_reading *r, const struct bw_yaml *top)
{
	const struct bw_yaml *n = bw_yaml_get(top, "signals");
	struct bw_scan_signal *s =
	    BW_ARENA_ARRAY(r->a, struct bw_scan_signal, scan_count(n) + 1);
	int rc = 0;

	if (s == NULL)
		return scan_no_memory(r);
	if (scan_count(n) > 64)
		return scan_wrong(
		    r, n, BW_STR("signals"), "there are at most 64");
	r->q->signal = s;
	for (n = n == NULL ? NULL : n->child; n != NULL && rc == 0; n = n->next)
		rc = read_signal(r, n, &s[r->q->n_signal++]);
	return rc;
}

static int
read_proposal(struct scan_reading *r, const struct bw_yaml *at,
    struct bw_scan_proposal *p)
{
	uint32_t question = bw_scan_find(r->q, bw_yaml_text(at, "question"));
	struct bw_str value = bw_yaml_text(at, "value");
	int64_t n = 0;

	p->finding = bw_yaml_text(at, "finding");
	if (p->finding.n == 0 || question == BW_NONE)
		return scan_wrong(r, at, p->finding,
		    "a proposal has a finding, and a question there is");
	p->question = (uint16_t)question;
	p->answers = value.n > 0;
	if (p->answers &&
	    (!bw_str_i64(value, &n) || n < 0 ||
		n >= (int64_t)r->scale[r->question[question].scale].n))
		return scan_wrong(
		    r, at, p->finding, "its value is no answer of the scale");
	p->value = (uint8_t)n;
	return 0;
}

int
scan_proposals(struct scan_reading *r, const struct bw_yaml *top)
{
	const struct bw_yaml *n = bw_yaml_get(top, "proposals");
	struct bw_scan_proposal *p =
	    BW_ARENA_ARRAY(r->a, struct bw_scan_proposal, scan_count(n) + 1);
	int rc = 0;

	if (p == NULL)
		return scan_no_memory(r);
	r->q->proposal = p;
	for (n = n == NULL ? NULL : n->child; n != NULL && rc == 0; n = n->next)
		rc = read_proposal(r, n, &p[r->q->n_proposal++]);
	return rc;
}
