/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * regime_read.c - reads rules/ownership/<id>.yaml.
 *
 * Every field has few words it may say, and a field that is not known is
 * refused: a misspelt "treshold" must not become a regime without one. Text is
 * needed in both languages, and a citation always: a rule nobody can look up
 * decides nothing. Errors name the line.
 */
#include "base/embed.h"
#include "base/vec.h"
#include "base/yaml.h"
#include "ownership/regime.h"

#define FOLDER "rules/ownership/"

static const char *const basis_name[] = { "votes", "capital", "either" };
static const char *const chain_name[] = { "attributed", "multiplied",
	"control" };
static const char *const asked_name[] = { "anybody", "persons", "designated" };
static const char *const status_name[] = { "in-force", "paused", "option",
	"not-verified", "not-yet", "ended" };

const char *
bw_regime_basis_name(enum bw_regime_basis b)
{
	return basis_name[b];
}

const char *
bw_regime_chain_name(enum bw_regime_chain c)
{
	return chain_name[c];
}

const char *
bw_regime_asked_name(enum bw_regime_asked a)
{
	return asked_name[a];
}

const char *
bw_regime_status_name(enum bw_regime_status s)
{
	return status_name[s];
}

enum bw_regime_status
bw_regime_state(const struct bw_regime *r, bw_date day)
{
	if (r->status != BW_REGIME_IN_FORCE)
		return r->status;
	if (day < r->from)
		return BW_REGIME_NOT_YET;
	return day < r->to ? BW_REGIME_IN_FORCE : BW_REGIME_ENDED;
}

struct reading {
	const struct bw_yaml *top;
	struct bw_err *err;
};

static int
refuse(struct reading *r, const struct bw_yaml *n, const char *key,
    const char *todo)
{
	bw_fail(r->err, BW_EFORMAT, "%s: %s", key, todo);
	return bw_fail_at(
	    r->err, n != NULL ? n->line : r->top->line, UINT64_MAX);
}

/* One of n words; a missing one is `usual` (negative: needed). */
static int
word(struct reading *r, const char *key, const char *const *words, size_t n,
    int usual, unsigned *out)
{
	const struct bw_yaml *v = bw_yaml_get(r->top, key);

	if (v == NULL && usual >= 0) {
		*out = (unsigned)usual;
		return 0;
	}
	for (size_t i = 0; v != NULL && v->kind == BW_YAML_TEXT && i < n; i++)
		if (bw_str_eq(v->text, bw_str_of(words[i]))) {
			*out = (unsigned)i;
			return 0;
		}
	return refuse(
	    r, v, key, "is missing or no word that is known; see doc");
}

static int
line(struct reading *r, const char *key, bool needed, struct bw_str *out)
{
	const struct bw_yaml *v = bw_yaml_get(r->top, key);

	if (v == NULL && !needed)
		return 0;
	if (v == NULL || v->kind != BW_YAML_TEXT || v->text.n == 0)
		return refuse(r, v, key, "is missing or no text");
	*out = v->text;
	return 0;
}

static int
both(struct reading *r, const char *key, bool needed, struct bw_text *out)
{
	static const char *const lang[] = { [BW_NL] = "nl", [BW_EN] = "en" };
	const struct bw_yaml *v = bw_yaml_get(r->top, key), *text;
	size_t n = 0;

	if (v == NULL && !needed)
		return 0;
	if (v == NULL || v->kind != BW_YAML_MAP)
		return refuse(r, v, key, "write {nl: ..., en: ...}");
	for (size_t i = 0; i < BW_LANGS; i++) {
		text = bw_yaml_get(v, lang[i]);
		if (text == NULL || text->kind != BW_YAML_TEXT ||
		    text->text.n == 0)
			return refuse(r, v, key, "give nl and en");
		out->in[i] = text->text;
	}
	for (text = v->child; text != NULL; text = text->next)
		n++;
	return n == BW_LANGS ? 0 : refuse(r, v, key, "only nl and en");
}

