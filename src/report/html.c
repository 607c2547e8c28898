/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * html.c - the escaping writer; see html.h for what it promises.
 *
 * The writer knows where it is (inside a start tag or not, and in which
 * elements), so a tag cannot be left open and an attribute cannot land in
 * text. A misuse by the program is an assertion; nothing that comes from a
 * file can cause one.
 */
#include "report/html.h"
#include "base/fold.h"
#include <sodium.h>

/* Without content in HTML, or drawn shapes: written as <x/>. */
static const char *const empty_elements[] = { "meta", "br", "hr", "wbr", "path",
	"circle", "rect", "line", "polyline", "polygon", "ellipse", "col",
	"input", "link", "img", NULL };
/* Stand inside a line of text: no line end before them. */
static const char *const inline_elements[] = { "a", "span", "strong", "em",
	"bdi", "abbr", "code", "time", "small", "tspan", "wbr", NULL };
/* What runs, or brings in what is not in the page. */
static const char *const active_elements[] = { "script", "iframe", "object",
	"embed", "base", "frame", "applet", "portal", "foreignObject", "use",
	NULL };
static const char *const active_attributes[] = { "style", "href", "src",
	"srcset", "srcdoc", "action", "formaction", "data", "poster", "ping",
	"background", "manifest", "xlink", NULL };

static bool
one_of(const char *name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

static bool
one_of_nocase(const char *name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcasecmp(name, *list) == 0)
			return true;
	return false;
}

static bool
good_name(const char *name)
{
	for (const char *p = name; *p != '\0'; p++)
		if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
			(*p >= '0' && *p <= '9') || *p == '-'))
			return false;
	return name[0] != '\0';
}

/* U+FFFE and U+FFFF may not stand in XML. */
static bool
no_character(const char *p, size_t left)
{
	return left >= 3 && memcmp(p, "\xef\xbf", 2) == 0 &&
	    ((unsigned char)p[2] == 0xbe || (unsigned char)p[2] == 0xbf);
}

static void
escape(struct bw_out *o, struct bw_str s)
{
	size_t from = 0;
	const char *as;

	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '&':
			as = "&amp;";
			break;
		case '<':
			as = "&lt;";
			break;
		case '>':
			as = "&gt;";
			break;
		case '"':
			as = "&quot;";
			break;
		case '\'':
			as = "&#39;";
			break;
		case ' ': /* a number and its % stay on one line */
			as = i + 1 < s.n && s.p[i + 1] == '%' ? "\xc2\xa0"
							      : NULL;
			break;
		default:
			as = no_character(s.p + i, s.n - i) ? "?" : NULL;
		}
		if (as == NULL)
			continue;
		bw_out_str(o, bw_str_sub(s, from, i - from));
		bw_out_z(o, as);
		if (as[0] == '?')
			i += 2;
		from = i + 1;
	}
	bw_out_str(o, bw_str_sub(s, from, s.n));
}

static void
harmless(struct bw_html *h, struct bw_str s)
{
	struct bw_buf b = { 0 };

	bw_plain(&b, s);
	if (b.failed && h->out->err.code == 0)
		bw_fail(&h->out->err, BW_ENOMEM, "no memory for output");
	else
		escape(h->out, bw_buf_get(&b));
	bw_buf_release(&b);
}

static void
end_tag_start(struct bw_html *h)
{
	if (h->in_tag)
		bw_out_z(h->out, ">");
	h->in_tag = false;
}

void
bw_html_page(struct bw_html *h, struct bw_out *o, const char *lang)
{
	*h = (struct bw_html){ .out = o };
	bw_out_z(o, "<!DOCTYPE html>");
	bw_html_open(h, "html");
	bw_html_attr_z(h, "lang", lang);
}

