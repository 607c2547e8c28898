/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_versions.c - tests that ask for another version of a product (6.1.27.13
 * and 6.2.39.1), that helpers say what the branches say (6.2.42), and of
 * hashes and ids (6.2.52, 6.2.53, 6.3.20).
 *
 * Two products are versions of one when the branches above them are the same
 * but for product_version and product_version_range; of product paths, when
 * that holds for their beginnings and all else is equal. A product without
 * branches does not tell: any will do.
 */
#include "cyber/csaf_priv.h"

#define ANY_KEY UINT64_C(1)

static bool
is_version(const struct bw_csaf_work *c, uint32_t branch)
{
	return csaf_is_category(c, branch, "product_version") ||
	    csaf_is_category(c, branch, "product_version_range");
}

static uint64_t
branch_key(const struct bw_csaf_work *c, uint32_t at)
{
	uint64_t key = 3;

	while ((at = csaf_branch_up(c, at)) != 0)
		if (!is_version(c, at))
			key = csaf_mix(key,
			    csaf_mix(bw_hash(csaf_text(c, at, K_category)),
				bw_hash(csaf_text(c, at, K_name))));
	return key;
}

static uint64_t product_key(
    struct bw_csaf_work *c, uint32_t number, unsigned depth, uint64_t *without);

/* Key of a path; *without: of the part before "installed_with", or 0. */
static uint64_t
path_key(
    struct bw_csaf_work *c, uint32_t path, unsigned depth, uint64_t *without)
{
	uint64_t key, none;

	key = product_key(c,
	    csaf_number(c, csaf_text(c, path, K_beginning_product_reference)),
	    depth + 1, &none);
	EACH(c, sub, csaf_get(c, path, K_subpaths))
	{
		if (*without == 0 && csaf_is_category(c, sub, "installed_with"))
			*without = key;
		key = csaf_mix(key,
		    csaf_mix(bw_hash(csaf_text(c, sub, K_category)),
			bw_hash(csaf_text(c, sub, K_next_product_reference))));
	}
	return key;
}

/* 0: not defined. */
static uint64_t
product_key(
    struct bw_csaf_work *c, uint32_t number, unsigned depth, uint64_t *without)
{
	const struct csaf_product *p;

	*without = 0;
	if (number == NOT_NAMED || c->defined.v[number] == 0 || depth > 30)
		return 0;
	p = &c->products.v[c->defined.v[number] - 1];
	if (p->where == IN_BRANCH)
		return branch_key(c, p->at);
	if (p->where == IN_PATH)
		return path_key(c, c->v[p->at].parent, depth, without);
	return ANY_KEY;
}

static int
order(const void *a, const void *b)
{
	const struct csaf_pair *x = a, *y = b;

	return x->key < y->key ? -1 : x->key > y->key;
}

static void
collect(struct bw_csaf_work *c, uint32_t list)
{
	uint64_t without;

	EACH(c, p, list)
	{
		uint64_t key =
		    product_key(c, csaf_number(c, c->v[p].text), 0, &without);

		if (key != 0)
			csaf_pair(c, key, p);
	}
}

static bool
has_key(const struct bw_csaf_work *c, uint64_t key)
{
	struct csaf_pair want = { .key = key };

	return key != 0 &&
	    bsearch(&want, c->pairs.v, c->pairs.n, sizeof(want), order) != NULL;
}

/* Is a version of that product among those collected? */
static bool
has_version(struct bw_csaf_work *c, uint32_t at)
{
	uint64_t without, key;

	key = product_key(c, csaf_number(c, c->v[at].text), 0, &without);
	return key == 0 || has_key(c, key) || has_key(c, without) ||
	    (c->pairs.n > 0 && (key == ANY_KEY || has_key(c, ANY_KEY)));
}

static void
collect_group(struct bw_csaf_work *c, uint32_t status, unsigned group)
{
	csaf_pairs(c);
	for (size_t i = 0; i < BW_LEN(csaf_status_lists); i++)
		if (csaf_status_lists[i].group == group)
			collect(
			    c, csaf_get(c, status, csaf_status_lists[i].key));
	if (c->pairs.n > 1)
		qsort(c->pairs.v, c->pairs.n, sizeof(*c->pairs.v), order);
}

CSAF_TEST(csaf_6_1_27_13)
{
	if (c->profile != P_ADVISORY)
		return;
	EACH(c, v, c->vulnerabilities)
	{
		uint32_t status = csaf_get(c, v, K_product_status);

		if (csaf_get(c, status, K_fixed) == 0)
			continue;
		collect_group(c, status, S_AFFECTED);
		EACH(c, p, csaf_get(c, status, K_fixed))
		if (c->pairs.n == 0 || !has_version(c, p))
			csaf_say1(c, p, "affected-none", c->v[p].text);
	}
}

