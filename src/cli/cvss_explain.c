/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cvss_explain.c - one CVSS vector in words, and what its score hangs on.
 */
#include "cli/cvss.h"

struct told { /* a vector being explained */
	struct bw_cli *cli;
	struct bw_cvss v;
	struct bw_cvss_score score;
	const struct bw_cvss_metric *metric;
	size_t n;
	struct bw_str text;
	struct bw_cvss_step step[BW_CVSS_STEPS];
	size_t n_step;
};

/* The same letters mean the same in every version, but for a few: those have a
 * word of their own under the number of the version. */
static struct bw_str
word(const struct told *t, const char *kind, const char *metric,
    const char *value)
{
	char key[64];

	snprintf(key, sizeof(key), "cvss.%s.%c.%s%s%s", kind,
	    bw_cvss_version_name(t->v.version)[0], metric,
	    value[0] != '\0' ? "." : "", value);
	if (!bw_text_has(key))
		snprintf(key, sizeof(key), "cvss.%s.%s%s%s", kind, metric,
		    value[0] != '\0' ? "." : "", value);
	return bw_cli_word(t->cli, key);
}

/* MAV is AV as the user has changed it; M alone is no metric. */
static const char *
modified(const struct told *t, const char *metric)
{
	if (metric[0] != 'M' || t->v.version == BW_CVSS_2)
		return NULL;
	return metric + 1;
}

static struct bw_str
metric_word(const struct told *t, size_t i)
{
	const char *name = t->metric[i].name, *of = modified(t, name);

	if (of == NULL)
		return bw_arena_fmt(&t->cli->arena, "%.*s (%s)",
		    BW_ARG(word(t, "metric", name, "")), name);
	return bw_arena_fmt(&t->cli->arena, "%.*s: %.*s (%s)",
	    BW_ARG(bw_cli_word(t->cli, "cvss.modified")),
	    BW_ARG(word(t, "metric", of, "")), name);
}

static struct bw_str
value_word(const struct told *t, size_t i, unsigned value)
{
	const char *name = t->metric[i].name, *of = modified(t, name), *v;

	if (value == 0)
		return bw_cli_word(t->cli, "cvss.left-out");
	v = t->metric[i].value[value - 1];
	if (strcmp(v, "X") == 0 || strcmp(v, "ND") == 0)
		return bw_arena_fmt(&t->cli->arena, "%s: %.*s", v,
		    BW_ARG(bw_cli_word(t->cli, "cvss.not-defined")));
	return bw_arena_fmt(&t->cli->arena, "%s: %.*s", v,
	    BW_ARG(word(t, "value", of == NULL ? name : of, v)));
}

static struct bw_str
decimal(struct told *t, int tenths, bool sign)
{
	return bw_arena_fmt(&t->cli->arena, "%s%d.%d",
	    tenths < 0 ? "-"
		: sign ? "+"
		       : "",
	    (tenths < 0 ? -tenths : tenths) / 10,
	    (tenths < 0 ? -tenths : tenths) % 10);
}

static void
part(struct told *t, const char *key, int score)
{
	if (score >= 0)
		bw_out_fmt(&t->cli->out, "  %.*s %.*s",
		    BW_ARG(bw_cli_word(t->cli, key)),
		    BW_ARG(decimal(t, score, false)));
}

static void
head(struct told *t)
{
	struct bw_out *o = &t->cli->out;
	enum bw_cvss_severity s =
	    bw_cvss_severity(t->v.version, t->score.overall);

	if (t->v.version == BW_CVSS_40)
		bw_out_fmt(o, "CVSS 4.0 (%s): %.*s, %.*s\n",
		    bw_cvss_nomenclature(&t->v),
		    BW_ARG(decimal(t, t->score.overall, false)),
		    BW_ARG(bw_cli_wordf(
			t->cli, "cvss.severity", bw_cvss_severity_name(s))));
	else {
		bw_out_fmt(o, "CVSS %s: %.*s, %.*s\n",
		    bw_cvss_version_name(t->v.version),
		    BW_ARG(decimal(t, t->score.overall, false)),
		    BW_ARG(bw_cli_wordf(
			t->cli, "cvss.severity", bw_cvss_severity_name(s))));
		part(t, "cvss.score.base", t->score.base);
		if (bw_cvss_has(&t->v, BW_CVSS_THREAT))
			part(t, "cvss.score.temporal", t->score.temporal);
		if (bw_cvss_has(&t->v, BW_CVSS_ENVIRONMENT))
			part(t, "cvss.score.environmental",
			    t->score.environmental);
		bw_out_z(o, "\n");
	}
	bw_out_z(o, "\n");
}

