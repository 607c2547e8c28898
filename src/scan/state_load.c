/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * state_load.c - reads the file in which somebody keeps a scan.
 *
 * The file comes from anywhere: it is bounded, every key is known or refused,
 * every text is checked for its length. A file of another version is read,
 * too; what this version does not ask or not so is told in `gone`.
 */
#include "base/json.h"
#include "base/map.h"
#include "scan/state.h"

struct reading {
	struct bw_scan_state *s;
	const struct bw_scan *q;
	struct bw_arena *a;
	struct bw_err *err;
	struct bw_str *gone;
	bool seen[BW_SCAN_QUESTIONS];
};

static int
wrong(struct reading *r, struct bw_str key, const char *what)
{
	return bw_fail(r->err, BW_EFORMAT, "%.*s: %s",
	    BW_ARG(bw_str_sub(key, 0, 60)), what);
}

static int
text(struct reading *r, struct bw_str key, struct bw_json v, size_t most,
    struct bw_str *out)
{
	struct bw_str s = bw_json_str(v);

	if (bw_json_type(v) != BW_JSON_STRING)
		return wrong(r, key, "it is no text");
	if (s.n > most)
		return wrong(r, key, "it is too long");
	if (s.n > 0 && memchr(s.p, 0, s.n) != NULL)
		return wrong(r, key, "it holds a zero byte");
	*out = bw_arena_dup(r->a, s);
	return out->p != NULL
	    ? 0
	    : bw_fail(r->err, BW_ENOMEM, "no memory for answers");
}

/* "2", or {"answer": "na", "reason": "...", "note": "..."} */
static int
answer_members(struct reading *r, struct bw_str id, struct bw_json v,
    struct bw_scan_answer *x, struct bw_str *said)
{
	struct bw_json_each it = bw_json_each(v);
	const struct {
		const char *name;
		struct bw_str *to;
		size_t most;
	} member[] = {
		{ "answer", said, BW_SCAN_NOTE },
		{ "reason", &x->reason, BW_SCAN_NOTE },
		{ "note", &x->note, BW_SCAN_NOTE },
		{ "owner", &x->owner, 200 },
		{ "evidence", &x->evidence, BW_SCAN_NOTE },
	};
	int rc = 0;

	while (rc == 0 && bw_json_step(&it)) {
		size_t i = 0;

		while (i < BW_LEN(member) && !bw_str_is(it.key, member[i].name))
			i++;
		if (i == BW_LEN(member))
			return wrong(r, id,
			    "an answer has answer, reason, "
			    "note, owner and evidence");
		rc = text(r, id, it.value, member[i].most, member[i].to);
	}
	return rc;
}

static int
read_answer(
    struct reading *r, size_t question, struct bw_str id, struct bw_json v)
{
	struct bw_scan_answer x = { 0 };
	struct bw_str said = BW_STR("");
	struct bw_err why = BW_ERR_INIT;
	int rc;

	if (r->seen[question])
		return wrong(r, id, "it is answered twice; leave one out");
	r->seen[question] = true;
	if (bw_json_type(v) == BW_JSON_OBJECT)
		rc = answer_members(r, id, v, &x, &said);
	else
		rc = text(r, id, v, BW_SCAN_NOTE, &said);
	if (rc != 0)
		return rc;
	if (x.reason.n > 0)
		said = bw_arena_fmt(
		    r->a, "%.*s:%.*s", BW_ARG(said), BW_ARG(x.reason));
	if (said.p == NULL)
		return bw_fail(r->err, BW_ENOMEM, "no memory for answers");
	rc = bw_scan_say(r->s, r->q, question, said, r->a, &why);
	if (rc == BW_EFORMAT && !bw_scan_same_version(r->s, r->q)) {
		r->gone[r->s->n_gone++] = id; /* it was asked otherwise */
		return 0;
	}
	if (rc != 0)
		return bw_fail(r->err, rc, "%s", why.what);
	r->s->answer[question].note = x.note;
	r->s->answer[question].owner = x.owner;
	r->s->answer[question].evidence = x.evidence;
	return 0;
}

static int
read_answers(struct reading *r, struct bw_json answers)
{
	struct bw_json_each it = bw_json_each(answers);
	int rc = 0;

	if (bw_json_type(answers) != BW_JSON_OBJECT)
		return wrong(r, BW_STR("answers"),
		    "they are an object: {\"X1\": \"2\", ...}");
	r->gone =
	    BW_ARENA_ARRAY(r->a, struct bw_str, bw_json_count(answers) + 1);
	if (r->gone == NULL)
		return bw_fail(r->err, BW_ENOMEM, "no memory for answers");
	r->s->gone = r->gone;
	while (rc == 0 && bw_json_step(&it)) {
		struct bw_str id = bw_arena_dup(r->a, it.key);
		uint32_t question = bw_scan_find(r->q, it.key);

		if (id.p == NULL)
			return bw_fail(
			    r->err, BW_ENOMEM, "no memory for answers");
		if (question != BW_NONE)
			rc = read_answer(r, question, id, it.value);
		else if (bw_scan_same_version(r->s, r->q))
			rc = wrong(r, id, "there is no such question");
		else
			r->gone[r->s->n_gone++] = id;
	}
	return rc;
}

/* ---- scores of the day it was written ---- */

static bool
score(struct bw_json v, int64_t *out)
{
	return bw_json_i64(v, out) && *out >= 0 && *out <= 100;
}

/* [40, 62], or null */
static int
told(struct reading *r, struct bw_str key, struct bw_json v,
    struct bw_scan_told *out)
{
	struct bw_json_each it = bw_json_each(v);
	int64_t end[2];

