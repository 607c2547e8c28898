/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_duty.c - what a duty to notify means: who, when, whether the deal waits,
 * what the Minister weighs, and what follows when nobody notifies or waits.
 *
 * All of it stands in the rule files; here it is only put in order. It is told
 * of a deal that has to be notified, and as "if" of one of which that is not
 * known yet. Nothing is computed of factors: they are a list to go through.
 */
#include "base/map.h"
#include "cli/law.h"

/* Can the outcome be that it has to be notified? */
bool
bw_law_may_notify(const struct bw_law_case *c)
{
	const struct bw_value *v = bw_decision_value(&c->decision, "duty");

	return v != NULL && bw_truth_of(v) != BW_IS_FALSE;
}

/* True when one of the outputs the article is for holds; or unknown. */
static enum bw_truth
holds(struct bw_law_case *c, const struct bw_article *art)
{
	enum bw_truth all = art->n_only == 0 ? BW_IS_TRUE : BW_IS_FALSE;

	for (size_t i = 0; i < art->n_only && all != BW_IS_TRUE; i++) {
		uint32_t o = bw_output_find(&c->rules, art->only[i]);
		enum bw_truth t;

		if (o == BW_NONE)
			continue;
		t = bw_truth_of(&c->decision.value[c->rules.output[o].step]);
		if (t != BW_IS_FALSE)
			all = t == BW_IS_TRUE ? t : BW_IS_UNKNOWN;
	}
	return all;
}

static bool
has_role(const struct bw_article *art, const char *role)
{
	return bw_str_eq(art->role, bw_str_of(role));
}

/* Of factors (an article that lists none says where they stand): those of the
 * class of the target. While that is not known, those of each class it may
 * have. */
static bool
weighed(struct bw_law_case *c, const struct bw_article *art)
{
	enum bw_truth t = holds(c, art);

	if (!has_role(art, "factor") || art->n_item == 0 || t == BW_IS_FALSE)
		return false;
	for (size_t i = 0; t != BW_IS_TRUE && i < c->rules.n_article; i++) {
		const struct bw_article *other = &c->rules.article[i];

		if (has_role(other, "factor") && other->n_only > 0 &&
		    holds(c, other) == BW_IS_TRUE)
			return false;
	}
	return true;
}

struct bw_str
bw_law_article(struct bw_law_case *c, const struct bw_article *art)
{
	const struct bw_instrument *in = &c->rules.instrument[art->instrument];

	return bw_arena_fmt(&c->cli->arena, "%.*s %.*s",
	    BW_ARG(bw_law_text(c, in->abbreviation)), BW_ARG(art->number));
}

/* "sr 23(4)": an instrument and a number. */
static const struct bw_article *
article_seen(const struct bw_law_case *c, struct bw_str see)
{
	struct bw_str id;

	if (!bw_str_cut(&see, ' ', &id))
		return NULL;
	for (size_t i = 0; i < c->rules.n_article; i++) {
		const struct bw_article *a = &c->rules.article[i];

		if (bw_str_eq(a->number, see) &&
		    bw_str_eq(c->rules.instrument[a->instrument].id, id))
			return a;
	}
	return NULL;
}

/* An amount without a date is in the words of its article already. */
static bool
dated(const struct bw_article_item *item)
{
	return item->amount && item->letter.n > 0 && item->letter.p[0] >= '0' &&
	    item->letter.p[0] <= '9';
}

/* "a. ...", or "from 2024-01-01: 1030000 EUR (not verified)" */
static struct bw_str
item_line(struct bw_law_case *c, const struct bw_article_item *item)
{
	struct bw_str unsure = item->not_verified
	    ? bw_cli_word(c->cli, "law.item-not-verified")
	    : BW_STR("");
	const char *from = dated(item) ? "law.amount-from" : NULL;
	const char *after = item->letter.n == 0 ? ""
	    : item->letter.n == 1               ? ". "
						: ": ";

	return bw_arena_fmt(&c->cli->arena, "%.*s%s%.*s%s%.*s%s%.*s",
	    BW_ARG(from ? bw_cli_word(c->cli, from) : BW_STR("")),
	    from ? " " : "", BW_ARG(item->letter), after,
	    BW_ARG(bw_law_text(c, item->words)), unsure.n > 0 ? " " : "",
	    BW_ARG(unsure));
}

