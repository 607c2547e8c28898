/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * lines_cyber.c - see lines_cyber.h.
 */
#include "support/support.h"
#include "formats/lines.h"
#include "formats/lines_cyber.h"

static void
put_if(struct bw_buf *b, const char *before, struct bw_str s)
{
	if (s.n > 0)
		bw_buf_fmt(b, "%s%.*s", before, BW_ARG(s));
}

static void
put_keys(struct bw_buf *b, const struct bw_key *key, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		assert_true(key[i].scheme.n > 0 && key[i].value.n > 0);
		bw_buf_fmt(b, " {%.*s:%.*s}", BW_ARG(key[i].scheme),
		    BW_ARG(key[i].value));
	}
}

static void
put_time(struct bw_buf *b, const char *before, int64_t t)
{
	if (t == BW_NO_TIME)
		return;
	bw_buf_z(b, before);
	bw_instant_print(b, t);
}

static void
put_component(struct bw_buf *b, const struct bw_component_rec *c)
{
	static const char *const flags[] = { " optional", " excluded",
		" system" };

	bw_buf_z(b, "+");
	put_if(b, " ", c->vendor);
	if (c->vendor.n > 0)
		bw_buf_z(b, " /");
	put_if(b, " ", c->name);
	put_if(b, " ", c->version);
	put_if(b, " ", c->ecosystem);
	put_if(b, " from ", c->source);
	put_if(b, " ", c->source_version);
	put_keys(b, c->key, c->n_key);
	for (unsigned i = 0; i < BW_LEN(flags); i++)
		if (c->flags & 1u << i)
			bw_buf_z(b, flags[i]);
	put_if(b, " @", c->place.ref);
	bw_buf_z(b, "\n");
}

int
lines_inventory(void *ctx, const struct bw_inventory_rec *r, struct bw_err *err)
{
	struct lines *l = ctx;
	struct bw_buf *b = &l->text;

	l->inventories++;
	l->components += (unsigned)r->n_component;
	bw_buf_fmt(b, "inventory %.*s:%.*s", BW_ARG(r->key.scheme),
	    BW_ARG(r->key.value));
	put_if(b, " = ", r->name);
	put_if(b, " v", r->version);
	if (r->owner.scheme.n > 0)
		bw_buf_fmt(b, " of %.*s:%.*s", BW_ARG(r->owner.scheme),
		    BW_ARG(r->owner.value));
	put_if(b, " on ", r->distro);
	put_if(b, " exposure ", r->exposure);
	put_if(b, " importance ", r->importance);
	put_time(b, " made ", r->made);
	bw_buf_z(b, "\n");
	for (size_t i = 0; i < r->n_component; i++)
		put_component(b, &r->component[i]);
	return bw_buf_check(b, err);
}

static const char *const kinds[] = { "cvss", "ssvc", "epss", "exploited",
	"severity", "urgency", "chance", "damage" };

/* The subtree that begins at i; returns where it ends. */
static size_t
put_tree(struct bw_buf *b, const struct bw_adv_vuln *v, size_t i)
{
	const struct bw_adv_node *n = &v->node[i++];

	assert_true(i <= v->n_node);
	if (n->op == BW_ADV_LEAF) {
		bw_buf_fmt(b, " %c%u", n->vulnerable ? '+' : '-', n->product);
		return i;
	}
	bw_buf_fmt(b, " %s(%s", n->negate ? "not" : "",
	    n->op == BW_ADV_AND ? "and" : "or");
	for (uint32_t k = 0; k < n->n; k++) {
		assert_true(i < v->n_node);
		i = put_tree(b, v, i);
	}
	bw_buf_z(b, ")");
	return i;
}

