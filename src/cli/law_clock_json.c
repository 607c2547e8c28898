/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_clock_json.c - `law clock` for programs.
 */
#include "base/map.h"
#include "cli/law_clock.h"

static void
date(struct bw_law_clock *k, struct bw_jw *j, const char *key, bool known,
    bw_date d)
{
	if (known && d != BW_DATE_MAX)
		bw_jw_str(j, key, bw_cli_day(k->c.cli, d));
	else
		bw_jw_null(j, key);
}

static void
fact(struct bw_law_clock *k, struct bw_jw *j, const char *key, uint32_t f)
{
	if (f == BW_NONE)
		bw_jw_null(j, key);
	else
		bw_jw_str(j, key, k->c.vocabulary.fact[f].key);
}

static void
word(struct bw_jw *j, const char *key, struct bw_str s)
{
	if (s.n > 0)
		bw_jw_str(j, key, s);
	else
		bw_jw_null(j, key);
}

static void
text(struct bw_law_clock *k, struct bw_jw *j, const char *key, struct bw_text t)
{
	word(j, key, bw_law_text(&k->c, t));
}

static void
end(struct bw_law_clock *k, struct bw_jw *j, const char *key,
    const struct bw_clock_end *e)
{
	bw_jw_open(j, key, '{');
	date(k, j, "day", e->known, e->day);
	date(k, j, "if_general_terms_act", e->known, e->moved);
	bw_jw_close(j);
}

static void
extensions(struct bw_law_clock *k, struct bw_jw *j, const struct bw_term *t)
{
	bw_jw_open(j, "extensions", '[');
	for (size_t i = 0; i < t->rule->n_extension; i++) {
		const struct bw_extension_rule *e = &t->rule->extension[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "cite", e->cite);
		bw_jw_str(j, "pool", k->clocks.pool[e->pool].id);
		bw_jw_i64(j, "used_months", t->used[i]);
		bw_jw_i64(j, "most_months", t->most[i]);
		fact(k, j, "depends_on",
		    t->perhaps[i] ? e->when[0].fact : BW_NONE);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
term(struct bw_law_clock *k, struct bw_jw *j, const struct bw_term *t)
{
	const struct bw_term_rule *r = t->rule;
	bool begun = t->state != BW_CLOCK_UNKNOWN;

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "id", r->id);
	bw_jw_str(j, "cite", r->cite);
	text(k, j, "title", r->title);
	bw_jw_str(j, "who", r->who);
	bw_jw_z(j, "state", bw_clock_state_name(t->state));
	fact(k, j, "depends_on", t->unsure);
	fact(k, j, "missing", t->missing);
	fact(k, j, "unless", t->state == BW_CLOCK_UNLESS ? t->untold : BW_NONE);
	date(k, j, "start", begun, t->start);
	date(k, j, "end", t->plain.known, t->plain.day);
	date(k, j, "end_if_general_terms_act", t->plain.known, t->plain.moved);
	date(k, j, "end_without_stops", t->running.known, t->running.day);
	end(k, j, "latest", &t->worst);
	bw_jw_i64(j, "stopped_days", t->stopped);
	if (begun && !t->plain.known && t->left >= 0)
		bw_jw_i64(j, "days_left_after_stop", t->left);
	else
		bw_jw_null(j, "days_left_after_stop");
	date(k, j, "done", begun, t->done);
	extensions(k, j, t);
	bw_jw_open(j, "if_nobody_acts", '{');
	word(j, "cite", r->silence.cite);
	word(j, "code", r->silence.code);
	text(k, j, "words", r->silence.words);
	bw_jw_close(j);
	text(k, j, "then", r->then);
	text(k, j, "note", r->note);
	bw_jw_close(j);
}

/* The answers by name, for who looks for one: phase1_end ... */
static void
short_answers(struct bw_law_clock *k, struct bw_jw *j)
{
	struct bw_arena *a = &k->c.cli->arena;

	for (size_t i = 0; i < k->clock.n_term; i++) {
		const struct bw_term *t = &k->clock.term[i];
		struct bw_str key =
		    bw_arena_fmt(a, "%.*s_end", BW_ARG(t->rule->id));
		struct bw_str moved =
		    bw_arena_fmt(a, "%.*s_if_general_terms_act", BW_ARG(key));
		int64_t months = 0;

		if (key.p == NULL || moved.p == NULL)
			return;
		if (t->plain.known) {
			date(k, j, key.p, true, t->plain.day);
			date(k, j, moved.p, true, t->plain.moved);
		}
		key = bw_arena_fmt(a, "%.*s_deemed", BW_ARG(t->rule->id));
		if (key.p != NULL && t->rule->silence.code.n > 0)
			bw_jw_str(j, key.p, t->rule->silence.code);
		for (size_t e = 0; e < t->rule->n_extension; e++) {
			const struct bw_extension_rule *x =
			    &t->rule->extension[e];
			struct bw_str name = k->clocks.pool[x->pool].id;

			months += t->most[e];
			key = x->n_when == 0
			    ? bw_arena_fmt(a, "%.*s_extension_max_months",
				  BW_ARG(t->rule->id))
			    : bw_arena_fmt(a, "%.*s_extension_max_months_%.*s",
				  BW_ARG(t->rule->id), BW_ARG(name));
			if (key.p != NULL && !t->never[e])
				bw_jw_i64(j, key.p, months);
		}
	}
}

static void
sources(struct bw_law_clock *k, struct bw_jw *j)
{
	const struct bw_general_terms *g = &k->clocks.general;

	bw_jw_open(j, "general_terms_act", '{');
	bw_jw_str(j, "cite", g->cite);
	text(k, j, "words", g->words);
	text(k, j, "not_verified", g->not_verified);
	text(k, j, "missing", g->missing);
	bw_jw_close(j);
	bw_jw_open(j, "assumptions", '[');
	for (size_t i = 0; i < k->clocks.n_assumption; i++) {
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "id", k->clocks.assumption[i].id);
		text(k, j, "words", k->clocks.assumption[i].words);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_open(j, "instruments", '[');
	for (size_t i = 0; i < k->clocks.n_instrument; i++) {
		const struct bw_instrument *in = &k->clocks.instrument[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "id", in->id);
		bw_jw_str(j, "version", in->version);
		bw_jw_str(j, "file", in->file);
		bw_jw_z(j, "sha256", in->sha256);
		bw_jw_str(j, "url", in->url);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

void
bw_law_clock_json(struct bw_law_clock *k)
{
	struct bw_jw j = bw_cli_json(k->c.cli);

	date(k, &j, "day_of_law", true, k->c.day);
	short_answers(k, &j);
	bw_jw_open(&j, "terms", '[');
	for (size_t i = 0; i < k->clock.n_term; i++)
		term(k, &j, &k->clock.term[i]);
	bw_jw_close(&j);
	bw_jw_open(&j, "longest", '{');
	date(k, &j, "day", k->clock.longest.known, k->clock.longest.day);
	date(k, &j, "if_months_count_twice", k->clock.longest_each.known,
	    k->clock.longest_each.day);
	bw_jw_close(&j);
	bw_jw_open(&j, "stops", '[');
	for (size_t i = 0; i < k->n_stop; i++) {
		bw_jw_open(&j, NULL, '{');
		date(k, &j, "from", true, k->stop[i].from);
		date(k, &j, "to", true, k->stop[i].to);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	sources(k, &j);
	bw_jw_close(&j);
}
