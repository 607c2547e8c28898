/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_61_products.c - mandatory tests of branches and of what helps to
 * identify a product (6.1.13, 6.1.31, 6.1.34, 6.1.42 to 6.1.44, 6.1.50,
 * 6.1.57 to 6.1.59, 6.1.61).
 */
#include "cyber/csaf_range.h"

static bool
of_category(const struct bw_csaf_work *c, uint32_t branch, const char *name)
{
	return csaf_is_category(c, branch, name);
}

/* A purl without scheme, qualifiers and subpath: type/namespace/name@version,
 * cut where the specification cuts it (from the right). */
static bool
purl_sound(struct bw_str s)
{
	struct bw_str type, part, name = { 0 };
	ptrdiff_t at;
	size_t parts = 0;

	if (!bw_str_starts(s, BW_STR("pkg:")))
		return false;
	s = bw_str_sub(s, 4, s.n);
	if ((at = bw_str_find(s, BW_STR("#"))) >= 0)
		s.n = (size_t)at;
	if ((at = bw_str_find(s, BW_STR("?"))) >= 0)
		s.n = (size_t)at;
	if (!bw_str_cut(&s, '/', &type) || s.p == NULL || type.n == 0)
		return false;
	for (size_t i = s.n; i-- > 0;)
		if (s.p[i] == '@') {
			s.n = i;
			break;
		} else if (s.p[i] == '/')
			break;
	while (bw_str_cut(&s, '/', &part)) {
		parts += part.n > 0;
		name = part;
	}
	/* Images of a registry have no namespace. */
	return name.n > 0 && !(bw_str_is(type, "oci") && parts > 1);
}

static void
purl(struct bw_csaf_work *c, uint32_t at)
{
	if (c->v[at].type == BW_JSON_STRING && !purl_sound(c->v[at].text))
		csaf_say1(c, at, "purl", c->v[at].text);
}

CSAF_TEST(csaf_6_1_13)
{
	csaf_helpers(c, K_purls, purl);
	for (size_t i = 0; i < c->products.n; i++) {
		uint32_t at = csaf_get2(c, c->products.v[i].at,
		    K_product_identification_helper, K_purl);

		if (at != 0)
			purl(c, at);
	}
}

/* A word among blanks, in small letters. */
static bool
has_word(struct bw_str s, const char *const *words, size_t n)
{
	size_t i = 0;

	while (i < s.n) {
		size_t from;

		while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
			i++;
		for (from = i; i < s.n && s.p[i] != ' ' && s.p[i] != '\t';)
			i++;
		for (size_t j = 0; j < n; j++)
			if (bw_str_eq_nocase(bw_str_sub(s, from, i - from),
				bw_str_of(words[j])))
				return true;
	}
	return false;
}

static void
range_in_version(struct bw_csaf_work *c, uint32_t branch)
{
	static const char *const words[] = { "after", "all", "before",
		"earlier", "later", "prior", "versions" };
	struct bw_str name = csaf_text(c, branch, K_name);

	if (!of_category(c, branch, "product_version") || name.n == 0)
		return;
	if (memchr(name.p, '<', name.n) != NULL ||
	    memchr(name.p, '>', name.n) != NULL ||
	    has_word(name, words, BW_LEN(words)))
		csaf_say1(
		    c, csaf_get(c, branch, K_name), "range-in-version", name);
}

CSAF_TEST(csaf_6_1_31)
{
	csaf_branches(c, range_in_version);
}

CSAF_TEST(csaf_6_1_34)
{
	for (size_t i = 0; i < c->products.n; i++) {
		uint32_t at = c->products.v[i].at;
		unsigned depth = 0;

		if (c->products.v[i].where != IN_BRANCH)
			continue;
		while ((at = csaf_branch_up(c, at)) != 0)
			depth++;
		if (depth > 30)
			csaf_say1(c, c->products.v[i].at, "deep",
			    csaf_fmt(c, "%u", depth));
	}
}

