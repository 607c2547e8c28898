/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_codes.c - what the code of a product means, and what it was or became
 * in other revisions.
 *
 * The program knows the headings of materials in words. Tables of old and new
 * codes are large and change every year, so the user names the file; how far
 * a figure may follow the code is told with it (model/correspondence.h).
 */
#include "cli/supply_codes.h"
#include "cli/supply_pick.h"
#include "formats/correspondence.h"
#include "model/ref.h"
#include "model/trade.h"

#define SHOWN ((size_t)8) /* headings under a short code */

static const char *const kind_word[] = { [BW_CODE_SAME] = "same",
	[BW_CODE_MERGES] = "merges",
	[BW_CODE_SPLITS] = "splits",
	[BW_CODE_MIXED] = "mixed" };

static int
on_report(void *ctx, enum bw_report_kind kind, const char *rule,
    const struct bw_place *place, struct bw_str what, struct bw_err *err)
{
	struct bw_code_table *t = ctx;

	(void)rule;
	(void)place;
	(void)what;
	(void)err;
	t->refused += kind == BW_REPORT_REFUSED;
	return 0;
}

static int
read_table(struct bw_code_table *t, const char *file, struct bw_err *err)
{
	const struct bw_sink sink = { .ctx = t, .report = on_report };
	struct bw_input *in = NULL;
	int rc;

	t->file = file;
	bw_correspondence_init(&t->of);
	rc = bw_input_open(&in, file, NULL, err);
	if (rc == 0)
		rc = bw_correspondence_read(in, &sink, &t->of, err);
	bw_input_free(in);
	return rc;
}

int
bw_codes_open(struct bw_product_codes *c, struct bw_cli *cli, uint32_t product,
    struct bw_err *err)
{
	struct bw_heading *all = NULL;
	char code[9];
	size_t n = 0;
	int rc;

