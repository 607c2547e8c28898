/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * purl_covers.c - does a statement about a package speak of this one?
 *
 * A VEX for "...?distro=debian-12" says nothing to whoever compares it byte
 * for byte with a component of "...?distro=debian-12.13", and nobody sees it
 * (one user had 101 alerts and none silenced). So each qualifier has a rule:
 * "distro" is a release and covers its point releases, in any of its names;
 * "arch" counts only when the component tells one; where a file came from
 * (URLs, checksums, the source package) is no property of what it is; any
 * other qualifier of the statement must be equal in the component.
 */
#include "cyber/purl_parts.h"

struct bw_str
bw_purl_qualifier(struct bw_str qualifiers, const char *key)
{
	struct bw_str part, name;

	while (bw_str_cut(&qualifiers, '&', &part)) {
		bw_str_cut(&part, '=', &name);
		if (bw_str_is(name, key))
			return part;
	}
	return (struct bw_str){ NULL, 0 };
}

static bool
has_no_say(struct bw_str key)
{
	static const char *const name[] = { "repository_url", "checksum",
		"download_url", "vcs_url", "file_name", "upstream", "epoch" };

	for (size_t i = 0; i < BW_LEN(name); i++)
		if (bw_str_is(key, name[i]))
			return true;
	return false;
}

/* debian-12 covers debian-12 and debian-12.13, not debian-120. */
static bool
release_covers(struct bw_str told, struct bw_str here)
{
	struct bw_str key = BW_STR("distro");

	told = bw_purl_meaning(key, told);
	here = bw_purl_meaning(key, here);
	return bw_str_starts(here, told) &&
	    (here.n == told.n || here.p[told.n] == '.');
}

/* The source stands for all that is built from it, and what is built for no
 * machine in particular runs on any. */
static bool
arch_covers(struct bw_str told, struct bw_str here)
{
	static const char *const any[] = { "source", "src", "all", "any",
		"noarch" };
	struct bw_str key = BW_STR("arch");

	for (size_t i = 0; i < BW_LEN(any); i++)
		if (bw_str_is(told, any[i]) || bw_str_is(here, any[i]))
			return true;
	return bw_str_eq(
	    bw_purl_meaning(key, told), bw_purl_meaning(key, here));
}

static bool
one_covers(struct bw_str key, struct bw_str told, struct bw_str component)
{
	struct bw_str here;
	char name[64];

	if (told.n == 0 || has_no_say(key) || key.n >= sizeof(name))
		return true;
	memcpy(name, key.p, key.n);
	name[key.n] = '\0';
	here = bw_purl_qualifier(component, name);
	if (bw_str_is(key, "distro"))
		return here.n == 0 || release_covers(told, here);
	if (bw_str_is(key, "arch"))
		return here.n == 0 || arch_covers(told, here);
	return bw_str_eq(told, here);
}

bool
bw_purl_covers(struct bw_str statement, struct bw_str component)
{
	struct bw_str part, key;

	while (bw_str_cut(&statement, '&', &part)) {
		bw_str_cut(&part, '=', &key);
		if (!one_covers(key, part, component))
			return false;
	}
	return true;
}