static bool
same_but_qualifiers(struct bw_str a, struct bw_str b)
{
	struct bw_str of[2] = { a, b }, sub[2] = { { 0 } };

	for (int i = 0; i < 2; i++) {
		ptrdiff_t at = bw_str_find(of[i], BW_STR("#"));

		if (at >= 0) {
			sub[i] = bw_str_sub(of[i], (size_t)at, of[i].n);
			of[i].n = (size_t)at;
		}
		if ((at = bw_str_find(of[i], BW_STR("?"))) >= 0)
			of[i].n = (size_t)at;
	}
	return bw_str_eq(of[0], of[1]) && bw_str_eq(sub[0], sub[1]);
}

CSAF_TEST(csaf_6_1_42)
{
	for (size_t i = 0; i < c->products.n; i++) {
		uint32_t list = csaf_get2(c, c->products.v[i].at,
		    K_product_identification_helper, K_purls);
		uint32_t first = csaf_first(c, list);

		EACH(c, at, list)
		if (!same_but_qualifiers(c->v[first].text, c->v[at].text))
			csaf_say2(c, at, "purls-differ", c->v[at].text,
			    c->v[first].text);
	}
}

static void
stars(struct bw_csaf_work *c, uint32_t at)
{
	struct bw_str s = c->v[at].text;
	unsigned n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '*')
			n++;
	if (n > 1)
		csaf_say1(c, at, "stars", s);
}

CSAF_TEST(csaf_6_1_43)
{
	csaf_helpers(c, K_model_numbers, stars);
}

CSAF_TEST(csaf_6_1_44)
{
	csaf_helpers(c, K_serial_numbers, stars);
}

CSAF_TEST(csaf_6_1_61)
{
	csaf_helpers(c, K_skus, stars);
}

static void
range_rules(struct bw_csaf_work *c, uint32_t branch)
{
	uint32_t at = csaf_get(c, branch, K_name);
	struct csaf_range r;

	if (at == 0 || !of_category(c, branch, "product_version_range"))
		return;
	csaf_range_read(c, c->v[at].text, &r);
	if (!r.well)
		csaf_say1(
		    c, at, r.vers ? "range-vers" : "range-vls", c->v[at].text);
}

CSAF_TEST(csaf_6_1_50)
{
	csaf_branches(c, range_rules);
}

/* The categories above each product, from the product up. A category that
 * came before on the way is stacked; product_family may be. */
CSAF_TEST(csaf_6_1_57)
{
	for (size_t i = 0; i < c->products.n; i++) {
		uint32_t at = c->products.v[i].at;

		if (c->products.v[i].where != IN_BRANCH)
			continue;
		while ((at = csaf_branch_up(c, at)) != 0) {
			struct bw_str s = csaf_text(c, at, K_category);
			uint32_t up = at;

			if (bw_str_is(s, "product_family"))
				continue;
			while ((up = csaf_branch_up(c, up)) != 0)
				if (bw_str_eq(
					s, csaf_text(c, up, K_category))) {
					csaf_say1(c,
					    csaf_get(c, at, K_category),
					    "stacked", s);
					break;
				}
		}
	}
}

CSAF_TEST(csaf_6_1_58)
{
	for (size_t i = 0; i < c->products.n; i++) {
		uint32_t at = c->products.v[i].at, version = 0, range = 0;

		if (c->products.v[i].where != IN_BRANCH)
			continue;
		while ((at = csaf_branch_up(c, at)) != 0)
			if (of_category(c, at, "product_version"))
				version = at;
			else if (of_category(c, at, "product_version_range"))
				range = at;
		if (version != 0 && range != 0)
			csaf_say(c, csaf_get(c, range, K_category),
			    "version-and-range");
	}
}

static void
single(struct bw_csaf_work *c, uint32_t branch)
{
	uint32_t at = csaf_get(c, branch, K_name);
	struct csaf_range r;

	if (at == 0 || !of_category(c, branch, "product_version_range"))
		return;
	csaf_range_read(c, c->v[at].text, &r);
	if (csaf_range_single(&r))
		csaf_say1(c, at, "single-version", c->v[at].text);
}

CSAF_TEST(csaf_6_1_59)
{
	csaf_branches(c, single);
}
