/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * inventory_csv.c - what runs where, for those who have nothing else.
 *
 * A row is one product on one machine, in English or Dutch columns. A file may
 * hold many machines of many owners, in any order; what a row says of its
 * machine need only be said once. A list without a column for the machine is
 * of one, called after the file. Rules: doc/formats/inventory.md.
 */
#include "base/map.h"
#include "formats/columns.h"
#include "formats/formats_priv.h"
#include "formats/said.h"

enum {
	HOST,
	OWNER,
	VENDOR,
	PRODUCT,
	VERSION,
	PURL,
	CPE,
	ECOSYSTEM,
	DISTRO,
	EXPOSURE,
	IMPORTANCE,
	SOURCE,
	N_COLUMNS
};

static const struct bw_column columns[N_COLUMNS] = {
	[HOST] = { "host|apparaat|machine|hostname|computer|server|device|"
		   "systeem",
	    BW_COL_OPTIONAL },
	[OWNER] = { "owner|eigenaar|organisation|organisatie|organization|"
		    "member|deelnemer",
	    BW_COL_OPTIONAL },
	[VENDOR] = { "vendor|leverancier|fabrikant|maker|manufacturer|"
		     "publisher|uitgever",
	    BW_COL_OPTIONAL },
	[PRODUCT] = { "product|software|programma|pakket|package|component|"
		      "applicatie|application|onderdeel",
	    BW_COL_OPTIONAL },
	[VERSION] = { "version|versie", BW_COL_OPTIONAL },
	[PURL] = { "purl|package url", BW_COL_OPTIONAL },
	[CPE] = { "cpe|cpe23", BW_COL_OPTIONAL },
	[ECOSYSTEM] = { "ecosystem|ecosysteem|soort pakket", BW_COL_OPTIONAL },
	[DISTRO] = { "distro|distributie|os|besturingssysteem",
	    BW_COL_OPTIONAL },
	[EXPOSURE] = { "exposure|bereikbaar|bereikbaarheid|blootstelling",
	    BW_COL_OPTIONAL },
	[IMPORTANCE] = { "importance|belang|kriticiteit|criticality",
	    BW_COL_OPTIONAL },
	[SOURCE] = { "source|bron", BW_COL_OPTIONAL },
};

struct host {
	struct bw_inventory_rec rec;
	size_t from, n; /* its rows, once they are in order */
};
struct product {
	uint32_t host;
	struct bw_component_rec rec;
	struct bw_str purl, cpe;
};
struct table {
	struct bw_inv inv;
	struct bw_intern names;
	BW_VEC(struct host) host;
	BW_VEC(struct product) product;
	struct bw_str file; /* the host of a list without hosts */
};

static struct bw_str
keep(struct table *t, struct bw_str s)
{
	struct bw_str copy = { 0 };

	if (s.n > 0 && (copy = bw_arena_dup(&t->inv.rd.scratch, s)).p == NULL)
		t->inv.rd.oom = true;
	return copy;
}

static int
no_memory(struct table *t)
{
	return bw_fail(t->inv.rd.err, BW_ENOMEM, "no memory for the inventory");
}

/* The machine of a row by its name and that of its owner: two members may
 * both have a "server1". */
static int
find_host(struct table *t, const struct bw_row *row, struct bw_key owner,
    uint32_t *id)
{
	struct bw_str name = bw_cell(row, HOST), key;
	struct host h = { .rec.made = BW_NO_TIME };
	bool added;
	int rc;

	if (name.n == 0)
		name = t->file;
	key = owner.scheme.n == 0
	    ? name
	    : bw_rd_fmt(&t->inv.rd, "%.*s:%.*s/%.*s", BW_ARG(owner.scheme),
		  BW_ARG(owner.value), BW_ARG(name));
	if (t->inv.rd.oom)
		return no_memory(t);
	rc = bw_intern_add(&t->names, key, id, &added, t->inv.rd.err);
	if (rc != 0 || !added)
		return rc;
	h.rec.key = (struct bw_key){ BW_STR("inventory"), keep(t, key) };
	h.rec.name = keep(t, name);
	h.rec.owner = owner;
	h.rec.owner.value = keep(t, owner.value);
	h.rec.place = row->place;
	return bw_vec_push(&t->host, h) ? 0 : no_memory(t);
}

/* A word about the machine: the first holds. */
static int
tell_once(
    struct table *t, struct bw_str *to, struct bw_str now, const char *what)
{
	if (now.n == 0 || bw_str_eq(*to, now))
		return 0;
	if (to->n == 0) {
		*to = keep(t, now);
		return 0;
	}
	return bw_rd_note(&t->inv.rd, "inventory-twice",
	    "%s is \"%.*s\" here and \"%.*s\" before: the first holds", what,
	    BW_SHOW(now), BW_SHOW(*to));
}

static int
choice(struct table *t, struct bw_str cell, struct bw_str word,
    const char *rule, struct bw_str *to, const char *what)
{
	if (cell.n > 0 && word.n == 0)
		return bw_rd_note(&t->inv.rd, rule,
		    "\"%.*s\" is no such word: left out", BW_SHOW(cell));
	return tell_once(t, to, word, what);
}

