/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Decision tables of SSVC: every row against the JSON and the CSV of CERT/CC
 * (test data of others), and walks with facts that are unknown.
 */
#include <stdlib.h>
#include "support/support.h"
#include "base/input.h"
#include "cyber/ssvc.h"

static struct bw_ssvc *
tables(void)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_ssvc *s;

	assert_ok(bw_ssvc_new(&s, &err), &err);
	return s;
}

static void
told(const struct bw_ssvc *s, const struct bw_ssvc_table *t,
    struct bw_ssvc_facts *f, const char *point, const char *value)
{
	struct bw_err err = BW_ERR_INIT;

	assert_ok(
	    bw_ssvc_tell(s, t, f, bw_str_of(point), bw_str_of(value), &err),
	    &err);
}

/* The decisions by key, in order: "T|AT". */
static struct bw_str
decided(const struct bw_ssvc *s, const struct bw_ssvc_table *t, uint16_t bits,
    struct bw_buf *b)
{
	const struct bw_ssvc_point *p = &s->point[t->outcome];

	bw_buf_clear(b);
	for (uint32_t i = 0; i < p->n; i++)
		if ((bits >> i & 1) != 0)
			bw_buf_fmt(b, "%s%.*s", b->n > 0 ? "|" : "",
			    BW_ARG(p->value[i].key));
	return bw_buf_get(b);
}

/* CISA's guide and the deployer table of SSVC 2. */
static void
walks(void **state)
{
	struct bw_ssvc *s = tables();
	const struct bw_ssvc_table *t = bw_ssvc_table_of(s, BW_STR("dt_co"));
	struct bw_ssvc_facts f = { 0 };
	struct bw_ssvc_walk w;
	struct bw_buf b = { 0 };

	(void)state;
	assert_non_null(t);
	bw_ssvc_decide(s, t, &f, &w);
	assert_str(decided(s, t, w.decisions, &b), "T|T*|AT|AC");
	assert_false(w.certain);
	assert_int_equal(w.n_open, 4);
	assert_int_equal(bw_ssvc_tell_rating(s, t, &f,
			     BW_STR("Exploitation=active;Automatable=yes;"
				    "Technical Impact=total;Colour=red")),
	    1);
	bw_ssvc_decide(s, t, &f, &w);
	assert_str(decided(s, t, w.decisions, &b), "AT|AC");
	assert_int_equal(w.n_open, 1);
	assert_true(w.open[0].settles && w.open[0].matters);
	assert_str(s->point[w.open[0].point].key, "MWI");
	assert_str(decided(s, t, w.open[0].then[0], &b), "AT");
	assert_str(decided(s, t, w.open[0].then[2], &b), "AC");
	/* Only some values are excluded. */
	told(s, t, &f, "mission and well-being impact", "medium|high");
	bw_ssvc_decide(s, t, &f, &w);
	assert_str(decided(s, t, w.decisions, &b), "AC");
	assert_true(w.certain);
	bw_buf_release(&b);
	bw_ssvc_free(s);
}

/* Human impact follows from its own table, as far as that is known. */
static void
a_fact_that_follows(void **state)
{
	struct bw_ssvc *s = tables();
	const struct bw_ssvc_table *t =
	    bw_ssvc_table_of(s, BW_STR("Deployer Patch Application Priority"));
	struct bw_ssvc_facts f = { 0 };
	struct bw_ssvc_walk w;
	struct bw_buf b = { 0 };

	(void)state;
	told(s, t, &f, "E", "A");
	told(s, t, &f, "EXP", "open");
	told(s, t, &f, "A", "Y"); /* of SSVC, not the impact of CVSS */
	told(s, t, &f, "SI", "Catastrophic");
	bw_ssvc_decide(s, t, &f, &w);
	assert_true(w.derived[3] && w.certain);
	assert_str(decided(s, t, w.decisions, &b), "I");
	assert_int_equal(w.n_open, 0);
	f = (struct bw_ssvc_facts){ 0 };
	told(s, t, &f, "SI", "Negligible");
	bw_ssvc_decide(s, t, &f, &w);
	/* L, M or VH, by mission impact; not H. */
	assert_int_equal(w.may[3], 1 | 2 | 8);
	bw_buf_release(&b);
	bw_ssvc_free(s);
}

