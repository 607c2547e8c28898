/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * openvex.c - OpenVEX 0.0.1 to 0.2.0: is this product affected, and why not?
 *
 * A document is a list of statements (https://github.com/openvex/spec): a
 * vulnerability, products by id and identifiers, a status. A product may name
 * subcomponents: then the statement is about these, inside that product and
 * nowhere else, so that the claim is told of the subcomponent "on" the
 * product. Who speaks is the author; whether as maker, the role has to say.
 * Rules: doc/formats/openvex.md.
 */
#include "base/map.h"
#include "formats/formats_priv.h"
#include "formats/reading.h"
#include "model/advisory.h"

#define MAX_DOCUMENT ((size_t)192 << 20)
/* Before 0.2.0 a statement joins each product with each subcomponent: a small
 * document can ask for very many claims. */
#define MAX_CLAIMS ((size_t)2 << 20)

struct openvex {
	struct bw_reading rd;
	struct bw_json doc;
	struct bw_intern known; /* products, by all that makes them one */
	struct bw_buf same;
	BW_VEC(struct bw_adv_product) product;
	BW_VEC(struct bw_adv_vuln) vuln;
	BW_VEC(struct bw_claim) claim;
	struct bw_claim now; /* of the current statement */
};

static struct bw_str
text(struct openvex *v, struct bw_json n, const char *key)
{
	return bw_rd_text(&v->rd, bw_json_str(bw_json_get(n, key)));
}

static bool
is_purl(struct bw_str s)
{
	return bw_str_starts(s, BW_STR("pkg:"));
}

static bool
is_cpe(struct bw_str s)
{
	return bw_str_starts(s, BW_STR("cpe:"));
}

/* The type of "pkg:TYPE/...". */
static struct bw_str
purl_type(struct bw_str purl)
{
	struct bw_str rest = bw_str_sub(purl, 4, purl.n), type;

	return bw_str_cut(&rest, '/', &type) ? type : (struct bw_str){ 0 };
}

static void
add_key(struct bw_adv_product *p, struct bw_key *key, const char *scheme,
    struct bw_str value)
{
	for (size_t i = 0; i < p->n_key; i++)
		if (bw_str_eq(key[i].value, value))
			return;
	if (value.n > 0)
		key[p->n_key++] = (struct bw_key){ bw_str_of(scheme), value };
}

#define MAX_KEYS 4 /* @id; purl, cpe23, cpe22 */

/* Products told twice are one; `on` is part of what makes them one. */
static uint32_t
intern(struct openvex *v, const struct bw_adv_product *p)
{
	uint32_t id = BW_ADV_NONE;
	bool added = false;

	bw_buf_clear(&v->same);
	bw_buf_fmt(&v->same, "%u %.*s", p->on, BW_ARG(p->id));
	for (size_t i = 0; i < p->n_key; i++)
		bw_buf_fmt(&v->same, "\n%.*s", BW_ARG(p->key[i].value));
	if (v->same.failed ||
	    bw_intern_add(
		&v->known, bw_buf_get(&v->same), &id, &added, v->rd.err) != 0 ||
	    (added && !bw_vec_push(&v->product, *p)))
		v->rd.oom = true;
	return id;
}

/* A product is an object, or before 0.2.0 its id alone. */
static int
read_product(struct openvex *v, struct bw_json n, uint32_t on, uint32_t *out)
{
	struct bw_adv_product p = { .on = on };
	struct bw_json ids = bw_json_get(n, "identifiers");
	struct bw_key *key =
	    BW_ARENA_ARRAY(&v->rd.scratch, struct bw_key, MAX_KEYS);

	*out = BW_ADV_NONE;
	if (key == NULL)
		return bw_fail(v->rd.err, BW_ENOMEM, "no memory for a product");
	p.id = bw_json_type(n) == BW_JSON_STRING
	    ? bw_rd_text(&v->rd, bw_json_str(n))
	    : text(v, n, "@id");
	if (is_purl(p.id))
		add_key(&p, key, "purl", p.id);
	else if (is_cpe(p.id))
		add_key(&p, key, "cpe", p.id);
	add_key(&p, key, "purl", text(v, ids, "purl"));
	add_key(&p, key, "cpe", text(v, ids, "cpe23"));
	add_key(&p, key, "cpe", text(v, ids, "cpe22"));
	p.key = p.n_key > 0 ? key : NULL;
	for (size_t i = 0; i < p.n_key && p.ecosystem.n == 0; i++)
		if (is_purl(key[i].value))
			p.ecosystem = purl_type(key[i].value);
	p.versions.scheme = p.ecosystem;
	if (p.id.n == 0 && p.n_key == 0)
		return bw_rd_refuse(&v->rd, "openvex-product",
		    "a product without id and identifiers");
	*out = intern(v, &p);
	return 0;
}

static int
claim(struct openvex *v, uint32_t product)
{
	v->now.product = product;
	if (v->claim.n >= MAX_CLAIMS)
		return bw_fail(
		    v->rd.err, BW_ELIMIT, "more than %zu claims", MAX_CLAIMS);
	if (v->rd.oom || !bw_vec_push(&v->claim, v->now))
		return bw_fail(v->rd.err, BW_ENOMEM, "no memory for claims");
	return 0;
}

static int
take_product(struct openvex *v, struct bw_json n)
{
	struct bw_json_each it = bw_json_each(bw_json_get(n, "subcomponents"));
	uint32_t product, part;
	bool parts = false;
	int rc = read_product(v, n, BW_ADV_NONE, &product);

	if (rc != 0 || product == BW_ADV_NONE)
		return rc;
	while (rc == 0 && !it.object && bw_json_step(&it)) {
		parts = true;
		rc = read_product(v, it.value, product, &part);
		if (rc == 0 && part != BW_ADV_NONE)
			rc = claim(v, part);
	}
	return rc != 0 || parts ? rc : claim(v, product);
}

/* Before 0.2.0: one list of subcomponents for all products of a statement. */
static int
old_parts(struct openvex *v, struct bw_json statement, uint32_t product)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(statement, "subcomponents"));
	uint32_t part;
	int rc = 0;

	while (rc == 0 && bw_json_step(&it)) {
		rc = read_product(v, it.value, product, &part);
		if (rc == 0 && part != BW_ADV_NONE)
			rc = claim(v, part);
	}
	return rc;
}

