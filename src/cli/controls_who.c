/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * controls_who.c - whose control is asked about, and by which rule.
 *
 * Several parties are one owner: a family, a concert, everybody on a list of
 * sanctions, a state with its bodies. Who acts together is for the user to
 * tell; only that a government stands behind all its bodies is taken as given.
 */
#include "cli/controls.h"
#include "base/input.h"
#include "base/vec.h"
#include "cli/thresholds.h"
#include "formats/cells.h"
#include "model/ref.h"

#define LIST_MAX ((size_t)64 << 20)
#define NAMED 5 /* of several parties, told by name */

struct asking {
	struct bw_cli *cli;
	const struct bw_view *v;
	BW_VEC(uint32_t) party;
	size_t unknown;
};

static int
add(struct asking *k, uint32_t party, struct bw_err *err)
{
	return bw_vec_push(&k->party, party)
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for a list");
}

/* A name on a list means everybody who is called so. */
static int
add_listed(struct asking *k, struct bw_str text, struct bw_err *err)
{
	uint32_t party, *many;
	size_t n;
	int rc =
	    bw_view_party(k->v, text, &k->cli->arena, &party, &many, &n, err);

	if (rc == BW_ENOTFOUND) {
		bw_err_clear(err);
		k->unknown++;
		return 0;
	}
	if (rc != BW_ECONFLICT)
		return rc != 0 ? rc : add(k, party, err);
	bw_err_clear(err);
	rc = 0;
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = add(k, many[i], err);
	return rc;
}

static int
add_list(struct asking *k, const char *path, struct bw_err *err)
{
	struct bw_input *in = NULL;
	struct bw_str rest, line;
	char *text = NULL;
	size_t n = 0;
	int rc = bw_input_open(&in, path, NULL, err);

	if (rc == 0)
		rc = bw_input_all(in, LIST_MAX, 0, &text, &n, err);
	bw_input_free(in);
	rest = (struct bw_str){ text, n };
	if (bw_str_starts(rest, BW_STR("\xef\xbb\xbf")))
		rest = bw_str_sub(rest, 3, rest.n);
	while (rc == 0 && rest.n > 0 && bw_str_cut(&rest, '\n', &line)) {
		line = bw_str_trim(line);
		if (line.n > 0)
			rc = add_listed(k, line, err);
	}
	bw_free(text);
	return rc;
}

static int
add_state(struct asking *k, const char *text, struct bw_err *err)
{
	const struct bw_view *v = k->v;
	size_t before = k->party.n;
	struct bw_str two;
	uint16_t code;
	int rc = bw_ref_load(err);

	if (rc != 0)
		return rc;
	if (!bw_cell_country(bw_str_of(text), &two) || two.n < 2)
		return bw_fail(err, BW_EUSAGE,
		    "--state %s: no country we know; write FR or France", text);
	code =
	    (uint16_t)((unsigned char)two.p[0] << 8 | (unsigned char)two.p[1]);
	for (uint32_t p = 0; rc == 0 && p < v->n_party; p++)
		if (v->country[p] == code &&
		    (v->kind[p] == BW_PARTY_STATE ||
			v->kind[p] == BW_PARTY_STATE_BODY))
			rc = add(k, p, err);
	if (rc == 0 && k->party.n == before)
		return bw_fail(err, BW_ENOTFOUND,
		    "--state: this world knows no state and no state body of "
		    "\"%s\"",
		    text);
	return rc;
}

static int
by_number(const void *va, const void *vb)
{
	uint32_t a = *(const uint32_t *)va, b = *(const uint32_t *)vb;

	return a < b ? -1 : a > b;
}

