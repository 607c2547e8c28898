/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_products.c - the product tree of a CSAF document, sections 3.1.2 and
 * 3.2.2 of CSAF 2.0 and 2.1.
 *
 * A product is defined at the end of a path of branches (vendor, product,
 * version), in the list of full names, or by joining two others: "this
 * firmware installed on that device". What joins keeps what the first says
 * and runs `on` the second; 2.1 may go on so (product_paths). A joined product
 * may name one that is defined further down, so that these are built when all
 * are known.
 */
#include "formats/csaf_reading.h"

struct path {
	struct bw_str vendor, family, name, version, level;
	bool range;
};

bool
csaf_spend(struct csaf_reading *c, size_t n)
{
	c->mentions += n;
	if (c->mentions > CSAF_MENTIONS)
		c->a.over = true;
	return !c->a.over && !c->a.rd.oom;
}

/* The number of an id in `ids`; BW_NONE when it was there, or is empty. */
static uint32_t
enter(struct csaf_reading *c, struct bw_str id, struct csaf_id what)
{
	uint32_t n = BW_NONE;
	bool added = false;

	if (id.n == 0) {
		c->nameless++;
		return BW_NONE;
	}
	if (bw_intern_add(&c->ids, id, &n, &added, c->a.rd.err) != 0 ||
	    (added && !bw_vec_push(&c->id, what))) {
		c->a.rd.oom = true;
		return BW_NONE;
	}
	c->twice += !added;
	return added ? n : BW_NONE;
}

static uint32_t
push(struct csaf_reading *c, struct bw_adv_product p)
{
	if (!bw_vec_push(&c->first_key, c->a.key.n))
		c->a.rd.oom = true;
	return bw_advice_product(&c->a, p);
}

/* The type of "pkg:TYPE/...". */
static struct bw_str
purl_type(struct bw_str purl)
{
	struct bw_str rest = bw_str_sub(purl, 4, purl.n), type;

	if (!bw_str_starts(purl, BW_STR("pkg:")) ||
	    !bw_str_cut(&rest, '/', &type))
		return (struct bw_str){ 0 };
	return type;
}

/* 2.0 has one purl, 2.1 a list. Returns the first. */
static struct bw_str
keys(struct csaf_reading *c, struct bw_json full)
{
	struct bw_json helper =
	    bw_json_get(full, "product_identification_helper");
	struct bw_json_each it = bw_json_each(bw_json_get(helper, "purls"));
	struct bw_str first = bw_advice_text(&c->a, helper, "purl");

	bw_advice_key(&c->a, "purl", first);
	while (!it.object && bw_json_step(&it)) {
		struct bw_str s = bw_rd_text(&c->a.rd, bw_json_str(it.value));

		bw_advice_key(&c->a, "purl", s);
		first = first.n > 0 ? first : s;
	}
	bw_advice_key(&c->a, "cpe", bw_advice_text(&c->a, helper, "cpe"));
	return first;
}

/* ---- branches ---- */

/* A range in words may hold one version after all, and a single version may be
 * a sentence: both happen. */
static struct bw_versions
versions(struct csaf_reading *c, const struct path *p)
{
	struct bw_versions v = { .text = p->version };

	if (p->version.n == 0)
		return v;
	if (p->range) {
		v.form = bw_str_starts(v.text, BW_STR("vers:"))
		    ? BW_VERSIONS_VERS
		    : BW_VERSIONS_WORDS;
		return v;
	}
	if (p->level.n > 0) {
		v.form = BW_VERSIONS_ONE;
		v.text = bw_rd_fmt(&c->a.rd, "%.*s %.*s", BW_ARG(p->version),
		    BW_ARG(p->level));
		return v;
	}
	return bw_versions_told(p->version, v.scheme);
}

