/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_trade.c - rows become columns, go to disk and come back; each file in
 * a world answers as a slow sum over its rows would.
 */
#include "base/mem.h"
#include "supply/products.h"
#include "supply/trade_load_elastic.h"
#include "supply/trade_load_priv.h"
#include "support/support.h"
#include "world/load.h"
#include <math.h>
#include <unistd.h>

static uint64_t seed = 88172645463325252u;

static uint32_t
draw(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)((seed >> 32) * n >> 32);
}

static uint16_t
area(const char *code)
{
	uint16_t a = bw_area_code(bw_str_of(code));

	assert_true(a != BW_AREA_NONE);
	return a;
}

static struct bw_trade_row
row(const char *importer, const char *exporter, const char *product, int year,
    uint64_t value, uint64_t kg)
{
	return (struct bw_trade_row){ .value = value,
		.kg = kg,
		.product = bw_product_parse(bw_str_of(product)),
		.year = (uint16_t)year,
		.importer = area(importer),
		.exporter = area(exporter) };
}

static int
on_report(void *ctx, enum bw_report_kind kind, const char *rule,
    const struct bw_place *place, struct bw_str what, struct bw_err *err)
{
	(void)kind;
	(void)what;
	(void)err;
	bw_buf_fmt(ctx, "%llu %s\n", (unsigned long long)place->line, rule);
	return 0;
}

static int
build(struct bw_trade_row *r, size_t n, size_t per_block, bool parts,
    unsigned threads, struct bw_buf *reports, struct bw_trade_cols *out,
    struct bw_err *err)
{
	struct bw_sink sink = { .ctx = reports, .report = on_report };
	struct bw_trade_build *b = NULL;
	struct bw_pool *pool = NULL;
	int rc = bw_trade_build_new(&b, err);

	if (rc == 0 && threads > 1)
		rc = bw_pool_new(&pool, threads, err);
	for (size_t i = 0; i < n && rc == 0; i += per_block) {
		size_t m = n - i < per_block ? n - i : per_block;
		struct bw_trade_block k = { .n = m,
			.first_line = i + 2,
			.currency = "USD",
			.parts = parts };

		k.row = bw_alloc(m, sizeof(*k.row));
		if (k.row == NULL) {
			rc = bw_fail(err, BW_ENOMEM, "no memory");
			break;
		}
		memcpy(k.row, r + i, m * sizeof(*r));
		for (size_t at = 0; at < m; at++)
			k.row[at].line = (uint32_t)at;
		rc = bw_trade_build_add(b, &k, err);
		bw_free(k.row);
	}
	if (rc == 0)
		rc = bw_trade_build_end(b, pool, &sink, out, err);
	bw_trade_build_free(b);
	bw_pool_free(pool);
	return rc;
}

static void
show(const struct bw_trade_cols *c, struct bw_buf *to)
{
	for (uint32_t g = 0; g < c->n_group; g++)
		for (uint32_t i = c->group[g].first; i < c->group[g + 1].first;
		     i++) {
			char code[9];
			uint64_t kg = bw_trade_kg_of(c, i);

			bw_product_print(c->group[g].product, code);
			bw_buf_fmt(to, "%s %d %.8s<%.8s %llu ", code,
			    c->group[g].year, c->area[c->importer[i]].code,
			    c->area[c->exporter[i]].code,
			    (unsigned long long)bw_trade_value(c, i));
			if (kg == BW_TRADE_UNTOLD)
				bw_buf_z(to, "-");
			else
				bw_buf_fmt(to, "%llu", (unsigned long long)kg);
			bw_buf_fmt(to, " :%u\n", c->line[i]);
		}
}

