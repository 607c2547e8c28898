/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_svg_chain.c - the drawing of a chain: what it shows, and what it
 * refuses.
 */
#include "support/support.h"
#include "model/ref.h"
#include "report/svg_chain.h"
#include "supply/chain_flow.h"
#include "supply/chain_points.h"

static const char lamp[] =
    "chain: {nl: lamp, en: lamp}\n"
    "illustrative: yes\n"
    "product: lamp\n"
    "things:\n"
    "  lamp:\n"
    "    kind: product\n"
    "    needs:\n"
    "      - bulb\n"
    "      - any: [{of: one, share: 60}, {of: two, share: 40}]\n"
    "        source: our books\n"
    "  bulb: {kind: part, name: 'Bulb <A> & \"B\"', country: CN, stock: 7-9, "
    "source: s}\n"
    "  one: {kind: site, country: CN}\n"
    "  two: {kind: site, country: BE, needs: [lamp]}\n"
    "  apart: {kind: site}\n";

struct made {
	struct bw_arena a;
	struct bw_chain_file f;
	struct bw_chain c;
	uint32_t *point;
	struct bw_days day[16];
	size_t n;
	struct bw_out out;
};

static int
make(struct made *m, const char *yaml, struct bw_err *err)
{
	bool never;
	int rc;

	memset(m, 0, sizeof(*m));
	bw_arena_init(&m->a, 0);
	bw_out_memory(&m->out);
	rc = bw_ref_load(err);
	if (rc == 0)
		rc = bw_chain_file_parse(&m->f, bw_str_of(yaml), &m->a, err);
	if (rc == 0)
		rc = bw_chain_file_build(&m->f, &m->c, err);
	if (rc == 0)
		rc = bw_chain_points(
		    &m->c, m->f.product, NULL, &m->point, &m->n, &never, err);
	for (size_t i = 0; rc == 0 && i < m->n; i++) {
		struct bw_days *day = bw_alloc(m->c.n, sizeof(*day));

		assert_true(m->n <= BW_LEN(m->day));
		if (day == NULL)
			return bw_fail(err, BW_ENOMEM, "no memory");
		rc = bw_chain_stop(&m->c, &m->point[i], 1, day, err);
		m->day[i] = day[m->f.product];
		bw_free(day);
	}
	return rc;
}

static int
draw(struct made *m, enum bw_lang lang, struct bw_err *err)
{
	struct bw_chain_drawing in = { .f = &m->f,
		.c = &m->c,
		.point = m->point,
		.day = m->day,
		.n_point = m->n };

	return bw_svg_chain(&in, lang, &m->out, err);
}

static void
release(struct made *m)
{
	bw_free(m->point);
	bw_chain_release(&m->c);
	bw_chain_file_release(&m->f);
	bw_arena_release(&m->a);
	bw_out_release(&m->out);
}

static bool
shows(const struct made *m, const char *what)
{
	return bw_str_find(bw_buf_get(&m->out.buf), bw_str_of(what)) >= 0;
}

static void
marks_what_stops_it(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct made m;

	(void)state;
	assert_ok(make(&m, lamp, &err), &err);
	/* The bulb, its country (which has maker one as well), and maker one:
	 * maker two needs lamps to make lamps. */
	assert_int_equal(m.n, 3);
	assert_ok(draw(&m, BW_EN, &err), &err);
	assert_true(shows(&m,
	    "! stops: day 7\xe2\x80\x93"
	    "9"));
	assert_true(shows(&m, "Bulb &lt;A&gt; &amp; "));
	assert_false(shows(&m, "Bulb <A>"));
	assert_true(shows(&m, ">60\xc2\xa0%")); /* does not break */
	assert_true(shows(&m, "China"));
	assert_true(shows(&m, "Illustrative"));
	assert_true(shows(&m, "arrow loop"));
	/* what the product does not stand on */
	assert_false(shows(&m, "apart"));
	release(&m);
	assert_ok(make(&m, lamp, &err), &err);
	assert_ok(draw(&m, BW_NL, &err), &err);
	assert_true(shows(&m, "Ter illustratie"));
	release(&m);
}

static void
too_many_are_refused(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_buf b = { 0 };
	struct made m;

	(void)state;
	bw_buf_z(&b, "chain: x\nproduct: a0\nthings:\n");
	for (unsigned i = 0; i < 200; i++)
		bw_buf_fmt(&b, "  a%u: {kind: part, needs: [%s%u]}\n", i, "a",
		    i + 1 < 200 ? i + 1 : 0);
	bw_buf_char(&b, '\0');
	assert_ok(make(&m, b.p, &err), &err);
	assert_int_equal(draw(&m, BW_EN, &err), BW_ELIMIT);
	release(&m);
	bw_buf_release(&b);
}

static int
everything(void *ctx, struct bw_err *err)
{
	struct made m;
	int rc = make(&m, ctx, err);

	if (rc == 0)
		rc = draw(&m, BW_EN, err);
	release(&m);
	/* see tests/supply/test_chain_read.c */
	if (rc == BW_EFORMAT)
		rc = err->code = BW_ENOMEM;
	return rc;
}

static void
survives_failing_memory(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	char text[sizeof(lamp)];

	(void)state;
	memcpy(text, lamp, sizeof(lamp));
	assert_ok(bw_ref_load(&err), &err);
	assert_ok(bw_text_load(&err), &err);
	test_brutal(everything, text, 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_what_stops_it),
		cmocka_unit_test(too_many_are_refused),
		cmocka_unit_test(survives_failing_memory),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	bw_ref_unload();
	bw_text_unload();
	return failed;
}
