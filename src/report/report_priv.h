/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report_priv.h - what text, JSON, page and drawings share.
 *
 * A report reads a check and the columns of the view and nothing else: no
 * database, no clock. Every text it makes lives in its own arena; when that
 * runs out of memory `failed` is set, texts stay empty, and bw_report_...
 * says so at the end (report_end).
 */
#ifndef BW_REPORT_PRIV_H
#define BW_REPORT_PRIV_H
#include "report/html.h"
#include "report/report.h"
#include "base/map.h"
#include "model/ref.h"

/* The four questions; every finding belongs to one of the first three. */
enum question {
	ASK_CONTROL, /* who can take control? */
	ASK_DEPEND,  /* on whom does it depend? */
	ASK_WEAK,    /* where is it vulnerable? */
	ASK_DO,      /* what to do now? */
	QUESTIONS
};

struct report {
	const struct bw_check *c;
	const struct bw_view *v;
	enum bw_lang lang;
	unsigned width;
	bool colour, brief, failed;
	struct bw_arena a;
	const struct bw_finding **todo; /* the first that asks for each thing */
	size_t n_todo;
	const struct bw_basis **rule; /* each rule, at its first place */
	size_t n_rule;
};

int report_begin(struct report *r, const struct bw_check *c,
    const struct bw_view *v, const struct bw_report_opt *opt,
    struct bw_err *err);
/* rc, or what went wrong with memory or output meanwhile. */
int report_end(
    struct report *r, int rc, const struct bw_out *o, struct bw_err *err);

/* ---- words.c: texts ------------------------------------------------------ */
struct fill {
	const char *name;
	struct bw_str value;
};
struct bw_str word(struct report *r, const char *key);
struct bw_str wordf(struct report *r, const char *prefix, const char *name);
struct bw_str filled(
    struct report *r, const char *key, const struct fill *fill, size_t n);
#define FILLED(r, key, ...)                                      \
	filled((r), (key), (const struct fill[]){ __VA_ARGS__ }, \
	    BW_LEN(((const struct fill[]){ __VA_ARGS__ })))
struct bw_str kept(struct report *r, struct bw_buf *b); /* releases b */
struct bw_str fmt(struct report *r, const char *fmt, ...) BW_PRINTF(2, 3);
struct bw_str in(const struct report *r, const struct bw_text *t);

struct bw_str party_name(struct report *r, uint32_t party);
struct bw_str party_kind(struct report *r, uint32_t party);
struct bw_str party_country(struct report *r, uint32_t party); /* or "" */
struct bw_str country_name(struct report *r, struct bw_str code);
struct bw_str producer_name(struct report *r, const struct bw_producer *p);
struct bw_str material_name(struct report *r, struct bw_str code);
struct bw_str share_text(struct report *r, struct bw_share s);
struct bw_str percent(struct report *r, double fraction);
struct bw_str decimals(struct report *r, double v, int digits); /* NAN: "" */
struct bw_str amount(struct report *r, double v);               /* NAN: "" */
/* "0,31" or "0,31 - 0,35"; "" when not known. */
struct bw_str span(struct report *r, double lo, double hi, int digits);
struct bw_str day_text(struct report *r, bw_date d); /* 25 november 2026 */
/* "What was known after source 3 ...", or "" when that is now. */
struct bw_str known_text(struct report *r);
struct bw_str count(struct report *r, size_t n);
/* A digest in pieces of 16, so that it can be wrapped and compared by eye. */
struct bw_str sha_pieces(struct report *r, struct bw_str hex);
/* "[3], line 12" */
struct bw_str evidence_place(struct report *r, const struct bw_evidence *e);

/* ---- digest.c: what a busy person reads --------------------------------- */
int digest_begin(struct report *r, struct bw_err *err);
const char *question_name(enum question q); /* part of keys */
enum question question_of(const struct bw_finding *f);
const char *level_mark(enum bw_level l);
const char *certainty_mark(enum bw_certainty c);
/* The most urgent finding of a question, or NULL. */
const struct bw_finding *top_finding(const struct report *r, enum question q);
size_t count_level(const struct report *r, enum bw_level l);
/* The n-th thing to do, told by the first finding that asks for it, in order;
 * or NULL. */
const struct bw_finding *todo(const struct report *r, size_t n);
bool same_todo(const struct report *r, const struct bw_finding *a,
    const struct bw_finding *b);
