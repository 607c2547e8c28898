/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cpe_nodes.c - the configurations of NVD, which CVE took over.
 *
 * A configuration joins nodes, a node joins CPE names, with AND or OR; what is
 * listed with vulnerable: false has to be there as well (the system it runs
 * on) and is not affected itself. The tree is kept as it is: whoever makes a
 * list of names of it cries wolf for every Windows that exists. Old files nest
 * nodes (`children`); depth is bounded by the JSON reader.
 */
#include "formats/advice.h"

/* The next part of a CPE 2.3 name, up to a colon without backslash. */
static struct bw_str
part(struct bw_str *rest)
{
	size_t i = 0;
	struct bw_str out;

	while (i < rest->n && rest->p[i] != ':')
		i += rest->p[i] == '\\' ? 2 : 1;
	i = i < rest->n ? i : rest->n;
	out = bw_str_sub(*rest, 0, i);
	*rest = bw_str_sub(*rest, i + (i < rest->n), rest->n);
	return out;
}

static struct bw_str
unescape(struct bw_advice *a, struct bw_str s)
{
	char *p;
	size_t n = 0;

	if (s.n == 0 || memchr(s.p, '\\', s.n) == NULL)
		return s;
	p = bw_arena_alloc(&a->rd.scratch, s.n, 1);
	if (p == NULL) {
		a->rd.oom = true;
		return (struct bw_str){ 0 };
	}
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\\' || (i > 0 && s.p[i - 1] == '\\'))
			p[n++] = s.p[i];
	return (struct bw_str){ p, n };
}

bool
bw_cpe_parts(struct bw_advice *a, struct bw_str cpe, struct bw_str *vendor,
    struct bw_str *product, struct bw_str *version)
{
	if (!bw_str_starts(cpe, BW_STR("cpe:2.3:")))
		return false;
	cpe = bw_str_sub(cpe, 8, cpe.n);
	(void)part(&cpe);
	*vendor = unescape(a, part(&cpe));
	*product = unescape(a, part(&cpe));
	*version = unescape(a, part(&cpe));
	return product->n > 0;
}

static struct bw_versions
bounds(struct bw_advice *a, struct bw_json match, struct bw_str version)
{
	static const char *const keys[][2] = {
		{ "versionStartIncluding", ">=" },
		{ "versionStartExcluding", ">" },
		{ "versionEndIncluding", "<=" }, { "versionEndExcluding", "<" }
	};
	struct bw_str scheme = BW_STR("vendor"), v;

	bw_vers_begin(a, scheme);
	for (size_t i = 0; i < BW_LEN(keys); i++)
		if ((v = bw_advice_text(a, match, keys[i][0])).n > 0)
			bw_vers_part(a, keys[i][1], v);
	if (a->parts > 0)
		return bw_vers_take(a, scheme);
	return bw_versions_told(version, scheme);
}

static int
leaf(struct bw_advice *a, struct bw_json match)
{
	struct bw_str cpe = bw_advice_text(a, match, "criteria"), version;
	struct bw_adv_product p = { .on = BW_ADV_NONE };
	uint32_t id;

	if (cpe.n == 0)
		cpe = bw_advice_text(a, match, "cpe23Uri");
	if (!bw_cpe_parts(a, cpe, &p.vendor, &p.name, &version))
		return bw_rd_note(
		    &a->rd, "nvd-cpe", "\"%.*s\" is no CPE name", BW_SHOW(cpe));
	p.versions = bounds(a, match, version);
	id = bw_advice_product(a, p);
	bw_advice_key(a, "cpe", cpe);
	bw_advice_node(a,
	    (struct bw_adv_node){ .op = BW_ADV_LEAF,
		.vulnerable =
		    bw_json_bool(bw_json_get(match, "vulnerable"), true),
		.product = id });
	return 0;
}

static int node(struct bw_advice *a, struct bw_json n);

/* The node stands before its children, and is told how many came; a name that
 * is none is no child. */
static int
children(struct bw_advice *a, struct bw_json n, size_t at)
{
	static const char *const names[] = { "cpeMatch", "cpe_match", "nodes",
		"children" };
	uint32_t count = 0;
	int rc = 0;

	for (size_t i = 0; i < BW_LEN(names); i++) {
		struct bw_json_each it = bw_json_each(bw_json_get(n, names[i]));

		while (rc == 0 && bw_json_step(&it)) {
			size_t before = a->node.n;

			rc = i < 2 ? leaf(a, it.value) : node(a, it.value);
			count += a->node.n > before;
		}
	}
	if (at < a->node.n)
		a->node.v[at].n = count;
	return rc;
}

static int
node(struct bw_advice *a, struct bw_json n)
{
	struct bw_str op = bw_advice_text(a, n, "operator");
	size_t at = a->node.n;

	bw_advice_node(a,
	    (struct bw_adv_node){ .op = bw_str_eq_nocase(op, BW_STR("AND"))
		    ? BW_ADV_AND
		    : BW_ADV_OR,
		.negate = bw_json_bool(bw_json_get(n, "negate"), false) });
	return children(a, n, at);
}

int
bw_cpe_configurations(struct bw_advice *a, struct bw_json configurations)
{
	struct bw_json_each it;
	size_t n = bw_json_count(configurations);
	int rc = 0;

	if (bw_json_type(configurations) == BW_JSON_OBJECT) /* NVD 1.x */
		return node(a, configurations);
	if (bw_json_type(configurations) != BW_JSON_ARRAY || n == 0)
		return 0;
	if (n > 1)
		bw_advice_node(a,
		    (struct bw_adv_node){ .op = BW_ADV_OR,
			.n = (uint32_t)(n < UINT32_MAX ? n : UINT32_MAX) });
	it = bw_json_each(configurations);
	while (rc == 0 && bw_json_step(&it))
		rc = node(a, it.value);
	return rc;
}
