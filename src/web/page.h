/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page.h - what a page is made with: who asks, what it may ask, how it looks.
 *
 * A page is a function of a request. It asks the program (asker.h), reads the
 * JSON of the answer, and writes HTML through report/html.h. Its skeleton:
 *
 *	void
 *	page_owners(struct page *p)
 *	{
 *		struct page_question a;
 *		struct bw_json owners;
 *
 *		page_asks(p, &a, "owners");
 *		page_place(p, &a, p->step[0]);
 *		page_option(p, &a, "min", page_param(p, "min"));
 *		if (!page_json(p, &a, &owners))
 *			return;                 // the error page is written
 *		page_begin(p, title);
 *		...
 *		page_end(p);
 *	}
 *
 * All memory of a page lives in p->arena and goes with it. Words are those of
 * content/words, in the language of the address. Errors of memory are sticky
 * in the output and become a 500.
 */
#ifndef BW_PAGE_H
#define BW_PAGE_H
#include "base/json.h"
#include "report/html.h"
#include "web/answers.h"
#include "web/app_priv.h"
#include "web/asker.h"
#include "web/form.h"

#define PAGE_ANSWERS 24u /* questions that one page may ask */

struct page {
	struct bw_app *app;
	const struct bw_request *q;
	struct bw_response *r;
	struct bw_html h; /* from page_begin to page_end */
	struct bw_arena arena;
	enum bw_lang lang;
	const struct web_page *view;
	struct bw_str step[STEPS_MOST]; /* what stands at each {} of its path */
	size_t n_step;
	struct bw_form query; /* parameters of the address */
	const char *world;    /* path of the world asked */
	bool own;             /* a private one */
	const struct bw_answer *answer[PAGE_ANSWERS];
	struct bw_json_parser *parser[PAGE_ANSWERS];
	size_t n_answer;
	const char *region[32]; /* words that name one already */
	size_t n_region;
	struct page_wrong { /* fields of a form that could not be read */
		const char *name, *word;
	} wrong[8];
	size_t n_wrong;
};

/* ---- asking -------------------------------------------------------------- */
struct page_question {
	struct bw_question q;
	const char *place[8];
	size_t n_place;
	bool bad; /* a text that no command line can hold */
};
void page_asks(struct page *p, struct page_question *a, const char *verb);
/* --name=value; nothing when the value is empty. name: a literal. */
void page_option(struct page *p, struct page_question *a, const char *name,
    struct bw_str value);
void page_switch(struct page *p, struct page_question *a, const char *name);
/* What stands behind the verb. */
void page_place(struct page *p, struct page_question *a, struct bw_str value);
/* The same for a party: 12 becomes #12; lei:5299... stays. */
void page_party(struct page *p, struct page_question *a, struct bw_str value);
struct bw_str page_party_name(struct page *p, struct bw_str value);
/* The answer of --json; false: the page that says why not is written. */
bool page_json(struct page *p, struct page_question *a, struct bw_json *out);
/* The answer of --json, or no value; for what a page can do without. */
struct bw_json page_json_maybe(struct page *p, struct page_question *a);
/* The answer of --svg=- (form "svg") or --csv=-; empty: there is none. */
struct bw_str page_drawn(
    struct page *p, struct page_question *a, const char *form);
/* The answer of --form=- as a file to be kept; a page like that is not pure.
 * type: "application/pdf"; name: a literal, such as "report.pdf". */
void page_download(struct page *p, struct page_question *a, const char *form,
    const char *type, const char *name);
/* What was the matter with the last one: its error line, or empty. */
struct bw_str page_why_not(const struct page *p);

/* ---- texts --------------------------------------------------------------- */
struct bw_str page_param(const struct page *p, const char *name);
/* The text of a member; empty when it is absent or no text. */
struct bw_str page_string(struct bw_json object, const char *key);
struct bw_str page_word(const struct page *p, const char *key);
/* The word "prefix.name" (data of the program, not of a visitor); the name
 * itself when there is none. */
struct bw_str page_word_of(
    struct page *p, const char *prefix, struct bw_str name);
struct bw_str page_fmt(struct page *p, const char *fmt, ...) BW_PRINTF(2, 3);
/* A word with {name}s filled by the same text in each language. */
struct page_fill {
	const char *name;
	struct bw_str value;
};
struct bw_str page_worded(
    struct page *p, const char *key, const struct page_fill *fill, size_t n);
#define PAGE_FILLED(p, key, ...)                                       \
	page_worded(p, key, (const struct page_fill[]){ __VA_ARGS__ }, \
	    BW_LEN(((const struct page_fill[]){ __VA_ARGS__ })))
/* Name of a country from its code; of a party from {"name":...}. */
struct bw_str page_country(struct page *p, struct bw_str code);
struct bw_str page_name(struct page *p, struct bw_json party);
/* {min, max, ...} of bw_jw_share as "12.5 %", "25-49.9 %"; empty for null. */
struct bw_str page_share(struct page *p, struct bw_json share);
struct bw_str page_per_cent(struct page *p, double fraction, int digits);
struct bw_str page_id(struct page *p, struct bw_json party); /* "12" */

