/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_cvss.c - scores of CVSS vectors: a filter for other programs (cvss
 * score), and one vector in words for people (cvss explain, cvss_explain.c).
 *
 * The filter gives a line for a line, also for one that is no vector, so that
 * two columns can be pasted together; it never stops at a bad one.
 */
#include "cli/cvss.h"
#include "cli/lines.h"

static char *
tenths(char *p, int score)
{
	if (score < 0)
		*p++ = '-';
	else {
		if (score >= 100)
			*p++ = '1';
		*p++ = (char)('0' + score / 10 % 10);
		*p++ = '.';
		*p++ = (char)('0' + score % 10);
	}
	*p++ = '\t';
	return p;
}

static void
row(struct bw_out *o, const struct bw_cvss *v, struct bw_cvss_score s)
{
	char text[32], *p = text;

	bw_out_z(o, bw_cvss_version_name(v->version));
	bw_out_z(o, "\t");
	p = tenths(p, s.base);
	p = tenths(p, s.temporal);
	p = tenths(p, s.environmental);
	p = tenths(p, s.overall);
	bw_out_str(o, (struct bw_str){ text, (size_t)(p - text) });
	bw_out_z(
	    o, bw_cvss_severity_name(bw_cvss_severity(v->version, s.overall)));
	bw_out_z(o, "\t");
	bw_out_z(o, bw_cvss_nomenclature(v));
	bw_out_z(o, "\n");
}

void
bw_cvss_json_score(struct bw_jw *j, const char *key, int score)
{
	if (score < 0)
		bw_jw_null(j, key);
	else
		bw_jw_f64(j, key, score / 10.0);
}

void
bw_cvss_json(struct bw_jw *j, struct bw_str vector, const struct bw_cvss *v)
{
	struct bw_cvss_score s = bw_cvss_scores(v);

	bw_jw_str(j, "vector", vector);
	bw_jw_z(j, "version", bw_cvss_version_name(v->version));
	bw_cvss_json_score(j, "base", s.base);
	bw_cvss_json_score(j, "temporal", s.temporal);
	bw_cvss_json_score(j, "environmental", s.environmental);
	bw_cvss_json_score(j, "overall", s.overall);
	bw_jw_z(j, "severity",
	    bw_cvss_severity_name(bw_cvss_severity(v->version, s.overall)));
	bw_jw_z(j, "name", bw_cvss_nomenclature(v));
}

static void
one(struct bw_cli *cli, struct bw_str vector)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_jw j = bw_jw(&cli->out);
	struct bw_cvss v;
	int rc = bw_cvss_parse(&v, vector, &err);

	if (!bw_cli_has(cli, BW_OPT_JSON)) {
		if (rc == 0)
			row(&cli->out, &v, bw_cvss_scores(&v));
		else
			bw_out_fmt(&cli->out, "?\t%s (byte %llu)\n", err.what,
			    (unsigned long long)err.byte);
		return;
	}
	j.compact = true;
	bw_jw_open(&j, NULL, '{');
	if (rc == 0)
		bw_cvss_json(&j, vector, &v);
	else {
		bw_jw_str(&j, "vector", vector);
		bw_jw_z(&j, "error", err.what);
		bw_jw_i64(&j, "byte", (int64_t)err.byte);
	}
	bw_jw_close(&j);
}

/* cvss score [VECTOR...] */
static int
score(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_lines l = { .out = &cli->out };
	struct bw_str line;
	bool more = true;
	int rc = 0;

	for (int i = 1; i < cli->n_arg; i++)
		one(cli, bw_str_of(cli->arg[i]));
	if (cli->n_arg > 1)
		return 0;
	while ((rc = bw_lines_next(&l, &line, &more, err)) == 0 && more)
		one(cli, line);
	bw_lines_release(&l);
	return rc;
}

int
bw_verb_cvss(struct bw_cli *cli, struct bw_err *err)
{
	bool explain = strcmp(cli->arg[0], "explain") == 0;

	if (!explain && strcmp(cli->arg[0], "score") != 0)
		return bw_fail(err, BW_EUSAGE,
		    "cvss %s: there is score and explain; see 'bolwerk help "
		    "cvss'",
		    cli->arg[0]);
	if (explain)
		return bw_cvss_explain(cli, err);
	if (bw_cli_has(cli, BW_OPT_CSV))
		return bw_fail(err, BW_EUSAGE,
		    "cvss score writes tab-separated lines; --csv goes with "
		    "cvss explain");
	return score(cli, err);
}