/* Products of which is said that there is no fix; 2 where there is one. */
static void
mark_fixes(struct bw_csaf_work *c, uint32_t v)
{
	csaf_marks(c);
	EACH(c, item, csaf_get(c, v, K_remediations))
	{
		struct csaf_refs r = csaf_refs(c, item);
		uint32_t bit = csaf_is_category(c, item, "vendor_fix") ? 2u
		    : csaf_is_category(c, item, "fix_planned") ||
			csaf_is_category(c, item, "no_fix_planned") ||
			csaf_is_category(c, item, "none_available")
		    ? 1u
		    : 0u;

		while (bit != 0 && csaf_refs_step(c, &r))
			csaf_mark(c, r.number, bit);
	}
}

CSAF_TEST(csaf_6_2_39_1)
{
	if (c->profile != P_ADVISORY)
		return;
	EACH(c, v, c->vulnerabilities)
	{
		uint32_t status = csaf_get(c, v, K_product_status);

		collect_group(c, status, S_FIXED);
		mark_fixes(c, v);
		for (size_t i = 0; i < BW_LEN(csaf_status_lists); i++) {
			if (csaf_status_lists[i].group != S_AFFECTED)
				continue;
			EACH(
			    c, p, csaf_get(c, status, csaf_status_lists[i].key))
			{
				uint32_t bits = csaf_mark_of(
				    c, csaf_number(c, c->v[p].text));

				if (bits != 1 &&
				    (c->pairs.n == 0 || !has_version(c, p)))
					csaf_say1(
					    c, p, "fixed-none", c->v[p].text);
			}
		}
	}
}

/* What the branches above a product say. */
struct above {
	struct bw_str version;
	bool vendor, name, range, update, language, hardware;
};

static struct above
look_up(const struct bw_csaf_work *c, uint32_t at)
{
	struct above a = { 0 };

	while ((at = csaf_branch_up(c, at)) != 0) {
		struct bw_str s = csaf_text(c, at, K_category);

		if (bw_str_is(s, "product_version"))
			a.version = csaf_text(c, at, K_name);
		a.vendor |= bw_str_is(s, "vendor");
		a.name |= bw_str_is(s, "product_name");
		a.range |= bw_str_is(s, "product_version_range");
		a.update |=
		    bw_str_is(s, "patch_level") || bw_str_is(s, "service_pack");
		a.language |= bw_str_is(s, "language");
		a.hardware |=
		    bw_str_is(s, "architecture") || bw_str_is(s, "platform");
	}
	return a;
}

/* Text of a CPE without escapes, or of a purl without %XX, equals a name? */
static bool
reads_as(struct bw_str s, struct bw_str name)
{
	size_t j = 0;

	for (size_t i = 0; i < s.n; i++, j++) {
		char x = s.p[i];

		if (x == '\\' && i + 1 < s.n)
			x = s.p[++i];
		else if (x == '%' && s.n - i > 2) {
			char hex[3] = { s.p[i + 1], s.p[i + 2], '\0' };

			x = (char)strtoul(hex, NULL, 16);
			i += 2;
		}
		if (j >= name.n || (x | 0x20) != (name.p[j] | 0x20))
			return false;
	}
	return j == name.n;
}

static bool
set(struct bw_str part)
{
	return part.n > 0 && !bw_str_is(part, "*") && !bw_str_is(part, "-");
}

/* The next component of a CPE: up to a ":" that is not escaped. */
static struct bw_str
component(struct bw_str *rest)
{
	size_t n = 0;
	struct bw_str part;

	while (n < rest->n && rest->p[n] != ':')
		n += rest->p[n] == '\\' && n + 1 < rest->n ? 2 : 1;
	part = bw_str_sub(*rest, 0, n);
	*rest = bw_str_sub(*rest, n < rest->n ? n + 1 : n, rest->n);
	return part;
}

static void
check_cpe(struct bw_csaf_work *c, uint32_t at, const struct above *a)
{
	struct bw_str rest = c->v[at].text, part[11] = { { 0 } };
	bool string = bw_str_starts(rest, BW_STR("cpe:2.3:"));
	const char *wrong = NULL;

	rest = bw_str_sub(rest, string ? 8 : 5, rest.n);
	for (size_t i = 0; i < BW_LEN(part); i++)
		part[i] = component(&rest);
	/* 2.2: part, vendor, product, version, update, edition, language */
	if (a->vendor && !set(part[1]))
		wrong = "vendor";
	else if (a->name && !set(part[2]))
		wrong = "product_name";
	else if (a->version.n > 0 && !reads_as(part[3], a->version))
		wrong = "product_version";
	else if (a->version.n == 0 && !a->range && set(part[3]))
		wrong = "product_version";
	else if (set(part[4]) && !a->update)
		wrong = "patch_level, service_pack";
	else if (set(part[6]) && !a->language)
		wrong = "language";
	else if (string && set(part[9]) && !a->hardware)
		wrong = "architecture, platform";
	if (wrong != NULL)
		csaf_say2(
		    c, at, "helper-branch", c->v[at].text, bw_str_of(wrong));
}

