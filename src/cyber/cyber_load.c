/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyber_load.c - claims and inventories out of the world.
 *
 * A package is known by its row; on a distribution it is another one, because
 * what Debian 12 says is not said of Debian 11. So the hosts are read first,
 * then each package is made for every distribution that has it.
 */
#include "cyber/cyber_load.h"
#include "base/embed.h"
#include "base/vec.h"

struct wanted { /* a package on a distribution */
	int64_t row;
	uint32_t distro; /* in distros; 0 none */
};

struct loading {
	struct bw_cyber *c;
	struct bw_claims_build *claims;
	struct bw_estate_build *estate;
	struct bw_intern distros;
	BW_VEC(struct bw_cyber_host) host;
	BW_VEC(size_t) host_at;     /* in want */
	BW_VEC(struct wanted) want; /* of all hosts, in their order */
	BW_VEC(struct wanted) sorted;
	BW_VEC(uint32_t) id; /* of sorted */
	size_t next;
	BW_VEC(uint32_t) packages; /* of one host */
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for inventories");
}

/* ---- hosts ---- */

static bool
keep_host(struct loading *l, const struct bw_told_row *row,
    const struct bw_inventory_rec *r, int64_t owner)
{
	struct bw_arena *a = &l->c->arena;
	struct bw_cyber_host h = { .row = row->row,
		.owner = owner,
		.load = row->load,
		.name = bw_arena_dup(a, r->name.n > 0 ? r->name : r->key.value),
		.exposure = bw_arena_dup(a, r->exposure),
		.importance = bw_arena_dup(a, r->importance),
		.distro = bw_arena_dup(a, r->distro) };

	return h.name.p != NULL && h.distro.p != NULL && h.exposure.p != NULL &&
	    h.importance.p != NULL && bw_vec_push(&l->host, h) &&
	    bw_vec_push(&l->host_at, l->want.n);
}

static int
on_host(void *ctx, const struct bw_told_row *row,
    const struct bw_inventory_rec *r, int64_t owner, const int64_t *package,
    size_t n, struct bw_err *err)
{
	struct loading *l = ctx;
	uint32_t distro;
	int rc = bw_intern_add(&l->distros, r->distro, &distro, NULL, err);

	if (rc == 0 && !keep_host(l, row, r, owner))
		rc = no_memory(err);
	for (size_t i = 0; i < n && rc == 0; i++)
		if (!bw_vec_push(
			&l->want, (struct wanted){ package[i], distro }))
			rc = no_memory(err);
	return rc;
}

/* ---- packages ---- */

static int
by_row(const void *x, const void *y)
{
	const struct wanted *a = x, *b = y;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return (a->distro > b->distro) - (a->distro < b->distro);
}

static int
sort_wanted(struct loading *l, struct bw_err *err)
{
	size_t kept = 0;

	if (!bw_vec_room(&l->sorted, l->want.n + 1))
		return no_memory(err);
	if (l->want.n == 0)
		return 0;
	memcpy(l->sorted.v, l->want.v, l->want.n * sizeof(*l->want.v));
	qsort(l->sorted.v, l->want.n, sizeof(*l->sorted.v), by_row);
	for (size_t i = 1; i < l->want.n; i++)
		if (by_row(&l->sorted.v[i], &l->sorted.v[kept]) != 0)
			l->sorted.v[++kept] = l->sorted.v[i];
	l->sorted.n = kept + 1;
	return 0;
}

static int
on_package(void *ctx, const struct bw_told_row *row,
    const struct bw_component_rec *r, struct bw_err *err)
{
	struct loading *l = ctx;
	int rc = 0;

	for (; l->next < l->sorted.n && l->sorted.v[l->next].row <= row->row &&
	     rc == 0;
	     l->next++) {
		struct bw_str distro =
		    bw_intern_get(&l->distros, l->sorted.v[l->next].distro);
		uint32_t id;

		rc = bw_estate_package(
		    l->estate, r, distro, (uint64_t)row->row, &id, err);
		if (rc == 0 && !bw_vec_push(&l->id, id))
			rc = no_memory(err);
	}
	return rc;
}