static int
day(struct reading *r, const char *key, bw_date usual, bw_date *out)
{
	const struct bw_yaml *v = bw_yaml_get(r->top, key);

	*out = usual;
	if (v == NULL)
		return 0;
	return v->kind == BW_YAML_TEXT && bw_date_parse(v->text, out)
	    ? 0
	    : refuse(r, v, key, "is no date; write 2026-01-31");
}

/* Two capital letters, high byte first as in the view. */
static int
country(struct reading *r, uint16_t *out)
{
	const struct bw_yaml *v = bw_yaml_get(r->top, "country");
	const char *p;

	if (v == NULL)
		return 0;
	p = v->text.p;
	if (v->kind != BW_YAML_TEXT || v->text.n != 2 || p[0] < 'A' ||
	    p[0] > 'Z' || p[1] < 'A' || p[1] > 'Z')
		return refuse(r, v, "country", "write two letters: NL");
	*out = (uint16_t)((unsigned)p[0] << 8 | (unsigned)p[1]);
	return 0;
}

/* ">= 25" or "> 25", in per cent. */
static int
threshold(struct reading *r, const struct bw_yaml *v, struct bw_regime *out)
{
	struct bw_regime_threshold *t = &out->threshold[out->n_threshold];
	struct bw_str text = v->text;
	struct bw_share share;
	size_t skip = 1;

	if (out->n_threshold == BW_REGIME_THRESHOLDS)
		return refuse(r, v, "thresholds", "at most four");
	if (v->kind != BW_YAML_TEXT || text.n < 2 || text.p[0] != '>')
		return refuse(
		    r, v, "thresholds", "write \">= 25\" or \"> 25\"");
	t->at_least = text.p[1] == '=';
	skip += t->at_least;
	text = bw_str_trim(bw_str_sub(text, skip, text.n));
	if (bw_share_parse(text, &share, NULL) != 0 ||
	    !bw_share_is_exact(share) || share.lo == 0)
		return refuse(
		    r, v, "thresholds", "no percentage above 0 and up to 100");
	t->share = share.lo;
	if (out->n_threshold > 0 && t[-1].share >= t->share)
		return refuse(r, v, "thresholds", "write them in rising order");
	out->n_threshold++;
	return 0;
}

static int
thresholds(struct reading *r, struct bw_regime *out)
{
	const struct bw_yaml *v = bw_yaml_get(r->top, "thresholds");
	int rc = 0;

	if (v == NULL || v->kind != BW_YAML_LIST || v->child == NULL)
		return refuse(r, v, "thresholds", "write a list: [\">= 25\"]");
	for (v = v->child; rc == 0 && v != NULL; v = v->next)
		rc = threshold(r, v, out);
	return rc;
}

static int
known_keys(struct reading *r)
{
	static const char *const key[] = { "id", "short", "name", "about",
		"asked", "basis", "chain", "thresholds", "other-means", "half",
		"country", "from", "to", "status", "cite", "source",
		"unverified" };
	const struct bw_yaml *n;
	size_t i;

	for (n = r->top->child; n != NULL; n = n->next) {
		for (i = 0; i < BW_LEN(key); i++)
			if (bw_str_eq(n->key, bw_str_of(key[i])))
				break;
		if (i < BW_LEN(key))
			continue;
		bw_fail(r->err, BW_EFORMAT, "%.*s: this field is not known",
		    BW_ARG(n->key));
		return bw_fail_at(r->err, n->line, UINT64_MAX);
	}
	return 0;
}

static int
words(struct reading *r, struct bw_regime *out)
{
	static const char *const yes[] = { "no", "yes" };
	static const char *const half[] = { "counts", "presumed" };
	unsigned basis = 0, chain = 0, asked = 0, status = 0, other = 0,
		 presumed = 0;
	int rc;

	if ((rc = word(r, "basis", basis_name, BW_LEN(basis_name), -1,
		 &basis)) != 0 ||
	    (rc = word(r, "chain", chain_name, BW_LEN(chain_name), -1,
		 &chain)) != 0 ||
	    (rc = word(r, "asked", asked_name, BW_LEN(asked_name), -1,
		 &asked)) != 0 ||
	    (rc = word(r, "status", status_name, BW_REGIME_NOT_YET, -1,
		 &status)) != 0 ||
	    (rc = word(r, "other-means", yes, BW_LEN(yes), -1, &other)) != 0 ||
	    (rc = word(r, "half", half, BW_LEN(half), 0, &presumed)) != 0)
		return rc;
	out->basis = (enum bw_regime_basis)basis;
	out->chain = (enum bw_regime_chain)chain;
	out->asked = (enum bw_regime_asked)asked;
	out->status = (enum bw_regime_status)status;
	out->other_means = other == 1;
	out->half_presumed = presumed == 1;
	if (out->other_means && out->chain != BW_CHAIN_CONTROL)
		return refuse(r, bw_yaml_get(r->top, "other-means"),
		    "other-means", "only with chain: control");
	return 0;
}

