/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_clock.c - `law clock`: until when who has to act, from the facts of a
 * case and stops that are real or only thought of.
 */
#include "base/map.h"
#include "cli/law_clock.h"

static bool
on_path(const struct bw_law_clock *k, const struct bw_term *t)
{
	for (size_t i = 0; i < k->clocks.n_path; i++)
		if (t->rule == &k->clocks.term[k->clocks.path[i]])
			return true;
	return false;
}

/* What runs; and when anything of the path does, the whole path. */
bool
bw_law_clock_shown(const struct bw_law_clock *k, const struct bw_term *t)
{
	bool path = false;

	for (size_t i = 0; i < k->clock.n_term; i++) {
		const struct bw_term *o = &k->clock.term[i];

		path = path ||
		    (on_path(k, o) &&
			(o->state != BW_CLOCK_UNKNOWN || o->used[0] > 0));
	}
	return t->state != BW_CLOCK_UNKNOWN || (path && on_path(k, t));
}

struct bw_str
bw_law_clock_words(
    struct bw_law_clock *k, const char *key, const struct bw_fill *f, size_t n)
{
	struct bw_text t = bw_text_fill(&k->c.cli->arena, key, f, n);

	return t.in[k->c.cli->lang];
}

static int
set(struct bw_law_clock *k, enum bw_option option, const char *key,
    struct bw_err *err)
{
	struct bw_cli *cli = k->c.cli;
	uint32_t fact = bw_fact_find(&k->c.vocabulary, bw_str_of(key));

	if (!bw_cli_has(cli, option))
		return 0;
	if (fact == BW_NONE)
		return bw_fail(
		    err, BW_EFORMAT, "the vocabulary has no fact \"%s\"", key);
	return bw_facts_set(&k->c.facts, fact, bw_str_of(cli->value[option]),
	    BW_FROM_USER, &cli->arena, err);
}

/* The day on which the first term that can be stopped begins. */
static bool
first_day(const struct bw_law_clock *k, bw_date *out)
{
	for (size_t i = 0; i < k->clock.n_term; i++) {
		const struct bw_term *t = &k->clock.term[i];

		if (t->rule->n_stop > 0 && t->state != BW_CLOCK_UNKNOWN) {
			*out = t->start;
			return true;
		}
	}
	return false;
}

/* "2026-03-12:2026-04-02", "2026-03-12:" (not supplied yet), or "10:21": from
 * day 10 for 21 days. */
static int
read_stop(struct bw_law_clock *k, const char *text, struct bw_clock_stop *out,
    struct bw_err *err)
{
	struct bw_str to = bw_str_of(text), from;
	int64_t at, days;
	bw_date start;

	if (strchr(text, ':') == NULL || !bw_str_cut(&to, ':', &from))
		goto wrong;
	if (from.n < 8 && bw_str_i64(from, &at) && bw_str_i64(to, &days)) {
		if (at < 0 || at > 9999 || days < 0 || days > 9999)
			goto wrong;
		if (!first_day(k, &start))
			return bw_fail(err, BW_EUSAGE,
			    "--stop %s: from which day? Give --received DATE",
			    text);
		out->from = start + (bw_date)at;
		out->to = out->from + (bw_date)days;
		return 0;
	}
	out->to = BW_DATE_MAX;
	if (from.n < 10 || !bw_date_parse(from, &out->from) ||
	    (to.n > 0 && (to.n < 10 || !bw_date_parse(to, &out->to))))
		goto wrong;
	if (out->to < out->from)
		return bw_fail(err, BW_EUSAGE,
		    "--stop %s: it ends before it begins", text);
	return 0;
wrong:
	return bw_fail(err, BW_EUSAGE,
	    "--stop %s: write FROM:TO as dates, FROM: for one that is still "
	    "open, or DAY:DAYS such as 10:21",
	    text);
}

static int
run(struct bw_law_clock *k, struct bw_err *err)
{
	struct bw_clock_case in = { &k->c.facts, k->stop, k->n_stop,
		k->c.cli->as_of };

	return bw_clock_run(&k->clock, &k->clocks, &in, &k->c.cli->arena, err);
}

/* Without stops first: a stop may be told by the day of the term. */
static int
stops(struct bw_law_clock *k, struct bw_err *err)
{
	struct bw_cli *cli = k->c.cli;
	int rc = run(k, err);
	size_t n = 0;

	k->stop =
	    BW_ARENA_ARRAY(&cli->arena, struct bw_clock_stop, cli->n_each + 1);
	if (k->stop == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for stops");
	for (size_t i = 0; i < cli->n_each && rc == 0; i++)
		if (cli->each[i].option == BW_OPT_STOP)
			rc =
			    read_stop(k, cli->each[i].text, &k->stop[n++], err);
	k->n_stop = n;
	return rc == 0 && n > 0 ? run(k, err) : rc;
}

/* The law of the day on which the notification came, when that is told. */
static void
choose_day(struct bw_law_clock *k)
{
	uint32_t f = bw_fact_find(
	    &k->c.vocabulary, BW_STR("dates.notification_received"));

	if (f != BW_NONE && bw_value_single(&k->c.facts.value[f]))
		k->c.day = (bw_date)k->c.facts.value[f].lo;
}

int
bw_law_clock(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_law_clock k = { .path = cli->n_arg > 0 ? cli->arg[0] : NULL };
	int rc = bw_law_open(&k.c, cli, err);

	if (rc != 0 || (rc = bw_law_facts(&k.c, k.path, err)) != 0 ||
	    (rc = set(&k, BW_OPT_RECEIVED, "dates.notification_received",
		 err)) != 0 ||
	    (rc = set(&k, BW_OPT_EXTEND, "process.phase1_extension_months",
		 err)) != 0)
		return rc;
	choose_day(&k);
	rc = bw_clocks_read(&k.clocks, k.c.file, k.c.n_file, &k.c.vocabulary,
	    k.c.day, &cli->arena, err);
	if (rc != 0 || (rc = stops(&k, err)) != 0)
		return rc;
	if (bw_cli_has(cli, BW_OPT_ICS) &&
	    (rc = bw_law_clock_ics(&k, cli->value[BW_OPT_ICS], err)) != 0)
		return rc;
	if (bw_cli_has(cli, BW_OPT_JSON)) {
		bw_law_clock_json(&k);
		return 0;
	}
	if (bw_cli_has(cli, BW_OPT_ICS) &&
	    strcmp(cli->value[BW_OPT_ICS], "-") == 0)
		return 0;
	return bw_law_clock_people(&k, err);
}
