/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * dpkg.c - what is installed on a Debian or Ubuntu machine.
 *
 * Three forms of one list: /var/lib/dpkg/status (deb822, a field a line), the
 * table that `dpkg -l` prints, and `dpkg-query -W`, plain or with the source
 * package, which is what Debian's statements speak of:
 *
 *	dpkg-query -W -f
 *'${Package}\t${Version}\t${source:Package}\t${source:Version}\n'
 *
 * Packages that were removed and left their settings are not there.
 */
#include "formats/formats_priv.h"
#include "formats/package_list.h"

/* "libc6:amd64" is libc6. */
static struct bw_str
bare(struct bw_str name)
{
	const char *colon = memchr(name.p, ':', name.n);

	return colon != NULL ? bw_str_sub(name, 0, (size_t)(colon - name.p))
			     : name;
}

/* Policy 5.6.7: lower case letters, digits, plus, minus, full stop. */
static bool
is_name(struct bw_str s)
{
	s = bare(s);
	if (s.n < 2)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') &&
		    !(s.p[i] >= '0' && s.p[i] <= '9') &&
		    memchr("+-.", s.p[i], 3) == NULL)
			return false;
	return true;
}

static bool
is_version(struct bw_str s)
{
	return s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9';
}

/* Field k of a line divided by blanks. */
static struct bw_str
word(struct bw_str line, unsigned k)
{
	struct bw_str part = { 0 };

	while (bw_str_cut(&line, ' ', &part))
		if (part.n > 0 && k-- == 0)
			return part;
	return (struct bw_str){ 0 };
}

/* "ii  name  version  architecture  description": the second letter is what
 * it is now; the third, when there is one, that something is wrong. */
static bool
in_table(struct bw_str line)
{
	return line.n > 8 && memchr("uirph", line.p[0], 5) != NULL &&
	    memchr("nicUFHWt", line.p[1], 8) != NULL &&
	    (line.p[2] == ' ' || line.p[2] == 'R') && line.p[3] == ' ' &&
	    is_name(word(line, 1)) && is_version(word(line, 2));
}

static bool
in_query(struct bw_str line)
{
	struct bw_str f[4];
	size_t n = bw_tabs(line, f, BW_LEN(f));

	return n >= 2 && is_name(f[0]) && is_version(f[1]);
}

/* The head of the table of `dpkg -l`, in any language. */
static bool
table_head(struct bw_str line)
{
	return line.n == 0 || line.p[0] == '|' || line.p[0] == '+' ||
	    (memchr(line.p, '=', line.n) != NULL &&
		memchr(line.p, '/', line.n) != NULL);
}

static int
take_table(struct bw_package_list *l, struct bw_str line)
{
	struct bw_package p = { .name = bare(word(line, 1)),
		.version = word(line, 2),
		.gone = line.p[1] == 'n' || line.p[1] == 'c' };

	return bw_package_add(l, "deb", &p);
}

static int
take_query(struct bw_package_list *l, struct bw_str line)
{
	struct bw_str f[4] = { { 0 } };
	struct bw_package p = { 0 };

	(void)bw_tabs(line, f, BW_LEN(f));
	p.name = bare(f[0]);
	p.version = f[1];
	p.source = f[2];
	p.source_version = f[3];
	return bw_package_add(l, "deb", &p);
}

/* The end of a paragraph of the status file. */
static int
flush(struct bw_package_list *l)
{
	struct bw_package p = l->package;

	l->package = (struct bw_package){ 0 };
	if (p.name.n == 0)
		return 0;
	if (p.version.n == 0 && !p.gone)
		return bw_package_refuse(l, "dpkg-package", p.name);
	if (p.source.n == 0)
		p.source = p.name; /* policy 5.6.1: the same */
	if (p.source_version.n == 0)
		p.source_version = p.version;
	return bw_package_add(l, "deb", &p);
}

/* "gcc-12 (12.2.0-14)" */
static void
take_source(struct bw_package *p, struct bw_str value)
{
	struct bw_str rest = value;

	(void)bw_str_cut(&rest, '(', &p->source);
	p->source = bw_str_trim(p->source);
	rest = bw_str_trim(rest);
	if (rest.n > 1 && rest.p[rest.n - 1] == ')')
		p->source_version = bw_str_sub(rest, 0, rest.n - 1);
}

static bool
is_field(struct bw_str line)
{
	return bw_str_starts(line, BW_STR("Package: ")) ||
	    bw_str_starts(line, BW_STR("Status: ")) ||
	    bw_str_starts(line, BW_STR("Version: "));
}

static bool
take_field(struct bw_package_list *l, struct bw_str line)
{
	struct bw_str value = line, name;

	if (line.p[0] == ' ' || line.p[0] == '\t')
		return true; /* goes on with the one before */
	if (!bw_str_cut(&value, ':', &name) || name.n == line.n ||
	    name.p[0] < 'A' || name.p[0] > 'Z' ||
	    memchr(name.p, ' ', name.n) != NULL)
		return false;
	value = bw_str_trim(value);
	if (bw_str_is(name, "Package"))
		l->package.name = value;
	else if (bw_str_is(name, "Version"))
		l->package.version = value;
	else if (bw_str_is(name, "Source"))
		take_source(&l->package, value);
	else if (bw_str_is(name, "Status"))
		l->package.gone = bw_str_ends(value, BW_STR(" config-files")) ||
		    bw_str_ends(value, BW_STR(" not-installed"));
	return true;
}

static int
take_line(struct bw_package_list *l, struct bw_str line)
{
	if (bw_str_trim(line).n == 0)
		return flush(l);
	if (in_table(line))
		return take_table(l, line);
	if (in_query(line))
		return take_query(l, line);
	if (take_field(l, line) || table_head(line))
		return 0;
	return bw_package_refuse(l, "dpkg-line", line);
}

static int
read_dpkg(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	return bw_package_list_read(in, sink, "dpkg", take_line, err);
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_line_count table = bw_lines_fit(ahead, cut, in_table);
	struct bw_line_count query = bw_lines_fit(ahead, cut, in_query);
	struct bw_line_count field = bw_lines_fit(ahead, cut, is_field);

	(void)name;
	if (query.lines > 0 && query.fit == query.lines)
		return 80;
	if (table.fit > 0 && table.fit + 6 >= table.lines)
		return 90;
	return field.fit > 2 ? 85 : 0;
}

const struct bw_format bw_format_dpkg = { .name = "dpkg",
	.version = 1,
	.host = true,
	.recognise = recognise,
	.read = read_dpkg };