void
bw_html_svg(struct bw_html *h, struct bw_out *o)
{
	*h = (struct bw_html){ .out = o };
	bw_out_z(o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	bw_html_open(h, "svg");
}

void
bw_html_finish(struct bw_html *h)
{
	while (h->depth > 0)
		bw_html_close(h);
	bw_out_z(h->out, "\n");
}

static void
begin(struct bw_html *h, const char *element)
{
	BW_ASSERT(h->depth < BW_HTML_DEEPEST && good_name(element));
	end_tag_start(h);
	if (!one_of(element, inline_elements))
		bw_out_z(h->out, "\n");
	bw_out_fmt(h->out, "<%s", element);
	h->in_tag = true;
	h->open[h->depth++] = element;
	if (strcmp(element, "svg") == 0)
		bw_html_attr_z(h, "xmlns", "http://www.w3.org/2000/svg");
}

void
bw_html_open(struct bw_html *h, const char *element)
{
	BW_ASSERT(!one_of_nocase(element, active_elements));
	begin(h, element);
}

void
bw_html_open_class(struct bw_html *h, const char *element, const char *class_)
{
	bw_html_open(h, element);
	if (class_ != NULL)
		bw_html_attr_z(h, "class", class_);
}

void
bw_html_attr(struct bw_html *h, const char *name, struct bw_str value)
{
	BW_ASSERT(h->in_tag && good_name(name));
	BW_ASSERT(strncasecmp(name, "on", 2) != 0 &&
	    !one_of_nocase(name, active_attributes));
	bw_out_fmt(h->out, " %s=\"", name);
	harmless(h, value);
	bw_out_z(h->out, "\"");
}

void
bw_html_attr_z(struct bw_html *h, const char *name, const char *value)
{
	bw_html_attr(h, name, bw_str_of(value));
}

void
bw_html_attr_i(struct bw_html *h, const char *name, long value)
{
	char text[24];

	snprintf(text, sizeof(text), "%ld", value);
	bw_html_attr_z(h, name, text);
}

void
bw_html_link(struct bw_html *h, struct bw_str id)
{
	BW_ASSERT(h->in_tag && strcmp(h->open[h->depth - 1], "a") == 0);
	bw_out_z(h->out, " href=\"#");
	harmless(h, id);
	bw_out_z(h->out, "\"");
}

void
bw_html_to(struct bw_html *h, const char *attribute, const struct bw_url *url)
{
	static const char *const may[][2] = { { "a", "href" },
		{ "link", "href" }, { "form", "action" },
		{ "button", "formaction" }, { "img", "src" },
		{ "script", "src" } };
	bool ok = false;

	for (size_t i = 0; i < BW_LEN(may); i++)
		ok |= strcmp(may[i][0], h->open[h->depth - 1]) == 0 &&
		    strcmp(may[i][1], attribute) == 0;
	BW_ASSERT(h->in_tag && ok);
	bw_out_fmt(h->out, " %s=\"", attribute);
	escape(h->out, bw_buf_get(&url->text));
	bw_out_z(h->out, "\"");
	if (url->text.failed && h->out->err.code == 0)
		bw_fail(&h->out->err, BW_ENOMEM, "no memory for an address");
}

void
bw_html_module(struct bw_html *h, const struct bw_url *url)
{
	begin(h, "script");
	bw_html_attr_z(h, "type", "module");
	bw_html_to(h, "src", url);
	bw_html_close(h);
}

void
bw_html_text(struct bw_html *h, struct bw_str text)
{
	end_tag_start(h);
	harmless(h, text);
}

void
bw_html_close(struct bw_html *h)
{
	const char *element;

	BW_ASSERT(h->depth > 0);
	element = h->open[--h->depth];
	if (h->in_tag && one_of(element, empty_elements)) {
		bw_out_z(h->out, "/>");
		h->in_tag = false;
		return;
	}
	end_tag_start(h);
	bw_out_fmt(h->out, "</%s>", element);
}

void
bw_html_leaf(struct bw_html *h, const char *element, const char *class_,
    struct bw_str text)
{
	bw_html_open_class(h, element, class_);
	bw_html_text(h, text);
	bw_html_close(h);
}

void
bw_html_policy(struct bw_html *h, const struct bw_str *css, size_t n_css)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char b64[sodium_base64_ENCODED_LEN(
	    sizeof(digest), sodium_base64_VARIANT_ORIGINAL)];
	char policy[160];
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	for (size_t i = 0; i < n_css; i++)
		crypto_hash_sha256_update(
		    &state, (const unsigned char *)css[i].p, css[i].n);
	crypto_hash_sha256_final(&state, digest);
	sodium_bin2base64(b64, sizeof(b64), digest, sizeof(digest),
	    sodium_base64_VARIANT_ORIGINAL);
	snprintf(policy, sizeof(policy),
	    "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; "
	    "form-action 'none'",
	    b64);
	bw_html_open(h, "meta");
	bw_html_attr_z(h, "http-equiv", "Content-Security-Policy");
	bw_html_attr_z(h, "content", policy);
	bw_html_close(h);
}

void
bw_html_style(struct bw_html *h, const struct bw_str *css, size_t n_css)
{
	bw_html_open(h, "style");
	end_tag_start(h);
	for (size_t i = 0; i < n_css; i++) {
		/* The one text that is not escaped, so it may not hold what
		 * would need it. */
		BW_ASSERT(css[i].n == 0 ||
		    (memchr(css[i].p, '<', css[i].n) == NULL &&
			memchr(css[i].p, '&', css[i].n) == NULL));
		bw_out_str(h->out, css[i]);
	}
	bw_html_close(h);
}
