/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_ssvc.c - decide with a table of SSVC, from facts that may be unknown.
 *
 * Without a table: which there are. With one: what is decided or still
 * possible, and of each fact that is not known what it would make of it. The
 * names of facts and decisions are those of the standard in both languages, as
 * sources write them.
 */
#include "cli/cli.h"
#include "cyber/ssvc.h"

struct asked {
	struct bw_cli *cli;
	struct bw_ssvc *ssvc;
	const struct bw_ssvc_table *table;
	struct bw_ssvc_facts facts;
	struct bw_ssvc_walk walk;
};

static struct bw_str
id_of(struct asked *a, const struct bw_ssvc_table *t)
{
	return bw_arena_fmt(&a->cli->arena, "%.*s:%.*s:%.*s", BW_ARG(t->space),
	    BW_ARG(t->key), BW_ARG(t->version));
}

static struct bw_str
point_id(struct asked *a, const struct bw_ssvc_point *p)
{
	return bw_arena_fmt(&a->cli->arena, "%.*s:%.*s:%.*s", BW_ARG(p->space),
	    BW_ARG(p->key), BW_ARG(p->version));
}

/* "Track, Attend or Act" of the bits of a point's values. */
static struct bw_str
names(struct asked *a, const struct bw_ssvc_point *p, uint16_t bits)
{
	struct bw_str out = { 0 };

	for (uint32_t i = 0; i < p->n; i++) {
		bool last = bits >> i == 1;

		if ((bits >> i & 1) == 0)
			continue;
		if (out.n == 0)
			out = p->value[i].name;
		else if (last)
			out = bw_arena_fmt(&a->cli->arena, "%.*s %.*s %.*s",
			    BW_ARG(out), BW_ARG(bw_cli_word(a->cli, "ssvc.or")),
			    BW_ARG(p->value[i].name));
		else
			out = bw_arena_fmt(&a->cli->arena, "%.*s, %.*s",
			    BW_ARG(out), BW_ARG(p->value[i].name));
	}
	return out;
}

/* Keys with bars between, for CSV. */
static struct bw_str
keys(struct asked *a, const struct bw_ssvc_point *p, uint16_t bits)
{
	struct bw_str out = { 0 };

	for (uint32_t i = 0; i < p->n; i++)
		if ((bits >> i & 1) != 0)
			out = bw_arena_fmt(&a->cli->arena, "%.*s%s%.*s",
			    BW_ARG(out), out.n > 0 ? "|" : "",
			    BW_ARG(p->value[i].key));
	return out;
}

static void
json_value(struct bw_jw *j, const struct bw_ssvc_value *v)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "key", v->key);
	bw_jw_str(j, "name", v->name);
	bw_jw_close(j);
}

static void
json_values(struct bw_jw *j, const char *key, const struct bw_ssvc_point *p,
    uint16_t bits)
{
	bw_jw_open(j, key, '[');
	for (uint32_t i = 0; i < p->n; i++)
		if ((bits >> i & 1) != 0)
			json_value(j, &p->value[i]);
	bw_jw_close(j);
}

