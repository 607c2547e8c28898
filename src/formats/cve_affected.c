/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cve_affected.c - which versions of a product a CVE record means.
 *
 * An entry of `versions` is one version, or an interval (lessThan,
 * lessThanOrEqual) within which the status may change at stated points. Every
 * interval becomes a range of its own, for intervals may overlap and one row
 * of `vers` could not tell them apart; single versions of one status become
 * one row. "*" as an upper bound is no bound, "5.15.*" all of 5.15. The type
 * of versions is absent or "custom" in most records: then their order is that
 * which makers' versions have, with `?` for what has none.
 */
#include "formats/cve.h"

struct entry {
	struct bw_cve *c;
	struct bw_adv_product p;
	struct bw_json keys; /* the entry itself */
	bool within; /* a package within the product that vendor, product and
			cpes name: a distribution */
};

static uint8_t
status_of(struct bw_str s)
{
	return bw_str_is(s, "affected")  ? BW_CLAIM_AFFECTED
	    : bw_str_is(s, "unaffected") ? BW_CLAIM_NOT_AFFECTED
					 : BW_CLAIM_UNKNOWN;
}

static void
cpes(struct entry *e)
{
	struct bw_advice *a = &e->c->a;
	struct bw_json_each it = bw_json_each(bw_json_get(e->keys, "cpes"));

	while (!a->over && bw_json_step(&it))
		bw_advice_key(
		    a, "cpe", bw_rd_text(&a->rd, bw_json_str(it.value)));
}

static void
claim(struct entry *e, struct bw_versions v, uint8_t status, uint8_t flags)
{
	struct bw_advice *a = &e->c->a;
	uint32_t id;

	e->p.versions = v;
	id = bw_advice_product(a, e->p);
	bw_advice_key(a, "purl", bw_advice_text(a, e->keys, "packageURL"));
	if (!e->within)
		cpes(e);
	bw_advice_claim(a,
	    (struct bw_claim){ .product = id,
		.status = status,
		.flags = flags,
		.remedy = status == BW_CLAIM_AFFECTED ? e->c->remedy
						      : (struct bw_str){ 0 } });
}

/* The scheme of a versionType, which many write as they like. */
static struct bw_str
scheme_of(struct entry *e, struct bw_json v)
{
	static const char *const known[][2] = { { "semver", "semver" },
		{ "rpm", "rpm" }, { "maven", "maven" }, { "python", "pypi" },
		{ "pypi", "pypi" }, { "npm", "npm" }, { "deb", "deb" },
		{ "dpkg", "deb" }, { "apk", "apk" }, { "gem", "gem" },
		{ "rubygems", "gem" }, { "nuget", "nuget" },
		{ "composer", "composer" }, { "go", "golang" },
		{ "golang", "golang" }, { "cargo", "cargo" },
		{ "openssl", "openssl" } };
	struct bw_str s = bw_advice_text(&e->c->a, v, "versionType");
	struct bw_str type = bw_ecosystem_type(e->p.ecosystem);

	for (size_t i = 0; i < BW_LEN(known); i++)
		if (bw_str_eq_nocase(s, bw_str_of(known[i][0])))
			return bw_str_of(known[i][1]);
	return type.n > 0 ? type : BW_STR("vendor");
}

static bool
unbounded(struct bw_str s)
{
	return s.n == 0 || bw_str_is(s, "*") || bw_str_is(s, "unspecified") ||
	    bw_str_eq_nocase(s, BW_STR("n/a"));
}

/* "5.15.*" -> "5.16": the first that is above all of them. */
static bool
above_all(struct bw_cve *c, struct bw_str s, struct bw_str *out)
{
	int64_t last;
	size_t dot;

	if (!bw_str_ends(s, BW_STR(".*")))
		return false;
	s = bw_str_sub(s, 0, s.n - 2);
	for (dot = s.n; dot > 0 && s.p[dot - 1] != '.'; dot--)
		;
	if (s.n - dot == 0 || s.n - dot > 9 ||
	    !bw_str_i64(bw_str_sub(s, dot, s.n), &last) || last < 0)
		return false;
	*out =
	    bw_rd_fmt(&c->a.rd, "%.*s%lld", (int)dot, s.p, (long long)last + 1);
	return true;
}

