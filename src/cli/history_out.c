/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * history_out.c - a history as a table, as CSV, and as JSON.
 *
 * For people the reasons of a period stand beside its parties, one each; a
 * program gets one row per period and party with all reasons in it.
 */
#include "cli/history_out.h"

#define EVENTS 3 /* reasons written out for people */

/* ---- for people and as CSV ---- */
static struct bw_str
filled(
    struct bw_cli *cli, const char *key, const struct bw_fill *fill, size_t n)
{
	return bw_text_fill(&cli->arena, key, fill, n).in[cli->lang];
}

static struct bw_str
share_or_nature(struct bw_cli *cli, const struct past_event *e)
{
	if (!bw_share_same(e->share, bw_share_unknown()))
		return bw_cli_share(cli, e->share);
	return bw_cli_wordf(cli, "nature", bw_nature_name(e->nature));
}

static struct bw_str
event_text(struct bw_cli *cli, const struct past_event *e)
{
	const struct bw_fill fill[] = {
		{ "holder", bw_text_same(bw_cli_plain(cli, e->holder_name)) },
		{ "company", bw_text_same(bw_cli_plain(cli, e->company_name)) },
		{ "share", bw_text_same(share_or_nature(cli, e)) },
		{ "source",
		    bw_text_same(
			bw_arena_fmt(&cli->arena, "%u, %llu", e->at.source,
			    (unsigned long long)(e->at.line != 0
				    ? e->at.line
				    : e->at.number))) },
	};

	return filled(
	    cli, e->began ? "time.began" : "time.ended", fill, BW_LEN(fill));
}