static void
check_purl(struct bw_csaf_work *c, uint32_t at, const struct above *a)
{
	struct bw_str s = c->v[at].text, version = { 0 };
	ptrdiff_t end;

	if ((end = bw_str_find(s, BW_STR("#"))) >= 0)
		s.n = (size_t)end;
	if ((end = bw_str_find(s, BW_STR("?"))) >= 0)
		s.n = (size_t)end;
	for (size_t i = s.n; i-- > 0 && s.p[i] != '/';)
		if (s.p[i] == '@') {
			version = bw_str_sub(s, i + 1, s.n);
			break;
		}
	if (a->version.n > 0 && !reads_as(version, a->version))
		csaf_say2(c, at, "helper-branch", c->v[at].text,
		    BW_STR("product_version"));
}

CSAF_TEST(csaf_6_2_42)
{
	for (size_t i = 0; i < c->products.n; i++) {
		const struct csaf_product *p = &c->products.v[i];
		uint32_t helper =
		    csaf_get(c, p->at, K_product_identification_helper);
		uint32_t cpe = csaf_get(c, helper, K_cpe);
		struct above a;

		if (p->where != IN_BRANCH || helper == 0)
			continue;
		a = look_up(c, p->at);
		if (cpe != 0)
			check_cpe(c, cpe, &a);
		EACH(c, at, csaf_get(c, helper, K_purls))
		check_purl(c, at, &a);
	}
}

static void
algorithm(struct bw_csaf_work *c, uint32_t hash)
{
	/* Those that 3.1.4.3.2 names (openssl dgst -list). */
	static const char *const known[] = { "blake2b512", "blake2s256", "md4",
		"md5", "md5-sha1", "mdc2", "ripemd", "ripemd160", "rmd160",
		"sha1", "sha224", "sha256", "sha3-224", "sha3-256", "sha3-384",
		"sha3-512", "sha384", "sha512", "sha512-224", "sha512-256",
		"shake128", "shake256", "sm3", "ssl3-md5", "ssl3-sha1",
		"whirlpool" };

	EACH(c, h, csaf_get(c, hash, K_file_hashes))
	{
		uint32_t at = csaf_get(c, h, K_algorithm);
		size_t i = 0;

		if (at == 0)
			continue;
		while (i < BW_LEN(known) && !bw_str_is(c->v[at].text, known[i]))
			i++;
		if (i == BW_LEN(known))
			csaf_say1(c, at, "hash-unknown", c->v[at].text);
	}
}

CSAF_TEST(csaf_6_2_52)
{
	csaf_helpers(c, K_hashes, algorithm);
}

static const struct csaf_system *
system_of(const struct bw_csaf_work *c, uint32_t id)
{
	for (size_t i = 0; i < c->csaf->lists.systems.n; i++)
		if (bw_str_eq(c->csaf->lists.systems.v[i].name,
			csaf_text(c, id, K_system_name)))
			return &c->csaf->lists.systems.v[i];
	return NULL;
}

/* Digits from i: how many. */
static size_t
digits(struct bw_str s, size_t i)
{
	size_t n = 0;

	while (i + n < s.n && s.p[i + n] >= '0' && s.p[i + n] <= '9')
		n++;
	return n;
}

/* Text against a pattern in which {number} stands for digits without a zero
 * in front, {year} for four such, {digits} for four or more. */
static bool
matches(struct bw_str s, struct bw_str pattern)
{
	size_t i = 0, j = 0, n;

	while (j < pattern.n) {
		struct bw_str p = bw_str_sub(pattern, j, pattern.n);

		if (p.p[0] != '{') {
			if (i >= s.n || s.p[i++] != pattern.p[j++])
				return false;
			continue;
		}
		n = digits(s, i);
		if (bw_str_starts(p, BW_STR("{year}")))
			n = n > 4 ? 4 : n;
		if (n == 0 || (p.p[1] != 'd' && s.p[i] == '0') ||
		    (p.p[1] != 'n' && n < 4))
			return false;
		i += n;
		while (pattern.p[j++] != '}')
			;
	}
	return i == s.n;
}

CSAF_TEST(csaf_6_2_53)
{
	EACH(c, v, c->vulnerabilities)
	EACH(c, id, csaf_get(c, v, K_ids))
	{
		const struct csaf_system *system = system_of(c, id);
		uint32_t at = csaf_get(c, id, K_text);

		if (system != NULL && at != 0 &&
		    !matches(c->v[at].text, system->text))
			csaf_say2(
			    c, at, "id-text", c->v[at].text, system->name);
	}
}

CSAF_TEST(csaf_6_3_20)
{
	EACH(c, v, c->vulnerabilities)
	EACH(c, id, csaf_get(c, v, K_ids))
	if (system_of(c, id) == NULL)
		csaf_say1(c, csaf_get(c, id, K_system_name), "id-system",
		    csaf_text(c, id, K_system_name));
}
