/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_board.c - the report for the board: bounded, and honest about memory.
 *
 * What stands in it is looked at by tests/cli/report.py.
 */
#include "support/support.h"
#include "report/fixture.h"
#include "report/report.h"
#include "base/mem.h"

typedef int report_fn(const struct bw_check *, const struct bw_view *,
    const struct bw_report_opt *, struct bw_out *, struct bw_err *);

static report_fn *const forms[] = { bw_report_board_html, bw_report_board_pdf };

static int
attempt(const struct fixture *f, report_fn *form, size_t *n, struct bw_err *err)
{
	struct bw_report_opt opt = { .lang = BW_NL };
	struct bw_out o;
	int rc;

	bw_out_memory(&o);
	rc = form(&f->check, &f->view, &opt, &o, err);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	if (rc == 0 && o.buf.failed)
		rc = bw_fail(err, BW_ENOMEM, "no memory for output");
	*n = o.buf.n;
	bw_buf_release(&o.buf);
	bw_out_release(&o);
	return rc;
}

/* Not every allocation, as elsewhere: there are tens of thousands, and each
 * report takes its time. Further on the steps are larger. */
static void
no_memory_is_told(void **state)
{
	struct fixture f;
	size_t size;

	(void)state;
	fixture_make(&f, FIXTURE_PLAIN);
	for (size_t i = 0; i < BW_LEN(forms); i++)
		for (uint64_t n = 1; n < 1000000; n += 1 + n / 12) {
			struct bw_err err = BW_ERR_INIT;
			int rc;

			bw_mem_fail_at(n);
			rc = attempt(&f, forms[i], &size, &err);
			bw_mem_fail_at(0);
			if (rc == 0)
				break;
			assert_int_equal(rc, BW_ENOMEM);
			assert_true(err.what[0] != '\0');
		}
	fixture_release(&f);
}

/* Ten thousand findings, each with a text of its own. */
static void
it_ends(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct fixture f;
	size_t size, n;

	(void)state;
	fixture_make(&f, FIXTURE_PLAIN);
	n = f.check.findings.list.n;
	for (size_t i = 0; i < 10000; i++) {
		struct bw_finding *g =
		    bw_finding_add(&f.check.findings, "ownership.controller");

		assert_non_null(g);
		g->level = BW_PLAN;
		g->deadline = BW_DATE_MAX;
		g->title =
		    bw_text_same(bw_arena_fmt(&f.a, "Finding number %zu", i));
		g->todo =
		    bw_text_same(bw_arena_fmt(&f.a, "Step number %zu", i));
	}
	assert_int_equal(f.check.findings.list.n, n + 10000);
	for (size_t i = 0; i < BW_LEN(forms); i++) {
		assert_ok(attempt(&f, forms[i], &size, &err), &err);
		assert_in_range(size, 10000, 3000000);
	}
	fixture_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_memory_is_told),
		cmocka_unit_test(it_ends),
	};

	return cmocka_run_group_tests_name("board", tests, NULL, NULL);
}
