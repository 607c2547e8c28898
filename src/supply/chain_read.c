/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_read.c - the YAML of a chain (doc/formats/chain.md).
 *
 * First all things get their number, in the order of the file, so that a need
 * can name what stands further down. A field that is not known is refused: a
 * misspelt "stok" must not become a chain without stocks. A need names things
 * of the file; a name that is none is an error, not a new thing.
 */
#include "base/yaml.h"
#include "model/kind.h"
#include "model/ref.h"
#include "supply/chain_file.h"

#define MOST_THINGS 20000u
#define MOST_DAYS 36500

struct reading {
	struct bw_chain_file *f;
	struct bw_err *err;
	uint32_t thing; /* being read */
};

static int
refuse(struct reading *r, const struct bw_yaml *n, const char *todo)
{
	if (n->key.n > 0)
		bw_fail(r->err, BW_EFORMAT, "%.*s: %s", BW_ARG(n->key), todo);
	else
		bw_fail(r->err, BW_EFORMAT, "%s", todo);
	return bw_fail_at(r->err, n->line, UINT64_MAX);
}

static int
known_keys(struct reading *r, const struct bw_yaml *map, const char *const *key,
    size_t n)
{
	for (const struct bw_yaml *m = map->child; m != NULL; m = m->next) {
		size_t i = 0;

		while (i < n && !bw_str_is(m->key, key[i]))
			i++;
		if (i == n)
			return refuse(r, m,
			    "this field is not known; see "
			    "doc/formats/chain.md");
	}
	return 0;
}

/* Text for everybody, or {nl: ..., en: ...}. */
static int
words(struct reading *r, const struct bw_yaml *n, struct bw_text *out)
{
	static const char *const lang[] = { [BW_NL] = "nl", [BW_EN] = "en" };

	if (n == NULL)
		return 0;
	if (n->kind == BW_YAML_TEXT && n->text.n > 0) {
		*out = bw_text_same(n->text);
		return 0;
	}
	if (n->kind != BW_YAML_MAP)
		return refuse(r, n, "write a text, or {nl: ..., en: ...}");
	for (size_t i = 0; i < BW_LANGS; i++) {
		out->in[i] = bw_yaml_text(n, lang[i]);
		if (out->in[i].n == 0)
			return refuse(r, n, "give nl and en");
	}
	return known_keys(r, n, lang, BW_LANGS);
}

static int
text(struct reading *r, const struct bw_yaml *map, const char *key,
    struct bw_str *out)
{
	const struct bw_yaml *n = bw_yaml_get(map, key);

	if (n == NULL)
		return 0;
	if (n->kind != BW_YAML_TEXT || n->text.n == 0)
		return refuse(r, n, "write a text");
	*out = n->text;
	return 0;
}

/* "58-62" in two; one value is both ends. */
static void
ends(struct bw_str s, struct bw_str *lo, struct bw_str *hi)
{
	static const struct bw_str dash[] = { BW_STR_INIT("-"),
		BW_STR_INIT("\xe2\x80\x93") };
	ptrdiff_t at;

	*lo = *hi = bw_str_trim(s);
	for (size_t i = 0; i < BW_LEN(dash); i++) {
		if ((at = bw_str_find(s, dash[i])) < 0)
			continue;
		*lo = bw_str_trim(bw_str_sub(s, 0, (size_t)at));
		*hi = bw_str_trim(bw_str_sub(s, (size_t)at + dash[i].n, s.n));
		return;
	}
}

static int
days(struct reading *r, const struct bw_yaml *map, struct bw_days *out)
{
	const struct bw_yaml *n = bw_yaml_get(map, "stock");
	struct bw_str first, last;
	int64_t lo, hi;

	if (n == NULL)
		return 0;
	ends(n->text, &first, &last);
	if (n->kind != BW_YAML_TEXT || !bw_str_i64(first, &lo) ||
	    !bw_str_i64(last, &hi) || lo < 0 || hi < lo || hi > MOST_DAYS)
		return refuse(r, n, "write whole days, 30 or 30-45");
	*out = (struct bw_days){ (uint32_t)lo, (uint32_t)hi };
	return 0;
}

static int
percent(struct reading *r, const struct bw_yaml *n, uint32_t *lo, uint32_t *hi)
{
	struct bw_str first, last;
	struct bw_share a, b;

	ends(n->text, &first, &last);
	if (n->kind != BW_YAML_TEXT || bw_share_parse(first, &a, NULL) != 0 ||
	    bw_share_parse(last, &b, NULL) != 0 || a.lo > b.hi)
		return refuse(
		    r, n, "write per cent from 0 to 100, 60 or 55-65");
	*lo = a.lo;
	*hi = b.hi;
	return 0;
}

