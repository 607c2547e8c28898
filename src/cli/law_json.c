/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_json.c - a decision as members of a JSON object.
 */
#include "base/map.h"
#include "cli/law.h"

static const struct bw_fact_kind *
kind(const struct bw_law_case *c, uint32_t fact)
{
	return &c->vocabulary.fact[fact];
}

static void
json_findings(struct bw_law_case *c, struct bw_jw *j)
{
	bw_jw_open(j, "findings", '[');
	for (uint32_t i = 0; i < c->rules.n_output; i++) {
		if (!bw_law_is_finding(c, i))
			continue;
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "id", c->rules.output[i].item);
		bw_jw_str(j, "says", bw_law_sentence(c, i, BW_IS_TRUE));
		bw_jw_close(j);
	}
	bw_law_doubts_json(c, j, BW_NONE);
	bw_jw_close(j);
}

void
bw_law_json_facts(struct bw_law_case *c, struct bw_jw *j, const char *key,
    const uint32_t *list, size_t n)
{
	bw_jw_open(j, key, '[');
	for (size_t i = 0; i < n; i++)
		bw_jw_str(j, NULL, kind(c, list[i])->key);
	bw_jw_close(j);
}

static void
json_world(struct bw_law_case *c, struct bw_jw *j)
{
	bw_jw_open(j, "from_world", '{');
	for (uint32_t i = 0; i < c->vocabulary.n; i++) {
		struct bw_str key =
		    bw_arena_dup(&c->cli->arena, kind(c, i)->key);

		if (c->facts.from[i] == BW_FROM_WORLD)
			bw_jw_str(j, key.p, bw_law_fact(c, i));
	}
	bw_jw_close(j);
	bw_jw_open(j, "evidence", '{');
	for (uint32_t i = 0; i < c->vocabulary.n; i++) {
		struct bw_str key =
		    bw_arena_dup(&c->cli->arena, kind(c, i)->key);

		if (c->facts.from[i] == BW_FROM_WORLD)
			bw_jw_str(j, key.p, c->facts.reason[i]);
	}
	bw_jw_close(j);
}

