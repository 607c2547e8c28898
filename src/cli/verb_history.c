/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_history.c - who controlled a company, period by period; or, with
 * --knowledge, what each load made us believe about one day.
 */
#include "cli/history_out.h"
#include "base/map.h"
#include "report/report.h"

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for a history");
}

static struct bw_str
kept_name(struct history_out *h, const struct bw_view *v, uint32_t party)
{
	return bw_arena_dup(&h->cli->arena, bw_view_name(v, party));
}

static int
take_owners(struct history_out *h, const struct bw_view *v,
    const struct bw_past *p, struct past_line *to, struct bw_err *err)
{
	to->told = p->told;
	to->n_owner = p->n_owner;
	to->owner =
	    BW_ARENA_ARRAY(&h->cli->arena, struct past_owner, p->n_owner + 1);
	if (to->owner == NULL)
		return no_memory(err);
	for (size_t i = 0; i < p->n_owner; i++) {
		uint32_t x = p->owner[i].party;

		to->owner[i] =
		    (struct past_owner){ p->owner[i], v->party_row[x],
			    kept_name(h, v, x), v->kind[x], v->country[x] };
	}
	return 0;
}

/* People read the same twice when shares and votes begin together. */
static bool
told_before(const struct past_line *l, size_t i)
{
	const struct past_event *e = &l->event[i];

	for (size_t k = i > 50 ? i - 50 : 0; k < i; k++) {
		const struct past_event *o = &l->event[k];

		if (o->began == e->began && o->holder == e->holder &&
		    o->company == e->company &&
		    bw_share_same(o->share, e->share) &&
		    (o->nature == e->nature ||
			!bw_share_same(o->share, bw_share_unknown())))
			return true;
	}
	return false;
}

static int
take_events(struct history_out *h, const struct bw_view *v,
    const struct bw_past *p, struct past_line *to, struct bw_err *err)
{
	int rc = 0;

	to->n_event = p->n_event;
	to->event =
	    BW_ARENA_ARRAY(&h->cli->arena, struct past_event, p->n_event + 1);
	if (to->event == NULL)
		return no_memory(err);
	for (size_t i = 0; rc == 0 && i < p->n_event; i++) {
		uint32_t s = p->event[i].stake;
		struct past_event *e = &to->event[i];

		*e = (struct past_event){ .began = p->event[i].began,
			.holder = v->party_row[v->holder[s]],
			.company = v->party_row[v->company[s]],
			.holder_name = kept_name(h, v, v->holder[s]),
			.company_name = kept_name(h, v, v->company[s]),
			.share = bw_view_share(v, s),
			.nature = v->nature[s] };
		e->again = told_before(to, i);
		rc = bw_view_stake_place(
		    v, s, &h->cli->arena, &e->at, NULL, err);
	}
	return rc;
}

/* ---- valid time ---- */
static int
picture(struct history_out *h, const struct bw_view *v, uint32_t party,
    const struct bw_history *all, struct bw_err *err)
{
	struct bw_cli *cli = h->cli;
	const char *path = cli->value[BW_OPT_SVG];
	struct bw_out o;
	int rc;

	if (path == NULL)
		return 0;
	if (strcmp(path, "-") == 0)
		return bw_svg_history(
		    all, v, party, cli->as_of, cli->lang, &cli->out, err);
	rc = bw_out_file(&o, path, err);
	if (rc != 0)
		return rc;
	rc = bw_svg_history(all, v, party, cli->as_of, cli->lang, &o, err);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	bw_out_release(&o);
	return rc;
}

static int
over_valid_time(struct history_out *h, const struct bw_view *v, uint32_t party,
    struct bw_err *err)
{
	struct bw_history all;
	int rc;

	h->opt.until = h->cli->as_of;
	rc = bw_history_run(&all, v, party, &h->opt, &h->cli->arena, err);
	for (size_t i = 0; rc == 0 && i < all.n; i++) {
		struct past_line l = { .from = all.past[i].from,
			.to = all.past[i].to };

		rc = take_owners(h, v, &all.past[i], &l, err);
		if (rc == 0)
			rc = take_events(h, v, &all.past[i], &l, err);
		if (rc == 0 && !bw_vec_push(&h->line, l))
			rc = no_memory(err);
	}
	return rc != 0 ? rc : picture(h, v, party, &all, err);
}