static void
expect(struct bw_trade_row *r, size_t n, bool parts, const char *rows,
    const char *reports)
{
	struct bw_err err = BW_ERR_INIT;

	for (size_t per = 1; per <= n; per++) {
		struct bw_buf told = { 0 }, text = { 0 };
		struct bw_trade_cols c = { 0 };

		assert_ok(
		    build(r, n, per, parts, 1 + (per & 1), &told, &c, &err),
		    &err);
		show(&c, &text);
		assert_str(bw_buf_get(&text), rows);
		assert_str(bw_buf_get(&told), reports);
		bw_buf_release(&told);
		bw_buf_release(&text);
		bw_trade_cols_release(&c);
	}
}

static void
doubles(void **state)
{
	const uint64_t no = BW_TRADE_UNTOLD;
	struct bw_trade_row r[] = { row("NL", "CN", "810520", 2020, 5, 1),
		row("BE", "CN", "810520", 2020, 9, no),
		row("NL", "CN", "810520", 2020, 5, 1),
		row("NL", "CN", "810520", 2020, 6, 1),
		row("NL", "CN", "810520", 2019, 7, 1),
		row("NL", "CN", "8105", 2020, 8, 1),
		row("DE", "CN", "810520", 2020, no, 44),
		row("DE", "CN", "810520", 2020, 3, no),
		row("FR", "CN", "810520", 2020, no, 44) };

	(void)state;
	expect(r, BW_LEN(r), false,
	    "8105 2020 NL<CN 8 1 :7\n"
	    "810520 2019 NL<CN 7 1 :6\n"
	    "810520 2020 BE<CN 9 - :3\n"
	    "810520 2020 DE<CN 3 44 :8\n"
	    "810520 2020 NL<CN 5 1 :2\n",
	    "4 trade-double\n5 trade-conflict\n10 trade-no-value\n");
}

/* Customs regimes are parts; one that is told twice is not. */
static void
parts(void **state)
{
	struct bw_trade_row r[] = { row("NL", "CN", "81052000", 2020, 5, 1),
		row("NL", "CN", "81052000", 2020, 7, 2),
		row("NL", "CN", "81052000", 2020, 7, 2) };

	(void)state;
	r[0].month_part = 3 + 1 * 16;
	r[1].month_part = 3 + 2 * 16;
	r[2].month_part = 3 + 2 * 16;
	expect(r, BW_LEN(r), true, "81052000 2020 NL<CN 12 3 :2\n",
	    "4 trade-double\n");
}

static void
large(void **state)
{
	struct bw_trade_row r[] = { row("NL", "CN", "810520", 2020,
					UINT32_MAX - 1, UINT32_MAX - 2),
		row("BE", "CN", "810520", 2020, UINT32_MAX, UINT32_MAX - 1),
		row("DE", "CN", "810520", 2020, BW_TRADE_MOST, BW_TRADE_MOST),
		row("FR", "CN", "810520", 2020, 0, 0) };

	(void)state;
	expect(r, BW_LEN(r), false,
	    "810520 2020 BE<CN 4294967295 4294967294 :3\n"
	    "810520 2020 DE<CN 10000000000000 10000000000000 :4\n"
	    "810520 2020 FR<CN 0 0 :5\n"
	    "810520 2020 NL<CN 4294967294 4294967293 :2\n",
	    "");
}

static struct bw_trade_row *
many(size_t n)
{
	static const char *const code[] = { "NL", "BE", "DE", "CN", "US", "AU",
		"CL", "CA", "ZA", "_N899", "SUHH", "FR", "JP", "KR", "BR" };
	static const char *const product[] = { "810520", "8105", "81052000",
		"81052010", "280461", "010121" };
	struct bw_trade_row *r = bw_alloc(n, sizeof(*r));

	assert_non_null(r);
	for (size_t i = 0; i < n; i++) {
		r[i] = row(code[draw(15)], code[draw(15)], product[draw(6)],
		    2018 + (int)draw(3), draw(1000) * draw(10000000),
		    draw(9) == 0 ? BW_TRADE_UNTOLD : draw(1000));
		r[i].how = (uint8_t)(draw(3) + 4 * (1 + draw(2)));
		r[i].month_part = (uint8_t)(draw(3) == 0 ? 1 + draw(12) : 0);
	}
	return r;
}

