/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * claims_build.c - advisories become rules.
 *
 * Nothing is decided here: a claim is put under its names, its range is read,
 * and what could not be read is kept as such. Sorting and the joining of
 * vulnerability names wait for the end (claims_finish.c).
 */
#include "cyber/claims_priv.h"

int
bw_claims_begin(struct bw_claims_build **out, const struct bw_naming_rules *r,
    struct bw_err *err)
{
	struct bw_claims_build *b = bw_calloc(1, sizeof(*b));

	*out = b;
	if (b == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for claims");
	b->rules = r;
	return 0;
}

int
bw_claims_begin_over(struct bw_claims_build **out,
    const struct bw_naming_rules *r, const struct bw_claims *under,
    struct bw_err *err)
{
	int rc = bw_claims_begin(out, r, err);
	struct bw_claims_build *b = *out;

	BW_ASSERT(under->under == NULL);
	if (rc != 0)
		return rc;
	b->c.under = under;
	bw_intern_over(&b->c.names, &under->names);
	bw_intern_over(&b->c.problems, &under->problems);
	bw_intern_over(&b->c.texts, &under->texts);
	bw_intern_over(&b->c.aliases, &under->aliases);
	b->claims = under->n_claim;
	b->c.gone = bw_calloc(under->n_advisory / 64 + 1, sizeof(*b->c.gone));
	if (b->c.gone == NULL) {
		bw_claims_abort(b);
		*out = NULL;
		return bw_fail(err, BW_ENOMEM, "no memory for claims");
	}
	return 0;
}

void
bw_claims_abort(struct bw_claims_build *b)
{
	if (b == NULL)
		return;
	b->c.rule = b->rule.v;
	b->c.range = b->range.v;
	b->c.advisory = b->advisory.v;
	b->c.where = b->where.v;
	b->c.where_name = b->where_name.v;
	b->c.rating = b->rating.v;
	b->c.gone_list = b->gone_list.v;
	bw_claims_release(&b->c);
	bw_intern_release(&b->vuln_names);
	bw_intern_release(&b->range_texts);
	bw_intern_release(&b->rejected);
	bw_vec_release(&b->entry);
	bw_vec_release(&b->entry_name);
	bw_vec_release(&b->range_form);
	bw_vec_release(&b->product);
	bw_vec_release(&b->named);
	bw_free(b->naming.v);
	bw_arena_release(&b->scratch);
	bw_free(b);
}

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for claims");
}

/* ---- what holds no more ---- */

int
bw_claims_gone(struct bw_claims_build *b, uint32_t advisory, struct bw_err *err)
{
	if (b->c.under == NULL || advisory >= b->c.under->n_advisory)
		return bw_fail(err, BW_EFORMAT,
		    "advisory %u is not among those that were there", advisory);
	b->c.gone[advisory / 64] |= UINT64_C(1) << advisory % 64;
	return 0;
}

int
bw_claims_gone_list(
    struct bw_claims_build *b, uint32_t list, struct bw_err *err)
{
	return bw_vec_push(&b->gone_list, list) ? 0 : no_memory(err);
}

/* Something was met, in the advisory at hand. */
static void
count(struct bw_claims_build *b, enum bw_claims_count what, uint32_t n)
{
	b->advisory.v[b->advisory.n - 1].count[what] += n;
}

/* ---- versions ---- */

/* Words that stand where a version should and tell none. */
static bool
tells_nothing(struct bw_str v)
{
	static const char *const word[] = { "n/a", "na", "unspecified",
		"unknown", "various", "see references", "none", "-", "" };

	v = bw_str_trim(v);
	for (size_t i = 0; i < BW_LEN(word); i++)
		if (bw_str_eq_nocase(v, bw_str_of(word[i])))
			return true;
	return false;
}

