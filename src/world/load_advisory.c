/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_advisory.c - what is said about vulnerabilities, into the world.
 *
 * A document is one row with its body; besides, each name of each of its
 * vulnerabilities is a row, because that is how people and other documents
 * ask for it. Signals (KEV, EPSS) come as whole lists: a new list replaces the
 * old one as a load, so their rows need no key.
 */
#include "world/load_priv.h"
#include <stdlib.h>

#define LONGEST_BODY (64u << 20)
#define LONGEST_TITLE 4096u

/* SQLite folds the letters of ASCII only, and stops at a NUL. */
static int
by_name(const void *a, const void *b)
{
	const struct bw_str *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)x->p[i],
			      d = (unsigned char)y->p[i];

		c = (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
		d = (unsigned char)(d >= 'A' && d <= 'Z' ? d + 32 : d);
		if (c != d)
			return c < d ? -1 : 1;
	}
	return x->n < y->n ? -1 : x->n > y->n;
}

static bool
name_to_keep(struct bw_str s)
{
	return s.n > 0 && memchr(s.p, '\0', s.n) == NULL;
}

/* All names, once each; NULL when there is no memory. */
static struct bw_str *
names(const struct bw_advisory_rec *r, struct bw_arena *a, size_t *n)
{
	struct bw_str *name;
	size_t most = 0, kept = 0;

	for (size_t i = 0; i < r->n_vuln; i++)
		most += 1 + r->vuln[i].n_alias;
	*n = 0;
	name = BW_ARENA_ARRAY(a, struct bw_str, most + 1);
	if (name == NULL)
		return NULL;
	for (size_t i = 0; i < r->n_vuln; i++) {
		const struct bw_adv_vuln *v = &r->vuln[i];

		if (name_to_keep(v->name))
			name[(*n)++] = v->name;
		for (size_t k = 0; k < v->n_alias; k++)
			if (name_to_keep(v->alias[k]))
				name[(*n)++] = v->alias[k];
	}
	qsort(name, *n, sizeof(*name), by_name);
	for (size_t i = 0; i < *n; i++)
		if (i == 0 || by_name(&name[kept - 1], &name[i]) != 0)
			name[kept++] = name[i];
	*n = kept;
	return name;
}

static int
write_names(struct bw_load *l, const struct bw_advisory_rec *r, int64_t row,
    struct bw_err *err)
{
	struct bw_arena_mark mark = bw_arena_mark(&l->run);
	size_t n;
	struct bw_str *name = names(r, &l->run, &n);
	int rc = 0;

	if (name == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for an advisory");
	for (size_t i = 0; i < n && rc == 0; i++) {
		rc = bw_bulk_row(l->bulk, BW_BULK_VULN, err);
		if (rc != 0)
			break;
		bw_bulk_text(l->bulk, name[i]);
		bw_bulk_int(l->bulk, row);
		rc = bw_bulk_end(l->bulk, err);
	}
	bw_arena_reset(&l->run, mark);
	return rc;
}

/* Whole characters only. */
static struct bw_str
shortened(struct bw_str s)
{
	size_t n = LONGEST_TITLE;

	if (s.n <= n)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return bw_str_sub(s, 0, n);
}

static int
write_row(struct bw_load *l, const struct bw_advisory_rec *r, bool newest,
    struct bw_err *err)
{
	int rc = bw_bulk_row(l->bulk, BW_BULK_ADVISORY, err);

	if (rc != 0)
		return rc;
	bw_bulk_text(l->bulk, r->key.scheme);
	bw_bulk_text(l->bulk, r->key.value);
	bw_bulk_text(l->bulk, r->publisher);
	bw_bulk_text_or_null(l->bulk, r->version);
	bw_bulk_int(l->bulk, r->state);
	bw_bulk_text_or_null(l->bulk, shortened(r->title));
	bw_bulk_int_or_null(l->bulk, r->published, BW_NO_TIME);
	bw_bulk_int_or_null(l->bulk, r->modified, BW_NO_TIME);
	bw_bulk_text_or_null(l->bulk, r->tlp);
	bw_bulk_int(l->bulk, bw_load_digest(bw_advisory_digest(r)));
	bw_load_place(l, &r->place);
	bw_bulk_int_or_null(l->bulk, newest ? 0 : l->n.id, 0);
	bw_bulk_text(l->bulk, bw_buf_get(&l->line));
	return bw_bulk_end(l->bulk, err);
}

int
bw_load_advisory(
    void *ctx, const struct bw_advisory_rec *rec, struct bw_err *err)
{
	struct bw_load *l = ctx;
	const struct bw_str key[3] = { rec->key.scheme, rec->key.value,
		rec->publisher };
	struct bw_revision mine = { .when = rec->modified,
		.version = rec->version };
	bool add = false, newest = false;
	int rc;

	bw_buf_clear(&l->line);
	bw_advisory_write(&l->line, rec);
	rc = bw_buf_check(&l->line, err);
	if (rc == 0 && l->line.n > LONGEST_BODY)
		return bw_limit_refuse(
		    l, BW_REPORT_REFUSED, &rec->place, LONGEST_BODY, err);
	if (rc != 0)
		return rc;
	l->n.advisories++;
	mine.hash = bw_hash(bw_buf_get(&l->line));
	rc = bw_revision_take(
	    l, BW_REVISION_ADVISORY, key, &mine, &add, &newest, err);
	if (rc == 0 && add)
		rc = write_row(l, rec, newest, err);
	if (rc == 0 && add)
		rc = write_names(l, rec, l->advisories.next++, err);
	return rc;
}

int
bw_load_signal(void *ctx, const struct bw_signal_rec *rec, struct bw_err *err)
{
	struct bw_load *l = ctx;
	int rc = bw_bulk_row(l->bulk, BW_BULK_SIGNAL, err);

	if (rc != 0)
		return rc;
	bw_bulk_text(l->bulk, rec->vuln);
	bw_bulk_int(l->bulk, rec->rating.kind);
	bw_bulk_text_or_null(l->bulk, rec->rating.value);
	bw_bulk_text_or_null(l->bulk, rec->rating.extra);
	bw_bulk_text_or_null(l->bulk, rec->rating.by);
	bw_bulk_int_or_null(l->bulk, rec->rating.at, BW_DATE_MIN);
	bw_load_place(l, &rec->place);
	l->n.signals++;
	return bw_bulk_end(l->bulk, err);
}