static int
list_json(struct asked *a)
{
	struct bw_jw j = bw_cli_json(a->cli);

	bw_jw_open(&j, "tables", '[');
	for (uint32_t i = 0; i < a->ssvc->n_table; i++) {
		const struct bw_ssvc_table *t = &a->ssvc->table[i];

		bw_jw_open(&j, NULL, '{');
		bw_jw_str(&j, "table", id_of(a, t));
		bw_jw_str(&j, "name", t->name);
		bw_jw_open(&j, "points", '[');
		for (uint32_t k = 0; k < t->n_input; k++)
			bw_jw_str(&j, NULL,
			    point_id(a, &a->ssvc->point[t->input[k]]));
		bw_jw_close(&j);
		bw_jw_str(
		    &j, "outcome", point_id(a, &a->ssvc->point[t->outcome]));
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
	return 0;
}

static int
list(struct asked *a, struct bw_err *err)
{
	static const char *const name[] = { "ssvc-table", "ssvc-name",
		"ssvc-points" };
	static const unsigned flags[] = { 0, BW_COL_WRAP, BW_COL_WRAP };
	struct bw_listing l;
	int rc;

	if (bw_cli_has(a->cli, BW_OPT_JSON))
		return list_json(a);
	rc = bw_list_open(&l, a->cli, name, flags, BW_LEN(name), err);
	for (uint32_t i = 0; rc == 0 && i < a->ssvc->n_table; i++) {
		const struct bw_ssvc_table *t = &a->ssvc->table[i];
		struct bw_str points = { 0 };

		for (uint32_t k = 0; k < t->n_input; k++) {
			const struct bw_ssvc_point *p =
			    &a->ssvc->point[t->input[k]];

			points = bw_arena_fmt(&a->cli->arena, "%.*s%s%.*s",
			    BW_ARG(points),
			    k == 0         ? ""
				: l.to_csv ? "|"
					   : ", ",
			    BW_ARG(p->name));
		}
		bw_list_cell(&l, id_of(a, t));
		bw_list_cell(&l, t->name);
		bw_list_cell(&l, points);
	}
	return rc == 0 ? bw_list_close(&l, err) : rc;
}

static void
json_point(struct asked *a, struct bw_jw *j, uint32_t i)
{
	const struct bw_ssvc_point *p = &a->ssvc->point[a->table->input[i]];
	const struct bw_ssvc_point *outcome =
	    &a->ssvc->point[a->table->outcome];
	const struct bw_ssvc_open *open = NULL;

	for (uint32_t k = 0; k < a->walk.n_open; k++)
		if (a->walk.open[k].point == a->table->input[i])
			open = &a->walk.open[k];
	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "point", point_id(a, p));
	bw_jw_str(j, "name", p->name);
	bw_jw_z(j, "known_from",
	    a->walk.derived[i]                          ? "table"
		: a->facts.may[a->table->input[i]] != 0 ? "told"
							: NULL);
	json_values(j, "may_be", p, a->walk.may[i]);
	bw_jw_bool(j, "settles", open != NULL && open->settles);
	bw_jw_open(j, "then", '[');
	for (uint32_t v = 0; open != NULL && v < p->n; v++) {
		if (open->then[v] == 0)
			continue;
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "value", p->value[v].key);
		json_values(j, "decisions", outcome, open->then[v]);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_close(j);
}

static void
json(struct asked *a)
{
	struct bw_jw j = bw_cli_json(a->cli);

	bw_jw_str(&j, "table", id_of(a, a->table));
	bw_jw_str(&j, "name", a->table->name);
	json_values(&j, "decisions", &a->ssvc->point[a->table->outcome],
	    a->walk.decisions);
	bw_jw_bool(&j, "certain", a->walk.certain);
	bw_jw_open(&j, "points", '[');
	for (uint32_t i = 0; i < a->table->n_input; i++)
		json_point(a, &j, i);
	bw_jw_close(&j);
	bw_jw_close(&j);
}

/* For people a fact stands once, and what is known of one has no decision of
 * its own. */
static void
line(struct asked *a, struct bw_listing *l, const struct bw_ssvc_point *p,
    bool again, struct bw_str value, uint16_t decisions)
{
	const struct bw_ssvc_point *outcome =
	    &a->ssvc->point[a->table->outcome];

	if (l->to_csv) {
		bw_list_cell(l, point_id(a, p));
		bw_list_cell(l, value);
		bw_list_cell(l, keys(a, outcome, decisions));
		return;
	}
	bw_list_cell(l,
	    again ? (struct bw_str){ 0 }
		  : bw_arena_fmt(&a->cli->arena, "%.*s (%.*s)", BW_ARG(p->name),
			BW_ARG(p->key)));
	bw_list_cell(l, value);
	bw_list_cell(l, names(a, outcome, decisions));
}

static void
known(struct asked *a, struct bw_listing *l, uint32_t i)
{
	const struct bw_ssvc_point *p = &a->ssvc->point[a->table->input[i]];
	struct bw_str value = l->to_csv ? keys(a, p, a->walk.may[i])
					: names(a, p, a->walk.may[i]);

	if (a->walk.derived[i] && !l->to_csv)
		value = bw_arena_fmt(&a->cli->arena, "%.*s (%.*s %.*s)",
		    BW_ARG(value), BW_ARG(bw_cli_word(a->cli, "ssvc.from")),
		    BW_ARG(bw_ssvc_gives(a->ssvc, a->table->input[i])->name));
	line(a, l, p, false, value, l->to_csv ? a->walk.decisions : 0);
}

static void
open_values(struct asked *a, struct bw_listing *l, const struct bw_ssvc_open *o)
{
	const struct bw_ssvc_point *p = &a->ssvc->point[o->point];
	bool again = false;

	for (uint32_t v = 0; v < p->n; v++) {
		if (o->then[v] == 0)
			continue;
		line(a, l, p, again,
		    l->to_csv ? p->value[v].key
			      : bw_arena_fmt(&a->cli->arena, "%.*s %.*s?",
				    BW_ARG(bw_cli_word(a->cli, "ssvc.if")),
				    BW_ARG(p->value[v].name)),
		    o->then[v]);
		again = true;
	}
}