/* ---- addresses ----------------------------------------------------------- */
/* "/nl" and the steps, ended by NULL: page_to(p, &u, "company", id, NULL). */
void page_to(struct page *p, struct bw_url *u, ...) __attribute__((sentinel));
/* This page again, with all parameters but those named (NULL ends them). */
void page_again(struct page *p, struct bw_url *u, ...)
    __attribute__((sentinel));
/* <a class>text</a>; u is released. class_ may be NULL. */
void page_a(
    struct page *p, struct bw_url *u, const char *class_, struct bw_str text);

/* ---- the shell ----------------------------------------------------------- */
/* Head, header, navigation, <main>, and the <h1>. */
void page_begin(struct page *p, struct bw_str title);
/* For the pages of a company, with its navigation: owners, law ... `party`
 * is {"id","name",...} of an answer; title: of this page. */
void page_begin_company(
    struct page *p, struct bw_json party, struct bw_str title);
/* Links to the same as JSON and CSV of the read API: path without /v1, such
 * as "companies/12/owners"; the parameters of the page go along. */
void page_data(struct page *p, int csv, ...) __attribute__((sentinel));
void page_end(struct page *p);
/* A whole page that says what is the matter. */
void page_problem(struct page *p, int status, const char *word);
/* The whole response: a file to keep, of that type and name (literals). Not for
 * a page that is kept (pure), which is HTML. */
void page_file(
    struct page *p, const char *type, const char *name, struct bw_str bytes);
/* 303: go to u (released), after a POST. */
void page_see(struct page *p, struct bw_url *u);

/* ---- parts (page_parts.c) ------------------------------------------------ */
void page_p(struct page *p, const char *class_, const char *key);
void page_h2(struct page *p, const char *id, const char *key);
void page_badge(struct page *p, const char *class_, struct bw_str text);
void page_level(struct page *p, struct bw_str level); /* act plan know */
void page_certainty(struct page *p, struct bw_str certainty); /* certain ... */
/* A pair of a <dl>: dt and dd in a div; nothing when the text is empty. */
void page_pair(struct page *p, const char *word, struct bw_str text);
/* Notice in a box: class "know", "plan" or "act". */
void page_notice(struct page *p, const char *class_, struct bw_str text);
/* <table> in a box that scrolls; caption is a word key, columns are words. */
void page_table(
    struct page *p, const char *caption, const char *const *column, size_t n);
void page_row(struct page *p);
void page_cell(struct page *p, const char *column, struct bw_str text);
/* The first cell of a row, its header. */
void page_head_cell(struct page *p, const char *column, struct bw_str text);
/* A cell to be filled: open, write, bw_html_close. */
void page_open_cell(struct page *p, const char *column, bool header);
void page_row_end(struct page *p);
void page_table_end(struct page *p);
/* A drawing with its heading; nothing when svg is empty. */
void page_drawing(struct page *p, struct bw_str svg, const char *prefix);

/* ---- forms (page_form.c) ------------------------------------------------- */
/* method "get" or "post". u is released. */
void page_form(struct page *p, const char *method, struct bw_url *u);
void page_form_end(struct page *p);
void page_hidden(struct page *p, const char *name, struct bw_str value);
/* Label above, a hint below it (NULL: none); what was sent before is there.
 * type: "text", "search", "number", "date", "file". */
void page_field(struct page *p, const char *type, const char *name,
    const char *label, const char *hint);
/* Before the form is written: what is the matter with a field, in words that
 * stand beside it. Both literals. */
void page_wrong(struct page *p, const char *name, const char *word);
bool page_is_wrong(const struct page *p, struct bw_str name);
/* A choice: values with the words "prefix.value". */
void page_select(struct page *p, const char *name, const char *label,
    const char *prefix, const char *const *value, size_t n,
    struct bw_str chosen);
void page_radio(struct page *p, const char *name, struct bw_str value,
    struct bw_str label, bool chosen);
void page_check_box(struct page *p, const char *name, struct bw_str value,
    struct bw_str label, bool chosen);
void page_button(struct page *p, const char *label);

/* ---- the pages ----------------------------------------------------------- */
struct web_page {
	const char *path;  /* behind the language; {} is any one step */
	const char *label; /* of the counts */
	void (*show)(struct page *p);
	void (*take)(struct page *p); /* POST; NULL: there is none */
	/* Same world, same address, same page: it may be kept. HTML only. */
	bool pure;
	const char *nav; /* word of it in the navigation of all pages */
	const char *tab; /* and in that of a company: /company/{}/... */
};
extern const struct web_page web_pages[]; /* ends with a NULL path */

/* ---- between the parts of it --------------------------------------------- */
/* Give it back with bw_answers_drop; NULL: no memory. */
const struct bw_answer *app_ask(
    struct bw_app *app, const struct bw_question *q);
void page_init(struct page *p, struct bw_app *app, const struct bw_request *q,
    struct bw_response *r);
void page_release(struct page *p);
/* form: "--csv=-" in place of --json, or NULL. */
const struct bw_answer *page_answer(
    struct page *p, struct page_question *a, const char *form);
int app_problem_of(int code); /* status for an enum bw_code */
/* The page for an answer that is an error. */
void page_refusal(struct page *p, const struct bw_answer *answer);

#endif
