/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * advisory_parse.c - an advisory out of its line of JSON.
 *
 * The line may come from a world file of somebody else: every number that
 * points somewhere is checked here, so that whoever uses the record need not.
 */
#include "model/advisory_line.h"
#include "model/line.h"

static void
bad(struct bw_line *l, const char *what)
{
	if (l->bad == NULL)
		l->bad = what;
}

static const struct bw_rating *
ratings(struct bw_line *l, struct bw_json vuln, size_t *n)
{
	struct bw_json_each e;
	struct bw_rating *r = bw_line_get_room(l, vuln, "r", sizeof(*r), n, &e);

	for (size_t i = 0; i < *n && bw_json_step(&e); i++) {
		r[i].kind = (uint8_t)bw_line_get_num(
		    l, e.value, "k", 0, 0, BW_RATING_DAMAGE);
		r[i].value = bw_line_get_str(l, e.value, "v");
		r[i].extra = bw_line_get_str(l, e.value, "x");
		r[i].by = bw_line_get_str(l, e.value, "by");
		r[i].at = (bw_date)bw_line_get_num(
		    l, e.value, "at", BW_DATE_MIN, BW_DATE_MIN, BW_DATE_MAX);
	}
	return r;
}

static void
node(struct bw_line *l, struct bw_json v, size_t n_product,
    struct bw_adv_node *out)
{
	struct bw_json_each e = bw_json_each(v);
	int64_t number[4] = { 0 };

	for (int i = 0; i < 4; i++) {
		if (!bw_json_step(&e))
			bad(l, "a node is short");
		else
			number[i] =
			    bw_line_get_value(l, e.value, 0, UINT32_MAX);
	}
	*out = (struct bw_adv_node){ .op = (uint8_t)number[0],
		.negate = (number[1] & 1) != 0,
		.vulnerable = (number[1] & 2) != 0,
		.product = (uint32_t)number[2],
		.n = (uint32_t)number[3] };
	if (number[0] > BW_ADV_OR || number[1] > 3)
		bad(l, "a node of an unknown kind");
	if (out->op == BW_ADV_LEAF &&
	    (out->product >= n_product || out->n != 0))
		bad(l, "a leaf without its product");
}

/* Trees in prefix order: every node has its children. */
static const struct bw_adv_node *
nodes(struct bw_line *l, struct bw_json vuln, size_t n_product, size_t *n)
{
	struct bw_json_each e;
	struct bw_adv_node *v =
	    bw_line_get_room(l, vuln, "c", sizeof(*v), n, &e);
	uint64_t due = 0;

	for (size_t i = 0; i < *n && bw_json_step(&e); i++) {
		node(l, e.value, n_product, &v[i]);
		due -= due > 0; /* it is a child, or a tree of its own */
		due += v[i].n;
	}
	if (due > 0)
		bad(l, "a node without its children");
	return v;
}

static void
vulnerability(struct bw_line *l, struct bw_json v, size_t n_product,
    struct bw_adv_vuln *out)
{
	struct bw_json_each e;
	struct bw_str *alias;

	out->name = bw_line_get_str(l, v, "n");
	alias = bw_line_get_room(l, v, "a", sizeof(*alias), &out->n_alias, &e);
	for (size_t i = 0; i < out->n_alias && bw_json_step(&e); i++)
		alias[i] = bw_line_get_text(l, e.value);
	out->alias = alias;
	out->title = bw_line_get_str(l, v, "t");
	out->rating = ratings(l, v, &out->n_rating);
	out->node = nodes(l, v, n_product, &out->n_node);
}

static const struct bw_adv_product *
products(struct bw_line *l, struct bw_json v, size_t *n)
{
	struct bw_json_each e;
	struct bw_adv_product *p =
	    bw_line_get_room(l, v, "products", sizeof(*p), n, &e);

	for (size_t i = 0; i < *n && bw_json_step(&e); i++) {
		p[i].id = bw_line_get_str(l, e.value, "id");
		p[i].vendor = bw_line_get_str(l, e.value, "v");
		p[i].name = bw_line_get_str(l, e.value, "n");
		p[i].ecosystem = bw_line_get_str(l, e.value, "e");
		p[i].key = bw_line_get_keys(l, e.value, "k", &p[i].n_key);
		p[i].versions.form = (uint8_t)bw_line_get_num(
		    l, e.value, "f", BW_VERSIONS_ALL, 0, BW_VERSIONS_WORDS);
		p[i].versions.scheme = bw_line_get_str(l, e.value, "s");
		p[i].versions.text = bw_line_get_str(l, e.value, "x");
		p[i].on = (uint32_t)bw_line_get_num(
		    l, e.value, "on", BW_ADV_NONE, 0, (int64_t)*n - 1);
	}
	return p;
}

