/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * estate.c - asking an estate, whichever layer holds the answer.
 */
#include "base/vec.h"
#include "cyber/estate_priv.h"

void
bw_estate_release(struct bw_estate *e)
{
	bw_intern_release(&e->names);
	bw_intern_release(&e->texts);
	bw_free(e->gone);
	if (!e->mapped) {
		bw_free(e->package);
		bw_free(e->name);
		bw_free(e->host_at);
		bw_free(e->on_host);
		bw_free(e->where_at);
		bw_free(e->where);
		bw_free(e->where_of);
		bw_free(e->called_at);
		bw_free(e->called);
		bw_free(e->called_by);
		bw_free(e->host_row);
		bw_free(e->host_system);
	}
	*e = (struct bw_estate){ 0 };
}

/* The layer of a number, which becomes an index there. */
static const struct bw_estate *
layer_of(const struct bw_estate *e, uint32_t *i, uint32_t from)
{
	if (e->under == NULL)
		return e;
	if (*i < from)
		return e->under;
	*i -= from;
	return e;
}

const struct bw_package *
bw_estate_package_at(const struct bw_estate *e, uint32_t package)
{
	const struct bw_estate *l =
	    layer_of(e, &package, estate_from(e).package);

	return &l->package[package];
}

const struct bw_package_name *
bw_estate_name_at(const struct bw_estate *e, uint32_t name)
{
	const struct bw_estate *l = layer_of(e, &name, estate_from(e).name);

	return &l->name[name];
}

bool
bw_estate_has_host(const struct bw_estate *e, uint32_t host)
{
	return e->gone == NULL || host >= e->under->n_host ||
	    (e->gone[host / 64] >> host % 64 & 1) == 0;
}

uint64_t
bw_estate_host_row(const struct bw_estate *e, uint32_t host)
{
	const struct bw_estate *l = layer_of(e, &host, estate_from(e).host);

	return l->host_row[host];
}

bool
bw_estate_tells_system(const struct bw_estate *e, uint32_t host)
{
	const struct bw_estate *l = layer_of(e, &host, estate_from(e).host);

	return l->host_system[host];
}

struct bw_ids
bw_estate_on_host(const struct bw_estate *e, uint32_t host)
{
	const struct bw_estate *l;

	if (!bw_estate_has_host(e, host))
		return (struct bw_ids){ NULL, 0 };
	l = layer_of(e, &host, estate_from(e).host);
	return (struct bw_ids){ l->on_host + l->host_at[host],
		(size_t)(l->host_at[host + 1] - l->host_at[host]) };
}

static size_t
first_at(const uint32_t *key, size_t n, uint32_t of)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (key[mid] < of)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The values of a number among pairs. */
static struct bw_ids
among(const uint32_t *key, const uint32_t *v, uint64_t n, uint32_t of)
{
	size_t from = first_at(key, (size_t)n, of);

	return (
	    struct bw_ids){ v + from, first_at(key, (size_t)n, of + 1) - from };
}

struct bw_ids
bw_estate_called(const struct bw_estate *e, uint32_t name, unsigned layer)
{
	const struct bw_estate *l = e->under == NULL ? e : e->under;

	if (layer == 0)
		return name < l->names.n ? (struct bw_ids){ l->called +
			    l->called_at[name],
			(size_t)(l->called_at[name + 1] - l->called_at[name]) }
					 : (struct bw_ids){ NULL, 0 };
	return e->under == NULL
	    ? (struct bw_ids){ NULL, 0 }
	    : among(e->called_by, e->called, e->n_called, name);
}

struct bw_ids
bw_estate_hosts_of(const struct bw_estate *e, uint32_t package, unsigned layer)
{
	const struct bw_estate *l = e->under == NULL ? e : e->under;

	if (layer == 0)
		return package < l->n_package
		    ? (struct bw_ids){ l->where + l->where_at[package],
			      (size_t)(l->where_at[package + 1] -
				  l->where_at[package]) }
		    : (struct bw_ids){ NULL, 0 };
	return e->under == NULL
	    ? (struct bw_ids){ NULL, 0 }
	    : among(e->where_of, e->where, e->n_where, package);
}

uint32_t
bw_estate_find(const struct bw_estate *e, uint64_t row, struct bw_str distro)
{
	uint32_t n = e->n_package - estate_from(e).package, lo = 0, hi = n;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (e->package[mid].row < row)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < n && e->package[lo].row == row; lo++)
		if (bw_str_eq(bw_intern_text(&e->texts, e->package[lo].release),
			distro))
			return estate_from(e).package + lo;
	return BW_NONE;
}