/* The scheme that the source tells, else that of the package. */
static struct bw_str
scheme_of(const struct bw_adv_product *p, struct bw_str purl_type)
{
	enum bw_scheme s;

	if (bw_scheme_find(p->versions.scheme, &s))
		return p->versions.scheme;
	if (bw_scheme_find(p->ecosystem, &s))
		return p->ecosystem;
	if (bw_scheme_find(purl_type, &s))
		return purl_type;
	return BW_STR("vendor");
}

/* "with the option X": a word of letters alone is no version. The ranges of
 * ecosystems take anything for one, and what is read as "= with, = the" would
 * call every version not affected. */
static bool
is_sentence(struct bw_str text)
{
	size_t letters = 0, digits = 0;

	for (size_t i = 0; i <= text.n; i++) {
		int c = i < text.n ? (unsigned char)text.p[i] : ' ';

		if (strchr(" \t\r\n,;|<>=!^~()[]", c) != NULL) {
			if (letters > 1 && digits == 0)
				return true;
			letters = digits = 0;
		}
		letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    c >= 0x80;
		digits += c >= '0' && c <= '9';
	}
	return false;
}

static int
read_range(struct bw_claims_build *b, struct bw_range *r, uint8_t *form,
    struct bw_str scheme, const struct bw_versions *v, struct bw_err *err)
{
	struct bw_err why = { 0 };
	int rc;

	*form = BW_RULE_READ;
	if (v->form == BW_VERSIONS_ONE) {
		*form = BW_RULE_VERSION;
		return bw_range_one(r, scheme, v->text, &b->c.arena, err);
	}
	rc = v->form == BW_VERSIONS_VERS
	    ? bw_range_vers(r, v->text, false, &b->c.arena, &why)
	    : BW_EFORMAT;
	if (rc != 0 && rc != BW_ENOMEM)
		rc = bw_range_words(r, scheme, v->text, &b->c.arena, &why);
	if (rc != 0 && rc != BW_ENOMEM && !bw_str_is(scheme, "vendor") &&
	    !is_sentence(v->text))
		rc = bw_range_native(r, scheme, v->text, &b->c.arena, &why);
	if (rc == BW_ENOMEM)
		return no_memory(err);
	if (rc != 0) {
		*form = BW_RULE_UNREAD;
		*r = (struct bw_range){ 0 };
	}
	return 0;
}

/* Each distinct text is read once. */
static int
range_id(struct bw_claims_build *b, struct bw_str scheme,
    const struct bw_versions *v, struct claims_versions *out,
    struct bw_err *err)
{
	struct bw_str key = bw_arena_fmt(&b->scratch, "%d %.*s %.*s", v->form,
	    BW_ARG(scheme), BW_ARG(v->text));
	struct bw_range r;
	uint32_t id;
	uint8_t form;
	bool added;
	int rc;

	if (key.p == NULL)
		return no_memory(err);
	rc = bw_intern_add(&b->range_texts, key, &id, &added, err);
	if (rc != 0)
		return rc;
	out->range = claims_from(&b->c).range + id;
	if (!added) {
		out->form = b->range_form.v[id];
		return 0;
	}
	rc = read_range(b, &r, &form, scheme, v, err);
	if (rc != 0)
		return rc;
	if (!bw_vec_push(&b->range, r) || !bw_vec_push(&b->range_form, form))
		return no_memory(err);
	out->form = form;
	return 0;
}

/* What a product says of versions: in words, or within its purl or CPE. */
static int
versions_of(struct bw_claims_build *b, const struct bw_adv_product *p,
    struct claims_versions *out, struct bw_err *err)
{
	struct bw_within in = bw_versions_within(b->rules, p, &b->scratch);
	struct bw_versions v = p->versions;
	int rc;

	if (v.form == BW_VERSIONS_ALL && in.version.n > 0) {
		v.form = BW_VERSIONS_ONE;
		v.text = in.version;
	}
	rc = bw_intern_text_add(&b->c.texts, v.text, &out->text, err);
	if (rc != 0)
		return rc;
	out->range = BW_NONE;
	out->form = BW_RULE_READ;
	if (v.form == BW_VERSIONS_ALL || bw_str_is(v.text, "*"))
		return 0;
	if (tells_nothing(v.text)) {
		out->form = BW_RULE_UNREAD;
		return 0;
	}
	return range_id(b, scheme_of(p, in.type), &v, out, err);
}