static int
products(struct openvex *v, struct bw_json statement)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(statement, "products"));
	bool old = bw_json_type(bw_json_get(statement, "subcomponents")) ==
	    BW_JSON_ARRAY;
	uint32_t product;
	size_t n = 0;
	int rc = 0;

	while (rc == 0 && !it.object && bw_json_step(&it)) {
		n++;
		if (!old) {
			rc = take_product(v, it.value);
			continue;
		}
		rc = read_product(v, it.value, BW_ADV_NONE, &product);
		if (rc == 0 && product != BW_ADV_NONE)
			rc = old_parts(v, statement, product);
	}
	if (rc == 0 && n == 0)
		rc = bw_rd_refuse(&v->rd, "openvex-product",
		    "a statement without products: of what?");
	return rc;
}

static bool
status(struct bw_str s, uint8_t *out)
{
	static const struct {
		const char *word;
		uint8_t status;
	} words[] = { { "affected", BW_CLAIM_AFFECTED },
		{ "not_affected", BW_CLAIM_NOT_AFFECTED },
		{ "fixed", BW_CLAIM_FIXED },
		{ "under_investigation", BW_CLAIM_INVESTIGATING } };

	for (size_t i = 0; i < BW_LEN(words); i++) {
		if (bw_str_is(s, words[i].word)) {
			*out = words[i].status;
			return true;
		}
	}
	return false;
}

/* An object with a name and aliases, or before 0.2.0 the name alone. */
static int
vulnerability(struct openvex *v, struct bw_json n, bool *ok)
{
	struct bw_json names = bw_json_get(n, "aliases");
	struct bw_json_each it = bw_json_each(names);
	size_t count = it.object ? 0 : bw_json_count(names);
	struct bw_adv_vuln vuln = { .title = text(v, n, "description") };
	struct bw_str *alias, one;

	vuln.name = bw_json_type(n) == BW_JSON_STRING
	    ? bw_rd_text(&v->rd, bw_json_str(n))
	    : text(v, n, "name");
	if (vuln.name.n == 0)
		vuln.name = text(v, n, "@id");
	*ok = vuln.name.n > 0;
	if (!*ok)
		return bw_rd_refuse(&v->rd, "openvex-vulnerability",
		    "a statement about no vulnerability");
	alias = BW_ARENA_ARRAY(&v->rd.scratch, struct bw_str, count + 1);
	while (alias != NULL && count > 0 && bw_json_step(&it)) {
		one = bw_rd_text(&v->rd, bw_json_str(it.value));
		if (one.n > 0)
			alias[vuln.n_alias++] = one;
	}
	vuln.alias = alias;
	v->now.vuln = (uint32_t)v->vuln.n;
	if (alias == NULL || v->rd.oom || !bw_vec_push(&v->vuln, vuln))
		return bw_fail(v->rd.err, BW_ENOMEM, "no memory for claims");
	return 0;
}

static int
statement(struct openvex *v, struct bw_json n)
{
	struct bw_str said = text(v, n, "status");
	bool ok;
	int rc;

	v->now = (struct bw_claim){ 0 };
	v->rd.place.ref = text(v, n, "@id");
	if (!status(said, &v->now.status))
		return bw_rd_refuse(&v->rd, "openvex-status",
		    "\"%.*s\" is no status", BW_SHOW(said));
	v->now.reason = text(v, n, "justification");
	if (v->now.reason.n == 0)
		v->now.reason = text(v, n, "impact_statement");
	v->now.remedy = text(v, n, "action_statement");
	rc = vulnerability(v, bw_json_get(n, "vulnerability"), &ok);
	if (rc != 0 || !ok)
		return rc;
	if (v->now.status == BW_CLAIM_NOT_AFFECTED && v->now.reason.n == 0)
		rc = bw_rd_note(&v->rd, "openvex-reason",
		    "not affected, and nobody says why");
	return rc != 0 ? rc : products(v, n);
}