/* ---- knowledge time ---- */
static bool
same(const struct past_line *a, const struct past_line *b)
{
	if (a->told != b->told || a->n_owner != b->n_owner)
		return false;
	for (size_t i = 0; i < a->n_owner; i++) {
		const struct bw_past_owner *x = &a->owner[i].is;
		const struct bw_past_owner *y = &b->owner[i].is;

		if (a->owner[i].row != b->owner[i].row ||
		    x->controls != y->controls || x->ultimate != y->ultimate ||
		    x->certainty != y->certainty || x->sure != y->sure ||
		    x->may != y->may)
			return false;
	}
	return true;
}

/* The party in a view of earlier; BW_NONE when nobody spoke of it yet. */
static uint32_t
then(const struct bw_view *v, const int64_t *row, size_t n)
{
	uint32_t party = BW_NONE;

	for (size_t i = 0; i < n && party == BW_NONE; i++)
		party = bw_view_of_row(v, row[i]);
	return party;
}

static int
after_load(struct history_out *h, struct bw_world *w,
    const struct bw_source_row *load, const int64_t *row, size_t n,
    struct bw_err *err)
{
	struct bw_view_opt opt = { .known_load = load->source.id };
	struct past_line l = { .load = load };
	struct bw_view *v = NULL;
	struct bw_past past = { 0 };
	uint32_t party;
	int rc = bw_view_open(&v, w, &opt, err);

	if (rc != 0)
		return rc;
	party = then(v, row, n);
	if (party != BW_NONE)
		rc = bw_history_day(&past, v, party, h->cli->as_of, &h->opt,
		    &h->cli->arena, err);
	if (rc == 0)
		rc = take_owners(h, v, &past, &l, err);
	bw_view_close(v);
	if (rc != 0)
		return rc;
	if (h->line.n > 0 ? same(&h->line.v[h->line.n - 1], &l) : !l.told)
		return 0;
	if (h->line.n > 0)
		h->line.v[h->line.n - 1].until = load->source.id;
	return bw_vec_push(&h->line, l) ? 0 : no_memory(err);
}

static int
over_knowledge(struct history_out *h, const struct bw_view *v, uint32_t party,
    struct bw_err *err)
{
	struct bw_world *w = bw_view_world(v);
	struct bw_arena *a = &h->cli->arena;
	struct bw_source_row *load = NULL;
	int64_t *row = NULL;
	size_t n = 0, n_row = 0;
	int rc = bw_view_rows(v, party, a, &row, &n_row, err);

	if (rc == 0)
		rc = bw_world_sources(w, a, &load, &n, err);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (load[i].source.id > bw_view_known(v))
			break;
		if (load[i].figures > 0 && load[i].stakes == 0 &&
		    load[i].parties == 0)
			continue; /* says nothing of owners */
		rc = after_load(h, w, &load[i], row, n_row, err);
	}
	return rc;
}

static int
show(struct history_out *h, const struct bw_view *v, uint32_t party,
    struct bw_err *err)
{
	struct bw_cli *cli = h->cli;
	const char *svg = cli->value[BW_OPT_SVG];

	if (bw_cli_has(cli, BW_OPT_JSON))
		return bw_history_json(h, v, party, err);
	if (svg != NULL && strcmp(svg, "-") == 0)
		return 0;
	if (!bw_cli_has(cli, BW_OPT_CSV) &&
	    (h->line.n == 0 || (h->line.n == 1 && !h->line.v[0].told))) {
		bw_wrap(&cli->out, bw_cli_word(cli, "cli.owners.unknown"), 0,
		    cli->width);
		return 0;
	}
	return bw_history_table(h, err);
}

int
bw_verb_history(struct bw_cli *cli, struct bw_err *err)
{
	static const uint32_t usual[] = { 10 * BW_PERCENT, 20 * BW_PERCENT,
		25 * BW_PERCENT };
	struct history_out h = { .cli = cli };
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	uint32_t party;
	int rc;

	if (bw_cli_has(cli, BW_OPT_KNOWLEDGE) && bw_cli_has(cli, BW_OPT_SVG))
		return bw_fail(err, BW_EUSAGE,
		    "--svg draws periods, not loads: leave --knowledge out");
	rc = bw_cli_thresholds(cli, usual, BW_LEN(usual), &h.opt.threshold,
	    &h.opt.n_threshold, err);
	if (rc == 0)
		rc = bw_cli_view(cli, &w, &v, err);
	if (rc == 0)
		rc = bw_cli_party(cli, v, cli->arg[0], &party, err);
	if (rc == 0)
		rc = bw_cli_has(cli, BW_OPT_KNOWLEDGE)
		    ? over_knowledge(&h, v, party, err)
		    : over_valid_time(&h, v, party, err);
	if (rc == 0)
		rc = show(&h, v, party, err);
	bw_vec_release(&h.line);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
