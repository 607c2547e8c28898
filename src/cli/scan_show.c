/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan_show.c - `scan questions`: the questionnaire itself.
 */
#include "cli/scan.h"

static void
text(struct bw_jw *j, const char *key, struct bw_text t)
{
	if (t.in[BW_NL].n == 0)
		return;
	bw_jw_open(j, key, '{');
	bw_jw_str(j, "nl", t.in[BW_NL]);
	bw_jw_str(j, "en", t.in[BW_EN]);
	bw_jw_close(j);
}

static void
condition(struct bw_scan_case *c, struct bw_jw *j, const char *key,
    const struct bw_scan_condition *when)
{
	static const char *const op[] = { "<", "<=", "=", ">=", ">" };
	bool open = false;

	bw_jw_open(j, key, '[');
	for (size_t i = 0; i < when->n; i++) {
		const struct bw_scan_term *t = &when->term[i];

		if (!open)
			bw_jw_open(j, NULL, '[');
		bw_jw_str(j, NULL,
		    bw_arena_fmt(&c->cli->arena, "%.*s %s %u",
			BW_ARG(c->q.question[t->question].id), op[t->op],
			(unsigned)t->value));
		open = !t->ends;
		if (t->ends)
			bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
asked(struct bw_scan_case *c, struct bw_jw *j, const struct bw_scan_asked *ask)
{
	bw_jw_open(j, "ask", '[');
	for (size_t i = 0; i < ask->n; i++)
		bw_jw_str(j, NULL, c->q.authority[ask->at[i]].code);
	bw_jw_close(j);
}

static void
scales(struct bw_scan_case *c, struct bw_jw *j)
{
	bw_jw_open(j, "scales", '[');
	for (size_t i = 0; i < c->q.n_scale; i++) {
		const struct bw_scan_scale *s = &c->q.scale[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "scale", s->id);
		bw_jw_z(j, "kind",
		    s->kind == BW_SCAN_MEASURE ? "measure" : "exposure");
		bw_jw_open(j, "answers", '[');
		for (size_t v = 0; v < s->n; v++)
			text(j, NULL, s->answer[v]);
		bw_jw_close(j);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
question(
    struct bw_scan_case *c, struct bw_jw *j, const struct bw_scan_question *x)
{
	const char effort[] = { x->effort, '\0' };

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "question", x->id);
	bw_jw_str(j, "theme", c->q.theme[x->theme].id);
	bw_jw_str(j, "scale", c->q.scale[x->scale].id);
	bw_jw_i64(j, "weight", x->weight);
	bw_jw_z(j, "effort", effort);
	bw_jw_bool(j, "quick", x->quick);
	bw_jw_open(j, "feeds", '[');
	for (size_t t = 0; t < c->q.n_theme; t++)
		if (x->feeds & UINT32_C(1) << t)
			bw_jw_str(j, NULL, c->q.theme[t].id);
	bw_jw_close(j);
	condition(c, j, "ask_when", &x->when);
	text(j, "text", x->text);
	text(j, "why", x->why);
	text(j, "first", x->first);
	text(j, "next", x->next);
	asked(c, j, &x->ask);
	bw_jw_close(j);
}

static void
signals(struct bw_scan_case *c, struct bw_jw *j)
{
	bw_jw_open(j, "signals", '[');
	for (size_t i = 0; i < c->q.n_signal; i++) {
		const struct bw_scan_signal *s = &c->q.signal[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "id", s->id);
		bw_jw_z(j, "kind", s->kind == BW_SCAN_DUTY ? "duty" : "alert");
		condition(c, j, "when", &s->when);
		text(j, "says", s->text);
		bw_jw_str(j, "basis", s->basis);
		bw_jw_bool(j, "verified", s->verified);
		asked(c, j, &s->ask);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
authorities(struct bw_scan_case *c, struct bw_jw *j)
{
	bw_jw_open(j, "authorities", '[');
	for (size_t i = 0; i < c->q.n_authority; i++) {
		const struct bw_authority *x = &c->q.authority[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "code", x->code);
		text(j, "name", x->name);
		text(j, "what", x->what);
		bw_jw_str(j, "address", x->address);
		bw_jw_str(j, "checked_on", x->checked_on);
		bw_jw_bool(j, "verified", x->verified);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

void
bw_scan_show(struct bw_scan_case *c)
{
	struct bw_jw j;

	if (!bw_cli_has(c->cli, BW_OPT_JSON)) {
		for (size_t i = 0; i < c->q.n_question; i++)
			bw_wrap(&c->cli->out,
			    bw_arena_fmt(&c->cli->arena, "%.*s  %.*s",
				BW_ARG(c->q.question[i].id),
				BW_ARG(bw_scan_in(c, c->q.question[i].text))),
			    0, c->cli->width);
		return;
	}
	j = bw_cli_json(c->cli);
	bw_jw_str(&j, "questionnaire", c->q.id);
	bw_jw_str(&j, "version", c->q.version);
	text(&j, "title", c->q.title);
	scales(c, &j);
	bw_jw_open(&j, "themes", '[');
	for (size_t t = 0; t < c->q.n_theme; t++) {
		bw_jw_open(&j, NULL, '{');
		bw_jw_str(&j, "theme", c->q.theme[t].id);
		text(&j, "name", c->q.theme[t].name);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_open(&j, "questions", '[');
	for (size_t i = 0; i < c->q.n_question; i++)
		question(c, &j, &c->q.question[i]);
	bw_jw_close(&j);
	signals(c, &j);
	authorities(c, &j);
	bw_jw_close(&j);
}
