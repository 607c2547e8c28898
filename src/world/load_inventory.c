/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_inventory.c - what runs where, into the world.
 *
 * A component is kept once, whatever host it is on: a list of numbers is all
 * that a host needs, and a hundred thousand hosts of a hundred suppliers share
 * most of them. What is the same is decided by all bytes of the component;
 * the digest only finds it.
 */
#include "world/load_priv.h"
#include <stdlib.h>

#define LONGEST_COMPONENT (64u << 10)
#define LONGEST_LIST (64u << 20)

static int
start(struct bw_load *l, struct bw_err *err)
{
	struct bw_packages *p = &l->packages;
	sqlite3 *db;
	int rc;

	if (p->started)
		return 0;
	bw_intern_init(&p->in);
	p->started = true;
	db = bw_bulk_lock(l->bulk);
	rc = bw_sql_number(
	    db, "SELECT max(id) + 1 FROM package", 1, &p->first, err);
	bw_bulk_unlock(l->bulk);
	p->next = p->first;
	return rc;
}

/* Its row from before this load; 0 when there is none. */
static int
look_up(struct bw_load *l, struct bw_str body, int64_t digest, int64_t *id,
    struct bw_err *err)
{
	struct bw_packages *p = &l->packages;
	sqlite3 *db;
	bool row = true;
	int rc = 0;

	*id = 0;
	if (p->first == 1) /* the table was empty */
		return 0;
	db = bw_bulk_lock(l->bulk);
	if (p->find == NULL)
		rc = bw_sql_prepare(db,
		    "SELECT id, body FROM package WHERE digest = ?", &p->find,
		    err);
	if (rc == 0)
		sqlite3_bind_int64(p->find, 1, digest);
	while (rc == 0 && *id == 0 && row) {
		rc = bw_sql_step(p->find, &row, err);
		if (rc == 0 && row && bw_str_eq(bw_sql_text(p->find, 1), body))
			*id = sqlite3_column_int64(p->find, 0);
	}
	if (p->find != NULL)
		sqlite3_reset(p->find);
	bw_bulk_unlock(l->bulk);
	return rc;
}

static int
write_package(struct bw_load *l, struct bw_str body, int64_t digest,
    const struct bw_place *place, struct bw_err *err)
{
	int rc = bw_bulk_row(l->bulk, BW_BULK_PACKAGE, err);

	if (rc != 0)
		return rc;
	bw_bulk_int(l->bulk, digest);
	bw_bulk_text(l->bulk, body);
	bw_load_place(l, place);
	return bw_bulk_end(l->bulk, err);
}

static int
package(struct bw_load *l, struct bw_str body, const struct bw_place *place,
    int64_t *id, struct bw_err *err)
{
	struct bw_packages *p = &l->packages;
	int64_t digest = bw_load_digest(bw_hash(body));
	bool added = false;
	uint32_t key = 0;
	int rc = bw_intern_add(&p->in, body, &key, &added, err);

	if (rc == 0 && !added)
		*id = p->row.v[key];
	if (rc != 0 || !added)
		return rc;
	rc = look_up(l, body, digest, id, err);
	if (rc == 0 && *id == 0) {
		*id = p->next++;
		rc = write_package(l, body, digest, place, err);
	}
	if (rc == 0 && !bw_vec_push(&p->row, *id))
		rc = bw_fail(err, BW_ENOMEM, "no memory for a component");
	return rc;
}

static int
by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The numbers of its components, rising, in packages.list. */
static int
components(
    struct bw_load *l, const struct bw_inventory_rec *r, struct bw_err *err)
{
	struct bw_packages *p = &l->packages;
	size_t kept = 0;
	int rc = start(l, err);

	p->list.n = 0;
	for (size_t i = 0; i < r->n_component && rc == 0; i++) {
		int64_t id = 0;

		bw_buf_clear(&p->text);
		bw_component_write(&p->text, &r->component[i]);
		rc = bw_buf_check(&p->text, err);
		if (rc == 0 && p->text.n > LONGEST_COMPONENT) {
			rc = bw_limit_refuse(l, BW_REPORT_NOTE,
			    &r->component[i].place, LONGEST_COMPONENT, err);
			continue;
		}
		if (rc == 0)
			rc = package(l, bw_buf_get(&p->text),
			    &r->component[i].place, &id, err);
		if (rc == 0 && !bw_vec_push(&p->list, id))
			rc = bw_fail(
			    err, BW_ENOMEM, "no memory for a component");
	}
	if (rc != 0 || p->list.n == 0)
		return rc;
	qsort(p->list.v, p->list.n, sizeof(*p->list.v), by_number);
	for (size_t i = 0; i < p->list.n; i++)
		if (i == 0 || p->list.v[kept - 1] != p->list.v[i])
			p->list.v[kept++] = p->list.v[i];
	p->list.n = kept;
	return 0;
}