static void
put_vuln(struct bw_buf *b, const struct bw_adv_vuln *v)
{
	bw_buf_fmt(b, "vuln %.*s", BW_ARG(v->name));
	put_if(b, " = ", v->title);
	for (size_t i = 0; i < v->n_alias; i++)
		bw_buf_fmt(b, " [%.*s]", BW_ARG(v->alias[i]));
	for (size_t i = 0; i < v->n_rating; i++) {
		bw_buf_fmt(b, " <%s %.*s", kinds[v->rating[i].kind],
		    BW_ARG(v->rating[i].value));
		put_if(b, " by ", v->rating[i].by);
		bw_buf_z(b, ">");
	}
	if (v->n_node > 0)
		assert_int_equal(put_tree(b, v, 0), v->n_node);
	bw_buf_z(b, "\n");
}

static void
put_product(struct bw_buf *b, const struct bw_advisory_rec *r, uint32_t product)
{
	const struct bw_adv_product *p = &r->product[product];

	put_if(b, " ", p->vendor);
	if (p->vendor.n > 0)
		bw_buf_z(b, " /");
	put_if(b, " ", p->name);
	put_if(b, " =", p->id);
	if (p->versions.form == BW_VERSIONS_ALL)
		bw_buf_z(b, " any");
	put_if(b, p->versions.form == BW_VERSIONS_WORDS ? " words " : " ",
	    p->versions.text);
	put_if(b, " in ", p->versions.scheme);
	put_keys(b, p->key, p->n_key);
	if (p->on != BW_ADV_NONE) {
		assert_true(p->on < r->n_product && p->on != product);
		bw_buf_z(b, " ON");
		put_product(b, r, p->on);
	}
}

static void
put_claim(
    struct bw_buf *b, const struct bw_advisory_rec *r, const struct bw_claim *c)
{
	static const char *const status[] = { "affected", "not-affected",
		"fixed", "investigating", "unknown" };

	assert_true(c->vuln < r->n_vuln && c->product < r->n_product);
	bw_buf_fmt(
	    b, "%s %.*s:", status[c->status], BW_ARG(r->vuln[c->vuln].name));
	put_product(b, r, c->product);
	put_if(b, " because ", c->reason);
	put_if(b, " do ", c->remedy);
	if (c->flags & BW_CLAIM_DEFAULT)
		bw_buf_z(b, " default");
	bw_buf_z(b, "\n");
}

int
lines_advisory(void *ctx, const struct bw_advisory_rec *r, struct bw_err *err)
{
	static const char *const speakers[] = { "unknown", "vendor",
		"distribution", "upstream", "coordinator", "enricher", "own" };
	static const char *const states[] = { "", " draft", " withdrawn" };
	struct lines *l = ctx;
	struct bw_buf *b = &l->text;

	l->advisories++;
	l->claims += (unsigned)r->n_claim;
	bw_buf_fmt(b, "advisory %.*s:%.*s", BW_ARG(r->key.scheme),
	    BW_ARG(r->key.value));
	put_if(b, " v", r->version);
	put_if(b, " by ", r->publisher);
	bw_buf_fmt(b, " (%s)%s", speakers[r->speaker], states[r->state]);
	put_if(b, " = ", r->title);
	put_if(b, " tlp ", r->tlp);
	put_if(b, " lang ", r->lang);
	put_time(b, " published ", r->published);
	put_time(b, " modified ", r->modified);
	bw_buf_z(b, "\n");
	for (size_t i = 0; i < r->n_vuln; i++)
		put_vuln(b, &r->vuln[i]);
	for (size_t i = 0; i < r->n_claim; i++)
		put_claim(b, r, &r->claim[i]);
	return bw_buf_check(b, err);
}

int
lines_signal(void *ctx, const struct bw_signal_rec *r, struct bw_err *err)
{
	struct lines *l = ctx;
	struct bw_buf *b = &l->text;

	l->signals++;
	bw_buf_fmt(b, "signal %.*s %s %.*s", BW_ARG(r->vuln),
	    kinds[r->rating.kind], BW_ARG(r->rating.value));
	put_if(b, " extra ", r->rating.extra);
	if (r->rating.at != BW_DATE_MIN) {
		bw_buf_z(b, " at ");
		bw_date_print(b, r->rating.at);
	}
	bw_buf_z(b, "\n");
	return bw_buf_check(b, err);
}
