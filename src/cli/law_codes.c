/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_codes.c - bolwerk law codes: is 6A001.a.1 sensitive, very sensitive, and
 * why; or which codes are about lasers.
 *
 * What a code is comes from the control lists in rules/law/control_lists, what
 * it means from the rules of the day: a code is asked of them just as that of
 * a company would be. Words are looked for in both languages, whatever the
 * language of the answer. Codes in no list are answered with what is like
 * them, and a status that a script can see.
 */
#include "cli/law_codes.h"
#include "base/fold.h"
#include "base/map.h"
#include <stdlib.h>

static struct bw_str
folded_text(struct bw_str s, struct bw_arena *a)
{
	struct bw_buf b = { 0 };

	bw_fold(&b, s);
	s = bw_arena_dup(a, bw_buf_get(&b));
	bw_buf_release(&b);
	return s;
}

/* Groups of a list have words too, but are no codes. */
static bool
has_codes(const struct bw_named_list *l)
{
	return l->words != NULL && l->codes.n > 0 &&
	    bw_code_is_entry(l->codes.entry[0]);
}

/* The entry it stands in: itself, or what it is a sub-item of. */
static void
find_list(struct bw_law_case *c, struct bw_law_code *k)
{
	for (size_t i = 0; i < c->rules.n_list; i++) {
		const struct bw_named_list *l = &c->rules.list[i];

		if (!has_codes(l))
			continue;
		for (size_t e = 0; e < l->codes.n; e++) {
			struct bw_code_list one = { &l->codes.entry[e], 1 };

			if (bw_code_listed(&one, k->entry)) {
				k->list = l;
				k->at = e;
				return;
			}
		}
	}
}

static struct bw_str
cite_list(struct bw_law_case *c, const struct bw_named_list *l)
{
	const struct bw_instrument *in = &c->rules.instrument[l->instrument];

	return bw_arena_fmt(&c->cli->arena, "%.*s %.*s",
	    BW_ARG(bw_law_text(c, in->abbreviation)), BW_ARG(l->cite));
}

static void
add_why(struct bw_law_code *k, struct bw_text says, struct bw_str cite)
{
	if (k->n_why < BW_LEN(k->why))
		k->why[k->n_why++] = (struct bw_law_why){ says, cite };
}

/* What the lists of the law say of it; where they say nothing, the articles
 * by which that means something. */
static void
find_why(struct bw_law_case *c, struct bw_law_code *k)
{
	static const char *const about[] = { "codes_sensitive",
		"codes_very_sensitive" };
	bool very = false;

	for (size_t i = 0; i < c->rules.n_list; i++) {
		const struct bw_named_list *l = &c->rules.list[i];

		if (l->says.in[BW_NL].n > 0 &&
		    bw_code_listed(&l->codes, k->entry)) {
			add_why(k, l->says, cite_list(c, l));
			very = true;
		}
	}
	for (size_t i = 0; i < BW_LEN(about) && !very; i++) {
		uint32_t o = bw_output_find(&c->rules, bw_str_of(about[i]));

		if (o == BW_NONE)
			continue;
		o = c->rules.output[o].article;
		add_why(k, c->rules.article[o].words,
		    bw_law_article(c, &c->rules.article[o]));
	}
}

static void
find_near(struct bw_law_case *c, struct bw_law_code *k)
{
	for (size_t i = 0; i < c->rules.n_list; i++) {
		const struct bw_named_list *l = &c->rules.list[i];

		for (size_t e = 0; has_codes(l) && e < l->codes.n; e++)
			if (k->n_near < BW_LAW_NEAR &&
			    bw_code_near(l->codes.entry[e], k->entry))
				k->near[k->n_near++] = l->codes.entry[e];
	}
}

/* From where to where the list goes that begins with the same character. */
static void
find_range(struct bw_law_case *c, struct bw_law_code *k)
{
	for (size_t i = 0; i < c->rules.n_list; i++) {
		const struct bw_named_list *l = &c->rules.list[i];

		for (size_t e = 0; has_codes(l) && e < l->codes.n; e++) {
			if (l->codes.entry[e].p[0] != k->entry.p[0])
				continue;
			if (k->first.n == 0)
				k->first = l->codes.entry[e];
			k->last = l->codes.entry[e];
		}
	}
}

