/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report.h - a check as text for a terminal, JSON, or one HTML file.
 *
 * Same check, same bytes. HTML is written through html.h only, so that a
 * name can never become markup; the file needs nothing from outside, prints
 * well, and can be read by screen readers.
 */
#ifndef BW_REPORT_H
#define BW_REPORT_H
#include "base/out.h"
#include "check/check.h"
#include "ownership/history.h"

struct bw_report_opt {
	enum bw_lang lang;
	unsigned width; /* of the terminal */
	bool colour;
	bool brief; /* findings without evidence */
};
int bw_report_text(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o,
    struct bw_err *err) BW_MUST_USE;
/* The stable form documented in doc/json.md. */
int bw_report_json(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o,
    struct bw_err *err) BW_MUST_USE;
int bw_report_html(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o,
    struct bw_err *err) BW_MUST_USE;
/* The report for the board: what was found, how sure, what to do in which
 * order, the sources. One document (report/doc.h), as a page or as a PDF that
 * everybody can read (PDF/UA-1). Bounded: a check of any size gives at most
 * some hundreds of pages, and says what it leaves out. */
int bw_report_board_html(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o,
    struct bw_err *err) BW_MUST_USE;
int bw_report_board_pdf(const struct bw_check *c, const struct bw_view *v,
    const struct bw_report_opt *opt, struct bw_out *o,
    struct bw_err *err) BW_MUST_USE;
/* Drawings alone, as standalone SVG: owners (BOVS convention), supply. */
int bw_svg_owners(const struct bw_check *c, const struct bw_view *v,
    enum bw_lang lang, struct bw_out *o, struct bw_err *err) BW_MUST_USE;
int bw_svg_supply(const struct bw_check *c, const struct bw_view *v,
    enum bw_lang lang, struct bw_out *o, struct bw_err *err) BW_MUST_USE;
/* Owners without a check, and the proof of an answer in them: the stakes
 * that carry it are thick, the others light. */
struct bw_owners_drawing {
	const struct bw_cone *cone;
	const struct bw_owner_row *row;
	size_t n_row;
	/* Links of the cone, from the company up; none: only the owners. */
	const uint32_t *proof;
	size_t n_proof;
	uint32_t owner;                 /* node whose control it proves */
	enum bw_certainty certainty;    /* of that control */
	const struct bw_str *reason;    /* per node, why unknown; or NULL */
	const struct bw_source *source; /* those that are numbered in it */
	size_t n_source;
	bool collapse; /* vehicles of one owner as one stack */
	/* Nodes whose stacks are opened: vehicles of such an owner one by one,
	 * and of such a company more of its holders. */
	const uint32_t *open;
	size_t n_open;
	/* The stakes of `proof` carry no control: they are all ways from the
	 * owner down to the company. */
	bool ways;
};
int bw_svg_proof(const struct bw_owners_drawing *in, const struct bw_view *v,
    enum bw_lang lang, struct bw_out *o, struct bw_err *err) BW_MUST_USE;
/* A history as a timeline; `day` is on it. */
int bw_svg_history(const struct bw_history *all, const struct bw_view *v,
    uint32_t party, bw_date day, enum bw_lang lang, struct bw_out *o,
    struct bw_err *err) BW_MUST_USE;

#endif
