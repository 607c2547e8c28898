/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version.h - the order of versions, per scheme, as a compare of bytes: pure.
 *
 * Every ecosystem has an order of its own: 1.0~rc1 comes before 1.0 in Debian,
 * 1.0 before 1.0a in most, after it in Arch. A version becomes a key whose
 * bytes are in that order, so that millions can be sorted, searched and held
 * against ranges with memcmp alone. How a key is built is said in the file of
 * its scheme, with the text of the scheme it follows.
 *
 * What a scheme gives no order to has no key, and comparing it gives `?`: an
 * answer that somebody has to look at, where a guess would be a miss or a
 * false alarm. Two schemes cannot be keyed whole. In Arch a version without
 * release stands for all its releases, so that 1-1 and 1-2 differ and both are
 * equal to 1; bw_key_compare knows. And in Composer a "#" is equal to every
 * number; such versions have no key.
 */
#ifndef BW_VERSION_H
#define BW_VERSION_H
#include "base/str.h"

enum bw_scheme {
	BW_SCHEME_SEMVER, /* semver.org 2.0.0; npm, cargo, go, hex, swift */
	BW_SCHEME_PUB,
	BW_SCHEME_NUGET,
	BW_SCHEME_DEB,
	BW_SCHEME_RPM,
	BW_SCHEME_APK,
	BW_SCHEME_ALPM,
	BW_SCHEME_GENTOO,
	BW_SCHEME_MAVEN,
	BW_SCHEME_PYPI,
	BW_SCHEME_GEM,
	BW_SCHEME_COMPOSER,
	BW_SCHEME_CRAN,
	BW_SCHEME_HACKAGE,
	BW_SCHEME_CONAN,
	BW_SCHEME_OPENSSL,
	BW_SCHEME_DATETIME,
	BW_SCHEME_TEXT,  /* by bytes: vers "lexicographic", "intdot" is PLAIN */
	BW_SCHEME_PLAIN, /* numbers with dots; anything else has no order */
	BW_SCHEME_VENDOR, /* "V14 SP1 Update 2": see version_vendor.c */
	BW_SCHEMES
};
enum bw_order {
	BW_BEFORE = -1,
	BW_SAME = 0,
	BW_AFTER = 1,
	BW_UNORDERED = 2
};

/* By the name of a purl type, a vers scheme or an OSV ecosystem ("Debian:12",
 * "crates.io"), whatever the case. False when it is none we know. */
bool bw_scheme_find(struct bw_str name, enum bw_scheme *out);
const char *bw_scheme_name(enum bw_scheme s); /* "deb" */

/* The key of a version. False when the scheme gives it no order, or (key->
 * failed) out of memory; key is cleared first. O(length), no other memory; a
 * key is at most 4 times as long as the text and 64 bytes. */
bool bw_version_key(
    enum bw_scheme s, struct bw_str version, struct bw_buf *key);
/* Of two keys of the scheme. Never BW_UNORDERED. */
enum bw_order bw_key_compare(
    enum bw_scheme s, struct bw_str a, struct bw_str b);
/* Of two versions; scratch is memory that is used again. */
enum bw_order bw_version_compare(enum bw_scheme s, struct bw_str a,
    struct bw_str b, struct bw_buf scratch[2]);

#endif
