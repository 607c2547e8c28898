/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cpe_nodes.c - the configurations of NVD, which CVE took over.
 *
 * A configuration joins nodes, a node joins CPE names, with AND or OR; what is
 * listed with vulnerable: false has to be there as well (the system it runs
 * on) and is not affected itself. Such a tree is kept as it is: whoever makes a
 * list of names of it cries wolf for every Windows that exists. Most are a list
 * of vulnerable names and nothing else: these become claims without a tree. Old
 * files nest nodes (`children`).
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

struct bw_str
bw_cpe_unescape(struct bw_advice *a, struct bw_str s)
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
	*vendor = bw_cpe_unescape(a, part(&cpe));
	*product = bw_cpe_unescape(a, part(&cpe));
	*version = bw_cpe_unescape(a, part(&cpe));
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
	if (bw_str_is(version, "-")) /* it has no versions */
		return (struct bw_versions){ .scheme = scheme };
	return bw_versions_told(version, scheme);
}

/* What is vulnerable becomes a claim of the newest vulnerability as well, for a
 * matcher begins at claims and looks at the tree then; not what stands under a
 * negation, which says what is not there. */
static int
leaf(struct bw_advice *a, struct bw_json match, bool tree, bool negated)
{
	struct bw_str cpe = bw_advice_text(a, match, "criteria"), version;
	struct bw_adv_product p = { .on = BW_ADV_NONE };
	bool vulnerable = bw_json_bool(bw_json_get(match, "vulnerable"), true);
	uint32_t id;

	if (cpe.n == 0)
		cpe = bw_advice_text(a, match, "cpe23Uri");
	if (!bw_cpe_parts(a, cpe, &p.vendor, &p.name, &version))
		return bw_rd_note(
		    &a->rd, "nvd-cpe", "\"%.*s\" is no CPE name", BW_SHOW(cpe));
	p.versions = bounds(a, match, version);
	id = bw_advice_product(a, p);
	bw_advice_key(a, "cpe", cpe);
	if (tree)
		bw_advice_node(a,
		    (struct bw_adv_node){ .op = BW_ADV_LEAF,
			.vulnerable = vulnerable,
			.product = id });
	if (vulnerable && !negated)
		bw_advice_claim(a,
		    (struct bw_claim){ .vuln = (uint32_t)a->vuln.n - 1,
			.product = id,
			.status = BW_CLAIM_AFFECTED });
	return 0;
}

/* ---- trees ---- */

enum shape {
	PLAIN, /* any of these: claims say it all */
	TREE,
	TOO_DEEP
};
static const char *const below[] = { "cpeMatch", "cpe_match", "nodes",
	"children" };
#define LEAVES 2 /* of them hold names, the others nodes */

static bool
is_negated(struct bw_json n)
{
	return bw_json_bool(bw_json_get(n, "negate"), false);
}

static bool
is_and(struct bw_advice *a, struct bw_json n)
{
	return bw_str_eq_nocase(
	    bw_advice_text(a, n, "operator"), BW_STR("AND"));
}

static enum shape
shape(struct bw_advice *a, struct bw_json n, unsigned depth)
{
	enum shape out = is_negated(n) ? TREE : PLAIN;
	size_t count = 0;

	if (depth > BW_CPE_DEPTH)
		return TOO_DEEP;
	for (size_t i = 0; i < BW_LEN(below); i++) {
		struct bw_json_each it = bw_json_each(bw_json_get(n, below[i]));

		while (out != TOO_DEEP && bw_json_step(&it)) {
			enum shape s = i >= LEAVES
			    ? shape(a, it.value, depth + 1)
			    : bw_json_bool(
				  bw_json_get(it.value, "vulnerable"), true)
			    ? PLAIN
			    : TREE;

			count++;
			out = s > out ? s : out;
		}
	}
	return out == PLAIN && count > 1 && is_and(a, n) ? TREE : out;
}

/* The node stands before its children, and is told how many came; a name that
 * is none is no child. */
static int
node(struct bw_advice *a, struct bw_json n, bool tree, bool negated)
{
	size_t at = a->node.n;
	uint32_t count = 0;
	int rc = 0;

	negated = negated || is_negated(n);
	if (tree)
		bw_advice_node(a,
		    (struct bw_adv_node){
			.op = is_and(a, n) ? BW_ADV_AND : BW_ADV_OR,
			.negate = is_negated(n) });
	for (size_t i = 0; i < BW_LEN(below); i++) {
		struct bw_json_each it = bw_json_each(bw_json_get(n, below[i]));

		while (rc == 0 && !a->rd.oom && bw_json_step(&it)) {
			size_t before = a->node.n;

			rc = i < LEAVES ? leaf(a, it.value, tree, negated)
					: node(a, it.value, tree, negated);
			count += a->node.n > before;
		}
	}
	if (at < a->node.n)
		a->node.v[at].n = count;
	return rc;
}

/* All configurations of one shape; how many there are of it. */
static int
of_shape(struct bw_advice *a, struct bw_json list, enum shape want, bool tell,
    size_t *n)
{
	struct bw_json_each it = bw_json_each(list);
	int rc = 0;

	*n = 0;
	while (rc == 0 && !a->rd.oom && !it.object && bw_json_step(&it)) {
		if (shape(a, it.value, 0) != want)
			continue;
		++*n;
		if (tell)
			rc = node(a, it.value, want == TREE, false);
	}
	return rc;
}

/* A tree holds for every claim of its vulnerability. What others claim of it
 * in this record does not hang on the tree, and so neither may stand beside
 * it: the tree gets an entry of its own, of the same name. */
static void
entry_for_tree(struct bw_advice *a)
{
	struct bw_adv_vuln *v = &a->vuln.v[a->vuln.n - 1];
	struct bw_str title = v->title;

	if (a->claim.n == 0)
		return;
	(void)bw_advice_vuln(a, v->name);
	if (!a->rd.oom)
		a->vuln.v[a->vuln.n - 1].title = title;
}

int
bw_cpe_configurations(struct bw_advice *a, struct bw_json list)
{
	size_t n, trees, deep;
	int rc;

	if (bw_json_type(list) != BW_JSON_ARRAY || a->vuln.n == 0)
		return 0;
	if ((rc = of_shape(a, list, PLAIN, true, &n)) != 0 ||
	    (rc = of_shape(a, list, TOO_DEEP, false, &deep)) != 0 ||
	    (rc = of_shape(a, list, TREE, false, &trees)) != 0)
		return rc;
	if (deep > 0)
		rc = bw_rd_note(&a->rd, "nvd-depth",
		    "%zu configurations nest deeper than %d: left out", deep,
		    BW_CPE_DEPTH);
	if (rc != 0 || trees == 0 || a->rd.oom)
		return rc;
	entry_for_tree(a);
	if (trees > 1)
		bw_advice_node(a,
		    (struct bw_adv_node){
			.op = BW_ADV_OR, .n = (uint32_t)trees });
	return of_shape(a, list, TREE, true, &n);
}