/* ---- needs --------------------------------------------------------------- */
static int
named(struct reading *r, const struct bw_yaml *n, uint32_t *thing)
{
	const struct bw_chain_file *f = r->f;

	*thing = bw_intern_find(&f->ids, n->text);
	if (*thing != BW_NONE)
		return 0;
	bw_fail(r->err, BW_EFORMAT,
	    "%.*s needs %.*s, and no thing of this file is called that",
	    BW_ARG(f->thing.v[r->thing].id), BW_ARG(n->text));
	return bw_fail_at(r->err, n->line, UINT64_MAX);
}

/* One supplier of `any`: a name, or {of: ..., share: ... or capacity: ...}. */
static int
supplier(
    struct reading *r, const struct bw_yaml *n, bool *shares, bool *capacities)
{
	static const char *const key[] = { "of", "share", "capacity" };
	const struct bw_yaml *of = n, *share, *capacity;
	uint32_t thing, lo = 0, hi = BW_ONE;
	int rc = 0;

	if (n->kind == BW_YAML_LIST)
		return refuse(r, n, "write the name of a thing");
	if (n->kind == BW_YAML_MAP) {
		of = bw_yaml_get(n, "of");
		share = bw_yaml_get(n, "share");
		capacity = bw_yaml_get(n, "capacity");
		if (of == NULL || of->kind != BW_YAML_TEXT)
			return refuse(r, n, "of: name the supplier");
		if ((rc = known_keys(r, n, key, BW_LEN(key))) != 0)
			return rc;
		*shares = *shares || share != NULL;
		*capacities = *capacities || capacity != NULL;
		if (*shares && *capacities)
			return refuse(
			    r, n, "shares or capacities, not both in one need");
		if (share != NULL || capacity != NULL)
			rc = percent(
			    r, share != NULL ? share : capacity, &lo, &hi);
	}
	if (rc == 0)
		rc = named(r, of, &thing);
	return rc == 0 ? bw_chain_file_supplier(r->f, thing, lo, hi, r->err)
		       : rc;
}

/* Can the shares of the last need add up to 100 %? */
static int
whole(struct reading *r, const struct bw_yaml *n, size_t from)
{
	struct bw_chain_file *f = r->f;
	struct bw_buf b = { 0 };
	struct bw_sum sum = { 0 };
	int rc = 0;

	for (size_t i = from; i < f->sup.n; i++) {
		sum.lo += f->sup.v[i].lo;
		sum.hi += f->sup.v[i].hi;
	}
	if (sum.lo <= BW_ONE && sum.hi >= BW_ONE)
		return 0;
	bw_ppb_print(&b, sum.lo > BW_ONE ? sum.lo : sum.hi, '.');
	rc = bw_buf_check(&b, r->err);
	if (rc == 0) {
		bw_fail(r->err, BW_EFORMAT,
		    "the shares add up to %.*s %%: write the others as a "
		    "supplier of their own, or shares as ranges",
		    BW_ARG(bw_buf_get(&b)));
		rc = bw_fail_at(r->err, n->line, UINT64_MAX);
	}
	bw_buf_release(&b);
	return rc;
}

static int
suppliers(struct reading *r, const struct bw_yaml *n, bool *told)
{
	const struct bw_yaml *any = bw_yaml_get(n, "any");
	bool shares = false, capacities = false;
	size_t from = r->f->sup.n;
	int rc = 0;

	if (any->kind != BW_YAML_LIST || any->child == NULL)
		return refuse(r, any, "write a list of suppliers");
	for (const struct bw_yaml *s = any->child; rc == 0 && s != NULL;
	     s = s->next)
		rc = supplier(r, s, &shares, &capacities);
	*told = shares || capacities;
	if (capacities)
		r->f->need.v[r->f->need.n - 1].kind = BW_NEED_CAPACITY;
	return rc == 0 && shares ? whole(r, any, from) : rc;
}