/* Of dated amounts the one of the day; and when that could not be told, the one
 * before it. `last` is the place of the newest that began. */
static bool
of_the_day(struct bw_law_case *c, const struct bw_article *art, size_t i)
{
	struct bw_str day = bw_cli_day(c->cli, c->day);
	size_t last = art->n_item, known = art->n_item;

	for (size_t k = 0; k < art->n_item; k++) {
		if (!art->item[k].amount ||
		    bw_str_cmp(art->item[k].letter, day) > 0)
			continue;
		last = k;
		known = art->item[k].known ? k : known;
	}
	return i == last || i == known;
}

/* Each item of an article as a line; amounts that stand elsewhere from there,
 * those of the day only unless all are wanted. */
static void
print_items(struct bw_law_case *c, const struct bw_article *art,
    unsigned indent, bool all)
{
	for (size_t i = 0; i < art->n_item; i++) {
		const struct bw_article_item *item = &art->item[i];
		const struct bw_article *there = article_seen(c, item->see);

		if (item->see.n == 0 && (!item->amount || dated(item)))
			bw_wrap(&c->cli->out, item_line(c, item), indent,
			    c->cli->width);
		for (size_t k = 0; there != NULL && k < there->n_item; k++)
			if (all || of_the_day(c, there, k))
				bw_wrap(&c->cli->out,
				    bw_arena_fmt(&c->cli->arena, "%.*s, %.*s",
					BW_ARG(bw_law_article(c, there)),
					BW_ARG(item_line(c, &there->item[k]))),
				    indent, c->cli->width);
	}
}

void
bw_law_items(struct bw_law_case *c, const struct bw_article *art)
{
	print_items(c, art, 4, true);
}

static void
print_article(struct bw_law_case *c, const struct bw_article *art, bool items)
{
	bw_wrap(&c->cli->out,
	    bw_arena_fmt(&c->cli->arena, "%.*s [%.*s]",
		BW_ARG(bw_law_text(c, art->words)),
		BW_ARG(bw_law_article(c, art))),
	    2, c->cli->width);
	if (items)
		print_items(c, art, 4, false);
}

static const struct bw_output *
output(struct bw_law_case *c, const char *name)
{
	uint32_t o = bw_output_find(&c->rules, bw_str_of(name));

	return o == BW_NONE ? NULL : &c->rules.output[o];
}

/* A value of a choice in words: "law.who.target"; the value itself when a rule
 * file has one of its own. */
static struct bw_str
choice_words(struct bw_law_case *c, const char *name, struct bw_str choice)
{
	struct bw_str key =
	    bw_arena_fmt(&c->cli->arena, "law.%s.%.*s", name, BW_ARG(choice));

	return key.p == NULL || !bw_text_has(key.p)
	    ? choice
	    : bw_cli_word(c->cli, key.p);
}

/* "target.secrecy_duty, acquirer.can_know": what a value depends on. */
static struct bw_str
depends(struct bw_law_case *c, const struct bw_value *v)
{
	struct bw_str all = BW_STR("");

	for (uint32_t i = 0; i < c->vocabulary.n; i++)
		if (bw_cause_has(v->why.missing, i) ||
		    bw_cause_has(v->why.open, i))
			all = bw_arena_fmt(&c->cli->arena, "%.*s%s%.*s",
			    BW_ARG(all), all.n > 0 ? ", " : "",
			    BW_ARG(c->vocabulary.fact[i].key));
	return all;
}

/* Every choice that is possible, and what decides between them. */
void
bw_law_choice_print(struct bw_law_case *c, const char *name)
{
	const struct bw_output *o = output(c, name);
	const struct bw_value *v = bw_decision_value(&c->decision, name);
	struct bw_str all = BW_STR(""), cite;
	bool one;

	if (o == NULL)
		return;
	one = bw_value_single(v);
	for (size_t i = 0; i < o->n_choice; i++)
		if (v->may >> i & 1)
			all = bw_arena_fmt(&c->cli->arena, "%.*s%s%.*s",
			    BW_ARG(all), all.n > 0 ? " / " : "",
			    BW_ARG(choice_words(c, name, o->choice[i])));
	cite = bw_law_cite(c, (uint32_t)(o - c->rules.output));
	bw_wrap(&c->cli->out,
	    bw_arena_fmt(
		&c->cli->arena, "%.*s [%.*s]", BW_ARG(all), BW_ARG(cite)),
	    2, c->cli->width);
	if (!one)
		bw_law_say(c, 4, "law.depends", depends(c, v));
}

