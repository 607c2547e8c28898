/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_xml.c - records out of XML, and what is refused.
 */
#include "support/support.h"
#include "base/mem.h"
#include "base/xml.h"

struct seen {
	struct bw_buf shown;
	int stop_at; /* return BW_ECANCELLED at this record */
	uint64_t last_byte;
};

static void
show(struct bw_buf *b, const struct bw_xml_node *n)
{
	bw_buf_fmt(
	    b, "%.*s@%llu(", BW_ARG(n->name), (unsigned long long)n->line);
	for (const struct bw_xml_attr *a = n->attr; a != NULL; a = a->next)
		bw_buf_fmt(b, "%.*s=%.*s ", BW_ARG(a->name), BW_ARG(a->value));
	bw_buf_fmt(b, "'%.*s'", BW_ARG(n->text));
	for (n = n->child; n != NULL; n = n->next) {
		bw_buf_char(b, ' ');
		show(b, n);
	}
	bw_buf_char(b, ')');
}

static int
take(void *ctx, const struct bw_xml_node *record, uint64_t number,
    uint64_t byte, struct bw_err *err)
{
	struct seen *s = ctx;

	bw_buf_fmt(&s->shown, "%llu:", (unsigned long long)number);
	show(&s->shown, record);
	bw_buf_char(&s->shown, ' ');
	s->last_byte = byte;
	if (s->stop_at != 0 && (int)number == s->stop_at)
		return bw_fail(err, BW_ECANCELLED, "enough");
	return 0;
}

static const char *const records[] = { "rec", "other", NULL };

static int
read_xml(struct bw_str text, const struct bw_xml_opt *opt, struct seen *s,
    struct bw_err *err)
{
	struct bw_input *in = NULL;
	int rc = bw_input_memory(&in, text, NULL, err);

	if (rc == 0)
		rc = bw_xml_records(in, records, opt, take, s, err);
	bw_input_free(in);
	return rc;
}

static void
reads_as(struct bw_str text, const char *expected)
{
	struct bw_err err = BW_ERR_INIT;
	struct seen s = { 0 };

	assert_ok(read_xml(text, NULL, &s, &err), &err);
	assert_str(bw_buf_get(&s.shown), expected);
	bw_buf_release(&s.shown);
}

static void
refused(struct bw_str text, const struct bw_xml_opt *opt, int code,
    uint64_t line, const char *word)
{
	struct bw_err err = BW_ERR_INIT;
	struct seen s = { 0 };
	int rc = read_xml(text, opt, &s, &err);

	if (rc != code || err.line != line || strstr(err.what, word) == NULL)
		fail_msg("%.*s: code %d line %llu \"%s\", not %d line %llu "
			 "\"%s\"",
		    (int)(text.n < 80 ? text.n : 80), text.p, rc,
		    (unsigned long long)err.line, err.what, code,
		    (unsigned long long)line, word);
	bw_buf_release(&s.shown);
}

static void
records_are_trees(void **state)
{
	(void)state;
	reads_as(BW_STR("<?xml version=\"1.0\"?>\n<l:list xmlns:l=\"urn:x\">"
			"<head>no</head>\n<l:rec id='1' l:k=\"a &amp; b\">\n"
			" <l:name> Bl&#252;m &lt;NV&gt; </l:name><!-- c -->\n"
			" <x><y/></x> tail\n</l:rec><?pi x?>"
			"<other><![CDATA[<raw>]]></other></l:list>"),
	    "1:rec@3(id=1 k=a & b 'tail' name@4('Bl\u00fcm <NV>') x@5('' "
	    "y@5(''))) 2:other@6('<raw>') ");
	reads_as(
	    BW_STR("<rec><rec>in</rec></rec>"), "1:rec@1('' rec@1('in')) ");
	reads_as(BW_STR("<list/>"), "");
	reads_as(BW_STR("\xef\xbb\xbf<rec>x</rec>"), "1:rec@1('x') ");
	reads_as(BW_STR("<?xml version='1.0' encoding='ISO-8859-1'?>"
			"<rec>caf\xe9</rec>"),
	    "1:rec@1('caf\u00e9') ");
}

static void
paths_need_no_checks(void **state)
{
	static const struct bw_xml_node city = { .name = BW_STR_INIT("city"),
		.text = BW_STR_INIT("Delft") };
	static struct bw_xml_attr kind = { BW_STR_INIT("kind"),
		BW_STR_INIT("seat"), NULL };
	struct bw_xml_node inner = city;
	struct bw_xml_node address = {
		.name = BW_STR_INIT("address"), .attr = &kind, .child = &inner
	};
	struct bw_xml_node root = { .name = BW_STR_INIT("rec"),
		.child = &address };

	(void)state;
	assert_str(bw_xml_text(&root, "address/city"), "Delft");
	assert_str(bw_xml_attr(bw_xml_get(&root, "address"), "kind"), "seat");
	assert_null(bw_xml_get(&root, "city"));
	assert_null(bw_xml_get(NULL, "a/b"));
	assert_int_equal(bw_xml_text(&root, "address/none/x").n, 0);
	assert_int_equal(bw_xml_attr(NULL, "kind").n, 0);
	assert_int_equal(bw_xml_attr(&root, "kind").n, 0);
}

static void
a_document_type_is_refused(void **state)
{
	(void)state;
	refused(BW_STR("<!DOCTYPE a [<!ENTITY b \"x\">]>\n<rec>&b;</rec>"),
	    NULL, BW_EFORMAT, 1, "document type");
	refused(BW_STR("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><rec/>"),
	    NULL, BW_EFORMAT, 1, "document type");
	refused(BW_STR("<rec>&b;</rec>"), NULL, BW_EFORMAT, 1, "entity");
}

