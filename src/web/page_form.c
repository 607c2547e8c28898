/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_form.c - forms: what a visitor sent before stands in them again.
 *
 * Every control has a label of its own; a hint belongs to it by
 * aria-describedby (WCAG 2.2: 1.3.1, 3.3.2).
 */
#include "web/page.h"

void
page_form(struct page *p, const char *method, struct bw_url *u)
{
	bw_html_open_class(&p->h, "form", "form");
	bw_html_attr_z(&p->h, "method", method);
	bw_html_to(&p->h, "action", u);
	bw_url_release(u);
}

void
page_form_end(struct page *p)
{
	bw_html_close(&p->h);
}

void
page_hidden(struct page *p, const char *name, struct bw_str value)
{
	bw_html_open(&p->h, "input");
	bw_html_attr_z(&p->h, "type", "hidden");
	bw_html_attr_z(&p->h, "name", name);
	bw_html_attr(&p->h, "value", value);
	bw_html_close(&p->h);
}

static void
label(struct page *p, const char *for_, const char *key)
{
	bw_html_open(&p->h, "label");
	bw_html_attr_z(&p->h, "for", for_);
	bw_html_text(&p->h, page_word(p, key));
	bw_html_close(&p->h);
}

static void
hint(struct page *p, const char *for_, const char *key)
{
	if (key == NULL)
		return;
	bw_html_open_class(&p->h, "p", "hint");
	bw_html_attr(&p->h, "id", page_fmt(p, "%s-hint", for_));
	bw_html_text(&p->h, page_word(p, key));
	bw_html_close(&p->h);
}

void
page_wrong(struct page *p, const char *name, const char *word)
{
	if (p->n_wrong < BW_LEN(p->wrong))
		p->wrong[p->n_wrong++] = (struct page_wrong){ name, word };
}

bool
page_is_wrong(const struct page *p, struct bw_str name)
{
	for (size_t i = 0; i < p->n_wrong; i++)
		if (bw_str_is(name, p->wrong[i].name))
			return true;
	return false;
}

/* What is the matter with it, between the label and the control. */
static bool
wrong(struct page *p, const char *id, const char *name)
{
	for (size_t i = 0; i < p->n_wrong; i++) {
		if (strcmp(p->wrong[i].name, name) != 0)
			continue;
		bw_html_open_class(&p->h, "p", "field-error");
		bw_html_attr(&p->h, "id", page_fmt(p, "%s-error", id));
		bw_html_text(&p->h, page_word(p, p->wrong[i].word));
		bw_html_close(&p->h);
		return true;
	}
	return false;
}

static void
describe(struct page *p, const char *id, bool hinted, bool is_wrong)
{
	if (is_wrong)
		bw_html_attr_z(&p->h, "aria-invalid", "true");
	if (hinted || is_wrong)
		bw_html_attr(&p->h, "aria-describedby",
		    page_fmt(p, "%s%s%s%s", hinted ? id : "",
			hinted ? "-hint" : "", hinted && is_wrong ? " " : "",
			is_wrong ? page_fmt(p, "%s-error", id).p : ""));
}

void
page_field(struct page *p, const char *type, const char *name,
    const char *label_key, const char *hint_key)
{
	const char *id = page_fmt(p, "f-%s", name).p;
	struct bw_html *h = &p->h;
	bool is_wrong;

	bw_html_open_class(h, "div", "form-field");
	label(p, id, label_key);
	hint(p, id, hint_key);
	is_wrong = wrong(p, id, name);
	bw_html_open(h, "input");
	bw_html_attr_z(h, "type", strcmp(type, "number") == 0 ? "text" : type);
	/* A number is written with a comma in Dutch: type=number refuses it. */
	if (strcmp(type, "number") == 0)
		bw_html_attr_z(h, "inputmode", "decimal");
	bw_html_attr_z(h, "id", id);
	bw_html_attr_z(h, "name", name);
	describe(p, id, hint_key != NULL, is_wrong);
	if (page_param(p, name).n > 0)
		bw_html_attr(h, "value", page_param(p, name));
	bw_html_close(h);
	bw_html_close(h);
}

void
page_select(struct page *p, const char *name, const char *label_key,
    const char *prefix, const char *const *value, size_t n,
    struct bw_str chosen)
{
	const char *id = page_fmt(p, "f-%s", name).p;
	struct bw_html *h = &p->h;
	bool is_wrong;

	bw_html_open_class(h, "div", "form-field");
	label(p, id, label_key);
	is_wrong = wrong(p, id, name);
	bw_html_open(h, "select");
	bw_html_attr_z(h, "id", id);
	bw_html_attr_z(h, "name", name);
	describe(p, id, false, is_wrong);
	for (size_t i = 0; i < n; i++) {
		bw_html_open(h, "option");
		bw_html_attr_z(h, "value", value[i]);
		if (bw_str_is(chosen, value[i]))
			bw_html_attr_z(h, "selected", "selected");
		bw_html_text(h, page_word_of(p, prefix, bw_str_of(value[i])));
		bw_html_close(h);
	}
	bw_html_close(h);
	bw_html_close(h);
}

/* A choice to click, with its text as the label around it. */
static void
choice(struct page *p, const char *type, const char *name, struct bw_str value,
    struct bw_str text, bool chosen)
{
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "label", "choice");
	bw_html_open(h, "input");
	bw_html_attr_z(h, "type", type);
	bw_html_attr_z(h, "name", name);
	bw_html_attr(h, "value", value);
	if (chosen)
		bw_html_attr_z(h, "checked", "checked");
	bw_html_close(h);
	bw_html_leaf(h, "span", NULL, text);
	bw_html_close(h);
}

void
page_radio(struct page *p, const char *name, struct bw_str value,
    struct bw_str text, bool chosen)
{
	choice(p, "radio", name, value, text, chosen);
}

void
page_check_box(struct page *p, const char *name, struct bw_str value,
    struct bw_str text, bool chosen)
{
	choice(p, "checkbox", name, value, text, chosen);
}

void
page_button(struct page *p, const char *key)
{
	bw_html_open_class(&p->h, "button", "button");
	bw_html_attr_z(&p->h, "type", "submit");
	bw_html_text(&p->h, page_word(p, key));
	bw_html_close(&p->h);
}