/* Told twice counts once. */
static int
hand_over(struct asking *k, struct bw_asked *who, struct bw_err *err)
{
	uint32_t *to = BW_ARENA_ARRAY(&k->cli->arena, uint32_t, k->party.n + 1);

	if (to == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a list");
	if (k->party.n == 0)
		return bw_fail(err, BW_ENOTFOUND,
		    "nobody on the list is known in this world");
	qsort(k->party.v, k->party.n, sizeof(uint32_t), by_number);
	for (size_t i = 0; i < k->party.n; i++)
		if (i == 0 || k->party.v[i] != k->party.v[i - 1])
			to[who->n++] = k->party.v[i];
	who->party = to;
	who->unknown = k->unknown;
	return 0;
}

int
bw_asked_parties(struct bw_cli *cli, const struct bw_view *v,
    struct bw_asked *who, struct bw_err *err)
{
	struct asking k = { .cli = cli, .v = v };
	uint32_t party;
	int rc = 0;

	for (int i = 0; rc == 0 && i < cli->n_arg; i++) {
		rc = bw_cli_party(cli, v, cli->arg[i], &party, err);
		if (rc == 0)
			rc = add(&k, party, err);
	}
	for (size_t i = 0; rc == 0 && i < cli->n_each; i++) {
		const struct bw_cli_value *e = &cli->each[i];

		if (e->option == BW_OPT_LIST)
			rc = add_list(&k, e->text, err);
		else if (e->option == BW_OPT_STATE)
			rc = add_state(&k, e->text, err);
	}
	if (rc == 0)
		rc = hand_over(&k, who, err);
	bw_vec_release(&k.party);
	return rc;
}

int
bw_asked_rule(
    struct bw_cli *cli, struct bw_reach_rule *rule, struct bw_err *err)
{
	static const uint32_t half = BW_ONE / 2;
	const uint32_t *at;
	size_t n;
	int rc = bw_cli_thresholds(cli, &half, 1, &at, &n, err);

	if (rc != 0)
		return rc;
	if (n != 1)
		return bw_fail(err, BW_EUSAGE,
		    "control has one --threshold; ask again for another");
	*rule = (struct bw_reach_rule){ .threshold = at[0],
		.at_least = bw_cli_has(cli, BW_OPT_AT_LEAST),
		.capital = bw_cli_has(cli, BW_OPT_CAPITAL),
		.shares_only = bw_cli_has(cli, BW_OPT_CAPITAL) };
	if (at[0] == BW_ONE && !rule->at_least)
		return bw_fail(err, BW_EUSAGE,
		    "nobody holds more than 100 %%; add --at-least");
	return 0;
}

/* "A, B, C ...": at most five names. */
static struct bw_str
names(struct bw_cli *cli, const struct bw_view *v, const struct bw_asked *who)
{
	struct bw_arena *a = &cli->arena;
	struct bw_str all = BW_STR("");

	for (size_t i = 0; i < who->n && i < NAMED; i++)
		all = bw_arena_fmt(a, "%.*s%s%.*s", BW_ARG(all),
		    i > 0 ? ", " : "",
		    BW_ARG(bw_cli_name(cli, v, who->party[i])));
	return who->n > NAMED ? bw_arena_fmt(a, "%.*s ...", BW_ARG(all)) : all;
}

static struct bw_text
count(struct bw_cli *cli, size_t n)
{
	return bw_text_same(bw_arena_fmt(&cli->arena, "%zu", n));
}

static void
say(struct bw_cli *cli, const char *key, const struct bw_fill *fill, size_t n)
{
	struct bw_text t = bw_text_fill(&cli->arena, key, fill, n);

	bw_wrap(&cli->out, t.in[cli->lang], 0, cli->width);
}

void
bw_asked_say(
    struct bw_cli *cli, const struct bw_view *v, const struct bw_asked *who)
{
	const struct bw_reach_rule *r = &who->rule;
	const struct bw_fill fill[] = {
		{ "how",
		    bw_text(r->at_least ? "controls.at-least"
					: "controls.more-than") },
		{ "share", bw_text_same(bw_cli_threshold(cli, r->threshold)) },
		{ "n", count(cli, who->n) },
		{ "names", bw_text_same(names(cli, v, who)) },
		{ "unknown", count(cli, who->unknown) },
	};

	if (who->n > 1)
		say(cli, "controls.together", fill, BW_LEN(fill));
	if (who->unknown > 0)
		say(cli, "controls.unknown", fill, BW_LEN(fill));
	say(cli, r->capital ? "controls.rule.capital" : "controls.rule.votes",
	    fill, BW_LEN(fill));
}

void
bw_rule_json(struct bw_jw *j, const struct bw_reach_rule *rule)
{
	bw_jw_open(j, "rule", '{');
	bw_jw_z(j, "basis", rule->capital ? "capital" : "votes");
	bw_jw_ppb(j, "threshold", rule->threshold);
	bw_jw_bool(j, "at_least", rule->at_least);
	bw_jw_bool(j, "other_means", !rule->shares_only);
	bw_jw_close(j);
}

struct bw_share
bw_between(struct bw_sum least, struct bw_sum most)
{
	struct bw_share s = { .lo = least.lo > BW_ONE ? BW_ONE
						      : (uint32_t)least.lo,
		.hi = most.hi > BW_ONE ? BW_ONE : (uint32_t)most.hi,
		.open = (uint8_t)((least.open & BW_LO_OPEN) |
		    (most.open & BW_HI_OPEN)) };

	if (s.hi < s.lo)
		s.hi = s.lo;
	if (s.lo == s.hi)
		s.open = 0;
	return s;
}
