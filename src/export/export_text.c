/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * export_text.c - names of others inside XML and DOT.
 *
 * XML 1.0 (section 2.2, Char) has no place for most control characters, not
 * even escaped, so these become U+FFFD, and so does what is no UTF-8: a
 * reader then sees that something stood there. In DOT a string ends at a
 * quote, a backslash begins an escape (\N is the name of the node), and &
 * begins an entity of HTML (Graphviz, "The DOT Language", "escString").
 */
#include "export/export_priv.h"

static const char lost[] = "\xef\xbf\xbd"; /* U+FFFD */

/* U+FFFE and U+FFFF, the two that UTF-8 can hold and XML cannot. */
static bool
no_char(struct bw_str s, size_t i)
{
	return i + 2 < s.n && s.p[i] == '\xef' && s.p[i + 1] == '\xbf' &&
	    (s.p[i + 2] == '\xbe' || s.p[i + 2] == '\xbf');
}

/* What stands for the byte, or NULL: itself. */
typedef const char *escape_fn(unsigned char c);

static const char *
xml_escape(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\t':
		return "&#9;";
	case '\n':
		return "&#10;";
	case '\r':
		return "&#13;";
	default:
		return c < 0x20 || c == 0x7f ? lost : NULL;
	}
}

static const char *
dot_escape(unsigned char c)
{
	switch (c) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '&':
		return "&amp;";
	case '\t':
	case '\n':
	case '\r':
		return " ";
	default:
		return c < 0x20 || c == 0x7f ? lost : NULL;
	}
}

/* UTF-8 that is valid. */
static void
escaped(struct bw_out *o, struct bw_str s, escape_fn *escape)
{
	size_t from = 0;
	const char *as;

	for (size_t i = 0; i < s.n; i++) {
		bool none = no_char(s, i);

		as = none ? lost : escape((unsigned char)s.p[i]);
		if (as == NULL)
			continue;
		bw_out_str(o, bw_str_sub(s, from, i - from));
		bw_out_z(o, as);
		i += none ? 2 : 0;
		from = i + 1;
	}
	bw_out_str(o, bw_str_sub(s, from, s.n));
}

static void
any(struct bw_out *o, struct bw_str s, escape_fn *escape)
{
	size_t bad;

	while (!bw_utf8_valid(s, &bad)) {
		escaped(o, bw_str_sub(s, 0, bad), escape);
		bw_out_z(o, lost);
		s = bw_str_sub(s, bad + 1, s.n);
	}
	escaped(o, s, escape);
}

void
export_xml(struct bw_out *o, struct bw_str s)
{
	any(o, s, xml_escape);
}

void
export_quoted(struct bw_out *o, struct bw_str s)
{
	bw_out_z(o, "\"");
	any(o, s, dot_escape);
	bw_out_z(o, "\"");
}
