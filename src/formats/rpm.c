/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rpm.c - what is installed on a Red Hat, SUSE or like machine.
 *
 * `rpm -qa` prints name-version-release.arch; the last two hyphens divide.
 * That leaves out the epoch, which counts first, and the source package, so
 * this is better:
 *
 *	rpm -qa --qf
 *'%{NAME}\t%{EPOCH}\t%{VERSION}\t%{RELEASE}\t%{ARCH}\t%{SOURCERPM}\n'
 */
#include "formats/formats_priv.h"
#include "formats/package_list.h"

static bool
is_arch(struct bw_str s)
{
	static const char *const known[] = { "x86_64", "noarch", "aarch64",
		"i386", "i486", "i586", "i686", "ppc64le", "ppc64", "s390x",
		"armv7hl", "riscv64", "loongarch64", "(none)" };

	for (size_t i = 0; i < BW_LEN(known); i++)
		if (bw_str_is(s, known[i]))
			return true;
	return false;
}

/* Position of the last c, or -1. */
static ptrdiff_t
last(struct bw_str s, char c)
{
	const char *p = s.n > 0 ? memrchr(s.p, c, s.n) : NULL;

	return p != NULL ? p - s.p : -1;
}

static bool
split(struct bw_str line, struct bw_package *p)
{
	struct bw_str s = bw_str_trim(line);
	ptrdiff_t dot = last(s, '.'), release, version;

	*p = (struct bw_package){ 0 };
	if (dot < 1 || !is_arch(bw_str_sub(s, (size_t)dot + 1, s.n)))
		return false;
	s = bw_str_sub(s, 0, (size_t)dot);
	if ((release = last(s, '-')) < 1)
		return false;
	version = last(bw_str_sub(s, 0, (size_t)release), '-');
	if (version < 1 || memchr(s.p, ' ', s.n) != NULL ||
	    memchr(s.p, '\t', s.n) != NULL)
		return false;
	p->name = bw_str_sub(s, 0, (size_t)version);
	p->version = bw_str_sub(s, (size_t)version + 1, s.n);
	return true;
}

static bool
in_list(struct bw_str line)
{
	struct bw_package p;

	return split(line, &p);
}

static bool
in_query(struct bw_str line)
{
	struct bw_str f[6];

	return bw_tabs(line, f, BW_LEN(f)) >= 5 && f[0].n > 0 && f[2].n > 0 &&
	    f[3].n > 0 && is_arch(f[4]);
}

static int
take_query(struct bw_package_list *l, struct bw_str line)
{
	struct bw_str f[6] = { { 0 } };
	struct bw_package p = { 0 };

	(void)bw_tabs(line, f, BW_LEN(f));
	p.name = f[0];
	p.version = f[1].n == 0 || bw_str_is(f[1], "(none)")
	    ? bw_rd_fmt(&l->inv.rd, "%.*s-%.*s", BW_ARG(f[2]), BW_ARG(f[3]))
	    : bw_rd_fmt(&l->inv.rd, "%.*s:%.*s-%.*s", BW_ARG(f[1]),
		  BW_ARG(f[2]), BW_ARG(f[3]));
	(void)bw_inv_source_rpm(f[5], &p.source, &p.source_version);
	if (bw_str_is(p.name, "gpg-pubkey"))
		return 0;
	return bw_package_add(l, "rpm", &p);
}

static int
take_line(struct bw_package_list *l, struct bw_str line)
{
	struct bw_package p;

	if (bw_str_trim(line).n == 0 ||
	    bw_str_starts(line, BW_STR("gpg-pubkey-")))
		return 0; /* a key that signs packages, listed as one */
	if (in_query(line))
		return take_query(l, line);
	return split(line, &p) ? bw_package_add(l, "rpm", &p)
			       : bw_package_refuse(l, "rpm-line", line);
}

static int
read_rpm(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	return bw_package_list_read(in, sink, "rpm", take_line, err);
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_line_count query = bw_lines_fit(ahead, cut, in_query);
	struct bw_line_count list = bw_lines_fit(ahead, cut, in_list);

	(void)name;
	if (query.fit > 0 && query.fit + 3 >= query.lines)
		return 90;
	return list.fit > 0 && list.fit + 3 >= list.lines ? 85 : 0;
}

const struct bw_format bw_format_rpm = { .name = "rpm",
	.version = 1,
	.host = true,
	.recognise = recognise,
	.read = read_rpm };