	if (bw_json_type(v) == BW_JSON_NULL)
		return 0;
	if (bw_json_type(v) != BW_JSON_ARRAY || bw_json_count(v) != 2)
		return wrong(r, key, "a score is [40, 62], from 0 to 100");
	for (int i = 0; i < 2 && bw_json_step(&it); i++)
		if (!score(it.value, &end[i]))
			return wrong(
			    r, key, "a score is [40, 62], from 0 to 100");
	if (end[0] > end[1])
		return wrong(r, key, "the low end is above the high one");
	*out = (struct bw_scan_told){ true, (uint8_t)end[0], (uint8_t)end[1] };
	return 0;
}

static int
read_scores(struct reading *r, struct bw_json scores)
{
	struct bw_json themes = bw_json_get(scores, "themes");
	struct bw_json_each it = bw_json_each(themes);
	int rc;

	if (bw_json_type(scores) != BW_JSON_OBJECT ||
	    bw_json_type(themes) != BW_JSON_OBJECT)
		return wrong(r, BW_STR("scores"),
		    "they have total, exposure and themes");
	rc = told(
	    r, BW_STR("scores"), bw_json_get(scores, "total"), &r->s->total);
	if (rc == 0)
		rc = told(r, BW_STR("scores"), bw_json_get(scores, "exposure"),
		    &r->s->exposure);
	while (rc == 0 && bw_json_step(&it)) {
		uint32_t t = bw_scan_find_theme(r->q, it.key);

		if (t != BW_NONE)
			rc = told(r, it.key, it.value, &r->s->theme[t]);
	}
	return rc;
}

/* ---- head ---- */

static int
read_set(struct reading *r, struct bw_json v)
{
	struct bw_str set = bw_json_str(v);

	r->s->full = bw_str_is(set, "full");
	return r->s->full || bw_str_is(set, "quick")
	    ? 0
	    : wrong(r, BW_STR("set"), "it is quick or full");
}

static int
read_date(struct reading *r, struct bw_json v)
{
	if (bw_json_type(v) == BW_JSON_NULL)
		return 0;
	return bw_date_parse(bw_json_str(v), &r->s->date)
	    ? 0
	    : wrong(r, BW_STR("date"), "write 2026-01-31");
}

/* The version first: it tells how answers are to be understood. */
static int
read_head(struct reading *r, struct bw_json top)
{
	struct bw_scan_state *s = r->s;
	int rc;

	if (!bw_str_is(
		bw_json_str(bw_json_get(top, "format")), "bolwerk-scan-1"))
		return wrong(r, BW_STR("format"),
		    "this is no saved scan: it says not "
		    "\"format\": \"bolwerk-scan-1\"");
	rc = text(r, BW_STR("questionnaire"), bw_json_get(top, "questionnaire"),
	    64, &s->questionnaire);
	if (rc == 0)
		rc = text(r, BW_STR("version"), bw_json_get(top, "version"), 32,
		    &s->version);
	if (rc == 0 && !bw_str_eq(s->questionnaire, r->q->id))
		rc = wrong(r, BW_STR("questionnaire"),
		    "the answers are to other questions");
	return rc;
}

static int
read_member(struct reading *r, struct bw_str key, struct bw_json v)
{
	if (bw_str_is(key, "format") || bw_str_is(key, "questionnaire") ||
	    bw_str_is(key, "version"))
		return 0;
	if (bw_str_is(key, "set"))
		return read_set(r, v);
	if (bw_str_is(key, "date"))
		return read_date(r, v);
	if (bw_str_is(key, "company"))
		return text(r, key, v, 200, &r->s->company);
	if (bw_str_is(key, "sector"))
		return text(r, key, v, 40, &r->s->sector);
	if (bw_str_is(key, "size"))
		return text(r, key, v, 40, &r->s->size);
	if (bw_str_is(key, "answers"))
		return read_answers(r, v);
	if (bw_str_is(key, "scores"))
		return read_scores(r, v);
	return wrong(r, key, "no such key in a saved scan");
}

static int
read_state(struct reading *r, struct bw_json top)
{
	struct bw_json_each it = bw_json_each(top);
	int rc;

	if (bw_json_type(top) != BW_JSON_OBJECT)
		return bw_fail(
		    r->err, BW_EFORMAT, "this is no saved scan: no object");
	rc = read_head(r, top);
	while (rc == 0 && bw_json_step(&it))
		rc = read_member(r, it.key, it.value);
	return rc;
}

int
bw_scan_state_read(struct bw_scan_state *s, const struct bw_scan *q,
    struct bw_str json, struct bw_arena *a, struct bw_err *err)
{
	struct reading r = { .s = s, .q = q, .a = a, .err = err };
	struct bw_json_parser *p = NULL;
	struct bw_json top;
	uint64_t line, byte;
	char *copy;
	int rc = bw_scan_state_init(s, q, a, err);

	if (rc == 0 && json.n > BW_SCAN_FILE)
		rc = bw_fail(err, BW_ELIMIT,
		    "a saved scan is at most 1 MiB; this is something else");
	if (rc != 0)
		return rc;
	copy = BW_ARENA_ARRAY(a, char, json.n + BW_JSON_PAD);
	if (copy == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for answers");
	if (json.n > 0)
		memcpy(copy, json.p, json.n);
	rc = bw_json_parser_new(&p, err);
	if (rc == 0 &&
	    (rc = bw_json_parse(p, copy, json.n, &top, err)) == BW_EFORMAT) {
		bw_json_mistake(json, &line, &byte);
		(void)bw_fail_at(err, line, byte);
	}
	if (rc == 0)
		rc = read_state(&r, top);
	bw_json_parser_free(p);
	return rc;
}
