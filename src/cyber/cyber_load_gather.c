/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyber_load_gather.c - rows of the world become claims and inventories.
 *
 * A package is known by its row; on a distribution it is another one, because
 * what Debian 12 says is not said of Debian 11. Hosts are read first: each
 * package that one of them has gets a number in the order of being met. Then
 * the packages are made in the order of their rows, and the numbers of the
 * hosts are changed to theirs.
 */
#include "cyber/cyber_load_gather.h"
#include "base/vec.h"

struct wanted { /* a package on a distribution */
	int64_t row;
	uint32_t distro; /* in distros */
	uint32_t met;    /* its number until it is made */
};
struct gathering {
	struct bw_cyber *c;
	const struct bw_cyber *under; /* or NULL */
	struct bw_claims_build *claims;
	struct bw_estate_build *estate;
	struct bw_intern distros;
	BW_VEC(uint32_t *) met; /* of a distribution: numbers by row, or 0 */
	size_t rows;            /* of package */
	BW_VEC(struct wanted) want;
	BW_VEC(uint32_t) packages; /* of one host */
	BW_VEC(struct bw_cyber_host) host;
	size_t next;                          /* in want */
	BW_VEC(int64_t) again[BW_GONE_KINDS]; /* what was there still */
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for inventories");
}

/* ---- hosts ---- */

static int
keep_host(struct gathering *g, const struct bw_told_row *row,
    const struct bw_inventory_rec *r, int64_t owner, struct bw_err *err)
{
	struct bw_cyber_host h = {
		.row = row->row, .owner = owner, .load = row->load
	};
	const struct {
		struct bw_str text;
		uint32_t *to;
	} text[] = { { r->name.n > 0 ? r->name : r->key.value, &h.name_id },
		{ r->exposure, &h.exposure_id },
		{ r->importance, &h.importance_id },
		{ r->distro, &h.distro_id } };
	int rc = 0;

	for (size_t i = 0; i < BW_LEN(text) && rc == 0; i++)
		rc = bw_estate_text(g->estate, text[i].text, text[i].to, err);
	if (rc == 0 && !bw_vec_push(&g->host, h))
		rc = no_memory(err);
	return rc;
}

/* The numbers of packages on a distribution; none yet is 0. */
static int
numbers_of(
    struct gathering *g, struct bw_str distro, uint32_t *id, struct bw_err *err)
{
	int rc = bw_intern_add(&g->distros, distro, id, NULL, err);

	while (rc == 0 && g->met.n <= *id) {
		uint32_t *numbers = bw_calloc(g->rows + 1, sizeof(*numbers));

		if (numbers == NULL || !bw_vec_push(&g->met, numbers)) {
			bw_free(numbers);
			rc = no_memory(err);
		}
	}
	return rc;
}

static uint32_t
below(const struct gathering *g)
{
	return g->under == NULL ? 0 : g->under->estate.n_package;
}

/* The number of a package: its own when it stands below, else a new one. */
static int
number_of(struct gathering *g, int64_t row, uint32_t distro, uint32_t *out,
    struct bw_err *err)
{
	uint32_t *met;

	if (row < 0 || (uint64_t)row > g->rows)
		return bw_fail(err, BW_EFORMAT,
		    "an inventory of the world file has package %lld, which "
		    "is not there",
		    (long long)row);
	met = &g->met.v[distro][row];
	if (*met == 0 && g->under != NULL) {
		*out = bw_estate_find(&g->under->estate, (uint64_t)row,
		    bw_intern_get(&g->distros, distro));
		if (*out != BW_NONE)
			return 0;
	}
	if (*met == 0) {
		struct wanted w = { row, distro, (uint32_t)g->want.n };

		if (!bw_vec_push(&g->want, w))
			return no_memory(err);
		*met = w.met + 1;
	}
	*out = below(g) + *met - 1;
	return 0;
}

