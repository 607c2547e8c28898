/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stakes_out.c - see stakes_out.h.
 */
#include "cli/stakes_out.h"

#define LONGEST_CHAIN 40 /* stakes of a chain written out for people */

int
bw_shown_open(struct bw_shown *s, struct bw_cli *cli, const struct bw_view *v,
    uint32_t party, enum bw_cone_side side, struct bw_err *err)
{
	int rc;

	s->cli = cli;
	s->v = v;
	rc = bw_cone_load(
	    &s->cone, v, party, side, cli->as_of, &cli->arena, err);
	if (rc == 0)
		rc = bw_control_new(&s->control, &s->cone.graph,
		    (struct bw_control_rule){ 0 }, err);
	if (rc == 0)
		rc =
		    bw_prover_init(&s->prover, s->control, &s->cone.graph, err);
	if (rc == 0)
		rc = bw_world_sources(bw_view_world(v), &cli->arena, &s->source,
		    &s->n_source, err);
	return rc;
}

void
bw_shown_close(struct bw_shown *s)
{
	bw_prover_release(&s->prover);
	bw_control_free(s->control);
	bw_cone_release(&s->cone);
}

struct bw_str
bw_shown_name(struct bw_shown *s, uint32_t node)
{
	return bw_cli_name(s->cli, s->v, s->cone.party[node]);
}

struct bw_str
bw_shown_votes(struct bw_shown *s, const struct bw_link *k)
{
	if (k->direct)
		return bw_cli_has(s->cli, BW_OPT_CSV)
		    ? BW_STR("control")
		    : bw_cli_word(s->cli, "cli.controls-directly");
	return k->has_votes ? bw_cli_share(s->cli, k->votes) : BW_STR("");
}

struct bw_str
bw_shown_capital(struct bw_shown *s, const struct bw_link *k)
{
	return k->has_capital ? bw_cli_share(s->cli, k->capital) : BW_STR("");
}

int
bw_shown_node_json(struct bw_shown *s, struct bw_jw *j, const char *key,
    uint32_t node, struct bw_err *err)
{
	return bw_cli_party_json(
	    s->cli, j, key, s->v, s->cone.party[node], err);
}

static const struct bw_source *
source_of(const struct bw_shown *s, uint32_t id)
{
	for (size_t i = 0; i < s->n_source; i++)
		if (s->source[i].source.id == id)
			return &s->source[i].source;
	return NULL;
}

static int
evidence_json(struct bw_shown *s, struct bw_jw *j, const struct bw_link *k,
    struct bw_err *err)
{
	struct bw_evidence e;
	struct bw_str detail, none = { 0 };
	const struct bw_source *source;
	int rc = 0;

	bw_jw_open(j, "evidence", '[');
	for (size_t i = 0; rc == 0 && i < k->n_stake; i++) {
		e = (struct bw_evidence){ 0 };
		rc = bw_view_stake_place(
		    s->v, k->stake[i], &s->cli->arena, &e, &detail, err);
		if (rc != 0)
			break;
		bw_jw_open(j, NULL, '{');
		source = source_of(s, e.source);
		bw_jw_i64(j, "source", e.source);
		bw_jw_str(j, "file", source != NULL ? source->name : none);
		if (source != NULL && source->published != BW_DATE_MIN)
			bw_jw_str(j, "published",
			    bw_cli_day(s->cli, source->published));
		else
			bw_jw_null(j, "published");
		bw_jw_i64(j, "line", (int64_t)e.line);
		bw_jw_i64(j, "number", (int64_t)e.number);
		bw_jw_str(j, "ref", e.ref);
		bw_jw_str(j, "detail", detail);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	return rc;
}

int
bw_shown_link_json(struct bw_shown *s, struct bw_jw *j, const struct bw_link *k,
    struct bw_err *err)
{
	const struct bw_cone *c = &s->cone;
	int rc;

	bw_jw_open(j, NULL, '{');
	bw_jw_i64(j, "holder", s->v->party_row[c->party[k->holder]]);
	bw_jw_str(j, "holder_name", bw_view_name(s->v, c->party[k->holder]));
	bw_jw_i64(j, "company", s->v->party_row[c->party[k->company]]);
	bw_jw_str(j, "company_name", bw_view_name(s->v, c->party[k->company]));
	if (s->layer != NULL)
		bw_jw_i64(j, "layer", s->layer[k->company] + 1);
	bw_jw_z(j, "nature", bw_nature_name(k->nature));
	bw_jw_share(j, "votes", k->has_votes ? &k->votes : NULL);
	bw_jw_share(j, "capital", k->has_capital ? &k->capital : NULL);
	bw_jw_bool(j, "controls_directly", k->direct);
	bw_jw_bool(j, "votes_assumed", (k->marks & BW_LINK_ASSUMED) != 0);
	bw_jw_bool(
	    j, "sources_disagree", (k->marks & BW_LINK_CONTRADICTED) != 0);
	bw_jw_bool(j, "indirect", (k->marks & BW_LINK_INDIRECT) != 0);
	rc = evidence_json(s, j, k, err);
	bw_jw_close(j);
	return rc;
}

int
bw_shown_set(
    struct bw_shown *s, uint32_t x, enum bw_certainty how, struct bw_err *err)
{
	const uint32_t *set;
	size_t n;

