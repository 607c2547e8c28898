/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan_json.c - the result for programs: JSON, and the questions as CSV.
 */
#include "cli/scan.h"

static void
range(struct bw_jw *j, const char *key, bool has, struct bw_scan_range s)
{
	if (!has) {
		bw_jw_null(j, key);
		return;
	}
	bw_jw_open(j, key, '{');
	bw_jw_i64(j, "min", bw_scan_points(s.lo));
	bw_jw_i64(j, "max", bw_scan_points(s.hi));
	bw_jw_z(j, "band_min", bw_scan_band_name(bw_scan_band(s.lo)));
	bw_jw_z(j, "band_max", bw_scan_band_name(bw_scan_band(s.hi)));
	bw_jw_close(j);
}

static void
text(struct bw_jw *j, const char *key, struct bw_text t)
{
	bw_jw_open(j, key, '{');
	bw_jw_str(j, "nl", t.in[BW_NL]);
	bw_jw_str(j, "en", t.in[BW_EN]);
	bw_jw_close(j);
}

static void
asked(struct bw_scan_case *c, struct bw_jw *j, const struct bw_scan_asked *ask)
{
	bw_jw_open(j, "ask", '[');
	for (size_t i = 0; i < ask->n; i++) {
		const struct bw_authority *x = &c->q.authority[ask->at[i]];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "code", x->code);
		text(j, "name", x->name);
		bw_jw_str(j, "address", x->address);
		bw_jw_str(j, "checked_on", x->checked_on);
		bw_jw_bool(j, "verified", x->verified);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
signals(struct bw_scan_case *c, struct bw_jw *j)
{
	bw_jw_open(j, "first", '[');
	for (size_t i = 0; i < c->r.n_signal; i++) {
		const struct bw_scan_signal *s = &c->q.signal[c->r.signal[i]];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "id", s->id);
		bw_jw_z(j, "kind", s->kind == BW_SCAN_DUTY ? "duty" : "alert");
		text(j, "says", s->text);
		bw_jw_str(j, "basis", s->basis);
		bw_jw_bool(j, "verified", s->verified);
		asked(c, j, &s->ask);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
themes(struct bw_scan_case *c, struct bw_jw *j)
{
	bw_jw_open(j, "themes", '[');
	for (size_t t = 0; t < c->q.n_theme; t++) {
		const struct bw_scan_theme_score *x = &c->r.theme[t];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "theme", c->q.theme[t].id);
		text(j, "name", c->q.theme[t].name);
		bw_jw_i64(j, "asked", x->asked);
		bw_jw_i64(j, "answered", x->answered);
		bw_jw_i64(j, "unknown", x->unknown);
		bw_jw_i64(j, "not_applicable", x->not_applicable);
		range(j, "score", x->scored, x->score);
		if (x->of > 0)
			bw_jw_i64(j, "exposure", x->exposed * 100 / x->of);
		else
			bw_jw_null(j, "exposure");
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
actions(struct bw_scan_case *c, struct bw_jw *j)
{
	bw_jw_open(j, "actions", '[');
	for (size_t i = 0; i < c->r.n_action; i++) {
		const struct bw_scan_action *a = &c->r.action[i];
		const struct bw_scan_question *x = &c->q.question[a->question];
		const char effort[] = { x->effort, '\0' };

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "question", x->id);
		bw_jw_z(j, "tier", bw_scan_tier_name(a->tier));
		bw_jw_z(j, "step", bw_scan_step_name(a->step));
		bw_jw_z(j, "effort", effort);
		bw_jw_bool(j, "first_page", i < c->r.n_first_page);
		bw_jw_bool(j, "quick_win", bw_scan_quick_win(&c->q, a));
		text(j, "todo", a->step == BW_STEP_NEXT ? x->next : x->first);
		text(j, "why", x->why);
		asked(c, j, &x->ask);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
proposals(struct bw_scan_case *c, struct bw_jw *j)
{
	bw_jw_open(j, "proposals", '[');
	for (size_t i = 0; i < c->n_known; i++) {
		const struct bw_scan_known *k = &c->known[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "question", c->q.question[k->question].id);
		if (k->answers)
			bw_jw_i64(j, "value", k->value);
		else
			bw_jw_null(j, "value");
		bw_jw_open(j, "because", '[');
		for (size_t f = 0; f < k->n_finding; f++) {
			bw_jw_open(j, NULL, '{');
			bw_jw_z(j, "finding", k->finding[f]->id);
			text(j, "says", k->finding[f]->title);
			bw_jw_str(j, "evidence",
			    bw_check_scan_evidence(k->finding[f], &c->check,
				c->cli->lang, &c->cli->arena));
			bw_jw_close(j);
		}
		bw_jw_close(j);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
before(struct bw_scan_case *c, struct bw_jw *j)
{
	bool same = bw_scan_same_version(&c->before, &c->q);

	if (!c->has_before) {
		bw_jw_null(j, "before");
		return;
	}
	bw_jw_open(j, "before", '{');
	bw_jw_str(j, "version", c->before.version);
	bw_jw_bool(j, "same_version", same);
	bw_jw_open(j, "themes", '[');
	for (size_t t = 0; t < c->q.n_theme; t++) {
		const struct bw_scan_told *told = &c->before.theme[t];
		struct bw_scan_range s = { told->lo * BW_SCAN_POINT,
			told->hi * BW_SCAN_POINT };

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "theme", c->q.theme[t].id);
		range(j, "score",
		    same ? c->r_before.theme[t].scored : told->has,
		    same ? c->r_before.theme[t].score : s);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_close(j);
}

void
bw_scan_json(struct bw_scan_case *c)
{
	const struct bw_scan_result *r = &c->r;
	struct bw_jw j = bw_cli_json(c->cli);
	uint32_t next = bw_scan_next(&c->q, &c->s);

	bw_jw_str(&j, "questionnaire", c->q.id);
	bw_jw_str(&j, "version", c->q.version);
	bw_jw_str(&j, "answers_version", c->s.version);
	bw_jw_z(&j, "set", c->s.full ? "full" : "quick");
	bw_jw_i64(&j, "asked", r->asked);
	bw_jw_i64(&j, "answered", r->answered);
	bw_jw_i64(&j, "unknown", r->unknown);
	bw_jw_i64(&j, "answered_weight", r->answered_weight);
	bw_jw_i64(&j, "applicable_weight", r->applicable_weight);
	if (next < c->q.n_question)
		bw_jw_str(&j, "next", c->q.question[next].id);
	else
		bw_jw_null(&j, "next");
	signals(c, &j);
	range(&j, "resilience", r->no_total == BW_TOTAL_IS_THERE, r->total);
	bw_jw_z(&j, "no_resilience",
	    r->no_total == BW_TOTAL_IS_THERE
		? NULL
		: bw_scan_no_total_name(r->no_total));
	if (r->has_exposure)
		bw_jw_i64(&j, "exposure", bw_scan_points(r->exposure));
	else
		bw_jw_null(&j, "exposure");
	bw_jw_z(&j, "field", bw_scan_field_name(r));
	themes(c, &j);
	actions(c, &j);
	bw_jw_open(&j, "profile", '[');
	for (size_t i = 0; i < r->n_profile; i++)
		bw_jw_str(&j, NULL, c->q.question[r->profile[i]].id);
	bw_jw_close(&j);
	before(c, &j);
	bw_scan_json_others(c, &j);
	proposals(c, &j);
	bw_jw_close(&j);
}

static const char *
said(const struct bw_scan_answer *x)
{
	static const char *const digit[] = { "0", "1", "2", "3" };

	return x->said == BW_SAID_VALUE  ? digit[x->value]
	    : x->said == BW_SAID_UNKNOWN ? "unknown"
	    : x->said == BW_SAID_NA      ? "na"
					 : "";
}

/* Every question of the set, as it was answered. */
int
bw_scan_csv(struct bw_scan_case *c, struct bw_err *err)
{
	static const char *const name[] = { "question", "theme", "asked",
		"answer", "tier", "step", "effort", "weight", "text_nl",
		"text_en" };
	static const unsigned flags[BW_LEN(name)] = { 0 };
	bool ask[BW_SCAN_QUESTIONS];
	struct bw_listing l;
	int rc = bw_list_open(&l, c->cli, name, flags, BW_LEN(name), err);

	if (rc != 0)
		return rc;
	bw_scan_asks(&c->q, &c->s, ask);
	for (size_t i = 0; i < c->q.n_question; i++) {
		const struct bw_scan_question *x = &c->q.question[i];
		const struct bw_scan_action *a = NULL;

		for (size_t k = 0; k < c->r.n_action; k++)
			if (c->r.action[k].question == i)
				a = &c->r.action[k];
		bw_list_cell(&l, x->id);
		bw_list_cell(&l, c->q.theme[x->theme].id);
		bw_list_cell(&l, bw_str_of(ask[i] ? "yes" : "no"));
		bw_list_cell(&l, bw_str_of(said(&c->s.answer[i])));
		bw_list_cell(
		    &l, bw_str_of(a != NULL ? bw_scan_tier_name(a->tier) : ""));
		bw_list_cell(
		    &l, bw_str_of(a != NULL ? bw_scan_step_name(a->step) : ""));
		bw_list_cell(&l, (struct bw_str){ &x->effort, 1 });
		bw_list_count(&l, x->weight);
		bw_list_cell(&l, x->text.in[BW_NL]);
		bw_list_cell(&l, x->text.in[BW_EN]);
	}
	return bw_list_close(&l, err);
}