static void
from(struct entry *e, struct bw_str v)
{
	if (!unbounded(v) && !bw_str_is(v, "0"))
		bw_vers_part(&e->c->a, ">=", v);
}

static void
until(struct entry *e, struct bw_str less, struct bw_str equal)
{
	struct bw_str above;

	if (!unbounded(less)) {
		if (above_all(e->c, less, &above))
			less = above;
		bw_vers_part(&e->c->a, "<", less);
	} else if (!unbounded(equal)) {
		if (above_all(e->c, equal, &above))
			bw_vers_part(&e->c->a, "<", above);
		else
			bw_vers_part(&e->c->a, "<=", equal);
	}
}

/* An interval, cut where its status changes. */
static void
interval(struct entry *e, struct bw_json v, struct bw_str scheme)
{
	struct bw_advice *a = &e->c->a;
	struct bw_json_each it = bw_json_each(bw_json_get(v, "changes"));
	struct bw_str low = bw_advice_text(a, v, "version"), at;
	uint8_t status = status_of(bw_advice_text(a, v, "status"));
	bool changed = false;

	while (!a->over && bw_json_step(&it)) {
		at = bw_advice_text(a, it.value, "at");
		if (at.n == 0)
			continue;
		bw_vers_begin(a, scheme);
		from(e, low);
		bw_vers_part(a, "<", at);
		claim(e, bw_vers_take(a, scheme), status, 0);
		low = at;
		changed = true;
		status = status_of(bw_advice_text(a, it.value, "status"));
	}
	/* Many makers tell the end of an interval also as its last change:
	 * nothing is left after it. */
	at = bw_advice_text(a, v, "lessThan");
	if (changed && bw_str_eq(low, at))
		return;
	bw_vers_begin(a, scheme);
	from(e, low);
	until(e, at, bw_advice_text(a, v, "lessThanOrEqual"));
	claim(e, bw_vers_take(a, scheme), status, 0);
}

static bool
is_interval(struct bw_json v)
{
	return bw_json_type(bw_json_get(v, "lessThan")) == BW_JSON_STRING ||
	    bw_json_type(bw_json_get(v, "lessThanOrEqual")) == BW_JSON_STRING ||
	    bw_json_type(bw_json_get(v, "changes")) == BW_JSON_ARRAY;
}

static bool
is_commit(struct entry *e, struct bw_json v)
{
	struct bw_str s = bw_advice_text(&e->c->a, v, "versionType");

	return bw_str_is(s, "git") ||
	    bw_str_starts(s, BW_STR("original_commit"));
}

/* One pass for each status: its single versions in one row. */
static void
singles(struct entry *e, struct bw_json versions, uint8_t status)
{
	struct bw_advice *a = &e->c->a;
	struct bw_json_each it = bw_json_each(versions);
	struct bw_str scheme = { 0 }, text;
	struct bw_versions told, only = { 0 };
	size_t n = 0;

	while (!a->over && bw_json_step(&it)) {
		if (is_interval(it.value) || is_commit(e, it.value) ||
		    status_of(bw_advice_text(a, it.value, "status")) != status)
			continue;
		text =
		    bw_cpe_unescape(a, bw_advice_text(a, it.value, "version"));
		told = bw_versions_told(text, scheme_of(e, it.value));
		if (told.form != BW_VERSIONS_ONE) {
			claim(e, told, status, 0);
			continue;
		}
		if (n > 0 && !bw_str_eq(scheme, told.scheme)) {
			claim(e, told, status, 0);
			continue;
		}
		if (n++ == 0) {
			scheme = told.scheme;
			only = told;
			bw_vers_begin(a, scheme);
		}
		bw_vers_part(a, "", text);
	}
	if (n > 0)
		claim(e, n == 1 ? only : bw_vers_take(a, scheme), status, 0);
}