static void
claim(struct bw_line *l, struct bw_json v, const struct bw_advisory_rec *r,
    const struct bw_str *word, size_t n_word, struct bw_claim *out)
{
	const int64_t most[] = { (int64_t)r->n_vuln - 1,
		(int64_t)r->n_product - 1, BW_CLAIM_UNKNOWN, UINT8_MAX,
		(int64_t)n_word, (int64_t)n_word };
	struct bw_json_each e = bw_json_each(v);
	int64_t number[6] = { 0 };
	size_t n = 0;

	for (; n < BW_LEN(number) && bw_json_step(&e); n++)
		number[n] = bw_line_get_value(l, e.value, 0, most[n]);
	if (n < 3)
		bad(l, "a claim is short");
	out->vuln = (uint32_t)number[0];
	out->product = (uint32_t)number[1];
	out->status = (uint8_t)number[2];
	out->flags = (uint8_t)number[3];
	if (number[4] > 0)
		out->reason = word[number[4] - 1];
	if (number[5] > 0)
		out->remedy = word[number[5] - 1];
}

static const struct bw_claim *
claims(struct bw_line *l, struct bw_json v, const struct bw_advisory_rec *r,
    size_t *n)
{
	struct bw_json_each e;
	size_t n_word;
	struct bw_str *word =
	    bw_line_get_room(l, v, "words", sizeof(*word), &n_word, &e);
	struct bw_claim *c;

	for (size_t i = 0; i < n_word && bw_json_step(&e); i++)
		word[i] = bw_line_get_text(l, e.value);
	c = bw_line_get_room(l, v, "claims", sizeof(*c), n, &e);
	for (size_t i = 0; i < *n && bw_json_step(&e) && l->bad == NULL; i++)
		claim(l, e.value, r, word, n_word, &c[i]);
	return c;
}

int
bw_advisory_from(struct bw_advisory_rec *out, struct bw_json v,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_line l = { .a = a };
	struct bw_json_each e;
	struct bw_adv_vuln *vuln;
	struct bw_key *key;
	size_t n;

	*out = (struct bw_advisory_rec){ 0 };
	if (bw_json_type(v) != BW_JSON_OBJECT)
		bad(&l, "it is no object");
	key = bw_line_get_keys(&l, v, "key", &n);
	if (n > 0)
		out->key = key[0];
	out->publisher = bw_line_get_str(&l, v, "by");
	out->version = bw_line_get_str(&l, v, "version");
	out->title = bw_line_get_str(&l, v, "title");
	out->url = bw_line_get_str(&l, v, "url");
	out->tlp = bw_line_get_str(&l, v, "tlp");
	out->lang = bw_line_get_str(&l, v, "lang");
	out->speaker = (uint8_t)bw_line_get_num(
	    &l, v, "speaker", BW_SPEAKER_UNKNOWN, 0, BW_SPEAKER_OWN);
	out->state = (uint8_t)bw_line_get_num(
	    &l, v, "state", BW_ADV_CURRENT, 0, BW_ADV_WITHDRAWN);
	out->published = bw_line_get_num(
	    &l, v, "published", BW_NO_TIME, INT64_MIN, INT64_MAX);
	out->modified = bw_line_get_num(
	    &l, v, "modified", BW_NO_TIME, INT64_MIN, INT64_MAX);
	out->product = products(&l, v, &out->n_product);
	vuln =
	    bw_line_get_room(&l, v, "vulns", sizeof(*vuln), &out->n_vuln, &e);
	for (size_t i = 0; i < out->n_vuln && bw_json_step(&e); i++)
		vulnerability(&l, e.value, out->n_product, &vuln[i]);
	out->vuln = vuln;
	out->claim = claims(&l, v, out, &out->n_claim);
	return bw_line_end(&l, err);
}

int
bw_advisory_parse(struct bw_advisory_rec *out, struct bw_str json,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_json_parser *p = NULL;
	struct bw_json v;
	int rc = bw_line_parse(&p, json, a, &v, err);

	if (rc == 0)
		rc = bw_advisory_from(out, v, a, err);
	bw_json_parser_free(p);
	return rc;
}
