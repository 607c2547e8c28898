/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * state.c - answers, and which questions they leave.
 */
#include "scan/state.h"
#include "base/map.h"

int
bw_scan_state_init(struct bw_scan_state *s, const struct bw_scan *q,
    struct bw_arena *a, struct bw_err *err)
{
	*s = (struct bw_scan_state){ .questionnaire = q->id,
		.version = q->version,
		.date = BW_DATE_MIN,
		.n = q->n_question };
	s->answer = BW_ARENA_ARRAY(a, struct bw_scan_answer, s->n + 1);
	return s->answer != NULL
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for answers");
}

bool
bw_scan_same_version(const struct bw_scan_state *s, const struct bw_scan *q)
{
	return bw_str_eq(s->questionnaire, q->id) &&
	    bw_str_eq(s->version, q->version);
}

static int
no_answer(const struct bw_scan *q, size_t question, struct bw_err *err)
{
	bool measure = bw_scan_measures(q, question);

	return bw_fail(err, BW_EFORMAT, "%.*s: answer with %s",
	    BW_ARG(q->question[question].id),
	    measure ? "0, 1, 2, 3, u (I do not know) or n: and why it does not "
		      "apply"
		    : "0, 1, 2 or u (I do not know)");
}

/* "n: we make nothing" */
static bool
not_applicable(struct bw_str s, struct bw_str *reason)
{
	struct bw_str word;

	if (!bw_str_cut(&s, ':', &word))
		return false;
	word = bw_str_trim(word);
	*reason = bw_str_trim(s);
	return bw_str_eq_nocase(word, BW_STR("n")) ||
	    bw_str_eq_nocase(word, BW_STR("na"));
}

int
bw_scan_say(struct bw_scan_state *s, const struct bw_scan *q, size_t question,
    struct bw_str text, struct bw_arena *a, struct bw_err *err)
{
	struct bw_scan_answer *to = &s->answer[question];
	struct bw_scan_answer now = { .note = to->note, .owner = to->owner };
	struct bw_str reason = BW_STR("");
	int64_t value;

	text = bw_str_trim(text);
	if (bw_str_i64(text, &value)) {
		if (value < 0 ||
		    value >= (int64_t)q->scale[q->question[question].scale].n)
			return no_answer(q, question, err);
		now.said = BW_SAID_VALUE;
		now.value = (uint8_t)value;
	} else if (bw_str_eq_nocase(text, BW_STR("u")) ||
	    bw_str_is(text, "?") || bw_str_eq_nocase(text, BW_STR("unknown"))) {
		now.said = BW_SAID_UNKNOWN;
	} else if (bw_scan_measures(q, question) &&
	    not_applicable(text, &reason) && reason.n > 0 &&
	    reason.n <= BW_SCAN_NOTE) {
		now.said = BW_SAID_NA;
		now.reason = bw_arena_dup(a, reason);
		if (now.reason.p == NULL)
			return bw_fail(err, BW_ENOMEM, "no memory for answers");
	} else if (text.n > 0) {
		return no_answer(q, question, err);
	}
	*to = now;
	return 0;
}

/* ---- conditions ---- */

static bool
compare(uint8_t op, uint8_t value, uint8_t than)
{
	switch ((enum bw_scan_op)op) {
	case BW_SCAN_LESS:
		return value < than;
	case BW_SCAN_AT_MOST:
		return value <= than;
	case BW_SCAN_SAME:
		return value == than;
	case BW_SCAN_AT_LEAST:
		return value >= than;
	case BW_SCAN_MORE:
		return value > than;
	}
	return false;
}

static enum bw_scan_holds
term_holds(const struct bw_scan_term *t, const struct bw_scan *q,
    const struct bw_scan_state *s, const bool *ask)
{
	const struct bw_scan_answer *x = &s->answer[t->question];
	uint8_t value = x->value;

	if (x->said == BW_SAID_NOTHING || !ask[t->question])
		return BW_SCAN_OPEN;
	if (x->said == BW_SAID_NA)
		return BW_SCAN_FALSE;
	if (x->said == BW_SAID_UNKNOWN)
		value = bw_scan_measures(q, t->question) ? 0 : 1;
	return compare(t->op, value, t->value) ? BW_SCAN_TRUE : BW_SCAN_FALSE;
}

enum bw_scan_holds
bw_scan_holds(const struct bw_scan_condition *c, const struct bw_scan *q,
    const struct bw_scan_state *s, const bool *ask)
{
	enum bw_scan_holds all = BW_SCAN_TRUE, any = BW_SCAN_FALSE, one;

	for (size_t i = 0; i < c->n; i++) {
		one = term_holds(&c->term[i], q, s, ask);
		if (one == BW_SCAN_TRUE ||
		    (one == BW_SCAN_OPEN && any == BW_SCAN_FALSE))
			any = one;
		if (!c->term[i].ends)
			continue;
		if (any == BW_SCAN_FALSE)
			return BW_SCAN_FALSE;
		if (any == BW_SCAN_OPEN)
			all = BW_SCAN_OPEN;
		any = BW_SCAN_FALSE;
	}
	return all;
}

void
bw_scan_asks(const struct bw_scan *q, const struct bw_scan_state *s, bool *ask)
{
	for (size_t i = 0; i < q->n_question; i++)
		ask[i] = (s->full || q->question[i].quick) &&
		    bw_scan_holds(&q->question[i].when, q, s, ask) !=
			BW_SCAN_FALSE;
}

uint32_t
bw_scan_next(const struct bw_scan *q, const struct bw_scan_state *s)
{
	bool ask[BW_SCAN_QUESTIONS];

	bw_scan_asks(q, s, ask);
	for (size_t i = 0; i < q->n_question; i++)
		if (ask[i] && s->answer[i].said == BW_SAID_NOTHING)
			return (uint32_t)i;
	return BW_NONE;
}

struct bw_scan_progress
bw_scan_progress(const struct bw_scan *q, const struct bw_scan_state *s)
{
	struct bw_scan_progress p = { 0, 0 };
	bool ask[BW_SCAN_QUESTIONS];

	bw_scan_asks(q, s, ask);
	for (size_t i = 0; i < q->n_question; i++) {
		p.asked += ask[i];
		p.answered += ask[i] && s->answer[i].said != BW_SAID_NOTHING;
	}
	return p;
}
