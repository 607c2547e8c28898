/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * advisories_unread.c - what was loaded and not understood, by source and kind,
 * with an example: nothing is left out in silence.
 */
#include "cli/advisories.h"
#include "formats/advice.h"

struct unread { /* of one kind of source */
	uint32_t scheme, publisher;
	uint64_t advisories, count[BW_COUNTS];
	uint32_t example; /* text of versions; BW_NONE */
};
struct unreads {
	struct bw_said_all *s;
	struct bw_intern of;
	BW_VEC(struct unread) v;
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for a list");
}

static int
source_of(struct unreads *u, const struct bw_spoken *a, uint32_t *id,
    struct bw_err *err)
{
	char key[32];
	int rc;

	snprintf(key, sizeof(key), "%u %u", a->scheme, a->publisher);
	rc = bw_intern_add(&u->of, bw_str_of(key), id, NULL, err);
	if (rc == 0 && *id >= u->v.n &&
	    !bw_vec_push(&u->v,
		(struct unread){ .scheme = a->scheme,
		    .publisher = a->publisher,
		    .example = BW_NONE }))
		rc = no_memory(err);
	return rc;
}

/* Words on versions that were not understood, of one advisory. */
static uint32_t
example_of(const struct bw_claims *c, uint32_t advisory)
{
	uint32_t n;
	const uint32_t *rule = bw_claims_of(c, advisory, &n);

	for (uint32_t i = 0; i < n; i++) {
		const struct bw_rule *r = bw_claims_rule(c, rule[i]);

		if (r->form == BW_RULE_UNREAD && r->versions != BW_NONE)
			return r->versions;
	}
	return BW_NONE;
}

static int
gather(struct unreads *u, struct bw_err *err)
{
	const struct bw_claims *c = &u->s->c.claims;
	int rc = 0;

	for (uint32_t i = 0; i < c->n_advisory && rc == 0; i++) {
		const struct bw_spoken *a = bw_claims_advisory(c, i);
		uint32_t id;

		if (!bw_claims_holds(c, i))
			continue;
		rc = source_of(u, a, &id, err);
		if (rc != 0)
			break;
		u->v.v[id].advisories++;
		for (unsigned k = 0; k < BW_COUNTS; k++)
			u->v.v[id].count[k] += a->count[k];
		if (u->v.v[id].example == BW_NONE &&
		    a->count[BW_COUNT_UNREAD] > 0)
			u->v.v[id].example = example_of(c, i);
	}
	return rc;
}

static uint64_t
trouble(const struct unread *u)
{
	return u->count[BW_COUNT_UNREAD] + u->count[BW_COUNT_NO_NAME] +
	    u->count[BW_COUNT_BAD_IDENTITY];
}

static int
by_trouble(const void *x, const void *y)
{
	const struct unread *a = x, *b = y;

	if (trouble(a) != trouble(b))
		return trouble(a) > trouble(b) ? -1 : 1;
	return (a->publisher > b->publisher) - (a->publisher < b->publisher);
}

static const char *const column[] = { "unread-by", "unread-kind",
	"unread-advisories", "unread-claims", "unread-versions",
	"unread-nameless", "unread-identities", "unread-example" };
static const unsigned flag[] = { BW_COL_WRAP, 0, BW_COL_RIGHT, BW_LIST_CSV,
	BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_WRAP };

static void
row(struct unreads *u, struct bw_listing *l, const struct unread *r)
{
	struct bw_said_all *s = u->s;
	struct bw_str example = bw_claims_text(&s->c.claims, r->example);

	if (!l->to_csv && example.n > 60)
		example = bw_arena_fmt(
		    &s->cli->arena, "%.*s…", BW_ARG(bw_text_cut(example, 55)));
	bw_list_cell(l, bw_claims_text(&s->c.claims, r->publisher));
	bw_list_cell(l, bw_claims_text(&s->c.claims, r->scheme));
	bw_list_count(l, r->advisories);
	bw_list_count(l, r->count[BW_COUNT_CLAIMS]);
	bw_list_count(l, r->count[BW_COUNT_UNREAD]);
	bw_list_count(l, r->count[BW_COUNT_NO_NAME]);
	bw_list_count(l, r->count[BW_COUNT_BAD_IDENTITY]);
	bw_list_cell(l, example);
}

static void
json(struct unreads *u)
{
	struct bw_said_all *s = u->s;

	s->j = bw_cli_json(s->cli);
	bw_jw_open(&s->j, "sources", '[');
	for (size_t i = 0; i < u->v.n; i++) {
		const struct unread *r = &u->v.v[i];

		bw_jw_open(&s->j, NULL, '{');
		bw_jw_str(&s->j, "publisher",
		    bw_claims_text(&s->c.claims, r->publisher));
		bw_jw_str(
		    &s->j, "scheme", bw_claims_text(&s->c.claims, r->scheme));
		bw_jw_i64(&s->j, "advisories", (int64_t)r->advisories);
		bw_jw_i64(&s->j, "claims", (int64_t)r->count[BW_COUNT_CLAIMS]);
		bw_jw_i64(&s->j, "versions_unread",
		    (int64_t)r->count[BW_COUNT_UNREAD]);
		bw_jw_i64(&s->j, "products_without_name",
		    (int64_t)r->count[BW_COUNT_NO_NAME]);
		bw_jw_i64(&s->j, "bad_identities",
		    (int64_t)r->count[BW_COUNT_BAD_IDENTITY]);
		bw_jw_str(
		    &s->j, "example", bw_claims_text(&s->c.claims, r->example));
		bw_jw_close(&s->j);
	}
	bw_jw_close(&s->j);
	bw_jw_close(&s->j);
}

static int
show(struct unreads *u, struct bw_err *err)
{
	struct bw_cli *cli = u->s->cli;
	size_t most = bw_cli_has(cli, BW_OPT_LIMIT) ? cli->limit
	    : bw_cli_has(cli, BW_OPT_CSV)           ? SIZE_MAX
						    : 25;
	struct bw_listing l;
	int rc;

	if (u->v.n > 1)
		qsort(u->v.v, u->v.n, sizeof(*u->v.v), by_trouble);
	if (bw_cli_has(cli, BW_OPT_JSON)) {
		json(u);
		return 0;
	}
	rc = bw_list_open(&l, cli, column, flag, BW_LEN(column), err);
	for (size_t i = 0; i < u->v.n && i < most && rc == 0; i++)
		if (l.to_csv || trouble(&u->v.v[i]) > 0)
			row(u, &l, &u->v.v[i]);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc == 0 && !bw_cli_has(cli, BW_OPT_CSV))
		bw_wrap(&cli->out, bw_cli_word(cli, "advisories.unread"), 0,
		    cli->width);
	return rc;
}

int
bw_said_unread(struct bw_said_all *s, struct bw_err *err)
{
	struct unreads u = { .s = s };
	int rc;

	bw_intern_init(&u.of);
	rc = gather(&u, err);
	if (rc == 0)
		rc = show(&u, err);
	bw_intern_release(&u.of);
	bw_vec_release(&u.v);
	return rc;
}
