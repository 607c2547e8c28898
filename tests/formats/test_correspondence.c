/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_correspondence.c - tables of old and new codes: the UN table of HS 2017
 * and BEC, which prints with each row how the two relate; chains against the
 * definition on random tables; and what is refused.
 */
#include "support/support.h"
#include "base/csv.h"
#include "formats/correspondence.h"

struct told {
	unsigned refused, notes;
	char rule[64], what[256];
	uint64_t line;
};

static int
on_report(void *ctx, enum bw_report_kind kind, const char *rule,
    const struct bw_place *place, struct bw_str what, struct bw_err *err)
{
	struct told *t = ctx;

	(void)err;
	t->refused += kind == BW_REPORT_REFUSED;
	t->notes += kind == BW_REPORT_NOTE;
	t->line = place->line;
	snprintf(t->rule, sizeof(t->rule), "%s", rule);
	snprintf(t->what, sizeof(t->what), "%.*s", BW_ARG(what));
	return 0;
}

static int
read_text(const char *csv, struct bw_correspondence *c, struct told *t,
    struct bw_err *err)
{
	struct bw_sink sink = { .ctx = t, .report = on_report };
	struct bw_input *in = NULL;
	int rc;

	bw_correspondence_init(c);
	rc = bw_input_memory(&in, bw_str_of(csv), NULL, err);
	if (rc == 0)
		rc = bw_correspondence_read(in, &sink, c, err);
	bw_input_free(in);
	return rc;
}

/* "811269=merges" for each link, with a blank between. */
static const char *
ways(const struct bw_correspondence *c, const char *code)
{
	static const char *const kind[] = { "same", "merges", "splits",
		"mixed" };
	static char out[256];
	const struct bw_code_link *l;
	size_t n, at = 0;

	out[0] = '\0';
	l = bw_correspondence_of(c, bw_str_of(code), &n);
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(out + at, sizeof(out) - at, "%s%.*s=%s",
		    i > 0 ? " " : "", BW_ARG(bw_intern_get(&c->to, l[i].to)),
		    kind[bw_correspondence_kind(c, &l[i])]);
	return out;
}

/* Headings that were divided and joined in 2022. */
static void
small_table(void **state)
{
	struct bw_correspondence c;
	struct bw_err err = BW_ERR_INIT;
	struct told t = { 0 };

	(void)state;
	assert_ok(
	    read_text("HS 2017;HS 2022\n8541.40;8541.41\n8541 40;8541.42\n"
		      "8107.20;8112.69\n8107.90;8112.69\n"
		      "8107.30;8112.61\n0101.21;-\n",
		&c, &t, &err),
	    &err);
	assert_string_equal(ways(&c, "854140"), "854141=splits 854142=splits");
	assert_string_equal(ways(&c, "810720"), "811269=merges");
	assert_string_equal(ways(&c, "810730"), "811261=same");
	assert_string_equal(ways(&c, "010121"), "");
	assert_string_equal(ways(&c, "999999"), "");
	assert_int_equal(t.refused, 0);
	assert_int_equal(c.from.n, 5);
	bw_correspondence_release(&c);
}

/* A column of marks; columns in another order; letters; stars and "ex". */
static void
marks(void **state)
{
	struct bw_correspondence c;
	struct bw_err err = BW_ERR_INIT;
	struct told t = { 0 };

	(void)state;
	assert_ok(read_text("Partial,To,From\n,08.11.11.33,ex 2515 11 00\n"
			    "p,24.10.a,7201\n,26.1,7202*\nno,27.1,7203\n"
			    "what,28.1,7204\n",
		      &c, &t, &err),
	    &err);
	assert_string_equal(ways(&c, "25151100"), "08111133=splits");
	assert_string_equal(ways(&c, "7201"), "2410A=splits");
	assert_string_equal(ways(&c, "7202"), "261=splits");
	assert_string_equal(ways(&c, "7203"), "271=same");
	assert_string_equal(ways(&c, "7204"), "281=splits");
	assert_int_equal(t.notes, 1);
	assert_string_equal(t.rule, "correspondence-mark");
	assert_int_equal(t.line, 6);
	bw_correspondence_release(&c);
}