/* The same rule stands behind many findings. It has a number, by its first
 * place in the report, and is written out there only. */
size_t rule_number(
    const struct report *r, const struct bw_basis *b, bool *first);
/* One sentence under a question when there is no finding. */
struct bw_str nothing_found(struct report *r, enum question q);
/* "lei:5299..., kvk:123..."; keys that only files know are left out. */
struct bw_str identifiers(struct report *r);
bool is_fictional(const struct report *r);
/* Does the company buy this material from that country? */
bool bought_there(
    const struct report *r, struct bw_str material, struct bw_str country);
struct bw_str bought_where(struct report *r, struct bw_str material);

/* One line of the table of owners. */
struct owner_line {
	const struct bw_owner_row *row;
	const struct bw_link *link;
};
/* By layer, in the order of the check; at most `most` lines. *n_all tells how
 * many there are. */
struct owner_line *owner_lines(
    struct report *r, size_t most, size_t *n, size_t *n_all);
struct bw_str link_capital(struct report *r, const struct bw_link *k);
struct bw_str link_votes(struct report *r, const struct bw_link *k);
struct bw_str link_remarks(struct report *r, const struct bw_link *k);
struct bw_str link_sources(struct report *r, const struct bw_link *k);
struct bw_str owner_control(struct report *r, const struct bw_owner_row *row);

/* ---- drawings: fill the <svg> that is open, and close it ----------------- */
struct drawing {
	struct bw_html *h;
	const char *id; /* begins the ids within */
	bool alone;     /* a file of its own: brings its style sheet */
};
/* Attributes, title, description, style. */
void draw_start(struct drawing *d, long width, long height, struct bw_str title,
    struct bw_str desc);
void draw_text(struct drawing *d, const char *class_, const char *anchor,
    long x, long y, struct bw_str text);
void draw_path(struct drawing *d, const char *class_, const char *path);
/* A scale from 0 that holds `top`: the step between two lines, a round number,
 * and how many there are (at most five). */
double draw_scale_step(double top, unsigned *n);
int draw_owners(struct report *r, struct drawing *d,
    const struct bw_owners_drawing *in, struct bw_err *err);
/* The owners of the check. */
struct bw_owners_drawing check_owners(const struct report *r);
void draw_supply(
    struct report *r, struct drawing *d, const struct bw_production *p);
/* Text cut into lines of `columns` positions, at blanks where it can; what
 * does not fit in `most` lines ends in an ellipsis. */
size_t wrapped(struct report *r, struct bw_str text, size_t columns,
    struct bw_str *line, size_t most);

/* owners_pick.c: which owners the drawing shows. */
struct pick_box {
	uint32_t node;  /* BW_NONE: a stack */
	uint32_t of;    /* of a stack: the node to open; BW_NONE: it is open */
	size_t stacked; /* holders in a stack */
	bool vehicles;  /* all of them held whole by the one above */
	const struct bw_owner_row *row;
};
struct pick_arrow {
	uint32_t from, to;          /* boxes */
	const struct bw_link *link; /* NULL: from a stack */
	struct bw_sum votes;        /* of a stack */
	bool proof;                 /* carries what is proved */
};
struct pick {
	struct pick_box *box; /* the company itself first */
	size_t n_box;
	struct pick_arrow *arrow;
	size_t n_arrow;
};
int pick_owners(struct report *r, const struct bw_owners_drawing *in,
    struct pick *p, struct bw_err *err);

/* ---- the page ------------------------------------------------------------ */
/* page_findings.c */
void page_badges(
    struct report *r, struct bw_html *h, const struct bw_finding *f);
void page_findings(struct report *r, struct bw_html *h, enum question q);
void page_todo(struct report *r, struct bw_html *h);
/* A finding's id in the page: its place in the check. */
struct bw_str finding_id(struct report *r, const struct bw_finding *f);
/* page_tables.c */
int page_owners(struct report *r, struct bw_html *h, struct bw_err *err);
void page_supply(struct report *r, struct bw_html *h);
void page_sources(struct report *r, struct bw_html *h);
void page_method(struct report *r, struct bw_html *h);
struct bw_str kind_and_country(struct report *r, uint32_t party);
/* "China 98,7 % (5,9); ..." all that have a name, then the rest. */
struct bw_str producers_text(struct report *r, const struct bw_production *p);

#endif
