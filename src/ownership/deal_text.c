/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal_text.c - reads a deal from YAML (deal_text.h).
 *
 * A word nobody knows is refused: "percentage: 20" left out in silence would be
 * a deal about nothing.
 */
#include "ownership/deal_text.h"
#include "base/yaml.h"
#include "model/kind.h"

struct reading {
	struct bw_arena *a;
	struct bw_err *err;
};

static int
wrong(struct reading *r, const struct bw_yaml *at, const char *what)
{
	bw_fail(r->err, BW_EFORMAT, "%s", what);
	return at != NULL ? bw_fail_at(r->err, at->line, UINT64_MAX)
			  : r->err->code;
}

static int
nomem(struct reading *r)
{
	return bw_fail(r->err, BW_ENOMEM, "no memory for a deal");
}

int
bw_deal_percent(struct bw_str text, uint32_t *out, struct bw_err *err)
{
	struct bw_share s;
	int rc = bw_share_parse(text, &s, err);

	if (rc == 0 && !bw_share_is_exact(s))
		rc = bw_fail(err, BW_EFORMAT,
		    "\"%.*s\": write a percentage with at most seven decimals",
		    (int)(text.n < 60 ? text.n : 60), text.p);
	if (rc == 0)
		*out = s.lo;
	return rc;
}

/* Only these members, "a b c". */
static int
known(struct reading *r, const struct bw_yaml *map, const char *names)
{
	if (map->kind != BW_YAML_MAP)
		return wrong(r, map, "write NAME: VALUE here");
	for (const struct bw_yaml *n = map->child; n != NULL; n = n->next) {
		const char *at = names;
		bool found = false;

		while (!found && *at != '\0') {
			size_t len = strcspn(at, " ");

			found = bw_str_eq(n->key, (struct bw_str){ at, len });
			at += len + (at[len] == ' ');
		}
		if (!found) {
			bw_fail(r->err, BW_EFORMAT,
			    "\"%.*s\" is not one of: %s",
			    (int)(n->key.n < 60 ? n->key.n : 60), n->key.p,
			    names);
			return bw_fail_at(r->err, n->line, UINT64_MAX);
		}
	}
	return 0;
}

static size_t
count(const struct bw_yaml *list)
{
	size_t n = 0;

	for (list = list == NULL ? NULL : list->child; list != NULL;
	     list = list->next)
		n++;
	return n;
}

static int
percent(struct reading *r, const struct bw_yaml *n, uint32_t *out)
{
	int rc;

	if (n == NULL)
		return 0;
	rc = bw_deal_percent(n->text, out, r->err);
	return rc != 0 ? bw_fail_at(r->err, n->line, UINT64_MAX) : 0;
}

static int
yes(struct reading *r, const struct bw_yaml *map, const char *key, bool *out)
{
	const struct bw_yaml *n = bw_yaml_get(map, key);

	if (n == NULL)
		return 0;
	*out = bw_str_eq(n->text, BW_STR("true"));
	if (!*out && !bw_str_eq(n->text, BW_STR("false")))
		return wrong(r, n, "write true or false");
	return 0;
}

/* percent stands for both; votes and capital for themselves. */
static int
read_shares(
    struct reading *r, const struct bw_yaml *map, struct bw_deal_line *s)
{
	const struct bw_yaml *both = bw_yaml_get(map, "percent");
	const struct bw_yaml *votes = bw_yaml_get(map, "votes");
	const struct bw_yaml *capital = bw_yaml_get(map, "capital");
	int rc;

	if (both != NULL && votes != NULL && capital != NULL)
		return wrong(r, both,
		    "percent says it for votes and capital: tell it, or both "
		    "of them");
	if ((rc = percent(r, both, &s->votes)) != 0)
		return rc;
	s->capital = s->votes;
	if ((rc = percent(r, votes, &s->votes)) != 0)
		return rc;
	return percent(r, capital, &s->capital);
}

static int
read_via(struct reading *r, const struct bw_yaml *n, struct bw_deal_line *s)
{
	if (n == NULL)
		return 0;
	if (n->kind == BW_YAML_TEXT) {
		s->via[s->n_via++] = n->text;
		return 0;
	}
	for (n = n->child; n != NULL; n = n->next) {
		if (s->n_via == BW_DEAL_VIAS)
			return wrong(r, n, "more than eight vehicles");
		s->via[s->n_via++] = n->text;
	}
	return 0;
}

