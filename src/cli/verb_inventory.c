/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_inventory.c - what runs where.
 *
 * inventory                 every host
 * inventory HOST            what is on it
 * inventory OWNER           the hosts of a party
 * inventory TEXT            on which hosts a component is that is called so
 */
#include "cli/cli.h"
#include "cyber/cyber_load.h"

struct stock {
	struct bw_cli *cli;
	struct bw_view *v;
	struct bw_world *w;
	struct bw_cyber c;
	BW_VEC(uint32_t) host;    /* that are asked for */
	BW_VEC(uint32_t) package; /* that are asked for */
	bool components;          /* a row is a component on a host */
	struct bw_listing l;
	struct bw_jw j;
	uint32_t at;        /* host of the rows that are written */
	struct bw_str from; /* name of the source of that host */
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for inventories");
}

static struct bw_str
text(const struct stock *s, uint32_t id)
{
	return bw_intern_text(&s->c.estate.texts, id);
}

/* ---- what is asked ---- */

static int
hosts_called(
    struct stock *s, struct bw_str name, int64_t owner, struct bw_err *err)
{
	for (uint32_t i = 0; i < s->c.estate.n_host; i++) {
		const struct bw_cyber_host *h = &s->c.host[i];

		if (!bw_estate_has_host(&s->c.estate, i) ||
		    (name.n > 0 && !bw_str_eq_nocase(h->name, name)) ||
		    (owner != 0 && h->owner != owner))
			continue;
		if (!bw_vec_push(&s->host, i))
			return no_memory(err);
	}
	return 0;
}

/* Of a purl or CPE the part that names the thing. */
static bool
is_called(const struct stock *s, uint32_t package, struct bw_str name)
{
	const struct bw_estate *e = &s->c.estate;
	const struct bw_package *p = bw_estate_package_at(e, package);
	bool found = bw_str_has_nocase(text(s, p->label), name);

	for (uint32_t i = 0; i < p->n_name && !found; i++)
		found = bw_str_has_nocase(
		    bw_intern_get(
			&e->names, bw_estate_name_at(e, p->name + i)->name),
		    name);
	return found;
}

static int
packages_called(struct stock *s, struct bw_str name, struct bw_err *err)
{
	for (uint32_t i = 0; i < s->c.estate.n_package; i++)
		if (is_called(s, i, name) && !bw_vec_push(&s->package, i))
			return no_memory(err);
	return s->package.n > 0
	    ? 0
	    : bw_fail(err, BW_ENOTFOUND,
		  "'%.*s' is no host, owner or component of this world; "
		  "bolwerk inventory lists the hosts",
		  BW_ARG(name));
}

static int
what_is_wanted(struct stock *s, struct bw_err *err)
{
	struct bw_str name =
	    bw_str_of(s->cli->n_arg == 0 ? "" : s->cli->arg[0]);
	uint32_t party;
	int rc = hosts_called(s, name, 0, err);

	if (rc != 0 || name.n == 0)
		return rc;
	s->components = true;
	if (s->host.n > 0)
		return 0;
	if (bw_cli_party(s->cli, s->v, s->cli->arg[0], &party, NULL) == 0) {
		s->components = false;
		return hosts_called(s, BW_STR(""), s->v->party_row[party], err);
	}
	return packages_called(s, name, err);
}

/* ---- hosts ---- */

static const char *const host_column[] = { "inventory-host", "inventory-owner",
	"inventory-distro", "inventory-exposure", "inventory-importance",
	"inventory-components", "inventory-load", "inventory-source" };
static const unsigned host_flag[] = { BW_COL_WRAP, BW_COL_WRAP, BW_COL_WRAP, 0,
	0, BW_COL_RIGHT, BW_COL_RIGHT, BW_LIST_CSV };

static struct bw_str
owner_of(const struct stock *s, const struct bw_cyber_host *h)
{
	uint32_t owner =
	    h->owner == 0 ? BW_NONE : bw_view_of_row(s->v, h->owner);

	return owner == BW_NONE ? BW_STR("") : bw_view_name(s->v, owner);
}