/* A date that a fact or an output has; "" when it is not one. */
static struct bw_str
closing(struct bw_law_case *c)
{
	uint32_t f = bw_fact_find(&c->vocabulary, BW_STR("dates.closing"));

	return f != BW_NONE && bw_value_single(&c->facts.value[f])
	    ? bw_law_fact(c, f)
	    : BW_STR("");
}

/* The last day to notify: there is one when days are counted from the closing;
 * otherwise it is notified before. */
static struct bw_str
latest(struct bw_law_case *c)
{
	const struct bw_value *days =
	    bw_decision_value(&c->decision, "within_days");
	const struct bw_value *end =
	    bw_decision_value(&c->decision, "deadline");
	const struct bw_output *o = output(c, "deadline");

	if (days == NULL || end == NULL || !bw_value_single(days) ||
	    !bw_value_single(end) || days->lo <= 0)
		return BW_STR("");
	return bw_law_value(c, end, o->unit, NULL, 0);
}

static void
print_when(struct bw_law_case *c)
{
	const struct bw_output *o = output(c, "waits");
	const struct bw_value *v = bw_decision_value(&c->decision, "waits");
	const struct bw_output *wait = output(c, "standstill");
	enum bw_truth t;

	bw_law_choice_print(c, "who");
	bw_law_choice_print(c, "timing");
	if (latest(c).n > 0)
		bw_law_say(c, 4, "law.latest", latest(c));
	else if (closing(c).n > 0)
		bw_law_say(c, 4, "law.closing", closing(c));
	if (o == NULL || wait == NULL)
		return;
	t = bw_truth_of(v);
	bw_wrap(&c->cli->out,
	    bw_arena_fmt(&c->cli->arena, "%.*s [%.*s]",
		BW_ARG(bw_law_text(c, t == BW_IS_FALSE ? wait->no : wait->yes)),
		BW_ARG(bw_law_cite(c, (uint32_t)(wait - c->rules.output)))),
	    2, c->cli->width);
	if (!bw_value_single(v))
		bw_law_say(c, 4, "law.depends", depends(c, v));
	bw_law_say(c, 2, "law.terms", BW_STR(""));
}

static void
print_factors(struct bw_law_case *c)
{
	bool any = false;

	for (size_t i = 0; i < c->rules.n_article; i++) {
		if (!weighed(c, &c->rules.article[i]))
			continue;
		if (!any) {
			bw_out_z(&c->cli->out, "\n");
			bw_law_say(c, 0, "law.factors", BW_STR(""));
		}
		any = true;
		print_article(c, &c->rules.article[i], true);
	}
}

static void
print_following(struct bw_law_case *c, struct bw_str after)
{
	bw_out_z(&c->cli->out, "\n");
	bw_wrap(
	    &c->cli->out, choice_words(c, "follows", after), 0, c->cli->width);
	for (size_t i = 0; i < c->rules.n_article; i++)
		if (bw_str_eq(c->rules.article[i].follows, after))
			print_article(c, &c->rules.article[i], true);
}

/* By what they follow on, in the order of the act. */
static void
print_consequences(struct bw_law_case *c)
{
	for (size_t i = 0; i < c->rules.n_article; i++) {
		struct bw_str after = c->rules.article[i].follows;
		bool told = after.n == 0;

		for (size_t k = 0; k < i && !told; k++)
			told = bw_str_eq(c->rules.article[k].follows, after);
		if (!told)
			print_following(c, after);
	}
}

void
bw_law_duty_print(struct bw_law_case *c)
{
	if (!bw_law_may_notify(c))
		return;
	bw_out_z(&c->cli->out, "\n");
	bw_law_say(
	    c, 0, bw_law_must(c) ? "law.duty" : "law.duty-if", BW_STR(""));
	print_when(c);
	print_factors(c);
	print_consequences(c);
}