static void
versions(struct entry *e, struct bw_json list)
{
	struct bw_json_each it = bw_json_each(list);
	bool single[BW_CLAIM_UNKNOWN + 1] = { false };

	while (!e->c->a.over && bw_json_step(&it)) {
		if (is_commit(e, it.value))
			e->c->commits++;
		else if (is_interval(it.value))
			interval(e, it.value, scheme_of(e, it.value));
		else
			single[status_of(bw_advice_text(
			    &e->c->a, it.value, "status"))] = true;
	}
	for (uint8_t s = 0; s < BW_LEN(single); s++)
		if (single[s])
			singles(e, list, s);
}

static struct bw_str
ecosystem(struct bw_cve *c, struct bw_json entry)
{
	static const char *const where[][2] = { { "npmjs.", "npm" },
		{ "pypi.", "PyPI" }, { "maven", "Maven" },
		{ "rubygems.org", "RubyGems" }, { "nuget.org", "NuGet" },
		{ "crates.io", "crates.io" }, { "packagist.org", "Packagist" },
		{ "pkg.go.dev", "Go" }, { "proxy.golang.org", "Go" },
		{ "hackage.haskell.org", "Hackage" }, { "hex.pm", "Hex" },
		{ "pub.dev", "Pub" }, { "cran.r-project.org", "CRAN" } };
	struct bw_str url = bw_advice_text(&c->a, entry, "collectionURL");

	for (size_t i = 0; i < BW_LEN(where); i++)
		if (bw_str_find(url, bw_str_of(where[i][0])) >= 0)
			return bw_str_of(where[i][1]);
	return (struct bw_str){ 0 };
}

/* Of a distribution the CPEs name the system ("cpe:/o:redhat:...:8"), and the
 * package is what is affected on it: the system itself is not. */
static bool
distribution(struct entry *e, struct bw_str package)
{
	static const char *const where[][2] = { { "access.redhat.com",
						    "Red Hat" },
		{ "launchpad.net", "Ubuntu" }, { "debian.org", "Debian" } };
	struct bw_advice *a = &e->c->a;
	struct bw_str url = bw_advice_text(a, e->keys, "collectionURL");

	if (package.n == 0)
		return false;
	for (size_t i = 0; i < BW_LEN(where); i++) {
		if (bw_str_find(url, bw_str_of(where[i][0])) < 0)
			continue;
		e->p.on = bw_advice_product(a, e->p);
		cpes(e);
		e->p.ecosystem = bw_str_of(where[i][1]);
		e->p.name = package;
		return true;
	}
	return false;
}

static struct bw_str
named(struct bw_str s)
{
	return unbounded(s) || bw_str_is(s, "-") ? (struct bw_str){ 0 } : s;
}

int
bw_cve_affected(struct bw_cve *c, struct bw_json entry)
{
	struct bw_advice *a = &c->a;
	struct bw_str usual = bw_advice_text(a, entry, "defaultStatus");
	struct bw_str package = bw_advice_text(a, entry, "packageName");
	struct entry e = { .c = c, .keys = entry };
	size_t before = a->claim.n, commits = c->commits;

	e.p.on = BW_ADV_NONE;
	e.p.vendor = named(bw_advice_text(a, entry, "vendor"));
	e.p.name = named(bw_advice_text(a, entry, "product"));
	if (package.n > 0 && (e.p.ecosystem = ecosystem(c, entry)).n > 0)
		e.p.name = package;
	if (e.p.name.n == 0)
		e.p.name = named(package);
	if (e.p.name.n == 0 && bw_advice_text(a, entry, "packageURL").n == 0 &&
	    bw_json_count(bw_json_get(entry, "cpes")) == 0) {
		c->nameless++;
		return 0;
	}
	e.within = e.p.ecosystem.n == 0 && distribution(&e, package);
	versions(&e, bw_json_get(entry, "versions"));
	if (bw_str_is(usual, "affected") || bw_str_is(usual, "unaffected"))
		claim(&e, (struct bw_versions){ .form = BW_VERSIONS_ALL },
		    status_of(usual), BW_CLAIM_DEFAULT);
	else if (a->claim.n == before && c->commits == commits)
		claim(&e, (struct bw_versions){ .form = BW_VERSIONS_ALL },
		    BW_CLAIM_UNKNOWN, 0);
	return a->rd.oom ? bw_advice_tell(a) : 0;
}
