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
address(struct bw_html *h)
{
	struct bw_url u;

	bw_url_begin(&u);
	bw_url_step(&u, BW_STR("company"));
	bw_url_step(&u, BW_STR("//evil.example/?a=\"><b>"));
	bw_url_step(&u, BW_STR(".."));
	bw_url_param(&u, "q", BW_STR("a&b=c#d 100 %"));
	bw_url_param(&u, "none", BW_STR(""));
	bw_url_param(&u, "r", BW_STR("\xc3\xa9"));
	bw_html_open(h, "a");
	bw_html_to(h, "href", &u);
	bw_html_close(h);
	bw_url_release(&u);
}

/* A step stays one step, a value one value, and the server this one. */
static void
an_address_holds_what_it_is_given(void **state)
{
	(void)state;
	is("<a href=\"/company/%2F%2Fevil.example%2F%3Fa%3D%22%3E%3Cb%3E/-"
	   "?q=a%26b%3Dc%23d%20100%20%25&amp;r=%C3%A9\"></a>",
	    address);
}

static bool
to_party(void *ctx, const char *what, struct bw_str value, struct bw_url *url)
{
	(void)ctx;
	bw_url_step(url, bw_str_of(what));
	bw_url_step(url, value);
	return true;
}

static void
drawing(struct bw_html *h)
{
	struct bw_err err = BW_ERR_INIT;

	assert_ok(bw_html_drawing(h,
		      BW_STR("<svg id=\"a\" role=\"img\" "
			     "aria-labelledby=\"t d\" onload=\"x()\" "
			     "style=\"y\"><style>z</style>"
			     "<title id=\"t\">A &lt;b&gt;</title>"
			     "<script>alert(1)</script>"
			     "<g data-party=\"12\"><a href=\"//evil\">"
			     "<path d=\"M0 0\"/></a>"
			     "<rect width=\"1\" href=\"javascript:1\"/></g>"
			     "<g data-open=\"8\" data-label=\"&lt;more\"/>"
			     "<foreignObject><p>q</p></foreignObject></svg>"),
		      "p-", to_party, NULL, &err),
	    &err);
}

/* Whoever made the drawing: only shapes and texts come into the page. */
static void
a_drawing_brings_in_shapes_alone(void **state)
{
	(void)state;
	is("\n<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"p-a\" "
	   "role=\"group\" "
	   "aria-labelledby=\"p-t p-d\">\n<title id=\"p-t\">A &lt;b&gt;"
	   "</title><a class=\"party\" href=\"/party/12\">\n"
	   "<g data-party=\"12\">\n<rect width=\"1\"/></g></a>"
	   "<a class=\"open\" href=\"/open/8\" aria-label=\"&lt;more\">\n"
	   "<g data-open=\"8\"></g></a></svg>",
	    drawing);
}

static void
what_is_no_drawing_is_an_error(void **state)
{
	static const char *const bad[] = { "", "<svg>", "<svg></g>", "x",
		"<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>" };
	struct bw_err err;
	struct bw_html h;
	struct bw_out o;

	(void)state;
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		err = (struct bw_err)BW_ERR_INIT;
		bw_out_memory(&o);
		h = (struct bw_html){ .out = &o };
		assert_int_equal(bw_html_drawing(&h, bw_str_of(bad[i]), "p-",
				     NULL, NULL, &err),
		    BW_EFORMAT);
		assert_int_equal(h.depth, 0);
		bw_out_release(&o);
	}
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
		cmocka_unit_test(an_address_holds_what_it_is_given),
		cmocka_unit_test(a_drawing_brings_in_shapes_alone),
		cmocka_unit_test(what_is_no_drawing_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