/* The same bytes for any cut into blocks and any number of threads. */
static void
threads(void **state)
{
	struct bw_trade_row *r = many(20000);
	struct bw_err err = BW_ERR_INIT;
	struct bw_buf first = { 0 }, told = { 0 };

	(void)state;
	for (unsigned t = 1; t <= 4; t++) {
		struct bw_buf text = { 0 }, reports = { 0 };
		struct bw_trade_cols c;

		assert_ok(build(r, 20000, 20000 / (t * t), false, t, &reports,
			      &c, &err),
		    &err);
		show(&c, &text);
		if (t == 1) {
			first = text;
			told = reports;
			assert_true(told.n > 0);
		} else {
			assert_true(
			    bw_str_eq(bw_buf_get(&first), bw_buf_get(&text)));
			assert_true(
			    bw_str_eq(bw_buf_get(&told), bw_buf_get(&reports)));
			bw_buf_release(&text);
			bw_buf_release(&reports);
		}
		bw_trade_cols_release(&c);
	}
	bw_buf_release(&first);
	bw_buf_release(&told);
	bw_free(r);
}

struct small {
	struct bw_trade_row r[6];
};

static int
no_memory(void *ctx, struct bw_err *err)
{
	struct small *s = ctx;
	struct bw_buf told = { 0 };
	struct bw_trade_cols c = { 0 };
	int rc = build(s->r, BW_LEN(s->r), 2, false, 1, &told, &c, err);

	bw_buf_release(&told);
	bw_trade_cols_release(&c);
	return rc;
}

static void
memory(void **state)
{
	struct small s = { { row("NL", "CN", "810520", 2020, 5, 1),
	    row("BE", "CN", "810520", 2020, 9, 1),
	    row("NL", "CN", "8105", 2020, 5, 1),
	    row("NL", "US", "810520", 2020, 6, 1),
	    row("NL", "CN", "810520", 2019, 7, 1),
	    row("NL", "AU", "810520", 2020, 8, 1) } };

	(void)state;
	test_brutal(no_memory, &s, 200);
}

/* ---- the file ------------------------------------------------------------
 */