static int
on_host(void *ctx, const struct bw_told_row *row,
    const struct bw_inventory_rec *r, int64_t owner, const int64_t *package,
    size_t n, struct bw_err *err)
{
	struct gathering *g = ctx;
	uint32_t distro;
	int rc = numbers_of(g, r->distro, &distro, err);

	g->packages.n = 0;
	if (rc == 0)
		rc = keep_host(g, row, r, owner, err);
	if (rc == 0 && !bw_vec_room(&g->packages, n))
		rc = no_memory(err);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = number_of(g, package[i], distro,
		    &g->packages.v[g->packages.n++], err);
	return rc == 0 ? bw_estate_host(g->estate, (uint64_t)row->row,
			     g->packages.v, n, err)
		       : rc;
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

/* All that are wanted of a row. */
static int
on_package(void *ctx, const struct bw_told_row *row,
    const struct bw_component_rec *r, struct bw_err *err)
{
	struct gathering *g = ctx;
	int rc = 0;

	for (; g->next < g->want.n && g->want.v[g->next].row <= row->row &&
	     rc == 0;
	     g->next++) {
		uint32_t id;

		if (g->want.v[g->next].row < row->row)
			return bw_fail(err, BW_EFORMAT,
			    "package %lld of the world file is not there",
			    (long long)g->want.v[g->next].row);
		rc = bw_estate_package(g->estate, r,
		    bw_intern_get(&g->distros, g->want.v[g->next].distro),
		    (uint64_t)row->row, &id, err);
	}
	return rc;
}

/* A few are asked for by row, many are all walked over. */
static int
make_packages(
    struct gathering *g, struct bw_world *w, uint32_t known, struct bw_err *err)
{
	int64_t *row;
	size_t n = 0;
	int rc;

	if (g->under == NULL)
		return bw_told_packages(w, known, on_package, g, err);
	row = bw_calloc(g->want.n + 1, sizeof(*row));
	if (row == NULL)
		return no_memory(err);
	for (size_t i = 0; i < g->want.n; i++)
		if (n == 0 || row[n - 1] != g->want.v[i].row)
			row[n++] = g->want.v[i].row;
	rc = bw_told_packages_of(w, row, n, on_package, g, err);
	bw_free(row);
	return rc;
}

static int
settle_packages(
    struct gathering *g, struct bw_world *w, uint32_t known, struct bw_err *err)
{
	uint32_t *to;
	int rc;

	if (g->want.n == 0)
		return 0;
	qsort(g->want.v, g->want.n, sizeof(*g->want.v), by_row);
	rc = make_packages(g, w, known, err);
	if (rc == 0 && g->next < g->want.n)
		rc = bw_fail(err, BW_EFORMAT,
		    "package %lld of the world file is not there",
		    (long long)g->want.v[g->next].row);
	if (rc != 0)
		return rc;
	to = bw_calloc(g->want.n, sizeof(*to));
	if (to == NULL)
		return no_memory(err);
	for (size_t i = 0; i < g->want.n; i++)
		to[g->want.v[i].met] = below(g) + (uint32_t)i;
	bw_estate_renumber(g->estate, to);
	bw_free(to);
	return 0;
}

/* ---- claims ---- */

static int
on_advisory(void *ctx, const struct bw_told_row *row,
    const struct bw_advisory_rec *r, struct bw_err *err)
{
	struct gathering *g = ctx;

	return bw_claims_add(g->claims, r, (uint64_t)row->row, err);
}

static int
on_signal(void *ctx, const struct bw_told_row *row,
    const struct bw_signal_rec *r, struct bw_err *err)
{
	struct gathering *g = ctx;

	return bw_claims_signal(g->claims, r, row->load, err);
}

/* ---- what is gone ---- */

/* Rows rise with numbers: they were gathered in the order of rows. The first
 * number whose row is at least so much. */
static uint32_t
from_row(const struct gathering *g, enum bw_told_gone what, int64_t row)
{
	const struct bw_cyber *u = g->under;
	bool host = what == BW_GONE_INVENTORY;
	uint32_t lo = 0;
	uint32_t hi = host ? u->estate.n_host : u->claims.n_advisory;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		uint64_t at = host ? bw_estate_host_row(&u->estate, mid)
				   : bw_claims_advisory(&u->claims, mid)->row;

		if (at < (uint64_t)row)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Numbers from .. end hold no more. */
static int
leave_out(struct gathering *g, enum bw_told_gone what, uint32_t from,
    uint32_t end, struct bw_err *err)
{
	int rc = 0;

	for (uint32_t i = from; i < end && rc == 0; i++)
		rc = what == BW_GONE_INVENTORY
		    ? bw_estate_gone(g->estate, i, err)
		    : bw_claims_gone(g->claims, i, err);
	return rc;
}

/* What is gone may not be below: it held no more when that was gathered. */
static int
on_gone(void *ctx, enum bw_told_gone what, int64_t number, struct bw_err *err)
{
	struct gathering *g = ctx;

	if (what == BW_GONE_SIGNALS)
		return bw_claims_gone_list(g->claims, (uint32_t)number, err);
	return leave_out(g, what, from_row(g, what, number),
	    from_row(g, what, number + 1), err);
}

/* ---- what was there still ---- */

static int
on_again(void *ctx, enum bw_told_gone what, int64_t number, struct bw_err *err)
{
	struct gathering *g = ctx;

	return bw_vec_push(&g->again[what], number) ? 0 : no_memory(err);
}

static int
by_number(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

static size_t
once(int64_t *v, size_t n)
{
	size_t kept = 0;

	if (n < 2)
		return n;
	qsort(v, n, sizeof(*v), by_number);
	for (size_t i = 1; i < n; i++)
		if (v[i] != v[kept])
			v[++kept] = v[i];
	return kept + 1;
}

static int
take_again(struct gathering *g, struct bw_world *w, struct bw_err *err)
{
	int rc;

	for (int i = 0; i < BW_GONE_KINDS; i++)
		g->again[i].n = once(g->again[i].v, g->again[i].n);
	rc = bw_told_advisories_of(w, g->again[BW_GONE_ADVISORY].v,
	    g->again[BW_GONE_ADVISORY].n, on_advisory, g, err);
	if (rc == 0)
		rc = bw_told_signals_of(w, g->again[BW_GONE_SIGNALS].v,
		    g->again[BW_GONE_SIGNALS].n, on_signal, g, err);
	return rc == 0
	    ? bw_told_inventories_of(w, g->again[BW_GONE_INVENTORY].v,
		  g->again[BW_GONE_INVENTORY].n, on_host, g, err)
	    : rc;
}

/* ---- all ---- */

/* The hosts of c: those below and those of this layer. */
static int
give_hosts(struct gathering *g, struct bw_err *err)
{
	struct bw_cyber *c = g->c;
	size_t from = g->under == NULL ? 0 : g->under->estate.n_host;

	c->host = bw_calloc(from + g->host.n + 1, sizeof(*c->host));
	if (c->host == NULL)
		return no_memory(err);
	if (from > 0)
		memcpy(c->host, g->under->host, from * sizeof(*c->host));
	if (g->host.n > 0)
		memcpy(c->host + from, g->host.v, g->host.n * sizeof(*c->host));
	bw_cyber_host_texts(c, from);
	return 0;
}

static int
finish(
    struct gathering *g, struct bw_world *w, uint32_t known, struct bw_err *err)
{
	int rc = settle_packages(g, w, known, err);

	if (rc == 0) {
		rc = bw_claims_finish(g->claims, &g->c->claims, err);
		g->claims = NULL;
	}
	if (rc == 0) {
		rc = bw_estate_finish(g->estate, &g->c->estate, err);
		g->estate = NULL;
	}
	return rc == 0 ? give_hosts(g, err) : rc;
}

static void
end(struct gathering *g)
{
	bw_claims_abort(g->claims);
	bw_estate_abort(g->estate);
	bw_intern_release(&g->distros);
	for (size_t i = 0; i < g->met.n; i++)
		bw_free(g->met.v[i]);
	bw_vec_release(&g->met);
	bw_vec_release(&g->want);
	bw_vec_release(&g->packages);
	bw_vec_release(&g->host);
	for (int i = 0; i < BW_GONE_KINDS; i++)
		bw_vec_release(&g->again[i]);
}

static int
begin(struct gathering *g, struct bw_world *w, struct bw_err *err)
{
	struct bw_told_mark now;
	int rc = bw_told_mark(w, 0, &now, err);

	bw_intern_init(&g->distros);
	g->rows = (size_t)now.package;
	if (rc == 0 && now.package >= BW_NONE)
		rc = bw_fail(err, BW_ELIMIT, "more than 4 billion packages");
	if (rc == 0)
		rc = g->under == NULL
		    ? bw_claims_begin(&g->claims, &g->c->names, err)
		    : bw_claims_begin_over(
			  &g->claims, &g->c->names, &g->under->claims, err);
	if (rc == 0)
		rc = g->under == NULL
		    ? bw_estate_begin(&g->estate, &g->c->names, err)
		    : bw_estate_begin_over(
			  &g->estate, &g->c->names, &g->under->estate, err);
	return rc;
}

int
bw_cyber_gather(
    struct bw_cyber *c, struct bw_world *w, uint32_t known, struct bw_err *err)
{
	struct gathering g = { .c = c };
	int rc = begin(&g, w, err);

	if (rc == 0)
		rc = bw_told_advisories(w, known, on_advisory, &g, err);
	if (rc == 0)
		rc = bw_told_signals(w, known, on_signal, &g, err);
	if (rc == 0)
		rc = bw_told_inventories(w, known, on_host, &g, err);
	if (rc == 0)
		rc = finish(&g, w, known, err);
	end(&g);
	return rc;
}

static int
later(struct gathering *g, struct bw_world *w, const struct bw_told_mark *mark,
    uint32_t known, struct bw_err *err)
{
	int rc = bw_told_gone(w, mark, known, on_gone, g, err);

	if (rc == 0)
		rc = bw_told_advisories_since(
		    w, mark, known, on_advisory, g, err);
	if (rc == 0)
		rc = bw_told_signals_since(w, mark, known, on_signal, g, err);
	return rc == 0
	    ? bw_told_inventories_since(w, mark, known, on_host, g, err)
	    : rc;
}

static int
earlier(struct gathering *g, struct bw_world *w,
    const struct bw_told_mark *mark, uint32_t known, struct bw_err *err)
{
	struct bw_told_mark then;
	int rc = bw_told_mark(w, known, &then, err);

	if (rc == 0)
		rc = leave_out(g, BW_GONE_ADVISORY,
		    from_row(g, BW_GONE_ADVISORY, then.advisory + 1),
		    g->under->claims.n_advisory, err);
	if (rc == 0)
		rc = leave_out(g, BW_GONE_INVENTORY,
		    from_row(g, BW_GONE_INVENTORY, then.inventory + 1),
		    g->under->estate.n_host, err);
	if (rc == 0)
		rc = bw_told_lists_since(w, &then, on_gone, g, err);
	if (rc == 0)
		rc = bw_told_gone(
		    w, &then, (uint32_t)mark->load, on_again, g, err);
	return rc == 0 ? take_again(g, w, err) : rc;
}

int
bw_cyber_gather_over(struct bw_cyber *c, struct bw_world *w,
    const struct bw_cyber *under, const struct bw_told_mark *mark,
    uint32_t known, struct bw_err *err)
{
	struct gathering g = { .c = c, .under = under };
	int rc = begin(&g, w, err);

	if (rc == 0)
		rc = known == 0 || known >= mark->load
		    ? later(&g, w, mark, known, err)
		    : earlier(&g, w, mark, known, err);
	if (rc == 0)
		rc = finish(&g, w, known, err);
	end(&g);
	return rc;
}
