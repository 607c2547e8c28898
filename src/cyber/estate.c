/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * estate.c - inventories as columns: hosts, packages, names.
 */
#include "cyber/estate.h"
#include "base/vec.h"

struct bw_estate_build {
	struct bw_estate e; /* interns */
	const struct bw_naming_rules *rules;
	BW_VEC(struct bw_package) package;
	BW_VEC(struct bw_package_name) name;
	BW_VEC(uint32_t) on_host;
	BW_VEC(uint64_t) host_at;
	BW_VEC(uint64_t) host_row;
	BW_VEC(bool) host_system;
	struct bw_namings naming;
	struct bw_arena scratch;
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for inventories");
}

int
bw_estate_begin(struct bw_estate_build **out, const struct bw_naming_rules *r,
    struct bw_err *err)
{
	struct bw_estate_build *b = bw_calloc(1, sizeof(*b));

	*out = b;
	if (b == NULL)
		return no_memory(err);
	b->rules = r;
	bw_intern_init(&b->e.names);
	bw_intern_init(&b->e.texts);
	bw_arena_init(&b->scratch, 0);
	return 0;
}

void
bw_estate_abort(struct bw_estate_build *b)
{
	if (b == NULL)
		return;
	bw_estate_release(&b->e);
	bw_vec_release(&b->package);
	bw_vec_release(&b->name);
	bw_vec_release(&b->on_host);
	bw_vec_release(&b->host_at);
	bw_vec_release(&b->host_row);
	bw_vec_release(&b->host_system);
	bw_free(b->naming.v);
	bw_arena_release(&b->scratch);
	bw_free(b);
}

void
bw_estate_release(struct bw_estate *e)
{
	bw_intern_release(&e->names);
	bw_intern_release(&e->texts);
	bw_free(e->package);
	bw_free(e->name);
	bw_free(e->host_at);
	bw_free(e->on_host);
	bw_free(e->where_at);
	bw_free(e->where);
	bw_free(e->called_at);
	bw_free(e->called);
	bw_free(e->host_row);
	bw_free(e->host_system);
	*e = (struct bw_estate){ 0 };
}

/* ---- packages ---- */

static bool
is_distro(enum bw_scheme s)
{
	return s == BW_SCHEME_DEB || s == BW_SCHEME_RPM || s == BW_SCHEME_APK ||
	    s == BW_SCHEME_ALPM;
}

/* "1:3.0.11-1~deb12u2" is 3.0.11 upstream (Debian policy 5.6.12; RPM and
 * Alpine likewise); "+dfsg" says that files were taken out, not put in. */
static struct bw_str
upstream_of(struct bw_str v)
{
	const char *repacked[] = { "+dfsg", "+ds", "~dfsg", ".dfsg" };
	struct bw_str epoch, rest = v;

	bw_str_cut(&rest, ':', &epoch);
	if (rest.p != NULL)
		v = rest;
	for (size_t i = v.n; i-- > 0;)
		if (v.p[i] == '-') {
			v.n = i;
			break;
		}
	for (size_t i = 0; i < BW_LEN(repacked); i++) {
		ptrdiff_t at = bw_str_find(v, bw_str_of(repacked[i]));

		if (at > 0)
			v.n = (size_t)at;
	}
	return v;
}

static int
package_texts(struct bw_estate_build *b, struct bw_package *p,
    const struct bw_component_rec *c, struct bw_str version, struct bw_err *err)
{
	int rc = bw_intern_text_add(&b->e.texts, version, &p->version, err);

	p->upstream = p->version;
	if (rc == 0 && p->distro)
		rc = bw_intern_text_add(
		    &b->e.texts, upstream_of(version), &p->upstream, err);
	if (rc == 0)
		rc = bw_intern_text_add(&b->e.texts, c->name, &p->label, err);
	return rc;
}

static int
package_names(
    struct bw_estate_build *b, struct bw_package *p, struct bw_err *err)
{
	p->qualifiers = BW_NONE;
	p->name = (uint32_t)b->name.n;
	for (size_t i = 0; i < b->naming.n; i++) {
		const struct bw_naming *n = &b->naming.v[i];
		struct bw_package_name one = { .sure = n->sure };
		int rc =
		    bw_intern_add(&b->e.names, n->text, &one.name, NULL, err);

		if (rc == 0 && n->qualifiers.n > 0)
			rc = bw_intern_text_add(
			    &b->e.texts, n->qualifiers, &p->qualifiers, err);
		if (rc != 0)
			return rc;
		if (!bw_vec_push(&b->name, one))
			return no_memory(err);
	}
	p->n_name = (uint32_t)b->name.n - p->name;
	return 0;
}

int
bw_estate_package(struct bw_estate_build *b, const struct bw_component_rec *c,
    struct bw_str distro, uint64_t row, uint32_t *id, struct bw_err *err)
{
	struct bw_arena_mark mark = bw_arena_mark(&b->scratch);
	struct bw_package p = { .row = row, .flags = c->flags };
	struct bw_component_id who;
	int rc;

