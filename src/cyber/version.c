/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version.c - schemes by name, and comparing.
 */
#include "cyber/version_key.h"

static const struct {
	const char *name;
	bool (*key)(struct bw_str v, struct bw_buf *key);
} scheme[BW_SCHEMES] = {
	[BW_SCHEME_SEMVER] = { "semver", bw_key_semver },
	[BW_SCHEME_PUB] = { "pub", bw_key_pub },
	[BW_SCHEME_NUGET] = { "nuget", bw_key_nuget },
	[BW_SCHEME_DEB] = { "deb", bw_key_deb },
	[BW_SCHEME_RPM] = { "rpm", bw_key_rpm },
	[BW_SCHEME_APK] = { "apk", bw_key_apk },
	[BW_SCHEME_ALPM] = { "alpm", bw_key_alpm },
	[BW_SCHEME_GENTOO] = { "gentoo", bw_key_gentoo },
	[BW_SCHEME_MAVEN] = { "maven", bw_key_maven },
	[BW_SCHEME_PYPI] = { "pypi", bw_key_pypi },
	[BW_SCHEME_GEM] = { "gem", bw_key_gem },
	[BW_SCHEME_COMPOSER] = { "composer", bw_key_composer },
	[BW_SCHEME_CRAN] = { "cran", bw_key_cran },
	[BW_SCHEME_HACKAGE] = { "hackage", bw_key_hackage },
	[BW_SCHEME_CONAN] = { "conan", bw_key_conan },
	[BW_SCHEME_OPENSSL] = { "openssl", bw_key_openssl },
	[BW_SCHEME_DATETIME] = { "datetime", bw_key_datetime },
	[BW_SCHEME_TEXT] = { "lexicographic", bw_key_text },
	[BW_SCHEME_PLAIN] = { "plain", bw_key_plain },
	[BW_SCHEME_VENDOR] = { "vendor", bw_key_vendor },
};

/* Purl types, vers schemes and the ecosystems of osv.dev. */
static const struct {
	const char *name;
	enum bw_scheme scheme;
} alias[] = {
	{ "npm", BW_SCHEME_SEMVER },
	{ "cargo", BW_SCHEME_SEMVER },
	{ "crates.io", BW_SCHEME_SEMVER },
	{ "go", BW_SCHEME_SEMVER },
	{ "golang", BW_SCHEME_SEMVER },
	{ "hex", BW_SCHEME_SEMVER },
	{ "swift", BW_SCHEME_SEMVER },
	{ "swifturl", BW_SCHEME_SEMVER },
	{ "bitnami", BW_SCHEME_SEMVER },
	{ "github", BW_SCHEME_SEMVER },
	{ "nginx", BW_SCHEME_SEMVER },
	{ "julia", BW_SCHEME_SEMVER },
	{ "debian", BW_SCHEME_DEB },
	{ "ubuntu", BW_SCHEME_DEB },
	{ "dpkg", BW_SCHEME_DEB },
	{ "redhat", BW_SCHEME_RPM },
	{ "red hat", BW_SCHEME_RPM },
	{ "rocky linux", BW_SCHEME_RPM },
	{ "almalinux", BW_SCHEME_RPM },
	{ "opensuse", BW_SCHEME_RPM },
	{ "suse", BW_SCHEME_RPM },
	{ "mageia", BW_SCHEME_RPM },
	{ "openeuler", BW_SCHEME_RPM },
	{ "azure linux", BW_SCHEME_RPM },
	{ "photon os", BW_SCHEME_RPM },
	{ "fedora", BW_SCHEME_RPM },
	{ "alpine", BW_SCHEME_APK },
	{ "wolfi", BW_SCHEME_APK },
	{ "chainguard", BW_SCHEME_APK },
	{ "minimos", BW_SCHEME_APK },
	{ "arch", BW_SCHEME_ALPM },
	{ "archlinux", BW_SCHEME_ALPM },
	{ "ebuild", BW_SCHEME_GENTOO },
	{ "python", BW_SCHEME_PYPI },
	{ "rubygems", BW_SCHEME_GEM },
	{ "packagist", BW_SCHEME_COMPOSER },
	{ "conancenter", BW_SCHEME_CONAN },
	{ "intdot", BW_SCHEME_PLAIN },
	{ "generic", BW_SCHEME_PLAIN },
};

bool
bw_scheme_find(struct bw_str name, enum bw_scheme *out)
{
	struct bw_str base;

	/* "Debian:12", "Alpine:v3.18": the release has no say in the order. */
	bw_str_cut(&name, ':', &base);
	for (unsigned i = 0; i < BW_SCHEMES; i++)
		if (bw_str_eq_nocase(base, bw_str_of(scheme[i].name))) {
			*out = (enum bw_scheme)i;
			return true;
		}
	for (size_t i = 0; i < BW_LEN(alias); i++)
		if (bw_str_eq_nocase(base, bw_str_of(alias[i].name))) {
			*out = alias[i].scheme;
			return true;
		}
	return false;
}

const char *
bw_scheme_name(enum bw_scheme s)
{
	return scheme[s].name;
}

bool
bw_version_key(enum bw_scheme s, struct bw_str version, struct bw_buf *key)
{
	bw_buf_clear(key);
	return version.n > 0 && memchr(version.p, 0, version.n) == NULL &&
	    scheme[s].key(version, key) && !key->failed;
}

enum bw_order
bw_key_compare(enum bw_scheme s, struct bw_str a, struct bw_str b)
{
	int order = bw_str_cmp(a, b);

	/* In Arch a version without release stands for all of its releases
	 * (alpm_pkg_vercmp). Its key is the beginning of theirs, and no other
	 * key is the beginning of another. */
	if (s == BW_SCHEME_ALPM && (bw_str_starts(a, b) || bw_str_starts(b, a)))
		return BW_SAME;
	return order < 0 ? BW_BEFORE : order > 0 ? BW_AFTER : BW_SAME;
}

enum bw_order
bw_version_compare(enum bw_scheme s, struct bw_str a, struct bw_str b,
    struct bw_buf scratch[2])
{
	if (!bw_version_key(s, a, &scratch[0]) ||
	    !bw_version_key(s, b, &scratch[1]))
		return BW_UNORDERED;
	return bw_key_compare(
	    s, bw_buf_get(&scratch[0]), bw_buf_get(&scratch[1]));
}
