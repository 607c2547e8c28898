/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * estate_build.c - inventories become columns: hosts, packages, names.
 */
#include "base/vec.h"
#include "cyber/estate_priv.h"

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
	return 0;
}

int
bw_estate_begin_over(struct bw_estate_build **out,
    const struct bw_naming_rules *r, const struct bw_estate *under,
    struct bw_err *err)
{
	int rc = bw_estate_begin(out, r, err);
	struct bw_estate_build *b = *out;

	BW_ASSERT(under->under == NULL);
	if (rc != 0)
		return rc;
	b->e.under = under;
	bw_intern_over(&b->e.names, &under->names);
	bw_intern_over(&b->e.texts, &under->texts);
	b->e.gone = bw_calloc(under->n_host / 64 + 1, sizeof(*b->e.gone));
	if (b->e.gone != NULL)
		return 0;
	bw_estate_abort(b);
	*out = NULL;
	return no_memory(err);
}

int
bw_estate_gone(struct bw_estate_build *b, uint32_t host, struct bw_err *err)
{
	if (b->e.under == NULL || host >= b->e.under->n_host)
		return bw_fail(err, BW_EFORMAT,
		    "host %u is not among those that were there", host);
	b->e.gone[host / 64] |= UINT64_C(1) << host % 64;
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
	p->name = estate_from(&b->e).name + (uint32_t)b->name.n;
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
	p->n_name = estate_from(&b->e).name + (uint32_t)b->name.n - p->name;
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
		rc = bw_intern_text_add(&b->e.texts, distro, &p.release, err);
	if (rc == 0)
		rc = package_names(b, &p, err);
	bw_arena_reset(&b->scratch, mark);
	*id = estate_from(&b->e).package + (uint32_t)b->package.n;
	if (rc == 0 && !bw_vec_push(&b->package, p))
		rc = no_memory(err);
	return rc;
}

/* ---- hosts ---- */

int
bw_estate_text(struct bw_estate_build *b, struct bw_str text, uint32_t *id,
    struct bw_err *err)
{
	return bw_intern_text_add(&b->e.texts, text, id, err);
}

int
bw_estate_host(struct bw_estate_build *b, uint64_t row, const uint32_t *package,
    size_t n, struct bw_err *err)
{
	size_t from = b->on_host.n;

	if (!bw_vec_room(&b->on_host, n) ||
	    !bw_vec_push(&b->host_at, (uint64_t)from) ||
	    !bw_vec_push(&b->host_row, row))
		return no_memory(err);
	if (n > 0)
		memcpy(b->on_host.v + from, package, n * sizeof(*package));
	b->on_host.n = from + n;
	return 0;
}

void
bw_estate_renumber(struct bw_estate_build *b, const uint32_t *to)
{
	uint32_t from = estate_from(&b->e).package;

	for (size_t i = 0; i < b->on_host.n; i++)
		if (b->on_host.v[i] >= from)
			b->on_host.v[i] = to[b->on_host.v[i] - from];
}

static int
by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

/* Rising, each once; mostly they are so already. */
static size_t
in_order(uint32_t *v, size_t n)
{
	size_t kept = 0, i = 1;

	while (i < n && v[i - 1] < v[i])
		i++;
	if (i >= n)
		return n;
	qsort(v, n, sizeof(*v), by_number);
	for (i = 1; i < n; i++)
		if (v[i] != v[kept])
			v[++kept] = v[i];
	return kept + 1;
}

static uint8_t
flags_of(const struct bw_estate_build *b, uint32_t package)
{
	uint32_t from = estate_from(&b->e).package;

	return package < from ? b->e.under->package[package].flags
			      : b->package.v[package - from].flags;
}

/* Puts the packages of own host h in order, and behind those of the hosts
 * before it, of which there are *kept. */
static int
settle_host(
    struct bw_estate_build *b, size_t h, size_t *kept, struct bw_err *err)
{
	uint64_t most = estate_from(&b->e).package + b->package.n;
	uint64_t from = b->host_at.v[h];
	size_t n = (size_t)(b->host_at.v[h + 1] - from);
	uint32_t *v;

	b->host_system.v[h] = false;
	b->host_at.v[h] = *kept;
	if (n == 0)
		return 0;
	v = b->on_host.v + from;
	n = in_order(v, n);
	if (v[n - 1] >= most)
		return bw_fail(err, BW_EFORMAT,
		    "host %zu has a package that is not there", h + 1);
	for (size_t i = 0; i < n && !b->host_system.v[h]; i++)
		b->host_system.v[h] =
		    (flags_of(b, v[i]) & BW_COMPONENT_SYSTEM) != 0;
	memmove(b->on_host.v + *kept, v, n * sizeof(*v));
	*kept += n;
	return 0;
}