static int
one_host(struct stock *s, uint32_t host, struct bw_err *err)
{
	const struct bw_cyber_host *h = &s->c.host[host];
	size_t n = bw_estate_on_host(&s->c.estate, host).n;
	struct bw_source from;
	int rc = bw_world_source(s->w, h->load, &s->cli->arena, &from, err);

	if (rc != 0)
		return rc;
	if (bw_cli_has(s->cli, BW_OPT_JSON)) {
		bw_jw_open(&s->j, NULL, '{');
		bw_jw_str(&s->j, "host", h->name);
		bw_jw_i64(&s->j, "inventory", h->row);
		bw_jw_str(&s->j, "owner", owner_of(s, h));
		bw_jw_str(&s->j, "distro", h->distro);
		bw_jw_str(&s->j, "exposure", h->exposure);
		bw_jw_str(&s->j, "importance", h->importance);
		bw_jw_i64(&s->j, "components", (int64_t)n);
		bw_jw_str(&s->j, "source", from.name);
		bw_jw_i64(&s->j, "load", h->load);
		bw_jw_close(&s->j);
		return 0;
	}
	bw_list_cell(&s->l, h->name);
	bw_list_cell(&s->l, owner_of(s, h));
	bw_list_cell(&s->l, h->distro);
	bw_list_cell(&s->l, h->exposure);
	bw_list_cell(&s->l, h->importance);
	bw_list_count(&s->l, n);
	bw_list_count(&s->l, h->load);
	bw_list_cell(&s->l, from.name);
	return 0;
}

/* ---- components ---- */

static const char *const package_column[] = { "inventory-host",
	"inventory-component", "inventory-version", "inventory-vendor",
	"inventory-identity", "inventory-load", "inventory-source" };
static const unsigned package_flag[] = { BW_COL_WRAP, BW_COL_WRAP, BW_COL_WRAP,
	BW_LIST_CSV, BW_COL_WRAP, BW_COL_RIGHT, BW_LIST_CSV };

static void
component_json(struct stock *s, const struct bw_component_rec *r)
{
	bw_jw_open(&s->j, NULL, '{');
	bw_jw_str(&s->j, "host", s->c.host[s->at].name);
	bw_jw_i64(&s->j, "inventory", s->c.host[s->at].row);
	bw_jw_str(&s->j, "component", r->name);
	bw_jw_str(&s->j, "version", r->version);
	bw_jw_str(&s->j, "vendor", r->vendor);
	bw_jw_str(&s->j, "ecosystem", r->ecosystem);
	bw_jw_open(&s->j, "identities", '[');
	for (size_t i = 0; i < r->n_key; i++)
		bw_jw_str(&s->j, NULL, r->key[i].value);
	bw_jw_close(&s->j);
	bw_jw_str(&s->j, "source", s->from);
	bw_jw_i64(&s->j, "load", s->c.host[s->at].load);
	bw_jw_close(&s->j);
}

static int
on_component(void *ctx, const struct bw_told_row *row,
    const struct bw_component_rec *r, struct bw_err *err)
{
	struct stock *s = ctx;
	struct bw_arena *a = &s->cli->arena;
	struct bw_str key = r->n_key > 0 ? r->key[0].value : r->ecosystem;

	(void)row;
	(void)err;
	if (bw_cli_has(s->cli, BW_OPT_JSON)) {
		component_json(s, r);
		return 0;
	}
	bw_list_cell(&s->l, s->c.host[s->at].name);
	bw_list_cell(&s->l, bw_arena_dup(a, r->name));
	bw_list_cell(&s->l, bw_arena_dup(a, r->version));
	bw_list_cell(&s->l, bw_arena_dup(a, r->vendor));
	bw_list_cell(&s->l, bw_arena_dup(a, key));
	bw_list_count(&s->l, s->c.host[s->at].load);
	bw_list_cell(&s->l, s->from);
	return 0;
}

static int
by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

static bool
is_wanted(const struct stock *s, uint32_t package)
{
	return s->package.n == 0 ||
	    bsearch(&package, s->package.v, s->package.n, sizeof(package),
		by_number) != NULL;
}

/* Those of a host that are asked for, at most `most`; *n counts all. */
static int
components_of(
    struct stock *s, uint32_t host, size_t most, size_t *n, struct bw_err *err)
{
	struct bw_ids here = bw_estate_on_host(&s->c.estate, host);
	int64_t *row = bw_calloc(here.n + 1, sizeof(*row));
	size_t shown = 0, all = 0;
	struct bw_source from = { 0 };
	int rc;

	if (row == NULL)
		return no_memory(err);
	for (size_t i = 0; i < here.n; i++) {
		const struct bw_package *p;

		if (!is_wanted(s, here.v[i]))
			continue;
		p = bw_estate_package_at(&s->c.estate, here.v[i]);
		if (*n + all < most)
			row[shown++] = (int64_t)p->row;
		all++;
	}
	s->at = host;
	rc = bw_world_source(
	    s->w, s->c.host[host].load, &s->cli->arena, &from, err);
	s->from = from.name;
	if (rc == 0)
		rc =
		    bw_told_packages_of(s->w, row, shown, on_component, s, err);
	*n += all;
	bw_free(row);
	return rc;
}

