/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan_ask.c - the scan at a terminal: one question at a time, with the reason
 * on request, a way back, and a way out at any moment.
 */
#include "base/map.h"
#include "cli/scan.h"

#define LINE 4096

static void
show_question(struct bw_scan_case *c, size_t i)
{
	const struct bw_scan_question *x = &c->q.question[i];
	const struct bw_scan_scale *scale = &c->q.scale[x->scale];
	struct bw_scan_progress p = bw_scan_progress(&c->q, &c->s);
	struct bw_out *out = &c->cli->out;

	bw_out_z(out, "\n");
	BW_SCAN_WRAP(c, 0, "ask-head", bw_scan_fill("id", x->id),
	    bw_scan_fill("theme", bw_scan_in(c, c->q.theme[x->theme].name)),
	    bw_scan_fill("n", bw_scan_number(c, (unsigned)p.answered)),
	    bw_scan_fill("of", bw_scan_number(c, (unsigned)p.asked)));
	bw_wrap(out, bw_scan_in(c, x->text), 0, c->cli->width);
	for (size_t v = 0; v < scale->n; v++)
		bw_wrap(out,
		    bw_arena_fmt(&c->cli->arena, "%zu  %.*s", v,
			BW_ARG(bw_scan_in(c, scale->answer[v]))),
		    2, c->cli->width);
	bw_scan_wrap(c, 2, "ask-unknown", NULL, 0);
	if (bw_scan_measures(&c->q, i))
		bw_scan_wrap(c, 2, "ask-na", NULL, 0);
}

static void
show_known(struct bw_scan_case *c, size_t i)
{
	const struct bw_scan_known *k = bw_scan_known_of(c, i);

	if (k == NULL)
		return;
	bw_scan_wrap(c, 2, "ask-known", NULL, 0);
	for (size_t f = 0; f < k->n_finding && f < 3; f++)
		bw_wrap(&c->cli->out,
		    bw_check_scan_evidence(
			k->finding[f], &c->check, c->cli->lang, &c->cli->arena),
		    4, c->cli->width);
	if (k->answers)
		BW_SCAN_WRAP(c, 2, "ask-take",
		    bw_scan_fill("value", bw_scan_number(c, k->value)));
}

/* p: the proposal becomes the answer, with where it came from. */
static bool
take_proposal(struct bw_scan_case *c, size_t i)
{
	const struct bw_scan_known *k = bw_scan_known_of(c, i);
	struct bw_scan_answer *x = &c->s.answer[i];

	if (k == NULL || !k->answers)
		return false;
	x->said = BW_SAID_VALUE;
	x->value = k->value;
	x->evidence = bw_check_scan_evidence(
	    k->finding[0], &c->check, c->cli->lang, &c->cli->arena);
	return true;
}

static size_t
one_back(const struct bw_scan_case *c, size_t i)
{
	bool ask[BW_SCAN_QUESTIONS];

	bw_scan_asks(&c->q, &c->s, ask);
	for (size_t k = i; k > 0; k--)
		if (ask[k - 1])
			return k - 1;
	return i;
}

/* The next one that is asked and not answered, from here on and then from the
 * start. */
static uint32_t
next_from(const struct bw_scan_case *c, size_t from)
{
	bool ask[BW_SCAN_QUESTIONS];

	bw_scan_asks(&c->q, &c->s, ask);
	for (size_t i = from; i < c->q.n_question; i++)
		if (ask[i] && c->s.answer[i].said == BW_SAID_NOTHING)
			return (uint32_t)i;
	return bw_scan_next(&c->q, &c->s);
}

enum heard {
	HEARD_ANSWER,
	HEARD_AGAIN, /* ask the same once more */
	HEARD_BACK,
	HEARD_STOP
};

static enum heard
hear(struct bw_scan_case *c, size_t i, struct bw_str said)
{
	struct bw_err why = BW_ERR_INIT;

	if (bw_str_eq_nocase(said, BW_STR("s")))
		return HEARD_STOP;
	if (bw_str_eq_nocase(said, BW_STR("b")))
		return HEARD_BACK;
	if (bw_str_eq_nocase(said, BW_STR("w"))) {
		BW_SCAN_WRAP(c, 2, "why",
		    bw_scan_fill("text", bw_scan_in(c, c->q.question[i].why)));
		return HEARD_AGAIN;
	}
	if (bw_str_eq_nocase(said, BW_STR("p")) && take_proposal(c, i))
		return HEARD_ANSWER;
	if (said.n > 0 &&
	    bw_scan_say(&c->s, &c->q, i, said, &c->cli->arena, &why) == 0)
		return HEARD_ANSWER;
	bw_scan_wrap(c, 2,
	    bw_scan_measures(&c->q, i) ? "ask-wrong" : "ask-wrong-exposure",
	    NULL, 0);
	return HEARD_AGAIN;
}

int
bw_scan_ask(struct bw_scan_case *c, struct bw_err *err)
{
	uint32_t i = bw_scan_next(&c->q, &c->s);
	bool again = false;
	char line[LINE];

	bw_scan_wrap(c, 0,
	    bw_cli_has(c->cli, BW_OPT_SAVE) ? "ask-begin" : "ask-begin-unsaved",
	    NULL, 0);
	while (i != BW_NONE) {
		if (!again) {
			show_question(c, i);
			show_known(c, i);
		}
		bw_out_z(&c->cli->out, "> ");
		bw_out_flush(&c->cli->out);
		if (fgets(line, sizeof(line), stdin) == NULL)
			break;
		if (!bw_utf8_valid(bw_str_of(line), NULL))
			line[0] = '\0';
		switch (hear(c, i, bw_str_trim(bw_str_of(line)))) {
		case HEARD_ANSWER:
			i = next_from(c, i + 1);
			again = false;
			break;
		case HEARD_BACK:
			i = (uint32_t)one_back(c, i);
			again = false;
			break;
		case HEARD_AGAIN:
			again = true;
			break;
		case HEARD_STOP:
			i = BW_NONE;
			break;
		}
	}
	bw_out_z(&c->cli->out, "\n");
	return c->cli->out.err.code != 0
	    ? bw_fail(err, BW_EIO, "cannot write the questions")
	    : 0;
}