static int
describe_host(
    struct table *t, const struct bw_row *row, struct bw_inventory_rec *r)
{
	struct bw_str exposure = bw_cell(row, EXPOSURE);
	struct bw_str importance = bw_cell(row, IMPORTANCE);
	int rc;

	rc = choice(t, exposure, bw_said_exposure(exposure),
	    "inventory-exposure", &r->exposure, "exposure");
	if (rc == 0)
		rc = choice(t, importance, bw_said_importance(importance),
		    "inventory-importance", &r->importance, "importance");
	if (rc == 0)
		rc = tell_once(t, &r->distro,
		    bw_said_distro(&t->inv, bw_cell(row, DISTRO)), "distro");
	return rc;
}

static int
take_product(struct table *t, const struct bw_row *row, uint32_t host)
{
	struct product p = { .host = host,
		.rec = { .vendor = keep(t, bw_cell(row, VENDOR)),
		    .name = keep(t, bw_cell(row, PRODUCT)),
		    .version = keep(t, bw_cell(row, VERSION)),
		    .place = row->place },
		.purl = keep(t, bw_cell(row, PURL)),
		.cpe = keep(t, bw_cell(row, CPE)) };

	p.rec.ecosystem = bw_rd_lower(&t->inv.rd, bw_cell(row, ECOSYSTEM));
	p.rec.place.ref = keep(t, bw_cell(row, SOURCE));
	if (t->inv.rd.oom || !bw_vec_push(&t->product, p))
		return no_memory(t);
	t->host.v[host].n++;
	return 0;
}

static int
read_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct table *t = ctx;
	struct bw_str owner = bw_cell(row, OWNER);
	struct bw_key key;
	const char *why = "";
	uint32_t host;
	int rc;

	(void)err;
	t->inv.rd.place = row->place;
	if (bw_cell(row, PRODUCT).n == 0 && bw_cell(row, PURL).n == 0 &&
	    bw_cell(row, CPE).n == 0)
		return bw_rd_refuse(&t->inv.rd, "inventory-product",
		    "neither product nor purl nor cpe: what runs there?");
	if (!bw_said_owner(&t->inv, owner, &key, &why))
		return bw_rd_refuse(&t->inv.rd, "inventory-owner",
		    "\"%.*s\": %s", BW_SHOW(owner), why);
	if ((rc = find_host(t, row, key, &host)) != 0 ||
	    (rc = describe_host(t, row, &t->host.v[host].rec)) != 0)
		return rc;
	return take_product(t, row, host);
}

/* ---- telling: the rows of a machine together, in the order of the file ----
 */

static int
tell_host(struct table *t, const struct host *h, const uint32_t *order)
{
	struct bw_component_rec *c;

	bw_inv_begin(&t->inv);
	t->inv.rec = h->rec;
	for (size_t i = 0; i < h->n; i++) {
		const struct product *p = &t->product.v[order[h->from + i]];

		if ((c = bw_inv_add(&t->inv)) == NULL)
			return bw_inv_full(&t->inv);
		*c = p->rec;
		bw_inv_key(&t->inv, "purl", p->purl);
		bw_inv_key(&t->inv, "cpe", p->cpe);
	}
	return bw_inv_tell(&t->inv);
}

static int
tell_all(struct table *t)
{
	uint32_t *order = bw_alloc(t->product.n + 1, sizeof(*order));
	size_t at = 0;
	int rc = 0;

	if (order == NULL)
		return no_memory(t);
	for (size_t i = 0; i < t->host.n; i++) {
		t->host.v[i].from = at;
		at += t->host.v[i].n;
		t->host.v[i].n = 0;
	}
	for (size_t i = 0; i < t->product.n; i++) {
		struct host *h = &t->host.v[t->product.v[i].host];

		order[h->from + h->n++] = (uint32_t)i;
	}
	for (size_t i = 0; i < t->host.n && rc == 0; i++)
		rc = tell_host(t, &t->host.v[i], order);
	bw_free(order);
	return rc;
}

static int
read_inventory(
    struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = {
		.column = columns, .n = N_COLUMNS, .row = read_row
	};
	struct table t = { .file = bw_file_stem(bw_input_name(in)) };
	int rc;

	bw_intern_init(&t.names);
	if ((rc = bw_inv_init(&t.inv, sink, err)) == 0 &&
	    (rc = bw_table_read(in, &form, &t, sink, err)) == 0)
		rc = tell_all(&t);
	bw_intern_release(&t.names);
	bw_vec_release(&t.host);
	bw_vec_release(&t.product);
	bw_inv_release(&t.inv);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, N_COLUMNS);
	bool what = (found & (1u << PRODUCT | 1u << PURL | 1u << CPE)) != 0;

	(void)cut;
	(void)name;
	if ((found & (1u << PURL | 1u << CPE)) != 0)
		return 90;
	if (what && (found & 1u << HOST) != 0)
		return 88;
	return what && (found & 1u << VERSION) != 0 ? 86 : 0;
}

const struct bw_format bw_format_inventory = { .name = "inventory",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_inventory };