/* A name, {of: ..., stock: ...} or {any: [...], stock: ...}. */
static int
need(struct reading *r, const struct bw_yaml *n)
{
	static const char *const key[] = { "of", "any", "stock", "source" };
	struct bw_chain_need made = { .thing = r->thing };
	struct bw_chain_note note = { .line = n->line };
	const struct bw_yaml *of = bw_yaml_get(n, "of");
	const struct bw_yaml *any = bw_yaml_get(n, "any");
	struct bw_chain_file *f = r->f;
	uint32_t thing;
	bool told = false;
	int rc;

	if (n->kind == BW_YAML_LIST ||
	    (n->kind == BW_YAML_MAP && (of == NULL) == (any == NULL)))
		return refuse(
		    r, n, "a need is a name, {of: a name} or {any: [names]}");
	if (n->kind == BW_YAML_MAP &&
	    ((rc = known_keys(r, n, key, BW_LEN(key))) != 0 ||
		(rc = days(r, n, &made.stock)) != 0 ||
		(rc = text(r, n, "source", &note.source)) != 0))
		return rc;
	if ((rc = bw_chain_file_need(f, made, note, r->err)) != 0)
		return rc;
	if (any != NULL)
		rc = suppliers(r, n, &told);
	else if (of != NULL && of->kind != BW_YAML_TEXT)
		rc = refuse(r, of, "name one thing");
	else if ((rc = named(r, of != NULL ? of : n, &thing)) == 0)
		rc = bw_chain_file_supplier(f, thing, 0, BW_ONE, r->err);
	if (rc != 0)
		return rc;
	f->note.v[f->note.n - 1].shares = told;
	if (note.source.n == 0 && (told || bw_yaml_get(n, "stock") != NULL))
		return refuse(r, n,
		    "a share, capacity or stock has a source: say where it "
		    "comes from");
	return 0;
}

/* ---- things -------------------------------------------------------------- */
static int
ask(struct reading *r, const struct bw_yaml *n)
{
	struct bw_chain_ask a = { .thing = r->thing,
		.detail = bw_yaml_text(n, "type"),
		.line = n->line };
	const struct bw_yaml *material = bw_yaml_get(n, "material");
	const struct bw_yaml *stage = bw_yaml_get(n, "stage");
	const struct bw_yaml *year = bw_yaml_get(n, "year");
	const struct bw_ref_item *m;
	int64_t number = 0;

	if (material == NULL) {
		const struct bw_yaml *stray = stage != NULL ? stage
		    : year != NULL                          ? year
				   : bw_yaml_get(n, "type");

		return stray == NULL
		    ? 0
		    : refuse(r, stray, "only together with material:");
	}
	m = bw_ref_material(material->text);
	if (material->kind != BW_YAML_TEXT || m == NULL)
		return refuse(
		    r, material, "is none of reference/materials.csv");
	a.material = m->code;
	if (stage == NULL || stage->kind != BW_YAML_TEXT ||
	    !bw_stage_of(stage->text, &a.stage))
		return refuse(
		    r, stage != NULL ? stage : n, "stage: mine or refine");
	if (year != NULL &&
	    (year->kind != BW_YAML_TEXT || !bw_str_i64(year->text, &number) ||
		number < 1900 || number > 2200))
		return refuse(r, year, "write a year, 2023");
	a.year = (int)number;
	a.line = material->line;
	return bw_vec_push(&r->f->ask, a)
	    ? 0
	    : bw_fail(r->err, BW_ENOMEM, "no memory for a chain");
}

/* country: and controller: are needs with one supplier. */
static int
ties(struct reading *r, const struct bw_yaml *n)
{
	const struct bw_yaml *country = bw_yaml_get(n, "country");
	const struct bw_yaml *who = bw_yaml_get(n, "controller");
	struct bw_chain_need made = { .thing = r->thing };
	struct bw_chain_note note = { 0 };
	uint32_t thing;
	int rc = 0;

	if (country != NULL)
		rc = bw_chain_file_in(
		    r->f, r->thing, country->text, country->line, r->err);
	if (rc != 0 || who == NULL)
		return rc;
	if (who->kind != BW_YAML_TEXT)
		return refuse(r, who, "name one thing of kind company");
	if ((rc = named(r, who, &thing)) != 0)
		return rc;
	if (r->f->thing.v[thing].kind != BW_THING_COMPANY)
		return refuse(r, who, "is no thing of kind company");
	note.line = who->line;
	rc = bw_chain_file_need(r->f, made, note, r->err);
	return rc == 0 ? bw_chain_file_supplier(r->f, thing, 0, BW_ONE, r->err)
		       : rc;
}

