/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_codes_show.c - a code of a control list for people and for programs: what
 * it is, whether it counts, why, and what follows for a deal. And the doubts
 * about codes that were told of a case, for law decide.
 */
#include "base/map.h"
#include "cli/law_codes.h"

struct bw_str
bw_law_code_words(struct bw_law_case *c, const struct bw_law_code *k)
{
	return k->list == NULL ? BW_STR("")
			       : bw_law_text(c, k->list->words[k->at]);
}

struct bw_str
bw_law_code_group(
    struct bw_law_case *c, const struct bw_law_code *k, const char *by)
{
	size_t at = strcmp(by, "categories") == 0 ? 0 : 1;

	for (size_t i = 0; k->list != NULL && i < c->rules.n_list; i++) {
		const struct bw_named_list *l = &c->rules.list[i];

		if (l->instrument != k->list->instrument || l->words == NULL ||
		    !bw_str_is(l->name, by))
			continue;
		for (size_t e = 0; e < l->codes.n; e++)
			if (bw_str_eq(
				l->codes.entry[e], bw_str_sub(k->entry, at, 1)))
				return bw_law_text(c, l->words[e]);
	}
	return BW_STR("");
}

const char *
bw_law_code_follows(const struct bw_law_code *k)
{
	if (k->very == BW_IS_TRUE)
		return "both";
	if (k->sensitive == BW_IS_FALSE)
		return "none";
	if (k->sensitive != BW_IS_TRUE)
		return "unknown";
	return k->very == BW_IS_FALSE ? "control" : "item";
}

/* "10, 20, 25": the thresholds of the rules. */
static struct bw_str
thresholds(struct bw_law_case *c)
{
	struct bw_str all = BW_STR("");

	for (size_t i = 0; i < c->rules.n_output; i++) {
		const struct bw_output *o = &c->rules.output[i];

		if (bw_str_is(o->adds, "thresholds_crossed"))
			all = bw_arena_fmt(&c->cli->arena, "%.*s%s%.*s",
			    BW_ARG(all), all.n > 0 ? "/" : "", BW_ARG(o->item));
	}
	return all;
}

static struct bw_str
filled(struct bw_law_case *c, const char *key, struct bw_str value,
    struct bw_str item)
{
	const struct bw_fill fill[] = { { "value", bw_text_same(value) },
		{ "item", bw_text_same(item) } };

	return bw_text_fill(&c->cli->arena, key, fill, BW_LEN(fill))
	    .in[c->cli->lang];
}

struct bw_str
bw_law_code_hint(struct bw_law_case *c, const struct bw_law_code *k)
{
	struct bw_str words = bw_law_code_words(c, k);

	return k->doubt == BW_CODE_COARSE
	    ? filled(c, "law.codes.only", words, k->below)
	    : words;
}

static struct bw_str
follows(struct bw_law_case *c, const struct bw_law_code *k)
{
	const char *what = bw_law_code_follows(k);
	struct bw_str key =
	    bw_arena_fmt(&c->cli->arena, "law.codes.follows.%s", what);

	return filled(c, key.p == NULL ? "" : key.p, thresholds(c), k->below);
}

/* "5A002, 5A003, 5A004" */
static struct bw_str
near_list(struct bw_law_case *c, const struct bw_law_code *k)
{
	struct bw_str all = BW_STR("");

	for (size_t i = 0; i < k->n_near; i++)
		all = bw_arena_fmt(&c->cli->arena, "%.*s%s%.*s", BW_ARG(all),
		    all.n > 0 ? ", " : "", BW_ARG(k->near[i]));
	return all;
}

/* "Annex I (2025-11-15), category 6: sensors and lasers" */
static struct bw_str
where(struct bw_law_case *c, const struct bw_law_code *k)
{
	const struct bw_instrument *in =
	    &c->rules.instrument[k->list->instrument];
	struct bw_str cat = bw_law_code_group(c, k, "categories");
	struct bw_arena *a = &c->cli->arena;

	return cat.n == 0
	    ? filled(c, "law.codes.where", bw_law_text(c, in->abbreviation),
		  in->version)
	    : bw_arena_fmt(a, "%.*s; %.*s: %.*s; %.*s",
		  BW_ARG(filled(c, "law.codes.where",
		      bw_law_text(c, in->abbreviation), in->version)),
		  BW_ARG(filled(c, "law.codes.category",
		      bw_str_sub(k->entry, 0, 1), BW_STR(""))),
		  BW_ARG(cat), BW_ARG(bw_law_code_group(c, k, "kinds")));
}

