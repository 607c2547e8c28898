/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * known.c - the other axis of time: what did we know then?
 *
 * A stake holds from one day to another (valid time, --as-of); the world knows
 * of it from one load to another (knowledge time, --known). An authority that
 * defends a decision needs the second: what could be known on the day it was
 * taken. (Snodgrass 2000, Developing Time-Oriented Database Applications in
 * SQL, chapter 10: the two are independent, so both can be asked.)
 *
 * --known takes the number of a load, or a day: then everything counts that
 * was loaded up to the end of that day, in UTC as stamps are. Who asks what
 * was known on a day means to ask about that day too, unless --as-of says
 * otherwise; so the same question gives the same bytes for good.
 */
#include "cli/cli.h"
#include "base/table.h"

static int
nothing_then(struct bw_world *w, const char *option, const char *text,
    struct bw_cli *cli, struct bw_err *err)
{
	struct bw_source first;
	int rc = bw_world_source(w, 1, &cli->arena, &first, err);

	if (rc != 0)
		return rc;
	return bw_fail(err, BW_ENOTFOUND,
	    "--%s: nothing was loaded yet on %s; the first file came in on "
	    "%.*s",
	    option, text, BW_ARG(bw_str_sub(first.loaded_at, 0, 10)));
}

int
bw_cli_load_of(struct bw_cli *cli, struct bw_world *w, const char *option,
    const char *text, struct bw_source *out, struct bw_err *err)
{
	struct bw_str s = bw_str_of(text);
	bw_date day = BW_DATE_MIN;
	int64_t number = 0;
	uint32_t load;
	int rc;

	if (bw_str_i64(s, &number) && number > 0 && number < UINT32_MAX)
		return bw_world_source(
		    w, (uint32_t)number, &cli->arena, out, err);
	if (!bw_date_parse(s, &day) || day == BW_DATE_MIN)
		return bw_fail(err, BW_EUSAGE,
		    "--%s: \"%s\" is no date (2026-01-31) and no number of a "
		    "load; see 'bolwerk sources'",
		    option, text);
	if (day > bw_date_today())
		return bw_fail(err, BW_EUSAGE,
		    "--%s: what is known on %s is not known yet", option, text);
	rc = bw_world_known_on(w, day, &load, err);
	if (rc == 0 && load == 0)
		return nothing_then(w, option, text, cli, err);
	return rc != 0 ? rc : bw_world_source(w, load, &cli->arena, out, err);
}

/* The day of a load, or the one that was asked for. A bare number is a load,
 * never a year: 1229 is the 1229th file. */
static bw_date
day_of(const struct bw_source *load, const char *text)
{
	int64_t number;
	bw_date day;

	if (!bw_str_i64(bw_str_of(text), &number) &&
	    bw_date_parse(bw_str_of(text), &day))
		return day;
	if (bw_date_parse(bw_str_sub(load->loaded_at, 0, 10), &day))
		return day;
	return bw_date_today();
}

int
bw_cli_known(struct bw_cli *cli, struct bw_world *w, struct bw_err *err)
{
	const char *text = cli->value[BW_OPT_KNOWN];
	int rc;

	if (text == NULL)
		return 0;
	rc = bw_cli_load_of(cli, w, "known", text, &cli->known, err);
	if (rc == 0 && !bw_cli_has(cli, BW_OPT_AS_OF))
		cli->as_of = day_of(&cli->known, text);
	return rc;
}

/* Is standard output read by a program, or does it tell by itself? */
static bool
not_for_people(const struct bw_cli *cli)
{
	if (bw_cli_has(cli, BW_OPT_JSON) || bw_cli_has(cli, BW_OPT_QUIET) ||
	    strcmp(cli->verb->name, "check") == 0 ||
	    strcmp(cli->verb->name, "export") == 0)
		return true;
	for (size_t i = 0; i < cli->n_each; i++)
		if (strcmp(cli->each[i].text, "-") == 0)
			return true;
	return false;
}

struct bw_str
bw_cli_day(struct bw_cli *cli, bw_date day)
{
	struct bw_buf b = { 0 };
	struct bw_str out;

	bw_date_print(&b, day);
	out = bw_arena_dup(&cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

void
bw_cli_say_known(struct bw_cli *cli)
{
	const struct bw_source *k = &cli->known;

	if (k->id == 0 || not_for_people(cli))
		return;
	const struct bw_fill fill[] = {
		{ "load",
		    bw_text_same(bw_arena_fmt(&cli->arena, "%u", k->id)) },
		{ "loaded", bw_text_same(bw_str_sub(k->loaded_at, 0, 10)) },
		{ "day", bw_text_same(bw_cli_day(cli, cli->as_of)) },
	};

	bw_wrap(&cli->out,
	    bw_text_fill(&cli->arena, "time.known", fill, BW_LEN(fill))
		.in[cli->lang],
	    0, cli->width);
	bw_out_z(&cli->out, "\n");
}

void
bw_cli_known_json(const struct bw_cli *cli, struct bw_jw *j)
{
	if (cli->known.id == 0)
		return;
	bw_jw_open(j, "known", '{');
	bw_jw_i64(j, "load", cli->known.id);
	bw_jw_str(j, "loaded_at", cli->known.loaded_at);
	bw_jw_close(j);
}