static int
read_step(struct reading *r, const struct bw_yaml *map, struct bw_deal_line *s)
{
	int rc = known(r, map,
	    "buyer target from percent votes capital new_shares via board "
	    "seller_board");

	if (rc != 0)
		return rc;
	s->line = map->line;
	s->buyer = bw_yaml_text(map, "buyer");
	s->target = bw_yaml_text(map, "target");
	s->seller = bw_yaml_text(map, "from");
	if (s->buyer.n == 0 || s->target.n == 0)
		return wrong(r, map, "a step names its buyer and its target");
	if ((rc = read_shares(r, map, s)) != 0 ||
	    (rc = yes(r, map, "new_shares", &s->new_shares)) != 0 ||
	    (rc = yes(r, map, "board", &s->board)) != 0 ||
	    (rc = yes(r, map, "seller_board", &s->board_lost)) != 0 ||
	    (rc = read_via(r, bw_yaml_get(map, "via"), s)) != 0)
		return rc;
	/* seller_board: false is "he loses it" */
	s->board_lost =
	    bw_yaml_get(map, "seller_board") != NULL && !s->board_lost;
	if (s->votes == 0 && s->capital == 0 && !s->board && !s->board_lost)
		return wrong(r, map,
		    "nothing changes hands: write percent, votes, capital or "
		    "board");
	return 0;
}

static int
set_party(struct bw_deal_party *p, struct bw_str kind, struct bw_str country,
    struct bw_arena *a, struct bw_err *err)
{
	char *two;

	p->kind = BW_PARTY_COMPANY;
	if (p->name.n == 0)
		return bw_fail(err, BW_EFORMAT, "a new party needs a name");
	if (kind.n > 0 && !bw_party_kind_of(kind, &p->kind))
		return bw_fail(err, BW_EFORMAT,
		    "\"%.*s\" is no kind of party: company, person, state, "
		    "state-body, fund, trust, arrangement or foundation",
		    (int)(kind.n < 60 ? kind.n : 60), kind.p);
	if (country.n == 0)
		return 0;
	two = bw_arena_alloc(a, 3, 1);
	if (two == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a deal");
	for (size_t i = 0; i < 2 && i < country.n; i++)
		two[i] = (char)(country.p[i] & ~0x20);
	if (country.n != 2 || two[0] < 'A' || two[0] > 'Z' || two[1] < 'A' ||
	    two[1] > 'Z')
		return bw_fail(err, BW_EFORMAT,
		    "\"%.*s\" is no country code of two letters, such as US",
		    (int)(country.n < 60 ? country.n : 60), country.p);
	p->country = (struct bw_str){ two, 2 };
	return 0;
}

static struct bw_str
piece(struct bw_str *rest)
{
	struct bw_str s = *rest;

	if (!bw_str_cut(rest, ';', &s))
		*rest = BW_STR("");
	return bw_str_trim(s);
}

int
bw_deal_party(struct bw_str text, struct bw_deal_party *out, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_str country, kind;

	*out = (struct bw_deal_party){ .name = piece(&text) };
	country = piece(&text);
	kind = piece(&text);
	return set_party(out, kind, country, a, err);
}

static int
read_party(
    struct reading *r, const struct bw_yaml *map, struct bw_deal_party *p)
{
	int rc = known(r, map, "name kind country");

	if (rc != 0)
		return rc;
	p->name = bw_yaml_text(map, "name");
	rc = set_party(p, bw_yaml_text(map, "kind"),
	    bw_yaml_text(map, "country"), r->a, r->err);
	return rc != 0 ? bw_fail_at(r->err, map->line, UINT64_MAX) : 0;
}

int
bw_deal_text_read(struct bw_deal_text *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err)
{
	struct reading r = { a, err };
	const struct bw_yaml *top = NULL, *n;
	int rc = bw_yaml_parse(&top, yaml, a, err);

	memset(out, 0, sizeof(*out));
	if (rc != 0 || (rc = known(&r, top, "deal with parties")) != 0)
		return rc;
	n = bw_yaml_get(top, "deal");
	if (n == NULL || n->kind != BW_YAML_LIST || n->child == NULL)
		return wrong(&r, n == NULL ? top : n,
		    "write deal: and under it a list of steps");
	out->step = BW_ARENA_ARRAY(a, struct bw_deal_line, count(n) + 1);
	out->with = BW_ARENA_ARRAY(
	    a, struct bw_str, count(bw_yaml_get(top, "with")) + 1);
	out->party = BW_ARENA_ARRAY(
	    a, struct bw_deal_party, count(bw_yaml_get(top, "parties")) + 1);
	if (out->step == NULL || out->with == NULL || out->party == NULL)
		return nomem(&r);
	for (n = n->child; n != NULL && rc == 0; n = n->next)
		rc = read_step(&r, n, &out->step[out->n++]);
	n = bw_yaml_get(top, "with");
	for (n = n == NULL ? NULL : n->child; n != NULL; n = n->next)
		out->with[out->n_with++] = n->text;
	n = bw_yaml_get(top, "parties");
	for (n = n == NULL ? NULL : n->child; n != NULL && rc == 0; n = n->next)
		rc = read_party(&r, n, &out->party[out->n_party++]);
	return rc;
}
