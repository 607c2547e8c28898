/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * advice.c - see advice.h.
 */
#include "formats/advice.h"

int
bw_advice_init(
    struct bw_advice *a, const struct bw_sink *sink, struct bw_err *err)
{
	*a = (struct bw_advice){ 0 };
	return bw_rd_init(&a->rd, sink, err);
}

void
bw_advice_release(struct bw_advice *a)
{
	bw_vec_release(&a->vuln);
	bw_vec_release(&a->product);
	bw_vec_release(&a->claim);
	bw_vec_release(&a->rating);
	bw_vec_release(&a->alias);
	bw_vec_release(&a->node);
	bw_vec_release(&a->key);
	bw_buf_release(&a->text);
	bw_rd_release(&a->rd);
}

void
bw_advice_begin(struct bw_advice *a)
{
	a->vuln.n = a->product.n = a->claim.n = a->rating.n = a->alias.n =
	    a->node.n = a->key.n = 0;
	a->over = false;
	a->rec = (struct bw_advisory_rec){ .published = BW_NO_TIME,
		.modified = BW_NO_TIME };
}

static int
out_of_memory(struct bw_advice *a)
{
	return bw_fail(a->rd.err, BW_ENOMEM, "no memory for an advisory");
}

/* Rows may have moved while they grew; now every owner finds its run. */
static void
seal(struct bw_advice *a)
{
	size_t rating = 0, alias = 0, node = 0, key = 0;

	for (size_t i = 0; i < a->vuln.n; i++) {
		struct bw_adv_vuln *v = &a->vuln.v[i];

		v->rating = v->n_rating > 0 ? a->rating.v + rating : NULL;
		v->alias = v->n_alias > 0 ? a->alias.v + alias : NULL;
		v->node = v->n_node > 0 ? a->node.v + node : NULL;
		rating += v->n_rating;
		alias += v->n_alias;
		node += v->n_node;
	}
	for (size_t i = 0; i < a->product.n; i++) {
		struct bw_adv_product *p = &a->product.v[i];

		p->key = p->n_key > 0 ? a->key.v + key : NULL;
		key += p->n_key;
	}
}

int
bw_advice_tell(struct bw_advice *a)
{
	struct bw_advisory_rec *r = &a->rec;

	if (a->rd.oom || a->text.failed)
		return out_of_memory(a);
	if (a->over)
		return bw_rd_refuse(&a->rd, "advisory-limit",
		    "more than %zu claims or names of products",
		    BW_ADVICE_CLAIMS);
	seal(a);
	r->vuln = a->vuln.v;
	r->n_vuln = a->vuln.n;
	r->product = a->product.v;
	r->n_product = a->product.n;
	r->claim = a->claim.v;
	r->n_claim = a->claim.n;
	r->place = a->rd.place;
	return bw_sink_advisory(a->rd.sink, r, a->rd.err);
}

uint32_t
bw_advice_vuln(struct bw_advice *a, struct bw_str name)
{
	if (!bw_vec_push(&a->vuln, (struct bw_adv_vuln){ .name = name }))
		a->rd.oom = true;
	return (uint32_t)(a->vuln.n - (a->vuln.n > 0));
}

void
bw_advice_alias(struct bw_advice *a, struct bw_str name)
{
	struct bw_adv_vuln *v;

	if (a->vuln.n == 0 || name.n == 0)
		return;
	v = &a->vuln.v[a->vuln.n - 1];
	if (bw_str_eq(v->name, name))
		return;
	/* Real lists are short; a hostile one is not compared with itself. */
	for (size_t i = 0; i < v->n_alias && i < 16; i++)
		if (bw_str_eq(a->alias.v[a->alias.n - 1 - i], name))
			return;
	if (bw_vec_push(&a->alias, name))
		v->n_alias++;
	else
		a->rd.oom = true;
}

void
bw_advice_rating(struct bw_advice *a, struct bw_rating r)
{
	struct bw_adv_vuln *v;

	if (a->vuln.n == 0 || (r.value.n == 0 && r.kind != BW_RATING_EXPLOITED))
		return;
	v = &a->vuln.v[a->vuln.n - 1];
	for (size_t i = 0; i < v->n_rating && i < 32; i++) {
		struct bw_rating *o = &a->rating.v[a->rating.n - 1 - i];

		if (o->kind == r.kind && bw_str_eq(o->value, r.value) &&
		    bw_str_eq(o->by, r.by))
			return;
	}
	if (bw_vec_push(&a->rating, r))
		v->n_rating++;
	else
		a->rd.oom = true;
}

void
bw_advice_node(struct bw_advice *a, struct bw_adv_node n)
{
	if (a->vuln.n == 0)
		return;
	if (bw_vec_push(&a->node, n))
		a->vuln.v[a->vuln.n - 1].n_node++;
	else
		a->rd.oom = true;
}

uint32_t
bw_advice_product(struct bw_advice *a, struct bw_adv_product p)
{
	p.key = NULL;
	p.n_key = 0;
	if (!bw_vec_push(&a->product, p))
		a->rd.oom = true;
	return (uint32_t)(a->product.n - (a->product.n > 0));
}

void
bw_advice_key(struct bw_advice *a, const char *scheme, struct bw_str v)
{
	struct bw_key k = { bw_str_of(scheme), v };

	if (v.n == 0 || a->product.n == 0)
		return;
	if (a->key.n >= BW_ADVICE_CLAIMS)
		a->over = true;
	else if (bw_vec_push(&a->key, k))
		a->product.v[a->product.n - 1].n_key++;
	else
		a->rd.oom = true;
}

void
bw_advice_claim(struct bw_advice *a, struct bw_claim c)
{
	if (a->claim.n >= BW_ADVICE_CLAIMS)
		a->over = true;
	else if (c.vuln >= a->vuln.n || c.product >= a->product.n)
		BW_ASSERT(a->rd.oom);
	else if (!bw_vec_push(&a->claim, c))
		a->rd.oom = true;
}

struct bw_str
bw_text_cut(struct bw_str s, size_t n)
{
	if (s.n <= n)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return bw_str_trim(bw_str_sub(s, 0, n));
}

int64_t
bw_moment(struct bw_str s)
{
	int64_t t = BW_NO_TIME;

	return bw_instant_parse(s, &t) ? t : BW_NO_TIME;
}

struct bw_str
bw_advice_text(struct bw_advice *a, struct bw_json object, const char *key)
{
	return bw_rd_text(&a->rd, bw_json_str(bw_json_get(object, key)));
}