static void
define(struct csaf_reading *c, struct bw_json full, const struct path *path)
{
	struct bw_adv_product p = { .id = bw_advice_text(
					&c->a, full, "product_id"),
		.vendor = path->vendor,
		.name = path->name.n > 0 ? path->name : path->family,
		.on = BW_ADV_NONE };
	uint32_t n = enter(
	    c, p.id, (struct csaf_id){ .product = (uint32_t)c->a.product.n });
	struct bw_str scheme;

	if (n == BW_NONE)
		return;
	p.versions = versions(c, path);
	if (p.name.n == 0 && path->version.n > 0) {
		/* Red Hat: name and version of the package in one branch; its
		 * purl tells them apart. */
		p.name = path->version;
		p.versions = (struct bw_versions){ 0 };
	}
	if (p.name.n == 0)
		p.name = bw_advice_text(&c->a, full, "name");
	n = push(c, p);
	scheme = purl_type(keys(c, full));
	if (!c->a.rd.oom && p.versions.form != BW_VERSIONS_ALL)
		c->a.product.v[n].versions.scheme = scheme;
}

static void
take(struct path *p, struct bw_str category, struct bw_str name)
{
	if (bw_str_is(category, "vendor")) {
		p->vendor = name;
	} else if (bw_str_is(category, "product_family")) {
		p->family = name;
	} else if (bw_str_is(category, "product_name")) {
		p->name = name;
	} else if (bw_str_is(category, "product_version") ||
	    bw_str_is(category, "product_version_range")) {
		p->version = name;
		p->range = bw_str_is(category, "product_version_range");
	} else if (bw_str_is(category, "service_pack") ||
	    bw_str_is(category, "patch_level")) {
		p->level = name;
	}
}

/* As deep as the JSON reader lets it be. */
static void
branches(struct csaf_reading *c, struct bw_json list, struct path above)
{
	struct bw_json_each it = bw_json_each(list);

	while (!it.object && !c->a.rd.oom && bw_json_step(&it)) {
		struct path p = above;
		struct bw_json full = bw_json_get(it.value, "product");

		take(&p, bw_advice_text(&c->a, it.value, "category"),
		    bw_advice_text(&c->a, it.value, "name"));
		if (bw_json_type(full) == BW_JSON_OBJECT)
			define(c, full, &p);
		branches(c, bw_json_get(it.value, "branches"), p);
	}
}

/* ---- what is made of others ---- */

static uint32_t resolve(struct csaf_reading *c, uint32_t id, unsigned depth);

static uint32_t
end_of(
    struct csaf_reading *c, struct bw_json n, const char *key, unsigned depth)
{
	uint32_t id = bw_intern_find(&c->ids, bw_advice_text(&c->a, n, key));

	return id == BW_NONE || c->a.rd.oom ? BW_ADV_NONE
					    : resolve(c, id, depth);
}

static uint32_t
copy(struct csaf_reading *c, uint32_t of, struct bw_str id)
{
	struct bw_adv_product p = c->a.product.v[of];
	size_t first = c->first_key.v[of], n = p.n_key;
	uint32_t made;

	p.id = id;
	if (!csaf_spend(c, n + 1))
		return BW_ADV_NONE;
	made = push(c, p);
	for (size_t i = 0; i < n && !c->a.rd.oom; i++) {
		struct bw_key k = c->a.key.v[first + i];

		bw_advice_key(&c->a, k.scheme.n == 3 ? "cpe" : "purl", k.value);
	}
	return c->a.rd.oom ? BW_ADV_NONE : made;
}

/* 2.1: a beginning, and each further step; all but the last run on the next. */
static uint32_t
along(struct csaf_reading *c, struct bw_json n, uint32_t begin, uint32_t made,
    unsigned depth)
{
	struct bw_json list = bw_json_get(n, "subpaths");
	struct bw_json_each it = bw_json_each(list);
	size_t left = bw_json_count(list);
	uint32_t at = made;

	(void)begin;
	while (!it.object && left-- > 0 && bw_json_step(&it)) {
		uint32_t next =
		    end_of(c, it.value, "next_product_reference", depth);

		if (next != BW_ADV_NONE && left > 0)
			next = copy(c, next, (struct bw_str){ 0 });
		if (next == BW_ADV_NONE)
			return BW_ADV_NONE;
		c->a.product.v[at].on = next;
		at = next;
	}
	return made;
}