/* The hosts on which one of the packages is. */
static int
hosts_of_packages(struct stock *s, struct bw_err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->package.n; i++)
		for (unsigned l = 0; l < BW_LAYERS; l++) {
			struct bw_ids on = bw_estate_hosts_of(
			    &s->c.estate, s->package.v[i], l);

			for (size_t k = 0; k < on.n; k++)
				if (bw_estate_has_host(&s->c.estate, on.v[k]) &&
				    !bw_vec_push(&s->host, on.v[k]))
					return no_memory(err);
		}
	if (s->host.n > 1)
		qsort(s->host.v, s->host.n, sizeof(*s->host.v), by_number);
	for (size_t i = 1; i < s->host.n; i++)
		if (s->host.v[i] != s->host.v[kept])
			s->host.v[++kept] = s->host.v[i];
	if (s->host.n > 0)
		s->host.n = kept + 1;
	return 0;
}

/* ---- all ---- */

static size_t
most_rows(const struct stock *s)
{
	if (bw_cli_has(s->cli, BW_OPT_LIMIT))
		return s->cli->limit;
	return bw_cli_has(s->cli, BW_OPT_CSV) || bw_cli_has(s->cli, BW_OPT_JSON)
	    ? SIZE_MAX
	    : 200;
}

static int
rows(struct stock *s, size_t *n, struct bw_err *err)
{
	size_t most = most_rows(s);
	int rc = 0;

	*n = 0;
	for (size_t i = 0; i < s->host.n && rc == 0; i++)
		if (s->components)
			rc = components_of(s, s->host.v[i], most, n, err);
		else if ((*n)++ < most)
			rc = one_host(s, s->host.v[i], err);
	return rc;
}

static void
summary(struct stock *s, size_t n)
{
	struct bw_arena *a = &s->cli->arena;
	size_t most = most_rows(s);
	struct bw_fill fill[] = {
		{ "hosts", bw_text_same(bw_arena_fmt(a, "%zu", s->host.n)) },
		{ "n", bw_text_same(bw_arena_fmt(a, "%zu", n)) },
		{ "shown",
		    bw_text_same(bw_arena_fmt(a, "%zu", n < most ? n : most)) }
	};
	const char *key =
	    s->components ? "inventory.components" : "inventory.hosts";

	bw_wrap(&s->cli->out,
	    bw_text_fill(a, key, fill, BW_LEN(fill)).in[s->cli->lang], 0,
	    s->cli->width);
	if (n > most)
		bw_wrap(&s->cli->out,
		    bw_text_fill(a, "inventory.more", fill, BW_LEN(fill))
			.in[s->cli->lang],
		    0, s->cli->width);
}

static int
show(struct stock *s, struct bw_err *err)
{
	struct bw_cli *cli = s->cli;
	size_t n;
	int rc;

	if (bw_cli_has(cli, BW_OPT_JSON)) {
		s->j = bw_cli_json(cli);
		bw_jw_i64(&s->j, "hosts", (int64_t)s->host.n);
		bw_jw_open(
		    &s->j, s->components ? "components" : "inventories", '[');
		rc = rows(s, &n, err);
		bw_jw_close(&s->j);
		bw_jw_close(&s->j);
		return rc;
	}
	rc = s->components ? bw_list_open(&s->l, cli, package_column,
				 package_flag, BW_LEN(package_column), err)
			   : bw_list_open(&s->l, cli, host_column, host_flag,
				 BW_LEN(host_column), err);
	if (rc == 0)
		rc = rows(s, &n, err);
	if (rc == 0)
		rc = bw_list_close(&s->l, err);
	if (rc == 0 && !bw_cli_has(cli, BW_OPT_CSV))
		summary(s, n);
	return rc;
}

int
bw_verb_inventory(struct bw_cli *cli, struct bw_err *err)
{
	struct stock s = { .cli = cli };
	int rc = bw_cli_view(cli, &s.w, &s.v, err);

	if (rc == 0)
		rc = bw_cyber_open(&s.c, s.w, cli->known.id, err);
	if (rc == 0)
		rc = what_is_wanted(&s, err);
	if (rc == 0 && s.package.n > 0)
		rc = hosts_of_packages(&s, err);
	if (rc == 0)
		rc = show(&s, err);
	bw_vec_release(&s.host);
	bw_vec_release(&s.package);
	bw_cyber_close(&s.c);
	bw_view_close(s.v);
	bw_world_close(s.w);
	return rc;
}