/* ---- products ---- */

static int
take_names(
    struct bw_claims_build *b, struct claims_product *out, struct bw_err *err)
{
	out->first = (uint32_t)b->named.n;
	for (size_t i = 0; i < b->naming.n; i++) {
		const struct bw_naming *n = &b->naming.v[i];
		struct claims_named one = { .sure = n->sure };
		int rc =
		    bw_intern_add(&b->c.names, n->text, &one.name, NULL, err);

		if (rc == 0)
			rc = bw_intern_text_add(
			    &b->c.texts, n->qualifiers, &one.qualifiers, err);
		if (rc != 0)
			return rc;
		if (!bw_vec_push(&b->named, one))
			return no_memory(err);
	}
	out->n = (uint32_t)b->named.n - out->first;
	return 0;
}

static int
read_products(struct bw_claims_build *b, const struct bw_advisory_rec *r,
    struct bw_err *err)
{
	b->product.n = b->named.n = 0;
	for (size_t i = 0; i < r->n_product; i++) {
		struct claims_product p = { .where = BW_NONE };
		int rc = versions_of(b, &r->product[i], &p.versions, err);

		b->naming.n = 0;
		b->naming.bad = 0;
		if (rc == 0)
			rc = bw_names_of_product(&b->naming, b->rules,
			    &r->product[i], &b->scratch, err);
		count(b, BW_COUNT_BAD_IDENTITY, b->naming.bad);
		if (rc == 0)
			rc = take_names(b, &p, err);
		if (rc != 0)
			return rc;
		if (!bw_vec_push(&b->product, p))
			return no_memory(err);
	}
	return 0;
}

/* ---- what must be on the host ---- */

static int
leaf(struct bw_claims_build *b, uint32_t product, bool negate,
    struct bw_err *err)
{
	const struct claims_product *p = &b->product.v[product];
	struct bw_where w = { .op = BW_ADV_LEAF,
		.negate = negate,
		.n = p->n,
		.first =
		    claims_from(&b->c).where_name + (uint32_t)b->where_name.n,
		.size = 1,
		.range = p->versions.range,
		.form = p->versions.form };

	for (uint32_t i = 0; i < p->n; i++)
		if (!bw_vec_push(&b->where_name, b->named.v[p->first + i].name))
			return no_memory(err);
	return bw_vec_push(&b->where, w) ? 0 : no_memory(err);
}

static uint32_t
next_where(const struct bw_claims_build *b)
{
	return claims_from(&b->c).where + (uint32_t)b->where.n;
}

/* A product that runs on another. */
static int
runs_on(struct bw_claims_build *b, const struct bw_advisory_rec *r,
    struct bw_err *err)
{
	for (size_t i = 0; i < r->n_product; i++) {
		uint32_t on = r->product[i].on;
		int rc;

		if (on >= r->n_product || on == i)
			continue;
		b->product.v[i].where = next_where(b);
		rc = leaf(b, on, false, err);
		if (rc != 0)
			return rc;
	}
	return 0;
}

#define DEEPEST 64 /* nested nodes; NVD nests two */

/* One subtree; *at steps over it. */
static int
subtree(struct bw_claims_build *b, const struct bw_advisory_rec *r,
    const struct bw_adv_vuln *v, size_t *at, unsigned deep, struct bw_err *err)
{
	const struct bw_adv_node *node = &v->node[*at];
	size_t mine = b->where.n;
	int rc = 0;

	if (*at >= v->n_node || deep > DEEPEST)
		return bw_fail(err, BW_EFORMAT,
		    "the configuration of %.*s is no tree", BW_ARG(v->name));
	++*at;
	if (node->op == BW_ADV_LEAF)
		return node->product < r->n_product
		    ? leaf(b, node->product, node->negate, err)
		    : bw_fail(err, BW_EFORMAT,
			  "the configuration of %.*s names a product that is "
			  "not there",
			  BW_ARG(v->name));
	if (!bw_vec_push(&b->where,
		(struct bw_where){ .op = node->op,
		    .negate = node->negate,
		    .n = node->n,
		    .range = BW_NONE }))
		return no_memory(err);
	for (uint32_t i = 0; i < node->n && rc == 0; i++)
		rc = subtree(b, r, v, at, deep + 1, err);
	b->where.v[mine].size = (uint32_t)(b->where.n - mine);
	return rc;
}