int
bw_regime_parse(struct bw_regime *out, struct bw_str yaml, struct bw_arena *a,
    struct bw_err *err)
{
	struct reading r = { .err = err };
	int rc;

	*out = (struct bw_regime){ 0 };
	if ((rc = bw_yaml_parse(&r.top, yaml, a, err)) != 0)
		return rc;
	if (r.top == NULL || r.top->kind != BW_YAML_MAP)
		return bw_fail(
		    err, BW_EFORMAT, "no regime: write fields, id: ...");
	if ((rc = known_keys(&r)) != 0 ||
	    (rc = line(&r, "id", true, &out->id)) != 0 ||
	    (rc = both(&r, "short", true, &out->brief)) != 0 ||
	    (rc = both(&r, "name", true, &out->name)) != 0 ||
	    (rc = both(&r, "about", true, &out->about)) != 0 ||
	    (rc = both(&r, "unverified", false, &out->unverified)) != 0 ||
	    (rc = line(&r, "cite", true, &out->cite)) != 0 ||
	    (rc = line(&r, "source", false, &out->source)) != 0 ||
	    (rc = words(&r, out)) != 0 || (rc = thresholds(&r, out)) != 0 ||
	    (rc = day(&r, "from", BW_DATE_MIN, &out->from)) != 0 ||
	    (rc = day(&r, "to", BW_DATE_MAX, &out->to)) != 0)
		return rc;
	if ((rc = country(&r, &out->country)) != 0)
		return rc;
	if (out->from >= out->to)
		return refuse(&r, bw_yaml_get(r.top, "to"), "to",
		    "the end is not after the beginning");
	return 0;
}

/* A file is called after the regime in it, so that a citation finds it. */
static int
read_file(const char *name, struct bw_regime *out, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_str file = bw_str_of(name);
	struct bw_str stem = bw_str_sub(
	    file, strlen(FOLDER), file.n - strlen(FOLDER) - strlen(".yaml"));
	int rc = bw_regime_parse(out, bw_embed(name), a, err);

	if (rc == 0 && !bw_str_eq(stem, out->id))
		rc = bw_fail(err, BW_EFORMAT,
		    "id: is %.*s: call the file after it", BW_ARG(out->id));
	if (rc != 0)
		bw_fail_in(err, name);
	return rc;
}

int
bw_regimes(
    struct bw_regime **list, size_t *n, struct bw_arena *a, struct bw_err *err)
{
	BW_VEC(struct bw_regime) all = { 0 };
	struct bw_regime one;
	const char *name;
	int rc = 0;

	*n = 0;
	*list = NULL;
	for (size_t i = 0; rc == 0 && (name = bw_embed_name(i)) != NULL; i++) {
		struct bw_str s = bw_str_of(name);

		if (!bw_str_starts(s, BW_STR(FOLDER)) ||
		    !bw_str_ends(s, BW_STR(".yaml")))
			continue;
		rc = read_file(name, &one, a, err);
		if (rc == 0 && !bw_vec_push(&all, one))
			rc = bw_fail(err, BW_ENOMEM, "no memory for regimes");
	}
	if (rc == 0) {
		*list = BW_ARENA_ARRAY(a, struct bw_regime, all.n + 1);
		if (*list == NULL)
			rc = bw_fail(err, BW_ENOMEM, "no memory for regimes");
		else if (all.n > 0)
			memcpy(*list, all.v, all.n * sizeof(*all.v));
		*n = all.n;
	}
	bw_vec_release(&all);
	return rc;
}
