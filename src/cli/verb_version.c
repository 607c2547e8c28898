/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_version.c - the order of versions, and what is in a range: filters for
 * other programs, and answers for people.
 */
#include "cli/lines.h"
#include "cyber/range.h"

static int
scheme_of(const char *name, enum bw_scheme *s, struct bw_err *err)
{
	if (bw_scheme_find(bw_str_of(name), s))
		return 0;
	return bw_fail(err, BW_EUSAGE,
	    "no scheme of versions is called '%s'; there is deb, rpm, apk, "
	    "alpm, gentoo, semver (npm, cargo, golang ...), pub, nuget, maven, "
	    "pypi, gem, composer, cran, hackage, conan, openssl, datetime, "
	    "lexicographic, plain, vendor",
	    name);
}

static const char *
sign(enum bw_order o)
{
	return o == BW_BEFORE ? "<\n"
	    : o == BW_AFTER   ? ">\n"
	    : o == BW_SAME    ? "=\n"
			      : "?\n";
}

struct filter { /* one line to one answer */
	struct bw_cli *cli;
	enum bw_scheme scheme;
	const struct bw_range *range;
	struct bw_buf scratch[2];
};

static int
compare_line(struct filter *f, const struct bw_lines *l, struct bw_str line,
    struct bw_err *err)
{
	struct bw_str a;

	bw_str_cut(&line, '\t', &a);
	if (line.p == NULL)
		return bw_fail(err, BW_EFORMAT,
		    "line %llu of the input is not two versions with a tab "
		    "between them",
		    (unsigned long long)l->number);
	bw_out_z(&f->cli->out,
	    sign(bw_version_compare(f->scheme, a, line, f->scratch)));
	return 0;
}

static int
in_line(struct filter *f, const struct bw_lines *l, struct bw_str line,
    struct bw_err *err)
{
	static const char *const word[] = { "no\n", "yes\n", "?\n" };

	(void)l, (void)err;
	bw_out_z(
	    &f->cli->out, word[bw_range_has(f->range, line, &f->scratch[0])]);
	return 0;
}

static int
run(struct filter *f,
    int (*line)(struct filter *, const struct bw_lines *, struct bw_str,
	struct bw_err *),
    struct bw_err *err)
{
	struct bw_lines l = { .out = &f->cli->out };
	struct bw_str text;
	bool more = true;
	int rc;

	while ((rc = bw_lines_next(&l, &text, &more, err)) == 0 && more)
		if ((rc = line(f, &l, text, err)) != 0)
			break;
	bw_lines_release(&l);
	bw_buf_release(&f->scratch[0]);
	bw_buf_release(&f->scratch[1]);
	return rc;
}

/* version compare SCHEME [A B] */
static int
compare(struct bw_cli *cli, struct bw_err *err)
{
	struct filter f = { .cli = cli };
	int rc = scheme_of(cli->arg[1], &f.scheme, err);

	if (rc != 0)
		return rc;
	if (cli->n_arg == 3)
		return bw_fail(err, BW_EUSAGE,
		    "version compare SCHEME A B: the second version is "
		    "missing");
	if (cli->n_arg == 2)
		return run(&f, compare_line, err);
	bw_out_z(&cli->out,
	    sign(bw_version_compare(f.scheme, bw_str_of(cli->arg[2]),
		bw_str_of(cli->arg[3]), f.scratch)));
	bw_buf_release(&f.scratch[0]);
	bw_buf_release(&f.scratch[1]);
	return 0;
}

/* Ecosystems have a form of their own, vendors write words. */
static int
as_written(struct bw_cli *cli, enum bw_scheme s, struct bw_range *r,
    struct bw_err *err)
{
	struct bw_str scheme = bw_str_of(cli->arg[1]);
	struct bw_str text = bw_str_of(cli->arg[2]);

	return s == BW_SCHEME_VENDOR
	    ? bw_range_words(r, scheme, text, &cli->arena, err)
	    : bw_range_native(r, scheme, text, &cli->arena, err);
}

/* version in SCHEME RANGE: a vers, or as the ecosystem writes it. */
static int
in(struct bw_cli *cli, struct bw_err *err)
{
	struct filter f = { .cli = cli };
	struct bw_str text;
	struct bw_range r;
	int rc = scheme_of(cli->arg[1], &f.scheme, err);

	if (rc == 0 && cli->n_arg != 3)
		rc = bw_fail(err, BW_EUSAGE,
		    "version in SCHEME RANGE: the range is missing, or is not "
		    "one argument ('>=1.0 <2.0' takes quotes)");
	if (rc != 0)
		return rc;
	text = bw_str_of(cli->arg[2]);
	rc = bw_str_starts(text, BW_STR("vers:"))
	    ? bw_range_vers(&r, text, false, &cli->arena, err)
	    : as_written(cli, f.scheme, &r, err);
	if (rc == 0 && r.scheme != f.scheme)
		rc = bw_fail(err, BW_EUSAGE,
		    "the range is of the scheme %s, not %s",
		    bw_scheme_name(r.scheme), bw_scheme_name(f.scheme));
	f.range = &r;
	return rc == 0 ? run(&f, in_line, err) : rc;
}

/* version vers SCHEME RANGE: a native range as vers. */
static int
vers(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_buf b = { 0 };
	enum bw_scheme s;
	struct bw_range r;
	int rc;

	if (cli->n_arg != 3)
		return bw_fail(err, BW_EUSAGE,
		    "version vers SCHEME RANGE: two arguments, the range in "
		    "quotes");
	rc = scheme_of(cli->arg[1], &s, err);
	if (rc == 0)
		rc = as_written(cli, s, &r, err);
	if (rc == 0) {
		bw_range_print(&b, &r);
		bw_buf_char(&b, '\n');
		bw_out_str(&cli->out, bw_buf_get(&b));
		rc = bw_buf_check(&b, err);
	}
	bw_buf_release(&b);
	return rc;
}

int
bw_verb_version(struct bw_cli *cli, struct bw_err *err)
{
	if (strcmp(cli->arg[0], "compare") == 0)
		return compare(cli, err);
	if (strcmp(cli->arg[0], "in") == 0)
		return in(cli, err);
	if (strcmp(cli->arg[0], "vers") == 0)
		return vers(cli, err);
	return bw_fail(err, BW_EUSAGE,
	    "version %s: there is compare, in and vers; see 'bolwerk help "
	    "version'",
	    cli->arg[0]);
}
