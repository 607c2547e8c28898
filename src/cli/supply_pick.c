/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_pick.c - which production a question is about, and how it is shown.
 *
 * The newest year of each stage that is not after the day asked about, as in
 * the findings of check, so that both speak of the same figures.
 */
#include "cli/supply_pick.h"
#include "model/ref.h"
#include "supply/partners_load.h"
#include "supply/supply_tell.h"
#include <math.h>

int
bw_supply_pick_open(
    struct bw_supply_pick *k, struct bw_cli *cli, struct bw_err *err)
{
	int rc = bw_ref_load(err);

	*k = (struct bw_supply_pick){ .cli = cli };
	return rc == 0 ? bw_cli_view(cli, &k->w, &k->v, err) : rc;
}

void
bw_supply_pick_close(struct bw_supply_pick *k)
{
	bw_view_close(k->v);
	bw_world_close(k->w);
}

int
bw_supply_material_or_own(struct bw_cli *cli, const struct bw_view *v,
    const char *text, struct bw_str *code, struct bw_err *err)
{
	const struct bw_ref_item *m = bw_ref_material(bw_str_of(text));
	struct bw_str *all = NULL;
	size_t n = 0;
	int rc;

	if (m != NULL) {
		*code = m->code;
		return 0;
	}
	rc = bw_produced_materials(v, &cli->arena, &all, &n, err);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (bw_str_eq_nocase(all[i], bw_str_of(text))) {
			*code = all[i];
			return 0;
		}
	}
	return rc != 0 ? rc : bw_supply_material_of(text, code, err);
}

static int
asked_stage(struct bw_cli *cli, int *stage, struct bw_err *err)
{
	const char *text = cli->value[BW_OPT_STAGE];
	uint8_t told;

	*stage = -1;
	if (!bw_cli_has(cli, BW_OPT_STAGE))
		return 0;
	if (!bw_stage_of(bw_str_of(text), &told))
		return bw_fail(err, BW_EUSAGE,
		    "--stage %s: write mine, refine or part", text);
	*stage = told;
	return 0;
}

int
bw_supply_pick(
    struct bw_supply_pick *k, struct bw_str material, struct bw_err *err)
{
	struct bw_production *list = NULL;
	size_t n = 0, first, count, step;
	int rc, wanted, year, month, day;

	k->material = material;
	k->n = 0;
	if ((rc = asked_stage(k->cli, &wanted, err)) != 0 ||
	    (rc = bw_supply_production(
		 k->v, material, &k->cli->arena, &list, &n, err)) != 0)
		return rc;
	k->p = BW_ARENA_ARRAY(&k->cli->arena, struct bw_production *, n + 1);
	if (k->p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a production");
	bw_date_split(k->cli->as_of, &year, &month, &day);
	for (size_t i = 0; i < n; i += step) {
		step = bw_supply_stage(list + i, n - i, year, &first, &count);
		for (size_t c = 0; c < count; c++)
			if (wanted < 0 || list[i].stage == wanted)
				k->p[k->n++] = &list[i + first + c];
	}
	return 0;
}

/* ---- showing ---- */

/* Names of materials are common nouns: a capital at the head of a line. */
static struct bw_str
capital(struct bw_cli *cli, struct bw_str s)
{
	struct bw_str out = bw_arena_dup(&cli->arena, s);

	if (out.p != NULL && out.n > 0 && out.p[0] >= 'a' && out.p[0] <= 'z')
		((char *)(uintptr_t)out.p)[0] = (char)(out.p[0] - ('a' - 'A'));
	return out;
}

void
bw_supply_heading(struct bw_supply_pick *k, const struct bw_production *p)
{
	struct bw_cli *cli = k->cli;
	struct bw_str material = tell_material(k->material).in[cli->lang];
	struct bw_str s = bw_arena_fmt(&cli->arena,
	    "%.*s, %.*s, %d, %.*s%s%.*s", BW_ARG(capital(cli, material)),
	    BW_ARG(tell_stage(p->stage).in[cli->lang]), p->year,
	    BW_ARG(tell_unit(p->unit).in[cli->lang]),
	    p->detail.n > 0 ? ": " : "", BW_ARG(bw_cli_plain(cli, p->detail)));

	bw_wrap(&cli->out, s, 0, cli->width);
}

struct bw_str
bw_supply_code(struct bw_cli *cli, uint32_t letters)
{
	if (letters == 0)
		return BW_STR("");
	return bw_arena_fmt(&cli->arena, "%c%c", (int)(letters >> 8 & 0xff),
	    (int)(letters & 0xff));
}

struct bw_str
bw_supply_country(struct bw_cli *cli, uint32_t letters)
{
	struct bw_str code = bw_supply_code(cli, letters);
	const struct bw_ref_item *c = bw_ref_country(code);

	return c != NULL ? c->name.in[cli->lang] : code;
}

struct bw_str
bw_supply_countries(struct bw_cli *cli, const struct bw_str *code, size_t n)
{
	struct bw_str all = BW_STR("");

	for (size_t i = 0; i < n; i++) {
		const struct bw_ref_item *c = bw_ref_country(code[i]);
		struct bw_str name =
		    c != NULL ? c->name.in[cli->lang] : code[i];

		all = bw_arena_fmt(&cli->arena, "%.*s%s%.*s", BW_ARG(all),
		    i > 0 ? ", " : "", BW_ARG(name));
	}
	return all;
}

struct bw_str
bw_supply_between(
    struct bw_cli *cli, struct bw_between b, double by, unsigned decimals)
{
	if (isnan(b.lo) || isnan(b.hi))
		return BW_STR("-");
	return bw_supply_range(cli, b.lo * by, b.hi * by, decimals);
}

struct bw_str
bw_supply_amount(struct bw_cli *cli, double amount)
{
	double size = fabs(amount);

	if (isnan(amount))
		return BW_STR("-");
	return bw_supply_number(cli, amount,
	    size == floor(size) || size >= 100 ? 0
		: size >= 1                    ? 1
					       : 3);
}

void
bw_supply_between_json(struct bw_jw *j, const char *key, struct bw_between b)
{
	bw_jw_open(j, key, '{');
	bw_jw_f64(j, "min", b.lo);
	bw_jw_f64(j, "max", b.hi);
	bw_jw_close(j);
}

static void
code_json(
    struct bw_cli *cli, struct bw_jw *j, const char *key, uint32_t letters)
{
	if (letters == 0)
		bw_jw_null(j, key);
	else
		bw_jw_str(j, key, bw_supply_code(cli, letters));
}

void
bw_supply_indicators_json(struct bw_cli *cli, struct bw_jw *j, const char *key,
    const struct bw_indicators *is)
{
	bw_jw_open(j, key, '{');
	bw_jw_i64(j, "suppliers", (int64_t)is->suppliers);
	bw_supply_between_json(j, "total", is->total);
	bw_supply_between_json(j, "left", is->kept);
	bw_supply_between_json(j, "hhi", is->hhi);
	bw_supply_between_json(j, "hhi_wgi", is->wgi);
	bw_jw_f64(j, "governance_covered", is->wgi_covered);
	bw_supply_between_json(j, "effective_suppliers", is->effective);
	code_json(cli, j, "top_country", is->top_country);
	bw_supply_between_json(j, "top_share", is->top);
	bw_supply_between_json(j, "top3_share", is->top3);
	code_json(cli, j, "top_outside_eu", is->abroad_country);
	bw_supply_between_json(j, "top_outside_eu_share", is->abroad);
	bw_supply_between_json(j, "left_without_top", is->n1_kept);
	bw_supply_between_json(j, "hhi_without_top", is->n1_hhi);
	bw_jw_close(j);
}

void
bw_supply_note(
    struct bw_cli *cli, const char *key, const struct bw_fill *fill, size_t n)
{
	struct bw_text t = bw_text_fill(&cli->arena, key, fill, n);