void
bw_law_json_overruled(struct bw_law_case *c, struct bw_jw *j)
{
	bw_jw_open(j, "overruled", '[');
	for (size_t i = 0; i < c->n_overruled; i++) {
		const struct bw_law_overruled *o = &c->overruled[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "fact", kind(c, o->fact)->key);
		bw_jw_str(j, "world", o->was);
		bw_jw_str(j, "evidence", o->place);
		bw_jw_str(j, "value", bw_law_fact(c, o->fact));
		bw_jw_str(j, "reason", o->reason);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
json_assumed(struct bw_law_case *c, struct bw_jw *j)
{
	const struct bw_decision *d = &c->decision;

	bw_jw_open(j, "assumed", '{');
	if (!c->day_told) /* the law of today was taken */
		bw_jw_str(j, "dates.closing", bw_cli_day(c->cli, c->day));
	for (size_t i = 0; i < d->n_assumed; i++) {
		uint32_t f = d->assumed[i];
		struct bw_str key =
		    bw_arena_dup(&c->cli->arena, kind(c, f)->key);

		if (c->facts.from[f] == BW_FROM_NOBODY)
			bw_jw_null(j, key.p); /* silence: counted as no */
		else
			bw_jw_str(j, key.p, bw_law_fact(c, f));
	}
	bw_jw_close(j);
}

/* Articles of the reasons, each once, in their order. */
static void
json_cites(struct bw_law_case *c, struct bw_jw *j)
{
	const struct bw_decision *d = &c->decision;

	bw_jw_open(j, "cite", '[');
	for (size_t i = 0; i < d->n_reason; i++) {
		struct bw_str s = bw_law_cite(c, d->reason[i].output);
		bool told = false;

		for (size_t k = 0; k < i && !told; k++)
			told =
			    bw_str_eq(s, bw_law_cite(c, d->reason[k].output));
		if (!told)
			bw_jw_str(j, NULL, s);
	}
	bw_jw_close(j);
}

static void
json_values(struct bw_law_case *c, struct bw_jw *j)
{
	const struct bw_rules *r = &c->rules;

	bw_jw_open(j, "values", '{');
	for (uint32_t i = 0; i < r->n_output; i++) {
		const struct bw_output *o = &r->output[i];
		struct bw_str name = bw_arena_dup(&c->cli->arena, o->name);

		if (bw_output_find(r, o->name) == i)
			bw_jw_str(j, name.p,
			    bw_law_value(c, &c->decision.value[o->step],
				o->unit, o->choice, o->n_choice));
	}
	bw_jw_close(j);
}

/* Lists that true outputs add to: "thresholds_crossed": ["10"]. */
static void
json_lists(struct bw_law_case *c, struct bw_jw *j)
{
	const struct bw_rules *r = &c->rules;

	bw_jw_open(j, "lists", '{');
	for (uint32_t i = 0; i < r->n_output; i++) {
		struct bw_str name = r->output[i].adds;
		bool told = name.n == 0;

		for (uint32_t k = 0; k < i && !told; k++)
			told = bw_str_eq(name, r->output[k].adds);
		if (told)
			continue;
		name = bw_arena_dup(&c->cli->arena, name);
		bw_jw_open(j, name.p, '[');
		for (uint32_t k = i; k < r->n_output; k++)
			if (bw_str_eq(name, r->output[k].adds) &&
			    c->decision.value[r->output[k].step].may == BW_YES)
				bw_jw_str(j, NULL, r->output[k].item);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
json_reasons(struct bw_law_case *c, struct bw_jw *j)
{
	const struct bw_decision *d = &c->decision;

	bw_jw_open(j, "reasons", '[');
	for (size_t i = 0; i < d->n_reason; i++) {
		const struct bw_reason *r = &d->reason[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "rule", c->rules.output[r->output].name);
		bw_jw_i64(j, "depth", r->depth);
		bw_jw_z(j, "truth", bw_truth_name(r->truth));
		bw_jw_str(j, "cite", bw_law_cite(c, r->output));
		bw_jw_str(j, "says", bw_law_sentence(c, r->output, r->truth));
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
json_instruments(struct bw_law_case *c, struct bw_jw *j)
{
	static const char *const status[] = { "in_force", "guidance", "pending",
		"lapsed" };

	bw_jw_open(j, "instruments", '[');
	for (size_t i = 0; i < c->rules.n_instrument; i++) {
		const struct bw_instrument *in = &c->rules.instrument[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "id", in->id);
		bw_jw_str(j, "version", in->version);
		bw_jw_z(j, "status", status[in->status]);
		bw_jw_bool(j, "not_verified", in->not_verified);
		bw_jw_str(j, "url", in->url);
		bw_jw_str(j, "file", in->file);
		bw_jw_z(j, "sha256", in->sha256);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

/* The members of a decision into an object that is open. */
int
bw_law_json(struct bw_law_case *c, struct bw_jw *j, struct bw_err *err)
{
	const struct bw_decision *d = &c->decision;
	struct bw_law_shadow *s;
	struct bw_buf day = { 0 };
	size_t n;
	int rc = bw_law_shadows(c, &s, &n, err);

	bw_jw_str(j, "outcome", d->outcome);
	bw_jw_open(j, "via", '[');
	for (size_t i = 0; i < d->n_via; i++)
		bw_jw_str(j, NULL, c->rules.output[d->via[i]].cite);
	bw_jw_close(j);
	json_cites(c, j);
	bw_law_json_facts(c, j, "unknown", d->unknown, d->n_unknown);
	bw_law_json_facts(c, j, "open", d->open, d->n_open);
	json_assumed(c, j);
	json_world(c, j);
	bw_law_json_overruled(c, j);
	bw_jw_open(j, "pending", '{');
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct bw_str id = bw_arena_dup(&c->cli->arena, s[i].id);

		bw_jw_str(j, id.p, s[i].outcome);
	}
	bw_jw_close(j);
	bw_date_print(&day, c->day);
	bw_jw_str(j, "law_of", bw_buf_get(&day));
	bw_buf_release(&day);
	bw_law_duty_json(c, j);
	if (rc == 0)
		rc = bw_law_turns_json(c, j, err);
	json_values(c, j);
	json_lists(c, j);
	json_findings(c, j);
	json_reasons(c, j);
	json_instruments(c, j);
	return rc;
}