static void
what_is_wrong_is_said(void **state)
{
	struct bw_ssvc *s = tables();
	const struct bw_ssvc_table *t = bw_ssvc_table_of(s, BW_STR("co"));
	struct bw_err err = BW_ERR_INIT;
	struct bw_ssvc_facts f = { 0 };

	(void)state;
	assert_null(bw_ssvc_table_of(s, BW_STR("nothing")));
	assert_null(bw_ssvc_table_of(s, BW_STR("")));
	assert_int_equal(
	    bw_ssvc_tell(s, t, &f, BW_STR("colour"), BW_STR("red"), &err),
	    BW_EFORMAT);
	bw_err_clear(&err);
	assert_int_equal(
	    bw_ssvc_tell(s, t, &f, BW_STR("E"), BW_STR("red"), &err),
	    BW_EFORMAT);
	assert_non_null(strstr(err.what, "Public PoC"));
	bw_err_clear(&err);
	assert_int_equal(
	    bw_ssvc_tell(s, t, &f, BW_STR("E"), BW_STR(""), &err), BW_EFORMAT);
	told(s, t, &f, "E", "poc");
	told(s, t, &f, "ssvc:E:1.1.0", "Public PoC");
	bw_err_clear(&err);
	assert_int_equal(bw_ssvc_tell(s, t, &f, BW_STR("Exploitation"),
			     BW_STR("none"), &err),
	    BW_ECONFLICT);
	bw_ssvc_free(s);
}

static void
from_json(void **state)
{
	static const char text[] =
	    "{\"selections\":[{\"namespace\":\"ssvc\",\"key\":\"E\","
	    "\"version\":\"1.1.0\",\"values\":[{\"key\":\"P\"},{\"key\":\"A\"}]"
	    "},"
	    "{\"namespace\":\"cisa//x\",\"name\":\"In "
	    "KEV\",\"values\":[{\"name\":"
	    "\"Yes\"}]},{\"key\":\"none\"}],"
	    "\"options\":[{\"Automatable\":\"yes\"},{\"Colour\":\"red\"}]}";
	char padded[sizeof(text) + BW_JSON_PAD] = { 0 };
	struct bw_ssvc *s = tables();
	const struct bw_ssvc_table *t = bw_ssvc_table_of(s, BW_STR("bod2604"));
	struct bw_err err = BW_ERR_INIT;
	struct bw_json_parser *p = NULL;
	struct bw_ssvc_facts f = { 0 };
	struct bw_ssvc_walk w;
	struct bw_json v;

	(void)state;
	memcpy(padded, text, sizeof(text));
	assert_ok(bw_json_parser_new(&p, &err), &err);
	assert_ok(bw_json_parse(p, padded, sizeof(text) - 1, &v, &err), &err);
	assert_int_equal(bw_ssvc_tell_json(s, t, &f, v), 2);
	bw_ssvc_decide(s, t, &f, &w); /* exposed? kev yes, automatable yes */
	assert_int_equal(w.may[1], 2);
	assert_int_equal(w.may[2], 2);
	t = bw_ssvc_table_of(s, BW_STR("co"));
	bw_ssvc_decide(s, t, &f, &w);
	assert_int_equal(w.may[0], 2 | 4);
	bw_json_parser_free(p);
	bw_ssvc_free(s);
}

/* One row of a table as the JSON has it. */
static void
row(const struct bw_ssvc *s, const struct bw_ssvc_table *t, struct bw_json m,
    struct bw_str outcome, struct bw_buf *b)
{
	struct bw_json_each it = bw_json_each(m);
	struct bw_err err = BW_ERR_INIT;
	struct bw_ssvc_facts f = { 0 };
	struct bw_ssvc_walk w;
	struct bw_str want = { 0 };