	bw_wrap(&cli->out, t.in[cli->lang], 2, cli->width);
}

int
bw_supply_source(struct bw_supply_pick *k, uint32_t load, struct bw_err *err)
{
	struct bw_cli *cli = k->cli;
	struct bw_source s = { 0 };
	int rc =
	    load == 0 ? 0 : bw_world_source(k->w, load, &cli->arena, &s, err);
	const struct bw_fill fill[] = {
		{ "name", bw_text_same(bw_cli_plain(cli, s.name)) },
		{ "number",
		    bw_text_same(bw_arena_fmt(&cli->arena, "%u", load)) },
		{ "publisher", bw_text_same(bw_cli_plain(cli, s.publisher)) },
	};

	if (rc == 0 && load != 0)
		bw_supply_note(cli,
		    s.publisher.n > 0 ? "cli.partners.source"
				      : "cli.partners.source-alone",
		    fill, BW_LEN(fill));
	return rc;
}

int
bw_supply_source_json(struct bw_supply_pick *k, struct bw_jw *j,
    const char *key, uint32_t load, struct bw_err *err)
{
	struct bw_source s = { 0 };
	int rc = 0;

	if (load == 0) {
		bw_jw_null(j, key);
		return 0;
	}
	rc = bw_world_source(k->w, load, &k->cli->arena, &s, err);
	if (rc != 0)
		return rc;
	bw_jw_open(j, key, '{');
	bw_jw_i64(j, "id", load);
	bw_jw_str(j, "name", s.name);
	bw_jw_str(j, "publisher", s.publisher);
	bw_jw_str(j, "licence", s.licence);
	bw_jw_close(j);
	return 0;
}

/* No supply of the world comes near the most, and sums of it stay numbers. */
#define MOST 1e15

bool
bw_supply_amount_of(struct bw_str text, double *amount, bool *percent)
{
	char copy[40], *end;

	text = bw_str_trim(text);
	*percent = bw_str_ends(text, BW_STR("%"));
	if (*percent)
		text = bw_str_trim(bw_str_sub(text, 0, text.n - 1));
	if (text.n == 0 || text.n >= sizeof(copy) || text.p[0] < '0' ||
	    text.p[0] > '9')
		return false;
	memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	*amount = strtod(copy, &end);
	return *end == '\0' && *amount > 0 && *amount <= MOST;
}