/* ---- vulnerabilities ---- */

static int
entry_name(struct bw_claims_build *b, struct bw_str name, struct bw_err *err)
{
	uint32_t id;
	int rc;

	if (name.n == 0)
		return 0;
	rc = bw_intern_add(&b->vuln_names, name, &id, NULL, err);
	if (rc == 0 && !bw_vec_push(&b->entry_name, id))
		rc = no_memory(err);
	return rc;
}

/* An entry: the names that one document takes for one vulnerability. */
static int
new_entry(
    struct bw_claims_build *b, const struct bw_adv_vuln *v, struct bw_err *err)
{
	struct claims_entry e = { .first = (uint32_t)b->entry_name.n,
		.advisory = b->speaking };
	int rc = entry_name(b, v->name, err);

	for (size_t i = 0; i < v->n_alias && rc == 0; i++)
		rc = entry_name(b, v->alias[i], err);
	e.n = (uint32_t)b->entry_name.n - e.first;
	if (rc == 0 && !bw_vec_push(&b->entry, e))
		rc = no_memory(err);
	return rc;
}

static int
take_rating(struct bw_claims_build *b, const struct bw_rating *r,
    uint32_t advisory, uint32_t list, struct bw_err *err)
{
	struct bw_problem_rating out = { .problem = (uint32_t)b->entry.n - 1,
		.advisory = advisory,
		.list = list,
		.kind = r->kind,
		.at = r->at };
	int rc = bw_intern_text_add(&b->c.texts, r->value, &out.value, err);

	if (rc == 0)
		rc = bw_intern_text_add(&b->c.texts, r->extra, &out.extra, err);
	if (rc == 0)
		rc = bw_intern_text_add(&b->c.texts, r->by, &out.by, err);
	if (rc == 0 && !bw_vec_push(&b->rating, out))
		rc = no_memory(err);
	return rc;
}

int
bw_claims_signal(struct bw_claims_build *b, const struct bw_signal_rec *r,
    uint32_t list, struct bw_err *err)
{
	struct bw_adv_vuln v = { .name = r->vuln };
	int rc;

	b->speaking = BW_NONE;
	rc = new_entry(b, &v, err);
	return rc == 0 ? take_rating(b, &r->rating, BW_NONE, list, err) : rc;
}

/* ---- claims ---- */

static uint32_t
this_advisory(const struct bw_claims_build *b)
{
	return claims_from(&b->c).advisory + (uint32_t)b->advisory.n - 1;
}

static int
take_claim(struct bw_claims_build *b, const struct bw_claim *c, uint32_t entry,
    uint32_t where, struct bw_err *err)
{
	const struct claims_product *p = &b->product.v[c->product];
	struct bw_rule rule = { .problem = entry,
		.advisory = this_advisory(b),
		.claim = b->claims++,
		.range = p->versions.range,
		.versions = p->versions.text,
		.where = where != BW_NONE ? where : p->where,
		.status = c->status,
		.flags = c->flags,
		.form = p->versions.form };
	int rc = bw_intern_text_add(&b->c.texts, c->reason, &rule.reason, err);

	if (rc == 0)
		rc = bw_intern_text_add(
		    &b->c.texts, c->remedy, &rule.remedy, err);
	count(b, BW_COUNT_CLAIMS, 1);
	count(b, BW_COUNT_NO_NAME, p->n == 0);
	count(b, BW_COUNT_UNREAD, p->versions.form == BW_RULE_UNREAD);
	for (uint32_t i = 0; i < p->n && rc == 0; i++) {
		const struct claims_named *n = &b->named.v[p->first + i];

		rule.name = n->name;
		rule.qualifiers = n->qualifiers;
		rule.sure = n->sure;
		if (!bw_vec_push(&b->rule, rule))
			rc = no_memory(err);
	}
	return rc;
}