static int
place_host(struct loading *l, size_t h, struct bw_err *err)
{
	size_t end = h + 1 < l->host_at.n ? l->host_at.v[h + 1] : l->want.n;

	l->packages.n = 0;
	for (size_t i = l->host_at.v[h]; i < end; i++) {
		const struct wanted *w = bsearch(&l->want.v[i], l->sorted.v,
		    l->sorted.n, sizeof(*l->sorted.v), by_row);
		size_t at = w == NULL ? l->id.n : (size_t)(w - l->sorted.v);

		if (at < l->id.n && !bw_vec_push(&l->packages, l->id.v[at]))
			return no_memory(err);
	}
	return bw_estate_host(l->estate, (uint64_t)l->host.v[h].row,
	    l->packages.v, l->packages.n, err);
}

static int
load_estate(
    struct loading *l, struct bw_world *w, uint32_t known, struct bw_err *err)
{
	int rc = bw_told_inventories(w, known, on_host, l, err);

	if (rc == 0)
		rc = sort_wanted(l, err);
	if (rc == 0)
		rc = bw_told_packages(w, known, on_package, l, err);
	for (size_t h = 0; h < l->host.n && rc == 0; h++)
		rc = place_host(l, h, err);
	return rc;
}

/* ---- claims ---- */

static int
on_advisory(void *ctx, const struct bw_told_row *row,
    const struct bw_advisory_rec *r, struct bw_err *err)
{
	struct loading *l = ctx;

	return bw_claims_add(l->claims, r, (uint64_t)row->row, err);
}

static int
on_signal(void *ctx, const struct bw_told_row *row,
    const struct bw_signal_rec *r, struct bw_err *err)
{
	struct loading *l = ctx;

	return bw_claims_signal(l->claims, r, row->load, err);
}

static int
read_rules(struct bw_cyber *c, struct bw_err *err)
{
	int rc = bw_naming_rules_read(
	    &c->names, bw_embed("rules/cyber/names.yaml"), &c->arena, err);

	return rc == 0
	    ? bw_precedence_read(&c->precedence,
		  bw_embed("rules/cyber/precedence.yaml"), &c->arena, err)
	    : rc;
}

static int
load_all(
    struct loading *l, struct bw_world *w, uint32_t known, struct bw_err *err)
{
	struct bw_cyber *c = l->c;
	int rc = read_rules(c, err);

	if (rc == 0)
		rc = bw_claims_begin(&l->claims, &c->names, err);
	if (rc == 0)
		rc = bw_estate_begin(&l->estate, &c->names, err);
	if (rc == 0)
		rc = bw_told_advisories(w, known, on_advisory, l, err);
	if (rc == 0)
		rc = bw_told_signals(w, known, on_signal, l, err);
	if (rc == 0)
		rc = load_estate(l, w, known, err);
	if (rc == 0) {
		rc = bw_claims_finish(l->claims, &c->claims, err);
		l->claims = NULL;
	}
	if (rc == 0) {
		rc = bw_estate_finish(l->estate, &c->estate, err);
		l->estate = NULL;
	}
	return rc;
}

int
bw_cyber_open(struct bw_cyber *out, struct bw_world *w, uint32_t known,
    struct bw_err *err)
{
	struct loading l = { .c = out };
	int rc;

	*out = (struct bw_cyber){ 0 };
	bw_arena_init(&out->arena, 0);
	bw_intern_init(&l.distros);
	rc = load_all(&l, w, known, err);
	bw_claims_abort(l.claims);
	bw_estate_abort(l.estate);
	bw_intern_release(&l.distros);
	bw_vec_release(&l.host_at);
	bw_vec_release(&l.want);
	bw_vec_release(&l.sorted);
	bw_vec_release(&l.id);
	bw_vec_release(&l.packages);
	out->host = l.host.v;
	if (rc != 0)
		bw_cyber_close(out);
	return rc;
}

void
bw_cyber_close(struct bw_cyber *c)
{
	bw_claims_release(&c->claims);
	bw_estate_release(&c->estate);
	bw_free(c->host);
	bw_arena_release(&c->arena);
	*c = (struct bw_cyber){ 0 };
}