static int
settle_hosts(struct bw_estate_build *b, struct bw_err *err)
{
	size_t n_host = b->host_row.n, kept = 0;
	int rc = 0;

	if (!bw_vec_push(&b->host_at, (uint64_t)b->on_host.n) ||
	    !bw_vec_room(&b->on_host, 1) ||
	    !bw_vec_room(&b->host_system, n_host + 1))
		return no_memory(err);
	for (size_t h = 0; h < n_host && rc == 0; h++)
		rc = settle_host(b, h, &kept, err);
	b->host_at.v[n_host] = kept;
	return rc;
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

static int
by_pair(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

/* The same for a few lists: pairs of a number and its list, in order. */
static int
turn_few(const uint64_t *at, size_t n_list, const uint32_t *v,
    uint32_t first_list, uint32_t **key, uint32_t **out, struct bw_err *err)
{
	size_t n = (size_t)at[n_list];
	uint64_t *pair = bw_calloc(n + 1, sizeof(*pair));

	*key = bw_calloc(n + 1, sizeof(**key));
	*out = bw_calloc(n + 1, sizeof(**out));
	if (pair == NULL || *key == NULL || *out == NULL) {
		bw_free(pair);
		return no_memory(err);
	}
	for (size_t l = 0; l < n_list; l++)
		for (uint64_t i = at[l]; i < at[l + 1]; i++)
			pair[i] = (uint64_t)v[i] << 32 | (first_list + l);
	qsort(pair, n, sizeof(*pair), by_pair);
	for (size_t i = 0; i < n; i++) {
		(*key)[i] = (uint32_t)(pair[i] >> 32);
		(*out)[i] = (uint32_t)pair[i];
	}
	bw_free(pair);
	return 0;
}

/* The own packages of every name; names are lists of packages so far. */
static int
turn_names(struct bw_estate *e, struct bw_err *err)
{
	struct estate_from from = estate_from(e);
	uint32_t n = e->n_package - from.package;
	uint64_t *at = bw_calloc((size_t)n + 1, sizeof(*at));
	uint32_t *name = bw_calloc(e->n_name - from.name + 1u, sizeof(*name));
	int rc = 0;

	if (at == NULL || name == NULL) {
		rc = no_memory(err);
	} else {
		for (uint32_t i = 0; i < n; i++)
			at[i + 1] = at[i] + e->package[i].n_name;
		for (size_t i = 0; i < e->n_name - from.name; i++)
			name[i] = e->name[i].name;
		e->n_called = at[n];
		rc = e->under == NULL ? turn(at, n, name, e->names.n,
					    &e->called_at, &e->called, err)
				      : turn_few(at, n, name, from.package,
					    &e->called_by, &e->called, err);
	}
	bw_free(at);
	bw_free(name);
	return rc;
}

static int
turn_hosts(struct bw_estate *e, struct bw_err *err)
{
	struct estate_from from = estate_from(e);
	uint32_t n = e->n_host - from.host;

	e->n_where = e->host_at[n];
	return e->under == NULL ? turn(e->host_at, n, e->on_host, e->n_package,
				      &e->where_at, &e->where, err)
				: turn_few(e->host_at, n, e->on_host, from.host,
				      &e->where_of, &e->where, err);
}

/* ---- all ---- */

static void
hand_over(struct bw_estate_build *b, struct bw_estate *out)
{
	struct estate_from from = estate_from(&b->e);

	*out = b->e;
	out->package = b->package.v;
	out->n_package = from.package + (uint32_t)b->package.n;
	out->name = b->name.v;
	out->n_name = from.name + (uint32_t)b->name.n;
	out->on_host = b->on_host.v;
	out->host_at = b->host_at.v;
	out->n_host = from.host + (uint32_t)b->host_row.n;
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
	int rc = settle_hosts(b, err);

	*out = (struct bw_estate){ 0 };
	if (rc == 0) {
		hand_over(b, out);
		rc = turn_hosts(out, err);
	}
	if (rc == 0)
		rc = turn_names(out, err);
	if (rc != 0)
		bw_estate_release(out);
	bw_estate_abort(b);
	return rc;
}