	while (bw_json_step(&it))
		if (bw_str_eq(it.key, outcome))
			want = bw_json_str(it.value);
		else
			assert_ok(bw_ssvc_tell(s, t, &f, it.key,
				      bw_json_str(it.value), &err),
			    &err);
	bw_ssvc_decide(s, t, &f, &w);
	assert_true(w.certain);
	if (!bw_str_eq(decided(s, t, w.decisions, b), want))
		fail_msg("%.*s: %.*s", BW_ARG(t->name), BW_ARG(want));
}

static size_t
json_table(const struct bw_ssvc *s, struct bw_json d)
{
	char id[128];
	const struct bw_ssvc_table *t;
	struct bw_json_each it = bw_json_each(bw_json_get(d, "mapping"));
	struct bw_buf b = { 0 };
	size_t n = 0;

	snprintf(id, sizeof(id), "%.*s:%.*s:%.*s",
	    BW_ARG(bw_json_str(bw_json_get(d, "namespace"))),
	    BW_ARG(bw_json_str(bw_json_get(d, "key"))),
	    BW_ARG(bw_json_str(bw_json_get(d, "version"))));
	t = bw_ssvc_table_of(s, bw_str_of(id));
	assert_non_null(t);
	for (; bw_json_step(&it); n++)
		row(s, t, it.value, bw_json_str(bw_json_get(d, "outcome")), &b);
	assert_int_equal(n, t->n_decision);
	bw_buf_release(&b);
	return n;
}

static const char *const data[] = { "cisa/cisa_bod_26_04_1_0_0",
	"cisa/cisa_coordinator_2_0_3",
	"cvss/cvss_v4_0_qualitative_severity_ratings_4_0_0",
	"cvss/cvss_v4_equivalence_set_1_1_0_0",
	"cvss/cvss_v4_equivalence_set_2_1_0_0",
	"cvss/cvss_v4_equivalence_set_3_1_0_0",
	"cvss/cvss_v4_equivalence_set_4_1_0_0",
	"cvss/cvss_v4_equivalence_set_5_1_0_0",
	"cvss/cvss_v4_equivalence_set_6_1_0_0",
	"ssvc/coordinator_publish_decision_table_1_0_0",
	"ssvc/coordinator_triage_1_0_0",
	"ssvc/deployer_patch_application_priority_1_0_0",
	"ssvc/human_impact_1_0_0", "ssvc/public_safety_impact_1_0_0",
	"ssvc/supplier_patch_development_priority_1_0_0",
	"ssvc/utility_1_0_0" };

static void
every_row_of_the_tables(void **state)
{
	struct bw_ssvc *s;
	size_t rows = 0;

	(void)state;
	if (test_data("cyber/ssvc/data/json") == NULL)
		skip();
	s = tables();
	assert_int_equal(s->n_point, 146); /* without that of a company */
	assert_int_equal(s->n_table, BW_LEN(data));
	for (size_t i = 0; i < BW_LEN(data); i++) {
		struct bw_json_opt opt = { .whole = true };
		struct bw_err err = BW_ERR_INIT;
		struct bw_json_reader *r = NULL;
		struct bw_input *in = NULL;
		struct bw_json d;
		char path[128];
		bool more;

		snprintf(path, sizeof(path),
		    "cyber/ssvc/data/json/decision_tables/%s.json", data[i]);
		assert_ok(
		    bw_input_open(&in, test_data(path), NULL, &err), &err);
		assert_ok(bw_json_open(&r, in, &opt, &err), &err);
		assert_ok(bw_json_next(r, &d, &more, &err), &err);
		rows += json_table(s, d);
		bw_json_close(r);
		bw_input_free(in);
	}
	assert_int_equal(rows, 1574); /* the table of doc/cyber.md */
	bw_ssvc_free(s);
}

static int
make(void *ctx, struct bw_err *err)
{
	struct bw_ssvc *s = NULL;
	int rc = bw_ssvc_new(&s, err);

	(void)ctx;
	bw_ssvc_free(s);
	return rc;
}

static void
survives_no_memory(void **state)
{
	(void)state;
	test_brutal(make, NULL, 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks),
		cmocka_unit_test(a_fact_that_follows),
		cmocka_unit_test(what_is_wrong_is_said),
		cmocka_unit_test(from_json),
		cmocka_unit_test(every_row_of_the_tables),
		cmocka_unit_test(survives_no_memory),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