/* All in one cell, the same in every language. */
static struct bw_str
reasons_csv(struct history_out *h, const struct past_line *l)
{
	struct bw_arena *a = &h->cli->arena;
	struct bw_buf b = { 0 };
	struct bw_str out;

	if (l->load != NULL)
		return l->load->source.name;
	for (size_t i = 0; i < l->n_event; i++) {
		const struct past_event *e = &l->event[i];

		bw_buf_fmt(&b, "%s%s: %.*s > %.*s, %.*s (%s), source %u",
		    i > 0 ? "; " : "", e->began ? "began" : "ended",
		    BW_ARG(e->holder_name), BW_ARG(e->company_name),
		    BW_ARG(bw_cli_share(h->cli, e->share)),
		    bw_nature_name(e->nature), e->at.source);
		if (e->at.line != 0 || e->at.number != 0)
			bw_buf_fmt(&b, " %s %llu",
			    e->at.line != 0 ? "line" : "record",
			    (unsigned long long)(e->at.line != 0
				    ? e->at.line
				    : e->at.number));
	}
	out = bw_arena_dup(a, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

/* For people: one reason beside each party. */
static size_t
different(const struct past_line *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n_event; i++)
		n += !l->event[i].again;
	return n;
}

static size_t
reasons(const struct past_line *l)
{
	size_t n = different(l);

	return l->load != NULL ? 1 : n > EVENTS ? EVENTS + 1 : n;
}

static struct bw_str
reason(struct history_out *h, const struct past_line *l, size_t i)
{
	struct bw_cli *cli = h->cli;
	size_t k = 0;

	if (i >= reasons(l))
		return BW_STR("");
	if (l->load != NULL)
		return bw_cli_plain(cli, l->load->source.name);
	if (i == EVENTS)
		return bw_arena_fmt(&cli->arena, "%.*s %zu",
		    BW_ARG(bw_cli_word(cli, "time.more")),
		    different(l) - EVENTS);
	for (; l->event[k].again || i > 0; k++)
		i -= !l->event[k].again;
	return event_text(cli, &l->event[k]);
}

static struct bw_str
control_text(struct bw_cli *cli, const struct past_owner *o)
{
	struct bw_str how;

	if (!o->is.controls)
		return BW_STR("");
	how =
	    bw_cli_wordf(cli, "certainty", bw_certainty_name(o->is.certainty));
	if (!o->is.ultimate)
		return how;
	return bw_arena_fmt(&cli->arena, "%.*s, %.*s", BW_ARG(how),
	    BW_ARG(bw_cli_word(cli, "time.top")));
}

static struct bw_str
votes_text(struct bw_cli *cli, const struct past_owner *o)
{
	struct bw_str sure = bw_cli_threshold(cli, o->is.sure);
	struct bw_str may = bw_cli_threshold(cli, o->is.may);

	if (o->is.may == 0)
		return BW_STR("");
	if (o->is.sure == o->is.may)
		return bw_arena_fmt(
		    &cli->arena, "\xe2\x89\xa5 %.*s", BW_ARG(sure));
	may = bw_arena_fmt(&cli->arena, "%.*s \xe2\x89\xa5 %.*s",
	    BW_ARG(bw_cli_word(cli, "certainty.possible")), BW_ARG(may));
	if (o->is.sure == 0)
		return may;
	return bw_arena_fmt(
	    &cli->arena, "\xe2\x89\xa5 %.*s, %.*s", BW_ARG(sure), BW_ARG(may));
}

/* When: on a terminal, in the first row of a line only. */
static void
print_when(struct history_out *h, struct bw_listing *t,
    const struct past_line *l, bool tell)
{
	struct bw_cli *cli = h->cli;

	if (!tell) {
		bw_list_cell(t, BW_STR(""));
		bw_list_cell(t, BW_STR(""));
	} else if (l->load == NULL) {
		bw_list_cell(t, bw_cli_day(cli, l->from));
		bw_list_cell(t, bw_cli_day(cli, l->to));
	} else {
		bw_list_count(t, l->load->source.id);
		bw_list_cell(t, bw_str_sub(l->load->source.loaded_at, 0, 10));
	}
}

static void
print_owner(
    struct history_out *h, struct bw_listing *t, const struct past_owner *o)
{
	struct bw_cli *cli = h->cli;

	bw_list_cell(t, t->to_csv ? o->name : bw_cli_plain(cli, o->name));
	bw_list_count(t, (uint64_t)o->row);
	bw_list_cell(t,
	    !t->to_csv           ? control_text(cli, o)
		: o->is.controls ? bw_str_of(bw_certainty_name(o->is.certainty))
				 : BW_STR(""));
	bw_list_cell(t, o->is.ultimate ? BW_STR("yes") : BW_STR("no"));
	bw_list_cell(t, votes_text(cli, o));
	bw_list_cell(t, bw_cli_threshold(cli, o->is.sure));
	bw_list_cell(t, bw_cli_threshold(cli, o->is.may));
}

/* Row i of a line: its party i, if there are so many, and its reason i. */
static void
print_row(struct history_out *h, struct bw_listing *t,
    const struct past_line *l, size_t i)
{
	struct bw_str nobody = BW_STR("");

	print_when(h, t, l, i == 0 || t->to_csv);
	if (i < l->n_owner) {
		print_owner(h, t, &l->owner[i]);
	} else {
		if (i == 0 && !t->to_csv)
			nobody = bw_cli_word(
			    h->cli, l->told ? "time.nobody" : "time.unknown");
		bw_list_cell(t, nobody);
		for (int k = 0; k < 6; k++)
			bw_list_cell(t, BW_STR(""));
	}
	bw_list_cell(t, t->to_csv ? reasons_csv(h, l) : reason(h, l, i));
}

static void
print_line(
    struct history_out *h, struct bw_listing *t, const struct past_line *l)
{
	size_t n = l->n_owner > 0 ? l->n_owner : 1;

	if (!t->to_csv && reasons(l) > n)
		n = reasons(l);
	for (size_t i = 0; i < n; i++)
		print_row(h, t, l, i);
}

int
bw_history_table(struct history_out *h, struct bw_err *err)
{
	static const char *const valid[] = { "from", "to", "owner", "owner_id",
		"control", "ultimate", "votes", "votes_certain_percent",
		"votes_possible_percent", "because" };
	static const char *const known[] = { "number", "loaded", "owner",
		"owner_id", "control", "ultimate", "votes",
		"votes_certain_percent", "votes_possible_percent", "file" };
	static const unsigned flags[] = { 0, 0, BW_COL_WRAP, BW_LIST_CSV,
		BW_COL_WRAP, BW_LIST_CSV, BW_COL_WRAP | BW_LIST_PEOPLE,
		BW_LIST_CSV, BW_LIST_CSV, BW_COL_WRAP };
	bool by_load = bw_cli_has(h->cli, BW_OPT_KNOWLEDGE);
	struct bw_listing t;
	int rc = bw_list_open(
	    &t, h->cli, by_load ? known : valid, flags, BW_LEN(flags), err);

	if (rc != 0)
		return rc;
	for (size_t i = 0; i < h->line.n; i++)
		print_line(h, &t, &h->line.v[i]);
	return bw_list_close(&t, err);
}

/* ---- JSON ---- */
static void
day_json(struct history_out *h, struct bw_jw *j, const char *key, bw_date day)
{
	if (day == BW_DATE_MIN || day == BW_DATE_MAX)
		bw_jw_null(j, key);
	else
		bw_jw_str(j, key, bw_cli_day(h->cli, day));
}

static void
ppb_json(struct bw_jw *j, const char *key, uint32_t ppb)
{
	if (ppb == 0)
		bw_jw_null(j, key);
	else
		bw_jw_ppb(j, key, ppb);
}

static void
owner_json(struct history_out *h, struct bw_jw *j, const struct past_owner *o)
{
	struct bw_str country = bw_cli_code(h->cli, o->country);

	bw_jw_open(j, NULL, '{');
	bw_jw_i64(j, "id", o->row);
	bw_jw_str(j, "name", o->name);
	bw_jw_z(j, "kind", bw_party_kind_name(o->kind));
	if (country.n > 0)
		bw_jw_str(j, "country", country);
	else
		bw_jw_null(j, "country");
	bw_jw_z(j, "control",
	    o->is.controls ? bw_certainty_name(o->is.certainty) : NULL);
	bw_jw_bool(j, "ultimate", o->is.ultimate);
	ppb_json(j, "votes_certain", o->is.sure);
	ppb_json(j, "votes_possible", o->is.may);
	bw_jw_close(j);
}

static void
event_json(struct bw_jw *j, const struct past_event *e)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "what", e->began ? "began" : "ended");
	bw_jw_i64(j, "holder", e->holder);
	bw_jw_str(j, "holder_name", e->holder_name);
	bw_jw_i64(j, "company", e->company);
	bw_jw_str(j, "company_name", e->company_name);
	bw_jw_z(j, "nature", bw_nature_name(e->nature));
	bw_jw_share(j, "share", &e->share);
	bw_jw_i64(j, "source", e->at.source);
	bw_jw_i64(j, "line", (int64_t)e->at.line);
	bw_jw_i64(j, "number", (int64_t)e->at.number);
	bw_jw_str(j, "ref", e->at.ref);
	bw_jw_close(j);
}