	bw_product_print(product, code);
	*c = (struct bw_product_codes){ .cli = cli,
		.product = product,
		.code = bw_arena_dup(&cli->arena, bw_str_of(code)),
		.six = bw_arena_dup(&cli->arena,
		    (struct bw_str){
			code, strlen(code) < 6 ? strlen(code) : 6 }),
		.table = BW_ARENA_ARRAY(
		    &cli->arena, struct bw_code_table, (size_t)cli->n_arg) };
	if (c->table == NULL || c->code.p == NULL || c->six.p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for codes");
	if ((rc = bw_ref_load(err)) != 0 ||
	    (rc = bw_headings(&all, &n, &cli->arena, err)) != 0 ||
	    (rc = bw_section_of(product, &c->section, &cli->arena, err)) != 0)
		return rc;
	c->heading = all; /* those that fit move to the front */
	for (size_t i = 0; i < n; i++)
		if (bw_product_within(all[i].product, product))
			c->heading[c->n++] = all[i];
	for (int i = 1; i < cli->n_arg && rc == 0; i++)
		rc = read_table(&c->table[c->n_table++], cli->arg[i], err);
	return rc;
}

void
bw_codes_release(struct bw_product_codes *c)
{
	for (size_t i = 0; i < c->n_table; i++)
		bw_correspondence_release(&c->table[i].of);
	c->n_table = 0;
}

/* ---- for people ---- */

static void
say(const struct bw_product_codes *c, const char *word,
    const struct bw_fill *fill, size_t n)
{
	char key[64];

	snprintf(key, sizeof(key), "cli.codes.%s", word);
	bw_wrap(&c->cli->out,
	    bw_text_fill(&c->cli->arena, key, fill, n).in[c->cli->lang], 0,
	    c->cli->width);
}

/* "cobalt (refine), nickel (mine)" of the rows with the same heading. */
static struct bw_text
materials(const struct bw_product_codes *c, size_t from, size_t to)
{
	struct bw_text text = bw_text_same(BW_STR(""));
	enum bw_lang lang = c->cli->lang;

	for (size_t i = from; i < to; i++) {
		const struct bw_ref_item *m =
		    bw_ref_material(c->heading[i].material);
		struct bw_str name =
		    m != NULL ? m->name.in[lang] : c->heading[i].material;
		char stage[32];

		snprintf(
		    stage, sizeof(stage), "%.*s", BW_ARG(c->heading[i].stage));
		text = bw_text_same(bw_arena_fmt(&c->cli->arena,
		    "%.*s%s%.*s (%.*s)", BW_ARG(text.in[lang]),
		    i > from ? ", " : "", BW_ARG(name),
		    BW_ARG(bw_cli_wordf(c->cli, "stage", stage))));
	}
	return text;
}

/* "2017|2022" -> "2017, 2022" */
static struct bw_str
revisions(
    const struct bw_product_codes *c, struct bw_str s, const char *between)
{
	struct bw_str out = BW_STR("");

	for (size_t at = 0; at < s.n;) {
		size_t end = at;

		while (end < s.n && s.p[end] != '|')
			end++;
		out = bw_arena_fmt(&c->cli->arena, "%.*s%s%.*s", BW_ARG(out),
		    at > 0 ? between : "", (int)(end - at), s.p + at);
		at = end + 1;
	}
	return out;
}

static size_t
same_heading(const struct bw_product_codes *c, size_t from)
{
	size_t end = from;

	while (
	    end < c->n && c->heading[end].product == c->heading[from].product)
		end++;
	return end;
}

static void
say_headings(const struct bw_product_codes *c)
{
	size_t told = 0, more = 0, end;

	for (size_t i = 0; i < c->n; i = end) {
		const struct bw_heading *h = &c->heading[i];
		char code[9];

		end = same_heading(c, i);
		if (told++ >= SHOWN) {
			more++;
			continue;
		}
		bw_product_print(h->product, code);
		say(c, h->alone && end == i + 1 ? "heading" : "heading-shared",
		    (const struct bw_fill[]){
			{ "code",
			    bw_text_same(
				bw_arena_fmt(&c->cli->arena, "%s", code)) },
			{ "text", bw_text_same(bw_cli_plain(c->cli, h->text)) },
			{ "revisions",
			    bw_text_same(revisions(c, h->revisions, ", ")) },
			{ "materials", materials(c, i, end) } },
		    4);
	}
	if (more > 0) {
		const struct bw_fill fill = { "n",
			bw_text_same(
			    bw_arena_fmt(&c->cli->arena, "%zu", more)) };

		say(c, "more", &fill, 1);
	}
}

static void
say_link(const struct bw_product_codes *c, const struct bw_code_table *t,
    const struct bw_code_link *l)
{
	const struct bw_fill fill[] = { { "file",
					    bw_text_same(bw_str_of(t->file)) },
		{ "from", bw_text_same(bw_intern_get(&t->of.from, l->from)) },
		{ "to", bw_text_same(bw_intern_get(&t->of.to, l->to)) } };
	char word[32];

	snprintf(word, sizeof(word), "link-%s",
	    kind_word[bw_correspondence_kind(&t->of, l)]);
	say(c, word, fill, BW_LEN(fill));
}

/* Links from and to the code, or to what the HS knows of a longer one. */
static bool
touches(const struct bw_product_codes *c, const struct bw_code_table *t,
    const struct bw_code_link *l)
{
	struct bw_str from = bw_intern_get(&t->of.from, l->from);
	struct bw_str to = bw_intern_get(&t->of.to, l->to);

	return bw_str_eq(from, c->code) || bw_str_eq(to, c->code) ||
	    bw_str_eq(from, c->six) || bw_str_eq(to, c->six);
}

static void
say_table(const struct bw_product_codes *c, const struct bw_code_table *t)
{
	const struct bw_fill fill[] = { { "file",
					    bw_text_same(bw_str_of(t->file)) },
		{ "code", bw_text_same(c->code) },
		{ "n",
		    bw_text_same(
			bw_arena_fmt(&c->cli->arena, "%zu", t->refused)) } };
	size_t told = 0;

	for (size_t i = 0; i < t->of.link.n; i++) {
		if (!touches(c, t, &t->of.link.v[i]))
			continue;
		say_link(c, t, &t->of.link.v[i]);
		told++;
	}
	if (told == 0)
		say(c, "not-in-table", fill, BW_LEN(fill));
	if (t->refused > 0)
		say(c, "refused", fill, BW_LEN(fill));
}

void
bw_codes_say(const struct bw_product_codes *c)
{
	if (c->section.number.n > 0) {
		const struct bw_fill fill[] = {
			{ "number", bw_text_same(c->section.number) },
			{ "name", c->section.name },
			{ "first",
			    bw_text_same(bw_arena_fmt(
				&c->cli->arena, "%02u", c->section.first)) },
			{ "last",
			    bw_text_same(bw_arena_fmt(
				&c->cli->arena, "%02u", c->section.last)) }
		};

		say(c, "section", fill, BW_LEN(fill));
	}
	if (c->n == 0)
		say(c, "unknown", NULL, 0);
	say_headings(c);
	for (size_t i = 0; i < c->n_table; i++)
		say_table(c, &c->table[i]);
}

/* ---- for programs ---- */

static void
table_json(const struct bw_product_codes *c, const struct bw_code_table *t,
    struct bw_jw *j)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "file", t->file);
	bw_jw_i64(j, "refused", (int64_t)t->refused);
	bw_jw_open(j, "links", '[');
	for (size_t i = 0; i < t->of.link.n; i++) {
		const struct bw_code_link *l = &t->of.link.v[i];

		if (!touches(c, t, l))
			continue;
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "from", bw_intern_get(&t->of.from, l->from));
		bw_jw_str(j, "to", bw_intern_get(&t->of.to, l->to));
		bw_jw_z(
		    j, "kind", kind_word[bw_correspondence_kind(&t->of, l)]);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_close(j);
}

void
bw_codes_json(const struct bw_product_codes *c, struct bw_jw *j)
{
	bw_jw_open(j, "code", '{');
	if (c->section.number.n > 0)
		bw_jw_str(j, "section", c->section.number);
	else
		bw_jw_null(j, "section");
	bw_jw_open(j, "headings", '[');
	for (size_t i = 0; i < c->n; i++) {
		const struct bw_heading *h = &c->heading[i];
		char code[9];

		bw_product_print(h->product, code);
		bw_jw_open(j, NULL, '{');
		bw_jw_z(j, "hs6", code);
		bw_jw_str(j, "text", h->text);
		bw_jw_str(j, "revisions", revisions(c, h->revisions, ","));
		bw_jw_str(j, "material", h->material);
		bw_jw_str(j, "stage", h->stage);
		bw_jw_bool(j, "alone", h->alone);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_open(j, "tables", '[');
	for (size_t i = 0; i < c->n_table; i++)
		table_json(c, &c->table[i], j);
	bw_jw_close(j);
	bw_jw_close(j);
}