static int
body(struct reading *r, const struct bw_yaml *n)
{
	static const char *const key[] = { "kind", "name", "needs", "country",
		"controller", "material", "stage", "year", "type", "stock",
		"source" };
	const struct bw_yaml *needs = bw_yaml_get(n, "needs");
	struct bw_thing *t = &r->f->thing.v[r->thing];
	int rc;

	if ((rc = known_keys(r, n, key, BW_LEN(key))) != 0 ||
	    (rc = days(r, n, &t->stock)) != 0 ||
	    (rc = text(r, n, "source", &t->source)) != 0 ||
	    (rc = ask(r, n)) != 0)
		return rc;
	if (bw_yaml_get(n, "stock") != NULL && t->source.n == 0)
		return refuse(
		    r, n, "a stock has a source: say where it comes from");
	if ((t->kind == BW_THING_COUNTRY || t->kind == BW_THING_COMPANY) &&
	    bw_yaml_get(n, "stock") != NULL)
		return refuse(r, n, "a country or company keeps no stock here");
	if (needs != NULL && needs->kind != BW_YAML_LIST)
		return refuse(r, needs, "write a list");
	needs = needs == NULL ? NULL : needs->child;
	for (; rc == 0 && needs != NULL; needs = needs->next)
		rc = need(r, needs);
	return rc == 0 ? ties(r, n) : rc;
}

/* Number, kind and name: known before anything names it. */
static int
head(struct reading *r, const struct bw_yaml *n)
{
	const struct bw_yaml *kind = bw_yaml_get(n, "kind");
	struct bw_text name = bw_text_same(n->key);
	uint8_t k = BW_THING_OTHER;
	uint32_t x;
	int rc;

	if (n->kind != BW_YAML_MAP || n->key.n == 0)
		return refuse(r, n, "a thing is {kind: ..., name: ...}");
	if (kind == NULL || kind->kind != BW_YAML_TEXT ||
	    !bw_thing_kind_of(kind->text, &k))
		return refuse(r, kind != NULL ? kind : n,
		    "kind: product, part, material, refinery, mine, site, "
		    "company, country or other");
	if ((rc = words(r, bw_yaml_get(n, "name"), &name)) != 0)
		return rc;
	rc = bw_chain_file_add(
	    r->f, n->key, (enum bw_thing_kind)k, name, n->line, &x, r->err);
	if (rc == 0)
		r->f->thing.v[x].told = true;
	return rc;
}

static int
things(struct reading *r, const struct bw_yaml *top)
{
	const struct bw_yaml *list = bw_yaml_get(top, "things"), *n;
	int rc = 0;

	if (list == NULL || list->kind != BW_YAML_MAP)
		return refuse(r, list != NULL ? list : top,
		    "things: write a thing per line, chip: {kind: part}");
	for (n = list->child; rc == 0 && n != NULL; n = n->next)
		rc = r->f->thing.n == MOST_THINGS
		    ? refuse(r, n, "a file holds at most 20,000 things")
		    : head(r, n);
	r->thing = 0;
	for (n = list->child; rc == 0 && n != NULL; n = n->next, r->thing++)
		rc = body(r, n);
	return rc;
}

static int
product(struct reading *r, const struct bw_yaml *top)
{
	const struct bw_yaml *n = bw_yaml_get(top, "product");

	if (n == NULL || n->kind != BW_YAML_TEXT)
		return refuse(r, n != NULL ? n : top,
		    "product: name the thing that all this is for");
	r->f->product = bw_intern_find(&r->f->ids, n->text);
	return r->f->product != BW_NONE
	    ? 0
	    : refuse(r, n, "no thing of this file is called that");
}

static int
yes_no(struct reading *r, const struct bw_yaml *top, const char *key, bool *out)
{
	const struct bw_yaml *n = bw_yaml_get(top, key);

	if (n == NULL)
		return 0;
	*out = bw_str_is(n->text, "yes");
	return *out || bw_str_is(n->text, "no") ? 0 : refuse(r, n, "yes or no");
}

int
bw_chain_file_parse(struct bw_chain_file *f, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err)
{
	static const char *const key[] = { "chain", "about", "illustrative",
		"product", "things" };
	struct reading r = { .f = f, .err = err };
	const struct bw_yaml *top = NULL;
	int rc;

	memset(f, 0, sizeof(*f));
	bw_intern_init(&f->ids);
	f->arena = a;
	if ((rc = bw_yaml_parse(&top, yaml, a, err)) != 0)
		return rc;
	if (top->kind != BW_YAML_MAP || bw_yaml_get(top, "chain") == NULL)
		return refuse(&r, top, "no chain: write chain: its name");
	if ((rc = known_keys(&r, top, key, BW_LEN(key))) != 0 ||
	    (rc = words(&r, bw_yaml_get(top, "chain"), &f->title)) != 0 ||
	    (rc = words(&r, bw_yaml_get(top, "about"), &f->about)) != 0 ||
	    (rc = yes_no(&r, top, "illustrative", &f->illustrative)) != 0 ||
	    (rc = things(&r, top)) != 0)
		return rc;
	return product(&r, top);
}