static void
show_nowhere(struct bw_law_case *c, const struct bw_law_code *k)
{
	bw_wrap(&c->cli->out,
	    filled(c, "law.codes.nowhere", k->entry, BW_STR("")), 0,
	    c->cli->width);
	if (k->n_near > 0)
		bw_wrap(&c->cli->out,
		    filled(c, "law.codes.near", near_list(c, k), BW_STR("")), 2,
		    c->cli->width);
	else if (k->first.n > 0)
		bw_wrap(&c->cli->out,
		    filled(c, "law.codes.range", k->first, k->last), 2,
		    c->cli->width);
}

static void
show_why(struct bw_law_case *c, const struct bw_law_code *k)
{
	struct bw_arena *a = &c->cli->arena;

	for (size_t i = 0; i < k->n_why; i++)
		bw_wrap(&c->cli->out,
		    bw_arena_fmt(a, "%.*s (%.*s)",
			BW_ARG(bw_law_text(c, k->why[i].says)),
			BW_ARG(k->why[i].cite)),
		    2, c->cli->width);
	if (k->doubt == BW_CODE_COARSE)
		bw_wrap(&c->cli->out,
		    filled(c, "law.codes.coarse", k->entry, k->below), 2,
		    c->cli->width);
	bw_wrap(&c->cli->out, follows(c, k), 2, c->cli->width);
}

static void
show_code(struct bw_law_case *c, const struct bw_law_code *k)
{
	struct bw_arena *a = &c->cli->arena;
	struct bw_str truth[2] = { bw_cli_wordf(c->cli, "law.truth",
				       bw_truth_name(k->sensitive)),
		bw_cli_wordf(c->cli, "law.truth", bw_truth_name(k->very)) };

	bw_wrap(&c->cli->out,
	    bw_arena_fmt(a, "%.*s: %.*s", BW_ARG(k->entry),
		BW_ARG(bw_law_code_words(c, k))),
	    0, c->cli->width);
	if (!bw_str_eq_nocase(k->asked, k->entry))
		bw_wrap(&c->cli->out,
		    filled(c, "law.codes.sub-item",
			bw_cli_plain(c->cli, k->asked), k->entry),
		    2, c->cli->width);
	bw_wrap(&c->cli->out, where(c, k), 2, c->cli->width);
	bw_out_z(&c->cli->out, "\n");
	bw_wrap(&c->cli->out,
	    filled(c, "law.codes.sensitive", truth[0], truth[1]), 2,
	    c->cli->width);
	show_why(c, k);
}

/* Which edition that was: one remark for each list that was looked in. */
static void
show_editions(struct bw_law_codes *codes)
{
	struct bw_law_case *c = codes->c;

	for (uint32_t i = 0; i < c->rules.n_instrument; i++)
		for (size_t k = 0; k < codes->code.n; k++) {
			const struct bw_named_list *l = codes->code.v[k].list;
			struct bw_str note =
			    bw_law_text(c, c->rules.instrument[i].note);

			if (codes->code.v[k].by_word || l == NULL ||
			    l->instrument != i || note.n == 0)
				continue;
			bw_out_z(&c->cli->out, "\n");
			bw_wrap(&c->cli->out,
			    bw_arena_fmt(&c->cli->arena, "%.*s: %.*s",
				BW_ARG(bw_law_text(
				    c, c->rules.instrument[i].abbreviation)),
				BW_ARG(note)),
			    0, c->cli->width);
			break;
		}
}

int
bw_law_codes_show(struct bw_law_codes *codes, struct bw_err *err)
{
	bool any = false;

	(void)err;
	for (size_t i = 0; i < codes->code.n; i++) {
		const struct bw_law_code *k = &codes->code.v[i];

		if (k->by_word)
			continue;
		if (any)
			bw_out_z(&codes->c->cli->out, "\n");
		any = true;
		if (k->doubt == BW_CODE_NOWHERE || k->list == NULL)
			show_nowhere(codes->c, k);
		else
			show_code(codes->c, k);
	}
	if (any)
		show_editions(codes);
	return 0;
}

static void
json_where(struct bw_law_case *c, struct bw_jw *j, const struct bw_law_code *k)
{
	const struct bw_instrument *in;

	if (k->list == NULL) {
		bw_jw_null(j, "list");
		return;
	}
	in = &c->rules.instrument[k->list->instrument];
	bw_jw_open(j, "list", '{');
	bw_jw_str(j, "id", in->id);
	bw_jw_str(j, "edition", in->version);
	bw_jw_str(j, "entry", k->list->codes.entry[k->at]);
	bw_jw_str(j, "category", bw_law_code_group(c, k, "categories"));
	bw_jw_str(j, "kind", bw_law_code_group(c, k, "kinds"));
	bw_jw_str(j, "url", in->url);
	bw_jw_close(j);
}

