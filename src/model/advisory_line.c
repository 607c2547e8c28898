/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * advisory_line.c - an advisory as one line of JSON, and back.
 *
 * The world keeps documents in this form: SQLite can look into it, and it
 * reads back at the speed of simdjson. Members are named in doc/world.md;
 * what is empty is left out. A remedy stands once in `words` and claims point
 * to it by number, because CSAF repeats it for each of a thousand products.
 * The place of the record is not in it: the same document in two files is
 * the same line.
 */
#include "model/advisory_line.h"
#include "base/map.h"
#include "model/line.h"

static void
write_rating(struct bw_buf *b, const struct bw_rating *r)
{
	bw_line_open(b, NULL, '{');
	bw_line_num(b, "k", r->kind, -1);
	bw_line_str(b, "v", r->value);
	bw_line_str(b, "x", r->extra);
	bw_line_str(b, "by", r->by);
	bw_line_num(b, "at", r->at, BW_DATE_MIN);
	bw_line_close(b, '}');
}

static void
write_nodes(struct bw_buf *b, const struct bw_adv_node *node, size_t n)
{
	bw_line_open(b, "c", '[');
	for (size_t i = 0; i < n; i++) {
		bw_line_open(b, NULL, '[');
		bw_line_int(b, node[i].op);
		bw_line_int(b, node[i].negate | node[i].vulnerable << 1);
		bw_line_int(b, node[i].product);
		bw_line_int(b, node[i].n);
		bw_line_close(b, ']');
	}
	bw_line_close(b, ']');
}

static void
write_vuln(struct bw_buf *b, const struct bw_adv_vuln *v)
{
	bw_line_open(b, NULL, '{');
	bw_line_str(b, "n", v->name);
	if (v->n_alias > 0) {
		bw_line_open(b, "a", '[');
		for (size_t i = 0; i < v->n_alias; i++)
			bw_line_text(b, v->alias[i]);
		bw_line_close(b, ']');
	}
	bw_line_str(b, "t", v->title);
	if (v->n_rating > 0) {
		bw_line_open(b, "r", '[');
		for (size_t i = 0; i < v->n_rating; i++)
			write_rating(b, &v->rating[i]);
		bw_line_close(b, ']');
	}
	if (v->n_node > 0)
		write_nodes(b, v->node, v->n_node);
	bw_line_close(b, '}');
}

static void
write_product(struct bw_buf *b, const struct bw_adv_product *p)
{
	bw_line_open(b, NULL, '{');
	bw_line_str(b, "id", p->id);
	bw_line_str(b, "v", p->vendor);
	bw_line_str(b, "n", p->name);
	bw_line_str(b, "e", p->ecosystem);
	bw_line_keys(b, "k", p->key, p->n_key);
	bw_line_num(b, "f", p->versions.form, BW_VERSIONS_ALL);
	bw_line_str(b, "s", p->versions.scheme);
	bw_line_str(b, "x", p->versions.text);
	bw_line_num(b, "on", p->on, BW_ADV_NONE);
	bw_line_close(b, '}');
}

/* The number of a text in `words`, 0 for none; the last one again is the
 * most common case. */
static uint32_t
word(struct bw_buf *b, struct bw_intern *in, struct bw_str s)
{
	uint32_t id;

	if (s.n == 0)
		return 0;
	if (in->n > 0 && bw_str_eq(bw_intern_get(in, (uint32_t)in->n - 1), s))
		return (uint32_t)in->n;
	if (bw_intern_add(in, s, &id, NULL, NULL) != 0) {
		b->failed = true; /* as any other want of memory */
		return 0;
	}
	return id + 1;
}

static void
write_claim(struct bw_buf *b, const struct bw_claim *c, struct bw_intern *in)
{
	uint32_t reason = word(b, in, c->reason),
		 remedy = word(b, in, c->remedy);

	bw_line_open(b, NULL, '[');
	bw_line_int(b, c->vuln);
	bw_line_int(b, c->product);
	bw_line_int(b, c->status);
	if (c->flags != 0 || reason + remedy > 0)
		bw_line_int(b, c->flags);
	if (reason + remedy > 0)
		bw_line_int(b, reason);
	if (remedy > 0)
		bw_line_int(b, remedy);
	bw_line_close(b, ']');
}

static void
write_claims(struct bw_buf *b, const struct bw_advisory_rec *r)
{
	struct bw_intern in;

	if (r->n_claim == 0)
		return;
	bw_intern_init(&in);
	bw_line_open(b, "claims", '[');
	for (size_t i = 0; i < r->n_claim && !b->failed; i++)
		write_claim(b, &r->claim[i], &in);
	bw_line_close(b, ']');
	if (in.n > 0) {
		bw_line_open(b, "words", '[');
		for (uint32_t i = 0; i < in.n; i++)
			bw_line_text(b, bw_intern_get(&in, i));
		bw_line_close(b, ']');
	}
	bw_intern_release(&in);
}

void
bw_advisory_write(struct bw_buf *b, const struct bw_advisory_rec *r)
{
	bw_line_open(b, NULL, '{');
	bw_line_keys(b, "key", &r->key, 1);
	bw_line_str(b, "by", r->publisher);
	bw_line_str(b, "version", r->version);
	bw_line_str(b, "title", r->title);
	bw_line_str(b, "url", r->url);
	bw_line_str(b, "tlp", r->tlp);
	bw_line_str(b, "lang", r->lang);
	bw_line_num(b, "speaker", r->speaker, BW_SPEAKER_UNKNOWN);
	bw_line_num(b, "state", r->state, BW_ADV_CURRENT);
	bw_line_num(b, "published", r->published, BW_NO_TIME);
	bw_line_num(b, "modified", r->modified, BW_NO_TIME);
	if (r->n_vuln > 0) {
		bw_line_open(b, "vulns", '[');
		for (size_t i = 0; i < r->n_vuln; i++)
			write_vuln(b, &r->vuln[i]);
		bw_line_close(b, ']');
	}
	if (r->n_product > 0) {
		bw_line_open(b, "products", '[');
		for (size_t i = 0; i < r->n_product; i++)
			write_product(b, &r->product[i]);
		bw_line_close(b, ']');
	}
	write_claims(b, r);
	bw_line_close(b, '}');
}