static enum bw_truth
truth(const struct bw_law_case *c, const char *output)
{
	const struct bw_value *v = bw_decision_value(&c->decision, output);

	return v == NULL ? BW_IS_UNKNOWN : bw_truth_of(v);
}

/* What the rules say of one code, put as that of a company. */
static int
ask(struct bw_law_codes *codes, struct bw_str asked, bool by_word,
    struct bw_err *err)
{
	struct bw_law_case *c = codes->c;
	struct bw_arena *a = &c->cli->arena;
	uint32_t fact = bw_fact_find(&c->vocabulary, BW_STR("target.codes"));
	struct bw_law_code k = { .asked = asked, .by_word = by_word };
	int rc = bw_facts_set(&c->facts, fact, asked, BW_FROM_USER, a, err);

	if (rc == 0)
		rc = bw_law_decide(&c->decision, &c->rules, &c->facts, a, err);
	if (rc != 0)
		return rc;
	if (c->facts.codes[fact].n > 0)
		k.entry = c->facts.codes[fact].code[0];
	k.sensitive = truth(c, "codes_sensitive");
	k.very = truth(c, "codes_very_sensitive");
	k.doubt = bw_program_doubt(&c->rules.program, fact, k.entry, &k.below);
	find_list(c, &k);
	if (k.doubt == BW_CODE_NOWHERE)
		find_near(c, &k);
	if (k.doubt == BW_CODE_NOWHERE && k.n_near == 0)
		find_range(c, &k);
	if (k.doubt != BW_CODE_NOWHERE)
		find_why(c, &k);
	return bw_vec_push(&codes->code, k)
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for codes");
}

static bool
says(struct bw_text words, struct bw_str folded, struct bw_arena *a)
{
	for (int lang = 0; lang < BW_LANGS; lang++) {
		struct bw_str s = folded_text(words.in[lang], a);

		for (size_t i = 0; i + folded.n <= s.n; i++)
			if (memcmp(s.p + i, folded.p, folded.n) == 0)
				return true;
	}
	return false;
}

/* "6A" and "ml1" begin entries. */
static bool
begins(struct bw_str entry, struct bw_str asked)
{
	return asked.n <= entry.n &&
	    bw_str_eq_nocase(bw_str_sub(entry, 0, asked.n), asked);
}

/* Entries that begin with it, or whose words have this one. */
static int
search(struct bw_law_codes *codes, struct bw_str asked, bool by_words,
    size_t *found, struct bw_err *err)
{
	struct bw_law_case *c = codes->c;
	struct bw_arena *a = &c->cli->arena;
	struct bw_str folded = folded_text(asked, a);
	int rc = 0;

	for (size_t i = 0; i < c->rules.n_list && rc == 0; i++) {
		const struct bw_named_list *l = &c->rules.list[i];

		for (size_t e = 0; has_codes(l) && e < l->codes.n && rc == 0;
		     e++) {
			if (by_words
				? folded.n < 2 || !says(l->words[e], folded, a)
				: !begins(l->codes.entry[e], asked))
				continue;
			rc = ask(codes, l->codes.entry[e], true, err);
			++*found;
		}
	}
	return rc;
}

/* ML2 before ML10: entries of one list by length first. */
static int
in_reading_order(const void *a, const void *b)
{
	const struct bw_law_code *x = a, *y = b;

	if (x->list->instrument != y->list->instrument)
		return x->list->instrument < y->list->instrument ? -1 : 1;
	if (x->entry.n != y->entry.n)
		return x->entry.n < y->entry.n ? -1 : 1;
	return bw_str_cmp(x->entry, y->entry);
}