static void
damage(void **state)
{
	struct bw_trade_row *r = many(300);
	uint8_t sha[32] = { 7 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_buf told = { 0 };
	struct bw_trade_cols c;
	struct bw_trade_file f = { 0 };
	struct bw_str bytes;
	const char *why = NULL;
	const char *world = test_file("w.bwk", BW_STR("x"));
	char *path = trade_path(world, 3);

	(void)state;
	assert_ok(build(r, 300, 100, false, 1, &told, &c, &err), &err);
	assert_ok(bw_trade_write(&c, world, 3, sha, NULL, &err), &err);
	assert_true(bw_trade_whole(world, 3));
	assert_false(bw_trade_whole(world, 4));
	bytes = test_read(path);
	for (size_t i = 0; i < bytes.n; i++) {
		char *copy = bw_alloc(bytes.n, 1);
		uint8_t checked[8] = { 0 };
		bool good;

		assert_non_null(copy);
		memcpy(copy, bytes.p, bytes.n);
		copy[i] = (char)(copy[i] ^ 0x10);
		f = (struct bw_trade_file){ .checked = checked };
		good = trade_show(&f, copy, bytes.n, 3, sha, &why) &&
		    trade_check(&f, 0, f.c.n, 31);
		if (good) /* between sections nothing is written */
			assert_int_equal(bytes.p[i], 0);
		bw_free(copy);
	}
	for (size_t n = 0; n < bytes.n; n += 40) {
		f = (struct bw_trade_file){ 0 };
		assert_false(trade_show(&f, bytes.p, n, 3, sha, &why));
	}
	sha[0] = 8;
	assert_false(trade_show(&f, bytes.p, bytes.n, 3, sha, &why));
	free((void *)(uintptr_t)bytes.p);
	bw_trade_remove(world, 3);
	assert_int_equal(access(path, F_OK), -1);
	bw_free(path);
	bw_buf_release(&told);
	bw_trade_cols_release(&c);
	bw_free(r);
}

/* ---- a world -------------------------------------------------------------
 */
static void
load(struct bw_world *w, const char *name, struct bw_trade_row *r, size_t n)
{
	struct bw_load_opt opt = { .name = name,
		.format = "comtrade",
		.reader = 1,
		.whole = true,
		.loaded_at = "2026-01-01T00:00:00Z" };
	struct bw_buf told = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_load *l = NULL;
	struct bw_load_result result;
	struct bw_trade_cols c;
	uint8_t sha[32];

	memset(sha, (int)draw(250) + 1, sizeof(sha));
	assert_ok(build(r, n, 1000, false, 2, &told, &c, &err), &err);
	assert_ok(bw_load_begin(&l, w, &opt, &err), &err);
	assert_ok(bw_trade_write(
		      &c, bw_world_path(w), bw_load_number(l), sha, NULL, &err),
	    &err);
	bw_load_figures(l, c.n);
	assert_ok(bw_load_commit(l, sha, &result, &err), &err);
	assert_int_equal(result.figures, c.n);
	bw_buf_release(&told);
	bw_trade_cols_release(&c);
}

/* What a row is worth in the end: the last load that tells the flow, the
 * newest edition, the first row of the file. */
struct row_of {
	const struct bw_trade_row *r;
	size_t n;
};

static bool
better(const struct bw_trade_row *a, const struct bw_trade_row *b)
{
	return (a->how / 4) > (b->how / 4) ||
	    ((a->how / 4) == (b->how / 4) && a->how > b->how);
}

static bool
same_key(const struct bw_trade_row *a, const struct bw_trade_row *b)
{
	return a->importer == b->importer && a->exporter == b->exporter &&
	    a->product == b->product && a->year == b->year &&
	    bw_trade_month(a) == bw_trade_month(b) &&
	    (a->how % 4 == BW_TRADE_EXPORTER) ==
	    (b->how % 4 == BW_TRADE_EXPORTER);
}

/* Slow twin of bw_trade_read for one pair. */
static uint64_t
twin(const struct row_of *file, size_t n_file, const struct bw_flow *pair,
    uint32_t product, int year, bool exports, bool months)
{
	uint64_t sum = 0;

	for (size_t f = 0; f < n_file; f++)
		for (size_t i = 0; i < file[f].n; i++) {
			const struct bw_trade_row *r = &file[f].r[i];
			bool hidden = false;

			if (r->importer != pair->importer ||
			    r->exporter != pair->exporter ||
			    r->product != product || r->year != year ||
			    (r->how % 4 == BW_TRADE_EXPORTER) != exports ||
			    (!months && bw_trade_month(r) != 0))
				continue;
			for (size_t g = f; g < n_file; g++)
				for (size_t k = 0; k < file[g].n; k++) {
					const struct bw_trade_row *o =
					    &file[g].r[k];

					if (!same_key(o, r) || o == r)
						continue;
					hidden |= g > f || better(o, r) ||
					    (o->how == r->how && k < i);
				}
			sum += hidden ? 0 : r->value;
		}
	return sum;
}

static void
check_side(const struct row_of *file, const struct bw_flow *flow, size_t n,
    uint32_t product, int year, bool exports)
{
	bool whole = false;

	for (size_t f = 0; f < 2; f++)
		for (size_t i = 0; i < file[f].n; i++)
			whole |= file[f].r[i].product == product &&
			    file[f].r[i].year == year &&
			    (file[f].r[i].how % 4 == BW_TRADE_EXPORTER) ==
				exports &&
			    bw_trade_month(&file[f].r[i]) == 0;
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		assert_true(i == 0 || flow[i - 1].importer < flow[i].importer ||
		    (flow[i - 1].importer == flow[i].importer &&
			flow[i - 1].exporter < flow[i].exporter));
		assert_int_equal(flow[i].value,
		    twin(file, 2, &flow[i], product, year, exports, !whole));
	}
}

