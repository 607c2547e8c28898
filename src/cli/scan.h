/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan.h - what the files of the verb scan share.
 */
#ifndef BW_CLI_SCAN_H
#define BW_CLI_SCAN_H
#include "check/check_scan.h"
#include "cli/cli.h"
#include "scan/compare.h"
#include "scan/result.h"

struct bw_scan_case {
	struct bw_cli *cli;
	struct bw_scan q;
	struct bw_scan_state s;
	struct bw_scan_result r;
	bool has_before;
	struct bw_scan_state before;
	struct bw_scan_result r_before; /* when of the same version */
	bool has_place;                 /* --others was read */
	struct bw_scan_place place;
	/* With --party: */
	struct bw_world *w;
	struct bw_view *v;
	struct bw_check check;
	struct bw_scan_known *known;
	size_t n_known;
};

/* "scan.KEY" filled, wrapped. */
void bw_scan_wrap(struct bw_scan_case *c, unsigned indent, const char *key,
    const struct bw_fill *fill, size_t n);
#define BW_SCAN_WRAP(c, indent, key, ...)                                     \
	bw_scan_wrap(c, indent, key, (const struct bw_fill[]){ __VA_ARGS__ }, \
	    BW_LEN(((const struct bw_fill[]){ __VA_ARGS__ })))
struct bw_fill bw_scan_fill(const char *name, struct bw_str value);
struct bw_str bw_scan_number(struct bw_scan_case *c, unsigned n);
/* "39", or "between 40 and 62" */
struct bw_str bw_scan_range_text(
    struct bw_scan_case *c, unsigned lo, unsigned hi);
static inline struct bw_str
bw_scan_in(const struct bw_scan_case *c, struct bw_text t)
{
	return t.in[c->cli->lang];
}
const struct bw_scan_known *bw_scan_known_of(
    const struct bw_scan_case *c, size_t question);
/* Whom to ask: name and address, marked where not verified. */
void bw_scan_whom(
    struct bw_scan_case *c, unsigned indent, const struct bw_scan_asked *ask);

void bw_scan_print(struct bw_scan_case *c);   /* scan_print.c */
void bw_scan_changed(struct bw_scan_case *c); /* scan_changed.c */
void bw_scan_show(struct bw_scan_case *c);    /* scan_show.c */
void bw_scan_json(struct bw_scan_case *c);    /* scan_json.c */
int bw_scan_csv(struct bw_scan_case *c, struct bw_err *err) BW_MUST_USE;
/* Ask at the terminal until all is answered or somebody stops (scan_ask.c). */
int bw_scan_ask(struct bw_scan_case *c, struct bw_err *err) BW_MUST_USE;

/* --others (scan_others.c). */
int bw_scan_others(struct bw_scan_case *c, struct bw_err *err) BW_MUST_USE;
void bw_scan_print_others(struct bw_scan_case *c);
void bw_scan_json_others(struct bw_scan_case *c, struct bw_jw *j);

#endif
