/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * package_url.c - as much of a package URL as a reader needs.
 *
 * A reader hands identities on as written; what they mean is for room cyber.
 * But a list of packages says only in its purls from which ecosystem, source
 * and release they are, so these are looked up here and nothing else.
 */
#include "formats/inventory.h"

struct bw_str
bw_url_type(struct bw_str purl)
{
	static const struct bw_str pkg = BW_STR_INIT("pkg:");
	struct bw_str type;

	if (purl.n < pkg.n || !bw_str_eq_nocase(bw_str_sub(purl, 0, 4), pkg))
		return (struct bw_str){ 0 };
	purl = bw_str_sub(purl, pkg.n, purl.n);
	while (purl.n > 0 && purl.p[0] == '/')
		purl = bw_str_sub(purl, 1, purl.n);
	if (memchr(purl.p, '/', purl.n) == NULL ||
	    !bw_str_cut(&purl, '/', &type))
		return (struct bw_str){ 0 };
	return type;
}

struct bw_str
bw_url_qualifier(struct bw_reading *rd, struct bw_str purl, const char *name)
{
	const char *mark = memchr(purl.p, '?', purl.n), *end;
	struct bw_str rest, part, key;

	if (mark == NULL)
		return (struct bw_str){ 0 };
	rest.p = mark + 1;
	rest.n = purl.n - (size_t)(rest.p - purl.p);
	end = memchr(rest.p, '#', rest.n);
	if (end != NULL)
		rest.n = (size_t)(end - rest.p);
	while (bw_str_cut(&rest, '&', &part))
		if (bw_str_cut(&part, '=', &key) && bw_str_is(key, name))
			return bw_percent_decode(rd, part);
	return (struct bw_str){ 0 };
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* What decodes to no text (a NUL, half a character) stays as it was. */
struct bw_str
bw_percent_decode(struct bw_reading *rd, struct bw_str s)
{
	struct bw_str out;
	char *p;
	size_t n = 0;

	if (s.n == 0 || memchr(s.p, '%', s.n) == NULL)
		return s;
	if ((p = bw_arena_alloc(&rd->scratch, s.n, 1)) == NULL) {
		rd->oom = true;
		return s;
	}
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 &&
		    hex(s.p[i + 2]) >= 0) {
			p[n++] = (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]));
			i += 2;
		} else {
			p[n++] = s.p[i];
		}
	}
	out = (struct bw_str){ p, n };
	return memchr(p, '\0', n) == NULL && bw_utf8_valid(out, NULL) ? out : s;
}