	return bw_control_set(s->control, &x, 1, how, &set, &n, err);
}

/* Proof of y, and of the holders between unless `only`, from y upwards. The
 * edges of a cone have the numbers of its links. */
static int
prove(struct bw_shown *s, uint32_t y, bool only, uint32_t **link, size_t *n,
    struct bw_err *err)
{
	int rc = bw_prove(&s->prover, y, only, err);

	if (rc != 0)
		return rc;
	*n = s->prover.edge.n;
	*link = BW_ARENA_ARRAY(&s->cli->arena, uint32_t, *n + 1);
	if (*link == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a proof");
	rc = bw_prove_chain(&s->prover, *link, err);
	for (size_t i = 0; !only && i < *n / 2; i++) {
		uint32_t swap = (*link)[i];

		(*link)[i] = (*link)[*n - 1 - i];
		(*link)[*n - 1 - i] = swap;
	}
	return rc;
}

int
bw_shown_proof(struct bw_shown *s, uint32_t y, uint32_t **link, size_t *n,
    struct bw_err *err)
{
	return prove(s, y, false, link, n, err);
}

int
bw_shown_last(struct bw_shown *s, uint32_t y, uint32_t **link, size_t *n,
    struct bw_err *err)
{
	return prove(s, y, true, link, n, err);
}

/* "60 %", or in words what carries no number: "contract". */
static struct bw_str
votes_or_nature(struct bw_shown *s, const struct bw_link *k)
{
	struct bw_str votes = bw_shown_votes(s, k);

	if (votes.n > 0)
		return votes;
	return bw_arena_fmt(&s->cli->arena, "(%.*s)",
	    BW_ARG(bw_cli_wordf(s->cli, "nature", bw_nature_name(k->nature))));
}

struct bw_str
bw_shown_holders(struct bw_shown *s, const uint32_t *link, size_t n)
{
	struct bw_buf b = { 0 };
	struct bw_str out;

	for (size_t i = 0; i < n; i++) {
		const struct bw_link *k = &s->cone.link[link[i]];

		bw_buf_fmt(&b, "%s%.*s %.*s", i > 0 ? "; " : "",
		    BW_ARG(bw_shown_name(s, k->holder)),
		    BW_ARG(votes_or_nature(s, k)));
	}
	out = bw_arena_dup(&s->cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

static struct bw_str
file_name(struct bw_str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return bw_str_sub(path, i, path.n);
	return path;
}

/* " (stakes.csv, 2026-01-31, line 3)": where the first stake of a link
 * stands, and how many more there are. A place that cannot be read is left
 * out; the chain is told all the same. */
static void
place(struct bw_shown *s, const struct bw_link *k, struct bw_buf *b)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_evidence e = { 0 };
	const struct bw_source *source;

	if (bw_view_stake_place(
		s->v, k->stake[0], &s->cli->arena, &e, NULL, &err) != 0 ||
	    (source = source_of(s, e.source)) == NULL)
		return;
	bw_buf_fmt(
	    b, " (%.*s", BW_ARG(bw_cli_plain(s->cli, file_name(source->name))));
	if (source->published != BW_DATE_MIN)
		bw_buf_fmt(
		    b, ", %.*s", BW_ARG(bw_cli_day(s->cli, source->published)));
	if (e.line > 0 || e.number > 0)
		bw_buf_fmt(b, ", %.*s %llu",
		    BW_ARG(bw_cli_word(s->cli,
			e.line > 0 ? "cli.place.line" : "cli.place.record")),
		    (unsigned long long)(e.line > 0 ? e.line : e.number));
	if (k->n_stake > 1)
		bw_buf_fmt(b, ", +%zu", k->n_stake - 1);
	bw_buf_z(b, ")");
}

struct bw_str
bw_shown_chain(struct bw_shown *s, const uint32_t *link, size_t n)
{
	struct bw_str in = bw_cli_word(s->cli, "cli.in"), out;
	struct bw_buf b = { 0 };

	for (size_t i = n; i-- > 0;) { /* from the owner down */
		if (n - i > LONGEST_CHAIN && i > 0)
			continue;
		if (n > LONGEST_CHAIN + 1 && i == 0)
			bw_buf_fmt(&b, "... (%zu); ", n - LONGEST_CHAIN - 1);
		const struct bw_link *k = &s->cone.link[link[i]];

		bw_buf_fmt(&b, "%.*s %.*s %.*s %.*s",
		    BW_ARG(bw_shown_name(s, k->holder)),
		    BW_ARG(votes_or_nature(s, k)), BW_ARG(in),
		    BW_ARG(bw_shown_name(s, k->company)));
		place(s, k, &b);
		bw_buf_z(&b, i > 0 ? "; " : "");
	}
	out = bw_arena_dup(&s->cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}