/* Tells which claims have no meaning: numbers that lead nowhere. */
static int
check_claims(const struct bw_advisory_rec *r, struct bw_err *err)
{
	for (size_t i = 0; i < r->n_claim; i++)
		if (r->claim[i].vuln >= r->n_vuln ||
		    r->claim[i].product >= r->n_product)
			return bw_fail(err, BW_EFORMAT,
			    "claim %zu of %.*s is about something that is not "
			    "there",
			    i + 1, BW_ARG(r->key.value));
	return 0;
}

static int
take_claims(struct bw_claims_build *b, const struct bw_advisory_rec *r,
    struct bw_err *err)
{
	uint32_t advisory = this_advisory(b);
	uint32_t first = (uint32_t)b->entry.n;
	uint32_t *where = BW_ARENA_ARRAY(&b->scratch, uint32_t, r->n_vuln + 1);
	int rc = where == NULL ? no_memory(err) : 0;

	for (size_t i = 0; i < r->n_vuln && rc == 0; i++) {
		const struct bw_adv_vuln *v = &r->vuln[i];
		size_t at = 0;

		where[i] = v->n_node > 0 ? next_where(b) : BW_NONE;
		rc = new_entry(b, v, err);
		for (size_t k = 0; k < v->n_rating && rc == 0; k++)
			rc = take_rating(b, &v->rating[k], advisory, 0, err);
		if (rc == 0 && v->n_node > 0)
			rc = subtree(b, r, v, &at, 0, err);
	}
	for (size_t i = 0; i < r->n_claim && rc == 0; i++)
		rc = take_claim(b, &r->claim[i], first + r->claim[i].vuln,
		    where[r->claim[i].vuln], err);
	return rc;
}

static int
take_spoken(struct bw_claims_build *b, const struct bw_advisory_rec *r,
    uint64_t row, struct bw_err *err)
{
	struct bw_spoken s = { .modified = r->modified,
		.row = row,
		.speaker = r->speaker,
		.state = r->state };
	const struct {
		struct bw_str text;
		uint32_t *to;
	} text[] = { { r->key.scheme, &s.scheme }, { r->key.value, &s.ref },
		{ r->publisher, &s.publisher }, { r->version, &s.version },
		{ r->title, &s.title }, { r->url, &s.url } };
	int rc = 0;

	for (size_t i = 0; i < BW_LEN(text) && rc == 0; i++)
		rc = bw_intern_text_add(
		    &b->c.texts, text[i].text, text[i].to, err);
	if (rc == 0 && !bw_vec_push(&b->advisory, s))
		rc = no_memory(err);
	b->c.n_withdrawn += r->state == BW_ADV_WITHDRAWN;
	return rc;
}

int
bw_claims_add(struct bw_claims_build *b, const struct bw_advisory_rec *r,
    uint64_t row, struct bw_err *err)
{
	struct bw_arena_mark mark = bw_arena_mark(&b->scratch);
	size_t entries = b->entry.n;
	int rc = check_claims(r, err);

	if (rc == 0)
		rc = take_spoken(b, r, row, err);
	if (rc == 0)
		rc = claims_note_rejected(b, r, err);
	if (rc != 0 || r->state == BW_ADV_WITHDRAWN)
		return rc;
	b->speaking = this_advisory(b);
	rc = read_products(b, r, err);
	if (rc == 0)
		rc = runs_on(b, r, err);
	if (rc == 0)
		rc = take_claims(b, r, err);
	b->advisory.v[b->advisory.n - 1].joined =
	    claims_joined_digest(b, entries);
	bw_arena_reset(&b->scratch, mark);
	return rc;
}