/* The role is free text; these words say as what the author speaks. */
static uint8_t
speaker(struct openvex *v, struct bw_str role)
{
	static const struct {
		const char *word;
		uint8_t speaker;
	} words[] = { { "vendor", BW_SPEAKER_VENDOR },
		{ "supplier", BW_SPEAKER_VENDOR },
		{ "manufacturer", BW_SPEAKER_VENDOR },
		{ "document creator", BW_SPEAKER_UNKNOWN },
		{ "distribution", BW_SPEAKER_DISTRIBUTION },
		{ "distributor", BW_SPEAKER_DISTRIBUTION },
		{ "maintainer", BW_SPEAKER_VENDOR },
		{ "coordinator", BW_SPEAKER_COORDINATOR },
		{ "csirt", BW_SPEAKER_COORDINATOR } };
	struct bw_str low = bw_rd_lower(&v->rd, role);

	for (size_t i = 0; i < BW_LEN(words); i++)
		if (bw_str_find(low, bw_str_of(words[i].word)) >= 0)
			return words[i].speaker;
	return BW_SPEAKER_UNKNOWN;
}

static int
when(struct openvex *v, const char *key, int64_t *out)
{
	struct bw_str s = text(v, v->doc, key);

	*out = BW_NO_TIME;
	if (s.n == 0 || bw_instant_parse(s, out))
		return 0;
	return bw_rd_note(
	    &v->rd, "openvex-time", "%s \"%.*s\" is no time", key, BW_SHOW(s));
}

static int
tell(struct openvex *v)
{
	struct bw_json version = bw_json_get(v->doc, "version");
	struct bw_advisory_rec r = { .key = { BW_STR("openvex"),
					 text(v, v->doc, "@id") },
		.publisher = text(v, v->doc, "author"),
		.speaker = speaker(v, text(v, v->doc, "role")),
		.vuln = v->vuln.v,
		.n_vuln = v->vuln.n,
		.product = v->product.v,
		.n_product = v->product.n,
		.claim = v->claim.v,
		.n_claim = v->claim.n,
		.place = v->rd.place };
	int rc;

	r.place.ref = (struct bw_str){ 0 };
	r.version = bw_json_type(version) == BW_JSON_NUMBER
	    ? bw_json_decimal(version, &v->rd.scratch)
	    : text(v, v->doc, "version");
	if ((rc = when(v, "timestamp", &r.published)) != 0 ||
	    (rc = when(v, "last_updated", &r.modified)) != 0)
		return rc;
	if (r.modified == BW_NO_TIME)
		r.modified = r.published;
	if (v->rd.oom)
		return bw_fail(v->rd.err, BW_ENOMEM, "no memory for claims");
	if (r.key.value.n == 0)
		return bw_rd_refuse(&v->rd, "openvex-id",
		    "the document has no @id: a newer one could not replace "
		    "it");
	rc = bw_rd_published(&v->rd, text(v, v->doc, "timestamp"));
	return rc != 0 || r.n_vuln == 0
	    ? rc
	    : bw_sink_advisory(v->rd.sink, &r, v->rd.err);
}

static int
document(struct openvex *v)
{
	struct bw_json list = bw_json_get(v->doc, "statements");
	struct bw_json_each it = bw_json_each(list);
	int rc = 0;

	if (bw_json_type(list) != BW_JSON_ARRAY)
		return bw_rd_refuse(
		    &v->rd, "openvex-statements", "no list of statements");
	while (rc == 0 && bw_json_step(&it))
		rc = statement(v, it.value);
	return rc != 0 ? rc : tell(v);
}

static int
read_openvex(
    struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	struct bw_json_opt opt = { .max_record = MAX_DOCUMENT, .whole = true };
	struct openvex v = { 0 };
	struct bw_json_reader *r = NULL;
	bool more = true;
	int rc = bw_rd_init(&v.rd, sink, err);

	bw_intern_init(&v.known);
	if (rc == 0)
		rc = bw_json_open(&r, in, &opt, err);
	if (rc == 0)
		rc = bw_rd_json_next(&v.rd, r, &v.doc, &more);
	if (rc == 0 && more)
		rc = document(&v);
	bw_json_close(r);
	bw_intern_release(&v.known);
	bw_buf_release(&v.same);
	bw_vec_release(&v.product);
	bw_vec_release(&v.vuln);
	bw_vec_release(&v.claim);
	bw_rd_release(&v.rd);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_str s = bw_str_trim(ahead);

	(void)cut;
	(void)name;
	if (s.n == 0 || s.p[0] != '{')
		return 0;
	if (bw_str_find(s, BW_STR("openvex.dev/ns")) >= 0)
		return 97;
	return bw_has_key(s, "statements") && bw_has_key(s, "vulnerability") &&
		bw_has_key(s, "products")
	    ? 75
	    : 0;
}

const struct bw_format bw_format_openvex = { .name = "openvex",
	.version = 1,
	.recognise = recognise,
	.read = read_openvex };
