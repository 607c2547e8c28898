/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_show.c - what an advisory says: csaf show FILE; and what a newer one
 * says otherwise: csaf diff OLD NEW.
 *
 * Both work on the facts of csaf.h: products by name, not by number. What did
 * not change is not shown, so that a diff is short when nothing happened.
 */
#include "cli/csaf.h"

static void
row(struct bw_cli *cli, struct bw_table *t, const struct bw_csaf_fact *f,
    const char *sign)
{
	if (sign != NULL)
		bw_table_cell(t, bw_str_of(sign));
	bw_table_cell(t, bw_cli_wordf(cli, "csaf.fact", f->kind));
	bw_table_cell(t,
	    strcmp(f->kind, "document") == 0
		? bw_cli_plain(cli,
		      bw_cli_wordf(cli, "csaf.document",
			  bw_arena_dup(&cli->arena, f->subject).p))
		: bw_cli_plain(cli, f->subject));
	bw_table_cell(t, bw_cli_plain(cli, f->value));
}

static void
columns(struct bw_cli *cli, struct bw_table *t, bool sign)
{
	static const char *const col[] = { "what", "about", "says" };

	if (sign)
		bw_table_col(t, BW_STR(" "), 0);
	for (size_t i = 0; i < BW_LEN(col); i++)
		bw_table_col(t, bw_cli_wordf(cli, "csaf.col", col[i]),
		    i > 0 ? BW_COL_WRAP : 0);
}

static void
json_fact(struct bw_jw *j, const struct bw_csaf_fact *f, const char *change)
{
	bw_jw_open(j, NULL, '{');
	if (change != NULL)
		bw_jw_z(j, "change", change);
	bw_jw_z(j, "what", f->kind);
	bw_jw_str(j, "about", f->subject);
	bw_jw_str(j, "says", f->value);
	bw_jw_close(j);
}

int
bw_csaf_show(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_cli_advisory a = { 0 };
	struct bw_csaf_facts facts = { 0 };
	int rc;

	if (cli->n_arg != 2)
		return bw_fail(err, BW_EUSAGE, "csaf show FILE: one file");
	rc = bw_advisory_new(&a, err);
	if (rc == 0)
		rc = bw_advisory_facts(&a, cli->arg[1], &facts, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_JSON)) {
		struct bw_jw j = bw_cli_json(cli);

		bw_jw_open(&j, "facts", '[');
		for (size_t i = 0; i < facts.list.n; i++)
			json_fact(&j, &facts.list.v[i], NULL);
		bw_jw_close(&j);
		bw_jw_close(&j);
	} else if (rc == 0) {
		struct bw_table *t = bw_table_new(&cli->arena);

		columns(cli, t, false);
		for (size_t i = 0; i < facts.list.n; i++)
			row(cli, t, &facts.list.v[i], NULL);
		rc = bw_table_print(t, &cli->out, cli->width, err);
	}
	bw_csaf_facts_release(&facts);
	bw_advisory_free(&a);
	return rc;
}

static int
order(const struct bw_csaf_fact *a, const struct bw_csaf_fact *b)
{
	int o = strcmp(a->kind, b->kind);

	if (o == 0)
		o = bw_str_cmp(a->subject, b->subject);
	return o != 0 ? o : bw_str_cmp(a->value, b->value);
}

struct diff {
	struct bw_cli *cli;
	struct bw_table *table;
	struct bw_jw *json;
	size_t n;
};

static void
change(struct diff *d, const struct bw_csaf_fact *f, bool added)
{
	d->n++;
	if (d->json != NULL)
		json_fact(d->json, f, added ? "added" : "removed");
	else
		row(d->cli, d->table, f, added ? "+" : "-");
}

/* Both are sorted: what is in one only. */
static void
compare(struct diff *d, const struct bw_csaf_facts *a,
    const struct bw_csaf_facts *b)
{
	size_t i = 0, j = 0;

	while (i < a->list.n || j < b->list.n) {
		int o = i == a->list.n ? 1
		    : j == b->list.n   ? -1
				       : order(&a->list.v[i], &b->list.v[j]);

		if (o < 0)
			change(d, &a->list.v[i++], false);
		else if (o > 0)
			change(d, &b->list.v[j++], true);
		else
			i++, j++;
	}
}

static int
print(struct bw_cli *cli, const struct bw_csaf_facts *a,
    const struct bw_csaf_facts *b, struct bw_err *err)
{
	struct diff d = { .cli = cli };
	struct bw_jw j;

	if (bw_cli_has(cli, BW_OPT_JSON)) {
		j = bw_cli_json(cli);
		d.json = &j;
		bw_jw_open(&j, "changes", '[');
		compare(&d, a, b);
		bw_jw_close(&j);
		bw_jw_close(&j);
		return 0;
	}
	d.table = bw_table_new(&cli->arena);
	columns(cli, d.table, true);
	compare(&d, a, b);
	if (d.n > 0)
		return bw_table_print(d.table, &cli->out, cli->width, err);
	bw_out_str(&cli->out, bw_cli_word(cli, "csaf.say.same"));
	bw_out_z(&cli->out, "\n");
	return 0;
}

int
bw_csaf_diff(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_cli_advisory a = { 0 };
	struct bw_csaf_facts old = { 0 }, new = { 0 };
	int rc;

	if (cli->n_arg != 3)
		return bw_fail(err, BW_EUSAGE, "csaf diff OLD NEW: two files");
	rc = bw_advisory_new(&a, err);
	if (rc == 0)
		rc = bw_advisory_facts(&a, cli->arg[1], &old, err);
	if (rc == 0)
		rc = bw_advisory_facts(&a, cli->arg[2], &new, err);
	if (rc == 0)
		rc = print(cli, &old, &new, err);
	bw_csaf_facts_release(&old);
	bw_csaf_facts_release(&new);
	bw_advisory_free(&a);
	return rc;
}