static void
what_is_broken_has_a_place(void **state)
{
	(void)state;
	refused(BW_STR("<rec>\n<a></b>\n</rec>"), NULL, BW_EFORMAT, 2,
	    "mismatched");
	refused(BW_STR("<rec>\n\n<a>"), NULL, BW_EFORMAT, 3, "");
	refused(BW_STR(""), NULL, BW_EFORMAT, 1, "cut off");
	refused(BW_STR("a,b\n"), NULL, BW_EFORMAT, 1, "");
	refused(BW_STR("<rec/>\n<rec/>"), NULL, BW_EFORMAT, 2, "junk");
	refused(BW_STR("<rec>\xff</rec>"), NULL, BW_EFORMAT, 1, "");
	refused(BW_STR("<rec a='1' a='2'/>"), NULL, BW_EFORMAT, 1, "duplicate");
	refused(BW_STR("<?xml version='1.0' encoding='klingon'?><rec/>"), NULL,
	    BW_EFORMAT, 1, "UTF-8");
}

static void
cut_at_every_byte(void **state)
{
	static const char text[] = "<l><rec a='1'>x<b/></rec><!-- c --></l>";

	(void)state;
	for (size_t n = 0; n < sizeof(text) - 1; n++)
		refused((struct bw_str){ text, n }, NULL, BW_EFORMAT, 1, "");
}

static void
limits(void **state)
{
	struct bw_xml_opt deep = { .max_depth = 3 };
	struct bw_xml_opt small = { .max_record = 20000 };
	struct bw_buf b = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct seen s = { 0 };

	(void)state;
	assert_ok(
	    read_xml(BW_STR("<rec><a><b/></a></rec>"), &deep, &s, &err), &err);
	bw_buf_release(&s.shown);
	refused(BW_STR("<rec><a><b><c/></b></a></rec>"), &deep, BW_ELIMIT, 1,
	    "deep");
	bw_buf_z(&b, "<rec>");
	for (int i = 0; i < 1000; i++)
		bw_buf_z(&b, "<a>0123456789012345678901234567890</a>");
	bw_buf_z(&b, "</rec>");
	refused(bw_buf_get(&b), &small, BW_ELIMIT, 1, "too large");
	bw_buf_clear(&b);
	bw_buf_z(&b, "<rec>");
	for (int i = 0; i < 1000; i++)
		bw_buf_z(&b, "0123456789012345678901234567890");
	bw_buf_z(&b, "</rec>");
	refused(bw_buf_get(&b), &small, BW_ELIMIT, 1, "too large");
	bw_buf_clear(&b);
	bw_buf_z(&b, "<rec ");
	for (int i = 0; i < 65; i++)
		bw_buf_fmt(&b, "a%d='1' ", i);
	bw_buf_z(&b, "/>");
	refused(bw_buf_get(&b), NULL, BW_ELIMIT, 1, "attributes");
	bw_buf_release(&b);
}

/* A tag, a comment, a text without end: stopped long before the end. */
static void
endless_things_take_no_memory(void **state)
{
	static const char *const starts[] = { "<rec><!-- ", "<rec a='",
		"<rec><", "<rec>x" };
	size_t n = (size_t)48 << 20;
	char *p = malloc(n);

	(void)state;
	assert_non_null(p);
	for (size_t i = 0; i < BW_LEN(starts); i++) {
		memset(p, 'x', n);
		memcpy(p, starts[i], strlen(starts[i]));
		refused((struct bw_str){ p, n }, NULL, BW_ELIMIT, 1, "");
	}
	free(p);
}

static void
the_caller_can_stop(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct seen s = { .stop_at = 2 };

	(void)state;
	assert_int_equal(
	    read_xml(BW_STR("<l><rec/><rec/><rec/></l>"), NULL, &s, &err),
	    BW_ECANCELLED);
	assert_str(bw_buf_get(&s.shown), "1:rec@1('') 2:rec@1('') ");
	assert_int_equal(s.last_byte, 9);
	assert_string_equal(err.what, "enough");
	bw_buf_release(&s.shown);
}

static int
count(void *ctx, const struct bw_xml_node *record, uint64_t number,
    uint64_t byte, struct bw_err *err)
{
	(void)record;
	(void)byte;
	(void)err;
	*(uint64_t *)ctx = number;
	return 0;
}

static int
read_brutal(void *ctx, struct bw_err *err)
{
	const struct bw_str *text = ctx;
	struct bw_input *in = NULL;
	uint64_t n = 0;
	int rc = bw_input_memory(&in, *text, NULL, err);

	if (rc == 0)
		rc = bw_xml_records(in, records, NULL, count, &n, err);
	bw_input_free(in);
	return rc;
}

static void
survives_without_memory(void **state)
{
	struct bw_str text =
	    BW_STR("<l><rec a='1' b='2'>text<c>more</c></rec><rec/></l>");

	(void)state;
	test_brutal(read_brutal, &text, 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_trees),
		cmocka_unit_test(paths_need_no_checks),
		cmocka_unit_test(a_document_type_is_refused),
		cmocka_unit_test(what_is_broken_has_a_place),
		cmocka_unit_test(cut_at_every_byte),
		cmocka_unit_test(limits),
		cmocka_unit_test(endless_things_take_no_memory),
		cmocka_unit_test(the_caller_can_stop),
		cmocka_unit_test(survives_without_memory),
	};

	return cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