static void
world(void **state)
{
	struct bw_trade_row *a = many(1500), *b = many(800);
	const struct row_of file[2] = { { a, 1500 }, { b, 800 } };
	static const char *const product[] = { "810520", "280461", "8105" };
	char path[600];
	struct bw_err err = BW_ERR_INIT;
	struct bw_trade_reader reader = { 0 };
	struct bw_trade_year y;
	struct bw_world *w = NULL;
	struct bw_trade *t = NULL;
	uint32_t *codes;
	size_t n;

	(void)state;
	snprintf(path, sizeof(path), "%s/t.bwk", test_tmp());
	assert_ok(bw_world_open(&w, path, BW_WORLD_WRITE, &err), &err);
	load(w, "a.csv", a, 1500);
	load(w, "b.csv", b, 800);
	assert_ok(bw_trade_open(&t, w, 0, &err), &err);
	assert_int_equal(t->n_body, 1);
	assert_int_equal(t->body[0].n, 2);
	assert_int_equal(t->body[0].first_year, 2018);
	for (size_t p = 0; p < BW_LEN(product); p++)
		for (int year = 2018; year <= 2020; year++) {
			uint32_t code = bw_product_parse(bw_str_of(product[p]));

			assert_ok(bw_trade_read(&reader, &t->body[0], code,
				      year, &y, &err),
			    &err);
			check_side(file, y.flow, y.n, code, year, false);
			check_side(
			    file, y.export, y.n_export, code, year, true);
		}
	assert_ok(bw_trade_products(&t->body[0], 6, &codes, &n, &err), &err);
	assert_int_equal(n, 3);
	bw_free(codes);
	bw_trade_close(t);
	/* As it was known after the first load; and with its rows lost. */
	assert_ok(bw_trade_open(&t, w, 1, &err), &err);
	assert_int_equal(t->body[0].n, 1);
	bw_trade_close(t);
	bw_trade_remove(path, 2);
	assert_int_equal(bw_trade_open(&t, w, 0, &err), BW_ENOTFOUND);
	assert_non_null(strstr(err.what, "b.csv"));
	bw_trade_reader_release(&reader);
	bw_world_close(w);
	bw_free(a);
	bw_free(b);
}

/* Codes of eight digits are added up when the six are asked for. */
static void
below(void **state)
{
	struct bw_trade_row r[] = { row("NL", "CN", "81052000", 2020, 5, 1),
		row("NL", "CN", "81052010", 2020, 6, 1),
		row("NL", "US", "81052010", 2020, 1, 1),
		row("NL", "CN", "81053000", 2020, 90, 1) };
	struct bw_err err = BW_ERR_INIT;
	struct bw_trade_reader reader = { 0 };
	struct bw_trade_year y;
	struct bw_world *w = NULL;
	struct bw_trade *t = NULL;
	char path[600];

	(void)state;
	snprintf(path, sizeof(path), "%s/b.bwk", test_tmp());
	assert_ok(bw_world_open(&w, path, BW_WORLD_WRITE, &err), &err);
	load(w, "a.csv", r, BW_LEN(r));
	assert_ok(bw_trade_open(&t, w, 0, &err), &err);
	assert_ok(bw_trade_read(&reader, &t->body[0],
		      bw_product_parse(BW_STR("810520")), 2020, &y, &err),
	    &err);
	assert_int_equal(y.n, 2);
	assert_int_equal(y.flow[0].value, 11);
	assert_int_equal(y.flow[1].value, 1);
	assert_ok(
	    bw_trade_rows(&reader, &t->body[0],
		bw_product_parse(BW_STR("810520")), 2020, area("NL"), &err),
	    &err);
	assert_int_equal(reader.row.n, 3);
	assert_int_equal(reader.row.v[0].line, 2);
	assert_ok(bw_trade_read(&reader, &t->body[0],
		      bw_product_parse(BW_STR("8105")), 2020, &y, &err),
	    &err);
	assert_int_equal(y.n, 2);
	assert_int_equal(y.flow[0].value, 101);
	bw_trade_reader_release(&reader);
	bw_trade_close(t);
	bw_world_close(w);
}