static void
line_json(struct history_out *h, struct bw_jw *j, const struct past_line *l)
{
	bw_jw_open(j, NULL, '{');
	if (l->load == NULL) {
		day_json(h, j, "from", l->from);
		day_json(h, j, "to", l->to);
	} else {
		bw_jw_i64(j, "load", l->load->source.id);
		bw_jw_str(j, "loaded_at", l->load->source.loaded_at);
		bw_jw_str(j, "file", l->load->source.name);
		if (l->until != 0)
			bw_jw_i64(j, "until_load", l->until);
		else
			bw_jw_null(j, "until_load");
	}
	bw_jw_bool(j, "known", l->told);
	bw_jw_open(j, "owners", '[');
	for (size_t i = 0; i < l->n_owner; i++)
		owner_json(h, j, &l->owner[i]);
	bw_jw_close(j);
	if (l->load == NULL) {
		bw_jw_open(j, "because", '[');
		for (size_t i = 0; i < l->n_event; i++)
			event_json(j, &l->event[i]);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

int
bw_history_json(struct history_out *h, const struct bw_view *v, uint32_t party,
    struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(h->cli);
	int rc = bw_cli_party_json(h->cli, &j, "party", v, party, err);

	bw_jw_open(&j, "thresholds", '[');
	for (size_t i = 0; i < h->opt.n_threshold; i++)
		bw_jw_ppb(&j, NULL, h->opt.threshold[i]);
	bw_jw_close(&j);
	bw_jw_open(&j,
	    bw_cli_has(h->cli, BW_OPT_KNOWLEDGE) ? "beliefs" : "periods", '[');
	for (size_t i = 0; i < h->line.n; i++)
		line_json(h, &j, &h->line.v[i]);
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}