/* "who": {"value", "possible", "says", "cite", "depends_on"}; left open. */
static void
json_choice(struct bw_law_case *c, struct bw_jw *j, const char *key,
    const struct bw_output *o, const char *name)
{
	const struct bw_value *v = &c->decision.value[o->step];
	bool one = bw_value_single(v);
	struct bw_str says = BW_STR("");

	bw_jw_open(j, key, '{');
	for (size_t i = 0; i < o->n_choice && one; i++)
		if (v->may >> i & 1) {
			bw_jw_str(j, "value", o->choice[i]);
			says = choice_words(c, name, o->choice[i]);
		}
	if (!one)
		bw_jw_null(j, "value");
	bw_jw_open(j, "possible", '[');
	for (size_t i = 0; i < o->n_choice; i++)
		if (v->may >> i & 1)
			bw_jw_str(j, NULL, o->choice[i]);
	bw_jw_close(j);
	bw_jw_str(j, "says", says);
	bw_jw_str(j, "cite", bw_law_cite(c, (uint32_t)(o - c->rules.output)));
	bw_jw_str(j, "depends_on", depends(c, v));
}

static void
day_or_null(struct bw_jw *j, const char *key, struct bw_str day)
{
	if (day.n > 0)
		bw_jw_str(j, key, day);
	else
		bw_jw_null(j, key);
}

static void
json_when(struct bw_law_case *c, struct bw_jw *j, const struct bw_output *who,
    const struct bw_output *when)
{
	const struct bw_output *wait = output(c, "standstill");
	const struct bw_value *v = bw_decision_value(&c->decision, "waits");

	json_choice(c, j, "who", who, "who");
	bw_jw_close(j);
	json_choice(c, j, "when", when, "timing");
	day_or_null(j, "closing", closing(c));
	day_or_null(j, "latest", latest(c));
	bw_jw_close(j);
	if (wait == NULL || v == NULL) {
		bw_jw_null(j, "standstill");
		return;
	}
	bw_jw_open(j, "standstill", '{');
	bw_jw_z(j, "truth", bw_truth_name(bw_truth_of(v)));
	bw_jw_str(
	    j, "cite", bw_law_cite(c, (uint32_t)(wait - c->rules.output)));
	bw_jw_close(j);
}

static void
json_item(struct bw_law_case *c, struct bw_jw *j,
    const struct bw_article_item *item, struct bw_str cite)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, item->amount ? "from" : "letter", item->letter);
	bw_jw_str(j, "says", bw_law_text(c, item->words));
	bw_jw_bool(j, "not_verified", item->not_verified);
	bw_jw_str(j, "cite", cite);
	bw_jw_close(j);
}

void
bw_law_json_article(
    struct bw_law_case *c, struct bw_jw *j, const struct bw_article *art)
{
	bw_jw_str(j, "cite", bw_law_article(c, art));
	bw_jw_str(j, "says", bw_law_text(c, art->words));
	bw_jw_open(j, "items", '[');
	for (size_t i = 0; i < art->n_item; i++) {
		const struct bw_article *there =
		    article_seen(c, art->item[i].see);

		if (art->item[i].see.n == 0)
			json_item(c, j, &art->item[i], bw_law_article(c, art));
		for (size_t k = 0; there != NULL && k < there->n_item; k++)
			if (of_the_day(c, there, k))
				json_item(c, j, &there->item[k],
				    bw_law_article(c, there));
	}
	bw_jw_close(j);
}

static void
json_articles(struct bw_law_case *c, struct bw_jw *j, bool factors)
{
	bool may = bw_law_may_notify(c);

	bw_jw_open(j, factors ? "factors" : "consequences", '[');
	for (size_t i = 0; i < c->rules.n_article && may; i++) {
		const struct bw_article *art = &c->rules.article[i];

		if (factors ? !weighed(c, art) : !has_role(art, "consequence"))
			continue;
		bw_jw_open(j, NULL, '{');
		if (!factors && art->follows.n > 0)
			bw_jw_str(j, "after", art->follows);
		else if (!factors)
			bw_jw_null(j, "after");
		bw_law_json_article(c, j, art);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

void
bw_law_duty_json(struct bw_law_case *c, struct bw_jw *j)
{
	const struct bw_output *who = output(c, "who");
	const struct bw_output *when = output(c, "timing");

	if (bw_law_may_notify(c) && who != NULL && when != NULL) {
		json_when(c, j, who, when);
	} else {
		bw_jw_null(j, "who");
		bw_jw_null(j, "when");
		bw_jw_null(j, "standstill");
	}
	json_articles(c, j, true);
	json_articles(c, j, false);
}