	b->naming.n = 0;
	rc = bw_names_of_component(
	    &b->naming, b->rules, c, distro, &who, &b->scratch, err);
	if (rc == 0) {
		p.scheme = (uint8_t)who.scheme;
		p.distro = is_distro(who.scheme);
		rc = package_texts(b, &p, c, who.version, err);
	}
	if (rc == 0)
		rc = package_names(b, &p, err);
	bw_arena_reset(&b->scratch, mark);
	*id = (uint32_t)b->package.n;
	if (rc == 0 && !bw_vec_push(&b->package, p))
		rc = no_memory(err);
	return rc;
}

/* ---- hosts ---- */

static int
by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

int
bw_estate_host(struct bw_estate_build *b, uint64_t row, const uint32_t *package,
    size_t n, struct bw_err *err)
{
	size_t from = b->on_host.n, kept = from;
	bool system = false;

	if (!bw_vec_room(&b->on_host, n) ||
	    !bw_vec_push(&b->host_at, (uint64_t)from) ||
	    !bw_vec_push(&b->host_row, row))
		return no_memory(err);
	if (n > 0)
		memcpy(b->on_host.v + from, package, n * sizeof(*package));
	if (n > 1)
		qsort(b->on_host.v + from, n, sizeof(*package), by_number);
	for (size_t i = from; i < from + n; i++) {
		uint32_t p = b->on_host.v[i];

		BW_ASSERT(p < b->package.n);
		system = system ||
		    (b->package.v[p].flags & BW_COMPONENT_SYSTEM) != 0;
		if (kept == from || b->on_host.v[kept - 1] != p)
			b->on_host.v[kept++] = p;
	}
	b->on_host.n = kept;
	return bw_vec_push(&b->host_system, system) ? 0 : no_memory(err);
}

/* ---- the other way round ---- */

/* The lists of b that hold each number of 0 .. n - 1. */
static int
turn(const uint64_t *at, size_t n_list, const uint32_t *v, size_t n,
    uint64_t **out_at, uint32_t **out, struct bw_err *err)
{
	uint64_t *to = bw_calloc(n + 2, sizeof(*to));
	uint32_t *list = bw_calloc(at[n_list] + 1, sizeof(*list));

	*out_at = to;
	*out = list;
	if (to == NULL || list == NULL)
		return no_memory(err);
	for (uint64_t i = 0; i < at[n_list]; i++)
		to[v[i] + 2]++;
	for (size_t i = 2; i <= n + 1; i++)
		to[i] += to[i - 1];
	for (size_t l = 0; l < n_list; l++)
		for (uint64_t i = at[l]; i < at[l + 1]; i++)
			list[to[v[i] + 1]++] = (uint32_t)l;
	return 0;
}

/* Names of packages as lists, to be turned into packages of names. */
static int
turn_names(struct bw_estate *e, struct bw_err *err)
{
	uint64_t *at = bw_calloc((size_t)e->n_package + 1, sizeof(*at));
	uint32_t *name = bw_calloc(e->n_name + 1, sizeof(*name));
	int rc = 0;

	if (at == NULL || name == NULL) {
		rc = no_memory(err);
	} else {
		for (uint32_t i = 0; i < e->n_package; i++)
			at[i + 1] = at[i] + e->package[i].n_name;
		for (size_t i = 0; i < e->n_name; i++)
			name[i] = e->name[i].name;
		rc = turn(at, e->n_package, name, e->names.n, &e->called_at,
		    &e->called, err);
	}
	bw_free(at);
	bw_free(name);
	return rc;
}

static void
hand_over(struct bw_estate_build *b, struct bw_estate *out)
{
	*out = b->e;
	out->package = b->package.v;
	out->n_package = (uint32_t)b->package.n;
	out->name = b->name.v;
	out->n_name = b->name.n;
	out->on_host = b->on_host.v;
	out->host_at = b->host_at.v;
	out->n_host = (uint32_t)b->host_row.n;
	out->host_row = b->host_row.v;
	out->host_system = b->host_system.v;
	b->package.v = NULL;
	b->name.v = NULL;
	b->on_host.v = NULL;
	b->host_at.v = NULL;
	b->host_row.v = NULL;
	b->host_system.v = NULL;
	b->e = (struct bw_estate){ 0 };
}

int
bw_estate_finish(
    struct bw_estate_build *b, struct bw_estate *out, struct bw_err *err)
{
	int rc = bw_vec_push(&b->host_at, (uint64_t)b->on_host.n)
	    ? 0
	    : no_memory(err);

	*out = (struct bw_estate){ 0 };
	if (rc == 0) {
		hand_over(b, out);
		rc = turn(out->host_at, out->n_host, out->on_host,
		    out->n_package, &out->where_at, &out->where, err);
	}
	if (rc == 0)
		rc = turn_names(out, err);
	if (rc != 0)
		bw_estate_release(out);
	bw_estate_abort(b);
	return rc;
}