static void
what_is_refused(void **state)
{
	static const struct {
		const char *csv, *rule;
		uint64_t line;
	} bad[] = {
		{ "HS 2017,HS 2022\n10121,010121\n", "correspondence-digit",
		    2 },
		{ "HS 2017,CN2022\n010121,1012100\n", "correspondence-digit",
		    2 },
		{ "from,to\n01_21,010121\n", "correspondence-code", 2 },
		{ "from,to\n010121,0101\n,010121\n", "correspondence-code", 3 },
		{ "from,to\n0101,01234567890123456789012345\n",
		    "correspondence-code", 2 },
		{ "from,to\nex,01\n", "", 0 },
	};
	struct bw_correspondence c;
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		struct told t = { 0 };

		assert_ok(read_text(bad[i].csv, &c, &t, &err), &err);
		assert_string_equal(t.rule, bad[i].rule);
		assert_int_equal(t.line, bad[i].line);
		bw_correspondence_release(&c);
	}
	assert_int_equal(read_text("code\n1\n", &c, NULL, &err), BW_EFORMAT);
	bw_correspondence_release(&c);
	assert_int_equal(read_text("\n", &c, NULL, &err), BW_EFORMAT);
	bw_correspondence_release(&c);
}

/* The table prints how each pair relates: ours must say the same, for all
 * 5,511 rows. */
static void
hs_2017_to_bec(void **state)
{
	static const char *const printed[] = { "1:1", "n:1", "1:n", "n:n" };
	const char *path = test_data("supply/ref/hs17_bec.csv");
	struct bw_sink sink = { 0 };
	struct bw_correspondence c;
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	struct bw_csv *csv = NULL;
	struct bw_csv_row row;
	bool more = true;
	size_t rows = 0;

	(void)state;
	if (path == NULL)
		skip();
	bw_correspondence_init(&c);
	assert_ok(bw_input_open(&in, path, NULL, &err), &err);
	assert_ok(bw_correspondence_read(in, &sink, &c, &err), &err);
	bw_input_free(in);
	assert_int_equal(c.link.n, 5511);
	assert_int_equal(c.from.n, 5386);
	assert_ok(bw_input_open(&in, path, NULL, &err), &err);
	assert_ok(bw_csv_open(&csv, in, NULL, &err), &err);
	assert_ok(bw_csv_next(csv, &row, &more, &err), &err);
	for (;; rows++) {
		const struct bw_code_link *l;
		size_t n, i = 0;

		assert_ok(bw_csv_next(csv, &row, &more, &err), &err);
		if (!more)
			break;
		l = bw_correspondence_of(&c, row.field[0], &n);
		while (i < n &&
		    !bw_str_eq(bw_intern_get(&c.to, l[i].to), row.field[1]))
			i++;
		if (i == n ||
		    !bw_str_is(row.field[2],
			printed[bw_correspondence_kind(&c, &l[i])]))
			fail_msg("%.*s to %.*s is not %.*s",
			    BW_ARG(row.field[0]), BW_ARG(row.field[1]),
			    BW_ARG(row.field[2]));
	}
	assert_int_equal(rows, 5511);
	bw_csv_close(csv);
	bw_input_free(in);
	bw_correspondence_release(&c);
}

/* ---- chains ---- */

static void
a_split_that_meets_again(void **state)
{
	struct bw_correspondence a, b, c;
	struct bw_err err = BW_ERR_INIT;
	struct told t = { 0 };
	size_t lost = 99;

	(void)state;
	assert_ok(read_text("from,to\n1,11\n1,12\n2,13\n2,14\n3,15\n4,16\n", &a,
		      &t, &err),
	    &err);
	assert_ok(read_text("from,to\n11,21\n12,21\n13,22\n14,23\n15,-\n", &b,
		      &t, &err),
	    &err);
	bw_correspondence_init(&c);
	assert_ok(bw_correspondence_chain(&a, &b, &c, &lost, &err), &err);
	assert_string_equal(ways(&c, "1"), "21=same");
	assert_string_equal(ways(&c, "2"), "22=splits 23=splits");
	assert_string_equal(ways(&c, "3"), "");
	assert_string_equal(ways(&c, "4"), "");
	assert_int_equal(lost, 2);
	assert_int_equal(c.from.n, 4);
	bw_correspondence_release(&a);
	bw_correspondence_release(&b);
	bw_correspondence_release(&c);
}