/* The case of others: a price rise of 10 % for one product of ProTEE. */
static void
elasticity(void **state)
{
	const char *path =
	    test_data("supply/trade/cepii_protee_hs6_trade_elasticities.csv");
	struct bw_elasticity e;
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_true(fabs(bw_import_change(-1, 0.25) + 0.2) < 1e-15);
	assert_true(bw_import_change(-3, 0) == 0);
	if (path == NULL)
		skip();
	assert_ok(bw_elasticity_load(
		      path, bw_product_parse(BW_STR("010210")), &e, &err),
	    &err);
	assert_int_equal(e.rows, 5050);
	assert_int_equal(e.with_sigma, 4566);
	assert_true(e.sigma == -12.11);
	assert_true(fabs(100 * bw_import_change(e.sigma, 0.10) +
			68.4692295550136) < 1e-9 * 69);
	assert_ok(bw_elasticity_load(
		      path, bw_product_parse(BW_STR("010110")), &e, &err),
	    &err);
	assert_true(isnan(e.sigma));
}

static int
read_headings(void *ctx, struct bw_err *err)
{
	struct bw_heading *list;
	struct bw_section section;
	struct bw_arena a;
	size_t n;
	int rc;

	(void)ctx;
	bw_arena_init(&a, 0);
	rc = bw_headings(&list, &n, &a, err);
	if (rc == 0)
		rc = bw_section_of(
		    bw_product_parse(BW_STR("81")), &section, &a, err);
	bw_arena_release(&a);
	return rc;
}

/* What the tables of the program say of a code, as the HS itself has it. */
static void
headings(void **state)
{
	const uint32_t cobalt = bw_product_parse(BW_STR("810520"));
	struct bw_err err = BW_ERR_INIT;
	struct bw_heading *list;
	struct bw_section s;
	struct bw_arena a;
	size_t n, found = 0;

	(void)state;
	bw_arena_init(&a, 0);
	assert_ok(bw_headings(&list, &n, &a, &err), &err);
	for (size_t i = 0; i < n; i++) {
		assert_true(i == 0 || list[i - 1].product <= list[i].product);
		if (list[i].product != cobalt)
			continue;
		found++;
		assert_true(bw_str_is(list[i].material, "cobalt"));
		assert_true(bw_str_starts(list[i].text, BW_STR("Cobalt;")));
	}
	assert_int_equal(found, 1);
	assert_ok(bw_section_of(cobalt, &s, &a, &err), &err);
	assert_true(bw_str_is(s.number, "XV") && s.first == 72);
	assert_ok(bw_section_of(bw_product_parse(BW_STR("0101")), &s, &a, &err),
	    &err);
	assert_true(bw_str_is(s.number, "I"));
	assert_ok(
	    bw_section_of(bw_product_parse(BW_STR("99")), &s, &a, &err), &err);
	assert_int_equal(s.number.n, 0);
	assert_true(
	    bw_product_within(cobalt, bw_product_parse(BW_STR("8105"))));
	assert_true(
	    bw_product_within(bw_product_parse(BW_STR("81052000")), cobalt));
	assert_false(
	    bw_product_within(cobalt, bw_product_parse(BW_STR("8106"))));
	bw_arena_release(&a);
	test_brutal(read_headings, NULL, 300);
}

static int
setup(void **state)
{
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_area_load(&err), &err);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	bw_area_unload();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(doubles),
		cmocka_unit_test(parts), cmocka_unit_test(large),
		cmocka_unit_test(threads), cmocka_unit_test(memory),
		cmocka_unit_test(damage), cmocka_unit_test(world),
		cmocka_unit_test(below), cmocka_unit_test(elasticity),
		cmocka_unit_test(headings) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