static void
list_as_json(struct bw_buf *b, const int64_t *v, size_t n)
{
	bw_buf_clear(b);
	bw_buf_char(b, '[');
	for (size_t i = 0; i < n; i++)
		bw_buf_fmt(b, i > 0 ? ",%lld" : "%lld", (long long)v[i]);
	bw_buf_char(b, ']');
}

static uint64_t
digest_of(const struct bw_inventory_rec *r, struct bw_str packages)
{
	const struct bw_str part[] = { r->name, r->exposure, r->importance,
		r->distro, packages };
	uint64_t h = 0;

	for (size_t i = 0; i < BW_LEN(part); i++) {
		h = (h ^ part[i].n) * 0x9e3779b97f4a7c15u ^ h >> 29;
		h ^= part[i].n > 0 ? bw_hash(part[i]) : 0;
	}
	return h;
}

static int
write_row(struct bw_load *l, const struct bw_inventory_rec *r, int64_t owner,
    int64_t digest, bool newest, struct bw_err *err)
{
	int rc = bw_bulk_row(l->bulk, BW_BULK_INVENTORY, err);

	if (rc != 0)
		return rc;
	bw_bulk_text(l->bulk, r->key.scheme);
	bw_bulk_text(l->bulk, r->key.value);
	bw_bulk_text_or_null(l->bulk, r->name);
	bw_bulk_int_or_null(l->bulk, owner, 0);
	bw_bulk_text_or_null(l->bulk, r->exposure);
	bw_bulk_text_or_null(l->bulk, r->importance);
	bw_bulk_text_or_null(l->bulk, r->distro);
	bw_bulk_text_or_null(l->bulk, r->version);
	bw_bulk_int_or_null(l->bulk, r->made, BW_NO_TIME);
	bw_bulk_int(l->bulk, digest);
	bw_load_place(l, &r->place);
	bw_bulk_int_or_null(l->bulk, newest ? 0 : l->n.id, 0);
	bw_bulk_text(l->bulk, bw_buf_get(&l->packages.text));
	return bw_bulk_end(l->bulk, err);
}

static int
owner_of(struct bw_load *l, const struct bw_inventory_rec *r, int64_t *owner,
    struct bw_err *err)
{
	struct bw_found found;
	int rc;

	*owner = 0;
	if (r->owner.scheme.n == 0)
		return 0;
	rc = bw_load_stakes_flush(l, err);
	if (rc == 0)
		rc = bw_load_find(l, &r->owner, BW_PARTY_COMPANY, NULL,
		    &r->place, &found, err);
	if (rc != 0)
		return rc;
	bw_load_mention(l, &found);
	*owner = found.party;
	return 0;
}

/* Write it, when it is not there. */
static int
take(struct bw_load *l, const struct bw_inventory_rec *rec, int64_t owner,
    struct bw_err *err)
{
	struct bw_str packages = bw_buf_get(&l->packages.text);
	int64_t digest = bw_load_digest(digest_of(rec, packages));
	struct bw_revision mine = { .when = rec->made,
		.version = rec->version,
		.hash = (uint64_t)digest };
	bool add = false, newest = false;
	char number[24];
	int rc;

	snprintf(number, sizeof(number), "%lld", (long long)owner);
	rc = bw_revision_take(l, BW_REVISION_INVENTORY,
	    (const struct bw_str[3]){
		rec->key.scheme, rec->key.value, bw_str_of(number) },
	    &mine, &add, &newest, err);
	if (rc != 0 || !add)
		return rc;
	l->inventories.next++;
	return write_row(l, rec, owner, digest, newest, err);
}

int
bw_load_inventory(
    void *ctx, const struct bw_inventory_rec *rec, struct bw_err *err)
{
	struct bw_load *l = ctx;
	struct bw_packages *p = &l->packages;
	int64_t owner = 0;
	int rc = owner_of(l, rec, &owner, err);

	if (rc == 0)
		rc = components(l, rec, err);
	if (rc != 0)
		return rc;
	list_as_json(&p->text, p->list.v, p->list.n);
	rc = bw_buf_check(&p->text, err);
	if (rc == 0 && p->text.n > LONGEST_LIST)
		return bw_limit_refuse(
		    l, BW_REPORT_REFUSED, &rec->place, LONGEST_LIST, err);
	if (rc != 0)
		return rc;
	l->n.inventories++;
	return take(l, rec, owner, err);
}

void
bw_load_packages_release(struct bw_load *l)
{
	struct bw_packages *p = &l->packages;

	sqlite3_finalize(p->find);
	p->find = NULL;
	if (p->started)
		bw_intern_release(&p->in);
	p->started = false;
	bw_vec_release(&p->row);
	bw_vec_release(&p->list);
	bw_buf_release(&p->text);
}