#define CODES 9

static uint32_t
next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void
random_table(
    bool has[CODES][CODES], uint32_t *seed, struct bw_correspondence *c)
{
	struct bw_err err = BW_ERR_INIT;
	char from, to;

	bw_correspondence_init(c);
	for (unsigned i = 0; i < CODES; i++)
		for (unsigned k = 0; k < CODES; k++) {
			has[i][k] = next(seed) % 5 == 0;
			from = (char)('A' + i);
			to = (char)('A' + k);
			if (!has[i][k])
				continue;
			assert_ok(bw_correspondence_add(c,
				      (struct bw_str){ &from, 1 },
				      (struct bw_str){ &to, 1 }, false, &err),
			    &err);
		}
	assert_ok(bw_correspondence_finish(c, &err), &err);
}

/* Follow every way by hand: where does code i end, and does all of it? */
static unsigned
ends_of(bool a[CODES][CODES], bool b[CODES][CODES], unsigned i, bool end[CODES],
    bool *lost)
{
	unsigned n = 0;

	*lost = false;
	for (unsigned k = 0; k < CODES; k++)
		end[k] = false;
	for (unsigned m = 0; m < CODES; m++) {
		bool on = false;

		for (unsigned k = 0; k < CODES && a[i][m]; k++)
			if (b[m][k])
				on = end[k] = true;
		*lost |= a[i][m] && !on;
	}
	for (unsigned k = 0; k < CODES; k++)
		n += end[k];
	return n;
}

static void
chains_by_definition(void **state)
{
	bool a[CODES][CODES], b[CODES][CODES], end[CODES], lost;
	struct bw_correspondence ca, cb, c;
	struct bw_err err = BW_ERR_INIT;
	uint32_t seed = 7;

	(void)state;
	for (unsigned round = 0; round < 200; round++) {
		random_table(a, &seed, &ca);
		random_table(b, &seed, &cb);
		bw_correspondence_init(&c);
		assert_ok(
		    bw_correspondence_chain(&ca, &cb, &c, NULL, &err), &err);
		for (unsigned i = 0; i < CODES; i++) {
			char name = (char)('A' + i);
			unsigned want = ends_of(a, b, i, end, &lost);
			const struct bw_code_link *l;
			size_t n;

			l = bw_correspondence_of(
			    &c, (struct bw_str){ &name, 1 }, &n);
			assert_int_equal(n, want);
			for (size_t k = 0; k < n; k++) {
				assert_true(
				    end[bw_intern_get(&c.to, l[k].to).p[0] -
					'A']);
				assert_int_equal(
				    bw_correspondence_whole(&c, &l[k]),
				    n == 1 && !lost);
			}
		}
		bw_correspondence_release(&ca);
		bw_correspondence_release(&cb);
		bw_correspondence_release(&c);
	}
}

static int
brutal(void *ctx, struct bw_err *err)
{
	struct bw_correspondence a, b;
	struct told t = { 0 };
	int rc;

	(void)ctx;
	rc = read_text("from,to\nA,B\nB,C\nB,D\n", &a, &t, err);
	bw_correspondence_init(&b);
	if (rc == 0)
		rc = bw_correspondence_chain(&a, &a, &b, NULL, err);
	bw_correspondence_release(&a);
	bw_correspondence_release(&b);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	test_brutal(brutal, NULL, 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_table),
		cmocka_unit_test(marks),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(hs_2017_to_bec),
		cmocka_unit_test(a_split_that_meets_again),
		cmocka_unit_test(chains_by_definition),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