/* A code, a beginning of codes, or a word. */
static int
look_up(struct bw_law_codes *codes, struct bw_str asked, struct bw_err *err)
{
	struct bw_arena *a = &codes->c->cli->arena;
	struct bw_str code;
	size_t found = 0, from;
	int rc;

	asked = bw_str_trim(asked);
	if (bw_code_entry(asked, a, &code))
		return ask(codes, asked, false, err);
	from = codes->code.n;
	rc = asked.n == 0 ? 0 : search(codes, asked, false, &found, err);
	if (rc == 0 && found == 0)
		rc = search(codes, asked, true, &found, err);
	if (found > 0)
		qsort(codes->code.v + from, codes->code.n - from,
		    sizeof(*codes->code.v), in_reading_order);
	if (rc != 0 || found > 0)
		return rc;
	if (bw_code_repair(asked, a, &code))
		return bw_fail(err, BW_ENOTFOUND,
		    "\"%.*s\" is no code; did you mean %.*s?",
		    BW_ARG(bw_cli_plain(codes->c->cli, asked)), BW_ARG(code));
	return bw_fail(err, BW_ENOTFOUND,
	    "\"%.*s\" is no entry of a control list and no word of one; try "
	    "another word, in Dutch or English, or the beginning of a code",
	    BW_ARG(bw_cli_plain(codes->c->cli, asked)));
}

/* Of a table: the same columns for people and programs. */
static int
table(struct bw_law_codes *codes, struct bw_err *err)
{
	static const char *const name[] = { "code", "entry", "sensitive",
		"very_sensitive", "words" };
	static const unsigned flags[] = { BW_LIST_CSV, 0, 0, 0, BW_COL_WRAP };
	struct bw_listing l;
	int rc =
	    bw_list_open(&l, codes->c->cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; i < codes->code.n && rc == 0; i++) {
		const struct bw_law_code *k = &codes->code.v[i];

		if (!k->by_word && !l.to_csv)
			continue;
		bw_list_cell(&l, k->asked);
		bw_list_cell(&l, k->entry);
		bw_list_code(&l, "law.truth", bw_truth_name(k->sensitive));
		bw_list_code(&l, "law.truth", bw_truth_name(k->very));
		bw_list_cell(&l,
		    l.to_csv ? bw_law_code_words(codes->c, k)
			     : bw_law_code_hint(codes->c, k));
	}
	return rc != 0 ? rc : bw_list_close(&l, err);
}

/* Codes in no list are shown, and then make the status "not found". */
static int
check_known(const struct bw_law_codes *codes, struct bw_err *err)
{
	for (size_t i = 0; i < codes->code.n; i++)
		if (codes->code.v[i].doubt == BW_CODE_NOWHERE)
			return bw_fail(err, BW_ENOTFOUND,
			    "%.*s is in no control list that is known here",
			    BW_ARG(codes->code.v[i].entry));
	return 0;
}

static int
show_all(struct bw_law_codes *codes, struct bw_err *err)
{
	struct bw_cli *cli = codes->c->cli;
	bool words = false, asked = false;
	int rc = 0;

	for (size_t i = 0; i < codes->code.n; i++) {
		words = words || codes->code.v[i].by_word;
		asked = asked || !codes->code.v[i].by_word;
	}
	if (bw_cli_has(cli, BW_OPT_JSON)) {
		bw_law_codes_json(codes);
		return 0;
	}
	if (bw_cli_has(cli, BW_OPT_CSV))
		return table(codes, err);
	rc = bw_law_codes_show(codes, err);
	if (words && asked)
		bw_out_z(&cli->out, "\n");
	return rc == 0 && words ? table(codes, err) : rc;
}

int
bw_law_codes(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_law_case c;
	struct bw_law_codes codes = { .c = &c };
	int rc = bw_law_today(&c, cli, false, err);

	if (rc == 0 && cli->n_arg == 0)
		return bw_fail(err, BW_EUSAGE,
		    "law codes: name a code, such as 6A001.a.1, ML19.d or "
		    "AST3, or a word");
	if (rc == 0 &&
	    bw_output_find(&c.rules, BW_STR("codes_sensitive")) == BW_NONE)
		return bw_fail(err, BW_ENOTFOUND,
		    "on %.*s no rule says which codes are sensitive; ask for "
		    "a later day with --as-of",
		    BW_ARG(bw_cli_day(cli, c.day)));
	for (int i = 0; i < cli->n_arg && rc == 0; i++)
		rc = look_up(&codes, bw_str_of(cli->arg[i]), err);
	if (rc == 0)
		rc = show_all(&codes, err);
	if (rc == 0)
		rc = check_known(&codes, err);
	bw_vec_release(&codes.code);
	return rc;
}