static int
metrics(struct told *t, struct bw_err *err)
{
	static const char *const group[] = { "base", "threat", "environment",
		"supplement" };
	struct bw_table *table = bw_table_new(&t->cli->arena);

	bw_table_col(table, bw_cli_word(t->cli, "cli.col.cvss-group"), 0);
	bw_table_col(
	    table, bw_cli_word(t->cli, "cli.col.cvss-metric"), BW_COL_WRAP);
	bw_table_col(
	    table, bw_cli_word(t->cli, "cli.col.cvss-value"), BW_COL_WRAP);
	for (size_t i = 0; i < t->n; i++) {
		if (t->v.value[i] == 0)
			continue;
		bw_table_cell(table,
		    bw_cli_wordf(
			t->cli, "cvss.group", group[t->metric[i].group]));
		bw_table_cell(table, metric_word(t, i));
		bw_table_cell(table, value_word(t, i, t->v.value[i]));
	}
	return bw_table_print(table, &t->cli->out, t->cli->width, err);
}

/* In CSV the letters, for people the words. */
static void
value_cell(struct told *t, struct bw_listing *l, size_t metric, unsigned value)
{
	if (!l->to_csv)
		bw_list_cell(l, value_word(t, metric, value));
	else
		bw_list_cell(l,
		    bw_str_of(
			value == 0 ? "" : t->metric[metric].value[value - 1]));
}

static int
steps(struct told *t, struct bw_err *err)
{
	static const char *const name[] = { "cvss-metric", "cvss-now",
		"cvss-otherwise", "cvss-score", "cvss-change" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP, BW_COL_WRAP,
		BW_COL_RIGHT, BW_COL_RIGHT };
	struct bw_listing l;
	int rc = bw_list_open(&l, t->cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; rc == 0 && i < t->n_step; i++) {
		const struct bw_cvss_step *s = &t->step[i];

		if (!l.to_csv && i == t->cli->limit)
			break;
		bw_list_cell(&l,
		    l.to_csv ? bw_str_of(t->metric[s->metric].name)
			     : metric_word(t, s->metric));
		value_cell(t, &l, s->metric, s->from);
		value_cell(t, &l, s->metric, s->to);
		bw_list_cell(&l, decimal(t, s->overall, false));
		bw_list_cell(&l, decimal(t, s->change, true));
	}
	return rc == 0 ? bw_list_close(&l, err) : rc;
}

static void
json(struct told *t)
{
	struct bw_jw j = bw_cli_json(t->cli);

	bw_cvss_json(&j, t->text, &t->v);
	bw_jw_open(&j, "metrics", '[');
	for (size_t i = 0; i < t->n; i++) {
		if (t->v.value[i] == 0)
			continue;
		bw_jw_open(&j, NULL, '{');
		bw_jw_z(&j, "metric", t->metric[i].name);
		bw_jw_z(&j, "value", t->metric[i].value[t->v.value[i] - 1]);
		bw_jw_str(&j, "says", value_word(t, i, t->v.value[i]));
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_open(&j, "steps", '[');
	for (size_t i = 0; i < t->n_step; i++) {
		const struct bw_cvss_step *s = &t->step[i];
		const struct bw_cvss_metric *m = &t->metric[s->metric];

		bw_jw_open(&j, NULL, '{');
		bw_jw_z(&j, "metric", m->name);
		bw_jw_z(&j, "now", s->from == 0 ? NULL : m->value[s->from - 1]);
		bw_jw_z(&j, "otherwise", m->value[s->to - 1]);
		bw_cvss_json_score(&j, "overall", s->overall);
		bw_jw_f64(&j, "change", s->change / 10.0);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
}

int
bw_cvss_explain(struct bw_cli *cli, struct bw_err *err)
{
	struct told t = { .cli = cli };
	int rc;

	if (cli->n_arg != 2)
		return bw_fail(err, BW_EUSAGE,
		    "cvss explain VECTOR: one vector, such as "
		    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H");
	t.text = bw_str_of(cli->arg[1]);
	if ((rc = bw_cvss_parse(&t.v, t.text, err)) != 0)
		return rc;
	t.score = bw_cvss_scores(&t.v);
	t.metric = bw_cvss_metrics(t.v.version, &t.n);
	t.n_step = bw_cvss_steps(&t.v, t.step);
	if (bw_cli_has(cli, BW_OPT_JSON)) {
		json(&t);
		return 0;
	}
	if (!bw_cli_has(cli, BW_OPT_CSV)) {
		head(&t);
		if ((rc = metrics(&t, err)) != 0)
			return rc;
		bw_out_fmt(&cli->out, "\n%.*s\n",
		    BW_ARG(bw_cli_word(
			cli, t.n_step > 0 ? "cvss.steps" : "cvss.no-steps")));
		if (t.n_step == 0)
			return 0;
	}
	return steps(&t, err);
}
