/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * apk.c - what is installed on an Alpine machine.
 *
 * Either /lib/apk/db/installed (letters: P package, V version, o origin, the
 * recipe that Alpine's statements speak of), or what `apk list -I` and
 * `apk info -v` print: name-version-rN, the first also with {origin}.
 */
#include "formats/formats_priv.h"
#include "formats/package_list.h"

/* "busybox-binsh-1.36.1-r15": before the release stands the version. */
static bool
split(struct bw_str line, struct bw_package *p)
{
	struct bw_str s = line, token;
	const char *release, *version;

	*p = (struct bw_package){ 0 };
	if (!bw_str_cut(&s, ' ', &token) || token.n < 5 ||
	    (release = memrchr(token.p, '-', token.n)) == NULL ||
	    release == token.p || release[1] != 'r')
		return false;
	for (const char *c = release + 2; c < token.p + token.n; c++)
		if (*c < '0' || *c > '9')
			return false;
	version = memrchr(token.p, '-', (size_t)(release - token.p));
	if (version == NULL || version == token.p || version[1] < '0' ||
	    version[1] > '9' || release + 2 == token.p + token.n)
		return false;
	p->name = bw_str_sub(token, 0, (size_t)(version - token.p));
	p->version =
	    bw_str_sub(token, (size_t)(version - token.p) + 1, token.n);
	return true;
}

/* "musl-1.2.4-r2 x86_64 {musl} (MIT) [installed]" */
static void
origin(struct bw_str line, struct bw_package *p)
{
	const char *open = memchr(line.p, '{', line.n), *close;

	if (open == NULL)
		return;
	close = memchr(open, '}', line.n - (size_t)(open - line.p));
	if (close == NULL)
		return;
	p->source.p = open + 1;
	p->source.n = (size_t)(close - open) - 1;
	p->source_version = p->version;
}

static bool
in_list(struct bw_str line)
{
	struct bw_package p;

	return split(line, &p);
}

static bool
is_field(struct bw_str line)
{
	return line.n > 2 && line.p[1] == ':' &&
	    memchr("CPVASITULotcDpriFMRaZkq", line.p[0], 23) != NULL;
}

static int
flush(struct bw_package_list *l)
{
	struct bw_package p = l->package;

	l->package = (struct bw_package){ 0 };
	if (p.name.n == 0)
		return 0;
	if (p.version.n == 0)
		return bw_package_refuse(l, "apk-package", p.name);
	if (p.source.n > 0)
		p.source_version = p.version;
	return bw_package_add(l, "apk", &p);
}

static int
take_line(struct bw_package_list *l, struct bw_str line)
{
	struct bw_package p;

	if (bw_str_trim(line).n == 0)
		return flush(l);
	if (is_field(line)) {
		struct bw_str value = bw_str_sub(line, 2, line.n);

		if (line.p[0] == 'P')
			l->package.name = value;
		else if (line.p[0] == 'V')
			l->package.version = value;
		else if (line.p[0] == 'o')
			l->package.source = value;
		return 0;
	}
	if (bw_str_starts(line, BW_STR("WARNING:")))
		return 0;
	if (!split(line, &p))
		return bw_package_refuse(l, "apk-line", line);
	origin(line, &p);
	return bw_package_add(l, "apk", &p);
}

static int
read_apk(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	return bw_package_list_read(in, sink, "apk", take_line, err);
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_line_count field = bw_lines_fit(ahead, cut, is_field);
	struct bw_line_count list = bw_lines_fit(ahead, cut, in_list);

	(void)name;
	if (field.lines > 2 && field.fit == field.lines)
		return 88;
	return list.fit > 0 && list.fit + 2 >= list.lines ? 86 : 0;
}

const struct bw_format bw_format_apk = { .name = "apk",
	.version = 1,
	.host = true,
	.recognise = recognise,
	.read = read_apk };
