/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_html.c - the escaping writer, byte for byte.
 */
#include "support/support.h"
#include "report/html.h"

static void
is(const char *want, void (*write)(struct bw_html *))
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_html h;
	struct bw_out o;

	bw_out_memory(&o);
	h = (struct bw_html){ .out = &o };
	write(&h);
	assert_ok(bw_out_finish(&o, &err), &err);
	assert_str(bw_buf_get(&o.buf), want);
	bw_buf_release(&o.buf);
}

static void
markup(struct bw_html *h)
{
	bw_html_leaf(h, "p", "x", BW_STR("<script>\"a\" & 'b'</script>"));
}

static void
attribute(struct bw_html *h)
{
	bw_html_open(h, "p");
	bw_html_attr(h, "title", BW_STR("\" onload=\"alert(1)\" x=\"<>&'"));
	bw_html_close(h);
}

static void
control(struct bw_html *h)
{
	/* NUL, ESC, a line end, right-to-left override, bad UTF-8, U+FFFF */
	bw_html_leaf(h, "span", NULL,
	    BW_STR("a\0b\x1b[2Jc\r\nd\xe2\x80\xaeo\xff\xef\xbf\xbf."));
}

static void
percentage(struct bw_html *h)
{
	bw_html_leaf(h, "span", NULL, BW_STR("12 % of 5 %"));
}

static void
nested(struct bw_html *h)
{
	bw_html_open(h, "p");
	bw_html_open(h, "br");
	bw_html_close(h);
	bw_html_open(h, "a");
	bw_html_link(h, BW_STR("x\"><b>"));
	bw_html_close(h);
	bw_html_close(h);
}

static void
text_is_never_markup(void **state)
{
	(void)state;
	is("\n<p class=\"x\">&lt;script&gt;&quot;a&quot; &amp; "
	   "&#39;b&#39;&lt;/script&gt;</p>",
	    markup);
}

static void
a_value_cannot_leave_its_attribute(void **state)
{
	(void)state;
	is("\n<p title=\"&quot; onload=&quot;alert(1)&quot; "
	   "x=&quot;&lt;&gt;&amp;&#39;\"></p>",
	    attribute);
}

static void
control_characters_do_nothing(void **state)
{
	(void)state;
	is("<span>a b [2Jc  do\xef\xbf\xbd?.</span>", control);
}

static void
a_number_keeps_its_sign(void **state)
{
	(void)state;
	is("<span>12\xc2\xa0% of 5\xc2\xa0%</span>", percentage);
}

static void
elements_close_in_order(void **state)
{
	(void)state;
	is("\n<p>\n<br/><a href=\"#x&quot;&gt;&lt;b&gt;\"></a></p>", nested);
}

static void
path(struct bw_html *h)
{
	bw_html_open(h, "a");
	bw_html_path(h, "/api/v1/tests");
	bw_html_leaf(h, "code", NULL, BW_STR("x"));
	bw_html_close(h);
}

static void
a_link_to_an_address_of_the_server(void **state)
{
	(void)state;
	is("<a href=\"/api/v1/tests\"><code>x</code></a>", path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_never_markup),
		cmocka_unit_test(a_value_cannot_leave_its_attribute),
		cmocka_unit_test(control_characters_do_nothing),
		cmocka_unit_test(a_number_keeps_its_sign),
		cmocka_unit_test(elements_close_in_order),
		cmocka_unit_test(a_link_to_an_address_of_the_server),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