static void
json_code(struct bw_law_case *c, struct bw_jw *j, const struct bw_law_code *k)
{
	static const char *const doubt[] = { NULL, "coarse", "nowhere" };

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "asked", k->asked);
	bw_jw_str(j, "entry", k->entry);
	bw_jw_str(j, "words", bw_law_code_words(c, k));
	json_where(c, j, k);
	bw_jw_z(j, "sensitive", bw_truth_name(k->sensitive));
	bw_jw_z(j, "very_sensitive", bw_truth_name(k->very));
	bw_jw_z(j, "doubt", doubt[k->doubt]);
	if (k->below.n > 0)
		bw_jw_str(j, "may_be", k->below);
	bw_jw_open(j, "why", '[');
	for (size_t i = 0; i < k->n_why; i++) {
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "says", bw_law_text(c, k->why[i].says));
		bw_jw_str(j, "cite", k->why[i].cite);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_z(j, "follows", bw_law_code_follows(k));
	bw_jw_str(j, "says", follows(c, k));
	bw_jw_open(j, "near", '[');
	for (size_t i = 0; i < k->n_near; i++)
		bw_jw_str(j, NULL, k->near[i]);
	bw_jw_close(j);
	bw_jw_close(j);
}

void
bw_law_codes_json(struct bw_law_codes *codes)
{
	struct bw_jw j = bw_cli_json(codes->c->cli);

	bw_jw_open(&j, "codes", '[');
	for (size_t i = 0; i < codes->code.n; i++)
		json_code(codes->c, &j, &codes->code.v[i]);
	bw_jw_close(&j);
	bw_jw_close(&j);
}

struct doubt { /* and how far the search for doubts got */
	uint32_t at;
	size_t next;
	const char *id;
	struct bw_str code, says;
};

/* Told as "none", and yet the decision misses it. */
static bool
none_is_no_answer(const struct bw_law_case *c, uint32_t fact)
{
	bool missing = false;

	for (size_t i = 0; i < c->decision.n_unknown; i++)
		missing = missing || c->decision.unknown[i] == fact;
	return missing && c->facts.codes[fact].told &&
	    c->facts.codes[fact].n == 0;
}

static bool
is_doubt(struct bw_law_case *c, struct doubt *d)
{
	const struct bw_codes *codes = &c->facts.codes[d->at];
	struct bw_str below;

	d->code = BW_STR("");
	if (codes->n == 0) {
		d->id = "code-missing";
		d->says = filled(c, "law.codes.missing",
		    c->vocabulary.fact[d->at].key, BW_STR(""));
		return none_is_no_answer(c, d->at);
	}
	d->code = codes->code[d->next];
	switch (bw_program_doubt(&c->rules.program, d->at, d->code, &below)) {
	case BW_CODE_SURE:
		return false;
	case BW_CODE_COARSE:
		d->id = "code-coarse";
		d->says = filled(c, "law.codes.coarse", d->code, below);
		return true;
	case BW_CODE_NOWHERE:
		d->id = "code-nowhere";
		d->says = filled(c, "law.codes.nowhere", d->code, below);
		return true;
	}
	return false;
}

/* The next doubt, of this fact or (BW_NONE) of all; false: no more. */
static bool
next_doubt(struct bw_law_case *c, uint32_t fact, struct doubt *d)
{
	for (; d->at < c->vocabulary.n; d->at++, d->next = 0) {
		if ((fact != BW_NONE && fact != d->at) ||
		    c->vocabulary.fact[d->at].type != BW_FACT_CODES)
			continue;
		while (d->next == 0 || d->next < c->facts.codes[d->at].n) {
			bool is = is_doubt(c, d);

			d->next++;
			if (is)
				return true;
		}
	}
	return false;
}

void
bw_law_doubts_print(struct bw_law_case *c, uint32_t fact)
{
	struct doubt d = { 0 };
	bool any = false;

	for (; next_doubt(c, fact, &d); any = true) {
		if (!any) {
			bw_out_z(&c->cli->out, "\n");
			bw_law_say(c, 0, "law.codes.doubt", BW_STR(""));
		}
		bw_wrap(&c->cli->out, d.says, 2, c->cli->width);
	}
}

void
bw_law_doubts_json(struct bw_law_case *c, struct bw_jw *j, uint32_t fact)
{
	struct doubt d = { 0 };

	while (next_doubt(c, fact, &d)) {
		bw_jw_open(j, NULL, '{');
		bw_jw_z(j, "id", d.id);
		bw_jw_str(j, "fact", c->vocabulary.fact[d.at].key);
		if (d.code.n > 0)
			bw_jw_str(j, "code", d.code);
		else
			bw_jw_null(j, "code");
		bw_jw_str(j, "says", d.says);
		bw_jw_close(j);
	}
}