static uint32_t
join(struct csaf_reading *c, struct bw_json n, unsigned depth)
{
	struct bw_json full = bw_json_get(n, "full_product_name");
	struct bw_str id = bw_advice_text(&c->a, full, "product_id");
	bool path = bw_json_type(bw_json_get(n, "subpaths")) == BW_JSON_ARRAY;
	uint32_t begin = end_of(c, n,
	    path ? "beginning_product_reference" : "product_reference", depth);
	uint32_t on = path
	    ? BW_ADV_NONE
	    : end_of(c, n, "relates_to_product_reference", depth);
	uint32_t made;

	if (begin == BW_ADV_NONE || (!path && on == BW_ADV_NONE) ||
	    (made = copy(c, begin, id)) == BW_ADV_NONE)
		return BW_ADV_NONE;
	if (c->a.product.v[made].n_key == 0)
		(void)keys(c, full);
	if (path)
		return along(c, n, begin, made, depth);
	c->a.product.v[made].on = on;
	return made;
}

static uint32_t
resolve(struct csaf_reading *c, uint32_t id, unsigned depth)
{
	uint32_t made;

	if (c->id.v[id].state == CSAF_ID_READY)
		return c->id.v[id].product;
	if (c->id.v[id].state != CSAF_ID_WAITING || depth >= CSAF_CHAIN)
		return BW_ADV_NONE;
	c->id.v[id].state = CSAF_ID_VISITING;
	made = join(c, c->id.v[id].relation, depth + 1);
	c->id.v[id].product = made;
	c->id.v[id].state = made == BW_ADV_NONE ? CSAF_ID_LOST : CSAF_ID_READY;
	c->lost += made == BW_ADV_NONE;
	return made;
}

static void
announce(struct csaf_reading *c, struct bw_json list)
{
	struct bw_json_each it = bw_json_each(list);

	while (!it.object && bw_json_step(&it))
		(void)enter(c,
		    bw_advice_text(&c->a,
			bw_json_get(it.value, "full_product_name"),
			"product_id"),
		    (struct csaf_id){ .product = BW_ADV_NONE,
			.state = CSAF_ID_WAITING,
			.relation = it.value });
}

static void
groups(struct csaf_reading *c, struct bw_json list)
{
	struct bw_json_each it = bw_json_each(list);
	uint32_t id;
	bool added;

	while (!it.object && bw_json_step(&it)) {
		struct bw_str name =
		    bw_advice_text(&c->a, it.value, "group_id");

		added = false;
		if (name.n > 0 &&
		    (bw_intern_add(
			 &c->groups, name, &id, &added, c->a.rd.err) != 0 ||
			(added &&
			    !bw_vec_push(&c->group,
				bw_json_get(it.value, "product_ids")))))
			c->a.rd.oom = true;
	}
}

void
csaf_products(struct csaf_reading *c, struct bw_json tree)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(tree, "full_product_names"));
	struct path none = { 0 };

	branches(c, bw_json_get(tree, "branches"), none);
	while (!it.object && bw_json_step(&it))
		define(c, it.value, &none);
	announce(c, bw_json_get(tree, "relationships"));
	announce(c, bw_json_get(tree, "product_paths"));
	for (uint32_t i = 0; i < c->id.n && !c->a.over && !c->a.rd.oom; i++)
		(void)resolve(c, i, 0);
	groups(c, bw_json_get(tree, "product_groups"));
}

uint32_t
csaf_product(struct csaf_reading *c, struct bw_str id)
{
	uint32_t n = bw_intern_find(&c->ids, id);

	if (n != BW_NONE && n < c->id.n && c->id.v[n].state == CSAF_ID_READY)
		return c->id.v[n].product;
	c->strays++;
	return BW_ADV_NONE;
}
