/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_clock_ics.c - the ends of `law clock` as days of a calendar.
 *
 * Every term that has an end and was not acted on gives its last day; the day
 * to which the general act on terms would move it; and, as tentative, the last
 * day with all extensions. A name of a day (UID) stays the same when the day
 * moves, so that a calendar that reads the file again moves the entry: it is
 * made of the term, its start and the name of the file of facts.
 */
#include "cli/law_clock.h"
#include "report/ics.h"

enum variant {
	PLAIN,
	MOVED,
	LATEST,
	LONGEST
};

/* FNV-1a, 32 bits: a name, not a secret. */
static uint32_t
name_of(const char *path)
{
	uint32_t h = 2166136261u;
	const char *p = path == NULL ? "" : strrchr(path, '/');

	for (p = p == NULL ? path : p; p != NULL && *p != '\0'; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	return h;
}

static struct bw_str
uid(struct bw_law_clock *k, const struct bw_term *t, enum variant v)
{
	static const char *const name[] = { "end", "general", "latest",
		"longest" };

	return bw_arena_fmt(&k->c.cli->arena, "%.*s-%s-%.*s-%08x@bolwerk",
	    BW_ARG(t->rule->id), name[v],
	    BW_ARG(bw_cli_day(k->c.cli, t->start)), name_of(k->path));
}

/* What the law says of it, and why a day is not certain. */
static struct bw_str
about(struct bw_law_clock *k, const struct bw_term *t, enum variant v)
{
	struct bw_arena *a = &k->c.cli->arena;
	struct bw_str advice = bw_cli_word(k->c.cli, "law.no-advice");
	struct bw_str why = v == MOVED
	    ? bw_law_text(&k->c, k->clocks.general.not_verified)
	    : BW_STR("");

	if (v == LONGEST)
		return advice;
	return bw_arena_fmt(a, "%.*s%s%.*s\n%.*s\n%.*s", BW_ARG(why),
	    why.n > 0 ? "\n" : "",
	    BW_ARG(bw_law_text(&k->c, t->rule->silence.words)),
	    BW_ARG(bw_law_text(&k->c, t->rule->then)), BW_ARG(advice));
}

static void
event(struct bw_law_clock *k, struct bw_out *o, const struct bw_term *t,
    enum variant v, bw_date day)
{
	static const char *const key[] = { "clock.ics.end", "clock.ics.general",
		"clock.ics.latest", "clock.ics.longest" };
	const struct bw_fill f[] = {
		{ "term", t->rule->title },
		{ "cite", bw_text_same(t->rule->cite) },
	};
	const struct bw_ics_event e = { .uid = uid(k, t, v),
		.day = day,
		.stamp = k->c.cli->as_of,
		.summary = bw_law_clock_words(k, key[v], f, BW_LEN(f)),
		.description = about(k, t, v),
		.tentative = v != PLAIN,
		.alarm = k->clocks.alarm,
		.n_alarm = k->clocks.n_alarm };

	bw_ics_event(o, &e);
}

static void
events(struct bw_law_clock *k, struct bw_out *o, const struct bw_term *t)
{
	if (t->state == BW_CLOCK_UNKNOWN || t->done != BW_DATE_MAX)
		return;
	if (t->plain.known)
		event(k, o, t, PLAIN, t->plain.day);
	if (bw_law_clock_differs(&t->plain))
		event(k, o, t, MOVED, t->plain.moved);
	if (t->worst.known && (!t->plain.known || t->worst.day != t->plain.day))
		event(k, o, t, LATEST, t->worst.day);
}

static const struct bw_term *
on_path(const struct bw_law_clock *k)
{
	for (size_t i = 0; i < k->clock.n_term; i++)
		if (k->clocks.n_path > 0 &&
		    k->clock.term[i].rule ==
			&k->clocks.term[k->clocks.path[0]] &&
		    k->clock.term[i].state != BW_CLOCK_UNKNOWN)
			return &k->clock.term[i];
	return NULL;
}

int
bw_law_clock_ics(struct bw_law_clock *k, const char *path, struct bw_err *err)
{
	bool to_stdout = strcmp(path, "-") == 0;
	const struct bw_term *first = on_path(k);
	struct bw_out file, *o = to_stdout ? &k->c.cli->out : &file;
	int rc = to_stdout ? 0 : bw_out_file(&file, path, err);

	if (rc != 0)
		return rc;
	bw_ics_open(o, bw_cli_word(k->c.cli, "clock.ics.name"));
	for (size_t i = 0; i < k->clock.n_term; i++)
		events(k, o, &k->clock.term[i]);
	if (first != NULL && k->clock.longest.known)
		event(k, o, first, LONGEST, k->clock.longest.day);
	bw_ics_close(o);
	return to_stdout ? 0 : bw_out_finish(&file, err);
}