static int
table(struct asked *a, struct bw_err *err)
{
	static const char *const name[] = { "ssvc-point", "ssvc-value",
		"ssvc-decision" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP,
		BW_COL_WRAP };
	struct bw_listing l;
	int rc = bw_list_open(&l, a->cli, name, flags, BW_LEN(name), err);

	if (rc != 0)
		return rc;
	for (uint32_t i = 0; i < a->table->n_input; i++)
		if ((a->walk.may[i] & (a->walk.may[i] - 1)) == 0)
			known(a, &l, i);
	for (uint32_t i = 0; i < a->walk.n_open; i++)
		open_values(a, &l, &a->walk.open[i]);
	return bw_list_close(&l, err);
}

/* Which fact would settle it: those that do alone, or that none does. */
static void
settle(struct asked *a)
{
	struct bw_str list = { 0 };
	bool matters = false;

	if (a->walk.certain)
		return;
	for (uint32_t i = 0; i < a->walk.n_open; i++) {
		const struct bw_ssvc_open *o = &a->walk.open[i];
		struct bw_str name = a->ssvc->point[o->point].name;

		matters = matters || o->matters;
		if (o->settles)
			list = bw_arena_fmt(&a->cli->arena, "%.*s%s%.*s",
			    BW_ARG(list), list.n > 0 ? ", " : "", BW_ARG(name));
	}
	if (list.n > 0)
		bw_out_fmt(&a->cli->out, "\n%.*s %.*s\n",
		    BW_ARG(bw_cli_word(a->cli, "ssvc.settles")), BW_ARG(list));
	else
		bw_out_fmt(&a->cli->out, "\n%.*s\n",
		    BW_ARG(bw_cli_word(a->cli, "ssvc.none-settles")));
}

static int
answer(struct asked *a, struct bw_err *err)
{
	const struct bw_ssvc_point *outcome =
	    &a->ssvc->point[a->table->outcome];
	int rc;

	bw_ssvc_decide(a->ssvc, a->table, &a->facts, &a->walk);
	if (bw_cli_has(a->cli, BW_OPT_JSON)) {
		json(a);
		return 0;
	}
	if (bw_cli_has(a->cli, BW_OPT_CSV))
		return table(a, err);
	bw_out_fmt(&a->cli->out, "%.*s (%.*s)\n%.*s: %.*s\n\n",
	    BW_ARG(a->table->name), BW_ARG(id_of(a, a->table)),
	    BW_ARG(bw_cli_word(
		a->cli, a->walk.certain ? "ssvc.certain" : "ssvc.possible")),
	    BW_ARG(names(a, outcome, a->walk.decisions)));
	if ((rc = table(a, err)) == 0)
		settle(a);
	return rc;
}

static int
tell(struct asked *a, const char *text, struct bw_err *err)
{
	struct bw_str value = bw_str_of(text), key = { 0 };

	bw_str_cut(&value, '=', &key);
	if (value.p == NULL)
		return bw_fail(err, BW_EUSAGE,
		    "'%s' is no KEY=VALUE, such as E=active or "
		    "Exploitation=active",
		    text);
	return bw_ssvc_tell(a->ssvc, a->table, &a->facts, key, value, err);
}

int
bw_verb_ssvc(struct bw_cli *cli, struct bw_err *err)
{
	struct asked a = { .cli = cli };
	int rc = bw_ssvc_new(&a.ssvc, err);

	if (rc == 0 && cli->n_arg == 0)
		rc = list(&a, err);
	else if (rc == 0) {
		a.table = bw_ssvc_table_of(a.ssvc, bw_str_of(cli->arg[0]));
		if (a.table == NULL)
			rc = bw_fail(err, BW_EUSAGE,
			    "SSVC has no table '%s' here; 'bolwerk ssvc' lists "
			    "them",
			    cli->arg[0]);
		for (int i = 1; rc == 0 && i < cli->n_arg; i++)
			if ((rc = tell(&a, cli->arg[i], err)) != 0 && err)
				rc = err->code = BW_EUSAGE;
		if (rc == 0)
			rc = answer(&a, err);
	}
	bw_ssvc_free(a.ssvc);
	return rc;
}
